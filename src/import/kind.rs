//! What bytes are, told by how they begin. The one list of formats that are no text.

/// A format that is no plain text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Compressed(Compression),
    /// An archive, or a workbook in one.
    Zip,
    /// What Office wrote before 2007: a workbook, or something else.
    Compound,
    /// A workbook of Excel 5 or 95 without the container around it.
    BareWorkbook,
    Parquet,
    ArrowFile,
    ArrowStream,
    /// SPSS, compressed or not.
    Sav,
    /// Stata, of any release.
    Dta,
    /// Known, and not read.
    Other(&'static Known),
}

/// One file made smaller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compression {
    Gzip,
    Bzip2,
    Xz,
    Zstandard,
}

/// A format that is known and not read.
#[derive(Debug, PartialEq, Eq)]
pub struct Known {
    /// "a PDF".
    pub what: &'static str,
    pub hint: &'static str,
}

impl Kind {
    pub fn of(bytes: &[u8]) -> Option<Self> {
        const SIGNATURES: [(&[u8], Kind); 17] = [
            (b"\x1f\x8b", Kind::Compressed(Compression::Gzip)),
            (b"\xfd7zXZ\0", Kind::Compressed(Compression::Xz)),
            (b"\x28\xb5\x2f\xfd", Kind::Compressed(Compression::Zstandard)),
            (b"PK\x03\x04", Kind::Zip),
            (b"PK\x05\x06", Kind::Zip),
            (b"PK\x07\x08", Kind::Zip),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind::Compound),
            (b"\x09\x08\x10\0", Kind::BareWorkbook),
            (b"\x09\x08\x08\0", Kind::BareWorkbook),
            (b"\x09\x04\x06\0", Kind::BareWorkbook),
            (b"\x09\x02\x06\0", Kind::BareWorkbook),
            (b"\x09\0\x04\0", Kind::BareWorkbook),
            (b"PAR1", Kind::Parquet),
            (b"ARROW1", Kind::ArrowFile),
            (b"$FL2", Kind::Sav),
            (b"$FL3", Kind::Sav),
            (b"<stata_dta>", Kind::Dta),
        ];
        let known = SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature)).map(|(_, kind)| *kind);
        known
            .or_else(|| is_bzip2(bytes).then_some(Self::Compressed(Compression::Bzip2)))
            .or_else(|| is_old_stata(bytes).then_some(Self::Dta))
            .or_else(|| is_arrow_stream(bytes).then_some(Self::ArrowStream))
            .or_else(|| other(bytes).map(Self::Other))
    }

    /// "a Parquet file".
    pub fn name(self) -> &'static str {
        match self {
            Self::Compressed(compression) => compression.name(),
            Self::Zip => "a ZIP archive",
            Self::Compound => "a file of an older Office",
            Self::BareWorkbook => "a workbook of an Excel before 97",
            Self::Parquet => "a Parquet file",
            Self::ArrowFile => "an Arrow file",
            Self::ArrowStream => "an Arrow stream",
            Self::Sav => "an SPSS file",
            Self::Dta => "a Stata file",
            Self::Other(known) => known.what,
        }
    }

    /// Does another file come out of it?
    pub fn is_packed(self) -> bool {
        matches!(self, Self::Compressed(_) | Self::Zip)
    }

    /// The endings that such a file has; none when it may have any.
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Compressed(compression) => compression.endings(),
            Self::Zip => &["zip"],
            Self::Compound | Self::BareWorkbook => &["xls", "xlt", "xla"],
            Self::Parquet => &["parquet", "pq"],
            Self::ArrowFile => &["arrow", "feather", "ipc", "arrow_file"],
            Self::ArrowStream => &["arrows", "stream", "arrow", "ipc"],
            Self::Sav => &["sav", "zsav"],
            Self::Dta => &["dta"],
            Self::Other(_) => &[],
        }
    }
}

