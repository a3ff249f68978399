//! The parts of one period by their areas; chapters stand together in their sections, and a section can be looked into.

use std::collections::BTreeMap;

use crate::chart::legend::{Hues, Inks};
use crate::chart::mark::{Datum, Ink, Mark, Tile};
use crate::chart::palette::HUES;
use crate::chart::ranked_bar::{period_shown, without};
use crate::chart::scale::Scale;
use crate::chart::signs::Softness;
use crate::chart::{Camera, Chart, ChartType, LegendEntry, Level, extent, figure, signs, stack};
use crate::measure::findings::{Findings, Point, Role, Series};
use crate::problem::Problem;
use crate::terms::amount::Amount;
use crate::terms::dimension::Code;
use crate::terms::period::Period;
use crate::terms::unit::write_number;

pub struct Treemap;

impl ChartType for Treemap {
    fn name(&self) -> &'static str {
        "Treemap"
    }

    fn objection(&self, findings: &Findings) -> Option<String> {
        if let Some(objection) = stack::objection(findings) {
            return Some(objection);
        }
        let Some(period) = period_shown(findings) else { return Some("there is no number to show".to_owned()) };
        let piles = stack::piles(findings);
        if piles.iter().filter(|pile| !stack::parts(findings, pile, &period).is_empty()).count() > 1 {
            return Some("these are several wholes; choose one".to_owned());
        }
        (parts(findings, &period).len() < 2).then(|| "one part alone would be the whole picture".to_owned())
    }

    fn periods(&self, findings: &Findings) -> Vec<Period> {
        period_shown(findings).into_iter().collect()
    }

    fn told(&self, findings: &Findings) -> Option<String> {
        let level = self.way_back(findings)?;
        let values: Vec<f64> = findings.points().filter_map(|(_, point)| point.amount.as_ref().ok()).map(|amount| amount.value).collect();
        let unit = extent::scaled(&values, &findings.unit()).unit;
        Some(format!("{} alone, in {}", level.name, unit.as_str()))
    }

    fn within(&self, findings: &Findings, series: &[usize]) -> Option<Level> {
        let group = group_of(findings, findings.series.get(*series.first()?)?)?;
        let level = level(findings, group)?;
        (level.codes.len() > 1 && self.way_back(findings).is_none()).then_some(level)
    }

    fn way_back(&self, findings: &Findings) -> Option<Level> {
        let mut groups = findings.series.iter().filter(|series| series.role == Role::Part).map(|series| group_of(findings, series));
        let first = groups.next()??;
        groups.all(|group| group == Some(first)).then(|| level(findings, first)).flatten()
    }

    fn draw(&self, findings: &Findings) -> Result<Chart, Problem> {
        let Some(period) = period_shown(findings) else {
            return Err(Problem::new("Could not draw a treemap").because("there is no number to show"));
        };
        let parts = parts(findings, &period);
        let legend = legend(findings, &parts, self.way_back(findings).is_some());
        let scaled = extent::scaled(&parts.iter().map(|part| part.amount.value).collect::<Vec<_>>(), &findings.unit());
        let softness = Softness::of(parts.iter().map(|part| part.point));
        let mut marks: Vec<Mark> = Vec::new();
        for part in &parts {
            let Datum { series, .. } = part.datum;
            let Some(group) = legend.iter().position(|entry| entry.series.contains(&series)) else { continue };
            marks.push(Mark::Tile(Tile {
                datum: part.datum,
                size: part.amount.value,
                group,
                ink: ink(&findings.series[series], &legend[group]),
                firmness: softness.firmness(part.point),
                name: name(&findings.series[series]),
                value: figure::at_mark(part.point, part.amount, &scaled),
            }));
        }
        let mut key = signs::key(&marks, findings);
        key.extend(together(findings, &parts));
        key.extend(without(findings, &period));
        Ok(Chart { x: Scale::Bare, y: Scale::Bare, marks, legend, is_labelled: true, camera: Camera::Fixed, key, multiples: None })
    }
}

/// A part that has an area.
struct Part<'a> {
    datum: Datum,
    point: &'a Point,
    amount: &'a Amount,
}

