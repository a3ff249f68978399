//! SDMX-CSV 1.0 and 2.0: dimensions before the value, attributes behind it.

use chrono::Datelike as _;

use crate::dataset::observation::free_name;
use crate::import::agencies::columns::{holds_countries, take_for_period};
use crate::import::agencies::mended::Mended;
use crate::import::cell;
use crate::import::cell::flag::Flags;
use crate::import::cube::meaning;
use crate::import::importer::Mending;
use crate::import::input::Input;
use crate::import::roles::currency;
use crate::import::roles::format::{TableFormat, always, nothing_more};
use crate::import::roles::head::Head;
use crate::import::roles::layout::{Classification, Layout, Role};
use crate::import::roles::units;
use crate::import::sdmx::agency;
use crate::import::sheet::{Row, Sheet};
use crate::import::sink::Sink;
use crate::terms::country::Scheme;
use crate::terms::dimension::Dimension;
use crate::terms::period::{Period, Stretch};

pub const SDMX_CSV: TableFormat = TableFormat {
    name: "SDMX-CSV 1.0",
    description: "SDMX-CSV",
    publisher: "SDMX-CSV file",
    marks: &["DATAFLOW", "OBS_VALUE"],
    fits: |_, head| head.row == 0,
    layout,
    describe,
};

/// "ESTAT:ILC_LVPS08(1.0)": the agency and its dataflow, which may have a name beside it.
fn describe(_: &Input, sheet: &Sheet, sink: &mut Sink) {
    let (Some(names), Some(first)) = (sheet.rows.first(), first_row(sheet, 1)) else { return };
    let cell =
        |name: &str| names.cells.iter().position(|cell| cell.eq_ignore_ascii_case(name)).map(|at| first.cell(at)).unwrap_or_default();
    let flow = [cell("DATAFLOW"), cell("STRUCTURE_ID")].into_iter().find_map(|flow| flow.split_once(':'));
    if let Some((agency, flow)) = flow {
        agency::name(agency).clone_into(&mut sink.source.publisher);
        flow.clone_into(&mut sink.source.title);
    }
    if !cell("STRUCTURE_NAME").is_empty() {
        cell("STRUCTURE_NAME").clone_into(&mut sink.title);
        cell("STRUCTURE_NAME").clone_into(&mut sink.source.title);
    }
}

pub const SDMX_CSV_2: TableFormat = TableFormat {
    name: "SDMX-CSV 2.0",
    marks: &["STRUCTURE_ID"],
    fits: |_, head| head.row == 0 && head.names.first().is_some_and(|name| name.starts_with("STRUCTURE")),
    ..SDMX_CSV
};

pub const WITH_ACTIONS: TableFormat = TableFormat { name: "SDMX-CSV 2.0 with actions", marks: &["STRUCTURE_ID", "ACTION"], ..SDMX_CSV_2 };

pub const WITH_ACTIONS_MENDED: Mended = Mended::new(&WITH_ACTIONS, without_deletions);

/// Rows that say which figures to delete hold none.
fn without_deletions(_: &Input, sheet: &Sheet, head: &Head) -> Mending {
    let action = head.at("ACTION").unwrap_or_default();
    let is_deletion = move |row: &Row| matches!(row.cell(action).to_uppercase().as_str(), "D" | "DELETE");
    let has_deletions = sheet.rows.iter().skip(head.row + 1).any(is_deletion);
    let own_currency = OwnCurrency::of(head);
    let caveat = "Rows whose action is to delete hold no figures, and were passed over.";
    Mending {
        caveats: has_deletions.then(|| caveat.to_owned()).into_iter().collect(),
        row: Box::new(move |row: &mut Row| {
            if is_deletion(row) {
                row.cells.iter_mut().for_each(String::clear);
            }
            own_currency.iter().for_each(|own| own.name(row));
        }),
    }
}

/// "National currency" is told by an attribute of the OECD: which one it is.
struct OwnCurrency {
    unit: usize,
    currency: usize,
}

impl OwnCurrency {
    fn of(head: &Head) -> Option<Self> {
        Some(Self { unit: head.at("UNIT_MEASURE")?, currency: head.at("CURRENCY").filter(|at| head.at("OBS_VALUE") < Some(*at))? })
    }

