//! Bundles, cards and divergences by keys, over real workspaces and a folder that plays the stick.

use std::path::Path;

use insta::assert_snapshot;
use tempfile::TempDir;

use crate::i18n::Lang;
use crate::model::*;
use crate::sync::drives::Drive;
use crate::tui::screens::dashboard;
use crate::tui::screens::shared::tests::real::{Made, Only, Real};
use crate::tui::testing::Bench;
use crate::workspace::{ClockDoubt, Edit, Life, LifeWhy};

fn stick() -> TempDir {
    tempfile::tempdir().unwrap()
}

fn drives(stick: &TempDir) -> Vec<Drive> {
    let folder = stick.path().to_owned();
    vec![Drive { name: "CLE".into(), folder, free: 8_000_000_000, total: 16_000_000_000, read_only: false }]
}

fn files(folder: &Path, extension: &str) -> usize {
    let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    names.filter(|path| path.extension().is_some_and(|found| found == extension)).count()
}

fn behind(made: Made, stick: &TempDir) -> Bench<Real> {
    let mut bench = made.bench(Only(dashboard::screen), drives(stick), Lang::Fr, (80, 24));
    bench.type_keys("7");
    bench
}

#[test]
fn a_folder_that_is_named_is_looked_into_as_a_stick_is() {
    let stick = stick();
    let path = stick.path().display();
    let bench = |made: Made| made.bench(Only(dashboard::screen), vec![], Lang::Fr, (80, 24));
    let mut marie = bench(Made::waiting());
    marie.type_keys(&format!("7 c \"{path}\" Enter"));
    assert_eq!(files(stick.path(), "carte"), 1);
    let mut siege = bench(Made::founder());
    siege.type_keys(&format!("7 a \"{path}\" Enter Enter"));
    assert!(siege.text().contains("titulaire vous lit"), "{}", siege.text());
    siege.type_keys(&format!("o Enter o \"{path}\" Enter"));
    marie.type_keys(&format!("r \"{path}\" Enter"));
    assert!(marie.text().contains("Quel paquet"), "{}", marie.text());
    marie.type_keys("Enter o Enter");
    assert_eq!(marie.app.cx.desk.team, siege.app.cx.desk.team);
    // One that holds none is said to hold none, and asks again.
    let empty = tempfile::tempdir().unwrap();
    marie.type_keys(&format!("r \"{}\" Enter", empty.path().display()));
    assert!(marie.text().contains("Aucun paquet trouvé"), "{}", marie.text());
}

#[test]
fn a_laptop_joins_by_card_and_bundle_and_a_second_import_brings_nothing() {
    let stick = stick();
    let mut marie = behind(Made::waiting(), &stick);
    marie.type_keys("c Enter");
    assert_eq!(files(stick.path(), "carte"), 1);
    assert!(marie.text().contains("Empreinte de la carte"), "{}", marie.text());

    let mut siege = behind(Made::founder(), &stick);
    siege.type_keys("a Enter");
    assert!(siege.text().contains("titulaire vous lit"), "{}", siege.text());
    siege.type_keys("Enter");
    assert!(siege.app.cx.desk.roster.as_ref().unwrap().live().count() == 1, "a fingerprint is compared, not skipped");
    siege.type_keys("a Enter o Enter o Enter");
    assert_eq!(files(stick.path(), "maillage"), 1, "{}", siege.text());
    assert!(siege.text().contains("vous pouvez retirer la clé"), "{}", siege.text());

    marie.type_keys("r Enter o");
    assert!(marie.text().contains("L’importer"), "a dry run is shown first: {}", marie.text());
    assert!(marie.text().contains("Carte de secours"), "the root of the team to be is named: {}", marie.text());
    assert!(marie.app.cx.desk.team.is_none(), "nothing is taken before it is confirmed");
    marie.type_keys("Enter");
    assert_eq!(marie.app.cx.desk.team, siege.app.cx.desk.team);
    assert!(marie.text().contains("Paquet importé") && marie.text().contains("Siège"), "{}", marie.text());

    marie.type_keys("r Enter");
    assert!(marie.text().contains("Rien de nouveau"), "{}", marie.text());
}

