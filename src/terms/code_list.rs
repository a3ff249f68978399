//! What agencies call countries beside ISO's codes and the names in the list of countries: their own numbers, their
//! spellings, names in other languages. Codes come out as text; what they are is told by `country`.
//!
//! Read when the first file is imported, not before.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use serde::Deserialize;

use crate::terms::spelling::folded;

/// Is it a number, so that it needs its agency?
pub fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// What an agency means by a number of its own, with or without zeros before it.
pub fn number(scheme: &str, text: &str) -> Vec<&'static str> {
    let bare = match text.trim_start_matches('0') {
        "" => "0",
        bare => bare,
    };
    let of = |scheme: &str| LISTS.numbers.get(scheme).and_then(|numbers| numbers.get(bare));
    let as_iso = || LISTS.numbered_as_iso.iter().any(|one| one == scheme).then(|| of("iso")).flatten();
    of(scheme).or_else(as_iso).map(|codes| split(codes)).unwrap_or_default()
}

/// What an agency means by a code in letters, or a name, where that is not what all others mean by it. Names are folded.
pub fn own(scheme: &str, name: &str) -> Vec<&'static str> {
    let Some(names) = OWN.get(scheme) else { return Vec::new() };
    names.get(name).copied().map(split).unwrap_or_default()
}

/// The codes of a name that agencies give to more than one: "Africa", "Korea".
pub fn shared(name: &str) -> Vec<&'static str> {
    LISTS.several.get(name).map(|codes| split(codes)).unwrap_or_default()
}

/// The code of a further spelling, or of a name in another language.
pub fn alias(name: &str) -> Vec<&'static str> {
    // Eurostat's names of what has the members of the time go on with each enlargement: "Euro area (EA11-1999, EA12-2001, …".
    const OF_THE_TIME: [(&str, &str); 2] = [("euro area ea11 ", "EA"), ("european union eu6 ", "X-EUROSTAT-EU")];
    let of_the_time = || OF_THE_TIME.iter().find(|(start, _)| name.starts_with(start)).map(|(_, code)| *code);
    let one: Vec<&str> = ALIASES.get(name).copied().or_else(of_the_time).into_iter().collect();
    if one.is_empty() { union(name) } else { one }
}

/// The European Union and the euro area by the number of their members, in the languages of Eurostat: "European Union (27 countries)
/// (from 2020)", "EU (25 countries)", "Zone euro - 20 pays (à partir de 2023)". There were 27 twice.
fn union(name: &str) -> Vec<&'static str> {
    let of = |starts: &[&str]| starts.iter().find_map(|start| name.strip_prefix(start));
    if let Some(rest) = of(&["zone euro ", "euroraum ", "euro area "]) {
        return euro_area(rest);
    }
    let Some(rest) = of(&["european union", "union europeenne", "europaische union", "eu"]) else { return Vec::new() };
    let mut words = bare_words(rest);
    let (members, years) = (words.next().unwrap_or_default(), words.collect::<Vec<_>>());
    if !years.iter().all(|year| is_number(year)) {
        return Vec::new();
    }
    match members {
        "27" if years.contains(&"2020") => vec!["EU27"],
        "27" if years.contains(&"2007") => vec!["EU27_2007"],
        "27" if years.is_empty() => vec!["EU27", "EU27_2007"],
        "28" => vec!["EU28"],
        "25" => vec!["EU25"],
        "15" => vec!["EU15"],
        _ => Vec::new(),
    }
}

/// Numbers and years alone.
fn bare_words(text: &str) -> impl Iterator<Item = &str> {
    const OTHERS: [&str; 14] =
        ["countries", "country", "members", "member", "states", "from", "until", "pays", "a", "partir", "de", "lander", "ab", "bis"];
    text.split_whitespace().filter(|word| !OTHERS.contains(word))
}

/// The euro area, behind its name: "20 countries from 2023".
fn euro_area(rest: &str) -> Vec<&'static str> {
    let mut words = bare_words(rest);
    let code = match words.next().unwrap_or_default() {
        "12" => "EA12",
        "13" => "EA13",
        "15" => "EA15",
        "16" => "EA16",
        "17" => "EA17",
        "18" => "EA18",
        "19" => "EA19",
        "20" => "EA20",
        "21" => "EA21",
        _ => return Vec::new(),
    };
    if words.all(is_number) { vec![code] } else { Vec::new() }
}

