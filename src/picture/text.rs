//! How wide words are, how they break into lines, and the fonts that draw them; the one home of the font parser.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use ttf_parser::{Face, GlyphId, RawFace, Tag};
use write_fonts::tables::cmap::Cmap;
use write_fonts::{FontBuilder, types};

use crate::chart::mark::Anchor;
use crate::picture::{Rect, Weight};
use crate::problem::Problem;

/// One bundled font file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Font {
    Regular,
    Semibold,
    /// Chinese characters, which the other two lack.
    Chinese,
}

/// Half the height of a capital letter, as a part of the size: a baseline this far below a line's middle centres its text.
pub const HALF_CAPITAL: f32 = 0.349;

pub const ELLIPSIS: char = '…';

impl Font {
    pub const ALL: [Self; 3] = [Self::Regular, Self::Semibold, Self::Chinese];

    pub fn family(self) -> &'static str {
        match self {
            Self::Regular | Self::Semibold => "Asymmetry Sans",
            Self::Chinese => "Asymmetry Sans SC",
        }
    }

    /// The weight as CSS counts it.
    pub fn css_weight(self) -> u16 {
        match self {
            Self::Regular | Self::Chinese => 400,
            Self::Semibold => 600,
        }
    }

    pub fn bytes(self) -> &'static [u8] {
        match self {
            Self::Regular => include_bytes!("../../assets/fonts/AsymmetrySans-Regular.ttf"),
            Self::Semibold => include_bytes!("../../assets/fonts/AsymmetrySans-SemiBold.ttf"),
            Self::Chinese => include_bytes!("../../assets/fonts/AsymmetrySansSC-Regular.ttf"),
        }
    }

    /// The font that draws a character in this weight; `None` when no bundled one has it.
    pub fn of(character: char, weight: Weight) -> Option<Self> {
        let first = Self::from(weight);
        [first, Self::Chinese].into_iter().find(|font| font.glyph(character).is_some())
    }

    fn face(self) -> Option<&'static Face<'static>> {
        static FACES: LazyLock<[Option<Face<'static>>; 3]> = LazyLock::new(|| Font::ALL.map(|font| Face::parse(font.bytes(), 0).ok()));
        FACES[self as usize].as_ref()
    }

    fn glyph(self, character: char) -> Option<GlyphId> {
        self.face()?.glyph_index(character)
    }
}

impl From<Weight> for Font {
    fn from(weight: Weight) -> Self {
        match weight {
            Weight::Regular => Self::Regular,
            Weight::Semibold => Self::Semibold,
        }
    }
}

/// The weight of a whole line: Chinese has one alone, and figures among it follow.
pub fn weight_of(line: &str, weight: Weight) -> Weight {
    let is_chinese = |character: char| !character.is_ascii() && Font::of(character, weight) == Some(Font::Chinese);
    if weight == Weight::Semibold && line.chars().any(is_chinese) { Weight::Regular } else { weight }
}

/// The width of one line of text in points. Kerning is left out everywhere, so that every program agrees on it.
pub fn width(text: &str, size: f32, weight: Weight) -> f32 {
    text.chars().map(|character| advance(character, weight)).sum::<f32>() * size
}

/// The box that a line of text fills, when it is so wide and `at` is on its baseline.
pub fn outline([x, y]: [f32; 2], width: f32, size: f32, anchor: Anchor) -> Rect {
    let left = match anchor {
        Anchor::Start => x,
        Anchor::Middle => x - width / 2.0,
        Anchor::End => x - width,
    };
    Rect::new(left, y - size * 0.8, left + width, y + size * 0.25)
}

/// Breaks text into lines no wider than `room`, at spaces, after hyphens, and anywhere among Chinese characters.
pub fn wrap(text: &str, room: f32, size: f32, weight: Weight) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        for piece in pieces(paragraph) {
            let longer = format!("{line}{piece}");
            if width(longer.trim_end(), size, weight) <= room {
                line = longer;
                continue;
            }
            if !line.trim().is_empty() {
                lines.push(line.trim_end().to_owned());
            }
            line = broken(&piece, room, size, weight, &mut lines);
        }
        if !line.trim().is_empty() {
            lines.push(line.trim_end().to_owned());
        }
    }
    lines
}

/// At most `most` lines; the last one ends in "…" when there is more.
pub fn wrap_to(text: &str, room: f32, size: f32, weight: Weight, most: usize) -> Vec<String> {
    let mut lines = wrap(text, room, size, weight);
    if lines.len() > most {
        let rest = lines.split_off(most.saturating_sub(1)).join(" ");
        if most > 0 {
            lines.push(shorten(&rest, room, size, weight));
        }
    }
    lines
}

