//! Bytes in, text out, with the encoding that was chosen and why. What no mark and no form gives away is weighed by `letters`;
//! a person's word counts above all. Never knows cells.

use std::collections::BTreeSet;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::Encoding;

use crate::dataset::report::place;
use crate::import::report::Report;
use crate::import::text::letters::surprise;
use crate::problem::{Guide, Problem};
use crate::terms::country::{Resolved, resolve};

/// As much of a file as it takes to tell whether it is text.
const HEAD: usize = 64 * 1024;

/// The text of a file. `label` is the encoding a person named, `name` the file's name.
///
/// # Errors
/// When the bytes are no text, or there is no encoding of that label.
pub fn decode(bytes: &[u8], name: &str, label: Option<&str>, report: &mut Report) -> Result<String, Problem> {
    let problem = || Problem::new(format!("Could not read {name}"));
    let choice = choice(bytes, name, label, report)?;
    let (text, _) = choice.encoding.decode_with_bom_removal(bytes);
    report.choose("encoding", shown(choice.encoding), choice.because);
    note_what_was_lost(&text, choice.encoding, report);
    let text =
        without_zeros(text.into_owned(), report).map_err(|why| problem().because(why).hint("Is it complete, and the file you meant?"))?;
    Ok(without_end_mark(text))
}

/// The encoding of a file that begins so; for a file that is read piece by piece.
///
/// # Errors
/// When the bytes are no text, or there is no encoding of that label.
pub fn of(bytes: &[u8], name: &str, label: Option<&str>) -> Result<&'static Encoding, Problem> {
    choice(bytes, name, label, &mut Report::default()).map(|choice| choice.encoding)
}

fn choice(bytes: &[u8], name: &str, label: Option<&str>, report: &mut Report) -> Result<Choice, Problem> {
    let problem = || Problem::new(format!("Could not read {name}"));
    Ok(match label {
        Some(label) => {
            Choice { encoding: named(label, bytes).ok_or_else(|| no_such_encoding(name, label))?, because: "it was chosen".to_owned() }
        }
        None => {
            if let Some(at) = zero_in_the_head(bytes) {
                let problem = problem().because(format!("byte {} is zero, so it is not text", at + 1));
                return Err(problem.hint("Is it complete, and the file you meant?"));
            }
            chosen(bytes, report)
                .map_err(|why| problem().because(why).hint("Is it text in an encoding that it does not tell?").guide(Guide::Encoding))?
        }
    })
}

struct Choice {
    encoding: &'static Encoding,
    because: String,
}

impl Choice {
    fn new(encoding: &'static Encoding, because: &str) -> Self {
        Self { encoding, because: because.to_owned() }
    }
}

/// Its name for people.
fn shown(encoding: &'static Encoding) -> &'static str {
    match encoding.name() {
        "gb18030" => "GB18030",
        "x-mac-cyrillic" => "Mac Cyrillic",
        "macintosh" => "Mac Roman",
        "IBM866" => "cp866",
        name => name,
    }
}

/// The encoding that a person means by a label.
fn named(label: &str, bytes: &[u8]) -> Option<&'static Encoding> {
    let label = label.trim().to_lowercase();
    let encoding = match label.as_str() {
        "mac-cyrillic" | "maccyrillic" | "mac cyrillic" => encoding_rs::X_MAC_CYRILLIC,
        "mac-roman" | "macroman" | "mac roman" => encoding_rs::MACINTOSH,
        "utf16" | "utf-16" if bytes.starts_with(b"\xfe\xff") => encoding_rs::UTF_16BE,
        "utf16" => encoding_rs::UTF_16LE,
        label => Encoding::for_label(label.as_bytes())?,
    };
    (encoding != encoding_rs::REPLACEMENT).then_some(encoding)
}

fn no_such_encoding(name: &str, label: &str) -> Problem {
    Problem::new(format!("Could not read {name}")).because(format!("there is no encoding called \"{label}\"")).guide(Guide::Encoding)
}

/// What the bytes say themselves.
fn chosen(bytes: &[u8], report: &mut Report) -> Result<Choice, String> {
    /// Words of any language cost less for each byte of their letters.
    const MOST_PER_BYTE: f64 = 9.0;
    if let Some(choice) = evident(bytes) {
        return Ok(choice);
    }
    let sample = telling(bytes);
    let weighed = weighed(&sample);
    let foreign = sample.iter().filter(|byte| !byte.is_ascii()).count();
    match weighed.first() {
        Some(best) if best.countries > 0 || best.surprise <= MOST_PER_BYTE * foreign as f64 => Ok(taken(best, &weighed, report)),
        _ if foreign * 4 <= bytes.len() => Ok(Choice::new(encoding_rs::UTF_8, "what is not in it makes no words in any encoding")),
        _ => Err("its bytes make no words in any encoding".to_owned()),
    }
}

