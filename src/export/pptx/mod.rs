//! A briefing as slides for PowerPoint: a picture a slide, drawn in lines where the program can, and in pixels where it cannot;
//! titles, notes and sources as text.

use crate::export::archive::{archive, member};
use crate::export::markup::{escaped, unescaped};
use crate::export::pptx::frame::{EMPTY_TREE, FIXED, HEAD, NAMES, NOTES_MASTER, THEME};
use crate::export::publication::Publication;
use crate::export::{Page, raster};
use crate::problem::Problem;

mod frame;

/// English Metric Units in a point of a slide: 1600 points are the 13⅓ inches of PowerPoint's own wide slides.
const UNITS: f32 = 7620.0;
/// Pixels per point of the picture for programs that draw no lines: sharp on a screen of 2400 pixels.
const SCALE: f32 = 1.5;
/// Where the views stand.
const STAMPS: &str = "customXml/item1.xml";
const OPENING: &str = "<asymmetry:stamps xmlns:asymmetry=\"https://asymmetry.example/stamp/1\">";
const CLOSING: &str = "</asymmetry:stamps>";
/// No briefing that this program wrote has more.
const MOST: u64 = 32 << 20;

/// The bytes of the file. No date stands in it, so the same briefing gives the same bytes.
///
/// # Errors
/// When a picture cannot be drawn, or the parts are too many.
pub fn write(publication: &Publication) -> Result<Vec<u8>, Problem> {
    let count = publication.pages.len();
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    let mut add = |name: &str, text: String| parts.push((name.to_owned(), text.into_bytes()));
    add("[Content_Types].xml", content_types(count));
    add("_rels/.rels", FIXED.root.to_owned());
    add("docProps/core.xml", core(publication));
    add("docProps/app.xml", FIXED.app.to_owned());
    add("ppt/presentation.xml", presentation(publication));
    add("ppt/_rels/presentation.xml.rels", relations_of_presentation(count));
    add("ppt/slideMasters/slideMaster1.xml", frame::slide_master(units_of(publication)));
    add("ppt/slideMasters/_rels/slideMaster1.xml.rels", FIXED.of_slide_master.to_owned());
    add("ppt/slideLayouts/slideLayout1.xml", frame::slide_layout());
    add("ppt/slideLayouts/_rels/slideLayout1.xml.rels", FIXED.of_slide_layout.to_owned());
    add("ppt/notesMasters/notesMaster1.xml", NOTES_MASTER.to_owned());
    add("ppt/notesMasters/_rels/notesMaster1.xml.rels", FIXED.of_notes_master.to_owned());
    add("ppt/theme/theme1.xml", THEME.to_owned());
    add("ppt/theme/theme2.xml", THEME.to_owned());
    for (number, page) in (1..).zip(&publication.pages) {
        add(&format!("ppt/slides/slide{number}.xml"), slide(page));
        add(&format!("ppt/slides/_rels/slide{number}.xml.rels"), relations_of_slide(number));
        add(&format!("ppt/notesSlides/notesSlide{number}.xml"), notes(page, publication.language.code()));
        add(&format!("ppt/notesSlides/_rels/notesSlide{number}.xml.rels"), relations_of_notes(number));
    }
    if let Some(stamps) = publication.stamps_json()? {
        add(STAMPS, format!("{HEAD}{OPENING}{}{CLOSING}", escaped(&stamps)));
    } else {
        add(STAMPS, format!("{HEAD}{OPENING}{CLOSING}"));
    }
    add("customXml/itemProps1.xml", FIXED.item_properties.to_owned());
    add("customXml/_rels/item1.xml.rels", FIXED.of_item.to_owned());
    for (number, page) in (1..).zip(&publication.pages) {
        parts.push((format!("ppt/media/image{number}.png"), raster::write(&page.picture, page.stamps.last(), SCALE)?));
        parts.push((format!("ppt/media/image{number}.svg"), raster::outlined(&page.picture)?.into_bytes()));
    }
    archive(&parts)
}

/// The views of such a file, as JSON.
pub fn stamps(bytes: &[u8]) -> Option<String> {
    let text = String::from_utf8(member(bytes, STAMPS, MOST)?).ok()?;
    let (_, rest) = text.split_once(OPENING)?;
    rest.split_once(CLOSING).map(|(json, _)| unescaped(json))
}

