//! A title that tells how two sides stand to each other: how many times as much the one depends on the other.

use crate::chart::{extent, figure, headline, sources};
use crate::measure::dependence::ratio;
use crate::measure::findings::{Facing, Findings, Sides};
use crate::terms::amount::Amount;
use crate::terms::dimension::{Code, Dimension};
use crate::terms::english;
use crate::terms::english::capitalised;
use crate::terms::period::Period;
use crate::terms::trade::Flow;
use crate::terms::unit::write_number;

/// The sentence; `None` when there are no two sides, or too many.
pub fn headline(findings: &Findings, periods: &[Period]) -> Option<String> {
    let sides = findings.sides.as_ref()?;
    if !is_of_one_pair(findings, sides) {
        return None;
    }
    if findings.unit().is_percent() { dependence(findings, sides, periods) } else { mirrored(findings, sides, periods) }
}

fn is_of_one_pair(findings: &Findings, sides: &Sides) -> bool {
    let codes = |facing: &Facing| [facing.left, facing.right].map(|at| &findings.series[at].code);
    sides.facing.windows(2).all(|pair| codes(&pair[0]) == codes(&pair[1]))
}

/// One period in which both sides are known.
struct Moment<'a> {
    facing: &'a Facing,
    period: Period,
    both: [&'a Amount; 2],
}

/// "In 2023 Russia depended on China 8 times as much as China on Russia".
fn dependence(findings: &Findings, sides: &Sides, periods: &[Period]) -> Option<String> {
    let moments = moments(findings, sides, periods);
    let (first, last) = (moments.first()?, moments.last()?);
    let flow = findings.series[last.facing.left].codes.get(&Dimension::Flow).and_then(|flow| Flow::from_code(flow.as_str()))?;
    let in_what = match flow {
        Flow::Turnover => String::new(),
        Flow::Export | Flow::Import | Flow::ReExport | Flow::ReImport => format!(" in {}", flow.plural()),
    };
    let (stronger, times) = ratio(last.both);
    let [of, on] = names(findings, last.facing, stronger);
    let spans_sources = findings.series[first.facing.left].source != findings.series[last.facing.left].source;
    let when = |moment: &Moment| {
        let source = if spans_sources {
            format!(" ({})", sources::publisher(findings, &findings.series[moment.facing.left]))
        } else {
            String::new()
        };
        format!("{}{source}", headline::when(&moment.period))
    };
    let Some(times) = times else {
        let both = english::list(&[capitalised(&of), on]);
        return Some(format!("{both} depended on each other about equally{in_what}{}", when(last)));
    };
    let (stronger_before, times_before) = ratio(first.both);
    let said = |times: &str, when: &str| format!("{} depended on {on}{in_what} {times} as much as {on} on {of}{when}", capitalised(&of));
    Some(match times_before {
        Some(before) if first.period != last.period && stronger_before == stronger => {
            format!("{}, {times}{}", said(&before, &when(first)), when(last))
        }
        Some(_) | None => said(&times, &when(last)),
    })
}

/// In order of time, of one flow relative to one thing: the turnover where it is told.
fn moments<'a>(findings: &'a Findings, sides: &'a Sides, periods: &[Period]) -> Vec<Moment<'a>> {
    let told_by = |facing: &Facing| {
        let series = &findings.series[facing.left];
        let mut codes = series.codes.clone();
        codes.retain(|dimension, _| !matches!(dimension, Dimension::Reporter | Dimension::Partner));
        codes
    };
    let is_turnover = |facing: &&Facing| told_by(facing).get(&Dimension::Flow) == Some(&Code::new(Flow::Turnover.code()));
    let Some(telling) = sides.facing.iter().find(is_turnover).or_else(|| sides.facing.first()).map(told_by) else { return Vec::new() };
    let of_it = sides.facing.iter().filter(|facing| told_by(facing) == telling);
    let mut moments: Vec<Moment> = of_it
        .flat_map(|facing| {
            let both = move |period: &Period| {
                Some(Moment { facing, period: *period, both: facing.both(&findings.series, period)?.map(|(_, amount)| amount) })
            };
            periods.iter().filter(|period| !period.is_undated()).filter_map(both)
        })
        .collect();
    moments.sort_by_key(|moment| moment.period);
    moments
}