    fn name(&self, row: &mut Row) {
        let currency = row.cell(self.currency).to_owned();
        if row.cell(self.unit) == "XDC" && units::is_currency(&currency) {
            // What XDC is called stands behind it.
            if row.cell(self.unit + 1).eq_ignore_ascii_case("National currency") {
                row.cells[self.unit + 1].clone_from(&currency);
            }
            row.cells[self.unit] = currency;
        }
    }
}

/// What an agency's own site writes: the key of each series before its dimensions, and no dataflow.
pub const SDMX_CSV_KEYS: TableFormat = TableFormat {
    name: "SDMX-CSV without a dataflow",
    marks: &["TIME_PERIOD", "OBS_VALUE"],
    fits: |_, head| head.row == 0,
    describe: nothing_more,
    ..SDMX_CSV
};

/// With labels beside the codes, in the heads too: `OBS_VALUE: Value`.
pub const LABELLED: TableFormat = TableFormat {
    name: "SDMX-CSV 1.0 with labels",
    marks: &["DATAFLOW"],
    fits: |_, head| head.row == 0 && head.names.iter().any(|name| name.contains(':') && id(name) == "OBS_VALUE"),
    ..SDMX_CSV
};

/// The same without a dataflow, as the bulk files of the BIS once were.
pub const LABELLED_ALONE: TableFormat = TableFormat {
    name: "SDMX-CSV with labels and without a dataflow",
    marks: &["TIME_PERIOD:", "OBS_VALUE:"],
    describe: nothing_more,
    ..SDMX_CSV
};

/// What the search of the BIS Data Portal writes, below the words of that search.
pub const BIS_PORTAL: TableFormat = TableFormat {
    name: "table of the BIS Data Portal",
    publisher: "Bank for International Settlements",
    marks: &["DATAFLOW_ID:Dataflow ID", "OBS_VALUE:Value"],
    fits: always,
    describe: nothing_more,
    ..SDMX_CSV
};

pub const BIS_PORTAL_MENDED: Mended = Mended::new(&BIS_PORTAL, |_, _, head| {
    let at = |wanted: &str| head.names.iter().position(|name| id(name) == wanted);
    let places = at("FREQ").zip(at("TIME_PERIOD"));
    let row = move |row: &mut Row| {
        let Some((frequency, time)) = places else { return };
        let ended = cell::period(row.cell(time)).and_then(|read| ended(read.period, row.cell(frequency)));
        ended.into_iter().for_each(|period| row.cells[time] = period.to_string());
    };
    Mending { caveats: Vec::new(), row: Box::new(row) }
});

/// The quarter, the month or the year that ends on this day, as figures of such a frequency are dated.
fn ended(day: Period, frequency: &str) -> Option<Period> {
    let Period::One(Stretch::Day(date)) = day else { return None };
    let stretch = match id(frequency) {
        "A" => Stretch::Year(date.year()),
        "Q" => Stretch::Quarter(date.year(), date.month().div_ceil(3)),
        "M" => Stretch::Month(date.year(), date.month()),
        _ => return None,
    };
    (stretch.last_day() == date).then_some(Period::One(stretch))
}

/// The id in a head such as `DIM_1: Dimension 1` or `ATTR_1[]`.
fn id(name: &str) -> &str {
    name.split([':', '[']).next().unwrap_or_default().trim()
}

/// What such a head says in words.
fn label(name: &str) -> &str {
    name.split_once(':').map_or(name, |(_, label)| label.trim())
}

fn is_value(name: &str) -> bool {
    id(name).starts_with("OBS_VALUE") || id(name).starts_with("MEAS_")
}

/// What stands before the dimensions and says nothing of a single figure.
const OF_THE_FILE: [&str; 10] =
    ["DATAFLOW", "DATAFLOW_ID", "LAST UPDATE", "STRUCTURE", "STRUCTURE_ID", "STRUCTURE_NAME", "ACTION", "SERIES_KEY", "OBS_KEY", "KEY"];

