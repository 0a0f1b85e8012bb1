//! What is written for another laptop, or for this one's safety: a bundle or a backup, on a thread of its own.
//!
//! It holds what the store held when it was begun, whatever is saved meanwhile. Where what may go out, or to whom, changes
//! meanwhile (an erasure, a revocation, other keys), what was written goes and is begun anew. It counts once the file
//! was read back: then, and not before, the ledger and the receipts say so.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::aside::{Aside, Heard};
use super::exchange::{NUMBER, PROGRAM, free_name};
use super::held::Held;
use super::{OnProgress, Workspace, WorkspaceError};
use crate::log::{Incarnation, encode};
use crate::store::{Disk, Entry};
use crate::sync::file::{self, SafeFile};
use crate::sync::{self, Addition, Audience, ExportError, Plan, Progress, Sender, Written};

/// What is to be written.
#[derive(Clone, Debug)]
pub(super) enum Order {
    Bundle { audience: Audience, full: bool },
    Backup,
}

/// A file that was written, read back and found the same; nothing counts it yet.
pub(super) struct Made {
    pub file: SafeFile,
    pub plan: Plan,
    pub written: Written,
    pub number: u64,
    /// UTC milliseconds.
    pub time: i64,
    /// Edits among these that were written anew for it: see [`super::Anew`].
    pub anew: u64,
}

/// See the module. Dropped before its end it leaves no file.
pub(super) struct Outgoing {
    order: Order,
    to: PathBuf,
    work: Aside<Result<Made, WorkspaceError>>,
    /// The store's when it was begun.
    epoch: u64,
    anew: u64,
    at: Progress,
    unwanted: bool,
    disk: Disk,
}

impl Outgoing {
    pub fn begin(workspace: &mut Workspace, order: Order, to: &Path) -> Result<Self, WorkspaceError> {
        let anew = match &order {
            Order::Bundle { .. } => workspace.write_anew()?,
            Order::Backup => workspace.write_all_anew()?,
        };
        let (disk, to) = (workspace.store.disk().clone(), to.to_owned());
        let making = Making::of(workspace, &order, to.clone())?;
        let (epoch, held) = (workspace.store.epoch(), workspace.store.snapshot());
        let work = Aside::start(move |told| making.write(&Held(&held), told));
        Ok(Self { order, to, work, epoch, anew, at: Progress { done: 0, total: 0 }, unwanted: false, disk })
    }

    /// Takes it one step further, or waits for that a moment; what was made, at the end.
    pub fn go_on(
        &mut self,
        workspace: &mut Workspace,
        progress: OnProgress<'_>,
    ) -> Result<Option<Made>, WorkspaceError> {
        let stale = workspace.store.epoch() != self.epoch;
        match self.work.listen() {
            // What the disk does now is waited for; it is then taken away again.
            Heard::Busy => self.unwanted |= progress(self.at).is_break(),
            Heard::Step(at) => {
                self.at = at;
                self.unwanted |= progress(at).is_break();
                let stop = stale || self.unwanted;
                self.work.answer(if stop { ControlFlow::Break(()) } else { ControlFlow::Continue(()) });
            }
            Heard::Ended(ended) if stale || self.unwanted => {
                take_away(&self.disk, ended)?;
                if self.unwanted {
                    return Err(ExportError::Stopped.into());
                }
                let anew = self.anew;
                *self = Self::begin(workspace, self.order.clone(), &self.to.clone())?;
                self.anew += anew;
            }
            Heard::Ended(ended) => return ended.map(|made| Some(Made { anew: self.anew, ..made })),
        }
        Ok(None)
    }
}

impl Drop for Outgoing {
    fn drop(&mut self) {
        if let Some(ended) = self.work.stop() {
            // A drive that is gone keeps what it has.
            let _ = take_away(&self.disk, ended);
        }
    }
}

fn take_away(disk: &Disk, ended: Result<Made, WorkspaceError>) -> Result<(), WorkspaceError> {
    let Ok(made) = ended else { return Ok(()) };
    disk.remove_if_there(&made.file.path).map_err(|error| file::FileError::Disk(error).into())
}

/// All that the writing thread needs to know.
struct Making {
    to: PathBuf,
    disk: Disk,
    key: ed25519_dalek::SigningKey,
    incarnation: Incarnation,
    time: i64,
    /// The first that may be in its name.
    number: u64,
    audience: Audience,
    full: bool,
    additions: Vec<Addition>,
    code: String,
    /// In a bundle's name.
    audience_name: String,
    /// The vault's file, where it is a backup.
    vault: Option<Vec<u8>>,
}

impl Making {
    fn of(workspace: &Workspace, order: &Order, to: PathBuf) -> Result<Self, WorkspaceError> {
        let (audience, full) = match order {
            Order::Bundle { audience, full } => (audience.clone(), *full),
            Order::Backup => (Audience::Devices(vec![workspace.me()]), true),
        };
        let vault = match order {
            Order::Bundle { .. } => None,
            Order::Backup => Some(workspace.store.vault_bytes()?),
        };
        let additions = match &vault {
            None => vec![Addition::program(PROGRAM)],
            Some(vault) => workspace.private(*blake3::hash(vault).as_bytes())?.additions(),
        };
        Ok(Self {
            to,
            disk: workspace.store.disk().clone(),
            key: workspace.store.signing_key(),
            incarnation: workspace.store.incarnation(),
            time: workspace.time_of_word()?,
            number: workspace.next_number()?,
            audience_name: workspace.audience_name(&audience),
            audience,
            full,
            additions,
            code: workspace.desk.my_device().and_then(|device| device.code.clone()).unwrap_or_default(),
            vault,
        })
    }

    fn write<A: sync::Archive>(self, held: &A, told: OnProgress<'_>) -> Result<Made, WorkspaceError> {
        let Self { to, disk, time, vault, .. } = &self;
        let plan = sync::plan(held, &self.audience, self.full, *time)?.adding(self.additions.clone());
        if vault.is_some() && to.extension().is_none() && !to.exists() {
            file::make_folder(disk, to)?;
        }
        let name = |number| match vault {
            None => file::bundle_name(&self.code, &self.audience_name, *time, number),
            Some(_) => file::backup_name(&self.code, *time, number),
        };
        let (number, path) = free_name(self.number, to, name);
        let sender = Sender { key: &self.key, incarnation: self.incarnation, number, time: *time };
        let (file, written) = file::write_file(disk, &path, |out| {
            if let Some(vault) = vault {
                sync::write_backup_head(&mut *out, vault)?;
            }
            sync::write(&plan, held, &sender, out, told)
        })?;
        Ok(Made { file, plan, written, number, time: *time, anew: 0 })
    }
}

impl Workspace {
    /// What every file that leaves adds to the journal: the word on this device's own feeds, and the bundle's number.
    pub(super) fn note_of(&self, made: &Made) -> Vec<Entry> {
        let mut entries: Vec<Entry> = made.written.own_heads.iter().cloned().map(Entry::Head).collect();
        entries.push(Entry::Author(self.store.public_key()));
        entries.push(Entry::Receipt(made.written.receipt.clone()));
        entries.push(Entry::Local { key: NUMBER.to_owned(), value: Some(encode(&made.number)) });
        entries
    }
}
