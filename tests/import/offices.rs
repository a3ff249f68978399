//! Tables in the forms in which statistical offices and international organisations give them out. Each has the shape of a
//! published one; its figures are made up.

use asymmetry::import::Opened;

use super::books::workbook;
use super::words::{opened, told};

/// The file holds all these figures, and nothing of it is refused.
pub fn holds(name: &str, text: &str, count: usize, figures: &[&str]) -> Opened {
    let opened = opened(name, text.as_bytes());
    let all: Vec<String> = opened.dataset.observations().iter().map(told).collect();
    for figure in figures {
        assert!(all.iter().any(|one| one == figure), "{name}: {figure} is not among {all:#?}");
    }
    let refused: Vec<String> = opened.dataset.refused.iter().map(|one| format!("{}: {} {}", one.line, one.what, one.why)).collect();
    assert_eq!((all.len(), refused), (count, Vec::new()), "{name}: {all:#?}");
    opened
}

#[test]
fn labels_of_sdmx_stand_in_columns_of_their_own_or_beside_their_codes() {
    let columns = "STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,REF_AREA,Reference area,MEASURE,Measure,UNIT_MEASURE,Unit of measure,ACTIVITY,\
                   Economic activity,TIME_PERIOD,Time period,OBS_VALUE,Observation value,OBS_STATUS,Observation status,UNIT_MULT,Unit multiplier\n\
                   DATAFLOW,A:B(1.0),Prices,I,AUS,Australia,PP,Producer prices,IX,Index,C,Manufacturing,2023-01,,111.5,,A,Normal value,0,Units\n\
                   DATAFLOW,A:B(1.0),Prices,I,G-7,G7,PP,Producer prices,PA,Percent per annum,C,Manufacturing,2023-Q1,,2.5,,P,Provisional,0,Units\n\
                   DATAFLOW,A:B(1.0),Prices,I,JPN,Japan,PP,Producer prices,IX,Index,C,Manufacturing,2023-01,,,,M,Cannot exist,0,Units\n";
    let opened = holds(
        "explorer.csv",
        columns,
        3,
        &[
            "pp AUS C 2023-01 = 111.5 Index",
            "pp_percent_per_annum G7 C 2023-Q1 = 2.5 Percent per annum, provisional",
            "pp JPN C 2023-01 = not_applicable Index, cannot exist",
        ],
    );
    assert_eq!(opened.format, "SDMX-CSV 2.0 with actions");
    let cells = "STRUCTURE,STRUCTURE_ID,ACTION,FREQ: Frequency,BORROWERS_CTY: Country,TIME_PERIOD: Time,OBS_VALUE: Value,UNIT_MEASURE: Unit,UNIT_MULT: Size\n\
                 dataflow,A:B(1.0),I,Q: Quarterly,RU: Russia,2019-Q1: 2019-Q1,11.5,USD: US dollar,6: Millions\n\
                 dataflow,A:B(1.0),I,Q: Quarterly,5R: Advanced economies,2019-Q1,12.5,770: Percentage of GDP,0: Units\n";
    holds("beside.csv", cells, 2, &["beside RUS 2019-Q1 = 11.5 USD million", "beside X-ADVANCED 2019-Q1 = 12.5 Percentage of GDP"]);
    let key = "KEY,FREQ,CURRENCY,TIME_PERIOD,OBS_VALUE,OBS_STATUS,OBS_CONF,UNIT,UNIT_MULT\n\
               EXR.M.USD,M,USD,1999-01,1.5,A,F,USD,0\nEXR.M.RUB,M,RUB,2022-04,NaN,M,F,RUB,0\n";
    holds("keys.csv", key, 2, &["keys USD 1999-01 = 1.5 USD", "keys RUB 2022-04 = not_applicable RUB, cannot exist"]);
}