fn layout(sheet: &Sheet, head: &Head) -> Layout {
    let mut layout = Layout::below(sheet, head, scheme(sheet, head));
    layout.flags = if layout.scheme == Scheme::Ilo { Flags::Ilo } else { Flags::Common };
    layout.are_units_coded = true;
    layout.are_labelled = head.names.iter().any(|name| name.contains(':'));
    let first_value = head.names.iter().position(|name| is_value(name)).unwrap_or(head.names.len());
    let names = named_from(head);
    // The World Bank calls what its codes mean SEX_LABEL behind SEX.
    let is_label = |at: usize| at > 0 && head.names[at].strip_suffix("_LABEL") == Some(&head.names[at - 1]);
    let is_name = |at: usize| names.is_some_and(|from| at > from && (at - from) % 2 == 1) || is_label(at);
    let measured = meaning::measured(head.names.iter().take(first_value).map(|name| id(name)));
    let is_of_partners = |name: &str| name.contains(':') && meaning::is_of_partners(label(name));
    let ids = head.names.iter().take(first_value).map(|name| if is_of_partners(name) { "" } else { id(name) });
    let reporter = meaning::reporter(ids);
    let mut has_period = false;
    for at in 0..layout.columns.len() {
        let column = &mut layout.columns[at];
        column.because = "SDMX names it so".to_owned();
        if is_name(at) {
            continue;
        }
        let name = id(&column.name).to_uppercase();
        column.role = match name.as_str() {
            "FREQ" => Role::Ignored,
            name if OF_THE_FILE.contains(&name) => Role::Ignored,
            "TIME_PERIOD" | "TIME" => Role::Period,
            "UNIT" | "UNIT_MEASURE" => Role::Unit,
            "UNIT_MULT" | "UNIT_MULTIPLIER" | "UNIT MULTIPLIER" => Role::Multiplier,
            // The IMF gives figures in full and says by it how it shows them.
            "SCALE" if layout.scheme == Scheme::Imf => Role::Ignored,
            "SCALE" => Role::Multiplier,
            "OBS_FLAG" | "OBS_STATUS" | "CONF_STATUS" | "DERIVATION_TYPE" => Role::Status,
            _ if measured == Some(at) => Role::of(Dimension::Indicator),
            "FLOW" | "STK_FLOW" => Role::of(Dimension::Flow),
            _ if is_value(&column.name) => Role::values(),
            "OBS_COMMENT" | "COMMENT" | "OBS_COM" => Role::Note,
            // Behind the value stand attributes, which say nothing of what is counted.
            _ if at > first_value && !column.name.contains("DIM") => Role::Ignored,
            // An observation's attributes are no dimensions, wherever they stand.
            name if name.starts_with("OBS_") => Role::Ignored,
            name => {
                let in_words = || meaning::area_in_words(label(&column.name)).filter(|_| holds_countries(sheet, head, at));
                let of_id = meaning::area(name).map(|side| if is_of_partners(&column.name) { Dimension::Partner } else { side });
                let is_free = |side: &Dimension| *side != Dimension::Reporter || reporter.is_none_or(|reporter| reporter == at);
                of_id.or_else(in_words).filter(is_free).map_or_else(|| Role::other(name), Role::of)
            }
        };
        has_period |= matches!(column.role, Role::Period);
    }
    tell_goods(head, &mut layout);
    for at in (1..layout.columns.len()).filter(|at| is_name(*at)) {
        name_codes(sheet, head, &mut layout, at);
    }
    layout.are_labelled = layout.are_labelled || reporter.is_some_and(|at| are_parted(sheet, head, at));
    keep_one_each(&mut layout);
    if layout.scheme == Scheme::Imf && is_scaled(sheet, head) {
        layout = layout.caveat(IN_FULL);
    }
    currency::settle(sheet, &mut layout);
    // A unit before the value is one of the dimensions; behind it, it says nothing that tells figures apart.
    layout.are_units_apart = layout.columns.iter().take(first_value).any(|column| matches!(column.role, Role::Unit));
    if !has_period {
        take_for_period(sheet, head, &mut layout);
    }
    layout
}

/// The products of Eurostat's Comext are goods: those that a country trades with another.
fn tell_goods(head: &Head, layout: &mut Layout) {
    let at = |name: &str| head.names.iter().position(|other| id(other).eq_ignore_ascii_case(name));
    if let (Some(goods), true) = (at("product"), ["reporter", "partner", "flow", "indicators"].into_iter().all(|name| at(name).is_some())) {
        layout.columns[goods].role = Role::Of(Dimension::Commodity, &["TOTAL"]);
        layout.classification = Classification::Harmonized;
    }
}

