//! Statements of documents over the figures, as shapes: brackets, boxes and levels, all dashed, with their words.

use crate::chart::mark::{Along, Anchor, Ink, Mark, Statement};
use crate::chart::scale::Scale;
use crate::picture::crossing::is_crossed;
use crate::picture::project::Scene;
use crate::picture::projection::Projection as _;
use crate::picture::{Color, Form, Rect, Shape, Tag, Weight, clip, text};

/// The marks of all statements.
pub fn shapes(scene: &Scene) -> Vec<Shape> {
    all(scene).flat_map(|statement| shapes_of(scene, statement)).collect()
}

fn all<'a>(scene: &Scene<'a>) -> impl Iterator<Item = &'a Statement> + use<'a> {
    scene.page.chart.marks.iter().filter_map(|mark| if let Mark::Claim(statement) = mark { Some(statement) } else { None })
}

fn shapes_of(scene: &Scene, statement: &Statement) -> Vec<Shape> {
    let Some(frame) = frame(scene, statement) else { return Vec::new() };
    let mut pen = Pen { scene, statement, color: scene.color(&statement.ink, Some(statement.about)), shapes: Vec::new() };
    match statement.ends {
        [Some(_), Some(_)] if statement.is_hollow && statement.across.is_some() => pen.outline(&frame.rect),
        _ => pen.bracket(&frame),
    }
    pen.shapes
}

/// Where a statement stands on the page.
struct Frame {
    /// From its least to its greatest value over its period or row.
    rect: Rect,
    /// Its stated value: a height, or a place to the right of zero.
    value: f32,
}

/// From the beginning of a level to its sign.
const SIGN: f32 = 6.0;

/// Narrower than this nothing is seen.
const LEAST: f32 = 14.0;

fn frame(scene: &Scene, statement: &Statement) -> Option<Frame> {
    let (area, unit) = (scene.projection.area, scene.page.unit);
    let (value_axis, other) = match statement.along {
        Along::X => (0, 1),
        Along::Y => (1, 0),
    };
    let place = |value: f64| scene.projection.place([value, value]);
    let value = place(statement.value)[value_axis];
    let ends = statement.ends.map(|end| end.map_or(value, |end| place(end)[value_axis]));
    let across = statement.across.map_or([area.min[other], area.max[other]], |across| across.map(|end| place(end)[other]));
    let wider = ((LEAST * unit - (across[1] - across[0]).abs()) / 2.0).max(0.0);
    let across = [across[0].min(across[1]) - wider, across[0].max(across[1]) + wider];
    let rect = match statement.along {
        Along::X => Rect::new(ends[0], across[0], ends[1], across[1]),
        Along::Y => Rect::new(across[0], ends[0], across[1], ends[1]),
    };
    let is_seen = value >= area.min[value_axis] - 1.0 && value <= area.max[value_axis] + 1.0 && rect.grown(1.0).overlaps(&area);
    is_seen.then_some(Frame { rect, value })
}

/// Does the mark of a statement with a date reach into the box? The words of one without stand on its own level.
pub fn is_over(scene: &Scene, statement: &Statement, near: &Rect) -> bool {
    statement.across.is_some() && frame(scene, statement).is_some_and(|frame| frame.rect.overlaps(near))
}

/// Draws the parts of one statement.
struct Pen<'a> {
    scene: &'a Scene<'a>,
    statement: &'a Statement,
    color: Color,
    shapes: Vec<Shape>,
}

