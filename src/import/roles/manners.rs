//! How the figures of each column are written, where only their column or the whole table tells: by sizes in words, by ranges with
//! hyphens, by triangles.

use std::collections::BTreeMap;

use crate::dataset::report::quoted;
use crate::import::cell;
use crate::import::cell::manner::{Blanks, Hyphens, Manner, Triangles};
use crate::import::roles::layout::{Figures, Layout, Role};
use crate::import::roles::worded::Sized;
use crate::import::roles::{amounts, units, worded};
use crate::import::sheet::{Row, Sheet};

/// Settles the manner of all columns of figures. What is taken in a sense that it need not have is told.
pub(super) fn find(sheet: &Sheet, layout: &mut Layout) {
    let rows = sheet.rows.get(layout.rows[0]..layout.rows[1]).unwrap_or_default();
    let triangles = triangles(sheet, layout, rows);
    let sizes = sizes(layout, rows);
    let doubled = doubled(layout, rows);
    let (mut in_ranges, mut broken): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    for (at, column) in layout.columns.iter_mut().enumerate() {
        let Role::Figures(figures) = &mut column.role else { continue };
        let cells = || rows.iter().map(|row| row.cell(at)).filter(|cell| !cell.is_empty());
        let hyphens = hyphens(cells());
        in_ranges.extend(cells().find(|cell| hyphens == Hyphens::Ranges && cell.contains('-') && cell::is_range(cell)).map(quoted));
        let sized = sizes.get(&at);
        if sized.is_none() && figures.unit.as_deref() != Some("%") {
            broken.extend(lone_break(cells()).map(|_| quoted(&column.name)));
        }
        let blanks = if doubled.contains(&at) { Blanks::Numbers } else { Blanks::Thousands };
        figures.manner = Manner { triangles, hyphens, blanks, size: sized.map(|sized| sized.size) };
        if let Some(unit) = sized.and_then(|sized| sized.unit.clone()) {
            figures.unit = Some(unit);
        }
    }
    if let Some(example) = in_ranges.first() {
        layout.caveats.push(format!("Two numbers with a hyphen between them, such as {example}, were read as the two ends of a range."));
    }
    if !broken.is_empty() {
        let columns = broken.join(", ");
        layout.caveats.push(format!("A b behind figures of {columns} was taken for a break in the series; it may mean billion as well."));
    }
}

/// The sizes that cells name in words, by column: one for all columns of the same thing, so that no series changes its size from
/// year to year.
fn sizes(layout: &Layout, rows: &[Row]) -> BTreeMap<usize, Sized> {
    if layout.columns.iter().any(|column| matches!(column.role, Role::Multiplier)) {
        return BTreeMap::new();
    }
    let mut alike: BTreeMap<(Option<&str>, Option<&str>), Vec<usize>> = BTreeMap::new();
    for (at, column) in layout.columns.iter().enumerate() {
        if let Role::Figures(figures) = &column.role {
            let label = figures.indicator.as_ref().map(|(_, label)| label.as_str());
            alike.entry((label, figures.unit.as_deref())).or_default().push(at);
        }
    }
    let mut sizes = BTreeMap::new();
    for columns in alike.into_values() {
        let Some((column, Role::Figures(figures))) = columns.first().map(|at| &layout.columns[*at]).map(|column| (column, &column.role))
        else {
            continue;
        };
        let named = name_with_unit(&column.name, figures, layout.unit_above.as_deref());
        let cells: Vec<&str> = rows.iter().flat_map(|row| columns.iter().map(|at| row.cell(*at))).filter(|cell| !cell.is_empty()).collect();
        let sized = worded::of(&named, &cells.iter().copied());
        if let Some(sized) = sized.and_then(|sized| beside_units(sized, layout, rows, &cells)) {
            sizes.extend(columns.into_iter().map(|at| (at, sized.clone())));
        }
    }
    sizes
}

/// Where the rows say what they count in, sizes are taken if all figures have one, and no unit has.
fn beside_units(sized: Sized, layout: &Layout, rows: &[Row], cells: &[&str]) -> Option<Sized> {
    let Some(at) = layout.columns.iter().position(|column| matches!(column.role, Role::Unit)) else { return Some(sized) };
    let has_size = |row: &Row| worded::apart(&units::read(row.cell(at))).1 != 0;
    let is_sized = |cell: &&str| !cell.contains(char::is_numeric) || worded::parted(cell).is_some();
    (!rows.iter().any(has_size) && cells.iter().all(is_sized)).then_some(Sized { unit: None, ..sized })
}

