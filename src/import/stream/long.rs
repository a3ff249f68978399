//! Documents of JSON of which some members may be too long for memory: walked through from one end to the other, and cut to the
//! first entries of those members.

use std::io::{Chain, Cursor, Read};

use struson::reader::json_path::JsonPathPiece;
use struson::reader::{JsonReader, JsonStreamReader, ReaderError, ReaderSettings, SyntaxErrorKind, TransferError, ValueType};
use struson::writer::{JsonStreamWriter, JsonWriter};

/// The way to a part of a document, from its top.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    Member(String),
    /// Of a list, counted from 0.
    Item(u32),
}

impl Step {
    pub fn member(name: &str) -> Self {
        Self::Member(name.to_owned())
    }
}

/// Goes through a document step by step. Whoever opens an object or a list goes through it to its end.
pub struct Walk<R: Read> {
    reader: JsonStreamReader<Chain<Cursor<Vec<u8>>, R>>,
    /// Line and column of the first sign.
    begin: (u32, u32),
    /// The text that was asked for last.
    asked: Vec<u8>,
}

/// The name of a member, and the line and column where it stands.
pub type Named = (String, (u32, u32));

/// What stands where a value should.
#[derive(Debug, PartialEq, Eq)]
pub enum Scalar<'a> {
    Number(&'a str),
    Text(&'a str),
    Nothing,
    /// What else, in words.
    Other(&'static str),
}

/// Documents of agencies lie a dozen deep.
const DEEPEST: u32 = 64;

impl<R: Read> Walk<R> {
    /// # Errors
    /// When the text cannot be read.
    pub fn new(mut text: R) -> Result<Self, String> {
        let mut first = Vec::new();
        text.by_ref().take(3).read_to_end(&mut first).map_err(|error| error.to_string())?;
        if first == b"\xef\xbb\xbf" {
            first.clear();
        }
        let settings = ReaderSettings {
            track_path: false,
            max_nesting_depth: Some(DEEPEST),
            restrict_number_values: false,
            ..ReaderSettings::default()
        };
        Ok(Self { reader: JsonStreamReader::new_custom(Cursor::new(first).chain(text), settings), begin: (1, 1), asked: Vec::new() })
    }

    /// Before a part of the document.
    ///
    /// # Errors
    /// When there is no such part, or what stands before it is no JSON.
    pub fn to(text: R, path: &[Step]) -> Result<Self, String> {
        let path: Vec<JsonPathPiece> = path
            .iter()
            .map(|step| match step {
                Step::Member(name) => JsonPathPiece::ObjectMember(name.clone()),
                Step::Item(at) => JsonPathPiece::ArrayItem(*at),
            })
            .collect();
        let mut walk = Self::new(text)?;
        walk.reader.seek_to(&path).map_err(said)?;
        Ok(walk)
    }

    /// A part of a document by itself, which begins in this line and column.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn of_part(text: R, begin: (u32, u32)) -> Result<Self, String> {
        Ok(Self { begin, ..Self::new(text)? })
    }

    /// Line and column of what was looked at last, counted from 1, in characters.
    fn place(&self) -> (u32, u32) {
        let Some(place) = self.reader.current_position(false).line_pos else { return self.begin };
        let [lines, columns] = [place.line, place.column].map(|number| u32::try_from(number).unwrap_or(u32::MAX));
        let first = if lines == 0 { self.begin.1 } else { 1 };
        (self.begin.0.saturating_add(lines), first.saturating_add(columns))
    }

    /// Goes into the object that stands here; passes over what is none.
    ///
    /// # Errors
    /// When what follows is no JSON.
    pub fn opens_object(&mut self) -> Result<bool, String> {
        match self.reader.peek().map_err(said)? {
            ValueType::Object => self.reader.begin_object().map(|()| true).map_err(said),
            _ => self.pass().map(|()| false),
        }
    }

    /// The name of the next member of the object, and where it stands; `None` behind the last one.
    ///
    /// # Errors
    /// When what follows is no JSON.
    pub fn name(&mut self) -> Result<Option<Named>, String> {
        if !self.reader.has_next().map_err(said)? {
            return self.reader.end_object().map(|()| None).map_err(said);
        }
        let place = self.place();
        self.reader.next_name_owned().map(|name| Some((name, place))).map_err(said)
    }

    /// Goes into the list that stands here; stays before what is none.
    ///
    /// # Errors
    /// When what follows is no JSON.
    pub fn opens_list(&mut self) -> Result<bool, String> {
        match self.reader.peek().map_err(said)? {
            ValueType::Array => self.reader.begin_array().map(|()| true).map_err(said),
            _ => Ok(false),
        }
    }

    /// Does the list go on? Its end is passed.
    ///
    /// # Errors
    /// When what follows is no JSON.
    pub fn has_item(&mut self) -> Result<bool, String> {
        match self.reader.has_next().map_err(said)? {
            true => Ok(true),
            false => self.reader.end_array().map(|()| false).map_err(said),
        }
    }

    /// What stands here as a value, and where.
    ///
    /// # Errors
    /// When it is no JSON.
    pub fn scalar(&mut self) -> Result<(Scalar<'_>, (u32, u32)), String> {
        let kind = self.reader.peek().map_err(said)?;
        let place = self.place();
        let scalar = match kind {
            ValueType::Number => Scalar::Number(self.reader.next_number_as_str().map_err(said)?),
            ValueType::String => Scalar::Text(self.reader.next_str().map_err(said)?),
            ValueType::Null => {
                self.reader.next_null().map_err(said)?;
                Scalar::Nothing
            }
            ValueType::Boolean => Scalar::Other(if self.reader.next_bool().map_err(said)? { "true" } else { "false" }),
            ValueType::Object | ValueType::Array => {
                self.pass()?;
                Scalar::Other(if kind == ValueType::Object { "an object" } else { "a list" })
            }
        };
        Ok((scalar, place))
    }

    /// The text of what stands here.
    ///
    /// # Errors
    /// When it is no JSON.
    pub fn text(&mut self) -> Result<&str, String> {
        self.asked.clear();
        let mut writer = JsonStreamWriter::new(&mut self.asked);
        self.reader.transfer_to(&mut writer).map_err(|error| match error {
            TransferError::ReaderError(error) => said(error),
            TransferError::WriterError(error) => error.to_string(),
        })?;
        writer.finish_document().map_err(|error| error.to_string())?;
        std::str::from_utf8(&self.asked).map_err(|error| error.to_string())
    }

    /// Passes over what stands here.
    ///
    /// # Errors
    /// When it is no JSON.
    pub fn pass(&mut self) -> Result<(), String> {
        self.reader.skip_value().map_err(said)
    }
}

fn said(error: ReaderError) -> String {
    match error {
        ReaderError::SyntaxError(error) => {
            let place = error.location.line_pos.map(|place| format!("line {}, column {}: ", place.line + 1, place.column + 1));
            format!("{}it is not valid JSON: {}", place.unwrap_or_default(), in_words(&error.kind.to_string()))
        }
        other => other.to_string(),
    }
}

fn is_half_a_letter(kind: SyntaxErrorKind) -> bool {
    kind == SyntaxErrorKind::UnpairedSurrogatePairEscapeSequence
}

/// "IncompleteDocument" as "incomplete document".
fn in_words(name: &str) -> String {
    let mut words = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(letter.to_lowercase());
    }
    words
}

