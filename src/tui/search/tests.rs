//! Search everywhere in the whole application, by keys.

use crate::i18n::Lang;
use crate::store::views::Edge;
use crate::tui::house::{Entrance, RealHouse};
use crate::tui::request::VisitFilter;
use crate::tui::screens::shared::tests::real::{Made, Real};
use crate::tui::testing::Bench;

const USUAL: (u16, u16) = (80, 24);

fn bench_in(lang: Lang, size: (u16, u16)) -> Bench<Real> {
    let house = RealHouse { entrance: Entrance::Open };
    Made::founder().with_demo(400).bench(house, Vec::new(), lang, size)
}

fn bench() -> Bench<Real> {
    bench_in(Lang::Fr, USUAL)
}

/// The pseudonym and the note of a visit that has both, some way down the list.
fn noted(bench: &Bench<Real>) -> (String, String) {
    let workspace = bench.performer.office.workspace().unwrap();
    let page = workspace.visits(&VisitFilter::default(), Edge::Oldest, 400).unwrap();
    let row = page.rows.iter().rev().find(|row| row.visit.note.is_some()).unwrap();
    (row.visit.patient.clone().unwrap(), row.visit.note.clone().unwrap().0)
}

#[test]
fn hits_at_three_sizes() {
    for (name, lang, size) in
        [("usual", Lang::Fr, USUAL), ("small", Lang::Fr, (40, 12)), ("wide_en", Lang::En, (120, 36))]
    {
        insta::assert_snapshot!(name, bench_in(lang, size).type_keys("/ \"saint gir\"").shot());
    }
    insta::assert_snapshot!("nothing_typed", bench_in(Lang::Fr, (40, 12)).type_keys("/").text());
    insta::assert_snapshot!("commune", bench().type_keys("/ \"saint gir\" Enter").text());
}

#[test]
fn a_centre_is_one_jump_away_and_one_key_brings_the_hits_back() {
    let mut bench = bench();
    let before = bench.text();
    bench.type_keys("/ \"millas\"");
    let hits = bench.text();
    bench.type_keys("Down Enter");
    assert!(bench.text().contains("Locaux") && !bench.text().contains("trouvé"), "{}", bench.text());
    assert_eq!(bench.keys, 9);
    bench.type_keys("Escape Up");
    assert_eq!(bench.text(), hits, "the hits as they were");
    assert_eq!(bench.type_keys("Escape").text(), before);
}

#[test]
fn a_visit_is_found_by_its_note_and_the_list_left_is_found_again_with_its_filter() {
    let mut bench = bench();
    let (patient, note) = noted(&bench);
    bench.type_keys("5 f \"sie\" Enter Down Down");
    let before = bench.text();
    bench.type_keys(&format!("/ \"{}\"", note.to_uppercase()));
    let at = bench.text().lines().filter(|line| line.contains(" trouvé")).count();
    assert_eq!(at, 1, "{}", bench.text());
    bench.type_keys(&format!("C-u \"{patient} {note}\" Enter"));
    assert!(bench.text().contains(&patient) && !bench.text().contains("trouvé"), "{}", bench.text());
    assert_ne!(bench.text(), before, "another view of the log, without the filter");
    bench.type_keys(", Escape");
    assert_eq!(bench.text(), before, "filter, place and all");
    bench.type_keys(",");
    assert!(bench.text().contains("On ne vient d’aucun saut"), "{}", bench.text());
}

#[test]
fn a_screen_reached_by_its_own_key_is_no_longer_a_jump() {
    let mut bench = bench();
    bench.type_keys("/ \"millas\" Enter 1");
    assert!(!bench.text().contains("trouvé"), "the hits are gone with the own key: {}", bench.text());
    bench.type_keys("3 Escape");
    assert!(bench.text().contains(" centres"), "Escape leads to the list of the centres: {}", bench.text());
}

#[test]
fn accents_ligatures_and_a_missing_letter_do_not_matter() {
    let mut bench = bench();
    for (typed, found) in [
        ("coeur et cot", "Cœur et Coteaux"),
        ("CÉRET", "Céret"),
        ("sgirons", "Saint-Girons"),
        ("monatuban", ""),
        ("montaubn", "Montauban"),
        ("09122", "Foix"),
    ] {
        bench.type_keys(&format!("/ \"{typed}\""));
        if found.is_empty() {
            assert!(bench.text().contains("0 trouvé"), "{typed}: {}", bench.text());
        } else {
            assert!(bench.text().contains(found), "{typed}: {}", bench.text());
        }
        bench.type_keys("Escape");
    }
}

#[test]
fn while_masked_no_visit_and_no_contact_is_found() {
    let mut bench = bench();
    let (patient, _) = noted(&bench);
    let name = bench.app.cx.desk.all::<crate::model::Contact>().find_map(|(_, one)| one.name.clone()).unwrap();
    for typed in [&patient, &name] {
        bench.type_keys(&format!("/ \"{typed}\""));
        assert!(bench.text().matches(typed.as_str()).count() > 1, "{}", bench.text());
        bench.type_keys("C-b");
        assert_eq!(bench.text().matches(typed.as_str()).count(), 1, "what was found is hidden too: {}", bench.text());
        bench.type_keys(&format!("C-u \"{typed}\""));
        assert_eq!(bench.text().matches(typed.as_str()).count(), 1, "{}", bench.text());
        assert!(bench.text().contains("écran masqué"));
        bench.type_keys("C-b Escape");
    }
}

#[test]
fn records_show_before_the_visits_are_read_and_only_the_last_question_is_answered() {
    let mut bench = bench();
    let (patient, _) = noted(&bench);
    bench.slow().type_keys("/ \"millas\"");
    assert!(bench.text().contains("Millas") && bench.text().contains("0 visites lues"), "{}", bench.text());
    bench.type_keys(&format!("C-u \"{patient}\"")).answer_all();
    assert!(bench.text().contains("toutes les visites lues"), "{}", bench.text());
    let hits = bench.text().lines().filter(|line| line.contains("Visite ")).count();
    let once = bench.type_keys("C-u").type_keys(&format!("\"{patient}\"")).text();
    assert_eq!(hits, once.lines().filter(|line| line.contains("Visite ")).count(), "no hit twice");
}

#[test]
fn what_is_typed_on_gives_up_what_was_still_being_read() {
    let mut bench = bench();
    bench.type_keys("/ \"sie\"");
    bench.slow().type_keys("\"-0\"");
    let given_up = bench.cancelled.len();
    assert!(given_up >= 1, "the question of two letters before");
    bench.type_keys("Esc");
    assert_eq!(bench.cancelled.len(), given_up + 1, "and the last one, by leaving");
}
