//! Lists of JSON objects that are too large for memory: where they begin, their objects one after the other, and the document
//! with the first of them alone.

use std::io::{BufRead, Cursor, Read};

use crate::import::json_lines::HOLDERS;
use crate::import::stream::records::Parted;

/// What stands before a list is no longer; nor is one record.
pub const BEFORE: usize = 1 << 16;
const LONGEST: usize = 1 << 20;

/// Behind the bracket that opens the list of records of a document: the document itself, one behind a head, as the World Bank's
/// interface writes it, or a member of it. `None` when the bytes do not begin so, or it begins further down.
pub fn start(bytes: &[u8]) -> Option<usize> {
    let bytes = &bytes[..bytes.len().min(BEFORE)];
    let at = behind_blanks(bytes, if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 });
    match bytes.get(at)? {
        b'[' => {
            let list = opens_list(bytes, at)?;
            let next = behind_blanks(bytes, behind_value(bytes, behind_blanks(bytes, list))?);
            let second = (bytes.get(next) == Some(&b',')).then(|| opens_list(bytes, behind_blanks(bytes, next + 1))).flatten();
            Some(second.unwrap_or(list))
        }
        b'{' => in_member(bytes, at + 1),
        _ => None,
    }
}

/// Where a list of objects begins whose bracket stands here.
fn opens_list(bytes: &[u8], at: usize) -> Option<usize> {
    let is_list = bytes.get(at) == Some(&b'[') && bytes.get(behind_blanks(bytes, at + 1)) == Some(&b'{');
    is_list.then_some(at + 1)
}

/// The list of the first member that holds records, of those from here on.
fn in_member(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let name = behind_blanks(bytes, at);
        let behind = behind_value(bytes, name).filter(|_| bytes.get(name) == Some(&b'"'))?;
        let colon = behind_blanks(bytes, behind);
        let value = behind_blanks(bytes, colon + 1);
        bytes.get(colon).filter(|byte| **byte == b':')?;
        let holds = HOLDERS.iter().any(|holder| bytes.get(name + 1..behind - 1) == Some(holder.as_bytes()));
        if let Some(list) = opens_list(bytes, value).filter(|_| holds) {
            return Some(list);
        }
        let next = behind_blanks(bytes, behind_value(bytes, value)?);
        bytes.get(next).filter(|byte| **byte == b',')?;
        at = next + 1;
    }
}

fn behind_blanks(bytes: &[u8], from: usize) -> usize {
    let blanks = bytes.iter().skip(from).take_while(|byte| byte.is_ascii_whitespace()).count();
    from + blanks
}

/// Behind the value that begins here; `None` when it does not end in these bytes.
fn behind_value(bytes: &[u8], from: usize) -> Option<usize> {
    let mut within = Within::default();
    let rest = bytes.get(from..)?;
    if matches!(rest.first()?, b'{' | b'[' | b'"') {
        return rest.iter().position(|byte| within.ends(*byte)).map(|at| from + at + 1);
    }
    let end = rest.iter().position(|byte| matches!(byte, b',' | b'}' | b']') || byte.is_ascii_whitespace())?;
    (end > 0).then_some(from + end)
}

/// How deep a value is open, and whether that is in a text.
#[derive(Default)]
struct Within {
    depth: usize,
    in_text: bool,
    is_escaped: bool,
}

impl Within {
    /// Is the value, of which this byte follows, at its end?
    fn ends(&mut self, byte: u8) -> bool {
        if self.in_text {
            match byte {
                _ if self.is_escaped => self.is_escaped = false,
                b'\\' => self.is_escaped = true,
                b'"' => self.in_text = false,
                _ => {}
            }
            return !self.in_text && self.depth == 0;
        }
        match byte {
            b'"' => self.in_text = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => {
                self.depth = self.depth.saturating_sub(1);
                return self.depth == 0;
            }
            _ => {}
        }
        false
    }
}

/// The objects of a list, from its first on.
pub struct List<R> {
    text: R,
    /// Objects so far.
    count: usize,
}

type Opened<R> = List<std::io::Chain<Cursor<Vec<u8>>, R>>;

impl<R: BufRead> List<R> {
    /// The list that begins in these bytes; what stands before it.
    ///
    /// # Errors
    /// When there is none, or it cannot be read.
    pub fn open(mut text: R) -> Result<(Vec<u8>, Opened<R>), String> {
        let mut before = Vec::new();
        text.by_ref().take(BEFORE as u64).read_to_end(&mut before).map_err(|error| error.to_string())?;
        let start = start(&before).ok_or("it does not begin with a list of records")?;
        let behind = before.split_off(start);
        Ok((before, List { text: Cursor::new(behind).chain(text), count: 0 }))
    }

    /// The text of the next object; `false` behind the last one.
    ///
    /// # Errors
    /// When something else stands there, the list is cut off, or the object is longer than any record.
    fn next_of_list(&mut self, object: &mut Vec<u8>) -> Result<bool, String> {
        object.clear();
        let sign = match self.sign()? {
            b',' if self.count > 0 => self.sign_behind()?,
            b']' => return Ok(false),
            other if self.count > 0 => return Err(format!("\"{}\" stands where a comma should", char::from(other))),
            first => first,
        };
        if sign != b'{' {
            return Err(format!("\"{}\" stands where an object should begin", char::from(sign)));
        }
        let mut within = Within::default();
        loop {
            let bytes = self.text.fill_buf().map_err(|error| error.to_string())?;
            if bytes.is_empty() {
                return Err(ENDS_EARLY.to_owned());
            }
            let end = bytes.iter().position(|byte| within.ends(*byte));
            let taken = end.map_or(bytes.len(), |end| end + 1);
            object.extend_from_slice(&bytes[..taken]);
            self.text.consume(taken);
            if end.is_some() {
                self.count += 1;
                return Ok(true);
            }
            if object.len() > LONGEST {
                return Err(format!("an object in it has more than {} MiB", LONGEST >> 20));
            }
        }
    }

