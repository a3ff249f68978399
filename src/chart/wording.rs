//! Titles, subtitle, footnotes, source line and alt text: the person's own, or written from the findings.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::chart::annotation::{self, Annotation, Placed};
use crate::chart::legend::{Hues, Inks};
use crate::chart::{ChartKind, extent, figure, headline, multiples, relation, sources};
use crate::dataset::source::Source;
use crate::measure::comparison::Comparison;
use crate::measure::findings::{Claimed, Findings, Point};
use crate::measure::used;
use crate::terms::amount::Amount;
use crate::terms::dimension::{Code, Dimension};
use crate::terms::period::Period;
use crate::terms::translation::names::Names;
use crate::terms::unit::Scaled;

/// What a person wrote for a view; what is absent is written from the findings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Wording {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subtitle: Option<String>,
    /// Stands before the caveats of the data, which no wording can remove.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Words at single numbers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub annotations: Vec<Annotation>,
}

/// All words around a chart. The key of its marks is the chart's own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    pub title: String,
    pub subtitle: String,
    pub footnotes: Vec<String>,
    /// How many of the footnotes are verdicts of statements, and all of them in one short one for where there is little room.
    pub verdicts: Option<(usize, String)>,
    /// All caveats of the data, for a place with more room than a picture.
    pub notes: Vec<String>,
    /// "Source: …".
    pub source_line: String,
    pub annotations: Vec<Placed>,
    pub alt: String,
    /// Which of these a person wrote.
    pub own: Own,
    /// The labels in them in other languages.
    pub names: Vec<Arc<Names>>,
}

/// Which words around a chart a person wrote: they are in no language but their own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Own {
    pub title: bool,
    pub subtitle: bool,
    /// The first footnote.
    pub note: bool,
}

impl Wording {
    /// `in_view` is the part of the x axis that is seen, when it is not the whole: the words speak of no other.
    pub fn complete(&self, kind: ChartKind, findings: &Findings, in_view: Option<[f64; 2]>) -> Words {
        self.complete_parted(kind, None, findings, in_view)
    }

    /// The same for small charts, one for each code of a dimension.
    pub fn complete_parted(&self, kind: ChartKind, facet: Option<&Dimension>, findings: &Findings, in_view: Option<[f64; 2]>) -> Words {
        let definition = kind.definition();
        let mut periods = match facet {
            Some(dimension) => multiples::periods(kind, dimension, findings),
            None => definition.periods(findings),
        };
        if let Some([from, to]) = in_view.filter(|_| definition.is_over_time()) {
            let is_seen = |period: &Period| period.reach().is_none_or(|[start, end]| end > from && start < to);
            if periods.iter().any(is_seen) {
                periods.retain(is_seen);
            }
        }
        let told = || {
            relation::headline(findings, &periods).or_else(|| headline::headline(findings, &periods).filter(|_| findings.sides.is_none()))
        };
        let written = || told().unwrap_or_else(|| plain_title(findings, &periods, facet));
        let title = own(self.title.as_ref()).unwrap_or_else(written);
        let subtitle =
            own(self.subtitle.as_ref()).unwrap_or_else(|| subtitle(findings, &periods, &title, (definition.told(findings), facet)));
        let form = definition.name().to_owned()
            + &facet
                .map_or_else(|| " chart".to_owned(), |dimension| format!(" charts, one for each {}", multiples::word(findings, dimension)));
        let mut alt = alt(&form, findings, &periods, &title);
        for annotation in annotation::placed(&self.annotations, findings) {
            alt = format!("{alt} Annotation: {}", annotation.text);
        }
        let notes = findings.notes.iter().map(|note| note.text.clone()).collect();
        Words {
            title,
            subtitle,
            notes,
            footnotes: footnotes(findings, &periods, self.note.as_ref()),
            verdicts: verdicts(findings),
            source_line: source_line(findings, &periods),
            annotations: annotation::placed(&self.annotations, findings),
            alt,
            own: Own {
                title: own(self.title.as_ref()).is_some(),
                subtitle: own(self.subtitle.as_ref()).is_some(),
                note: own(self.note.as_ref()).is_some(),
            },
            names: findings.names.clone(),
        }
    }
}

fn verdicts(findings: &Findings) -> Option<(usize, String)> {
    let briefly: Vec<&str> = findings.claims.iter().map(|claim| claim.brief.as_str()).collect();
    (!briefly.is_empty()).then(|| (briefly.len(), format!("Verdicts: {}.", briefly.join("; "))))
}

/// Footnotes beyond these stay in the table of figures.
const NOTES: usize = 4;

/// A field that a person left blank counts as not written.
fn own(words: Option<&String>) -> Option<String> {
    words.map(|words| words.trim().to_owned()).filter(|words| !words.is_empty())
}

