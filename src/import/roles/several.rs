//! What tells the tables of one file apart: their sheets, their flows, what is counted in them, or else their titles. They must not
//! run into each other.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::import::cell;
use crate::import::roles::blocks::Block;
use crate::import::roles::layout::{Column, Fixed, Layout, Role, figures};
use crate::import::roles::levels::names_period;
use crate::import::roles::said;
use crate::import::roles::titles::{is_country, names_flow, names_place, says_all, titles};
use crate::import::sheet::{Row, Sheet};
use crate::import::sink::snake_case;
use crate::terms::country::{self, Resolved};
use crate::terms::dimension::Dimension;
use crate::terms::trade::Flow;

/// A table found in a file, with what its columns were taken for.
pub struct Found<'a> {
    /// The place of its sheet in the file.
    pub of: usize,
    pub sheet: Cow<'a, Sheet>,
    pub block: Block,
    pub layout: Layout,
}

/// Gives each of several tables the codes that its figures have for standing in it.
pub(super) fn tell_apart(found: &mut [Found]) {
    name_by_sheets(found);
    if are_apart(found) {
        return;
    }
    if measure_apart(found) {
        for Found { sheet, layout, .. } in found {
            layout.fixed.push(Fixed::new(Dimension::Indicator, &snake_case(&sheet.name), Some(&sheet.name)));
        }
        return;
    }
    for (number, Found { sheet, block, layout, .. }) in found.iter_mut().enumerate() {
        let above: Vec<String> = block.above.iter().filter_map(|row| sheet.rows.get(*row)).map(Row::text).collect();
        let title = if above.is_empty() { format!("{} {}", sheet.name, number + 1).trim().to_owned() } else { above.join(" – ") };
        layout.fixed.push(Fixed::new(Dimension::Other("table".to_owned()), &(number + 1).to_string(), Some(&title)));
    }
}

/// Does each sheet tell something else, counted in a unit of its own: "Constant US$", "Share of GDP"?
fn measure_apart(found: &[Found]) -> bool {
    let names: BTreeSet<&str> = found.iter().map(|one| one.sheet.name.as_str()).filter(|name| !name.trim().is_empty()).collect();
    let units: BTreeSet<Option<&str>> = found.iter().map(|one| one.layout.unit_above.as_deref()).collect();
    let names_none = |one: &Found| {
        let is_indicator = |column: &Column| match &column.role {
            Role::Of(dimension, _) => *dimension == Dimension::Indicator,
            Role::Figures(figures) => figures.indicator.is_some() || figures.period.is_none(),
            _ => false,
        };
        !one.layout.columns.iter().any(is_indicator) && one.layout.fixed.iter().all(|fixed| fixed.dimension != Dimension::Indicator)
    };
    found.len() > 1 && names.len() == found.len() && units.len() > 1 && found.iter().all(names_none)
}

/// Sheets called "Exports" and "Imports", "2019" and "2020" or "Germany" and "France" say so of the figures in them, where nothing
/// else does.
fn name_by_sheets(found: &mut [Found]) {
    let names: BTreeSet<&str> = found.iter().map(|one| one.sheet.name.trim()).collect();
    if found.len() < 2 || names.len() < found.len() {
        return;
    }
    let all = |holds: fn(&Layout, &str) -> bool| found.iter().all(|one| holds(&one.layout, one.sheet.name.trim()));
    // Beside other words countries may be the other side: "German imports by country of origin".
    let are_bare = found.iter().all(|one| titles(&one.sheet, &one.block, &one.layout).is_empty());
    let dimension = match () {
        () if all(|layout, name| said::is_flow(name) && !names_flow(layout)) => Dimension::Flow,
        () if all(|layout, name| is_country(layout, name) && !names_place(layout)) && are_bare => Dimension::Reporter,
        () if all(|layout, name| names_period(name) && layout.is_undated()) => {
            for Found { sheet, layout, .. } in found {
                cell::period(&sheet.name).into_iter().for_each(|read| layout.date(&read));
            }
            return;
        }
        () => return,
    };
    for Found { sheet, layout, .. } in &mut *found {
        layout.fixed.push(Fixed::new(dimension.clone(), sheet.name.trim(), None));
    }
    if let (Dimension::Reporter, Some(first)) = (dimension, found.first_mut()) {
        first.layout.caveats.push("The names of sheets were taken for the countries whose figures they hold.".to_owned());
    }
}

/// Is no figure of one table told of the same thing as one of another, whose titles say no more than that?
fn are_apart(found: &[Found]) -> bool {
    let titles: BTreeSet<Vec<String>> = found.iter().map(title).collect();
    if titles.len() > 1 {
        return false;
    }
    let told: Vec<Told> = found.iter().map(Told::of).collect();
    told.iter().enumerate().all(|(at, one)| told[at + 1..].iter().all(|other| one.is_apart_from(other)))
}

/// What stands above a table besides what it says of all figures; and the name of its sheet where that says something else.
fn title(found: &Found) -> Vec<String> {
    let Found { sheet, layout, block, .. } = found;
    let name = Some(sheet.name.trim().to_owned()).filter(|name| !says_all(layout, name));
    name.into_iter().chain(titles(sheet, block, layout)).collect()
}

/// What is told by the figures of a table, of what holds for each of its rows; `None` where rows tell it themselves.
struct Told {
    flow: Option<Flow>,
    country: Option<String>,
    /// That of all figures, below names that are the same in another table.
    period: Option<(Vec<String>, String)>,
    indicators: Option<BTreeSet<String>>,
}

impl Told {
    fn of(found: &Found) -> Self {
        let Found { layout, .. } = found;
        let fixed = |wanted: Dimension| layout.fixed.iter().find(move |fixed| fixed.dimension == wanted).map(|fixed| fixed.code.as_str());
        let is_open = !layout.columns.iter().any(|column| matches!(column.role, Role::Of(Dimension::Indicator, _)));
        let figures = || layout.columns.iter().filter_map(figures);
        let indicators = || match fixed(Dimension::Indicator) {
            Some(indicator) => BTreeSet::from([snake_case(indicator)]),
            None => figures().map(|figures| figures.indicator.as_ref().map(|(_, label)| snake_case(label)).unwrap_or_default()).collect(),
        };
        let mut periods = figures().map(|figures| figures.period.as_ref().map(|read| read.period.to_string())).collect::<BTreeSet<_>>();
        let period = periods.pop_first().flatten().filter(|_| periods.is_empty());
        Self {
            flow: fixed(Dimension::Flow).and_then(said::flow),
            country: fixed(Dimension::Reporter).map(|name| resolved(layout, name)),
            period: period.map(|period| (found.block.names.clone(), period)),
            indicators: is_open.then(indicators),
        }
    }

    fn is_apart_from(&self, other: &Self) -> bool {
        differ(self.flow.as_ref(), other.flow.as_ref())
            || differ(self.country.as_ref(), other.country.as_ref())
            || self.period.as_ref().zip(other.period.as_ref()).is_some_and(|(own, other)| own.0 == other.0 && own.1 != other.1)
            || self.indicators.as_ref().zip(other.indicators.as_ref()).is_some_and(|(own, others)| own.is_disjoint(others))
    }
}

/// The code of a country, by whatever of its names.
fn resolved(layout: &Layout, name: &str) -> String {
    match country::resolve_in(layout.scheme, name) {
        Resolved::One(code) => code.to_owned(),
        Resolved::Ambiguous(_) | Resolved::Unknown => name.to_owned(),
    }
}

fn differ<T: PartialEq>(own: Option<&T>, other: Option<&T>) -> bool {
    own.zip(other).is_some_and(|(own, other)| own != other)
}
