//! Ticks with their words, and the few lines across the plot that the eye needs.

use crate::chart::mark::Anchor;
use crate::chart::scale::{Scale, Span};
use crate::chart::ticks::{self, Tick};
use crate::picture::crossing::is_crossed;
use crate::picture::labels::{self, Values};
use crate::picture::page::Page;
use crate::picture::project::Scene;
use crate::picture::projection::{Flat, Projection as _, View};
use crate::picture::{Rect, Shape, Weight, text};

/// The words of a tick, broken into lines.
struct Name {
    at: f64,
    lines: Vec<String>,
    weight: Weight,
}

/// The left column (values or names of rows) and the row of ticks under the plot.
pub struct Axes {
    left: Vec<Name>,
    bottom: Vec<Name>,
    pub left_width: f32,
    pub bottom_height: f32,
    /// Words at the marks that tell the values.
    pub values: Values,
    row_size: f32,
    bottom_size: f32,
    bottom_weight: Weight,
}

impl Axes {
    /// What the axes need when the plot has about this width and height.
    pub fn new(page: &Page, view: View, [width, height]: [f32; 2]) -> Self {
        let (bottom_size, bottom_weight) = match page.chart.x {
            Scale::Stops { .. } => (page.type_sizes.text, Weight::Semibold),
            Scale::Number { .. } | Scale::Logarithmic { .. } | Scale::Sides { .. } | Scale::Time { .. } | Scale::Band { .. } => {
                (page.type_sizes.small, Weight::Regular)
            }
            Scale::Ranks { .. } | Scale::Spans { .. } | Scale::Bare => (page.type_sizes.small, Weight::Regular),
        };
        let mut axes = Self {
            left: Vec::new(),
            bottom: Vec::new(),
            left_width: 0.0,
            bottom_height: 0.0,
            values: Values::new(page, view, [width, height]),
            row_size: 0.0,
            bottom_size,
            bottom_weight,
        };
        axes.measure_left(page, view.y, [width, height]);
        let inner = width - axes.left_width;
        axes.measure_bottom(page, view.x, inner);
        axes
    }

    fn measure_left(&mut self, page: &Page, range: [f64; 2], [width, height]: [f32; 2]) {
        let chart = page.chart;
        match &chart.y {
            Scale::Band { .. } => self.measure_rows(page, range, [width, height]),
            Scale::Number { .. } | Scale::Logarithmic { .. } | Scale::Sides { .. } => {
                if !self.values.are_told {
                    let size = page.type_sizes.small;
                    self.left = value_ticks(page, &chart.y, range, height / size).into_iter().map(|tick| Name::line(&tick)).collect();
                    let width = |line: &str| text::width(line, size, Weight::Regular);
                    let widest = self.left.iter().map(|name| width(number_of(&name.lines[0]))).fold(0.0, f32::max);
                    // A short unit belongs into the column, a long one runs on over the plot.
                    let whole = self.left.iter().map(|name| width(&name.lines[0])).fold(0.0, f32::max);
                    let widest = if whole - widest < size * 1.2 { whole - size * 0.45 } else { widest };
                    self.left_width = widest.max(0.0) + size * 0.9;
                }
            }
            Scale::Ranks { .. } => self.measure_ranks(page, range, height),
            Scale::Time { .. } | Scale::Stops { .. } | Scale::Spans { .. } | Scale::Bare => {}
        }
    }

    /// As many ranks as the height can hold, the first one always.
    fn measure_ranks(&mut self, page: &Page, range: [f64; 2], height: f32) {
        let size = page.type_sizes.small;
        let every = (size * 1.15 * (range[1] - range[0]) as f32 / height.max(1.0)).ceil().max(1.0) as usize;
        let ticks: Vec<Tick> = ticks(page, &page.chart.y, range, 0).into_iter().rev().step_by(every).collect();
        self.left = ticks.iter().rev().map(Name::line).collect();
        let widest = self.left.iter().map(|name| text::width(&name.lines[0], size, Weight::Regular)).fold(0.0, f32::max);
        self.row_size = size;
        self.left_width = widest + size * 0.9;
    }

