//! The only place where a mark becomes shapes, for screen and paper alike.

use crate::chart::mark::{Along, Anchor, Datum, Firmness, Ink, Mark, Slice, Towards, Vertex};
use crate::picture::page::Page;
use crate::picture::projection::{Flat, Projection as _};
use crate::picture::rules::{self, RuleWord};
use crate::picture::{Color, Form, Rect, Shape, Tag, Target, Weight, clip, text};

/// What a mark needs to become shapes.
pub struct Scene<'a> {
    pub page: &'a Page<'a>,
    pub projection: Flat,
    pub dot_radius: f32,
    rule_words: Vec<RuleWord>,
    /// Where lines across the plot begin: left of the values at its ticks.
    pub left: f32,
}

impl<'a> Scene<'a> {
    pub fn new(page: &'a Page<'a>, projection: Flat, left: f32) -> Self {
        let mut counts = std::collections::BTreeMap::<usize, usize>::new();
        for mark in &page.chart.marks {
            if let Mark::Dot { datum, .. } = mark {
                *counts.entry(datum.series).or_default() += 1;
            }
        }
        let most = counts.values().max().copied().unwrap_or(1);
        let room = projection.area.width() / most as f32;
        let is_of_rows = page.chart.marks.iter().any(|mark| matches!(mark, Mark::Pip { .. }));
        let dot_radius = if is_of_rows { 5.2 * page.unit } else { (room * 0.22).clamp(1.8 * page.unit, 3.4 * page.unit) };
        Self { page, projection, dot_radius, rule_words: rules::words(page, &projection), left }
    }

    pub fn color(&self, ink: &Ink, series: Option<usize>) -> Color {
        self.page.color(ink, series)
    }

    fn place(&self, point: [f64; 2]) -> [f32; 2] {
        self.projection.place(point)
    }

    fn area(&self) -> Rect {
        self.projection.area
    }

    fn is_in_view(&self, point: [f32; 2]) -> bool {
        self.area().grown(0.5).contains(point)
    }

    fn tag(&self, datum: Option<Datum>, series: usize) -> Tag {
        Tag { datum, series: Some(series), legend: None, annotation: None, is_clipped: false }
    }

    /// The shapes of all marks; those set back first, so that the others stand before them.
    pub fn all_shapes(&self) -> Vec<Shape> {
        let marks = self.page.chart.marks.iter();
        let (back, front): (Vec<&Mark>, Vec<&Mark>) = marks.partition(|mark| self.page.is_faded(mark.series()));
        let mut signs = Vec::new();
        let of_mark = |mark: &Mark| {
            let mut shapes = self.shapes(mark);
            if matches!(mark, Mark::Absent { .. }) {
                shapes.retain(|shape| stands_free(shape, &mut signs));
            }
            shapes
        };
        back.into_iter().chain(front).flat_map(of_mark).collect()
    }

    /// Where the numbers of a line or an area in view can be pointed at.
    pub fn targets(&self, mark: &Mark) -> Vec<Target> {
        let targets: Vec<Target> = match mark {
            Mark::Line { points, .. } => {
                points.iter().map(|vertex| Target { datum: vertex.datum, at: self.place(vertex.at), is_in_area: false }).collect()
            }
            Mark::Area { slices, .. } => {
                let middle = |slice: &Slice| self.place([slice.x, f64::midpoint(slice.low, slice.high)]);
                slices.iter().map(|slice| Target { datum: slice.datum, at: middle(slice), is_in_area: true }).collect()
            }
            Mark::Band { .. } | Mark::Bar { .. } | Mark::Dot { .. } | Mark::Arrow { .. } | Mark::Whisker { .. } => Vec::new(),
            Mark::Stretch { .. } | Mark::Cell { .. } | Mark::Pip { .. } | Mark::Tile(_) | Mark::Key(_) | Mark::Claim(_) => Vec::new(),
            Mark::Trail { series, points, told, .. } if self.page.is_told(*told, Some(*series)) => {
                points.iter().map(|vertex| Target { datum: vertex.datum, at: self.place(vertex.at), is_in_area: false }).collect()
            }
            Mark::Rule { .. } | Mark::Absent { .. } | Mark::Label { .. } | Mark::Trail { .. } | Mark::Diagonal { .. } => Vec::new(),
        };
        targets.into_iter().filter(|target| self.is_in_view(target.at)).collect()
    }