/// Like `wrap_to`, with lines of about the same width when the last one would hold but a word or two.
pub fn balanced(text: &str, room: f32, size: f32, weight: Weight, most: usize) -> Vec<String> {
    let lines = wrap_to(text, room, size, weight, most);
    let is_ragged = lines.len() > 1 && lines.last().is_some_and(|last| width(last, size, weight) < room * 0.35);
    if !is_ragged {
        return lines;
    }
    let narrower = (12..20).map(|part| wrap_to(text, room * part as f32 / 20.0, size, weight, most));
    narrower.into_iter().find(|narrow| narrow.len() == lines.len() && !narrow.iter().any(|line| line.ends_with(ELLIPSIS))).unwrap_or(lines)
}

/// The text itself when it fits into `room`, otherwise as much of its beginning as fits before "…".
pub fn shorten(text: &str, room: f32, size: f32, weight: Weight) -> String {
    if width(text, size, weight) <= room {
        return text.to_owned();
    }
    let mut used = advance(ELLIPSIS, weight) * size;
    let mut kept = String::new();
    for character in text.chars() {
        used += advance(character, weight) * size;
        if used > room {
            break;
        }
        kept.push(character);
    }
    let kept = kept.trim_end_matches(|end: char| end.is_whitespace() || ",;:–-(".contains(end));
    if kept.is_empty() { String::new() } else { format!("{kept}{ELLIPSIS}") }
}

/// The characters that no bundled font has, each once.
pub fn unknown_characters(text: &str) -> BTreeSet<char> {
    text.chars().filter(|character| !character.is_control() && Font::of(*character, Weight::Regular).is_none()).collect()
}

/// A font file for browsers with nothing but these characters. The same characters give the same bytes.
///
/// # Errors
/// When the bundled font is damaged.
pub fn subset(font: Font, characters: &BTreeSet<char>) -> Result<Vec<u8>, Problem> {
    let damaged = |error: &dyn std::fmt::Display| Problem::new("Could not embed the font").because(error);
    let mut remapper = subsetter::GlyphRemapper::new();
    let mapping: BTreeMap<char, u16> =
        characters.iter().filter_map(|character| Some((*character, remapper.remap(font.glyph(*character)?.0)))).collect();
    let bare = subsetter::subset(font.bytes(), 0, &remapper).map_err(|error| damaged(&error))?;
    let whole = RawFace::parse(font.bytes(), 0).map_err(|error| damaged(&error))?;
    let part = RawFace::parse(&bare, 0).map_err(|error| damaged(&error))?;

    let mut builder = FontBuilder::new();
    for record in part.table_records {
        if let Some(data) = part.table(record.tag) {
            builder.add_raw(types::Tag::new(&record.tag.to_bytes()), data);
        }
    }
    // A subset for PDF has neither characters nor a licence; browsers refuse a font without them.
    for tag in [b"OS/2", b"name"] {
        if let Some(data) = whole.table(Tag::from_bytes(tag)) {
            builder.add_raw(types::Tag::new(tag), data);
        }
    }
    builder.add_raw(types::Tag::new(b"post"), post_without_names(whole.table(Tag::from_bytes(b"post")).unwrap_or_default()));
    let cmap = Cmap::from_mappings(mapping.into_iter().map(|(character, glyph)| (character, types::GlyphId::new(u32::from(glyph)))));
    let cmap = cmap.map_err(|error| damaged(&error))?;
    builder.add_table(&cmap).map_err(|error| damaged(&error))?;
    Ok(builder.build())
}

/// Version 3 of the table that names glyphs: none.
fn post_without_names(table: &[u8]) -> Vec<u8> {
    let mut post = table.iter().copied().chain(std::iter::repeat(0)).take(32).collect::<Vec<_>>();
    post[..4].copy_from_slice(&[0, 3, 0, 0]);
    post
}

/// The width of a character as a part of the size.
fn advance(character: char, weight: Weight) -> f32 {
    // Every footnote of every picture is measured letter by letter: those of the alphabets and signs are looked up once.
    static KEPT: LazyLock<[Vec<f32>; 2]> = LazyLock::new(|| {
        let characters = || (0..END_OF_SIGNS).map(|code| char::from_u32(code).unwrap_or(' '));
        [Weight::Regular, Weight::Semibold].map(|weight| characters().map(|character| advance_in_font(character, weight)).collect())
    });
    let kept = KEPT[weight as usize].get(character as usize).copied();
    kept.unwrap_or_else(|| advance_in_font(character, weight))
}

/// Behind it lie pictographs and Chinese.
const END_OF_SIGNS: u32 = 0x2300;

fn advance_in_font(character: char, weight: Weight) -> f32 {
    let found = Font::of(character, weight).and_then(|font| {
        let face = font.face()?;
        let advance = face.glyph_hor_advance(face.glyph_index(character)?)?;
        Some(f32::from(advance) / f32::from(face.units_per_em()))
    });
    found.unwrap_or(if character.is_control() { 0.0 } else { 1.0 })
}

