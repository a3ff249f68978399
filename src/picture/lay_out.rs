//! A chart, its words and a look become a picture.

use std::collections::BTreeSet;

use crate::chart::mark::{Anchor, Mark, Tile};
use crate::chart::multiples::Multiples;
use crate::chart::wording::Words;
use crate::chart::{Chart, logarithmic};
use crate::picture::axes::{self, Axes};
use crate::picture::ends::{self, Side, Taught};
use crate::picture::labels::{self, Labels};
use crate::picture::look::{Look, Scaling, Zoom};
use crate::picture::page::{self, Foot, Page, head};
use crate::picture::project::Scene;
use crate::picture::projection::{Flat, View};
use crate::picture::{Form, Picture, Plot, Rect, Shape, Weight, annotations, beside, claimed, multiples, text, tiles};
use crate::terms::translation::Tongue;

/// Everything at its place on the page.
pub fn lay_out(chart: &Chart, words: &Words, look: &Look) -> Picture {
    let is_logarithmic = look.scaling == Scaling::Logarithmic && logarithmic::objection(chart).is_none();
    let logarithmic = is_logarithmic.then(|| logarithmic::taken(chart, |told, series| page::is_told(chart, look, told, series)));
    let chart = logarithmic.as_ref().unwrap_or(chart);
    let tongue = Tongue { language: look.language, names: words.names.clone() };
    if tongue.language.is_english() {
        return settled(&Page::new(chart, words, look, tongue));
    }
    let isolated = look.isolated.iter().map(|label| tongue.say_at_mark(label)).collect();
    let look = Look { isolated, ..look.clone() };
    settled(&Page::new(&chart.spoken(&tongue), &words.spoken(&tongue), &look, tongue))
}

/// A column of names, a legend or a note takes room, and less room may leave out more: a few rounds settle it.
fn settled(page: &Page) -> Picture {
    let mut wish = Wish { has_legend: !page.chart.is_labelled, left_out: 0, rows_left_out: 0, cells_left_out: 0, names: Taught::default() };
    let mut attempt = drawn(page, &wish);
    for _ in 0..4 {
        let next = Wish {
            has_legend: wish.has_legend || attempt.needs_legend,
            left_out: attempt.left_out,
            rows_left_out: attempt.rows_left_out,
            cells_left_out: attempt.cells_left_out,
            names: Taught {
                too_thin: wish.names.too_thin.union(&attempt.too_thin).copied().collect(),
                are_moved: wish.names.are_moved || attempt.are_moved,
            },
        };
        if next == wish {
            break;
        }
        wish = next;
        attempt = drawn(page, &wish);
    }
    attempt.picture
}

/// What an earlier attempt taught.
#[derive(PartialEq, Eq)]
struct Wish {
    has_legend: bool,
    left_out: usize,
    rows_left_out: usize,
    /// Small charts for which there was no room.
    cells_left_out: usize,
    names: Taught,
}

struct Attempt {
    picture: Picture,
    needs_legend: bool,
    left_out: usize,
    rows_left_out: usize,
    /// Small charts for which there was no room.
    cells_left_out: usize,
    too_thin: BTreeSet<usize>,
    are_moved: bool,
}

fn drawn(page: &Page, wish: &Wish) -> Attempt {
    if let Some(multiples) = &page.chart.multiples {
        return drawn_parted(page, multiples, wish);
    }
    let mut shapes = Vec::new();
    let top = head(page, wish.has_legend, &mut shapes) + labels::head_height(page).max(axes::overhang(page));
    let mut notes = Vec::new();
    notes.extend(note_on_room(wish.left_out, "label"));
    notes.extend(note_on_room(wish.rows_left_out, "row"));
    notes.extend(note_on_characters(page));
    let notes: Vec<String> = notes.iter().map(|note| page.tongue.say(note)).collect();
    let foot = Foot::new(page, &notes);
    let bottom = foot.draw(page, &mut shapes);

    let (axes, area, view) = arranged(page, view(page), [top, bottom], &wish.names);
    let flat = Flat { area, x: view.x, y: view.y };
    let scene = Scene::new(page, flat, area.min[0] - axes.left_width);
    shapes.extend(axes.grid(page, &flat));
    shapes.extend(scene.all_shapes());
    let tiles = tiles::place(&scene);
    shapes.extend(tiles.shapes);
    shapes.extend(claimed::shapes(&scene));
    shapes.extend(axes.names(&scene));
    let Labels { shapes: labels, left_out, too_thin, needs_legend, are_moved, mut taken } =
        labels::place(&scene, axes.values, &wish.names.too_thin, ends::place(&scene, &wish.names));
    shapes.extend(labels);
    shapes.extend(beside::place(&scene, &mut taken));
    shapes.extend(claimed::words(&scene, &mut taken));
    shapes.extend(note_on_emptiness(&scene, &shapes));

    let rows_left_out = axes::rows_below(page, view.y);
    // Rows for which there is no room are not out of view by zooming.
    let whole_y = if rows_left_out > 0 { view.y } else { page.chart.y.ends() };
    let mut picture = Picture {
        size: page.size,
        background: page.paper.background,
        shapes,
        targets: page.chart.marks.iter().flat_map(|mark| scene.targets(mark)).collect(),
        plot: Plot { area, x: view.x, y: view.y, whole_x: page.chart.x.ends(), whole_y, camera: page.chart.camera },
        plots: vec![area],
        title: page.words.title.clone(),
        alt: described(page, &foot),
    };
    annotations::lay_over(page, &mut picture);
    for shape in &mut picture.shapes {
        if let Form::Text { text, weight, .. } = &mut shape.form {
            *weight = text::weight_of(text, *weight);
        }
    }
    let left_out = left_out + tiles.unnamed + axes.columns_unnamed(page, &flat);
    Attempt { picture, needs_legend, left_out, rows_left_out, cells_left_out: 0, too_thin, are_moved }
}

