//! Letters beside a number that say how it was made: Eurostat's flags, the observation statuses of SDMX, those of others.

use crate::dataset::observation::Status;
use crate::import::cell::sign;
use crate::terms::amount::Missing;

/// Which letters behind a number are flags.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Flags {
    /// Eurostat's small letters, as most agencies write them, where they cannot be taken for a unit.
    #[default]
    Common,
    /// Eurostat's, one or several, with or without a blank.
    Eurostat,
    /// Capital letters of the code list of observation statuses.
    Sdmx,
    /// Those of the FAO, of before 2022 and of today.
    Fao,
    /// Those of ILOSTAT, some of which mean something else in SDMX's list.
    Ilo,
    /// Those of the UNESCO Institute for Statistics.
    Unesco,
    /// Those of Statistics Canada in a column of their own; behind numbers the common ones.
    Canada,
    /// Letters of a list that only the agency knows; they become notes.
    Own,
    /// Letters make a text.
    Without,
}

/// What the flags of a cell say together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meaning {
    pub status: Status,
    /// Why there is no number, when there is none.
    pub missing: Option<Missing>,
    pub note: Option<String>,
}

/// Letters that follow a number without a unit's meaning. "5 bn" is no number with the flags b and n.
const UNITS: [&str; 12] = ["bn", "pc", "pp", "ps", "rs", "fr", "cf", "db", "pcs", "sec", "sc", "rub"];

impl Flags {
    /// The letters as flags, one by one; `None` when they are none. `is_apart` when a blank stands before them.
    pub fn read(self, letters: &str, is_apart: bool) -> Option<Vec<String>> {
        let is_eurostat = || letters.len() <= 4 && letters.chars().all(|letter| eurostat(letter).is_some());
        let each = || letters.chars().map(String::from).collect();
        match self {
            Self::Eurostat => is_eurostat().then(each),
            Self::Common | Self::Canada | Self::Unesco => {
                let is_doubtful = UNITS.contains(&letters) || !is_apart && (letters.len() > 1 || matches!(letters, "b" | "d" | "s"));
                (is_eurostat() && letters.len() <= 3 && !is_doubtful).then(each)
            }
            Self::Sdmx => (letters.len() == 1 && observation_status(letters).is_some()).then(each),
            Self::Fao => (letters.len() <= 2 && fao(letters).is_some()).then(|| vec![letters.to_owned()]),
            Self::Ilo => (letters.len() == 1 && ilo(letters).is_some()).then(|| vec![letters.to_owned()]),
            Self::Own => (letters.len() <= 3).then(|| vec![letters.to_owned()]),
            Self::Without => None,
        }
    }

    /// What they mean together.
    pub fn meaning(self, flags: &[String]) -> Meaning {
        let meanings = flags.iter().filter_map(|flag| match self {
            Self::Common | Self::Canada | Self::Unesco | Self::Eurostat => {
                flag.chars().next().filter(|_| flag.len() == 1).and_then(eurostat)
            }
            Self::Sdmx => observation_status(flag),
            Self::Fao => fao(flag),
            Self::Ilo => ilo(flag),
            Self::Own | Self::Without => None,
        });
        let mut meaning = together(meanings);
        if self == Self::Own && !flags.is_empty() {
            meaning.note = Some(format!("marked {} by its source", flags.join(", ")));
        }
        meaning
    }

    /// What the code of a status in a column of its own means where these flags are used.
    pub fn status_of(self, code: &str) -> (Status, Option<Missing>, Option<String>) {
        let code = code.trim();
        let own = match self {
            Self::Fao => fao(code),
            Self::Canada => canadian(code),
            Self::Unesco => unesco(code),
            Self::Ilo => ilo(code),
            Self::Common | Self::Eurostat | Self::Sdmx | Self::Own | Self::Without => None,
        };
        let Some(own) = own else { return status_of(code) };
        let meaning = together([own].into_iter());
        let named = |note: String| if self == Self::Fao { format!("{note} ({code})") } else { note };
        (meaning.status, meaning.missing, meaning.note.map(named))
    }
}

