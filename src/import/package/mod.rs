//! Tables with a description beside them: data packages, DDF, CSV on the Web, the metadata of Our World in Data. Either the
//! description is opened, and its tables are read; or a table is opened, and the description beside it explains it.

use std::path::{Path, PathBuf};

use crate::dataset::document;
use crate::dataset::report::shortened;
use crate::dataset::{Draft, text};
use crate::import::hints::Hints;
use crate::import::importer::{Claim, Importer};
use crate::import::input::Input;
use crate::import::package::description::{Description, TableDescription, file_within, within};
use crate::import::parts::{Parts, whole};
use crate::import::report::Report;
use crate::import::roles;
use crate::import::roles::layout::{Fixed, Layout};
use crate::import::sheet::{Row, Sheet};
use crate::import::sink::{Sink, snake_case};
use crate::import::stage;
use crate::problem::Problem;
use crate::terms::dimension::Dimension;

mod apply;
mod csvw;
mod ddf;
mod description;
mod frictionless;
mod grapher;

/// A description of tables that lie beside it.
pub struct Package;

/// A table that a description beside it explains.
pub struct Described;

const FORM: &str =
    "A data package is one JSON object with \"resources\", metadata of CSV on the Web one with \"tables\" or \"tableSchema\".";

/// The kinds of descriptions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    DataPackage,
    Csvw,
    Grapher,
    Catalogue,
}

impl Kind {
    fn of(parts: &Parts) -> Option<Self> {
        let is_csvw = parts.has("tableSchema") || parts.has("tables") || parts.text("@type").is_some_and(|kind| kind.starts_with("Table"));
        if !parts.list("resources").is_empty() {
            Some(Self::DataPackage)
        } else if is_csvw || parts.has("@context") && parts.has("url") {
            Some(Self::Csvw)
        } else if parts.has("columns") && (parts.has("chart") || parts.has("dateDownloaded")) {
            Some(Self::Grapher)
        } else if parts.has("fields") && parts.has("primary_key") {
            Some(Self::Catalogue)
        } else {
            None
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::DataPackage => "a data package",
            Self::Csvw => "metadata of CSV on the Web",
            Self::Grapher | Self::Catalogue => "metadata of Our World in Data",
        }
    }
}

/// What the words of a JSON text let one think, before it is parsed.
fn may_describe(text: &str) -> bool {
    let has = |name: &str| text.contains(name);
    has("\"resources\"") && (has("\"path\"") || has("\"data\"") && has("\"schema\""))
        || has("\"tableSchema\"")
        || has("ns/csvw") && (has("\"tables\"") || has("\"url\""))
        || has("\"columns\"") && has("\"dateDownloaded\"")
        || has("\"fields\"") && has("\"primary_key\"")
}

impl Importer for Package {
    fn name(&self) -> &'static str {
        "description of tables"
    }

    fn description(&self) -> &'static str {
        "data packages (datapackage.json), DDF and CSV on the Web with the tables beside them"
    }

    fn claim(&self, input: &Input) -> Claim {
        match input.json() {
            None => Claim::never("it is no JSON"),
            Some(text) if !may_describe(text) => Claim::never("it describes no tables beside it"),
            Some(_) => match whole(input, FORM).ok().and_then(|parts| Kind::of(&parts)) {
                Some(kind) => Claim::surely(format!("it is {}", kind.words())),
                None => Claim::perhaps("it names parts of a description of tables"),
            },
        }
    }

    fn read(&self, input: &Input, report: &mut Report) -> Result<Draft, Problem> {
        let problem = || Problem::new(format!("Could not read {}", input.name));
        let top = whole(input, FORM)?;
        let Some(kind) = Kind::of(&top) else {
            return Err(problem().because("it names parts of a description of tables, but describes none").hint(FORM));
        };
        let folder = input.path.as_deref().and_then(Path::parent);
        let Some(folder) = folder.map(|folder| if folder.as_os_str().is_empty() { Path::new(".") } else { folder }) else {
            let why = format!("it is {}, and the tables it describes are not at hand", kind.words());
            return Err(problem().because(why).hint("Unpack it with its tables, and open it there."));
        };
        let mut notes = Vec::new();
        let description = described(kind, &top, input, folder, &mut notes);
        notes.into_iter().for_each(|note| report.note(note));
        read_all(&description, folder, input, report)
    }
}

