//! What columns mean where their names alone, or the first of them, would mislead. The figures are made up.

use super::offices::holds;

#[test]
fn months_stand_in_the_year_that_the_title_names() {
    let by_country = "（2）2023年12月进出口商品国别（地区）总值表（美元值）,,,,,,\n,,,,,,单位：千美元\n\
                      进口原产国（地） 出口最终目的国（地）,出口,,进口,,累计比去年同期±%,\n,12月,1至12月,12月,1至12月,出口,进口\n\
                      总值,\"303,617\",\"3,380,024\",\"228,272\",\"2,556,802\",-4.6,-5.5\n\
                      俄罗斯联邦,\"10,390\",\"110,972\",\"11,406\",\"129,138\",46.9,12.7\n";
    holds(
        "countries.csv",
        by_country,
        12,
        &[
            "countries RUS export 2023-12 = 10390 USD thousand",
            "countries RUS import 2023-01/2023-12 = 129138 USD thousand",
            "累计比去年同期 RUS import 2023-01/2023-12 = 12.7 %",
        ],
    );
    let by_goods = "2023年11月全国进口重点商品量值表,,,,,,,\n商品名称,计量单位,11月,,1至11月累计,,累计比去年同期±%,\n,,数量,金额,数量,金额,数量,金额\n\
                    原油,万吨,4836,25600,56399,337500,11.0,-7.7\n汽车,万辆,7.4,4600,79.9,47300,-9.1,-11.2\n";
    holds(
        "goods.csv",
        by_goods,
        12,
        &["数量 原油 2023-11 = 4836 t × 10^4", "金额 原油 2023-01/2023-11 = 337500", "数量_万辆 汽车 2023-11 = 7.4 万辆"],
    );
    holds(
        "prices.csv",
        "\"GDP by month, in constant 2015 prices\",,\nCountry,Jan,Feb\nRussia,1.5,2.5\nChina,3.5,4.5\n",
        4,
        &["jan RUS undated = 1.5"],
    );
}

#[test]
fn names_of_countries_are_believed_before_codes_of_an_agency() {
    let foreign = "Country_Code,Country_Name,Year,Value\nCH,China,2020,1\nAS,Australia,2020,2\nRS,Russia,2020,3\nGM,Germany,2020,4\n";
    holds("psd.csv", foreign, 4, &["psd CHN 2020 = 1", "psd AUS 2020 = 2", "psd RUS 2020 = 3", "psd DEU 2020 = 4"]);
    let own = "Country_Code,Country_Name,Year,Value\nCHN,China,2020,1\nXKX,Kosovo (under UNSCR 1244),2020,2\nRUS,Russia,2020,3\n";
    holds("iso.csv", own, 3, &["iso CHN 2020 = 1", "iso XKX 2020 = 2"]);
    let alone = "country,iso_a2,year,hdi\nAfghanistan,AF,2020,0.5\nNamibia,,2020,0.6\n";
    holds("hdi.csv", alone, 2, &["hdi AFG 2020 = 0.5", "hdi NAM 2020 = 0.6"]);
    let regions = "country,region,year,hdi\nIndia,SA,2020,0.5\nEgypt,AS,2020,0.6\nKenya,SSA,2020,0.7\n";
    holds("regions.csv", regions, 3, &["hdi IND SA 2020 = 0.5", "hdi EGY AS 2020 = 0.6"]);
}

