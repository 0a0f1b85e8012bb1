//! The way to an opening, told in a dozen made-up stories: stages, steps, and how far each has got.

use chrono::NaiveDate;

use super::Plan;
use super::dice::{Dice, after, worked, working};
use super::ground::{Ground, Host, Site};
use crate::model::pipeline::{stage_id, step_id};
use crate::model::reference::{StageOutline, StepOutline, stage};
use crate::model::{
    AnyRecord, AnyRef, CentreKind, CentreStatus, PartialDate, PositionState, RecordId, Ref, Stage, StageKey,
    StageState, Step, StepState,
};

/// How precisely a target is known.
#[derive(Clone, Copy, Debug)]
pub(super) enum Precision {
    Day,
    Month,
    Year,
}

/// One made-up story of an opening. Days count from today.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scenario {
    pub kind: CentreKind,
    pub status: CentreStatus,
    pub premises: &'static str,
    pub note: &'static str,
    /// The first target, and the one that holds now.
    pub first_target: i64,
    pub target: i64,
    pub precision: Precision,
    /// How much of AMI, joining, premises, recruitment, ARS file and opening is done, in hundredths.
    pub done: [usize; 6],
    pub blocked: Option<(StageKey, &'static str)>,
    /// The first open step is due on this day, the others in the weeks that follow.
    pub next_due: i64,
    pub doctor: PositionState,
    pub secretary: PositionState,
    pub ended_days_ago: i64,
}

const PLAIN: Scenario = Scenario {
    kind: CentreKind::Creation,
    status: CentreStatus::Preparing,
    premises: "Ancienne école, rez-de-chaussée",
    note: "Centre inventé pour la démonstration.",
    first_target: 120,
    target: 120,
    precision: Precision::Day,
    done: [100, 100, 50, 40, 40, 0],
    blocked: None,
    next_due: 9,
    doctor: PositionState::Interview,
    secretary: PositionState::Offer,
    ended_days_ago: 0,
};

/// For the centres that the facts name and say little of: how far each is, in turn. Their own fields stay as they are.
pub(super) static PLANNED: [Scenario; 3] = [
    Scenario { target: 70, done: [100, 100, 75, 75, 60, 0], next_due: 2, doctor: PositionState::Signed, ..PLAIN },
    Scenario { target: 160, next_due: 5, ..PLAIN },
    Scenario { target: 320, done: [100, 100, 12, 0, 0, 0], next_due: 12, doctor: PositionState::Need, ..PLAIN },
];

/// The call for interest is being answered.
pub(super) static APPLYING: Scenario = Scenario {
    note: "Centre inventé pour la démonstration : la commune répond à l’appel à manifestation d’intérêt.",
    premises: "À trouver",
    first_target: 420,
    target: 420,
    precision: Precision::Year,
    done: [60, 0, 0, 0, 0, 0],
    next_due: 6,
    doctor: PositionState::Need,
    secretary: PositionState::Need,
    ..PLAIN
};

/// The call is answered, the general assembly is to vote.
pub(super) static JOINING: Scenario = Scenario {
    note: "Centre inventé pour la démonstration : adhésion au prochain vote de l’assemblée générale.",
    premises: "Aile libre de la maison de santé",
    first_target: 300,
    target: 330,
    precision: Precision::Month,
    done: [100, 40, 20, 0, 0, 0],
    next_due: 13,
    doctor: PositionState::Need,
    secretary: PositionState::Need,
    ..PLAIN
};

/// In the order in which the territories without a centre are met.
pub(super) static SCENARIOS: [Scenario; 8] = [
    Scenario {
        premises: "Ancien cabinet dentaire, à désamianter",
        first_target: -35,
        target: 75,
        done: [100, 100, 40, 60, 60, 0],
        blocked: Some((StageKey::Locaux, "Devis du désamiantage attendu par la collectivité.")),
        next_due: -6,
        doctor: PositionState::Signed,
        ..PLAIN
    },
    Scenario {
        premises: "Maison de santé, premier étage",
        first_target: -20,
        target: 9,
        done: [100, 100, 100, 100, 100, 50],
        next_due: 3,
        doctor: PositionState::Signed,
        secretary: PositionState::InPost,
        ..PLAIN
    },
    Scenario {
        kind: CentreKind::Antenne,
        premises: "Salle de la mairie, deux demi-journées",
        first_target: 240,
        target: 240,
        precision: Precision::Month,
        done: [100, 100, 20, 20, 15, 0],
        next_due: 16,
        doctor: PositionState::Application,
        ..PLAIN
    },
    Scenario {
        premises: "Local commercial face à la poste",
        first_target: 36,
        target: 36,
        done: [100, 100, 80, 80, 75, 25],
        next_due: 1,
        doctor: PositionState::Signed,
        secretary: PositionState::Signed,
        ..PLAIN
    },
    Scenario {
        premises: "Bâtiment modulaire provisoire",
        first_target: -80,
        target: -18,
        done: [100, 100, 70, 60, 60, 0],
        next_due: -12,
        doctor: PositionState::Proposal,
        secretary: PositionState::Interview,
        ..PLAIN
    },
    Scenario {
        status: CentreStatus::Abandoned,
        premises: "Aucun local retenu",
        note: "Centre inventé pour la démonstration : projet abandonné, les deux communes voisines ouvrent ensemble.",
        first_target: -150,
        target: -60,
        done: [100, 100, 10, 0, 10, 0],
        next_due: 40,
        doctor: PositionState::Need,
        secretary: PositionState::Need,
        ended_days_ago: 95,
        ..PLAIN
    },
    Scenario {
        status: CentreStatus::Suspended,
        kind: CentreKind::Transformation,
        premises: "Centre communal",
        note: "Centre inventé pour la démonstration : suspendu le temps de remplacer le médecin.",
        first_target: -700,
        target: -700,
        done: [0; 6],
        doctor: PositionState::Departed,
        secretary: PositionState::InPost,
        ended_days_ago: 48,
        ..PLAIN
    },
    Scenario {
        kind: CentreKind::Perennisation,
        premises: "Cabinet municipal existant",
        first_target: 60,
        target: 150,
        done: [100, 100, 30, 50, 25, 0],
        ..PLAIN
    },
];

