//! A full sealed copy of this store in one file, and a store made from such a copy.

use std::io::{Read, Seek};
use std::path::{Path, PathBuf};

use super::held::Held;
use super::lives::LifeWhy;
use super::outgoing::{Made, Order, Outgoing};
use super::taking::take_in;
use super::visits::PatientsSeen;
use super::{Clock, OnProgress, Workspace, WorkspaceError};
use crate::i18n::Words;
use crate::log::{BackupReceipt, Receipt, decode, encode};
use crate::store::vault::{self, Contents, KdfCost, Passphrase};
use crate::store::{Clearing, Entry, Opening, Restoring, Store, StoreError, VaultError};
use crate::sync::drives::Drive;
use crate::sync::file;
use crate::sync::{self, Archive, ImportError, Part, Private, Refused};
use crate::t;

/// A backup older than this is said to be old.
pub const BACKUP_EVERY_DAYS: i64 = 30;
const DAY: i64 = 24 * 3_600 * 1_000;

/// The name of the time of the last backup among what only this laptop knows.
const MADE: &str = "backup-made";
/// Among what only this laptop knows, in a backup alone: what was cleared from it.
const CLEARED: &str = "cleared";

/// When this store was last backed up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BackupMark {
    /// UTC milliseconds; `None`: never.
    pub last: Option<i64>,
    /// From when on the reminder counts: the last backup, else the day on which this laptop joined its team. `None`
    /// for what needs no backup: a demonstration, or a laptop that still waits.
    pub since: Option<i64>,
}

impl BackupMark {
    /// Whether a backup is due at `now` (UTC milliseconds).
    pub fn is_due(&self, now: i64) -> bool {
        self.since.is_some_and(|since| now.saturating_sub(since) > BACKUP_EVERY_DAYS * DAY)
    }
}

/// A backup that was written, read back and found the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedBackup {
    pub path: PathBuf,
    /// Length of the file.
    pub bytes: u64,
    pub ops: u64,
    /// Nothing but the file itself keeps its keys: the store has no passphrase.
    pub unprotected: bool,
    /// Edits of this laptop's own, behind a hole, that it holds as they were written anew: see [`super::Anew`].
    pub anew: u64,
}

impl SavedBackup {
    /// That edits behind a hole were written anew, if some were.
    pub fn anew_line(&self, words: &Words) -> Option<String> {
        let shown = words.figure(self.anew);
        (self.anew > 0).then(|| t!(words, "backup-anew", n = self.anew, shown = shown))
    }
}

/// What a restore brought back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// UTC milliseconds at which the backup was made.
    pub made: i64,
    pub ops: u64,
    /// The pseudonym that comes next.
    pub next_patient: String,
    /// It is the head office's only laptop: there is nobody to hand in to.
    pub only_office: bool,
}

impl Restored {
    /// What to do now.
    pub fn next(&self, words: &Words) -> String {
        let patient = self.next_patient.as_str();
        match self.only_office {
            true => t!(words, "restore-office-next", patient = patient),
            false => t!(words, "restore-next", patient = patient),
        }
    }
}

/// A backup that is being written. Dropped before its end it leaves no file, and nothing is counted.
pub struct BackingUp(Outgoing);

impl BackingUp {
    /// Takes it one step further; what was saved, at the end.
    ///
    /// # Errors
    /// Those of [`Workspace::backup`].
    pub fn go_on(
        &mut self,
        workspace: &mut Workspace,
        progress: OnProgress<'_>,
    ) -> Result<Option<SavedBackup>, WorkspaceError> {
        self.0.go_on(workspace, progress)?.map(|made| workspace.count_backup(made)).transpose()
    }
}

/// A backup on a drive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundBackup {
    pub path: PathBuf,
    pub drive: String,
}

impl Workspace {
    /// Writes a backup into a folder (under its own name; made if missing) or a file (a name with an extension), and reads
    /// it back: the keys as the vault keeps them, every op that this laptop may read, and what it alone knows.
    ///
    /// # Errors
    /// [`WorkspaceError::Export`], [`WorkspaceError::File`]; then there is no file, and nothing was counted.
    pub fn backup(&mut self, to: &Path, progress: OnProgress<'_>) -> Result<SavedBackup, WorkspaceError> {
        let mut job = self.begin_backup(to)?;
        loop {
            if let Some(done) = job.go_on(self, progress)? {
                return Ok(done);
            }
        }
    }

