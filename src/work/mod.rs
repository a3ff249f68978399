//! Work off the frame: threads that do it, and values that are being worked out, the newest wish winning.

pub mod figures;
pub mod journal;
pub mod live;
pub mod motion;
pub mod opening;
pub mod slides;
pub mod worker;
