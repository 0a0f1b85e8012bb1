//! The mouse, for who wants it: a click on a line selects it, a second one opens it; on a tab or a hint, it does what that says.
//! And where the focus is, for the terminal's own cursor, which screen readers follow.

use std::cell::{Cell, RefCell};

use ratatui::crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::{Position, Rect};

use super::action::Action;
use super::app::App;

/// Lines that one turn of the wheel goes.
const WHEEL: usize = 3;

/// What stands where, as last drawn.
#[derive(Debug, Default)]
pub struct Drawn {
    /// The selected line of the list that has the keys.
    line: Cell<Option<Rect>>,
    /// Where the lines of that list are, if it says so.
    lines: Cell<Option<Rect>>,
    actions: RefCell<Vec<(Rect, Action)>>,
}

impl Drawn {
    /// A new frame begins.
    pub fn clear(&self) {
        self.forget_list();
        self.actions.borrow_mut().clear();
    }

    /// Another layer goes over what was drawn.
    pub fn forget_list(&self) {
        self.line.set(None);
        self.lines.set(None);
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

    /// Where the cursor stands, if no text is typed.
    pub fn focus(&self) -> Option<Position> {
        self.line.get().map(Rect::as_position)
    }

    fn action_at(&self, at: Position) -> Option<Action> {
        self.actions.borrow().iter().rev().find(|(area, _)| area.contains(at)).map(|(_, action)| *action)
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
        match event.kind {
            MouseEventKind::ScrollUp => self.wheel(Action::Up, WHEEL),
            MouseEventKind::ScrollDown => self.wheel(Action::Down, WHEEL),
            MouseEventKind::Down(MouseButton::Left) => self.click(Position { x: event.column, y: event.row }),
            _ => {}
        }
    }

    fn wheel(&mut self, action: Action, lines: usize) {
        for _ in 0..lines {
            self.point(action);
        }
    }

    fn click(&mut self, at: Position) {
        if let Some(action) = self.cx.drawn.action_at(at) {
            return self.point(action);
        }
        match self.cx.drawn.below_selected(at) {
            Some(0) => {
                self.point(Action::Open);
                self.point(Action::Accept);
            }
            Some(n) => {
                let action = if n < 0 { Action::Up } else { Action::Down };
                self.wheel(action, usize::try_from(n.abs()).unwrap_or_default());
            }
            None => {}
        }
    }

    /// Does an action where a key could ask for it.
    fn point(&mut self, action: Action) {
        let applies = self.top().is_some_and(|layer| !layer.wants_keys() && action.applies_in(layer.context()));
        if applies {
            self.act(action);
        }
    }
}
