//! Whose dollars a bare sign stands for: those of the country whose office publishes the table, else perhaps of the United States.

use crate::dataset::report::quoted;
use crate::import::roles::layout::{Layout, Role};
use crate::import::sheet::Sheet;

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

/// Settles what a bare sign of the dollar above the table, or in the names of its columns, stands for.
pub(super) fn settle(sheet: &Sheet, layout: &mut Layout, above: &[&str]) {
    let is_dollar = |unit: Option<&str>| unit.is_some_and(|unit| unit == "USD" || unit.starts_with("USD "));
    let is_above = is_dollar(layout.unit_above.as_deref());
    let in_title = above.iter().copied().find(|text| is_above && is_bare(text)).map(str::to_owned);
    let is_named = |at: &usize| {
        let column = &layout.columns[*at];
        matches!(&column.role, Role::Figures(figures) if is_dollar(figures.unit.as_deref())) && is_bare(&column.name)
    };
    let named: Vec<usize> = (0..layout.columns.len()).filter(is_named).collect();
    let Some(example) = in_title.clone().or_else(|| named.first().map(|at| layout.columns[*at].name.clone())) else { return };
    let Some(currency) = of_office(sheet) else {
        layout
            .caveats
            .push(format!("{} does not say whose dollars it means: they were taken for those of the United States.", quoted(&example)));
        return;
    };
    let own = |unit: &str| unit.replacen("USD", currency, 1);
    if in_title.is_some() {
        layout.unit_above = layout.unit_above.as_deref().map(own);
    }
    for at in named {
        if let Role::Figures(figures) = &mut layout.columns[at].role {
            figures.unit = figures.unit.as_deref().map(own);
        }
    }
    layout
        .caveats
        .push(format!("The dollars in {} were taken for {currency}, because an office of that country is named.", quoted(&example)));
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
