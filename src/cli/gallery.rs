//! Where no window can be opened: pictures in a folder, with a page to look at them. Overwrites nothing but what it
//! wrote itself and nobody has changed since.

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use crate::cli::desk::Desk;
use crate::cli::{Failure, complain, render, say, tell};
use crate::dataset::fingerprint;
use crate::export::Format;
use crate::import::hints::Hints;
use crate::problem::Problem;
use crate::query::cluster::Cluster;
use crate::view::{self, View};
use crate::workspace::briefing_file;
use crate::workspace::file::{self, Opened};

const FOLDER: &str = "asymmetry-views";
const LISTING: &str = "written-by-asymmetry.sha256";

/// Draws the views among these files, or else the bundled ones.
pub fn draw(files: &[PathBuf], cluster: Option<&Cluster>) -> Result<(), Failure> {
    let mut desk = Desk::with(&[], Hints::default(), cluster)?;
    let mut is_whole = true;
    let mut views = Vec::new();
    for path in files {
        match views_in(path, &mut desk) {
            Ok(found) => views.extend(found),
            Err(problem) => {
                complain(&problem);
                is_whole = false;
            }
        }
    }
    if views.is_empty() && !is_whole {
        return Err(Failure::Told);
    }
    if views.is_empty() {
        views = view::bundled().into_iter().map(|(id, view)| (id.to_owned(), view)).collect();
    }
    let mut folder = Folder::open(Path::new(FOLDER))?;
    let mut drawn = Vec::new();
    for (name, view) in &views {
        match picture(name, view, &desk, &mut folder) {
            Ok(alt) => drawn.push((name.as_str(), alt)),
            Err(problem) => {
                complain(&Problem { what: format!("{name}: {}", problem.what), ..problem });
                is_whole = false;
            }
        }
    }
    folder.write("index.html", page(&drawn).as_bytes())?;
    folder.close()?;
    let index = Path::new(FOLDER).join("index.html");
    let (pictures, them) =
        if drawn.len() == 1 { ("1 picture is".to_owned(), "it") } else { (format!("{} pictures are", drawn.len()), "them") };
    say(&format!("{pictures} in {FOLDER}; open {} to look at {them}.\n", index.display()))?;
    if is_whole { Ok(()) } else { Err(Failure::Told) }
}

/// The views of a file; a dataset joins the library and has none.
fn views_in(path: &Path, desk: &mut Desk) -> Result<Vec<(String, View)>, Problem> {
    let stem = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let stem = crate::dataset::DatasetId::of_name(stem.split('.').next().unwrap_or_default()).to_string();
    Ok(match file::open(path, &Hints::default())? {
        Opened::View(view) => vec![(stem, *view)],
        Opened::Workspace(workspace, _) => {
            workspace.panels.into_iter().enumerate().map(|(place, panel)| (format!("{stem}-{}", place + 1), panel.view)).collect()
        }
        Opened::Views(views) => views.into_iter().enumerate().map(|(place, view)| (format!("{stem}-{}", place + 1), view)).collect(),
        Opened::Briefing(unpacked) => {
            let joined = briefing_file::joined(*unpacked, &desk.library);
            joined.report.iter().for_each(complain);
            for dataset in joined.datasets {
                desk.add(dataset, path)?;
            }
            let views = joined.briefing.slides.into_iter().flat_map(|slide| slide.views);
            views.enumerate().map(|(place, view)| (format!("{stem}-{}", place + 1), view)).collect()
        }
        Opened::Dataset(dataset) => {
            desk.add(*dataset, path)?;
            Vec::new()
        }
    })
}

/// The files of one view; gives what it shows, in words.
fn picture(name: &str, view: &View, desk: &Desk, folder: &mut Folder) -> Result<String, Problem> {
    let picture = view::draw(view, &desk.library, &desk.engine)?;
    for format in [Format::Svg, Format::Png] {
        let bytes = render::bytes(format, view, &picture, desk, 2.0)?;
        folder.write(&format!("{name}.{}", format.ending()), &bytes)?;
    }
    Ok(picture.alt)
}

