//! Which colour an ink has on each ground. The colours are in `assets/palette.json`; the picture picks the ground.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Deserialize;

use crate::chart::mark::Ink;
use crate::terms::country::EU;
use crate::terms::dimension::Code;
use crate::terms::groupings;
use crate::terms::poll::Side;
use crate::terms::trade;

/// Red, green, blue.
pub type Rgb = [u8; 3];

/// One colour as it looks on each ground.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(from = "Written")]
pub struct Shades {
    pub light: Rgb,
    pub dark: Rgb,
    pub print: Rgb,
}

/// At most so many hues stand in one chart; what comes after is grey until it is set apart.
pub const HUES: usize = 7;

/// The colour of an ink.
pub fn shades(ink: &Ink) -> Shades {
    let palette = &*PALETTE;
    match ink {
        Ink::Code { code, rank, .. } if *rank < HUES => palette.of_code(code).unwrap_or_else(|| palette.in_sequence(*rank)),
        Ink::Code { rank, .. } => toned(palette.grey("muted"), rank - HUES),
        Ink::Side { side, shade } => toned(palette.side(*side), *shade),
        Ink::Rest => palette.grey("other"),
        Ink::NotBrokenDown => palette.grey("not_broken_down"),
        Ink::Heat(part) => between(&palette.heat, *part),
        Ink::Balance(part) => between(&palette.balance, (part + 1.0) / 2.0),
        Ink::Text => TEXT,
        Ink::Faint => FAINT,
        Ink::On(ground) => on(shades(ground)),
    }
}

/// Has the code a colour of its own in every chart?
pub fn is_fixed(code: &Code) -> bool {
    PALETTE.codes.contains_key(code) || stands_for(code).is_some_and(|other| PALETTE.codes.contains_key(&other))
}

const TEXT: Shades = Shades { light: [0x1f, 0x23, 0x28], dark: [0xe8, 0xea, 0xed], print: [0x1f, 0x23, 0x28] };
const FAINT: Shades = Shades { light: [0x5f, 0x66, 0x6d], dark: [0xa6, 0xad, 0xb5], print: [0x5f, 0x66, 0x6d] };
// Pure, so that one of the two has 4.5 to 1 on every ground.
const BLACK: Rgb = [0x00, 0x00, 0x00];
const WHITE: Rgb = [0xff, 0xff, 0xff];
const GREY: Rgb = [0x80, 0x80, 0x80];

#[derive(Deserialize)]
struct Palette {
    codes: BTreeMap<Code, Shades>,
    sequence: Vec<Shades>,
    greys: BTreeMap<String, Shades>,
    sides: BTreeMap<Side, Shades>,
    /// From nothing to the most, ever darker on paper and ever lighter on a dark ground, so that greys tell it too.
    heat: Vec<Shades>,
    /// From the least to the greatest, with what stands out least in the middle.
    balance: Vec<Shades>,
}

#[derive(Deserialize)]
struct Written {
    light: String,
    dark: String,
    print: String,
}

// Constant text of the program itself: a test reads it, so that what is empty here can never be met outside.
static PALETTE: LazyLock<Palette> = LazyLock::new(|| {
    let text = include_str!("../../assets/palette.json");
    serde_json::from_str(text).unwrap_or_else(|_| Palette {
        codes: BTreeMap::new(),
        sequence: Vec::new(),
        greys: BTreeMap::new(),
        sides: BTreeMap::new(),
        heat: Vec::new(),
        balance: Vec::new(),
    })
});

/// The chapters that most trade of their section is in; of the other sections it is the first.
const LEADING: [(&str, u8); 3] = [("HS-S01", 3), ("HS-S05", 27), ("HS-S17", 87)];

/// A product group of WITS is told by its first chapter, the European Union of other years by that of today.
fn stands_for(code: &Code) -> Option<Code> {
    let chapter = || code.as_str().strip_prefix("WITS-")?.split('-').next().map(|chapter| format!("HS-{chapter}"));
    let union = || (code.as_str().starts_with("EU2") && code.as_str() != EU).then(|| EU.to_owned());
    chapter().or_else(union).map(Code::new)
}

