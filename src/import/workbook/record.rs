//! A workbook of before 2007 as records of bytes, one after the other, in a stream that the container of Office keeps in sectors.

/// Records one after the other: what each is, and what it holds.
pub struct Records<'a>(pub &'a [u8]);

impl<'a> Iterator for Records<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let (kind, length) = (short(self.0, 0)?, usize::from(short(self.0, 2)?));
        let data = self.0.get(4..4 + length)?;
        self.0 = &self.0[4 + length..];
        Some((kind, data))
    }
}

/// The bytes of the first of these streams in the container of Office: they stand in sectors that a table chains.
pub fn stream(bytes: &[u8], names: &[&str]) -> Option<Vec<u8>> {
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

pub fn short(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(data.get(at..at + 2)?.try_into().ok()?))
}

pub fn long(data: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(data.get(at..at + 4)?.try_into().ok()?))
}
