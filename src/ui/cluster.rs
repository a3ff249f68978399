//! Which cluster is asked about figures too many for memory: its addresses in the menu.

use eframe::egui::containers::menu::{MenuConfig, SubMenuButton};
use eframe::egui::{Button, Label, PopupCloseBehavior, TextEdit, Ui};

use crate::query::cluster::{Cluster, IS_BUILT_IN};
use crate::ui::action::{Action, Wishes};
use crate::ui::said::say;
use crate::ui::screen::Typed;
use crate::ui::theme::quiet;

/// The entry of the menu, in a build that can ask one. What is typed stays until it is taken.
pub fn choice_ui(ui: &mut Ui, now: Option<&Cluster>, typed: &mut Option<Typed>, wishes: &mut Wishes) {
    if !IS_BUILT_IN {
        return;
    }
    // A press into a field is no choice.
    let config = MenuConfig::new().close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    SubMenuButton::new(say(ui, "Cluster")).config(config).ui(ui, |ui| {
        ui.set_min_width(320.0);
        let fields = typed.get_or_insert_with(|| Typed::of(now));
        ui.add(
            Label::new(quiet(say(ui, "Figures too many for memory are asked of a Ballista cluster, all others of this machine."))).wrap(),
        );
        field_ui(ui, "Its scheduler", "df://host:port", &mut fields.engine);
        field_ui(ui, "Where its executors see the rows, if not in the same folder", "s3://bucket/asymmetry", &mut fields.rows_at);
        let chosen = fields.cluster();
        let is_taken = ui.horizontal(|ui| {
            let can_ask = chosen.as_ref().is_ok_and(|cluster| Some(cluster) != now);
            let ask = ui.add_enabled(can_ask, Button::new(say(ui, "Ask the cluster")));
            let ask = match &chosen {
                Ok(_) => ask,
                Err(why) => ask.on_disabled_hover_text(say(ui, why)),
            };
            let leave = ui.add_enabled(now.is_some(), Button::new(say(ui, "Ask this machine")));
            if ask.clicked() {
                wishes.push(Action::AskAt(chosen.ok()));
            } else if leave.clicked() {
                wishes.push(Action::AskAt(None));
            }
            ask.clicked() || leave.clicked()
        });
        if is_taken.inner {
            *typed = None;
            ui.close();
        }
    });
}

fn field_ui(ui: &mut Ui, name: &str, example: &str, text: &mut String) {
    let label = ui.label(say(ui, name));
    ui.add(TextEdit::singleline(text).hint_text(example).desired_width(f32::INFINITY)).labelled_by(label.id);
}

impl Typed {
    fn of(cluster: Option<&Cluster>) -> Self {
        let engine = cluster.map(|cluster| cluster.scheduler.to_string());
        let rows_at = cluster.and_then(|cluster| cluster.rows_at.as_ref()).map(ToString::to_string);
        Self { engine: engine.unwrap_or_default(), rows_at: rows_at.unwrap_or_default() }
    }

    fn cluster(&self) -> Result<Cluster, String> {
        let scheduler = self.engine.trim().parse()?;
        let rows_at = Some(self.rows_at.trim()).filter(|text| !text.is_empty()).map(str::parse).transpose()?;
        Ok(Cluster::new(scheduler, rows_at))
    }
}