impl Palette {
    /// A chapter has the hue of its section, the leading one its colour.
    fn of_code(&self, code: &Code) -> Option<Shades> {
        let of_section = || {
            let (section, chapter) = trade::section_of_chapter(code.as_str())?;
            let leading = LEADING
                .iter()
                .find(|(led, _)| *led == section)
                .map_or_else(|| trade::first_chapter(&section), |(_, chapter)| Some(*chapter))?;
            let tone = (i16::from(chapter) - i16::from(leading)).rem_euclid(3);
            Some(toned(*self.codes.get(&Code::new(section))?, tone as usize))
        };
        // A group within one section is told by it.
        let of_group = || {
            let chapters = groupings::chapters(code.as_str())?;
            let sections: BTreeSet<Option<String>> =
                chapters.iter().map(|chapter| Some(trade::section_of_chapter(&format!("HS-{chapter:02}"))?.0)).collect();
            let section = sections.first().filter(|_| sections.len() == 1)?.as_ref()?;
            self.codes.get(&Code::new(section.as_str())).copied()
        };
        self.codes.get(code).copied().or_else(of_section).or_else(of_group).or_else(|| self.of_code(&stands_for(code)?))
    }

    fn in_sequence(&self, rank: usize) -> Shades {
        self.sequence.get(rank % self.sequence.len().max(1)).copied().unwrap_or(FAINT)
    }

    fn grey(&self, name: &str) -> Shades {
        self.greys.get(name).copied().unwrap_or(FAINT)
    }

    fn side(&self, side: Side) -> Shades {
        self.sides.get(&side).copied().unwrap_or(FAINT)
    }
}

impl From<Written> for Shades {
    fn from(written: Written) -> Self {
        let rgb = |text: &str| {
            let value = text.strip_prefix('#').and_then(|digits| u32::from_str_radix(digits, 16).ok());
            value.map_or(GREY, |value| [(value >> 16) as u8, (value >> 8) as u8, value as u8])
        };
        Self { light: rgb(&written.light), dark: rgb(&written.dark), print: rgb(&written.print) }
    }
}

/// The same hue one tone on: darker on paper, lighter on a dark ground, so that it keeps standing out; back again after three.
fn toned(shades: Shades, tone: usize) -> Shades {
    let part = [0.0, 0.38, 0.62][tone % 3];
    Shades { light: mixed(shades.light, BLACK, part), dark: mixed(shades.dark, WHITE, part), print: mixed(shades.print, BLACK, part) }
}

fn mixed(from: Rgb, to: Rgb, part: f64) -> Rgb {
    [0, 1, 2].map(|at| (f64::from(from[at]) * (1.0 - part) + f64::from(to[at]) * part).round() as u8)
}

/// On the way along a ramp of colours, from its first, 0, to its last, 1.
fn between(ramp: &[Shades], part: f64) -> Shades {
    let along = part.clamp(0.0, 1.0) * ramp.len().saturating_sub(1) as f64;
    let from = along.floor() as usize;
    let (Some(a), Some(b)) = (ramp.get(from), ramp.get(from + 1).or(ramp.last())) else { return FAINT };
    let part = along - along.floor();
    Shades { light: mixed(a.light, b.light, part), dark: mixed(a.dark, b.dark, part), print: mixed(a.print, b.print, part) }
}

/// Black or white, whichever stands out more from this ground.
fn on(ground: Shades) -> Shades {
    let text = |ground| if contrast(WHITE, ground) >= contrast(BLACK, ground) { WHITE } else { BLACK };
    Shades { light: text(ground.light), dark: text(ground.dark), print: text(ground.print) }
}

