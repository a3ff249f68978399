//! Comex Stat of Brazil: its bulk files of exports and of imports, a row for each good, country, state, way and customs office.

use std::collections::BTreeMap;

use crate::import::agencies::mended::{Mended, flow_of_names, of_the_name};
use crate::import::importer::Mending;
use crate::import::input::Input;
use crate::import::report::Report;
use crate::import::roles::format::{TableFormat, always, nothing_more};
use crate::import::roles::head::Head;
use crate::import::roles::layout::{Classification, Empty, Layout, Role};
use crate::import::sheet::{Row, Sheet};
use crate::import::text;
use crate::terms::country::{self, Resolved, Scheme};
use crate::terms::dimension::Dimension;
use crate::terms::trade::Flow;

pub const GOODS: TableFormat = TableFormat {
    name: "Comex Stat table",
    description: "bulk files of Brazil's Comex Stat",
    publisher: "Secretariat of Foreign Trade of Brazil, Comex Stat",
    marks: &["CO_ANO", "CO_MES", "CO_PAIS", "VL_FOB"],
    fits: always,
    layout,
    describe: nothing_more,
};

pub const GOODS_MENDED: Mended = Mended { flow, ..Mended::new(&GOODS, mending) };

/// What the site of Comex Stat gives out, in words; the countries are those that Brazil trades with.
pub const OF_THE_SITE: TableFormat = TableFormat {
    name: "table of the site of Comex Stat",
    description: "tables of the site of Comex Stat",
    marks: &["Fluxo", "Ano", "Países", "Valor US$ FOB"],
    layout: in_words,
    ..GOODS
};

fn in_words(sheet: &Sheet, head: &Head) -> Layout {
    let mut layout = Layout::below(sheet, head, Scheme::Names)
        .with("Fluxo", Role::of(Dimension::Flow))
        .with("Ano", Role::Period)
        .with("Mês", Role::Part)
        .with("Países", Role::of(Dimension::Partner))
        .with("UF do Produto", Role::other("state"))
        .with("Via", Role::other("transport"))
        .with("URF", Role::other("customs_office"))
        .with("Valor US$ FOB", Role::figures("trade_value", "Trade value", "USD"))
        .with("Valor US$ Frete", Role::figures("freight", "Freight", "USD"))
        .with("Valor US$ Seguro", Role::figures("insurance", "Insurance", "USD"))
        .with("Quilograma Líquido", Role::figures("net_weight", "Net weight", "kg"))
        .with("Quantidade Estatística", Role::figures("quantity", "Quantity in the statistical unit", ""))
        .fixed(Dimension::Reporter, "BRA", None);
    for (code, name) in
        [("Código NCM", "Descrição NCM"), ("Código SH6", "Descrição SH6"), ("Código SH4", "Descrição SH4"), ("Código SH2", "Descrição SH2")]
    {
        if head.has(code) && !layout.columns.iter().any(|column| matches!(column.role, Role::Of(Dimension::Commodity, _))) {
            layout = layout.with(code, Role::of(Dimension::Commodity)).with(name, Role::NameOf(Dimension::Commodity));
        }
    }
    layout.classification = Classification::Harmonized;
    layout.empty = Empty::Nothing;
    // As a spreadsheet of Brazil writes them: 5.432.100.
    layout.decimal = None;
    layout
}

