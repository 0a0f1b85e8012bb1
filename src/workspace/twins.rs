//! Records that look like one thing: proposed, never merged by themselves. That two are not is remembered by this laptop.

use std::collections::{BTreeMap, BTreeSet};

use super::{Desk, VisitFilter, Workspace, WorkspaceError};
use crate::log::Channel;
use crate::model::reference::fold;
use crate::model::rules::{Fault, Severity};
use crate::model::{
    AnyRecord, CentreKind, CentreStatus, EXISTENCE, Kind, MemberKind, MemberStatus, OfKind, Place, RecordId, Value,
    Visit, VisitStatus,
};
use crate::store::views::{Changes, Edge, Views, VisitCursor, VisitRow, VisitScan};

/// Two records that look like one thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Twins {
    pub kind: Kind,
    /// The one that says more, or is older: it is proposed to stay.
    pub stays: RecordId,
    pub gives_way: RecordId,
}

/// What one slice of the search for them read, and found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TwinSlice {
    pub twins: Vec<Twins>,
    /// Visits.
    pub read: usize,
    /// Where it goes on; `None` once all are read.
    pub next: Option<VisitCursor>,
}

/// Comes after every other id.
const LAST: RecordId = RecordId::from_bytes([0xff; 16]);

/// What the names of pairs that are no twins begin with, among what only this laptop knows.
const APART: &str = "apart/";
/// Starts of one visit, logged twice, are at most so far apart.
const NEAR_MILLIS: i64 = 30 * 60 * 1_000;
/// The field that records of most kinds are called by.
const NAME: &str = "name";
/// Visits read at a time.
const WINDOW: usize = 2_000;
/// Visits that an import brought and that are looked at one by one; beyond, the list of duplicates finds them.
const LOOKED_AT: usize = 2_000;

/// What records of one kind have in common when they are one thing; `None` where nothing tells.
fn likeness(record: &AnyRecord) -> Option<String> {
    match record {
        AnyRecord::Centre(centre) => {
            let counts = centre.status != Some(CentreStatus::Abandoned) && centre.kind != Some(CentreKind::Antenne);
            Some(centre.commune.filter(|_| counts)?.to_string())
        }
        AnyRecord::Member(member) if member.status != Some(MemberStatus::Left) => match member.kind? {
            MemberKind::Commune => Some(format!("commune {}", member.commune?)),
            MemberKind::Intercommunal => Some(format!("epci {}", member.epci?)),
            // Of bodies of other kinds there may be several at one place.
            kind => Some(format!("{} {}", kind.key(), said(&member.name)?)),
        },
        AnyRecord::Contact(contact) => Some(format!("{} {}", contact.member?.0, said(&contact.name)?)),
        _ => None,
    }
}

fn said(name: &Option<String>) -> Option<String> {
    name.as_deref().map(fold).filter(|name| !name.is_empty())
}

/// Whether two visits of one channel look like one, logged twice: the same patient within half an hour; or, as a new
/// pseudonym is proposed each time, all the rest to the minute, save where several patients live.
fn alike(one: &Visit, other: &Visit) -> bool {
    let (Some(start), Some(then)) = (one.start, other.start) else { return false };
    let same_round = one.centre == other.centre && one.commune == other.commune && one.role == other.role;
    let took_place = |visit: &Visit| !matches!(visit.status, Some(VisitStatus::Cancelled | VisitStatus::Postponed));
    let apart = (start.unix_millis() - then.unix_millis()).abs();
    let same_patient = one.patient.is_some() && one.patient == other.patient;
    let shared = |visit: &Visit| matches!(visit.place, Some(Place::CareHome | Place::Residence));
    let same_otherwise = apart == 0
        && one.reason == other.reason
        && one.requested_by == other.requested_by
        && one.minutes == other.minutes
        && !shared(one)
        && !shared(other);
    same_round && took_place(one) && took_place(other) && apart <= NEAR_MILLIS && (same_patient || same_otherwise)
}

/// The number of fields that are filled in.
fn filled(record: &AnyRecord) -> usize {
    record.kind().fields().iter().filter(|spec| record.get(spec.tag).is_some()).count()
}

fn pair(one: (RecordId, &AnyRecord), other: (RecordId, &AnyRecord)) -> Twins {
    let rank = |(id, record): (RecordId, &AnyRecord)| (std::cmp::Reverse(filled(record)), id);
    let (stays, gives_way) = if rank(one) <= rank(other) { (one, other) } else { (other, one) };
    Twins { kind: one.1.kind(), stays: stays.0, gives_way: gives_way.0 }
}

