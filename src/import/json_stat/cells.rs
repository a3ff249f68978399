//! The values of a cube of JSON-stat: a list of all, or the ones there are by their numbers; and their flags.

use std::cell::RefCell;
use std::io::{BufRead, Read};

use roaring::RoaringTreemap;

use crate::dataset::report::{quoted, shortened};
use crate::import::cube::cells::{Coded, Given, number};
use crate::import::cube::{Concept, Cube, Kind, Places};
use crate::import::importer::Text;
use crate::import::json_stat::dimensions::Flaw;
use crate::import::parts::{Parts, plain};
use crate::import::sink::{Place, Sink};
use crate::import::stream::long::{Scalar, Step, Walk};

/// A dataset and where it stands in its document, of which the text may be longer than what is at hand of it.
pub struct Source<'a, 't> {
    pub dataset: &'a Parts<'a>,
    pub path: &'a [Step],
    pub text: &'a Text<'t>,
    /// Tells the places of its parts, where all of the text is at hand.
    pub places: Option<&'a RefCell<Places<'a>>>,
    /// Is the text the beginning of another one?
    pub is_beginning: bool,
}

impl Source<'_, '_> {
    /// What stands in the dataset on this way.
    fn walk(&self, names: &[&str]) -> Result<Walk<Box<dyn BufRead + '_>>, Flaw> {
        let mut parts = names.iter();
        let first = parts.next().and_then(|name| self.dataset.get(name));
        let piece = parts.fold(first, |piece, name| Parts::of(piece?).get(name));
        if let (Some(piece), Some(places)) = (piece, self.places) {
            let walk = Walk::of_part(Box::new(piece.as_written().as_bytes()) as Box<dyn BufRead>, places.borrow_mut().of(piece.at));
            return walk.map_err(|why| Flaw::new(None, why));
        }
        let path: Vec<Step> = self.path.iter().cloned().chain(names.iter().map(|name| Step::member(name))).collect();
        let text = (self.text)().map_err(|problem| Flaw::new(None, problem.to_string()))?;
        Walk::to(text, &path).map_err(|why| Flaw::new(None, why))
    }

    fn flaw(&self, why: impl Into<String>) -> Flaw {
        Flaw::new(self.dataset.get("value"), why)
    }
}

/// Reads the values of a dataset into the cube, whose dimensions have these sizes.
///
/// # Errors
/// When there are none, or more than the sizes allow.
pub fn cells(source: &Source, mut cube: Cube, sizes: Vec<usize>, total: usize, sink: &mut Sink) -> Result<Cube, Flaw> {
    cube.series.add(&[]);
    let statuses = statuses(source, &mut cube, total)?;
    let mut reader = Cells { cube, sizes, total, statuses, given: RoaringTreemap::new(), place: (1, 1) };
    reader.values(source, sink)?;
    Ok(reader.cube)
}

/// The flags of cells: one for all, or by their numbers, in their order.
enum Statuses {
    All(Option<Coded>),
    Some(Vec<(usize, Coded)>),
}

fn statuses(source: &Source, cube: &mut Cube, total: usize) -> Result<Statuses, Flaw> {
    let Some(piece) = source.dataset.get("status") else { return Ok(Statuses::All(None)) };
    let concept = cube.new_concept(Concept::new("OBS_STATUS", Kind::Attribute));
    let parts = Parts::of(piece);
    // Eurostat once wrote them as a dataset of their own: { "value": […], "category": { "label": … } }.
    let extension = source.dataset.object("extension");
    let of_signs = [
        parts.object("category").object("label"),
        extension.object("status").object("label"),
        extension.object("missingValueDescriptions"),
    ];
    let label = |code: &str| of_signs.iter().find_map(|labels| labels.text(code)).unwrap_or_default();
    let mut coded = |code: &str| {
        let coded = cube.coded(concept, code);
        if let Some(category) = cube.concepts.get_mut(concept as usize).and_then(|all| all.categories.get_mut(coded.category as usize)) {
            category.label = label(code);
        }
        coded
    };
    let within = parts.get("value").filter(|value| value.is_list() || value.is_object());
    if within.is_none() && !piece.is_list() && !piece.is_object() {
        return Ok(Statuses::All(plain(piece).map(|code| coded(&code))));
    }
    let path: &[&str] = if within.is_some() { &["status", "value"] } else { &["status"] };
    let mut some = Vec::new();
    let mut walk = source.walk(path)?;
    let broken = |why| Flaw::new(None, why);
    let mut count = 0;
    if walk.opens_list().map_err(broken)? {
        while walk.has_item().map_err(broken)? {
            some.extend(words(&walk.scalar().map_err(broken)?.0).map(|code| (count, coded(code))));
            count += 1;
        }
    } else if walk.opens_object().map_err(broken)? {
        while let Some((name, _)) = walk.name().map_err(broken)? {
            let (scalar, _) = walk.scalar().map_err(broken)?;
            let at = name.parse::<usize>().ok().filter(|at| *at < total);
            some.extend(at.zip(words(&scalar)).map(|(at, code)| (at, coded(code))));
        }
        some.sort_by_key(|(at, _)| *at);
    }
    Ok(match (count, total) {
        (1, 2..) => Statuses::All(some.first().map(|(_, status)| *status)),
        _ => Statuses::Some(some),
    })
}

