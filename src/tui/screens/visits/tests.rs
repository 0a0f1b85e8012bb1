//! The log and the form over a real workspace, by the keys that people press.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

use tempfile::TempDir;

use crate::i18n::{Lang, Words};
use crate::model::reference::founding::facts;
use crate::model::{Kind, LocalTime, Reason, Visit, VisitStatus};
use crate::store::vault::KdfCost;
use crate::store::views::{Edge, VisitRow};
use crate::store::{Opening, Random};
use crate::tui::cx::Cx;
use crate::tui::layer::{House, Layer};
use crate::tui::popup::Prompt;
use crate::tui::request::{Performer, Progress, Reply, Request, VisitFilter};
use crate::tui::screen::Screen;
use crate::tui::testing::{Bench, cx, moment};
use crate::tui::theme::Depth;
use crate::workspace::demo::{Plan, records};
use crate::workspace::{Clock, Founding, Workspace};

struct OnlyVisits;

impl House for OnlyVisits {
    fn screen(&self, _: Screen, cx: &mut Cx) -> Box<dyn Layer> {
        super::screen(cx)
    }

    fn lock(&self, _: &mut Cx) -> Box<dyn Layer> {
        Box::new(Prompt::new("unlock", "", ""))
    }
}

/// The office, and how many rows were ever asked for.
struct Notebook {
    office: crate::tui::office::Office,
    most: usize,
    _folder: TempDir,
}

/// A store of that many made-up visits, made once and copied for each test.
fn template(visits: usize) -> PathBuf {
    static MADE: Mutex<BTreeMap<usize, TempDir>> = Mutex::new(BTreeMap::new());
    let mut made = MADE.lock().unwrap();
    made.entry(visits).or_insert_with(|| make(visits)).path().to_owned()
}

fn clock() -> Clock {
    let start = AtomicI64::new(moment().wall_millis);
    Arc::new(move || start.fetch_add(1_000, Ordering::Relaxed))
}

fn make(visits: usize) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let founding = Founding {
        holder: "Exemple".into(),
        sector: Vec::new(),
        code: "COUS".into(),
        demo: true,
        opening: Opening { random: Random::seeded(1), ..Opening::new(None) },
        cost: KdfCost::CHEAP,
    };
    let (mut workspace, _) = Workspace::found(folder.path(), founding, false, clock()).unwrap();
    workspace.load(facts().into_iter(), &mut |_| {}).unwrap();
    let (me, today) = (workspace.me().record(), workspace.today());
    let plan = Plan { seed: 1, visits, today, me, code: "DEMO".into() };
    workspace.load(records(&plan), &mut |_| {}).unwrap();
    workspace.close().unwrap();
    folder
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let (path, name) = entry.map(|entry| (entry.path(), entry.file_name())).unwrap();
        match path.is_dir() {
            true => copy(&path, &to.join(name)),
            false => _ = std::fs::copy(&path, to.join(name)).unwrap(),
        }
    }
}

impl Notebook {
    fn new(visits: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        copy(&template(visits), folder.path());
        let opening = Opening { random: Random::seeded(2), ..Opening::new(None) };
        let (workspace, _) = Workspace::open(folder.path(), opening, clock()).unwrap();
        let drives = Box::new(crate::sync::drives::SystemDrives);
        let office = crate::tui::office::Office::open(workspace, Words::new(Lang::Fr), clock(), drives);
        Self { office, most: 0, _folder: folder }
    }

    fn all(&self) -> Vec<VisitRow> {
        self.office.workspace().unwrap().visits(&VisitFilter::default(), Edge::Newest, 10_000).unwrap().rows
    }
}

impl Performer for Notebook {
    fn perform(&mut self, request: Request, progress: &dyn Progress) -> Reply {
        if let Request::LoadVisits { count, .. } = &request {
            self.most = self.most.max(*count);
        }
        self.office.perform(request, progress)
    }
}

