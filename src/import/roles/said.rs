//! Words of agencies that say which flow is meant, or why there is no value.

use crate::import::sheet::Row;
use crate::terms::amount::Missing;
use crate::terms::trade::Flow;

/// A flow in the words of the agencies.
pub(super) fn flow(text: &str) -> Option<Flow> {
    let text = text.trim().to_lowercase();
    Some(match text.as_str() {
        "x" | "2" | "ex" | "export" | "exports" | "exp" | "dx" | "gross exp." | "экспорт" | "вывоз" | "эк" | "出口" | "exportación"
        | "exportacion" | "exportação" | "exportações" | "exportaciones" | "exportation" | "exportations" | "ausfuhr" | "ausfuhren"
        | "exporte" => Flow::Export,
        "m" | "1" | "im" | "import" | "imports" | "imp" | "gross imp." | "импорт" | "ввоз" | "им" | "进口" | "importación"
        | "importacion" | "importação" | "importações" | "importaciones" | "importation" | "importations" | "einfuhr" | "einfuhren"
        | "importe" => Flow::Import,
        "rx" | "3" | "re-export" | "re-exports" | "re-exp." | "реэкспорт" => Flow::ReExport,
        "rm" | "4" | "re-import" | "re-imports" | "re-imp." | "реимпорт" => Flow::ReImport,
        "turnover"
        | "total trade"
        | "trade turnover"
        | "imports and exports"
        | "exports and imports"
        | "import & export"
        | "imports & exports"
        | "export & import"
        | "exports & imports"
        | "оборот"
        | "товарооборот"
        | "внешнеторговый оборот"
        | "进出口" => Flow::Turnover,
        "xg" | "exports of goods" => Flow::Export,
        "mg" | "imports of goods" => Flow::Import,
        _ => return None,
    })
}

/// Is it a word for a flow, and no number or letter that may stand for anything?
pub fn is_flow(text: &str) -> bool {
    text.chars().nth(1).is_some() && flow(text).is_some()
}

/// Is it a word for the sum of what the table is about, whatever its parts are called?
pub fn is_total(text: &str) -> bool {
    matches!(
        text.trim().to_lowercase().as_str(),
        "total"
            | "itogo"
            | "всего"
            | "итого"
            | "总值"
            | "总计"
            | "合计"
            | "合計"
            | "総額"
            | "総計"
            | "总额"
            | "총계"
            | "합계"
            | "전체"
    )
}

/// Is it a word for what is made of the rows beside it: their sum, their middle, "the countries of …"?
pub(super) fn is_made_of_others(text: &str) -> bool {
    const WORDS: [&str; 22] = [
        "sub-total",
        "subtotal",
        "sub total",
        "grand total",
        "overall",
        "median",
        "average",
        "mean",
        "simple average",
        "weighted average",
        "подытог",
        "медиана",
        "среднее",
        "в среднем",
        "小计",
        "总和",
        "平均",
        "中位数",
        "gesamt",
        "insgesamt",
        "suma",
        "ensemble",
    ];
    let small = text.trim().trim_end_matches(['*', ':', ' ']).to_lowercase();
    let are_countries = || ["страны ", "прочие страны", "другие страны"].iter().any(|start| small.starts_with(start));
    let are_named_so = || ["countries", "economies"].iter().any(|end| small.strip_suffix(end).is_some_and(|before| before.ends_with(' ')));
    // "24-country median", "Median of 24 countries".
    let is_middle = |word: &str| matches!(word, "median" | "average" | "mean" | "медиана" | "среднее");
    let words = || small.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let counts = || words().any(|word| word.parse::<u32>().is_ok() || word.starts_with("countr") || matches!(word, "global" | "overall"));
    let is_middle = words().any(is_middle) && counts();
    is_total(&small) || WORDS.contains(&small.as_str()) || are_countries() || are_named_so() || is_middle
}

