//! How the cells of a workbook of before 2007 are shown: its reader tells their values, and not how these are shown.

use std::collections::BTreeMap;

use crate::import::hidden::Hidden;
use crate::import::workbook::above_line::{Texts, is_above, is_raised};
use crate::import::workbook::record::{Records, long, short, stream};
use crate::import::workbook::shown::Format;
use crate::import::workbook::unsaved::Unsaved;

/// What is known of the cells of a sheet.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Formats {
    /// How they are shown, by their places counted from 0; those that are not there as they stand.
    pub of_cells: BTreeMap<(u32, u32), Format>,
    /// The words of cells that have marks above the line.
    pub raised: BTreeMap<(u32, u32), String>,
    pub unsaved: Unsaved,
    pub hidden: Hidden,
}

/// Those of each sheet in the order of the file. `None` where the records of the workbook are not found.
pub fn formats(bytes: &[u8]) -> Option<Vec<Formats>> {
    let records = stream(bytes, &["Workbook", "Book"])?;
    let (mut formats, mut styles, mut sheets) = (BTreeMap::new(), Vec::new(), Vec::new());
    let (mut fonts, mut texts) = (Vec::new(), Texts::default());
    let mut version = EIGHTH;
    for (kind, data) in Records(&records) {
        match kind {
            END => break,
            0x0031 => fonts.push(is_raised(data)),
            0x00fc => texts.begin(data),
            CONTINUED => texts.go_on(data),
            0x0809 => version = short(data, 0)?,
            0x041e => drop(formats.insert(short(data, 0)?, Format::of(&text(data.get(2..)?, version)))),
            0x00e0 => styles.push([short(data, 0)?, short(data, 2)?]),
            0x0085 => sheets.push(long(data, 0)? as usize),
            _ => {}
        }
    }
    // 9 and 10 are 0% and 0.00%, 17 is mmm-yy, without being listed.
    let unlisted = |format: &u16| match format {
        9 | 10 => Format::Percent,
        17 => Format::Month,
        _ => Format::Plain,
    };
    let style = |[font, format]: &[u16; 2]| match is_above(&fonts, *font) {
        true => Format::Raised,
        false => formats.get(format).cloned().unwrap_or_else(|| unlisted(format)),
    };
    let styles: Vec<Format> = styles.iter().map(style).collect();
    let raised = texts.raised(&fonts);
    sheets.into_iter().map(|start| cells(records.get(start..)?, &styles, &raised)).collect()
}

const END: u16 = 0x000a;
/// What did not fit into the record before it.
const CONTINUED: u16 = 0x003c;
/// The version of Excel 97 and later.
const EIGHTH: u16 = 0x0600;

/// The cells of a sheet that are not shown as they stand. `raised`: the texts that have marks above the line, by their numbers.
fn cells(records: &[u8], styles: &[Format], raised: &BTreeMap<u32, String>) -> Option<Formats> {
    let mut found = Formats::default();
    for (kind, data) in Records(records) {
        match kind {
            END => break,
            // A formula; what is no number is told by its result.
            0x0006 => {
                found.put(styles, short(data, 0)?, short(data, 2)?, short(data, 4)?);
                if (data.get(6), short(data, 12)?) == (Some(&3), 0xffff) {
                    found.unsaved.add(u32::from(short(data, 2)?));
                }
            }
            // A number, one in short.
            0x0203 | 0x027e => found.put(styles, short(data, 0)?, short(data, 2)?, short(data, 4)?),
            // Several in a row.
            0x00bd => {
                let own = data.get(4..data.len().checked_sub(2)?)?.chunks_exact(6);
                for (column, one) in (short(data, 2)?..).zip(own) {
                    found.put(styles, short(data, 0)?, column, short(one, 0)?);
                }
            }
            // A text.
            0x00fd => {
                found.put(styles, short(data, 0)?, short(data, 2)?, short(data, 4)?);
                if let Some(text) = raised.get(&long(data, 6)?) {
                    found.raised.insert((u32::from(short(data, 0)?), u32::from(short(data, 2)?)), text.clone());
                }
            }
            // A row and some columns, as far as they are hidden.
            0x0208 if short(data, 12)? & 0x20 != 0 => found.hidden.rows(usize::from(short(data, 0)?) + 1, 1),
            0x007d if short(data, 8)? & 1 != 0 => {
                let (first, last) = (usize::from(short(data, 0)?), usize::from(short(data, 2)?));
                found.hidden.columns(first, (last + 1).saturating_sub(first));
            }
            _ => {}
        }
    }
    Some(found)
}

impl Formats {
    fn put(&mut self, styles: &[Format], row: u16, column: u16, style: u16) {
        if let Some(format) = styles.get(usize::from(style)).filter(|format| **format != Format::Plain) {
            self.of_cells.insert((u32::from(row), u32::from(column)), format.clone());
        }
    }
}

