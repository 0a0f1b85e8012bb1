//! The agenda over a real workspace, by keys.

use chrono::NaiveDate;
use insta::assert_snapshot;

use super::screen;
use crate::i18n::Lang;
use crate::model::*;
use crate::store::views::Edge;
use crate::tui::request::{Request, VisitFilter};
use crate::tui::screens::shared::tests::real::{Made, Only, Real};
use crate::tui::testing::Bench;
use crate::workspace::Edit;

const WIDE: (u16, u16) = (120, 36);
const USUAL: (u16, u16) = (80, 24);
const SMALL: (u16, u16) = (40, 12);

fn centre() -> RecordId {
    RecordId::fixture("centre", "essai")
}

fn visit(start: &str, commune: &str, number: u8, status: VisitStatus) -> Visit {
    Visit {
        centre: Some(Ref::new(centre())),
        role: Some(VisitRole::Doctor),
        commune: commune.parse().ok(),
        patient: Some(format!("SIE-{number:04}")),
        start: start.parse().ok(),
        requested_by: Some(RequestedBy::Planned),
        unscheduled: Some(false),
        reason: Some(Reason::Chronic),
        status: Some(status),
        ..Visit::default()
    }
}

fn done(visit: Visit) -> Visit {
    Visit { minutes: Some(30), km: "8".parse().ok(), ..visit }
}

/// A week of one doctor from Céret, with something of every kind on it. Today is Monday 23 November 2026, 14:32.
fn week() -> Made {
    let mut made = Made::founder();
    let id = |number: u8| RecordId::from_bytes([number; 16]);
    let unknown = crate::model::reference::communes().all().iter().find(|one| one.point.is_none()).unwrap();
    let planned = VisitStatus::Planned;
    let followup = Followup {
        what: Some("Rappeler la mairie".into()),
        due: "2026-11-25".parse().ok(),
        about: Some(AnyRef(centre())),
        ..Followup::default()
    };
    let duty = Duty {
        date: "2026-11-27".parse().ok(),
        band: Some(Band::Evening),
        centre: Some(Ref::new(centre())),
        ..Duty::default()
    };
    let open = Centre {
        name: Some("Céret".into()),
        commune: "66049".parse().ok(),
        status: Some(CentreStatus::Open),
        opened: "2025-03".parse().ok(),
        opened_despite: Some("Un site provisoire.".into()),
        ..Centre::default()
    };
    let edit = Edit::new("done-saved")
        .create(centre(), open)
        .create(id(1), done(visit("2026-11-23T09:00+01:00", "66024", 1, VisitStatus::Done)))
        .create(id(2), visit("2026-11-23T11:00+01:00", "66024", 2, planned))
        .create(id(3), visit("2026-11-24T09:00+01:00", "66136", 3, planned))
        .create(id(4), visit("2026-11-24T14:00+01:00", "66024", 4, planned))
        .create(id(5), visit("2026-11-24T15:30+01:00", unknown.code.as_str(), 5, planned))
        .create(id(6), visit("2026-11-24T21:00+01:00", "66049", 6, planned))
        .create(id(7), followup)
        .create(id(8), duty)
        .create(id(9), visit("2026-12-01T09:00+01:00", "66136", 7, planned));
    made.workspace.commit(edit).unwrap();
    made
}

fn bench_in(lang: Lang, size: (u16, u16)) -> Bench<Real> {
    week().bench(Only(screen), vec![], lang, size)
}

fn bench(size: (u16, u16)) -> Bench<Real> {
    bench_in(Lang::Fr, size)
}

fn visits_of(bench: &Bench<Real>, day: &str) -> Vec<Visit> {
    let day: NaiveDate = day.parse().unwrap();
    let filter = VisitFilter { from: Some(day), to: Some(day), ..VisitFilter::default() };
    let page = bench.performer.office.workspace().unwrap().visits(&filter, Edge::Newest, 100).unwrap();
    page.rows.into_iter().map(|row| row.visit).collect()
}

