//! Columns called by months, or by the months so far, of a year that only the title above them names: 12月 and 1至12月 under
//! "2023年12月", "Jan-Dec" under "December 2023".

use crate::import::cell::{self, Read};
use crate::import::roles::below_names::so_far;
use crate::import::roles::blocks::Block;
use crate::import::roles::layout::{Column, Figures, Fixed, Role};
use crate::import::roles::seen::Seen;
use crate::import::roles::{labels, said};
use crate::import::sheet::Sheet;
use crate::terms::country::{self, Resolved, Scheme};
use crate::terms::dimension::Dimension;
use crate::terms::period::{Period, Stretch};

/// Gives such columns their periods; what stands beside the period in the two rows of names says what is counted.
pub(super) fn spread(columns: &mut [Column], sheet: &Sheet, block: &Block, seen: &[Seen]) {
    let is_dated = |column: &Column| match &column.role {
        Role::Figures(figures) => figures.period.is_some() || figures.part.is_some(),
        role => matches!(role, Role::Period),
    };
    let above = || block.above.iter().filter_map(|row| sheet.rows.get(*row)).flat_map(|row| &row.cells);
    let Some(mut title) = Title::of(above().map(String::as_str)).filter(|_| !columns.iter().any(is_dated)) else { return };
    let months_of = |name: &String| so_far(parted(name).map_or(name.as_str(), |(_, month)| month));
    title.month = title.month.or_else(|| block.names.iter().find_map(months_of));
    let is_place = |column: &Column| matches!(column.role, Role::Of(Dimension::Reporter | Dimension::Partner, _));
    let is_of_trade = above().any(|text| speaks_of_trade(text)) && !columns.iter().any(is_place);
    let is_joined = block.names.iter().any(|name| parted(name).is_some_and(|(_, month)| so_far(month).is_some()));
    for (at, column) in columns.iter_mut().enumerate() {
        let group = block.groups.get(at).map_or("", |group| group.trim());
        // "Exports: 2" beside "Exports: 1 to 2".
        let joined = parted(&column.name).filter(|_| is_joined && group.is_empty());
        let (group, name) = joined.unwrap_or((group, column.name.as_str()));
        let by_name = title.period(name).map(|period| (period, group.to_owned()));
        let by_group = || title.period(group).map(|period| (period, column.name.clone()));
        let by_part = || title.so_far(group).map(|period| (period, format!("{group}: {}", column.name)));
        let Some((period, label)) = by_name.or_else(by_group).or_else(by_part) else { continue };
        // 金额 is a word for values of whatever kind.
        let is_value = matches!(&column.role, Role::Figures(figures) if figures.indicator.is_none()) && !column.is_said();
        if !(column.is_open() || is_value) || !seen[at].holds_figures() {
            continue;
        }
        let flow = [&label, &column.name].into_iter().find(|words| said::is_flow(words)).cloned();
        let counted = flow.as_ref().map_or(label.as_str(), |flow| label.strip_suffix(flow.as_str()).unwrap_or(&label));
        let counted = counted.trim_end_matches([':', ' ']);
        let (label, unit) = labels::parted(counted);
        // With whom a table of exports or imports is, may stand above its months.
        let partner = is_of_trade.then(|| label.clone()).filter(|label| names_country(label));
        let label = if partner.is_some() { String::new() } else { label };
        // Beside amounts and quantities stands by how much per cent each has changed.
        let unit = unit.or_else(|| labels::parted(group).1.filter(|unit| unit.starts_with('%')));
        let figures = Figures {
            period: Some(period),
            codes: flow
                .iter()
                .map(|flow| Fixed::new(Dimension::Flow, flow, None))
                .chain(partner.iter().map(|partner| Fixed::new(Dimension::Partner, partner, None)))
                .collect(),
            indicator: (!label.is_empty()).then_some((None, label)),
            unit,
            ..Figures::default()
        };
        column.role = Role::Figures(Box::new(figures));
        column.because = BECAUSE.to_owned();
    }
    // A "value" among them that is of no month is the change of one.
    let is_spread = |column: &Column| column.because == BECAUSE;
    if columns.iter().any(is_spread) {
        let is_left = |column: &&mut Column| matches!(&column.role, Role::Figures(of) if of.period.is_none()) && !column.is_said();
        columns.iter_mut().filter(is_left).for_each(|column| column.because = Column::UNDECIDED.to_owned());
        for column in columns.iter_mut().filter(|column| column.because == Column::UNDECIDED) {
            column.role = Role::Ignored;
        }
    }
}