/// The code of a format. Before the eighth version its letters are of the code page of the system; those beyond ASCII are words.
fn text(data: &[u8], version: u16) -> String {
    if version < EIGHTH {
        return data.iter().skip(1).map(|byte| char::from(*byte)).collect();
    }
    let letters = data.get(3..).unwrap_or_default();
    match data.get(2).is_some_and(|flags| flags & 1 == 1) {
        true => {
            letters.chunks_exact(2).map(|pair| char::from_u32(u32::from(u16::from_le_bytes([pair[0], pair[1]]))).unwrap_or('?')).collect()
        }
        false => letters.iter().map(|byte| char::from(*byte)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        [&kind.to_le_bytes(), &(data.len() as u16).to_le_bytes(), data].concat()
    }

    /// A workbook in sectors of 512 bytes: the table of them, the directory, then its records.
    fn container(mut records: Vec<u8>) -> Vec<u8> {
        records.resize(4096, 0);
        let sectors = |numbers: &[u32]| {
            let mut bytes: Vec<u8> = numbers.iter().flat_map(|number| number.to_le_bytes()).collect();
            bytes.resize(512, 0xff);
            bytes
        };
        let mut head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
        head.resize(512, 0xff);
        head[30..32].copy_from_slice(&9_u16.to_le_bytes());
        head[48..52].copy_from_slice(&1_u32.to_le_bytes());
        head[76..80].copy_from_slice(&0_u32.to_le_bytes());
        let mut entry: Vec<u8> = "Workbook\0".encode_utf16().flat_map(u16::to_le_bytes).collect();
        entry.resize(512, 0);
        entry[116..120].copy_from_slice(&2_u32.to_le_bytes());
        entry[120..124].copy_from_slice(&4096_u32.to_le_bytes());
        let chained: Vec<u32> = [u32::MAX, u32::MAX].into_iter().chain(3..=9).chain([u32::MAX]).collect();
        [head, sectors(&chained), entry, records].concat()
    }

    #[test]
    fn a_cell_whose_style_stands_above_the_line_holds_a_mark() {
        let font = |position: u8| record(0x0031, &[0, 0, 0, 0, 0, 0, 0, 0, position, 0]);
        let style = |font: u8| record(0x00e0, &[font, 0, 0, 0]);
        let bound = |at: u16| record(0x0085, &[&u32::from(at).to_le_bytes()[..], &[0, 0, 1, 0, b'A']].concat());
        // Of five fonts, the last has the number 5.
        let styles = [[0, 0, 0, 0, 1].map(font).concat(), [0, 4, 5].map(style).concat()].concat();
        let globals = |at: u16| [styles.clone(), bound(at), record(END, &[])].concat();
        let number = |column: u8, style: u8| record(0x0203, &[0, 0, column, 0, style, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        let word = record(0x00fd, &[1, 0, 3, 0, 2, 0, 0, 0, 0, 0]);
        let sheet = [number(1, 0), number(2, 2), word, record(END, &[])].concat();
        let found = formats(&container([globals(globals(0).len() as u16), sheet].concat())).expect("a workbook");
        assert_eq!(found[0].of_cells, BTreeMap::from([((0, 2), Format::Raised), ((1, 3), Format::Raised)]));
    }

    #[test]
    fn cells_are_shown_as_the_formats_of_their_styles_say() {
        let own = |number: u8, code: &str| record(0x041e, &[&[number, 0, code.len() as u8, 0, 0][..], code.as_bytes()].concat());
        let style = |format: u8| record(0x00e0, &[0, 0, format, 0]);
        let bound = |at: u16| record(0x0085, &[&u32::from(at).to_le_bytes()[..], &[0, 0, 1, 0, b'A']].concat());
        // A code of 37 signs has a sign of percent for its length.
        let long = "#,##0.00_);(#,##0.00);0.00_);@_)_)_) ";
        let styles = [own(164, "0.0%"), own(165, "0.0,,"), own(166, long), [0, 9, 164, 165, 166].map(style).concat()].concat();
        let globals = |at: u16| [styles.clone(), bound(at), record(END, &[])].concat();
        let start = globals(0).len() as u16;
        let several = [&[1_u8, 0, 4, 0][..], &[2, 0, 0, 0, 0, 0], &[0, 0, 0, 0, 0, 0], &[5, 0]].concat();
        let number = |column: u8, style: u8| record(0x0203, &[0, 0, column, 0, style, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        let numbers = [number(1, 1), number(2, 0), number(3, 3), number(4, 4)].concat();
        let formula = record(0x0006, &[0, 0, 5, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0]);
        let sheet = [numbers, formula, record(0x00bd, &several), record(END, &[])].concat();
        let found = formats(&container([globals(start), sheet].concat())).expect("a workbook");
        let expected = [((0, 1), Format::Percent), ((0, 3), Format::Smaller(6)), ((1, 4), Format::Percent)];
        assert_eq!(found[0].of_cells, BTreeMap::from(expected));
        assert!(found[0].unsaved.tell("Data").is_some_and(|told| told.contains(": 1, in column F;")), "{:?}", found[0].unsaved);
        assert_eq!(formats(b"none"), None);
        let code = "0.0\" €\"".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        assert_eq!(text(&[&[7, 0, 1][..], &code].concat(), EIGHTH), "0.0\" €\"");
        assert_eq!(text(&[&[4][..], b"0.0%"].concat(), 0x0500), "0.0%");
    }
}
