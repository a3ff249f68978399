//! The controls that narrow a panel or change its way of looking.

pub mod claims;
pub mod codes;
pub mod compare;
pub mod comparison;
pub mod grouping;
pub mod look;
pub mod measure;
pub mod multiples;
pub mod order;
pub mod words;
