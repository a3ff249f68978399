//! What is wished by keys: the commands by their shortcuts, and what belongs to no menu.

use eframe::egui::{Context, Key, KeyboardShortcut, Modifiers, Popup};

use crate::ui::action::{Action, Front};
use crate::ui::command::{Command, TAB_KEYS, TABLE_SHORTCUT};
use crate::ui::screen::Screen;

/// What was wished by keys in this frame. A field that is being typed into keeps the keys that edit text.
pub fn pressed(ctx: &Context, screen: &Screen) -> Vec<Action> {
    // A file that is looked at is decided about first.
    if screen.is_file_looked_at {
        return Vec::new();
    }
    let is_typing = ctx.text_edit_focused();
    // An open menu is what Escape closes first.
    let is_free = !is_typing && !Popup::is_any_open(ctx) && screen.palette.is_none();
    let has_keyboard = ctx.memory(|memory| memory.focused().is_some()) || !is_free;
    let is_kept = |command: Command| {
        let edits_text = matches!(command, Command::Undo | Command::Redo | Command::WholePicture);
        // Keys that alone are letters are for those who type.
        let is_letter = matches!(command, Command::SwapSides | Command::AgainstEu | Command::Capture | Command::CaptureStep);
        // What has the keyboard is pressed by the same key.
        is_typing && (edits_text || is_letter) || has_keyboard && command == Command::Play
    };
    let mut actions = Vec::new();
    ctx.input_mut(|input| {
        // The longer combinations first, whoever has them: Ctrl+Shift+S is no Ctrl+S, and Ctrl+Shift+Y no Ctrl+Y.
        let free = Command::ALL.into_iter().filter(|command| !is_kept(*command));
        let keys = |command: Command| [Some(command.entry().shortcut), second(command)].map(|key| Some((key?, command)));
        let mut shortcuts: Vec<(KeyboardShortcut, Command)> = free.flat_map(keys).flatten().collect();
        shortcuts.sort_by_key(|(shortcut, _)| !shortcut.modifiers.shift);
        for (shortcut, command) in shortcuts {
            if input.consume_shortcut(&shortcut) {
                actions.push(Action::Do(command));
            }
        }
        for (panel, key) in TAB_KEYS.into_iter().enumerate() {
            if input.consume_shortcut(&KeyboardShortcut::new(Modifiers::COMMAND, key)) {
                actions.push(Action::Front(Front::Panel(panel)));
            }
        }
        if input.consume_shortcut(&TABLE_SHORTCUT) {
            actions.push(Action::Front(if screen.is_table { Front::Panel(screen.panel) } else { Front::Table }));
        }
        if is_free && input.consume_key(Modifiers::NONE, Key::Questionmark) {
            actions.push(Action::Do(Command::Help));
        }
        if is_free && screen.is_help_open && input.consume_key(Modifiers::NONE, Key::Escape) {
            actions.push(Action::Do(Command::Help));
        }
        if is_free && screen.asked.is_some() && input.consume_key(Modifiers::NONE, Key::Escape) {
            actions.push(Action::Ask(None));
        }
    });
    actions
}

/// Where habit knows another key.
fn second(command: Command) -> Option<KeyboardShortcut> {
    if command == Command::Redo {
        return Some(KeyboardShortcut::new(Modifiers::COMMAND, Key::Y));
    }
    // On many keyboards the plus needs the shift key.
    (command == Command::ZoomIn).then_some(KeyboardShortcut::new(Modifiers::COMMAND, Key::Equals))
}
