//! Small charts in a grid: each under its name, all on common scales whose ticks stand at the edges of the grid alone.

use crate::chart::mark::{Anchor, Mark};
use crate::chart::multiples::{Cell, Multiples};
use crate::chart::scale::Scale;
use crate::picture::axes::{self, Axes};
use crate::picture::labels::{self, Ends, Labels};
use crate::picture::page::Page;
use crate::picture::project::Scene;
use crate::picture::projection::{Flat, Projection as _, View};
use crate::picture::{Form, Rect, Shape, Target, Weight, claimed, clip, text};

/// The small charts at their places.
pub struct Grid {
    pub shapes: Vec<Shape>,
    pub targets: Vec<Target>,
    /// What all plots together take up.
    pub area: Rect,
    /// Each plot, from where its data may begin to where it must end.
    pub plots: Vec<Rect>,
    pub view: View,
    /// Small charts for which there was no room.
    pub left_out: usize,
}

/// As many of the small charts as can be read in this room; the first ones stay.
pub fn grid(page: &Page, multiples: &Multiples, [top, bottom]: [f32; 2]) -> Grid {
    let room = Rect::new(page.margin, top, page.size[0] - page.margin, bottom.max(top + 40.0 * page.unit));
    let plan = Plan::new(page, multiples, room);
    let shown = &multiples.cells[..plan.shown];
    let (mut shapes, mut targets) = (Vec::new(), Vec::new());
    for (nth, cell) in shown.iter().enumerate() {
        let others: Vec<&Cell> = if cell.is_alone {
            shown.iter().enumerate().filter(|(at, _)| *at != nth).map(|(_, other)| other).collect()
        } else {
            Vec::new()
        };
        let page = of_cell(page, cell);
        let is_lowest = nth + plan.columns >= plan.shown;
        plan.cell(&page, (nth, is_lowest), &cell.name, &others, (&mut shapes, &mut targets));
    }
    let (first, last) = (plan.plot(0), plan.plot(plan.columns * plan.rows - 1));
    let area = Rect { min: first.min, max: last.max };
    let inside = |plot: Rect| Rect::new(plot.min[0] + plan.inset[0], plot.min[1], plot.max[0] - plan.inset[1], plot.max[1]);
    let plots = (0..plan.shown).map(|nth| inside(plan.plot(nth))).collect();
    Grid { shapes, targets, area, plots, view: plan.view, left_out: multiples.cells.len() - plan.shown }
}

/// The page with one small chart for its chart.
fn of_cell<'a>(page: &Page<'a>, cell: &'a Cell) -> Page<'a> {
    Page { chart: &cell.chart, tongue: page.tongue.clone(), ..*page }
}

/// How the room is shared out.
struct Plan {
    room: Rect,
    columns: usize,
    rows: usize,
    shown: usize,
    /// What the column of ticks at the left and the row of ticks below take.
    left: f32,
    /// The size of one plot, and what lies between two.
    plot: [f32; 2],
    gap: [f32; 2],
    /// What stands over each plot: its name, and the words of the topmost tick.
    over: f32,
    /// The type of all names: smaller where one of them is long.
    name_size: f32,
    /// What values beside bars take of the sides of every plot.
    inset: [f32; 2],
    view: View,
}

impl Plan {
    fn new(page: &Page, multiples: &Multiples, room: Rect) -> Self {
        let small = page.type_sizes.small;
        let gap = [small * 3.3, small * 1.3];
        let over = name_height(page) + if page.is_lying() { small * 0.3 } else { axes::overhang(page) + small * 0.5 };
        let view = View { x: page.chart.x.ends(), y: page.chart.y.ends() };
        let count = multiples.cells.len();
        let plot = [room.width(), room.height() - over];
        let mut plan = Self {
            room,
            columns: 1,
            rows: 1,
            shown: 1,
            left: 0.0,
            plot,
            gap,
            over,
            name_size: page.type_sizes.text,
            inset: [0.0; 2],
            view,
        };
        let Some(cell) = multiples.cells.first() else { return Self { shown: 0, ..plan } };
        let first = of_cell(page, cell);
        let mut guess = [room.width() / 3.0, room.height() / 3.0];
        // The ticks depend on the size of the plots and the other way round: two rounds settle it.
        for _ in 0..3 {
            let (axes, below) = (plan.axes(&first, guess), Axes::new(&first, plan.view, [guess[0] + plan.left, guess[1]]).bottom_height);
            plan.left = axes.left_width;
            let free = [room.width() - plan.left, room.height() - below];
            plan.arrange(page, count, free);
            guess = plan.plot;
        }
        let fits = |cell: &Cell| text::width(&cell.name, page.type_sizes.text, Weight::Semibold) <= plan.plot[0];
        if !multiples.cells[..plan.shown].iter().all(fits) {
            plan.name_size = small;
        }
        plan.view.y = axes::rows_with_names(&first, plan.view.y, plan.plot[1]);
        for _ in 0..3 {
            plan.inset = plan.overhang(page, &multiples.cells[..plan.shown]);
        }
        plan
    }

    /// How far the values of any of the small charts reach beyond its plot.
    fn overhang(&self, page: &Page, cells: &[Cell]) -> [f32; 2] {
        let most = self.plot[0] * 0.45;
        let width = self.plot[0] - self.inset[0] - self.inset[1];
        let of = |cell: &Cell| {
            let page = of_cell(page, cell);
            labels::bar_overhang(&page, self.axes(&page, self.plot).values, self.view.x, width)
        };
        let longer = |a: [f32; 2], b: [f32; 2]| [0, 1].map(|side| a[side].max(b[side]).min(most));
        cells.iter().map(of).fold(self.inset, longer)
    }