fn page(pictures: &[(&str, String)]) -> String {
    const HEAD: &str = "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
        <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Asymmetry</title>\n\
        <style>\n\
        body { margin: 2rem auto; max-width: 60rem; padding: 0 1rem; font: 1rem/1.5 sans-serif; color: #222; background: #fff }\n\
        figure { margin: 0 0 3rem } img { width: 100%; height: auto } figcaption { color: #555; font-size: .9rem }\n\
        </style>\n<h1>Asymmetry</h1>\n\
        <p>Economic dependence between countries: composition, market share and sentiment, every number with its source. \
        Each picture carries the view it was drawn from; open it with Asymmetry to go on from there.</p>\n";
    let figure = |(name, alt): &(&str, String)| {
        let (name, alt) = (escaped(name), escaped(alt));
        format!(
            "<figure>\n<img src=\"{name}.svg\" alt=\"{alt}\">\n\
            <figcaption>{name}: <a href=\"{name}.svg\">SVG</a>, <a href=\"{name}.png\">PNG</a></figcaption>\n</figure>\n"
        )
    };
    HEAD.to_owned() + &pictures.iter().map(figure).collect::<String>() + "</html>\n"
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// A folder that knows which of its files this program wrote.
struct Folder {
    path: PathBuf,
    /// Name → SHA-256 as it was written.
    written: BTreeMap<String, String>,
}

impl Folder {
    fn open(path: &Path) -> Result<Self, Problem> {
        fs::create_dir_all(path).map_err(|error| could_not_write(path, error))?;
        let listing = path.join(LISTING);
        let text = match fs::read_to_string(&listing) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
            Err(error) => return Err(could_not_write(&listing, error)),
        };
        let entry = |line: &str| {
            line.split_once("  ").filter(|(sha256, _)| sha256.len() == 64).map(|(sha256, name)| (name.to_owned(), sha256.to_owned()))
        };
        let written = text.lines().map(entry).collect::<Option<_>>().ok_or_else(|| {
            let problem = Problem::new(format!("Could not write {}", listing.display()))
                .because("there is a file of this name that Asymmetry did not write");
            problem.hint("Move it away, or start the program in another folder.")
        })?;
        Ok(Self { path: path.to_owned(), written })
    }

    /// Writes a file unless one of this name is there that is not as this program wrote it.
    fn write(&mut self, name: &str, bytes: &[u8]) -> Result<(), Problem> {
        let path = self.path.join(name);
        let could_not = |error| could_not_write(&path, error);
        match fs::read(&path) {
            Ok(there) if self.written.get(name) == Some(&fingerprint(&there)) => fs::write(&path, bytes).map_err(could_not)?,
            Ok(there) if there == bytes => {}
            Ok(_) => {
                tell(&format!("note: {} stays as it is: it is not as Asymmetry wrote it.", path.display()));
                return Ok(());
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {
                let file = OpenOptions::new().write(true).create_new(true).open(&path);
                file.and_then(|mut file| file.write_all(bytes)).map_err(could_not)?;
            }
            Err(error) => return Err(could_not(error)),
        }
        self.written.insert(name.to_owned(), fingerprint(bytes));
        Ok(())
    }

    /// Notes what was written, in the form that `sha256sum --check` reads.
    fn close(self) -> Result<(), Problem> {
        let path = self.path.join(LISTING);
        let lines: String = self.written.iter().map(|(name, sha256)| format!("{sha256}  {name}\n")).collect();
        fs::write(&path, lines).map_err(|error| could_not_write(&path, error))
    }
}

fn could_not_write(path: &Path, error: std::io::Error) -> Problem {
    Problem::new(format!("Could not write {}", path.display())).because(error).hint("Start the program in a folder of yours.")
}
