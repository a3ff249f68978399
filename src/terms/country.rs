//! Countries by ISO 3166-1 alpha-3, with names in English, Russian and Chinese; former countries and aggregates.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Deserialize;

use crate::terms::code_list;
use crate::terms::spelling;

/// The 27 members of the European Union together.
pub const EU: &str = "EU27";

/// Which code a name means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolved {
    One(&'static str),
    /// Agencies use the name for more than one: "Korea".
    Ambiguous(Vec<&'static str>),
    Unknown,
}

/// The English name of a code; `None` when it is unknown.
pub fn name(code: &str) -> Option<&'static str> {
    let of_agency = || code.starts_with("X-").then(|| code_list::group(code)).flatten();
    entry(code).map(|entry| entry.en.as_str()).or_else(of_agency)
}

/// The Russian name of a code.
pub fn name_in_russian(code: &str) -> Option<&'static str> {
    entry(code).map(|entry| entry.ru.as_str()).filter(|name| !name.is_empty())
}

/// The Chinese name of a code.
pub fn name_in_chinese(code: &str) -> Option<&'static str> {
    entry(code).map(|entry| entry.zh.as_str()).filter(|name| !name.is_empty())
}

/// All codes, those of countries first, then former ones and aggregates.
pub fn codes() -> impl Iterator<Item = &'static str> {
    all().map(|(code, _)| code)
}

/// Is it the code of a country, a former country or an aggregate?
pub fn is_known(code: &str) -> bool {
    entry(code).is_some()
}

/// Does the code stand for several countries, so that it must never be added to one of them? Groups that only one
/// dataset knows have codes that begin with `X-`.
pub fn is_aggregate(code: &str) -> bool {
    code.starts_with("X-") || ATLAS.aggregates.contains_key(code)
}

/// Is it a part of the world, and no union, group or remainder?
pub fn is_region(code: &str) -> bool {
    ATLAS.aggregates.get(code).is_some_and(|entry| entry.kind == "region")
}

/// The countries of an aggregate, where they are a fixed list; `None` for the world and for groups that agencies draw differently.
pub fn members(code: &str) -> Option<&'static [String]> {
    ATLAS.aggregates.get(code)?.members.as_deref()
}

/// The code that a person or an agency means by this: a code, or a name in English, Russian or Chinese, in whatever
/// case and with or without accents.
pub fn resolve(text: &str) -> Resolved {
    let text = text.trim();
    by_code(text).map_or_else(|| by_name(&folded(text)), Resolved::One)
}

fn by_code(text: &str) -> Option<&'static str> {
    let as_written = INDEX.codes.get(text);
    as_written.or_else(|| INDEX.codes.get(text.to_ascii_uppercase().as_str()).filter(|_| text.len() > 2)).copied()
}

/// By a folded name.
fn by_name(name: &str) -> Resolved {
    INDEX.names.get(name).map_or(Resolved::Unknown, |codes| resolved(&codes.iter().copied().collect::<Vec<_>>()))
}

/// Whose codes of countries a file uses. Names are the same for all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scheme {
    /// ISO 3166-1: two or three letters, or three digits.
    Iso,
    /// UN Comtrade and CEPII BACI: 842 is the USA, 251 France, 490 Other Asia.
    Comtrade,
    /// China Customs: 344 is Russia.
    ChinaCustoms,
    /// UNCTADstat: four digits or three, `0000` is the world.
    Unctad,
    /// IMF: `G001` is the world.
    Imf,
    /// Eurostat: `EL` is Greece, `UK` the United Kingdom.
    Eurostat,
    /// OWID's own codes, such as `OWID_WRL`, beside ISO's.
    Owid,
    /// World Bank: aggregates such as `EUU`.
    WorldBank,
    /// FAOSTAT: its regions are those of the UN's M49.
    Fao,
    /// ILOSTAT: `X01` is the world, and all its groups have such codes.
    Ilo,
    /// Bank for International Settlements: `5J` is all countries, `XM` the euro area.
    Bis,
    /// Names, and letters as in ISO; numbers are not known.
    Names,
}

