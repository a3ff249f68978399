//! What the concepts of a document are to us: countries, periods, what is measured, its unit; by the ids that agencies share.

use crate::dataset::observation::dimension_called;
use crate::import::cube::made;
use crate::import::cube::unit;
use crate::import::cube::value;
use crate::import::cube::{Category, Concept, Cube, Declared, Kind, Scale};
use crate::import::roles::units;
use crate::import::roles::word::Word;
use crate::import::roles::words::{self, Side};
use crate::terms::country::{self, Resolved};
use crate::terms::dimension::Dimension;

/// What is made of a concept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// Reporters or partners.
    Area(Dimension),
    Period,
    /// What is measured: an indicator each.
    Measured,
    Unit,
    /// The power of ten that figures are counted in.
    Multiplier,
    /// One that the agency shows figures in, and does not count them in.
    Display,
    /// What a series is called.
    Title,
    Status,
    Confidentiality,
    /// How the IMF made a figure, or up to when its figures are known.
    Made,
    Own(Dimension),
    /// Says nothing of a figure that can be kept.
    Idle,
}

/// The meaning of every concept. `used` tells how many codes of each occur.
pub fn meanings(cube: &Cube, used: &[usize]) -> Vec<Meaning> {
    let mut meanings = vec![Meaning::Idle; cube.concepts.len()];
    let mut taken = Taken::of(cube);
    for (at, concept) in cube.concepts.iter().enumerate() {
        let codes = used.get(at).copied().unwrap_or_default();
        if let Some(place) = meanings.get_mut(at) {
            *place = match concept.kind {
                Kind::Dimension => taken.dimension(at, concept, codes),
                Kind::Attribute => attribute(cube, concept),
            };
        }
    }
    if !meanings.contains(&Meaning::Unit)
        && let Some(place) = own_currency(cube).and_then(|at| meanings.get_mut(at))
    {
        *place = Meaning::Unit;
    }
    meanings
}

/// The concept of currencies of which one is that of whoever reports: nothing but figures can be in it, so that it is their unit.
fn own_currency(cube: &Cube) -> Option<usize> {
    let is_own = |category: &Category| unit::named(&category.code, &category.label).base == units::OWN_CURRENCY;
    let are_currencies = |concept: &Concept| {
        concept.categories.iter().any(is_own)
            && concept.categories.iter().all(|category| is_own(category) || units::is_currency(&category.code))
    };
    cube.concepts.iter().position(|concept| concept.id.eq_ignore_ascii_case("CURRENCY") && are_currencies(concept))
}

/// One concept each: the first of those that are surest.
struct Taken {
    reporter: Option<usize>,
    partner: Option<usize>,
    period: Option<usize>,
    measured: Option<usize>,
    unit: Option<usize>,
    names: Vec<String>,
    display: bool,
}

impl Taken {
    fn of(cube: &Cube) -> Self {
        let first = |rank: &dyn Fn(&Concept) -> Option<usize>| {
            let dimensions = cube.concepts.iter().enumerate().filter(|(_, concept)| concept.kind == Kind::Dimension);
            dimensions.filter_map(|(at, concept)| Some((rank(concept)?, at))).min().map(|(_, at)| at)
        };
        Self {
            reporter: first(&|concept| {
                reporters(concept).filter(|_| place(concept, &PARTNERS).is_none() && !is_of_partners(&concept.label))
            })
            .or_else(|| first(&|concept| is_called(cube, concept, &Dimension::Reporter).then_some(0))),
            partner: first(&|concept| place(concept, &PARTNERS))
                .or_else(|| first(&|concept| is_called(cube, concept, &Dimension::Partner).then_some(0)))
                .or_else(|| first(&|concept| reporters(concept).filter(|_| is_of_partners(&concept.label)))),
            period: first(&|concept| among(concept, Declared::Time, &PERIODS)).or_else(|| only_periods(cube)),
            measured: first(&|concept| among(concept, Declared::Metric, &MEASURED).or_else(|| is_indicator(concept).then_some(2))),
            unit: None,
            names: Vec::new(),
            display: cube.scale == Scale::ForDisplay,
        }
    }

