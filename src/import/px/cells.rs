//! The figures of a file in PX: all of them, the last dimension changing fastest, or rows that name what they are of.

use std::collections::HashMap;

use crate::import::cube::cells::{Coded, Given, number};
use crate::import::cube::{Cube, Places};
use crate::import::px::keywords::Flaw;

/// Where the figures stand, and in which dimensions.
pub struct Figures<'a> {
    pub text: &'a str,
    pub begin: usize,
    /// How many categories each dimension has, those of the rows first.
    pub sizes: Vec<usize>,
    pub in_rows: usize,
    /// Of each dimension of the rows the names by which a row says what it is of; none where all figures are given.
    pub keys: Vec<HashMap<String, u32>>,
    /// The concept of the signs that stand for a figure.
    pub status: u32,
}

/// A dash is nil since there is the format: before 2005 its programs wrote a 0 for it.
pub const NIL: &str = "-";

/// Puts the figures into the cube; tells whether a dash was among them.
///
/// # Errors
/// When there are more or fewer than the dimensions have room for, or a row is of nothing that is known.
pub fn put(figures: &Figures, cube: &mut Cube) -> Result<bool, Flaw> {
    let mut tokens = Tokens { text: figures.text, at: figures.begin };
    let mut writer = Writer { figures, cube, places: Places::new(figures.text), has_nil: false };
    if !figures.keys.is_empty() {
        return writer.rows(tokens).map(|()| writer.has_nil);
    }
    let total: usize = figures.sizes.iter().product();
    let mut count = 0;
    while let Some(token) = tokens.next() {
        if count == total {
            return Flaw::new(token.at, format!("a figure more than the {total} that its dimensions have room for stands here"));
        }
        writer.put(count, &token);
        count += 1;
    }
    if count < total {
        return Flaw::new(
            figures.text.len(),
            format!("it gives {count} figures, and its dimensions have room for {total}: it ends too early"),
        );
    }
    Ok(writer.has_nil)
}

struct Writer<'a> {
    figures: &'a Figures<'a>,
    cube: &'a mut Cube,
    places: Places<'a>,
    has_nil: bool,
}

impl Writer<'_> {
    /// Rows of the names of what they are of, and the figures behind these.
    fn rows(&mut self, mut tokens: Tokens) -> Result<(), Flaw> {
        let across: usize = self.figures.sizes.iter().skip(self.figures.in_rows).product();
        while let Some(first) = tokens.next() {
            let mut row = 0;
            let mut key = Some(first);
            for (known, size) in self.figures.keys.iter().zip(&self.figures.sizes) {
                let Some(token) = key.take().or_else(|| tokens.next()) else {
                    return Flaw::new(self.figures.text.len(), "its last row ends too early");
                };
                let Some(number) = known.get(token.text.trim()) else {
                    return Flaw::new(token.at, format!("\"{}\" begins no row: it is none of the names that rows have", token.text.trim()));
                };
                row = row * size + *number as usize;
            }
            for column in 0..across {
                let Some(token) = tokens.next() else { return Flaw::new(self.figures.text.len(), "its last row ends too early") };
                self.put(row * across + column, &token);
            }
        }
        Ok(())
    }

    fn put(&mut self, at: usize, token: &Token) {
        let mut own = Vec::with_capacity(self.figures.sizes.len() + 1);
        let mut rest = at;
        for (concept, size) in self.figures.sizes.iter().enumerate().rev() {
            own.push(Coded { concept: concept as u32, category: (rest % size) as u32 });
            rest /= size;
        }
        let text = token.text.trim();
        let given = match number(text) {
            Some(number) => Given::Number(number),
            None if text == NIL => {
                self.has_nil = true;
                Given::Number(0.0)
            }
            None if !text.is_empty() && text.bytes().all(|byte| byte == b'.') => {
                own.push(self.cube.coded(self.figures.status, text));
                Given::Nothing
            }
            None => Given::Text(text.into()),
        };
        let number = u32::try_from(at).unwrap_or(u32::MAX).saturating_add(1);
        self.cube.cells.push(0, &own, &given, number, self.places.of(token.at));
    }
}

/// A figure, a sign in its place, or the name of what a row is of.
struct Token<'a> {
    at: usize,
    text: &'a str,
}

/// Blanks, commas and semicolons part them, and mean the same.
struct Tokens<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Tokens<'a> {
    fn next(&mut self) -> Option<Token<'a>> {
        let is_between = |sign: char| sign.is_whitespace() || matches!(sign, ',' | ';' | '\u{1a}');
        let rest = self.text.get(self.at..)?;
        let start = rest.find(|sign| !is_between(sign))?;
        let at = self.at + start;
        let rest = &rest[start..];
        let (text, length) = match rest.strip_prefix('"') {
            Some(quoted) => {
                let end = quoted.find('"').unwrap_or(quoted.len());
                (&quoted[..end], end + 2)
            }
            None => {
                let end = rest.find(|sign| is_between(sign) || sign == '"').unwrap_or(rest.len());
                (&rest[..end], end)
            }
        };
        self.at = at + length;
        Some(Token { at, text })
    }
}
