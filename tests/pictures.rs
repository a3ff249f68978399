//! Every bundled view as a picture: the same bytes as the one that was looked at, and the view inside.
//!
//! `ASYMMETRY_WRITE_PICTURES=1 cargo test pictures` writes the pictures anew; look at each before it is committed.

use std::fs;
use std::path::PathBuf;

use asymmetry::chart::ChartKind;
use asymmetry::dataset::Origin;
use asymmetry::dataset::library::Library;
use asymmetry::dataset::structure::Reading;
use asymmetry::export::{self, Format, Stamp};
use asymmetry::import;
use asymmetry::measure::Measure;
use asymmetry::picture::look::{Size, Theme, Zoom};
use asymmetry::picture::{Form, Picture, text};
use asymmetry::query::engine::Engine;
use asymmetry::terms::period::Period;
use asymmetry::view::{self, View};

struct Desk {
    library: Library,
    engine: Engine,
}

impl Desk {
    fn new() -> Self {
        Self { library: Library::bundled(), engine: Engine::new().expect("an engine") }
    }

    fn draw(&self, id: &str, view: &View) -> (Picture, Stamp) {
        let picture = view::draw(view, &self.library, &self.engine).unwrap_or_else(|problem| panic!("{id}: {problem}"));
        (picture, view::stamp(view, &self.library).expect(id))
    }
}

#[test]
fn bundled_views_look_as_they_did_when_they_were_looked_at() {
    let desk = Desk::new();
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/pictures");
    let writes = std::env::var_os("ASYMMETRY_WRITE_PICTURES").is_some();
    let mut changed = Vec::new();
    for (id, view) in view::bundled() {
        let (picture, stamp) = desk.draw(id, &view);
        let svg = Format::Svg.write(&picture, Some(&stamp), 1.0).expect(id);
        let path = folder.join(format!("{id}.svg"));
        if fs::read(&path).ok().as_deref() != Some(svg.as_slice()) {
            changed.push(id);
            if writes {
                fs::create_dir_all(&folder).expect("the folder");
                fs::write(&path, &svg).expect("the picture");
            }
        }
    }
    assert!(writes || changed.is_empty(), "changed: {changed:?}; write them anew and look at them");
    let kept: Vec<String> =
        fs::read_dir(&folder).expect("pictures").map(|entry| entry.expect("a file").file_name().to_string_lossy().into_owned()).collect();
    for name in kept {
        let id = name.trim_end_matches(".svg");
        assert!(view::bundled().iter().any(|(known, _)| *known == id), "{name} belongs to no view");
    }
}

#[test]
fn two_runs_give_the_same_bytes_in_every_format() {
    let (first, second) = (Desk::new(), Desk::new());
    for (id, view) in view::bundled().into_iter().step_by(7) {
        for format in Format::ALL {
            let [one, two] = [&first, &second].map(|desk| {
                let (picture, stamp) = desk.draw(id, &view);
                format.write(&picture, Some(&stamp), 1.0).expect(id)
            });
            assert!(one == two, "{id} as {} differs", format.ending());
        }
    }
}

#[test]
fn every_format_gives_its_view_and_the_identity_of_its_data_back() {
    let desk = Desk::new();
    let (id, view) = view::bundled().into_iter().find(|(id, _)| *id == "composition-exports-eu").expect("the view");
    let (picture, stamp) = desk.draw(id, &view);
    assert_eq!(stamp.datasets.len(), 2, "the denominator's dataset is named too");
    for format in Format::ALL {
        let bytes = format.write(&picture, Some(&stamp), 1.0).expect(id);
        let read = export::stamp_of(&bytes).unwrap_or_else(|| panic!("no stamp in {}", format.ending()));
        assert_eq!(read.datasets, stamp.datasets);
        assert_eq!(View::parse(&read.view_json, id).expect("the view"), view);
    }
}

const SIZES: [Size; 10] = [
    Size::Page,
    Size::Slide,
    Size::SlideFourThree,
    Size::Square,
    Size::Column,
    Size::Social,
    Size::Points(440, 300),
    Size::Points(640, 400),
    Size::Points(1440, 900),
    Size::Points(800, 1000),
];

