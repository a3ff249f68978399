//! Small multiples: findings parted by the codes of one dimension, each part drawn alike, all on one scale.

use std::collections::{BTreeMap, BTreeSet};

use crate::chart::common_scale::on_common_scales;
use crate::chart::mark::{Datum, Ink, Mark, Place};
use crate::chart::scale::Scale;
use crate::chart::{Camera, Chart, ChartKind, LegendEntry, claims, palette, signs};
use crate::measure::findings::{Claimed, Findings, Role, Series};
use crate::problem::Problem;
use crate::terms::dimension::{Code, Dimension};
use crate::terms::english;
use crate::terms::period::Period;
use crate::terms::poll::Side;

/// Small charts of one kind on common scales. Marks speak of the series of the whole findings.
#[derive(Clone, Debug, PartialEq)]
pub struct Multiples {
    /// In the order of reading.
    pub cells: Vec<Cell>,
    /// Codes for which there is no cell any more.
    pub beyond: usize,
    /// What the codes are called: "partners".
    pub named: String,
    /// Which codes cannot be drawn, and why: each a sentence.
    pub notes: Vec<String>,
}

/// One small chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    pub name: String,
    pub chart: Chart,
    /// Is a single line in it, so that those of the other cells can stand behind it?
    pub is_alone: bool,
}

/// More small charts than these are a list to search, not a picture to compare.
pub const MOST: usize = 12;

/// With more periods than these a small line has no dots.
const DENSE: usize = 8;

/// The dimensions in which the findings can be parted: each figure has a code in it, and there are two codes or more.
pub fn dimensions(findings: &Findings) -> Vec<Dimension> {
    let all: BTreeSet<&Dimension> = findings.series.iter().flat_map(|series| series.codes.keys().chain([&series.dimension])).collect();
    all.into_iter().filter(|dimension| codes(findings, dimension).is_ok()).cloned().collect()
}

/// Why the findings cannot be drawn as small charts of this kind; `None` when they can.
pub fn objection(kind: ChartKind, dimension: &Dimension, findings: &Findings) -> Option<String> {
    wanting(kind, dimension, findings).or_else(|| draw(kind, dimension, findings).err()?.why)
}

fn wanting(kind: ChartKind, dimension: &Dimension, findings: &Findings) -> Option<String> {
    if let Some(why) = alone(kind) {
        return Some(why.to_owned());
    }
    if findings.sides.is_some() {
        return Some("two sides are set against each other in one chart".to_owned());
    }
    if matches!(kind, ChartKind::RankedBar | ChartKind::Dumbbell) && told(findings, dimension).is_empty() {
        return Some("each row would stand alone in its chart".to_owned());
    }
    let codes = match codes(findings, dimension) {
        Ok(codes) => codes,
        Err(why) => return Some(why),
    };
    let objections = codes.iter().map(|code| kind.definition().objection(&own(findings, dimension, code)));
    let (can, cannot): (Vec<_>, Vec<_>) = codes.iter().zip(objections).partition(|(_, objection)| objection.is_none());
    if can.len() >= 2 {
        return None;
    }
    cannot.into_iter().find_map(|(code, objection)| Some(format!("{}: {}", name(findings, dimension, code), objection?)))
}

/// Why a view of this kind, parted so if it can be, cannot be drawn.
pub fn objection_to_either(kind: ChartKind, facet: Option<&Dimension>, findings: &Findings) -> Option<String> {
    let is_parted = facet.is_some_and(|dimension| objection(kind, dimension, findings).is_none());
    if is_parted { None } else { kind.definition().objection(findings) }
}

/// The periods that the small charts show.
pub fn periods(kind: ChartKind, dimension: &Dimension, findings: &Findings) -> Vec<Period> {
    let of = |code: &Code| kind.definition().periods(&own(findings, dimension, code));
    let codes = codes(findings, dimension).unwrap_or_default();
    codes.iter().flat_map(of).collect::<BTreeSet<Period>>().into_iter().collect()
}

