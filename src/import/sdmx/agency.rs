//! The agencies that send SDMX messages: their names, and whose codes of countries they use.

use crate::import::cube::{Cube, Scale};
use crate::import::input::Input;
use crate::terms::country::Scheme;

/// What the IMF calls itself; in messages of SDMX 2.0 it has the number of its list of agencies.
const IMF: [&str; 3] = ["IMF", "iData", "1C0"];

/// Sets what is to be known of the agencies named in a message: its sender, and whose structure it has.
pub fn apply(cube: &mut Cube, agencies: &[&str], input: &Input) {
    cube.scheme = input.hints.codes.as_deref().and_then(Scheme::from_name).or_else(|| scheme(agencies));
    // The IMF gives figures in full and says by SCALE how it shows them: 94669000000 with a SCALE of 9.
    cube.scale = if is_one(agencies, &IMF) { Scale::ForDisplay } else { Scale::Applies };
}

/// Is one of the agencies one of these, or a part of it: "OECD.SDD.TPS"?
fn is_one(agencies: &[&str], names: &[&str]) -> bool {
    agencies.iter().any(|agency| names.iter().any(|name| agency == name || agency.starts_with(&format!("{name}."))))
}

/// Whose codes of countries these agencies use; `None` when they mean areas of their own by letters that others give to countries.
pub fn scheme(agencies: &[&str]) -> Option<Scheme> {
    let is = |names: &[&str]| is_one(agencies, names);
    if is(&["FR1"]) {
        // INSEE writes FM for metropolitan France, which is Micronesia elsewhere.
        None
    } else if is(&["ESTAT"]) {
        Some(Scheme::Eurostat)
    } else if is(&IMF) {
        Some(Scheme::Imf)
    } else if is(&["WB", "WBG_WITS"]) {
        Some(Scheme::WorldBank)
    } else if is(&["UNSD", "IAEG-SDGs"]) {
        Some(Scheme::Iso)
    } else if is(&["UNCTAD"]) {
        Some(Scheme::Unctad)
    } else if is(&["ILO"]) {
        Some(Scheme::Ilo)
    } else if is(&["BIS"]) {
        Some(Scheme::Bis)
    } else {
        Some(Scheme::Names)
    }
}

/// The name of an agency where its message gives none.
pub fn name(id: &str) -> &str {
    match id.split('.').next().unwrap_or(id) {
        "ECB" | "4F0" => "European Central Bank",
        "ESTAT" => "Eurostat",
        "IMF" | "iData" | "1C0" => "International Monetary Fund",
        "OECD" => "OECD",
        "BIS" => "Bank for International Settlements",
        "FR1" => "INSEE",
        "WB" => "World Bank",
        "UNSD" => "United Nations Statistics Division",
        "ILO" => "International Labour Organization",
        _ => id,
    }
}
