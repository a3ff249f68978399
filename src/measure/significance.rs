//! Is a change between two polls more than chance? Margins of error at 95%, for shares and for net balances.

/// The quantile of the normal distribution that leaves 2.5% on each side.
const Z: f64 = 1.96;

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
    fn without_a_sample_size_there_is_no_verdict() {
        assert_eq!(verdict(0.3, None), Verdict::CannotSay);
        assert_eq!(verdict(-0.05, Some(0.04)), Verdict::Real, "a fall is a change too");
    }
}
