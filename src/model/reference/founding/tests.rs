use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::*;
use crate::model::pipeline::Gate;
use crate::model::reference::source;
use crate::model::rules::{Around, check};
use crate::model::{
    Centre, CentreKind, CentreStatus, Indicator, IndicatorKind, LocalTime, Member, OfKind, Project, ProjectKind,
};

fn all<T: OfKind + Clone>() -> Vec<T> {
    facts().iter().filter_map(|(_, record)| T::of(record).cloned()).collect()
}

fn centre(key: &str) -> Centre {
    let wanted = id(Kind::Centre, key);
    facts().iter().find(|(id, _)| *id == wanted).and_then(|(_, record)| Centre::of(record).cloned()).unwrap()
}

fn note(centre: &Centre) -> &str {
    &centre.note.as_ref().unwrap().0
}

struct Founded(HashMap<RecordId, AnyRecord>);

impl Around for Founded {
    fn now(&self) -> LocalTime {
        "2026-11-22T15:02+01:00".parse().unwrap()
    }

    fn bridge_days(&self) -> Vec<NaiveDate> {
        Vec::new()
    }

    fn record(&self, id: RecordId) -> Option<AnyRecord> {
        self.0.get(&id).cloned()
    }

    fn gates_open(&self, _: RecordId, _: &Centre) -> Vec<Gate> {
        Vec::new()
    }
}

#[test]
fn every_fact_has_an_id_of_its_own_and_no_fault() {
    let facts = facts();
    let ids: HashSet<_> = facts.iter().map(|(id, _)| *id).collect();
    assert_eq!(ids.len(), facts.len());
    let founded = Founded(facts.iter().cloned().collect());
    for (id, record) in &facts {
        assert_eq!(check(*id, record, None, &founded), [], "{record:?}");
    }
}

#[test]
fn records_come_after_those_that_they_refer_to() {
    let mut seen = HashSet::new();
    for (id, record) in facts() {
        for spec in record.kind().fields() {
            if let Some(crate::model::Value::Ref(to)) = record.get(spec.tag) {
                // An antenne and its centre may come in either order.
                assert!(seen.contains(&to) || spec.key == "parent", "{record:?}");
            }
        }
        seen.insert(id);
    }
}

#[test]
fn eighteen_members_founded_and_ten_joined_later() {
    let members: Vec<Member> = all();
    let founding: Vec<_> = members.iter().filter(|member| member.url.is_none()).collect();
    assert_eq!((founding.len(), members.len()), (18, 28));
    assert!(members.iter().all(|member| member.joined.is_some() && member.source.is_some()));
    let villeseque = founding.iter().find(|member| member.commune == Some("11436".parse().unwrap())).unwrap();
    assert_eq!(villeseque.represents.as_ref().unwrap().len(), 9);
    let colleges: Vec<_> = members.iter().filter_map(|member| member.college).map(|college| college.key()).collect();
    assert_eq!(["1", "2", "3", "4"].map(|key| colleges.iter().filter(|one| **one == key).count()), [1, 2, 18, 5]);
}

#[test]
fn centres_are_merged_by_commune_and_the_older_file_stands() {
    let centres: Vec<Centre> = all();
    let open = centres.iter().filter(|centre| centre.status == Some(CentreStatus::Open)).count();
    assert_eq!((open, centres.len()), (13, 18));
    let ceret = centre("ceret");
    assert_eq!(ceret.opened.unwrap().to_string(), "2024-11", "the day of the other source is in the note");
    assert!(note(&ceret).contains("04/11/2024") && note(&ceret).contains("https://madeinperpignan.com/"));
    assert_eq!(ceret.premises.as_deref(), Some("Site provisoire"));
    let cabannes = centre("les-cabannes");
    assert_eq!(cabannes.commune.unwrap().as_str(), "09070");
    assert_eq!((cabannes.kind, cabannes.opened.unwrap().to_string()), (Some(CentreKind::Antenne), "2023-10".into()));
    assert_eq!(cabannes.parent.unwrap().0, id(Kind::Centre, "sainte-croix-volvestre"));
}

