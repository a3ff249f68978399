//! A chart and the words around it in another language, at the edge to the page. A person's own words stay as they are.

use crate::chart::Chart;
use crate::chart::mark::{KeyPart, Mark, Tile};
use crate::chart::scale::Scale;
use crate::chart::wording::Words;
use crate::terms::translation::Tongue;

impl Words {
    #[must_use]
    pub fn spoken(&self, tongue: &Tongue) -> Self {
        let unless = |is_own: bool, words: &String| if is_own { words.clone() } else { tongue.say(words) };
        let whole = |notes: &[String]| notes.iter().map(|note| tongue.say_whole(note)).collect::<Vec<_>>();
        let (own, rest) = self.footnotes.split_at(usize::from(self.own.note).min(self.footnotes.len()));
        let title = if self.own.title { tongue.say_title(&self.title) } else { tongue.say(&self.title) };
        // The title stands in the alt text, and what a person wrote is not taken apart.
        let alt = match self.alt.split_once(&self.title) {
            Some((before, after)) => format!("{}{title}{}", said_around(tongue, before), said_around(tongue, after)),
            None => tongue.say(&self.alt),
        };
        Self {
            title,
            subtitle: unless(self.own.subtitle, &self.subtitle),
            verdicts: self.verdicts.as_ref().map(|(count, brief)| (*count, tongue.say_whole(brief))),
            footnotes: own.iter().cloned().chain(whole(rest)).collect(),
            notes: whole(&self.notes),
            source_line: tongue.say(&self.source_line),
            annotations: self.annotations.clone(),
            alt,
            own: self.own,
            names: self.names.clone(),
        }
    }
}

/// What stands before or after a person's words, with the joint between.
fn said_around(tongue: &Tongue, english: &str) -> String {
    let start = english.len() - english.trim_start_matches(['.', ' ']).len();
    let end = english.trim_end_matches([' ', ':']).len().max(start);
    let joint = |joint: &str| tongue.language.joint(joint).to_owned();
    format!("{}{}{}", joint(&english[..start]), tongue.say(&english[start..end]), joint(&english[end..]))
}

impl Chart {
    /// Units of scales stay: they are said with the number that they stand at.
    #[must_use]
    pub fn spoken(&self, tongue: &Tongue) -> Self {
        let mut chart = self.clone();
        let say = |text: &mut String| *text = tongue.say_at_mark(text);
        chart.marks.iter_mut().for_each(|mark| each_word_of_mark(mark, &say));
        [&mut chart.x, &mut chart.y].into_iter().for_each(|scale| each_word_of_scale(scale, &say));
        chart.legend.iter_mut().for_each(|entry| say(&mut entry.label));
        chart.key.iter_mut().for_each(say);
        for cell in chart.multiples.iter_mut().flat_map(|multiples| &mut multiples.cells) {
            say(&mut cell.name);
            cell.chart = cell.chart.spoken(tongue);
        }
        chart
    }
}

fn each_word_of_mark(mark: &mut Mark, say: &impl Fn(&mut String)) {
    match mark {
        Mark::Rule { word, .. } => word.iter_mut().for_each(say),
        Mark::Absent { sign, .. } => say(sign),
        Mark::Tile(Tile { name, value, .. }) => [name, value].into_iter().for_each(say),
        Mark::Key(parts) => parts.iter_mut().for_each(|part| match part {
            KeyPart::Words(words) => say(words),
            KeyPart::Patch(_) | KeyPart::Dot(_) | KeyPart::Pip(_) => {}
        }),
        Mark::Diagonal { word } => say(word),
        Mark::Claim(statement) => statement.words.iter_mut().for_each(say),
        Mark::Label { text, .. } => say(text),
        Mark::Line { .. } | Mark::Area { .. } | Mark::Band { .. } | Mark::Bar { .. } | Mark::Dot { .. } | Mark::Arrow { .. } => {}
        Mark::Whisker { .. } | Mark::Stretch { .. } | Mark::Cell { .. } | Mark::Pip { .. } | Mark::Trail { .. } => {}
    }
}

fn each_word_of_scale(scale: &mut Scale, say: &impl Fn(&mut String)) {
    match scale {
        Scale::Band { labels } => labels.iter_mut().for_each(|category| say(&mut category.label)),
        Scale::Spans { spans } => spans.iter_mut().for_each(|span| [&mut span.label, &mut span.size].into_iter().for_each(say)),
        Scale::Stops { labels } => labels.iter_mut().for_each(say),
        Scale::Number { .. } | Scale::Logarithmic { .. } | Scale::Sides { .. } | Scale::Time { .. } => {}
        Scale::Ranks { .. } | Scale::Bare => {}
    }
}
