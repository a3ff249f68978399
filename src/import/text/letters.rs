//! How surprising a text is, letter by letter. Bytes read in a wrong encoding give rare letters, capitals within words, and
//! words in two scripts; this counts what each of them costs, in bits.

/// What a text costs beyond its ASCII. Texts of the same bytes can be compared.
pub fn surprise(text: &str, is_frequent_sign: impl Fn(char) -> bool) -> f64 {
    let mut sum = 0.0;
    let mut before = Seen::of('\n');
    for letter in text.chars() {
        let seen = Seen::of(letter);
        if !letter.is_ascii() {
            // Lines are drawn with the same sign again and again.
            let is_drawn = ('\u{2500}'..='\u{259f}').contains(&letter) && letter == before.letter;
            sum += if is_drawn { 2.0 } else { seen.cost(&is_frequent_sign) };
        }
        if !letter.is_ascii() || !before.letter.is_ascii() {
            sum += meeting(&before, &seen);
        }
        before = seen;
    }
    sum
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Cyrillic,
    Greek,
    /// Han, Kana, Hangul: scripts of many signs, in which a sign takes two bytes.
    EastAsian,
    OtherLetters,
    /// Digits, blanks and the marks of prose.
    Marks,
    /// Box drawing, dingbats, arrows, mathematics.
    Symbols,
    /// Control characters, private use, what could not be decoded.
    Nonsense,
}

struct Seen {
    letter: char,
    script: Script,
}

impl Seen {
    fn of(letter: char) -> Self {
        const MARKS: &str = "«»“”„‘’‚–—…№§°±²³¹¼½¾€£¥·•™®©†‡‰‹›ªº¿¡−×";
        let script = match letter {
            'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => {
                Script::Latin
            }
            '\0'..='\u{7f}' | '\u{a0}' => Script::Marks,
            '\u{80}'..='\u{9f}' | '\u{e000}'..='\u{f8ff}' | '\u{fffd}' | '\u{f0000}'.. => Script::Nonsense,
            '\u{370}'..='\u{3ff}' => Script::Greek,
            '\u{400}'..='\u{52f}' => Script::Cyrillic,
            '\u{1100}'..='\u{11ff}'
            | '\u{3040}'..='\u{30ff}'
            | '\u{3400}'..='\u{9fff}'
            | '\u{ac00}'..='\u{d7a3}'
            | '\u{ff61}'..='\u{ff9f}' => Script::EastAsian,
            '\u{3000}'..='\u{303f}' | '\u{ff01}'..='\u{ff5e}' | '\u{2002}'..='\u{202f}' => Script::Marks,
            letter if MARKS.contains(letter) => Script::Marks,
            letter if letter.is_alphabetic() => Script::OtherLetters,
            _ => Script::Symbols,
        };
        Self { letter, script }
    }

    fn is_letter(&self) -> bool {
        !matches!(self.script, Script::Marks | Script::Symbols | Script::Nonsense)
    }

    fn cost(&self, is_frequent_sign: &impl Fn(char) -> bool) -> f64 {
        match self.script {
            Script::Latin => 5.5 + 0.05 * rank(ACCENTED, self.letter),
            Script::Cyrillic => 3.2 + 0.2 * rank(CYRILLIC, self.letter),
            Script::Greek => 3.2 + 0.2 * rank(GREEK, self.letter),
            Script::EastAsian if FREQUENT_SIGNS.contains(self.letter) => 7.0,
            Script::EastAsian if FREQUENT_SYLLABLES.contains(self.letter) => 7.0,
            // Korean makes do with fewer signs than Chinese.
            Script::EastAsian if is_frequent_sign(self.letter) && ('\u{ac00}'..='\u{d7a3}').contains(&self.letter) => 8.0,
            Script::EastAsian if is_frequent_sign(self.letter) => 9.0,
            Script::EastAsian => 14.0,
            Script::OtherLetters => 5.5,
            Script::Marks => 6.0,
            Script::Symbols => 12.0,
            Script::Nonsense => 25.0,
        }
    }
}

