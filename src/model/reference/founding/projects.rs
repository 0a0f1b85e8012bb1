//! Projects that the Région supports beside the GIP's own centres, published totals, programmes, hospitals.

use serde::Deserialize;

use super::{code, codes, date, id, long, read};
use crate::model::reference::communes;
use crate::model::{Cents, Kind, Project, ProjectKind, Qualifier, RecordId};

#[derive(Default, Deserialize)]
#[serde(default)]
struct File {
    project: Vec<Entry>,
    project_total: Vec<Entry>,
    programme: Vec<Entry>,
    hospital: Vec<Entry>,
    specialist_posts: Posts,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Entry {
    key: Option<String>,
    name: Option<String>,
    label_fr: Option<String>,
    commune: Option<String>,
    insee: Option<String>,
    kind: Option<String>,
    year: Option<i64>,
    since: Option<i64>,
    amount_eur: Option<i64>,
    amount_qualifier: Option<String>,
    count: Option<i64>,
    /// How many services, or which ones.
    services: Option<toml::Value>,
    done_places: Vec<String>,
    scope: Option<String>,
    source: String,
    as_of: String,
    note: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Posts {
    count: Option<i64>,
    hospitals: Option<i64>,
    chu: Vec<String>,
    towns_insee: Vec<String>,
    disciplines: Vec<String>,
    source: String,
    also_source: Vec<String>,
    as_of: String,
}

pub(super) fn facts() -> Vec<(RecordId, Project)> {
    let file: File = read(include_str!("../../../../fixtures/projects.toml"));
    let mut all: Vec<Project> = Vec::new();
    all.extend(file.project.iter().map(|entry| {
        let (kind, sort) = match entry.kind.as_deref() {
            Some("maison_de_sante") => (ProjectKind::HealthHouse, "Maison de santé"),
            _ => (ProjectKind::HealthCentre, "Centre de santé"),
        };
        project(entry, kind, format!("{sort}, {}", entry.commune.clone().unwrap_or_default()))
    }));
    all.extend(file.project_total.iter().map(|entry| {
        let name = format!("Total\u{a0}: {}", entry.scope.clone().unwrap_or_default());
        Project { total_of: Some(ProjectKind::HealthHouse), ..project(entry, ProjectKind::Total, name) }
    }));
    all.extend(file.programme.iter().map(programme));
    all.extend(
        file.hospital.iter().map(|entry| project(entry, ProjectKind::Hospital, entry.name.clone().unwrap_or_default())),
    );
    all.push(specialist_posts(&file.specialist_posts));
    all.into_iter().map(|project| (id(Kind::Project, &key(&project)), project)).collect()
}

/// A project is told from another by what it is, where it is, its date and its source.
fn key(project: &Project) -> String {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let kind = project.kind.map(ProjectKind::key).unwrap_or_default();
    let place = project.commune.map(|code| code.to_string()).unwrap_or_default();
    let date = project.as_of.map(|date| date.to_string()).unwrap_or_default();
    [kind, &text(&project.name), &place, &date, &text(&project.source)].join("/")
}

fn programme(entry: &Entry) -> Project {
    let (kind, total_of) = match entry.key.as_deref() {
        Some("student_housing") => (ProjectKind::StudentHousing, None),
        Some("react_eu_emergency") => (ProjectKind::EmergencyDepartment, None),
        Some("filiere_sante") => (ProjectKind::IndustryContract, None),
        // of hospitals that have their own record, in part at least
        Some("hospital_rebuilding_total" | "hospital_support_since_2021") => {
            (ProjectKind::Total, Some(ProjectKind::Hospital))
        }
        _ => (ProjectKind::Programme, None),
    };
    Project { total_of, ..project(entry, kind, entry.label_fr.clone().unwrap_or_default()) }
}

fn project(entry: &Entry, kind: ProjectKind, name: String) -> Project {
    let mut notes: Vec<String> = entry.note.iter().cloned().collect();
    if let Some(since) = entry.since {
        notes.push(format!("Depuis {since}."));
    }
    if !entry.done_places.is_empty() {
        notes.push(format!("Réalisé à {}.", entry.done_places.join(", ")));
    }
    let services = entry.services.as_ref().and_then(toml::Value::as_integer);
    if let Some(services) = services {
        notes.push(format!("{services} services."));
    }
    Project {
        name: Some(name),
        kind: Some(kind),
        commune: code(entry.insee.as_ref()),
        year: entry.year,
        amount: entry.amount_eur.and_then(|euros| euros.checked_mul(100)).map(Cents),
        amount_qualifier: entry.amount_qualifier.as_deref().and_then(Qualifier::from_key),
        count: entry.count.or(services),
        source: Some(entry.source.clone()),
        as_of: date(&entry.as_of),
        note: long(notes.join("\n")),
        ..Project::default()
    }
}

fn specialist_posts(posts: &Posts) -> Project {
    let towns = codes(&posts.towns_insee);
    let names: Vec<_> = towns.iter().flatten().filter_map(|code| Some(communes().get(*code)?.name.clone())).collect();
    let note = format!(
        "Chefs de clinique, moitié hôpital, moitié université, depuis 2023 environ. {} hôpitaux\u{a0}; CHU de {}. \
         Villes nommées, sans être toutes\u{a0}: {}. Disciplines\u{a0}: {}. Aussi dans\u{a0}: {}.",
        posts.hospitals.unwrap_or_default(),
        posts.chu.join(", "),
        names.join(", "),
        posts.disciplines.join(", "),
        posts.also_source.join(", ")
    );
    Project {
        name: Some("Postes de spécialistes partagés".to_owned()),
        kind: Some(ProjectKind::SpecialistPosts),
        communes: towns,
        count: posts.count,
        source: Some(posts.source.clone()),
        as_of: date(&posts.as_of),
        note: long(note),
        ..Project::default()
    }
}
