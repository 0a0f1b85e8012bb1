//! Bundles out and in.

use std::io::{Read, Seek};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::aside::{Aside, Heard};
use super::held::Held;
use super::incoming::{Importing, Incoming};
use super::outgoing::{Made, Order, Outgoing};
use super::report::{MOST_DETAILED, Seen};
use super::taking::{frames, take_in};
use super::twins::Twins;
use super::visits::PatientsSeen;
use super::{Desk, Life, Report, Workspace, WorkspaceError, put_changed};
use crate::i18n::Words;
use crate::log::{DeviceId, decode};
use crate::store::{Disk, Entry, Rehearsal};
use crate::sync::drives::Drive;
use crate::sync::file::Offer;
use crate::sync::{self, Audience, Card, Inspection, Progress, Summary};
use crate::t;

/// How far a job is; [`ControlFlow::Break`] stops it, and leaves nothing half done.
pub type OnProgress<'a> = &'a mut dyn FnMut(Progress) -> ControlFlow<()>;

/// A bundle that was written, read back and verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    pub path: PathBuf,
    pub ops: u64,
    pub number: u64,
    pub recipients: Vec<DeviceId>,
    /// Recipients not heard of for 90 days: what they miss was not counted.
    pub silent: Vec<DeviceId>,
    /// Edits among these that say again what stood behind a hole: see [`super::Anew`].
    pub anew: u64,
}

/// A bundle that is being written. Dropped before its end it leaves no file, and nothing is counted.
pub struct Exporting(Outgoing);

impl Exporting {
    /// Takes it one step further; what was exported, at the end.
    ///
    /// # Errors
    /// Those of [`Workspace::export`].
    pub fn go_on(
        &mut self,
        workspace: &mut Workspace,
        progress: OnProgress<'_>,
    ) -> Result<Option<Exported>, WorkspaceError> {
        self.0.go_on(workspace, progress)?.map(|made| workspace.count_export(made)).transpose()
    }
}

/// Copies of a bundle on their way into other folders: where each stands, or why it does not.
pub struct Copying(Aside<Copies>);

type Copies = Vec<Result<PathBuf, WorkspaceError>>;

impl Copying {
    /// Waits for them a moment.
    pub fn go_on(&mut self) -> Option<Copies> {
        match self.0.listen() {
            Heard::Ended(copies) => Some(copies),
            Heard::Busy | Heard::Step(_) => None,
        }
    }
}

impl Exported {
    /// That edits behind a hole were written anew, if some were.
    pub fn anew_line(&self, words: &Words) -> Option<String> {
        let shown = words.figure(self.anew);
        (self.anew > 0).then(|| t!(words, "export-anew", n = self.anew, shown = shown))
    }
}

impl Imported {
    /// That the sender's program is later than this one, if it is.
    pub fn newer_program_line(&self, words: &Words) -> Option<String> {
        let theirs = self.newer_program.as_deref()?;
        Some(t!(words, "import-newer-program", theirs = theirs, mine = PROGRAM))
    }
}

/// What an import did, or would do.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Imported {
    pub sender: Option<DeviceId>,
    /// UTC milliseconds at which the bundle was made, by its sender's clock.
    pub made: i64,
    pub number: u64,
    /// The fingerprint of the team that this laptop joined with it.
    pub joined: Option<String>,
    pub summary: Option<Summary>,
    /// What it changes, the same for a dry run.
    pub report: Report,
    /// The records as they are after, or would be: to name what the report is about.
    pub desk: Arc<Desk>,
    /// Divergences of the store, after.
    pub conflicts: u64,
    /// Records that look like one thing, one of each pair touched by it.
    pub twins: Vec<Twins>,
    /// This laptop's own edits came back: its store was restored, put back or copied.
    pub own_came_back: bool,
    /// Content of erased records is still on the disk, which could not be written to.
    pub unpurged: bool,
    /// The version of the sender's program, where it is later than this one.
    pub newer_program: Option<String>,
    /// What that says of its store, where it is news.
    pub life: Option<Life>,
}

/// A removable drive, and what is on it for this laptop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DriveOffer {
    pub drive: Drive,
    /// Bundles that this laptop can open, newest first.
    pub bundles: Vec<Offer>,
    /// Cards that wait to be admitted.
    pub cards: Vec<PathBuf>,
}