    fn dimension(&mut self, at: usize, concept: &Concept, codes: usize) -> Meaning {
        let id = concept.id.to_uppercase();
        match id.as_str() {
            _ if self.period == Some(at) => Meaning::Period,
            _ if self.reporter == Some(at) => Meaning::Area(Dimension::Reporter),
            _ if self.partner == Some(at) => Meaning::Area(Dimension::Partner),
            _ if self.measured == Some(at) => Meaning::Measured,
            _ if is_unit(&id) && self.unit.is_none_or(|unit| unit == at) => {
                self.unit = Some(at);
                Meaning::Unit
            }
            _ if MULTIPLIERS.contains(&id.as_str()) => Meaning::Multiplier,
            "SCALE" => scale(self.display),
            "FREQ" | "FREQUENCY" if codes <= 1 => Meaning::Idle,
            "FREQUENCY" => Meaning::Own(self.own("freq")),
            _ => Meaning::Own(self.own(&concept.id)),
        }
    }

    /// The dimension with the name of the concept in small letters, or one like it that nothing else is called.
    fn own(&mut self, id: &str) -> Dimension {
        let start = dimension_called(id).name().to_owned();
        let numbered = (2..).map(|number| format!("{start}_{number}"));
        let free = std::iter::once(start.clone()).chain(numbered).find(|name| !self.names.contains(name));
        let name = free.unwrap_or(start);
        self.names.push(name.clone());
        Dimension::from_name(&name)
    }
}

const REPORTERS: [&str; 14] = [
    "REF_AREA",
    "REPORTER",
    "REPORTING_COUNTRY",
    "REPORTER_COUNTRY",
    "GEO",
    "GEO_PICT",
    "LOCATION",
    "COUNTRY",
    "AREA",
    "ECONOMY",
    "JURISDICTION",
    "REP_CTY",
    "L_REP_CTY",
    "COU",
];
const PARTNERS: [&str; 11] = [
    "COUNTERPART_AREA",
    "COUNTERPART_COUNTRY",
    "PARTNER",
    "PARTNER_COUNTRY",
    "VIS_AREA",
    "COUNTERPART",
    "VIS_CTY",
    "L_CP_COUNTRY",
    "CP_CTY",
    // Of the Australian Bureau of Statistics.
    "COUNTRY_DEST",
    "COUNTRY_ORIGIN",
];
const PERIODS: [&str; 8] = ["TIME_PERIOD", "TIME", "YEAR", "PERIOD", "TID", "DATE", "MONTH", "QUARTER"];
// The last one is the number of a series of INSEE, where nothing else says what it is.
const MEASURED: [&str; 7] = ["INDICATOR", "SUBJECT", "MEASURE", "CONCEPT", "NA_ITEM", "VARIABLE", "IDBANK"];
// "EI" is what the statistics of Russia call the unit of measure.
const UNITS: [&str; 6] = ["UNIT", "UNIT_MEAS", "UNIT_MEASURE", "UNITS", "UNIT_OF_MEASURE", "EI"];
const MULTIPLIERS: [&str; 4] = ["UNIT_MULT", "UNIT_MULTIPLIER", "POWERCODE", "MULTIPLIER"];

/// The side of trade, or the country, that a concept of this id names.
pub fn area(id: &str) -> Option<Dimension> {
    let concept = Concept::new(id, Kind::Dimension);
    if place(&concept, &PARTNERS).is_some() {
        return Some(Dimension::Partner);
    }
    reporters(&concept).map(|_| Dimension::Reporter)
}

/// The surest of these ids for the country that reports: L_PARENT_CTY is that of a bank's owner where L_REP_CTY stands beside it.
pub fn reporter<'a>(ids: impl Iterator<Item = &'a str>) -> Option<usize> {
    let rank = |id: &str| reporters(&Concept::new(id, Kind::Dimension)).filter(|_| area(id) == Some(Dimension::Reporter));
    ids.enumerate().filter_map(|(at, id)| Some((rank(id)?, at))).min().map(|(_, at)| at)
}

/// Is it called a partner, whatever its id: COUNTRY, "Country of Destination"?
pub fn is_of_partners(label: &str) -> bool {
    area_in_words(label) == Some(Dimension::Partner)
}

/// The same of what a concept is called in words: "Country of destination".
pub fn area_in_words(words: &str) -> Option<Dimension> {
    let means = |word: Word| words::meaning(words) == Some(word);
    if words::side(words) == Some(Side::Partner) || means(Word::Partner) {
        return Some(Dimension::Partner);
    }
    means(Word::Reporter).then_some(Dimension::Reporter)
}

