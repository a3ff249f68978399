//! A value or the reason there is none, for one combination of dimensions and one period; and its row in a table.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::dataset::stored::{FILE, LINE};
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
    /// The method is another one from here on.
    Break,
    /// So are the classes that goods, sectors or countries are sorted into.
    BreakInClassification,
    Mirror,
}

impl Status {
    pub const ALL: [Self; 7] =
        [Self::Normal, Self::Estimated, Self::Provisional, Self::Forecast, Self::Break, Self::BreakInClassification, Self::Mirror];

    pub fn name(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Estimated => "estimated",
            Self::Provisional => "provisional",
            Self::Forecast => "forecast",
            Self::Break => "break",
            Self::BreakInClassification => "break_in_classification",
            Self::Mirror => "mirror",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }

    /// Does the source say that another thing is measured from here on?
    pub fn is_break(self) -> bool {
        matches!(self, Self::Break | Self::BreakInClassification)
    }

    /// Is the value less firm than a normal one, so that its mark is hatched or dashed?
    pub fn is_soft(self) -> bool {
        self.soft_words().is_some()
    }

    /// What values less firm than normal ones are, in words for people.
    pub fn soft_words(self) -> Option<&'static str> {
        match self {
            Self::Normal | Self::Break | Self::BreakInClassification => None,
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
            Self::BreakInClassification => Some("break in classification"),
            Self::Normal | Self::Estimated | Self::Provisional | Self::Forecast | Self::Mirror => self.soft_words(),
        }
    }
}

/// The codes of a figure without its period.
pub type Codes = BTreeMap<Dimension, Code>;

/// One value, or the reason there is none.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    /// One code for each dimension it has; the source stands apart.
    pub codes: Arc<Codes>,
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
    let of_dimension = |dimension: &Dimension| {
        let codes = observations.iter().map(|row| row.codes.get(dimension).map(|code| code.as_str().into()));
        (dimension.name().to_owned(), Column::Text(codes.collect()))
    };
    // Each column is made when the one before it is done with: of millions of rows all at once would not fit.
    let of_value = |(name, part): (&str, Part)| {
        let column = match part {
            Part::Words(of) => Column::Text(observations.iter().map(of).collect()),
            Part::Number(of) => Column::Number(observations.iter().map(of).collect()),
        };
        (name.to_owned(), column)
    };
    Table::new(dimensions.into_iter().map(of_dimension).chain(parts().into_iter().map(of_value)))
}

