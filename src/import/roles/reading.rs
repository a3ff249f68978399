//! The rows of a table whose columns have roles, as figures.

use std::collections::HashMap;

use crate::dataset::observation::{Codes, Status};
use crate::dataset::report::quoted;
use crate::import::cell::{self, Convention, Habit, Read};
use crate::import::hints::Hints;
use crate::import::roles::columns::Columns;
use crate::import::roles::dated;
use crate::import::roles::dates::{self, Dates};
use crate::import::roles::layout::{BaseOf, Classification, Empty, Figures, Fixed, Layout};
use crate::import::roles::said::{self, flow, reason_in_words};
use crate::import::roles::{above, again, amounts, bases, codes, counting, footnoted, headings, numbers, parts, units, worded};
use crate::import::sheet::{Row, Sheet};
use crate::import::sink::{Figure, Place, Sink, snake_case};
use crate::problem::Problem;
use crate::terms::amount::Missing;
use crate::terms::dimension::{Code, Dimension};
use crate::terms::period::{Period, Stretch};
use crate::terms::poll::Wave;
use crate::terms::trade::{self, Flow};
use crate::terms::unit::Unit;

/// Puts the figures of a table into the sink. Rows that hold none are passed over or refused one by one.
///
/// # Errors
/// When its numbers can be read in two ways and nobody decided.
pub fn read(sheet: &Sheet, layout: &Layout, hints: &Hints, sink: &mut Sink) -> Result<(), Problem> {
    let mut reader = Reader::new(sheet, layout, hints, sink)?;
    for row in sheet.rows.get(layout.rows[0]..layout.rows[1]).unwrap_or_default() {
        reader.row(row);
    }
    Ok(())
}

/// What is known of a table while its rows are read one by one.
pub struct Reader<'a, 'b, 'c> {
    pub(super) sheet: &'a Sheet,
    pub(super) layout: &'a Layout,
    pub(super) conventions: Vec<Convention>,
    dates: Dates,
    pub(super) columns: Columns<'a>,
    pub sink: &'b mut Sink<'c>,
    /// The line of the last row with figures among those at hand.
    last: usize,
    /// Have notes begun below it?
    is_below: bool,
    /// What cells say that are left empty below them.
    pub(super) above: HashMap<usize, String>,
    /// Of the rows that follow, where words head them.
    heading: Option<String>,
    /// By the classification of goods as well, where the row names one.
    known: HashMap<(Dimension, String, String), Code>,
    /// The one of several files that the rows stand in.
    pub(super) file: Option<String>,
    /// Has no cell shown the decimal sign so far, and may a later one?
    pub(super) is_sign_open: bool,
    /// What rows of bases are called that only came after those at hand.
    pub(super) bases: Vec<String>,
    /// Columns that held nothing so far, where later rows may fill them.
    pub(super) empty: Vec<usize>,
}

/// What a row says of all its figures.
pub(super) struct Shared {
    codes: Codes,
    period: Option<Read>,
    pub(super) unit: Option<String>,
    /// Does the row say that it counts something of its own, whatever stands above the table?
    pub(super) has_its_own: bool,
    /// The power of ten by which the figures are smaller than what they count.
    pub(super) power: i32,
    status: (Status, Option<Missing>),
    wave: Wave,
    notes: Vec<String>,
}

impl<'a, 'b, 'c> Reader<'a, 'b, 'c> {
    /// Settles how the numbers and dates of the table are written, by the rows at hand.
    ///
    /// # Errors
    /// When its numbers or dates can be read in two ways and nobody decided.
    pub fn new(sheet: &'a Sheet, layout: &'a Layout, hints: &Hints, sink: &'b mut Sink<'c>) -> Result<Self, Problem> {
        let name = sink.name().to_owned();
        let conventions = numbers::conventions(sheet, layout, hints, &name, sink.report)?;
        layout.caveats.iter().cloned().chain(dates::caveat(layout, hints)).for_each(|caveat| sink.caveat(caveat));
        let columns = Columns::of(layout);
        let rows = sheet.rows.get(layout.rows[0]..layout.rows[1]).unwrap_or_default();
        let dates = Dates::of(layout, rows, hints, sink)?;
        let holds_figures = |row: &&Row| columns.figures.iter().any(|(at, _)| !row.cell(*at).is_empty());
        let last = rows.iter().rfind(|row| holds_figures(row) && !is_footer(row, &columns)).map_or(0, |row| row.line);
        Ok(Reader {
            sheet,
            layout,
            conventions,
            dates,
            columns,
            sink,
            last,
            is_below: false,
            above: HashMap::new(),
            heading: layout.heading_above.clone(),
            known: HashMap::new(),
            file: None,
            is_sign_open: false,
            bases: Vec::new(),
            empty: Vec::new(),
        })
    }
}

