//! The columns of a table by what they do for a row.

use crate::import::roles::layout::{Figures, Layout, Role};
use crate::terms::dimension::Dimension;

/// The columns by what they do for a row.
pub(super) struct Columns<'a> {
    pub dimensions: Vec<(usize, &'a Dimension, &'static [&'static str])>,
    pub names: Vec<(usize, &'a Dimension)>,
    pub figures: Vec<(usize, &'a Figures)>,
    pub period: Vec<usize>,
    /// Which part of the year that another column names.
    pub part: Option<usize>,
    pub unit: Option<usize>,
    pub multiplier: Option<usize>,
    pub status: Vec<usize>,
    pub reason: Option<usize>,
    pub notes: Vec<usize>,
    pub base: Option<usize>,
    pub fieldwork: [Option<usize>; 2],
}

impl<'a> Columns<'a> {
    /// Does the column say what figures belong to, and is none itself?
    pub fn tells(&self, at: usize) -> bool {
        let of_dimensions = self.dimensions.iter().map(|(at, ..)| at).chain(self.names.iter().map(|(at, _)| at));
        of_dimensions.chain(&self.period).chain(&self.part).chain(&self.unit).any(|column| *column == at)
    }

    pub fn of(layout: &'a Layout) -> Self {
        let mut columns = Self {
            dimensions: Vec::new(),
            names: Vec::new(),
            figures: Vec::new(),
            period: Vec::new(),
            part: None,
            unit: None,
            multiplier: None,
            status: Vec::new(),
            reason: None,
            notes: Vec::new(),
            base: None,
            fieldwork: [None, None],
        };
        for (at, column) in layout.columns.iter().enumerate() {
            match &column.role {
                Role::Of(dimension, totals) => columns.dimensions.push((at, dimension, totals)),
                Role::NameOf(dimension) => columns.names.push((at, dimension)),
                Role::Period => columns.period.push(at),
                Role::Part => columns.part = Some(at),
                Role::Figures(figures) => columns.figures.push((at, figures)),
                Role::Unit => columns.unit = Some(at),
                Role::Multiplier => columns.multiplier = Some(at),
                Role::Status => columns.status.push(at),
                Role::Reason => columns.reason = Some(at),
                Role::Note => columns.notes.push(at),
                Role::Base => columns.base = Some(at),
                Role::FieldworkStart => columns.fieldwork[0] = Some(at),
                Role::FieldworkEnd => columns.fieldwork[1] = Some(at),
                Role::Ignored => {}
            }
        }
        columns
    }
}
