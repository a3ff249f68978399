//! Where to begin, and every key: beside the work, never over it.

use eframe::egui::{Align2, Grid, ScrollArea, Ui, Window, vec2};

use crate::ui::command::{Command, Menu, TABLE_SHORTCUT};
use crate::ui::screen::Screen;
use crate::ui::theme::{quiet, strong};

const BEGIN: [(&str, &str); 6] = [
    (
        "Look",
        "Three panels stand as tabs: what trade is made of, who has which part of a market, and what people think. Each opens with real figures.",
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

pub fn help_ui(ui: &Ui, screen: &mut Screen) {
    let mut is_open = screen.is_help_open;
    Window::new("Keys, and where to begin")
        .open(&mut is_open)
        .anchor(Align2::RIGHT_TOP, vec2(-16.0, 48.0))
        .default_width(420.0)
        .collapsible(false)
        .resizable(false)
        .show(ui, |ui| {
            let height = ui.ctx().content_rect().height() - 140.0;
            ScrollArea::vertical().max_height(height).min_scrolled_height(height).show(ui, |ui| {
                for (head, text) in BEGIN {
                    ui.label(strong(head));
                    ui.label(text);
                    ui.add_space(6.0);
                }
                ui.add_space(4.0);
                keys_ui(ui);
            });
        });
    screen.is_help_open = is_open;
}

fn keys_ui(ui: &mut Ui) {
    Grid::new("keys").num_columns(2).spacing(vec2(24.0, 4.0)).show(ui, |ui| {
        for menu in Menu::ALL {
            for command in Command::ALL.into_iter().filter(|command| command.entry().menu == menu) {
                let entry = command.entry();
                ui.label(entry.name);
                ui.label(quiet(ui.ctx().format_shortcut(&entry.shortcut)));
                ui.end_row();
            }
        }
        for (what, keys) in [
            ("Panels, in their order", "Ctrl+1, Ctrl+2, …".to_owned()),
            ("Table of the figures", ui.ctx().format_shortcut(&TABLE_SHORTCUT)),
            ("From mark to mark, when the picture has the keyboard", "Arrow keys, Enter".to_owned()),
            ("Put the source away", "Escape".to_owned()),
        ] {
            ui.label(what);
            ui.label(quiet(keys));
            ui.end_row();
        }
    });
}
