//! A presenter's story, from the first view to the last slide: five views captured, captioned, put in order and saved; then
//! opened by somebody who has nothing but the file, and presented in two real windows of 1280 × 720 points.

use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use asymmetry::dataset::library::Library;
use asymmetry::export::raster;
use asymmetry::picture::look::{Size, Theme};
use asymmetry::query::engine::Engine;
use asymmetry::workspace::briefing::Briefing;
use eframe::egui::{Key, Modifiers, Role};
use egui_kittest::kittest::Queryable as _;

use crate::screen::{Display, PATIENCE, Shot, exit};
use crate::window::{Desk, folder};

const WINDOW: [usize; 2] = [1280, 720];
/// What of it is always of the slide, whatever is in hand below.
const SLIDE: [usize; 2] = [1280, 500];
/// In the order of the slides once the last one was moved to the front.
const CAPTIONS: [&str; 5] = ["What people think", "What Russia sells", "What is alike", "Who buys it", "What turnover hides"];
/// Of 255, on average over all points: two painters place and draw letters differently, and nothing else.
const SAME: f64 = 6.0;

/// Five views by one key each: those of the three panels, and two of the bundled ones.
fn capture_five(desk: &mut Desk) {
    let alike = "Russia has come to sell to China what it sells to the EU";
    let hidden = "China supplies almost half of what Russia imports";
    for (panel, then) in [(Key::Num1, Some(alike)), (Key::Num2, Some(hidden)), (Key::Num3, None)] {
        desk.key(Modifiers::COMMAND, panel);
        desk.until("the panel", |desk| desk.app().is_settled() && desk.has_picture());
        desk.key(Modifiers::NONE, Key::C);
        if let Some(title) = then {
            desk.choose_view(title);
            desk.until("the view", |desk| desk.app().is_settled() && desk.has_picture());
            desk.key(Modifiers::NONE, Key::C);
        }
    }
    assert_eq!(desk.app().document().briefing.slides.len(), 5);
}

/// A person scrolls to what is not in sight.
fn press_in_list(desk: &mut Desk, name: &str) {
    desk.harness.get_by_role_and_label(Role::Button, name).scroll_to_me();
    desk.settle();
    desk.press(Role::Button, name);
}

/// The last slide comes first, and each has its caption and notes.
fn put_in_order_and_caption(desk: &mut Desk) {
    desk.key(Modifiers::NONE, Key::F7);
    desk.until("the slides", |desk| desk.app().is_settled());
    press_in_list(desk, "Slide 5");
    let moved = desk.app().document().briefing.slides[4].views.clone();
    for _ in 0..4 {
        press_in_list(desk, "Move up");
    }
    assert_eq!(desk.app().document().briefing.slides[0].views, moved, "the last slide comes first");
    for (at, caption) in CAPTIONS.iter().enumerate() {
        press_in_list(desk, &format!("Slide {}", at + 1));
        for (field, words) in [("Title of the slide", (*caption).to_owned()), ("Notes for the speaker", format!("Notes of {caption}"))] {
            desk.harness.get_by_label(field).focus();
            desk.harness.step();
            desk.harness.get_by_label(field).type_text(&words);
            desk.settle();
        }
    }
    let titles: Vec<&str> = desk.app().document().briefing.slides.iter().map(|slide| slide.title.as_str()).collect();
    assert_eq!(titles, CAPTIONS);
}

/// Both windows side by side: the one of the speaker at the left, the one of the audience at the right.
struct Stage {
    display: Display,
    speaker: String,
    audience: String,
}

impl Stage {
    /// Starts the program on a profile that knows nothing, and presents.
    fn open(display: Display) -> Self {
        let only = |windows: Vec<String>| windows.first().cloned().unwrap_or_default();
        until("the window", || display.windows().len() == 1);
        let speaker = only(display.windows());
        let [width, height] = WINDOW.map(|side| side.to_string());
        display.do_with_mouse_and_keys(&["windowsize", "--sync", &speaker, &width, &height, "windowmove", &speaker, "0", "0"]);
        display.until("briefing opened", |shot| shot.brightness() > 60);
        thread::sleep(Duration::from_secs(2));
        let focused = ["windowfocus", "--sync", &speaker];
        display.do_with_mouse_and_keys(&[&focused[..], &["key", "shift+F5"]].concat());
        until("the window of the audience", || display.windows().len() == 2);
        let audience = only(display.windows().into_iter().filter(|id| *id != speaker).collect());
        display.do_with_mouse_and_keys(&["windowmove", &audience, &width, "0", "windowmove", &speaker, "0", "0"]);
        Self { display, speaker, audience }
    }

    fn key(&self, key: &str) {
        self.display.do_with_mouse_and_keys(&["windowfocus", "--sync", &self.audience, "key", key]);
    }

    /// What the audience sees, once it holds still.
    fn seen(&self) -> Shot {
        let mut last = self.audience_now();
        let mut since = Instant::now();
        let start = Instant::now();
        while since.elapsed() < Duration::from_millis(700) {
            assert!(start.elapsed() < PATIENCE, "it never holds still");
            thread::sleep(Duration::from_millis(150));
            let now = self.audience_now();
            if now != last {
                (last, since) = (now, Instant::now());
            }
        }
        last
    }