#[test]
fn a_fingerprint_that_differs_changes_nothing() {
    let (stick, mut siege, marie) = (stick(), Made::founder(), Made::waiting());
    let card = marie.workspace.card().unwrap();
    siege.workspace.admit(&card, DeviceRole::Field, &Default::default()).unwrap();
    let audience = crate::sync::Audience::Devices(vec![marie.workspace.me()]);
    let go_on = &mut |_| std::ops::ControlFlow::Continue(());
    siege.workspace.export(&audience, stick.path(), false, go_on).unwrap();
    let mut marie = behind(marie, &stick);
    marie.type_keys("r Enter n");
    assert!(marie.app.cx.desk.team.is_none());
    assert!(marie.text().contains("encore d’aucune équipe"), "{}", marie.text());
}

#[test]
fn a_laptop_that_waits_sees_what_it_can_do() {
    let stick = stick();
    let mut bench = behind(Made::waiting(), &stick);
    bench.type_keys("x");
    assert_snapshot!(bench.text());
}

#[test]
fn a_founder_who_is_alone_is_told_before_anything_is_asked() {
    let stick = stick();
    let mut bench = behind(Made::founder(), &stick);
    bench.type_keys("x");
    let text = bench.text();
    assert!(text.contains("Personne d’autre dans l’équipe") && !text.contains("Un paquet pour qui"), "{text}");
    assert_eq!(std::fs::read_dir(stick.path()).unwrap().count(), 0);
}

#[test]
fn a_damaged_bundle_is_refused_and_says_so() {
    let stick = stick();
    let file = stick.path().join("x.maillage");
    std::fs::write(&file, b"rien").unwrap();
    let mut bench = behind(Made::founder(), &stick);
    // It is not offered: its path is typed, or pasted.
    bench.type_keys("r").paste(&file.display().to_string()).type_keys("Enter");
    assert!(bench.text().contains("Rien n’a changé"), "{}", bench.text());
}

#[test]
fn without_a_stick_a_folder_is_typed() {
    let (folder, mut siege, marie) = (stick(), Made::founder(), Made::waiting());
    siege.workspace.admit(&marie.workspace.card().unwrap(), DeviceRole::Field, &Default::default()).unwrap();
    let mut bench = siege.bench(Only(dashboard::screen), vec![], Lang::Fr, (80, 24));
    bench.type_keys("7 x Enter").paste(&folder.path().display().to_string()).type_keys("Enter");
    assert_eq!(files(folder.path(), "maillage"), 1, "{}", bench.text());
    // The line of a laptop makes a bundle for it alone.
    bench.type_keys("Down Enter").paste(&folder.path().display().to_string()).type_keys("Enter");
    assert_eq!(files(folder.path(), "maillage"), 2, "{}", bench.text());
}

/// A team of two that changed one name apart, seen by the founder.
fn diverging(lang: Lang, size: (u16, u16)) -> Bench<Real> {
    let (mut bench, _) = crate::tui::screens::divergences::tests::diverging(lang, size);
    bench.type_keys("Esc 7");
    bench
}

#[test]
fn a_stolen_laptop_is_revoked_by_its_line_and_what_is_held_accepted_there_too() {
    let mut bench = diverging(Lang::Fr, (80, 24));
    bench.type_keys("Down d Down Enter");
    assert_snapshot!(bench.text());
    bench.type_keys("Enter");
    assert_eq!(bench.app.cx.desk.roster.as_ref().unwrap().live().count(), 2, "Enter is not enough");
    bench.type_keys("d Down Enter o");
    assert_eq!(bench.app.cx.desk.roster.as_ref().unwrap().live().count(), 1);
    assert_snapshot!(bench.text());
    bench.type_keys("d");
    assert!(bench.text().contains("Déplacer ce qui est accepté"), "{}", bench.text());
    bench.type_keys("o");
    assert!(bench.text().contains("Modifications acceptées"), "{}", bench.text());
    // The head office's own line is refused: it is the last.
    bench.type_keys("Home d");
    assert!(bench.text().contains("le dernier du siège"), "{}", bench.text());
}

#[test]
fn the_keys_are_changed_by_a_key_that_asks() {
    let mut bench = diverging(Lang::Fr, (80, 24));
    let before = bench.app.cx.desk.me;
    bench.type_keys("k Enter");
    assert_eq!(bench.app.cx.desk.me, before, "Enter is not enough");
    bench.type_keys("k o");
    assert_ne!(bench.app.cx.desk.me, before);
    assert!(bench.app.cx.desk.is_steward());
    assert_snapshot!(bench.text());
}