/// The contrast ratio of two colours, from 1 to 21.
/// (L₁ + 0.05) / (L₂ + 0.05), the lighter first: W3C, Web Content Accessibility Guidelines 2.2.
pub fn contrast(a: Rgb, b: Rgb) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn luminance(color: Rgb) -> f64 {
    let [red, green, blue] = color.map(|channel| {
        let channel = f64::from(channel) / 255.0;
        if channel <= 0.04045 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terms::dimension::Dimension;

    fn of_code(code: &str, rank: usize) -> Shades {
        shades(&Ink::Code { dimension: Dimension::Partner, code: Code::new(code), rank })
    }

    #[test]
    fn the_palette_is_read_whole() {
        let palette: Palette = serde_json::from_str(include_str!("../../assets/palette.json")).expect("the palette is valid");
        assert_eq!(palette.sequence.len(), HUES);
        assert_eq!(palette.sides.len(), Side::ALL.len());
        for grey in ["other", "not_broken_down", "muted"] {
            assert!(palette.greys.contains_key(grey), "{grey}");
        }
    }

    #[test]
    fn a_code_has_one_colour_whatever_its_rank_and_from_the_eighth_on_grey() {
        assert_eq!(of_code("CHN", 0), of_code("CHN", 5));
        assert_ne!(of_code("CHN", 0), of_code("RUS", 0));
        assert_ne!(of_code("some-brand", 0), of_code("some-brand", 1));
        let [red, green, blue] = of_code("CHN", HUES).light;
        assert!(red.abs_diff(green) < 16 && green.abs_diff(blue) < 16, "not grey: {red} {green} {blue}");
        assert_ne!(of_code("a", HUES), of_code("b", HUES + 1));
    }

    #[test]
    fn brands_of_a_country_have_its_colour() {
        assert_eq!(of_code("brands-chinese", 0), of_code("CHN", 0));
        assert_eq!(of_code("brands-russian", 0), of_code("RUS", 0));
        assert_ne!(of_code("lada", 0), of_code("RUS", 0));
    }

    #[test]
    fn a_chapter_has_the_hue_of_its_section() {
        assert_eq!(of_code("HS-27", 0), of_code("HS-S05", 0));
        assert_eq!(of_code("HS-44", 3), of_code("HS-S09", 0));
        assert_ne!(of_code("HS-26", 0), of_code("HS-27", 1));
        assert_eq!(of_code("WITS-27", 3), of_code("HS-S05", 0));
        assert_ne!(of_code("WITS-25-26", 0), of_code("WITS-27", 0));
        assert_eq!(of_code("EU28", 2), of_code("EU27", 0));
    }

    #[test]
    fn every_mark_stands_out_from_its_ground_three_to_one() {
        let grounds = |shades: Shades| [(shades.light, WHITE), (shades.dark, [0x16, 0x18, 0x1c]), (shades.print, WHITE)];
        let codes = PALETTE.codes.keys().map(|code| Ink::Code { dimension: Dimension::Partner, code: code.clone(), rank: 0 });
        let others = (0..12).map(|rank| Ink::Code { dimension: Dimension::Holder, code: Code::new("brand"), rank });
        let sides = Side::ALL.into_iter().flat_map(|side| (0..3).map(move |shade| Ink::Side { side, shade }));
        for ink in codes.chain(others).chain(sides).chain([Ink::Rest, Ink::NotBrokenDown]) {
            for (color, ground) in grounds(shades(&ink)) {
                let contrast = contrast(color, ground);
                assert!(contrast >= 3.0, "{ink:?} {color:?} {contrast}");
            }
        }
    }

    #[test]
    fn heat_is_told_by_lightness_alone_and_words_on_it_can_be_read() {
        let steps: Vec<Shades> = (0..=20).map(|step| shades(&Ink::Heat(f64::from(step) / 20.0))).collect();
        for pair in steps.windows(2) {
            assert!(luminance(pair[1].light) < luminance(pair[0].light) && luminance(pair[1].print) < luminance(pair[0].print));
            assert!(luminance(pair[1].dark) > luminance(pair[0].dark));
        }
        let sides = [-1.0, 1.0].map(|part| shades(&Ink::Balance(part)).light);
        let [negative, positive] = sides.map(|[red, _, blue]| i16::from(red) - i16::from(blue));
        assert!(negative > 0 && positive < 0, "warm below zero, cold above it, which eyes without red or green still see");
        for ink in (0..=20).map(|step| f64::from(step) / 20.0).flat_map(|part| [Ink::Heat(part), Ink::Balance(part * 2.0 - 1.0)]) {
            let (ground, words) = (shades(&ink), shades(&Ink::On(Box::new(ink.clone()))));
            for (words, ground) in [(words.light, ground.light), (words.dark, ground.dark), (words.print, ground.print)] {
                assert!(contrast(words, ground) >= 4.5, "{ink:?}");
            }
        }
    }

    #[test]
    fn words_on_a_mark_can_be_read() {
        for code in PALETTE.codes.keys() {
            let ground = Ink::Code { dimension: Dimension::Partner, code: code.clone(), rank: 0 };
            let (words, ground) = (shades(&Ink::On(Box::new(ground.clone()))), shades(&ground));
            for (words, ground) in [(words.light, ground.light), (words.dark, ground.dark), (words.print, ground.print)] {
                assert!(contrast(words, ground) >= 4.5, "{code}: {:.2}", contrast(words, ground));
            }
        }
    }
}