    fn audience_now(&self) -> Shot {
        self.display.shot().part([WINDOW[0], 0], WINDOW)
    }

    /// Waits until the audience sees something else, and gives it.
    fn after(&self, key: &str, before: &Shot) -> Shot {
        self.key(key);
        until(&format!("another picture after {key}"), || self.audience_now() != *before);
        self.seen()
    }

    /// Keeps both windows as a picture to look at.
    fn keep(&self, step: &str) {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("story-{step}.png"));
        let status = self.display.command("import").args(["-window", "root"]).arg(path).status();
        assert!(status.expect("a screenshot").success());
    }
}

fn until(what: &str, holds: impl Fn() -> bool) {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed() < PATIENCE, "waited in vain for {what}");
        thread::sleep(Duration::from_millis(100));
    }
}

/// The slides as they are published, as large as the window.
fn published(briefing: &Briefing) -> Vec<Shot> {
    let (library, engine) = (Library::bundled(), Engine::new().expect("an engine"));
    let pages = briefing.pages(Size::Slide, &library, &engine).expect("pages");
    let drawn = pages.into_iter().map(|page| {
        let pixels = raster::pixels(&page.picture.clone().scaled(WINDOW[0] as f32 / page.picture.size[0]), 1.0).expect("a raster");
        assert_eq!([pixels.width() as usize, pixels.height() as usize], WINDOW);
        let points = pixels.pixels().iter().map(|point| point.demultiply());
        Shot::of(WINDOW, points.flat_map(|point| [point.red(), point.green(), point.blue()]).collect())
    });
    drawn.collect()
}

/// The file of the briefing, made in a window as a presenter makes it.
fn saved() -> (PathBuf, Briefing) {
    let mut desk = Desk::new();
    capture_five(&mut desk);
    put_in_order_and_caption(&mut desk);
    let path = folder("story").join("story.briefing");
    desk.answer(&path);
    desk.key(Modifiers::NONE, Key::Escape);
    desk.menu("File", "Save briefing…");
    desk.until("the file", |_| path.exists());
    (path, desk.app().document().briefing.clone())
}

#[test]
fn a_briefing_is_made_saved_opened_elsewhere_presented_left_for_a_moment_and_restored() {
    let Some(display) = Display::open("story", [2 * WINDOW[0], WINDOW[1]]) else { return };
    let (file, briefing) = saved();
    let mut program = display.start(&[file.to_str().expect("a path")]);
    let stage = Stage::open(display);

    // Every slide is what is published of it: nothing of the program stands beside it.
    let expected = published(&briefing);
    let mut slides = vec![stage.seen()];
    stage.keep("1-first-slide");
    while slides.len() < expected.len() {
        slides.push(stage.after("Right", &slides[slides.len() - 1]));
    }
    stage.keep("2-last-slide");
    for (at, seen) in slides.iter().enumerate() {
        let apart: Vec<f64> = expected.iter().map(|expected| seen.apart_from(expected)).collect();
        let others = apart.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, apart)| *apart).fold(f64::MAX, f64::min);
        assert!(apart[at] < SAME && others > 1.5 * apart[at], "slide {} is so far off what is published: {apart:.2?}", at + 1);
    }

    // Somebody asks: another span of years, and back to what was captured.
    let home = stage.after("Home", &slides[4]);
    assert!(home == slides[0], "Home is the first slide");
    let asked = stage.after("Right", &home);
    let in_hand = stage.after("t", &asked);
    stage.keep("3-years-in-hand");
    // The names stand at the end of the last row.
    let tried = (0..40).find(|step| {
        let x = (2 * WINDOW[0] - 60 - 30 * step).to_string();
        stage.display.do_with_mouse_and_keys(&["mousemove", &x, &(WINDOW[1] - 28).to_string(), "click", "1"]);
        thread::sleep(Duration::from_millis(300));
        stage.display.do_with_mouse_and_keys(&["mousemove", "20", "700"]);
        stage.seen().part([0, 0], SLIDE).apart_from(&in_hand.part([0, 0], SLIDE)) > 0.5
    });
    assert!(tried.is_some(), "a name sets its line apart");
    let tried = stage.seen();
    stage.keep("4-digression");
    stage.display.do_with_mouse_and_keys(&["mousemove", "20", "700"]);
    let restored = stage.after("r", &tried);
    let closed = stage.after("t", &restored);
    assert!(closed.apart_from(&asked) < 0.2, "as it was captured: {:.2}", closed.apart_from(&asked));

    let blank = stage.after("b", &closed);
    assert_eq!(blank.brightness(), 0, "a blank is black");
    stage.keep("5-blank");
    assert!(stage.after("b", &blank).apart_from(&asked) < 0.2);
    stage.key("4");
    let jumped = stage.after("Return", &asked);
    assert!(jumped.apart_from(&slides[3]) < 0.2, "slide 4 by its number");
    stage.keep("6-jumped");

    stage.key("Escape");
    until("one window", || stage.display.windows() == [stage.speaker.clone()]);
    stage.keep("7-left");
    stage.display.quit();
    assert!(exit(&mut program), "the program ended well");
    let theme = briefing.theme;
    assert_eq!(theme, Theme::Light, "the slides were compared on the paper they were made for");
}
