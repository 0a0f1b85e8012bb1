use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use tempfile::TempDir;

use super::*;
use crate::i18n::{Lang, Words};
use crate::model::{
    Decimal, ExchangeKind, LongText, Reason, RequestedBy, Role, StageKey, Visit, VisitRole, VisitStatus,
};
use crate::report::{Cell, Format};
use crate::store::vault::KdfCost;
use crate::store::{Opening, Random};
use crate::workspace::{Edit, Founding};

/// Monday 23 November 2026, 10:00 in Paris, as long as nobody moves it.
pub struct Time(Arc<AtomicI64>);

pub struct Office {
    _folder: TempDir,
    pub workspace: Workspace,
    time: Time,
}

const DAY: i64 = 86_400_000;

impl Office {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let at = Arc::new(AtomicI64::new(1_795_424_400_000));
        let clock = Arc::clone(&at);
        let opening = Opening { random: Random::seeded(1), ..Opening::new(None) };
        let founding = Founding {
            holder: "Siège".into(),
            sector: vec![],
            code: "SIE".into(),
            demo: false,
            opening,
            cost: KdfCost::CHEAP,
        };
        let clock = Arc::new(move || clock.fetch_add(1_000, Ordering::Relaxed));
        let (workspace, _) = Workspace::found(folder.path(), founding, false, clock).unwrap();
        Self { _folder: folder, workspace, time: Time(at) }
    }

    pub fn days_later(&self, days: i64) {
        self.time.0.fetch_add(days * DAY, Ordering::Relaxed);
    }

    pub fn create(&mut self, record: impl Into<crate::model::AnyRecord>) -> RecordId {
        let id = self.workspace.new_id().unwrap();
        self.workspace.commit(Edit::new("done-edit").create(id, record)).unwrap();
        id
    }

    pub fn change<T: crate::model::OfKind>(&mut self, id: RecordId, change: impl FnOnce(&mut T)) {
        let before = self.workspace.desk().get::<T>(&id).unwrap().clone();
        let mut after = before.clone();
        change(&mut after);
        self.workspace.commit(Edit::new("done-edit").update(id, &before, after)).unwrap();
    }

    fn week(&self, week: &str, holder: Option<DeviceId>) -> WeekReport {
        let week = Week::read(week).unwrap();
        WeekReport::of(&self.workspace, week, holder, &mut |_| ControlFlow::Continue(())).unwrap()
    }

    pub fn millas(&mut self) -> RecordId {
        self.create(Centre {
            name: Some("Millas".into()),
            commune: Some("66108".parse().unwrap()),
            status: Some(CentreStatus::Preparing),
            target_opening: Some("2027-03-01".parse().unwrap()),
            first_target: Some("2027-03-01".parse().unwrap()),
            ..Centre::default()
        })
    }
}

pub fn visit(centre: RecordId, start: &str, status: VisitStatus) -> Visit {
    let done = status == VisitStatus::Done;
    Visit {
        centre: Some(Ref::new(centre)),
        role: Some(VisitRole::Doctor),
        commune: Some("66108".parse().unwrap()),
        patient: Some("SIE-0001".into()),
        start: Some(start.parse().unwrap()),
        requested_by: Some(RequestedBy::Patient),
        unscheduled: Some(false),
        reason: Some(Reason::Chronic),
        status: Some(status),
        minutes: done.then_some(30),
        km: done.then_some(Decimal::from_thousandths(12_500)),
        ..Visit::default()
    }
}

#[test]
fn visits_of_the_week_and_no_other_are_counted() {
    let mut office = Office::new();
    let centre = office.millas();
    for (start, status) in [
        ("2026-11-15T23:50", VisitStatus::Done),
        ("2026-11-16T00:10", VisitStatus::Done),
        ("2026-11-22T22:00", VisitStatus::Done),
        ("2026-11-18T10:00", VisitStatus::Absent),
        ("2026-11-23T08:00", VisitStatus::Done),
        ("2026-11-25T08:00", VisitStatus::Planned),
    ] {
        office.create(visit(centre, start, status));
    }
    let me = office.workspace.me();
    let week = office.week("2026-W47", Some(me));
    let sums = &week.by_centre[&Some(centre)];
    assert_eq!((sums.done(), sums.not_done(), sums.minutes, sums.km), (2, 1, 60, 25_000));
    assert_eq!(week.planned, 1, "the week after");
    let nobody = DeviceId::from_record(RecordId::derived(&["another"]));
    assert_eq!(office.week("2026-W47", Some(nobody)).by_centre, BTreeMap::new());
    assert_eq!(office.week("2026-W47", None).by_centre, week.by_centre, "the team's");
}

#[test]
fn a_report_can_be_stopped() {
    let mut office = Office::new();
    let centre = office.millas();
    let mut edit = Edit::new("done-edit");
    for n in 0..2_500 {
        let id = RecordId::derived(&["visit", &n.to_string()]);
        edit = edit.create(id, visit(centre, "2026-11-18T10:00", VisitStatus::Absent));
    }
    office.workspace.commit(edit).unwrap();
    let week = Week::read("2026-W47").unwrap();
    let mut seen = Vec::new();
    let stopped = WeekReport::of(&office.workspace, week, None, &mut |at| {
        seen.push((at.done, at.total));
        ControlFlow::Break(())
    });
    assert!(matches!(stopped, Err(WorkspaceError::Export(crate::sync::ExportError::Stopped))), "{stopped:?}");
    assert_eq!(seen, [(2_000, 2_500)]);
}

