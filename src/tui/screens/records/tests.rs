//! The screen over a real workspace, by keys.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use super::*;
use crate::i18n::Lang;
use crate::model::{AnyRecord, Contact, Device, DeviceRole, Milestone, RecordId, Setting, Value};
use crate::store::vault::KdfCost;
use crate::store::{Opening, Random};
use crate::sync::Audience;
use crate::tui::layer::House;
use crate::tui::popup::Prompt;
use crate::tui::screens::shared::tests::notebook::{Notebook, bench, bench_with};
use crate::tui::testing::{Bench, moment};
use crate::tui::theme::Depth;
use crate::workspace::{Edit, Founding, Workspace};

struct Records;

impl House for Records {
    fn screen(&self, _: Screen, cx: &mut Cx) -> Box<dyn Layer> {
        screen(cx)
    }

    fn lock(&self, _: &mut Cx) -> Box<dyn Layer> {
        Box::new(Prompt::new("lock", "", ""))
    }
}

/// Opens the table of a kind from the list of kinds.
fn opens(bench: &mut Bench<Notebook>, kind: Kind) {
    let at = KINDS.iter().position(|one| *one == kind).unwrap();
    bench.type_keys("Home").type_keys(&"Down ".repeat(at)).type_keys("Enter");
}

#[test]
fn every_kind_but_visits_is_listed_with_its_count() {
    let all: BTreeSet<Kind> = Kind::ALL.iter().copied().filter(|kind| *kind != Kind::Visit).collect();
    assert_eq!(KINDS.into_iter().collect::<BTreeSet<_>>(), all);
    let bench = bench_with(Records, Lang::Fr, Depth::Indexed, &[], true, (80, 24));
    insta::assert_snapshot!(bench.shot());
}

#[test]
fn every_table_page_and_new_form_opens_at_every_size() {
    for size in [(120, 36), (80, 24), (40, 12)] {
        let mut bench = bench_with(Records, Lang::Fr, Depth::Mono, &[], true, size);
        for kind in KINDS {
            opens(&mut bench, kind);
            let words = &bench.app.cx.words;
            assert!(bench.text().contains(&words.kind_plural(kind)), "{kind:?}\n{}", bench.text());
            bench.type_keys("Enter h Esc End c Esc Esc n Esc Esc Esc");
            assert!(!bench.ended);
            bench.type_keys("Esc Esc Esc");
        }
    }
}

#[test]
fn a_table_is_built_from_the_declaration() {
    let mut bench = bench_with(Records, Lang::Fr, Depth::Mono, &[], true, (120, 36));
    opens(&mut bench, Kind::Followup);
    insta::assert_snapshot!("followups_120", bench.text());
    bench.type_keys("Esc");
    opens(&mut bench, Kind::Project);
    bench.resize(80, 24);
    insta::assert_snapshot!("projects_80", bench.text());
    bench.resize(40, 12);
    insta::assert_snapshot!("projects_40", bench.text());
}

#[test]
fn a_table_is_filtered_and_sorted() {
    let mut bench = bench(Records, (80, 24));
    opens(&mut bench, Kind::Project);
    let all = bench.app.cx.desk.count(Kind::Project);
    bench.type_keys("f \"MOLIERES\" Enter");
    assert!(bench.text().contains(&format!("1 sur {all}")), "{}", bench.text());
    assert!(bench.text().contains("Molières (82)"), "accents and capitals are folded: {}", bench.text());
    bench.type_keys("Esc");
    assert!(!bench.text().contains(&format!("sur {all}")), "Escape shows all again first");
    // Sorting keeps the selected record in sight, wherever it goes: the lists are compared from their top.
    let before = bench.type_keys("Home").text();
    assert_ne!(bench.type_keys("I Home").text(), before);
    assert_eq!(bench.type_keys("I Home").text(), before);
    bench.type_keys("f Down Enter");
    assert!(bench.text().contains("Aucune fiche"), "nothing diverges: {}", bench.text());
}

