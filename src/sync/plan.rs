//! What goes in a bundle: for whom, which feeds, from where to where.

use std::collections::{BTreeMap, BTreeSet};

use age::x25519::Recipient;

use super::addition::{self, Addition};
use super::bundle::{AudienceKind, MAX_RECIPIENTS};
use super::{Archive, ArchiveError, ExportError, FeedRow};
use crate::log::{
    Channel, DeviceId, FeedId, Incarnation, OpId, Receipt, Roster, Seen, SignedHead, TeamId, Tip, keep_latest,
};

/// A device that was not heard of for so long is left out of the reckoning: 90 days, in milliseconds.
pub const SILENT_AFTER: i64 = 90 * 24 * 3_600 * 1_000;

/// For whom a bundle is made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Audience {
    /// « Siège »: every live steward. Common records and the visits that this laptop holds.
    Stewards,
    /// Every live device. Common records only.
    Team,
    /// These devices. Common records, and visits that all of them may read. This device alone: a backup.
    Devices(Vec<DeviceId>),
}

impl Audience {
    pub fn kind(&self) -> AudienceKind {
        match self {
            Self::Stewards => AudienceKind::Stewards,
            Self::Team => AudienceKind::Team,
            Self::Devices(_) => AudienceKind::Devices,
        }
    }

    /// The live devices of the audience; this one only if it is named.
    fn devices(&self, roster: &Roster, me: &DeviceId) -> Result<BTreeSet<DeviceId>, ExportError> {
        let others = roster.live().filter(|(id, _)| *id != me);
        Ok(match self {
            Self::Stewards => others.filter(|(_, standing)| standing.steward).map(|(id, _)| *id).collect(),
            Self::Team => others.map(|(id, _)| *id).collect(),
            Self::Devices(named) => {
                let live: BTreeSet<DeviceId> = roster.live().map(|(id, _)| *id).collect();
                if let Some(stranger) = named.iter().find(|id| !live.contains(id)) {
                    return Err(ExportError::NotInTeam(*stranger));
                }
                named.iter().copied().collect()
            }
        })
    }
}

/// Ops of one feed that go in: those after `after`, up to the last op that its author signed, at most `up_to`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Run {
    pub author: [u8; 32],
    pub after: Tip,
    pub up_to: Tip,
    pub feed: FeedId,
    /// `None` for this device's own feeds: signed when the bundle is written.
    pub head: Option<SignedHead>,
}

impl Run {
    pub fn ops(&self) -> u64 {
        self.up_to.seq.saturating_sub(self.after.seq)
    }
}

/// What goes in a bundle, before anything is written.
#[derive(Clone, Debug)]
pub struct Plan {
    pub team: TeamId,
    pub sender: DeviceId,
    pub audience: AudienceKind,
    pub full: bool,
    pub recipients: Vec<DeviceId>,
    /// Recipients that were not heard of for [`SILENT_AFTER`]: what they miss is not counted, and may be missing.
    pub silent: Vec<DeviceId>,
    pub runs: Vec<Run>,
    pub(super) sealing_keys: Vec<Recipient>,
    pub(super) receipts: Vec<([u8; 32], Receipt)>,
    /// Optional sections.
    pub(super) additions: Vec<Addition>,
    /// Everything that this device holds without a hole, for its own receipt.
    pub(super) frontier: Vec<Seen>,
}

impl Plan {
    pub fn ops(&self) -> u64 {
        self.runs.iter().fold(0, |sum, run| sum.saturating_add(run.ops()))
    }

    /// With what an older program passes over.
    pub fn adding(mut self, additions: Vec<Addition>) -> Self {
        self.additions.extend(additions);
        self
    }

    /// All that this bundle holds from a feed's first op on, for the receipt of a backup: less than this device holds
    /// where an author's word is awaited, or where a hole stands before the rest.
    pub fn holds(&self) -> Vec<Seen> {
        let mut joined: Vec<&Run> = Vec::new();
        for run in &self.runs {
            let follows = |one: &&Run| one.feed == run.feed && one.up_to == run.after;
            if run.after == Tip::START || joined.iter().any(follows) {
                joined.push(run);
            }
        }
        let seen = |run: &Run| Seen { feed: run.feed, seq: run.up_to.seq, tip: OpId::of_hash(&run.up_to.hash) };
        joined.into_iter().map(seen).collect()
    }
}