/// Where its id does not tell, a concept has countries that is called so in words, if most of its categories are countries.
fn is_called(cube: &Cube, concept: &Concept, dimension: &Dimension) -> bool {
    let is_country = |category: &&Category| {
        let coded = cube.scheme.map(|scheme| country::resolve_in(scheme, &category.code));
        matches!(country::resolve(&category.label), Resolved::One(_)) || matches!(coded, Some(Resolved::One(_)))
    };
    concept.declared.is_none()
        && area_in_words(&concept.label).as_ref() == Some(dimension)
        && concept.categories.iter().filter(is_country).count() * 2 > concept.categories.len()
}

/// Which of these ids tells what is measured: the first of those that are surest.
pub fn measured<'a>(ids: impl Iterator<Item = &'a str>) -> Option<usize> {
    let other = |id: &str| id.to_uppercase().starts_with("INDIC").then_some(MEASURED.len());
    let rank = |id: &str| MEASURED.iter().position(|known| known.eq_ignore_ascii_case(id)).or_else(|| other(id));
    ids.enumerate().filter_map(|(at, id)| Some((rank(id)?, at))).min().map(|(_, at)| at)
}

/// How sure it is that the concept has this role: 0 when the file declares it, then by its place in the list.
fn among(concept: &Concept, role: Declared, ids: &[&str]) -> Option<usize> {
    match concept.declared {
        Some(declared) => (declared == role).then_some(0),
        None => place(concept, ids).map(|place| place + 1),
    }
}

/// Banks that report to the BIS call areas so: REP_CTY, PARENT_CTY.
fn reporters(concept: &Concept) -> Option<usize> {
    let is_area = || concept.declared.is_none() && concept.id.to_uppercase().ends_with("_CTY");
    among(concept, Declared::Geo, &REPORTERS).or_else(|| is_area().then_some(REPORTERS.len() + 1))
}

/// The BIS has units of its own: BIS_UNIT. What time is counted in is none of figures.
fn is_unit(id: &str) -> bool {
    UNITS.contains(&id) || id.ends_with("_UNIT") && id != "TIME_UNIT"
}

/// The one dimension that holds nothing but periods is time, whatever its name. Codes of goods look like years as well, and
/// have labels in words.
fn only_periods(cube: &Cube) -> Option<usize> {
    let is_period = |text: &str| {
        let year = value::period(text).and_then(|(period, _)| period.first_year());
        year.is_some_and(|year| (1500..2200).contains(&year))
    };
    let is_so = |concept: &Concept| {
        let says = |category: &Category| is_period(&category.code) && (category.label.is_empty() || is_period(&category.label));
        concept.kind == Kind::Dimension && concept.declared.is_none() && concept.categories.len() > 1 && concept.categories.iter().all(says)
    };
    let mut all = cube.concepts.iter().enumerate().filter(|(_, concept)| is_so(concept)).map(|(at, _)| at);
    all.next().filter(|_| all.next().is_none())
}

/// Is time told by what the concept holds, and not by its name or the file?
pub fn is_named_otherwise(concept: &Concept) -> bool {
    among(concept, Declared::Time, &PERIODS).is_none()
}

fn is_indicator(concept: &Concept) -> bool {
    concept.declared.is_none() && (concept.id.to_uppercase().starts_with("INDIC") || concept.label.to_lowercase().starts_with("indicator"))
}

fn place(concept: &Concept, ids: &[&str]) -> Option<usize> {
    let id = concept.id.to_uppercase();
    ids.iter().position(|known| *known == id)
}

fn attribute(cube: &Cube, concept: &Concept) -> Meaning {
    let id = concept.id.to_uppercase();
    match id.as_str() {
        "OBS_STATUS" | "OBS_FLAG" | "STATUS" | "FLAG" | "FLAGS" => Meaning::Status,
        "CONF_STATUS" | "CONF_STATUS_OBS" | "OBS_CONF" => Meaning::Confidentiality,
        made::DERIVATION | made::LAST_KNOWN => Meaning::Made,
        "TITLE" | "TITLE_EN" | "SERIES_NAME" => Meaning::Title,
        "SCALE" => scale(cube.scale == Scale::ForDisplay),
        id if is_unit(id) => Meaning::Unit,
        id if MULTIPLIERS.contains(&id) => Meaning::Multiplier,
        _ => Meaning::Idle,
    }
}

