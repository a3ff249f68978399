//! A value or the reason there is none, for one combination of dimensions and one period; and its row in a table.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::problem::Problem;
use crate::table::{Column, Table};
use crate::terms::amount::{Amount, Missing, Qualifier};
use crate::terms::dimension::{Code, Dimension};
use crate::terms::period::Period;
use crate::terms::poll::{Mode, Side, Wave};
use crate::terms::unit::Unit;

/// What a source says of the making of a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    #[default]
    Normal,
    Estimated,
    Provisional,
    Forecast,
    Break,
    Mirror,
}

impl Status {
    pub const ALL: [Self; 6] = [Self::Normal, Self::Estimated, Self::Provisional, Self::Forecast, Self::Break, Self::Mirror];

    pub fn name(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Estimated => "estimated",
            Self::Provisional => "provisional",
            Self::Forecast => "forecast",
            Self::Break => "break",
            Self::Mirror => "mirror",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }

    /// Is the value less firm than a normal one, so that its mark is hatched or dashed?
    pub fn is_soft(self) -> bool {
        self.soft_words().is_some()
    }

    /// What values less firm than normal ones are, in words for people.
    pub fn soft_words(self) -> Option<&'static str> {
        match self {
            Self::Normal | Self::Break => None,
            Self::Estimated => Some("estimates"),
            Self::Provisional => Some("provisional figures"),
            Self::Forecast => Some("forecasts"),
            Self::Mirror => Some("partners’ mirror data"),
        }
    }

    /// What a reader must know of a value that is not a normal one.
    pub fn words(self) -> Option<&'static str> {
        match self {
            Self::Break => Some("break in method"),
            Self::Normal | Self::Estimated | Self::Provisional | Self::Forecast | Self::Mirror => self.soft_words(),
        }
    }
}

/// One value, or the reason there is none.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    /// One code for each dimension it has; the source stands apart.
    pub codes: BTreeMap<Dimension, Code>,
    pub period: Period,
    /// The source's own words for the period when they are vague.
    pub period_stated: Option<String>,
    pub amount: Result<Amount, Missing>,
    pub unit: Unit,
    pub status: Status,
    pub side: Option<Side>,
    pub wave: Wave,
    pub source: Code,
    /// Where in the source: page, paragraph, file and line.
    pub locator: Option<Arc<str>>,
    pub note: Option<String>,
}

impl Observation {
    /// The code of a dimension; the source counts as one.
    pub fn code(&self, dimension: &Dimension) -> Option<&Code> {
        match dimension {
            Dimension::Source => Some(&self.source),
            dimension => self.codes.get(dimension),
        }
    }
}

/// Observations as rows, in their order. Columns: the dimensions present, then what belongs to the value.
///
/// # Errors
/// Never for observations of one dataset; the table says when columns disagree.
pub fn to_table(observations: &[Observation]) -> Result<Table, Problem> {
    let dimensions: BTreeSet<&Dimension> = observations.iter().flat_map(|observation| observation.codes.keys()).collect();
    let text = |of: &dyn Fn(&Observation) -> Option<String>| Column::Text(observations.iter().map(of).collect());
    let number = |of: &dyn Fn(&Observation) -> Option<f64>| Column::Number(observations.iter().map(of).collect());
    let mut columns: Vec<(String, Column)> = dimensions
        .into_iter()
        .map(|dimension| (dimension.name().to_owned(), text(&|row| row.codes.get(dimension).map(|code| code.to_string()))))
        .collect();
    columns.extend([
        (PERIOD.to_owned(), text(&|row| Some(row.period.to_string()))),
        ("period_stated".to_owned(), text(&|row| row.period_stated.clone())),
        ("value".to_owned(), number(&|row| amount(row).map(|amount| amount.value))),
        ("low".to_owned(), number(&|row| amount(row).and_then(|amount| amount.low))),
        ("high".to_owned(), number(&|row| amount(row).and_then(|amount| amount.high))),
        ("qualifier".to_owned(), text(&|row| amount(row).map(|amount| amount.qualifier.name().to_owned()))),
        ("stated".to_owned(), text(&|row| amount(row).and_then(|amount| amount.stated.clone()))),
        ("decimals".to_owned(), number(&|row| amount(row).and_then(|amount| amount.decimals).map(f64::from))),
        ("missing".to_owned(), text(&|row| row.amount.as_ref().err().map(|missing| missing.name().to_owned()))),
        ("unit".to_owned(), text(&|row| Some(row.unit.0.clone()))),
        ("status".to_owned(), text(&|row| Some(row.status.name().to_owned()))),
        ("side".to_owned(), text(&|row| row.side.map(|side| side.name().to_owned()))),
        ("base".to_owned(), number(&|row| row.wave.base.map(f64::from))),
        ("design_effect".to_owned(), number(&|row| row.wave.design_effect)),
        ("mode".to_owned(), text(&|row| row.wave.mode.map(|mode| mode.name().to_owned()))),
        ("fieldwork".to_owned(), text(&|row| row.wave.fieldwork.map(|period| period.to_string()))),
        (Dimension::Source.name().to_owned(), text(&|row| Some(row.source.to_string()))),
        ("locator".to_owned(), text(&|row| row.locator.as_deref().map(str::to_owned))),
        ("note".to_owned(), text(&|row| row.note.clone())),
    ]);
    Table::new(columns)
}

