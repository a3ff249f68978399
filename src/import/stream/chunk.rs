//! Figures as columns of numbers, as many as are put in order and written at a time.

use std::collections::{BTreeMap, HashMap};

use crate::dataset::observation::{MISSING, Observation};
use crate::dataset::stored::{FILE, LINE};
use crate::table::numbered::Numbered;

/// The texts of each column by number, in the order in which they were met.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    columns: Vec<(String, Column)>,
}

#[derive(Clone, Debug, Default)]
struct Column {
    numbers: HashMap<Box<str>, i32>,
    texts: Vec<String>,
}

impl Texts {
    /// The place of a column, new or known.
    pub fn column(&mut self, name: &str) -> usize {
        match self.columns.iter().position(|(known, _)| known == name) {
            Some(at) => at,
            None => {
                self.columns.push((name.to_owned(), Column::default()));
                self.columns.len() - 1
            }
        }
    }

    /// The number of a text in the column at this place.
    pub fn number(&mut self, column: usize, text: &str) -> i32 {
        let Column { numbers, texts } = &mut self.columns[column].1;
        if let Some(number) = numbers.get(text) {
            return *number;
        }
        let number = i32::try_from(texts.len()).unwrap_or(i32::MAX);
        texts.push(text.to_owned());
        numbers.insert(text.into(), number);
        number
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|(name, _)| name.as_str())
    }

    pub fn into_lists(self) -> BTreeMap<String, Vec<String>> {
        self.columns.into_iter().filter(|(_, column)| !column.texts.is_empty()).map(|(name, column)| (name, column.texts)).collect()
    }
}

/// Rows on their way to disk. Columns of texts stand as in `Texts`; one that no row of the chunk has may be shorter.
#[derive(Clone, Debug, Default)]
pub struct Chunk {
    pub rows: usize,
    pub texts: Vec<Vec<i32>>,
    pub value: Vec<f64>,
    pub low: Vec<f64>,
    pub high: Vec<f64>,
    pub decimals: Vec<i32>,
    pub base: Vec<i32>,
    pub design_effect: Vec<f64>,
    pub line: Vec<i32>,
    pub file: Vec<i32>,
    spare: Spare,
}

/// Room of columns that were written: a system that gives memory anew has to clear it first, which takes as long as filling it.
#[derive(Clone, Debug, Default)]
pub struct Spare {
    whole: Vec<Vec<i32>>,
    broken: Vec<Vec<f64>>,
}

impl Spare {
    pub fn of(columns: Vec<(String, Numbered)>) -> Self {
        let mut spare = Self::default();
        for (_, column) in columns {
            match column {
                Numbered::Whole(mut numbers) => {
                    numbers.clear();
                    spare.whole.push(numbers);
                }
                Numbered::Broken(mut numbers) => {
                    numbers.clear();
                    spare.broken.push(numbers);
                }
            }
        }
        spare
    }

    fn whole(&mut self) -> Vec<i32> {
        self.whole.pop().filter(|room| room.capacity() >= ROOM).unwrap_or_else(|| Vec::with_capacity(ROOM))
    }
}

/// For a full chunk, and the figures of the row that filled it.
const ROOM: usize = Chunk::FULL + 256;

impl Chunk {
    /// So many figures are put in order and written at a time.
    pub const FULL: usize = 1 << 20;

    /// Room for all of them, so that growing never takes twice the memory.
    pub fn new(mut spare: Spare) -> Self {
        let value = spare.broken.pop().filter(|room| room.capacity() >= ROOM).unwrap_or_else(|| Vec::with_capacity(ROOM));
        Self { value, line: spare.whole(), spare, ..Self::default() }
    }

    /// Begins a figure; its texts follow with `text`.
    pub fn begin(&mut self, value: f64, decimals: Option<u8>, line: i32, file: i32) {
        self.rows += 1;
        self.value.push(value);
        self.line.push(line);
        if file > 0 {
            self.file.resize(self.rows - 1, 0);
            self.file.push(file);
        }
        if let Some(decimals) = decimals {
            self.decimals.resize(self.rows - 1, -1);
            self.decimals.push(i32::from(decimals));
        }
    }

