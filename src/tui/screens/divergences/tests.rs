//! Values chosen by keys, over a real workspace that took in what another laptop wrote apart.

use insta::assert_snapshot;

use crate::i18n::Lang;
use crate::model::*;
use crate::sync::Audience;
use crate::tui::cx::Cx;
use crate::tui::layer::Layer;
use crate::tui::screens::shared::tests::real::{Made, Only, Real};
use crate::tui::screens::{centres, dashboard, positions, records, territories, visits};
use crate::tui::testing::Bench;
use crate::workspace::Edit;

/// A centre, two milestones and a visit of Marie's, known to both laptops.
fn team() -> (Made, Made, [RecordId; 4]) {
    let (mut siege, mut marie) = (Made::founder(), Made::waiting());
    let card = marie.workspace.card().unwrap();
    siege.workspace.admit(&card, DeviceRole::Field, &Default::default()).unwrap();
    let id = |kind: &str, name: &str| RecordId::fixture(kind, name);
    let ids = [id("centre", "essai"), id("milestone", "a"), id("milestone", "b"), id("visit", "v")];
    let centre = Centre {
        name: Some("Essai".into()),
        commune: "66049".parse().ok(),
        status: Some(CentreStatus::Preparing),
        ..Centre::default()
    };
    let milestone =
        |label: &str| Milestone { label: Some(label.into()), date: "2027".parse().ok(), ..Default::default() };
    let edit = Edit::new("done-saved").create(ids[0], centre);
    let edit = edit.create(ids[1], milestone("Réunion")).create(ids[2], milestone("Bilan"));
    siege.workspace.commit(edit).unwrap();
    siege.hands_to(&mut marie);
    let visit = Visit {
        centre: Some(Ref::new(ids[0])),
        role: Some(VisitRole::Doctor),
        commune: "66049".parse().ok(),
        patient: Some("COUS-0001".into()),
        start: "2026-11-20T10:15".parse().ok(),
        requested_by: Some(RequestedBy::Patient),
        unscheduled: Some(false),
        reason: Some(Reason::Chronic),
        status: Some(VisitStatus::Done),
        minutes: Some(30),
        ..Visit::default()
    };
    marie.workspace.commit(Edit::new("done-saved").create(ids[3], visit)).unwrap();
    carries(&mut marie, &mut siege);
    (siege, marie, ids)
}

fn carries(from: &mut Made, to: &mut Made) {
    let stick = tempfile::tempdir().unwrap();
    let go_on = &mut |_| std::ops::ControlFlow::Continue(());
    let done = from.workspace.export(&Audience::Stewards, stick.path(), false, go_on).unwrap();
    to.takes(&done.path);
}

fn sets(laptop: &mut Made, kind: Kind, id: RecordId, field: &str, value: Value) {
    let tag = kind.field(field).unwrap().tag;
    laptop.workspace.commit(Edit::new("done-changed").set(id, kind, vec![(tag, Some(value))])).unwrap();
}

fn text(text: &str) -> Value {
    Value::Text(text.into())
}

/// One name that two laptops changed apart, on the screen of the divergences.
pub fn diverging(lang: Lang, size: (u16, u16)) -> (Bench<Real>, RecordId) {
    let (mut siege, mut marie, [id, ..]) = team();
    sets(&mut siege, Kind::Centre, id, "name", text("Essai nord"));
    sets(&mut marie, Kind::Centre, id, "name", text("Essai sud"));
    carries(&mut marie, &mut siege);
    let mut bench = siege.bench(Only(dashboard::screen), vec![], lang, size);
    bench.type_keys("g d");
    (bench, id)
}