const IN_FULL: &str = "The interface of the IMF gives figures in full, and its column SCALE says how it shows them: it was not applied. Where \
    a copy counts in millions, its figures are a million times as large.";

/// Does a size stand beside the figures that is not 1?
fn is_scaled(sheet: &Sheet, head: &Head) -> bool {
    let is_size = |cell: &str| units::power(cell).is_some_and(|power| power != 0);
    head.at("SCALE").is_some_and(|at| sheet.rows.iter().skip(head.row + 1).any(|row| is_size(row.cell(at))))
}

/// Do all cells of a column of countries name them behind their codes, though the head has no label: `DE:Germany`?
fn are_parted(sheet: &Sheet, head: &Head, at: usize) -> bool {
    let is_code =
        |code: &str| !code.is_empty() && code.chars().all(|letter| letter.is_ascii_uppercase() || letter.is_ascii_digit() || letter == '_');
    let is_parted = |cell: &str| cell.split_once(':').is_some_and(|(code, label)| is_code(code) && label.contains(char::is_lowercase));
    let mut filled = sheet.rows.iter().skip(head.row + 1).map(|row| row.cell(at)).filter(|cell| !cell.is_empty()).peekable();
    filled.peek().is_some() && filled.all(is_parted)
}

/// The first row of the data; those that delete figures are blank by then.
fn first_row(sheet: &Sheet, from: usize) -> Option<&Row> {
    sheet.rows.iter().skip(from).find(|row| !row.is_blank())
}

/// Whose codes of countries; those of Eurostat where no agency with codes of its own is named. Of banks' countries only the BIS tells.
fn scheme(sheet: &Sheet, head: &Head) -> Scheme {
    let at = head.names.iter().position(|name| matches!(id(name), "DATAFLOW" | "STRUCTURE_ID" | "DATAFLOW_ID"));
    let flow = at.and_then(|at| first_row(sheet, head.row + 1).map(|row| row.cell(at))).unwrap_or_default();
    let is_of_banks = head.names.iter().any(|name| id(name) == "L_REP_CTY");
    let agency = if is_of_banks { "BIS" } else { flow.split([':', ',']).next().unwrap_or_default() };
    agency::scheme(&[agency]).filter(|scheme| *scheme != Scheme::Names).unwrap_or(Scheme::Eurostat)
}

/// The column from which on each second one holds what the codes before it are called, as files with labels have it.
fn named_from(head: &Head) -> Option<usize> {
    let from = head.names.iter().position(|name| !OF_THE_FILE.contains(&id(name).to_uppercase().as_str()))?;
    let is_pair = |name: &str| head.at(name).is_none_or(|at| (at - from) % 2 == 0);
    let is_in_words = |name: &String| name.chars().any(char::is_lowercase) && !name.contains(':');
    let are_words = head.names.iter().skip(from + 1).step_by(2).all(is_in_words);
    let is_so = (head.names.len() - from).is_multiple_of(2) && ["TIME_PERIOD", "OBS_VALUE"].into_iter().all(is_pair);
    (is_so && are_words && head.has("STRUCTURE_NAME")).then_some(from)
}

/// Gives the column behind one of codes its role: it says what they are called.
pub fn name_codes(sheet: &Sheet, head: &Head, layout: &mut Layout, at: usize) {
    let filled = || sheet.rows.iter().skip(head.row + 1).filter(|row| !row.cell(at).is_empty());
    let of_codes = layout.columns[at - 1].role.clone();
    if let Role::Of(dimension, _) = of_codes {
        layout.columns[at].role = Role::NameOf(dimension);
    } else if matches!(of_codes, Role::Unit) && filled().next().is_some() && !filled().all(|row| units::is_known(row.cell(at - 1))) {
        // "IX" is called "Index", and EUR needs no name.
        layout.columns[at - 1].role = Role::Ignored;
        layout.columns[at].role = Role::Unit;
    }
}

/// Two columns cannot be one dimension: the second keeps its own name.
pub fn keep_one_each(layout: &mut Layout) {
    let mut taken: Vec<Dimension> = Vec::new();
    for column in &mut layout.columns {
        let Role::Of(dimension, _) = &column.role else { continue };
        if taken.contains(dimension) {
            column.role = Role::of(Dimension::Other(free_name(id(&column.name))));
        } else {
            taken.push(dimension.clone());
        }
    }
}