fn units([width, height]: [f32; 2]) -> [i64; 2] {
    [width, height].map(|length| (length * UNITS).round() as i64)
}

/// All slides of a file are of one size: that of the first.
fn units_of(publication: &Publication) -> [i64; 2] {
    units(publication.pages.first().map_or([1600.0, 900.0], |page| page.picture.size))
}

fn content_types(count: usize) -> String {
    const MAIN: &str = "application/vnd.openxmlformats-officedocument.presentationml";
    let part = |name: &str, kind: &str| format!("<Override PartName=\"/{name}\" ContentType=\"{kind}+xml\"/>");
    let of_slides = (1..=count).map(|number| {
        part(&format!("ppt/slides/slide{number}.xml"), &format!("{MAIN}.slide"))
            + &part(&format!("ppt/notesSlides/notesSlide{number}.xml"), &format!("{MAIN}.notesSlide"))
    });
    let theme = "application/vnd.openxmlformats-officedocument.theme";
    let fixed = [
        part("ppt/presentation.xml", &format!("{MAIN}.presentation.main")),
        part("ppt/slideMasters/slideMaster1.xml", &format!("{MAIN}.slideMaster")),
        part("ppt/slideLayouts/slideLayout1.xml", &format!("{MAIN}.slideLayout")),
        part("ppt/notesMasters/notesMaster1.xml", &format!("{MAIN}.notesMaster")),
        part("ppt/theme/theme1.xml", theme),
        part("ppt/theme/theme2.xml", theme),
        part("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties"),
        part("docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties"),
        part("customXml/itemProps1.xml", "application/vnd.openxmlformats-officedocument.customXmlProperties"),
    ];
    format!(
        "{HEAD}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Default Extension=\"png\" ContentType=\"image/png\"/><Default Extension=\"svg\" ContentType=\"image/svg+xml\"/>{}{}</Types>",
        fixed.concat(),
        of_slides.collect::<String>()
    )
}

fn core(publication: &Publication) -> String {
    let (title, language) = (escaped(publication.name()), publication.language.code());
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{title}</dc:title><dc:creator>Asymmetry</dc:creator>\
         <dc:language>{language}</dc:language></cp:coreProperties>"
    )
}

fn presentation(publication: &Publication) -> String {
    let [width, height] = units_of(publication);
    let slides = (1..=publication.pages.len()).map(|number| format!("<p:sldId id=\"{}\" r:id=\"rId{}\"/>", 255 + number, 10 + number));
    format!(
        "{HEAD}<p:presentation {NAMES} saveSubsetFonts=\"1\"><p:sldMasterIdLst><p:sldMasterId id=\"2147483648\" r:id=\"rId1\"/>\
         </p:sldMasterIdLst><p:notesMasterIdLst><p:notesMasterId r:id=\"rId2\"/></p:notesMasterIdLst>\
         <p:sldIdLst>{}</p:sldIdLst><p:sldSz cx=\"{width}\" cy=\"{height}\"/><p:notesSz cx=\"6858000\" cy=\"9144000\"/></p:presentation>",
        slides.collect::<String>()
    )
}

fn relations(of: &[(String, &str, String)]) -> String {
    let one = |(id, kind, target): &(String, &str, String)| {
        let kind = format!("http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}");
        format!("<Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"{target}\"/>")
    };
    let all = of.iter().map(one).collect::<String>();
    format!("{HEAD}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{all}</Relationships>")
}

fn relation(id: usize, kind: &'static str, target: impl Into<String>) -> (String, &'static str, String) {
    (format!("rId{id}"), kind, target.into())
}

fn relations_of_presentation(count: usize) -> String {
    let slides = (1..=count).map(|number| relation(10 + number, "slide", format!("slides/slide{number}.xml")));
    let fixed = [
        relation(1, "slideMaster", "slideMasters/slideMaster1.xml"),
        relation(2, "notesMaster", "notesMasters/notesMaster1.xml"),
        relation(3, "theme", "theme/theme1.xml"),
        relation(4, "customXml", "../customXml/item1.xml"),
    ];
    relations(&fixed.into_iter().chain(slides).collect::<Vec<_>>())
}

