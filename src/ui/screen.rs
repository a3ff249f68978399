//! What is open, half-typed or pointed at in this window. Nobody misses it after a restart.

use std::collections::BTreeMap;
use std::time::Instant;

use crate::dataset::DatasetId;
use crate::terms::dimension::Dimension;
use crate::ui::action::{Front, Step};
use crate::ui::canvas::Canvas;
use crate::ui::cursor::Cursor;
use crate::ui::mark_key::MarkKey;
use crate::ui::play::Play;
use crate::ui::preferences::Preferences;
use crate::ui::presenting::Presenting;
use crate::ui::slides::Rack;
use crate::ui::table::Sorting;
use crate::workspace::history::Gesture;

/// What this window shows beyond the document.
pub struct Screen {
    /// The panel in front, or the one behind the table.
    pub panel: usize,
    pub is_table: bool,
    /// The tab in front and the width of the tabs when they were last moved to it.
    pub tab_seen: Option<(Front, f32)>,
    /// The mark that was asked for its source.
    pub asked: Option<MarkKey>,
    /// What was typed into the search fields.
    pub figures_search: String,
    /// The dataset in front that the list was last moved to.
    pub listed: Option<DatasetId>,
    pub claims_search: String,
    pub searches: BTreeMap<Dimension, String>,
    /// What is typed to find a name to set apart.
    pub search_of_names: String,
    /// A search field that should have the keyboard from the next frame on.
    pub focus: Option<Focus>,
    pub is_words_open: bool,
    /// The addresses of a cluster as they are typed.
    pub cluster: Option<Typed>,
    /// Set while the field that finds everything is open.
    pub palette: Option<Palette>,
    /// Does a file that is looked at before it is opened lie over everything?
    pub is_file_looked_at: bool,
    /// Its picture.
    pub file_canvas: Canvas,
    /// Help stands where the source card does, until it is put away or another mark is asked.
    pub is_help_open: bool,
    /// Are all notices shown, or the newest alone?
    pub are_notices_unfolded: bool,
    /// Are the side panels unfolded in a narrow window? There they begin folded.
    pub is_left_open_when_narrow: bool,
    pub is_right_open_when_narrow: bool,
    pub is_narrow: bool,
    /// In a low window the timeline begins folded.
    pub is_timeline_open_when_low: bool,
    pub is_low: bool,
    pub play: Play,
    /// The slides beside the board.
    pub rack: Rack,
    /// Set while a briefing is presented.
    pub presenting: Option<Presenting>,
    pub sorting: Sorting,
    pub hand: Hand,
    /// Of each panel by its place.
    pub canvases: BTreeMap<usize, Canvas>,
    /// The moment pointed at, for all panels seen.
    pub cursor: Option<Cursor>,
    /// Has the picture of the panel in front been painted, whole and up to date?
    pub is_picture_painted: bool,
}

/// What was typed into the field that finds everything, and the row that Enter would take.
#[derive(Clone, Debug, Default)]
pub struct Palette {
    pub text: String,
    pub row: usize,
}

/// The addresses of a cluster, and of the rows where its executors are.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    pub engine: String,
    pub rows_at: String,
}

/// A search field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    Figures,
    Countries,
}

