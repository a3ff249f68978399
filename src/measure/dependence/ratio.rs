//! How many times as much: the ratio of two amounts in words, never surer than they are.

use crate::terms::amount::{Amount, Bound, Qualifier};
use crate::terms::unit::write_number;

/// "8 times", "about 3.4 times"; `None` when the two are as good as equal.
pub fn in_words(ratio: &Amount) -> Option<String> {
    let word = match ratio.qualifier {
        Qualifier::Exact => "",
        Qualifier::About | Qualifier::Nearly | Qualifier::Range => "about ",
        Qualifier::AtMost | Qualifier::UpTo => "at most ",
        Qualifier::AtLeast => "at least ",
        Qualifier::LessThan => "less than ",
        Qualifier::MoreThan => "more than ",
    };
    let is_bound = !matches!(ratio.qualifier.bound(), Bound::Exact | Bound::Around | Bound::Between);
    (is_bound || ratio.value >= EVEN).then(|| format!("{word}{} times", number(ratio.value)))
}

/// Below this ratio two sides are as good as equal.
const EVEN: f64 = 1.05;

/// From five on a whole number; below it one decimal, unless that is nought.
fn number(ratio: f64) -> String {
    let tenths = (ratio * 10.0).round() / 10.0;
    let is_whole = ratio >= 5.0 || (tenths - tenths.round()).abs() < 1e-9;
    write_number(ratio, u8::from(!is_whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratios_are_as_rough_as_they_are_read_and_as_sure_as_they_are() {
        let said = |value: f64, qualifier: Qualifier| in_words(&Amount { qualifier, ..Amount::exact(value) });
        assert_eq!(said(8.057, Qualifier::Exact).as_deref(), Some("8 times"));
        assert_eq!(said(3.44, Qualifier::Exact).as_deref(), Some("3.4 times"));
        assert_eq!(said(2.98, Qualifier::About).as_deref(), Some("about 3 times"));
        assert_eq!(said(12.6, Qualifier::AtMost).as_deref(), Some("at most 13 times"));
        assert_eq!(said(1.004, Qualifier::Exact), None);
    }
}
