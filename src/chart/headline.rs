//! A title that says what is seen, as a sentence with figures, where the findings are simple enough for one.

use crate::chart::legend::{Hues, Inks};
use crate::chart::{LegendEntry, extent, figure, sources};
use crate::measure::comparison::Comparison;
use crate::measure::findings::{Break, Findings, Point, Role, Series, WholeKind};
use crate::terms::amount::Amount;
use crate::terms::dimension::Dimension;
use crate::terms::english;
use crate::terms::english::capitalised;
use crate::terms::period::{Period, Stretch};
use crate::terms::unit::{Scaled, Unit, write_number};

/// A title longer than this is not read at a glance.
const LONGEST: usize = 120;
/// With more lines than these no sentence does justice to all; a plain title stands instead.
const ENTRIES: usize = 4;
/// A figure in between so many times as high as both ends belongs to the way from one to the other.
const PEAK: f64 = 1.5;

/// The sentence; `None` when a plain title serves better.
pub fn headline(findings: &Findings, periods: &[Period]) -> Option<String> {
    let entries = Inks::of(findings, Hues::AllEntries).entries;
    let parts: Vec<&LegendEntry> = entries.iter().filter(|entry| findings.series[entry.series[0]].role == Role::Part).collect();
    if !findings.compared.is_none() {
        return comparison(findings, &parts, periods).filter(|sentence| sentence.chars().count() <= LONGEST);
    }
    let sentence = match (periods, Subject::of(findings, &parts)?) {
        ([], _) => None,
        ([one], subject) => snapshot(findings, &parts, one, &subject),
        (_, subject) => journey(findings, &parts, periods, &subject),
    }?;
    (sentence.chars().count() <= LONGEST).then_some(sentence)
}

/// " in 2020", " in the first quarter of 2024", " on 8 May 2024"; nothing when undated.
pub fn when(period: &Period) -> String {
    let ordinal = |nth: u32| ["first", "second", "third", "fourth"][(nth as usize - 1) % 4];
    match period {
        Period::One(Stretch::Half(year, half)) => format!(" in the {} half of {year}", ordinal(*half)),
        Period::One(Stretch::Quarter(year, quarter)) => format!(" in the {} quarter of {year}", ordinal(*quarter)),
        Period::One(Stretch::Day(_)) => format!(" on {}", period.label()),
        Period::One(Stretch::Year(_) | Stretch::Month(..)) | Period::Span(..) => format!(" in {}", period.label()),
        Period::Undated => String::new(),
    }
}

/// How a part is made the subject of a sentence.
enum Subject {
    /// "China’s share of Russia’s imports": all series are of one thing that has a name.
    Named(String),
    /// "China’s" + " share of Russia’s imports": each part has its own.
    ShareOf(String),
    /// "Mineral products made up 77% of" + "Russia’s exports to China".
    PartOf(String),
    /// "Opinion of China in Russia:" + "good 47%".
    Answers(String),
    /// "Mineral fuels: 4.6 times as much of" + "Russia’s exports" + "as of world exports".
    Advantage(String),
}

impl Subject {
    fn of(findings: &Findings, parts: &[&LegendEntry]) -> Option<Self> {
        let subject = &findings.subject;
        let first = &findings.series[parts.first()?.series[0]];
        let is_told_by_one = subject.varying.is_empty() || subject.varying == [first.dimension.clone()];
        if findings.derived == Some("revealed_comparative_advantage") {
            let reporter = subject.fixed.get(&Dimension::Reporter).filter(|_| first.dimension == Dimension::Commodity);
            return reporter.map(|(_, label)| Self::Advantage(format!("{} exports", english::possessive(label))));
        }
        if !is_told_by_one || parts.len() > ENTRIES && findings.derived != Some("share") {
            return None;
        }
        if findings.is_of_opinion {
            let is_plain = first.dimension == Dimension::Answer && findings.unit().is_percent();
            return is_plain.then(|| Self::Answers(subject.what.clone()));
        }
        if !findings.unit().is_percent() {
            let named = || is_possessive(&subject.what).then(|| subject.what.clone());
            return (parts.len() == 1).then(|| of_reporter(findings).or_else(named)).flatten().map(Self::Named);
        }
        if first.dimension == Dimension::Commodity && findings.derived == Some("share") {
            return match findings.denominator.as_ref()?.kind {
                WholeKind::Its => Some(Self::PartOf(english::inside(&subject.what))),
                WholeKind::BrokenDown => Some(Self::PartOf(format!("what is broken down of {}", english::inside(&subject.what)))),
                WholeKind::Other => None,
            };
        }
        if parts.len() == 1 && subject.what.contains(" share of ") {
            return Some(Self::Named(subject.what.clone()));
        }
        // "Russia’s imports" can be the end of a sentence, "Russia: share of new car sales" cannot.
        let whole = subject.what.strip_prefix("Shares of ").filter(|whole| whole.contains('’') && !whole.contains(':'))?;
        (parts.len() < ENTRIES || findings.derived == Some("share")).then(|| Self::ShareOf(whole.to_owned()))
    }