    /// Names of rows: wrapped when rows are high, shortened when they are wide.
    fn measure_rows(&mut self, page: &Page, range: [f64; 2], [width, height]: [f32; 2]) {
        let rows = ticks(page, &page.chart.y, range, 0);
        let row_height = height / (range[1] - range[0]).max(1.0) as f32;
        let size = if row_height >= page.type_sizes.text * 1.25 { page.type_sizes.text } else { page.type_sizes.small };
        let most_lines = ((row_height / (size * 1.16)) as usize).clamp(1, 3);
        let room = width * if most_lines > 1 { 0.27 } else { 0.36 };
        self.row_size = size;
        let name = |tick: &Tick| {
            let weight = if tick.is_head { Weight::Semibold } else { Weight::Regular };
            let (room, most) = if tick.is_head { (width, 1) } else { (room, most_lines) };
            Name { at: tick.at, lines: text::wrap_to(&tick.label, room, size, weight, most), weight }
        };
        self.left = rows.iter().rev().map(name).collect();
        let rows = self.left.iter().filter(|name| name.weight == Weight::Regular);
        let widest = rows.flat_map(|name| &name.lines).map(|line| text::width(line, size, Weight::Regular)).fold(0.0, f32::max);
        self.left_width = if widest > 0.0 { widest + size * 0.75 } else { 0.0 };
    }

    fn measure_bottom(&mut self, page: &Page, range: [f64; 2], width: f32) {
        let size = page.type_sizes.small;
        let chart = page.chart;
        self.bottom = match &chart.x {
            Scale::Number { .. } | Scale::Logarithmic { .. } | Scale::Sides { .. } if self.values.are_told => Vec::new(),
            Scale::Number { .. } | Scale::Logarithmic { .. } | Scale::Sides { .. } => {
                ticks(page, &chart.x, range, (width / (size * 8.5)).clamp(3.0, 6.0) as usize).iter().map(Name::line).collect()
            }
            Scale::Time { .. } => times(page, range, width).iter().map(Name::line).collect(),
            Scale::Stops { .. } => ticks(page, &chart.x, range, 0).iter().map(Name::line).collect(),
            Scale::Band { .. } => columns(page, range, width),
            Scale::Spans { spans } => self::spans(page, spans, range, width),
            Scale::Ranks { .. } | Scale::Bare => Vec::new(),
        };
        let lines = self.bottom.iter().map(|name| name.lines.len()).max().unwrap_or(0);
        self.bottom_height = if lines == 0 { 0.0 } else { self.bottom_size * (0.55 + 1.25 * lines as f32) } + labels::foot_height(page);
    }

    /// The lines behind the data.
    pub fn grid(&self, page: &Page, flat: &Flat) -> Vec<Shape> {
        let mut shapes = self.grid_of_values(page, flat);
        shapes.extend(self.grid_of_periods(page, flat, flat.area.min[0] - self.left_width));
        shapes
    }

    /// The lines at the ticks on the left.
    pub fn grid_of_values(&self, page: &Page, flat: &Flat) -> Vec<Shape> {
        let mut shapes = Vec::new();
        let (area, unit, paper) = (flat.area, page.unit, &page.paper);
        match &page.chart.y {
            Scale::Number { .. } | Scale::Logarithmic { .. } | Scale::Sides { .. } => {
                for name in &self.left {
                    let y = flat.place([flat.x[0], name.at])[1];
                    shapes.push(Shape::stroke([area.min[0] - self.left_width, y], [area.max[0], y], unit * 0.9, paper.grid));
                }
            }
            Scale::Band { .. } | Scale::Time { .. } | Scale::Stops { .. } => {}
            Scale::Ranks { .. } | Scale::Spans { .. } | Scale::Bare => {}
        }
        shapes
    }

