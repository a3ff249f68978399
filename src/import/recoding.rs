//! Texts of a survey whose file states the wrong encoding, or none: old programs wrote Russian and called it Western.

use encoding_rs::{Encoding, WINDOWS_1251, WINDOWS_1252};

use crate::import::report::Report;
use crate::import::survey::Survey;
use crate::problem::Problem;

/// Texts that were read in one encoding are read in another one.
#[derive(Clone, Copy, Debug)]
pub struct Anew {
    stated: &'static Encoding,
    taken: &'static Encoding,
}

impl Anew {
    pub fn read(&self, text: &mut String) {
        let (bytes, _, _) = self.stated.encode(text);
        *text = self.taken.decode_without_bom_handling(&bytes).0.into_owned();
    }
}

/// Reads the texts anew: in the encoding that is wanted, or in the one that their letters tell; says which was taken, and gives
/// how texts are to be read that come later.
///
/// # Errors
/// When no encoding has the name that is wanted.
pub fn settle(survey: &mut Survey, wanted: Option<&str>, name: &str, report: &mut Report) -> Result<Option<Anew>, Problem> {
    let stated = Encoding::for_label(survey.encoding.trim().as_bytes()).unwrap_or(WINDOWS_1252);
    let (taken, because) = match wanted {
        Some(label) => {
            let found = Encoding::for_label(label.as_bytes()).or_else(|| Encoding::for_label(format!("x-{label}").as_bytes()));
            let unknown = || Problem::new(format!("Could not read {name}")).because(format!("no encoding is called \"{label}\""));
            (found.ok_or_else(|| unknown().hint("For example windows-1251, utf-8 or cp866."))?, "it was asked for".to_owned())
        }
        None if stated == WINDOWS_1252 && is_russian(survey) => {
            (WINDOWS_1251, "its letters are those of Russian words, whatever the file states".to_owned())
        }
        None if stated == WINDOWS_1252 => (stated, "the file states it, or states none".to_owned()),
        None => (stated, "the file states it".to_owned()),
    };
    report.choose("encoding", taken.name(), because);
    survey.encoding = taken.name().to_owned();
    let anew = (taken != stated).then_some(Anew { stated, taken });
    anew.iter().for_each(|anew| survey.each_text(|text| anew.read(text)));
    Ok(anew)
}

/// In Western words accents stand alone; three letters outside of ASCII in a row are a word of another script.
fn is_russian(survey: &Survey) -> bool {
    let (mut foreign, mut in_words) = (0_usize, 0_usize);
    for text in survey.variables.iter().flat_map(|variable| variable.meanings.iter().map(|(_, text)| text).chain([&variable.label])) {
        let (bytes, _, _) = WINDOWS_1252.encode(text);
        let is_letter = |byte: u8| byte >= 0xc0 || matches!(byte, 0xa8 | 0xb8);
        foreign += bytes.iter().filter(|byte| !byte.is_ascii()).count();
        in_words += bytes.split(|byte| !is_letter(*byte)).map(<[u8]>::len).filter(|length| *length >= 3).sum::<usize>();
    }
    foreign > 0 && in_words * 2 > foreign
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::survey::{Value, Variable};

    fn survey(label: &str) -> Survey {
        let meanings = vec![(Value::Number(1.0), label.to_owned())];
        let variable = Variable { name: "Q1".to_owned(), label: label.to_owned(), meanings, ..Variable::default() };
        Survey { encoding: "windows-1252".to_owned(), variables: vec![variable], ..Survey::default() }
    }

    fn settled(label: &str, wanted: Option<&str>) -> String {
        let mut survey = survey(label);
        settle(&mut survey, wanted, "a.sav", &mut Report::default()).expect("a known encoding");
        format!("{} {}", survey.encoding, survey.variables[0].meanings[0].1)
    }

    #[test]
    fn russian_that_is_called_western_is_read_as_russian() {
        assert_eq!(settled("Ïîë ðåñïîíäåíòà", None), "windows-1251 Пол респондента");
        assert_eq!(settled("Côte d’Ivoire, Åland, été", None), "windows-1252 Côte d’Ivoire, Åland, été");
        assert_eq!(settled("plain", None), "windows-1252 plain");
    }

    #[test]
    fn an_encoding_can_be_asked_for() {
        assert_eq!(settled("\u{8f}®«", Some("cp866")), "IBM866 Пол");
        let problem = settle(&mut survey("a"), Some("klingon"), "a.sav", &mut Report::default()).expect_err("unknown");
        assert!(problem.to_string().contains("no encoding is called \"klingon\""), "{problem}");
    }
}