#[test]
fn a_date_moved_is_told_with_its_slip_once_however_often_it_moved() {
    let mut office = Office::new();
    let centre = office.millas();
    office.days_later(8);
    for target in ["2027-04-01", "2027-05-01"] {
        office.change::<Centre>(centre, |one| one.target_opening = Some(target.parse().unwrap()));
    }
    let me = office.workspace.me();
    let week = office.week("2026-W49", Some(me));
    let moved = week.moves[0];
    assert_eq!((moved.was, moved.now), ("2027-03-01".parse().unwrap(), Some("2027-05-01".parse().unwrap())));
    assert_eq!((moved.slip(), week.moves.len()), (Some(61), 1));
    assert_eq!(office.week("2026-W48", Some(me)).moves, [], "a first date is no move");
    let nobody = DeviceId::from_record(RecordId::derived(&["another"]));
    assert_eq!(office.week("2026-W49", Some(nobody)).moves, []);
    office.change::<Centre>(centre, |one| one.target_opening = Some("2027-03-01".parse().unwrap()));
    assert_eq!(office.week("2026-W49", Some(me)).moves, [], "moved and moved back");
}

#[test]
fn what_was_done_stands_in_the_week_of_its_day() {
    let mut office = Office::new();
    let centre = office.millas();
    let on = |day: &str| Some(day.parse().unwrap());
    let exchange = office.create(Exchange {
        kind: Some(ExchangeKind::Call),
        date: on("2026-11-19"),
        centre: Some(Ref::new(centre)),
        summary: Some(LongText("Le bail est prêt".into())),
        ..Exchange::default()
    });
    let step = office.create(Step {
        subject: Some(crate::model::AnyRef(centre)),
        stage: Some(StageKey::Locaux),
        item: Some("site".into()),
        state: Some(StepState::Done),
        done_on: on("2026-11-20"),
        ..Step::default()
    });
    let position = office.create(Position {
        centre: Some(Ref::new(centre)),
        role: Some(Role::Doctor),
        fte: Some(Decimal::from_thousandths(1_000)),
        state: Some(PositionState::Offer),
        need_on: on("2026-11-02"),
        offer_on: on("2026-11-17"),
        ..Position::default()
    });
    let me = office.workspace.me();
    let week = office.week("2026-W47", Some(me));
    assert_eq!((week.exchanges, week.steps), (vec![exchange], vec![step]));
    assert_eq!(week.positions, [Reached { position, on: on("2026-11-17").unwrap(), state: PositionState::Offer }]);
    let earlier = office.week("2026-W45", Some(me));
    assert_eq!((earlier.exchanges.len(), earlier.steps.len(), earlier.positions.len()), (0, 0, 1));
}

#[test]
fn every_format_says_the_same_and_escapes_what_it_must() {
    let mut office = Office::new();
    let centre = office.millas();
    office.change::<Centre>(centre, |one| one.name = Some("<script>alert('=1')</script> & Cie".into()));
    office.create(visit(centre, "2026-11-18T10:00", VisitStatus::Done));
    for words in Lang::ALL.map(Words::new) {
        let week = office.week("2026-W47", Some(office.workspace.me()));
        let document = document(&week, &office.workspace.desk(), &words);
        let text = |format: Format| String::from_utf8(format.write(&document, &words).unwrap()).unwrap();
        let page = text(Format::Html);
        assert!(page.starts_with(&format!("<!DOCTYPE html>\n<html lang=\"{}\">", words.lang.code())), "{page}");
        assert!(!page.contains("<script") && !page.contains("http"), "nothing runs, nothing is fetched");
        assert!(page.contains("&#60;script&#62;"), "{page}");
        let json: serde_json::Value = serde_json::from_str(&text(Format::Json)).unwrap();
        assert_eq!(json["report"], "week");
        assert_eq!(json["from"], "2026-11-16");
        assert_eq!(json["of"]["name"], "Siège");
        assert_eq!(json["figures"]["km"], 12.5);
        assert_eq!(json["tables"]["visits_by_centre"]["rows"][0]["done"], 1);
        assert_eq!(json["tables"]["visits_by_reason"]["rows"][0]["reason"], "chronic");
        assert!(text(Format::Csv).contains(";1;0;30;12,5\r\n"), "{}", text(Format::Csv));
        assert_eq!(document.facts[0].value, Cell::Whole(1));
    }
}

#[test]
fn a_week_is_handed_in_by_a_word_on_it_that_may_change() {
    let mut office = Office::new();
    let words = Words::new(Lang::Fr);
    let (me, week) = (office.workspace.me(), Week::read("2026-W47").unwrap());
    let said = |office: &Office, holder| {
        let report = office.week("2026-W47", holder);
        String::from_utf8(Format::Text.write(&document(&report, &office.workspace.desk(), &words), &words).unwrap())
            .unwrap()
    };
    assert!(said(&office, Some(me)).contains("pas encore remise"));
    assert!(office.workspace.hand_in(week, "  ").is_err(), "a word is needed");
    let future = Week::read("2026-W50").unwrap();
    assert!(office.workspace.hand_in(future, "Déjà").is_err(), "not before it began");
    office.workspace.hand_in(week, "Bail signé").unwrap();
    office.workspace.hand_in(week, "Bail signé.\n=Médecin en vue").unwrap();
    assert_eq!(office.workspace.desk().count(Kind::Note), 1, "one record, changed");
    let text = said(&office, Some(me));
    assert!(text.contains("\n=Médecin en vue\n") && text.contains("Remis le 23/11/2026"), "{text}");
    let team = said(&office, None);
    assert!(team.contains("Siège") && team.contains("Bail signé. =Médecin en vue"), "{team}");
    assert_eq!(office.workspace.desk().handed_in(me, Week::read("2026-W46").unwrap()), None);
}