/// A small chart for each code; their own legend, key and scales are those of all.
///
/// # Errors
/// When there is an objection.
pub fn draw(kind: ChartKind, dimension: &Dimension, findings: &Findings) -> Result<Chart, Problem> {
    let could_not = |why: String| Problem::new(format!("Could not draw small multiples by {dimension}")).because(why);
    if let Some(why) = wanting(kind, dimension, findings) {
        return Err(could_not(why));
    }
    let mut codes = codes(findings, dimension).map_err(could_not)?;
    sort(&mut codes, dimension, findings);
    let told = told(findings, dimension);
    // The dots of a poll are its waves.
    let is_dense = !findings.is_of_opinion && findings.dated_periods().len() > DENSE;
    let (mut cells, mut beyond) = (Vec::new(), 0);
    let mut cannot: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for code in &codes {
        let name = name(findings, dimension, code);
        match kind.definition().objection(&own(findings, dimension, code)) {
            Some(why) => cannot.entry(why).or_default().push(name),
            None if cells.len() == MOST => beyond += 1,
            None => {
                let chart = in_cell(drawn(kind, dimension, findings, (code, &told))?, is_dense);
                let is_alone = told.is_empty() && is_of_lines(&chart);
                let chart = if told.is_empty() { with_hues(chart) } else { chart };
                cells.push(Cell { name, chart, is_alone });
            }
        }
    }
    let undrawn = cannot.iter().map(|(why, names)| format!("Not drawn: {} ({why}).", english::list(names)));
    let notes = undrawn.collect();
    let periods: Vec<String> = findings.periods().iter().map(Period::label).collect();
    let mut charts: Vec<&mut Chart> = cells.iter_mut().map(|cell| &mut cell.chart).collect();
    let (x, y) = on_common_scales(&mut charts, &periods).ok_or_else(|| could_not("its places have no common scale".to_owned()))?;
    let marks = cells[0].chart.marks.iter().filter(|mark| matches!(mark, Mark::Key(_))).cloned().collect();
    // Rows that carry their names need no legend.
    let are_named = matches!(y, Scale::Band { .. }) && cells.iter().all(|cell| cell.chart.is_labelled);
    let legend = if told.is_empty() || are_named { Vec::new() } else { legend(&cells) };
    let key = signs::joined(cells.iter().flat_map(|cell| &cell.chart.key));
    let multiples = Some(Multiples { cells, beyond, named: plural(findings, dimension), notes });
    Ok(Chart { x, y, marks, legend, is_labelled: false, camera: Camera::Fixed, key, multiples })
}

/// What a code of the dimension is called in a sentence about these findings.
pub fn word(findings: &Findings, dimension: &Dimension) -> String {
    match dimension {
        Dimension::Reporter if findings.is_of_opinion => "country asked".to_owned(),
        Dimension::Partner if findings.is_of_opinion => "country".to_owned(),
        Dimension::Reporter => "country".to_owned(),
        Dimension::Group => "group of people".to_owned(),
        Dimension::Partner | Dimension::Indicator | Dimension::Flow | Dimension::Commodity | Dimension::Holder => {
            dimension.name().to_owned()
        }
        Dimension::Market | Dimension::Question | Dimension::Answer | Dimension::Pollster | Dimension::Source => {
            dimension.name().to_owned()
        }
        Dimension::Other(name) => name.replace(['_', '-'], " "),
    }
}

fn plural(findings: &Findings, dimension: &Dimension) -> String {
    if findings.is_of_opinion && dimension.is_of_countries() { "countries".to_owned() } else { dimension.plural().to_lowercase() }
}

/// The chart of one code, with its statements. What its key tells is told of its own series alone.
fn drawn(kind: ChartKind, dimension: &Dimension, findings: &Findings, (code, told): (&Code, &[Dimension])) -> Result<Chart, Problem> {
    let mut part = part(findings, dimension, code, told);
    let mut chart = kind.definition().draw(&part)?;
    chart.key = kind.definition().draw(&own(findings, dimension, code))?.key;
    let is_here = |about: &usize| part.series.get(*about).is_some_and(|series| !series.points.is_empty());
    let claims = findings.claims.iter().enumerate().filter(|(_, claimed)| claimed.about.first().is_some_and(is_here));
    let (places, claims): (Vec<usize>, Vec<Claimed>) = claims.map(|(place, claimed)| (place, claimed.clone())).unzip();
    part.claims = claims;
    let mut chart = claims::laid_over(chart, &part);
    for mark in &mut chart.marks {
        if let Mark::Claim(statement) = mark
            && let Some(place) = statement.datum.series.checked_sub(part.series.len()).and_then(|nth| places.get(nth))
        {
            statement.datum.series = part.series.len() + place;
        }
    }
    Ok(chart)
}

