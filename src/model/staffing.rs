//! What follows from the positions: the count towards the 200, what is filled and what is needed, what to do next.

use chrono::NaiveDate;

use super::{Decimal, Position, PositionState, Role, Tag};

impl Role {
    /// Counted in the 200 professionals: doctors, midwives, nurses, advanced nurses. Never secretaries or assistants.
    pub const fn is_professional(self) -> bool {
        matches!(self, Self::Doctor | Self::Midwife | Self::Nurse | Self::AdvancedNurse)
    }
}

impl PositionState {
    /// Someone holds the position, though maybe on leave.
    pub const fn is_filled(self) -> bool {
        matches!(self, Self::InPost | Self::Absent)
    }

    /// A contract is signed and has not ended.
    pub const fn under_contract(self) -> bool {
        matches!(self, Self::Signed | Self::InPost | Self::Absent)
    }

    /// The field that dates the state.
    pub const fn date_tag(self) -> Tag {
        match self {
            Self::Need => 6,
            Self::Offer => 7,
            Self::Application => 8,
            Self::Interview => 9,
            Self::Proposal => 10,
            Self::Signed => 11,
            Self::InPost => 12,
            Self::Absent => 13,
            Self::Departed => 15,
        }
    }

    /// The state that recruitment goes on to; `None` once someone is in post.
    pub const fn next(self) -> Option<Self> {
        match self {
            Self::Need => Some(Self::Offer),
            Self::Offer => Some(Self::Application),
            Self::Application => Some(Self::Interview),
            Self::Interview => Some(Self::Proposal),
            Self::Proposal => Some(Self::Signed),
            Self::Signed => Some(Self::InPost),
            Self::InPost | Self::Absent | Self::Departed => None,
        }
    }
}

impl Position {
    /// Days since the need was opened (or opened again), while nobody holds the position.
    pub fn days_open(&self, today: NaiveDate) -> Option<i64> {
        let state = self.state?;
        if state.is_filled() || state == PositionState::Departed {
            return None;
        }
        let since = self.reopened_on.or(self.need_on)?;
        Some((today - since).num_days().max(0))
    }

    /// The checks that are still to be made, by field key; secretaries and assistants have none.
    pub fn checks_missing(&self) -> Vec<&'static str> {
        if !self.role.is_some_and(Role::is_professional) {
            return Vec::new();
        }
        let checks = [
            ("ordre_rpps", self.ordre_rpps),
            ("contrat_transmis_ordre", self.contrat_transmis_ordre),
            ("cps", self.cps),
        ];
        checks.into_iter().filter(|(_, done)| *done != Some(true)).map(|(key, _)| key).collect()
    }

    /// The message that says what is to be done next, or `None` where nothing is.
    pub fn next_action(&self) -> Option<&'static str> {
        let check = || match *self.checks_missing().first()? {
            "ordre_rpps" => Some("next-check-ordre"),
            "contrat_transmis_ordre" => Some("next-send-contract"),
            _ => Some("next-order-cps"),
        };
        match self.state? {
            PositionState::Need => Some("next-publish"),
            PositionState::Offer => Some("next-find-applicants"),
            PositionState::Application => Some("next-interview"),
            PositionState::Interview => Some("next-propose"),
            PositionState::Proposal => Some("next-sign"),
            PositionState::Signed => check().or(Some("next-start")),
            PositionState::InPost => check(),
            PositionState::Absent => Some("next-replace"),
            PositionState::Departed => Some("next-reopen"),
        }
    }
}

/// The positions of one role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoleCount {
    pub role: Role,
    /// People who hold a position, those on leave included.
    pub filled: usize,
    /// Of these, on leave.
    pub absent: usize,
    /// Contract signed, not yet started.
    pub signed: usize,
    /// Positions wanted: filled, or to be filled.
    pub needed: usize,
    pub filled_fte: Decimal,
    pub needed_fte: Decimal,
}

/// Positions counted by role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headcount {
    /// Every role, in the order of the list, those without a position too.
    pub roles: Vec<RoleCount>,
}

impl Headcount {
    /// What is counted towards the 200: doctors, midwives, nurses and advanced nurses in post.
    pub fn professionals(&self) -> usize {
        self.roles.iter().filter(|count| count.role.is_professional()).map(|count| count.filled).sum()
    }

    pub fn filled(&self) -> usize {
        self.roles.iter().map(|count| count.filled).sum()
    }

    pub fn needed(&self) -> usize {
        self.roles.iter().map(|count| count.needed).sum()
    }

    pub fn role(&self, role: Role) -> Option<&RoleCount> {
        self.roles.iter().find(|count| count.role == role)
    }
}

/// Counts positions. One whose holder left counts again once it is reopened.
pub fn headcount<'a>(positions: impl IntoIterator<Item = &'a Position>) -> Headcount {
    let empty = |role: &Role| RoleCount {
        role: *role,
        filled: 0,
        absent: 0,
        signed: 0,
        needed: 0,
        filled_fte: Decimal::default(),
        needed_fte: Decimal::default(),
    };
    let mut roles: Vec<_> = Role::ALL.iter().map(empty).collect();
    let add =
        |sum: Decimal, fte: Decimal| Decimal::from_thousandths(sum.thousandths().saturating_add(fte.thousandths()));
    for position in positions {
        let state = position.state.unwrap_or(PositionState::Need);
        let Some(count) = roles.iter_mut().find(|count| Some(count.role) == position.role) else { continue };
        if state == PositionState::Departed {
            continue;
        }
        let fte = position.fte.unwrap_or_default();
        count.needed += 1;
        count.needed_fte = add(count.needed_fte, fte);
        count.absent += usize::from(state == PositionState::Absent);
        count.signed += usize::from(state == PositionState::Signed);
        if state.is_filled() {
            count.filled += 1;
            count.filled_fte = add(count.filled_fte, fte);
        }
    }
    Headcount { roles }
}

