//! What a cell looks like: a number, a period, a sign for what is missing, or words. Only its looks; what it means is for others.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Empty,
    Number,
    /// A date, a time of day, a quarter; also a year, which is a number that can name a column.
    Period,
    /// "..", "NA".
    Missing,
    Words,
}

/// Longer than any number with its blanks and marks.
const LONGEST: usize = 200;

pub fn kind(cell: &str) -> Kind {
    let cell = cell.trim();
    if cell.is_empty() {
        return Kind::Empty;
    }
    if cell.len() > LONGEST {
        return Kind::Words;
    }
    if is_missing(cell) {
        return Kind::Missing;
    }
    if is_period(cell) {
        return Kind::Period;
    }
    if is_number(cell) { Kind::Number } else { Kind::Words }
}

fn is_missing(cell: &str) -> bool {
    const SIGNS: [&str; 7] = ["na", "n/a", "n.a.", "nan", "null", "none", "…"];
    const MARKS: &str = ".:-–—?*/";
    cell.chars().all(|letter| MARKS.contains(letter)) || cell.len() <= 4 && SIGNS.contains(&cell.to_lowercase().as_str())
}

/// A year, or figures with the signs of dates between them.
fn is_period(cell: &str) -> bool {
    let is_year = |text: &str| text.len() == 4 && text.parse::<u16>().is_ok_and(|year| (1500..=2200).contains(&year));
    if is_year(cell.get(..4).unwrap_or_default()) && cell.len() <= 10 {
        let rest = &cell[4..];
        let signs = |letter: char| letter.is_ascii_digit() || "-/.: QMSHWqmswT".contains(letter);
        let is_flagged = rest.starts_with(" [") && rest.ends_with(']');
        return rest.is_empty() || is_flagged || rest.chars().all(signs) && !is_decimal(rest);
    }
    let parts: Vec<&str> = cell.split(['/', '-', '.', ':', ' ']).collect();
    let are_figures = parts.iter().all(|part| (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit()));
    let between = cell.chars().filter(|letter| !letter.is_ascii_digit()).collect::<Vec<_>>();
    are_figures && (parts.len() >= 3 && between.iter().all(|sign| *sign != ' ') || between == [':'])
}

/// ".5" behind a year-like number: 2012.5 is no period.
fn is_decimal(rest: &str) -> bool {
    rest.strip_prefix('.').is_some_and(|figures| figures.len() != 2 && !figures.contains('.'))
}

/// Figures with the signs that stand in, before and behind numbers, and perhaps a flag of a few letters behind a blank.
fn is_number(cell: &str) -> bool {
    let bare = |sign: char| sign.is_whitespace() || "()+-−–%*$€£¥₽‡†¹²³".contains(sign);
    let cell = cell.trim_matches(bare);
    let cell = match cell.rsplit_once([' ', '\u{a0}']) {
        Some((number, flag)) if flag.len() <= 3 && flag.bytes().all(|byte| byte.is_ascii_lowercase()) => number.trim(),
        _ => cell,
    };
    let within = |sign: char| sign.is_numeric() || ".,'’ \u{a0}\u{202f}\u{2009}．٫٬".contains(sign);
    let (mantissa, exponent) = cell.split_once(['e', 'E']).unwrap_or((cell, "0"));
    let exponent = exponent.trim_start_matches(['+', '-']);
    mantissa.chars().any(char::is_numeric)
        && mantissa.chars().all(within)
        && !exponent.is_empty()
        && exponent.bytes().all(|byte| byte.is_ascii_digit())
        && !mantissa.contains(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_known_by_their_looks() {
        for (cell, wanted) in [
            ("", Kind::Empty),
            (" 1,234.5 ", Kind::Number),
            ("317 055,8", Kind::Number),
            ("(6,879.0)", Kind::Number),
            ("2'754'860.0", Kind::Number),
            ("12.3 bu", Kind::Number),
            ("-6.9E+03", Kind::Number),
            ("３１７０５５．８", Kind::Number),
            ("$74.69", Kind::Number),
            ("2012", Kind::Period),
            ("2012.5", Kind::Number),
            ("2019-Q2", Kind::Period),
            ("2012 [YR2012]", Kind::Words),
            ("28/01/2018", Kind::Period),
            ("00:15", Kind::Period),
            ("..", Kind::Missing),
            ("NA", Kind::Missing),
            ("8;-6879", Kind::Words),
            ("MG-8769", Kind::Words),
            ("East Asia", Kind::Words),
            ("2015, 2016", Kind::Words),
        ] {
            assert_eq!(kind(cell), wanted, "{cell}");
        }
    }
}
