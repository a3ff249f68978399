//! A slide: a title over the whole width, a picture below it, and text beside or above the picture.

use crate::chart::Camera;
use crate::picture::colors::Paper;
use crate::picture::look::{Size, Theme, Type};
use crate::picture::page::{Setting, heading, set};
use crate::picture::{Form, Picture, Plot, Rect, Shape, Weight, text};
use crate::problem::Problem;

/// What a person wrote on a slide. Lines of the text that begin with "- " are points of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said<'a> {
    pub title: &'a str,
    pub text: &'a str,
}

/// How wide the text beside a picture is, as a part of the slide; on a narrow one it needs more.
const BESIDE: f32 = 0.31;
const BESIDE_NARROW: f32 = 0.36;
/// How high the text above a picture may grow.
const ABOVE: f32 = 0.26;
/// What is less wide than the first is a narrow slide; what is less wide than the second has its text above the picture, and
/// so has a narrow one whose text would be cut beside it.
const WIDE: f32 = 1.45;
const NARROW: f32 = 1.25;

/// The slide at this size. The picture is drawn by whoever knows it, in the room that is left; none makes a slide of words.
///
/// # Errors
/// Those of the picture.
pub fn lay_out(
    said: Said,
    (size, theme): (Size, Theme),
    picture: Option<&dyn Fn(Size) -> Result<Picture, Problem>>,
) -> Result<Picture, Problem> {
    let sheet = Sheet { size: size.points(), types: size.type_sizes(), paper: Paper::of(theme) };
    match picture {
        None => Ok(sheet.of_words(said)),
        Some(draw) => sheet.with_picture(said, draw),
    }
}

struct Sheet {
    size: [f32; 2],
    types: Type,
    paper: Paper,
}

fn margin_of(text: f32, width: f32) -> f32 {
    (text * 1.85).min(width * 0.045)
}

impl Sheet {
    fn margin(&self) -> f32 {
        margin_of(self.types.text, self.size[0])
    }

    fn with_picture(&self, said: Said, draw: &dyn Fn(Size) -> Result<Picture, Problem>) -> Result<Picture, Problem> {
        let ([width, height], margin) = (self.size, self.margin());
        let mut words = Vec::new();
        let mut top = 0.0;
        if !said.title.is_empty() {
            let (lines, size) = heading(said.title, width - 2.0 * margin, self.types.title);
            let setting = Setting { size, leading: 1.26, weight: Weight::Semibold, color: self.paper.text };
            top = set(&mut words, &lines, [margin, margin * 0.85], setting);
        }
        let is_wide = width / height >= WIDE;
        let (mut room, text) = (width, said.text.trim());
        let beside = width * if is_wide { BESIDE } else { BESIDE_NARROW };
        let fits = || height_of(text, beside - margin * 1.9, self.types.small) <= height - top - margin * 1.75;
        if !text.is_empty() && (is_wide || width / height >= NARROW && fits()) {
            room = width - beside;
            let rule = room + margin * 0.25;
            words.push(Shape::stroke([rule, top + margin * 1.1], [rule, height - margin], self.types.text / 13.0, self.paper.grid));
            let [from, below] = [room + margin * 0.9, top + margin];
            self.paragraphs(text, [from, below], [width - margin, height - margin * 0.75], &mut words);
        } else if !text.is_empty() {
            let end = top + height * ABOVE;
            top = self.columns(text, [margin, top + margin * 0.3], [width - margin, end], &mut words);
        }
        // A picture of its own begins with a margin; below a title that is too much.
        let lift = if top > 0.0 { margin * 0.35 } else { 0.0 };
        let top = (top - lift).max(0.0).floor();
        // A narrow picture has a narrower margin, and begins where the title does all the same.
        let inset = (margin - margin_of(self.types.text, room)).max(0.0).floor();
        let picture = draw(Size::OfSlide((room - inset) as u16, (height - top) as u16))?.moved([inset, top]);
        let shapes = picture.shapes.iter().cloned().chain(words).collect();
        let title = if said.title.is_empty() { picture.title.clone() } else { said.title.to_owned() };
        let alt = [said.title, said.text, &picture.alt].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        Ok(Picture { size: self.size, background: self.paper.background, shapes, title, alt, ..picture })
    }

    /// A slide of words: the title in the upper half, the text below it.
    fn of_words(&self, said: Said) -> Picture {
        let ([width, height], margin) = (self.size, self.margin() * 1.6);
        let mut shapes = Vec::new();
        let (lines, size) = heading(said.title, width - 2.0 * margin, self.types.title * 1.4);
        let setting = Setting { size, leading: 1.2, weight: Weight::Semibold, color: self.paper.text };
        let is_title_alone = said.text.trim().is_empty();
        let start = height * if is_title_alone { 0.38 } else { 0.16 };
        let top = set(&mut shapes, &lines, [margin, start], setting);
        // There is nothing but words to look at, so they are larger, and no line is too long to be found again.
        let larger = Self { types: Type { text: self.types.text * 1.25, ..self.types }, ..*self };
        let right = (margin + larger.types.text * 36.0).min(width - margin);
        larger.paragraphs(said.text.trim(), [margin, top + margin * 0.5], [right, height - margin], &mut shapes);
        let alt = [said.title, said.text].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        let whole = Rect::new(0.0, 0.0, width, height);
        let (none, plots) = ([0.0, 1.0], Vec::new());
        let plot = Plot { area: whole, x: none, y: none, whole_x: none, whole_y: none, camera: Camera::Fixed };
        let background = self.paper.background;
        Picture { size: self.size, background, shapes, targets: Vec::new(), plot, plots, title: said.title.to_owned(), alt }
    }

