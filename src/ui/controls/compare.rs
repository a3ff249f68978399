//! Compare with…: the same view with one thing changed becomes the neighbour of its panel.

use eframe::egui::containers::menu::MenuButton;
use eframe::egui::{Button, Response, ScrollArea, Ui};

use crate::dataset::{Dataset, Origin};
use crate::terms::dimension::{Code, Dimension};
use crate::terms::english::capitalised;
use crate::ui::action::{Action, Front, Wishes};
use crate::ui::panel::Seat;
use crate::ui::said::{say, say_label};
use crate::ui::session::Session;
use crate::ui::theme::quiet;
use crate::workspace::Panel;
use crate::workspace::compare::{Change, codes_to_compare};
use crate::workspace::edit::Edit;

/// Lists grow no higher than this.
const HEIGHT: f32 = 340.0;

/// What can be compared, behind a button that says so.
pub fn compare_ui(ui: &mut Ui, seat: &Seat, session: &mut Session, button: Button<'_>, wishes: &mut Wishes) -> Response {
    let (response, _) = MenuButton::from_button(button).ui(ui, |ui| {
        ui.set_min_width(220.0);
        menu_ui(ui, seat, session, wishes);
    });
    response.on_hover_text(say(ui, "The same beside it, with one thing changed"))
}

fn menu_ui(ui: &mut Ui, seat: &Seat, session: &mut Session, wishes: &mut Wishes) {
    let figures = session.of(seat.place);
    let Some(dataset) = figures.dataset().cloned() else {
        ui.label(quiet(say(ui, "The figures are not there yet.")));
        return;
    };
    let shown = figures.view(seat.panel).clone();
    let years = figures.shown().and_then(|shown| shown.times.years);
    let mut change = None;
    for (dimension, codes) in codes_to_compare(&shown.subject, &dataset) {
        let now = shown.subject.selection.single(&dimension);
        ui.menu_button(say_label(ui, &dataset.names, &another(&dataset, &dimension, now)), |ui| {
            list_ui(ui, |ui| {
                for code in &codes {
                    if entry_ui(ui, &say_label(ui, &dataset.names, &dataset.label(&dimension, code))) {
                        change = Some(Change::Code(dimension.clone(), code.clone()));
                    }
                }
            });
        });
    }
    if let Some([first, last]) = years.filter(|[first, last]| first < last) {
        change = years_ui(ui, [first, last], shown.subject.selection.single_year()).or(change);
    }
    if let Some(change) = change {
        wishes.push(Action::Front(Front::Panel(seat.place)));
        wishes.push(Action::Compare(change));
        ui.close();
    }
    datasets_ui(ui, seat, session, &dataset, wishes);
}

/// "Another partner than China".
fn another(dataset: &Dataset, dimension: &Dimension, now: Option<&Code>) -> String {
    match now {
        Some(code) => format!("Another {dimension} than {}", dataset.short_label(dimension, code)),
        None => format!("One {dimension} alone"),
    }
}

fn years_ui(ui: &mut Ui, [first, last]: [i32; 2], now: Option<i32>) -> Option<Change> {
    let mut change = None;
    let name = now.map_or_else(|| "One year alone".to_owned(), |year| format!("Another year than {year}"));
    ui.menu_button(say(ui, &name), |ui| {
        list_ui(ui, |ui| {
            if now.is_some() && entry_ui(ui, &say(ui, "All years")) {
                change = Some(Change::Year(None));
            }
            for year in (first..=last).rev().filter(|year| Some(*year) != now) {
                if entry_ui(ui, &year.to_string()) {
                    change = Some(Change::Year(Some(year)));
                }
            }
        });
    });
    change
}

/// Other figures that can be read in the same way.
fn datasets_ui(ui: &mut Ui, seat: &Seat, session: &mut Session, dataset: &Dataset, wishes: &mut Wishes) {
    let measure = &seat.panel.view.subject.measure;
    let objections = session.objections(measure, true).cloned().unwrap_or_default();
    let is_able = |id: &crate::dataset::DatasetId| objections.get(id).is_some_and(Option::is_none);
    let mut able: Vec<_> = session.desk.library.headings().filter(|other| other.id != dataset.id && is_able(&other.id)).collect();
    able.sort_by_key(|heading| (heading.origin == Origin::Bundled, heading.title.clone()));
    if able.is_empty() {
        return;
    }
    ui.menu_button(say(ui, "Other figures"), |ui| {
        list_ui(ui, |ui| {
            for heading in able {
                if entry_ui(ui, &heading.title) {
                    wishes.push(Action::Beside(heading.id.clone()));
                    ui.close();
                }
            }
        });
    });
}

fn list_ui(ui: &mut Ui, entries: impl FnOnce(&mut Ui)) {
    ui.set_min_width(230.0);
    ScrollArea::vertical().max_height(HEIGHT).show(ui, entries);
}

fn entry_ui(ui: &mut Ui, name: &str) -> bool {
    ui.add(Button::selectable(false, capitalised(name)).right_text("")).clicked()
}

/// The panel once more, as a tab behind it.
pub fn duplicate(seat: &Seat, wishes: &mut Wishes) {
    let panel = Box::new(Panel { is_seen: false, ..seat.panel.clone() });
    wishes.edit(Edit::InsertPanel { at: seat.place + 1, panel });
}
