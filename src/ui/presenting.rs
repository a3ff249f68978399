//! The presenter's place: which slide, which step, and what was done to it before people. Nothing of it is in the document.

use std::collections::BTreeMap;
use std::sync::Arc;

use eframe::egui::{Event, InputState, Key, Modifiers, Pos2};

use crate::dataset::library::Library;
use crate::picture::Picture;
use crate::picture::between::Way;
use crate::terms::dimension::Dimension;
use crate::terms::period::Period;
use crate::ui::paint::Areas;
use crate::work::slides::Slides;
use crate::workspace::briefing::{Briefing, Slide};

/// Everything that is painted from.
pub struct Stage<'a> {
    pub briefing: &'a Briefing,
    pub slides: &'a mut Slides,
    pub library: &'a Library,
    /// Has the person, or the system, asked for less motion?
    pub is_still: bool,
}

/// A briefing in front of people.
pub struct Presenting {
    pub slide: usize,
    pub step: usize,
    /// Has the audience a window of its own?
    pub has_two_windows: bool,
    /// Fills the audience's window the screen?
    pub fills_screen: bool,
    pub is_blank: bool,
    pub is_spotlight: bool,
    pub is_zoomed: bool,
    /// Are the years and names in hand?
    pub is_in_hand: bool,
    /// Seconds of the window when it began.
    pub started: f64,
    /// When the slide or step last changed.
    pub turned: f64,
    /// The number of a slide that is being typed.
    pub typed: String,
    /// What is searched for in the lists in hand.
    pub searches: BTreeMap<Dimension, String>,
    /// The slide as it was changed before people; leaving it restores what was captured.
    pub digression: Option<Slide>,
    /// Where the pointer is on the audience's slide, for the spotlight, and when it last moved.
    pub pointer: Option<(Pos2, f64)>,
    /// What was painted last, and before the last turn.
    pub pages: Pages,
}

/// Pictures on their way past each other.
#[derive(Default)]
pub struct Pages {
    pub now: Option<Arc<Picture>>,
    pub before: Option<Arc<Picture>>,
    /// The step of the same slide that was shown before.
    pub step_before: Option<usize>,
    /// From that step to this one, as far as they are one picture.
    pub way: Option<Way>,
    pub areas: [Areas; 2],
    pub of_speaker: [Areas; 2],
}

/// What a presenter wishes for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    Next,
    Back,
    First,
    Last,
    To(usize),
    Blank,
    Spotlight,
    Zoom,
    Restore,
    InHand,
    FillScreen,
    Leave,
}

impl Presenting {
    pub fn new(slide: usize, has_two_windows: bool, now: f64) -> Self {
        Self {
            slide,
            step: 0,
            has_two_windows,
            fills_screen: !has_two_windows,
            is_blank: false,
            is_spotlight: false,
            is_zoomed: false,
            is_in_hand: false,
            started: now,
            turned: f64::NEG_INFINITY,
            typed: String::new(),
            searches: BTreeMap::new(),
            digression: None,
            pointer: None,
            pages: Pages::default(),
        }
    }

    /// The slide as it is shown now.
    pub fn shown<'a>(&'a self, briefing: &'a Briefing) -> Option<&'a Slide> {
        self.digression.as_ref().or_else(|| briefing.slides.get(self.slide))
    }

    /// Where the next turn leads; the same place behind the last slide.
    pub fn next(&self, briefing: &Briefing) -> (usize, usize) {
        let steps = briefing.slides.get(self.slide).map_or(1, Slide::steps);
        match self.step + 1 < steps {
            true => (self.slide, self.step + 1),
            false if self.slide + 1 < briefing.slides.len() => (self.slide + 1, 0),
            false => (self.slide, self.step),
        }
    }

    fn back(&self, briefing: &Briefing) -> (usize, usize) {
        match (self.step, self.slide) {
            (0, 0) => (0, 0),
            (0, slide) => (slide - 1, briefing.slides.get(slide - 1).map_or(0, |slide| slide.steps() - 1)),
            (step, slide) => (slide, step - 1),
        }
    }

    /// `false` when the presenter leaves.
    pub fn turn(&mut self, turn: Turn, briefing: &Briefing, now: f64) -> bool {
        let last = briefing.slides.len().saturating_sub(1);
        let to = match turn {
            Turn::Next => self.next(briefing),
            Turn::Back => self.back(briefing),
            Turn::First => (0, 0),
            Turn::Last => (last, briefing.slides.last().map_or(0, |slide| slide.steps() - 1)),
            Turn::To(slide) => (slide.min(last), 0),
            Turn::Blank | Turn::Spotlight | Turn::Zoom | Turn::Restore | Turn::InHand | Turn::FillScreen | Turn::Leave => {
                return self.switch(turn);
            }
        };
        // Whoever goes on is not blind, and what was done to a slide stays with it.
        self.is_blank = false;
        self.typed.clear();
        if to != (self.slide, self.step) {
            self.pages.step_before = (to.0 == self.slide).then_some(self.step);
            self.pages.way = None;
            (self.slide, self.step) = to;
            (self.digression, self.is_zoomed, self.turned) = (None, false, now);
            self.pages.before = self.pages.now.take();
        }
        true
    }