    /// The lines at the ticks below, and the floor of the plot from `start` on.
    pub fn grid_of_periods(&self, page: &Page, flat: &Flat, start: f32) -> Vec<Shape> {
        let mut shapes = Vec::new();
        let (area, unit, paper) = (flat.area, page.unit, &page.paper);
        match &page.chart.x {
            Scale::Number { .. } | Scale::Logarithmic { .. } | Scale::Sides { .. } | Scale::Stops { .. } => {
                for name in &self.bottom {
                    let x = flat.place([name.at, flat.y[0]])[0];
                    shapes.push(Shape::stroke([x, area.min[1]], [x, area.max[1]], unit * 0.9, paper.grid));
                }
            }
            Scale::Time { .. } => {
                shapes.push(Shape::stroke([start, area.max[1]], [area.max[0], area.max[1]], unit * 0.9, paper.grid));
                for name in &self.bottom {
                    let x = flat.place([name.at, flat.y[0]])[0];
                    shapes.push(Shape::stroke([x, area.max[1]], [x, area.max[1] + 4.0 * unit], unit * 0.9, paper.line));
                }
            }
            Scale::Band { .. } | Scale::Ranks { .. } | Scale::Spans { .. } | Scale::Bare => {}
        }
        shapes
    }

    /// The words at the ticks.
    pub fn names(&self, scene: &Scene) -> Vec<Shape> {
        let mut shapes = self.left_names(scene);
        self.bottom_names(scene, &mut shapes);
        shapes
    }

    /// Numbers alone at the ticks of values, where the unit was told before.
    pub fn without_units(&mut self, page: &Page) {
        if matches!(page.chart.y, Scale::Band { .. }) {
            return;
        }
        for line in self.left.iter_mut().flat_map(|name| &mut name.lines).filter(|line| !number_of(line).is_empty()) {
            *line = number_of(line).to_owned();
        }
    }

    /// The words at the ticks on the left.
    pub fn left_names(&self, scene: &Scene) -> Vec<Shape> {
        let mut shapes = Vec::new();
        match scene.page.chart.y {
            Scale::Band { .. } => self.row_names(scene, &mut shapes),
            Scale::Number { .. } | Scale::Logarithmic { .. } | Scale::Sides { .. } => self.value_names(scene, &mut shapes),
            Scale::Ranks { .. } => self.rank_names(scene, &mut shapes),
            Scale::Time { .. } | Scale::Stops { .. } | Scale::Spans { .. } | Scale::Bare => {}
        }
        shapes
    }

    /// The words at the ticks below.
    pub fn bottom_names(&self, scene: &Scene, shapes: &mut Vec<Shape>) {
        let (page, flat) = (scene.page, &scene.projection);
        let (size, weight) = (self.bottom_size, self.bottom_weight);
        let color = if weight == Weight::Semibold { page.paper.text } else { page.paper.quiet };
        for (center, name) in self.bottom_places(page, flat) {
            for (row, line) in name.lines.iter().enumerate() {
                let at = [center, flat.area.max[1] + size * (0.55 + 1.25 * row as f32 + 0.9)];
                shapes.push(Shape::words(at, line, (size, weight), color, Anchor::Middle));
            }
        }
    }

    /// The names under the plot that do not stand on the one before, each with its middle.
    fn bottom_places(&self, page: &Page, flat: &Flat) -> Vec<(f32, &Name)> {
        let (size, weight) = (self.bottom_size, self.bottom_weight);
        let mut end_of_last = f32::NEG_INFINITY;
        let mut places = Vec::new();
        for name in &self.bottom {
            let x = flat.place([name.at, flat.y[0]])[0];
            let half = name.lines.iter().map(|line| text::width(line, size, weight)).fold(0.0, f32::max) / 2.0;
            // Nothing begins left of the one left edge of the page; at the right a name may stand a little out.
            let edges = [page.margin + half, page.size[0] - page.margin * 0.4 - half];
            let center = x.clamp(edges[0], edges[1].max(edges[0]));
            if center - half >= end_of_last + size * 0.4 {
                end_of_last = center + half;
                places.push((center, name));
            }
        }
        places
    }