impl Scenario {
    /// The first target and the present one, as precisely as they are known.
    pub fn targets(&self, today: NaiveDate) -> Option<(PartialDate, PartialDate)> {
        use chrono::Datelike;
        let known = |days| {
            let day = working(after(today, days));
            match self.precision {
                Precision::Day => Some(PartialDate::Day(day)),
                Precision::Month => Some(PartialDate::Month(day.year(), u8::try_from(day.month()).ok()?)),
                Precision::Year => Some(PartialDate::Year(day.year())),
            }
        };
        known(self.first_target).zip(known(self.target))
    }

    fn share(&self, key: StageKey) -> usize {
        StageKey::ALL.iter().zip(self.done).find(|(one, _)| **one == key).map_or(0, |(_, share)| share)
    }

    /// No works are done where a building is taken as it is.
    fn without_works(&self) -> bool {
        matches!(self.kind, CentreKind::Antenne | CentreKind::Perennisation)
    }
}

/// When a stage is planned, in days before the opening: published durations run from eight months to a year and a half.
const fn span(key: StageKey) -> (i64, i64) {
    match key {
        StageKey::Ami => (520, 400),
        StageKey::Adhesion => (400, 310),
        StageKey::Locaux => (300, 35),
        StageKey::Recrutement => (280, 25),
        StageKey::Autorisation => (210, 18),
        StageKey::Ouverture => (35, 0),
    }
}

pub(super) fn records(plan: &Plan, ground: &Ground, to: &mut Vec<(RecordId, AnyRecord)>) {
    let mut dice = Dice::new(plan.seed, "pipelines");
    let told = |key: StageKey, site: &Site| !key.of_host() && site.opened.is_none();
    for Host { id, joining, .. } in &ground.hosts {
        let Some(scenario) = joining else { continue };
        for key in StageKey::ALL.iter().filter(|key| key.of_host()) {
            told_stage(plan, scenario, *id, *key, &mut dice, to);
        }
    }
    for site in &ground.sites {
        let Some(scenario) = site.scenario else { continue };
        for key in StageKey::ALL.iter().filter(|key| told(**key, site)) {
            told_stage(plan, scenario, site.id, *key, &mut dice, to);
        }
    }
    told_openings(plan, ground, to);
}

/// How the centres whose opening is known to the day got there: their stages tell how long such stages last. Nothing else is
/// told of a centre that has opened.
fn told_openings(plan: &Plan, ground: &Ground, to: &mut Vec<(RecordId, AnyRecord)>) {
    let mut dice = Dice::new(plan.seed, "openings");
    let told = |site: &&Site| site.to_the_day && !site.extra;
    for site in ground.sites.iter().filter(told) {
        let Some(opened) = site.opened else { continue };
        let pace = dice.between(70, 130);
        for key in StageKey::ALL.iter().filter(|key| !key.of_host()) {
            told_past_stage(plan, site.id, opened, *key, pace, &mut dice, to);
        }
    }
}

/// A stage that is over, some days later than it was planned; `pace` in hundredths of the usual length.
fn told_past_stage(
    plan: &Plan,
    subject: RecordId,
    opened: NaiveDate,
    key: StageKey,
    pace: i64,
    dice: &mut Dice,
    to: &mut Vec<(RecordId, AnyRecord)>,
) {
    let Some(outline) = stage(key) else { return };
    let (from, until) = span(key);
    let began = worked(after(opened, -from * pace / 100));
    let ended = worked(after(opened, -until * pace / 100));
    let record = Stage {
        subject: Some(AnyRef(subject)),
        stage: Some(key),
        state: Some(StageState::Done),
        planned_start: Some(worked(after(began, -dice.between(0, 15)))),
        planned_end: Some(worked(after(ended, -dice.between(0, 45))).max(began)),
        actual_start: Some(began),
        actual_end: Some(ended),
        ..Stage::default()
    };
    to.push((stage_id(subject, key), record.into()));
    let list = Checklist { subject, outline, share: 100, period: Some((began, ended)) };
    told_steps(plan, &PLAIN, &list, dice, to);
}

