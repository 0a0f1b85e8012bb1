//! What an import did, or would do: counts by kind and author, what diverges now, which openings moved, what is blocked.
//!
//! It is worked out from what was shown before and what is shown after, so that a dry run, which applies the same
//! edits in memory, says the same. The last reports are kept, and are read later.

mod past;
mod told;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::erase::left_over;
use super::{Desk, WorkspaceError};
use crate::log::DeviceId;
use crate::model::pipeline::{Blocker, stage_id};
use crate::model::{Centre, CentreStatus, EXISTENCE, Kind, Position, PositionState, RecordId, Tag, Value};
use crate::store::views::{Changes, MOST_TOUCHED, Touched, Views};
use crate::sync::{Summary, Verdict};

/// New edits of a bundle beyond which a report has counts alone.
pub const MOST_DETAILED: u64 = 200_000;
/// Lines of one report.
const MOST_LINES: usize = 200;

/// What an import did, or would do.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Report {
    pub new: u64,
    pub known: u64,
    pub held: u64,
    pub authors: Vec<AuthorCount>,
    pub records: Vec<KindCount>,
    /// Each leads to its record; the most pressing first.
    pub lines: Vec<ReportLine>,
    /// Lines that there was no room for.
    pub more: u64,
    /// `false`: there were too many edits to tell more than their authors.
    pub detailed: bool,
}

/// New edits of one device, in all and, of those that count, by the number of their record's kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthorCount {
    pub device: DeviceId,
    pub edits: u64,
    pub kinds: Vec<(u16, u64)>,
}

/// Records of one kind, by its number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KindCount {
    pub kind: u16,
    pub created: u64,
    pub changed: u64,
    pub deleted: u64,
}

/// What is worth a look. Add at the end, never reorder: reports are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum What {
    /// The field has two values now.
    Diverges,
    /// A target or an actual opening date.
    OpeningMoved,
    /// A stage of a centre in preparation that someone blocked.
    StageBlocked,
    /// A gate that was passed and is open again.
    GateOpen,
    /// The centre has no doctor any more.
    NoDoctor,
    /// A doctor whose registration is not checked.
    DoctorUnchecked,
    PositionNew,
    PositionClosed,
    /// A note about a visit that was erased: it came after the erasure, which could not name it.
    LeftOver,
    /// Edits of the record came on a second channel: those of the channel that more may read are shown.
    Apart,
}

/// One line of a report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReportLine {
    pub what: What,
    /// Number of the record's kind.
    pub kind: u16,
    pub record: RecordId,
    /// The centre that it is about, if it is not the record.
    pub centre: Option<RecordId>,
    pub tag: Tag,
    /// The value shown before, and after. Never those of records about people: a report must not outlive them.
    pub was: Option<Value>,
    pub now: Option<Value>,
    /// Why, as someone wrote it.
    pub reason: Option<String>,
}

/// A report of an import that was done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PastImport {
    /// UTC milliseconds.
    pub taken: i64,
    pub sender: DeviceId,
    pub number: u64,
    pub made: i64,
    pub report: Report,
}

impl Report {
    /// What a bundle's summary alone says.
    pub(super) fn of_summary(summary: &Summary) -> Self {
        let mut edits: BTreeMap<DeviceId, u64> = BTreeMap::new();
        for segment in &summary.segments {
            if let Verdict::Joined { new, .. } = segment.verdict {
                *edits.entry(segment.feed.device).or_default() += new;
            }
        }
        let author = |(device, edits)| AuthorCount { device, edits, kinds: Vec::new() };
        Self {
            new: summary.new_ops(),
            known: summary.known_ops(),
            held: summary.held_ops(),
            authors: edits.into_iter().map(author).collect(),
            ..Self::default()
        }
    }

    /// All of it, from what was shown before and is after.
    pub(super) fn of(summary: &Summary, seen: &Seen<'_>) -> Result<Self, WorkspaceError> {
        let mut report = Self::of_summary(summary);
        let changes = seen.changes;
        let detailed = report.new <= MOST_DETAILED && !changes.everything && changes.touched.len() < MOST_TOUCHED;
        // Someone has to erase them: they are named however much came.
        let left_over = seen.left_over(detailed)?;
        if !detailed {
            report.tell(left_over);
            return Ok(report);
        }
        report.detailed = true;
        for author in &mut report.authors {
            let own = changes.let_in.iter().filter(|((device, _), _)| *device == author.device);
            author.kinds = own.map(|((_, kind), n)| (*kind, *n)).collect();
        }
        report.records = counts(changes);
        let mut lines = seen.diverging()?;
        lines.extend(seen.openings());
        lines.extend(seen.blocked());
        lines.extend(seen.positions());
        lines.extend(left_over);
        lines.extend(seen.apart());
        lines.sort_by_key(|line| (line.what != What::LeftOver, line.what, line.record, line.tag));
        // A stage of a host holds up each of its centres.
        let same_stage =
            |a: &ReportLine, b: &ReportLine| a.what == What::StageBlocked && a.what == b.what && a.record == b.record;
        lines.dedup_by(|a, b| same_stage(a, b));
        report.tell(lines);
        Ok(report)
    }

