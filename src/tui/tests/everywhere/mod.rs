//! Every screen and all that its keys open, in every size, language and depth of colour: what must hold of each.
//!
//! Nothing is listed here: the screens are those of [`Screen::ALL`], what they open follows from the table of actions and
//! the live keymap. A new screen, or a new action of one, is walked as soon as it is there.

mod looks;
mod walk;

use looks::{Looks, beyond_ascii, without_colours};
use walk::{Place, Walk};

use crate::i18n::Lang;
use crate::tui::action::Action;
use crate::tui::context::Context;
use crate::tui::house::{Entrance, RealHouse};
use crate::tui::screen::Screen;
use crate::tui::screens::shared::tests::real::Made;
use crate::tui::theme::{Depth, Glyphs, Theme};

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

/// A team in which nothing was written yet: every list says what to do, and with which key.
#[test]
fn where_there_is_nothing_yet_the_screen_says_what_to_press() {
    for lang in Lang::ALL {
        let house = RealHouse { entrance: Entrance::Open };
        let mut bench = Made::founder().bench(house, Vec::new(), lang, (80, 24));
        for &screen in Screen::ALL {
            bench.type_keys(&screen.digit().to_string());
            let (app, text) = (&bench.app, bench.text());
            let context = app.top().map_or(Context::Global, |layer| layer.context());
            let helps = [Action::New, Action::LogExchange, Action::FollowUp, Action::PlanVisit, Action::Import];
            let keys = helps.map(|action| app.cx.keymap.key_label(action, context, &app.cx.words));
            let body = text.lines().rev().skip(2).collect::<Vec<_>>().join(" ");
            let said = body.split_whitespace().any(|word| keys.iter().any(|key| key == word));
            let listed = body.contains(Glyphs::WGL4.selected);
            assert!(said || listed, "{screen:?} {keys:?}\n{text}");
        }
    }
}
