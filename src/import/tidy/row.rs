//! One row of a tidy table becomes one observation, or joins the faults.

use std::collections::BTreeMap;

use csv::StringRecord;

use crate::dataset::observation::{Observation, Status};
use crate::dataset::report::{Faults, quoted};
use crate::import::tidy::structure::Structure;
use crate::terms::amount::{Amount, Missing, Parts, Qualifier};
use crate::terms::country::{self, Resolved};
use crate::terms::dimension::{Code, Dimension};
use crate::terms::period::{self, Period};
use crate::terms::poll::{Mode, Side, Wave};
use crate::terms::trade::Flow;
use crate::terms::unit::{Unit, decimals_shown, exact_number};

/// A row with the names of its columns.
pub struct Row<'a> {
    pub record: &'a StringRecord,
    pub columns: &'a BTreeMap<String, usize>,
    pub dimensions: &'a [(Dimension, usize)],
    pub text: &'a str,
    /// Where the row begins in the text.
    pub at: usize,
}

/// Something in a row could not be taken, and the faults say what.
struct Refused;

impl Row<'_> {
    /// The observation of this row; `None` when it cannot be taken.
    pub fn observation(&self, structure: &mut Structure, locator: &str, faults: &mut Faults) -> Option<Observation> {
        self.read(structure, locator, faults).ok()
    }

    fn read(&self, structure: &mut Structure, locator: &str, faults: &mut Faults) -> Result<Observation, Refused> {
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
        let unit = Unit::new(self.cell("unit").unwrap_or_default());
        let source = structure.take(&mut codes, self.cell("source"), &unit, side);
        Ok(Observation {
            codes,
            period,
            period_stated: self.owned("period_stated"),
            amount,
            unit,
            status,
            side,
            wave,
            source,
            locator: Some(self.owned("locator").unwrap_or_else(|| locator.to_owned())),
            note: self.owned("note"),
        })
    }

    fn codes(&self, faults: &mut Faults) -> Result<BTreeMap<Dimension, Code>, Refused> {
        let mut codes = BTreeMap::new();
        for (dimension, place) in self.dimensions {
            let text = self.record.get(*place).unwrap_or_default().trim();
            if text.is_empty() {
                continue;
            }
            let code = match dimension {
                Dimension::Reporter | Dimension::Partner => country(text),
                Dimension::Flow => flow(text),
                _ => Ok(text.to_owned()),
            };
            match code {
                Ok(code) => drop(codes.insert(dimension.clone(), Code(code))),
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
        let value = value.filter(|_| qualifier != Some(Qualifier::Range) || low.is_none() || high.is_none());
        let amount = Amount::stated(Parts { value, low, high, qualifier, missing });
        let amount = amount.map_err(|why| self.refuse(faults, "value", "the row".to_owned(), why.to_owned()))?;
        let decimals = self.whole("decimals", [0, 15], faults)?.map(|decimals| decimals as u8).or_else(|| self.decimals());
        Ok(amount.map(|amount| Amount { stated: self.owned("stated"), decimals, ..amount }))
    }

    /// Digits after the point where the number itself does not tell: two in `43.00`.
    fn decimals(&self) -> Option<u8> {
        let text = self.cell("value")?;
        let digits = text.split_once('.')?.1;
        let written = u8::try_from(digits.len()).ok().filter(|_| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
        (written > decimals_shown(text.parse().ok()?)).then_some(written)
    }

    fn needed_period(&self, faults: &mut Faults) -> Result<Period, Refused> {
        match self.period("period", faults)? {
            Some(period) => Ok(period),
            None => Err(self.refuse(faults, "period", "the row".to_owned(), "has no period".to_owned())),
        }
    }

    fn period(&self, column: &str, faults: &mut Faults) -> Result<Option<Period>, Refused> {
        let Some(text) = self.cell(column) else { return Ok(None) };
        Period::parse(text)
            .map(Some)
            .ok_or_else(|| self.refuse(faults, column, quoted(text), format!("is not a period that can be read; {}", period::EXPECTED)))
    }

    /// A finite number in digits with a point.
    fn number(&self, column: &str, faults: &mut Faults) -> Result<Option<f64>, Refused> {
        let Some(text) = self.cell(column) else { return Ok(None) };
        // The parser of the language knows "nan" and "inf", which are no figures.
        let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
        match text.parse::<f64>() {
            Ok(number) if is_plain && number.is_finite() => Ok(Some(number)),
            Ok(_) if is_plain => {
                Err(self.refuse(faults, column, quoted(text), "is larger than any number this program can hold".to_owned()))
            }
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
        let text = self.record.get(*self.columns.get(column)?)?.trim();
        (!text.is_empty()).then_some(text)
    }

    fn owned(&self, column: &str) -> Option<String> {
        self.cell(column).map(str::to_owned)
    }

    fn refuse(&self, faults: &mut Faults, column: &str, what: String, why: String) -> Refused {
        match self.columns.get(column) {
            Some(place) => faults.add(cell_at(self.text, self.at, *place), what, why),
            None => faults.add_line(self.at, what, why),
        }
        Refused
    }
}

/// The code of a country, a former country or a group of countries, from its code or name.
fn country(text: &str) -> Result<String, String> {
    if text.starts_with("X-") {
        return Ok(text.to_owned());
    }
    match country::resolve(text) {
        Resolved::One(code) => Ok(code.to_owned()),
        Resolved::Ambiguous(codes) => Err(format!("may mean {}; write the code that is meant", codes.join(" or "))),
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

/// Where the cell in this place begins, in a row that begins at `row`.
pub fn cell_at(text: &str, row: usize, place: usize) -> usize {
    let mut is_quoted = false;
    let commas = text[row..].match_indices([',', '"']).filter(|(_, sign)| {
        is_quoted ^= *sign == "\"";
        *sign == "," && !is_quoted
    });
    let starts = std::iter::once(row).chain(commas.map(|(at, _)| row + at + 1));
    starts.take(place + 1).last().unwrap_or(row)
}

/// Is a quotation mark still open at the end of this?
pub fn is_open(text: &str) -> bool {
    let (mut is_quoted, mut may_open) = (false, true);
    for letter in text.chars() {
        match (is_quoted, letter) {
            (true, '"') => (is_quoted, may_open) = (false, true),
            (true, _) => {}
            (false, '"') if may_open => is_quoted = true,
            (false, _) => may_open = matches!(letter, ',' | '\n' | '\r'),
        }
    }
    is_quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_found_behind_quoted_commas() {
        let text = "a,b,c\n\"x, y\",\"say \"\"no, no\"\"\",z";
        assert_eq!(&text[cell_at(text, 6, 1)..], "\"say \"\"no, no\"\"\",z");
        assert_eq!(&text[cell_at(text, 6, 2)..], "z");
    }

    #[test]
    fn an_open_quotation_mark_is_told_from_a_closed_one() {
        assert!(is_open("a,\"b") && is_open("\"a \"\"b") && is_open("\"a\",\""));
        assert!(!is_open("a,\"b\"") && !is_open("5\" pipe,3") && !is_open("\"a \"\"b\"\"\""));
    }
}
