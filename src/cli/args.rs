//! What was typed.

use std::borrow::Cow;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::cli::filter::Clause;
use crate::dataset::document;
use crate::import::apart;
use crate::import::hints::{DateOrder, Decimal, Hints};
use crate::picture::look::{Size, Theme};
use crate::query::cluster::{self, Cluster, RowsAt, Scheduler};
use crate::terms::country::Scheme;
use crate::terms::language::Language;
use crate::view;
use crate::workspace::briefing;

/// Economic dependence between countries: composition, market share and sentiment, every number with its source.
#[derive(Parser)]
#[command(name = "asymmetry", version, args_conflicts_with_subcommands = true, disable_help_subcommand = true)]
pub struct Args {
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Datasets, views, workspaces, exported pictures or published briefings to open in the window.
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    #[arg(long, hide = true)]
    pub exit_after_first_frame: bool,
    #[command(flatten)]
    pub at: At,
}

#[derive(Subcommand)]
pub enum Command {
    /// List what is bundled.
    List {
        #[arg(value_enum)]
        what: Option<Bundled>,
        #[arg(long, value_enum, default_value_t)]
        format: TextFormat,
    },
    /// Draw views as pictures, publish briefings.
    Render(Render),
    /// Print the numbers of a view, or the observations of a dataset.
    Numbers(Numbers),
    /// Tell a file's format, what was read and refused; what a document holds.
    Inspect {
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        #[arg(long, value_enum, default_value_t)]
        format: TextFormat,
        /// Print the table of text cells as it was read, comma separated; of several in a file the first, or this one.
        #[arg(long, value_name = "N", num_args = 0..=1, require_equals = true)]
        table: Option<Option<NonZeroUsize>>,
        #[command(flatten)]
        decisions: Decisions,
    },
    /// Write the observations of files as .json (dataset document) or .csv.
    Convert {
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Ends in .json or .csv.
        #[arg(short, long, value_name = "OUT")]
        out: PathBuf,
        #[command(flatten)]
        decisions: Decisions,
    },
    /// Read one file for another process of this program.
    #[command(name = apart::COMMAND, hide = true)]
    ReadApart,
    /// Print the JSON Schema of a document.
    Schema {
        #[arg(value_enum)]
        of: Document,
    },
    /// Print the manual page of the program, or of one of its commands.
    #[command(hide = true)]
    Man {
        #[arg(value_name = "COMMAND")]
        command: Option<String>,
    },
    /// Print what a shell needs to complete commands, options and files.
    #[command(hide = true)]
    Complete {
        #[arg(value_enum)]
        shell: Shell,
    },
}

/// What files leave open, decided for all of those that a command names.
#[derive(clap::Args, Clone, Default)]
#[command(next_help_heading = "Where a file does not decide")]
pub struct Decisions {
    /// The encoding of text: utf-8, windows-1251, koi8-r, cp866, mac-cyrillic, gb18030 …
    #[arg(long, value_name = "LABEL")]
    pub encoding: Option<String>,
    /// The decimal sign: point or comma.
    #[arg(long, value_parser = decimal)]
    pub decimal: Option<Decimal>,
    /// What comes first in dates such as 05/03/2019: day-first or month-first.
    #[arg(long, value_name = "ORDER", value_parser = dates)]
    pub dates: Option<DateOrder>,
    /// What a column holds, by its name or number: Land=reporter, 3=period; roles are period, value, unit, status, note, base,
    /// ignore, or a dimension.
    #[arg(long = "role", value_name = "COLUMN=ROLE", value_parser = role)]
    pub roles: Vec<(String, String)>,
    /// Whose codes the countries have: iso, comtrade, china-customs …
    #[arg(long, value_parser = codes)]
    pub codes: Option<String>,
    /// Of a workbook or an archive, by name.
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
}

impl Decisions {
    /// As importers are told them; `table` counts the tables of a file from 1.
    pub fn hints(&self, table: Option<NonZeroUsize>) -> Hints {
        let Self { encoding, decimal, dates, roles, codes, sheet } = self.clone();
        Hints { encoding, decimal, dates, roles, codes, sheet, table: table.map(NonZeroUsize::get) }
    }
}

/// Who is asked about figures too many for memory: this machine, or a cluster. May stand in front of a command as well.
#[derive(clap::Args, Clone, Default)]
#[command(next_help_heading = "Past one machine")]
pub struct At {
    /// A Ballista cluster to ask about figures too many for memory.
    #[arg(long, value_name = "df://HOST:PORT", hide = !cluster::IS_BUILT_IN)]
    engine: Option<Scheduler>,
    /// Where its executors see the folder of what is kept: a folder, or an address such as s3://bucket/asymmetry; /*.csv behind
    /// it tells that the files there are CSV.
    #[arg(long, value_name = "FOLDER|ADDRESS", requires = "engine", hide = !cluster::IS_BUILT_IN)]
    rows_at: Option<RowsAt>,
}

impl At {
    /// The names of its options.
    pub const OPTIONS: [&str; 2] = ["--engine", "--rows-at"];

    pub fn cluster(&self) -> Option<Cluster> {
        let scheduler = self.engine.clone()?;
        Some(Cluster::new(scheduler, self.rows_at.clone()))
    }
}