    /// Do several parts stand in one sentence?
    fn is_of_several(&self) -> bool {
        match self {
            Self::ShareOf(_) | Self::Answers(_) => true,
            Self::Named(_) | Self::PartOf(_) | Self::Advantage(_) => false,
        }
    }
}

/// "China’s goods turnover with Russia" can begin a sentence, "Goods trade: China" cannot.
fn is_possessive(what: &str) -> bool {
    what.contains("’s ") && !what.contains(':') && !what.contains(',')
}

/// "China’s gross domestic product", when indicator and reporter are all there is to say.
fn of_reporter(findings: &Findings) -> Option<String> {
    let fixed = &findings.subject.fixed;
    let others = fixed.keys().filter(|dimension| !matches!(dimension, Dimension::Indicator | Dimension::Reporter)).count();
    let ((_, indicator), (_, reporter)) = fixed.get(&Dimension::Indicator).zip(fixed.get(&Dimension::Reporter))?;
    let mut letters = indicator.chars();
    let first = letters.next()?;
    // GDP stays GDP.
    let is_acronym = letters.clone().next().is_some_and(char::is_uppercase);
    let indicator = if is_acronym { indicator.clone() } else { first.to_lowercase().chain(letters).collect() };
    (others == 0 && (findings.derived.is_none() || !findings.compared.is_none()))
        .then(|| capitalised(&format!("{} {indicator}", english::possessive(reporter))))
}

/// One period: "China’s share of Russia’s imports was 46.4% in 2024, Turkey’s 4.3%".
fn snapshot(findings: &Findings, parts: &[&LegendEntry], period: &Period, subject: &Subject) -> Option<String> {
    let scaled = scale(findings);
    let mut found: Vec<(&LegendEntry, &Point, &Amount)> = parts
        .iter()
        .filter_map(|entry| {
            // Two sources of one period give two figures, and a title has room for none of that.
            let mut points = entry.series.iter().filter_map(|at| findings.series[*at].at(period)).filter(|point| point.amount.is_ok());
            let (point, None) = (points.next()?, points.next()) else { return None };
            Some((*entry, point, point.amount.as_ref().ok()?))
        })
        .collect();
    found.sort_by(|(.., a), (.., b)| b.value.total_cmp(&a.value));
    let (entry, point, amount) = *found.first()?;
    let figure = figure::in_words(point, amount, &scaled);
    let when = when(&point.is_of());
    let is_of_same = |(_, other, _): &&(&LegendEntry, &Point, &Amount)| other.is_of() == point.is_of();
    let second = found.get(1).filter(is_of_same).filter(|_| subject.is_of_several());
    Some(match subject {
        Subject::Named(what) => format!("{what} was {figure}{when}"),
        Subject::PartOf(whole) => format!("{} made up {figure} of {whole}{when}", name(findings, entry)),
        Subject::Advantage(whole) => format!("{}: {figure} times as much of {whole} as of world exports{when}", name(findings, entry)),
        Subject::ShareOf(whole) => {
            let second = second.map(|(entry, point, amount)| {
                format!(", {} {}", english::possessive(&name(findings, entry)), figure::in_words(point, amount, &scaled))
            });
            let whose = capitalised(&english::possessive(&name(findings, entry)));
            format!("{whose} share of {whole} was {figure}{when}{}", second.unwrap_or_default())
        }
        Subject::Answers(what) => {
            let second =
                second.map(|(entry, point, amount)| format!(", {} {}", quoted(&entry.label), figure::in_words(point, amount, &scaled)));
            format!("{what}{when}: {} {figure}{}", quoted(&entry.label), second.unwrap_or_default())
        }
    })
}

