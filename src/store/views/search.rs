//! Words looked for among the visits: newest week first, a slice at a time, and nothing kept but what was found.

use std::cmp::Reverse;

use super::held_visits::OpenPage;
use super::pages::table;
use super::visits::{VisitRow, page_key};
use super::{ViewError, Views};
use crate::log::{OpId, OpRef, decode_borrowed};
use crate::model::{Kind, Tag, Value};
use crate::store::Place;
use crate::store::kv::Order;

/// Where a search goes on: the first week that it has not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SearchMark(u32);

/// What one slice of a search read, and found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct VisitSlice {
    /// Newest first; those of the next slice are older.
    pub rows: Vec<VisitRow>,
    pub read: usize,
    /// `None` once all is read.
    pub next: Option<SearchMark>,
}

/// Tag, live values where they lie in the page, ids that are awaited.
type Skimmed<'a> = (Tag, Vec<(u32, Option<&'a [u8]>)>, Vec<OpId>);

/// What `Packed` holds, of which the texts alone are read: whole records take five times as long.
type SkimmedVisit<'a> = (Vec<OpRef<Place>>, Vec<Skimmed<'a>>);

impl Views {
    /// The next slice of a search among the visits: whole weeks, until `enough` visits are read. `holds` is asked of the
    /// pseudonym and the note of each.
    ///
    /// # Errors
    /// [`ViewError`].
    pub fn search_visits(
        &self,
        holds: &dyn Fn(&str) -> bool,
        from: Option<SearchMark>,
        enough: usize,
    ) -> Result<VisitSlice, ViewError> {
        let mut slice = VisitSlice::default();
        let mut week = self.week_at_most(from.map_or(u32::MAX, |mark| mark.0))?;
        while let Some(at) = week.filter(|_| slice.read < enough) {
            let to = [page_key(at, u16::MAX, u16::MAX).as_slice(), &[0xff]].concat();
            let mut rows = Vec::new();
            for (_, bytes) in self.kv.scan(table::VISITS, &page_key(at, 0, 0), &to, Order::Ascending, usize::MAX)? {
                slice.read += self.search_page(&bytes, holds, &mut rows)?;
            }
            rows.sort_unstable_by_key(|row: &VisitRow| Reverse(row.cursor()));
            slice.rows.extend(rows);
            week = at.checked_sub(1).map(|below| self.week_at_most(below)).transpose()?.flatten();
        }
        slice.next = week.map(SearchMark);
        Ok(slice)
    }

    /// Answers how many visits the page has.
    fn search_page(
        &self,
        bytes: &[u8],
        holds: &dyn Fn(&str) -> bool,
        rows: &mut Vec<VisitRow>,
    ) -> Result<usize, ViewError> {
        let tags = ["patient", "note"].map(|key| Kind::Visit.field(key).map_or(0, |spec| spec.tag));
        let page = OpenPage::of(bytes)?;
        let visits = page.visits()?;
        for visit in &visits {
            let (_, fields): SkimmedVisit<'_> = decode_borrowed(visit.packed)?;
            if holds(&texts(&fields, tags)) {
                rows.extend(self.shown_row(&visit.open()?));
            }
        }
        Ok(visits.len())
    }
}

/// What stands in these fields, values that diverge among them.
fn texts(fields: &[Skimmed<'_>], tags: [Tag; 2]) -> String {
    let mut text = String::new();
    for (_, live, _) in fields.iter().filter(|(tag, ..)| tags.contains(tag)) {
        for bytes in live.iter().filter_map(|(_, value)| *value) {
            if let Ok(Value::Text(one)) = Value::from_bytes(bytes) {
                text.push_str(&one);
                text.push(' ');
            }
        }
    }
    text
}
