//! Slides: copies of views with words of one's own, laid out for a room.

use asymmetry::dataset::library::Library;
use asymmetry::picture::look::{Size, Theme};
use asymmetry::picture::{Form, Picture};
use asymmetry::query::engine::Engine;
use asymmetry::terms::period::Period;
use asymmetry::view::{self, View};
use asymmetry::workspace::briefing::{Briefing, Slide};

const TEXT: &str = "Russia sells to China what it used to sell to Europe.\n- Oil and gas\n- Coal, timber and food";

fn bundled(id: &str) -> View {
    view::bundled().into_iter().find(|(known, _)| *known == id).expect("a bundled view").1
}

fn words(picture: &Picture) -> Vec<(&str, f32)> {
    let words = picture.shapes.iter().filter_map(|shape| match &shape.form {
        Form::Text { text, size, .. } => Some((text.as_str(), *size)),
        Form::Rect { .. } | Form::Hatched { .. } | Form::Polygon { .. } | Form::Polyline { .. } | Form::Circle { .. } => None,
    });
    words.collect()
}

/// Does everything drawn lie on the page?
fn is_within(picture: &Picture) -> bool {
    let [width, height] = picture.size;
    let is_in = |[x, y]: &[f32; 2]| (-1.0..=width + 1.0).contains(x) && (-1.0..=height + 1.0).contains(y);
    picture.shapes.iter().filter(|shape| !shape.tag.is_clipped).all(|shape| match &shape.form {
        Form::Rect { rect, .. } | Form::Hatched { rect, .. } => is_in(&rect.min) && is_in(&rect.max),
        Form::Polygon { points, .. } | Form::Polyline { points, .. } => points.iter().all(is_in),
        Form::Circle { center, .. } => is_in(center),
        Form::Text { at, .. } => is_in(at),
    })
}

#[test]
fn a_slide_shows_its_title_its_text_and_its_picture_in_type_for_a_room() {
    let (library, engine) = (Library::bundled(), Engine::new().expect("an engine"));
    for id in ["composition-exports-china", "market-share-turnover", "sentiment-levada-attitude", "composition-exports-china-treemap"] {
        let plain = Slide::of(bundled(id), &library).expect("a slide");
        for size in [Size::Slide, Size::SlideFourThree] {
            for (title, text) in [("", ""), ("What Russia sells", TEXT)] {
                let slide = Slide { title: title.to_owned(), text: text.to_owned(), ..plain.clone() };
                let picture = slide.draw(0, (size, Theme::Light), &library, &engine).expect("a picture");
                assert_eq!(picture.size, size.points());
                let words = words(&picture);
                // 18 pixels on a screen of 1280 x 720, which is 0.8 of a slide.
                assert!(words.iter().all(|(_, size)| *size >= 22.5), "{id}: {words:?}");
                assert!(words.iter().any(|(text, _)| text.starts_with("Source")), "{id} names its source");
                assert!(title.is_empty() || words.iter().any(|(text, size)| text.contains("What Russia sells") && *size >= 28.0));
                assert!(text.is_empty() || words.iter().any(|(text, _)| text.starts_with("Oil and gas")), "{id}: {words:?}");
                assert!(is_within(&picture), "{id} at {size:?}");
            }
        }
    }
}

#[test]
fn a_slide_of_words_needs_no_figures_and_steps_show_one_view_after_another() {
    let (library, engine) = (Library::bundled(), Engine::new().expect("an engine"));
    let words_alone = Slide { title: "An asymmetric alliance".to_owned(), text: TEXT.to_owned(), ..Slide::default() };
    let picture = words_alone.draw(0, (Size::Slide, Theme::Dark), &library, &engine).expect("a picture");
    assert!(words(&picture).iter().any(|(text, _)| text.contains("An asymmetric alliance")));
    let early = bundled("market-share-turnover");
    let mut late = early.clone();
    late.subject.selection.from = Period::parse("2015");
    let slide = Slide::of(early, &library).and_then(|slide| slide.with_step(late, &library)).expect("two steps");
    assert_eq!((slide.steps(), words_alone.steps()), (2, 1));
    let [first, second] = [0, 1].map(|step| slide.draw(step, (Size::Slide, Theme::Light), &library, &engine).expect("a picture"));
    assert_ne!(first.shapes, second.shapes);
    let briefing = Briefing { title: "One".to_owned(), slides: vec![words_alone, slide], ..Briefing::default() };
    let pages = briefing.pages(Size::Slide, &library, &engine).expect("pages");
    assert_eq!((pages.len(), pages[1].stamps.len()), (2, 2));
    assert_eq!(pages[1].picture, second, "as it stands at its last step");
    assert!(pages[1].source.starts_with("Source") && pages[0].source.is_empty() && !pages[1].rows.is_empty());
}

#[test]
fn a_slide_says_when_its_figures_have_changed() {
    let library = Library::bundled();
    let mut slide = Slide::of(bundled("market-share-turnover"), &library).expect("a slide");
    assert!(slide.changed(&library).is_empty());
    slide.data[0].sha256 = "another".to_owned();
    assert_eq!(slide.changed(&library), [slide.data[0].id.clone()]);
}
