use std::ops::ControlFlow;

use super::*;
use crate::i18n::Lang;
use crate::model::{Decimal, Position, PositionState, Reason, Ref, Role, VisitStatus};
use crate::report::Format;
use crate::report::week::tests::{Office, visit};
use crate::workspace::Edit;

const NOVEMBER: Period = Period::Month(2026, 11);

impl Office {
    fn month(&self, of: Place) -> ActivityReport {
        ActivityReport::of(&self.workspace, NOVEMBER, of, &mut |_| ControlFlow::Continue(())).unwrap()
    }

    fn centre(&mut self, name: &str, commune: &str) -> RecordId {
        self.create(Centre {
            name: Some(name.into()),
            commune: Some(commune.parse().unwrap()),
            status: Some(crate::model::CentreStatus::Preparing),
            ..Centre::default()
        })
    }

    fn visits(&mut self, centre: RecordId, day: &str, reason: Reason, n: usize) {
        let mut edit = Edit::new("done-edit");
        for one in 0..n {
            let id = RecordId::derived(&["visit", &centre.to_string(), day, reason.key(), &one.to_string()]);
            let visit = visit(centre, &format!("{day}T10:00"), VisitStatus::Done);
            edit = edit.create(id, crate::model::Visit { reason: Some(reason), ..visit });
        }
        self.workspace.commit(edit).unwrap();
    }
}

fn shown(report: &ActivityReport, place: Place, count: Count) -> Option<i64> {
    let line = &report.lines[&place];
    (!line.withheld.contains(&count)).then(|| count.of(line))
}

#[test]
fn visits_add_up_by_where_their_centre_is() {
    let mut office = Office::new();
    let millas = office.centre("Millas", "66108");
    let cabannes = office.centre("Les Cabannes", "09070");
    for (centre, n) in [(millas, 20), (cabannes, 30)] {
        office.visits(centre, "2026-11-10", Reason::Acute, n);
    }
    office.visits(millas, "2025-11-30", Reason::Acute, 16);
    office.visits(millas, "2025-12-01", Reason::Acute, 50);
    office.visits(cabannes, "2026-10-31", Reason::Acute, 40);
    let report = office.month(Place::Region);
    let done = |place| shown(&report, place, Count::Done);
    let ariege = Place::Departement(Some("09".parse().unwrap()));
    assert_eq!([done(Place::Region), done(ariege), done(Place::Centre(Some(millas)))], [Some(50), Some(30), Some(20)]);
    assert_eq!(report.lines.keys().filter(|place| matches!(place, Place::Epci(_))).count(), 2);
    assert_eq!(report.lines[&Place::Region].before, 16, "November of the year before, and no other month");
    let one = office.month(ariege);
    let desk = office.workspace.desk();
    assert!(one.holds(Place::Centre(Some(cabannes)), &desk) && !one.holds(Place::Centre(Some(millas)), &desk));
}

#[test]
fn what_is_small_is_left_out_and_so_is_what_would_give_it_away() {
    let mut office = Office::new();
    // two centres of one département, one of another
    let places = [("Millas", "66108"), ("Céret", "66049"), ("Les Cabannes", "09070")];
    let [millas, ceret, cabannes] = places.map(|(name, commune)| office.centre(name, commune));
    office.visits(millas, "2026-11-10", Reason::Acute, 4);
    office.visits(ceret, "2026-11-10", Reason::Acute, 30);
    office.visits(cabannes, "2026-11-10", Reason::Acute, 40);
    office.visits(cabannes, "2026-11-10", Reason::Palliative, 3);
    let report = office.month(Place::Region);
    let done = |place| shown(&report, place, Count::Done);
    let [orientales, ariege] = ["66", "09"].map(|code| Place::Departement(Some(code.parse().unwrap())));
    assert_eq!(done(Place::Region), Some(77));
    assert_eq!(done(Place::Centre(Some(millas))), None, "four");
    assert!(done(orientales).is_none() || done(Place::Centre(Some(ceret))).is_none(), "the rest would tell");
    let palliative = Count::Reason(Reason::Palliative);
    for place in [Place::Centre(Some(cabannes)), ariege, Place::Region] {
        assert_eq!(shown(&report, place, palliative), None, "three, wherever they are counted");
        let acute = shown(&report, place, Count::Reason(Reason::Acute));
        assert!(acute.is_none() || done(place).is_none(), "{place:?}: the rest of the row would tell");
    }
    let words = Words::new(Lang::Fr);
    let document = document(&report, &office.workspace.desk(), &words);
    let page = String::from_utf8(Format::Html.write(&document, &words).unwrap()).unwrap();
    assert!(page.contains("s.s.") && page.contains("Ariège (09)"), "{page}");
    assert!(!page.contains("09070") && !page.contains("66108"), "never by commune");
}

