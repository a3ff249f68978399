//! The keywords of a file in PX: each in a language, of something, with what it says. Knows what none of them means.

use crate::import::cube::value;

/// What a keyword says: `UNITS[en]("Exports")="EUR million";`
#[derive(Debug, Default)]
pub struct Entry {
    pub keyword: String,
    /// Empty where it is the main language of the file.
    pub language: String,
    /// What it is said of, from the whole to its part.
    pub of: Vec<String>,
    pub values: Vec<String>,
    /// Words that stand in no quotation marks: `TLIST` and `A1`, and the dash between two ends.
    pub words: Vec<String>,
}

/// What stands before the figures of a file, and where these begin.
#[derive(Debug, Default)]
pub struct Keywords {
    entries: Vec<Entry>,
    /// The language to be read, as far as the file speaks it.
    pub language: String,
    pub data: usize,
}

/// What is wrong with a file, so many bytes into it.
#[derive(Debug, PartialEq, Eq)]
pub struct Flaw {
    pub at: usize,
    pub why: String,
}

impl Flaw {
    pub fn new<T>(at: usize, why: impl Into<String>) -> Result<T, Self> {
        Err(Self { at, why: why.into() })
    }
}

/// Does a text begin with a keyword, and tell its rows or columns further on?
pub fn begins(head: &str) -> bool {
    const FIRST: [&str; 10] = [
        "CHARSET",
        "AXIS-VERSION",
        "CODEPAGE",
        "LANGUAGE",
        "CREATION-DATE",
        "TABLEID",
        "DECIMALS",
        "MATRIX",
        "SUBJECT-AREA",
        "SUBJECT-CODE",
    ];
    let text = head.trim_start_matches('\u{feff}').trim_start();
    let is_first = |keyword: &str| text.strip_prefix(keyword).is_some_and(|rest| rest.trim_start().starts_with(['=', '[', '(']));
    FIRST.into_iter().any(is_first) && ["STUB", "HEADING", "VALUES("].iter().any(|keyword| text.contains(keyword))
}

/// The encoding that the file names; those of DOS are not known here.
pub fn encoding(head: &str) -> Option<&str> {
    let rest = head.split_once("CODEPAGE=\"")?.1;
    rest.split_once('"').map(|(label, _)| label.trim())
}

