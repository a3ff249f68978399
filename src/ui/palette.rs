//! One field that finds everything: commands, views, datasets, indicators, countries, and the figures that say a number.

use eframe::egui::{Align, Context, Id, Key, KeyboardShortcut, Label, Layout, Modal, Modifiers, Response, ScrollArea, TextEdit, Ui, vec2};

use crate::chart::{ChartKind, multiples, suggestion};
use crate::dataset::DatasetId;
use crate::dataset::library::Heading;
use crate::dataset::search::{Match, Wanted};
use crate::measure::Subject;
use crate::query::selection::Pick;
use crate::terms::amount::Amount;
use crate::terms::country::{self, folded};
use crate::terms::dimension::{Code, Dimension};
use crate::ui::action::{Action, Front, Step, Wishes};
use crate::ui::command::{Command, TAB_KEYS, TABLE_SHORTCUT};
use crate::ui::controls::look::of_kind;
use crate::ui::mark_key::MarkKey;
use crate::ui::menu::Sight;
use crate::ui::said::{language, say, say_in, say_label_in};
use crate::ui::screen::Palette;
use crate::ui::session::Session;
use crate::ui::theme::{SMALL, palette, quiet, strong};
use crate::ui::widgets::{row_ui, sentence};
use crate::view::{self, View};
use crate::workspace::briefing::{self, Briefing};
use crate::workspace::compare::{Change, codes_to_compare};
use crate::workspace::edit::Edit;
use crate::workspace::{Panel, Shared, Workspace};

/// One thing that was found.
struct Row {
    name: String,
    /// Beside it: a shortcut, what it belongs to.
    beside: String,
    /// Other words it is found by.
    also: String,
    /// Why it cannot be had now.
    objection: Option<String>,
    found: Found,
}

/// What a row stands for; what choosing it does is worked out for the one that is chosen.
enum Found {
    Command(Command),
    Kind(ChartKind),
    Front(Front),
    Dataset(DatasetId),
    Indicator(DatasetId, Code),
    View(View),
    /// A bundled one.
    Briefing(&'static str),
    /// The panel in front beside itself, with this changed.
    Compare(Change),
    /// For all panels: ticked, or let go.
    Countries(Vec<Code>),
    Figure(Match),
}

struct Group {
    name: &'static str,
    rows: Vec<Row>,
}

/// Of each kind but numbers no more than these; more typing finds the others.
const MOST: usize = 8;

/// The field and what it has found, over everything else. Returns what was typed so far; `None` once it is done.
pub fn palette_ui(
    ui: &mut Ui,
    before: Palette,
    workspace: &Workspace,
    session: &mut Session,
    sight: &Sight,
    wishes: &mut Wishes,
) -> Option<Palette> {
    let mut after = before;
    let mut chosen = None;
    let modal = Modal::new(Id::unique("palette")).show(ui.ctx(), |ui| {
        ui.set_width(560.0);
        let steps = steps(ui);
        let is_taken = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
        let field = TextEdit::singleline(&mut after.text)
            .hint_text(say(ui, "A command, a dataset, a country, a number such as 35%"))
            .desired_width(f32::INFINITY);
        let response = ui.add(field);
        response.request_focus();
        if response.changed() {
            after.row = 0;
        }
        response.accessible_name(say(ui, "Find anything"));
        let groups = groups(ui.ctx(), &after.text, workspace, session, sight);
        let count: usize = groups.iter().map(|group| group.rows.len()).sum();
        after.row = after.row.saturating_add_signed(steps).min(count.saturating_sub(1));
        ui.add_space(6.0);
        let pressed = groups_ui(ui, &after.text, &groups, after.row, steps != 0);
        let row = pressed.or((is_taken && count > 0).then_some(after.row));
        chosen = row.and_then(|row| groups.into_iter().flat_map(|group| group.rows).nth(row));
        if count == 0 {
            ui.label(quiet(say(ui, "Nothing by that name. A number is found in all figures: 35, 35%, 244.8.")));
        }
    });
    if let Some(row) = chosen.filter(|row| row.objection.is_none()) {
        actions(row.found, workspace, session, sight).into_iter().for_each(|action| wishes.push(action));
        return None;
    }
    (!modal.should_close()).then_some(after)
}

/// Up and down, taken before the field can move its cursor by them.
fn steps(ui: &Ui) -> isize {
    ui.input_mut(|input| {
        let down = input.count_and_consume_key(Modifiers::NONE, Key::ArrowDown) as isize;
        down - input.count_and_consume_key(Modifiers::NONE, Key::ArrowUp) as isize
    })
}

/// The row that was pressed.
fn groups_ui(ui: &mut Ui, typed: &str, groups: &[Group], at: usize, has_moved: bool) -> Option<usize> {
    let mut pressed = None;
    let colors = palette(ui.visuals());
    let highest = ui.ctx().content_rect().height() * 0.6;
    // Each search begins at its top.
    ScrollArea::vertical().id_salt(typed).max_height(highest).auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(4.0, 1.0);
        let mut place = 0;
        for group in groups.iter().filter(|group| !group.rows.is_empty()) {
            ui.add_space(4.0);
            ui.label(strong(say(ui, group.name).to_uppercase()).size(SMALL).color(colors.quiet));
            for row in &group.rows {
                let response = found_ui(ui, row, place == at);
                if place == at && has_moved {
                    response.scroll_to_me(None);
                }
                if response.clicked() {
                    pressed = Some(place);
                }
                place += 1;
            }
        }
    });
    pressed
}

