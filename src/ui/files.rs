//! Files: opened, found again, reloaded, closed and saved off the frame, and what is made of the news of it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use eframe::egui::{ColorImage, Context};

use crate::dataset::report::Refusal;
use crate::dataset::source::Source;
use crate::dataset::{Dataset, DatasetId};
use crate::export::data::{self, About};
use crate::export::{Format, raster};
use crate::import::hints::Hints;
use crate::measure::findings::Findings;
use crate::problem::Problem;
use crate::terms::translation::Tongue;
use crate::ui::action::{Action, Front, Step};
use crate::ui::app::App;
use crate::ui::dialogs::SaveWish;
use crate::ui::said::say_to;
use crate::ui::session::{Chosen, News, Notice, Pixels, Print};
use crate::ui::table;
use crate::view::{self, View};
use crate::workspace::briefing_file;
use crate::workspace::edit::{Edit, view_edits};
use crate::workspace::file::{self, Lost, Opened};
use crate::workspace::recovery::Document;
use crate::workspace::{DatasetRef, Workspace};

impl App {
    pub(super) fn with_front_dataset(&mut self, act: fn(&mut Self, &DatasetId)) {
        if let Some(id) = self.front().map(|front| front.view.subject.dataset.clone()) {
            act(self, &id);
        }
    }

    pub(super) fn reload(&mut self, id: &DatasetId) {
        match self.session.path_of(id).map(Path::to_owned) {
            Some(path) => {
                let known = self.document().datasets.iter().find(|known| known.id == *id).cloned();
                let unknown = || DatasetRef { id: id.clone(), sha256: String::new(), path: path.clone(), hints: Hints::default() };
                self.session.reload(DatasetRef { path: path.clone(), ..known.unwrap_or_else(unknown) });
            }
            None => self.session.say("The bundled figures are part of the program and never change."),
        }
    }

    /// Panels that looked at it turn to bundled figures: there is never an empty window.
    pub(super) fn close(&mut self, id: &DatasetId) {
        if self.session.path_of(id).is_none() && !self.session.lost.contains_key(id) {
            self.session.say("The bundled figures are part of the program and cannot be closed.");
            return;
        }
        for panel in 0..self.document().panels.len() {
            let mut to = Box::new(self.document().panels[panel].clone());
            let reading = to.view.subject.measure.reading();
            let usual = || view::bundled_to_begin_with(|view| view.subject.measure.reading() == reading);
            if let Some(usual) = (to.view.subject.dataset == *id).then(usual).flatten() {
                to.view = usual;
                self.change_whole(&Edit::SetPanel { panel, to });
            }
        }
        self.session.remove(id);
        self.edit_throughout(&Edit::RemoveDataset(id.clone()));
    }

    pub(super) fn locate(&mut self, id: DatasetId) {
        let title = format!("Where is \"{id}\"?");
        self.session.ask_open(&say_to(self.preferences.language, &title), move |paths| Some(Chosen::Locate(id, paths.into_iter().next()?)));
    }

    pub(super) fn locate_recent(&mut self, lost: PathBuf) {
        let title = format!("Where is {}?", name(&lost));
        self.session
            .ask_open(&say_to(self.preferences.language, &title), move |paths| Some(Chosen::LocateRecent(lost, paths.into_iter().next()?)));
    }

    pub(super) fn hear(&mut self, news: News, ctx: &Context) {
        match news {
            News::Opened { path, outcome } => match *outcome {
                Ok(opened) => self.opened(&path, opened),
                Err(problem) => self.session.tell(problem),
            },
            News::Briefing { path, joined } => self.open_briefing(&path, *joined),
            News::Figures(path) => self.begin_to_open(path),
            News::Found { wanted, dataset, lost } => self.found(&wanted, dataset, lost),
            News::Reloaded { path, outcome } => match *outcome {
                Ok(dataset) => {
                    self.session.say(format!("{} read again", name(&path)));
                    self.take_in(dataset, &path);
                }
                Err(problem) => self.session.tell(problem),
            },
            News::Chosen(Ok(chosen)) => self.chosen(chosen),
            News::Saved(Ok(text)) => self.session.say(text),
            News::Chosen(Err(problem)) | News::Saved(Err(problem)) | News::Pixels(Err(problem)) => self.session.tell(problem),
            News::Pixels(Ok(pixels)) => {
                ctx.copy_image(ColorImage::from_rgba_unmultiplied(pixels.size, &pixels.rgba));
                self.session.say("Picture copied");
            }
        }
    }

