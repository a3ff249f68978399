//! Whose dollars a bare sign or word stands for: those of the country whose office publishes the table; of a country that has its
//! own, nobody knows; else perhaps of the United States.

use std::collections::BTreeSet;

use crate::dataset::report::quoted;
use crate::import::roles::layout::{Layout, Role, figures};
use crate::import::roles::units;
use crate::import::sheet::Sheet;
use crate::terms::country::{self, Resolved};
use crate::terms::dimension::Dimension;

/// Offices that write their own dollar without its country.
const OFFICES: [(&str, &str); 7] = [
    ("australian bureau of statistics", "AUD"),
    ("reserve bank of australia", "AUD"),
    ("statistics canada", "CAD"),
    ("stats nz", "NZD"),
    ("statistics new zealand", "NZD"),
    ("singapore department of statistics", "SGD"),
    ("department of statistics singapore", "SGD"),
];

/// Countries that write their own dollar so, where all figures are theirs.
const COUNTRIES: [(&str, &str); 10] = [
    ("AUS", "AUD"),
    ("BRB", "BBD"),
    ("CAN", "CAD"),
    ("FJI", "FJD"),
    ("HKG", "HKD"),
    ("JAM", "JMD"),
    ("NZL", "NZD"),
    ("SGP", "SGD"),
    ("TTO", "TTD"),
    ("USA", "USD"),
];

/// Settles what a bare sign of the dollar, or its word, stands for above the table, in the names of its columns, or in its units.
pub(super) fn settle(sheet: &Sheet, layout: &mut Layout, above: &[&str], groups: &[String]) {
    let is_dollar = |unit: Option<&str>| unit.is_some_and(|unit| unit == "USD" || unit.starts_with("USD "));
    let is_above = is_dollar(layout.unit_above.as_deref());
    let in_title = above.iter().copied().find(|text| is_above && is_bare(text)).map(str::to_owned);
    let of_column = |at: &usize| figures(&layout.columns[*at]).and_then(|figures| figures.unit.as_deref());
    let in_words: Vec<usize> =
        (0..layout.columns.len()).filter(|at| of_column(at).is_some_and(|unit| units::bare_dollars(unit).is_some())).collect();
    // "$m" may stand above or below a year.
    let names = |at: usize| [Some(&layout.columns[at].name), groups.get(at)].into_iter().flatten();
    let bare = |at: usize| names(at).find(|name| is_bare(name)).filter(|_| is_dollar(of_column(&at)));
    let named: Vec<usize> = (0..layout.columns.len()).filter(|at| bare(*at).is_some()).collect();
    let in_rows = in_unit(sheet, layout);
    let of_words = in_words.first().and_then(of_column).map(str::to_owned);
    let Some(example) =
        in_title.clone().or_else(|| named.first().and_then(|at| bare(*at).cloned())).or(of_words).or_else(|| in_rows.clone())
    else {
        return;
    };
    let office = of_office(sheet);
    // Its own dollars, or those of whoever counts the world in them: nobody knows.
    let may_be_own = office.is_none() && !example.contains('$') && of_reporter(sheet, layout).is_some_and(|own| own != "USD");
    let currency = office.or(may_be_own.then_some("dollars"));
    layout.dollars = currency;
    if let (Some(currency), true) = (currency, in_title.is_some()) {
        layout.unit_above = layout.unit_above.as_deref().map(|unit| unit.replacen("USD", currency, 1));
    }
    let is_settled = in_title.is_some() || !named.is_empty();
    for at in named.into_iter().chain(in_words) {
        if let Role::Figures(figures) = &mut layout.columns[at].role
            && let Some(unit) = figures.unit.take()
        {
            let unit = units::bare_dollars(&unit).unwrap_or(unit);
            figures.unit =
                Some(currency.map_or(unit.clone(), |currency| unit.replacen("USD", currency, 1).replacen("dollars", currency, 1)));
        }
    }
    layout.caveats.push(match office {
        Some(currency) => {
            format!("The dollars in {} were taken for {currency}, because an office of that country is named.", quoted(&example))
        }
        None if is_settled && !may_be_own => {
            format!("{} does not say whose dollars it means: they were taken for those of the United States.", quoted(&example))
        }
        None => format!("{} does not say whose dollars it means: they were taken for no currency.", quoted(&example)),
    });
}

