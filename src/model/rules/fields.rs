//! What follows from the declaration of a field alone.

use chrono::{Datelike, NaiveDate};

use super::{Checker, Severity};
use crate::model::reference::{communes, departement, epci};
use crate::model::{Day, FieldSpec, FieldType, RecordId, Value};

/// The most characters of a [`FieldType::Text`]; long texts say their own limit.
pub const MAX_TEXT: usize = 300;

/// Years that a date of the service may lie in.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2200;

pub(super) fn check(c: &mut Checker) {
    for spec in c.record.kind().fields() {
        match c.record.get(spec.tag) {
            None if spec.required => c.add(spec.tag, "fault-required", Vec::new(), Severity::Refused),
            Some(Value::Text(text)) if spec.required && text.trim().is_empty() => {
                c.add(spec.tag, "fault-required", Vec::new(), Severity::Refused);
            }
            Some(value) => value_faults(spec, &value, c),
            None => {}
        }
    }
}

fn value_faults(spec: &FieldSpec, value: &Value, c: &mut Checker) {
    let mut refuse = |code: &'static str| c.add(spec.tag, code, Vec::new(), Severity::Refused);
    let known_commune = |code| communes().get(code).is_some();
    match value {
        Value::Text(text) => length_fault(spec, text, c),
        Value::Int(n) if *n < 0 => refuse("fault-negative"),
        Value::Decimal(n) if n.thousandths() < 0 => refuse("fault-negative"),
        Value::Money(amount) if amount.0 < 0 => refuse("fault-negative"),
        Value::Commune(code) if !known_commune(*code) => refuse("fault-commune-unknown"),
        Value::Communes(codes) if !codes.iter().all(|code| known_commune(*code)) => refuse("fault-commune-unknown"),
        Value::Epci(code) if epci(*code).is_none() => refuse("fault-epci-unknown"),
        Value::Departement(code) if departement(*code).is_none() => refuse("fault-departement-unknown"),
        Value::Departements(codes) if codes.iter().any(|code| departement(*code).is_none()) => {
            refuse("fault-departement-unknown");
        }
        Value::Date(day) if !in_reach(*day) => refuse("fault-date-range"),
        Value::PartialDate(date) if !YEARS.contains(&date.year()) => refuse("fault-date-range"),
        Value::LocalTime(time) if !in_reach(time.date()) => refuse("fault-date-range"),
        Value::Dates(days) if days.iter().any(|Day(day)| !in_reach(*day)) => refuse("fault-date-range"),
        Value::Ref(id) => reference_faults(spec, &[*id], c),
        Value::Refs(ids) => reference_faults(spec, ids, c),
        _ => {}
    }
}

fn in_reach(day: NaiveDate) -> bool {
    YEARS.contains(&day.year())
}

fn length_fault(spec: &FieldSpec, text: &str, c: &mut Checker) {
    let most = match spec.ty {
        FieldType::LongText(most) => most,
        _ => MAX_TEXT,
    };
    let length = text.chars().count();
    if length > most {
        let args = vec![("length", length.to_string()), ("most", most.to_string())];
        c.add(spec.tag, "fault-too-long", args, Severity::Refused);
    }
}

/// A record that is not here may yet arrive from another laptop: only a reference that is being made must lead somewhere.
fn reference_faults(spec: &FieldSpec, ids: &[RecordId], c: &mut Checker) {
    if !c.changed(spec.key) {
        return;
    }
    let wanted = match spec.ty {
        FieldType::Ref(kind) | FieldType::Refs(kind) => Some(kind),
        _ => None,
    };
    let itself = c.id;
    for id in ids {
        let fault = match c.kind_of(*id) {
            _ if *id == itself => Some("fault-refers-to-itself"),
            None => Some("fault-record-unknown"),
            Some(kind) if wanted.is_some_and(|wanted| wanted != kind) => Some("fault-record-kind"),
            Some(_) => None,
        };
        if let Some(code) = fault {
            c.add(spec.tag, code, Vec::new(), Severity::Refused);
        }
    }
}
