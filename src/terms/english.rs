//! The little grammar that names need in a sentence: articles, possessives, lists.

/// "the United States", "Russia".
pub fn with_article(name: &str) -> String {
    const NEED_ONE: [&str; 9] =
        ["United ", "Netherlands", "Philippines", "Bahamas", "Gambia", "European Union", "EU27", "EU28", "Maldives"];
    let needs = NEED_ONE.iter().any(|start| name.starts_with(start)) || name == "world";
    if needs || name.ends_with(" Republic") || name.ends_with(" Islands") { format!("the {name}") } else { name.to_owned() }
}

/// "Russia's", "the Netherlands'".
pub fn possessive(name: &str) -> String {
    let named = with_article(name);
    // Plurals take the article and lose the s: the Netherlands’, but Belarus’s.
    if named != name && named.ends_with('s') { format!("{named}’") } else { format!("{named}’s") }
}

/// "China, Germany and the rest".
pub fn list(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// With a capital first letter, for the beginning of a line.
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + letters.as_str())
}

/// What begins with an article as it stands inside a sentence: "the EU27’s exports".
pub fn inside(name: &str) -> String {
    name.strip_prefix("The ").map_or_else(|| name.to_owned(), |rest| format!("the {rest}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_take_their_article_and_their_apostrophe() {
        assert_eq!(possessive("Russia"), "Russia’s");
        assert_eq!(possessive("Netherlands"), "the Netherlands’");
        assert_eq!(possessive("Belarus"), "Belarus’s");
        assert_eq!(inside("The EU27’s exports"), "the EU27’s exports");
        assert_eq!(inside("Theatre"), "Theatre");
        assert_eq!(with_article("United States"), "the United States");
        assert_eq!(list(&["China".into(), "India".into(), "Japan".into()]), "China, India and Japan");
    }
}