fn described(kind: Kind, top: &Parts, input: &Input, folder: &Path, notes: &mut Vec<String>) -> Description {
    match kind {
        Kind::DataPackage => frictionless::read(top),
        Kind::Csvw => csvw::read(top, Some(folder), notes),
        Kind::Grapher => {
            let stem = input.name.strip_suffix(".metadata.json").or_else(|| input.name.strip_suffix(".json")).unwrap_or(&input.name);
            grapher::read(top, Some(format!("{stem}.csv")))
        }
        Kind::Catalogue => {
            let stem = input.name.strip_suffix(".meta.json").or_else(|| input.name.strip_suffix(".json")).unwrap_or(&input.name);
            grapher::of_catalogue(top, Some(format!("{stem}.csv")))
        }
    }
}

/// Reads every table of a description that lies beside it.
fn read_all(description: &Description, folder: &Path, input: &Input, report: &mut Report) -> Result<Draft, Problem> {
    let mut sink = Sink::new(input, None, report);
    describe(&mut sink, description);
    let tables: Vec<&TableDescription> =
        description.tables.iter().filter(|table| !table.is_auxiliary && !is_list_of_names(table)).collect();
    let names = ddf::Names::beside(folder);
    let mut objections = Vec::new();
    for (number, table) in tables.iter().enumerate() {
        let title = table.title.as_deref().filter(|_| tables.len() > 1).or(description.title.as_deref());
        let of = Of { table, title, name: own_name(&tables, number) };
        if let Some(rows) = &table.within {
            let name = table.title.clone().unwrap_or_else(|| format!("table {}", number + 1));
            let read = rows.as_deref().map_err(String::clone).and_then(|rows| table_within(&name, rows, &of, input, &mut sink));
            objections.extend(read.err().map(|why| format!("{}, whose rows the description holds itself: {why}", shortened(&name))));
        }
        for path in &table.paths {
            stage::at(&format!("table {} ({})", number + 1, shortened(path)));
            let read = file_within(folder, path)
                .and_then(|file| table_from(&Place { file: &file, name: path, is_one_of_several: true }, &of, &names, input, &mut sink));
            objections.extend(read.err().map(|why| format!("{}: {why}", shortened(path))));
        }
    }
    for objection in &objections {
        sink.report.note(format!("Left out {objection}."));
    }
    let refusal = objections.into_iter().next();
    sink.finish().map_err(|problem| match refusal {
        Some(why) => Problem { why: Some(format!("not one figure of the tables it describes could be read; {why}")), ..problem }
            .hint("Its tables must lie beside it, where it says."),
        None => problem,
    })
}

/// A table, what it is called, and what tells it from another with the same columns.
struct Of<'a> {
    table: &'a TableDescription,
    title: Option<&'a str>,
    name: Option<&'a str>,
}

impl Of<'_> {
    /// The prices of two sorts of oil stand in two tables with a column of prices each.
    fn tell_apart(&self, layout: &mut Layout) {
        if let Some(name) = self.name {
            layout.fixed.push(Fixed::new(Dimension::Other("table".to_owned()), &snake_case(name), Some(name)));
        }
    }
}

/// The title of a table where another one of the package has the same columns.
fn own_name<'a>(tables: &[&'a TableDescription], number: usize) -> Option<&'a str> {
    let columns = |table: &TableDescription| table.columns.iter().map(|column| column.name.clone()).collect::<Vec<_>>();
    let own = tables.get(number)?;
    let is_like = |(at, other): (usize, &&TableDescription)| at != number && columns(other) == columns(own);
    let has_name_of_its_own = || tables.iter().filter(|other| other.title == own.title).count() == 1;
    let is_alike = !own.columns.is_empty() && tables.iter().enumerate().any(is_like) && has_name_of_its_own();
    own.title.as_deref().filter(|_| is_alike)
}

/// Lists of concepts and entities name the codes of others.
fn is_list_of_names(table: &TableDescription) -> bool {
    table.paths.iter().all(|path| {
        let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
        name.starts_with("ddf--") && !name.starts_with("ddf--datapoints--")
    }) && !table.paths.is_empty()
}

/// A file with a table.
struct Place<'a> {
    file: &'a Path,
    name: &'a str,
    is_one_of_several: bool,
}

