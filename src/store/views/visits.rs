//! Visits: packed by week and centre, read a window at a time.

use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::held_visits::{HeldVisit, PackedVisit, decode_visits};
use super::pages::{Page, Pages, Spot, table};
use super::record::StoredRecord;
use super::{ViewError, Views};
use crate::log::DeviceId;
use crate::model::{Centre, Kind, OfKind, RecordId, Ref, Visit};
use crate::store::kv::Order;

/// Visits a page, at most: about 20 KB.
const PER_PAGE: usize = 80;
/// Pages that are in memory while all are read.
const PAGES_AT_ONCE: usize = 64;
/// Buckets of the index from id to place. Fixed: it is part of the schema.
const BUCKETS: u16 = 4_096;

/// The number of a date's week since the year 1, Monday first; 0 for a visit without a start.
pub(super) fn week_of(date: Option<NaiveDate>) -> u32 {
    date.map_or(0, |day| u32::try_from(day.num_days_from_ce().saturating_sub(1) / 7).unwrap_or_default().max(1))
}

/// Latest week first.
pub(super) fn page_key(week: u32, centre: u16, part: u16) -> Vec<u8> {
    [(u32::MAX - week).to_be_bytes().as_slice(), &centre.to_be_bytes(), &part.to_be_bytes()].concat()
}

fn bucket(id: &RecordId) -> [u8; 2] {
    let [.., a, b] = *id.as_bytes();
    (u16::from_be_bytes([a, b]) % BUCKETS).to_be_bytes()
}

/// One visit of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct VisitRow {
    pub id: RecordId,
    /// The device whose holder it belongs to.
    pub owner: DeviceId,
    pub visit: Visit,
    pub diverges: bool,
    /// UTC milliseconds.
    pub updated: i64,
}

impl VisitRow {
    pub(super) fn of(packed: &PackedVisit) -> Option<Self> {
        let record = &packed.record;
        let visit = record.here().then(|| record.typed()).flatten()?;
        Some(Self {
            id: record.id,
            owner: packed.owner,
            visit: Visit::of(&visit)?.clone(),
            diverges: !record.state.diverging().is_empty(),
            updated: record.state.updated(),
        })
    }

    pub fn cursor(&self) -> VisitCursor {
        VisitCursor { start: self.visit.start.map_or(i64::MIN, |start| start.unix_millis()), id: self.id }
    }

    fn week(&self) -> u32 {
        week_of(self.visit.start.map(|start| start.date()))
    }
}

/// A place in the list of visits, newest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct VisitCursor {
    /// UTC milliseconds of the start.
    pub start: i64,
    pub id: RecordId,
}

/// Where a window begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    Newest,
    Oldest,
    /// The visits that come after this one in the list: older.
    Below(VisitCursor),
    /// The visits that come before this one in the list: newer.
    Above(VisitCursor),
}

/// Which visits to read.
pub struct VisitScan<'a> {
    pub centre: Option<RecordId>,
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
    pub keep: &'a dyn Fn(&VisitRow) -> bool,
    /// Asked before each week is read: `true` gives up.
    pub cancelled: &'a dyn Fn() -> bool,
}

/// A window: rows newest first, and whether there are more beyond it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct VisitPage {
    pub rows: Vec<VisitRow>,
    pub more: bool,
}

/// A week, of one centre (its slot) or of all.
type WeekKey = (u32, Option<u16>);

/// Weeks of visits, decoded and sorted, kept while one looks at them.
#[derive(Default)]
pub(super) struct WeekCache {
    weeks: Vec<(WeekKey, Arc<Vec<VisitRow>>)>,
}

const CACHED_WEEKS: usize = 6;

impl WeekCache {
    pub fn forget(&mut self) {
        self.weeks.clear();
    }
}

/// Parts that a bucket of a week and centre may have after a hole.
const MAX_HOLE: u16 = 64;

