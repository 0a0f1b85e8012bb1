//! Positions in every state, and candidacies for those that have come so far.

use chrono::NaiveDate;

use super::Plan;
use super::dice::{Dice, after, worked, working};
use super::ground::{Ground, Site};
use crate::model::{
    AnyRecord, Candidacy, CandidacyState, Contract, Decimal, ExitCause, Position, PositionState, RecordId, Ref, Role,
};

/// A position, as the rest of the demonstration refers to it.
pub(super) struct Post {
    pub id: RecordId,
    pub centre: RecordId,
    pub role: Role,
    pub state: PositionState,
}

pub(super) fn records(plan: &Plan, ground: &Ground, to: &mut Vec<(RecordId, AnyRecord)>) -> Vec<Post> {
    let mut dice = Dice::new(plan.seed, "staff");
    let mut maker = Maker { plan, posts: Vec::new(), candidacies: 0 };
    for (at, site) in ground.sites.iter().enumerate() {
        for (role, state) in wanted(site, at, &mut dice) {
            maker.post(site, role, state, &mut dice, to);
        }
    }
    maker.posts
}

/// The positions of a centre: those in post where it is open, those being filled where it is not.
fn wanted(site: &Site, at: usize, dice: &mut Dice) -> Vec<(Role, PositionState)> {
    use PositionState::{Absent, Application, Departed, InPost, Interview, Need, Offer, Proposal, Signed};
    if let Some(scenario) = site.scenario {
        let third = if at.is_multiple_of(2) { (Role::Nurse, Need) } else { (Role::Midwife, Offer) };
        return vec![
            (Role::Doctor, scenario.doctor),
            (Role::Doctor, Need),
            (Role::Secretary, scenario.secretary),
            third,
        ];
    }
    let mut all = vec![(Role::Doctor, InPost), (Role::Secretary, InPost)];
    if site.extra {
        all.push((
            dice.mostly(Role::Doctor, &[(200, Role::Nurse), (150, Role::AdvancedNurse), (100, Role::Midwife)]),
            InPost,
        ));
        return all;
    }
    all.push((Role::Doctor, dice.mostly(InPost, &[(120, Absent), (150, Interview), (120, Signed)])));
    all.push(match at % 6 {
        0 => (Role::Midwife, InPost),
        1 => (Role::AdvancedNurse, Proposal),
        2 => (Role::Nurse, InPost),
        3 => (Role::Assistant, InPost),
        4 => (Role::Doctor, Departed),
        _ => (Role::Midwife, Application),
    });
    if at.is_multiple_of(3) {
        all.push((Role::Secretary, dice.mostly(InPost, &[(300, Offer), (200, Absent)])));
    }
    all
}

struct Maker<'a> {
    plan: &'a Plan,
    posts: Vec<Post>,
    candidacies: usize,
}

