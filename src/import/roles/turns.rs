//! Counts and percentages of the same answers that take turns in the rows of a poll. The percentages are its figures: a count
//! beside them would stand in one series with them.

use crate::import::roles::layout::{Layout, Role, Turns};
use crate::import::roles::{bases, worded};
use crate::import::sheet::{Row, Sheet};
use crate::terms::dimension::Dimension;

/// What a row of figures tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Of {
    Counts,
    Shares,
}

/// A book of answers fills no more.
const MOST: usize = 5_000;
const FEWEST: usize = 2;

/// Finds the rows that count, and gives those of percentages the words that stand beside the counts.
pub(super) fn find(sheet: &Sheet, layout: &mut Layout) {
    let rows = sheet.rows.get(layout.rows[0]..layout.rows[1]).unwrap_or_default();
    let figures: Vec<usize> = (0..layout.columns.len()).filter(|at| matches!(layout.columns[*at].role, Role::Figures(_))).collect();
    let words: Vec<usize> = (0..layout.columns.len()).filter(|at| is_free(&layout.columns[*at].role)).collect();
    if rows.len() > MOST || words.is_empty() {
        return;
    }
    tell_unit(layout, rows, &figures);
    let names_base = |row: &Row| words.iter().any(|at| bases::is_name(row.cell(*at)) || bases::says_who(row.cell(*at)));
    let holds_figures =
        |row: &&Row| figures.iter().any(|at| !row.cell(*at).is_empty()) && !names_base(row) && !layout.turns.counts(row.line);
    let answers: Vec<&Row> = rows.iter().filter(holds_figures).collect();
    let tells =
        |at: &usize| !words.contains(at) && matches!(layout.columns[*at].role, Role::Of(..) | Role::NameOf(_) | Role::Period | Role::Part);
    let keys = (0..layout.columns.len()).filter(tells).collect();
    let table = Table { figures, words, keys };
    let whole = table.whole(&answers);
    let answers: Vec<&Row> = answers.iter().copied().filter(|row| whole.is_none_or(|whole| whole.line != row.line)).collect();
    let Some(pairs) = table.pairs(&answers).filter(|pairs| pairs.len() >= FEWEST) else { return };
    if let Some(whole) = whole {
        layout.base_rows.push(whole.line);
        for at in &table.figures {
            if let Role::Figures(figures) = &mut layout.columns[*at].role {
                figures.base = bases::read(whole.cell(*at)).filter(|asked| *asked > 0);
            }
        }
    }
    let told = std::mem::take(&mut layout.turns);
    layout.turns = Turns { counts: told.counts.into_iter().chain(pairs.iter().map(|[count, _]| count.line)).collect(), words: Vec::new() };
    layout.turns.counts.sort_unstable();
    for [count, share] in &pairs {
        let own = |at: &usize| Some((*at, table.words_of(count, share, *at)?));
        layout.turns.words.push((share.line, table.words.iter().filter_map(own).collect()));
    }
    layout.turns.words.sort();
    for at in &table.figures {
        if let Role::Figures(figures) = &mut layout.columns[*at].role {
            figures.unit.get_or_insert_with(|| "%".to_owned());
        }
    }
    // A column of nothing but "N" and "%" says no more.
    for at in table.words.iter().filter(|at| answers.iter().all(|row| mark(row.cell(**at)).is_some())) {
        layout.columns[*at].role = Role::Ignored;
        "it tells percentages from counts".clone_into(&mut layout.columns[*at].because);
    }
    let (count, first) = (pairs.len(), pairs.iter().map(|[count, _]| count.line).min().unwrap_or(0));
    layout.caveats.push(format!(
        "Counts and percentages of the same answers take turns in the table: the percentages are read, and {count} rows of counts, the \
         first of them in line {first}, are left out."
    ));
}

/// A first row of nothing but "%" says what stands below it.
fn tell_unit(layout: &mut Layout, rows: &[Row], figures: &[usize]) {
    const NEAR: usize = 6;
    let says_unit = |row: &&Row| {
        let is_percent = |cell: &String| cell.trim().is_empty() || cell.trim() == "%";
        !row.is_blank() && row.cells.iter().all(is_percent) && figures.iter().any(|at| row.cell(*at) == "%")
    };
    let Some(row) = rows.iter().take(NEAR).find(says_unit) else { return };
    layout.turns.counts.push(row.line);
    for at in figures.iter().filter(|at| row.cell(**at) == "%") {
        if let Role::Figures(figures) = &mut layout.columns[*at].role {
            figures.unit.get_or_insert_with(|| "%".to_owned());
        }
    }
}

