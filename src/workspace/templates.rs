//! Models of usual visits: what a visit of a sort that comes often begins with. This laptop alone knows them, sealed like
//! all that it holds.

use super::{Workspace, WorkspaceError};
use crate::model::{AnyRecord, Kind, OfKind, Tag, Value, Visit};

/// What their names begin with, among what only this laptop knows.
const TEMPLATES: &str = "template/visit/";
/// The longest name, in characters.
pub const TEMPLATE_NAME: usize = 40;
/// What a model holds. Never who is visited, when, or what was noted of them.
const FIELDS: [&str; 9] =
    ["centre", "role", "commune", "requested_by", "unscheduled", "reason", "minutes", "place", "terrain"];

impl Workspace {
    /// Every model with its name, in the order of names. One that this version cannot read is left out.
    ///
    /// # Errors
    /// [`WorkspaceError::Store`].
    pub fn visit_templates(&self) -> Result<Vec<(String, Visit)>, WorkspaceError> {
        let held = self.locals(TEMPLATES)?.into_iter();
        let read = |(key, bytes): (String, Vec<u8>)| Some((key.strip_prefix(TEMPLATES)?.to_owned(), read(&bytes)?));
        Ok(held.filter_map(read).collect())
    }

    /// Keeps what a visit has in common with others of its sort under a name; `None` forgets the model of that name.
    ///
    /// # Errors
    /// [`WorkspaceError::Store`].
    pub fn keep_visit_template(&mut self, name: &str, visit: Option<&Visit>) -> Result<(), WorkspaceError> {
        let name: String = name.trim().chars().take(TEMPLATE_NAME).collect();
        self.keep_local(&format!("{TEMPLATES}{name}"), visit.map(written))
    }
}

fn tags() -> impl Iterator<Item = Tag> {
    FIELDS.into_iter().filter_map(|key| Kind::Visit.field(key)).map(|spec| spec.tag)
}

/// As JSON: each field's tag with its value.
fn written(visit: &Visit) -> Vec<u8> {
    let record = AnyRecord::from(visit.clone());
    let values: Vec<(Tag, Value)> = tags().filter_map(|tag| Some((tag, record.get(tag)?))).collect();
    serde_json::to_vec(&values).unwrap_or_default()
}

fn read(bytes: &[u8]) -> Option<Visit> {
    let values: Vec<(Tag, Value)> = serde_json::from_slice(bytes).ok()?;
    let mut record = AnyRecord::empty(Kind::Visit);
    for (tag, value) in values.into_iter().filter(|(tag, _)| tags().any(|known| known == *tag)) {
        record.set(tag, Some(value)).ok()?;
    }
    Visit::of(&record).cloned()
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
        let bytes = written(&visit);
        assert!(!String::from_utf8_lossy(&bytes).contains("EXA"));
        let model = read(&bytes).unwrap();
        assert_eq!(model, Visit { patient: None, start: None, note: None, status: None, ..visit });
        assert_eq!(read(b"[[99,\"x\"]]"), None);
        assert_eq!(read(b"not json"), None);
    }
}