/// Decides what goes in: per feed, everything past the lowest place that the audience is known, by its own signed
/// receipts, to hold. Never past what was merely sent, so a lost stick costs nothing.
///
/// `now`: UTC milliseconds. `full`: from the first op on, and nobody is silent.
///
/// # Errors
/// [`ExportError`].
pub fn plan<A: Archive>(archive: &A, audience: &Audience, full: bool, now: i64) -> Result<Plan, ExportError> {
    let roster = archive.roster().ok_or(ExportError::NoTeam)?;
    let me = archive.me();
    let recipients = audience.devices(roster, &me)?;
    if recipients.is_empty() {
        return Err(ExportError::Nobody);
    }
    if recipients.len() > MAX_RECIPIENTS {
        return Err(ExportError::TooMany);
    }
    let ledger = Ledger::new(archive.receipts());
    let silent = |device: &&DeviceId| {
        let heard = ledger.heard(device).or_else(|| archive.admitted(device));
        heard.is_some_and(|heard| heard < now.saturating_sub(SILENT_AFTER))
    };
    let silent: Vec<DeviceId> = if full { Vec::new() } else { recipients.iter().filter(silent).copied().collect() };
    // Where all are silent, what they last said still counts: there is nobody else to reckon with.
    let reckoned: Vec<DeviceId> = match recipients.iter().filter(|id| !silent.contains(id)).copied().collect() {
        heard if silent.len() < recipients.len() => heard,
        _ => recipients.iter().copied().collect(),
    };
    // Of what was erased the headers alone go out, and who lacks the erasure refuses them: the silent are sent it too.
    let reckoned_on = |channel: &Channel| match channel {
        Channel::Team if !roster.warrants.is_empty() => recipients.iter().copied().collect(),
        _ => reckoned.clone(),
    };
    let rows = sorted(archive.feeds());
    let goes_in = |row: &&FeedRow| readable(&row.feed.channel, audience, &recipients, roster);
    // A backup holds what was cleared as it is held here: its restore clears it again.
    let for_itself = recipients.iter().all(|device| *device == me);
    let mut runs = Vec::new();
    for row in rows.iter().filter(goes_in) {
        let reckoned: Vec<DeviceId> = reckoned_on(&row.feed.channel);
        for tip in &row.tips {
            let after = if full { Tip::START } else { baseline(archive, &ledger, &reckoned, row, tip)? };
            let start = if for_itself {
                // Who restores it holds nothing yet: what it once signed for joins nothing.
                after
            } else {
                let after = past_holes(archive, &ledger, &reckoned, row, after, tip)?;
                above_floors(archive, row, after, tip)?
            };
            let wanted = start == after
                || row.feed.device == me
                || someone_joins(archive, &ledger, &reckoned, row, &start, tip)?;
            // What follows a hole can go to those only who hold what is missing here.
            if wanted && start != *tip && leads(archive, row, &start, tip)? {
                runs.extend(run(archive, row, *tip, start)?);
            }
        }
    }
    Ok(Plan {
        team: roster.team,
        sender: me,
        audience: audience.kind(),
        full,
        sealing_keys: sealing_keys(roster, &recipients, &me)?,
        recipients: recipients.into_iter().collect(),
        silent,
        runs,
        receipts: ledger.latest_with_keys(roster, &me),
        additions: addition::of_backups(&archive.backups(), roster),
        frontier: frontier(&rows),
    })
}

/// The team's channel first, then a fixed order; of the branches of one feed the shorter first.
fn sorted(mut rows: Vec<FeedRow>) -> Vec<FeedRow> {
    rows.sort_by_key(|row| (row.feed.channel != Channel::Team, row.feed.channel, row.feed));
    for row in &mut rows {
        row.tips.sort_unstable();
        row.solid.sort_unstable();
    }
    rows
}

