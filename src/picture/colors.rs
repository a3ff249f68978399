//! The colours of paper, text and lines in each theme, and how well one stands out from another.

use crate::chart::mark::Ink;
use crate::chart::palette::{self, Shades};
use crate::picture::Color;
use crate::picture::look::Theme;

/// What is not data: background, words and lines around it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Paper {
    pub background: Color,
    /// Titles and labels.
    pub text: Color,
    /// Subtitles, ticks, notes: quieter, and still readable.
    pub quiet: Color,
    pub grid: Color,
    /// Zero, and the floor of the plot.
    pub line: Color,
    /// Series that others are set apart from.
    pub faint: Color,
}

/// Least contrast of text to what it stands on (WCAG 2.2, level AA).
pub const READABLE: f64 = 4.5;

impl Paper {
    pub fn of(theme: Theme) -> Self {
        match theme {
            Theme::Light => Self {
                background: Color::rgb(0xffffff),
                text: Color::rgb(0x1c2126),
                quiet: Color::rgb(0x59636e),
                grid: Color::rgb(0xe3e6ea),
                line: Color::rgb(0x6b747e),
                faint: Color::rgb(0x8d949c),
            },
            Theme::Dark => Self {
                background: Color::rgb(0x16191d),
                text: Color::rgb(0xeceff2),
                quiet: Color::rgb(0xa3adb8),
                grid: Color::rgb(0x2c3238),
                line: Color::rgb(0x8b95a0),
                faint: Color::rgb(0x626a73),
            },
            Theme::Print => Self {
                background: Color::rgb(0xffffff),
                text: Color::rgb(0x000000),
                quiet: Color::rgb(0x404040),
                grid: Color::rgb(0xd6d6d6),
                line: Color::rgb(0x4d4d4d),
                faint: Color::rgb(0x929292),
            },
        }
    }

    /// The darker or the lighter of text and background, whichever is easier to read on `ground`.
    pub fn text_on(&self, ground: Color) -> Color {
        if self.text.contrast(ground) >= self.background.contrast(ground) { self.text } else { self.background }
    }
}

/// The colour of an ink in a theme.
pub fn color(ink: &Ink, theme: Theme) -> Color {
    let Shades { light, dark, print } = palette::shades(ink);
    let [red, green, blue] = match theme {
        Theme::Light => light,
        Theme::Dark => dark,
        Theme::Print => print,
    };
    Color([red, green, blue, 255])
}

impl Color {
    /// Opaque, from `0xrrggbb`.
    pub const fn rgb(hex: u32) -> Self {
        let [_, red, green, blue] = hex.to_be_bytes();
        Self([red, green, blue, 255])
    }

    /// How far it stands out from another: 1 not at all, 21 as black from white (WCAG 2.2).
    pub fn contrast(self, other: Self) -> f64 {
        palette::contrast(self.channels(), other.channels())
    }

    /// The nearest darker or lighter colour of its hue that can be read as text on `ground`.
    pub fn readable_on(self, ground: Self) -> Self {
        let [black, white] = [0x000000, 0xffffff].map(Self::rgb);
        let end = if black.contrast(ground) > white.contrast(ground) { black } else { white };
        let steps = (0..=20_u8).map(|step| self.mixed(end, f64::from(step) / 20.0));
        steps.into_iter().find(|color| color.contrast(ground) >= READABLE).unwrap_or(end)
    }

    fn channels(self) -> palette::Rgb {
        let [red, green, blue, _] = self.0;
        [red, green, blue]
    }

    /// On the way to another colour: 0 is itself, 1 the other.
    pub fn mixed(self, other: Self, part: f64) -> Self {
        let mut mixed = self.0;
        for (channel, end) in mixed.iter_mut().zip(other.0) {
            *channel = (f64::from(*channel) * (1.0 - part) + f64::from(end) * part).round() as u8;
        }
        Self(mixed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_can_be_read_in_every_theme() {
        for theme in [Theme::Light, Theme::Dark, Theme::Print] {
            let paper = Paper::of(theme);
            for color in [paper.text, paper.quiet] {
                assert!(color.contrast(paper.background) >= READABLE, "{theme:?} {color:?}");
            }
            assert!(paper.line.contrast(paper.background) >= 3.0);
        }
    }

    #[test]
    fn pale_colours_darken_until_they_can_be_read() {
        let [yellow, white, black] = [0xf0e442, 0xffffff, 0x16191d].map(Color::rgb);
        assert!(yellow.readable_on(white).contrast(white) >= READABLE);
        assert_eq!(yellow.readable_on(black), yellow);
        assert!((white.contrast(Color::rgb(0)) - 21.0).abs() < 0.01);
    }
}