#[test]
fn the_recovery_card_is_typed_row_by_row() {
    let marie = Made::waiting();
    let rows = crate::sync::recovery_rows(&[7; 32]);
    let mut bench = marie.bench(Only(dashboard::screen), vec![], Lang::Fr, (80, 24));
    bench.type_keys("7");
    assert!(bench.text().contains("s’il n’y a plus de siège"), "{}", bench.text());
    bench.type_keys("K");
    bench.paste("0000 0000 0000 0000 1234").type_keys("Enter");
    assert_snapshot!(bench.text());
    bench.type_keys("Ctrl-u");
    for row in rows.lines() {
        bench.paste(&row[2..]).type_keys("Enter");
    }
    assert!(!bench.app.cx.desk.is_steward(), "{}", bench.text());
    bench.type_keys("o");
    assert!(bench.app.cx.desk.is_steward(), "{}", bench.text());
    assert!(bench.text().contains("Admettez la carte d’un collègue"), "{}", bench.text());
}

#[test]
fn the_team_and_what_diverges_fit_80_by_24() {
    let bench = diverging(Lang::Fr, (80, 24));
    assert_snapshot!(bench.shot());
}

#[test]
fn the_team_does_not_break_at_40_by_12() {
    let bench = diverging(Lang::Fr, (40, 12));
    assert_snapshot!(bench.text());
}

#[test]
fn the_team_shows_in_a_wide_window() {
    let bench = diverging(Lang::En, (120, 36));
    assert_snapshot!(bench.text());
}

/// A second head office, to which a bundle for the team said that there is a visit, and brought none.
fn missing(lang: Lang, size: (u16, u16)) -> Bench<Real> {
    let (mut siege, mut marie, mut annexe) = (Made::founder(), Made::waiting(), Made::waiting_as("Annexe", "ANX"));
    siege.workspace.admit(&marie.workspace.card().unwrap(), DeviceRole::Field, &Default::default()).unwrap();
    siege.workspace.admit(&annexe.workspace.card().unwrap(), DeviceRole::Steward, &Default::default()).unwrap();
    let id = RecordId::fixture("centre", "essai");
    let centre = Centre { name: Some("Essai".into()), commune: "66049".parse().ok(), ..Centre::default() };
    siege.workspace.commit(Edit::new("done-saved").create(id, centre)).unwrap();
    siege.hands_to(&mut marie);
    let visit = Visit { centre: Some(Ref::new(id)), patient: Some("COUS-0001".into()), ..Visit::default() };
    let visits = (0..29).map(|n: u8| (RecordId::from_bytes([n + 1; 16]), visit.clone().into()));
    marie.workspace.load(visits, &mut |_| {}).unwrap();
    marie.hands_to(&mut siege);
    siege.hands_for(&crate::sync::Audience::Team, &mut annexe);
    let mut bench = annexe.bench(Only(dashboard::screen), vec![], lang, size);
    bench.type_keys("7");
    bench
}

#[test]
fn what_is_missing_shows_on_the_screen_and_on_the_page_of_a_laptop() {
    let mut bench = missing(Lang::Fr, (80, 24));
    assert_snapshot!(bench.text());
    bench.type_keys("End i");
    assert_snapshot!("the_page_of_a_laptop", bench.text());
    bench.type_keys("Esc Home i");
    assert!(bench.text().contains("il manque les modifications 1 à 29"), "{}", bench.text());
}

#[test]
fn the_page_of_a_laptop_does_not_break_at_40_by_12() {
    let mut bench = missing(Lang::En, (40, 12));
    bench.type_keys("End i");
    assert_snapshot!(bench.text());
    bench.type_keys("End");
    assert!(bench.text().contains("for a bundle"), "{}", bench.text());
}

#[test]
fn a_backup_is_asked_for_when_it_is_due_and_made_by_a_key() {
    let stick = stick();
    let mut made = Made::founder();
    made.workspace.keep_local("backup-made", Some(crate::log::encode(&1_790_000_000_000_i64))).unwrap();
    let mut bench = made.reopened().bench(Only(dashboard::screen), drives(&stick), Lang::Fr, (80, 24));
    assert!(bench.text().contains("Dernière sauvegarde du"), "on the dashboard: {}", bench.text());
    bench.type_keys("7");
    assert!(bench.text().contains("Dernière sauvegarde du"), "{}", bench.text());
    bench.type_keys("s Enter");
    assert_eq!(files(stick.path(), "sauvegarde"), 1, "{}", bench.text());
    assert!(bench.text().contains("Sauvegarde écrite") && bench.text().contains("vous pouvez retirer la clé"));
    assert!(!bench.text().contains("Dernière sauvegarde du"), "it is no longer due: {}", bench.text());
}

