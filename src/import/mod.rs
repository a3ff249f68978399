//! Files become datasets; recognised by content, not by name. Never asks what will be drawn.
//!
//! Bytes are unpacked and told apart (`content`), which gives text, or tables of text cells (`sheet`); an importer that knows
//! the agency, or the roles of columns, makes figures of them (`sink`). A report says what was chosen and left out.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, ErrorKind, Read as _};
use std::path::Path;

use crate::dataset::structure::Caveat;
use crate::dataset::{Dataset, Origin, fingerprint, observation};
use crate::import::apart::{Limits, Watch};
use crate::import::hints::Hints;
use crate::import::importer::{Certainty, Claim, Importer};
use crate::import::input::{Content, Input};
use crate::import::large::Head;
use crate::import::outlet::Keep;
use crate::import::parcel::{Parcel, Wish};
use crate::import::preview::Preview;
use crate::import::report::Report;
use crate::import::sheet::Sheet;
use crate::import::stream::source;
use crate::problem::{Guide, Problem};
use crate::terms::unit::write_number;

mod agencies;
mod answers;
pub mod apart;
mod beside;
mod binary;
pub mod cell;
mod content;
mod cube;
mod document;
mod guard;
mod hidden;
pub mod hints;
pub mod importer;
pub mod input;
mod interviews;
mod json_lines;
mod json_stat;
mod keys;
mod kind;
mod large;
mod limits;
mod markup;
mod outlet;
mod package;
mod page;
mod parcel;
mod parts;
pub mod preview;
mod px;
mod raised;
mod recoding;
mod records;
pub mod report;
pub mod roles;
mod sav;
mod sdmx;
pub mod sheet;
mod sides;
mod sink;
mod stage;
mod stata;
mod stream;
pub mod survey;
mod surveys;
mod text;
mod tidy;
pub mod unpack;
mod version;
mod workbook;
mod years;

/// The formats that can be read. The only list of them; of two that are equally sure, the first wins.
fn importers() -> impl Iterator<Item = &'static dyn Importer> {
    const DOCUMENTS: [&dyn Importer; 12] = [
        &document::Document,
        &px::Px,
        &px::answer::Answer,
        &json_stat::JsonStat,
        &sdmx::json::SdmxJson,
        &sdmx::compact::CompactJson,
        &sdmx::ml::SdmxMl,
        &agencies::data_mapper::DataMapper,
        &package::Package,
        &tidy::Tidy,
        &answers::Answers,
        &package::Described,
    ];
    const OWN: [&dyn Importer; 9] = [
        &agencies::eurostat::Tsv,
        &agencies::eurostat_workbook::Workbook,
        &agencies::milex::Expenditure,
        &agencies::sipri::Tiv,
        &agencies::ons::Series,
        &agencies::uktradeinfo::Bulk,
        &agencies::gapminder::Table,
        &agencies::code_lists::CodeLists,
        &roles::Table,
    ];
    DOCUMENTS.into_iter().chain(agencies::importers()).chain(OWN)
}

/// A dataset, and how its file was recognised.
#[derive(Clone, Debug)]
pub struct Opened {
    pub dataset: Dataset,
    /// "dataset document".
    pub format: String,
    /// Why the file was taken for one.
    pub reason: String,
    pub report: Report,
}

/// Opens a file as a dataset.
///
/// # Errors
/// When the file cannot be opened, is of no known format, or nothing in it can be read.
pub fn open(path: &Path) -> Result<Dataset, Problem> {
    inspect(path, &Hints::default()).map(|opened| opened.dataset)
}

/// Opens a file as a dataset and tells how it was recognised.
///
/// # Errors
/// When the file cannot be opened, is of no known format, leaves open what a person must decide, or nothing in it can be read.
pub fn inspect(path: &Path, hints: &Hints) -> Result<Opened, Problem> {
    let path = &*described(path);
    if let Some(paths) = source::large(path) {
        return large::open(&paths, path, hints, &Watch::default());
    }
    let Some(program) = apart::reader() else { return inspect_here(path, hints) };
    // What cannot even be opened is told without a reader.
    beginning(path)?;
    if bytes_of(path) >= large::MAY_HOLD_MANY {
        return large::open_whole(program, path, hints, &Watch::default());
    }
    match apart::read(program, path, hints, &Wish::Dataset, Limits::USUAL, &Watch::default())? {
        Parcel::Dataset(opened) => Ok(*opened),
        Parcel::Tables(..) | Parcel::Preview(_) => Err(misunderstood(path)),
    }
}