#[test]
fn projects_are_filtered_by_place_and_year_and_added_up_as_they_show() {
    let mut bench = bench(Records, (120, 36));
    opens(&mut bench, Kind::Project);
    assert!(!bench.text().contains("556"), "published totals are never added: {}", bench.text());
    insta::assert_snapshot!("projects_120", bench.type_keys("Home Down Down").text());
    bench.type_keys("V");
    insta::assert_snapshot!("projects_overview_120", bench.text());
    bench.type_keys("End");
    insta::assert_snapshot!("projects_overview_120_end", bench.text());
    bench.resize(80, 24);
    insta::assert_snapshot!("projects_overview_80", bench.type_keys("Home").text());
    bench.resize(40, 12);
    insta::assert_snapshot!("projects_overview_40", bench.text());
    bench.resize(120, 36);
    bench.type_keys("Esc f \"Gers\" Down Enter");
    assert!(bench.text().contains("2 sur 24"), "{}", bench.text());
    bench.type_keys("f \"2020\" Down Enter V");
    let text = bench.text();
    assert!(text.contains("Gers") && text.contains("195\u{a0}000\u{a0}€") && !text.contains("Lozère"), "{text}");
    bench.type_keys("Esc Backspace Backspace");
    assert!(!bench.text().contains("sur 24"), "{}", bench.text());
}

#[test]
fn the_roster_shows_its_holes_and_who_can_be_asked() {
    let mut bench = bench_with(Records, Lang::Fr, Depth::Mono, &[], true, (120, 36));
    opens(&mut bench, Kind::Duty);
    insta::assert_snapshot!("roster_120", bench.type_keys("V").text());
    insta::assert_snapshot!("roster_120_end", bench.type_keys("End").text());
}

#[test]
fn a_record_is_added_changed_deleted_and_brought_back() {
    let mut bench = bench(Records, (80, 24));
    opens(&mut bench, Kind::Milestone);
    let before = bench.app.cx.desk.count(Kind::Milestone);
    bench.type_keys("n \"Essai du carnet\" Tab \"2027\" C-s");
    let found = |bench: &Bench<Notebook>| {
        let mut all = bench.app.cx.desk.all::<Milestone>();
        all.find(|(_, one)| one.label.as_deref().is_some_and(|label| label.starts_with("Essai"))).map(|(id, _)| id)
    };
    assert_eq!(bench.app.cx.desk.count(Kind::Milestone), before + 1, "{}", bench.text());
    bench.type_keys("f \"essai du\" Enter Enter e End \" 2\" C-s");
    let id = found(&bench).unwrap();
    assert_eq!(bench.app.cx.desk.get::<Milestone>(&id).unwrap().label.as_deref(), Some("Essai du carnet 2"));
    bench.type_keys("N \"Une note\" C-s");
    assert_eq!(bench.app.cx.desk.about::<crate::model::Note>(&id).count(), 1, "{}", bench.text());
    bench.type_keys("h");
    assert!(bench.text().contains("Exemple"), "who: {}", bench.text());
    bench.type_keys("Esc d o");
    assert_eq!(found(&bench), None);
    assert!(
        bench.text().contains("Jalons") || bench.text().contains("Calendrier"),
        "back to the table: {}",
        bench.text()
    );
    bench.type_keys("u");
    assert_eq!(found(&bench), Some(id));
}

#[test]
fn of_a_device_only_what_is_a_persons_is_changed() {
    let mut bench = bench(Records, (80, 24));
    opens(&mut bench, Kind::Device);
    bench.type_keys("e");
    let text = bench.text();
    assert!(text.contains("Titulaire") && !text.contains("Rôle"), "{text}");
    bench.type_keys("End \" Deux\" C-s d n");
    let me = bench.app.cx.desk.me.unwrap().record();
    let device = bench.app.cx.desk.get::<Device>(&me).unwrap();
    assert_eq!(device.holder.as_deref(), Some("Exemple Deux"));
    assert_eq!((device.role, bench.app.cx.desk.count(Kind::Device)), (Some(DeviceRole::Steward), 1));
}

