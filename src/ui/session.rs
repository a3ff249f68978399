//! What lives as long as the window: the library, the engine, the threads, the figures of each panel, and the news they send.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex};

use crate::dataset::library::Library;
use crate::dataset::observation::Observation;
use crate::dataset::search::{self, Match, Wanted};
use crate::dataset::{Dataset, DatasetId, Origin};
use crate::measure::Measure;
use crate::measure::claims::is_document;
use crate::picture::Picture;
use crate::problem::Problem;
use crate::query::engine::Engine;
use crate::terms::language::Language;
use crate::ui::action::Action;
use crate::ui::dialogs::{Dialogs, SaveWish};
use crate::ui::widgets;
use crate::view::{self, View};
use crate::work::figures::{Desk, Figures};
use crate::work::journal::Journal;
use crate::work::live::Live;
use crate::work::opening::Opening;
use crate::work::slides::Slides;
use crate::work::worker::Workers;
use crate::workspace::briefing_file::{self, Joined};
use crate::workspace::file::{self, Lost, Opened};
use crate::workspace::hold::Held;
use crate::workspace::recovery::Left;
use crate::workspace::tiles;
use crate::workspace::{DatasetRef, Workspace};

/// Everything of this run that the document does not hold.
pub struct Session {
    pub desk: Desk,
    /// One for each panel.
    pub figures: Vec<Figures>,
    /// Datasets of the workspace that are not as they were.
    pub lost: BTreeMap<DatasetId, Lost>,
    pub notices: Vec<Notice>,
    /// What the slides show.
    pub slides: Slides,
    pub keeping: Keeping,
    /// The file that is looked at before it is opened, and those that wait for their turn.
    pub opening: Option<Opening>,
    pub to_open: VecDeque<PathBuf>,
    /// Figures that went with an undo.
    aside: Vec<Arc<Dataset>>,
    /// Which datasets a measure objects to, and why.
    objections: Live<(Measure, u64), Objections>,
    /// The titles of the bundled views.
    titles: Live<(u64, Language), Titles>,
    /// The figures that say a number.
    saying: Live<(Wanted, u64), Vec<Match>>,
    /// Datasets whose statements can be laid over others.
    documents: Live<u64, Vec<Document>>,
    /// A thread for each place on the board: they work out several panels side by side, and the frame waits for them. Each
    /// finds the room that the figures of its panel took before; to be given memory anew takes longer than to fill it.
    hands: [Workers; tiles::MOST],
    dialogs: Arc<dyn Dialogs>,
    news: (Sender<Option<News>>, Receiver<Option<News>>),
    /// How many threads are on their way with news.
    errands: usize,
}

/// What guards the board against loss.
#[derive(Default)]
pub struct Keeping {
    pub journal: Option<Journal>,
    /// Boards of programs that ended unexpectedly, the one that is offered in front.
    pub left: VecDeque<Left>,
    /// Is the file that the board is saved as this window's to write? `None` without a file.
    pub held: Option<Held>,
    /// Where the journal goes when the window closes; without such a place it ends at once.
    pub ending: Option<Arc<Mutex<Option<Ending>>>>,
}

/// What is left to do when the window is closed: the journal ends once the preferences are written, which hold the board as well.
pub struct Ending {
    pub journal: Journal,
    pub preferences: String,
}

pub type Objections = BTreeMap<DatasetId, Option<String>>;
/// A dataset of statements.
pub struct Document {
    pub dataset: Arc<Dataset>,
    pub statements: Vec<Observation>,
}

/// By the ids of the views.
pub type Titles = BTreeMap<&'static str, String>;

