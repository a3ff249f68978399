//! The tables of a large archive, each to be read as a stream, or its one document.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Read, Seek as _, SeekFrom};
use std::path::Path;

use flate2::CrcReader;
use flate2::read::DeflateDecoder;
use zip::{CompressionMethod, ZipArchive};

use crate::import::limits::MOST_MEMBERS;
use crate::import::unpack::members::{Member, Role, readable_name};

/// A table in text, or a document, in an archive: where its bytes lie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub name: String,
    start: u64,
    size: u64,
    is_deflated: bool,
    /// Of its bytes, unpacked.
    crc: u32,
}

/// No head of a table is longer, in bytes.
const LONGEST_HEAD: u64 = 1 << 16;
const TEXTS: [&str; 5] = [".csv", ".tsv", ".txt", ".jsonl", ".ndjson"];
/// A document is read so where it is alone.
const DOCUMENTS: [&str; 2] = [".json", ".xml"];

/// Those of an archive of files, by name, or the one that is wanted; none of a workbook, which is an archive as well, nor where one
/// is encrypted or packed in a way that only whole archives are read in, or a workbook stands beside them.
pub fn tables(path: &Path, wanted: Option<&str>) -> Option<Vec<Entry>> {
    let (mut zip, mut members) = opened(path)?;
    members.retain(|member| member.role() == Role::Table);
    let is_wanted = |member: &Member| wanted.and_then(|wanted| member.asked_for(wanted)) == Some("") && ends(member, &TEXTS);
    match members.iter().any(is_wanted) {
        true => members.retain(is_wanted),
        false if members.iter().any(is_binary) => return None,
        false => {}
    }
    let is_document = members.len() == 1 && members.iter().all(|member| ends(member, &DOCUMENTS));
    members.retain(|member| is_document || ends(member, &TEXTS));
    let mut entries = members.iter().map(|member| Entry::of(member, &mut zip)).collect::<Option<Vec<Entry>>>()?;
    let members: Vec<&Member> = members.iter().collect();
    let mut are_tables = members.iter().map(|member| member.role_among(&members) == Role::Table);
    entries.retain(|_| are_tables.next().unwrap_or_default());
    entries.sort_by(|one, other| one.name.cmp(&other.name));
    (!entries.is_empty()).then_some(entries)
}

/// The archive and its files; none of a workbook.
fn opened(path: &Path) -> Option<(ZipArchive<File>, Vec<Member>)> {
    let zip = ZipArchive::new(File::open(path).ok()?).ok().filter(|zip| zip.len() <= MOST_MEMBERS)?;
    let mut members = Vec::new();
    for index in 0..zip.len() {
        let entry = zip.by_index_data(index).ok()?;
        let is_utf8 = entry.flags().as_u16() & 1 << 11 != 0;
        let name = readable_name(entry.name_raw(), is_utf8, &entry.name().unwrap_or_default());
        let member = Member { index, name, is_encrypted: entry.encrypted(), declared: entry.size() };
        if ["[content_types].xml", "mimetype"].contains(&member.plain_name().as_str()) {
            return None;
        }
        members.push(member);
    }
    members.retain(Member::is_file);
    Some((zip, members))
}

/// The names of all files in an archive.
pub fn names(path: &Path) -> Vec<String> {
    opened(path).map(|(_, members)| members.into_iter().map(|member| member.name).collect()).unwrap_or_default()
}

fn ends(member: &Member, endings: &[&str]) -> bool {
    endings.iter().any(|ending| member.plain_name().ends_with(ending))
}

/// Is one of the tables of an archive a workbook, a survey or columns, by its name?
pub fn has_binary(path: &Path) -> bool {
    opened(path).is_some_and(|(_, members)| members.iter().any(is_binary))
}

fn is_binary(member: &Member) -> bool {
    member.role() == Role::Table && !ends(member, &TEXTS) && !ends(member, &DOCUMENTS)
}

