//! One row of a tidy table becomes one observation, or joins the faults.

use std::collections::BTreeMap;

use csv::StringRecord;

use crate::dataset::formula::unguarded;
use crate::dataset::observation::{Observation, Status};
use crate::dataset::reading;
use crate::dataset::report::{Faults, quoted};
use crate::import::tidy::record;
use crate::import::tidy::structure::Structure;
use crate::terms::amount::{Amount, Missing, Parts, Qualifier};
use crate::terms::country::{self, Resolved};
use crate::terms::dimension::{Code, Dimension};
use crate::terms::period::Period;
use crate::terms::poll::{Mode, Side, Wave};
use crate::terms::trade::Flow;
use crate::terms::unit::{Unit, decimals_shown, exact_number};

/// A row with the names of its columns.
pub struct Row<'a> {
    pub record: &'a StringRecord,
    pub columns: &'a BTreeMap<String, usize>,
    pub dimensions: &'a [(Dimension, usize)],
    /// The row as it stands in the text, and where it begins there.
    pub raw: &'a str,
    pub at: usize,
}

/// Something in a row could not be taken, and the faults say what.
struct Refused;

impl Row<'_> {
    /// The observation of this row; `None` when it cannot be taken.
    pub fn observation(&self, structure: &mut Structure, locator: impl Fn() -> String, faults: &mut Faults) -> Option<Observation> {
        self.read(structure, locator, faults).ok()
    }

    fn read(&self, structure: &mut Structure, locator: impl Fn() -> String, faults: &mut Faults) -> Result<Observation, Refused> {
        let mut codes = self.codes(faults)?;
        let period = self.needed_period(faults)?;
        let amount = self.amount(faults)?;
        let status = self.word("status", &Status::ALL, Status::name, faults)?.unwrap_or_default();
        let side = self.word("side", &Side::ALL, Side::name, faults)?;
        let wave = Wave {
            base: self.whole("base", [1, u32::MAX], faults)?,
            design_effect: self.design_effect(faults)?,
            mode: self.word("mode", &Mode::ALL, Mode::name, faults)?,
            fieldwork: self.period("fieldwork", faults)?,
        };
        if let Some(before) = structure.other_side(&codes, side) {
            let what = self.cell("side").map(quoted).unwrap_or_default();
            return Err(self.refuse(faults, "side", what, format!("is not the side of this answer in an earlier row, {}", before.name())));
        }
        let unit = Unit::new(self.one_line("unit", faults)?.unwrap_or_default());
        let source = self.one_line("source", faults)?;
        if side.is_some() && !codes.contains_key(&Dimension::Answer) {
            let what = self.cell("side").map(quoted).unwrap_or_default();
            faults.add(self.place("side"), what, "is left out: it is the side of an answer, and the row names none");
        }
        let source = structure.take(&mut codes, source, &unit);
        structure.take_answer(&codes, side, self.place(Dimension::Answer.name()));
        Ok(Observation {
            codes: codes.into(),
            period,
            period_stated: self.owned("period_stated"),
            amount,
            unit,
            status,
            // An answer has one side, which a later row may tell.
            side: None,
            wave,
            source,
            locator: Some(self.owned("locator").unwrap_or_else(locator).into()),
            note: self.owned("note"),
        })
    }

    fn codes(&self, faults: &mut Faults) -> Result<BTreeMap<Dimension, Code>, Refused> {
        let mut codes = BTreeMap::new();
        for (dimension, place) in self.dimensions {
            let cell = self.record.get(*place).unwrap_or_default();
            let text = unguarded(cell.trim());
            if text.is_empty() {
                continue;
            }
            let code = match dimension {
                Dimension::Reporter | Dimension::Partner => country(text),
                Dimension::Flow => flow(text),
                Dimension::Indicator
                | Dimension::Commodity
                | Dimension::Holder
                | Dimension::Market
                | Dimension::Question
                | Dimension::Answer
                | Dimension::Pollster
                | Dimension::Group
                | Dimension::Other(_)
                | Dimension::Source => Ok(text.to_owned()),
            };
            let code = if cell.contains(['\n', '\r']) { Err(LINE_BREAK.to_owned()) } else { code };
            match code {
                Ok(code) => drop(codes.insert(dimension.clone(), Code::new(code))),
                Err(why) => return Err(self.refuse(faults, dimension.name(), quoted(text), why)),
            }
        }
        Ok(codes)
    }

    fn amount(&self, faults: &mut Faults) -> Result<Result<Amount, Missing>, Refused> {
        let qualifier = self.word("qualifier", &Qualifier::ALL, Qualifier::name, faults)?;
        let missing = self.word("missing", &Missing::ALL, Missing::name, faults)?;
        let [value, low, high] = ["value", "low", "high"].map(|name| self.number(name, faults));
        let (value, low, high) = (value?, low?, high?);
        // The table of a range shows its middle, which a reader of one column can use.
        let middle = low.zip(high).filter(|_| qualifier == Some(Qualifier::Range)).map(|(low, high)| f64::midpoint(low, high));
        if let (Some(value), Some(middle)) = (value, middle)
            && (value - middle).abs() > 1e-9 * middle.abs()
        {
            let why = format!("is not the middle of its low and high, {}; leave the value of a range empty", exact_number(middle));
            return Err(self.refuse(faults, "value", exact_number(value), why));
        }
        let value = value.filter(|_| middle.is_none());
        let amount = Amount::stated(Parts { value, low, high, qualifier, missing });
        let amount = amount.map_err(|why| self.refuse(faults, "value", "the row".to_owned(), why.to_owned()))?;
        if let (Err(_), Some(stated)) = (&amount, self.cell("stated")) {
            faults.add(self.place("stated"), quoted(stated), "is left out: it words a value, and there is none; write it as the note");
        }
        let decimals = self.whole("decimals", [0, 15], faults)?.map(|decimals| decimals as u8).or_else(|| self.decimals());
        Ok(amount.map(|amount| Amount { stated: self.owned("stated"), decimals, ..amount }))
    }

    /// Digits after the point where the number itself does not tell: two in `43.00`.
    fn decimals(&self) -> Option<u8> {
        let text = self.cell("value")?;
        let digits = text.split_once('.')?.1;
        let is_plain = digits.bytes().all(|byte| byte.is_ascii_digit());
        // No binary number has more than fifteen that mean something.
        let written = digits.len().min(15) as u8;
        (is_plain && written > decimals_shown(text.parse().ok()?)).then_some(written)
    }

    fn needed_period(&self, faults: &mut Faults) -> Result<Period, Refused> {
        match self.period("period", faults)? {
            Some(period) => Ok(period),
            None => Err(self.refuse(faults, "period", "the row".to_owned(), "has no period".to_owned())),
        }
    }

    fn period(&self, column: &str, faults: &mut Faults) -> Result<Option<Period>, Refused> {
        let Some(text) = self.cell(column) else { return Ok(None) };
        reading::period(text).map(Some).map_err(|why| self.refuse(faults, column, quoted(text), why))
    }

    /// A finite number in digits with a point.
    fn number(&self, column: &str, faults: &mut Faults) -> Result<Option<f64>, Refused> {
        let Some(text) = self.cell(column) else { return Ok(None) };
        // The parser of the language knows "nan" and "inf", which are no figures.
        let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
        match text.parse::<f64>() {
            Ok(number) if is_plain => match reading::objection_to_number(text, number) {
                None => Ok(Some(number)),
                Some(why) => Err(self.refuse(faults, column, quoted(text), why.to_owned())),
            },
            _ => {
                let why = format!("is not a number, which \"{column}\" must be: digits with a point, such as 1234.5");
                Err(self.refuse(faults, column, quoted(text), why))
            }
        }
    }

    fn design_effect(&self, faults: &mut Faults) -> Result<Option<f64>, Refused> {
        match self.number("design_effect", faults)? {
            Some(effect) if effect <= 0.0 => {
                Err(self.refuse(faults, "design_effect", exact_number(effect), "is no design effect, which is larger than zero".to_owned()))
            }
            effect => Ok(effect),
        }
    }

    /// A whole number from `least` to `most`.
    fn whole(&self, column: &str, [least, most]: [u32; 2], faults: &mut Faults) -> Result<Option<u32>, Refused> {
        let Some(number) = self.number(column, faults)? else { return Ok(None) };
        if number.fract() == 0.0 && (f64::from(least)..=f64::from(most)).contains(&number) {
            return Ok(Some(number as u32));
        }
        let what = self.cell(column).map(quoted).unwrap_or_default();
        Err(self.refuse(faults, column, what, format!("is not a whole number from {least} to {most}, which \"{column}\" must be")))
    }

    /// One of a fixed list of words.
    fn word<T: Copy>(&self, column: &str, all: &[T], name: impl Fn(T) -> &'static str, faults: &mut Faults) -> Result<Option<T>, Refused> {
        let Some(text) = self.cell(column) else { return Ok(None) };
        all.iter().copied().find(|one| name(*one).eq_ignore_ascii_case(text)).map(Some).ok_or_else(|| {
            let names: Vec<_> = all.iter().map(|one| name(*one)).collect();
            self.refuse(faults, column, quoted(text), format!("is no {column} that is known; expected one of {}", names.join(", ")))
        })
    }

    /// What a cell holds; `None` when it is empty or there is no such column.
    fn cell(&self, column: &str) -> Option<&str> {
        let text = unguarded(self.record.get(*self.columns.get(column)?)?.trim()).trim();
        (!text.is_empty()).then_some(text)
    }

    fn owned(&self, column: &str) -> Option<String> {
        self.cell(column).map(str::to_owned)
    }

    /// What a cell holds that names one thing.
    fn one_line(&self, column: &str, faults: &mut Faults) -> Result<Option<&str>, Refused> {
        let cell = self.columns.get(column).and_then(|place| self.record.get(*place)).unwrap_or_default();
        if cell.contains(['\n', '\r']) {
            return Err(self.refuse(faults, column, quoted(cell.trim()), LINE_BREAK.to_owned()));
        }
        Ok(self.cell(column))
    }

    fn refuse(&self, faults: &mut Faults, column: &str, what: String, why: String) -> Refused {
        match self.columns.contains_key(column) {
            true => faults.add(self.place(column), what, why),
            false => faults.add_line(self.at, what, why),
        }
        Refused
    }

    /// Where the cell of a column begins in the text; the row itself when there is no such column.
    fn place(&self, column: &str) -> usize {
        self.at + self.columns.get(column).map_or(0, |place| record::cell_at(self.raw, *place))
    }
}

