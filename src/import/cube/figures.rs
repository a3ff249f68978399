//! Observations with their codes become figures. What is measured in several units is an indicator for each of them.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;
use std::sync::Arc;

use crate::dataset::observation::{Codes, Status};
use crate::dataset::report::quoted;
use crate::import::cell::flag::Flags;
use crate::import::cube::areas::Areas;
use crate::import::cube::cells::{Cell, Cells, Coded};
use crate::import::cube::made::Made;
use crate::import::cube::meaning::{self, Meaning, meanings};
use crate::import::cube::scale::{self, Effect, Size};
use crate::import::cube::unit::{self, Named};
use crate::import::cube::used::used;
use crate::import::cube::value::{self, Said};
use crate::import::cube::{Category, Concept, Cube, Declared, Kind, Note};
use crate::import::roles::calendar;
use crate::import::sink::{Figure, Place, Sink, UNDATED, snake_case};
use crate::problem::Problem;
use crate::terms::amount::{Amount, Missing};
use crate::terms::country::Scheme;
use crate::terms::dimension::{Code, Dimension};
use crate::terms::period::{EXPECTED, Period};
use crate::terms::trade::Flow;
use crate::terms::unit::Unit;

/// Puts every observation of a document into the sink.
///
/// # Errors
/// When they were too many for memory, and the disk does not give them back.
pub fn put(mut cube: Cube, sink: &mut Sink) -> Result<(), Problem> {
    let cells = std::mem::take(&mut cube.cells);
    let used = used(&cube, &cells);
    let mut writer = Writer::new(&cube, &cells, &used.iter().map(BTreeSet::len).collect::<Vec<_>>());
    writer.mention(&used, sink);
    sink.report.rows += cells.len();
    sink.expect(cells.len());
    for cell in cells.iter() {
        writer.put(&cell, sink);
    }
    for note in &cube.notes {
        writer.tell(note, &used, sink);
    }
    match cells.trouble() {
        None => Ok(()),
        Some(why) => Err(Problem::new(format!("Could not read {}", sink.name())).because(why).hint("Is there room on the disk?")),
    }
}

/// What is known of a figure before its value is looked at.
#[derive(Default)]
struct Drawn {
    codes: Codes,
    measured: Measured,
    multiplier: Option<Coded>,
    confidentiality: Option<Coded>,
}

/// What is measured and in which unit. Agencies may publish the same in euro and in percent.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Measured {
    what: Option<(u32, u32)>,
    unit: Option<(u32, u32)>,
    /// Where it identifies figures instead of qualifying them.
    multiplier: Option<(u32, u32)>,
    /// The first category whose name says the size in which these figures are counted.
    size: Option<(u32, u32)>,
}

/// What is known of what is measured when all cells have been seen.
#[derive(Clone, Copy, Default)]
struct Occurring {
    /// Is it measured in other units as well?
    is_one_of_several: bool,
    /// What all of its series are called, and whether they are called differently.
    title: Option<Coded>,
    has_titles: bool,
}

/// What is measured, and in which unit by the places of its codes.
type Counted = (Measured, Option<(u32, u32)>);

/// What figures with the same codes have in common.
#[derive(Clone)]
struct Told {
    codes: Arc<Codes>,
    unit: Unit,
    confidentiality: Option<Coded>,
}

struct Writer<'a> {
    cube: &'a Cube,
    meanings: Rc<[Meaning]>,
    areas: BTreeMap<u32, Areas<'a>>,
    codes: HashMap<(u32, u32), Code>,
    periods: HashMap<u32, Option<Stated>>,
    measured: BTreeMap<Measured, Occurring>,
    /// What is known of figures by their codes but those of time and of status: most figures go on with a series.
    told: HashMap<Vec<Coded>, Told>,
    indicators: HashMap<Counted, (Code, Unit)>,
    /// Of the categories whose names say one: the first category that says the same, and the size.
    sizes: HashMap<(u32, u32), ((u32, u32), Size)>,
    made: Made,
}

/// A period, and the words of the source where they say more.
type Stated = (Period, Option<String>);

