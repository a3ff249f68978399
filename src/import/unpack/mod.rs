//! Files out of their packing: gzip, bzip2, xz, Zstandard and ZIP. One packing is opened; what is packed again inside is told.

use std::borrow::Cow;
use std::io::{BufRead, Read};

use bzip2::read::MultiBzDecoder;
use flate2::read::MultiGzDecoder;
use lzma_rust2::XzReader;

use crate::import::kind::{Compression, Kind};
use crate::import::limits::MOST_BYTES;
use crate::import::report::Report;
use crate::import::unpack::archive::{Archive, Content};
use crate::import::workbook::Book;
use crate::problem::Problem;

mod archive;
pub mod entries;
mod members;
pub mod parts;

/// A file without its packing.
#[derive(Debug)]
pub struct Unpacked<'a> {
    /// With that of the archive's member behind it.
    pub name: String,
    pub bytes: Cow<'a, [u8]>,
    pub form: Form,
    /// The sheet that is asked for, when the name did not choose a member.
    pub sheet: Option<String>,
}

/// What was found when nothing is packed any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Plain(Option<Kind>),
    Workbook(Book),
}

/// Opens the packing of a file, when it has one. `sheet` names a member of an archive, or a sheet of a workbook.
///
/// # Errors
/// When it is damaged, encrypted, too large, or leaves open which of its members is meant.
pub fn unpack<'a>(bytes: &'a [u8], name: &str, sheet: Option<&str>, report: &mut Report) -> Result<Unpacked<'a>, Problem> {
    let as_it_is = |form| Unpacked { name: name.to_owned(), bytes: Cow::Borrowed(bytes), form, sheet: sheet.map(str::to_owned) };
    let kind = Kind::of(bytes).or_else(|| archive::is_behind_something(bytes).then_some(Kind::Zip));
    let mut inner = match kind {
        Some(Kind::Zip) => {
            let mut archive = Archive::open(bytes, name)?;
            match archive.content()? {
                Content::Workbook(book) => return Ok(as_it_is(Form::Workbook(book))),
                Content::Files => archive.member(sheet, report)?,
            }
        }
        Some(Kind::Compressed(compression)) => {
            let bytes = Cow::Owned(decompressed(bytes, compression, name)?);
            Unpacked { name: without_ending(name, compression), bytes, ..as_it_is(Form::Plain(None)) }
        }
        kind => return Ok(as_it_is(Form::Plain(kind))),
    };
    inner.form = form_of_inner(&inner, name)?;
    Ok(inner)
}

/// What came out may be a workbook, which is an archive as well, but not another packing.
fn form_of_inner(inner: &Unpacked, name: &str) -> Result<Form, Problem> {
    let kind = Kind::of(&inner.bytes);
    if !kind.is_some_and(Kind::is_packed) {
        return Ok(Form::Plain(kind));
    }
    if kind == Some(Kind::Zip)
        && let Content::Workbook(book) = Archive::open(&inner.bytes, &inner.name)?.content()?
    {
        return Ok(Form::Workbook(book));
    }
    let what = kind.map_or("something packed", Kind::name);
    let why = format!("in it stands {what} once more, and this version opens one packing");
    Err(Problem::new(format!("Could not read {name}")).because(why).hint("Unpack it first, and open the files in it."))
}

fn decompressed(bytes: &[u8], compression: Compression, name: &str) -> Result<Vec<u8>, Problem> {
    let damaged = |error| damaged(name, compression, &error);
    match decoder(bytes, compression).and_then(|reader| produced(reader, MOST_BYTES)) {
        Ok(Some(bytes)) => Ok(bytes),
        Ok(None) => Err(too_large(name)),
        Err(error) => Err(damaged(error)),
    }
}

/// What comes out of a compressed file.
///
/// # Errors
/// When it does not begin as such a file does.
pub fn decoder<'a>(bytes: impl BufRead + 'a, compression: Compression) -> std::io::Result<Box<dyn Read + 'a>> {
    Ok(match compression {
        Compression::Gzip => Box::new(MultiGzDecoder::new(bytes)),
        Compression::Bzip2 => Box::new(MultiBzDecoder::new(bytes)),
        Compression::Xz => Box::new(XzReader::new(bytes, true)),
        Compression::Zstandard => Box::new(zstd::stream::read::Decoder::with_buffer(bytes)?),
    })
}

/// All that a reader gives; `None` when it is more than `most` bytes, of which no more are taken.
fn produced(reader: impl Read, most: u64) -> Result<Option<Vec<u8>>, std::io::Error> {
    let mut bytes = Vec::new();
    reader.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= most).then_some(bytes))
}

fn too_large(name: &str) -> Problem {
    Problem::new(format!("Could not read {name}"))
        .because(format!("more than {} MiB come out of it", MOST_BYTES >> 20))
        .hint("Unpack it, and save the rows that are needed as a file of their own.")
}

fn damaged(name: &str, compression: Compression, error: &std::io::Error) -> Problem {
    let why = match error.kind() {
        std::io::ErrorKind::UnexpectedEof => format!("it is {}, and ends too early", compression.name()),
        _ => format!("it is {}, and damaged ({error})", compression.name()),
    };
    Problem::new(format!("Could not read {name}")).because(why).hint("Download it again, to the end.")
}

/// `table.csv.gz` → `table.csv`.
pub fn without_ending(name: &str, compression: Compression) -> String {
    let stem = name.rsplit_once('.').filter(|(_, ending)| compression.endings().contains(&ending.to_lowercase().as_str()));
    stem.map_or(name, |(stem, _)| stem).to_owned()
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).expect("written");
        encoder.finish().expect("finished")
    }

    fn text(bytes: &[u8], name: &str) -> (String, String) {
        let unpacked = unpack(bytes, name, None, &mut Report::default()).expect("readable");
        assert_eq!(unpacked.form, Form::Plain(None));
        (unpacked.name, String::from_utf8(unpacked.bytes.into_owned()).expect("text"))
    }

    #[test]
    fn every_member_of_a_gzip_file_is_read() {
        let both = [gzip(b"a,b\n"), gzip(b"1,2\n")].concat();
        assert_eq!(text(&both, "table.csv.GZ"), ("table.csv".to_owned(), "a,b\n1,2\n".to_owned()));
    }

    #[test]
    fn zstandard_and_bzip2_give_the_same() {
        let zstandard = zstd::encode_all(b"a,b\n".as_slice(), 0).expect("compressed");
        assert_eq!(text(&zstandard, "a.zst").1, "a,b\n");
        let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::default());
        encoder.write_all(b"a,b\n").expect("written");
        assert_eq!(text(&encoder.finish().expect("finished"), "a").1, "a,b\n");
    }

    #[test]
    fn what_ends_too_early_or_is_packed_twice_is_told() {
        let whole = gzip(b"period,value\n2020,1\n");
        let problem = unpack(&whole[..whole.len() - 9], "a.gz", None, &mut Report::default()).expect_err("cut off");
        assert_eq!(problem.to_string(), "Could not read a.gz: it is a file compressed with gzip, and ends too early");
        let problem = unpack(&gzip(&whole), "a.gz", None, &mut Report::default()).expect_err("packed twice");
        assert!(problem.to_string().contains("once more"), "{problem}");
    }

    #[test]
    fn bytes_are_counted_as_they_come_out() {
        let bomb = gzip(&[b'1'; 5000]);
        assert_eq!(produced(MultiGzDecoder::new(bomb.as_slice()), 4999).expect("readable"), None);
        assert!(produced(MultiGzDecoder::new(bomb.as_slice()), 5000).expect("readable").is_some());
    }
}