/// Which of the two is the larger, and how many times as large; `None` when they are as good as equal.
fn ratio([left, right]: [&Amount; 2]) -> (usize, Option<String>) {
    let (stronger, ratio) = if left.value >= right.value { (0, left.over(right)) } else { (1, right.over(left)) };
    (stronger, ratio.and_then(|ratio| ratio::in_words(&ratio)))
}

/// Who depends more, and on whom, as they stand inside a sentence.
fn names(findings: &Findings, facing: &Facing, stronger: usize) -> [String; 2] {
    let labels = |at: usize| findings.series[at].short_label.split_once(" on ").map(|(of, _)| inside(of)).unwrap_or_default();
    let both = [labels(facing.left), labels(facing.right)];
    if stronger == 0 { both } else { [both[1].clone(), both[0].clone()] }
}

fn inside(name: &str) -> String {
    english::inside(name)
}

/// "Goods turnover of 2024 by China’s figures is USD 94.8 billion, by the other side’s 66.2: 43% more".
fn mirrored(findings: &Findings, sides: &Sides, periods: &[Period]) -> Option<String> {
    let moments = moments(findings, sides, periods);
    let last = moments.last()?;
    let scaled = extent::scaled(&last.both.map(|amount| amount.value), &findings.unit());
    let [(left_point, left), (right_point, right)] = last.facing.both(&findings.series, &last.period)?;
    let [one, other] = [(left_point, left), (right_point, right)].map(|(point, amount)| figure::in_words(point, amount, &scaled));
    let [gap, _] = last.facing.gaps.get(&last.period)?;
    let about = if gap.is_exact() { "" } else { "about " };
    let word = if gap.value < 0.0 { "less" } else { "more" };
    let gap = write_number(gap.value.abs(), u8::from(gap.value.abs() < 10.0));
    let heads = sides.heads.clone().map(|head| head.strip_prefix("By ").map_or(head.clone(), str::to_owned));
    Some(format!(
        "{} give {one}{}, {about}{gap}% {word} than the {other} of {}",
        capitalised(&heads[0]),
        headline::when(&last.period),
        heads[1]
    ))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::measure::findings::{Point, Series};
    use crate::measure::sample::{exact, findings, qualified, series};
    use crate::terms::amount::Qualifier;

    fn side(code: &str, label: &str, points: Vec<Point>) -> Series {
        let codes = [(Dimension::Flow, Code::new("turnover"))].into();
        Series { dimension: Dimension::Reporter, codes, ..series(code, label, points) }
    }

    fn told(left: Vec<Point>, right: Vec<Point>) -> String {
        let mut all = findings(vec![side("RUS", "Russia on China", left), side("CHN", "China on Russia", right)]);
        let facing = vec![Facing { left: 0, right: 1, label: "Turnover".to_owned(), gaps: BTreeMap::new() }];
        all.sides = Some(Sides { heads: ["left".to_owned(), "right".to_owned()], facing });
        headline(&all, &all.dated_periods()).unwrap_or_else(|| "—".to_owned())
    }

    #[test]
    fn the_ratio_is_told_in_words_of_the_side_that_depends_more() {
        let one = told(vec![exact("2023", 31.42)], vec![exact("2023", 3.9)]);
        assert_eq!(one, "Russia depended on China 8 times as much as China on Russia in 2023");
        let turned = told(vec![exact("2023", 2.0)], vec![exact("2023", 5.0)]);
        assert_eq!(turned, "China depended on Russia 2.5 times as much as Russia on China in 2023");
        let even = told(vec![exact("2023", 12.86)], vec![exact("2023", 12.81)]);
        assert_eq!(even, "Russia and China depended on each other about equally in 2023");
    }

    #[test]
    fn a_way_is_told_from_its_first_to_its_last_year() {
        let way = told(vec![exact("2000", 4.5), exact("2023", 31.42)], vec![exact("2000", 1.3), exact("2023", 3.9)]);
        assert_eq!(way, "Russia depended on China 3.5 times as much as China on Russia in 2000, 8 times in 2023");
        // A side that is not known in the last year leaves that year out.
        let gap = told(vec![exact("2022", 26.0), exact("2023", 31.42)], vec![exact("2022", 3.0)]);
        assert_eq!(gap, "Russia depended on China 9 times as much as China on Russia in 2022");
    }

    #[test]
    fn a_ratio_of_what_is_about_known_is_about() {
        let about = told(vec![qualified("2023", 31.0, Qualifier::About)], vec![exact("2023", 4.0)]);
        assert_eq!(about, "Russia depended on China about 8 times as much as China on Russia in 2023");
    }
}
