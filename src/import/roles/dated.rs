//! Periods in the names of columns, with the letter or the word behind them that says how firm the figures are: "2023e", "2024f",
//! "2025 (proj.)".

use crate::dataset::observation::Status;
use crate::import::cell::{self, Habit, Read};
use crate::import::roles::layout::{Layout, Role};
use crate::import::sheet::{Row, Sheet};

/// What the name of a column says of the time of its figures.
#[derive(Clone, Debug)]
pub(super) struct Dated {
    pub read: Read,
    pub status: Status,
    /// Does the calendar alone not tell that it is a period: "2023e"?
    pub is_marked: bool,
}

/// The period that a name is, with or without such a mark.
pub(super) fn of(name: &str, habit: Habit) -> Option<Dated> {
    if let Some(read) = cell::period_in(name, habit) {
        let status = parted(name).and_then(|(_, mark)| meaning(mark)).unwrap_or_default();
        return Some(Dated { read, status, is_marked: false });
    }
    let (period, mark) = parted(name)?;
    let status = meaning(mark)?;
    let read = cell::period_in(period, habit).filter(|read| read.period.first_year().is_some_and(|year| (1900..2200).contains(&year)))?;
    Some(Dated { read: Read { stated: Some(name.trim().to_owned()), ..read }, status, is_marked: true })
}

/// The same where nothing but the mark keeps it from being read as a period.
pub(super) fn with_mark(text: &str) -> Option<Dated> {
    of(text, Habit::default()).filter(|dated| dated.is_marked)
}

/// Is it a period with a mark glued to it or in brackets? Behind a blank a letter is a flag of a number.
pub(super) fn is_marked(name: &str) -> bool {
    let is_apart = |mark: &str| mark.chars().count() == 1 && name.trim().ends_with(&format!(" {mark}"));
    parted(name).is_some_and(|(_, mark)| !is_apart(mark)) && with_mark(name).is_some()
}

/// What stands up to the last figure, and the letters behind it or in the brackets behind it.
fn parted(name: &str) -> Option<(&str, &str)> {
    let name = name.trim();
    let end = name.rfind(|letter: char| letter.is_ascii_digit())? + 1;
    let (period, behind) = name.split_at(end);
    let (between, mark) = match behind.strip_suffix([')', '）', ']']).and_then(|inside| inside.split_once(['(', '（', '['])) {
        Some((between, mark)) => (between.trim(), mark.trim()),
        None => ("", behind.trim()),
    };
    // 2024年(预测)
    let period = if between.is_empty() { period } else { &name[..end + behind.find(between)? + between.len()] };
    (end < name.len() && !mark.is_empty()).then_some((period, mark))
}

/// How firm figures are that are marked so; what is actual or revised is as firm as any.
fn meaning(mark: &str) -> Option<Status> {
    const WORDS: [(Status, &[&str]); 4] = [
        (Status::Normal, &["a", "act", "actual", "r", "rev", "revised", "факт", "实际"]),
        (
            Status::Estimated,
            &[
                "e",
                "est",
                "estim",
                "estimate",
                "estimated",
                "estimates",
                "оценка",
                "оц",
                "估计",
                "估算",
                "estimación",
                "estimation",
                "schätzung",
            ],
        ),
        (
            Status::Provisional,
            &[
                "p",
                "prov",
                "prel",
                "prelim",
                "provisional",
                "preliminary",
                "предв",
                "предварительно",
                "предварительные",
                "初步",
                "速報",
                "vorläufig",
            ],
        ),
        (
            Status::Forecast,
            &[
                "f",
                "fc",
                "fcst",
                "forecast",
                "forecasts",
                "proj",
                "projected",
                "projection",
                "projections",
                "прогноз",
                "прог",
                "预测",
                "予測",
                "prognose",
                "prévision",
                "previsión",
            ],
        ),
    ];
    // Mexico writes "2024/p" and "2024 P/".
    let mark = mark.trim_matches(['.', '/', ' ']).to_lowercase();
    // "2022-2023(Apr-Mar(P))": India says of a whole year which months it has.
    let mark = mark.strip_prefix("apr-mar(").and_then(|mark| mark.strip_suffix(')')).unwrap_or(&mark);
    WORDS.iter().find(|(_, words)| words.contains(&mark)).map(|(status, _)| *status)
}

