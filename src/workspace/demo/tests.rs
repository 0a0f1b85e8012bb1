use std::collections::{BTreeMap, HashMap, HashSet};

use super::*;
use crate::model::calendar::band;
use crate::model::pipeline::{Inputs, Pipeline};
use crate::model::reference::communes;
use crate::model::reference::founding::facts;
use crate::model::*;

fn plan(visits: usize) -> Plan {
    Plan {
        seed: 7,
        visits,
        today: "2026-11-22".parse().unwrap(),
        me: RecordId::derived(&["me"]),
        code: "COUS".to_owned(),
    }
}

fn of_kind<T: OfKind>(all: &[(RecordId, AnyRecord)]) -> Vec<(RecordId, &T)> {
    all.iter().filter_map(|(id, record)| Some((*id, T::of(record)?))).collect()
}

struct Made {
    records: HashMap<RecordId, AnyRecord>,
    now: LocalTime,
}

impl rules::Around for Made {
    fn now(&self) -> LocalTime {
        self.now
    }

    fn bridge_days(&self) -> Vec<NaiveDate> {
        Vec::new()
    }

    fn record(&self, id: RecordId) -> Option<AnyRecord> {
        self.records.get(&id).cloned()
    }

    fn gates_open(&self, id: RecordId, centre: &Centre) -> Vec<pipeline::Gate> {
        let inputs = Inputs { id, centre, host: None, stages: &[], steps: &[], positions: &[], today: self.now.date() };
        Pipeline::gates(&inputs)
    }
}

#[test]
fn a_plan_always_gives_the_same_records_and_a_seed_others() {
    let all: Vec<_> = records(&plan(300)).collect();
    assert_eq!(all, records(&plan(300)).collect::<Vec<_>>());
    let others: Vec<_> = records(&Plan { seed: 8, ..plan(300) }).collect();
    assert_ne!(all, others);
}

#[test]
fn every_record_passes_the_rules_and_refers_only_to_what_came_before() {
    let plan = plan(2_000);
    let me = Device { holder: Some("Exemple".into()), code: Some("COUS".into()), ..Device::default() };
    let mut made = Made { records: facts().into_iter().collect(), now: "2026-11-22T08:00".parse().unwrap() };
    made.records.insert(plan.me, me.into());
    let mut odd: BTreeMap<String, usize> = BTreeMap::new();
    for (id, record) in records(&plan) {
        for fault in rules::check(id, &record, None, &made) {
            assert!(!fault.is_refused(), "{fault:?} in {record:?}");
            *odd.entry(format!("{:?} {}", record.kind(), fault.code)).or_default() += 1;
        }
        assert!(made.records.insert(id, record).is_none(), "{id} twice");
    }
    assert!(odd.is_empty(), "{odd:?}");
}

#[test]
fn visits_are_as_many_as_asked_for_and_oldest_first() {
    for count in [0, 1, 7, 300, 6_000] {
        let plan = plan(count);
        let all: Vec<_> = records(&plan).collect();
        let visits = of_kind::<Visit>(&all);
        assert_eq!(visits.len(), count);
        assert!(visits.is_sorted_by_key(|(_, visit)| visit.start));
        let planned = visits.iter().filter(|(_, visit)| visit.status == Some(VisitStatus::Planned)).count();
        assert_eq!(planned, (count / 25).min(60));
        for (_, visit) in visits {
            let start = visit.start.unwrap();
            assert_eq!(visit.status == Some(VisitStatus::Planned), start.date() >= plan.today);
            assert_eq!(visit.band, Some(band(start.wall(), &[])));
        }
    }
}

