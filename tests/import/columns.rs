//! Columns of Parquet and Arrow: what is stored comes out to the last digit, in every kind of column, packed or not.

use std::io::Cursor;
use std::sync::Arc;

use arrow::array::{
    ArrayRef, BooleanArray, Date32Array, Date64Array, Decimal128Array, DictionaryArray, FixedSizeBinaryArray, Float32Array, Float64Array,
    Int8Array, Int16Array, Int32Array, Int64Array, ListBuilder, RecordBatch, StringArray, StringBuilder, Time32MillisecondArray,
    Time32SecondArray, Time64MicrosecondArray, Time64NanosecondArray, TimestampMicrosecondArray, TimestampMillisecondArray,
    TimestampNanosecondArray, TimestampSecondArray, UInt8Array, UInt16Array, UInt32Array, UInt64Array,
};
use arrow::datatypes::{Int8Type, Int32Type};
use arrow::ipc::CompressionType;
use arrow::ipc::reader::FileReader;
use arrow::ipc::writer::{FileWriter, IpcWriteOptions, StreamWriter};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::data_type as physical;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;

use super::Folder;
use super::cells::{rows, tables};
use super::words::{opened, told};

/// A column, and the cells that must come out of it.
type Column<const N: usize> = (&'static str, ArrayRef, [&'static str; N]);

fn batch_of<const N: usize>(columns: &[Column<N>]) -> RecordBatch {
    RecordBatch::try_from_iter(columns.iter().map(|(name, array, _)| (*name, Arc::clone(array)))).expect("columns of one length")
}

/// Do just these cells stand in a file, each column under its name?
fn holds<const N: usize>(folder: &Folder, name: &str, bytes: &[u8], columns: &[Column<N>]) {
    let (sheets, _) = tables(folder, name, bytes);
    let rows = rows(&sheets[0]);
    assert!(rows.iter().all(|row| row.len() == columns.len()), "{name}: {rows:?}");
    for (at, (column, _, cells)) in columns.iter().enumerate() {
        let read: Vec<&str> = rows.iter().map(|row| row[at]).collect();
        assert_eq!((read[0], &read[1..]), (*column, cells.as_slice()), "{name}");
    }
}

fn in_file(batches: &[RecordBatch], options: IpcWriteOptions) -> Vec<u8> {
    let mut writer = FileWriter::try_new_with_options(Vec::new(), &batches[0].schema(), options).expect("a writer");
    batches.iter().try_for_each(|batch| writer.write(batch)).expect("written");
    writer.into_inner().expect("bytes")
}

fn in_stream(batches: &[RecordBatch]) -> Vec<u8> {
    let mut writer = StreamWriter::try_new(Vec::new(), &batches[0].schema()).expect("a writer");
    batches.iter().try_for_each(|batch| writer.write(batch)).expect("written");
    writer.into_inner().expect("bytes")
}

fn in_parquet(batches: &[RecordBatch]) -> Vec<u8> {
    let mut writer = ArrowWriter::try_new(Vec::new(), batches[0].schema(), None).expect("a writer");
    batches.iter().try_for_each(|batch| writer.write(batch)).expect("written");
    writer.into_inner().expect("bytes")
}

