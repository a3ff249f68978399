//! Numbers of footnotes that stand behind names of countries with nothing but a blank between: "United States 5".

use std::collections::{BTreeMap, BTreeSet};

use crate::dataset::report::quoted;
use crate::import::roles::layout::{Layout, Role};
use crate::import::sheet::Sheet;
use crate::terms::country::{self, Resolved, Scheme};
use crate::terms::dimension::Dimension;

/// The name before such a number, where it is that of a country and the whole is not.
pub(super) fn bare(cell: &str) -> Option<&str> {
    let (name, mark) = cell.trim().rsplit_once(' ')?;
    let is_mark = (1..=2).contains(&mark.len()) && mark.bytes().all(|byte| byte.is_ascii_digit()) && !mark.starts_with('0');
    // CA 12 is a part of California.
    let is_name = || name.chars().count() > 3 && known(name).is_some() && country::resolve_in(Scheme::Names, cell) == Resolved::Unknown;
    (is_mark && is_name()).then(|| name.trim_end())
}

fn known(name: &str) -> Option<Vec<&'static str>> {
    match country::resolve_in(Scheme::Names, name) {
        Resolved::One(code) => Some(vec![code]),
        Resolved::Ambiguous(codes) => Some(codes),
        Resolved::Unknown => None,
    }
}

/// The cells with such numbers, where no other cell is of the same country: "Germany 1" and "Germany 2" are two of something.
pub(super) fn marked<'a>(cells: impl Iterator<Item = &'a str>) -> BTreeSet<&'a str> {
    let distinct: BTreeSet<&str> = cells.collect();
    let mut of: BTreeMap<Vec<&str>, usize> = BTreeMap::new();
    for codes in distinct.iter().filter_map(|cell| known(bare(cell).unwrap_or(cell))) {
        *of.entry(codes).or_default() += 1;
    }
    let is_one = |name: &str| known(name).and_then(|codes| of.get(&codes)) == Some(&1);
    let found: BTreeSet<&str> = distinct.iter().copied().filter(|cell| bare(cell).is_some()).collect();
    if found.iter().all(|cell| bare(cell).is_some_and(is_one)) { found } else { BTreeSet::new() }
}

/// Takes such numbers in columns of countries for marks of footnotes, and tells of them.
pub(super) fn find(sheet: &Sheet, layout: &mut Layout) {
    const MOST_NAMED: usize = 5;
    let rows = sheet.rows.get(layout.rows[0]..layout.rows[1]).unwrap_or_default();
    let is_place = |role: &Role| {
        matches!(role, Role::Of(Dimension::Reporter | Dimension::Partner, _) | Role::NameOf(Dimension::Reporter | Dimension::Partner))
    };
    let places: Vec<usize> = (0..layout.columns.len()).filter(|at| is_place(&layout.columns[*at].role)).collect();
    for at in places {
        let found = marked(rows.iter().map(|row| row.cell(at)).filter(|cell| !cell.is_empty()));
        if found.is_empty() {
            continue;
        }
        let named: Vec<String> = found.iter().take(MOST_NAMED).map(|cell| quoted(cell)).collect();
        let more = if found.len() > MOST_NAMED { format!(" and {} more", found.len() - MOST_NAMED) } else { String::new() };
        layout.caveats.push(format!("Numbers behind names of countries were taken for marks of footnotes: {}{more}.", named.join(", ")));
        layout.footnoted.push(at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_behind_a_country_is_a_footnote_unless_it_counts_several() {
        assert_eq!((bare("United States 5"), bare("European Union 3")), (Some("United States"), Some("European Union")));
        for text in ["CA 12", "Region 1", "Germany", "Germany 2020", "European Union 27", "Germany 05"] {
            assert_eq!(bare(text), None, "{text}");
        }
        assert_eq!(marked(["Mexico 2", "France"].into_iter()), BTreeSet::from(["Mexico 2"]));
        assert!(marked(["Germany 1", "Germany 2", "Mexico 2"].into_iter()).is_empty());
        assert!(marked(["Germany 1", "Germany"].into_iter()).is_empty());
    }
}
