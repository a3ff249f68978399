//! Members of an archive: their names as they were meant, and which of them hold tables.

use encoding_rs::{IBM866, WINDOWS_1251};

/// One file or folder in an archive.
#[derive(Clone, Debug)]
pub struct Member {
    pub index: usize,
    pub name: String,
    pub is_encrypted: bool,
    /// How many bytes it has, as the archive says.
    pub declared: u64,
}

/// What a member is there for, by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Table,
    /// A description, a list of codes, a licence.
    Beside,
    Unknown,
}

const TABLES: [&str; 22] = [
    "csv", "tsv", "tab", "txt", "dat", "json", "jsonl", "ndjson", "xml", "xlsx", "xlsm", "xlsb", "xls", "ods", "parquet", "pq", "feather",
    "arrow", "sav", "zsav", "dta", "px",
];
const DOCUMENTS: [&str; 14] = ["md", "pdf", "html", "htm", "doc", "docx", "rtf", "log", "url", "png", "jpg", "sas", "sps", "do"];
/// What stands in the names of files that only explain others.
const BESIDE: [&str; 10] =
    ["readme", "read_me", "metadata", "licen", "codebook", "dictionary", "datapackage", "definition", "country_codes", "product_codes"];
const PACKINGS: [&str; 4] = ["gz", "bz2", "xz", "zst"];

impl Member {
    /// In small letters, with strokes between the folders.
    pub fn plain_name(&self) -> String {
        self.name.replace('\\', "/").to_lowercase()
    }

    /// Not a folder, nor what a system leaves behind.
    pub fn is_file(&self) -> bool {
        let name = self.plain_name();
        let last = name.rsplit('/').next().unwrap_or_default();
        let is_litter =
            name.starts_with("__macosx/") || last.starts_with("._") || ["thumbs.db", "desktop.ini", ".ds_store"].contains(&last);
        !last.is_empty() && !is_litter
    }

    /// Would it be written outside of the folder that it is unpacked to?
    pub fn leads_out(&self) -> bool {
        let name = self.plain_name();
        let has_drive = name.chars().nth(1) == Some(':');
        name.starts_with('/') || has_drive || name.contains('\0') || name.split('/').any(|part| part == "..")
    }

    /// The last part of its plain name, without the ending of what it is packed in.
    fn unpacked_name(name: &str) -> &str {
        let last = name.rsplit('/').next().unwrap_or_default();
        last.rsplit_once('.').filter(|(_, packing)| PACKINGS.contains(packing)).map_or(last, |(stem, _)| stem)
    }

    /// What it is there for beside the others. The World Bank's archives have "WDICountry-Series.csv" and such beside their table:
    /// "WDICountry.csv" is no table there, and may be one elsewhere.
    pub fn role_among(&self, others: &[&Self]) -> Role {
        let stem = |member: &Self| Self::unpacked_name(&member.plain_name()).trim_end_matches(".csv").to_owned();
        let own = stem(self);
        let explains = |start: &str| others.iter().any(|other| stem(other).strip_prefix(start) == Some("country-series"));
        let lists = ["country", "series", "country-series", "series-time", "footnote"];
        if lists.iter().filter_map(|list| own.strip_suffix(list)).any(explains) { Role::Beside } else { self.role() }
    }

    pub fn role(&self) -> Role {
        let name = self.plain_name();
        let last = Self::unpacked_name(&name);
        let Some((stem, ending)) = last.rsplit_once('.') else { return Role::Unknown };
        let speaks_of = |word: &&str| stem.contains(*word);
        let is_list = |word: &&str| stem.ends_with(*word);
        match () {
            () if DOCUMENTS.contains(&ending) => Role::Beside,
            () if !TABLES.contains(&ending) => Role::Unknown,
            () if BESIDE.iter().any(speaks_of) => Role::Beside,
            () if ["codes", "flags", "footnotes", "notes", "_elements", "symbols"].iter().any(is_list) => Role::Beside,
            () => Role::Table,
        }
    }

    /// What is left when the member is asked for: nothing, or the sheet in it. `None` when another one is.
    pub fn asked_for<'a>(&self, wanted: &'a str) -> Option<&'a str> {
        let last = self.name.rsplit(['/', '\\']).next().unwrap_or(&self.name);
        [self.name.as_str(), last].into_iter().find_map(|name| {
            let rest = wanted.strip_prefix(name)?;
            if rest.is_empty() { Some(rest) } else { rest.strip_prefix('/') }
        })
    }
}