    fn opened(&mut self, path: &Path, opened: Opened) {
        self.preferences.remember(path);
        match opened {
            Opened::Dataset(_) => self.begin_to_open(path.to_owned()),
            Opened::View(view) => self.show_view(*view),
            // What was exported is no place to save a board in.
            Opened::Views(views) => self.open_in_place(Workspace::of(views), None, format!("{} opened", name(path))),
            Opened::Briefing(unpacked) => {
                let joined = briefing_file::joined(*unpacked, &self.session.desk.library);
                self.open_briefing(path, joined);
            }
            Opened::Workspace(workspace, document) => self.open_in_place(*workspace, Some(document), format!("{} opened", name(path))),
        }
    }

    /// Another board in place of this one, with the way back.
    pub(super) fn open_in_place(&mut self, workspace: Workspace, document: Option<Document>, text: String) {
        let before = Box::new((self.document().clone(), self.preferences.saved_as()));
        let next = Some(("Back to the board before", Box::new(Action::Restore(before))));
        self.session.notices.push(Notice::Done { text, next });
        // What is wrong with it is told last, and seen first.
        self.open_board(workspace, document);
    }

    /// In the panel of its measure; a measure without a panel gets one.
    pub(super) fn show_view(&mut self, view: View) {
        let reading = view.subject.measure.reading();
        let of_measure = |panel: &usize| self.document().panels[*panel].view.subject.measure.reading() == reading;
        let front = self.screen.panel;
        let count = self.document().panels.len();
        let panel = [front].into_iter().chain(0..count).find(of_measure).unwrap_or(count);
        for edit in view_edits(self.document(), panel, view) {
            self.change(&edit, Step::Part("view"));
        }
        self.bring_to_front(Front::Panel(panel));
    }

    /// What the person decided of the file of an opened dataset.
    fn hints_of(&self, id: &DatasetId) -> Hints {
        self.document().datasets.iter().find(|known| known.id == *id).map(|known| known.hints.clone()).unwrap_or_default()
    }

    /// Puts a dataset that the document knows on the shelf, as its file is now, and says what of it was refused.
    fn take_in(&mut self, dataset: Dataset, path: &Path) {
        if !dataset.refused.is_empty() {
            let first: Vec<String> = dataset.refused.iter().take(3).map(Refusal::sentence).collect();
            let more = dataset.refused.len().saturating_sub(first.len());
            let more = if more > 0 { format!("; and {more} more") } else { String::new() };
            self.session.tell(
                Problem::new(format!("Could not read all of {}", name(path)))
                    .because(format!("{}{more}", first.join("; ")))
                    .hint("Everything else was read and is shown."),
            );
        }
        let (id, sha256, path) = (dataset.id.clone(), dataset.sha256.clone(), path.to_owned());
        let known = DatasetRef { hints: self.hints_of(&id), id, sha256, path };
        self.session.lost.remove(&known.id);
        self.edit_throughout(&Edit::RenewDataset(known));
        self.session.add(dataset);
    }

    fn found(&mut self, wanted: &DatasetRef, dataset: Option<Box<Dataset>>, lost: Option<Lost>) {
        self.session.desk.awaited.remove(&wanted.id);
        if let Some(mut dataset) = dataset {
            // The document knows it by this name, whatever its file is called now.
            dataset.id.clone_from(&wanted.id);
            if lost == Some(Lost::Changed) && !wanted.sha256.is_empty() {
                self.session.say(format!("The figures of {} have changed since they were last open here.", name(&wanted.path)));
            }
            self.take_in(*dataset, &wanted.path);
        } else if let Some(lost) = lost {
            self.session.lost.insert(wanted.id.clone(), lost);
        }
    }