#[test]
fn visits_have_a_plausible_shape() {
    let all: Vec<_> = records(&plan(5_000)).collect();
    let visits = of_kind::<Visit>(&all);
    let share = |test: &dyn Fn(&Visit) -> bool| visits.iter().filter(|(_, visit)| test(visit)).count() * 100 / 5_000;
    assert!((83..93).contains(&share(&|visit| visit.status == Some(VisitStatus::Done))));
    assert!((65..78).contains(&share(&|visit| visit.role == Some(VisitRole::Doctor))));
    assert!((4..15).contains(&share(&|visit| visit.band != Some(Band::Day))));
    assert!((20..45).contains(&share(&|visit| visit.km_estimated == Some(true))));
    assert!((6..16).contains(&share(&|visit| visit.note.is_some())));
    let patients: HashSet<_> = visits.iter().map(|(_, visit)| visit.patient.clone().unwrap()).collect();
    assert!((1_500..3_000).contains(&patients.len()), "{} patients", patients.len());
    assert!(patients.iter().all(|patient| patient.starts_with("COUS-")));
    let facts = facts();
    let centres: HashMap<_, _> = of_kind::<Centre>(&facts).into_iter().collect();
    let far = visits.iter().filter_map(|(_, visit)| {
        let centre = centres.get(&visit.centre?.0)?;
        communes().distance_km(centre.commune?, visit.commune?)
    });
    assert!(far.fold(0.0, f64::max) < 25.0);
}

#[test]
fn five_years_have_more_centres_and_visits_only_where_they_were_open() {
    let plan = plan(200_000);
    let facts = facts();
    let all: Vec<_> = records(&plan).take_while(|(_, record)| record.kind() != Kind::Visit).collect();
    let centres: HashMap<_, _> = of_kind::<Centre>(&all).into_iter().chain(of_kind::<Centre>(&facts)).collect();
    assert_eq!(centres.values().filter(|centre| centre.commune.is_some()).count(), 40);
    let made_up = of_kind::<Centre>(&all);
    assert!(made_up.iter().all(|(_, centre)| centre.name.as_ref().unwrap().starts_with("Centre fictif — ")));
    let mut oldest = plan.today;
    for (_, record) in records(&plan).filter(|(_, record)| record.kind() == Kind::Visit).step_by(37) {
        let visit = Visit::of(&record).unwrap();
        let day = visit.start.unwrap().date();
        oldest = oldest.min(day);
        let centre = centres[&visit.centre.unwrap().0];
        assert!(centre.opened.unwrap().first_day() <= day, "{centre:?} on {day}");
        assert!(centre.suspended_on.is_none_or(|shut| day < shut), "{centre:?} on {day}");
    }
    assert!(oldest < "2022-03-01".parse().unwrap(), "{oldest}");
}

