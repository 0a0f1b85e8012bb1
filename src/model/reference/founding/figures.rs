//! Key figures, targets, context, training, conditions: one record for each figure of each source.

use serde::Deserialize;

use super::{date, id, long, read, site};
use crate::model::{Decimal, Indicator, IndicatorKind, Kind, Qualifier, RecordId};

#[derive(Default, Deserialize)]
#[serde(default)]
struct File {
    indicator: Vec<Entry>,
    target: Vec<Entry>,
    context: Vec<Entry>,
    training: Vec<Entry>,
    condition: Vec<Entry>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Entry {
    key: String,
    value: Option<toml::Value>,
    qualifier: Option<String>,
    as_of: Option<String>,
    as_of_inferred: bool,
    /// When a target was stated.
    stated: Option<String>,
    stated_inferred: bool,
    due: Option<String>,
    period: Option<String>,
    trades: Vec<String>,
    note: Option<String>,
    source: String,
}

/// `later.toml` lists several figures of one page in one entry.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Later {
    indicator: Vec<toml::Table>,
    membership_count: Vec<Count>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Members {
    membership_count: Vec<Count>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Count {
    as_of: String,
    value: i64,
    scope: String,
    source: Option<String>,
    url: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Centres {
    department_staff: Vec<Staff>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Staff {
    dept: String,
    role: String,
    value: i64,
    as_of: String,
    source: String,
    note: Option<String>,
}

pub(super) fn facts() -> Vec<(RecordId, Indicator)> {
    let file: File = read(include_str!("../../../../fixtures/indicators.toml"));
    let later: Later = read(include_str!("../../../../fixtures/later.toml"));
    let members: Members = read(include_str!("../../../../fixtures/members.toml"));
    let centres: Centres = read(include_str!("../../../../fixtures/centres.toml"));
    let of = |kind: IndicatorKind, entries: &[Entry]| entries.iter().map(|one| figure(kind, one)).collect::<Vec<_>>();
    let mut all = of(IndicatorKind::Measure, &file.indicator);
    all.extend(of(IndicatorKind::Target, &file.target));
    all.extend(of(IndicatorKind::Context, &file.context));
    all.extend(of(IndicatorKind::Training, &file.training));
    all.extend(of(IndicatorKind::Condition, &file.condition));
    all.extend(members.membership_count.iter().chain(&later.membership_count).map(count));
    all.extend(centres.department_staff.iter().map(staff));
    all.extend(later.indicator.iter().flat_map(figures_of_page));
    all.into_iter().map(|figure| (id(Kind::Indicator, &key(&figure)), figure)).collect()
}

/// One figure is told from another by what it is of, its date, its source and, for a target, when it is due.
fn key(figure: &Indicator) -> String {
    let date = figure.as_of.map(|date| date.to_string()).unwrap_or_default();
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let kind = figure.kind.map(IndicatorKind::key).unwrap_or_default();
    [kind, &text(&figure.key), &date, &text(&figure.source), &text(&figure.due), &text(&figure.url)].join("/")
}

fn number(value: &toml::Value) -> Option<Decimal> {
    match value {
        toml::Value::Integer(n) => n.checked_mul(1000).map(Decimal::from_thousandths),
        toml::Value::Float(n) => n.to_string().parse().ok(),
        toml::Value::String(text) => text.parse().ok(),
        _ => None,
    }
}

fn figure(kind: IndicatorKind, entry: &Entry) -> Indicator {
    let value = entry.value.as_ref().and_then(number);
    let text = entry.value.as_ref().and_then(toml::Value::as_str).filter(|_| value.is_none());
    let mut notes: Vec<String> = entry.note.iter().cloned().collect();
    if !entry.trades.is_empty() {
        notes.push(format!("Métiers\u{a0}: {}.", entry.trades.join(", ")));
    }
    Indicator {
        key: Some(entry.key.clone()),
        kind: Some(kind),
        value,
        text: text.map(str::to_owned),
        qualifier: entry.qualifier.as_deref().and_then(Qualifier::from_key),
        as_of: entry.as_of.as_deref().or(entry.stated.as_deref()).and_then(date),
        as_of_inferred: (entry.as_of_inferred || entry.stated_inferred).then_some(true),
        source: Some(entry.source.clone()),
        period: entry.period.clone(),
        due: entry.due.clone(),
        note: long(notes.join("\n")),
        url: None,
    }
}

fn count(count: &Count) -> Indicator {
    Indicator {
        key: Some("members".to_owned()),
        kind: Some(IndicatorKind::Measure),
        value: count.value.checked_mul(1000).map(Decimal::from_thousandths),
        qualifier: Some(Qualifier::Exact),
        as_of: date(&count.as_of),
        source: count.source.clone().or_else(|| site(count.url.as_deref()?)),
        period: Some(count.scope.clone()),
        url: count.url.clone(),
        ..Indicator::default()
    }
}

fn staff(staff: &Staff) -> Indicator {
    let departement = staff.dept.parse().ok().and_then(crate::model::reference::departement);
    let key = if staff.role == "medecin" { "general_practitioners" } else { staff.role.as_str() };
    Indicator {
        key: Some(key.to_owned()),
        kind: Some(IndicatorKind::Measure),
        value: staff.value.checked_mul(1000).map(Decimal::from_thousandths),
        qualifier: Some(Qualifier::Exact),
        as_of: date(&staff.as_of),
        source: Some(staff.source.clone()),
        period: departement.map(|one| one.name.clone()),
        note: staff.note.clone().and_then(long),
        ..Indicator::default()
    }
}

fn figures_of_page(page: &toml::Table) -> Vec<Indicator> {
    let text = |key: &str| page.get(key).and_then(toml::Value::as_str).map(str::to_owned);
    let inferred = page.get("as_of_inferred").and_then(toml::Value::as_bool);
    let figures = page.iter().filter(|(_, value)| value.is_integer() || value.is_float());
    figures
        .map(|(key, value)| Indicator {
            key: Some(key.clone()),
            kind: Some(IndicatorKind::Measure),
            value: number(value),
            as_of: text("as_of").as_deref().and_then(date),
            as_of_inferred: inferred,
            source: text("url").as_deref().and_then(site),
            note: text("note").and_then(long),
            url: text("url"),
            ..Indicator::default()
        })
        .collect()
}