#[test]
fn the_settings_are_one_record() {
    let mut bench = bench(Records, (80, 24));
    opens(&mut bench, Kind::Setting);
    for day in ["15/05/2026", "16/05/2026"] {
        bench.type_keys(&format!("n C-u \"{day}\" C-s"));
    }
    assert_eq!(bench.app.cx.desk.count(Kind::Setting), 1, "{}", bench.text());
    assert_eq!(
        bench.app.cx.desk.get::<Setting>(&Setting::id()).unwrap().bridge_days,
        Some(vec!["2026-05-16".parse().unwrap()])
    );
}

#[test]
fn mine_first_and_contacts_are_veiled_when_the_screen_is_masked() {
    let mut bench = bench_with(Records, Lang::Fr, Depth::Mono, &[], true, (80, 24));
    opens(&mut bench, Kind::Contact);
    let name = bench.app.cx.desk.all::<Contact>().filter_map(|(_, one)| one.name.clone()).min().unwrap();
    bench.type_keys("Home M");
    assert!(bench.text().contains("▒▒▒") && !bench.text().contains(&name), "{}", bench.text());
    bench.type_keys("Enter");
    assert!(bench.text().contains("▒▒▒") && !bench.text().contains(&name), "{}", bench.text());
}

fn laptop(folder: &Path, holder: &str, code: &str, seed: u64, founds: bool) -> Workspace {
    let founding = Founding {
        holder: holder.into(),
        sector: Vec::new(),
        code: code.into(),
        demo: false,
        opening: Opening { random: Random::seeded(seed), ..Opening::new(None) },
        cost: KdfCost::CHEAP,
    };
    let clock: crate::workspace::Clock = Arc::new(|| moment().wall_millis);
    if founds {
        Workspace::found(folder, founding, false, clock).unwrap().0
    } else {
        Workspace::wait_to_join(folder, founding, clock).unwrap()
    }
}

fn hands(from: &mut Workspace, audience: &Audience, to: &mut Workspace) {
    let stick = tempfile::tempdir().unwrap();
    let done = from.export(audience, stick.path(), false, &mut |_| ControlFlow::Continue(())).unwrap();
    to.import(&done.path, false, &mut |_| true, &mut |_| ControlFlow::Continue(())).unwrap();
}

#[test]
fn a_divergence_is_marked_and_ended_by_a_choice() {
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let mut siege = laptop(folders[0].path(), "Siège", "SIE", 1, true);
    let mut other = laptop(folders[1].path(), "Exemple Un", "EXA", 2, false);
    let id = RecordId::fixture("milestone", "x");
    let milestone = Milestone { label: Some("Réunion".into()), date: "2027".parse().ok(), ..Milestone::default() };
    siege.commit(Edit::new("done-added").create(id, milestone)).unwrap();
    let device = siege.admit(&other.card().unwrap(), DeviceRole::Field, &BTreeSet::new()).unwrap();
    hands(&mut siege, &Audience::Devices(vec![device]), &mut other);
    let set = |workspace: &mut Workspace, text: &str| {
        let changes = vec![(1, Some(Value::Text(text.into())))];
        workspace.commit(Edit::new("done-changed").set(id, Kind::Milestone, changes)).unwrap();
    };
    set(&mut siege, "Réunion à Foix");
    set(&mut other, "Réunion à Pamiers");
    hands(&mut other, &Audience::Stewards, &mut siege);

    let [folder, _] = folders;
    let mut cx = crate::tui::testing::cx(Lang::Fr, Depth::Mono);
    cx.desk = siege.desk();
    let mut bench = Bench::with(cx, Records, Notebook::over(siege, folder), (80, 24));
    assert!(bench.text().contains("≠ 1"), "{}", bench.text());
    opens(&mut bench, Kind::Milestone);
    bench.type_keys("Enter");
    insta::assert_snapshot!("diverging_80", bench.text());
    bench.type_keys("c");
    assert!(bench.text().contains("Une autre valeur…"), "{}", bench.text());
    bench.type_keys("Home Enter");
    let desk = bench.app.cx.desk.clone();
    assert!(desk.card(&id).unwrap().diverging.is_empty(), "{}", bench.text());
    let AnyRecord::Milestone(kept) = &desk.card(&id).unwrap().record else { panic!("a milestone") };
    assert!(bench.text().contains(kept.label.as_deref().unwrap()), "{}", bench.text());
    bench.type_keys("c");
    assert!(bench.text().contains("Aucune divergence"), "{}", bench.text());
}