fn speaks_of_trade(text: &str) -> bool {
    const WORDS: [&str; 10] = ["出口", "进口", "export", "import", "экспорт", "импорт", "수출", "수입", "輸出", "輸入"];
    let small = text.to_lowercase();
    WORDS.iter().any(|word| small.contains(word))
}

/// Short names may be anything.
fn names_country(label: &str) -> bool {
    let is_long = label.chars().count() > 3 || !label.is_ascii();
    is_long && matches!(country::resolve_in(Scheme::Names, label), Resolved::One(_))
}

/// The parts of a name that says a month behind what is counted.
fn parted(name: &str) -> Option<(&str, &str)> {
    name.rsplit_once(": ").or_else(|| name.rsplit_once(", ")).map(|(group, month)| (group.trim(), month.trim()))
}

const BECAUSE: &str = "the title names the year of its months";

/// Why columns called by the numbers of months cannot be read, where nothing tells of which year they are.
pub(super) fn objection(columns: &[Column]) -> Option<String> {
    let is_open = |column: &&Column| !column.is_said() && !matches!(&column.role, Role::Figures(of) if of.period.is_some());
    let month = columns.iter().filter(is_open).find_map(|column| so_far(&column.name))?;
    let is_month = |column: &Column| column.name.trim().parse() == Ok(month);
    columns.iter().filter(is_open).any(is_month).then(|| {
        format!("its columns are called by the numbers of months, {month} and 1 to {month}, and nothing above them tells the year of these")
    })
}

/// What a title says of time.
struct Title {
    year: i32,
    month: Option<u32>,
}

impl Title {
    /// The year, where all that stands above a table names one alone, and says that it is one: "December 2023", 2023年, "2023 г.".
    fn of<'a>(lines: impl Iterator<Item = &'a str>) -> Option<Self> {
        let mut found: Option<Self> = None;
        for title in lines.flat_map(titles) {
            match &mut found {
                None => found = Some(title),
                Some(known) if known.year != title.year => return None,
                Some(known) => known.month = known.month.max(title.month),
            }
        }
        found
    }

    /// The month that a name means in this year, or the months up to it.
    fn period(&self, name: &str) -> Option<Read> {
        let name = name.trim();
        let name = name.strip_suffix("累计").map(str::trim_end).filter(|name| name.contains('月')).unwrap_or(name);
        let small = name.to_lowercase();
        let month = self.month.map(|month| month.to_string()).unwrap_or_default();
        let text = match small.as_str() {
            "" => return None,
            "当月" | "本月" => format!("{}年{month}月", self.year),
            "1至当月" | "1至当月累计" | "本年累计" | "年初累计" | "年初至今" | "累计" => return self.so_far("累计"),
            // "12" and "1to12", as China's customs write in English.
            _ if !month.is_empty() && small == month => format!("{}年{month}月", self.year),
            _ if self.month.is_some() && so_far(&small) == self.month => format!("{}年1至{month}月", self.year),
            _ if name.chars().all(|letter| letter.is_ascii_digit()) => return None,
            _ if name.contains('月') => format!("{}年{name}", self.year),
            _ => format!("{name} {}", self.year),
        };
        let read = cell::period(&text)?;
        let is_of_year = |stretch: Stretch| matches!(stretch, Stretch::Month(year, _) if year == self.year);
        match read.period {
            Period::One(month) if is_of_year(month) => Some(read),
            Period::Span(first, last) if is_of_year(first) && is_of_year(last) => Some(read),
            Period::One(_) | Period::Span(..) | Period::Undated => None,
        }
    }

    /// The months up to that of the title, where a name speaks of what has come together since January.
    fn so_far(&self, name: &str) -> Option<Read> {
        let month = self.month.filter(|_| name.contains("累计"))?;
        let period = Period::Span(Stretch::Month(self.year, 1), Stretch::Month(self.year, month));
        Some(Read { period, stated: None })
    }
}

