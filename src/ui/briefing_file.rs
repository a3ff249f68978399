//! A briefing comes from its file, with the figures it was packed with, and goes into one.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::export::publication::Medium;
use crate::import::hints::Hints;
use crate::picture::look::Size;
use crate::ui::action::{Action, Step};
use crate::ui::app::App;
use crate::ui::files::with_ending;
use crate::ui::session::{Chosen, News, Notice};
use crate::workspace::DatasetRef;
use crate::workspace::briefing_file::{self, ENDING, Joined};
use crate::workspace::edit::Edit;
use crate::workspace::file;

impl App {
    /// The briefing takes the place of the one on the board, and its figures come along, in one step.
    pub(super) fn open_briefing(&mut self, path: &Path, joined: Joined) {
        let Joined { briefing, datasets, differing, report } = joined;
        self.preferences.remember(path);
        let slides = match briefing.slides.len() {
            1 => "1 slide".to_owned(),
            count => format!("{count} slides"),
        };
        let mut edits = vec![Edit::TakeBriefing(Box::new(briefing))];
        for dataset in datasets {
            let (id, sha256) = (dataset.id.clone(), dataset.sha256.clone());
            edits.push(Edit::AddDataset(DatasetRef { id: id.clone(), sha256, path: path.to_owned(), hints: Hints::default() }));
            self.session.lost.remove(&id);
            self.session.set_aside(&Arc::new(dataset));
        }
        let before = self.document().briefing.clone();
        self.change_whole(&Edit::Together(edits));
        // The figures may be looked at in a panel by then, so they stay.
        let back = Action::Edit(Edit::TakeBriefing(Box::new(before.clone())), Step::Whole);
        let next = (!before.is_empty()).then(|| ("Back to the briefing before", Box::new(back)));
        self.session.notices.push(Notice::Done { text: format!("{} opened: {slides}", name(path)), next });
        if !differing.is_empty() {
            let numbers: Vec<String> = differing.iter().map(usize::to_string).collect();
            let text = format!("Slides {}: the figures are those that the briefing was saved with, not those at hand", numbers.join(", "));
            self.session.say(text);
        }
        // What is wrong with it is told last, and seen first.
        report.into_iter().for_each(|problem| self.session.tell(problem));
    }

    pub(super) fn ask_for_briefing_file(&mut self) {
        let wish = self.save_wish("Save the briefing", "briefing", &[("Briefing with its figures", ENDING)]);
        self.session.ask_save(wish, |path| Chosen::Briefing(with_ending(path, ENDING)));
    }

    pub(super) fn ask_where_to_publish(&mut self) {
        let kinds = Medium::ALL.map(|medium| (medium.name(), medium.ending()));
        let wish = self.save_wish("Publish the briefing", "briefing", &kinds);
        self.session.ask_save(wish, |path| {
            let is_known = path.extension().and_then(|ending| ending.to_str()).and_then(Medium::from_ending).is_some();
            Chosen::Publication(if is_known { path } else { with_ending(path, Medium::Pdf.ending()) })
        });
    }

    /// Every slide as it stands at its last step, in the form that the name of the file tells.
    pub(super) fn publish_briefing(&mut self, path: PathBuf) {
        let desk = &self.session.desk;
        let (briefing, library, engine) = (self.document().briefing.clone(), desk.library.clone(), Arc::clone(&desk.engine));
        self.session.start(move || {
            let medium = path.extension().and_then(|ending| ending.to_str()).and_then(Medium::from_ending).unwrap_or(Medium::Pdf);
            let publication = briefing.publication(Size::Slide, &library, &engine);
            let bytes = publication.and_then(|publication| medium.write(&publication));
            News::Saved(bytes.and_then(|bytes| file::save(&path, &bytes)).map(|()| format!("{} saved", name(&path))))
        });
    }

    pub(super) fn save_briefing(&mut self, path: PathBuf) {
        self.preferences.remember(&path);
        let desk = &self.session.desk;
        let (briefing, library, engine) = (self.document().briefing.clone(), desk.library.clone(), Arc::clone(&desk.engine));
        self.session.start(move || {
            let bytes = briefing_file::pack(&briefing, &library, &engine);
            News::Saved(bytes.and_then(|bytes| file::save(&path, &bytes)).map(|()| format!("{} saved", name(&path))))
        });
    }
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}