    /// The shapes of a mark. Labels, statements, tiles and the key are placed together, elsewhere.
    pub fn shapes(&self, mark: &Mark) -> Vec<Shape> {
        match mark {
            Mark::Line { series, points, ink, firmness } => self.line(*series, points, ink, *firmness),
            Mark::Area { series, slices, ink, firmness } => self.surface(*series, slices, ink, *firmness),
            Mark::Band { series, slices, ink } => self.band(*series, slices, ink).into_iter().collect(),
            Mark::Bar { datum, x, y, ink, firmness } => self.bar(*datum, [*x, *y], ink, *firmness).into_iter().collect(),
            Mark::Dot { datum, at, ink, is_hollow } => self.dot(*datum, *at, ink, *is_hollow).into_iter().collect(),
            Mark::Arrow { datum, at, towards, along, ink } => self.arrow(*datum, *at, (*towards, *along), ink),
            Mark::Whisker { datum, from, to, ink } => self.whisker(*datum, *from, *to, ink),
            Mark::Stretch { datum, x, y, ink, is_hollow } => self.stretch(*datum, *x, *y, (ink, *is_hollow)),
            Mark::Rule { along, at, word } => self.rule(*along, *at, word.as_deref()),
            Mark::Absent { datum, at, sign } => self.absent(*datum, *at, sign).into_iter().collect(),
            Mark::Cell { datum, x, y, ink, firmness } => self.cell(*datum, [*x, *y], ink, *firmness),
            Mark::Pip { datum, at, ink } => self.pip(*datum, *at, ink).into_iter().collect(),
            Mark::Trail { series, points, ink, told } if self.page.is_told(*told, Some(*series)) => self.trail(*series, points, ink),
            Mark::Diagonal { word } => self.diagonal_line(word),
            Mark::Label { .. } | Mark::Trail { .. } | Mark::Tile(_) | Mark::Key(_) | Mark::Claim(_) => Vec::new(),
        }
    }

    fn line(&self, series: usize, points: &[Vertex], ink: &Ink, firmness: Firmness) -> Vec<Shape> {
        let unit = self.page.unit;
        let width = if self.page.chart.legend.len() > 12 { 1.5 } else { 2.2 } * unit;
        let dash = match firmness {
            Firmness::Firm => None,
            Firmness::Soft => Some([4.5 * unit, 3.0 * unit]),
        };
        let placed: Vec<_> = points.iter().map(|vertex| self.place(vertex.at)).collect();
        let color = self.color(ink, Some(series));
        let tag = Tag { is_clipped: self.page.look.zoom.is_some(), ..self.tag(None, series) };
        let pieces = clip::line(&placed, &self.area().grown(width));
        pieces.into_iter().map(|points| Shape { form: Form::Polyline { points, width, color, dash }, tag }).collect()
    }

    /// A thin line through the years, with a small dot at each of them.
    fn trail(&self, series: usize, points: &[Vertex], ink: &Ink) -> Vec<Shape> {
        let unit = self.page.unit;
        let placed: Vec<_> = points.iter().map(|vertex| self.place(vertex.at)).collect();
        let color = self.color(ink, Some(series));
        let tag = Tag { is_clipped: self.page.look.zoom.is_some(), ..self.tag(None, series) };
        let pieces = clip::line(&placed, &self.area().grown(unit));
        let lines = pieces.into_iter().map(|points| Shape { form: Form::Polyline { points, width: 1.5 * unit, color, dash: None }, tag });
        let dot = |vertex: &Vertex| {
            let center = self.place(vertex.at);
            let form = Form::Circle { center, radius: 2.1 * unit, fill: color, stroke: None };
            self.is_in_view(center).then(|| Shape { form, tag: self.tag(Some(vertex.datum), series) })
        };
        lines.chain(points.iter().filter_map(dot)).collect()
    }

    /// Where both scales have the same number, inside the plot.
    pub fn diagonal(&self) -> Option<[[f32; 2]; 2]> {
        let Flat { x, y, .. } = self.projection;
        let (least, greatest) = (x[0].max(y[0]), x[1].min(y[1]));
        (least < greatest).then(|| [least, greatest].map(|value| self.place([value, value])))
    }

    fn diagonal_line(&self, word: &str) -> Vec<Shape> {
        let Some([from, to]) = self.diagonal() else { return Vec::new() };
        let (paper, unit) = (&self.page.paper, self.page.unit);
        let dash = Some([4.0 * unit, 3.0 * unit]);
        let line = Shape::plain(Form::Polyline { points: vec![from, to], width: unit, color: paper.line, dash });
        let setting = (self.page.type_sizes.small, Weight::Regular);
        let words = self.diagonal_word(word).map(|(at, anchor, _)| Shape::words(at, word, setting, paper.quiet, anchor));
        std::iter::once(line).chain(words).collect()
    }