/// The same rows in the three forms of columns.
fn forms(batches: &[RecordBatch]) -> [(&'static str, Vec<u8>); 3] {
    let file = in_file(batches, IpcWriteOptions::default());
    [("a.arrow", file), ("a.stream", in_stream(batches)), ("a.parquet", in_parquet(batches))]
}

type Group<'a> = SerializedRowGroupWriter<'a, Vec<u8>>;

/// A Parquet file that says of its columns what Parquet says, and nothing of Arrow.
fn stored(schema: &str, compression: Compression, fill: impl FnOnce(&mut Group<'_>)) -> Vec<u8> {
    let schema = Arc::new(parse_message_type(schema).expect("a schema"));
    let properties = Arc::new(WriterProperties::builder().set_compression(compression).build());
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, properties).expect("a writer");
    let mut group = writer.next_row_group().expect("a group of rows");
    fill(&mut group);
    group.close().expect("closed");
    writer.into_inner().expect("bytes")
}

/// The next column; where it may be empty, a level of 1 stands for a value and 0 for none.
fn put<T: physical::DataType>(group: &mut Group<'_>, values: &[T::T], levels: Option<&[i16]>) {
    let mut column = group.next_column().expect("open").expect("a column");
    column.typed::<T>().write_batch(values, levels, None).expect("written");
    column.close().expect("closed");
}

#[test]
fn a_table_gives_the_same_figures_as_text_and_as_columns() {
    let text = "reporter,partner,year,turnover,balance\nRUS,CHN,2018,12.5,24.00\nRUS,CHN,2019,,-3.25\nCHN,RUS,2018,0.1,1.00\n\
                CHN,RUS,2019,-485586794.57722384,0.50\n";
    let balance = Decimal128Array::from(vec![2_400, -325, 100, 50]).with_precision_and_scale(9, 2).expect("decimals");
    let columns: [(&str, ArrayRef); 5] = [
        ("reporter", Arc::new(StringArray::from(vec!["RUS", "RUS", "CHN", "CHN"]))),
        ("partner", Arc::new(StringArray::from(vec!["CHN", "CHN", "RUS", "RUS"]))),
        ("year", Arc::new(Int32Array::from(vec![2018, 2019, 2018, 2019]))),
        ("turnover", Arc::new(Float64Array::from(vec![Some(12.5), None, Some(0.1), Some(-485_586_794.577_223_84)]))),
        ("balance", Arc::new(balance)),
    ];
    let parquet = in_parquet(&[RecordBatch::try_from_iter(columns).expect("columns of one length")]);
    let [of_text, of_columns] = [("trade.csv", text.as_bytes()), ("trade.parquet", parquet.as_slice())].map(|(name, bytes)| {
        let opened = opened(name, bytes);
        assert_eq!((opened.report.rows, opened.dataset.refused.len()), (4, 0), "{name}");
        let mut observations = opened.dataset.observations();
        observations.iter_mut().for_each(|one| one.locator = None);
        observations
    });
    assert_eq!(of_text, of_columns);
    assert_eq!(
        of_columns.iter().map(told).collect::<Vec<_>>(),
        [
            "turnover RUS CHN 2018 = 12.5",
            "balance RUS CHN 2018 = 24",
            "balance RUS CHN 2019 = -3.25",
            "turnover CHN RUS 2018 = 0.1",
            "balance CHN RUS 2018 = 1",
            "turnover CHN RUS 2019 = -485586794.57722384",
            "balance CHN RUS 2019 = 0.5",
        ]
    );
    // The noughts behind a point that no number tells by itself.
    let decimals: Vec<_> = of_columns.iter().map(|one| one.amount.as_ref().expect("a value").decimals).collect();
    assert_eq!(decimals, [None, Some(2), None, None, Some(2), None, Some(2)]);
}

#[test]
fn numbers_of_parquet_keep_their_least_and_greatest_packed_or_not() {
    let folder = Folder::new("columns-parquet");
    let schema = "message numbers { required boolean yes; required int32 i8 (INT_8); required int32 i16 (INT_16); required int32 i32; \
                  required int64 i64; required float f32; required double f64; }";
    let bytes = |compression: Compression| {
        stored(schema, compression, |group| {
            put::<physical::BoolType>(group, &[true, false, true], None);
            put::<physical::Int32Type>(group, &[i8::MIN, i8::MAX, 0].map(i32::from), None);
            put::<physical::Int32Type>(group, &[i16::MIN, i16::MAX, 0].map(i32::from), None);
            put::<physical::Int32Type>(group, &[i32::MIN, i32::MAX, 0], None);
            put::<physical::Int64Type>(group, &[i64::MIN, i64::MAX, 0], None);
            put::<physical::FloatType>(group, &[f32::MIN, f32::MAX, 0.1], None);
            put::<physical::DoubleType>(group, &[f64::MIN, f64::MAX, 0.1], None);
        })
    };
    let (plain, snappy) = (bytes(Compression::UNCOMPRESSED), bytes(Compression::SNAPPY));
    assert_ne!(plain, snappy);
    for (name, bytes) in [("plain.parquet", plain), ("snappy.parquet", snappy)] {
        let (sheets, _) = tables(&folder, name, &bytes);
        assert_eq!(
            rows(&sheets[0]),
            [
                ["yes", "i8", "i16", "i32", "i64", "f32", "f64"],
                ["true", "-128", "-32768", "-2147483648", "-9223372036854775808", "-3.4028235e38", "-1.7976931348623157e308"],
                ["false", "127", "32767", "2147483647", "9223372036854775807", "3.4028235e38", "1.7976931348623157e308"],
                ["true", "0", "0", "0", "0", "0.1", "0.1"],
            ],
            "{name}"
        );
    }
}

/// A time in 96 bits: nanoseconds of its day, then the Julian number of the day, which was 2440588 when 1970 began.
fn old_time(days: i64, nanoseconds: u64) -> physical::Int96 {
    let mut time = physical::Int96::new();
    time.set_data(nanoseconds as u32, (nanoseconds >> 32) as u32, (2_440_588 + days) as u32);
    time
}

#[test]
fn times_in_96_bits_are_told_to_the_microsecond_however_far_they_are() {
    let folder = Folder::new("columns-old");
    let bytes = stored("message old { optional int96 time; required int32 n; }", Compression::UNCOMPRESSED, |group| {
        let times = [old_time(19_723, 74_096_123_456_789), old_time(2_932_896, 10_800_000_000_000), old_time(-719_162, 0)];
        put::<physical::Int96Type>(group, &times, Some(&[1, 1, 0, 1]));
        put::<physical::Int32Type>(group, &[1, 2, 3, 4], None);
    });
    let (sheets, report) = tables(&folder, "old.parquet", &bytes);
    assert_eq!(
        rows(&sheets[0]),
        [["time", "n"], ["2024-01-01T20:34:56.123456", "1"], ["9999-12-31T03:00:00", "2"], ["", "3"], ["0001-01-01T00:00:00", "4"],]
    );
    let note = "times that are stored in 96 bits are told to the microsecond";
    assert_eq!(sheets[0].notes, [note]);
    assert_eq!(report.notes, [note]);
}

#[test]
fn times_in_96_bits_within_other_values_are_no_other_times_either() {
    let folder = Folder::new("columns-old-within");
    let schema = "message old { optional group at { optional int96 time; } required int32 n; }";
    let bytes = stored(schema, Compression::UNCOMPRESSED, |group| {
        let times = [old_time(19_723, 74_096_000_000_000), old_time(2_932_896, 10_800_000_000_000)];
        // A level of 1 stands for a group that holds no time, 2 for one that does.
        put::<physical::Int96Type>(group, &times, Some(&[2, 1, 0, 2]));
        put::<physical::Int32Type>(group, &[1, 2, 3, 4], None);
    });
    let (sheets, _) = tables(&folder, "old.parquet", &bytes);
    assert_eq!(
        rows(&sheets[0]),
        [
            ["at", "n"],
            [r#"{"time":"2024-01-01T20:34:56"}"#, "1"],
            [r#"{"time":null}"#, "2"],
            ["", "3"],
            [r#"{"time":"9999-12-31T03:00:00"}"#, "4"],
        ]
    );
}

#[test]
fn lists_in_lists_in_lists_are_json_beside_their_numbers() {
    let folder = Folder::new("columns-lists");
    let mut lists = ListBuilder::new(ListBuilder::new(ListBuilder::new(StringBuilder::new())));
    lists.values().values().append_value([Some("a"), Some("b")]);
    lists.values().values().append_value([Some("c")]);
    lists.values().append(true);
    lists.values().values().append_null();
    lists.values().values().append_value([Some("d")]);
    lists.values().append(true);
    lists.append(true);
    lists.append_null();
    lists.values().values().append_value([Some("e")]);
    lists.values().append(true);
    // A list that holds nothing is another thing than none.
    lists.values().append(true);
    lists.append(true);
    let columns: [Column<3>; 2] = [
        ("lists", Arc::new(lists.finish()), [r#"[[["a","b"],["c"]],[null,["d"]]]"#, "", r#"[[["e"]],[]]"#]),
        ("n", Arc::new(Int32Array::from(vec![1, 1, -1])), ["1", "1", "-1"]),
    ];
    for (name, bytes) in forms(&[batch_of(&columns)]) {
        holds(&folder, name, &bytes, &columns);
    }
}

#[test]
fn decimals_in_three_bytes_keep_their_noughts_and_signs() {
    let folder = Folder::new("columns-decimals");
    let bytes = stored("message prices { optional fixed_len_byte_array(3) price (DECIMAL(5,2)); }", Compression::UNCOMPRESSED, |group| {
        let number = |unscaled: i32| physical::FixedLenByteArray::from(unscaled.to_be_bytes()[1..].to_vec());
        let prices = [100, 2_400, -325, 99_999, -99_999, -1].map(number);
        put::<physical::FixedLenByteArrayType>(group, &prices, Some(&[1, 1, 0, 1, 1, 1, 1]));
    });
    let (sheets, _) = tables(&folder, "prices.parquet", &bytes);
    assert_eq!(rows(&sheets[0]), [["price"], ["1.00"], ["24.00"], [""], ["-3.25"], ["999.99"], ["-999.99"], ["-0.01"]]);
}

#[test]
fn rows_in_several_pieces_come_out_one_after_another() {
    let folder = Folder::new("columns-pieces");
    let columns: [(&str, ArrayRef); 2] = [
        ("n", Arc::new(Int32Array::from_iter_values(0..17))),
        ("name", Arc::new(StringArray::from_iter_values((0..17).map(|n| format!("row {n}"))))),
    ];
    let whole = RecordBatch::try_from_iter(columns).expect("columns of one length");
    let batches = [whole.slice(0, 7), whole.slice(7, 10)];
    let expected: Vec<[String; 2]> = (0..17).map(|n| [n.to_string(), format!("row {n}")]).collect();
    let file = in_file(&batches, IpcWriteOptions::default());
    assert_eq!(FileReader::try_new(Cursor::new(file), None).expect("a reader").num_batches(), 2);
    for (name, bytes) in forms(&batches) {
        let (sheets, _) = tables(&folder, name, &bytes);
        assert_eq!(rows(&sheets[0])[0], ["n", "name"], "{name}");
        assert_eq!(rows(&sheets[0])[1..], expected, "{name}");
    }
}

#[test]
fn dictionaries_give_the_words_and_numbers_that_their_keys_stand_for() {
    let folder = Folder::new("columns-dictionaries");
    let words: DictionaryArray<Int8Type> = [Some("tea"), None, Some("чай"), Some("tea")].into_iter().collect();
    // Nothing may stand in the dictionary itself.
    let numbers = Int64Array::from(vec![Some(i64::MIN), None, Some(i64::MAX)]);
    let numbers = DictionaryArray::new(UInt8Array::from(vec![Some(2), None, Some(1), Some(0)]), Arc::new(numbers));
    let columns: [Column<4>; 2] = [
        ("word", Arc::new(words), ["tea", "", "чай", "tea"]),
        ("number", Arc::new(numbers), ["9223372036854775807", "", "", "-9223372036854775808"]),
    ];
    let batches = [batch_of(&columns)];
    for (name, bytes) in [("a.arrow", in_file(&batches, IpcWriteOptions::default())), ("a.stream", in_stream(&batches))] {
        holds(&folder, name, &bytes, &columns);
    }
    // A stream may put another dictionary in the place of the first.
    let batch = |words: [&str; 2]| {
        let words: DictionaryArray<Int32Type> = words.into_iter().collect();
        RecordBatch::try_from_iter([("word", Arc::new(words) as ArrayRef)]).expect("a column")
    };
    let (sheets, _) = tables(&folder, "b.stream", &in_stream(&[batch(["tea", "rice"]), batch(["oil", "tea"])]));
    assert_eq!(rows(&sheets[0]), [["word"], ["tea"], ["rice"], ["oil"], ["tea"]]);
}

#[test]
fn days_and_times_of_day_are_iso_8601() {
    let folder = Folder::new("columns-days");
    let columns: [Column<4>; 6] = [
        (
            "days",
            Arc::new(Date32Array::from(vec![Some(19_723), None, Some(-1), Some(2_932_896)])),
            ["2024-01-01", "", "1969-12-31", "9999-12-31"],
        ),
        // Midnight is how a day in milliseconds is written; read as a period it is that day.
        (
            "days_ms",
            Arc::new(Date64Array::from(vec![Some(1_704_067_200_000), None, Some(-86_400_000), Some(0)])),
            ["2024-01-01T00:00:00", "", "1969-12-31T00:00:00", "1970-01-01T00:00:00"],
        ),
        (
            "time_s",
            Arc::new(Time32SecondArray::from(vec![Some(74_096), None, Some(86_399), Some(0)])),
            ["20:34:56", "", "23:59:59", "00:00:00"],
        ),
        (
            "time_ms",
            Arc::new(Time32MillisecondArray::from(vec![Some(74_096_123), None, Some(86_399_999), Some(1)])),
            ["20:34:56.123", "", "23:59:59.999", "00:00:00.001"],
        ),
        (
            "time_us",
            Arc::new(Time64MicrosecondArray::from(vec![Some(74_096_123_456), None, Some(86_399_999_999), Some(1)])),
            ["20:34:56.123456", "", "23:59:59.999999", "00:00:00.000001"],
        ),
        (
            "time_ns",
            Arc::new(Time64NanosecondArray::from(vec![Some(74_096_123_456_789), None, Some(86_399_999_999_999), Some(1)])),
            ["20:34:56.123456789", "", "23:59:59.999999999", "00:00:00.000000001"],
        ),
    ];
    for (name, bytes) in forms(&[batch_of(&columns)]) {
        holds(&folder, name, &bytes, &columns);
    }
}

#[test]
fn moments_are_iso_8601_in_the_zone_of_their_column() {
    let folder = Folder::new("columns-moments");
    let seconds = TimestampSecondArray::from(vec![Some(1_704_141_296), None, Some(-1)]);
    let milliseconds = TimestampMillisecondArray::from(vec![Some(1_704_141_296_123), None, Some(-1)]);
    let microseconds = TimestampMicrosecondArray::from(vec![Some(1_704_141_296_123_456), None, Some(-1)]);
    let nanoseconds = TimestampNanosecondArray::from(vec![Some(1_704_141_296_123_456_789), None, Some(-1)]);
    let columns: [Column<3>; 8] = [
        ("s", Arc::new(seconds.clone()), ["2024-01-01T20:34:56", "", "1969-12-31T23:59:59"]),
        ("ms", Arc::new(milliseconds.clone()), ["2024-01-01T20:34:56.123", "", "1969-12-31T23:59:59.999"]),
        ("us", Arc::new(microseconds.clone()), ["2024-01-01T20:34:56.123456", "", "1969-12-31T23:59:59.999999"]),
        ("ns", Arc::new(nanoseconds.clone()), ["2024-01-01T20:34:56.123456789", "", "1969-12-31T23:59:59.999999999"]),
        ("s_utc", Arc::new(seconds.with_timezone("UTC")), ["2024-01-01T20:34:56Z", "", "1969-12-31T23:59:59Z"]),
        ("ms_east", Arc::new(milliseconds.with_timezone("+03:00")), ["2024-01-01T23:34:56.123+03:00", "", "1970-01-01T02:59:59.999+03:00"]),
        (
            "us_west",
            Arc::new(microseconds.with_timezone("-05:30")),
            ["2024-01-01T15:04:56.123456-05:30", "", "1969-12-31T18:29:59.999999-05:30"],
        ),
        (
            "ns_shanghai",
            Arc::new(nanoseconds.with_timezone("Asia/Shanghai")),
            ["2024-01-02T04:34:56.123456789+08:00", "", "1970-01-01T07:59:59.999999999+08:00"],
        ),
    ];
    for (name, bytes) in forms(&[batch_of(&columns)]) {
        holds(&folder, name, &bytes, &columns);
    }
}

#[test]
fn numbers_of_every_width_keep_their_least_and_greatest_and_gaps() {
    let folder = Folder::new("columns-widths");
    let bytes = [Some(b"AB12".as_slice()), None, Some(b"\xff\x00\x10\x7f".as_slice()), Some(b"\x00\x00\x00\x00".as_slice())];
    let bytes = FixedSizeBinaryArray::try_from_sparse_iter_with_size(bytes.into_iter(), 4).expect("four bytes each");
    let columns: [Column<4>; 12] = [
        ("yes", Arc::new(BooleanArray::from(vec![Some(false), None, Some(true), Some(true)])), ["false", "", "true", "true"]),
        ("i8", Arc::new(Int8Array::from(vec![Some(i8::MIN), None, Some(i8::MAX), Some(-1)])), ["-128", "", "127", "-1"]),
        ("i16", Arc::new(Int16Array::from(vec![Some(i16::MIN), None, Some(i16::MAX), Some(-1)])), ["-32768", "", "32767", "-1"]),
        ("i32", Arc::new(Int32Array::from(vec![Some(i32::MIN), None, Some(i32::MAX), Some(-1)])), ["-2147483648", "", "2147483647", "-1"]),
        (
            "i64",
            Arc::new(Int64Array::from(vec![Some(i64::MIN), None, Some(i64::MAX), Some(-1)])),
            ["-9223372036854775808", "", "9223372036854775807", "-1"],
        ),
        ("u8", Arc::new(UInt8Array::from(vec![Some(u8::MIN), None, Some(u8::MAX), Some(128)])), ["0", "", "255", "128"]),
        ("u16", Arc::new(UInt16Array::from(vec![Some(u16::MIN), None, Some(u16::MAX), Some(32_768)])), ["0", "", "65535", "32768"]),
        (
            "u32",
            Arc::new(UInt32Array::from(vec![Some(u32::MIN), None, Some(u32::MAX), Some(2_147_483_648)])),
            ["0", "", "4294967295", "2147483648"],
        ),
        (
            "u64",
            Arc::new(UInt64Array::from(vec![Some(u64::MIN), None, Some(u64::MAX), Some(9_223_372_036_854_775_808)])),
            ["0", "", "18446744073709551615", "9223372036854775808"],
        ),
        (
            "f32",
            Arc::new(Float32Array::from(vec![Some(f32::MIN), None, Some(f32::MAX), Some(f32::from_bits(1))])),
            ["-3.4028235e38", "", "3.4028235e38", "1e-45"],
        ),
        (
            "f64",
            Arc::new(Float64Array::from(vec![Some(f64::MIN), None, Some(f64::MAX), Some(f64::from_bits(1))])),
            ["-1.7976931348623157e308", "", "1.7976931348623157e308", "5e-324"],
        ),
        ("bytes", Arc::new(bytes), ["AB12", "", "ff00107f", "00000000"]),
    ];
    for (name, bytes) in forms(&[batch_of(&columns)]) {
        holds(&folder, name, &bytes, &columns);
    }
}

#[test]
fn feather_is_read_however_its_buffers_are_packed() {
    let folder = Folder::new("columns-feather");
    let name = |n: i32| (n % 3 > 0).then(|| format!("goods of class {}", n % 5));
    let share = |n: i32| f64::from(n % 16) / 8.0;
    let columns: [(&str, ArrayRef); 3] = [
        ("n", Arc::new(Int32Array::from_iter_values(0..1000))),
        ("name", Arc::new(StringArray::from_iter((0..1000).map(name)))),
        ("share", Arc::new(Float64Array::from_iter_values((0..1000).map(share)))),
    ];
    let batches = [RecordBatch::try_from_iter(columns).expect("columns of one length")];
    let expected: Vec<[String; 3]> = (0..1000).map(|n| [n.to_string(), name(n).unwrap_or_default(), share(n).to_string()]).collect();
    assert_eq!(expected[1], ["1", "goods of class 1", "0.125"]);
    assert_eq!(expected[3], ["3", "", "0.375"]);
    let plain = in_file(&batches, IpcWriteOptions::default());
    for (file, compression) in [("lz4.feather", CompressionType::LZ4_FRAME), ("zstd.feather", CompressionType::ZSTD)] {
        let options = IpcWriteOptions::default().try_with_compression(Some(compression)).expect("options");
        let packed = in_file(&batches, options);
        assert!(packed.starts_with(b"ARROW1") && packed.len() < plain.len(), "{file}: {} of {} bytes", packed.len(), plain.len());
        let (sheets, _) = tables(&folder, file, &packed);
        assert_eq!(rows(&sheets[0])[0], ["n", "name", "share"], "{file}");
        assert_eq!(rows(&sheets[0])[1..], expected, "{file}");
    }
}

#[test]
fn a_column_that_is_filled_only_far_below_is_read() {
    let row = |nth: usize| {
        let weight = if nth < 500 { String::new() } else { (nth * 7).to_string() };
        format!("China,{},{nth},{weight}\n", 1000 + nth)
    };
    let text = format!("Country,Year,Exports (USD),Net weight (kg)\n{}", (0..600).map(row).collect::<String>());
    let opened = opened("late.csv", text.as_bytes());
    let all = opened.dataset.observations();
    let weights = all.iter().filter(|one| one.unit.as_str() == "kg" && one.amount.is_ok());
    assert_eq!(weights.count(), 100);
}

#[test]
fn a_unit_behind_a_period_and_a_code_beside_the_only_country_say_what_they_are() {
    let text = "hs6;partner;2021 (mln USD);2022 (mln USD)\n270900;China;40.5;58.5\n270900;India;4.5;25.5\n";
    let opened = super::words::opened("units.csv", text.as_bytes());
    assert!(opened.dataset.observations().iter().all(|one| one.unit.as_str() == "USD million"));
    let text = "country_name,country_text_id,country_id,year,v2x_polyarchy\nRussia,RUS,11,2021,0.263\nRussia,RUS,11,2022,0.217\n";
    let opened = super::words::opened("vdem.csv", text.as_bytes());
    let told: Vec<String> = opened.dataset.observations().iter().map(super::words::told).collect();
    assert_eq!(told, ["v2x_polyarchy RUS 2021 = 0.263", "v2x_polyarchy RUS 2022 = 0.217"]);
}
