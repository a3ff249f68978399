//! UN Comtrade: the table of the API and of the present site, that of the site before 2023, and that of bulk downloads before
//! 2023, which holds codes alone.

use std::collections::BTreeSet;

use crate::import::agencies::mended::Mended;
use crate::import::cell::sign;
use crate::import::importer::Mending;
use crate::import::input::Input;
use crate::import::roles::format::{TableFormat, always, nothing_more};
use crate::import::roles::head::Head;
use crate::import::roles::layout::{Classification, Empty, Layout, Role};
use crate::import::sheet::{Row, Sheet};
use crate::terms::country::Scheme;
use crate::terms::dimension::Dimension;

pub const V1: TableFormat = TableFormat {
    name: "UN Comtrade table (API v1)",
    description: "UN Comtrade tables",
    publisher: "UN Comtrade",
    marks: &["reporterCode", "partnerCode", "flowCode", "cmdCode", "primaryValue"],
    fits: always,
    layout: v1,
    describe: nothing_more,
};

/// Rows of the API that somebody kept with some of their columns.
pub const V1_IN_PART: TableFormat = TableFormat {
    name: "UN Comtrade rows (API v1) with some of their columns",
    marks: &["reporterCode", "partnerCode", "period"],
    fits: |_, head| ["primaryValue", "cifvalue", "fobvalue"].iter().any(|name| head.has(name)),
    layout: |sheet, head| {
        let layout = v1(sheet, head);
        if head.has("primaryValue") {
            return layout;
        }
        let layout = layout.with("cifvalue", Role::figures("cif_value", "Value, CIF", "USD"));
        layout.with("fobvalue", Role::figures("fob_value", "Value, FOB", "USD"))
    },
    ..V1
};

/// The same, of whom and with whom told by letters or names, where codes were left out.
pub const V1_BY_NAMES: TableFormat = TableFormat {
    name: "UN Comtrade rows (API v1) with some of their columns, by names",
    marks: &["primaryValue"],
    fits: |_, head| is_of_v1(head),
    ..V1
};

/// As the client for R writes the names of its columns: `reporter_code`, `primary_value`.
pub const V1_OF_R: TableFormat = TableFormat {
    name: "UN Comtrade table (API v1), passed on by R",
    marks: &["primary_value"],
    fits: |_, head| is_of_v1(&in_one_word(head)),
    layout: |sheet, head| v1(sheet, &in_one_word(head)),
    ..V1
};

/// A value alone may be anybody's: somebody reported it, of some time.
fn is_of_v1(head: &Head) -> bool {
    COUNTRIES.iter().any(|ending| head.has(&format!("reporter{ending}"))) && (head.has("period") || head.has("refYear"))
}

/// The head with names that have no strokes: `reporter_code` is `reporterCode`, whatever the case.
fn in_one_word(head: &Head) -> Head {
    Head { row: head.row, names: head.names.iter().map(|name| name.replace('_', "")).collect() }
}

pub const LEGACY: TableFormat = TableFormat {
    name: "UN Comtrade table (before 2023)",
    description: "UN Comtrade tables as before 2023",
    publisher: "UN Comtrade",
    marks: &["Reporter Code", "Partner Code", "Commodity Code", "Trade Value (US$)"],
    fits: is_dated,
    layout: legacy,
    describe: nothing_more,
};

/// As R's read.csv writes the names of its columns.
pub const LEGACY_OF_R: TableFormat = TableFormat {
    name: "UN Comtrade table (before 2023), passed on by R",
    marks: &["Reporter.Code", "Partner.Code", "Commodity.Code", "Trade.Value..US.."],
    fits: |sheet, head| is_dated(sheet, &as_published(head)),
    ..LEGACY
};

/// As the client for R wrote them before 2023.
pub const LEGACY_OF_CLIENT: TableFormat = TableFormat {
    name: "UN Comtrade table (before 2023), by the client for R",
    marks: &["reporter_code", "partner_code", "commodity_code", "trade_value_usd"],
    fits: |sheet, head| is_dated(sheet, &as_published(head)),
    ..LEGACY
};

pub const LEGACY_SQUEEZED: TableFormat = TableFormat {
    name: "UN Comtrade table (before 2023), without the signs of its names",
    marks: &["Reporter Code", "Partner Code", "Commodity Code", "TradeValueUS"],
    ..LEGACY
};

