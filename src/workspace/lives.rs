//! The lives of a store: after a restore, a rollback, a copy or damage its edits are numbered in a new one.

use serde::{Deserialize, Serialize};

use super::visits::patients_given;
use super::{Workspace, WorkspaceError};
use crate::log::{Incarnation, decode, encode};
use crate::store::Entry;

/// Why another life began.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LifeWhy {
    /// Made from a backup.
    Restored,
}

/// One life of this store, but for the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Life {
    pub why: LifeWhy,
    /// UTC milliseconds at which it began, by this laptop's clock.
    pub began: i64,
    pub incarnation: Incarnation,
}

/// The name of the list of lives among what only this laptop knows.
const LIVES: &str = "lives";
/// Lives remembered: the latest.
const REMEMBERED: usize = 20;
/// Pseudonyms given in another life begin at another thousand: what the former one gave and lost is not given again.
const PATIENTS: u64 = 1_000;
/// Thousands among which a life chooses by its own number, so that two copies of one store seldom choose alike.
const CHOICES: u64 = 9;

impl Workspace {
    /// The lives of this store but for the first, the latest last.
    ///
    /// # Errors
    /// [`WorkspaceError::Store`].
    pub fn lives(&self) -> Result<Vec<Life>, WorkspaceError> {
        Ok(self.local(LIVES)?.and_then(|bytes| decode(&bytes).ok()).unwrap_or_default())
    }

    /// The time of a receipt made now, UTC milliseconds. A store with several lives never goes back before its last
    /// word, whatever its clock says: between lives receipts are told apart by their time.
    pub(super) fn time_of_word(&self) -> Result<i64, WorkspaceError> {
        let now = self.now();
        let mine = self.store.views().receipts().find(|receipt| receipt.device == self.me());
        let last = mine.map_or(i64::MIN, |receipt| receipt.time.saturating_add(1));
        Ok(if self.lives()?.is_empty() { now } else { now.max(last) })
    }

    /// What is written down when another life begins: that it did, and the pseudonyms it begins at.
    pub(super) fn life_entries(&self, why: LifeWhy) -> Result<Vec<Entry>, WorkspaceError> {
        let incarnation = self.store.incarnation();
        let mut lives = self.lives()?;
        lives.push(Life { why, began: self.now(), incarnation });
        lives.drain(..lives.len().saturating_sub(REMEMBERED));
        let thousand = self.last_patient()? / PATIENTS + 1 + incarnation % CHOICES;
        Ok(vec![
            Entry::Local { key: LIVES.to_owned(), value: Some(encode(&lives)) },
            patients_given(thousand.saturating_mul(PATIENTS)),
        ])
    }
}
