//! Supported projects by kind, département and year; what was published of several at once, side by side.

use super::{OverviewCell, OverviewTable, choice, column, count, some_count};
use crate::model::projects::{Tally, contradictory, published, tally};
use crate::model::{FieldSpec, FieldType, FieldValue, Project, ProjectKind, Qualifier, Value};

pub(super) const KEYS: &[&str] = &["kind", "departement", "year", "published", "contradictory"];

const KIND: FieldSpec = column("kind", ProjectKind::TYPE);
const QUALIFIER: FieldSpec = column("amount_qualifier", Qualifier::TYPE);
const AMOUNT: FieldSpec = column("amount", FieldType::Money);
const COUNT: FieldSpec = column("count", FieldType::Int);
const PROJECTS: FieldSpec = column("projects", FieldType::Int);
const NOT_ADDED: FieldSpec = column("not_added", FieldType::Int);
const SOURCES: FieldSpec = column("sources", FieldType::Text);
const NAME: FieldSpec = column("name", FieldType::Text);

const BY_KIND: &[FieldSpec] = &[KIND, PROJECTS, COUNT, QUALIFIER, AMOUNT, NOT_ADDED, SOURCES];
const BY_DEPARTEMENT: &[FieldSpec] =
    &[column("departement", FieldType::Departement), PROJECTS, QUALIFIER, AMOUNT, NOT_ADDED, SOURCES];
const BY_YEAR: &[FieldSpec] = &[column("year", FieldType::Int), PROJECTS, QUALIFIER, AMOUNT, NOT_ADDED, SOURCES];
const PUBLISHED: &[FieldSpec] = &[NAME, column("total_of", ProjectKind::TYPE), COUNT, QUALIFIER, AMOUNT, SOURCES];
const CONTRADICTORY: &[FieldSpec] = &[NAME, KIND, QUALIFIER, AMOUNT, SOURCES];

pub(super) fn tables(projects: &[&Project]) -> Vec<OverviewTable> {
    let all = || projects.iter().copied();
    let by_kind = tally(all(), |one| one.kind).into_iter().map(|(kind, tally)| {
        let [projects, rest @ ..] = tallied(&tally);
        let mut row = vec![kind.map(|kind| kind.to_value()).into(), projects, tally.count.map(Value::Int).into()];
        row.extend(rest);
        row
    });
    // Where the place or the year is not known comes last.
    let by_departement = last_if_none(tally(all(), Project::departement), Value::Departement);
    let by_year = last_if_none(tally(all(), |one| one.year), Value::Int);
    let side_by_side = published(all()).into_iter().map(|one| {
        let [qualifier, amount, cited] = figures(one);
        let name = one.name.clone().map(Value::Text).into();
        vec![name, choice(one.total_of), one.count.map(Value::Int).into(), qualifier, amount, cited]
    });
    let contradicting = contradictory(all()).into_iter().flatten().map(|one| {
        let [qualifier, amount, cited] = figures(one);
        vec![one.name.clone().map(Value::Text).into(), choice(one.kind), qualifier, amount, cited]
    });
    vec![
        OverviewTable { key: "kind", columns: BY_KIND, rows: by_kind.collect() },
        OverviewTable { key: "departement", columns: BY_DEPARTEMENT, rows: by_departement },
        OverviewTable { key: "year", columns: BY_YEAR, rows: by_year },
        OverviewTable { key: "published", columns: PUBLISHED, rows: side_by_side.collect() },
        OverviewTable { key: "contradictory", columns: CONTRADICTORY, rows: contradicting.collect() },
    ]
}

fn last_if_none<K: Ord + Copy>(
    tallies: std::collections::BTreeMap<Option<K>, Tally>,
    value: impl Fn(K) -> Value,
) -> Vec<Vec<OverviewCell>> {
    let (known, unknown): (Vec<_>, Vec<_>) = tallies.into_iter().partition(|(key, _)| key.is_some());
    let row = |(key, tally): (Option<K>, Tally)| {
        std::iter::once(OverviewCell::from(key.map(&value))).chain(tallied(&tally)).collect()
    };
    known.into_iter().chain(unknown).map(row).collect()
}

fn tallied(tally: &Tally) -> [OverviewCell; 5] {
    [
        count(tally.projects),
        choice(tally.qualifier),
        tally.amount.map(Value::Money).into(),
        some_count(tally.not_added),
        OverviewCell::Cited(tally.cited.iter().cloned().collect()),
    ]
}

fn figures(project: &Project) -> [OverviewCell; 3] {
    let qualifier = project.amount.map(|_| project.amount_qualifier.unwrap_or(Qualifier::Exact));
    [choice(qualifier), project.amount.map(Value::Money).into(), OverviewCell::Cited(vec![project.cited()])]
}
