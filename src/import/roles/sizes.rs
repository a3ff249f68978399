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
            "tsd",
            "tsd.",
            "tusen",
            "tusind",
            "millier",
            "milliers",
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
            "millones",
            "milhões",
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
            "mia",
            "mia.",
            "milliard",
            "milliards",
            "milliarden",
            "milliarder",
            "miljarder",
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
    (12, &["trillion", "trillions", "trln", "трлн", "трлн.", "триллион", "триллиона", "триллионов"]),
];

/// The power of ten that a word in small letters means.
pub fn power(word: &str) -> Option<i32> {
    SIZES.iter().find(|(_, words)| words.contains(&word)).map(|(power, _)| *power)
}

/// The power of ten of a size in Chinese that begins a text, and what follows it: 万吨, 亿美元.
pub fn in_chinese(text: &str) -> Option<(i32, &str)> {
    const SIZES: [(&str, i32); 9] =
        [("百万", 6), ("千万", 7), ("十亿", 9), ("千亿", 11), ("万亿", 12), ("千", 3), ("万", 4), ("亿", 8), ("億", 8)];
    SIZES.iter().find_map(|(size, power)| Some((*power, text.strip_prefix(size)?)))
}
