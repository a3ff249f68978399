//! `asymmetry man` and `asymmetry complete`: what the parser knows, told to `man` and to shells. Nothing is written twice.

use clap::CommandFactory as _;
use clap_complete::{Generator as _, Shell};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use crate::cli::args::Args;
use crate::cli::{Failure, say_with};
use crate::problem::Problem;

const NAME: &str = "asymmetry";
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The page of the program, or of one of its commands.
pub fn man(command: Option<&str>) -> Result<(), Failure> {
    let mut program = shown();
    program.build();
    let described = match command {
        None => Some(&program),
        Some(name) => program.get_subcommands().find(|command| command.get_name() == name),
    };
    let Some(described) = described else {
        let names: Vec<&str> = program.get_subcommands().map(clap::Command::get_name).collect();
        let problem = Problem::new(format!("Could not describe {}", command.unwrap_or_default())).because("there is no such command");
        return Err(Failure::Misused(problem.hint(format!("There are {}.", names.join(", ")))));
    };
    let page = Man::new(described.clone()).source(format!("{NAME} {VERSION}")).manual("Asymmetry");
    say_with(|out| {
        page.render(out)?;
        further(&program, command).to_writer(out)
    })
}

/// What a shell needs to complete commands, options and files.
pub fn complete(shell: Shell) -> Result<(), Failure> {
    let mut program = shown();
    program.set_bin_name(NAME);
    program.build();
    say_with(|out| shell.try_generate(&program, out))
}

/// The program as `--help` shows it: completions would offer what is hidden too.
fn shown() -> clap::Command {
    let whole = Args::command();
    clap::Command::new(NAME)
        .version(VERSION)
        .about(whole.get_about().cloned().unwrap_or_default())
        .disable_help_subcommand(true)
        .args(whole.get_arguments().filter(|argument| !argument.is_hide_set()).cloned())
        .subcommands(whole.get_subcommands().filter(|command| !command.is_hide_set()).cloned())
}

/// What the parser does not know.
fn further(program: &clap::Command, command: Option<&str>) -> Roff {
    let mut page = Roff::new();
    page.control("SH", ["EXIT STATUS"]);
    page.text([roman("0 when it did what was asked, 1 when it failed, 2 when it was called wrongly.")]);
    page.control("SH", ["ENVIRONMENT"]);
    page.control("TP", []);
    page.text([bold("ASYMMETRY_CACHE")]);
    page.text([roman("The folder in which large files are kept once they were read; without it, one in the cache folder of the user.")]);
    page.control("SH", ["SEE ALSO"]);
    let all = std::iter::once(NAME.to_owned());
    let all = all.chain(program.get_subcommands().map(|other| format!("{NAME}-{}", other.get_name())));
    let this = command.map_or(NAME.to_owned(), |command| format!("{NAME}-{command}"));
    let others: Vec<String> = all.filter(|name| *name != this).collect();
    for (at, name) in others.iter().enumerate() {
        page.text([bold(name), roman(if at + 1 < others.len() { "(1)," } else { "(1)" })]);
    }
    page
}