impl Keywords {
    /// Reads what stands before the figures.
    ///
    /// # Errors
    /// When a keyword has no end, or no figures follow.
    pub fn read(text: &str) -> Result<Self, Flaw> {
        let mut reader = Reader { text, at: 0 };
        let mut keywords = Self::default();
        loop {
            reader.pass_blanks();
            let begin = reader.at;
            // The statistics language R writes LAST.UPDATED.
            let name = reader.taken(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.')).replace('.', "-");
            if name.is_empty() {
                let why =
                    if reader.rest().is_empty() { "it ends before its figures: there is no DATA in it" } else { "no keyword stands here" };
                return Flaw::new(begin, why);
            }
            let mut entry = Entry { keyword: name.to_uppercase(), ..Entry::default() };
            reader.pass_blanks();
            if reader.is_next('[') {
                entry.language = reader.taken(|letter| letter != ']').trim().to_lowercase();
                reader.is_next(']');
            }
            reader.pass_blanks();
            if reader.is_next('(') {
                let (of, _) = reader.list(')')?;
                entry.of = of;
            }
            reader.pass_blanks();
            if !reader.is_next('=') {
                return Flaw::new(reader.at, format!("{} is followed by no =", entry.keyword));
            }
            if entry.keyword == "DATA" {
                keywords.data = reader.at;
                keywords.language = keywords.spoken();
                return Ok(keywords);
            }
            (entry.values, entry.words) = reader.list(';')?;
            keywords.entries.push(entry);
        }
    }

    /// English where the file names its dimensions in it as well; else the main language.
    fn spoken(&self) -> String {
        let count = |language: &str| {
            self.entries.iter().filter(|entry| is_of_dimensions(entry, language)).map(|entry| entry.values.len()).sum::<usize>()
        };
        if count("en") > 0 && count("en") == count("") { "en".to_owned() } else { String::new() }
    }

    /// The names of the dimensions in a language, those of the rows first.
    pub fn dimensions(&self, language: &str) -> Vec<String> {
        let of = |keyword: &str| {
            let entries = self.entries.iter().filter(move |entry| is_of_dimensions(entry, language));
            entries.filter(|entry| entry.keyword == keyword).flat_map(|entry| entry.values.clone()).collect::<Vec<_>>()
        };
        [of("STUB"), of("HEADING")].concat()
    }

    /// How many dimensions stand in the rows.
    pub fn in_rows(&self) -> usize {
        self.get("STUB", &[]).map_or(0, |entry| entry.values.len())
    }

    /// What the keyword says of this, which may be called otherwise in the main language.
    pub fn get(&self, keyword: &str, of: &[[&str; 2]]) -> Option<&Entry> {
        let is = |entry: &&Entry, language: &str, name: usize| {
            entry.keyword == keyword
                && entry.language == language
                && entry.of.iter().map(String::as_str).eq(of.iter().map(|names| names[name]))
        };
        let spoken = self.entries.iter().find(|entry| is(entry, &self.language, 0));
        spoken.or_else(|| self.entries.iter().find(|entry| is(entry, "", 1)))
    }

    /// The one text that a keyword says of the whole.
    pub fn text(&self, keyword: &str) -> Option<&str> {
        self.get(keyword, &[]).and_then(Entry::text)
    }

    /// All that a keyword says, of whatever.
    pub fn all<'a>(&'a self, keyword: &'a str) -> impl Iterator<Item = &'a Entry> {
        self.entries.iter().filter(move |entry| entry.keyword == keyword && entry.language == self.language)
    }
}

fn is_of_dimensions(entry: &Entry, language: &str) -> bool {
    matches!(entry.keyword.as_str(), "STUB" | "HEADING") && entry.language == language && entry.of.is_empty()
}

impl Entry {
    pub fn text(&self) -> Option<&str> {
        self.values.first().or(self.words.first()).map(|text| text.trim()).filter(|text| !text.is_empty())
    }

    /// The periods of `TLIST`, in this program's own writing: `20181` among quarters is `2018-Q1`.
    pub fn periods(&self) -> Vec<String> {
        let scale = self.words.iter().find(|word| !matches!(word.as_str(), "TLIST" | "-")).map(String::as_str).unwrap_or_default();
        let Some(of_year) = in_a_year(scale) else { return Vec::new() };
        let is_span = self.words.iter().any(|word| word == "-");
        match (self.values.as_slice(), is_span) {
            ([from, to], true) => between(from, to, of_year).into_iter().map(|(year, part)| written(year, part, of_year)).collect(),
            (_, true) => Vec::new(),
            (values, false) => values
                .iter()
                .map(|value| parted(value, of_year).map_or_else(|| value.clone(), |(year, part)| written(year, part, of_year)))
                .collect(),
        }
    }
}

/// How many periods of this scale a year has; weeks are none that figures have.
fn in_a_year(scale: &str) -> Option<u32> {
    match scale {
        "A1" => Some(1),
        "H1" => Some(2),
        "Q1" => Some(4),
        "M1" => Some(12),
        _ => None,
    }
}

fn parted(text: &str, of_year: u32) -> Option<(i32, u32)> {
    let text = text.trim();
    let year = text.get(..4)?.parse().ok()?;
    match (of_year, text.get(4..)?) {
        (1, "") => Some((year, 1)),
        (1, _) | (_, "") => None,
        (_, part) => part.parse().ok().filter(|part| (1..=of_year).contains(part)).map(|part| (year, part)),
    }
}

fn written(year: i32, part: u32, of_year: u32) -> String {
    match of_year {
        1 => format!("{year:04}"),
        2 => format!("{year:04}-H{part}"),
        4 => format!("{year:04}-Q{part}"),
        _ => format!("{year:04}-{part:02}"),
    }
}

fn between(from: &str, to: &str, of_year: u32) -> Vec<(i32, u32)> {
    let number = |text: &str| parted(text, of_year).map(|(year, part)| i64::from(year) * i64::from(of_year) + i64::from(part) - 1);
    let (Some(from), Some(to)) = (number(from), number(to)) else { return Vec::new() };
    let one = |number: i64| ((number / i64::from(of_year)) as i32, (number % i64::from(of_year)) as u32 + 1);
    (from..=to).map(one).collect()
}

/// What a period is called in the file, if that can be read; else as `TLIST` or its code has it.
pub fn period(said: [Option<&str>; 3]) -> &str {
    let [called, listed, code] = said;
    let read = [called, listed, code].into_iter().flatten().find(|text| value::period(text).is_some());
    read.or(called).or(listed).or(code).unwrap_or_default()
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn pass_blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches(|sign: char| sign.is_whitespace() || sign == '\u{feff}').len();
    }