#[test]
fn the_same_visits_are_left_out_this_year_and_as_the_year_before() {
    let mut office = Office::new();
    let places = [("Millas", "66108"), ("Céret", "66049"), ("Les Cabannes", "09070")];
    let centres = places.map(|(name, commune)| office.centre(name, commune));
    for (centre, n) in centres.into_iter().zip([4, 30, 40]) {
        office.visits(centre, "2025-11-10", Reason::Acute, n);
        office.visits(centre, "2026-11-10", Reason::Acute, 50);
    }
    let now = office.month(Place::Region);
    let then = ActivityReport::of(&office.workspace, Period::Month(2025, 11), Place::Region, &mut |_| {
        ControlFlow::Continue(())
    })
    .unwrap();
    for (place, line) in &then.lines {
        let before = shown(&now, *place, Count::Before);
        assert_eq!(before, shown(&then, *place, Count::Done), "{place:?} {line:?}");
    }
    assert!(now.lines.values().any(|line| line.withheld.contains(&Count::Before)));
}

#[test]
fn posts_openings_and_published_figures_stand_beside_the_visits() {
    let mut office = Office::new();
    let millas = office.millas();
    office.create(Position {
        centre: Some(Ref::new(millas)),
        role: Some(Role::Doctor),
        fte: Some(Decimal::from_thousandths(500)),
        state: Some(PositionState::InPost),
        started_on: "2026-11-02".parse().ok(),
        ..Position::default()
    });
    let report = office.month(Place::named(&office.workspace.desk(), &Words::new(Lang::Fr), "millas").unwrap());
    assert_eq!(report.of, Place::Centre(Some(millas)));
    for words in Lang::ALL.map(Words::new) {
        let document = document(&report, &office.workspace.desk(), &words);
        let json = String::from_utf8(Format::Json.write(&document, &words).unwrap()).unwrap();
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(json["report"], "month");
        assert_eq!(json["figures"]["professionals"], 1);
        assert_eq!(json["tables"]["positions_by_role"]["rows"][0]["filled_fte"], 0.5);
        assert_eq!(json["tables"]["openings"]["rows"][0]["first_target"], "2027-03-01");
        assert_eq!(json["tables"]["openings"]["rows"][0]["slip_days"], 0);
        let progress = json["tables"]["progress"]["rows"].as_array().unwrap();
        assert!(progress.iter().all(|row| !row["source"].is_null() && !row["as_of"].is_null()), "{progress:?}");
        let book = Format::Xlsx.write(&document, &words).unwrap();
        assert!(book.starts_with(b"PK\x03\x04"));
    }
}

#[test]
fn a_place_is_named_as_people_do() {
    let office = Office::new();
    let (desk, words) = (office.workspace.desk(), Words::new(Lang::Fr));
    let named = |text: &str| Place::named(&desk, &words, text).ok();
    assert_eq!(named("ariege"), Some(Place::Departement(Some("09".parse().unwrap()))));
    assert_eq!(named("09"), named("Ariège"));
    assert_eq!(named("CC Couserans-Pyrénées"), Some(Place::Epci(Some("200067940".parse().unwrap()))));
    assert_eq!(named("200067940"), named("cc couserans-pyrenees"));
    assert_eq!(named("région"), Some(Place::Region));
    assert_eq!(named("Atlantide"), None);
}
