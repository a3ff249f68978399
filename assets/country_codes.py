#!/usr/bin/env python3
"""Make country_codes.json and country_aliases.json of this folder from a table of what agencies call countries.

    python3 country_codes.py TABLE.csv

The table has the columns alias, language, source, code, kind and note, one row for each alias in the published code list
of an agency: UN Comtrade, CEPII, China Customs, UNCTADstat, IMF, Eurostat, the World Bank, Our World in Data, FAOSTAT,
SIPRI, the US Energy Information Administration and Unicode CLDR. What countries.json knows by itself is left out.
"""

import csv
import json
import os
import re
import sys
from collections import defaultdict

HERE = os.path.dirname(os.path.abspath(__file__))

# Whose lists a scheme of codes follows: beginnings of the names of sources.
SCHEMES = {
    "iso": ["ISO 3166-1", "M49 ", "UN M49"],
    "comtrade": ["UN Comtrade", "CEPII BACI", "BACI/Comtrade", "Comtrade", "M49 without"],
    "china-customs": ["China Customs"],
    "unctad": ["UNCTADstat"],
    "imf": ["IMF"],
    "eurostat": ["Eurostat"],
    "owid": ["Our World in Data", "OWID"],
    "world-bank": ["World Bank", "WITS"],
    "fao": ["FAOSTAT"],
    # Its list is below.
    "ilo": ["ILOSTAT"],
}
# Whose numbers hold where a scheme has none of its own. The other schemes write letters; their numbers are not known.
NUMBERED_AS_ISO = ["iso", "comtrade", "unctad"]

