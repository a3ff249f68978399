//! What columns are called in English, Russian and Chinese, and what they hold by that name.

use crate::import::roles::layout::Part;
use crate::import::roles::tongues;
use crate::import::roles::word::Word;
use crate::terms::period::{Frequency, Period, Stretch};

/// Names in small letters, without what stands in brackets.
const NAMES: [(Word, &[&str]); 26] = [
    (
        Word::Period,
        &[
            "period",
            "year",
            "date",
            "time",
            "time period",
            "time_period",
            "monthid",
            "month id",
            "year month",
            "yyyymm",
            "month",
            "quarter",
            "day",
            "yr",
            "год",
            "годы",
            "период",
            "дата",
            "месяц",
            "квартал",
            "время",
            "年份",
            "年",
            "时间",
            "日期",
            "月份",
            "期间",
        ],
    ),
    (
        Word::Start,
        &["start", "start date", "start_date", "fieldwork start", "fieldwork_start", "field_start", "debut_enquete", "from", "начало"],
    ),
    (
        Word::End,
        &["end", "end date", "end_date", "fieldwork end", "fieldwork_end", "field_end", "fin_enquete", "until", "конец", "окончание"],
    ),
    (
        Word::Reporter,
        &[
            "reporter",
            "reporter code",
            "reporter_code",
            "reporteriso",
            "country",
            "country code",
            "country_code",
            "iso",
            "iso3",
            "iso_code",
            "iso code",
            "iso3 code",
            "economy",
            "geo",
            "area",
            "location",
            "entity",
            "nation",
            "exporter",
            "exporter country",
            "exporting country",
            "страна",
            "страны",
            "государство",
            "код страны",
            "регион мира",
            "国家",
            "国家代码",
            "报告国",
            "贸易伙伴国",
            "reporter labels",
        ],
    ),
    (
        Word::ReporterName,
        &[
            "country name",
            "country_name",
            "reporter name",
            "reporter_name",
            "economy label",
            "area name",
            "location name",
            "название страны",
            "国家名称",
        ],
    ),
    (
        Word::Partner,
        &[
            "partner",
            "partner code",
            "partner_code",
            "counterpart",
            "counterpart area",
            "counterpart country",
            "destination",
            "importer",
            "importer country",
            "importing country",
            "trading partner",
            "partner country",
            "партнер",
            "партнёр",
            "контрагент",
            "страна-партнер",
            "страна партнер",
            "страна назначения",
            "贸易伙伴",
            "贸易伙伴编码",
            "伙伴国",
            "目的国",
            "目的地",
            "最终目的国",
            "产销国",
            "partner labels",
        ],
    ),
    (Word::PartnerName, &["partner name", "partner_name", "partner label", "贸易伙伴名称"]),
    (
        Word::Origin,
        &["origin", "country of origin", "origin country", "страна происхождения", "страна отправления", "原产国", "原产地", "起运国"],
    ),
    (
        Word::Commodity,
        &[
            "commodity",
            "commodity code",
            "product",
            "product code",
            "hs",
            "hs code",
            "hs6",
            "hs4",
            "hs2",
            "cmdcode",
            "sitc",
            "goods",
            "товар",
            "код товара",
            "код тн вэд",
            "тн вэд",
            "товарная группа",
            "商品",
            "商品编码",
            "商品代码",
            "hs编码",
        ],
    ),
    (
        Word::CommodityName,
        &[
            "commodity name",
            "commodity description",
            "product name",
            "product description",
            "product label",
            "наименование товара",
            "商品名称",
        ],
    ),
    (
        Word::Flow,
        &[
            "flow",
            "trade flow",
            "trade_flow",
            "flow type",
            "flow code",
            "flowcode",
            "flowdesc",
            "flow label",
            "поток",
            "направление",
            "торговый поток",
            "贸易流向",
            "进出口",
        ],
    ),
    (
        Word::Indicator,
        &["indicator", "indicator code", "series", "series code", "variable", "measure", "показатель", "код показателя", "指标"],
    ),
    (Word::IndicatorName, &["indicator name", "series name", "variable name", "наименование показателя", "指标名称"]),
    (
        Word::Value,
        &[
            "value",
            "obs_value",
            "observation value",
            "amount",
            "figure",
            "значение",
            "стоимость",
            "сумма",
            "объем",
            "объём",
            "数值",
            "值",
            "金额",
        ],
    ),
    (
        Word::Unit,
        &["unit", "units", "unit of measure", "unit_measure", "единица", "единица измерения", "ед. изм.", "ед.изм.", "单位", "计量单位"],
    ),
    (Word::Multiplier, &["scale", "unit mult", "unit_mult", "multiplier", "power code", "powercode", "множитель"]),
    (Word::Status, &["flag", "flags", "status", "obs_status", "obsstatus", "obs_flag", "observation status", "флаг", "статус"]),
    (
        Word::Note,
        &["note", "notes", "comment", "comments", "footnote", "footnotes", "remarks", "примечание", "примечания", "комментарий", "备注"],
    ),
    (
        Word::Base,
        &[
            "base",
            "n",
            "sample",
            "sample size",
            "sample_n",
            "echantillon",
            "échantillon",
            "samplesize",
            "sample_size",
            "respondents",
            "unweighted base",
            "weighted base",
            "number of respondents",
            "befragte",
            "база",
            "выборка",
            "число опрошенных",
            "количество опрошенных",
            "всего опрошено",
            "样本量",
        ],
    ),
    (Word::Question, &["question", "question text", "text", "вопрос", "问题"]),
    (Word::Answer, &["answer", "response", "choice", "ответ", "вариант ответа", "答案", "回答"]),
    (Word::Pollster, &["pollster", "pollster_name", "polling firm", "институт", "социологическая служба"]),
    (Word::Group, &["group", "subgroup", "population", "pop", "группа"]),
    (Word::Holder, &["holder", "brand", "company", "firm", "марка", "бренд", "компания", "品牌", "公司"]),
    (Word::Market, &["market", "segment", "рынок", "сегмент", "市场"]),
    (Word::Ignored, &["url", "link", "#", "no", "no.", "№", "№ п/п", "index", "id", "序号"]),
];

