//! Where to begin, and every key: beside the work, never over it.

use eframe::egui::{Align, Label, Layout, Ui};

use crate::ui::action::{Action, Wishes};
use crate::ui::command::{Command, Menu, TABLE_SHORTCUT};
use crate::ui::said::say;
use crate::ui::theme::{SMALL, palette, quiet, strong};
use crate::ui::widgets::word_ui;

const BEGIN: [(&str, &str); 7] = [
    (
        "Look",
        "Three panels stand as tabs, and up to four are seen at once: what trade is made of, who has which part of a market, and what people think. Each opens with real figures.",
    ),
    (
        "Choose",
        "At the left, choose figures, years and countries. Years and countries are shared by all panels until a panel lets go of them.",
    ),
    (
        "Ask",
        "Point at a mark for its number; click it for its source, its formula and what went into it. Every number and citation can be copied.",
    ),
    (
        "Compare",
        "Compare with… sets the same view beside its panel with one thing changed: another partner, year, flow or other figures. A year pointed at in one panel is shown in all.",
    ),
    (
        "Look closer",
        "Drag across a picture to look closer, drag again to move, double-click for the whole. Click a name in the legend to set it apart.",
    ),
    (
        "Set two sides against each other",
        "Panels ▸ Add: Two sides shows how much each of two countries depends on the other. X swaps them, E takes the EU27 as the other side.",
    ),
    (
        "Bring your own",
        "Open a CSV file or a dataset document with File ▸ Open, or drop it onto the window. It stays beside the bundled figures.",
    ),
];

pub fn help_ui(ui: &mut Ui, wishes: &mut Wishes) {
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        ui.label(strong(say(ui, "WHERE TO BEGIN")).size(SMALL).color(palette(ui.visuals()).quiet));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if word_ui(ui, "Put away").on_hover_text(say(ui, "Close this help (Escape)")).clicked() {
                wishes.push(Action::Do(Command::Help));
            }
        });
    });
    for (head, text) in BEGIN {
        ui.label(strong(say(ui, head)));
        ui.add(Label::new(say(ui, text)).wrap());
        ui.add_space(6.0);
    }
    ui.add_space(4.0);
    ui.label(strong(say(ui, "KEYS")).size(SMALL).color(palette(ui.visuals()).quiet));
    keys_ui(ui);
}

fn keys_ui(ui: &mut Ui) {
    for command in Menu::ALL.into_iter().flat_map(|menu| Command::ALL.into_iter().filter(move |command| command.entry().menu == menu)) {
        let entry = command.entry();
        key_ui(ui, entry.name, &ui.ctx().format_shortcut(&entry.shortcut));
    }
    key_ui(ui, "Panels, in their order", "Ctrl+1, Ctrl+2, …");
    key_ui(ui, "From mark to mark, pressed once more: the next panel that is seen", "F6");
    key_ui(ui, "Table of the figures", &ui.ctx().format_shortcut(&TABLE_SHORTCUT));
    key_ui(ui, "When the marks have the keyboard: the next one, its source", "Arrow keys, Enter");
    key_ui(ui, "These keys", "?");
    key_ui(ui, "Put this help or the source away, then leave the marks", "Escape");
}

fn key_ui(ui: &mut Ui, what: &str, keys: &str) {
    ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
        ui.label(quiet(say(ui, keys)));
        ui.with_layout(Layout::top_down(Align::Min), |ui| ui.add(Label::new(say(ui, what)).wrap()));
    });
}
