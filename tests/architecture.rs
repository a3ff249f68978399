//! The invariants of the house, read off the sources: order, homes, kinds, sizes.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// A source file of `src`, by its path from there.
struct Source {
    path: String,
    text: String,
}

impl Source {
    /// The module of `lib.rs` that it belongs to.
    fn module(&self) -> &str {
        let first = self.path.split('/').next().unwrap_or_default();
        first.trim_end_matches(".rs")
    }

    /// The text without its comments and without what comes after its tests begin.
    fn code(&self) -> String {
        let body = self.text.split("#[cfg(test)]").next().unwrap_or_default();
        body.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
    }
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path: PathBuf = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).expect("a source file");
                let path = path.strip_prefix(&root).expect("under src").to_string_lossy().replace('\\', "/");
                found.push(Source { path, text });
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(found.len() > 40, "the sources were not found");
    found
}

/// The modules of `lib.rs` in reading order.
fn order() -> Vec<String> {
    let lib = sources().into_iter().find(|source| source.path == "lib.rs").expect("lib.rs");
    let modules = lib.text.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    modules.map(str::to_owned).collect()
}

/// The modules of `lib.rs` that the code names after `crate::`.
fn used_modules(code: &str, known: &[String]) -> Vec<String> {
    let name = |rest: &str| rest.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect();
    let mut used: Vec<String> = code.split("crate::").skip(1).map(name).collect();
    used.retain(|module| known.contains(module));
    used
}

#[test]
fn no_group_of_modules_hides_an_arrow() {
    for source in sources() {
        assert!(!source.text.contains("crate::{"), "{} groups modules in one `use`", source.path);
    }
}

#[test]
fn a_module_uses_only_modules_above_it() {
    let order = order();
    assert_eq!(
        order,
        [
            "problem",
            "terms",
            "table",
            "dataset",
            "import",
            "query",
            "measure",
            "chart",
            "picture",
            "export",
            "view",
            "workspace",
            "work",
            "ui",
            "cli"
        ]
    );
    let rank: BTreeMap<&str, usize> = order.iter().enumerate().map(|(rank, module)| (module.as_str(), rank)).collect();
    let mut arrows = 0;
    for source in sources().iter().filter(|source| rank.contains_key(source.module())) {
        for used in used_modules(&source.code(), &order) {
            arrows += 1;
            assert!(rank[used.as_str()] <= rank[source.module()], "{} uses {used}, which stands below it", source.path);
        }
    }
    assert!(arrows > 100, "only {arrows} arrows were seen");
}

/// The files of `src` that the code names by their paths after `crate::`; what a folder holds for its files counts as no file.
fn used_files<'a>(code: &str, known: &'a BTreeMap<String, Source>) -> Vec<&'a str> {
    let mut used = Vec::new();
    for path in code.split("crate::").skip(1) {
        let path: String = path.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_' || *letter == ':').collect();
        let steps: Vec<&str> = path.split("::").collect();
        let file = (1..=steps.len()).rev().find_map(|length| known.get_key_value(&format!("{}.rs", steps[..length].join("/"))));
        used.extend(file.map(|(path, _)| path.as_str()));
    }
    used
}

#[test]
fn no_file_leads_back_to_itself() {
    let files: BTreeMap<String, Source> = sources().into_iter().map(|source| (source.path.clone(), source)).collect();
    let uses: BTreeMap<&str, Vec<&str>> = files.iter().map(|(path, source)| (path.as_str(), used_files(&source.code(), &files))).collect();
    assert!(uses.values().map(Vec::len).sum::<usize>() > 300, "the arrows between files were not seen");
    // What uses only files that are done is done; what is left in the end leads in a circle.
    let mut left: BTreeMap<&str, Vec<&str>> = uses;
    loop {
        let is_left = |path: &str, left: &BTreeMap<&str, Vec<&str>>| left.contains_key(path);
        let free: Vec<&str> = left
            .iter()
            .filter(|(path, used)| used.iter().all(|other| other == *path || !is_left(other, &left)))
            .map(|(path, _)| *path)
            .collect();
        if free.is_empty() {
            break;
        }
        left.retain(|path, _| !free.contains(path));
    }
    assert!(left.is_empty(), "in a circle, or behind one: {:?}", left.keys());
}

