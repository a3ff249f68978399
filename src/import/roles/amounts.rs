//! Words in the names of columns and rows that say how much there is of something: of goods, of people, of money, and what is
//! made of such numbers.

use crate::import::cell;
use crate::import::roles::word::Word;
use crate::import::roles::{labels, units, words};

/// What a word says that there is so much of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Goods.
    Quantity,
    /// Goods or money.
    Volume,
    Money,
    /// What goods are weighed in, and prices are paid for.
    Weight,
    /// Made of other numbers, in a unit of its own.
    Rate,
    /// People and what they form.
    People,
}

/// Words in small letters without their plural; and what stands within longer ones, or among the signs of Chinese. Parted by strokes.
const WORDS: [(Kind, &str, &str); 6] = [
    (
        Kind::Quantity,
        "quantity|qty|weight|netweight|netwgt|netmass|mass|menge|cantidad|quantité|quantidade|вес|нетто",
        "数量|重量|количеств|кол-во|вес нетто",
    ),
    (Kind::Volume, "volume", ""),
    (Kind::Money, "amount|value|total|usd|объем|объём", "金额"),
    (Kind::Weight, "tonne|ton|kg", ""),
    (
        Kind::Rate,
        "price|rate|growth|change|ratio|share|percent|cent|index|rank|average|mean|median|per|capita|yoy|mom|anteil|veränderung|preis|rang|\
         цена|место",
        "价格|排名|同比|环比|占比|比重|增长|指数|增减|темп|доля|удельн|индекс|процент|прирост|±|‰|\
         증감률|증감율|증가율|비중|점유율|비율|前年比|前年同月比|構成比|増減率|伸び率|割合",
    ),
    (Kind::People, "number|base|population|people|person|employment|employee|worker|household|firm", "人口|число"),
];

/// Does the name have a word of one of these kinds?
fn names(name: &str, kinds: &[Kind]) -> bool {
    let small = name.to_lowercase();
    let has_word = |of: &str| {
        let mut words = small.split(|letter: char| !letter.is_alphanumeric()).map(|word| word.strip_suffix('s').unwrap_or(word));
        words.any(|word| of.split('|').any(|one| one == word))
    };
    let has_part = |of: &str| of.split('|').any(|part| !part.is_empty() && small.contains(part));
    WORDS.iter().filter(|(kind, ..)| kinds.contains(kind)).any(|(_, words, parts)| has_word(words) || has_part(parts))
}

/// Does a column say how much there is of goods, whatever they are worth?
pub(super) fn names_quantity(name: &str) -> bool {
    names(name, &[Kind::Quantity, Kind::Volume])
}

/// Does the name say how much there is of something, so that whole numbers are no codes?
pub(super) fn names_amounts(name: &str) -> bool {
    names(name, &[Kind::Quantity, Kind::Volume, Kind::Money, Kind::Weight, Kind::Rate]) && !names_kinds(name)
}

/// Does the name say that figures stand below it: by their unit, by a word for how much there is, by a period? Ages and classes
/// are counted in something as well.
pub(super) fn names_values(name: &str) -> bool {
    let is_unit = |unit: String| unit.starts_with('%') || units::known(&unit).is_some_and(|unit| unit != "count");
    let names_unit = || labels::parted(name).1.is_some_and(is_unit);
    let is_period = || name.len() >= 4 && cell::period(name).is_some();
    !names_kinds(name) && (names_unit() || names_amounts(name) || words::meaning(name) == Some(Word::Value) || is_period())
}

/// "Weight class" and "quantity unit" hold no amounts.
pub(super) fn names_kinds(name: &str) -> bool {
    const KINDS: [&str; 21] = [
        "class", "classes", "unit", "units", "group", "groups", "type", "target", "level", "category", "band", "bracket", "interval",
        "bin", "tier", "grade", "decile", "quintile", "size", "age", "ages",
    ];
    let small = name.to_lowercase();
    small.contains("单位") || small.split(|letter: char| !letter.is_alphanumeric()).any(|word| KINDS.contains(&word))
}

/// Does a name say that what is called so is counted in something of its own, whatever stands above the table?
pub(super) fn has_its_own(name: &str) -> bool {
    /// Of energy and of places, which this program has no words of its own for.
    const UNITS: [&str; 22] = [
        "mtoe", "ktoe", "toe", "pp", "p.p.", "kwh", "mwh", "gwh", "twh", "tj", "pj", "mw", "gw", "kt", "mt", "bcm", "mcm", "bbl", "b/d",
        "mb/d", "ha", "km",
    ];
    let small = name.to_lowercase();
    let mut in_brackets = small.split('(').skip(1).filter_map(|rest| rest.split_once(')'));
    small.contains('%')
        || in_brackets.any(|(unit, _)| UNITS.contains(&unit.trim()))
        || small.trim() == "n"
        || names(name, &[Kind::Quantity, Kind::Weight, Kind::Rate, Kind::People])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_counted_in_something_else_has_a_unit_of_its_own() {
        for name in [
            "Volume (Mtoe)",
            "Цена",
            "Menge",
            "人口",
            "GDP per capita",
            "Population",
            "Average price",
            "Employment",
            "Tonnes shipped",
            "Доля, %",
        ] {
            assert!(has_its_own(name), "{name}");
        }
        assert!(!has_its_own("GDP") && !has_its_own("Imports of goods") && !has_its_own("Volume of exports"));
    }

    #[test]
    fn a_name_says_how_much_there_is_and_of_what() {
        for name in ["Quantity", "Qty", "Вес нетто", "第一数量", "Кол-во", "Volume"] {
            assert!(names_quantity(name) && names_amounts(name), "{name}");
        }
        for name in ["Price (USD/kg)", "Total value", "Growth rate", "金额"] {
            assert!(!names_quantity(name) && names_amounts(name), "{name}");
        }
        for name in ["Weight class", "Quantity unit", "第一数量单位", "Country", "Population group"] {
            assert!(!names_amounts(name) && !names_values(name), "{name}");
        }
        assert!(
            names_values("Exports (USD)") && names_values("2019") && !names_values("Age (years)") && !names_values("Income class (USD)")
        );
    }
}
