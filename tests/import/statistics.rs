//! Messages and tables of statistical offices that say a unit, a country or a time in a place of its own. Each has the shape of
//! a published one; its figures are made up.

use super::offices::holds;

const HEADER: &str = "<m:Header><m:Sender id=\"ECB\"/><m:Structure structureID=\"S\" dimensionAtObservation=\"AT\"/></m:Header>";

#[test]
fn attributes_of_a_group_belong_to_all_that_has_its_codes() {
    let group = "<Group xsi:type=\"e:Sibling\" CURRENCY=\"CHF\" DENOM=\"EUR\" DECIMALS=\"4\" UNIT_MEASURE=\"CHF\" UNIT_MULT=\"6\"/>\
                 <Group xsi:type=\"e:Sibling\" CURRENCY=\"USD\" DENOM=\"EUR\" DECIMALS=\"4\" UNIT_MEASURE=\"USD\" UNIT_MULT=\"6\"/>";
    let message = |at: &str, data: &str| {
        let header = HEADER.replace("AT", at);
        format!("<m:StructureSpecificData>{header}<m:DataSet x:structureRef=\"S\">{group}{data}</m:DataSet></m:StructureSpecificData>")
    };
    let flat = "<Obs FREQ=\"M\" CURRENCY=\"CHF\" DENOM=\"EUR\" TIME_PERIOD=\"2010-08\" OBS_VALUE=\"1.5\"/>\
                <Obs FREQ=\"M\" CURRENCY=\"USD\" DENOM=\"EUR\" TIME_PERIOD=\"2010-08\" OBS_VALUE=\"2.5\"/>";
    let units = |name: &str, text: &str| {
        let opened = holds(name, text, 2, &[]);
        let told = |value: f64| {
            let all = opened.dataset.observations();
            let one = all.into_iter().find(|one| one.amount.as_ref().is_ok_and(|amount| amount.value == value)).expect("is there");
            format!("{} {}", one.period, one.unit.as_str())
        };
        assert_eq!([told(1.5), told(2.5)], ["2010-08 CHF million", "2010-08 USD million"], "{name}");
    };
    units("flat.xml", &message("AllDimensions", flat));
    let sections = "<Series TIME_PERIOD=\"2010-08\" FREQ=\"M\" DENOM=\"EUR\"><Obs CURRENCY=\"CHF\" OBS_VALUE=\"1.5\"/>\
                    <Obs CURRENCY=\"USD\" OBS_VALUE=\"2.5\"/></Series>";
    units("sections.xml", &message("CURRENCY", sections));
    let value = |id: &str, code: &str| format!("<g:Value id=\"{id}\" value=\"{code}\"/>");
    let generic_group = |code: &str| {
        let (key, unit) = (value("CURRENCY", code) + &value("DENOM", "EUR"), value("UNIT_MEASURE", code) + &value("UNIT_MULT", "6"));
        format!("<g:Group type=\"Sibling\"><g:GroupKey>{key}</g:GroupKey><g:Attributes>{unit}</g:Attributes></g:Group>")
    };
    let series = |code: &str, figure: &str| {
        let key = value("FREQ", "M") + &value("CURRENCY", code) + &value("DENOM", "EUR");
        let figure = format!("<g:Obs><g:ObsDimension value=\"2010-08\"/><g:ObsValue value=\"{figure}\"/></g:Obs>");
        format!("<g:Series><g:SeriesKey>{key}</g:SeriesKey>{figure}</g:Series>")
    };
    let header = HEADER.replace("AT", "TIME_PERIOD");
    let data = generic_group("CHF") + &generic_group("USD") + &series("CHF", "1.5") + &series("USD", "2.5");
    units("generic.xml", &format!("<m:GenericData>{header}<m:DataSet>{data}</m:DataSet></m:GenericData>"));
}

#[test]
fn attributes_with_one_value_belong_to_the_whole_data_set_that_lists_none() {
    let message = |attributes: &str| {
        format!(
            r#"{{"header": {{"sender": {{"id": "OECD"}}}}, "dataSets": [{{{attributes} "series": {{"0": {{"observations": {{"0": [5.5]}}}}}}}}],
            "structure": {{"name": "Tourism", "dimensions": {{"series": [{{"id": "COU", "name": "Country", "values": [{{"id": "AUS", "name": "Australia"}}]}}],
            "observation": [{{"id": "TIME_PERIOD", "values": [{{"id": "2008"}}]}}]}},
            "attributes": {{"dataSet": [{{"id": "UNIT", "values": [{{"id": "NBR", "name": "Number"}}]}},
            {{"id": "POWERCODE", "values": [{{"id": "6", "name": "Millions"}}]}}]}}}}}}"#
        )
    };
    holds("tourism.json", &message(""), 1, &["tourism AUS 2008 = 5.5 million"]);
    holds("tourism.json", &message("\"attributes\": [null, null],"), 1, &["tourism AUS 2008 = 5.5"]);
}