    /// How many columns of a width of their own have no name for want of room.
    pub fn columns_unnamed(&self, page: &Page, flat: &Flat) -> usize {
        match &page.chart.x {
            Scale::Spans { spans } => spans.len() - self.bottom_places(page, flat).len(),
            Scale::Number { .. } | Scale::Logarithmic { .. } | Scale::Sides { .. } | Scale::Time { .. } => 0,
            Scale::Band { .. } | Scale::Stops { .. } | Scale::Ranks { .. } | Scale::Bare => 0,
        }
    }

    fn row_names(&self, scene: &Scene, shapes: &mut Vec<Shape>) {
        let flat = &scene.projection;
        let (size, leading) = (self.row_size, self.row_size * 1.16);
        for name in &self.left {
            let middle = flat.place([flat.x[0], name.at])[1];
            let first = middle - leading * (name.lines.len() as f32 - 1.0) / 2.0 + size * text::HALF_CAPITAL;
            for (row, line) in name.lines.iter().enumerate() {
                let at = [flat.area.min[0] - self.left_width, first + leading * row as f32];
                shapes.push(Shape::words(at, line, (size, name.weight), scene.page.paper.text, Anchor::Start));
            }
        }
    }

    fn rank_names(&self, scene: &Scene, shapes: &mut Vec<Shape>) {
        let (size, flat) = (self.row_size, &scene.projection);
        let right = flat.area.min[0] - size * 0.75;
        for name in &self.left {
            let y = flat.place([flat.x[0], name.at])[1] + size * text::HALF_CAPITAL;
            shapes.extend(
                name.lines.iter().map(|line| Shape::words([right, y], line, (size, name.weight), scene.page.paper.quiet, Anchor::End)),
            );
        }
    }

    /// Values stand on their lines, figures under figures; the unit runs on from the topmost.
    fn value_names(&self, scene: &Scene, shapes: &mut Vec<Shape>) {
        let (page, flat) = (scene.page, &scene.projection);
        let (size, color) = (page.type_sizes.small, page.paper.quiet);
        let width = |line: &str| text::width(line, size, Weight::Regular);
        let left = flat.area.min[0] - self.left_width;
        let widest = self.left.iter().map(|name| width(number_of(&name.lines[0]))).fold(0.0, f32::max);
        let mut last = f32::NEG_INFINITY;
        // From the top down, as long as the words of one tick do not stand on those of another.
        for name in self.left.iter().rev() {
            let (label, number) = (name.lines[0].as_str(), number_of(&name.lines[0]));
            let y = flat.place([flat.x[0], name.at])[1] - size * 0.32;
            if y - last < size * 1.15 {
                continue;
            }
            last = y;
            let prefix = parts_of(label).0;
            let x = (left + widest - width(number) - width(prefix)).max(left);
            let beyond = Rect::new(flat.area.min[0], y - size * 0.8, x + width(label), y);
            let is_free = x + width(label) <= flat.area.min[0] || !is_crossed(scene, &beyond);
            let (x, label) = if is_free { (x, label) } else { (left + widest - width(number), number) };
            shapes.push(Shape::words([x, y], label, (size, Weight::Regular), color, Anchor::Start));
            if !is_free {
                // Data stand beside the tick, so the unit moves up to where nothing can.
                let unit = name.lines[0].replacen(number, "", 1).replace("  ", " ");
                shapes.push(Shape::words(
                    [left, flat.area.min[1] - size * 0.32],
                    unit.trim(),
                    (size, Weight::Regular),
                    color,
                    Anchor::Start,
                ));
            }
        }
    }
}

