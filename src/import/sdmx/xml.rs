//! XML as elements and text, by their local names: namespaces and prefixes vary from agency to agency. Entities that a document
//! defines are never expanded.

use std::io::{BufRead, Read};

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

/// A step through a document.
#[derive(Debug)]
pub enum Node {
    /// An element begins; it has an end of its own even when it is empty.
    Open(Element),
    /// A part of the text of an element, blanks included.
    Text(String),
    Close(String),
    End,
}

#[derive(Debug, Default)]
pub struct Element {
    pub name: String,
    pub attributes: Vec<Attribute>,
    /// Line and column where it begins, counted from 1, in characters.
    pub place: (u32, u32),
}

#[derive(Debug)]
pub struct Attribute {
    pub prefix: Option<String>,
    pub name: String,
    pub value: String,
}

impl Element {
    /// The value of the attribute with this local name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|attribute| attribute.name == name).map(|attribute| attribute.value.as_str())
    }

    /// The attributes without a prefix, which are those of the data.
    pub fn plain(&self) -> impl Iterator<Item = (&str, &str)> {
        let is_plain = |attribute: &&Attribute| attribute.prefix.is_none() && attribute.name != "xmlns";
        self.attributes.iter().filter(is_plain).map(|attribute| (attribute.name.as_str(), attribute.value.as_str()))
    }
}

/// What is wrong with a document, and the line and column where that shows.
#[derive(Debug, PartialEq, Eq)]
pub struct Flaw {
    pub place: (u32, u32),
    pub why: String,
}

/// Elements of SDMX lie a dozen deep. A limit keeps the reading of hostile files short.
const DEEPEST: usize = 64;
/// A series has a few dozen attributes.
const MOST_ATTRIBUTES: usize = 1000;

/// Text in UTF-8 that counts its lines as it is read.
struct Lined<R> {
    text: R,
    place: (u32, u32),
    is_behind_return: bool,
}

impl<R: BufRead> Read for Lined<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let mut bytes = self.fill_buf()?;
        let count = bytes.read(into)?;
        self.consume(count);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Lined<R> {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        self.text.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        if let Ok(bytes) = self.text.fill_buf() {
            for byte in bytes.iter().take(count) {
                let (line, column) = self.place;
                self.place = match byte {
                    b'\n' if self.is_behind_return => (line, 1),
                    b'\n' | b'\r' => (line.saturating_add(1), 1),
                    // A letter of several bytes begins but once.
                    byte => (line, column.saturating_add(u32::from(byte & 0xc0 != 0x80))),
                };
                self.is_behind_return = *byte == b'\r';
            }
        }
        self.text.consume(count);
    }
}

/// Walks through a document, which need not be in memory.
pub struct Walk<R> {
    reader: Reader<Lined<R>>,
    buffer: Vec<u8>,
    /// The names of the elements that are open, with their prefixes.
    pub open: Vec<String>,
    /// The end of an element that was empty.
    due: Option<String>,
    began: bool,
    /// Does the document define entities?
    pub has_entities: bool,
}

impl<R: BufRead> Walk<R> {
    pub fn new(text: R) -> Self {
        let mut reader = Reader::from_reader(Lined { text, place: (1, 1), is_behind_return: false });
        reader.config_mut().allow_dangling_amp = true;
        Self { reader, buffer: Vec::new(), open: Vec::new(), due: None, began: false, has_entities: false }
    }

    /// Bytes of the document so far.
    pub fn bytes(&self) -> u64 {
        self.reader.buffer_position()
    }

    fn place(&self) -> (u32, u32) {
        self.reader.get_ref().place
    }

    /// The next step.
    ///
    /// # Errors
    /// When the text is no well-formed XML from here on, or is nested too deep.
    pub fn step(&mut self) -> Result<Node, Flaw> {
        if let Some(name) = self.due.take() {
            return Ok(Node::Close(name));
        }
        let mut buffer = std::mem::take(&mut self.buffer);
        let node = loop {
            buffer.clear();
            if let Some(node) = self.event(&mut buffer).transpose() {
                break node;
            }
        };
        self.buffer = buffer;
        node
    }

