//! What columns are called in English, Russian and Chinese, and what they hold by that name.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::import::roles::tongues;
use crate::import::roles::word::Word;

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
            "hscode",
            "hs number",
            "hts number",
            "hts code",
            "schedule b",
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
    (
        Word::Status,
        &[
            "flag",
            "flags",
            "value flag",
            "value_flag",
            "status",
            "obs_status",
            "obsstatus",
            "obs_flag",
            "observation status",
            "флаг",
            "статус",
        ],
    ),
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
            "n size",
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

/// Each name with the first of its meanings: cells are asked for it by the million.
fn known() -> &'static HashMap<&'static str, Word> {
    static KNOWN: OnceLock<HashMap<&str, Word>> = OnceLock::new();
    // Of two meanings the later one would stay.
    KNOWN.get_or_init(|| NAMES.iter().rev().flat_map(|(word, names)| names.iter().map(|name| (*name, *word))).collect())
}

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
    let of = |text: &str| known().get(text).copied();
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

pub(super) fn all_words(name: &str, of: &[&str]) -> bool {
    let name = name.to_lowercase();
    let mut words = name.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).peekable();
    words.peek().is_some() && words.all(|word| of.contains(&word))
}

/// Is it a word for land itself as well as for a country?
pub fn names_land(name: &str) -> bool {
    ["area", "land", "maa"].contains(&name.trim().to_lowercase().as_str())
}

/// Is it a word for a commodity that is an answer as well: "Good"?
pub fn names_goods(name: &str) -> bool {
    ["good", "good name", "good code"].contains(&name.trim().to_lowercase().replace('_', " ").as_str())
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
