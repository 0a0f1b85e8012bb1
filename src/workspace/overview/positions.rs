//! Recruitment: how far each one is, what the partner networks answered, why people withdrew, and how many will be in post.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::super::TARGET;
use super::{Desk, OverviewCell, OverviewTable, choice, column, count, some_count};
use crate::model::forecast::later;
use crate::model::projects::Cited;
use crate::model::recruitment::{Pace, a_month, goal_day};
use crate::model::staffing::headcount;
use crate::model::{
    Candidacy, CandidacyState, Centre, CentreStatus, Circulation, Decimal, DeptCode, ExitCause, FieldSpec, FieldType,
    FieldValue, Indicator, IndicatorKind, Kind, Member, Position, PositionState, RecordId, Role, Value,
};

pub(super) const KEYS: &[&str] = &["goal", "role", "departement", "open", "state", "networks", "exits"];

const ROLE: FieldSpec = column("role", Role::TYPE);
const STATE: FieldSpec = column("state", PositionState::TYPE);
const NEEDED: FieldSpec = column("needed", FieldType::Int);
const IN_POST: FieldSpec = column("in_post", FieldType::Int);
const SIGNED: FieldSpec = column("signed", FieldType::Int);
const SIX_MONTHS: FieldSpec = column("in_six_months", FieldType::Int);
const TWELVE_MONTHS: FieldSpec = column("in_twelve_months", FieldType::Int);
const BY_GOAL: FieldSpec = column("by_goal", FieldType::Int);

const GOAL_COLUMNS: &[FieldSpec] = &[
    column("goal", FieldType::Int),
    column("due", FieldType::Date),
    IN_POST,
    BY_GOAL,
    column("missing", FieldType::Int),
    column("a_month", FieldType::Decimal),
    column("sources", FieldType::Text),
];
const BY_ROLE: &[FieldSpec] = &[ROLE, NEEDED, IN_POST, SIGNED, SIX_MONTHS, TWELVE_MONTHS, BY_GOAL];
const BY_DEPARTEMENT: &[FieldSpec] =
    &[column("departement", FieldType::Departement), NEEDED, IN_POST, SIGNED, SIX_MONTHS, TWELVE_MONTHS, BY_GOAL];
const OPEN: &[FieldSpec] = &[
    column("position", FieldType::Ref(Kind::Position)),
    STATE,
    column("days_open", FieldType::Int),
    column("asked", FieldType::Int),
    column("candidacies", FieldType::Int),
    column("start", FieldType::Date),
];
const BY_STATE: &[FieldSpec] = &[
    STATE,
    column("positions", FieldType::Int),
    column("days_to_start", FieldType::Int),
    column("told_by", FieldType::Int),
];
const NETWORKS: &[FieldSpec] = &[
    column("network", FieldType::Ref(Kind::Member)),
    column("sent", FieldType::Int),
    column("waiting", FieldType::Int),
    column("answers", FieldType::Int),
    column("last", FieldType::Date),
];
const EXITS: &[FieldSpec] =
    &[column("cause", ExitCause::TYPE), column("withdrawn", FieldType::Int), column("refused", FieldType::Int)];

/// A position that is wanted, and when somebody will start in it.
struct Wanted<'a> {
    id: RecordId,
    position: &'a Position,
    departement: Option<DeptCode>,
    start: Option<NaiveDate>,
}

impl Wanted<'_> {
    fn is_professional(&self) -> bool {
        self.position.role.is_some_and(Role::is_professional)
    }

    fn is_open(&self) -> bool {
        !self.position.state.is_some_and(PositionState::is_filled)
    }
}

pub(super) fn tables(desk: &Desk, ids: &[RecordId], today: NaiveDate) -> Vec<OverviewTable> {
    let pace = Pace::told_by(desk.all::<Position>().map(|(_, position)| position));
    let wanted = wanted(desk, ids, &pace, today);
    vec![
        OverviewTable { key: "goal", columns: GOAL_COLUMNS, rows: goal(desk, &wanted, today) },
        OverviewTable { key: "role", columns: BY_ROLE, rows: by_role(&wanted, today) },
        OverviewTable { key: "departement", columns: BY_DEPARTEMENT, rows: by_departement(&wanted, today) },
        OverviewTable { key: "open", columns: OPEN, rows: open(desk, &wanted, today) },
        OverviewTable { key: "state", columns: BY_STATE, rows: by_state(&wanted, &pace) },
        OverviewTable { key: "networks", columns: NETWORKS, rows: networks(desk, ids) },
        OverviewTable { key: "exits", columns: EXITS, rows: exits(desk, ids) },
    ]
}