/// Small charts in a grid, with one head, one legend, one foot.
fn drawn_parted(page: &Page, multiples: &Multiples, wish: &Wish) -> Attempt {
    let mut shapes = Vec::new();
    let top = head(page, wish.has_legend, &mut shapes);
    let mut notes: Vec<String> = multiples.notes.clone();
    notes.splice(0..0, note_on_cells(multiples, wish.cells_left_out));
    notes.extend(note_on_room(wish.rows_left_out, "row"));
    notes.extend(note_on_characters(page));
    let foot = Foot::new(page, &notes);
    let bottom = foot.draw(page, &mut shapes);
    let grid = multiples::grid(page, multiples, [top, bottom]);
    shapes.extend(grid.shapes);
    let View { x, y } = grid.view;
    let (whole_x, whole_y) = (page.chart.x.ends(), y);
    let mut picture = Picture {
        size: page.size,
        background: page.paper.background,
        shapes,
        targets: grid.targets,
        plot: Plot { area: grid.area, x, y, whole_x, whole_y, camera: page.chart.camera },
        plots: grid.plots,
        title: page.words.title.clone(),
        alt: described(page, &foot),
    };
    annotations::lay_over(page, &mut picture);
    let (rows_left_out, cells_left_out) = (axes::rows_below(page, y), grid.left_out);
    let (too_thin, are_moved) = (BTreeSet::new(), false);
    Attempt { picture, needs_legend: false, left_out: 0, rows_left_out, cells_left_out, too_thin, are_moved }
}

/// The ranges in view: the whole, or the part zoomed into when it is one.
fn view(page: &Page) -> View {
    let whole = View { x: page.chart.x.ends(), y: page.chart.y.ends() };
    let is_range = |[from, to]: [f64; 2]| from.is_finite() && to.is_finite() && from < to;
    match page.look.zoom {
        Some(Zoom { x, y }) if is_range(x) && is_range(y) => View { x, y },
        Some(_) | None => whole,
    }
}

/// The axes and the plot between them. What the axes need depends on the plot, and the other way round: two rounds settle it.
fn arranged(page: &Page, mut view: View, [top, bottom]: [f32; 2], taught: &Taught) -> (Axes, Rect, View) {
    let [left, right] = [page.margin, page.size[0] - page.margin];
    let names = [Side::Left, Side::Right].map(|side| ends::column_width(page, side, taught));
    let mut size = [right - left - names[0] - names[1], bottom - top];
    let least = 24.0 * page.unit;
    let mut axes = Axes::new(page, view, size);
    for _ in 0..2 {
        size[1] = (bottom - top - axes.bottom_height).max(least);
        view.y = axes::rows_with_names(page, view.y, size[1]);
        axes = Axes::new(page, view, size);
    }
    let start = left + names[0] + axes.left_width;
    let mut plot = [start, (right - names[1]).max(start + least)];
    for _ in 0..3 {
        let [before, after] = labels::bar_overhang(page, axes.values, view.x, plot[1] - plot[0]);
        let most = (plot[1] - plot[0]) * 0.45;
        plot[0] = plot[0].max(start + before.min(most));
        plot[1] = plot[1].min((right - names[1] - after.min(most)).max(plot[0] + least));
    }
    axes.left_width += plot[0] - start;
    let height = (bottom - axes.bottom_height - top).max(least);
    (axes, Rect::new(plot[0], top, plot[1], top + height), view)
}

