//! Words of agencies that say which flow is meant, or why there is no value.

use crate::terms::amount::Missing;
use crate::terms::trade::Flow;

/// A flow in the words of the agencies.
pub(super) fn flow(text: &str) -> Option<Flow> {
    let text = text.trim().to_lowercase();
    Some(match text.as_str() {
        "x" | "2" | "export" | "exports" | "exp" | "dx" | "gross exp." | "экспорт" | "вывоз" | "эк" | "出口" | "exportación"
        | "exportaciones" | "exportation" | "exportations" | "ausfuhr" | "ausfuhren" | "exporte" => Flow::Export,
        "m" | "1" | "import" | "imports" | "imp" | "gross imp." | "импорт" | "ввоз" | "им" | "进口" | "importación" | "importaciones"
        | "importation" | "importations" | "einfuhr" | "einfuhren" | "importe" => Flow::Import,
        "rx" | "3" | "re-export" | "re-exports" | "re-exp." | "реэкспорт" => Flow::ReExport,
        "rm" | "4" | "re-import" | "re-imports" | "re-imp." | "реимпорт" => Flow::ReImport,
        "turnover" | "total trade" | "trade turnover" | "оборот" | "товарооборот" | "进出口" => Flow::Turnover,
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
    matches!(text.trim().to_lowercase().as_str(), "total" | "itogo" | "всего" | "итого" | "总值" | "总计" | "合计")
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
