//! The facts that a new team starts with: members, centres, figures, projects, calendar, each with its source.
//!
//! Nothing is merged: where two sources give a figure, there are two records; where they disagree about a centre, the
//! older file stands and the other's word is kept in the note, with its address.

mod calendar;
mod centres;
mod figures;
mod members;
mod projects;
#[cfg(test)]
mod tests;

use serde::de::DeserializeOwned;

use crate::model::{AnyRecord, CommuneCode, Kind, LongText, PartialDate, RecordId};

/// Every fact of `fixtures/`, members first, so that a record comes after those that it refers to.
///
/// Ids are derived: two laptops that are founded apart hold the same records.
pub fn facts() -> Vec<(RecordId, AnyRecord)> {
    let members = members::facts();
    let centres = centres::facts(&members);
    let mut all: Vec<(RecordId, AnyRecord)> = Vec::new();
    all.extend(members.into_iter().map(|(id, member)| (id, member.into())));
    all.extend(centres.into_iter().map(|(id, centre)| (id, centre.into())));
    all.extend(figures::facts().into_iter().map(|(id, figure)| (id, figure.into())));
    all.extend(projects::facts().into_iter().map(|(id, project)| (id, project.into())));
    all.extend(calendar::facts().into_iter().map(|(id, milestone)| (id, milestone.into())));
    all
}

/// The id of an entry, by the key that the fixture files give it.
pub fn id(kind: Kind, key: &str) -> RecordId {
    RecordId::fixture(kind.key(), key)
}

/// An embedded TOML file; one that does not parse reads as empty (the tests parse them all).
fn read<T: DeserializeOwned + Default>(text: &str) -> T {
    toml::from_str(text).unwrap_or_default()
}

fn date(text: &str) -> Option<PartialDate> {
    text.parse().ok()
}

fn code(text: Option<&String>) -> Option<CommuneCode> {
    text?.parse().ok()
}

fn codes(texts: &[String]) -> Option<Vec<CommuneCode>> {
    let codes: Vec<CommuneCode> = texts.iter().filter_map(|text| text.parse().ok()).collect();
    (!codes.is_empty()).then_some(codes)
}

fn long<const N: usize>(text: String) -> Option<LongText<N>> {
    (!text.is_empty()).then_some(LongText(text))
}

/// The name of the site that a page stands on: the source of a fact that has an address and no document.
fn site(url: &str) -> Option<String> {
    let host = url.split("://").nth(1)?.split('/').next()?;
    Some(host.strip_prefix("www.").unwrap_or(host).to_owned())
}