    fn switch(&mut self, turn: Turn) -> bool {
        match turn {
            Turn::Blank => self.is_blank = !self.is_blank,
            Turn::Spotlight => self.is_spotlight = !self.is_spotlight,
            Turn::Zoom => self.is_zoomed = !self.is_zoomed,
            Turn::Restore => (self.digression, self.is_zoomed) = (None, false),
            Turn::InHand => self.is_in_hand = !self.is_in_hand,
            Turn::FillScreen => self.fills_screen = !self.fills_screen,
            Turn::Leave => return false,
            Turn::Next | Turn::Back | Turn::First | Turn::Last | Turn::To(_) => {}
        }
        true
    }

    /// Changes the view that is shown, until the slide is left or restored.
    pub fn digress(&mut self, briefing: &Briefing, change: impl FnOnce(&mut crate::view::View)) {
        let Some(mut slide) = self.shown(briefing).cloned() else { return };
        if let Some(view) = slide.views.get_mut(self.step) {
            change(view);
            self.digression = Some(slide);
        }
    }

    /// Shows these years alone.
    pub fn show_years(&mut self, briefing: &Briefing, [from, to]: [i32; 2]) {
        self.digress(briefing, |view| {
            let selection = &mut view.subject.selection;
            (selection.from, selection.to) = (Some(Period::year(from)), Some(Period::year(to)));
        });
    }

    /// Sets a name apart, or lets it go.
    pub fn set_apart(&mut self, briefing: &Briefing, label: &str) {
        self.digress(briefing, |view| {
            let isolated = &mut view.look.isolated;
            match isolated.iter().position(|known| known == label) {
                Some(at) => drop(isolated.remove(at)),
                None => isolated.push(label.to_owned()),
            }
        });
    }

    /// What the keys of this frame wish for. Digits gather until Enter takes them.
    pub fn heard(&mut self, input: &mut InputState) -> Vec<Turn> {
        const KEYS: [(Key, Turn); 16] = [
            (Key::ArrowRight, Turn::Next),
            (Key::ArrowDown, Turn::Next),
            (Key::Space, Turn::Next),
            (Key::PageDown, Turn::Next),
            (Key::ArrowLeft, Turn::Back),
            (Key::ArrowUp, Turn::Back),
            (Key::PageUp, Turn::Back),
            (Key::Home, Turn::First),
            (Key::End, Turn::Last),
            (Key::B, Turn::Blank),
            (Key::L, Turn::Spotlight),
            (Key::Z, Turn::Zoom),
            (Key::R, Turn::Restore),
            (Key::T, Turn::InHand),
            (Key::F, Turn::FillScreen),
            (Key::Escape, Turn::Leave),
        ];
        let mut turns: Vec<Turn> =
            KEYS.into_iter().filter(|(key, _)| input.consume_key(Modifiers::NONE, *key)).map(|(_, turn)| turn).collect();
        for event in &input.events {
            if let Event::Text(text) = event {
                self.typed.extend(text.chars().filter(char::is_ascii_digit));
            }
        }
        self.typed.truncate(3);
        if input.consume_key(Modifiers::NONE, Key::Backspace) && self.typed.pop().is_none() {
            turns.push(Turn::Back);
        }
        if input.consume_key(Modifiers::NONE, Key::Enter) {
            // People count from one.
            turns.push(self.typed.parse::<usize>().map_or(Turn::Next, |number| Turn::To(number.saturating_sub(1))));
            self.typed.clear();
        }
        turns
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn briefing() -> Briefing {
        let steps = |count: usize| Slide { views: vec![crate::view::bundled()[0].1.clone(); count], ..Slide::default() };
        Briefing { slides: vec![Slide::default(), steps(2), steps(1)], ..Briefing::default() }
    }

    #[test]
    fn a_turn_goes_through_the_steps_and_stays_at_both_ends() {
        let briefing = briefing();
        let mut presenting = Presenting::new(0, false, 0.0);
        let mut way = Vec::new();
        for turn in [Turn::Back, Turn::Next, Turn::Next, Turn::Next, Turn::Next, Turn::Back, Turn::First, Turn::Last, Turn::To(99)] {
            presenting.turn(turn, &briefing, 1.0);
            way.push((presenting.slide, presenting.step));
        }
        assert_eq!(way, [(0, 0), (1, 0), (1, 1), (2, 0), (2, 0), (1, 1), (0, 0), (2, 0), (2, 0)]);
        assert!(!presenting.turn(Turn::Leave, &briefing, 2.0));
    }

    #[test]
    fn what_is_done_to_a_slide_before_people_is_gone_when_it_is_left() {
        let briefing = briefing();
        let mut presenting = Presenting::new(1, false, 0.0);
        presenting.set_apart(&briefing, "China");
        presenting.show_years(&briefing, [2005, 2010]);
        let changed = presenting.shown(&briefing).expect("a slide").views[0].clone();
        assert!(changed.look.isolated == ["China"] && changed.subject.selection.from == Some(Period::year(2005)));
        presenting.turn(Turn::Blank, &briefing, 1.0);
        assert!(presenting.is_blank && presenting.digression.is_some());
        presenting.turn(Turn::Restore, &briefing, 1.0);
        assert_eq!(presenting.shown(&briefing), briefing.slides.get(1));
        presenting.set_apart(&briefing, "China");
        presenting.turn(Turn::Next, &briefing, 1.0);
        presenting.turn(Turn::Back, &briefing, 1.0);
        assert_eq!(presenting.shown(&briefing), briefing.slides.get(1), "and the blank is over");
        assert!(!presenting.is_blank);
    }
}
