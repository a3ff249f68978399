//! How the window looks: one family in two sizes, hairlines, room to breathe, navy where something can be done.

use std::sync::Arc;

use eframe::egui::style::HandleShape;
use eframe::egui::{
    self, Color32, Context, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Margin, RichText, Shadow, Stroke, Style,
    TextStyle, Theme, Visuals, vec2,
};

/// The colours of one theme. Text on each ground has a contrast of 4.5 to 1 or more; a test holds that.
#[derive(Clone, Copy, Debug)]
pub struct Palette {
    /// Behind pictures and tables.
    pub paper: Color32,
    /// Behind the side panels.
    pub side: Color32,
    /// Behind the menu.
    pub bar: Color32,
    pub hairline: Color32,
    pub text: Color32,
    /// What is said in passing.
    pub quiet: Color32,
    pub accent: Color32,
    /// Behind what is chosen.
    pub chosen: Color32,
    /// Behind what the pointer is on.
    pub hovered: Color32,
    pub warning: Color32,
    /// Behind a problem.
    pub warning_ground: Color32,
}

pub const LIGHT: Palette = Palette {
    paper: Color32::from_rgb(0xff, 0xff, 0xff),
    side: Color32::from_rgb(0xf6, 0xf7, 0xf9),
    bar: Color32::from_rgb(0xf6, 0xf7, 0xf9),
    hairline: Color32::from_rgb(0xdb, 0xdf, 0xe6),
    text: Color32::from_rgb(0x1c, 0x24, 0x30),
    quiet: Color32::from_rgb(0x57, 0x61, 0x70),
    accent: Color32::from_rgb(0x1f, 0x3c, 0x70),
    chosen: Color32::from_rgb(0xdd, 0xe6, 0xf4),
    hovered: Color32::from_rgb(0xeb, 0xee, 0xf3),
    warning: Color32::from_rgb(0x8f, 0x3d, 0x0c),
    warning_ground: Color32::from_rgb(0xfd, 0xf3, 0xea),
};

pub const DARK: Palette = Palette {
    paper: Color32::from_rgb(0x16, 0x19, 0x1d),
    side: Color32::from_rgb(0x1c, 0x20, 0x26),
    bar: Color32::from_rgb(0x1c, 0x20, 0x26),
    hairline: Color32::from_rgb(0x33, 0x3a, 0x43),
    text: Color32::from_rgb(0xe6, 0xea, 0xf0),
    quiet: Color32::from_rgb(0xa4, 0xae, 0xbc),
    accent: Color32::from_rgb(0x95, 0xb8, 0xf2),
    chosen: Color32::from_rgb(0x25, 0x3a, 0x5e),
    hovered: Color32::from_rgb(0x25, 0x2c, 0x38),
    warning: Color32::from_rgb(0xf2, 0xb2, 0x86),
    warning_ground: Color32::from_rgb(0x33, 0x26, 0x1c),
};

/// Sizes of type and of the window's parts, in points.
pub const BODY: f32 = 13.0;
pub const SMALL: f32 = 11.0;
pub const HEADLINE: f32 = 20.0;
/// Below this width of window the side panels fold by themselves.
pub const NARROW: f32 = 1000.0;
/// Below this height what stands above a picture takes one row.
pub const LOW: f32 = 500.0;

/// The colours of the theme in use.
pub fn palette(visuals: &Visuals) -> &'static Palette {
    if visuals.dark_mode { &DARK } else { &LIGHT }
}

/// The family of headings and of what is stressed.
pub fn semibold() -> FontFamily {
    FontFamily::Name("semibold".into())
}

/// A text of its own weight: semibold.
pub fn strong(text: impl Into<String>) -> RichText {
    RichText::new(text).family(semibold())
}

/// Small and in passing.
pub fn quiet(text: impl Into<String>) -> RichText {
    RichText::new(text).size(SMALL).weak()
}

/// Fonts and both styles, once for each window.
pub fn set_up(ctx: &Context) {
    ctx.set_fonts(fonts());
    for (theme, palette) in [(Theme::Light, &LIGHT), (Theme::Dark, &DARK)] {
        ctx.set_style_of(theme, style(palette, theme == Theme::Dark));
    }
}

fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    let files: [(&str, &'static [u8]); 3] = [
        ("regular", include_bytes!("../../assets/fonts/AsymmetrySans-Regular.ttf")),
        ("semibold", include_bytes!("../../assets/fonts/AsymmetrySans-SemiBold.ttf")),
        ("chinese", include_bytes!("../../assets/fonts/AsymmetrySansSC-Regular.ttf")),
    ];
    for (name, bytes) in files {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    for (family, first) in [(FontFamily::Proportional, "regular"), (FontFamily::Monospace, "regular"), (semibold(), "semibold")] {
        fonts.families.insert(family, vec![first.to_owned(), "chinese".to_owned()]);
    }
    fonts
}

fn style(palette: &Palette, is_dark: bool) -> Style {
    let mut style = Style { visuals: visuals(palette, is_dark), animation_time: 0.12, ..Style::default() };
    style.text_styles = [
        (TextStyle::Small, FontId::proportional(SMALL)),
        (TextStyle::Body, FontId::proportional(BODY)),
        (TextStyle::Button, FontId::proportional(BODY)),
        (TextStyle::Monospace, FontId::proportional(BODY)),
        (TextStyle::Heading, FontId::new(HEADLINE, semibold())),
    ]
    .into();
    let spacing = &mut style.spacing;
    spacing.item_spacing = vec2(8.0, 5.0);
    spacing.button_padding = vec2(9.0, 4.0);
    spacing.interact_size = vec2(36.0, 24.0);
    spacing.icon_width = 15.0;
    spacing.icon_width_inner = 9.0;
    spacing.icon_spacing = 7.0;
    spacing.menu_margin = Margin::same(6);
    spacing.menu_spacing = 3.0;
    spacing.window_margin = Margin::same(14);
    spacing.tooltip_width = 320.0;
    spacing.combo_height = 320.0;
    spacing.slider_rail_height = 4.0;
    spacing.scroll.bar_width = 8.0;
    // Room for the bar, so that it never lies on what can be read or ticked.
    spacing.scroll.floating_allocated_width = 10.0;
    // The wheel moves a row sideways that moves no other way.
    style.always_scroll_the_only_direction = true;
    style.interaction.tooltip_delay = 0.25;
    style.interaction.selectable_labels = false;
    style
}

fn visuals(palette: &Palette, is_dark: bool) -> Visuals {
    let mut visuals = if is_dark { Visuals::dark() } else { Visuals::light() };
    let hairline = Stroke::new(1.0, palette.hairline);
    let corners = CornerRadius::same(4);
    for (widget, fill, stroke, ink) in [
        (&mut visuals.widgets.noninteractive, palette.paper, hairline, palette.text),
        (&mut visuals.widgets.inactive, palette.paper, hairline, palette.text),
        (&mut visuals.widgets.hovered, palette.hovered, Stroke::new(1.0, palette.quiet), palette.text),
        (&mut visuals.widgets.active, palette.chosen, Stroke::new(1.5, palette.accent), palette.accent),
        (&mut visuals.widgets.open, palette.hovered, Stroke::new(1.0, palette.quiet), palette.text),
    ] {
        widget.bg_fill = fill;
        widget.weak_bg_fill = fill;
        widget.bg_stroke = stroke;
        widget.fg_stroke = Stroke::new(1.25, ink);
        widget.corner_radius = corners;
        widget.expansion = 0.0;
    }
    visuals.widgets.inactive.bg_stroke = Stroke::new(1.0, mixed(palette.hairline, palette.quiet));
    visuals.weak_text_color = Some(palette.quiet);
    visuals.selection.bg_fill = palette.chosen;
    visuals.selection.stroke = Stroke::new(1.25, palette.accent);
    visuals.hyperlink_color = palette.accent;
    visuals.panel_fill = palette.side;
    visuals.window_fill = palette.paper;
    visuals.extreme_bg_color = palette.paper;
    visuals.faint_bg_color = palette.side;
    visuals.warn_fg_color = palette.warning;
    visuals.error_fg_color = palette.warning;
    visuals.window_stroke = hairline;
    visuals.window_corner_radius = CornerRadius::same(6);
    visuals.menu_corner_radius = CornerRadius::same(6);
    let shadow = Shadow { offset: [0, 4], blur: 16, spread: 0, color: Color32::from_black_alpha(if is_dark { 110 } else { 32 }) };
    visuals.window_shadow = shadow;
    visuals.popup_shadow = shadow;
    visuals.text_cursor.stroke = Stroke::new(1.5, palette.accent);
    visuals.slider_trailing_fill = true;
    visuals.handle_shape = HandleShape::Circle;
    visuals.disabled_alpha = 0.62;
    visuals.indent_has_left_vline = false;
    visuals
}

fn mixed(a: Color32, b: Color32) -> Color32 {
    let half = |a: u8, b: u8| u8::midpoint(a, b);
    Color32::from_rgb(half(a.r(), b.r()), half(a.g(), b.g()), half(a.b(), b.b()))
}

/// A frame without a border, for the parts of the window.
pub fn ground(fill: Color32, margin: impl Into<Margin>) -> egui::Frame {
    egui::Frame::new().fill(fill).inner_margin(margin)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance(color: Color32) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(color.r()) + 0.7152 * linear(color.g()) + 0.0722 * linear(color.b())
    }

    fn contrast(a: Color32, b: Color32) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn every_text_can_be_read_on_every_ground() {
        for palette in [LIGHT, DARK] {
            for ground in [palette.paper, palette.side, palette.bar, palette.hovered, palette.chosen] {
                for ink in [palette.text, palette.quiet, palette.accent] {
                    assert!(contrast(ink, ground) >= 4.5, "{ink:?} on {ground:?} has {:.2}", contrast(ink, ground));
                }
            }
            for ink in [palette.warning, palette.text, palette.quiet] {
                assert!(contrast(ink, palette.warning_ground) >= 4.5, "{ink:?} on a problem");
            }
        }
    }
}