/// Words that tell answers apart, and not what is counted of them.
fn is_free(role: &Role) -> bool {
    matches!(role, Role::Of(Dimension::Answer | Dimension::Question | Dimension::Group | Dimension::Other(_), _))
}

struct Table {
    figures: Vec<usize>,
    words: Vec<usize>,
    /// What else tells rows apart: a count and a percentage of it are of one year.
    keys: Vec<usize>,
}

impl Table {
    /// The first or the last row, where it counts all who answered: the others are pairs.
    fn whole<'a>(&self, rows: &[&'a Row]) -> Option<&'a Row> {
        const WORDS: [&str; 8] = ["total", "gesamt", "insgesamt", "всего", "итого", "ensemble", "all", "total n"];
        let names_whole = |row: &&&Row| self.words.iter().any(|at| WORDS.contains(&row.cell(*at).to_lowercase().as_str()));
        let ends = || [rows.first(), rows.last()].into_iter().flatten();
        ends().find(|row| rows.len() % 2 == 1 && names_whole(row) && self.are_whole(row)).copied()
    }

    /// Each count with the percentages of the same answer, where there is nothing else in the table.
    fn pairs<'a>(&self, rows: &[&'a Row]) -> Option<Vec<[&'a Row; 2]>> {
        let is_of_one = |pair: &[&Row]| {
            self.keys
                .iter()
                .map(|at| [pair[0].cell(*at), pair[1].cell(*at)])
                .all(|[one, other]| one == other || one.is_empty() || other.is_empty())
        };
        if rows.is_empty() || rows.len() % 2 == 1 || !rows.chunks(2).all(is_of_one) {
            return None;
        }
        let pairs: Option<Vec<[&Row; 2]>> = rows.chunks(2).map(|pair| self.ordered([pair[0], pair[1]])).collect();
        match pairs {
            // A row of percentages below one of numbers may tell how much these have grown.
            Some(pairs) => (self.are_said(&pairs) || self.figures.iter().all(|at| is_shared(&pairs, *at))).then_some(pairs),
            None => {
                let pairs: Vec<[&Row; 2]> = rows.chunks(2).map(|pair| [pair[0], pair[1]]).collect();
                self.are_shares_of(&pairs).then_some(pairs)
            }
        }
    }

    /// The count first, where one of two rows is said to be one of percentages and both are of the same answer.
    fn ordered<'a>(&self, pair: [&'a Row; 2]) -> Option<[&'a Row; 2]> {
        let is_same = self.words.iter().all(|at| is_same_answer(pair.map(|row| row.cell(*at))));
        match pair.map(|row| self.of(row)) {
            _ if !is_same => None,
            [Some(Of::Counts) | None, Some(Of::Shares)] if self.are_whole(pair[0]) => Some(pair),
            [Some(Of::Shares), Some(Of::Counts) | None] if self.are_whole(pair[1]) => Some([pair[1], pair[0]]),
            [Some(_) | None, Some(_) | None] => None,
        }
    }

    /// Do words say of both rows of each pair what they are?
    fn are_said(&self, pairs: &[[&Row; 2]]) -> bool {
        let said = |row: &Row| self.words.iter().find_map(|at| mark(row.cell(*at)).or_else(|| parted(row.cell(*at)).map(|(_, of)| of)));
        pairs.iter().all(|pair| pair.map(said) == [Some(Of::Counts), Some(Of::Shares)])
    }

    /// What the row says of itself.
    fn of(&self, row: &Row) -> Option<Of> {
        let said = self.words.iter().find_map(|at| mark(row.cell(*at)).or_else(|| parted(row.cell(*at)).map(|(_, of)| of)));
        let mut cells = self.figures.iter().map(|at| row.cell(*at)).filter(|cell| cell.contains(char::is_numeric)).peekable();
        let are_shares = cells.peek().is_some() && cells.all(|cell| cell.ends_with('%'));
        said.or(are_shares.then_some(Of::Shares))
    }

    /// Are all figures of the row whole numbers, or none?
    fn are_whole(&self, row: &Row) -> bool {
        let is_whole = |cell: &str| {
            let is_sign = |sign: char| [',', '.', ' ', '\u{a0}', '\u{202f}'].contains(&sign);
            let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
            cell.split(is_sign).all(is_digits) && cell.split(is_sign).skip(1).all(|part| part.len() == 3)
        };
        self.figures
            .iter()
            .map(|at| row.cell(*at))
            .all(|cell| is_whole(cell) || worded::is_figure(cell) && !cell.contains(char::is_numeric))
    }

    /// Without any word for it: is the second row of each pair the first one in percent of one number, in each column?
    fn are_shares_of(&self, pairs: &[[&Row; 2]]) -> bool {
        let are_same = pairs.iter().all(|pair| {
            self.words.iter().all(|at| pair[0].cell(*at) == pair[1].cell(*at)) && self.are_whole(pair[0]) && !self.are_alike(*pair)
        });
        are_same && self.figures.iter().all(|at| is_shared(pairs, *at))
    }

    fn are_alike(&self, [one, other]: [&Row; 2]) -> bool {
        self.figures.iter().all(|at| one.cell(*at) == other.cell(*at))
    }

    /// What the row of percentages lacks and that of counts says.
    fn words_of(&self, count: &Row, share: &Row, at: usize) -> Option<String> {
        let bare = |text: &str| parted(text).map_or_else(|| text.to_owned(), |(answer, _)| answer.to_owned());
        match share.cell(at) {
            own if own.is_empty() || mark(own).is_some() => Some(bare(count.cell(at))),
            own => Some(bare(own)).filter(|bare| bare != own),
        }
    }
}

