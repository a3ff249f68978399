//! `asymmetry render`: views as pictures, briefings as documents.

use std::fs;
use std::path::{Path, PathBuf};

use crate::cli::args::Render;
use crate::cli::desk::Desk;
use crate::cli::{Failure, publish, say_with};
use crate::export::Format;
use crate::export::publication::Medium;
use crate::picture::Picture;
use crate::problem::Problem;
use crate::view::{self, View};
use crate::workspace::briefing;
use crate::workspace::briefing_file::Unpacked;
use crate::workspace::file;

/// What becomes of the views.
enum Target {
    /// Each becomes a slide.
    Document(Medium),
    Pictures(Place),
}

/// Where pictures go.
enum Place {
    StandardOutput,
    File(Format),
    /// One SVG for each view.
    Folder,
}

/// Draws each view, or publishes a briefing.
pub fn render(args: &Render) -> Result<(), Failure> {
    let bundled =
        |path: &PathBuf| briefing::bundled().iter().find(|(id, _)| Path::new(id) == path).map(|(_, one)| Ok(Unpacked::of(one.clone())));
    if let Some(briefing) = args.views.iter().find_map(|path| bundled(path).or_else(|| file::briefing_of(path))) {
        return publish::briefing(args, briefing?);
    }
    let target = target(args)?;
    let mut desk = Desk::with(&args.datasets, args.decisions.hints(None), args.at.cluster().as_ref())?;
    let mut views = args.views.iter().map(|named| desk.view(named)).collect::<Result<Vec<_>, _>>()?;
    for (_, view) in &mut views {
        view.look.size = args.size.unwrap_or(view.look.size);
        view.look.theme = args.theme.unwrap_or(view.look.theme);
        view.look.language = args.language.unwrap_or(view.look.language);
    }
    let place = match target {
        Target::Document(medium) => return publish::views(args, views.into_iter().map(|(_, view)| view), medium, &desk),
        Target::Pictures(place) => place,
    };
    for (name, view) in views {
        let mut picture = view::draw(&view, &desk.library, &desk.engine)?;
        if args.transparent {
            picture = picture.without_ground();
        }
        match place {
            Place::StandardOutput => {
                let bytes = bytes(Format::Svg, &view, &picture, &desk, args.scale)?;
                say_with(|out| out.write_all(&bytes))?;
            }
            Place::File(format) => save(&args.out, &bytes(format, &view, &picture, &desk, args.scale)?)?,
            Place::Folder => {
                let path = args.out.join(format!("{name}.{}", Format::Svg.ending()));
                save(&path, &bytes(Format::Svg, &view, &picture, &desk, args.scale)?)?;
                if args.png {
                    save(&path.with_extension(Format::Png.ending()), &bytes(Format::Png, &view, &picture, &desk, args.scale)?)?;
                }
            }
        }
    }
    Ok(())
}

/// A picture as a file that carries its view.
pub fn bytes(format: Format, view: &View, picture: &Picture, desk: &Desk, scale: f32) -> Result<Vec<u8>, Problem> {
    let stamp = view::stamp(view, &desk.library)?;
    format.write(picture, Some(&stamp), scale)
}

fn target(args: &Render) -> Result<Target, Failure> {
    let misuse = |why: &str, hint: &str| Err(misused(&args.out, why, hint));
    let is_one = args.views.len() == 1;
    if args.out.as_os_str() == "-" {
        return if is_one {
            Ok(Target::Pictures(Place::StandardOutput))
        } else {
            misuse("standard output takes one picture", "Name a folder instead.")
        };
    }
    let ending = ending(&args.out);
    if names_folder(&args.out) || !is_one && ending.is_empty() {
        return Ok(Target::Pictures(Place::Folder));
    }
    match (Format::from_ending(&ending), Medium::from_ending(&ending)) {
        (Some(format), _) if is_one => Ok(Target::Pictures(Place::File(format))),
        (_, Some(medium)) => Ok(Target::Document(medium)),
        (Some(_), None) => misuse("several views do not go into one picture", "Name a folder instead, or a file that ends in .pdf."),
        (None, None) => misuse("its name does not end in .svg, .png, .pdf, .html or .pptx", "The ending tells what is wanted."),
    }
}

/// Is it a folder, or written as one?
pub fn names_folder(out: &Path) -> bool {
    out.is_dir() || out.to_string_lossy().ends_with(['/', '\\'])
}

pub fn misused(out: &Path, why: &str, hint: &str) -> Failure {
    Failure::Misused(Problem::new(format!("Could not write {}", out.display())).because(why).hint(hint))
}

/// The ending of a name in small letters, without its dot.
pub fn ending(path: &Path) -> String {
    path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default()
}

/// Writes a file whole or not at all; the folder it stands in is made when there is none.
pub fn save(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let problem = || Problem::new(format!("Could not write {}", path.display()));
    let failed = |error: std::io::Error| problem().because(error).hint("Choose another folder, or make room in this one.");
    if path.is_dir() {
        return Err(problem().because("it is a folder").hint("Name a file in it.").into());
    }
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    let beside = PathBuf::from(format!("{}.{}.part", path.display(), std::process::id()));
    let written = fs::write(&beside, bytes).and_then(|()| fs::rename(&beside, path));
    if written.is_err() {
        // What was begun is of no use to anyone; that it failed is told below.
        fs::remove_file(&beside).ok();
    }
    Ok(written.map_err(failed)?)
}
