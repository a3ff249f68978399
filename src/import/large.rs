//! Files too large for memory, and folders of files: opened from what is kept of them, or read row by row into it.

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, BufReader, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use crate::dataset::{Dataset, Origin, fingerprint, observation};
use crate::import::apart::{self, Limits, Watch};
use crate::import::binary;
use crate::import::hints::Hints;
use crate::import::importer::Along;
use crate::import::input::{Content, Input};
use crate::import::outlet::Keep;
use crate::import::parcel::{self, Parcel, Wish};
use crate::import::report::Report;
use crate::import::sdmx::ml;
use crate::import::stream::shelf::{ROWS, Shelf};
use crate::import::stream::source::Part;
use crate::import::stream::taken::{Course, Taken};
use crate::import::stream::whole::Away;
use crate::import::stream::{self, Beginning, Ended, Rows, source};
use crate::import::surveys;
use crate::import::{Opened, bytes_of, content, figures, misunderstood, name_of, recognise, whole};
use crate::problem::Problem;

/// The dataset of files that were read before; `None` when they were not, or have changed.
pub fn kept(paths: &[PathBuf], path: &Path, hints: &Hints) -> Option<Opened> {
    let (bytes, rows) = Shelf::of_user().ok()?.find(paths, hints)?;
    placed(&bytes, path, rows).ok()
}

/// Reads all rows, and keeps them for the next time.
///
/// # Errors
/// What is wrong with the files; or that their rows cannot be kept.
pub fn open(paths: &[PathBuf], path: &Path, hints: &Hints, watch: &Watch) -> Result<Opened, Problem> {
    if let Some(opened) = kept(paths, path, hints) {
        return Ok(opened);
    }
    let room = Room::new(path, (paths, hints))?;
    room.keep(|rows| match apart::reader() {
        Some(program) => dataset_of(apart::read(program, path, hints, &Wish::Store(rows), Limits::IN_ROWS, watch)?, path),
        None => store_here(path, hints, &rows),
    })
}

fn dataset_of(parcel: Parcel, path: &Path) -> Result<Opened, Problem> {
    match parcel {
        Parcel::Dataset(opened) => Ok(*opened),
        Parcel::Tables(..) | Parcel::Preview(_) => Err(misunderstood(path)),
    }
}

/// A folder for rows that are too many for memory.
struct Room<'a> {
    shelf: Shelf,
    folder: PathBuf,
    path: &'a Path,
    files: (&'a [PathBuf], &'a Hints),
}

impl<'a> Room<'a> {
    fn new(path: &'a Path, files: (&'a [PathBuf], &'a Hints)) -> Result<Self, Problem> {
        let shelf = Shelf::of_user()?;
        let folder = shelf.begin()?;
        Ok(Self { shelf, folder, path, files })
    }

    /// Reads a dataset with the folder at hand, and keeps what it wrote there for the next time.
    fn keep(self, read: impl FnOnce(PathBuf) -> Result<Opened, Problem>) -> Result<Opened, Problem> {
        let placed = read(self.folder.join(ROWS)).and_then(|opened| match &opened.dataset.stored {
            Some(_) => {
                let sha256 = opened.dataset.sha256.clone();
                let bytes = parcel::wrap(Ok(Parcel::Dataset(Box::new(opened))))?;
                let rows = self.shelf.keep(&self.folder, &bytes, &sha256, self.files)?;
                placed(&bytes, self.path, rows)
            }
            None => Ok(opened),
        });
        // What is kept was moved away from there; the rest is of no use.
        let _ = std::fs::remove_dir_all(&self.folder);
        placed
    }
}

/// A dataset as it is kept, with the folder where its rows are now.
fn placed(bytes: &[u8], path: &Path, rows: PathBuf) -> Result<Opened, Problem> {
    let origin = Origin::File(std::path::absolute(path).unwrap_or_else(|_| path.to_owned()));
    match parcel::unwrap(bytes, origin) {
        Some(Ok(Parcel::Dataset(mut opened))) => {
            if let Some(stored) = &mut opened.dataset.stored {
                stored.folder = rows;
            }
            Ok(*opened)
        }
        Some(Err(problem)) => Err(problem),
        Some(Ok(Parcel::Tables(..) | Parcel::Preview(_))) | None => Err(misunderstood(path)),
    }
}

/// The beginning of a file that is read row by row, or of the first of a folder.
pub struct Head {
    pub bytes: Vec<u8>,
    /// What it holds; of a workbook one sheet.
    pub input: Result<Input, Problem>,
    pub report: Report,
}

