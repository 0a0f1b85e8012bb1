//! The main screens, in the order of their tabs and digits.

use super::action::Action;
use crate::i18n::Words;
use crate::model::Kind;

/// A main screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Screen {
    Dashboard,
    Territories,
    Centres,
    Positions,
    Visits,
    Records,
    Synchro,
    Agenda,
}

impl Screen {
    pub const ALL: &'static [Self] = &[
        Self::Dashboard,
        Self::Territories,
        Self::Centres,
        Self::Positions,
        Self::Visits,
        Self::Records,
        Self::Synchro,
        Self::Agenda,
    ];

    /// After `screen-` in message ids.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Dashboard => "dashboard",
            Self::Territories => "territories",
            Self::Centres => "centres",
            Self::Positions => "positions",
            Self::Visits => "visits",
            Self::Records => "records",
            Self::Synchro => "synchro",
            Self::Agenda => "agenda",
        }
    }

    /// The action that goes there.
    pub const fn action(self) -> Action {
        match self {
            Self::Dashboard => Action::GoDashboard,
            Self::Territories => Action::GoTerritories,
            Self::Centres => Action::GoCentres,
            Self::Positions => Action::GoPositions,
            Self::Visits => Action::GoVisits,
            Self::Records => Action::GoRecords,
            Self::Synchro => Action::GoSynchro,
            Self::Agenda => Action::GoAgenda,
        }
    }

    /// The screen that an action goes to.
    pub fn of(action: Action) -> Option<Self> {
        Self::ALL.iter().copied().find(|screen| screen.action() == action)
    }

    /// Where a record of this kind shows best.
    pub const fn home(kind: Kind) -> Self {
        match kind {
            Kind::Member => Self::Territories,
            Kind::Centre | Kind::Stage | Kind::Step => Self::Centres,
            Kind::Position | Kind::Candidacy => Self::Positions,
            Kind::Visit => Self::Visits,
            _ => Self::Records,
        }
    }

    /// The digit of its tab, from 1.
    pub const fn digit(self) -> usize {
        self as usize + 1
    }

    pub fn title(self, words: &Words) -> String {
        words.look_up(&format!("screen-{}", self.key())).unwrap_or_default()
    }

    /// The title as it stands in a tab.
    pub fn tab(self, words: &Words) -> String {
        words.attribute(&format!("screen-{}", self.key()), "tab").unwrap_or_else(|| self.title(words))
    }
}