impl Maker<'_> {
    fn post(
        &mut self,
        site: &Site,
        role: Role,
        state: PositionState,
        dice: &mut Dice,
        to: &mut Vec<(RecordId, AnyRecord)>,
    ) {
        let mut position = Position {
            centre: Some(Ref::new(site.id)),
            role: Some(role),
            fte: Some(Decimal::from_thousandths(dice.mostly(1000, &[(200, 800), (250, 500)]))),
            contract: Some(dice.mostly(Contract::Permanent, &[(200, Contract::FixedTerm), (60, Contract::Secondment)])),
            state: Some(state),
            owner: Some(Ref::new(self.plan.me)),
            ..Position::default()
        };
        self.date(&mut position, site, state, dice);
        checks(&mut position, site, role, state, dice);
        let id = dice.id(position.need_on.unwrap_or(self.plan.today));
        let received = position.application_on.filter(|_| !site.extra);
        to.push((id, position.into()));
        if let Some(received) = received {
            self.candidacies(id, state, received, dice, to);
        }
        self.posts.push(Post { id, centre: site.id, role, state });
    }

    /// The days of a recruitment, counted back from the day of the present state.
    fn date(&self, position: &mut Position, site: &Site, state: PositionState, dice: &mut Dice) {
        use PositionState::{Absent, Application, Departed, InPost, Interview, Need, Offer, Proposal, Signed};
        let today = self.plan.today;
        let rank = |state| match state {
            Need => 0,
            Offer => 1,
            Application => 2,
            Interview => 3,
            Proposal => 4,
            Signed => 5,
            InPost | Absent | Departed => 6,
        };
        let last = worked(match state {
            InPost | Absent | Departed => started(site, today, dice),
            _ => after(today, -dice.between(2, 30)),
        });
        let mut day = last;
        // From the latest to the first, each with the days that usually lie before it.
        let steps = [
            (6, &mut position.started_on, 45),
            (5, &mut position.signed_on, 14),
            (4, &mut position.proposal_on, 9),
            (3, &mut position.interview_on, 12),
            (2, &mut position.application_on, 25),
            (1, &mut position.offer_on, 10),
            (0, &mut position.need_on, 0),
        ];
        for (step, field, before) in steps {
            if step <= rank(state) {
                *field = Some(day);
                day = worked(after(day, -before - dice.between(0, 7)));
            }
        }
        if state == Absent {
            position.absent_from = Some(working(after(today, -dice.between(5, 40))).max(last));
            position.absent_until = Some(working(after(today, dice.between(20, 90))));
        }
        if state == Departed {
            position.left_on = Some(worked(after(today, -dice.between(50, 80))).max(last));
        }
    }

    fn candidacies(
        &mut self,
        position: RecordId,
        state: PositionState,
        received: NaiveDate,
        dice: &mut Dice,
        to: &mut Vec<(RecordId, AnyRecord)>,
    ) {
        let chosen = match state {
            PositionState::Application => CandidacyState::Received,
            PositionState::Interview => CandidacyState::Interview,
            PositionState::Proposal => CandidacyState::Offered,
            _ => CandidacyState::Accepted,
        };
        for n in 0..dice.between(1, 3) {
            let first = n == 0;
            let state =
                if first { chosen } else { dice.mostly(CandidacyState::Refused, &[(400, CandidacyState::Withdrawn)]) };
            let open = matches!(state, CandidacyState::Received | CandidacyState::Interview | CandidacyState::Offered);
            let decided = worked(after(received, dice.between(12, 30))).min(self.plan.today).max(received);
            self.candidacies += 1;
            let candidacy = Candidacy {
                position: Some(Ref::new(position)),
                reference: Some(format!("CAND-{:04}", self.candidacies)),
                state: Some(state),
                received: Some(received),
                decided: (!open).then_some(decided),
                reason: match state {
                    CandidacyState::Refused => Some("Profil orienté vers un autre centre.".into()),
                    CandidacyState::Withdrawn => Some("Préfère exercer plus près de son domicile.".into()),
                    _ => None,
                },
                cause: match state {
                    CandidacyState::Refused => Some(ExitCause::Profile),
                    CandidacyState::Withdrawn => Some(ExitCause::Distance),
                    _ => None,
                },
            };
            to.push((dice.id(received), candidacy.into()));
        }
    }
}

/// The first day in post: soon after the opening, or some time since.
fn started(site: &Site, today: NaiveDate, dice: &mut Dice) -> NaiveDate {
    let latest = after(today, -90);
    let opened = site.opened.unwrap_or(after(today, -110));
    after(opened, dice.mostly(0, &[(300, 60), (200, 240)])).min(latest)
}

fn checks(position: &mut Position, site: &Site, role: Role, state: PositionState, dice: &mut Dice) {
    if !role.is_professional() || !state.under_contract() {
        return;
    }
    // The centre that is ready has everything in order; elsewhere a paper may be missing.
    let ready = site.opened.is_some() || site.scenario.is_some_and(|scenario| scenario.secretary.is_filled());
    position.ordre_rpps = Some(ready || dice.chance(500));
    position.contrat_transmis_ordre = Some(ready || dice.chance(400));
    position.cps = Some(ready && dice.chance(900));
}
