//! What the respondents of a survey have in one variable: each different value once, and for each respondent which of them it is.
//! Most questions have a dozen answers, so that a respondent takes a byte.

use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash as _, Hasher as _};

use crate::import::survey::Value;

/// The values of a variable, one for each respondent.
#[derive(Clone, Debug, Default)]
pub struct Values {
    different: Vec<Value>,
    places: Places,
    /// Where in `different` the value of this hash stands; of two with one hash the second stands under the next number.
    known: HashMap<u64, u32>,
}

impl Values {
    pub fn push(&mut self, value: Value) {
        let place = self.place_of(value);
        self.places.push(place);
    }

    fn place_of(&mut self, value: Value) -> u32 {
        let mut hash = hash(&value);
        while let Some(place) = self.known.get(&hash) {
            if self.different.get(*place as usize).is_some_and(|known| is_same(known, &value)) {
                return *place;
            }
            hash = hash.wrapping_add(1);
        }
        let place = u32::try_from(self.different.len()).unwrap_or(u32::MAX);
        self.known.insert(hash, place);
        self.different.push(value);
        place
    }

    pub fn len(&self) -> usize {
        self.places.len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Each value that somebody has, once, in the order in which they were met.
    pub fn different(&self) -> &[Value] {
        &self.different
    }

    /// Changes each different value.
    pub fn each(&mut self, change: impl Fn(&mut Value)) {
        self.different.iter_mut().for_each(change);
        // Their hashes are others now.
        self.known = self.different.iter().map(hash).zip(0..).collect();
    }

    /// For each respondent the place of the value among the different ones.
    pub fn places(&self) -> impl Iterator<Item = usize> {
        (0..self.len()).map(|respondent| self.places.at(respondent) as usize)
    }

    /// The place of the value of one of them.
    pub fn place(&self, respondent: usize) -> usize {
        self.places.at(respondent) as usize
    }

    pub fn get(&self, respondent: usize) -> Option<&Value> {
        (respondent < self.len()).then(|| self.different.get(self.places.at(respondent) as usize)).flatten()
    }

    pub fn iter(&self) -> impl Iterator<Item = &Value> {
        self.places().filter_map(|place| self.different.get(place))
    }

    /// How many respondents have each of the different values.
    pub fn counts(&self) -> Vec<usize> {
        let mut counts = vec![0_usize; self.different.len()];
        self.places().filter_map(|place| counts.get_mut(place).map(|count| *count += 1)).count();
        counts
    }
}

impl PartialEq for Values {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl FromIterator<Value> for Values {
    fn from_iter<I: IntoIterator<Item = Value>>(values: I) -> Self {
        let mut all = Self::default();
        values.into_iter().for_each(|value| all.push(value));
        all
    }
}

impl From<Vec<Value>> for Values {
    fn from(values: Vec<Value>) -> Self {
        values.into_iter().collect()
    }
}

fn hash(value: &Value) -> u64 {
    let mut hasher = DefaultHasher::new();
    match value {
        Value::Nothing => 0_u8.hash(&mut hasher),
        Value::Number(number) => number.to_bits().hash(&mut hasher),
        Value::Text(text) => text.hash(&mut hasher),
    }
    hasher.finish()
}

fn is_same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => one.to_bits() == other.to_bits(),
        (Value::Nothing | Value::Number(_) | Value::Text(_), _) => one == other,
    }
}

/// Numbers in as few bytes as the largest of them takes.
#[derive(Clone, Debug)]
enum Places {
    Few(Vec<u8>),
    More(Vec<u16>),
    Many(Vec<u32>),
}

impl Default for Places {
    fn default() -> Self {
        Self::Few(Vec::new())
    }
}

impl Places {
    fn len(&self) -> usize {
        match self {
            Self::Few(places) => places.len(),
            Self::More(places) => places.len(),
            Self::Many(places) => places.len(),
        }
    }

    fn at(&self, respondent: usize) -> u32 {
        let place = match self {
            Self::Few(places) => places.get(respondent).map(|place| u32::from(*place)),
            Self::More(places) => places.get(respondent).map(|place| u32::from(*place)),
            Self::Many(places) => places.get(respondent).copied(),
        };
        place.unwrap_or_default()
    }

    /// Makes room for numbers up to this one.
    fn widen(&mut self, place: u32) {
        let all = || (0..self.len()).map(|respondent| self.at(respondent));
        match self {
            Self::Few(_) if place > u32::from(u16::MAX) => *self = Self::Many(all().collect()),
            Self::Few(_) if place > u32::from(u8::MAX) => *self = Self::More(all().map(|place| place as u16).collect()),
            Self::More(_) if place > u32::from(u16::MAX) => *self = Self::Many(all().collect()),
            Self::Few(_) | Self::More(_) | Self::Many(_) => {}
        }
    }

    fn push(&mut self, place: u32) {
        self.widen(place);
        match self {
            Self::Few(places) => push(places, place as u8),
            Self::More(places) => push(places, place as u16),
            Self::Many(places) => push(places, place),
        }
    }
}

/// A thousand variables grow side by side: each by a part, and not to twice its length.
fn push<T>(places: &mut Vec<T>, place: T) {
    if places.len() == places.capacity() {
        places.reserve_exact(places.len() / 8 + 1024);
    }
    places.push(place);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_come_back_as_they_were_however_many_different_ones_there_are() {
        for count in [3_usize, 300, 70_000] {
            let all: Vec<Value> = (0..count * 2).map(|at| Value::Number((at % count) as f64)).collect();
            let values = Values::from(all.clone());
            assert!(values.iter().eq(&all), "{count}");
            assert_eq!((values.len(), values.different().len(), values.counts()[1]), (count * 2, count, 2));
            assert_eq!((values.get(count + 1), values.get(count * 2)), (Some(&Value::Number(1.0)), None));
        }
    }

    #[test]
    fn what_was_changed_is_found_again() {
        let text = |text: &str| Value::Text(text.to_owned());
        let mut values = Values::from(vec![text("a"), Value::Nothing, text("a")]);
        values.each(|value| value.each_text(|text| text.push('!')));
        values.push(text("a!"));
        assert!(values.iter().eq(&[text("a!"), Value::Nothing, text("a!"), text("a!")]));
        assert_eq!(values.different().len(), 2);
    }

    #[test]
    fn what_is_no_number_is_held_as_one_value() {
        let values = Values::from(vec![Value::Number(f64::NAN), Value::Number(f64::NAN), Value::Number(0.0), Value::Number(-0.0)]);
        assert_eq!(values.different().len(), 3);
    }
}
