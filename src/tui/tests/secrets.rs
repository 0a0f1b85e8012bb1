//! What the screens keep between two starts says nothing to who has no passphrase.

use crate::tui::request::{Performer, Request};
use crate::tui::screens::shared::tests::real::Made;
use crate::tui::testing::Silent;

/// The same eyes as those that look at what the whole program leaves.
#[path = "../../../tests/cli/traces.rs"]
mod traces;

const PHRASE: &str = "trois mots secrets";
const PATIENT: &str = "SIE-7391";
const NOTE: &str = "écrêteuse";
const HALF_TYPED: &str = "girouette";
const SUMMARY: &str = "fanfreluche";
const MODEL: &str = "pimprenelle";
const WORDS: [&str; 6] = [PHRASE, PATIENT, NOTE, HALF_TYPED, SUMMARY, MODEL];

const A_VISIT: &str = "5 n \"hier 14h30\" Tab \"66 ceret\" Tab \"SIE-7391\" Tab \"aigu\" Tab Tab Tab \"méd\" Tab \"ceret\" Tab Tab \
                       \"35\" Tab Tab \"écrêteuse\" C-s";

#[test]
fn drafts_filters_models_and_what_undo_keeps_are_sealed() {
    let mut bench = Made::sealed(PHRASE).locked_bench((120, 36));
    bench.type_keys(&format!("\"{PHRASE}\" Enter"));
    bench.type_keys(A_VISIT);
    assert!(bench.text().contains("Visite enregistrée"), "{}", bench.text());
    bench.type_keys(&format!("e PageDown \" {HALF_TYPED}\" Esc"));
    let model = Request::Template { name: MODEL.into(), visit: Some(Box::default()) };
    bench.performer.perform(model, &Silent);
    bench.type_keys(&format!("3 r Tab Tab Tab Tab Tab \"{SUMMARY}\" C-s Esc u"));
    bench.type_keys(&format!("5 f \"{PATIENT}\" Enter"));
    assert!(bench.text().contains(PATIENT), "{}", bench.text());

    let folder = bench.performer.folder().to_owned();
    bench.type_keys("L");
    assert_eq!(traces::traces(&folder, &WORDS), Vec::<String>::new());
    bench.type_keys(&format!("\"{PHRASE}\" Enter"));
    assert!(bench.text().contains(PATIENT), "everything stands where it stood: {}", bench.text());
    let workspace = bench.performer.office.workspace().unwrap();
    assert!(
        workspace.drafts().unwrap().iter().any(|(_, text)| text.contains(HALF_TYPED)),
        "what is looked for is there"
    );
    assert!(workspace.session().unwrap().unwrap().contains(PATIENT));
    assert_eq!(workspace.visit_templates().unwrap()[0].0, MODEL);
    bench.type_keys("U");
    assert!(bench.text().contains("Rétabli"), "what was undone before is still known: {}", bench.text());
    bench.type_keys("q Enter");
    assert!(bench.ended, "{}", bench.text());
    let _laptop = bench.performer.closed();
    assert_eq!(traces::traces(&folder, &WORDS), Vec::<String>::new());
}

#[test]
fn each_wrong_passphrase_after_the_third_is_waited_for_longer() {
    use std::time::Duration;
    let mut bench = Made::sealed(PHRASE).locked_bench((100, 30));
    let second = Duration::from_secs(1);
    for _ in 0..3 {
        bench.type_keys("\"faux\" Enter");
    }
    for wait in [2, 4, 8, 16, 32, 60, 60] {
        assert!(bench.text().contains(&format!("{wait}\u{a0}s")), "{wait}: {}", bench.text());
        bench.type_keys(&format!("\"{PHRASE}\" Enter"));
        bench.wait(second * (wait - 1));
        assert!(bench.performer.office.workspace().is_none(), "nothing is tried meanwhile: {}", bench.text());
        bench.wait(second);
        let asked = bench.performer.asked.len();
        bench.type_keys("\"faux\" Enter");
        assert_eq!(bench.performer.asked.len(), asked + 1, "{}", bench.text());
    }
    bench.wait(second * 60);
    bench.type_keys(&format!("\"{PHRASE}\" Enter"));
    assert!(bench.performer.office.workspace().is_some(), "{}", bench.text());
}