/// The meaning of a column's name; what stands in brackets behind it does not count.
pub fn meaning(name: &str) -> Option<Word> {
    // What is that long is text.
    if name.len() > 500 {
        return None;
    }
    // "N=" and "Base:" stand before what they name.
    let name = name.trim().trim_end_matches(['=', ':', '：']).trim_end();
    let folded = name.to_lowercase().replace(['(', ')', '[', ']'], " ");
    let whole = folded.split_whitespace().collect::<Vec<_>>().join(" ");
    let bare = name.split(['(', '[', '（']).next().unwrap_or_default().trim().to_lowercase();
    let of = |text: &str| NAMES.iter().find(|(_, names)| names.contains(&text)).map(|(word, _)| *word);
    let spaced = whole.replace('_', " ");
    of(&whole).or_else(|| of(&spaced)).or_else(|| of(&bare)).or_else(|| tongues::meaning(&whole)).or_else(|| tongues::meaning(&bare))
}

/// Which side of trade the name of a column speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Partner,
    PartnerName,
    Origin,
}

/// The side of trade that a name of several words speaks of: "Main country of destination", `partner_iso3`.
pub fn side(name: &str) -> Option<Side> {
    const PARTNER: [&str; 7] = ["destination", "destinations", "partner", "partners", "importer", "importers", "counterpart"];
    const PARTS: [&str; 7] = ["назначени", "партнер", "партнёр", "контрагент", "目的国", "目的地", "伙伴"];
    let name = name.to_lowercase();
    let words: Vec<&str> = name.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is_name = words.last().is_some_and(|last| ["name", "names", "label", "labels", "название", "наименование"].contains(last));
    if words.iter().any(|word| PARTNER.contains(word)) || PARTS.iter().any(|part| name.contains(part)) {
        return Some(if is_name { Side::PartnerName } else { Side::Partner });
    }
    let comes = words.contains(&"origin") || name.contains("происхождени") || name.contains("原产");
    comes.then_some(Side::Origin)
}

