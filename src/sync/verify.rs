//! The first pass over a file: everything is checked, nothing is kept but where it joins.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Read, Seek};
use std::ops::ControlFlow;

use age::x25519::Identity;

use super::addition;
use super::bundle::{self, Chunk, Entry, Frames, Kind, Manifest};
use super::place::{Joining, Places};
use super::quota::{Portion, Quotas, weight_of};
use super::{Archive, ArchiveError, Held, HeldWhy, ImportError, Progress, Refused, SegmentReport, Summary, Verdict};
use crate::log::{BackupReceipt, Body, Channel, DeviceId, Receipt, Roster, Segment, Tip};
use crate::model::RecordId;

/// One chunk of the file: its digest, and the place before its first op.
pub(super) struct ChunkAt {
    pub digest: [u8; 32],
    pub start: Tip,
    entry: usize,
    portion: Portion,
}

/// What the first pass found, per segment in the order of the manifest.
pub(super) struct Pass {
    pub manifest: Manifest,
    pub receipts: Vec<Receipt>,
    pub backups: Vec<BackupReceipt>,
    /// The version of the sender's program.
    pub program: Option<String>,
    /// What a laptop's own backup says of what it alone knows, encoded.
    pub private: Vec<u8>,
    pub joinings: Vec<Joining>,
    /// Whether each begins a second branch.
    forked: Vec<bool>,
    /// Of each, the ops after [`Joining::At::skip_to`] that are held already.
    again: Vec<u64>,
    pub chunks: Vec<ChunkAt>,
    /// Records of which new ops come without their content.
    pub hollow: BTreeSet<(Channel, RecordId)>,
    /// New ops of the team's channel.
    pub team_segments: Vec<Segment>,
}

/// Reads a file from end to end and verifies all of it.
pub(super) fn verify<R: Read + Seek, A: Archive>(
    file: &mut BufReader<R>,
    identity: &Identity,
    archive: &A,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Pass, ImportError> {
    let mut frames = bundle::open(file, identity)?;
    let manifest = first_section(&mut frames)?;
    if archive.team().is_some_and(|team| team != manifest.team) {
        return Err(Refused::OtherTeam { team: manifest.team }.into());
    }
    let mut checker = Checker::new(archive, manifest);
    loop {
        let (kind, section) = frames.next()?;
        match kind {
            Kind::Receipts => checker.receipts(&section)?,
            Kind::Chunk => {
                checker.chunk(&section)?;
                if progress(checker.progress()).is_break() {
                    return Err(ImportError::Stopped);
                }
            }
            Kind::Seal => {
                bundle::seal_matches(&checker.pass.manifest, &frames.digest(), &section)?;
                break;
            }
            Kind::Optional(number) => checker.addition(number, &section, &archive.me())?,
            Kind::Manifest => return Err(Refused::Damaged.into()),
        }
    }
    frames.finish()?;
    if !file.fill_buf()?.is_empty() {
        return Err(Refused::Damaged.into());
    }
    checker.finish()
}

fn first_section<R: Read>(frames: &mut Frames<'_, R>) -> Result<Manifest, ImportError> {
    match frames.next()? {
        (Kind::Manifest, section) => Ok(Manifest::from_section(&section)?),
        _ => Err(Refused::Damaged.into()),
    }
}

struct Checker<'a, A> {
    places: Places<'a, A>,
    pass: Pass,
    receipts_seen: bool,
    /// Bytes of optional sections so far.
    additions: usize,
    /// The place reached in the segment that is being read, which is `joinings.len() - 1`.
    at: Tip,
    ops_done: u64,
}

impl<'a, A: Archive> Checker<'a, A> {
    fn new(archive: &'a A, manifest: Manifest) -> Self {
        let places = Places::new(archive, &manifest);
        let pass = Pass {
            manifest,
            receipts: Vec::new(),
            backups: Vec::new(),
            program: None,
            private: Vec::new(),
            joinings: Vec::new(),
            forked: Vec::new(),
            again: Vec::new(),
            chunks: Vec::new(),
            hollow: BTreeSet::new(),
            team_segments: Vec::new(),
        };
        Self { places, pass, receipts_seen: false, additions: 0, at: Tip::START, ops_done: 0 }
    }

    fn progress(&self) -> Progress {
        Progress { done: self.ops_done, total: self.pass.manifest.ops() }
    }