# Codes of the table that countries.json has under another name.
RENAMED = {
    "EU27_2020": "EU27", "NES": "X-UNSPECIFIED", "UNS": "X-UNSPECIFIED", "BUNKERS": "X-BUNKERS", "SPECIAL": "X-SPECIAL",
    "FREEZONES": "X-FREE-ZONES", "LCN": "X-LATIN-AMERICA", "SSF": "X-SUB-SAHARAN-AFRICA", "SER": "SCG", "CNC:355": "BIH",
    "CNC:408": "BOL", "CNC:199": "X-OTHER-ASIA", "CNC:299": "X-OTHER-AFRICA", "CNC:399": "X-OTHER-EUROPE",
    "CNC:499": "X-OTHER-LATIN-AMERICA", "CNC:599": "X-OTHER-NORTH-AMERICA", "CNC:699": "X-OTHER-OCEANIA",
    "CNC:701": "X-UNSPECIFIED", "CNC:702": "X-ORGANISATIONS", "CNC:999": "X-NEUTRAL-PACKAGE", "IMF:TX910": "X-OTHER",
    "NONSTATE:European Union": "EU27", "NONSTATE:NATO": "NATO", "NONSTATE:United Nations": "X-UN",
    "FAO:Pacific Islands Trust Territory": "PCI",
}
# What is neither a country nor in countries.json: parts of countries that have figures of their own, and groups.
OWN_GROUPS = {
    "CNC:207": ("X-CANARY-ISLANDS", "Canary Islands"), "CNC:210": ("X-CEUTA", "Ceuta"), "CNC:256": ("X-MELILLA", "Melilla"),
    "CNC:436": ("X-SABA", "Saba"), "CNC:438": ("X-SAINT-MARTIN", "Saint Martin (both parts)"),
    "CNC:604": ("X-GAMBIER", "Gambier Islands"), "CNC:605": ("X-MARQUESAS", "Marquesas Islands"),
    "CNC:612": ("X-SOCIETY-ISLANDS", "Society Islands"), "CNC:615": ("X-TUAMOTU", "Tuamotu Islands"),
    "CNC:616": ("X-TUBUAI", "Tubuai Islands"), "OWID_ZAN": ("X-ZANZIBAR", "Zanzibar"),
    "XNC": ("X-NORTHERN-CYPRUS", "Northern Cyprus"), "US-HI": ("X-HAWAIIAN-TRADE-ZONE", "Hawaiian Foreign-Trade Zone"),
    "AGG": ("X-EUROSTAT-G16", "Eurostat group G16"), "NA": ("X-NOT-APPLICABLE", "Not applicable"),
}
# Two agencies' aliases that the table gives no code of their own.
BY_ALIAS = {
    "697": "X-OTHER-EFTA", "Europe EFTA, nes": "X-OTHER-EFTA", "Europe EFTA, not elsewhere specified": "X-OTHER-EFTA",
    "849": "X-US-PACIFIC", "US Misc. Pacific Isds": "X-US-PACIFIC", "US Miscellaneous Pacific Islands": "X-US-PACIFIC",
    # A customs union of five countries is not its largest member; the rest of the world is not the world.
    "So. African Customs Union": "X-SACU", "Southern African Customs Union": "X-SACU", "711": "X-SACU", "W1": "X-REST-OF-WORLD",
    # Ethiopia before Eritrea left it, and the two Vietnams, have codes of their own.
    "230": "ETH.1", "ETH.1": "ETH.1", "Ethiopia + Eritrea": "ETH.1", "Republic of Vietnam": "RVN",
}
# A name that one agency means by another country than the table says: Eurostat's "EU" has the members that it had in each year.
CORRECTED = {("South Vietnam", "SIPRI arms transfers"): "RVN", ("EU", "Eurostat geo"): "X-EUROSTAT-EU"}
# Groups of Comtrade's list of partners, which countries.json has by their names.
COMTRADE_GROUPS = {
    "0": "WLD", "129": "X-OTHER-CARIBBEAN", "221": "X-OTHER-EASTERN-EUROPE", "290": "X-OTHER-NORTHERN-AFRICA",
    "471": "X-OTHER-CENTRAL-AMERICA", "473": "X-OTHER-LATIN-AMERICA", "492": "X-OTHER-EU", "527": "X-OTHER-OCEANIA",
    "568": "X-OTHER-EUROPE", "577": "X-OTHER-AFRICA", "636": "X-OTHER-AMERICA", "637": "X-OTHER-CENTRAL-AMERICA",
    "837": "X-BUNKERS", "838": "X-FREE-ZONES", "839": "X-SPECIAL", "879": "X-OTHER-WESTERN-ASIA", "899": "X-UNSPECIFIED",
}
# Names without a year that have meant more than one membership.
SEVERAL = {"EU27": ["EU27", "EU27_2007"], "Former Federal Republic of Germany": ["DEU", "FRG"]}
# Codes of Our World in Data beside ISO's, whose continents are drawn its own way; the IMF's old number of the world.
FURTHER = {
    "owid": {
        "OWID_EU27": "EU27", "OWID_HIC": "HIC", "OWID_UMC": "UMC", "OWID_LMC": "LMC", "OWID_LIC": "LIC", "OWID_GFR": "FRG",
        "OWID_GDR": "DDR", "OWID_SRM": "SCG", "OWID_ERE": "ETH.1", "OWID_RVN": "RVN", "OWID_YAR": "YAR", "OWID_YPR": "YMD",
        "OWID_CIS": "CHI", "OWID_AFR": "X-OWID-AFR", "OWID_ASI": "X-OWID-ASI", "OWID_EUR": "X-OWID-EUR",
        "OWID_NAM": "X-OWID-NAM", "OWID_OCE": "X-OWID-OCE", "OWID_SAM": "X-OWID-SAM", "Africa": "X-OWID-AFR",
        "Asia": "X-OWID-ASI", "Europe": "X-OWID-EUR", "North America": "X-OWID-NAM", "Oceania": "X-OWID-OCE",
        "South America": "X-OWID-SAM",
    },
    # The names of the World Economic Outlook; North Korea is in none of the IMF's tables under this one.
    "imf": {"001": "WLD", "Korea": "KOR"},
    # China without Hong Kong, which the geonomenclature sets apart.
    "eurostat": {"CN_X_HK": "CHN"},
    # The mainland with Hong Kong, Macao and Taiwan, which have rows of their own.
    "fao": {"China": "X-FAO-351"},
}
# Of the groups of ILOSTAT, those that countries.json has; the others are groups of its own. Its letters for Kosovo.
ILO = {"X01": "WLD", "X82": "EU28", "X83": "G20", "X84": "ASEAN", "X85": "BRICS", "X88": "G7", "X92": "EU27", "KOS": "XKX", "CHA": "CHI",
       "Congo": "COG"}
