//! The positions listed: what each row says, and which ones are kept.

use serde::{Deserialize, Serialize};

use crate::model::reference::fold;
use crate::model::{Candidacy, Centre, Position, PositionState, RecordId, Role as Job};
use crate::t;
use crate::tui::cx::Cx;
use crate::tui::filters::SetOrder;
use crate::tui::sort::SortKey;

/// One position of the list.
#[derive(Clone, Debug)]
pub struct Row {
    pub id: RecordId,
    pub position: Position,
    pub centre: String,
    pub candidacies: usize,
    /// What each column is sorted by.
    pub keys: Vec<SortKey>,
}

impl Row {
    pub fn new(id: RecordId, position: &Position, cx: &Cx) -> Self {
        let centre = position.centre.and_then(|centre| cx.desk.get::<Centre>(&centre.0));
        let centre = centre.map(crate::wording::title::centre_name).unwrap_or_default();
        let candidacies = cx.desk.about::<Candidacy>(&id).count();
        let number = |n: Option<i64>| n.map_or(SortKey::Empty, SortKey::Number);
        let place = |n: usize| i64::try_from(n).ok();
        let next = position.next_action().and_then(|id| cx.words.look_up(id));
        let keys = vec![
            SortKey::Text(fold(&centre)),
            number(position.role.and_then(|role| place(Job::ALL.iter().position(|one| *one == role)?))),
            number(position.fte.map(|fte| fte.thousandths())),
            number(position.state.and_then(|state| place(PositionState::ALL.iter().position(|one| *one == state)?))),
            number(position.days_open(cx.today())),
            number(place(candidacies).filter(|n| *n > 0)),
            number(place(position.checks_missing().len())),
            next.map_or(SortKey::Empty, |next| SortKey::Text(fold(&next))),
        ];
        Self { id, position: position.clone(), centre, candidacies, keys }
    }

    pub fn state(&self) -> PositionState {
        self.position.state.unwrap_or(PositionState::Need)
    }

    pub fn to_fill(&self) -> bool {
        !self.state().is_filled() && self.state() != PositionState::Departed
    }
}

/// Which positions are kept. Everything that is set must hold.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Filter {
    text: String,
    to_fill: bool,
    state: Option<PositionState>,
    role: Option<Job>,
    centre: Option<RecordId>,
    order: SetOrder<Facet>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Facet {
    Text,
    ToFill,
    State,
    Role,
    Centre,
}

impl Filter {
    pub fn set_text(&mut self, text: String) {
        self.text = text;
        self.order.touch(Facet::Text, !self.text.is_empty());
    }

    pub fn set(&mut self, choice: Choice) {
        let facet = match choice {
            Choice::Everything => return *self = Self::default(),
            Choice::ToFill => {
                self.to_fill = true;
                Facet::ToFill
            }
            Choice::Centre(id) => {
                self.centre = Some(id);
                Facet::Centre
            }
            Choice::Role(role) => {
                self.role = Some(role);
                Facet::Role
            }
            Choice::State(state) => {
                self.state = Some(state);
                Facet::State
            }
        };
        self.order.touch(facet, true);
    }

    pub fn clear_last(&mut self) {
        match self.order.take_last() {
            Some(Facet::Text) => self.text.clear(),
            Some(Facet::ToFill) => self.to_fill = false,
            Some(Facet::State) => self.state = None,
            Some(Facet::Role) => self.role = None,
            Some(Facet::Centre) => self.centre = None,
            None => {}
        }
    }

    /// In words, in the order in which they were set.
    pub fn words(&self, cx: &Cx) -> Vec<String> {
        let said = |facet: Facet| match facet {
            Facet::Text => Some(t!(cx.words, "quoted", text = self.text.as_str())),
            Facet::ToFill => Some(label(Choice::ToFill, cx)),
            Facet::State => self.state.map(|state| label(Choice::State(state), cx)),
            Facet::Role => self.role.map(|role| label(Choice::Role(role), cx)),
            Facet::Centre => self.centre.map(|id| label(Choice::Centre(id), cx)),
        };
        self.order.iter().filter_map(said).collect()
    }

    pub fn keeps(&self, row: &Row) -> bool {
        let wanted = fold(&self.text);
        let label = row.position.label.as_deref().unwrap_or_default();
        (wanted.is_empty() || fold(&row.centre).contains(&wanted) || fold(label).contains(&wanted))
            && (!self.to_fill || row.to_fill())
            && self.state.is_none_or(|state| row.state() == state)
            && self.role.is_none_or(|role| row.position.role == Some(role))
            && self.centre.is_none_or(|id| row.position.centre.is_some_and(|centre| centre.0 == id))
    }
}

#[derive(Clone, Copy, PartialEq)]
pub enum Choice {
    Everything,
    ToFill,
    /// The centre of the selected line.
    Centre(RecordId),
    Role(Job),
    State(PositionState),
}

/// The line of a choice in the menu, and among the filters that are set.
pub fn label(choice: Choice, cx: &Cx) -> String {
    match choice {
        Choice::Everything => t!(cx.words, "filter-everything"),
        Choice::ToFill => t!(cx.words, "filter-to-fill"),
        Choice::Centre(id) => cx.desk.get::<Centre>(&id).map(crate::wording::title::centre_name).unwrap_or_default(),
        Choice::Role(role) => cx.words.choice_of(role),
        Choice::State(state) => cx.words.choice_of(state),
    }
}
