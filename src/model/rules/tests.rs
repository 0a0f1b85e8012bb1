use std::collections::HashMap;

use super::*;
use crate::i18n::{Lang, Words};
use crate::model::pipeline::step_id;
use crate::model::{
    AnyRef, Band, Candidacy, CandidacyState, CentreKind, CentreStatus, Circulation, College, Contact, Decimal, Device,
    Duty, Exchange, ExchangeKind, ExitCause, Indicator, LongText, Member, Note, Position, PositionState, Reason, Ref,
    RequestedBy, Role, Stage, StageKey, StageState, Step, StepState, Value, Visit, VisitRole, VisitStatus,
};

const ME: RecordId = RecordId::from_bytes([1; 16]);
const CENTRE: RecordId = RecordId::from_bytes([2; 16]);
const MEMBER: RecordId = RecordId::from_bytes([3; 16]);
const VISIT: RecordId = RecordId::from_bytes([4; 16]);

/// Sunday 22 November 2026, 15:02; one open centre, its host, one visit.
struct Team {
    records: HashMap<RecordId, AnyRecord>,
    gates: Vec<Gate>,
}

impl Team {
    fn new() -> Self {
        let centre = Centre { status: Some(CentreStatus::Open), ..Centre::default() };
        let records =
            [(CENTRE, AnyRecord::from(centre)), (MEMBER, Member::default().into()), (VISIT, Visit::default().into())];
        Self { records: records.into_iter().collect(), gates: Vec::new() }
    }

    /// The faults of a new record, by field and code.
    fn faults(&self, record: impl Into<AnyRecord>) -> Vec<(&'static str, &'static str)> {
        self.faults_since(record, None)
    }

    fn faults_since(
        &self,
        record: impl Into<AnyRecord>,
        before: Option<AnyRecord>,
    ) -> Vec<(&'static str, &'static str)> {
        let record = record.into();
        let faults = check(ME, &record, before.as_ref(), self);
        let key = |tag| record.kind().field_by_tag(tag).map_or("?", |spec| spec.key);
        faults.iter().map(|fault| (key(fault.tag), fault.code)).collect()
    }
}

impl Around for Team {
    fn now(&self) -> LocalTime {
        "2026-11-22T15:02+01:00".parse().unwrap()
    }

    fn bridge_days(&self) -> Vec<NaiveDate> {
        vec!["2026-05-15".parse().unwrap()]
    }

    fn record(&self, id: RecordId) -> Option<AnyRecord> {
        self.records.get(&id).cloned()
    }

    fn gates_open(&self, _: RecordId, _: &Centre) -> Vec<Gate> {
        self.gates.clone()
    }
}

fn visit() -> Visit {
    Visit {
        centre: Some(Ref::new(CENTRE)),
        role: Some(VisitRole::Doctor),
        commune: Some("66108".parse().unwrap()),
        patient: Some("COUS-0042".into()),
        start: Some("2026-11-20T14:30".parse().unwrap()),
        requested_by: Some(RequestedBy::Patient),
        unscheduled: Some(true),
        reason: Some(Reason::Acute),
        status: Some(VisitStatus::Done),
        minutes: Some(45),
        km: Some(Decimal::from_thousandths(12_500)),
        band: Some(Band::Day),
        ..Visit::default()
    }
}

fn day(text: &str) -> Option<NaiveDate> {
    Some(text.parse().unwrap())
}

#[test]
fn a_usual_visit_has_no_fault() {
    assert_eq!(Team::new().faults(visit()), []);
}

#[test]
fn all_faults_come_at_once_each_on_its_field() {
    let empty = Team::new().faults(Visit { status: Some(VisitStatus::Done), ..Visit::default() });
    let required = ["centre", "role", "commune", "patient", "start", "requested_by", "unscheduled", "reason"];
    for field in required {
        assert!(empty.contains(&(field, "fault-required")), "{field}");
    }
    assert!(empty.contains(&("minutes", "fault-minutes-required")));
    assert!(empty.contains(&("km", "fault-km-required")));
    assert_eq!(empty.len(), 10);
}

