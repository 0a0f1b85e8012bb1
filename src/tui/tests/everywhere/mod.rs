//! Every screen and all that its keys open, in every size, language and depth of colour: what must hold of each.
//!
//! Nothing is listed here: the screens are those of [`Screen::ALL`], what they open follows from the table of actions and
//! the live keymap. A new screen, or a new action of one, is walked as soon as it is there.

mod looks;
mod walk;

use looks::{Looks, beyond_ascii, without_colours};
use walk::{Place, Walk};

use crate::i18n::Lang;
use crate::tui::screen::Screen;
use crate::tui::theme::{Depth, Theme};

/// The widest first.
const SIZES: &[(u16, u16)] = &[(200, 60), (120, 36), (80, 24), (40, 12)];

/// Every place reached, with colours and without.
fn whole(lang: Lang) {
    let coloured = Walk::everywhere(lang, Theme::new(Depth::Indexed), SIZES);
    let mono = Walk::everywhere(lang, Theme::new(Depth::Mono), SIZES);
    let mut looks = Looks::new(lang);
    let mut faults: Vec<String> = coloured.iter().chain(&mono).flat_map(|place| looks.judge(place)).collect();
    let names = |places: &[Place]| places.iter().map(|place| place.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&coloured), names(&mono), "the same keys lead to the same places");
    faults.extend(coloured.iter().zip(&mono).flat_map(|(coloured, mono)| without_colours(coloured, mono)));
    assert!(faults.is_empty(), "{} faults\n\n{}", faults.len(), faults.join("\n"));
    for screen in Screen::ALL {
        let within = coloured.iter().filter(|place| place.name.starts_with(screen.key())).count();
        assert!(within > 5, "the walk has lost its way: {:#?}", names(&coloured));
    }
}

#[test]
fn every_place_is_whole_in_french() {
    whole(Lang::Fr);
}

#[test]
fn every_place_is_whole_in_english() {
    whole(Lang::En);
}

#[test]
fn every_place_can_be_drawn_in_ascii() {
    let places = Walk::everywhere(Lang::Fr, Theme::new(Depth::Indexed).ascii(), &[(80, 24)]);
    let faults: Vec<String> = places.iter().flat_map(beyond_ascii).collect();
    assert!(faults.is_empty(), "{} faults\n\n{}", faults.len(), faults.join("\n"));
}
