//! SIPRI arms transfers: tables of trend-indicator values (TIV), in both layouts, with years across; and the register of deals.

use crate::dataset::Draft;
use crate::import::agencies::mended::Mended;
use crate::import::cell;
use crate::import::importer::{Claim, Importer, Mending};
use crate::import::input::Input;
use crate::import::report::Report;
use crate::import::roles::format::{TableFormat, nothing_more};
use crate::import::roles::head::Head;
use crate::import::roles::layout::{Alike, Column, Empty, Figures, Layout, Role};
use crate::import::roles::reading;
use crate::import::sheet::{Row, Sheet};
use crate::import::sink::Sink;
use crate::problem::Problem;
use crate::terms::country::Scheme;
use crate::terms::dimension::Dimension;

/// Deals one by one, each with the years of its deliveries: `2015; 2016`.
pub const REGISTER: TableFormat = TableFormat {
    name: "SIPRI trade register",
    description: "SIPRI trade registers",
    publisher: "SIPRI",
    marks: &["Recipient", "Supplier", "Year of order", "Weapon designation"],
    fits: |_, head| head.has(TIV_DELIVERED) || head.has(TIV_ORDERED),
    layout: |sheet, head| {
        let mut layout = Layout::below(sheet, head, Scheme::Names)
            .with("Recipient", Role::of(Dimension::Reporter))
            .with("Supplier", Role::of(Dimension::Partner))
            .with("Year(s) of delivery", Role::Period)
            .with("Year of order", Role::other("year_of_order"))
            .with("Weapon designation", Role::other("weapon"))
            .with("Weapon description", Role::other("description"))
            .with("Comments", Role::Note)
            .with(delivered(head), Role::figures("number_delivered", "Number delivered", "items"))
            .with(TIV_DELIVERED, Role::figures("tiv_delivered", TIV_DELIVERED, "million TIV"))
            .fixed(Dimension::Flow, "import", None)
            .caveat("Trend-indicator values measure the volume of arms transfers, not what was paid for them.");
        // Registers may tell what was ordered alone.
        if !head.has(TIV_DELIVERED) {
            layout = layout.with(TIV_ORDERED, Role::figures("tiv_ordered", TIV_ORDERED, "million TIV"));
        }
        layout.empty = Empty::Nothing;
        mark_uncertain(&mut layout, head);
        if behind(head, "Year of order").is_some_and(|at| sheet.rows.iter().skip(head.row + 1).any(|row| row.cell(at).trim() == "?")) {
            layout = layout.caveat("Some years of order are marked with a question mark by SIPRI: they are not certain.");
        }
        // What is ordered and not delivered yet is a deal as well.
        layout.undated = Some("no delivery so far".to_owned());
        let Alike { whole, told, .. } = layout.alike(sheet);
        if told < whole {
            layout.tell_lines();
        }
        layout
    },
    describe: nothing_more,
};

pub const REGISTER_MENDED: Mended = Mended::new(&REGISTER, with_uncertain);

const TIV_DELIVERED: &str = "SIPRI TIV of delivered weapons";
const TIV_ORDERED: &str = "SIPRI TIV for total order";

/// The column of how many were delivered: in all, or in the years that were asked for.
fn delivered(head: &Head) -> &'static str {
    if head.has("Number delivered") { "Number delivered" } else { "Deliveries in the Year Range" }
}

/// The column without a name behind one, in which SIPRI writes "?" where that is not certain.
fn behind(head: &Head, name: &str) -> Option<usize> {
    let at = head.at(name)? + 1;
    head.names.get(at).filter(|name| name.trim().is_empty()).map(|_| at)
}

fn mark_uncertain(layout: &mut Layout, head: &Head) {
    let Some(sign) = behind(head, delivered(head)) else { return };
    if let Some(Column { role: Role::Figures(figures), .. }) = layout.columns.get_mut(sign - 1) {
        figures.flags = Some(sign);
    }
}

fn with_uncertain(_: &Input, _: &Sheet, head: &Head) -> Mending {
    let at = behind(head, delivered(head));
    Mending {
        caveats: at.map(|_| "Numbers that SIPRI marks with a question mark are shown as estimates.".to_owned()).into_iter().collect(),
        row: Box::new(move |row: &mut Row| {
            if let Some(cell) = at.and_then(|at| row.cells.get_mut(at)).filter(|cell| cell.trim() == "?") {
                "E".clone_into(cell);
            }
        }),
    }
}

/// Tables of one country's partners, or of all countries, with a column a year.
pub struct Tiv;

/// What the rows of a table are.
struct Kind {
    /// Of the country that the title names, or of none.
    of: Option<String>,
    /// `None` where nothing tells.
    flow: Option<&'static str>,
}