    /// The same, to be taken further step by step while the workspace does other things.
    ///
    /// # Errors
    /// Those of [`Workspace::backup`].
    pub fn begin_backup(&mut self, to: &Path) -> Result<BackingUp, WorkspaceError> {
        Ok(BackingUp(Outgoing::begin(self, Order::Backup, to)?))
    }

    /// What this laptop alone knows.
    pub(super) fn private(&self, vault: [u8; 32]) -> Result<Private, WorkspaceError> {
        let mut private = Private { vault, locals: self.locals("")? };
        let cleared = self.store.views().clearings()?;
        private.locals.extend((!cleared.is_empty()).then(|| (CLEARED.to_owned(), encode(&cleared))));
        Ok(private)
    }

    fn count_backup(&mut self, made: Made) -> Result<SavedBackup, WorkspaceError> {
        let mut entries = self.note_of(&made);
        let Made { file, plan, written, time, anew, .. } = made;
        let unsigned = Receipt { frontier: plan.holds(), ..written.receipt };
        let signed = BackupReceipt::sign(&self.store.signing_key(), &plan.team, unsigned);
        entries.push(Entry::Backup(signed));
        entries.push(Entry::Local { key: MADE.to_owned(), value: Some(encode(&time)) });
        entries.extend(self.incarnation_entry()?);
        self.store.append(entries)?;
        self.refresh_team()?;
        let unprotected = !self.store.has_passphrase();
        Ok(SavedBackup { path: file.path, bytes: file.bytes, ops: written.ops, unprotected, anew })
    }

    pub(super) fn backup_mark(&self) -> Result<BackupMark, WorkspaceError> {
        let last = self.local(MADE)?.and_then(|bytes| decode::<i64>(&bytes).ok());
        let joined = || Held(&self.store).admitted(&self.me());
        let since = if self.is_demo() { None } else { last.or_else(joined) };
        Ok(BackupMark { last, since })
    }

    /// The backups on these drives. A drive that cannot be read offers none.
    pub fn backups_on(drives: &[Drive]) -> Vec<FoundBackup> {
        let disk = crate::store::Disk::real();
        let on = |drive: &Drive| {
            let mut paths = file::backups_in(&disk, &drive.folder).unwrap_or_default();
            // Their names hold their date: the newest first.
            paths.reverse();
            let name = drive.name.clone();
            paths.into_iter().map(move |path| FoundBackup { path, drive: name.clone() })
        };
        drives.iter().flat_map(on).collect()
    }

    /// Whether a store can be made in this folder.
    ///
    /// # Errors
    /// [`WorkspaceError::RestoreOver`].
    pub fn may_restore_in(folder: &Path) -> Result<(), WorkspaceError> {
        let stands = folder.join(vault::FILE_NAME).exists();
        if stands { Err(WorkspaceError::RestoreOver(folder.to_owned())) } else { Ok(()) }
    }

    /// Whether a backup opens with a passphrase: to know before asking for one.
    ///
    /// # Errors
    /// [`WorkspaceError::File`], [`WorkspaceError::Import`]: not a backup, or not a whole one.
    pub fn backup_needs_passphrase(path: &Path) -> Result<bool, WorkspaceError> {
        let (vault, _) = sync::open_backup(file::open_bundle(path)?)?;
        vault::copy_needs_passphrase(&vault).map_err(of_copy)
    }