/// The version of this program.
pub(super) const PROGRAM: &str = env!("CARGO_PKG_VERSION");

/// The name of the bundle counter among what only this laptop knows.
pub(super) const NUMBER: &str = "bundle-number";

impl Workspace {
    /// Writes a bundle into a folder (under its own name) or a file, reads it back and verifies it.
    ///
    /// # Errors
    /// [`WorkspaceError::Export`], [`WorkspaceError::File`]; then there is no file, and nothing was counted.
    pub fn export(
        &mut self,
        audience: &Audience,
        to: &Path,
        full: bool,
        progress: OnProgress<'_>,
    ) -> Result<Exported, WorkspaceError> {
        let mut job = self.begin_export(audience, to, full)?;
        loop {
            if let Some(done) = job.go_on(self, progress)? {
                return Ok(done);
            }
        }
    }

    /// The same, to be taken further step by step while the workspace does other things.
    ///
    /// # Errors
    /// Those of [`Workspace::export`].
    pub fn begin_export(&mut self, audience: &Audience, to: &Path, full: bool) -> Result<Exporting, WorkspaceError> {
        let order = Order::Bundle { audience: audience.clone(), full };
        Ok(Exporting(Outgoing::begin(self, order, to)?))
    }

    fn count_export(&mut self, made: Made) -> Result<Exported, WorkspaceError> {
        let mut entries = self.note_of(&made);
        let Made { file, plan, number, time, anew, .. } = made;
        entries.extend(Self::note_made_for(&plan.recipients, number, time));
        entries.extend((anew > 0).then(Self::anew_is_said));
        entries.extend(self.incarnation_entry()?);
        self.store.append(entries)?;
        self.refresh_team()?;
        let ops = plan.ops();
        Ok(Exported { path: file.path, ops, number, recipients: plan.recipients, silent: plan.silent, anew })
    }

    /// Writes a bundle that was just made into another folder too, byte for byte, and reads it back there. A file of its
    /// name that stands there stays: this one gets a name beside it.
    ///
    /// # Errors
    /// [`WorkspaceError::File`]; then there is no file in that folder, and the bundle stands where it was made.
    pub fn copy_bundle(&self, bundle: &Path, folder: &Path) -> Result<PathBuf, WorkspaceError> {
        copy_bundle(self.store.disk(), bundle, folder)
    }

    /// The same into several folders, while the workspace does other things.
    pub fn begin_copies(&self, bundle: &Path, folders: Vec<PathBuf>) -> Copying {
        let (disk, bundle) = (self.store.disk().clone(), bundle.to_owned());
        let copy = move |folder: &PathBuf| copy_bundle(&disk, &bundle, folder);
        Copying(Aside::start(move |_| folders.iter().map(copy).collect()))
    }

    /// Higher than that of every bundle that this laptop is known to have made, in whichever life.
    pub(super) fn next_number(&self) -> Result<u64, WorkspaceError> {
        let counted = self.local(NUMBER)?.and_then(|bytes| decode::<u64>(&bytes).ok()).unwrap_or_default();
        let mine = self.store.views().receipts().find(|receipt| receipt.device == self.me());
        Ok(mine.map_or(0, |receipt| receipt.number).max(counted).saturating_add(1))
    }

    /// Reads a bundle whole, verifies it, and takes in what it brings in one transaction.
    ///
    /// `accept`: asked with the fingerprint of the team's root where this laptop joins with it.
    ///
    /// # Errors
    /// [`WorkspaceError::Import`]: the file is refused and nothing was taken.
    pub fn import(
        &mut self,
        file: &Path,
        dry_run: bool,
        accept: &mut dyn FnMut(&str) -> bool,
        progress: OnProgress<'_>,
    ) -> Result<Imported, WorkspaceError> {
        let mut job = self.begin_import(file, dry_run)?;
        loop {
            if let Some(done) = job.go_on(self, accept, progress)? {
                return Ok(done);
            }
        }
    }

    /// The same, to be taken further step by step while the workspace does other things.
    ///
    /// # Errors
    /// Those of [`Workspace::import`].
    pub fn begin_import(&mut self, file: &Path, dry_run: bool) -> Result<Importing, WorkspaceError> {
        Importing::begin(self, file, dry_run)
    }

