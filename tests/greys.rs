//! Colours for eyes that see fewer hues, and for paper that has none: what stands together is told apart by lightness,
//! by a name at its end, or by a hair of paper between the two.

use std::collections::{BTreeMap, BTreeSet};

use asymmetry::chart::Chart;
use asymmetry::chart::mark::{Ink, Mark, Place};
use asymmetry::chart::palette::{Rgb, Shades, shades};
use asymmetry::dataset::library::Library;
use asymmetry::query::engine::Engine;
use asymmetry::terms::dimension::{Code, Dimension};
use asymmetry::terms::poll::Side;
use asymmetry::view;

/// What is told by its line alone lies as far apart in lightness, from black, 0, to white, 100.
const LINES: f64 = 5.0;
/// Whose relation the whole program is about.
const RELATION: f64 = 15.0;

fn linear(channel: u8) -> f64 {
    let channel = f64::from(channel) / 255.0;
    if channel <= 0.04045 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) }
}

/// X, Y and Z of red, green and blue, over those of white.
/// Source: IEC 61966-2-1, sRGB.
fn tristimulus([red, green, blue]: [f64; 3]) -> [f64; 3] {
    [
        (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505,
        0.2126 * red + 0.7152 * green + 0.0722 * blue,
        (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089,
    ]
}

/// L*, a* and b*. Source: CIE 15.
fn lab(color: [f64; 3]) -> [f64; 3] {
    let root = |part: f64| if part > 0.008_856 { part.cbrt() } else { 7.787 * part + 16.0 / 116.0 };
    let [x, y, z] = tristimulus(color).map(root);
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

fn lightness(color: Rgb) -> f64 {
    lab(color.map(linear))[0]
}

/// Eyes without the receptor for middle waves, and without that for long ones.
/// Source: Machado, Oliveira and Fernandes 2009, severity 1.0.
const DEUTERANOPIA: [[f64; 3]; 3] =
    [[0.367_322, 0.860_646, -0.227_968], [0.280_085, 0.672_501, 0.047_413], [-0.011_820, 0.042_940, 0.968_881]];
const PROTANOPIA: [[f64; 3]; 3] =
    [[0.152_286, 1.052_583, -0.204_868], [0.114_503, 0.786_281, 0.099_216], [-0.003_882, -0.048_116, 1.051_998]];

fn seen_with(eyes: [[f64; 3]; 3], color: Rgb) -> [f64; 3] {
    let color = color.map(linear);
    eyes.map(|row| row.iter().zip(color).map(|(factor, channel)| factor * channel).sum::<f64>().clamp(0.0, 1.0))
}

/// How far two colours lie apart, as these eyes see them (CIE 1976).
fn apart(eyes: [[f64; 3]; 3], a: Rgb, b: Rgb) -> f64 {
    let [a, b] = [a, b].map(|color| lab(seen_with(eyes, color)));
    a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
}

fn of_code(code: &str) -> Shades {
    shades(&Ink::Code { dimension: Dimension::Partner, code: Code::new(code), rank: 0 })
}

/// On each ground.
fn on_each(a: Shades, b: Shades) -> [(Rgb, Rgb); 3] {
    [(a.light, b.light), (a.dark, b.dark), (a.print, b.print)]
}

fn assert_lightness(named: &str, a: Shades, b: Shades, least: f64) {
    for (a, b) in on_each(a, b) {
        let difference = (lightness(a) - lightness(b)).abs();
        assert!(difference >= least, "{named}: {a:?} and {b:?} are {difference:.1} apart");
    }
}

#[test]
fn the_sides_of_the_relation_are_no_one_grey() {
    for [a, b] in [["CHN", "RUS"], ["RUS", "EU27"], ["export", "import"], ["CNY", "RUB"], ["brands-chinese", "brands-russian"]] {
        assert_lightness(&format!("{a} and {b}"), of_code(a), of_code(b), RELATION);
    }
    assert_lightness("China and the EU27", of_code("CHN"), of_code("EU27"), 11.0);
    let side = |side| shades(&Ink::Side { side, shade: 0 });
    assert_lightness("for and against", side(Side::Positive), side(Side::Negative), RELATION);
}

#[test]
fn codes_without_a_colour_of_their_own_are_told_apart_in_grey_from_the_first_to_the_fourth() {
    let of_rank = |rank| shades(&Ink::Code { dimension: Dimension::Holder, code: Code::new("none"), rank });
    for (a, b) in (0..4).flat_map(|a| (a + 1..4).map(move |b| (a, b))) {
        assert_lightness(&format!("ranks {a} and {b}"), of_rank(a), of_rank(b), 7.5);
    }
}

#[test]
fn eyes_without_red_or_green_tell_the_countries_of_the_relation_apart() {
    let codes = ["CHN", "RUS", "EU27", "USA", "FRA", "DEU", "JPN", "IND"];
    for (nth, a) in codes.iter().enumerate() {
        for b in &codes[nth + 1..] {
            for (one, other) in on_each(of_code(a), of_code(b)) {
                for (eyes, name) in [(DEUTERANOPIA, "green"), (PROTANOPIA, "red")] {
                    let apart = apart(eyes, one, other);
                    assert!(apart >= 10.0, "{a} and {b} without {name}: {one:?} and {other:?} are {apart:.1} apart");
                }
            }
        }
    }
}

/// The lines of a chart that no name at an end tells.
fn unnamed_lines(chart: &Chart) -> BTreeMap<usize, Ink> {
    let is_end = |place: &Place| matches!(place, Place::LineEnd | Place::LineStart | Place::Beside(_) | Place::Over);
    let labels = chart.marks.iter().filter_map(|mark| match mark {
        Mark::Label { series, place, .. } if is_end(place) => *series,
        _ => None,
    });
    // One name serves all lines of its entry in the legend.
    let named: BTreeSet<usize> = labels.collect();
    let is_named = |series: usize| {
        chart.legend.iter().any(|entry| entry.series.contains(&series) && entry.series.iter().any(|one| named.contains(one)))
    };
    let lines = chart.marks.iter().filter_map(|mark| match mark {
        Mark::Line { series, ink, .. } if !is_named(*series) => Some((*series, ink.clone())),
        _ => None,
    });
    lines.collect()
}

#[test]
fn lines_without_a_name_at_their_end_differ_in_lightness() {
    let (library, engine) = (Library::bundled(), Engine::new().expect("an engine"));
    let mut charts = 0;
    for (id, view) in view::bundled() {
        let findings = view::study(&view.subject, &library, &engine).expect(id);
        let chart = view::parted(view.chart, view.look.facet.as_ref(), &findings).expect(id);
        let cells = chart.multiples.iter().flat_map(|multiples| multiples.cells.iter().map(|cell| &cell.chart));
        for chart in [&chart].into_iter().chain(cells) {
            charts += 1;
            let lines: Vec<Ink> = unnamed_lines(chart).into_values().collect();
            for (nth, a) in lines.iter().enumerate() {
                for b in lines[nth + 1..].iter().filter(|b| *b != a) {
                    assert_lightness(id, shades(a), shades(b), LINES);
                }
            }
        }
    }
    assert!(charts > 80, "{charts} charts");
}