fn readable(channel: &Channel, audience: &Audience, recipients: &BTreeSet<DeviceId>, roster: &Roster) -> bool {
    match channel {
        Channel::Team | Channel::Common => true,
        Channel::Visits(_) if *audience == Audience::Team => false,
        Channel::Visits(_) => recipients.iter().all(|device| roster.may_read(device, channel)),
    }
}

/// The lowest place that a device of the audience is known to hold on the branch that ends at `tip`.
fn baseline<A: Archive>(
    archive: &A,
    ledger: &Ledger,
    reckoned: &[DeviceId],
    row: &FeedRow,
    tip: &Tip,
) -> Result<Tip, ArchiveError> {
    let mut lowest = *tip;
    for device in reckoned {
        let furthest = furthest(archive, ledger, device, row, tip)?;
        if furthest.seq < lowest.seq {
            lowest = furthest;
        }
    }
    Ok(lowest)
}

/// `after`, if what follows it leads to `tip`. Else ops are missing in between: the lowest place behind them that a device
/// of the audience is known to hold. Who lacks what comes before it is told of a gap, and whom to ask.
fn past_holes<A: Archive>(
    archive: &A,
    ledger: &Ledger,
    reckoned: &[DeviceId],
    row: &FeedRow,
    after: Tip,
    tip: &Tip,
) -> Result<Tip, ArchiveError> {
    if after == *tip || leads(archive, row, &after, tip)? {
        return Ok(after);
    }
    let mut lowest = after;
    for device in reckoned {
        let held = furthest(archive, ledger, device, row, tip)?;
        if held.seq > after.seq && held != *tip && (lowest == after || held.seq < lowest.seq) {
            lowest = held;
        }
    }
    Ok(lowest)
}

/// Whether the branch that ends at `tip` passes through `place`, and nothing is missing in between.
fn leads<A: Archive>(archive: &A, row: &FeedRow, place: &Tip, tip: &Tip) -> Result<bool, ArchiveError> {
    if row.tips.len() == 1 && row.is_whole() {
        return Ok(true);
    }
    Ok(!archive.segment(&row.feed, *place, *tip, 1).map_err(ArchiveError::new)?.ops.is_empty())
}

/// The last place that a device is known to hold on the branch that ends at `tip`.
fn furthest<A: Archive>(
    archive: &A,
    ledger: &Ledger,
    device: &DeviceId,
    row: &FeedRow,
    tip: &Tip,
) -> Result<Tip, ArchiveError> {
    let mut furthest = Tip::START;
    for (seq, op) in ledger.places(device, row) {
        let place = if *seq == tip.seq && *op == OpId::of_hash(&tip.hash) {
            Some(*tip)
        } else if *seq < tip.seq {
            let held = archive.tip_at(&row.feed, *seq, *op).map_err(ArchiveError::new)?;
            match held {
                Some(place) if leads(archive, row, &place, tip)? => Some(place),
                _ => None,
            }
        } else {
            // A place that this laptop does not hold, or that lies on another branch: it proves nothing here.
            None
        };
        furthest = place.filter(|place| place.seq > furthest.seq).unwrap_or(furthest);
    }
    Ok(furthest)
}