/// The years with their months that a line names.
fn titles(line: &str) -> Vec<Title> {
    let words: Vec<&str> =
        line.split(|letter: char| letter.is_whitespace() || ",;:()（）".contains(letter)).filter(|word| !word.is_empty()).collect();
    let year_of = |text: &str| text.parse::<i32>().ok().filter(|year| text.len() == 4 && (1900..2100).contains(year));
    let month_of = |text: &str, year: i32| match cell::period(&format!("{text} {year}"))?.period {
        Period::One(Stretch::Month(_, month)) => Some(month),
        Period::One(_) | Period::Span(..) | Period::Undated => None,
    };
    let mut found: Vec<Title> = in_chinese(line).into_iter().collect();
    for (at, word) in words.iter().enumerate() {
        // "12.2023", as China's customs write in English.
        if let Some((month, year)) = word.split_once('.')
            && let (Some(year), Ok(month @ 1..=12)) = (year_of(year), month.parse())
        {
            found.push(Title { year, month: Some(month) });
        }
        let Some(year) = year_of(word) else { continue };
        let before = at.checked_sub(1).map_or("", |at| words[at]);
        let month = before
            .rsplit(['-', '–', '—'])
            .next()
            .filter(|word| word.starts_with(char::is_alphabetic))
            .and_then(|word| month_of(word, year));
        let is_named = words.get(at + 1).is_some_and(|word| ["г.", "год", "года", "году", "гг."].contains(word));
        // Nothing but a year over months is that of them.
        if month.is_some() || is_named || words.len() == 1 {
            found.push(Title { year, month });
        }
    }
    found
}

/// "2023年12月", "2023年1至12月", "2023年".
fn in_chinese(line: &str) -> Option<Title> {
    let (before, behind) = line.split_once('年')?;
    let digits: String = before.chars().rev().take_while(char::is_ascii_digit).collect();
    let year: i32 = digits.chars().rev().collect::<String>().parse().ok().filter(|year| (1900..2100).contains(year))?;
    let words = behind.split_once('月').map_or("", |(months, _)| months);
    let month = words.rsplit(|letter: char| !letter.is_ascii_digit()).next().and_then(|month| month.parse().ok());
    Some(Title { year, month: month.filter(|month| (1..=12).contains(month)) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn title(lines: &[&str]) -> Option<(i32, Option<u32>)> {
        Title::of(lines.iter().copied()).map(|title| (title.year, title.month))
    }

    #[test]
    fn a_title_names_one_year_or_none() {
        assert_eq!(title(&["（2）2023年12月进出口商品国别（地区）总值表（美元值）", "单位：千美元"]), Some((2023, Some(12))));
        assert_eq!(title(&["2023年1至11月出口主要商品量值表"]), Some((2023, Some(11))));
        assert_eq!(title(&["Exports by country, December 2023 (in USD)"]), Some((2023, Some(12))));
        assert_eq!(title(&["(2) Imports and Exports by Country (Region), 12.2023 (in USD)"]), Some((2023, Some(12))));
        assert_eq!(title(&["Внешняя торговля, январь-ноябрь 2023 г."]), Some((2023, Some(11))));
        assert_eq!(title(&["Торговля в 2023 году"]), Some((2023, None)));
        assert_eq!(title(&["GDP in constant 2015 prices", "Table 2020"]), None, "not said to be a year");
        assert_eq!(title(&["December 2023", "published in January 2024"]), None);
    }

    #[test]
    fn names_are_months_of_the_year_or_those_so_far() {
        let title = Title { year: 2023, month: Some(11) };
        let told = |name: &str| title.period(name).map(|read| read.period.to_string());
        for (name, period) in [("11月", "2023-11"), ("当月", "2023-11"), ("Nov", "2023-11"), ("11", "2023-11"), ("ноябрь", "2023-11")]
        {
            assert_eq!(told(name).as_deref(), Some(period), "{name}");
        }
        for name in ["1至11月", "1-11月累计", "1至当月累计", "Jan.-Nov.", "1to11", "январь-ноябрь"] {
            assert_eq!(told(name).as_deref(), Some("2023-01/2023-11"), "{name}");
        }
        for name in ["", "12", "数量", "2022", "Q3", "Total"] {
            assert_eq!(told(name), None, "{name}");
        }
    }
}
