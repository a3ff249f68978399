//! Round numbers and whole years along an axis.

use crate::chart::figure::with_unit;
use crate::chart::scale::{Category, Scale};
use crate::terms::unit::write_number;

/// A place on an axis with its words.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    pub at: f64,
    pub label: String,
    /// Does it name the rows below it?
    pub is_head: bool,
}

/// The ticks of the part of a scale in view, about `count` of them; categories and stops have all of theirs.
pub fn ticks(scale: &Scale, [from, to]: [f64; 2], count: usize) -> Vec<Tick> {
    match scale {
        Scale::Number { unit, divisor, .. } => numbers([from, to], *divisor, unit, count),
        Scale::Logarithmic { unit, divisor, .. } => powers([from, to], *divisor, unit, count),
        Scale::Sides { unit, apart, .. } => sides([from, to], *apart, unit, count),
        Scale::Time { is_yearly, .. } => times([from, to], *is_yearly, count),
        Scale::Band { labels } => {
            let tick =
                |(at, Category { label, is_head }): (usize, &Category)| Tick { at: at as f64, label: label.clone(), is_head: *is_head };
            labels.iter().enumerate().map(tick).filter(|tick| tick.at >= from && tick.at <= to).collect()
        }
        Scale::Ranks { most } => (1..=*most).rev().map(|rank| Tick::new(-(rank as f64), rank.to_string())).collect(),
        Scale::Spans { spans } => spans.iter().map(|span| Tick::new(f64::midpoint(span.from, span.to), &span.label)).collect(),
        Scale::Bare => Vec::new(),
        Scale::Stops { labels } => labels.iter().enumerate().map(|(at, label)| Tick::new(at as f64, label)).collect(),
    }
}

/// The distance of round ticks, 1, 2, 2.5 or 5 times a power of ten, for about `count` of them in `length`.
pub fn step(length: f64, count: usize) -> f64 {
    let rough = length / count.max(1) as f64;
    if !(rough.is_finite() && rough > 0.0) {
        return 1.0;
    }
    let power = 10_f64.powi(rough.log10().floor() as i32);
    let steps = [1.0, 2.0, 2.5, 5.0, 10.0].map(|step| step * power);
    let distance = |step: f64| (step / rough).ln().abs();
    steps.into_iter().min_by(|a, b| distance(*a).total_cmp(&distance(*b))).unwrap_or(power)
}

impl Tick {
    fn new(at: f64, label: impl Into<String>) -> Self {
        Self { at, label: label.into(), is_head: false }
    }
}

fn numbers([from, to]: [f64; 2], divisor: f64, unit: &str, count: usize) -> Vec<Tick> {
    let step = step((to - from) / divisor, count);
    let decimals = decimals_of(step);
    let mut ticks: Vec<Tick> =
        multiples([from / divisor, to / divisor], step).map(|number| Tick::new(number * divisor, written(number, decimals))).collect();
    if let Some(top) = ticks.last_mut() {
        top.label = with_unit(unit, &top.label);
    }
    ticks
}

/// Powers of ten, with 2 and 5 times these where there is room, or 1 to 9 times where less than a decade is in view.
fn powers([from, to]: [f64; 2], divisor: f64, unit: &str, count: usize) -> Vec<Tick> {
    const STEPS: [&[f64]; 3] = [&[1.0], &[1.0, 2.0, 5.0], &[1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0]];
    let shift = divisor.log10();
    let [least, greatest] = [from - shift, to - shift];
    let decades = (least.floor() as i32..=greatest.ceil() as i32).take(40);
    let of = |steps: &[f64]| -> Vec<f64> {
        let numbers = decades.clone().flat_map(|decade| steps.iter().map(move |step| step * 10_f64.powi(decade)));
        numbers.filter(|number| number.log10() >= least - 1e-9 && number.log10() <= greatest + 1e-9).collect()
    };
    let numbers = STEPS.into_iter().map(of).find(|numbers| numbers.len() >= count.clamp(3, 4)).unwrap_or_else(|| of(STEPS[2]));
    let decimals = |number: f64| if number >= 1.0 { u8::from(number.fract() > 1e-9) } else { (-number.log10() - 1e-9).ceil() as u8 };
    let mut ticks: Vec<Tick> =
        numbers.into_iter().map(|number| Tick::new(number.log10() + shift, write_number(number, decimals(number)))).collect();
    if let Some(top) = ticks.last_mut() {
        top.label = with_unit(unit, &top.label);
    }
    ticks
}

