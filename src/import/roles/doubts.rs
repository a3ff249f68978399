//! What is taken as it stands, and may be meant otherwise.

use std::collections::{BTreeMap, BTreeSet};

use crate::dataset::report::quoted;
use crate::import::cell;
use crate::import::roles::layout::{Classification, Column, Layout, Role};
use crate::import::roles::levels::names_period;
use crate::import::roles::{amounts, another, codes, partners, worded};
use crate::import::sheet::{Merged, Row, Sheet};
use crate::terms::country::{self, Resolved, Scheme};
use crate::terms::dimension::Dimension;
use crate::terms::trade;

/// The reason of a column whose cells are names.
pub(super) const OF_WORDS: &str = "its words tell the rows apart";

/// All that must be told of a table whose roles were guessed.
pub(super) fn all(sheet: &Sheet, layout: &Layout) -> Vec<String> {
    let dated = |column: &Column| matches!(&column.role, Role::Figures(figures) if figures.period.is_some());
    let figures: Vec<usize> = (0..layout.columns.len()).filter(|at| matches!(layout.columns[*at].role, Role::Figures(_))).collect();
    let another = another::doubt(sheet, layout.rows, &figures, figures.iter().all(|at| dated(&layout.columns[*at])));
    let of_others = unread(sheet, layout).into_iter().chain(calendar(sheet, layout)).chain(another).chain(republic(sheet, layout));
    let of_others = of_others.chain(partners::caveat(layout)).chain(goods(sheet, layout)).chain(numbers(sheet, layout));
    [signs(sheet, layout), shares(sheet, layout), of_others.collect()].concat()
}

/// Years that may be those of Iran, of Islam or of Thailand: no statistics reach so far in the calendar of others.
fn calendar(sheet: &Sheet, layout: &Layout) -> Option<String> {
    let at = layout.columns.iter().position(|column| matches!(column.role, Role::Period))?;
    let rows = sheet.rows.get(layout.rows[0]..layout.rows[1]).unwrap_or_default();
    let mut years = rows.iter().map(|row| row.cell(at)).filter(|cell| !cell.is_empty());
    let digits = |cell: &str| cell.chars().map(|letter| cell::figure(letter).unwrap_or(letter)).collect::<String>();
    let is_such = |cell: &str| {
        digits(cell)
            .get(..4)
            .and_then(|year| year.parse::<u32>().ok())
            .is_some_and(|year| (1290..1470).contains(&year) || (2450..2650).contains(&year))
    };
    let first = years.next().filter(|first| is_such(first))?;
    years.all(is_such).then(|| {
        format!(
            "Years such as {} are read as they stand; where they are of the calendar of Iran, of Islam or of Thailand, they are other years.",
            quoted(first)
        )
    })
}

/// The digits in the cells of a column, where all of them are nothing else.
fn digits_in<'a>(sheet: &'a Sheet, layout: &Layout, at: usize) -> Option<BTreeSet<&'a str>> {
    let rows = sheet.rows.get(layout.rows[0]..layout.rows[1]).unwrap_or_default();
    let cells: BTreeSet<&str> = rows.iter().map(|row| row.cell(at)).filter(|cell| !cell.is_empty()).collect();
    let are_digits = !cells.is_empty() && cells.iter().all(|cell| cell.bytes().all(|byte| byte.is_ascii_digit()));
    are_digits.then_some(cells)
}

/// Numbers of goods that are taken for codes of the Harmonized System, which neither names nor the words above the table say.
fn goods(sheet: &Sheet, layout: &Layout) -> Option<String> {
    const SAYS: [&str; 11] = ["hs", "harmoni", "тн вэд", "тнвэд", "cn8", "nomenclature", "税则", "关税", "海关", "customs", "ncm"];
    let says = |text: &str| {
        let small = text.to_lowercase();
        let mut words = small.split(|letter: char| !letter.is_alphanumeric());
        words.any(|word| word.starts_with("hs")) || SAYS[1..].iter().any(|word| small.contains(word))
    };
    let is_goods = |column: &Column| matches!(column.role, Role::Of(Dimension::Commodity, _));
    let at = layout.columns.iter().position(is_goods).filter(|_| matches!(layout.classification, Classification::Harmonized))?;
    let is_told = layout.columns.iter().any(|column| says(&column.name))
        || sheet.rows.iter().take(layout.rows[0]).flat_map(|row| &row.cells).any(|cell| says(cell));
    let codes = digits_in(sheet, layout, at).filter(|_| !is_told)?;
    let example = codes.iter().find(|code| trade::level(&format!("HS-{code}")).is_some())?;
    Some(format!(
        "Numbers such as {} in {} were taken for codes of the Harmonized System; the file does not say whose they are.",
        quoted(example),
        quoted(&layout.columns[at].name)
    ))
}