impl Desk {
    /// Small records that look like one thing.
    pub fn twins(&self) -> Vec<Twins> {
        let mut all = Vec::new();
        for kind in [Kind::Member, Kind::Centre, Kind::Contact] {
            let mut alike: BTreeMap<String, Vec<(RecordId, &AnyRecord)>> = BTreeMap::new();
            for card in self.cards(kind) {
                if let Some(likeness) = likeness(&card.record) {
                    alike.entry(likeness).or_default().push((card.id, &card.record));
                }
            }
            for found in alike.into_values() {
                let best = found.iter().copied().min_by_key(|(id, record)| (std::cmp::Reverse(filled(record)), *id));
                let Some(best) = best else { continue };
                all.extend(found.into_iter().filter(|(id, _)| *id != best.0).map(|other| pair(best, other)));
            }
        }
        all
    }

    /// A record that looks like this one, when it is new or no longer what it was.
    pub(super) fn twin_of(&self, id: RecordId, record: &AnyRecord, before: Option<&AnyRecord>) -> Option<RecordId> {
        let wanted = likeness(record)?;
        if before.and_then(likeness).as_ref() == Some(&wanted) {
            return None;
        }
        let others = self.cards(record.kind()).filter(|card| card.id != id);
        others.filter(|card| likeness(&card.record).as_ref() == Some(&wanted)).map(|card| card.id).next()
    }
}

impl Workspace {
    /// Records that look like one thing, but for those that were said to be two. All visits are read, until `cancelled`:
    /// this is not for drawing.
    ///
    /// # Errors
    /// [`WorkspaceError::Store`].
    pub fn twins(&self, cancelled: &dyn Fn() -> bool) -> Result<Vec<Twins>, WorkspaceError> {
        let mut all = Vec::new();
        let mut next = None;
        loop {
            let slice = self.twins_slice(next, usize::MAX, cancelled)?;
            all.extend(slice.twins);
            next = slice.next;
            if next.is_none() || cancelled() {
                return Ok(all);
            }
        }
    }

    /// The next slice of these: with the first one the small records, then visits, newest first, until `enough` are read.
    ///
    /// # Errors
    /// [`WorkspaceError::Store`].
    pub fn twins_slice(
        &self,
        from: Option<VisitCursor>,
        enough: usize,
        cancelled: &dyn Fn() -> bool,
    ) -> Result<TwinSlice, WorkspaceError> {
        let mut all = if from.is_none() { self.desk.twins() } else { Vec::new() };
        // Those of the slice before that are near in time are read again, to be held against the next ones.
        let just_above = |at: VisitCursor| VisitCursor { start: at.start.saturating_add(NEAR_MILLIS), id: LAST };
        let mut edge = from.map_or(Edge::Newest, |at| Edge::Below(just_above(at)));
        let (mut near, mut read, mut last) = (Vec::<VisitRow>::new(), 0, from);
        let next = loop {
            let page = self.visits_until(&VisitFilter::default(), edge, enough.clamp(1, WINDOW), cancelled)?;
            for row in page.rows {
                let at = row.cursor();
                near.retain(|other| near_in_time(other, &row));
                if from.is_none_or(|from| at < from) {
                    all.extend(near.iter().filter(|other| are_one(other, &row)).map(|other| visit_pair(other, &row)));
                    (read, last) = (read + 1, Some(at));
                }
                edge = Edge::Below(at);
                near.push(row);
            }
            match last {
                Some(last) if page.more && !cancelled() => {
                    if read >= enough {
                        break Some(last);
                    }
                }
                _ => break None,
            }
        };
        Ok(TwinSlice { twins: self.not_apart(all)?, read, next })
    }

    /// The same for what an import has touched, or would: its visits are held against those of the same days alone.
    pub(super) fn twins_among(
        &self,
        desk: &Desk,
        views: &Views,
        changes: &Changes,
    ) -> Result<Vec<Twins>, WorkspaceError> {
        let small = [Kind::Member, Kind::Centre, Kind::Contact].map(Kind::number);
        let touched: BTreeSet<RecordId> =
            changes.records.iter().filter(|(kind, _)| small.contains(kind)).map(|(_, id)| *id).collect();
        let mut found: BTreeSet<Twins> = BTreeSet::new();
        if !touched.is_empty() {
            let of = |pair: &Twins| touched.contains(&pair.stays) || touched.contains(&pair.gives_way);
            found.extend(desk.twins().into_iter().filter(of));
        }
        if changes.visits.len() <= LOOKED_AT {
            for id in &changes.visits {
                let Some(row) = views.visit_row(id)? else { continue };
                found.extend(visits_like(views, &row)?.iter().map(|other| visit_pair(other, &row)));
            }
        }
        self.not_apart(found.into_iter().collect())
    }

