//! What columns hold when no format tells: by their names, by what stands in them, and by what a person says.

use std::collections::BTreeSet;

use crate::dataset::observation::is_free;
use crate::import::cell::flag::Flags;
use crate::import::hints::Hints;
use crate::import::roles::blocks::{self, Block, SAMPLE};
use crate::import::roles::layout::{Alike, Column, Empty, Figures, Layout, Role, Turns};
use crate::import::roles::seen::Seen;
use crate::import::roles::word::Word;
use crate::import::roles::words;
use crate::import::roles::{
    above, across, amounts, bases, codes, counted, currency, dated, dollars, doubts, fieldwork, filling, footnoted, headings, labels,
    manners, numbers, pairs, partners, parts, sides, stated, subgroups, titles, turns, units, within,
};
use crate::import::sheet::Sheet;
use crate::import::sink::snake_case;
use crate::terms::amount::Missing;
use crate::terms::country::Scheme;
use crate::terms::dimension::Dimension;
use crate::terms::period::Frequency;

/// The roles of a table's columns, each with its reason.
///
/// # Errors
/// What is wanting, when no column holds figures.
pub fn layout(sheet: &Sheet, block: &Block, hints: &Hints) -> Result<Layout, String> {
    if let Some(why) = blocks::too_wide(block.names.len()) {
        return Err(why);
    }
    let seen: Vec<Seen> = (0..block.names.len()).map(|at| Seen::of(sheet, block, at)).collect();
    let columns = columns(sheet, block, hints, &seen)?;
    if let Some(why) = within::objection(&columns) {
        return Err(why);
    }
    if !columns.iter().any(|column| matches!(column.role, Role::Figures(_))) {
        return Err("no column of it holds figures".to_owned());
    }
    if columns.iter().all(|column| matches!(column.role, Role::Figures(_) | Role::Ignored)) {
        return Err("no column of it says what its figures belong to".to_owned());
    }
    let scheme = hints.codes.as_deref().and_then(Scheme::from_name).unwrap_or(Scheme::Names);
    let is_of_period = |column: &Column| matches!(&column.role, Role::Figures(figures) if figures.period.is_some());
    let has_period = columns.iter().any(|column| matches!(column.role, Role::Period) || is_of_period(column));
    let wide = across::wide(&columns);
    // A row that is there for one figure says that it is missing where it holds none.
    let is_long = columns.iter().filter(|column| matches!(column.role, Role::Figures(_))).count() == 1;
    let lines = || block.above.iter().filter_map(|row| sheet.rows.get(*row)).filter(|row| !above::names_source(row));
    let (unit_above, is_unit_below) = unit_around(sheet, block, &columns);
    let mut layout = Layout {
        rows: block.rows,
        are_units_apart: counted::are_apart(&columns),
        classification: codes::classification(&columns),
        columns,
        scheme,
        fixed: above::indicator(lines()).into_iter().chain(above::flow(lines())).collect(),
        unit: None,
        unit_above: unit_above.as_ref().map(|(_, unit)| unit.clone()),
        is_unit_below,
        empty: if wide > 1 || is_long { Empty::Missing(Missing::NotPublished) } else { Empty::Nothing },
        decimal: None,
        flags: Flags::Common,
        carried: Vec::new(),
        are_labelled: false,
        coded: Vec::new(),
        footnoted: Vec::new(),
        has_headings: false,
        heading: Dimension::Reporter,
        are_headings_periods: false,
        heading_above: None,
        are_lines_told: false,
        are_units_coded: false,
        dollars: None,
        undated: (!has_period).then(String::new),
        base_rows: Vec::new(),
        asked: Vec::new(),
        turns: Turns::default(),
        caveats: Vec::new(),
    };
    layout.caveats.extend(unit_above.filter(|(is_told, _)| !is_told && counts_several(&layout)).map(|(_, unit)| in_the_title(&unit)));
    manners::find(sheet, &mut layout);
    dated::explain(sheet, &mut layout);
    layout.caveats.extend(doubts::all(sheet, &layout));
    turns::find(sheet, &mut layout);
    bases::find(sheet, &mut layout);
    stated::find(sheet, &mut layout);
    subgroups::find(&mut layout);
    layout.fixed.extend(headings::of_corner(&layout));
    headings::find(sheet, &mut layout);
    titles::settle(sheet, block, &mut layout);
    dollars::settle(sheet, &mut layout, &lines().flat_map(|row| &row.cells).map(String::as_str).collect::<Vec<_>>(), &block.groups);
    layout.caveats.extend(headings::unheard(sheet, &layout));
    footnoted::find(sheet, &mut layout);
    currency::settle(sheet, &mut layout);
    tell_rows_apart(sheet, &mut layout, &seen);
    layout.caveats.extend(doubts::nameless(sheet, &layout));
    Ok(layout)
}

