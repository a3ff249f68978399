//! A briefing in one file: it opens on another machine and shows the same, a damaged one as far as it can.

use std::path::Path;
use std::process::Command;

use asymmetry::dataset::library::Library;
use asymmetry::dataset::{Dataset, DatasetId, Origin};
use asymmetry::export::archive::archive;
use asymmetry::import;
use asymmetry::import::unpack::parts::parts;
use asymmetry::picture::look::{Size, Theme};
use asymmetry::problem::Problem;
use asymmetry::query::engine::Engine;
use asymmetry::terms::language::Language;
use asymmetry::view::{self, View};
use asymmetry::workspace::briefing::{Briefing, Slide};
use asymmetry::workspace::briefing_file::{Joined, Unpacked, joined, pack, unpack};

use crate::large;

const NAME: &str = "talk.briefing";

fn bundled(id: &str) -> View {
    view::bundled().into_iter().find(|(known, _)| *known == id).expect("a bundled view").1
}

/// A slide for each view.
fn briefing(views: impl IntoIterator<Item = View>, library: &Library) -> Briefing {
    let slides = views.into_iter().map(|view| Slide::of(view, library).expect("a slide")).collect();
    Briefing { title: "An asymmetric alliance".to_owned(), theme: Theme::Dark, slides }
}

fn packed(briefing: &Briefing, library: &Library) -> Result<Vec<u8>, Problem> {
    pack(briefing, library, &Engine::new().expect("an engine"))
}

fn opened(bytes: &[u8]) -> Unpacked {
    unpack(bytes, Path::new(NAME)).unwrap_or_else(|problem| panic!("{problem}"))
}

/// The library with what came along.
fn with(mut library: Library, datasets: Vec<Dataset>) -> Library {
    datasets.into_iter().for_each(|dataset| library.add(dataset));
    library
}

/// The files of a packed briefing, one of them changed.
fn changed(bytes: &[u8], file: &str, change: impl Fn(String) -> String) -> Vec<u8> {
    let mut files = parts(bytes, NAME).expect("an archive").files;
    let (_, text) = files.iter_mut().find(|(name, _)| name == file).expect("the file");
    *text = change(String::from_utf8(text.clone()).expect("text")).into_bytes();
    archive(&files).expect("an archive")
}

#[test]
fn a_view_of_every_bundled_dataset_is_the_same_picture_where_nothing_but_the_file_is_at_hand() {
    let (library, engine) = (Library::bundled(), Engine::new().expect("an engine"));
    let mut views: Vec<View> = Vec::new();
    for (_, view) in view::bundled() {
        let is_of_new = |id: &DatasetId| !views.iter().any(|known| known.subject.datasets().contains(id));
        if view.subject.datasets().into_iter().any(is_of_new) {
            views.push(view);
        }
    }
    views.iter_mut().step_by(3).for_each(|view| view.look.language = Language::Russian);
    views.iter_mut().skip(1).step_by(3).for_each(|view| view.look.language = Language::Chinese);
    let briefing = briefing(views, &library);
    let bytes = packed(&briefing, &library).expect("packed");
    assert!(bytes == packed(&briefing, &library).expect("once more"), "the same briefing gives the same bytes");
    let Joined { briefing: there, datasets, differing, report } = joined(opened(&bytes), &Library::default());
    assert_eq!((&there, report.as_slice(), differing.as_slice()), (&briefing, [].as_slice(), [].as_slice()));
    let elsewhere = with(Library::default(), datasets);
    let [here, there] = [(&briefing, &library), (&there, &elsewhere)]
        .map(|(briefing, library)| briefing.pages(Size::Slide, library, &engine).expect("pages"));
    for (here, there) in here.iter().zip(&there) {
        assert_eq!(here.picture, there.picture);
        assert_eq!((&here.stamps, &here.rows), (&there.stamps, &there.rows), "the figures are known again by their hash");
    }
}

#[test]
fn figures_that_are_at_hand_already_do_not_come_twice() {
    let library = Library::bundled();
    let bytes = packed(&briefing([bundled("market-share-turnover")], &library), &library).expect("packed");
    let joined = joined(opened(&bytes), &library);
    assert!(joined.datasets.is_empty() && joined.differing.is_empty());
}