impl Scheme {
    pub const ALL: [Self; 11] = [
        Self::Iso,
        Self::Comtrade,
        Self::ChinaCustoms,
        Self::Unctad,
        Self::Imf,
        Self::Eurostat,
        Self::Owid,
        Self::WorldBank,
        Self::Ilo,
        Self::Bis,
        Self::Names,
    ];

    /// As `--codes` names it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Iso => "iso",
            Self::Comtrade => "comtrade",
            Self::ChinaCustoms => "china-customs",
            Self::Unctad => "unctad",
            Self::Imf => "imf",
            Self::Eurostat => "eurostat",
            Self::Owid => "owid",
            Self::WorldBank => "world-bank",
            Self::Fao => "fao",
            Self::Ilo => "ilo",
            Self::Bis => "bis",
            Self::Names => "names",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scheme| scheme.name() == name)
    }
}

/// The code that an agency means by this code or name of its own. A number means nothing without its agency; what agencies
/// mean differently is ambiguous as long as it is not known whose it is.
pub fn resolve_in(scheme: Scheme, text: &str) -> Resolved {
    let text = text.trim();
    if code_list::is_number(text) {
        return resolved(&code_list::number(scheme.name(), text));
    }
    if let Some(code) = text.starts_with("X-").then(|| code_list::group_code(text)).flatten() {
        return Resolved::One(code);
    }
    let name = folded(text);
    let told = [code_list::own(scheme.name(), &name), code_list::shared(&name)].into_iter().find(|codes| !codes.is_empty());
    if let Some(codes) = told {
        return resolved(&codes);
    }
    match by_code(text).map_or_else(|| by_name(&name), Resolved::One) {
        Resolved::Unknown => match resolved(&code_list::alias(&name)) {
            Resolved::Unknown => {
                with_code(text).or_else(|| behind_code(text)).or_else(|| since(scheme, text)).map_or(Resolved::Unknown, Resolved::One)
            }
            known => known,
        },
        known => known,
    }
}

/// "Belgium (BEL)" tells both; a name that is known otherwise speaks against the code.
fn with_code(text: &str) -> Option<&'static str> {
    let (name, code) = text.strip_suffix(')')?.rsplit_once(" (")?;
    let code = by_code(code).filter(|_| code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase()))?;
    match by_name(&folded(name)) {
        Resolved::One(named) => (named == code).then_some(code),
        Resolved::Ambiguous(codes) => codes.contains(&code).then_some(code),
        Resolved::Unknown => Some(code),
    }
}

/// "CN China" says it twice.
fn behind_code(text: &str) -> Option<&'static str> {
    let (code, name) = text.split_once(' ')?;
    let code = by_code(code).filter(|_| matches!(code.len(), 2 | 3) && code.bytes().all(|byte| byte.is_ascii_uppercase()))?;
    (by_name(&folded(name)) == Resolved::One(code)).then_some(code)
}

/// "Russische Föderation (ab 05/1992)": the country as it is to this day. What it was until some year may have been another one,
/// and groups had other members.
fn since(scheme: Scheme, text: &str) -> Option<&'static str> {
    const WORDS: [&str; 8] = ["from ", "since ", "ab ", "seit ", "à partir de ", "depuis ", "desde ", "с "];
    let (name, told) = text.strip_suffix(')')?.rsplit_once(" (")?;
    let year = WORDS.iter().find_map(|word| told.strip_prefix(word))?;
    let is_year = year.contains(|letter: char| letter.is_ascii_digit()) && !year.contains(char::is_alphabetic);
    match resolve_in(scheme, name) {
        Resolved::One(code) if is_year && !is_aggregate(code) => Some(code),
        Resolved::One(_) | Resolved::Ambiguous(_) | Resolved::Unknown => None,
    }
}