fn bench_in(lang: Lang, depth: Depth, visits: usize, size: (u16, u16)) -> Bench<Notebook> {
    let notebook = Notebook::new(visits);
    let mut cx = cx(lang, depth);
    cx.desk = notebook.office.workspace().unwrap().desk();
    let mut bench = Bench::with(cx, OnlyVisits, notebook, size);
    bench.type_keys("5");
    bench.keys = 0;
    bench
}

fn bench(visits: usize) -> Bench<Notebook> {
    bench_in(Lang::Fr, Depth::Indexed, visits, (80, 24))
}

fn saved(bench: &Bench<Notebook>, before: &[VisitRow]) -> Vec<Visit> {
    let known = |row: &VisitRow| before.iter().any(|old| old.id == row.id);
    bench.performer.all().into_iter().filter(|row| !known(row)).map(|row| row.visit).collect()
}

/// Typed letter by letter: a centre comes first, as nothing has been logged yet.
const A_NEW_VISIT: &str = r#"n "hier 14h30" Tab "ceret" Tab Tab "aigu" Tab Tab Tab Tab Tab Tab "35" F2"#;

#[test]
fn a_new_visit_takes_forty_keys_at_most() {
    let mut bench = bench(300);
    let before = bench.performer.all();
    bench.type_keys(A_NEW_VISIT);
    assert!(bench.keys <= 40, "{} keys", bench.keys);
    let made = saved(&bench, &before);
    let [visit] = made.as_slice() else { panic!("{made:?}\n{}", bench.text()) };
    assert_eq!(visit.start, "2026-11-22T14:30+01:00".parse::<LocalTime>().ok());
    assert_eq!(visit.commune.unwrap().as_str(), "66049");
    assert_eq!(visit.patient.as_deref(), Some("COUS-0001"));
    assert_eq!((visit.reason, visit.status), (Some(Reason::Acute), Some(VisitStatus::Done)));
    assert_eq!((visit.minutes, visit.km_estimated), (Some(35), Some(true)));
    assert!(bench.text().contains("Visite enregistrée"), "{}", bench.text());
}

#[test]
fn a_usual_visit_is_kept_as_a_model_begun_from_and_forgotten() {
    let mut bench = bench(300);
    bench.type_keys(A_NEW_VISIT);
    bench.type_keys("a Down Down Down Down Enter \"06 12 34 56 78\" Enter");
    assert!(bench.text().contains("numéro de téléphone"), "a name tells nothing of a person: {}", bench.text());
    bench.type_keys("C-u \"Aigu Céret\" Enter");
    assert!(bench.text().contains("Modèle gardé"), "{}", bench.text());
    bench.type_keys("End a Down Down Down Down");
    assert!(bench.text().contains("modèle\u{a0}: Aigu Céret"), "{}", bench.text());
    let before = bench.performer.all();
    bench.keys = 0;
    bench.type_keys("Enter F2");
    let made = saved(&bench, &before);
    let [visit] = made.as_slice() else { panic!("{made:?}\n{}", bench.text()) };
    assert_eq!(visit.commune.unwrap().as_str(), "66049");
    assert_eq!((visit.reason, visit.minutes, visit.status), (Some(Reason::Acute), Some(35), Some(VisitStatus::Done)));
    assert_eq!(visit.patient.as_deref(), Some("COUS-0002"), "another patient");
    assert!(bench.keys <= 2, "{} keys", bench.keys);
    bench.type_keys("a Down Down Down Down Down Down Enter Enter");
    assert!(bench.text().contains("Modèle oublié"), "{}", bench.text());
    bench.type_keys("a");
    assert!(!bench.text().contains("Aigu Céret"), "{}", bench.text());
}

#[test]
fn yesterdays_visit_again_takes_eight_keys_at_most() {
    let mut bench = bench(300);
    bench.type_keys(A_NEW_VISIT);
    bench.keys = 0;
    let before = bench.performer.all();
    bench.type_keys("a Enter F2");
    assert!(bench.keys <= 8, "{} keys", bench.keys);
    let made = saved(&bench, &before);
    let [visit] = made.as_slice() else { panic!("{made:?}\n{}", bench.text()) };
    let now = moment().local;
    let last = before.iter().find(|row| row.visit.patient.as_deref() == Some("COUS-0001")).unwrap();
    assert_eq!(visit.start.unwrap().date(), now.date());
    assert!(visit.start.unwrap() <= now);
    assert_eq!((visit.patient.as_ref(), visit.centre), (last.visit.patient.as_ref(), last.visit.centre));
    assert_eq!(visit.status, Some(VisitStatus::Done));
}

