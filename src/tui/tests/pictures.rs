//! What each main screen looks like: as text with its styles for three windows, and as the pictures that README shows.
//!
//! The pictures are made from the drawn cells, with a fixed clock: `MAILLAGE_PICTURES=write cargo test pictures` writes them
//! anew, byte for byte the same for the same screens; without it the test says which are no longer current.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

use crate::i18n::Lang;
use crate::tui::cx::Effect;
use crate::tui::house::{Entrance, RealHouse};
use crate::tui::screen::Screen;
use crate::tui::screens::shared::tests::real::{Made, Real};
use crate::tui::testing::Bench;
use crate::tui::theme::{Depth, Theme};

fn bench(lang: Lang, size: (u16, u16)) -> Bench<Real> {
    let house = RealHouse { entrance: Entrance::Open };
    Made::founder().with_demo(60).bench(house, Vec::new(), lang, size)
}

/// To a screen, and a few lines down, past heads and totals.
fn shown(bench: &mut Bench<Real>, screen: Screen) {
    bench.type_keys(&format!("{} Down Down", screen.digit()));
}

#[test]
fn each_main_screen_as_it_looks() {
    let looks = [("usual", Lang::Fr, (80, 24)), ("small", Lang::Fr, (40, 12)), ("wide", Lang::En, (120, 36))];
    for (name, lang, size) in looks {
        let mut bench = bench(lang, size);
        for &screen in Screen::ALL {
            shown(&mut bench, screen);
            insta::assert_snapshot!(format!("{}_{name}", screen.key()), bench.shot());
        }
    }
}

/// Columns and lines of a picture.
const SIZE: (u16, u16) = (104, 30);

#[test]
fn the_pictures_of_the_readme_are_current() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = std::fs::read_to_string(root.join("README.md")).unwrap();
    let anew = std::env::var("MAILLAGE_PICTURES").is_ok_and(|value| value == "write");
    let mut bench = bench(Lang::Fr, SIZE);
    bench.app.cx.terminal = Theme::new(Depth::True);
    bench.app.cx.effect(Effect::Prefer(bench.app.cx.preferences.clone()));
    let mut old = Vec::new();
    for &screen in Screen::ALL {
        shown(&mut bench, screen);
        let name = format!("tests/pictures/{}.svg", screen.key());
        assert!(readme.contains(&name), "README does not show {name}");
        old.extend(compare(&root.join(&name), &svg(bench.buffer()), anew));
    }
    bench.type_keys("3 Enter");
    old.extend(compare(&root.join("tests/pictures/centre.svg"), &svg(bench.buffer()), anew));
    bench.type_keys("5 n \"hier 14h30\" Tab \"66 cer\"");
    old.extend(compare(&root.join("tests/pictures/visit.svg"), &svg(bench.buffer()), anew));
    assert!(old.is_empty(), "not current: {old:?}; MAILLAGE_PICTURES=write cargo test pictures writes them anew");
}

/// The file, if it is not what it should be.
fn compare(file: &Path, picture: &str, anew: bool) -> Option<PathBuf> {
    if anew {
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, picture).unwrap();
    }
    let written = std::fs::read_to_string(file).unwrap_or_default();
    (written != picture).then(|| file.to_owned())
}

/// Of one cell.
const WIDE: f32 = 8.4;
const HIGH: u16 = 18;
const MARGIN: u16 = 8;
const GROUND: &str = "#101014";
const INK: &str = "#d8d8d8";

/// A buffer as a picture: a rectangle for each ground, a text for each run of one style.
fn svg(buffer: &Buffer) -> String {
    let (columns, lines) = (buffer.area.width, buffer.area.height);
    let (width, height) = (f32::from(columns) * WIDE + f32::from(2 * MARGIN), lines * HIGH + 2 * MARGIN);
    let mut grounds = String::new();
    let mut texts = String::new();
    for (row, y) in buffer.content.chunks(usize::from(columns)).zip(0_u16..) {
        let mut from = 0_u16;
        for run in row.chunk_by(|a, b| a.style() == b.style()) {
            let cells = u16::try_from(run.len()).unwrap();
            draw(run, from, cells, y, &mut grounds, &mut texts);
            from += cells;
        }
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.1} {height}\" \
         font-family=\"'DejaVu Sans Mono',Menlo,Consolas,monospace\" font-size=\"14\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"6\" fill=\"{GROUND}\"/>\n{grounds}{texts}</svg>\n"
    )
}

fn draw(run: &[Cell], from: u16, cells: u16, y: u16, grounds: &mut String, texts: &mut String) {
    let first = run.first().unwrap();
    let (x, top) = (f32::from(from) * WIDE + f32::from(MARGIN), y * HIGH + MARGIN);
    let width = f32::from(cells) * WIDE;
    let (mut ink, mut ground) = (colour(first.fg), colour(first.bg));
    if first.modifier.contains(Modifier::REVERSED) {
        (ink, ground) = (ground.or(Some(GROUND.into())), ink.or(Some(INK.into())));
    }
    if let Some(ground) = ground {
        writeln!(grounds, "<rect x=\"{x:.1}\" y=\"{top}\" width=\"{width:.1}\" height=\"{HIGH}\" fill=\"{ground}\"/>")
            .unwrap();
    }
    let text: String = run.iter().map(Cell::symbol).collect();
    if text.trim().is_empty() {
        return;
    }
    let bold = if first.modifier.contains(Modifier::BOLD) { " font-weight=\"bold\"" } else { "" };
    let line = if first.modifier.contains(Modifier::UNDERLINED) { " text-decoration=\"underline\"" } else { "" };
    let (ink, base) = (ink.unwrap_or_else(|| INK.into()), top + 14);
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    writeln!(
        texts,
        "<text x=\"{x:.1}\" y=\"{base}\" textLength=\"{width:.1}\" fill=\"{ink}\"{bold}{line} xml:space=\"preserve\">{text}</text>"
    )
    .unwrap();
}

/// As the web writes it; none for the terminal's own.
fn colour(colour: Color) -> Option<String> {
    match colour {
        Color::Rgb(red, green, blue) => Some(format!("#{red:02x}{green:02x}{blue:02x}")),
        _ => None,
    }
}

#[test]
fn a_picture_holds_the_text_its_grounds_and_what_the_web_would_misread() {
    let mut buffer = Buffer::empty(ratatui::layout::Rect::new(0, 0, 6, 1));
    buffer.set_string(0, 0, "a<b", ratatui::style::Style::new().bg(Color::Rgb(0, 95, 135)));
    buffer.set_string(3, 0, "&é", ratatui::style::Style::new().add_modifier(Modifier::BOLD));
    let drawn = svg(&buffer);
    assert!(drawn.contains("fill=\"#005f87\"") && drawn.contains(">a&lt;b</text>"), "{drawn}");
    assert!(drawn.contains("font-weight=\"bold\" xml:space=\"preserve\">&amp;é</text>"), "{drawn}");
}
