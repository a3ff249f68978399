//! HM Revenue & Customs of the United Kingdom: the monthly bulk files of uktradeinfo, whose records have no head; and the rows of
//! its interface.

use std::collections::BTreeMap;

use crate::dataset::Draft;
use crate::dataset::observation::Codes;
use crate::import::agencies::mended::Mended;
use crate::import::cell;
use crate::import::importer::{Claim, Importer, Mending};
use crate::import::input::Input;
use crate::import::report::Report;
use crate::import::roles::format::{TableFormat, always, nothing_more};
use crate::import::roles::head::Head;
use crate::import::roles::layout::{Classification, Empty, Layout, Role};
use crate::import::sheet::{Row, Sheet};
use crate::import::sink::{Figure, Place, Sink};
use crate::problem::Problem;
use crate::terms::amount::Amount;
use crate::terms::country::Scheme;
use crate::terms::dimension::{Code, Dimension};
use crate::terms::period::Period;
use crate::terms::trade::Flow;
use crate::terms::unit::Unit;

const PUBLISHER: &str = "HM Revenue & Customs, uktradeinfo";

/// Bulk files of one month.
pub struct Bulk;

/// Where the fields of a record stand, by how many there are.
struct Form {
    fields: usize,
    country: usize,
    month: usize,
    value: usize,
    /// What the records are where the first line does not say it.
    flow: Option<Flow>,
}

/// Exports to countries outside the EU and imports from them; of trade within the EU both have one form.
const FORMS: [Form; 3] = [
    Form { fields: 22, country: 4, month: 5, value: 18, flow: Some(Flow::Export) },
    Form { fields: 26, country: 6, month: 7, value: 23, flow: Some(Flow::Import) },
    Form { fields: 17, country: 3, month: 9, value: 14, flow: None },
];

/// One record of a good, a country and a month.
struct Record<'a> {
    good: &'a str,
    country: &'a str,
    period: Period,
    /// In pounds and in kilograms.
    amounts: [i64; 2],
}

impl Form {
    fn of(line: &str) -> Option<&'static Self> {
        let fields = line.split('|').count();
        FORMS.iter().find(|form| form.fields == fields).filter(|form| form.record(line).is_some())
    }

    fn record<'a>(&self, line: &'a str) -> Option<Record<'a>> {
        let fields: Vec<&str> = line.trim_end_matches(['\r', '\n']).split('|').collect();
        let field = |at: usize| fields.get(at).map(|field| field.trim());
        let is_code = |code: &&str| code.len() == 9 && code.bytes().all(|byte| byte.is_ascii_digit());
        // Eight digits, and a nought behind them.
        let good = field(0).filter(is_code)?.get(..8)?;
        let signed = |at: usize| field(at).filter(|number| number.starts_with(['+', '-'])).and_then(|number| number.parse::<i64>().ok());
        let month = field(self.month)?;
        let month =
            month.split_once('/').map_or_else(|| month.trim_start_matches('0').to_owned(), |(month, year)| format!("{year}{month}"));
        let period = cell::period(&month).filter(|read| month.len() == 6 && read.stated.is_none())?.period;
        (fields.len() == self.fields).then_some(())?;
        Some(Record { good, country: field(self.country)?, period, amounts: [signed(self.value)?, signed(self.value + 1)?] })
    }
}

/// What the first line says of the records: `HMCUSTOMS MONTHLY DATA| NOVEMBER|2019|NON-EU EXPORTS`.
fn flow(first: &str, form: &Form) -> Option<Flow> {
    let first = first.to_uppercase();
    let says = |words: [&str; 2]| words.iter().any(|word| first.contains(word));
    match (says(["EXPORT", "DISPATCH"]), says(["IMPORT", "ARRIVAL"])) {
        (true, false) => Some(Flow::Export),
        (false, true) => Some(Flow::Import),
        (true, true) | (false, false) => form.flow,
    }
}

/// The flow, the good, the country and the month of records that are added up over ports.
type Key<'a> = (Flow, &'a str, &'a str, Period);

