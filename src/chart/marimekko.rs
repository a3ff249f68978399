//! Several wholes side by side: each as wide as its total, its parts as high as their shares of it.

use crate::chart::legend::{self, Hues, Inks};
use crate::chart::mark::{Anchor, Datum, Ink, Mark, Place};
use crate::chart::ranked_bar::period_shown;
use crate::chart::scale::{Scale, Span};
use crate::chart::signs::Softness;
use crate::chart::stack::{self, Pile};
use crate::chart::{Camera, Chart, ChartType, LegendEntry, extent, figure, signs};
use crate::measure::derivation::{Derivation, Inputs};
use crate::measure::findings::{Findings, Point};
use crate::problem::Problem;
use crate::terms::amount::Amount;
use crate::terms::period::Period;
use crate::terms::unit::{Unit, write_number};

pub struct Marimekko;

/// A part of so many per cent, in a column of so much of all, has its name above its share.
const LARGE: f64 = 22.0;
const WIDE: f64 = 0.13;
/// The height of a line of words, in per cent of the plot.
const LINE: f64 = 10.0;

/// More columns than these are too narrow to be named.
const MOST_COLUMNS: usize = 20;
/// The part of the width between two columns.
const GAP: f64 = 0.004;
/// With parts lower than this beside the plot their names would be torn from them.
const NAMED: f64 = 4.0;

impl ChartType for Marimekko {
    fn name(&self) -> &'static str {
        "Marimekko"
    }

    fn objection(&self, findings: &Findings) -> Option<String> {
        if findings.is_empty() {
            return Some("there is no number to show".to_owned());
        }
        if !findings.unit().is_additive() {
            return Some("the size of a whole cannot be seen from shares; show amounts".to_owned());
        }
        if let Some(objection) = stack::objection(findings) {
            return Some(objection);
        }
        let columns = period_shown(findings).map_or(0, |period| columns(findings, &period).len());
        match columns {
            0 | 1 => Some("there is one whole alone; choose several to set side by side".to_owned()),
            count if count > MOST_COLUMNS => Some(format!("{count} wholes are too many to be named; choose fewer")),
            _ => None,
        }
    }

    fn periods(&self, findings: &Findings) -> Vec<Period> {
        period_shown(findings).into_iter().collect()
    }

    fn told(&self, _findings: &Findings) -> Option<String> {
        Some("width: the total, height: shares of it in %, computed here".to_owned())
    }

    fn draw(&self, findings: &Findings) -> Result<Chart, Problem> {
        let Some(period) = period_shown(findings) else {
            return Err(Problem::new("Could not draw a Marimekko").because("there is no number to show"));
        };
        let columns = columns(findings, &period);
        let inks = Inks::of(findings, Hues::UnfixedCodes);
        let width: f64 = columns.iter().map(|column| column.total.value).sum();
        let totals: Vec<f64> = columns.iter().map(|column| column.total.value).collect();
        let scaled = extent::scaled(&totals, &findings.unit());
        let softness = Softness::of(columns.iter().flat_map(|column| column.parts.iter().map(|part| part.point)));
        let (mut marks, mut spans, mut from) = (Vec::new(), Vec::new(), 0.0);
        for column in &columns {
            let to = from + column.total.value;
            // The first names the unit, and the others then have room for their numbers.
            let write = if spans.is_empty() { figure::at_mark } else { figure::bare };
            let size = write(&column.computed(), &column.total, &scaled);
            spans.push(Span { from, to, label: column.label.clone(), size });
            let inner = [from + width * GAP / 2.0, (to - width * GAP / 2.0).max(from + width * GAP / 2.0)];
            marks.extend(column.marks(inner, width * WIDE, &inks, softness));
            from = to;
        }
        let mut key = signs::key(&marks, findings);
        key.extend(without(findings, &columns, &period));
        let legend: Vec<LegendEntry> = legend::by_ink(findings, inks.entries);
        let names = columns.last().zip(spans.last()).map_or_else(Vec::new, |(last, span)| names(&legend, last, span.to));
        let is_labelled = names.len() == legend.len();
        if is_labelled {
            marks.extend(names);
        }
        let y = Scale::Number { min: 0.0, max: 100.0, unit: Unit::percent().as_str().to_owned(), divisor: 1.0 };
        Ok(Chart { x: Scale::Spans { spans }, y, marks, legend, is_labelled, camera: Camera::Fixed, key, multiples: None })
    }
}