    /// The next sign that is no blank; it stays.
    fn sign(&mut self) -> Result<u8, String> {
        loop {
            let bytes = self.text.fill_buf().map_err(|error| error.to_string())?;
            if bytes.is_empty() {
                return Err(ENDS_EARLY.to_owned());
            }
            let blanks = behind_blanks(bytes, 0);
            let sign = bytes.get(blanks).copied();
            self.text.consume(blanks);
            if let Some(sign) = sign {
                return Ok(sign);
            }
        }
    }

    /// The one behind it.
    fn sign_behind(&mut self) -> Result<u8, String> {
        self.text.consume(1);
        self.sign()
    }
}

impl<R: BufRead> Parted for List<R> {
    fn next(&mut self, object: &mut Vec<u8>) -> Result<Option<usize>, String> {
        match self.next_of_list(object) {
            Ok(is_there) => Ok(is_there.then_some(self.count)),
            Err(why) => Err(format!("behind object {} of its list: {why}", self.count)),
        }
    }
}

const ENDS_EARLY: &str = "the file ends there";

/// The document with the first objects of its list alone, some more than so many bytes of them, and how many there are in all;
/// `None` when it has no list, or as much behind it.
pub fn beginning(text: impl BufRead, most: usize) -> Option<(Vec<u8>, usize)> {
    let (before, mut list) = List::open(text).ok()?;
    let (mut head, mut object) = (before.clone(), Vec::new());
    loop {
        match list.next_of_list(&mut object) {
            Ok(true) if head.len() < most => {
                if list.count > 1 {
                    head.push(b',');
                }
                head.append(&mut object);
            }
            Ok(true) => {}
            Ok(false) => {
                let behind = list.text.by_ref().take(most as u64).read_to_end(&mut head).ok()?;
                return (behind < most).then_some((head, list.count));
            }
            // Whoever reads all of it says where and why it stops.
            Err(_) => {
                head.extend_from_slice(ends(&before));
                return Some((head, list.count));
            }
        }
    }
}

/// What closes a document that is open up to its list.
fn ends(before: &[u8]) -> &'static [u8] {
    let mut open = before.iter().filter(|byte| matches!(byte, b'{' | b'['));
    match (open.next(), open.next()) {
        (Some(b'{'), _) => b"]}",
        (_, Some(_)) => b"]]",
        (_, None) => b"]",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn objects(text: &str) -> Result<Vec<String>, String> {
        let (_, mut list) = List::open(text.as_bytes())?;
        let (mut all, mut object) = (Vec::new(), Vec::new());
        while list.next(&mut object)?.is_some() {
            all.push(String::from_utf8_lossy(&object).into_owned());
        }
        Ok(all)
    }

    #[test]
    fn the_objects_of_a_list_are_found_wherever_it_stands() {
        let object = r#"{"a": "}\"]", "b": {"c": [1, 2]}}"#;
        let two = Ok(vec![object.to_owned(), "{}".to_owned()]);
        for text in [
            format!("\u{feff} [{object} , {{}}]"),
            format!(r#"[{{"page": 1}}, [ {object},{{}} ]]"#),
            format!(r#"{{"count": 2, "said": [1, "data"], "data": [{object},{{}}], "more": 1}}"#),
        ] {
            assert_eq!(objects(&text), two, "{text}");
        }
        for text in ["[1, 2]", "{\"said\": [{}]}", "{\"data\": {\"a\": [{}]}}", "a,b", ""] {
            assert_eq!(start(text.as_bytes()), None, "{text}");
        }
        let why = |text: &str| objects(text).expect_err("is broken");
        assert!(why("[{}{}]").contains("where a comma should"));
        assert!(why("[{}, 1]").contains("where an object should begin"));
        assert!(why("[{}, {\"a\": \"").contains("behind object 1 of its list: the file ends there"));
        assert!(why(&format!("[{{}}, {{\"a\": \"{}", "b".repeat(2 * LONGEST))).contains("more than 1 MiB"));
    }

    #[test]
    fn the_beginning_is_a_document_of_its_own_and_knows_how_many_there_are() {
        const MOST: usize = 1 << 20;
        let record = format!("{{\"a\": \"{}\"}}", "b".repeat(10_000));
        let many = vec![record.as_str(); 300].join(",");
        for (before, behind) in [("[", "]"), (r#"{"count": 300, "data": ["#, r#"], "more": [2]}"#), (r#"[{"page": 1}, ["#, "]]")] {
            let (head, count) = beginning(format!("{before}{many}{behind}").as_bytes(), MOST).expect("a list");
            assert_eq!(count, 300);
            assert!(head.len() < 2 * MOST, "{}", head.len());
            serde_json::from_slice::<serde::de::IgnoredAny>(&head).expect("is JSON");
            let (head, count) = beginning(format!("{before}{many}, {{").as_bytes(), MOST).expect("a list");
            assert_eq!(count, 300);
            serde_json::from_slice::<serde::de::IgnoredAny>(&head).expect("is JSON as well");
        }
    }
}
