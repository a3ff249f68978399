//! Who published a figure, under what title, when, where: the citation line.

use serde::{Deserialize, Serialize};

/// A publication that figures were taken from. Dates are ISO 8601, as precise as known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub publisher: String,
    pub title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accessed: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
}

impl Source {
    /// Publisher and title, as the source line of a picture names it.
    pub fn short(&self) -> String {
        if self.title.is_empty() || self.title == self.publisher {
            return self.publisher.clone();
        }
        format!("{}, {}", self.publisher, self.title)
    }

    /// The full citation of a figure found at `locator`.
    pub fn citation(&self, locator: Option<&str>) -> String {
        self.parts(locator).join(", ")
    }

    /// The citation bit by bit; the last one may be "accessed …", the only words in it that are not the source’s own.
    pub fn parts(&self, locator: Option<&str>) -> Vec<String> {
        let mut parts = vec![self.short()];
        parts.extend(self.published.clone());
        parts.extend(locator.map(str::to_owned));
        // A locator that is an address says more than the address of the whole.
        if !locator.is_some_and(|locator| locator.starts_with("http")) {
            parts.extend(self.address.clone());
        }
        parts.extend(self.accessed.as_ref().map(|date| format!("accessed {date}")));
        parts
    }
}
