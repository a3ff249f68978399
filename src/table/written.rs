//! One value of an Arrow array as text.

use std::fmt::Write as _;

use arrow::array::{Array, AsArray as _, StructArray};
use arrow::datatypes::{
    DataType, Float16Type, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type,
    UInt64Type,
};
use arrow::error::ArrowError;
use arrow::util::display::{ArrayFormatter, FormatOptions};

use crate::terms::unit::exact_number;

/// A value on its way to text.
enum Value {
    Nothing,
    /// A number, or true and false: bare in JSON as well.
    Bare(String),
    Words(String),
    /// Values within a value, written as JSON already.
    Nested(String),
}

/// The value of a row as text; `None` when there is none.
///
/// # Errors
/// When the value is of a kind that has no text.
pub fn written(array: &dyn Array, row: usize) -> Result<Option<String>, ArrowError> {
    Ok(match value(array, row)? {
        Value::Nothing => None,
        Value::Bare(text) | Value::Words(text) | Value::Nested(text) => Some(text),
    })
}

/// Kinds are those of Arrow; the ones that are not named are dates and times, which its own writer tells.
fn value(array: &dyn Array, row: usize) -> Result<Value, ArrowError> {
    if array.is_null(row) {
        return Ok(Value::Nothing);
    }
    Ok(match array.data_type() {
        DataType::Null => Value::Nothing,
        DataType::Boolean => Value::Bare(array.as_boolean().value(row).to_string()),
        DataType::Int8 => Value::Bare(array.as_primitive::<Int8Type>().value(row).to_string()),
        DataType::Int16 => Value::Bare(array.as_primitive::<Int16Type>().value(row).to_string()),
        DataType::Int32 => Value::Bare(array.as_primitive::<Int32Type>().value(row).to_string()),
        DataType::Int64 => Value::Bare(array.as_primitive::<Int64Type>().value(row).to_string()),
        DataType::UInt8 => Value::Bare(array.as_primitive::<UInt8Type>().value(row).to_string()),
        DataType::UInt16 => Value::Bare(array.as_primitive::<UInt16Type>().value(row).to_string()),
        DataType::UInt32 => Value::Bare(array.as_primitive::<UInt32Type>().value(row).to_string()),
        DataType::UInt64 => Value::Bare(array.as_primitive::<UInt64Type>().value(row).to_string()),
        DataType::Float16 => short_number(array.as_primitive::<Float16Type>().value(row).to_string()),
        DataType::Float32 => short_number(array.as_primitive::<Float32Type>().value(row).to_string()),
        DataType::Float64 => number(array.as_primitive::<Float64Type>().value(row)),
        DataType::Utf8 => Value::Words(array.as_string::<i32>().value(row).to_owned()),
        DataType::LargeUtf8 => Value::Words(array.as_string::<i64>().value(row).to_owned()),
        DataType::Utf8View => Value::Words(array.as_string_view().value(row).to_owned()),
        DataType::Binary => bytes(array.as_binary::<i32>().value(row)),
        DataType::LargeBinary => bytes(array.as_binary::<i64>().value(row)),
        DataType::BinaryView => bytes(array.as_binary_view().value(row)),
        DataType::FixedSizeBinary(_) => bytes(array.as_fixed_size_binary().value(row)),
        DataType::List(_) => list(&array.as_list::<i32>().value(row))?,
        DataType::LargeList(_) => list(&array.as_list::<i64>().value(row))?,
        DataType::FixedSizeList(..) => list(&array.as_fixed_size_list().value(row))?,
        DataType::Struct(_) => Value::Nested(object(array.as_struct(), row)?),
        DataType::Map(..) => map(&array.as_map().value(row))?,
        DataType::Dictionary(..) => entry(array, row)?,
        DataType::RunEndEncoded(ends, _) => run(array, ends.data_type(), row)?,
        DataType::Decimal32(..) | DataType::Decimal64(..) | DataType::Decimal128(..) | DataType::Decimal256(..) => {
            Value::Bare(told(array, row)?)
        }
        _ => Value::Words(told(array, row)?),
    })
}

fn number(value: f64) -> Value {
    match value.is_finite() {
        true => Value::Bare(exact_number(value)),
        false => Value::Words(value.to_string()),
    }
}

/// A number of less than 64 bits has fewer digits of its own: 1.1, not 1.100000023841858.
fn short_number(text: String) -> Value {
    match text.parse::<f64>() {
        Ok(value) => number(value),
        Err(_) => Value::Words(text),
    }
}