pub const BULK: TableFormat = TableFormat {
    name: "UN Comtrade table of codes (before 2023)",
    description: "UN Comtrade tables in bulk as before 2023",
    publisher: "UN Comtrade",
    marks: &["Reporter Code", "Partner Code", "Trade Flow Code", "Commodity Code", "Value"],
    fits: is_dated,
    layout: bulk,
    describe: nothing_more,
};

/// The interface of before 2023, in JSON.
pub const OLD_API: TableFormat = TableFormat {
    name: "UN Comtrade answer (API before 2023)",
    marks: &["rtCode", "ptCode", "cmdCode", "rgDesc", "TradeValue"],
    fits: |_, head| head.has("period"),
    layout: old_api,
    ..LEGACY
};

fn old_api(sheet: &Sheet, head: &Head) -> Layout {
    let mut layout = Layout::below(sheet, head, Scheme::Comtrade)
        .with("period", Role::Period)
        .with("rtCode", Role::of(Dimension::Reporter))
        .with("rtTitle", Role::NameOf(Dimension::Reporter))
        .with("ptCode", Role::of(Dimension::Partner))
        .with("ptTitle", Role::NameOf(Dimension::Partner))
        .with("rgDesc", Role::of(Dimension::Flow))
        .with("cmdCode", Role::Of(Dimension::Commodity, TOTAL))
        .with("cmdDescE", Role::NameOf(Dimension::Commodity))
        .with("ptCode2", Role::Of(Dimension::Other("second_partner".to_owned()), ALL))
        .with("cstCode", Role::Of(Dimension::Other("customs_procedure".to_owned()), ALL_PROCEDURES))
        .with("motCode", Role::Of(Dimension::Other("transport".to_owned()), ALL))
        .with("TradeValue", Role::figures("trade_value", "Trade value", "USD"))
        .with("NetWeight", Role::figures("net_weight", "Net weight", "kg"))
        .caveat(VALUED);
    layout.classification = head.at("pfCode").map_or(Classification::Harmonized, Classification::Named);
    // Where no weight was reported there is none.
    layout.empty = Empty::Nothing;
    with_estimates(head, layout)
}

fn is_dated(_: &Sheet, head: &Head) -> bool {
    head.has("Year") || head.has("Period")
}

pub const V1_MENDED: Mended = Mended::new(&V1, in_place_with_weights);
pub const V1_IN_PART_MENDED: Mended = Mended::new(&V1_IN_PART, with_weights);
pub const V1_BY_NAMES_MENDED: Mended = Mended::new(&V1_BY_NAMES, with_weights);
pub const V1_OF_R_MENDED: Mended = Mended::new(&V1_OF_R, |input, sheet, head| with_weights(input, sheet, &in_one_word(head)));
pub const LEGACY_MENDED: Mended = Mended::new(&LEGACY, with_noughts_and_weights);
pub const OLD_API_MENDED: Mended = Mended::new(&OLD_API, with_weights);
pub const LEGACY_OF_R_MENDED: Mended = Mended { format: &LEGACY_OF_R, ..LEGACY_MENDED };
pub const LEGACY_OF_CLIENT_MENDED: Mended = Mended { format: &LEGACY_OF_CLIENT, ..LEGACY_MENDED };
pub const LEGACY_SQUEEZED_MENDED: Mended = Mended { format: &LEGACY_SQUEEZED, ..LEGACY_MENDED };
pub const BULK_MENDED: Mended = Mended::new(&BULK, with_noughts_and_weights);

/// Of goods, the whole; of customs procedures, means of transport and second partners, all together.
const TOTAL: &[&str] = &["TOTAL", "All Commodities"];
const ALL_PROCEDURES: &[&str] = &["C00"];
/// R writes NA where nothing stands.
const ALL: &[&str] = &["0", "NA"];

const VALUED: &str = "Imports are valued at the border of the importer (CIF) and exports at that of the exporter (FOB).";