/// The names of some members, for people.
pub fn listed(members: &[&Member]) -> String {
    const MOST: usize = 20;
    let mut names: Vec<String> = members.iter().take(MOST).map(|member| member.name.clone()).collect();
    if members.len() > MOST {
        names.push(format!("{} more", members.len() - MOST));
    }
    names.join(", ")
}

/// The name as it was meant. Where nothing says its encoding it is UTF-8 if it can be; otherwise that of Russian DOS or Windows
/// when all its words are in one of them, and `of_the_pc` in the end, as the first PCs wrote it.
pub fn readable_name(raw: &[u8], is_utf8: bool, of_the_pc: &str) -> String {
    if let Ok(name) = std::str::from_utf8(raw) {
        return name.to_owned();
    }
    // A single foreign letter among Latin ones is no Russian word.
    let is_mixed = raw.windows(2).any(|pair| pair[0].is_ascii_alphabetic() != pair[1].is_ascii_alphabetic() && !pair.is_ascii());
    let all = |is_letter: fn(u8) -> bool| !is_mixed && raw.iter().filter(|byte| !byte.is_ascii()).all(|byte| is_letter(*byte));
    match () {
        () if is_utf8 => String::from_utf8_lossy(raw).into_owned(),
        () if all(|byte| matches!(byte, 0x80..=0xaf | 0xe0..=0xf1 | 0xfc)) => IBM866.decode_without_bom_handling(raw).0.into_owned(),
        () if all(|byte| matches!(byte, 0xc0..=0xff | 0xa8 | 0xb8 | 0xb9)) => WINDOWS_1251.decode_without_bom_handling(raw).0.into_owned(),
        () => of_the_pc.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(name: &str) -> Member {
        Member { index: 0, name: name.to_owned(), is_encrypted: false, declared: 0 }
    }

    #[test]
    fn russian_names_are_read_in_either_old_encoding() {
        let (dos, _, _) = IBM866.encode("Таблица 2020.csv");
        let (windows, _, _) = WINDOWS_1251.encode("Таблица 2020.csv");
        assert_eq!(readable_name(&dos, false, "–"), "Таблица 2020.csv");
        assert_eq!(readable_name(&windows, false, "–"), "Таблица 2020.csv");
        assert_eq!(readable_name("Таблица".as_bytes(), false, "–"), "Таблица");
        assert_eq!(readable_name(b"t\x81r.csv", false, "tür.csv"), "tür.csv");
    }

    #[test]
    fn what_describes_a_table_is_none() {
        for (name, role) in [
            ("API_NE.TRD.GNFS.ZS_DS2_en_csv_v2_5.csv", Role::Table),
            ("Metadata_Country_API_NE.TRD.csv", Role::Beside),
            ("Trade_E_ItemCodes.csv", Role::Beside),
            ("a/year_origin.tsv.bz2", Role::Table),
            ("Readme.txt", Role::Beside),
            ("DATA", Role::Unknown),
            ("notes on steel.csv", Role::Table),
        ] {
            assert_eq!(member(name).role(), role, "{name}");
        }
    }

    #[test]
    fn the_world_banks_lists_are_no_tables_beside_each_other() {
        let names = ["WDICSV.csv", "WDICountry.csv", "WDISeries.csv", "WDIcountry-series.csv", "WDIfootnote.csv", "Steel series.csv"];
        let members = names.map(member);
        let all: Vec<&Member> = members.iter().collect();
        let tables: Vec<&str> =
            all.iter().filter(|member| member.role_among(&all) == Role::Table).map(|member| member.name.as_str()).collect();
        assert_eq!(tables, ["WDICSV.csv", "Steel series.csv"]);
    }

    #[test]
    fn names_that_lead_out_are_seen() {
        for name in ["../a.csv", "/etc/a.csv", "C:\\a.csv", "a\\..\\..\\b.csv"] {
            assert!(member(name).leads_out(), "{name}");
        }
        assert!(!member("a/b..csv").leads_out());
    }

    #[test]
    fn a_member_is_asked_for_by_its_name_and_a_sheet_behind_it() {
        let member = member("data/table.xlsx");
        assert_eq!(member.asked_for("table.xlsx"), Some(""));
        assert_eq!(member.asked_for("data/table.xlsx/Sheet 1"), Some("Sheet 1"));
        assert_eq!(member.asked_for("table"), None);
    }
}