impl Compression {
    pub fn name(self) -> &'static str {
        match self {
            Self::Gzip => "a file compressed with gzip",
            Self::Bzip2 => "a file compressed with bzip2",
            Self::Xz => "a file compressed with xz",
            Self::Zstandard => "a file compressed with Zstandard",
        }
    }

    pub fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Gzip => &["gz", "tgz", "gzip"],
            Self::Bzip2 => &["bz2"],
            Self::Xz => &["xz"],
            Self::Zstandard => &["zst", "zstd"],
        }
    }
}

/// "its name ends in .xls, but it is a ZIP archive": when the name speaks of another format than `what`, which has these endings.
pub fn disagreement(name: &str, endings: &[&str], what: &str) -> Option<String> {
    const TELLING: [&str; 27] = [
        "csv", "tsv", "tab", "txt", "json", "jsonl", "ndjson", "xml", "xlsx", "xlsm", "xlsb", "xls", "ods", "parquet", "feather", "arrow",
        "sav", "zsav", "dta", "sas7bdat", "zip", "gz", "bz2", "xz", "zst", "pdf", "html",
    ];
    let (_, ending) = name.rsplit_once('.')?;
    let ending = ending.to_lowercase();
    let is_another = TELLING.contains(&ending.as_str()) && !endings.contains(&ending.as_str());
    is_another.then(|| format!("its name ends in .{ending}, but it is {what}"))
}

/// A page of the web, or the first page of an XML spreadsheet, instead of the file that was wanted.
pub fn of_text(head: &[u8]) -> Option<&'static Known> {
    let text = in_utf_16(head).unwrap_or_else(|| String::from_utf8_lossy(head).into_owned()).to_lowercase();
    let mut text = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    if text.contains("urn:schemas-microsoft-com:office:spreadsheet") && text.starts_with("<?xml") {
        return Some(&XML_SPREADSHEET);
    }
    if text.starts_with("mime-version:") {
        return Some(&WEB_ARCHIVE);
    }
    while let Some((rest, end)) =
        ["<?", "<!--"].into_iter().zip(["?>", "-->"]).find_map(|(start, end)| Some((text.strip_prefix(start)?, end)))
    {
        text = rest.split_once(end).map_or("", |(_, rest)| rest).trim_start();
    }
    begins_page(text).then_some(&WEB_PAGE)
}

/// Does it begin as a page, or as a part of one that a program cut out of it? `text` is in small letters.
fn begins_page(text: &str) -> bool {
    const STARTS: [&str; 7] = ["<!doctype html", "<html", "<head>", "<head ", "<body", "<table", "<meta "];
    const PARTS: [&str; 10] = ["div", "center", "font", "style", "script", "span", "h1", "h2", "h3", "br"];
    // Words of other formats as well, where no cell of a table follows.
    const OPEN: [&str; 14] = ["p", "b", "a", "hr", "title", "link", "base", "form", "main", "section", "header", "thead", "tbody", "tr"];
    let name = text.strip_prefix('<').and_then(|rest| rest.split([' ', '\t', '\r', '\n', '/', '>']).next()).unwrap_or_default();
    let has_cells = || ["<td>", "<td ", "<th>", "<th "].iter().any(|tag| text.contains(tag));
    STARTS.iter().any(|start| text.starts_with(start)) || PARTS.contains(&name) || OPEN.contains(&name) && has_cells()
}

/// Text in letters of two bytes each, with a mark of their order or of ASCII at its start.
fn in_utf_16(head: &[u8]) -> Option<String> {
    let is_empty = |at: usize| head.get(at) == Some(&0);
    let order: fn([u8; 2]) -> u16 = match [0, 1, 2, 3].map(is_empty) {
        [false, true, false, true] => u16::from_le_bytes,
        [true, false, true, false] => u16::from_be_bytes,
        _ if head.starts_with(b"\xff\xfe") => u16::from_le_bytes,
        _ if head.starts_with(b"\xfe\xff") => u16::from_be_bytes,
        _ => return None,
    };
    let letters = head.chunks_exact(2).map(|pair| order([pair[0], pair[1]]));
    Some(char::decode_utf16(letters).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect())
}

const SAVE: &str = "Save the table as CSV or XLSX, and open that.";