    /// A store in `folder` made from a backup: the same keys, another life. All of the file is verified before
    /// anything stands there.
    ///
    /// # Errors
    /// [`WorkspaceError::RestoreOver`], a wrong passphrase, [`WorkspaceError::Import`] for what is not a whole backup,
    /// or what the disk said; then no store is there.
    pub fn restore(
        folder: &Path,
        path: &Path,
        opening: Opening,
        clock: Clock,
        progress: OnProgress<'_>,
    ) -> Result<(Self, Restored), WorkspaceError> {
        Self::may_restore_in(folder)?;
        let backup = Backup::open(file::open_bundle(path)?, opening.passphrase.as_ref())?;
        let restoring = Restoring::begin(opening.disk.clone(), folder)?;
        let Opening { passphrase, disk, mut random, views_in } = opening;
        let once = Opening { disk: disk.clone(), views_in, ..Opening::new(passphrase.clone()) };
        let once = Opening { random: random.fork().map_err(StoreError::from)?, ..once };
        let (made, ops) = backup.fill(restoring.beside(), once, clock.clone(), progress)?;
        restoring.put_in_place()?;
        let opening = Opening { passphrase, disk, random, views_in };
        let (workspace, _) = Self::open(folder, opening, clock)?;
        let next_patient = workspace.next_patient()?;
        let only_office = workspace.desk.is_only_steward();
        Ok((workspace, Restored { made, ops, next_patient, only_office }))
    }
}

/// A backup, its keys opened.
struct Backup<R> {
    contents: Contents,
    /// What the passphrase costs to try; `None`: there is none.
    cost: Option<KdfCost>,
    /// BLAKE3 of the vault's file.
    vault: [u8; 32],
    bundle: Part<R>,
}

impl<R: Read + Seek> Backup<R> {
    fn open(file: R, passphrase: Option<&Passphrase>) -> Result<Self, WorkspaceError> {
        let (copy, bundle) = sync::open_backup(file)?;
        let (contents, cost) = vault::open_copy(&copy, passphrase).map_err(of_copy)?;
        Ok(Self { contents, cost, vault: *blake3::hash(&copy).as_bytes(), bundle })
    }

    /// Makes a store of it in an empty folder: when it was made, and how many ops it brought.
    fn fill(
        self,
        folder: &Path,
        opening: Opening,
        clock: Clock,
        progress: OnProgress<'_>,
    ) -> Result<(i64, u64), WorkspaceError> {
        let identity = self.contents.age_identity.parse().map_err(|_| WorkspaceError::BadKeys)?;
        let contents = another_life(self.contents, &opening)?;
        let passphrase = opening.passphrase.filter(|_| self.cost.is_some());
        let opening = Opening { passphrase, ..opening };
        let mut store = Store::create(folder, opening, contents, self.cost.unwrap_or(KdfCost::STANDARD))?;
        let mut arrival = sync::read(self.bundle, &identity, &Held(&store), progress)?;
        let private = arrival.private().map_err(ImportError::from)?;
        if arrival.manifest.sender != store.device() || private.vault != self.vault {
            return Err(ImportError::from(Refused::Damaged).into());
        }
        let (made, ops) = (arrival.manifest.time, arrival.summary.new_ops());
        take_in(&mut store, &mut arrival, Vec::new(), PatientsSeen::default())?;
        let known = private.locals.into_iter().flat_map(|(key, value)| match key.as_str() {
            CLEARED => decode::<Vec<Clearing>>(&value).unwrap_or_default().into_iter().map(Entry::Cleared).collect(),
            _ => vec![Entry::Local { key, value: Some(value) }],
        });
        store.append(known.chain([Entry::Local { key: MADE.to_owned(), value: Some(encode(&made)) }]).collect())?;
        let mut workspace = Workspace::over(store, clock)?;
        let begun = workspace.life_entries(LifeWhy::Restored, true)?;
        workspace.store.append(begun)?;
        workspace.close()?;
        Ok((made, ops))
    }
}

/// The device's own keys, in a store of another name under another key: no frame of the former journal opens in it.
fn another_life(mut contents: Contents, opening: &Opening) -> Result<Contents, StoreError> {
    let mut random = opening.random.clone();
    let former = contents.incarnation;
    contents.store_id = random.bytes()?;
    contents.data_key = random.bytes()?;
    while contents.incarnation == former {
        contents.incarnation = random.number()?;
    }
    Ok(contents)
}

/// What is wrong with the copy of the keys, but for the passphrase, is wrong with the backup.
fn of_copy(error: VaultError) -> WorkspaceError {
    match error {
        VaultError::Damaged | VaultError::TooCostly => ImportError::from(Refused::Damaged).into(),
        error => StoreError::from(error).into(),
    }
}