/// Where a visit stands: its bucket, the page's key and its place there.
fn find(pages: &mut Pages<'_>, id: &RecordId) -> Result<Option<(Spot, Vec<u8>, usize)>, ViewError> {
    let Some(Page::Spots(spots)) = pages.get(table::LOCATE, &bucket(id))? else { return Ok(None) };
    let Ok(place) = spots.binary_search_by(|(held, _)| held.cmp(id)) else { return Ok(None) };
    let Some((_, spot)) = spots.get(place).copied() else { return Ok(None) };
    for part in 0..=u16::MAX {
        let key = page_key(spot.week, spot.centre, part);
        let found = match pages.get(table::VISITS, &key)? {
            Some(Page::Visits(visits)) => visits.iter().position(|visit| visit.id == *id),
            _ if part > MAX_HOLE => break,
            _ => None,
        };
        if let Some(at) = found {
            return Ok(Some((spot, key, at)));
        }
    }
    Err(ViewError::Disagree("a visit is not where the index says"))
}

/// Takes a visit out of its page for change.
pub(super) fn take(pages: &mut Pages<'_>, id: &RecordId) -> Result<Option<(PackedVisit, Spot)>, ViewError> {
    let Some((spot, key, at)) = find(pages, id)? else { return Ok(None) };
    match pages.change(table::VISITS, &key, || Page::Visits(Vec::new()))? {
        Page::Visits(visits) => Ok(Some((visits.remove(at).open()?, spot))),
        _ => Ok(None),
    }
}

/// A visit where it stands, to be looked at.
pub(super) fn peek(pages: &mut Pages<'_>, id: &RecordId) -> Result<Option<PackedVisit>, ViewError> {
    let Some((_, key, at)) = find(pages, id)? else { return Ok(None) };
    match pages.get(table::VISITS, &key)? {
        Some(Page::Visits(visits)) => visits.get(at).map(HeldVisit::open).transpose(),
        _ => Ok(None),
    }
}

/// Puts a visit where it belongs now.
pub(super) fn put(pages: &mut Pages<'_>, visit: &PackedVisit, old: Option<Spot>, new: Spot) -> Result<(), ViewError> {
    let id = visit.record.id;
    let mut part = 0;
    loop {
        let key = page_key(new.week, new.centre, part);
        let has_room = match pages.get(table::VISITS, &key)? {
            Some(Page::Visits(visits)) => visits.len() < PER_PAGE,
            _ => true,
        };
        if has_room {
            if let Page::Visits(visits) = pages.change(table::VISITS, &key, || Page::Visits(Vec::new()))? {
                let at = visits.partition_point(|other| other.id < id);
                visits.insert(at, HeldVisit::of(visit));
            }
            break;
        }
        part += 1;
    }
    if old != Some(new)
        && let Page::Spots(spots) = pages.change(table::LOCATE, &bucket(&id), || Page::Spots(Vec::new()))?
    {
        match spots.binary_search_by(|(held, _)| held.cmp(&id)) {
            Ok(place) => {
                if let Some(entry) = spots.get_mut(place) {
                    entry.1 = new;
                }
            }
            Err(place) => spots.insert(place, (id, new)),
        }
    }
    Ok(())
}

/// Forgets where a visit was, once it is taken for good.
pub(super) fn forget(pages: &mut Pages<'_>, id: &RecordId) -> Result<(), ViewError> {
    if let Page::Spots(spots) = pages.change(table::LOCATE, &bucket(id), || Page::Spots(Vec::new()))? {
        spots.retain(|(held, _)| held != id);
    }
    Ok(())
}

impl Views {
    /// One visit, deleted or not.
    ///
    /// # Errors
    /// [`ViewError`].
    pub fn visit(&self, id: &RecordId) -> Result<Option<StoredRecord>, ViewError> {
        let Some(bytes) = self.kv.get(table::LOCATE, &bucket(id))? else { return Ok(None) };
        let spots: Vec<(RecordId, Spot)> = crate::log::decode(&bytes)?;
        let Some((_, spot)) = spots.into_iter().find(|(held, _)| held == id) else { return Ok(None) };
        let visits = self.visits_in(spot.week, Some(spot.centre))?;
        Ok(visits.into_iter().find(|visit| visit.record.id == *id).map(|visit| visit.record))
    }

