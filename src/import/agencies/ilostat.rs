//! ILOSTAT: a row for each figure, in codes or in words, with classifications that each indicator has its own of.

use crate::import::cell::flag::Flags;
use crate::import::roles::format::{TableFormat, always, nothing_more};
use crate::import::roles::head::Head;
use crate::import::roles::layout::{Layout, Role};
use crate::import::sheet::Sheet;
use crate::terms::country::Scheme;
use crate::terms::dimension::Dimension;

pub const CODES: TableFormat = TableFormat {
    name: "ILOSTAT table",
    description: "ILOSTAT tables",
    publisher: "International Labour Organization",
    marks: &["ref_area", "indicator", "time", "obs_value"],
    fits: always,
    layout,
    describe: nothing_more,
};

/// As its Data Explorer gives them.
pub const WORDS: TableFormat =
    TableFormat { name: "ILOSTAT table in words", marks: &["ref_area.label", "indicator.label", "time", "obs_value"], ..CODES };

fn layout(sheet: &Sheet, head: &Head) -> Layout {
    let mut layout = Layout::below(sheet, head, Scheme::Ilo);
    for at in 0..layout.columns.len() {
        let name = layout.columns[at].name.to_lowercase();
        let (id, is_label) = name.strip_suffix(".label").map_or((name.as_str(), false), |id| (id, true));
        let dimension = match id {
            "ref_area" => Dimension::Reporter,
            "indicator" => Dimension::Indicator,
            // "source" is the file itself.
            "source" => Dimension::Other("survey".to_owned()),
            _ if id == "sex" || id.starts_with("classif") => Dimension::Other(id.to_owned()),
            _ => continue,
        };
        let role = if is_label && head.has(id) { Role::NameOf(dimension) } else { Role::of(dimension) };
        let name = layout.columns[at].name.clone();
        layout = layout.with(&name, role);
    }
    layout.flags = Flags::Ilo;
    let status = if head.has("obs_status") { "obs_status" } else { "obs_status.label" };
    let notes = ["note_classif", "note_indicator", "note_source"];
    let named = notes.map(|note| format!("{note}.label"));
    let layout = layout.with("time", Role::Period).with("obs_value", Role::values()).with(status, Role::Status);
    notes.iter().zip(&named).fold(layout, |layout, (code, words)| {
        // Words say more than codes of notes.
        let note = if head.has(words) { words } else { *code };
        layout.with(note, Role::Note)
    })
}
