//! The words of official statistics: values with their meaning. No files, no queries.

pub mod amount;
pub mod code_list;
pub mod country;
pub mod dimension;
pub mod english;
pub mod groupings;
pub mod language;
pub mod note;
pub mod period;
pub mod poll;
pub mod spelling;
pub mod trade;
pub mod translation;
pub mod unit;