    fn receipts(&mut self, section: &[u8]) -> Result<(), Refused> {
        if self.receipts_seen || !self.pass.chunks.is_empty() {
            return Err(Refused::Damaged);
        }
        self.receipts_seen = true;
        self.pass.receipts = bundle::decode_receipts(&self.pass.manifest, section)?;
        Ok(())
    }

    /// A section that an older program passes over; this one passes over those of later ones.
    fn addition(&mut self, number: u8, section: &[u8], me: &DeviceId) -> Result<(), Refused> {
        self.additions = self.additions.saturating_add(section.len());
        match number {
            addition::BACKUPS if self.additions <= addition::MAX_KEPT => {
                self.pass.backups.extend(addition::decode_backups(&self.pass.manifest, section)?);
            }
            addition::PRIVATE if self.pass.manifest.sender == *me && self.additions <= addition::MAX_KEPT => {
                self.pass.private.extend(section);
            }
            addition::PROGRAM => self.pass.program = addition::decode_program(section),
            addition::BACKUPS | addition::PRIVATE if self.additions > addition::MAX_KEPT => {
                return Err(Refused::Damaged);
            }
            _ => {}
        }
        Ok(())
    }

    /// The entry that is being read, and whether all its ops have come.
    fn current(&self) -> Option<(&Entry, bool)> {
        let entry = self.pass.manifest.entries.get(self.pass.joinings.len().checked_sub(1)?)?;
        Some((entry, self.at == entry.head.tip))
    }

    fn chunk(&mut self, section: &[u8]) -> Result<(), ImportError> {
        let chunk = Chunk::from_section(section)?;
        let number = usize::try_from(chunk.entry).map_err(|_| Refused::Damaged)?;
        if number == self.pass.joinings.len() {
            self.begin(number)?;
        }
        let entry = self.pass.manifest.entries.get(number).filter(|_| number + 1 == self.pass.joinings.len());
        let entry = entry.ok_or(Refused::Damaged)?.clone();
        let segment = Segment { feed: *entry.feed(), follows: self.at, ops: chunk.ops };
        let tips = segment.tips().map_err(Refused::from)?;
        let last = *tips.last().ok_or(Refused::Damaged)?;
        let past_the_end = last.seq > entry.head.tip.seq || last.seq == entry.head.tip.seq && last != entry.head.tip;
        if past_the_end {
            return Err(Refused::Damaged.into());
        }
        let bytes = segment.ops.iter().fold(0_u64, |sum, op| sum.saturating_add(weight_of(&op.body)));
        let portion = Portion { after: self.at.seq, last: last.seq, bytes };
        let digest = *blake3::hash(section).as_bytes();
        self.pass.chunks.push(ChunkAt { digest, start: self.at, entry: number, portion });
        self.ops_done = self.ops_done.saturating_add(segment.ops.len() as u64);
        self.join(number, &entry, segment, &tips)?;
        self.at = last;
        Ok(())
    }

    fn begin(&mut self, number: usize) -> Result<(), ImportError> {
        let whole = self.current().is_none_or(|(_, whole)| whole);
        let entry = self.pass.manifest.entries.get(number).filter(|_| whole).ok_or(Refused::Damaged)?;
        self.at = entry.follows;
        self.pass.joinings.push(self.places.begin(entry.feed(), entry.follows)?);
        self.pass.forked.push(false);
        self.pass.again.push(0);
        Ok(())
    }

    /// Finds what of a run of ops is new.
    fn join(&mut self, number: usize, entry: &Entry, segment: Segment, tips: &[Tip]) -> Result<(), ImportError> {
        let Some(Joining::At { skip_to }) = self.pass.joinings.get_mut(number) else { return Ok(()) };
        if *skip_to == self.at {
            *skip_to = self.places.skip(entry.feed(), self.at, tips)?;
        }
        let skip_to = *skip_to;
        let skip = usize::try_from(skip_to.seq.saturating_sub(self.at.seq)).unwrap_or(usize::MAX);
        let new = tips.get(skip..).unwrap_or_default();
        let new_ops = segment.ops.get(skip..).unwrap_or_default();
        if let Some(again) = self.pass.again.get_mut(number) {
            *again += self.places.again(entry.feed(), new_ops, new)?;
        }
        let hollow = new_ops.iter().filter(|op| matches!(op.body, Body::Erased(_)));
        self.pass.hollow.extend(hollow.map(|op| (entry.feed().channel, op.record)));
        self.places.bring(entry.feed(), new);
        if tips.last() == Some(&entry.head.tip)
            && skip_to != entry.head.tip
            && let Some(forked) = self.pass.forked.get_mut(number)
        {
            *forked = self.places.end(entry.feed(), skip_to, entry.head.tip);
        }
        if entry.feed().channel == Channel::Team && !new.is_empty() {
            let follows = if skip == 0 { segment.follows } else { skip_to };
            let ops = segment.ops.into_iter().skip(skip).collect();
            self.pass.team_segments.push(Segment { feed: segment.feed, follows, ops });
        }
        Ok(())
    }

