//! How long the window takes to show its first picture, against an empty window; what a frame costs; what it holds in memory.
//! The first needs a display, or Xvfb, and says so when there is neither. Printed, never asserted.

#![allow(clippy::expect_used, clippy::panic, reason = "a bench that cannot run ends")]

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use asymmetry::dataset::library::Library;
use asymmetry::problem::Problem;
use asymmetry::query::engine::Engine;
use asymmetry::terms::language::Language;
use asymmetry::ui::app::App;
use asymmetry::ui::dialogs::{Dialogs, SaveWish};
use asymmetry::ui::preferences::Preferences;
use asymmetry::view::{self, View};
use asymmetry::workspace::Workspace;
use asymmetry::workspace::briefing::{self, Slide};
use eframe::egui::{Event, Key, Role, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

const RUNS: usize = 7;

fn main() {
    memory_of_all_figures();
    // Under `cargo test --benches` there is nothing to measure.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    // One part alone, such as `cargo bench --package benches --bench window -- scrubbing`, is measured in seconds.
    let parts: [(&str, fn()); 3] = [("frames", busiest_panel), ("scrubbing", scrubbing), ("turning", turning)];
    if let Some((_, part)) = parts.iter().find(|(name, _)| std::env::args().any(|argument| argument == *name)) {
        return part();
    }
    parts.iter().for_each(|(_, part)| part());
    let display = Display::find();
    let Some(display) = display else {
        println!("first frame: not measured, there is neither a display nor Xvfb");
        return;
    };
    let empty = PathBuf::from(env!("CARGO_BIN_EXE_empty_window"));
    let program = empty.with_file_name("asymmetry");
    let built = Command::new(env!("CARGO")).args(["build", "--release", "--quiet", "--package", "asymmetry"]).status();
    assert!(built.is_ok_and(|status| status.success()) && program.exists(), "the program could not be built");
    let (mut full_times, mut empty_times) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        empty_times.push(display.time(&empty));
        full_times.push(display.time(&program));
    }
    report("first frame of an empty window", &mut empty_times);
    report("first frame with the default picture", &mut full_times);
    let more = full_times[RUNS / 2].saturating_sub(empty_times[RUNS / 2]);
    println!("difference of the medians: {} ms (aim: at most 250)", more.as_millis());
}

fn report(what: &str, times: &mut [Duration]) {
    times.sort();
    let [least, median, most] = [0, RUNS / 2, RUNS - 1].map(|at| times[at].as_millis());
    println!("{what}: {median} ms (least {least}, most {most}, {RUNS} runs)");
}

/// Resident memory once every bundled dataset and view is read.
fn memory_of_all_figures() {
    let before = resident();
    let library = Library::bundled();
    let ids: Vec<_> = library.headings().map(|heading| heading.id.clone()).collect();
    let rows: usize = ids.iter().map(|id| library.get(id).expect("a dataset").table.rows()).sum();
    let views = view::bundled().len();
    match before.zip(resident()) {
        Some((before, after)) => {
            println!("resident memory: {after} MB with {rows} observations and {views} views (before: {before} MB; aim: at most 250)");
        }
        None => println!("resident memory: not measured on this system"),
    }
}

/// Megabytes, where the system tells.
fn resident() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kilobytes| kilobytes / 1024)
}

/// Nobody is there to answer.
struct NoDialogs;

impl Dialogs for NoDialogs {
    fn open(&self, _: &str) -> Result<Vec<PathBuf>, Problem> {
        Ok(Vec::new())
    }

    fn open_folder(&self, _: &str) -> Result<Option<PathBuf>, Problem> {
        Ok(None)
    }

    fn save(&self, _: &SaveWish) -> Result<Option<PathBuf>, Problem> {
        Ok(None)
    }
}

const FRAMES: u16 = 120;

/// Processor time of one frame at 1440 × 900 while the pointer moves over the picture: everything of the window built,
/// laid out and turned into triangles. The dearest of the bundled views.
fn busiest_panel() {
    let costs: Option<Vec<(f64, &str)>> = view::bundled().into_iter().map(|(id, view)| Some((frame_cost(view)?, id))).collect();
    let Some(mut costs) = costs else {
        println!("frame: not measured on this system");
        return;
    };
    costs.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (middle, (most, id)) = (costs[costs.len() / 2].0, costs[costs.len() - 1]);
    println!("a frame: {most:.2} ms of processor time in the busiest panel ({id}), {middle:.2} ms in the middle one (aim: at most 8)");
    for language in [Language::Russian, Language::Chinese] {
        let (id, view) = view::bundled().swap_remove(0);
        if let Some(cost) = frame_cost_in(view, language) {
            println!("a frame: {cost:.2} ms of processor time with {id} in {} (aim: at most 8)", language.code());
        }
    }
    for (cost, id) in costs.iter().filter(|(_, id)| WITH_MANY_MARKS.contains(id)) {
        println!("a frame: {cost:.2} ms of processor time with {id} (aim: at most 8)");
    }
}

/// A treemap of all chapters, and a scatter of all pairs.
const WITH_MANY_MARKS: [&str; 2] = ["composition-exports-china-treemap", "two-sides-pairs-of-17-economies"];

/// Four panels at once whose years are chosen on the timeline: a line, stacked areas, bars and a scatter of many.
const SCRUBBED: [&str; 4] =
    ["market-share-turnover", "composition-exports-china", "market-share-imports-in-dollars", "composition-exports-china-treemap"];
const STEPS: usize = 12;
const READING: Duration = Duration::from_secs(5);

