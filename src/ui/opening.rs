//! A file before it is opened: how it was read, its cells with the role of each column, its picture, and what was left out.

use std::time::Instant;

use eframe::egui::{
    Align, Button, ComboBox, Frame, Grid, Id, Key, Label, Layout, Margin, Modal, Popup, ProgressBar, RichText, ScrollArea, Ui, Vec2, vec2,
};

use crate::import::hints::{DateOrder, Decimal, Hints};
use crate::import::report::{ColumnRole, Report};
use crate::import::roles::named;
use crate::import::sheet::{Row, Sheet};
use crate::problem::Guide;
use crate::terms::country::Scheme;
use crate::terms::unit::write_number;
use crate::ui::action::{Action, Wishes};
use crate::ui::canvas::{self, Shown};
use crate::ui::said::say;
use crate::ui::screen::Screen;
use crate::ui::theme::{HEADLINE, SMALL, palette, quiet, semibold, strong};
use crate::ui::widgets::{hairline_ui, problem_ui, sentence};
use crate::work::opening::{Opening, Progress, Seen};

/// The sheet leaves this much of the window around it, and grows no larger.
const AROUND: f32 = 32.0;
const LARGEST: Vec2 = vec2(1180.0, 820.0);
const CELLS_HEIGHT: f32 = 0.32;
/// Of a cell no more letters are shown.
const MOST_LETTERS: usize = 28;

pub fn opening_ui(ui: &Ui, opening: &mut Opening, screen: &mut Screen, waiting: usize, wishes: &mut Wishes) {
    let room = (ui.ctx().content_rect().size() - Vec2::splat(2.0 * AROUND)).min(LARGEST);
    // A list that is open is what Escape closes first.
    let is_list_open = Popup::is_any_open(ui.ctx());
    let frame = Frame::popup(ui.style()).inner_margin(Margin::symmetric(20, 14));
    Modal::new(Id::unique("opening")).frame(frame).show(ui.ctx(), |ui| {
        ui.set_width(room.x);
        ui.set_height(room.y);
        head_ui(ui, opening, waiting);
        ui.add_space(4.0);
        hairline_ui(ui);
        let foot = 44.0;
        let cells = if has_cells(opening) { (room.y * CELLS_HEIGHT).min(260.0) } else { 0.0 };
        let body = vec2(room.x, (ui.available_height() - foot - cells).max(120.0));
        ui.allocate_ui_with_layout(body, Layout::left_to_right(Align::Min), |ui| {
            let left = (body.x * 0.42).max(260.0);
            ui.allocate_ui_with_layout(vec2(left, body.y), Layout::top_down(Align::Min), |ui| told_ui(ui, opening, wishes));
            ui.add_space(12.0);
            let right = vec2(ui.available_width(), body.y);
            ui.allocate_ui_with_layout(right, Layout::top_down(Align::Min), |ui| picture_ui(ui, opening, screen));
        });
        if cells > 0.0 {
            ui.allocate_ui_with_layout(vec2(room.x, cells), Layout::top_down(Align::Min), |ui| cells_ui(ui, opening, wishes));
        }
        hairline_ui(ui);
        foot_ui(ui, opening, is_list_open, wishes);
    });
}

fn head_ui(ui: &mut Ui, opening: &Opening, waiting: usize) {
    let name = opening.path.file_name().unwrap_or(opening.path.as_os_str()).to_string_lossy();
    ui.horizontal(|ui| {
        ui.label(RichText::new(name.as_ref()).size(HEADLINE).family(semibold()));
        if waiting > 0 {
            ui.label(quiet(say(ui, &format!("{waiting} more to open"))));
        }
    });
    if let Some(opened) = opening.opened() {
        ui.add(Label::new(quiet(say(ui, &format!("Read as {}: {}.", opened.format, opened.reason)))).wrap());
    }
}

/// What was decided and can be decided otherwise, then what was made of it.
fn told_ui(ui: &mut Ui, opening: &Opening, wishes: &mut Wishes) {
    ScrollArea::vertical().id_salt("told").auto_shrink(false).show(ui, |ui| {
        ui.add_space(6.0);
        if !opening.is_busy()
            && let Some(problem) = opening.problem()
        {
            problem_ui(ui, problem, |_| {});
            ui.add_space(6.0);
        }
        let Some(seen) = opening.seen() else { return };
        if seen.is_remembered {
            ui.add(Label::new(say(ui, "Read as you decided for a file with the same columns.")).wrap());
            ui.add_space(4.0);
        }
        choices_ui(ui, seen, wishes);
        report_ui(ui, seen);
    });
}