#[derive(clap::Args)]
pub struct Render {
    /// Files, or ids of bundled views; or one briefing (.briefing.json).
    #[arg(required = true, value_name = "VIEW|BRIEFING")]
    pub views: Vec<PathBuf>,
    /// Further datasets that the views may use.
    #[arg(long = "dataset", value_name = "FILE", num_args = 1..)]
    pub datasets: Vec<PathBuf>,
    /// Ends in .svg, .png, .pdf, .html or .pptx; - for SVG on standard output; or a folder.
    #[arg(short, long, value_name = "OUT")]
    pub out: PathBuf,
    /// page, slide, slide_four_three, square, column, social, or width x height in points, such as 1200x800.
    #[arg(long, value_parser = size)]
    pub size: Option<Size>,
    /// light, dark or print.
    #[arg(long, value_parser = theme)]
    pub theme: Option<Theme>,
    /// en, ru or zh.
    #[arg(long, value_parser = language)]
    pub language: Option<Language>,
    /// Pixels per point, for PNG.
    #[arg(long, default_value_t = 1.0, value_parser = scale)]
    pub scale: f32,
    /// Leave the ground of the picture out, for PNG and SVG on a page of another colour.
    #[arg(long)]
    pub transparent: bool,
    /// In a folder, a PNG beside each SVG.
    #[arg(long)]
    pub png: bool,
    #[command(flatten)]
    pub decisions: Decisions,
    #[command(flatten)]
    pub at: At,
}

#[derive(clap::Args)]
pub struct Numbers {
    /// A file, or the id of a bundled view or dataset.
    #[arg(value_name = "VIEW|DATASET|FILE")]
    pub of: PathBuf,
    /// Only these: partner=CHN, partner=China, period=2023; repeated for one dimension it means any of them.
    #[arg(long = "where", value_name = "DIMENSION=CODE")]
    pub clauses: Vec<Clause>,
    /// Further datasets that a view may use.
    #[arg(long = "dataset", value_name = "FILE", num_args = 1..)]
    pub datasets: Vec<PathBuf>,
    #[arg(long, value_enum, default_value_t)]
    pub format: TableFormat,
    /// en, ru or zh, for the words of people alone: notes with their formulas and verdicts, and what is said beside the table.
    /// Names of columns, codes, periods, numbers and units are the same in every language.
    #[arg(long, value_parser = language, default_value = "en")]
    pub language: Language,
    /// Of several tables in a file this one, counted from 1.
    #[arg(long, value_name = "N")]
    pub table: Option<NonZeroUsize>,
    #[command(flatten)]
    pub decisions: Decisions,
    #[command(flatten)]
    pub at: At,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Bundled {
    Datasets,
    Views,
    Briefings,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum TextFormat {
    #[default]
    Text,
    Json,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum TableFormat {
    #[default]
    Csv,
    Json,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Document {
    Dataset,
    View,
    Briefing,
}

impl Document {
    pub fn schema(self) -> Cow<'static, str> {
        match self {
            Self::Dataset => Cow::Borrowed(document::SCHEMA),
            Self::View => Cow::Borrowed(view::SCHEMA),
            Self::Briefing => Cow::Owned(briefing::schema()),
        }
    }
}

fn size(text: &str) -> Result<Size, String> {
    /// Between a picture that holds no text and one that no printer takes.
    const SIDES: std::ops::RangeInclusive<u16> = 200..=10_000;
    if let Some((size, ..)) = Size::NAMED.into_iter().find(|(_, name, _)| *name == text) {
        return Ok(size);
    }
    let sides = text.split_once(['x', 'X', '×']).and_then(|(width, height)| Some((width.parse().ok()?, height.parse().ok()?)));
    let (width, height) = sides.ok_or_else(|| {
        let names = Size::NAMED.map(|(_, name, _)| name).join(", ");
        format!("expected {names}, or width x height in points, such as 1200x800")
    })?;
    match SIDES.contains(&width) && SIDES.contains(&height) {
        true => Ok(Size::Points(width, height)),
        false => Err(format!("expected sides from {} to {} points", SIDES.start(), SIDES.end())),
    }
}

fn theme(text: &str) -> Result<Theme, String> {
    match text {
        "light" => Ok(Theme::Light),
        "dark" => Ok(Theme::Dark),
        "print" => Ok(Theme::Print),
        _ => Err("expected light, dark or print".to_owned()),
    }
}

fn language(text: &str) -> Result<Language, String> {
    Language::from_code(text).ok_or_else(|| "expected en, ru or zh".to_owned())
}

fn decimal(text: &str) -> Result<Decimal, String> {
    Decimal::from_text(text).ok_or_else(|| "expected point or comma".to_owned())
}

fn dates(text: &str) -> Result<DateOrder, String> {
    DateOrder::from_name(text).ok_or_else(|| "expected day-first or month-first".to_owned())
}

fn role(text: &str) -> Result<(String, String), String> {
    let parts = text.rsplit_once('=').filter(|(column, role)| !column.is_empty() && !role.is_empty());
    parts.map(|(column, role)| (column.to_owned(), role.to_owned())).ok_or_else(|| "expected COLUMN=ROLE".to_owned())
}

fn codes(text: &str) -> Result<String, String> {
    match Scheme::from_name(text) {
        Some(scheme) => Ok(scheme.name().to_owned()),
        None => Err(format!("expected one of {}", Scheme::ALL.map(Scheme::name).join(", "))),
    }
}

fn scale(text: &str) -> Result<f32, String> {
    let scale: Option<f32> = text.parse().ok();
    scale.filter(|scale| (0.1..=20.0).contains(scale)).ok_or_else(|| "expected a number from 0.1 to 20".to_owned())
}