/// Zero is exact, whatever its neighbours need.
fn written(number: f64, decimals: u8) -> String {
    write_number(number, if number == 0.0 { 0 } else { decimals })
}

/// Without a sign on either side of zero; again from zero where something stands apart.
fn sides([from, to]: [f64; 2], apart: Option<f64>, unit: &str, count: usize) -> Vec<Tick> {
    let step = step(to - from, count);
    // With zero alone on the right its unit would stand at nothing.
    let right = apart.map_or(to, |apart| apart.min(to));
    let is_bare = from < 0.0 && right < step && right >= step / 2.0;
    let step = if is_bare { step / 2.0 } else { step };
    let decimals = decimals_of(step);
    let last = apart.map_or(to, |apart| (apart - step / 4.0).min(to));
    let written = |number: f64| written(number.abs(), decimals);
    let mut ticks: Vec<Tick> = multiples([from, last], step).map(|number| Tick::new(number, written(number))).collect();
    if let Some(top) = ticks.last_mut() {
        top.label = with_unit(unit, &top.label);
    }
    if let Some(apart) = apart {
        let beyond = multiples([0.0, to - apart], step).map(|number| Tick::new(apart + number, written(number)));
        ticks.extend(beyond.filter(|tick| tick.at >= from));
    }
    ticks
}

/// Every 1, 2, 5, 10… years; quarters and months when less than a few years are in view.
fn times([from, to]: [f64; 2], is_yearly: bool, count: usize) -> Vec<Tick> {
    let per_year = (to - from) / count.max(1) as f64;
    if is_yearly || per_year > 0.6 {
        let years = [1.0, 2.0, 5.0, 10.0, 20.0, 25.0, 50.0, 100.0];
        let step = years.into_iter().find(|years| *years >= per_year * 0.8).unwrap_or(500.0);
        let middle = if is_yearly { 0.5 } else { 0.0 };
        return multiples([from - middle, to - middle], step).map(|year| Tick::new(year + middle, format!("{year:.0}"))).collect();
    }
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let months = [1.0, 3.0, 6.0].into_iter().find(|months| months / 12.0 >= per_year * 0.8).unwrap_or(6.0);
    let label = |month: f64| {
        let (year, month) = ((month / 12.0).floor(), month.rem_euclid(12.0) as usize);
        if month == 0 { format!("{year:.0}") } else { MONTHS[month].to_owned() }
    };
    let mut ticks: Vec<Tick> = multiples([from * 12.0, to * 12.0], months).map(|month| Tick::new(month / 12.0, label(month))).collect();
    // The axis begins with a year, be it in the middle of one.
    if let Some(first) = ticks.first_mut().filter(|first| !first.label.starts_with(|sign: char| sign.is_ascii_digit())) {
        first.label = format!("{} {:.0}", first.label, first.at.floor());
    }
    ticks
}

/// The multiples of `step` from end to end, both included however they were computed.
fn multiples([from, to]: [f64; 2], step: f64) -> impl Iterator<Item = f64> {
    const SLACK: f64 = 1e-9;
    let first = (from / step - SLACK).ceil();
    let last = (to / step + SLACK).floor();
    // Never more than a page can hold, whatever the ends are.
    let count = if (last - first).is_finite() { (last - first + 1.0).clamp(0.0, 1000.0) as usize } else { 0 };
    (0..count).map(move |at| {
        let multiple = (first + at as f64) * step;
        if multiple == 0.0 { 0.0 } else { multiple }
    })
}

