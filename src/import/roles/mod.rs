//! From columns with roles to figures. An agency's format is a way of giving columns their roles; where no format fits, they
//! are guessed, shown, and corrected by hand.

mod above;
mod across;
mod amounts;
mod bases;
mod below_names;
pub mod blocks;
mod cells;
mod codes;
mod columns;
mod counted;
mod counting;
mod dated;
mod dates;
mod doubts;
mod filling;
pub mod format;
mod groups;
pub mod guess;
pub mod head;
mod headings;
pub mod later;
pub mod layout;
mod levels;
mod manners;
pub mod named;
mod numbers;
mod pairs;
pub mod parts;
pub mod plain;
pub mod reading;
pub mod said;
mod seen;
mod shifted;
mod short_days;
mod sides;
pub mod sizes;
mod subgroups;
pub mod table;
mod tongues;
pub mod units;
mod within;
pub mod word;
mod worded;
pub mod words;

pub use table::Table;
