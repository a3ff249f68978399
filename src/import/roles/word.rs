//! What the name of a column may say that it holds, in whatever language.

/// What the name of a column says that it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    Period,
    Start,
    End,
    Reporter,
    ReporterName,
    Partner,
    PartnerName,
    /// Where goods come from: which side that is, the rest of the table tells.
    Origin,
    Commodity,
    CommodityName,
    Flow,
    Indicator,
    IndicatorName,
    Value,
    Unit,
    Multiplier,
    Status,
    Note,
    Base,
    Question,
    Answer,
    Pollster,
    Group,
    Holder,
    Market,
    Ignored,
}
