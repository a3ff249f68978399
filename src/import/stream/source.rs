//! The files of a dataset that is too large for memory, as one stream of rows; what is packed is unpacked on the way.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use encoding_rs::{Decoder, Encoding};

use crate::import::hints::Hints;
use crate::import::json_stat;
use crate::import::kind::Kind;
use crate::import::markup;
use crate::import::report::Report;
use crate::import::sdmx::{json, ml, xml};
use crate::import::stream::ends::Ends;
use crate::import::stream::list::{self, List};
use crate::import::stream::long;
use crate::import::stream::records::{Cells, Columns, InLines, Objects, Records};
use crate::import::stream::taken::{Counted, Course, PIECE, Taken, Told};
use crate::import::stream::unpacked::{self, Unpacked};
use crate::import::text::cells::{Dialect, Escape, Spacing};
use crate::import::unpack::entries::{self, Entry};
use crate::import::workbook::rows::{self, SheetRows};
use crate::import::{surveys, text, unpack};
use crate::problem::Problem;
use crate::table::columnar::{self, Form};

/// From this size on a file is not held in memory as a whole: its cells take some twenty times of it. A packed one holds several
/// times what it weighs; an archive of several tables is not taken for one of them lightly.
const LARGE: u64 = 8 << 20;
const LARGE_PACKED: u64 = 2 << 20;
const LARGE_ARCHIVE: u64 = 12 << 20;
const LARGE_BOOK: u64 = 4 << 20;
/// The share of a reading that it takes to unpack what must be a file of its own.
const UNPACKING: f64 = 0.25;
/// As much of it tells what it is, and is drawn before all of it is read.
pub const HEAD: usize = 1 << 20;
/// So many rows of it, where they are not counted by their bytes.
const HEAD_ROWS: usize = 20_000;

/// The files read as one dataset: one, or all tables of a folder in the order of their names. `None` for what is small
/// enough, or must be read as a whole.
pub fn large(path: &Path) -> Option<Vec<PathBuf>> {
    if path.is_dir() {
        let mut files: Vec<PathBuf> =
            std::fs::read_dir(path).ok()?.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| is_table(path)).collect();
        files.sort();
        return (!files.is_empty()).then_some(files);
    }
    let size = std::fs::metadata(path).ok()?.len();
    let beginning = beginning(path).ok()?;
    let is_large = match Kind::of(&beginning) {
        None => size >= LARGE && (is_text_in_lines(&beginning) && !is_parted_by_blanks(&beginning) || begins_document(path)),
        Some(Kind::Zip) => match entries::tables(path, None) {
            Some(tables) => {
                let most = if tables.len() == 1 { LARGE_PACKED } else { LARGE_ARCHIVE };
                size >= most || entries::are_of_one_head(path, &tables)
            }
            None => size >= LARGE_BOOK && rows::is_book(path) || size >= LARGE_PACKED && entries::has_binary(path),
        },
        Some(Kind::Compressed(_)) => size >= LARGE_PACKED,
        Some(Kind::Compound) => size >= LARGE_BOOK,
        Some(kind) => size >= LARGE_PACKED && (form_of(kind).is_some() || surveys::kind_of(&beginning).is_some()),
    };
    is_large.then(|| vec![path.to_owned()])
}

fn beginning(path: &Path) -> std::io::Result<Vec<u8>> {
    first(path, 4096)
}

/// The kind of survey in a file.
pub fn survey(path: &Path) -> Option<Kind> {
    surveys::kind_of(&beginning(path).ok()?)
}