impl Name {
    fn line(tick: &Tick) -> Self {
        Self { at: tick.at, lines: vec![tick.label.clone()], weight: Weight::Regular }
    }
}

/// The ticks of a scale, in the language of the page.
fn ticks(page: &Page, scale: &Scale, range: [f64; 2], count: usize) -> Vec<Tick> {
    let mut ticks = ticks::ticks(scale, range, count);
    match scale {
        Scale::Number { .. } | Scale::Logarithmic { .. } | Scale::Sides { .. } | Scale::Time { .. } => {
            ticks.iter_mut().for_each(|tick| tick.label = page.tongue.say_at_mark(&tick.label));
        }
        // The words of these were said with the chart.
        Scale::Band { .. } | Scale::Spans { .. } | Scale::Stops { .. } | Scale::Ranks { .. } | Scale::Bare => {}
    }
    ticks
}

/// Round years, and the first and the last one; a round one too near to these gives way, so that distances look regular.
fn times(page: &Page, range: [f64; 2], width: f32) -> Vec<Tick> {
    let size = page.type_sizes.small;
    let mut ticks = ticks(page, &page.chart.x, range, (width / (size * 6.0)).max(1.0) as usize);
    let Scale::Time { is_yearly: true, .. } = page.chart.x else { return ticks };
    let least = f64::from(size) * 4.0 * (range[1] - range[0]) / f64::from(width);
    let step = ticks.windows(2).map(|pair| pair[1].at - pair[0].at).next().unwrap_or(0.0);
    for end in range {
        let year = (end - 0.5).round();
        let is_whole = (year + 0.5 - end).abs() < (range[1] - range[0]) * 0.02;
        let is_in_view = year + 0.5 >= range[0] - 1e-6 && year + 0.5 <= range[1] + 1e-6;
        if is_whole && is_in_view && ticks.iter().all(|tick| tick.at != year + 0.5) {
            ticks.retain(|tick| (tick.at - end).abs() >= least.max(step * 0.55));
            ticks.push(Tick { at: year + 0.5, label: format!("{year:.0}"), is_head: false });
        }
    }
    ticks.sort_by(|a, b| a.at.total_cmp(&b.at));
    ticks
}

/// Names under columns: in one line, in up to three, every second or third one, or shortened.
fn columns(page: &Page, range: [f64; 2], width: f32) -> Vec<Name> {
    let size = page.type_sizes.small;
    let ticks = ticks(page, &page.chart.x, range, 0);
    let room = width / (range[1] - range[0]).max(1.0) as f32 * 0.94;
    let is_narrow = |label: &str, room: f32| text::width(label, size, Weight::Regular) <= room;
    let fits = |tick: &Tick| {
        text::wrap(&tick.label, room, size, Weight::Regular).len() <= 3 && tick.label.split(' ').all(|word| is_narrow(word, room))
    };
    if ticks.iter().all(fits) {
        return ticks.iter().map(|tick| Name { lines: text::wrap(&tick.label, room, size, Weight::Regular), ..Name::line(tick) }).collect();
    }
    // Years and other short names lose every second one; long ones their ends.
    let widest = ticks.iter().map(|tick| text::width(&tick.label, size, Weight::Regular)).fold(0.0, f32::max) + size * 0.6;
    let every = if widest <= size * 5.0 { (widest / room).ceil().max(1.0) as usize } else { 1 };
    let kept = ticks.iter().enumerate().filter(|(index, _)| index % every == 0);
    kept.map(|(_, tick)| {
        let lines = text::wrap_to(&tick.label, room * every as f32, size, Weight::Regular, 3);
        let lines = lines.iter().map(|line| text::shorten(line, room * every as f32, size, Weight::Regular)).collect();
        Name { lines, ..Name::line(tick) }
    })
    .collect()
}

