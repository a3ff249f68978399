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
    /// How much of the greatest value: from nothing, 0, to all of it, 1.
    Heat(f64),
    /// Which side of zero, and how far: from −1 to 1.
    Balance(f64),
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

/// When a part of a picture is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    Always,
    /// When its series is one of those set apart.
    SetApart,
    /// When it is not.
    SetBack,
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
    /// A free rectangle that stands for a number by its colour or its area.
    Cell { datum: Datum, x: [f64; 2], y: [f64; 2], ink: Ink, firmness: Firmness },
    /// A small dot: where it stood before.
    Pip { datum: Datum, at: [f64; 2], ink: Ink },
    /// A part of a whole by its area. All of them share out the plot; the picture finds their places.
    Tile(Tile),
    /// What colours and dots mean, in a row above the plot.
    Key(Vec<KeyPart>),
    /// The way of one thing through the years, across both scales; each of its numbers can be asked.
    Trail { series: usize, points: Vec<Vertex>, ink: Ink, told: Told },
    /// A thin line where both scales have the same number, with its word.
    Diagonal { word: String },
    /// A statement of a document over the figures.
    Claim(Statement),
    /// Words at a point.
    Label { series: Option<usize>, at: [f64; 2], text: String, anchor: Anchor, ink: Ink, place: Place },
}

/// One tile of a treemap, with its words for when they fit.
#[derive(Clone, Debug, PartialEq)]
pub struct Tile {
    pub datum: Datum,
    pub size: f64,
    /// The entry of the legend whose tiles stand together; its name stands over them when there is more than one level.
    pub group: usize,
    pub ink: Ink,
    pub firmness: Firmness,
    pub name: String,
    pub value: String,
}

/// A piece of the key above the plot, from left to right. Patches that follow each other touch.
#[derive(Clone, Debug, PartialEq)]
pub enum KeyPart {
    Words(String),
    Patch(Ink),
    Dot(Ink),
    Pip(Ink),
}

impl Mark {
    /// The series that it belongs to.
    pub fn series(&self) -> Option<usize> {
        match self {
            Self::Line { series, .. } | Self::Area { series, .. } | Self::Band { series, .. } | Self::Trail { series, .. } => Some(*series),
            Self::Bar { datum, .. } | Self::Dot { datum, .. } | Self::Arrow { datum, .. } | Self::Whisker { datum, .. } => {
                Some(datum.series)
            }
            Self::Stretch { datum, .. } | Self::Absent { datum, .. } => Some(datum.series),
            Self::Cell { datum, .. } | Self::Pip { datum, .. } | Self::Tile(Tile { datum, .. }) => Some(datum.series),
            Self::Claim(statement) => Some(statement.about),
            Self::Label { series, .. } => *series,
            Self::Rule { .. } | Self::Diagonal { .. } | Self::Key(_) => None,
        }
    }
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
    /// In its cell of this width and height in data units; either all of a chart stand or none.
    Cell { room: [f64; 2] },
    /// Beside its dot, wherever there is room; dropped when there is none.
    Beside(Told),
    /// What an axis counts: above the plot, or below it at the right. Its point tells nothing.
    Axis(Along),
}
