//! The readers of workbooks, and what is read apart from them: how cells are shown, which are merged, which rows are hidden.

use std::io::Cursor;

use calamine::{Data, DataType as _, Dimensions, Ods, Range, Reader as _, Xls, Xlsb, Xlsx};

use crate::import::hidden::Hidden;
use crate::import::limits::MOST_CELLS;
use crate::import::workbook::areas::Areas;
use crate::import::workbook::binary;
use crate::import::workbook::cell;
use crate::import::workbook::grid::{Grid, TooMany};
use crate::import::workbook::members;
use crate::import::workbook::old::Formats;
use crate::import::workbook::shown::{Format, Shown, formats};

pub type Bytes<'a> = Cursor<&'a [u8]>;

/// A workbook by one of the readers.
pub trait Cells {
    fn list(&self) -> Vec<calamine::Sheet>;
    /// Puts the cells of a sheet into the grid; notes on them come back.
    ///
    /// # Errors
    /// Why the sheet cannot be read to its end.
    fn fill(&mut self, sheet: &str, grid: &mut Grid, most: usize) -> Result<Vec<String>, String>;
    fn merged(&mut self, sheet: &str) -> Vec<Dimensions>;
    fn hidden(&mut self, sheet: &str) -> Hidden;
}

pub fn full(_: TooMany) -> String {
    format!("the workbook has more than {MOST_CELLS} cells")
}

/// The reader tells the cells; what is hidden, and which formulas have no results, is read apart.
pub struct Present<'a> {
    pub cells: Xlsx<Bytes<'a>>,
    pub bytes: &'a [u8],
}

impl Cells for Present<'_> {
    fn list(&self) -> Vec<calamine::Sheet> {
        self.cells.sheets_metadata().to_vec()
    }

    fn fill(&mut self, sheet: &str, grid: &mut Grid, most: usize) -> Result<Vec<String>, String> {
        let mut reader = self.cells.worksheet_cells_reader(sheet).map_err(|error| error.to_string())?;
        let formats = formats(reader.styles());
        let (mut shown, mut has_empty) = (Shown::default(), false);
        while let Some((found, style)) = reader.next_cell_with_style_id().map_err(|error| error.to_string())? {
            let (place, value) = (found.get_position(), found.get_value());
            let text = shown.cell(place, value, formats.get(style).unwrap_or(&Format::Plain), grid);
            has_empty |= value.is_empty();
            grid.put(place, text, most).map_err(full)?;
        }
        let notes = shown.tell(sheet, grid, most).map_err(full)?;
        // Most sheets have no empty cells, and need not be read twice.
        let unsaved = has_empty.then(|| members::unsaved(Cursor::new(self.bytes), sheet).tell(sheet)).flatten();
        Ok(notes.into_iter().chain(unsaved).collect())
    }

    fn merged(&mut self, sheet: &str) -> Vec<Dimensions> {
        self.cells.merge_cells_by_sheet_name(sheet).unwrap_or_default()
    }

    fn hidden(&mut self, sheet: &str) -> Hidden {
        members::hidden(Cursor::new(self.bytes), sheet)
    }
}

/// The reader tells the cells; what is hidden is read apart.
pub struct Binary<'a> {
    pub cells: Xlsb<Bytes<'a>>,
    pub bytes: &'a [u8],
}

impl Cells for Binary<'_> {
    fn list(&self) -> Vec<calamine::Sheet> {
        self.cells.sheets_metadata().to_vec()
    }

    fn fill(&mut self, sheet: &str, grid: &mut Grid, most: usize) -> Result<Vec<String>, String> {
        let mut reader = self.cells.worksheet_cells_reader(sheet).map_err(|error| error.to_string())?;
        while let Some(found) = reader.next_cell().map_err(|error| error.to_string())? {
            grid.put(found.get_position(), cell::text(found.get_value()), most).map_err(full)?;
        }
        Ok(vec![unseen(sheet)])
    }

    fn merged(&mut self, _sheet: &str) -> Vec<Dimensions> {
        Vec::new()
    }

    fn hidden(&mut self, sheet: &str) -> Hidden {
        binary::hidden(Cursor::new(self.bytes), sheet)
    }
}

