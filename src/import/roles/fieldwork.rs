//! Columns called "Start" and "End": of a poll, or of what lasts for years.

use crate::import::cell::{self, Read};
use crate::import::roles::blocks::{Block, SAMPLE};
use crate::import::roles::layout::{Column, Role};
use crate::import::sheet::{Row, Sheet};
use crate::import::sink::snake_case;
use crate::terms::period::Period;

/// The days of fieldwork that a line above a table names: "Fieldwork: 7th - 8th March 2022".
pub(super) fn days_above(sheet: &Sheet, block: &Block) -> Option<Read> {
    const NAMES: [&str; 5] = ["fieldwork", "fieldwork dates", "field dates", "dates of fieldwork", "field work"];
    let days = |text: &String| {
        let (name, days) = text.split_once(':')?;
        cell::period(days.trim()).filter(|_| NAMES.contains(&name.trim().to_lowercase().as_str()))
    };
    let above = block.above.iter().filter_map(|row| sheet.rows.get(*row)).flat_map(|row| &row.cells);
    let mut told = above.filter_map(days);
    told.next().filter(|_| told.next().is_none())
}

/// Nobody asks people for more than a year: what lasts longer is a treaty, a war or a régime of sanctions, whose end is no
/// period of its figures.
pub(super) fn leave_years(columns: &mut [Column], sheet: &Sheet, block: &Block) {
    const LONGEST_IN_DAYS: i64 = 366;
    let at = |is: fn(&Role) -> bool| columns.iter().position(|column| is(&column.role) && !column.is_said());
    let start = at(|role| matches!(role, Role::FieldworkStart));
    let end = at(|role| matches!(role, Role::FieldworkEnd));
    let Some((start, end)) = start.zip(end) else { return };
    let day = |row: &Row, at: usize| match cell::period(row.cell(at))?.period {
        Period::One(stretch) => Some(stretch.first_day()),
        Period::Span(..) | Period::Undated => None,
    };
    let lasts = |row: &Row| Some((day(row, end)? - day(row, start)?).num_days());
    let rows = sheet.rows.get(block.rows[0]..block.rows[1]).unwrap_or_default();
    if rows.iter().take(SAMPLE).filter_map(lasts).any(|days| days > LONGEST_IN_DAYS) {
        for at in [start, end] {
            columns[at].role = Role::other(&snake_case(&columns[at].name));
            columns[at].because = "from start to end it is more than a year, as no fieldwork is".to_owned();
        }
    }
}
