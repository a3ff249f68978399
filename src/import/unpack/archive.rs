//! ZIP archives: which of the members is the table, and its bytes. Workbooks are archives as well, told by their members.

use std::borrow::Cow;
use std::io::{Cursor, Read as _};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::import::kind::Known;
use crate::import::limits::{MOST_BYTES, MOST_MEMBERS};
use crate::import::report::Report;
use crate::import::unpack::members::{Member, Role, listed, readable_name};
use crate::import::unpack::{Form, Unpacked, produced, too_large};
use crate::import::workbook::Book;
use crate::problem::{Guide, Problem};

/// An archive whose list of members was read.
pub struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// The archive's own name.
    name: String,
    members: Vec<Member>,
}

/// What an archive is.
pub enum Content {
    Workbook(Book),
    Files,
}

/// Does an archive stand behind other bytes, as in a file that unpacks itself?
pub fn is_behind_something(bytes: &[u8]) -> bool {
    const TAIL: usize = 64 * 1024 + 22;
    let tail = &bytes[bytes.len().saturating_sub(TAIL)..];
    let head = &bytes[..bytes.len().min(TAIL)];
    tail.windows(4).any(|sign| sign == b"PK\x05\x06") && head.contains(&0)
}

impl<'a> Archive<'a> {
    pub fn open(bytes: &'a [u8], name: &str) -> Result<Self, Problem> {
        let problem = || Problem::new(format!("Could not read {name}"));
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| {
            problem().because(format!("it is a ZIP archive, and damaged ({error})")).hint("Download it again, to the end.")
        })?;
        if zip.len() > MOST_MEMBERS {
            let why = format!("it is an archive of {} files, and {MOST_MEMBERS} at most are looked through", zip.len());
            return Err(problem().because(why).hint("Unpack it, and open the file you need."));
        }
        let mut members = Vec::with_capacity(zip.len());
        for index in 0..zip.len() {
            let entry = zip.by_index_data(index).map_err(|error| problem().because(told(&error)))?;
            // Bit 11 says that names are in UTF-8; otherwise they are in whatever the packing machine used.
            let is_utf8 = entry.flags().as_u16() & 1 << 11 != 0;
            members.push(Member {
                index,
                name: readable_name(entry.name_raw(), is_utf8, &entry.name().unwrap_or_default()),
                is_encrypted: entry.encrypted(),
                declared: entry.size(),
            });
        }
        Ok(Self { zip, name: name.to_owned(), members })
    }

    /// A workbook, or files. Other documents of office programs are told as a problem.
    pub fn content(&mut self) -> Result<Content, Problem> {
        if self.has("[content_types].xml") {
            // Where the parts stand is a custom; what they are is stated.
            let types = self.small_text("[content_types].xml").to_lowercase();
            let is = |words: &str| types.contains(words);
            return match () {
                () if is("sheet.binary") || self.has("xl/workbook.bin") => Ok(Content::Workbook(Book::Xlsb)),
                () if is("spreadsheetml") || self.has("xl/") => Ok(Content::Workbook(Book::Xlsx)),
                () if is("wordprocessingml") || self.has("word/") => Err(self.refused(&WORD)),
                () if is("presentationml") || self.has("ppt/") => Err(self.refused(&SLIDES)),
                () => Ok(Content::Files),
            };
        }
        if self.has("mimetype") && self.has("content.xml") {
            if self.small_text("meta-inf/manifest.xml").contains("encryption-data") {
                return Err(self.encrypted("the workbook"));
            }
            return match self.small_text("mimetype").contains("spreadsheet") {
                true => Ok(Content::Workbook(Book::Ods)),
                false => Err(self.refused(&OPEN_DOCUMENT)),
            };
        }
        match self.has("index/document.iwa") {
            true => Err(self.refused(&NUMBERS)),
            false => Ok(Content::Files),
        }
    }

    /// Is there a member whose name begins so?
    fn has(&self, start: &str) -> bool {
        self.members.iter().any(|member| member.plain_name().starts_with(start))
    }

    /// The member that is asked for, or the only one that is a table.
    pub fn member<'b>(&mut self, wanted: Option<&str>, report: &mut Report) -> Result<Unpacked<'b>, Problem> {
        self.check_names()?;
        let (at, sheet) = self.choose(wanted, report)?;
        let Some(member) = self.members.get(at).cloned() else { return Err(self.problem().because("it holds no file")) };
        let bytes = self.bytes(&member)?;
        let name = format!("{}/{}", self.name, member.name);
        Ok(Unpacked { name, bytes: Cow::Owned(bytes), form: Form::Plain(None), sheet })
    }

    /// Names that lead out of the archive are written by no honest program.
    fn check_names(&self) -> Result<(), Problem> {
        if let Some(member) = self.members.iter().find(|member| member.leads_out()) {
            let why = format!("its member \"{}\" is named as if it stood outside of the archive", member.name);
            return Err(self
                .problem()
                .because(why)
                .hint("Where does it come from? If you trust it, unpack it and open the file you need."));
        }
        if self.zip.has_duplicate_names() {
            let why = "two of its members have one name, so it is not known which is meant";
            return Err(self.problem().because(why).hint("Unpack it, and open the file you need."));
        }
        Ok(())
    }

    /// The place of the member, and what is left of the name that was asked for: a sheet in it.
    fn choose(&self, wanted: Option<&str>, report: &mut Report) -> Result<(usize, Option<String>), Problem> {
        let files: Vec<&Member> = self.members.iter().filter(|member| member.is_file()).collect();
        if files.len() > 1 {
            report.parts = files.iter().map(|member| member.name.clone()).collect();
        }
        if let Some(wanted) = wanted
            && let Some((member, sheet)) = files.iter().find_map(|member| Some((member, member.asked_for(wanted)?)))
        {
            return Ok((member.index, (!sheet.is_empty()).then(|| sheet.to_owned())));
        }
        let of = |role: Role| -> Vec<&Member> { files.iter().filter(|member| member.role_among(&files) == role).copied().collect() };
        let (tables, unknown) = (of(Role::Table), of(Role::Unknown));
        let chosen = match (tables.as_slice(), unknown.as_slice()) {
            ([table], _) => table,
            ([], [other]) => other,
            ([], []) if files.is_empty() => return Err(self.problem().because("it is an archive without a file in it")),
            ([], []) => {
                let why = format!("it is an archive, and none of its members is a table: {}", listed(&files));
                return Err(self.problem().because(why).guide(Guide::PartOfFile));
            }
            _ => {
                let why = match wanted {
                    Some(wanted) => format!("it is an archive without a member \"{wanted}\"; it holds {}", listed(&files)),
                    None => format!("it is an archive of several files: {}", listed(&files)),
                };
                return Err(self.problem().because(why).guide(Guide::PartOfFile));
            }
        };
        let others: Vec<&Member> = files.iter().filter(|member| member.index != chosen.index).copied().collect();
        if !others.is_empty() {
            report.choose("member of the archive", &chosen.name, format!("it is the only table beside {}", listed(&others)));
        }
        Ok((chosen.index, wanted.map(str::to_owned)))
    }

    fn bytes(&mut self, member: &Member) -> Result<Vec<u8>, Problem> {
        let shown = format!("{}/{}", self.name, member.name);
        let problem = || Problem::new(format!("Could not read {shown}"));
        if member.is_encrypted {
            return Err(self.encrypted(&format!("\"{}\"", member.name)));
        }
        let again = "Download the archive again, to the end.";
        let reader = self.zip.by_index(member.index).map_err(|error| problem().because(told(&error)).hint(again))?;
        match produced(reader, MOST_BYTES) {
            Ok(Some(bytes)) if bytes.len() as u64 != member.declared => {
                let why = format!("the archive says that it is {} bytes long, and {} come out", member.declared, bytes.len());
                Err(problem().because(why).hint(again))
            }
            Ok(Some(bytes)) => Ok(bytes),
            Ok(None) => Err(too_large(&shown)),
            // How a member is compressed may be met only when it is read.
            Err(error) if error.to_string().contains("ompression method") => {
                Err(problem().because(UNREAD).hint("Unpack the archive with another program, and open the file that was in it."))
            }
            Err(error) => Err(problem().because(format!("it is damaged in the archive ({error})")).hint(again)),
        }
    }

    /// The first part of a member that says what the archive is; empty when there is none.
    fn small_text(&mut self, name: &str) -> String {
        const ENOUGH: u64 = 1 << 20;
        let mut bytes = Vec::new();
        let index = self.members.iter().find(|member| member.plain_name() == name).map(|member| member.index);
        if let Some(Ok(reader)) = index.map(|index| self.zip.by_index(index)) {
            // What can be read of it decides; a fault is met again when the workbook is read.
            reader.take(ENOUGH).read_to_end(&mut bytes).ok();
        }
        String::from_utf8_lossy(&bytes).into_owned()
    }

    fn problem(&self) -> Problem {
        Problem::new(format!("Could not read {}", self.name))
    }

    fn refused(&self, known: &Known) -> Problem {
        self.problem().because(format!("it is {}", known.what)).hint(known.hint)
    }

    fn encrypted(&self, what: &str) -> Problem {
        self.problem().because(format!("{what} is encrypted")).hint("Save it without a password, and open that.")
    }
}

