//! What is counted of visits, and which counts add up to the visits done.

use super::Line;
use crate::i18n::Words;
use crate::model::{AgeBand, Band, FieldValue, Reason, VisitRole};
use crate::report::activity::Counts;
use crate::t;

/// One count of the visits of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Count {
    Done,
    /// Done in the same period of the year before.
    Before,
    NotDone,
    Unscheduled,
    Regulated,
    /// To patients whose treating doctor is of the centre.
    TreatedHere,
    Reason(Reason),
    Role(VisitRole),
    Band(Band),
    Age(AgeBand),
    /// Of the visits done, those that are none of a group's others.
    Rest(Group),
}

/// Counts that add up to the visits done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    Unscheduled,
    Regulated,
    TreatedHere,
    Reason,
    Role,
    Band,
    Age,
}

impl Group {
    pub const ALL: [Self; 7] =
        [Self::Unscheduled, Self::Regulated, Self::TreatedHere, Self::Reason, Self::Role, Self::Band, Self::Age];

    /// Those that have a table of their own.
    pub const LISTS: [Self; 4] = [Self::Reason, Self::Role, Self::Band, Self::Age];

    /// The counts, what is left last.
    pub fn counts(self) -> Vec<Count> {
        let mut counts: Vec<Count> = match self {
            Self::Unscheduled => vec![Count::Unscheduled],
            Self::Regulated => vec![Count::Regulated],
            Self::TreatedHere => vec![Count::TreatedHere],
            Self::Reason => Reason::ALL.iter().copied().map(Count::Reason).collect(),
            Self::Role => VisitRole::ALL.iter().copied().map(Count::Role).collect(),
            Self::Band => Band::ALL.iter().copied().map(Count::Band).collect(),
            Self::Age => AgeBand::ALL.iter().copied().map(Count::Age).collect(),
        };
        counts.push(Count::Rest(self));
        counts
    }
}

impl Count {
    /// How many visits of a line.
    pub fn of(self, line: &Line) -> i64 {
        let activity = &line.activity;
        match self {
            Self::Done => activity.done(),
            Self::Before => line.before,
            Self::NotDone => activity.not_done(),
            Self::Unscheduled => activity.unscheduled,
            Self::Regulated => activity.regulated,
            Self::TreatedHere => activity.treated_here,
            Self::Reason(reason) => among(&activity.reason, reason),
            Self::Role(role) => among(&activity.role, role),
            Self::Band(band) => among(&activity.band, band),
            Self::Age(age) => among(&activity.age, age),
            Self::Rest(group) => {
                let named = group.counts().into_iter().filter(|count| !matches!(count, Self::Rest(_)));
                activity.done() - named.map(|count| count.of(line)).sum::<i64>()
            }
        }
    }

    /// Its name for machines.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Before => "done_year_before",
            Self::NotDone => "not_done",
            Self::Unscheduled => "unscheduled",
            Self::Regulated => "regulated",
            Self::TreatedHere => "treating_doctor_here",
            Self::Reason(reason) => reason.key(),
            Self::Role(role) => role.key(),
            Self::Band(band) => band.key(),
            Self::Age(age) => age.key(),
            Self::Rest(_) => "unknown",
        }
    }

    pub fn label(self, words: &Words) -> String {
        match self {
            Self::Done => t!(words, "activity-done"),
            Self::Before => t!(words, "activity-before"),
            Self::NotDone => t!(words, "activity-not-done"),
            Self::Unscheduled => t!(words, "activity-unscheduled"),
            Self::Regulated => t!(words, "activity-regulated"),
            Self::TreatedHere => t!(words, "activity-treated-here"),
            Self::Reason(reason) => choice(words, reason),
            Self::Role(role) => choice(words, role),
            Self::Band(band) => choice(words, band),
            Self::Age(age) => choice(words, age),
            Self::Rest(_) => t!(words, "activity-unknown"),
        }
    }
}

fn choice<C: FieldValue>(words: &Words, choice: C) -> String {
    words.choice_of(choice)
}

fn among<C: Ord>(counts: &Counts<C>, choice: C) -> i64 {
    counts.get(&choice).copied().unwrap_or_default()
}