fn table_from(place: &Place, of: &Of, names: &ddf::Names, input: &Input, sink: &mut Sink) -> Result<(), String> {
    let table = of.table;
    let is_csv = place
        .name
        .rsplit_once('.')
        .is_some_and(|(_, ending)| matches!(ending.to_ascii_lowercase().as_str(), "csv" | "tsv" | "tab" | "txt"));
    if !is_csv {
        return Err("it is no table in text, and is not read as a part of the package".to_owned());
    }
    let bytes = std::fs::read(place.file).map_err(|error| error.to_string())?;
    let told = |problem: Problem| problem.why.unwrap_or(problem.what);
    let encoding = input.hints.encoding.clone().or_else(|| table.encoding.clone());
    let hints = Hints { encoding, ..input.hints.clone() };
    let (text, sheets) = crate::import::text::read(&bytes, place.name, &hints, sink.report).map_err(told)?;
    let mut sheet = match (table.dialect.is_usual(), sheets.into_iter().next()) {
        (true, Some(sheet)) => sheet,
        (true, None) | (false, _) => apply::sheet(text::without_mark(&text).unwrap_or(&text), &table.dialect, &table.columns),
    };
    let name = place.name.rsplit('/').next().unwrap_or(place.name);
    if place.is_one_of_several {
        name.clone_into(&mut sheet.name);
    }
    let layout = match ddf::dimensions(name).and_then(|by| ddf::layout(&mut sheet, &by, names)) {
        Some(layout) => layout,
        None => {
            let mut layout = apply::layout(&mut sheet, table, input, of.title)?;
            of.tell_apart(&mut layout);
            layout
        }
    };
    roles::reading::read(&sheet, &layout, &input.hints, sink).map_err(told)
}

/// Reads rows that the description holds itself.
fn table_within(name: &str, rows: &[Vec<String>], of: &Of, input: &Input, sink: &mut Sink) -> Result<(), String> {
    let row = |(at, cells): (usize, &Vec<String>)| Row { line: at + 1, cells: cells.clone() };
    let mut sheet = Sheet { name: name.to_owned(), rows: rows.iter().enumerate().map(row).collect(), ..Sheet::default() };
    let mut layout = apply::layout(&mut sheet, of.table, input, of.title)?;
    of.tell_apart(&mut layout);
    roles::reading::read(&sheet, &layout, &input.hints, sink).map_err(|problem| problem.why.unwrap_or(problem.what))
}

/// What a description says of all its tables.
fn describe(sink: &mut Sink, description: &Description) {
    if let Some(title) = &description.title {
        sink.title.clone_from(title);
        sink.source.title.clone_from(title);
    }
    if let Some(summary) = &description.summary {
        sink.summary.clone_from(summary);
    }
    if let Some(licence) = &description.licence {
        sink.licence.clone_from(licence);
        sink.source.licence = Some(licence.clone());
    }
    let publishers: Vec<&str> = description.sources.iter().map(|source| source.publisher.trim()).filter(|name| !name.is_empty()).collect();
    if !publishers.is_empty() {
        sink.source.publisher = publishers.join("; ");
    }
    if let Some(edition) = description.sources.iter().find_map(|source| source.edition.as_ref()) {
        sink.source.title = format!("{} ({edition})", sink.source.title);
    }
    sink.source.address = description.sources.iter().find_map(|source| source.address.clone());
    sink.source.accessed = description.sources.iter().find_map(|source| source.accessed.clone());
    for note in description.tables.iter().flat_map(|table| &table.columns).filter_map(|column| column.note.as_ref()) {
        sink.report.note(note.clone());
    }
}

/// A description beside a table that names it.
struct Found {
    description: Description,
    table: TableDescription,
    name: String,
    folder: PathBuf,
    notes: Vec<String>,
}

/// Descriptions are small; what is larger is something else.
const LARGEST: u64 = 4 << 20;

