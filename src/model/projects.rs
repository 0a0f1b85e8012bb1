//! What the supported projects add up to. Amounts are added of projects that have their own record, each counted once;
//! published totals and envelopes stand side by side and are added to nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::reference::fold;
use super::{Cents, CommuneCode, DeptCode, PartialDate, Project, ProjectKind, Qualifier};

/// Where a figure was published, and when.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cited {
    pub source: String,
    pub as_of: Option<PartialDate>,
}

impl ProjectKind {
    /// Its records are projects of their own: neither a total of some, nor an envelope that may pay for them.
    pub const fn adds_up(self) -> bool {
        !matches!(self, Self::Programme | Self::Total)
    }
}

impl Project {
    pub fn cited(&self) -> Cited {
        Cited { source: self.source.clone().unwrap_or_default(), as_of: self.as_of }
    }

    pub fn communes_named(&self) -> impl Iterator<Item = CommuneCode> {
        self.commune.into_iter().chain(self.communes.iter().flatten().copied())
    }

    /// The one département that it is in; `None` where its place is not published, or it is in several.
    pub fn departement(&self) -> Option<DeptCode> {
        let all: BTreeSet<DeptCode> = self.communes_named().map(|commune| commune.departement()).collect();
        all.first().copied().filter(|_| all.len() == 1)
    }

    /// What tells it from another project, whoever published its figures.
    fn subject(&self) -> (ProjectKind, String, Option<CommuneCode>) {
        let kind = self.kind.unwrap_or(ProjectKind::Programme);
        (kind, fold(self.name.as_deref().unwrap_or_default()), self.commune)
    }
}

/// The projects of one kind, département or year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub projects: usize,
    /// Posts, services, places, as published.
    pub count: Option<i64>,
    pub amount: Option<Cents>,
    /// Of the amount: exact only if each part is.
    pub qualifier: Option<Qualifier>,
    /// Projects that are not in the amount: theirs is not published, or sources contradict each other.
    pub not_added: usize,
    pub cited: BTreeSet<Cited>,
}

/// Tallies of the projects that add up, by whatever tells them apart.
pub fn tally<'a, K: Ord>(
    projects: impl IntoIterator<Item = &'a Project>,
    by: impl Fn(&Project) -> K,
) -> BTreeMap<K, Tally> {
    let mut tallies: BTreeMap<K, Tally> = BTreeMap::new();
    for records in subjects(projects).values() {
        let Some(first) = records.first() else { continue };
        tallies.entry(by(first)).or_default().add(records);
    }
    tallies
}

/// The projects of which sources give amounts that contradict each other: the records of each, side by side.
pub fn contradictory<'a>(projects: impl IntoIterator<Item = &'a Project>) -> Vec<Vec<&'a Project>> {
    subjects(projects).into_values().filter(|records| amount_of(records) == Amount::Contradictory).collect()
}

/// What is added to nothing: published totals by what they are of, then the envelopes; by name within these, the latest first.
pub fn published<'a>(projects: impl IntoIterator<Item = &'a Project>) -> Vec<&'a Project> {
    let mut all: Vec<&Project> =
        projects.into_iter().filter(|one| one.kind.is_none_or(|kind| !kind.adds_up())).collect();
    all.sort_by_key(|one| {
        let envelope = one.kind != Some(ProjectKind::Total);
        let newest = std::cmp::Reverse(one.as_of.map(|date| date.last_day()));
        (envelope, one.total_of, if envelope { one.subject().1 } else { String::new() }, newest, one.subject().1)
    });
    all
}

type Subjects<'a> = BTreeMap<(ProjectKind, String, Option<CommuneCode>), Vec<&'a Project>>;

fn subjects<'a>(projects: impl IntoIterator<Item = &'a Project>) -> Subjects<'a> {
    let mut subjects = Subjects::new();
    for project in projects {
        if project.kind.is_some_and(ProjectKind::adds_up) {
            subjects.entry(project.subject()).or_default().push(project);
        }
    }
    for records in subjects.values_mut() {
        records.sort_by_key(|one| std::cmp::Reverse(one.as_of.map(|date| date.last_day())));
    }
    subjects
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Amount {
    Unknown,
    Known(Cents, Qualifier),
    Contradictory,
}

/// Sources that give no amount contradict nobody.
fn amount_of(records: &[&Project]) -> Amount {
    let mut known =
        records.iter().filter_map(|one| Some((one.amount?, one.amount_qualifier.unwrap_or(Qualifier::Exact))));
    match known.next() {
        None => Amount::Unknown,
        Some(first) if known.all(|other| other == first) => Amount::Known(first.0, first.1),
        Some(_) => Amount::Contradictory,
    }
}