impl<'a> Writer<'a> {
    /// What the file says of some of its figures concerns these alone; what it says of others is no more than told.
    fn tell(&mut self, Note { of, text }: &Note, used: &[BTreeSet<u32>], sink: &mut Sink) {
        if of.iter().any(|coded| used.get(coded.concept as usize).is_none_or(|used| !used.contains(&coded.category))) {
            return sink.report.note(format!("Said of no figure here: {text}"));
        }
        let mut drawn = Drawn::default();
        of.iter().for_each(|coded| self.draw(&mut drawn, *coded, sink));
        let time = of.iter().find(|coded| self.meaning(**coded) == Some(&Meaning::Period)).copied();
        let period = time.and_then(|time| self.period(Some(time)).ok()).map(|(period, _)| period);
        sink.caveat_on(text, drawn.codes, period);
    }

    fn new(cube: &'a Cube, cells: &Cells, used: &[usize]) -> Self {
        let meanings: Rc<[Meaning]> = meanings(cube, used).into();
        let mut areas = BTreeMap::new();
        for (at, (meaning, concept)) in meanings.iter().zip(&cube.concepts).enumerate() {
            if let Meaning::Area(dimension) = meaning {
                areas.insert(at as u32, Areas::new(cube, concept, dimension.clone()));
            }
        }
        let sizes = scale::sizes(cube, &meanings);
        let mut writer = Self {
            cube,
            meanings,
            areas,
            codes: HashMap::new(),
            periods: HashMap::new(),
            measured: BTreeMap::new(),
            told: HashMap::new(),
            indicators: HashMap::new(),
            sizes,
            made: Made::of(cube),
        };
        writer.measured = writer.all_measured(cells);
        writer
    }

    fn all_measured(&self, cells: &Cells) -> BTreeMap<Measured, Occurring> {
        let mut found: BTreeMap<Measured, Occurring> = BTreeMap::new();
        let mut last = None;
        for cell in cells.iter() {
            let (mut measured, mut title) = (Measured::default(), None);
            for coded in self.cube.codes_of(&cell) {
                self.note_measured(&mut measured, coded);
                title = if self.meaning(coded) == Some(&Meaning::Title) { title.or(Some(coded)) } else { title };
            }
            if last == Some((measured, title)) {
                continue;
            }
            last = Some((measured, title));
            let new = Occurring { title, ..Occurring::default() };
            let occurring = found.entry(self.settled(measured)).or_insert(new);
            occurring.has_titles |= occurring.title != title;
        }
        let mut units: BTreeMap<Option<(u32, u32)>, usize> = BTreeMap::new();
        for one in found.keys() {
            *units.entry(one.what).or_default() += 1;
        }
        for (one, occurring) in &mut found {
            occurring.is_one_of_several = units.get(&one.what).is_some_and(|units| *units > 1);
        }
        found
    }

    /// Without a size that says nothing of what is measured.
    fn settled(&self, measured: Measured) -> Measured {
        let size = measured.size.filter(|size| matches!(self.sized(measured, *size), Some(Effect::Unit(_))));
        Measured { size, ..measured }
    }

    fn sized(&self, measured: Measured, size: (u32, u32)) -> Option<Effect> {
        self.sizes.get(&size).map(|(_, size)| size.of(&self.named(measured)))
    }

    /// The unit of what is measured, as its code or the file's own words say it.
    fn named(&self, measured: Measured) -> Named {
        let what = self.find(measured.what);
        match (self.find(measured.unit), what.and_then(|what| what.unit.clone())) {
            (Some(unit), _) => unit::named(&unit.code, &unit.label),
            (None, Some((base, power))) => {
                let named = unit::named(&base, &base);
                // "EUR million" says its size itself.
                if scale::stated(&named).is_some() { named } else { Named { power, ..named } }
            }
            (None, None) => what.and_then(|what| unit::of_measure(&what.code)).map_or_else(Named::default, |unit| unit::named(unit, unit)),
        }
    }

    fn find(&self, pair: Option<(u32, u32)>) -> Option<&Category> {
        pair.and_then(|(concept, category)| self.cube.category(Coded { concept, category }))
    }

    fn note_measured(&self, measured: &mut Measured, coded: Coded) {
        let pair = Some((coded.concept, coded.category));
        measured.size = measured.size.or_else(|| self.sizes.get(&(coded.concept, coded.category)).map(|(first, _)| *first));
        let meaning = self.meaning(coded);
        if meaning == Some(&Meaning::Measured) {
            measured.what = pair;
        } else if meaning == Some(&Meaning::Unit) {
            // What identifies a figure goes before what qualifies it.
            measured.unit = if self.is_dimension(coded) { pair } else { measured.unit.or(pair) };
        } else if meaning == Some(&Meaning::Multiplier) && self.is_dimension(coded) {
            measured.multiplier = pair;
        }
    }

