//! What many observations or series have in common, each once.

use std::collections::HashMap;
use std::hash::Hash;
use std::rc::Rc;

/// Things that stand once, by their numbers.
#[derive(Debug)]
pub struct Shared<T: ?Sized> {
    pub all: Vec<Rc<T>>,
    numbers: HashMap<Rc<T>, u32>,
}

impl<T: ?Sized> Default for Shared<T> {
    fn default() -> Self {
        Self { all: Vec::new(), numbers: HashMap::new() }
    }
}

impl<T: Eq + Hash + ?Sized> Shared<T>
where
    for<'a> Rc<T>: From<&'a T>,
{
    /// The number of one, which is taken in if it is not there.
    pub fn number(&mut self, one: &T) -> u32 {
        if let Some(number) = self.numbers.get(one) {
            return *number;
        }
        let number = self.all.len() as u32;
        let one: Rc<T> = one.into();
        self.all.push(Rc::clone(&one));
        self.numbers.insert(one, number);
        number
    }

    pub fn get(&self, number: u32) -> Option<&T> {
        self.all.get(number as usize).map(Rc::as_ref)
    }
}
