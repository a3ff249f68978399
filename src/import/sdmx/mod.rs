//! SDMX, the way central banks and statistical offices exchange data, as JSON and as XML.

pub mod agency;
pub mod compact;
mod conclusion;
pub mod json;
pub mod lists;
mod message;
pub mod ml;
mod structure;
pub mod xml;
