//! From columns with roles to figures. An agency's format is a way of giving columns their roles; where no format fits, they
//! are guessed, shown, and corrected by hand.

pub mod blocks;
mod dates;
pub mod format;
pub mod guess;
pub mod head;
pub mod layout;
pub mod named;
mod numbers;
pub mod plain;
pub mod reading;
mod seen;
mod shifted;
mod sides;
pub mod table;
pub mod units;
pub mod words;

pub use table::Table;
