//! What stands around the figures of a number: qualifiers, currencies and a minus before them; percent, marks and flags behind.

use crate::import::cell::flag::Flags;
use crate::import::cell::manner::Hyphens;
use crate::terms::amount::Qualifier;

/// A number taken out of what stands around it. Its figures are not read yet: that takes the decimal sign of the column.
#[derive(Debug, Default)]
pub(super) struct Shell<'a> {
    /// Figures with their decimal and thousands signs.
    pub core: &'a str,
    /// Of a range, the upper end.
    pub end: Option<&'a str>,
    /// How far the true value may lie from it: what stands behind `±`.
    pub margin: Option<&'a str>,
    pub is_negative: bool,
    pub has_plus: bool,
    pub pointer: Option<Pointer>,
    pub qualifier: Qualifier,
    /// Flags and footnote marks, in the order in which they stand.
    pub flags: Vec<String>,
    pub is_percent: bool,
    pub currency: Option<&'static str>,
}

/// A sign before a number that points up or down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pointer {
    Up,
    Down,
    /// Up, or the minus of Japan.
    Triangle,
}

/// Where one begins another, the longer goes first.
const QUALIFIERS: &[(&str, Qualifier)] = &[
    ("<=", Qualifier::AtMost),
    (">=", Qualifier::AtLeast),
    ("≤", Qualifier::AtMost),
    ("≥", Qualifier::AtLeast),
    ("<", Qualifier::LessThan),
    (">", Qualifier::MoreThan),
    ("~", Qualifier::About),
    ("≈", Qualifier::About),
    ("circa", Qualifier::About),
    ("ca.", Qualifier::About),
    ("ca", Qualifier::About),
    ("c.", Qualifier::About),
    ("about", Qualifier::About),
    ("around", Qualifier::About),
    ("approximately", Qualifier::About),
    ("approx.", Qualifier::About),
    ("approx", Qualifier::About),
    ("около", Qualifier::About),
    ("ок.", Qualifier::About),
    ("примерно", Qualifier::About),
    ("приблизительно", Qualifier::About),
    ("порядка", Qualifier::About),
    ("大约", Qualifier::About),
    ("约", Qualifier::About),
    ("nearly", Qualifier::Nearly),
    ("almost", Qualifier::Nearly),
    ("почти", Qualifier::Nearly),
    ("将近", Qualifier::Nearly),
    ("近", Qualifier::Nearly),
    ("不到", Qualifier::LessThan),
    ("不足", Qualifier::LessThan),
    ("less than", Qualifier::LessThan),
    ("fewer than", Qualifier::LessThan),
    ("under", Qualifier::LessThan),
    ("менее чем", Qualifier::LessThan),
    ("менее", Qualifier::LessThan),
    ("меньше", Qualifier::LessThan),
    ("more than", Qualifier::MoreThan),
    ("over", Qualifier::MoreThan),
    ("более чем", Qualifier::MoreThan),
    ("более", Qualifier::MoreThan),
    ("больше", Qualifier::MoreThan),
    ("свыше", Qualifier::MoreThan),
    ("超过", Qualifier::MoreThan),
    ("超", Qualifier::MoreThan),
    ("逾", Qualifier::MoreThan),
    ("up to", Qualifier::UpTo),
    ("в пределах", Qualifier::UpTo),
    ("до", Qualifier::UpTo),
    ("at least", Qualifier::AtLeast),
    ("not less than", Qualifier::AtLeast),
    ("no less than", Qualifier::AtLeast),
    ("не менее чем", Qualifier::AtLeast),
    ("не менее", Qualifier::AtLeast),
    ("至少", Qualifier::AtLeast),
    ("at most", Qualifier::AtMost),
    ("no more than", Qualifier::AtMost),
    ("not more than", Qualifier::AtMost),
    ("не более чем", Qualifier::AtMost),
    ("не более", Qualifier::AtMost),
    ("至多", Qualifier::AtMost),
];