#[test]
fn a_unit_is_that_of_the_quantity_and_not_of_the_money() {
    let text = "Reporter,Partner,Year,Quantity,Unit,Value (US$)\nKenya,Uganda,2020,500,kg,1000\nKenya,Rwanda,2020,700,u,3000\n";
    holds(
        "trade.csv",
        text,
        4,
        &["quantity KEN UGA 2020 = 500 kg", "trade KEN RWA 2020 = 3000 USD", "quantity_count KEN RWA 2020 = 700 count"],
    );
    let currencies =
        "Country,Year,FOB Value (ETB),FOB Value (USD)\nChina,2018,521929252.17,18986494.92\nGermany,2018,191170794.12,6954320.52\n";
    holds("two.csv", currencies, 4, &["fob_value CHN 2018 = 521929252.17 ETB", "fob_value_usd DEU 2018 = 6954320.52 USD"]);
    let signs = "Area,Year,Phase 2: #,Phase 2: %\nYemen,2023,1094,0.2\nSomalia,2023,12,0.4\n";
    holds("phases.csv", signs, 4, &["phase_2 YEM 2023 = 1094 count", "phase_2_percent SOM 2023 = 0.4 %"]);
    let sizes = "Country,Year,Unit,Scale,Value\nRussia,2020,USD million,Millions,5\nChina,2020,USD million,Millions,7\n";
    holds("sizes.csv", sizes, 2, &["sizes RUS 2020 = 5 USD million"]);
    let scale = "Country,Year,Scale,Exports (USD)\nRussia,2020,Millions,5\nChina,2020,Millions,7\n";
    holds("scale.csv", scale, 2, &["exports RUS 2020 = 5 USD million"]);
    let published = "Trade of Russia,,\n\"Source: Customs Service\",USD,\nCountry,Year,Tonnage\nChina,2020,55\nJapan,2020,66\n";
    holds("tonnage.csv", published, 2, &["tonnage CHN 2020 = 55"]);
    let parts = "Country,Year,Exports (% of GDP),Turnout\nRussia,2020,21%,60%\nChina,2020,18%,70%\n";
    holds("parts.csv", parts, 4, &["exports RUS 2020 = 21 % of GDP", "turnout CHN 2020 = 70 %"]);
    let paid = "Country,Year,Price\nRussia,2020,$5.10\nGermany,2020,€7.20\nJapan,2020,$8\n";
    holds("paid.csv", paid, 3, &["price RUS 2020 = 5.1 USD", "price_eur DEU 2020 = 7.2 EUR"]);
}

#[test]
fn countries_across_are_partners_of_those_that_name_the_rows() {
    for corner in ["", "From"] {
        let text = format!("{corner},Canada,US,China\nCanada,,188.1,1.2\nRussia,0.1,0.2,86.2\nSaudi Arabia,3.1,22.9,87.5\n");
        holds("matrix.csv", &text, 9, &["matrix RUS CHN undated = 86.2", "matrix CAN CAN undated = not_published"]);
    }
    let importers =
        "Importers\tExported value in 2019\tExported value in 2020\nChina\t57322523\t49146245\nNetherlands\t44814867\t24820218\n";
    holds("map.txt", importers, 4, &["trade_value CHN export 2019 = 57322523"]);
    let units = "Exp or Imp,Year,HS,Country,Unit1,Unit2,Quantity1-Year,Value-Year\n2,2025,'240412000',105,  ,KG,0,100\n2,2025,'240412000',205,  ,NO,0,50\n";
    let opened = super::words::opened("japan.csv", units.as_bytes());
    assert!(!opened.dataset.observations().iter().any(|one| one.codes.values().any(|code| ["KGZ", "NOR"].contains(&code.as_str()))));
}