fn parts<'a>(findings: &'a Findings, period: &Period) -> Vec<Part<'a>> {
    let part = |(series, one): (usize, &'a Series)| {
        let point = one.points.iter().position(|point| point.period == *period)?;
        let figure = &one.points[point];
        let amount = figure.amount.as_ref().ok().filter(|amount| amount.value > 0.0)?;
        Some(Part { datum: Datum { series, point }, point: figure, amount })
    };
    findings.series.iter().enumerate().filter_map(part).collect()
}

/// Areas fill the picture even when they are not the whole: then it is said how much of it they are.
fn together(findings: &Findings, parts: &[Part]) -> Option<String> {
    const ROUNDING: f64 = 1.5;
    let sum: f64 = parts.iter().map(|part| part.amount.value).sum();
    let is_less = findings.unit().is_percent() && sum < 100.0 - ROUNDING;
    is_less.then(|| format!("All areas together: {}% of the whole", write_number(sum, u8::from(sum < 10.0))))
}

/// The section of a chapter.
fn group_of<'a>(findings: &'a Findings, series: &Series) -> Option<&'a Code> {
    let group = findings.subject.groups.get(&series.code).filter(|_| series.role == Role::Part)?;
    Some(&group.code)
}

/// What belongs to a section.
fn level(findings: &Findings, group: &Code) -> Option<Level> {
    let members = || findings.series.iter().filter(|series| group_of(findings, series) == Some(group));
    let first = members().next()?;
    let name = findings.subject.groups.get(&first.code)?.label.clone();
    Some(Level { dimension: first.dimension.clone(), codes: members().map(|series| series.code.clone()).collect(), name })
}

/// An entry for each section, the largest first, and one for each part that has none; inside a section one for each part.
fn legend(findings: &Findings, parts: &[Part], is_inside: bool) -> Vec<LegendEntry> {
    let own = Inks::of(findings, Hues::NamedEntries);
    let mut sizes: BTreeMap<(Option<&Code>, usize), (f64, LegendEntry)> = BTreeMap::new();
    for part in parts {
        let (at, series) = (part.datum.series, &findings.series[part.datum.series]);
        let group = group_of(findings, series).filter(|_| !is_inside);
        let key = (group, if group.is_some() { 0 } else { at });
        let entry = || {
            let label = group.and_then(|_| findings.subject.groups.get(&series.code)).map(|group| group.label.clone());
            let ink = group.map(|group| Ink::Code { dimension: series.dimension.clone(), code: group.clone(), rank: 0 });
            let inside = || is_inside.then(|| Ink::Code { dimension: series.dimension.clone(), code: series.code.clone(), rank: 0 });
            let of_part = series.role == Role::Part;
            let ink = ink.or_else(|| inside().filter(|_| of_part)).unwrap_or_else(|| own.ink(at));
            (0.0, LegendEntry { series: Vec::new(), label: label.unwrap_or_else(|| name(series)), ink })
        };
        let (size, entry) = sizes.entry(key).or_insert_with(entry);
        *size += part.amount.value;
        entry.series.push(at);
    }
    let mut entries: Vec<(f64, LegendEntry)> = sizes.into_values().collect();
    entries.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    // Of many sections the largest have hues; the others are one grey.
    if entries.iter().any(|(_, entry)| entry.series.len() > 1) {
        for (_, entry) in entries.iter_mut().skip(HUES) {
            if let Ink::Code { rank, .. } = &mut entry.ink {
                *rank = HUES;
            }
        }
    }
    entries.into_iter().map(|(_, entry)| entry).collect()
}

/// A chapter has the hue of its section in its own tone, as long as its section has one.
fn ink(series: &Series, entry: &LegendEntry) -> Ink {
    match &entry.ink {
        Ink::Code { dimension, rank, .. } if *rank < HUES && entry.series.len() > 1 => {
            Ink::Code { dimension: dimension.clone(), code: series.code.clone(), rank: 0 }
        }
        other => other.clone(),
    }
}