/// What a column says of a row.
enum Part {
    Words(fn(&Observation) -> Option<Cow<'_, str>>),
    Number(fn(&Observation) -> Option<f64>),
}

/// The columns of what belongs to the value.
fn parts() -> [(&'static str, Part); 19] {
    [
        (PERIOD, Part::Words(|row| Some(row.period.to_string().into()))),
        ("period_stated", Part::Words(|row| row.period_stated.as_deref().map(Cow::Borrowed))),
        ("value", Part::Number(|row| amount(row).map(|amount| amount.value))),
        ("low", Part::Number(|row| amount(row).and_then(|amount| amount.low))),
        ("high", Part::Number(|row| amount(row).and_then(|amount| amount.high))),
        ("qualifier", Part::Words(|row| amount(row).map(|amount| amount.qualifier.name().into()))),
        ("stated", Part::Words(|row| amount(row).and_then(|amount| amount.stated.as_deref()).map(Cow::Borrowed))),
        ("decimals", Part::Number(|row| amount(row).and_then(|amount| amount.decimals).map(f64::from))),
        (MISSING, Part::Words(|row| row.amount.as_ref().err().map(|missing| missing.name().into()))),
        ("unit", Part::Words(|row| Some(row.unit.as_str().into()))),
        ("status", Part::Words(|row| Some(row.status.name().into()))),
        ("side", Part::Words(|row| row.side.map(|side| side.name().into()))),
        ("base", Part::Number(|row| row.wave.base.map(f64::from))),
        ("design_effect", Part::Number(|row| row.wave.design_effect)),
        ("mode", Part::Words(|row| row.wave.mode.map(|mode| mode.name().into()))),
        ("fieldwork", Part::Words(|row| row.wave.fieldwork.map(|period| period.to_string().into()))),
        // As `Dimension::Source` is called.
        ("source", Part::Words(|row| Some(row.source.as_str().into()))),
        ("locator", Part::Words(|row| row.locator.as_deref().map(Cow::Borrowed))),
        ("note", Part::Words(|row| row.note.as_deref().map(Cow::Borrowed))),
    ]
}

fn amount(row: &Observation) -> Option<&Amount> {
    row.amount.as_ref().ok()
}

/// The column that holds the period as text.
pub const PERIOD: &str = "period";
/// The column that holds why there is no value.
pub const MISSING: &str = "missing";

const VALUE_COLUMNS: [&str; 19] = [
    PERIOD,
    "period_stated",
    "value",
    "low",
    "high",
    "qualifier",
    "stated",
    "decimals",
    MISSING,
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

/// The name of a dimension that only its dataset knows, where a file calls it so: with an addition if tables know something
/// else by that name.
pub fn free_name(name: &str) -> String {
    let plain = name.trim().to_lowercase();
    if plain.is_empty() || is_free(&plain) { plain } else { format!("{plain}_code") }
}

/// Can a dimension of a file be called so, and its figures lie on disk as well?
pub fn is_free(name: &str) -> bool {
    may_name_dimension(name) && ![LINE, FILE].contains(&name)
}

/// The dimension that a file calls so.
pub fn dimension_called(name: &str) -> Dimension {
    use Dimension::{Commodity, Flow, Group, Holder, Market, Question};
    let shared = Dimension::from_name(&name.trim().to_lowercase());
    let means_the_same = matches!(shared, Flow | Commodity | Holder | Market | Group | Question);
    if means_the_same { shared } else { Dimension::Other(free_name(name)) }
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
        MISSING,
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
    let mut known = Known::default();
    (0..table.rows())
        .map(|row| Observation {
            codes: known.line(dimensions.iter().filter_map(|(column, dimension)| Some((dimension, column.at(row)?)))),
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
            unit: known.unit(unit.at(row).unwrap_or_default()),
            status: status.at(row).and_then(Status::from_name).unwrap_or_default(),
            side: side.at(row).and_then(Side::from_name),
            wave: Wave {
                base: base.at(row).map(|base| base as u32),
                design_effect: design_effect.at(row),
                mode: mode.at(row).and_then(Mode::from_name),
                fieldwork: fieldwork.at(row).and_then(Period::parse),
            },
            source: known.code(source.at(row).unwrap_or_default()),
            locator: locator.at(row).map(|text| known.place(text)),
            note: owned(note.at(row)),
        })
        .collect()
}

/// What rows have in common, each kept once.
#[derive(Default)]
struct Known<'a> {
    codes: BTreeMap<&'a str, Code>,
    units: BTreeMap<&'a str, Unit>,
    /// Where in a source figures stand is often said once for hundreds of them.
    places: BTreeMap<&'a str, Arc<str>>,
    /// The figures of a line stand one after another.
    line: Arc<Codes>,
}

impl<'a> Known<'a> {
    fn code(&mut self, text: &'a str) -> Code {
        self.codes.entry(text).or_insert_with(|| Code::new(text)).clone()
    }

    fn unit(&mut self, text: &'a str) -> Unit {
        self.units.entry(text).or_insert_with(|| Unit::new(text)).clone()
    }

    fn place(&mut self, text: &'a str) -> Arc<str> {
        Arc::clone(self.places.entry(text).or_insert_with(|| text.into()))
    }

    fn line<'b>(&mut self, codes: impl Iterator<Item = (&'b Dimension, &'a str)> + Clone) -> Arc<Codes> {
        let mut before = self.line.iter();
        let is_next = |(dimension, text)| before.next().is_some_and(|(known, code)| (known, code.as_str()) == (dimension, text));
        if !codes.clone().all(is_next) || before.next().is_some() {
            self.line = Arc::new(codes.map(|(dimension, text)| (dimension.clone(), self.code(text))).collect());
        }
        Arc::clone(&self.line)
    }
}