#[test]
fn slides_show_the_figures_they_were_packed_with_where_others_of_the_name_are_at_hand() {
    let (library, engine) = (Library::bundled(), Engine::new().expect("an engine"));
    let briefing = briefing([bundled("market-share-turnover"), bundled("sentiment-levada-attitude")], &library);
    let bytes = packed(&briefing, &library).expect("packed");
    let id = briefing.slides[0].views[0].subject.dataset.clone();
    // The same figures by another edition of the file: every one of them is a half.
    let text = asymmetry::dataset::document::write(&library.get(&id).expect("a dataset"));
    let other = text.replace("\"title\": \"", "\"title\": \"Newer: ");
    let other = asymmetry::dataset::document::read(other.as_bytes(), "newer.json", Origin::Bundled).expect("a document");
    let newer = with(library.clone(), vec![other]);
    let joined_once = joined(opened(&bytes), &newer);
    assert_eq!(joined_once.differing, [1]);
    let frozen = DatasetId::new(format!("{id}-frozen"));
    assert_eq!(joined_once.datasets.iter().map(|dataset| &dataset.id).collect::<Vec<_>>(), [&frozen]);
    assert_eq!(joined_once.briefing.slides[0].views[0].subject.dataset, frozen);
    assert_eq!(joined_once.briefing.slides[1], briefing.slides[1]);
    let all = with(newer, joined_once.datasets);
    assert!(joined_once.briefing.slides[0].changed(&all).is_empty(), "they are those it was captured from");
    let draw = |briefing: &Briefing, library: &Library| {
        briefing.slides[0].draw(0, (Size::Slide, Theme::Light), library, &engine).expect("a picture")
    };
    assert_eq!(draw(&joined_once.briefing, &all).shapes, draw(&briefing, &library).shapes);
    // Opened once more, and packed as it is now.
    let again = joined(opened(&bytes), &all);
    assert!(again.datasets.is_empty() && again.briefing == joined_once.briefing);
    let repacked = opened(&packed(&joined_once.briefing, &all).expect("packed"));
    assert_eq!(repacked.briefing, joined_once.briefing);
    assert!(repacked.report.is_empty());
}

#[test]
fn of_figures_too_many_for_memory_those_that_are_shown_come_along() {
    const FOLDER: &str = "ASYMMETRY_TEST_PACKED";
    let Some(folder) = std::env::var_os(FOLDER) else {
        // What is kept is kept in a folder of this test, which a process is told when it starts.
        let here = large::folder("packed");
        let mut again = Command::new(std::env::current_exe().expect("this test"));
        again.args(["briefing_file::of_figures_too_many_for_memory_those_that_are_shown_come_along", "--exact", "--nocapture"]);
        let status = again.env("ASYMMETRY_CACHE", here.0.join("kept")).env(FOLDER, &here.0).status();
        assert!(status.expect("the test starts itself").success(), "see above");
        return;
    };
    let dataset = import::open(&Path::new(&folder).join("baci")).expect("a dataset");
    let (all, title) = (dataset.rows(), dataset.title.clone());
    assert!(dataset.stored.is_some());
    let (library, engine) = (with(Library::bundled(), vec![dataset]), Engine::new().expect("an engine"));
    let view = r#"{"asymmetry": "view/1", "chart": "line", "subject": {"dataset": "baci", "measure": {"indicator": {}},
        "selection": {"picks": {"reporter": {"only": ["RUS"]}, "partner": {"only": ["CHN"]}, "indicator": {"only": ["trade_value"]}}}}}"#;
    let view = View::parse(view, "oil.view.json").expect("a view");
    // A slide of the same view twice asks for nothing more.
    let briefing = briefing([view.clone(), view], &library);
    let bytes = packed(&briefing, &library).expect("packed");
    assert!(bytes == packed(&briefing, &library).expect("once more"), "the same briefing gives the same bytes");
    let Joined { briefing: there, datasets, report, .. } = joined(opened(&bytes), &Library::default());
    let [shown] = datasets.as_slice() else { panic!("{} datasets", datasets.len()) };
    assert_eq!((shown.title.as_str(), shown.stored.is_none(), report.as_slice()), (title.as_str(), true, [].as_slice()));
    assert!(shown.rows() == 5 && all > 5, "{} of {all}", shown.rows());
    assert!(shown.summary.ends_with(&format!("5 of the {all} figures of the file.")), "{}", shown.summary);
    let elsewhere = with(Library::default(), datasets);
    let [here, there] = [(&briefing, &library), (&there, &elsewhere)]
        .map(|(briefing, library)| briefing.pages(Size::Slide, library, &engine).expect("pages"));
    for (here, there) in here.iter().zip(&there) {
        assert_eq!((&here.picture, &here.rows), (&there.picture, &there.rows));
    }
}

