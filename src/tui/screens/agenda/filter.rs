//! Which kinds of things the agenda shows.

use serde::{Deserialize, Serialize};

use crate::i18n::format::mid_sentence;
use crate::model::Kind;
use crate::t;
use crate::tui::cx::Cx;
use crate::tui::filters::SetOrder;
use crate::workspace::DueWhat;

/// What stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sort {
    Visits,
    Followups,
    Steps,
    Openings,
    Duties,
    Milestones,
}

impl Sort {
    pub const ALL: [Self; 6] =
        [Self::Visits, Self::Followups, Self::Steps, Self::Openings, Self::Duties, Self::Milestones];

    const fn of(what: DueWhat) -> Self {
        match what {
            DueWhat::Opening => Self::Openings,
            DueWhat::Blocked | DueWhat::Step => Self::Steps,
            DueWhat::Followup => Self::Followups,
            DueWhat::Duty => Self::Duties,
            DueWhat::Milestone => Self::Milestones,
        }
    }

    pub fn label(self, cx: &Cx) -> String {
        let kind = match self {
            Self::Visits => Kind::Visit,
            Self::Followups => Kind::Followup,
            Self::Steps => Kind::Step,
            Self::Duties => Kind::Duty,
            Self::Milestones => Kind::Milestone,
            Self::Openings => return t!(cx.words, "agenda-openings"),
        };
        cx.words.kind_plural(kind)
    }
}

/// The kinds asked for; none of them: everything.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Filter {
    kinds: SetOrder<Sort>,
}

impl Filter {
    pub fn is_empty(&self) -> bool {
        self.kinds.is_empty()
    }

    pub fn has(&self, sort: Sort) -> bool {
        self.kinds.iter().any(|one| one == sort)
    }

    fn keeps(&self, sort: Sort) -> bool {
        self.is_empty() || self.has(sort)
    }

    pub fn visits(&self) -> bool {
        self.keeps(Sort::Visits)
    }

    pub fn due(&self, what: DueWhat) -> bool {
        self.keeps(Sort::of(what))
    }

    /// Shows this kind too, or no longer.
    pub fn toggle(&mut self, sort: Sort) {
        self.kinds.touch(sort, !self.has(sort));
    }

    /// Takes away the one set last; `false` if none is.
    pub fn clear_last(&mut self) -> bool {
        self.kinds.take_last().is_some()
    }

    pub fn len(&self) -> usize {
        self.kinds.len()
    }

    /// What is shown, in words.
    pub fn said(&self, cx: &Cx) -> String {
        self.kinds.iter().map(|sort| mid_sentence(&sort.label(cx))).collect::<Vec<_>>().join(", ")
    }
}
