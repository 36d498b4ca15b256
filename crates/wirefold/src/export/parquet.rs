//! Our own table as an Apache Parquet file: the columns of the CSV with their types.

use super::columns::{COLUMNS, Cell};
use super::fact::facts;
use crate::Recorded;
use parquet::basic::{LogicalType, Repetition, Type as Physical};
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;
use std::sync::Arc;

/// Rows written at a time.
const GROUP: usize = 65_536;

/// All events of a record as a Parquet file.
#[must_use]
pub fn parquet(recorded: &Recorded) -> Vec<u8> {
    let rows: Vec<Vec<Cell>> =
        facts(recorded).map(|fact| COLUMNS.iter().map(|c| (c.cell)(&fact)).collect()).collect();
    file(&rows).expect("memory takes all that is written, and each cell has its column's kind")
}

fn file(rows: &[Vec<Cell>]) -> Result<Vec<u8>, ParquetError> {
    let maker = concat!("wirefold version ", env!("CARGO_PKG_VERSION"));
    let properties = WriterProperties::builder().set_created_by(maker.to_owned()).build();
    let mut bytes = Vec::new();
    let mut writer = SerializedFileWriter::new(&mut bytes, schema(rows)?, Arc::new(properties))?;
    for rows in rows.chunks(GROUP) {
        let mut group = writer.next_row_group()?;
        let mut at = 0;
        while let Some(mut column) = group.next_column()? {
            fill(column.untyped(), rows.iter().map(|row| &row[at]))?;
            column.close()?;
            at += 1;
        }
        group.close()?;
    }
    writer.close()?;
    Ok(bytes)
}

/// Every column may be empty. The kinds are those of the first row's cells, since all
/// rows have the same; an empty table has columns of text.
fn schema(rows: &[Vec<Cell>]) -> Result<Arc<Type>, ParquetError> {
    let mut fields = Vec::with_capacity(COLUMNS.len());
    for (at, column) in COLUMNS.iter().enumerate() {
        let (physical, logical) = kind(rows.first().map(|row| &row[at]));
        let field = Type::primitive_type_builder(column.name, physical)
            .with_repetition(Repetition::OPTIONAL)
            .with_logical_type(logical);
        fields.push(Arc::new(field.build()?));
    }
    Ok(Arc::new(Type::group_type_builder("events").with_fields(fields).build()?))
}

fn kind(cell: Option<&Cell>) -> (Physical, Option<LogicalType>) {
    match cell {
        Some(Cell::Whole(_)) => (Physical::INT64, None),
        Some(Cell::Real(_)) => (Physical::DOUBLE, None),
        Some(Cell::Day(_)) => (Physical::INT32, Some(LogicalType::Date)),
        Some(Cell::Text(_)) | None => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
    }
}

fn fill<'c>(
    writer: &mut ColumnWriter<'_>,
    cells: impl Iterator<Item = &'c Cell> + Clone,
) -> Result<(), ParquetError> {
    let present: Vec<i16> = cells.clone().map(|cell| i16::from(is_present(cell))).collect();
    let levels = Some(present.as_slice());
    match writer {
        ColumnWriter::ByteArrayColumnWriter(column) => {
            column.write_batch(&cells.filter_map(text).collect::<Vec<_>>(), levels, None)
        }
        ColumnWriter::Int64ColumnWriter(column) => {
            column.write_batch(&cells.filter_map(whole).collect::<Vec<_>>(), levels, None)
        }
        ColumnWriter::DoubleColumnWriter(column) => {
            column.write_batch(&cells.filter_map(real).collect::<Vec<_>>(), levels, None)
        }
        ColumnWriter::Int32ColumnWriter(column) => {
            column.write_batch(&cells.filter_map(day).collect::<Vec<_>>(), levels, None)
        }
        _ => Err(ParquetError::General("a column of a kind that the table has not".to_owned())),
    }
    .map(|_| ())
}

fn is_present(cell: &Cell) -> bool {
    match cell {
        Cell::Text(value) => value.is_some(),
        Cell::Whole(value) => value.is_some(),
        Cell::Real(value) => value.is_some(),
        Cell::Day(value) => value.is_some(),
    }
}

fn text(cell: &Cell) -> Option<ByteArray> {
    match cell {
        Cell::Text(value) => value.as_deref().map(ByteArray::from),
        _ => None,
    }
}

fn whole(cell: &Cell) -> Option<i64> {
    match cell {
        Cell::Whole(value) => *value,
        _ => None,
    }
}

fn real(cell: &Cell) -> Option<f64> {
    match cell {
        Cell::Real(value) => *value,
        _ => None,
    }
}

/// Days since 1970.
fn day(cell: &Cell) -> Option<i32> {
    match cell {
        Cell::Day(value) => value.map(|d| jiff::civil::date(1970, 1, 1).until(d).map_or(0, |s| s.get_days())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{COLUMNS, Cell, file};
    use parquet::file::reader::{FileReader as _, SerializedFileReader};
    use parquet::record::{Field, RowAccessor as _};

    #[test]
    fn what_is_written_is_read_back() {
        let day = "2024-03-12".parse().expect("a date");
        let row = |i: usize| match i % 4 {
            0 => Cell::Text(Some("né".to_owned())),
            1 => Cell::Whole(Some(7)),
            2 => Cell::Real(None),
            _ => Cell::Day(Some(day)),
        };
        let rows: Vec<Vec<Cell>> = (0..2).map(|_| (0..COLUMNS.len()).map(row).collect()).collect();
        let bytes = file(&rows).expect("it is written");
        let reader = SerializedFileReader::new(bytes::Bytes::from(bytes)).expect("it opens");
        let read: Vec<_> = reader.get_row_iter(None).expect("rows").map(|r| r.expect("a row")).collect();
        assert_eq!(read.len(), 2);
        assert_eq!(read[1].get_string(0).expect("a text"), "né");
        assert_eq!(read[1].get_long(1).expect("a number"), 7);
        assert!(read[1].get_double(2).is_err(), "it is empty");
        assert_eq!(read[1].get_column_iter().nth(3).map(|c| c.1.clone()), Some(Field::Date(19_794)));
        assert_eq!(read[0].len(), COLUMNS.len());
    }

    #[test]
    fn no_event_is_a_table_without_rows() {
        let bytes = file(&[]).expect("it is written");
        let reader = SerializedFileReader::new(bytes::Bytes::from(bytes)).expect("it opens");
        assert_eq!(reader.metadata().file_metadata().num_rows(), 0);
        assert_eq!(reader.metadata().file_metadata().schema_descr().num_columns(), COLUMNS.len());
    }
}