#[test]
fn the_reports_of_imports_are_read_later_and_lead_to_their_records() {
    let mut bench = diverging(Lang::Fr, (80, 24));
    bench.type_keys("j");
    assert_snapshot!("the_list_of_reports", bench.text());
    bench.type_keys("Enter");
    assert_snapshot!("a_report", bench.text());
    bench.type_keys("Enter");
    assert!(bench.text().contains("Centres"), "{}", bench.text());
    bench.type_keys("Esc");
}

#[test]
fn a_report_does_not_break_at_40_by_12() {
    let mut bench = diverging(Lang::En, (40, 12));
    bench.type_keys("j Enter");
    assert_snapshot!(bench.text());
}

#[test]
fn a_bundle_says_what_it_would_change_before_it_is_taken() {
    let stick = stick();
    let (mut siege, mut marie) = (Made::founder(), Made::waiting());
    siege.workspace.admit(&marie.workspace.card().unwrap(), DeviceRole::Field, &Default::default()).unwrap();
    let id = RecordId::fixture("centre", "essai");
    let centre = |target: &str| Centre {
        name: Some("Essai".into()),
        commune: "66049".parse().ok(),
        target_opening: target.parse().ok(),
        ..Centre::default()
    };
    siege.workspace.commit(Edit::new("done-saved").create(id, centre("2027-03"))).unwrap();
    siege.hands_to(&mut marie);
    let before = marie.workspace.desk().get::<Centre>(&id).unwrap().clone();
    let after = Centre { target_opening: "2027-06".parse().ok(), ..before.clone() };
    marie.workspace.commit(Edit::new("done-saved").update(id, &before, after)).unwrap();
    let go_on = &mut |_| std::ops::ControlFlow::Continue(());
    marie.workspace.export(&crate::sync::Audience::Stewards, stick.path(), false, go_on).unwrap();
    let mut siege = behind(siege, &stick);
    siege.type_keys("r Enter");
    assert_snapshot!("before_it_is_taken", siege.text());
    siege.type_keys("Enter");
    assert_snapshot!("after_it_was_taken", siege.text());
}

#[test]
fn what_happened_to_this_store_is_said_for_a_month_with_what_to_do() {
    let mut made = Made::founder();
    let life = |noticed| Life { why: LifeWhy::Copied, noticed, incarnation: 1 };
    let kept = |noticed: i64| Some(crate::log::encode(&vec![life(noticed)]));
    let now = crate::tui::testing::moment().wall_millis;
    made.workspace.keep_local("lives", kept(now - 86_400_000)).unwrap();
    let mut bench = made.reopened().bench(Only(dashboard::screen), vec![], Lang::Fr, (80, 24));
    bench.type_keys("7");
    assert_snapshot!(bench.text());
    let mut made = Made::founder();
    made.workspace.keep_local("lives", kept(now - 40 * 86_400_000)).unwrap();
    let mut bench = made.reopened().bench(Only(dashboard::screen), vec![], Lang::Fr, (80, 24));
    bench.type_keys("7");
    assert!(!bench.text().contains("Deux portables"), "{}", bench.text());
}

#[test]
fn a_clock_that_cannot_be_right_is_said_on_the_dashboard_and_here() {
    let mut bench = Made::founder().bench(Only(dashboard::screen), vec![], Lang::Fr, (80, 24));
    let now = bench.app.cx.now.wall_millis;
    let doubt = ClockDoubt::BeforeOwn { now: now - 40 * 86_400_000, last: now };
    std::sync::Arc::make_mut(&mut bench.app.cx.desk).clock = Some(doubt);
    bench.type_keys("7");
    assert!(bench.text().contains("L’horloge de ce portable dit le 14/10/2026"), "{}", bench.text());
    bench.type_keys("1");
    assert!(bench.text().contains("Horloge"), "{}", bench.text());
}

#[test]
fn a_bundle_goes_to_several_sticks_at_once_and_one_that_fails_is_named() {
    let (one, two, mut siege, marie) = (stick(), stick(), Made::founder(), Made::waiting());
    siege.workspace.admit(&marie.workspace.card().unwrap(), DeviceRole::Field, &Default::default()).unwrap();
    let gone = one.path().join("gone");
    let drive = |name: &str, folder: &Path| Drive {
        name: name.into(),
        folder: folder.to_owned(),
        free: 8_000_000_000,
        total: 16_000_000_000,
        read_only: false,
    };
    let all = vec![drive("UN", one.path()), drive("DEUX", two.path()), drive("TROIS", &gone)];
    let mut bench = siege.bench(Only(dashboard::screen), all, Lang::Fr, (80, 24));
    bench.type_keys("7 x Enter");
    assert!(bench.text().contains("Toutes ces clés à la fois (3)"), "{}", bench.text());
    bench.type_keys("Down Down Down Enter");
    assert_eq!((files(one.path(), "maillage"), files(two.path(), "maillage")), (1, 1), "{}", bench.text());
    assert!(bench.text().contains("là où il est écrit") && bench.text().contains("gone"), "{}", bench.text());
}