/// Names under columns of different widths, each with its size when that fits too.
fn spans(page: &Page, spans: &[Span], range: [f64; 2], width: f32) -> Vec<Name> {
    let size = page.type_sizes.small;
    let wide = |text: &str| text::width(text, size, Weight::Regular);
    let name = |span: &Span| {
        let room = ((span.to - span.from) / (range[1] - range[0])) as f32 * width - size * 0.4;
        let is_roomy = span.label.split(' ').all(|word| wide(word) <= room);
        let mut lines = if is_roomy { text::wrap_to(&span.label, room, size, Weight::Regular, 3) } else { vec![span.label.clone()] };
        lines.extend(Some(&span.size).filter(|written| wide(written) <= room).cloned());
        Name { at: f64::midpoint(span.from, span.to), lines, weight: Weight::Regular }
    };
    spans.iter().map(name).collect()
}

/// Round values, at least two where there is room for them; `height` is that of the axis in heights of their type.
fn value_ticks(page: &Page, scale: &Scale, range: [f64; 2], height: f32) -> Vec<Tick> {
    const FEW: usize = 4;
    let count = (height / 5.0).clamp(3.0, 6.0) as usize;
    let coarse = ticks(page, scale, range, count);
    let fine = ticks(page, scale, range, count * 2);
    let step = |ticks: &[Tick]| ticks.windows(2).map(|pair| pair[1].at - pair[0].at).next().unwrap_or(f64::INFINITY);
    let beyond = |ticks: &[Tick]| ticks.last().map_or(0.0, |top| range[1] - top.at);
    // Lines that rise well above the top tick cannot be read off; finer ticks reach higher.
    let is_short = coarse.len() <= FEW && beyond(&coarse) > step(&coarse) * 0.3 && beyond(&fine) < beyond(&coarse);
    let have_room = step(&fine) / (range[1] - range[0]) * f64::from(height) >= 2.4;
    if is_short && have_room { fine } else { coarse }
}

/// What stands before the number of a tick, and the number: "USD " and "250" of "USD 250 billion".
fn parts_of(label: &str) -> (&str, &str) {
    let is_of_number = |sign: char| sign.is_ascii_digit() || ".,−\u{2009}".contains(sign);
    let start = label.find(is_of_number).unwrap_or(0);
    let length = label[start..].find(|sign: char| !is_of_number(sign)).unwrap_or(label.len() - start);
    (&label[..start], &label[start..start + length])
}

fn number_of(label: &str) -> &str {
    parts_of(label).1
}

/// The rows in view that a plot of this height can name, from the top down: no bar stands without its name.
pub fn rows_with_names(page: &Page, y: [f64; 2], height: f32) -> [f64; 2] {
    match page.chart.y {
        Scale::Band { .. } => {
            let most = f64::from((height / (page.type_sizes.small * 1.02)).floor().max(1.0));
            [y[0].max(y[1] - most), y[1]]
        }
        Scale::Number { .. } | Scale::Logarithmic { .. } | Scale::Sides { .. } | Scale::Time { .. } | Scale::Stops { .. } => y,
        Scale::Ranks { .. } | Scale::Spans { .. } | Scale::Bare => y,
    }
}

/// How many rows lie below the part in view.
pub fn rows_below(page: &Page, y: [f64; 2]) -> usize {
    match &page.chart.y {
        Scale::Band { labels } => labels.iter().enumerate().filter(|(at, row)| (*at as f64) < y[0] && !row.is_head).count(),
        Scale::Number { .. } | Scale::Logarithmic { .. } | Scale::Sides { .. } | Scale::Time { .. } | Scale::Stops { .. } => 0,
        Scale::Ranks { .. } | Scale::Spans { .. } | Scale::Bare => 0,
    }
}

/// How far the words of the topmost tick may stand above the plot.
pub fn overhang(page: &Page) -> f32 {
    if page.is_lying() { 0.0 } else { page.type_sizes.small * 0.9 }
}
