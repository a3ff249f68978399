//! A message of SDMX-ML on its way to a cube: its header, its series and observations, and what it says instead of data.

use std::collections::{BTreeSet, HashMap};
use std::hash::{BuildHasher as _, RandomState};
use std::path::PathBuf;

use crate::import::cube::cells::{Coded, Given};
use crate::import::cube::{Concept, Cube, Kind};
use crate::import::roles::parts;
use crate::import::sdmx::lists::Lists;
use crate::import::sdmx::xml::Element;

/// What the header and the footer say.
#[derive(Debug, Default)]
pub struct Header {
    pub sender: String,
    pub sender_name: String,
    pub prepared: String,
    /// The agency and the id of the structure or the flow.
    pub agency: String,
    pub structure: String,
    pub name: String,
    pub dimension_at_observation: String,
    /// What the footer or an error message says.
    pub footer: Vec<String>,
    pub codes: Vec<String>,
}

/// What is read so far.
pub struct Message {
    pub header: Header,
    pub cube: Cube,
    pub datasets: usize,
    /// Data sets that say which figures to delete.
    pub deleting: usize,
    pub has_values: bool,
    /// Concepts that Obs elements name beside the one that changes within a series.
    observed: BTreeSet<u32>,
    /// Concepts that are told once for a whole data set.
    of_datasets: BTreeSet<u32>,
    is_generic: bool,
    is_flat: bool,
    groups: Vec<Vec<Coded>>,
    /// What belongs to everything within the open data set, group or section.
    levels: Vec<(String, Vec<Coded>)>,
    series: Option<u32>,
    /// The codes of the series that is open.
    of_series: Vec<Coded>,
    /// The part of its year that a series is of, as the statistics of Russia write it: "II квартал".
    part: Option<String>,
    /// Were numbers written with a decimal comma?
    pub has_commas: bool,
    pub lists: Lists,
}

/// Ids that agencies use for what qualifies figures; in a structure-specific message nothing else tells them from dimensions.
const ATTRIBUTES: [&str; 48] = [
    "DECIMALS",
    "DECIMALS_DISPLAYED",
    "UNIT_MULT",
    "UNIT_MULTIPLIER",
    "POWERCODE",
    "SCALE",
    "TITLE",
    "TITLE_COMPL",
    "TITLE_EN",
    "TITLE_FR",
    "NAT_TITLE",
    "SERIES_NAME",
    "TIME_FORMAT",
    "COLL_METHOD",
    "COLLECTION",
    "COLLECTION_INDICATOR",
    "OBS_STATUS",
    "OBS_FLAG",
    "OBS_CONF",
    "CONF_STATUS",
    "CONF_STATUS_OBS",
    "OBS_PRE_BREAK",
    "OBS_COM",
    "COMMENT",
    "COMMENT_OBS",
    "COMMENT_TS",
    "COMMENT_DSET",
    "SOURCE_AGENCY",
    "SOURCE_DETAIL",
    "DATA_COMP",
    "COMPILATION",
    "COVERAGE",
    "DOM_SER_IDS",
    "UNIT_INDEX_BASE",
    "BASE_PER",
    "LAST_UPDATE",
    "IDBANK",
    "TIME_PER_COLLECT",
    "AVAILABILITY",
    "EMBARGO_TIME",
    "REPYEARSTART",
    "REPYEAREND",
    "COUNTRY_UPDATE_DATE",
    "OVERLAP",
    "METHODOLOGY",
    "REPORTING_YEAR_START_DAY",
    "DERIVATION_TYPE",
    "LATEST_ACTUAL_ANNUAL_DATA",
];

/// The numbers that agencies give their series.
const KEYS: [&str; 1] = ["IDBANK"];

impl Message {
    /// With a folder for observations that are too many for memory.
    pub fn new(room: Option<PathBuf>) -> Self {
        Self {
            header: Header::default(),
            cube: Cube::in_room("observation", room),
            datasets: 0,
            deleting: 0,
            has_values: false,
            observed: BTreeSet::new(),
            of_datasets: BTreeSet::new(),
            is_generic: false,
            is_flat: false,
            groups: Vec::new(),
            levels: Vec::new(),
            series: None,
            of_series: Vec::new(),
            part: None,
            has_commas: false,
            lists: Lists::default(),
        }
    }