/// Marks beyond ASCII behind which a word begins or goes on.
const JOINING: &str = "«»“”„‘’‚–—…·•‹›№¿¡\u{a0}\u{3000}、。（）《》：，；";

/// What it costs that these two stand side by side.
fn meeting(before: &Seen, after: &Seen) -> f64 {
    let is_beside_east_asian = before.script == Script::EastAsian || after.script == Script::EastAsian;
    match (before.is_letter(), after.is_letter()) {
        (true, true) if before.script != after.script => {
            if is_beside_east_asian {
                1.0
            } else {
                9.0
            }
        }
        (true, true) if before.letter.is_lowercase() && after.letter.is_uppercase() => 8.0,
        // Accents are spread over a word.
        (true, true) if after.script == Script::Latin && !before.letter.is_ascii() && !after.letter.is_ascii() => 4.0,
        (false, true) if before.script == Script::Marks && !before.letter.is_ascii() && !JOINING.contains(before.letter) => 4.0,
        (false, true) if after.letter.is_uppercase() => 2.0,
        (true, false) | (false, true) if before.script == Script::Symbols || after.script == Script::Symbols => 5.0,
        (true | false, true | false) => 0.0,
    }
}

/// How many letters of the alphabet are more frequent.
fn rank(alphabet: &str, letter: char) -> f64 {
    let small = letter.to_lowercase().next().unwrap_or(letter);
    let before = alphabet.chars().take_while(|known| *known != small).count();
    before as f64
}

/// Letters in the order of their frequency: those of Russian, then those of its neighbours.
const CYRILLIC: &str = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъёіїєґўјљњћђџѓќѕ";

const GREEK: &str = "αοιτενσηυρκπμλςίόήάέδγωθχύφβώξζψϊϋΐΰ";

/// Latin letters beyond ASCII, those of Western Europe first.
const ACCENTED: &str = "éóáíüöäçãèñåøêôæúßàâîõëïûùòìčšžřěýůłąęćśżźńőűğışöţășțďťňľđćðþÿœėųūįķļņģāēīō";

/// Signs that are frequent in Chinese, and in the Chinese of tables above all.
const FREQUENT_SIGNS: &str = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指进出口贸易额总值万亿美元欧单位亚洲德英法俄罗斯日韩非南北西东利兰尼巴哥比拉克加港澳台湾省市编码名称伙伴商品余财政";

/// Syllables that are frequent in Korean.
const FREQUENT_SYLLABLES: &str = "이다는의에가한고을지사도하로대자기인아정어나스리서시전그해수일부장국비제보은년월조";

#[cfg(test)]
mod tests {
    use super::*;

    fn is_dearer(wrong: &str, right: &str) -> bool {
        surprise(wrong, |_| false) > surprise(right, |_| false)
    }

    #[test]
    fn words_in_a_wrong_encoding_are_dearer() {
        assert!(is_dearer("Àâñòðèÿ", "Австрия"), "windows-1251 read as windows-1252");
        assert!(is_dearer("юБЯРПХЪ", "Австрия"), "windows-1251 read as KOI8-R");
        assert!(is_dearer("Ђўбва\u{a8}п", "Австрия"), "cp866 read as windows-1251");
        assert!(is_dearer("ЂвстриЯ", "Австрия"), "Mac Cyrillic read as windows-1251");
        assert!(is_dearer("Лещнйдбт", "Λεωνιδας"), "ISO-8859-7 read as windows-1251");
        assert!(is_dearer("Цsterreich", "Österreich"), "windows-1252 read as windows-1251");
        assert!(is_dearer("№ъјТ", "国家"), "GBK read as windows-1251");
    }

    #[test]
    fn plain_text_costs_nothing() {
        assert_eq!(surprise("Country,Year\nAustria,2012\n", |_| false), 0.0);
    }
}
