//! Lists of codes that agencies publish beside their tables. They name what the figures of others belong to, and hold none.

use crate::dataset::Draft;
use crate::import::importer::{Claim, Importer};
use crate::import::input::Input;
use crate::import::report::Report;
use crate::import::roles::head::Head;
use crate::problem::Problem;

/// A list that is known by the names of its columns, so that its codes are not taken for figures.
pub struct CodeLists;

struct CodeList {
    name: &'static str,
    /// All of its columns, or those that no table of figures has together.
    marks: &'static [&'static str],
    width: Option<usize>,
}

const LISTS: [CodeList; 12] = [
    CodeList { name: "list of countries of CEPII, BACI", marks: &["country_code", "iso_3digit_alpha"], width: None },
    CodeList { name: "list of countries of CEPII, BACI", marks: &["country_code", "country_iso3"], width: None },
    CodeList { name: "list of products of CEPII, BACI", marks: &["code", "description"], width: Some(2) },
    CodeList { name: "list of countries of CEPII, Gravity", marks: &["country_id", "iso3num", "first_year", "last_year"], width: None },
    CodeList { name: "list of codes of China Customs", marks: &["CODES", "DESCRIPTION"], width: Some(2) },
    CodeList { name: "list of regimes of China Customs", marks: &["Customs Regime code", "Customs Regime"], width: Some(2) },
    CodeList { name: "list of regimes of China Customs", marks: &["贸易方式编码", "贸易方式名称"], width: Some(2) },
    CodeList { name: "list of provinces of China Customs", marks: &["注册地编码", "注册地名称"], width: Some(2) },
    CodeList {
        name: "list of provinces of China Customs", marks: &["收发货人注册地编码", "收发货人注册地名称"], width: Some(2)
    },
    CodeList { name: "list of partners of China Customs", marks: &["Trading partner code", "Trading partner"], width: Some(2) },
    CodeList { name: "list of partners of China Customs", marks: &["贸易伙伴编码", "贸易伙伴名称"], width: Some(2) },
    CodeList {
        name: "list of goods of China Customs", marks: &["商品编码", "商品名称", "年份", "第一计量单位编码"], width: None
    },
];

impl CodeList {
    fn is(&self, head: &Head) -> bool {
        let named = head.names.iter().filter(|name| !name.is_empty()).count();
        self.marks.iter().all(|mark| head.has(mark)) && self.width.is_none_or(|width| width == named)
    }
}

fn list(input: &Input) -> Option<&'static CodeList> {
    let head = Head::of(input.sheets().first()?, 0);
    LISTS.iter().find(|list| list.is(&head))
}

impl Importer for CodeLists {
    fn name(&self) -> &'static str {
        "list of codes"
    }

    fn description(&self) -> &'static str {
        "lists of codes, which hold no figures"
    }

    fn claim(&self, input: &Input) -> Claim {
        match list(input) {
            Some(list) => Claim::surely(format!("its columns are those of a {}", list.name)),
            None => Claim::never("its columns are those of no list of codes that is known"),
        }
    }

    fn read(&self, input: &Input, _: &mut Report) -> Result<Draft, Problem> {
        let name = list(input).map_or("list of codes", |list| list.name);
        let problem = Problem::new(format!("Could not read {} as figures", input.name));
        let why = format!("it is a {name}, which says what codes mean and holds no figures");
        Err(problem.because(why).hint("Open the table that uses these codes; `asymmetry inspect FILE --table` shows the list."))
    }
}
