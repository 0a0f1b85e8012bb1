//! Which centres are kept, and the menus that say so.

use serde::{Deserialize, Serialize};

use super::rows::Row;
use crate::model::reference::fold;
use crate::model::{CentreStatus, DeptCode, StageKey, StageState};
use crate::t;
use crate::tui::cx::Cx;
use crate::tui::filters::SetOrder;
use crate::wording::values;

/// Which centres are kept. Everything that is set must hold.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Filter {
    text: String,
    only: Option<Only>,
    /// This stage is where the work is: not over, and the centre in preparation.
    stage: Option<StageKey>,
    departement: Option<DeptCode>,
    status: Option<CentreStatus>,
    order: SetOrder<Facet>,
}

/// What a filter narrows by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Facet {
    Text,
    Only,
    Stage,
    Departement,
    Status,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Only {
    Late,
    Blocked,
    Ready,
}

impl Filter {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    pub fn set_text(&mut self, text: String) {
        self.text = text;
        self.order.touch(Facet::Text, !self.text.is_empty());
    }

    /// What was chosen in a menu.
    pub fn set(&mut self, choice: Choice) {
        let facet = match choice {
            Choice::Everything => return *self = Self::default(),
            Choice::Departements => return,
            Choice::Only(only) => {
                self.only = Some(only);
                Facet::Only
            }
            Choice::Stage(stage) => {
                self.stage = Some(stage);
                Facet::Stage
            }
            Choice::Status(status) => {
                self.status = Some(status);
                Facet::Status
            }
            Choice::Departement(code) => {
                self.departement = Some(code);
                Facet::Departement
            }
        };
        self.order.touch(facet, true);
    }

    pub fn clear_last(&mut self) {
        match self.order.take_last() {
            Some(Facet::Text) => self.text.clear(),
            Some(Facet::Only) => self.only = None,
            Some(Facet::Stage) => self.stage = None,
            Some(Facet::Departement) => self.departement = None,
            Some(Facet::Status) => self.status = None,
            None => {}
        }
    }

    /// What it keeps, in words, in the order in which it was set.
    pub fn words(&self, cx: &Cx) -> Vec<String> {
        let said = |facet: Facet| match facet {
            Facet::Text => Some(t!(cx.words, "quoted", text = self.text.as_str())),
            Facet::Only => self.only.map(|only| label(Choice::Only(only), cx)),
            Facet::Stage => self.stage.map(|stage| label(Choice::Stage(stage), cx)),
            Facet::Status => self.status.map(|status| label(Choice::Status(status), cx)),
            Facet::Departement => self.departement.map(|code| label(Choice::Departement(code), cx)),
        };
        self.order.iter().filter_map(said).collect()
    }

    pub fn keeps(&self, row: &Row) -> bool {
        let at_work = |key| {
            let state = row.pipeline.stage(key).map(|stage| stage.state);
            row.preparing() && matches!(state, Some(StageState::UnderWay | StageState::Blocked))
        };
        let wanted = fold(&self.text);
        let holds = |text: &str| fold(text).contains(&wanted);
        (wanted.is_empty() || holds(&row.name) || holds(&row.commune))
            && self.stage.is_none_or(at_work)
            && self.departement.is_none_or(|code| row.departement == Some(code))
            && self.status.is_none_or(|status| row.status == status)
            && match self.only {
                None => true,
                Some(Only::Late) => row.late(),
                Some(Only::Blocked) => row.blocked(),
                Some(Only::Ready) => row.pipeline.ready,
            }
    }
}

/// A line of the « filter by » menus.
#[derive(Clone, Copy, PartialEq)]
pub enum Choice {
    Everything,
    Only(Only),
    Stage(StageKey),
    Status(CentreStatus),
    Departement(DeptCode),
    /// The menu of the départements.
    Departements,
}

/// The line of a choice in the menu, and among the filters that are set.
pub fn label(choice: Choice, cx: &Cx) -> String {
    let words = &cx.words;
    match choice {
        Choice::Everything => t!(words, "filter-everything"),
        Choice::Only(Only::Late) => t!(words, "filter-late"),
        Choice::Only(Only::Blocked) => t!(words, "filter-blocked"),
        Choice::Only(Only::Ready) => t!(words, "filter-ready"),
        Choice::Stage(key) => t!(words, "filter-at-stage", stage = words.choice_of(key)),
        Choice::Status(status) => words.choice_of(status),
        Choice::Departement(code) => values::departement(code),
        Choice::Departements => t!(words, "filter-departements"),
    }
}