fn relations_of_slide(number: usize) -> String {
    relations(&[
        relation(1, "slideLayout", "../slideLayouts/slideLayout1.xml"),
        relation(2, "image", format!("../media/image{number}.png")),
        relation(3, "image", format!("../media/image{number}.svg")),
        relation(4, "notesSlide", format!("../notesSlides/notesSlide{number}.xml")),
    ])
}

fn relations_of_notes(number: usize) -> String {
    relations(&[
        relation(1, "notesMaster", "../notesMasters/notesMaster1.xml"),
        relation(2, "slide", format!("../slides/slide{number}.xml")),
    ])
}

/// The picture over the whole slide. The picture shows the title, so the title itself stands above the slide, as PowerPoint puts
/// those that are hidden: for the outline, and for who hears the slides.
fn slide(page: &Page) -> String {
    let [width, height] = units(page.picture.size);
    let (title, alt) = (escaped(one_line(&page.title).trim()), escaped(&one_line(&page.picture.alt)));
    let above = frame::place([0, -1_200_000], [width, 1_000_000]);
    let whole = frame::place([0, 0], [width, height]);
    format!(
        "{HEAD}<p:sld {NAMES}><p:cSld><p:spTree>{EMPTY_TREE}\
         <p:sp><p:nvSpPr><p:cNvPr id=\"2\" name=\"Title\"/><p:cNvSpPr><a:spLocks noGrp=\"1\"/></p:cNvSpPr>\
         <p:nvPr><p:ph type=\"title\"/></p:nvPr></p:nvSpPr><p:spPr>{above}</p:spPr>\
         <p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:r><a:rPr/><a:t>{title}</a:t></a:r></a:p></p:txBody></p:sp>\
         <p:pic><p:nvPicPr><p:cNvPr id=\"3\" name=\"Picture\" descr=\"{alt}\"/><p:cNvPicPr><a:picLocks noChangeAspect=\"1\"/></p:cNvPicPr>\
         <p:nvPr/></p:nvPicPr><p:blipFill><a:blip r:embed=\"rId2\"><a:extLst><a:ext uri=\"{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}\">\
         <asvg:svgBlip xmlns:asvg=\"http://schemas.microsoft.com/office/drawing/2016/SVG/main\" r:embed=\"rId3\"/></a:ext></a:extLst>\
         </a:blip><a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr>{whole}<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom>\
         </p:spPr></p:pic></p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>"
    )
}

/// What the speaker says, then what the slide says in words, then where its figures come from and under which terms.
fn notes(page: &Page, language: &str) -> String {
    let mut terms: Vec<&str> = page.stamps.iter().flat_map(|stamp| &stamp.terms).map(String::as_str).collect();
    terms.dedup();
    let parts = [page.notes.as_str(), &page.text, &page.source].into_iter();
    let parts = parts.chain(page.citations.iter().map(String::as_str)).chain(terms);
    let paragraph = |line: &str| format!("<a:p><a:r><a:rPr lang=\"{language}\"/><a:t>{}</a:t></a:r></a:p>", escaped(line));
    let text: String = parts.flat_map(str::lines).filter(|line| !line.trim().is_empty()).map(paragraph).collect();
    let text = if text.is_empty() { "<a:p/>".to_owned() } else { text };
    format!(
        "{HEAD}<p:notes {NAMES}><p:cSld><p:spTree>{EMPTY_TREE}\
         <p:sp><p:nvSpPr><p:cNvPr id=\"2\" name=\"Slide\"/><p:cNvSpPr><a:spLocks noGrp=\"1\" noRot=\"1\" noChangeAspect=\"1\"/></p:cNvSpPr>\
         <p:nvPr><p:ph type=\"sldImg\"/></p:nvPr></p:nvSpPr><p:spPr/></p:sp>\
         <p:sp><p:nvSpPr><p:cNvPr id=\"3\" name=\"Notes\"/><p:cNvSpPr><a:spLocks noGrp=\"1\"/></p:cNvSpPr>\
         <p:nvPr><p:ph type=\"body\" idx=\"1\"/></p:nvPr></p:nvSpPr><p:spPr/>\
         <p:txBody><a:bodyPr/><a:lstStyle/>{text}</p:txBody></p:sp></p:spTree></p:cSld>\
         <p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>"
    )
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
