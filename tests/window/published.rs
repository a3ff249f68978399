//! What was published, dropped on the window.

use std::fs;

use asymmetry::dataset::library::Library;
use asymmetry::export::publication::Medium;
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