fn v1(sheet: &Sheet, head: &Head) -> Layout {
    let mut layout = Layout::below(sheet, head, Scheme::Comtrade).with(if head.has("period") { "period" } else { "refYear" }, Role::Period);
    for (name, endings, dimension, totals) in [
        ("reporter", &COUNTRIES[..], Dimension::Reporter, &[][..]),
        ("partner", &COUNTRIES[..], Dimension::Partner, &[][..]),
        ("flow", &WORDS[..], Dimension::Flow, &[][..]),
        ("cmd", &WORDS[..], Dimension::Commodity, TOTAL),
    ] {
        // Codes tell best; whoever leaves them out keeps letters or names.
        let tells = endings.iter().map(|ending| format!("{name}{ending}")).find(|column| head.has(column));
        layout = layout.with(&format!("{name}Desc"), Role::NameOf(dimension.clone()));
        layout = tells.iter().fold(layout, |layout, column| layout.with(column, Role::Of(dimension.clone(), totals)));
    }
    layout = layout
        .with("partner2Code", Role::Of(Dimension::Other("second_partner".to_owned()), ALL))
        .with("partner2Desc", Role::NameOf(Dimension::Other("second_partner".to_owned())))
        .with("customsCode", Role::Of(Dimension::Other("customs_procedure".to_owned()), ALL_PROCEDURES))
        .with("customsDesc", Role::NameOf(Dimension::Other("customs_procedure".to_owned())))
        .with("motCode", Role::Of(Dimension::Other("transport".to_owned()), ALL))
        .with("motDesc", Role::NameOf(Dimension::Other("transport".to_owned())))
        .with("primaryValue", Role::figures("trade_value", "Trade value", "USD"))
        .with("netWgt", Role::figures("net_weight", "Net weight", "kg"));
    layout.classification = head.at("classificationCode").map_or(Classification::Harmonized, Classification::Named);
    // Services cross no border at which they could be valued.
    let layout = if are_services(sheet, head) { layout } else { layout.caveat(VALUED) };
    with_estimates(head, layout)
}

/// How names of columns end that tell a country, and those that tell anything else.
const COUNTRIES: [&str; 3] = ["Code", "ISO", "Desc"];
const WORDS: [&str; 2] = ["Code", "Desc"];

fn are_services(sheet: &Sheet, head: &Head) -> bool {
    let cells = head.at("typeCode").map(|at| sheet.rows.iter().skip(head.row + 1).map(move |row| row.cell(at)));
    cells.is_some_and(|cells| cells.filter(|cell| !cell.is_empty()).all(|cell| cell == "S"))
}

/// The head with the names that UN Comtrade gives its columns, where these lost spaces and signs on their way.
fn as_published(head: &Head) -> Head {
    const NAMES: [&str; 27] = [
        "Classification",
        "Year",
        "Period",
        "Period Desc.",
        "Aggregate Level",
        "Is Leaf Code",
        "Trade Flow Code",
        "Trade Flow",
        "Reporter Code",
        "Reporter",
        "Reporter ISO",
        "Partner Code",
        "Partner",
        "Partner ISO",
        "2nd Partner Code",
        "2nd Partner",
        "Customs Proc. Code",
        "Customs",
        "Mode of Transport Code",
        "Mode of Transport",
        "Commodity Code",
        "Commodity",
        "Qty Unit Code",
        "Qty Unit",
        "Netweight (kg)",
        "Trade Value (US$)",
        "Flag",
    ];
    let bare = |name: &str| name.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>().to_lowercase();
    let published = |name: &String| {
        // R puts an X before a name that begins with a figure.
        let own = bare(name.strip_prefix("X2nd").map_or(name.clone(), |rest| format!("2nd{rest}")).as_str());
        // The client for R spells out what stands in signs.
        let own = own.replace("second", "2nd").replace("usd", "us");
        NAMES.into_iter().find(|known| bare(known) == own).map_or_else(|| name.clone(), str::to_owned)
    };
    Head { row: head.row, names: head.names.iter().map(published).collect() }
}