impl Described {
    /// The description of a table, in the files where it may stand.
    fn find(input: &Input) -> Option<Found> {
        let path = input.path.as_deref()?;
        let (folder, name) = (path.parent()?, path.file_name()?.to_string_lossy().into_owned());
        let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
        let beside = [
            format!("{name}-metadata.json"),
            "csv-metadata.json".to_owned(),
            format!("{stem}-metadata.json"),
            format!("{stem}.metadata.json"),
            format!("{stem}.meta.json"),
            "metadata.json".to_owned(),
            "datapackage.json".to_owned(),
        ];
        let mut places: Vec<(PathBuf, String, String)> = beside.into_iter().map(|file| (folder.join(&file), file, name.clone())).collect();
        // The tables of a package often lie in a folder of their own.
        if let (Some(above), Some(own)) = (folder.parent(), folder.file_name()) {
            let inner = format!("{}/{name}", own.to_string_lossy());
            places.push((above.join("datapackage.json"), "datapackage.json".to_owned(), inner));
        }
        places.into_iter().find_map(|(file, label, table)| Self::in_file(&file, label, &table, input))
    }

    fn in_file(file: &Path, label: String, wanted: &str, input: &Input) -> Option<Found> {
        let is_small = file.metadata().is_ok_and(|metadata| metadata.is_file() && metadata.len() <= LARGEST);
        let bytes = is_small.then(|| std::fs::read(file).ok()).flatten()?;
        let json = text::text_of(&bytes).ok()?;
        let top = Parts::of(document::whole(json, FORM).ok()?);
        let kind = Kind::of(&top)?;
        let folder = file.parent()?.to_owned();
        let mut notes = Vec::new();
        let description = match kind {
            Kind::Grapher => grapher::read(&top, Some(wanted.to_owned())),
            Kind::Catalogue => grapher::of_catalogue(&top, Some(wanted.to_owned())),
            Kind::DataPackage | Kind::Csvw => described(kind, &top, input, &folder, &mut notes),
        };
        let is_it = |table: &&TableDescription| {
            table.paths.iter().any(|path| within(path).is_ok_and(|path| path == Path::new(wanted)))
                || kind == Kind::Csvw && table.paths.is_empty() && label != "csv-metadata.json"
        };
        let table = description.tables.iter().find(is_it)?.clone();
        Some(Found { table, description, name: label, folder, notes })
    }
}

impl Importer for Described {
    fn name(&self) -> &'static str {
        "table with a description beside it"
    }

    fn description(&self) -> &'static str {
        "tables that such a description beside them explains"
    }

    fn claim(&self, input: &Input) -> Claim {
        if input.text().is_none() {
            return Claim::never("it is no table in text");
        }
        if ddf::dimensions(&input.name).is_some() {
            return Claim::surely("its name is that of a file of datapoints (DDF)");
        }
        match Self::find(input) {
            Some(found) => Claim::surely(format!("{} beside it describes it", found.name)),
            None => Claim::never("no description lies beside it"),
        }
    }

    fn read(&self, input: &Input, report: &mut Report) -> Result<Draft, Problem> {
        let problem = |why: String| Problem::new(format!("Could not read {}", input.name)).because(why);
        let found = Self::find(input);
        let (description, table, folder, notes) = match found {
            Some(found) => (found.description, found.table, Some(found.folder), found.notes),
            None => (Description::default(), TableDescription::default(), None, Vec::new()),
        };
        notes.into_iter().for_each(|note| report.note(note));
        let mut sink = Sink::new(input, None, report);
        describe(&mut sink, &Description { tables: vec![table.clone()], ..description.clone() });
        let folder = input.path.as_deref().and_then(Path::parent).map(Path::to_owned).or(folder);
        let names = folder.as_deref().map(ddf::Names::beside).unwrap_or_default();
        let mut sheets = input.sheets().to_vec();
        if !table.dialect.is_usual() || sheets.is_empty() {
            sheets = vec![apply::sheet(input.text().unwrap_or_default(), &table.dialect, &table.columns)];
        }
        let by = ddf::dimensions(&input.name);
        let mut why = None;
        for mut sheet in sheets {
            let layout = match by.as_ref().and_then(|by| ddf::layout(&mut sheet, by, &names)) {
                Some(layout) => Ok(layout),
                None => apply::layout(&mut sheet, &table, input, description.title.as_deref()),
            };
            match layout {
                Ok(layout) => roles::reading::read(&sheet, &layout, &input.hints, &mut sink)?,
                Err(objection) => why = Some(objection),
            }
        }
        sink.finish().map_err(|nothing| why.map_or(nothing, problem))
    }
}
