//! Is a change between two polls more than chance? Margins of error at 95%, for shares and for net balances.

use crate::terms::unit::write_number;

/// The quantile of the normal distribution that leaves 2.5% on each side.
const Z: f64 = 1.96;

/// The design effect that is tried besides a simple random sample when a poll does not publish its own.
const USUAL_EFFECT: f64 = 1.5;

/// The margin of error of a figure of a sample at 95%, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Margin {
    /// With the design effect that was published, or of a simple random sample.
    pub points: f64,
    /// With a design effect of 1.5, when none was published.
    pub wider: Option<f64>,
}

impl Margin {
    /// Of one share, in per cent, of `base` respondents; `None` without a base, or where the share is none of a sample.
    pub fn of_share(share: f64, base: Option<u32>, design_effect: Option<f64>) -> Option<Self> {
        Self::of(base, design_effect, |base, effect| margin_of_share(share / 100.0, base, effect))
    }

    /// Of positive less negative answers, both in per cent of all.
    pub fn of_net_balance([positive, negative]: [f64; 2], base: Option<u32>, design_effect: Option<f64>) -> Option<Self> {
        Self::of(base, design_effect, |base, effect| margin_of_net_balance(positive / 100.0, negative / 100.0, base, effect))
    }

    fn of(base: Option<u32>, design_effect: Option<f64>, margin: impl Fn(u32, f64) -> f64) -> Option<Self> {
        let base = base.filter(|base| *base > 0)?;
        let points = margin(base, design_effect.unwrap_or(1.0)) * 100.0;
        let wider = design_effect.is_none().then(|| margin(base, USUAL_EFFECT) * 100.0);
        points.is_finite().then_some(Self { points, wider })
    }

    /// Of the difference between two independent figures.
    #[must_use]
    pub fn of_change(self, other: Self) -> Self {
        let wide = |margin: Self| margin.wider.unwrap_or(margin.points);
        let is_unsure = self.wider.is_some() || other.wider.is_some();
        Self { points: margin_of_change(self.points, other.points), wider: is_unsure.then(|| margin_of_change(wide(self), wide(other))) }
    }

    /// "± 3.3 points at 95% (± 4.1 with a design effect of 1.5)".
    pub fn words(&self) -> String {
        let wider =
            self.wider.map_or_else(String::new, |wider| format!(" (± {} with a design effect of {USUAL_EFFECT})", write_number(wider, 1)));
        format!("± {} points at 95%{wider}", write_number(self.points, 1))
    }
}

/// What can be said of a change in points, as a clause: "more than chance at 95%: ± 3.3 points, …".
pub fn verdict_in_words(change: f64, margin: Option<Margin>) -> String {
    let Some(margin) = margin else { return "cannot say whether it is more than chance: sample size unknown".to_owned() };
    let simple = verdict(change, Some(margin.points));
    let wide = margin.wider.map(|wider| verdict(change, Some(wider)));
    let verdict = match (simple, wide) {
        (Verdict::Real, None | Some(Verdict::Real)) => "more than chance",
        (Verdict::Real, Some(Verdict::WithinMargin | Verdict::CannotSay)) => "more than chance only if the sample was simply random",
        (Verdict::WithinMargin | Verdict::CannotSay, _) => "no more than chance may make it",
    };
    format!("{verdict}, {}", margin.words())
}

/// What can be said of a change between two independent samples.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Larger than its margin: chance alone would hardly make it.
    Real,
    WithinMargin,
    /// A sample size is not known.
    CannotSay,
}

/// 1.96·√(deff·p(1−p)/n): the margin of one share. Share and margin are fractions; `design_effect` is 1 in a simple random
/// sample. Source: Franklin 2007, The Margin of Error for Differences in Polls.
pub fn margin_of_share(share: f64, base: u32, design_effect: f64) -> f64 {
    Z * (design_effect * share * (1.0 - share) / f64::from(base)).sqrt()
}

/// 1.96·√(deff·(p + q − (p − q)²)/n): the margin of positive less negative answers of one sample, all fractions.
/// Source: Franklin 2007.
pub fn margin_of_net_balance(positive: f64, negative: f64, base: u32, design_effect: f64) -> f64 {
    let net = positive - negative;
    Z * (design_effect * (positive + negative - net * net) / f64::from(base)).sqrt()
}

/// The margin of the difference of two independent figures: the root of the sum of the squares of theirs.
pub fn margin_of_change(before: f64, after: f64) -> f64 {
    before.hypot(after)
}

/// Change and margin in the same unit; no margin when a sample size is not known.
pub fn verdict(change: f64, margin: Option<f64>) -> Verdict {
    match margin {
        None => Verdict::CannotSay,
        Some(margin) if change.abs() > margin => Verdict::Real,
        Some(_) => Verdict::WithinMargin,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// In points, to the digits given.
    fn assert_is(fraction: f64, points: f64, within: f64) {
        assert!((fraction * 100.0 - points).abs() <= within, "{} is not {points}", fraction * 100.0);
    }

    #[test]
    fn sixty_two_to_sixty_six_per_cent_is_a_real_change_in_simple_samples_only() {
        let margin = |effect| margin_of_change(margin_of_share(0.62, 1600, effect), margin_of_share(0.66, 1600, effect));
        assert_is(margin(1.0), 3.3, 0.05);
        assert_is(margin(1.5), 4.1, 0.05);
        assert_eq!([1.0, 1.5].map(|effect| verdict(0.04, Some(margin(effect)))), [Verdict::Real, Verdict::WithinMargin]);
    }

    #[test]
    fn a_net_balance_has_a_wider_margin_than_its_shares() {
        let margin =
            |effect| margin_of_change(margin_of_net_balance(0.62, 0.25, 1600, effect), margin_of_net_balance(0.66, 0.22, 1600, effect));
        assert_is(margin(1.0), 5.8, 0.05);
        assert_is(margin(1.5), 7.15, 0.005);
        assert_eq!([1.0, 1.5].map(|effect| verdict(0.07, Some(margin(effect)))), [Verdict::Real, Verdict::WithinMargin]);
    }

    #[test]
    fn a_verdict_names_its_margin_and_what_a_design_effect_would_make_of_it() {
        let of = |share| Margin::of_share(share, Some(1600), None).expect("has a base");
        let change = of(62.0).of_change(of(66.0));
        let words = "more than chance only if the sample was simply random, ± 3.3 points at 95% (± 4.1 with a design effect of 1.5)";
        assert_eq!(verdict_in_words(4.0, Some(change)), words);
        assert!(verdict_in_words(9.0, Some(change)).starts_with("more than chance, ±"));
        assert!(verdict_in_words(-1.0, Some(change)).starts_with("no more than chance may make it"));
        assert_eq!(verdict_in_words(9.0, None), "cannot say whether it is more than chance: sample size unknown");
        let published = Margin::of_share(62.0, Some(1600), Some(1.5)).expect("has a base");
        assert_eq!(published.wider, None, "its own design effect leaves nothing open");
        assert_eq!(Margin::of_share(62.0, None, None), None);
        let net = |sides| Margin::of_net_balance(sides, Some(1600), None).expect("has a base");
        let change = net([62.0, 25.0]).of_change(net([66.0, 22.0]));
        assert_eq!(change.words(), "± 5.8 points at 95% (± 7.2 with a design effect of 1.5)");
    }

    #[test]
    fn without_a_sample_size_there_is_no_verdict() {
        assert_eq!(verdict(0.3, None), Verdict::CannotSay);
        assert_eq!(verdict(-0.05, Some(0.04)), Verdict::Real, "a fall is a change too");
    }
}
