//! What the answers to a subject come to in all years: worked out once, so that a step of the timeline only cuts.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use crate::measure::findings::Findings;
use crate::measure::gather::Lines;
use crate::measure::grouped::Groups;
use crate::measure::whole::Wholes;
use crate::problem::Problem;
use crate::terms::dimension::Dimension;
use crate::terms::note::Note;
use crate::terms::period::Period;
use crate::terms::trade::Level;

/// What does not depend on the years shown. Each measure fills in what it has; the lines are those of every measure.
#[derive(Default)]
pub struct Prepared {
    /// The figures as they are shown, in all periods.
    pub lines: Lines,
    /// The dimension whose codes a reader looks for first.
    pub first: Option<Dimension>,
    /// Of parts: the level of commodities that makes the whole.
    pub level: Option<Level>,
    pub groups: Groups,
    /// When one part stands alone, and is no part of a whole.
    pub alone: BTreeSet<Period>,
    /// Of shares: where the whole of a part is found.
    pub wholes: Option<Wholes>,
    /// Of opinions: who has answers, but none of one side.
    pub one_sided: Option<Note>,
    /// The findings of all periods and all parts, once something was set against them.
    pub everything: OnceLock<Result<Findings, Problem>>,
}
