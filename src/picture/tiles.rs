//! The tiles of a treemap: groups share out the plot by their sizes, tiles their group; words where they fit.

use std::collections::BTreeMap;

use crate::chart::mark::{Anchor, Ink, Mark, Tile};
use crate::picture::page::Page;
use crate::picture::project::{self, Scene};
use crate::picture::{Color, Form, Rect, Shape, Tag, Weight, text};

/// Tiles as shapes.
#[derive(Default)]
pub struct Tiles {
    pub shapes: Vec<Shape>,
    /// Tiles whose name found no room.
    pub unnamed: usize,
}

/// The tiles that stand together under one name.
struct Group<'a> {
    legend: usize,
    size: f64,
    tiles: Vec<&'a Tile>,
}

/// All tiles in the plot; the largest stand first, ties in the order of the figures.
pub fn place(scene: &Scene) -> Tiles {
    let page = scene.page;
    let groups = groups(page);
    let area = scene.projection.area;
    let is_of_two_levels = groups.len() > 1 && groups.iter().any(|group| group.tiles.len() > 1);
    let gap = if is_of_two_levels { 1.6 * page.unit } else { 0.0 };
    let mut placed = Tiles::default();
    let sizes: Vec<f64> = groups.iter().map(|group| group.size).collect();
    for (group, whole) in groups.iter().zip(shared_out(&area, &sizes)) {
        let whole = inset(&whole, gap);
        let sizes: Vec<f64> = group.tiles.iter().map(|tile| tile.size).collect();
        for (nth, (tile, rect)) in group.tiles.iter().zip(shared_out(&whole, &sizes)).enumerate() {
            let head = (nth == 0 && is_of_two_levels && group.tiles.len() > 1).then_some(group.legend);
            tile_shapes(page, tile, &inset(&rect, 0.5 * page.unit), head, &mut placed);
        }
    }
    placed
}

fn groups<'a>(page: &Page<'a>) -> Vec<Group<'a>> {
    let mut by_legend: BTreeMap<usize, Group> = BTreeMap::new();
    for mark in &page.chart.marks {
        let Mark::Tile(tile) = mark else { continue };
        let group = by_legend.entry(tile.group).or_insert(Group { legend: tile.group, size: 0.0, tiles: Vec::new() });
        group.size += tile.size;
        group.tiles.push(tile);
    }
    let mut groups: Vec<Group> = by_legend.into_values().collect();
    groups.sort_by(|a, b| b.size.total_cmp(&a.size).then(a.legend.cmp(&b.legend)));
    for group in &mut groups {
        group.tiles.sort_by(|a, b| b.size.total_cmp(&a.size).then(a.datum.cmp(&b.datum)));
    }
    groups
}

fn tile_shapes(page: &Page, tile: &Tile, rect: &Rect, head: Option<usize>, placed: &mut Tiles) {
    let series = Some(tile.datum.series);
    let fill = page.color(&tile.ink, series);
    let tag = Tag { datum: Some(tile.datum), series, ..Tag::default() };
    placed.shapes.push(Shape { form: Form::Rect { rect: *rect, fill }, tag });
    placed.shapes.extend(project::corner(page, rect, fill, tile.firmness).map(|form| Shape { form, tag }));
    let color = words_color(page, tile);
    let inner = inset(rect, 5.0 * page.unit);
    let head_words = head.and_then(|legend| Some((legend, page.chart.legend.get(legend)?.label.as_str())));
    let with_head = head_words.and_then(|(legend, name)| Some((legend, words(page, tile, &inner, Some(name))?)));
    let (legend, lines) = match with_head {
        Some((legend, lines)) => (Some(legend), lines),
        None => match words(page, tile, &inner, None) {
            Some(lines) => (None, lines),
            None => {
                placed.unnamed += 1;
                return;
            }
        },
    };
    let mut y = inner.min[1];
    for line in lines {
        let at = [inner.min[0], y + line.size * 0.86];
        let tag = Tag { series, legend: legend.filter(|_| line.is_head), ..Tag::default() };
        let form = Form::Text { at, text: line.text, size: line.size, weight: line.weight, color, anchor: Anchor::Start };
        placed.shapes.push(Shape { form, tag });
        y += line.size * LEADING + if line.is_last_of_head { line.size * 0.3 } else { 0.0 };
    }
}

const LEADING: f32 = 1.2;

/// One line of words in a tile.
struct Line {
    text: String,
    size: f32,
    weight: Weight,
    is_head: bool,
    is_last_of_head: bool,
}

/// The name of the group, the name and the value of the tile under each other; `None` when they do not fit.
fn words(page: &Page, tile: &Tile, room: &Rect, head: Option<&str>) -> Option<Vec<Line>> {
    let fits = |size: f32| {
        let heading = head.map(|head| wrapped(head, room.width(), size, Weight::Semibold, 2));
        let heading = match heading {
            Some(None) => return None,
            Some(Some(lines)) => lines,
            None => Vec::new(),
        };
        let name = wrapped(&tile.name, room.width(), size, Weight::Regular, 4)?;
        let value = wrapped(&tile.value, room.width(), size, Weight::Regular, 1)?;
        let last_of_head = heading.len();
        let head_lines = heading.into_iter().enumerate().map(|(nth, text)| Line {
            text,
            size,
            weight: Weight::Semibold,
            is_head: true,
            is_last_of_head: nth + 1 == last_of_head,
        });
        let own = name.into_iter().chain(value);
        let own = own.map(|text| Line { text, size, weight: Weight::Regular, is_head: false, is_last_of_head: false });
        let lines: Vec<Line> = head_lines.chain(own).collect();
        let height = lines.len() as f32 * size * LEADING + if last_of_head > 0 { size * 0.3 } else { 0.0 };
        (height <= room.height() + size * 0.25).then_some(lines)
    };
    [page.type_sizes.text, page.type_sizes.small].into_iter().find_map(fits)
}

