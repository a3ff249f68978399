//! The text of a cell in the characters that the rest of the reading knows: figures from 0 to 9, one kind of blank, one minus.

/// The cell without the blanks around it. What may mean several things, such as a dash, stays as it is.
pub(super) fn plain(text: &str) -> String {
    let plain: String = text.chars().filter(|letter| !is_invisible(*letter)).map(simple).collect();
    let plain = plain.trim();
    if plain.contains(['\r', '\n']) { in_one_line(plain) } else { plain.to_owned() }
}

/// Lines become words, but for figures below figures: these are two numbers, and no thousands of one.
fn in_one_line(plain: &str) -> String {
    let mut text = String::new();
    for line in plain.split(['\r', '\n']).map(str::trim).filter(|line| !line.is_empty()) {
        let are_figures = text.ends_with(|last: char| last.is_ascii_digit()) && line.starts_with(|first: char| first.is_ascii_digit());
        if !text.is_empty() {
            text.push(if are_figures { '\n' } else { ' ' });
        }
        text.push_str(line);
    }
    text
}

/// Marks that take no room and say nothing. Overrides of the direction of writing stay, and make a number unreadable:
/// what is seen would not be what is read.
fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{ad}')
}

fn simple(letter: char) -> char {
    match letter {
        letter if letter.is_ascii_alphanumeric() => letter,
        '\t' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => ' ',
        '\u{2212}' | '\u{2010}' | '\u{2011}' | '\u{fe63}' | '\u{ff0d}' => '-',
        '\u{2012}' => '–',
        '’' | '‘' | 'ʼ' | '`' | '´' | '\u{ff07}' => '\'',
        '∼' | '〜' | '\u{ff5e}' => '~',
        '٪' => '%',
        // Of Arabic and Persian: a point, and a sign between thousands that is no decimal one anywhere.
        '٫' => '.',
        '٬' => '\'',
        // The letters of East Asian widths that have a narrow twin.
        '\u{ff01}'..='\u{ff5d}' => char::from_u32(letter as u32 - 0xfee0).unwrap_or(letter),
        '\u{ffe5}' => '¥',
        letter => figure(letter).unwrap_or(letter),
    }
}

/// The figure from 0 to 9 that is meant by one of another script.
pub fn figure(letter: char) -> Option<char> {
    const ZEROS: [u32; 6] = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xff10];
    let at = letter as u32;
    let zero = ZEROS.into_iter().find(|zero| (*zero..zero + 10).contains(&at))?;
    char::from_digit(at - zero, 10)
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn figures_blanks_and_minus_signs_of_all_kinds_become_plain_ones() {
        assert_eq!(plain("\u{feff} １２３，４ "), "123,4");
        assert_eq!(plain("١٢٣"), "123");
        assert_eq!(plain("۱٬۲۳۴٫۵"), "1'234.5");
        assert_eq!(plain("1\u{202f}234\u{a0}567\u{2009}890"), "1 234 567 890");
        assert_eq!(plain("−5"), "-5");
        assert_eq!(plain("–5 – 7"), "–5 – 7");
        assert_eq!([plain("12\r\n million "), plain("\n120\n 150")], ["12 million", "120\n150"]);
    }
}
