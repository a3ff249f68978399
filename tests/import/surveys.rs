//! Surveys of SPSS as SPSS itself saves them: packed, packed twice, in UTF-8, and with answers that nobody gave.

use std::io::Write as _;

use asymmetry::dataset::observation::Observation;
use asymmetry::import::Opened;
use asymmetry::terms::dimension::{Code, Dimension};

use self::Cell::{Nothing, Number, Text};
use super::Folder;
use super::cells::{rows, tables};
use super::words::opened;

/// One thing that was noted of every respondent.
pub struct Variable {
    name: &'static str,
    /// How long its texts may be, in bytes; 0 for a number.
    bytes: usize,
    /// The number by which SPSS knows its format.
    format: i32,
    question: &'static str,
    meanings: &'static [(f64, &'static str)],
}

impl Variable {
    pub const fn new(name: &'static str, bytes: usize, format: i32) -> Self {
        Self { name, bytes, format, question: "", meanings: &[] }
    }

    pub const fn asked(name: &'static str, question: &'static str, meanings: &'static [(f64, &'static str)]) -> Self {
        Self { name, bytes: 0, format: NUMBER, question, meanings }
    }

    /// How many times eight bytes it takes.
    fn places(&self) -> usize {
        self.bytes.div_ceil(8).max(1)
    }
}

pub const TEXT: i32 = 1;
pub const NUMBER: i32 = 5;
const DATE: i32 = 20;
const TIME: i32 = 21;
const DATE_AND_TIME: i32 = 22;