/// One list for each thing that a file can leave open.
fn choices_ui(ui: &mut Ui, seen: &Seen, wishes: &mut Wishes) {
    const ENCODINGS: [&str; 12] = [
        "utf-8",
        "utf-16le",
        "utf-16be",
        "windows-1251",
        "windows-1252",
        "koi8-r",
        "cp866",
        "mac-cyrillic",
        "gb18030",
        "big5",
        "shift_jis",
        "iso-8859-2",
    ];
    let (report, hints) = (&seen.preview.report, &seen.hints);
    let has_cells = seen.preview.table.is_some();
    Grid::new("choices").num_columns(2).spacing(vec2(12.0, 6.0)).show(ui, |ui| {
        if taken(report, "encoding").is_some() || hints.encoding.is_some() {
            let choice = Choice { name: "Encoding", taken: taken(report, "encoding"), chosen: hints.encoding.as_deref() };
            choice_ui(ui, &choice, &ENCODINGS, |encoding| decide(wishes, Hints { encoding, ..hints.clone() }));
        }
        if has_cells {
            let choice = Choice { name: "Decimal sign", taken: taken(report, "decimal sign"), chosen: hints.decimal.map(Decimal::name) };
            let set = |name: Option<String>| Hints { decimal: name.and_then(|name| Decimal::from_text(&name)), ..hints.clone() };
            choice_ui(ui, &choice, &Decimal::ALL.map(Decimal::name), |name| decide(wishes, set(name)));
            let is_asked = seen.preview.outcome.as_ref().is_err_and(|problem| problem.guide == Some(Guide::DateOrder));
            if is_asked || hints.dates.is_some() || taken(report, "order of dates").is_some() {
                let choice = Choice { name: "Dates", taken: taken(report, "order of dates"), chosen: hints.dates.map(DateOrder::name) };
                let set = |name: Option<String>| Hints { dates: name.and_then(|name| DateOrder::from_name(&name)), ..hints.clone() };
                choice_ui(ui, &choice, &DateOrder::ALL.map(DateOrder::name), |name| decide(wishes, set(name)));
            }
            let choice = Choice { name: "Codes of countries", taken: None, chosen: hints.codes.as_deref() };
            choice_ui(ui, &choice, &Scheme::ALL.map(Scheme::name), |codes| decide(wishes, Hints { codes, ..hints.clone() }));
        }
        if !report.parts.is_empty() {
            let parts: Vec<&str> = report.parts.iter().map(String::as_str).collect();
            let choice = Choice { name: "Part of the file", taken: taken(report, "member of the archive"), chosen: hints.sheet.as_deref() };
            choice_ui(ui, &choice, &parts, |sheet| decide(wishes, Hints { sheet, ..hints.clone() }));
        }
    });
}

fn decide(wishes: &mut Wishes, hints: Hints) {
    wishes.push(Action::Decide(Box::new(hints)));
}

fn taken<'a>(report: &'a Report, of: &str) -> Option<&'a str> {
    report.choices.iter().find(|choice| choice.of == of).map(|choice| choice.taken.as_str())
}

/// One thing that a file leaves open: what was taken by itself, and what a person chose.
struct Choice<'a> {
    name: &'a str,
    taken: Option<&'a str>,
    chosen: Option<&'a str>,
}

fn choice_ui(ui: &mut Ui, choice: &Choice, others: &[&str], choose: impl FnOnce(Option<String>)) {
    ui.label(quiet(say(ui, choice.name)));
    let by_itself = match choice.taken {
        Some(taken) => say(ui, &format!("as the file tells: {taken}")),
        None => say(ui, "as the file tells"),
    };
    let shown = choice.chosen.map_or_else(|| by_itself.clone(), |chosen| say(ui, chosen));
    let mut pressed = None;
    let combo = ComboBox::from_id_salt(choice.name).selected_text(shown).width(210.0).show_ui(ui, |ui| {
        if ui.add(Button::selectable(choice.chosen.is_none(), by_itself).right_text("")).clicked() {
            pressed = Some(None);
        }
        for other in others {
            if ui.add(Button::selectable(choice.chosen == Some(other), say(ui, other)).right_text("")).clicked() {
                pressed = Some(Some((*other).to_owned()));
            }
        }
    });
    combo.response.accessible_name(say(ui, choice.name));
    ui.end_row();
    if let Some(chosen) = pressed.filter(|chosen| chosen.as_deref() != choice.chosen) {
        choose(chosen);
    }
}

