//! Whether this laptop's clock can be right, and which dates cannot.
//!
//! Merging asks no clock: a wrong one loses nothing. But it dates edits and receipts, and people read those.

use std::sync::OnceLock;

use chrono::{NaiveDate, NaiveTime};

use super::{Workspace, WorkspaceError};
use crate::i18n::{Tell, Told, Words, format};
use crate::log::DeviceId;
use crate::model::{Device, LocalTime};
use crate::t;

const DAY: i64 = 24 * 3_600 * 1_000;
/// What two clocks may differ by before one of them is said to be wrong: time zones, and a day of drift.
const TOLERANCE: i64 = DAY;
/// No laptop stays in a drawer for longer, if it is used again at all.
const YEARS_OFF: i64 = 2 * 365 * DAY;
/// What changed from version to version: its headings name days.
const CHANGELOG: &str = include_str!("../../CHANGELOG.md");

/// The beginning of the newest day that a heading of the changelog names, UTC milliseconds: this program was made after it,
/// so no clock can be before it.
fn made_after() -> i64 {
    static MADE_AFTER: OnceLock<i64> = OnceLock::new();
    *MADE_AFTER.get_or_init(|| {
        newest_day(CHANGELOG).map_or(0, |day| day.and_time(NaiveTime::MIN).and_utc().timestamp_millis())
    })
}

fn newest_day(changelog: &str) -> Option<NaiveDate> {
    let headings = changelog.lines().filter(|line| line.starts_with("## "));
    let words = headings.flat_map(|line| line.split(|c: char| !c.is_ascii_digit() && c != '-'));
    words.filter_map(|word| word.parse().ok()).max()
}

/// Why this laptop's clock may be wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClockDoubt {
    /// It is before this program was made.
    BeforeProgram { now: i64 },
    /// It is before this laptop's own last edit.
    BeforeOwn { now: i64, last: i64 },
    /// Others' words come from its future: from that of one laptop (that one's clock may be ahead instead), or of several.
    BeforeOthers { now: i64, last: i64, holder: Option<String> },
    /// It is years after all that is known here.
    YearsAhead { now: i64, last: i64 },
}

impl Tell for ClockDoubt {
    fn told(&self, words: &Words) -> Told {
        let day = |time: i64| {
            LocalTime::in_france_at(time).map_or_else(|| "?".to_owned(), |at| format::date_short(at.date()))
        };
        let what = match self {
            Self::BeforeProgram { now } => t!(words, "clock-before-program", now = day(*now)),
            Self::BeforeOwn { now, last } => t!(words, "clock-before-own", now = day(*now), last = day(*last)),
            Self::BeforeOthers { now, last, holder: Some(holder) } => {
                t!(words, "clock-before-one", now = day(*now), last = day(*last), holder = holder.as_str())
            }
            Self::BeforeOthers { now, last, holder: None } => {
                t!(words, "clock-before-others", now = day(*now), last = day(*last))
            }
            Self::YearsAhead { now, last } => t!(words, "clock-years-ahead", now = day(*now), last = day(*last)),
        };
        Told::new(what).next(t!(words, "clock-next"))
    }
}

/// Whether an edit of this time (UTC milliseconds) was dated by a clock that was wrong: it lies in the future, or where
/// no calendar goes.
pub fn is_suspect(time: i64, now: i64) -> bool {
    time > now.saturating_add(TOLERANCE) || time < 0
}

impl Workspace {
    /// Holds this laptop's clock against what is known here.
    ///
    /// # Errors
    /// [`WorkspaceError::Store`].
    pub fn clock_doubt(&self) -> Result<Option<ClockDoubt>, WorkspaceError> {
        let now = self.now();
        let behind = |last: i64| now < last.saturating_sub(TOLERANCE);
        if now < made_after() {
            return Ok(Some(ClockDoubt::BeforeProgram { now }));
        }
        let own = self.own_last_edit()?;
        if let Some(last) = own.filter(|last| behind(*last)) {
            return Ok(Some(ClockDoubt::BeforeOwn { now, last }));
        }
        let words: Vec<(DeviceId, i64)> = self.words_of_others();
        let from_the_future: Vec<_> = words.iter().filter(|(_, time)| behind(*time)).collect();
        if let Some((device, last)) = from_the_future.iter().max_by_key(|(_, time)| *time) {
            let holder = (from_the_future.len() == 1).then(|| self.holder(device));
            return Ok(Some(ClockDoubt::BeforeOthers { now, last: *last, holder }));
        }
        let last = words.iter().map(|(_, time)| *time).chain(own).max();
        let ahead = last.filter(|last| now > last.max(&made_after()).saturating_add(YEARS_OFF));
        Ok(ahead.map(|last| ClockDoubt::YearsAhead { now, last }))
    }

    /// Puts what [`Workspace::clock_doubt`] finds on the desk.
    pub(super) fn doubt_the_clock(&mut self) -> Result<(), WorkspaceError> {
        let doubt = self.clock_doubt()?;
        if self.desk.clock != doubt {
            std::sync::Arc::make_mut(&mut self.desk).clock = doubt;
        }
        Ok(())
    }

    /// The time of the last edit of each channel, the latest of them. The last, not the highest: once the clock is put
    /// right, the next edit ends the doubt.
    fn own_last_edit(&self) -> Result<Option<i64>, WorkspaceError> {
        let (me, now) = (self.me(), self.store.incarnation());
        let views = self.store.views();
        let own = views.feeds().iter().filter(|feed| feed.id.device == me && feed.id.incarnation == now);
        let tips = own.filter_map(|feed| Some((feed.id, feed.tips.iter().map(|tip| tip.seq).max()?)));
        let times = tips.map(|(feed, seq)| views.time_of(&feed, seq, &self.store)).collect::<Result<Vec<_>, _>>()?;
        Ok(times.into_iter().flatten().max())
    }

    /// When each other laptop of the team last gave its word, by its own clock.
    fn words_of_others(&self) -> Vec<(DeviceId, i64)> {
        let me = self.me();
        let others = self.store.views().receipts().filter(|receipt| receipt.device != me);
        others.map(|receipt| (receipt.device, receipt.time)).collect()
    }

    fn holder(&self, device: &DeviceId) -> String {
        let holder = self.desk.get::<Device>(&device.record()).and_then(|device| device.holder.clone());
        holder.unwrap_or_else(|| device.record().short())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_was_made_after_the_newest_heading_of_its_changelog() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let changelog =
            "## Unreleased, begun on 2027-02-01\n- 2030-01-01\n## 1.0.0 - 2027-01-31\n## 0.1.0 - 2026-12-01\n";
        assert_eq!(newest_day(changelog), Some(day("2027-02-01")));
        assert_eq!(newest_day("## Unreleased\n- 2030-01-01\n"), None);
        let ours = newest_day(CHANGELOG).unwrap();
        assert!(ours >= day("2026-11-01"), "a heading lost its day");
        assert_eq!(made_after() % DAY, 0);
        assert_eq!(made_after() / DAY, ours.signed_duration_since(day("1970-01-01")).num_days());
    }
}