#[test]
fn words_of_trade_and_letters_are_columns_of_figures_where_they_hold_such() {
    let goods = "Country,Year,Goods,Services\nRussia,2019,419.7,62.0\nChina,2019,2499.5,283.2\n";
    holds("goods.csv", goods, 4, &["goods RUS 2019 = 419.7", "services CHN 2019 = 283.2"]);
    let turnover = "国家,年份,进出口,出口,进口\n俄罗斯,2019,1107.5,497.0,610.5\n美国,2019,5412.2,4186.7,1227.1\n";
    holds("turnover.csv", turnover, 6, &["进出口 RUS 2019 = 1107.5", "出口 USA 2019 = 4186.7"]);
    let price = "Country,Year,Value,Price\nRussia,2019,100,3.5\nChina,2019,200,4.25\n";
    holds("goods_sold.csv", price, 4, &["goods_sold RUS 2019 = 100", "price RUS 2019 = 3.5"]);
    let shares = "Country,Year,Top 10%,Bottom 50%\nRussia,2019,140000,7000\nChina,2019,110000,6000\n";
    holds("shares.csv", shares, 4, &["top_10 RUS 2019 = 140000"]);
    let ages = "Country,Year,Population (0-14 years),Population (15-64 years)\nRussia,2019,25,96\nChina,2019,240,990\n";
    holds("ages.csv", ages, 4, &["population_0_14_years RUS 2019 = 25", "population_15_64_years CHN 2019 = 990"]);
    let fiscal = "Country,Year,Exports\nIndia,2008-09,208\nIndia,2009-10,209\nIndia,2010-11,210\n";
    holds("fiscal.csv", fiscal, 3, &["exports IND 2008/2009 = 208, 2008-09"]);
    let over_years = "Country,Exports,,Imports,,Balance\n,2019,2020,2019,2020,\nChina,1.5,2,3,4,-2\nRussia,2.5,3,4,5,-2\n";
    holds("over.csv", over_years, 8, &["exports CHN 2020 = 2", "imports RUS 2019 = 4"]);
    let month = "\"Ano\";\"Mês\";\"Países\";\"Valor US$ FOB\"\n\"2023\";\"01. Janeiro\";\"China\";\"2.345.678.901\"\n\"2023\";\"02. Fevereiro\";\"China\";\"45.678.901\"\n";
    holds("comex.csv", month, 2, &["valor_us_fob CHN 2023-01 = 2345678901"]);
    let wide = "País;2024 - Valor US$ FOB;2025 - Valor US$ FOB\nChina;100;200\nRússia;300;400\n";
    holds("wide.csv", wide, 4, &["valor_us_fob CHN 2025 = 200"]);
    let brackets = "Country,Exports 2019 (GBP million),Exports 2020 (GBP million)\nChina,100,200\nRussia,300,400\n";
    holds("uk.csv", brackets, 4, &["exports CHN 2020 = 200 GBP million"]);
    let letters = "Country,Year,N,P,K\nRussia,2019,400,30,20\nChina,2019,411,43,37\n";
    holds("npk.csv", letters, 6, &["n RUS 2019 = 400"]);
    let ways = "Country,Year,In,Out,Net\nRussia,2019,119,69,50\nChina,2019,129,76,53\n";
    holds("ways.csv", ways, 6, &["out RUS 2019 = 69"]);
    let accounts = "Year,Y,C,I,G\n2010,6030,2015,510,410\n2011,6033,2016,511,411\n";
    holds("accounts.csv", accounts, 8, &["i 2010 = 510"]);
    let questions = "Country,Year,Q1,Q2,Q3,Q5\nChina,2019,40,30,20,10\nRussia,2019,41,31,21,11\n";
    holds("questions.csv", questions, 8, &["q1 CHN 2019 = 40", "q5 RUS 2019 = 11"]);
    let quarters = "Country,Year,Q1,Q2,Q3\nChina,2019,40,30,20\nRussia,2019,41,31,21\n";
    holds("quarters.csv", quarters, 6, &["quarters CHN 2019-Q2 = 30"]);
    let direction = "Country,Year,Direction,Migrants\nChina,2019,Out,119\nRussia,2019,Out,129\n";
    holds("moves.csv", direction, 2, &["migrants CHN Out 2019 = 119"]);
    let of_r = "country,X2019,X2020\nChina,100,200\nRussia,300,400\n";
    holds("r.csv", of_r, 4, &["r RUS 2020 = 400"]);
}

#[test]
fn a_total_of_some_countries_is_not_the_world() {
    let text =
        "Country,Year,Output\nSaudi Arabia,2020,500\nIran,2020,150\nTotal,2020,650\nSaudi Arabia,2021,510\nIran,2021,160\nTotal,2021,670\n";
    let opened = holds("oil.csv", text, 6, &["output SAU 2020 = 500", "output X-Total 2020 = 650"]);
    assert!(!opened.report.aggregates.contains_key("WLD"), "{:?}", opened.report.aggregates);
}

#[test]
fn numbers_that_may_be_signs_for_what_is_missing_are_told() {
    let power = "country,year,milex,growth\nRussia,1914,857000,-9\nChina,1914,-9,2\nJapan,1914,-9,3\nItaly,1914,-9,1.5\n";
    let opened = holds("power.csv", power, 8, &["milex CHN 1914 = -9"]);
    let caveats: Vec<String> = opened.dataset.caveats.iter().map(|caveat| caveat.text.clone()).collect();
    let told: Vec<&String> = caveats.iter().filter(|text| text.contains("may mean that a figure is missing")).collect();
    assert!(told.len() == 1 && told[0].contains("milex"), "{caveats:?}");
}

#[test]
fn figures_of_other_scripts_are_read_and_told() {
    let arabic = "الدولة,2019,2020\nالصين,١٬٢٣٤٫٥,٢٫٢٥٠\nاليابان,٣٫٥,٤٫٥\n";
    let opened = holds("arabic.csv", arabic, 4, &[]);
    let amounts: Vec<f64> =
        opened.dataset.observations().iter().filter_map(|one| one.amount.as_ref().ok()).map(|amount| amount.value).collect();
    assert_eq!(amounts, [1234.5, 2.25, 3.5, 4.5]);
    let tells = |opened: &asymmetry::import::Opened| opened.report.choices.iter().any(|choice| choice.of == "digits");
    assert!(tells(&opened), "{:?}", opened.report.choices);
    for (country, other) in [("२०१९", "१२३.५"), ("２０１９", "１２３．５"), ("۲۰۱۹", "۱۲۳٫۵")] {
        let opened = holds("other.csv", &format!("country,year,exports\nChina,{country},{other}\n"), 1, &["exports CHN 2019 = 123.5"]);
        assert!(tells(&opened), "{:?}", opened.report.choices);
    }
    let of_iran = holds("iran.csv", "country,year,exports\nChina,۱۳۹۹,123\nJapan,1400,124\n", 2, &["exports CHN 1399 = 123"]);
    assert!(of_iran.dataset.caveats.iter().any(|caveat| caveat.text.contains("calendar of Iran")), "{:?}", of_iran.dataset.caveats);
}