fn first(path: &Path, most: usize) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(most as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Is it a document that can be read in one go: a list of records in JSON, before which much may stand, a cube, or a message of SDMX?
fn begins_document(path: &Path) -> bool {
    first(path, list::BEFORE).is_ok_and(|bytes| list::start(&bytes).is_some() || begins_object(&bytes) || begins_message(&bytes))
}

fn begins_object(bytes: &[u8]) -> bool {
    let signs = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    // Lines of objects are rows.
    signs.starts_with(b"{") && !is_text_in_lines(bytes)
}

fn begins_message(bytes: &[u8]) -> bool {
    markup::is_in_utf8(bytes) && ml::begins(bytes)
}

/// The form of columns that can be read piece by piece.
fn form_of(kind: Kind) -> Option<Form> {
    match kind {
        Kind::Parquet => Some(Form::Parquet),
        Kind::ArrowFile => Some(Form::ArrowFile),
        Kind::ArrowStream => Some(Form::ArrowStream),
        Kind::Compressed(_) | Kind::Zip | Kind::Compound | Kind::BareWorkbook | Kind::Sav | Kind::Dta | Kind::Other(_) => None,
    }
}

/// Of the files of a folder those whose names say that they are tables, and no lists of what codes mean.
fn is_table(path: &Path) -> bool {
    const TABLES: [&str; 7] = [".csv", ".tsv", ".tab", ".txt", ".jsonl", ".ndjson", ".parquet"];
    let name = name_of(path).to_lowercase();
    let plain = [".gz", ".zst"].iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(&name);
    let Some(stem) = TABLES.iter().find_map(|ending| plain.strip_suffix(ending)) else { return false };
    // Behind the last word may stand a version: "country_codes_V202301".
    let mut words = stem.split(|letter: char| !letter.is_alphabetic() && !letter.is_numeric());
    let last = words.rfind(|word| !word.is_empty() && !word.contains(char::is_numeric));
    // The lists of Comex Stat are called by what they list.
    let is_list = matches!(stem, "pais" | "ncm" | "ncm_unidade" | "via" | "urf") || matches!(last, Some("codes" | "codebook"));
    let is_described = is_list || name.contains("readme") || name.contains("metadata");
    path.is_file() && !is_described
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// What else lies in a folder than the files that are read as one dataset.
pub fn left_out(path: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(path).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut names: Vec<String> =
        entries.filter(|path| !is_table(path)).map(|path| name_of(&path)).filter(|name| !name.starts_with('.')).collect();
    names.sort();
    names
}

/// What else lies in an archive of which these parts are read; nothing where it is read as a whole, and tells that itself.
pub fn left_in(path: &Path, parts: &[Part]) -> Vec<String> {
    let archive = format!("{}/", name_of(path));
    let read: Vec<&str> = parts.iter().filter_map(|part| part.name.strip_prefix(&archive)).collect();
    let names = if read.is_empty() { Vec::new() } else { entries::names(path) };
    names.into_iter().filter(|name| !read.contains(&name.as_str())).collect()
}

fn is_text_in_lines(beginning: &[u8]) -> bool {
    let signs = beginning.strip_prefix(b"\xef\xbb\xbf").unwrap_or(beginning);
    let first = signs.iter().find(|byte| !byte.is_ascii_whitespace());
    let is_lines_of_objects =
        || first == Some(&b'{') && signs.split(|byte| *byte == b'\n').next().is_some_and(|line| line.trim_ascii_end().ends_with(b"}"));
    beginning.contains(&b'\n') && !beginning.contains(&0) && (!matches!(first, Some(b'{' | b'[' | b'<')) || is_lines_of_objects())
}

/// Cells that stand under each other, with blanks between them, are told apart when all of them are seen.
fn is_parted_by_blanks(beginning: &[u8]) -> bool {
    let whole_lines = beginning.iter().rposition(|byte| *byte == b'\n').map_or(beginning, |end| &beginning[..end]);
    let (_, dialect) = text::dialect_of(&String::from_utf8_lossy(whole_lines), &mut Report::default());
    dialect.spacing == Spacing::Runs
}

/// One stream of rows: a file, or a member of an archive.
#[derive(Clone, Debug)]
pub struct Part {
    pub path: PathBuf,
    /// With that of the archive before it.
    pub name: String,
    entry: Option<Entry>,
    /// Where it lies out of its packing, if it cannot be read in it.
    unpacked: Option<Rc<Unpacked>>,
    /// What is left of the sheet that is asked for, where the name chose a member.
    sheet: Option<String>,
}

/// The parts of some files; of an archive all tables, or the one that is wanted.
///
/// # Errors
/// When one cannot be unpacked that must be.
pub fn parts(paths: &[PathBuf], wanted: Option<&str>) -> Result<Vec<Part>, Problem> {
    let mut parts = Vec::new();
    for path in paths {
        parts.extend(Part::all_of(path, wanted)?);
    }
    Ok(parts)
}

impl Part {
    fn all_of(path: &Path, wanted: Option<&str>) -> Result<Vec<Self>, Problem> {
        let name = name_of(path);
        let of = |name: String, entry| Self { path: path.to_owned(), name, entry, unpacked: None, sheet: wanted.map(str::to_owned) };
        match beginning(path).ok().as_deref().and_then(Kind::of) {
            Some(Kind::Zip) => {
                let of_entry = |entry: Entry| of(format!("{name}/{}", entry.name), Some(entry));
                if let Some((entry, sheet)) = entries::binary(path, wanted) {
                    let part = Self { sheet: sheet.map(str::to_owned), ..of_entry(entry) };
                    return Ok(vec![part.out_of_packing()?.unwrap_or_else(|| of(name, None))]);
                }
                let entries = entries::tables(path, wanted);
                Ok(entries.map_or_else(|| vec![of(name.clone(), None)], |entries| entries.into_iter().map(of_entry).collect()))
            }
            Some(Kind::Compressed(compression)) => {
                let part = of(unpack::without_ending(&name, compression), None);
                Ok(vec![part.out_of_packing()?.unwrap_or_else(|| of(name, None))])
            }
            _ => Ok(vec![of(name, None)]),
        }
    }

    /// The same in a file of its own; `None` where it is read as it is unpacked.
    fn out_of_packing(self) -> Result<Option<Self>, Problem> {
        let course = Course::up_to((self.size() as f64 * UNPACKING) as u64);
        let unpacked = unpacked::of(self.along(&course)?, &self.name)?;
        Ok(unpacked.map(|unpacked| Self { entry: None, unpacked: Some(Rc::new(unpacked)), ..self }))
    }

    /// Does it lie in a file of its own, out of its packing?
    pub fn is_unpacked(&self) -> bool {
        self.unpacked.is_some()
    }

    /// The file that it is read from.
    pub fn place(&self) -> &Path {
        self.unpacked.as_ref().map_or(&self.path, |unpacked| &unpacked.path)
    }

    /// What is decided of it: of a member that was asked for, only the sheet is left to be chosen.
    pub fn hints(&self, hints: &Hints) -> Hints {
        let sheet = if self.is_unpacked() { self.sheet.clone() } else { hints.sheet.clone() };
        Hints { sheet, ..hints.clone() }
    }

    /// The form of its columns, when it is no text.
    fn form(&self) -> Option<Form> {
        let beginning = beginning(self.place()).ok().filter(|_| self.entry.is_none())?;
        Kind::of(&beginning).and_then(form_of)
    }

    /// The kind of survey that it is.
    pub fn survey(&self) -> Option<Kind> {
        survey(self.place()).filter(|_| self.entry.is_none())
    }

    /// Is it a workbook of an older Excel?
    pub fn is_old_book(&self) -> bool {
        self.entry.is_none() && rows::is_old(self.place())
    }

    /// Is it a workbook? Of archives of tables each is a part.
    fn is_book(&self) -> bool {
        self.entry.is_none() && beginning(self.place()).is_ok_and(|beginning| Kind::of(&beginning) == Some(Kind::Zip))
    }

    /// Notes which share of it was read, where that is another order than its bytes stand in, or another file.
    fn in_shares(&self, taken: &Taken, of: [usize; 2]) -> Result<impl FnMut(f64) + use<>, Problem> {
        let problem = |error| Problem::new(format!("Could not read {}", self.name)).because(error);
        let mut seen = taken.in_shares(&self.path, of).map_err(problem)?;
        let before = if self.is_unpacked() { UNPACKING } else { 0.0 };
        Ok(move |share: f64| seen(before + (1.0 - before) * share))
    }

    /// The beginning, unpacked, in whole lines; of a workbook and a document one with the first rows alone. `None` for
    /// one that cannot be cut.
    ///
    /// # Errors
    /// When it cannot be read or unpacked.
    pub fn head(&self, report: &mut Report) -> Result<Option<Vec<u8>>, Problem> {
        if self.is_book() {
            return Ok(rows::beginning(self.place()));
        }
        let head = self.head_of_text()?;
        if head.len() >= HEAD / 2 && begins_message(&head) {
            return Ok(xml::beginning(&head));
        }
        let is_list = list::start(&head).is_some();
        if head.len() < HEAD / 2 || !is_list && !begins_object(&head) {
            return Ok(Some(head));
        }
        /// The first look is no more than that of what is to be done.
        const SHARE: u64 = 50;
        let text = self.along(&Course::up_to(self.size() / SHARE))?;
        let found = match is_list {
            true => list::beginning(text, HEAD),
            false => {
                let long = [json_stat::LONG.as_slice(), json::LONG.as_slice()].concat();
                let problem = |why| Problem::new(format!("Could not read {}", self.name)).because(why);
                long::beginning(text, &long, HEAD_ROWS).map_err(problem)?
            }
        };
        Ok(found.map(|(head, count)| {
            report.records = Some(count);
            head
        }))
    }

    fn head_of_text(&self) -> Result<Vec<u8>, Problem> {
        let trouble = |error: std::io::Error| Problem::new(format!("Could not open {}", self.path.display())).because(error);
        let file = File::open(self.place()).map_err(trouble)?;
        if let Some(form) = self.form() {
            return columnar::head(file, form, HEAD_ROWS);
        }
        let mut bytes = Vec::with_capacity(HEAD);
        self.unpacked(file).and_then(|read| read.take(HEAD as u64).read_to_end(&mut bytes)).map_err(trouble)?;
        if bytes.len() == HEAD
            && let Some(end) = bytes.iter().rposition(|byte| *byte == b'\n')
        {
            bytes.truncate(end + 1);
        }
        Ok(bytes)
    }

    fn unpacked<'a>(&self, mut file: impl Read + Ahead + 'a) -> std::io::Result<Box<dyn Read + 'a>> {
        if let Some(entry) = &self.entry {
            entry.seek(file.file())?;
            return Ok(entry.unpacked(BufReader::with_capacity(PIECE, file)));
        }
        let mut file = BufReader::with_capacity(PIECE, file);
        match Kind::of(file.fill_buf()?) {
            Some(Kind::Compressed(compression)) => unpack::decoder(file, compression),
            _ => Ok(Box::new(file)),
        }
    }

    /// The bytes of its text, in UTF-8.
    ///
    /// # Errors
    /// When it cannot be opened or unpacked.
    pub fn text(&self, taken: &Taken, encoding: &'static Encoding) -> Result<Box<dyn Read>, Problem> {
        let problem = || Problem::new(format!("Could not read {}", self.name));
        let file = File::open(&self.path).map_err(|error| problem().because(error))?;
        let bytes = self.unpacked(Counted { file, taken: taken.clone() }).map_err(|error| problem().because(error))?;
        if encoding == encoding_rs::UTF_8 {
            return Ok(bytes);
        }
        let decoder = encoding.new_decoder_with_bom_removal();
        Ok(Box::new(Decoded { bytes, decoder, raw: Vec::new(), text: String::new(), given: 0, is_at_end: false }))
    }

    /// Bytes of its file.
    fn size(&self) -> u64 {
        std::fs::metadata(&self.path).map_or(0, |facts| facts.len())
    }

    /// The bytes of its text, in UTF-8, which tell on the way how far their reading has come.
    ///
    /// # Errors
    /// When it cannot be opened or unpacked.
    pub fn along(&self, course: &Course) -> Result<impl BufRead + use<>, Problem> {
        let taken = Taken::in_passing();
        let bytes = self.text(&taken, encoding_rs::UTF_8)?;
        Ok(BufReader::with_capacity(PIECE, Told::new(bytes, taken, self.size(), course)))
    }

    /// Its rows, by what was found at its beginning.
    ///
    /// # Errors
    /// When it cannot be opened, or its cells are parted in a way that only whole files can be read in.
    pub fn rows(&self, taken: &Taken, written: &Written) -> Result<Box<dyn Records>, Problem> {
        let problem = || Problem::new(format!("Could not read {}", self.name));
        if let Some(form) = self.form() {
            let file = File::open(self.place()).map_err(|error| problem().because(error))?;
            let rows = columnar::count(&file, form);
            let mut seen = self.in_shares(taken, [0, 1])?;
            let seen = move |row: usize| seen(rows.map_or(0.0, |rows| row as f64 / rows.max(1) as f64));
            return Ok(Box::new(Columns::new(columnar::pieces(file, form)?, seen)));
        }
        match written {
            Written::Sheet(name, of) => Ok(Box::new(Cells::new(SheetRows::of(self.place(), name), self.in_shares(taken, *of)?))),
            Written::Respondents(encoding) => {
                let kind = self.survey().ok_or_else(|| problem().because("the first of the files is a survey, and it is none"))?;
                let respondents = surveys::Rows::of(self.place(), (kind, &self.name), encoding.as_deref())?;
                Ok(Box::new(Cells::new(respondents, self.in_shares(taken, [0, 1])?)))
            }
            Written::Objects(names, between) => {
                let text = BufReader::with_capacity(PIECE, self.text(taken, encoding_rs::UTF_8)?);
                Ok(match between {
                    Between::Lines => Box::new(Objects::new(InLines::new(text), names)),
                    Between::Commas => Box::new(Objects::new(List::open(text).map_err(|why| problem().because(why))?.1, names)),
                })
            }
            Written::Columns => Err(problem().because("it is text, and the first of the files is none")),
            Written::Cells(_, Dialect { spacing: Spacing::Runs, .. }) => {
                Err(problem().because("its cells are parted by blanks, and it is too large to be read as a whole"))
            }
            Written::Cells(encoding, dialect) => {
                let mut reader = csv::ReaderBuilder::new();
                reader.has_headers(false).flexible(true).delimiter(dialect.separator).quote(dialect.quote).buffer_capacity(PIECE);
                match dialect.escape {
                    Escape::Doubled => {}
                    Escape::Backslash => {
                        reader.double_quote(false).escape(Some(b'\\'));
                    }
                }
                Ok(Box::new(reader.from_reader(Ends::new(self.text(taken, encoding)?))))
            }
        }
    }
}