    /// One visit as lists show it, or the one that it gave way to; `None` also for one that is deleted.
    ///
    /// # Errors
    /// [`ViewError`].
    pub fn visit_row(&self, id: &RecordId) -> Result<Option<VisitRow>, ViewError> {
        let record = self.visit(&self.merges.stays(Kind::Visit.number(), id))?;
        Ok(record.and_then(|record| match record.channel {
            crate::log::Channel::Visits(owner) => self.row(&PackedVisit { owner, record }),
            _ => None,
        }))
    }

    /// A visit as lists show it: at the centre that stays.
    fn row(&self, packed: &PackedVisit) -> Option<VisitRow> {
        let mut row = VisitRow::of(packed)?;
        let stays = |centre: Ref<Centre>| Ref::new(self.merges.stays(Kind::Centre.number(), &centre.0));
        row.visit.centre = row.visit.centre.map(stays);
        Some(row)
    }

    /// The same; `None` for one that gave way to another.
    pub(super) fn shown_row(&self, packed: &PackedVisit) -> Option<VisitRow> {
        let gone = self.merges.gives_way(Kind::Visit.number(), &packed.record.id);
        if gone { None } else { self.row(packed) }
    }

    /// Every visit that `keep` keeps, deleted ones among them, with its owner. Reads them all.
    ///
    /// # Errors
    /// [`ViewError`].
    pub fn visits_that(&self, keep: &dyn Fn(&StoredRecord) -> bool) -> Result<Vec<(RecordId, DeviceId)>, ViewError> {
        let mut found = Vec::new();
        let mut from = Vec::new();
        loop {
            let pages = self.kv.scan(table::VISITS, &from, &[], Order::Ascending, PAGES_AT_ONCE)?;
            for (_, bytes) in &pages {
                let visits = decode_visits(bytes)?.into_iter().filter(|visit| keep(&visit.record));
                found.extend(visits.map(|visit| (visit.record.id, visit.owner)));
            }
            let Some((last, _)) = pages.last().filter(|_| pages.len() == PAGES_AT_ONCE) else { return Ok(found) };
            from = [last.as_slice(), &[0]].concat();
        }
    }

    /// Every visit of days before this one, deleted ones among them.
    ///
    /// # Errors
    /// [`ViewError`].
    pub fn visits_before(&self, day: NaiveDate) -> Result<Vec<StoredRecord>, ViewError> {
        let mut found = Vec::new();
        let mut week = self.week_at_most(week_of(Some(day)))?;
        while let Some(at) = week {
            let earlier = |visit: &PackedVisit| {
                let typed = visit.record.typed();
                let start = typed.as_ref().and_then(Visit::of).and_then(|visit| visit.start);
                start.is_some_and(|start| start.date() < day)
            };
            found.extend(self.visits_in(at, None)?.into_iter().filter(earlier).map(|visit| visit.record));
            week = at.checked_sub(1).map(|below| self.week_at_most(below)).transpose()?.flatten();
        }
        Ok(found)
    }

