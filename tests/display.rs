//! The real window on a display of its own: started, pressed with the mouse, looked at, closed and started again.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use asymmetry::dataset::library::Library;
use asymmetry::picture::look::Size;
use asymmetry::picture::{Form, Picture};
use asymmetry::query::engine::Engine;
use asymmetry::view;
use asymmetry::workspace::recovery;
use eframe::egui::{Pos2, Rect, Role, pos2, vec2};

use crate::screen::{Display, Ink, Shot, exit};
use crate::window::Desk;

const SIZE: [usize; 2] = [1440, 900];

/// The window without a display: it knows where everything stands and what is drawn.
struct Twin(Desk);

impl Twin {
    fn place(&self, role: Role, label: &str) -> Pos2 {
        self.0.rect(role, Some(label)).center()
    }

    fn canvas(&self) -> Rect {
        self.0.rect(Role::Image, None)
    }

    fn picture(&self) -> Picture {
        let mut view = self.0.front().view.clone();
        let canvas = self.canvas();
        view.look.size = Size::Points(canvas.width() as u16, canvas.height() as u16);
        view::draw(&view, &Library::bundled(), &Engine::new().expect("an engine")).expect("a picture")
    }

    /// The colours of the marks, as they must be on the display.
    fn inks(&self) -> BTreeSet<Ink> {
        let picture = self.picture();
        let marks = picture.shapes.iter().filter(|shape| shape.tag.series.is_some());
        let inks = marks.filter_map(|shape| match &shape.form {
            Form::Rect { fill, .. } | Form::Polygon { fill, .. } | Form::Circle { fill, .. } => Some(*fill),
            Form::Polyline { color, width, .. } => (*width >= 2.0).then_some(*color),
            Form::Hatched { .. } | Form::Text { .. } => None,
        });
        inks.filter(|ink| ink.0[3] == u8::MAX).map(|ink| [ink.0[0], ink.0[1], ink.0[2]]).collect()
    }

    /// A number of a line, away from the edge.
    fn mark(&self) -> Pos2 {
        let picture = self.picture();
        let target = picture.targets[picture.targets.len() / 2];
        self.canvas().min + vec2(target.at[0], target.at[1])
    }
}

#[test]
fn a_real_window_paints_its_panels_hears_the_mouse_and_comes_back_as_it_was_left() {
    let Some(display) = Display::open("display", SIZE) else { return };
    let mut program = display.start(&[]);
    let mut twin = Twin(Desk::new());
    let canvas = twin.canvas();
    let first = twin.inks();
    let mut before = display.until("trade composition", |shot| first.iter().all(|ink| shot.shows(canvas, *ink)));

    for tab in ["Sentiment", "Market share"] {
        display.click(twin.place(Role::Tab, tab));
        twin.0.press(Role::Tab, tab);
        let inks = twin.inks();
        assert!(inks.iter().any(|ink| !before.shows(canvas, *ink)), "{tab} has a colour of its own");
        before = display.until(&tab.to_lowercase(), |shot| inks.iter().all(|ink| shot.shows(canvas, *ink)));
    }

    // The card at the right fills with words when a mark is clicked.
    let card = Rect::from_min_max(pos2(canvas.right() + 20.0, canvas.top()), pos2(SIZE[0] as f32, SIZE[1] as f32));
    let words = |shot: &Shot| shot.count(card, |[r, g, b]| r < 110 && g < 110 && b < 120);
    let few = words(&before);
    display.click(twin.mark());
    display.until("source card", |shot| words(shot) > few + 400);

    display.click(twin.place(Role::Tab, "Table"));
    let inks = twin.inks();
    display.until("table", |shot| !inks.iter().any(|ink| shot.shows(canvas, *ink)) && words(shot) > few);

    display.click(twin.place(Role::Button, "Dark"));
    display.until("dark", |shot| shot.brightness() < 70);
    display.quit();
    assert!(exit(&mut program), "the program ended well");
    assert_eq!(display.boards(), Vec::<PathBuf>::new(), "the preferences hold the board, so it is kept nowhere else");

    let mut again = display.start(&[]);
    display.until("dark after a restart", |shot| shot.brightness() < 70 && shot.brightness() > 20);
    display.do_with_window(&["windowsize", "--sync", "1200", "800", "windowfocus", "--sync", "key", "ctrl+plus", "key", "ctrl+plus"]);
    thread::sleep(Duration::from_secs(1));
    display.quit();
    assert!(exit(&mut again), "and once more");

    let mut larger = display.start(&[]);
    display.until("dark at another zoom", |shot| shot.brightness() < 70 && shot.brightness() > 10);
    assert_eq!(display.size(), "1200x800", "as large as it was left");
    display.quit();
    assert!(exit(&mut larger), "and at another zoom");

    let mut killed = display.start(&[]);
    display.until("dark before the end", |shot| shot.brightness() < 70 && shot.brightness() > 10);
    thread::sleep(Duration::from_secs(2));
    killed.kill().expect("killed");
    killed.wait().expect("gone");
    let (left, problems) = recovery::left(&display.state());
    assert_eq!((left.len(), problems), (1, Vec::new()), "the board of a program that was killed is there");
}
