//! The window in another language, and the way there and back.

use asymmetry::terms::language::Language;
use eframe::egui::Role;
use egui_kittest::kittest::Queryable as _;

use crate::window::Desk;

#[test]
fn the_window_speaks_the_language_that_is_chosen_and_keeps_it() {
    let mut desk = Desk::new();
    desk.menu("View", "Language");
    desk.press_last("Русский");
    assert_eq!(desk.app().preferences().language, Language::Russian);
    for tab in ["Структура торговли", "Доля рынка", "Настроения", "Таблица"] {
        assert!(desk.harness.query_by_role_and_label(Role::Tab, tab).is_some(), "{tab}");
    }
    assert!(desk.harness.query_by_role_and_label(Role::Tab, "Market share").is_none());
}
