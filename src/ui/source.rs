//! The card that tells of one number what it is, how it was stated, where it comes from and how it was computed.

use eframe::egui::{Hyperlink, Label, RichText, Ui};

use crate::chart::annotation::Annotation;
use crate::chart::said::{period, value};
use crate::dataset::source::Source;
use crate::measure::derivation::{Derivation, Input};
use crate::measure::findings::{Findings, Point, Series};
use crate::terms::amount::{Amount, Qualifier};
use crate::terms::poll::Wave;
use crate::ui::action::{Action, Wishes};
use crate::ui::said::{say, say_formula, say_of, say_whole};
use crate::ui::screen::Screen;
use crate::ui::session::Session;
use crate::ui::theme::{HEADLINE, SMALL, palette, quiet, semibold, strong};
use crate::ui::widgets::{hairline_ui, sentence, word_ui};

pub fn card_ui(ui: &mut Ui, session: &mut Session, screen: &Screen, wishes: &mut Wishes) {
    ui.add_space(4.0);
    ui.label(strong(say(ui, "SOURCE")).size(SMALL).color(palette(ui.visuals()).quiet));
    let findings = session.of(screen.panel).findings();
    let found = findings.zip(screen.asked.as_ref()).and_then(|(findings, key)| Some((findings, key.find(findings)?)));
    let Some((findings, datum)) = found else {
        ui.add_space(2.0);
        let asked = screen.asked.is_some();
        let words = if asked {
            "The mark that was asked is not among the figures shown now."
        } else {
            "Click a mark in the picture, or a row of the table, to see where its number comes from."
        };
        ui.label(quiet(say(ui, words)));
        return;
    };
    let Some((series, point)) = findings.number(datum.series, datum.point) else { return };
    number_ui(ui, findings, series, point);
    if let Some(claim) = findings.claim(datum.series) {
        ui.add_space(4.0);
        ui.label(strong(say(ui, &format!("Verdict: {}", claim.verdict.name()))));
        ui.add(Label::new(say_of(ui, findings, &claim.words)).wrap());
    }
    ui.add_space(6.0);
    buttons_ui(ui, findings, series, point, wishes);
    ui.add_space(4.0);
    match &point.derivation {
        None => origin_ui(ui, findings.source(&point.dataset, &point.source), point.locator.as_deref(), wishes),
        Some(derivation) => derivation_ui(ui, findings, derivation, wishes),
    }
    if word_ui(ui, "Put away").on_hover_text(say(ui, "Close this card (Escape)")).clicked() {
        wishes.push(Action::Ask(None));
    }
}

fn number_ui(ui: &mut Ui, findings: &Findings, series: &Series, point: &Point) {
    ui.add(Label::new(strong(say_of(ui, findings, &series.label))).wrap());
    ui.label(say(ui, &period(point)));
    ui.add_space(2.0);
    ui.add(Label::new(RichText::new(say(ui, &value(series, point))).family(semibold()).size(HEADLINE)).wrap());
    if let Ok(amount) = &point.amount {
        for line in [stated(amount), bounds(series, amount)].into_iter().flatten() {
            ui.add(Label::new(say(ui, &line)).wrap());
        }
    }
    if let Some(words) = point.status.words() {
        ui.label(say(ui, &crate::terms::english::capitalised(words)));
    }
    for line in wave(&point.wave) {
        ui.label(say(ui, &line));
    }
    if let Some(margin) = &point.margin {
        ui.add(Label::new(say(ui, &format!("Margin of error {}", margin.words()))).wrap());
    }
    if let Some(note) = &point.note {
        ui.add_space(4.0);
        ui.add(Label::new(say_whole(ui, findings, &sentence(note))).wrap());
    }
}

fn stated(amount: &Amount) -> Option<String> {
    amount.stated.as_ref().map(|stated| format!("Stated as “{stated}”"))
}

/// What a qualified number may be: in words, for who does not know the sign.
fn bounds(series: &Series, amount: &Amount) -> Option<String> {
    let word = match amount.qualifier {
        Qualifier::Exact => return None,
        Qualifier::About => "about",
        Qualifier::Nearly => "nearly",
        Qualifier::AtMost => "at most",
        Qualifier::AtLeast => "at least",
        Qualifier::LessThan => "less than",
        Qualifier::MoreThan => "more than",
        Qualifier::UpTo => "up to",
        Qualifier::Range => "a range",
    };
    let write = |value: f64| series.unit.write(&Amount { decimals: amount.decimals, ..Amount::exact(value) });
    let ends = match (amount.low, amount.high) {
        (Some(low), Some(high)) => format!(", from {} to {}", write(low), write(high)),
        (Some(low), None) => format!(", from {}", write(low)),
        (None, Some(high)) => format!(", to {}", write(high)),
        (None, None) => String::new(),
    };
    Some(format!("The source says {word}{ends}"))
}

fn wave(wave: &Wave) -> Vec<String> {
    let mode = wave.mode.map(|mode| format!("Asked {}", mode.words()));
    let base = wave.base.map(|base| format!("{} respondents", crate::terms::unit::write_number(f64::from(base), 0)));
    let fieldwork = wave.fieldwork.map(|days| format!("Fieldwork {}", days.label()));
    let effect = wave.design_effect.map(|effect| format!("Design effect {effect}"));
    [base, fieldwork, mode, effect].into_iter().flatten().collect()
}