    /// The plain attributes of an element as codes.
    pub fn codes(&mut self, element: &Element) -> Vec<Coded> {
        let mut codes = Vec::new();
        for (id, value) in element.plain().filter(|(id, _)| !matches!(*id, "OBS_VALUE" | "value")) {
            let concept = self.cube.concept(id, Kind::Dimension);
            codes.push(self.cube.coded(concept, value));
        }
        codes
    }

    /// A code of a generic message, which tells keys and attributes apart.
    pub fn generic(&mut self, id: &str, value: &str, kind: Kind) -> Coded {
        self.is_generic = true;
        let concept = self.cube.concept(id, kind);
        self.cube.coded(concept, value)
    }

    /// What a cross-sectional message measures, named by an element.
    pub fn measure(&mut self, name: &str) -> Coded {
        let concept = self.cube.concept("MEASURE", Kind::Dimension);
        self.observed.insert(concept);
        self.cube.coded(concept, name)
    }

    pub fn note_of_dataset(&mut self, codes: &[Coded]) {
        self.of_datasets.extend(codes.iter().map(|coded| coded.concept));
    }

    /// Adds a code to the innermost level.
    pub fn add_to_level(&mut self, coded: Coded) {
        if let Some((_, codes)) = self.levels.last_mut() {
            codes.push(coded);
        }
    }

    /// Opens a level whose codes belong to everything within it.
    pub fn enter(&mut self, name: &str, codes: Vec<Coded>) {
        self.levels.push((name.to_owned(), codes));
        self.end_series();
    }

    /// Closes the level. The attributes of a group belong to all series with its codes, wherever they stand.
    pub fn leave(&mut self, name: &str) {
        self.end_series();
        if let Some(at) = self.levels.iter().rposition(|(open, _)| open == name) {
            let closed = self.levels.split_off(at);
            if name == "Group" {
                self.groups.extend(closed.into_iter().map(|(_, codes)| codes).filter(|codes| !codes.is_empty()));
            }
        }
    }

    pub fn add_group(&mut self, codes: Vec<Coded>) {
        if !codes.is_empty() {
            self.groups.push(codes);
        }
    }

    /// Begins a series with these codes; those of the levels around it belong to it.
    pub fn begin_series(&mut self, codes: Vec<Coded>) {
        self.end_series();
        self.of_series = self.levels.iter().flat_map(|(_, codes)| codes).copied().chain(codes).collect();
        self.part = None;
        self.series = Some(self.cube.series.add(&[]));
    }

    pub fn add_to_series(&mut self, coded: Coded) {
        self.of_series.push(coded);
    }

    /// Its codes are known, as far as it tells them itself.
    pub fn end_series(&mut self) {
        if let Some(series) = self.series.take() {
            self.cube.series.set(series, &self.of_series);
        }
    }

    /// The attribute PERIOD of a series whose observations name years alone says which part of them is meant.
    fn in_part_of_year(&mut self, own: &mut [Coded]) {
        let is = |cube: &Cube, coded: &Coded, id: &str| cube.concepts.get(coded.concept as usize).is_some_and(|concept| concept.id == id);
        let at = self.of_series.iter().position(|coded| is(&self.cube, coded, "PERIOD")).filter(|_| self.series.is_some());
        if let Some(at) = at {
            let part = self.cube.category(self.of_series[at]).map(|category| category.code.clone());
            self.part = part.filter(|part| parts::within(2000, part).is_some());
            if self.part.is_some() {
                self.of_series.remove(at);
            }
        }
        let Some(part) = &self.part else { return };
        let Some(time) = own.iter_mut().find(|coded| is(&self.cube, coded, "TIME_PERIOD")) else { return };
        let year = self.cube.category(*time).and_then(|category| category.code.parse().ok());
        if let Some(period) = year.and_then(|year| parts::within(year, part)) {
            *time = self.cube.coded(time.concept, &period.to_string());
        }
    }

    /// Adds an observation that begins in this line and column.
    pub fn observe(&mut self, mut own: Vec<Coded>, value: Option<&str>, place: (u32, u32)) {
        self.in_part_of_year(&mut own);
        self.is_flat |= self.series.is_none() && self.levels.len() <= 1;
        if self.series.is_none() {
            self.begin_series(Vec::new());
        }
        self.has_values |= value.is_some();
        self.observed.extend(own.iter().map(|coded| coded.concept));
        let given = value.map_or(Given::Nothing, |value| Given::Text(value.into()));
        let number = u32::try_from(self.cube.cells.len() + 1).unwrap_or(u32::MAX);
        self.cube.cells.push(self.series.unwrap_or_default(), &own, &given, number, place);
    }

