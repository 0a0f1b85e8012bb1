//! The layers that the application opens by itself.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::{Paragraph, Widget, Wrap};

use crate::i18n::format;
use crate::model::LocalTime;
use crate::t;
use crate::tui::action::Action;
use crate::tui::context::Context;
use crate::tui::cx::{Cx, Effect};
use crate::tui::layer::{House, Input, Layer, Place, Took};
use crate::tui::popup::Menu;
use crate::tui::screen::Screen;
use crate::tui::screens;
use crate::tui::screens::start::Start;
use crate::tui::screens::unlock::Unlock;
use crate::tui::theme::Role;

/// How the application finds the store when it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entrance {
    /// There is none: the first start.
    FirstStart,
    /// It waits for its passphrase.
    Locked,
    Open,
}

/// The house of the real application.
pub struct RealHouse {
    pub entrance: Entrance,
}

impl House for RealHouse {
    fn screen(&self, screen: Screen, cx: &mut Cx) -> Box<dyn Layer> {
        screens::make(screen, cx)
    }

    fn entrance(&self, _: &mut Cx) -> Option<Box<dyn Layer>> {
        match self.entrance {
            Entrance::FirstStart => Some(Box::new(Start::default())),
            Entrance::Locked => Some(Box::new(Unlock::new())),
            Entrance::Open => None,
        }
    }

    fn remembers(&self) -> bool {
        true
    }

    fn lock(&self, _: &mut Cx) -> Box<dyn Layer> {
        Box::new(Unlock::new())
    }

    fn quitting(&self, cx: &Cx) -> Option<Box<dyn Layer>> {
        (cx.desk.unsent.edits > 0).then(|| Box::new(Quitting::new(cx)) as Box<dyn Layer>)
    }
}

/// Says what is not yet handed in, and lets one go and hand it in.
struct Quitting {
    menu: Menu,
    said: String,
}

const TAG: &str = "quitting";

impl Quitting {
    fn new(cx: &Cx) -> Self {
        let words = &cx.words;
        let unsent = cx.desk.unsent;
        let oldest = unsent.oldest.and_then(LocalTime::in_france_at).map(|time| format::date_short(time.date()));
        let said = t!(words, "quit-unsent", n = unsent.edits, oldest = oldest.unwrap_or_default());
        let lines = vec![t!(words, "quit-leave"), t!(words, "quit-hand-in"), t!(words, "quit-stay")];
        Self { menu: Menu::new(TAG, t!(words, "quit-title"), lines), said }
    }
}

impl Layer for Quitting {
    fn context(&self) -> Context {
        self.menu.context()
    }

    fn title(&self, cx: &Cx) -> String {
        self.menu.title(cx)
    }

    fn place(&self, cx: &Cx) -> Place {
        match self.menu.place(cx) {
            Place::Popup { width, height } => Place::Popup { width: width.max(WIDTH), height: height + HEAD },
            Place::Page => Place::Page,
        }
    }

    fn update(&mut self, input: Input<'_>, cx: &mut Cx) -> Took {
        match input {
            Input::Action(Action::Open) => {
                cx.close();
                match self.menu.selected() {
                    0 => cx.effect(Effect::Leave),
                    1 => cx.go(Screen::Synchro),
                    _ => {}
                }
                Took::Yes
            }
            input => self.menu.update(input, cx),
        }
    }

    fn render(&self, cx: &Cx, area: Rect, buf: &mut Buffer) -> Option<Position> {
        Paragraph::new(self.said.as_str()).style(cx.style(Role::Text)).wrap(Wrap { trim: true }).render(area, buf);
        let below = Rect { y: area.y + HEAD.min(area.height), height: area.height.saturating_sub(HEAD), ..area };
        self.menu.render(cx, below, buf)
    }
}

/// Lines for what is said above the choices.
const HEAD: u16 = 3;
const WIDTH: u16 = 52;