ILO_REGIONS = {
    "World": [("X02", "Low"), ("X03", "Lower-middle"), ("X04", "Upper-middle"), ("X05", "High")],
    "Africa": ["X06", ("X07", "Low"), ("X08", "Lower-middle"), ("X09", "Upper-middle"), ("X93", "High")],
    "Northern Africa": ["X10", ("X80", "Low"), ("X11", "Lower-middle"), ("X12", "Upper-middle")],
    "Sub-Saharan Africa": ["X13", ("X14", "Low"), ("X15", "Lower-middle"), ("X16", "Upper-middle"), ("X81", "High")],
    "Central Africa": ["X17"], "Eastern Africa": ["X18"], "Southern Africa": ["X19"], "Western Africa": ["X20"],
    "Americas": ["X21", ("X22", "Low"), ("X23", "Lower-middle"), ("X24", "Upper-middle"), ("X25", "High")],
    "Latin America and the Caribbean": ["X26", ("X27", "Low"), ("X28", "Lower-middle"), ("X29", "Upper-middle"), ("X30", "High")],
    "Caribbean": ["X31"], "Central America": ["X32"], "South America": ["X33"], "Northern America": ["X34", ("X35", "High")],
    "Arab States": ["X36", ("X94", "Low"), ("X37", "Lower-middle"), ("X38", "Upper-middle"), ("X39", "High")],
    "Asia and the Pacific": ["X40", ("X41", "Low"), ("X42", "Lower-middle"), ("X43", "Upper-middle"), ("X44", "High")],
    "Eastern Asia": ["X45", ("X46", "Low"), ("X86", "Lower-middle"), ("X47", "Upper-middle"), ("X48", "High")],
    "South-Eastern Asia and the Pacific": ["X49", ("X51", "Lower-middle"), ("X52", "Upper-middle"), ("X53", "High")],
    "South-Eastern Asia": ["X54"], "Pacific Islands": ["X55"],
    "Southern Asia": ["X56", ("X57", "Low"), ("X58", "Lower-middle"), ("X59", "Upper-middle")],
    "Europe and Central Asia": ["X60", ("X95", "Low"), ("X61", "Lower-middle"), ("X62", "Upper-middle"), ("X63", "High")],
    "Northern, Southern and Western Europe": ["X64", ("X65", "Upper-middle"), ("X66", "High")],
    "Northern Europe": ["X67"], "Southern Europe": ["X68"], "Western Europe": ["X69"],
    "Eastern Europe": ["X70", ("X71", "Lower-middle"), ("X72", "Upper-middle"), ("X73", "High")],
    "Central and Western Asia": ["X78", ("X96", "Low"), ("X75", "Lower-middle"), ("X76", "Upper-middle"), ("X77", "High")],
    "Central Asia": ["X74"], "Western Asia": ["X79"], "World excluding BRICS": ["X87"], "MENA": ["X89"], "Arab League": ["X90"],
    "CARICOM": ["X91"],
}
CONTINENTS = {"AFR": "Africa", "ASI": "Asia", "EUR": "Europe", "NAM": "North America", "OCE": "Oceania", "SAM": "South America"}

PLAIN = [("a", "àáâãäåāăą"), ("c", "çćĉċč"), ("d", "ďđð"), ("e", "èéêëēĕėęě"), ("g", "ĝğġģ"), ("h", "ĥħ"), ("i", "ìíîïĩīĭįı"),
         ("k", "ķ"), ("l", "ĺļľł"), ("n", "ñńņňŉ"), ("o", "òóôõöøōŏő"), ("r", "ŕŗř"), ("s", "śŝşšș"), ("t", "ţťŧț"),
         ("u", "ùúûüũūŭůűų"), ("y", "ýÿŷ"), ("z", "źżž"), ("ss", "ß"), ("е", "ё")]
UNACCENTED = {letter: plain for plain, letters in PLAIN for letter in letters}


def folded(name):
    """As src/terms/spelling.rs folds names."""
    out = ""
    for letter in name.lower():
        if letter in ".'’‘ʼ`" or "\u0300" <= letter <= "\u036f":
            continue
        if letter == "&":
            out += " and "
        else:
            out += UNACCENTED.get(letter, letter) if letter.isalnum() else " "
    return " ".join(out.split())