impl Pen<'_> {
    fn tag(&self) -> Tag {
        Tag { datum: Some(self.statement.datum), series: Some(self.statement.about), ..Tag::default() }
    }

    fn stroke(&mut self, from: [f32; 2], to: [f32; 2], width: f32, dash: Option<[f32; 2]>) {
        let unit = self.scene.page.unit;
        let Some(cut) = clip::segment(from, to, &self.scene.projection.area.grown(6.0 * unit)) else { return };
        let (color, tag) = (self.color, self.tag());
        // Paper under it keeps it apart from the bar that it lies on; of a line it would hide a part.
        let halo =
            Form::Polyline { points: cut.to_vec(), width: (width + 2.0) * unit, color: self.scene.page.paper.background, dash: None };
        let line =
            Form::Polyline { points: cut.to_vec(), width: width * unit, color, dash: dash.map(|dash| dash.map(|length| length * unit)) };
        if self.statement.ink == Ink::Text {
            self.shapes.push(Shape { form: halo, tag });
        }
        self.shapes.push(Shape { form: line, tag });
    }

    /// A hollow box from end to end.
    fn outline(&mut self, rect: &Rect) {
        let dash = Some([3.5, 2.5]);
        let ([left, top], [right, bottom]) = (rect.min, rect.max);
        for (from, to) in
            [([left, top], [right, top]), ([left, bottom], [right, bottom]), ([left, top], [left, bottom]), ([right, top], [right, bottom])]
        {
            self.stroke(from, to, 1.5, dash);
        }
    }

    /// A dashed line at the value, with caps at the ends of its period, and an arrow towards where it may lie.
    fn bracket(&mut self, frame: &Frame) {
        let is_level = self.statement.across.is_none();
        let cap = 4.0 * self.scene.page.unit;
        let at = |across: f32, value: f32| match self.statement.along {
            Along::X => [value, across],
            Along::Y => [across, value],
        };
        let [from, to] = match self.statement.along {
            Along::X => [frame.rect.min[1], frame.rect.max[1]],
            Along::Y => [frame.rect.min[0], frame.rect.max[0]],
        };
        let value = frame.value;
        self.stroke(at(from, value), at(to, value), if is_level { 1.2 } else { 1.8 }, Some([4.5, 3.0]));
        if !is_level {
            for end in [from, to] {
                self.stroke(at(end, value - cap), at(end, value + cap), 1.5, None);
            }
        }
        let is_less = self.statement.ends[0].is_none();
        if is_less != self.statement.ends[1].is_none() {
            let place = if is_level { from + SIGN * self.scene.page.unit } else { f32::midpoint(from, to) };
            // Less is to the left, or down the page.
            let sign = if is_less == (self.statement.along == Along::X) { -1.0 } else { 1.0 };
            self.arrow(&at, place, value, sign);
        }
        if is_level && self.statement.is_hollow {
            let (center, unit) = (at(from + SIGN * self.scene.page.unit, value), self.scene.page.unit);
            let (fill, stroke) = (self.scene.page.paper.background, Some((1.6 * unit, self.color)));
            self.shapes.push(Shape { form: Form::Circle { center, radius: 3.2 * unit, fill, stroke }, tag: self.tag() });
        }
    }

    fn arrow(&mut self, at: &dyn Fn(f32, f32) -> [f32; 2], place: f32, value: f32, sign: f32) {
        let unit = self.scene.page.unit;
        let (length, head, half) = (14.0 * unit * sign, 6.0 * unit * sign, 3.4 * unit);
        self.stroke(at(place, value), at(place, value + length - head), 1.5, None);
        let tip = value + length;
        let points = vec![at(place, tip), at(place - half, tip - head), at(place + half, tip - head)];
        self.shapes.push(Shape { form: Form::Polygon { points, fill: self.color }, tag: self.tag() });
    }
}

/// The words of all statements: whole where there is room beside the mark, else shorter, at last over whatever is there.
pub fn words(scene: &Scene, taken: &mut Vec<Rect>) -> Vec<Shape> {
    let frames: Vec<(&Statement, Frame)> = all(scene).filter_map(|one| Some((one, frame(scene, one)?))).collect();
    taken.extend(frames.iter().filter(|(one, _)| one.across.is_some()).map(|(_, frame)| frame.rect.grown(3.0 * scene.page.unit)));
    frames.iter().flat_map(|(statement, frame)| worded(scene, statement, frame, taken)).collect()
}