/// Why a chart of this kind cannot stand beside others of its kind on one scale.
fn alone(kind: ChartKind) -> Option<&'static str> {
    match kind {
        ChartKind::Line | ChartKind::StackedArea | ChartKind::StackedBar | ChartKind::RankedBar => None,
        ChartKind::DivergingBar | ChartKind::Dumbbell => None,
        ChartKind::Slope => Some("a slope needs room for its names and values at both ends"),
        ChartKind::Bump => Some("ranks are places among all, and each small chart would have its own"),
        ChartKind::Heatmap => Some("its rows are set side by side on one scale of colours as they are"),
        ChartKind::Treemap | ChartKind::Marimekko => Some("areas fill their plot, so those of two plots have no common scale"),
        ChartKind::TwoSidedBar | ChartKind::Scatter => Some("it sets all its figures against each other in one plot"),
    }
}

/// The codes of the dimension in the order of the findings, or why they part nothing.
fn codes(findings: &Findings, dimension: &Dimension) -> Result<Vec<Code>, String> {
    let mut codes: Vec<Code> = Vec::new();
    for series in findings.series.iter().filter(|series| has_number(series)) {
        let code = code(series, dimension).ok_or_else(|| format!("{} has no {dimension}", series.label))?;
        if !codes.contains(code) {
            codes.push(code.clone());
        }
    }
    if codes.len() < 2 { Err(format!("all figures are of one {dimension}")) } else { Ok(codes) }
}

fn has_number(series: &Series) -> bool {
    series.points.iter().any(|point| point.amount.is_ok())
}

fn code<'a>(series: &'a Series, dimension: &Dimension) -> Option<&'a Code> {
    let own = (series.dimension == *dimension).then_some(&series.code);
    if series.role == Role::Part { series.codes.get(dimension).or(own) } else { own.or_else(|| series.codes.get(dimension)) }
}

fn name(findings: &Findings, dimension: &Dimension, wanted: &Code) -> String {
    let of_it = |series: &&Series| code(series, dimension) == Some(wanted);
    match findings.series.iter().find(of_it) {
        Some(series) => name_of(findings, series, dimension),
        None => findings.subject.short_label(dimension, wanted),
    }
}

/// What a series is called by one of its dimensions; what stands for many codes has its own name.
fn name_of(findings: &Findings, series: &Series, dimension: &Dimension) -> String {
    let label = code(series, dimension).and_then(|code| Some(findings.subject.labels.get(dimension)?.get(code)?.clone()));
    let own = || match series.role {
        Role::Part if series.dimension != *dimension => code(series, dimension).map(Code::to_string).unwrap_or_default(),
        Role::Part | Role::NotSpecified | Role::Rest | Role::NotBrokenDown => series.short_label.clone(),
    };
    label.unwrap_or_else(own)
}

/// The largest first, or in the order that the rows of a chart have; parts of one whole stand as the findings have them.
fn sort(codes: &mut [Code], dimension: &Dimension, findings: &Findings) {
    let of = |wanted: &Code| {
        let is_of = move |series: &&Series, wanted: &Code| code(series, dimension) == Some(wanted);
        let wanted = wanted.clone();
        findings.series.iter().enumerate().filter(move |(_, series)| is_of(series, &wanted))
    };
    let role = |code: &Code| of(code).map(|(_, series)| series.role).min();
    if let Some(rows) = &findings.rows {
        let place = |code: &Code| of(code).filter_map(|(at, _)| rows.places.iter().position(|row| *row == at)).min();
        codes.sort_by_key(|code| (role(code), place(code).unwrap_or(usize::MAX)));
        return;
    }
    let are_answers = findings.series.iter().any(|series| series.side.is_some());
    let latest = findings.fullest_period();
    let size = |code: &Code| -> f64 {
        let is_counted = |series: &Series| !are_answers || series.side == Some(Side::Positive);
        // Not every country is asked in the last wave, and all answers together are everybody: the most favourable comes first.
        let own = of(code).filter_map(|(_, series)| series.last()).map(|point| point.period).max();
        let period = if are_answers { own } else { latest };
        let value = |series: &Series| period.as_ref().and_then(|period| series.value_at(period));
        of(code).filter(|(_, series)| is_counted(series)).filter_map(|(_, series)| value(series)).sum()
    };
    let of_size = |code: &Code| if findings.is_whole { 0.0 } else { size(code) };
    codes.sort_by(|a, b| role(a).cmp(&role(b)).then(of_size(b).total_cmp(&of_size(a))));
}