/// A cell among units that says dollars, and not whose.
fn in_unit(sheet: &Sheet, layout: &Layout) -> Option<String> {
    let at = layout.columns.iter().position(|column| matches!(column.role, Role::Unit))?;
    let rows = sheet.rows.get(layout.rows[0]..layout.rows[1]).unwrap_or_default();
    rows.iter().map(|row| row.cell(at)).find(|cell| units::bare_dollars(cell).is_some()).map(str::to_owned)
}

/// The dollar of the country that all figures are of.
fn of_reporter(sheet: &Sheet, layout: &Layout) -> Option<&'static str> {
    let of_column = layout.columns.iter().position(|column| matches!(column.role, Role::Of(Dimension::Reporter, _)));
    let rows = sheet.rows.get(layout.rows[0]..layout.rows[1]).unwrap_or_default();
    let cells = of_column.into_iter().flat_map(|at| rows.iter().map(move |row| row.cell(at))).filter(|cell| !cell.is_empty());
    let fixed = layout.fixed.iter().filter(|fixed| fixed.dimension == Dimension::Reporter).map(|fixed| fixed.code.as_str());
    let reporters: BTreeSet<&str> = cells.chain(fixed).collect();
    let code = |name: &&str| if let Resolved::One(code) = country::resolve_in(layout.scheme, name) { Some(code) } else { None };
    let codes: BTreeSet<Option<&str>> = reporters.iter().map(code).collect();
    let only = codes.first().copied().flatten().filter(|_| codes.len() == 1)?;
    COUNTRIES.iter().find(|(country, _)| *country == only).map(|(_, currency)| *currency)
}

/// The words above a table with a sign of the dollar in place of the word, where that does not say whose: "Millions of dollars".
pub(super) fn with_sign(text: &str) -> Option<String> {
    const BEFORE: [&str; 5] = ["of ", "in ", "(", "current ", "constant "];
    const SIZES: [&str; 8] = ["thousand ", "thousands ", "million ", "millions ", "billion ", "billions ", "bn ", "mn "];
    let small = text.to_lowercase();
    let at = small.find("dollars").filter(|_| small.matches("dollar").count() == 1)?;
    let before = &small[..at];
    let is_bare = before.is_empty() || BEFORE.iter().chain(&SIZES).any(|word| before.ends_with(word));
    is_bare.then(|| format!("{before}${}", &small[at + "dollars".len()..]))
}

/// A sign of the dollar, or its word, without a country, where no other word names one.
fn is_bare(text: &str) -> bool {
    let small = with_sign(text).unwrap_or_else(|| text.to_lowercase());
    let is_told = ["usd", "us dollar", "u.s.", "united states", "us $"].iter().any(|word| small.contains(word));
    let mut signs = small.match_indices('$').peekable();
    let has_letters = |at: usize| small[..at].ends_with(char::is_alphabetic) || small[at + 1..].starts_with("us");
    !is_told && signs.peek().is_some() && signs.all(|(at, _)| !has_letters(at))
}

/// The dollar of the office that is named around the table.
fn of_office(sheet: &Sheet) -> Option<&'static str> {
    const NEAR: usize = 60;
    let ends = sheet.rows.iter().take(NEAR).chain(sheet.rows.iter().rev().take(NEAR));
    let mut texts = ends.flat_map(|row| &row.cells).map(|cell| cell.to_lowercase());
    texts.find_map(|text| OFFICES.iter().find(|(office, _)| text.contains(office)).map(|(_, currency)| *currency))
}
