//! The settings of a measure. The one control that knows which measures there are.

use eframe::egui::{Button, ComboBox, Ui};

use crate::dataset::Dataset;
use crate::measure::advantage::Advantage;
use crate::measure::composition::{Composition, ShownAs, Whole};
use crate::measure::concentration::Concentration;
use crate::measure::dependence::{Dependence, RelativeTo, Shown as Pairs};
use crate::measure::indicator::{Indicator, Value};
use crate::measure::market_share::{MarketShare, Shown};
use crate::measure::sentiment::{Opinion, Sentiment};
use crate::measure::structures::Index;
use crate::measure::{Denominator, Measure, Subject};
use crate::terms::dimension::Dimension;
use crate::ui::action::{Step, Wishes};
use crate::ui::said::say;
use crate::ui::widgets::sentence;
use crate::workspace::Panel;

pub fn measure_ui(ui: &mut Ui, place: usize, panel: &Panel, dataset: &Dataset, wishes: &mut Wishes) {
    let before = &panel.view.subject.measure;
    let after = match before {
        Measure::Composition(composition) => Measure::Composition(composition_ui(ui, composition, dataset)),
        Measure::MarketShare(share) => Measure::MarketShare(market_share_ui(ui, share, dataset)),
        Measure::Sentiment(sentiment) => Measure::Sentiment(sentiment_ui(ui, sentiment)),
        Measure::Dependence(dependence) => Measure::Dependence(dependence_ui(ui, dependence)),
        Measure::Indicator(indicator) => Measure::Indicator(indicator_ui(ui, indicator, dataset)),
    };
    if after != *before {
        let mut view = panel.view.clone();
        view.subject.denominator = denominator(before, &after, &view.subject, dataset);
        if let (Measure::Dependence(before), Measure::Dependence(dependence)) = (before, &after)
            && before.shown_as != dependence.shown_as
        {
            view.subject = with_sides(&view.subject, &after, dependence.shown_as, dataset);
        } else if whose(before) == whose(&after) {
            view.subject.measure = after;
        } else {
            // Shares of others are picked among other codes.
            let selection = view.subject.selection.clone();
            view.subject = after.starting_subject(dataset);
            (view.subject.selection.from, view.subject.selection.to) = (selection.from, selection.to);
        }
        // The axes are others now.
        view.look.zoom = None;
        wishes.view(place, panel, view, Step::Whole);
    }
}

/// One pair needs both sides picked, and all pairs neither; what is picked stays where it can.
fn with_sides(subject: &Subject, after: &Measure, shown_as: Pairs, dataset: &Dataset) -> Subject {
    let starting = after.starting_subject(dataset);
    let mut subject = Subject { measure: starting.measure, ..subject.clone() };
    subject.denominator = subject.denominator.or(starting.denominator);
    let picks = &mut subject.selection.picks;
    match shown_as {
        Pairs::AllPairs => {
            picks.remove(&Dimension::Partner);
            if dataset.codes(&Dimension::Reporter).len() > 1 {
                picks.remove(&Dimension::Reporter);
            }
        }
        Pairs::TwoSides if subject.pair().is_none() => {
            let picks = &mut subject.selection.picks;
            for side in [Dimension::Reporter, Dimension::Partner] {
                if let Some(pick) = starting.selection.picks.get(&side) {
                    picks.insert(side, pick.clone());
                }
            }
        }
        Pairs::TwoSides | Pairs::BothReporters => {}
    }
    subject
}

/// An intensity is over the totals of many countries, and a share over those of its own figures where they are there.
fn denominator(before: &Measure, after: &Measure, subject: &Subject, dataset: &Dataset) -> Option<Denominator> {
    let now = subject.denominator.clone();
    let (Measure::MarketShare(before), Measure::MarketShare(share)) = (before, after) else { return now };
    match (before.shown_as, share.shown_as) {
        (_, Shown::Intensity) => now.or_else(|| Some(Denominator::of_totals())),
        (Shown::Intensity, _) if now == Some(Denominator::of_totals()) && share.can_be_had(&dataset.observations()) => None,
        (
            Shown::Share | Shown::Amount | Shown::Concentration(_) | Shown::Intensity,
            Shown::Share | Shown::Amount | Shown::Concentration(_),
        ) => now,
    }
}

fn whose(measure: &Measure) -> Option<&Dimension> {
    match measure {
        Measure::MarketShare(share) => Some(&share.of),
        Measure::Composition(_) | Measure::Sentiment(_) | Measure::Dependence(_) | Measure::Indicator(_) => None,
    }
}

fn composition_ui(ui: &mut Ui, composition: &Composition, dataset: &Dataset) -> Composition {
    let shown = [
        (ShownAs::Share, "Share"),
        (ShownAs::Amount, "Amount"),
        (ShownAs::Index(Index::GrubelLloyd), "Intra-industry trade (Grubel–Lloyd)"),
        (ShownAs::Index(Index::SimilarityOfPartners), "Similarity of partners (Finger–Kreinin)"),
        (ShownAs::Index(Index::SimilarityOfFlows), "Similarity of exports and imports"),
        (ShownAs::Advantage(Advantage::Balassa), "Revealed comparative advantage (Balassa)"),
        (ShownAs::Advantage(Advantage::Symmetric), "Revealed comparative advantage (symmetric)"),
    ];
    let shown_as = pick_able_ui(ui, "Shown as", &composition.shown_as, shown, |shown| shown.objection(dataset));
    let wholes = [(Whole::BrokenDown, "of broken-down part"), (Whole::PublishedTotal, "of published total")];
    let whole = match shown_as {
        ShownAs::Share => pick_ui(ui, "The whole", &composition.whole, wholes),
        ShownAs::Amount | ShownAs::Index(_) | ShownAs::Advantage(_) => composition.whole,
    };
    Composition { shown_as, whole }
}