/// A name, two labels, a visit's minutes, and a milestone that one deleted.
fn several(lang: Lang, size: (u16, u16)) -> (Bench<Real>, [RecordId; 4]) {
    let (mut siege, mut marie, ids) = team();
    sets(&mut siege, Kind::Centre, ids[0], "name", text("Essai nord"));
    sets(&mut siege, Kind::Milestone, ids[1], "label", text("Réunion à Foix"));
    sets(&mut siege, Kind::Visit, ids[3], "minutes", Value::Int(45));
    siege.workspace.commit(Edit::new("done-deleted").delete(ids[2], Kind::Milestone)).unwrap();
    sets(&mut marie, Kind::Centre, ids[0], "name", text("Essai sud"));
    sets(&mut marie, Kind::Milestone, ids[1], "label", text("Réunion à Pamiers, en fin de journée"));
    sets(&mut marie, Kind::Visit, ids[3], "minutes", Value::Int(50));
    sets(&mut marie, Kind::Milestone, ids[2], "label", text("Bilan annuel"));
    carries(&mut marie, &mut siege);
    let mut bench = siege.bench(Only(dashboard::screen), vec![], lang, size);
    bench.type_keys("g d");
    (bench, ids)
}

fn name(bench: &Bench<Real>, id: RecordId) -> Option<String> {
    bench.app.cx.desk.get::<Centre>(&id).and_then(|centre| centre.name.clone())
}

fn left(bench: &Bench<Real>) -> usize {
    bench.performer.office.workspace().unwrap().all_divergences().unwrap().len()
}

#[test]
fn a_value_is_chosen_and_undo_asks_again() {
    let (mut bench, id) = diverging(Lang::Fr, (80, 24));
    let shown = name(&bench, id);
    bench.type_keys("Enter Home Enter");
    assert_eq!(left(&bench), 0, "{}", bench.text());
    assert_ne!(name(&bench, id), shown, "the earlier one");
    assert!(bench.text().contains("Aucune divergence"), "{}", bench.text());
    bench.type_keys("u");
    assert_eq!((left(&bench), name(&bench, id)), (1, shown));
    assert!(bench.text().contains("Essai nord ≠ Essai sud") || bench.text().contains("Essai sud ≠ Essai nord"));
}

#[test]
fn a_third_value_is_typed_or_the_former_one_taken_back() {
    let (mut bench, id) = diverging(Lang::Fr, (80, 24));
    bench.type_keys("c End Enter C-u \"Essai centre\" C-s");
    assert_eq!((left(&bench), name(&bench, id).as_deref()), (0, Some("Essai centre")), "{}", bench.text());
    bench.type_keys("u c End Up Enter");
    assert_eq!((left(&bench), name(&bench, id).as_deref()), (0, Some("Essai")), "{}", bench.text());
}

#[test]
fn a_third_value_that_cannot_be_read_stays_in_its_form() {
    let (mut siege, mut marie, [_, id, ..]) = team();
    let year = |text: &str| Value::PartialDate(text.parse().unwrap());
    sets(&mut siege, Kind::Milestone, id, "date", year("2027-02"));
    sets(&mut marie, Kind::Milestone, id, "date", year("2027-03"));
    carries(&mut marie, &mut siege);
    let mut bench = siege.bench(Only(dashboard::screen), vec![], Lang::Fr, (80, 24));
    bench.type_keys("g d c End Enter C-u \"un jour\" C-s");
    assert_eq!(left(&bench), 1);
    assert!(bench.text().contains("un jour"), "{}", bench.text());
    bench.type_keys("C-u \"avril 2027\" C-s");
    let date = bench.app.cx.desk.get::<Milestone>(&id).and_then(|one| one.date);
    assert_eq!((left(&bench), date), (0, "2027-04".parse().ok()), "read as in every form: {}", bench.text());
}

#[test]
fn several_are_settled_in_one_stroke_with_their_number_and_one_undo() {
    let (mut bench, ids) = several(Lang::Fr, (80, 24));
    assert_eq!(left(&bench), 4);
    bench.type_keys("s");
    assert!(bench.text().contains("Marquez d’abord"), "{}", bench.text());
    bench.type_keys("Space Space");
    assert!(bench.text().contains("2 marqués"), "{}", bench.text());
    bench.type_keys("a s");
    assert_snapshot!("keep_80", bench.text());
    // Mine: then yes.
    bench.type_keys("Down Enter");
    assert_snapshot!("sure_80", bench.text());
    bench.type_keys("Enter");
    assert_eq!((left(&bench), name(&bench, ids[0]).as_deref()), (0, Some("Essai nord")), "{}", bench.text());
    assert!(bench.app.cx.desk.card(&ids[2]).is_none(), "deleted as I had");
    assert!(bench.text().contains("4 divergences tranchées"), "{}", bench.text());
    bench.type_keys("u");
    assert_eq!(left(&bench), 4);
    assert!(bench.app.cx.desk.card(&ids[2]).is_some());
    // Another's: all but none of mine.
    bench.type_keys("a s End Enter Enter");
    assert_eq!((left(&bench), name(&bench, ids[0]).as_deref()), (0, Some("Essai sud")), "{}", bench.text());
}