const UNREAD: &str = "it is compressed in a way that this version does not read";

fn told(error: &ZipError) -> String {
    match error {
        ZipError::CompressionMethodNotSupported(method) => {
            format!("{UNREAD} (method {method})")
        }
        ZipError::UnsupportedArchive(why) if why.contains("ompression") => UNREAD.to_owned(),
        error => format!("it is damaged in the archive ({error})"),
    }
}

const WORD: Known = Known { what: "a Word document", hint: "Copy the table to a spreadsheet program and save it as XLSX or CSV." };
const SLIDES: Known = Known { what: "a PowerPoint presentation", hint: "Look for the table it shows at its publisher, as XLSX or CSV." };
const OPEN_DOCUMENT: Known = Known {
    what: "an OpenDocument file that is no spreadsheet",
    hint: "Copy the table to a spreadsheet program and save it as ODS or CSV.",
};
const NUMBERS: Known = Known { what: "a workbook of Numbers", hint: "In Numbers: \"Export to\", Excel or CSV." };

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;
    use crate::import::unpack::unpack;

    fn archive(members: &[(&str, &str)]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in members {
            zip.start_file(*name, SimpleFileOptions::default()).expect("a member");
            zip.write_all(text.as_bytes()).expect("written");
        }
        zip.finish().expect("finished").into_inner()
    }

    fn told(bytes: &[u8], sheet: Option<&str>) -> String {
        match unpack(bytes, "a.zip", sheet, &mut Report::default()) {
            Ok(inner) => format!("{} = {}", inner.name, String::from_utf8_lossy(&inner.bytes)),
            Err(problem) => problem.to_string(),
        }
    }

    #[test]
    fn the_only_table_is_taken_and_said() {
        let zip = archive(&[("API_X.csv", "a"), ("Metadata_Country_API_X.csv", "b"), ("__MACOSX/._API_X.csv", "c"), ("d/", "")]);
        assert_eq!(told(&zip, None), "a.zip/API_X.csv = a");
        let mut report = Report::default();
        unpack(&zip, "a.zip", None, &mut report).expect("readable");
        assert_eq!(report.choices[0].taken, "API_X.csv");
        assert_eq!(report.choices[0].because, "it is the only table beside Metadata_Country_API_X.csv");
        assert_eq!(told(&zip, Some("Metadata_Country_API_X.csv")), "a.zip/Metadata_Country_API_X.csv = b");
    }

    #[test]
    fn several_tables_are_listed() {
        let zip = archive(&[("d/2020.csv", "a"), ("d/2021.csv", "b")]);
        assert_eq!(told(&zip, None), "Could not read a.zip: it is an archive of several files: d/2020.csv, d/2021.csv");
        assert_eq!(told(&zip, Some("2021.csv")), "a.zip/d/2021.csv = b");
        let unknown = told(&zip, Some("2022"));
        assert_eq!(unknown, "Could not read a.zip: it is an archive without a member \"2022\"; it holds d/2020.csv, d/2021.csv");
    }

    #[test]
    fn names_that_lead_out_and_documents_are_refused() {
        assert!(told(&archive(&[("../a.csv", "a"), ("b.csv", "b")]), None).contains("as if it stood outside"));
        assert!(told(&archive(&[("readme.md", "a")]), None).contains("none of its members is a table: readme.md"));
        assert!(told(&archive(&[("[Content_Types].xml", "<Types/>"), ("word/document.xml", "")]), None).contains("it is a Word document"));
        assert!(told(&archive(&[]), None).contains("without a file in it"));
        assert!(told(&archive(&[("a.csv", "1")])[..30], None).contains("damaged"));
    }

    #[test]
    fn a_way_of_compression_that_is_not_known_is_no_damage() {
        let mut zip = archive(&[("a.csv", "country,year")]);
        let listed = zip.windows(4).position(|bytes| bytes == b"PK\x01\x02").expect("a directory");
        (zip[8], zip[listed + 10]) = (14, 14);
        let problem = told(&zip, None);
        assert!(problem.contains("compressed in a way that this version does not read") && !problem.contains("damaged"), "{problem}");
    }

    #[test]
    fn an_archive_within_an_archive_is_told() {
        let inner = archive(&[("a.csv", "a")]);
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file("in.zip", SimpleFileOptions::default()).expect("a member");
        zip.write_all(&inner).expect("written");
        let outer = zip.finish().expect("finished").into_inner();
        assert_eq!(told(&outer, None), "Could not read a.zip: in it stands a ZIP archive once more, and this version opens one packing");
    }
}