/// The encoding that marks or the form of the bytes give away.
fn evident(bytes: &[u8]) -> Option<Choice> {
    let sure = |encoding, because| Some(Choice::new(encoding, because));
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return sure(encoding, "a byte order mark says so");
    }
    if let Some(encoding) = in_pairs(bytes) {
        return sure(encoding, "its bytes come in pairs, and the pairs are letters");
    }
    if bytes.is_ascii() {
        return sure(encoding_rs::UTF_8, "every byte is a letter or sign of ASCII");
    }
    if std::str::from_utf8(bytes).is_ok() {
        return sure(encoding_rs::UTF_8, "its bytes are well-formed UTF-8");
    }
    if is_damaged_utf8(bytes) {
        return sure(encoding_rs::UTF_8, "most of its letters are well-formed UTF-8");
    }
    None
}

/// The place of a zero among the first bytes, where it cannot be a slip in a text.
fn zero_in_the_head(bytes: &[u8]) -> Option<usize> {
    let head = &bytes[..bytes.len().min(HEAD)];
    let first = head.iter().position(|byte| *byte == 0)?;
    let is_marked = matches!(Encoding::for_bom(bytes), Some((encoding, _)) if encoding != encoding_rs::UTF_8);
    let zeros = head.iter().filter(|byte| **byte == 0).count();
    (!is_marked && in_pairs(bytes).is_none() && !are_slips(zeros, head.len())).then_some(first)
}

/// Agencies have let a zero slip into a name; a file that is no text is full of them.
fn are_slips(zeros: usize, length: usize) -> bool {
    zeros.saturating_mul(1000) <= length
}

/// UTF-16 without a mark: digits, blanks and separators have a zero on the same side, and what is read so is text.
fn in_pairs(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(HEAD) & !1];
    let zeros = |parity: usize| head.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    if even.max(odd) * 40 < head.len() || even.min(odd) * 20 > even.max(odd) || head.len() < 4 {
        return None;
    }
    let encoding = if odd > even { encoding_rs::UTF_16LE } else { encoding_rs::UTF_16BE };
    let (text, _) = encoding.decode_without_bom_handling(head);
    let is_odd = |letter: char| {
        letter.is_control() && !matches!(letter, '\t' | '\r' | '\n' | '\u{1a}') || ('\u{e000}'..='\u{f8ff}').contains(&letter)
    };
    let odd = text.chars().filter(|letter| is_odd(*letter) || *letter == char::REPLACEMENT_CHARACTER).count();
    (odd * 100 <= text.chars().count()).then_some(encoding)
}

/// Well-formed letters of several bytes are rare by chance: where they prevail, the text was UTF-8 before it was damaged.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut formed, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        formed += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    formed >= 4 && formed >= broken * 2
}

/// What encodings before Unicode are tried; of equally likely ones, the first wins.
const CANDIDATES: [&Encoding; 19] = [
    encoding_rs::WINDOWS_1252,
    encoding_rs::WINDOWS_1251,
    encoding_rs::GB18030,
    encoding_rs::KOI8_R,
    encoding_rs::IBM866,
    encoding_rs::X_MAC_CYRILLIC,
    encoding_rs::KOI8_U,
    encoding_rs::ISO_8859_5,
    encoding_rs::BIG5,
    encoding_rs::SHIFT_JIS,
    encoding_rs::EUC_JP,
    encoding_rs::EUC_KR,
    encoding_rs::WINDOWS_1250,
    encoding_rs::ISO_8859_2,
    encoding_rs::ISO_8859_7,
    encoding_rs::WINDOWS_1253,
    encoding_rs::WINDOWS_1254,
    encoding_rs::WINDOWS_1257,
    encoding_rs::MACINTOSH,
];

/// A candidate with what its text costs in bits, and that less what speaks for it.
struct Weighed {
    encoding: &'static Encoding,
    text: String,
    countries: usize,
    surprise: f64,
    bits: f64,
}

/// The candidates, the likeliest first.
fn weighed(sample: &[u8]) -> Vec<Weighed> {
    /// So much likelier is what the detector of a browser takes it for, in bits.
    const DETECTED: f64 = 8.0;
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    // GBK is a part of GB18030.
    let detected = match detector.guess(None, Utf8Detection::Deny) {
        detected if detected == encoding_rs::GBK => encoding_rs::GB18030,
        detected => detected,
    };
    let mut candidates: Vec<&'static Encoding> = CANDIDATES.to_vec();
    if !candidates.contains(&detected) {
        candidates.push(detected);
    }
    let mut weighed: Vec<Weighed> = candidates.into_iter().map(|encoding| Weighed::of(encoding, sample)).collect();
    if let Some(text) = weighed.iter().find(|one| one.encoding == detected).map(|one| one.text.clone()) {
        // Encodings that share these letters gain as much: of KOI8-R and KOI8-U, the first.
        weighed.iter_mut().filter(|one| one.text == text).for_each(|one| one.bits -= DETECTED);
    }
    weighed.sort_by(|a, b| a.bits.total_cmp(&b.bits));
    weighed
}