#[test]
fn nothing_leaves_the_page_and_no_title_is_cut_in_any_size() {
    let desk = Desk::new();
    let mut faults = Vec::new();
    for (id, mut view) in view::bundled() {
        for size in SIZES {
            view.look.size = size;
            let (picture, _) = desk.draw(id, &view);
            let [width, height] = picture.size;
            for shape in &picture.shapes {
                if let Form::Text { at, text, size: points, weight, anchor, .. } = &shape.form {
                    let outline = text::outline(*at, text::width(text, *points, *weight), *points, *anchor);
                    let is_inside =
                        outline.min[0] >= -0.5 && outline.max[0] <= width + 0.5 && outline.min[1] >= -0.5 && outline.max[1] <= height + 0.5;
                    if !is_inside {
                        faults.push(format!("{id} at {size:?}: \"{text}\" takes up {outline:?}"));
                    }
                    // The title is what stands highest.
                    let is_of_title = at[1] < picture.plot.area.min[1] && picture.title.contains(text.trim_end_matches('…'));
                    if is_of_title && text.ends_with('…') && !picture.title.ends_with('…') {
                        faults.push(format!("{id} at {size:?}: the title is cut at \"{text}\""));
                    }
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_theme_moves_nothing() {
    let desk = Desk::new();
    for (id, mut view) in view::bundled() {
        let mut words = |theme: Theme| -> Vec<([f32; 2], String)> {
            view.look.theme = theme;
            let (picture, _) = desk.draw(id, &view);
            let texts = picture.shapes.iter().filter_map(|shape| match &shape.form {
                Form::Text { at, text, .. } => Some((*at, text.clone())),
                _ => None,
            });
            texts.collect()
        };
        let light = words(Theme::Light);
        assert_eq!(words(Theme::Dark), light, "{id}");
        assert_eq!(words(Theme::Print), light, "{id}");
    }
}

#[test]
fn text_on_a_page_and_on_a_slide_is_large_enough_to_read() {
    let desk = Desk::new();
    for (id, mut view) in view::bundled() {
        for (size, least) in [(Size::Page, 11.0), (Size::Slide, 22.5)] {
            view.look.size = size;
            let (picture, _) = desk.draw(id, &view);
            for shape in &picture.shapes {
                if let Form::Text { size, text, .. } = &shape.form {
                    assert!(*size >= least, "{id}: \"{text}\" has {size} points");
                }
            }
        }
    }
}

#[test]
fn a_narrow_page_shows_its_subtitle_whole() {
    let (id, mut view) = view::bundled().swap_remove(0);
    view.look.size = Size::Points(430, 560);
    let (picture, _) = Desk::new().draw(id, &view);
    let is_end = |text: &str| text.ends_with("2000–2020");
    assert!(picture.shapes.iter().any(|shape| matches!(&shape.form, Form::Text { text, .. } if is_end(text))), "{id} names its years");
}

#[test]
fn a_part_without_figures_says_so_and_the_whole_does_not() {
    let desk = Desk::new();
    let mut view = view::bundled().into_iter().find(|(id, _)| *id == "market-share-turnover").expect("the view").1;
    let says = |view: &View, words: &str| {
        let (picture, _) = desk.draw("market-share-turnover", view);
        picture.shapes.iter().any(|shape| matches!(&shape.form, Form::Text { text, .. } if text.contains(words)))
    };
    assert!(!says(&view, "No figures"));
    view.look.zoom = Some(Zoom { x: [2008.0, 2012.0], y: [15.0, 35.0] });
    assert!(says(&view, "No figures in this part"));
    view.look.zoom = Some(Zoom { x: [2008.0, 2012.0], y: [0.0, 60.0] });
    assert!(!says(&view, "No figures"));
}

#[test]
fn notes_never_go_without_a_sign_however_small_the_page() {
    let desk = Desk::new();
    let (_, mut view) = view::bundled().into_iter().find(|(id, _)| *id == "market-share-turnover").expect("the view");
    view.look.size = Size::Points(500, 240);
    let (picture, _) = desk.draw("market-share-turnover", &view);
    let is_sign = |text: &str| text.contains("notes stand with the figures");
    assert!(picture.shapes.iter().any(|shape| matches!(&shape.form, Form::Text { text, .. } if is_sign(text))));
}

#[test]
fn the_line_to_a_name_begins_at_its_bar_however_slim_it_is() {
    let mut view = view::bundled().into_iter().find(|(id, _)| *id == "composition-exports-china").expect("the view").1;
    view.chart = ChartKind::StackedBar;
    let year = Period::parse("2020");
    (view.subject.selection.from, view.subject.selection.to) = (year, year);
    let (picture, _) = Desk::new().draw("one bar", &view);
    let bars = picture.shapes.iter().filter_map(|shape| match &shape.form {
        Form::Rect { rect, .. } if shape.tag.datum.is_some() => Some(rect.max[0]),
        _ => None,
    });
    let edge = bars.fold(0.0, f32::max);
    let starts: Vec<f32> = picture
        .shapes
        .iter()
        .filter_map(|shape| match &shape.form {
            // Grid lines begin left of the bar.
            Form::Polyline { points, .. } => points.iter().map(|point| point[0]).reduce(f32::min).filter(|start| *start > edge),
            _ => None,
        })
        .collect();
    assert!(starts.len() > 4 && starts.iter().all(|start| start - edge < 12.0), "{edge}: {starts:?}");
}

#[test]
fn a_title_does_not_speak_of_what_a_zoom_leaves_out_of_sight() {
    let desk = Desk::new();
    let (_, mut view) = view::bundled().into_iter().find(|(id, _)| *id == "market-share-turnover").expect("the view");
    view.wording.title = None;
    let title = |view: &View| {
        let findings = view::study(&view.subject, &desk.library, &desk.engine).expect("findings");
        view::words(view, view.chart, &findings).title
    };
    assert!(title(&view).starts_with("China’s share"), "{}", title(&view));
    view.look.zoom = Some(Zoom { x: [2000.0, 2012.0], y: [30.0, 60.0] });
    assert!(title(&view).contains("EU27") && !title(&view).contains("China"), "{}", title(&view));
}

#[test]
fn a_sign_for_a_missing_number_stands_on_no_number_of_the_scale() {
    let row = |year: u16| match year {
        1980 | 2020 => format!("China,{year},\n"),
        _ => format!("China,{year},{}\n", year - 1960),
    };
    let text = format!("Country,Year,Exports (USD)\n{}", (1980..=2020).map(row).collect::<String>());
    let dataset = import::open_bytes(text.as_bytes(), "exports.csv", Origin::Bundled).expect("figures").dataset;
    let mut desk = Desk::new();
    let mut measures = Measure::all().into_iter();
    let measure = measures.find(|measure| measure.reading() == Reading::Indicator && measure.objection(&dataset).is_none());
    let subject = measure.expect("a measure").starting_subject(&dataset);
    desk.library.add(dataset);
    let picture = view::draw(&View::new(subject, ChartKind::Line), &desk.library, &desk.engine).expect("a picture");
    let words = picture.shapes.iter().filter_map(|shape| match &shape.form {
        Form::Text { at, text, size, weight, anchor, .. } => {
            Some((text, text::outline(*at, text::width(text, *size, *weight), *size, *anchor)))
        }
        _ => None,
    });
    let words: Vec<_> = words.collect();
    let signs: Vec<_> = words.iter().filter(|(text, _)| *text == "n.p.").collect();
    assert_eq!(signs.len(), 2);
    for (sign, outline) in signs {
        // Nor so close that both are read as one.
        let around = outline.grown(2.0);
        let below: Vec<_> = words.iter().filter(|(text, other)| text != sign && other.overlaps(&around)).collect();
        assert!(below.is_empty(), "{outline:?} stands on {below:?}");
    }
}
