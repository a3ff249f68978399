//! Damaged files: whatever they hold, the program answers with a dataset or a problem, in bounded time and without a panic.
//!
//! A few in every run. `checks/long` gives five minutes and a folder of real files by `ASYMMETRY_MUTATE_SECONDS` and
//! `ASYMMETRY_MUTATE_FILES`; what breaks the program is kept in `target/mutations`.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};

use crate::cli::Folder;

/// Files of the usual forms in small; the figures are invented.
const SMALL: [(&str, &str); 9] = [
    ("tidy.csv", "period,reporter,partner,indicator,value,unit\n2019,RUS,CHN,exports,12.5,US$ mn\n2020,RUS,CHN,exports,~13,US$ mn\n"),
    ("baci.csv", "t,i,j,k,v,q\n2018,156,643,010121,       0.442,       0.002\n2018,643,156,270900,12345.678,NA\n"),
    (
        "comtrade.csv",
        "Classification,Year,Period,Aggregate Level,Trade Flow Code,Trade Flow,Reporter Code,Reporter,Partner Code,Partner,Commodity Code,Commodity,Trade Value (US$)\nH4,2019,2019,2,2,Export,643,Russian Federation,156,China,27,Mineral fuels,1000\n",
    ),
    ("eurostat.tsv", "freq,unit,geo\\TIME_PERIOD\t2019 \t2020 \nA,MIO_EUR,DE\t12.3 e\t: c\nA,MIO_EUR,FR\t:\t4\n"),
    (
        "wide.csv",
        "\"Country Name\",\"Country Code\",\"Indicator Name\",\"Indicator Code\",\"2019\",\"2020\"\n\"China\",\"CHN\",\"GDP\",\"NY.GDP\",\"1\",\"\"\n",
    ),
    ("loose.csv", "Страна;Год;Экспорт, млн долл.\nКитай;2019;12,5\nГермания;2020;1 234,5\n"),
    ("lines.jsonl", "{\"country\":\"CHN\",\"year\":2019,\"exports\":5}\n{\"country\":\"DEU\",\"year\":2020,\"exports\":null}\n"),
    (
        "stat.json",
        r#"{"version":"2.0","class":"dataset","label":"Trade","id":["geo","time"],"size":[1,2],"dimension":{"geo":{"category":{"index":["DE"]}},"time":{"category":{"index":["2019","2020"]}}},"value":[1,null],"role":{"time":["time"],"geo":["geo"]}}"#,
    ),
    (
        "sdmx.csv",
        "DATAFLOW,FREQ,REF_AREA,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,OBS_STATUS\nIMF:X(1.0),A,CN,2019,1.5,USD,A\nIMF:X(1.0),A,CN,2020,,USD,M\n",
    ),
];

/// What is done to a file, at places that are shares of its length.
#[derive(Clone, Debug)]
enum Change {
    Turn(Index, u8),
    Cut(Index, usize),
    Double(Index, usize),
    End(Index),
    Put(Index, Vec<u8>),
    Swap(Index, Index, usize),
}

impl Change {
    fn any() -> impl Strategy<Value = Self> {
        let place = any::<Index>;
        // What means something to one format or another: ends, signs, sizes that promise much.
        let words: [&[u8]; 22] = [
            b"\"",
            b"\"\"",
            b",",
            b";",
            b"\t",
            b"\n",
            b"\r",
            b"\0",
            b"\xff",
            b"\xef\xbb\xbf",
            b"{",
            b"]",
            b"<",
            b"<![CDATA[",
            b"&x;",
            b"-",
            b"1e999",
            b"99999999999999999999",
            b"NaN",
            b"\xff\xff\xff\xff",
            b"\x7f\xff\xff\xff",
            b"0,435",
        ];
        let words = words.map(<[u8]>::to_vec).to_vec();
        prop_oneof![
            4 => (place(), 1..=255_u8).prop_map(|(at, bits)| Self::Turn(at, bits)),
            2 => (place(), 1..400_usize).prop_map(|(at, length)| Self::Cut(at, length)),
            2 => (place(), 1..400_usize).prop_map(|(at, length)| Self::Double(at, length)),
            1 => place().prop_map(Self::End),
            4 => (place(), proptest::sample::select(words)).prop_map(|(at, word)| Self::Put(at, word)),
            1 => (place(), place(), 1..200_usize).prop_map(|(one, other, length)| Self::Swap(one, other, length)),
        ]
    }