#[test]
fn a_delete_against_an_edit_is_told_in_plain_words() {
    let (mut siege, mut marie, [_, _, id, _]) = team();
    siege.workspace.commit(Edit::new("done-deleted").delete(id, Kind::Milestone)).unwrap();
    sets(&mut marie, Kind::Milestone, id, "label", text("Bilan annuel"));
    carries(&mut marie, &mut siege);
    let mut bench = siege.bench(Only(dashboard::screen), vec![], Lang::Fr, (80, 24));
    bench.type_keys("g d Enter");
    assert_snapshot!("delete_80", bench.text());
    bench.type_keys("End Enter");
    assert_eq!(left(&bench), 0, "{}", bench.text());
}

#[test]
fn visits_are_veiled_and_not_settled_while_the_screen_is_masked() {
    let (mut siege, mut marie, [_, _, _, id]) = team();
    sets(&mut siege, Kind::Visit, id, "minutes", Value::Int(45));
    sets(&mut marie, Kind::Visit, id, "minutes", Value::Int(50));
    carries(&mut marie, &mut siege);
    let mut bench = siege.bench(Only(dashboard::screen), vec![], Lang::Fr, (80, 24));
    bench.type_keys("g d");
    assert!(bench.text().contains("45\u{a0}min") && bench.text().contains("50\u{a0}min"), "{}", bench.text());
    bench.type_keys("M");
    let masked = bench.text();
    assert!(!masked.contains("45\u{a0}min") && !masked.contains("COUS") && !masked.contains("Céret"), "{masked}");
    for keys in ["Enter", "h", "i"] {
        bench.type_keys(keys);
        assert!(bench.text().contains("Écran masqué"), "{keys}: {}", bench.text());
    }
    bench.type_keys("a s");
    assert_eq!(left(&bench), 1);
    bench.type_keys("M Enter M");
    assert!(!bench.text().contains("45\u{a0}min"), "an open choice is veiled too: {}", bench.text());
    bench.type_keys("Enter");
    assert_eq!(left(&bench), 1, "and does not choose");
}

#[test]
fn the_mark_of_a_record_leads_to_its_choice_and_back() {
    let (mut siege, mut marie, [_, id, ..]) = team();
    sets(&mut siege, Kind::Milestone, id, "label", text("Réunion à Foix"));
    sets(&mut marie, Kind::Milestone, id, "label", text("Réunion à Pamiers"));
    carries(&mut marie, &mut siege);
    let mut bench = siege.bench(Only(records::screen), vec![], Lang::Fr, (80, 24));
    bench.type_keys("Down Down Down Down Down Down Down Down Down Down Down Down Down Enter");
    assert!(bench.text().contains("≠ Réunion"), "{}", bench.text());
    bench.type_keys("End c");
    assert!(bench.text().contains("Une autre valeur…"), "the only one is open at once: {}", bench.text());
    bench.type_keys("Enter");
    assert_eq!(left(&bench), 0);
    assert!(bench.text().contains("Bilan") && !bench.text().contains('≠'), "back in the list: {}", bench.text());
    bench.type_keys("c");
    assert!(bench.text().contains("Aucune divergence sur cette fiche"), "{}", bench.text());
    assert!(bench.text().contains("Bilan"), "and still there: {}", bench.text());
}

type Opens = fn(&mut Cx) -> Box<dyn Layer>;