    /// What follows, if it is a step.
    fn event(&mut self, buffer: &mut Vec<u8>) -> Result<Option<Node>, Flaw> {
        let place = self.place();
        let event = self.reader.read_event_into(buffer).map_err(|error| Flaw { place: self.place(), why: said(&error) })?;
        Ok(Some(match event {
            Event::Start(start) => {
                let element = self.element(&start, place)?;
                self.open.push(start.name().into_inner().to_owned());
                if self.open.len() > DEEPEST {
                    return Err(Flaw { place, why: "it is nested deeper than any such document".to_owned() });
                }
                Node::Open(element)
            }
            Event::Empty(start) => {
                let element = self.element(&start, place)?;
                self.due = Some(element.name.clone());
                Node::Open(element)
            }
            Event::End(_) => {
                let name = self.open.pop().unwrap_or_default();
                Node::Close(name.split_once(':').map_or(name.as_str(), |(_, name)| name).to_owned())
            }
            Event::Text(text) if !self.open.is_empty() => Node::Text(text.xml10_content().into_owned()),
            Event::Text(text) if !text.trim().is_empty() => {
                return Err(Flaw { place, why: "it has text outside of its elements".to_owned() });
            }
            Event::CData(text) => Node::Text(text.to_string()),
            Event::GeneralRef(name) => Node::Text(meant(&name, name.resolve_char_ref().ok().flatten())),
            Event::DocType(text) => {
                self.has_entities |= text.contains("<!ENTITY");
                return Ok(None);
            }
            Event::Text(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => return Ok(None),
            Event::Eof => self.end()?,
        }))
    }

    fn end(&self) -> Result<Node, Flaw> {
        match (self.open.last(), self.began) {
            (Some(_), _) => Err(Flaw { place: self.place(), why: ENDS_EARLY.to_owned() }),
            (None, false) => Err(Flaw { place: self.place(), why: "it has no element".to_owned() }),
            (None, true) => Ok(Node::End),
        }
    }

    fn element(&mut self, start: &BytesStart, place: (u32, u32)) -> Result<Element, Flaw> {
        if self.open.is_empty() && self.began {
            return Err(Flaw { place, why: "a second document begins behind its end".to_owned() });
        }
        self.began = true;
        let mut attributes = Vec::new();
        for attribute in start.attributes().with_checks(false) {
            let flaw = |why: String| Flaw { place, why };
            let attribute = attribute.map_err(|error| flaw(format!("an attribute is not well-formed: {error}")))?;
            let value = quick_xml::escape::unescape(&attribute.value);
            // An entity of the document's own stays as it is written.
            let value = value.map_or_else(|_| attribute.value.to_string(), |value| value.into_owned());
            let prefix = attribute.key.prefix().map(|prefix| prefix.into_inner().to_owned());
            attributes.push(Attribute { prefix, name: attribute.key.local_name().into_inner().to_owned(), value });
            if attributes.len() > MOST_ATTRIBUTES {
                return Err(flaw(format!("an element has more than {MOST_ATTRIBUTES} attributes")));
            }
        }
        Ok(Element { name: start.local_name().into_inner().to_owned(), attributes, place })
    }
}

/// The beginning of a document as one of its own: up to the last element within another one that ends in it. `None` when there is
/// none.
pub fn beginning(text: &[u8]) -> Option<Vec<u8>> {
    let mut walk = Walk::new(text);
    let mut last = None;
    while let Ok(node) = walk.step() {
        match node {
            Node::Close(_) if walk.due.is_none() && walk.open.len() > 1 => last = Some((walk.bytes() as usize, walk.open.clone())),
            Node::Open(_) | Node::Text(_) | Node::Close(_) => {}
            Node::End => break,
        }
    }
    let (bytes, open) = last?;
    let ends: String = open.iter().rev().map(|name| format!("</{name}>")).collect();
    Some([text.get(..bytes)?, ends.as_bytes()].concat())
}

/// What is said of a document that breaks off.
pub const ENDS_EARLY: &str = "the file ends in the middle of the document";

fn said(error: &quick_xml::Error) -> String {
    match error {
        quick_xml::Error::Syntax(_) => ENDS_EARLY.to_owned(),
        other => format!("it is not well-formed XML: {other}"),
    }
}

/// The sign that a reference means; one to an entity of the document's own stays as it is written.
fn meant(name: &str, sign: Option<char>) -> String {
    match (sign, resolve_predefined_entity(name)) {
        (Some(sign), _) => sign.to_string(),
        (None, Some(text)) => text.to_owned(),
        (None, None) => format!("&{name};"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn last(text: &str) -> Result<Node, Flaw> {
        let mut walk = Walk::new(text.as_bytes());
        loop {
            match walk.step()? {
                Node::End => return Ok(Node::End),
                Node::Open(_) | Node::Text(_) | Node::Close(_) => {}
            }
        }
    }

    #[test]
    fn names_are_local_and_values_are_plain() {
        let mut walk = Walk::new("<m:A xmlns:m='x' data:scope='y' b='1 &lt; 2 &#x41;'/>".as_bytes());
        let Ok(Node::Open(element)) = walk.step() else { panic!("opens") };
        assert_eq!(element.name, "A");
        assert_eq!(element.plain().collect::<Vec<_>>(), [("b", "1 < 2 A")]);
        assert!(matches!(walk.step(), Ok(Node::Close(name)) if name == "A"));
        assert!(matches!(walk.step(), Ok(Node::End)));
    }

    #[test]
    fn entities_of_the_document_are_not_expanded() {
        let bomb = "<!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><m a=\"&b;\">&b;</m>";
        let mut walk = Walk::new(bomb.as_bytes());
        let Ok(Node::Open(element)) = walk.step() else { panic!("opens") };
        assert_eq!(element.get("a"), Some("&b;"));
        assert!(walk.has_entities);
        assert!(matches!(walk.step(), Ok(Node::Text(text)) if text == "&b;"));
    }

    #[test]
    fn elements_know_their_lines_and_a_beginning_is_a_document() {
        let text = "<a:m>\r\n<h x='é'/>\n<d><s><o v='1'/>\r<o v='2'/></s><s><o v='3";
        let mut walk = Walk::new(text.as_bytes());
        let mut places = Vec::new();
        while let Ok(node) = walk.step() {
            if let Node::Open(element) = node {
                places.push((element.name, element.place.0, element.place.1));
            }
        }
        let told: Vec<(&str, u32, u32)> = places.iter().map(|(name, line, column)| (name.as_str(), *line, *column)).collect();
        assert_eq!(told, [("m", 1, 1), ("h", 2, 1), ("d", 3, 1), ("s", 3, 4), ("o", 3, 7), ("o", 4, 1), ("s", 4, 15)]);
        let head = beginning(text.as_bytes()).expect("has elements");
        assert_eq!(String::from_utf8_lossy(&head), "<a:m>\r\n<h x='é'/>\n<d><s><o v='1'/>\r<o v='2'/></s></d></a:m>");
        assert!(last(&String::from_utf8_lossy(&head)).is_ok());
    }

    #[test]
    fn what_is_cut_off_or_too_deep_is_told() {
        assert_eq!(last("<a><b>").err(), Some(Flaw { place: (1, 7), why: ENDS_EARLY.to_owned() }));
        assert_eq!(last("<a><b x=\"").err().map(|flaw| flaw.why), Some(ENDS_EARLY.to_owned()));
        let deep = "<a>".repeat(50_000);
        assert!(last(&deep).is_err_and(|flaw| flaw.why.contains("nested deeper")));
        assert!(last("<a></b>").is_err_and(|flaw| flaw.why.contains("not well-formed")));
        assert!(last("<a/>x").is_err() && last("<a/><b/>").is_err());
    }
}