fn worded(scene: &Scene, statement: &Statement, frame: &Frame, taken: &mut Vec<Rect>) -> Vec<Shape> {
    let (page, size) = (scene.page, scene.page.type_sizes.small);
    // Beside a lying bar they stand after its value; answers have theirs inside.
    if statement.along == Along::X && !matches!(page.chart.x, Scale::Sides { .. }) {
        return Vec::new();
    }
    let color = scene.color(&statement.ink, Some(statement.about)).readable_on(page.paper.background);
    let outline =
        |words: &str, (at, anchor): ([f32; 2], Anchor)| text::outline(at, text::width(words, size, Weight::Regular), size, anchor);
    let is_inside = |wanted: &Rect| {
        let room = scene.projection.area.grown(1.0);
        room.contains(wanted.min) && room.contains(wanted.max)
    };
    let is_apart = |wanted: &Rect, taken: &[Rect]| !taken.iter().any(|other| other.overlaps(wanted));
    let [near, further] = places(scene, statement, frame);
    // Fewer words at the mark are worth more than many far from it, as long as they tell the figure.
    let (telling, shortest) = statement.words.split_at(statement.words.len().saturating_sub(1).max(1));
    let rounds = [(telling, &near), (telling, &further), (shortest, &near), (shortest, &further)];
    let mut candidates =
        rounds.iter().flat_map(|(words, around)| words.iter().flat_map(|words| around.iter().map(move |place| (words, *place))));
    let free = candidates.find(|(words, place)| {
        let wanted = outline(words, *place);
        is_inside(&wanted) && is_apart(&wanted, taken) && !is_crossed(scene, &wanted)
    });
    let mut shortest = statement.words.last().into_iter().flat_map(|words| near.iter().chain(&further).map(move |place| (words, *place)));
    let over = || shortest.find(|(words, place)| is_inside(&outline(words, *place)) && is_apart(&outline(words, *place), taken));
    let Some((words, place)) = free.or_else(over) else { return Vec::new() };
    let (is_over, rect) = (is_crossed(scene, &outline(words, place)), outline(words, place));
    taken.push(rect);
    let mut shape = Shape::words(place.0, words, (size, Weight::Regular), color, place.1);
    shape.tag = Tag { series: Some(statement.about), ..Tag::default() };
    let ground = Shape::plain(Form::Rect { rect: rect.grown(1.5 * page.unit), fill: page.paper.background });
    is_over.then_some(ground).into_iter().chain([shape]).collect()
}

/// Where words begin, end or have their middle.
type Spot = ([f32; 2], Anchor);

/// Above and below the mark, in its middle or from either of its ends, or beside it; and those farther off.
fn places(scene: &Scene, statement: &Statement, frame: &Frame) -> [Vec<Spot>; 2] {
    let (unit, size) = (scene.page.unit, scene.page.type_sizes.small);
    let Rect { min: [left, top], max: [right, bottom] } = frame.rect;
    let [left, right] = [left.max(scene.projection.area.min[0]), right.min(scene.projection.area.max[0])];
    let gap = 5.0 * unit;
    let (above, below) = (top - gap, bottom + gap + size * 0.8);
    let row = |y: f32| [([f32::midpoint(left, right), y], Anchor::Middle), ([left, y], Anchor::Start), ([right, y], Anchor::End)];
    if statement.across.is_none() {
        let (above, below) = (frame.value - 3.0 * unit, frame.value + size * 0.95 + 2.0 * unit);
        let at = |part: f32| left + 2.2 * SIGN * unit + (right - left) * part;
        let along = [0.0, 0.15, 0.3, 0.45, 0.6, 0.75].map(at);
        let starts = along.into_iter().flat_map(|x| [([x + 2.0 * unit, above], Anchor::Start), ([x + 2.0 * unit, below], Anchor::Start)]);
        let ends = [([right - 18.0 * unit, above], Anchor::End), ([right - 18.0 * unit, below], Anchor::End)];
        return [starts.chain(ends).collect(), Vec::new()];
    }
    let middle = frame.value + size * text::HALF_CAPITAL;
    let beside = [([left - gap, middle], Anchor::End), ([right + gap, middle], Anchor::Start)];
    let further = [1.2, 2.4].map(|rows| rows * size).into_iter().flat_map(|off| row(above - off).into_iter().chain(row(below + off)));
    [row(above).into_iter().chain(row(below)).chain(beside).collect(), further.collect()]
}