/// What is seen, without a figure: "Shares of Russia’s imports, 2024".
fn plain_title(findings: &Findings, periods: &[Period], facet: Option<&Dimension>) -> String {
    let by = facet
        .map(|dimension| format!(" by {}", multiples::word(findings, dimension)))
        .filter(|by| !findings.subject.what.contains(by.as_str()));
    let what = &format!("{}{}", findings.subject.what, by.unwrap_or_default());
    match periods {
        [one] if !one.is_undated() && !what.contains(&one.label()) => format!("{what}, {}", one.label()),
        _ => what.clone(),
    }
}

/// What was measured, how, in which unit and when; what the title says already is not said again.
fn subtitle(findings: &Findings, periods: &[Period], title: &str, (told, facet): (Option<String>, Option<&Dimension>)) -> String {
    let what = &findings.subject.what;
    let is_said = title.starts_with(what.as_str());
    let mut sentences: Vec<String> = if is_said { Vec::new() } else { vec![what.clone()] };
    // "Investment as a share of GDP" has said what it is a share of.
    let is_repeated = |how: &String| {
        let whole = how.strip_prefix("Share of ").map(|whole| format!("as a share of {whole}"));
        whole.is_some_and(|whole| what.ends_with(&whole) && !is_said)
    };
    let how = Some(findings.subject.how.clone()).filter(|how| !how.is_empty() && !is_repeated(how));
    let mut last: Vec<String> = how.into_iter().collect();
    // A question, or a sentence, stands on its own.
    if last.first().is_some_and(|how| how.contains('?') || how.ends_with(['.', '!'])) {
        sentences.append(&mut last);
    }
    if let Some(compared) = findings.compared.words() {
        sentences.append(&mut last);
        last.push(compared);
    }
    last.extend(told.or_else(|| match findings.compared {
        // Its words say already what is per cent of what.
        Comparison::Change { .. } | Comparison::Growth => Some("in %".to_owned()),
        Comparison::None | Comparison::Index { .. } | Comparison::Difference { .. } => unit_in_words(&scaled(findings, periods)),
    }));
    if let Some(span) = span(periods) {
        last.extend(Some(span).filter(|span| !title.contains(span.as_str())));
        last.extend(periods.contains(&Period::Undated).then(|| "some undated".to_owned()));
    }
    last.extend(facet.map(|dimension| format!("each {} on the same scale", multiples::word(findings, dimension))));
    if !last.is_empty() {
        sentences.push(crate::terms::english::capitalised(&last.join(", ")));
    }
    let ended = |sentence: &String| if sentence.ends_with(['?', '.', '!']) { sentence.clone() } else { format!("{sentence}.") };
    let Some((end, before)) = sentences.split_last() else { return String::new() };
    before.iter().map(ended).chain([end.clone()]).collect::<Vec<_>>().join(" ")
}

/// "in %", "in USD billion".
fn unit_in_words(scaled: &Scaled) -> Option<String> {
    match scaled.unit.as_str() {
        "" | "count" | "index" => None,
        "rank" | "ordinal" => Some("rank".to_owned()),
        "% change" => Some("change in %".to_owned()),
        unit => Some(format!("in {unit}")),
    }
}

/// "2000–2024", "January 2005 to June 2026".
fn span(periods: &[Period]) -> Option<String> {
    let dated: Vec<&Period> = periods.iter().filter(|period| !period.is_undated()).collect();
    let (first, last) = (dated.first()?, dated.iter().max_by_key(|period| period.days().map(|(_, last)| last))?);
    let years = first.first_year().zip(last.last_year());
    match years {
        _ if first == last => Some(first.label()),
        Some((from, to)) if dated.iter().all(|period| period.is_year() || period.is_span()) => Some(format!("{from}–{to}")),
        Some(_) | None => Some(format!("{} to {}", first.label(), last.label())),
    }
}

/// The unit in which the figures shown are written.
fn scaled(findings: &Findings, periods: &[Period]) -> Scaled {
    let shown = findings.points().filter(|(_, point)| periods.contains(&point.period));
    let values: Vec<f64> = shown.filter_map(|(_, point)| point.amount.as_ref().ok()).map(|amount| amount.value).collect();
    extent::scaled(&values, &findings.unit())
}