/// Bytes that are text are told as text, others in hexadecimal.
fn bytes(bytes: &[u8]) -> Value {
    match std::str::from_utf8(bytes) {
        Ok(text) if !text.contains(|sign: char| sign.is_control() && !sign.is_whitespace()) => Value::Words(text.to_owned()),
        _ => Value::Words(bytes.iter().fold(String::new(), |mut text, byte| {
            // Writing to a string cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })),
    }
}

/// A dictionary is written once for each value; the row names its place there.
fn entry(array: &dyn Array, row: usize) -> Result<Value, ArrowError> {
    let Some(dictionary) = array.as_any_dictionary_opt() else { return Ok(Value::Words(told(array, row)?)) };
    let keys = dictionary.keys();
    let place = match value(keys, row)? {
        Value::Bare(key) => key.parse::<usize>().ok().filter(|place| *place < dictionary.values().len()),
        Value::Nothing | Value::Words(_) | Value::Nested(_) => None,
    };
    match place {
        Some(place) => value(dictionary.values(), place),
        None => Err(ArrowError::InvalidArgumentError("a key that is not in its dictionary".to_owned())),
    }
}

/// Of values that stand for several rows, the one that stands for this.
fn run(array: &dyn Array, ends: &DataType, row: usize) -> Result<Value, ArrowError> {
    let runs = match ends {
        DataType::Int16 => array.as_run_opt::<Int16Type>().map(|runs| (runs.get_physical_index(row), runs.values())),
        DataType::Int32 => array.as_run_opt::<Int32Type>().map(|runs| (runs.get_physical_index(row), runs.values())),
        _ => array.as_run_opt::<Int64Type>().map(|runs| (runs.get_physical_index(row), runs.values())),
    };
    match runs {
        Some((place, values)) if place < values.len() => value(values, place),
        _ => Err(ArrowError::InvalidArgumentError("a run that ends nowhere".to_owned())),
    }
}

fn list(items: &dyn Array) -> Result<Value, ArrowError> {
    let items = (0..items.len()).map(|row| json(value(items, row)?)).collect::<Result<Vec<_>, ArrowError>>()?;
    Ok(Value::Nested(format!("[{}]", items.join(","))))
}

fn object(fields: &StructArray, row: usize) -> Result<String, ArrowError> {
    let parts = fields.column_names().into_iter().zip(fields.columns());
    let parts = parts.map(|(name, column)| Ok(format!("{}:{}", quoted(name)?, json(value(column, row)?)?)));
    Ok(format!("{{{}}}", parts.collect::<Result<Vec<_>, ArrowError>>()?.join(",")))
}

/// Keys and values of one row; as an object when the keys are text.
fn map(entries: &StructArray) -> Result<Value, ArrowError> {
    let [keys, values] = entries.columns() else { return Ok(Value::Nested("{}".to_owned())) };
    let mut parts = Vec::new();
    for row in 0..entries.len() {
        let key = written(keys, row)?.unwrap_or_default();
        parts.push(format!("{}:{}", quoted(&key)?, json(value(values, row)?)?));
    }
    Ok(Value::Nested(format!("{{{}}}", parts.join(","))))
}

fn json(value: Value) -> Result<String, ArrowError> {
    Ok(match value {
        Value::Nothing => "null".to_owned(),
        Value::Bare(text) | Value::Nested(text) => text,
        Value::Words(text) => quoted(&text)?,
    })
}

fn quoted(text: &str) -> Result<String, ArrowError> {
    serde_json::to_string(text).map_err(|error| ArrowError::JsonError(error.to_string()))
}

/// As Arrow writes it: dates and times as ISO 8601, decimals with all their digits. What is no date of the calendar is told
/// by the number that is stored.
fn told(array: &dyn Array, row: usize) -> Result<String, ArrowError> {
    let options = FormatOptions::new().with_display_error(false);
    let text = ArrayFormatter::try_new(array, &options).and_then(|formatter| formatter.value(row).try_to_string());
    text.or_else(|error| {
        let number = arrow::compute::cast(&array.slice(row, 1), &DataType::Int64).map_err(|_| error)?;
        Ok(number.as_primitive::<Int64Type>().value(0).to_string())
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use arrow::array::{
        ArrayRef, BinaryArray, Decimal128Array, DictionaryArray, Float32Array, Int32Array, ListArray, StringArray,
        TimestampMicrosecondArray,
    };
    use arrow::datatypes::Field;

    use super::*;

    fn text(array: &dyn Array, row: usize) -> String {
        written(array, row).expect("readable").unwrap_or_else(|| "—".to_owned())
    }

    #[test]
    fn numbers_keep_the_digits_of_their_kind() {
        assert_eq!(text(&Float32Array::from(vec![1.1]), 0), "1.1");
        let decimals = Decimal128Array::from(vec![100, -5]).with_precision_and_scale(25, 2).expect("a decimal");
        assert_eq!((text(&decimals, 0), text(&decimals, 1)), ("1.00".to_owned(), "-0.05".to_owned()));
    }

    #[test]
    fn bytes_are_text_where_they_can_be() {
        let binary = BinaryArray::from(vec![b"03/01/09".as_slice(), &[0xff, 0x00]]);
        assert_eq!((text(&binary, 0), text(&binary, 1)), ("03/01/09".to_owned(), "ff00".to_owned()));
    }

    #[test]
    fn times_are_iso_and_what_is_no_time_stays_a_number() {
        let times = TimestampMicrosecondArray::from(vec![Some(1_704_141_296_123_456), None, Some(i64::MAX)]);
        assert_eq!((text(&times, 0), text(&times, 1)), ("2024-01-01T20:34:56.123456".to_owned(), "—".to_owned()));
        assert_eq!(text(&times, 2), i64::MAX.to_string());
    }

    #[test]
    fn what_is_nested_is_json() {
        let lists = ListArray::from_iter_primitive::<Int32Type, _, _>([Some(vec![Some(1), None]), None]);
        assert_eq!((text(&lists, 0), text(&lists, 1)), ("[1,null]".to_owned(), "—".to_owned()));
        let names: ArrayRef = Arc::new(StringArray::from(vec!["a \"b\""]));
        let object = StructArray::from(vec![
            (Arc::new(Field::new("name", DataType::Utf8, false)), names),
            (Arc::new(Field::new("n", DataType::Int32, true)), Arc::new(Int32Array::from(vec![None])) as ArrayRef),
        ]);
        assert_eq!(text(&object, 0), r#"{"name":"a \"b\"","n":null}"#);
    }

    #[test]
    fn a_dictionary_gives_its_value() {
        let dictionary: DictionaryArray<Int8Type> = [Some("x"), None, Some("y"), Some("x")].into_iter().collect();
        assert_eq!((text(&dictionary, 0), text(&dictionary, 1), text(&dictionary, 2)), ("x".to_owned(), "—".to_owned(), "y".to_owned()));
    }
}
