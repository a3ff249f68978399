//! Text that is read some lines at a time, by whoever knows what its lines mean.

use std::io::Read;
use std::path::Path;

use crate::dataset::Dataset;
use crate::dataset::report::Refusal;
use crate::dataset::stored::{LOCATOR, Stored};
use crate::dataset::structure::Caveat;
use crate::import::importer::InPieces;
use crate::import::report::Report;
use crate::import::stage;
use crate::import::stream::order::Hand;
use crate::import::stream::taken::Taken;
use crate::import::stream::{Rows, contradiction, dataset, sample};
use crate::problem::Problem;

/// So many bytes are taken at a time, up to the end of a line.
const PIECE: usize = 4 << 20;
/// A cell in quotation marks over many lines is no longer than this.
const MOST_BYTES: usize = 4 * PIECE;

/// Reads all lines into files of a folder.
///
/// # Errors
/// When a file cannot be read to its end, its first line differs from that of the first file, or the disk is full.
pub fn store(mut reader: Box<dyn InPieces>, rows: &Rows, folder: &Path, report: &mut Report) -> Result<Dataset, Problem> {
    let encoding = rows.beginning.encoding()?;
    let taken = Taken::default();
    let mut hand = Hand::new(folder);
    let mut header: Option<String> = None;
    for (number, part) in rows.parts.iter().enumerate() {
        let problem =
            |why: String| Problem::new(format!("Could not read {}", rows.beginning.input.name)).because(format!("{}: {why}", part.name));
        let mut lines = Lines { text: part.text(&taken, encoding)?, rest: Vec::new(), is_at_end: false };
        let first = lines.first().map_err(problem)?;
        match &header {
            None => header = Some(first),
            Some(header) if *header == first => {}
            Some(_) => return Err(problem("its first line names other columns than the first file".to_owned())),
        }
        reader.begin();
        while let Some(piece) = lines.next().map_err(problem)? {
            for (line, observation) in reader.take(&piece) {
                hand.put(&observation, i32::try_from(line).unwrap_or(i32::MAX), number as i32);
                if let Some(place) = &observation.locator {
                    let column = hand.texts.column(LOCATOR);
                    let place = hand.texts.number(column, place);
                    hand.chunk.text(column, place);
                }
                report.rows += 1;
            }
            stage::progress(taken.bytes(), report.rows as u64);
            if hand.is_full() && !hand.over() {
                break;
            }
        }
    }
    let (written, texts) = hand.finish()?;
    let files = rows.parts.iter().map(|part| part.name.clone()).collect();
    let stored = Stored { folder: folder.to_owned(), rows: written.rows, texts: texts.into_lists(), files };
    let mut draft = reader.finish(sample(&written, &stored)?, written.rows);
    report.duplicates += written.repeated;
    let before = Caveat::of_refused(draft.refused.len(), &rows.beginning.input.name);
    written.contradictions.iter().for_each(|lines| draft.refused.push(contradiction(*lines)));
    report.refused_more += written.more_contradictions;
    draft.caveats.retain(|caveat| Some(caveat) != before.as_ref());
    draft.caveats.extend(Caveat::of_refused(draft.refused.len() + written.more_contradictions, &rows.beginning.input.name));
    if written.rows == 0 {
        let nothing = Problem::new(format!("Could not read {}", rows.beginning.input.name)).because("not one figure in it could be read");
        return Err(draft.refused.first().map(Refusal::sentence).into_iter().fold(nothing, Problem::because));
    }
    dataset(draft, stored, &taken, rows.parts)
}

/// Text in pieces of whole lines; a line break within quotation marks ends none.
struct Lines<R> {
    text: R,
    rest: Vec<u8>,
    is_at_end: bool,
}

impl<R: Read> Lines<R> {
    /// The first line that is not blank, with its end and the blank ones before it.
    fn first(&mut self) -> Result<String, String> {
        self.fill()?;
        let begin = self.rest.iter().position(|byte| !matches!(byte, b'\r' | b'\n')).unwrap_or(0);
        let end = end_of_line(&self.rest, begin).unwrap_or(self.rest.len());
        text_of(self.rest.drain(..end).collect())
    }

    fn next(&mut self) -> Result<Option<String>, String> {
        loop {
            self.fill()?;
            if self.is_at_end {
                let rest = std::mem::take(&mut self.rest);
                return if rest.is_empty() { Ok(None) } else { text_of(rest).map(Some) };
            }
            if let Some(end) = last_end(&self.rest) {
                return text_of(self.rest.drain(..end).collect()).map(Some);
            }
            if self.rest.len() > MOST_BYTES {
                return Err("a quotation mark in it closes nowhere".to_owned());
            }
            self.take(PIECE)?;
        }
    }

    fn fill(&mut self) -> Result<(), String> {
        let wanted = PIECE.saturating_sub(self.rest.len());
        self.take(wanted)
    }

    fn take(&mut self, wanted: usize) -> Result<(), String> {
        if wanted == 0 {
            return Ok(());
        }
        let taken = self.text.by_ref().take(wanted as u64).read_to_end(&mut self.rest).map_err(|error| error.to_string())?;
        self.is_at_end = taken < wanted;
        Ok(())
    }
}

fn text_of(bytes: Vec<u8>) -> Result<String, String> {
    // What is no letter becomes U+FFFD, as in files that are read as a whole.
    let text = String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
    Ok(text.strip_prefix('\u{feff}').map_or(text.clone(), str::to_owned))
}

/// Behind the first line end that is in no quotation marks.
fn end_of_line(bytes: &[u8], from: usize) -> Option<usize> {
    let mut is_quoted = false;
    bytes.iter().enumerate().skip(from).find_map(|(at, byte)| {
        is_quoted ^= *byte == b'"';
        (*byte == b'\n' && !is_quoted).then_some(at + 1)
    })
}

/// Behind the last such line end.
fn last_end(bytes: &[u8]) -> Option<usize> {
    let (mut is_quoted, mut last) = (false, None);
    for (at, byte) in bytes.iter().enumerate() {
        is_quoted ^= *byte == b'"';
        if *byte == b'\n' && !is_quoted {
            last = Some(at + 1);
        }
    }
    last
}