    /// Where the word of the diagonal stands, and the box that it fills: below the line, where it leaves the plot.
    pub fn diagonal_word(&self, word: &str) -> Option<([f32; 2], Anchor, Rect)> {
        let [_, to] = self.diagonal()?;
        let (unit, size) = (self.page.unit, self.page.type_sizes.small);
        let is_at_top = to[1] <= self.area().min[1] + 1.0 && to[0] + size * 6.0 < self.area().max[0];
        let (at, anchor) = if is_at_top {
            ([to[0] + 5.0 * unit, to[1] + size * 1.1], Anchor::Start)
        } else {
            ([to[0] - 4.0 * unit, to[1] + size * 2.4], Anchor::End)
        };
        Some((at, anchor, text::outline(at, text::width(word, size, Weight::Regular), size, anchor)))
    }

    fn surface(&self, series: usize, slices: &[Slice], ink: &Ink, firmness: Firmness) -> Vec<Shape> {
        let upper: Vec<_> = slices.iter().map(|slice| self.place([slice.x, slice.high])).collect();
        let lower = slices.iter().rev().map(|slice| self.place([slice.x, slice.low]));
        let outline: Vec<_> = upper.iter().copied().chain(lower).collect();
        let points = clip::polygon(&outline, &self.area());
        if points.len() < 3 {
            return Vec::new();
        }
        let paper = self.page.paper.background;
        let color = self.color(ink, Some(series));
        let fill = match firmness {
            Firmness::Firm => color,
            Firmness::Soft => color.mixed(paper, 0.45),
        };
        let tag = Tag { is_clipped: true, ..self.tag(None, series) };
        let mut shapes = vec![Shape { form: Form::Polygon { points, fill }, tag }];
        // A hair of paper between areas keeps neighbours apart for eyes that see no hues.
        for points in clip::line(&upper, &self.area()) {
            shapes.push(Shape { form: Form::Polyline { points, width: 1.2 * self.page.unit, color: paper, dash: None }, tag });
        }
        shapes
    }

    /// Pale, so that the line stays the message; one number alone has a narrow upright one.
    fn band(&self, series: usize, slices: &[Slice], ink: &Ink) -> Option<Shape> {
        let fill = self.color(ink, Some(series)).mixed(self.page.paper.background, 0.8);
        let tag = Tag { is_clipped: true, ..self.tag(None, series) };
        if let [alone] = slices {
            let ([x, top], [_, bottom]) = (self.place([alone.x, alone.high]), self.place([alone.x, alone.low]));
            let half = 2.5 * self.page.unit;
            let rect = clip::rect(&Rect::new(x - half, top, x + half, bottom), &self.area())?;
            return Some(Shape { form: Form::Rect { rect, fill }, tag });
        }
        let upper = slices.iter().map(|slice| self.place([slice.x, slice.high]));
        let lower = slices.iter().rev().map(|slice| self.place([slice.x, slice.low]));
        let points = clip::polygon(&upper.chain(lower).collect::<Vec<_>>(), &self.area());
        (points.len() > 2).then_some(Shape { form: Form::Polygon { points, fill }, tag })
    }

    fn bar(&self, datum: Datum, [x, y]: [[f64; 2]; 2], ink: &Ink, firmness: Firmness) -> Option<Shape> {
        let mut whole = self.bar_box([x, y]);
        self.part_from_neighbour(&mut whole, [x, y]);
        let rect = clip::rect(&whole, &self.area())?;
        let fill = self.color(ink, Some(datum.series));
        let form = match firmness {
            Firmness::Firm => Form::Rect { rect, fill },
            Firmness::Soft => Form::Hatched { rect, fill },
        };
        Some(Shape { form, tag: self.tag(Some(datum), datum.series) })
    }

    /// Where a bar stands.
    pub fn bar_box(&self, [x, y]: [[f64; 2]; 2]) -> Rect {
        let [a, b] = [self.place([x[0], y[0]]), self.place([x[1], y[1]])];
        self.slim(Rect::new(a[0], a[1], b[0], b[1]))
    }

