//! Groupings of commodities: which chapters of the Harmonized System are together called raw materials, and by whom.

use std::collections::BTreeSet;

use crate::terms::trade::{self, Level};

/// A published definition of a group of goods, as chapters of the Harmonized System.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grouping {
    pub name: &'static str,
    /// Who defines it so, or where.
    pub authority: &'static str,
    /// By which codes, where they are not chapters.
    codes: &'static str,
    /// First and last chapter of each stretch; chapter 77 is kept free.
    chapters: &'static [[u8; 2]],
    /// What a definition by another classification has that its chapters lack, or the other way round; empty when the
    /// definition is one of chapters.
    pub note: &'static str,
}

/// Raw materials in four definitions. The second and the third are of the Standard International Trade Classification: a
/// chapter stands for a group of it when most of the chapter’s headings belong there.
/// Source: World Customs Organization, HS Nomenclature 2022; World Bank, World Development Indicators (TX.VAL.FUEL.ZS.UN,
/// TX.VAL.MMTL.ZS.UN); UNCTAD, Handbook of Statistics; WITS, product groups of the HS; WITS, concordance of HS 2007 and
/// SITC Rev. 3 (JobID-53_Concordance_H3_to_S3), by which every chapter here has been counted.
pub const GROUPINGS: [Grouping; 4] = [
    Grouping { name: "Mineral products", authority: "Section V of the Harmonized System", codes: "", chapters: &[[25, 27]], note: "" },
    Grouping {
        name: "Fuels, ores and metals",
        authority: "World Bank",
        codes: "SITC 3, 27, 28, 68",
        chapters: &[[25, 27], [74, 76], [78, 81]],
        note: "without silver, platinum (in 71) and iron scrap (in 72), with cement and with articles of these metals",
    },
    Grouping {
        name: "Primary commodities",
        authority: "UNCTAD",
        codes: "SITC 0–4, 68, 667, 971",
        chapters: &[[1, 27], [47, 47], [71, 71], [74, 76], [78, 81]],
        note: "without raw and sawn wood (in 44), hides, furs, fibres, rubber and iron scrap, with jewellery, cement and articles of these metals",
    },
    Grouping {
        name: "Minerals, fuels and metals",
        authority: "WITS product groups",
        codes: "",
        chapters: &[[25, 27], [72, 76], [78, 83]],
        note: "",
    },
];

impl Grouping {
    /// Its code: the chapters it adds up.
    pub fn code(&self) -> String {
        code_of(&self.chapters()).unwrap_or_default()
    }

    pub fn chapters(&self) -> BTreeSet<u8> {
        self.chapters.iter().flat_map(|[first, last]| *first..=*last).collect()
    }

    /// Is it only nearly what its authority defines?
    pub fn is_approximate(&self) -> bool {
        !self.note.is_empty()
    }

    /// "SITC 3, 27, 28, 68 by HS chapter, approximate: without…"; `None` where the definition is one of chapters.
    fn approximation(&self) -> Option<String> {
        self.is_approximate().then(|| format!("{} by HS chapter, approximate: {}", self.codes, self.note))
    }

    /// "Fuels, ores and metals (World Bank, approximate)"; a section of the HS is called as it is there.
    pub fn label(&self) -> String {
        let is_of_hs = self.authority.ends_with("Harmonized System");
        let authority = (!is_of_hs).then_some(self.authority);
        let told: Vec<&str> = authority.into_iter().chain(self.is_approximate().then_some("approximate")).collect();
        if told.is_empty() { self.name.to_owned() } else { format!("{} ({})", self.name, told.join(", ")) }
    }

    /// The published definition that a code is, to the chapter.
    pub fn of(code: &str) -> Option<Self> {
        let chapters = chapters(code)?;
        GROUPINGS.into_iter().find(|grouping| grouping.chapters() == chapters)
    }
}

/// The code of chapters added up, `HS-25+26+27`; of one chapter its own. `None` of no chapter.
pub fn code_of(chapters: &BTreeSet<u8>) -> Option<String> {
    let numbers: Vec<String> = chapters.iter().map(|chapter| format!("{chapter:02}")).collect();
    (!numbers.is_empty()).then(|| format!("HS-{}", numbers.join("+")))
}

/// The chapters that a code adds up: two or more, each once and in order; `None` of any other code.
pub fn chapters(code: &str) -> Option<BTreeSet<u8>> {
    let numbers: Vec<&str> = code.strip_prefix("HS-")?.split('+').collect();
    let chapter = |number: &&str| chapter(&format!("HS-{number}"));
    let chapters: Vec<u8> = numbers.iter().map(chapter).collect::<Option<_>>()?;
    let is_in_order = chapters.windows(2).all(|pair| pair[0] < pair[1]);
    (chapters.len() > 1 && is_in_order).then(|| chapters.into_iter().collect())
}

/// The number of a chapter, `HS-27` → 27.
pub fn chapter(code: &str) -> Option<u8> {
    (trade::level(code) == Some(Level::Chapter)).then(|| code.strip_prefix("HS-")?.parse().ok()).flatten()
}

/// Is this commodity one of those that a group adds up?
pub fn has_member(group: &str, commodity: &str) -> bool {
    chapters(group).zip(chapter(commodity)).is_some_and(|(chapters, chapter)| chapters.contains(&chapter))
}

