use super::*;
use crate::i18n::Words;
use crate::tui::likings::Likings;
use crate::tui::request::{Performer, Progress, Reply, Request};
use crate::tui::testing::Bench;
use crate::tui::tests::demo::DemoHouse;

/// A machine with a configuration folder, and nothing else.
struct Machine {
    likings: Likings,
    _folder: tempfile::TempDir,
}

impl Machine {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let likings = Likings::new(Some(folder.path().to_owned()), &Preferences::default(), None);
        Self { likings, _folder: folder }
    }

    fn kept(&self) -> Preferences {
        Preferences::read(self._folder.path()).unwrap()
    }

    fn own_keys(&self) -> String {
        std::fs::read_to_string(self._folder.path().join("keymap.toml")).unwrap_or_default()
    }
}

impl Performer for Machine {
    fn perform(&mut self, request: Request, _: &dyn Progress) -> Reply {
        match request {
            Request::Prefer(preferences) => self.likings.prefer(&preferences, &Words::new(Lang::Fr)),
            Request::Rebind(rebinding) => self.likings.rebind(&rebinding, &Words::new(Lang::Fr)),
            _ => Reply::Done(String::new()),
        }
    }
}

fn bench(size: (u16, u16)) -> Bench<Machine> {
    Bench::new(DemoHouse { visits: 5 }, Machine::new(), size)
}

#[test]
fn choices_count_at_once_and_are_kept() {
    let mut bench = bench((80, 24));
    bench.type_keys("g e");
    insta::assert_snapshot!("settings", bench.text());
    bench.type_keys("Enter");
    assert!(bench.text().contains("Settings"), "{}", bench.text());
    bench.type_keys("Down Enter Enter Down Enter Down Enter Down Enter");
    let kept = bench.performer.kept();
    assert_eq!(kept.language.as_deref(), Some("en"));
    assert_eq!((kept.theme.as_deref(), kept.ascii, kept.keymap.as_deref()), (Some("light"), true, Some("bepo")));
    assert!(bench.app.cx.theme.glyphs.ascii && bench.app.cx.theme.scheme == Scheme::Light);
    assert_eq!(bench.app.cx.keymap.name, "bepo");
    assert!(kept.mouse && bench.mouse);
    bench.type_keys("Up Up Up Enter Enter Enter");
    assert_eq!(bench.performer.kept().theme, None, "round again: what the terminal says");
}

#[test]
fn the_language_key_is_remembered_too() {
    let mut bench = bench((80, 24));
    bench.type_keys("g l");
    assert_eq!(bench.performer.kept().language.as_deref(), Some("en"));
}

#[test]
fn another_key_is_learnt_and_works() {
    let mut bench = bench((80, 24));
    bench.type_keys("g e End Enter");
    insta::assert_snapshot!("keys", bench.text());
    bench.type_keys("f");
    bench.type_keys(r#""quitter" Enter Enter"#);
    insta::assert_snapshot!("learn", bench.text());
    bench.type_keys("?");
    assert!(bench.text().contains("Sert à"), "{}", bench.text());
    bench.type_keys("Backspace Q Enter");
    assert!(bench.performer.own_keys().contains("quit = [\"Q\"]"), "{}", bench.performer.own_keys());
    bench.type_keys("a z Enter");
    assert!(bench.performer.own_keys().contains("quit = [\"Q\", \"z\"]"), "{}", bench.performer.own_keys());
    bench.type_keys("q");
    assert!(!bench.ended);
    bench.type_keys("r");
    assert_eq!(bench.performer.own_keys().trim(), "");
    bench.type_keys("q");
    assert!(bench.ended);
}

#[test]
fn a_key_that_cannot_serve_changes_nothing_and_is_told() {
    let mut bench = bench((80, 24));
    bench.type_keys("g e End Enter f");
    bench.type_keys(r#""quitter" Enter Enter ? Enter"#);
    assert!(bench.text().contains("sert déjà"), "{}", bench.text());
    assert_eq!(bench.performer.own_keys(), "");
    bench.type_keys("Enter F10");
    assert!(bench.text().contains("Les terminaux gardent"), "{}", bench.text());
    bench.type_keys("Esc q");
    assert!(bench.ended);
}

#[test]
fn a_narrow_window_shows_both() {
    let mut bench = bench((40, 12));
    bench.type_keys("g e");
    insta::assert_snapshot!("settings_narrow", bench.text());
    bench.type_keys("End Enter");
    insta::assert_snapshot!("keys_narrow", bench.text());
}