#[test]
fn a_planned_visit_needs_neither_duration_nor_distance() {
    let start = Some("2026-11-24T14:30".parse().unwrap());
    let planned = Visit { status: Some(VisitStatus::Planned), start, minutes: None, km: None, ..visit() };
    assert_eq!(Team::new().faults(planned.clone()), []);
    let done = Visit { status: Some(VisitStatus::Done), minutes: Some(45), km: visit().km, ..planned.clone() };
    assert_eq!(Team::new().faults(done), [("start", "fault-done-in-future")]);
    let past = Visit { start: visit().start, ..planned.clone() };
    assert_eq!(Team::new().faults(past), [("start", "fault-planned-in-past")]);
    let far = Visit { start: Some("2029-11-23T14:30".parse().unwrap()), ..planned };
    assert_eq!(Team::new().faults(far), [("start", "fault-too-far")]);
}

#[test]
fn a_visit_lasts_from_1_to_480_minutes() {
    for (minutes, good) in [(0, false), (1, true), (480, true), (481, false)] {
        let faults = Team::new().faults(Visit { minutes: Some(minutes), ..visit() });
        assert_eq!(faults.is_empty(), good, "{minutes}: {faults:?}");
    }
    let negative = Team::new().faults(Visit { minutes: Some(-5), ..visit() });
    assert_eq!(negative, [("minutes", "fault-negative"), ("minutes", "fault-minutes-range")]);
}

#[test]
fn the_band_is_the_computed_one_or_says_why_not() {
    let team = Team::new();
    let sunday = Some("2026-11-22T10:00".parse().unwrap());
    let wrong = Visit { start: sunday, ..visit() };
    assert_eq!(team.faults(wrong.clone()), [("band", "fault-band-differs")]);
    let fault = &check(ME, &wrong.clone().into(), None, &team)[0];
    assert!(fault.words(&Words::new(Lang::Fr)).contains("imanche"), "{}", fault.words(&Words::new(Lang::Fr)));
    assert_eq!(team.faults(Visit { band: Some(Band::SundayHoliday), ..wrong.clone() }), []);
    assert_eq!(team.faults(Visit { band_reason: Some("garde de secteur".into()), ..wrong }), []);
    let bridge = Visit { start: Some("2026-05-15T10:00".parse().unwrap()), band: Some(Band::Bridge), ..visit() };
    assert_eq!(team.faults(bridge), []);
}

#[test]
fn identities_are_refused_and_names_pointed_out() {
    let team = Team::new();
    let with_note = |note: &str| check(ME, &Visit { note: Some(note.into()), ..visit() }.into(), None, &team);
    let faults = with_note("Mme Dupont, 06 12 34 56 78");
    let codes: Vec<_> = faults.iter().map(|fault| (fault.code, fault.severity)).collect();
    assert_eq!(codes, [("fault-private-phone", Severity::Refused), ("fault-private-name", Severity::Warning)]);
    assert!(!refused(&with_note("vu avec Jean Dupont")));
    assert!(with_note("Pansement refait à Céret.").is_empty());
    for patient in ["Dupont", "COUS 0042", "2550814168025"] {
        let faults = team.faults(Visit { patient: Some(patient.into()), ..visit() });
        assert_eq!(faults, [("patient", "fault-patient-form")], "{patient}");
    }
}

#[test]
fn notes_about_visits_are_held_to_the_same() {
    let note = |about| Note { about: Some(AnyRef(about)), date: day("2026-11-22"), text: Some("12 rue Neuve".into()) };
    assert_eq!(Team::new().faults(note(VISIT)), [("text", "fault-private-street")]);
    assert_eq!(Team::new().faults(note(MEMBER)), []);
}

#[test]
fn text_limits_count_characters() {
    let note = |n: usize| Visit { note: Some(LongText("é".repeat(n))), ..visit() };
    assert_eq!(Team::new().faults(note(200)), []);
    assert_eq!(Team::new().faults(note(201)), [("note", "fault-too-long")]);
}

