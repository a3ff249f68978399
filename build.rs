//! Gathers the bundled datasets, views and briefings, so that adding one is adding a file.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let root = env::var("CARGO_MANIFEST_DIR")?;
    let out = env::var("OUT_DIR")?;
    let mut datasets =
        String::from("/// Id, title, summary, indicators by code, and text of each bundled dataset.\nconst BUNDLED: &[Bundled] = &[\n");
    for path in files(&Path::new(&root).join("datasets"), ".json")? {
        let document: serde_json::Value = serde_json::from_str(&fs::read_to_string(&path)?).map_err(|error| format!("{path}: {error}"))?;
        let [id, title, summary] = ["id", "title", "summary"].map(|key| document[key].as_str().unwrap_or_default().to_owned());
        let indicators = document["indicators"].as_object().into_iter().flatten();
        let indicators: Vec<_> = indicators.map(|(code, indicator)| (code, indicator["label"].as_str().unwrap_or(code))).collect();
        writeln!(datasets, "({id:?}, {title:?}, {summary:?}, &{indicators:?}, include_str!({path:?})),")?;
    }
    fs::write(Path::new(&out).join("bundled_datasets.rs"), datasets + "];\n")?;
    let named = |what: &str, folder: &str, ending: &str| -> Result<(), Box<dyn std::error::Error>> {
        let mut entries = format!("/// Id and text of each bundled {what}.\nconst BUNDLED: &[(&str, &str)] = &[\n");
        for path in files(&Path::new(&root).join(folder), ending)? {
            let name = Path::new(&path).file_name().and_then(|name| name.to_str()).unwrap_or_default();
            writeln!(entries, "({:?}, include_str!({path:?})),", name.trim_end_matches(ending))?;
        }
        Ok(fs::write(Path::new(&out).join(format!("bundled_{what}s.rs")), entries + "];\n")?)
    };
    named("view", "assets/views", ".view.json")?;
    named("briefing", "assets/briefings", ".briefing.json")?;
    Ok(())
}

/// The files of a folder with this ending, sorted by name.
fn files(folder: &Path, ending: &str) -> Result<Vec<String>, Box<dyn std::error::Error>> {
    println!("cargo:rerun-if-changed={}", folder.display());
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let path = path.to_str().ok_or("a path is not UTF-8")?.to_owned();
        if path.ends_with(ending) {
            println!("cargo:rerun-if-changed={path}");
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}