/// Goods by the eight digits of Mercosur, or by the first four.
fn layout(sheet: &Sheet, head: &Head) -> Layout {
    let mut layout = Layout::below(sheet, head, Scheme::Names)
        .with("CO_ANO", Role::Period)
        .with("CO_MES", Role::Part)
        .with("CO_NCM", Role::of(Dimension::Commodity))
        .with("SH4", Role::of(Dimension::Commodity))
        .with("CO_PAIS", Role::of(Dimension::Partner))
        .with("SG_UF_NCM", Role::other("state"))
        .with("SG_UF_MUN", Role::other("state"))
        .with("CO_MUN", Role::other("municipality"))
        .with("CO_VIA", Role::other("transport"))
        .with("CO_URF", Role::other("customs_office"))
        .with("CO_UNID", Role::other("statistical_unit"))
        .with("QT_ESTAT", Role::figures("quantity", "Quantity in the statistical unit", ""))
        .with("KG_LIQUIDO", Role::figures("net_weight", "Net weight", "kg"))
        .with("VL_FOB", Role::figures("trade_value", "Trade value", "USD"))
        .with("VL_FRETE", Role::figures("freight", "Freight", "USD"))
        .with("VL_SEGURO", Role::figures("insurance", "Insurance", "USD"))
        .fixed(Dimension::Reporter, "BRA", None)
        .caveat("The file names no currency; Comex Stat publishes values in US dollars, FOB for imports as well.")
        .caveat("Each figure is of one state, way of transport and customs office: those of a country and a good are to be added up.");
    layout.classification = Classification::Harmonized;
    layout.empty = Empty::Nothing;
    layout
}

/// Only imports tell freight; of the others the name of the file tells, `EXP_2020.csv`.
fn flow(input: &Input, head: &Head) -> Option<Flow> {
    if head.has("VL_FRETE") {
        return Some(Flow::Import);
    }
    flow_of_names(input, |name| match name.rsplit('/').next().unwrap_or_default() {
        name if name.starts_with("exp") => Some(Flow::Export),
        name if name.starts_with("imp") => Some(Flow::Import),
        _ => None,
    })
}

/// What Brazil's numbers of countries mean, by the list beside the table: letters of ISO where they are of a country, else a name.
fn countries(input: &Input) -> BTreeMap<String, String> {
    let Some(bytes) = ["PAIS.csv", "pais.csv"].iter().find_map(|name| read_beside(input, name)) else {
        return BTreeMap::new();
    };
    let mut aside = Report::default();
    let Ok(list) = text::decode(&bytes, "PAIS.csv", &input.hints, &mut aside) else { return BTreeMap::new() };
    let sheet = text::sheet_of(&list, &mut aside);
    let Some(head) = Head::with(&sheet, &["CO_PAIS", "CO_PAIS_ISOA3"]) else { return BTreeMap::new() };
    let at = |name: &str| head.at(name).unwrap_or(usize::MAX);
    let [number, letters, english, name] = ["CO_PAIS", "CO_PAIS_ISOA3", "NO_PAIS_ING", "NO_PAIS"].map(at);
    let known = |row: &Row| {
        let is_country = matches!(country::resolve_in(Scheme::Iso, row.cell(letters)), Resolved::One(_));
        let said = [english, name].into_iter().map(|at| row.cell(at)).find(|name| !name.is_empty()).unwrap_or_default();
        let meant = if is_country { row.cell(letters) } else { said };
        (bare(row.cell(number)).to_owned(), meant.to_owned())
    };
    sheet.rows.iter().skip(head.row + 1).map(known).filter(|(_, meant)| !meant.is_empty()).collect()
}

/// In the folder of the file, or in the folder that is read.
fn read_beside(input: &Input, name: &str) -> Option<Vec<u8>> {
    let within = input.path.as_ref().map(|folder| folder.join(name)).filter(|path| path.is_file());
    std::fs::read(within.or_else(|| input.beside(name))?).ok()
}

/// A number may have lost its noughts.
fn bare(number: &str) -> &str {
    number.trim().trim_start_matches('0')
}

fn mending(input: &Input, _: &Sheet, head: &Head) -> Mending {
    let at = head.at("CO_PAIS").unwrap_or_default();
    let countries = countries(input);
    let partners = match countries.is_empty() {
        true => {
            "Partners stand in the file by numbers of Brazil, which are none of ISO's: put PAIS.csv of Comex Stat beside it to name them."
        }
        false => "Partners stand in the file by numbers of Brazil, and were read by PAIS.csv beside it.",
    };
    let by_name = (!head.has("VL_FRETE")).then(|| of_the_name(flow(input, head)));
    let row = Box::new(move |row: &mut Row| {
        if let Some(meant) = countries.get(bare(row.cell(at))) {
            row.cells[at].clone_from(meant);
        }
    });
    Mending { caveats: std::iter::once(partners).chain(by_name).map(str::to_owned).collect(), row }
}