/// How the rows of text are written.
pub enum Written {
    Cells(&'static Encoding, Dialect),
    /// As JSON objects with these names.
    Objects(Vec<String>, Between),
    /// Not at all: they are columns of another form.
    Columns,
    /// In the cells of the sheet of this name; which of so many it is that are read.
    Sheet(String, [usize; 2]),
    /// As respondents of a survey, whose texts are in this encoding if one is wanted.
    Respondents(Option<String>),
}

/// What parts JSON objects.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Between {
    Lines,
    /// They are a list.
    Commas,
}

impl Written {
    /// Are the cells as they were typed, so that signs of decimals may be open?
    pub fn is_typed(&self) -> bool {
        !matches!(self, Self::Columns | Self::Respondents(_))
    }

    /// May another table stand below the first?
    pub fn may_hold_others(&self) -> bool {
        matches!(self, Self::Cells(..) | Self::Sheet(..))
    }

    /// The name of the sheet that they stand in.
    pub fn sheet(&self) -> Option<&str> {
        if let Self::Sheet(name, _) = self { Some(name) } else { None }
    }
}

/// A file, or what counts the bytes of one.
trait Ahead {
    fn file(&mut self) -> &mut File;
}

impl Ahead for File {
    fn file(&mut self) -> &mut File {
        self
    }
}

impl Ahead for Counted {
    fn file(&mut self) -> &mut File {
        &mut self.file
    }
}

/// Text of another encoding as UTF-8, piece by piece.
struct Decoded<R> {
    bytes: R,
    decoder: Decoder,
    raw: Vec<u8>,
    text: String,
    given: usize,
    is_at_end: bool,
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        const PIECE: usize = 1 << 16;
        while self.given == self.text.len() && !self.is_at_end {
            self.raw.resize(PIECE, 0);
            let count = self.bytes.read(&mut self.raw)?;
            self.is_at_end = count == 0;
            self.text.clear();
            self.given = 0;
            self.text.reserve(self.decoder.max_utf8_buffer_length(count).unwrap_or(4 * PIECE));
            // What is no letter becomes U+FFFD, as in files that are read as a whole.
            let _ = self.decoder.decode_to_string(&self.raw[..count], &mut self.text, self.is_at_end);
        }
        let rest = &self.text.as_bytes()[self.given..];
        let count = rest.len().min(into.len());
        into[..count].copy_from_slice(&rest[..count]);
        self.given += count;
        Ok(count)
    }
}