/// What is to be told where the formats of a sheet are not reached.
pub fn unseen(sheet: &str) -> String {
    format!("which numbers of \"{sheet}\" are shown in percent or in millions is not seen: 25.4 % stands as 0.254 there")
}

/// The reader tells the cells; how they are shown is read apart.
pub struct Old<'a> {
    pub cells: Xls<Bytes<'a>>,
    pub formats: Option<Vec<Formats>>,
    /// Rows are read until there are so many cells.
    pub until: usize,
}

impl Old<'_> {
    fn own(&self, sheet: &str) -> Option<&Formats> {
        let at = self.cells.sheets_metadata().iter().position(|one| one.name == sheet)?;
        self.formats.as_ref()?.get(at)
    }
}

impl Cells for Old<'_> {
    fn list(&self) -> Vec<calamine::Sheet> {
        self.cells.sheets_metadata().to_vec()
    }

    fn fill(&mut self, sheet: &str, grid: &mut Grid, most: usize) -> Result<Vec<String>, String> {
        let range = self.cells.worksheet_range(sheet).map_err(|error| error.to_string())?;
        let own = self.own(sheet);
        let notes = fill_from(&range, grid, [most, self.until], sheet, |place| own.and_then(|own| own.of_cells.get(&place)))?;
        let last = grid.last_line();
        for (place, words) in own.iter().flat_map(|own| &own.raised).filter(|((row, _), _)| (*row as usize) < last) {
            grid.put(*place, words.clone(), most).map_err(full)?;
        }
        let untold = own.map_or_else(|| Some(unseen(sheet)), |own| own.unsaved.tell(sheet));
        Ok(notes.into_iter().chain(untold).collect())
    }

    fn merged(&mut self, sheet: &str) -> Vec<Dimensions> {
        self.cells.merge_cells_by_sheet_name(sheet).unwrap_or_default()
    }

    fn hidden(&mut self, sheet: &str) -> Hidden {
        self.own(sheet).map(|own| own.hidden.clone()).unwrap_or_default()
    }
}

/// The reader tells the cells; which of them are merged, and how they are shown, is read apart.
pub struct OpenDocument<'a> {
    pub cells: Ods<Bytes<'a>>,
    pub areas: Areas,
}

impl Cells for OpenDocument<'_> {
    fn list(&self) -> Vec<calamine::Sheet> {
        self.cells.sheets_metadata().to_vec()
    }

    fn fill(&mut self, sheet: &str, grid: &mut Grid, most: usize) -> Result<Vec<String>, String> {
        let range = self.cells.worksheet_range(sheet).map_err(|error| error.to_string())?;
        fill_from(&range, grid, [most, usize::MAX], sheet, |place| self.areas.format(sheet, place))
    }

    fn merged(&mut self, sheet: &str) -> Vec<Dimensions> {
        self.areas.merged.get(sheet).cloned().unwrap_or_default()
    }

    fn hidden(&mut self, sheet: &str) -> Hidden {
        self.areas.hidden.get(sheet).cloned().unwrap_or_default()
    }
}

fn fill_from<'a>(
    range: &Range<Data>,
    grid: &mut Grid,
    [most, until]: [usize; 2],
    sheet: &str,
    format: impl Fn((u32, u32)) -> Option<&'a Format>,
) -> Result<Vec<String>, String> {
    let (first_row, first_column) = range.start().unwrap_or_default();
    let mut shown = Shown::default();
    for (row, column, value) in range.used_cells() {
        let at = |start: u32, offset: usize| start.saturating_add(u32::try_from(offset).unwrap_or(u32::MAX));
        let place = (at(first_row, row), at(first_column, column));
        if grid.begins_row(place.0) && grid.cells() >= until {
            break;
        }
        let text = shown.cell(place, value, format(place).unwrap_or(&Format::Plain), grid);
        grid.put(place, text, most).map_err(full)?;
    }
    shown.tell(sheet, grid, most).map_err(full)
}
