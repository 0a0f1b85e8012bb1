//! The workspace behind the screens: performs what they ask, one thing after the other, on the store's thread.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::jobs::{Begun, Job};
use super::likings::Likings;
use super::request::{Alike, Listed, Newcomer, Passphrase, Performer, Progress, Refused, Reply, Request, Step};
use crate::i18n::{Lang, Tell, Words};
use crate::model::{DeviceRole, LocalTime};
use crate::store::vault::KdfCost;
use crate::store::views::ViewError;
use crate::store::{Opening, Replayed, StoreError, VaultError, vault};
use crate::sync;
use crate::sync::drives::{Drive, Drives, drive_of};
use crate::t;
use crate::tui::text;
use crate::workspace::preferences::Preferences;
use crate::workspace::{Clock, Committed, Founding, Retention, Twins, Workspace, WorkspaceError};

/// The workspace, or the folder in which it is to be opened or founded.
pub struct Office {
    folder: PathBuf,
    pub(super) workspace: Option<Workspace>,
    pub(super) words: Words,
    clock: Clock,
    drives: Box<dyn Drives + Send>,
    likings: Likings,
    pub(super) job: Option<Job>,
    /// What a new store's passphrase costs to try.
    cost: KdfCost,
}

impl Office {
    /// Before the first start, or while the store is locked.
    pub fn closed(folder: &Path, words: Words, clock: Clock, drives: Box<dyn Drives + Send>) -> Self {
        Self {
            folder: folder.to_owned(),
            workspace: None,
            words,
            clock,
            drives,
            likings: Likings::default(),
            job: None,
            cost: KdfCost::STANDARD,
        }
    }

    pub fn open(workspace: Workspace, words: Words, clock: Clock, drives: Box<dyn Drives + Send>) -> Self {
        let folder = workspace.folder().to_owned();
        Self {
            folder,
            workspace: Some(workspace),
            words,
            clock,
            drives,
            likings: Likings::default(),
            job: None,
            cost: KdfCost::STANDARD,
        }
    }

    /// Where the person's preferences and keys are kept.
    pub fn with_likings(mut self, likings: Likings) -> Self {
        self.likings = likings;
        self
    }

    /// For tests: a passphrase that is quick to try.
    pub fn cheap(mut self) -> Self {
        self.cost = KdfCost::CHEAP;
        self
    }

    pub fn workspace(&self) -> Option<&Workspace> {
        self.workspace.as_ref()
    }

    fn failed(&self, error: &WorkspaceError) -> Reply {
        match error {
            WorkspaceError::Refused(refusals) => {
                let said = |one: &crate::workspace::Refusal| Refused {
                    record: one.record,
                    kind: one.kind,
                    tag: one.fault.tag,
                    said: one.fault.words(&self.words),
                };
                Reply::Refused(refusals.iter().map(said).collect())
            }
            WorkspaceError::Store(StoreError::Vault(VaultError::WrongPassphrase)) => Reply::WrongPassphrase,
            WorkspaceError::Import(sync::ImportError::Stopped)
            | WorkspaceError::Export(sync::ExportError::Stopped)
            | WorkspaceError::Store(StoreError::Views(ViewError::Stopped)) => Reply::Cancelled,
            error => {
                let told = error.told(&self.words);
                let sentences = [Some(told.what), told.next].into_iter().flatten().map(|one| text::sentence(&one));
                Reply::Failed(sentences.collect::<Vec<_>>().join(". "))
            }
        }
    }

