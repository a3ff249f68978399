//! Columns of figures that are called by periods, by parts of a year, or by what else stands across a table.

use std::collections::{BTreeMap, BTreeSet};

use crate::dataset::observation::{Status, free_name};
use crate::import::cell::{self, Habit};
use crate::import::hints::Hints;
use crate::import::roles::blocks::Block;
use crate::import::roles::dated::{self, Dated};
use crate::import::roles::layout::{Column, Figures, Fixed, Part, Role};
use crate::import::roles::seen::Seen;
use crate::import::roles::{calendar, codes, labels, units, words};
use crate::import::sink::snake_case;
use crate::terms::country::{self, Resolved, Scheme};
use crate::terms::dimension::Dimension;

/// Do the names of several columns of figures say their periods? Then years in another column, such as "Estimates start after",
/// say something else.
pub(super) fn are_periods_across(columns: &[Column], seen: &[Seen]) -> bool {
    let is_period = |column: &Column| column.is_open() && column.name.len() >= 4 && dated::of(&column.name, Habit::default()).is_some();
    let named = columns.iter().zip(seen).filter(|(column, seen)| is_period(column) && seen.holds_figures());
    named.take(2).count() > 1
}

/// Columns called by periods, or by parts of a year.
pub(super) fn spread(columns: &mut [Column], block: &Block, hints: &Hints, seen: &[Seen]) {
    let has_period = columns.iter().any(|column| matches!(column.role, Role::Period));
    let names: Vec<String> = columns.iter().map(|column| column.name.clone()).collect();
    let habit = Habit::of(names.iter().map(String::as_str)).or_as(hints.dates).of_either_order();
    let are_projected = dated::are_projected(&names.iter().map(String::as_str));
    let plain: BTreeSet<(&str, String)> =
        (0..names.len()).filter_map(|at| Some((group_of(block, at), cell::period_in(&names[at], habit)?.period.to_string()))).collect();
    // Beside the figures of a year, other figures of it are of some other kind.
    let is_taken = |at: usize, dated: &Dated| dated.is_marked && plain.contains(&(group_of(block, at), dated.read.period.to_string()));
    let dated_at = |at: usize| dated::of(&names[at], habit).filter(|dated| !is_taken(at, dated));
    let open = columns.iter().zip(seen).filter(|(column, seen)| column.is_open() && seen.holds_figures());
    let has_parts = has_period && are_parts(&open.map(|(column, _)| column.name.as_str()).collect::<Vec<_>>());
    // Where others are figures of periods, so is one of which most cells are marks.
    let are_dated =
        (0..columns.len()).filter(|at| columns[*at].is_open() && seen[*at].holds_figures() && dated_at(*at).is_some()).count() > 1;
    let are_firm = are_firm((0..names.len()).filter_map(|at| Some((group_of(block, at), dated_at(at)?.read))));
    for (at, column) in columns.iter_mut().enumerate() {
        let dated = dated_at(at).filter(|dated| are_dated || !dated.is_marked);
        let is_like_others = are_dated && seen[at].figures > 0 && dated.is_some();
        if !column.is_open() || !(seen[at].holds_figures() || seen[at].filled == 0 || is_like_others) {
            continue;
        }
        if has_parts && calendar::is_whole_year(&column.name) {
            column.role = Role::values();
            column.because = "its name is the whole year".to_owned();
            continue;
        }
        let is_group = |group: &&str| *group != column.name && !group.is_empty() && !calendar::is_parts_of_year(group) && !are_firm;
        let group = block.groups.get(at).map(String::as_str).filter(is_group);
        let (label, unit) = group.map_or((None, None), |group| match units::alone(group).or_else(|| units::bare_dollars(group)) {
            Some(unit) => (None, Some(unit)),
            None => {
                let (label, unit) = labels::parted(group);
                (Some((None, label)), unit)
            }
        });
        let figures = match (has_period, calendar::part_of_year(&column.name), dated) {
            (true, Some(part), _) if has_parts => Figures { part: Some(part), indicator: label, unit, ..Figures::default() },
            (false, _, Some(Dated { read, status, .. })) => {
                let status = if are_projected && status == Status::Provisional { Status::Forecast } else { status };
                let status = if are_firm { dated::firmness(group_of(block, at)).unwrap_or(status) } else { status };
                // "2021 (mln USD)".
                let unit = unit.or_else(|| labels::parted(&column.name).1);
                Figures { period: Some(read), status, indicator: label, unit, ..Figures::default() }
            }
            (true | false, _, _) => continue,
        };
        column.role = Role::Figures(Box::new(figures));
        column.because = if has_period { "its name is a part of the year" } else { "its name is a period" }.to_owned();
    }
}