fn taken(best: &Weighed, weighed: &[Weighed], report: &mut Report) -> Choice {
    /// So little apart, two candidates are as good as each other.
    const CLOSE: f64 = 6.0;
    let rival = weighed.iter().find(|other| other.text != best.text);
    if let Some(rival) = rival.filter(|rival| rival.bits - best.bits < CLOSE) {
        let (taken, other) = (shown(best.encoding), shown(rival.encoding));
        report.note(format!("the encoding is a guess: {taken} is hardly likelier than {other}"));
    }
    let because = match best.countries {
        0 => "its letters make the likeliest words so".to_owned(),
        1 => "read so, it names a country".to_owned(),
        countries => format!("read so, it names {countries} countries"),
    };
    Choice { encoding: best.encoding, because }
}

impl Weighed {
    fn of(encoding: &'static Encoding, sample: &[u8]) -> Self {
        /// A name of a country is no accident.
        const COUNTRY: f64 = 12.0;
        let (text, _) = encoding.decode_without_bom_handling(sample);
        let countries = countries_in(&text);
        let surprise = surprise(&text, |sign| is_frequent(encoding, sign));
        Self { encoding, text: text.into_owned(), countries, surprise, bits: surprise - COUNTRY * countries.min(20) as f64 }
    }
}

/// How many countries are named with letters beyond ASCII.
fn countries_in(text: &str) -> usize {
    const MOST: usize = 500;
    let cells = text.split(['\n', '\r', '\t', ',', ';', '|', '"']).map(str::trim);
    let names: BTreeSet<&str> = cells.filter(|cell| !cell.is_ascii() && cell.chars().count() > 1).take(MOST).collect();
    names.into_iter().filter(|name| !matches!(resolve(name), Resolved::Unknown)).count()
}

/// Does a sign stand in the part of a character set where the frequent signs are?
fn is_frequent(encoding: &'static Encoding, sign: char) -> bool {
    let mut room = [0; 4];
    let (bytes, _, _) = encoding.encode(sign.encode_utf8(&mut room));
    let frequent = match encoding.name() {
        "gb18030" | "GBK" => 0xb0..=0xd7,
        "Big5" => 0xa4..=0xc6,
        "Shift_JIS" => 0x82..=0x97,
        "EUC-JP" => 0xa4..=0xcf,
        "EUC-KR" => 0xb0..=0xc8,
        _ => return false,
    };
    bytes.len() == 2 && frequent.contains(&bytes[0])
}

/// The lines that hold bytes beyond ASCII.
fn telling(bytes: &[u8]) -> Vec<u8> {
    const SAMPLE: usize = 16 * 1024;
    let mut sample = Vec::new();
    for line in bytes.split_inclusive(|byte| matches!(byte, b'\n' | b'\r')).filter(|line| !line.is_ascii()) {
        let room = SAMPLE - sample.len();
        if line.len() <= room {
            sample.extend_from_slice(line);
            continue;
        }
        // Signs of two bytes never end in a byte as small as a digit, so nothing is cut in two.
        let end = line[..room].iter().rposition(|byte| *byte < 0x30).map_or(room, |last| last + 1);
        sample.extend_from_slice(&line[..end]);
        break;
    }
    sample
}

/// Says where bytes were no letters.
fn note_what_was_lost(text: &str, encoding: &'static Encoding, report: &mut Report) {
    let is_lost = |letter: char| letter == char::REPLACEMENT_CHARACTER;
    let Some(first) = text.find(is_lost) else { return };
    let count = text[first..].chars().filter(|letter| is_lost(*letter)).count();
    let (line, _) = place(text, first);
    let encoding = shown(encoding);
    report.note(match count {
        1 => format!("one place is not in {encoding} and stands as \u{fffd}: line {line}"),
        _ => format!("{count} places are not in {encoding} and stand as \u{fffd}: the first on line {line}"),
    });
}