    /// A window over the visits that `scan` keeps, newest first.
    ///
    /// # Errors
    /// [`ViewError`].
    pub fn visits(&self, scan: &VisitScan<'_>, edge: Edge, limit: usize) -> Result<VisitPage, ViewError> {
        let slots = match scan.centre {
            None => vec![None],
            Some(centre) => self.slots_of(&centre).into_iter().map(Some).collect(),
        };
        if slots.is_empty() {
            return Ok(VisitPage::default());
        }
        let down = matches!(edge, Edge::Newest | Edge::Below(_));
        let mut rows: Vec<VisitRow> = Vec::new();
        let mut next = self.first_week(scan, edge)?;
        while let Some(week) = next {
            if (scan.cancelled)() {
                break;
            }
            let all = self.week_of_slots(week, &slots)?;
            let fits = |row: &&VisitRow| beyond(row, edge) && in_period(row, scan) && (scan.keep)(row);
            if down {
                rows.extend(all.iter().filter(fits).cloned());
            } else {
                rows.extend(all.iter().rev().filter(fits).cloned());
            }
            if rows.len() > limit {
                break;
            }
            next = self.next_week(week, down, scan)?;
        }
        let more = rows.len() > limit;
        rows.truncate(limit);
        if !down {
            rows.reverse();
        }
        Ok(VisitPage { rows, more })
    }

    /// Shows every visit that `scan` keeps to `take`, once and in no order: a few pages are in memory at a time, and the
    /// weeks that lists keep are left alone.
    ///
    /// # Errors
    /// [`ViewError`].
    pub fn each_visit(&self, scan: &VisitScan<'_>, take: &mut dyn FnMut(&VisitRow)) -> Result<(), ViewError> {
        let latest = scan.to.map_or(u32::MAX, |to| week_of(Some(to)));
        let earliest = scan.from.map_or(0, |from| week_of(Some(from)));
        let to = [page_key(earliest, u16::MAX, u16::MAX).as_slice(), &[0xff]].concat();
        let mut from = page_key(latest, 0, 0);
        let centre = scan.centre.map(|centre| self.merges.stays(Kind::Centre.number(), &centre));
        let at = |row: &VisitRow| centre.is_none() || centre == row.visit.centre.map(|centre| centre.0);
        while !(scan.cancelled)() {
            let pages = self.kv.scan(table::VISITS, &from, &to, Order::Ascending, PAGES_AT_ONCE)?;
            for (_, bytes) in &pages {
                let rows = decode_visits(bytes)?;
                let rows = rows.iter().filter_map(|visit| self.shown_row(visit));
                rows.filter(|row| at(row) && in_period(row, scan) && (scan.keep)(row)).for_each(|row| take(&row));
            }
            let Some((last, _)) = pages.last().filter(|_| pages.len() == PAGES_AT_ONCE) else { break };
            from = [last.as_slice(), &[0]].concat();
        }
        Ok(())
    }

    fn first_week(&self, scan: &VisitScan<'_>, edge: Edge) -> Result<Option<u32>, ViewError> {
        let latest = scan.to.map_or(u32::MAX, |to| week_of(Some(to)));
        let earliest = scan.from.map_or(0, |from| week_of(Some(from)));
        match edge {
            Edge::Newest => self.week_at_most(latest),
            Edge::Oldest => self.week_at_least(earliest),
            // A week either side: the cursor is an instant, weeks are of local dates.
            Edge::Below(cursor) => self.week_at_most(latest.min(cursor_week(&cursor).saturating_add(1))),
            Edge::Above(cursor) => self.week_at_least(earliest.max(cursor_week(&cursor).saturating_sub(1))),
        }
    }

    fn next_week(&self, week: u32, down: bool, scan: &VisitScan<'_>) -> Result<Option<u32>, ViewError> {
        if down {
            let Some(below) = week.checked_sub(1) else { return Ok(None) };
            let earliest = scan.from.map_or(0, |from| week_of(Some(from)));
            Ok(self.week_at_most(below)?.filter(|week| *week >= earliest))
        } else {
            let Some(above) = week.checked_add(1) else { return Ok(None) };
            let latest = scan.to.map_or(u32::MAX, |to| week_of(Some(to)));
            Ok(self.week_at_least(above)?.filter(|week| *week <= latest))
        }
    }

    pub(super) fn week_at_most(&self, week: u32) -> Result<Option<u32>, ViewError> {
        let found = self.kv.scan(table::VISITS, &page_key(week, 0, 0), &[0xff; 9], Order::Ascending, 1)?;
        Ok(found.first().and_then(|(key, _)| key_week(key)))
    }