/// What a respondent has in one variable.
pub enum Cell {
    Nothing,
    Number(f64),
    Text(&'static str),
}

fn int(number: i32) -> [u8; 4] {
    number.to_le_bytes()
}

fn count(number: usize) -> [u8; 4] {
    int(i32::try_from(number).expect("few"))
}

fn real(number: f64) -> [u8; 8] {
    number.to_le_bytes()
}

fn padded(mut bytes: Vec<u8>, to: usize) -> Vec<u8> {
    bytes.resize(bytes.len().next_multiple_of(to), b' ');
    bytes
}

/// Everything before the answers; `packing` is 1, or 2 for twice.
fn dictionary(variables: &[Variable], respondents: usize, packing: i32) -> Vec<u8> {
    let places: usize = variables.iter().map(Variable::places).sum();
    let mark = if packing == 2 { b"$FL3" } else { b"$FL2" };
    let mut file = [mark.as_slice(), b"@(#) SPSS DATA FILE", &[b' '; 41]].concat();
    file.extend([int(2), count(places), int(packing), int(0), count(respondents)].concat());
    file.extend([real(100.0).as_slice(), b"02 Mar 2210:00:00", &[b' '; 64], &[0; 3]].concat());
    let (mut meanings, mut place) = (Vec::<u8>::new(), 1);
    for variable in variables {
        let width = if variable.bytes == 0 { 20 } else { variable.bytes };
        let format = (variable.format << 16) | (i32::try_from(width).expect("short") << 8);
        let question = variable.question.as_bytes().to_vec();
        let is_asked = i32::from(!question.is_empty());
        file.extend([int(2), count(variable.bytes), int(is_asked), int(0), int(format), int(format)].concat());
        file.extend(format!("{:<8}", variable.name.to_uppercase()).into_bytes());
        if !question.is_empty() {
            file.extend(count(question.len()));
            file.extend(padded(question, 4));
        }
        // A long text goes on in places without a name.
        for _ in 1..variable.places() {
            file.extend([int(2), int(-1), int(0), int(0), int(0), int(0)].concat());
            file.extend([b' '; 8]);
        }
        if !variable.meanings.is_empty() {
            meanings.extend([int(3), count(variable.meanings.len())].concat());
            for (value, meaning) in variable.meanings {
                let counted = [vec![u8::try_from(meaning.len()).expect("short")], meaning.as_bytes().to_vec()].concat();
                meanings.extend([real(*value).to_vec(), padded(counted, 8)].concat());
            }
            meanings.extend([int(4), int(1), count(place)].concat());
        }
        place += variable.places();
    }
    file.extend(meanings);
    let names: Vec<String> = variables.iter().map(|variable| format!("{}={}", variable.name.to_uppercase(), variable.name)).collect();
    let names = names.join("\t").into_bytes();
    file.extend([int(7), int(13), int(1), count(names.len())].concat());
    file.extend(names);
    file.extend([int(7), int(20), int(1), int(5)].concat());
    file.extend([b"UTF-8".as_slice(), &int(999), &int(0)].concat());
    file
}

/// The answers, each told by one byte where that is enough: eight such bytes, then what they could not tell.
fn packed(variables: &[Variable], rows: &[&[Cell]]) -> Vec<u8> {
    let mut codes: Vec<(u8, Vec<u8>)> = Vec::new();
    for (variable, cell) in rows.iter().flat_map(|row| variables.iter().zip(*row)) {
        match cell {
            Nothing => codes.push((255, Vec::new())),
            Number(number) => {
                let small = (1_u8..=251).find(|code| f64::from(*code) - 100.0 == *number);
                codes.push(small.map_or_else(|| (253, real(*number).to_vec()), |code| (code, Vec::new())));
            }
            Text(text) => {
                let mut bytes = text.as_bytes().to_vec();
                bytes.resize(variable.places() * 8, b' ');
                let is_blank = |part: &[u8]| part.iter().all(|byte| *byte == b' ');
                codes.extend(bytes.chunks(8).map(|part| if is_blank(part) { (254, Vec::new()) } else { (253, part.to_vec()) }));
            }
        }
    }
    codes.push((252, Vec::new()));
    let block = |block: &[(u8, Vec<u8>)]| {
        let mut bytes: Vec<u8> = block.iter().map(|(code, _)| *code).collect();
        bytes.resize(8, 0);
        bytes.extend(block.iter().flat_map(|(_, rest)| rest));
        bytes
    };
    codes.chunks(8).flat_map(block).collect()
}

pub fn once(variables: &[Variable], rows: &[&[Cell]]) -> Vec<u8> {
    [dictionary(variables, rows.len(), 1), packed(variables, rows)].concat()
}

/// The same packed again, in two blocks that part it in the middle of a row; behind them stands where they are.
fn twice(variables: &[Variable], rows: &[&[Cell]]) -> Vec<u8> {
    const BEHIND_HEAD: usize = 24;
    let (file, bytes) = (dictionary(variables, rows.len(), 2), packed(variables, rows));
    let long = |number: usize| i64::try_from(number).expect("short").to_le_bytes();
    let (start, middle) = (file.len(), bytes.len() / 2);
    let (mut blocks, mut list) = (Vec::<u8>::new(), Vec::<u8>::new());
    for (part, at) in [(&bytes[..middle], 0), (&bytes[middle..], middle)] {
        let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
        zlib.write_all(part).expect("written");
        let block = zlib.finish().expect("packed");
        list.extend([long(start + at), long(start + BEHIND_HEAD + blocks.len())].concat());
        list.extend([count(part.len()), count(block.len())].concat());
        blocks.extend(block);
    }
    let head = [long(start), long(start + BEHIND_HEAD + blocks.len()), long(BEHIND_HEAD + list.len())].concat();
    let tail = [(-100_i64).to_le_bytes(), long(0)].concat();
    [file, head, blocks, tail, [int(0x003f_f000), int(2)].concat(), list].concat()
}

/// A variable of every kind, as in the samples that go with readers of SPSS.
const KINDS: [Variable; 7] = [
    Variable::new("mychar", 10, TEXT),
    Variable::new("mynum", 0, NUMBER),
    Variable::new("mydate", 0, DATE),
    Variable::new("dtime", 0, DATE_AND_TIME),
    Variable::asked("mylabl", "labelled", &[(1.0, "Male"), (2.0, "Female")]),
    Variable::asked("myord", "ordinal", &[(1.0, "low"), (2.0, "medium"), (3.0, "high")]),
    Variable::new("mytime", 0, TIME),
];

/// Seconds since the beginning of 14 October 1582: of 6 May 2018, and of the same day in 1880.
const IN_2018: f64 = 159_085.0 * 86_400.0;
const IN_1880: f64 = 108_682.0 * 86_400.0;
const TEN_PAST_TEN: f64 = 36_610.0;

const OF_ALL_KINDS: [&[Cell]; 4] = [
    &[Text("a"), Number(1.1), Number(IN_2018), Number(IN_2018 + TEN_PAST_TEN), Number(1.0), Number(1.0), Number(TEN_PAST_TEN)],
    &[Text("b"), Number(-3.0), Number(IN_1880), Number(IN_1880 + TEN_PAST_TEN), Number(2.0), Number(2.0), Number(83_410.0)],
    &[Text("long text"), Number(-1000.3), Nothing, Nothing, Number(1.0), Number(3.0), Nothing],
    &[Text(""), Nothing, Nothing, Nothing, Nothing, Nothing, Number(0.0)],
];

#[test]
fn values_of_every_kind_stand_as_they_are_read_by_people_however_they_are_packed() {
    let folder = Folder::new("kinds-of-spss");
    for (name, bytes) in [("sample.sav", once(&KINDS, &OF_ALL_KINDS)), ("sample.zsav", twice(&KINDS, &OF_ALL_KINDS))] {
        let (sheets, _) = tables(&folder, name, &bytes);
        assert_eq!(
            rows(&sheets[0]),
            [
                ["mychar", "mynum", "mydate", "dtime", "mylabl", "myord", "mytime"],
                ["a", "1.1", "2018-05-06", "2018-05-06T10:10:10", "Male", "low", "10:10:10"],
                ["b", "-3", "1880-05-06", "1880-05-06T10:10:10", "Female", "medium", "23:10:10"],
                ["long text", "-1000.3", "", "", "Male", "high", ""],
                ["", "", "", "", "", "", "00:00:00"],
            ],
            "{name}"
        );
        let opened = opened(name, &bytes);
        assert_eq!((opened.report.rows, opened.dataset.refused.len()), (4, 0), "{name}");
        assert_eq!([counted(&opened, "mylabl", "Male"), counted(&opened, "mylabl", "Female")], [Some((2.0, 3)), Some((1.0, 3))], "{name}");
    }
}

/// How many gave an answer to a question, of how many who answered it.
pub fn counted(opened: &Opened, question: &str, answer: &str) -> Option<(f64, u32)> {
    figure(opened, "answers", question, answer)
}

pub fn figure(opened: &Opened, indicator: &str, question: &str, answer: &str) -> Option<(f64, u32)> {
    let is = |one: &Observation, dimension: &Dimension, wanted: &str| one.code(dimension).is_some_and(|code| code.as_str() == wanted);
    let words = |one: &Observation| one.code(&Dimension::Answer).map(|code| opened.dataset.label(&Dimension::Answer, code));
    let all = opened.dataset.observations();
    let mut of_question = all.iter().filter(|one| is(one, &Dimension::Indicator, indicator) && is(one, &Dimension::Question, question));
    let one = of_question.find(|one| words(one).as_deref() == Some(answer))?;
    Some((one.amount.as_ref().ok()?.value, one.wave.base?))
}

/// Questions in Russian; the place is asked in words.
const IN_RUSSIAN: [Variable; 3] = [
    Variable::asked("GENDER", "Пол респондента", &[(1.0, "Мужской"), (2.0, "Женский")]),
    Variable::new("PLACE", 24, TEXT),
    Variable::asked("Q4", "Вы слышали о мобилизации?", &[(1.0, "Знает"), (2.0, "Что-то слышал(-а)"), (3.0, "Впервые слышит")]),
];

#[test]
fn russian_words_are_read_in_the_encoding_that_the_file_states() {
    let people: [&[Cell]; 5] = [
        &[Number(1.0), Text("Псков"), Number(1.0)],
        &[Number(2.0), Text("Нижний Новг"), Number(2.0)],
        &[Number(1.0), Text(""), Number(2.0)],
        &[Number(1.0), Text("Тверь"), Number(3.0)],
        &[Nothing, Text("Орёл"), Number(2.0)],
    ];
    let bytes = once(&IN_RUSSIAN, &people);
    let opened = opened("Полные Хроники.sav", &bytes);
    assert_eq!((opened.format.as_str(), opened.report.rows, opened.dataset.refused.len()), ("survey", 5, 0));
    let encoding = opened.report.choices.iter().find(|choice| choice.of == "encoding").expect("is told");
    assert_eq!((encoding.taken.as_str(), encoding.because.as_str()), ("UTF-8", "the file states it"));
    let asked = |question: &str| opened.dataset.label(&Dimension::Question, &Code::new(question));
    assert_eq!([asked("GENDER"), asked("Q4")], ["Пол респондента", "Вы слышали о мобилизации?"]);
    assert_eq!([counted(&opened, "GENDER", "Мужской"), counted(&opened, "GENDER", "Женский")], [Some((3.0, 4)), Some((1.0, 4))]);
    assert_eq!(figure(&opened, "share", "GENDER", "Мужской"), Some((75.0, 4)));
    assert_eq!(counted(&opened, "Q4", "Что-то слышал(-а)"), Some((3.0, 5)));
    let folder = Folder::new("russian");
    let (sheets, _) = tables(&folder, "Хроники.sav", &bytes);
    let read = rows(&sheets[0]);
    assert_eq!((read.len(), &read[2]), (6, &vec!["Женский", "Нижний Новг", "Что-то слышал(-а)"]));
    assert_eq!(read[1..].iter().map(|row| row[1]).collect::<Vec<_>>(), ["Псков", "Нижний Новг", "", "Тверь", "Орёл"]);
}