/// One line: what was found, and beside it what it belongs to, or why it cannot be had now.
fn found_ui(ui: &mut Ui, row: &Row, is_next: bool) -> Response {
    let line = ui.horizontal_top(|ui| {
        let line = ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
            let (part, most) = if row.objection.is_some() { (0.58, 330.0) } else { (0.4, 220.0) };
            let width = (ui.available_width() * part).min(most);
            let beside = [row.objection.as_deref(), Some(row.beside.as_str())].into_iter().flatten().filter(|words| !words.is_empty());
            let beside: Vec<&str> = beside.collect();
            ui.scope(|ui| {
                ui.set_max_width(width);
                ui.add(Label::new(quiet(beside.join("  "))).selectable(false).truncate());
            });
            ui.with_layout(Layout::top_down(Align::Min), |ui| row_ui(ui, &row.name, is_next, row.objection.is_none())).inner
        });
        line.inner
    });
    line.inner.on_disabled_hover_text(row.objection.clone().unwrap_or_default())
}

fn groups(ctx: &Context, text: &str, workspace: &Workspace, session: &mut Session, sight: &Sight) -> Vec<Group> {
    let words: Vec<String> = folded(text).split_whitespace().map(str::to_owned).collect();
    let fits = |name: &str| {
        let name = folded(name);
        words.iter().all(|word| name.contains(word.as_str()))
    };
    let numbers = Wanted::parse(text).map(|wanted| figures(ctx, wanted, session)).unwrap_or_default();
    // What is called so comes before what only speaks of it.
    let some = |rows: Vec<Row>| {
        let (named, others): (Vec<Row>, Vec<Row>) = rows.into_iter().partition(|row| fits(&row.name));
        let others = others.into_iter().filter(|row| fits(&format!("{} {}", row.name, row.also)));
        named.into_iter().chain(others).take(MOST).collect::<Vec<_>>()
    };
    let all_commands = commands(ctx, sight);
    let commands = if words.is_empty() { all_commands } else { some(all_commands) };
    vec![
        Group { name: "Figures that say it", rows: numbers },
        Group { name: "Commands", rows: commands },
        Group { name: "Kind of chart", rows: if words.is_empty() { Vec::new() } else { kinds(ctx, session, sight, &fits) } },
        Group { name: "Panels", rows: if words.is_empty() { Vec::new() } else { some(panels(ctx, workspace)) } },
        Group {
            name: "Beside the panel in front",
            rows: if words.is_empty() { Vec::new() } else { some(comparisons(ctx, session, sight)) },
        },
        Group { name: "Datasets", rows: some(datasets(session)) },
        Group { name: "Indicators", rows: if words.is_empty() { Vec::new() } else { some(indicators(ctx, session)) } },
        Group { name: "Views", rows: if words.is_empty() { Vec::new() } else { some(views(ctx, session)) } },
        Group { name: "Countries", rows: if words.is_empty() { Vec::new() } else { countries(ctx, &words, workspace) } },
    ]
}

