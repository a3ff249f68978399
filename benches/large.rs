//! How long a filter takes to become another picture, over 11 million rows on disk. Printed, never asserted.
//!
//! The rows are made here in the form of BACI and mean nothing; `ASYMMETRY_BENCH_ROWS` makes another number of them. They, and
//! what is kept of them, lie in `target/large`.

#![allow(clippy::expect_used, reason = "a bench that cannot run ends")]

use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use asymmetry::dataset::library::Library;
use asymmetry::import;
use asymmetry::import::hints::Hints;
use asymmetry::query::engine::Engine;
use asymmetry::view::{self, View};
use divan::Bencher;

const CACHE: &str = "ASYMMETRY_CACHE";

fn main() {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../target/large"));
    let is_bench = std::env::args().any(|argument| argument == "--bench");
    if is_bench && std::env::var_os(CACHE).is_none() {
        // What is kept of these rows is none of the user's.
        let own = std::env::current_exe().expect("this program");
        let status = Command::new(own).args(std::env::args().skip(1)).env(CACHE, folder.join("kept")).status();
        std::process::exit(status.ok().and_then(|status| status.code()).unwrap_or(1));
    }
    if is_bench {
        prepare(&folder);
    }
    divan::main();
}

struct Desk {
    library: Library,
    engine: Engine,
}

static DESK: OnceLock<Desk> = OnceLock::new();

fn prepare(folder: &Path) {
    let rows = std::env::var("ASYMMETRY_BENCH_ROWS").ok().and_then(|rows| rows.parse().ok()).unwrap_or(11_000_000);
    std::fs::create_dir_all(folder).expect("a folder");
    let path = folder.join(format!("baci-{rows}.csv"));
    if !path.exists() {
        make(&path, rows).expect("a file");
    }
    let start = Instant::now();
    let opened = import::inspect(&path, &Hints::default()).expect("a dataset");
    println!("{rows} rows at hand after {:.2} s", start.elapsed().as_secs_f64());
    let (mut library, engine) = (Library::bundled(), Engine::new().expect("an engine"));
    library.add(opened.dataset);
    assert!(DESK.set(Desk { library, engine }).is_ok(), "once");
}

/// Every so many-th of all combinations of five years, 200 exporters, 200 importers and 5000 products.
fn make(path: &Path, rows: u64) -> std::io::Result<()> {
    let mut out = BufWriter::new(File::create(path)?);
    out.write_all(b"t,i,j,k,v,q\n")?;
    let codes: Vec<&str> = COUNTRIES.split(' ').collect();
    let count = codes.len() as u64;
    let all = 5 * count * count * 5000;
    let (mut state, mut line) = (1_u64, String::new());
    for row in 0..rows {
        let at = u64::try_from(u128::from(row) * u128::from(all) / u128::from(rows)).unwrap_or(0);
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let (year, product) = (2018 + at / (count * count * 5000), 10_121 + 190 * (at % 5000));
        let [from, to] = [at / (count * 5000) % count, at / 5000 % count].map(|at| codes[at as usize]);
        let value = (state >> 40) as f64 / 1000.0;
        line.clear();
        let _ = write!(line, "{year},{from},{to},{product:06},{value:.3},");
        let _ = if state >> 20 & 15 == 0 { writeln!(line, "NA") } else { writeln!(line, "{:.3}", value / 7.0) };
        out.write_all(line.as_bytes())?;
    }
    out.flush()
}

/// Codes as CEPII writes them.
const COUNTRIES: &str = "4 8 12 20 24 28 31 32 36 40 44 48 50 51 52 60 64 68 70 72 76 84 90 96 100 104 108 112 116 120 124 132 140 144 148 152 156 170 174 178 180 188 191 192 196 203 204 208 214 218 222 226 231 232 233 242 246 251 262 266 268 270 276 288 300 308 320 324 328 332 340 344 348 352 360 364 368 372 376 380 384 388 392 398 400 404 408 410 414 417 418 422 426 428 430 434 440 442 450 454 458 462 466 470 478 480 484 496 498 499 504 508 512 516 524 528 554 558 562 566 579 586 591 598 600 604 608 616 620 624 634 642 643 646 678 682 686 688 690 694 699 702 703 704 705 710 716 724 736 740 748 752 757 760 762 764 768 776 780 784 788 792 795 800 804 807 818 826 834 842 854 858 860 862 882 887 894";

/// A line of Russia's exports to one partner after another, from the selection to the picture.
#[divan::bench(sample_count = 40)]
fn another_partner(bencher: Bencher) {
    const PARTNERS: [&str; 8] = ["CHN", "DEU", "IND", "KAZ", "TUR", "USA", "BRA", "VNM"];
    let Some(Desk { library, engine }) = DESK.get() else { return };
    let dataset = library.headings().map(|heading| heading.id.as_str()).find(|id| id.starts_with("baci")).expect("the dataset");
    let view = |partner: &str| -> View {
        let text = format!(
            r#"{{"asymmetry": "view/1", "chart": "line", "subject": {{"dataset": "{dataset}", "measure": {{"indicator": {{}}}},
            "selection": {{"picks": {{"reporter": {{"only": ["RUS"]}}, "partner": {{"only": ["{partner}"]}}, "indicator": {{"only": ["trade_value"]}}}}}}}}}}"#
        );
        serde_json::from_str(&text).expect("a view")
    };
    let views = PARTNERS.map(view);
    let next = AtomicUsize::new(0);
    bencher.bench(|| {
        let view = &views[next.fetch_add(1, Ordering::Relaxed) % views.len()];
        view::draw(view, library, engine).expect("a picture")
    });
}
