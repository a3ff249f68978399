//! How the numbers of each column are written, decided from all of its cells before one of them is read.

use crate::import::cell::manner::Manner;
use crate::import::cell::{self, Convention, Verdict};
use crate::import::hints::{Decimal, Hints};
use crate::import::report::Report;
use crate::import::roles::layout::{Column, Layout, Role};
use crate::import::roles::several::Found;
use crate::import::roles::worded;
use crate::import::sheet::{Row, Sheet};
use crate::problem::{Guide, Problem};

/// The convention of each column; of those that hold no figures it says nothing.
///
/// # Errors
/// When the cells allow for two readings, and nobody decided.
pub fn conventions(sheet: &Sheet, layout: &Layout, hints: &Hints, name: &str, report: &mut Report) -> Result<Vec<Convention>, Problem> {
    let of_format = layout.decimal.filter(|sign| !is_doubted(sheet, layout, *sign, report));
    let decimals = match hints.decimal.or(of_format) {
        Some(decimal) => vec![(decimal, false); layout.columns.len()],
        None => decided(sheet, layout, name, report)?,
    };
    tell_scripts(sheet, layout, report);
    let manner = |column: &Column| if let Role::Figures(figures) = &column.role { figures.manner } else { Manner::default() };
    let convention = |((decimal, is_mixed), column): ((Decimal, bool), &Column)| Convention {
        flags: layout.flags,
        is_mixed,
        manner: manner(column),
        ..Convention::new(decimal)
    };
    Ok(decimals.into_iter().zip(&layout.columns).map(convention).collect())
}

/// Was this copy saved by a spreadsheet that writes the other sign than the format does? A cell that can be read in no other way
/// says so, or, where semicolons part the cells because commas stand within numbers, any comma.
fn is_doubted(sheet: &Sheet, layout: &Layout, sign: Decimal, report: &Report) -> bool {
    let figures = || (0..layout.columns.len()).filter(|at| matches!(layout.columns[*at].role, Role::Figures(_)));
    let has_comma = |at: usize| cells(sheet, layout, at).any(|cell| cell.contains(','));
    if sign != Decimal::Point || !figures().any(has_comma) {
        return false;
    }
    let verdicts: Vec<Verdict> = figures().map(|at| cell::decimal_of(cells(sheet, layout, at))).collect();
    let says = |sign: Decimal| verdicts.iter().any(|verdict| matches!(verdict, Verdict::Decimal(told, _) if *told == sign));
    // Nobody begins thousands with a nought: "0,435".
    let begins_with_nought = |cell: &str| cell.trim_start_matches(['-', '−', '+', '(']).starts_with("0,");
    let is_small = || figures().any(|at| cells(sheet, layout, at).any(begins_with_nought));
    report.is_parted_by_semicolons() || says(Decimal::Comma) && !says(Decimal::Point) || is_small()
}

/// Figures of other scripts are read as those from 0 to 9, which is told.
fn tell_scripts(sheet: &Sheet, layout: &Layout, report: &mut Report) {
    let is_other = |letter: char| letter.to_digit(10).is_none() && !letter.is_ascii() && cell::figure(letter).is_some();
    let is_of = |at: &usize| matches!(layout.columns[*at].role, Role::Figures(_) | Role::Period);
    let mut columns = (0..layout.columns.len()).filter(is_of);
    if let Some(example) = columns.find_map(|at| cells(sheet, layout, at).find(|cell| cell.contains(is_other))) {
        report.choose("digits", "those from 0 to 9", format!("\"{}\" is written in those of another script", example.trim()));
    }
}

