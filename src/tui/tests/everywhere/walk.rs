//! From screen to screen, and into what each action opens.

use std::collections::BTreeSet;
use std::time::Duration;

use super::looks::Shown;
use crate::i18n::Lang;
use crate::tui::action::Action;
use crate::tui::context::Context;
use crate::tui::cx::Effect;
use crate::tui::house::{Entrance, RealHouse};
use crate::tui::layer;
use crate::tui::screen::Screen;
use crate::tui::screens::shared::tests::real::{Made, Real};
use crate::tui::testing::Bench;
use crate::tui::theme::{Role, Theme};
use crate::tui::tour::Tour;
use crate::workspace::preferences::Preferences;

/// The size at which the keys are pressed.
const AT: (u16, u16) = (120, 36);
/// Pages opened from a page opened from a screen are deep enough.
const DEEPEST: usize = 2;

/// Where the application is.
#[derive(PartialEq, Eq, Clone)]
struct Here {
    screen: Screen,
    layers: usize,
}

/// A place, drawn.
pub struct Place {
    /// The way to it.
    pub name: String,
    /// The screen itself, with nothing opened.
    pub bare: bool,
    /// In each size, the widest first.
    pub shown: Vec<Shown>,
}

pub struct Walk {
    bench: Bench<Real>,
    sizes: &'static [(u16, u16)],
    /// What was pressed where; what works everywhere is pressed once.
    pressed: BTreeSet<(Context, Action)>,
    /// What was drawn already, as text.
    seen: BTreeSet<String>,
    places: Vec<Place>,
}

impl Walk {
    pub fn everywhere(lang: Lang, theme: Theme, sizes: &'static [(u16, u16)]) -> Vec<Place> {
        let house = RealHouse { entrance: Entrance::Open };
        let mut bench = Made::founder().with_demo(40).bench(house, Vec::new(), lang, AT);
        bench.app.cx.terminal = theme;
        bench.app.cx.effect(Effect::Prefer(Preferences::default()));
        bench.wait(Duration::ZERO);
        let (pressed, seen) = (BTreeSet::new(), BTreeSet::new());
        let mut walk = Self { bench, sizes, pressed, seen, places: Vec::new() };
        for &screen in Screen::ALL {
            walk.press(screen.action());
            // The first lines of lists are heads and totals: what they are about stands further down.
            walk.press(Action::Down);
            walk.press(Action::Down);
            walk.look(screen.key());
            walk.explore(screen.key(), 0);
        }
        walk.places
    }

    fn here(&self) -> Here {
        Here { screen: self.bench.app.current, layers: self.bench.app.stack().len() }
    }

    fn context(&self) -> Context {
        self.bench.app.top().map_or(Context::Global, |layer| layer.context())
    }

    /// The keys of an action where the application is; `false` where it has none.
    fn press(&mut self, action: Action) -> bool {
        let keys = self.bench.app.cx.keymap.keys_of(action, self.context()).first().map(|keys| keys.to_vec());
        keys.iter().flatten().for_each(|key| self.bench.press(*key));
        keys.is_some()
    }

    /// All that can be done here, one thing after the other.
    fn explore(&mut self, name: &str, depth: usize) {
        let (home, context) = (self.here(), self.context());
        for &action in Action::ALL.iter().filter(|action| worth_it(**action) && action.applies_in(context)) {
            let anywhere = action.contexts().iter().any(|one| matches!(one, Context::Global | Context::Everywhere));
            let place = if anywhere { Context::Global } else { context };
            if self.here() != home || self.context() != context {
                return;
            }
            if !self.pressed.insert((place, action)) || !self.press(action) {
                continue;
            }
            let name = format!("{name} > {}", action.name());
            self.look(&name);
            let page = self.bench.app.top().is_some_and(|layer| layer.place(&self.bench.app.cx) == layer::Place::Page);
            if depth + 1 < DEEPEST && self.here().layers > home.layers && page && !self.context().typing() {
                self.explore(&name, depth + 1);
            }
            self.go_back(&home);
            let turned = [Action::Mask, Action::Everyone, Action::NextPane, Action::PreviousPane, Action::Tour];
            let turned = turned.contains(&action);
            if turned && self.here() == home {
                self.press(action);
            }
        }
    }

    fn go_back(&mut self, home: &Here) {
        for _ in 0..8 {
            if self.here().screen != home.screen {
                self.leave();
                self.press(home.screen.action());
            } else if self.here().layers > home.layers {
                self.leave();
            } else {
                return;
            }
        }
    }

    fn leave(&mut self) {
        let _ = self.press(Action::Cancel) || self.press(Action::Back) || self.press(Action::No);
    }

    /// Draws a place in every size, unless it was drawn already.
    fn look(&mut self, name: &str) {
        if !self.seen.insert(self.bench.text()) {
            return;
        }
        let shown = self.sizes.iter().map(|size| self.shown(*size)).collect();
        let bare = !name.contains('>');
        self.places.push(Place { name: name.to_owned(), bare, shown });
        self.bench.resize(AT.0, AT.1);
    }

    fn shown(&mut self, (width, height): (u16, u16)) -> Shown {
        self.bench.resize(width, height);
        let app = &self.bench.app;
        let (text, buffer) = (self.bench.text(), self.bench.buffer().clone());
        let popup = app.top().is_some_and(|layer| layer.place(&app.cx) != layer::Place::Page) || app.tour != Tour::Away;
        let selected = app.cx.style(Role::Selected);
        Shown { text, buffer, cursor: self.bench.cursor(), context: self.context(), popup, selected }
    }
}

/// Not what leaves, nor what only moves about.
fn worth_it(action: Action) -> bool {
    let leaves =
        [Action::Quit, Action::Suspend, Action::Lock, Action::Language, Action::Redraw, Action::Undo, Action::Redo];
    let moves = action.contexts().iter().all(|context| matches!(context, Context::Moves | Context::Text));
    let stays = [Action::Open, Action::Left, Action::Right].contains(&action);
    (!moves || stays) && !leaves.contains(&action) && Screen::of(action).is_none()
}