impl Importer for Bulk {
    fn name(&self) -> &'static str {
        "bulk file of uktradeinfo"
    }

    fn description(&self) -> &'static str {
        "bulk files of the UK's uktradeinfo"
    }

    fn claim(&self, input: &Input) -> Claim {
        match input.text().is_some_and(|text| text.lines().take(3).any(|line| Form::of(line).is_some())) {
            true => Claim::surely("its lines are records of a good, a country, a month and a value"),
            false => Claim::never("its lines are no records of uktradeinfo"),
        }
    }

    fn read(&self, input: &Input, report: &mut Report) -> Result<Draft, Problem> {
        let mut sink = Sink::new(input, Some(PUBLISHER), report);
        let text = input.text().unwrap_or_default();
        let mut sums: BTreeMap<Key, ([i64; 2], usize)> = BTreeMap::new();
        let mut flows = None;
        let first = text.lines().next().unwrap_or_default();
        for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let record = Form::of(line).and_then(|form| Some((flow(first, form)?, form.record(line)?)));
            let Some((flow, Record { good, country, period, amounts })) = record else {
                sink.pass_over(format!("line {}", at + 1), line);
                continue;
            };
            flows = Some(flow);
            let (sum, _) = sums.entry((flow, good, country, period)).or_insert(([0; 2], at + 1));
            *sum = [sum[0].saturating_add(amounts[0]), sum[1].saturating_add(amounts[1])];
            sink.report.rows += 1;
        }
        if flows.is_none() && !first.is_empty() {
            let why = "its first line does not say whether these are dispatches or arrivals";
            return Err(Problem::new(format!("Could not read {}", input.name))
                .because(why)
                .hint("Keep the first line of the file as it was downloaded."));
        }
        let measured = [
            (sink.indicator(Some("trade_value"), "Trade value", "GBP"), "GBP"),
            (sink.indicator(Some("net_weight"), "Net weight", "kg"), "kg"),
        ];
        for ((flow, good, country, period), (sum, line)) in sums {
            let partner = sink.country(&Dimension::Partner, country, None, Scheme::Names);
            for ((indicator, unit), amount) in measured.iter().zip(sum) {
                let codes = Codes::from([
                    (Dimension::Indicator, indicator.clone()),
                    (Dimension::Reporter, Code::new("GBR")),
                    (Dimension::Partner, partner.clone()),
                    (Dimension::Flow, Code::new(flow.code())),
                    (Dimension::Commodity, Code::new(good)),
                ]);
                let place = Place { words: format!("line {line}"), line, column: 0 };
                sink.put(Figure::new(codes, period, Ok(Amount::exact(amount as f64)), Unit::new(*unit), place));
            }
        }
        sink.caveat("Records of one good, country and month were added up over ports, ways of transport and kinds of trade.");
        sink.finish()
    }
}

/// What its interface answers.
pub const OTS: TableFormat = TableFormat {
    name: "rows of uktradeinfo's interface",
    description: "rows of uktradeinfo's interface",
    publisher: PUBLISHER,
    marks: &["MonthId", "FlowTypeId", "CommodityId", "CountryId", "Value"],
    fits: always,
    layout,
    describe: nothing_more,
};

pub const OTS_MENDED: Mended = Mended::new(&OTS, mending);

/// Of a country and of a good its interface gives more than a number where it was asked for.
const COUNTRIES: [&str; 3] = ["Country.CountryCodeAlpha", "CountryCodeAlpha", "CountryId"];
const GOODS: [&str; 3] = ["Commodity.Cn8Code", "Cn8Code", "CommodityId"];

fn first(head: &Head, names: [&'static str; 3]) -> &'static str {
    names.into_iter().find(|name| head.has(name)).unwrap_or_default()
}

fn layout(sheet: &Sheet, head: &Head) -> Layout {
    let country = first(head, COUNTRIES);
    let mut layout = Layout::below(sheet, head, Scheme::Names)
        .with("MonthId", Role::Period)
        .with("FlowTypeId", Role::of(Dimension::Flow))
        .with(first(head, GOODS), Role::of(Dimension::Commodity))
        .with(country, Role::of(Dimension::Partner))
        .with("Country.CountryName", Role::NameOf(Dimension::Partner))
        .with("CountryName", Role::NameOf(Dimension::Partner))
        .with("PortId", Role::other("port"))
        .with("SuppressionIndex", Role::other("suppression"))
        .with("Value", Role::figures("trade_value", "Trade value", "GBP"))
        .with("NetMass", Role::figures("net_weight", "Net weight", "kg"))
        .fixed(Dimension::Reporter, "GBR", None)
        .caveat("The file names no currency; HM Revenue & Customs publishes pounds sterling and kilograms.");
    let has_names = ["Country.CountryName", "CountryName"].iter().any(|name| head.has(name));
    if country == "CountryId" && !has_names {
        let text = "Partners stand in the file by numbers of HM Revenue & Customs, which are none of ISO's: they are kept as they stand.";
        layout = layout.caveat(text);
    }
    layout.classification = Classification::Harmonized;
    layout.empty = Empty::Nothing;
    layout
}

/// Trade with the EU and with others is numbered apart; goods are numbers that have lost the nought that they begin with.
fn mending(_: &Input, _: &Sheet, head: &Head) -> Mending {
    let [flow, good] = ["FlowTypeId", first(head, GOODS)].map(|name| head.at(name).unwrap_or_default());
    Mending {
        caveats: Vec::new(),
        row: Box::new(move |row: &mut Row| {
            let [kind, code] = [flow, good].map(|at| row.cell(at).to_owned());
            let meant = match kind.as_str() {
                "1" | "3" => "import",
                "2" | "4" => "export",
                other => other,
            };
            if let Some(cell) = row.cells.get_mut(flow) {
                meant.clone_into(cell);
            }
            if code.len() == 7
                && let Some(cell) = row.cells.get_mut(good)
            {
                *cell = format!("0{code}");
            }
        }),
    }
}