#[test]
fn a_foreign_library_has_one_home() {
    let homes: [(&[&str], &[&str]); 16] = [
        (&["tokio", "async", "await"], &["query/"]),
        (&["datafusion", "datafusion_proto", "ballista", "ballista_core", "ballista_scheduler", "ballista_executor"], &["query/"]),
        (&["arrow", "parquet"], &["table/", "query/"]),
        (&["egui", "eframe", "egui_plot", "rfd"], &["ui/"]),
        (&["egui_plot"], &["ui/plot.rs"]),
        (&["clap", "clap_complete", "clap_mangen"], &["cli/"]),
        (&["resvg", "usvg", "krilla", "krilla_svg", "png"], &["export/"]),
        (&["ttf_parser", "subsetter", "write_fonts"], &["picture/text.rs"]),
        (&["csv"], &["import/", "export/"]),
        (&["calamine", "flate2", "zstd", "bzip2", "lzma_rust2", "quick_xml", "tempfile"], &["import/"]),
        (&["zip"], &["import/", "export/archive.rs"]),
        (&["encoding_rs", "chardetng"], &["import/"]),
        (&["ambers", "arrow57"], &["import/sav.rs"]),
        (&["dta"], &["import/stata.rs"]),
        (&["html5ever"], &["import/page/"]),
        (&["sha2"], &["dataset/"]),
    ];
    for source in sources() {
        let code = source.code();
        for (libraries, places) in homes {
            if places.iter().any(|place| source.path.starts_with(place)) {
                continue;
            }
            for library in libraries {
                assert!(!names_library(&code, library), "{} says {library}, whose home is {places:?}", source.path);
            }
        }
    }
}

/// Does the code use a library, as the beginning of a path or as a keyword?
fn names_library(code: &str, library: &str) -> bool {
    let is_part_of_word = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == '"' || letter == '.';
    code.match_indices(library).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        let after = &code[at + library.len()..];
        let is_word = !before.is_some_and(|letter| is_part_of_word(letter) || letter == ':');
        is_word && (after.starts_with("::") || matches!(library, "async" | "await") && after.starts_with(' '))
    })
}

#[test]
fn a_kind_is_known_in_one_place() {
    for source in sources() {
        let code = source.code();
        for (list, home) in [("ChartKind::", "chart/"), ("Measure::", "measure/")] {
            let named = code.match_indices(list).filter(|(at, _)| {
                let after = &code[at + list.len()..];
                let is_whole_word = !code[..*at].chars().next_back().is_some_and(|letter| letter.is_alphanumeric() || letter == '_');
                is_whole_word && after.starts_with(char::is_uppercase) && !after.starts_with("ALL")
            });
            // The one control that edits a measure's settings has to know which ones there are.
            let is_home = source.path.starts_with(home) || list == "Measure::" && source.path == "ui/controls/measure.rs";
            assert!(is_home || named.count() == 0, "{} names a {list}X", source.path);
        }
    }
}

#[test]
fn files_stay_under_five_hundred_lines() {
    for source in sources() {
        let lines = source.text.lines().count();
        assert!(lines <= 500, "{} has {lines} lines", source.path);
    }
}

#[test]
fn nothing_between_a_view_and_its_picture_knows_clock_environment_or_network() {
    let pure = ["terms", "table", "dataset", "measure", "chart", "picture", "export", "view"];
    for source in sources().iter().filter(|source| pure.contains(&source.module())) {
        for word in
            ["std::time", "std::env", "env::var", "std::net", "Utc::now", "Local::now", "SystemTime", "Instant", "static mut", "thread_rng"]
        {
            assert!(!source.code().contains(word), "{} says {word}", source.path);
        }
    }
}

#[test]
fn only_apply_changes_the_document() {
    for source in sources().iter().filter(|source| source.module() == "ui") {
        for (at, _) in source.code().match_indices(".history.") {
            let code = source.code();
            let call: String =
                code[at + ".history.".len()..].chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect();
            let changes = ["apply", "undo", "redo", "replace", "edit"].contains(&call.as_str());
            assert!(!changes || source.path == "ui/app.rs", "{} changes the document through history.{call}", source.path);
        }
    }
}

#[test]
fn every_module_opens_with_its_promise() {
    for source in sources() {
        assert!(source.text.starts_with("//!"), "{} does not say what it is for", source.path);
    }
}

#[test]
fn there_is_one_usvg_in_the_build_and_a_second_arrow_only_for_spss() {
    let lock = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.lock")).expect("Cargo.lock");
    // The reader of SPSS files brings an Arrow of its own, which one file knows: see the homes of foreign libraries.
    for (name, count) in [("arrow", 2), ("arrow-array", 2), ("parquet", 1), ("usvg", 1), ("egui", 1)] {
        assert_eq!(lock.matches(&format!("name = \"{name}\"\n")).count(), count, "{name}");
    }
}

#[test]
fn the_window_reaches_the_clipboard_and_the_browser_of_the_system() {
    let manifest = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).expect("Cargo.toml");
    let eframe = manifest.lines().find(|line| line.starts_with("eframe = ")).expect("eframe");
    // Without them, what is copied stays inside the program, and an address that is pressed leads nowhere.
    assert!(eframe.contains("\"clipboard\"") && eframe.contains("\"links\""), "{eframe}");
}