/// The unit that words above the table or notes below it name, whether a line is there to tell it, and whether that stands below.
fn unit_around(sheet: &Sheet, block: &Block, columns: &[Column]) -> (Option<(bool, String)>, bool) {
    let lines = block.above.iter().filter_map(|row| sheet.rows.get(*row)).filter(|row| !above::names_source(row));
    let unit_above = above::unit(lines.flat_map(|row| &row.cells).map(String::as_str));
    let figures: Vec<usize> = (0..columns.len()).filter(|at| matches!(columns[*at].role, Role::Figures(_))).collect();
    let unit_below = above::unit_below(sheet.rows.get(block.rows[0]..block.rows[1]).unwrap_or_default(), &figures);
    match unit_below.filter(|_| unit_above.as_ref().is_none_or(|(is_told, _)| !is_told)) {
        Some(unit) => (Some((true, unit)), true),
        None => (unit_above, false),
    }
}

/// The columns with their roles, each by what the others leave to it.
fn columns(sheet: &Sheet, block: &Block, hints: &Hints, seen: &[Seen]) -> Result<Vec<Column>, String> {
    let names = across::without_prefix(&block.names);
    let crossing = across::crossing(&names);
    let name_of = |at: usize| crossing.as_ref().filter(|crossing| crossing.at == at).map_or(&names[at], |crossing| &crossing.down);
    let mut columns: Vec<Column> = (0..names.len()).map(|at| first(name_of(at), &seen[at])).collect();
    // What a person says goes first: what is ignored must not decide what the others are.
    told(&mut columns, hints)?;
    fieldwork::leave_years(&mut columns, sheet, block);
    crossing.iter().for_each(|crossing| crossing.settle(&mut columns, seen));
    pairs::find(sheet, block, &mut columns, seen);
    sides::find(&mut columns, seen, (sheet, block));
    find_period(&mut columns, seen);
    parts::find(sheet, block, &mut columns, seen);
    across::parted_names(&mut columns, seen);
    across::spread(&mut columns, block, hints, seen);
    within::spread(&mut columns, sheet, block, seen);
    across::dated_names(&mut columns, seen, block);
    across::notes_beside(&mut columns);
    across::countries(&mut columns, seen);
    find_countries(&mut columns, seen, |columns, at| heads_rows(sheet, block, columns, at));
    sides::leave_out_repeated(&mut columns, (sheet, block));
    partners::turn(&mut columns, sheet, block);
    pairs::name_goods(sheet, block, &mut columns, seen);
    for at in 0..columns.len() {
        rest(&mut columns, at, block, seen);
    }
    number_rows(&mut columns, seen);
    pairs::leave_out_numbers(sheet, block, &mut columns, seen);
    count_people(&mut columns, seen);
    take_ranges(&mut columns, seen);
    counted::settle(&mut columns);
    counted::prefer_unweighted(&mut columns);
    counted::leave_letters(&mut columns);
    across::flags_beside(&mut columns);
    Ok(columns)
}

/// Does the table count more than one thing?
fn counts_several(layout: &Layout) -> bool {
    let is_named = |column: &&Column| matches!(&column.role, Role::Figures(figures) if figures.indicator.is_some());
    let is_indicator = |column: &Column| matches!(column.role, Role::Of(Dimension::Indicator, _));
    layout.heading == Dimension::Indicator
        || layout.columns.iter().any(is_indicator)
        || layout.columns.iter().filter(is_named).nth(1).is_some()
}

fn in_the_title(unit: &str) -> String {
    format!("{unit} stands in the title above the table, and was taken for the unit of all figures whose names say nothing else.")
}