/// The month or half of a year that a column is called by: `Jan`, `янв.`, `3月`, `HALF1`, `Q2`.
pub fn part_of_year(name: &str) -> Option<Part> {
    let name = name.trim();
    // In two languages, as Rosstat has it: "Янв. Jan.".
    let words: Vec<&str> = name.split([' ', '/']).filter(|word| !word.is_empty()).collect();
    if let [first, second] = words.as_slice()
        && let Some(part) = part_of_year(first).filter(|part| part_of_year(second) == Some(*part))
    {
        return Some(part);
    }
    match name.to_lowercase().as_str() {
        "half1" | "h1" | "s1" => return Some(Part::Half(1)),
        "half2" | "h2" | "s2" => return Some(Part::Half(2)),
        "q1" | "i" | "i кв." => return Some(Part::Quarter(1)),
        "q2" | "ii" | "ii кв." => return Some(Part::Quarter(2)),
        "q3" | "iii" | "iii кв." => return Some(Part::Quarter(3)),
        "q4" | "iv" | "iv кв." => return Some(Part::Quarter(4)),
        _ => {}
    }
    // A month without a year is one that becomes a period with any year behind it.
    if name.is_empty() || name.chars().all(|letter| letter.is_ascii_digit()) {
        return None;
    }
    let with_year = if name.ends_with('月') { format!("2000年{name}") } else { format!("{name} 2000") };
    match crate::import::cell::period(&with_year)?.period {
        Period::One(Stretch::Month(2000, month)) => Some(Part::Month(month)),
        Period::One(Stretch::Quarter(2000, quarter)) => Some(Part::Quarter(quarter)),
        Period::One(_) | Period::Span(..) | Period::Undated => None,
    }
}

/// Is it called by the whole year, as what stands beside its months is: "Год Year", "Annual value"?
pub fn is_whole_year(name: &str) -> bool {
    const WORDS: [&str; 12] = ["год", "годовая", "за", "year", "annual", "full", "全年", "年", "年度", "anual", "annuel", "año"];
    let name = name.trim().to_lowercase();
    all_words(name.strip_suffix(" value").unwrap_or(&name), &WORDS)
}

/// Is it called by the parts of a year themselves: "Кварталы / Quarters"?
pub fn is_parts_of_year(name: &str) -> bool {
    const WORDS: [&str; 31] = [
        "квартал",
        "кварталы",
        "quarter",
        "quarters",
        "месяц",
        "месяцы",
        "month",
        "months",
        "季度",
        "月",
        "月份",
        "year",
        "years",
        "годы",
        "año",
        "mes",
        "trimestre",
        "année",
        "mois",
        "jahr",
        "jahre",
        "monat",
        "monate",
        "quartal",
        "quartale",
        "stichtag",
        "anno",
        "rok",
        "år",
        "vuosi",
        "kvartal",
    ];
    all_words(name, &WORDS)
}

pub(super) fn all_words(name: &str, of: &[&str]) -> bool {
    let name = name.to_lowercase();
    let mut words = name.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).peekable();
    words.peek().is_some() && words.all(|word| of.contains(&word))
}

/// How long the stretches are that a column of days is called by: "Месяц" holds months though it write their first days.
pub fn stretch_of(name: &str) -> Option<Frequency> {
    const MONTH: &str =
        "co_mes|month|months|месяц|отчетный месяц|отчётный месяц|月|月份|mes|mois|monat|mese|mês|miesiąc|månad|måned|kuukausi|maand";
    const QUARTER: &str = "quarter|quarters|квартал|季度|trimestre|quartal|kwartał|kvartal|neljännes|kwartaal";
    const YEAR: &str = "year|год|年|年份|año|année|jahr|anno|ano|rok|år|vuosi|jaar";
    let name = name.trim().to_lowercase();
    let is_of = |names: &str| names.split('|').any(|one| one == name);
    match (is_of(MONTH), is_of(QUARTER), is_of(YEAR)) {
        (true, ..) => Some(Frequency::Monthly),
        (_, true, _) => Some(Frequency::Quarterly),
        (.., true) => Some(Frequency::Yearly),
        (false, false, false) => None,
    }
}

/// The month or quarter that a cell names in a column of this name, beside one of years: `3` under "Month", `T2`, `январь`.
pub fn part_in(name: &str, text: &str) -> Option<Part> {
    // "01. Janeiro" says it twice.
    let text = text.trim();
    let text = text.split_once(". ").filter(|(number, _)| number.bytes().all(|byte| byte.is_ascii_digit())).map_or(text, |(_, word)| word);
    let number = text.trim_start_matches(|letter: char| letter.is_alphabetic());
    // "M01" and "Q1" are numbered as well as 1.
    let letters = text.len() - number.len();
    let number: Option<u32> = number.strip_suffix(".0").unwrap_or(number).parse().ok().filter(|_| letters <= 1);
    match (stretch_of(name)?, number) {
        (Frequency::Monthly, Some(month)) => (1..=12).contains(&month).then_some(Part::Month(month)),
        (Frequency::Quarterly, Some(quarter)) => (1..=4).contains(&quarter).then_some(Part::Quarter(quarter)),
        (Frequency::Monthly, None) => part_of_year(text).filter(|part| matches!(part, Part::Month(_))),
        (Frequency::Quarterly, None) => part_of_year(text).filter(|part| matches!(part, Part::Quarter(_))),
        (Frequency::Yearly | Frequency::HalfYearly | Frequency::Daily, _) => None,
    }
}

