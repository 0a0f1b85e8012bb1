//! The GIP's centres: named in the founding documents, opened later, planned, and the founding territories without one.

use serde::Deserialize;

use super::{date, id, long, read, site};
use crate::model::reference::communes;
use crate::model::{
    Centre, CentreKind, CentreStatus, CommuneCode, Kind, Member, MemberKind, PartialDate, RecordId, Ref,
};

#[derive(Default, Deserialize)]
#[serde(default)]
struct File {
    centre: Vec<Entry>,
    pipeline_candidate: Vec<Candidate>,
}

/// `other_centre` (Montréjeau) is not the GIP's: it is not read.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Entry {
    id: Option<String>,
    name: Option<String>,
    commune: String,
    insee: Codes,
    member: Option<String>,
    status: Option<String>,
    kind: Option<String>,
    parent: Option<String>,
    opened: Option<String>,
    opened_status: Option<String>,
    planned: Option<String>,
    antennes: Vec<String>,
    premises: Option<String>,
    opening_hours: Option<String>,
    note: Option<String>,
    source: Option<String>,
    as_of: Option<String>,
    url: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Candidate {
    member: String,
    source: Option<String>,
    as_of: Option<String>,
}

/// A centre may stand on two communes (Lacaune and Viane): it is known by the first.
#[derive(Deserialize)]
#[serde(untagged)]
enum Codes {
    One(String),
    Several(Vec<String>),
}

impl Default for Codes {
    fn default() -> Self {
        Self::Several(Vec::new())
    }
}

impl Codes {
    fn first(&self) -> Option<CommuneCode> {
        match self {
            Self::One(code) => code.parse().ok(),
            Self::Several(codes) => codes.first()?.parse().ok(),
        }
    }
}

type Facts = Vec<(RecordId, Centre)>;

pub(super) fn facts(members: &[(RecordId, Member)]) -> Facts {
    let founding: File = read(include_str!("../../../../fixtures/centres.toml"));
    let later: File = read(include_str!("../../../../fixtures/later.toml"));
    let mut all: Facts = founding.centre.iter().map(|entry| (key_id(entry), centre(entry, members))).collect();
    for entry in &later.centre {
        let insee = entry.insee.first();
        match all.iter_mut().find(|(_, known)| known.commune == insee) {
            Some((_, known)) => fill_in(known, entry),
            None => all.push((key_id(entry), centre(entry, members))),
        }
    }
    name_parents(&mut all, &later.centre);
    let candidates: Facts =
        founding.pipeline_candidate.iter().filter_map(|candidate| in_preparation(candidate, members, &all)).collect();
    all.extend(candidates);
    all
}

/// By the entry's own key or, for those that opened later, by the commune's code.
fn key_id(entry: &Entry) -> RecordId {
    let insee = || entry.insee.first().map(|code| code.to_string()).unwrap_or_default();
    id(Kind::Centre, &entry.id.clone().unwrap_or_else(insee))
}

fn centre(entry: &Entry, members: &[(RecordId, Member)]) -> Centre {
    let commune = entry.insee.first();
    let inferred = if entry.member.is_none() && entry.source.is_none() { host_of(commune, members) } else { None };
    let host = entry.member.as_deref().map(|key| id(Kind::Member, key)).or(inferred);
    let planned = entry.status.as_deref() == Some("planned");
    let target = entry.planned.as_deref().and_then(date);
    let mut notes: Vec<String> = entry.note.iter().cloned().chain(remarks(entry)).collect();
    if inferred.is_some() {
        notes.push("Membre d’accueil déduit du code de la commune.".to_owned());
    }
    Centre {
        name: Some(entry.name.clone().unwrap_or_else(|| format!("Centre de santé de Ma Région — {}", entry.commune))),
        commune,
        host: host.map(Ref::new),
        target_opening: target,
        first_target: target,
        kind: kind(entry),
        status: Some(if planned { CentreStatus::Preparing } else { CentreStatus::Open }),
        opened: entry.opened.as_deref().and_then(date),
        premises: entry.premises.clone(),
        note: long(notes.join("\n")),
        source: entry.source.clone().or_else(|| site(entry.url.as_deref()?)),
        as_of: entry.as_of.as_deref().and_then(date),
        url: entry.url.clone(),
        ..Centre::default()
    }
}

/// The member whose territory the commune is: the commune itself, or its EPCI.
fn host_of(commune: Option<CommuneCode>, members: &[(RecordId, Member)]) -> Option<RecordId> {
    let code = commune?;
    let epci = communes().get(code).and_then(|commune| commune.epci);
    let by_commune = members.iter().find(|(_, member)| member.commune == Some(code));
    let by_epci = || members.iter().find(|(_, member)| member.epci.is_some() && member.epci == epci);
    by_commune.or_else(by_epci).map(|(id, _)| *id)
}