#[test]
fn figures_of_statistics_canada_are_in_their_size_and_have_their_letters() {
    let text = "\"REF_DATE\",\"GEO\",\"DGUID\",\"Labour force\",\"UOM\",\"UOM_ID\",\"SCALAR_FACTOR\",\"SCALAR_ID\",\"VECTOR\",\"COORDINATE\",\
                \"VALUE\",\"STATUS\",\"SYMBOL\",\"TERMINATED\",\"DECIMALS\"\n\
                \"2019-01\",\"Canada\",\"A1\",\"Employment\",\"Persons\",\"249\",\"thousands\",\"3\",\"v1\",\"1.1\",\"111.5\",\"B\",\"\",\"\",\"1\"\n\
                \"2019-01\",\"Canada\",\"A1\",\"Rate\",\"Percentage\",\"242\",\"units\",\"0\",\"v2\",\"1.2\",\"5.5\",\"E\",\"r\",\"\",\"1\"\n\
                \"2019-02\",\"Canada\",\"A1\",\"Employment\",\"Persons\",\"249\",\"thousands\",\"3\",\"v1\",\"1.1\",\"\",\"x\",\"\",\"t\",\"1\"\n\
                \"2019-02\",\"Canada\",\"A1\",\"Rate\",\"Percentage\",\"242\",\"units\",\"0\",\"v2\",\"1.2\",\"\",\"F\",\"\",\"\",\"1\"\n";
    holds(
        "14100287.csv",
        text,
        4,
        &[
            "14100287 CAN Employment 2019-01 = 111.5 thousand",
            "14100287 CAN Rate 2019-01 = 5.5 %, to be used with caution; revised",
            "14100287 CAN Employment 2019-02 = confidential thousand",
            "14100287 CAN Rate 2019-02 = not_published %, too unreliable to be published",
        ],
    );
    let french = "\"PÉRIODE DE RÉFÉRENCE\";\"GÉO\";\"DGUID\";\"Sexe\";\"UNITÉ DE MESURE\";\"IDENTIFICATEUR D'UNITÉ DE MESURE\";\"FACTEUR SCALAIRE\";\
                  \"IDENTIFICATEUR SCALAIRE\";\"VECTEUR\";\"COORDONNÉES\";\"VALEUR\";\"STATUT\";\"SYMBOLE\";\"TERMINÉ\";\"DÉCIMALES\"\n\
                  \"2019-01\";\"Canada\";\"A1\";\"Femmes\";\"Personnes\";\"249\";\"milliers\";\"3\";\"v1\";\"1.1\";\"111,5\";\"\";\"\";\"\";\"1\"\n";
    holds("fra.csv", french, 1, &["fra CAN Femmes 2019-01 = 111.5 thousand"]);
}

#[test]
fn figures_of_sites_on_the_software_of_the_oecd_are_in_their_size() {
    let text = "\"LOCATION\",\"Country\",\"SUBJECT\",\"Subject\",\"MEASURE\",\"Measure\",\"TIME\",\"Time\",\"Unit Code\",\"Unit\",\"PowerCode Code\",\
                \"PowerCode\",\"Reference Period Code\",\"Reference Period\",\"Value\",\"Flag Codes\",\"Flags\"\n\
                \"AUS\",\"Australia\",\"GDP\",\"Product\",\"C\",\"Current\",\"2019\",\"2019\",\"AUD\",\"Australian Dollar\",\"6\",\"Millions\",,,111.5,\"E\",\"Estimated value\"\n\
                \"OECD\",\"OECD - Total\",\"GDP\",\"Product\",\"C\",\"Current\",\"2019\",\"2019\",\"USD\",\"US Dollar\",\"6\",\"Millions\",,,,\"..\",\"Missing value\"\n";
    let figures = ["gdp AUS C 2019 = 111.5 AUD million, estimated", "gdp OECD C 2019 = not_published USD million"];
    let opened = holds("SNA_TABLE1.csv", text, 2, &figures);
    assert_eq!(opened.format, "table of an OECD.Stat site");
}