class Atlas:
    """What countries.json knows by itself."""

    def __init__(self):
        with open(os.path.join(HERE, "countries.json"), encoding="utf-8") as file:
            lists = json.load(file)
        self.entries = {**lists["countries"], **lists["former"], **lists["aggregates"]}
        self.numbers = {entry["numeric"].lstrip("0"): code for code, entry in self.entries.items() if entry.get("numeric")}
        self.codes = {code: code for code in self.entries}
        self.names = defaultdict(set)
        for code, entry in self.entries.items():
            if entry.get("alpha2"):
                self.codes.setdefault(entry["alpha2"], code)
            for name in [entry["en"], entry.get("ru"), entry.get("zh"), *entry.get("aliases", [])]:
                if name:
                    self.names[folded(name)].add(code)
        for names, codes in SHARED:
            for name in names:
                self.names[folded(name)].update(codes)

    def resolve(self, text):
        code = self.codes.get(text) or (self.codes.get(text.upper()) if len(text) > 2 else None)
        return {code} if code else set(self.names.get(folded(text), ()))


# As in src/terms/country.rs.
SHARED = [(["Korea", "Корея"], ["KOR", "PRK"]), (["Congo", "The Congo", "Конго", "刚果"], ["COD", "COG"]),
          (["Virgin Islands", "The Virgin Islands", "Виргинские острова", "维尔京群岛"], ["VGB", "VIR"])]


def is_number(alias):
    return alias.isascii() and alias.isdigit()


def bare(number):
    return number.lstrip("0") or "0"