/// Text without the zeros that slipped into it.
fn without_zeros(text: String, report: &mut Report) -> Result<String, String> {
    let Some(first) = text.find('\0') else { return Ok(text) };
    let count = text[first..].bytes().filter(|byte| *byte == 0).count();
    let (line, column) = place(&text, first);
    if text.contains("\0\0") || !are_slips(count, text.len()) {
        return Err(format!("line {line}, column {column}: byte {} is zero, so it is not text", first + 1));
    }
    report.note(match count {
        1 => format!("a zero byte was left out: line {line}"),
        _ => format!("{count} zero bytes were left out: the first on line {line}"),
    });
    Ok(text.replace('\0', ""))
}

/// Text up to the sign with which DOS ended one.
fn without_end_mark(mut text: String) -> String {
    let end = text.trim_end_matches(['\u{1a}', '\0']).len();
    text.truncate(end);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8], label: Option<&str>) -> (String, Report) {
        let mut report = Report::default();
        let text = decode(bytes, "x.csv", label, &mut report).unwrap_or_else(|problem| problem.to_string());
        (text, report)
    }

    #[test]
    fn the_encoding_is_told_by_words_and_names() {
        let russian = "Страна;Год\nАвстрия;2012\nГермания;2013\nФранция;2014\n";
        let chinese = "国家,年份,国内生产总值\n奥地利,2012,3170\n德国,2013,2754\n";
        let greek = "id,name\n1,Λεωνιδας\n2,Αλεξανδρος\n3,Ευστοργιος\n";
        for (text, label, shown) in [
            (russian, "windows-1251", "windows-1251"),
            (russian, "koi8-r", "KOI8-R"),
            (russian, "ibm866", "cp866"),
            (russian, "x-mac-cyrillic", "Mac Cyrillic"),
            ("Земля;1\nРОССИЯ;2\n", "windows-1251", "windows-1251"),
            (chinese, "gb18030", "GB18030"),
            ("조사기관,방법\n한국갤럽,전화면접\n리얼미터,무선전화\n", "euc-kr", "EUC-KR"),
            ("编号,机构,方法\n1,中国海关,电话\n2,统计局,网络\n", "gb18030", "GB18030"),
            ("編號,名稱\n1,臺灣\n2,中華民國\n", "big5", "Big5"),
            ("国,年\n日本,2012\nドイツ,2013\nフランス,2014\n", "shift_jis", "Shift_JIS"),
            ("Land;Jahr\nÖsterreich;2012\nCôte d'Ivoire;2013\nCuraçao;2014\n", "windows-1252", "windows-1252"),
            (greek, "iso-8859-7", "ISO-8859-7"),
            ("Země;Rok\nČesko;2012\nŠvýcarsko;2013\nŘecko;2014\n", "windows-1250", "windows-1250"),
        ] {
            let bytes = Encoding::for_label(label.as_bytes()).expect("a label").encode(text).0;
            let (read, report) = decoded(&bytes, None);
            assert_eq!((read.as_str(), report.choices[0].taken.as_str()), (text, shown), "{:?}", report.notes);
        }
    }

    #[test]
    fn pairs_of_bytes_are_told_from_zeros() {
        let text = "国家\t年份\r\n奥地利\t2012\r\n";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!((decoded(&little, None).0.as_str(), decoded(&big, None).0.as_str()), (text, text));
        let (odd, report) = decoded(b"\xff\xfea\0,\0b\0\n", None);
        assert_eq!((odd.as_str(), report.notes.len()), ("a,b\u{fffd}", 1));
        assert_eq!(decoded(b"a,b\n1,\0\n\0\0,2\n", None).0, "Could not read x.csv: byte 7 is zero, so it is not text");
    }

    #[test]
    fn a_zero_that_slipped_in_is_left_out_and_told() {
        let text = "101,Afghanistan,\n".repeat(100) + "349,\0,\n";
        let (read, report) = decoded(text.as_bytes(), None);
        assert!(read.ends_with("\n349,,\n"));
        assert_eq!(report.notes, ["a zero byte was left out: line 101"]);
    }

    #[test]
    fn damage_in_utf8_is_told_and_does_not_change_the_rest() {
        let (read, report) = decoded(b"\xd1\x81\xd1\x82\xd1\x80\xd0\xb0\nb\xffd,1\n", None);
        assert_eq!((read.as_str(), report.choices[0].taken.as_str()), ("стра\nb\u{fffd}d,1\n", "UTF-8"));
        assert_eq!(report.notes, ["one place is not in UTF-8 and stands as \u{fffd}: line 2"]);
    }

    #[test]
    fn a_person_decides() {
        let (read, report) = decoded(b"\x80\n\x1a", Some("cp866"));
        assert_eq!((read.as_str(), report.choices[0].because.as_str()), ("А\n", "it was chosen"));
        assert_eq!(decoded(b"\xfe\xff\0a", Some("utf-16")).0, "a");
        assert!(decoded(b"a", Some("klingon")).0.contains("no encoding called \"klingon\""));
    }
}