/// What choosing it does.
fn actions(found: Found, workspace: &Workspace, session: &Session, sight: &Sight) -> Vec<Action> {
    let show = |view: View| Action::ShowView(Box::new(view));
    match found {
        Found::Command(command) => vec![Action::Do(command)],
        Found::Front(front) => vec![Action::Front(front)],
        Found::Kind(kind) => {
            let of_kind = |front: &Panel| Panel { view: of_kind(front, kind), ..front.clone() };
            let edit = |front| Edit::SetPanel { panel: sight.place, to: Box::new(of_kind(front)) };
            sight.front.map(|front| Action::Edit(edit(front), Step::Whole)).into_iter().collect()
        }
        Found::Dataset(id) => vec![Action::LookAt(id)],
        Found::Compare(change) => vec![Action::Compare(change)],
        Found::Indicator(id, code) => match session.desk.library.get(&id) {
            Ok(dataset) => {
                let picks = [(Dimension::Indicator, Pick::Only([code].into()))].into();
                vec![show(View::new(Subject::as_published(&dataset, picks), ChartKind::default()))]
            }
            // Looking at the dataset tells what is the matter with it.
            Err(_) => vec![Action::LookAt(id)],
        },
        Found::View(view) => vec![show(view)],
        Found::Briefing(id) => vec![Action::Briefing(id)],
        Found::Countries(countries) => {
            vec![Action::Edit(Edit::Share(Shared { countries, ..workspace.shared.clone() }), Step::Whole)]
        }
        Found::Figure(Match { dataset, observation }) => {
            let codes = observation.codes.iter().chain([(&Dimension::Source, &observation.source)]);
            let picks = codes.map(|(dimension, code)| (dimension.clone(), Pick::Only([code.clone()].into()))).collect();
            let view = View::new(Subject::as_published(&dataset, picks), ChartKind::default());
            vec![show(view), Action::Ask(Some(MarkKey::of_observation(&observation)))]
        }
    }
}

/// All of them, those that cannot be done now greyed and last, with the reason.
fn commands(ctx: &Context, sight: &Sight) -> Vec<Row> {
    let all = Command::ALL.into_iter().filter(|command| *command != Command::Palette);
    let row = |command: Command| {
        let entry = command.entry();
        let beside = ctx.format_shortcut(&entry.shortcut);
        let also = format!("{} {}", entry.menu.name(), entry.name);
        let objection = sight.objection(command).map(|why| say_in(ctx, why));
        Row { name: say_in(ctx, entry.name), beside, also, objection, found: Found::Command(command) }
    };
    let mut rows: Vec<Row> = all.map(row).collect();
    rows.sort_by_key(|row| row.objection.is_some());
    rows
}

/// The kinds of chart of the panel in front; those that cannot draw it greyed, with the reason.
fn kinds(ctx: &Context, session: &mut Session, sight: &Sight, fits: &dyn Fn(&str) -> bool) -> Vec<Row> {
    let Some(panel) = sight.front else { return Vec::new() };
    let figures = session.of(sight.place);
    let (facet, shown) = (panel.view.look.facet.as_ref(), figures.view(panel).chart);
    let findings = figures.findings();
    let also = |kind: ChartKind| format!("{} chart kind {}", kind.definition().name(), kind.id());
    let is_found = |kind: &ChartKind| fits(&format!("{} {}", say_in(ctx, kind.definition().name()), also(*kind)));
    let found: Vec<ChartKind> = ChartKind::groups().iter().flat_map(|(_, kinds)| kinds.iter().copied()).filter(is_found).collect();
    // Whether a kind can draw the figures takes its time, so those that are not looked for are not asked.
    let suggested = findings.filter(|_| !found.is_empty()).and_then(|findings| suggestion::suggested(facet, findings));
    let row = |kind: &ChartKind| {
        let english = kind.definition().name();
        let objection = findings.and_then(|findings| multiples::objection_to_either(*kind, facet, findings));
        let beside = if *kind == shown { "shown now" } else { ["", "suggested"][usize::from(suggested == Some(*kind))] };
        Row {
            name: say_in(ctx, english),
            beside: if beside.is_empty() { String::new() } else { say_in(ctx, beside) },
            also: also(*kind),
            objection: objection.map(|why| say_in(ctx, &sentence(&why))),
            found: Found::Kind(*kind),
        }
    };
    found.iter().map(row).take(MOST).collect()
}

/// The panels of the board, and the table behind the one in front.
fn panels(ctx: &Context, workspace: &Workspace) -> Vec<Row> {
    let row = |name: String, beside: String, front: Front| Row {
        also: format!("panel tab {name}"),
        name: say_in(ctx, &name),
        beside,
        objection: None,
        found: Found::Front(front),
    };
    let keys = TAB_KEYS.iter().map(|key| ctx.format_shortcut(&KeyboardShortcut::new(Modifiers::COMMAND, *key)));
    let keys = keys.map(Some).chain(std::iter::repeat(None));
    let tabs = workspace.panels.iter().zip(keys).enumerate();
    let panels = tabs.map(|(place, (panel, key))| row(panel.title().to_owned(), key.unwrap_or_default(), Front::Panel(place)));
    let table = row("Table of the figures in front".to_owned(), ctx.format_shortcut(&TABLE_SHORTCUT), Front::Table);
    panels.chain([table]).collect()
}

fn datasets(session: &Session) -> Vec<Row> {
    let row = |heading: &Heading| Row {
        name: heading.title.clone(),
        beside: String::new(),
        also: format!("{} {}", heading.id, heading.summary),
        objection: None,
        found: Found::Dataset(heading.id.clone()),
    };
    session.desk.library.headings().map(row).collect()
}