/// Whether a device of the audience lacks something after `start`, and holds what comes before. Of another's feed, its
/// author and those who hold it whole give the rest.
fn someone_joins<A: Archive>(
    archive: &A,
    ledger: &Ledger,
    reckoned: &[DeviceId],
    row: &FeedRow,
    start: &Tip,
    tip: &Tip,
) -> Result<bool, ArchiveError> {
    for device in reckoned {
        let held = furthest(archive, ledger, device, row, tip)?.seq;
        if held >= start.seq && held < tip.seq {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The place to start from: `after`, or the last cleared op of the branch. Who lacks what comes before it is told of a
/// gap, and gets it from those who hold it.
fn above_floors<A: Archive>(archive: &A, row: &FeedRow, after: Tip, tip: &Tip) -> Result<Tip, ArchiveError> {
    let mut start = after;
    for floor in archive.floors(&row.feed) {
        if floor.seq > start.seq && (floor == *tip || floor.seq < tip.seq && leads(archive, row, &floor, tip)?) {
            start = floor;
        }
    }
    Ok(start)
}

/// The run up to the last op that the author signed; nothing where that is not past `after`.
fn run<A: Archive>(archive: &A, row: &FeedRow, tip: Tip, after: Tip) -> Result<Option<Run>, ArchiveError> {
    let of = |up_to, head| Run { author: row.author, after, up_to, feed: row.feed, head };
    let run = if row.feed.device == archive.me() {
        Some(of(tip, None))
    } else if let Some(head) = row.heads.iter().find(|head| head.tip == tip) {
        Some(of(tip, Some(head.clone())))
    } else if let ([_], Some(head)) = (row.tips.as_slice(), row.heads.iter().max_by_key(|head| head.tip.seq)) {
        let held = archive.tip_at(&row.feed, head.tip.seq, OpId::of_hash(&head.tip.hash)).map_err(ArchiveError::new)?;
        (held == Some(head.tip)).then(|| of(head.tip, Some(head.clone())))
    } else {
        None
    };
    Ok(run.filter(|run| run.up_to.seq > run.after.seq))
}

fn sealing_keys(
    roster: &Roster,
    recipients: &BTreeSet<DeviceId>,
    me: &DeviceId,
) -> Result<Vec<Recipient>, ExportError> {
    let mut keys = Vec::with_capacity(recipients.len() + 1);
    // The sender can open its own file: to see what is on a stick, and to get its edits back after a restore.
    for device in recipients.iter().chain((!recipients.contains(me)).then_some(me)) {
        let key = roster.get(device).and_then(|standing| standing.sealing_key.parse().ok());
        keys.push(key.ok_or(ExportError::BadSealingKey(*device))?);
    }
    Ok(keys)
}

fn frontier(rows: &[FeedRow]) -> Vec<Seen> {
    let seen = |row: &FeedRow, tip: &Tip| Seen { feed: row.feed, seq: tip.seq, tip: OpId::of_hash(&tip.hash) };
    let mut frontier: Vec<Seen> = rows.iter().flat_map(|row| row.solid.iter().map(|tip| seen(row, tip))).collect();
    frontier.sort_unstable();
    frontier
}

/// What each device said that it holds.
struct Ledger {
    latest: BTreeMap<DeviceId, Receipt>,
    places: BTreeMap<(DeviceId, FeedId), Vec<(u64, OpId)>>,
}

impl Ledger {
    fn new(receipts: Vec<Receipt>) -> Self {
        let mut latest: BTreeMap<DeviceId, &Receipt> = BTreeMap::new();
        for receipt in &receipts {
            keep_latest(&mut latest, receipt);
        }
        // An earlier life of a store may have held more than the present one.
        let incarnation = |device: &DeviceId| -> Option<Incarnation> { Some(latest.get(device)?.incarnation) };
        let mut places: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for receipt in receipts.iter().filter(|receipt| incarnation(&receipt.device) == Some(receipt.incarnation)) {
            for seen in &receipt.frontier {
                places.entry((receipt.device, seen.feed)).or_default().push((seen.seq, seen.tip));
            }
        }
        let latest = latest.into_iter().map(|(device, receipt)| (device, receipt.clone())).collect();
        Self { latest, places }
    }

    fn heard(&self, device: &DeviceId) -> Option<i64> {
        self.latest.get(device).map(|receipt| receipt.time)
    }

    fn places(&self, device: &DeviceId, row: &FeedRow) -> &[(u64, OpId)] {
        self.places.get(&(*device, row.feed)).map(Vec::as_slice).unwrap_or_default()
    }

    /// The receipts that travel on: this device writes its own anew.
    fn latest_with_keys(self, roster: &Roster, me: &DeviceId) -> Vec<([u8; 32], Receipt)> {
        let others = self.latest.into_values().filter(|receipt| receipt.device != *me);
        others.filter_map(|receipt| Some((roster.get(&receipt.device)?.signing_key, receipt))).collect()
    }
}