/// The code itself, where it is that of a group that only one agency has.
pub fn group_code(code: &str) -> Option<&'static str> {
    LISTS.groups.get_key_value(code).map(|(code, _)| code.as_str())
}

/// The name of a group that only one agency has.
pub fn group(code: &str) -> Option<&'static str> {
    LISTS.groups.get(code).map(String::as_str)
}

fn split(codes: &'static str) -> Vec<&'static str> {
    codes.split(' ').collect()
}

/// As `country_codes.json` has it. Where one stands for several codes, there are blanks between them.
#[derive(Default, Deserialize)]
struct Lists {
    numbered_as_iso: Vec<String>,
    groups: BTreeMap<String, String>,
    /// By the folded name.
    several: HashMap<String, String>,
    /// Without zeros before them, by scheme.
    numbers: HashMap<String, HashMap<String, String>>,
    names: HashMap<String, HashMap<String, String>>,
}

#[derive(Default, Deserialize)]
struct Aliases {
    aliases: BTreeMap<String, Vec<String>>,
}

// Constants of the program that JSON keeps readable; a test holds that they can be read.
static LISTS: LazyLock<Lists> = LazyLock::new(|| serde_json::from_str(include_str!("../../assets/country_codes.json")).unwrap_or_default());

static ALIAS_LIST: LazyLock<Aliases> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../assets/country_aliases.json")).unwrap_or_default());

static OWN: LazyLock<HashMap<&'static str, HashMap<String, &'static str>>> = LazyLock::new(|| {
    let folded_names = |names: &'static HashMap<String, String>| names.iter().map(|(name, codes)| (folded(name), codes.as_str())).collect();
    LISTS.names.iter().map(|(scheme, names)| (scheme.as_str(), folded_names(names))).collect()
});

static ALIASES: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let each = ALIAS_LIST.aliases.iter().flat_map(|(code, names)| names.iter().map(move |name| (folded(name), code.as_str())));
    each.collect()
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terms::country::{self, Resolved, Scheme};

    #[test]
    fn the_lists_can_be_read_and_name_only_codes_that_are_known() {
        assert!(LISTS.numbers.len() > 3 && LISTS.several.len() > 30 && ALIASES.len() > 1500);
        let numbers = LISTS.numbers.values().chain(LISTS.names.values()).flat_map(HashMap::values).chain(LISTS.several.values());
        let codes = numbers.flat_map(|codes| split(codes)).chain(ALIASES.values().copied());
        for code in codes {
            assert!(country::is_known(code) || LISTS.groups.contains_key(code), "{code}");
        }
        for (code, name) in &LISTS.groups {
            assert!(country::is_aggregate(code) && country::name(code) == Some(name), "{code}");
        }
    }
    /// The scheme of a source in the table of aliases.
    fn scheme(source: &str) -> Scheme {
        let begins = |names: &[&str]| names.iter().any(|name| source.starts_with(name));
        match source {
            _ if begins(&["ISO 3166-1", "M49 ", "UN M49"]) => Scheme::Iso,
            _ if begins(&["UN Comtrade", "CEPII BACI", "BACI", "Comtrade"]) => Scheme::Comtrade,
            _ if begins(&["China Customs"]) => Scheme::ChinaCustoms,
            _ if begins(&["UNCTAD"]) => Scheme::Unctad,
            _ if begins(&["IMF"]) => Scheme::Imf,
            _ if begins(&["Eurostat"]) => Scheme::Eurostat,
            _ if begins(&["OWID", "Our World"]) => Scheme::Owid,
            _ if begins(&["World Bank", "WITS"]) => Scheme::WorldBank,
            _ if begins(&["FAOSTAT"]) => Scheme::Fao,
            _ => Scheme::Names,
        }
    }

    /// Aliases whose table means another entity than this program, each for a reason: a customs union is not its largest
    /// member, the rest of the world not the world, and former states have codes of their own.
    const OTHERWISE: [&str; 10] = [
        "711",
        "So. African Customs Union",
        "Southern African Customs Union",
        "W1",
        "230",
        "ETH.1",
        "Ethiopia + Eritrea",
        "Republic of Vietnam",
        "South Vietnam",
        "China",
    ];

    /// With `ASYMMETRY_SAMPLES` set to the folder that has it, the whole table; otherwise its notable rows.
    #[test]
    fn what_agencies_call_countries_leads_to_the_country_that_they_mean() {
        let table = std::env::var_os("ASYMMETRY_SAMPLES").map(|folder| std::path::Path::new(&folder).join("country_aliases.csv"));
        let text = table.map_or_else(|| NOTABLE.to_owned(), |path| std::fs::read_to_string(path).expect("the table"));
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let (mut rows, mut one, mut group, mut several) = (0, 0, 0, 0);
        let mut wrong = Vec::new();
        for row in reader.records() {
            let row = row.expect("a row");
            let (alias, source, code) = (&row[0], &row[2], &row[3]);
            rows += 1;
            match country::resolve_in(scheme(source), alias) {
                Resolved::One(found) if found == code => one += 1,
                // The table's own codes of groups are not this program's.
                Resolved::One(found)
                    if !country::is_known(code) && (country::is_aggregate(found) || code.contains(':') || code == "SER") =>
                {
                    group += 1;
                }
                Resolved::Ambiguous(found) if found.contains(&code) || !country::is_known(code) => several += 1,
                _ if OTHERWISE.contains(&alias) => {}
                other => wrong.push(format!("{alias} of {source} is {code}, not {other:?}")),
            }
        }
        println!("{rows} rows: {one} the listed code, {group} groups, {several} said to be several, {} wrong", wrong.len());
        assert!(wrong.is_empty() && rows > 40 && several < rows / 20, "{}", wrong.join("\n"));
    }

    const NOTABLE: &str = "\
alias,language,source,code
344,code,ISO 3166-1 numeric (M49),HKG
344,code,China Customs partner code,RUS
116,code,ISO 3166-1 numeric (M49),KHM
116,code,China Customs partner code,JPN
842,code,UN Comtrade numeric code,USA
251,code,CEPII BACI numeric,FRA
757,code,CEPII BACI numeric,CHE
58,code,BACI/Comtrade Belgium-Luxembourg,BLX
490,code,UN Comtrade numeric code,TWN
S19,code,UN Comtrade API v1 pseudo-ISO,TWN
\"Other Asia, nes\",en,WITS CSV,TWN
926,code,UNCTADstat economy code,GBR
0000,code,UNCTADstat economy code,WLD
004,code,UNCTADstat economy code,AFG
5100,code,UNCTADstat economy code,UNCTAD:5100
Africa,en,IMF IMTS (DOTS successor) CSV,IMF:GX605
Africa,en,FAOSTAT bulk CSV,X-AFRICA
G001,code,IMF IMTS code,WLD
TX910,code,IMF IMTS code,IMF:TX910
EL,code,Eurostat geo,GRC
UK,code,Eurostat geo,GBR
EU28,code,Eurostat (2013-2020),EU28
\"Euro area (EA11-1999, EA12-2001, EA20-2023)\",en,Eurostat geo,EA
\"European Union (EU6-1958, EU9-1973, EU27-2020)\",en,Eurostat geo,X-EUROSTAT-EU
Germany (until 1990 former territory of the FRG),en,Eurostat geo,DEU
EU27_2020,code,Eurostat geo,EU27
OWID_WRL,code,OWID,WLD
OWID_KOS,code,Our World in Data code,XKX
EUU,code,World Bank code,EU27
ROM,code,World Bank/Comtrade before 2002,ROU
All,code,WITS partner,WLD
Bahrian,zh,China Customs partner list,BHR
Cote d'lvoire,en,China Customs partner list,CIV
CÙte d'Ivoire,en,CEPII BACI country_codes V202201,CIV
Congo,en,ISO 3166-1 short name (pycountry),COG
Congo,en,China Customs partner list,COD
Federal Republic of Germany,en,UNCTADstat bulk CSV,FRG
俄罗斯联邦,zh,China Customs,RUS
Российская Федерация,ru,ISO/Rosstat,RUS
Rusia,es,Unicode CLDR territories (babel),RUS
ドイツ,ja,Unicode CLDR territories (babel),DEU
Türkiye,en,UN since 2022,TUR
\"China, P.R.: Mainland\",en,IMF DOTS,CHN
\"Areas, nes\",en,UN Comtrade 899,NES
Bunkers,en,UN Comtrade 837,BUNKERS
Hamas (Palestine)*,en,SIPRI arms transfers,NONSTATE:Hamas (Palestine)
";

    #[test]
    fn a_number_means_nothing_without_its_agency() {
        for text in ["344", "842", "0", "004"] {
            assert_eq!(country::resolve_in(Scheme::Names, text), Resolved::Unknown, "{text}");
        }
        assert_eq!(country::resolve_in(Scheme::Iso, "842"), Resolved::Unknown);
        assert_eq!(country::resolve_in(Scheme::Iso, "4"), Resolved::One("AFG"));
        assert_eq!(country::resolve_in(Scheme::Comtrade, "280"), Resolved::Ambiguous(vec!["DEU", "FRG"]));
    }

    #[test]
    fn a_name_that_agencies_use_for_different_ones_is_asked_for_where_the_agency_is_not_known() {
        for name in ["Africa", "europe", "Korea", "Congo", "North Yemen", "South Vietnam", "West Germany", "EU27", "Sub-Saharan Africa"] {
            assert!(matches!(country::resolve_in(Scheme::Names, name), Resolved::Ambiguous(_)), "{name}");
        }
        let africa = country::resolve_in(Scheme::Imf, "Africa");
        assert!(matches!(africa, Resolved::One(code) if country::is_aggregate(code) && code != "X-AFRICA"));
    }

    #[test]
    fn the_union_is_known_by_the_number_of_its_members() {
        for (name, codes) in [
            ("European Union (27 countries) (from 2020)", &["EU27"][..]),
            ("European Union (27 countries from 01/02/2020)", &["EU27"]),
            ("European Union (27 countries, 2007-2013)", &["EU27_2007"]),
            ("EU (28 countries)", &["EU28"]),
            ("European Union - 25 member states", &["EU25"]),
            ("European Union 15 countries", &["EU15"]),
            ("Union européenne - 27 pays (à partir de 2020)", &["EU27"]),
            ("Europäische Union - 28 Länder (2013-2020)", &["EU28"]),
            ("Zone euro - 20 pays (à partir de 2023)", &["EA20"]),
            ("Euroraum – 19 Länder (2015-2022)", &["EA19"]),
            ("Extra-UE27 (à partir de 2020)", &["EXT_EU27_2020"]),
            ("Alle Länder der Welt", &["WLD"]),
        ] {
            assert_eq!(country::resolve_in(Scheme::Names, name), Resolved::One(codes[0]), "{name}");
            assert!(country::is_aggregate(codes[0]));
        }
        let either = Resolved::Ambiguous(vec!["EU27", "EU27_2007"]);
        assert_eq!(country::resolve_in(Scheme::Names, "European Union (27 countries)"), either);
        for name in [
            "Euro area 20 and Denmark",
            "Euroraum (9 Länder)",
            "European Union 27 and the United Kingdom",
            "European Union (30 countries)",
            "Euphoria 15",
        ] {
            assert_eq!(country::resolve_in(Scheme::Names, name), Resolved::Unknown, "{name}");
        }
    }

    #[test]
    fn groups_of_the_ilo_have_codes_of_their_own() {
        let is = |text: &str| country::resolve_in(Scheme::Ilo, text);
        assert_eq!([is("X01"), is("X82"), is("X92"), is("KOS")], ["WLD", "EU28", "EU27", "XKX"].map(Resolved::One));
        assert_eq!([is("X06"), is("Africa")], [Resolved::One("X-ILO-X06"), Resolved::One("X-ILO-X06")]);
        assert_eq!(country::name("X-ILO-X03"), Some("World: Lower-middle income (ILO)"));
        assert_eq!(country::resolve_in(Scheme::Names, "X06"), Resolved::Unknown);
    }

    #[test]
    fn other_asia_is_said_to_be_doubtful() {
        assert!(country::doubt(Scheme::Comtrade, "490").is_some() && country::doubt(Scheme::Names, "Other Asia, nes").is_some());
        assert!(country::doubt(Scheme::Iso, "490").is_none() && country::doubt(Scheme::Comtrade, "Taiwan").is_none());
    }

    proptest::proptest! {
        #[test]
        fn no_text_is_too_odd_to_be_looked_up(text in ".*") {
            for scheme in Scheme::ALL {
                let _ = country::resolve_in(scheme, &text);
                let _ = country::doubt(scheme, &text);
            }
        }
    }
}