    /// A text of the figure that was begun last.
    pub fn text(&mut self, column: usize, number: i32) {
        match self.texts.get_mut(column) {
            // Most columns have a text for each figure.
            Some(numbers) if numbers.len() + 1 == self.rows && numbers.len() < numbers.capacity() => numbers.push(number),
            Some(_) | None => self.text_behind_gap(column, number),
        }
    }

    /// The first text of a column, or one behind figures that have none.
    #[cold]
    fn text_behind_gap(&mut self, column: usize, number: i32) {
        if self.texts.len() <= column {
            self.texts.resize_with(column + 1, Vec::new);
        }
        let numbers = &mut self.texts[column];
        if numbers.capacity() == 0 {
            *numbers = self.spare.whole();
        }
        if numbers.len() + 1 < self.rows {
            numbers.resize(self.rows - 1, -1);
        }
        numbers.push(number);
    }

    /// A figure of any kind.
    pub fn put(&mut self, observation: &Observation, texts: &mut Texts, line: i32, file: i32) {
        let amount = observation.amount.as_ref().ok();
        self.begin(amount.map_or(f64::NAN, |amount| amount.value), amount.and_then(|amount| amount.decimals), line, file);
        for (ends, end) in [(&mut self.low, amount.and_then(|amount| amount.low)), (&mut self.high, amount.and_then(|amount| amount.high))]
        {
            if let Some(end) = end {
                ends.resize(self.rows - 1, f64::NAN);
                ends.push(end);
            }
        }
        let wave = &observation.wave;
        if let Some(base) = wave.base.and_then(|base| i32::try_from(base).ok()) {
            self.base.resize(self.rows - 1, -1);
            self.base.push(base);
        }
        if let Some(effect) = wave.design_effect {
            self.design_effect.resize(self.rows - 1, f64::NAN);
            self.design_effect.push(effect);
        }
        let cells = [
            ("period", Some(observation.period.to_string())),
            ("period_stated", observation.period_stated.clone()),
            ("qualifier", amount.map(|amount| amount.qualifier.name().to_owned()).filter(|name| name != "exact")),
            ("stated", amount.and_then(|amount| amount.stated.clone())),
            (MISSING, observation.amount.as_ref().err().map(|missing| missing.name().to_owned())),
            ("unit", Some(observation.unit.as_str().to_owned())),
            ("status", Some(observation.status.name().to_owned()).filter(|name| name != "normal")),
            ("side", observation.side.map(|side| side.name().to_owned())),
            ("mode", wave.mode.map(|mode| mode.name().to_owned())),
            ("fieldwork", wave.fieldwork.map(|period| period.to_string())),
            ("source", Some(observation.source.to_string())),
            ("note", observation.note.clone()),
        ];
        for (dimension, code) in observation.codes.iter() {
            let column = texts.column(dimension.name());
            self.text(column, texts.number(column, code.as_str()));
        }
        for (name, text) in cells {
            let Some(text) = text else { continue };
            let column = texts.column(name);
            self.text(column, texts.number(column, &text));
        }
    }

    /// All columns at full length, by name; those that hold nothing are left out.
    pub fn columns(mut self, names: &[String]) -> Vec<(String, Numbered)> {
        let rows = self.rows;
        let full = |mut numbers: Vec<i32>, nothing: i32| {
            numbers.resize(rows, nothing);
            Numbered::Whole(numbers)
        };
        let mut columns: Vec<(String, Numbered)> = Vec::new();
        for (name, numbers) in names.iter().zip(std::mem::take(&mut self.texts)) {
            if !numbers.is_empty() {
                columns.push((name.clone(), full(numbers, -1)));
            }
        }
        columns.push(("value".to_owned(), Numbered::Broken(self.value)));
        for (name, mut ends) in [("low", self.low), ("high", self.high), ("design_effect", self.design_effect)] {
            if !ends.is_empty() {
                ends.resize(rows, f64::NAN);
                columns.push((name.to_owned(), Numbered::Broken(ends)));
            }
        }
        for (name, numbers, nothing) in
            [("decimals", self.decimals, -1), ("base", self.base, -1), (LINE, self.line, -1), (FILE, self.file, 0)]
        {
            if !numbers.is_empty() {
                columns.push((name.to_owned(), full(numbers, nothing)));
            }
        }
        columns
    }
}