/// By its name alone.
fn first(name: &str, seen: &Seen) -> Column {
    let role = match words::meaning(name) {
        Some(Word::Period) if seen.periods > 0 && seen.periods * 2 >= seen.filled => Role::Period,
        Some(Word::Start) if seen.periods > 0 => Role::FieldworkStart,
        Some(Word::End) if seen.periods > 0 => Role::FieldworkEnd,
        // Countries may be numbered, but where "Area" is a number, it is one of square kilometres.
        Some(Word::Reporter) if !seen.holds_figures() || seen.is_whole && !words::names_land(name) => Role::of(Dimension::Reporter),
        Some(Word::ReporterName) => Role::NameOf(Dimension::Reporter),
        Some(Word::Partner) => Role::of(Dimension::Partner),
        Some(Word::PartnerName) => Role::NameOf(Dimension::Partner),
        Some(Word::Commodity) if !seen.holds_figures() || seen.is_whole || seen.are_numbered => Role::of(Dimension::Commodity),
        Some(Word::CommodityName) => Role::NameOf(Dimension::Commodity),
        // Turnover is called as flows are in general, and its amounts are no codes.
        Some(Word::Flow) if !seen.holds_figures() || seen.are_digits => Role::of(Dimension::Flow),
        Some(Word::Indicator) => Role::of(Dimension::Indicator),
        Some(Word::IndicatorName) => Role::NameOf(Dimension::Indicator),
        Some(Word::Value) if seen.holds_figures() => {
            Role::Figures(Box::new(Figures { unit: labels::parted(name).1, ..Figures::default() }))
        }
        Some(Word::Unit) if !seen.holds_figures() || seen.are_units => Role::Unit,
        Some(Word::Multiplier) => Role::Multiplier,
        Some(Word::Status) => Role::Status,
        Some(Word::Note) => Role::Note,
        Some(Word::Base) if seen.holds_figures() || seen.holds_bases => Role::Base,
        Some(Word::Question) if !seen.holds_figures() => Role::of(Dimension::Question),
        Some(Word::Answer) if !seen.holds_figures() => Role::of(Dimension::Answer),
        Some(Word::Pollster) => Role::of(Dimension::Pollster),
        Some(Word::Group) if !seen.holds_figures() => Role::of(Dimension::Group),
        Some(Word::Holder) if !seen.holds_figures() => Role::of(Dimension::Holder),
        Some(Word::Market) if !seen.holds_figures() => Role::of(Dimension::Market),
        Some(Word::Ignored) if seen.counts => Role::Ignored,
        None if words::names_goods(name) && !seen.holds_figures() => Role::of(Dimension::Commodity),
        Some(_) | None => return Column::new(name, Role::Ignored, Column::UNDECIDED),
    };
    Column::new(name, role, "its name says so")
}

/// A name that stands alone where its code should.
fn promote_names(columns: &mut [Column], dimension: &Dimension) {
    let has_code = columns.iter().any(|column| matches!(&column.role, Role::Of(of, _) if of == dimension));
    let name = columns.iter_mut().find(|column| !column.is_said() && matches!(&column.role, Role::NameOf(of) if of == dimension));
    if let Some(column) = name.filter(|_| !has_code) {
        column.role = Role::of(dimension.clone());
    }
}

fn find_period(columns: &mut [Column], seen: &[Seen]) {
    if columns.iter().any(|column| matches!(column.role, Role::Period)) || across::are_periods_across(columns, seen) {
        return;
    }
    let is_time = |(at, column): &(usize, &mut Column)| {
        let is_of_parts = *at == 0 && matches!(seen[*at].finest, Some(Frequency::Monthly | Frequency::Quarterly));
        let is_time = seen[*at].are_years || seen[*at].are_seasons || column.name.is_empty() || is_of_parts;
        column.is_open() && seen[*at].holds_periods() && !seen[*at].counts && is_time
    };
    // Of a poll without another date, the end of its fieldwork.
    if let Some((_, column)) = columns.iter_mut().enumerate().find(is_time) {
        column.role = Role::Period;
        column.because = "it holds nothing but periods".to_owned();
    } else if let Some(end) = columns.iter().position(|column| matches!(column.role, Role::FieldworkEnd)) {
        columns[end].role = Role::Period;
        columns[end].because = "it is the last day of the fieldwork".to_owned();
    }
}

