//! One flow as the one side reports it beside the same flow as the other does: both figures, and the gap in per cent of each.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::measure::dependence::trade::{Trade, reversed};
use crate::measure::findings::{Facing, Findings, Point, Role, Series, Sides};
use crate::measure::gather::{self, Key};
use crate::measure::{Datasets, Subject};
use crate::terms::amount::Amount;
use crate::terms::dimension::{Code, Dimension};
use crate::terms::english;
use crate::terms::note::Note;
use crate::terms::period::Period;
use crate::terms::trade::Flow;
use crate::terms::unit::write_number;

/// A figure and its mirror, from two reports.
struct Mirrored<'a> {
    sides: [&'a Code; 2],
    flow: Flow,
    keys: [&'a Key; 2],
    /// In the unit of the first.
    points: BTreeMap<Period, [Point; 2]>,
}

/// Every flow that both sides report, the reporter picked on the left.
pub fn read(subject: &Subject, datasets: &Datasets, trade: &Trade) -> Findings {
    let dataset = &datasets.main;
    let found = mirrored(subject, trade);
    let has_many_pairs = found.iter().any(|one| one.sides != found[0].sides);
    let has_many_flows = found.iter().any(|one| one.flow != found[0].flow);
    let mut series: Vec<Series> = Vec::new();
    let mut facing = Vec::new();
    for one in &found {
        let [left, right] = [0, 1].map(|side| place_of(&mut series, trade, one, side));
        let mut words: Vec<String> = Vec::new();
        if has_many_pairs {
            words.push(trade.name(one.sides[1]));
        }
        if has_many_flows {
            words.push(english::capitalised(one.flow.plural()));
        }
        // Which two reports are compared, where a flow has more than these.
        let is_alone = found.iter().filter(|other| other.sides == one.sides && other.flow == one.flow).count() == 1;
        if !is_alone {
            words.push(dataset.sources.get(&one.keys[1].source).map_or_else(String::new, |source| source.publisher.clone()));
        }
        facing.push(Facing { left, right, label: words.join(", "), gaps: gaps(&one.points) });
    }
    let mut notes = Vec::new();
    if facing.is_empty() {
        Note::new("No flow here is reported by both sides in the same period.").add_to(&mut notes);
    } else {
        Note::new(
            "Exports are valued at the exporter’s border (FOB) and imports with freight and insurance (CIF), so that an importer’s figure is \
             usually some per cent higher; a turnover holds one of each.",
        )
        .add_to(&mut notes);
    }
    let observations = trade.observations();
    for note in gather::notes(dataset, observations, gather::is_part_of(&series)) {
        note.add_to(&mut notes);
    }
    let mut findings = gather::findings(&[dataset], series, notes, &Dimension::Reporter);
    describe(&mut findings, trade, &found, has_many_pairs);
    let heads = heads(trade, &found, has_many_pairs);
    findings.sides = heads.map(|heads| Sides { heads, facing });
    findings
}

/// Of each pair the one picked as reporter first, otherwise by code.
fn mirrored<'a>(subject: &Subject, trade: &'a Trade) -> Vec<Mirrored<'a>> {
    let selection = &subject.selection;
    let [reporters, partners] = [Dimension::Reporter, Dimension::Partner].map(|side| selection.pick(&side));
    let flows = selection.pick(&Dimension::Flow);
    let is_first = |a: &Code, b: &Code| {
        let fits = |a: &Code, b: &Code| reporters.allows(a) && partners.allows(b);
        fits(a, b) && (a < b || !fits(b, a))
    };
    let mut found = Vec::new();
    for ((a, b, flow), (key, points)) in trade.reported().filter(|((a, b, _), _)| is_first(a, b)) {
        let Some(flow) = Flow::from_code(flow.as_str()).filter(|flow| flows.allows(&Code::new(flow.code()))) else { continue };
        let whose = (b.clone(), a.clone(), Code::new(reversed(flow).code()));
        for (_, (other_key, others)) in trade.reported().filter(|(other, _)| **other == whose) {
            let (unit, other_unit) = (key.unit.plain(), other_key.unit.plain());
            if unit.0 != other_unit.0 {
                continue;
            }
            let both = |(period, point): (&Period, &Arc<Point>)| {
                let other = others.get(period)?;
                point.amount.as_ref().ok()?;
                let amount = other.amount.as_ref().ok()?;
                let factor = other_unit.1 / unit.1;
                let other =
                    if factor == 1.0 { Point::clone(other) } else { Point { amount: Ok(amount.times(factor)), ..Point::clone(other) } };
                selection.shows(period).then(|| (*period, [Point::clone(point), other]))
            };
            let points: BTreeMap<Period, [Point; 2]> = points.iter().filter_map(both).collect();
            if !points.is_empty() {
                found.push(Mirrored { sides: [a, b], flow, keys: [key, other_key], points });
            }
        }
    }
    found
}