/// Would goods be counted twice if both were added up? The one is a group, the other another one or one of its members.
pub fn overlap(one: &str, other: &str) -> bool {
    let all = |code: &str| chapters(code).or_else(|| Some([chapter(code)?].into())).unwrap_or_default();
    one != other && (chapters(one).is_some() || chapters(other).is_some()) && !all(one).is_disjoint(&all(other))
}

/// "HS 25–27, 74–76, 78–81". Chapter 77 is kept free, so that what lies on both sides of it is parted.
pub fn chapters_in_words(chapters: &BTreeSet<u8>) -> String {
    let mut stretches: Vec<[u8; 2]> = Vec::new();
    for chapter in chapters {
        match stretches.last_mut() {
            Some([_, last]) if *last + 1 == *chapter => *last = *chapter,
            Some(_) | None => stretches.push([*chapter, *chapter]),
        }
    }
    let word = |[first, last]: &[u8; 2]| if first == last { format!("{first:02}") } else { format!("{first:02}–{last:02}") };
    format!("HS {}", stretches.iter().map(word).collect::<Vec<_>>().join(", "))
}

/// What a group is called, the published definition it is or its chapters.
pub fn label(code: &str) -> Option<String> {
    let chapters = chapters(code)?;
    Some(Grouping::of(code).map_or_else(|| chapters_in_words(&chapters), |grouping| grouping.label()))
}

/// The definition in a sentence: "Mineral products: HS 25–27 (Section V of the Harmonized System)."
pub fn definition(code: &str) -> Option<String> {
    let words = chapters_in_words(&chapters(code)?);
    let Some(grouping) = Grouping::of(code) else { return Some(format!("Own group of goods: {words}.")) };
    let Grouping { name, authority, .. } = grouping;
    let about = grouping.approximation().map_or_else(String::new, |about| format!(", {about}"));
    Some(format!("{name}: {words} ({authority}{about})."))
}

/// The definitions of several groups beside each other, then what each of them is only nearly.
pub fn definitions<'a>(codes: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let codes: Vec<&str> = codes.into_iter().collect();
    if let [one] = codes.as_slice() {
        return definition(one).into_iter().collect();
    }
    let mut known: Vec<Grouping> = codes.iter().filter_map(|code| Grouping::of(code)).collect();
    known.sort_by_key(|grouping| grouping.chapters().len());
    let short = |grouping: &Grouping| {
        let chapters = chapters_in_words(&grouping.chapters());
        format!("{} {} ({})", grouping.name, chapters.trim_start_matches("HS "), grouping.authority)
    };
    let all = known.iter().map(short).collect::<Vec<_>>().join("; ");
    let first = (!known.is_empty()).then(|| format!("HS chapters added up: {all}."));
    let nearly = known.iter().filter_map(|grouping| Some(format!("{}: {}.", grouping.name, grouping.approximation()?)));
    first.into_iter().chain(nearly).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_known_by_its_chapters_and_written_as_they_are_joined() {
        assert_eq!(GROUPINGS[0].code(), "HS-25+26+27");
        for grouping in GROUPINGS {
            assert_eq!(Grouping::of(&grouping.code()), Some(grouping), "{}", grouping.name);
            assert!(!grouping.chapters().contains(&77), "{}", grouping.name);
        }
        assert_eq!(chapters("HS-25+27").map(|chapters| chapters_in_words(&chapters)).as_deref(), Some("HS 25, 27"));
        assert_eq!(GROUPINGS[1].chapters().len(), 10);
    }

    #[test]
    fn what_is_no_group_of_chapters_in_order_is_none() {
        for code in ["HS-27", "HS-S05", "HS-27+26", "HS-25+25", "HS-25+2709", "HS-25+", "25+26", "HS-98-99"] {
            assert_eq!(chapters(code), None, "{code}");
        }
        assert!(overlap("HS-25+26+27", "HS-27") && overlap("HS-25+26", "HS-26+27") && !overlap("HS-25+26", "HS-27"));
        assert!(has_member("HS-25+26+27", "HS-26") && !has_member("HS-25+26+27", "HS-28") && !has_member("HS-25+26+27", "HS-2709"));
    }

    #[test]
    fn a_definition_names_its_authority_and_says_when_it_is_approximate() {
        let words = |at: usize| definition(&GROUPINGS[at].code()).unwrap_or_default();
        assert_eq!(words(0), "Mineral products: HS 25–27 (Section V of the Harmonized System).");
        assert!(words(1).contains("HS 25–27, 74–76, 78–81 (World Bank, SITC 3, 27, 28, 68 by HS chapter, approximate: without"));
        assert!(!words(3).contains("approximate"));
        let all = GROUPINGS.map(|grouping| grouping.code());
        let notes = definitions(all.iter().map(String::as_str));
        assert!(
            notes[0].starts_with("HS chapters added up: Mineral products 25–27 (Section V of the Harmonized System); Fuels, "),
            "{}",
            notes[0]
        );
        assert_eq!(notes.len(), 3, "two of the four are approximate");
        assert_eq!(definition("HS-27+44").as_deref(), Some("Own group of goods: HS 27, 44."));
    }
}