    fn finish(self) -> Result<Pass, ImportError> {
        let all = self.pass.joinings.len() == self.pass.manifest.entries.len();
        let whole = self.current().is_none_or(|(_, whole)| whole);
        if all && whole && self.receipts_seen { Ok(self.pass) } else { Err(Refused::Damaged.into()) }
    }
}

impl Pass {
    /// The receipts of one device in the file.
    pub fn receipts_of(&self, device: &DeviceId) -> impl Iterator<Item = &Receipt> {
        self.receipts.iter().filter(move |receipt| receipt.device == *device)
    }

    /// The verdict on each segment, once the roster is known.
    pub fn summary<A: Archive>(&self, archive: &A, roster: &Roster) -> Result<Summary, ArchiveError> {
        let (me, mut quotas) = (archive.me(), Quotas::new(archive, roster));
        let mut portions: BTreeMap<usize, Vec<Portion>> = BTreeMap::new();
        self.chunks.iter().for_each(|chunk| portions.entry(chunk.entry).or_default().push(chunk.portion));
        let entries =
            self.manifest.entries.iter().zip(&self.joinings).zip(self.forked.iter().zip(&self.again)).enumerate();
        let segments = entries.map(|(number, ((entry, joining), (forked, again)))| {
            let portions = portions.get(&number).map(Vec::as_slice).unwrap_or_default();
            let mut store_to = |skip_to| quotas.store_to(entry.feed(), skip_to, entry.head.tip.seq, portions);
            Ok(SegmentReport {
                feed: *entry.feed(),
                first: entry.follows.seq.saturating_add(1),
                last: entry.head.tip.seq,
                verdict: judge(entry, joining, (*forked, *again), &me, roster, &mut store_to)?,
            })
        });
        Ok(Summary { segments: segments.collect::<Result<_, ArchiveError>>()? })
    }
}

/// `store_to`: asked with the last number that is stored already, the last that is to be.
fn judge(
    entry: &Entry,
    joining: &Joining,
    (forked, again): (bool, u64),
    me: &DeviceId,
    roster: &Roster,
    store_to: &mut dyn FnMut(u64) -> Result<u64, ArchiveError>,
) -> Result<Verdict, ArchiveError> {
    let (feed, last) = (entry.feed(), entry.head.tip.seq);
    if feed.channel != Channel::Team && !roster.may_read(me, &feed.channel) {
        return Ok(Verdict::NotReadable);
    }
    let skip_to = match joining {
        Joining::Gap { after } => return Ok(Verdict::Gap { from: after.saturating_add(1), to: entry.follows.seq }),
        Joining::At { skip_to } => skip_to.seq,
    };
    let new = last.saturating_sub(skip_to).saturating_sub(again);
    if new == 0 {
        return Ok(Verdict::Known);
    }
    let stored = store_to(skip_to)?;
    let left = last - stored;
    let new = new.saturating_sub(left);
    let counted = roster.limit(feed).clamp(skip_to, stored);
    let held = Held { ops: new.min(stored - counted), left, why: why_held(feed.device, roster) };
    let held = (held.ops > 0 || left > 0).then_some(held);
    let known = entry.ops.saturating_sub(new).saturating_sub(left);
    Ok(Verdict::Joined { new, known, forked: forked && left == 0, held })
}

/// Why what a device wrote does not count, where it does not.
pub fn why_held(author: DeviceId, roster: &Roster) -> HeldWhy {
    match roster.get(&author) {
        None => HeldWhy::UnknownAuthor,
        Some(standing) if standing.revoked.is_some() => HeldWhy::Revoked,
        Some(_) => HeldWhy::NotAllowed,
    }
}
