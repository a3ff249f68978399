//! The command line: results to standard output, messages to standard error, exit 0, 1 (it failed) or 2 (wrong use).

use std::ffi::OsString;
use std::io::{self, BufWriter, ErrorKind, Write};
use std::process::ExitCode;

use clap::{CommandFactory as _, Parser as _};

use crate::cli::args::{Args, At, Command};
use crate::dataset::report::harmless;
use crate::import::apart;
use crate::problem::{Guide, Problem};

mod args;
mod contents;
mod convert;
mod desk;
mod filter;
mod gallery;
mod inspect;
mod list;
mod manual;
mod numbers;
mod publish;
mod render;
mod window;

/// Does what the arguments say. The first is the program's own name.
pub fn run(arguments: impl Iterator<Item = OsString>) -> ExitCode {
    let arguments = in_order(arguments.collect());
    if let Ok(program) = std::env::current_exe() {
        apart::read_with(program);
    }
    let done = match Args::try_parse_from(&arguments) {
        Ok(args) => obey(args),
        Err(said) => Err(Failure::Said(said)),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.tell(),
    }
}

/// Who is asked may be said in front of a command; its options are the command's own.
fn in_order(mut arguments: Vec<OsString>) -> Vec<OsString> {
    let mut place = 1;
    while let Some(argument) = arguments.get(place).and_then(|argument| argument.to_str()) {
        let (name, value) = argument.split_once('=').map_or((argument, None), |(name, value)| (name, Some(value)));
        if !At::OPTIONS.contains(&name) {
            break;
        }
        place += if value.is_some() { 1 } else { 2 };
    }
    let command = arguments.get(place).and_then(|argument| argument.to_str());
    if command.is_some_and(|name| Args::command().find_subcommand(name).is_some()) {
        arguments[1..=place].rotate_right(1);
    }
    arguments
}

fn obey(args: Args) -> Result<(), Failure> {
    match args.command {
        None => window::open(&args.files, args.exit_after_first_frame, args.at.cluster().as_ref()),
        Some(Command::List { what, format }) => list::list(what, format),
        Some(Command::Render(render)) => render::render(&render),
        Some(Command::Numbers(numbers)) => numbers::numbers(&numbers),
        Some(Command::Inspect { files, format, table, decisions }) => match table {
            Some(number) => inspect::table(&files, number, &decisions.hints(None)),
            None => inspect::inspect(&files, format, &decisions.hints(None)),
        },
        Some(Command::Convert { files, out, decisions }) => convert::convert(&files, &out, &decisions.hints(None)),
        Some(Command::ReadApart) => Ok(apart::serve(crate::limit_memory)?),
        Some(Command::Schema { of }) => say(&of.schema()),
        Some(Command::Man { command }) => manual::man(command.as_deref()),
        Some(Command::Complete { shell }) => manual::complete(shell),
    }
}

/// Why a command did not do what it was told.
enum Failure {
    /// It failed.
    Failed(Problem),
    /// It was called wrongly.
    Misused(Problem),
    /// Everything has been said already; it failed all the same.
    Told,
    /// The parser of arguments has something to say: help, version, or what is wrong.
    Said(clap::Error),
    /// Who read the output has gone; there is nobody to tell.
    Unheard,
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self::Failed(problem)
    }
}

impl Failure {
    fn tell(self) -> ExitCode {
        match self {
            Self::Failed(problem) => {
                complain(&problem);
                ExitCode::from(1)
            }
            Self::Misused(problem) => {
                complain(&problem);
                ExitCode::from(2)
            }
            Self::Told => ExitCode::from(1),
            Self::Said(said) => {
                // Help and version are results, everything else is a message; who closed the pipe needs neither.
                let _ = said.print();
                ExitCode::from(u8::from(said.use_stderr()) * 2)
            }
            Self::Unheard => ExitCode::SUCCESS,
        }
    }
}

/// What belongs to a later version of the program.
fn not_in_this_version(what: &str) -> Failure {
    Failure::Misused(Problem::new(format!("{what}: not in this version")).hint("`asymmetry --help` lists what there is."))
}

/// `error:` and `hint:` on standard error.
fn complain(problem: &Problem) {
    tell(&format!("error: {problem}"));
    if let Some(hint) = problem.advice(words) {
        tell(&format!("hint: {hint}"));
    }
}

/// Which command shows it.
fn words(guide: Guide) -> &'static str {
    match guide {
        Guide::FormOfViews => "`asymmetry schema view` prints what a view must look like.",
        Guide::FormOfDatasets => "`asymmetry schema dataset` prints the form of a dataset document.",
        Guide::BundledDatasets => "`asymmetry list datasets` names them.",
        Guide::CodesOfDataset => "`asymmetry inspect` names the codes of a dataset.",
        Guide::Encoding => {
            "--encoding takes labels such as utf-8, utf-16le, windows-1251, windows-1252, koi8-r, cp866, mac-cyrillic, gb18030 and big5."
        }
        Guide::DecimalSign => "Say how its numbers are written: --decimal point or --decimal comma.",
        Guide::DateOrder => "Say what comes first in its dates: --dates day-first or --dates month-first.",
        Guide::PartOfFile => "Choose one with `--sheet NAME`, or a sheet by its number.",
        Guide::RolesOfColumns => {
            "Look at its cells as they were read (`asymmetry inspect FILE --table`), and say what its columns hold (--role)."
        }
    }
}

/// A message, on a line of its own. When standard error is closed there is nobody to tell, which is no reason to stop.
fn tell(message: &str) {
    let _ = writeln!(io::stderr(), "{}", harmless(message));
}

/// A result on standard output.
fn say(text: &str) -> Result<(), Failure> {
    say_with(|out| out.write_all(text.as_bytes()))
}

/// A result written piece by piece on standard output.
fn say_with(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
    let mut out = BufWriter::new(io::stdout().lock());
    write(&mut out).and_then(|()| out.flush()).map_err(|error| match error.kind() {
        ErrorKind::BrokenPipe => Failure::Unheard,
        _ => Failure::Failed(Problem::new("Could not write to standard output").because(error).hint("Is there room where it goes?")),
    })
}
