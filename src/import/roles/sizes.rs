//! Words for sizes in the languages of agencies: "mio.", "тыс.", 百万, "crore".

/// By their power of ten. What means other things as well is left to those who know where it stands: "m", "mil", "miles", "md".
const SIZES: [(i32, &[&str]); 6] = [
    (
        3,
        &[
            "1000",
            "1,000",
            "1000s",
            "1000-tal",
            "thousand",
            "thousands",
            "thous.",
            "ths",
            "ths.",
            "thou.",
            "thsd.",
            "tsd",
            "tsd.",
            "tausend",
            "tys.",
            "tis.",
            "tusen",
            "tusind",
            "millier",
            "milliers",
            "milhares",
            "migliaia",
            "'000",
            "'000s",
            "000s",
            "тис",
            "тис.",
            "тыс",
            "тыс.",
            "тысяча",
            "тысячи",
            "тысяч",
            "千",
        ],
    ),
    (
        6,
        &[
            "1000000",
            "mio",
            "mio.",
            "mill.",
            "million",
            "millions",
            "millionen",
            "millioner",
            "miljoner",
            "milj.",
            "mil.",
            "millón",
            "millones",
            "milhão",
            "milhões",
            "milioni",
            "milyon",
            "mln",
            "mln.",
            "mn",
            "mn.",
            "млн",
            "млн.",
            "миллион",
            "миллиона",
            "миллионов",
            "百万",
        ],
    ),
    (
        9,
        &[
            "mrd",
            "mrd.",
            "mds",
            "mia",
            "mia.",
            "milliard",
            "milliards",
            "milliarden",
            "milliarder",
            "miljarder",
            "miliardi",
            "bilhões",
            "milyar",
            "bn",
            "bn.",
            "bln",
            "billion",
            "billions",
            "млрд",
            "млрд.",
            "миллиард",
            "миллиарда",
            "миллиардов",
            "mld",
            "mld.",
            "十亿",
        ],
    ),
    (5, &["lakh", "lakhs", "lac", "lacs"]),
    (7, &["crore", "crores"]),
    (12, &["trillion", "trillions", "trln", "trn", "трлн", "трлн.", "триллион", "триллиона", "триллионов"]),
];

/// The power of ten that a word in small letters means.
pub fn power(word: &str) -> Option<i32> {
    SIZES.iter().find(|(_, words)| words.contains(&word)).map(|(power, _)| *power)
}

/// The power of ten that several words mean together: "lakh crore", "mil millones", "miles de millones", "100 million".
pub fn together(words: &[&str]) -> Option<i32> {
    let (last, before) = words.split_last()?;
    let of_many = |word: &&str| match *word {
        // Alone it may be a thousandth of an inch, or what roads are long.
        "mil" | "miles" => Some(3),
        word => ten(word).or_else(|| power(word)),
    };
    // Prices are paid for a hundred of something.
    let last = power(last).or_else(|| ten(last).filter(|power| before.is_empty() && *power > 2))?;
    before.iter().map(of_many).try_fold(last, |sum, power| Some(sum + power?))
}

/// The power of ten that is written out in figures: 100, "10,000", "1.000".
pub fn ten(word: &str) -> Option<i32> {
    let mut groups = word.split([',', '.']);
    let first = groups.next()?.strip_prefix('1').filter(|noughts| noughts.bytes().all(|byte| byte == b'0'))?;
    let mut noughts = first.len();
    for group in groups {
        noughts += (group == "000" && first.len() < 3).then_some(3)?;
    }
    i32::try_from(noughts).ok().filter(|power| *power < 16)
}

/// The power of ten of a size that begins a text in Chinese, Japanese or Korean, and what follows it: 万吨, 亿美元, 10億円.
pub fn in_chinese(text: &str) -> Option<(i32, &str)> {
    const SIZES: [(&str, i32); 14] = [
        ("百万", 6),
        ("千万", 7),
        ("十亿", 9),
        ("千亿", 11),
        ("万亿", 12),
        ("千", 3),
        ("万", 4),
        ("亿", 8),
        ("億", 8),
        ("백만", 6),
        ("십억", 9),
        ("천", 3),
        ("만", 4),
        ("억", 8),
    ];
    let signs = text.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let number = &text[..text.len() - signs.len()];
    let of_number = if number.is_empty() { 0 } else { ten(number)? };
    SIZES.iter().find_map(|(size, power)| Some((*power + of_number, signs.strip_prefix(size)?)))
}

/// Letters that mean a size only before or behind a unit.
pub fn of_letters(word: &str) -> Option<i32> {
    match word {
        "k" => Some(3),
        // Without its point it is a thousand in Spanish and Portuguese.
        "m" | "m." | "mm" => Some(6),
        "md" => Some(9),
        "cr" | "cr." => Some(7),
        "tn" => Some(12),
        _ => None,
    }
}

/// What stands glued to the sign of a currency, or has a gap among its figures, as words: "us$1,000", "m€", "1 000 eur".
pub fn with_signs_apart(folded: &str) -> String {
    let spaced = folded
        .replace(['\u{a0}', '\u{202f}'], " ")
        .replace("1 000", "1000")
        .replace("0 000", "0000")
        .replace("d'", "")
        .replace("'000", " '000");
    let apart = with_points_apart(&spaced);
    let apart = apart.replace('€', " € ").replace('£', " £ ").replace('₹', " ₹ ");
    // The letters before a dollar are those of its country.
    let Some((before, behind)) = apart.split_once('$') else { return apart };
    let country = before.rsplit(' ').next().unwrap_or_default();
    if country == "r" {
        return format!("{before}$ {}", behind.trim_start());
    }
    if ["", "us", "u.s."].contains(&country) {
        return format!("{} us$ {}", &before[..before.len() - country.len()], behind.trim_start());
    }
    apart
}

/// Words that are cut short and joined: "млрд.руб." has two of them.
fn with_points_apart(folded: &str) -> String {
    let mut letters = folded.chars().peekable();
    let mut apart = String::with_capacity(folded.len());
    while let Some(letter) = letters.next() {
        apart.push(letter);
        let is_cut = letter == '.' && apart.chars().rev().nth(2).is_some_and(char::is_alphabetic);
        if is_cut && letters.peek().is_some_and(|next| next.is_alphabetic()) {
            apart.push(' ');
        }
    }
    apart
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_of_several_words_are_multiplied() {
        for (words, expected) in [
            ("lakh crore", Some(12)),
            ("mil millones", Some(9)),
            ("miles millones", Some(9)),
            ("100 million", Some(8)),
            ("10,000", Some(4)),
            ("1.000", Some(3)),
            ("mil", None),
            ("miles", None),
            ("million 100", None),
            ("100", None),
            ("2000", None),
            ("1.5", None),
            ("", None),
        ] {
            assert_eq!(together(&words.split_whitespace().collect::<Vec<_>>()), expected, "{words}");
        }
        assert_eq!((in_chinese("10億円"), in_chinese("백만달러"), in_chinese("5万")), (Some((9, "円")), Some((6, "달러")), None));
    }
}