    /// Takes in what was verified.
    pub(super) fn take(
        &mut self,
        incoming: Incoming<'_>,
        accept: &mut dyn FnMut(&str) -> bool,
        progress: OnProgress<'_>,
    ) -> Result<Imported, WorkspaceError> {
        let Incoming { file, dry_run, read } = incoming;
        let mut arrival = match read {
            Err(WorkspaceError::Import(sync::ImportError::Refused(sync::Refused::OnlyGaps(told)))) if !dry_run => {
                self.note_refused(file, &told.summary)?;
                let learnt = self.learns(&told.summary, told.own_receipts.iter())?;
                let mut entries = self.lives_on(learnt.as_ref())?;
                // A word of its own that it does not remember: the next one must have a number that nobody has had.
                let known = self.next_number()?;
                let last = told.own_receipts.iter().max_by_key(|receipt| receipt.number);
                entries.extend(last.filter(|last| last.number >= known).cloned().map(Entry::Receipt));
                if !entries.is_empty() {
                    self.store.append(entries)?;
                    self.refresh_team()?;
                }
                return Err(sync::ImportError::from(sync::Refused::OnlyGaps(told)).into());
            }
            read => read?,
        };
        let me = self.me();
        let learnt = self.learns(&arrival.summary, arrival.receipts_of(&me))?;
        let (noticed, incarnation) = (self.now(), self.store.incarnation());
        let mut imported = Imported {
            sender: Some(arrival.manifest.sender),
            made: arrival.manifest.time,
            number: arrival.manifest.number,
            joined: arrival.joining.map(|team| team.fingerprint()),
            summary: Some(arrival.summary.clone()),
            own_came_back: !arrival.brings_own(&me).is_empty(),
            newer_program: arrival.program().filter(|theirs| sync::is_later(theirs, PROGRAM)).map(str::to_owned),
            life: learnt.as_ref().map(|learnt| Life { why: learnt.why, noticed, incarnation }),
            ..Imported::default()
        };
        // A dry run trusts nothing: there is nothing to confirm.
        if dry_run {
            self.rehearse(&mut arrival, &mut imported)?;
            return Ok(imported);
        }
        if let Some(fingerprint) = &imported.joined
            && !accept(fingerprint)
        {
            return Err(WorkspaceError::NotConfirmed);
        }
        let mut noted: Vec<Entry> = self.note_taken_in(&arrival.manifest)?.into_iter().collect();
        noted.extend(self.lives_on(learnt.as_ref())?);
        let before = self.desk();
        let given = PatientsSeen::new(self)?;
        let changes = take_in(&mut self.store, &mut arrival, noted, given)?;
        self.refresh(&changes)?;
        self.doubt_the_clock()?;
        let (views, today) = (self.store.views(), self.today());
        let seen = Seen { before: &before, after: &self.desk, views, changes: &changes, today };
        imported.report = Report::of(&arrival.summary, &seen)?;
        imported.conflicts = views.diverging()?.len() as u64;
        imported.twins = self.twins_among(&self.desk, views, &changes)?;
        imported.desk = self.desk();
        // The edits are in: that their report found no room is no reason to say that they are not.
        let _ = self.keep_report(&imported);
        imported.unpurged = !self.after_erasures(&changes, progress);
        // The edits are in; a full disk is met again at the next start.
        let _ = self.lack_what_was_cleared();
        Ok(imported)
    }

    /// What taking it in would do, worked out in memory: the store is only read.
    fn rehearse<R: Read + Seek>(
        &self,
        arrival: &mut sync::Arrival<R>,
        imported: &mut Imported,
    ) -> Result<(), WorkspaceError> {
        imported.desk = self.desk();
        if arrival.summary.new_ops() > MOST_DETAILED {
            imported.report = Report::of_summary(&arrival.summary);
            imported.conflicts = self.store.views().diverging()?.len() as u64;
            return Ok(());
        }
        let cleared = self.store.views().cleared().records();
        let Rehearsal { views, changes } =
            self.store.rehearse(|put| frames(arrival, Vec::new(), PatientsSeen::default(), cleared, put))?;
        let desk = Arc::make_mut(&mut imported.desk);
        desk.team = views.team();
        put_changed(desk, &views, &changes)?;
        let (before, after, today) = (&self.desk, &imported.desk, self.today());
        let seen = Seen { before, after, views: &views, changes: &changes, today };
        imported.report = Report::of(&arrival.summary, &seen)?;
        imported.conflicts = views.diverging()?.len() as u64;
        imported.twins = self.twins_among(&imported.desk, &views, &changes)?;
        Ok(())
    }

