use asymmetry::terms::language::Language;
use asymmetry::terms::translation::Tongue;
fn main() { for t in std::env::args().skip(1) { for l in [Language::Russian, Language::Chinese] { println!("{}", Tongue::new(l).say(&t)); } } }
