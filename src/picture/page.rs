//! The words around the plot: title, subtitle and legend above it; notes and source below it.

use crate::chart::mark::{Anchor, Ink, Told};
use crate::chart::palette::HUES;
use crate::chart::scale::Scale;
use crate::chart::wording::Words;
use crate::chart::{Chart, LegendEntry};
use crate::picture::colors::{self, Paper};
use crate::picture::look::{Look, Type};
use crate::picture::{Color, Form, Rect, Shape, Tag, Weight, key, text};
use crate::terms::translation::Tongue;

/// What everything on one picture is drawn from.
pub struct Page<'a> {
    pub chart: &'a Chart,
    pub words: &'a Words,
    pub look: &'a Look,
    pub size: [f32; 2],
    pub type_sizes: Type,
    pub paper: Paper,
    pub margin: f32,
    /// 1 on a page, more on a slide: what lines and gaps are multiplied by.
    pub unit: f32,
    /// What its words are in.
    pub tongue: Tongue,
}

const LEADING_OF_NOTES: f32 = 1.36;

/// How lines of words are set.
#[derive(Clone, Copy)]
pub struct Setting {
    pub size: f32,
    pub leading: f32,
    pub weight: Weight,
    pub color: Color,
}

/// What stands below the plot.
pub struct Foot {
    lines: Vec<String>,
    source: Vec<String>,
    /// Notes for which there was no room.
    pub left_out: Vec<String>,
}

impl<'a> Page<'a> {
    pub fn new(chart: &'a Chart, words: &'a Words, look: &'a Look, tongue: Tongue) -> Self {
        let (size, type_sizes) = (look.size.points(), look.size.type_sizes());
        Self {
            chart,
            words,
            look,
            size,
            type_sizes,
            paper: Paper::of(look.theme),
            margin: (type_sizes.text * 1.85).min(size[0] * 0.045),
            unit: type_sizes.text / 13.0,
            tongue,
        }
    }

    pub fn is_small(&self) -> bool {
        self.size[0] < 480.0 || self.is_low()
    }

    fn is_low(&self) -> bool {
        self.size[1] < 320.0
    }

    /// Do the values run to the right, as in charts of lying bars?
    pub fn is_lying(&self) -> bool {
        matches!(self.chart.x, Scale::Number { .. } | Scale::Sides { .. }) && matches!(self.chart.y, Scale::Band { .. })
    }

    /// Does each place on the plot belong to one row and one column?
    pub fn is_of_cells(&self) -> bool {
        matches!((&self.chart.x, &self.chart.y), (Scale::Band { .. }, Scale::Band { .. }))
    }

    /// Is the series set back because others are isolated?
    pub fn is_faded(&self, series: Option<usize>) -> bool {
        let isolated = &self.look.isolated;
        if isolated.is_empty() {
            return false;
        }
        // Names of another selection isolate nothing here.
        let is_any = self.chart.legend.iter().any(|entry| isolated.contains(&entry.label));
        let entry = self.legend_of(series).and_then(|entry| self.chart.legend.get(entry));
        is_any && entry.is_some_and(|entry| !isolated.contains(&entry.label))
    }

    /// Is what is told only of some series seen for this one?
    pub fn is_told(&self, told: Told, series: Option<usize>) -> bool {
        is_told(self.chart, self.look, told, series)
    }

    /// The colour of an ink of a series on the paper; one that is set apart has a hue whatever its rank.
    pub fn color(&self, ink: &Ink, series: Option<usize>) -> Color {
        if self.is_faded(series) {
            return self.paper.faint;
        }
        colors::color(&self.shown(ink, series), self.look.theme)
    }

    fn shown(&self, ink: &Ink, series: Option<usize>) -> Ink {
        match ink {
            Ink::Code { dimension, code, rank } if *rank >= HUES => {
                let entry = self.legend_of(series).map(|entry| &self.chart.legend[entry].label);
                let place = entry.and_then(|label| self.look.isolated.iter().position(|isolated| isolated == label));
                Ink::Code { dimension: dimension.clone(), code: code.clone(), rank: place.map_or(*rank, |place| place % HUES) }
            }
            Ink::On(ground) => Ink::On(Box::new(self.shown(ground, series))),
            Ink::Code { .. }
            | Ink::Side { .. }
            | Ink::Rest
            | Ink::NotBrokenDown
            | Ink::Heat(_)
            | Ink::Balance(_)
            | Ink::Text
            | Ink::Faint => ink.clone(),
        }
    }

    pub fn legend_of(&self, series: Option<usize>) -> Option<usize> {
        let series = series?;
        self.chart.legend.iter().position(|entry| entry.series.contains(&series))
    }

    fn inner_width(&self) -> f32 {
        self.size[0] - 2.0 * self.margin
    }
}