/// The workbook, survey or file of columns of an archive that is asked for, or the one table that it holds; with what is left of
/// the wish, which is a sheet in it.
pub fn binary<'a>(path: &Path, wanted: Option<&'a str>) -> Option<(Entry, Option<&'a str>)> {
    let (mut zip, members) = opened(path)?;
    let all: Vec<&Member> = members.iter().collect();
    let asked_for = members.iter().find_map(|member| Some((member, member.asked_for(wanted?)?)));
    let (member, sheet) = match asked_for {
        Some((member, sheet)) => (member, Some(sheet).filter(|sheet| !sheet.is_empty())),
        None => {
            let mut tables = members.iter().filter(|member| member.role_among(&all) == Role::Table);
            let only = tables.next().filter(|_| tables.next().is_none())?;
            (only, wanted)
        }
    };
    Some((Entry::of(member, &mut zip).filter(|_| is_binary(member))?, sheet))
}

/// Are there several that begin with the same line, under names that only their numbers tell apart: the years of one table?
pub fn are_of_one_head(path: &Path, entries: &[Entry]) -> bool {
    let parts = |entry: &Entry| {
        let line = entry.first_line(path).ok().filter(|line| line.iter().any(|byte| b",;\t".contains(byte)))?;
        Some((entry.name.replace(|letter: char| letter.is_ascii_digit(), ""), line))
    };
    let first = entries.first().filter(|_| entries.len() > 1).and_then(parts);
    first.is_some_and(|first| entries.iter().skip(1).all(|entry| parts(entry).is_some_and(|other| other == first)))
}

impl Entry {
    /// `None` where it is encrypted, or packed in a way that it cannot be read in by itself.
    fn of(member: &Member, zip: &mut ZipArchive<File>) -> Option<Self> {
        let entry = zip.by_index_data(member.index).ok()?;
        let is_deflated = match entry.compression() {
            CompressionMethod::Deflated => true,
            CompressionMethod::Stored => false,
            _ => return None,
        };
        let (is_open, size, crc) = (!member.is_encrypted && !member.leads_out(), entry.compressed_size(), entry.crc32());
        drop(entry);
        let start = zip.by_index(member.index).ok().filter(|_| is_open)?.data_start()?;
        Some(Self { name: member.name.clone(), start, size, is_deflated, crc })
    }

    fn first_line(&self, path: &Path) -> std::io::Result<Vec<u8>> {
        let mut archive = File::open(path)?;
        self.seek(&mut archive)?;
        let mut line = Vec::new();
        BufReader::new(self.unpacked(archive).take(LONGEST_HEAD)).read_until(b'\n', &mut line)?;
        Ok(line.trim_ascii_end().to_vec())
    }

    /// The place of its bytes in the archive, packed.
    ///
    /// # Errors
    /// When the archive ends before it.
    pub fn seek(&self, archive: &mut File) -> std::io::Result<()> {
        archive.seek(SeekFrom::Start(self.start)).map(|_| ())
    }

    /// Its bytes out of those of the archive from its place on.
    pub fn unpacked<'a>(&self, archive: impl Read + 'a) -> Box<dyn Read + 'a> {
        let packed = archive.take(self.size);
        let bytes: Box<dyn Read + 'a> = if self.is_deflated { Box::new(DeflateDecoder::new(packed)) } else { Box::new(packed) };
        Box::new(Checked { bytes: CrcReader::new(bytes), crc: self.crc })
    }
}

/// Bytes that are told at their end not to be those that were packed.
struct Checked<R> {
    bytes: CrcReader<R>,
    crc: u32,
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let count = self.bytes.read(into)?;
        match count == 0 && !into.is_empty() && self.bytes.crc().sum() != self.crc {
            true => Err(std::io::Error::other("its bytes are not those that were packed: the archive is damaged")),
            false => Ok(count),
        }
    }
}
