//! The texts that the cells of a workbook of before 2007 share, as far as marks stand above the line in them: its reader joins
//! these to the words before, and `6.5` with a mark of a footnote would be `6.52`.

use std::collections::BTreeMap;

use crate::import::raised::raised;
use crate::import::workbook::record::{long, short};

/// Does a record of a font set its words above the line?
pub fn is_raised(font: &[u8]) -> bool {
    short(font, 8) == Some(1)
}

/// Is the font of this number such a one? There is none of the number 4.
pub fn is_above(fonts: &[bool], font: u16) -> bool {
    fonts.get(usize::from(if font > 4 { font - 1 } else { font })).copied().unwrap_or_default()
}

/// The records of the texts, in which a text goes on across their ends.
#[derive(Default)]
pub struct Texts<'a> {
    pieces: Vec<&'a [u8]>,
    is_open: bool,
}

impl<'a> Texts<'a> {
    pub fn begin(&mut self, data: &'a [u8]) {
        // How many texts there are is said first.
        (self.pieces, self.is_open) = (vec![data.get(8..).unwrap_or_default()], true);
    }

    pub fn go_on(&mut self, data: &'a [u8]) {
        if self.is_open {
            self.pieces.push(data);
        }
    }

    /// The texts that have figures above the line, with these as letters that stand there by themselves; by their numbers.
    pub fn raised(self, fonts: &[bool]) -> BTreeMap<u32, String> {
        let mut found = BTreeMap::new();
        let mut bytes = Pieces { pieces: self.pieces, at: 0 };
        if !fonts.contains(&true) {
            return found;
        }
        for number in 0.. {
            let Some((letters, runs)) = bytes.text() else { break };
            if let Some(text) = with_raised(&letters, &runs, fonts) {
                found.insert(number, text);
            }
        }
        found
    }
}

/// Where words begin in a text, and in which font.
type Run = (usize, u16);

fn with_raised(letters: &[u16], runs: &[Run], fonts: &[bool]) -> Option<String> {
    if !runs.iter().any(|(_, font)| is_above(fonts, *font)) {
        return None;
    }
    let ends = runs.iter().skip(1).map(|(start, _)| *start).chain([letters.len()]);
    let words = |from: usize, to: usize| letters.get(from..to.min(letters.len())).map(String::from_utf16_lossy).unwrap_or_default();
    let mut text = words(0, runs.first()?.0);
    for ((start, font), end) in runs.iter().zip(ends) {
        let piece = words(*start, end);
        text.push_str(&if is_above(fonts, *font) { raised(&piece) } else { piece });
    }
    Some(text)
}

/// Bytes of one record after the other.
struct Pieces<'a> {
    pieces: Vec<&'a [u8]>,
    at: usize,
}

impl Pieces<'_> {
    /// The next text and where its fonts change.
    fn text(&mut self) -> Option<(Vec<u16>, Vec<Run>)> {
        let head = self.take(3)?;
        let (count, flags) = (usize::from(short(&head, 0)?), *head.get(2)?);
        let runs = if flags & 8 == 0 { 0 } else { usize::from(short(&self.take(2)?, 0)?) };
        let more = if flags & 4 == 0 { 0 } else { long(&self.take(4)?, 0)? as usize };
        let letters = self.letters(count, flags)?;
        let runs = self.take(4 * runs)?;
        self.take(more)?;
        let run = |bytes: &[u8]| Some((usize::from(short(bytes, 0)?), short(bytes, 2)?));
        Some((letters, runs.chunks_exact(4).filter_map(run).collect()))
    }

    /// Letters of one byte or of two; a record that goes on with them says first which.
    fn letters(&mut self, count: usize, flags: u8) -> Option<Vec<u16>> {
        let mut letters = Vec::new();
        let mut size = 1 + usize::from(flags & 1);
        while letters.len() < count {
            let left = self.pieces.get(self.at)?;
            let here = (left.len() / size).min(count - letters.len());
            if here == 0 {
                self.at += 1;
                let (flags, rest) = self.pieces.get(self.at)?.split_first()?;
                size = 1 + usize::from(flags & 1);
                self.pieces[self.at] = rest;
                continue;
            }
            let (own, rest) = left.split_at(here * size);
            letters.extend(own.chunks_exact(size).map(|one| u16::from_le_bytes([one[0], one.get(1).copied().unwrap_or(0)])));
            self.pieces[self.at] = rest;
        }
        Some(letters)
    }

    fn take(&mut self, count: usize) -> Option<Vec<u8>> {
        let mut taken = Vec::new();
        while taken.len() < count {
            let left = self.pieces.get(self.at)?;
            let (own, rest) = left.split_at(left.len().min(count - taken.len()));
            taken.extend_from_slice(own);
            self.pieces[self.at] = rest;
            self.at += usize::from(rest.is_empty());
        }
        Some(taken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_found_across_the_ends_of_records() {
        let plain = [3, 0, 0, b'a', b'b', b'c'];
        // "6.5" in one byte a letter and "2" in two bytes behind the end of a record, with a phonetic guide of two bytes.
        let marked = [&[4, 0, 0x0c, 2, 0, 2, 0, 0, 0][..], b"6.5"].concat();
        let rest = [1, b'2', 0, 0, 0, 0, 0, 3, 0, 5, 0, 9, 9, 3, 0, 8, 1, 0, b'k', b'm', b'2', 2, 0, 1, 0, 1, 0, 0, b'z'];
        let head = [&[0; 8][..], &plain, &marked].concat();
        let texts = || {
            let mut texts = Texts::default();
            texts.go_on(&[7]);
            texts.begin(&head);
            texts.go_on(&rest);
            texts
        };
        // Of five fonts those of the numbers 1 and 5, which is the fifth, stand above the line.
        let fonts = [false, true, false, false, true];
        let expected = BTreeMap::from([(1, "6.5²".to_owned()), (2, "km²".to_owned())]);
        assert_eq!(texts().raised(&fonts), expected);
        assert_eq!((texts().raised(&[false; 5]), is_raised(&[0, 0, 0, 0, 0, 0, 0, 0, 1, 0])), (BTreeMap::new(), true));
    }
}