fn legacy(sheet: &Sheet, head: &Head) -> Layout {
    let head = &as_published(head);
    let mut layout = Layout::below(sheet, head, Scheme::Comtrade)
        .with(period(head), Role::Period)
        .with("Reporter Code", Role::of(Dimension::Reporter))
        .with("Reporter", Role::NameOf(Dimension::Reporter))
        .with("Partner Code", Role::of(Dimension::Partner))
        .with("Partner", Role::NameOf(Dimension::Partner))
        .with("Trade Flow", Role::of(Dimension::Flow))
        .with("Commodity Code", Role::Of(Dimension::Commodity, TOTAL))
        .with("Commodity", Role::NameOf(Dimension::Commodity))
        .with("2nd Partner Code", Role::Of(Dimension::Other("second_partner".to_owned()), ALL))
        .with("Customs Proc. Code", Role::Of(Dimension::Other("customs_procedure".to_owned()), ALL_PROCEDURES))
        .with("Mode of Transport Code", Role::Of(Dimension::Other("transport".to_owned()), ALL))
        .with("Trade Value (US$)", Role::figures("trade_value", "Trade value", "USD"))
        .with("Netweight (kg)", Role::figures("net_weight", "Net weight", "kg"))
        .caveat(VALUED);
    layout.classification = head.at("Classification").map_or(Classification::Harmonized, Classification::Named);
    with_levels(sheet, head, with_estimates(head, layout))
}

fn bulk(sheet: &Sheet, head: &Head) -> Layout {
    let weight = if head.has("Netweight (kg)") { "Netweight (kg)" } else { "Netweight" };
    let mut layout = Layout::below(sheet, head, Scheme::Comtrade)
        .with(period(head), Role::Period)
        .with("Reporter Code", Role::of(Dimension::Reporter))
        .with("Partner Code", Role::of(Dimension::Partner))
        .with("Trade Flow Code", Role::of(Dimension::Flow))
        .with("Commodity Code", Role::Of(Dimension::Commodity, TOTAL))
        .with("Value", Role::figures("trade_value", "Trade value", "USD"))
        .with(weight, Role::figures("net_weight", "Net weight", "kg"))
        .caveat(VALUED)
        .caveat("The file names no currency; UN Comtrade publishes values in US dollars.");
    layout.classification = head.at("Classification").map_or(Classification::Harmonized, Classification::Named);
    with_levels(sheet, head, with_estimates(head, layout))
}

/// What says which weights were estimated is used up where there are weights.
fn with_estimates(head: &Head, layout: Layout) -> Layout {
    match Weights::of(head) {
        Some(weights) => layout.spent(&head.names[weights.told]),
        None => layout,
    }
}

/// Of a year's figures whoever passes them on may leave out the period, which is the year once more.
fn period(head: &Head) -> &'static str {
    if head.has("Period") { "Period" } else { "Year" }
}

