//! Which cells of a workbook of before 2007 are shown in percent: its reader tells their values, and not how these are shown.

use std::collections::{BTreeMap, BTreeSet};

use crate::import::workbook::shown::Format;

/// Of each sheet in the order of the file, the places of its cells in percent, counted from 0. `None` where the records of the
/// workbook are not found.
pub fn in_percent(bytes: &[u8]) -> Option<Vec<BTreeSet<(u32, u32)>>> {
    let records = stream(bytes, &["Workbook", "Book"])?;
    let (mut formats, mut styles, mut sheets) = (BTreeMap::new(), Vec::new(), Vec::new());
    for (kind, data) in Records(&records) {
        match kind {
            END => break,
            0x041e => drop(formats.insert(short(data, 0)?, Format::of(&text(data.get(2..)?)))),
            0x00e0 => styles.push(short(data, 2)?),
            0x0085 => sheets.push(long(data, 0)? as usize),
            _ => {}
        }
    }
    // 9 and 10 are 0% and 0.00% without being listed.
    let percent = |format: &u16| formats.get(format).map_or(matches!(format, 9 | 10), |format| *format == Format::Percent);
    let styles: Vec<bool> = styles.iter().map(percent).collect();
    sheets.into_iter().map(|start| cells(records.get(start..)?, &styles)).collect()
}

const END: u16 = 0x000a;

/// The cells of a sheet whose style is one of percent.
fn cells(records: &[u8], styles: &[bool]) -> Option<BTreeSet<(u32, u32)>> {
    let mut found = BTreeSet::new();
    let mut put = |row: u16, column: u16, style: u16| {
        if styles.get(usize::from(style)) == Some(&true) {
            found.insert((u32::from(row), u32::from(column)));
        }
    };
    for (kind, data) in Records(records) {
        match kind {
            END => break,
            // A number, one in short, a formula.
            0x0203 | 0x027e | 0x0006 => put(short(data, 0)?, short(data, 2)?, short(data, 4)?),
            // Several in a row.
            0x00bd => {
                let styles = data.get(4..data.len().checked_sub(2)?)?.chunks_exact(6);
                for (column, one) in (short(data, 2)?..).zip(styles) {
                    put(short(data, 0)?, column, short(one, 0)?);
                }
            }
            _ => {}
        }
    }
    Some(found)
}

/// Records one after the other: what each is, and what it holds.
struct Records<'a>(&'a [u8]);

impl<'a> Iterator for Records<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let (kind, length) = (short(self.0, 0)?, usize::from(short(self.0, 2)?));
        let data = self.0.get(4..4 + length)?;
        self.0 = &self.0[4 + length..];
        Some((kind, data))
    }
}

/// The letters of a format that tell: those beyond ASCII are words.
fn text(data: &[u8]) -> String {
    data.iter().filter(|byte| byte.is_ascii_graphic() || **byte == b' ').map(|byte| char::from(*byte)).collect()
}

/// The bytes of the first of these streams in the container of Office: they stand in sectors that a table chains.
fn stream(bytes: &[u8], names: &[&str]) -> Option<Vec<u8>> {
    let shift = short(bytes, 30).filter(|shift| matches!(shift, 9 | 12))?;
    let size = 1_usize << shift;
    let sector = |at: u32| bytes.get((at as usize + 1).checked_mul(size)?..).map(|rest| &rest[..rest.len().min(size)]);
    let numbers = |data: &[u8]| data.chunks_exact(4).filter_map(|one| long(one, 0)).collect::<Vec<u32>>();
    // The table of sectors stands in sectors, too: the first 109 are listed in the head, the others in a chain of their own.
    let mut listed = numbers(bytes.get(76..512)?);
    let mut next = long(bytes, 68)?;
    while let Some(more) = sector(next).filter(|_| listed.len() <= bytes.len() / size) {
        listed.extend(numbers(more));
        next = listed.pop()?;
    }
    let table: Vec<u32> = listed.into_iter().filter_map(sector).flat_map(numbers).collect();
    let chain = |start: u32| {
        let mut data = Vec::new();
        let mut at = start;
        while let Some(one) = sector(at).filter(|_| data.len() <= bytes.len()) {
            data.extend_from_slice(one);
            at = table.get(at as usize).copied().unwrap_or(u32::MAX);
        }
        data
    };
    let directory = chain(long(bytes, 48)?);
    let is_called = |entry: &[u8], name: &str| {
        let wide: Vec<u8> = name.bytes().chain([0]).flat_map(|letter| [letter, 0]).collect();
        entry.get(..wide.len()).is_some_and(|own| own.eq_ignore_ascii_case(&wide))
    };
    let entry = names.iter().find_map(|name| directory.chunks_exact(128).find(|entry| is_called(entry, name)))?;
    // Shorter ones stand elsewhere; no program writes a workbook so.
    let length = long(entry, 120).filter(|length| *length >= 4096)? as usize;
    let mut data = chain(long(entry, 116)?);
    data.truncate(length);
    Some(data)
}

fn short(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(data.get(at..at + 2)?.try_into().ok()?))
}

fn long(data: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(data.get(at..at + 4)?.try_into().ok()?))
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
    fn cells_in_percent_are_those_whose_style_has_such_a_format() {
        let own = [&[164, 0, 4, 0, 0][..], b"0.0%"].concat();
        let style = |format: u8| record(0x00e0, &[0, 0, format, 0]);
        let bound = |at: u8| record(0x0085, &[at, 0, 0, 0, 0, 0, 1, 0, b'A']);
        let globals = |at| [record(0x041e, &own), style(0), style(9), style(164), bound(at), record(END, &[])].concat();
        let start = globals(0).len() as u8;
        let several = [&[1_u8, 0, 4, 0][..], &[2, 0, 0, 0, 0, 0], &[0, 0, 0, 0, 0, 0], &[5, 0]].concat();
        let number = |column: u8, style: u8| record(0x0203, &[0, 0, column, 0, style, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        let sheet = [number(1, 1), number(2, 0), record(0x00bd, &several), record(END, &[])].concat();
        let found = in_percent(&container([globals(start), sheet].concat())).expect("a workbook");
        assert_eq!(found, [BTreeSet::from([(0, 1), (1, 4)])]);
        assert_eq!(in_percent(b"none"), None);
    }
}
