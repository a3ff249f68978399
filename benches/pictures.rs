//! How long a new selection takes to become a new picture, and a picture a file. Printed, never asserted.

#![allow(clippy::expect_used, clippy::panic, reason = "a bench that cannot run ends")]

use std::time::{Duration, Instant};

use asymmetry::dataset::library::Library;
use asymmetry::export::{self, Format, Stamp};
use asymmetry::measure;
use asymmetry::picture::Picture;
use asymmetry::picture::look::Size;
use asymmetry::query::engine::Engine;
use asymmetry::view::{self, View};
use divan::Bencher;

fn main() {
    divan::main();
    // Under `cargo test --benches` there is nothing to measure.
    if std::env::args().any(|argument| argument == "--bench") {
        dearest();
    }
}

const RUNS: usize = 20;

/// The dearest of all bundled views, from its selection to its picture.
fn dearest() {
    let desk = Desk::new();
    let time = |view: &View| {
        let mut times: Vec<Duration> = (0..RUNS).map(|_| timed(|| desk.draw(view))).collect();
        times.sort();
        times[RUNS / 2]
    };
    let mut costs: Vec<(Duration, &str)> = view::bundled().iter().map(|(id, view)| (time(view), *id)).collect();
    costs.sort();
    for (cost, id) in costs.iter().rev().take(5) {
        println!("new selection to new picture: {:.1} ms, {id}", cost.as_secs_f64() * 1000.0);
    }
}

fn timed<T>(work: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    std::hint::black_box(work());
    start.elapsed()
}

/// Everything a running program has at hand: the figures are read already.
struct Desk {
    library: Library,
    engine: Engine,
}

impl Desk {
    fn new() -> Self {
        let desk = Self { library: Library::bundled(), engine: Engine::new().expect("an engine") };
        for (_, view) in view::bundled() {
            view::datasets(&view.subject, &desk.library).expect("datasets");
        }
        desk
    }

    fn draw(&self, view: &View) -> Picture {
        view::draw(view, &self.library, &self.engine).expect("a picture")
    }
}

fn ids() -> Vec<&'static str> {
    vec![
        "market-share-turnover",
        "market-share-imports-by-partner",
        "composition-exports-eu",
        "composition-imports-china",
        "sentiment-attitudes-2015",
        "composition-exports-china-treemap",
    ]
}

fn bundled(id: &str) -> View {
    view::bundled().into_iter().find(|(name, _)| *name == id).expect("a bundled view").1
}

#[divan::bench(args = ids())]
fn new_selection_to_new_picture(bencher: Bencher, id: &str) {
    let (desk, view) = (Desk::new(), bundled(id));
    bencher.bench(|| desk.draw(&view));
}

#[divan::bench(args = ids())]
fn other_years_to_new_picture(bencher: Bencher, id: &str) {
    let (desk, view) = (Desk::new(), bundled(id));
    let datasets = view::datasets(&view.subject, &desk.library).expect("datasets");
    let answers = measure::ask(&measure::queries(&view.subject, &datasets), &datasets, &desk.engine).expect("answers");
    bencher.bench(|| {
        let findings =
            measure::read(&view.subject, &datasets, &answers, &measure::prepare(&view.subject, &datasets, &answers)).expect("findings");
        view::picture(&view, &findings).expect("a picture")
    });
}

/// The figures are at hand: chart, page and file.
#[divan::bench(args = ids())]
fn view_to_svg(bencher: Bencher, id: &str) {
    let (desk, view) = (Desk::new(), bundled(id));
    let findings = view::study(&view.subject, &desk.library, &desk.engine).expect("findings");
    let stamp = stamp(&desk, &view);
    bencher.bench(|| export::svg::write(&view::picture(&view, &findings).expect("a picture"), Some(&stamp)));
}

#[divan::bench(args = ids())]
fn view_to_png_of_a_slide(bencher: Bencher, id: &str) {
    let (desk, mut view) = (Desk::new(), bundled(id));
    view.look.size = Size::Slide;
    let stamp = stamp(&desk, &view);
    bencher.bench(|| Format::Png.write(&desk.draw(&view), Some(&stamp), 1.0).expect("a PNG"));
}

fn stamp(desk: &Desk, view: &View) -> Stamp {
    view::stamp(view, &desk.library).expect("a stamp")
}