fn buttons_ui(ui: &mut Ui, findings: &Findings, series: &Series, point: &Point, wishes: &mut Wishes) {
    ui.horizontal_wrapped(|ui| {
        let text = say(ui, &value(series, point));
        if ui.button(say(ui, "Copy value")).clicked() {
            wishes.push(Action::Copy { what: "Value", text });
        }
        if ui
            .button(say(ui, "Annotate"))
            .on_hover_text(say(ui, "Words of your own at this number, kept in the view and in every export"))
            .clicked()
        {
            let text = format!("{}, {}: {}", series.short_label, point.period.label(), value(series, point));
            wishes.push(Action::Annotate(Box::new(Annotation::of(series, point, say_of(ui, findings, &text)))));
        }
        let text = citation(ui, findings, series, point);
        if ui.button(say(ui, "Copy citation")).clicked() {
            wishes.push(Action::Copy { what: "Citation", text });
        }
    });
}

/// The number with its source, or with its formula and the sources of what went into it, in the language of the window.
fn citation(ui: &Ui, findings: &Findings, series: &Series, point: &Point) -> String {
    let of_source = |source: &Source, locator: Option<&str>| {
        let said = |part: String| if part.starts_with("accessed ") { say(ui, &part) } else { part };
        source.parts(locator).into_iter().map(said).collect::<Vec<_>>().join(", ")
    };
    let told = [say_of(ui, findings, &series.label), say(ui, &point.is_of().label()), say(ui, &value(series, point))];
    let head = format!("{}, {}: {}", told[0], told[1], told[2]);
    let Some(derivation) = &point.derivation else {
        let source = findings.source(&point.dataset, &point.source).map(|source| of_source(source, point.locator.as_deref()));
        return source.map_or(head.clone(), |source| format!("{head}. {source}"));
    };
    let sources: Vec<String> = findings.sources_of(point).into_iter().map(|source| of_source(source, None)).collect();
    let formula = say_of(ui, findings, &derivation.formula);
    let computed = say(ui, &format!("Computed from: {}", sources.join("; ")));
    format!("{head} = {formula}. {computed}")
}

fn origin_ui(ui: &mut Ui, source: Option<&Source>, locator: Option<&str>, wishes: &mut Wishes) {
    hairline_ui(ui);
    ui.add_space(4.0);
    let Some(source) = source else {
        ui.label(quiet(say(ui, "Its source is not named.")));
        return;
    };
    ui.add(Label::new(strong(&source.publisher)).wrap());
    if !source.title.is_empty() && source.title != source.publisher {
        ui.add(Label::new(&source.title).wrap());
    }
    for (word, text) in [("Published", &source.published), ("Looked up", &source.accessed), ("Terms", &source.licence)] {
        if let Some(text) = text {
            ui.add(Label::new(quiet(say(ui, &format!("{word}: {text}")))).wrap());
        }
    }
    if let Some(locator) = locator {
        place_ui(ui, locator, wishes);
    }
    if let Some(address) = source.address.as_deref().filter(|address| Some(*address) != locator) {
        address_ui(ui, address, wishes);
    }
    ui.add_space(6.0);
}

/// Where in the source: words, or an address of its own.
fn place_ui(ui: &mut Ui, locator: &str, wishes: &mut Wishes) {
    if locator.starts_with("http") {
        address_ui(ui, locator, wishes);
    } else {
        ui.add(Label::new(quiet(say(ui, &format!("Where: {locator}")))).wrap());
    }
}

fn address_ui(ui: &mut Ui, address: &str, wishes: &mut Wishes) {
    let shown: String = address.trim_start_matches("https://").trim_start_matches("http://").chars().take(64).collect();
    let shown = if shown.len() < address.len().saturating_sub(8) { shown + "…" } else { shown };
    ui.add(Hyperlink::from_label_and_url(RichText::new(shown).size(SMALL), address)).on_hover_text(address);
    // Where no browser can be started, the address can at least be taken along.
    if word_ui(ui, "Copy address").clicked() {
        wishes.push(Action::Copy { what: "Address", text: address.to_owned() });
    }
}

/// More inputs than these are counted, not listed.
const INPUTS_LISTED: usize = 24;

fn derivation_ui(ui: &mut Ui, findings: &Findings, derivation: &Derivation, wishes: &mut Wishes) {
    hairline_ui(ui);
    ui.add_space(4.0);
    ui.label(quiet(say(ui, "Computed as")));
    ui.add(Label::new(say_formula(ui, findings, &derivation.formula)).wrap());
    ui.add_space(4.0);
    ui.label(quiet(say(ui, "from")));
    for input in derivation.inputs.iter().take(INPUTS_LISTED) {
        input_ui(ui, findings, input);
    }
    let more = derivation.inputs.len().saturating_sub(INPUTS_LISTED);
    if more > 0 {
        ui.label(quiet(say(ui, &format!("and {more} more; Copy citation names all sources."))));
    }
    let mut sources: Vec<(&Source, Option<&str>)> = Vec::new();
    for input in derivation.inputs.iter() {
        let Some(source) = findings.source(&input.dataset, &input.source) else { continue };
        match sources.iter_mut().find(|(known, _)| *known == source) {
            // One place in a source is worth naming; several would be those of the inputs.
            Some((_, locator)) if *locator != input.locator.as_deref() => *locator = None,
            Some(_) => {}
            None => sources.push((source, input.locator.as_deref())),
        }
    }
    for (source, locator) in sources {
        origin_ui(ui, Some(source), locator, wishes);
    }
}

fn input_ui(ui: &mut Ui, findings: &Findings, input: &Input) {
    ui.add(Label::new(say(ui, &input.unit.write(&input.amount))).wrap());
    let place = input.locator.as_ref().filter(|locator| !locator.starts_with("http"));
    let label = say_formula(ui, findings, &input.label());
    let label = place.map_or_else(|| label.clone(), |place| format!("{label} ({place})"));
    ui.add(Label::new(quiet(label)).wrap());
}
