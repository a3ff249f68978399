//! An empty window: what every window costs before it shows anything. The bench sets the program's start against it.

use eframe::egui::{self, CentralPanel, ViewportCommand, vec2};

struct Empty {
    is_painted: bool,
}

impl eframe::App for Empty {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        if self.is_painted {
            ctx.send_viewport_cmd(ViewportCommand::Close);
        }
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        CentralPanel::default().show(ui, |_| {});
        self.is_painted = true;
        ui.ctx().request_repaint();
    }
}

fn main() -> eframe::Result {
    let viewport = egui::ViewportBuilder::default().with_inner_size(vec2(1440.0, 900.0));
    let options = eframe::NativeOptions { viewport, persist_window: false, ..Default::default() };
    eframe::run_native("Empty", options, Box::new(|_| Ok(Box::new(Empty { is_painted: false }))))
}