/// How far one thing is from where it was: "China’s goods turnover with Russia was 4.0 times its 2008 level in 2025".
fn comparison(findings: &Findings, parts: &[&LegendEntry], periods: &[Period]) -> Option<String> {
    let ([part], Some(base)) = (parts, findings.compared.base()) else { return None };
    let what = of_reporter(findings).unwrap_or_else(|| findings.subject.what.clone());
    let numbers = part.series.iter().flat_map(|at| &findings.series[*at].points).filter(|point| periods.contains(&point.period));
    let dated = numbers.filter_map(|point| Some((point, point.amount.as_ref().ok()?))).filter(|(point, _)| !point.period.is_undated());
    let (last, amount) = dated.max_by_key(|(point, _)| point.period)?;
    if !is_possessive(&what) || last.period <= base || !amount.is_exact() {
        return None;
    }
    let change = match findings.compared {
        Comparison::Index { .. } => Amount::exact(amount.value - 100.0),
        Comparison::Change { .. } | Comparison::Difference { .. } => amount.clone(),
        Comparison::None | Comparison::Growth => return None,
    };
    let is_relative = !matches!(findings.compared, Comparison::Difference { .. });
    if is_relative && change.value >= 100.0 {
        let times = write_number(change.value / 100.0 + 1.0, 1);
        return Some(format!("{what} was {times} times its {} level{}", base.label(), when(&last.period)));
    }
    let verb = match change.value.total_cmp(&0.0) {
        std::cmp::Ordering::Less => "fell",
        std::cmp::Ordering::Equal => return None,
        std::cmp::Ordering::Greater => "rose",
    };
    let scaled = if is_relative { Scaled { unit: Unit::percent(), divisor: 1.0 } } else { scale(findings) };
    let by = figure::in_words(last, &Amount::exact(change.value.abs()), &scaled);
    Some(format!("{what} {verb} by {by} from {} to {}", base.label(), last.period.label()))
}

/// From the first period to the last: "China’s share of Russia’s goods turnover rose from 4.5% in 2000 to 18.3% in 2020".
fn journey(findings: &Findings, parts: &[&LegendEntry], periods: &[Period], subject: &Subject) -> Option<String> {
    let scaled = scale(findings);
    let entry = *parts.first()?;
    let way = Way::of(findings, entry, periods)?;
    let [from, to] = way.said(&scaled);
    let [from_when, to_when] = way.whens(findings);
    Some(match subject {
        Subject::PartOf(whole) => format!("{} made up {from} of {whole}{from_when}, {to}{to_when}", name(findings, entry)),
        Subject::Advantage(whole) => {
            format!("{}: {from} times as much of {whole} as of world exports{from_when}, {to} times{to_when}", name(findings, entry))
        }
        Subject::Answers(what) => format!("{what}: {} {from}{from_when}, {to}{to_when}", quoted(&entry.label)),
        Subject::Named(what) => {
            let over_peak = way.over_its_peak(&scaled, [&from_when, &to_when]).map(|told| format!("{what} {told}"));
            let is_short = |sentence: &String| sentence.chars().count() <= LONGEST;
            over_peak.filter(is_short).unwrap_or_else(|| format!("{what} {}", way.told(&scaled, [&from_when, &to_when])))
        }
        Subject::ShareOf(whole) => {
            let whose = capitalised(&english::possessive(&name(findings, entry)));
            let first = format!("{whose} share of {whole} {}", way.told(&scaled, [&from_when, &to_when]));
            // The second part joins in when its figures are of the same two periods.
            let second = parts.get(1).filter(|_| parts.len() < ENTRIES).and_then(|entry| {
                let other = Way::of(findings, entry, periods)?;
                let is_alike = [other.first.0.period, other.last.0.period] == [way.first.0.period, way.last.0.period];
                let whose = english::possessive(&name(findings, entry));
                is_alike.then(|| format!("{first}, {whose} {}", other.told(&scaled, ["", ""])))
            });
            second.filter(|both| both.chars().count() <= LONGEST).unwrap_or(first)
        }
    })
}