/// An empty plot says that it is empty, and whether there would be figures elsewhere.
fn note_on_emptiness(scene: &Scene, drawn: &[Shape]) -> Option<Shape> {
    let (page, area) = (scene.page, scene.projection.area);
    let is_empty = page.chart.marks.iter().all(|mark| matches!(mark, Mark::Rule { .. } | Mark::Diagonal { .. } | Mark::Key(_)));
    // Names beside the plot stay where they are; what is in it are shapes of series.
    let is_in_plot = |shape: &Shape| shape.tag.series.is_some() && !matches!(shape.form, Form::Text { .. });
    let is_out_of_view = page.look.zoom.is_some() && !drawn.iter().any(is_in_plot);
    let words = match (is_empty, is_out_of_view) {
        (true, _) => "No figures for this selection",
        (false, true) => "No figures in this part",
        (false, false) => return None,
    };
    let at = [f32::midpoint(area.min[0], area.max[0]), f32::midpoint(area.min[1], area.max[1])];
    Some(Shape::words(at, &page.tongue.say(words), (page.type_sizes.text, Weight::Regular), page.paper.quiet, Anchor::Middle))
}

/// "Drawn are 8 of 13 partners, for want of room; 5 more are left out."
fn note_on_cells(multiples: &Multiples, left_out: usize) -> Option<String> {
    let (shown, all) = (multiples.cells.len() - left_out, multiples.cells.len() + multiples.beyond);
    let want = if left_out > 0 { ", for want of room" } else { "" };
    (shown < all).then(|| format!("Drawn are {shown} of {all} {}{want}; {} more are left out.", multiples.named, all - shown))
}

/// "2 labels left out for want of room."
fn note_on_room(left_out: usize, what: &str) -> Option<String> {
    match left_out {
        0 => None,
        1 => Some(format!("One {what} left out for want of room.")),
        count => Some(format!("{count} {what}s left out for want of room.")),
    }
}

/// Says which characters will look different elsewhere because no bundled font has them.
fn note_on_characters(page: &Page) -> Option<String> {
    let labels = page.chart.marks.iter().filter_map(|mark| match mark {
        Mark::Label { text, .. } | Mark::Tile(Tile { name: text, .. }) => Some(text.as_str()),
        Mark::Claim(statement) => statement.words.first().map(String::as_str),
        Mark::Line { .. } | Mark::Area { .. } | Mark::Band { .. } | Mark::Bar { .. } | Mark::Dot { .. } | Mark::Arrow { .. } => None,
        Mark::Whisker { .. } | Mark::Stretch { .. } | Mark::Rule { .. } | Mark::Absent { .. } => None,
        Mark::Cell { .. } | Mark::Pip { .. } | Mark::Key(_) => None,
        Mark::Trail { .. } | Mark::Diagonal { .. } => None,
    });
    let legend = page.chart.legend.iter().map(|entry| entry.label.as_str());
    let names = page.chart.multiples.iter().flat_map(|multiples| &multiples.cells).map(|cell| cell.name.as_str());
    let words =
        [&page.words.title, &page.words.subtitle, &page.words.source_line].into_iter().chain(&page.words.footnotes).map(String::as_str);
    let unknown: String =
        words.chain(legend).chain(names).chain(labels).flat_map(text::unknown_characters).collect::<BTreeSet<char>>().into_iter().collect();
    (!unknown.is_empty()).then(|| format!("Characters that the font of this picture lacks: {unknown}"))
}

