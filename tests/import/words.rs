//! What agencies say without a number: rows that must not be lost, signs for missing, flags, footnotes, units, codes that are
//! text. Each table has the shape of a published one; its figures are made up.

use asymmetry::dataset::Origin;
use asymmetry::dataset::observation::{Observation, Status};
use asymmetry::import::{self, Opened};
use asymmetry::terms::country::{self, Resolved, Scheme};

/// A table, what it is recognised as, how many rows it has, and some of what must come out of it.
struct Case {
    name: &'static str,
    text: &'static str,
    format: &'static str,
    rows: usize,
    figures: usize,
    says: &'static [&'static str],
}

pub fn opened(name: &str, bytes: &[u8]) -> Opened {
    import::open_bytes(bytes, name, Origin::Bundled).unwrap_or_else(|problem| panic!("{name}: {problem}"))
}

/// "trade RUS CHN 2023 = 1.5 USD billion, break, its note": the codes in their order, and all that is said of the figure.
pub fn told(one: &Observation) -> String {
    let codes = one.codes.values().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    let amount = match &one.amount {
        Ok(amount) => amount.value.to_string(),
        Err(missing) => missing.name().to_owned(),
    };
    let figure = format!("{codes} {} = {amount} {}", one.period, one.unit.as_str()).trim_end().to_owned();
    let status = (one.status != Status::Normal).then(|| one.status.name().to_owned());
    let said = [status, one.period_stated.clone(), one.note.clone()];
    std::iter::once(figure).chain(said.into_iter().flatten()).collect::<Vec<_>>().join(", ")
}