pub const WEB_PAGE: Known = Known {
    what: "a page of the web (HTML), whatever its name says",
    hint: "Agencies answer so when a link is old, a query waits or one must log in: open it in a browser and read what it says. If \
           it shows the table itself, open it in a spreadsheet program and save it as XLSX.",
};

const WEB_ARCHIVE: Known = Known {
    what: "a page of the web in one file (MHT), whatever its name says",
    hint: "If it shows the table itself, open it in a spreadsheet program and save it as XLSX.",
};

pub const XML_SPREADSHEET: Known =
    Known { what: "an XML spreadsheet of Excel 2003", hint: "Open it in a spreadsheet program and save it as XLSX." };

const PICTURE: Known = Known { what: "a picture", hint: "Figures cannot be read off a picture: look for the table it was made of." };

const SAS: Known = Known {
    what: "a SAS file",
    hint: "This version does not read it. In SAS: `proc export data=… outfile=\"table.csv\" dbms=csv`; in R: haven::read_sas or read_xpt \
           and write.csv; in Python: pandas.read_sas and to_parquet. Open what they write.",
};

const SAS_CATALOG: Known =
    Known { what: "a SAS catalogue, which holds labels and no figures", hint: "Open the table that it belongs to, saved as CSV." };

const SPSS_PORTABLE: Known = Known {
    what: "a portable SPSS file (.por)",
    hint: "This version reads .sav and .zsav. In SPSS: \"Save as…\", SPSS Statistics (.sav); in R: haven::read_por and write_sav.",
};

const FEATHER_ONE: Known = Known {
    what: "a Feather file of the first version",
    hint: "This version reads Feather of the second, which is an Arrow file: in Python, pyarrow.feather.read_feather and write_feather.",
};

/// Where a signature stands, the signature, and what it tells.
type Signature = (usize, &'static [u8], &'static Known);

const OTHERS: [Signature; 26] = [
    (0, b"%PDF", &Known { what: "a PDF", hint: "Look for the same table as XLSX or CSV at its publisher." }),
    (0, b"\x89PNG", &PICTURE),
    (0, b"\xff\xd8\xff", &PICTURE),
    (0, b"GIF8", &PICTURE),
    (0, b"II*\0", &PICTURE),
    (0, b"MM\0*", &PICTURE),
    (8, b"WEBP", &PICTURE),
    (0, b"{\\rtf", &Known { what: "a text document (RTF)", hint: SAVE }),
    (0, b"7z\xbc\xaf\x27\x1c", &Known { what: "a 7z archive", hint: "Unpack it first, and open the files in it." }),
    (0, b"Rar!\x1a\x07", &Known { what: "a RAR archive", hint: "Unpack it first, and open the files in it." }),
    (257, b"ustar", &Known { what: "a TAR archive", hint: "Unpack it first, and open the files in it." }),
    (0, b"SQLite format 3\0", &Known { what: "an SQLite database", hint: SAVE }),
    (0, b"\x89HDF\r\n\x1a\n", &Known { what: "an HDF5 file", hint: SAVE }),
    (4, b"Standard Jet DB", &Known { what: "an Access database", hint: SAVE }),
    (4, b"Standard ACE DB", &Known { what: "an Access database", hint: SAVE }),
    (0, b"RDX2\n", &Known { what: "a file of R", hint: "In R: load it, and write the table with write.csv." }),
    (0, b"RDX3\n", &Known { what: "a file of R", hint: "In R: load it, and write the table with write.csv." }),
    (0, b"X\n\0\0\0", &Known { what: "a file of R", hint: "In R: readRDS, and write.csv." }),
    (0, b"PARE", &Known { what: "an encrypted Parquet file", hint: "Ask its publisher for one that is not encrypted." }),
    (0, b"FEA1", &FEATHER_ONE),
    (12, b"\xc2\xea\x81\x60\xb3\x14\x11\xcf\xbd\x92\x08\0\x09\xc7\x31\x8c\x18\x1f\x10\x11", &SAS),
    (12, b"\xc2\xea\x81\x63\xb3\x14\x11\xcf\xbd\x92\x08\0\x09\xc7\x31\x8c\x18\x1f\x10\x11", &SAS_CATALOG),
    (0, b"HEADER RECORD*******LIBRARY HEADER RECORD", &SAS),
    (0, b"HEADER RECORD*******LIBV8   HEADER RECORD", &SAS),
    (0, b"HEADER RECORD*******", &SAS),
    (0, b"BOOKMOBI", &Known { what: "an electronic book", hint: SAVE }),
];