impl Importer for Tiv {
    fn name(&self) -> &'static str {
        "SIPRI table of trend-indicator values"
    }

    fn description(&self) -> &'static str {
        "SIPRI tables"
    }

    fn claim(&self, input: &Input) -> Claim {
        // What rows of figures say of SIPRI does not make the table its own: others publish its figures too.
        let says = |sheet: &Sheet, head: &Head| before(sheet).take(head.row).any(|row| row.cells.iter().any(|cell| cell.contains("SIPRI")));
        match input.sheets().iter().find(|sheet| head(sheet).is_some_and(|head| says(sheet, &head))) {
            Some(_) => Claim::surely("the lines above its years name SIPRI"),
            None => Claim::never("no line above a row of years names SIPRI"),
        }
    }

    fn read(&self, input: &Input, report: &mut Report) -> Result<Draft, Problem> {
        let mut sink = Sink::new(input, Some("SIPRI"), report);
        for sheet in input.sheets() {
            let Some(head) = head(sheet) else { continue };
            let kind = kind(sheet, &head);
            for row in before(sheet).take(head.row).filter(|row| !row.is_blank()) {
                sink.pass_over(
                    sheet.place(row, 0),
                    row.cells.iter().map(|cell| cell.trim()).find(|cell| !cell.is_empty()).unwrap_or_default(),
                );
            }
            if let Some(title) = sheet.rows.first().map(|row| row.cell(0)).filter(|title| !title.is_empty()) {
                title.clone_into(&mut sink.source.title);
            }
            let date = before(sheet).find_map(|row| row.cell(0).split_once("enerated: ").map(|(_, date)| date.to_owned()));
            sink.source.accessed = date.and_then(|date| cell::period(&date).map(|read| read.period.to_string()).or(Some(date)));
            let sheet = with_named_totals(sheet, &head);
            reading::read(&sheet, &layout(&sheet, &head, &kind), &input.hints, &mut sink)?;
        }
        sink.finish()
    }
}

fn before(sheet: &Sheet) -> impl Iterator<Item = &Row> {
    sheet.rows.iter().take(20)
}

fn is_year(name: &str) -> bool {
    cell::period(name).is_some_and(|read| read.period.is_year())
}

/// The first row with two years in it behind a name, none of them a sum over several; or behind several, of which one is that of
/// suppliers or recipients.
fn head(sheet: &Sheet) -> Option<Head> {
    let years = |row: &Row| row.cells.iter().skip(1).filter(|cell| is_year(cell.trim())).count();
    let names_sides = |row: &Row| side(row, Side::Supplier).is_some() || side(row, Side::Recipient).is_some();
    let is_behind = |row: &Row| row.cells.get(1).is_some_and(|cell| is_year(cell.trim())) || names_sides(row);
    let is_head = |row: &Row| years(row) > 1 && !is_year(row.cell(0)) && is_behind(row);
    let row = before(sheet).position(is_head)?;
    Some(Head::of(sheet, row))
}

#[derive(Clone, Copy)]
enum Side {
    Supplier,
    Recipient,
}

/// The column of suppliers, or of recipients, before the years.
fn side(row: &Row, side: Side) -> Option<usize> {
    let names = match side {
        Side::Supplier => ["supplier", "suppliers", "exporter"],
        Side::Recipient => ["recipient", "recipients", "importer"],
    };
    let before = row.cells.iter().take_while(|cell| !is_year(cell.trim()));
    before.map(|cell| cell.trim().to_lowercase()).position(|name| names.contains(&name.as_str()))
}

/// The columns that name countries, and which side they are: of lists of the largest, ranks stand before them.
fn sides(sheet: &Sheet, head: &Head) -> [Option<usize>; 2] {
    let row = &sheet.rows[head.row];
    [side(row, Side::Supplier), side(row, Side::Recipient)]
}

/// "TIV of arms exports from China, 1950-2021" → exports of China; the name of the first column tells for tables of all.
fn kind(sheet: &Sheet, head: &Head) -> Kind {
    let [supplier, recipient] = sides(sheet, head);
    let titles = || before(sheet).take(head.row).flat_map(|row| &row.cells);
    let of = |word: &str| titles().find_map(|title| title.split_once(word)).map(|(_, rest)| country_in(rest));
    let from = of("exports from ").map(|country| (country, "export"));
    let to = || of("imports to ").or_else(|| of("exports to ")).map(|country| (country, "import"));
    if let Some((country, flow)) = from.or_else(to) {
        // Of all countries, each has a row of its own; and of the largest exporters, where the rows are suppliers.
        let is_of_rows = if flow == "export" { supplier.is_some() } else { recipient.is_some() };
        let is_one = !is_of_rows && !matches!(country.to_lowercase().as_str(), "all" | "all countries");
        return Kind { of: is_one.then_some(country), flow: Some(flow) };
    }
    let first = supplier.or(recipient).and_then(|at| head.names.get(at)).or(head.names.first());
    let first = first.map(|name| name.to_lowercase()).unwrap_or_default();
    // The last row of one country's suppliers, or of its recipients, names that country.
    if let Some((of, flow)) = total_of(sheet, head) {
        return Kind { of: Some(of), flow: Some(flow) };
    }
    let is_export = recipient.is_none() && (first.contains("export") || first.contains("supplier"));
    let is_import = recipient.is_some() || first.contains("import") || first.contains("recipient");
    Kind { of: None, flow: is_export.then_some("export").or(is_import.then_some("import")) }
}