/// Countries that are nothing but numbers, which mean something else with each agency.
fn numbers(sheet: &Sheet, layout: &Layout) -> Option<String> {
    let is_place = |column: &Column| matches!(column.role, Role::Of(Dimension::Reporter | Dimension::Partner, _));
    let is_named = |column: &Column| matches!(column.role, Role::NameOf(Dimension::Reporter | Dimension::Partner));
    if layout.scheme != Scheme::Names || layout.columns.iter().any(is_named) {
        return None;
    }
    let places = (0..layout.columns.len()).filter(|at| is_place(&layout.columns[*at]));
    let found: Vec<(usize, BTreeSet<&str>)> = places.filter_map(|at| Some((at, digits_in(sheet, layout, at)?))).collect();
    let names: Vec<String> = found.iter().map(|(at, _)| quoted(&layout.columns[*at].name)).collect();
    let codes: BTreeSet<&str> = found.into_iter().flat_map(|(_, codes)| codes).collect();
    let knows = |scheme: &Scheme| codes.iter().all(|code| matches!(country::resolve_in(*scheme, code), Resolved::One(_)));
    let lists: Vec<&str> = Scheme::ALL.into_iter().filter(knows).map(Scheme::name).collect();
    let known = match lists.as_slice() {
        [] => "no list that is known here has all of them".to_owned(),
        lists => format!("all of them are in {}", lists.iter().map(|list| format!("the list {list}")).collect::<Vec<_>>().join(" and ")),
    };
    (!names.is_empty()).then(|| {
        format!(
            "The countries in {} are numbers, and the file does not say whose; {known}. Until that is said, they are kept as they stand.",
            names.join(" and ")
        )
    })
}

/// Years of three figures, which are those of Taiwan.
fn republic(sheet: &Sheet, layout: &Layout) -> Option<String> {
    let rows = sheet.rows.get(layout.rows[0]..layout.rows[1]).unwrap_or_default();
    let periods = layout.columns.iter().position(|column| matches!(column.role, Role::Period));
    let cells = periods.into_iter().flat_map(|at| rows.iter().map(move |row| row.cell(at)));
    let dated = |column: &&Column| matches!(&column.role, Role::Figures(figures) if figures.period.is_some());
    let names = layout.columns.iter().filter(dated).map(|column| column.name.trim());
    let is_such =
        |text: &&str| text.split_once('年').is_some_and(|(year, _)| year.len() == 3 && year.bytes().all(|byte| byte.is_ascii_digit()));
    let first = cells.chain(names).find(is_such)?;
    let year = cell::period(first)?.period.first_year()?;
    Some(format!("Years such as {} are read as those of the Republic of China: {year}.", quoted(first)))
}

/// Rows with figures that name no country, in a table of countries.
pub(super) fn nameless(sheet: &Sheet, layout: &Layout) -> Option<String> {
    let is_of = |column: &Column| matches!(&column.role, Role::Of(Dimension::Reporter, _) | Role::NameOf(Dimension::Reporter));
    let reporters: Vec<usize> = (0..layout.columns.len()).filter(|at| is_of(&layout.columns[*at])).collect();
    let figures: Vec<usize> = (0..layout.columns.len()).filter(|at| matches!(layout.columns[*at].role, Role::Figures(_))).collect();
    let is_merged = |row: usize| {
        let covers = |merged: &Merged| merged.rows[0] < row && row <= merged.rows[1] && reporters.contains(&merged.columns[0]);
        sheet.merged.iter().any(covers)
    };
    let is_nameless = |(nth, row): &(usize, &Row)| {
        let holds_figures = || figures.iter().any(|at| worded::is_figure(row.cell(*at)) && row.cell(*at).contains(char::is_numeric));
        reporters.iter().all(|at| row.cell(*at).is_empty()) && holds_figures() && !is_merged(layout.rows[0] + nth)
    };
    let is_carried = reporters.iter().any(|at| layout.carried.contains(at));
    let rows = sheet.rows.get(layout.rows[0]..layout.rows[1]).unwrap_or_default();
    let first = rows.iter().enumerate().find(is_nameless).filter(|_| !reporters.is_empty() && !is_carried)?.1;
    let name = quoted(&layout.columns[*reporters.first()?].name);
    Some(format!("Rows from {} on hold figures and say nothing in {name}: these figures are of no country.", sheet.place(first, 0)))
}