    fn week_at_least(&self, week: u32) -> Result<Option<u32>, ViewError> {
        let end = [page_key(week, u16::MAX, u16::MAX).as_slice(), &[0xff]].concat();
        let found = self.kv.scan(table::VISITS, &[], &end, Order::Descending, 1)?;
        Ok(found.first().and_then(|(key, _)| key_week(key)))
    }

    fn visits_in(&self, week: u32, centre: Option<u16>) -> Result<Vec<PackedVisit>, ViewError> {
        let from = page_key(week, centre.unwrap_or(0), 0);
        let to = [page_key(week, centre.unwrap_or(u16::MAX), u16::MAX).as_slice(), &[0xff]].concat();
        let mut out = Vec::new();
        for (_, bytes) in self.kv.scan(table::VISITS, &from, &to, Order::Ascending, usize::MAX)? {
            out.extend(decode_visits(&bytes)?);
        }
        Ok(out)
    }

    /// The slots of a centre and of those that gave way to it.
    fn slots_of(&self, centre: &RecordId) -> Vec<u16> {
        let kind = Kind::Centre.number();
        let family = self.merges.family(kind, &self.merges.stays(kind, centre));
        family.iter().filter_map(|one| self.centre_slot(one)).collect()
    }

    /// The rows of a week in some slots, newest first.
    fn week_of_slots(&self, week: u32, slots: &[Option<u16>]) -> Result<Arc<Vec<VisitRow>>, ViewError> {
        if let [slot] = slots {
            return self.week_rows(week, *slot);
        }
        let mut rows = Vec::new();
        for slot in slots {
            rows.extend(self.week_rows(week, *slot)?.iter().cloned());
        }
        rows.sort_by_cached_key(|row| std::cmp::Reverse(row.cursor()));
        Ok(Arc::new(rows))
    }

    /// The rows of a week, newest first.
    fn week_rows(&self, week: u32, centre: Option<u16>) -> Result<Arc<Vec<VisitRow>>, ViewError> {
        let key = (week, centre);
        let mut cache = self.week_cache.borrow_mut();
        if let Some(place) = cache.weeks.iter().position(|(held, _)| *held == key) {
            let entry = cache.weeks.remove(place);
            let rows = Arc::clone(&entry.1);
            cache.weeks.push(entry);
            return Ok(rows);
        }
        let visits = self.visits_in(week, centre)?;
        let mut rows: Vec<VisitRow> = visits.iter().filter_map(|visit| self.shown_row(visit)).collect();
        rows.sort_by_cached_key(|row| std::cmp::Reverse(row.cursor()));
        let rows = Arc::new(rows);
        if cache.weeks.len() >= CACHED_WEEKS {
            cache.weeks.remove(0);
        }
        cache.weeks.push((key, Arc::clone(&rows)));
        Ok(rows)
    }
}

fn key_week(key: &[u8]) -> Option<u32> {
    let bytes: [u8; 4] = key.get(..4)?.try_into().ok()?;
    Some(u32::MAX - u32::from_be_bytes(bytes))
}

fn cursor_week(cursor: &VisitCursor) -> u32 {
    week_of(chrono::DateTime::from_timestamp_millis(cursor.start).map(|time| time.date_naive()))
}

fn beyond(row: &VisitRow, edge: Edge) -> bool {
    match edge {
        Edge::Newest | Edge::Oldest => true,
        Edge::Below(cursor) => row.cursor() < cursor,
        Edge::Above(cursor) => row.cursor() > cursor,
    }
}

fn in_period(row: &VisitRow, scan: &VisitScan<'_>) -> bool {
    let day = row.visit.start.map(|start| start.date());
    debug_assert!(row.week() == week_of(day));
    scan.from.is_none_or(|from| day.is_some_and(|day| day >= from))
        && scan.to.is_none_or(|to| day.is_some_and(|day| day <= to))
}
