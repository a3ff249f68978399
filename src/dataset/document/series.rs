//! Series of a document become observations, one for each point.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::dataset::document::codes::objection;
use crate::dataset::document::json::{Key, Piece};
use crate::dataset::document::said::{POINT, Said, is_telling, said_of};
use crate::dataset::document::structure::Structure;
use crate::dataset::observation::{Codes, Observation, may_name_dimension};
use crate::dataset::reading;
use crate::dataset::report::{Faults, is_near, quoted, starts_of_lines};
use crate::terms::amount::{Amount, Parts};
use crate::terms::dimension::{Code, Dimension};
use crate::terms::period::Period;
use crate::terms::poll::{Side, Wave};
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

/// Does it tell what the figures of a series are of?
fn is_placing(name: &str) -> bool {
    matches!(name, "unit" | "dimensions") || Dimension::KNOWN.iter().any(|known| known.name() == name)
}

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
            let period = match reading::period(&key.name) {
                Ok(period) => period,
                Err(why) => return faults.add(key.at, quoted(&key.name), why),
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
            "dimensions" => {
                shared.is_unplaced |= !value.is_object();
                faults.entries(value, "\"dimensions\"", |faults, name, value| {
                    if !may_name_dimension(&name.name) {
                        shared.is_unplaced = true;
                        let why = "cannot be the name of a further dimension, which is in small letters and that of no column; its series is left out";
                        return faults.add(name.at, quoted(&name.name), why);
                    }
                    self.code(Dimension::from_name(&name.name), value, &mut shared, faults);
                });
            }
            name => match Dimension::from_name(name) {
                Dimension::Other(_) => {
                    if !shared.said.take(&key, value, faults) {
                        self.unknown(&key, &mut shared, faults);
                    }
                }
                dimension => self.code(dimension, value, &mut shared, faults),
            },
        });
        shared
    }

    /// A property that the format does not have. One that was to tell what the figures are of takes them with it: without
    /// it they would be of something else.
    fn unknown(&self, key: &Key, shared: &mut Shared, faults: &mut Faults) {
        let dimension = Dimension::from_name(&key.name);
        if self.structure.labels.contains_key(&dimension) {
            shared.is_unplaced = true;
            let why =
                format!("belongs into the \"dimensions\" of a series: \"dimensions\": {{ \"{dimension}\": … }}; its series is left out");
            return faults.add(key.at, quoted(&key.name), why);
        }
        let meant = faults.misspelt(key, "a series", &SERIES, |name| is_placing(name) || is_telling(name));
        shared.is_unplaced |= meant.is_some_and(is_placing);
        shared.said.miss(meant);
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
            self.lines = starts_of_lines(self.text).collect();
        }
        self.lines.partition_point(|start| *start <= at)
    }
}

/// A series whose codes are known to be right.
struct Series<'a> {
    structure: &'a Structure,
    codes: Arc<Codes>,
    source: Code,
    unit: Unit,
    side: Option<Side>,
    said: Said,
}

impl<'a> Series<'a> {
    fn of(shared: Shared, structure: &'a Structure) -> Self {
        let Shared { mut codes, unit, mut said, .. } = shared;
        let indicator = codes.get(&Dimension::Indicator).and_then(|code| structure.indicators.get(code));
        let unit = Unit::new(unit.or_else(|| indicator.map(|indicator| indicator.unit.clone())).unwrap_or_default());
        let decimals = indicator.and_then(|indicator| indicator.decimals);
        said.decimals = said.own("decimals", said.decimals, decimals);
        let answers = structure.labels.get(&Dimension::Answer);
        let side = codes.get(&Dimension::Answer).and_then(|answer| answers?.get(answer)?.side);
        let source = codes.remove(&Dimension::Source).unwrap_or_else(|| Code::new(""));
        Self { structure, codes: codes.into(), source, unit, side, said }
    }

    fn observation(&self, period: Period, point: Piece, faults: &mut Faults) -> Option<Observation> {
        let own = said_of(point, |name| self.is_told_by(name), faults)?;
        let Said { value, low, high, qualifier, missing, .. } = own;
        let stated = own.stated.clone();
        let amount = match Amount::stated(Parts { value, low, high, qualifier, missing }) {
            Ok(amount) => amount,
            Err(why) => {
                faults.add(point.at, format!("the point of {period}"), why);
                return None;
            }
        };
        if let (Err(_), Some(stated)) = (&amount, &stated) {
            let why = "is left out: it words a value, and there is none; write it as a \"note\"";
            faults.add(point.at, format!("\"stated\": {}", quoted(stated)), why);
        }
        let shared = &self.said;
        let decimals = own.own("decimals", own.decimals, shared.decimals);
        Some(Observation {
            codes: Arc::clone(&self.codes),
            period,
            period_stated: own.period_stated.clone(),
            amount: amount.map(|amount| Amount { stated, decimals, ..amount }),
            unit: self.unit.clone(),
            status: own.status.or(shared.status).unwrap_or_default(),
            side: self.side,
            wave: Wave {
                base: own.own("base", own.wave.base, shared.wave.base),
                design_effect: own.own("design_effect", own.wave.design_effect, shared.wave.design_effect),
                mode: own.own("mode", own.wave.mode, shared.wave.mode),
                fieldwork: own.own("fieldwork", own.wave.fieldwork, shared.wave.fieldwork),
            },
            source: self.source.clone(),
            locator: own.own("locator", own.locator.as_ref(), shared.locator.as_ref()).cloned().map(Into::into),
            note: own.own("note", own.note.as_ref(), shared.note.as_ref()).cloned(),
        })
    }

    /// Is it the name of what only a series says, a dimension, the source or the unit, or nearer to one than to a point's?
    fn is_told_by(&self, name: &str) -> bool {
        let placing = SERIES.into_iter().filter(|known| is_placing(known) || *known == Dimension::Source.name());
        let is_of_points = POINT.iter().any(|known| is_near(known, name));
        placing.chain(self.structure.labels.keys().map(Dimension::name)).any(|known| known == name || !is_of_points && is_near(known, name))
    }
}