/// A step of many ways.
#[derive(Clone, Copy, Debug)]
pub enum Any {
    Named(&'static str),
    /// Any member but this one.
    But(&'static str),
    Item,
}

impl Any {
    fn is(self, step: &Step) -> bool {
        match (self, step) {
            (Self::Named(name), Step::Member(member)) => name == member,
            (Self::But(name), Step::Member(member)) => name != member,
            (Self::Item, Step::Item(_)) => true,
            (Self::Named(_) | Self::But(_), Step::Item(_)) | (Self::Item, Step::Member(_)) => false,
        }
    }
}

/// The document with so many entries at most of all its members on each of these ways, and how many there are; `None` where it has
/// none on them, the rest of it is too long as well, or it is in no UTF-8.
///
/// # Errors
/// When it is no JSON.
pub fn beginning(text: impl Read, long: &[&[Any]], most: usize) -> Result<Option<(Vec<u8>, usize)>, String> {
    let Ok(mut walk) = Walk::new(text) else { return Ok(None) };
    let mut kept = Vec::new();
    let mut cut = Cut {
        reader: &mut walk.reader,
        writer: JsonStreamWriter::new(&mut kept),
        long,
        left: vec![most; long.len()],
        path: Vec::new(),
        count: 0,
        texts: 0,
    };
    match cut.value() {
        Ok(true) => {}
        Ok(false) => return Ok(None),
        // What is no letter is read by whoever holds all of the document.
        Err(TransferError::ReaderError(ReaderError::SyntaxError(error))) if !is_half_a_letter(error.kind) => {
            return Err(said(ReaderError::SyntaxError(error)));
        }
        Err(_) => return Ok(None),
    }
    let count = cut.count;
    let is_done = cut.writer.finish_document().is_ok();
    match walk.reader.consume_trailing_whitespace() {
        Ok(()) => {}
        Err(ReaderError::SyntaxError(error)) => return Err(said(ReaderError::SyntaxError(error))),
        // At its end an archive may be found to be damaged.
        Err(_) => return Ok(None),
    }
    Ok((count > 0 && is_done).then_some((kept, count)))
}

struct Cut<'a, R: Read, W: JsonWriter> {
    reader: &'a mut JsonStreamReader<R>,
    writer: W,
    long: &'a [&'a [Any]],
    /// How many entries are still to be kept on each way.
    left: Vec<usize>,
    path: Vec<Step>,
    /// Entries on all of them.
    count: usize,
    /// Bytes of what is kept.
    texts: usize,
}

