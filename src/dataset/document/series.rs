//! Series of a document become observations, one for each point.

use std::collections::{BTreeMap, HashMap};

use crate::dataset::document::json::{Key, Piece};
use crate::dataset::document::structure::{Structure, decimals};
use crate::dataset::observation::{Observation, Status, is_value_column};
use crate::dataset::report::{Faults, quoted};
use crate::terms::amount::{Amount, Missing, Parts, Qualifier};
use crate::terms::country::{self, Resolved};
use crate::terms::dimension::{Code, Dimension};
use crate::terms::period::{self, Period};
use crate::terms::poll::{Mode, Side, Wave};
use crate::terms::trade::{self, Flow};
use crate::terms::unit::Unit;

/// Every observation that can be read, in the order of the document.
pub fn read(series: Option<Piece>, structure: &Structure, text: &str, faults: &mut Faults) -> Vec<Observation> {
    let Some(series) = series else { return Vec::new() };
    let mut reader = Reader { structure, text, lines: Vec::new(), keys: BTreeMap::new(), seen: HashMap::new(), observations: Vec::new() };
    faults.items(series, "\"series\"", |faults, piece| reader.series(piece, faults));
    reader.observations
}

struct Reader<'a> {
    structure: &'a Structure,
    text: &'a str,
    /// Where the lines of the document begin; filled when first needed.
    lines: Vec<usize>,
    /// All codes of a series → its number.
    keys: BTreeMap<BTreeMap<Dimension, Code>, usize>,
    /// Where each observation was first met.
    seen: HashMap<(usize, Period), usize>,
    observations: Vec<Observation>,
}

/// What the points of a series share.
#[derive(Default)]
struct Shared<'a> {
    /// The source among them.
    codes: BTreeMap<Dimension, Code>,
    unit: Option<String>,
    said: Said,
    points: Option<Piece<'a>>,
    /// One of its codes could not be taken, so there is no saying what its figures are of.
    is_unplaced: bool,
}

/// What a series or a point says of its values.
#[derive(Clone, Default)]
struct Said {
    value: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    qualifier: Option<Qualifier>,
    stated: Option<String>,
    decimals: Option<u8>,
    missing: Option<Missing>,
    status: Option<Status>,
    period_stated: Option<String>,
    note: Option<String>,
    locator: Option<String>,
    wave: Wave,
    /// Something that tells how sure the value is could not be read; without it the value would look surer than it is.
    is_spoilt: bool,
}

const SERIES: [&str; 23] = [
    "indicator",
    "reporter",
    "partner",
    "flow",
    "commodity",
    "holder",
    "market",
    "question",
    "answer",
    "pollster",
    "group",
    "dimensions",
    "source",
    "locator",
    "unit",
    "status",
    "note",
    "decimals",
    "base",
    "design_effect",
    "mode",
    "fieldwork",
    "points",
];

const POINT: [&str; 15] = [
    "value",
    "low",
    "high",
    "qualifier",
    "stated",
    "decimals",
    "missing",
    "status",
    "period_stated",
    "note",
    "locator",
    "base",
    "design_effect",
    "mode",
    "fieldwork",
];

impl<'a> Reader<'a> {
    fn series(&mut self, piece: Piece, faults: &mut Faults) {
        // What is wrong in ten thousand places without one figure is no list of series.
        if faults.is_full() && self.observations.is_empty() {
            return;
        }
        let shared = self.shared(piece, faults);
        if !piece.is_object() || shared.is_unplaced || shared.said.is_spoilt {
            return;
        }
        let needed = [Dimension::Indicator, Dimension::Source];
        if let Some(absent) = needed.into_iter().find(|dimension| !shared.codes.contains_key(dimension)) {
            return faults.add(piece.at, "the series", format!("names no \"{absent}\", so it is left out"));
        }
        let Some(points) = shared.points else {
            return faults.add(piece.at, "the series", "has no \"points\"");
        };
        let number = self.keys.len();
        let number = *self.keys.entry(shared.codes.clone()).or_insert(number);
        let series = Series::of(shared, self.structure);
        faults.entries(points, "\"points\"", |faults, key, value| {
            let Some(period) = Period::parse(&key.name) else {
                return faults.add(key.at, quoted(&key.name), format!("is not a period that can be read; {}", period::EXPECTED));
            };
            if let Some(first) = self.seen.get(&(number, period)).copied() {
                let line = self.line(first);
                return faults.add(
                    key.at,
                    format!("the figure for {period}"),
                    format!("stands on line {line} already, with the same codes and source"),
                );
            }
            if let Some(observation) = series.observation(period, value, faults) {
                self.seen.insert((number, period), key.at);
                self.observations.push(observation);
            }
        });
    }