fn name(series: &Series) -> String {
    if series.short_label.is_empty() { series.label.clone() } else { series.short_label.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::findings::Group;
    use crate::measure::sample::{exact, findings, series};
    use crate::terms::dimension::Dimension;

    fn chapters(values: &[(&str, &str, f64)]) -> Findings {
        let part = |(code, _, value): &(&str, &str, f64)| Series {
            dimension: Dimension::Commodity,
            codes: [(Dimension::Commodity, Code::new(*code))].into(),
            ..series(code, code, vec![exact("2019", 1.0), exact("2020", *value)])
        };
        let mut all = findings(values.iter().map(part).collect());
        all.subject.varying = vec![Dimension::Commodity];
        let group = |(code, section, _): &(&str, &str, f64)| {
            (Code::new(*code), Group { code: Code::new(*section), label: format!("Section {section}") })
        };
        all.subject.groups = values.iter().map(group).collect();
        all
    }

    fn mixed() -> Findings {
        chapters(&[("HS-27", "HS-S05", 60.0), ("HS-26", "HS-S05", 4.0), ("HS-44", "HS-S09", 6.0), ("HS-03", "HS-S01", 0.0)])
    }

    fn tiles(chart: &Chart) -> Vec<(f64, usize)> {
        let tiles = chart.marks.iter().filter_map(|mark| match mark {
            Mark::Tile(tile) => Some((tile.size, tile.group)),
            _ => None,
        });
        tiles.collect()
    }

    #[test]
    fn chapters_stand_together_in_their_sections_and_nothing_has_no_tile() {
        let chart = Treemap.draw(&mixed()).expect("can be drawn");
        assert_eq!(tiles(&chart), [(60.0, 0), (4.0, 0), (6.0, 1)]);
        let names: Vec<&str> = chart.legend.iter().map(|entry| entry.label.as_str()).collect();
        assert_eq!(names, ["Section HS-S05", "Section HS-S09"]);
        assert_eq!(chart.key, ["All areas together: 70% of the whole"]);
    }

    #[test]
    fn a_section_of_several_chapters_can_be_looked_into_and_left_again() {
        let all = mixed();
        let level = Treemap.within(&all, &[0, 1]).expect("two chapters");
        assert_eq!(level.codes.iter().map(Code::as_str).collect::<Vec<_>>(), ["HS-26", "HS-27"]);
        assert_eq!(Treemap.within(&all, &[2]), None, "one chapter is nothing to look into");
        assert_eq!(Treemap.way_back(&all), None);
        let inside = chapters(&[("HS-27", "HS-S05", 60.0), ("HS-26", "HS-S05", 4.0)]);
        assert_eq!(Treemap.way_back(&inside).map(|level| level.name).as_deref(), Some("Section HS-S05"));
        assert_eq!(Treemap.within(&inside, &[0]), None);
        assert_eq!(tiles(&Treemap.draw(&inside).expect("can be drawn")), [(60.0, 0), (4.0, 1)]);
        assert_eq!(Treemap.told(&inside).as_deref(), Some("Section HS-S05 alone, in %"));
    }

    #[test]
    fn of_many_sections_seven_have_hues() {
        let codes: Vec<(String, String)> = (1..=9).map(|at| (format!("HS-{:02}", at * 10), format!("HS-S{at:02}"))).collect();
        let mut values: Vec<(&str, &str, f64)> =
            codes.iter().enumerate().map(|(at, (code, section))| (code.as_str(), section.as_str(), 12.0 - at as f64)).collect();
        values.push(("HS-11", "HS-S01", 1.0));
        let chart = Treemap.draw(&chapters(&values)).expect("can be drawn");
        let greys = chart.legend.iter().filter(|entry| matches!(entry.ink, Ink::Code { rank: HUES, .. })).count();
        assert_eq!((chart.legend.len(), greys), (9, 2));
    }

    #[test]
    fn several_wholes_and_one_part_alone_are_no_treemap() {
        let alone = findings(vec![series("CHN", "China", vec![exact("2020", 20.0)])]);
        assert!(Treemap.objection(&alone).is_some_and(|why| why.contains("one part")));
        let two = findings(vec![series("CHN", "China", vec![exact("2020", 20.0)]), series("DEU", "Germany", vec![exact("2020", 9.0)])]);
        assert_eq!(Treemap.objection(&two), None);
        assert!(Treemap.objection(&findings(vec![series("CHN", "China", vec![exact("2020", -2.0)])])).is_some());
    }
}
