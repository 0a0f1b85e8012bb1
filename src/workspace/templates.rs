//! Models of usual visits: what a visit of a sort that comes often begins with. This laptop alone knows them, sealed like
//! all that it holds.

use serde::{Deserialize, Serialize};

use super::{Workspace, WorkspaceError};
use crate::model::{AnyRecord, Kind, OfKind, RecordId, Tag, Value, Visit};

/// What their names begin with, among what only this laptop knows.
const TEMPLATES: &str = "template/visit/";
/// The longest name, in characters.
pub const TEMPLATE_NAME: usize = 40;
/// What a model holds. Never who is visited, when, or what was noted of them.
const FIELDS: [&str; 9] =
    ["centre", "role", "commune", "requested_by", "unscheduled", "reason", "minutes", "place", "terrain"];

/// As it is kept. Its name is what someone typed, so it stands here and not in the entry's own name, which is not sealed.
#[derive(Serialize, Deserialize)]
struct Kept {
    name: String,
    values: Vec<(Tag, Value)>,
}

impl Workspace {
    /// Every model with its name, in the order of names. One that this version cannot read is left out.
    ///
    /// # Errors
    /// [`WorkspaceError::Store`].
    pub fn visit_templates(&self) -> Result<Vec<(String, Visit)>, WorkspaceError> {
        let mut all: Vec<(String, Visit)> =
            self.templates()?.into_iter().map(|(_, name, visit)| (name, visit)).collect();
        all.sort_by(|(one, _), (other, _)| one.cmp(other));
        Ok(all)
    }

    /// Keeps what a visit has in common with others of its sort under a name; `None` forgets the model of that name.
    ///
    /// # Errors
    /// [`WorkspaceError::Store`].
    pub fn keep_visit_template(&mut self, name: &str, visit: Option<&Visit>) -> Result<(), WorkspaceError> {
        let name: String = name.trim().chars().take(TEMPLATE_NAME).collect();
        for (key, _, _) in self.templates()?.into_iter().filter(|(_, known, _)| *known == name) {
            self.keep_local(&key, None)?;
        }
        let Some(visit) = visit else { return Ok(()) };
        let key = format!("{TEMPLATES}{}", self.new_id()?);
        self.keep_local(&key, Some(written(name, visit)))
    }

    /// Models that an earlier version kept under their names get other ones.
    ///
    /// # Errors
    /// What the disk said; it is tried again at the next start.
    pub(super) fn hide_template_names(&mut self) -> Result<(), WorkspaceError> {
        let is_id = |key: &str| key.strip_prefix(TEMPLATES).is_some_and(|id| id.parse::<RecordId>().is_ok());
        for (_, name, visit) in self.templates()?.into_iter().filter(|(key, _, _)| !is_id(key)) {
            self.keep_visit_template(&name, Some(&visit))?;
        }
        Ok(())
    }

    /// The entry of each, its name, and what it holds.
    fn templates(&self) -> Result<Vec<(String, String, Visit)>, WorkspaceError> {
        let read = |(key, bytes): (String, Vec<u8>)| {
            let (name, visit) = read(key.strip_prefix(TEMPLATES)?, &bytes)?;
            Some((key, name, visit))
        };
        Ok(self.locals(TEMPLATES)?.into_iter().filter_map(read).collect())
    }
}

fn tags() -> impl Iterator<Item = Tag> {
    FIELDS.into_iter().filter_map(|key| Kind::Visit.field(key)).map(|spec| spec.tag)
}

/// As JSON: the name, and each field's tag with its value.
fn written(name: String, visit: &Visit) -> Vec<u8> {
    let record = AnyRecord::from(visit.clone());
    let values = tags().filter_map(|tag| Some((tag, record.get(tag)?))).collect();
    serde_json::to_vec(&Kept { name, values }).unwrap_or_default()
}

/// `entry`: what an earlier version called by the model's name, beside the values alone.
fn read(entry: &str, bytes: &[u8]) -> Option<(String, Visit)> {
    let kept = serde_json::from_slice::<Kept>(bytes).ok();
    let earlier = || Some(Kept { name: entry.to_owned(), values: serde_json::from_slice(bytes).ok()? });
    let Kept { name, values } = kept.or_else(earlier)?;
    let mut record = AnyRecord::empty(Kind::Visit);
    for (tag, value) in values.into_iter().filter(|(tag, _)| tags().any(|known| known == *tag)) {
        record.set(tag, Some(value)).ok()?;
    }
    Some((name, Visit::of(&record).cloned()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Reason, VisitRole, VisitStatus};

    #[test]
    fn a_model_is_read_as_it_was_written_and_holds_nobody() {
        let visit = Visit {
            patient: Some("EXA-0001".into()),
            start: "2026-11-23T14:30+01:00".parse().ok(),
            note: Some("à revoir".into()),
            status: Some(VisitStatus::Done),
            role: Some(VisitRole::Nurse),
            reason: Some(Reason::Renewal),
            commune: "66049".parse().ok(),
            minutes: Some(20),
            ..Visit::default()
        };
        let bytes = written("renouvellement".into(), &visit);
        assert!(!String::from_utf8_lossy(&bytes).contains("EXA"));
        let (name, model) = read("0", &bytes).unwrap();
        assert_eq!(name, "renouvellement");
        assert_eq!(model, Visit { patient: None, start: None, note: None, status: None, ..visit });
        assert_eq!(read("0", b"[[99,\"x\"]]"), None);
        assert_eq!(read("0", b"not json"), None);
        assert_eq!(read("d'avant", b"[]"), Some(("d'avant".to_owned(), Visit::default())), "as it was kept before");
    }
    #[test]
    fn a_model_of_an_earlier_version_is_kept_under_another_name_from_the_next_start_on() {
        let mut laptop = crate::workspace::tests::Laptop::founder();
        laptop.workspace.keep_local(&format!("{TEMPLATES}margelle"), Some(b"[]".to_vec())).unwrap();
        let mut laptop = laptop.reopened();
        assert_eq!(laptop.workspace.visit_templates().unwrap(), [("margelle".to_owned(), Visit::default())]);
        let keys = |laptop: &crate::workspace::tests::Laptop| laptop.workspace.locals(TEMPLATES).unwrap();
        assert!(keys(&laptop).iter().all(|(key, _)| !key.contains("margelle")) && keys(&laptop).len() == 1);
        laptop.workspace.keep_visit_template("margelle", Some(&Visit::default())).unwrap();
        assert_eq!(keys(&laptop).len(), 1, "one of a name");
        laptop.workspace.keep_visit_template("margelle", None).unwrap();
        assert_eq!(keys(&laptop), []);
    }
}
