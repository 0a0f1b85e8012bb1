//! The mouse, for who wants it: a click on a line selects it, a second one opens it; in a box to choose from, it chooses. On a tab,
//! a hint, a sign that folds or ticks, it does what that says; elsewhere it gives the keys to what lies there. The wheel turns
//! what is under it. And where the focus is, for the terminal's own cursor, which screen readers follow.

use std::cell::{Cell, RefCell};

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::{Position, Rect};

use super::action::Action;
use super::app::App;
use super::context::Context;
use super::layer::Input;

/// Lines that one turn of the wheel goes.
const WHEEL: usize = 3;

/// What stands where, as last drawn.
#[derive(Debug, Default)]
pub struct Drawn {
    /// All of the window.
    window: Cell<Rect>,
    /// The selected line of the list that has the keys.
    line: Cell<Option<Rect>>,
    /// Where the lines of that list are, if it says so.
    lines: Cell<Option<Rect>>,
    actions: RefCell<Vec<(Rect, Action)>>,
    /// Of the topmost layer: parts that have not the keys, with the action that gives them; signs, with what is done to their
    /// line; places of its own.
    panes: RefCell<Vec<(Rect, Action)>>,
    signs: RefCell<Vec<(Rect, Action)>>,
    spots: RefCell<Vec<(Rect, usize)>>,
}

fn at<T: Copy>(places: &RefCell<Vec<(Rect, T)>>, at: Position) -> Option<T> {
    places.borrow().iter().rev().find(|(area, _)| area.contains(at)).map(|(_, found)| *found)
}

impl Drawn {
    /// A new frame begins.
    pub fn clear(&self, window: Rect) {
        self.window.set(window);
        self.forget_layer();
        self.actions.borrow_mut().clear();
    }

    /// Another layer goes over what was drawn.
    pub fn forget_layer(&self) {
        self.line.set(None);
        self.lines.set(None);
        self.panes.borrow_mut().clear();
        self.signs.borrow_mut().clear();
        self.spots.borrow_mut().clear();
    }

    /// The selected line of the list that has the keys.
    pub fn selected(&self, line: Rect) {
        self.line.set(Some(line));
    }

    /// Where the lines of that list are.
    pub fn lines(&self, area: Rect) {
        if self.line.get().is_some() {
            self.lines.set(Some(area));
        }
    }

    /// A click here asks for an action.
    pub fn action(&self, area: Rect, action: Action) {
        self.actions.borrow_mut().push((area, action));
    }

    /// A part that has not the keys, and the action that gives them to it.
    pub fn pane(&self, area: Rect, action: Action) {
        self.panes.borrow_mut().push((area, action));
    }

    /// A click here selects the line, and does this to it.
    pub fn sign(&self, area: Rect, action: Action) {
        self.signs.borrow_mut().push((area, action));
    }

    /// A click here is told to the layer, by a number of its own.
    pub fn spot(&self, area: Rect, number: usize) {
        self.spots.borrow_mut().push((area, number));
    }

    /// Where the cursor stands, if no text is typed.
    pub fn focus(&self) -> Option<Position> {
        self.line.get().map(Rect::as_position)
    }

    /// How many lines below the selected one a place is.
    fn below_selected(&self, at: Position) -> Option<i32> {
        let line = self.line.get()?;
        let inside = match self.lines.get() {
            Some(lines) => lines.contains(at),
            None => (line.left()..line.right()).contains(&at.x),
        };
        inside.then(|| i32::from(at.y) - i32::from(line.y))
    }
}

impl App {
    /// A click or a turn of the wheel.
    pub(super) fn pointer(&mut self, event: MouseEvent) {
        self.pending.clear();
        let at = Position { x: event.column, y: event.row };
        match event.kind {
            MouseEventKind::ScrollUp => self.wheel(Action::Up, at),
            MouseEventKind::ScrollDown => self.wheel(Action::Down, at),
            MouseEventKind::Down(MouseButton::Left) => self.click(at),
            _ => {}
        }
    }

    /// What is under the pointer turns; the keys stay where they are.
    fn wheel(&mut self, action: Action, under: Position) {
        let there = at(&self.cx.drawn.panes, under);
        if let Some(there) = there {
            self.point(there);
            self.look_again();
        }
        self.repeat(action, WHEEL);
        match there {
            Some(Action::PreviousPane) => self.point(Action::NextPane),
            Some(_) => self.point(Action::PreviousPane),
            None => {}
        }
    }

    fn repeat(&mut self, action: Action, lines: usize) {
        for _ in 0..lines {
            self.point(action);
        }
    }

    fn click(&mut self, place: Position) {
        if let Some(action) = at(&self.cx.drawn.actions, place) {
            return self.point(action);
        }
        let entered = at(&self.cx.drawn.panes, place);
        if let Some(action) = entered {
            self.point(action);
            self.look_again();
        }
        let sign = at(&self.cx.drawn.signs, place);
        let below = self.cx.drawn.below_selected(place);
        if let Some(spot) = at(&self.cx.drawn.spots, place).filter(|_| below.is_none()) {
            self.tell_top(Input::Pointed(spot));
            return;
        }
        let Some(below) = below else { return };
        let way = if below < 0 { Action::Up } else { Action::Down };
        self.repeat(way, usize::try_from(below.abs()).unwrap_or_default());
        if let Some(action) = sign {
            return self.point(action);
        }
        if (below == 0 && entered.is_none()) || self.chooses() {
            self.point(Action::Open);
            self.point(Action::Accept);
        }
    }

    /// There is nothing else to do here than to take a line.
    fn chooses(&self) -> bool {
        self.top().is_some_and(|layer| layer.context() == Context::Menu || layer.context().typing())
    }

    /// Draws for nobody: where things are once the keys have gone to another part.
    fn look_again(&self) {
        let window = self.cx.drawn.window.get();
        self.render(window, &mut Buffer::empty(window));
    }

    /// Does an action where a key could ask for it.
    fn point(&mut self, action: Action) {
        let applies = self.top().is_some_and(|layer| !layer.wants_keys() && action.applies_in(layer.context()));
        if applies {
            self.act(action);
        }
    }
}
