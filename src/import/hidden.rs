//! Rows and columns that a table does not show. They are read as the others are, and that is told.

use std::collections::BTreeMap;

use crate::import::sheet::{Row, column_name};

/// Rows, counted from 1, and columns, counted from 0, that are not shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hidden {
    rows: Stretches,
    columns: Stretches,
    /// Those among them that hold something.
    filled_rows: Stretches,
    filled_columns: Stretches,
}

impl Hidden {
    /// So many rows from this one on.
    pub fn rows(&mut self, first: usize, count: usize) {
        self.rows.add(first, count);
    }

    /// So many columns from this one on.
    pub fn columns(&mut self, first: usize, count: usize) {
        self.columns.add(first, count);
    }

    /// Those of a further part of the table as well.
    pub fn extend(&mut self, more: Self) {
        let add = |to: &mut Stretches, from: Stretches| from.0.into_iter().for_each(|(first, last)| to.add(first, last - first + 1));
        add(&mut self.rows, more.rows);
        add(&mut self.columns, more.columns);
    }

    /// Takes a row of the table as it was read.
    pub fn look(&mut self, row: &Row) {
        if self.rows.holds(row.line) && !row.is_blank() {
            self.filled_rows.add(row.line, 1);
        }
        let new = |column: &usize| !self.filled_columns.holds(*column) && !row.cell(*column).is_empty();
        let found: Vec<usize> = self.columns.each().take_while(|column| *column < row.cells.len()).filter(new).collect();
        found.into_iter().for_each(|column| self.filled_columns.add(column, 1));
    }

    /// What is to be told of the rows that were looked at.
    pub fn tell(&self, table: &str) -> Vec<String> {
        let lines = self.filled_rows.told(|line| line.to_string());
        let columns = self.filled_columns.told(column_name);
        let told = |what: &str, these: Option<String>| Some(format!("hidden {what} of \"{table}\" are read as well: {}", these?));
        told("rows", lines).into_iter().chain(told("columns", columns)).collect()
    }
}

/// Numbers as stretches: the last of each by its first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Stretches(BTreeMap<usize, usize>);

impl Stretches {
    fn add(&mut self, first: usize, count: usize) {
        let Some(last) = count.checked_sub(1).and_then(|more| first.checked_add(more)) else { return };
        let last = self.0.remove(&last.saturating_add(1)).unwrap_or(last);
        match self.0.range_mut(..=first).next_back() {
            Some((_, end)) if end.saturating_add(1) >= first => *end = last.max(*end),
            Some(_) | None => drop(self.0.insert(first, last)),
        }
    }

    fn holds(&self, number: usize) -> bool {
        self.0.range(..=number).next_back().is_some_and(|(_, last)| number <= *last)
    }

    fn each(&self) -> impl Iterator<Item = usize> {
        self.0.iter().flat_map(|(first, last)| *first..=*last)
    }

    /// "4–6, 9 (4 of them)"; none where there are none.
    fn told(&self, name: impl Fn(usize) -> String) -> Option<String> {
        const MOST: usize = 10;
        let stretch = |(first, last): (&usize, &usize)| match first == last {
            true => name(*first),
            false => format!("{}–{}", name(*first), name(*last)),
        };
        let count: usize = self.0.iter().map(|(first, last)| last - first + 1).sum();
        let named: Vec<String> = self.0.iter().take(MOST).map(stretch).collect();
        let more = if self.0.len() > MOST { " and others" } else { "" };
        let counted = if count > 1 { format!(" ({count} of them)") } else { String::new() };
        (count > 0).then(|| format!("{}{more}{counted}", named.join(", ")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_hidden_and_holds_something_is_told() {
        let mut hidden = Hidden::default();
        hidden.rows(4, 2);
        hidden.rows(6, 1);
        hidden.rows(9, 1);
        hidden.columns(5, 1);
        hidden.columns(1, 2);
        assert_eq!(hidden.tell("Data"), [""; 0]);
        for line in 1..=9 {
            let cells = if line == 5 { vec![] } else { vec!["a".to_owned(), String::new(), "b".to_owned()] };
            hidden.look(&Row { line, cells });
        }
        assert_eq!(
            hidden.tell("Data"),
            ["hidden rows of \"Data\" are read as well: 4, 6, 9 (3 of them)", "hidden columns of \"Data\" are read as well: C"]
        );
        hidden.look(&Row { line: 5, cells: vec!["late".to_owned()] });
        assert_eq!(hidden.tell("Data")[0], "hidden rows of \"Data\" are read as well: 4–6, 9 (4 of them)");
    }
}
