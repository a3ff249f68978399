//! A value, how sure it is, and how it was stated; arithmetic that never makes it surer than it was.

use serde::{Deserialize, Serialize};

/// How a source qualifies a figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Qualifier {
    #[default]
    Exact,
    About,
    Nearly,
    AtMost,
    AtLeast,
    LessThan,
    MoreThan,
    UpTo,
    Range,
}

/// Where the true value may lie, seen from the stated one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bound {
    /// It is the stated one.
    Exact,
    /// Near it, on either side.
    Around,
    /// At it or below.
    Above,
    /// At it or above.
    Below,
    /// Between two stated ends.
    Between,
}

impl Qualifier {
    pub const ALL: [Self; 9] =
        [Self::Exact, Self::About, Self::Nearly, Self::AtMost, Self::AtLeast, Self::LessThan, Self::MoreThan, Self::UpTo, Self::Range];

    pub fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::About => "about",
            Self::Nearly => "nearly",
            Self::AtMost => "at_most",
            Self::AtLeast => "at_least",
            Self::LessThan => "less_than",
            Self::MoreThan => "more_than",
            Self::UpTo => "up_to",
            Self::Range => "range",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|qualifier| qualifier.name() == name)
    }

    /// The sign before a number: "≈60 %".
    pub fn sign(self) -> &'static str {
        match self {
            Self::Exact | Self::Range => "",
            Self::About | Self::Nearly => "≈",
            Self::AtMost | Self::UpTo => "≤",
            Self::AtLeast => "≥",
            Self::LessThan => "<",
            Self::MoreThan => ">",
        }
    }

    pub fn bound(self) -> Bound {
        match self {
            Self::Exact => Bound::Exact,
            Self::About | Self::Nearly => Bound::Around,
            Self::AtMost | Self::UpTo | Self::LessThan => Bound::Above,
            Self::AtLeast | Self::MoreThan => Bound::Below,
            Self::Range => Bound::Between,
        }
    }
}

/// A number as its source gave it: "around 60%" stays around 60%.
#[derive(Clone, Debug, PartialEq)]
pub struct Amount {
    /// The figure itself; of a range, its middle.
    pub value: f64,
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub qualifier: Qualifier,
    /// The figure in the words of its source.
    pub stated: Option<String>,
    /// Digits after the point as published; `None` when the number itself tells.
    pub decimals: Option<u8>,
}

/// The parts of a figure as a file states them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Parts {
    pub value: Option<f64>,
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub qualifier: Option<Qualifier>,
    pub missing: Option<Missing>,
}

impl Amount {
    pub fn exact(value: f64) -> Self {
        Self { value, low: None, high: None, qualifier: Qualifier::Exact, stated: None, decimals: None }
    }

    pub fn range(low: f64, high: f64) -> Self {
        Self { low: Some(low), high: Some(high), qualifier: Qualifier::Range, ..Self::exact(f64::midpoint(low, high)) }
    }