/// A folder with a data package in it is what the package says of its files.
fn described(path: &Path) -> Cow<'_, Path> {
    let package = path.join("datapackage.json");
    if package.is_file() { Cow::Owned(package) } else { Cow::Borrowed(path) }
}

fn misunderstood(path: &Path) -> Problem {
    Problem::new(format!("Could not read {}", name_of(path))).because("its reader answered something else")
}

/// What is read of a file before it is accepted, and what can be decided otherwise.
///
/// # Errors
/// When the file cannot be opened, or its reader dies or is stopped.
pub fn preview(path: &Path, hints: &Hints, watch: &Watch) -> Result<Preview, Problem> {
    let path = &*described(path);
    let large = source::large(path);
    let Some(program) = apart::reader() else { return preview_here(path, hints) };
    if large.is_none() {
        beginning(path)?;
    }
    let mut preview = match apart::read(program, path, hints, &Wish::Preview, Limits::USUAL, watch)? {
        Parcel::Preview(preview) => *preview,
        Parcel::Dataset(_) | Parcel::Tables(..) => return Err(misunderstood(path)),
    };
    let paths = large.or_else(|| preview.is_part.then(|| vec![path.to_owned()]));
    if let Some(opened) = paths.and_then(|paths| large::kept(&paths, path, hints)) {
        // It was read before, so all of it is at hand.
        (preview.report, preview.is_part) = (Report { columns: preview.report.columns, ..opened.report.clone() }, false);
        preview.outcome = Ok(opened);
    }
    Ok(preview)
}

/// Reads all rows of a file of which a preview was the first ones; kept for the next time.
///
/// # Errors
/// When the file cannot be read to its end, or its rows cannot be kept.
pub fn open_rows(path: &Path, hints: &Hints, watch: &Watch) -> Result<Opened, Problem> {
    let path = &*described(path);
    match source::large(path) {
        Some(paths) => large::open(&paths, path, hints, watch),
        None => match apart::reader() {
            Some(program) => large::open_whole(program, path, hints, watch),
            None => inspect_here(path, hints),
        },
    }
}

fn preview_here(path: &Path, hints: &Hints) -> Result<Preview, Problem> {
    let (parts, head) = large::head_of_rows(path, hints)?;
    let mut is_part = head.is_some();
    let (read, sha256, mut report) = match head {
        Some(Head { bytes, input, report }) => (input, fingerprint(&bytes), report),
        None => {
            let mut report = Report::default();
            let (read, sha256) = large::whole_input(path, &parts, hints, &mut report)?;
            (read, sha256, report)
        }
    };
    large::tell_left_out(path, &parts, &mut report);
    let mut input = match read {
        Ok(input) => input,
        Err(problem) => return Ok(Preview::closed(report, problem)),
    };
    let columns = roles::table::columns(input.sheets(), hints);
    let table = preview::beginning(input.sheets(), columns.as_ref().map(|columns| columns.place));
    input.keep = Keep::First;
    let mut outcome = figures(&mut input, sha256, &mut report);
    is_part |= report.beyond > 0;
    let count = |number: usize| write_number(number as f64, 0);
    if let (true, Ok(opened)) = (is_part, &mut outcome) {
        let text = match report.beyond {
            0 => format!("Drawn from the first {} rows alone: the file is larger.", count(report.rows)),
            beyond => format!("Drawn from the first {} figures alone, with {} more in the file.", count(outlet::MOST_HELD), count(beyond)),
        };
        opened.dataset.caveats.push(Caveat { text, ..Caveat::default() });
    }
    // What a format makes of its columns can be said otherwise.
    let is_known = outcome.is_ok();
    report.columns = report.columns.or_else(|| columns.map(|columns| if is_known { columns.of_format() } else { columns }));
    Ok(Preview { table, report, outcome, is_part })
}

fn inspect_here(path: &Path, hints: &Hints) -> Result<Opened, Problem> {
    let bytes = whole(path)?;
    read(&bytes, &name_of(path), Some(path), hints)
}

