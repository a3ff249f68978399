//! Roles by their names: as a person says them, and as a report tells them.

use crate::import::hints::Hints;
use crate::import::report::{ColumnRole, Columns};
use crate::import::roles::layout::{Column, Layout, Role};

/// The roles that a person chooses from, the commonest first. Any other name is a dimension of one's own.
pub const NAMES: [&str; 25] = [
    "period",
    "value",
    "ignore",
    "unit",
    "reporter",
    "partner",
    "flow",
    "commodity",
    "indicator",
    "holder",
    "market",
    "pollster",
    "question",
    "answer",
    "group",
    "base",
    "reporter_name",
    "partner_name",
    "commodity_name",
    "indicator_name",
    "part_of_year",
    "multiplier",
    "status",
    "missing",
    "note",
];

/// What the columns of a table were taken for. `place`: the sheet of the file and the row in it that names them.
pub fn columns(place: [usize; 2], layout: &Layout, hints: &Hints) -> Columns {
    let told = |(at, column): (usize, &Column)| ColumnRole {
        name: column.name.clone(),
        role: name_of(&column.role),
        holds: holds(&column.role),
        because: column.because.clone(),
        is_said: hints.role_of(at, &column.name).is_some(),
    };
    Columns { place, of: layout.columns.iter().enumerate().map(told).collect(), are_known: false }
}

/// The name by which a person would say the role.
pub fn name_of(role: &Role) -> String {
    match role {
        Role::Figures(_) => "value".to_owned(),
        Role::Ignored => "ignore".to_owned(),
        Role::Of(..)
        | Role::NameOf(_)
        | Role::Period
        | Role::Part
        | Role::Unit
        | Role::Multiplier
        | Role::Status
        | Role::Reason
        | Role::Note
        | Role::Base
        | Role::FieldworkStart
        | Role::FieldworkEnd => holds(role),
    }
}

/// What a column of the role holds, in words.
fn holds(role: &Role) -> String {
    match role {
        Role::Of(dimension, _) => dimension.name().to_owned(),
        Role::NameOf(dimension) => format!("{}_name", dimension.name()),
        Role::Period => "period".to_owned(),
        Role::Part => "part_of_year".to_owned(),
        Role::Figures(figures) => match (&figures.period, &figures.indicator) {
            (Some(period), _) => format!("values of {}", period.period),
            (None, Some((_, label))) => format!("values of {label}"),
            (None, None) => "value".to_owned(),
        },
        Role::Unit => "unit".to_owned(),
        Role::Multiplier => "multiplier".to_owned(),
        Role::Status => "status".to_owned(),
        Role::Reason => "missing".to_owned(),
        Role::Note => "note".to_owned(),
        Role::Base => "base".to_owned(),
        Role::FieldworkStart => "start of fieldwork".to_owned(),
        Role::FieldworkEnd => "end of fieldwork".to_owned(),
        Role::Ignored => "ignored".to_owned(),
    }
}