#[test]
fn references_must_lead_to_a_record_of_the_right_kind_when_they_are_made() {
    let team = Team::new();
    let to = |id| Visit { centre: Some(Ref::new(id)), ..visit() };
    assert_eq!(team.faults(to(RecordId::from_bytes([9; 16]))), [("centre", "fault-record-unknown")]);
    assert_eq!(team.faults(to(MEMBER)), [("centre", "fault-record-kind")]);
    let dangling = to(RecordId::from_bytes([9; 16]));
    assert_eq!(team.faults_since(dangling.clone(), Some(dangling.into())), [], "it may yet arrive");
}

#[test]
fn codes_outside_the_region_are_refused() {
    let visit = Visit { commune: Some("75056".parse().unwrap()), ..visit() };
    assert_eq!(Team::new().faults(visit), [("commune", "fault-commune-unknown")]);
    let device = Device {
        holder: Some("Démo".into()),
        code: Some("Cous".into()),
        sector: Some(vec!["75".parse().unwrap()]),
        ..Device::default()
    };
    assert_eq!(Team::new().faults(device), [("sector", "fault-departement-unknown"), ("code", "fault-device-code")]);
}

fn centre() -> Centre {
    Centre { name: Some("Centre".into()), status: Some(CentreStatus::Preparing), ..Centre::default() }
}

#[test]
fn opening_is_refused_while_a_gate_is_open_unless_a_reason_is_kept() {
    let mut team = Team::new();
    team.gates = vec![Gate {
        stage: StageKey::Locaux,
        item: "convention".into(),
        id: step_id(ME, StageKey::Locaux, "convention"),
    }];
    let open = Centre {
        status: Some(CentreStatus::Open),
        opened: Some("2026-11-20".parse().unwrap()),
        commune: Some("66108".parse().unwrap()),
        ..centre()
    };
    let before = Some(AnyRecord::from(centre()));
    assert_eq!(team.faults_since(open.clone(), before.clone()), [("opened", "fault-gates-open")]);
    let faults = check(ME, &open.clone().into(), before.as_ref(), &team);
    assert!(faults[0].words(&Words::new(Lang::Fr)).contains("Convention de mise à disposition"), "named in words");
    let despite = Centre { opened_despite: Some("site provisoire".into()), ..open.clone() };
    assert_eq!(team.faults_since(despite, before), []);
    // An edit of a centre that is open already is not an opening.
    let renamed = Centre { name: Some("Autre".into()), ..open.clone() };
    assert_eq!(team.faults_since(renamed, Some(open.clone().into())), []);
    // Nor is there a way round by the status alone.
    let sly = Centre { opened: None, ..open };
    let faults = team.faults_since(sly, Some(centre().into()));
    assert_eq!(faults, [("opened", "fault-opening-date"), ("opened", "fault-gates-open")]);
}

#[test]
fn a_centres_dates_go_with_its_status() {
    let team = Team::new();
    let opened = Some("2026-12".parse().unwrap());
    let early = Centre { opened, status: Some(CentreStatus::Open), commune: visit().commune, ..centre() };
    assert_eq!(team.faults(early.clone()), [("opened", "fault-in-future")]);
    let preparing = Centre { opened: Some("2026-11".parse().unwrap()), ..centre() };
    assert_eq!(team.faults(preparing), [("status", "fault-opened-preparing")]);
    let abandoned = Centre { status: Some(CentreStatus::Abandoned), ..centre() };
    assert_eq!(team.faults(abandoned), [("abandoned_on", "fault-status-date")]);
    let closed = Centre { status: Some(CentreStatus::Closed), closed_on: day("2026-10-01"), ..early };
    assert!(team.faults(closed).contains(&("closed_on", "fault-dates-order")));
    let antenne = Centre { kind: Some(CentreKind::Antenne), parent: Some(Ref::new(ME)), ..centre() };
    assert_eq!(team.faults(antenne), [("parent", "fault-refers-to-itself")]);
}

