//! Tables of no known format: their columns are guessed, each with its reason.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::dataset::Draft;
use crate::dataset::report::quoted;
use crate::import::hints::Hints;
use crate::import::importer::{Claim, Importer, InRows};
use crate::import::input::Input;
use crate::import::report::{ColumnRole, Columns, Report};
use crate::import::roles::blocks::{self, Block};
use crate::import::roles::layout::{Column, Layout, Role};
use crate::import::roles::several::Found;
use crate::import::roles::{among, beside, fieldwork, guess, labels, named, numbers, reading, several, titles};
use crate::import::sheet::{Row, Sheet};
use crate::import::sink::{Sink, snake_case};
use crate::import::survey::Survey;
use crate::problem::Problem;

/// Any table with names over its figures.
pub struct Table;

/// A table that cannot be understood.
pub(super) struct Objection {
    /// The place of its sheet in the file.
    of: usize,
    /// "Data!A3".
    place: String,
    why: String,
}

/// The tables of a file whose columns can be understood, and why others cannot.
pub(super) fn found<'a>(sheets: &'a [Sheet], hints: &Hints) -> (Vec<Found<'a>>, Vec<Objection>) {
    let (mut found, mut objections) = (Vec::new(), Vec::new());
    for (of, sheet) in sheets.iter().enumerate() {
        objections.extend(blocks::too_wide(sheet.width()).map(|why| Objection { of, place: sheet.name.clone(), why }));
        let blocks = blocks::with_doubts(sheet);
        let parts = beside::apart(sheet, &blocks.iter().map(|(block, _)| block).collect::<Vec<_>>());
        let sheets: Vec<Cow<Sheet>> = match parts.is_empty() {
            true => vec![Cow::Borrowed(sheet)],
            false => parts.into_iter().map(Cow::Owned).collect(),
        };
        let is_whole = sheets.len() == 1;
        for (sheet, blocks) in sheets.into_iter().map(|sheet| if is_whole { (sheet, blocks.clone()) } else { of_part(sheet) }) {
            for (block, doubt) in blocks {
                match doubt.map_or_else(|| guess::layout(&sheet, &block, hints), Err) {
                    Ok(layout) => found.push(Found { of, sheet: sheet.clone(), block, layout }),
                    Err(why) => objections.push(Objection { of, place: place_of(&sheet, &block), why }),
                }
            }
        }
    }
    if let Some(one) = hints.table.and_then(|number| number.checked_sub(1)) {
        found = found.into_iter().skip(one).take(1).collect();
    }
    (found, objections)
}

/// The tables of a file, each with what it has from standing beside the others.
fn settled(input: &Input) -> (Vec<Found<'_>>, Vec<Objection>) {
    let (mut found, objections) = found(input.sheets(), &input.hints);
    several::tell_apart(&mut found);
    numbers::share_sign(&mut found);
    (found, objections)
}

/// A part of a sheet with the tables in it.
fn of_part(sheet: Cow<Sheet>) -> (Cow<Sheet>, Vec<(Block, Option<String>)>) {
    let blocks = blocks::with_doubts(&sheet);
    (sheet, blocks)
}

/// Where the names of the columns of a table stand.
fn place_of(sheet: &Sheet, block: &Block) -> String {
    let first = |row: &Row| row.cells.iter().position(|cell| !cell.trim().is_empty()).unwrap_or(0);
    sheet.rows.get(block.rows[0].saturating_sub(1)).map(|row| sheet.place(row, first(row))).unwrap_or_default()
}

/// The variables of a file that describes them are called by what it says of each.
fn entitle(layout: &mut Layout, survey: &Survey) {
    for (column, variable) in layout.columns.iter_mut().zip(&survey.variables).filter(|(_, variable)| !variable.label.is_empty()) {
        if let Role::Figures(figures) = &mut column.role
            && let Some(indicator) = figures.indicator.as_mut()
        {
            let (label, unit) = labels::parted(&variable.label);
            *indicator = (Some(snake_case(&variable.name)), label);
            // What the file says of a variable goes before what its name seems to say.
            figures.unit = unit.or(figures.unit.take());
        }
    }
}

/// What a file that describes its variables is called.
fn title_of(input: &Input) -> Option<&String> {
    input.survey().map(|survey| &survey.title).filter(|title| !title.is_empty())
}

