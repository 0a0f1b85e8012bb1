//! The 18 founding members and those that joined later.

use serde::Deserialize;

use super::{code, codes, date, id, long, read, site};
use crate::model::reference::{departements, fold};
use crate::model::{College, DeptCode, Kind, Member, MemberKind, MemberStatus, RecordId};

#[derive(Default, Deserialize)]
#[serde(default)]
struct File {
    member: Vec<Entry>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Entry {
    id: Option<String>,
    name: String,
    acronym: Option<String>,
    kind: String,
    college: Option<u8>,
    dept: Option<String>,
    depts: Vec<String>,
    siren: Option<String>,
    official_name_2026: Option<String>,
    insee: Option<String>,
    represents_insee: Vec<String>,
    signatory: Option<String>,
    signatory_role: Option<String>,
    teams_supported: Option<u32>,
    teams_supported_year: Option<u32>,
    joined: Option<String>,
    note: Option<String>,
    source: Option<String>,
    as_of: Option<String>,
    url: Option<String>,
}

pub(super) fn facts() -> Vec<(RecordId, Member)> {
    let founding: File = read(include_str!("../../../../fixtures/members.toml"));
    let later: File = read(include_str!("../../../../fixtures/later.toml"));
    founding.member.iter().chain(&later.member).map(|entry| (id(Kind::Member, &key(entry)), member(entry))).collect()
}

/// The entry's own key or, for those that joined later, their code or acronym.
fn key(entry: &Entry) -> String {
    let coded = || entry.siren.as_ref().map(|siren| format!("epci-{siren}"));
    let commune = || entry.insee.as_ref().map(|insee| format!("commune-{insee}"));
    let named = || fold(entry.acronym.as_ref().unwrap_or(&entry.name)).replace(' ', "-");
    entry.id.clone().or_else(coded).or_else(commune).unwrap_or_else(named)
}

fn kind(text: &str) -> MemberKind {
    match text {
        "region" => MemberKind::Region,
        "departement" => MemberKind::Departement,
        "intercommunalite" => MemberKind::Intercommunal,
        "commune" => MemberKind::Commune,
        "universite" => MemberKind::University,
        "association" => MemberKind::Association,
        "federation" => MemberKind::Federation,
        _ => MemberKind::Other,
    }
}

fn member(entry: &Entry) -> Member {
    let kind = kind(&entry.kind);
    // Communes and intercommunal bodies are the third college by its definition; the others' is known when it is given.
    let local = matches!(kind, MemberKind::Commune | MemberKind::Intercommunal);
    let college = match entry.college {
        Some(number) => College::from_key(&number.to_string()),
        None => local.then_some(College::Local),
    };
    Member {
        name: Some(entry.name.clone()),
        acronym: entry.acronym.clone(),
        kind: Some(kind),
        college,
        status: Some(MemberStatus::Member),
        joined: entry.joined.as_deref().or(entry.as_of.as_deref()).and_then(date),
        departements: covered(entry, kind),
        epci: entry.siren.as_deref().and_then(|siren| siren.parse().ok()),
        commune: code(entry.insee.as_ref()),
        represents: codes(&entry.represents_insee),
        signatory: entry.signatory.clone(),
        signatory_role: entry.signatory_role.clone(),
        note: long(note(entry)),
        source: entry.source.clone().or_else(|| site(entry.url.as_deref()?)),
        as_of: entry.as_of.as_deref().and_then(date),
        url: entry.url.clone(),
        ..Member::default()
    }
}

fn covered(entry: &Entry, kind: MemberKind) -> Option<Vec<DeptCode>> {
    let listed: Vec<DeptCode> = if kind == MemberKind::Region {
        departements().iter().map(|departement| departement.code).collect()
    } else {
        entry.dept.iter().chain(&entry.depts).filter_map(|code| code.parse().ok()).collect()
    };
    (!listed.is_empty()).then_some(listed)
}

fn note(entry: &Entry) -> String {
    let mut parts: Vec<String> = entry.note.iter().cloned().collect();
    if let Some(name) = &entry.official_name_2026 {
        parts.push(format!("Nom officiel en 2026\u{a0}: {name}."));
    }
    if let (Some(teams), Some(year)) = (entry.teams_supported, entry.teams_supported_year) {
        parts.push(format!("{teams} équipes accompagnées en {year}."));
    }
    parts.join("\n")
}