#[test]
fn notes_that_an_erasure_has_left_go_with_one_question() {
    use crate::model::{AnyRef, Centre, LongText, Note, Reason, Ref, RequestedBy, Visit, VisitRole, VisitStatus};
    use crate::tui::screens::shared::tests::real::Made;
    let (mut siege, mut other) = (Made::founder().with_facts(), Made::waiting());
    siege.workspace.admit(&other.workspace.card().unwrap(), DeviceRole::Field, &BTreeSet::new()).unwrap();
    siege.hands_to(&mut other);
    let centre = other.workspace.desk().all::<Centre>().next().unwrap().0;
    let visit = other.workspace.new_id().unwrap();
    let record = Visit {
        centre: Some(Ref::new(centre)),
        role: Some(VisitRole::Doctor),
        commune: Some("66049".parse().unwrap()),
        patient: Some(other.workspace.next_patient().unwrap()),
        start: Some("2026-11-20T10:15".parse().unwrap()),
        requested_by: Some(RequestedBy::Patient),
        unscheduled: Some(false),
        reason: Some(Reason::Chronic),
        status: Some(VisitStatus::Done),
        minutes: Some(30),
        ..Visit::default()
    };
    other.workspace.commit(Edit::new("done-saved").create(visit, record)).unwrap();
    other.hands_for(&Audience::Stewards, &mut siege);
    for text in ["sonner deux fois", "chien"] {
        let (id, date) = (other.workspace.new_id().unwrap(), Some(other.workspace.today()));
        let note = Note { about: Some(AnyRef(visit)), date, text: Some(LongText(text.into())) };
        other.workspace.commit(Edit::new("done-saved").create(id, note)).unwrap();
    }
    let what = siege.workspace.erasable(&crate::workspace::ToErase::Records(vec![visit])).unwrap();
    siege.workspace.erase(&what, None, &mut |_| ControlFlow::Continue(())).unwrap();
    other.hands_for(&Audience::Stewards, &mut siege);

    let mut bench = siege.bench(Records, Vec::new(), Lang::Fr, (80, 24));
    let at = KINDS.iter().position(|one| *one == Kind::Note).unwrap();
    bench.type_keys("6 Home").type_keys(&"Down ".repeat(at)).type_keys("Enter E");
    insta::assert_snapshot!("notes_left_over", bench.shot());
    bench.type_keys("Down Enter");
    assert!(bench.text().contains("2 notes"), "{}", bench.text());
    bench.type_keys("o");
    assert_eq!(bench.app.cx.desk.count(Kind::Note), 0, "{}", bench.text());
}

#[test]
fn a_note_is_erased_for_good_and_other_records_stay() {
    use crate::tui::screens::shared::tests::real::Made;
    let mut bench = Made::founder().with_demo(0).bench(Records, Vec::new(), Lang::Fr, (80, 24));
    let notes = bench.app.cx.desk.count(Kind::Note);
    let at = |kind| "Down ".repeat(KINDS.iter().position(|one| *one == kind).unwrap());
    bench.type_keys("6 Home").type_keys(&at(Kind::Note)).type_keys("Enter E");
    assert!(bench.text().contains("1 note"), "{}", bench.text());
    bench.type_keys("o");
    assert_eq!(bench.app.cx.desk.count(Kind::Note), notes - 1, "{}", bench.text());
    bench.type_keys("Enter E o");
    assert_eq!(bench.app.cx.desk.count(Kind::Note), notes - 2, "from its own page: {}", bench.text());
    bench.type_keys("Esc Home").type_keys(&at(Kind::Contact)).type_keys("Enter E");
    assert!(bench.text().contains("Seules une visite et une note"), "{}", bench.text());
    bench.type_keys("Esc Home").type_keys(&at(Kind::Erasure)).type_keys("Enter");
    insta::assert_snapshot!("erasures", bench.shot());
    bench.type_keys("n");
    assert!(bench.text().contains("Un effacement se fait depuis"), "{}", bench.text());
    bench.type_keys("e d");
    assert_eq!(bench.app.cx.desk.count(Kind::Erasure), 2);
}