/// What a reader must be told of a label whose meaning is doubtful; `None` for nearly all.
pub fn doubt(scheme: Scheme, text: &str) -> Option<&'static str> {
    let text = text.trim();
    let is_number = scheme == Scheme::Comtrade && code_list::is_number(text) && text.trim_start_matches('0') == "490";
    let is_name = || text == "S19" || matches!(folded(text).as_str(), "other asia nes" | "other asia not elsewhere specified");
    (is_number || is_name()).then_some(
        "UN Comtrade has no Taiwan; its \"Other Asia, not elsewhere specified\" (490) is taken for Taiwan, which it is in practice, \
         though other trade of Asia that is not allocated may be in it.",
    )
}

fn resolved(codes: &[&'static str]) -> Resolved {
    match codes {
        [] => Resolved::Unknown,
        [one] => Resolved::One(one),
        several => Resolved::Ambiguous(several.to_vec()),
    }
}

/// Codes with their names, as alternatives: "South Korea (KOR) or North Korea (PRK)".
pub fn named(codes: &[&str]) -> String {
    let named = codes.iter().map(|code| name(code).map_or_else(|| (*code).to_owned(), |name| format!("{name} ({code})")));
    named.collect::<Vec<_>>().join(" or ")
}

#[derive(Default, Deserialize)]
struct Atlas {
    countries: BTreeMap<String, Entry>,
    #[serde(default)]
    former: BTreeMap<String, Entry>,
    #[serde(default)]
    aggregates: BTreeMap<String, Entry>,
}

#[derive(Default, Deserialize)]
struct Entry {
    #[serde(default)]
    alpha2: Option<String>,
    en: String,
    #[serde(default)]
    ru: String,
    #[serde(default)]
    zh: String,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    members: Option<Vec<String>>,
    /// Of aggregates: "union", "region".
    #[serde(default)]
    kind: String,
}

/// What people write → codes.
struct Index {
    /// Alpha-3 and alpha-2, and the codes of aggregates. Numeric codes are left out: agencies disagree on them.
    codes: BTreeMap<&'static str, &'static str>,
    names: BTreeMap<String, BTreeSet<&'static str>>,
}

// A constant of the program that JSON keeps readable; a test holds that it can be read.
static ATLAS: LazyLock<Atlas> = LazyLock::new(|| serde_json::from_str(include_str!("../../assets/countries.json")).unwrap_or_default());

/// Names that people give to either of two countries.
const SHARED: [(&[&str], [&str; 2]); 3] = [
    (&["Korea", "Корея"], ["KOR", "PRK"]),
    (&["Congo", "The Congo", "Конго", "刚果"], ["COD", "COG"]),
    (&["Virgin Islands", "The Virgin Islands", "Виргинские острова", "维尔京群岛"], ["VGB", "VIR"]),
];

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let mut index = Index { codes: BTreeMap::new(), names: BTreeMap::new() };
    for (code, entry) in all() {
        index.codes.insert(code, code);
        let names = [&entry.en, &entry.ru, &entry.zh].into_iter().chain(&entry.aliases);
        for name in names.filter(|name| !name.is_empty()) {
            index.names.entry(folded(name)).or_default().insert(code);
        }
    }
    for (names, codes) in SHARED {
        for name in names {
            index.names.entry(folded(name)).or_default().extend(codes);
        }
    }
    for (code, entry) in all() {
        if let Some(alpha2) = &entry.alpha2 {
            index.codes.entry(alpha2).or_insert(code);
        }
    }
    index
});

fn all() -> impl Iterator<Item = (&'static str, &'static Entry)> {
    let Atlas { countries, former, aggregates } = &*ATLAS;
    countries.iter().chain(former).chain(aggregates).map(|(code, entry)| (code.as_str(), entry))
}

fn entry(code: &str) -> Option<&'static Entry> {
    let Atlas { countries, former, aggregates } = &*ATLAS;
    countries.get(code).or_else(|| former.get(code)).or_else(|| aggregates.get(code))
}