    fn chosen(&mut self, chosen: Chosen) {
        match chosen {
            Chosen::Open(paths) => paths.into_iter().for_each(|path| self.session.open(path)),
            Chosen::Locate(id, path) => {
                let known = self.document().datasets.iter().find(|dataset| dataset.id == id);
                let sha256 = known.map_or_else(String::new, |known| known.sha256.clone());
                self.session.find(DatasetRef { hints: self.hints_of(&id), id, sha256, path });
            }
            Chosen::LocateRecent(lost, path) => {
                self.preferences.recent.retain(|known| *known != lost);
                self.session.open(path);
            }
            Chosen::Workspace(path) => self.save_workspace_as(&path),
            Chosen::View(path) => self.save_view(path),
            Chosen::Briefing(path) => self.save_briefing(path),
            Chosen::Publication(path) => self.publish_briefing(path),
            Chosen::Picture(path) => self.save_picture(path),
            Chosen::Numbers(path, are_all) => self.save_numbers(path, are_all),
        }
    }

    pub(super) fn ask_for_workspace_file(&mut self) {
        let wish = self.save_wish("Save the workspace", "board", &[("Workspace", file::WORKSPACE_ENDING)]);
        self.session.ask_save(wish, |path| Chosen::Workspace(with_ending(path, file::WORKSPACE_ENDING)));
    }

    pub(super) fn ask_for_view_file(&mut self) {
        let wish = self.save_wish("Save the view", &self.picture_name(), &[("View", file::VIEW_ENDING)]);
        self.session.ask_save(wish, |path| Chosen::View(with_ending(path, file::VIEW_ENDING)));
    }

    pub(super) fn ask_for_picture_file(&mut self) {
        let kinds = Format::ALL.map(|format| (format.name(), format.ending()));
        let wish = self.save_wish("Save the picture", &self.picture_name(), &kinds);
        self.session.ask_save(wish, |path| {
            let is_known = path.extension().and_then(|ending| ending.to_str()).and_then(Format::from_ending).is_some();
            Chosen::Picture(if is_known { path } else { with_ending(path, Format::Svg.ending()) })
        });
    }

    pub(super) fn save_wish(&self, title: &str, stem: &str, kinds: &[(&str, &str)]) -> SaveWish {
        let ending = kinds.first().map_or("", |(_, ending)| ending);
        SaveWish {
            title: say_to(self.preferences.language, title),
            name: format!("{stem}.{ending}"),
            kinds: kinds.iter().map(|(kind, ending)| (say_to(self.preferences.language, kind), (*ending).to_owned())).collect(),
            folder: self.preferences.document.as_deref().and_then(Path::parent).map(Path::to_owned),
        }
    }

    /// "market-share-russia-trade-by-partner".
    fn picture_name(&self) -> String {
        let Some(front) = self.front() else { return "picture".to_owned() };
        format!("{}-{}", front.title().to_lowercase().replace(' ', "-"), front.view.subject.dataset)
    }

    fn save_view(&mut self, path: PathBuf) {
        let Some(front) = self.front().cloned() else { return };
        let view = self.session.of(self.screen.panel).view(&front).clone();
        self.preferences.remember(&path);
        self.session.start(move || News::Saved(file::save_view(&view, &path).map(|()| format!("{} saved", name(&path)))));
    }

    /// The picture in front as it is on paper, with all it was made from.
    fn print(&mut self) -> Result<Print, Problem> {
        let could_not = || Problem::new("Could not make the picture");
        let front = self.front().cloned().ok_or_else(could_not)?;
        let figures = self.session.of(self.screen.panel);
        let mut view = figures.view(&front).clone();
        if view.look.language.is_english() {
            view.look.language = self.preferences.language;
        }
        let mut picture = figures.picture(&view.look, None).ok_or_else(|| could_not().because("there is nothing to draw in this panel"))?;
        let raster = self.preferences.raster;
        if raster.is_transparent {
            picture = Arc::new(Arc::unwrap_or_clone(picture).without_ground());
        }
        let datasets = figures.shown().map(|shown| shown.datasets.all().into_iter().cloned().collect()).unwrap_or_default();
        Ok(Print { picture, view, datasets, scale: f32::from(raster.scale) })
    }

    fn save_picture(&mut self, path: PathBuf) {
        let print = match self.print() {
            Ok(print) => print,
            Err(problem) => return self.session.tell(problem),
        };
        self.session.start(move || {
            let format = path.extension().and_then(|ending| ending.to_str()).and_then(Format::from_ending).unwrap_or(Format::Svg);
            let bytes =
                format.write(&print.picture, Some(&view::stamp_with(&print.view, print.datasets.iter().map(AsRef::as_ref))), print.scale);
            News::Saved(bytes.and_then(|bytes| file::save(&path, &bytes)).map(|()| format!("{} saved", name(&path))))
        });
    }

