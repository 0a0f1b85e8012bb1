//! A bundle that comes in: read whole and verified on a thread of its own, then taken in at once.
//!
//! It is verified against what the store held when it was begun. What the person saves meanwhile changes nothing of that;
//! what changes who is believed, or what is erased, has it verified anew.

use std::fs::File;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::aside::{Aside, Heard};
use super::found::identity_among;
use super::held::Held;
use super::{Imported, OnProgress, Workspace, WorkspaceError};
use crate::store::journal::Position;
use crate::sync::{self, Arrival, ImportError, Progress};

/// What reading a file came to.
type Read = Result<Arrival<File>, WorkspaceError>;

/// What is to be taken in.
pub(super) struct Incoming<'a> {
    pub file: &'a Path,
    pub dry_run: bool,
    pub read: Read,
}

/// See the module. Dropped before its end it has done nothing.
pub struct Importing {
    file: PathBuf,
    dry_run: bool,
    work: Aside<Read>,
    /// The store's when it was begun, and where its journal ended.
    since: (u64, Position),
    at: Progress,
    unwanted: bool,
}

impl Importing {
    pub(super) fn begin(workspace: &Workspace, file: &Path, dry_run: bool) -> Result<Self, WorkspaceError> {
        let (identities, held, path) = (workspace.identities()?, workspace.store.snapshot(), file.to_owned());
        let work = Aside::start(move |told| {
            let open = sync::file::open_bundle(&path)?;
            let identity = identity_among(identities, &path)?;
            Ok(sync::read(open, &identity, &Held(&held), told)?)
        });
        let (file, since) = (file.to_owned(), now(workspace));
        Ok(Self { file, dry_run, work, since, at: Progress { done: 0, total: 0 }, unwanted: false })
    }

    /// Takes it one step further; what was taken in, at the end. `accept`: as of [`Workspace::import`].
    ///
    /// # Errors
    /// Those of [`Workspace::import`].
    pub fn go_on(
        &mut self,
        workspace: &mut Workspace,
        accept: &mut dyn FnMut(&str) -> bool,
        progress: OnProgress<'_>,
    ) -> Result<Option<Imported>, WorkspaceError> {
        match self.work.listen() {
            Heard::Busy => self.unwanted |= progress(self.at).is_break(),
            Heard::Step(at) => {
                self.at = at;
                self.unwanted |= progress(at).is_break();
                let stop = self.unwanted || self.since.0 != workspace.store.epoch();
                self.work.answer(if stop { ControlFlow::Break(()) } else { ControlFlow::Continue(()) });
            }
            Heard::Ended(_) if self.unwanted => return Err(ImportError::Stopped.into()),
            Heard::Ended(read) if self.is_stale(workspace, &read) => {
                *self = Self::begin(workspace, &self.file, self.dry_run)?;
            }
            Heard::Ended(read) => {
                let incoming = Incoming { file: &self.file, dry_run: self.dry_run, read };
                return workspace.take(incoming, accept, progress).map(Some);
            }
        }
        Ok(None)
    }

    /// Whether it is to be read anew. This laptop's own edits that come back join what it holds of them: where it has
    /// written more meanwhile, they join elsewhere.
    fn is_stale(&self, workspace: &Workspace, read: &Read) -> bool {
        let (epoch, end) = now(workspace);
        let own = read.as_ref().is_ok_and(|arrival| !arrival.brings_own(&workspace.me()).is_empty());
        epoch != self.since.0 || own && end != self.since.1
    }
}

fn now(workspace: &Workspace) -> (u64, Position) {
    (workspace.store.epoch(), workspace.store.journal().end())
}

impl Drop for Importing {
    fn drop(&mut self) {
        self.work.stop();
    }
}