impl Importer for Table {
    fn name(&self) -> &'static str {
        "table"
    }

    fn description(&self) -> &'static str {
        "other tables whose columns have names"
    }

    fn claim(&self, input: &Input) -> Claim {
        let (found, objections) = found(input.sheets(), &input.hints);
        match found.first() {
            Some(Found { sheet, block, .. }) => {
                Claim::perhaps(format!("{} names its columns; what they hold was guessed", place_of(sheet, block)))
            }
            None => {
                let why = objections.into_iter().next().map(|objection| objection.why);
                Claim::never(why.unwrap_or_else(|| "no row of names stands above figures".to_owned()))
            }
        }
    }

    fn in_rows(&self, input: &Input) -> Vec<InRows> {
        let (found, _) = settled(input);
        // Rows are known by their lines there, which are not all at hand.
        let is_in_rows = |layout: &Layout| layout.base_rows.is_empty() && layout.turns.counts.is_empty();
        // Of tables beside each other each row has several.
        let is_below = |one: &Found| matches!(one.sheet, Cow::Borrowed(_)) && among::named_by_totals(&one.sheet, &one.layout).is_none();
        if !found.iter().all(|one| is_in_rows(&one.layout) && is_below(one)) {
            return Vec::new();
        }
        let in_rows = |Found { of, mut layout, .. }: Found| {
            input.survey().iter().for_each(|survey| entitle(&mut layout, survey));
            let has = |tells: fn(&Role) -> bool| layout.columns.iter().any(|column| tells(&column.role));
            // What is counted in one unit at first may be counted in another one as well further down.
            layout.are_units_apart |= has(|role| matches!(role, Role::Unit)) && !has(|role| matches!(role, Role::Multiplier));
            InRows { of, layout, publisher: None, mended: None }
        };
        found.into_iter().map(in_rows).collect()
    }

    fn describe(&self, input: &Input, _: &Sheet, sink: &mut Sink) {
        let (found, objections) = settled(input);
        tell_left_out(input, &found, &objections, sink);
        title_of(input).into_iter().for_each(|title| sink.title.clone_from(title));
        found.iter().for_each(|one| tell(one, sink));
    }

    fn read(&self, input: &Input, report: &mut Report) -> Result<Draft, Problem> {
        let (found, objections) = settled(input);
        let mut sink = Sink::new(input, None, report);
        title_of(input).into_iter().for_each(|title| sink.title.clone_from(title));
        tell_left_out(input, &found, &objections, &mut sink);
        for (number, mut one) in found.into_iter().enumerate() {
            if number == 0 {
                let place = [one.of, one.block.rows[0].saturating_sub(1)];
                sink.report.columns = Some(named::columns(place, &one.layout, &input.hints));
            } else if let Some(ignored) = ignored(&one.layout) {
                let place = place_of(&one.sheet, &one.block);
                sink.report.note(format!("columns of the table at {place} that are left out: {ignored}"));
            }
            if let Some(survey) = input.survey() {
                entitle(&mut one.layout, survey);
            }
            tell(&one, &mut sink);
            let sheet = among::named_by_totals(&one.sheet, &one.layout).map_or(one.sheet, Cow::Owned);
            reading::read(&sheet, &one.layout, &input.hints, &mut sink)?;
        }
        sink.finish()
    }
}

/// Tells of the tables that are not read, and of sheets without any.
fn tell_left_out(input: &Input, found: &[Found], objections: &[Objection], sink: &mut Sink) {
    for Objection { place, why, .. } in objections.iter().filter(|_| input.hints.table.is_none()) {
        sink.report.note(format!("the table at {place} is left out: {why}"));
    }
    for sheet in left_out(input, found, objections) {
        sink.report.note(format!("the sheet \"{sheet}\" is left out: no table that can be read stands in it"));
    }
}

/// Tells what the words around a table were taken for, and what was passed over.
fn tell(Found { sheet, block, layout, .. }: &Found, sink: &mut Sink) {
    for row in block.above.iter().filter_map(|row| sheet.rows.get(*row)) {
        match row.only().and_then(|text| titles::taken(layout, text)) {
            Some((of, taken)) => sink.report.choose(of, taken, "the words above the table say so"),
            None => sink.pass_over(sheet.place(row, 0), &row.text()),
        }
    }
    if let Some(days) = fieldwork::days_above(sheet, block).filter(|days| titles::period_of_all(layout) == Some(days.period)) {
        sink.report.choose("period", days.period.to_string(), "the words above the table name these days of fieldwork");
    }
    if let Some((of, taken)) = titles::taken(layout, sheet.name.trim()) {
        sink.report.choose(of, taken, "the name of its sheet says so");
    }
    for row in block.doubtful.iter().filter_map(|row| sheet.rows.get(*row)) {
        let text = format!("{} holds figures, and was taken for names of columns: {}.", sheet.place(row, 0), quoted(&row.text()));
        sink.caveat(text);
    }
    if let Some(unit) = &layout.unit_above {
        let place = if layout.is_unit_below { "below" } else { "above" };
        sink.report.choose("unit", unit.clone(), format!("the words {place} the table say so"));
    }
}