    /// A few bars on a large page do not become blocks.
    fn slim(&self, rect: Rect) -> Rect {
        let (axis, most) = if self.page.is_lying() { (1, 36.0 * self.page.unit) } else { (0, 84.0 * self.page.unit) };
        let beyond = ((rect.max[axis] - rect.min[axis] - most) / 2.0).max(0.0);
        let mut slim = rect;
        slim.min[axis] += beyond;
        slim.max[axis] -= beyond;
        slim
    }

    /// A hair of paper where a bar stands on another; where it stands on zero nothing is taken off.
    fn part_from_neighbour(&self, rect: &mut Rect, [x, y]: [[f64; 2]; 2]) {
        let hair = 0.8 * self.page.unit;
        let is_lying = self.page.is_lying();
        let axis = usize::from(!is_lying);
        let [least, greatest] = if is_lying { x } else { y };
        if least == 0.0 || greatest == 0.0 || rect.max[axis] - rect.min[axis] < 3.0 * hair {
            return;
        }
        // The end nearer to zero: left or lower for positive values, right or upper for negative ones.
        let is_positive = least + greatest > 0.0;
        if is_positive == is_lying { rect.min[axis] += hair } else { rect.max[axis] -= hair }
    }

    fn dot(&self, datum: Datum, at: [f64; 2], ink: &Ink, is_hollow: bool) -> Option<Shape> {
        let center = self.place(at);
        let (color, paper) = (self.color(ink, Some(datum.series)), self.page.paper.background);
        // A dot alone has less to be seen by than a line.
        let color = if self.page.is_faded(Some(datum.series)) { color.mixed(self.page.paper.quiet, 0.4) } else { color };
        let radius = self.dot_radius;
        let (fill, stroke, radius) = if is_hollow {
            (paper, (1.6 * self.page.unit, color), radius.max(2.4 * self.page.unit))
        } else {
            (color, (0.9 * self.page.unit, paper), radius)
        };
        let form = Form::Circle { center, radius, fill, stroke: Some(stroke) };
        self.is_in_view(center).then(|| Shape { form, tag: self.tag(Some(datum), datum.series) })
    }

    fn pip(&self, datum: Datum, at: [f64; 2], ink: &Ink) -> Option<Shape> {
        let center = self.place(at);
        let radius = self.dot_radius * 0.7;
        let form = Form::Circle { center, radius, fill: self.color(ink, Some(datum.series)), stroke: None };
        self.is_in_view(center).then(|| Shape { form, tag: self.tag(Some(datum), datum.series) })
    }

    /// With a hair of paper around it; a folded corner tells what is less firm, for its colour is needed for its value.
    fn cell(&self, datum: Datum, [x, y]: [[f64; 2]; 2], ink: &Ink, firmness: Firmness) -> Vec<Shape> {
        let [a, b] = [self.place([x[0], y[0]]), self.place([x[1], y[1]])];
        let hair = 0.5 * self.page.unit;
        let whole = Rect::new(a[0], a[1], b[0], b[1]);
        let inner = if whole.width().min(whole.height()) > 4.0 * hair { whole.grown(-hair) } else { whole };
        let Some(rect) = clip::rect(&inner, &self.area()) else { return Vec::new() };
        let (fill, tag) = (self.color(ink, Some(datum.series)), self.tag(Some(datum), datum.series));
        let mut shapes = vec![Shape { form: Form::Rect { rect, fill }, tag }];
        shapes.extend(corner(self.page, &rect, fill, firmness).map(|form| Shape { form, tag }));
        shapes
    }