/// How far each figure is from the other, in per cent of the other.
fn gaps(points: &BTreeMap<Period, [Point; 2]>) -> BTreeMap<Period, [Amount; 2]> {
    let gap = |one: &Amount, other: &Amount| Some(one.minus(other).over(other)?.times(100.0));
    let of = |(period, [left, right]): (&Period, &[Point; 2])| {
        let (left, right) = (left.amount.as_ref().ok()?, right.amount.as_ref().ok()?);
        Some((*period, [gap(left, right)?, gap(right, left)?]))
    };
    points.iter().filter_map(of).collect()
}

/// The place of the series of one report, which takes in these points; a report compared with two others is one series.
fn place_of(series: &mut Vec<Series>, trade: &Trade, one: &Mirrored, side: usize) -> usize {
    let (key, [of, on]) = (one.keys[side], if side == 0 { one.sides } else { [one.sides[1], one.sides[0]] });
    let place = series.iter().position(|known| known.codes == key.codes && known.source == key.source).unwrap_or_else(|| {
        let label = format!("Trade with {} by {} figures", english::with_article(&trade.name(on)), english::possessive(&trade.name(of)));
        series.push(Series {
            dimension: Dimension::Reporter,
            code: of.clone(),
            label,
            short_label: format!("{} figures", english::capitalised(&english::possessive(&trade.name(of)))),
            codes: key.codes.clone(),
            source: key.source.clone(),
            side: None,
            role: Role::Part,
            unit: one.keys[0].unit.clone(),
            points: Vec::new(),
        });
        series.len() - 1
    });
    let gaps = gaps(&one.points);
    for (period, points) in &one.points {
        let mut point = points[side].clone();
        if let Some(gap) = gaps.get(period) {
            let said = format!("{} {} figure", apart(&gap[side]), english::possessive(&trade.name(on)));
            point.note = Some(point.note.map_or_else(|| said.clone(), |own| format!("{own}; {said}")));
        }
        match series[place].points.iter_mut().find(|known| known.period == *period) {
            Some(known) if known.note != point.note => {
                let notes: Vec<String> = known.note.iter().chain(&point.note).cloned().collect();
                Arc::make_mut(known).note = Some(notes.join("; "));
            }
            Some(_) => {}
            None => series[place].points.push(point.into()),
        }
    }
    series[place].points.sort_by_key(|point| point.period);
    place
}

/// "46% above", "about 5.1% below".
fn apart(gap: &Amount) -> String {
    let about = if gap.is_exact() { "" } else { "about " };
    let side = if gap.value < 0.0 { "below" } else { "above" };
    format!("{about}{}% {side}", write_number(gap.value.abs(), u8::from(gap.value.abs() < 10.0)))
}

fn heads(trade: &Trade, found: &[Mirrored], has_many_pairs: bool) -> Option<[String; 2]> {
    let by = |code: &Code| format!("By {} figures", english::possessive(&trade.name(code)));
    let [a, b] = found.first()?.sides;
    let is_of_one = found.iter().all(|one| one.sides[0] == a);
    Some(match (has_many_pairs, is_of_one) {
        (false, _) => [by(a), by(b)],
        (true, true) => [by(a), "By the partner’s figures".to_owned()],
        (true, false) => ["By the reporter’s figures".to_owned(), "By the partner’s figures".to_owned()],
    })
}

fn describe(findings: &mut Findings, trade: &Trade, found: &[Mirrored], has_many_pairs: bool) {
    let Some(first) = found.first() else {
        findings.subject.what = "The same trade as both sides report it".to_owned();
        return;
    };
    let has_many_flows = found.iter().any(|one| one.flow != first.flow);
    let flow = if has_many_flows { "trade" } else { first.flow.plural() };
    let [a, b] = first.sides.map(|code| trade.name(code));
    let is_of_one = found.iter().all(|one| one.sides[0] == first.sides[0]);
    let whose = if is_of_one { format!("{} {flow}", english::capitalised(&english::possessive(&a))) } else { english::capitalised(flow) };
    let with = if has_many_pairs { "its partners".to_owned() } else { english::with_article(&b) };
    findings.subject.what = format!("{whose} with {with}, as both sides report it");
}