    /// These lines, in order, as many as there is room for.
    fn tell(&mut self, mut lines: Vec<ReportLine>) {
        self.more = lines.len().saturating_sub(MOST_LINES) as u64;
        lines.truncate(MOST_LINES);
        self.lines = lines;
    }

    /// Records that diverge now and did not.
    pub fn diverging(&self) -> u64 {
        self.count(What::Diverges)
    }

    pub fn count(&self, what: What) -> u64 {
        self.lines.iter().filter(|line| line.what == what).count() as u64
    }
}

fn counts(changes: &Changes) -> Vec<KindCount> {
    let mut counts: BTreeMap<u16, KindCount> = BTreeMap::new();
    for ((kind, _), Touched { before, after }) in &changes.touched {
        let count = counts.entry(*kind).or_insert(KindCount { kind: *kind, ..KindCount::default() });
        match (before.0, after.0) {
            (false, true) => count.created += 1,
            (true, true) => count.changed += 1,
            (true, false) => count.deleted += 1,
            (false, false) => {}
        }
    }
    counts.into_values().filter(|count| count.created + count.changed + count.deleted > 0).collect()
}

/// Whether a report may hold values of records of a kind. Those about people stay where erasure reaches them.
fn may_be_kept(kind: Kind) -> bool {
    !matches!(
        kind,
        Kind::Visit | Kind::Note | Kind::Contact | Kind::Exchange | Kind::Followup | Kind::Candidacy | Kind::Device
    )
}

/// What was shown before some changes and is after, and the views after.
pub(super) struct Seen<'a> {
    pub before: &'a Desk,
    pub after: &'a Desk,
    pub views: &'a Views,
    pub changes: &'a Changes,
    pub today: NaiveDate,
}