class Maker:
    def __init__(self, rows):
        self.atlas, self.rows, self.groups = Atlas(), rows, {}
        # Regions that agencies draw differently under one name.
        drawn = defaultdict(set)
        for row in rows:
            drawn[folded(row["alias"])].add(row["code"])
        ours = ("FAO:", "IMF:", "UNCTAD:")
        self.regions = {code for alias, codes in drawn.items() if len(codes) > 1 and alias not in ("brics", "cis", "special categories")
                        for code in codes if code.startswith(ours)}
        self.regions |= {"IMF:G603", "IMF:G205", "IMF:GX405", "UNCTAD:5220"}
        self.names = {row["code"]: row["alias"] for row in reversed(rows) if row["language"] == "en"}

    def code(self, row):
        """The code of a row in the terms of countries.json and of the groups."""
        alias, code = row["alias"], row["code"]
        if (alias, row["source"]) in CORRECTED:
            return CORRECTED[alias, row["source"]]
        if alias in BY_ALIAS and row["source"].split()[0] not in ("China", "Unicode"):
            return BY_ALIAS[alias]
        if code in self.regions and not code.startswith("FAO:"):
            name = re.sub(r" \([A-Z]+\)$", "", self.names[code])
            return self.group("X-" + code.replace(":", "-"), f"{name} ({code.split(':')[0]})")
        if code in RENAMED:
            return RENAMED[code]
        if code in OWN_GROUPS:
            return self.group(*OWN_GROUPS[code])
        if code in self.atlas.entries:
            return code
        known = self.atlas.resolve(self.names.get(code, alias))
        if len(known) == 1:
            return known.pop()
        name = self.names.get(code, alias).strip("*")
        owner = {"NONSTATE": "SIPRI"}.get(code.split(":")[0], code.split(":")[0])
        tail = code.split(":")[1] if owner != "SIPRI" else "-".join(re.findall(r"\w+", name)).upper()
        return self.group(f"X-{owner}-{tail}", name)

    def group(self, code, name):
        self.groups[code] = name
        return code

    def make(self):
        general = defaultdict(set)
        own = {scheme: defaultdict(set) for scheme in SCHEMES}
        for row in self.rows:
            alias, code = row["alias"].strip(), self.code(row)
            schemes = [scheme for scheme, sources in SCHEMES.items() if row["source"].startswith(tuple(sources))]
            for scheme in schemes if alias not in SEVERAL else []:
                own[scheme][alias].add(code)
            is_letters = row["language"] == "code" and schemes and alias != "All"
            if alias not in SEVERAL and not is_number(alias) and not is_letters:
                general[alias].add(code)
        for scheme, codes in FURTHER.items():
            for alias, code in codes.items():
                own[scheme][alias] = {code}
        self.group("X-FAO-351", "China with Hong Kong, Macao and Taiwan (FAO)")
        for tail, name in CONTINENTS.items():
            self.group(f"X-OWID-{tail}", f"{name} (OWID)")
        self.group("X-EUROSTAT-EU", "European Union (members of the time)")
        for alias, code in self.ilo().items():
            own["ilo"][alias].add(code)
        several = {folded(name): codes for name, codes in SEVERAL.items()}
        by_fold = defaultdict(set)
        for alias, codes in general.items():
            by_fold[folded(alias)] |= codes
        aliases = defaultdict(set)
        for alias, codes in sorted(general.items()):
            known = self.atlas.resolve(alias)
            every = known | by_fold[folded(alias)]
            if len(every) > 1 and alias not in self.atlas.codes:
                several[folded(alias)] = sorted(every)
            elif not known:
                aliases[next(iter(every))].add(alias)
        self.write_aliases(aliases)
        self.write_codes(several, own, by_fold)

    def ilo(self):
        """The codes and names of the groups of ILOSTAT."""
        found = dict(ILO)
        for region, codes in ILO_REGIONS.items():
            for one in codes:
                code, name = (one, region) if isinstance(one, str) else (one[0], f"{region}: {one[1]} income")
                found[code] = found[name] = self.group(f"X-ILO-{code}", f"{name} (ILO)")
        return found

    def general(self, alias, several, by_fold):
        fold = folded(alias)
        if fold in several:
            return set(several[fold])
        return self.atlas.resolve(alias) or by_fold.get(fold, set())

    def write_aliases(self, aliases):
        kept = {}
        for code, names in sorted(aliases.items()):
            one_each = {folded(name): name for name in sorted(names, reverse=True)}
            kept[code] = sorted(one_each.values())
        write("country_aliases.json", {"about": ABOUT_ALIASES, "aliases": kept}, 2)

    def write_codes(self, several, own, by_fold):
        numbers, names = {}, {}
        iso = {bare(alias): code for alias, code in self.atlas.numbers.items()}
        for scheme, aliases in own.items():
            counted, spelt = {}, {}
            for alias, codes in sorted(aliases.items()):
                if is_number(alias):
                    if scheme == "iso" or scheme not in NUMBERED_AS_ISO or {iso.get(bare(alias))} != codes:
                        counted[bare(alias)] = " ".join(sorted(codes))
                elif self.general(alias, several, by_fold) != codes:
                    spelt[alias] = " ".join(sorted(codes))
            if scheme == "iso":
                counted = {**iso, **counted}
            if scheme == "comtrade":
                counted = {**COMTRADE_GROUPS, **counted}
            numbers[scheme] = dict(sorted(counted.items(), key=lambda item: int(item[0])))
            names[scheme] = spelt
        several = {fold: " ".join(codes) for fold, codes in sorted(several.items())}
        write("country_codes.json", {
            "about": ABOUT_CODES, "numbered_as_iso": [scheme for scheme in NUMBERED_AS_ISO if scheme != "iso"],
            "groups": dict(sorted(self.groups.items())), "several": several, "numbers": numbers, "names": names,
        }, 3)


ABOUT_CODES = ("What agencies mean by their own numbers and names of countries, from their published code lists: UN Comtrade, CEPII BACI, "
               "China Customs, UNCTADstat, IMF, Eurostat, World Bank, Our World in Data, FAOSTAT, ILOSTAT, SIPRI. Made by country_codes.py.")
ABOUT_ALIASES = ("Further names of countries by code: names in other languages from Unicode CLDR (Unicode License v3, text in "
                 "countries.LICENCE.txt) and spellings in the published files of agencies. Made by country_codes.py.")


def write(name, value, depth):
    """One line for each entry, so that a change can be read."""
    def lines(value, depth, indent):
        if depth == 0 or not isinstance(value, dict) or not value:
            return json.dumps(value, ensure_ascii=False)
        inner = indent + " "
        entries = (f"{inner}{json.dumps(key, ensure_ascii=False)}:{lines(one, depth - 1, inner)}" for key, one in value.items())
        return "{\n" + ",\n".join(entries) + "\n" + indent + "}"

    with open(os.path.join(HERE, name), "w", encoding="utf-8") as file:
        file.write(lines(value, depth - 1, "") + "\n")


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as table:
        Maker(list(csv.DictReader(table))).make()