fn scale(is_for_display: bool) -> Meaning {
    if is_for_display { Meaning::Display } else { Meaning::Multiplier }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meant(ids: &[&str], codes: usize) -> Vec<Meaning> {
        let mut cube = Cube::new("cell");
        for id in ids {
            cube.concept(id, Kind::Dimension);
        }
        meanings(&cube, &vec![codes; ids.len()])
    }

    fn own(name: &str) -> Meaning {
        Meaning::Own(Dimension::Other(name.to_owned()))
    }

    #[test]
    fn concepts_are_known_by_the_ids_that_agencies_share() {
        let area = |dimension| Meaning::Area(dimension);
        assert_eq!(
            meant(&["FREQ", "REF_AREA", "COUNTERPART_AREA", "INDICATOR", "UNIT_MEASURE", "TIME_PERIOD", "SEX"], 1),
            [
                Meaning::Idle,
                area(Dimension::Reporter),
                area(Dimension::Partner),
                Meaning::Measured,
                Meaning::Unit,
                Meaning::Period,
                own("sex")
            ]
        );
        assert_eq!(meant(&["freq"], 2), [own("freq")]);
    }

    #[test]
    fn what_holds_nothing_but_periods_is_time_whatever_its_name() {
        let of = |columns: &[(&str, &[(&str, &str)])]| {
            let mut cube = Cube::new("cell");
            for (id, categories) in columns {
                let mut concept = Concept::new(id, Kind::Dimension);
                for (code, label) in *categories {
                    concept.push(Category { code: (*code).to_owned(), label: (*label).to_owned(), unit: None });
                }
                cube.new_concept(concept);
            }
            meanings(&cube, &vec![2; columns.len()])
        };
        assert_eq!(of(&[("VAR", &[("A", ""), ("B", "")]), ("YEA", &[("1990", ""), ("1991", "")])]), [own("var"), Meaning::Period]);
        assert_eq!(of(&[("HS", &[("2005", "Vegetables"), ("2009", "Juices")])]), [own("hs")]);
        assert_eq!(of(&[("START", &[("1990", ""), ("1991", "")]), ("END", &[("1992", ""), ("1993", "")])]), [own("start"), own("end")]);
        assert_eq!(of(&[("YEA", &[("1990", ""), ("1991", "")]), ("TIME", &[("2020", "")])]), [own("yea"), Meaning::Period]);
    }

    #[test]
    fn countries_are_known_by_what_a_concept_is_called_where_most_of_its_categories_are_some() {
        let of = |id: &str, label: &str, categories: &[(&str, &str)]| {
            let mut cube = Cube::new("cell");
            let mut concept = Concept::new(id, Kind::Dimension);
            label.clone_into(&mut concept.label);
            for (code, label) in categories {
                concept.push(Category { code: (*code).to_owned(), label: (*label).to_owned(), unit: None });
            }
            cube.new_concept(concept);
            meanings(&cube, &[3]).remove(0)
        };
        let countries = [("-", "All countries"), ("RU", "Russia"), ("CN", "China")];
        assert_eq!(of("C02196V04140", "Country", &countries), Meaning::Area(Dimension::Reporter));
        assert_eq!(of("COUNTRY_DEST", "Country of destination", &countries), Meaning::Area(Dimension::Partner));
        assert_eq!(of("C02196V04140", "Sort", &countries), own("c02196v04140"));
        assert_eq!(of("X", "Country", &[("1", "North"), ("2", "South"), ("3", "Russia")]), own("x"));
    }

    #[test]
    fn areas_and_units_of_the_bis_have_names_of_their_own() {
        let (reporter, partner) = (Meaning::Area(Dimension::Reporter), Meaning::Area(Dimension::Partner));
        assert_eq!(meant(&["VIS_CTY", "REP_CTY", "BIS_UNIT"], 1), [partner, reporter.clone(), Meaning::Unit]);
        assert_eq!(meant(&["REF_AREA", "PARENT_CTY"], 1), [reporter, own("parent_cty")]);
    }

    #[test]
    fn of_two_concepts_that_may_be_measured_the_other_stays_a_dimension() {
        assert_eq!(meant(&["MEASURE", "SUBJECT"], 1), [own("measure"), Meaning::Measured]);
        assert_eq!(meant(&["UNIT", "UNIT_MEASURE"], 1), [Meaning::Unit, own("unit_measure")]);
        assert_eq!(meant(&["geo", "COUNTRY"], 1), [Meaning::Area(Dimension::Reporter), own("country")]);
    }

    #[test]
    fn no_dimension_takes_the_name_of_another_column() {
        assert_eq!(
            meant(&["Value", "base", "SEX", "sex", "FLOW"], 1)[..4],
            [own("value_code"), own("base_code"), own("sex"), own("sex_2")]
        );
        assert_eq!(meant(&["FLOW"], 1), [Meaning::Own(Dimension::Flow)]);
    }
}