/// Reads the bytes of a file called `name`.
///
/// # Errors
/// When they are of no known format, or nothing in them can be read.
pub fn open_bytes(bytes: &[u8], name: &str, origin: Origin) -> Result<Opened, Problem> {
    let mut opened = read(bytes, name, None, &Hints::default())?;
    opened.dataset.origin = origin;
    Ok(opened)
}

/// How large a file is, or all tables of a folder together.
pub fn bytes_of(path: &Path) -> u64 {
    let of = |path: &Path| std::fs::metadata(path).map_or(0, |facts| facts.len());
    source::large(path).map_or_else(|| of(path), |paths| paths.iter().map(|path| of(path)).sum())
}

/// The tables of text cells in a file as they were read, before any column has its role. An empty file has one without rows.
///
/// # Errors
/// When the file cannot be opened, or holds no table.
pub fn tables(path: &Path, hints: &Hints) -> Result<(Vec<Sheet>, Report), Problem> {
    let Some(program) = apart::reader() else { return tables_here(path, hints) };
    beginning(path)?;
    match apart::read(program, path, hints, &Wish::Tables, Limits::USUAL, &Watch::default())? {
        Parcel::Tables(sheets, report) => Ok((sheets, *report)),
        Parcel::Dataset(_) | Parcel::Preview(_) => Err(misunderstood(path)),
    }
}

/// Writes the cells of files that are read row by row as one table, and tells how they were read; `None` for what is small
/// enough to be read as a whole.
///
/// # Errors
/// When a file cannot be read to its end. The outer one when nobody takes what is written.
pub fn cells(path: &Path, hints: &Hints, out: &mut dyn io::Write) -> Option<io::Result<Result<Report, Problem>>> {
    large::cells(path, hints, out)
}

fn tables_here(path: &Path, hints: &Hints) -> Result<(Vec<Sheet>, Report), Problem> {
    let bytes = whole(path)?;
    let mut report = Report::default();
    if bytes.is_empty() {
        report.note("the file is empty");
        return Ok((vec![Sheet::default()], report));
    }
    let mut input = content::of(&bytes, &name_of(path), Some(path), hints, &mut report)?;
    input.make_whole();
    match input.content {
        Content::Table { sheets, .. } => {
            let tables = sheets.into_iter().flat_map(|sheet| text::tables::of(sheet, &mut report)).collect();
            Ok((tables, report))
        }
        Content::Sheets { sheets, .. } | Content::Survey { sheets, .. } => Ok((sheets, report)),
        Content::Json(_) | Content::Xml(_) => Err(stream::cells::none(&input.name)),
    }
}

fn read(bytes: &[u8], name: &str, path: Option<&Path>, hints: &Hints) -> Result<Opened, Problem> {
    let mut report = Report::default();
    let mut input = content::of(bytes, name, path, hints, &mut report)?;
    figures(&mut input, fingerprint(bytes), &mut report)
}

/// The figures of a file that is unpacked.
fn figures(input: &mut Input, sha256: String, report: &mut Report) -> Result<Opened, Problem> {
    let (importer, reason) = recognise(input)?;
    // Whoever counts answers needs no table of them.
    if importer.name() != answers::Answers.name() {
        input.make_whole();
    }
    let draft = importer.read(input, report)?;
    let origin = input.path.clone().map_or(Origin::Bundled, Origin::File);
    let table = observation::to_table(&draft.observations)?;
    Ok(Opened { dataset: Dataset::of(draft, table, sha256, origin), format: importer.name().to_owned(), reason, report: report.clone() })
}

