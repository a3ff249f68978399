//! What leaves the program: whole briefings as PDF, web page, PowerPoint and folder. They are the same each time, bring their
//! views back, and carry nothing that runs and nothing of the machine they were made on.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read as _;
use std::path::PathBuf;
use std::sync::LazyLock;

use asymmetry::dataset::Origin;
use asymmetry::dataset::library::Library;
use asymmetry::export::folder::Points;
use asymmetry::export::publication::{Medium, Publication};
use asymmetry::export::{self, Format, data, folder};
use asymmetry::import;
use asymmetry::import::hints::Hints;
use asymmetry::picture::look::{Size, Theme};
use asymmetry::query::engine::Engine;
use asymmetry::view::{self, View};
use asymmetry::workspace::briefing::{self, Briefing, Slide};
use asymmetry::workspace::file::{self, Opened};

const SCRIPT: &str = "</script><script>alert(1)</script>";
const PICTURE: &str = "\"><img src=x onerror=alert(2)>";

fn bundled(id: &str) -> View {
    view::bundled().into_iter().find(|(known, _)| *known == id).expect("a bundled view").1
}

/// A dataset whose labels and sources would run, if anyone ran them.
fn spiteful() -> asymmetry::dataset::Dataset {
    let text = format!(
        "indicator,partner,flow,reporter,period,value,unit,source\n\
         \"{SCRIPT}\",X-{SCRIPT},export,RUS,2020,1,USD billion,\"{SCRIPT}\"\n\
         \"{SCRIPT}\",X-{SCRIPT},export,RUS,2021,2,USD billion,\"{SCRIPT}\"\n\
         \"{SCRIPT}\",\"X-{}\",export,RUS,2020,3,USD billion,\"=cmd|' /C calc'!A0\"\n",
        PICTURE.replace('"', "\"\"")
    );
    import::open_bytes(text.as_bytes(), "spite.csv", Origin::File(PathBuf::from("/home/somebody/secret/spite.csv")))
        .expect("a table")
        .dataset
}

fn spiteful_view() -> View {
    let text = r#"{"asymmetry": "view/1", "subject": {"dataset": "spite", "measure": {"indicator": {}}}, "chart": "line"}"#;
    let mut view = View::parse(text, "spite").unwrap_or_else(|problem| panic!("{problem}"));
    view.wording.title = Some(format!("{SCRIPT}{PICTURE}"));
    view
}

fn library() -> Library {
    let mut library = Library::bundled();
    library.add(spiteful());
    library
}

fn briefing() -> Briefing {
    let words = Slide {
        title: format!("Words {SCRIPT}"),
        text: format!("{PICTURE}\n- One & another\n- {SCRIPT}"),
        notes: format!("Say {SCRIPT} & {PICTURE}"),
        ..Slide::default()
    };
    let shown = |view: View| Slide { views: vec![view], notes: "What the speaker says.".to_owned(), ..Slide::default() };
    let mut steps = shown(bundled("market-share-turnover"));
    let mut late = bundled("market-share-turnover");
    late.subject.selection.from = asymmetry::terms::period::Period::parse("2015");
    steps.views.push(late);
    let slides = vec![words, steps, shown(bundled("composition-exports-china")), shown(spiteful_view()), shown(bundled("claims-arms"))];
    Briefing { title: format!("Asymmetry {SCRIPT}"), slides, theme: Theme::Light }
}

fn publication() -> Publication {
    let engine = Engine::new().expect("an engine");
    briefing().publication(Size::Slide, &library(), &engine).unwrap_or_else(|problem| panic!("{problem}"))
}

/// Drawn once for all tests of this file.
static PUBLICATION: LazyLock<Publication> = LazyLock::new(publication);
static FILES: LazyLock<BTreeMap<Medium, Vec<u8>>> = LazyLock::new(|| {
    let written = |medium: Medium| (medium, medium.write(&PUBLICATION).unwrap_or_else(|problem| panic!("{problem}")));
    Medium::ALL.into_iter().map(written).collect()
});

fn html() -> &'static str {
    std::str::from_utf8(&FILES[&Medium::Html]).expect("UTF-8")
}

/// The parts of a PowerPoint file.
fn parts() -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&FILES[&Medium::Pptx])).expect("an archive");
    let mut parts = BTreeMap::new();
    for place in 0..archive.len() {
        let mut member = archive.by_index(place).expect("a part");
        let mut bytes = Vec::new();
        member.read_to_end(&mut bytes).expect("its bytes");
        parts.insert(member.name().expect("a name").into_owned(), bytes);
    }
    parts
}

