//! The countries of a table whose title says that they are those with which somebody trades: "Exports by country of destination".

use crate::dataset::report::quoted;
use crate::import::roles::blocks::Block;
use crate::import::roles::layout::{Column, Layout, Role};
use crate::import::sheet::Sheet;
use crate::terms::dimension::Dimension;

/// Words for what is traded, where they are needed, and words that name the other side of it; both stand in such a title. In small letters, parted by strokes.
const TITLES: [(&str, &str); 10] = [
    (
        "",
        "trading partner|trade partner|partner countr|торговые партн|торговыми партн|торговых партн|贸易伙伴|handelspartner|\
         partenaires commerciaux|socios comerciales",
    ),
    (
        "export|import",
        "country-wise|countrywise|country wise|by country|by countries|by selected countr|by major countr|by main countr|by principal countr|by destination|by origin|by country of|by market|\
         by partner",
    ),
    ("export|import|trade", "by partner|by main partner|countries of destination"),
    (
        "экспорт|импорт|торгов|товарооборот",
        "по странам|по основным странам|по стране|по важнейшим странам|в разрезе стран|стран-партн|странам-партн|основные партн|страны-партн|со странами|с зарубежными странами",
    ),
    ("수출|수입|무역|교역", "국가별|나라별|상대국"),
    ("輸出|輸入|貿易", "国別|相手国|仕向"),
    ("出口|进口|贸易", "国别|按国家|主要国家|目的地|目的国|原产国|伙伴国"),
    ("ausfuhr|einfuhr|export|import|außenhandel", "nach ländern|nach land|nach bestimmungsl|nach ursprungsl|nach herkunftsl|nach partnerl"),
    ("export|import|échanges|commerce", "par pays|pays de destination|pays d'origine|pays partenaire"),
    ("export|import|comercio", "por país|por países|por destino|por origen|país de destino|país de origen"),
];

/// What is no trade with somebody, though it speaks of exports.
const OTHERS: [&str; 8] = ["gdp", "gross domestic", "per capita", "share of", "openness", "ввп", "bip", "pib"];

/// The only countries of a table are partners where its title says so; whose trade it is, no column tells then.
pub(super) fn turn(columns: &mut [Column], sheet: &Sheet, block: &Block) {
    let is_of = |column: &Column, dimension: &Dimension| matches!(&column.role, Role::Of(of, _) | Role::NameOf(of) if of == dimension);
    let across = |column: &Column| match &column.role {
        Role::Figures(figures) => figures.codes.iter().any(|fixed| matches!(fixed.dimension, Dimension::Reporter | Dimension::Partner)),
        _ => false,
    };
    let is_open = |column: &Column| !is_of(column, &Dimension::Partner) && !across(column) && !column.is_said();
    let reporters = columns.iter().filter(|column| is_of(column, &Dimension::Reporter)).count();
    if reporters == 0 || !columns.iter().all(is_open) {
        return;
    }
    let Some(title) = title(sheet, block) else { return };
    for column in columns.iter_mut() {
        column.role = match &column.role {
            Role::Of(Dimension::Reporter, totals) => Role::Of(Dimension::Partner, totals),
            Role::NameOf(Dimension::Reporter) => Role::NameOf(Dimension::Partner),
            _ => continue,
        };
        column.because = format!("{BECAUSE}{}", quoted(&title));
    }
}

const BECAUSE: &str = "above the table stands ";

/// That the countries of a table were taken for partners, in words for people.
pub(super) fn caveat(layout: &Layout) -> Option<String> {
    let title = layout.columns.iter().find_map(|column| column.because.strip_prefix(BECAUSE))?;
    Some(format!(
        "Because {title} stands above the table, its countries were taken for partners; no column tells whose exports and imports these are."
    ))
}

/// The words above a table that say so.
fn title(sheet: &Sheet, block: &Block) -> Option<String> {
    let above = block.above.iter().filter_map(|row| sheet.rows.get(*row)).flat_map(|row| &row.cells);
    above.chain([&sheet.name]).find(|text| speaks_of_partners(text)).map(|text| text.trim().to_owned())
}

fn speaks_of_partners(text: &str) -> bool {
    const LONG: usize = 300;
    let small = text.to_lowercase();
    let has = |words: &str| words.split('|').any(|word| small.contains(word));
    small.len() <= LONG && !OTHERS.iter().any(|word| small.contains(word)) && TITLES.iter().any(|(traded, sides)| has(traded) && has(sides))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_speak_of_partners_in_six_languages() {
        for title in [
            "Exports by country of destination (million EUR)",
            "Table 5. Exports of Norway by country",
            "Imports and Exports by Major Countries (Regions), February 2024",
            "Main trading partners: trade turnover",
            "Экспорт России по странам назначения",
            "Внешняя торговля с основными торговыми партнерами: торговые партнеры",
            "2023年12月进出口商品国别（地区）总值表",
            "Außenhandel: Ausfuhr nach Bestimmungsländern",
            "Exportations par pays de destination",
            "Exportaciones por país de destino",
            "Export :: Country-wise",
            "국가별 수출입",
            "国別輸出入",
        ] {
            assert!(speaks_of_partners(title), "{title}");
        }
        for title in
            ["GDP by country", "Exports (% of GDP) by country", "Countries by exports", "Favourable views of Russia by country", ""]
        {
            assert!(!speaks_of_partners(title), "{title}");
        }
    }
}
