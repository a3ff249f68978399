//! Plain rows without detours: codes, periods and signs for missing that were met before, plain numbers.

use std::collections::HashMap;

use csv::ByteRecord;
use foldhash::fast::RandomState;

use crate::dataset::observation::MISSING;
use crate::import::hints::Decimal;
use crate::import::report::Report;
use crate::import::roles::layout::NO_FIGURE;
use crate::import::roles::plain::{Absent, Plain};
use crate::import::roles::reading::Reader;
use crate::import::sheet::Row;
use crate::import::stream::chunk::{Chunk, Texts};

/// What is known of the plain columns of a table. Rows that are otherwise are read at length, and what they mean is learnt.
pub struct Swift {
    plain: Plain,
    /// `None` while no cell has shown it: numbers with a sign take more thought till then.
    decimal: Option<Decimal>,
    /// Columns that were empty so far: a row that fills one is told.
    empty: Vec<usize>,
    /// Of each column of codes and of the period: where its number goes, and the numbers of the cells met.
    cells: Vec<Known>,
    /// Of each column of figures the numbers of what all its figures share, by column of texts.
    shared: Vec<Option<Vec<(usize, i32)>>>,
    /// Of each column of figures the cells met that hold none, and what they say instead.
    absent: Vec<HashMap<Box<[u8]>, Gap>>,
    /// Where reasons for a missing value go.
    missing: usize,
    found: Vec<Found>,
}

/// What a cell without a figure says.
enum Gap {
    /// No word of it: there is no figure.
    Nothing,
    /// The number of the reason in the column of reasons, how it is reported, and the sign as it is written.
    Missing { number: i32, label: &'static str, sign: String },
}

/// What the row at hand says of a column of figures.
enum Found {
    Number(f64, Option<u8>),
    /// The number of the reason why there is none.
    Missing(i32),
    Nothing,
}

struct Known {
    column: usize,
    /// The cell of the row before, and its number: most rows repeat it.
    last: Vec<u8>,
    number: i32,
    numbers: HashMap<Box<[u8]>, i32, RandomState>,
}

impl Swift {
    pub fn new(plain: Plain, texts: &mut Texts) -> Self {
        let known = |name: &String| Known { column: texts.column(name), last: Vec::new(), number: -1, numbers: HashMap::default() };
        let cells = plain.cells.iter().map(|(_, name)| name).map(known).collect();
        let shared = vec![None; plain.figures.len()];
        let absent = plain.figures.iter().map(|_| HashMap::new()).collect();
        let missing = texts.column(MISSING);
        Self { plain, decimal: None, empty: Vec::new(), cells, shared, absent, missing, found: Vec::new() }
    }

    /// Takes the row when it is a plain one whose cells were met before; `false` leaves it to the long way.
    pub fn take(&mut self, record: &ByteRecord, chunk: &mut Chunk, line: i32, file: i32, report: &mut Report) -> bool {
        for (known, (at, _)) in self.cells.iter_mut().zip(&self.plain.cells) {
            let Some(cell) = record.get(*at) else { return false };
            if known.number >= 0 && cell == known.last.as_slice() {
                continue;
            }
            let Some(number) = known.numbers.get(cell) else { return false };
            known.number = *number;
            known.last.clear();
            known.last.extend_from_slice(cell);
        }
        if self.empty.iter().any(|at| record.get(*at).is_some_and(|cell| !cell.is_empty())) {
            return false;
        }
        self.found.clear();
        for nth in 0..self.plain.figures.len() {
            let Some(found) = self.find(nth, record) else { return false };
            self.found.push(found);
        }
        if self.found.iter().all(|found| matches!(found, Found::Nothing)) {
            return false;
        }
        report.rows += 1;
        for (nth, (found, shared)) in self.found.iter().zip(&self.shared).enumerate() {
            match found {
                Found::Number(value, decimals) => chunk.begin(*value, *decimals, line, file),
                Found::Missing(number) => {
                    chunk.begin(f64::NAN, None, line, file);
                    chunk.text(self.missing, *number);
                    let gap = record.get(self.plain.figures[nth]).and_then(|cell| self.absent[nth].get(cell));
                    if let Some(Gap::Missing { label, sign, .. }) = gap {
                        report.missing(sign, label);
                    }
                }
                Found::Nothing => {
                    report.missing("", NO_FIGURE);
                    continue;
                }
            }
            for known in &self.cells {
                chunk.text(known.column, known.number);
            }
            for (column, number) in shared.iter().flatten() {
                chunk.text(*column, *number);
            }
        }
        true
    }