    fn shared<'p>(&self, piece: Piece<'p>, faults: &mut Faults) -> Shared<'p> {
        let mut shared = Shared::default();
        faults.entries(piece, "a series", |faults, key, value| match key.name.as_ref() {
            "points" => shared.points = Some(value),
            "unit" => shared.unit = shared.said.firm(faults.text(value, "a unit")),
            "dimensions" => faults.entries(value, "\"dimensions\"", |faults, name, value| {
                if is_value_column(&name.name) || name.name.is_empty() || !matches!(Dimension::from_name(&name.name), Dimension::Other(_)) {
                    shared.is_unplaced = true;
                    return faults.add(name.at, quoted(&name.name), "cannot be the name of a further dimension, so the series is left out");
                }
                self.code(Dimension::from_name(&name.name), value, &mut shared, faults);
            }),
            name => match Dimension::from_name(name) {
                Dimension::Other(_) => {
                    if !shared.said.take(&key, value, faults) {
                        faults.unknown(&key, "a series", &SERIES);
                    }
                }
                dimension => self.code(dimension, value, &mut shared, faults),
            },
        });
        shared
    }

    fn code(&self, dimension: Dimension, piece: Piece, shared: &mut Shared, faults: &mut Faults) {
        let code = faults.text(piece, "a code");
        let Some(code) = code.map(Code::new) else {
            shared.is_unplaced = true;
            return;
        };
        if let Some(objection) = objection(self.structure, &dimension, &code) {
            shared.is_unplaced = true;
            return faults.add(piece.at, quoted(code.as_str()), format!("{objection}; its series is left out"));
        }
        shared.codes.insert(dimension, code);
    }

    fn line(&mut self, at: usize) -> usize {
        if self.lines.is_empty() {
            self.lines = std::iter::once(0).chain(self.text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        }
        self.lines.partition_point(|start| *start <= at)
    }
}

/// Why a code cannot be taken; `None` when it can.
fn objection(structure: &Structure, dimension: &Dimension, code: &Code) -> Option<String> {
    let is_labelled = || structure.labels.get(dimension).is_some_and(|labels| labels.contains_key(code));
    match dimension {
        Dimension::Source if !structure.sources.contains_key(code) => Some("is not listed under \"sources\"".to_owned()),
        Dimension::Indicator if !structure.indicators.contains_key(code) => Some("is not listed under \"indicators\"".to_owned()),
        Dimension::Source | Dimension::Indicator => None,
        Dimension::Reporter | Dimension::Partner if !country::is_known(code.as_str()) && !is_labelled() => {
            Some(match country::resolve(code.as_str()) {
                Resolved::One(meant) => format!("is not a country code; did you mean \"{meant}\"?"),
                Resolved::Ambiguous(_) | Resolved::Unknown => {
                    format!("is not a country code of three letters (ISO 3166), and \"labels\" declares no {dimension} of this code")
                }
            })
        }
        Dimension::Reporter | Dimension::Partner => None,
        Dimension::Flow => Flow::from_code(code.as_str()).is_none().then(|| {
            let flows = Flow::ALL.map(Flow::code).join(", ");
            format!("is not a flow; expected one of {flows}")
        }),
        Dimension::Commodity if trade::level(code.as_str()).is_some() => None,
        Dimension::Commodity
        | Dimension::Holder
        | Dimension::Market
        | Dimension::Question
        | Dimension::Answer
        | Dimension::Pollster
        | Dimension::Group
        | Dimension::Other(_) => (!is_labelled()).then(|| format!("is not declared under \"labels\", \"{dimension}\"")),
    }
}

