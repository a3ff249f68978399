//! The figures behind a picture as a table: sorted by any column, each row asked for its source, all of it copied.

use std::cmp::Ordering;

use eframe::egui::{Align, FontId, Label, Layout, RichText, Role, ScrollArea, Sense, TextWrapMode, Ui, WidgetInfo, vec2};

use crate::chart::mark::Datum;
use crate::chart::said::{period, reason};
use crate::dataset::observation::Status;
use crate::dataset::source::Source;
use crate::measure::findings::{Findings, Point, Series};
use crate::terms::translation::Tongue;
use crate::terms::unit::write_number;
use crate::ui::action::{Action, Wishes};
use crate::ui::command::Command;
use crate::ui::mark_key::MarkKey;
use crate::ui::said::{say, say_formula, say_of, say_whole};
use crate::ui::theme::{BODY, SMALL, palette, quiet, semibold};
use crate::ui::widgets::{Towards, triangle};

/// The columns, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    What,
    Period,
    Value,
    Unit,
    Stated,
    Status,
    Source,
    Note,
}

/// By which column the rows are ordered; as the figures are read when by none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sorting {
    by: Option<Column>,
    is_falling: bool,
}

const HEIGHT: f32 = 26.0;

impl Column {
    const ALL: [Self; 8] = [Self::What, Self::Period, Self::Value, Self::Unit, Self::Stated, Self::Status, Self::Source, Self::Note];

    fn name(self) -> &'static str {
        match self {
            Self::What => "Series",
            Self::Period => "Period",
            Self::Value => "Value",
            Self::Unit => "Unit",
            Self::Stated => "As stated",
            Self::Status => "Status",
            Self::Source => "Source",
            Self::Note => "Note or formula",
        }
    }

    fn width(self) -> f32 {
        match self {
            Self::What => 190.0,
            // "20 September 2023".
            Self::Period => 148.0,
            Self::Value => 96.0,
            Self::Unit => 84.0,
            Self::Stated => 130.0,
            Self::Status => 140.0,
            Self::Source => 210.0,
            Self::Note => 420.0,
        }
    }

    fn text(self, findings: &Findings, series: &Series, point: &Point) -> String {
        match self {
            Self::What => series.label.clone(),
            Self::Period => period(point),
            Self::Value => match &point.amount {
                Ok(amount) => number(series, amount),
                Err(missing) => reason(*missing).to_owned(),
            },
            Self::Unit => series.unit.as_str().to_owned(),
            Self::Stated => point.amount.as_ref().ok().and_then(|amount| amount.stated.clone()).unwrap_or_default(),
            Self::Status => point.status.words().unwrap_or_default().to_owned(),
            Self::Source => findings.sources_of(point).into_iter().map(Source::short).collect::<Vec<_>>().join("; "),
            Self::Note => match (&point.derivation, &point.note) {
                (Some(derivation), None) => derivation.formula.clone(),
                (Some(derivation), Some(note)) => format!("{}; {note}", derivation.formula),
                (None, note) => {
                    let verdict = findings.claims.iter().find(|claim| claim.series == *series).map(|claim| claim.words.clone());
                    verdict.into_iter().chain(note.clone()).collect::<Vec<_>>().join(" ")
                }
            },
        }
    }

    /// The same in the language of the window; titles of sources and what they state themselves are in their own.
    fn said(self, ui: &Ui, findings: &Findings, series: &Series, point: &Point) -> String {
        let text = self.text(findings, series, point);
        match self {
            Self::What | Self::Value | Self::Status => say_of(ui, findings, &text),
            Self::Period | Self::Unit => say(ui, &text),
            Self::Stated | Self::Source => text,
            Self::Note => match (&point.derivation, &point.note) {
                (Some(derivation), None) => say_formula(ui, findings, &derivation.formula),
                (Some(derivation), Some(note)) => {
                    format!("{}; {}", say_formula(ui, findings, &derivation.formula), say_whole(ui, findings, note))
                }
                (None, _) => say_whole(ui, findings, &text),
            },
        }
    }

    /// Those that say something of at least one figure.
    fn told_by(findings: &Findings) -> Vec<Self> {
        let is_told = |column: &Self| match column {
            Self::What | Self::Period | Self::Value | Self::Unit | Self::Source => true,
            Self::Stated => findings.points().any(|(_, point)| point.amount.as_ref().is_ok_and(|amount| amount.stated.is_some())),
            Self::Status => findings.points().any(|(_, point)| point.status != Status::Normal),
            Self::Note => {
                !findings.claims.is_empty() || findings.points().any(|(_, point)| point.note.is_some() || point.derivation.is_some())
            }
        };
        Self::ALL.into_iter().filter(is_told).collect()
    }

    fn is_number(self) -> bool {
        self == Self::Value
    }
}