    pub(super) fn copy_picture(&mut self) {
        let print = match self.print() {
            Ok(print) => print,
            Err(problem) => return self.session.tell(problem),
        };
        self.session.start(move || {
            let pixels = raster::pixels(&print.picture, print.scale);
            News::Pixels(
                pixels.map(|pixels| Pixels { size: [pixels.width() as usize, pixels.height() as usize], rgba: pixels.data().to_vec() }),
            )
        });
    }

    pub(super) fn ask_for_numbers_file(&mut self, are_all: bool) {
        let stem = match (are_all, self.front()) {
            (true, Some(front)) => front.view.subject.dataset.to_string(),
            (true, None) | (false, _) => self.picture_name(),
        };
        let wish = self.save_wish("Save the numbers", &stem, &[("Table, with what it is beside it (CSV)", "csv")]);
        self.session.ask_save(wish, move |path| Chosen::Numbers(with_ending(path, "csv"), are_all));
    }

    /// The numbers as a table; beside it a file with their sources, terms and view.
    fn save_numbers(&mut self, path: PathBuf, are_all: bool) {
        let could_not = || Problem::new("Could not save the numbers");
        let none = || could_not().because("this panel shows no figures");
        let Some(front) = self.front().cloned() else { return self.session.tell(none()) };
        let figures = self.session.of(self.screen.panel);
        let (Some(findings), Some(shown)) = (figures.findings(), figures.shown()) else { return self.session.tell(none()) };
        let (view, datasets) = (figures.view(&front).clone(), shown.datasets.clone());
        let main = Arc::clone(&datasets.main);
        if are_all && main.stored.is_some() {
            let why = format!("“{}” is too large to be written as a whole", main.title);
            return self.session.tell(could_not().because(why).hint("Save the numbers shown, or use its file itself."));
        }
        let cited: Vec<Source> = match are_all {
            true => main.sources.values().cloned().collect(),
            false => findings.sources.iter().map(|cited| cited.source.clone()).collect(),
        };
        let tongue = Tongue { language: view.look.language, names: findings.names.clone() };
        let those_shown = if are_all { Vec::new() } else { data::of_findings(findings, &tongue) };
        let title = if are_all { main.title.clone() } else { front.title().to_owned() };
        let notes: Vec<String> = match are_all {
            true => main.caveats.iter().map(|caveat| tongue.say(&caveat.text)).collect(),
            false => findings.notes.iter().map(|note| tongue.say(&note.text)).collect(),
        };
        self.session.start(move || {
            let rows = if are_all { data::of_dataset(&main) } else { those_shown };
            let stamp = view::stamp_with(&view, datasets.all().into_iter().map(AsRef::as_ref));
            let sources: Vec<String> = cited.iter().map(|source| source.citation(None)).collect();
            let saved = stamp.to_json().and_then(|views| {
                let about = About { title: &title, notes: &notes, sources: &sources, terms: &stamp.terms, views_json: Some(&views) };
                let mut table = Vec::new();
                data::write_csv(&rows, &mut table).map_err(|error| could_not().because(error))?;
                file::save(&path, &table)?;
                let beside = path.with_file_name(data::metadata_name(&name(&path)));
                file::save(&beside, data::metadata(&name(&path), &rows, &about).as_bytes())
            });
            News::Saved(saved.map(|()| format!("{} saved", name(&path))))
        });
    }

    pub(super) fn copy_table(&mut self, ctx: &Context) {
        let sorting = self.screen.sorting;
        let language = self.preferences.language;
        let text = |findings: &Findings| table::as_text(findings, sorting, &Tongue { language, names: findings.names.clone() });
        match self.session.of(self.screen.panel).findings().map(text) {
            Some(text) => {
                ctx.copy_text(text);
                self.session.say("Table copied");
            }
            None => self.session.tell(Problem::new("Could not copy the table").because("this panel shows no figures")),
        }
    }
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// The path, its name ending as documents of the kind do.
pub(super) fn with_ending(path: PathBuf, ending: &str) -> PathBuf {
    let dotted = format!(".{ending}");
    if path.to_string_lossy().ends_with(&dotted) {
        return path;
    }
    let stem = path.to_string_lossy().trim_end_matches(".json").to_owned();
    PathBuf::from(stem + &dotted)
}
