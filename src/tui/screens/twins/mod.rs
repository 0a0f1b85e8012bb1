//! Doublons: the records that look like one thing, in pairs; and the way from a record to the one it is merged with.

mod merging;
mod other;
#[cfg(test)]
mod tests;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

pub use self::merging::Merging;
pub use self::other::with;
use crate::model::Kind;
use crate::store::views::VisitCursor;
use crate::t;
use crate::tui::action::Action;
use crate::tui::context::Context;
use crate::tui::cx::{Cx, Tone};
use crate::tui::layer::{Input, Layer, Took};
use crate::tui::list::ListState;
use crate::tui::request::{Alike, Reply, Request, Ticket};
use crate::tui::table::{Column, Empty, Row, Table};
use crate::tui::text;
use crate::tui::theme::Role;

/// Visits read at a time: what else is asked of the store waits no longer than this takes.
const SLICE: usize = 4_000;

/// The page of pairs.
#[derive(Default)]
pub struct Duplicates {
    all: Vec<Alike>,
    /// All visits were read once.
    known: bool,
    /// Of the reading that goes on: the pairs so far, and the visits read.
    found: Vec<Alike>,
    read: usize,
    asked: Option<Ticket>,
    state: ListState,
}

impl Duplicates {
    /// From the beginning: what is still being read is dropped.
    fn ask(&mut self, cx: &mut Cx) {
        self.give_up(cx);
        (self.found, self.read) = (Vec::new(), 0);
        self.asked = Some(cx.request(Request::Twins { from: None, enough: SLICE }));
    }

    fn give_up(&mut self, cx: &mut Cx) {
        if let Some(asked) = self.asked.take() {
            cx.cancel(asked);
        }
    }

    /// What is found first shows at once; read again, it takes the place of the former list when all is read.
    fn took(&mut self, alike: &[Alike], read: usize, next: Option<VisitCursor>, cx: &mut Cx) {
        self.found.extend_from_slice(alike);
        self.read += read;
        self.asked = next.map(|from| cx.request(Request::Twins { from: Some(from), enough: SLICE }));
        if next.is_none() || !self.known {
            let selected = self.selected().map(|pair| pair.twins);
            self.all.clone_from(&self.found);
            let at = self.all.iter().position(|pair| Some(pair.twins) == selected);
            self.state.keep(at, self.all.len());
        }
        self.known |= next.is_none();
    }

    fn selected(&self) -> Option<&Alike> {
        self.all.get(self.state.selected())
    }

    fn act(&mut self, action: Action, cx: &mut Cx) -> Took {
        match (action, self.selected()) {
            (Action::Open | Action::Merge, Some(pair)) if is_veiled(cx, pair.twins.kind) => {
                cx.say(Tone::Plain, t!(cx.words, "twins-masked"));
            }
            (Action::Open | Action::Merge, Some(pair)) => {
                cx.push(Merging::new(pair.twins.stays, pair.twins.gives_way));
            }
            (Action::Apart, Some(pair)) => {
                let (one, other) = (pair.twins.stays, pair.twins.gives_way);
                cx.request(Request::KeepApart { one, other });
                self.ask(cx);
            }
            (Action::Back, _) => {
                self.give_up(cx);
                cx.close();
            }
            _ => return self.state.update(action, self.all.len()),
        }
        Took::Yes
    }

    fn cells(&self, cx: &Cx, index: usize) -> Option<Row> {
        let pair = self.all.get(index)?;
        let kind = pair.twins.kind;
        let shown = |title: &str| if is_veiled(cx, kind) { cx.veiled(title) } else { title.to_owned() };
        Some(vec![
            Line::styled(cx.words.kind(kind), cx.style(Role::Muted)),
            Line::raw(shown(&pair.stays)),
            Line::raw(shown(&pair.gives_way)),
        ])
    }
}

/// Visits and contacts are hidden while the screen is masked.
fn is_veiled(cx: &Cx, kind: Kind) -> bool {
    cx.masked && matches!(kind, Kind::Visit | Kind::Contact)
}

impl Layer for Duplicates {
    fn context(&self) -> Context {
        Context::Twins
    }

    fn title(&self, cx: &Cx) -> String {
        t!(cx.words, "twins-title")
    }

    fn hints(&self, _: &Cx) -> Vec<Action> {
        match self.all.is_empty() {
            true => vec![Action::Back],
            false => vec![Action::Open, Action::Apart, Action::Back],
        }
    }

    fn update(&mut self, input: Input<'_>, cx: &mut Cx) -> Took {
        match input {
            Input::Action(action) => return self.act(action, cx),
            Input::Shown | Input::DeskChanged => self.ask(cx),
            Input::Reply(ticket, Reply::Twins { alike, read, next }) if self.asked == Some(ticket) => {
                self.took(alike, *read, *next, cx);
            }
            _ => return Took::No,
        }
        Took::Yes
    }

    fn render(&self, cx: &Cx, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let words = &cx.words;
        let mut head = vec![Span::styled(self.title(cx), cx.style(Role::Title))];
        if !self.all.is_empty() {
            let count = words.figure(self.all.len());
            head.push(Span::styled(format!("  {count}"), cx.style(Role::Muted)));
        }
        if self.asked.is_some() && self.read > 0 {
            let read = words.figure(self.read);
            head.push(Span::styled(format!("  {}", t!(words, "search-reading", read = read)), cx.style(Role::Muted)));
        }
        let head = text::ellipsis_line(&Line::from(head), area.width, cx.theme.glyphs.more);
        buf.set_line(area.x, area.y, &head, area.width);
        let gap = if area.height > 16 { 2 } else { 1 };
        let body = Rect { y: area.y + gap, height: area.height.saturating_sub(gap), ..area };
        let columns = [
            Column::fixed(t!(words, "column-kind"), 10).keep(50),
            Column::fill(t!(words, "column-stays"), 14),
            Column::fill(t!(words, "column-gives-way"), 14),
        ];
        let empty = match self.known {
            true => {
                let merge = cx.keymap.key_label(Action::Merge, Context::Records, words);
                let back = cx.keymap.key_label(Action::Back, self.context(), words);
                Empty::new(t!(words, "no-duplicates"), t!(words, "twins-none-press", merge = merge, back = back))
            }
            false => Empty::default(),
        };
        let row = |index: usize| self.cells(cx, index);
        let (len, state) = (self.all.len(), &self.state);
        Table { cx, columns: &columns, len, row: &row, state, focused: true, empty: &empty }.render(body, buf);
        None
    }
}
