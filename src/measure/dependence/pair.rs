//! One pair, flow by flow: the same figure over the total of the one and over that of the other.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::measure::dependence::sides::{self, Base, Pair, Told};
use crate::measure::dependence::trade::{Reported, Trade, reversed};
use crate::measure::dependence::{name_apart, ratio};
use crate::measure::findings::{Facing, Point, Role, Series};
use crate::measure::gather::Codes;
use crate::measure::whole::{self, Found};
use crate::query::selection::Selection;
use crate::terms::amount::Missing;
use crate::terms::dimension::{Code, Dimension};
use crate::terms::english;
use crate::terms::period::Period;
use crate::terms::trade::Flow;
use crate::terms::unit::Unit;

/// Series of all pairs, those that face each other, and whose totals were not to be had.
#[derive(Default)]
pub struct Gathered {
    pub series: Vec<Series>,
    pub facing: Vec<Facing>,
    pub lacking: BTreeMap<Base, BTreeSet<Code>>,
    pub is_any_mirrored: bool,
}

impl Pair {
    /// Adds both sides of each flow, as one source has it.
    pub fn gather(&self, trade: &Trade, bases: &[(Flow, Base)], source: &Code, selection: &Selection, gathered: &mut Gathered) {
        let before = gathered.series.len();
        for (flow, base) in bases {
            let flows = trade.flow([&self.a, &self.b], *flow, source);
            let flows: BTreeMap<Period, (Found, Reported)> = flows.into_iter().filter(|(period, _)| selection.shows(period)).collect();
            let mut sides = [(&self.a, *flow), (&self.b, reversed(*flow))].map(|(of, flow)| side(trade, &flows, (of, flow), *base));
            let is_known = sides.each_ref().map(|side| side.iter().any(|point| point.amount.is_ok()));
            if flows.is_empty() || is_known == [false, false] {
                continue;
            }
            for (is_known, of) in is_known.into_iter().zip([&self.a, &self.b]) {
                if !is_known {
                    gathered.lacking.entry(*base).or_default().insert(of.clone());
                }
            }
            gathered.is_any_mirrored |= flows.values().any(|(_, reported)| *reported != Reported::Itself);
            let mut order = [&self.a, &self.b];
            let mut seen = [*flow, reversed(*flow)];
            if self.told == Told::Both && is_second_more_dependent(&sides) {
                sides.reverse();
                order.reverse();
                seen.reverse();
            }
            say_ratio(trade, &mut sides, order);
            let at = gathered.series.len();
            let others = [order[1], order[0]];
            for (place, points) in sides.into_iter().enumerate() {
                gathered.series.push(series(trade, [order[place], others[place]], (seen[place], *base), (source, points)));
            }
            gathered.facing.push(Facing {
                left: at,
                right: at + 1,
                label: self.label(trade, order, (*flow, *base)),
                gaps: BTreeMap::new(),
            });
        }
        name_apart(&mut gathered.series[before..]);
    }

    /// The name of a row of both sides, or of the pair among others.
    fn label(&self, trade: &Trade, [a, b]: [&Code; 2], (flow, base): (Flow, Base)) -> String {
        let [a, b] = [a, b].map(|code| trade.name(code));
        match self.told {
            Told::Both => return format!("{a}–{b}"),
            Told::Partner => return b,
            Told::Flow => {}
        }
        let b = english::with_article(&b);
        let flow = match flow {
            Flow::Turnover => "Turnover".to_owned(),
            Flow::Export | Flow::ReExport => format!("{} to {b}", english::capitalised(flow.plural())),
            Flow::Import | Flow::ReImport => format!("{} from {b}", english::capitalised(flow.plural())),
        };
        match base {
            Base::Total => flow,
            Base::Gdp => format!("{flow} ÷ GDP"),
        }
    }
}

/// Notes at the stronger dependence how many times as much it is.
fn say_ratio(trade: &Trade, [left, right]: &mut [Vec<Point>; 2], [a, b]: [&Code; 2]) {
    for (one, other) in left.iter_mut().zip(right) {
        let (Ok(first), Ok(second)) = (&one.amount, &other.amount) else { continue };
        let is_first = first.value >= second.value;
        let (more, less, [of, on]) = if is_first { (first, second, [a, b]) } else { (second, first, [b, a]) };
        let said = more.over(less).and_then(|ratio| ratio::in_words(&ratio));
        let Some(said) = said else { continue };
        let [of, on] = [of, on].map(|code| english::with_article(&trade.name(code)));
        let note = format!("{said} as much as {on} on {of}");
        let point = if is_first { one } else { other };
        point.note = Some(point.note.take().map_or_else(|| note.clone(), |own| format!("{own}; {note}")));
    }
}

/// What a side has of a flow in each period, of its own base.
fn side(trade: &Trade, flows: &BTreeMap<Period, (Found, Reported)>, (of, flow): (&Code, Flow), base: Base) -> Vec<Point> {
    let share = |(period, (found, _)): (&Period, &(Found, Reported))| {
        let whole = trade.base(of, (flow, base), (&found.point.source, &found.unit), period);
        let share = whole::share(&found.point, &found.label, &found.unit, whole.as_ref());
        // The flow is there, and what it would be divided by is not in the figures at hand.
        if whole.is_none() { Point { amount: Err(Missing::NotCollected), derivation: None, ..share } } else { share }
    };
    flows.iter().map(share).collect()
}

/// By the last period in which both are known.
fn is_second_more_dependent([first, second]: &[Vec<Point>; 2]) -> bool {
    let both = first.iter().zip(second).rev().find_map(|(one, other)| Some((one.amount.as_ref().ok()?, other.amount.as_ref().ok()?)));
    both.is_some_and(|(one, other)| other.value > one.value)
}

fn series(trade: &Trade, [of, on]: [&Code; 2], (flow, base): (Flow, Base), (source, points): (&Code, Vec<Point>)) -> Series {
    let [whose, on_whom] = [of, on].map(|code| english::with_article(&trade.name(code)));
    let short_label = format!("{} on {on_whom}", english::capitalised(&whose));
    let divided = match base {
        Base::Total => "",
        Base::Gdp => " ÷ GDP",
    };
    let codes: Codes = [
        (Dimension::Reporter, of.clone()),
        (Dimension::Partner, on.clone()),
        (Dimension::Flow, Code::new(flow.code())),
        (Dimension::Other(sides::RELATIVE_TO.to_owned()), Code::new(base.name())),
    ]
    .into();
    Series {
        dimension: Dimension::Reporter,
        code: of.clone(),
        label: format!("{short_label}, {}{divided}", flow.plural()),
        short_label,
        codes,
        source: source.clone(),
        side: None,
        role: Role::Part,
        unit: Unit::percent(),
        points: points.into_iter().map(Arc::new).collect(),
    }
}