    fn meaning(&self, coded: Coded) -> Option<&Meaning> {
        self.meanings.get(coded.concept as usize)
    }

    fn is_dimension(&self, coded: Coded) -> bool {
        self.cube.concepts.get(coded.concept as usize).is_some_and(|concept| concept.kind == Kind::Dimension)
    }

    /// Adds what a code says of a figure.
    fn draw(&mut self, drawn: &mut Drawn, coded: Coded, sink: &mut Sink) {
        self.note_measured(&mut drawn.measured, coded);
        let meanings = Rc::clone(&self.meanings);
        match meanings.get(coded.concept as usize) {
            Some(Meaning::Area(dimension)) => {
                if let Some(areas) = self.areas.get_mut(&coded.concept) {
                    drawn.codes.insert(dimension.clone(), areas.code(coded.category, sink));
                }
            }
            Some(Meaning::Own(dimension)) => {
                let code = self.own_code(dimension, coded, sink);
                drawn.codes.insert(dimension.clone(), code);
            }
            Some(Meaning::Multiplier) => drawn.multiplier = Some(coded),
            Some(Meaning::Confidentiality) => drawn.confidentiality = Some(coded),
            Some(
                Meaning::Period
                | Meaning::Status
                | Meaning::Made
                | Meaning::Measured
                | Meaning::Unit
                | Meaning::Display
                | Meaning::Title
                | Meaning::Idle,
            )
            | None => {}
        }
    }

    fn own_code(&mut self, dimension: &Dimension, coded: Coded, sink: &mut Sink) -> Code {
        let key = (coded.concept, coded.category);
        if let Some(code) = self.codes.get(&key) {
            return code.clone();
        }
        let category = self.cube.category(coded).cloned().unwrap_or_default();
        let flow = flow(&category.code).or_else(|| flow(&category.label)).filter(|_| *dimension == Dimension::Flow);
        let code = flow.map_or_else(|| Code::new(category.code.as_str()), |flow| Code::new(flow.code()));
        // What a flow is called is known, and better than in capitals.
        if flow.is_none() {
            sink.label(dimension, &code, &category.label);
        }
        self.codes.insert(key, code.clone());
        code
    }

    fn put(&mut self, cell: &Cell<'a>, sink: &mut Sink) {
        let place =
            Place { words: format!("{} {}", self.cube.cell_word, cell.number), line: cell.line as usize, column: cell.column as usize };
        let last = |meaning: Meaning| self.cube.codes_of(cell).filter(|coded| self.meaning(*coded) == Some(&meaning)).last();
        let (period, status) = (last(Meaning::Period), last(Meaning::Status));
        let (period, stated) = match self.period(period) {
            Ok(period) => period,
            Err(text) => return sink.refuse(&place, quoted(&text), format!("is no period; {EXPECTED}")),
        };
        let amount = match value::amount(&cell.given) {
            Ok(amount) => amount,
            Err(text) => return sink.refuse(&place, quoted(text), "is not a number".to_owned()),
        };
        let said = self.said(status);
        let told = self.told(cell, sink);
        let (amount, note) = match amount {
            Ok(value) => {
                (Ok(Amount::exact(value)), said.note.or_else(|| said.missing.map(|missing| format!("flagged as {}", missing.label()))))
            }
            Err((sign, missing)) => (Err(self.missing((sign, missing), &said, &status, told.confidentiality, sink)), said.note),
        };
        let made = if amount.is_ok() { self.made.status(self.cube, cell, &period) } else { Status::Normal };
        let mut figure = Figure::new(told.codes, period, amount, told.unit, place);
        figure.period_stated = stated;
        figure.status = if said.status == Status::Normal { made } else { said.status };
        figure.note = note;
        sink.put(figure);
    }

