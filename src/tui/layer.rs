//! A layer: a screen, a page, a form, a popup. The top one has the keys.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::action::Action;
use super::context::Context;
use super::cx::Cx;
use super::form::FormOutcome;
use super::key::Key;
use super::request::{Reply, Ticket};
use crate::model::RecordId;

/// What comes to a layer.
#[derive(Debug)]
pub enum Input<'a> {
    Action(Action),
    /// Typed, in contexts where text is typed.
    Char(char),
    /// Whatever key was pressed, for a layer that [wants](Layer::wants_keys) them.
    Key(Key),
    /// A click on one of the places that it numbered as it drew itself.
    Pointed(usize),
    /// Pasted, or a burst of keys that only a paste can make; only where text is typed.
    Paste(&'a str),
    /// A second or so passed. `Took::Yes` asks for a new drawing.
    Tick,
    /// The workspace answers. Goes to every layer: compare the ticket with the one kept.
    Reply(Ticket, &'a Reply),
    /// The records changed: [`Cx::desk`] is another. Goes to every layer.
    DeskChanged,
    /// The layer pushed with this tag answers, and is closed.
    Answer(&'static str, Answer),
    /// The screen becomes the current one, or what covered this layer was closed.
    Shown,
    /// Another screen leads here: select this record, or what it belongs to, if it is here.
    Find(RecordId),
    /// The application locks or ends: keep what is half typed as a draft.
    Leaving,
}

/// What a popup answers to the layer that pushed it. A popup left by Escape answers nothing.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    Yes,
    No,
    Text(String),
    /// The number of the line chosen, from 0.
    Picked(usize),
    Form(FormOutcome),
}

/// Whether an input meant something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Took {
    Yes,
    No,
}

/// How much of the window a layer takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// All between the bars; hides what is below.
    Page,
    /// A box in the middle, of this inner size at most, over what is below.
    Popup { width: u16, height: u16 },
}

/// A screen, a page, a form, a popup.
pub trait Layer {
    /// Where its keys are looked up; may change with what has the focus.
    fn context(&self) -> Context;

    /// Its name, in the title bar of a narrow window or on the border of a popup.
    fn title(&self, cx: &Cx) -> String;

    fn place(&self, _cx: &Cx) -> Place {
        Place::Page
    }

    /// The inner height of a popup of `height` rows that gets `width` columns, fewer than it asked for where the window is
    /// narrow: its text takes more rows then.
    fn popup_height(&self, _cx: &Cx, _width: u16, height: u16) -> u16 {
        height
    }

    /// Keys come as they are, and ask for no action: some key is to be learnt.
    fn wants_keys(&self) -> bool {
        false
    }

    /// The actions that help most here, most helpful first; what every place has need not be named.
    fn hints(&self, _cx: &Cx) -> Vec<Action> {
        super::hints::usual(self.context()).to_vec()
    }

    /// On the way to something else: gone once a person turns to another screen by its key.
    fn passing(&self) -> bool {
        false
    }

    /// Of a screen: what the next start finds again, in a form of its own: selection, filters, order, view.
    fn left(&self) -> Option<String> {
        None
    }

    /// Takes that up again, before it is first shown.
    fn take_up(&mut self, _left: &str, _cx: &mut Cx) {}

    /// Of a page over a screen: the record that it shows. The screen opens it again when asked to [find](Input::Find) it.
    fn record(&self) -> Option<RecordId> {
        None
    }

    /// The record that it was opened on was erased for good: it must not be shown any more, and what is half typed not be
    /// kept. The layer goes, with what is over it.
    fn gone(&self, _cx: &Cx) -> bool {
        false
    }

    /// Changes itself, and asks for the rest through `cx`. `Took::No` leaves an action to the application.
    fn update(&mut self, input: Input<'_>, cx: &mut Cx) -> Took;

    /// Draws itself and nothing else: no I/O, only what is visible. Answers where the cursor stands.
    fn render(&self, cx: &Cx, area: Rect, buf: &mut Buffer) -> Option<Position>;
}

/// Makes the layers that the application opens by itself.
pub trait House {
    fn screen(&self, screen: super::screen::Screen, cx: &mut Cx) -> Box<dyn Layer>;

    /// The first layer, over everything: first start, unlocking. `None`: straight to the dashboard.
    fn entrance(&self, _cx: &mut Cx) -> Option<Box<dyn Layer>> {
        None
    }

    /// Whether it is kept where the person was, and found again at the next start.
    fn remembers(&self) -> bool {
        false
    }

    /// Covers everything until the store is open again.
    fn lock(&self, cx: &mut Cx) -> Box<dyn Layer>;

    /// A last word before quitting: what is not yet handed in. It answers by [`Effect::Leave`](super::cx::Effect).
    fn quitting(&self, _cx: &Cx) -> Option<Box<dyn Layer>> {
        None
    }
}
