//! Home visits, day by day: as many as were asked for, oldest first.

use std::collections::VecDeque;

use chrono::{Datelike, Duration, NaiveDate, NaiveTime, Weekday};

use super::Plan;
use super::dice::{Dice, after};
use super::ground::{Ground, Site};
use super::near::{Around, Near};
use crate::model::calendar::{band, holiday};
use crate::model::{
    AgeBand, AnyRecord, Decimal, LocalTime, Place, Reason, RecordId, Ref, RequestedBy, TreatingDoctor, Visit,
    VisitRole, VisitStatus,
};

/// Up to so many visits, they all lie in the last months.
const RECENT: usize = 5_000;
const RECENT_DAYS: i64 = 170;
const FIVE_YEARS: i64 = 1_826;

/// Planned visits lie this week and the next.
const AHEAD: i64 = 13;
const MOST_AHEAD: usize = 60;

/// The service was prefigured from this day on: no visit is older.
const FIRST_DAY: Option<NaiveDate> = NaiveDate::from_ymd_opt(2021, 7, 16);

/// Patients of a centre who may be visited again.
const REMEMBERED: usize = 48;

pub(super) fn visits(plan: &Plan, ground: &Ground) -> impl Iterator<Item = (RecordId, AnyRecord)> + use<> {
    let mut rounds = Rounds::new(plan, ground);
    let days = rounds.calendar(plan.visits);
    days.into_iter().flat_map(move |(day, count)| rounds.day(day, count))
}

/// A centre that visits start from.
struct Start {
    site: Site,
    around: Around,
    weight: u64,
    /// The last ones to be visited, oldest first.
    patients: VecDeque<Patient>,
}

#[derive(Clone, Copy)]
struct Patient {
    number: u64,
    near: Near,
    age: AgeBand,
    place: Place,
    treating: TreatingDoctor,
    /// What brings the professional back.
    usual: Reason,
}

/// Who goes from which centre; the number of the professional where it is settled.
#[derive(Clone, Copy)]
struct Goer {
    at: usize,
    role: VisitRole,
    number: Option<u64>,
}

struct Rounds {
    today: NaiveDate,
    code: String,
    dice: Dice,
    starts: Vec<Start>,
    patients: u64,
}

impl Rounds {
    fn new(plan: &Plan, ground: &Ground) -> Self {
        let mut dice = Dice::new(plan.seed, "visits");
        let open = ground.sites.iter().filter(|site| site.opened.is_some());
        let starts = open
            .map(|site| Start {
                around: Around::of(site.commune),
                weight: dice.below(5) + 2,
                patients: VecDeque::new(),
                site: site.clone(),
            })
            .collect();
        Self { today: plan.today, code: plan.code.clone(), dice, starts, patients: 0 }
    }

    /// How many visits each day has. Their sum is `total`, unless no centre was open on any of the days.
    fn calendar(&self, total: usize) -> Vec<(NaiveDate, u64)> {
        let ahead = (total / 25).min(MOST_AHEAD);
        let span = if total <= RECENT { RECENT_DAYS } else { FIVE_YEARS };
        let past = (-span..=-1).map(|days| after(self.today, days)).filter(|day| FIRST_DAY.is_none_or(|f| *day >= f));
        let mut days = self.shared(past.collect(), total - ahead);
        days.extend(self.shared((0..=AHEAD).map(|days| after(self.today, days)).collect(), ahead));
        days
    }

    /// Shares `total` visits among days, by what kind of day each is and how many centres were open.
    fn shared(&self, days: Vec<NaiveDate>, total: usize) -> Vec<(NaiveDate, u64)> {
        let total = u128::try_from(total).unwrap_or_default();
        let weight = |day: &NaiveDate| u128::from(business(*day) * self.open(*day).last().map_or(0, |(sum, _)| *sum));
        let whole: u128 = days.iter().map(weight).sum();
        let (mut sum, mut given) = (0, 0);
        let mut share = |day: NaiveDate| {
            sum += weight(&day);
            let due = (total * sum).checked_div(whole).unwrap_or_default();
            let count = due - given;
            given = due;
            (day, u64::try_from(count).unwrap_or_default())
        };
        days.into_iter().map(&mut share).collect()
    }