/// The name as it is compared: small letters without accents, one space between words, no points or apostrophes.
pub fn folded(name: &str) -> String {
    spelling::folded(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_countries_can_be_read() {
        assert!(ATLAS.countries.len() > 200 && ATLAS.former.len() > 10);
        assert_eq!(name("CHN"), Some("China"));
        assert_eq!(name_in_russian("CHN"), Some("Китай"));
        assert_eq!(name_in_chinese("RUS"), Some("俄罗斯"));
        assert_eq!(name("ZZZ"), None);
    }

    #[test]
    fn every_code_and_every_name_leads_back_to_its_country() {
        for (code, entry) in all() {
            assert_eq!(resolve(code), Resolved::One(code));
            for name in [&entry.en, &entry.ru, &entry.zh] {
                match resolve(name) {
                    Resolved::One(one) => assert_eq!(one, code, "{name}"),
                    Resolved::Ambiguous(several) => assert!(several.contains(&code), "{name}"),
                    Resolved::Unknown => panic!("{name} is not recognised"),
                }
            }
        }
    }

    #[test]
    fn case_accents_and_points_do_not_matter() {
        for text in ["china", "CHINA", " China ", "CN", "chn", "китай", "中国"] {
            assert_eq!(resolve(text), Resolved::One("CHN"), "{text}");
        }
        assert_eq!(resolve("Cote d'Ivoire"), Resolved::One("CIV"));
        assert_eq!(resolve("CÔTE D’IVOIRE"), Resolved::One("CIV"));
        assert_eq!(resolve("U.S.S.R."), Resolved::One("SUN"));
        for (name, code) in [
            ("The Bahamas", "BHS"),
            ("Bahamas, The", "BHS"),
            ("The Gambia", "GMB"),
            ("Gambia, The", "GMB"),
            ("Russische Föderation (ab 05/1992)", "RUS"),
            ("Czechia (from 1993)", "CZE"),
            ("CN China", "CHN"),
        ] {
            assert_eq!(resolve_in(Scheme::Names, name), Resolved::One(code), "{name}");
        }
    }

    #[test]
    fn what_is_no_country_is_unknown() {
        for text in ["Deutschland (bis 1990)", "CA China", "New China"] {
            assert_eq!(resolve_in(Scheme::Names, text), Resolved::Unknown, "{text}");
        }
        for text in ["", " ", "no", "Chnia", "\u{0}", "🏴", "١٢٣", "\u{202e}anihC"] {
            assert_eq!(resolve(text), Resolved::Unknown, "{text:?}");
        }
    }

    #[test]
    fn a_name_that_two_countries_share_means_either() {
        for (name, codes) in [("Korea", ["KOR", "PRK"]), ("Конго", ["COD", "COG"]), ("virgin islands", ["VGB", "VIR"])] {
            assert_eq!(resolve(name), Resolved::Ambiguous(codes.to_vec()), "{name}");
        }
        // The IMF calls one of them so.
        assert_eq!(resolve_in(Scheme::Imf, "Korea"), Resolved::One("KOR"));
        assert!(matches!(resolve_in(Scheme::WorldBank, "Korea"), Resolved::Ambiguous(_)));
        assert_eq!(named(&["KOR", "PRK"]), "South Korea (KOR) or North Korea (PRK)");
    }

    #[test]
    fn aggregates_are_known_as_such() {
        assert!(is_aggregate("WLD") && is_aggregate("EU27") && !is_aggregate("DEU"));
        assert_eq!(members("EU27").map(<[String]>::len), Some(27));
        assert_eq!(members("WLD"), None);
        for (name, code) in [("Mundo", "WLD"), ("Unión Europea", "EU27"), ("EA17", "EA17"), ("EA19", "EA19"), ("EA20", "EA20")] {
            assert_eq!(resolve_in(Scheme::Names, name), Resolved::One(code), "{name}");
            assert!(is_aggregate(code), "{code}");
        }
        for years in [12, 13, 15, 16, 17, 18, 19, 20, 21] {
            assert_eq!(members(&format!("EA{years}")).map(<[String]>::len), Some(years));
        }
        assert!(is_known("SUN") && !is_aggregate("SUN"));
    }
}