/// Does the column name something else only in rows without figures, so that those rows head the ones that follow?
fn heads_rows(sheet: &Sheet, block: &Block, columns: &[Column], at: usize) -> bool {
    let figures: Vec<usize> = (0..columns.len()).filter(|at| matches!(columns[*at].role, Role::Figures(_))).collect();
    let rows = sheet.rows.get(block.rows[0]..block.rows[1]).unwrap_or_default().iter().take(SAMPLE);
    let (mut beside, mut alone) = (BTreeSet::new(), BTreeSet::new());
    for row in rows.filter(|row| !row.cell(at).is_empty()) {
        let holds_figures = figures.iter().any(|figure| !row.cell(*figure).is_empty());
        let names = if holds_figures { &mut beside } else { &mut alone };
        names.insert(row.cell(at));
    }
    beside.len() == 1 && alone.len() > 2
}

fn find_countries(columns: &mut [Column], seen: &[Seen], heads_rows: impl Fn(&[Column], usize) -> bool) {
    for dimension in [Dimension::Reporter, Dimension::Partner] {
        promote_names(columns, &dimension);
    }
    for dimension in [Dimension::Commodity, Dimension::Indicator] {
        promote_names(columns, &dimension);
    }
    for (at, seen) in seen.iter().enumerate() {
        if !columns[at].is_open() || !seen.holds_countries() || seen.holds_figures() || heads_rows(columns, at) {
            continue;
        }
        // NE is Nebraska as well as Niger, and CA California.
        if seen.are_letters && codes::names_states(&columns[at].name) {
            continue;
        }
        let is_taken = |dimension: &Dimension| columns.iter().any(|column| matches!(&column.role, Role::Of(of, _) if of == dimension));
        // KG is Kyrgyzstan and NO Norway; and where a country lies is no partner of it.
        if codes::names_unit(&columns[at].name) || is_taken(&Dimension::Reporter) && codes::names_region(&columns[at].name) {
            continue;
        }
        let free = [Dimension::Reporter, Dimension::Partner].into_iter().find(|dimension| !is_taken(dimension));
        if let Some(dimension) = free {
            columns[at].role = Role::of(dimension);
            columns[at].because = "most of its cells name countries".to_owned();
        }
    }
}

/// What no rule has spoken on: figures, else words that tell the rows apart.
fn rest(columns: &mut [Column], at: usize, block: &Block, seen: &[Seen]) {
    // Two columns cannot be one dimension: the second keeps its own name.
    if columns[at].is_said() {
        return;
    }
    if let Role::Of(dimension, _) = &columns[at].role {
        let is_one = |column: &Column| matches!(&column.role, Role::Of(of, _) if of == dimension);
        let is_second = columns[..at].iter().any(is_one) || columns.iter().any(|column| column.is_said() && is_one(column));
        if is_second {
            columns[at].role = Role::other(&own_name(&columns[at].name, at));
        }
        return;
    }
    if !columns[at].is_open() {
        return;
    }
    let name = columns[at].name.clone();
    let is_spread = columns.iter().any(|column| matches!(&column.role, Role::Figures(figures) if figures.period.is_some()));
    let has_value = columns.iter().any(|column| matches!(&column.role, Role::Figures(figures) if figures.indicator.is_none() && figures.period.is_none() && figures.part.is_none()));
    let has_flow = columns.iter().any(|column| matches!(column.role, Role::Of(Dimension::Flow, _)));
    let (role, because) = match &seen[at] {
        seen if seen.filled == 0 => (Role::Ignored, Column::EMPTY),
        seen if seen.counts => (Role::Ignored, "it counts the rows"),
        seen if codes::names_codes(&name) || seen.is_whole && codes::names_numbers(&name) => {
            (Role::other(&own_name(&name, at)), "its name says that it holds codes")
        }
        // Beside one column called "value" numbers are codes; beside years they are sums or shares of them.
        seen if seen.holds_figures() && has_value && !amounts::names_amounts(&name) => {
            (Role::other(&own_name(&name, at)), "it stands beside the column of values")
        }
        seen if seen.holds_figures() => {
            let because = if is_spread { numbers::OF_NO_PERIOD } else { "it holds figures" };
            (figures_of(&name, block.groups.get(at).map(String::as_str), at), because)
        }
        seen if seen.are_flows && !has_flow => (Role::of(Dimension::Flow), "all of its words are flows"),
        seen if seen.is_long => (Role::Note, "it holds long texts"),
        seen if name.is_empty() && seen.distinct == 1 => (Role::Ignored, "it has no name and always says the same"),
        _ => (Role::other(&own_name(&name, at)), doubts::OF_WORDS),
    };
    columns[at].role = match role {
        Role::Figures(_) if is_spread => Role::Ignored,
        role => role,
    };
    columns[at].because = because.to_owned();
}