/// Is what is told only of some series of the chart seen for this one?
pub fn is_told(chart: &Chart, look: &Look, told: Told, series: Option<usize>) -> bool {
    let is_of_it = |entry: &&LegendEntry| series.is_some_and(|series| entry.series.contains(&series));
    let is_apart =
        || !look.isolated.is_empty() && chart.legend.iter().find(is_of_it).is_some_and(|entry| look.isolated.contains(&entry.label));
    match told {
        Told::Always => true,
        Told::SetApart => is_apart(),
        Told::SetBack => !is_apart(),
    }
}

/// Title, subtitle and, if wanted, the legend; returns where they end.
pub fn head(page: &Page, has_legend: bool, shapes: &mut Vec<Shape>) -> f32 {
    let Type { title, text, .. } = page.type_sizes;
    let room = page.inner_width();
    let mut y = page.margin * 0.85;
    // On a slide the title stands above the picture, and is none of it.
    if !page.words.title.is_empty() {
        let (lines, size) = heading(&page.words.title, room, title);
        let setting = Setting { size, leading: 1.26, weight: Weight::Semibold, color: page.paper.text };
        y = set(shapes, &lines, [page.margin, y], setting);
    }
    let lines = text::wrap_to(&page.words.subtitle, room, text, Weight::Regular, if page.is_low() { 1 } else { 2 });
    if !lines.is_empty() {
        let setting = Setting { size: text, leading: 1.38, weight: Weight::Regular, color: page.paper.quiet };
        y = set(shapes, &lines, [page.margin, y + text * 0.22], setting);
    }
    if has_legend && !page.chart.legend.is_empty() {
        y = legend(page, y + text * 0.6, shapes);
    }
    y = key::row(page, y + text * 0.6, shapes).unwrap_or(y);
    y + text * 0.75
}

/// The lines of a title, which is never cut while it can be set smaller or on a third line.
pub fn heading(title: &str, room: f32, size: f32) -> (Vec<String>, f32) {
    let wanted = [(1.0, 2), (0.86, 2), (0.86, 3), (0.74, 4)];
    let mut settings =
        wanted.into_iter().map(|(part, most)| (text::balanced(title, room, size * part, Weight::Semibold, most), size * part));
    let is_whole = |(lines, _): &(Vec<String>, f32)| !lines.last().is_some_and(|last| last.ends_with(text::ELLIPSIS));
    let usual = settings.next().unwrap_or_default();
    if is_whole(&usual) || title.ends_with(text::ELLIPSIS) { usual } else { settings.find(is_whole).unwrap_or(usual) }
}

/// Swatches with their names in rows.
fn legend(page: &Page, top: f32, shapes: &mut Vec<Shape>) -> f32 {
    let most_rows = if page.size[1] < 280.0 {
        1
    } else if page.is_small() {
        2
    } else {
        4
    };
    let size = page.type_sizes.text.min(13.0 * page.unit) * 0.96;
    let (swatch, gap, leading) = (size * 0.78, size * 0.45, size * 1.5);
    let right = page.size[0] - page.margin;
    let (mut x, mut row) = (page.margin, 0);
    for (index, entry) in page.chart.legend.iter().enumerate() {
        let label = text::shorten(&entry.label, (right - page.margin - swatch - gap).min(size * 22.0), size, Weight::Regular);
        let width = swatch + gap + text::width(&label, size, Weight::Regular);
        if x + width > right && x > page.margin {
            (x, row) = (page.margin, row + 1);
        }
        if row == most_rows {
            break;
        }
        let middle = top + leading * (row as f32 + 0.5);
        let series = entry.series.first().copied();
        let tag = Tag { legend: Some(index), series, ..Tag::default() };
        let is_faded = page.is_faded(series);
        let fill = page.color(&entry.ink, series);
        let rect = Rect::new(x, middle - swatch / 2.0, x + swatch, middle + swatch / 2.0);
        shapes.push(Shape { form: Form::Rect { rect, fill }, tag });
        let color = if is_faded { page.paper.quiet } else { page.paper.text };
        let at = [x + swatch + gap, middle + size * text::HALF_CAPITAL];
        shapes.push(Shape { form: Form::Text { at, text: label, size, weight: Weight::Regular, color, anchor: Anchor::Start }, tag });
        x += width + size * 1.3;
    }
    top + leading * (row.min(most_rows - 1) + 1) as f32
}