/// Are the second figures of a column the first in percent of one number, as far as they are rounded?
fn is_shared(pairs: &[[&Row; 2]], at: usize) -> bool {
    let count = |row: &Row| row.cell(at).replace([',', '.', ' ', '\u{a0}', '\u{202f}'], "").parse::<f64>().ok();
    let share = |row: &Row| row.cell(at).trim_end_matches(['%', ' ']).replace(',', ".").parse::<f64>().ok();
    let figures: Vec<[f64; 2]> = pairs.iter().filter_map(|pair| Some([count(pair[0])?, share(pair[1])?])).collect();
    let Some(largest) = figures.iter().copied().max_by(|one, other| one[1].total_cmp(&other[1])) else { return false };
    let whole = largest[0] * 100.0 / largest[1];
    let is_near = |[count, share]: &[f64; 2]| (count - share * whole / 100.0).abs() <= whole * 0.015 + 1.0;
    let is_share = |figures: &[f64; 2]| (0.0..=100.0).contains(&figures[1]) && is_near(figures);
    figures.len() >= FEWEST && whole.is_finite() && whole > 100.5 && figures.iter().all(is_share)
}

/// Do two cells name the same answer, where one may leave it out or say only how it is counted?
fn is_same_answer(pair: [&str; 2]) -> bool {
    let [one, other] = pair.map(|cell| parted(cell).map_or(cell, |(answer, _)| answer));
    one == other || pair.iter().any(|cell| cell.is_empty() || mark(cell).is_some())
}

/// What a cell says of how answers are counted, and nothing else.
fn mark(cell: &str) -> Option<Of> {
    const SHARES: [&str; 15] = [
        "%",
        "percent",
        "per cent",
        "percentage",
        "pct",
        "col %",
        "column %",
        "row %",
        "col. %",
        "prozent",
        "процент",
        "в %",
        "in %",
        "pourcentage",
        "% of column",
    ];
    const COUNTS: [&str; 18] = [
        "n",
        "count",
        "counts",
        "number",
        "frequency",
        "freq",
        "freq.",
        "no.",
        "#",
        "abs.",
        "abs",
        "anzahl",
        "häufigkeit",
        "effectif",
        "человек",
        "чел.",
        "частота",
        "unweighted count",
    ];
    let small = cell.trim().trim_start_matches('(').trim_end_matches(')').to_lowercase();
    let of = |words: &[&str], of: Of| words.contains(&small.as_str()).then_some(of);
    of(&SHARES, Of::Shares).or_else(|| of(&COUNTS, Of::Counts))
}

/// An answer and how it is counted: "Good (%)".
fn parted(cell: &str) -> Option<(&str, Of)> {
    let (answer, said) = cell.strip_suffix(')')?.rsplit_once('(')?;
    Some((answer.trim(), mark(said)?)).filter(|(answer, _)| !answer.is_empty())
}
