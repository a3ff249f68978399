//! The marks of a chart in data space. A mark knows its meaning and its ink, never a pixel.

use crate::terms::dimension::{Code, Dimension};
use crate::terms::poll::Side;

/// Which number of the findings a mark stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Datum {
    pub series: usize,
    pub point: usize,
}

/// What gives a mark its colour; `palette` says which colour that is.
#[derive(Clone, Debug, PartialEq)]
pub enum Ink {
    /// The fixed colour of a code; `rank` chooses one for a code that has none. From the eighth rank on, grey.
    Code {
        dimension: Dimension,
        code: Code,
        rank: usize,
    },
    /// An answer's side; the answers of one side, from the plainest on, are told apart by `shade`.
    Side {
        side: Side,
        shade: usize,
    },
    /// Codes beyond the ones shown.
    Rest,
    /// What the source does not break down.
    NotBrokenDown,
    Text,
    Faint,
    /// Text on a mark of this ink: black or white, whichever reads better.
    On(Box<Ink>),
}

/// Marks that are less firm (estimated, provisional, mirror) look so: lines dashed, bars hatched, areas pale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Firmness {
    Firm,
    Soft,
}

/// Where a text stands to its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The text ends at the point.
    End,
    Middle,
    /// The text begins at the point.
    Start,
}

/// Towards where the true value lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Towards {
    Less,
    More,
}

/// One of the two scales: values run along y, or along x in charts of lying bars.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Along {
    X,
    Y,
}

/// One number on a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Vertex {
    pub datum: Datum,
    pub at: [f64; 2],
}

/// One number in an area: what lies between `low` and `high` at `x`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Slice {
    pub datum: Datum,
    pub x: f64,
    pub low: f64,
    pub high: f64,
}

/// A sign in data space: `[x, y]`, x before y.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// One unbroken run of a line, two numbers at least. Drawn with or without dots, each of its numbers can be asked.
    Line { series: usize, points: Vec<Vertex>, ink: Ink, firmness: Firmness },
    /// One unbroken run of an area, two numbers at least.
    Area { series: usize, slices: Vec<Slice>, ink: Ink, firmness: Firmness },
    /// What the numbers of a line may be, given their margins of error: pale, under the line, nothing to be asked.
    Band { series: usize, slices: Vec<Slice>, ink: Ink },
    /// From corner to corner; the least comes first.
    Bar { datum: Datum, x: [f64; 2], y: [f64; 2], ink: Ink, firmness: Firmness },
    /// Hollow means about.
    Dot { datum: Datum, at: [f64; 2], ink: Ink, is_hollow: bool },
    /// At most, at least: a short bar at the value, and an arrow from it towards less or more on the scale `along`.
    Arrow { datum: Datum, at: [f64; 2], towards: Towards, along: Along, ink: Ink },
    /// From low to high.
    Whisker { datum: Datum, from: [f64; 2], to: [f64; 2], ink: Ink },
    /// One value for several years: a bar along time at its height.
    Stretch { datum: Datum, x: [f64; 2], y: f64, ink: Ink, is_hollow: bool },
    /// A thin straight line across the whole plot at `at` of the scale `along`. Without a word it is zero, darker than the
    /// grid; with one it is a break of source or method, and the word stands at its top.
    Rule { along: Along, at: f64, word: Option<String> },
    /// A reason there is no value: its sign at the axis.
    Absent { datum: Datum, at: [f64; 2], sign: String },
    /// A statement of a document over the figures.
    Claim(Statement),
    /// Words at a point.
    Label { series: Option<usize>, at: [f64; 2], text: String, anchor: Anchor, ink: Ink, place: Place },
}

/// A statement over the figures: dashed, since it is none of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    pub datum: Datum,
    /// The series that it speaks of.
    pub about: usize,
    /// The scale its value runs on.
    pub along: Along,
    pub value: f64,
    /// What agrees with it, from the least to the greatest; an end that is open is `None`.
    pub ends: [Option<f64>; 2],
    /// Its period or its row on the other scale; the whole plot when it has no date.
    pub across: Option<[f64; 2]>,
    /// About, nearly and ranges are hollow boxes from end to end; what is exact is a bracket at its value.
    pub is_hollow: bool,
    pub ink: Ink,
    /// Its number and words, longest first; none when they stand elsewhere.
    pub words: Vec<String>,
}

/// What a label is allowed to do when there is no room for it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Place {
    /// At the end of a line, right of the plot; may move up and down.
    LineEnd,
    /// At the start of a line, left of the plot; may move up and down.
    LineStart,
    /// Inside its area or bar, in a free box of this width and height in data units around the point; dropped when it does
    /// not fit.
    Inside { room: [f64; 2] },
    /// Beside a bar's end; never moves. The scale leaves room for it.
    AtBar,
    /// Over a bar along time; dropped when it would stand on anything.
    Over,
    /// Above a group of bars, at the top of the plot.
    Head,
}