    /// What is known of a figure by its codes.
    fn told(&mut self, cell: &Cell<'a>, sink: &mut Sink) -> Told {
        let tells = |coded: &Coded| !matches!(self.meaning(*coded), Some(Meaning::Period | Meaning::Status | Meaning::Made));
        let key: Vec<Coded> = self.cube.codes_of(cell).filter(tells).collect();
        if let Some(told) = self.told.get(&key) {
            return told.clone();
        }
        let mut drawn = Drawn::default();
        for coded in &key {
            self.draw(&mut drawn, *coded, sink);
        }
        let (code, unit) = self.indicator(&drawn, sink);
        drawn.codes.insert(Dimension::Indicator, code);
        let told = Told { codes: Arc::new(drawn.codes), unit, confidentiality: drawn.confidentiality };
        // Of cubes with more series than that, none is often met again.
        const MOST: usize = 100_000;
        if self.told.len() == MOST {
            self.told.clear();
        }
        self.told.insert(key, told.clone());
        told
    }

    fn period(&mut self, coded: Option<Coded>) -> Result<Stated, String> {
        let Some(coded) = coded else { return Ok((Period::Undated, None)) };
        let cube = self.cube;
        let text = || cube.category(coded).map(|category| category.code.clone()).unwrap_or_default();
        let by_label = || value::period(&cube.category(coded)?.label);
        // The quarters of "Trimestre" may be numbered alone.
        let by_number = || {
            let concept = cube.concepts.get(coded.concept as usize)?;
            [&concept.label, &concept.id].into_iter().find_map(|name| calendar::numbered(name, &text())).map(|period| (period, None))
        };
        let read = self.periods.entry(coded.category);
        let read = read.or_insert_with(|| value::period(&text()).or_else(by_label).or_else(by_number));
        read.clone().ok_or_else(text)
    }

    fn said(&self, status: Option<Coded>) -> Said {
        let category = status.and_then(|coded| self.cube.category(coded));
        if let Some(category) = category.filter(|_| self.cube.scheme == Some(Scheme::Ilo)) {
            let (status, missing, note) = Flags::Ilo.status_of(&category.code);
            return Said { status, missing, note };
        }
        category.map_or_else(Said::default, |category| value::said(&category.code, &category.label))
    }

    /// Why there is no value, by what says most.
    fn missing(
        &self,
        given: (&str, Missing),
        said: &Said,
        status: &Option<Coded>,
        confidentiality: Option<Coded>,
        sink: &mut Sink,
    ) -> Missing {
        let code = |coded: Option<Coded>| coded.and_then(|coded| self.cube.category(coded)).map_or("", |category| category.code.as_str());
        let (sign, missing) = match said.missing {
            Some(missing) => (code(*status), missing),
            None if matches!(code(confidentiality), "C" | "N" | "S" | "D") => (code(confidentiality), Missing::Confidential),
            None => given,
        };
        sink.report.missing(if sign.is_empty() { "no value" } else { sign }, missing.label());
        missing
    }

    /// The indicator of a figure and its unit.
    fn indicator(&mut self, drawn: &Drawn, sink: &mut Sink) -> (Code, Unit) {
        let key = (drawn.measured, drawn.multiplier.map(|coded| (coded.concept, coded.category)));
        if let Some(known) = self.indicators.get(&key) {
            return known.clone();
        }
        let made = self.made_indicator(drawn, sink);
        self.indicators.insert(key, made.clone());
        made
    }

