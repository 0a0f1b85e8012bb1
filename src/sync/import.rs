//! What a file brings. Everything in it is verified before anything of it is handed on.
//!
//! The file is read twice. The first pass unseals, inflates and verifies all of it: digests, chains, signatures, the
//! sender's seal; of the ops it keeps only where they join. The second hands them on, a chunk at a time, each held
//! against the digest that the first pass noted, so that a file that changes in between is noticed before its bytes
//! are used. So memory stays bounded, nothing unsealed touches the disk, and what is handed on was verified whole.

use std::collections::BTreeMap;
use std::io::{BufReader, Read, Seek};
use std::ops::ControlFlow;

use age::x25519::Identity;

use super::addition::Private;
use super::bundle::{self, Chunk, Kind, Manifest};
use super::place::Joining;
use super::trust::{self, team_ops_of};
use super::verify::{Pass, verify};
use super::{Archive, ArchiveError, Held, ImportError, OnlyGaps, Progress, Refused, Summary, Verdict};
use crate::log::{BackupReceipt, DeviceId, FeedId, Receipt, Roster, Segment, SignedHead, TeamId, Tip, keep_latest};

/// What the first section of a file says, verified; the rest of the file is not.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Inspection {
    pub manifest: Manifest,
}

impl Inspection {
    /// Ops of the segments of which this laptop does not hold all: at most so many are new.
    ///
    /// # Errors
    /// [`ArchiveError`].
    pub fn may_bring<A: Archive>(&self, archive: &A) -> Result<u64, ArchiveError> {
        let mut ops = 0_u64;
        for entry in &self.manifest.entries {
            let held = archive.holds_whole(entry.feed(), &entry.head.tip).map_err(ArchiveError::new)?;
            ops = ops.saturating_add(if held { 0 } else { entry.ops });
        }
        Ok(ops)
    }
}

/// Who made this file, for whom, with what: quick, whatever its size.
///
/// # Errors
/// [`ImportError`].
pub fn inspect<R: Read + Seek>(file: R, identity: &Identity) -> Result<Inspection, ImportError> {
    let mut file = BufReader::new(file);
    let mut frames = bundle::open(&mut file, identity)?;
    match frames.next()? {
        (Kind::Manifest, section) => Ok(Inspection { manifest: Manifest::from_section(&section)? }),
        _ => Err(Refused::Damaged.into()),
    }
}

/// What a verified file brings. Nothing is written: the workspace commits it in one transaction.
pub struct Arrival<R> {
    pub manifest: Manifest,
    /// A first bundle: the team, of which [`TeamId::fingerprint`] must be compared aloud before anything is committed.
    pub joining: Option<TeamId>,
    /// Judged with the team ops that arrive: what this laptop believes once they are committed.
    pub roster: Roster,
    pub summary: Summary,
    /// Ed25519 public keys, for [`super::FeedRow::author`], of the feeds of which ops are stored.
    pub authors: Vec<(FeedId, [u8; 32])>,
    /// The author's word on the last op of each segment that joined whole.
    pub heads: Vec<SignedHead>,
    /// Later than those held, of devices in the team.
    pub receipts: Vec<Receipt>,
    /// The same of backups.
    pub backups: Vec<BackupReceipt>,
    file: BufReader<R>,
    identity: Identity,
    pass: Pass,
}

