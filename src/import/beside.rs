//! What stands beside the records of a document: how many there are, and what is said of all of them.

use std::collections::BTreeSet;

use crate::import::report::{Passed, Report};
use crate::import::sheet::Sheet;

/// Tells the members that stand beside records. `false` when one says of all figures what the records do not say themselves, so that
/// these alone are no table.
pub fn tell(members: &[(String, String)], sheet: &Sheet, report: &mut Report) -> bool {
    let columns: BTreeSet<String> = sheet.rows.first().into_iter().flat_map(|head| &head.cells).map(|name| plain(name)).collect();
    let says_what_no_record_says = |path: &str| path.split('.').map(plain).any(|name| is_of_all(&name) && !columns.contains(&name));
    if members.iter().any(|(path, _)| says_what_no_record_says(path)) {
        return false;
    }
    let count = report.records.unwrap_or(sheet.rows.len().saturating_sub(1));
    if let Some((name, text)) = members.iter().find(|(name, text)| says_more(&plain(name), text.trim(), count)) {
        report
            .note(format!("The file is perhaps only a part of what was asked for: it holds {count} records, and says \"{name}\": {text}."));
    }
    let told = |(name, text): &(String, String)| Passed { place: name.clone(), text: text.chars().take(200).collect() };
    report.passed_over.extend(members.iter().filter(|(_, text)| !text.is_empty()).map(told));
    true
}

/// Does a member of this name say of all figures what they count in, or when?
pub fn is_of_all(name: &str) -> bool {
    const NAMES: [&str; 8] = ["scale", "multiplier", "currency", "year", "period", "date", "timeperiod", "powercode"];
    let plain = plain(name);
    plain.starts_with("unit") && !plain.starts_with("united") || NAMES.contains(&plain.as_str())
}

/// Is it about the paging of an answer, or about the database that it is from?
pub fn is_of_paging(name: &str) -> bool {
    matches!(plain(name).as_str(), "page" | "perpage" | "pagesize" | "sourceid" | "sourcename" | "lastupdated" | "version")
        || PAGES.contains(&plain(name).as_str())
        || TOTALS.contains(&plain(name).as_str())
}

const PAGES: [&str; 3] = ["pages", "totalpages", "pagecount"];
const TOTALS: [&str; 9] = ["total", "count", "totalcount", "totalrecords", "totalresults", "totalitems", "nhits", "hits", "numfound"];

/// Does a member say that there are more than these records?
fn says_more(name: &str, text: &str, count: usize) -> bool {
    let number = || text.parse::<usize>().unwrap_or_default();
    match name {
        "next" | "nextlink" | "nextpage" | "nexturl" | "hasmore" => !matches!(text, "" | "false" | "0"),
        name if PAGES.contains(&name) => number() > 1,
        name if TOTALS.contains(&name) => number() > count,
        _ => false,
    }
}

/// The last part of a name in small letters: `@odata.nextLink` is `nextlink`.
fn plain(name: &str) -> String {
    name.rsplit('.').next().unwrap_or(name).replace(['_', '-', ' '], "").to_lowercase()
}