impl Reader<'_, '_, '_> {
    pub fn row(&mut self, row: &Row) {
        if row.is_blank() {
            return;
        }
        let holds_figures = self.holds_figures(row);
        if self.layout.base_rows.contains(&row.line) {
            let text = row.text();
            if !self.layout.asked.is_empty() || self.columns.figures.iter().any(|(_, figures)| figures.base.is_some()) {
                self.sink.report.note("How many were asked is taken from a row of the table, which is no answer.");
            }
            return self.sink.pass_over(self.place(row, None).words, &text);
        }
        if self.layout.turns.counts(row.line) {
            return self.sink.pass_over(self.place(row, None).words, &row.text());
        }
        if let Some(why) = self.stands_askew(row) {
            return self.sink.refuse(&self.place(row, None), "the row", why);
        }
        if let Some(said) = self.names_again(row) {
            return self.sink.pass_over(self.place(row, None).words, said);
        }
        let is_drawn = row.cells.iter().map(|cell| cell.trim()).all(|cell| cell.is_empty() || cell::is_rule(cell));
        if is_drawn || !holds_figures && self.is_words(row) || row.line > self.last && is_footer(row, &self.columns) {
            return self.words(row);
        }
        let place = self.place(row, None);
        let filled = self.filled(row);
        let row = filled.as_ref().unwrap_or(row);
        let shared = match self.shared(row) {
            Ok(shared) => shared,
            Err((column, what, why)) => return self.sink.refuse(&self.place(row, Some(column)), what, why),
        };
        self.sink.report.rows += 1;
        let mut taken = 0;
        for at in 0..self.columns.figures.len() {
            taken += usize::from(self.figure(row, &shared, at));
        }
        if taken == 0 && !holds_figures && self.layout.empty != Empty::Nothing {
            self.sink.refuse(&place, "the row", "holds no figure");
        }
    }

    /// Is it a row of one cell, as headings, notes and legends are?
    fn is_words(&self, row: &Row) -> bool {
        let filled = row.cells.iter().filter(|cell| !cell.trim().is_empty()).count();
        // A line below a table of periods, and the note that follows it, are no row that lost its period.
        let is_below = |at: &usize| !row.cell(*at).is_empty() && self.dated(row, *at).is_none();
        // "Africa" over the countries of Africa, in a table of years, is no country without figures.
        let heads_countries = || {
            let is_alone = filled == 1 && self.columns.figures.len() > 1 && self.layout.columns.len() > 3;
            is_alone && headings::heads_countries(self.sheet, self.layout, row)
        };
        let is_gap =
            || self.layout.empty != Empty::Nothing && self.columns.period.is_empty() && headings::is_gap(self.sheet, self.layout, row);
        row.line > self.last && (self.is_below || filled == 1 && (said::is_remark(row) || row.only().is_some_and(above::tells_unit)))
            || filled == 1 && row.cells.len() > 2 && self.columns.period.iter().any(is_below)
            || filled == 1 && self.columns.dimensions.len() + self.columns.period.len() + self.columns.names.len() > 1 && !is_gap()
            || filled <= 2 && self.layout.has_headings && !headings::names_country(self.layout, row)
            || filled == 1 && row.cells.iter().any(|cell| said::introduces(cell) || again::continues(cell))
            || heads_countries()
    }

    fn words(&mut self, row: &Row) {
        let words = row.cells.iter().map(|cell| cell.trim()).find(|cell| !cell.is_empty()).unwrap_or_default().to_owned();
        self.is_below |= row.line > self.last;
        let is_said = bases::says_who(&words) || said::introduces(&words) || said::opens_remark(&words) || again::continues(&words);
        let is_heading = !cell::is_rule(&words) && !is_said;
        if self.layout.has_headings && is_heading {
            self.heading = Some(words);
        } else {
            self.sink.pass_over(self.place(row, None).words, &words);
        }
    }

    fn shared(&mut self, row: &Row) -> Result<Shared, (usize, String, String)> {
        let mut codes = Codes::new();
        for at in 0..self.columns.dimensions.len() {
            let (column, dimension, totals) = self.columns.dimensions[at];
            let (text, label) = self.parted(row, column);
            let named = self.columns.names.iter().find(|(_, of)| *of == dimension).map(|(at, _)| self.name_in(row, *at));
            let name = named.filter(|name| !name.is_empty()).or(label);
            if text.is_empty() && name.is_none() || totals.iter().any(|total| total.eq_ignore_ascii_case(text)) {
                continue;
            }
            let code = self.code(row, dimension, if text.is_empty() { name.unwrap_or_default() } else { text }, name);
            if self.bases.iter().any(|base| base == text) {
                return Err((
                    column,
                    quoted(text),
                    "tells perhaps how many were asked, which is read of a file by itself alone".to_owned(),
                ));
            }
            // Two columns of one dimension are one code with two parts.
            codes.entry(dimension.clone()).or_insert(code);
        }
        for Fixed { dimension, code, label } in &self.layout.fixed {
            let code = self.code(row, dimension, code, label.as_deref());
            codes.entry(dimension.clone()).or_insert(code);
        }
        if self.layout.are_lines_told {
            let place = self.file.iter().cloned().chain([row.line.to_string()]).collect::<Vec<_>>().join(":");
            codes.insert(Dimension::Other("row".to_owned()), Code::new(place));
        }
        if let Some(heading) = self.heading.clone().filter(|_| !self.layout.are_headings_periods) {
            let dimension = &self.layout.heading;
            let code = self.code(row, dimension, &heading, None);
            codes.entry(dimension.clone()).or_insert(code);
        }
        let period = self.period(row)?;
        let power = self.columns.multiplier.map(|at| self.parted(row, at).0).and_then(units::power).unwrap_or(0);
        let unit = self.columns.unit.map(|at| match self.parted(row, at) {
            (code, Some(label)) if !units::is_known(code) => label,
            (code, _) => code,
        });
        let unit = unit.filter(|unit| !units::is_none(unit)).map(|unit| self.layout.unit_of(unit));
        let unit = unit.or_else(|| self.layout.unit.clone());
        let (mut status, mut missing, mut notes) = (self.firmness(row), None, Vec::new());
        for at in &self.columns.status {
            let code = self.parted(row, *at).0;
            let (read, reason, note) = match self.layout.columns[*at].name.to_uppercase() {
                name if name.starts_with("CONF_STATUS") => cell::status_of_confidentiality(code),
                name if name.starts_with("DERIVATION_TYPE") => cell::status_of_derivation(code),
                _ => self.layout.flags.status_of(code),
            };
            status = if status == Status::Normal { read } else { status };
            missing = missing.or(reason);
            notes.extend(note);
        }
        let reason = self.columns.reason.map(|at| row.cell(at)).unwrap_or_default();
        missing = missing.or_else(|| reason_in_words(reason));
        notes.extend(self.columns.notes.iter().map(|at| row.cell(*at)).filter(|note| !note.is_empty()).map(str::to_owned));
        let wave = self.wave(row, period.as_ref());
        // What goods are called may speak of weights and numbers as well.
        let is_name = |dimension: &Dimension| matches!(dimension, Dimension::Reporter | Dimension::Partner | Dimension::Commodity);
        let mut telling = self.columns.dimensions.iter().filter(|(_, dimension, _)| !is_name(dimension));
        let by_heading = self.heading.as_deref().filter(|_| self.layout.heading == Dimension::Indicator);
        let unit = unit.or_else(|| by_heading.filter(|words| said::counts_in_percent(words)).map(|_| "%".to_owned()));
        let unit = unit.or_else(|| self.heading.as_deref().and_then(units::alone));
        let has_its_own = self.layout.unit_above.is_some() && telling.any(|(at, ..)| amounts::has_its_own(row.cell(*at)));
        Ok(Shared { codes, period, unit, has_its_own, power, status: (status, missing), wave, notes })
    }

    fn wave(&self, row: &Row, period: Option<&Read>) -> Wave {
        let base = self.columns.base.and_then(|at| bases::read(row.cell(at)));
        let [start, end] = self.columns.fieldwork.map(|at| at.and_then(|at| self.dated(row, at)).map(|read| read.period));
        // Where nothing else dates the answers, their last day does.
        let is_last_day = |period: &Period| self.columns.fieldwork[1].is_none() && matches!(period, Period::One(Stretch::Day(_)));
        let end = end.or_else(|| start.and(period.map(|read| read.period)).filter(is_last_day));
        let fieldwork = match (start, end) {
            (Some(Period::One(start)), Some(Period::One(end))) if start.first_day() < end.first_day() => Some(Period::Span(start, end)),
            (start, end) => start.or(end),
        };
        Wave { base, fieldwork, ..Wave::default() }
    }

    /// A code and what it is called, where both stand in one cell.
    fn parted<'r>(&self, row: &'r Row, at: usize) -> (&'r str, Option<&'r str>) {
        let cell = row.cell(at);
        if self.layout.footnoted.contains(&at) {
            return (footnoted::bare(cell).unwrap_or(cell), None);
        }
        if self.layout.coded.contains(&at) {
            return codes::before_label(cell).map_or((cell, None), |(code, label)| (code, Some(label)));
        }
        // A time of day has a colon as well.
        let is_label = |label: &str| label.starts_with(|letter: char| !letter.is_ascii_digit());
        let parted = cell.split_once(": ").or_else(|| cell.split_once(':').filter(|(_, label)| is_label(label)));
        let parted = parted.filter(|_| self.layout.are_labelled);
        parted.map_or((cell, None), |(code, label)| (code.trim_end(), Some(label.trim_start())))
    }

    pub(super) fn dated(&self, row: &Row, at: usize) -> Option<Read> {
        let text = self.parted(row, at).0;
        self.dates.read(text, at).or_else(|| dated::with_mark(text).map(|dated| dated.read))
    }

    /// How firm the figures of a row are, where its period says so: "2024f".
    fn firmness(&self, row: &Row) -> Status {
        let filled = self.columns.period.iter().map(|at| self.parted(row, *at).0).find(|text| !text.is_empty());
        let says_more = filled.filter(|text| !text.ends_with(|letter: char| letter.is_ascii_digit()));
        says_more.and_then(|text| dated::of(text, Habit::default())).map(|dated| dated.status).unwrap_or_default()
    }

    fn period(&self, row: &Row) -> Result<Option<Read>, (usize, String, String)> {
        if let Some(heading) = self.heading.as_deref().filter(|_| self.layout.are_headings_periods) {
            return cell::period(heading).map(|read| self.with_part(row, read)).transpose();
        }
        let filled = self.columns.period.iter().find(|at| !row.cell(**at).is_empty());
        let Some(at) = filled.or(self.columns.period.first()) else { return Ok(None) };
        match self.dated(row, *at) {
            Some(read) => self.with_part(row, read).map(Some),
            None if row.cell(*at).is_empty() && self.layout.undated.is_some() => Ok(None),
            None if row.cell(*at).is_empty() => Err((*at, "the row".to_owned(), "has no period".to_owned())),
            None => Err((*at, quoted(row.cell(*at)), "is not a period that can be read".to_owned())),
        }
    }

    /// The month or quarter that a column beside that of the year names; an empty cell leaves the year.
    fn with_part(&self, row: &Row, read: Read) -> Result<Read, (usize, String, String)> {
        let Some((at, text)) = self.columns.part.map(|at| (at, row.cell(at))).filter(|(_, text)| !text.is_empty()) else {
            return Ok(read);
        };
        let part = parts::of_year(&read, self.name_of(at), text);
        part.ok_or_else(|| (at, quoted(text), "is no part of a year that can be read".to_owned()))
    }

    fn name_of(&self, at: usize) -> &str {
        self.layout.columns.get(at).map(|column| column.name.as_str()).unwrap_or_default()
    }

    /// Puts one figure of a row into the sink; `false` when there is none.
    fn figure(&mut self, row: &Row, shared: &Shared, at: usize) -> bool {
        let (column, figures) = self.columns.figures[at];
        let text = self.parted(row, column).0;
        let flags = figures.flags.map(|at| row.cell(at)).unwrap_or_default();
        let reason = figures.reason.map(|at| row.cell(at)).unwrap_or_default();
        let place = self.place(row, Some(column));
        let mut read = match self.said(text, (column, figures), shared.status.1, [flags, reason]) {
            Some(Ok(read)) => read,
            Some(Err(why)) => {
                self.sink.refuse(&place, quoted(text), why);
                return true;
            }
            None => return false,
        };
        let Some(period) = self.period_of(row, figures, shared) else {
            self.sink.refuse(&place, "the figure", "has no period");
            return true;
        };
        let mut codes = shared.codes.clone();
        for Fixed { dimension, code, label } in &figures.codes {
            let code = self.code(row, dimension, code, label.as_deref());
            codes.insert(dimension.clone(), code);
        }
        let own = figures.unit_in.map(|at| row.cell(at)).filter(|unit| !units::is_none(unit)).map(units::read);
        let unit = own.unwrap_or_else(|| self.unit(&codes, figures, shared));
        // "21 %" under "% of GDP" is in per cent of GDP.
        let unit = if read.is_percent && !unit.starts_with('%') { "%".to_owned() } else { unit };
        let unit = counting::in_currency(unit, read.currency.as_deref(), figures.manner.size.map_or(0, |size| size.power));
        let written = self.columns.unit.map_or("", |at| row.cell(at));
        self.name_indicator(&mut codes, figures, (&unit, written));
        if let Some(code) = codes.get(&Dimension::Indicator).filter(|code| read.currency.is_some() && self.pays_otherwise(code, &unit)) {
            let code = self.apart(code.clone(), &unit, "");
            codes.insert(Dimension::Indicator, code);
        }
        let note_of_figure = figures.note.map(|at| row.cell(at)).filter(|note| !note.is_empty()).map(str::to_owned);
        let notes: Vec<String> = shared.notes.iter().cloned().chain(read.note.take()).chain(note_of_figure).collect();
        let mut figure = Figure::new(codes, period.period, read.amount, Unit::new(unit), place);
        figure.period_stated = period.stated;
        let noted = figures.note.map(|at| cell::status_in_words(row.cell(at))).unwrap_or_default();
        figure.status =
            [read.status, shared.status.0, noted].into_iter().find(|status| *status != Status::Normal).unwrap_or(figures.status);
        figure.wave = shared.wave.clone();
        figure.wave.base = match figures.base_of {
            BaseOf::Row => figures.base.or_else(|| self.layout.asked(row.line, column)).or(figure.wave.base),
            BaseOf::Column(at) => bases::read(row.cell(at)),
            BaseOf::NotTold => figures.base,
        };
        figure.note = (!notes.is_empty()).then(|| notes.join("; "));
        self.sink.put(figure);
        true
    }

    fn period_of(&self, row: &Row, figures: &Figures, shared: &Shared) -> Option<Read> {
        if let Some(period) = &figures.period {
            // Years stand across, and their months in the rows.
            let part = self.columns.part.map(|at| (at, row.cell(at))).filter(|(_, text)| !text.is_empty());
            return part.map_or_else(|| Some(period.clone()), |(at, text)| parts::of_year(period, self.name_of(at), text));
        }
        match (&shared.period, figures.part) {
            (Some(read), Some(part)) => parts::of(read, part),
            (Some(read), None) => Some(read.clone()),
            (None, _) => self
                .layout
                .undated
                .as_ref()
                .map(|stated| Read { period: Period::Undated, stated: (!stated.is_empty()).then(|| stated.clone()) }),
        }
    }

    /// The unit is given as figures have it, and as the row writes it.
    pub(super) fn name_indicator(&mut self, codes: &mut Codes, figures: &Figures, (unit, written): (&str, &str)) {
        let code = match (&figures.indicator, codes.get(&Dimension::Indicator)) {
            // The row says what, the column which side of it.
            (Some((_, label)), Some(row)) => {
                // How much either of two units has changed in per cent are two things.
                let is_apart = self.layout.are_units_apart && figures.unit.is_some() && !self.sink.unit_of(row).is_empty();
                let row = &if is_apart { self.apart(row.clone(), &self.layout.unit_of(written), written) } else { row.clone() };
                let of_row = self.sink.label_of(&Dimension::Indicator, row);
                let code = format!("{row}_{}", snake_case(label));
                self.sink.indicator(Some(&code), &format!("{of_row}: {label}"), unit)
            }
            (Some((code, label)), None) => self.sink.indicator(code.as_deref(), label, unit),
            (None, Some(code)) => {
                let (code, label) = (code.clone(), self.sink.label_of(&Dimension::Indicator, code));
                self.sink.indicator(Some(code.as_str()), &label, unit)
            }
            (None, None) => {
                let title = self.sink.title.clone();
                self.sink.indicator(None, &title, unit)
            }
        };
        let code = if self.layout.are_units_apart { self.apart(code, unit, written) } else { code };
        codes.insert(Dimension::Indicator, code);
    }

    /// What was counted in another unit before is another indicator: agencies publish the same in euro and in percent.
    fn apart(&mut self, code: Code, unit: &str, written: &str) -> Code {
        if unit.is_empty() || self.sink.unit_of(&code) == unit {
            return code;
        }
        let label = format!("{} ({unit})", self.sink.label_of(&Dimension::Indicator, &code));
        let is_code = written.len() > 1 && written.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_');
        let unit_code = if unit == "%" { "percent".to_owned() } else { snake_case(if is_code { written } else { unit }) };
        self.sink.indicator(Some(&format!("{code}_{unit_code}")), &label, unit)
    }

    /// The code for a text in a column of a dimension, worked out once for each text.
    pub(super) fn code(&mut self, row: &Row, dimension: &Dimension, text: &str, name: Option<&str>) -> Code {
        let classification = match self.layout.classification {
            Classification::Named(column) if *dimension == Dimension::Commodity => row.cell(column),
            Classification::Named(_) | Classification::Harmonized | Classification::Own => "",
        };
        let key = (dimension.clone(), text.to_owned(), classification.to_owned());
        if let Some(code) = self.known.get(&key) {
            return code.clone();
        }
        self.tell_base(text);
        let code = match dimension {
            Dimension::Reporter | Dimension::Partner => self.country(dimension, text, name),
            Dimension::Flow => flow(text).or_else(|| name.and_then(flow)).map_or_else(|| Code::new(text), |flow| Code::new(flow.code())),
            Dimension::Commodity => self.commodity(row, text),
            Dimension::Indicator => Code::new(snake_case(text)),
            Dimension::Holder
            | Dimension::Market
            | Dimension::Question
            | Dimension::Answer
            | Dimension::Pollster
            | Dimension::Group
            | Dimension::Other(_)
            | Dimension::Source => Code::new(text),
        };
        let is_named_elsewhere = matches!(dimension, Dimension::Reporter | Dimension::Partner)
            || *dimension == Dimension::Flow && Flow::from_code(code.as_str()).is_some();
        if *dimension == Dimension::Indicator {
            self.sink.indicator(Some(code.as_str()), name.unwrap_or(text), "");
        } else if !is_named_elsewhere {
            self.sink.label(dimension, &code, name.unwrap_or(text));
        }
        self.known.insert(key, code.clone());
        code
    }

    fn commodity(&self, row: &Row, text: &str) -> Code {
        let is_digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let harmonized = || Some(format!("HS-{text}")).filter(|code| trade::level(code).is_some());
        let code = match self.layout.classification {
            Classification::Harmonized => harmonized(),
            Classification::Named(column) => match row.cell(column) {
                named if named.starts_with(['H', 'h']) => harmonized(),
                named if named.starts_with(['S', 's']) && is_digits => Some(format!("SITC-{text}")),
                "" => None,
                named => Some(format!("{named}-{text}")),
            },
            Classification::Own => None,
        };
        Code::new(code.unwrap_or_else(|| text.to_owned()))
    }

    fn place(&self, row: &Row, column: Option<usize>) -> Place {
        let words = match column {
            Some(column) => self.sheet.place(row, column),
            None if self.sheet.name.is_empty() => format!("line {}", row.line),
            None => format!("{}, row {}", self.sheet.name, row.line),
        };
        Place { words, line: row.line, column: column.map_or(0, |column| column + 1) }
    }
}

/// Does the row say who published the table, or what must be known of it, and holds no figure?
fn is_footer(row: &Row, columns: &Columns) -> bool {
    let first = row.cells.iter().map(|cell| cell.trim()).find(|cell| !cell.is_empty()).unwrap_or_default();
    said::opens_remark(first) && !columns.figures.iter().any(|(at, _)| worded::is_figure(row.cell(*at)))
}