fn told_stage(
    plan: &Plan,
    scenario: &Scenario,
    subject: RecordId,
    key: StageKey,
    dice: &mut Dice,
    to: &mut Vec<(RecordId, AnyRecord)>,
) {
    let Some(outline) = stage(key) else { return };
    let share = scenario.share(key);
    let (from, until) = span(key);
    let begin = working(after(plan.today, scenario.target - from));
    let end = working(after(plan.today, scenario.target - until));
    // The plan slips and the work does not wait for it: what is done was done before today.
    let started = (share > 0).then(|| worked(begin.min(after(plan.today, -30 - dice.between(0, 60)))));
    let ended = (share == 100).then(|| worked(end.min(after(plan.today, -dice.between(4, 12)))));
    let blocked = scenario.blocked.filter(|(stage, _)| *stage == key);
    let record = Stage {
        subject: Some(AnyRef(subject)),
        stage: Some(key),
        state: Some(match share {
            _ if blocked.is_some() => StageState::Blocked,
            0 => StageState::NotStarted,
            100 => StageState::Done,
            _ => StageState::UnderWay,
        }),
        blocked_reason: blocked.map(|(_, reason)| reason.into()),
        planned_start: Some(begin),
        planned_end: Some(end),
        actual_start: started,
        actual_end: ended,
        owner: Some(Ref::new(plan.me)),
    };
    to.push((stage_id(subject, key), record.into()));
    let period = started.map(|started| (started, ended.unwrap_or(after(plan.today, -3)).max(started)));
    told_steps(plan, scenario, &Checklist { subject, outline, share, period }, dice, to);
}

/// What a stage's steps follow from.
struct Checklist {
    subject: RecordId,
    outline: &'static StageOutline,
    share: usize,
    /// From the day the stage began to the day of the last thing done.
    period: Option<(NaiveDate, NaiveDate)>,
}

fn told_steps(
    plan: &Plan,
    scenario: &Scenario,
    list: &Checklist,
    dice: &mut Dice,
    to: &mut Vec<(RecordId, AnyRecord)>,
) {
    let by_hand: Vec<&StepOutline> = list.outline.items.iter().filter(|item| !item.derived).collect();
    let count = by_hand.len();
    let done = count * list.share / 100;
    let mut due = scenario.next_due;
    for (at, item) in by_hand.into_iter().enumerate() {
        let works = matches!(item.key.as_str(), "autorisation_travaux" | "travaux");
        let mut step = Step {
            subject: Some(AnyRef(list.subject)),
            stage: Some(list.outline.key),
            item: Some(item.key.clone()),
            state: Some(StepState::Open),
            ..Step::default()
        };
        if works && scenario.without_works() && list.share > 0 {
            step.state = Some(StepState::NotApplicable);
            step.reason = Some("Local repris en l’état, sans travaux.".into());
        } else if at < done {
            step.state = Some(StepState::Done);
            step.done_on = list.period.map(|period| spread(period, at + 1, count));
            step.done_by = Some(Ref::new(plan.me));
        } else if list.share > 0 && due <= scenario.next_due.max(0) + 60 {
            step.due = Some(working(after(plan.today, due)));
            step.owner = Some(Ref::new(plan.me));
            step.note = dice.chance(250).then(|| dice.text(&STEP_NOTES).into());
            due += dice.between(8, 16);
        } else {
            // Nothing is known of it yet: nothing is written.
            continue;
        }
        to.push((step_id(list.subject, list.outline.key, &item.key), step.into()));
    }
    if list.outline.key == StageKey::Locaux && (1..100).contains(&list.share) {
        to.push(added_step(plan, list.subject, due.min(20), dice));
    }
}

/// A step that a person added to the checklist.
fn added_step(plan: &Plan, subject: RecordId, due: i64, dice: &mut Dice) -> (RecordId, AnyRecord) {
    let id = dice.id(worked(after(plan.today, -25)));
    let step = Step {
        subject: Some(AnyRef(subject)),
        stage: Some(StageKey::Locaux),
        item: Some(id.to_string()),
        label: Some("Visite du local avec les élus".to_owned()),
        state: Some(StepState::Open),
        due: Some(working(after(plan.today, due))),
        owner: Some(Ref::new(plan.me)),
        ..Step::default()
    };
    (id, step.into())
}

/// The day of the `n`th of `count` things that are done one after the other.
fn spread((from, to): (NaiveDate, NaiveDate), n: usize, count: usize) -> NaiveDate {
    let share = |days: i64| days * i64::try_from(n).unwrap_or_default() / i64::try_from(count.max(1)).unwrap_or(1);
    worked(after(from, share((to - from).num_days()))).max(from)
}

const STEP_NOTES: [&str; 5] = [
    "Pièce demandée par courriel, relance dans dix jours.",
    "Le service technique confirme sous huitaine.",
    "Modèle de la Région transmis à la mairie.",
    "En attente du prochain conseil.",
    "Rendez-vous pris avec l’installateur.",
];