#[test]
fn saving_and_logging_the_next_keeps_the_place_and_gives_the_next_pseudonym() {
    let mut bench = bench(300);
    let before = bench.performer.all();
    bench.type_keys(&A_NEW_VISIT.replace("F2", "F3"));
    bench.type_keys(r#""hier 16h" Tab Tab Tab "renou" Tab Tab Tab Tab Tab Tab "20" C-s"#);
    let made = saved(&bench, &before);
    assert_eq!(made.len(), 2, "{}", bench.text());
    let patients: Vec<_> = made.iter().filter_map(|visit| visit.patient.clone()).collect();
    assert_eq!(patients, ["COUS-0002", "COUS-0001"]);
    assert!(made.iter().all(|visit| visit.commune.unwrap().as_str() == "66049" && visit.centre == made[0].centre));
}

#[test]
fn a_start_to_come_makes_a_planned_visit_and_the_band_stands_beside_it() {
    let mut bench = bench(300);
    bench.type_keys(r#"n "demain 21h" Tab"#);
    let text = bench.text();
    assert!(text.contains("● soirée"), "{text}");
    assert!(text.contains("Planifiée"), "{text}");
    bench.type_keys(r#"S-Tab C-u "dimanche 10h" Tab"#);
    let text = bench.text();
    assert!(text.contains("● dim/fér") && text.contains("Réalisée"), "{text}");
}

#[test]
fn faults_stand_on_their_fields_and_nothing_is_lost() {
    let mut bench = bench(300);
    let before = bench.performer.all();
    bench.type_keys(r#"n "hier 9h" Tab "ceret" Tab C-u "Jean Dupont" F2"#);
    let text = bench.text();
    assert!(text.contains("À remplir"), "the reason: {text}");
    bench.type_keys(r#""aigu" F2"#);
    let text = bench.text();
    assert!(text.contains("Une visite réalisée a une durée."), "{text}");
    assert!(text.contains("Jean Dupont") && text.contains("hier 9h"), "{text}");
    assert_eq!(saved(&bench, &before).len(), 0);
}

#[test]
fn optional_fields_unfold_after_the_note_and_a_band_of_ones_own_needs_its_reason() {
    let mut bench = bench(300);
    let before = bench.performer.all();
    bench.type_keys(A_NEW_VISIT.strip_suffix(" F2").unwrap());
    assert!(bench.text().contains("Tab après la note"), "{}", bench.text());
    bench.type_keys("Tab Tab Tab");
    assert!(bench.text().contains("Tranche d’âge"), "{}", bench.text());
    bench.type_keys(r#""80" Tab Tab Tab Tab Tab Tab "soir" F2"#);
    assert!(bench.text().contains("Dites pourquoi"), "{}", bench.text());
    bench.type_keys(r#""appel du 15" F2"#);
    let made = saved(&bench, &before);
    assert_eq!(made.len(), 1, "{}", bench.text());
    assert_eq!(made[0].band.map(|band| band.key()), Some("soiree"));
    assert_eq!(made[0].age_band.map(|band| band.key()), Some("80+"));
}

#[test]
fn a_form_left_by_escape_is_offered_again() {
    let mut bench = bench(300);
    bench.type_keys(r#"n "hier 8h15" Esc"#);
    assert!(bench.text().contains("Une visite commencée attend"), "{}", bench.text());
    bench.type_keys("n o");
    assert!(bench.text().contains("hier 8h15"), "{}", bench.text());
    bench.type_keys("Esc n n");
    assert!(!bench.text().contains("hier 8h15"), "{}", bench.text());
    bench.type_keys("Esc");
    assert!(!bench.text().contains("Une visite commencée attend"), "{}", bench.text());
}

#[test]
fn a_planned_visit_is_marked_done_with_what_is_known() {
    let mut bench = bench(300);
    bench.type_keys(r#"p "+1 10h" Tab "ceret" Tab Tab "chron" Tab Tab Tab Tab F2"#);
    let planned = |bench: &Bench<Notebook>| {
        let rows = bench.performer.all().into_iter();
        rows.filter(|row| row.visit.status == Some(VisitStatus::Planned)).count()
    };
    let before = planned(&bench);
    assert!(before > 0, "{}", bench.text());
    bench.type_keys(r#"v "40" F2"#);
    assert_eq!(planned(&bench), before - 1, "{}", bench.text());
}

#[test]
fn deleting_asks_and_can_be_undone() {
    let mut bench = bench(300);
    let count = bench.performer.all().len();
    bench.type_keys("d n");
    assert_eq!(bench.performer.all().len(), count);
    bench.type_keys("d o");
    assert_eq!(bench.performer.all().len(), count - 1);
    bench.type_keys("u");
    assert_eq!(bench.performer.all().len(), count);
}

#[test]
fn filters_add_up_and_are_cleared_one_by_one() {
    let mut bench = bench(300);
    bench.type_keys("P Down Down Enter");
    let month = bench.text();
    assert!(month.contains("ce mois-ci"), "{month}");
    bench.type_keys("f Down Down Down Enter Down Down Enter");
    let both = bench.text();
    assert!(both.contains("ce mois-ci  ·  État") && both.contains("Réalisée"), "{both}");
    let now = moment().local;
    let done = bench.performer.all().into_iter().filter(|row| {
        let start = row.visit.start.unwrap();
        row.visit.status == Some(VisitStatus::Done) && start.date().to_string()[..7] == now.date().to_string()[..7]
    });
    let minutes: i64 = done.map(|row| row.visit.minutes.unwrap_or(0)).sum();
    assert!(both.contains(&crate::i18n::format::duration(minutes)), "{minutes}: {both}");
    bench.type_keys("Backspace");
    assert!(!bench.text().contains("Réalisée"), "{}", bench.text());
    bench.type_keys("Backspace");
    assert!(bench.text().contains("Toutes les visites"), "{}", bench.text());
    bench.type_keys(r#"f "zzzz" Enter"#);
    assert!(bench.text().contains("Aucune visite avec ces filtres"), "{}", bench.text());
}

#[test]
fn a_long_log_is_read_by_windows_from_one_end_to_the_other() {
    let mut bench = bench(2_500);
    let all = bench.performer.all();
    let patients: Vec<&str> = all.iter().filter_map(|row| row.visit.patient.as_deref()).collect();
    bench.type_keys("End");
    assert!(bench.text().contains(patients.last().unwrap()), "{}", bench.text());
    bench.type_keys(&"PageUp ".repeat(20));
    bench.type_keys("Home");
    assert!(bench.text().contains(patients.first().unwrap()), "{}", bench.text());
    assert!(bench.performer.most <= 700, "never all of them: {}", bench.performer.most);
    // Down by pages, every visit is met once, in order.
    let mut met: Vec<String> = Vec::new();
    for _ in 0..200 {
        for line in bench.text().lines() {
            let patient = line.split_whitespace().find(|word| word.starts_with("DEMO-"));
            if let Some(patient) = patient {
                met.push(patient.to_owned());
            }
        }
        bench.type_keys("PageDown");
    }
    met.dedup();
    assert!(met.len() >= all.len() / 2, "{} of {}", met.len(), all.len());
    assert!(bench.text().contains(patients.last().unwrap()), "{}", bench.text());
}

#[test]
fn the_selection_stays_on_its_visit_after_an_edit() {
    let mut bench = bench(300);
    bench.type_keys("PageDown Down Down e");
    bench.type_keys(r#"S-Tab "vu" F2"#);
    let edited: Vec<_> = bench
        .performer
        .all()
        .into_iter()
        .filter(|row| row.visit.note.as_ref().is_some_and(|n| n.0.contains("vu")))
        .collect();
    assert_eq!(edited.len(), 1, "{}", bench.text());
    let patient = edited[0].visit.patient.clone().unwrap();
    let selected = bench.text().lines().find(|line| line.contains('▌')).unwrap_or_default().to_owned();
    assert!(selected.contains(&patient), "{patient}: {}", bench.text());
}

#[test]
fn masked_nothing_tells_who_or_where() {
    let mut bench = bench(300);
    bench.type_keys(A_NEW_VISIT);
    let told = |text: &str| ["Céret", "COUS-0001", "DEMO-"].iter().any(|word| text.contains(word));
    assert!(told(&bench.text()));
    bench.type_keys("M");
    assert!(!told(&bench.text()) && bench.text().contains('▒'), "{}", bench.text());
    bench.type_keys("i");
    assert!(!told(&bench.text()), "{}", bench.text());
    bench.type_keys("Esc n");
    assert!(bench.text().contains("Écran masqué"), "{}", bench.text());
}

#[test]
fn a_visit_shows_its_history() {
    let mut bench = bench(300);
    bench.type_keys("h");
    let text = bench.text();
    assert!(text.contains("Historique") && text.contains("Exemple"), "{text}");
    bench.type_keys("Esc");
    assert!(bench.text().contains("Toutes les visites"), "{}", bench.text());
}

#[test]
fn an_empty_log_says_what_to_press() {
    let bench = bench(0);
    assert!(bench.text().contains("n pour en saisir une"), "{}", bench.text());
    assert_eq!(Kind::Visit.key(), "visit");
}

macro_rules! snapshots {
    ($($name:ident: $lang:expr, $depth:expr, $size:expr, $keys:expr;)*) => { $(
        #[test]
        fn $name() {
            let mut bench = bench_in($lang, $depth, 300, $size);
            bench.type_keys($keys);
            insta::assert_snapshot!(bench.shot());
        }
    )* };
}

snapshots! {
    log_usual: Lang::Fr, Depth::Indexed, (80, 24), "";
    log_small: Lang::Fr, Depth::Mono, (40, 12), "";
    log_wide: Lang::En, Depth::Indexed, (120, 36), "P Down Down Enter";
    form_usual: Lang::Fr, Depth::Indexed, (80, 24), r#"n "hier 14h30" Tab "cer""#;
    form_wide: Lang::En, Depth::Indexed, (120, 36), "e";
}

#[test]
fn a_steward_erases_a_visit_for_good_after_a_question_that_enter_does_not_answer() {
    let mut bench = bench(300);
    bench.type_keys(A_NEW_VISIT);
    let before = bench.performer.all().len();
    bench.type_keys("E");
    insta::assert_snapshot!("erase_what", bench.shot());
    bench.type_keys("Enter");
    insta::assert_snapshot!("erase_sure", bench.shot());
    bench.type_keys("Enter");
    assert_eq!(bench.performer.all().len(), before, "not by Enter");
    bench.type_keys("E Enter o");
    assert_eq!(bench.performer.all().len(), before - 1);
    let text = bench.text();
    assert!(text.contains("Effacé pour de bon") && !text.contains("COUS-0001"), "{text}");
    bench.type_keys("u");
    assert_eq!(bench.performer.all().len(), before - 1, "undo does not bring it back");
}

#[test]
fn every_visit_of_a_patient_is_erased_at_once_and_no_draft_of_one_is_left() {
    let mut bench = bench(300);
    bench.type_keys(A_NEW_VISIT).type_keys("a Enter F2");
    let before = bench.performer.all().len();
    let drafts = |bench: &Bench<Notebook>| {
        let all = bench.performer.office.workspace().unwrap().locals("draft/").unwrap();
        all.into_iter().map(|(key, _)| key).filter(|key| key.starts_with("draft/visit ")).count()
    };
    bench.type_keys("e Tab Tab Tab \"x\" Esc");
    assert_eq!(drafts(&bench), 1, "{}", bench.text());
    bench.type_keys("E Down Enter");
    assert!(bench.text().contains("2 visites"), "{}", bench.text());
    bench.type_keys("o");
    assert_eq!(bench.performer.all().len(), before - 2, "{}", bench.text());
    assert_eq!(drafts(&bench), 0);
}

#[test]
fn only_the_head_office_erases_and_not_while_the_screen_is_masked() {
    use crate::model::DeviceRole;
    use crate::tui::screens::shared::tests::real::Made;
    let mut siege = Made::founder().with_facts();
    let mut marie = Made::waiting();
    let card = marie.workspace.card().unwrap();
    siege.workspace.admit(&card, DeviceRole::Field, &Default::default()).unwrap();
    siege.hands_to(&mut marie);
    let centre = marie.workspace.desk().all::<crate::model::Centre>().next().unwrap().0;
    let visit = Visit {
        centre: Some(crate::model::Ref::new(centre)),
        role: Some(crate::model::VisitRole::Doctor),
        commune: Some("66049".parse().unwrap()),
        patient: Some("COUS-0001".into()),
        start: Some("2026-11-22T14:30".parse().unwrap()),
        requested_by: Some(crate::model::RequestedBy::Patient),
        unscheduled: Some(false),
        reason: Some(Reason::Acute),
        status: Some(VisitStatus::Done),
        minutes: Some(30),
        ..Visit::default()
    };
    let id = marie.workspace.new_id().unwrap();
    marie.workspace.commit(crate::workspace::Edit::new("done-saved").create(id, visit)).unwrap();
    let mut bench = marie.bench(OnlyVisits, Vec::new(), Lang::Fr, (80, 24));
    bench.type_keys("5 E");
    assert!(bench.text().contains("Seul le siège efface"), "{}", bench.text());
    let mut masked = super::tests::bench(300);
    masked.type_keys("M E");
    assert!(!masked.text().contains("Cette visite"), "{}", masked.text());
}

#[test]
fn the_question_is_readable_in_forty_columns_and_in_english() {
    let mut bench = bench_in(Lang::En, Depth::Mono, 300, (40, 12));
    bench.type_keys("E Enter");
    insta::assert_snapshot!("erase_sure_narrow", bench.shot());
}

#[test]
fn visits_are_sorted_by_any_column_and_by_date_both_ways_and_the_selection_stays() {
    let mut bench = bench(300);
    let shown = |bench: &Bench<Notebook>| bench.text().lines().filter(|line| line.contains("DEMO-")).count();
    // without the scroll bar
    let held = |bench: &Bench<Notebook>| -> Option<String> {
        bench.text().lines().find(|line| line.contains('▌')).map(|line| line.chars().take(60).collect())
    };
    let first = |bench: &Bench<Notebook>, row: Option<&VisitRow>| {
        let patient = row.and_then(|row| row.visit.patient.clone()).unwrap();
        bench.text().lines().find(|line| line.contains("DEMO-")).is_some_and(|line| line.contains(&patient))
    };
    let before = held(&bench);
    bench.type_keys("I");
    assert!(bench.text().contains("Début ▲") && held(&bench) == before, "{}", bench.text());
    let mut all = bench.performer.all();
    bench.type_keys("Home");
    assert!(first(&bench, all.last()), "the oldest first: {}", bench.text());
    bench.type_keys("End");
    let last = bench.text();
    assert!(
        last.lines().rfind(|line| line.contains("DEMO-")).unwrap().contains(all[0].visit.patient.as_ref().unwrap())
    );
    bench.type_keys("I");
    assert!(!bench.text().contains("Début ▲"), "{}", bench.text());
    let before = held(&bench);
    bench.type_keys("o o o o o o");
    assert!(bench.text().contains("min ▼") && held(&bench) == before, "{}", bench.text());
    all.sort_by_key(|row| std::cmp::Reverse(row.visit.minutes));
    bench.type_keys("Home");
    let longest = format!(" {} ", all[0].visit.minutes.unwrap());
    assert!(bench.text().lines().find(|line| line.contains("DEMO-")).unwrap().contains(&longest), "{}", bench.text());
    assert!(shown(&bench) > 10);
    bench.type_keys("o o o o");
    assert!(!bench.text().contains('▼') && held(&bench).is_some(), "round again, the newest first: {}", bench.text());
}
