//! The lines of a week or of a day: what stands on each day, the visits in their rounds.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::model::calendar::monday_of;
use crate::model::{LocalTime, RecordId};
use crate::store::views::VisitRow;
use crate::workspace::{Desk, Due, DueWhat, Round, RoundOrder, Turn, VisitDays, rounds};

/// What is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum View {
    Week,
    Day,
}

/// One line of the list.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// A day of the week, above what stands on it.
    Day(DayHead),
    /// Above one professional's visits of the day; nothing can be done to it.
    Round(Round),
    /// Above what is to be done that day; likewise.
    ToDo,
    Visit(Box<Turn>),
    Due(Due),
    /// So many visits of the day are not listed here.
    Rest(usize),
}

/// A day in sums.
#[derive(Clone, Debug, PartialEq)]
pub struct DayHead {
    pub day: NaiveDate,
    /// Visits that someone goes to.
    pub visits: usize,
    pub km: f64,
    /// Legs of which the length is not known.
    pub unknown: usize,
    /// When the day's visits start.
    pub rows: Vec<VisitRow>,
    /// Visits that were not read; their way is not known.
    pub rest: usize,
}

/// What a line is of, to find it again after a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Key {
    Day(NaiveDate),
    Record(RecordId),
}

impl Entry {
    /// `None`: the selection passes over it.
    pub fn key(&self) -> Option<Key> {
        match self {
            Self::Day(head) => Some(Key::Day(head.day)),
            Self::Visit(turn) => Some(Key::Record(turn.row.id)),
            Self::Due(due) => Some(Key::Record(due.id)),
            Self::Round(_) | Self::ToDo | Self::Rest(_) => None,
        }
    }

    /// The day that it stands on.
    pub fn day(&self) -> Option<NaiveDate> {
        match self {
            Self::Day(head) => Some(head.day),
            Self::Visit(turn) => turn.row.visit.start.map(|start| start.date()),
            Self::Due(due) => due.day(),
            Self::Round(_) | Self::ToDo | Self::Rest(_) => None,
        }
    }

    /// The centre or member that it is about.
    pub fn about(&self) -> Option<RecordId> {
        match self {
            Self::Visit(turn) => turn.row.visit.centre.map(|centre| centre.0),
            Self::Due(due) => due.about,
            Self::Day(_) | Self::Round(_) | Self::ToDo | Self::Rest(_) => None,
        }
    }
}

/// The seven days of a day's week.
pub fn week_of(day: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    let monday = monday_of(day);
    (0..7).filter_map(move |n| monday.checked_add_days(Days::new(n)))
}

/// What the lines are made from.
pub struct Source<'a> {
    pub desk: &'a Desk,
    /// Of the day or of its week.
    pub visits: &'a [VisitRow],
    /// How many there are, where `visits` has not all of them.
    pub counted: Option<&'a VisitDays>,
    pub dues: &'a [Due],
    pub now: LocalTime,
    pub order: RoundOrder,
}

impl Source<'_> {
    pub fn lines(&self, view: View, day: NaiveDate) -> Vec<Entry> {
        match view {
            View::Week => week_of(day).flat_map(|day| self.in_week(day)).collect(),
            View::Day => self.alone(day),
        }
    }

    /// The sums of one day.
    pub fn head(&self, day: NaiveDate) -> DayHead {
        let rows = self.of_day(day);
        let rounds = rounds(self.desk, &rows, self.now, self.order);
        self.sums(day, rows, &rounds)
    }

    fn sums(&self, day: NaiveDate, rows: Vec<VisitRow>, rounds: &[Round]) -> DayHead {
        let counted = self.counted.map(|counted| counted.on(day)).filter(|counted| counted.all > rows.len());
        let listed = rounds.iter().map(|round| round.visits).sum();
        let rest = counted.map_or(0, |counted| counted.all - rows.len());
        let unknown: usize = rounds.iter().map(|round| round.unknown).sum();
        DayHead {
            day,
            visits: counted.map_or(listed, |counted| counted.goes),
            km: rounds.iter().map(|round| round.km).sum(),
            unknown: unknown + rest,
            rows,
            rest,
        }
    }

    fn of_day(&self, day: NaiveDate) -> Vec<VisitRow> {
        let here = |row: &&VisitRow| row.visit.start.is_some_and(|start| start.date() == day);
        self.visits.iter().filter(here).cloned().collect()
    }

    fn dues_of(&self, day: NaiveDate, stands: bool) -> impl Iterator<Item = Entry> {
        let wanted = move |due: &&Due| {
            due.day() == Some(day) && matches!(due.what, DueWhat::Duty | DueWhat::Milestone) == stands
        };
        self.dues.iter().filter(wanted).cloned().map(Entry::Due)
    }

    /// Under its own line: what stands on it, the visits by their hour, what is to be done.
    fn in_week(&self, day: NaiveDate) -> Vec<Entry> {
        let rows = self.of_day(day);
        let rounds = rounds(self.desk, &rows, self.now, self.order);
        let head = self.sums(day, rows, &rounds);
        let rest = head.rest;
        let mut lines = vec![Entry::Day(head)];
        lines.extend(self.dues_of(day, true));
        let mut turns: Vec<Turn> = rounds.into_iter().flat_map(|round| round.turns).collect();
        if self.order == RoundOrder::ByTime {
            turns.sort_by_key(|turn| turn.row.visit.start);
        }
        lines.extend(turns.into_iter().map(|turn| Entry::Visit(Box::new(turn))));
        lines.extend((rest > 0).then_some(Entry::Rest(rest)));
        lines.extend(self.dues_of(day, false));
        lines
    }

    /// One day by itself: what stands on it, each round under its head, what is to be done.
    fn alone(&self, day: NaiveDate) -> Vec<Entry> {
        let mut lines: Vec<Entry> = self.dues_of(day, true).collect();
        let rows = self.of_day(day);
        let rounds = rounds(self.desk, &rows, self.now, self.order);
        let rest = self.sums(day, rows, &rounds).rest;
        for mut round in rounds {
            let turns = std::mem::take(&mut round.turns);
            lines.push(Entry::Round(round));
            lines.extend(turns.into_iter().map(|turn| Entry::Visit(Box::new(turn))));
        }
        lines.extend((rest > 0).then_some(Entry::Rest(rest)));
        let to_do: Vec<Entry> = self.dues_of(day, false).collect();
        if !to_do.is_empty() {
            lines.push(Entry::ToDo);
        }
        lines.extend(to_do);
        lines
    }
}

/// What a day of the month calendar is marked with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DayMarks {
    /// Planned visits, of which some are past.
    pub planned: usize,
    pub untold: bool,
    pub to_do: usize,
    pub late: bool,
    pub duty: bool,
}

/// The marks of the days that have any, from planned visits and what is due.
pub fn marks(visits: Option<&VisitDays>, dues: &[Due], now: LocalTime) -> BTreeMap<NaiveDate, DayMarks> {
    let mut marks: BTreeMap<NaiveDate, DayMarks> = BTreeMap::new();
    for (day, one) in visits.into_iter().flat_map(VisitDays::iter).filter(|(_, one)| one.planned > 0) {
        let day = marks.entry(day).or_default();
        day.planned = one.planned;
        day.untold = one.first_planned.is_some_and(|first| first < now);
    }
    for due in dues {
        let Some(day) = due.day() else { continue };
        let day = marks.entry(day).or_default();
        match due.what {
            DueWhat::Duty => day.duty = true,
            DueWhat::Milestone => {}
            _ => {
                day.to_do += 1;
                day.late |= due.late;
            }
        }
    }
    marks
}