fn wanted<'a>(desk: &'a Desk, ids: &[RecordId], pace: &Pace, today: NaiveDate) -> Vec<Wanted<'a>> {
    let forecasts = desk.forecasts(today);
    let of = |id: &RecordId| {
        let position = desk.get::<Position>(id)?;
        if position.state == Some(PositionState::Departed) {
            return None;
        }
        let centre = position.centre.and_then(|centre| Some((centre.0, desk.get::<Centre>(&centre.0)?)));
        let doors = match centre.map(|(id, centre)| (id, centre.status)) {
            Some((_, Some(CentreStatus::Suspended | CentreStatus::Closed | CentreStatus::Abandoned))) => None,
            Some((id, Some(CentreStatus::Preparing))) => Some(forecasts.get(&id).map_or(today, |one| one.opening)),
            _ => Some(today),
        };
        let departement = centre.and_then(|(_, centre)| desk.departement_of(centre));
        let start = doors.and_then(|doors| pace.start(position, doors, today));
        Some(Wanted { id: *id, position, departement, start })
    };
    ids.iter().filter_map(of).collect()
}

fn goal(desk: &Desk, wanted: &[Wanted<'_>], today: NaiveDate) -> Vec<Vec<OverviewCell>> {
    let professionals = || wanted.iter().filter(|one| one.is_professional());
    let on = |day| professionals().filter(|one| one.position.in_post_on(day, one.start)).count();
    let (now, then) = (headcount(professionals().map(|one| one.position)).professionals(), on(goal_day()));
    let missing = TARGET.saturating_sub(then);
    let a_month = a_month(missing, today).map(|hundredths| Value::Decimal(Decimal::from_thousandths(hundredths * 10)));
    let published = desk.all::<Indicator>().map(|(_, one)| one).filter(|one| {
        let value = one.value.map(|value| usize::try_from(value.thousandths() / 1000));
        one.kind == Some(IndicatorKind::Target)
            && one.key.as_deref() == Some("professionals")
            && value == Some(Ok(TARGET))
    });
    let cited = published.map(|one| Cited { source: one.source.clone().unwrap_or_default(), as_of: one.as_of });
    let due = OverviewCell::Value(Value::Date(goal_day()));
    vec![vec![
        count(TARGET),
        due,
        count(now),
        count(then),
        count(missing),
        a_month.into(),
        OverviewCell::Cited(cited.collect()),
    ]]
}

/// Needed, in post and signed; then in post in six and twelve months, and by the day of the goal.
fn counted<'a>(all: impl Iterator<Item = &'a Wanted<'a>> + Clone, today: NaiveDate) -> [OverviewCell; 6] {
    let on = |day| count(all.clone().filter(|one| one.position.in_post_on(day, one.start)).count());
    let with =
        |of: &dyn Fn(PositionState) -> bool| all.clone().filter(|one| one.position.state.is_some_and(of)).count();
    [
        count(all.clone().count()),
        count(with(&PositionState::is_filled)),
        some_count(with(&|state| state == PositionState::Signed)),
        on(later(today, 182)),
        on(later(today, 365)),
        on(goal_day()),
    ]
}