fn kind(entry: &Entry) -> Option<CentreKind> {
    match entry.kind.as_deref()? {
        "creation" => Some(CentreKind::Creation),
        "consolidation" => Some(CentreKind::Perennisation),
        "partnership_existing_centre" => Some(CentreKind::Transformation),
        "antenne" => Some(CentreKind::Antenne),
        _ => None,
    }
}

/// What the entry says that no field holds.
fn remarks(entry: &Entry) -> Vec<String> {
    let mut remarks = Vec::new();
    if entry.opened_status.is_some() {
        remarks.push("Date prévue à la date de la source.".to_owned());
    }
    if !entry.antennes.is_empty() {
        remarks.push(format!("Antennes prévues\u{a0}: {}.", entry.antennes.join(", ")));
    }
    if let Some(hours) = &entry.opening_hours {
        remarks.push(format!("Horaires\u{a0}: {hours}."));
    }
    if matches!(entry.insee, Codes::Several(_)) {
        remarks.push(format!("Sur plusieurs communes\u{a0}: {}.", entry.commune));
    }
    remarks
}

/// Another source about a centre that is known: it fills what is empty, and its word is kept with its address.
fn fill_in(known: &mut Centre, entry: &Entry) {
    let opened = entry.opened.as_deref().and_then(date);
    let mut said: Vec<String> = Vec::new();
    if let Some(day) = opened {
        said.push(format!("ouverture {}", in_words(day)));
    }
    if entry.opened_status.is_some() {
        said.push("date prévue à la date de la source".to_owned());
    }
    if let Some(parent) = &entry.parent {
        said.push(format!("antenne de {parent}"));
    }
    if let Some(premises) = &entry.premises {
        said.push(premises.to_lowercase());
    }
    if let Some(hours) = &entry.opening_hours {
        said.push(hours.clone());
    }
    known.opened = known.opened.or(opened);
    known.kind = known.kind.or_else(|| kind(entry));
    known.premises = known.premises.take().or_else(|| entry.premises.clone());
    let url = entry.url.clone().unwrap_or_default();
    let before = known.note.take().map(|note| note.0).unwrap_or_default();
    known.note = long(format!("{before}\nSelon {url}\u{a0}: {}.", said.join("\u{a0}; ")));
}

fn in_words(date: PartialDate) -> String {
    match date {
        PartialDate::Year(year) => format!("en {year}"),
        PartialDate::Month(year, month) => format!("en {month:02}/{year}"),
        PartialDate::Day(day) => format!("le {}", day.format("%d/%m/%Y")),
    }
}

/// An antenne names the centre that it belongs to by its commune.
fn name_parents(all: &mut Facts, later: &[Entry]) {
    for entry in later {
        let Some(parent) = &entry.parent else { continue };
        let of_parent =
            all.iter().find(|(_, centre)| centre.name.as_ref().is_some_and(|name| name.ends_with(parent.as_str())));
        let Some(parent_id) = of_parent.map(|(id, _)| *id) else { continue };
        if let Some((_, centre)) = all.iter_mut().find(|(_, centre)| centre.commune == entry.insee.first()) {
            centre.parent = Some(Ref::new(parent_id));
        }
    }
}

/// A founding territory that no named centre stands on: its pipeline may start. An intercommunal body has not said
/// where: the commune stays empty, rather than invented.
fn in_preparation(
    candidate: &Candidate,
    members: &[(RecordId, Member)],
    centres: &Facts,
) -> Option<(RecordId, Centre)> {
    let host = id(Kind::Member, &candidate.member);
    if centres.iter().any(|(_, centre)| centre.host.is_some_and(|known| known.0 == host)) {
        return None;
    }
    let (_, member) = members.iter().find(|(known, _)| *known == host)?;
    let territory = member.name.as_deref()?;
    let commune = member.commune.filter(|_| member.kind == Some(MemberKind::Commune));
    let place = if commune.is_some() { "Commune du membre, à confirmer." } else { "Commune à choisir." };
    let centre = Centre {
        name: Some(format!("Centre de santé — {territory} (à l’étude)")),
        commune,
        host: Some(Ref::new(host)),
        status: Some(CentreStatus::Preparing),
        note: long(format!("Territoire fondateur sans centre nommé dans les sources. {place}")),
        source: candidate.source.clone(),
        as_of: candidate.as_of.as_deref().and_then(date),
        ..Centre::default()
    };
    Some((id(Kind::Centre, &format!("candidate-{}", candidate.member)), centre))
}
