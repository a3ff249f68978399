//! `asymmetry render`: views as pictures.

use std::fs;
use std::path::{Path, PathBuf};

use crate::cli::args::Render;
use crate::cli::desk::Desk;
use crate::cli::{Failure, not_in_this_version, say_with};
use crate::export::Format;
use crate::picture::Picture;
use crate::problem::Problem;
use crate::view::{self, View};

/// Where pictures go.
enum Target {
    StandardOutput,
    File(Format),
    /// One SVG for each view.
    Folder,
}

/// Draws each view.
pub fn render(args: &Render) -> Result<(), Failure> {
    let target = target(args)?;
    let mut desk = Desk::with(&args.datasets, args.decisions.hints(None), args.at.cluster().as_ref())?;
    let views = args.views.iter().map(|named| desk.view(named)).collect::<Result<Vec<_>, _>>()?;
    for (name, mut view) in views {
        view.look.size = args.size.unwrap_or(view.look.size);
        view.look.theme = args.theme.unwrap_or(view.look.theme);
        view.look.language = args.language.unwrap_or(view.look.language);
        let picture = view::draw(&view, &desk.library, &desk.engine)?;
        match target {
            Target::StandardOutput => {
                let bytes = bytes(Format::Svg, &view, &picture, &desk, args.scale)?;
                say_with(|out| out.write_all(&bytes))?;
            }
            Target::File(format) => save(&args.out, &bytes(format, &view, &picture, &desk, args.scale)?)?,
            Target::Folder => {
                let path = args.out.join(format!("{name}.{}", Format::Svg.ending()));
                save(&path, &bytes(Format::Svg, &view, &picture, &desk, args.scale)?)?;
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
    let misuse = |why: &str, hint: &str| {
        Err(Failure::Misused(Problem::new(format!("Could not write {}", args.out.display())).because(why).hint(hint)))
    };
    let is_one = args.views.len() == 1;
    if args.views.iter().any(|view| view.to_string_lossy().ends_with(".briefing.json")) {
        return Err(not_in_this_version("Briefings"));
    }
    if args.out.as_os_str() == "-" {
        return if is_one { Ok(Target::StandardOutput) } else { misuse("standard output takes one picture", "Name a folder instead.") };
    }
    let ending = ending(&args.out);
    match Format::from_ending(&ending) {
        Some(format) if is_one && !args.out.is_dir() => Ok(Target::File(format)),
        Some(_) if !args.out.is_dir() => misuse("several views do not go into one picture", "Name a folder instead."),
        _ if matches!(ending.as_str(), "html" | "pptx") => Err(not_in_this_version(&format!("Writing .{ending}"))),
        _ if args.out.is_dir() || args.out.to_string_lossy().ends_with(['/', '\\']) || !is_one && ending.is_empty() => Ok(Target::Folder),
        _ => misuse("its name does not end in .svg, .png or .pdf", "The ending tells which kind of picture is wanted."),
    }
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