    /// Text above a picture: in two columns where that leaves the picture more room.
    fn columns(&self, words: &str, [left, top]: [f32; 2], [right, bottom]: [f32; 2], shapes: &mut Vec<Shape>) -> f32 {
        let gutter = self.margin();
        let half = (right - left - gutter) / 2.0;
        let lines: Vec<&str> = words.lines().collect();
        let parted = |at: usize| [&lines[..at], &lines[at..]].map(|part| part.join("\n").trim().to_owned());
        let tallest = |[one, other]: &[String; 2]| height_of(one, half, self.types.text).max(height_of(other, half, self.types.text));
        let shortest = (1..lines.len()).map(parted).min_by(|a, b| tallest(a).total_cmp(&tallest(b)));
        let whole = height_of(words, right - left, self.types.text);
        let part = if whole > bottom - top { 1.0 } else { WORTH_PARTING };
        let Some([one, other]) = shortest.filter(|parts| tallest(parts) < whole * part) else {
            return self.paragraphs(words, [left, top], [right, bottom], shapes);
        };
        let size = self.fitting(&[&one, &other], half, bottom - top);
        let middle = left + half + gutter;
        let end = set_paragraphs(&one, ([left, top], [left + half, bottom]), self.setting(size), shapes);
        end.max(set_paragraphs(&other, ([middle, top], [right, bottom]), self.setting(size), shapes))
    }

    /// Paragraphs and points of a list between two corners; returns where they end. What is too long is set smaller, and cut only
    /// where even the smallest type of a slide is too large.
    fn paragraphs(&self, words: &str, [left, top]: [f32; 2], [right, bottom]: [f32; 2], shapes: &mut Vec<Shape>) -> f32 {
        let size = self.fitting(&[words], right - left, bottom - top);
        set_paragraphs(words, ([left, top], [right, bottom]), self.setting(size), shapes)
    }

    /// The largest size in which each of the texts fits.
    fn fitting(&self, texts: &[&str], width: f32, height: f32) -> f32 {
        let sizes = [self.types.text, f32::midpoint(self.types.text, self.types.small), self.types.small];
        let is_fitting = |size: &&f32| texts.iter().all(|text| height_of(text, width, **size) <= height);
        *sizes.iter().find(is_fitting).unwrap_or(&self.types.small)
    }

    fn setting(&self, size: f32) -> Setting {
        Setting { size, leading: LEADING, weight: Weight::Regular, color: self.paper.text }
    }
}

const LEADING: f32 = 1.38;
/// Two columns are worth it where they take less than this part of the height of one that would fit as well.
const WORTH_PARTING: f32 = 0.8;

fn height_of(words: &str, width: f32, size: f32) -> f32 {
    let lines = |line: &str| text::wrap(point_of(line).0, width - indent(line, size), size, Weight::Regular).len();
    words.lines().map(|line| lines(line) as f32 * size * LEADING + gap(size)).sum()
}

/// Sets paragraphs between two corners, and returns where they end.
fn set_paragraphs(words: &str, ([left, top], [right, bottom]): ([f32; 2], [f32; 2]), setting: Setting, shapes: &mut Vec<Shape>) -> f32 {
    let size = setting.size;
    let mut y = top;
    for line in words.lines() {
        let (said, is_point) = point_of(line);
        let shift = indent(line, size);
        let most = ((bottom - y) / (size * LEADING)).floor().max(0.0) as usize;
        if most == 0 {
            tell_of_more(shapes);
            break;
        }
        if is_point {
            set(shapes, &["•".to_owned()], [left, y], setting);
        }
        let lines = text::wrap_to(said, right - left - shift, size, Weight::Regular, most);
        y = set(shapes, &lines, [left + shift, y], setting) + gap(size);
    }
    y
}

/// Words that are left out leave a sign.
fn tell_of_more(shapes: &mut [Shape]) {
    if let Some(Shape { form: Form::Text { text, .. }, .. }) = shapes.last_mut()
        && !text.ends_with('…')
    {
        text.push('…');
    }
}

fn gap(size: f32) -> f32 {
    size * 0.5
}

/// The words of a line, and whether it is a point of a list.
fn point_of(line: &str) -> (&str, bool) {
    let line = line.trim();
    line.strip_prefix("- ").map_or((line, false), |point| (point, true))
}

fn indent(line: &str, size: f32) -> f32 {
    if point_of(line).1 { size * 0.85 } else { 0.0 }
}
