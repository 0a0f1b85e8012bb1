use super::*;
use crate::i18n::Lang;
use crate::model::reference::Exactness;
use crate::model::{Centre, Contact, DeptCode, Exchange, Member};
use crate::tui::layer::House;
use crate::tui::popup::Prompt;
use crate::tui::screens::shared::records::name;
use crate::tui::screens::shared::tests::real::{Made, Real};
use crate::tui::testing::Bench;

struct Alone;

impl House for Alone {
    fn screen(&self, _: Screen, cx: &mut Cx) -> Box<dyn Layer> {
        screen(cx)
    }

    fn lock(&self, _: &mut Cx) -> Box<dyn Layer> {
        Box::new(Prompt::new("lock", "", ""))
    }
}

fn demo(lang: Lang, size: (u16, u16)) -> Bench<Real> {
    Made::founder().with_demo(0).bench(Alone, Vec::new(), lang, size)
}

fn facts() -> Bench<Real> {
    Made::founder().with_facts().bench(Alone, Vec::new(), Lang::Fr, (120, 36))
}

/// Filters to the only member so named, and selects it.
const COUSERANS: &str = "f \"couserans\" Enter End";

#[test]
fn tree_map_and_detail_at_three_sizes() {
    let mut usual = demo(Lang::Fr, (80, 24));
    insta::assert_snapshot!("tree", usual.type_keys("Down Down").text());
    insta::assert_snapshot!("map", usual.type_keys("Tab Right").text());
    insta::assert_snapshot!("departement", usual.type_keys("Tab").text());
    let mut wide = demo(Lang::En, (120, 36));
    insta::assert_snapshot!("wide", wide.type_keys("Down Down Down").text());
    let mut small = demo(Lang::Fr, (40, 12));
    insta::assert_snapshot!("small", small.type_keys("Down Down").text());
    insta::assert_snapshot!("small_map", small.type_keys("Tab").text());
}

#[test]
fn a_member_in_detail() {
    let mut bench = demo(Lang::Fr, (80, 24));
    insta::assert_snapshot!("member", bench.type_keys(COUSERANS).type_keys("Enter").text());
    insta::assert_snapshot!("member_more", bench.type_keys("PageDown").text());
}

#[test]
fn the_selection_is_in_step_on_tree_and_map() {
    let mut bench = facts();
    bench.type_keys("Tab Home Right");
    let first = bench.text();
    bench.type_keys("Left Tab Tab");
    assert_ne!(first, bench.text());
    bench.type_keys("Home Down");
    assert!(bench.text().contains("►09"), "{}", bench.text());
}

/// The département's own towns, when it fills the map.
const OF_TARN: [&str; 3] = ["Albi", "Castres", "Graulhet"];

#[test]
fn a_departement_fills_the_map_with_the_names_of_its_towns_and_gives_way_again() {
    let mut bench = demo(Lang::Fr, (80, 24));
    bench.type_keys("Tab Right");
    assert!(bench.text().contains("▌ Tarn") && bench.text().contains("►81"), "{}", bench.text());
    assert!(!OF_TARN.iter().any(|town| bench.text().contains(town)), "{}", bench.text());
    bench.type_keys("Enter");
    insta::assert_snapshot!("map_zoomed", bench.text());
    assert!(OF_TARN.iter().any(|town| bench.text().contains(town)), "{}", bench.text());
    bench.type_keys("Left");
    assert!(bench.text().contains("▌ Haute-Garonne") && bench.text().contains("Toulouse"), "{}", bench.text());
    bench.type_keys("S-Tab");
    assert!(bench.text().contains("▌  ▼ 31 Haute-Garonne"), "in step with the tree: {}", bench.text());
    bench.type_keys("Tab Escape");
    assert!(bench.text().contains("►31") && !bench.text().contains("Toulouse"), "{}", bench.text());
    bench.type_keys("Escape");
    assert!(bench.text().contains("Mem."), "and then the tree: {}", bench.text());
}

#[test]
fn the_map_is_drawn_as_finely_as_the_terminal_can() {
    let blocks = |text: &str| text.contains('▀') && text.contains('▄');
    let braille = |text: &str| text.chars().any(|c| ('\u{2801}'..='\u{28ff}').contains(&c));
    let mut colours = demo(Lang::Fr, (80, 24));
    let text = colours.type_keys("Tab").text();
    assert!(blocks(&text) && !braille(&text), "{text}");
    let mut none = demo(Lang::Fr, (40, 24));
    let text = none.type_keys("Tab").text();
    assert!(!blocks(&text) && (braille(&text) || cfg!(windows)), "{text}");
    for size in [(80, 24), (40, 12)] {
        let mut ascii = demo(Lang::En, size);
        ascii.app.cx.theme = ascii.app.cx.theme.ascii();
        let text = ascii.type_keys("Tab Right Enter").text();
        let strange = |c: &char| !c.is_ascii() && !c.is_alphabetic();
        assert_eq!(text.chars().find(strange), None, "{text}");
    }
}