/// The decimal sign of each column, and whether some of its cells have the other one.
fn decided(sheet: &Sheet, layout: &Layout, name: &str, report: &mut Report) -> Result<Vec<(Decimal, bool)>, Problem> {
    let verdicts: Vec<Option<Verdict>> =
        layout.columns.iter().enumerate().map(|(at, column)| verdict(sheet, layout, at, &column.role)).collect();
    let said = |verdict: &Verdict| match verdict {
        Verdict::Decimal(decimal, because) => Some((*decimal, because.clone())),
        Verdict::Either | Verdict::Undecided(_) | Verdict::Contradiction(_) => None,
    };
    // Columns of shares that are left out beside years were written by the same program.
    let is_left = |column: &Column| matches!(column.role, Role::Ignored) && column.because == OF_NO_PERIOD;
    let left = || (0..layout.columns.len()).filter(|at| is_left(&layout.columns[*at])).map(|at| cell::decimal_of(cells(sheet, layout, at)));
    let clear = verdicts.iter().flatten().find_map(said).or_else(|| left().find_map(|verdict| said(&verdict)));
    if let Some((decimal, because)) = &clear {
        report.choose("decimal sign", decimal.name(), because.clone());
    }
    let usual = clear.map(|(decimal, _)| decimal);
    let decide = |(at, verdict): (usize, Option<Verdict>)| {
        let column = layout.columns.get(at).map(|column| column.name.as_str()).unwrap_or_default();
        match (verdict, usual) {
            (Some(Verdict::Decimal(decimal, _)), _) => Ok((decimal, false)),
            // The columns of one table were written by one program.
            (None | Some(Verdict::Either | Verdict::Undecided(_)), Some(usual)) => Ok((usual, false)),
            (None | Some(Verdict::Either), None) => Ok((Decimal::Point, false)),
            (Some(Verdict::Undecided(example)), None) => Err(undecided(name, column, &example, "other number of the file")),
            (Some(Verdict::Contradiction(_)), _) if !sheet.name.is_empty() && cell::is_each_clear(cells(sheet, layout, at)) => {
                Ok((Decimal::Point, true))
            }
            (Some(Verdict::Contradiction([one, other])), _) => Err(contradiction(name, column, &[one, other])),
        }
    };
    verdicts.into_iter().enumerate().map(decide).collect()
}

/// Why figures are left out that stand beside those of periods.
pub(super) const OF_NO_PERIOD: &str = "it holds figures of no period";

/// Do the rows at hand leave open how numbers are written?
pub(super) fn is_open(sheet: &Sheet, layout: &Layout) -> bool {
    let mut verdicts = layout.columns.iter().enumerate().filter_map(|(at, column)| verdict(sheet, layout, at, &column.role));
    verdicts.all(|verdict| verdict == Verdict::Either)
}

/// The tables of one sheet were written by one program: what one of them leaves open, another decides.
pub(super) fn share_sign(tables: &mut [Found]) {
    let verdicts = |one: &Found| {
        let columns = one.layout.columns.iter().enumerate();
        columns.filter_map(|(at, column)| verdict(&one.sheet, &one.layout, at, &column.role)).collect::<Vec<_>>()
    };
    let signs: Vec<(usize, Option<Decimal>, bool)> = tables
        .iter()
        .map(|one| {
            let verdicts = verdicts(one);
            let sign = verdicts.iter().find_map(|verdict| if let Verdict::Decimal(sign, _) = verdict { Some(*sign) } else { None });
            (one.of, sign, sign.is_none() && verdicts.iter().any(|verdict| matches!(verdict, Verdict::Undecided(_))))
        })
        .collect();
    for (table, (of, _, is_undecided)) in tables.iter_mut().zip(&signs) {
        let of_sheet: Vec<Decimal> = signs.iter().filter(|(other, ..)| other == of).filter_map(|(_, sign, _)| *sign).collect();
        if let (true, Some(sign)) = (*is_undecided, of_sheet.first())
            && of_sheet.iter().all(|other| other == sign)
        {
            table.layout.decimal.get_or_insert(*sign);
        }
    }
}

/// A number that may be read in two ways, and none of these `others` that tells.
pub(super) fn undecided(name: &str, column: &str, example: &str, others: &str) -> Problem {
    let (point, comma) = (example.replace([',', ' '], ""), example.replace('.', "").replace(',', "."));
    let why = format!("\"{example}\" in column \"{column}\" may be {point} or {comma}, and no {others} decides");
    Problem::new(format!("Could not read {name}")).because(why).guide(Guide::DecimalSign)
}

pub(super) fn contradiction(name: &str, column: &str, [one, other]: &[String; 2]) -> Problem {
    let why = format!("column \"{column}\" writes \"{one}\" and \"{other}\", which cannot both be read with one decimal sign");
    Problem::new(format!("Could not read {name}")).because(why).guide(Guide::DecimalSign)
}

fn verdict(sheet: &Sheet, layout: &Layout, at: usize, role: &Role) -> Option<Verdict> {
    matches!(role, Role::Figures(_)).then(|| cell::decimal_of(cells(sheet, layout, at)))
}

fn cells<'a>(sheet: &'a Sheet, layout: &Layout, at: usize) -> impl Iterator<Item = &'a str> {
    let role = &layout.columns[at].role;
    sheet.rows.get(layout.rows[0]..layout.rows[1]).unwrap_or_default().iter().map(move |row| bare(row, at, role))
}

/// The cell of a row without the words that may stand behind the numbers of its column.
pub(super) fn bare<'a>(row: &'a Row, at: usize, role: &Role) -> &'a str {
    let has_words = matches!(role, Role::Figures(figures) if figures.manner.size.is_some());
    if has_words { worded::bare(row.cell(at)) } else { row.cell(at) }
}