impl Seen<'_> {
    fn touched(&self, kind: Kind) -> impl Iterator<Item = RecordId> {
        self.changes.touched.keys().filter(move |(number, _)| *number == kind.number()).map(|(_, id)| *id)
    }

    fn diverging(&self) -> Result<Vec<ReportLine>, WorkspaceError> {
        let mut lines = Vec::new();
        for ((number, id), touched) in self.changes.touched.iter().filter(|(_, touched)| touched.after.1) {
            let Some(kind) = Kind::from_number(*number) else { continue };
            let before = self.before.card(id);
            let known = before.map(|card| card.diverging.clone()).unwrap_or_default();
            let tags = match kind {
                // One that diverged already was told then.
                Kind::Visit if touched.before.1 => Vec::new(),
                Kind::Visit => self.views.visit(id)?.map(|stored| stored.diverging()).unwrap_or_default(),
                _ => self.after.card(id).map(|card| card.diverging.clone()).unwrap_or_default(),
            };
            let open = may_be_kept(kind);
            for tag in tags.into_iter().filter(|tag| !known.contains(tag)) {
                let was = before.filter(|_| open && tag != EXISTENCE).and_then(|card| card.record.get(tag));
                lines.push(ReportLine { was, tag, ..line(What::Diverges, kind, *id) });
            }
        }
        Ok(lines)
    }

    /// Notes that came, or that an erasure passed by; every one of them where it is not known in detail what came.
    fn left_over(&self, detailed: bool) -> Result<Vec<ReportLine>, WorkspaceError> {
        let came = |id: &RecordId| self.changes.touched.contains_key(&(Kind::Note.number(), *id));
        let passed_by = |about: &RecordId| self.changes.erased.contains(about);
        let left = left_over(self.views)?;
        let notes = left.iter().flat_map(|(about, notes)| notes.iter().map(move |note| (about, *note)));
        let told = notes.filter(|(about, note)| !detailed || came(note) || passed_by(about)).map(|(_, note)| note);
        let told: BTreeSet<RecordId> = told.collect();
        Ok(told.into_iter().map(|note| line(What::LeftOver, Kind::Note, note)).collect())
    }

    fn apart(&self) -> impl Iterator<Item = ReportLine> {
        let known = self.changes.apart.iter().filter_map(|(kind, id)| Some((Kind::from_number(*kind)?, *id)));
        known.map(|(kind, id)| line(What::Apart, kind, id))
    }

    /// Target and actual openings that are not what they were.
    fn openings(&self) -> Vec<ReportLine> {
        let mut lines = Vec::new();
        for id in self.touched(Kind::Centre) {
            let (Some(before), Some(after)) = (self.before.card(&id), self.after.card(&id)) else { continue };
            for tag in
                ["target_opening", "opened"].iter().filter_map(|key| Kind::Centre.field(key)).map(|spec| spec.tag)
            {
                let (was, now) = (before.record.get(tag), after.record.get(tag));
                if was != now {
                    lines.push(ReportLine { was, now, tag, ..line(What::OpeningMoved, Kind::Centre, id) });
                }
            }
        }
        lines
    }

    /// Centres in preparation that something blocks which did not.
    fn blocked(&self) -> Vec<ReportLine> {
        let of_pipeline = [Kind::Centre, Kind::Member, Kind::Stage, Kind::Step, Kind::Position];
        if of_pipeline.iter().all(|kind| self.touched(*kind).next().is_none()) {
            return Vec::new();
        }
        let preparing = |centre: &Centre| centre.status.is_none_or(|status| status == CentreStatus::Preparing);
        let centres = self.after.all::<Centre>().filter(|(_, centre)| preparing(centre));
        centres.flat_map(|(id, centre)| self.newly_blocked(id, centre)).collect()
    }

    fn newly_blocked(&self, id: RecordId, centre: &Centre) -> Vec<ReportLine> {
        let pipelines = self.before.pipeline(&id, self.today).zip(self.after.pipeline(&id, self.today));
        let Some((before, after)) = pipelines else { return Vec::new() };
        let was = before.blockers();
        let stood = |blocker: &Blocker| {
            was.iter().any(|old| match (old, blocker) {
                (Blocker::Stage { stage: old, .. }, Blocker::Stage { stage, .. }) => old == stage,
                (Blocker::DoctorsUnchecked(old), Blocker::DoctorsUnchecked(now)) => old >= now,
                (old, now) => old == now,
            })
        };
        let new = after.blockers().into_iter().filter(|blocker| !stood(blocker));
        new.filter_map(|blocker| self.block(id, centre, blocker)).collect()
    }

    fn block(&self, id: RecordId, centre: &Centre, blocker: Blocker) -> Option<ReportLine> {
        let (what, kind, record, reason) = match blocker {
            Blocker::Stage { stage, reason } => {
                let subject = stage.subject(id, centre.host.map(|host| host.0))?;
                (What::StageBlocked, Kind::Stage, stage_id(subject, stage), Some(reason))
            }
            Blocker::Gate(gate) => (What::GateOpen, Kind::Step, gate.id, None),
            Blocker::NoDoctor => return Some(line(What::NoDoctor, Kind::Centre, id)),
            Blocker::DoctorsUnchecked(_) => return Some(line(What::DoctorUnchecked, Kind::Centre, id)),
        };
        let tag = kind.field("state").map(|spec| spec.tag)?;
        let value = |desk: &Desk| desk.card(&record).and_then(|card| card.record.get(tag));
        let (was, now) = (value(self.before), value(self.after));
        Some(ReportLine { tag, was, now, reason, centre: Some(id), ..line(what, kind, record) })
    }

    /// Positions that are new, or that nobody is to fill or fills any more, of centres that were there.
    fn positions(&self) -> Vec<ReportLine> {
        let Some(tag) = Kind::Position.field("state").map(|spec| spec.tag) else { return Vec::new() };
        let gone = |position: Option<&Position>| position.is_none_or(|one| one.state == Some(PositionState::Departed));
        let mut lines = Vec::new();
        for id in self.touched(Kind::Position) {
            let (before, after) = (self.before.get::<Position>(&id), self.after.get::<Position>(&id));
            let what = match (gone(before), gone(after)) {
                (true, false) if before.is_none() => What::PositionNew,
                (false, true) => What::PositionClosed,
                _ => continue,
            };
            let centre = after.or(before).and_then(|position| position.centre).map(|centre| centre.0);
            let value = |desk: &Desk| desk.card(&id).and_then(|card| card.record.get(tag));
            let (was, now) = (value(self.before), value(self.after));
            if centre.is_some_and(|centre| self.before.card(&centre).is_some()) {
                lines.push(ReportLine { tag, was, now, centre, ..line(what, Kind::Position, id) });
            }
        }
        lines
    }
}

fn line(what: What, kind: Kind, record: RecordId) -> ReportLine {
    ReportLine { what, kind: kind.number(), record, centre: None, tag: EXISTENCE, was: None, now: None, reason: None }
}