/// The parts of files that are too large for memory, none of those that are not; and the beginning of the first, where they can
/// be read row by row.
///
/// # Errors
/// When the first file of a folder cannot be read, or what is packed cannot be unpacked.
pub fn head_of_rows(path: &Path, hints: &Hints) -> Result<(Vec<Part>, Option<Head>), Problem> {
    let parts = source::parts(&source::large(path).unwrap_or_default(), hints.sheet.as_deref())?;
    let Some(first) = parts.first() else { return Ok((parts, None)) };
    let mut report = Report::default();
    // That of the one member of an archive says more.
    let name = if parts.len() == 1 { first.name.clone() } else { name_of(path) };
    let Some((bytes, beginning)) = beginning_of(first, path, (&name, hints), &mut report)? else { return Ok((parts, None)) };
    let (input, is_in_rows) = match beginning {
        Ok(input) => {
            let (input, is_in_rows) = of_one_sheet(input, &mut report);
            let files = if parts.len() > 1 { parts.iter().map(|part| part.name.clone()).collect() } else { Vec::new() };
            (Ok(Input { files, ..input }), is_in_rows)
        }
        Err(problem) => (Err(problem), false),
    };
    let head = (path.is_dir() || is_in_rows).then_some(Head { bytes, input, report });
    Ok((parts, head))
}

/// The beginning of the first of some files, and what it holds; `None` where it cannot be cut.
type Begun = Option<(Vec<u8>, Result<Input, Problem>)>;

/// So many bytes tell what kind of file it is.
const ENOUGH: usize = 4096;

fn beginning_of(first: &Part, path: &Path, (name, hints): (&str, &Hints), report: &mut Report) -> Result<Begun, Problem> {
    let hints = &first.hints(hints);
    let of = |content| Input::new(name, Some(path), hints, content);
    if let Some(kind) = first.survey() {
        return Ok(Some((Vec::new(), surveys::beginning(first.place(), (kind, name), hints, report).map(of))));
    }
    if first.is_old_book() {
        let mut bytes = whole(first.place())?;
        let content = binary::beginning_of_old(&bytes, name, hints.sheet.as_deref(), report);
        bytes.truncate(ENOUGH);
        return Ok(Some((bytes, content.map(of))));
    }
    let Some(bytes) = first.head(report)? else { return Ok(None) };
    let input = content::of(&bytes, name, Some(path), hints, report);
    Ok(Some((bytes, input)))
}

/// All of a file that is read as a whole, and the hash of its bytes. Its parts are known where it is large.
///
/// # Errors
/// When it cannot be opened. The inner one when it cannot be read.
pub fn whole_input(path: &Path, parts: &[Part], hints: &Hints, report: &mut Report) -> Result<(Result<Input, Problem>, String), Problem> {
    let (place, name) = match parts {
        [part] if part.is_unpacked() => (part.place(), part.name.clone()),
        _ => (path, name_of(path)),
    };
    let Some(kind) = source::survey(place) else {
        let bytes = whole(path)?;
        return Ok((content::of(&bytes, &name_of(path), Some(path), hints, report), fingerprint(&bytes)));
    };
    let trouble = |error: io::Error| Problem::new(format!("Could not open {}", path.display())).because(error);
    let file = File::open(place).map_err(trouble)?;
    let taken = Taken::default();
    taken.whole(path).map_err(trouble)?;
    let content = surveys::whole(BufReader::new(file), bytes_of(place), (kind, &name), hints, report);
    Ok((content.map(|content| Input::new(&name, Some(path), hints, content)), taken.sha256()))
}

