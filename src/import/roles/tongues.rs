//! What columns are called in other languages than English, Russian and Chinese: Spanish, French, German, Italian, Portuguese,
//! Polish, those of the North, some of Japanese and Korean.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::import::roles::word::Word;

/// Names in small letters, parted by strokes.
const NAMES: [(Word, &str); 20] = [
    (
        Word::Period,
        "año|años|ano|co_ano|anio|fecha|periodo|período|mes|trimestre|semestre|année|annee|années|an|période|mois|jahr|jahre|datum|zeit|zeitraum|\
         zeitpunkt|stichtag|monat|quartal|halbjahr|berichtsjahr|anno|mese|data|rok|lata|okres|miesiąc|kwartał|år|tid|vuosi|kuukausi|\
         neljännes|måned|månad|kvartal|tertial|jaar|perioden|periode|maand|kwartaal|ref date|reference period|période de référence|年次|時点|연도|기간",
    ),
    (Word::Start, "inicio|début|debut|beginn|fecha de inicio|début du terrain"),
    (Word::End, "fin|ende|fecha de fin"),
    (
        Word::Reporter,
        "país|pais|países|pays|land|länder|staat|paese|paesi|kraj|kraje|maa|ref area|reference area|país declarante|pays déclarant|\
         berichtsland|country or area|country/area|country or territory|countries|国|国名|국가|국가명",
    ),
    (
        Word::ReporterName,
        "nombre del país|nom du pays|libellé pays|ländername|ref area label|ref area name|country label|reference area name",
    ),
    (
        Word::Partner,
        "socio|país socio|país de destino|destino|pays partenaire|partenaire|pays de destination|partnerland|bestimmungsland|handelspartner|\
         paese partner|kraj partnerski",
    ),
    (Word::Origin, "origen|país de origen|origine|pays d'origine|ursprungsland|herkunftsland|paese di origine|país de origem"),
    (
        Word::Commodity,
        "producto|mercancía|código arancelario|produit|marchandise|ware|waren|warennummer|prodotto|produto|towar|cn code|nc8|cn8|kn8",
    ),
    (Word::CommodityName, "descripción del producto|libellé produit|warenbezeichnung"),
    (Word::Flow, "flujo|tipo de flujo|flux|verkehrsrichtung|warenverkehr|flusso|fluxo"),
    (Word::Indicator, "indicador|indicateur|indikator|indicatore|wskaźnik"),
    (Word::IndicatorName, "indicator label|nombre del indicador|libellé indicateur"),
    (Word::Value, "valor|valores|valeur|wert|werte|valore|wartość|obs value|montant|betrag|verdi|värde|arvo|waarde"),
    (
        Word::Unit,
        "unidad|unidad de medida|unidades|unité|unite|unité de mesure|einheit|maßeinheit|masseinheit|unità|unità di misura|unidade|\
         unidade de medida|jednostka|jednostka miary|yksikkö|enhet|eenheid|uom|value unit|unit label|unit of measure label|単位|단위",
    ),
    (Word::Multiplier, "scalar factor|powercode code|unit multiplier"),
    (Word::Status, "flag codes|flag code|obs status|obs flag|obs status label|estado del dato|statut|symbole"),
    (Word::Note, "nota|notas|observaciones|remarque|remarques|bemerkung|bemerkungen|anmerkung|anmerkungen|fußnote|fußnoten|huomautus"),
    (
        Word::Base,
        "weighted sample|unweighted sample|weighted n|unweighted n|weighted total|unweighted total|fallzahl|stichprobe|stichprobengröße|muestra|tamaño de muestra|tamaño de la muestra|encuestados|entrevistas|effectif|répondants|\
         nombre de répondants|liczba respondentów|campione|опрошено|респондентов|число респондентов|количество респондентов|объем выборки|\
         объём выборки|样本数|有效样本|受访人数",
    ),
    (Word::Question, "pregunta|frage|domanda"),
    (Word::Answer, "respuesta|réponse|reponse|antwort|risposta"),
];

/// The meaning of a column's name in small letters; what joins its words does not matter.
pub(super) fn meaning(name: &str) -> Option<Word> {
    let name = name.replace(['_', '.', '-'], " ");
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    known().get(name.as_str()).copied()
}

fn known() -> &'static HashMap<&'static str, Word> {
    static KNOWN: OnceLock<HashMap<&str, Word>> = OnceLock::new();
    // Of two meanings the first stays.
    KNOWN.get_or_init(|| NAMES.iter().rev().flat_map(|(word, names)| names.split('|').map(|name| (name, *word))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_known_by_their_names_in_other_languages() {
        for (name, word) in [
            ("año", Word::Period),
            ("jahr", Word::Period),
            ("ref_area", Word::Reporter),
            ("ref_area.label", Word::ReporterName),
            ("pays partenaire", Word::Partner),
            ("einheit", Word::Unit),
            ("scalar_factor", Word::Multiplier),
        ] {
            assert_eq!(meaning(name), Some(word), "{name}");
        }
        assert_eq!(meaning("landfläche"), None);
    }
}
