//! Heads of two rows whose cells lost their reach when the table became text: "Quarters" stood over I, II, III and IV, and in
//! the text the months behind it stand three columns too far left.

use crate::import::roles::calendar;
use crate::import::sheet::Row;

/// What stands over each column: its name, and what it shares with others.
type Names = (Vec<String>, Vec<String>);

/// The names set over their columns, of which there are `width`; `None` when the upper row is as wide as the figures, or no cell
/// of it stands over several.
///
/// # Errors
/// Why the names cannot be set over their columns.
pub(super) fn names(upper: &Row, lower: &Row, width: usize) -> Option<Result<Names, String>> {
    let wide = upper.filled_width();
    let runs = runs(lower);
    let is_beneath_names = |run: &[usize; 2]| run[1] - run[0] > 1 && (run[0]..run[0] + 2).all(|at| !upper.cell(at).is_empty());
    let beneath = runs.iter().find(|run| is_beneath_names(run))?;
    // One name beneath each name to the last is a second row of names, such as units.
    let are_second_names = beneath[1] == wide && calendar::part_of_year(lower.cell(beneath[0])).is_none();
    if wide.max(lower.filled_width()) >= width || are_second_names {
        return None;
    }
    let (mut names, mut groups) = (Vec::new(), Vec::new());
    let mut from = 0;
    while from < wide {
        let (at, name) = (names.len(), upper.cell(from));
        let reach = runs.iter().find(|run| run[0] == at && !name.is_empty()).map_or(1, |run| run[1] - run[0]);
        if reach == 1 {
            names.push(if name.is_empty() { lower.cell(at) } else { name }.to_owned());
            groups.push(String::new());
            from += 1;
            continue;
        }
        names.extend((at..at + reach).map(|at| lower.cell(at).to_owned()));
        groups.extend(std::iter::repeat_n(name.to_owned(), reach));
        // Empty cells behind a name are what is left of its reach.
        let left = (from + 1..wide.min(from + reach)).take_while(|from| upper.cell(*from).is_empty()).count();
        from += 1 + left;
    }
    Some(if names.len() == width {
        Ok((names, groups))
    } else {
        Err(format!(
            "the names of its columns stand in two rows and are {} for {width} columns, so that some stand over the wrong figures",
            names.len()
        ))
    })
}

/// Cells that stand side by side: the first, and the one behind the last.
fn runs(row: &Row) -> Vec<[usize; 2]> {
    let mut runs: Vec<[usize; 2]> = Vec::new();
    for at in (0..row.cells.len()).filter(|at| !row.cell(*at).is_empty()) {
        match runs.last_mut() {
            Some(last) if last[1] == at => last[1] += 1,
            Some(_) | None => runs.push([at, at + 1]),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(text: &str) -> Row {
        Row { line: 1, cells: text.split('|').map(str::to_owned).collect() }
    }

    fn set(upper: &str, lower: &str, width: usize) -> Option<Result<String, String>> {
        names(&row(upper), &row(lower), width).map(|set| set.map(|(names, groups)| format!("{} / {}", names.join("|"), groups.join("|"))))
    }

    #[test]
    fn names_behind_a_cell_that_lost_its_reach_stand_over_their_figures() {
        let set_right = set("|Year|Quarters|Jan|Feb|||", "||I|II|III|IV", 8);
        assert_eq!(set_right, Some(Ok("|Year|I|II|III|IV|Jan|Feb / ||Quarters|Quarters|Quarters|Quarters||".to_owned())));
    }

    #[test]
    fn names_that_cannot_be_matched_are_no_names() {
        let refused = set("|Year|Quarters|Jan|Feb||||", "||I|II|III|IV", 9).expect("an answer").expect_err("a reason");
        assert!(refused.contains("are 8 for 9 columns"), "{refused}");
    }

    #[test]
    fn a_head_of_two_rows_that_are_as_wide_as_the_figures_stays_as_it_is() {
        assert_eq!(set("Country|Exports|Imports", "|USD|tonnes", 3), None);
        assert_eq!(set("Country|Exports|Imports", "|USD|tonnes", 4), None);
        assert_eq!(set("Country|Exports||Imports|", "|2019|2020|2019|2020", 5), None);
        assert_eq!(set("Country|2019|2020", "|", 4), None);
    }
}