/// The names of filled sheets without a table, where not one alone is asked for.
fn left_out<'a>(input: &'a Input, found: &[Found], objections: &[Objection]) -> Vec<&'a str> {
    let told: BTreeSet<usize> = found.iter().map(|one| one.of).chain(objections.iter().map(|one| one.of)).collect();
    let others = input.sheets().iter().enumerate().filter(|(of, _)| input.hints.table.is_none() && !told.contains(of));
    others.map(|(_, sheet)| sheet).filter(|sheet| !sheet.rows.iter().all(Row::is_blank)).map(|sheet| sheet.name.as_str()).collect()
}

/// The columns of a table that are not read, each with the reason.
fn ignored(layout: &Layout) -> Option<String> {
    let is_ignored = |column: &&Column| matches!(column.role, Role::Ignored) && !column.name.is_empty();
    let ignored: Vec<String> =
        layout.columns.iter().filter(is_ignored).map(|column| format!("\"{}\" ({})", column.name, column.because)).collect();
    (!ignored.is_empty()).then(|| ignored.join(", "))
}

/// The columns of the first table of a file, with their roles where these can be guessed; without figures every one is open.
pub fn columns(sheets: &[Sheet], hints: &Hints) -> Option<Columns> {
    let (found, _) = found(sheets, hints);
    if let Some(Found { of, block, layout, .. }) = found.first() {
        return Some(named::columns([*of, block.rows[0].saturating_sub(1)], layout, hints));
    }
    let (of, block) = sheets.iter().enumerate().find_map(|(of, sheet)| Some((of, blocks::of(sheet).into_iter().next()?)))?;
    let open = |(at, name): (usize, &String)| ColumnRole {
        name: name.clone(),
        role: hints.role_of(at, name).unwrap_or("ignore").to_owned(),
        holds: "not known".to_owned(),
        because: "it could not be told".to_owned(),
        is_said: hints.role_of(at, name).is_some(),
    };
    Some(Columns { place: [of, block.rows[0].saturating_sub(1)], of: block.names.iter().enumerate().map(open).collect(), are_known: false })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::observation::Status;
    use crate::import::input::Content;
    use crate::import::outlet::Keep;
    use crate::import::survey::{Kind, NoAnswer, Value, Variable};
    use crate::terms::amount::Missing;

    #[test]
    fn what_a_file_says_of_a_variable_goes_before_its_name_and_kinds_of_missing_values_are_gaps() {
        let text = |text: &str| Value::Text(text.to_owned());
        let variable = |name: &str, label: &str, values: Vec<Value>| Variable {
            name: name.to_owned(),
            label: label.to_owned(),
            missing: vec![NoAnswer::Code(text(".a"))],
            meanings: vec![(text(".a"), "Refused".to_owned())],
            values: values.into(),
            ..Variable::default()
        };
        let countries = ["China", "Russia", "Japan"];
        let survey = Survey {
            respondents: 3,
            variables: vec![
                Variable { kind: Kind::Text, ..variable("country", "", countries.map(text).to_vec()) },
                variable("year", "", [2019.0; 3].map(Value::Number).to_vec()),
                variable("exports_usd", "Exports (USD million)", vec![Value::Number(1.5), text(".a"), Value::Number(2.5)]),
            ],
            ..Survey::default()
        };
        let sheets = vec![survey.sheet(usize::MAX)];
        let content = Content::Survey { of: "a Stata file", survey: Box::new(survey), sheets, is_cut: false };
        let input = Input { name: "a.dta".to_owned(), path: None, files: Vec::new(), hints: Hints::default(), keep: Keep::All, content };
        let draft = Table.read(&input, &mut Report::default()).expect("a table");
        let [first, second, _] = draft.observations.as_slice() else { panic!("{:?}", draft.observations) };
        assert_eq!(first.unit.as_str(), "USD million");
        assert_eq!((&second.amount, second.status, second.note.as_deref()), (&Err(Missing::NotPublished), Status::Normal, Some("Refused")));
    }
}