    fn made_indicator(&self, drawn: &Drawn, sink: &mut Sink) -> (Code, Unit) {
        let measured = self.settled(drawn.measured);
        let occurring = self.measured.get(&measured).copied().unwrap_or_default();
        let title = occurring.title.filter(|_| !occurring.has_titles).and_then(|coded| self.cube.category(coded));
        let title = title.map(words).filter(|title| !title.trim().is_empty());
        let (mut code, mut label) = match self.find(measured.what) {
            Some(what) if what.label.is_empty() => {
                (what.code.clone(), title.or_else(|| self.sole(measured)).unwrap_or_else(|| what.code.clone()))
            }
            Some(what) => (what.code.clone(), what.label.clone()),
            None => (self.cube.measured.0.clone(), title.unwrap_or_else(|| self.cube.measured.1.clone())),
        };
        let of_unit = self.find(measured.unit);
        let mut named = self.named(measured);
        let sized = self.find(measured.what).and_then(|what| what.unit.as_ref()).filter(|(_, power)| of_unit.is_none() && *power != 0);
        if let Some((base, power)) = sized.filter(|(_, power)| scale::stated(&named) != Some(*power)) {
            sink.caveat(format!(
                "The unit {} names another size than 10^{power} beside it: its figures are taken in the unit.",
                quoted(base)
            ));
        }
        let multiplier = drawn.multiplier.and_then(|coded| self.cube.category(coded));
        if let Some(power) = multiplier.and_then(|multiplier| unit::power(&multiplier.code, &multiplier.label)).filter(|power| *power != 0)
        {
            // "Million euro" with a multiplier of six says the same twice.
            if scale::stated(&named) != Some(power) {
                named.power = named.power.saturating_add(power);
            }
        } else {
            match drawn.measured.size.and_then(|size| self.sized(measured, size)) {
                Some(Effect::Unit(sized)) => named = Named { says_more: named.says_more, ..sized },
                Some(Effect::Doubtful) => sink.caveat(self.doubt(drawn.measured.size, &named)),
                Some(Effect::Same) | None => {}
            }
        }
        let is_one_of_several = occurring.is_one_of_several;
        if let Some(unit) = of_unit.filter(|_| is_one_of_several || named.says_more) {
            label = format!("{label} ({})", words(unit));
        }
        if is_one_of_several {
            let parts = [of_unit, self.find(measured.multiplier)].into_iter().flatten();
            code = parts.fold(code, |code, part| format!("{code}_{}", snake_case(&part.code)));
            if measured.size.is_some() {
                code = format!("{code}_{}", snake_case(&named.text()));
            }
            if of_unit.is_none() && !named.text().is_empty() {
                label = format!("{label} ({})", named.text());
            }
        }
        let text = named.text();
        (sink.indicator(Some(&code), &label, &text), Unit::new(text))
    }

    /// What the whole is called, where the file measures one thing alone and gives it no name of its own.
    fn sole(&self, measured: Measured) -> Option<String> {
        let concept = self.cube.concepts.get(measured.what?.0 as usize)?;
        let is_sole = concept.declared == Some(Declared::Metric) && concept.categories.len() == 1;
        Some(self.cube.measured.1.clone()).filter(|label| is_sole && !label.is_empty())
    }

    /// What a reader must know where a name says a size, and the unit may be meant in full.
    fn doubt(&self, size: Option<(u32, u32)>, named: &Named) -> String {
        let name = self.find(size).map(words).unwrap_or_default();
        format!("{} names a size, and the unit {} does not: its figures are given as they stand.", quoted(&name), quoted(&named.text()))
    }

    /// What is not taken over, and what is not in the document, is said once.
    fn mention(&self, used: &[BTreeSet<u32>], sink: &mut Sink) {
        let mut idle = Vec::new();
        self.made.caveat().into_iter().for_each(|caveat| sink.caveat(caveat));
        for ((concept, meaning), used) in self.cube.concepts.iter().zip(self.meanings.iter()).zip(used) {
            if used.is_empty() {
                continue;
            }
            if *meaning == Meaning::Idle {
                idle.push(concept.id.as_str());
            } else if *meaning == Meaning::Display {
                let text = format!("{} is how the agency shows its figures; they are given in full and were not multiplied.", concept.id);
                sink.report.note(text);
            }
        }
        if !idle.is_empty() {
            sink.report.note(format!("Not taken over, because they identify no figure: {}.", idle.join(", ")));
        }
        let is_period = |(_, meaning): &(&Concept, &Meaning)| **meaning == Meaning::Period;
        match self.cube.concepts.iter().zip(self.meanings.iter()).find(is_period) {
            None => sink.caveat(UNDATED),
            Some((concept, _)) if meaning::is_named_otherwise(concept) => {
                sink.report.choose("period", &concept.id, "it holds nothing but periods");
            }
            Some(_) => {}
        }
    }
}

/// What a category is called.
fn words(category: &Category) -> String {
    if category.label.is_empty() { category.code.clone() } else { category.label.clone() }
}

fn flow(code: &str) -> Option<Flow> {
    match code.to_uppercase().as_str() {
        "X" | "EXP" | "EXPORT" | "EXPORTS" => Some(Flow::Export),
        "M" | "IMP" | "IMPORT" | "IMPORTS" => Some(Flow::Import),
        _ => Flow::from_code(&code.to_lowercase()),
    }
}