/// The lines of the list that name one of these, in the order of the screen.
fn order<'t>(text: &'t str, names: &[&'t str]) -> Vec<&'t str> {
    let named = |line: &str| names.iter().find(|name| line.contains(**name)).copied();
    text.lines().filter_map(named).collect()
}

#[test]
fn the_week_at_three_sizes() {
    assert_snapshot!("week_wide", bench_in(Lang::En, WIDE).shot());
    assert_snapshot!("week_usual", bench(USUAL).shot());
    assert_snapshot!("day_small", bench(SMALL).shot());
}

#[test]
fn the_month_and_a_day() {
    assert_snapshot!("month_usual", bench(USUAL).type_keys("Tab").shot());
    assert_snapshot!("month_small", bench(SMALL).type_keys("Tab").text());
    assert_snapshot!("day_usual", bench(USUAL).type_keys("v Right").shot());
    assert_snapshot!("day_nearest_wide", bench(WIDE).type_keys("v Right o").text());
    assert_snapshot!("day_empty", bench(USUAL).type_keys("v Left").text());
}

#[test]
fn the_made_up_team_has_an_agenda() {
    let bench = Made::founder().with_demo(300).bench(Only(screen), vec![], Lang::Fr, WIDE);
    assert_snapshot!("demo_wide", bench.text());
}

#[test]
fn a_visit_is_planned_on_the_day_that_is_selected() {
    let mut bench = bench(USUAL);
    bench.type_keys("Tab Right Right Right p");
    assert!(bench.text().contains("jeu. 26 nov. 2026 09:00"), "{}", bench.text());
    bench.type_keys(r#"Tab "perpignan" Tab Tab "suivi" F2"#);
    let made = visits_of(&bench, "2026-11-26");
    let [visit] = made.as_slice() else { panic!("{made:?}\n{}", bench.text()) };
    assert_eq!((visit.status, visit.commune), (Some(VisitStatus::Planned), "66136".parse().ok()));
    assert!(bench.text().contains("26"), "back on the calendar");
    bench.type_keys("Tab");
    assert!(bench.text().contains("Perpignan"), "and there it stands: {}", bench.text());
}

#[test]
fn a_planned_visit_is_marked_done_in_four_keys_and_how_long_it_took() {
    let mut bench = bench(USUAL);
    let before = visits_of(&bench, "2026-11-23");
    assert!(before.iter().any(|visit| visit.patient.as_deref() == Some("SIE-0002")));
    bench.type_keys(r#"Down Down Space "25" F2"#);
    assert!(bench.keys <= 6, "{} keys", bench.keys);
    let after = visits_of(&bench, "2026-11-23");
    let told = after.iter().find(|visit| visit.patient.as_deref() == Some("SIE-0002")).unwrap();
    assert_eq!((told.status, told.minutes), (Some(VisitStatus::Done), Some(25)));
    assert_eq!(told.start, "2026-11-23T11:00+01:00".parse().ok(), "what was known stays");
    assert!(bench.text().contains("√  11:00"), "{}", bench.text());
    bench.type_keys("Space");
    assert!(bench.text().contains("pas planifiée"), "once is enough: {}", bench.text());
}

#[test]
fn a_follow_up_is_ticked_and_a_date_moved_where_they_stand() {
    let mut bench = bench(USUAL);
    let followup = RecordId::from_bytes([7; 16]);
    let due = |bench: &Bench<Real>| bench.app.cx.desk.get::<Followup>(&followup).and_then(|one| one.due);
    bench.type_keys("Tab Right Right Tab Down t C-u \"26/11\" C-s");
    assert_eq!(due(&bench), "2026-11-26".parse().ok(), "{}", bench.text());
    bench.type_keys("Tab Right Tab Down Space");
    assert_eq!(bench.app.cx.desk.get::<Followup>(&followup).and_then(|one| one.done), Some(true), "{}", bench.text());
    assert!(!bench.text().contains("Rappeler"));
}

#[test]
fn a_follow_up_and_a_shift_are_made_on_the_day() {
    let mut bench = bench(USUAL);
    bench.type_keys("Tab Down n Down Enter \"Appeler le 15\" C-s");
    let all: Vec<_> = bench.app.cx.desk.all::<Followup>().map(|(_, one)| (one.what.clone(), one.due)).collect();
    assert!(all.contains(&(Some("Appeler le 15".into()), "2026-11-30".parse().ok())), "{all:?}");
    bench.type_keys("n Down Down Enter Tab \"soir\" Tab \"céret\" C-s");
    let duties: Vec<_> = bench.app.cx.desk.all::<Duty>().filter_map(|(_, one)| Some((one.date?, one.band?))).collect();
    assert!(duties.contains(&("2026-11-30".parse().unwrap(), Band::Evening)), "{duties:?}\n{}", bench.text());
}

#[test]
fn the_day_is_ordered_by_time_or_by_the_nearest_next_commune() {
    let mut bench = bench(WIDE);
    let names = ["Perpignan", "Le Boulou", "21:00"];
    bench.type_keys("v Right");
    let text = bench.text();
    assert_eq!(order(&text, &names), ["Perpignan", "Le Boulou", "21:00"]);
    assert!(text.contains(">\u{a0}46,6") && text.contains("?\u{a0}km") && text.contains("à vol d’oiseau"), "{text}");
    bench.type_keys("o");
    let text = bench.text();
    assert_eq!(order(&text, &names), ["Le Boulou", "Perpignan", "21:00"], "the evening keeps its hour: {text}");
}

#[test]
fn enter_leads_to_a_day_and_to_a_record_and_escape_back() {
    let mut bench = bench(USUAL);
    bench.type_keys("Enter");
    assert!(bench.text().contains("Lundi 23 novembre 2026"), "{}", bench.text());
    bench.type_keys("Escape");
    assert!(bench.text().contains("Semaine 48"), "{}", bench.text());
    bench.type_keys("Tab Down Down Down Down Enter");
    assert!(bench.text().contains("Semaine 52"), "Enter leads from the calendar to the list: {}", bench.text());
    assert!(bench.text().contains("Noël"), "{}", bench.text());
    bench.type_keys(".");
    assert!(bench.text().contains("Semaine 48"), "{}", bench.text());
}

#[test]
fn months_and_years_go_by_and_visits_are_read_by_their_window_alone() {
    let mut bench = bench(WIDE);
    bench.type_keys("Tab PageDown");
    assert!(bench.text().contains("Décembre 2026") && bench.text().contains("Noël"), "{}", bench.text());
    bench.type_keys("PageDown PageDown PageDown PageDown");
    assert!(bench.text().contains("Avril 2027"), "{}", bench.text());
    bench.type_keys("PageUp PageUp PageUp PageUp Home End Up Left Right Down");
    let asked: Vec<&VisitFilter> = bench
        .performer
        .asked
        .iter()
        .filter_map(|request| match request {
            Request::LoadVisits { filter, .. } | Request::VisitDays(filter) => Some(filter),
            _ => None,
        })
        .collect();
    let days = |filter: &VisitFilter| Some((filter.to? - filter.from?).num_days());
    assert!(asked.len() > 10 && asked.iter().all(|filter| days(filter).is_some_and(|days| days < 42)), "{asked:?}");
    let weeks = asked.iter().filter(|filter| days(filter) == Some(6)).count();
    assert!(weeks <= 14, "a day of the same week asks for nothing: {weeks}");
}

#[test]
fn a_masked_screen_hides_who_and_where_and_how_far() {
    let mut bench = bench(WIDE);
    bench.type_keys("v Right M");
    let text = bench.text();
    assert!(!text.contains("SIE-0003") && !text.contains("Perpignan") && !text.contains("oiseau"), "{text}");
    bench.type_keys("p");
    assert!(bench.text().contains("Écran masqué"), "{}", bench.text());
}

#[test]
fn my_agenda_has_my_visits_and_my_sector_alone() {
    let mut made = week();
    let me = made.workspace.me().record();
    let device = made.workspace.desk().get::<Device>(&me).cloned().unwrap();
    let theirs = Duty {
        date: "2026-11-24".parse().ok(),
        band: Some(Band::Evening),
        centre: Some(Ref::new(RecordId::fixture("centre", "gard"))),
        ..Duty::default()
    };
    let gard = Centre {
        name: Some("Nîmes".into()),
        commune: "30189".parse().ok(),
        status: Some(CentreStatus::Preparing),
        ..Centre::default()
    };
    let edit = Edit::new("done-saved")
        .create(RecordId::fixture("centre", "gard"), gard)
        .create(RecordId::from_bytes([20; 16]), theirs)
        .update(me, &device.clone(), Device { sector: Some(vec!["66".parse().unwrap()]), ..device });
    made.workspace.commit(edit).unwrap();
    let desk = made.workspace.desk();
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let said = |everyone| {
        let all = desk.days(day("2026-11-23"), day("2026-11-29"), day("2026-11-23"), everyone);
        all.into_iter().map(|due| due.id).collect::<Vec<_>>()
    };
    assert_eq!(said(false), [RecordId::from_bytes([7; 16]), RecordId::from_bytes([8; 16])]);
    assert_eq!(said(true).len(), 3);
}

#[test]
fn one_sort_of_thing_or_a_few_are_shown_alone() {
    let mut bench = bench(USUAL);
    bench.type_keys("f \"relances\" Enter");
    let text = bench.text();
    assert!(text.contains("Rappeler la mairie") && !text.contains("Perpignan") && !text.contains("Garde"), "{text}");
    assert!(text.contains("relances (Retour arr.") && !text.contains("Perpignan"), "{text}");
    bench.type_keys("f \"gardes\" Enter");
    let text = bench.text();
    assert!(text.contains("relances, gardes (") && text.contains("Garde, soirée"), "{text}");
    bench.type_keys("Tab");
    assert_eq!(bench.text().matches('○').count(), 1, "no planned visit is marked either: {}", bench.text());
    bench.type_keys("Tab Backspace");
    assert!(!bench.text().contains("Garde, soirée") && bench.text().contains("Rappeler"), "{}", bench.text());
    bench.type_keys("f \"relances\" Enter");
    assert!(bench.text().contains("Perpignan") && !bench.text().contains("Filtre"), "the same again: {}", bench.text());
    bench.type_keys("f \"jalons\" Enter v");
    assert!(bench.text().contains("Rien ne correspond au filtre"), "{}", bench.text());
}

#[test]
fn what_is_shown_and_how_is_found_again() {
    let mut bench = bench(USUAL);
    bench.type_keys("f \"relances\" Enter v o");
    let left = bench.app.stack().first().and_then(|layer| layer.left()).unwrap();
    let mut other = super::Agenda::at("2026-11-23".parse().unwrap());
    crate::tui::layer::Layer::take_up(&mut other, &left, &mut bench.app.cx);
    assert_eq!((other.filter.said(&bench.app.cx), other.view), ("relances".into(), Some(super::View::Day)));
    assert_eq!(other.order, crate::workspace::RoundOrder::ByNearest);
}

#[test]
fn however_many_visits_there_are_they_are_counted_and_a_day_shows_them() {
    let mut made = week();
    let mut edit = Edit::new("done-saved");
    for n in 0..700_u16 {
        let hour = 8 + n % 12;
        let id = RecordId::from_bytes([[0xaa; 14].as_slice(), &n.to_be_bytes()].concat().try_into().unwrap());
        let start = format!("2026-11-{}T{hour:02}:{:02}+01:00", if n < 150 { 26 } else { 28 }, n % 60);
        edit = edit.create(id, visit(&start, "66136", 1, VisitStatus::Planned));
    }
    made.workspace.commit(edit).unwrap();
    let mut bench = made.bench(Only(screen), vec![], Lang::Fr, WIDE);
    let text = bench.text();
    assert!(text.contains("706 visites") && text.contains("Le Boulou"), "six of the week, and these: {text}");
    bench.type_keys("Tab Right Right Right Tab");
    assert!(bench.text().contains("150 visites"), "{}", bench.text());
    bench.type_keys("End");
    assert!(bench.text().contains("470 autres visites"), "{}", bench.text());
    bench.type_keys("Left Right Tab Left Left Left Tab v End");
    let text = bench.text();
    assert!(text.contains("150 visites") && !text.contains("autres visites") && text.contains("19:"), "{text}");
}

#[test]
fn the_signs_are_told_in_the_smallest_window() {
    for script in ["=", "Tab ="] {
        let mut bench = bench(SMALL);
        bench.type_keys(script);
        let first = bench.text();
        bench.type_keys("End");
        let both = format!("{first}{}", bench.text());
        for said in ["Les signes", "visite planifiée", "en retard", "permanence des soins", "date du service"] {
            assert!(both.contains(said), "{said}: {both}");
        }
        bench.type_keys("Escape");
        assert!(!bench.text().contains("Les signes"), "{}", bench.text());
    }
}

#[test]
fn nothing_to_undo_is_said() {
    let mut bench = Made::founder().bench(Only(screen), vec![], Lang::Fr, USUAL);
    for (key, said) in [("u", "Rien à annuler"), ("U", "Rien à rétablir")] {
        bench.type_keys(key);
        assert!(bench.text().contains(said), "{}", bench.text());
    }
}