/// What was read, what was refused and why, and what is not known.
fn report_ui(ui: &mut Ui, seen: &Seen) {
    ui.add_space(8.0);
    if let Ok(opened) = &seen.preview.outcome {
        for refusal in opened.dataset.refused.iter().take(MOST_REFUSALS) {
            let line = RichText::new(say(ui, &sentence(&refusal.sentence()))).size(SMALL).color(palette(ui.visuals()).warning);
            ui.add(Label::new(line).wrap());
        }
        let more = opened.dataset.refused.len().saturating_sub(MOST_REFUSALS);
        if more > 0 {
            ui.label(quiet(say(ui, &format!("and {more} more were refused"))));
        }
        for caveat in &opened.dataset.caveats {
            ui.add(Label::new(RichText::new(say(ui, &caveat.text)).size(SMALL)).wrap());
        }
    }
    // The columns tell for themselves, over the cells.
    let report = Report { columns: None, ..seen.preview.report.clone() };
    for line in report.lines() {
        ui.add(Label::new(quiet(say(ui, &line)).size(SMALL)).wrap());
    }
}

const MOST_REFUSALS: usize = 12;

fn picture_ui(ui: &mut Ui, opening: &mut Opening, screen: &mut Screen) {
    if let Some(since) = opening.waiting_since() {
        ui.ctx().request_repaint_after_secs(0.1);
        let waited = Instant::now().duration_since(since);
        if waited.as_secs_f32() > 0.3 {
            ui.horizontal(|ui| {
                ui.spinner();
                ui.label(quiet(say(ui, &format!("Reading the file, {} s", waited.as_secs()))));
            });
        }
        return;
    }
    let is_read = opening.opened().is_some();
    let Some((panel, figures)) = opening.chart() else {
        if is_read {
            ui.label(quiet(say(ui, "None of the panels can draw these figures.")));
        }
        return;
    };
    if let Some(emptiness) = figures.shown().and_then(|shown| shown.emptiness.clone()) {
        ui.add(Label::new(quiet(say(ui, &sentence(&emptiness.why)))).wrap());
        return;
    }
    if let Some(problem) = figures.problem().or(figures.objection()).cloned() {
        ui.add(Label::new(quiet(say(ui, &sentence(&problem.to_string())))).wrap());
        return;
    }
    let shown = Shown { place: usize::MAX, panel, asked: None, is_waiting: false, axis: None, cursor: None };
    // It is looked at, and nothing in it can be changed before it is opened.
    canvas::canvas_ui(ui, &mut screen.file_canvas, figures, &shown, &mut Wishes::default());
}

fn has_cells(opening: &Opening) -> bool {
    opening.seen().is_some_and(|seen| seen.preview.table.is_some())
}

/// The cells as they stand in the file, each column under what it was taken for.
fn cells_ui(ui: &mut Ui, opening: &Opening, wishes: &mut Wishes) {
    let Some(seen) = opening.seen() else { return };
    let Some((sheet, head)) = &seen.preview.table else { return };
    ui.add_space(4.0);
    ScrollArea::both().id_salt("cells").auto_shrink(false).show(ui, |ui| {
        Grid::new("cells").striped(true).spacing(vec2(14.0, 3.0)).show(ui, |ui| {
            roles_ui(ui, seen, wishes);
            for (at, row) in sheet.rows.iter().enumerate() {
                row_ui(ui, sheet, row, at == *head);
            }
        });
    });
}

fn roles_ui(ui: &mut Ui, seen: &Seen, wishes: &mut Wishes) {
    let Some(columns) = &seen.preview.report.columns else { return };
    ui.label("");
    for (at, column) in columns.of.iter().enumerate() {
        if let Some(role) = role_ui(ui, at, column) {
            let name = said_of(at, column, &columns.of);
            let mut hints = seen.hints.clone();
            hints.roles.retain(|(said, _)| *said != name);
            hints.roles.extend(role.map(|role| (name, role)));
            decide(wishes, hints);
        }
    }
    ui.end_row();
}

/// How a column is named so that no other is meant.
fn said_of(at: usize, column: &ColumnRole, all: &[ColumnRole]) -> String {
    let is_alone = all.iter().filter(|other| other.name.eq_ignore_ascii_case(&column.name)).count() == 1;
    let is_number = column.name.parse::<usize>().is_ok();
    if is_alone && !is_number && !column.name.is_empty() { column.name.clone() } else { (at + 1).to_string() }
}

