//! What was published, dropped on the window.

use std::fs;

use asymmetry::dataset::library::Library;
use asymmetry::export::publication::Medium;
use asymmetry::import;
use asymmetry::picture::look::Size;
use asymmetry::query::engine::Engine;
use asymmetry::view;
use asymmetry::workspace::briefing::{Briefing, Slide};

use super::{Desk, folder};

#[test]
fn a_published_briefing_opens_as_a_board_of_its_views() {
    let (library, engine) = (Library::bundled(), Engine::new().expect("an engine"));
    let views: Vec<_> = view::bundled().into_iter().map(|(_, view)| view).take(2).collect();
    let slides = views.iter().map(|view| Slide { views: vec![view.clone()], ..Slide::default() }).collect();
    let briefing = Briefing { slides, ..Briefing::default() };
    let publication = briefing.publication(Size::Slide, &library, &engine).expect("pages");
    let path = folder("published").join("talk.html");
    fs::write(&path, Medium::Html.write(&publication).expect("a page")).expect("a file");
    let mut desk = Desk::new();
    desk.open(&path);
    desk.until("the board", |desk| desk.app().document().panels.iter().map(|panel| &panel.view).eq(&views));
    assert_eq!(desk.app().preferences().document, None, "a board is never saved over what was published");
}

#[test]
fn numbers_are_saved_with_what_they_are_beside_them() {
    let mut desk = Desk::new();
    let folder = folder("numbers");
    for (file, entry) in [("shown.csv", "Save the numbers shown…"), ("all.csv", "Save all numbers…")] {
        let path = folder.join(file);
        let beside = folder.join(format!("{file}-metadata.json"));
        desk.answer(&path);
        desk.menu("File", entry);
        desk.until("both files", |_| path.exists() && beside.exists());
        let told: serde_json::Value = serde_json::from_slice(&fs::read(&beside).expect("what it is")).expect("JSON");
        assert_eq!(told["url"], file);
        assert!(told["dc:source"][0].as_str().is_some_and(|source| source.contains("UN Comtrade")), "{told}");
        assert!(told["dc:rights"][0].as_str().is_some_and(|terms| terms.contains("attribution")), "{told}");
        let stamp = told["dc:provenance"].as_str().expect("its view");
        assert!(stamp.contains("view/1") && stamp.contains("sha256"), "{stamp}");
    }
    let rows = |file: &str| fs::read_to_string(folder.join(file)).expect("a table").lines().count();
    assert!(rows("all.csv") > rows("shown.csv") && rows("shown.csv") > 50, "{} and {}", rows("all.csv"), rows("shown.csv"));
    // They are read again as what they are, the words beside them and all.
    let again = import::open(&folder.join("all.csv")).expect("a dataset");
    assert_eq!(again.rows(), rows("all.csv") - 1);
}

#[test]
fn a_picture_is_saved_in_as_many_points_as_are_wanted_and_with_no_ground() {
    let mut desk = Desk::new();
    let folder = folder("points");
    let saved = |desk: &mut Desk, file: &str| {
        let path = folder.join(file);
        desk.answer(&path);
        desk.menu("File", "Save picture…");
        desk.until("the file", |_| path.exists());
        let pixels = resvg::tiny_skia::Pixmap::load_png(&path).expect("a PNG");
        (pixels.width(), pixels.pixel(1, 1).expect("a corner").alpha())
    };
    let usual = saved(&mut desk, "usual.png");
    assert_eq!(usual.1, 255);
    for wanted in ["3×", "Without a ground"] {
        desk.menu("File", "Size and colours on paper");
        desk.press_last(wanted);
        desk.key(eframe::egui::Modifiers::NONE, eframe::egui::Key::Escape);
    }
    let large = saved(&mut desk, "large.png");
    assert_eq!(large, (usual.0 / 2 * 3, 0));
}