    /// The ticks of values or the names of rows, which stand once for a whole row of plots.
    fn axes(&self, page: &Page, [width, height]: [f32; 2]) -> Axes {
        Axes::new(page, self.view, [(self.room.width() * 0.5).max(width), height])
    }

    /// The grid that shows the most charts, and of those the one whose plots have the best shape.
    fn arrange(&mut self, page: &Page, count: usize, [width, height]: [f32; 2]) {
        /// The shape at which slopes read well.
        const SHAPE: f32 = 1.8;
        /// What a row with all but one place empty counts.
        const EMPTY: f32 = 0.8;
        let least = [84.0 * page.unit, least_height(page)];
        let mut best: Option<(usize, f32)> = None;
        for columns in 1..=count {
            let wide = (width - self.gap[0] * (columns - 1) as f32) / columns as f32;
            if wide < least[0] && columns > 1 {
                continue;
            }
            let most = ((height + self.gap[1]) / (least[1] + self.over + self.gap[1])) as usize;
            let rows = count.div_ceil(columns).min(most.max(1));
            let high = (height - self.gap[1] * (rows - 1) as f32) / rows as f32 - self.over;
            let shown = count.min(columns * rows);
            let empty = (columns * rows - shown) as f32 / columns as f32;
            let loss = (wide / high.max(1.0) / SHAPE).ln().abs() + empty * EMPTY;
            if best.is_none_or(|(most, least)| shown > most || shown == most && loss < least) {
                best = Some((shown, loss));
                (self.columns, self.rows, self.shown) = (columns, rows, shown);
                self.plot = [wide, high.max(1.0)];
            }
        }
    }

    /// Where the nth plot stands.
    fn plot(&self, nth: usize) -> Rect {
        let (row, column) = (nth / self.columns, nth % self.columns);
        let left = self.room.min[0] + self.left + (self.plot[0] + self.gap[0]) * column as f32;
        let top = self.room.min[1] + self.over + (self.plot[1] + self.over + self.gap[1]) * row as f32;
        Rect::new(left, top, left + self.plot[0], top + self.plot[1])
    }

    fn cell(
        &self,
        page: &Page,
        (nth, is_lowest): (usize, bool),
        name: &str,
        others: &[&Cell],
        (shapes, targets): (&mut Vec<Shape>, &mut Vec<Target>),
    ) {
        let is_first = nth.is_multiple_of(self.columns);
        let mut plot = self.plot(nth);
        let mut axes = self.axes(page, self.plot);
        let below = Axes::new(page, self.view, [self.plot[0] + self.left, self.plot[1]]);
        // The unit is told once.
        if nth > 0 {
            axes.without_units(page);
        }
        let start = plot.min[0] - if is_first { self.left } else { 0.0 };
        let end = plot.max[0];
        (plot.min[0], plot.max[0]) = (plot.min[0] + self.inset[0], plot.max[0] - self.inset[1]);
        axes.left_width = plot.min[0] - start;
        let scene = Scene::new(page, Flat { area: plot, x: self.view.x, y: self.view.y }, start);
        shapes.push(heading(page, (name, self.name_size), [start, plot.min[1] - self.over], end - start));
        shapes.extend(axes.grid_of_values(page, &scene.projection));
        shapes.extend(below.grid_of_periods(page, &scene.projection, start));
        shapes.extend(others.iter().flat_map(|other| behind(&scene, other)));
        shapes.extend(scene.all_shapes());
        shapes.extend(claimed::shapes(&scene));
        if is_first {
            shapes.extend(axes.left_names(&scene));
        }
        if is_lowest {
            below.bottom_names(&scene, shapes);
        }
        let placed = labels::place(&scene, axes.values, &std::collections::BTreeSet::new(), Ends::default());
        let Labels { shapes: words, mut taken, .. } = placed;
        shapes.extend(words);
        shapes.extend(claimed::words(&scene, &mut taken));
        targets.extend(page.chart.marks.iter().flat_map(|mark| scene.targets(mark)));
    }
}

fn name_height(page: &Page) -> f32 {
    page.type_sizes.text * 1.3
}

/// Below this a plot shows nothing; rows of bars need room for their names.
fn least_height(page: &Page) -> f32 {
    const MOST_ROWS: usize = 24;
    let rows = match &page.chart.y {
        Scale::Band { labels } => labels.len().min(MOST_ROWS),
        Scale::Number { .. } | Scale::Logarithmic { .. } | Scale::Sides { .. } | Scale::Time { .. } | Scale::Stops { .. } => 0,
        Scale::Ranks { .. } | Scale::Spans { .. } | Scale::Bare => 0,
    };
    (44.0 * page.unit).max(rows as f32 * page.type_sizes.small * 1.15)
}

/// The name over a small chart, shortened where it is long.
fn heading(page: &Page, (name, size): (&str, f32), [left, top]: [f32; 2], room: f32) -> Shape {
    let name = text::shorten(name, room, size, Weight::Semibold);
    let baseline = top + page.type_sizes.text * 0.95;
    Shape::words([left, baseline], &name, (size, Weight::Semibold), page.paper.text, Anchor::Start)
}

/// The lines of another small chart, pale: what this one is to be compared with. They cannot be asked for a number.
fn behind(scene: &Scene, other: &Cell) -> Vec<Shape> {
    let (area, color, width) = (scene.projection.area, scene.page.paper.faint, scene.page.unit);
    let lines = other.chart.marks.iter().filter_map(|mark| if let Mark::Line { points, .. } = mark { Some(points) } else { None });
    let pieces = lines.flat_map(|points| {
        let placed: Vec<[f32; 2]> = points.iter().map(|vertex| scene.projection.place(vertex.at)).collect();
        clip::line(&placed, &area)
    });
    pieces.map(|points| Shape::plain(Form::Polyline { points, width, color, dash: None })).collect()
}