/// The parts of a text between which a line may break, each with the space after it.
fn pieces(text: &str) -> Vec<Cow<'_, str>> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let end = at + character.len_utf8();
        let next = characters.peek().map(|(_, next)| *next);
        let may_break = match next {
            None => true,
            Some(next) if character == ' ' => next != ' ',
            Some(next) if is_chinese(character) => !is_closing(next) && next != ' ',
            Some(next) if is_chinese(next) => !is_closing(next),
            Some(next) => character == '-' && next.is_alphabetic(),
        };
        if may_break {
            pieces.push(Cow::Borrowed(&text[start..end]));
            start = end;
        }
    }
    pieces
}

fn is_chinese(character: char) -> bool {
    matches!(character, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff65}')
}

/// Signs that never begin a line.
fn is_closing(character: char) -> bool {
    "，。、；：？！）》〉」】”’%％,.;:?!)".contains(character)
}

/// Puts as many whole lines of a word that is too wide into `lines`, and returns the rest.
fn broken(word: &str, room: f32, size: f32, weight: Weight, lines: &mut Vec<String>) -> String {
    let mut line = String::new();
    for character in word.chars() {
        line.push(character);
        if width(line.trim_end(), size, weight) > room && line.chars().count() > 1 {
            line.pop();
            lines.push(std::mem::take(&mut line));
            line.push(character);
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_equally_wide() {
        let widths: BTreeSet<u32> = ('0'..='9').map(|digit| (advance(digit, Weight::Regular) * 1000.0) as u32).collect();
        assert_eq!(widths.len(), 1);
        assert!(width("2024", 10.0, Weight::Semibold) > 20.0);
    }

    #[test]
    fn lines_break_at_words_and_never_run_over() {
        let text = "United Kingdom of Great Britain and Northern Ireland";
        let lines = wrap(text, 120.0, 13.0, Weight::Regular);
        assert_eq!(lines.join(" "), text);
        assert!(lines.iter().all(|line| width(line, 13.0, Weight::Regular) <= 120.0));
        assert!(wrap("Donaudampfschifffahrtsgesellschaft", 60.0, 13.0, Weight::Regular).iter().all(|line| line.chars().count() < 14));
        assert!(wrap("中华人民共和国对俄罗斯联邦出口", 60.0, 13.0, Weight::Regular).len() > 2);
        assert!(wrap("", 60.0, 13.0, Weight::Regular).is_empty());
    }

    #[test]
    fn what_does_not_fit_ends_in_an_ellipsis() {
        assert_eq!(shorten("Kazakhstan", 500.0, 13.0, Weight::Regular), "Kazakhstan");
        let room = width("United Kingdom,…", 13.0, Weight::Regular);
        let short = shorten("United Kingdom, of Great Britain", room, 13.0, Weight::Regular);
        assert_eq!(short, "United Kingdom…");
        assert_eq!(shorten("Kazakhstan", 3.0, 13.0, Weight::Regular), "");
        let lines = wrap_to("one two three four five six seven", 60.0, 13.0, Weight::Regular, 2);
        assert!(lines.len() == 2 && lines[1].ends_with('…'));
    }

    #[test]
    fn a_title_does_not_leave_one_word_alone() {
        let title = "Minerals were 77% of what Russia sold to China in 2014, 64% in 2020";
        let room = width("Minerals were 77% of what Russia sold to China in 2014, 64% in", 20.0, Weight::Semibold) + 1.0;
        let lines = balanced(title, room, 20.0, Weight::Semibold, 2);
        assert_eq!(lines.join(" "), title);
        assert!(lines.len() == 2 && lines[1].len() > 20, "{lines:?}");
    }

    #[test]
    fn a_subset_draws_its_characters_and_no_others() {
        let characters: BTreeSet<char> = "Türkiye − 46.4 %≈→Ж".chars().collect();
        let bytes = subset(Font::Semibold, &characters).expect("the font is whole");
        let face = Face::parse(&bytes, 0).expect("a font");
        let whole = Font::Semibold.face().expect("a font");
        for character in &characters {
            let [part, all] = [&face, whole].map(|face| face.glyph_hor_advance(face.glyph_index(*character).expect("has it")));
            assert_eq!(part, all);
        }
        assert_eq!(face.glyph_index('Q'), None);
        assert!(bytes.len() < 12_000, "{}", bytes.len());
        assert_eq!(bytes, subset(Font::Semibold, &characters).expect("the font is whole"));
    }

    #[test]
    fn characters_without_a_glyph_are_found() {
        assert!(unknown_characters("China, 中国, Россия, ≈ ≤ ≥ − – ’ € ₽ ¥ →").is_empty());
        assert_eq!(unknown_characters("ถ").len(), 1);
    }
}
