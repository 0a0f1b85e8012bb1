//! Where the person was, in a form of the face's own. It may name patients: it is kept in the store, never beside it.

use super::{Workspace, WorkspaceError};

/// Among what only this laptop knows.
const SESSION: &str = "session";

impl Workspace {
    /// What the last session left.
    ///
    /// # Errors
    /// [`WorkspaceError::Store`].
    pub fn session(&self) -> Result<Option<String>, WorkspaceError> {
        Ok(self.local(SESSION)?.and_then(|bytes| String::from_utf8(bytes).ok()))
    }

    /// Keeps what this session leaves, in place of the last one; `None` forgets it.
    ///
    /// # Errors
    /// [`WorkspaceError::Store`].
    pub fn keep_session(&mut self, text: Option<String>) -> Result<(), WorkspaceError> {
        self.keep_local(SESSION, text.map(String::into_bytes))
    }
}
