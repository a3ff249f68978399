//! The answers of the IMF's DataMapper: one object of what is measured, of countries in it, and of years in these.

use crate::dataset::Draft;
use crate::import::cube::cells::Given;
use crate::import::cube::{Cube, Kind, Places, figures};
use crate::import::importer::{Claim, Importer};
use crate::import::input::Input;
use crate::import::parts::{Parts, given, whole};
use crate::import::report::Report;
use crate::import::sink::Sink;
use crate::problem::Problem;
use crate::terms::country::Scheme;

/// Answers of the DataMapper.
pub struct DataMapper;

const FORM: &str = "The IMF's DataMapper answers with one object, its \"values\" by indicator, country and year.";

impl Importer for DataMapper {
    fn name(&self) -> &'static str {
        "answer of the IMF's DataMapper"
    }

    fn description(&self) -> &'static str {
        "answers of the IMF's DataMapper (.json)"
    }

    fn claim(&self, input: &Input) -> Claim {
        let start: String = input.json().unwrap_or_default().chars().filter(|sign| !sign.is_whitespace()).take(START.len()).collect();
        match start == START {
            true => Claim::surely("it is JSON whose values are those of indicators"),
            false => Claim::never("it does not begin with the values of indicators"),
        }
    }

    fn read(&self, input: &Input, report: &mut Report) -> Result<Draft, Problem> {
        let values = whole(input, FORM)?.object("values");
        let mut sink = Sink::new(input, Some("IMF, DataMapper"), report);
        let cube = cube(&values, input);
        if cube.cells.is_empty() {
            let problem = Problem::new(format!("Could not read {}", input.name)).because("it holds no year of any country");
            return Err(problem.hint("Ask the IMF for indicators that it has, and save its answer."));
        }
        sink.caveat(
            "The answers of the DataMapper name no units, and do not tell projections from what is known: those of years to come are some.",
        );
        figures::put(cube, &mut sink)?;
        sink.finish()
    }
}

const START: &str = "{\"values\":{\"";

fn cube(values: &Parts, input: &Input) -> Cube {
    let mut places = Places::new(input.json().unwrap_or_default());
    let mut cube = Cube::new("observation");
    cube.scheme = Some(Scheme::Imf);
    let [indicator, country, time] = ["INDICATOR", "COUNTRY", "TIME_PERIOD"].map(|id| cube.concept(id, Kind::Dimension));
    for measured in &values.names {
        let countries = values.object(measured);
        for area in &countries.names {
            let years = countries.object(area);
            let codes = vec![cube.coded(indicator, measured), cube.coded(country, area)];
            let series = cube.series.add(&codes);
            for year in &years.names {
                // Null is a year without a value; an object is none.
                let piece = years.get(year);
                let Some(given) = piece.map_or(Some(Given::Nothing), given) else { continue };
                let place = piece.map_or((0, 0), |piece| places.of(piece.at));
                let number = u32::try_from(cube.cells.len() + 1).unwrap_or(u32::MAX);
                let own = [cube.coded(time, year)];
                cube.cells.push(series, &own, &given, number, place);
            }
        }
    }
    cube
}