/// The first and the last figure of a part.
struct Way<'a> {
    first: (&'a Point, &'a Amount, &'a Series),
    last: (&'a Point, &'a Amount, &'a Series),
    highest: (&'a Point, &'a Amount),
    /// Does the chart show other sources as well? Then the one that is told must be named.
    is_of_many_sources: bool,
}

impl<'a> Way<'a> {
    /// Within one source where sources overlap in time; otherwise from the first source to the last.
    fn of(findings: &'a Findings, entry: &LegendEntry, periods: &[Period]) -> Option<Self> {
        let shown = |series: &'a Series| {
            let in_time = series.figures().filter(|point| !point.period.is_undated() && periods.contains(&point.period));
            in_time.filter_map(move |point| Some((point, point.amount.as_ref().ok()?, series))).collect::<Vec<_>>()
        };
        // A change of method is no change of the thing: a sentence begins after the last one.
        let after_breaks = |line: Vec<(&'a Point, &'a Amount, &'a Series)>| {
            let is_new = |pair: &[(&Point, &Amount, &Series)]| pair[1].0.break_after(pair[0].0).is_some_and(Break::is_of_method);
            let from = line.windows(2).rposition(is_new).map_or(0, |before| before + 1);
            line[from..].to_vec()
        };
        let lines = entry.series.iter().map(|at| after_breaks(shown(&findings.series[*at])));
        let mut lines: Vec<_> = lines.filter(|line| !line.is_empty()).collect();
        let is_of_many_sources = lines.iter().any(|line| line[0].2.source != lines[0][0].2.source);
        lines.sort_by_key(|line| line[0].0.period);
        let is_in_turn = lines.windows(2).all(|pair| pair[0].last().is_some_and(|(last, ..)| last.period < pair[1][0].0.period));
        if !is_in_turn {
            let longest = lines.into_iter().rev().max_by_key(Vec::len)?;
            lines = vec![longest];
        }
        let (first, last) = (*lines.first()?.first()?, *lines.last()?.last()?);
        let highest = lines.iter().flatten().max_by(|(_, a, _), (_, b, _)| a.value.total_cmp(&b.value))?;
        let highest = (highest.0, highest.1);
        (first.0.period != last.0.period).then_some(Self { first, last, highest, is_of_many_sources })
    }

    fn said(&self, scaled: &Scaled) -> [String; 2] {
        figure::both_in_words([self.first, self.last].map(|(point, amount, _)| (point, amount)), scaled)
    }

    /// " in 2000", " in 2020"; with their sources when these are two.
    fn whens(&self, findings: &Findings) -> [String; 2] {
        let is_of_two = self.first.2.source != self.last.2.source;
        let of = |(point, _, series): (&Point, &Amount, &Series), is_named: bool| {
            let source = if is_named { format!(" ({})", sources::publisher(findings, series)) } else { String::new() };
            format!("{}{source}", when(&point.period))
        };
        [of(self.first, is_of_two), of(self.last, self.is_of_many_sources)]
    }

    /// "rose from 10.9% in 1992 to 33.4% in 2002, then fell to 4.6% in 2024", where the ends alone would hide it.
    fn over_its_peak(&self, scaled: &Scaled, [from_when, to_when]: [&str; 2]) -> Option<String> {
        let (point, amount) = self.highest;
        let ends = self.first.1.value.max(self.last.1.value);
        let are_exact = [self.first.1, self.last.1, amount].iter().all(|amount| amount.is_exact());
        if self.is_of_many_sources || !are_exact || ends <= 0.0 || amount.value < ends * PEAK {
            return None;
        }
        let [from, to] = self.said(scaled);
        let [_, peak] = figure::both_in_words([(self.last.0, self.last.1), (point, amount)], scaled);
        Some(format!("rose from {from}{from_when} to {peak}{}, then fell to {to}{to_when}", when(&point.period)))
    }

    /// "rose from 4.5% in 2000 to 18.3% in 2020". What is only about known goes from one to the other.
    fn told(&self, scaled: &Scaled, [from_when, to_when]: [&str; 2]) -> String {
        let [from, to] = self.said(scaled);
        let ((_, first, _), (_, last, _)) = (self.first, self.last);
        let verb = match (first.is_exact() && last.is_exact(), last.value.total_cmp(&first.value)) {
            _ if from == to && to_when.is_empty() => return format!("stayed at {to}"),
            _ if from == to => return format!("was {from}{from_when} and {to}{to_when}"),
            (false, _) | (true, std::cmp::Ordering::Equal) => "went",
            (true, std::cmp::Ordering::Greater) => "rose",
            (true, std::cmp::Ordering::Less) => "fell",
        };
        format!("{verb} from {from}{from_when} to {to}{to_when}")
    }
}

/// The part's full name, with its article where it needs one inside a sentence.
fn name(findings: &Findings, entry: &LegendEntry) -> String {
    let label = &findings.series[entry.series[0]].label;
    if label.chars().count() > 40 { entry.label.clone() } else { label.clone() }
}

