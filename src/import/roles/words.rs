//! What columns are called in English, Russian and Chinese, and what they hold by that name.

use crate::terms::period::Frequency;

/// What the name of a column says that it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    Period,
    Start,
    End,
    Reporter,
    ReporterName,
    Partner,
    PartnerName,
    /// Where goods come from: which side that is, the rest of the table tells.
    Origin,
    Commodity,
    CommodityName,
    Flow,
    Indicator,
    IndicatorName,
    Value,
    Unit,
    Multiplier,
    Status,
    Note,
    Base,
    Question,
    Answer,
    Pollster,
    Group,
    Holder,
    Market,
    Ignored,
}

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
    (Word::Start, &["start", "start date", "start_date", "from", "начало"]),
    (Word::End, &["end", "end date", "end_date", "until", "конец", "окончание"]),
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
        &["commodity name", "commodity description", "product name", "product description", "наименование товара", "商品名称"],
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
    (Word::Unit, &["unit", "units", "unit of measure", "unit_measure", "единица", "единица измерения", "ед. изм.", "ед.изм.", "单位"]),
    (Word::Multiplier, &["scale", "unit mult", "unit_mult", "multiplier", "power code", "множитель"]),
    (Word::Status, &["flag", "flags", "status", "obs_status", "obs_flag", "observation status", "флаг", "статус"]),
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
            "samplesize",
            "sample_size",
            "respondents",
            "база",
            "выборка",
            "число опрошенных",
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
    let folded = name.trim().to_lowercase().replace(['(', ')', '[', ']'], " ");
    let whole = folded.split_whitespace().collect::<Vec<_>>().join(" ");
    let bare = name.split(['(', '[', '（']).next().unwrap_or_default().trim().to_lowercase();
    let of = |text: &str| NAMES.iter().find(|(_, names)| names.contains(&text)).map(|(word, _)| *word);
    of(&whole).or_else(|| of(&bare))
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
    const PARTNER: [&str; 6] = ["destination", "destinations", "partner", "partners", "importer", "counterpart"];
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
pub fn part_of_year(name: &str) -> Option<crate::import::roles::layout::Part> {
    use crate::import::roles::layout::Part;
    use crate::terms::period::{Period, Stretch};
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
        Period::One(_) | Period::Span(..) | Period::Undated => None,
    }
}

/// Is it called by the whole year, as what stands beside its months is: "Год Year", "Annual"?
pub fn is_whole_year(name: &str) -> bool {
    const WORDS: [&str; 9] = ["год", "годовая", "за", "year", "annual", "full", "全年", "年", "年度"];
    all_words(name, &WORDS)
}

/// Is it called by the parts of a year themselves: "Кварталы / Quarters"?
pub fn is_parts_of_year(name: &str) -> bool {
    const WORDS: [&str; 11] = ["квартал", "кварталы", "quarter", "quarters", "месяц", "месяцы", "month", "months", "季度", "月", "月份"];
    all_words(name, &WORDS)
}

fn all_words(name: &str, of: &[&str]) -> bool {
    let name = name.to_lowercase();
    let mut words = name.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).peekable();
    words.peek().is_some() && words.all(|word| of.contains(&word))
}

/// How long the stretches are that a column of days is called by: "Месяц" holds months though it write their first days.
pub fn stretch_of(name: &str) -> Option<Frequency> {
    match name.trim().to_lowercase().as_str() {
        "month" | "месяц" | "отчетный месяц" | "отчётный месяц" | "月" | "月份" => {
            Some(Frequency::Monthly)
        }
        "quarter" | "квартал" | "季度" => Some(Frequency::Quarterly),
        _ => None,
    }
}

/// Does the name of a column say that it holds codes? "CODES", "iso3num code", "商品编码".
pub fn names_codes(name: &str) -> bool {
    let name = name.trim().to_lowercase();
    let last = name.rsplit(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default();
    ["code", "codes", "код", "коды"].contains(&last) || name.ends_with("编码") || name.ends_with("代码")
}

/// Does the name say that whole numbers in it are codes? `country_id`, `productID`, `iso3num_o`. "Num" is a word for how many
/// as well, so that it is taken for codes of what is known to have them.
pub fn names_numbers(name: &str) -> bool {
    const NUMBERED: [&str; 18] = [
        "iso",
        "iso3",
        "country",
        "reporter",
        "partner",
        "product",
        "commodity",
        "hs",
        "sitc",
        "area",
        "region",
        "state",
        "firm",
        "company",
        "industry",
        "sector",
        "item",
        "flow",
    ];
    let name = name.trim();
    let is_joined = |ending| name.strip_suffix(ending).is_some_and(|before| before.ends_with(|letter: char| letter.is_lowercase()));
    let small = name.to_lowercase();
    let mut words: Vec<&str> = small.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    // Of the country of origin and of destination, as in CEPII's tables.
    if words.len() > 1 && matches!(words.last(), Some(&("o" | "d" | "i" | "j"))) {
        words.pop();
    }
    match words.as_slice() {
        [.., "id" | "ids"] => true,
        [.., before, "num" | "numeric"] => NUMBERED.contains(before),
        [.., last] => is_joined("Id") || is_joined("ID") || last.strip_suffix("num").is_some_and(|before| NUMBERED.contains(&before)),
        [] => false,
    }
}

/// Has a column of row numbers no name of its own? Programs that save a table with them write none, or one that nobody gave.
pub fn is_nameless(name: &str) -> bool {
    let name = name.trim().to_lowercase();
    name.is_empty() || name.starts_with("unnamed:") || name == "...1" || name == "rownames"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::roles::layout::Part;

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
    fn months_head_columns() {
        for (name, part) in [("Jan", Part::Month(1)), ("HALF2", Part::Half(2)), ("март", Part::Month(3)), ("12月", Part::Month(12))] {
            assert_eq!(part_of_year(name), Some(part), "{name}");
        }
        assert_eq!((part_of_year("Total"), part_of_year("Jan Feb")), (None, None));
        assert_eq!(part_of_year("Сент. Sept."), Some(Part::Month(9)));
        assert!(is_whole_year("Год Year") && is_parts_of_year("Кварталы / Quarters"));
        assert!(!is_whole_year("Year of birth") && !is_parts_of_year("") && !is_whole_year(" "));
    }

    #[test]
    fn codes_are_known_by_their_names_and_how_many_is_no_code() {
        for name in ["country_id", "productID", "CountryId", "iso3num_o", "iso3num", "country_num", "ID", "product id"] {
            assert!(names_numbers(name), "{name}");
        }
        for name in ["confirmed_num", "num", "Covid", "paid", "num_deaths", "GRID", "o", ""] {
            assert!(!names_numbers(name), "{name}");
        }
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