/// What the code of a status in a column of its own means: a letter of SDMX in capitals, Eurostat's letters in small ones.
/// A code that is in neither list is kept as a note, unless it is a sign that there is no value.
pub fn status_of(code: &str) -> (Status, Option<Missing>, Option<String>) {
    let code = code.trim();
    let is_small = !code.is_empty() && code.chars().all(|letter| eurostat(letter).is_some());
    let meaning = match (code.is_empty(), observation_status(code).or_else(|| in_words(code))) {
        (true, _) => Meaning::default(),
        (_, Some(known)) => together([known].into_iter()),
        _ if is_small => together(code.chars().filter_map(eurostat)),
        _ => {
            let sign = sign::known(code, &[]).filter(|_| sign::is_mark(code));
            let note = || format!("status \"{code}\" of its source");
            Meaning { missing: sign.map(|sign| sign.means), note: sign.is_none().then(note), ..Meaning::default() }
        }
    };
    (meaning.status, meaning.missing, meaning.note)
}

/// The letters of Statistics Canada; A to F say how good a figure is.
fn canadian(code: &str) -> Option<Known> {
    Some(match code {
        "A" | "B" | "C" | "D" | "0s" => (Status::Normal, None, None),
        "E" => (Status::Normal, None, Some("to be used with caution")),
        "F" => (Status::Normal, Some(Missing::NotPublished), Some("too unreliable to be published")),
        "x" => (Status::Normal, Some(Missing::Confidential), None),
        ".." => (Status::Normal, Some(Missing::NotPublished), None),
        "..." => (Status::Normal, Some(Missing::NotApplicable), None),
        "p" => (Status::Provisional, None, None),
        "r" => (Status::Normal, None, Some("revised")),
        _ => return None,
    })
}

/// The signs of UNESCO, whose "a" is no status of others.
fn unesco(code: &str) -> Option<Known> {
    Some(match code {
        "+" => (Status::Estimated, None, Some("estimated by the country")),
        "‡" => (Status::Estimated, None, Some("estimated by UNESCO")),
        "a" => (Status::Normal, Some(Missing::NotApplicable), None),
        "n" => (Status::Normal, None, Some("nil or negligible")),
        _ => return None,
    })
}

/// What a code of SDMX's CONF_STATUS says: is the value withheld, and in which words? Free ones say nothing.
pub fn confidentiality_of(code: &str) -> Option<&'static str> {
    match code.trim() {
        "C" | "c" => Some("confidential"),
        "D" => Some("confidential, so that others stay so"),
        "N" => Some("not for publication"),
        "S" => Some("confidential, and withheld by its source"),
        _ => None,
    }
}

/// The same as a status of its own.
pub fn status_of_confidentiality(code: &str) -> (Status, Option<Missing>, Option<String>) {
    let words = confidentiality_of(code);
    (Status::Normal, words.map(|_| Missing::Confidential), words.map(str::to_owned))
}

/// How the IMF says that it came by a figure: estimates and projections of its staff are no figures of the country.
pub fn status_of_derivation(code: &str) -> (Status, Option<Missing>, Option<String>) {
    match code.trim().to_uppercase().as_str() {
        "" | "O" => (Status::Normal, None, None),
        "E" | "SE" | "EST" | "ESTIMATED" => (Status::Estimated, None, None),
        "SP" | "PROJECTED" => (Status::Forecast, None, None),
        other => (Status::Normal, None, Some(format!("derivation type \"{other}\" of its source"))),
    }
}