/// The number without its unit, which has a column of its own.
fn number(series: &Series, amount: &crate::terms::amount::Amount) -> String {
    let written = series.unit.write(amount);
    let unit = format!("\u{202f}{}", series.unit.as_str());
    written.strip_suffix(&unit).map_or(written.clone(), str::to_owned)
}

pub fn table_ui(ui: &mut Ui, findings: &Findings, sorting: &mut Sorting, asked: Option<&MarkKey>, wishes: &mut Wishes) {
    ui.horizontal(|ui| {
        let rows = findings.points().count() + findings.claims.len();
        ui.label(quiet(say(ui, &format!("{} figures", write_number(rows as f64, 0)))));
        if ui.button(say(ui, "Copy table")).on_hover_text(say(ui, "All rows, for a spreadsheet")).clicked() {
            wishes.push(Action::Do(Command::CopyTable));
        }
    });
    let order = sorted(findings, *sorting, |column, series, point| column.said(ui, findings, series, point));
    let asked = asked.and_then(|key| key.find(findings));
    let columns = Column::told_by(findings);
    ScrollArea::horizontal().auto_shrink(false).id_salt("table across").show(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
        head_ui(ui, &columns, sorting);
        ScrollArea::vertical().auto_shrink(false).id_salt("table down").show_rows(ui, HEIGHT, order.len(), |ui, rows| {
            for row in rows {
                let shown = Row { datum: order[row], is_asked: asked == Some(order[row]), is_even: row % 2 == 0 };
                row_ui(ui, findings, &columns, &shown, wishes);
            }
        });
    });
}

fn head_ui(ui: &mut Ui, columns: &[Column], sorting: &mut Sorting) {
    ui.horizontal(|ui| {
        for column in columns.iter().copied() {
            let (rect, response) = ui.allocate_exact_size(vec2(column.width(), HEIGHT), Sense::click());
            let name = say(ui, column.name());
            let colors = palette(ui.visuals());
            let is_sorted = sorting.by == Some(column);
            let ink = if is_sorted || response.hovered() || response.has_focus() { colors.accent } else { colors.quiet };
            let galley = ui.painter().layout_no_wrap(name.clone(), FontId::new(SMALL, semibold()), ink);
            let left = if column.is_number() { rect.right() - galley.size().x - 12.0 } else { rect.left() + 8.0 };
            let at = eframe::egui::pos2(left, rect.center().y - galley.size().y / 2.0);
            let end = at + vec2(galley.size().x + 8.0, galley.size().y / 2.0);
            ui.painter().galley(at, galley, ink);
            if is_sorted {
                triangle(ui, end, if sorting.is_falling { Towards::Down } else { Towards::Up }, ink);
            }
            response.widget_info(|| WidgetInfo::selected(Role::ColumnHeader, true, is_sorted, &name));
            if response.on_hover_text(say(ui, "Sort by this column")).clicked() {
                *sorting = Sorting { by: Some(column), is_falling: is_sorted && !sorting.is_falling };
            }
        }
    });
    crate::ui::widgets::hairline_ui(ui);
}

/// One figure on its line.
struct Row {
    datum: Datum,
    is_asked: bool,
    is_even: bool,
}