#[test]
fn stages_and_steps_say_why() {
    let team = Team::new();
    let stage = Stage {
        subject: Some(AnyRef(CENTRE)),
        stage: Some(StageKey::Locaux),
        state: Some(StageState::Blocked),
        planned_start: day("2026-11-20"),
        planned_end: day("2026-11-19"),
        ..Stage::default()
    };
    let expected = [("blocked_reason", "fault-reason-required"), ("planned_end", "fault-dates-order")];
    assert_eq!(team.faults(stage.clone()), expected);
    let host = Stage { stage: Some(StageKey::Ami), state: Some(StageState::Done), planned_end: None, ..stage };
    assert_eq!(team.faults(host), [("subject", "fault-stage-subject")]);
    let step = Step {
        subject: Some(AnyRef(CENTRE)),
        stage: Some(StageKey::Recrutement),
        item: Some("medecin".into()),
        state: Some(StepState::Done),
        ..Step::default()
    };
    assert_eq!(team.faults(step.clone()), [("state", "fault-step-derived")]);
    let set_aside = Step { state: Some(StepState::NotApplicable), ..step.clone() };
    assert_eq!(team.faults(set_aside), [("reason", "fault-reason-required")]);
    let added = Step { item: Some("0199".into()), ..step };
    assert_eq!(team.faults(added), [("label", "fault-step-label")]);
}

#[test]
fn a_positions_dates_follow_its_states() {
    let position = Position {
        centre: Some(Ref::new(CENTRE)),
        role: Some(Role::Doctor),
        fte: Some(Decimal::from_thousandths(1000)),
        state: Some(PositionState::Signed),
        need_on: day("2026-03-01"),
        offer_on: day("2026-02-01"),
        signed_on: day("2026-11-30"),
        ..Position::default()
    };
    let expected = [("offer_on", "fault-dates-order"), ("signed_on", "fault-state-in-future")];
    assert_eq!(Team::new().faults(position.clone()), expected);
    let reopened = Position {
        need_on: day("2025-01-01"),
        offer_on: day("2026-07-01"),
        signed_on: day("2025-03-01"),
        started_on: day("2025-04-01"),
        left_on: day("2026-06-01"),
        reopened_on: day("2026-06-15"),
        state: Some(PositionState::Offer),
        ..position.clone()
    };
    assert_eq!(Team::new().faults(reopened), []);
    let none = Position { fte: Some(Decimal::from_thousandths(0)), offer_on: None, signed_on: None, ..position };
    assert_eq!(Team::new().faults(none), [("fte", "fault-fte-range")]);
}

#[test]
fn a_candidate_is_a_reference() {
    let candidacy = |reference: &str| Candidacy {
        position: Some(Ref::new(ME)),
        reference: Some(reference.into()),
        state: Some(CandidacyState::Received),
        ..Candidacy::default()
    };
    let faults = Team::new().faults(candidacy("Jean Dupont"));
    assert!(faults.contains(&("reference", "fault-reference-form")), "{faults:?}");
    assert!(!Team::new().faults(candidacy("C-2026-04")).iter().any(|(field, _)| *field == "reference"));
}

#[test]
fn contacts_have_work_details_only() {
    let contact = |phone: &str, email: &str| Contact {
        member: Some(Ref::new(MEMBER)),
        function: Some("DGS".into()),
        name: Some("Exemple".into()),
        work_phone: Some(phone.into()),
        work_email: Some(email.into()),
        ..Contact::default()
    };
    let team = Team::new();
    assert_eq!(team.faults(contact("05 61 00 00 00 poste 12", "dgs@mairie.example")), []);
    assert_eq!(team.faults(contact("+33 5 61 00 00 00", "x@gmail.com")), [("work_email", "fault-email-personal")]);
    let expected = [("work_phone", "fault-phone-form"), ("work_email", "fault-email-form")];
    assert_eq!(team.faults(contact("à midi", "dgs@mairie")), expected);
}

#[test]
fn an_exchange_is_with_someone_and_has_happened() {
    let exchange = Exchange {
        kind: Some(ExchangeKind::Call),
        date: day("2026-11-23"),
        summary: Some("Locaux".into()),
        ..Exchange::default()
    };
    let expected = [("date", "fault-in-future"), ("member", "fault-member-or-centre")];
    assert_eq!(Team::new().faults(exchange), expected);
}

