//! What is half typed, kept on this laptop under a name that says of which record it is: what is erased or cleared takes it along.

use super::{Workspace, WorkspaceError};
use crate::model::RecordId;

/// What the names of drafts begin with, among what only this laptop knows.
const DRAFT: &str = "draft/";

impl Workspace {
    /// Every draft, by its name.
    ///
    /// # Errors
    /// [`WorkspaceError::Store`].
    pub fn drafts(&self) -> Result<Vec<(String, String)>, WorkspaceError> {
        let held = self.locals(DRAFT)?.into_iter();
        let read = |(key, bytes): (String, Vec<u8>)| {
            Some((key.strip_prefix(DRAFT)?.to_owned(), String::from_utf8(bytes).ok()?))
        };
        Ok(held.filter_map(read).collect())
    }

    /// Keeps a draft; `None` forgets it.
    ///
    /// # Errors
    /// [`WorkspaceError::Erased`], and nothing is kept, if it is of a record that was erased or names one: a form may
    /// have been open on it. [`WorkspaceError::NotFound`] if the record was cleared from this laptop.
    pub fn keep_draft(&mut self, key: &str, text: Option<&str>) -> Result<(), WorkspaceError> {
        let said = ids_in(key).chain(text.into_iter().flat_map(ids_in));
        let gone = said.map(|id| (id, self.is_erased(&id))).find(|(id, erased)| *erased || self.is_cleared(id));
        match gone.filter(|_| text.is_some()) {
            Some((id, true)) => Err(WorkspaceError::Erased(id)),
            Some((id, false)) => Err(WorkspaceError::NotFound(id)),
            None => self.keep_local(&format!("{DRAFT}{key}"), text.map(|text| text.as_bytes().to_vec())),
        }
    }

    /// Drafts of erased records, which a power cut or an earlier version may have left. `true`: there were some, and the
    /// journal still has them.
    ///
    /// # Errors
    /// What the disk said.
    pub(super) fn drop_drafts_of_erased(&mut self) -> Result<bool, WorkspaceError> {
        let mut drafts = self.drafts()?;
        drafts.retain(|(key, text)| ids_in(key).chain(ids_in(text)).any(|id| self.is_erased(&id)));
        for (key, _) in &drafts {
            self.keep_draft(key, None)?;
        }
        Ok(!drafts.is_empty())
    }

    fn is_cleared(&self, id: &RecordId) -> bool {
        self.store.views().cleared().holds(id)
    }
}

/// The records that a draft's name, or what is typed in it, refers to.
pub fn ids_in(text: &str) -> impl Iterator<Item = RecordId> {
    text.split(|c: char| !c.is_ascii_hexdigit() && c != '-').filter_map(|word| word.parse().ok())
}
