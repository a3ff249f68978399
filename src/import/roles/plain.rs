//! Tables of plain columns, where a row says nothing but codes, a period and numbers: most rows of such a table can be
//! read without asking again what their cells mean.

use crate::dataset::observation::{Codes, PERIOD, Status};
use crate::import::cell::{self, Cell};
use crate::import::hints::Decimal;
use crate::import::roles::layout::{Empty, Fixed, Role};
use crate::import::roles::reading::Reader;
use crate::import::sheet::Row;
use crate::terms::amount::Missing;
use crate::terms::dimension::Dimension;

/// What such a table consists of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plain {
    /// Columns of codes and of the period, each with the name of what it holds.
    pub cells: Vec<(usize, String)>,
    pub figures: Vec<usize>,
}

/// What a cell without a figure says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Absent {
    Nothing,
    /// Why there is none, by this sign.
    Missing(Missing, String),
}

impl Reader<'_, '_, '_> {
    /// The columns of the table, when all of them are plain.
    pub fn plain(&self) -> Option<Plain> {
        let layout = self.layout;
        let (mut cells, mut figures): (Vec<(usize, String)>, Vec<usize>) = (Vec::new(), Vec::new());
        for (at, column) in layout.columns.iter().enumerate() {
            match &column.role {
                Role::Of(Dimension::Indicator | Dimension::Source, _) => return None,
                Role::Of(dimension, _) => cells.push((at, dimension.name().to_owned())),
                Role::Period => cells.push((at, PERIOD.to_owned())),
                Role::Figures(of) => {
                    let is_plain = of.period.is_none() && of.part.is_none() && of.base.is_none() && of.manner.size.is_none();
                    let stands_alone = [of.flags, of.note, of.reason, of.unit_in].iter().all(Option::is_none);
                    (is_plain && stands_alone && of.indicator.is_some()).then(|| figures.push(at))?;
                }
                Role::Ignored => {}
                Role::NameOf(_) | Role::Unit | Role::Multiplier | Role::Status | Role::Reason => return None,
                Role::Part | Role::Note | Role::Base | Role::FieldworkStart | Role::FieldworkEnd => return None,
            }
        }
        let mut names: Vec<&String> = cells.iter().map(|(_, name)| name).collect();
        names.sort_unstable();
        names.dedup();
        let is_one_each = names.len() == cells.len() && names.iter().any(|name| *name == PERIOD);
        let decimals: Vec<Decimal> = figures.iter().filter_map(|at| self.conventions.get(*at)).map(|one| one.decimal).collect();
        let decimal = decimals.first()?;
        let is_plain = is_one_each
            && layout.unit_above.is_none()
            && !layout.has_headings
            && layout.carried.is_empty()
            && !layout.are_lines_told
            && decimals.iter().all(|one| one == decimal);
        is_plain.then_some(Plain { cells, figures })
    }

    /// What a cell of codes or of the period means; `None` when that is not all there is to say.
    pub fn meaning(&mut self, row: &Row, at: usize) -> Option<String> {
        let text = row.cell(at);
        match &self.layout.columns.get(at)?.role {
            Role::Period => self.dated(row, at).filter(|read| read.stated.is_none()).map(|read| read.period.to_string()),
            Role::Of(dimension, totals) => {
                let is_code = !text.is_empty() && !totals.iter().any(|total| total.eq_ignore_ascii_case(text));
                is_code.then(|| self.code(row, dimension, text, None).to_string())
            }
            Role::NameOf(_) | Role::Figures(_) | Role::Unit | Role::Multiplier | Role::Status | Role::Reason => None,
            Role::Part | Role::Note | Role::Base | Role::FieldworkStart | Role::FieldworkEnd | Role::Ignored => None,
        }
    }

    /// What a cell of a plain column says that holds no figure; `None` when it holds one, or says more than that.
    pub fn absent(&self, row: &Row, at: usize) -> Option<Absent> {
        let text = row.cell(at);
        if text.is_empty() {
            return Some(match self.layout.empty {
                Empty::Missing(missing) => Absent::Missing(missing, String::new()),
                Empty::Nothing => Absent::Nothing,
            });
        }
        let Cell { amount, flags, status, is_percent, currency, note, sign } = cell::read(text, self.conventions.get(at)?).ok()?;
        let says_more = !flags.is_empty() || status != Status::Normal || is_percent || currency.is_some() || note.is_some();
        Some(Absent::Missing(amount.err().filter(|_| !says_more)?, sign?))
    }

    /// What all plain figures of a column share, by the names of columns of observations.
    pub fn shared_by(&mut self, row: &Row, at: usize) -> Vec<(String, String)> {
        let Some(Role::Figures(figures)) = self.layout.columns.get(at).map(|column| &column.role) else { return Vec::new() };
        let unit = figures.unit.clone().or_else(|| self.layout.unit.clone()).unwrap_or_default();
        let mut codes = Codes::new();
        for Fixed { dimension, code, label } in figures.codes.iter().chain(&self.layout.fixed) {
            let code = self.code(row, dimension, code, label.as_deref());
            codes.entry(dimension.clone()).or_insert(code);
        }
        self.name_indicator(&mut codes, figures, (&unit, ""));
        let source = self.sink.id().as_str().to_owned();
        let codes = codes.into_iter().map(|(dimension, code)| (dimension.name().to_owned(), code.to_string()));
        codes.chain([("unit".to_owned(), unit), (Dimension::Source.name().to_owned(), source)]).collect()
    }
}
