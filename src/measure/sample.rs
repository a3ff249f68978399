//! Small findings made by hand, for tests of what is made of them.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::dataset::DatasetId;
use crate::dataset::observation::Status;
use crate::dataset::source::Source;
use crate::measure::derivation::{Derivation, Inputs};
use crate::measure::findings::{Cited, Findings, Point, Role, Series, Words};
use crate::terms::amount::{Amount, Missing, Qualifier};
use crate::terms::dimension::{Code, Dimension};
use crate::terms::period::Period;
use crate::terms::poll::{Side, Wave};
use crate::terms::unit::Unit;

pub fn period(text: &str) -> Period {
    Period::parse(text).unwrap_or(Period::Undated)
}

pub fn point(at: &str, amount: Amount) -> Point {
    Point {
        period: period(at),
        stands_in: None,
        period_stated: None,
        amount: Ok(amount),
        status: Status::Normal,
        wave: Wave::default(),
        dataset: DatasetId::new("sample".to_owned()),
        source: Code::new("comtrade"),
        locator: None,
        note: None,
        derivation: None,
        margin: None,
    }
}

pub fn exact(at: &str, value: f64) -> Point {
    point(at, Amount::exact(value))
}

pub fn qualified(at: &str, value: f64, qualifier: Qualifier) -> Point {
    point(at, Amount { qualifier, ..Amount::exact(value) })
}

pub fn computed(at: &str, amount: Amount) -> Point {
    Point { derivation: Some(Derivation { formula: "a ÷ b × 100".to_owned(), inputs: Inputs::default() }.into()), ..point(at, amount) }
}

pub fn missing(at: &str, reason: Missing) -> Point {
    Point { amount: Err(reason), ..exact(at, 0.0) }
}

pub fn of_status(at: &str, value: f64, status: Status) -> Point {
    Point { status, ..exact(at, value) }
}

/// Shares of a partner, from Comtrade.
pub fn series(code: &str, label: &str, points: Vec<Point>) -> Series {
    Series {
        dimension: Dimension::Partner,
        code: Code::new(code),
        label: label.to_owned(),
        short_label: label.to_owned(),
        codes: [(Dimension::Partner, Code::new(code))].into(),
        source: Code::new("comtrade"),
        side: None,
        role: Role::Part,
        unit: Unit::percent(),
        points: points.into_iter().map(Arc::new).collect(),
    }
}

/// The same series, as another source has it.
pub fn from_source(source: &str, one: Series) -> Series {
    let points = one.points.into_iter().map(|point| Point { source: Code::new(source), ..(*point).clone() }.into()).collect();
    Series { source: Code::new(source), points, ..one }
}

/// Answers of one side to a question about a country.
pub fn answers(code: &str, side: Side, about: &str, points: Vec<Point>) -> Series {
    let codes = BTreeMap::from([(Dimension::Answer, Code::new(code)), (Dimension::Partner, Code::new(about))]);
    Series { dimension: Dimension::Answer, side: Some(side), codes, ..series(code, code, points) }
}

pub fn findings(series: Vec<Series>) -> Findings {
    let cited = |code: &str, publisher: &str, title: &str| Cited {
        dataset: DatasetId::new("sample".to_owned()),
        code: Code::new(code),
        source: Source { publisher: publisher.to_owned(), title: title.to_owned(), ..Source::default() },
    };
    let used = |code: &str| series.iter().any(|one| one.source.as_str() == code);
    let known = [cited("comtrade", "UN Comtrade", "Annual goods trade"), cited("imf", "IMF", "Direction of Trade")];
    Findings {
        unit: series.first().map(|one| one.unit.clone()),
        sources: known.into_iter().filter(|cited| used(cited.code.as_str())).collect(),
        subject: Words { what: "Shares of Russia’s goods turnover".to_owned(), ..Words::default() },
        series,
        ..Findings::default()
    }
}