/// Verifies a file against what is held and says what it brings. `progress` is told after each chunk, and may stop it.
///
/// # Errors
/// [`ImportError`]; [`Refused`] refuses the whole file.
pub fn read<R: Read + Seek, A: Archive>(
    file: R,
    identity: &Identity,
    archive: &A,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Arrival<R>, ImportError> {
    let mut file = BufReader::new(file);
    let pass = verify(&mut file, identity, archive, progress)?;
    let manifest = pass.manifest.clone();
    let mut team_ops = trust::held_team_ops(archive)?;
    team_ops.extend(pass.team_segments.iter().flat_map(team_ops_of));
    let roster = Roster::judge(manifest.team, &team_ops);
    if roster.get(&manifest.sender).is_none() && !roster.is_claimed(&manifest.sender) {
        let put_back = is_put_back(archive, pass.receipts_of(&archive.me()))?;
        return Err(Refused::UnknownSender { sender: manifest.sender, put_back }.into());
    }
    let joining = archive.team().is_none().then_some(manifest.team);
    let me = archive.me();
    if joining.is_some() && roster.get(&me).is_none() {
        return Err(Refused::NotAdmitted.into());
    }
    // a backup, on its way into a store without anything, may hold what was cleared here as it was held
    let restored = joining.is_some() && manifest.sender == me && manifest.recipients == [me];
    if !restored && pass.hollow.iter().any(|(channel, record)| !roster.may_be_hollow(channel, record)) {
        return Err(Refused::Hollow.into());
    }
    let summary = pass.summary(archive, &roster)?;
    if summary.only_gaps() {
        let own_receipts = pass.receipts_of(&me).cloned().collect();
        return Err(Refused::OnlyGaps(Box::new(OnlyGaps { summary, own_receipts })).into());
    }
    let entries = manifest.entries.iter().zip(&summary.segments);
    let stored = entries.filter(|(_, report)| matches!(report.verdict, Verdict::Joined { new: 1.., .. }));
    let authors = stored.clone().map(|(entry, _)| (*entry.feed(), entry.author)).collect();
    // The head of a segment of which the end was left signs what is not here.
    let whole = stored
        .filter(|(_, report)| !matches!(report.verdict, Verdict::Joined { held: Some(Held { left: 1.., .. }), .. }));
    let heads = whole.map(|(entry, _)| entry.head.clone()).collect();
    let receipts = newer(&archive.receipts(), &pass.receipts, &roster);
    let backups = newer(&archive.backups(), &pass.backups, &roster);
    let identity = identity.clone();
    Ok(Arrival { manifest, joining, roster, summary, authors, heads, receipts, backups, file, identity, pass })
}

/// Whether this device's own word, as others have kept it, names places that it does not hold.
fn is_put_back<'r, A: Archive>(archive: &A, own: impl Iterator<Item = &'r Receipt>) -> Result<bool, ArchiveError> {
    for seen in own.flat_map(|receipt| &receipt.frontier) {
        if archive.tip_at(&seen.feed, seen.seq, seen.tip).map_err(ArchiveError::new)?.is_none() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The latest of each device in the team, of those that are later than what is held.
fn newer<T: AsRef<Receipt> + Clone>(held: &[T], arrived: &[T], roster: &Roster) -> Vec<T> {
    let mut latest: BTreeMap<DeviceId, &T> = BTreeMap::new();
    let mut newer = BTreeMap::new();
    for one in held {
        keep_latest(&mut latest, one);
    }
    for one in arrived.iter().filter(|one| roster.get(&one.as_ref().device).is_some()) {
        if keep_latest(&mut latest, one) {
            newer.insert(one.as_ref().device, one.clone());
        }
    }
    newer.into_values().collect()
}

/// A delivery that stopped: the file failed or changed, or the receiver did.
#[derive(Debug, thiserror::Error)]
pub enum DeliveryError<E> {
    #[error(transparent)]
    Import(ImportError),
    #[error(transparent)]
    Receiver(E),
}

impl<R: Read + Seek> Arrival<R> {
    /// Hands on the new ops in runs of at most 4,096, in an order in which each follows what is held or came before;
    /// those of the team's channel first. Held ones are among them: [`Roster::limit`] tells. Of what was erased there is
    /// the header alone, whoever sent it whole.
    ///
    /// # Errors
    /// [`DeliveryError`]; then nothing of what was handed on may be kept.
    pub fn deliver<E>(&mut self, mut receiver: impl FnMut(Segment) -> Result<(), E>) -> Result<(), DeliveryError<E>> {
        let broken = |error: ImportError| DeliveryError::Import(error);
        let mut frames = bundle::open(&mut self.file, &self.identity).map_err(broken)?;
        let mut places = self.pass.chunks.iter();
        loop {
            let (kind, section) = frames.next().map_err(broken)?;
            if kind == Kind::Seal {
                break;
            }
            if kind != Kind::Chunk {
                continue;
            }
            let digest = *blake3::hash(&section).as_bytes();
            let place = places.next().filter(|place| place.digest == digest);
            let place = place.ok_or_else(|| broken(Refused::Damaged.into()))?;
            let chunk = Chunk::from_section(&section).map_err(|refused| broken(refused.into()))?;
            if let Some(mut segment) = new_part(&self.summary, &self.pass, chunk, place.start) {
                let channel = segment.feed.channel;
                segment.erase(|record| self.roster.is_erased(&channel, record));
                receiver(segment).map_err(DeliveryError::Receiver)?;
            }
        }
        if places.next().is_some() {
            return Err(broken(Refused::Damaged.into()));
        }
        Ok(())
    }

    /// All the new ops at once, for imports known to be small.
    ///
    /// # Errors
    /// [`ImportError`].
    pub fn segments(&mut self) -> Result<Vec<Segment>, ImportError> {
        let mut segments = Vec::new();
        let collected = self.deliver(|segment| {
            segments.push(segment);
            Ok::<(), std::convert::Infallible>(())
        });
        match collected {
            Ok(()) => Ok(segments),
            Err(DeliveryError::Import(error)) => Err(error),
            Err(DeliveryError::Receiver(never)) => match never {},
        }
    }

    /// The receipts of one device in the file, whether or not they are news.
    pub fn receipts_of(&self, device: &DeviceId) -> impl Iterator<Item = &Receipt> {
        self.pass.receipts_of(device)
    }

    /// The version of the program that made the file, if it says.
    pub fn program(&self) -> Option<&str> {
        self.pass.program.as_deref()
    }

    /// What this laptop's own backup holds that no bundle for others does.
    ///
    /// # Errors
    /// [`Refused::NotABackup`].
    pub fn private(&self) -> Result<Private, Refused> {
        Private::from_bytes(&self.pass.private).ok_or(Refused::NotABackup)
    }

    /// Whether ops of this device's own feeds arrive that it does not have: it was restored, rolled back or cloned.
    pub fn brings_own(&self, me: &DeviceId) -> Vec<FeedId> {
        let own = |feed: &FeedId| feed.device == *me;
        let joined = self.summary.segments.iter().filter(|report| matches!(report.verdict, Verdict::Joined { .. }));
        joined.map(|report| report.feed).filter(own).collect()
    }
}

/// The ops of a chunk that are not held yet.
fn new_part(summary: &Summary, pass: &Pass, chunk: Chunk, start: Tip) -> Option<Segment> {
    let entry = usize::try_from(chunk.entry).ok()?;
    let report = summary.segments.get(entry)?;
    let Verdict::Joined { held, .. } = &report.verdict else { return None };
    let end = report.last.saturating_sub(held.map_or(0, |held| held.left));
    let Joining::At { skip_to } = *pass.joinings.get(entry)? else { return None };
    let skip = usize::try_from(skip_to.seq.saturating_sub(start.seq)).ok()?;
    let follows = if skip == 0 { start } else { skip_to };
    let wanted = usize::try_from(end.saturating_sub(follows.seq)).unwrap_or(usize::MAX);
    let ops: Vec<_> = chunk.ops.into_iter().skip(skip).take(wanted).collect();
    (!ops.is_empty()).then_some(Segment { feed: report.feed, follows, ops })
}
