//! The words of periods in the languages of agencies: months, quarters, halves, years.

/// What a word within a period means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// By name, counted from 1.
    Month(u32),
    Unit(Unit),
    /// I, II, first: a number in letters.
    Number(&'static str),
    /// "through": what follows belongs to it.
    Through,
    /// Says nothing that the rest does not: "year", "of", the ending of an ordinal number.
    Filler,
}

/// What is counted within a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Half,
    Quarter,
    Month,
    /// Counted from the beginning of the year, where the number stands before it: "9M 2023".
    Months,
    Week,
    /// A year that need not begin in January.
    FiscalYear,
}

/// The names of months; the Russian ones as they stand alone and within a date. Of other languages those that do not begin
/// like the English ones.
const MONTHS: [[&str; 3]; 12] = [
    ["january", "январь", "января"],
    ["february", "февраль", "февраля"],
    ["march", "март", "марта"],
    ["april", "апрель", "апреля"],
    ["may", "май", "мая"],
    ["june", "июнь", "июня"],
    ["july", "июль", "июля"],
    ["august", "август", "августа"],
    ["september", "сентябрь", "сентября"],
    ["october", "октябрь", "октября"],
    ["november", "ноябрь", "ноября"],
    ["december", "декабрь", "декабря"],
];

/// What a word in small letters means; `None` when it has no place in a period.
pub(super) fn word(text: &str) -> Option<Word> {
    Some(match text {
        "q" | "k" | "t" | "qtr" | "quarter" | "кв" | "квартал" | "квартала" | "квартале" | "kw" | "季" | "trimestre" | "trim"
        | "quartal" | "kwartał" | "kvartal" | "분기" => Word::Unit(Unit::Quarter),
        "h" | "s" | "half" | "halfyear" | "semester" | "semestre" | "halbjahr" | "полугодие" | "полугодия" | "полугодии" | "半" => {
            Word::Unit(Unit::Half)
        }
        "month" | "месяц" | "mes" | "mois" | "monat" | "月" | "월" => Word::Unit(Unit::Month),
        "m" | "months" | "monate" | "мес" | "месяца" | "месяцев" => Word::Unit(Unit::Months),
        "w" | "u" | "week" | "uke" | "uge" | "semana" | "semaine" | "неделя" | "нед" => Word::Unit(Unit::Week),
        "fy" | "fiscal" => Word::Unit(Unit::FiscalYear),
        "i" | "first" | "上" => Word::Number("1"),
        "ii" | "second" | "下" => Word::Number("2"),
        "iii" | "third" => Word::Number("3"),
        "iv" | "fourth" => Word::Number("4"),
        "through" | "thru" | "to" | "по" | "至" | "到" => Word::Through,
        "y" | "yr" | "year" | "years" | "año" | "année" | "jahr" | "de" | "del" | "er" | "ème" | "º" | "ª" | "г" | "год" | "года"
        | "гг" | "годы" | "годов" | "году" | "年" | "度" | "第" | "份" | "日" | "号" | "of" | "the" | "from" | "в" | "с" | "за" | "st"
        | "nd" | "rd" | "th" | "р" | "рік" | "року" | "ж" | "жыл" | "жылғы" | "년" | "일" | "й" | "ый" | "ой" | "ий" | "е" | "ое" | "я"
        | "м" => Word::Filler,
        text => return month(text).map(Word::Month),
    })
}

/// A month by its name, or by three letters or more of it: jan, sept, янв, нояб.
fn month(text: &str) -> Option<u32> {
    let letters = text.chars().count();
    let is_name = |name: &str| name.starts_with(text) && letters >= 3;
    let own = || MONTHS.iter().position(|names| names.iter().any(|name| is_name(name)));
    // "jui" begins both June and July in French.
    let other = || OTHERS.iter().position(|names| text != "jui" && names.split('|').any(is_name));
    u32::try_from(own().or_else(other)? + 1).ok()
}

/// In Spanish, French, German, Italian, Portuguese, Turkish, Ukrainian (as they stand alone and within a date) and Kazakh, in
/// that order; parted by strokes where a language has two. Of Slavic names in Latin letters one may be two months.
const OTHERS: [&str; 12] = [
    "enero|janvier|januar|jänner|gennaio|janeiro|ocak|січень|січня|қаңтар",
    "febrero|février|fevrier|februar|feber|febbraio|fevereiro|şubat|лютий|лютого|ақпан",
    "marzo|mars|märz|maerz|mrz|março|mart|березень|березня|наурыз",
    "abril|avril|aprile|nisan|квітень|квітня|сәуір",
    "mayo|mai|maggio|maio|mayıs|травень|травня|мамыр",
    "junio|juin|juni|giugno|junho|haziran|червень|червня|маусым",
    "julio|juillet|juli|luglio|julho|temmuz|липень|липня|шілде",
    "agosto|août|aout|ağustos|серпень|серпня|тамыз",
    "septiembre|setiembre|septembre|settembre|setembro|eylül|вересень|вересня|қыркүйек",
    "octubre|octobre|oktober|ottobre|outubro|ekim|жовтень|жовтня|қазан",
    "noviembre|novembre|novembro|kasım|листопад|листопада|қараша",
    "diciembre|décembre|decembre|dezember|dicembre|dezembro|aralık|грудень|грудня|желтоқсан",
];

/// Years that are counted from the beginning of a reign or a republic as those of the common calendar: 令和4年 is 2022年.
pub(super) fn in_common_years(text: String) -> String {
    const BEFORE_THE_FIRST: [(&str, u32); 5] = [("令和", 2018), ("平成", 1988), ("昭和", 1925), ("民國", 1911), ("民国", 1911)];
    let era = BEFORE_THE_FIRST.iter().find_map(|(era, before)| Some((text.split_once(era)?, *before)));
    let Some(((left, behind), before)) = era else { return of_the_republic(text) };
    let (number, rest) = match behind.strip_prefix('元') {
        Some(rest) => ("1", rest),
        None => behind.split_at(behind.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(behind.len())),
    };
    match number.parse::<u32>() {
        Ok(year) if (1..=200).contains(&year) => format!("{left}{}{rest}", before + year),
        Ok(_) | Err(_) => text,
    }
}

/// Taiwan counts years from 1912 on, and writes them with three figures: 112年. Nothing else is counted so in statistics.
fn of_the_republic(text: String) -> String {
    let year = text.split_once('年').map(|(year, _)| year).filter(|year| year.len() == 3);
    match year.and_then(|year| year.parse::<u32>().ok()).filter(|year| (100..=150).contains(year)) {
        Some(year) => format!("{}{}", 1911 + year, &text[3..]),
        None => text,
    }
}

/// Chinese numbers from one to twelve as figures: 十一月 is month 11.
pub(super) fn with_figures(text: &str) -> String {
    const ONES: [(char, &str); 9] =
        [('一', "1"), ('二', "2"), ('三', "3"), ('四', "4"), ('五', "5"), ('六', "6"), ('七', "7"), ('八', "8"), ('九', "9")];
    let digit = |letter: char| ONES.iter().find(|(one, _)| *one == letter).map(|(_, figure)| *figure);
    let mut figures = String::new();
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '十' if letters.peek().is_some_and(|next| digit(*next).is_some()) => figures.push('1'),
            '十' => figures.push_str("10"),
            letter => match digit(letter) {
                Some(figure) => figures.push_str(figure),
                None => figures.push(letter),
            },
        }
    }
    figures
}
