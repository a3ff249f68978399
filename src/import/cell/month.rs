//! The words of periods in English, Russian and Chinese: months, quarters, halves, years.

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
        | "quartal" | "kwartał" | "kvartal" => Word::Unit(Unit::Quarter),
        "h" | "s" | "half" | "halfyear" | "semester" | "semestre" | "halbjahr" | "полугодие" | "полугодия" | "полугодии" | "半" => {
            Word::Unit(Unit::Half)
        }
        "m" | "месяц" | "month" | "mes" | "mois" | "monat" | "月" => Word::Unit(Unit::Month),
        "w" | "u" | "week" | "uke" | "uge" | "semana" | "semaine" | "неделя" | "нед" => Word::Unit(Unit::Week),
        "fy" | "fiscal" => Word::Unit(Unit::FiscalYear),
        "i" | "first" | "上" => Word::Number("1"),
        "ii" | "second" | "下" => Word::Number("2"),
        "iii" | "third" => Word::Number("3"),
        "iv" | "fourth" => Word::Number("4"),
        "through" | "thru" | "to" | "по" | "至" | "到" => Word::Through,
        "y" | "yr" | "year" | "years" | "año" | "année" | "jahr" | "de" | "del" | "er" | "ème" | "º" | "ª" | "г" | "год" | "года"
        | "гг" | "годы" | "годов" | "году" | "年" | "度" | "第" | "份" | "日" | "号" | "of" | "the" | "from" | "в" | "с" | "за" | "st"
        | "nd" | "rd" | "th" | "й" | "ый" | "ой" | "ий" | "е" | "ое" | "я" | "м" => Word::Filler,
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

/// In Spanish, French, German, Italian and Portuguese, in that order; parted by strokes where a language has two.
const OTHERS: [&str; 12] = [
    "enero|janvier|januar|jänner|gennaio|janeiro",
    "febrero|février|fevrier|februar|feber|febbraio|fevereiro",
    "marzo|mars|märz|maerz|mrz|março",
    "abril|avril|aprile",
    "mayo|mai|maggio|maio",
    "junio|juin|juni|giugno|junho",
    "julio|juillet|juli|luglio|julho",
    "agosto|août|aout",
    "septiembre|setiembre|septembre|settembre|setembro",
    "octubre|octobre|oktober|ottobre|outubro",
    "noviembre|novembre|novembro",
    "diciembre|décembre|decembre|dezember|dicembre|dezembro",
];

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