fn well_formed(name: &str, text: &str) {
    let mut reader = quick_xml::Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{name}: {error}")) {
            quick_xml::events::Event::Eof => break,
            quick_xml::events::Event::Start(element) | quick_xml::events::Event::Empty(element) => {
                for attribute in element.attributes() {
                    attribute.unwrap_or_else(|error| panic!("{name}: {error}"));
                }
            }
            _ => {}
        }
    }
}

#[test]
fn the_same_briefing_gives_the_same_bytes() {
    let again = publication();
    for (medium, bytes) in FILES.iter() {
        assert!(&medium.write(&again).expect("bytes") == bytes, "{medium:?} differs");
    }
    assert!(folder::write(&again, None).expect("files") == folder::write(&PUBLICATION, None).expect("files"));
    let empty = Publication { pages: Vec::new(), ..again };
    assert!(Medium::ALL.into_iter().all(|medium| medium.write(&empty).is_err()) && folder::write(&empty, None).is_err());
}

#[test]
fn slides_become_points_as_well_where_they_are_wanted() {
    let points = Points { scale: 0.5, is_transparent: true };
    let pages = PUBLICATION.pages.iter().take(2).cloned().collect();
    let few = Publication { pages, ..PUBLICATION.clone() };
    let files = folder::write(&few, Some(points)).expect("files");
    let pictures: Vec<_> = files.iter().filter(|(name, _)| name.ends_with(".png")).collect();
    assert_eq!(pictures.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["slide-01.png", "slide-02.png"]);
    for (name, bytes) in pictures {
        let pixels = resvg::tiny_skia::Pixmap::decode_png(bytes).expect(name);
        assert_eq!((pixels.width(), pixels.height(), pixels.pixel(0, 0).map(|corner| corner.alpha())), (800, 450, Some(0)));
    }
    let (_, second) = files.iter().find(|(name, _)| name == "slide-02.png").expect("a slide");
    assert_eq!(export::stamps_of(second).len(), few.pages[1].stamps.len(), "and bring their views back");
}

#[test]
fn every_file_brings_its_views_back() {
    let views: Vec<View> = briefing().slides.into_iter().flat_map(|slide| slide.views).collect();
    let place = std::env::temp_dir().join(format!("asymmetry-publish-{}", std::process::id()));
    fs::create_dir_all(&place).expect("a folder");
    let dropped = |name: &str, bytes: &[u8]| {
        let path = place.join(name);
        fs::write(&path, bytes).expect("a file");
        match file::open(&path, &Hints::default()).unwrap_or_else(|problem| panic!("{name}: {problem}")) {
            Opened::Views(views) => views,
            Opened::View(view) => vec![*view],
            other => panic!("{name} is {other:?}"),
        }
    };
    for (medium, bytes) in FILES.iter() {
        assert_eq!(dropped(&format!("all.{}", medium.ending()), bytes), views, "{medium:?}");
        let stamps = export::stamps_of(bytes);
        assert!(stamps.iter().all(|stamp| !stamp.datasets.is_empty() && stamp.terms.iter().all(|terms| terms.contains(": "))));
    }
    let pictures = folder::write(&PUBLICATION, None).expect("files");
    let tables: Vec<&str> = pictures.iter().map(|(name, _)| name.as_str()).filter(|name| name.ends_with(".csv")).collect();
    assert!(!tables.is_empty());
    for table in tables {
        let (_, told) = pictures.iter().find(|(name, _)| *name == format!("{table}-metadata.json")).expect("what the table is");
        let told: serde_json::Value = serde_json::from_slice(told).expect("JSON");
        assert!(told["dc:description"].is_array(), "{told}");
        assert!(told["dc:rights"].as_array().is_some_and(|terms| !terms.is_empty()) && told["dc:provenance"].is_string(), "{told}");
    }
    let pictures = pictures.iter().filter(|(name, _)| name.ends_with(".svg") && name != "slide-01.svg");
    let found: Vec<View> = pictures.flat_map(|(name, bytes)| dropped(name, bytes)).collect();
    assert_eq!(found, views);
    let (engine, library) = (Engine::new().expect("an engine"), library());
    for view in &views {
        let picture = view::draw(view, &library, &engine).expect("a picture");
        let stamp = view::stamp(view, &library).expect("a stamp");
        for format in Format::ALL {
            let bytes = format.write(&picture, Some(&stamp), 1.0).expect("bytes");
            assert_eq!(dropped(&format!("one.{}", format.ending()), &bytes), std::slice::from_ref(view));
        }
    }
    fs::remove_dir_all(&place).ok();
}