/// A coordinator with three visits, two of them old, that both laptops of the head office have signed for.
fn with_old_visits(days: Option<i64>) -> Made {
    let (mut siege, mut annexe, mut marie) = (Made::founder(), Made::waiting_as("Annexe", "ANX"), Made::waiting());
    for (made, role) in [(&annexe, DeviceRole::Steward), (&marie, DeviceRole::Field)] {
        let card = made.workspace.card().unwrap();
        siege.workspace.admit(&card, role, &Default::default()).unwrap();
    }
    let centre = RecordId::fixture("centre", "essai");
    let fields = Centre { name: Some("Essai".into()), commune: "66049".parse().ok(), ..Centre::default() };
    let setting = Setting { keep_visits_days: days, ..Setting::default() };
    let edit = Edit::new("done-saved").create(centre, fields).create(Setting::id(), setting);
    siege.workspace.commit(edit).unwrap();
    siege.hands_to(&mut annexe);
    siege.hands_to(&mut marie);
    for (n, start) in ["2026-03-02T10:15", "2026-04-03T11:00", "2026-11-16T09:30"].into_iter().enumerate() {
        let visit = Visit {
            centre: Some(Ref::new(centre)),
            role: Some(VisitRole::Doctor),
            commune: "66049".parse().ok(),
            patient: Some(format!("COUS-000{}", n + 1)),
            start: start.parse().ok(),
            requested_by: Some(RequestedBy::Patient),
            unscheduled: Some(false),
            reason: Some(Reason::Chronic),
            status: Some(VisitStatus::Done),
            minutes: Some(30),
            ..Visit::default()
        };
        let id = marie.workspace.new_id().unwrap();
        marie.workspace.commit(Edit::new("done-saved").create(id, visit)).unwrap();
    }
    for steward in [&mut siege, &mut annexe] {
        marie.hands_for(&crate::sync::Audience::Stewards, steward);
        steward.hands_to(&mut marie);
    }
    marie
}

#[test]
fn old_visits_leave_a_field_laptop_after_a_question_that_counts_them() {
    let mut bench = with_old_visits(Some(30)).bench(Only(dashboard::screen), vec![], Lang::Fr, (80, 24));
    bench.type_keys("7 n");
    assert_snapshot!("the_question_before_old_visits_are_cleared", bench.text());
    bench.type_keys("Esc");
    assert_eq!(bench.app.cx.desk.cleared, None, "nothing is done without a yes");
    bench.type_keys("n Enter");
    assert_eq!(bench.app.cx.desk.cleared, None, "nor by habit");
    bench.type_keys("o");
    assert_eq!(bench.app.cx.desk.cleared.unwrap().visits, 2);
    assert_snapshot!("old_visits_were_cleared", bench.text());
    bench.type_keys("n");
    assert!(bench.text().contains("Rien à retirer"), "{}", bench.text());
    bench.resize(40, 12);
    assert!(bench.text().contains("2 visites d’avant"), "{}", bench.text());
}

#[test]
fn a_bundle_of_its_own_is_offered_for_the_others_alone() {
    let mut bench = diverging(Lang::Fr, (160, 36));
    assert!(!bench.text().contains("Entrée ouvrir"), "the first line is this laptop: {}", bench.text());
    bench.type_keys("Down");
    assert!(bench.text().contains("Entrée ouvrir"), "{}", bench.text());
}

#[test]
fn why_nothing_is_cleared_is_said() {
    let mut bench = with_old_visits(None).bench(Only(dashboard::screen), vec![], Lang::En, (80, 24));
    bench.type_keys("7 n");
    assert!(bench.text().contains("The team keeps all visits"), "{}", bench.text());
    let mut bench = Made::founder().bench(Only(dashboard::screen), vec![], Lang::En, (80, 24));
    bench.type_keys("7 n");
    assert!(bench.text().contains("The team keeps all visits"), "{}", bench.text());
}