fn row_ui(ui: &mut Ui, findings: &Findings, columns: &[Column], row: &Row, wishes: &mut Wishes) {
    let Some((series, point)) = findings.number(row.datum.series, row.datum.point) else { return };
    let width: f32 = columns.iter().map(|column| column.width()).sum();
    let (rect, response) = ui.allocate_exact_size(vec2(width.max(ui.available_width()), HEIGHT), Sense::click());
    let colors = palette(ui.visuals());
    let fill = match (row.is_asked, response.hovered() || response.has_focus(), row.is_even) {
        (true, _, _) => colors.chosen,
        (false, true, _) => colors.hovered,
        (false, false, true) => colors.paper,
        (false, false, false) => colors.side,
    };
    ui.painter().rect_filled(rect, 0.0, fill);
    let mut left = rect.left();
    for column in columns.iter().copied() {
        let cell =
            eframe::egui::Rect::from_min_size(eframe::egui::pos2(left, rect.top()), vec2(column.width(), HEIGHT)).shrink2(vec2(8.0, 0.0));
        let text = column.said(ui, findings, series, point);
        let layout = if column.is_number() { Layout::right_to_left(Align::Center) } else { Layout::left_to_right(Align::Center) };
        ui.scope_builder(eframe::egui::UiBuilder::new().max_rect(cell).layout(layout), |ui| {
            ui.style_mut().wrap_mode = Some(TextWrapMode::Truncate);
            ui.add(Label::new(RichText::new(text).size(BODY)).selectable(false));
        });
        left += column.width();
    }
    let [label, value] = [Column::What, Column::Value].map(|column| column.said(ui, findings, series, point));
    let name = format!("{label}, {}: {value}", say(ui, &point.is_of().label()));
    response.widget_info(|| WidgetInfo::labeled(Role::Row, true, &name));
    if response.clicked() {
        wishes.push(Action::Ask(MarkKey::of(findings, row.datum)));
    }
}

/// All figures in the order wished, words by how they are said; equal ones stay as they are read.
fn sorted(findings: &Findings, sorting: Sorting, said: impl Fn(Column, &Series, &Point) -> String) -> Vec<Datum> {
    let of_series = |(series, one): (usize, &Series)| (0..one.points.len()).map(move |point| Datum { series, point }).collect::<Vec<_>>();
    let mut order: Vec<Datum> = findings.all_series().enumerate().flat_map(of_series).collect();
    let Some(column) = sorting.by else { return order };
    let parts = |datum: &Datum| findings.number(datum.series, datum.point);
    match column {
        Column::Value => order.sort_by(|a, b| {
            let value = |(_, point): (&Series, &Point)| point.amount.as_ref().map_or(f64::NEG_INFINITY, |amount| amount.value);
            parts(a).zip(parts(b)).map_or(Ordering::Equal, |(a, b)| value(a).total_cmp(&value(b)))
        }),
        Column::Period => order.sort_by_cached_key(|datum| parts(datum).map(|(_, point)| point.is_of())),
        Column::What | Column::Unit | Column::Stated | Column::Status | Column::Source | Column::Note => {
            order.sort_by_cached_key(|datum| parts(datum).map(|(series, point)| said(column, series, point)));
        }
    }
    if sorting.is_falling {
        order.reverse();
    }
    order
}

/// The table as text that a spreadsheet takes apart by tabs: values in full, with a point; its words in a language.
pub fn as_text(findings: &Findings, sorting: Sorting, tongue: &Tongue) -> String {
    const HEADS: [&str; 12] =
        ["Series", "Period", "Value", "Low", "High", "Qualifier", "Unit", "Stated", "Status", "Source", "Where", "Note"];
    let mut lines = vec![HEADS.map(|head| tongue.say(head)).join("\t")];
    for datum in sorted(findings, sorting, |column, series, point| column.text(findings, series, point)) {
        let Some((series, point)) = findings.number(datum.series, datum.point) else { continue };
        let amount = point.amount.as_ref().ok();
        let plain = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
        let cells = [
            tongue.say(&series.label),
            point.is_of().to_string(),
            amount.map_or_else(|| tongue.say(&reason_of(point)), |amount| amount.value.to_string()),
            plain(amount.and_then(|amount| amount.low)),
            plain(amount.and_then(|amount| amount.high)),
            amount.map(|amount| amount.qualifier.name().to_owned()).unwrap_or_default(),
            series.unit.as_str().to_owned(),
            amount.and_then(|amount| amount.stated.clone()).unwrap_or_default(),
            point.status.name().to_owned(),
            Column::Source.text(findings, series, point),
            point.locator.as_deref().unwrap_or_default().to_owned(),
            tongue.say(&Column::Note.text(findings, series, point)),
        ];
        lines.push(cells.map(|cell| cell.replace(['\t', '\n', '\r'], " ")).join("\t"));
    }
    lines.join("\n") + "\n"
}

fn reason_of(point: &Point) -> String {
    point.amount.as_ref().err().map(|missing| reason(*missing).to_lowercase()).unwrap_or_default()
}