#[test]
fn no_label_title_or_note_runs() {
    let page = html();
    assert_eq!(page.matches("<script").count(), 2, "the views and the program of the page");
    assert!(!page.contains("<img") && !page.contains("alert(1)</script><"));
    assert!(page.contains("&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;"), "it is shown as it was written");
    assert!(page.contains("Content-Security-Policy\" content=\"default-src 'none'"));
    for (name, bytes) in folder::write(&PUBLICATION, None).expect("files") {
        let text = String::from_utf8(bytes).expect("text");
        let is_table = name.ends_with(".csv");
        // What a table is, is told in JSON, which nothing runs.
        if name.ends_with(".json") {
            serde_json::from_str::<serde_json::Value>(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
            continue;
        }
        assert!(is_table || !text.contains("<script") && !text.contains("<img src=x"), "{name}");
        if name.ends_with(".svg") {
            well_formed(&name, &text);
        }
        if is_table && text.contains("calc") {
            assert!(text.contains("'=cmd|"), "{text}");
        }
    }
}

#[test]
fn nothing_of_the_machine_is_in_what_leaves_it() {
    let user = std::env::var("USER").or_else(|_| std::env::var("LOGNAME")).ok();
    let folder = env!("CARGO_MANIFEST_DIR");
    let telling = ["/home/", "somebody", "secret", "/tmp/", "/Users/", folder].into_iter().map(str::to_owned);
    // A short name may be a word.
    let telling: Vec<String> = telling.chain(user.filter(|user| user.len() > 5)).collect();
    let mut files: Vec<(String, Vec<u8>)> = folder::write(&PUBLICATION, None).expect("files");
    files.extend(parts());
    files.extend(FILES.iter().filter(|(medium, _)| **medium != Medium::Pptx).map(|(medium, bytes)| (format!("{medium:?}"), bytes.clone())));
    for (name, bytes) in files {
        let text = String::from_utf8_lossy(&bytes);
        for word in &telling {
            assert!(!text.contains(word.as_str()), "{name} holds {word}");
        }
    }
}

#[test]
fn the_pdf_has_a_page_for_each_slide_and_says_what_each_picture_shows() {
    let text = String::from_utf8_lossy(&FILES[&Medium::Pdf]);
    assert!(text.contains("/MarkInfo") && text.contains("/StructTreeRoot") && text.contains("/Lang"));
    assert_eq!(text.matches("/S/Figure").count() + text.matches("/S /Figure").count(), PUBLICATION.pages.len());
    assert_eq!(text.matches("/Alt").count(), PUBLICATION.pages.len());
    let pages = text.matches("/Type/Page").count() - text.matches("/Type/Pages").count();
    assert_eq!(pages, PUBLICATION.pages.len());
    let (engine, library) = (Engine::new().expect("an engine"), Library::bundled());
    let picture = view::draw(&bundled("market-share-turnover"), &library, &engine).expect("a picture");
    assert!(String::from_utf8_lossy(&Format::Pdf.write(&picture, None, 1.0).expect("bytes")).contains("/Alt"), "a single one too");
}

#[test]
fn the_slides_for_powerpoint_are_whole() {
    let parts = parts();
    for (name, bytes) in &parts {
        if name.ends_with(".png") {
            assert!(bytes.starts_with(b"\x89PNG"), "{name}");
        } else {
            well_formed(name, std::str::from_utf8(bytes).expect("UTF-8"));
        }
    }
    let text = |name: &str| String::from_utf8(parts[name].clone()).expect("UTF-8");
    let types = text("[Content_Types].xml");
    for (number, page) in PUBLICATION.pages.iter().enumerate() {
        let number = number + 1;
        for name in ["ppt/slides/slide", "ppt/notesSlides/notesSlide"] {
            assert!(types.contains(&format!("/{name}{number}.xml")), "{name}{number} has a type");
        }
        assert!(parts.contains_key(&format!("ppt/media/image{number}.svg")));
        let (slide, notes) = (text(&format!("ppt/slides/slide{number}.xml")), text(&format!("ppt/notesSlides/notesSlide{number}.xml")));
        assert!(slide.contains("type=\"title\"") && slide.contains("svgBlip") && slide.contains("descr=\""));
        assert!(page.notes.contains('<') || notes.contains(&page.notes), "{notes}");
        assert!(page.source.contains('<') || notes.contains(&page.source), "{notes}");
    }
    // Every part that another one leads to is there.
    for (name, bytes) in parts.iter().filter(|(name, _)| name.ends_with(".rels")) {
        let relations = std::str::from_utf8(bytes).expect("UTF-8");
        let (folder, _) = name.split_once("_rels/").expect("a place");
        for target in relations.split("Target=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            let mut place: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
            for step in target.split('/') {
                match step {
                    ".." => place.truncate(place.len().saturating_sub(1)),
                    _ => place.push(step),
                }
            }
            assert!(parts.contains_key(&place.join("/")), "{name} leads to {target}");
        }
    }
}

#[test]
fn the_page_holds_the_numbers_their_sources_and_what_each_mark_says() {
    let page = html();
    let sections: Vec<&str> = page.split("<section").skip(1).collect();
    assert_eq!(sections.len(), PUBLICATION.pages.len());
    for (section, page) in sections.iter().zip(&PUBLICATION.pages) {
        assert_eq!(section.matches("<tr>").count(), page.rows.len() + usize::from(!page.rows.is_empty()));
        let table = data::table(&page.rows);
        let numbers = table.rows.iter().flatten().filter_map(|cell| match cell {
            data::Written::Number(number) => Some(number),
            data::Written::Text(_) => None,
        });
        for number in numbers {
            assert!(section.contains(&format!(">{number}</td>")), "{number}");
        }
        assert_eq!(page.stamps.is_empty(), !section.contains("class=\"sources\""));
        // By day and by night.
        assert_eq!(section.matches("<svg").count(), 2);
        let marks = section.matches("class=\"mark").count();
        assert!(marks >= 2 * page.said.len() || page.said.is_empty(), "{marks} marks, {} say something", page.said.len());
        assert!(page.rows.is_empty() || !page.said.is_empty(), "{}", page.title);
    }
    let ids: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let each: std::collections::BTreeSet<&&str> = ids.iter().collect();
    assert_eq!(ids.len(), each.len(), "no name stands twice");
    assert!(page.matches("@font-face").count() <= 3, "each font once");
    let addresses = page
        .match_indices("http")
        .filter(|(at, _)| ["src=", "href="].iter().any(|before| page[at.saturating_sub(8)..*at].contains(before)));
    assert_eq!(addresses.count(), 0, "nothing is fetched");
}

#[test]
fn guarded_cells_come_back_as_they_were() {
    let dataset = spiteful();
    let mut bytes = Vec::new();
    data::write_csv(&data::of_dataset(&dataset), &mut bytes).expect("memory");
    let text = String::from_utf8(bytes).expect("UTF-8");
    assert!(text.contains("'=cmd|") && !text.contains(",=cmd"), "{text}");
    let again = import::open_bytes(text.as_bytes(), "spite.csv", Origin::Bundled).expect("a table").dataset;
    let codes =
        |dataset: &asymmetry::dataset::Dataset| dataset.observations().into_iter().map(|one| (one.codes, one.source)).collect::<Vec<_>>();
    assert_eq!(codes(&again), codes(&dataset));
    let negative = import::open_bytes(b"period,value,note\n2020,-12.5,-\n", "n.csv", Origin::Bundled).expect("a table").dataset;
    let mut bytes = Vec::new();
    data::write_csv(&data::of_dataset(&negative), &mut bytes).expect("memory");
    assert!(String::from_utf8(bytes).expect("UTF-8").contains("2020,-12.5,"), "numbers stay numbers");
}

#[test]
fn a_briefing_document_is_read_back_and_fits_its_schema() {
    let briefing = Briefing { theme: Theme::Dark, ..briefing() };
    let text = briefing.to_json();
    assert_eq!(Briefing::parse(&text, "one").unwrap_or_else(|problem| panic!("{problem}")), briefing);
    let schema: serde_json::Value = serde_json::from_str(&briefing::schema()).expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema is a schema");
    let document: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let errors: Vec<String> = validator.iter_errors(&document).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:?}");
    let mut damaged = document;
    damaged["slides"][1]["views"][0]["chart"] = "sausage".into();
    assert!(!validator.is_valid(&damaged), "views are looked at too");
    for (text, reason) in [
        ("{\"asymmetry\": \"briefing/2\", \"slides\": [], \"music\": 1}", "briefing/2"),
        ("{\"asymmetry\": \"briefing/1\", \"slides\": 5}", "line 1"),
        (" ", "it is empty"),
    ] {
        let problem = Briefing::parse(text, "one").expect_err("should be refused");
        assert!(problem.to_string().contains(reason) && problem.hint.is_some(), "{problem}");
    }
}