fn holds(cases: &[Case]) {
    let mut faults = Vec::new();
    for case in cases {
        let opened = opened(case.name, case.text.as_bytes());
        let told: Vec<String> = opened.dataset.observations().iter().map(told).collect();
        let read = (opened.format.as_str(), opened.report.rows, told.len(), opened.dataset.refused.len());
        let lost: Vec<&&str> = case.says.iter().filter(|line| !told.iter().any(|one| one == *line)).collect();
        if read != (case.format, case.rows, case.figures, 0) || !lost.is_empty() {
            faults.push(format!("{}: {read:?}: {lost:#?} is not among {told:#?}", case.name));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// An empty cell beside a value of the same year; a name that has its unit behind it; a copy saved by a French spreadsheet.
const BY_RESEARCHERS: [Case; 5] = [
    Case {
        name: "co-emissions-vs-gdp.csv",
        text: "Entity,Code,Year,\"CO₂ emissions per capita (tonnes) (tonnes per year)\",Total population (Gapminder)\n\
               Russia,RUS,2013,12.4,142000000\nRussia,RUS,2014,11.8,\nWorld,OWID_WRL,2014,4.8,7000000000\n",
        format: "Our World in Data table",
        rows: 3,
        figures: 6,
        says: &["co₂_emissions_per_capita_tonnes RUS 2014 = 11.8 tonnes per year", "total_population_gapminder RUS 2014 = not_published"],
    },
    Case {
        name: "atlas_eci_rankings.csv",
        text: "iso,year,rank_eci,name\nJPN,2003,1,Japan\nDEU,2003,2,Germany\nAGO,2014,123,Angola\n",
        format: "Atlas of Economic Complexity, rankings",
        rows: 3,
        figures: 3,
        says: &["rank_eci JPN 2003 = 1 rank", "rank_eci AGO 2014 = 123 rank"],
    },
    Case {
        name: "Gravity_V202211.csv",
        text: "\u{feff}year;country_id_o;country_id_d;dist;pop_d;gdp_d\r\n1948;TGO;AGO;2126;;\r\n1980;TGO;DEU.1;5263;78288,574;820626980,9\r\n\
               1990;TGO;DEU.2;5263;79433,029;1764967973\r\n1990;TGO;SUN;6000;288000,5;\r\n",
        format: "CEPII Gravity table",
        rows: 4,
        figures: 12,
        says: &[
            "gdp_d TGO SUN 1990 = not_published USD thousand",
            "gdp_d TGO DEU 1980 = 820626980.9 USD thousand",
            "pop_d TGO DEU 1990 = 79433.029 thousand",
            "pop_d TGO SUN 1990 = 288000.5 thousand",
        ],
    },
    Case {
        name: "product_codes.csv",
        text: "code,description,bec\r\n010121,\"Horses: live, pure-bred breeding animals\",41\r\n270900,\"Oils: petroleum oils, crude\",31\r\n\
               880330,Parts of aeroplanes,53\r\n",
        format: "table",
        rows: 3,
        figures: 3,
        says: &["bec 010121 Horses: live, pure-bred breeding animals undated = 41"],
    },
    Case {
        name: "2024_polls.csv",
        text: "pollster_name,rating,sponsor_names,state,start_date,end_date\nMarist College,2.94,\"NPR, PBS\",US,7/9/24,7/10/24\n\
               YouGov,2.5,,NC,7/19/24,7/22/24\nMcLaughlin & Associates,0.5,,NY,10/15/24,10/17/24\n",
        format: "table",
        rows: 3,
        figures: 3,
        says: &[
            "rating Marist College NPR, PBS US 2024-07-10 = 2.94, 7/10/24",
            "rating McLaughlin & Associates NY 2024-10-17 = 0.5, 10/17/24",
        ],
    },
];

#[test]
fn no_row_of_a_table_of_researchers_is_lost() {
    holds(&BY_RESEARCHERS);
}

/// Lines above the names, cells beyond the names, totals with a blank before them, numbers without the nought before the point.
const BY_OFFICES_OF_TRADE: [Case; 7] = [
    Case {
        name: "API_NE.EXP.GNFS.ZS.csv",
        text: "\u{feff}\"Data Source\",\"World Development Indicators\",\r\n\r\n\"Last Updated Date\",\"2017-09-18\",\r\n\r\n\
               \"Country Name\",\"Country Code\",\"Indicator Name\",\"Indicator Code\",\"2014\",\"2015\",\r\n\
               \"Aruba\",\"ABW\",\"Exports of goods and services (% of GDP)\",\"NE.EXP.GNFS.ZS\",\"\",\"84.5\",\r\n\
               \"Arab World\",\"ARB\",\"Exports of goods and services (% of GDP)\",\"NE.EXP.GNFS.ZS\",\"50.1\",\"47.5\",\r\n",
        format: "World Bank table",
        rows: 2,
        figures: 4,
        says: &[
            "ne_exp_gnfs_zs ABW 2014 = not_published % of GDP",
            "ne_exp_gnfs_zs ABW 2015 = 84.5 % of GDP",
            "ne_exp_gnfs_zs ARB 2014 = 50.1 % of GDP",
        ],
    },
    Case {
        name: "WITS_trade2009.csv",
        text: "Nomenclature;ReporterISO3;ProductCode;ReporterName;PartnerISO3;PartnerName;Year;TradeFlowName;TradeFlowCode;TradeValue in 1000 USD\r\n\
               NC;ABW; Total;Aruba;ARG;Argentina;2009;Export;6;.067\r\nNC;ABW; Total;Aruba;ARG;Argentina;2009;Import;5;4036.951\r\n",
        format: "WITS table",
        rows: 2,
        figures: 2,
        says: &["trade_value ABW ARG export 2009 = 0.067 USD thousand", "trade_value ABW ARG import 2009 = 4036.951 USD thousand"],
    },
    Case {
        name: "comtrade.csv",
        text: "Classification,Year,Period,Aggregate Level,Trade Flow Code,Trade Flow,Reporter Code,Reporter,Reporter ISO,Partner Code,Partner,Partner ISO,\
               Commodity Code,Commodity,Trade Value (US$),Flag\r\n\
               H5,2017,2017,6,1,Import,8,Albania,ALB,0,World,WLD,871200,\"Bicycles; including delivery tricycles, not motorised\",1028137,0\r\n\
               H5,2017,2017,6,2,Export,8,Albania,ALB,490,\"Other Asia, nes\",,871200,\"Bicycles; including delivery tricycles, not motorised\",5,0\r\n",
        format: "UN Comtrade table (before 2023)",
        rows: 2,
        figures: 2,
        says: &["trade_value ALB WLD import HS-871200 2017 = 1028137 USD", "trade_value ALB TWN export HS-871200 2017 = 5 USD"],
    },
    Case {
        name: "TradeData.csv",
        text: "typeCode,freqCode,refYear,period,reporterCode,reporterISO,reporterDesc,flowCode,flowDesc,partnerCode,partnerISO,partnerDesc,\
               classificationCode,cmdCode,cmdDesc,primaryValue,isReported,isAggregate\n\
               \"C\",\"A\",\"2014\",\"2014\",\"764\",\"THA\",\"Thailand\",\"M\",\"Import\",\"0\",\"W00\",\"World\",\"H4\",\"8542\",\"Circuits\",\"9680795326\",\"true\",\"false\",\n\
               \"C\",\"A\",\"2015\",\"2015\",\"842\",\"USA\",\"USA\",\"X\",\"Export\",\"156\",\"CHN\",\"China\",\"H4\",\"8542\",\"Circuits\",\"12\",\"true\",\"false\",\n",
        format: "UN Comtrade table (API v1)",
        rows: 2,
        figures: 2,
        says: &["trade_value THA WLD import HS-8542 2014 = 9680795326 USD", "trade_value USA CHN export HS-8542 2015 = 12 USD"],
    },
    Case {
        name: "RU_trade.csv",
        text: "\u{feff}\"DATASET\",\"SERIES_CODE\",\"COUNTRY.ID\",\"COUNTRY\",\"INDICATOR.ID\",\"INDICATOR\",\"COUNTERPART_COUNTRY.ID\",\"COUNTERPART_COUNTRY\",\
               \"SCALE.ID\",\"SCALE\",\"TRADE_FLOW.ID\",\"TRADE_FLOW\",\"2016\",\"2017\"\n\
               \"IMF.STA:IMTS(1.0.0)\",\"RUS.MG_CIF_USD.TUV.A\",\"RUS\",\"Russian Federation\",\"MG_CIF_USD\",\"Imports of goods, Cost insurance freight (CIF), US dollar\",\
               \"TUV\",\"Tuvalu\",\"6\",\"Millions\",\"MG\",\"Imports of goods\",\"\",\"0.0014\"\n",
        format: "IMF Data Portal table",
        rows: 1,
        figures: 2,
        says: &["mg_cif_usd RUS TUV import 2016 = not_published USD million", "mg_cif_usd RUS TUV import 2017 = 0.0014 USD million"],
    },
    Case {
        name: "US_ProdConcent.csv",
        text: "Year,Economy,Economy Label,Flow,Flow Label,Product concentration index,Product concentration index Footnote,Product concentration index Missing value\n\
               2010,\"004\",\"Afghanistan\",02,\"Exports\",0.24,,\n2010,\"004\",\"Afghanistan\",01,\"Imports\",0.30,\"Estimated by UNCTAD\",\n\
               2010,729,\"Sudan\",02,\"Exports\",,,\"Not applicable\"\n",
        format: "UNCTADstat table",
        rows: 3,
        figures: 3,
        says: &[
            "product_concentration_index AFG export 2010 = 0.24",
            "product_concentration_index AFG import 2010 = 0.3, Estimated by UNCTAD",
            "product_concentration_index SDN export 2010 = not_applicable, Not applicable",
        ],
    },
    Case {
        name: "US_CommodityPriceIndices_M.csv",
        text: "Period,Period Label,Commodity,Commodity Label,Index Base 2015,Index Base 2015 Footnote,Index Base 2015 Missing value,\"Growth rate, year-on-year\",\
               \"Growth rate, year-on-year Footnote\",\"Growth rate, year-on-year Missing value\"\n\
               1995M01,Jan. 1995,IN0001.20,All groups,46.0,,,,,No value reported or collected\n",
        format: "UNCTADstat table by period",
        rows: 1,
        figures: 2,
        says: &[
            "index_base_2015 IN0001.20 1995-01 = 46 index",
            "growth_rate_year_on_year IN0001.20 1995-01 = not_collected, No value reported or collected",
        ],
    },
];

#[test]
fn no_row_of_a_table_of_trade_is_lost_and_what_is_missing_has_its_reason() {
    holds(&BY_OFFICES_OF_TRADE);
}

/// Dimensions in one cell, flags behind numbers, `:` for missing, several units; the EU of each year beside that of today.
const BY_EUROSTAT: [Case; 4] = [
    Case {
        name: "gov_10dd_edpt1.tsv",
        text: "unit,sector,na_item,geo\\time\t2002 \t2001 \nMIO_EUR,S1,B1GQ,AT\t226302.5 \t220000.0 \nMIO_EUR,S1,B1GQ,EU28\t9.5 p\t: \n\
               MIO_NAC,S1,B1GQ,AT\t226302.6 \t220000.1 \nPC_GDP,S1,B1GQ,AT\t100.0 \t: c\nPC,S1,B1GQ,EL\t1.0 \t2.0 bu\n",
        format: "Eurostat TSV",
        rows: 5,
        figures: 10,
        says: &[
            "b1gq EU28 S1 2001 = not_published EUR million",
            "b1gq EU28 S1 2002 = 9.5 EUR million, provisional",
            "b1gq AUT S1 2002 = 226302.5 EUR million",
            "b1gq_mio_nac AUT S1 2002 = 226302.6 national currency million",
            "b1gq_pc_gdp AUT S1 2002 = 100 % of GDP",
            "b1gq_pc_gdp AUT S1 2001 = confidential % of GDP",
            "b1gq_percent GRC S1 2001 = 2 %, break, low reliability",
        ],
    },
    Case {
        name: "hlth_ehis_de10.tsv",
        text: "sex,age,frequenc,unit,time\\geo\tBE \tEL \tTR \nF,TOTAL,DAY,PC,2008\t10.0 u\t4.0 \t: \nF,TOTAL,MTH,PC,2008\t42.9 u\t32.3 \t: \n",
        format: "Eurostat TSV",
        rows: 2,
        figures: 6,
        says: &["hlth_ehis_de10 TUR TOTAL DAY F 2008 = not_published %", "hlth_ehis_de10 BEL TOTAL MTH F 2008 = 42.9 %, low reliability"],
    },
    Case {
        name: "trng_lfse_04.tsv",
        text: "freq,unit,sex,age,geo\\TIME_PERIOD\t2019 \t2020 \nA,PC,F,Y18-64,AT\t12.2 \t12.6 bn\nA,PC,F,Y18-64,BA\t8.1 \t: \n",
        format: "Eurostat TSV",
        rows: 2,
        figures: 4,
        says: &["trng_lfse_04 BIH Y18-64 F 2020 = not_published %", "trng_lfse_04 AUT Y18-64 F 2020 = 12.6 %, break, not significant"],
    },
    Case {
        name: "ilc_lvps08.csv",
        text: "DATAFLOW,LAST UPDATE,freq,age,sex,unit,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG\nESTAT:ILC_LVPS08(1.0),27/10/23 23:00:00,A,Y16-19,F,PC,EU,2011,94.9,\n\
               ESTAT:ILC_LVPS08(1.0),27/10/23 23:00:00,A,Y16-19,F,PC,EU27_2020,2011,95.1,e\n\
               ESTAT:ILC_LVPS08(1.0),27/10/23 23:00:00,A,Y16-19,F,NR,EU27_2020,2011,7.1,\n",
        format: "SDMX-CSV 1.0",
        rows: 3,
        figures: 3,
        says: &[
            "ilc_lvps08 X-EUROSTAT-EU Y16-19 F 2011 = 94.9 %",
            "ilc_lvps08 EU27 Y16-19 F 2011 = 95.1 %, estimated",
            "ilc_lvps08_nr EU27 Y16-19 F 2011 = 7.1 count",
        ],
    },
];

#[test]
fn eurostats_flags_units_and_signs_for_missing_are_read() {
    holds(&BY_EUROSTAT);
}

/// Footnotes and legends around tables, years listed one by one, part of a year, countries in rows of their own.
const WITH_WORDS_AROUND: [Case; 6] = [
    Case {
        name: "TIV-Export-CHI.csv",
        text: "\"TIV of arms exports from China, 1978-1989\",,,,,,,,,,,,,\r\nFigures are SIPRI Trend Indicator Values (TIVs) expressed in millions.,,,,,,,,,,,,,\r\n\
               Source: SIPRI Arms Transfers Database,,,,,,,,,,,,,\r\nGenerated: 28 July 2022,,,,,,,,,,,,,\r\n,,,,,,,,,,,,,\r\n\
               ,1978,1979,1980,1981,1982,1983,1984,1985,1986,1987,1988,1989,Total\r\nAlbania,,39,,,,,,,,,,0,39\r\nTotal,,39,,,,,,,,,,0,39\r\n",
        format: "SIPRI table of trend-indicator values",
        rows: 2,
        figures: 4,
        says: &[
            "arms_transfers CHN ALB export 1979 = 39 million TIV",
            "arms_transfers CHN ALB export 1989 = 0 million TIV",
            "arms_transfers CHN WLD export 1979 = 39 million TIV",
        ],
    },
    Case {
        name: "sipri_export_1978-1989.csv",
        text: "Volume of transfers of major arms\nAn empty field indicates that no deliveries have been identified.\n\nSource: SIPRI Arms Transfers Database (c) SIPRI.\n\
               Data generated: 29 Mar 2025 3:35:20 PM\n\nRecipient,1978,1979,1980,1981,1982,1983,1984,1985,1986,1987,1988,1989,1978-1989,Percentage,Sum total years,Percentage of total\n\
               ANC (South Africa)*,,,,,,,,,,,0,,0,0.0,0,0.0\nAfghanistan,,4,4,95,,,,,,,,,103,1.0,103,0.1\n",
        format: "SIPRI table of trend-indicator values",
        rows: 2,
        figures: 4,
        says: &["arms_transfers X-SIPRI-ANC-SOUTH-AFRICA import 1988 = 0 million TIV", "arms_transfers AFG import 1981 = 95 million TIV"],
    },
    // Two deals that differ in what is said of them alone, and one of which nothing has come yet.
    Case {
        name: "deals.csv",
        text: "Recipient,Supplier,Year of order, ,Number ordered, ,Weapon designation,Weapon description,Number delivered, ,Year(s) of delivery,status,Comments,\
               SIPRI TIV per unit,SIPRI TIV for total order,SIPRI TIV of delivered weapons\n\
               Singapore,France,1989,?,14,,AS-532,helicopter,1,,1990,New,First batch,7,14,7\n\
               Singapore,France,1989,?,14,,AS-532,helicopter,2,,1990,New,Second batch,7,14,14\n\
               Singapore,United States,2023,?,8,,F-35B,FGA aircraft,0,,,New,,60,480,0\n",
        format: "SIPRI trade register",
        rows: 3,
        figures: 6,
        says: &[
            "tiv_delivered SGP FRA import helicopter 2 AS-532 1989 1990 = 7 million TIV, First batch",
            "tiv_delivered SGP FRA import helicopter 3 AS-532 1989 1990 = 14 million TIV, Second batch",
            "number_delivered SGP USA import FGA aircraft 4 F-35B 2023 undated = 0 items, no delivery so far",
        ],
    },
    Case {
        name: "trade-register.csv",
        text: "Transfers of major conventional arms to Singapore\nSIPRI trend-indicator values (TIVs) are in millions.\nSource: SIPRI Arms Transfers Database\n\
               Recipient,Supplier,Year of order, ,Number ordered, ,Weapon designation,Weapon description,Number delivered, ,Year(s) of delivery,status,Comments,\
               SIPRI TIV per unit,SIPRI TIV for total order,SIPRI TIV of delivered weapons\n\
               Singapore,United States,1985,?,3,?,TPQ-36,radar,3,,1986,New,Part of a deal,3,9,9\n\
               Singapore,Israel,2014,?,2,?,EL/M-2084,radar,2,,2015; 2016,New,\"Singaporean designation \u{91}Safari\",12.5,25,25\n",
        format: "SIPRI trade register",
        rows: 2,
        figures: 4,
        says: &[
            "number_delivered SGP ISR import radar EL/M-2084 2014 2015/2016 = 2 items, 2015; 2016, Singaporean designation \u{91}Safari",
            "tiv_delivered SGP USA import radar TPQ-36 1985 1986 = 9 million TIV, Part of a deal",
            "tiv_delivered SGP ISR import radar EL/M-2084 2014 2015/2016 = 25 million TIV, 2015; 2016, Singaporean designation \u{91}Safari",
        ],
    },
    Case {
        name: "Standard Report - Exports (1).csv",
        text: "Country,Time,Value ($US)\nChina,2024 through October,\"6,857\"\nChina,2019,\"47,478\"\nChina,1992,\nChina,2019,\"47,478\"\nChina,2019,\"47,478\"\n",
        format: "USA Trade Online report",
        rows: 5,
        figures: 3,
        says: &[
            "trade_value USA CHN 2024-01/2024-10 = 6857 USD, 2024 through October",
            "trade_value USA CHN 2019 = 47478 USD",
            "trade_value USA CHN 1992 = not_published USD",
        ],
    },
    Case {
        name: "Net_Consumption.csv",
        text: "\"International_data\"\r\n\"Source: U.S. Energy Information Administration\"\r\n,,,1980,1981,1982,1983\r\n\"\",\"Electricity\",\"Billion Kwh\"\r\n\
               \"\",\"Afghanistan\",\"\"\r\n\"\",\"Consumption\",\"Billion Kwh\",0.8,0.9,0.8,NA\r\n\
               \"\",\"Albania\",\"\"\r\n\"\",\"Consumption\",\"Billion Kwh\",2.9,--,,3.0\r\n\
               \"\",\"Algeria\",\"\"\r\n\"\",\"Consumption\",\"Billion Kwh\",5.9,6.7,7.8,8.2\r\n\
               \"\",\"Angola\",\"\"\r\n\"\",\"Consumption\",\"Billion Kwh\",0.9,1.7,1.8,1.2\r\n",
        format: "table",
        rows: 4,
        figures: 16,
        says: &[
            "net_consumption AFG Billion Kwh Consumption 1980 = 0.8",
            "net_consumption AFG Billion Kwh Consumption 1983 = not_published",
            "net_consumption ALB Billion Kwh Consumption 1981 = not_published, a dash, which may mean none, or not known",
            "net_consumption ALB Billion Kwh Consumption 1982 = not_published",
            "net_consumption AGO Billion Kwh Consumption 1983 = 1.2",
        ],
    },
];

#[test]
fn words_around_a_table_are_passed_over_and_those_in_it_kept() {
    holds(&WITH_WORDS_AROUND);
    let sipri = opened(WITH_WORDS_AROUND[0].name, WITH_WORDS_AROUND[0].text.as_bytes());
    let passed: Vec<&str> = sipri.report.passed_over.iter().map(|passed| passed.place.as_str()).collect();
    assert_eq!(passed, ["line 1", "line 2", "line 3", "line 4"]);
    assert_eq!(sipri.dataset.sources.values().next().and_then(|source| source.accessed.as_deref()), Some("2022-07-28"));
    let report = opened(WITH_WORDS_AROUND[4].name, WITH_WORDS_AROUND[4].text.as_bytes()).report;
    assert_eq!(report.duplicates, 2, "a sum of its rows would be three times too high");
    let signs = opened(WITH_WORDS_AROUND[5].name, WITH_WORDS_AROUND[5].text.as_bytes()).report.missing;
    assert_eq!(signs.keys().map(String::as_str).collect::<Vec<_>>(), ["", "--", "NA"]);
}

#[test]
fn people_who_say_the_same_are_several_people() {
    let people = "Q1,Q2,Q3\nFemale,28,No\nMale,41,Yes\nFemale,28,No\nMale,41,Yes\n";
    let opened = opened("people.csv", people.as_bytes());
    let told: Vec<String> = opened.dataset.observations().iter().map(told).collect();
    assert_eq!((told.len(), opened.report.duplicates, opened.dataset.refused.len()), (4, 0, 0), "{told:#?}");
}

#[test]
fn columns_whose_names_say_codes_hold_no_figures() {
    let list = "CODES,DESCRIPTION,WEIGHT\n101,Afghanistan,2\n102,Bahrain,3\n999,Others,5\n";
    let opened = opened("list.csv", list.as_bytes());
    let told: Vec<String> = opened.dataset.observations().iter().map(told).collect();
    assert_eq!(told.len(), 3);
    assert!(told.iter().any(|one| one.contains("102") && one.ends_with("undated = 3")), "{told:#?}");
}

#[test]
fn countries_of_code_lists_are_who_they_are_whatever_their_numbers() {
    for (scheme, code, country) in [
        (Scheme::Comtrade, "156", "CHN"),
        (Scheme::Comtrade, "643", "RUS"),
        (Scheme::Comtrade, "490", "TWN"),
        (Scheme::Comtrade, "58", "BLX"),
        (Scheme::Comtrade, "842", "USA"),
        (Scheme::Iso, "SUN", "SUN"),
        (Scheme::Iso, "RUS", "RUS"),
        (Scheme::Iso, "YUG", "YUG"),
        (Scheme::Iso, "DEU.1", "DEU"),
        (Scheme::Unctad, "004", "AFG"),
        (Scheme::Eurostat, "EU28", "EU28"),
        (Scheme::Eurostat, "TR", "TUR"),
        (Scheme::ChinaCustoms, "101", "AFG"),
        (Scheme::ChinaCustoms, "Conutries of Neutral Package", "X-NEUTRAL-PACKAGE"),
    ] {
        assert_eq!(country::resolve_in(scheme, code), Resolved::One(country), "{code} of {scheme:?}");
    }
}