    /// Gives the series what their groups say, and tells dimensions from attributes where the message does not.
    pub fn finish(&mut self, is_cross_sectional: bool) {
        self.end_series();
        if is_cross_sectional {
            // There a data set may hold figures of one country, and says so for all of them.
            self.of_datasets.clear();
        }
        if !self.is_generic {
            self.tell_apart();
        }
        self.apply_groups();
        self.read_commas();
        self.lists.apply(&mut self.cube);
    }

    /// Commas are decimal where no number has two or a point beside one, and one number at least cannot have them between thousands.
    fn read_commas(&mut self) {
        let is_number = |text: &str| text.contains(',') && text.bytes().all(|byte| byte.is_ascii_digit() || b",.+-eE".contains(&byte));
        let parts = |text: &str| {
            let (before, behind) = text.split_once(',')?;
            let digits = behind.bytes().take_while(u8::is_ascii_digit).count();
            let before = before.trim_start_matches(['-', '+']);
            let tells = digits != 3 || before.starts_with('0') || before.len() > 3;
            (!behind.contains([',', '.']) && !before.contains('.')).then_some(tells)
        };
        let texts: Vec<_> = self.cube.cells.signs_mut().filter(|text| is_number(text.trim())).collect();
        let told: Option<Vec<bool>> = texts.iter().map(|text| parts(text.trim())).collect();
        self.has_commas = told.is_some_and(|told| told.contains(&true));
        if self.has_commas {
            texts.into_iter().for_each(|text| *text = text.replace(',', ".").into());
        }
    }

    fn tell_apart(&mut self) {
        let mut observed = vec![false; self.cube.series.numbers().len()];
        for cell in self.cube.cells.iter() {
            if let Some(is_observed) = observed.get_mut(cell.series as usize) {
                *is_observed = true;
            }
        }
        let in_all =
            self.in_every(self.cube.series.numbers().zip(observed).filter_map(|(series, is_observed)| is_observed.then_some(series)));
        let at_observation = self.header.dimension_at_observation.clone();
        let is_free = self.is_flat || at_observation == "AllDimensions";
        for (at, concept) in self.cube.concepts.iter_mut().enumerate() {
            let at = at as u32;
            let is_time = matches!(concept.id.as_str(), "TIME_PERIOD" | "TIME");
            let is_known = ATTRIBUTES.contains(&concept.id.as_str());
            // Within a series nothing but the period, or what stands in its place, identifies an observation.
            let may_identify = match self.observed.contains(&at) {
                true => is_time || concept.id == at_observation || is_free || at_observation.is_empty(),
                false => in_all.contains(&at) && !self.of_datasets.contains(&at),
            };
            let is_dimension = is_time || may_identify && !is_known && concept.categories.iter().all(|category| is_code(&category.code));
            concept.kind = if is_dimension { Kind::Dimension } else { Kind::Attribute };
        }
        self.take_keys();
        for concept in self.separating() {
            if let Some(concept) = self.cube.concepts.get_mut(concept as usize) {
                concept.kind = Kind::Dimension;
            }
        }
    }

    /// Series of a bank of series have nothing else that says which they are.
    fn take_keys(&mut self) {
        const OF_ALL: [&str; 6] = ["FREQ", "REF_AREA", "TIME_PERIOD", "TIME", "UNIT_MEASURE", "UNIT"];
        let tells = |concept: &Concept| concept.kind == Kind::Dimension && !OF_ALL.contains(&concept.id.as_str());
        if !self.cube.concepts.iter().any(tells) {
            for concept in self.cube.concepts.iter_mut().filter(|concept| KEYS.contains(&concept.id.as_str())) {
                concept.kind = Kind::Dimension;
            }
        }
    }