/// The beginning of a document is no longer.
const LONGEST: usize = 64 << 20;

impl<R: Read, W: JsonWriter> Cut<'_, R, W> {
    /// Copies what stands here; `false` where it is too long.
    fn value(&mut self) -> Result<bool, TransferError> {
        let long =
            self.long.iter().position(|way| way.len() == self.path.len() && way.iter().zip(&self.path).all(|(any, step)| any.is(step)));
        match self.reader.peek()? {
            ValueType::Object => {
                self.reader.begin_object()?;
                self.writer.begin_object()?;
                while self.reader.has_next()? {
                    if self.is_beyond(long) {
                        self.reader.skip_name()?;
                        self.reader.skip_value()?;
                        continue;
                    }
                    let name = self.reader.next_name_owned()?;
                    self.writer.name(&name)?;
                    self.texts += name.len();
                    if !self.entry(Step::Member(name))? {
                        return Ok(false);
                    }
                }
                self.reader.end_object()?;
                self.writer.end_object()?;
            }
            ValueType::Array => {
                self.reader.begin_array()?;
                self.writer.begin_array()?;
                let mut at = 0;
                while self.reader.has_next()? {
                    if self.is_beyond(long) {
                        self.reader.skip_value()?;
                        continue;
                    }
                    if !self.entry(Step::Item(at))? {
                        return Ok(false);
                    }
                    at = at.saturating_add(1);
                }
                self.reader.end_array()?;
                self.writer.end_array()?;
            }
            ValueType::String | ValueType::Number | ValueType::Boolean | ValueType::Null => {
                const SOME: usize = 16;
                self.texts += SOME;
                self.reader.transfer_to(&mut self.writer)?;
            }
        }
        Ok(self.texts <= LONGEST)
    }

    /// Is the next entry one too many? Counts it where it is not.
    fn is_beyond(&mut self, long: Option<usize>) -> bool {
        let Some(left) = long.and_then(|long| self.left.get_mut(long)) else { return false };
        self.count += 1;
        match left {
            0 => true,
            left => {
                *left -= 1;
                false
            }
        }
    }

    fn entry(&mut self, step: Step) -> Result<bool, TransferError> {
        self.path.push(step);
        let is_kept = self.value();
        self.path.pop();
        is_kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOCUMENT: &str = "\u{feff}{\"a\": {\"b\":\r\n [1.50, \"é\\n\" , null,{\"c\": [true]}, 1e999]}, \"d\": 2}";

    fn walk(path: &[Step]) -> Walk<&'static [u8]> {
        Walk::to(DOCUMENT.as_bytes(), path).expect("is there")
    }

    #[test]
    fn values_come_as_they_are_written_and_know_where_they_stand() {
        let mut walk = walk(&[Step::member("a"), Step::member("b")]);
        assert!(walk.opens_list().expect("is JSON"));
        let mut told = Vec::new();
        while walk.has_item().expect("is JSON") {
            let (scalar, place) = walk.scalar().expect("is JSON");
            told.push((format!("{scalar:?}"), place));
        }
        let expected =
            [("Number(\"1.50\")", 3), ("Text(\"é\\n\")", 9), ("Nothing", 17), ("Other(\"an object\")", 22), ("Number(\"1e999\")", 37)];
        assert_eq!(told, expected.map(|(text, column)| (text.to_owned(), (2, column))));
    }

    #[test]
    fn objects_are_gone_through_by_their_names() {
        let mut walk = walk(&[]);
        assert!(walk.opens_object().expect("is JSON"));
        assert_eq!(walk.name(), Ok(Some(("a".to_owned(), (1, 2)))));
        assert_eq!(walk.text(), Ok("{\"b\":[1.50,\"é\\n\",null,{\"c\":[true]},1e999]}"));
        assert_eq!(walk.name(), Ok(Some(("d".to_owned(), (2, 46)))));
        assert_eq!(walk.opens_object(), Ok(false));
        assert_eq!(walk.name(), Ok(None));
        assert!(Walk::to(DOCUMENT.as_bytes(), &[Step::member("e")]).is_err());
        let mut part = Walk::of_part(&b"{\"a\": 1,\n \"b\": 2}"[..], (3, 10)).expect("is read");
        assert_eq!(part.opens_object(), Ok(true));
        assert_eq!(part.name(), Ok(Some(("a".to_owned(), (3, 11)))));
        part.pass().expect("is JSON");
        assert_eq!(part.name(), Ok(Some(("b".to_owned(), (4, 2)))));
    }

    #[test]
    fn a_beginning_keeps_everything_but_the_entries_of_long_members() {
        let text = r#"{"v": {"x": 1}, "value": {"0": 1, "1": 2, "2": 3}, "o": {"value": [1, 2, 3], "n": [1, 2, 3]}, "l": [{"s": [4, 5, 6]}, {"s": [7]}]}"#;
        const LONG: [&[Any]; 3] =
            [&[Any::Named("value")], &[Any::But("v"), Any::Named("value")], &[Any::Named("l"), Any::Item, Any::Named("s")]];
        let kept = beginning(text.as_bytes(), &LONG, 2).expect("is JSON").expect("has long members");
        let expected = r#"{"v":{"x":1},"value":{"0":1,"1":2},"o":{"value":[1,2],"n":[1,2,3]},"l":[{"s":[4,5]},{"s":[]}]}"#;
        assert_eq!((String::from_utf8_lossy(&kept.0).as_ref(), kept.1), (expected, 10));
        assert_eq!(beginning(text.as_bytes(), &[&[Any::Named("w")]], 2), Ok(None));
        assert_eq!(beginning(&b"{\"value\": [\"\xff\"]}"[..], &LONG, 2), Ok(None));
        let why = |text: &str| beginning(text.as_bytes(), &LONG, 2).expect_err("is none");
        assert_eq!(why("{\"value\": [1,\n 2, 3"), "line 2, column 6: it is not valid JSON: incomplete document");
        assert_eq!(beginning(&br#"{"value": ["x\ud83d"]}"#[..], &LONG, 2), Ok(None));
        assert!(why("{\"value\": [1]} x").contains("line 1, column 16"), "{}", why("{\"value\": [1]} x"));
    }
}
