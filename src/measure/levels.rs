//! Figures by commodity as parts of flows: of one level of one classification, which are never mixed.

use std::collections::BTreeMap;

use crate::measure::gather::{Key, Lines};
use crate::measure::grouped::Groups;
use crate::measure::structures::Parts;
use crate::query::selection::Selection;
use crate::terms::dimension::Dimension;
use crate::terms::trade::{self, Level};

/// The level whose parts are added up: that of the commodities picked, or the coarsest there is. Levels are never mixed.
pub fn level(lines: &Lines, selection: &Selection) -> Option<Level> {
    let pick = selection.pick(&Dimension::Commodity);
    if Groups::of(selection).codes().next().is_some() {
        return Some(Level::Chapter);
    }
    let codes = lines.keys().filter_map(|key| key.codes.get(&Dimension::Commodity));
    codes.filter(|code| pick.allows(code)).filter_map(|code| trade::level(code.as_str())).min()
}

/// The lines by flow: what each has in common, and its parts of the one level. Goods not specified belong to every level.
pub fn flows(lines: Lines, wanted: Option<Level>) -> BTreeMap<Key, Parts> {
    let mut flows: BTreeMap<Key, Parts> = BTreeMap::new();
    for (mut key, points) in lines {
        let Some(code) = key.codes.remove(&Dimension::Commodity) else { continue };
        if trade::level(code.as_str()) == wanted || code.as_str() == trade::NOT_SPECIFIED {
            flows.entry(key).or_default().insert(code, points);
        }
    }
    flows
}

/// In the words of a subtitle.
pub fn by_level(level: Option<Level>) -> &'static str {
    match level {
        Some(Level::Section) => "by HS section",
        Some(Level::Chapter) => "by HS chapter",
        Some(Level::Heading) => "by HS heading",
        Some(Level::Subheading) => "by HS subheading",
        None => "by commodity",
    }
}
