//! Signs and words that stand where a number would, and say that there is none.

use crate::terms::amount::Missing;

/// A sign for "no number", and what it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sign {
    /// In small letters; capitals do not matter.
    pub text: &'static str,
    pub means: Missing,
    /// What the sign adds to that: "less than half of the unit shown".
    pub note: Option<&'static str>,
}

const fn sign(text: &'static str, means: Missing) -> Sign {
    Sign { text, means, note: None }
}

const fn noted(text: &'static str, means: Missing, note: &'static str) -> Sign {
    Sign { text, means, note: Some(note) }
}

/// How an empty cell is called in a report.
pub const EMPTY: &str = "an empty cell";

/// Signs that hold whoever publishes. What a dash means differs from one agency to the next: nothing, not known, or too little.
const COMMON: &[Sign] = &[
    sign(":", Missing::NotPublished),
    sign(".", Missing::NotPublished),
    sign("..", Missing::NotPublished),
    sign("...", Missing::NotPublished),
    sign("…", Missing::NotPublished),
    sign("……", Missing::NotPublished),
    noted("-", Missing::NotPublished, DASH),
    noted("–", Missing::NotPublished, DASH),
    noted("—", Missing::NotPublished, DASH),
    noted("——", Missing::NotPublished, DASH),
    noted("--", Missing::NotPublished, DASH),
    noted("---", Missing::NotPublished, DASH),
    // The Bank of Spain writes so.
    sign("_", Missing::NotPublished),
    // SIPRI writes so.
    sign(". .", Missing::NotPublished),
    sign("xxx", Missing::NotApplicable),
    // The US Energy Information Administration writes so.
    noted("(s)", Missing::NotPublished, "too small to be shown"),
    noted(ASTERISK, Missing::NotPublished, "an asterisk, which may mean too little to be shown, or withheld"),
    noted("**", Missing::NotPublished, "an asterisk, which may mean too little to be shown, or withheld"),
    sign("n/a", Missing::NotPublished),
    sign("n.a.", Missing::NotPublished),
    sign("n.a", Missing::NotPublished),
    sign("na", Missing::NotPublished),
    sign("#n/a", Missing::NotPublished),
    sign("<na>", Missing::NotPublished),
    sign("n.d.", Missing::NotPublished),
    sign("n.d", Missing::NotPublished),
    sign("nd", Missing::NotPublished),
    sign("s/d", Missing::NotPublished),
    sign("sin datos", Missing::NotPublished),
    sign("no disponible", Missing::NotPublished),
    sign("non disponible", Missing::NotPublished),
    sign("k.a.", Missing::NotPublished),
    sign("k. a.", Missing::NotPublished),
    sign("keine angabe", Missing::NotPublished),
    noted("/", Missing::NotPublished, "not certain enough to be published"),
    sign("null", Missing::NotPublished),
    sign("none", Missing::NotPublished),
    sign("nan", Missing::NotPublished),
    sign("missing", Missing::NotPublished),
    sign("no data", Missing::NotPublished),
    sign("not available", Missing::NotPublished),
    sign("not reported", Missing::NotPublished),
    sign("not published", Missing::NotPublished),
    sign("not collected", Missing::NotCollected),
    sign("not applicable", Missing::NotApplicable),
    sign("(x)", Missing::NotApplicable),
    sign("x", Missing::NotApplicable),
    sign("confidential", Missing::Confidential),
    sign("suppressed", Missing::Confidential),
    sign("withheld", Missing::Confidential),
    sign("secret", Missing::Confidential),
    sign("classified", Missing::Confidential),
    sign("н/д", Missing::NotPublished),
    sign("н.д.", Missing::NotPublished),
    sign("нд", Missing::NotPublished),
    sign("нет данных", Missing::NotPublished),
    sign("х", Missing::NotApplicable),
    sign("не применимо", Missing::NotApplicable),
    sign("конфиденциально", Missing::Confidential),
    sign("засекречено", Missing::Confidential),
    sign("секретно", Missing::Confidential),
    sign("данные закрыты", Missing::Confidential),
    sign("закрыто", Missing::Confidential),
    sign("无", Missing::NotPublished),
    sign("缺失", Missing::NotPublished),
    sign("不适用", Missing::NotApplicable),
    sign("保密", Missing::Confidential),
    sign("机密", Missing::Confidential),
    sign("不公开", Missing::Confidential),
    noted(ESTIMATED_AS_NOUGHT, Missing::NotPublished, "written as 0 and marked as estimated, so it is not known"),
    // Errors of a workbook's own formulas.
    sign("#div/0!", Missing::Unreadable),
    sign("#ref!", Missing::Unreadable),
    sign("#value!", Missing::Unreadable),
    sign("#num!", Missing::Unreadable),
    sign("#name?", Missing::Unreadable),
    sign("#null!", Missing::Unreadable),
];