/// The person's note first, then the caveats of the data, most important first.
fn footnotes(findings: &Findings, periods: &[Period], note: Option<&String>) -> Vec<String> {
    let mut footnotes: Vec<String> = own(note).into_iter().collect();
    footnotes.extend(findings.claims.iter().map(|claim| claim.words.clone()));
    let undated = findings.points().filter(|(_, point)| point.period.is_undated() && point.amount.is_ok()).count();
    match undated {
        _ if periods.contains(&Period::Undated) => {}
        0 => {}
        1 => footnotes.push("One figure without a date stands in the table alone.".to_owned()),
        more => footnotes.push(format!("{more} figures without a date stand in the table alone.")),
    }
    footnotes.extend(findings.notes.iter().take(NOTES).map(|note| note.text.clone()));
    match findings.notes.len().saturating_sub(NOTES) {
        0 => {}
        1 => footnotes.push("One more note in the table of figures.".to_owned()),
        more => footnotes.push(format!("{more} more notes in the table of figures.")),
    }
    footnotes
}

/// Each source of what is shown once.
fn source_line(findings: &Findings, periods: &[Period]) -> String {
    let points = findings.points().map(|(_, point)| point).filter(|point| periods.contains(&point.period));
    let claims = findings.claims.iter().filter_map(Claimed::point);
    let shown = used::sources(points.chain(claims));
    let shown: Vec<&Source> = shown.into_iter().filter_map(|(dataset, code)| findings.source(dataset, code)).collect();
    let mut sources: Vec<String> = Vec::new();
    for cited in findings.sources.iter().filter(|cited| shown.contains(&&cited.source)) {
        let source = cited.source.short();
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    match sources.len() {
        0 => String::new(),
        1 => format!("Source: {}", sources[0]),
        _ => format!("Sources: {}", sources.join("; ")),
    }
}

/// What the chart shows, for who cannot see it: its kind, its subject, and the main figures of the first five entries.
fn alt(form: &str, findings: &Findings, periods: &[Period], title: &str) -> String {
    const ENTRIES: usize = 5;
    let scaled = scaled(findings, periods);
    let entries = Inks::of(findings, Hues::AllEntries).entries;
    // Figures of two sources are no way from one to the other, so each is told by itself.
    let of_source = |at: &usize, is_named: bool| {
        let series = &findings.series[*at];
        let in_time = series.figures().filter(|point| periods.contains(&point.period));
        let shown: Vec<(&Point, &Amount)> = in_time.filter_map(|point| Some((point, point.amount.as_ref().ok()?))).collect();
        let source = if is_named { format!(" ({})", sources::publisher(findings, series)) } else { String::new() };
        Some(format!("{}{source}", main_figures(&shown, &scaled)?))
    };
    let described = |entry: &crate::chart::LegendEntry| {
        let sources: BTreeSet<&Code> = entry.series.iter().map(|at| &findings.series[*at].source).collect();
        let told: Vec<String> = entry.series.iter().filter_map(|at| of_source(at, sources.len() > 1)).collect();
        (!told.is_empty()).then(|| format!("{}: {}", entry.label, told.join(" and ")))
    };
    let figures: Vec<String> = entries.iter().filter_map(described).collect();
    let more = figures.len().saturating_sub(ENTRIES);
    let what = &findings.subject.what;
    let subject = if title.starts_with(what.as_str()) { String::new() } else { format!(" {what}.") };
    let span = span(periods).filter(|span| !title.contains(span.as_str())).map_or_else(String::new, |span| format!(" {span}."));
    let rest = if more > 0 { format!("; and {more} more") } else { String::new() };
    let figures = figures.into_iter().take(ENTRIES).collect::<Vec<_>>().join("; ");
    let claims: String = findings.claims.iter().map(|claim| format!(" {}", claim.words)).collect();
    format!("{form}: {title}.{subject}{span} {figures}{rest}.{claims}").replace("..", ".")
}

/// "4.5% in 2000, 33.4% in 2024, highest 35% in 2022".
fn main_figures(shown: &[(&Point, &Amount)], scaled: &Scaled) -> Option<String> {
    let when = |point: &Point| match point.is_of() {
        Period::Undated => format!(" ({})", point.period_stated.as_deref().unwrap_or("no date given")),
        Period::One(_) | Period::Span(..) => headline::when(&point.is_of()),
    };
    let said = |(point, amount): &(&Point, &Amount)| format!("{}{}", figure::in_words(point, amount, scaled), when(point));
    let (first, last) = (shown.first()?, shown.last()?);
    let mut figures = vec![said(first)];
    if shown.len() > 1 {
        figures.push(said(last));
    }
    let highest = shown.iter().max_by(|(_, a), (_, b)| a.value.total_cmp(&b.value))?;
    if highest.1.value > first.1.value.max(last.1.value) {
        figures.push(format!("highest {}", said(highest)));
    }
    Some(figures.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::sample::{computed, exact, findings, from_source, series};
    use crate::terms::note::Note;

    fn trade() -> Findings {
        let shares = |years: [(&str, f64); 3]| years.map(|(year, share)| computed(year, Amount::exact(share))).to_vec();
        let mut findings = findings(vec![
            series("CHN", "China", shares([("2000", 4.521), ("2010", 9.49), ("2020", 18.296)])),
            from_source("imf", series("CHN", "China", shares([("2021", 17.96), ("2022", 26.0), ("2024", 33.421)]))),
        ]);
        findings.subject.what = "China’s share of Russia’s goods turnover".to_owned();
        findings.subject.how = "Share of the published total".to_owned();
        findings
    }

    #[test]
    fn what_a_person_wrote_stands_and_the_rest_is_written() {
        let wording = Wording {
            title: Some("Turning east".to_owned()),
            subtitle: Some("  ".to_owned()),
            note: Some("My note.".to_owned()),
            ..Wording::default()
        };
        let mut findings = trade();
        findings.notes = (1..=6).map(|nth| Note::new(format!("Caveat {nth}."))).collect();
        let words = wording.complete(ChartKind::Line, &findings, None);
        assert_eq!(words.title, "Turning east");
        assert_eq!(words.subtitle, "China’s share of Russia’s goods turnover. Share of the published total, in %, 2000–2024");
        assert_eq!(words.footnotes.first().map(String::as_str), Some("My note."));
        assert_eq!(words.footnotes.last().map(String::as_str), Some("2 more notes in the table of figures."));
        assert_eq!(words.footnotes.len(), 6);
    }

    #[test]
    fn words_speak_of_the_years_in_view() {
        let words = Wording::default().complete(ChartKind::Line, &trade(), Some([2021.0, 2023.0]));
        assert_eq!(words.title, "China’s share of Russia’s goods turnover rose from 18% in 2021 to 26% in 2022");
        assert_eq!(words.source_line, "Source: IMF, Direction of Trade");
        let bars = Wording::default().complete(ChartKind::RankedBar, &trade(), Some([2021.0, 2023.0]));
        assert!(!bars.title.contains("2022"), "bars have no time along their axis: {}", bars.title);
    }

    #[test]
    fn each_source_is_named_once() {
        let words = Wording::default().complete(ChartKind::Line, &trade(), None);
        assert_eq!(words.source_line, "Sources: UN Comtrade, Annual goods trade; IMF, Direction of Trade");
        let mut findings = trade();
        findings.sources.truncate(1);
        findings.sources.push(findings.sources[0].clone());
        assert_eq!(Wording::default().complete(ChartKind::Line, &findings, None).source_line, "Source: UN Comtrade, Annual goods trade");
    }

    #[test]
    fn the_subtitle_does_not_say_again_what_the_title_says() {
        let words = Wording::default().complete(ChartKind::Line, &trade(), None);
        assert!(words.title.starts_with("China’s share of Russia’s goods turnover rose"), "{}", words.title);
        assert_eq!(words.subtitle, "Share of the published total, in %, 2000–2024");
    }

    #[test]
    fn a_question_stands_as_its_own_sentence() {
        let mut findings = findings(vec![series("CHN", "China", vec![exact("2022-03", 40.0), exact("2023-11", 50.0)])]);
        findings.subject.what = "Opinion of China in Russia".to_owned();
        findings.subject.how = "What is your attitude to China?".to_owned();
        let words = Wording { title: Some("Warmer".to_owned()), ..Wording::default() }.complete(ChartKind::Line, &findings, None);
        assert_eq!(words.subtitle, "Opinion of China in Russia. What is your attitude to China? In %, March 2022 to November 2023");
    }

    #[test]
    fn the_alt_text_tells_the_kind_and_the_main_figures() {
        let words = Wording { title: Some("Turning east".to_owned()), ..Wording::default() }.complete(ChartKind::Line, &trade(), None);
        let wanted = "Line chart: Turning east. China’s share of Russia’s goods turnover. 2000–2024. \
                      China: 4.5% in 2000, 18.3% in 2020 (UN Comtrade) and 18.0% in 2021, 33.4% in 2024 (IMF).";
        assert_eq!(words.alt, wanted);
    }

    #[test]
    fn a_chart_of_one_period_names_it() {
        let many = ["A", "B", "C", "D"].map(|code| series(code, code, vec![exact("2023", 1.0), exact("2024", 2.0)]));
        let mut findings = findings(many.into());
        findings.subject.what = "Truck sales: Russia".to_owned();
        assert_eq!(Wording::default().complete(ChartKind::RankedBar, &findings, None).title, "Truck sales: Russia, 2024");
        assert_eq!(Wording::default().complete(ChartKind::Line, &findings, None).title, "Truck sales: Russia");
    }
}