/// The head office over a member, its centre, a post there and a visit, each changed apart.
fn everywhere(screen: Opens) -> Bench<Real> {
    let (mut siege, mut marie) = (Made::founder(), Made::waiting());
    siege.workspace.admit(&marie.workspace.card().unwrap(), DeviceRole::Field, &Default::default()).unwrap();
    let [member, centre, post, visit] =
        ["member", "centre", "position", "visit"].map(|kind| RecordId::fixture(kind, "x"));
    let host = Member {
        name: Some("Céret".into()),
        kind: Some(MemberKind::Commune),
        status: Some(MemberStatus::Member),
        departements: Some(vec!["66".parse().unwrap()]),
        ..Member::default()
    };
    let place = Centre {
        name: Some("Essai".into()),
        commune: "66049".parse().ok(),
        host: Some(Ref::new(member)),
        status: Some(CentreStatus::Preparing),
        ..Centre::default()
    };
    let job = Position {
        centre: Some(Ref::new(centre)),
        role: Some(Role::Doctor),
        fte: Some(Decimal::from_thousandths(1_000)),
        state: Some(PositionState::Need),
        ..Position::default()
    };
    let edit = Edit::new("done-saved").create(member, host).create(centre, place).create(post, job);
    siege.workspace.commit(edit).unwrap();
    siege.hands_to(&mut marie);
    let home = Visit {
        centre: Some(Ref::new(centre)),
        role: Some(VisitRole::Doctor),
        commune: "66049".parse().ok(),
        patient: Some("COUS-0001".into()),
        start: "2026-11-20T10:15".parse().ok(),
        requested_by: Some(RequestedBy::Patient),
        unscheduled: Some(false),
        reason: Some(Reason::Chronic),
        status: Some(VisitStatus::Done),
        minutes: Some(30),
        ..Visit::default()
    };
    marie.workspace.commit(Edit::new("done-saved").create(visit, home)).unwrap();
    carries(&mut marie, &mut siege);
    for (laptop, said, minutes) in [(&mut siege, "un", 45), (&mut marie, "deux", 50)] {
        for (kind, id) in [(Kind::Member, member), (Kind::Centre, centre), (Kind::Position, post)] {
            sets(laptop, kind, id, "note", text(said));
        }
        sets(laptop, Kind::Visit, visit, "minutes", Value::Int(minutes));
    }
    carries(&mut marie, &mut siege);
    siege.bench(Only(screen), vec![], Lang::Fr, (120, 36))
}

#[test]
fn a_record_is_marked_in_its_list_its_page_and_its_form_and_the_mark_leads_to_the_choice() {
    let screens: [(Opens, &str, &str, usize); 4] = [
        (territories::screen, "End Up Up", "e", 2),
        (centres::screen, "Home", "e", 2),
        (positions::screen, "Home", "e", 1),
        (visits::screen, "Home", "Enter", 1),
    ];
    for (at, (screen, select, edit, count)) in screens.into_iter().enumerate() {
        let mut bench = everywhere(screen);
        bench.type_keys(select);
        assert!(bench.text().contains('≠'), "{at}: the list: {}", bench.text());
        bench.type_keys(edit);
        assert!(bench.text().contains("Modifier") && bench.text().contains('≠'), "{at}: the form: {}", bench.text());
        bench.type_keys("Esc c");
        let choice = bench.text().contains("Une autre valeur…");
        let listed = bench.text().contains(&format!("Divergences  {count}"));
        assert!(if count == 1 { choice } else { listed }, "{at}: the choice: {}", bench.text());
    }
}

#[test]
fn the_screen_fits_every_size_in_both_languages() {
    for (lang, size, name) in
        [(Lang::Fr, (80, 24), "several_80"), (Lang::En, (120, 36), "several_120"), (Lang::Fr, (40, 12), "several_40")]
    {
        let (bench, _) = several(lang, size);
        assert_snapshot!(name, bench.text());
    }
    let (mut bench, _) = several(Lang::Fr, (40, 12));
    bench.type_keys("End Enter");
    assert_snapshot!("choice_40", bench.text());
}

#[test]
fn with_nothing_to_choose_it_says_what_it_is_for() {
    let mut bench = Made::founder().bench(Only(dashboard::screen), vec![], Lang::Fr, (80, 24));
    bench.type_keys("g d Enter s a Space h i");
    assert!(bench.text().contains("Aucune divergence"), "{}", bench.text());
    bench.type_keys("Esc");
    assert!(!bench.text().contains("Aucune divergence"), "{}", bench.text());
}