/// Status, why there is no number when there is none, and words for what neither says.
type Known = (Status, Option<Missing>, Option<&'static str>);

fn eurostat(letter: char) -> Option<Known> {
    Some(match letter {
        'b' => (Status::Break, None, None),
        'c' => (Status::Normal, Some(Missing::Confidential), Some("confidential")),
        'd' => (Status::Normal, None, Some("its definition differs")),
        'e' | 's' => (Status::Estimated, None, None),
        'f' => (Status::Forecast, None, None),
        'n' => (Status::Normal, None, Some("not significant")),
        'p' => (Status::Provisional, None, None),
        'r' => (Status::Normal, None, Some("revised")),
        'u' => (Status::Normal, None, Some("low reliability")),
        'z' => (Status::Normal, Some(Missing::NotApplicable), Some("not applicable")),
        _ => return None,
    })
}

/// The code list CL_OBS_STATUS of SDMX, version 2.
fn observation_status(code: &str) -> Option<Known> {
    Some(match code {
        "A" => (Status::Normal, None, None),
        "B" => (Status::Break, None, None),
        "D" => (Status::Normal, None, Some("its definition differs")),
        "E" => (Status::Estimated, None, None),
        "F" => (Status::Forecast, None, None),
        "G" => (Status::Normal, None, Some("experimental")),
        "H" => (Status::Normal, Some(Missing::NotApplicable), Some("a holiday or weekend")),
        "I" => (Status::Estimated, None, Some("imputed by the agency that received it")),
        "J" => (Status::Normal, None, Some("under a derogation")),
        "K" => (Status::Normal, Some(Missing::NotPublished), Some("included in another category")),
        "L" => (Status::Normal, Some(Missing::NotCollected), Some("exists, but was not collected")),
        "M" => (Status::Normal, Some(Missing::NotApplicable), Some("cannot exist")),
        "N" => (Status::Normal, None, Some("not significant")),
        "O" => (Status::Normal, Some(Missing::NotPublished), None),
        "P" => (Status::Provisional, None, None),
        "Q" => (Status::Normal, Some(Missing::Confidential), Some("suppressed")),
        "R" => (Status::Normal, None, Some("revised")),
        "S" => (Status::Normal, None, Some("a strike or another special event")),
        "U" => (Status::Normal, None, Some("low reliability")),
        "V" => (Status::Normal, None, Some("not validated")),
        "W" => (Status::Normal, None, Some("includes another category")),
        _ => return None,
    })
}

/// The flags of FAOSTAT, which uses letters of its own: its F was an estimate, and its X comes from others.
fn fao(code: &str) -> Option<Known> {
    Some(match code {
        "A" | "Q" | "Qm" | "W" => (Status::Normal, None, None),
        "B" | "Bk" => (Status::Break, None, None),
        "E" | "F" => (Status::Estimated, None, None),
        "I" | "Im" => (Status::Estimated, None, Some("imputed")),
        "R" => (Status::Estimated, None, Some("by what trading partners report")),
        "Fc" | "Fk" | "Cv" => (Status::Normal, None, Some("calculated by the FAO")),
        "Fm" => (Status::Estimated, None, Some("estimated by hand")),
        "Fb" => (Status::Estimated, None, Some("what remains in a balance")),
        "P" => (Status::Provisional, None, None),
        "T" | "*" => (Status::Normal, None, Some("unofficial")),
        "X" => (Status::Normal, None, Some("from another international organisation")),
        "S" => (Status::Normal, None, Some("standardised")),
        "SD" => (Status::Normal, None, Some("a statistical discrepancy")),
        "M" => (Status::Normal, Some(Missing::NotPublished), None),
        "NR" => (Status::Normal, Some(Missing::NotCollected), Some("not reported by the country")),
        "NV" => (Status::Normal, Some(Missing::NotPublished), None),
        _ => return None,
    })
}

/// The letters of ILOSTAT and the words for them, as its files give the ones or the others.
fn ilo(code: &str) -> Option<Known> {
    Some(match code {
        "A" | "Adjusted" => (Status::Normal, None, Some("adjusted by the ILO")),
        "M" | "Model-based extrapolation" => (Status::Estimated, None, Some("from a model")),
        "I" | "Imputation" => (Status::Estimated, None, Some("imputed")),
        "R" | "Real value" => (Status::Normal, None, None),
        _ => return None,
    })
}

/// Statuses in the words that files with labels have instead of letters.
fn in_words(code: &str) -> Option<Known> {
    let small = code.to_lowercase();
    Some(match small.as_str() {
        "normal value" | "normal" | "official figure" => (Status::Normal, None, None),
        "estimated" | "estimate" | "estimated value" => (Status::Estimated, None, None),
        "provisional" | "preliminary" | "provisional value" => (Status::Provisional, None, None),
        "forecast" | "projection" | "forecast value" => (Status::Forecast, None, None),
        "break in series" | "break in time series" | "time series break" => (Status::Break, None, None),
        "unreliable" | "low reliability" => (Status::Normal, None, Some("low reliability")),
        _ => return None,
    })
}

/// How firm a figure is whose footnote says nothing else.
pub fn status_in_words(note: &str) -> Status {
    in_words(note.trim()).map(|(status, ..)| status).unwrap_or_default()
}

/// Of several statuses the softest is kept, so that the mark is drawn as less firm; the others are told in words.
fn together(meanings: impl Iterator<Item = Known>) -> Meaning {
    let firmness = |status: Status| match status {
        Status::Forecast => 0,
        Status::Estimated => 1,
        Status::Provisional => 2,
        Status::Mirror => 3,
        Status::Break => 4,
        Status::BreakInClassification => 5,
        Status::Normal => 6,
    };
    let meanings: Vec<Known> = meanings.collect();
    let status = meanings.iter().map(|(status, ..)| *status).min_by_key(|status| firmness(*status)).unwrap_or_default();
    let missing = meanings.iter().find_map(|(_, missing, _)| *missing);
    let words = |(one, _, note): &Known| note.or_else(|| word(*one).filter(|_| *one != status));
    let notes: Vec<&str> = meanings.iter().filter_map(words).collect();
    Meaning { status, missing, note: (!notes.is_empty()).then(|| notes.join("; ")) }
}

fn word(status: Status) -> Option<&'static str> {
    match status {
        Status::Normal => None,
        Status::Estimated => Some("estimated"),
        Status::Provisional => Some("provisional"),
        Status::Forecast => Some("forecast"),
        Status::Break | Status::BreakInClassification | Status::Mirror => status.words(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_both_lists_are_known_and_others_are_kept_as_notes() {
        assert_eq!(status_of("E"), (Status::Estimated, None, None));
        assert_eq!(status_of("A"), (Status::Normal, None, None));
        assert_eq!(status_of("M").1, Some(Missing::NotApplicable));
        assert_eq!(status_of("bu"), (Status::Break, None, Some("low reliability".to_owned())));
        assert_eq!(status_of("be"), (Status::Estimated, None, Some("break in method".to_owned())));
        assert_eq!(status_of("Fc").2.as_deref(), Some("status \"Fc\" of its source"));
        assert_eq!(status_of(" "), (Status::Normal, None, None));
        assert_eq!(status_of(".."), (Status::Normal, Some(Missing::NotPublished), None));
        assert_eq!(Flags::Canada.status_of("F").1, Some(Missing::NotPublished));
        assert_eq!(Flags::Canada.status_of("x").1, Some(Missing::Confidential));
        assert_eq!(Flags::Canada.status_of("B"), (Status::Normal, None, None));
    }

    #[test]
    fn what_is_free_is_no_forecast() {
        assert_eq!(status_of_confidentiality("F"), (Status::Normal, None, None));
        assert_eq!(status_of_confidentiality("C").1, Some(Missing::Confidential));
    }

    #[test]
    fn letters_of_the_fao_mean_what_the_fao_says() {
        assert_eq!(Flags::Fao.status_of("F"), (Status::Estimated, None, None));
        assert_eq!(Flags::Fao.status_of("Q"), (Status::Normal, None, None));
        assert_eq!(Flags::Fao.status_of("Fc"), (Status::Normal, None, Some("calculated by the FAO (Fc)".to_owned())));
        assert_eq!(Flags::Fao.status_of("X").2.as_deref(), Some("from another international organisation (X)"));
        assert_eq!(Flags::Fao.status_of("Zz").2.as_deref(), Some("status \"Zz\" of its source"));
        assert_eq!(Flags::Common.status_of("F").0, Status::Forecast);
    }

    #[test]
    fn letters_of_the_ilo_and_words_of_all_are_known() {
        assert_eq!(Flags::Ilo.status_of("M"), (Status::Estimated, None, Some("from a model".to_owned())));
        assert_eq!(Flags::Ilo.status_of("U").2.as_deref(), Some("low reliability"));
        assert_eq!(Flags::Ilo.status_of("B").0, Status::Break);
        assert_eq!(status_of("Estimated"), (Status::Estimated, None, None));
        assert_eq!(status_of("Break in series").0, Status::Break);
        assert_eq!(status_of("Unreliable").2.as_deref(), Some("low reliability"));
    }

    #[test]
    fn signs_of_unesco_mean_what_unesco_says() {
        assert_eq!(Flags::Unesco.status_of("‡"), (Status::Estimated, None, Some("estimated by UNESCO".to_owned())));
        assert_eq!(Flags::Unesco.status_of("a").1, Some(Missing::NotApplicable));
        assert_eq!(Flags::Unesco.status_of("B").0, Status::Break);
    }

    #[test]
    fn billions_are_no_flags() {
        assert_eq!(Flags::Common.read("bn", true), None);
        assert_eq!(Flags::Common.read("b", false), None);
        assert_eq!(Flags::Common.read("b", true), Some(vec!["b".to_owned()]));
        assert_eq!(Flags::Eurostat.read("bn", true).map(|flags| flags.len()), Some(2));
        assert_eq!(Flags::Own.read("Fc", true), Some(vec!["Fc".to_owned()]));
        assert_eq!(Flags::Without.read("e", true), None);
    }
}