/// The first column without a name whose whole numbers are all different numbers the rows, if others tell these apart.
fn number_rows(columns: &mut [Column], seen: &[Seen]) {
    let tells = |column: &Column| matches!(column.role, Role::Of(..) | Role::Period);
    let is_told = columns.iter().skip(1).any(tells);
    if let Some((column, seen)) = columns.first_mut().zip(seen.first())
        && !column.is_said()
        && !matches!(column.role, Role::Period)
        && codes::is_nameless(&column.name)
        && seen.numbers_rows()
        && !seen.counts
    {
        let (role, because) = match is_told {
            true => (Role::Ignored, "it has no name and numbers the rows"),
            false => (Role::other(&own_name("", 0)), "it has no name and tells the rows apart"),
        };
        column.role = role;
        column.because = because.to_owned();
    }
}

/// How many were asked is what a table counts that holds no other figures.
fn count_people(columns: &mut [Column], seen: &[Seen]) {
    if columns.iter().any(|column| matches!(column.role, Role::Figures(_))) {
        return;
    }
    for (at, column) in columns.iter_mut().enumerate().filter(|(at, column)| matches!(column.role, Role::Base) && seen[*at].holds_figures())
    {
        if !column.is_said() {
            column.role = figures_of(&column.name, None, at);
            "it holds the only figures".clone_into(&mut column.because);
        }
    }
}

/// Ranges are figures in a table that holds no others. The years that people lived are none.
fn take_ranges(columns: &mut [Column], seen: &[Seen]) {
    if columns.iter().any(|column| matches!(column.role, Role::Figures(_))) {
        return;
    }
    let is_free = |column: &Column| matches!(column.role, Role::Of(Dimension::Other(_), _)) && !column.is_said();
    for (at, column) in columns.iter_mut().enumerate() {
        if is_free(column) && seen[at].may_hold_ranges() && !codes::names_group(&column.name) {
            column.role = figures_of(&column.name, None, at);
            "it holds the only figures".clone_into(&mut column.because);
        }
    }
}

fn own_name(name: &str, at: usize) -> String {
    match snake_case(name) {
        code if name.trim().is_empty() || code == "value" => format!("column_{}", at + 1),
        // Words say who was asked, and not how many.
        code if code == "base" => "respondents".to_owned(),
        // What the program knows by this name is something else.
        code if !is_free(&code) => format!("{code}_{}", at + 1),
        code => code,
    }
}

fn figures_of(name: &str, group: Option<&str>, at: usize) -> Role {
    let name = if name.is_empty() { format!("Column {}", at + 1) } else { name.to_owned() };
    let group = group.filter(|group| !group.is_empty() && *group != name);
    // What stands below "Exports" may be nothing but its unit.
    let alone = units::alone(&name);
    let label = match (group, alone.as_ref()) {
        (Some(group), Some(_)) if !group.ends_with(')') => format!("{group} ({name})"),
        (Some(group), _) => format!("{group}: {name}"),
        (None, _) => name,
    };
    let base = bases::named(&label);
    let (label, unit) = labels::parted(&label);
    let unit = unit.or(alone);
    let label = if label.contains('_') { labels::label_of(&label) } else { label };
    Role::Figures(Box::new(Figures { indicator: Some((None, label)), unit, base, ..Figures::default() }))
}

/// What a person says of columns by name or number.
fn told(columns: &mut [Column], hints: &Hints) -> Result<(), String> {
    for (name, role) in &hints.roles {
        let by_number = name.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let at = columns.iter().position(|column| column.name.eq_ignore_ascii_case(name)).or(by_number.filter(|at| *at < columns.len()));
        let Some(at) = at else { return Err(format!("no column of it is called \"{name}\", of which you said what it holds")) };
        columns[at].role = role_named(role, &columns[at].name, at);
        columns[at].because = Column::SAID.to_owned();
    }
    Ok(())
}

