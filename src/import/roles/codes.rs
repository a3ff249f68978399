//! Names of columns that say that numbers or letters in them are codes.

use crate::import::roles::layout::{Classification, Column, Role};
use crate::import::roles::words::all_words;
use crate::terms::dimension::Dimension;

/// Of goods, by the name of their column: numbers are those of the Harmonized System where it says nothing else.
pub fn classification(columns: &[Column]) -> Classification {
    const OTHERS: [&str; 9] = ["sitc", "мстк", "cpa", "cpc", "isic", "nace", "bec", "оквэд", "naics"];
    let small = |column: &Column| column.name.to_lowercase();
    let is_of = |column: &&Column| matches!(column.role, Role::Of(Dimension::Commodity, _));
    let is_other = |name: String| name.split(|letter: char| !letter.is_alphabetic()).any(|word| OTHERS.contains(&word));
    if columns.iter().filter(is_of).any(|column| is_other(small(column))) { Classification::Own } else { Classification::Harmonized }
}

/// Does the name of a column say that it holds codes? "CODES", "iso3num code", "商品编码".
pub fn names_codes(name: &str) -> bool {
    let name = name.trim().to_lowercase();
    let last = name.rsplit(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default();
    let first = name.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default();
    let is_code =
        |word: &str| ["code", "codes", "код", "коды", "cod", "cve", "clave", "código", "kod", "fips", "codgeo", "nuts"].contains(&word);
    // Cod is a fish, and nuts are nuts.
    let is_goods = ["cod", "nuts"].contains(&name.as_str());
    // "cmdCode", "productcode".
    let is_joined = last.strip_suffix("code").or_else(|| last.strip_suffix("codes")).is_some_and(|before| before.len() > 2);
    is_joined || is_code(last) && !is_goods || first != name && is_code(first) || name.ends_with("编码") || name.ends_with("代码")
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
        // Of a poll.
        ["wave" | "round" | "волна"] => true,
        // 1 and 2: which is which the agency knows.
        ["exp" | "export", "or", "imp" | "import"] => true,
        // What begins so in the tables of Brazil is a code: CO_NCM.
        ["co", _, ..] => name.contains('_'),
        [.., before, "num" | "numeric"] => NUMBERED.contains(before),
        [.., last] => is_joined("Id") || is_joined("ID") || last.strip_suffix("num").is_some_and(|before| NUMBERED.contains(&before)),
        [] => false,
    }
}

/// Does the name say that what it holds only numbers the rows or their countries: `Country_numb`, "id", "№"?
pub fn names_order(name: &str) -> bool {
    const LAST: [&str; 15] =
        ["id", "ids", "n", "nr", "no", "num", "numb", "number", "code", "index", "unit", "encoded", "table", "sheet", "figure"];
    let name = name.trim().trim_end_matches('.').to_lowercase();
    let is_last = || name.rsplit(|letter: char| !letter.is_alphanumeric()).next().is_some_and(|word| LAST.contains(&word));
    name.is_empty() || name.contains('№') || name.starts_with("id_") || name.ends_with("id") || name.ends_with("code") || is_last()
}

/// Does the name say that it holds groups of people, or parts of a year, which whole numbers may be codes of?
pub fn names_group(name: &str) -> bool {
    const WORDS: [&str; 27] = [
        "age",
        "sex",
        "gender",
        "month",
        "quarter",
        "week",
        "day",
        "hour",
        "decile",
        "quintile",
        "cohort",
        "grade",
        "edad",
        "sexo",
        "âge",
        "sexe",
        "alter",
        "geschlecht",
        "età",
        "sesso",
        "пол",
        "возраст",
        "年龄",
        "性别",
        "mes",
        "mois",
        "monat",
    ];
    all_words(name, &WORDS)
}

/// Does the name say that it holds parts of a country, of which two letters stand for others than the countries of the world?
pub fn names_states(name: &str) -> bool {
    const WORDS: [&str; 16] = [
        "state",
        "states",
        "st",
        "province",
        "provinces",
        "prov",
        "provincia",
        "provincias",
        "uf",
        "estado",
        "bundesland",
        "kanton",
        "canton",
        "county",
        "district",
        "stateabbr",
    ];
    let name = name.to_lowercase();
    name.split(|letter: char| !letter.is_alphanumeric()).any(|word| WORDS.contains(&word))
}

/// Does the name say that it holds units?
pub fn names_unit(name: &str) -> bool {
    let name = name.trim().to_lowercase();
    let plain = name.trim_end_matches(|letter: char| letter.is_ascii_digit()).trim_end();
    const WORDS: [&str; 10] = ["unit", "units", "uom", "um", "ед", "единица", "单位", "unidad", "unité", "einheit"];
    // "UNIT_QY1" of the US Census Bureau, "qty_unit".
    let mut words = plain.split(['_', ' ']);
    let (first, last) = (words.next().unwrap_or_default(), words.next_back().unwrap_or_default());
    // Those who report, and places, are no units of figures.
    let is_place = matches!(first, "reporting" | "statistical" | "territorial" | "administrative" | "geographical" | "geographic");
    WORDS.contains(&plain) || first == "unit" || last == "unit" && !is_place
}

/// Does the name say that it holds ISO's codes of countries: `iso_a2`, "countrycode", "Alpha-3 code"?
pub fn names_iso(name: &str) -> bool {
    let name = name.trim().to_lowercase();
    name.starts_with("iso") || name.ends_with("iso") || name.contains("alpha-") || names_codes(&name) || name.ends_with("countrycode")
}

/// Does the name say that it holds parts of the world, which countries lie in?
pub fn names_region(name: &str) -> bool {
    const WORDS: [&str; 9] = ["region", "regions", "subregion", "continent", "hemisphere", "регион", "континент", "région", "región"];
    let name = name.to_lowercase();
    name.split(|letter: char| !letter.is_alphanumeric()).any(|word| WORDS.contains(&word))
}

/// A code of figures and what it is called, which stands behind it in the same cell: "2709 Crude oil".
pub fn before_label(cell: &str) -> Option<(&str, &str)> {
    let (code, label) = cell.trim().split_once(' ')?;
    let label = label.trim_start_matches([' ', '-', '–', '—']);
    let is_digits = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    // Of two codes before one label nothing says which it is of.
    let has_another = label.split(' ').next().is_some_and(is_digits);
    (code.len() > 1 && is_digits(code) && !has_another && label.contains(char::is_alphabetic)).then_some((code, label))
}

/// Has a column of row numbers no name of its own? Programs that save a table with them write none, or one that nobody gave.
pub fn is_nameless(name: &str) -> bool {
    let name = name.trim().to_lowercase();
    name.is_empty() || name.starts_with("unnamed:") || name == "...1" || name == "rownames"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_known_by_their_names_and_how_many_is_no_code() {
        for name in ["country_id", "productID", "CountryId", "iso3num_o", "iso3num", "country_num", "ID", "product id"] {
            assert!(names_numbers(name), "{name}");
        }
        for name in ["confirmed_num", "num", "Covid", "paid", "num_deaths", "GRID", "o", ""] {
            assert!(!names_numbers(name), "{name}");
        }
    }
}