#[test]
fn letters_on_the_map_are_never_the_colour_of_what_is_behind_them() {
    let bench = {
        let mut bench = demo(Lang::Fr, (80, 24));
        bench.type_keys("Tab Right Enter");
        bench
    };
    let area = ratatui::layout::Rect::new(0, 0, 78, 20);
    let mut buf = Buffer::empty(area);
    let tarn = Key::Departement("81".parse().unwrap());
    let cx = &bench.app.cx;
    Map { cx, filter: &Filter::default(), selected: tarn, zoomed: true, place: None, projects: &[] }
        .render(area, &mut buf);
    let letters = buf.content.iter().filter(|cell| cell.symbol().chars().all(char::is_alphanumeric));
    let letters: Vec<_> = letters.collect();
    assert!(letters.len() > 60, "{}", letters.len());
    for cell in letters {
        assert!(cell.fg == ratatui::style::Color::Reset || cell.fg != cell.bg, "{cell:?}");
        assert!(
            cell.fg != cx.style(Role::Bar).bg.unwrap() && cell.fg != cx.style(Role::Selected).bg.unwrap(),
            "{cell:?}"
        );
    }
}

#[test]
fn centres_of_which_the_place_is_not_known_are_named_below_the_map() {
    let bench = demo(Lang::Fr, (120, 36));
    let cx = &bench.app.cx;
    let vague =
        |centre: &Centre| places::centre_place(cx, centre).is_none_or(|(_, exactness)| exactness != Exactness::Commune);
    let expected: Vec<String> =
        cx.desk.all::<Centre>().filter(|(_, one)| vague(one)).map(|(id, _)| name(cx, id)).collect();
    assert!(!expected.is_empty());
    let mut bench = demo(Lang::Fr, (120, 36));
    let text = bench.type_keys("Tab").text();
    let said = format!("faute de lieu connu ({})", expected.len());
    assert!(text.replace('\u{a0}', " ").contains(&said), "{said}: {text}");
}

#[test]
fn members_are_found_by_name_commune_and_college() {
    let mut bench = facts();
    bench.type_keys(COUSERANS);
    assert!(bench.text().contains("CC Couserans-Pyrénées"), "{}", bench.text());
    bench.type_keys("Backspace f Enter Down Enter");
    assert!(bench.text().contains("1 · Région"), "{}", bench.text());
    bench.type_keys("f \"zzz\" Enter");
    assert!(bench.text().contains("Aucun membre"), "{}", bench.text());
}

#[test]
fn a_call_is_logged_from_a_member_and_a_contact_added() {
    let mut bench = facts();
    bench.type_keys(COUSERANS).type_keys("r Tab Tab Tab Tab Tab \"Point\" C-s Esc");
    let id = RecordId::fixture("member", "cc-couserans-pyrenees");
    assert_eq!(bench.app.cx.desk.about::<Exchange>(&id).count(), 1);
    bench.type_keys("n Enter \"Exemple Contact\" Tab \"accueil\" C-s");
    assert_eq!(bench.app.cx.desk.about::<Contact>(&id).count(), 1);
    assert!(bench.text().contains("Exemple Contact"), "{}", bench.text());
    bench.type_keys("F9");
    assert!(!bench.text().contains("Exemple Contact"), "contacts are masked: {}", bench.text());
    assert!(bench.text().contains("Couserans"), "the selected territory is not");
}

#[test]
fn another_screen_leads_to_a_member_and_this_one_to_its_records() {
    let mut bench = facts();
    let id = RecordId::fixture("member", "cc-couserans-pyrenees");
    bench.type_keys("f \"cahors\" Enter End");
    bench.app.cx.show(Screen::Territories, RecordId::fixture("centre", "sainte-croix-volvestre"));
    bench.type_keys("Home End r Tab Tab Tab Tab Tab \"Point\" C-s Esc");
    assert_eq!(bench.app.cx.desk.about::<Exchange>(&id).count(), 0, "only what is selected");
    bench.app.cx.show(Screen::Territories, RecordId::fixture("centre", "sainte-croix-volvestre"));
    bench.type_keys("F9 F9 r Tab Tab Tab Tab Tab \"Point\" C-s Esc");
    assert_eq!(bench.app.cx.desk.about::<Exchange>(&id).count(), 1, "{}", bench.text());
    bench.type_keys("Enter Enter Down Enter C-s");
    assert_eq!(bench.app.cx.desk.about::<Exchange>(&id).count(), 1, "{}", bench.text());
}

#[test]
fn while_masked_other_territories_are_hidden() {
    let mut bench = facts();
    bench.type_keys("F9");
    assert!(!bench.text().contains("Couserans"), "{}", bench.text());
}

#[test]
fn whom_a_territory_counts() {
    let bench = facts();
    let desk = &bench.app.cx.desk;
    let of = |key: &str| places::population(desk.get::<Member>(&RecordId::fixture("member", key)).unwrap());
    assert_eq!(of("cc-couserans-pyrenees"), Some(30_089));
    let all = places::population_of(None);
    assert!((5_900_000..6_300_000).contains(&all), "{all}");
    assert_eq!(of("region-occitanie"), Some(all));
    let covered = places::covered(&bench.app.cx, None);
    let ariege: DeptCode = "09".parse().unwrap();
    assert!(covered > places::covered(&bench.app.cx, Some(ariege)) && covered < all / 2, "{covered}");
}