/// From the key that moves the last year to four pictures of it on screen.
fn scrubbing() {
    let view = |wanted: &str| view::bundled().into_iter().find(|(id, _)| *id == wanted).expect("a bundled view").1;
    let mut workspace = Workspace::of(SCRUBBED.map(view));
    for panel in &mut workspace.panels {
        (panel.is_seen, panel.follows_shared) = (true, true);
    }
    let mut harness = window(workspace, Language::English);
    // The titles of all views are read in the background after the start; a step is timed once that is done.
    let start = Instant::now();
    while start.elapsed() < READING {
        harness.step();
        std::thread::sleep(Duration::from_millis(20));
    }
    let mut costs = Vec::new();
    for step in 0..STEPS {
        harness.get_by_role_and_label(Role::Slider, "Last year").focus();
        (0..3).for_each(|_| harness.step());
        let years = harness.state().document().shared.clone();
        let is_backwards = step < STEPS / 2;
        costs.push(pressed(&mut harness, if is_backwards { Key::ArrowLeft } else { Key::ArrowRight }));
        assert_ne!(harness.state().document().shared, years, "the year moves");
    }
    costs.sort();
    let [middle, most] = [costs[STEPS / 2], costs[STEPS - 1]].map(|cost| cost.as_secs_f64() * 1000.0);
    println!("a step of the timeline over four panels: {middle:.1} ms, at most {most:.1} ms (aim: at most 16)");
}

/// From a key to all that it brings on screen.
fn pressed(harness: &mut Harness<'static, App>, key: Key) -> Duration {
    let start = Instant::now();
    harness.key_press(key);
    harness.step();
    settle(harness);
    harness.step();
    let shapes = harness.output().shapes.clone();
    std::hint::black_box(harness.ctx.tessellate(shapes, 1.0));
    start.elapsed()
}

/// From the key to the next slide or step on screen: through the bundled briefing right after it began, and once more.
fn turning() {
    let mut workspace = Workspace::first();
    workspace.briefing = briefing::bundled().first().expect("a bundled briefing").1.clone();
    let steps: usize = workspace.briefing.slides.iter().map(Slide::steps).sum();
    let mut harness = window(workspace, Language::English);
    harness.key_press(Key::F5);
    harness.step();
    for way in ["the first time", "again"] {
        harness.key_press(Key::Home);
        harness.step();
        let mut costs = Vec::new();
        for _ in 1..steps {
            costs.push(pressed(&mut harness, Key::ArrowRight));
        }
        costs.sort();
        let [middle, most] = [costs[costs.len() / 2], costs[costs.len() - 1]].map(|cost| cost.as_secs_f64() * 1000.0);
        println!("the next slide, {way}: {middle:.1} ms, at most {most:.1} ms (aim: at most 50)");
    }
}

/// Milliseconds of this thread for a frame of a panel with this view.
fn frame_cost(view: View) -> Option<f64> {
    frame_cost_in(view, Language::English)
}

fn frame_cost_in(view: View, language: Language) -> Option<f64> {
    let mut harness = window(Workspace::of([view]), language);
    let mut frame = |nth: u16| {
        harness.input_mut().events.push(Event::PointerMoved(pos2(400.0 + 4.0 * f32::from(nth), 300.0 + 2.0 * f32::from(nth))));
        harness.step();
        let shapes = harness.output().shapes.clone();
        std::hint::black_box(harness.ctx.tessellate(shapes, 1.0));
    };
    (0..10).for_each(&mut frame);
    let before = processor_time()?;
    (0..FRAMES).for_each(&mut frame);
    Some((processor_time()? - before).as_secs_f64() * 1000.0 / f64::from(FRAMES))
}

/// A window on a workspace, with its pictures drawn.
fn window(workspace: Workspace, language: Language) -> Harness<'static, App> {
    let preferences = Preferences { workspace: Some(workspace), language, ..Preferences::default() };
    let engine = Arc::new(Engine::new().expect("an engine"));
    let mut harness = Harness::builder()
        .with_size(vec2(1440.0, 900.0))
        .build_eframe(move |creation| App::new(&creation.egui_ctx, Library::bundled(), engine, preferences, Arc::new(NoDialogs)));
    harness.step();
    settle(&mut harness);
    harness
}

fn settle(harness: &mut Harness<'static, App>) {
    while !harness.state().is_settled() {
        harness.step();
        std::thread::sleep(Duration::from_micros(200));
    }
}

/// What this thread has used of a processor, where the system tells.
fn processor_time() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)
}

/// A display to open windows on: the one at hand, or one of its own.
struct Display {
    name: String,
    server: Option<Child>,
}

impl Display {
    fn find() -> Option<Self> {
        if let Ok(name) = std::env::var("DISPLAY") {
            return Some(Self { name, server: None });
        }
        let name = ":97".to_owned();
        let server = Command::new("Xvfb").args([&name, "-screen", "0", "1440x900x24"]).stderr(Stdio::null()).spawn().ok()?;
        while !Path::new("/tmp/.X11-unix/X97").exists() {
            std::thread::sleep(Duration::from_millis(20));
        }
        Some(Self { name, server: Some(server) })
    }

    fn time(&self, program: &Path) -> Duration {
        let start = Instant::now();
        let status =
            Command::new(program).arg("--exit-after-first-frame").env("DISPLAY", &self.name).env("LIBGL_ALWAYS_SOFTWARE", "1").status();
        let time = start.elapsed();
        assert!(status.is_ok_and(|status| status.success()), "{} failed", program.display());
        time
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        if let Some(server) = &mut self.server {
            let _ = server.kill();
        }
    }
}