/// An answer as it was given.
fn quoted(label: &str) -> String {
    format!("“{label}”")
}

fn scale(findings: &Findings) -> Scaled {
    let values: Vec<f64> = findings.points().filter_map(|(_, point)| point.amount.as_ref().ok()).map(|amount| amount.value).collect();
    extent::scaled(&values, &findings.unit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::observation::Status;
    use crate::measure::findings::Whole;
    use crate::measure::sample::{answers, computed, exact, findings, from_source, period, qualified, series};
    use crate::terms::amount::Qualifier;
    use crate::terms::dimension::Code;
    use crate::terms::poll::Side;
    use crate::terms::unit::Unit;

    fn told(findings: &Findings) -> String {
        headline(findings, &findings.dated_periods()).unwrap_or_else(|| "—".to_owned())
    }

    fn share(code: &str, label: &str, figures: &[(&str, f64)]) -> Series {
        series(code, label, figures.iter().map(|(year, share)| computed(year, Amount::exact(*share))).collect())
    }

    fn of(what: &str, all: Vec<Series>) -> Findings {
        let mut findings = findings(all);
        findings.subject.what = what.to_owned();
        findings.derived = Some("share");
        findings
    }

    #[test]
    fn one_share_over_time_is_told_from_its_first_to_its_last_year() {
        let china = share("CHN", "China", &[("2000", 4.521), ("2010", 9.49), ("2020", 18.296)]);
        let all = of("China’s share of Russia’s goods turnover", vec![china]);
        assert_eq!(told(&all), "China’s share of Russia’s goods turnover rose from 4.5% in 2000 to 18.3% in 2020");
    }

    #[test]
    fn a_peak_that_the_ends_would_hide_is_told() {
        let russia = |peak: f64| {
            let share = share("RUS", "Russia", &[("1992", 10.9), ("2002", peak), ("2024", 4.6)]);
            told(&of("Russia’s share of arms exports", vec![share]))
        };
        assert_eq!(russia(33.4), "Russia’s share of arms exports rose from 10.9% in 1992 to 33.4% in 2002, then fell to 4.6% in 2024");
        assert_eq!(russia(14.0), "Russia’s share of arms exports fell from 10.9% in 1992 to 4.6% in 2024");
    }

    #[test]
    fn a_sentence_that_passes_from_one_source_to_another_names_both() {
        let china = |figures: &[(&str, f64)]| share("CHN", "China", figures);
        let all = vec![china(&[("2000", 4.5), ("2020", 18.3)]), from_source("imf", china(&[("2021", 18.0), ("2024", 33.4)]))];
        let told = told(&of("China’s share of Russia’s goods turnover", all));
        assert_eq!(told, "China’s share of Russia’s goods turnover rose from 4.5% in 2000 (UN Comtrade) to 33.4% in 2024 (IMF)");
    }

    #[test]
    fn sources_that_overlap_in_time_are_told_by_one_of_them() {
        let china = |figures: &[(&str, f64)]| share("CHN", "China", figures);
        let all =
            vec![china(&[("2000", 4.5), ("2010", 9.0), ("2020", 18.3)]), from_source("imf", china(&[("2019", 16.0), ("2024", 33.4)]))];
        let told = told(&of("China’s share of Russia’s goods turnover", all));
        assert_eq!(told, "China’s share of Russia’s goods turnover rose from 4.5% in 2000 to 18.3% in 2020 (UN Comtrade)");
    }

    #[test]
    fn two_parts_share_a_sentence_and_take_their_articles() {
        let all = vec![share("CHN", "China", &[("2000", 4.5), ("2020", 18.3)]), share("EU27", "EU27", &[("2000", 46.9), ("2020", 33.8)])];
        let all = of("Shares of Russia’s goods turnover", all);
        let wanted =
            "China’s share of Russia’s goods turnover rose from 4.5% in 2000 to 18.3% in 2020, the EU27’s fell from 46.9% to 33.8%";
        assert_eq!(told(&all), wanted);
    }

    #[test]
    fn a_composition_tells_its_largest_part_and_claims_no_trend() {
        let mut minerals = share("HS-S05", "Mineral products", &[("2014", 77.19), ("2020", 64.42)]);
        minerals.dimension = Dimension::Commodity;
        let mut all = of("Russia’s exports to China", vec![minerals]);
        let mut told_of = |kind| {
            all.denominator = Some(Whole { words: String::new(), kind });
            told(&all)
        };
        assert_eq!(told_of(WholeKind::Its), "Mineral products made up 77.2% of Russia’s exports to China in 2014, 64.4% in 2020");
        let broken_down = told_of(WholeKind::BrokenDown);
        assert!(broken_down.contains("of what is broken down of Russia’s exports to China"), "{broken_down}");
        assert_eq!(told_of(WholeKind::Other), "—", "a sentence would mean another whole");
    }

    #[test]
    fn a_sentence_does_not_lead_over_a_change_of_method() {
        let mut points = ["2013", "2014", "2023", "2024"].map(|year| computed(year, Amount::exact(20.0))).to_vec();
        points[2].status = Status::Break;
        points[3].amount = Ok(Amount::exact(10.0));
        let all = of("China’s share of Russia’s goods turnover", vec![series("CHN", "China", points)]);
        assert_eq!(told(&all), "China’s share of Russia’s goods turnover fell from 20% in 2023 to 10% in 2024");
    }

    #[test]
    fn one_period_is_told_by_its_largest_parts_however_few_were_picked() {
        let all = vec![
            share("DEU", "Germany", &[("2024", 4.3)]),
            share("NLD", "Netherlands", &[("2024", 5.2)]),
            share("USA", "United States", &[("2024", 46.35)]),
        ];
        let told = told(&of("Shares of Russia’s imports", all));
        assert_eq!(told, "The United States’ share of Russia’s imports was 46.4% in 2024, the Netherlands’ 5.2%");
    }

    #[test]
    fn what_is_only_about_known_neither_rises_nor_falls() {
        let points = vec![qualified("2014", 60.0, Qualifier::About), qualified("2021", 70.0, Qualifier::AtMost)];
        let all = of("China’s share of Russia’s exports", vec![series("CHN", "China", points)]);
        assert_eq!(told(&all), "China’s share of Russia’s exports went from about 60% in 2014 to at most 70% in 2021");
    }

    #[test]
    fn answers_are_quoted_with_their_first_and_last_wave() {
        let waves = |a: f64, b: f64| vec![exact("2014", a), exact("2023", b)];
        let mut all = of(
            "Opinion of China in Russia",
            vec![answers("Good", Side::Positive, "CHN", waves(77.0, 85.0)), answers("Bad", Side::Negative, "CHN", waves(15.0, 8.0))],
        );
        (all.is_of_opinion, all.derived) = (true, None);
        assert_eq!(told(&all), "Opinion of China in Russia: “Good” 77% in 2014, 85% in 2023");
        let last = headline(&all, &[period("2023")]);
        assert_eq!(last.as_deref(), Some("Opinion of China in Russia in 2023: “Good” 85%, “Bad” 8%"));
    }

    #[test]
    fn an_amount_of_one_country_is_told_and_acronyms_keep_their_capitals() {
        let mut gdp = series("CHN", "China", vec![exact("2000", 1.21e12), exact("2023", 1.77947e13)]);
        gdp.unit = Unit::new("USD");
        let mut all = findings(vec![gdp]);
        let label = |dimension: &Dimension, code: &str, label: &str| (dimension.clone(), (Code::new(code), label.to_owned()));
        all.subject.fixed =
            [label(&Dimension::Reporter, "CHN", "China"), label(&Dimension::Indicator, "gdp", "GDP at current prices")].into();
        assert_eq!(
            told(&all),
            "China’s GDP at current prices rose from USD\u{a0}1.2\u{a0}trillion in 2000 to USD\u{a0}17.8\u{a0}trillion in 2023"
        );
    }

    #[test]
    fn where_no_sentence_does_justice_there_is_none() {
        let many = ["A", "B", "C", "D", "E"].map(|code| series(code, code, vec![exact("2000", 1.0), exact("2020", 2.0)]));
        assert_eq!(told(&findings(many.into())), "—");
        let two_ways = [Dimension::Partner, Dimension::Flow];
        let mut all = of("Shares of Russia’s trade", vec![share("CHN", "China, exports", &[("2000", 4.5), ("2020", 18.3)])]);
        all.subject.varying = two_ways.into();
        assert_eq!(told(&all), "—");
    }

    #[test]
    fn halves_quarters_and_days_are_said_in_words() {
        assert_eq!(when(&period("2024-Q3")), " in the third quarter of 2024");
        assert_eq!(when(&period("2024-H1")), " in the first half of 2024");
        assert_eq!(when(&period("2024-05-08")), " on 8 May 2024");
        assert_eq!(when(&period("undated")), "");
    }
}
