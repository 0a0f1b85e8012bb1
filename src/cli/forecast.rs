//! The forecast of a centre in preparation among its fields: the same names in `list` and `show`, on every format.

use super::output::{Cell, Column, Format};
use crate::i18n::Words;
use crate::model::Value;
use crate::model::forecast::Forecast;
use crate::t;

/// The day; where the lengths come from (`plan`, `team`, `defaults`, `mixed`); the day with the first and with the third
/// quartiles of the team's lengths instead of their medians. Null for a centre that is not in preparation; the last two
/// also where no length is the team's.
pub const KEYS: [&str; 4] = ["forecast_opening", "forecast_from", "forecast_earliest", "forecast_latest"];

/// All for machines, the day for people.
pub fn columns(words: &Words, format: Format) -> Vec<Column> {
    let shown = if format == Format::Table { 1 } else { KEYS.len() };
    KEYS.iter().take(shown).map(|key| Column::text(*key, t!(words, "forecast"))).collect()
}

pub fn cell(key: &str, forecast: Option<&Forecast>) -> Cell {
    let Some(found) = forecast else { return Cell::Empty };
    let day = |day| Cell::Value(Value::Date(day));
    match key {
        "forecast_opening" => day(found.opening),
        "forecast_from" => Cell::Text(found.basis.key().to_owned()),
        "forecast_earliest" => found.between.map_or(Cell::Empty, |(low, _)| day(low)),
        "forecast_latest" => found.between.map_or(Cell::Empty, |(_, high)| day(high)),
        _ => Cell::Empty,
    }
}