    fn first_start(&mut self, newcomer: Newcomer, joins: bool) -> Result<Reply, WorkspaceError> {
        let passphrase = newcomer.passphrase.map(|one| vault::Passphrase::new(one.expose()));
        let founding = Founding {
            holder: newcomer.holder,
            sector: newcomer.sector,
            code: newcomer.code,
            demo: false,
            opening: Opening::new(passphrase),
            cost: self.cost,
        };
        if joins {
            let workspace = Workspace::wait_to_join(&self.folder, founding, self.clock.clone())?;
            let desk = self.workspace.insert(workspace).desk();
            return Ok(Reply::Unlocked { desk, notices: Vec::new() });
        }
        let (workspace, card) = Workspace::found(&self.folder, founding, true, self.clock.clone())?;
        let desk = self.workspace.insert(workspace).desk();
        Ok(Reply::Founded { desk, recovery_card: Passphrase::new(card.to_string()) })
    }

    fn restore(
        &mut self,
        file: &Path,
        passphrase: Option<&Passphrase>,
        progress: &dyn Progress,
    ) -> Result<Reply, WorkspaceError> {
        let opening = Opening::new(passphrase.map(|one| vault::Passphrase::new(one.expose())));
        let go_on = &mut |at: sync::Progress| report(progress, at);
        let (workspace, restored) = Workspace::restore(&self.folder, file, opening, self.clock.clone(), go_on)?;
        let desk = self.workspace.insert(workspace).desk();
        Ok(Reply::Restored { desk, restored })
    }