#[test]
fn a_unit_stands_in_the_name_of_a_column_with_its_size() {
    let text = "country,year,exports_usd_m,gdp_usd_bn,value_eur_mn,imports_thousand_usd,aid_musd\nChina,2019,1.5,2.5,3.5,4.5,5.5\n";
    holds(
        "sized.csv",
        text,
        5,
        &[
            "exports_usd_m CHN 2019 = 1.5 USD million",
            "gdp_usd_bn CHN 2019 = 2.5 USD billion",
            "value_eur_mn CHN 2019 = 3.5 EUR million",
            "imports_thousand_usd CHN 2019 = 4.5 USD thousand",
            "aid_musd CHN 2019 = 5.5 USD million",
        ],
    );
}

#[test]
fn whose_dollars_a_title_means_is_told_or_comes_from_the_office() {
    let table = "Country,2019\nChina,15\nJapan,35\n";
    for (title, unit) in [
        ("Merchandise exports ($ Thousands),", "USD thousand"),
        ("Merchandise exports ($ million),", "USD million"),
        ("Merchandise exports in $ millions,", "USD million"),
    ] {
        let opened = holds("exports.csv", &format!("{title}\n{table}"), 2, &[&format!("exports CHN 2019 = 15 {unit}")]);
        let tells = opened.dataset.caveats.iter().any(|caveat| caveat.text.contains("does not say whose dollars"));
        assert!(tells, "{title}: {:?}", opened.dataset.caveats);
        let office = format!("Australian Bureau of Statistics,\n{title}\n{table}");
        holds("exports.csv", &office, 2, &[&format!("exports CHN 2019 = 15 {}", unit.replace("USD", "AUD"))]);
    }
    holds("exports.csv", &format!("Exports (A$ million),\n{table}"), 2, &["exports CHN 2019 = 15 AUD million"]);
    let below = "Australian Bureau of Statistics,,\nCountry,2018,2019\n,$m,$m\nChina,14,15\nJapan,34,35\n";
    holds("exports.csv", below, 4, &["exports CHN 2019 = 15 AUD million"]);
    let opened = holds("exports.csv", &format!("Exports (US$ million),\n{table}"), 2, &["exports CHN 2019 = 15 USD million"]);
    assert!(!opened.dataset.caveats.iter().any(|caveat| caveat.text.contains("whose dollars")), "{:?}", opened.dataset.caveats);
}

#[test]
fn years_above_the_rows_that_they_head_are_periods_and_what_changes_in_percent_is_in_percent() {
    let table = "Außenhandel;;\n;Ausfuhr: Wert;Einfuhr: Wert\n;Tsd. EUR;Tsd. EUR\n2022;;\nChina;106,5;192,5\nRussland;14,5;36,5\n2023;;\n\
                 China;97,5;157,5\nRussland;8,5;3,5\n";
    let opened = holds("51000.csv", table, 8, &["ausfuhr_wert CHN 2022 = 106.5 EUR thousand", "einfuhr_wert RUS 2023 = 3.5 EUR thousand"]);
    assert!(!opened.dataset.caveats.iter().any(|caveat| caveat.text.contains("among words")), "{:?}", opened.dataset.caveats);
    let ember = "Area,Year,Variable,Unit,Value,YoY absolute change,YoY % change\nChina,2021,Coal,TWh,5339.5,427.5,8.7\nChina,2021,Coal,%,62.5,-1.5,-2.3\n";
    let told = ["coal CHN 2021 = 5339.5 TWh", "coal_yoy_change CHN 2021 = 8.7 %", "coal_percent_yoy_change CHN 2021 = -2.3 %"];
    holds("ember.csv", ember, 6, &told);
    let thai = holds("thai.csv", "Year,Country,Export (Million Baht)\n2565,China,1195.5\n2566,China,1175.5\n", 2, &[]);
    assert!(thai.dataset.caveats.iter().any(|caveat| caveat.text.contains("or of Thailand")), "{:?}", thai.dataset.caveats);
    let marked = "Country,Exports (US$ million)[1],Year\nChina,1.5,2023\nRussia,2.5,2023\n";
    holds("marked.csv", marked, 2, &["exports CHN 2023 = 1.5 USD million"]);
}