fn amount(row: &Observation) -> Option<&Amount> {
    row.amount.as_ref().ok()
}

/// The column that holds the period as text.
pub const PERIOD: &str = "period";

const VALUE_COLUMNS: [&str; 19] = [
    PERIOD,
    "period_stated",
    "value",
    "low",
    "high",
    "qualifier",
    "stated",
    "decimals",
    "missing",
    "unit",
    "status",
    "side",
    "base",
    "design_effect",
    "mode",
    "fieldwork",
    "source",
    "locator",
    "note",
];

/// Does a column of this name hold a part of the value, so that no dimension can be called so?
pub fn is_value_column(name: &str) -> bool {
    VALUE_COLUMNS.contains(&name)
}

/// Can a dimension that only its dataset knows be called so? Tables know their columns by names in small letters, and
/// one of them tells the dataset.
pub fn may_name_dimension(name: &str) -> bool {
    let is_plain = !name.is_empty() && name == name.trim().to_lowercase();
    is_plain && name != "dataset" && !is_value_column(name) && matches!(Dimension::from_name(name), Dimension::Other(_))
}

/// The dimensions that a table of observations has, in order, without the source.
pub fn dimensions_of(table: &Table) -> Vec<Dimension> {
    let columns = table.columns();
    let names = columns.iter().filter(|name| !is_value_column(name));
    let dimensions: BTreeSet<Dimension> = names.map(|name| Dimension::from_name(name)).collect();
    dimensions.into_iter().collect()
}

/// Rows back as observations, in their order.
pub fn from_table(table: &Table) -> Vec<Observation> {
    let dimensions: Vec<_> = dimensions_of(table).into_iter().map(|dimension| (table.texts(dimension.name()), dimension)).collect();
    let [period, period_stated, qualifier, stated, missing, unit, status, side, mode, fieldwork, source, locator, note] = [
        PERIOD,
        "period_stated",
        "qualifier",
        "stated",
        "missing",
        "unit",
        "status",
        "side",
        "mode",
        "fieldwork",
        "source",
        "locator",
        "note",
    ]
    .map(|name| table.texts(name));
    let [value, low, high, decimals, base, design_effect] =
        ["value", "low", "high", "decimals", "base", "design_effect"].map(|name| table.numbers(name));
    let owned = |text: Option<&str>| text.map(str::to_owned);
    // The few codes there are, each once.
    let mut known: BTreeMap<&str, Code> = BTreeMap::new();
    let mut code = |text| known.entry(text).or_insert_with(|| Code::new(text)).clone();
    // Where in a source figures stand is often said once for hundreds of them.
    let mut places: BTreeMap<&str, Arc<str>> = BTreeMap::new();
    let mut place = |text| Arc::clone(places.entry(text).or_insert_with(|| text.into()));
    (0..table.rows())
        .map(|row| Observation {
            codes: dimensions.iter().filter_map(|(column, dimension)| Some((dimension.clone(), code(column.at(row)?)))).collect(),
            period: period.at(row).and_then(Period::parse).unwrap_or(Period::Undated),
            period_stated: owned(period_stated.at(row)),
            amount: value.at(row).map_or_else(
                || Err(missing.at(row).and_then(Missing::from_name).unwrap_or(Missing::Unreadable)),
                |value| {
                    Ok(Amount {
                        value,
                        low: low.at(row),
                        high: high.at(row),
                        qualifier: qualifier.at(row).and_then(Qualifier::from_name).unwrap_or_default(),
                        stated: owned(stated.at(row)),
                        decimals: decimals.at(row).map(|decimals| decimals as u8),
                    })
                },
            ),
            unit: Unit::new(unit.at(row).unwrap_or_default()),
            status: status.at(row).and_then(Status::from_name).unwrap_or_default(),
            side: side.at(row).and_then(Side::from_name),
            wave: Wave {
                base: base.at(row).map(|base| base as u32),
                design_effect: design_effect.at(row),
                mode: mode.at(row).and_then(Mode::from_name),
                fieldwork: fieldwork.at(row).and_then(Period::parse),
            },
            source: code(source.at(row).unwrap_or_default()),
            locator: locator.at(row).map(&mut place),
            note: owned(note.at(row)),
        })
        .collect()
}
