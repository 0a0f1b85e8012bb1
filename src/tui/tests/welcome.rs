//! The first minutes, by keys over the real screens.

use crate::i18n::Lang;
use crate::tui::action::Action;
use crate::tui::context::Context;
use crate::tui::house::{Entrance, RealHouse};
use crate::tui::keymap::Keymap;
use crate::tui::news::News;
use crate::tui::screens::shared::tests::real::{Made, Real};
use crate::tui::testing::Bench;
use crate::workspace::preferences::Preferences;

fn bench(lang: Lang, size: (u16, u16)) -> Bench<Real> {
    Made::founder().with_demo(20).bench(RealHouse { entrance: Entrance::Open }, Vec::new(), lang, size)
}

#[test]
fn the_tour_leads_through_the_real_screens_by_what_is_done_there() {
    let mut bench = bench(Lang::Fr, (80, 24));
    let before = bench.app.cx.desk.clone();
    bench.app.offer_tour();
    bench.type_keys("g h");
    assert!(bench.text().contains("Visite guidée 1/16") && bench.text().contains("aller aux territoires"));
    bench.type_keys("Down Up");
    assert!(bench.text().contains("Visite guidée 1/16"), "nothing else leads on");
    bench.type_keys("2");
    assert!(bench.text().contains("Visite guidée 2/16"), "{}", bench.text());
    insta::assert_snapshot!("tour_territories", bench.shot());
    bench.type_keys("Enter 3 Enter Esc 5 n");
    assert!(bench.text().contains("Visite guidée 8/16"), "{}", bench.text());
    insta::assert_snapshot!("tour_form", bench.text());
    bench.type_keys("Tab Esc / Esc : Esc ? Esc 7");
    assert!(bench.text().contains("Bonne route"), "{}", bench.text());
    bench.type_keys("Down");
    assert!(!bench.text().contains("Visite guidée"), "{}", bench.text());
    assert_eq!(*before, *bench.app.cx.desk, "it writes nothing");
}

#[test]
fn the_tour_names_the_keys_of_the_live_keymap_and_fits_the_smallest_window() {
    let mut bench = bench(Lang::En, (40, 12));
    bench.app.cx.keymap = std::sync::Arc::new(Keymap::named("vim").unwrap());
    bench.type_keys("g h 2");
    assert!(bench.text().contains("The members of the GIP"), "{}", bench.text());
    bench.type_keys("Enter 3 Enter");
    let key = bench.app.cx.keymap.key_label(Action::Back, Context::Centre, &bench.app.cx.words);
    assert!(bench.text().contains(&format!("{key} back")), "{}", bench.text());
    insta::assert_snapshot!("tour_small", bench.text());
}

#[test]
fn the_tour_can_be_left_at_any_time_and_an_offer_is_no_obstacle() {
    let mut bench = bench(Lang::Fr, (80, 24));
    bench.app.offer_tour();
    bench.type_keys("3");
    assert!(!bench.text().contains("visite guidée"), "{}", bench.text());
    bench.type_keys("g h");
    assert!(bench.text().contains("Visite guidée 1/16"), "{}", bench.text());
    bench.type_keys("2 g h");
    assert!(!bench.text().contains("Visite guidée"), "{}", bench.text());
    bench.type_keys(": \"visite guid\" Enter");
    assert!(bench.text().contains("Visite guidée 1/16"), "it begins again: {}", bench.text());
}

#[test]
fn what_words_mean_is_a_key_away_with_its_source() {
    let mut bench = bench(Lang::Fr, (80, 24));
    bench.type_keys("g m");
    insta::assert_snapshot!("words_fr", bench.text());
    bench.type_keys("Esc ? Tab");
    assert!(bench.text().contains("Source"), "{}", bench.text());
    bench.type_keys("Tab");
    assert!(bench.text().contains("Touches") && !bench.text().contains("Source"), "{}", bench.text());
}

#[test]
fn news_are_shown_once_nothing_covers_the_screens() {
    let mut bench = bench(Lang::Fr, (80, 24));
    let seen = Preferences { seen: Some("0.0.1".to_owned()), ..Preferences::default() };
    bench.app.greet(News::since(&seen).unwrap());
    bench.type_keys("Down");
    assert!(bench.text().contains("Non publiée"), "{}", bench.text());
    bench.type_keys("Esc");
    assert!(!bench.text().contains("Non publiée"));
    bench.type_keys("g n");
    insta::assert_snapshot!("news_fr", bench.text());
}

#[test]
fn an_empty_page_says_what_comes_there_and_the_key_to_go_on_with() {
    let house = RealHouse { entrance: Entrance::Open };
    let mut bench = Made::founder().bench(house, Vec::new(), Lang::Fr, (80, 24));
    for (keys, said) in [
        ("g d", &["7 va à Synchro", "Échap revient"][..]),
        ("g f", &["par F sur", "Échap revient"]),
        ("g u", &["par u", "5 va aux visites", "Échap revient"]),
    ] {
        bench.type_keys(keys);
        let text = bench.text().split_whitespace().collect::<Vec<_>>().join(" ");
        for words in said {
            assert!(text.contains(words), "{words}: {}", bench.text());
        }
        bench.type_keys("Esc");
    }
}