/// The role that a person names: `period`, `value`, `reporter`, `ignore`, or the name of a dimension of one's own.
pub fn role_named(role: &str, column: &str, at: usize) -> Role {
    match role {
        "period" => Role::Period,
        "part_of_year" => Role::Part,
        "value" => figures_of(column, None, at),
        "unit" => Role::Unit,
        "multiplier" => Role::Multiplier,
        "status" => Role::Status,
        "missing" => Role::Reason,
        "note" => Role::Note,
        "base" => Role::Base,
        "ignore" => Role::Ignored,
        "reporter_name" => Role::NameOf(Dimension::Reporter),
        "partner_name" => Role::NameOf(Dimension::Partner),
        "commodity_name" => Role::NameOf(Dimension::Commodity),
        "indicator_name" => Role::NameOf(Dimension::Indicator),
        dimension => Role::Of(Dimension::from_name(dimension), &[]),
    }
}

/// Where the columns do not tell the rows apart, their lines do: answers of people, repeated measurements.
fn tell_rows_apart(sheet: &Sheet, layout: &mut Layout, seen: &[Seen]) {
    if layout.has_headings {
        return;
    }
    let mut alike = layout.alike(sheet);
    layout.carried = filling::carried(sheet, layout);
    if !layout.carried.is_empty() {
        let carried = layout.alike(sheet);
        // Months stand below the country that they belong to, even if it is the only one.
        let next = layout.carried.last().and_then(|last| layout.columns.get(last + 1..)).into_iter().flatten();
        let heads_parts = next.take(2).any(|column| matches!(column.role, Role::Part));
        if carried.told > alike.told || carried.told == alike.told && (heads_parts || filling::goes_on(sheet, layout)) {
            alike = carried;
        } else {
            layout.carried.clear();
        }
    }
    let Alike { rows, whole, told } = alike;
    // Whole rows that are repeated are another matter, unless they are people of whom several say the same: of a day, a year
    // or a country nobody would write the same row twice.
    let has_period = layout.columns.iter().any(|column| matches!(column.role, Role::Period));
    let are_people = !has_period && layout.undated.is_some() && whole < rows;
    let is_told = |told: usize| (whole - told.min(whole)) * 10 <= whole;
    let has_unit = layout.columns.iter().any(|column| matches!(column.role, Role::Unit));
    let by_unit = if has_unit && told < whole { layout.alike_with(sheet, &[], true).told } else { told };
    let base = layout.columns.iter().position(|column| matches!(column.role, Role::Base));
    let by_base = base.filter(|_| told < whole).map_or(told, |at| layout.alike_with(sheet, &[at], false).told);
    if by_base > told && is_told(by_base) {
        // A question put to one half of those asked, and otherwise to the other half: both are kept.
    } else if by_unit > told && is_told(by_unit) {
        layout.are_units_apart = true;
    } else if is_told(told) && !are_people {
        // They are told apart by what they are.
    } else if let Some(groups) = groups(layout, seen).filter(|groups| has_period && is_told(layout.alike_with(sheet, groups, true).told)) {
        for at in groups {
            layout.columns[at].role = Role::other(&own_name(&layout.columns[at].name, at));
            "its name says so, and it tells the rows apart".clone_into(&mut layout.columns[at].because);
        }
    } else {
        layout.tell_lines();
    }
}

/// Columns of whole numbers that are called by groups of people or parts of a year, if others hold figures beside them.
fn groups(layout: &Layout, seen: &[Seen]) -> Option<Vec<usize>> {
    let figures = || layout.columns.iter().enumerate().filter(|(_, column)| matches!(column.role, Role::Figures(_)) && !column.is_said());
    let groups: Vec<usize> =
        figures().filter(|(at, column)| seen[*at].is_whole && codes::names_group(&column.name)).map(|(at, _)| at).collect();
    (!groups.is_empty() && groups.len() < figures().count()).then_some(groups)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::roles::named;

    #[test]
    fn every_role_offered_is_understood_and_told_by_its_name() {
        for name in named::NAMES {
            assert_eq!(named::name_of(&role_named(name, "a column", 0)), name);
        }
    }
}