/// What the picture shows, with the notes it had no room for.
fn described(page: &Page, foot: &Foot) -> String {
    std::iter::once(&page.words.alt).chain(&foot.left_out).filter(|text| !text.is_empty()).cloned().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::mark::{Along, Datum, Firmness, Ink, Place, Vertex};
    use crate::chart::scale::{Category, Scale};
    use crate::chart::{Camera, LegendEntry};
    use crate::picture::look::Size;
    use crate::terms::dimension::{Code, Dimension};

    fn ink(rank: usize) -> Ink {
        Ink::Code { dimension: Dimension::Partner, code: Code::new(format!("code {rank}")), rank }
    }

    fn chart(x: Scale, y: Scale, marks: Vec<Mark>) -> Chart {
        Chart { x, y, marks, legend: Vec::new(), is_labelled: true, camera: Camera::Fixed, key: Vec::new(), multiples: None }
    }

    fn values(max: f64) -> Scale {
        Scale::Number { min: 0.0, max, unit: String::new(), divisor: 1.0 }
    }

    /// Lines from 0 to the values, each with its name, in the order of their values.
    fn lines(values_at_end: &[f64]) -> Chart {
        let line = |(series, value): (usize, &f64)| {
            let vertex = |point: usize, at: [f64; 2]| Vertex { datum: Datum { series, point }, at };
            let points = vec![vertex(0, [2000.5, 0.0]), vertex(1, [2020.5, *value])];
            let (text, place) = (format!("Name {series}"), Place::LineEnd);
            let label = Mark::Label { series: Some(series), at: points[1].at, text, anchor: Anchor::Start, ink: ink(series), place };
            [Mark::Line { series, points, ink: ink(series), firmness: Firmness::Firm }, label]
        };
        let marks = values_at_end.iter().enumerate().flat_map(line).collect();
        let entry = |series: usize| LegendEntry { series: vec![series], label: format!("Name {series}"), ink: ink(series) };
        let legend = (0..values_at_end.len()).map(entry).collect();
        let x = Scale::Time { min: 2000.5, max: 2020.5, is_yearly: true };
        Chart { legend, ..chart(x, values(100.0), marks) }
    }

    fn texts(picture: &Picture) -> Vec<&str> {
        let texts = picture.shapes.iter().filter_map(|shape| match &shape.form {
            Form::Text { text, .. } => Some(text.as_str()),
            _ => None,
        });
        texts.collect()
    }

    #[test]
    fn no_bar_stands_without_its_name_at_any_size() {
        let bar = |at: usize| {
            let y = at as f64;
            let datum = Datum { series: at, point: 0 };
            Mark::Bar { datum, x: [0.0, y + 1.0], y: [y - 0.4, y + 0.4], ink: ink(0), firmness: Firmness::Firm }
        };
        let labels = (0..40).map(|at| Category::row(format!("Row {at}"))).collect();
        let chart = chart(values(40.0), Scale::Band { labels }, (0..40).map(bar).collect());
        for size in [Size::Page, Size::Points(640, 400), Size::Points(400, 300), Size::Points(800, 1000)] {
            let picture = lay_out(&chart, &Words::default(), &Look { size, ..Look::default() });
            let bars = picture.shapes.iter().filter(|shape| matches!(shape.form, Form::Rect { .. })).count();
            let names = texts(&picture).iter().filter(|text| text.starts_with("Row ")).count();
            assert_eq!(bars, names, "{size:?}");
            assert!(texts(&picture).contains(&"Row 39") && bars > 5, "{size:?}: {bars}");
            let is_said = texts(&picture).iter().any(|text| text.contains(&format!("{} rows left out", 40 - bars)));
            assert_eq!(is_said, bars < 40, "{size:?}");
        }
    }

    #[test]
    fn words_of_rules_never_stand_on_each_other() {
        let rule = |at: f64| Mark::Rule { along: Along::X, at, word: Some("Customs of China from then on".to_owned()) };
        let x = Scale::Time { min: 2000.5, max: 2020.5, is_yearly: true };
        let chart = chart(x, values(10.0), [2010.0, 2011.0, 2012.0, 2020.0].map(rule).into());
        let picture = lay_out(&chart, &Words::default(), &Look::default());
        let boxes = picture.shapes.iter().filter_map(|shape| match &shape.form {
            Form::Text { at, text, size, weight, anchor, .. } if text.starts_with("Customs") => {
                Some(text::outline(*at, text::width(text, *size, *weight), *size, *anchor))
            }
            _ => None,
        });
        let boxes: Vec<Rect> = boxes.collect();
        assert_eq!(boxes.len(), 4);
        assert!(boxes.iter().enumerate().all(|(at, one)| boxes[..at].iter().all(|other| !other.overlaps(one))));
    }

    #[test]
    fn of_many_names_only_those_near_their_ends_stand_and_the_set_apart_stays() {
        let ends: Vec<f64> = (0..30).map(|at| f64::from(at) * 0.3).chain([60.0, 90.0]).collect();
        let chart = lines(&ends);
        let isolated = Look { isolated: vec!["Name 3".to_owned()], ..Look::default() };
        for (look, wanted) in [(Look::default(), "Name 29"), (isolated, "Name 3")] {
            let picture = lay_out(&chart, &Words::default(), &look);
            let names: Vec<&str> = texts(&picture).into_iter().filter(|text| text.starts_with("Name ")).collect();
            assert!(names.len() < 15 && names.contains(&wanted) && names.contains(&"Name 31"), "{names:?}");
            assert!(texts(&picture).contains(&format!("{} labels left out for want of room.", 32 - names.len()).as_str()));
        }
    }

    #[test]
    fn a_series_set_apart_has_a_hue_whatever_its_rank() {
        let chart = lines(&[10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 90.0]);
        let color = |isolated: &[&str]| {
            let isolated = isolated.iter().map(|&name| name.to_owned()).collect();
            let picture = lay_out(&chart, &Words::default(), &Look { isolated, ..Look::default() });
            let mut lines = picture.shapes.iter().filter(|shape| shape.tag.series == Some(8)).filter_map(|shape| match &shape.form {
                Form::Polyline { color, .. } => Some(color.0),
                _ => None,
            });
            lines.next_back().expect("a line")
        };
        let is_grey = |[red, green, blue, _]: [u8; 4]| red.abs_diff(green) < 16 && green.abs_diff(blue) < 16;
        assert!(is_grey(color(&[])));
        assert!(!is_grey(color(&["Name 8"])));
    }
}