#[test]
fn the_other_kinds_have_their_rules() {
    let team = Team::new();
    let duty = Duty { date: day("2026-11-22"), band: Some(Band::Day), ..Duty::default() };
    assert_eq!(team.faults(duty), [("band", "fault-duty-band"), ("centre", "fault-duty-where")]);
    let faults = team.faults(Indicator::default());
    assert!(faults.contains(&("value", "fault-value-or-text")) && faults.contains(&("source", "fault-required")));
}

#[test]
fn every_fault_has_its_words() {
    let sources = [
        include_str!("mod.rs"),
        include_str!("centre.rs"),
        include_str!("fields.rs"),
        include_str!("people.rs"),
        include_str!("published.rs"),
        include_str!("staff.rs"),
        include_str!("visit.rs"),
        include_str!("../privacy/mod.rs"),
    ];
    let is_code = |text: &&str| text.starts_with("fault-") && text.is_ascii() && !text.contains(' ');
    let codes: Vec<_> = sources.iter().flat_map(|source| source.split('"')).filter(is_code).collect();
    assert!(codes.len() > 40, "{}", codes.len());
    for words in Lang::ALL.map(Words::new) {
        let args = ["band", "days", "gates", "length", "most", "text"].map(|name| (name, "x".to_owned()));
        for code in &codes {
            let said = words.look_up_with(code, &args);
            assert!(said.is_some_and(|said| !said.contains('$')), "{code}");
        }
    }
}

#[test]
fn no_value_makes_the_rules_panic() {
    let team = Team::new();
    let values = [
        Value::Text(String::new()),
        Value::Int(i64::MIN),
        Value::Decimal(Decimal::from_thousandths(i64::MAX)),
        Value::Bool(true),
        Value::Date(NaiveDate::MIN),
        Value::Date(NaiveDate::MAX),
        Value::PartialDate("9999".parse().unwrap()),
        Value::LocalTime("2026-11-20T14:30".parse().unwrap()),
        Value::Ref(CENTRE),
    ];
    for kind in Kind::ALL {
        let mut record = AnyRecord::empty(*kind);
        for spec in kind.fields() {
            for value in &values {
                let _ = record.set(spec.tag, Some(value.clone()));
                check(ME, &record, None, &team);
            }
        }
    }
}

#[test]
fn an_offer_goes_round_the_networks_of_college_4() {
    let mut team = Team::new();
    let partner = Member { college: Some(College::Partner), ..Member::default() };
    team.records.insert(VISIT, partner.into());
    team.records.insert(CENTRE, Position::default().into());
    let sent = Circulation {
        position: Some(Ref::new(CENTRE)),
        network: Some(Ref::new(VISIT)),
        sent: day("2026-11-02"),
        answered: day("2026-11-10"),
        answers: Some(2),
        note: None,
    };
    assert_eq!(team.faults(sent.clone()), []);
    let of_a_commune = Circulation { network: Some(Ref::new(MEMBER)), ..sent.clone() };
    assert_eq!(team.faults(of_a_commune), [("network", "fault-network-college")]);
    let wrong = Circulation { answered: day("2026-11-01"), answers: Some(-1), ..sent.clone() };
    assert_eq!(team.faults(wrong), [("answered", "fault-dates-order"), ("answers", "fault-negative")]);
    let ahead = Circulation { sent: day("2026-12-01"), answered: None, ..sent };
    assert_eq!(team.faults(ahead), [("sent", "fault-in-future")]);
}

#[test]
fn only_a_candidacy_that_came_to_nothing_has_a_cause() {
    let mut team = Team::new();
    team.records.insert(CENTRE, Position::default().into());
    let mut one = Candidacy {
        position: Some(Ref::new(CENTRE)),
        reference: Some("CAND-0001".into()),
        state: Some(CandidacyState::Interview),
        cause: Some(ExitCause::Housing),
        ..Candidacy::default()
    };
    assert_eq!(team.faults(one.clone()), [("cause", "fault-cause-of-exit")]);
    one.state = Some(CandidacyState::Withdrawn);
    assert_eq!(team.faults(one), []);
}
