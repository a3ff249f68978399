//! The figures at hand: opened and bundled datasets, those that the panel in front can read before the others.

use eframe::egui::{Align, Layout, RichText, ScrollArea, Ui};

use crate::dataset::library::Heading;
use crate::dataset::{DatasetId, Origin};
use crate::terms::country::folded;
use crate::ui::action::{Action, Wishes};
use crate::ui::said::say;
use crate::ui::screen::{Focus, Screen};
use crate::ui::session::{Objections, Session};
use crate::ui::theme::{SMALL, palette, quiet};
use crate::ui::widgets::{hover_beside, row_ui, search_ui, section_ui, sentence, word_ui};
use crate::workspace::file::Lost;
use crate::workspace::{Panel, Workspace};

/// About so many rows are seen at once.
const ROWS_SEEN: f32 = 9.0;

pub fn figures_ui(ui: &mut Ui, workspace: &Workspace, session: &mut Session, screen: &mut Screen, wishes: &mut Wishes) {
    let Some(front) = workspace.panels.get(screen.panel) else { return };
    let is_free = screen.is_picture_painted;
    let objections = session.objections(&front.view.subject.measure, is_free).cloned().unwrap_or_default();
    let is_in_order = session.knows_objections();
    section_ui(
        ui,
        "Figures",
        true,
        |_| {},
        |ui| {
            let is_wanted = screen.focus == Some(Focus::Figures);
            search_ui(ui, "Search the figures", &mut screen.figures_search, is_wanted);
            if is_wanted {
                screen.focus = None;
            }
            let wanted = folded(&screen.figures_search);
            let height = ROWS_SEEN * (24.0 + ui.spacing().item_spacing.y);
            ScrollArea::vertical().max_height(height).auto_shrink([false, true]).id_salt("figures").show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 1.0;
                lost_ui(ui, workspace, session, wishes);
                list_ui(ui, front, &sorted(session, &objections, &wanted), &objections, is_in_order.then_some(&mut screen.listed), wishes);
            });
        },
    );
}

/// Opened before bundled, readable before the others, then by title.
fn sorted<'a>(session: &'a Session, objections: &Objections, wanted: &str) -> Vec<&'a Heading> {
    let is_found = |heading: &&Heading| {
        wanted.is_empty()
            || [heading.title.as_str(), heading.summary.as_str(), heading.id.as_str()].iter().any(|text| folded(text).contains(wanted))
    };
    let mut headings: Vec<&Heading> = session.desk.library.headings().filter(is_found).collect();
    headings.sort_by_key(|heading| {
        let is_objected_to = objections.get(&heading.id).is_some_and(Option::is_some);
        (is_objected_to, heading.origin == Origin::Bundled, heading.title.clone())
    });
    headings
}

fn list_ui(
    ui: &mut Ui,
    front: &Panel,
    headings: &[&Heading],
    objections: &Objections,
    mut listed: Option<&mut Option<DatasetId>>,
    wishes: &mut Wishes,
) {
    if headings.is_empty() {
        ui.label(quiet(say(ui, "No figures by that name. Try fewer letters, or open a file.")));
    }
    for heading in headings {
        let is_chosen = front.view.subject.dataset == heading.id;
        let objection = objections.get(&heading.id).cloned().flatten();
        let can_be_read = objection.is_none();
        let ink = if can_be_read { palette(ui.visuals()).text } else { palette(ui.visuals()).quiet };
        let response = row_ui(ui, RichText::new(&heading.title).color(ink), is_chosen, can_be_read || is_chosen);
        // Once its order is known, and only once, so that the list stays where a person then moves it.
        if let Some(listed) = listed.as_deref_mut().filter(|listed| is_chosen && listed.as_ref() != Some(&heading.id)) {
            response.scroll_to_me(None);
            *listed = Some(heading.id.clone());
        }
        let about = objection.map_or(heading.summary.clone(), |why| format!("Not for {}: {why}.", front.title().to_lowercase()));
        let about = say(ui, &about);
        let response = hover_beside(response, format!("{}\n{about}", heading.title));
        if response.clicked() {
            wishes.push(Action::LookAt(heading.id.clone()));
        }
        if let (true, Origin::File(path)) = (is_chosen, &heading.origin) {
            file_ui(ui, heading, &path.display().to_string(), wishes);
        }
    }
}

fn file_ui(ui: &mut Ui, heading: &Heading, path: &str, wishes: &mut Wishes) {
    ui.horizontal(|ui| {
        ui.add_space(9.0);
        if word_ui(ui, "Reload").on_hover_text(say(ui, &format!("Read {path} again"))).clicked() {
            wishes.push(Action::Reload(heading.id.clone()));
        }
        if word_ui(ui, "Close").on_hover_text(say(ui, "Take these figures off the list; the file stays")).clicked() {
            wishes.push(Action::Close(heading.id.clone()));
        }
    });
}

/// Datasets of the workspace that were not found where they were.
fn lost_ui(ui: &mut Ui, workspace: &Workspace, session: &Session, wishes: &mut Wishes) {
    for dataset in &workspace.datasets {
        let Some(Lost::Unreadable(problem)) = session.lost.get(&dataset.id) else { continue };
        ui.horizontal(|ui| {
            let name = RichText::new(dataset.id.as_str()).color(palette(ui.visuals()).warning);
            ui.label(name).on_hover_text(say(ui, &sentence(&problem.to_string())));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if word_ui(ui, "Close").clicked() {
                    wishes.push(Action::Close(dataset.id.clone()));
                }
                if ui.button(RichText::new(say(ui, "Locate…")).size(SMALL)).clicked() {
                    wishes.push(Action::Locate(dataset.id.clone()));
                }
            });
        });
    }
}