    /// The figure that its parts make, or what is wrong with them.
    ///
    /// # Errors
    /// When the parts contradict each other.
    pub fn stated(parts: Parts) -> Result<Result<Self, Missing>, &'static str> {
        let Parts { value, low, high, qualifier, missing } = parts;
        if let Some(missing) = missing {
            let is_bare = value.is_none() && low.is_none() && high.is_none() && qualifier.is_none();
            return if is_bare { Ok(Err(missing)) } else { Err("has both a value and a reason why there is none") };
        }
        if low.zip(high).is_some_and(|(low, high)| low > high) {
            return Err("has a low that is higher than its high");
        }
        match (value, qualifier.unwrap_or_default(), low, high) {
            (None, Qualifier::Range, Some(low), Some(high)) => Ok(Ok(Self::range(low, high))),
            (_, Qualifier::Range, ..) => Err("is a range, which has a low and a high and no other value"),
            (None, ..) => Err("has neither a value nor a reason why there is none"),
            (Some(value), ..) if low.is_some_and(|low| low > value) || high.is_some_and(|high| high < value) => {
                Err("has a value outside its low and high")
            }
            (Some(value), qualifier, ..) => Ok(Ok(Self { low, high, qualifier, ..Self::exact(value) })),
        }
    }

    pub fn is_exact(&self) -> bool {
        self.qualifier == Qualifier::Exact && self.low.is_none() && self.high.is_none()
    }

    /// The least and greatest value it may have, as far as the source says.
    pub fn interval(&self) -> [Option<f64>; 2] {
        match self.qualifier.bound() {
            Bound::Exact | Bound::Around | Bound::Between => [self.low.or(self.exactly()), self.high.or(self.exactly())],
            Bound::Above => [self.low, Some(self.high.unwrap_or(self.value))],
            Bound::Below => [Some(self.low.unwrap_or(self.value)), self.high],
        }
    }

    /// Sum; both in the same unit.
    pub fn plus(&self, other: &Self) -> Self {
        self.combined(other, self.value + other.value, |[a, b], [c, d]| [sum(a, c), sum(b, d)])
    }

    /// The smaller of both, in the same unit; never surer than the less sure one.
    #[must_use]
    pub fn lesser(&self, other: &Self) -> Self {
        let least = |a: Option<f64>, b: Option<f64>| Some(a?.min(b?));
        // What is only bounded from below may still not be more than the other one.
        let most = |a: Option<f64>, b: Option<f64>| a.zip(b).map(|(a, b)| a.min(b)).or(a).or(b);
        self.combined(other, self.value.min(other.value), |[a, b], [c, d]| [least(a, c), most(b, d)])
    }

    /// Difference; both in the same unit.
    pub fn minus(&self, other: &Self) -> Self {
        self.plus(&other.times(-1.0))
    }

    /// A multiple by a number that is known exactly. A negative one turns "at most" into "at least".
    pub fn times(&self, factor: f64) -> Self {
        let [mut low, mut high] = [self.low.map(|low| low * factor), self.high.map(|high| high * factor)];
        let mut qualifier = self.qualifier;
        if factor < 0.0 {
            (low, high) = (high, low);
            qualifier = turned(qualifier);
        }
        Self { value: self.value * factor, low, high, qualifier, stated: None, decimals: None }
    }

    /// The root of this degree, for growth per year; the amount is positive.
    #[must_use]
    pub fn root(&self, degree: f64) -> Self {
        if degree == 1.0 {
            return self.clone();
        }
        let root = |value: f64| value.max(0.0).powf(1.0 / degree);
        Self { value: root(self.value), low: self.low.map(root), high: self.high.map(root), stated: None, decimals: None, ..*self }
    }

    /// Quotient by a positive amount; `None` when the divisor is, or may be, zero or less.
    pub fn over(&self, whole: &Self) -> Option<Self> {
        let may_vanish = whole.value <= 0.0 || whole.low.is_some_and(|low| low <= 0.0);
        if may_vanish {
            return None;
        }
        let reciprocal = Self {
            value: 1.0 / whole.value,
            low: whole.high.map(|high| 1.0 / high),
            high: whole.low.map(|low| 1.0 / low),
            qualifier: turned(whole.qualifier),
            stated: None,
            decimals: None,
        };
        // Written as a quotient, so that 30 of 120 is exactly one quarter.
        Some(self.combined(&reciprocal, self.value / whole.value, |[a, b], [c, d]| {
            let corners = [product(a, c), product(a, d), product(b, c), product(b, d)];
            let of = |pick: fn(f64, f64) -> f64| corners.into_iter().collect::<Option<Vec<_>>>()?.into_iter().reduce(pick);
            [of(f64::min), of(f64::max)]
        }))
    }

    fn exactly(&self) -> Option<f64> {
        (self.qualifier == Qualifier::Exact).then_some(self.value)
    }

    fn combined(&self, other: &Self, value: f64, on_intervals: impl Fn([Option<f64>; 2], [Option<f64>; 2]) -> [Option<f64>; 2]) -> Self {
        let qualifier = together(self.qualifier, other.qualifier);
        if qualifier == Qualifier::Exact && self.is_exact() && other.is_exact() {
            return Self::exact(value);
        }
        let [low, high] = on_intervals(self.interval(), other.interval());
        // Of a range and a bound only the bound is left, and the value stands at it.
        let is_of_range = [self, other].iter().any(|one| one.qualifier.bound() == Bound::Between);
        let value = match (qualifier.bound(), low, high) {
            (Bound::Above, _, Some(high)) if is_of_range => high,
            (Bound::Below, Some(low), _) if is_of_range => low,
            _ => value,
        };
        Self { value, low, high, qualifier, stated: None, decimals: None }
    }
}

/// What an amount becomes when its sign or its place in a fraction turns round.
fn turned(qualifier: Qualifier) -> Qualifier {
    match qualifier {
        Qualifier::Exact | Qualifier::About | Qualifier::Range => qualifier,
        Qualifier::Nearly => Qualifier::About,
        Qualifier::AtMost | Qualifier::UpTo => Qualifier::AtLeast,
        Qualifier::LessThan => Qualifier::MoreThan,
        Qualifier::AtLeast => Qualifier::AtMost,
        Qualifier::MoreThan => Qualifier::LessThan,
    }
}

