//! One divergence: its values whole, what it was before, and the one that is kept.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use crate::model::{EXISTENCE, Value};
use crate::t;
use crate::tui::action::Action;
use crate::tui::context::Context;
use crate::tui::cx::{Cx, Effect};
use crate::tui::form::{Form, FormLayer, FormOutcome};
use crate::tui::layer::{Answer, Input, Layer, Took};
use crate::tui::list::ListState;
use crate::tui::request::{Edit, Request, Ticket};
use crate::tui::screens::shared::records::Records;
use crate::tui::screens::shared::{diverging, editing, talk};
use crate::tui::text;
use crate::tui::theme::Role;
use crate::workspace::Divergence;

const OTHER: &str = "divergence-other";

/// What can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Item {
    Live(usize),
    /// Neither: what it was before.
    Before,
    /// A third value, typed.
    Other,
}

/// The choice.
pub struct Choice {
    one: Divergence,
    record: String,
    state: ListState,
    writing: Option<Ticket>,
}

impl Choice {
    /// `record`: what the record is called.
    pub fn new(one: Divergence, record: String) -> Self {
        let mut state = ListState::default();
        // The latest: the one that is shown everywhere until someone chooses.
        state.select(one.choices.len().saturating_sub(1), one.choices.len());
        Self { one, record, state, writing: None }
    }

    fn items(&self) -> Vec<Item> {
        let live = (0..self.one.choices.len()).map(Item::Live);
        let field = self.one.tag != EXISTENCE;
        let new = |value| self.one.choices.iter().all(|choice| choice.value != value);
        let before = self.one.before.as_ref().is_some_and(|before| new(before.value.clone()));
        live.chain((field && before).then_some(Item::Before)).chain(field.then_some(Item::Other)).collect()
    }

    /// What an item says, and who stands behind it.
    fn said(&self, cx: &Cx, item: Item) -> (String, String) {
        let (one, words) = (&self.one, &cx.words);
        let latest = one.choices.len().saturating_sub(1);
        match item {
            Item::Live(at) => {
                let Some(choice) = one.choices.get(at) else { return Default::default() };
                let (value, by) = (diverging::value(cx, one, choice), diverging::by(cx, choice));
                match (&choice.value, one.tag == EXISTENCE) {
                    (Some(Value::Bool(false)), true) => (t!(words, "diverging-drop-record"), by),
                    (_, true) => (t!(words, "diverging-keep-record", value = value), by),
                    _ if at == latest => (value, t!(words, "diverging-latest", by = by)),
                    _ => (value, by),
                }
            }
            Item::Before => match &one.before {
                Some(before) => {
                    (diverging::value(cx, one, before), t!(words, "diverging-before", by = diverging::by(cx, before)))
                }
                None => Default::default(),
            },
            Item::Other => (t!(words, "diverging-other"), String::new()),
        }
    }

    fn choose(&mut self, cx: &mut Cx) {
        let value = match self.items().get(self.state.selected()) {
            Some(Item::Live(at)) => self.one.choices.get(*at).map(|choice| choice.value.clone()),
            Some(Item::Before) => self.one.before.as_ref().map(|before| before.value.clone()),
            Some(Item::Other) => return self.type_another(cx),
            None => None,
        };
        let Some(value) = value else { return };
        let ticket = cx.request(Request::Settle(vec![self.one.resolution(value)]));
        cx.effect(Effect::Hold(ticket));
        self.writing = Some(ticket);
    }

    /// A form of one field, which starts from the latest value.
    fn type_another(&self, cx: &mut Cx) {
        let (kind, record, tag) = (self.one.kind, self.one.record, self.one.tag);
        let Some(spec) = kind.field_by_tag(tag) else { return };
        let mut form = Form::new(Records::of(cx)).field(kind, spec.key);
        let latest = self.one.choices.last().and_then(|choice| choice.value.clone());
        form.set(kind, tag, latest, cx);
        form.clean();
        let commit = move |outcome: &FormOutcome, _: &mut Cx| {
            Edit::new("done-resolved").set(record, kind, vec![(tag, outcome.get(kind, tag).cloned())])
        };
        let draft = format!("{} {}", talk::of_record(kind, record), spec.key);
        cx.push(FormLayer::new(OTHER, self.title(cx), form).draft(draft).commit(commit));
    }

    /// The lines of every item, and which of them are the selected one's.
    fn lines(&self, cx: &Cx, width: u16) -> (Vec<Line<'static>>, std::ops::Range<usize>) {
        let (mut lines, mut selected) = (Vec::new(), 0..0);
        for (at, item) in self.items().into_iter().enumerate() {
            let (what, by) = self.said(cx, item);
            let start = lines.len();
            let here = at == self.state.selected();
            let sign = if here { cx.theme.glyphs.selected } else { " " };
            let role = if matches!(item, Item::Live(_)) { Role::Warning } else { Role::Text };
            let room = width.saturating_sub(3);
            let mut put = |line: String, role: Role| {
                let style = if here { cx.style(Role::Selected) } else { cx.style(role) };
                let line = format!("{line}{}", " ".repeat(usize::from(room.saturating_sub(text::width(&line)))));
                lines.push(Line::from(vec![Span::raw(format!("{sign} ")), Span::styled(line, style)]));
            };
            text::wrap(&what, room).into_iter().for_each(|line| put(line, role));
            text::wrap(&by, room).into_iter().filter(|line| !line.is_empty()).for_each(|line| put(line, Role::Muted));
            if here {
                selected = start..lines.len();
            }
            lines.push(Line::default());
        }
        (lines, selected)
    }
}

impl Layer for Choice {
    fn context(&self) -> Context {
        Context::Page
    }

    fn title(&self, cx: &Cx) -> String {
        let field = diverging::field(cx, self.one.kind, self.one.tag);
        let record = if diverging::veiled(cx, &self.one) { cx.veiled(&self.record) } else { self.record.clone() };
        t!(cx.words, "diverging-of", field = field, record = record)
    }

    fn hints(&self, _: &Cx) -> Vec<Action> {
        vec![Action::Open, Action::Up, Action::Down, Action::Back]
    }

    fn update(&mut self, input: Input<'_>, cx: &mut Cx) -> Took {
        match input {
            Input::Action(Action::Open) if !diverging::veiled(cx, &self.one) => self.choose(cx),
            Input::Action(Action::Back) => cx.close(),
            Input::Action(action) => return self.state.update(action, self.items().len()),
            Input::Answer(OTHER, Answer::Form(_)) => cx.close(),
            Input::Reply(ticket, reply) => return editing::closes_when_saved(&mut self.writing, ticket, reply, cx),
            _ => return Took::No,
        }
        Took::Yes
    }

    fn render(&self, cx: &Cx, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let title = text::ellipsis(&self.title(cx), area.width, cx.theme.glyphs.more);
        buf.set_string(area.x, area.y, title, cx.style(Role::Title));
        let gap = if area.height > 14 { 2 } else { 1 };
        let body = Rect { y: area.y + gap, height: area.height.saturating_sub(gap), ..area };
        let (lines, selected) = self.lines(cx, body.width);
        // The selected one in sight: its end, and its beginning before all.
        let height = usize::from(body.height);
        let first = selected.end.saturating_sub(height).min(selected.start);
        for (line, y) in lines.iter().skip(first).zip(body.y..body.bottom()) {
            buf.set_line(body.x, y, line, body.width);
        }
        None
    }
}