/// The name of a column with the unit that its figures have from elsewhere behind it.
fn name_with_unit(name: &str, figures: &Figures, above: Option<&str>) -> String {
    let is_own = figures.indicator.as_ref().is_some_and(|(_, label)| amounts::has_its_own(label));
    let unit = figures.unit.as_deref().or_else(|| above.filter(|_| !is_own));
    unit.map_or_else(|| name.to_owned(), |unit| format!("{name} ({unit})"))
}

/// A hyphen is one of ranges where it stands in one, and in no pair of years.
fn hyphens<'a>(mut cells: impl Iterator<Item = &'a str> + Clone) -> Hyphens {
    let is_pair = |cell: &str| cell.contains('-') && cell::period(cell).is_some();
    // A minus stands before its number.
    let has_hyphen = |cell: &str| cell.trim_start_matches('-').contains('-');
    let has_range = cells.clone().any(|cell| has_hyphen(cell) && cell::is_range(cell));
    if has_range && !cells.any(is_pair) { Hyphens::Ranges } else { Hyphens::Open }
}

/// Columns in which one cell holds perhaps two numbers: "120 150" where all others lie around 120 and 150. In a row that parts
/// thousands elsewhere by a blank as well, it parts them.
fn doubled(layout: &Layout, rows: &[Row]) -> Vec<usize> {
    let figures: Vec<usize> = (0..layout.columns.len()).filter(|at| matches!(layout.columns[*at].role, Role::Figures(_))).collect();
    let is_grouped =
        |cell: &str| cell.contains(char::is_whitespace) && cell.chars().all(|sign| sign.is_ascii_digit() || sign.is_whitespace());
    let is_doubled = |at: &usize| {
        let mut grouped = rows.iter().filter(|row| is_grouped(row.cell(*at)));
        let (Some(row), None) = (grouped.next(), grouped.next()) else { return false };
        let others = rows.iter().map(|row| row.cell(*at)).filter(|cell| cell.contains(char::is_numeric) && *cell != row.cell(*at));
        figures.iter().all(|other| other == at || !is_grouped(row.cell(*other))) && are_around(row.cell(*at), others)
    };
    figures.iter().copied().filter(is_doubled).collect()
}

/// Does each of the two numbers in a cell lie around the others, none of which has more than three figures?
fn are_around<'a>(cell: &str, others: impl Iterator<Item = &'a str>) -> bool {
    const FEWEST: usize = 2;
    let whole = |text: &str| text.parse::<u32>().ok().filter(|_| (2..=3).contains(&text.len()));
    let others: Option<Vec<u32>> = others.map(|text| text.parse().ok().filter(|number| *number < 1000)).collect();
    let Some(((one, other), others)) = cell.split_once(' ').and_then(|(one, other)| whole(one).zip(whole(other))).zip(others) else {
        return false;
    };
    let long = others.iter().filter(|number| **number > 9).count();
    let [least, most] = [others.iter().min(), others.iter().max()].map(|end| end.copied().unwrap_or_default());
    long >= FEWEST && [one, other].iter().all(|part| part * 2 >= least && *part <= most * 2)
}

/// A "b" behind a number, where no other number has a flag and none a size.
fn lone_break<'a>(cells: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let mut found = None;
    for cell in cells {
        let flag = cell
            .rsplit_once(|letter: char| letter.is_whitespace())
            .filter(|(number, _)| number.ends_with(|letter: char| letter.is_ascii_digit()));
        match flag {
            Some((_, "b")) => found = Some(cell),
            Some((_, flag)) if flag.chars().all(|letter| letter.is_ascii_lowercase()) => return None,
            Some(_) | None => {}
        }
    }
    found
}

/// Triangles point up where others point down, and are a minus in tables in Japanese. What is both, or neither, stays open.
fn triangles(sheet: &Sheet, layout: &Layout, rows: &[Row]) -> Triangles {
    let figures: Vec<usize> = (0..layout.columns.len()).filter(|at| matches!(layout.columns[*at].role, Role::Figures(_))).collect();
    let begins = |with: &[char]| rows.iter().any(|row| figures.iter().any(|at| row.cell(*at).starts_with(with)));
    if !begins(&['▲', '△', '▴', '▵']) {
        return Triangles::Open;
    }
    let is_japanese = sheet.rows.iter().take(layout.rows[1]).flat_map(|row| &row.cells).any(|cell| cell.contains(of_japan));
    match (is_japanese, begins(&['▼', '▽', '▾', '▿'])) {
        (true, false) => Triangles::BelowNought,
        (false, true) => Triangles::Up,
        (true, true) | (false, false) => Triangles::Open,
    }
}

/// Is it a letter that is written in Japan alone: a syllable, or a sign that China writes otherwise?
fn of_japan(letter: char) -> bool {
    matches!(letter, '\u{3041}'..='\u{309f}' | '\u{30a1}'..='\u{30fa}') || "円増対県総価売実".contains(letter)
}