/// What the recruitment items that are derived need to know of a centre's positions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Doctors {
    pub under_contract: usize,
    /// Of these, registration with the Ordre and RPPS not checked.
    pub unchecked: usize,
    pub secretary_in_post: bool,
    /// When the first need was opened, and when the first doctor signed: the recruitment's own dates.
    pub first_need: Option<NaiveDate>,
    pub first_signed: Option<NaiveDate>,
}

impl Doctors {
    pub fn of<'a>(positions: impl Iterator<Item = &'a Position>) -> Self {
        let mut found = Self::default();
        let earlier = |held: Option<NaiveDate>, day: Option<NaiveDate>| held.into_iter().chain(day).min();
        for position in positions {
            found.first_need = earlier(found.first_need, position.need_on);
            if position.role == Some(Role::Doctor) {
                found.first_signed = earlier(found.first_signed, position.signed_on);
            }
            let Some(state) = position.state else { continue };
            match position.role {
                Some(Role::Doctor) if state.under_contract() => {
                    found.under_contract += 1;
                    found.unchecked += usize::from(position.ordre_rpps != Some(true));
                }
                Some(Role::Secretary) if state.is_filled() => found.secretary_in_post = true,
                _ => {}
            }
        }
        found
    }

    /// Whether a derived item of the recruitment stage is fulfilled.
    pub fn has(&self, item: &str) -> bool {
        match item {
            "medecin" => self.under_contract > 0,
            "ordre_rpps" => self.under_contract > 0 && self.unchecked == 0,
            "secretariat" => self.secretary_in_post,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::{Lang, Words};
    use crate::model::Record;

    fn position(role: Role, state: PositionState) -> Position {
        let fte = Some(Decimal::from_thousandths(800));
        Position { role: Some(role), state: Some(state), fte, ..Position::default() }
    }

    #[test]
    fn secretaries_and_assistants_never_count_towards_the_200() {
        let all: Vec<_> = Role::ALL.iter().map(|role| position(*role, PositionState::InPost)).collect();
        let count = headcount(&all);
        assert_eq!((count.professionals(), count.filled(), count.needed()), (4, 6, 6));
    }

    #[test]
    fn signed_is_not_in_post_and_departed_is_not_needed() {
        let states = [PositionState::Signed, PositionState::Absent, PositionState::Departed, PositionState::Need];
        let all = states.map(|state| position(Role::Doctor, state));
        let count = headcount(&all);
        let doctors = count.role(Role::Doctor).unwrap();
        assert_eq!((doctors.filled, doctors.absent, doctors.signed, doctors.needed), (1, 1, 1, 3));
        assert_eq!((doctors.filled_fte.to_string(), doctors.needed_fte.to_string()), ("0.8".into(), "2.4".into()));
    }

    #[test]
    fn days_are_counted_from_the_last_opening_until_someone_is_in_post() {
        let today = "2026-11-22".parse().unwrap();
        let mut one = position(Role::Nurse, PositionState::Offer);
        assert_eq!(one.days_open(today), None);
        one.need_on = Some("2026-10-01".parse().unwrap());
        assert_eq!(one.days_open(today), Some(52));
        one.reopened_on = Some("2026-11-20".parse().unwrap());
        assert_eq!(one.days_open(today), Some(2));
        one.state = Some(PositionState::InPost);
        assert_eq!(one.days_open(today), None);
    }

    #[test]
    fn every_next_action_has_its_words() {
        let mut seen = Vec::new();
        for state in PositionState::ALL {
            let mut one = position(Role::Doctor, *state);
            for check in 0..4 {
                one.ordre_rpps = Some(check > 0);
                one.contrat_transmis_ordre = Some(check > 1);
                one.cps = Some(check > 2);
                seen.extend(one.next_action());
            }
        }
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), 11);
        for words in Lang::ALL.map(Words::new) {
            assert!(seen.iter().all(|id| words.look_up(id).is_some()), "{seen:?}");
        }
        assert_eq!(position(Role::Secretary, PositionState::Signed).next_action(), Some("next-start"));
        assert_eq!(position(Role::Secretary, PositionState::InPost).next_action(), None);
    }

    #[test]
    fn each_state_is_dated_by_its_own_field() {
        let keys: Vec<_> = PositionState::ALL
            .iter()
            .map(|state| Position::FIELDS.iter().find(|spec| spec.tag == state.date_tag()).unwrap().key)
            .collect();
        assert_eq!(
            keys,
            [
                "need_on",
                "offer_on",
                "application_on",
                "interview_on",
                "proposal_on",
                "signed_on",
                "started_on",
                "absent_from",
                "left_on"
            ]
        );
    }
}
