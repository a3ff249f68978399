//! A table as bytes of an Arrow IPC stream, for another process of this program.

use std::io::Cursor;

use arrow::error::ArrowError;
use arrow::ipc::reader::StreamReader;
use arrow::ipc::writer::StreamWriter;

use crate::problem::Problem;
use crate::table::Table;

impl Table {
    /// The table as an Arrow IPC stream.
    ///
    /// # Errors
    /// When a column cannot be written; never for a table made by `Table::new`.
    pub fn pack(&self) -> Result<Vec<u8>, Problem> {
        let write = || -> Result<Vec<u8>, ArrowError> {
            let mut writer = StreamWriter::try_new(Vec::new(), &self.batch.schema())?;
            writer.write(&self.batch)?;
            writer.finish()?;
            writer.into_inner()
        };
        write().map_err(|error| Problem::new("Could not hand over the table").because(error))
    }

    /// A table from the bytes that `pack` made.
    ///
    /// # Errors
    /// When they are none.
    pub fn unpack(bytes: &[u8]) -> Result<Self, Problem> {
        let read = || -> Result<Option<Self>, ArrowError> {
            let batches = StreamReader::try_new(Cursor::new(bytes), None)?.collect::<Result<Vec<_>, _>>()?;
            Self::from_batches(&batches).map_err(|problem| ArrowError::IpcError(problem.to_string()))
        };
        let trouble = || Problem::new("Could not take over the table");
        read().map_err(|error| trouble().because(error))?.ok_or_else(|| trouble().because("it holds nothing"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Column;

    #[test]
    fn a_table_comes_out_as_it_went_in() {
        let text = Column::Text(vec![Some("a".into()), None, Some("b".into())]);
        let table =
            Table::new(vec![("t".to_owned(), text), ("n".to_owned(), Column::Number(vec![None, Some(0.1), Some(-0.0)]))]).expect("a table");
        let again = Table::unpack(&table.pack().expect("bytes")).expect("a table");
        assert_eq!((again.columns(), again.rows()), (table.columns(), 3));
        let (texts, numbers) = (again.texts("t"), again.numbers("n"));
        assert_eq!((texts.at(0), texts.at(1), texts.at(2)), (Some("a"), None, Some("b")));
        assert_eq!((numbers.at(0), numbers.at(1)), (None, Some(0.1)));
        assert!(Table::unpack(b"no table").is_err());
    }
}
