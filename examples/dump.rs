use asymmetry::chart::ticks::ticks;
use asymmetry::dataset::library::Library;
use asymmetry::query::engine::Engine;
use asymmetry::terms::language::Language;
use asymmetry::terms::translation::Tongue;
use asymmetry::view;
fn main() {
    let language = std::env::args().nth(1).and_then(|c| Language::from_code(&c)).unwrap_or_default();
    let (library, engine) = (Library::bundled(), Engine::new().unwrap());
    for (id, v) in view::bundled() {
        let findings = view::study(&v.subject, &library, &engine).unwrap();
        let tongue = Tongue { language, names: findings.names.clone() };
        let plain = asymmetry::chart::wording::Wording::default();
        println!("#### {id}");
        for wording in [&v.wording, &plain] {
            let w = wording.complete(v.chart, &findings, None).spoken(&tongue);
            println!("T {}\nS {}\nA {}", w.title, w.subtitle, w.alt);
            for n in &w.notes { println!("N {n}"); }
            for n in &w.footnotes { println!("F {n}"); }
            println!("Q {}", w.source_line);
        }
        let english = view::chart(v.chart, &findings).unwrap();
        let c = english.spoken(&tongue);
        for k in &c.key { println!("K {k}"); }
        for e in &c.legend { println!("L {}", e.label); }
        let debug = format!("{:?}", c.marks);
        let mut seen = std::collections::BTreeSet::new();
        for key in ["text: \"", "word: Some(\"", "word: \"", "sign: \"", "name: \"", "value: \"", "Words(\"", "words: [\""] {
            for part in debug.split(key).skip(1) { seen.insert(part.split("\"").next().unwrap().to_owned()); }
        }
        for s in seen { println!("M {s}"); }
        for (name, scale) in [("X", &c.x), ("Y", &c.y)] {
            let labels: Vec<String> = ticks(scale, scale.ends(), 5).into_iter().map(|t| tongue.say_at_mark(&t.label)).collect();
            println!("{name} {}", labels.join(" | "));
        }
    }
}