/// A quotation mark that is open by mistake makes one cell of the rows that follow.
const LINE_BREAK: &str = "holds a line break, which only notes may; is a quotation mark open that should not be?";

/// The code of a country, a former country or a group of countries, from its code or name.
fn country(text: &str) -> Result<String, String> {
    if text.starts_with("X-") {
        return Ok(text.to_owned());
    }
    // Spreadsheets write it where they have nothing.
    if text.eq_ignore_ascii_case("NA") {
        return Err("may mean Namibia or \"not available\"; write NAM, or leave the cell empty".to_owned());
    }
    match country::resolve(text) {
        Resolved::One(code) => Ok(code.to_owned()),
        Resolved::Ambiguous(codes) => Err(format!("may mean {}; write the code that is meant", country::named(&codes))),
        Resolved::Unknown => {
            Err("is no country that is known; write its name, or its code of three letters (ISO 3166), or X-… for a group of your own"
                .to_owned())
        }
    }
}

fn flow(text: &str) -> Result<String, String> {
    let known = Flow::ALL.into_iter().find(|flow| flow.code().eq_ignore_ascii_case(text) || flow.plural().eq_ignore_ascii_case(text));
    known
        .map(|flow| flow.code().to_owned())
        .ok_or_else(|| format!("is not a flow; expected one of {}", Flow::ALL.map(Flow::code).join(", ")))
}