    /// The centres that are open on a day, each with its weight and those before it, together.
    fn open(&self, day: NaiveDate) -> Vec<(u64, usize)> {
        let mut sum = 0;
        let open = self.starts.iter().enumerate().filter(|(_, start)| start.site.is_open(day));
        open.map(|(at, start)| {
            sum += start.weight;
            (sum, at)
        })
        .collect()
    }

    fn day(&mut self, day: NaiveDate, count: u64) -> Vec<(RecordId, AnyRecord)> {
        let open = self.open(day);
        let mut minutes: Vec<i64> = (0..count).map(|_| start_minute(day, &mut self.dice)).collect();
        minutes.sort_unstable();
        // What is planned is planned as rounds: a few visits of one professional.
        let mut round: Option<(Goer, u64)> = None;
        let mut made = Vec::new();
        for minute in minutes {
            let goer = match round.take() {
                Some((goer, left)) if left > 0 => {
                    round = Some((goer, left - 1));
                    Some(goer)
                }
                _ => self.goer(&open),
            };
            let Some(goer) = goer else { continue };
            let goer = if day < self.today || goer.number.is_some() { goer } else { self.numbered(goer) };
            if day >= self.today && round.is_none() {
                round = Some((goer, 2 + self.dice.below(4)));
            }
            made.extend(self.visit(day, minute, goer));
        }
        made
    }

    /// Who goes, from where.
    fn goer(&mut self, open: &[(u64, usize)]) -> Option<Goer> {
        let thrown = self.dice.below(open.last()?.0);
        let (_, at) = *open.get(open.partition_point(|(sum, _)| *sum <= thrown))?;
        let role = self.dice.mostly(
            VisitRole::Doctor,
            &[(160, VisitRole::Nurse), (80, VisitRole::AdvancedNurse), (50, VisitRole::Midwife)],
        );
        Some(Goer { at, role, number: None })
    }

    fn numbered(&mut self, goer: Goer) -> Goer {
        Goer { number: Some(1 + self.dice.below(3)), ..goer }
    }

    fn visit(&mut self, day: NaiveDate, minute: i64, goer: Goer) -> Option<(RecordId, AnyRecord)> {
        let Goer { at, role, number } = goer;
        let start = LocalTime::in_france(day.and_time(NaiveTime::MIN) + Duration::minutes(minute)).ok()?;
        let (patient, known) = self.patient(at, role)?;
        let centre = Ref::new(self.starts.get(at)?.site.id);
        let ahead = day >= self.today;
        let mut visit = Visit { centre: Some(centre), role: Some(role), start: Some(start), ..Visit::default() };
        self.whom(&mut visit, &patient, known);
        self.why(&mut visit, &patient, role, ahead, start);
        self.how(&mut visit, &patient, ahead);
        let number = number.unwrap_or_else(|| 1 + self.dice.below(3));
        visit.agent = Some(format!("{}-{number}", agent(role)));
        // What is planned was written down before today; the rest on the evening of the day.
        let written = if ahead { -1_440 * self.dice.between(1, 5) } else { self.dice.between(20, 300) };
        let written = if ahead { midnight(self.today) } else { start.unix_millis() } + written * 60_000;
        Some((self.dice.id_at(written), visit.into()))
    }

    /// Someone known to the centre, more often than not; else someone new.
    fn patient(&mut self, at: usize, role: VisitRole) -> Option<(Patient, bool)> {
        let start = self.starts.get_mut(at)?;
        let known = u64::try_from(start.patients.len()).unwrap_or_default();
        if role != VisitRole::Midwife && known > 0 && self.dice.chance(620) {
            let which = usize::try_from(self.dice.below(known)).unwrap_or_default();
            return Some((*start.patients.get(which)?, true));
        }
        self.patients += 1;
        let patient = someone(self.patients, start.around.pick(&mut self.dice)?, role, &mut self.dice);
        if role != VisitRole::Midwife {
            start.patients.push_back(patient);
        }
        if start.patients.len() > REMEMBERED {
            start.patients.pop_front();
        }
        Some((patient, false))
    }