impl Tally {
    /// Adds one project, of which these are the records, the latest first.
    fn add(&mut self, records: &[&Project]) {
        self.projects += 1;
        self.cited.extend(records.iter().map(|one| one.cited()));
        if let Some(count) = records.iter().find_map(|one| one.count) {
            self.count = Some(self.count.unwrap_or(0).saturating_add(count));
        }
        match amount_of(records) {
            Amount::Known(amount, qualifier) => {
                self.amount = Some(Cents(self.amount.unwrap_or_default().0.saturating_add(amount.0)));
                self.qualifier = Some(self.qualifier.map_or(qualifier, |held| together(held, qualifier)));
            }
            Amount::Unknown | Amount::Contradictory => self.not_added += 1,
        }
    }
}

/// How exact the sum of two amounts is.
fn together(a: Qualifier, b: Qualifier) -> Qualifier {
    match (a, b) {
        (Qualifier::Exact, other) | (other, Qualifier::Exact) => other,
        (a, b) if a == b => a,
        _ => Qualifier::About,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::OfKind;
    use crate::model::reference::founding;

    fn project(kind: ProjectKind, name: &str, euros: Option<i64>, source: &str) -> Project {
        Project {
            name: Some(name.into()),
            kind: Some(kind),
            commune: "32013".parse().ok(),
            amount: euros.map(|euros| Cents(euros * 100)),
            source: Some(source.into()),
            as_of: "2025".parse().ok(),
            ..Project::default()
        }
    }

    fn founded() -> Vec<Project> {
        founding::facts().iter().filter_map(|(_, record)| Project::of(record).cloned()).collect()
    }

    #[test]
    fn a_project_that_two_sources_agree_on_counts_once_and_cites_both() {
        let both = [
            project(ProjectKind::Hospital, "Hôpital d’Auch", Some(18), "a"),
            project(ProjectKind::Hospital, "HOPITAL D’AUCH", Some(18), "b"),
        ];
        let tallies = tally(&both, |one| one.kind);
        let hospitals = &tallies[&Some(ProjectKind::Hospital)];
        assert_eq!((hospitals.projects, hospitals.amount, hospitals.not_added), (1, Some(Cents(1800)), 0));
        assert_eq!(hospitals.cited.len(), 2);
        assert!(contradictory(&both).is_empty());
    }

    #[test]
    fn amounts_that_contradict_each_other_are_not_added_but_shown() {
        let all = [
            project(ProjectKind::Hospital, "Auch", Some(18), "a"),
            project(ProjectKind::Hospital, "Auch", Some(19), "b"),
            project(ProjectKind::Hospital, "Auch", None, "c"),
            project(ProjectKind::Hospital, "Foix", Some(5), "a"),
        ];
        let tallies = tally(&all, |_| ());
        assert_eq!((tallies[&()].projects, tallies[&()].amount, tallies[&()].not_added), (2, Some(Cents(500)), 1));
        let shown = contradictory(&all);
        assert_eq!(shown.len(), 1);
        assert_eq!(shown[0].len(), 3, "the source that gives no amount is shown too");
    }

    #[test]
    fn totals_and_envelopes_are_added_to_nothing() {
        let all = [
            project(ProjectKind::Total, "Quatre hôpitaux", Some(51), "a"),
            project(ProjectKind::Total, "Quatre hôpitaux", Some(52), "b"),
            project(ProjectKind::Programme, "CPER", Some(39), "a"),
        ];
        assert!(tally(&all, |one| one.kind).is_empty());
        assert_eq!(published(&all).len(), 3);
    }

    #[test]
    fn a_sum_is_as_exact_as_its_parts() {
        use Qualifier::{About, Exact, Nearly, Over};
        assert_eq!(together(Exact, Over), Over);
        assert_eq!(together(Over, Over), Over);
        assert_eq!(together(Over, Nearly), About);
        assert_eq!(together(Exact, Exact), Exact);
        assert_eq!(together(About, Exact), About);
    }

    #[test]
    fn what_was_published_of_the_four_hospitals_is_not_added_to_them() {
        let all = founded();
        let by_kind = tally(&all, |one| one.kind);
        let hospitals = &by_kind[&Some(ProjectKind::Hospital)];
        assert_eq!(
            (hospitals.projects, hospitals.amount),
            (4, Some(Cents(5_160_000_000))),
            "51.6 million, as the file says"
        );
        let totals = published(&all);
        let of_hospitals = totals.iter().filter(|one| one.total_of == Some(ProjectKind::Hospital));
        let amounts: Vec<_> = of_hospitals.filter_map(|one| Some(one.amount?.0 / 100_000_000)).collect();
        assert_eq!(amounts, [51, 52, 51, 80], "the latest first");
        assert_eq!(by_kind[&Some(ProjectKind::EmergencyDepartment)].count, Some(34));
        assert_eq!(by_kind[&Some(ProjectKind::SpecialistPosts)].not_added, 1);
    }

    #[test]
    fn a_project_in_several_departements_is_in_none() {
        let of = |codes: &[&str]| {
            let communes = codes.iter().map(|code| code.parse().unwrap()).collect();
            Project { communes: Some(communes), ..Project::default() }.departement().map(|code| code.to_string())
        };
        assert_eq!(of(&["32013", "32370"]).as_deref(), Some("32"));
        assert_eq!(of(&["32013", "30007"]), None);
        assert_eq!(of(&[]), None);
    }
}
