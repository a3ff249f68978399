//! A caveat that travels from the file through findings to the footnotes of a picture.

/// A caveat that must stand beside what it qualifies. Ordered so that the same notes always print alike.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Note {
    pub text: String,
}

impl Note {
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into() }
    }

    /// Adds the note unless the same words stand there already.
    pub fn add_to(self, notes: &mut Vec<Self>) {
        if !notes.contains(&self) {
            notes.push(self);
        }
    }
}