    /// What a bundle says of itself, without taking anything, and how many of its edits are new at most.
    ///
    /// # Errors
    /// [`WorkspaceError::Import`]: the file is refused.
    pub fn inspect(&self, file: &Path) -> Result<(Inspection, u64), WorkspaceError> {
        let inspection = sync::inspect(sync::file::open_bundle(file)?, &self.identity_for(file)?)?;
        let new_at_most = inspection.may_bring(&Held(&self.store)).map_err(sync::ImportError::from)?;
        Ok((inspection, new_at_most))
    }

    /// The audience in a file's name: `siege`, `equipe`, or the codes of devices.
    pub(super) fn audience_name(&self, audience: &Audience) -> String {
        match audience {
            Audience::Stewards => "siege".to_owned(),
            Audience::Team => "equipe".to_owned(),
            Audience::Devices(devices) => {
                let code = |id: &DeviceId| self.desk.get::<crate::model::Device>(&id.record())?.code.clone();
                devices.iter().filter_map(code).collect::<Vec<_>>().join("-")
            }
        }
    }

    /// What each of these drives offers. A drive that cannot be read offers nothing.
    pub fn offered(&self, drives: &[Drive]) -> Vec<DriveOffer> {
        let disk = self.store.disk();
        let identities = self.identities();
        let bundles = |folder: &Path| {
            let identities = identities.as_ref().ok()?;
            sync::file::offers(disk, folder, identities, &Held(&self.store)).ok()
        };
        let offer = |drive: &Drive| DriveOffer {
            bundles: bundles(&drive.folder).unwrap_or_default(),
            cards: sync::file::cards_in(disk, &drive.folder).unwrap_or_default(),
            drive: drive.clone(),
        };
        drives.iter().map(offer).collect()
    }

    /// Writes this laptop's card into a folder (`CODE.carte`) or a file.
    ///
    /// # Errors
    /// [`WorkspaceError::File`].
    pub fn write_card(&self, to: &Path) -> Result<PathBuf, WorkspaceError> {
        let path = if to.is_dir() { to.join(sync::file::card_name(&self.card()?.code)) } else { to.to_owned() };
        let text = self.card_text()?;
        sync::file::write_file(self.store.disk(), &path, |out| Ok(out.write_all(text.as_bytes())?))?;
        Ok(path)
    }

    /// Reads a card that another laptop wrote.
    ///
    /// # Errors
    /// [`WorkspaceError::File`], [`WorkspaceError::Card`].
    pub fn read_card(&self, path: &Path) -> Result<Card, WorkspaceError> {
        let text = sync::file::read_card(self.store.disk(), path)?;
        Ok(Card::from_text(&text)?)
    }
}

fn copy_bundle(disk: &Disk, bundle: &Path, folder: &Path) -> Result<PathBuf, WorkspaceError> {
    let stem = bundle.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let named = |number: u64| match number {
        1 => format!("{stem}.{}", sync::file::EXTENSION),
        _ => format!("{stem}_{number}.{}", sync::file::EXTENSION),
    };
    let path = (1..).map(|number| folder.join(named(number))).find(|path| !path.exists());
    let path = path.unwrap_or_else(|| folder.join(named(1)));
    let mut source = sync::file::open_bundle(bundle)?;
    let copied = sync::file::write_file(disk, &path, |out| {
        std::io::copy(&mut source, &mut &mut *out)?;
        Ok(())
    });
    Ok(copied?.0.path)
}

/// Where a file goes that is written into a folder under a name of its own, and the number in that name: the first from
/// `number` on of which no file stands there. One that does may hold what is nowhere else: a former life's last edits.
pub(super) fn free_name(number: u64, to: &Path, name: impl Fn(u64) -> String) -> (u64, PathBuf) {
    if !to.is_dir() {
        return (number, to.to_owned());
    }
    let named = |number| (number, to.join(name(number)));
    (number..).map(named).find(|(_, path)| !path.exists()).unwrap_or_else(|| named(number))
}