fn market_share_ui(ui: &mut Ui, share: &MarketShare, dataset: &Dataset) -> MarketShare {
    let shown = [
        (Shown::Share, "Share"),
        (Shown::Amount, "Amount"),
        (Shown::Concentration(Concentration::Hhi), "Concentration (HHI)"),
        (Shown::Concentration(Concentration::HhiFraction), "Concentration (HHI, 0–1)"),
        (Shown::Concentration(Concentration::Hirschman), "Concentration (Hirschman)"),
        (Shown::Concentration(Concentration::Normalised), "Concentration (normalised)"),
        (Shown::Concentration(Concentration::Unctad), "Concentration (UNCTAD)"),
        (Shown::Concentration(Concentration::EquivalentNumber), "Equivalent number"),
        (Shown::Concentration(Concentration::Cr4), "Four largest (CR4)"),
        (Shown::Intensity, "Trade intensity"),
    ];
    let shown_as = pick_able_ui(ui, "Shown as", &share.shown_as, shown, |shown| shown.objection(dataset));
    let known = [Dimension::Partner, Dimension::Reporter, Dimension::Holder];
    let choices: Vec<(Dimension, String)> = known
        .into_iter()
        .filter(|dimension| dataset.codes(dimension).len() > 1 || *dimension == share.of)
        .map(|dimension| (dimension.clone(), format!("of {}", dimension.plural().to_lowercase())))
        .collect();
    let of = if choices.len() > 1 { pick_ui(ui, "Whose shares", &share.of, choices) } else { share.of.clone() };
    MarketShare { of, shown_as }
}

fn indicator_ui(ui: &mut Ui, indicator: &Indicator, dataset: &Dataset) -> Indicator {
    let choices = Value::ALL.map(|value| (value, value.word()));
    let objection = |value: &Value| value.objection(dataset).map(str::to_owned);
    Indicator { shown_as: pick_able_ui(ui, "Shown as", &indicator.shown_as, choices, objection) }
}

fn sentiment_ui(ui: &mut Ui, sentiment: &Sentiment) -> Sentiment {
    let shown = [
        (Opinion::Answers, "Answers"),
        (Opinion::NetBalance, "Net balance"),
        (Opinion::NetBalanceOfOpinions, "Net balance of those with an opinion"),
    ];
    let shown_as = pick_ui(ui, "Shown as", &sentiment.shown_as, shown);
    Sentiment { shown_as }
}

fn dependence_ui(ui: &mut Ui, dependence: &Dependence) -> Dependence {
    let shown = [(Pairs::TwoSides, "Two sides"), (Pairs::AllPairs, "All pairs"), (Pairs::BothReporters, "Both reporters")];
    let shown_as = pick_ui(ui, "Shown as", &dependence.shown_as, shown);
    let relative = [(RelativeTo::TotalsAndGdp, "to trade and GDP"), (RelativeTo::Totals, "to total trade"), (RelativeTo::Gdp, "to GDP")];
    // A figure beside the same figure by another reporter is relative to nothing.
    let relative_to = match shown_as {
        Pairs::TwoSides => pick_ui(ui, "Relative", &dependence.relative_to, relative),
        // Of many pairs one number each can be told apart.
        Pairs::AllPairs => {
            let now = if dependence.relative_to == RelativeTo::Gdp { RelativeTo::Gdp } else { RelativeTo::TotalsAndGdp };
            let relative = [(RelativeTo::TotalsAndGdp, "to total trade"), (RelativeTo::Gdp, "to GDP")];
            let picked = pick_ui(ui, "Relative", &now, relative);
            if picked == now { dependence.relative_to } else { picked }
        }
        Pairs::BothReporters => dependence.relative_to,
    };
    Dependence { shown_as, relative_to, gdp: dependence.gdp.clone() }
}

/// One of a few, by its word.
fn pick_ui<T: PartialEq + Clone, W: AsRef<str>>(ui: &mut Ui, name: &str, value: &T, choices: impl IntoIterator<Item = (T, W)>) -> T {
    pick_able_ui(ui, name, value, choices, |_| None)
}

/// One of a few, those that cannot be had greyed with the reason.
fn pick_able_ui<T: PartialEq + Clone, W: AsRef<str>>(
    ui: &mut Ui,
    name: &str,
    value: &T,
    choices: impl IntoIterator<Item = (T, W)>,
    objection: impl Fn(&T) -> Option<String>,
) -> T {
    let choices: Vec<(T, W)> = choices.into_iter().collect();
    let word = say(ui, choices.iter().find(|(choice, _)| choice == value).map_or("", |(_, word)| word.as_ref()));
    let mut picked = value.clone();
    let combo = ComboBox::from_id_salt(name).selected_text(word).width(70.0).height(420.0).show_ui(ui, |ui| {
        for (choice, word) in &choices {
            let objection = objection(choice).filter(|_| choice != value);
            let button = Button::selectable(choice == value, say(ui, word.as_ref())).right_text("");
            let button = ui.add_enabled(objection.is_none(), button);
            if button.on_disabled_hover_text(say(ui, &objection.as_deref().map(sentence).unwrap_or_default())).clicked() {
                picked = choice.clone();
            }
        }
    });
    combo.response.accessible_name(say(ui, name));
    picked
}
