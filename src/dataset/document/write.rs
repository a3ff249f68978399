//! A dataset as the text of its document. Reading the text gives the same observations.

use std::collections::BTreeMap;
use std::io;

use serde::Serialize;
use serde_json::ser::Formatter;

use crate::dataset::Dataset;
use crate::dataset::document::VERSION;
use crate::dataset::observation::{Observation, Status};
use crate::dataset::structure::Indicator;
use crate::terms::amount::{Amount, Qualifier};
use crate::terms::dimension::{Code, Dimension};
use crate::terms::poll::{Mode, Wave};
use crate::terms::unit::exact_number;

/// The document of a dataset: the same dataset always gives the same text.
pub fn write(dataset: &Dataset) -> String {
    let mut parts = vec![
        format!("  \"asymmetry\": {}", inline(VERSION)),
        format!("  \"id\": {}", inline(&dataset.id)),
        format!("  \"title\": {}", inline(&dataset.title)),
        format!("  \"summary\": {}", inline(&dataset.summary)),
        format!("  \"licence\": {}", inline(&dataset.licence)),
        format!("  \"sources\": {}", object(&dataset.sources, 4)),
        format!("  \"indicators\": {}", object(&dataset.indicators, 4)),
    ];
    if !dataset.labels.is_empty() {
        let labels = dataset.labels.iter().map(|(dimension, labels)| format!("    {}: {}", inline(dimension), object(labels, 6)));
        parts.push(format!("  \"labels\": {{\n{}\n  }}", labels.collect::<Vec<_>>().join(",\n")));
    }
    if !dataset.caveats.is_empty() {
        let notes = dataset.caveats.iter().map(|caveat| format!("    {}", inline(caveat)));
        parts.push(format!("  \"notes\": [\n{}\n  ]", notes.collect::<Vec<_>>().join(",\n")));
    }
    let observations = dataset.observations();
    let series = in_series(&observations).into_iter().map(|points| series(&points, dataset));
    parts.push(format!("  \"series\": [\n{}\n  ]", series.collect::<Vec<_>>().join(",\n")));
    format!("{{\n{}\n}}\n", parts.join(",\n"))
}

/// Observations that differ in their period only, in the order in which each series begins.
fn in_series(observations: &[Observation]) -> Vec<Vec<&Observation>> {
    let mut numbers = BTreeMap::new();
    let mut series: Vec<Vec<&Observation>> = Vec::new();
    for observation in observations {
        let number = *numbers.entry((&observation.codes, &observation.source, &observation.unit)).or_insert(series.len());
        match series.get_mut(number) {
            Some(points) => points.push(observation),
            None => series.push(vec![observation]),
        }
    }
    series
}

/// What is said of a value beside its amount, for a whole series or one point.
#[derive(Clone, Debug, Default, PartialEq)]
struct Said<'a> {
    locator: Option<&'a str>,
    status: Status,
    note: Option<&'a str>,
    decimals: Option<u8>,
    wave: Wave,
}

impl<'a> Said<'a> {
    fn of(observation: &'a Observation, indicator: Option<&Indicator>) -> Self {
        let decimals = observation.amount.as_ref().ok().and_then(|amount| amount.decimals);
        Self {
            locator: observation.locator.as_deref(),
            status: observation.status,
            note: observation.note.as_deref(),
            decimals: decimals.filter(|decimals| indicator.and_then(|indicator| indicator.decimals) != Some(*decimals)),
            wave: observation.wave.clone(),
        }
    }

    /// What both say, so that it can be said once.
    fn shared_with(self, other: &Self) -> Self {
        Self {
            locator: self.locator.filter(|_| self.locator == other.locator),
            status: if self.status == other.status { self.status } else { Status::Normal },
            note: self.note.filter(|_| self.note == other.note),
            decimals: self.decimals.filter(|_| self.decimals == other.decimals),
            wave: Wave {
                base: self.wave.base.filter(|_| self.wave.base == other.wave.base),
                design_effect: self.wave.design_effect.filter(|_| self.wave.design_effect == other.wave.design_effect),
                mode: self.wave.mode.filter(|_| self.wave.mode == other.wave.mode),
                fieldwork: self.wave.fieldwork.filter(|_| self.wave.fieldwork == other.wave.fieldwork),
            },
        }
    }

    /// As properties, without those that `shared` says already.
    fn properties(&self, shared: &Self) -> Vec<String> {
        let mut properties = Vec::new();
        let mut add = |name: &str, value: Option<String>, is_said: bool| {
            properties.extend(value.filter(|_| !is_said).map(|value| format!("\"{name}\": {value}")));
        };
        let status = (self.status != Status::Normal || shared.status != Status::Normal).then(|| inline(self.status.name()));
        add("locator", self.locator.map(inline), self.locator == shared.locator);
        add("status", status, self.status == shared.status);
        add("note", self.note.map(inline), self.note == shared.note);
        add("decimals", self.decimals.map(|decimals| decimals.to_string()), self.decimals == shared.decimals);
        add("base", self.wave.base.map(|base| base.to_string()), self.wave.base == shared.wave.base);
        add("design_effect", self.wave.design_effect.map(exact_number), self.wave.design_effect == shared.wave.design_effect);
        add("mode", self.wave.mode.map(Mode::name).map(inline), self.wave.mode == shared.wave.mode);
        add("fieldwork", self.wave.fieldwork.map(|period| inline(&period)), self.wave.fieldwork == shared.wave.fieldwork);
        properties
    }
}

