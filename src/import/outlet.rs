//! Where figures go that are too many for memory, while a file is read as a whole.

use std::cell::RefCell;
use std::fmt;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use crate::dataset::observation::Observation;
use crate::problem::Problem;

/// So many figures of a file that is read as a whole are held in memory.
pub const MOST_HELD: usize = 300_000;

/// Takes figures one by one, and gives a sample of them in the end.
pub trait Outlet {
    fn take(&mut self, observation: &Observation);

    /// A folder for what else is too much for memory meanwhile.
    fn room(&self) -> &Path;

    /// So many will come.
    fn expect(&mut self, count: usize);

    /// What came of them.
    ///
    /// # Errors
    /// When they could not be kept.
    fn finish(&mut self) -> Result<Gone, Problem>;
}

/// What is known of figures that lie elsewhere.
pub struct Gone {
    /// Some of them.
    pub sample: Vec<Observation>,
    pub count: usize,
    /// Those that repeat another one.
    pub repeated: usize,
    /// The places of two figures with the same codes and other values, as many as are told one by one, and how many more.
    pub contradictions: Vec<[String; 2]>,
    pub more_contradictions: usize,
}

/// What becomes of the figures of a file.
#[derive(Clone, Default)]
pub enum Keep {
    /// They are held in memory, however many.
    #[default]
    All,
    /// The first alone are looked at.
    First,
    /// When they are too many, they go elsewhere.
    Elsewhere(Rc<RefCell<dyn Outlet>>),
}

impl Keep {
    /// A folder for what is too much for memory.
    pub fn room(&self) -> Option<PathBuf> {
        match self {
            Self::All | Self::First => None,
            Self::Elsewhere(outlet) => Some(outlet.borrow().room().to_owned()),
        }
    }
}

impl fmt::Debug for Keep {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(match self {
            Self::All => "All",
            Self::First => "First",
            Self::Elsewhere(_) => "Elsewhere",
        })
    }
}