    fn whom(&mut self, visit: &mut Visit, patient: &Patient, known: bool) {
        visit.patient = Some(format!("{}-{:04}", self.code, patient.number));
        visit.commune = Some(patient.near.commune);
        visit.terrain = Some(patient.near.terrain);
        if known || self.dice.chance(800) {
            visit.age_band = Some(patient.age);
            visit.place = Some(patient.place);
            visit.treating_doctor = Some(patient.treating);
        }
    }

    fn why(&mut self, visit: &mut Visit, patient: &Patient, role: VisitRole, ahead: bool, start: LocalTime) {
        let band = band(start.wall(), &[]);
        let reason = match role {
            VisitRole::Midwife => Reason::Perinatal,
            _ if ahead => patient.usual,
            _ if band.out_of_hours() => {
                self.dice.mostly(Reason::Acute, &[(120, Reason::Palliative), (60, Reason::Certificate)])
            }
            _ => {
                self.dice.mostly(patient.usual, &[(230, Reason::Acute), (40, Reason::Certificate), (20, Reason::Other)])
            }
        };
        let unscheduled = !ahead
            && match reason {
                Reason::Acute => self.dice.chance(900),
                Reason::Palliative | Reason::Certificate => self.dice.chance(400),
                _ => self.dice.chance(60),
            };
        let requested_by = match (unscheduled, patient.place) {
            _ if band.out_of_hours() && unscheduled => {
                self.dice.mostly(RequestedBy::Dispatch, &[(250, RequestedBy::Patient)])
            }
            (true, Place::CareHome) => RequestedBy::CareHome,
            (true, _) => self.dice.mostly(
                RequestedBy::Patient,
                &[(250, RequestedBy::Secretariat), (180, RequestedBy::Nurse), (70, RequestedBy::Dispatch)],
            ),
            (false, _) => {
                self.dice.mostly(RequestedBy::Planned, &[(200, RequestedBy::Secretariat), (80, RequestedBy::Nurse)])
            }
        };
        visit.reason = Some(reason);
        visit.band = Some(band);
        visit.unscheduled = Some(unscheduled);
        visit.regulated = Some(requested_by == RequestedBy::Dispatch);
        visit.requested_by = Some(requested_by);
    }

    fn how(&mut self, visit: &mut Visit, patient: &Patient, ahead: bool) {
        let status = if ahead {
            VisitStatus::Planned
        } else {
            let others = [(45, VisitStatus::Cancelled), (35, VisitStatus::Absent), (30, VisitStatus::Postponed)];
            self.dice.mostly(VisitStatus::Done, &others)
        };
        visit.status = Some(status);
        if matches!(status, VisitStatus::Done | VisitStatus::Absent) {
            let estimated = self.dice.chance(350);
            let metres =
                patient.near.road_metres * if estimated { 1_000 } else { self.dice.between(900, 1_250) } / 1_000;
            visit.km = Some(Decimal::from_thousandths((metres / 500).max(1) * 500));
            visit.km_estimated = estimated.then_some(true);
        }
        if status == VisitStatus::Done {
            let (short, long) = length(visit.reason.unwrap_or(Reason::Other));
            visit.minutes = Some(self.dice.between(short, long) * 5);
        }
        visit.note = match status {
            VisitStatus::Cancelled if self.dice.chance(500) => Some(self.dice.text(&CANCELLED).into()),
            VisitStatus::Done if self.dice.chance(110) => Some(self.dice.text(&NOTES).into()),
            _ => None,
        };
    }
}

fn midnight(day: NaiveDate) -> i64 {
    day.and_time(NaiveTime::MIN).and_utc().timestamp_millis()
}

