//! A query as the engine's expressions; never SQL text.

use datafusion::logical_expr::Expr;
use datafusion::prelude::{ident, lit};

use crate::dataset::observation::PERIOD;
use crate::dataset::stored::Stored;
use crate::query::Query;
use crate::terms::dimension::Dimension;

/// The rows wanted; `None` when all are. A dimension the table does not have cannot have the wanted code, so nothing fits.
pub fn filter(query: &Query, columns: &[String]) -> Option<Expr> {
    let has = |dimension: &Dimension| columns.iter().any(|column| column == dimension.name());
    let wanted = query.wanted.iter().map(|(dimension, codes)| {
        if !has(dimension) {
            return lit(false);
        }
        ident(dimension.name()).in_list(codes.iter().map(|code| lit(code.as_str())).collect(), false)
    });
    // `ident`, not `col`: a column keeps its capitals.
    let absent = query.absent.iter().filter(|dimension| has(dimension)).map(|dimension| ident(dimension.name()).is_null());
    wanted.chain(absent).reduce(Expr::and)
}

/// The same of rows that are stored as numbers of texts. A code that no row has fits nothing.
pub fn filter_of_numbers(query: &Query, stored: &Stored) -> Option<Expr> {
    let wanted = query.wanted.iter().map(|(dimension, codes)| {
        let numbers: Vec<Expr> = codes.iter().filter_map(|code| stored.number(dimension.name(), code.as_str())).map(lit).collect();
        match numbers.is_empty() {
            true => lit(false),
            false => ident(dimension.name()).in_list(numbers, false),
        }
    });
    let absent = query.absent.iter().filter(|dimension| stored.has(dimension)).map(|dimension| ident(dimension.name()).is_null());
    wanted.chain(absent).reduce(Expr::and)
}

/// A fixed order: by dimensions as they stand, then source, then period.
pub fn order(columns: &[String], dimensions: &[Dimension]) -> Vec<String> {
    let names = dimensions.iter().map(Dimension::name).chain([Dimension::Source.name(), PERIOD]);
    names.filter(|name| columns.iter().any(|column| column == name)).map(str::to_owned).collect()
}