    fn unlock(&mut self, passphrase: &Passphrase, progress: &dyn Progress) -> Result<Reply, WorkspaceError> {
        let passphrase = vault::Passphrase::new(passphrase.expose());
        if let Some(workspace) = &self.workspace {
            let right = workspace.unlocks(&passphrase);
            let desk = workspace.desk();
            return Ok(if right { Reply::Unlocked { desk, notices: Vec::new() } } else { Reply::WrongPassphrase });
        }
        let told = |at: Replayed| {
            progress.report(Step::of_bytes(at.done, at.total));
            if progress.cancelled() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let opening = Opening::new(Some(passphrase));
        let (workspace, notices) = Workspace::open_telling(&self.folder, opening, self.clock.clone(), &told)?;
        let said = |notice: &crate::store::Notice| {
            let told = notice.told(&self.words);
            [Some(told.what), told.next].into_iter().flatten().collect::<Vec<_>>().join(". ")
        };
        let notices = notices.iter().map(said).collect();
        let desk = self.workspace.insert(workspace).desk();
        Ok(Reply::Unlocked { desk, notices })
    }

    fn prefer(&mut self, preferences: &Preferences) -> Reply {
        if let Some(lang) = preferences.language.as_deref().and_then(Lang::from_code) {
            self.words = Words::new(lang);
        }
        self.likings.prefer(preferences, &self.words)
    }

    /// What needs the store open.
    fn work(&mut self, request: Request, progress: &dyn Progress) -> Result<Reply, WorkspaceError> {
        let words = self.words.clone();
        let Some(workspace) = &mut self.workspace else { return Err(WorkspaceError::NoTeam) };
        let mut told = |at: sync::Progress| report(progress, at);
        Ok(match request {
            Request::Commit(edit) => {
                let what = words.look_up(edit.label);
                let done = workspace.commit(edit)?;
                saved(workspace, &done, what.map(|what| forewarned(&words, &done, what)))
            }
            Request::Undo => match workspace.undo()? {
                Some((label, done)) => {
                    let what = words.look_up(&label).unwrap_or_default();
                    saved(workspace, &done, Some(undone(&words, &done, &what)))
                }
                None => Reply::Done(t!(words, "nothing-to-undo")),
            },
            Request::Redo => match workspace.redo()? {
                Some((label, done)) => {
                    let what = words.look_up(&label).unwrap_or_default();
                    saved(workspace, &done, Some(t!(words, "redone", what = what)))
                }
                None => Reply::Done(t!(words, "nothing-to-redo")),
            },
            Request::Deeds { most } => Reply::Deeds(workspace.deeds(most)?),
            Request::TurnDeed(id) => match workspace.turn_deed(&id)? {
                Some((label, again, done)) => {
                    let what = words.look_up(&label).unwrap_or_default();
                    let what = if again { t!(words, "redone", what = what) } else { undone(&words, &done, &what) };
                    saved(workspace, &done, Some(what))
                }
                None => Reply::Done(t!(words, "deeds-for-good")),
            },
            Request::Settle(all) => {
                let done = workspace.settle(&all)?;
                saved(workspace, &done, Some(t!(words, "settled", n = all.len())))
            }
            Request::Erasable(what) => Reply::Erasable(workspace.erasable(&what)?),
            Request::Erase(what) => {
                let done = workspace.erase(&what, None, &mut told)?;
                let said = if done.purged { "done-erased" } else { "erase-not-purged" };
                saved(workspace, &Committed::default(), words.look_up(said))
            }
            Request::LoadVisits { filter, edge, count } => {
                Reply::Visits(workspace.visits_until(&filter, edge, count, &|| progress.cancelled())?)
            }
            Request::Totals(filter) => Reply::Totals(workspace.totals(&filter, &|| progress.cancelled())?),
            Request::VisitDays(filter) => Reply::VisitDays(workspace.visit_days(&filter, &|| progress.cancelled())?),
            Request::SearchVisits { text, from, enough } => {
                Reply::VisitSlice(workspace.search_visits(&text, from, enough)?)
            }
            Request::Visit(id) => Reply::Visit(workspace.visit(&id)?.map(Box::new)),
            Request::NextPatient => Reply::Patient(workspace.next_patient()?),
            Request::History { kind, record } => Reply::History(workspace.history(kind, &record)?),
            Request::Twins { from, enough } => {
                let slice = workspace.twins_slice(from, enough, &|| progress.cancelled())?;
                let all = slice.twins.into_iter().map(|twins| alike(workspace, &words, twins));
                Reply::Twins { alike: all.collect::<Result<_, _>>()?, read: slice.read, next: slice.next }
            }
            Request::Pair { stays, gives_way } => Reply::Pair(Box::new(workspace.pair(&stays, &gives_way)?)),
            Request::Merge { stays, gives_way, take } => {
                let done = workspace.merge(&stays, &gives_way, &take)?;
                saved(workspace, &done, words.look_up("done-merged"))
            }
            Request::KeepApart { one, other } => {
                workspace.keep_apart(&one, &other)?;
                Reply::Done(t!(words, "twins-apart"))
            }
            Request::Divergences => Reply::Divergences(workspace.all_divergences()?),
            Request::Draft { key, text } => {
                workspace.keep_draft(&key, text.as_deref())?;
                Reply::Done(String::new())
            }
            Request::Drafts => Reply::Drafts(workspace.drafts()?),
            Request::Session => Reply::Session(workspace.session()?),
            Request::KeepSession(text) => {
                workspace.keep_session(Some(text))?;
                Reply::Done(String::new())
            }
            Request::Templates => Reply::Templates(workspace.visit_templates()?),
            Request::Template { name, visit } => {
                workspace.keep_visit_template(&name, visit.as_deref())?;
                Reply::Templates(workspace.visit_templates()?)
            }
            Request::Import { file: folder, .. } | Request::Admit { card: folder, .. } if folder.is_dir() => {
                Reply::Drives(workspace.offered(&[Drive::folder(folder)]))
            }
            Request::Ledger => Reply::Ledger(workspace.ledger()?),
            Request::PastImports => Reply::PastImports(workspace.past_imports()?),
            Request::Drives => Reply::Drives(workspace.offered(&self.drives.removable())),
            Request::WriteCard { to } => {
                let path = workspace.write_card(&to)?;
                let written = t!(words, "card-is-written", path = path.display().to_string());
                // Read aloud: in one line.
                let fingerprint = workspace.card()?.fingerprint().replace(' ', "\u{a0}");
                Reply::Done([written, t!(words, "card-fingerprint", fingerprint = fingerprint)].join("\n"))
            }
            Request::Admit { card, steward, confirmed } => {
                let card = workspace.read_card(&card)?;
                if !confirmed {
                    let (device, fingerprint) = (card.device(), card.fingerprint());
                    return Ok(Reply::Card { holder: card.holder, code: card.code, device, fingerprint });
                }
                let role = if steward { DeviceRole::Steward } else { DeviceRole::Field };
                workspace.admit(&card, role, &Default::default())?;
                saved(workspace, &Committed::default(), words.look_up("done-admitted"))
            }
            Request::Revoke { device, confirmed: false, .. } => Reply::Accepted(workspace.revocation(device)?),
            Request::Revoke { device, reason, confirmed: true } => {
                workspace.revoke(device, reason)?;
                saved(workspace, &Committed::default(), words.look_up("done-revoked"))
            }
            Request::Recover { rows } => {
                workspace.recover(rows.expose(), None, &[])?;
                saved(workspace, &Committed::default(), Some(t!(words, "recovered")))
            }
            Request::Rekey => {
                workspace.rekey()?;
                saved(workspace, &Committed::default(), Some(t!(words, "rekeyed")))
            }
            Request::AcceptHeld { device, confirmed: false } => Reply::Accepted(workspace.acceptance(device, None)?),
            Request::AcceptHeld { device, confirmed: true } => {
                workspace.accept_held(device, None)?;
                saved(workspace, &Committed::default(), words.look_up("done-accepted"))
            }
            Request::PlanHandover { from, to, sector } => {
                Reply::Handover(Box::new(workspace.handover_plan(from, to, &sector)?))
            }
            Request::HandOver(plan) => {
                let done = workspace.hand_over(&plan)?;
                saved(workspace, &done, words.look_up("done-handed-over"))
            }
            Request::Clear { confirmed } => match workspace.clear_old(!confirmed, &|_| {})? {
                Retention::On(cleared) if confirmed => Reply::Cleared { desk: workspace.desk(), cleared },
                retention => Reply::Clearable(retention),
            },
            Request::WriteCsv { what, to, confirmed } => {
                let to = std::path::absolute(&to).unwrap_or(to);
                let drives = self.drives.removable();
                let drive = drive_of(&to, &drives).filter(|_| matches!(what, Listed::Visits { .. }) && !confirmed);
                match drive {
                    Some(drive) => Reply::OnDrive(drive.name.clone()),
                    None => write_csv(workspace, &words, &what, &to, progress)?,
                }
            }
            Request::Lock => Reply::Locked,
            Request::Export { .. }
            | Request::Import { .. }
            | Request::Backup { .. }
            | Request::Found(_)
            | Request::Join(_)
            | Request::Unlock(_)
            | Request::Prefer(_)
            | Request::Rebind(_)
            | Request::Backups
            | Request::LookAtBackup(_)
            | Request::Restore { .. } => Reply::Cancelled,
        })
    }
}

/// How far a job is; whether it goes on.
pub(super) fn report(progress: &dyn Progress, at: sync::Progress) -> ControlFlow<()> {
    progress.report(Step::of(at.done, Some(at.total)));
    if progress.cancelled() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
}

fn write_csv(
    workspace: &Workspace,
    words: &Words,
    what: &Listed,
    to: &Path,
    progress: &dyn Progress,
) -> Result<Reply, WorkspaceError> {
    let mut told = |done: u64| {
        progress.report(Step::of(done, None));
        if progress.cancelled() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let n = match what {
        Listed::Records { kind, ids } => workspace.write_records_csv(*kind, ids, to)?,
        Listed::Visits { filter, personal } => workspace.write_visits_csv(filter, *personal, to, &mut told)?,
    };
    Ok(Reply::Done(t!(words, "csv-written", n = n, path = to.display().to_string())))
}

impl Performer for Office {
    fn perform(&mut self, request: Request, progress: &dyn Progress) -> Reply {
        let mut reply = self.begin(request, progress);
        loop {
            if let Some(reply) = reply {
                return reply;
            }
            reply = self.go_on(progress);
        }
    }

    fn begin(&mut self, request: Request, progress: &dyn Progress) -> Option<Reply> {
        let request = match self.begin_job(request) {
            Begun::Job => return None,
            Begun::Refused(error) => return Some(self.failed(&error)),
            Begun::NotOne(request) => request,
        };
        let reply = match request {
            Request::Backups => Ok(Reply::Backups(Workspace::backups_on(&self.drives.removable()))),
            Request::LookAtBackup(file) => Workspace::backup_needs_passphrase(&file).map(Reply::NeedsPassphrase),
            Request::Restore { file, passphrase } => self.restore(&file, passphrase.as_ref(), progress),
            Request::Found(newcomer) => self.first_start(newcomer, false),
            Request::Join(newcomer) => self.first_start(newcomer, true),
            Request::Unlock(passphrase) => self.unlock(&passphrase, progress),
            Request::Prefer(preferences) => Ok(self.prefer(&preferences)),
            Request::Rebind(rebinding) => Ok(self.likings.rebind(&rebinding, &self.words)),
            request => self.work(request, progress),
        };
        Some(reply.unwrap_or_else(|error| self.failed(&error)))
    }

    fn go_on(&mut self, progress: &dyn Progress) -> Option<Reply> {
        self.step(progress).unwrap_or_else(|error| Some(self.failed(&error)))
    }
}

impl Drop for Office {
    fn drop(&mut self) {
        // It reads what is about to be closed.
        self.job = None;
        if let Some(workspace) = &mut self.workspace {
            // Only the next start is slower without it: the journal is safe.
            let _ = workspace.close();
        }
    }
}

fn saved(workspace: &Workspace, done: &Committed, what: Option<String>) -> Reply {
    let at = done.saved_at.and_then(LocalTime::in_france_at).unwrap_or_else(|| workspace.local_now());
    Reply::Saved { desk: workspace.desk(), at, what }
}

/// What was done, and that a record like it is here already.
fn forewarned(words: &Words, done: &Committed, what: String) -> String {
    let twin = done.warnings.iter().map(|(_, fault)| fault).find(|fault| fault.code.starts_with("fault-twin"));
    twin.map_or_else(|| what.clone(), |fault| format!("{what}. {}", fault.words(words)))
}

/// A pair with what its records are called.
fn alike(workspace: &Workspace, words: &Words, twins: Twins) -> Result<Alike, WorkspaceError> {
    let desk = workspace.desk();
    let title = |id| -> Result<String, WorkspaceError> {
        if let Some(title) = desk.title(words, &id) {
            return Ok(title);
        }
        Ok(workspace.visit(&id)?.map_or_else(|| id.short(), |row| desk.title_of(words, &row.visit.into())))
    };
    Ok(Alike { twins, stays: title(twins.stays)?, gives_way: title(twins.gives_way)? })
}

/// Fields that were changed since are left as they are, and named.
fn undone(words: &Words, done: &Committed, what: &str) -> String {
    if done.kept.is_empty() {
        return t!(words, "undone", what = what);
    }
    let mut fields: Vec<String> = done.kept.iter().map(|(kind, _, tag)| words.tag(*kind, *tag)).collect();
    fields.sort();
    fields.dedup();
    let (n, more) = (fields.len(), fields.len().saturating_sub(NAMED));
    fields.truncate(NAMED);
    if more > 0 {
        fields.push(t!(words, "undone-more", n = more));
    }
    let fields = fields.join(", ");
    match done.saved_at {
        Some(_) => t!(words, "undone-in-part", what = what, n = n, fields = fields),
        None => t!(words, "undone-nothing", what = what, n = n, fields = fields),
    }
}

/// Fields that an undo names.
const NAMED: usize = 3;