/// How sure a number is that was made of two: never surer than the less sure one.
fn together(a: Qualifier, b: Qualifier) -> Qualifier {
    match (a.bound(), b.bound()) {
        (Bound::Exact, _) => b,
        (_, Bound::Exact) => a,
        (Bound::Above, Bound::Above | Bound::Around | Bound::Between) | (Bound::Around | Bound::Between, Bound::Above) => Qualifier::AtMost,
        (Bound::Below, Bound::Below | Bound::Around | Bound::Between) | (Bound::Around | Bound::Between, Bound::Below) => {
            Qualifier::AtLeast
        }
        (Bound::Between, Bound::Between) => Qualifier::Range,
        // A bound from above and one from below bound nothing.
        (Bound::Above, Bound::Below) | (Bound::Below, Bound::Above) => Qualifier::About,
        (Bound::Around, Bound::Around | Bound::Between) | (Bound::Between, Bound::Around) => Qualifier::About,
    }
}

fn sum(a: Option<f64>, b: Option<f64>) -> Option<f64> {
    Some(a? + b?)
}

fn product(a: Option<f64>, b: Option<f64>) -> Option<f64> {
    Some(a? * b?)
}

/// Why there is no number here. Never a bare `None`, never a silent zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    NotCollected,
    NotPublished,
    Confidential,
    NotApplicable,
    Unreadable,
}

impl Missing {
    pub const ALL: [Self; 5] = [Self::NotCollected, Self::NotPublished, Self::Confidential, Self::NotApplicable, Self::Unreadable];

    pub fn name(self) -> &'static str {
        match self {
            Self::NotCollected => "not_collected",
            Self::NotPublished => "not_published",
            Self::Confidential => "confidential",
            Self::NotApplicable => "not_applicable",
            Self::Unreadable => "unreadable",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|missing| missing.name() == name)
    }

    /// For people: "not published".
    pub fn label(self) -> &'static str {
        match self {
            Self::NotCollected => "not collected",
            Self::NotPublished => "not published",
            Self::Confidential => "confidential",
            Self::NotApplicable => "not applicable",
            Self::Unreadable => "unreadable",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn qualified(qualifier: Qualifier, value: f64) -> Amount {
        Amount { qualifier, ..Amount::exact(value) }
    }

    #[test]
    fn exact_figures_give_exact_figures() {
        assert_eq!(Amount::exact(30.0).over(&Amount::exact(120.0)), Some(Amount::exact(0.25)));
    }

    #[test]
    fn a_share_of_at_most_is_at_most_and_a_share_in_at_most_is_at_least() {
        let whole = Amount::exact(100.0);
        let part = qualified(Qualifier::AtMost, 18.0);
        assert_eq!(part.over(&whole).expect("whole is positive").qualifier, Qualifier::AtMost);
        assert_eq!(whole.over(&part).expect("part is positive").qualifier, Qualifier::AtLeast);
    }

    #[test]
    fn at_most_less_at_most_is_only_about() {
        let a = qualified(Qualifier::AtMost, 10.0);
        assert_eq!(a.minus(&a).qualifier, Qualifier::About);
    }

    #[test]
    fn a_bound_stays_a_bound_beside_what_is_about() {
        let rest = Amount::exact(60.0).minus(&qualified(Qualifier::AtMost, 30.0)).minus(&qualified(Qualifier::About, 20.0));
        assert_eq!((rest.value, rest.qualifier), (10.0, Qualifier::AtLeast));
        let sum = Amount::range(10.0, 20.0).plus(&qualified(Qualifier::AtMost, 5.0));
        assert_eq!((sum.value, sum.high, sum.qualifier), (25.0, Some(25.0), Qualifier::AtMost));
    }

    #[test]
    fn ranges_keep_their_ends() {
        let sum = Amount::range(20.0, 22.0).plus(&Amount::exact(1.0));
        assert_eq!((sum.value, sum.low, sum.high, sum.qualifier), (22.0, Some(21.0), Some(23.0), Qualifier::Range));
        let turned = Amount::range(7.0, 13.0).times(-1.0);
        assert_eq!((turned.low, turned.high), (Some(-13.0), Some(-7.0)));
        let share = Amount::range(1.0, 2.0).over(&Amount::range(4.0, 8.0)).expect("positive");
        assert_eq!((share.low, share.high), (Some(0.125), Some(0.5)));
    }

    #[test]
    fn nothing_is_divided_by_what_may_be_zero() {
        assert_eq!(Amount::exact(1.0).over(&Amount::exact(0.0)), None);
        assert_eq!(Amount::exact(1.0).over(&Amount::range(0.0, 2.0)), None);
    }
}