/// Can it be read row by row? Of a workbook with several sheets the one with a table, where there is no other one, or all of them.
fn of_one_sheet(input: Input, report: &mut Report) -> (Input, bool) {
    // The sheets that hold them, none where they are read as a whole.
    let tables = |input: &Input| -> Option<Vec<usize>> {
        let (importer, _) = recognise(input).ok()?;
        let is_one = importer.in_pieces(input).is_some() || importer.along().is_some();
        Some(if is_one { vec![0] } else { importer.in_rows(input).iter().map(|table| table.of).collect() })
    };
    let known = tables(&input).unwrap_or_default();
    let Content::Sheets { of, sheets } = &input.content else { return (input, !known.is_empty()) };
    // One that is asked for by its number is counted among all.
    if sheets.len() < 2 || known.len() > 1 || input.hints.table.is_some() {
        return (input, !known.is_empty());
    }
    let alone = |at: usize| input.with_sheets(of, sheets.get(at).cloned().into_iter().collect());
    let with_table = |at: usize| Some((at, !tables(&alone(at))?.is_empty()));
    let with_tables: Vec<(usize, bool)> = match known[..] {
        [one] => vec![(one, true)],
        _ => (0..sheets.len()).filter_map(with_table).take(2).collect(),
    };
    let [(one, true)] = with_tables[..] else { return (input, false) };
    for (_, sheet) in sheets.iter().enumerate().filter(|(at, _)| *at != one) {
        report.note(format!("the sheet \"{}\" is left out: no part of the table that is read stands in it", sheet.name));
    }
    (alone(one), true)
}

/// What of a folder, or an archive with these parts, is no part of its dataset.
pub fn tell_left_out(path: &Path, parts: &[Part], report: &mut Report) {
    const MOST: usize = 10;
    let (of, names) = match path.is_dir() {
        true => ("folder", source::left_out(path)),
        false => ("archive", source::left_in(path, parts)),
    };
    if !names.is_empty() {
        let more = if names.len() > MOST { format!(" and {} more", names.len() - MOST) } else { String::new() };
        let named: Vec<&str> = names.iter().take(MOST).map(String::as_str).collect();
        report.note(format!("left out of the {of}: {}{more}", named.join(", ")));
    }
}

/// Reads all rows in this process; a file that tells its figures only as a whole as such.
///
/// # Errors
/// When a file cannot be read to its end, or the disk is full.
pub fn store_here(path: &Path, hints: &Hints, folder: &Path) -> Result<Opened, Problem> {
    let (parts, head) = head_of_rows(path, hints)?;
    let Some(Head { bytes, input, mut report }) = head else {
        return as_a_whole(path, &parts, hints, folder);
    };
    tell_left_out(path, &parts, &mut report);
    let mut input = input?;
    let (importer, reason) = recognise(&input)?;
    let opened = |dataset, report| Ok(Opened { dataset, format: importer.name().to_owned(), reason: reason.clone(), report });
    if let Some(read) = importer.along() {
        let dataset = along(read, (&parts, input), folder, &mut report)?;
        return opened(dataset, report);
    }
    let before = report.clone();
    let mut unheeded = None;
    loop {
        let rows = Rows { parts: &parts, beginning: Beginning { input: &input, head: &bytes, hints }, importer, unheeded: unheeded.take() };
        let (of, look) = match stream::store(&rows, folder, &mut report)? {
            Ended::Whole(dataset) => return opened(*dataset, report),
            Ended::Wider(of, look) => (of, look),
        };
        // All of it is read once more, and told once.
        report = before.clone();
        make_empty(folder).map_err(|error| Problem::new(format!("Could not read {}", input.name)).because(error))?;
        match look.is_beyond() {
            true => unheeded = look.unheeded(),
            false => input.replace(of, |beginning| look.at(beginning)),
        }
        if importer.in_rows(&input).is_empty() {
            return as_a_whole(path, &parts, hints, folder);
        }
    }
}

fn make_empty(folder: &Path) -> io::Result<()> {
    std::fs::remove_dir_all(folder).and_then(|()| std::fs::create_dir_all(folder))
}

/// Reads the one document of these files along its text; figures that are too many for memory are written to the folder.
fn along(read: Along, (parts, mut input): (&[Part], Input), folder: &Path, report: &mut Report) -> Result<Dataset, Problem> {
    let [part] = parts else {
        let why = format!("there are {} documents, and each is a dataset of its own", parts.len());
        return Err(Problem::new(format!("Could not read {}", input.name)).because(why).hint("Open its files one by one."));
    };
    let away = Rc::new(RefCell::new(Away::new(folder.to_owned(), &input.name, bytes_of(&part.path)).behind_half()));
    input.keep = Keep::Elsewhere(Rc::<RefCell<Away>>::clone(&away));
    let taken = Taken::default();
    let state = || std::fs::metadata(&part.path).map(|facts| (facts.len(), facts.modified().ok())).ok();
    let before = state();
    taken.whole(&part.path).map_err(|error| Problem::new(format!("Could not read {}", input.name)).because(error))?;
    // What the text holds is put down afterwards.
    let course = Course::up_to(bytes_of(&part.path) / 2);
    let draft = read(&input, &|| Ok(Box::new(part.along(&course)?)), report)?;
    if state() != before {
        let problem = Problem::new(format!("Could not read {}", input.name)).because("it was changed while it was read");
        return Err(problem.hint("Open it again once it is written."));
    }
    let table = observation::to_table(&draft.observations)?;
    let origin = input.path.clone().map_or(Origin::Bundled, Origin::File);
    let dataset = Dataset::of(draft, table, taken.sha256(), origin);
    let stored = away.borrow_mut().stored();
    Ok(match stored {
        Some(stored) => dataset.with_rows_in(stored),
        None => dataset,
    })
}