/// Something the person should know, until they have read it.
#[derive(Clone, Debug)]
pub enum Notice {
    Problem(Problem),
    /// Waits for an answer: what each of its buttons says, and does.
    Question {
        text: String,
        hint: &'static str,
        answers: Vec<(&'static str, Option<Box<Action>>)>,
    },
    /// Went well, and may be taken further: what its button says, and does.
    Done {
        text: String,
        next: Option<(&'static str, Box<Action>)>,
    },
}

/// What other threads have to tell.
pub enum News {
    Opened {
        path: PathBuf,
        outcome: Box<Result<Opened, Problem>>,
    },
    /// A briefing, already among the figures at hand.
    Briefing {
        path: PathBuf,
        joined: Box<Joined>,
    },
    /// A file that is neither a workspace nor a view.
    Figures(PathBuf),
    /// A dataset that the workspace had open, looked for where it was.
    Found {
        wanted: DatasetRef,
        dataset: Option<Box<Dataset>>,
        lost: Option<Lost>,
    },
    Reloaded {
        path: PathBuf,
        outcome: Box<Result<Dataset, Problem>>,
    },
    Chosen(Result<Chosen, Problem>),
    Saved(Result<String, Problem>),
    Pixels(Result<Pixels, Problem>),
}

/// What the person answered to a file dialog.
pub enum Chosen {
    Open(Vec<PathBuf>),
    Locate(DatasetId, PathBuf),
    LocateRecent(PathBuf, PathBuf),
    Workspace(PathBuf),
    View(PathBuf),
    Briefing(PathBuf),
    Picture(PathBuf),
    /// Those that are shown, or all.
    Numbers(PathBuf, bool),
    Publication(PathBuf),
}

/// A picture as the clipboard takes it.
pub struct Pixels {
    pub size: [usize; 2],
    /// Red, green, blue, opacity; not premultiplied.
    pub rgba: Vec<u8>,
}

/// Everything that a saved or copied picture is made from.
pub struct Print {
    pub picture: Arc<Picture>,
    pub view: View,
    pub datasets: Vec<Arc<Dataset>>,
    /// Pixels per point.
    pub scale: f32,
}

impl Session {
    pub fn new(library: Library, engine: Arc<Engine>, dialogs: Arc<dyn Dialogs>, workers: Workers) -> Self {
        let far = workers.beside();
        let desk = Desk { library, edition: 0, engine, workers, far, awaited: BTreeSet::new() };
        Self {
            desk,
            figures: Vec::new(),
            lost: BTreeMap::new(),
            slides: Slides::default(),
            notices: Vec::new(),
            keeping: Keeping::default(),
            opening: None,
            to_open: VecDeque::new(),
            aside: Vec::new(),
            objections: Live::default(),
            titles: Live::default(),
            saying: Live::default(),
            documents: Live::default(),
            hands: std::array::from_fn(|_| Workers::new(1, || {})),
            dialogs,
            news: mpsc::channel(),
            errands: 0,
        }
    }

    /// What has arrived since the last frame.
    pub fn news(&mut self) -> Vec<News> {
        let told: Vec<Option<News>> = self.news.1.try_iter().collect();
        self.errands = self.errands.saturating_sub(told.len());
        told.into_iter().flatten().collect()
    }

    pub fn tell(&mut self, problem: Problem) {
        let hint = problem.advice(widgets::words);
        self.notices.push(Notice::Problem(Problem { hint, guide: None, ..problem }));
    }

    pub fn say(&mut self, text: impl Into<String>) {
        self.notices.push(Notice::Done { text: text.into(), next: None });
    }

    /// Asks what waits for an answer; the same question is asked once.
    pub fn ask(&mut self, text: String, hint: &'static str, answers: Vec<(&'static str, Option<Box<Action>>)>) {
        self.notices.retain(|notice| !matches!(notice, Notice::Question { text: asked, .. } if *asked == text));
        self.notices.push(Notice::Question { text, hint, answers });
    }

    /// Has every thread told its news, and has it been heard?
    pub fn is_idle(&self) -> bool {
        let is_read = self.opening.as_ref().is_none_or(|opening| !opening.is_busy());
        self.errands == 0 && self.desk.awaited.is_empty() && is_read
    }

    /// The figures of a panel.
    pub fn of(&mut self, panel: usize) -> &mut Figures {
        if self.figures.len() <= panel {
            self.figures.resize_with(panel + 1, Figures::default);
        }
        &mut self.figures[panel]
    }

    /// Brings the figures of the panels seen up to date; costs nothing while nothing changed. What a step of the timeline
    /// changes in several is worked out side by side.
    pub fn advance(&mut self, workspace: &Workspace, seen: &[usize]) {
        if let Some(most) = seen.iter().max() {
            self.of(*most);
        }
        let shared = &workspace.shared;
        let mut behind = Vec::new();
        for (place, (figures, panel)) in self.figures.iter_mut().zip(&workspace.panels).enumerate() {
            match seen.contains(&place) {
                true if figures.is_behind(panel, shared) => behind.push((place, std::mem::take(figures))),
                true => figures.advance(panel, shared, &self.desk),
                false => {}
            }
        }
        let own = (!behind.is_empty()).then(|| behind.remove(0));
        let (sender, done) = mpsc::channel();
        for (place, mut figures) in behind {
            let (panel, shared, desk, sender) = (workspace.panels[place].clone(), shared.clone(), self.desk.clone(), sender.clone());
            self.hands[place % self.hands.len()].start(move || {
                figures.advance(&panel, &shared, &desk);
                sender.send((place, figures)).ok();
            });
        }
        drop(sender);
        if let Some((place, mut figures)) = own {
            figures.advance(&workspace.panels[place], shared, &self.desk);
            self.figures[place] = figures;
        }
        for (place, figures) in done {
            self.figures[place] = figures;
        }
    }

    /// The figures follow their panels: of each place now, where its panel was before.
    pub fn follow(&mut self, origins: &[Option<usize>]) {
        let mut before: Vec<Option<Figures>> = std::mem::take(&mut self.figures).into_iter().map(Some).collect();
        let mut taken = |origin: &Option<usize>| origin.and_then(|origin| before.get_mut(origin)?.take()).unwrap_or_default();
        self.figures = origins.iter().map(&mut taken).collect();
    }

    pub fn add(&mut self, dataset: Dataset) {
        self.desk.awaited.remove(&dataset.id);
        self.desk.library.add(dataset);
        self.desk.edition += 1;
    }

    pub fn remove(&mut self, id: &DatasetId) {
        self.lost.remove(id);
        self.desk.awaited.remove(id);
        self.desk.library.remove(id);
        self.desk.edition += 1;
    }

    /// Which datasets this measure objects to; empty until that is known.
    pub fn objections(&mut self, measure: &Measure, is_free: bool) -> Option<&Objections> {
        self.objections.collect();
        let key = (measure.clone(), self.desk.edition);
        // All bundled figures are read for this, so the first picture goes first.
        if is_free && !self.objections.wants(&key) {
            let (measure, library) = (measure.clone(), self.desk.library.clone());
            self.objections.want(key, &self.desk.workers, move || {
                let objection = |id: &DatasetId| match library.get(id) {
                    Ok(dataset) => measure.objection(&dataset),
                    Err(problem) => Some(problem.to_string()),
                };
                Ok(library.headings().map(|heading| (heading.id.clone(), objection(&heading.id))).collect())
            });
        }
        self.objections.value()
    }

    /// The titles that pictures of the bundled views get; none until they are known.
    pub fn titles(&mut self, language: Language) -> Option<&Titles> {
        self.titles.collect();
        let key = (self.desk.edition, language);
        // Every bundled view is asked for this, so what else is to be known goes first.
        if self.objections.value().is_some() && !self.titles.wants(&key) {
            let (library, engine) = (self.desk.library.clone(), Arc::clone(&self.desk.engine));
            self.titles.want(key, &self.desk.workers, move || {
                let title = |(id, mut view): (&'static str, View)| {
                    if view.look.language.is_english() {
                        view.look.language = language;
                    }
                    Some((id, view::title(&view, &library, &engine)?))
                };
                Ok(view::bundled().into_iter().filter_map(title).collect())
            });
        }
        self.titles.value()
    }

    /// Are the objections those of the measure asked for last, so that the list has its order?
    pub fn knows_objections(&self) -> bool {
        self.objections.value().is_some() && self.objections.waiting_since().is_none()
    }

    /// The figures of all datasets that say a number; those of the number before until they are found.
    pub fn figures_that_say(&mut self, wanted: Wanted) -> &[Match] {
        self.saying.collect();
        let key = (wanted, self.desk.edition);
        if !self.saying.wants(&key) {
            let library = self.desk.library.clone();
            self.saying.want(key, &self.desk.workers, move || Ok(search::observations_that_say(wanted, &library)));
        }
        self.saying.value().map_or(&[], Vec::as_slice)
    }

    /// The documents at hand, each with its statements, none until they are known; and the figures of a panel to lay them over.
    pub fn documents(&mut self, panel: usize) -> (Option<&[Document]>, &Figures) {
        self.documents.collect();
        let key = self.desk.edition;
        // All figures are read by then to know what can be done with them, so this takes little.
        if self.objections.value().is_some() && !self.documents.wants(&key) {
            let library = self.desk.library.clone();
            self.documents.want(key, &self.desk.workers, move || {
                let document = |id: &DatasetId| {
                    let dataset = library.get(id).ok().filter(|dataset| is_document(dataset))?;
                    Some(Document { statements: dataset.observations(), dataset })
                };
                Ok(library.headings().filter_map(|heading| document(&heading.id)).collect())
            });
        }
        self.of(panel);
        (self.documents.value().map(Vec::as_slice), &self.figures[panel])
    }

    pub fn open(&mut self, path: PathBuf) {
        let library = self.desk.library.clone();
        self.start(move || match file::document_of(&path) {
            Some(Ok(Opened::Briefing(unpacked))) => {
                let joined = Box::new(briefing_file::joined(*unpacked, &library));
                News::Briefing { path, joined }
            }
            Some(outcome) => News::Opened { path, outcome: Box::new(outcome) },
            None => News::Figures(path),
        });
    }

    pub fn reload(&mut self, known: DatasetRef) {
        self.start(move || {
            let outcome = Box::new(file::read_again(&known));
            News::Reloaded { path: known.path, outcome }
        });
    }

    /// Files that came into the document or went from it, by undo and redo: what went is kept for the way back.
    pub fn follow_files(&mut self, before: &[DatasetRef], after: &[DatasetRef]) {
        for gone in before.iter().filter(|known| !after.contains(known)) {
            if let Ok(dataset) = self.desk.library.get(&gone.id) {
                self.set_aside(&dataset);
            }
            self.remove(&gone.id);
        }
        for come in after.iter().filter(|known| !before.contains(known)) {
            match self.aside.iter().find(|dataset| dataset.id == come.id && dataset.sha256 == come.sha256).cloned() {
                Some(dataset) => self.bring_back(&dataset),
                None => self.find(come.clone()),
            }
        }
    }

    /// Keeps figures that are no longer, or not yet, in the document.
    pub fn set_aside(&mut self, dataset: &Arc<Dataset>) {
        self.aside.retain(|known| known.sha256 != dataset.sha256 || known.id != dataset.id);
        self.aside.push(Arc::clone(dataset));
    }

    /// Puts figures that were kept on the shelf.
    pub fn bring_back(&mut self, dataset: &Arc<Dataset>) {
        let before = self.aside.len();
        self.aside.retain(|known| !Arc::ptr_eq(known, dataset));
        if self.aside.len() < before {
            self.add(Dataset::clone(dataset));
        }
    }

    /// Looks for a dataset where the workspace had it, or where the person says it is now.
    pub fn find(&mut self, wanted: DatasetRef) {
        self.desk.awaited.insert(wanted.id.clone());
        self.start(move || {
            let (dataset, lost) = file::find(&wanted);
            News::Found { wanted, dataset: dataset.map(Box::new), lost }
        });
    }

    pub fn ask_open(&mut self, title: &str, answer: impl FnOnce(Vec<PathBuf>) -> Option<Chosen> + Send + 'static) {
        let (dialogs, title, tell) = (Arc::clone(&self.dialogs), title.to_owned(), self.errand());
        self.desk.workers.start_aside(move || tell(dialogs.open(&title).map(answer).transpose().map(News::Chosen)));
    }

    pub fn ask_folder(&mut self, title: &str, answer: impl FnOnce(PathBuf) -> Chosen + Send + 'static) {
        let (dialogs, title, tell) = (Arc::clone(&self.dialogs), title.to_owned(), self.errand());
        self.desk.workers.start_aside(move || tell(dialogs.open_folder(&title).map(|path| path.map(answer)).transpose().map(News::Chosen)));
    }

    pub fn ask_save(&mut self, wish: SaveWish, answer: impl FnOnce(PathBuf) -> Chosen + Send + 'static) {
        let (dialogs, tell) = (Arc::clone(&self.dialogs), self.errand());
        self.desk.workers.start_aside(move || tell(dialogs.save(&wish).map(|path| path.map(answer)).transpose().map(News::Chosen)));
    }

    /// Does the work off the frame and brings its news.
    pub fn start(&mut self, work: impl FnOnce() -> News + Send + 'static) {
        let tell = self.errand();
        self.desk.workers.start(move || tell(Some(work())));
    }

    /// The way back of a thread that was sent out; `None` when it has nothing to tell.
    fn errand(&mut self) -> impl FnOnce(Option<News>) + Send + 'static {
        self.errands += 1;
        let sender = self.news.0.clone();
        move |news| {
            sender.send(news).ok();
        }
    }

    /// The file of an opened dataset.
    pub fn path_of(&self, id: &DatasetId) -> Option<&Path> {
        let heading = self.desk.library.headings().find(|heading| heading.id == *id)?;
        match &heading.origin {
            Origin::File(path) => Some(path),
            Origin::Bundled => None,
        }
    }
}
