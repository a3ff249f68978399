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
    # Their lists are below.
    "ilo": ["ILOSTAT"],
    "bis": ["BIS"],
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
# Names in Korean, from Unicode CLDR, and two of the Korea Customs Service.
KOREAN = {
    "아루바": "ABW", "아프가니스탄": "AFG", "앙골라": "AGO", "앵귈라": "AIA", "올란드 제도": "ALA", "알바니아": "ALB", "안도라": "AND",
    "아랍에미리트": "ARE", "아르헨티나": "ARG", "아르메니아": "ARM", "아메리칸 사모아": "ASM", "남극 대륙": "ATA", "프랑스령 남방 지역": "ATF",
    "앤티가 바부다": "ATG", "오스트레일리아": "AUS", "오스트리아": "AUT", "아제르바이잔": "AZE", "부룬디": "BDI", "벨기에": "BEL", "베냉": "BEN",
    "네덜란드령 카리브": "BES", "부르키나파소": "BFA", "방글라데시": "BGD", "불가리아": "BGR", "바레인": "BHR", "바하마": "BHS",
    "보스니아 헤르체고비나": "BIH", "생바르텔레미": "BLM", "벨라루스": "BLR", "벨리즈": "BLZ", "버뮤다": "BMU", "볼리비아": "BOL", "브라질": "BRA",
    "바베이도스": "BRB", "브루나이": "BRN", "부탄": "BTN", "부베섬": "BVT", "보츠와나": "BWA", "중앙 아프리카 공화국": "CAF", "캐나다": "CAN",
    "코코스 제도": "CCK", "스위스": "CHE", "칠레": "CHL", "중국": "CHN", "코트디부아르": "CIV", "카메룬": "CMR", "콩고-킨샤사": "COD",
    "콩고-브라자빌": "COG", "쿡 제도": "COK", "콜롬비아": "COL", "코모로": "COM", "카보베르데": "CPV", "코스타리카": "CRI", "쿠바": "CUB",
    "퀴라소": "CUW", "크리스마스섬": "CXR", "케이맨 제도": "CYM", "키프로스": "CYP", "체코": "CZE", "독일": "DEU", "지부티": "DJI",
    "도미니카": "DMA", "덴마크": "DNK", "도미니카 공화국": "DOM", "알제리": "DZA", "에콰도르": "ECU", "이집트": "EGY", "에리트리아": "ERI",
    "서사하라": "ESH", "스페인": "ESP", "에스토니아": "EST", "에티오피아": "ETH", "핀란드": "FIN", "피지": "FJI", "포클랜드 제도": "FLK",
    "프랑스": "FRA", "페로 제도": "FRO", "미크로네시아": "FSM", "가봉": "GAB", "영국": "GBR", "조지아": "GEO", "건지": "GGY", "가나": "GHA",
    "지브롤터": "GIB", "기니": "GIN", "과들루프": "GLP", "감비아": "GMB", "기니비사우": "GNB", "적도 기니": "GNQ", "그리스": "GRC",
    "그레나다": "GRD", "그린란드": "GRL", "과테말라": "GTM", "프랑스령 기아나": "GUF", "괌": "GUM", "가이아나": "GUY", "홍콩(중국 특별행정구)": "HKG",
    "홍콩": "HKG", "허드 맥도널드 제도": "HMD", "온두라스": "HND", "크로아티아": "HRV", "아이티": "HTI", "헝가리": "HUN", "인도네시아": "IDN",
    "맨섬": "IMN", "인도": "IND", "영국령 인도양 지역": "IOT", "아일랜드": "IRL", "이란": "IRN", "이라크": "IRQ", "아이슬란드": "ISL",
    "이스라엘": "ISR", "이탈리아": "ITA", "자메이카": "JAM", "저지": "JEY", "요르단": "JOR", "일본": "JPN", "카자흐스탄": "KAZ", "케냐": "KEN",
    "키르기스스탄": "KGZ", "캄보디아": "KHM", "키리바시": "KIR", "세인트키츠 네비스": "KNA", "대한민국": "KOR", "쿠웨이트": "KWT", "라오스": "LAO",
    "레바논": "LBN", "라이베리아": "LBR", "리비아": "LBY", "세인트루시아": "LCA", "리히텐슈타인": "LIE", "스리랑카": "LKA", "레소토": "LSO",
    "리투아니아": "LTU", "룩셈부르크": "LUX", "라트비아": "LVA", "마카오(중국 특별행정구)": "MAC", "마카오": "MAC", "생마르탱": "MAF", "모로코": "MAR",
    "모나코": "MCO", "몰도바": "MDA", "마다가스카르": "MDG", "몰디브": "MDV", "멕시코": "MEX", "마셜 제도": "MHL", "북마케도니아": "MKD",
    "말리": "MLI", "몰타": "MLT", "미얀마": "MMR", "몬테네그로": "MNE", "몽골": "MNG", "북마리아나제도": "MNP", "모잠비크": "MOZ",
    "모리타니": "MRT", "몬트세라트": "MSR", "마르티니크": "MTQ", "모리셔스": "MUS", "말라위": "MWI", "말레이시아": "MYS", "마요트": "MYT",
    "나미비아": "NAM", "뉴칼레도니아": "NCL", "니제르": "NER", "노퍽섬": "NFK", "나이지리아": "NGA", "니카라과": "NIC", "니우에": "NIU",
    "네덜란드": "NLD", "노르웨이": "NOR", "네팔": "NPL", "나우루": "NRU", "뉴질랜드": "NZL", "오만": "OMN", "파키스탄": "PAK", "파나마": "PAN",
    "핏케언 제도": "PCN", "페루": "PER", "필리핀": "PHL", "팔라우": "PLW", "파푸아뉴기니": "PNG", "폴란드": "POL", "푸에르토리코": "PRI",
    "북한": "PRK", "포르투갈": "PRT", "파라과이": "PRY", "팔레스타인 지구": "PSE", "프랑스령 폴리네시아": "PYF", "카타르": "QAT", "레위니옹": "REU",
    "루마니아": "ROU", "러시아": "RUS", "러시아 연방": "RUS", "르완다": "RWA", "사우디아라비아": "SAU", "수단": "SDN", "세네갈": "SEN",
    "싱가포르": "SGP", "사우스조지아 사우스샌드위치 제도": "SGS", "세인트헬레나": "SHN", "스발바르제도-얀마웬섬": "SJM", "솔로몬 제도": "SLB", "시에라리온": "SLE",
    "엘살바도르": "SLV", "산마리노": "SMR", "소말리아": "SOM", "생피에르 미클롱": "SPM", "세르비아": "SRB", "남수단": "SSD", "상투메 프린시페": "STP",
    "수리남": "SUR", "슬로바키아": "SVK", "슬로베니아": "SVN", "스웨덴": "SWE", "에스와티니": "SWZ", "신트마르턴": "SXM", "세이셸": "SYC",
    "시리아": "SYR", "터크스 케이커스 제도": "TCA", "차드": "TCD", "토고": "TGO", "태국": "THA", "타지키스탄": "TJK", "토켈라우": "TKL",
    "투르크메니스탄": "TKM", "동티모르": "TLS", "통가": "TON", "트리니다드 토바고": "TTO", "튀니지": "TUN", "튀르키예": "TUR", "터키": "TUR",
    "투발루": "TUV", "대만": "TWN", "탄자니아": "TZA", "우간다": "UGA", "우크라이나": "UKR", "미국령 해외 제도": "UMI", "우루과이": "URY",
    "미국": "USA", "우즈베키스탄": "UZB", "바티칸 시국": "VAT", "세인트빈센트그레나딘": "VCT", "베네수엘라": "VEN", "영국령 버진아일랜드": "VGB",
    "미국령 버진아일랜드": "VIR", "베트남": "VNM", "바누아투": "VUT", "왈리스-푸투나 제도": "WLF", "사모아": "WSM", "코소보": "XKX", "예멘": "YEM",
    "남아프리카": "ZAF", "잠비아": "ZMB", "짐바브웨": "ZWE",
}
# How the Ministry of Commerce of India shortens names.
INDIA = {
    "AFGHANISTAN TIS": "AFG", "AMERI SAMOA": "ASM", "ANTARTICA": "ATA", "BAHARAIN IS": "BHR", "BANGLADESH PR": "BGD",
    "BOSNIA-HRZGOVIN": "BIH", "BR VIRGN IS": "VGB", "C AFRI REP": "CAF", "CAPE VERDE IS": "CPV", "CHINA P RP": "CHN",
    "CONGO D. REP.": "COD", "CONGO P REP": "COG", "DOMINIC REP": "DOM", "EGYPT A RP": "EGY", "EQUTL GUINEA": "GNQ",
    "FR GUIANA": "GUF", "FR POLYNESIA": "PYF", "KIRIBATI REP": "KIR", "KOREA DP RP": "PRK", "KOREA RP": "KOR",
    "KYRGHYZSTAN": "KGZ", "LAO PD RP": "LAO", "MARSHALL ISLAND": "MHL", "N. MARIANA IS.": "MNP", "NAURU RP": "NRU",
    "NETHERLAND": "NLD", "PAKISTAN IR": "PAK", "PANAMA REPUBLIC": "PAN", "PAPUA N GNA": "PNG",
    "SAHARWI A.DM RP": "ESH", "SAUDI ARAB": "SAU", "SLOVAK REP": "SVK", "SRI LANKA DSR": "LKA", "ST KITT N A": "KNA",
    "STATE OF PALEST": "PSE", "SVALLBARD AND J": "SJM", "TANZANIA REP": "TZA", "TRINIDAD": "TTO", "TURKS C IS": "TCA",
    "U ARAB EMTS": "ARE", "U K": "GBR", "U S A": "USA", "VANUATU REP": "VUT", "VIETNAM SOC REP": "VNM",
    "VIRGIN IS US": "VIR", "WALLIS F IS": "WLF", "YEMEN REPUBLC": "YEM",
}
# How other offices write names: those of Germany, France, Spain, Italy, Portugal, Czechia and Japan.
OFFICES = {
    "Federación de Rusia": "RUS", "Federazione russa": "RUS", "Federação da Rússia": "RUS", "Fédération de Russie": "RUS",
    "Rusko": "RUS", "Russische Föderation": "RUS", "Vereinigte Staaten von Amerika": "USA", "États-Unis d'Amérique": "USA",
    "アメリカ": "USA", "米国": "USA", "英国": "GBR", "中華人民共和国": "CHN", "大韓民国": "KOR", "Corée, République de": "KOR",
    "Korea, Republik": "KOR", "Republik Korea": "KOR", "Germany, Federal Republic of": "DEU", "Tschechische Republik": "CZE",
    "Iran, Islamische Republik": "IRN", "Moldau, Republik": "MDA", "Republik Moldau": "MDA",
}
# What stands for all in the statistics of the Bank for International Settlements, and its letters for the euro area.
BIS = {"5A": "X-BIS-5A", "5J": "WLD", "XM": "EA", "1C": "X-ORGANISATIONS"}
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
        self.group("X-BIS-5A", "All countries that report (BIS)")
        for alias, code in BIS.items():
            own["bis"][alias].add(code)
        # The world as the IMF's DataMapper has it.
        own["imf"]["WEOWORLD"].add("WLD")
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
        for name, code in [*INDIA.items(), *OFFICES.items(), *KOREAN.items()]:
            aliases[code].add(name)
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
               "China Customs, UNCTADstat, IMF, Eurostat, World Bank, Our World in Data, FAOSTAT, ILOSTAT, BIS, SIPRI. Made by country_codes.py.")
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
