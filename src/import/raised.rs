//! Figures that are set above the line. They are marks of footnotes and powers, and no figures of the number before them.

/// Figures and brackets as letters that are above the line by themselves: `1)` as `¹⁾`. Words stay as they are.
pub fn raised(text: &str) -> String {
    const SIGNS: [(char, char); 13] = [
        ('0', '⁰'),
        ('1', '¹'),
        ('2', '²'),
        ('3', '³'),
        ('4', '⁴'),
        ('5', '⁵'),
        ('6', '⁶'),
        ('7', '⁷'),
        ('8', '⁸'),
        ('9', '⁹'),
        ('(', '⁽'),
        (')', '⁾'),
        (',', '˒'),
    ];
    let sign = |letter: char| match letter {
        ' ' => Some(' '),
        _ => SIGNS.iter().find(|(plain, _)| *plain == letter).map(|(_, raised)| *raised),
    };
    text.chars().map(sign).collect::<Option<String>>().unwrap_or_else(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_raised_and_words_are_not() {
        assert_eq!(["1)", "1, 2", "6", "er", "*", ""].map(raised), ["¹⁾", "¹˒ ²", "⁶", "er", "*", ""]);
    }
}