/// What a chapter holds stands once more in its headings, and again in their subheadings.
fn with_levels(sheet: &Sheet, head: &Head, layout: Layout) -> Layout {
    let Some(at) = head.at("Commodity Code") else { return layout };
    let codes = sheet.rows.iter().skip(head.row + 1).map(|row| row.cell(at)).filter(|code| is_digits(code));
    // One digit and two are a chapter, with its nought or without.
    let lengths: BTreeSet<usize> = codes.map(|code| code.len().div_ceil(2)).collect();
    match lengths.len() {
        0 | 1 => layout,
        _ => layout.caveat("Goods stand at several levels, of which a higher one holds the lower ones: they are never to be added up."),
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Codes of the Harmonized System have two, four or six digits. A spreadsheet takes them for numbers, and leaves out the nought
/// that some begin with.
fn with_noughts(_: &Input, sheet: &Sheet, head: &Head) -> Mending {
    let columns = head.at("Classification").zip(head.at("Commodity Code"));
    let has_lost = move |row: &Row| {
        columns.is_some_and(|(classification, code)| {
            let code = row.cell(code);
            row.cell(classification).starts_with(['H', 'h']) && is_digits(code) && matches!(code.len(), 1 | 3 | 5)
        })
    };
    let is_told = sheet.rows.iter().skip(head.row + 1).any(has_lost);
    let caveat = "Codes of the Harmonized System had lost the nought that they begin with; it was put before them again: 901 is 0901.";
    Mending {
        caveats: is_told.then(|| caveat.to_owned()).into_iter().collect(),
        row: Box::new(move |row| {
            if let (true, Some((_, at))) = (has_lost(row), columns) {
                row.cells[at] = format!("0{}", row.cell(at));
            }
        }),
    }
}

/// In files of the present site rows have one cell more than there are names. Programs that take the first for the label of its row
/// write all others one column before their own.
fn in_place_with_weights(input: &Input, sheet: &Sheet, head: &Head) -> Mending {
    let weights = with_weights(input, sheet, head);
    let columns = head.at("typeCode").zip(head.at("freqCode")).zip(head.at("refPeriodId"));
    let has_slipped = move |row: &Row| {
        columns.is_some_and(|((kind, frequency), date)| {
            let (day, year) = (row.cell(frequency), row.cell(date));
            matches!(row.cell(kind), "A" | "M") && is_digits(day) && day.len() == 8 && is_digits(year) && year.len() == 4
        })
    };
    let is_told = sheet.rows.iter().skip(head.row + 1).any(has_slipped);
    let caveat = "All cells stood one column before the one that names them, as when a program takes the first cell for a label: they were put under their own names.";
    Mending {
        caveats: is_told.then(|| caveat.to_owned()).into_iter().chain(weights.caveats).collect(),
        row: Box::new(move |row| {
            if let (true, Some(((kind, _), _))) = (has_slipped(row), columns) {
                row.cells.insert(kind, String::new());
            }
            (weights.row)(row);
        }),
    }
}

fn with_noughts_and_weights(input: &Input, sheet: &Sheet, head: &Head) -> Mending {
    let head = &as_published(head);
    let (noughts, weights) = (with_noughts(input, sheet, head), with_weights(input, sheet, head));
    Mending {
        caveats: [noughts.caveats, weights.caveats].concat(),
        row: Box::new(move |row| {
            (noughts.row)(row);
            (weights.row)(row);
        }),
    }
}

/// Where the net weight stands, the value beside it, and what says whether the weight was estimated: `true`, or in tables as
/// before 2023 a sum of 2 for quantities and 4 for weights.
struct Weights {
    at: usize,
    value: usize,
    told: usize,
    is_code: bool,
    /// What quantities are counted in, where there are any.
    counted_in: Option<usize>,
}

impl Weights {
    fn of(head: &Head) -> Option<Self> {
        let at = |names: &[&str]| names.iter().find_map(|name| head.at(name));
        let code = at(&["Flag", "Estimation Code", "estCode"]);
        Some(Self {
            at: at(&["netWgt", "Netweight (kg)", "NetWeight", "Netweight"])?,
            value: at(&["primaryValue", "Trade Value (US$)", "TradeValue", "Value"])?,
            told: head.at("isNetWgtEstimated").or(code)?,
            is_code: !head.has("isNetWgtEstimated"),
            counted_in: at(&["qtyUnitCode", "Qty Unit Code", "qtCode"]),
        })
    }

    fn is_estimated(&self, row: &Row) -> bool {
        let told = row.cell(self.told);
        if self.is_code { matches!(told, "4" | "6") } else { told.eq_ignore_ascii_case("true") || told == "1" }
    }

    /// Is no quantity of any kind reported? -1 says so at the present site, and 1 at the one before.
    fn is_unreported(&self, row: &Row) -> bool {
        self.counted_in.is_some_and(|at| row.cell(at) == if self.is_code { "1" } else { "-1" })
    }

    /// Where a weight was to be estimated and was not, or no quantity was reported, UN Comtrade writes 0: goods that cost
    /// something weigh something.
    fn is_unknown(&self, row: &Row) -> bool {
        let number = |at: usize| row.cell(at).parse::<f64>().ok();
        (self.is_estimated(row) || self.is_unreported(row))
            && number(self.at) == Some(0.0)
            && number(self.value).is_some_and(|value| value > 0.0)
    }
}

/// Net weights that UN Comtrade has estimated are marked in their cells, as other agencies mark theirs.
fn with_weights(_: &Input, sheet: &Sheet, head: &Head) -> Mending {
    let weights = Weights::of(head);
    let is_told = weights.as_ref().is_some_and(|weights| sheet.rows.iter().skip(head.row + 1).any(|row| weights.is_unknown(row)));
    let caveat =
        "A net weight of 0 that is marked as estimated, or without a quantity, beside a value above 0 is not known: it is missing here.";
    Mending {
        caveats: is_told.then(|| caveat.to_owned()).into_iter().collect(),
        row: Box::new(move |row| {
            let Some(weights) = &weights else { return };
            if weights.is_unknown(row) {
                sign::ESTIMATED_AS_NOUGHT.clone_into(&mut row.cells[weights.at]);
            } else if weights.is_estimated(row) && row.cell(weights.at).ends_with(|letter: char| letter.is_ascii_digit()) {
                row.cells[weights.at].push_str(" e");
            }
        }),
    }
}