    /// What a person who enters a record should know: one like it is here already. Said once, when it is new or becomes so.
    pub(super) fn twin_fault(
        &self,
        id: RecordId,
        record: &AnyRecord,
        before: Option<&AnyRecord>,
    ) -> Result<Option<Fault>, WorkspaceError> {
        let fault = |tag, code, args| Some(Fault { tag, code, args, severity: Severity::Warning });
        let AnyRecord::Visit(visit) = record else {
            let Some(twin) = self.desk.twin_of(id, record, before).and_then(|twin| self.desk.card(&twin)) else {
                return Ok(None);
            };
            let name = record.kind().field(NAME).and_then(|spec| twin.record.get(spec.tag));
            let name = if let Some(Value::Text(name)) = name { name } else { String::new() };
            let tag = record.kind().field(NAME).map_or(EXISTENCE, |spec| spec.tag);
            return Ok(fault(tag, "fault-twin", vec![("name", name), ("id", twin.id.short())]));
        };
        let was = before.and_then(Visit::of);
        if was.is_some_and(|was| was.start == visit.start && was.patient == visit.patient && was.centre == visit.centre)
        {
            return Ok(None);
        }
        let owner = match self.store.views().visit(&id)?.map(|stored| stored.channel) {
            Some(Channel::Visits(owner)) => owner,
            _ => self.me(),
        };
        let row = VisitRow { id, owner, visit: visit.clone(), diverges: false, updated: 0 };
        let found = visits_like(self.store.views(), &row)?;
        let Some((twin, start)) = found.first().and_then(|twin| Some((twin, twin.visit.start?))) else {
            return Ok(None);
        };
        let tag = Kind::Visit.field("start").map_or(EXISTENCE, |spec| spec.tag);
        let start = start.wall().format("%H:%M").to_string();
        Ok(fault(tag, "fault-twin-visit", vec![("start", start), ("id", twin.id.short())]))
    }

    /// Remembers, on this laptop alone, that two records are two.
    ///
    /// # Errors
    /// [`WorkspaceError::Store`].
    pub fn keep_apart(&mut self, one: &RecordId, other: &RecordId) -> Result<(), WorkspaceError> {
        self.keep_local(&apart_key(one, other), Some(vec![1]))
    }

    fn not_apart(&self, mut all: Vec<Twins>) -> Result<Vec<Twins>, WorkspaceError> {
        if !all.is_empty() {
            let apart: BTreeSet<String> = self.locals(APART)?.into_iter().map(|(key, _)| key).collect();
            all.retain(|pair| !apart.contains(&apart_key(&pair.stays, &pair.gives_way)));
        }
        Ok(all)
    }
}

/// Visits of the same channel, centre and days that look like this one, which may not be written yet.
fn visits_like(views: &Views, row: &VisitRow) -> Result<Vec<VisitRow>, WorkspaceError> {
    let Some(day) = row.visit.start.map(|start| start.date()) else { return Ok(Vec::new()) };
    let centre = row.visit.centre.map(|centre| centre.0);
    let keep = |other: &VisitRow| are_one(other, row);
    let scan = VisitScan { centre, from: day.pred_opt(), to: day.succ_opt(), keep: &keep, cancelled: &|| false };
    Ok(views.visits(&scan, Edge::Newest, WINDOW)?.rows)
}

fn apart_key(one: &RecordId, other: &RecordId) -> String {
    format!("{APART}{}/{}", one.min(other), one.max(other))
}

fn near_in_time(one: &VisitRow, other: &VisitRow) -> bool {
    let start = |row: &VisitRow| row.cursor().start;
    start(one).saturating_sub(start(other)).saturating_abs() <= NEAR_MILLIS
}

fn are_one(one: &VisitRow, other: &VisitRow) -> bool {
    one.id != other.id && one.owner == other.owner && alike(&one.visit, &other.visit)
}

fn visit_pair(one: &VisitRow, other: &VisitRow) -> Twins {
    let record = |row: &VisitRow| AnyRecord::from(row.visit.clone());
    pair((one.id, &record(one)), (other.id, &record(other)))
}