/// How firm figures are, in a word above their periods.
pub(super) fn firmness(word: &str) -> Option<Status> {
    meaning(word.trim()).filter(|_| word.trim().chars().nth(1).is_some())
}

/// Is a "p" among these names that of a projection? Behind actual and estimated years it is.
pub(super) fn are_projected<'a>(names: &(impl Iterator<Item = &'a str> + Clone)) -> bool {
    let is_marked = |letter: &str| names.clone().any(|name| parted(name).is_some_and(|(_, mark)| mark.eq_ignore_ascii_case(letter)));
    is_marked("p") && is_marked("a") && is_marked("e")
}

/// Takes what a note below or above the table says of years with an asterisk: "* forecast".
pub(super) fn explain(sheet: &Sheet, layout: &mut Layout) {
    for column in &mut layout.columns {
        let Role::Figures(figures) = &mut column.role else { continue };
        let name = column.name.trim();
        let mark = &name[name.trim_end_matches('*').len()..];
        if figures.period.is_some() && !mark.is_empty() {
            figures.status = noted(sheet, mark).unwrap_or(figures.status);
        }
    }
}

/// How firm the figures are of which a note of one line with this mark speaks.
fn noted(sheet: &Sheet, mark: &str) -> Option<Status> {
    const LONG: usize = 60;
    const WORDS: [(Status, &[&str]); 3] = [
        (Status::Forecast, &["forecast", "projection", "projected", "прогноз", "预测", "予測"]),
        (Status::Provisional, &["provisional", "preliminary", "предварительн", "初步", "速報"]),
        (Status::Estimated, &["estimate", "оценк", "估计", "估算"]),
    ];
    let note = |row: &Row| {
        let mut filled = row.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
        let only = filled.next().filter(|_| filled.next().is_none())?;
        let text = only.strip_prefix(mark)?.trim_start_matches([' ', '-', '–', '—', ':', ')']).to_lowercase();
        (!text.starts_with('*') && text.chars().count() <= LONG).then_some(text)
    };
    let text = sheet.rows.iter().find_map(note)?;
    WORDS.iter().find(|(_, words)| words.iter().any(|word| text.contains(word))).map(|(status, _)| *status)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_behind_a_period_say_how_firm_its_figures_are() {
        for (name, period, status) in [
            ("2023e", "2023", Status::Estimated),
            ("2024F", "2024", Status::Forecast),
            ("2025p", "2025", Status::Provisional),
            ("2024 (proj.)", "2024", Status::Forecast),
            ("2024 (f)", "2024", Status::Forecast),
            ("2024 est.", "2024", Status::Estimated),
            ("2024 (прогноз)", "2024", Status::Forecast),
            ("2024年(预测)", "2024", Status::Forecast),
            ("2024Q1e", "2024-Q1", Status::Estimated),
            ("2022A", "2022", Status::Normal),
            ("2024", "2024", Status::Normal),
            ("2024*", "2024", Status::Normal),
            ("2024/p", "2024", Status::Provisional),
            ("2024 P/", "2024", Status::Provisional),
            ("2023/r", "2023", Status::Normal),
            ("2024/01/p", "2024-01", Status::Provisional),
        ] {
            let dated = of(name, Habit::default()).expect(name);
            assert_eq!((dated.read.period.to_string().as_str(), dated.status), (period, status), "{name}");
        }
        for name in ["2024x", "e", "12e", "A2024", "Total", "0101p", ""] {
            assert!(of(name, Habit::default()).is_none(), "{name}");
        }
        assert!(is_marked("2024e") && is_marked("2024est.") && !is_marked("2024 e") && !is_marked("2024"));
    }
}