/// A flag in words, or a number as it is written. An empty one flags nothing.
fn words<'a>(scalar: &Scalar<'a>) -> Option<&'a str> {
    match scalar {
        Scalar::Number(text) | Scalar::Text(text) => Some(*text).filter(|text| !text.trim().is_empty()),
        Scalar::Other(word @ ("true" | "false")) => Some(word),
        Scalar::Other(_) | Scalar::Nothing => None,
    }
}

impl Statuses {
    fn of(&self, at: usize) -> Option<Coded> {
        match self {
            Self::All(status) => *status,
            Self::Some(statuses) => {
                let behind = statuses.partition_point(|(other, _)| *other <= at);
                statuses.get(behind.checked_sub(1)?).filter(|(other, _)| *other == at).map(|(_, status)| *status)
            }
        }
    }
}

struct Cells {
    cube: Cube,
    sizes: Vec<usize>,
    total: usize,
    statuses: Statuses,
    /// The numbers of those that stand there.
    given: RoaringTreemap,
    /// Where the last one stood.
    place: (u32, u32),
}

/// Cells without a value are told one by one up to this many, or four times as many as there are values.
const MOST_EMPTY: usize = 200_000;

impl Cells {
    fn values(&mut self, source: &Source, sink: &mut Sink) -> Result<(), Flaw> {
        let Some(value) = source.dataset.get("value") else { return Err(source.flaw("it has no \"value\"")) };
        if !value.is_list() && !value.is_object() {
            return Err(source.flaw("its \"value\" is neither a list nor an object"));
        }
        let mut walk = source.walk(&["value"])?;
        let broken = |why| Flaw::new(None, why);
        if walk.opens_list().map_err(broken)? {
            let mut count = 0;
            while walk.has_item().map_err(broken)? {
                match count < self.total {
                    true => self.take(count, &mut walk, sink).map_err(broken)?,
                    false => walk.pass().map_err(broken)?,
                }
                count += 1;
            }
            if count > self.total {
                return Err(source.flaw(format!("it has {count} values, but its sizes give {} cells", self.total)));
            }
            if count < self.total && !source.is_beginning {
                let text = format!("The file gives {count} values for {} cells; the others are taken as not published.", self.total);
                sink.report.note(text);
            }
        } else if walk.opens_object().map_err(broken)? {
            while let Some((name, place)) = walk.name().map_err(broken)? {
                match name.parse::<usize>().ok().filter(|at| *at < self.total) {
                    Some(at) if self.given.contains(at as u64) => {
                        walk.pass().map_err(broken)?;
                        sink.refuse(&in_line(place), quoted(&name), "is the number of a cell that stands there already");
                    }
                    Some(at) => self.take(at, &mut walk, sink).map_err(broken)?,
                    None => {
                        walk.pass().map_err(broken)?;
                        let why = format!("is the number of no cell; there are {}, counted from 0", self.total);
                        sink.refuse(&in_line(place), quoted(&name), why);
                    }
                }
            }
        }
        if !source.is_beginning {
            self.rest(sink);
        }
        Ok(())
    }

    fn take(&mut self, at: usize, walk: &mut Walk<impl Read>, sink: &mut Sink) -> Result<(), String> {
        let (scalar, place) = walk.scalar()?;
        self.given.insert(at as u64);
        self.place = place;
        let given = match scalar {
            Scalar::Number(text) => number(text).map(Given::Number).ok_or(text),
            Scalar::Text(text) => Ok(Given::Text(text.into())),
            Scalar::Nothing => Ok(Given::Nothing),
            Scalar::Other(words) => Err(words),
        };
        match given {
            Ok(given) => self.push(at, &given),
            Err(shown) => sink.refuse(&in_line(place), shortened(shown), "is not a number that can be held"),
        }
        Ok(())
    }

    /// The cells that the values leave out; those with a flag always.
    fn rest(&mut self, sink: &mut Sink) {
        let given = std::mem::take(&mut self.given);
        let count = given.len() as usize;
        let empty = self.total - count;
        if empty <= MOST_EMPTY.max(count.saturating_mul(4)) {
            let mut next = given.iter().peekable();
            for at in 0..self.total {
                match next.next_if_eq(&(at as u64)) {
                    Some(_) => {}
                    None => self.push(at, &Given::Nothing),
                }
            }
            return;
        }
        let mut flagged: Vec<usize> = match &self.statuses {
            Statuses::Some(statuses) => statuses.iter().map(|(at, _)| *at).filter(|at| !given.contains(*at as u64)).collect(),
            Statuses::All(_) => Vec::new(),
        };
        flagged.dedup();
        let left = empty - flagged.len();
        flagged.into_iter().for_each(|at| self.push(at, &Given::Nothing));
        sink.report.note(format!("The file has no value for {left} of {} combinations of its codes; they are left out.", self.total));
    }

    fn push(&mut self, at: usize, given: &Given) {
        let mut own = Vec::with_capacity(self.sizes.len() + 1);
        let mut rest = at;
        for (concept, size) in self.sizes.iter().enumerate().rev() {
            own.push(Coded { concept: concept as u32, category: (rest % size) as u32 });
            rest /= size;
        }
        own.extend(self.statuses.of(at));
        let number = u32::try_from(at).unwrap_or(u32::MAX).saturating_add(1);
        self.cube.cells.push(0, &own, given, number, self.place);
    }
}

fn in_line((line, column): (u32, u32)) -> Place {
    Place { words: format!("line {line}"), line: line as usize, column: column as usize }
}