/// One whole.
struct Column<'a> {
    label: String,
    total: Amount,
    /// From the bottom up.
    parts: Vec<Part<'a>>,
}

struct Part<'a> {
    datum: Datum,
    point: &'a Point,
    amount: &'a Amount,
}

/// The wholes of a period, the largest first.
fn columns<'a>(findings: &'a Findings, period: &Period) -> Vec<Column<'a>> {
    let column = |pile: &Pile| {
        let parts = stack::parts(findings, pile, period).into_iter().filter_map(|(series, point, value)| {
            let figure = &findings.series[series].points[point];
            Some(Part { datum: Datum { series, point }, point: figure, amount: figure.amount.as_ref().ok().filter(|_| value > 0.0)? })
        });
        let parts: Vec<Part> = parts.collect();
        let total = parts.iter().map(|part| part.amount.clone()).reduce(|a, b| a.plus(&b))?;
        Some(Column { label: pile.label.clone(), total, parts })
    };
    let mut columns: Vec<Column> = stack::piles(findings).iter().filter_map(column).collect();
    columns.sort_by(|a, b| b.total.value.total_cmp(&a.total.value).then_with(|| a.label.cmp(&b.label)));
    columns
}

impl Column<'_> {
    /// The point of the total: a sum, even of figures that are as published.
    fn computed(&self) -> Point {
        let derivation = Derivation { formula: "sum of the parts shown".to_owned(), inputs: Inputs::default() };
        Point { derivation: Some(derivation.into()), ..self.parts[0].point.clone() }
    }

    /// A part of the whole in %.
    fn share(&self, part: &Part) -> Option<Amount> {
        part.amount.over(&self.total).map(|share| share.times(100.0))
    }

    /// What a part is called in its own column.
    fn name(&self, label: &str) -> String {
        let own = format!(", {}", self.label);
        label.strip_suffix(own.as_str()).unwrap_or(label).to_owned()
    }

    /// `wide`: from which width on a part has room for its name.
    fn marks(&self, x: [f64; 2], wide: f64, inks: &Inks, softness: Softness) -> Vec<Mark> {
        let mut marks = Vec::new();
        let mut low = 0.0;
        for part in &self.parts {
            let Some(share) = self.share(part) else { continue };
            let (series, ink) = (part.datum.series, inks.ink(part.datum.series));
            let high = low + share.value;
            let cell = Mark::Cell { datum: part.datum, x, y: [low, high], ink: ink.clone(), firmness: softness.firmness(part.point) };
            marks.push(cell);
            let text = format!("{}{}%", share.qualifier.sign(), write_number(share.value, 0));
            let (center, middle) = (f64::midpoint(x[0], x[1]), f64::midpoint(low, high));
            let is_large = share.value >= LARGE && x[1] - x[0] >= wide;
            let lines = match is_large {
                true => vec![(self.name(inks.label(series)), LINE / 2.0, LINE), (text, -LINE / 2.0, LINE)],
                false => vec![(text, 0.0, high - low)],
            };
            for (text, up, height) in lines {
                let (at, place) = ([center, middle + up], Place::Inside { room: [x[1] - x[0], height] });
                let ink = Ink::On(Box::new(ink.clone()));
                marks.push(Mark::Label { series: Some(series), at, text, anchor: Anchor::Middle, ink, place });
            }
            low = high;
        }
        marks
    }
}