/// The dimensions that tell the series of a small chart from each other.
fn told(findings: &Findings, dimension: &Dimension) -> Vec<Dimension> {
    let with_numbers = || findings.series.iter().filter(|series| has_number(series));
    let own = findings.series.iter().map(|series| &series.dimension).find(|own| *own != dimension);
    let varying = findings.subject.varying.iter().chain(own).filter(|other| *other != dimension);
    let mut told: Vec<Dimension> = Vec::new();
    for other in varying {
        let differs = with_numbers().map(|series| code(series, other)).collect::<BTreeSet<_>>().len() > 1;
        if differs && !told.contains(other) {
            told.push(other.clone());
        }
    }
    told
}

/// The series of one code alone.
fn own(findings: &Findings, dimension: &Dimension, wanted: &Code) -> Findings {
    let mut own = part(findings, dimension, wanted, &told(findings, dimension));
    own.series.retain(|series| !series.points.is_empty());
    (own.rows, own.sides, own.claims) = (None, None, Vec::new());
    own
}

/// The findings with the figures of one code. All series keep their places, and with them their colours: those of other codes
/// have no figures here. They are told by what is left to tell them.
fn part(findings: &Findings, dimension: &Dimension, wanted: &Code, told: &[Dimension]) -> Findings {
    let is_of_it = |series: &Series| code(series, dimension) == Some(wanted);
    let mut part = findings.without_points_unless(is_of_it);
    part.subject.varying.retain(|other| other != dimension);
    part.sides = None;
    for (series, whole) in part.series.iter_mut().zip(&findings.series) {
        let Some(first) = told.first() else { continue };
        let names: Vec<String> = told.iter().map(|other| name_of(findings, whole, other)).filter(|name| !name.is_empty()).collect();
        series.label = names.join(", ");
        series.short_label.clone_from(&series.label);
        if whole.dimension == *dimension {
            series.dimension = first.clone();
            series.code = whole.codes.get(first).cloned().unwrap_or_else(|| whole.code.clone());
        }
        series.codes.remove(dimension);
    }
    part
}

/// What has room in a small chart: names stand in the legend, and the words of lines across the plot in the key.
fn in_cell(mut chart: Chart, is_dense: bool) -> Chart {
    let on_lines: BTreeSet<Datum> = chart.marks.iter().flat_map(corners).collect();
    // Beads on a short line hide its course; each of its numbers can be asked all the same.
    let is_bead = |mark: &Mark| matches!(mark, Mark::Dot { datum, is_hollow: false, .. } if is_dense && on_lines.contains(datum));
    chart.marks.retain(|mark| !is_bead(mark));
    chart.marks.retain(|mark| !matches!(mark, Mark::Label { place, .. } if *place != Place::AtBar));
    let mut words: Vec<String> = Vec::new();
    for mark in &mut chart.marks {
        match mark {
            Mark::Rule { word: Some(word), .. } if !word.is_empty() => words.push(std::mem::take(word)),
            // A small chart has room for a number, not for a sentence.
            Mark::Claim(statement) => drop(statement.words.drain(..statement.words.len().saturating_sub(2))),
            Mark::Rule { .. } | Mark::Line { .. } | Mark::Area { .. } | Mark::Band { .. } | Mark::Bar { .. } | Mark::Dot { .. } => {}
            Mark::Arrow { .. } | Mark::Whisker { .. } | Mark::Stretch { .. } | Mark::Absent { .. } | Mark::Cell { .. } => {}
            Mark::Pip { .. } | Mark::Tile(_) | Mark::Key(_) | Mark::Trail { .. } | Mark::Diagonal { .. } | Mark::Label { .. } => {}
        }
    }
    chart.key.extend(words.into_iter().map(|word| format!("thin line: {word}")));
    chart
}

fn corners(mark: &Mark) -> impl Iterator<Item = Datum> + '_ {
    let points = if let Mark::Line { points, .. } = mark { points.as_slice() } else { &[] };
    points.iter().map(|vertex| vertex.datum)
}

fn is_of_lines(chart: &Chart) -> bool {
    chart.marks.iter().any(|mark| matches!(mark, Mark::Line { .. }))
}

/// Each small chart has its name over it, so none need be grey for want of a hue.
fn with_hues(mut chart: Chart) -> Chart {
    for mark in &mut chart.marks {
        if let Mark::Line { ink, .. }
        | Mark::Area { ink, .. }
        | Mark::Band { ink, .. }
        | Mark::Bar { ink, .. }
        | Mark::Dot { ink, .. }
        | Mark::Arrow { ink, .. }
        | Mark::Whisker { ink, .. }
        | Mark::Stretch { ink, .. } = mark
            && matches!(ink, Ink::Code { rank, .. } if *rank >= palette::HUES)
        {
            *ink = Ink::Text;
        }
    }
    chart
}

