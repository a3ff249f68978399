//! XML as elements and text, by their local names: namespaces and prefixes vary from agency to agency. Entities that a document
//! defines are never expanded.

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

/// A step through a document.
#[derive(Debug)]
pub enum Node {
    /// An element begins; it has an end of its own even when it is empty.
    Open(Element),
    Text(String),
    Close(String),
    End,
}

#[derive(Debug, Default)]
pub struct Element {
    pub name: String,
    pub attributes: Vec<Attribute>,
    /// Bytes before it in the document.
    pub at: usize,
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

/// What is wrong with a document, so many bytes into it.
#[derive(Debug, PartialEq, Eq)]
pub struct Flaw {
    pub at: usize,
    pub why: String,
}

/// Elements of SDMX lie a dozen deep. A limit keeps the reading of hostile files short.
const DEEPEST: usize = 64;
/// A series has a few dozen attributes.
const MOST_ATTRIBUTES: usize = 1000;

/// Walks through a document.
pub struct Walk<'a> {
    reader: Reader<&'a [u8]>,
    length: usize,
    open: Vec<String>,
    /// The end of an element that was empty.
    due: Option<String>,
    began: bool,
    /// Does the document define entities?
    pub has_entities: bool,
}

impl<'a> Walk<'a> {
    pub fn new(text: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().allow_dangling_amp = true;
        Self { reader, length: text.len(), open: Vec::new(), due: None, began: false, has_entities: false }
    }

    /// The next step.
    ///
    /// # Errors
    /// When the text is no well-formed XML from here on, or is nested too deep.
    pub fn step(&mut self) -> Result<Node, Flaw> {
        if let Some(name) = self.due.take() {
            return Ok(Node::Close(name));
        }
        loop {
            let at = self.reader.buffer_position() as usize;
            let event = self.reader.read_event().map_err(|error| Flaw { at: self.reader.error_position() as usize, why: said(&error) })?;
            match event {
                Event::Start(start) => {
                    let element = self.element(&start, at)?;
                    self.open.push(element.name.clone());
                    if self.open.len() > DEEPEST {
                        return Err(Flaw { at, why: "it is nested deeper than any such document".to_owned() });
                    }
                    return Ok(Node::Open(element));
                }
                Event::Empty(start) => {
                    let element = self.element(&start, at)?;
                    self.due = Some(element.name.clone());
                    return Ok(Node::Open(element));
                }
                Event::End(_) => return Ok(Node::Close(self.open.pop().unwrap_or_default())),
                Event::Text(text) if !text.trim().is_empty() => {
                    if self.open.is_empty() {
                        return Err(Flaw { at, why: "it has text outside of its elements".to_owned() });
                    }
                    return Ok(Node::Text(text.xml10_content().trim().to_owned()));
                }
                Event::CData(text) => return Ok(Node::Text(text.trim().to_owned())),
                Event::GeneralRef(name) => return Ok(Node::Text(meant(&name, name.resolve_char_ref().ok().flatten()))),
                Event::DocType(text) => self.has_entities |= text.contains("<!ENTITY"),
                Event::Text(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
                Event::Eof => return self.end(),
            }
        }
    }

    fn end(&self) -> Result<Node, Flaw> {
        match (self.open.last(), self.began) {
            (Some(_), _) => Err(Flaw { at: self.length, why: ENDS_EARLY.to_owned() }),
            (None, false) => Err(Flaw { at: self.length, why: "it has no element".to_owned() }),
            (None, true) => Ok(Node::End),
        }
    }

    fn element(&mut self, start: &BytesStart, at: usize) -> Result<Element, Flaw> {
        if self.open.is_empty() && self.began {
            return Err(Flaw { at, why: "a second document begins behind its end".to_owned() });
        }
        self.began = true;
        let mut attributes = Vec::new();
        for attribute in start.attributes().with_checks(false) {
            let flaw = |why: String| Flaw { at, why };
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
        let at = at.min(self.length);
        Ok(Element { name: start.local_name().into_inner().to_owned(), attributes, at })
    }
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
        let mut walk = Walk::new(text);
        loop {
            match walk.step()? {
                Node::End => return Ok(Node::End),
                Node::Open(_) | Node::Text(_) | Node::Close(_) => {}
            }
        }
    }

    #[test]
    fn names_are_local_and_values_are_plain() {
        let mut walk = Walk::new("<m:A xmlns:m='x' data:scope='y' b='1 &lt; 2 &#x41;'/>");
        let Ok(Node::Open(element)) = walk.step() else { panic!("opens") };
        assert_eq!(element.name, "A");
        assert_eq!(element.plain().collect::<Vec<_>>(), [("b", "1 < 2 A")]);
        assert!(matches!(walk.step(), Ok(Node::Close(name)) if name == "A"));
        assert!(matches!(walk.step(), Ok(Node::End)));
    }

    #[test]
    fn entities_of_the_document_are_not_expanded() {
        let bomb = "<!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><m a=\"&b;\">&b;</m>";
        let mut walk = Walk::new(bomb);
        let Ok(Node::Open(element)) = walk.step() else { panic!("opens") };
        assert_eq!(element.get("a"), Some("&b;"));
        assert!(walk.has_entities);
        assert!(matches!(walk.step(), Ok(Node::Text(text)) if text == "&b;"));
    }

    #[test]
    fn what_is_cut_off_or_too_deep_is_told() {
        assert_eq!(last("<a><b>").err(), Some(Flaw { at: 6, why: ENDS_EARLY.to_owned() }));
        assert_eq!(last("<a><b x=\"").err().map(|flaw| flaw.why), Some(ENDS_EARLY.to_owned()));
        let deep = "<a>".repeat(50_000);
        assert!(last(&deep).is_err_and(|flaw| flaw.why.contains("nested deeper")));
        assert!(last("<a></b>").is_err_and(|flaw| flaw.why.contains("not well-formed")));
        assert!(last("<a/>x").is_err() && last("<a/><b/>").is_err());
    }
}