/// A year and the number of its part, in what is called by such parts: `2005 - 1` under "Trimestre", `2019/03` under "Mes".
pub fn numbered(name: &str, text: &str) -> Option<Period> {
    stretch_of(name).filter(|longer| *longer != Frequency::Yearly && text.len() <= 20)?;
    let parts: Vec<&str> = text.split(['-', '/', ' ', '.', ':']).filter(|part| !part.is_empty()).collect();
    let year = |text: &str| (text.len() == 4).then(|| text.parse::<i32>().ok()).flatten().filter(|year| (1500..2200).contains(year));
    let (year, part) = match *parts.as_slice() {
        [first, second] => year(first).map(|year| (year, second)).or_else(|| year(second).map(|year| (year, first)))?,
        _ => return None,
    };
    Some(Period::One(match part_in(name, part)? {
        Part::Half(half) => Stretch::Half(year, half),
        Part::Quarter(quarter) => Stretch::Quarter(year, quarter),
        Part::Month(month) => Stretch::Month(year, month),
    }))
}

/// Is it a word for land itself as well as for a country?
pub fn names_land(name: &str) -> bool {
    ["area", "land", "maa"].contains(&name.trim().to_lowercase().as_str())
}

/// Is what is called so a stretch of time?
pub fn names_period(name: &str) -> bool {
    meaning(name) == Some(Word::Period)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_known_by_their_names_in_three_languages() {
        for (name, word) in [
            ("Country", Word::Reporter),
            ("Страна", Word::Reporter),
            ("年份", Word::Period),
            ("REPORTER (Labels)", Word::Reporter),
            ("Код ТН ВЭД", Word::Commodity),
            ("Value (USD)", Word::Value),
        ] {
            assert_eq!(meaning(name), Some(word), "{name}");
        }
        assert_eq!(meaning("ВВП, млн евро"), None);
    }

    #[test]
    fn the_name_of_a_column_tells_what_is_numbered_in_it() {
        let read = |name: &str, text: &str| numbered(name, text).map(|period| period.to_string());
        assert_eq!(read("Trimestre", "2005 - 1").as_deref(), Some("2005-Q1"));
        assert_eq!(read("Quarter", "2019-IV").as_deref(), Some("2019-Q4"));
        assert_eq!(read("Monat", "3/2019").as_deref(), Some("2019-03"));
        for (name, text) in [("Year", "2005-1"), ("Trimestre", "2005 - 5"), ("Period", "2005 - 1"), ("Mes", "2005"), ("Mes", "13-2005")] {
            assert_eq!(read(name, text), None, "{name}: {text}");
        }
        assert_eq!((part_in("Mes", "12"), part_in("Mes", "M07")), (Some(Part::Month(12)), Some(Part::Month(7))));
        assert_eq!((part_in("Monat", "März"), part_in("Quarter", "T2")), (Some(Part::Month(3)), Some(Part::Quarter(2))));
        assert_eq!((part_in("Year", "1"), part_in("Month", "13"), part_in("Quarter", "März")), (None, None, None));
    }

    #[test]
    fn months_head_columns() {
        for (name, part) in [("Jan", Part::Month(1)), ("HALF2", Part::Half(2)), ("март", Part::Month(3)), ("12月", Part::Month(12))] {
            assert_eq!(part_of_year(name), Some(part), "{name}");
        }
        assert_eq!((part_of_year("Total"), part_of_year("Jan Feb")), (None, None));
        assert_eq!(part_of_year("Сент. Sept."), Some(Part::Month(9)));
        assert!(is_whole_year("Год Year") && is_whole_year("Annual value") && !is_whole_year("Value"));
        assert!(is_parts_of_year("Кварталы / Quarters"));
        assert!(!is_whole_year("Year of birth") && !is_parts_of_year("") && !is_whole_year(" "));
    }

    #[test]
    fn the_side_of_trade_is_told_by_longer_names() {
        for (name, expected) in [
            ("Main Country of Destination", Some(Side::Partner)),
            ("partner_iso3", Some(Side::Partner)),
            ("Destination country name", Some(Side::PartnerName)),
            ("Страна назначения товара", Some(Side::Partner)),
            ("最终目的国", Some(Side::Partner)),
            ("Main origin", Some(Side::Origin)),
            ("Original title", None),
            ("Country", None),
        ] {
            assert_eq!(side(name), expected, "{name}");
        }
    }
}