/// What stands for money beside a number, longer ones first.
const CURRENCIES: [(&str, &str); 35] = [
    ("US$", "USD"),
    ("US $", "USD"),
    ("HK$", "HKD"),
    ("NZ$", "NZD"),
    ("NT$", "TWD"),
    ("AU$", "AUD"),
    ("A$", "AUD"),
    ("CA$", "CAD"),
    ("C$", "CAD"),
    ("S$", "SGD"),
    ("R$", "BRL"),
    ("$", "USD"),
    ("€", "EUR"),
    ("£", "GBP"),
    // Of China or of Japan; the sign is kept.
    ("¥", "¥"),
    ("₽", "RUB"),
    ("₴", "UAH"),
    ("₹", "INR"),
    ("₩", "KRW"),
    ("₺", "TRY"),
    ("USD", "USD"),
    ("EUR", "EUR"),
    ("GBP", "GBP"),
    ("CHF", "CHF"),
    ("INR", "INR"),
    // Of India, of Pakistan, of Sri Lanka; the word is kept.
    ("Rs.", "Rs"),
    ("Rs", "Rs"),
    ("JPY", "JPY"),
    ("CNY", "CNY"),
    ("RMB", "CNY"),
    ("RUB", "RUB"),
    ("руб.", "RUB"),
    ("руб", "RUB"),
    ("р.", "RUB"),
    ("元", "CNY"),
];

/// Takes a plain text apart; what is left as its core may still be no number.
pub(super) fn peel(text: &str, flags: Flags, hyphens: Hyphens) -> Shell<'_> {
    // Nearly all cells are bare.
    if text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b',') {
        return Shell { core: text, ..Shell::default() };
    }
    let mut shell = Shell::default();
    let mut rest = shell.before_margin(text);
    rest = shell.behind(rest, flags);
    if let Some((qualifier, after)) = qualified(rest) {
        shell.qualifier = qualifier;
        rest = after;
    }
    rest = shell.before(rest);
    // Accounts write what is negative in brackets.
    if let Some(inner) = rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'))
        && !shell.is_negative
        && !inner.trim_start().starts_with(['-', '–', '+', '('])
    {
        shell.is_negative = true;
        rest = shell.behind(inner.trim(), Flags::Without);
        rest = shell.before(rest);
    }
    if let Some(positive) = rest.strip_suffix('-')
        && !shell.is_negative
    {
        shell.is_negative = true;
        rest = positive.trim_end();
    } else if let Some(least) = rest.strip_suffix('+')
        && shell.qualifier == Qualifier::Exact
    {
        shell.qualifier = Qualifier::AtLeast;
        rest = least.trim_end();
    }
    (shell.core, shell.end) = ends(rest, hyphens);
    // "$12–$15" names its currency twice.
    let signs = CURRENCIES.iter().filter(|(_, code)| shell.currency == Some(*code));
    shell.end = shell.end.map(|end| signs.clone().find_map(|(sign, _)| end.strip_prefix(sign)).unwrap_or(end));
    shell
}

