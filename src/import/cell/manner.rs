//! How the figures of a column are written where one cell alone does not tell: what its triangles mean, whether a hyphen parts
//! the two ends of a range, and whether words behind its numbers say how large they are.

/// Of a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Manner {
    pub triangles: Triangles,
    pub hyphens: Hyphens,
    pub blanks: Blanks,
    /// Where cells name sizes in words: the one that all figures are given in.
    pub size: Option<Size>,
}

/// What a triangle before a number means: `▲ 3.2`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Triangles {
    #[default]
    Open,
    /// Beside others that point down.
    Up,
    /// In Japan it is a minus.
    BelowNought,
}

/// What a hyphen between two numbers is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Hyphens {
    /// It may part a year from a month, or two parts of a code.
    #[default]
    Open,
    /// It stands between the two ends of a range.
    Ranges,
}

/// What a blank between the figures of a number is: `120 150`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Blanks {
    /// It parts thousands.
    #[default]
    Thousands,
    /// It parts two numbers, as far as the other cells of the column tell.
    Numbers,
}

/// The size that the figures of a column are given in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    pub power: i32,
    pub bare: Bare,
}

/// What numbers without a word are, in a column whose others have one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bare {
    /// As large as the name of the column says.
    Named,
    /// As they stand, where they are large enough to be that.
    Whole,
    /// The same, where a currency stands beside them as it does beside the others.
    Money,
}
