//! Which side of a question an answer takes, told by its words where they leave no doubt.

use crate::terms::poll::Side;

const UNSURE: [&str; 24] = [
    "затрудн",
    "не знаю",
    "не хочу отвеч",
    "нет ответа",
    "нет мнения",
    "отказ",
    "не определил",
    "трудно сказать",
    "don't know",
    "don’t know",
    "dont know",
    "do not know",
    "i don't know",
    "hard to say",
    "hard to answer",
    "difficult to say",
    "difficult to answer",
    "not sure",
    "unsure",
    "undecided",
    "no answer",
    "no opinion",
    "refus",
    "prefer not",
];

const POSITIVE: [&str; 11] = [
    "да",
    "скорее да",
    "определенно да",
    "определённо да",
    "безусловно да",
    "однозначно да",
    "yes",
    "rather yes",
    "definitely yes",
    "probably yes",
    "mostly yes",
];

const NEGATIVE: [&str; 11] = [
    "нет",
    "скорее нет",
    "определенно нет",
    "определённо нет",
    "безусловно нет",
    "однозначно нет",
    "no",
    "rather no",
    "definitely no",
    "definitely not",
    "probably no",
];

/// The side of an answer; `None` when its words do not say it.
pub fn side_of(answer: &str) -> Option<Side> {
    let lower = answer.to_lowercase();
    // What is said to the interviewer in brackets is no part of the answer: "(DO NOT READ) Don't know".
    let mut words = lower.trim();
    while let Some((_, rest)) = words.strip_prefix(['(', '[']).and_then(|rest| rest.split_once([')', ']'])) {
        words = rest.trim_start();
    }
    let begins_with = |start: &str| {
        let rest = words.strip_prefix(start);
        rest.is_some_and(|rest| !rest.starts_with(|letter: char| letter.is_alphanumeric()))
    };
    match () {
        () if words.is_empty() => None,
        () if UNSURE.iter().any(|start| words.starts_with(start)) => Some(Side::Unsure),
        () if POSITIVE.iter().any(|start| begins_with(start)) => Some(Side::Positive),
        () if NEGATIVE.iter().any(|start| begins_with(start)) => Some(Side::Negative),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_that_leave_no_doubt_have_a_side() {
        for (answer, side) in [
            ("(НЕ ЗАЧИТЫВАТЬ) Затрудняюсь ответить", Some(Side::Unsure)),
            ("[DK] Don't know", Some(Side::Unsure)),
            ("Нет ответа", Some(Side::Unsure)),
            ("Не хочу отвечать на этот вопрос", Some(Side::Unsure)),
            ("Не знает и ничего не слышал(-а)", None),
            ("Да, поддерживаю", Some(Side::Positive)),
            ("Скорее нет", Some(Side::Negative)),
            ("No", Some(Side::Negative)),
            ("Norway", None),
            ("Дальневосточный федеральный округ", None),
            ("(other)", None),
            ("", None),
        ] {
            assert_eq!(side_of(answer), side, "{answer}");
        }
    }
}
