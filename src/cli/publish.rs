//! Briefings on their way out: PDF, a web page, PowerPoint, or a folder of pictures.

use crate::cli::args::Render;
use crate::cli::desk::Desk;
use crate::cli::render::{ending, misused, names_folder, save};
use crate::cli::{Failure, complain};
use crate::export::folder::{self, Points};
use crate::export::publication::{Medium, Publication};
use crate::picture::look::Size;
use crate::view::View;
use crate::workspace::briefing::{Briefing, Slide};
use crate::workspace::briefing_file::{self, Joined, Unpacked};

/// Publishes a briefing, in the form that the name of the file tells.
pub fn briefing(args: &Render, unpacked: Unpacked) -> Result<(), Failure> {
    if args.views.len() > 1 {
        return Err(misused(&args.out, "a briefing is published by itself", "Name one briefing, and no views beside it."));
    }
    let ending = ending(&args.out);
    let medium = Medium::from_ending(&ending).filter(|_| !names_folder(&args.out));
    if medium.is_none() && !names_folder(&args.out) && !ending.is_empty() || args.out.as_os_str() == "-" {
        let hint = "Give it a name that ends in .pdf, .html or .pptx, or a folder for one picture of each slide.";
        return Err(misused(&args.out, "a briefing does not go into one picture", hint));
    }
    let mut desk = Desk::with(&args.datasets, args.decisions.hints(None), args.at.cluster().as_ref())?;
    let Joined { mut briefing, datasets, report, .. } = briefing_file::joined(unpacked, &desk.library);
    report.iter().for_each(complain);
    for dataset in datasets {
        desk.add(dataset, &args.views[0])?;
    }
    briefing.theme = args.theme.unwrap_or(briefing.theme);
    for view in briefing.slides.iter_mut().flat_map(|slide| &mut slide.views) {
        view.look.language = args.language.unwrap_or(view.look.language);
    }
    let mut publication = briefing.publication(args.size.unwrap_or(Size::Slide), &desk.library, &desk.engine)?;
    if let Some(language) = args.language {
        publication.language = language;
    }
    publish(args, &publication, medium)
}

/// Publishes views as the slides of one document.
pub fn views(args: &Render, views: impl Iterator<Item = View>, medium: Medium, desk: &Desk) -> Result<(), Failure> {
    let slides = views.map(|view| Slide::of(view, &desk.library)).collect::<Result<Vec<_>, _>>()?;
    let briefing = Briefing { theme: args.theme.unwrap_or_default(), slides, ..Briefing::default() };
    let publication = briefing.publication(args.size.unwrap_or(Size::Slide), &desk.library, &desk.engine)?;
    publish(args, &publication, Some(medium))
}

/// As one file, or as a folder of them.
fn publish(args: &Render, publication: &Publication, medium: Option<Medium>) -> Result<(), Failure> {
    let Some(medium) = medium else {
        for (name, bytes) in folder::write(publication, args.png.then_some(Points { scale: args.scale, is_transparent: args.transparent }))?
        {
            save(&args.out.join(name), &bytes)?;
        }
        return Ok(());
    };
    save(&args.out, &medium.write(publication)?)
}
