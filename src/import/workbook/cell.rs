//! The value of a workbook's cell as text.

use calamine::{DataType, ExcelDateTime};

use crate::terms::unit::exact_number;

/// The number of a cell that holds one.
pub fn number(value: &impl DataType) -> Option<f64> {
    value.get_float().or_else(|| value.get_int().map(|number| number as f64))
}

/// Numbers with all their digits, dates as ISO 8601, errors as they are shown.
pub fn text(value: &impl DataType) -> String {
    if let Some(number) = value.get_float() {
        return exact_number(number);
    }
    if let Some(time) = value.get_datetime() {
        return time_text(&time);
    }
    if let Some(error) = value.get_error() {
        return error.to_string();
    }
    let truth = value.get_bool().map(|is_true| if is_true { "TRUE" } else { "FALSE" }.to_owned());
    truth
        .or_else(|| value.get_int().map(|number| number.to_string()))
        .or_else(|| value.get_datetime_iso().map(|time| time.strip_suffix("T00:00:00").unwrap_or(time).to_owned()))
        .or_else(|| value.get_duration_iso().map(|duration| hours(duration).unwrap_or_else(|| duration.to_owned())))
        .or_else(|| value.get_string().map(str::to_owned))
        .unwrap_or_default()
}

/// A date, a time of the day, both, or a stretch of hours. What lies outside of the calendar of workbooks stays a number.
fn time_text(time: &ExcelDateTime) -> String {
    /// The first day after 9999, counted from 1900.
    const END: f64 = 2_958_466.0;
    let days = time.as_f64();
    if time.is_duration() {
        return duration_text(days).unwrap_or_else(|| exact_number(days));
    }
    if !(0.0..END).contains(&days) {
        return exact_number(days);
    }
    let (year, month, day, hour, minute, second, milli) = time.to_ymd_hms_milli();
    let clock = clock_text(u64::from(hour), u64::from(minute), u64::from(second), u64::from(milli));
    let date = format!("{year:04}-{month:02}-{day:02}");
    match (days < 1.0, days.fract() == 0.0) {
        (true, _) => clock,
        (false, true) => date,
        (false, false) => format!("{date}T{clock}"),
    }
}

/// 10.632 days are 255:10:10, as workbooks show them.
fn duration_text(days: f64) -> Option<String> {
    const LONGEST: f64 = 1e9;
    if !(-LONGEST..LONGEST).contains(&days) {
        return None;
    }
    let millis = (days.abs() * 86_400_000.0).round() as u64;
    let sign = if days < 0.0 { "-" } else { "" };
    Some(format!("{sign}{}", clock_text(millis / 3_600_000, millis / 60_000 % 60, millis / 1000 % 60, millis % 1000)))
}

fn clock_text(hours: u64, minutes: u64, seconds: u64, millis: u64) -> String {
    let clock = format!("{hours:02}:{minutes:02}:{seconds:02}");
    if millis == 0 { clock } else { format!("{clock}.{millis:03}") }
}

/// `PT10H10M10S` → `10:10:10`.
fn hours(duration: &str) -> Option<String> {
    let (hours, rest) = duration.strip_prefix("PT")?.split_once('H')?;
    let (minutes, seconds) = rest.split_once('M')?;
    let seconds = seconds.strip_suffix('S')?;
    let (whole, part) = seconds.split_once(['.', ',']).unwrap_or((seconds, ""));
    let numbers = [hours, minutes, whole].map(str::parse::<u64>);
    let [Ok(hours), Ok(minutes), Ok(whole)] = numbers else { return None };
    let clock = clock_text(hours, minutes, whole, 0);
    let part = part.trim_end_matches('0');
    if !part.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some(if part.is_empty() { clock } else { format!("{clock}.{part}") })
}

#[cfg(test)]
mod tests {
    use calamine::{CellErrorType, Data, ExcelDateTimeType};

    use super::*;

    fn date(days: f64, is_1904: bool) -> String {
        text(&Data::DateTime(ExcelDateTime::new(days, ExcelDateTimeType::DateTime, is_1904)))
    }

    #[test]
    fn dates_are_iso_in_either_calendar() {
        assert_eq!((date(44_197.0, false), date(42_735.0, true)), ("2021-01-01".to_owned(), "2021-01-01".to_owned()));
        assert_eq!(date(44_197.423_726_851_85, false), "2021-01-01T10:10:10");
        assert_eq!(date(0.5, false), "12:00:00");
        assert_eq!(date(1e9, false), "1000000000");
    }

    #[test]
    fn stretches_of_time_are_hours() {
        let stretch = ExcelDateTime::new(10.632_060_185_185_2, ExcelDateTimeType::TimeDelta, true);
        assert_eq!(text(&Data::DateTime(stretch)), "255:10:10");
        assert_eq!(text(&Data::DurationIso("PT10H10M10.50S".to_owned())), "10:10:10.5");
        assert_eq!(text(&Data::DurationIso("P1Y".to_owned())), "P1Y");
    }

    #[test]
    fn numbers_keep_their_digits_and_errors_their_words() {
        let values = [Data::Float(198.351_444_263_85), Data::Float(7_707_895_608.0), Data::Int(-3), Data::Bool(true), Data::Empty];
        assert_eq!(values.map(|value| text(&value)), ["198.35144426385", "7707895608", "-3", "TRUE", ""]);
        assert_eq!(text(&Data::Error(CellErrorType::NA)), "#N/A");
    }
}