#[test]
fn what_stands_in_several_rows_of_a_head_belongs_to_its_figures() {
    let cars = "GENESIS-Tabelle: 46251-0021\nCars by fuel;;;;;;\n;;;Benzin;Benzin;Diesel;Diesel\n;;;Euro 1;Insgesamt;Euro 1;Insgesamt\n\
                01.01.2022;01001;Flensburg;1190;2809;86;-\n01.01.2022;01002;Kiel;2190;6809;186;3623\n__________\nQuelle: KBA\nStand: 03.01.2023\n";
    holds("46251.csv", cars, 8, &["benzin_euro_1 01001 Flensburg 2022-01-01 = 1190", "diesel_insgesamt 01002 Kiel 2022-01-01 = 3623"]);
    let men = "Kod;Nazwa;ogółem;ogółem;mężczyźni;mężczyźni\n;;2019;2020;2019;2020\n;;[osoba];[osoba];[osoba];[osoba]\n\
               0200000;DOLNOŚLĄSKIE;2903;2893;1396;1385\n1400000;MAZOWIECKIE;5423;5425;2590;-\n";
    holds("bdl.csv", men, 8, &["ogółem 0200000 DOLNOŚLĄSKIE 2020 = 2893", "mężczyźni 0200000 DOLNOŚLĄSKIE 2019 = 1396"]);
    let above = "Region;2019;2019;2020;2020\n;Exports;Imports;Exports;Imports\nTurku;5;6;7;8\nOulu;15;16;17;..\n";
    holds("above.csv", above, 8, &["exports Turku 2020 = 7", "imports Oulu 2020 = not_published"]);
    let one = "Payments by group;;;;\n- Land - Jahr;;;;\n;;;;Jahr\n;;;;2009\n05;Nordland;111;Schools;7950\n05;Nordland;121;Roads;7271\n";
    holds("71717.csv", one, 2, &["71717 Roads 2009 = 7271"]);
}

#[test]
fn rows_with_names_of_their_own_above_a_head_describe_its_columns() {
    let series = "|Persons ; Male ; North ;|Persons ; Female ; North ;\nUnit|Number|Number\nSeries Type|Original|Original\nSeries Start|1981-06-01|1981-06-01\n\
                  Series End|1981-12-01|1981-12-01\nNo. Obs.|2|2\nSeries ID|A2060825A|A2060826C\n1981-06-01|2608|2626\n1981-09-01|2616|2634";
    let opened = opened("310104.xlsx", &workbook(&[("Data1", series, &[])]));
    let all: Vec<String> = opened.dataset.observations().iter().map(told).collect();
    assert_eq!(all.len(), 4);
    assert!(all.iter().any(|one| one.contains("female") && one.contains(" 1981-09-01 = 2634")), "{all:#?}");
    // A day of release over a head is no period of its figures.
    let released = "Released,2024-03-01,\n,Exports,Imports\nTurku,5,6\nOulu,7,8\n";
    holds("released.csv", released, 4, &["2024_03_01_exports Turku undated = 5"]);
}

#[test]
fn text_among_the_numbers_of_a_workbook_keeps_its_own_sign_and_its_footnote() {
    let stacked = "Industry\n\n|2019|2020\nWhole|103.4|97.9\nCentre|106,41)|100.2\n\nMining\n|2019|2020\nWhole|103.4|93.5\nCentre|98.7|101.1\n\n1) Without the city.";
    let opened = opened("ind.xlsx", &workbook(&[("1", stacked, &[])]));
    let all: Vec<String> = opened.dataset.observations().iter().map(told).collect();
    assert!(all.iter().any(|one| one.contains("Centre 1 2019 = 106.4")), "{all:#?}");
    assert_eq!((all.len(), opened.dataset.refused.len()), (8, 0), "{all:#?}");
}