/// How busy a day is, in thousandths of an ordinary one.
fn business(day: NaiveDate) -> u64 {
    if holiday(day).is_some() {
        return 70;
    }
    match day.weekday() {
        Weekday::Mon => 1_150,
        Weekday::Wed => 900,
        Weekday::Fri => 1_080,
        Weekday::Sat => 190,
        Weekday::Sun => 80,
        Weekday::Tue | Weekday::Thu => 1_000,
    }
}

/// Visits cluster after the morning's consultations and in mid-afternoon; some fall in the evening, few at night.
fn start_minute(day: NaiveDate, dice: &mut Dice) -> i64 {
    let quiet = matches!(day.weekday(), Weekday::Sat | Weekday::Sun) || holiday(day).is_some();
    let (from, to) = if quiet {
        dice.mostly((9, 19), &[(120, (20, 23)), (30, (6, 8))])
    } else {
        dice.mostly((13, 17), &[(300, (11, 13)), (180, (8, 11)), (130, (17, 20)), (28, (20, 23)), (7, (5, 8))])
    };
    from * 60 + dice.below(u64::try_from((to - from) * 12).unwrap_or(1)).cast_signed() * 5
}

/// A new patient, of an age and with a need that fit the one who visits.
fn someone(number: u64, near: Near, role: VisitRole, dice: &mut Dice) -> Patient {
    if role == VisitRole::Midwife {
        let (age, usual) = (AgeBand::UpTo64, Reason::Perinatal);
        return Patient { number, near, age, place: Place::Home, treating: TreatingDoctor::Centre, usual };
    }
    let age = dice.mostly(
        AgeBand::From80,
        &[(300, AgeBand::UpTo79), (170, AgeBand::UpTo64), (40, AgeBand::UpTo17), (40, AgeBand::UpTo5)],
    );
    let old = matches!(age, AgeBand::From80 | AgeBand::UpTo79);
    let place = if old {
        dice.mostly(Place::Home, &[(220, Place::CareHome), (90, Place::Residence)])
    } else {
        dice.mostly(Place::Home, &[(30, Place::Other)])
    };
    let usual = if old {
        dice.mostly(Reason::Chronic, &[(220, Reason::Renewal), (90, Reason::Discharge), (70, Reason::Palliative)])
    } else {
        dice.mostly(Reason::Acute, &[(250, Reason::Chronic), (150, Reason::Prevention), (100, Reason::Discharge)])
    };
    let treating = dice.mostly(TreatingDoctor::Centre, &[(250, TreatingDoctor::Other), (150, TreatingDoctor::None)]);
    Patient { number, near, age, place, treating, usual }
}

const fn agent(role: VisitRole) -> &'static str {
    match role {
        VisitRole::Doctor => "MED",
        VisitRole::Midwife => "SF",
        VisitRole::Nurse => "INF",
        VisitRole::AdvancedNurse => "IPA",
    }
}

/// The shortest and the longest that a visit lasts, in fives of minutes.
const fn length(reason: Reason) -> (i64, i64) {
    match reason {
        Reason::Palliative => (8, 15),
        Reason::Discharge | Reason::Perinatal => (7, 12),
        Reason::Chronic => (4, 9),
        Reason::Acute | Reason::Prevention => (3, 7),
        Reason::Renewal | Reason::Certificate | Reason::Other => (3, 6),
    }
}

const NOTES: [&str; 12] = [
    "À revoir dans trois semaines.",
    "Résultats attendus.",
    "Aidante présente, conseils donnés.",
    "Portail à pousser fort.",
    "Prévoir le tensiomètre large.",
    "Chien gentil, appeler avant d’arriver.",
    "Accès par le bas du hameau.",
    "Pansement refait avec l’infirmière.",
    "Ordonnance à déposer à la pharmacie.",
    "Pas de réseau sur place.",
    "Route étroite, se garer au calvaire.",
    "Vaccination proposée pour l’automne.",
];

const CANCELLED: [&str; 4] =
    ["Vu au centre le matin même.", "Reporté à la demande de la famille.", "Route coupée.", "Hospitalisé la veille."];