fn series(points: &[&Observation], dataset: &Dataset) -> String {
    let Some(first) = points.first() else { return String::new() };
    let indicator = first.codes.get(&Dimension::Indicator).and_then(|code| dataset.indicators.get(code));
    let said = points.iter().map(|point| Said::of(point, indicator));
    let shared = said.reduce(|shared, said| shared.shared_with(&said)).unwrap_or_default();
    let mut properties = Vec::new();
    let (known, other): (Vec<_>, Vec<_>) = first.codes.iter().partition(|(dimension, _)| !matches!(dimension, Dimension::Other(_)));
    properties.extend(known.into_iter().map(|(dimension, code)| format!("{}: {}", inline(dimension), inline(code))));
    if !other.is_empty() {
        properties.push(format!("\"dimensions\": {}", inline(&other.into_iter().collect::<BTreeMap<&Dimension, &Code>>())));
    }
    properties.push(format!("\"source\": {}", inline(&first.source)));
    properties.extend(shared.properties(&Said::default()));
    if indicator.is_none_or(|indicator| indicator.unit != first.unit.as_str()) {
        properties.push(format!("\"unit\": {}", inline(first.unit.as_str())));
    }
    let points = points.iter().map(|observation| {
        let said = Said::of(observation, indicator).properties(&shared);
        format!("\"{}\": {}", observation.period, point(observation, said))
    });
    format!("    {{ {},\n      \"points\": {{\n{}\n      }} }}", properties.join(", "), filled(points, 8))
}

/// A bare number where that says all.
fn point(observation: &Observation, said: Vec<String>) -> String {
    let mut properties = match &observation.amount {
        Ok(amount) => amount_properties(amount),
        Err(missing) => vec![format!("\"missing\": {}", inline(missing.name()))],
    };
    properties.extend(observation.period_stated.as_ref().map(|stated| format!("\"period_stated\": {}", inline(stated))));
    properties.extend(said);
    match (properties.as_slice(), &observation.amount) {
        ([_], Ok(amount)) if amount.is_exact() => exact_number(amount.value),
        _ => format!("{{ {} }}", properties.join(", ")),
    }
}

fn amount_properties(amount: &Amount) -> Vec<String> {
    let mut properties = Vec::new();
    if amount.qualifier != Qualifier::Range {
        properties.push(format!("\"value\": {}", exact_number(amount.value)));
    }
    properties.extend(amount.low.map(|low| format!("\"low\": {}", exact_number(low))));
    properties.extend(amount.high.map(|high| format!("\"high\": {}", exact_number(high))));
    if amount.qualifier != Qualifier::Exact {
        properties.push(format!("\"qualifier\": {}", inline(amount.qualifier.name())));
    }
    properties.extend(amount.stated.as_ref().map(|stated| format!("\"stated\": {}", inline(stated))));
    properties
}

/// Entries one after another, in lines of bearable length.
fn filled(entries: impl Iterator<Item = String>, indent: usize) -> String {
    const WIDTH: usize = 140;
    let mut lines: Vec<String> = Vec::new();
    for entry in entries {
        match lines.last_mut() {
            Some(line) if line.len() + entry.len() + 2 < WIDTH => {
                line.push_str(", ");
                line.push_str(&entry);
            }
            _ => lines.push(format!("{:indent$}{entry}", "")),
        }
    }
    lines.join(",\n")
}

/// One entry a line.
fn object<K: Serialize, V: Serialize>(entries: &BTreeMap<K, V>, indent: usize) -> String {
    let lines: Vec<String> = entries.iter().map(|(key, value)| format!("{:indent$}{}: {}", "", inline(key), inline(value))).collect();
    if lines.is_empty() { "{}".to_owned() } else { format!("{{\n{}\n{:2$}}}", lines.join(",\n"), "", indent - 2) }
}

/// JSON on one line, with a space where the eye wants one.
fn inline<T: Serialize + ?Sized>(value: &T) -> String {
    let mut text = Vec::new();
    // Writing a value without maps of odd keys to memory cannot fail; if it did, the reader would say where.
    let _ = value.serialize(&mut serde_json::Serializer::with_formatter(&mut text, Inline));
    String::from_utf8(text).unwrap_or_default()
}

struct Inline;

impl Formatter for Inline {
    fn begin_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b"{ ")
    }

    fn end_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b" }")
    }

    fn begin_array_value<W: ?Sized + io::Write>(&mut self, writer: &mut W, is_first: bool) -> io::Result<()> {
        writer.write_all(if is_first { b"" } else { b", " })
    }

    fn begin_object_key<W: ?Sized + io::Write>(&mut self, writer: &mut W, is_first: bool) -> io::Result<()> {
        writer.write_all(if is_first { b"" } else { b", " })
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }
}