#[test]
fn tables_that_stand_on_one_another_without_a_gap_have_each_its_own_head() {
    let text = "\tГод / Year\tКварталы / Quarters\t\t\t\n\t\tI\tII\tIII\tIV\nОбъем ВВП, млрд.рублей\t\t\t\t\t\n1999\t4823\t901\t1102\t1373\t1447\n\
                20142)\t7920\t1739\t1912\t2075\t2192\nИндекс, в %\t\t\t\t\t\n1999\t106,4\t98,1\t103,1\t111,4\t112,0\n20142)\t100,7\t100,63)\t101,3\t100,8\t100,3\n\
                \tЯнв. Jan.\tФев. Feb.\tМарт Mar.\tАпр. Apr.\tМай May\tИюнь June\nДобыча\t\t\t\t\t\t\n2015\t94,6\t91,4\t110,9\t96,2\t102,7\t98,0\n\
                2016\t95,1\t96,9\t109,2\t94,4\t102,2\t98,1\n";
    let opened = opened("kep.tsv", text.as_bytes());
    let all: Vec<String> = opened.dataset.observations().iter().map(told).collect();
    for figure in
        ["объем_ввп_млрд_рублей 1 2014 = 7920 RUB billion, 20142)", "индекс_в 1 2014-Q1 = 100.6 в %", "2016-01 = 95.1", "2015-06 = 98"]
    {
        assert!(all.iter().any(|one| one.ends_with(figure)), "{figure} is not among {all:#?}");
    }
    assert_eq!((all.len(), opened.dataset.refused.len()), (32, 0), "{all:#?} {:#?}", opened.dataset.refused);
}

#[test]
fn names_of_px_web_say_the_period_and_what_is_counted() {
    let text = "\"Population by region\"\n\n\"region\",\"sex\",\"2019 Population 31.12.\",\"2020 Population 31.12.\",\"2019 Share, %\",\"2020 Share, %\"\n\
                \"00 Whole\",\"men\",51958,52228,49.5,49.4\n\"01 Part\",\"men\",11882,..,50.5,50.6\n";
    holds("px.csv", text, 8, &["population_31_12 00 Whole men 2020 = 52228", "share 01 Part men 2019 = 50.5 %"]);
}

#[test]
fn a_year_and_its_month_are_one_period_in_any_language() {
    let german = "Land;Jahr;Monat;Ausfuhr in Tsd. EUR\nRussland;2019;Januar;1.612.345\nRussland;2019;März;.\nVereinigte Staaten;2019;Dezember;9.112.345\n";
    holds(
        "de.csv",
        german,
        3,
        &[
            "ausfuhr RUS 2019-01 = 1612345 EUR thousand",
            "ausfuhr RUS 2019-03 = not_published EUR thousand",
            "ausfuhr USA 2019-12 = 9112345 EUR thousand",
        ],
    );
    let french = "Pays;Année;Mois;Exportations\nAllemagne;2019;janvier;5 612,3\nAllemagne;2019;août;nd\n";
    holds("fr.csv", french, 2, &["exportations DEU 2019-01 = 5612.3", "exportations DEU 2019-08 = not_published"]);
    let spanish = "País;Año;Indicador;Valor;Unidad\nEspaña;2019;Exportaciones;290.892,5;millones de euros\nMundo;2019;Exportaciones;n.d.;millones de euros\n";
    holds("es.csv", spanish, 2, &["exportaciones ESP 2019 = 290892.5 EUR million", "exportaciones WLD 2019 = not_published EUR million"]);
    let quarters = "Entidad,Trimestre,Valor\nAguascalientes,2019-I,577\nAguascalientes,2019-II,580\n";
    holds("trimestres.csv", quarters, 2, &["trimestres Aguascalientes 2019-Q2 = 580"]);
    let said_twice = "series,year,month,count,date\nMining,2000,1,430,2000-01-01\nMining,2000,2,409,2000-02-01\n";
    holds("twice.csv", said_twice, 2, &["mining_count 2000-02-01 = 409"]);
}

#[test]
fn what_holds_four_figures_is_no_year_and_states_are_no_countries() {
    let text = "state,county,quantity,cost,ship_date\nNE,ADAMS,1700,1005,2006-03-07\nNE,BUFFALO,1951,9535,2006-03-08\nNE,BURT,3000,2700,2014-01-30\n";
    holds("ne.csv", text, 6, &["quantity ADAMS NE 2006-03-07 = 1700", "cost BURT NE 2014-01-30 = 2700"]);
    let people = "year,age,sex,people\n1850,0,1,1483\n1850,0,2,1450\n1850,5,1,1411\n1850,5,2,1359\n1860,0,1,2120\n1860,0,2,2092\n";
    holds("people.csv", people, 6, &["people 5 2 1850 = 1359"]);
}