impl<'a> Shell<'a> {
    /// Takes off what stands behind `±`: `45 ± 3`, `45 (±3)`, `45% ± 3%`.
    fn before_margin(&mut self, text: &'a str) -> &'a str {
        let parted = ["±", "+/-"].iter().find_map(|sign| text.split_once(sign)).map(|(left, right)| (left.trim(), right.trim()));
        let bare = |(left, right): (&'a str, &'a str)| match (left.strip_suffix('('), right.strip_suffix(')')) {
            (Some(left), Some(right)) => Some((left.trim_end(), right.trim_end())),
            (None, None) => Some((left, right)),
            (Some(_), None) | (None, Some(_)) => None,
        };
        let is_digit = |letter: char| letter.is_ascii_digit();
        let Some((left, right)) = parted.and_then(bare).filter(|(left, right)| left.contains(is_digit) && right.starts_with(is_digit))
        else {
            return text;
        };
        let margin = right.strip_suffix('%').map(str::trim_end);
        self.is_percent = margin.is_some() && !left.ends_with('%');
        self.margin = Some(margin.unwrap_or(right));
        left
    }

    /// Takes off what stands behind the figures, from the last to the first.
    fn behind(&mut self, text: &'a str, flags: Flags) -> &'a str {
        let mut rest = text.trim();
        let mut found: Vec<String> = Vec::new();
        loop {
            let is_left = |left: &&str| left.contains(|letter: char| letter.is_ascii_digit());
            if let Some(left) = rest.strip_suffix('%').filter(|_| !self.is_percent) {
                self.is_percent = true;
                rest = left.trim_end();
            } else if let Some((left, mark)) = marked(rest).filter(|(left, _)| is_left(left)) {
                found.push(mark);
                rest = left.trim_end();
            } else if let Some((left, currency)) = currency_behind(rest).filter(|(left, _)| self.currency.is_none() && is_left(left)) {
                self.currency = Some(currency);
                rest = left.trim_end();
            } else if let Some((left, letters)) = flagged(rest, flags).filter(|(left, _)| is_left(left)) {
                found.extend(letters.into_iter().rev());
                rest = left.trim_end();
            } else {
                break;
            }
        }
        found.reverse();
        self.flags.extend(found);
        rest
    }

    /// Takes off a currency and a sign before the figures, in either order.
    fn before(&mut self, text: &'a str) -> &'a str {
        let mut rest = text;
        if let Some((pointer, after)) = pointed(rest).filter(|_| self.pointer.is_none()) {
            self.pointer = Some(pointer);
            rest = after;
        }
        for _ in 0..2 {
            let currency = CURRENCIES.iter().find_map(|(sign, code)| Some((rest.strip_prefix(sign)?, *code)));
            if let Some((after, code)) = currency.filter(|_| self.currency.is_none()) {
                self.currency = Some(code);
                rest = after.trim_start();
            }
            let is_signed = self.is_negative || self.has_plus || self.pointer.is_some();
            if let Some(after) = rest.strip_prefix(['-', '–']).filter(|_| !is_signed) {
                self.is_negative = true;
                rest = after.trim_start();
            } else if let Some(after) = rest.strip_prefix('+').filter(|_| !is_signed) {
                self.has_plus = true;
                rest = after.trim_start();
            }
        }
        rest
    }
}

/// A triangle or an arrow before a number: `▲ 3.2`, `▼3.2%`, `↑5`.
fn pointed(text: &str) -> Option<(Pointer, &str)> {
    let mut letters = text.chars();
    let pointer = match letters.next()? {
        '▲' | '△' | '▴' | '▵' => Pointer::Triangle,
        '▼' | '▽' | '▾' | '▿' | '↓' | '⬇' => Pointer::Down,
        '↑' | '⬆' => Pointer::Up,
        _ => return None,
    };
    // Some signs are made pictures of by a mark of their own.
    Some((pointer, letters.as_str().trim_start_matches(['\u{fe0e}', '\u{fe0f}', ' '])))
}

/// A qualifier before a number; a word of letters ends before a blank or a figure.
fn qualified(text: &str) -> Option<(Qualifier, &str)> {
    QUALIFIERS.iter().find_map(|(word, qualifier)| {
        let after = without_word(text, word)?;
        let is_word = word.ends_with(char::is_alphabetic);
        (!is_word || after.starts_with(|letter: char| letter == ' ' || letter.is_ascii_digit())).then(|| (*qualifier, after.trim_start()))
    })
}

/// What follows a word at the beginning, whatever its capitals.
fn without_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let mut letters = text.chars();
    word.chars().all(|wanted| letters.next().is_some_and(|letter| letter == wanted || letter.to_lowercase().eq([wanted]))).then_some(())?;
    Some(letters.as_str())
}

fn currency_behind(text: &str) -> Option<(&str, &'static str)> {
    CURRENCIES.iter().find_map(|(sign, code)| Some((text.strip_suffix(sign)?, *code)))
}

/// A footnote mark at the end: `12*`, `12¹`, `3 456²⁾`, `12 1)`, `12 a/`, `12 (e)`, `12[1]`, `12[foot]‡[/foot]`.
fn marked(text: &str) -> Option<(&str, String)> {
    if let Some((left, foot)) = text.strip_suffix("[/foot]").and_then(|text| text.rsplit_once("[foot]")) {
        return Some((left, foot.trim().to_owned()));
    }
    if let Some((left, mark)) = text.strip_suffix(']').and_then(|text| text.rsplit_once('[')) {
        return is_short(mark).then(|| (left, mark.to_owned()));
    }
    if let Some((left, mark)) = text.strip_suffix(')').and_then(|text| text.rsplit_once('(')) {
        let is_letter = mark.len() == 1 && mark.chars().all(|letter| letter.is_ascii_alphabetic());
        return is_letter.then(|| (left, mark.to_owned()));
    }
    if let Some(glued) = glued(text) {
        return Some(glued);
    }
    if let Some((left, mark)) = text.strip_suffix([')', '/']).and_then(|text| text.rsplit_once(' ')) {
        // One figure or two, or a letter, apart from the number.
        return (is_short(mark) && mark.len() <= 2).then(|| (left, mark.to_owned()));
    }
    let left = text.trim_end_matches(|letter| raised(letter).is_some());
    if left.len() < text.len() {
        let mark: String = text[left.len()..].chars().filter_map(raised).filter(char::is_ascii_alphanumeric).collect();
        return Some((left, mark));
    }
    let left = text.trim_end_matches(['*', '†', '‡', '§', '¶', '#']);
    (left.len() < text.len()).then(|| (left, text[left.len()..].to_owned()))
}

/// A footnote of one figure glued to a number with one decimal: `3020,82)`. More figures could be parted in other ways.
fn glued(text: &str) -> Option<(&str, String)> {
    let number = text.strip_suffix(')').filter(|number| !number.contains('('))?;
    let (_, behind) = number.rsplit_once([',', '.'])?;
    let is_two = behind.len() == 2 && behind.bytes().all(|byte| byte.is_ascii_digit());
    is_two.then(|| number.split_at(number.len() - 1)).map(|(left, mark)| (left, mark.to_owned()))
}

/// A name without the footnote mark behind it: `Germany¹`, `Germany 1)`, `Germany1)`, `Germany*`; `None` when it has none.
fn without_mark(name: &str) -> Option<&str> {
    let glued = name.strip_suffix(')').map(|left| (left.trim_end_matches(|letter: char| letter.is_ascii_digit()), left));
    let glued = glued.filter(|(name, left)| (1..=2).contains(&(left.len() - name.len()))).map(|(name, _)| name);
    glued.or_else(|| marked(name).map(|(left, _)| left)).map(str::trim_end).filter(|name| !name.is_empty())
}

/// A name without the mark behind it, or without the number before it; `None` when it has neither.
pub fn bare_name(name: &str) -> Option<&str> {
    without_mark(name).or_else(|| without_number(name))
}

/// A name without the number of its agency before it: "105_中華人民共和国", "5700 China"; `None` when it has none. Fewer figures
/// may count what is listed, and four may be a year.
fn without_number(name: &str) -> Option<&str> {
    let bare = name.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let rest = bare.strip_prefix(['_', ' ', ':', '-', '.'])?.trim_start_matches(['-', '–', ' ']);
    let number = &name[..name.len() - bare.len()];
    let is_number = (3..=6).contains(&number.len()) && !(number.len() == 4 && number.starts_with(['1', '2']));
    (is_number && rest.starts_with(char::is_alphabetic)).then_some(rest)
}

fn is_short(mark: &str) -> bool {
    (1..=3).contains(&mark.len()) && mark.chars().all(|letter| letter.is_ascii_alphanumeric())
}

/// The plain letter of a raised one.
fn raised(letter: char) -> Option<char> {
    Some(match letter {
        '⁰' => '0',
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        '⁴' => '4',
        '⁵' => '5',
        '⁶' => '6',
        '⁷' => '7',
        '⁸' => '8',
        '⁹' => '9',
        'ᵃ' => 'a',
        'ᵇ' => 'b',
        'ᶜ' => 'c',
        'ᵈ' => 'd',
        'ᵉ' => 'e',
        'ᵖ' => 'p',
        'ʳ' => 'r',
        '⁽' => '(',
        '⁾' => ')',
        '⸴' | '˒' => ',',
        _ => return None,
    })
}

/// Letters at the end that are flags.
fn flagged(text: &str, flags: Flags) -> Option<(&str, Vec<String>)> {
    let left = text.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    let letters = text.get(left.len()..).filter(|letters| !letters.is_empty())?;
    Some((left, flags.read(letters, left.ends_with([' ', '%', ')']))?))
}

/// The two ends of a range, which stand on both sides of a dash that is no minus, or of a word.
fn ends(text: &str, hyphens: Hyphens) -> (&str, Option<&str>) {
    // In `1.2E-05` it is one.
    let ends_number = |(low, _): &(&str, &str)| low.ends_with(|letter: char| letter.is_ascii_digit() || matches!(letter, '%' | ' '));
    let by_hyphen = match hyphens {
        Hyphens::Ranges => text.split_once('-').filter(ends_number),
        Hyphens::Open => None,
    };
    let by_word = || {
        let between = text.strip_prefix("от ").or_else(|| text.strip_prefix("from ")).unwrap_or(text);
        [" to ", " до ", "至"].iter().find_map(|word| between.split_once(word)).filter(ends_number)
    };
    match text.split_once(['–', '—']).or(by_hyphen).or_else(by_word) {
        Some((low, high)) if !low.is_empty() => (low.trim_end_matches(['%', ' ']), Some(high.trim_start())),
        Some(_) | None => (text, None),
    }
}