/// As many digits after the point as tell neighbouring ticks apart.
fn decimals_of(step: f64) -> u8 {
    (0..12)
        .find(|decimals| {
            let scaled = step * 10_f64.powi(*decimals);
            (scaled - scaled.round()).abs() < scaled * 1e-6
        })
        .map_or(12, |decimals| decimals as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(scale: &Scale, ends: [f64; 2], count: usize) -> Vec<String> {
        ticks(scale, ends, count).into_iter().map(|tick| tick.label).collect()
    }

    fn number(unit: &str, divisor: f64) -> Scale {
        Scale::Number { min: 0.0, max: 1.0, unit: unit.to_owned(), divisor }
    }

    #[test]
    fn ticks_are_round_and_the_unit_stands_once_at_the_top() {
        assert_eq!(labels(&number("%", 1.0), [0.0, 100.0], 5), ["0", "20", "40", "60", "80", "100%"]);
        assert_eq!(labels(&number("%", 1.0), [0.0, 1.2], 5), ["0", "0.25", "0.50", "0.75", "1.00%"]);
        assert_eq!(labels(&number("USD billion", 1e9), [0.0, 4.1e11], 4), ["0", "100", "200", "300", "USD 400 billion"]);
        assert_eq!(labels(&number("points", 1.0), [-40.0, 40.0], 4), ["−40", "−20", "0", "20", "40 points"]);
    }

    #[test]
    fn any_stretch_of_numbers_has_a_handful_of_ticks() {
        for power in -6..14 {
            for leading in [1.0, 1.3, 2.2, 3.7, 5.1, 7.9, 9.9] {
                let top = leading * 10_f64.powi(power);
                let count = ticks(&number("", 1.0), [0.0, top], 5).len();
                assert!((4..=8).contains(&count), "{top}: {count}");
            }
        }
        assert!(ticks(&number("", 1.0), [0.0, f64::INFINITY], 5).len() < 1001);
        assert!(ticks(&number("", 1.0), [0.0, 0.0], 5).len() < 1001);
    }

    #[test]
    fn years_are_whole_and_stand_where_yearly_values_do() {
        let yearly = Scale::Time { min: 2000.5, max: 2020.5, is_yearly: true };
        assert_eq!(labels(&yearly, yearly.ends(), 5), ["2000", "2005", "2010", "2015", "2020"]);
        assert_eq!(ticks(&yearly, yearly.ends(), 5)[0].at, 2000.5);
        assert_eq!(labels(&yearly, [2018.4, 2020.6], 6), ["2018", "2019", "2020"]);
    }

    #[test]
    fn quarters_and_months_appear_when_little_time_is_in_view() {
        let monthly = Scale::Time { min: 2005.0, max: 2026.5, is_yearly: false };
        assert_eq!(labels(&monthly, monthly.ends(), 5), ["2005", "2010", "2015", "2020", "2025"]);
        assert_eq!(labels(&monthly, [2022.9, 2024.1], 5), ["2023", "Apr", "Jul", "Oct", "2024"]);
        assert_eq!(labels(&monthly, [2022.99, 2023.3], 5), ["2023", "Feb", "Mar", "Apr"]);
        assert_eq!(labels(&monthly, [2022.1, 2023.1], 5), ["Apr 2022", "Jul", "Oct", "2023"]);
    }

    #[test]
    fn sides_are_written_without_a_sign_and_what_stands_apart_counts_anew() {
        let sides = Scale::Sides { min: -60.0, max: 120.0, unit: "%".to_owned(), apart: Some(100.0) };
        assert_eq!(labels(&sides, sides.ends(), 9), ["60", "40", "20", "0", "20", "40", "60", "80%", "0", "20"]);
    }
}
