//! What was read of a file and what was refused, with its place and reason.

use serde::{Deserialize, Serialize};

/// A part of a file that could not be taken in. The rest was.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Refusal {
    /// Counted from 1.
    pub line: usize,
    /// Counted from 1, in characters; 0 when the whole line is meant.
    pub column: usize,
    /// What was met.
    pub what: String,
    /// Why it could not be taken, and what was expected.
    pub why: String,
}

impl Refusal {
    /// "line 12, column 5: "12a" is not a number".
    pub fn sentence(&self) -> String {
        let place = match [self.line, self.column] {
            // Its place is told in words.
            [0, _] => String::new(),
            [line, 0] => format!("line {line}: "),
            [line, column] => format!("line {line}, column {column}: "),
        };
        format!("{place}{} {}", self.what, self.why)
    }
}

/// Refusals on their way to a report: gathered by their offset in the text, told by line and column in the end.
#[derive(Default)]
pub struct Faults {
    found: Vec<Fault>,
    /// Found after the report was full.
    beyond: usize,
}

struct Fault {
    at: usize,
    extent: Extent,
    what: String,
    why: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Extent {
    Part,
    Line,
}

/// A file wrong in more places is wrong as a whole; the report says how many more there are.
const MOST: usize = 10_000;

impl Faults {
    /// A part of a line, `at` so many bytes into the text.
    pub fn add(&mut self, at: usize, what: impl Into<String>, why: impl Into<String>) {
        self.push(at, Extent::Part, what, why);
    }

    /// A line as a whole.
    pub fn add_line(&mut self, at: usize, what: impl Into<String>, why: impl Into<String>) {
        self.push(at, Extent::Line, what, why);
    }

    /// Is so much wrong that nothing more is told one by one?
    pub fn is_full(&self) -> bool {
        self.beyond > 0
    }

    pub fn count(&self) -> usize {
        self.found.len() + self.beyond
    }

    /// With lines and columns, in the order of the text.
    pub fn located(mut self, text: &str) -> Vec<Refusal> {
        self.found.sort_by_key(|fault| fault.at);
        let (mut at, mut line, mut column) = (0, 1, 1);
        let mut refusals = Vec::with_capacity(self.found.len());
        for Fault { at: here, extent, what, why } in self.found {
            (line, column) = advance(text.get(at..here).unwrap_or_default(), line, column);
            at = here;
            let column = if extent == Extent::Line { 0 } else { column };
            refusals.push(Refusal { line, column, what, why });
        }
        if self.beyond > 0 {
            let what = format!("{} more parts", self.beyond);
            refusals.push(Refusal { line, column: 0, what, why: "were left out for reasons of these kinds".to_owned() });
        }
        refusals
    }

    fn push(&mut self, at: usize, extent: Extent, what: impl Into<String>, why: impl Into<String>) {
        if self.found.len() == MOST {
            self.beyond += 1;
            return;
        }
        self.found.push(Fault { at, extent, what: what.into(), why: why.into() });
    }
}

/// Line and column of an offset, counted from 1, in characters.
pub fn place(document: &str, at: usize) -> (usize, usize) {
    advance(document.get(..at).unwrap_or(document), 1, 1)
}

/// Where the lines of a text begin. A line ends with CR, LF or both.
pub fn starts_of_lines(text: &str) -> impl Iterator<Item = usize> {
    std::iter::once(0).chain(ends_of_lines(text).map(|at| at + 1))
}

/// Where the last sign of each line end stands: one for each line but the last.
pub fn ends_of_lines(text: &str) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    let is_end = |at: &usize| bytes[*at] == b'\n' || bytes[*at] == b'\r' && bytes.get(at + 1) != Some(&b'\n');
    (0..bytes.len()).filter(is_end)
}

/// Without signs that steer a terminal or turn the direction of writing, so that a message stays in its line.
pub fn harmless(text: &str) -> String {
    let is_turning = |letter| matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars()
        .map(|letter| match letter {
            '\n' | '\r' | '\t' => ' ',
            letter if letter.is_control() || is_turning(letter) => char::REPLACEMENT_CHARACTER,
            letter => letter,
        })
        .collect()
}

/// Cut to forty characters, without line breaks.
pub fn shortened(text: &str) -> String {
    const MOST: usize = 40;
    let mut short = harmless(&text.chars().take(MOST).collect::<String>());
    if text.chars().nth(MOST).is_some() {
        short.push('…');
    }
    short
}

/// In quotation marks, short enough for a message.
pub fn quoted(text: &str) -> String {
    format!("\"{}\"", shortened(text))
}

/// Is one the other with one letter more, less or different, two exchanged, or in another case?
pub fn is_near(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.to_lowercase().chars().collect(), b.to_lowercase().chars().collect());
    let same_start = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[same_start..], &b[same_start..]);
    let same_end = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[..a.len() - same_end], &b[..b.len() - same_end]);
    a.len().max(b.len()) <= 1 || matches!((a, b), ([a, b], [c, d]) if a == d && b == c)
}

fn advance(text: &str, line: usize, column: usize) -> (usize, usize) {
    match text.rfind(['\n', '\r']) {
        Some(last) => (line + ends_of_lines(text).count(), text[last + 1..].chars().count() + 1),
        None => (line, column + text.chars().count()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_in_lines_and_characters() {
        let document = "{\n\"é\": x, y}";
        assert_eq!(place(document, 0), (1, 1));
        assert_eq!(place(document, document.find('x').expect("is there")), (2, 6));
        let mut faults = Faults::default();
        faults.add(document.find('y').expect("is there"), "y", "is wrong");
        faults.add(document.find('x').expect("is there"), "x", "is wrong");
        let places: Vec<_> = faults.located(document).into_iter().map(|refusal| (refusal.line, refusal.column)).collect();
        assert_eq!(places, [(2, 6), (2, 9)]);
    }

    #[test]
    fn lines_end_with_either_sign_or_both() {
        let text = "a\rb\r\nc\n\nd";
        assert_eq!(starts_of_lines(text).collect::<Vec<_>>(), [0, 2, 5, 7, 8]);
        assert_eq!((place(text, 2), place(text, 5), place(text, 8)), ((2, 1), (3, 1), (5, 1)));
    }

    #[test]
    fn nothing_in_a_message_steers_the_terminal_or_turns_the_line_round() {
        assert_eq!(harmless("a\u{1b}[2J\u{202e}b\u{2066}\tc"), "a\u{fffd}[2J\u{fffd}b\u{fffd} c");
        assert_eq!(quoted("Китай, 中国"), "\"Китай, 中国\"");
    }

    #[test]
    fn a_slip_of_the_finger_is_near() {
        assert!(is_near("qualifier", "qualifer") && is_near("status", "Status") && is_near("base", "bsae") && is_near("note", "notes"));
        assert!(!is_near("note", "base") && !is_near("low", "high"));
    }

    #[test]
    fn a_file_wrong_everywhere_gives_a_report_of_bearable_length() {
        let mut faults = Faults::default();
        (0..MOST + 5).for_each(|_| faults.add(0, "0", "is no series"));
        let refusals = faults.located("0");
        assert_eq!(refusals.len(), MOST + 1);
        assert_eq!(refusals[MOST].what, "5 more parts");
    }
}
