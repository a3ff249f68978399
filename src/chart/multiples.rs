//! Small multiples: findings parted by the codes of one dimension, each part drawn alike, all on one scale.

use std::collections::{BTreeMap, BTreeSet};

use crate::chart::common_scale::on_common_scales;
use crate::chart::mark::{Ink, Mark, Place};
use crate::chart::{Camera, Chart, ChartKind, LegendEntry, claims, palette};
use crate::measure::findings::{Findings, Role, Series};
use crate::problem::Problem;
use crate::terms::dimension::{Code, Dimension};
use crate::terms::period::Period;

/// Small charts of one kind on common scales. Marks speak of the series of the whole findings.
#[derive(Clone, Debug, PartialEq)]
pub struct Multiples {
    /// In the order of reading.
    pub cells: Vec<Cell>,
    /// Codes beyond the cells, and codes that cannot be drawn: each a sentence.
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

/// The dimensions in which the findings can be parted: each figure has a code in it, and there are two codes or more.
pub fn dimensions(findings: &Findings) -> Vec<Dimension> {
    let all: BTreeSet<&Dimension> = findings.series.iter().flat_map(|series| series.codes.keys().chain([&series.dimension])).collect();
    all.into_iter().filter(|dimension| codes(findings, dimension).is_ok()).cloned().collect()
}

/// Why the findings cannot be drawn as small charts of this kind; `None` when they can.
pub fn objection(kind: ChartKind, dimension: &Dimension, findings: &Findings) -> Option<String> {
    if let Some(why) = alone(kind) {
        return Some(why.to_owned());
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
    if let Some(why) = objection(kind, dimension, findings) {
        return Err(could_not(why));
    }
    let mut codes = codes(findings, dimension).map_err(could_not)?;
    sort(&mut codes, dimension, findings);
    let told = told(findings, dimension);
    let (mut cells, mut notes, mut beyond) = (Vec::new(), Vec::new(), 0);
    for code in &codes {
        let name = name(findings, dimension, code);
        match kind.definition().objection(&own(findings, dimension, code)) {
            Some(why) => notes.push(format!("{name} is not drawn: {why}.")),
            None if cells.len() == MOST => beyond += 1,
            None => {
                let part = part(findings, dimension, code, &told);
                let chart = in_cell(claims::laid_over(kind.definition().draw(&part)?, &part));
                let is_alone = told.is_empty() && is_of_lines(&chart);
                let chart = if told.is_empty() { with_hues(chart) } else { chart };
                cells.push(Cell { name, chart, is_alone });
            }
        }
    }
    notes.splice(0..0, left_out(beyond));
    let periods: Vec<String> = findings.periods().iter().map(Period::label).collect();
    let mut charts: Vec<&mut Chart> = cells.iter_mut().map(|cell| &mut cell.chart).collect();
    let (x, y) = on_common_scales(&mut charts, &periods).ok_or_else(|| could_not("its places have no common scale".to_owned()))?;
    let marks = cells[0].chart.marks.iter().filter(|mark| matches!(mark, Mark::Key(_))).cloned().collect();
    let legend = if told.is_empty() { Vec::new() } else { legend(&cells) };
    let mut key: Vec<String> = Vec::new();
    for line in cells.iter().flat_map(|cell| &cell.chart.key) {
        if !key.contains(line) {
            key.push(line.clone());
        }
    }
    let multiples = Some(Multiples { cells, notes });
    Ok(Chart { x, y, marks, legend, is_labelled: false, camera: Camera::Fixed, key, multiples })
}

/// "7 more are left out."
pub fn left_out(count: usize) -> Option<String> {
    match count {
        0 => None,
        1 => Some("One more is left out.".to_owned()),
        more => Some(format!("{more} more are left out.")),
    }
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
    let latest = findings.fullest_period();
    let size = |code: &Code| -> f64 {
        let value = |series: &Series| latest.as_ref().and_then(|period| series.value_at(period));
        of(code).filter_map(|(_, series)| value(series)).sum()
    };
    let sizes: BTreeMap<Code, f64> = codes.iter().map(|code| (code.clone(), size(code))).collect();
    let of_size = |code: &Code| if findings.is_whole || findings.is_of_opinion && sums_to_all(findings) { 0.0 } else { sizes[code] };
    codes.sort_by(|a, b| role(a).cmp(&role(b)).then(of_size(b).total_cmp(&of_size(a))));
}

/// Answers to one question add up to all that were asked, so their sum orders nothing.
fn sums_to_all(findings: &Findings) -> bool {
    findings.series.iter().any(|series| series.dimension == Dimension::Answer)
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
    let mut part = findings.clone();
    part.subject.varying.retain(|other| other != dimension);
    part.sides = None;
    for (series, whole) in part.series.iter_mut().zip(&findings.series) {
        if code(whole, dimension) != Some(wanted) {
            series.points = Vec::new();
        }
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
    let is_here = |about: &usize| part.series.get(*about).is_some_and(|series| !series.points.is_empty());
    for claimed in &mut part.claims {
        claimed.is_shown &= claimed.about.first().is_some_and(is_here);
    }
    part
}

/// What has room in a small chart: names stand in the legend, and the words of lines across the plot in the key.
fn in_cell(mut chart: Chart) -> Chart {
    chart.marks.retain(|mark| !matches!(mark, Mark::Label { place, .. } if *place != Place::AtBar));
    let mut words: Vec<String> = Vec::new();
    for mark in &mut chart.marks {
        match mark {
            Mark::Rule { word: Some(word), .. } if !word.is_empty() => words.push(std::mem::take(word)),
            Mark::Claim(statement) => statement.words.truncate(0),
            Mark::Rule { .. } | Mark::Line { .. } | Mark::Area { .. } | Mark::Band { .. } | Mark::Bar { .. } | Mark::Dot { .. } => {}
            Mark::Arrow { .. } | Mark::Whisker { .. } | Mark::Stretch { .. } | Mark::Absent { .. } | Mark::Cell { .. } => {}
            Mark::Pip { .. } | Mark::Tile(_) | Mark::Key(_) | Mark::Trail { .. } | Mark::Diagonal { .. } | Mark::Label { .. } => {}
        }
    }
    chart.key.extend(words.into_iter().map(|word| format!("thin line: {word}")));
    chart
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