    /// The concepts that tell series apart which would otherwise have figures with the same codes: some series may have no code
    /// of a dimension.
    fn separating(&self) -> BTreeSet<u32> {
        /// Concepts with the category of each.
        type Key = Vec<(u32, u32)>;
        let is_dimension = |coded: &&Coded| self.cube.concepts.get(coded.concept as usize).is_some_and(|one| one.kind == Kind::Dimension);
        let key = |codes: &[Coded]| {
            let mut key: Key = codes.iter().filter(is_dimension).map(|coded| (coded.concept, coded.category)).collect();
            key.sort_unstable();
            key
        };
        let codes = |series: u32| -> Vec<Coded> { self.cube.series.of(series).collect() };
        // There may be millions of series, and of some that have the same number here the keys are looked at.
        let (numbering, mut alike) = (RandomState::new(), HashMap::<u64, u32>::new());
        let number = |series: u32| numbering.hash_one(key(&codes(series)));
        self.cube.series.numbers().for_each(|series| *alike.entry(number(series)).or_default() += 1);
        let is_alone = |series: &u32| alike.get(&number(*series)) == Some(&1);
        let shared: BTreeSet<u32> = self.cube.series.numbers().filter(|series| !is_alone(series)).collect();
        let mut firsts: HashMap<(Key, Key), u32> = HashMap::new();
        let mut found = BTreeSet::new();
        if shared.is_empty() {
            return found;
        }
        for cell in self.cube.cells.iter().filter(|cell| shared.contains(&cell.series)) {
            let (series, own): (Vec<Coded>, Vec<Coded>) = (codes(cell.series), cell.own().collect());
            let first = *firsts.entry((key(&series), key(&own))).or_insert(cell.series);
            if first != cell.series {
                let other = codes(first);
                let differing =
                    series.iter().filter(|coded| !other.contains(coded)).chain(other.iter().filter(|coded| !series.contains(coded)));
                found.extend(differing.map(|coded| coded.concept));
            }
        }
        found.retain(|concept| !self.of_datasets.contains(concept) && self.is_told_in_codes(*concept));
        found
    }

    /// Is a concept no attribute that agencies share, and written as codes are?
    fn is_told_in_codes(&self, concept: u32) -> bool {
        self.cube.concepts.get(concept as usize).is_some_and(|concept| {
            !ATTRIBUTES.contains(&concept.id.as_str()) && concept.categories.iter().all(|category| is_code(&category.code))
        })
    }

    /// The concepts that each of these series has.
    fn in_every(&self, series: impl Iterator<Item = u32>) -> BTreeSet<u32> {
        let concepts = |series: u32| -> BTreeSet<u32> { self.cube.series.of(series).map(|coded| coded.concept).collect() };
        let all = series.map(concepts).reduce(|all, more| all.intersection(&more).copied().collect());
        all.unwrap_or_default()
    }

    fn apply_groups(&mut self) {
        let mut groups = Groups::new();
        let is_dimension =
            |coded: &Coded| self.cube.concepts.get(coded.concept as usize).is_some_and(|concept| concept.kind == Kind::Dimension);
        for group in &self.groups {
            let (mut key, rest): (Vec<Coded>, Vec<Coded>) = group.iter().partition(|coded| is_dimension(coded));
            key.sort_by_key(|coded| coded.concept);
            let codes = key.iter().map(|coded| coded.category).collect();
            if key.is_empty() {
                continue;
            }
            groups.entry(key.iter().map(|coded| coded.concept).collect()).or_default().entry(codes).or_default().extend(rest);
        }
        // The key of a group may have codes that only the observations name, as in flat messages.
        if groups.is_empty() {
            return;
        }
        let Cube { cells, series: all, .. } = &mut self.cube;
        cells.extend(|series, [first, second]| {
            let series: Vec<Coded> = all.of(series).collect();
            let is_new = |mask: &[u32]| mask.iter().any(|concept| series.iter().all(|coded| coded.concept != *concept));
            said_by_groups(&groups, &[&series, first, second], is_new)
        });
        for series in all.numbers() {
            let own: Vec<Coded> = all.of(series).collect();
            let more = said_by_groups(&groups, &[&own], |_| true);
            if !more.is_empty() {
                all.set(series, &[own, more].concat());
            }
        }
    }
}

/// What groups say: by the concepts of their keys, then by the codes of these.
type Groups = HashMap<Vec<u32>, HashMap<Vec<u32>, Vec<Coded>>>;

/// What the groups with such concepts say of what has these codes, but for what it says itself.
fn said_by_groups(groups: &Groups, codes: &[&[Coded]], is_asked: impl Fn(&[u32]) -> bool) -> Vec<Coded> {
    let all = || codes.iter().copied().flatten();
    let code = |concept: &u32| all().find(|coded| coded.concept == *concept).map(|coded| coded.category);
    let said = groups.iter().filter(|(mask, _)| is_asked(mask)).filter_map(|(mask, groups)| {
        let key: Option<Vec<u32>> = mask.iter().map(code).collect();
        groups.get(&key?)
    });
    said.flatten().filter(|coded| all().all(|own| own.concept != coded.concept)).copied().collect()
}

/// Is it written as codes are, without blanks?
fn is_code(text: &str) -> bool {
    text.len() <= 40 && text.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '-' | '@' | '$' | '+' | '.'))
}