fn indicators(ctx: &Context, session: &Session) -> Vec<Row> {
    let of_dataset = |heading: &Heading| {
        let row = |(code, label): &(Code, String)| Row {
            name: say_in(ctx, label),
            beside: heading.title.clone(),
            also: label.clone(),
            objection: None,
            found: Found::Indicator(heading.id.clone(), code.clone()),
        };
        heading.indicators.iter().map(row).collect::<Vec<_>>()
    };
    session.desk.library.headings().flat_map(of_dataset).collect()
}

/// The panel in front with another code in place of the one it shows.
fn comparisons(ctx: &Context, session: &mut Session, sight: &Sight) -> Vec<Row> {
    let Some(panel) = sight.front else { return Vec::new() };
    let figures = session.of(sight.place);
    let Some(dataset) = figures.dataset() else { return Vec::new() };
    let mut rows = Vec::new();
    for (dimension, codes) in codes_to_compare(&figures.view(panel).subject, dataset) {
        let row = |code: &Code| {
            let name = format!("Compare with {}", dataset.short_label(&dimension, code));
            Row {
                beside: say_in(ctx, &format!("as {dimension}")),
                also: format!("{code} {name}"),
                name: say_label_in(ctx, &dataset.names, &name),
                objection: None,
                found: Found::Compare(Change::Code(dimension.clone(), code.clone())),
            }
        };
        rows.extend(codes.iter().map(row));
    }
    rows
}

fn views(ctx: &Context, session: &mut Session) -> Vec<Row> {
    let titles = session.titles(language(ctx)).cloned().unwrap_or_default();
    let row = |(id, view): (&'static str, View)| Row {
        name: titles.get(id).cloned().unwrap_or_else(|| id.to_owned()),
        beside: say_in(ctx, view.subject.measure.name()),
        also: id.replace('-', " "),
        objection: None,
        found: Found::View(view),
    };
    let briefing = |(id, briefing): &'static (&'static str, Briefing)| Row {
        name: say_in(ctx, &briefing.title),
        beside: say_in(ctx, "Briefing"),
        also: briefing.title.clone(),
        objection: None,
        found: Found::Briefing(id),
    };
    view::bundled().into_iter().map(row).chain(briefing::bundled().iter().map(briefing)).collect()
}

/// Found by their names in three languages and by code; ticked or unticked for all panels.
fn countries(ctx: &Context, words: &[String], workspace: &Workspace) -> Vec<Row> {
    let shared = &workspace.shared;
    let row = |code: &'static str| {
        let names = [country::name(code), country::name_in_russian(code), country::name_in_chinese(code), Some(code)];
        let all = folded(&names.into_iter().flatten().collect::<Vec<_>>().join(" "));
        let code = Code::new(code);
        let is_chosen = shared.countries.contains(&code);
        words.iter().all(|word| all.contains(word.as_str())).then(|| {
            let others = shared.countries.iter().filter(|other| **other != code).cloned();
            let countries = others.chain((!is_chosen).then(|| code.clone())).collect();
            Row {
                name: say_in(ctx, names[0].unwrap_or_default()),
                beside: format!("{} · {code}", say_in(ctx, if is_chosen { "let go" } else { "choose" })),
                also: String::new(),
                objection: None,
                found: Found::Countries(countries),
            }
        })
    };
    country::codes().filter_map(row).take(MOST).collect()
}

/// The figures that say the number, each with its period and its source; choosing one shows it and its source card.
fn figures(ctx: &Context, wanted: Wanted, session: &mut Session) -> Vec<Row> {
    session.figures_that_say(wanted).iter().map(|found| row_of(ctx, found)).collect()
}

fn row_of(ctx: &Context, found: &Match) -> Row {
    let Match { dataset, observation } = found;
    let write = |amount: &Amount| say_in(ctx, &observation.unit.write(amount));
    let said = observation.amount.as_ref().map_or_else(
        |_| String::new(),
        |amount| amount.stated.clone().map_or_else(|| write(amount), |stated| format!("{} (“{stated}”)", write(amount))),
    );
    let of = observation.codes.iter().filter(|(dimension, _)| !matches!(dimension, Dimension::Question | Dimension::Pollster));
    let of: Vec<String> = of.map(|(dimension, code)| say_label_in(ctx, &dataset.names, &dataset.short_label(dimension, code))).collect();
    let source = dataset.sources.get(&observation.source).map_or_else(|| observation.source.to_string(), |source| source.publisher.clone());
    let name = format!("{said}, {}: {}", say_in(ctx, &observation.period.label()), of.join(", "));
    Row { name, beside: source, also: String::new(), objection: None, found: Found::Figure(found.clone()) }
}