#[test]
fn figures_of_ones_own_come_along_by_their_hash() {
    let table = "indicator,reporter,partner,flow,period,value,unit,source\n\
        goods_trade,RUS,CHN,export,2019,10,USD billion,own\ngoods_trade,RUS,CHN,export,2020,12.5,USD billion,own\n";
    let dataset = import::open_bytes(table.as_bytes(), "mine.csv", Origin::Bundled).expect("a table").dataset;
    let sha256 = dataset.sha256.clone();
    let library = with(Library::bundled(), vec![dataset]);
    let mut view = bundled("market-share-turnover");
    view.subject = view.subject.measure.starting_subject(&library.get(&DatasetId::new("mine")).expect("mine"));
    let bytes = packed(&briefing([view], &library), &library).expect("packed");
    let joined = joined(opened(&bytes), &Library::bundled());
    let mine = joined.datasets.iter().find(|dataset| dataset.id.as_str() == "mine").expect("mine");
    assert_eq!((mine.sha256.as_str(), mine.rows()), (sha256.as_str(), 2));
    assert_eq!(mine.origin, Origin::File(NAME.into()));
}

#[test]
fn figures_that_are_not_at_hand_are_named_with_their_slide() {
    let library = Library::bundled();
    let mut briefing = briefing([bundled("market-share-turnover"), bundled("market-share-turnover")], &library);
    briefing.slides[1].views[0].subject.dataset = DatasetId::new("gone");
    let problem = packed(&briefing, &library).expect_err("gone");
    assert!(problem.to_string().contains("slide 2: Could not find the dataset \"gone\""), "{problem}");
}

#[test]
fn a_file_of_a_newer_version_says_so() {
    let library = Library::bundled();
    let bytes = packed(&briefing([bundled("market-share-turnover")], &library), &library).expect("packed");
    let newer =
        changed(&bytes, "briefing.json", |text| text.replace("\"briefing/1\"", "\"briefing/2\"").replace("\"title\"", "\"heading\""));
    let problem = unpack(&newer, Path::new(NAME)).expect_err("newer");
    assert_eq!(problem.to_string(), "Could not open talk.briefing: it is of version \"briefing/2\", and this program knows \"briefing/1\"");
    assert!(problem.hint.is_some_and(|hint| hint.contains("newer program")));
    let newer_view = opened(&changed(&bytes, "briefing.json", |text| text.replace("\"view/1\"", "\"view/9\"")));
    assert!(newer_view.briefing.slides[0].views.is_empty());
    assert!(newer_view.report[0].to_string().contains("slide 1 has a view of version \"view/9\""), "{:?}", newer_view.report);
}

#[test]
fn a_damaged_file_opens_as_far_as_it_can_and_tells_the_rest() {
    let library = Library::bundled();
    let whole =
        packed(&briefing([bundled("market-share-turnover"), bundled("sentiment-levada-attitude")], &library), &library).expect("packed");
    // Cut off in the middle of the figures.
    let cut = opened(&whole[..whole.len() * 2 / 3]);
    assert_eq!(cut.briefing.slides.len(), 2);
    assert!(!cut.report.is_empty(), "{:?}", cut.report);
    assert!(cut.report.iter().any(|problem| problem.to_string().contains("are not in it")), "{:?}", cut.report);
    // A slide that is none.
    let spoilt = opened(&changed(&whole, "briefing.json", |text| text.replacen("\"views\": [", "\"views\": [7, ", 1)));
    assert_eq!(spoilt.briefing.slides.len(), 1);
    assert!(spoilt.report[0].to_string().starts_with("Could not read all of talk.briefing: slide 1: line "), "{:?}", spoilt.report);
    // Figures of which one is none.
    let list = parts(&whole, NAME).expect("an archive");
    let file = list.files.iter().map(|(name, _)| name.clone()).find(|name| name.starts_with("datasets/")).expect("figures");
    let spoilt = opened(&changed(&whole, &file, |text| text.replacen("\"points\": {", "\"points\": { \"long ago\": 1, ", 1)));
    assert!(spoilt.report[0].to_string().contains(&file), "{:?}", spoilt.report);
    // Every cut gives an answer, and none of them ends the program.
    for at in (0..whole.len()).step_by(whole.len() / 97) {
        unpack(&whole[..at], Path::new(NAME))
            .map_or_else(|problem| assert!(problem.why.is_some()), |part| assert!(!part.report.is_empty()));
    }
}

#[test]
fn what_is_no_briefing_is_told() {
    let files =
        |names: &[&str]| archive(&names.iter().map(|name| ((*name).to_owned(), b"{}".to_vec())).collect::<Vec<_>>()).expect("an archive");
    for (bytes, why) in [
        (files(&["a.json"]), "there are no slides in it"),
        (files(&["briefing.json", "../datasets/a.json"]), "as if it stood outside"),
        (files(&["briefing.json", "/etc/passwd"]), "as if it stood outside"),
        (b"no archive at all".to_vec(), "it is damaged"),
        (files(&["briefing.json"]), "missing field `asymmetry`"),
    ] {
        let problem = unpack(&bytes, Path::new(NAME)).expect_err(why);
        assert!(problem.to_string().contains(why), "{problem}");
    }
}