impl Said {
    /// Takes what both a series and a point may say; `false` when this property is neither.
    fn take(&mut self, key: &Key, value: Piece, faults: &mut Faults) -> bool {
        match key.name.as_ref() {
            "status" => self.status = self.firm(faults.word(value, "a status", &Status::ALL, Status::name)),
            "decimals" => self.decimals = decimals(value, faults),
            "note" => self.note = faults.text(value, "a note"),
            "locator" => self.locator = faults.text(value, "a locator"),
            "base" => self.wave.base = faults.whole(value, "a number of respondents", [1, u32::MAX]),
            "design_effect" => {
                let number = faults.number(value, "a design effect");
                if number.is_some_and(|number| number <= 0.0) {
                    faults.add(value.at, value.shown(), "is not a design effect, which is larger than zero");
                }
                self.wave.design_effect = number.filter(|number| *number > 0.0);
            }
            "mode" => self.wave.mode = faults.word(value, "a mode", &Mode::ALL, Mode::name),
            "fieldwork" => self.wave.fieldwork = faults.period(value, "fieldwork"),
            _ => return false,
        }
        true
    }

    /// Takes what only a point may say; `false` when this property is not of that kind.
    fn take_point(&mut self, key: &Key, value: Piece, faults: &mut Faults) -> bool {
        match key.name.as_ref() {
            "value" => self.value = self.firm(faults.number(value, "a value")),
            "low" => self.low = self.firm(faults.number(value, "\"low\"")),
            "high" => self.high = self.firm(faults.number(value, "\"high\"")),
            "qualifier" => self.qualifier = self.firm(faults.word(value, "a qualifier", &Qualifier::ALL, Qualifier::name)),
            "missing" => self.missing = self.firm(faults.word(value, "a reason for a missing value", &Missing::ALL, Missing::name)),
            "stated" => self.stated = faults.text(value, "\"stated\""),
            "period_stated" => self.period_stated = faults.text(value, "\"period_stated\""),
            _ => return false,
        }
        true
    }

    fn firm<T>(&mut self, read: Option<T>) -> Option<T> {
        self.is_spoilt |= read.is_none();
        read
    }
}

/// A series whose codes are known to be right.
struct Series {
    codes: BTreeMap<Dimension, Code>,
    source: Code,
    unit: Unit,
    side: Option<Side>,
    said: Said,
}

impl Series {
    fn of(shared: Shared, structure: &Structure) -> Self {
        let Shared { mut codes, unit, mut said, .. } = shared;
        let indicator = codes.get(&Dimension::Indicator).and_then(|code| structure.indicators.get(code));
        let unit = Unit::new(unit.or_else(|| indicator.map(|indicator| indicator.unit.clone())).unwrap_or_default());
        said.decimals = said.decimals.or_else(|| indicator.and_then(|indicator| indicator.decimals));
        let answers = structure.labels.get(&Dimension::Answer);
        let side = codes.get(&Dimension::Answer).and_then(|answer| answers?.get(answer)?.side);
        let source = codes.remove(&Dimension::Source).unwrap_or_else(|| Code::new(""));
        Self { codes, source, unit, side, said }
    }

    fn observation(&self, period: Period, point: Piece, faults: &mut Faults) -> Option<Observation> {
        let own = said_of(point, faults)?;
        let Said { value, low, high, qualifier, stated, missing, .. } = own;
        let amount = match Amount::stated(Parts { value, low, high, qualifier, missing }) {
            Ok(amount) => amount,
            Err(why) => {
                faults.add(point.at, format!("the point of {period}"), why);
                return None;
            }
        };
        let shared = &self.said;
        let decimals = own.decimals.or(shared.decimals);
        Some(Observation {
            codes: self.codes.clone(),
            period,
            period_stated: own.period_stated,
            amount: amount.map(|amount| Amount { stated, decimals, ..amount }),
            unit: self.unit.clone(),
            status: own.status.or(shared.status).unwrap_or_default(),
            side: self.side,
            wave: Wave {
                base: own.wave.base.or(shared.wave.base),
                design_effect: own.wave.design_effect.or(shared.wave.design_effect),
                mode: own.wave.mode.or(shared.wave.mode),
                fieldwork: own.wave.fieldwork.or(shared.wave.fieldwork),
            },
            source: self.source.clone(),
            locator: own.locator.or_else(|| shared.locator.clone()),
            note: own.note.or_else(|| shared.note.clone()),
        })
    }
}

/// A number, or an object that says more; `None` when it can be neither.
fn said_of(point: Piece, faults: &mut Faults) -> Option<Said> {
    let mut said = Said::default();
    if point.is_object() {
        faults.entries(point, "a point", |faults, key, value| {
            if !said.take(&key, value, faults) && !said.take_point(&key, value, faults) {
                faults.unknown(&key, "a point", &POINT);
            }
        });
    } else {
        said.value = said.firm(faults.number(point, "a point without further properties"));
    }
    (!said.is_spoilt).then_some(said)
}
