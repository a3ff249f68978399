//! The raw text of a record: where its cells begin, and whether its quotation marks hold. The reader of the table takes
//! every text for something; what it would take wrongly is found here.

/// What is wrong with the quotation marks of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// So many bytes into the record, text stands behind a closing mark.
    TextBehind(usize),
    NeverClosed,
}

#[derive(Clone, Copy)]
enum State {
    /// Nothing of the cell was seen yet.
    Start,
    Bare,
    Quoted,
    /// Behind a mark that closes the cell, unless another one follows.
    Closed,
}

/// The first thing wrong with the quotation marks of a record; `None` when they hold.
pub fn flaw(record: &str) -> Option<Flaw> {
    let mut flaw = None;
    let mut state = State::Start;
    for (at, byte) in record.bytes().enumerate() {
        if matches!(state, State::Closed) && !matches!(byte, b'"' | b',' | b'\r' | b'\n') {
            flaw = flaw.or(Some(Flaw::TextBehind(at)));
        }
        state = after(state, byte);
    }
    flaw.or(matches!(state, State::Quoted).then_some(Flaw::NeverClosed))
}

/// Where the cell in this place begins in its record.
pub fn cell_at(record: &str, place: usize) -> usize {
    let mut state = State::Start;
    let commas = record.bytes().enumerate().filter(|(_, byte)| {
        let is_quoted = matches!(state, State::Quoted);
        state = after(state, *byte);
        *byte == b',' && !is_quoted
    });
    std::iter::once(0).chain(commas.map(|(at, _)| at + 1)).take(place + 1).last().unwrap_or_default()
}

fn after(state: State, byte: u8) -> State {
    match (state, byte) {
        (State::Quoted, b'"') => State::Closed,
        (State::Quoted, _) | (State::Start | State::Closed, b'"') => State::Quoted,
        (State::Start | State::Bare | State::Closed, b',' | b'\r' | b'\n') => State::Start,
        (State::Start | State::Bare | State::Closed, _) => State::Bare,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_found_behind_quoted_commas_and_bare_marks() {
        let record = "\"x, y\",\"say \"\"no, no\"\"\",z";
        assert_eq!(&record[cell_at(record, 1)..], "\"say \"\"no, no\"\"\",z");
        assert_eq!(&record[cell_at(record, 2)..], "z");
        let inches = "5\" pipe,6\" pipe,\"a, b\",soon";
        assert_eq!(&inches[cell_at(inches, 3)..], "soon");
    }

    #[test]
    fn text_behind_a_closing_mark_is_found() {
        assert_eq!(flaw("2020,1,\"Foo\n2021,2,\"Bar\"\n"), Some(Flaw::TextBehind(20)));
        assert_eq!(flaw("\"a\" ,b"), Some(Flaw::TextBehind(3)));
        for sound in ["a,\"b\"\r\n", "5\" pipe,3", "\"a \"\"b\"\"\"", "\"\",\"\"", "\"a\nb\",c\r"] {
            assert_eq!(flaw(sound), None, "{sound}");
        }
    }

    #[test]
    fn an_open_mark_is_told_from_a_closed_one() {
        for open in ["a,\"b", "\"a \"\"b", "\"a\",\""] {
            assert_eq!(flaw(open), Some(Flaw::NeverClosed), "{open}");
        }
    }
}