fn recognise(input: &Input) -> Result<(&'static dyn Importer, String), Problem> {
    // Whoever says what columns hold overrules what any format would make of them.
    if !input.hints.roles.is_empty() && !input.sheets().is_empty() {
        return Ok((&roles::Table, "you said what its columns hold".to_owned()));
    }
    let mut claims: Vec<(&'static dyn Importer, Claim)> = Vec::new();
    for importer in importers() {
        let claim = importer.claim(input);
        // Whoever is sure first is believed; the others need not look.
        if claim.certainty == Certainty::Surely {
            return Ok((importer, claim.reason));
        }
        claims.push((importer, claim));
    }
    if let Some(at) = claims.iter().position(|(_, claim)| claim.certainty == Certainty::Perhaps) {
        let (importer, claim) = claims.swap_remove(at);
        return Ok((importer, claim.reason));
    }
    let problem = Problem::new(format!("Could not tell what {} is", input.name)).because(nearest(input, &claims).join("; "));
    Err(match claims.into_iter().find_map(|(_, claim)| claim.hint) {
        Some(hint) => problem.hint(hint),
        None => problem.hint(format!("This version reads {}.", formats().join(", "))).guide(Guide::FormOfDatasets),
    })
}

/// Why a file is none of the formats that it comes near to: those that any table can be brought to, whoever knows a way to its
/// own, and the agencies of which most of the names are there. What the others miss says nothing of the file.
fn nearest(input: &Input, claims: &[(&dyn Importer, Claim)]) -> Vec<String> {
    const MOST_AGENCIES: usize = 2;
    /// Of a hundred; half is reached by any table with years.
    const MOST_NAMED: usize = 60;
    let open = [document::Document.name(), tidy::Tidy.name(), roles::Table.name()];
    let share = |marks: &[&str]| marks.iter().filter(|mark| is_named(input, mark)).count() * 100 / marks.len().max(1);
    let shares = agencies::TABLES.iter().map(|format| (share(format.marks), format.name));
    let mut agencies: Vec<(usize, &str)> = shares.filter(|(share, _)| (MOST_NAMED..100).contains(share)).collect();
    agencies.sort_by_key(|(share, _)| usize::MAX - share);
    let near: Vec<&str> = agencies.into_iter().take(MOST_AGENCIES).map(|(_, name)| name).collect();
    let says_most = |(importer, claim): &&(&dyn Importer, Claim)| {
        claim.hint.is_some() || near.contains(&importer.name()) || open.contains(&importer.name()) && !claim.reason.starts_with("it is no ")
    };
    claims.iter().filter(says_most).map(|(importer, claim)| format!("it is no {}: {}", importer.name(), claim.reason)).collect()
}

/// Does a cell at the beginning of a table hold this name?
fn is_named(input: &Input, name: &str) -> bool {
    const DEEPEST: usize = 60;
    let mut rows = input.sheets().iter().flat_map(|sheet| sheet.rows.iter().take(DEEPEST));
    rows.any(|row| row.cells.iter().any(|cell| cell.trim().eq_ignore_ascii_case(name)))
}

/// What can be read, each named once: an agency's format of today and that of before are one to whoever has neither.
fn formats() -> Vec<&'static str> {
    let mut formats: Vec<&str> = Vec::new();
    for description in importers().map(Importer::description) {
        if !formats.iter().any(|named| description.starts_with(named)) {
            formats.push(description);
        }
    }
    formats
}

/// The bytes of a file, which is only ever read.
fn whole(path: &Path) -> Result<Vec<u8>, Problem> {
    let (mut file, mut bytes) = beginning(path)?;
    file.read_to_end(&mut bytes).map_err(|error| unreadable(path, &error))?;
    Ok(bytes)
}

fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

/// As much of a file as it takes to recognise it.
const HEAD: usize = 64 * 1024;

/// A file and its beginning.
fn beginning(path: &Path) -> Result<(File, Vec<u8>), Problem> {
    let problem = || Problem::new(format!("Could not open {}", path.display()));
    let unreadable = |error: std::io::Error| unreadable(path, &error);
    let kind = std::fs::metadata(path).map_err(unreadable)?;
    if kind.is_dir() {
        return Err(problem().because("it is a folder without tables in text").hint("Open the files in it one by one."));
    }
    if !kind.is_file() {
        return Err(problem().because("it is a device or a pipe, not a file").hint("Save what it gives as a file, and open that."));
    }
    let mut file = File::open(path).map_err(unreadable)?;
    let mut bytes = Vec::new();
    file.by_ref().take(HEAD as u64).read_to_end(&mut bytes).map_err(unreadable)?;
    Ok((file, bytes))
}

fn unreadable(path: &Path, error: &std::io::Error) -> Problem {
    let problem = Problem::new(format!("Could not open {}", path.display()));
    match error.kind() {
        ErrorKind::NotFound => problem.because("there is no such file").hint("Was it moved or renamed?"),
        ErrorKind::PermissionDenied => {
            problem.because("this program is not allowed to read it").hint("Change its permissions, or copy it to a folder of yours.")
        }
        _ => problem.because(error).hint("Copy it to a folder on this machine and open the copy."),
    }
}