    fn arrow(&self, datum: Datum, at: [f64; 2], (towards, along): (Towards, Along), ink: &Ink) -> Vec<Shape> {
        let [x, y] = self.place(at);
        if !self.is_in_view([x, y]) {
            return Vec::new();
        }
        let unit = self.page.unit;
        let color = self.color(ink, Some(datum.series));
        let sign = match towards {
            Towards::Less => -1.0,
            Towards::More => 1.0,
        };
        let [dx, dy] = match along {
            Along::X => [sign, 0.0],
            Along::Y => [0.0, -sign],
        };
        let (head, half) = (6.0 * unit, 3.6 * unit);
        let area = self.area();
        let room = [x - area.min[0], area.max[0] - x, area.max[1] - y, y - area.min[1]];
        let room = room[match (along, towards) {
            (Along::X, Towards::Less) => 0,
            (Along::X, Towards::More) => 1,
            (Along::Y, Towards::Less) => 2,
            (Along::Y, Towards::More) => 3,
        }];
        // It ends in the plot if that leaves anything of it.
        let length = (15.0 * unit).min(room.max(8.0 * unit));
        let tip = [x + dx * length, y + dy * length];
        let neck = [tip[0] - dx * head, tip[1] - dy * head];
        let corners = vec![tip, [neck[0] - dy * half, neck[1] + dx * half], [neck[0] + dy * half, neck[1] - dx * half]];
        let tag = self.tag(Some(datum), datum.series);
        let stroke = |points: Vec<[f32; 2]>, width: f32, color| Shape { form: Form::Polyline { points, width, color, dash: None }, tag };
        let foot = vec![[x - dy * 1.4 * half, y - dx * 1.4 * half], [x + dy * 1.4 * half, y + dx * 1.4 * half]];
        let shaft = vec![[x, y], neck];
        // A rim of the ground, since it may lie on a bar that is as dark.
        let (rim, ground) = (2.0 * unit, self.page.paper.background);
        let around = [&corners[..], &corners[..2]].concat();
        vec![
            stroke(shaft.clone(), 1.6 * unit + rim, ground),
            stroke(around, rim, ground),
            stroke(foot, 2.2 * unit, color),
            stroke(shaft, 1.6 * unit, color),
            Shape { form: Form::Polygon { points: corners, fill: color }, tag },
        ]
    }

    fn whisker(&self, datum: Datum, from: [f64; 2], to: [f64; 2], ink: &Ink) -> Vec<Shape> {
        let ends = [self.place(from), self.place(to)];
        let Some(cut) = clip::segment(ends[0], ends[1], &self.area().grown(0.5)) else { return Vec::new() };
        let (unit, color, tag) = (self.page.unit, self.color(ink, Some(datum.series)), self.tag(Some(datum), datum.series));
        let is_lying = (ends[0][1] - ends[1][1]).abs() < (ends[0][0] - ends[1][0]).abs();
        let [across, up] = if is_lying { [0.0, 3.5 * unit] } else { [3.5 * unit, 0.0] };
        let caps = ends.into_iter().filter(|end| self.is_in_view(*end));
        let caps = caps.map(|[x, y]| vec![[x - across, y - up], [x + across, y + up]]);
        let lines: Vec<_> = std::iter::once(cut.to_vec()).chain(caps).collect();
        let stroke =
            |points: &Vec<[f32; 2]>, width, color| Shape { form: Form::Polyline { points: points.clone(), width, color, dash: None }, tag };
        // Paper around it keeps it apart from the bar or line it stands on.
        let halo = lines.iter().map(|points| stroke(points, 3.2 * unit, self.page.paper.background));
        halo.chain(lines.iter().map(|points| stroke(points, 1.5 * unit, color))).collect()
    }

    fn stretch(&self, datum: Datum, x: [f64; 2], y: f64, (ink, is_hollow): (&Ink, bool)) -> Vec<Shape> {
        let [[left, middle], [right, _]] = [self.place([x[0], y]), self.place([x[1], y])];
        let half = if self.lies_on_another(datum, [left, right], middle) { 1.1 } else { 2.4 } * self.page.unit;
        let whole = Rect::new(left, middle - half, right.max(left + 2.0 * half), middle + half);
        if !self.is_in_view([left.max(self.area().min[0]), middle]) {
            return Vec::new();
        }
        let Some(rect) = clip::rect(&whole, &self.area().grown(half)) else { return Vec::new() };
        let (color, tag) = (self.color(ink, Some(datum.series)), self.tag(Some(datum), datum.series));
        let mut shapes = vec![Shape { form: Form::Rect { rect, fill: color }, tag }];
        if is_hollow {
            let inner = rect.grown(-1.4 * self.page.unit);
            shapes.push(Shape { form: Form::Rect { rect: inner, fill: self.page.paper.background }, tag });
        }
        // Caps at its ends show where one ends and the next goes on at the same height.
        let cap = [1.6 * self.page.unit, 2.0 * half];
        for x in [left, whole.max[0] - cap[0]].into_iter().filter(|x| whole.width() > 4.0 * half && self.is_in_view([*x, middle])) {
            let rect = Rect::new(x, middle - cap[1], x + cap[0], middle + cap[1]);
            shapes.push(Shape { form: Form::Rect { rect, fill: color }, tag });
        }
        shapes
    }

