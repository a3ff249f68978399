//! SIPRI military expenditure: a workbook with a sheet for each way of counting, years across, regions among the countries. What the
//! figures of a sheet count in stands in the words above its table.

use crate::dataset::Draft;
use crate::import::cell;
use crate::import::importer::{Claim, Importer};
use crate::import::input::Input;
use crate::import::report::Report;
use crate::import::roles::head::Head;
use crate::import::roles::layout::{Empty, Figures, Layout, Role};
use crate::import::roles::reading;
use crate::import::sheet::Sheet;
use crate::import::sink::{Sink, snake_case};
use crate::problem::Problem;
use crate::terms::country::Scheme;
use crate::terms::dimension::Dimension;

/// The workbook, or a sheet of it saved as text.
pub struct Expenditure;

impl Importer for Expenditure {
    fn name(&self) -> &'static str {
        "SIPRI table of military expenditure"
    }

    fn description(&self) -> &'static str {
        "SIPRI tables of military expenditure"
    }

    fn claim(&self, input: &Input) -> Claim {
        match input.sheets().iter().find(|sheet| head(sheet).is_some()) {
            Some(sheet) => {
                Claim::surely(format!("{} speaks of military expenditure above countries and years", sheet.place(&sheet.rows[0], 0)))
            }
            None => Claim::never("no sheet speaks of military expenditure above countries and years"),
        }
    }

    fn read(&self, input: &Input, report: &mut Report) -> Result<Draft, Problem> {
        let mut sink = Sink::new(input, Some("SIPRI"), report);
        "SIPRI Military Expenditure Database".clone_into(&mut sink.source.title);
        let is_one_of_several = input.sheets().iter().filter(|sheet| head(sheet).is_some()).count() > 1;
        for sheet in input.sheets() {
            let Some(head) = head(sheet) else {
                sink.report.note(format!("the sheet \"{}\" is not read as figures: no table of years by country stands in it", sheet.name));
                continue;
            };
            for row in sheet.rows[..head.row].iter().filter(|row| !row.is_blank()) {
                sink.pass_over(sheet.place(row, 0), row.cell(0));
            }
            reading::read(sheet, &layout(sheet, &head, is_one_of_several), &input.hints, &mut sink)?;
        }
        sink.finish()
    }
}

fn is_year(name: &str) -> bool {
    cell::period(name).is_some_and(|read| read.period.is_year())
}

/// The row of years behind the name of a column of countries, below a title that speaks of military expenditure.
fn head(sheet: &Sheet) -> Option<Head> {
    const DEEPEST: usize = 20;
    let title = sheet.rows.iter().find(|row| !row.is_blank())?;
    if !title.cell(0).to_lowercase().starts_with("military expenditure") {
        return None;
    }
    let names = |at: &usize| {
        let row = &sheet.rows[*at];
        matches!(row.cell(0).trim(), "Country" | "Region") && row.cells.iter().filter(|cell| is_year(cell.trim())).count() > 1
    };
    (0..sheet.rows.len().min(DEEPEST)).find(names).map(|at| Head::of(sheet, at))
}

/// What the words above the years say that figures count in; `None` where they do not tell in which size.
fn unit(words: &str) -> Option<String> {
    let has = |all: &[&str]| all.iter().any(|one| words.contains(one));
    if has(&["percentage of gross domestic product", "percentage of gdp", "share of gdp", "share of gross domestic product"]) {
        return Some("% of GDP".to_owned());
    }
    if has(&["percentage of government", "share of government", "percentage of general government"]) {
        return Some("% of government spending".to_owned());
    }
    if has(&["per capita"]) {
        return Some("USD per capita".to_owned());
    }
    let size = match [has(&["$ b.", "$b.", "billion"]), has(&["$ m.", "$m.", "million"])] {
        [true, false] => "billion",
        [false, true] => "million",
        [true, true] | [false, false] => return None,
    };
    if has(&["local currency"]) {
        return Some(format!("national currency {size}"));
    }
    let year = words.split("constant").skip(1).find_map(|behind| {
        let digits: String = behind.trim_start_matches([' ', '(']).chars().take_while(char::is_ascii_digit).collect();
        (digits.len() == 4).then_some(digits)
    });
    match (year, words.contains("constant")) {
        (Some(year), _) => Some(format!("constant {year} USD {size}")),
        (None, true) => None,
        (None, false) => words.contains('$').then(|| format!("USD {size}")),
    }
}

fn layout(sheet: &Sheet, head: &Head, is_one_of_several: bool) -> Layout {
    let above = sheet.rows[..head.row].iter().flat_map(|row| &row.cells).map(|cell| cell.trim().to_lowercase());
    let unit = unit(&above.collect::<Vec<_>>().join(" | "));
    // One table alone is called as its file.
    let name = Some(sheet.name.trim()).filter(|name| is_one_of_several && !name.is_empty());
    let indicator = name.map(|name| (Some(snake_case(name)), format!("Military expenditure: {name}")));
    let figures = |_: &str| Figures { indicator: indicator.clone(), ..Figures::default() };
    let mut layout = Layout::below(sheet, head, Scheme::Names)
        .with("Country", Role::of(Dimension::Reporter))
        .with("Region", Role::of(Dimension::Reporter))
        .with("Currency", Role::other("currency"))
        .with("Notes", Role::Note)
        .wide(figures)
        .caveat("SIPRI shows estimates in blue and highly uncertain figures in red, which are not told apart here.");
    // Regions head the countries below them, with no figures of their own.
    layout.empty = Empty::Nothing;
    if unit.is_none() {
        layout = layout.caveat("The words above a table do not say in which size its figures count: thousands, millions or billions.");
    }
    layout.unit = unit;
    layout
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_figures_count_in_is_told_by_the_words_above_them() {
        let told = |words: &str| unit(&words.to_lowercase());
        for (words, said) in [
            ("Military expenditure by region in constant (2021) US dollars | Figures are in US$ b.", "constant 2021 USD billion"),
            ("in constant (2021) US$ m., 1988-2022 | Figures are in US $m., at constant 2021 prices", "constant 2021 USD million"),
            ("in millions of US$ at current prices and exchange rates", "USD million"),
            ("in local currency, in millions", "national currency million"),
            ("as percentage of gross domestic product", "% of GDP"),
            ("per capita by country | Figures are in US$", "USD per capita"),
        ] {
            assert_eq!(told(words).as_deref(), Some(said), "{words}");
        }
        assert_eq!(
            [told("in constant (2021) US dollars"), told("Figures are in US$ m. and US$ b."), told("1949-2022")],
            [None, None, None]
        );
    }
}