/// The list of roles over a column. What was pressed: a role, or `None` within for what the file tells.
fn role_ui(ui: &mut Ui, at: usize, column: &ColumnRole) -> Option<Option<String>> {
    let mut pressed = None;
    let ink = if column.is_said { palette(ui.visuals()).accent } else { palette(ui.visuals()).text };
    let shown = RichText::new(shortened(&say(ui, &column.holds))).size(SMALL).color(ink);
    let combo = ComboBox::from_id_salt(("role", at)).selected_text(shown).width(96.0).height(360.0).show_ui(ui, |ui| {
        if ui.add(Button::selectable(!column.is_said, say(ui, "as the file tells")).right_text("")).clicked() {
            pressed = Some(None);
        }
        for name in named::NAMES {
            let is_chosen = column.is_said && column.role == name;
            if ui.add(Button::selectable(is_chosen, say(ui, name)).right_text("")).clicked() {
                pressed = Some(Some(name.to_owned()));
            }
        }
    });
    let name = if column.name.is_empty() { (at + 1).to_string() } else { column.name.clone() };
    let response = combo.response.on_hover_text(say(ui, &sentence(&column.because)));
    response.accessible_name(say(ui, &format!("What {name} holds")));
    pressed
}

fn row_ui(ui: &mut Ui, sheet: &Sheet, row: &Row, is_head: bool) {
    ui.label(quiet(row.line.to_string()).size(SMALL));
    for column in 0..sheet.width() {
        let cell = shortened(row.cell(column));
        ui.label(if is_head { strong(cell).size(SMALL) } else { RichText::new(cell).size(SMALL) });
    }
    ui.end_row();
}

fn shortened(cell: &str) -> String {
    match cell.char_indices().nth(MOST_LETTERS) {
        Some((end, _)) => format!("{}…", &cell[..end]),
        None => cell.to_owned(),
    }
}

fn count(number: usize) -> String {
    write_number(number as f64, 0)
}

/// How far a large file is read: how much of it, how fast, and how long it will take.
fn progress_ui(ui: &mut Ui, progress: &Progress) {
    ui.ctx().request_repaint_after_secs(0.1);
    // Of a file that is read as a whole it is not known.
    if progress.bytes > 0 {
        ui.add(ProgressBar::new(progress.share() as f32).desired_width(260.0).show_percentage());
    } else {
        ui.spinner();
    }
    ui.label(quiet(say(ui, &progress.told())));
}

fn foot_ui(ui: &mut Ui, opening: &Opening, is_list_open: bool, wishes: &mut Wishes) {
    ui.add_space(6.0);
    ui.horizontal(|ui| {
        if let Some(progress) = opening.progress() {
            progress_ui(ui, &progress);
        } else if let Some(seen) = opening.seen().filter(|seen| seen.preview.is_part && seen.preview.outcome.is_ok()) {
            let report = &seen.preview.report;
            let first = match seen.preview.counts() {
                Some([figures, _]) if report.beyond > 0 => format!("first {} figures", count(figures)),
                Some(_) | None => format!("first {} rows", count(report.rows)),
            };
            ui.label(strong(say(ui, &first)));
        } else if let Some([figures, refused]) = opening.seen().and_then(|seen| seen.preview.counts()) {
            let refused = if refused == 0 { "nothing refused".to_owned() } else { format!("{} refused", count(refused)) };
            let figures = if figures == 1 { "1 figure".to_owned() } else { format!("{} figures", count(figures)) };
            ui.label(strong(say(ui, &format!("{figures}, {refused}"))));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let can_open = opening.opened().is_some() && !opening.is_busy();
            let colors = palette(ui.visuals());
            let open = Button::new(RichText::new(say(ui, "Open")).color(colors.paper)).fill(colors.accent).min_size(vec2(92.0, 28.0));
            let is_typed =
                !is_list_open && ui.input(|input| input.key_pressed(Key::Enter)) && ui.memory(|memory| memory.focused().is_none());
            if ui.add_enabled(can_open, open).clicked() || (is_typed && can_open) {
                wishes.push(Action::Accept);
            }
            let is_left = !is_list_open && ui.input(|input| input.key_pressed(Key::Escape));
            if ui.add(Button::new(say(ui, "Cancel")).min_size(vec2(80.0, 28.0))).clicked() || is_left {
                wishes.push(Action::Decline);
            }
        });
    });
}
