//! How the IMF made its figures: an attribute of each tells estimates and projections of its staff, or one of a series the last year
//! of which there are data.

use crate::dataset::observation::Status;
use crate::import::cube::Cube;
use crate::import::cube::cells::{Cell, Coded};
use crate::terms::period::Period;

pub const DERIVATION: &str = "DERIVATION_TYPE";
pub const LAST_KNOWN: &str = "LATEST_ACTUAL_ANNUAL_DATA";
const PUBLISHED: &str = "PUBLICATION_DATE";

/// The concepts of a document that tell it.
pub struct Made {
    derivation: Option<u32>,
    last_known: Option<u32>,
    published: Option<u32>,
}

impl Made {
    pub fn of(cube: &Cube) -> Self {
        let concept = |id: &str| cube.concepts.iter().position(|concept| concept.id == id).map(|at| at as u32);
        Self { derivation: concept(DERIVATION), last_known: concept(LAST_KNOWN), published: concept(PUBLISHED) }
    }

    /// What a reader must know of years after the last of which there are data.
    pub fn caveat(&self) -> Option<&'static str> {
        self.last_known.map(|_| match self.published {
            Some(_) => {
                "Values after the year that \"LATEST_ACTUAL_ANNUAL_DATA\" names are estimates of the IMF; from the year of publication on \
                 they are projections, shown as forecasts."
            }
            None => {
                "Values after the year that \"LATEST_ACTUAL_ANNUAL_DATA\" names are shown as estimates of the IMF; there may be \
                 projections among them, but the file does not say when it was published."
            }
        })
    }

    /// Is the figure an estimate or a projection?
    pub fn status<'a>(&self, cube: &'a Cube, cell: &Cell<'a>, period: &Period) -> Status {
        if self.derivation.is_none() && self.last_known.is_none() {
            return Status::Normal;
        }
        let coded = |concept: Option<u32>| cube.codes_of(cell).filter(|coded| Some(coded.concept) == concept).last();
        let year = |concept: Option<u32>| coded(concept).and_then(|coded| year(cube, coded));
        match coded(self.derivation).and_then(|coded| cube.category(coded)).map(|category| category.code.as_str()) {
            Some("SP") => Status::Forecast,
            Some("SE" | "E") => Status::Estimated,
            Some(_) => Status::Normal,
            None => match (year(self.last_known), period.first_year()) {
                (Some(last), Some(of)) if of > last => {
                    if year(self.published).is_some_and(|published| of >= published) {
                        Status::Forecast
                    } else {
                        Status::Estimated
                    }
                }
                (Some(_) | None, Some(_) | None) => Status::Normal,
            },
        }
    }
}

/// Of "2024", "FY2024/25" and "2026-04-14T13:00:00Z".
fn year(cube: &Cube, coded: Coded) -> Option<i32> {
    let text = &cube.category(coded)?.code;
    text.trim_start_matches("FY").get(..4).and_then(|year| year.parse().ok())
}