#[test]
fn montrejeau_is_not_the_gips() {
    let montrejeau = "31390".parse().unwrap();
    assert!(all::<Centre>().iter().all(|centre| centre.commune != Some(montrejeau)));
}

#[test]
fn what_is_planned_or_may_start_is_in_preparation() {
    let preparing: Vec<_> =
        all::<Centre>().into_iter().filter(|centre| centre.status == Some(CentreStatus::Preparing)).collect();
    assert_eq!(preparing.len(), 5);
    assert!(preparing.iter().all(|centre| centre.host.is_some() && centre.opened.is_none()));
    let cahors = centre("46042");
    assert_eq!(cahors.target_opening.unwrap().to_string(), "2025");
    assert!(note(&cahors).contains("Catus"));
    // Neste Barousse plans one at Loures-Barousse, Saint-Gilles has opened: neither is a candidate any more.
    let named: Vec<_> = preparing.iter().filter_map(|centre| centre.name.clone()).collect();
    assert_eq!(named.iter().filter(|name| name.contains("à l’étude")).count(), 3, "{named:?}");
    assert_eq!(centre("candidate-cc-lodevois-larzac").commune, None);
}

#[test]
fn hosts_are_inferred_from_codes_and_say_so() {
    let lacaune = centre("81124");
    assert_eq!(lacaune.host.unwrap().0, id(Kind::Member, "epci-200066553"));
    assert!(note(&lacaune).contains("déduit"));
    assert_eq!(centre("30258").host.unwrap().0, id(Kind::Member, "commune-saint-gilles"));
    assert_eq!(centre("81163").host, None);
}

#[test]
fn each_figure_keeps_its_date_and_its_source() {
    let figures: Vec<Indicator> = all();
    let of = |kind| figures.iter().filter(|figure| figure.kind == Some(kind)).count();
    assert_eq!(of(IndicatorKind::Target), 10);
    assert_eq!(of(IndicatorKind::Context), 11);
    assert_eq!(of(IndicatorKind::Training), 6);
    assert_eq!(of(IndicatorKind::Condition), 6);
    let open: Vec<_> = figures.iter().filter(|figure| figure.key.as_deref() == Some("centres_open")).collect();
    assert_eq!(open.len(), 7, "two sources of the same day are two figures");
    assert!(figures.iter().all(|figure| figure.as_of.is_some()));
    let known = |figure: &Indicator| figure.url.is_some() || figure.source.as_deref().and_then(source).is_some();
    assert!(figures.iter().all(known));
    let share = figures.iter().find(|figure| figure.value.is_some_and(|n| n.thousandths() == 750)).unwrap();
    assert_eq!(share.key.as_deref(), Some("share_of_resources_from_subsidies_and_acts"));
}

#[test]
fn projects_totals_and_programmes_are_all_there() {
    let projects: Vec<Project> = all();
    let of = |kind| projects.iter().filter(|project| project.kind == Some(kind)).count();
    assert_eq!(of(ProjectKind::HealthHouse) + of(ProjectKind::HealthCentre), 6);
    assert_eq!((of(ProjectKind::Total), of(ProjectKind::Hospital), of(ProjectKind::SpecialistPosts)), (7, 4, 1));
    assert_eq!((of(ProjectKind::Programme), of(ProjectKind::StudentHousing)), (3, 1));
    assert_eq!((of(ProjectKind::EmergencyDepartment), of(ProjectKind::IndustryContract)), (1, 1));
    let total = |one: &&Project| one.kind == Some(ProjectKind::Total);
    assert!(projects.iter().filter(total).all(|one| one.total_of.is_some()));
    let chanac = projects.iter().find(|project| project.year == Some(2019)).unwrap();
    assert_eq!(chanac.amount, Some(crate::model::Cents(14_000_000)));
}

#[test]
fn the_calendar_is_read_in_both_languages() {
    let milestones: Vec<crate::model::Milestone> = all();
    assert_eq!(milestones.len(), 14);
    assert!(milestones.iter().all(|one| one.label.is_some() && one.label_en.is_some()));
}
