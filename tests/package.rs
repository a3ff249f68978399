//! What a package brings besides the program: manual pages and completions told by the program itself, the desktop entry
//! and the types of files. `checks/package` installs and starts it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use asymmetry::workspace::file::{VIEW_ENDING, WORKSPACE_ENDING};

use crate::cli::Folder;

const SHELLS: [&str; 5] = ["bash", "zsh", "fish", "powershell", "elvish"];

/// The commands that the help lists.
fn commands(here: &Folder) -> Vec<String> {
    let help = here.run(&["--help"]).out;
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let commands: Vec<String> = listed.filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect();
    assert!(commands.len() >= 6, "{help}");
    commands
}

/// The long options that a help describes, without their dashes.
fn options(help: &str) -> BTreeSet<String> {
    let described = help.lines().map(str::trim_start).filter(|line| line.starts_with('-'));
    let long = described.filter_map(|line| line.split_once("--")).map(|(_, rest)| rest);
    long.map(|rest| rest.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '-').collect()).collect()
}

/// A manual page without the signs of its typesetting.
fn manual(here: &Folder, arguments: &[&str]) -> String {
    let page = here.run(&[&["man"], arguments].concat());
    assert_eq!((page.code, page.err.as_str()), (0, ""), "{arguments:?}");
    assert!(page.out.contains(".TH asymmetry"), "{}", page.out);
    page.out.replace("\\-", "-").replace("\\fB", "").replace("\\fI", "").replace("\\fR", "")
}

#[test]
fn every_command_and_option_stands_in_the_manual_and_in_the_completions() {
    let here = Folder::new("manual");
    let completions = SHELLS.map(|shell| (shell, here.run(&["complete", shell]).out));
    let first = manual(&here, &[]);
    for command in commands(&here) {
        assert!(first.contains(&format!("asymmetry-{command}(1)")), "{command} is missing from {first}");
        let page = manual(&here, &[&command]);
        let options = options(&here.run(&[&command, "--help"]).out);
        assert!(options.contains("help"), "{command}: {options:?}");
        for option in &options {
            assert!(page.contains(&format!("--{option}")), "{command} --{option} is missing from {page}");
        }
        for (shell, text) in &completions {
            assert!(text.contains(&command), "{shell} does not know {command}");
            // Fish names a long option without its dashes.
            let unknown =
                options.iter().find(|option| ![format!("--{option}"), format!("-l {option}")].iter().any(|way| text.contains(way)));
            assert_eq!(unknown, None, "{shell}, {command}");
        }
    }
    let render = options(&here.run(&["render", "--help"]).out);
    assert!(["theme", "size", "language", "scale", "dataset", "out"].iter().all(|option| render.contains(*option)), "{render:?}");
}

#[test]
fn what_the_help_hides_is_not_offered() {
    let here = Folder::new("hidden");
    let pages = commands(&here).iter().map(|command| manual(&here, &[command])).collect::<String>() + &manual(&here, &[]);
    let completions = SHELLS.map(|shell| here.run(&["complete", shell]).out).concat();
    for hidden in ["exit-after-first-frame", "read-apart"] {
        assert!(!pages.contains(hidden) && !completions.contains(hidden), "{hidden}");
    }
}

#[test]
fn no_manual_of_what_is_no_command() {
    let here = Folder::new("no-manual");
    let wrong = here.run(&["man", "dance"]);
    assert_eq!((wrong.code, wrong.out.as_str()), (2, ""));
    assert!(wrong.err.contains("hint: There are list, render"), "{}", wrong.err);
    assert_eq!(here.run(&["complete", "cmd"]).code, 2);
}

#[test]
fn the_desktop_opens_the_documents_of_the_program_with_it() {
    let packaging = Path::new(env!("CARGO_MANIFEST_DIR")).join("packaging");
    let entry = fs::read_to_string(packaging.join("asymmetry.desktop")).expect("the desktop entry");
    let types = fs::read_to_string(packaging.join("asymmetry.xml")).expect("the types of files");
    let declared: Vec<&str> = types.split("<mime-type type=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let opened = entry.lines().find_map(|line| line.strip_prefix("MimeType=")).expect("its types");
    assert_eq!(opened.split_terminator(';').collect::<Vec<_>>(), declared);
    for ending in [WORKSPACE_ENDING, VIEW_ENDING, "briefing"] {
        assert!(types.contains(&format!("<glob pattern=\"*.{ending}\"/>")), "{ending}");
    }
    for key in ["Comment[ru]=", "Comment[zh]=", "Exec=asymmetry %F", "StartupWMClass=asymmetry"] {
        assert!(entry.lines().any(|line| line.starts_with(key)), "{key}");
    }
}
