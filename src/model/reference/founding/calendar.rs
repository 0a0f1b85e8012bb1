//! The service's calendar.

use serde::Deserialize;

use super::{codes, date, id, read};
use crate::model::{Kind, Milestone, RecordId, Ref};

#[derive(Default, Deserialize)]
#[serde(default)]
struct File {
    milestone: Vec<Entry>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Entry {
    date: String,
    precision: String,
    end: Option<String>,
    kind: String,
    centre: Option<String>,
    label_fr: String,
    label_en: String,
    insee: Vec<String>,
    source: Option<String>,
    as_of: Option<String>,
}

pub(super) fn facts() -> Vec<(RecordId, Milestone)> {
    let file: File = read(include_str!("../../../../fixtures/milestones.toml"));
    file.milestone.iter().map(|entry| (id(Kind::Milestone, &key(entry)), milestone(entry))).collect()
}

fn key(entry: &Entry) -> String {
    [&entry.kind, &entry.date, entry.centre.as_ref().unwrap_or(&entry.label_en)].map(String::as_str).join("/")
}

fn milestone(entry: &Entry) -> Milestone {
    // The date's own form tells these.
    let told = matches!(entry.precision.as_str(), "day" | "month" | "year");
    Milestone {
        label: Some(entry.label_fr.clone()),
        label_en: Some(entry.label_en.clone()),
        date: date(&entry.date),
        end: entry.end.as_deref().and_then(date),
        topic: Some(entry.kind.clone()),
        centre: entry.centre.as_deref().map(|key| Ref::new(id(Kind::Centre, key))),
        communes: codes(&entry.insee),
        precision: (!told).then(|| entry.precision.clone()),
        source: entry.source.clone(),
        as_of: entry.as_of.as_deref().and_then(date),
    }
}