/// Does it say that parts of the row above follow, and nothing else: "of which:"?
pub(super) fn introduces(text: &str) -> bool {
    const WORDS: [&str; 19] = [
        "в том числе",
        "в т.ч.",
        "в т. ч.",
        "из них",
        "из него",
        "из нее",
        "из неё",
        "of which",
        "of whom",
        "including",
        "incl.",
        "thereof",
        "among them",
        "其中",
        "davon",
        "darunter",
        "dont",
        "de los cuales",
        "w tym",
    ];
    let small = text.trim().trim_end_matches([':', '：', ',', ' ']).to_lowercase();
    WORDS.contains(&small.as_str())
}

/// Does a row that heads others say that they are in per cent?
pub(super) fn counts_in_percent(words: &str) -> bool {
    let small = words.trim().to_lowercase();
    ["в процентах", "в %", "in percent", "in per cent", "in %", "as percent", "as % "].iter().any(|start| small.starts_with(start))
}

/// Does it open a remark on a table, as those below it do: who published it, what must be known of it?
pub(super) fn opens_remark(text: &str) -> bool {
    const WORDS: [&str; 25] = [
        "source",
        "sources",
        "data source",
        "data sources",
        "data owner",
        "database",
        "note",
        "notes",
        "footnote",
        "footnotes",
        "nb",
        "n.b",
        "copyright",
        "last updated",
        "last update",
        "legend",
        "источник",
        "источники",
        "примечание",
        "примечания",
        "сноска",
        "quelle",
        "fuente",
        "nota",
        "anmerkung",
    ];
    const SIGNS: [&str; 6] = ["注", "来源", "数据来源", "资料来源", "備考", "出典"];
    let small = text.trim().to_lowercase();
    let is_said = |word: &str| small.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '.', '：']));
    small.starts_with(['©', '*', '†', '※']) || small.starts_with("(c) ") || WORDS.iter().chain(&SIGNS).any(|word| is_said(word))
}

/// Why there is no value, from words such as "No value reported or collected".
pub(super) fn reason_in_words(text: &str) -> Option<Missing> {
    let text = text.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    match text.trim() {
        "" => None,
        _ if has(&["not applicable", "inapplicable", "неприменимо"]) => Some(Missing::NotApplicable),
        _ if has(&["confiden", "suppress", "секрет", "конфиденц"]) => Some(Missing::Confidential),
        _ if has(&["no value", "not collected", "not reported", "не собира"]) => Some(Missing::NotCollected),
        _ if has(&["not available", "missing", "not published", "нет данных", "n/a"]) => Some(Missing::NotPublished),
        _ => None,
    }
}

/// Is the one cell of the row a sentence? Behind the last figures such rows are notes.
pub(super) fn is_remark(row: &Row) -> bool {
    const LONG: usize = 40;
    let text = row.cells.iter().map(|cell| cell.trim()).find(|cell| !cell.is_empty()).unwrap_or_default();
    // "1 Without services.", "1/ Preliminary"
    let number = text.trim_start_matches(|sign: char| sign.is_ascii_digit());
    let is_marked = (1..=2).contains(&(text.len() - number.len())) && number.starts_with("/ ");
    let is_numbered =
        is_marked || text.starts_with(['¹', '²', '³', '⁴']) || text.starts_with(|sign: char| sign.is_ascii_digit()) && text.ends_with('.');
    // "Опрос проведён 23-29 июня 2022 года", "Fieldwork 3-7 May".
    const OF_POLLS: [&str; 9] = [
        "опрос прове",
        "опрос был",
        "сроки опроса",
        "дата опроса",
        "the survey was",
        "the poll was",
        "survey conducted",
        "poll conducted",
        "fieldwork",
    ];
    let small = text.to_lowercase();
    let is_sentence = text.ends_with('.') && text.split(' ').count() > 3 || OF_POLLS.iter().any(|start| small.starts_with(start));
    is_sentence || text.chars().count() > LONG || text.contains([':', '：', '*', ')']) || is_numbered || opens_remark(text)
}