impl Foot {
    /// The key, the notes and the source, cut to what a page of this height can hold.
    pub fn new(page: &Page, extra: &[String]) -> Self {
        let size = page.type_sizes.small;
        let wrap = |text: &str| text::wrap(text, page.inner_width(), size, Weight::Regular);
        let most = match page.size[1] {
            // Below this the plot needs the room; one line says that there are notes.
            height if height < 280.0 => 1,
            _ if page.is_small() => 2,
            height if height < 450.0 => 3,
            height => ((height * 0.2 / (size * LEADING_OF_NOTES)) as usize).max(2),
        };
        let mut lines = if page.chart.key.is_empty() { Vec::new() } else { wrap(&page.chart.key.join(" · ")) };
        let mut notes: Vec<&String> = extra.iter().chain(&page.words.footnotes).collect();
        // However little room there is, notes never go without a sign.
        let room_of_key = most.saturating_sub(usize::from(!notes.is_empty()) + usize::from(page.words.verdicts.is_some()));
        lines.truncate(room_of_key);
        let room = most - lines.len();
        let mut count = told_in(page, &notes, room);
        // Where not every verdict has room, all of them are told in few words.
        if let Some((verdicts, brief)) = &page.words.verdicts {
            let first = extra.len() + usize::from(page.words.own.note);
            if count < first + verdicts {
                notes.insert(first.min(notes.len()), brief);
                count = told_in(page, &notes, room);
            }
        }
        lines.extend(paragraph(page, &notes, count).into_iter().take(room));
        let source = text::wrap_to(&page.words.source_line, page.inner_width(), size, Weight::Regular, if page.is_small() { 1 } else { 3 });
        let key = page.chart.key.iter().skip(if room_of_key == 0 { 0 } else { page.chart.key.len() });
        let left_out = key.chain(notes[count..].iter().copied()).map(|note| with_full_stop(note)).collect();
        Self { lines, source, left_out }
    }

    /// Draws everything at the lower edge; returns where it begins.
    pub fn draw(&self, page: &Page, shapes: &mut Vec<Shape>) -> f32 {
        let size = page.type_sizes.small;
        let setting = Setting { size, leading: LEADING_OF_NOTES, weight: Weight::Regular, color: page.paper.quiet };
        let leading = size * setting.leading;
        let gap = if self.lines.is_empty() || self.source.is_empty() { 0.0 } else { size * 0.35 };
        let height = leading * (self.lines.len() + self.source.len()) as f32 + gap;
        let top = page.size[1] - page.margin * 0.75 - height;
        let y = set(shapes, &self.lines, [page.margin, top], setting);
        set(shapes, &self.source, [page.margin, y + gap], setting);
        if height > 0.0 { top - page.type_sizes.text * 0.9 } else { top }
    }
}

/// Notes run on as one paragraph; it says how many are left out.
fn paragraph(page: &Page, notes: &[&String], count: usize) -> Vec<String> {
    let told = notes[..count].iter().map(|note| with_full_stop(note));
    let rest = (count < notes.len()).then(|| page.tongue.say(&left_out_words(notes.len() - count, count)));
    wrapped(page, told.chain(rest))
}

/// As many whole notes as there is room for.
fn told_in(page: &Page, notes: &[&String], room: usize) -> usize {
    // A hundred notes are not set a hundred times: what does not fit without the word on the rest does not fit with it.
    let fits_alone = |count: &usize| wrapped(page, notes[..*count].iter().map(|note| with_full_stop(note))).len() <= room;
    let most = (1..=notes.len()).take_while(fits_alone).last().unwrap_or(0);
    (0..=most).rev().find(|count| paragraph(page, notes, *count).len() <= room).unwrap_or(0)
}

fn wrapped(page: &Page, notes: impl Iterator<Item = String>) -> Vec<String> {
    text::wrap(&notes.collect::<Vec<_>>().join(" "), page.inner_width(), page.type_sizes.small, Weight::Regular)
}

fn with_full_stop(note: &str) -> String {
    let note = note.trim();
    if note.ends_with(['.', '!', '?', '…', '。', '！', '？']) { note.to_owned() } else { format!("{note}.") }
}

/// Says how many notes are `left_out` after those that are told.
fn left_out_words(left_out: usize, told: usize) -> String {
    let more = if told > 0 { " more" } else { "" };
    match left_out {
        1 => format!("One{more} note stands with the figures."),
        _ => format!("{left_out}{more} notes stand with the figures."),
    }
}

/// Sets lines under each other from `at` downwards; returns where they end.
pub fn set(shapes: &mut Vec<Shape>, lines: &[String], at: [f32; 2], setting: Setting) -> f32 {
    let Setting { size, leading, weight, color } = setting;
    let mut y = at[1];
    for line in lines {
        let baseline = y + size * (leading / 2.0 + text::HALF_CAPITAL);
        shapes.push(Shape::plain(Form::Text { at: [at[0], baseline], text: line.clone(), size, weight, color, anchor: Anchor::Start }));
        y += size * leading;
    }
    y
}
