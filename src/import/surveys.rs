//! Files of surveys: all of one, its beginning, and its respondents as rows.

use std::fs::File;
use std::io::{BufReader, Read, Seek};
use std::path::Path;

use crate::import::guard::guarded;
use crate::import::hints::Hints;
use crate::import::input::Content;
use crate::import::kind::Kind;
use crate::import::limits::MOST_CELLS;
use crate::import::recoding::{self, Anew};
use crate::import::report::Report;
use crate::import::sheet::Row;
use crate::import::stage;
use crate::import::survey::{Asked, Survey, Telling};
use crate::import::{sav, stata};
use crate::problem::Problem;

/// A sheet of more cells than this is made only of what is no survey.
const MOST_IN_SHEET: usize = 2_000_000;

/// The kind of survey that begins so.
pub fn kind_of(beginning: &[u8]) -> Option<Kind> {
    Kind::of(beginning).filter(|kind| matches!(kind, Kind::Sav | Kind::Dta))
}

fn open<'a>(from: impl Read + Seek + 'a, (kind, name): (Kind, &str)) -> Result<Asked<'a>, Problem> {
    guarded(name, kind.name(), || if kind == Kind::Sav { sav::open(from, name) } else { stata::open(from, name) })
}

fn of_file(path: &Path, named: (Kind, &str)) -> Result<Asked<'static>, Problem> {
    let file = File::open(path).map_err(|error| Problem::new(format!("Could not open {}", path.display())).because(error))?;
    open(BufReader::with_capacity(1 << 18, file), named)
}

/// All of a survey in so many bytes.
///
/// # Errors
/// When it is damaged, or holds too much.
pub fn whole(from: impl Read + Seek, bytes: u64, named: (Kind, &str), hints: &Hints, report: &mut Report) -> Result<Content, Problem> {
    /// What is packed twice has some twenty answers in a byte.
    const IN_A_BYTE: usize = 32;
    const MOST_ANSWERS: usize = 1_000_000_000;
    let most = usize::try_from(bytes).unwrap_or(usize::MAX).saturating_mul(IN_A_BYTE).clamp(MOST_CELLS, MOST_ANSWERS);
    let mut asked = open(from, named)?;
    let expected = asked.expected.unwrap_or_default().max(1) as f64;
    // What it holds is counted afterwards.
    let come_on = |count: usize| stage::progress((bytes as f64 / 2.0 * (count as f64 / expected).min(1.0)) as u64, count as u64);
    guarded(named.1, named.0.name(), || asked.gather(named.1, usize::MAX, most, &come_on))?;
    content(asked.survey, named, hints, report)
}

/// The first respondents of a survey in a file.
///
/// # Errors
/// When it cannot be opened, or is damaged there.
pub fn beginning(path: &Path, named: (Kind, &str), hints: &Hints, report: &mut Report) -> Result<Content, Problem> {
    content(first(path, named)?.survey, named, hints, report)
}

fn first(path: &Path, named: (Kind, &str)) -> Result<Asked<'static>, Problem> {
    let mut asked = of_file(path, named)?;
    let most = rows_at_first(asked.survey.variables.len());
    guarded(named.1, named.0.name(), || asked.gather(named.1, most, usize::MAX, &|_| {}))?;
    Ok(asked)
}

/// So many rows tell what the columns hold.
fn rows_at_first(variables: usize) -> usize {
    const MOST: usize = 20_000;
    const MOST_AT_FIRST: usize = 100_000;
    (MOST_AT_FIRST / variables.max(1)).clamp(16, MOST)
}

/// What was asked, in letters that are right.
fn content(mut survey: Survey, (kind, name): (Kind, &str), hints: &Hints, report: &mut Report) -> Result<Content, Problem> {
    settle(&mut survey, name, hints.encoding.as_deref(), report)?;
    survey.warnings.iter().for_each(|warning| report.note(warning));
    let is_cut = survey.respondents.saturating_mul(survey.variables.len()) > MOST_IN_SHEET;
    let sheets = vec![survey.sheet(if is_cut { rows_at_first(survey.variables.len()) } else { usize::MAX })];
    Ok(Content::Survey { of: kind.name(), survey: Box::new(survey), sheets, is_cut })
}

fn settle(survey: &mut Survey, name: &str, encoding: Option<&str>, report: &mut Report) -> Result<Option<Anew>, Problem> {
    let anew = recoding::settle(survey, encoding, name, report)?;
    survey.leave_out_unasked();
    Ok(anew)
}

/// The respondents of a survey as rows, below one that names the variables.
pub struct Rows {
    asked: Asked<'static>,
    telling: Vec<Telling>,
    anew: Option<Anew>,
    name: String,
    kind: Kind,
    line: usize,
}

impl Rows {
    /// Begins to read the survey in a file, whose first respondents tell how the values of a variable stand in cells.
    ///
    /// # Errors
    /// When it cannot be opened, or is damaged at its beginning.
    pub fn of(path: &Path, (kind, name): (Kind, &str), encoding: Option<&str>) -> Result<Self, Problem> {
        let mut beginning = first(path, (kind, name))?.survey;
        let anew = settle(&mut beginning, name, encoding, &mut Report::default())?;
        let telling = beginning.variables.iter().map(|variable| variable.telling()).collect();
        Ok(Self { asked: of_file(path, (kind, name))?, telling, anew, name: name.to_owned(), kind, line: 0 })
    }

    /// How many respondents there are, as the file says.
    pub fn expected(&self) -> usize {
        self.asked.expected.unwrap_or_default()
    }

    /// What is odd in the file, as far as it was read.
    pub fn warnings(&self) -> Vec<String> {
        self.asked.respondents.warnings()
    }

    /// The rows that follow; none behind the last.
    ///
    /// # Errors
    /// Why there can be none.
    pub fn take(&mut self) -> Result<Option<Vec<Row>>, String> {
        let why = |problem: Problem| problem.why.unwrap_or(problem.what);
        if self.line == 0 {
            self.line = 1;
            let names = self.asked.survey.variables.iter().map(|variable| variable.name.clone()).collect();
            return Ok(Some(vec![Row { line: 1, cells: names }]));
        }
        let respondents = &mut self.asked.respondents;
        let Some(values) = guarded(&self.name, self.kind.name(), || respondents.next()).map_err(why)? else { return Ok(None) };
        let count = values.first().map_or(0, Vec::len);
        let mut rows: Vec<Row> = (1..=count).map(|nth| Row { line: self.line + nth, cells: Vec::with_capacity(values.len()) }).collect();
        self.line += count;
        for (values, telling) in values.into_iter().zip(&self.telling) {
            for (row, mut value) in rows.iter_mut().zip(values) {
                self.anew.iter().for_each(|anew| value.each_text(|text| anew.read(text)));
                row.cells.push(telling.told(&value));
            }
        }
        Ok(Some(rows))
    }
}
