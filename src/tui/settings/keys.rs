//! Every key, and other keys for any action: the page, and the box that learns a key.

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::KeyCode;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;
use ratatui::widgets::Widget;

use crate::model::reference::fold;
use crate::t;
use crate::tui::action::Action;
use crate::tui::context::Context;
use crate::tui::cx::Cx;
use crate::tui::key::Key;
use crate::tui::keymap::{self, Found, Rebinding};
use crate::tui::layer::{Answer, Input, Layer, Place, Took};
use crate::tui::list::ListState;
use crate::tui::popup::Prompt;
use crate::tui::request::Request;
use crate::tui::table::{Column, Empty, Row, Table};
use crate::tui::text;
use crate::tui::theme::Role;

const FIND: &str = "keys-find";
/// From this height it is said how the page works.
const TALL: u16 = 16;
/// Longer sequences are for nobody's hands.
const LONGEST: usize = 3;

/// An action where it has keys.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Bound {
    context: Context,
    action: Action,
}

impl Bound {
    fn all() -> impl Iterator<Item = Self> {
        let of = |context: Context| {
            let here = move |action: &&Action| action.contexts().contains(&context);
            Action::ALL.iter().filter(here).map(move |action| Self { context, action: *action })
        };
        Context::ALL.iter().copied().flat_map(of)
    }

    fn sequences(self, cx: &Cx) -> Vec<Vec<Key>> {
        let mine = |binding: &&keymap::Binding| binding.context == self.context && binding.action == self.action;
        cx.keymap.bindings().iter().filter(mine).map(|binding| binding.keys.clone()).collect()
    }

    fn keys(self, cx: &Cx) -> String {
        let keys: Vec<String> = self.sequences(cx).iter().map(|keys| keymap::label(keys, &cx.words)).collect();
        keys.join(&format!(" {} ", cx.theme.glyphs.separator))
    }
}

/// « Les touches ».
#[derive(Default)]
pub struct KeysPage {
    filter: String,
    state: ListState,
}

impl KeysPage {
    fn shown(&self, cx: &Cx) -> Vec<Bound> {
        let wanted = fold(&self.filter);
        let found = |bound: &Bound| {
            let text = [bound.action.label(&cx.words), bound.context.label(&cx.words), bound.keys(cx)].join(" ");
            wanted.is_empty() || fold(&text).contains(&wanted)
        };
        Bound::all().filter(found).collect()
    }

    fn selected(&self, cx: &Cx) -> Option<Bound> {
        self.shown(cx).get(self.state.selected()).copied()
    }

    fn act(&mut self, action: Action, cx: &mut Cx) -> Took {
        match action {
            Action::Back if !self.filter.is_empty() => self.filter.clear(),
            Action::Back => cx.close(),
            Action::Filter => cx.push(Prompt::new(FIND, text::sentence(&action.label(&cx.words)), &self.filter)),
            Action::ClearFilter => self.filter.clear(),
            Action::Open | Action::AddKey => {
                if let Some(bound) = self.selected(cx) {
                    cx.push(Learn { bound, beside: action == Action::AddKey, keys: Vec::new() });
                }
            }
            Action::ResetKeys => {
                if let Some(Bound { context, action }) = self.selected(cx) {
                    cx.request(Request::Rebind(Rebinding { context, action, keys: None }));
                }
            }
            action => return self.state.update(action, self.shown(cx).len()),
        }
        Took::Yes
    }
}

impl Layer for KeysPage {
    fn context(&self) -> Context {
        Context::Keys
    }

    fn title(&self, cx: &Cx) -> String {
        t!(cx.words, "keys-title", keymap = cx.keymap.name.as_str())
    }

    fn hints(&self, _: &Cx) -> Vec<Action> {
        vec![Action::Open, Action::AddKey, Action::ResetKeys, Action::Filter, Action::Back]
    }

    fn update(&mut self, input: Input<'_>, cx: &mut Cx) -> Took {
        match input {
            Input::Answer(FIND, Answer::Text(text)) => {
                self.filter = text;
                self.state.select(0, 1);
            }
            Input::Action(action) => return self.act(action, cx),
            _ => return Took::No,
        }
        Took::Yes
    }

