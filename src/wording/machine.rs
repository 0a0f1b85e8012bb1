//! Values for machines: English keys, codes as strings with their leading zeros, ISO dates, numbers as numbers, references
//! as ids. The form of JSON and CSV, on the command line and in files.

use serde_json::{Number, Value as Json};

use crate::model::{Decimal, Value};

/// A value as JSON.
pub fn json(value: &Value) -> Json {
    let strings = |texts: Vec<String>| Json::Array(texts.into_iter().map(Json::String).collect());
    match value {
        Value::Text(text) | Value::Choice(text) => Json::String(text.clone()),
        Value::Int(number) => Json::from(*number),
        Value::Decimal(number) => decimal(*number),
        Value::Money(cents) => decimal(Decimal::from_thousandths(cents.0.saturating_mul(10))),
        Value::Bool(yes) => Json::Bool(*yes),
        Value::Date(day) => Json::String(day.to_string()),
        Value::PartialDate(date) => Json::String(date.to_string()),
        Value::LocalTime(time) => Json::String(time.to_string()),
        Value::Ref(id) => Json::String(id.to_string()),
        Value::Refs(ids) => strings(ids.iter().map(ToString::to_string).collect()),
        Value::Commune(code) => Json::String(code.to_string()),
        Value::Communes(codes) => strings(codes.iter().map(ToString::to_string).collect()),
        Value::Epci(code) => Json::String(code.to_string()),
        Value::Departement(code) => Json::String(code.to_string()),
        Value::Departements(codes) => strings(codes.iter().map(ToString::to_string).collect()),
        Value::Dates(days) => strings(days.iter().map(|day| day.0.to_string()).collect()),
    }
}

/// `12` rather than `12.0`.
fn decimal(number: Decimal) -> Json {
    if number.thousandths() % 1000 == 0 {
        return Json::from(number.thousandths() / 1000);
    }
    Number::from_f64(number.to_f64()).map_or(Json::Null, Json::Number)
}

/// A cell of a CSV file: lists are joined by `;`, as they can be given back to `set`.
pub fn cell(json: Json) -> String {
    match json {
        Json::Null => String::new(),
        Json::String(text) => text,
        Json::Array(items) => items.into_iter().map(cell).collect::<Vec<_>>().join(";"),
        other => other.to_string(),
    }
}
