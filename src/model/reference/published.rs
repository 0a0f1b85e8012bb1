//! The pipeline's stages with their checklists, and the sources of published facts.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::i18n::Lang;
use crate::model::{College, PartialDate, StageKey};

/// One stage of the pipeline, as `stages.toml` declares it.
#[derive(Clone, Debug, PartialEq)]
pub struct StageOutline {
    pub key: StageKey,
    pub fr: String,
    pub en: String,
    /// How long it lasts where the team's own centres do not tell yet: an assumption.
    pub days: u16,
    pub items: Vec<StepOutline>,
}

/// One item of a stage's checklist.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct StepOutline {
    pub key: String,
    pub fr: String,
    pub en: String,
    /// It blocks the opening until it is done or not applicable.
    #[serde(default)]
    pub gate: bool,
    /// It follows from the centre's positions and is never ticked by hand.
    #[serde(default)]
    pub derived: bool,
}

impl StageOutline {
    pub fn label(&self, lang: Lang) -> &str {
        match lang {
            Lang::Fr => &self.fr,
            Lang::En => &self.en,
        }
    }
}

impl StepOutline {
    pub fn label(&self, lang: Lang) -> &str {
        match lang {
            Lang::Fr => &self.fr,
            Lang::En => &self.en,
        }
    }
}

/// A published document.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    pub key: String,
    pub publisher: String,
    pub title: String,
    pub date: Option<PartialDate>,
    pub date_inferred: bool,
}

/// A college of the GIP and what its members undertake.
#[derive(Clone, Debug, PartialEq)]
pub struct CollegeOutline {
    pub college: College,
    pub fr: String,
    pub en: String,
    pub roles_fr: Vec<String>,
    pub roles_en: Vec<String>,
}

impl CollegeOutline {
    pub fn label(&self, lang: Lang) -> &str {
        match lang {
            Lang::Fr => &self.fr,
            Lang::En => &self.en,
        }
    }

    pub fn roles(&self, lang: Lang) -> &[String] {
        match lang {
            Lang::Fr => &self.roles_fr,
            Lang::En => &self.roles_en,
        }
    }
}

#[derive(Deserialize)]
struct CollegesFile {
    college: Vec<CollegeEntry>,
}

#[derive(Deserialize)]
struct CollegeEntry {
    number: u8,
    label_fr: String,
    label_en: String,
    roles_fr: Vec<String>,
    roles_en: Vec<String>,
}

#[derive(Deserialize)]
struct StagesFile {
    stage: Vec<StageEntry>,
}

#[derive(Deserialize)]
struct StageEntry {
    key: String,
    fr: String,
    en: String,
    days: u16,
    items: Vec<StepOutline>,
}

#[derive(Deserialize)]
struct SourcesFile {
    source: Vec<SourceEntry>,
}

#[derive(Deserialize)]
struct SourceEntry {
    key: String,
    publisher: String,
    title: String,
    date: String,
    #[serde(default)]
    date_inferred: bool,
}

static STAGES: LazyLock<Vec<StageOutline>> = LazyLock::new(|| {
    let file = toml::from_str::<StagesFile>(include_str!("../../../fixtures/stages.toml"));
    let entries = file.map(|file| file.stage).unwrap_or_default();
    let outline = |stage: StageEntry| {
        let key = StageKey::from_key(&stage.key)?;
        Some(StageOutline { key, fr: stage.fr, en: stage.en, days: stage.days, items: stage.items })
    };
    entries.into_iter().filter_map(outline).collect()
});

static SOURCES: LazyLock<Vec<Source>> = LazyLock::new(|| {
    let file = toml::from_str::<SourcesFile>(include_str!("../../../fixtures/sources.toml"));
    let entries = file.map(|file| file.source).unwrap_or_default();
    let read = |SourceEntry { key, publisher, title, date, date_inferred }| {
        let date = date.parse().ok();
        Source { key, publisher, title, date, date_inferred }
    };
    entries.into_iter().map(read).collect()
});

static COLLEGES: LazyLock<Vec<CollegeOutline>> = LazyLock::new(|| {
    let file = toml::from_str::<CollegesFile>(include_str!("../../../fixtures/members.toml"));
    let entries = file.map(|file| file.college).unwrap_or_default();
    let outline = |entry: CollegeEntry| {
        let college = College::from_key(&entry.number.to_string())?;
        let CollegeEntry { label_fr: fr, label_en: en, roles_fr, roles_en, .. } = entry;
        Some(CollegeOutline { college, fr, en, roles_fr, roles_en })
    };
    entries.into_iter().filter_map(outline).collect()
});

/// The four colleges, in order.
pub fn colleges() -> &'static [CollegeOutline] {
    &COLLEGES
}

pub fn college(college: College) -> Option<&'static CollegeOutline> {
    colleges().iter().find(|outline| outline.college == college)
}

/// The pipeline's stages, in display order.
pub fn stages() -> &'static [StageOutline] {
    &STAGES
}

pub fn stage(key: StageKey) -> Option<&'static StageOutline> {
    stages().iter().find(|stage| stage.key == key)
}

/// One item of a stage's checklist.
pub fn step(stage_key: StageKey, item: &str) -> Option<&'static StepOutline> {
    stage(stage_key)?.items.iter().find(|step| step.key == item)
}

/// The published documents that facts cite by key.
pub fn sources() -> &'static [Source] {
    &SOURCES
}

pub fn source(key: &str) -> Option<&'static Source> {
    sources().iter().find(|source| source.key == key)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_stage_has_its_checklist() {
        let keys: Vec<_> = stages().iter().map(|stage| stage.key).collect();
        assert_eq!(keys, StageKey::ALL);
        assert_eq!(stages().iter().map(|stage| stage.items.len()).sum::<usize>(), 37);
        for stage in stages() {
            let items: HashSet<_> = stage.items.iter().map(|item| &item.key).collect();
            assert_eq!(items.len(), stage.items.len(), "{:?}", stage.key);
        }
    }

    #[test]
    fn gates_and_derived_items_are_those_of_the_file() {
        let gates = stages().iter().flat_map(|stage| &stage.items).filter(|item| item.gate).count();
        assert_eq!(gates, 15);
        let medecin = step(StageKey::Recrutement, "medecin").unwrap();
        assert!(medecin.gate && medecin.derived);
        assert_eq!(step(StageKey::Locaux, "site").unwrap().label(Lang::En), "Site chosen (final or provisional)");
        assert!(step(StageKey::Locaux, "medecin").is_none());
    }

    #[test]
    fn the_four_colleges_have_their_roles() {
        assert_eq!(colleges().iter().map(|outline| outline.college).collect::<Vec<_>>(), College::ALL);
        assert_eq!(college(College::Local).unwrap().roles(Lang::Fr).len(), 3);
    }

    #[test]
    fn sources_are_dated() {
        assert_eq!(sources().len(), 5);
        assert!(sources().iter().all(|source| source.date.is_some()));
        assert!(source("bulletin-local-2026").unwrap().date_inferred);
    }
}