    fn render(&self, cx: &Cx, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let words = &cx.words;
        let shown = self.shown(cx);
        let said = match self.filter.as_str() {
            "" if area.height < TALL => String::new(),
            "" => t!(words, "keys-intro"),
            filter => t!(words, "keys-filtered", filter = filter, n = shown.len()),
        };
        let lines = text::wrap(&said, area.width);
        for (line, y) in lines.iter().zip(area.y..area.bottom()) {
            buf.set_string(area.x, y, line, cx.style(Role::Muted));
        }
        let head = u16::try_from(lines.len()).map_or(0, |lines| lines + u16::from(lines > 0));
        let body = Rect { y: area.y + head.min(area.height), height: area.height.saturating_sub(head), ..area };
        let columns = [
            Column::fixed(t!(words, "keys-column-keys"), 15),
            Column::fill(t!(words, "keys-column-action"), 14),
            Column::fixed(t!(words, "keys-column-where"), 24).keep(50),
        ];
        let row = |index: usize| -> Option<Row> {
            let bound = shown.get(index)?;
            let sign = if bound.action.dangerous() { cx.theme.glyphs.late } else { "" };
            Some(vec![
                Line::styled(bound.keys(cx), cx.style(Role::Key)),
                Line::raw(text::sentence(&format!("{}{sign}", bound.action.label(words)))),
                Line::styled(bound.context.label(words), cx.style(Role::Muted)),
            ])
        };
        let empty = Empty::new(t!(words, "keys-none"), String::new());
        let (len, state) = (shown.len(), &self.state);
        Table { cx, columns: &columns, len, row: &row, state, focused: true, empty: &empty }.render(body, buf);
        None
    }
}

/// Waits for a key, or for keys one after the other.
struct Learn {
    bound: Bound,
    /// The keys that the action has stay.
    beside: bool,
    keys: Vec<Key>,
}

impl Learn {
    fn accept(&self, cx: &mut Cx) {
        let Bound { context, action } = self.bound;
        let mut keys = if self.beside { self.bound.sequences(cx) } else { Vec::new() };
        keys.push(self.keys.clone());
        cx.request(Request::Rebind(Rebinding { context, action, keys: Some(keys) }));
        cx.close();
    }

    /// What the keys do now, or what else is to be known of them.
    fn said(&self, cx: &Cx) -> String {
        let words = &cx.words;
        match cx.keymap.find(self.bound.context, &self.keys) {
            _ if self.keys.is_empty() => t!(words, "learn-press"),
            _ if self.keys.iter().any(|key| key.forbidden()) => t!(words, "learn-forbidden"),
            Found::Action(action) if action == self.bound.action => t!(words, "learn-same"),
            Found::Action(action) => t!(words, "learn-taken", action = action.label(words)),
            Found::Prefix => t!(words, "learn-prefix"),
            Found::Nothing => t!(words, "learn-free"),
        }
    }
}

const WIDTH: u16 = 52;

impl Layer for Learn {
    fn context(&self) -> Context {
        Context::Popup
    }

    fn wants_keys(&self) -> bool {
        true
    }

    fn hints(&self, _: &Cx) -> Vec<Action> {
        Vec::new()
    }

    fn title(&self, cx: &Cx) -> String {
        text::sentence(&self.bound.action.label(&cx.words))
    }

    fn place(&self, cx: &Cx) -> Place {
        let lines = text::wrap(&self.said(cx), WIDTH).len() + text::wrap(&t!(cx.words, "learn-hint"), WIDTH).len();
        Place::Popup { width: WIDTH, height: u16::try_from(lines).unwrap_or(4) + 2 }
    }

    fn update(&mut self, input: Input<'_>, cx: &mut Cx) -> Took {
        let Input::Key(key) = input else { return Took::No };
        match key.code {
            KeyCode::Esc => cx.close(),
            KeyCode::Enter if !self.keys.is_empty() => self.accept(cx),
            KeyCode::Enter => {}
            KeyCode::Backspace => _ = self.keys.pop(),
            _ if self.keys.len() < LONGEST => self.keys.push(key),
            _ => {}
        }
        Took::Yes
    }

    fn render(&self, cx: &Cx, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let shown = keymap::label(&self.keys, &cx.words);
        buf.set_string(area.x, area.y, &shown, cx.style(Role::Key));
        let said = text::wrap(&self.said(cx), area.width).into_iter().map(|line| (line, Role::Text));
        let hint = text::wrap(&t!(cx.words, "learn-hint"), area.width).into_iter().map(|line| (line, Role::Muted));
        for ((line, role), y) in said.chain(hint).zip(area.y + 1..area.bottom()) {
            buf.set_string(area.x, y, line, cx.style(role));
        }
        Some(Position { x: (area.x + text::width(&shown)).min(area.right().saturating_sub(1)), y: area.y })
    }
}
