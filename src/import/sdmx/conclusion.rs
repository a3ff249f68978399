//! What a message comes to once it is read: its figures with what it says of them, or why it has none.

use crate::dataset::Draft;
use crate::dataset::report::harmless;
use crate::import::cube::figures;
use crate::import::input::Input;
use crate::import::report::Report;
use crate::import::sdmx::agency;
use crate::import::sdmx::message::Message;
use crate::import::sink::{Sink, snake_case};
use crate::problem::Problem;

/// The figures of a message; `root` is what it is called.
///
/// # Errors
/// When it holds no observations.
pub fn conclude(mut message: Message, root: &str, input: &Input, report: &mut Report) -> Result<Draft, Problem> {
    if let Some(why) = nothing(&message, root) {
        let problem = Problem::new(format!("Could not read {}", input.name)).because(why);
        return Err(problem.hint("Ask the agency for data, and save its answer."));
    }
    message.finish(root == "CrossSectionalData");
    let mut sink = Sink::new(input, None, report);
    describe(&mut sink, &mut message, input);
    if message.has_commas {
        sink.report.choose("decimal sign", "comma", "numbers of the message are written with it");
    }
    if message.deleting > 0 {
        sink.report.note(format!("{} data sets say which figures to delete; they were passed over.", message.deleting));
    }
    figures::put(message.cube, &mut sink)?;
    sink.finish()
}

/// What a message without observations is.
fn nothing(message: &Message, root: &str) -> Option<String> {
    if !message.cube.cells.is_empty() {
        let why = match root {
            "UtilityData" => "it is a utility message of SDMX 2.0, which this version does not read",
            _ => "its observations have no OBS_VALUE, so it is not told what is their value",
        };
        return (!message.has_values).then(|| why.to_owned());
    }
    let said = harmless(&message.header.footer.join(" ").chars().take(300).collect::<String>());
    let is_queued =
        message.header.codes.iter().any(|code| code == "413") || said.contains("will be written to a file") || said.contains("queue");
    Some(match root {
        "Structure" | "RegistryInterface" => "it is a structure message without observations".to_owned(),
        "GenericMetadata" | "StructureSpecificMetadata" => "it is a message of metadata, without observations".to_owned(),
        _ if is_queued => format!("the agency did not answer with data, your query is queued: \"{said}\""),
        "Error" => format!("it is an answer of the agency with an error instead of data: \"{said}\""),
        _ if !said.is_empty() => format!("it is an answer of the agency without data: \"{said}\""),
        _ if message.deleting > 0 => "it only says which figures to delete".to_owned(),
        _ => "it is an SDMX message without observations".to_owned(),
    })
}

fn describe(sink: &mut Sink, message: &mut Message, input: &Input) {
    let header = &message.header;
    let publisher = if header.sender_name.is_empty() { agency::name(&header.sender) } else { header.sender_name.as_str() };
    if !publisher.is_empty() {
        sink.source.publisher = publisher.to_owned();
    }
    let title =
        [&header.name, &message.lists.indicator, &header.structure].into_iter().find(|title| !title.is_empty()).unwrap_or(&header.name);
    if !title.is_empty() {
        sink.title.clone_from(title);
        sink.source.title.clone_from(title);
    }
    sink.source.accessed = header.prepared.get(..10).map(str::to_owned);
    let licence = message.cube.concepts.iter().find(|concept| matches!(concept.id.as_str(), "LICENSE" | "LICENCE"));
    if let Some(licence) = licence.and_then(|concept| concept.categories.first()) {
        sink.licence.clone_from(&licence.code);
    }
    let code = if header.structure.is_empty() { input.stem() } else { &header.structure };
    message.cube.measured = (snake_case(code), sink.title.clone());
    agency::apply(&mut message.cube, &[header.sender.as_str(), header.agency.as_str()], input);
}