/// "Russia, 2019-2021", "Russia 2019-2021" → "Russia".
fn country_in(rest: &str) -> String {
    let name = rest.split(',').next().unwrap_or(rest).trim();
    let bare = name.trim_end_matches(|letter: char| letter.is_ascii_digit() || matches!(letter, '-' | '–' | '—' | '/' | ' ' | '(' | ')'));
    let years = name[bare.len()..].contains(|letter: char| letter.is_ascii_digit());
    let bare = ["from", "in"].iter().find_map(|word| bare.strip_suffix(word).filter(|_| years)).unwrap_or(bare);
    if years { bare.trim_end() } else { name }.to_owned()
}

/// "Total exports to Israel" stands below what came to Israel from each supplier.
fn total_of(sheet: &Sheet, head: &Head) -> Option<(String, &'static str)> {
    let names = || sheet.rows.iter().skip(head.row + 1).map(|row| row.cell(0).trim());
    let of = |start: &str| names().find_map(|name| name.strip_prefix(start)).filter(|of| !matches!(*of, "" | "all" | "All countries"));
    let to = of("Total exports to ").or_else(|| of("Total imports to ")).map(|country| (country, "import"));
    to.or_else(|| of("Total exports from ").map(|country| (country, "export"))).map(|(country, flow)| (country.to_owned(), flow))
}

/// Are the rows kinds of weapons, and no countries?
fn are_categories(sheet: &Sheet, head: &Head) -> bool {
    const CATEGORIES: [&str; 12] = [
        "Aircraft",
        "Air defence systems",
        "Anti-submarine warfare weapons",
        "Armoured vehicles",
        "Artillery",
        "Engines",
        "Missiles",
        "Naval weapons",
        "Other",
        "Satellites",
        "Sensors",
        "Ships",
    ];
    let rows = sheet.rows.iter().skip(head.row + 1).map(|row| row.cell(0)).filter(|name| !name.is_empty() && *name != "World");
    let mut rows = rows.peekable();
    rows.peek().is_some() && rows.all(|name| CATEGORIES.iter().any(|category| category.eq_ignore_ascii_case(name)))
}

/// The row of the world is called so.
fn with_named_totals(sheet: &Sheet, head: &Head) -> Sheet {
    const TOTALS: [&str; 4] = ["total world", "total exports to ", "total imports to ", "total exports from "];
    let columns: Vec<usize> = sides(sheet, head).into_iter().flatten().chain([0]).collect();
    let mut sheet = sheet.clone();
    for row in &mut sheet.rows {
        for at in &columns {
            let name = row.cell(*at).to_lowercase();
            let is_total = name == "total" || TOTALS.iter().any(|start| name.starts_with(start));
            if let Some(cell) = row.cells.get_mut(*at).filter(|_| is_total) {
                "World".clone_into(cell);
            }
        }
    }
    sheet
}

fn layout(sheet: &Sheet, head: &Head, kind: &Kind) -> Layout {
    let mut layout = Layout::below(sheet, head, Scheme::Names);
    let rows = match are_categories(sheet, head) {
        true => Role::Of(Dimension::Other("weapon_category".to_owned()), &["World"]),
        false if kind.of.is_some() => Role::of(Dimension::Partner),
        false => Role::of(Dimension::Reporter),
    };
    let [supplier, recipient] = sides(sheet, head);
    let named = supplier.xor(recipient).unwrap_or(0);
    for (at, column) in layout.columns.iter_mut().enumerate() {
        let role = match at {
            // A table of pairs is told as the register is: what came to the recipient.
            at if recipient == Some(at) && supplier.is_some() => Role::of(Dimension::Reporter),
            at if supplier == Some(at) && recipient.is_some() => Role::of(Dimension::Partner),
            at if at == named => rows.clone(),
            // Sums over all years and shares of them stand behind the years.
            _ if !is_year(&column.name) => continue,
            _ => Role::Figures(Box::new(Figures {
                indicator: Some((Some("arms_transfers".to_owned()), "Transfers of major conventional arms".to_owned())),
                period: cell::period(&column.name),
                ..Figures::default()
            })),
        };
        *column = Column::new(&column.name, role, "SIPRI writes years across");
    }
    layout.unit = Some("million TIV".to_owned());
    layout.empty = Empty::Nothing;
    let layout = match kind.flow {
        Some(flow) => layout.fixed(Dimension::Flow, flow, None),
        None => layout.caveat("Nothing in the file says whether these are exports or imports of arms."),
    };
    let layout = layout
        .caveat("Trend-indicator values measure the volume of arms transfers, not what was paid for them.")
        .caveat("An empty cell means that no deliveries were identified; 0 means less than half a million TIV.");
    match (&kind.of, are_categories(sheet, head)) {
        (Some(country), _) => layout.fixed(Dimension::Reporter, country, None),
        (None, true) => layout.fixed(Dimension::Reporter, "World", None),
        (None, false) => layout,
    }
}