    fn taken(&mut self, is_part: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|letter| !is_part(letter)).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    fn is_next(&mut self, sign: char) -> bool {
        let is_there = self.rest().starts_with(sign);
        self.at += if is_there { sign.len_utf8() } else { 0 };
        is_there
    }

    /// The texts up to this sign, and the words among them. A text may be written in several pieces.
    fn list(&mut self, end: char) -> Result<(Vec<String>, Vec<String>), Flaw> {
        let (begin, mut texts, mut words) = (self.at, Vec::new(), Vec::new());
        let mut goes_on = false;
        loop {
            self.pass_blanks();
            let Some(sign) = self.rest().chars().next() else { return Flaw::new(begin, "what begins here has no end") };
            if self.is_next(end) {
                return Ok((texts, words));
            }
            if self.is_next('"') {
                let text = self.taken(|letter| letter != '"');
                if !self.is_next('"') {
                    return Flaw::new(begin, "a quotation mark that begins here closes nowhere");
                }
                match texts.last_mut().filter(|_| goes_on) {
                    Some(last) => *last += text,
                    None => texts.push(text.to_owned()),
                }
                goes_on = true;
                continue;
            }
            goes_on = false;
            if matches!(sign, ',' | '(' | ')' | ';') {
                self.is_next(sign);
            } else if self.is_next('-') {
                words.push("-".to_owned());
            } else {
                words.push(self.taken(|letter| !letter.is_whitespace() && !matches!(letter, ',' | '(' | ')' | ';' | '"')).to_owned());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_in_pieces_are_one_and_times_are_written_as_ours() {
        let text = "CHARSET=\"ANSI\";\nSTUB=\"a\",\n\"b\";TITLE=\"One \"\n\"and all\";TIMEVAL(\"t\")=TLIST(Q1,\"20184\"-\"20192\");TIMEVAL(\"u\")=TLIST(M1),\"201901\";\
                    UNITS[en](\"x; y\")=\"t\";COPYRIGHT=YES;DATA=1;";
        let keywords = Keywords::read(text).expect("is read");
        assert_eq!((keywords.text("TITLE"), keywords.text("COPYRIGHT")), (Some("One and all"), Some("YES")));
        assert_eq!(keywords.dimensions(""), ["a", "b"]);
        let periods = |of: &str| keywords.get("TIMEVAL", &[[of, of]]).map(Entry::periods).unwrap_or_default();
        assert_eq!(
            (periods("t"), periods("u")),
            (["2018-Q4", "2019-Q1", "2019-Q2"].map(str::to_owned).to_vec(), vec!["2019-01".to_owned()])
        );
        assert_eq!(&text[keywords.data..], "1;");
        assert!(begins(text) && !begins("CHARSET,STUB\n1,2\n") && !begins("TITLE=1;"));
    }

    #[test]
    fn what_does_not_end_is_told_with_its_place() {
        assert_eq!(Keywords::read("STUB=\"a\"").err().map(|flaw| flaw.why), Some("what begins here has no end".to_owned()));
        assert_eq!(Keywords::read("STUB=\"a;").err().map(|flaw| flaw.at), Some(5));
        assert!(Keywords::read("STUB=\"a\";").err().is_some_and(|flaw| flaw.why.contains("no DATA")));
    }
}