/// What a kind of missing value is called, as the reading of Stata's and SPSS' files writes both: `.a: Refused`, `9999: missing, …`.
pub fn kind_of_missing(text: &str) -> Option<(&str, &str)> {
    let (code, label) = text.split_once(": ")?;
    let is_kind = code.len() == 2 && code.starts_with('.') && code.ends_with(|letter: char| letter.is_ascii_lowercase());
    (is_kind || label.starts_with("missing, of a kind that the file")).then_some((code, label))
}

/// Put by the reading of UN Comtrade where a weight of 0 is marked as estimated, beside a value above 0.
pub const ESTIMATED_AS_NOUGHT: &str = "estimated as 0";

/// Of polls it stands for less than half a percent, elsewhere for what is confidential or for a footnote.
const ASTERISK: &str = "*";
const DASH: &str = "a dash, which may mean none, or not known";

/// China Customs.
pub const CHINA_CUSTOMS: &[Sign] = &[sign("?", Missing::NotPublished)];

/// The US Census Bureau, whose signs stand in brackets.
pub const US_CENSUS: &[Sign] = &[
    sign("(na)", Missing::NotPublished),
    sign("(d)", Missing::Confidential),
    noted("(s)", Missing::NotPublished, "does not meet the publication standards of its source"),
    noted("(z)", Missing::NotPublished, "less than half of the unit shown"),
];

/// The US Energy Information Administration.
pub const EIA: &[Sign] = &[
    sign("--", Missing::NotApplicable),
    sign("w", Missing::Confidential),
    noted("(s)", Missing::NotPublished, "less than half of the unit shown"),
];

/// UNCTADstat, which writes its reasons out.
pub const UNCTAD: &[Sign] = &[
    sign("no value reported or collected", Missing::NotCollected),
    sign("not available or not separately reported", Missing::NotPublished),
];

/// What a sign says; `own` are those of the agency, which go before the common ones. `text` is plain.
pub(super) fn known(text: &str, own: &[Sign]) -> Option<Sign> {
    if text.is_empty() {
        return Some(sign(EMPTY, Missing::NotPublished));
    }
    if is_rule(text) {
        return Some(sign("__", Missing::NotPublished));
    }
    // No sign begins with a figure, and none is longer: a whole page in one cell need not be compared.
    if text.len() > 80 || text.starts_with(|letter: char| letter.is_ascii_digit()) {
        return None;
    }
    let small = text.to_lowercase();
    own.iter().chain(COMMON).find(|sign| sign.text == small).copied()
}

/// Is it nothing but a line to write on, or one that is drawn below a table?
pub fn is_rule(text: &str) -> bool {
    text.len() > 1 && text.bytes().all(|byte| byte == b'_')
}

/// Does the text say that a figure is withheld, or not there, in words that are no answer? An asterisk may mean that as well.
pub fn is_withheld(text: &str) -> bool {
    let says = |sign: Sign| sign.means == Missing::Confidential || sign.text.contains(char::is_whitespace);
    matches!(text, "*" | "**") || text.chars().nth(1).is_some() && known(text, &[]).is_some_and(says)
}

/// Is a sign a mark rather than a word, which might as well be an answer ("none") or a letter?
pub(super) fn is_mark(text: &str) -> bool {
    const WRITTEN: [&str; 16] =
        ["nd", "n.d.", "s/d", "k.a.", "n/a", "n.a.", "n.a", "na", "#n/a", "<na>", "nan", "null", "(x)", "н/д", "н.д.", "нд"];
    // A column of asterisks holds footnotes, and no figures.
    !text.contains(char::is_alphabetic) && !matches!(text, "*" | "**") || WRITTEN.contains(&text.to_lowercase().as_str())
}

/// The sign that a text begins with, and what follows it, where flags may stand behind a sign: `: c`.
pub(super) fn before_flags(text: &str) -> Option<(&str, &str)> {
    let at = text.find(|letter: char| letter.is_ascii_alphabetic())?;
    let (sign, flags) = (text[..at].trim_end(), &text[at..]);
    matches!(sign, ":" | "." | ".." | "..." | "…" | "-" | "–" | "—").then_some((sign, flags))
}