fn other(bytes: &[u8]) -> Option<&'static Known> {
    let stands = |(at, signature, _): &&Signature| bytes.get(*at..).is_some_and(|bytes| bytes.starts_with(signature));
    OTHERS.iter().find(stands).map(|(_, _, known)| *known).or_else(|| is_portable(bytes).then_some(&SPSS_PORTABLE))
}

/// The sign of the beginning is short, so that of the first block is asked for as well.
fn is_bzip2(bytes: &[u8]) -> bool {
    let is_block = |bytes: &[u8]| bytes.starts_with(b"1AY&SY") || bytes.starts_with(b"\x17\x72\x45\x38\x50\x90");
    bytes.starts_with(b"BZh") && bytes.get(4..).is_some_and(is_block)
}

/// A mark of four bytes, and the length of the message that describes the columns.
fn is_arrow_stream(bytes: &[u8]) -> bool {
    let Some(rest) = bytes.strip_prefix(b"\xff\xff\xff\xff") else { return false };
    rest.first_chunk().is_some_and(|length| (8..1 << 24).contains(&i32::from_le_bytes(*length)))
}

/// Before the thirteenth: the number of the release, the order of bytes, and the kind of file.
fn is_old_stata(bytes: &[u8]) -> bool {
    matches!(bytes, [102..=115, 1 | 2, 1, 0, ..])
}

/// It says what it is in the character sets of five machines, one after another.
fn is_portable(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(256)];
    head.windows(14).any(|words| words == b"SPSS PORT FILE")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(bytes: &[u8]) -> Option<&'static str> {
        Kind::of(bytes).map(Kind::name)
    }

    #[test]
    fn formats_are_known_by_how_they_begin() {
        assert_eq!(name(b"PAR1\x15\x04"), Some("a Parquet file"));
        assert_eq!(name(b"BZh91AY&SY\x01"), Some("a file compressed with bzip2"));
        assert_eq!(name(b"\xff\xff\xff\xff\xf0\x01\0\0\x10\0"), Some("an Arrow stream"));
        assert_eq!(name(b"\x72\x02\x01\x00\x02\x00"), Some("a Stata file"));
        assert_eq!(name(b"\x73\x02\x01\x00P\x00"), Some("a Stata file"));
        assert_eq!(name(b"FEA1\0\0\0\0"), Some("a Feather file of the first version"));
    }

    #[test]
    fn text_is_none_of_them() {
        for text in ["BZh is how it begins", "period,value\n2020,1\n", "PARIS,1\n", "Rare,1\n", "$FL,1\n", "s;1\n", ""] {
            assert_eq!(name(text.as_bytes()), None, "{text}");
        }
        assert_eq!(name("\u{feff}a,b".as_bytes()), None);
    }

    #[test]
    fn pages_of_the_web_are_known_behind_marks_and_comments() {
        for page in [
            "<html>",
            "\u{feff}\r\n <!DOCTYPE html><p>",
            "<?xml version=\"1.0\"?>\n<!-- a --><HTML lang=ru>",
            "<table border=1>",
            "<!-- a -->\n<!-- b --><div class='x'>",
            "<form action=x><table><tr><td>1",
        ] {
            let wide: Vec<u8> = page.encode_utf16().flat_map(u16::to_be_bytes).collect();
            for bytes in [page.as_bytes(), &wide] {
                assert!(of_text(bytes).is_some_and(|known| known.what.contains("HTML")), "{page}");
            }
        }
        assert_eq!([of_text(b"<form><trade>1</trade></form>"), of_text(b"<p><a>1</a></p>"), of_text(b"<divisions>")], [None; 3]);
        assert_eq!(of_text(b"<?xml version=\"1.0\"?><message:GenericData>"), None);
        assert_eq!(of_text(b"html,value\n"), None);
    }
}