/// Reads a file that tells its figures only as a whole; those that are too many for memory are written to the folder.
fn as_a_whole(path: &Path, parts: &[Part], hints: &Hints, folder: &Path) -> Result<Opened, Problem> {
    let mut report = Report::default();
    let (input, sha256) = whole_input(path, parts, hints, &mut report)?;
    let mut input = input?;
    let away = Rc::new(RefCell::new(Away::new(folder.to_owned(), &input.name, bytes_of(path))));
    input.keep = Keep::Elsewhere(Rc::<RefCell<Away>>::clone(&away));
    let mut opened = figures(&mut input, sha256, &mut report)?;
    if let Some(stored) = away.borrow_mut().stored() {
        opened.dataset = opened.dataset.with_rows_in(stored);
    }
    Ok(opened)
}

/// Reads a file as a whole, with a folder at hand for figures that are too many for memory; it is kept if there were.
///
/// # Errors
/// What is wrong with the file.
pub fn open_whole(program: &Path, path: &Path, hints: &Hints, watch: &Watch) -> Result<Opened, Problem> {
    let paths = [path.to_owned()];
    if let Some(opened) = kept(&paths, path, hints) {
        return Ok(opened);
    }
    let is_heavy = bytes_of(path) >= HEAVY;
    let read = |wish: &Wish, limits| dataset_of(apart::read(program, path, hints, wish, limits, watch)?, path);
    match Room::new(path, (&paths, hints)) {
        Ok(room) => room.keep(|rows| read(&Wish::Store(rows), if is_heavy { Limits::IN_ROWS } else { Limits::USUAL })),
        Err(_) => read(&Wish::Dataset, Limits::USUAL),
    }
}

/// From this size on a file may hold more figures than memory should.
pub const MAY_HOLD_MANY: u64 = 256 << 10;
/// From this size on it is given as much memory as one that is read row by row.
const HEAVY: u64 = 2 << 20;

/// Writes the cells of files that are read row by row as one table, and tells how they were read; `None` for what is small
/// enough to be read as a whole.
///
/// # Errors
/// When a file cannot be read to its end. The outer one when nobody takes what is written.
pub fn cells(path: &Path, hints: &Hints, out: &mut dyn Write) -> Option<io::Result<Result<Report, Problem>>> {
    source::large(path)?;
    let Some(program) = apart::reader() else { return cells_here(path, hints, out).transpose().map(Ok) };
    let parcel = apart::pass_on(program, path, hints, out);
    match parcel {
        Ok(Ok(Parcel::Tables(sheets, _))) if !sheets.is_empty() => None,
        parcel => Some(parcel.map(|parcel| match parcel? {
            Parcel::Tables(_, report) => Ok(*report),
            Parcel::Dataset(_) | Parcel::Preview(_) => Err(misunderstood(path)),
        })),
    }
}

/// The same in this process; `None` for what must be read as a whole.
///
/// # Errors
/// When a file cannot be read to its end, or nobody takes what is written.
pub fn cells_here(path: &Path, hints: &Hints, out: &mut dyn Write) -> Result<Option<Report>, Problem> {
    let parts = source::parts(&source::large(path).unwrap_or_default(), hints.sheet.as_deref())?;
    let nothing = || Problem::new(format!("Could not show {}", path.display())).because("no table lies in it");
    let mut report = Report::default();
    let first = parts.first().ok_or_else(nothing)?;
    let Some((head, input)) = beginning_of(first, path, (&name_of(path), hints), &mut report)? else { return Ok(None) };
    let input = input?;
    let is_cube = report.records.is_some() || input.xml().is_some_and(|text| ml::begins(text.as_bytes()));
    if input.sheets().is_empty() && !is_cube {
        return Ok(None);
    }
    stream::cells::write(&parts, &Beginning { input: &input, head: &head, hints }, &mut report, out)?;
    Ok(Some(report))
}