    /// What the row says of this column of figures; `None` when that takes more thought.
    fn find(&self, nth: usize, record: &ByteRecord) -> Option<Found> {
        self.shared[nth].as_ref()?;
        let cell = record.get(self.plain.figures[nth])?;
        if let Some((value, decimals)) = number(cell, self.decimal) {
            return Some(Found::Number(value, decimals));
        }
        self.absent[nth].get(cell).map(|gap| match gap {
            Gap::Nothing => Found::Nothing,
            Gap::Missing { number, .. } => Found::Missing(*number),
        })
    }

    /// Learns from a row that was read at length what its cells mean, and what its figures share.
    pub fn learn(&mut self, record: &ByteRecord, row: &Row, reader: &mut Reader, texts: &mut Texts) {
        self.decimal = reader.sign();
        self.empty = reader.empty().to_vec();
        for (known, (at, _)) in self.cells.iter_mut().zip(&self.plain.cells) {
            let Some(cell) = record.get(*at).filter(|cell| !known.numbers.contains_key(*cell)) else { continue };
            if let Some(text) = reader.meaning(row, *at) {
                known.numbers.insert(cell.into(), texts.number(known.column, &text));
            }
        }
        for (nth, at) in self.plain.figures.iter().enumerate() {
            if let Some(cell) = record.get(*at).filter(|cell| !self.absent[nth].contains_key(*cell))
                && let Some(absent) = reader.absent(row, *at)
            {
                let gap = match absent {
                    Absent::Nothing => Gap::Nothing,
                    Absent::Missing(missing, sign) => {
                        Gap::Missing { number: texts.number(self.missing, missing.name()), label: missing.label(), sign }
                    }
                };
                self.absent[nth].insert(cell.into(), gap);
            }
            if self.shared[nth].is_none() {
                let shared = reader.shared_by(row, *at);
                self.shared[nth] = Some(
                    shared
                        .into_iter()
                        .map(|(name, text)| {
                            let column = texts.column(&name);
                            (column, texts.number(column, &text))
                        })
                        .collect(),
                );
            }
        }
    }
}

/// A number without any sign but a minus and the decimal sign, and its digits when the last of them is a zero behind the
/// decimal sign; `None` for all that takes more thought.
fn number(cell: &[u8], decimal: Option<Decimal>) -> Option<(f64, Option<u8>)> {
    const MOST_DIGITS: usize = 15;
    let cell = cell.trim_ascii();
    let digits = cell.strip_prefix(b"-").unwrap_or(cell);
    let sign = decimal.map(|decimal| decimal.sign() as u8);
    let mut point = None;
    for (at, byte) in digits.iter().enumerate() {
        match byte {
            b'0'..=b'9' => {}
            byte if Some(*byte) == sign && point.is_none() && at > 0 => point = Some(at),
            _ => return None,
        }
    }
    let whole = point.unwrap_or(digits.len());
    let is_usual = whole > 0 && whole + 1 != digits.len() && digits.len() <= MOST_DIGITS && (digits[0] != b'0' || whole == 1);
    if !is_usual {
        return None;
    }
    // At most fifteen digits are a whole number exactly, and a power of ten up to 22 is one as well: their quotient is the
    // number nearest to what is written.
    let figure = |number: u64, byte: &u8| number * 10 + u64::from(byte - b'0');
    let mantissa = digits[..whole].iter().chain(digits.get(whole + 1..).unwrap_or_default()).fold(0, figure) as f64;
    let behind = point.map_or(0, |point| digits.len() - point - 1);
    let value = mantissa / TENS[behind];
    let is_negative = digits.len() < cell.len() && value != 0.0;
    let decimals = (behind > 0 && digits.ends_with(b"0")).then_some(behind as u8);
    Some((if is_negative { -value } else { value }, decimals))
}

const TENS: [f64; 16] = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::import::cell::{self, Convention};

    proptest! {
        #[test]
        fn a_plain_number_is_the_one_that_the_long_way_reads(text in "-?[0-9]{1,9}([.,][0-9]{1,7})?|[ -]?[0-9.,]{1,12}") {
            for decimal in Decimal::ALL {
                if let Some((value, decimals)) = number(text.as_bytes(), Some(decimal)) {
                    let read = cell::read(&text, &Convention::new(decimal)).expect("a number");
                    let amount = read.amount.expect("a value");
                    prop_assert_eq!(value.to_bits(), amount.value.to_bits());
                    prop_assert_eq!(decimals, amount.decimals);
                    prop_assert!(amount.stated.is_none() && amount.low.is_none());
                }
            }
        }
    }
}