/// What the hand does: tells which changes belong to one gesture.
pub struct Hand {
    presses: u64,
    is_down: bool,
    last: Option<(&'static str, u64, Instant)>,
    gesture: u64,
    /// The run of the years that goes on, and its gesture.
    run: Option<(u64, Gesture)>,
}

/// A pause longer than this ends a burst of typing.
const BURST_SECONDS: f32 = 1.0;

impl Default for Screen {
    fn default() -> Self {
        Self {
            panel: 0,
            is_table: false,
            asked: None,
            figures_search: String::new(),
            listed: None,
            claims_search: String::new(),
            searches: BTreeMap::new(),
            search_of_names: String::new(),
            focus: None,
            is_words_open: false,
            cluster: None,
            palette: None,
            is_file_looked_at: false,
            file_canvas: Canvas::default(),
            is_help_open: false,
            are_notices_unfolded: false,
            tab_seen: None,
            is_left_open_when_narrow: false,
            is_right_open_when_narrow: false,
            is_narrow: false,
            is_timeline_open_when_low: false,
            is_low: false,
            play: Play::default(),
            rack: Rack::default(),
            presenting: None,
            sorting: Sorting::default(),
            hand: Hand { presses: 0, is_down: false, last: None, gesture: 0, run: None },
            canvases: BTreeMap::new(),
            cursor: None,
            is_picture_painted: false,
        }
    }
}

impl Screen {
    pub fn is_left_open(&self, preferences: &Preferences) -> bool {
        if self.is_narrow { self.is_left_open_when_narrow } else { !preferences.is_left_folded }
    }

    pub fn is_right_open(&self, preferences: &Preferences) -> bool {
        if self.is_narrow { self.is_right_open_when_narrow } else { !preferences.is_right_folded }
    }

    pub fn is_timeline_open(&self, preferences: &Preferences) -> bool {
        if self.is_low { self.is_timeline_open_when_low } else { !preferences.is_timeline_folded }
    }

    pub fn front(&self) -> Front {
        if self.is_table { Front::Table } else { Front::Panel(self.panel) }
    }
}

impl Hand {
    /// Told once a frame what the pointer did.
    pub fn moved(&mut self, was_pressed: bool, is_down: bool) {
        self.presses += u64::from(was_pressed);
        self.is_down = is_down;
    }

    /// The gesture a change belongs to; `None` for a step of its own.
    pub fn gesture(&mut self, step: Step, now: Instant) -> Option<Gesture> {
        let name = match step {
            Step::Whole => {
                self.last = None;
                return None;
            }
            Step::Run(run) => {
                self.last = None;
                return Some(self.gesture_of_run(run));
            }
            Step::Part(name) => name,
        };
        let goes_on = self.last.is_some_and(|(last, presses, at)| {
            last == name && presses == self.presses && (self.is_down || now.duration_since(at).as_secs_f32() < BURST_SECONDS)
        });
        self.gesture += u64::from(!goes_on);
        self.last = Some((name, self.presses, now));
        Some(Gesture(self.gesture))
    }

    fn gesture_of_run(&mut self, run: u64) -> Gesture {
        if let Some((_, gesture)) = self.run.filter(|(known, _)| *known == run) {
            return gesture;
        }
        self.gesture += 1;
        self.run = Some((run, Gesture(self.gesture)));
        Gesture(self.gesture)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_drag_is_one_gesture_however_long_it_takes() {
        let mut hand = Screen::default().hand;
        let start = Instant::now();
        hand.moved(true, true);
        let first = hand.gesture(Step::Part("years"), start);
        hand.moved(false, true);
        assert_eq!(hand.gesture(Step::Part("years"), start + Duration::from_secs(9)), first);
        hand.moved(true, true);
        assert_ne!(hand.gesture(Step::Part("years"), start + Duration::from_secs(9)), first);
    }

    #[test]
    fn a_run_is_one_gesture_whatever_is_pressed_meanwhile() {
        let mut hand = Screen::default().hand;
        let start = Instant::now();
        let first = hand.gesture(Step::Run(1), start);
        hand.moved(true, true);
        let other = hand.gesture(Step::Part("years"), start);
        assert_eq!(hand.gesture(Step::Run(1), start + Duration::from_secs(9)), first);
        assert!(other != first && hand.gesture(Step::Run(2), start) != first);
    }

    #[test]
    fn a_pause_ends_a_burst_of_typing() {
        let mut hand = Screen::default().hand;
        let start = Instant::now();
        let first = hand.gesture(Step::Part("title"), start);
        assert_eq!(hand.gesture(Step::Part("title"), start + Duration::from_millis(300)), first);
        assert_ne!(hand.gesture(Step::Part("title"), start + Duration::from_secs(3)), first);
    }
}