/// Numbers that stand in columns of words, and may be figures among them.
fn unread(sheet: &Sheet, layout: &Layout) -> Option<String> {
    const FEWEST: usize = 2;
    let rows = sheet.rows.get(layout.rows[0]..layout.rows[1]).unwrap_or_default();
    let count = |at: usize| {
        // A year alone in its row may head those below it.
        let is_heading = |row: &Row| row.only().is_some_and(names_period);
        let cells = || rows.iter().filter(|row| !is_heading(row)).map(|row| row.cell(at)).filter(|cell| !cell.is_empty());
        let is_code = |cell: &str| cell.len() > 1 && cell.starts_with('0') && cell.bytes().all(|byte| byte.is_ascii_digit());
        let figures = cells().filter(|cell| cell.contains(char::is_numeric) && worded::is_figure(cell)).count();
        // One in ten may be a name that is a number.
        (figures >= FEWEST && figures * 10 > cells().count() && !cells().any(is_code)).then_some(figures)
    };
    let is_of_classes = |name: &str| amounts::names_kinds(name) || codes::names_group(name);
    let is_of_words = |column: &Column| {
        matches!(column.role, Role::Of(Dimension::Other(_), _)) && column.because == OF_WORDS && !is_of_classes(&column.name)
    };
    let told = |(at, column): (usize, &Column)| Some((count(at)?, quoted(&column.name)));
    let columns = layout.columns.iter().enumerate().filter(|(_, column)| is_of_words(column));
    let (counts, names): (Vec<usize>, Vec<String>) = columns.filter_map(told).unzip();
    let count: usize = counts.iter().sum();
    let names = names.join(", ");
    (count > 0)
        .then(|| format!("Of the cells of {names}, {count} are numbers among words: they were taken for names, and not read as figures."))
}

/// Columns in per cent in which nothing is above 1: they may be shares of one.
fn shares(sheet: &Sheet, layout: &Layout) -> Vec<String> {
    const FEWEST: usize = 4;
    let rows = sheet.rows.get(layout.rows[0]..layout.rows[1]).unwrap_or_default();
    let is_share = |at: &usize| {
        let is_percent = matches!(&layout.columns[*at].role, Role::Figures(figures) if figures.unit.as_deref() == Some("%"));
        let numbers: Vec<f64> = rows.iter().filter_map(|row| row.cell(*at).trim().replace(',', ".").parse().ok()).collect();
        let parts = numbers.iter().filter(|number| **number > 0.0 && **number < 1.0).count();
        is_percent && parts >= FEWEST && numbers.iter().all(|number| (0.0..=1.0).contains(number))
    };
    let told = |at: usize| {
        let name = quoted(&layout.columns[at].name);
        format!("All figures of {name} lie between 0 and 1: they may be shares of one instead of per cent, and were taken as they stand.")
    };
    (0..layout.columns.len()).filter(is_share).map(told).collect()
}

/// Numbers made of nines and the like that are the only ones below nought in their column: in tables of political science they
/// are signs for what is missing.
fn signs(sheet: &Sheet, layout: &Layout) -> Vec<String> {
    const CODES: [&str; 9] = ["-9", "-99", "-999", "-9999", "-99999", "-88", "-77", "-66", "-8"];
    const OFTEN: usize = 3;
    let rows = sheet.rows.get(layout.rows[0]..layout.rows[1]).unwrap_or_default();
    let doubt = |at: usize| {
        let mut found: BTreeMap<&str, usize> = BTreeMap::new();
        for cell in rows.iter().map(|row| row.cell(at).trim()).filter(|cell| cell.starts_with('-')) {
            let whole = cell.strip_suffix(".0").unwrap_or(cell);
            *found.entry(CODES.into_iter().find(|code| *code == whole)?).or_default() += 1;
        }
        // One fall by nine per cent is a fall by nine per cent.
        let is_likely = found.iter().any(|(code, count)| code.len() > 3 || *count >= OFTEN);
        is_likely.then(|| {
            let codes: Vec<String> = found.keys().map(|code| quoted(code)).collect();
            format!(
                "The only figures below 0 in {} are {}: they may mean that a figure is missing, and were taken as they stand.",
                quoted(&layout.columns[at].name),
                codes.join(", ")
            )
        })
    };
    let is_figure = |at: &usize| matches!(layout.columns[*at].role, Role::Figures(_));
    (0..layout.columns.len()).filter(is_figure).filter_map(doubt).collect()
}