#[test]
fn the_stories_show_every_state_of_the_way_to_an_opening() {
    let plan = plan(0);
    let all: Vec<_> = records(&plan).chain(facts()).collect();
    let (centres, members) = (of_kind::<Centre>(&all), of_kind::<Member>(&all));
    let (stages, steps, positions) = (of_kind::<Stage>(&all), of_kind::<Step>(&all), of_kind::<Position>(&all));
    let pipelines: Vec<(&Centre, Pipeline)> = centres
        .iter()
        .map(|(id, centre)| {
            let host = centre.host.and_then(|host| members.iter().find(|(id, _)| *id == host.0)).map(|(_, host)| *host);
            let (stages, steps, positions) = (&stages, &steps, &positions);
            (*centre, Pipeline::of(&Inputs { id: *id, centre, host, stages, steps, positions, today: plan.today }))
        })
        .collect();
    let count = |test: &dyn Fn(&Centre, &Pipeline) -> bool| pipelines.iter().filter(|(c, p)| test(c, p)).count();
    assert_eq!(count(&|_, pipeline| pipeline.ready), 1);
    assert_eq!(count(&|_, pipeline| pipeline.stages.iter().any(|stage| stage.blocked_reason.is_some())), 1);
    assert!(count(&|_, pipeline| pipeline.late) >= 1);
    assert!(count(&|_, pipeline| pipeline.slip_days.is_some_and(|days| days > 0)) >= 3);
    for status in [CentreStatus::Suspended, CentreStatus::Abandoned] {
        assert_eq!(count(&|centre, _| centre.status == Some(status)), 1);
    }
    assert!(count(&|_, pipeline| pipeline.stage(StageKey::Ami).unwrap().state == StageState::UnderWay) >= 1);
    let late = steps.iter().filter(|(_, step)| step.due.is_some_and(|due| due < plan.today)).count();
    let week = plan.today + chrono::Days::new(7);
    let soon = steps.iter().filter(|(_, step)| step.due.is_some_and(|due| due >= plan.today && due <= week)).count();
    assert!((1..12).contains(&late) && (3..25).contains(&soon), "{late} late, {soon} soon");
    let states: HashSet<_> = positions.iter().map(|(_, position)| position.state.unwrap()).collect();
    assert_eq!(states.len(), PositionState::ALL.len(), "{states:?}");
    for (record, stage) in stages.iter().filter(|(_, stage)| stage.state == Some(StageState::Done)) {
        let shown = pipelines.iter().flat_map(|(_, p)| &p.stages).find(|shown| shown.id == Some(*record));
        // what follows from the positions is no longer so where a doctor has left
        let complete = |shown: &pipeline::StageView| shown.steps.iter().all(|step| step.derived || !step.is_open());
        assert!(shown.is_none_or(complete), "{stage:?}");
    }
}

#[test]
fn three_centres_that_opened_tell_how_long_their_stages_took() {
    let plan = plan(0);
    let all: Vec<_> = facts().into_iter().chain(records(&plan)).collect();
    let (stages, steps, positions) = (of_kind::<Stage>(&all), of_kind::<Step>(&all), of_kind::<Position>(&all));
    let pipelines: Vec<(RecordId, &Centre, Pipeline)> = of_kind::<Centre>(&all)
        .into_iter()
        .map(|(id, centre)| {
            let (stages, steps, positions) = (&stages, &steps, &positions);
            let inputs = Inputs { id, centre, host: None, stages, steps, positions, today: plan.today };
            (id, centre, Pipeline::of(&inputs))
        })
        .collect();
    let told = pipelines.iter().map(|(id, centre, pipeline)| (*id, *centre, pipeline));
    let durations = crate::model::forecast::Durations::told_by(told);
    for key in StageKey::ALL.iter().filter(|key| !key.of_host()) {
        let length = durations.of(*key);
        assert!(length.n >= 3 && length.low < length.high, "{key:?} {length:?}");
    }
}

#[test]
fn people_are_plainly_made_up() {
    let all: Vec<_> = records(&plan(0)).collect();
    let contacts = of_kind::<Contact>(&all);
    assert!(contacts.len() > 10);
    for (_, contact) in contacts {
        assert!(contact.name.as_ref().unwrap().starts_with("Exemple Contact "));
        assert!(contact.work_phone.as_ref().unwrap().starts_with("05 00 00 "));
        assert!(contact.work_email.as_ref().unwrap().ends_with("@example.org"));
    }
    let text = format!("{all:?}");
    assert!(!text.contains(" :") && !text.contains(" ;"), "French signs follow a no-break space");
    let followups = of_kind::<Followup>(&all);
    let late = followups.iter().filter(|(_, one)| one.done == Some(false) && one.due.unwrap() < plan(0).today);
    assert_eq!(late.count(), 1);
}

/// `cargo test --release -- --ignored --nocapture speed_of_a_million`
#[test]
#[ignore = "a measure, in release only"]
fn speed_of_a_million_visits() {
    let begun = std::time::Instant::now();
    let count = records(&plan(1_000_000)).count();
    let seconds = begun.elapsed().as_secs_f64();
    println!("{count} records in {seconds:.2} s, {:.0} visits a second", 1_000_000.0 / seconds);
    assert!(seconds < 5.0);
}