/// Do the words above periods, each of which stands once, say nothing but how firm their figures are: "Actual", "Forecast"?
fn are_firm<'a>(dated: impl Iterator<Item = (&'a str, cell::Read)>) -> bool {
    let (groups, periods): (Vec<&str>, Vec<String>) = dated.map(|(group, read)| (group, read.period.to_string())).unzip();
    let is_firm = |group: &&str| dated::firmness(group).is_some();
    groups.iter().any(is_firm)
        && groups.iter().all(|group| group.is_empty() || is_firm(group))
        && periods.iter().collect::<BTreeSet<_>>().len() == periods.len()
}

fn group_of(block: &Block, at: usize) -> &str {
    block.groups.get(at).map(String::as_str).unwrap_or_default()
}

/// The names of columns without the X that R puts before those that begin with a figure.
pub(super) fn without_prefix(names: &[String]) -> Vec<String> {
    let bare = |name: &String| name.strip_prefix('X').filter(|year| year.len() == 4 && cell::period(year).is_some()).map(str::to_owned);
    let are_of_r = names.iter().filter_map(bare).count() > 1;
    names.iter().map(|name| bare(name).filter(|_| are_of_r).unwrap_or_else(|| name.clone())).collect()
}

/// Are these columns parts of a year? "Out" is October in one language, "I" a quarter and S1 a half: one of them alone is none,
/// nor are three of five questions.
fn are_parts(names: &[&str]) -> bool {
    const FEWEST: usize = 3;
    let mut parts: Vec<Part> = Vec::new();
    for part in names.iter().filter_map(|name| calendar::part_of_year(name)) {
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    let is_left = |name: &&&str| calendar::part_of_year(name).is_none() && !calendar::is_whole_year(name);
    let left = names.iter().filter(is_left).count();
    let is_numbered = |name: &&str, letters: &[char]| numbered(name).is_some_and(|letter| letters.contains(&letter));
    let goes_on = |letters: &[char]| names.iter().any(|name| is_numbered(name, letters) && calendar::part_of_year(name).is_none());
    let count = |is: fn(&Part) -> bool| parts.iter().filter(|part| is(part)).count();
    let months = count(|part| matches!(part, Part::Month(_)));
    let quarters = count(|part| matches!(part, Part::Quarter(_)));
    let halves = count(|part| matches!(part, Part::Half(_)));
    months >= FEWEST || months > 1 && left == 0 || quarters > 1 && !goes_on(&['q']) || halves > 1 && !goes_on(&['s', 'h'])
}

/// Columns of which each is called by what is counted and a part of the year, beside a column of years: "Value-Jan", and
/// `kg_q2` where all four quarters are there.
pub(super) fn parted_names(columns: &mut [Column], seen: &[Seen]) {
    if !columns.iter().any(|column| matches!(column.role, Role::Period)) {
        return;
    }
    let parted = |name: &str| {
        let (label, part) = name.rsplit_once(['-', '_'])?;
        Some((label.trim().to_owned(), part.trim().to_owned())).filter(|(label, _)| label.contains(char::is_alphabetic))
    };
    let found: Vec<(usize, String, String)> = (0..columns.len())
        .filter(|at| columns[*at].is_open() && seen[*at].holds_figures())
        .filter_map(|at| parted(&columns[at].name).map(|(label, part)| (at, label, part)))
        .collect();
    let has_quarters = are_quarters(columns.iter().filter_map(|column| parted(&column.name)));
    let part_of = |name: &str| {
        calendar::part_of_year(name).filter(|part| match part {
            Part::Month(_) => numbered(name).is_none(),
            Part::Quarter(_) => has_quarters && numbered(name) == Some('q'),
            Part::Half(_) => false,
        })
    };
    let mut parts: Vec<Part> = Vec::new();
    for part in found.iter().filter_map(|(.., part)| part_of(part)) {
        if !parts.contains(&part) && parts.len() < 2 {
            parts.push(part);
        }
    }
    for (at, label, name) in found.into_iter().filter(|_| parts.len() > 1) {
        let part = part_of(&name);
        if part.is_some() || calendar::is_whole_year(&name) {
            let (label, unit) = labels::parted(&label);
            columns[at].role = Role::Figures(Box::new(Figures { part, indicator: Some((None, label)), unit, ..Figures::default() }));
            columns[at].because = "its name ends with a part of the year".to_owned();
        }
    }
}

/// Is there a Q1 to Q4 of everything that has one of them, and no Q5? Else they are questions.
fn are_quarters(parted: impl Iterator<Item = (String, String)>) -> bool {
    let mut of: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (label, name) in parted.filter(|(_, name)| numbered(name) == Some('q')) {
        of.entry(label).or_default().insert(name.to_lowercase());
    }
    of.values().all(|names| names.iter().eq(["q1", "q2", "q3", "q4"]))
}

/// The letter of "Q2", small; "II" counts whatever there is.
fn numbered(name: &str) -> Option<char> {
    let mut letters = name.chars();
    let letter = letters.next().filter(char::is_ascii_alphabetic)?;
    letters.next().filter(char::is_ascii_digit).map(|_| letter.to_ascii_lowercase())
}

/// `1970 notes` says something of each figure of `1970`.
pub(super) fn notes_beside(columns: &mut [Column]) {
    const ENDINGS: [&str; 6] = [" notes", " note", " footnotes", " footnote", " flags", " flag"];
    for at in 0..columns.len() {
        let name = columns[at].name.to_lowercase();
        let Some(of) = ENDINGS.iter().find_map(|ending| name.strip_suffix(ending)).filter(|_| columns[at].is_open()) else { continue };
        let is_told = |column: &&mut Column| column.name.to_lowercase() == of;
        if let Some(Column { role: Role::Figures(figures), .. }) = columns.iter_mut().find(is_told) {
            figures.note = Some(at);
            columns[at].because = format!("it holds the notes of {of}");
        }
    }
}

/// Columns of flags of which each stands behind one of figures: they flag those figures and no others.
pub(super) fn flags_beside(columns: &mut [Column]) {
    let is_status = |column: &Column| matches!(column.role, Role::Status) && !column.is_said();
    let flags: Vec<usize> = (0..columns.len()).filter(|at| is_status(&columns[*at])).collect();
    let is_behind = |at: &usize| *at > 0 && matches!(&columns[at - 1].role, Role::Figures(figures) if figures.flags.is_none());
    if flags.len() < 2 || !flags.iter().all(is_behind) {
        return;
    }
    for at in flags {
        let name = columns[at - 1].name.clone();
        if let Role::Figures(figures) = &mut columns[at - 1].role {
            figures.flags = Some(at);
        }
        columns[at].role = Role::Ignored;
        columns[at].because = format!("it holds the flags of {name}");
    }
}

/// Columns of figures of which each is called by a country, as pollsters and agencies set countries beside each other.
pub(super) fn countries(columns: &mut [Column], seen: &[Seen]) {
    const FEWEST: usize = 3;
    let is_country = |name: &str| matches!(country::resolve_in(Scheme::Names, counted_in(name).0), Resolved::One(_));
    let figures: Vec<usize> = (0..columns.len()).filter(|at| columns[*at].is_open() && seen[*at].holds_figures()).collect();
    let known = figures.iter().filter(|at| is_country(&columns[**at].name)).count();
    // Two letters name parties, languages and states of a federation as well: these are none of them.
    const NOTHING_ELSE: [&str; 5] = ["US", "GB", "UK", "CN", "JP"];
    const FEWEST_SHORT: usize = 10;
    let names = || figures.iter().map(|at| columns[*at].name.trim());
    let is_short = names().all(|name| name.chars().count() <= 2);
    let fewest = match is_short && !names().any(|name| NOTHING_ELSE.contains(&name)) {
        true => FEWEST_SHORT,
        false => FEWEST + usize::from(is_short),
    };
    if known < fewest || figures.len() > known + 1 {
        return;
    }
    // The countries of a column of their own come first: what stands across are their partners.
    let names_rows = |at: &usize| columns[*at].is_open() && !seen[*at].holds_figures() && seen[*at].holds_countries();
    let has_rows = (0..columns.len()).any(|at| names_rows(&at));
    let is_taken = |dimension: &Dimension| {
        has_rows && *dimension == Dimension::Reporter
            || columns.iter().any(|column| matches!(&column.role, Role::Of(of, _) if of == dimension))
    };
    let Some(dimension) = [Dimension::Reporter, Dimension::Partner].into_iter().find(|dimension| !is_taken(dimension)) else { return };
    for at in figures {
        let (name, unit) = counted_in(&columns[at].name);
        // "UE27\nEU27" is one name in two languages.
        let name = name.lines().rfind(|line| is_country(line)).unwrap_or(name);
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let codes = vec![Fixed::new(dimension.clone(), &name, None)];
        columns[at].role = Role::Figures(Box::new(Figures { codes, unit, ..Figures::default() }));
        columns[at].because = "its name is a country".to_owned();
    }
}

/// A name without the unit in its last brackets: "China (USD billion)".
fn counted_in(name: &str) -> (&str, Option<String>) {
    let in_brackets = labels::in_last_brackets(name.trim(), ('(', ')')).and_then(|(before, unit)| Some((before, units::known(unit)?)));
    in_brackets.map_or((name, None), |(before, unit)| (before, Some(unit)))
}

/// How many columns stand for stretches of time each, so that an empty cell among them is a figure that is missing. Where
/// halves stand beside months, the early years have none.
pub(super) fn wide(columns: &[Column]) -> usize {
    let figures = || columns.iter().filter_map(|column| if let Role::Figures(figures) = &column.role { Some(figures) } else { None });
    let has_halves = figures().any(|figures| matches!(figures.part, Some(Part::Half(_))));
    figures().filter(|figures| figures.period.is_some() || !figures.codes.is_empty() || figures.part.is_some() && !has_halves).count()
}

/// Columns of which each is called by a period and by what is counted, as PX-Web writes them: "2019 Men", "Exports 2020".
pub(super) fn dated_names(columns: &mut [Column], seen: &[Seen], block: &Block) {
    if columns.iter().any(|column| matches!(&column.role, Role::Period) || matches!(&column.role, Role::Figures(of) if of.period.is_some()))
    {
        return;
    }
    // "Value (NOK million) 2021" is a value as well, and a code none.
    let is_value = |column: &Column| matches!(&column.role, Role::Figures(figures) if figures.indicator.is_none()) && !column.is_said();
    let is_code = |at: usize| codes::names_codes(&columns[at].name) || seen[at].is_whole && codes::names_numbers(&columns[at].name);
    let may_be_dated = |at: &usize| (columns[*at].is_open() || is_value(&columns[*at])) && seen[*at].holds_figures() && !is_code(*at);
    let are_open: Vec<usize> = (0..columns.len()).filter(may_be_dated).collect();
    // Beside figures of years stand their change and their shares, which are of no year that is said.
    const SHARES: [&str; 12] =
        ["change", "growth", "share", "прирост", "темп", "изменени", "доля", "增长", "同比", "占比", "veränderung", "cagr"];
    let is_share = |at: &usize| {
        let small = columns[*at].name.to_lowercase();
        SHARES.iter().any(|word| small.contains(word)) || labels::parted(&columns[*at].name).1.is_some_and(|unit| unit.starts_with('%'))
    };
    let (of_periods, others): (Vec<usize>, Vec<usize>) = are_open.iter().partition(|at| dated_name(&columns[**at].name).is_some());
    let parted: Vec<(Dated, String)> = of_periods.iter().filter_map(|at| dated_name(&columns[*at].name)).collect();
    let periods: BTreeSet<String> = parted.iter().map(|(dated, _)| dated.read.period.to_string()).collect();
    if parted.len() < 2 || !others.is_empty() && (periods.len() < 2 || !others.iter().all(is_share)) {
        return;
    }
    for (at, (Dated { read, status, .. }, name)) in of_periods.into_iter().zip(parted) {
        let name = match block.groups.get(at).filter(|group| !group.is_empty()) {
            Some(group) => format!("{group}: {name}"),
            None => name,
        };
        let (label, unit) = labels::parted(&name);
        let unit = unit.or_else(|| units::alone(&name));
        let figures = Figures { period: Some(read), status, indicator: Some((None, label)), unit, ..Figures::default() };
        columns[at].role = Role::Figures(Box::new(figures));
        columns[at].because = "its name begins or ends with a period".to_owned();
    }
}

/// The period at the beginning or the end of a name, and the rest of it.
fn dated_name(name: &str) -> Option<(Dated, String)> {
    let is_likely = |dated: &Dated| dated.read.period.first_year().is_some_and(|year| (1500..2200).contains(&year));
    let period = |text: &str| dated::of(text, Habit::default()).filter(is_likely);
    let parted = |period_text: &str, rest: &str| {
        let rest = rest.trim().trim_matches([',', ':', ';', '/', '-', '–']).trim();
        Some((period(period_text)?, rest.to_owned())).filter(|(_, rest)| rest.contains(char::is_alphabetic))
    };
    if let Some(found) = in_chinese(name.trim()).and_then(|(period, rest)| parted(period, rest)) {
        return Some(found);
    }
    // `gdp_2019` is written for programs.
    let parting = if name.contains(' ') { ' ' } else { '_' };
    let (first, behind) = name.trim().split_once(parting)?;
    let (before, last) = name.trim().rsplit_once(parting)?;
    // "Q1 2020" and "Jan-Jun 2020" are no years, though one stands last.
    let last_of = |before: &str, last: &str| {
        let of_part = || {
            let (before, part) = before.rsplit_once(' ')?;
            parted(&format!("{part} {last}"), before).filter(|(dated, _)| !dated.read.period.is_year())
        };
        of_part().or_else(|| parted(last, before))
    };
    let before_brackets = || {
        let (before, unit) = labels::in_last_brackets(name.trim(), ('(', ')'))?;
        let (before, last) = before.rsplit_once(' ')?;
        last_of(before, last).map(|(period, rest)| (period, format!("{rest} ({unit})")))
    };
    // "Exports 2020, mln USD".
    let before_comma = || {
        let (before, unit) = name.trim().rsplit_once(", ").filter(|(_, unit)| units::alone(unit).is_some())?;
        let (before, last) = before.rsplit_once(' ')?;
        last_of(before, last).map(|(period, rest)| (period, format!("{rest}, {unit}")))
    };
    parted(first, behind).or_else(|| last_of(before, last)).or_else(before_brackets).or_else(before_comma)
}

/// The period that a name begins with, and what follows it: 2022年出口额, 2023年1-6月进口额.
fn in_chinese(name: &str) -> Option<(&str, &str)> {
    let ends = name.char_indices().filter(|(_, letter)| matches!(letter, '年' | '月' | '度')).map(|(at, letter)| at + letter.len_utf8());
    let (period, rest) =
        ends.collect::<Vec<_>>().into_iter().rev().map(|end| name.split_at(end)).find(|(period, _)| cell::period(period).is_some())?;
    (!rest.trim().is_empty()).then_some((period, rest))
}

/// A name such as `sex\nat`: what stands before the stroke names the rows, and what stands behind it what is across.
pub(super) struct Crossing {
    pub at: usize,
    pub down: String,
    across: String,
}

/// The first such name.
pub(super) fn crossing(names: &[String]) -> Option<Crossing> {
    names.iter().enumerate().find_map(|(at, name)| {
        let (down, across) = name.split_once('\\')?;
        let crossing = Crossing { at, down: down.trim().to_owned(), across: across.trim().to_owned() };
        Some(crossing).filter(|crossing| !crossing.down.is_empty() && !crossing.across.is_empty())
    })
}

/// The side of trade that "from" and "to" name.
fn end_of(name: &str) -> Option<Dimension> {
    match name.to_lowercase().as_str() {
        "from" | "origin" | "exporter" | "supplier" | "reporter" => Some(Dimension::Reporter),
        "to" | "destination" | "importer" | "recipient" | "partner" => Some(Dimension::Partner),
        _ => None,
    }
}

impl Crossing {
    /// All columns before what is across tell the rows apart, be they numbers; those behind are figures of what they are called.
    pub fn settle(&self, columns: &mut [Column], seen: &[Seen]) {
        let (before, behind) = columns.split_at_mut(self.at + 1);
        for (column, seen) in before.iter_mut().zip(seen) {
            if column.is_open() && seen.holds_figures() && words::meaning(&column.name).is_none() {
                column.role = Role::other(&snake_case(&column.name));
                column.because = "it stands before what is across".to_owned();
            }
        }
        // Of a matrix of trade the rows may be where it comes from, and the columns where it goes.
        let sides = [&self.down, &self.across].map(|name| end_of(name));
        if let ([Some(down), Some(_)], Some(column)) = (&sides, before.last_mut())
            && !column.is_said()
        {
            column.role = Role::of(down.clone());
            column.because = format!("it stands against {}", self.across);
        }
        let is_period = |column: &Column| words::names_period(&self.across) || cell::period(&column.name).is_some();
        for column in behind.iter_mut().filter(|column| column.is_open() && !is_period(column)) {
            let known = Dimension::KNOWN.into_iter().find(|known| known.name() == snake_case(&self.across));
            let own = || Dimension::Other(free_name(&snake_case(&self.across)));
            let side = sides[1].clone().filter(|_| sides[0].is_some());
            let dimension = side.or(known).unwrap_or_else(own);
            let codes = vec![Fixed::new(dimension, &column.name, None)];
            column.role = Role::Figures(Box::new(Figures { codes, ..Figures::default() }));
            column.because = format!("its name is one of {}", self.across);
        }
    }
}