    /// Of two bars along time at one height the later one is a stripe on the other, so that both are seen.
    fn lies_on_another(&self, datum: Datum, [left, right]: [f32; 2], middle: f32) -> bool {
        let earlier = self.page.chart.marks.iter().map_while(|mark| match mark {
            Mark::Stretch { datum: own, .. } if *own == datum => None,
            other => Some(other),
        });
        let covers = |mark: &Mark| {
            let Mark::Stretch { x, y, .. } = mark else { return false };
            let [[from, height], [to, _]] = [self.place([x[0], *y]), self.place([x[1], *y])];
            (height - middle).abs() < 3.0 * self.page.unit && from < right - 1.0 && to > left + 1.0
        };
        earlier.into_iter().any(covers)
    }

    fn rule(&self, along: Along, at: f64, word: Option<&str>) -> Vec<Shape> {
        let area = self.area();
        let [x, y] = self.place([at, at]);
        let (from, to) = match along {
            Along::X => ([x, area.min[1]], [x, area.max[1]]),
            Along::Y => ([self.left, y], [area.max[0], y]),
        };
        if !self.is_in_view(to) {
            return Vec::new();
        }
        let (paper, unit) = (&self.page.paper, self.page.unit);
        if word.is_none_or(str::is_empty) {
            return vec![Shape::stroke(from, to, unit, paper.line)];
        }
        let dash = Some([2.5 * unit, 2.5 * unit]);
        let line = Shape::plain(Form::Polyline { points: vec![from, to], width: unit, color: paper.line, dash });
        let setting = (self.page.type_sizes.small, Weight::Regular);
        let words = self.rule_word(along, at).map(|word| Shape::words(word.at, &word.text, setting, paper.quiet, word.anchor));
        std::iter::once(line).chain(words).collect()
    }

    /// The word of a rule, when there is room for it.
    pub fn rule_word(&self, along: Along, at: f64) -> Option<&RuleWord> {
        self.rule_words.iter().find(|word| word.is_of(along, at))
    }

    /// Where there is no number, its reason stands at the axis, never a mark at zero.
    fn absent(&self, datum: Datum, at: [f64; 2], sign: &str) -> Option<Shape> {
        let [x, y] = self.place(at);
        let (area, size) = (self.area(), self.page.type_sizes.small);
        let is_in_view = x >= area.min[0] - 0.5 && x <= area.max[0] + 0.5;
        let (at, anchor) = if self.page.is_of_cells() {
            ([x, y + size * text::HALF_CAPITAL], Anchor::Middle)
        } else if self.page.is_lying() {
            ([x + 5.0 * self.page.unit, y + size * text::HALF_CAPITAL], Anchor::Start)
        } else {
            // Beside the plot stand the numbers of its scale.
            let half = text::width(sign, size, Weight::Regular) / 2.0;
            let x = x.min(area.max[0] - half).max(area.min[0] + half + 2.0 * self.page.unit);
            ([x, y.clamp(area.min[1] + size, area.max[1]) - 4.0 * self.page.unit], Anchor::Middle)
        };
        let color = self.page.paper.quiet;
        let form = Form::Text { at, text: sign.to_owned(), size, weight: Weight::Regular, color, anchor };
        is_in_view.then(|| Shape { form, tag: self.tag(Some(datum), datum.series) })
    }
}

/// Where years without a number stand closer than their signs are wide, some of the signs speak for all.
fn stands_free(sign: &Shape, signs: &mut Vec<Rect>) -> bool {
    let Form::Text { at, text, size, weight, anchor, .. } = &sign.form else { return true };
    let own = text::outline(*at, text::width(text, *size, *weight) + 0.3 * size, *size, *anchor);
    let is_free = !signs.iter().any(|other| other.overlaps(&own));
    signs.extend(is_free.then_some(own));
    is_free
}

/// The folded corner of a filled rectangle whose number is less firm.
pub fn corner(page: &Page, rect: &Rect, fill: Color, firmness: Firmness) -> Option<Form> {
    let fold = (7.0 * page.unit).min(rect.width() * 0.3).min(rect.height() * 0.4);
    let [right, top] = [rect.max[0], rect.min[1]];
    let points = vec![[right - fold, top], [right, top], [right, top + fold]];
    // A corner of the colour of the paper would look cut off, so it is only that where nothing else can be seen.
    let ink = if page.paper.text.contrast(fill) >= 3.0 { page.paper.text } else { page.paper.background };
    (firmness == Firmness::Soft).then_some(Form::Polygon { points, fill: ink })
}