    fn apply(&self, bytes: &mut Vec<u8>) {
        if bytes.is_empty() {
            return;
        }
        let length = bytes.len();
        let part = |at: &Index, most: usize| {
            let start = at.index(length);
            start..(start + most).min(length)
        };
        match self {
            Self::Turn(at, bits) => bytes[at.index(length)] ^= bits,
            Self::Cut(at, most) => drop(bytes.drain(part(at, *most))),
            Self::Double(at, most) => {
                let again = bytes[part(at, *most)].to_vec();
                bytes.splice(at.index(length)..at.index(length), again);
            }
            Self::End(at) => bytes.truncate(at.index(length)),
            Self::Put(at, word) => drop(bytes.splice(at.index(length)..at.index(length), word.iter().copied())),
            Self::Swap(one, other, most) => {
                let (first, second) = (part(one, *most), part(other, *most));
                if first.end <= second.start {
                    let (head, tail) = bytes.split_at_mut(second.start);
                    let most = first.len().min(second.len());
                    head[first.start..first.start + most].swap_with_slice(&mut tail[..most]);
                }
            }
        }
    }
}

/// What the program made of a file: whether it was read, or why it is broken by it.
fn answer(here: &Folder, name: &str) -> Result<bool, String> {
    let outcome = here.run(&["inspect", name, "--format", "json"]);
    let told = outcome.err.as_str();
    match outcome.code {
        _ if told.contains("panicked at") || told.contains("had not finished") => Err(told.to_owned()),
        0 => serde_json::from_str::<serde_json::Value>(&outcome.out).map(|_| true).map_err(|error| format!("its report: {error}")),
        1 if told.starts_with("error: ") => Ok(false),
        code => Err(format!("exit code {code}: {told}")),
    }
}

/// Files of a folder and what lies in it, small enough to be read some thousand times.
fn files(folder: &Path, into: &mut Vec<PathBuf>) {
    const MOST_BYTES: u64 = 400_000;
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, into);
        } else if entry.metadata().is_ok_and(|about| about.len() <= MOST_BYTES) {
            into.push(path);
        }
    }
    into.sort();
}

fn seeds() -> Vec<(String, Vec<u8>)> {
    let small = SMALL.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec()));
    let Ok(folder) = std::env::var("ASYMMETRY_MUTATE_FILES") else {
        let document = include_bytes!("../datasets/yuan-per-dollar.json").to_vec();
        return small.chain([("document.json".to_owned(), document)]).collect();
    };
    let mut paths = Vec::new();
    files(Path::new(&folder), &mut paths);
    assert!(!paths.is_empty(), "no files in {folder}");
    let name = |path: &Path| path.file_name().expect("a name").to_string_lossy().into_owned();
    small.chain(paths.iter().map(|path| (name(path), fs::read(path).expect("a file")))).collect()
}

#[test]
fn a_damaged_file_gives_a_dataset_or_a_problem() {
    let seconds = std::env::var("ASYMMETRY_MUTATE_SECONDS").ok().and_then(|seconds| seconds.parse().ok());
    let seeds = seeds();
    let here = Folder::new("mutations");
    for (name, bytes) in &seeds[..SMALL.len()] {
        fs::write(here.0.join(name), bytes).expect("a file");
        assert_eq!(answer(&here, name), Ok(true), "{name} is read while it is whole");
    }
    let case = (any::<Index>(), vec(Change::any(), 1..6));
    let until = seconds.map(|seconds| Instant::now() + Duration::from_secs(seconds));
    let tried = Cell::new([0_usize; 2]);
    let met: RefCell<BTreeSet<String>> = RefCell::default();
    let mut round = 0_u8;
    loop {
        // Without a time, the same cases in every run.
        let config = Config { cases: 24, failure_persistence: None, max_shrink_iters: 200, ..Config::default() };
        let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &[round; 32]));
        let outcome = runner.run(&case, |(seed, changes)| {
            let (name, bytes) = &seeds[seed.index(seeds.len())];
            let mut bytes = bytes.clone();
            changes.iter().for_each(|change| change.apply(&mut bytes));
            fs::write(here.0.join(name), &bytes).expect("a file");
            let answer = answer(&here, name);
            let [all, read] = tried.get();
            tried.set([all + 1, read + usize::from(answer == Ok(true))]);
            met.borrow_mut().insert(name.clone());
            answer.map(|_| ()).map_err(|why| {
                fs::create_dir_all("target/mutations").and_then(|()| fs::write(format!("target/mutations/{name}"), &bytes)).ok();
                TestCaseError::fail(format!("{name}: {why}"))
            })
        });
        outcome.unwrap_or_else(|broken| panic!("{broken}"));
        round = round.wrapping_add(1);
        if until.is_none_or(|until| Instant::now() >= until) {
            break;
        }
    }
    let [all, read] = tried.get();
    println!("{all} damaged files of {} seeds answered, {read} of them read", met.borrow().len());
    assert!(read > 0 && read < all, "some can still be read, others not: {read} of {all}");
}