/// One entry for each name, with the series of all cells; only those that a cell shows.
fn legend(cells: &[Cell]) -> Vec<LegendEntry> {
    let shown: BTreeSet<usize> = cells.iter().flat_map(|cell| &cell.chart.marks).filter_map(Mark::series).collect();
    let mut legend: Vec<LegendEntry> = Vec::new();
    for entry in cells.iter().flat_map(|cell| &cell.chart.legend) {
        if !entry.series.iter().any(|series| shown.contains(series)) {
            continue;
        }
        match legend.iter_mut().find(|known| known.label == entry.label) {
            Some(known) => {
                let new: Vec<usize> = entry.series.iter().filter(|series| !known.series.contains(series)).copied().collect();
                known.series.extend(new);
            }
            None => legend.push(entry.clone()),
        }
    }
    legend
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::sample::{answers, exact, findings, series};
    use crate::terms::poll::Side;

    /// Exports and imports of a partner over some years.
    fn trade(partner: &str, years: &[&str], value: f64) -> Vec<Series> {
        let one = |flow: &str, value: f64| {
            let mut one = series(partner, partner, years.iter().map(|year| exact(year, value)).collect());
            one.codes.insert(Dimension::Flow, Code::new(flow));
            one
        };
        vec![one("export", value), one("import", value / 2.0)]
    }

    fn of(partners: &[(&str, &[&str], f64)]) -> Findings {
        let mut findings = findings(partners.iter().flat_map(|(code, years, value)| trade(code, years, *value)).collect());
        findings.subject.varying = vec![Dimension::Partner, Dimension::Flow];
        let label = |code: &str, label: &str| (Code::new(code), label.to_owned());
        findings.subject.labels = [(Dimension::Flow, [label("export", "Exports"), label("import", "Imports")].into())].into();
        findings
    }

    fn small(findings: &Findings) -> (Chart, Multiples) {
        let chart = draw(ChartKind::Line, &Dimension::Partner, findings).expect("can be drawn");
        let multiples = chart.multiples.clone().expect("small charts");
        (chart, multiples)
    }

    fn names(multiples: &Multiples) -> Vec<&str> {
        multiples.cells.iter().map(|cell| cell.name.as_str()).collect()
    }

    #[test]
    fn all_cells_stand_on_one_scale_of_values_and_of_time_the_largest_first() {
        let (chart, multiples) = small(&of(&[("A", &["2000", "2010"], 10.0), ("B", &["2005", "2020"], 80.0)]));
        assert_eq!(names(&multiples), ["B", "A"]);
        for cell in &multiples.cells {
            assert_eq!((&cell.chart.x, &cell.chart.y), (&chart.x, &chart.y));
        }
        assert!(chart.x.ends()[0] <= 2000.5 && chart.x.ends()[1] >= 2020.5, "{:?}", chart.x);
        assert!(chart.y.ends()[0] <= 0.0 && chart.y.ends()[1] >= 80.0, "{:?}", chart.y);
    }

    #[test]
    fn marks_keep_the_series_of_the_whole_and_one_entry_names_those_of_all_cells() {
        let (chart, multiples) = small(&of(&[("A", &["2000", "2010"], 10.0), ("B", &["2000", "2010"], 80.0)]));
        let lines = |cell: &Cell| -> BTreeSet<usize> {
            cell.chart.marks.iter().filter(|mark| matches!(mark, Mark::Line { .. })).filter_map(Mark::series).collect()
        };
        assert_eq!(multiples.cells.iter().map(lines).collect::<Vec<_>>(), [BTreeSet::from([2, 3]), BTreeSet::from([0, 1])]);
        let entries: Vec<(&str, &[usize])> = chart.legend.iter().map(|entry| (entry.label.as_str(), entry.series.as_slice())).collect();
        assert_eq!(entries, [("Exports", &[0, 2][..]), ("Imports", &[1, 3][..])]);
    }

    #[test]
    fn rows_in_an_order_of_their_own_give_it_to_the_cells() {
        let mut findings = of(&[("A", &["2000", "2010"], 10.0), ("B", &["2000", "2010"], 80.0)]);
        findings.rows = Some(crate::measure::findings::Rows { places: vec![0, 1, 2, 3], ..Default::default() });
        assert_eq!(names(&small(&findings).1), ["A", "B"]);
    }

    #[test]
    fn beyond_twelve_the_rest_is_counted_and_what_cannot_be_drawn_says_why() {
        let codes: Vec<String> = (0..15).map(|nth| format!("P{nth:02}")).collect();
        let mut partners: Vec<(&str, &[&str], f64)> = codes.iter().map(|code| (code.as_str(), &["2000", "2010"][..], 10.0)).collect();
        partners.push(("Lone", &["2010"], 5.0));
        let (_, multiples) = small(&of(&partners));
        assert_eq!((multiples.cells.len(), multiples.beyond), (MOST, 3));
        let why = "Not drawn: Lone (there are figures for 2010 only, and a line needs two dates).";
        assert_eq!(multiples.notes, [why]);
    }

    #[test]
    fn a_line_alone_in_its_cell_keeps_its_own_hue_and_has_no_legend() {
        let one = |code: &str, value: f64| series(code, code, vec![exact("2000", value), exact("2010", value)]);
        let mut findings = findings((0..9).map(|nth| one(&format!("P{nth}"), f64::from(nth))).collect());
        findings.subject.varying = vec![Dimension::Partner];
        let (chart, multiples) = small(&findings);
        assert!(chart.legend.is_empty() && multiples.cells.iter().all(|cell| cell.is_alone));
        let is_grey = |mark: &Mark| matches!(mark, Mark::Line { ink: Ink::Code { rank, .. }, .. } if *rank >= palette::HUES);
        assert!(!multiples.cells.iter().flat_map(|cell| &cell.chart.marks).any(is_grey));
    }

    #[test]
    fn waves_stand_in_the_same_rows_of_all_cells_and_those_who_do_not_say_begin_at_one_place() {
        let asked = |about: &str, waves: &[&str], positive: f64| {
            let of = |code: &str, side: Side, value: f64| answers(code, side, about, waves.iter().map(|wave| exact(wave, value)).collect());
            let rest = 90.0 - positive;
            [of("good", Side::Positive, positive), of("bad", Side::Negative, rest), of("unsure", Side::Unsure, 10.0)]
        };
        let all = [asked("A", &["2001", "2003"], 70.0), asked("B", &["2002", "2003"], 20.0)];
        let mut findings = findings(all.into_iter().flatten().collect());
        (findings.is_of_opinion, findings.subject.varying) = (true, vec![Dimension::Answer, Dimension::Partner]);
        let chart = draw(ChartKind::DivergingBar, &Dimension::Partner, &findings).expect("can be drawn");
        let (Scale::Band { labels }, Scale::Sides { apart: Some(apart), .. }) = (&chart.y, &chart.x) else { panic!("{chart:?}") };
        let rows: Vec<&str> = labels.iter().map(|row| row.label.as_str()).collect();
        assert_eq!(rows, ["2003", "2002", "2001"]);
        let bars = chart.multiples.iter().flat_map(|multiples| &multiples.cells).flat_map(|cell| &cell.chart.marks);
        let unsure: Vec<(usize, [f64; 2], f64)> = bars
            .filter_map(|mark| match mark {
                Mark::Bar { datum, x, y, .. } if [2, 5].contains(&datum.series) => Some((datum.series, *x, f64::midpoint(y[0], y[1]))),
                _ => None,
            })
            .collect();
        assert!(unsure.iter().all(|(_, x, _)| x[0] == *apart), "{unsure:?} {apart}");
        let places = |series: usize| unsure.iter().filter(|(of, ..)| *of == series).map(|(.., y)| *y).collect::<Vec<_>>();
        assert_eq!((places(2), places(5)), (vec![0.0, 2.0], vec![0.0, 1.0]));
    }

    #[test]
    fn a_kind_that_has_no_common_scale_and_a_dimension_of_one_code_say_why() {
        let findings = of(&[("A", &["2000", "2010"], 10.0), ("B", &["2000", "2010"], 80.0)]);
        assert!(objection(ChartKind::Treemap, &Dimension::Partner, &findings).is_some_and(|why| why.contains("no common scale")));
        let one = objection(ChartKind::Line, &Dimension::Reporter, &findings);
        assert!(one.is_some_and(|why| why.contains("has no reporter")));
        assert_eq!(dimensions(&findings), [Dimension::Partner, Dimension::Flow]);
    }
}
