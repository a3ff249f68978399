//! The observations of a cube. There may be many millions of them, so that each is kept in a few numbers: what several have in
//! common, codes and signs, stands once.

use std::borrow::Cow;
use std::path::PathBuf;
use std::rc::Rc;

use crate::import::cube::pieces::{Packed, Pieces};
use crate::import::cube::shared::Shared;

/// A code that an observation has: the number of its concept, and that of the category there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Coded {
    pub concept: u32,
    pub category: u32,
}

/// An observation.
#[derive(Clone, Debug)]
pub struct Cell<'a> {
    pub series: u32,
    /// The codes that are not those of its series, in two parts.
    own: [&'a [Coded]; 2],
    pub given: Given<'a>,
    /// Counted from 1.
    pub number: u32,
    pub line: u32,
    pub column: u32,
}

impl<'a> Cell<'a> {
    pub fn own(&self) -> impl Iterator<Item = Coded> + 'a {
        let [first, second] = self.own;
        first.iter().chain(second).copied()
    }
}

/// What stands where the value should.
#[derive(Clone, Debug, PartialEq)]
pub enum Given<'a> {
    Number(f64),
    /// In words or signs; may be a number in quotation marks.
    Text(Cow<'a, str>),
    Nothing,
}

/// A number as JSON and XML Schema write it. Words such as "inf" are none, nor is what no computer holds.
pub fn number(text: &str) -> Option<f64> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let is_plain = digits.starts_with(|first: char| first.is_ascii_digit() || first == '.')
        && digits.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'e' | b'E' | b'+' | b'-'));
    is_plain.then(|| text.parse().ok()).flatten().filter(|number: &f64| number.is_finite())
}

/// Observations in the order in which they came.
#[derive(Debug, Default)]
pub struct Cells {
    pieces: Pieces,
    codes: Shared<[Coded]>,
    signs: Shared<str>,
}

/// In place of a sign.
const NUMBER: u32 = u32::MAX;
const NOTHING: u32 = u32::MAX - 1;

impl Cells {
    /// With a folder for those that are too many for memory.
    pub fn with_room(room: Option<PathBuf>) -> Self {
        Self { pieces: Pieces::new(room), ..Self::default() }
    }

    pub fn len(&self) -> usize {
        self.pieces.len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds one with codes of its own, counted from 1, that stands in this line and column.
    pub fn push(&mut self, series: u32, own: &[Coded], given: &Given, number: u32, (line, column): (u32, u32)) {
        let (value, sign) = match given {
            Given::Number(value) => (*value, NUMBER),
            Given::Text(text) => match self::number(text.trim()) {
                Some(value) => (value, NUMBER),
                None => (0.0, self.signs.number(text.as_ref())),
            },
            Given::Nothing => (0.0, NOTHING),
        };
        // Codes that tell observations apart are rarely the same; halves of them are.
        let (first, second) = own.split_at(own.len() / 2);
        let own = [self.codes.number(first), self.codes.number(second)];
        self.pieces.push(Packed { value, sign, series, own, number, line, column });
    }

    /// All of them; what the disk does not give back is missing, and told by `trouble`.
    pub fn iter(&self) -> impl Iterator<Item = Cell<'_>> {
        self.pieces.iter().map(|packed| self.unpacked(packed))
    }

    /// Why not all of them came back.
    pub fn trouble(&self) -> Option<String> {
        self.pieces.trouble()
    }

    fn unpacked(&self, packed: Packed) -> Cell<'_> {
        let Packed { value, sign, series, own, number, line, column } = packed;
        let given = match sign {
            NUMBER => Given::Number(value),
            NOTHING => Given::Nothing,
            sign => Given::Text(Cow::Borrowed(self.signs.get(sign).unwrap_or_default())),
        };
        Cell { series, own: own.map(|number| self.codes.get(number).unwrap_or_default()), given, number, line, column }
    }

    /// The signs that stand in place of values, each once; written anew they are so for all that have them.
    pub fn signs_mut(&mut self) -> impl Iterator<Item = &mut Rc<str>> {
        self.signs.all.iter_mut()
    }

    /// Adds codes to those that observations have of their own.
    pub fn extend(&mut self, more: impl Fn(u32, [&[Coded]; 2]) -> Vec<Coded>) {
        let codes = &mut self.codes;
        self.pieces.change(|packed| {
            let [first, second] = packed.own.map(|number| codes.get(number).unwrap_or_default());
            let more = more(packed.series, [first, second]);
            if !more.is_empty() {
                let second: Vec<Coded> = second.iter().copied().chain(more).collect();
                packed.own[1] = codes.number(&second);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::cube::pieces::PIECE;

    fn coded(concept: u32, category: u32) -> Coded {
        Coded { concept, category }
    }

    #[test]
    fn observations_come_back_as_they_were_put() {
        let mut cells = Cells::default();
        let all: Vec<(u32, Vec<Coded>, Given)> = (0..PIECE as u32 + 3)
            .map(|at| {
                let given = match at % 4 {
                    0 => Given::Number(f64::from(at)),
                    1 => Given::Text(" 0.50".into()),
                    2 => Given::Text(":".into()),
                    _ => Given::Nothing,
                };
                (at % 7, (0..at % 5).map(|concept| coded(concept, at % 11)).collect(), given)
            })
            .collect();
        for (at, (series, own, given)) in all.iter().enumerate() {
            cells.push(*series, own, given, at as u32 + 1, (at as u32, 2));
        }
        assert_eq!(cells.len(), all.len());
        for ((at, (series, own, given)), cell) in all.iter().enumerate().zip(cells.iter()) {
            // A number in quotation marks is one.
            let given = if at % 4 == 1 { &Given::Number(0.5) } else { given };
            assert_eq!((cell.series, &cell.own().collect::<Vec<_>>(), &cell.given), (*series, own, given));
            assert_eq!((cell.number, cell.line, cell.column), (at as u32 + 1, at as u32, 2));
        }
    }

    #[test]
    fn codes_are_added_and_signs_written_anew_for_all_that_have_them() {
        let mut cells = Cells::default();
        for series in 0..3 {
            cells.push(series, &[coded(0, 1), coded(1, 1)], &Given::Text("1,5".into()), series, (1, 1));
        }
        cells.extend(|series, _| if series == 1 { vec![coded(2, 9)] } else { Vec::new() });
        cells.signs_mut().for_each(|sign| *sign = sign.replace(',', ".").into());
        let all: Vec<(usize, Given)> = cells.iter().map(|cell| (cell.own().count(), cell.given)).collect();
        let text = || Given::Text("1.5".into());
        assert_eq!(all, [(2, text()), (3, text()), (2, text())]);
    }
}
