//! The values of a cube of JSON-stat: a list of all, or the ones there are by their numbers; and their flags.

use std::collections::HashMap;

use crate::dataset::document::json::Piece;
use crate::dataset::report::quoted;
use crate::import::cube::cells::{Coded, Given};
use crate::import::cube::{Concept, Cube, Kind, Places};
use crate::import::json_stat::dimensions::{Flaw, flaw};
use crate::import::parts::{Parts, given, members, plain};
use crate::import::sink::{Place, Sink};

/// Reads the values of a dataset into the cube, whose dimensions have these sizes.
///
/// # Errors
/// When there are none, or more than the sizes allow.
pub fn cells(dataset: &Parts, mut cube: Cube, sizes: Vec<usize>, total: usize, text: &str, sink: &mut Sink) -> Result<Cube, Flaw> {
    cube.series.push(Vec::new());
    let statuses = statuses(dataset, &mut cube, total);
    let mut reader = Cells { cube, sizes, total, statuses, places: Places::new(text) };
    reader.values(dataset, sink)?;
    Ok(reader.cube)
}

/// The flags of cells: one for all, or by their numbers.
enum Statuses {
    All(Option<Coded>),
    Some(HashMap<usize, Coded>),
}

fn statuses(dataset: &Parts, cube: &mut Cube, total: usize) -> Statuses {
    let Some(mut piece) = dataset.get("status") else { return Statuses::All(None) };
    let concept = cube.new_concept(Concept::new("OBS_STATUS", Kind::Attribute));
    let parts = Parts::of(piece);
    // Eurostat once wrote them as a dataset of their own: { "value": […], "category": { "label": … } }.
    let extension = dataset.object("extension");
    let of_signs = [
        parts.object("category").object("label"),
        extension.object("status").object("label"),
        extension.object("missingValueDescriptions"),
    ];
    let label = |code: &str| of_signs.iter().find_map(|labels| labels.text(code)).unwrap_or_default();
    if let Some(value) = parts.get("value").filter(|value| value.is_list() || value.is_object()) {
        piece = value;
    }
    let mut coded = |code: &str| {
        let coded = cube.coded(concept, code);
        if let Some(category) = cube.concepts.get_mut(concept as usize).and_then(|all| all.categories.get_mut(coded.category as usize)) {
            category.label = label(code);
        }
        coded
    };
    let mut some = HashMap::new();
    if piece.is_list() {
        let all = members(piece);
        if let ([one], true) = (all.as_slice(), total != 1) {
            return Statuses::All(plain(*one).map(|code| coded(&code)));
        }
        some.extend(all.into_iter().enumerate().filter_map(|(at, status)| Some((at, coded(&plain(status)?)))));
    } else if piece.is_object() {
        let parts = Parts::of(piece);
        let numbered = parts.names.iter().filter_map(|name| Some((name.parse::<usize>().ok()?, parts.text(name)?)));
        some.extend(numbered.filter(|(at, _)| *at < total).map(|(at, code)| (at, coded(&code))));
    } else {
        return Statuses::All(plain(piece).map(|code| coded(&code)));
    }
    Statuses::Some(some)
}

struct Cells<'a> {
    cube: Cube,
    sizes: Vec<usize>,
    total: usize,
    statuses: Statuses,
    places: Places<'a>,
}

/// Cells without a value are told one by one up to this many, or four times as many as there are values.
const MOST_EMPTY: usize = 200_000;

impl Cells<'_> {
    fn values(&mut self, dataset: &Parts, sink: &mut Sink) -> Result<(), Flaw> {
        let Some(value) = dataset.get("value") else { return flaw(None, "it has no \"value\"") };
        let mut given = Vec::new();
        if value.is_list() {
            let mut count = 0_usize;
            value.items(|_| count += 1);
            if count > self.total {
                return flaw(Some(value), format!("it has {count} values, but its sizes give {} cells", self.total));
            }
            if count < self.total {
                let text = format!("The file gives {count} values for {} cells; the others are taken as not published.", self.total);
                sink.report.note(text);
            }
            let mut at = 0;
            value.items(|item| {
                self.take(at, item, sink);
                at += 1;
            });
            given.extend(0..count);
        } else if value.is_object() {
            value.entries(|key, item| match key.name.parse::<usize>().ok().filter(|at| *at < self.total) {
                Some(at) => {
                    given.push(at);
                    self.take(at, item, sink);
                }
                None => {
                    let (line, column) = self.places.of(key.at);
                    let why = format!("is the number of no cell; there are {}, counted from 0", self.total);
                    sink.refuse(&in_line(line, column), quoted(&key.name), why);
                }
            });
        } else {
            return flaw(Some(value), "its \"value\" is neither a list nor an object");
        }
        self.rest(given, value, sink);
        Ok(())
    }

    fn take(&mut self, at: usize, item: Piece, sink: &mut Sink) {
        let place = self.places.of(item.at);
        match given(item) {
            Some(given) => self.push(at, &given, place),
            None => sink.refuse(&in_line(place.0, place.1), item.shown(), "is not a number that can be held"),
        }
    }

    /// The cells that the values leave out; those with a flag always.
    fn rest(&mut self, mut given: Vec<usize>, value: Piece, sink: &mut Sink) {
        given.sort_unstable();
        given.dedup();
        let empty = self.total - given.len();
        let place = self.places.of(value.at);
        if empty <= MOST_EMPTY.max(given.len().saturating_mul(4)) {
            let mut next = given.iter().copied().peekable();
            for at in 0..self.total {
                match next.next_if_eq(&at) {
                    Some(_) => {}
                    None => self.push(at, &Given::Nothing, place),
                }
            }
            return;
        }
        let mut flagged: Vec<usize> = match &self.statuses {
            Statuses::Some(statuses) => statuses.keys().copied().filter(|at| given.binary_search(at).is_err()).collect(),
            Statuses::All(_) => Vec::new(),
        };
        flagged.sort_unstable();
        let left = empty - flagged.len();
        flagged.into_iter().for_each(|at| self.push(at, &Given::Nothing, place));
        sink.report.note(format!("The file has no value for {left} of {} combinations of its codes; they are left out.", self.total));
    }

    fn push(&mut self, at: usize, given: &Given, place: (u32, u32)) {
        let mut own = Vec::with_capacity(self.sizes.len() + 1);
        let mut rest = at;
        for (concept, size) in self.sizes.iter().enumerate().rev() {
            own.push(Coded { concept: concept as u32, category: (rest % size) as u32 });
            rest /= size;
        }
        own.extend(match &self.statuses {
            Statuses::All(status) => *status,
            Statuses::Some(statuses) => statuses.get(&at).copied(),
        });
        let number = u32::try_from(at).unwrap_or(u32::MAX).saturating_add(1);
        self.cube.cells.push(0, &own, given, number, place);
    }
}

fn in_line(line: u32, column: u32) -> Place {
    Place { words: format!("line {line}"), line: line as usize, column: column as usize }
}