#[test]
fn a_stroke_in_a_name_parts_what_stands_below_from_what_is_across() {
    let text = "time,geo,age,sex\\nat,BE,FO\n1991,Fla,0,M,1182,375\n1991,Fla,0,F,1136,361\n1991,Fla,1,M,1207,370\n";
    holds("pop.csv", text, 6, &["pop X-Fla 0 FO F 1991 = 361", "pop X-Fla 1 BE M 1991 = 1207"]);
}

#[test]
fn notes_below_the_last_figures_are_no_rows_and_what_is_left_out_stands_above() {
    let chinese = "数据库：年度数据\n指标,2023年,2022年\n国民总收入(亿元),1249.6,1194.4\n第一产业增加值(亿元),897.2,\n注：国民总收入与国内生产总值的差额为国外净要素收入。\n数据来源：国家统计局\n";
    let opened = holds("nbs.csv", chinese, 4, &[]);
    assert_eq!(opened.report.passed_over.len(), 3);
    let wide = "\"Table: 14-10\"\n\n\"Geography\",\"Labour force\",\"November 2022\",\"December 2022\"\n\"Canada\",\"Employment\",\"19,718.1\",\"19,822.1\"\n\
                \"\",\"Rate\",\"5.1\",\"5.0\"\n\"Alberta\",\"Employment\",\"2,400.3\",\"2,425.4\"\n\"\",\"Rate\",\"5.8\",\"5.9\"\n\n\"Footnotes:\"\n\"1\",\"Adjusted.\"\n\"5\",\"Who worked.\"\n";
    holds("wide.csv", wide, 8, &["wide Canada Rate 2022-12 = 5", "wide Alberta Rate 2022-11 = 5.8"]);
}

#[test]
fn a_row_for_one_figure_that_is_empty_says_that_it_is_missing() {
    let text = "ref_area,ref_area.label,indicator,indicator.label,sex,sex.label,time,obs_value,obs_status\n\
                AFG,Afghanistan,EMP,Employment,SEX_T,Total,2008,72.5,U\nRUS,Russian Federation,EMP,Employment,SEX_F,Female,2019,,\n";
    let opened = holds("ilo.csv", text, 2, &["emp AFG SEX_T 2008 = 72.5, low reliability", "emp RUS SEX_F 2019 = not_published"]);
    let sex = asymmetry::terms::dimension::Dimension::Other("sex".to_owned());
    assert_eq!(opened.dataset.labels[&sex].values().map(|label| label.en.as_str()).collect::<Vec<_>>(), ["Female", "Total"]);
}

#[test]
fn rows_that_differ_by_their_unit_alone_are_indicators_of_their_own() {
    let text =
        "Country,Year,Unit,Value\nGermany,2019,USD million,11.5\nGermany,2019,%,2.5\nJapan,2019,USD million,12.5\nJapan,2019,%,3.5\n";
    holds("units.csv", text, 4, &["units DEU 2019 = 11.5 USD million", "units_percent JPN 2019 = 3.5 %"]);
}

#[test]
fn quarters_of_json_stat_are_numbered_and_months_run_over_the_new_year() {
    let made = |id: &str, label: &str, index: &str| {
        format!(
            "{{\"version\": \"2.0\", \"class\": \"dataset\", \"label\": \"EPA\", \"id\": [\"{id}\"], \"size\": [2], \"role\": {{\"time\": [\"{id}\"]}}, \
             \"dimension\": {{\"{id}\": {{\"label\": \"{label}\", \"category\": {index}}}}}, \"value\": [11.5, 12.5]}}"
        )
    };
    holds("epa.json", &made("Trimestre", "Trimestre", "{\"index\": {\"2005\": 0, \"2005 - 1\": 1}}"), 2, &["epa 2005-Q1 = 12.5"]);
    let rolling = "{\"index\": {\"CI_1\": 0, \"CI_2\": 1}, \"label\": {\"CI_1\": \"Oct-Dec 1992\", \"CI_2\": \"Nov-Jan 1993\"}}";
    holds("rolling.json", &made("CL", "Time", rolling), 2, &["rolling 1992-11/1993-01 = 12.5, Nov-Jan 1993"]);
}