/// Whole words in at most so many lines.
fn wrapped(words: &str, room: f32, size: f32, weight: Weight, most: usize) -> Option<Vec<String>> {
    let is_roomy = words.split(' ').all(|word| text::width(word, size, weight) <= room);
    let lines = if is_roomy { text::wrap(words, room, size, weight) } else { return None };
    (lines.len() <= most).then_some(lines)
}

fn words_color(page: &Page, tile: &Tile) -> Color {
    let series = Some(tile.datum.series);
    if page.is_faded(series) {
        return page.paper.text_on(page.paper.faint);
    }
    page.color(&Ink::On(Box::new(tile.ink.clone())), series)
}

fn inset(rect: &Rect, by: f32) -> Rect {
    let by = [0, 1].map(|axis| by.min((rect.max[axis] - rect.min[axis]) * 0.12));
    Rect { min: [rect.min[0] + by[0], rect.min[1] + by[1]], max: [rect.max[0] - by[0], rect.max[1] - by[1]] }
}

/// The plot shared out among sizes that fall: rows along the shorter side, each as long as its rectangles become squarer.
/// Source: Bruls, Huizing and van Wijk, Squarified Treemaps, 2000.
fn shared_out(area: &Rect, sizes: &[f64]) -> Vec<Rect> {
    let total: f64 = sizes.iter().sum();
    let mut rects = Vec::with_capacity(sizes.len());
    let (mut left, mut rest) = (*area, total);
    let mut from = 0;
    while from < sizes.len() {
        let [width, height] = [left.width(), left.height()].map(f64::from);
        let scale = if rest > 0.0 { width * height / rest } else { 0.0 };
        let side = width.min(height);
        let mut end = from + 1;
        while end < sizes.len() && worst(&sizes[from..=end], scale, side) <= worst(&sizes[from..end], scale, side) {
            end += 1;
        }
        let sum: f64 = sizes[from..end].iter().sum();
        let part = if rest > 0.0 { (sum / rest).min(1.0) } else { 0.0 };
        // Where the row lies across, and along which axis its rectangles follow each other.
        let (across, along) = if width >= height { (0, 1) } else { (1, 0) };
        let thickness = (left.max[across] - left.min[across]) * part as f32;
        let length = left.max[along] - left.min[along];
        let mut start = left.min[along];
        for size in &sizes[from..end] {
            let step = if sum > 0.0 { length * (size / sum) as f32 } else { 0.0 };
            let mut rect = left;
            (rect.min[along], rect.max[along]) = (start, start + step);
            rect.max[across] = left.min[across] + thickness;
            rects.push(rect);
            start += step;
        }
        left.min[across] += thickness;
        rest -= sum;
        from = end;
    }
    rects
}

/// The least square rectangle of a row: its longer side over its shorter one.
fn worst(sizes: &[f64], scale: f64, side: f64) -> f64 {
    let sum = sizes.iter().sum::<f64>() * scale;
    let ends = |pick: fn(f64, f64) -> f64| sizes.iter().copied().reduce(pick).unwrap_or(0.0) * scale;
    let (least, most) = (ends(f64::min), ends(f64::max));
    if sum <= 0.0 || least <= 0.0 {
        return f64::INFINITY;
    }
    (side * side * most / (sum * sum)).max(sum * sum / (side * side * least))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rectangles_cover_the_plot_by_their_sizes_and_stand_on_no_other() {
        let area = Rect::new(10.0, 20.0, 610.0, 420.0);
        let sizes = [6.0, 6.0, 4.0, 3.0, 2.0, 2.0, 1.0];
        let rects = shared_out(&area, &sizes);
        for (rect, size) in rects.iter().zip(sizes) {
            assert!((rect.width() * rect.height() - size as f32 * 10_000.0).abs() < 2.0, "{rect:?}");
            assert!(area.grown(0.01).contains(rect.min) && area.grown(0.01).contains(rect.max));
            assert!((rect.width() / rect.height()).max(rect.height() / rect.width()) < 4.0, "{rect:?}");
        }
        let is_apart = |a: &Rect, b: &Rect| !inset(a, 0.01).overlaps(&inset(b, 0.01));
        assert!(rects.iter().enumerate().all(|(at, one)| rects[..at].iter().all(|other| is_apart(one, other))));
    }

    #[test]
    fn nothing_has_no_area_and_leaves_the_others_theirs() {
        let rects = shared_out(&Rect::new(0.0, 0.0, 100.0, 100.0), &[1.0, 0.0, 0.0]);
        assert_eq!(rects.len(), 3);
        assert!((rects[0].width() * rects[0].height() - 10_000.0).abs() < 1.0);
        assert!(rects[1..].iter().all(|rect| rect.width() * rect.height() == 0.0));
    }
}