/// The name of each part beside the last column, when all of them are high enough there.
fn names(legend: &[LegendEntry], last: &Column, right: f64) -> Vec<Mark> {
    let mut low = 0.0;
    let mut names = Vec::new();
    for part in &last.parts {
        let Some(share) = last.share(part) else { continue };
        let entry = legend.iter().find(|entry| entry.series.contains(&part.datum.series));
        if let Some(entry) = entry.filter(|_| share.value >= NAMED) {
            let (at, text, ink) = ([right, low + share.value / 2.0], entry.label.clone(), entry.ink.clone());
            names.push(Mark::Label { series: Some(part.datum.series), at, text, anchor: Anchor::Start, ink, place: Place::LineEnd });
        }
        low += share.value;
    }
    names
}

/// "No figures for 2020: Ukraine".
fn without(findings: &Findings, columns: &[Column], period: &Period) -> Option<String> {
    let is_shown = |pile: &&Pile| !columns.iter().any(|column| column.label == pile.label);
    let lacking: Vec<String> = stack::piles(findings).iter().filter(is_shown).map(|pile| pile.label.clone()).collect();
    (!lacking.is_empty()).then(|| format!("No figures for {}: {}", period.label(), lacking.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::findings::Series;
    use crate::measure::sample::{exact, findings, series};
    use crate::terms::dimension::{Code, Dimension};

    fn trade(values: &[(&str, &str, f64)]) -> Findings {
        let one = |(partner, commodity, value): &(&str, &str, f64)| {
            let codes = [(Dimension::Partner, Code::new(*partner)), (Dimension::Commodity, Code::new(*commodity))].into();
            let label = format!("{commodity}, {partner}");
            Series {
                dimension: Dimension::Commodity,
                codes,
                unit: Unit::new("USD"),
                label,
                ..series(commodity, commodity, vec![exact("2020", *value)])
            }
        };
        let mut all = findings(values.iter().map(one).collect());
        all.subject.varying = vec![Dimension::Commodity, Dimension::Partner];
        all
    }

    fn two() -> Findings {
        trade(&[("DEU", "oil", 30.0), ("CHN", "oil", 60.0), ("DEU", "wood", 10.0), ("CHN", "wood", 20.0)])
    }

    fn cells(chart: &Chart) -> Vec<([f64; 2], [f64; 2])> {
        let cells = chart.marks.iter().filter_map(|mark| match mark {
            Mark::Cell { x, y, .. } => Some((x.map(f64::round), *y)),
            _ => None,
        });
        cells.collect()
    }

    #[test]
    fn widths_are_totals_and_heights_are_shares_and_the_largest_stands_first() {
        let chart = Marimekko.draw(&two()).expect("can be drawn");
        let wanted =
            [([0.0, 80.0], [0.0, 75.0]), ([0.0, 80.0], [75.0, 100.0]), ([80.0, 120.0], [0.0, 75.0]), ([80.0, 120.0], [75.0, 100.0])];
        assert_eq!(cells(&chart), wanted);
        let Scale::Spans { spans } = &chart.x else { panic!("{:?}", chart.x) };
        assert_eq!(
            spans.iter().map(|span| (span.label.as_str(), span.size.as_str())).collect::<Vec<_>>(),
            [("CHN", "USD 80"), ("DEU", "40")]
        );
        assert!(chart.is_labelled, "two parts of a quarter and more are named beside the last column");
    }

    #[test]
    fn one_whole_and_shares_without_a_size_are_refused_with_the_reason() {
        let one = trade(&[("CHN", "oil", 60.0), ("CHN", "wood", 20.0)]);
        assert!(Marimekko.objection(&one).is_some_and(|why| why.contains("one whole alone")));
        let mut shares = two();
        shares.unit = Some(Unit::percent());
        assert!(Marimekko.objection(&shares).is_some_and(|why| why.contains("show amounts")));
        assert_eq!(Marimekko.objection(&two()), None);
    }
}