fn by_role(wanted: &[Wanted<'_>], today: NaiveDate) -> Vec<Vec<OverviewCell>> {
    let roles = Role::ALL.iter().filter(|role| wanted.iter().any(|one| one.position.role == Some(**role)));
    let row = |role: &Role| {
        let of = wanted.iter().filter(|one| one.position.role == Some(*role));
        std::iter::once(choice(Some(*role))).chain(counted(of, today)).collect()
    };
    roles.map(row).collect()
}

/// Of the professionals that count towards the goal; a département that is not known comes last.
fn by_departement(wanted: &[Wanted<'_>], today: NaiveDate) -> Vec<Vec<OverviewCell>> {
    let professionals = || wanted.iter().filter(|one| one.is_professional());
    let mut codes: Vec<Option<DeptCode>> = professionals().map(|one| one.departement).collect();
    codes.sort_by_key(|code| (code.is_none(), *code));
    codes.dedup();
    let row = |code: Option<DeptCode>| {
        let of = professionals().filter(|one| one.departement == code);
        std::iter::once(code.map(Value::Departement).into()).chain(counted(of, today)).collect()
    };
    codes.into_iter().map(row).collect()
}

/// The longest open first.
fn open(desk: &Desk, wanted: &[Wanted<'_>], today: NaiveDate) -> Vec<Vec<OverviewCell>> {
    let mut open: Vec<&Wanted<'_>> = wanted.iter().filter(|one| one.is_open()).collect();
    open.sort_by_key(|one| (std::cmp::Reverse(one.position.days_open(today)), one.id));
    let row = |one: &Wanted<'_>| {
        vec![
            OverviewCell::Value(Value::Ref(one.id)),
            choice(one.position.state),
            one.position.days_open(today).map(Value::Int).into(),
            some_count(desk.about::<Circulation>(&one.id).count()),
            some_count(desk.about::<Candidacy>(&one.id).count()),
            one.start.map(Value::Date).into(),
        ]
    };
    open.into_iter().map(row).collect()
}

/// Every state of a recruitment: how many are in it, how long it takes from there, and how many positions tell.
fn by_state(wanted: &[Wanted<'_>], pace: &Pace) -> Vec<Vec<OverviewCell>> {
    let row = |(state, length): (PositionState, crate::model::forecast::Length)| {
        let n = wanted.iter().filter(|one| one.position.state == Some(state)).count();
        vec![choice(Some(state)), some_count(n), OverviewCell::Value(Value::Int(length.days)), some_count(length.n)]
    };
    pace.all().map(row).collect()
}

/// Which body was sent how many offers, how many it has not answered, what came of it, and when it was last asked.
fn networks(desk: &Desk, ids: &[RecordId]) -> Vec<Vec<OverviewCell>> {
    let mut by: BTreeMap<RecordId, Vec<&Circulation>> = BTreeMap::new();
    for (_, one) in ids.iter().flat_map(|id| desk.about::<Circulation>(id)) {
        if let Some(network) = one.network.map(|network| desk.stays(&network.0)) {
            by.entry(network).or_default().push(one);
        }
    }
    let named = |id: &RecordId| desk.get::<Member>(id).and_then(|member| member.name.clone());
    let mut all: Vec<_> = by.into_iter().map(|(id, sent)| (named(&id), id, sent)).collect();
    all.sort_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
    let row = |(_, id, sent): (_, RecordId, Vec<&Circulation>)| {
        let answers: i64 = sent.iter().filter_map(|one| one.answers).fold(0, i64::saturating_add);
        vec![
            OverviewCell::Value(Value::Ref(id)),
            count(sent.len()),
            some_count(sent.iter().filter(|one| one.answered.is_none()).count()),
            OverviewCell::Value(Value::Int(answers)),
            sent.iter().filter_map(|one| one.sent).max().map(Value::Date).into(),
        ]
    };
    all.into_iter().map(row).collect()
}

/// Why candidacies came to nothing, the commonest first; without a cause last.
fn exits(desk: &Desk, ids: &[RecordId]) -> Vec<Vec<OverviewCell>> {
    let mut by: BTreeMap<Option<ExitCause>, [usize; 2]> = BTreeMap::new();
    for (_, one) in ids.iter().flat_map(|id| desk.about::<Candidacy>(id)) {
        let at = match one.state {
            Some(CandidacyState::Withdrawn) => 0,
            Some(CandidacyState::Refused) => 1,
            _ => continue,
        };
        if let Some(n) = by.entry(one.cause).or_default().get_mut(at) {
            *n += 1;
        }
    }
    let mut all: Vec<_> = by.into_iter().collect();
    all.sort_by_key(|(cause, [withdrawn, refused])| (cause.is_none(), std::cmp::Reverse(withdrawn + refused), *cause));
    let row = |(cause, [withdrawn, refused]): (_, [usize; 2])| {
        vec![choice(cause), some_count(withdrawn), some_count(refused)]
    };
    all.into_iter().map(row).collect()
}
