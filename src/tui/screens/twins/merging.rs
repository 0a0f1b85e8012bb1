//! Two records side by side, field by field: what the one that stays will hold.

use std::collections::BTreeSet;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::is_veiled;
use crate::model::{RecordId, Tag, Value};
use crate::t;
use crate::tui::action::Action;
use crate::tui::context::Context;
use crate::tui::cx::{Cx, Effect};
use crate::tui::layer::{Answer, Input, Layer, Took};
use crate::tui::list::ListState;
use crate::tui::popup::Confirm;
use crate::tui::request::{Reply, Request, Ticket};
use crate::tui::screens::shared::editing;
use crate::tui::table::{Column, Empty, Row, Table};
use crate::tui::text;
use crate::tui::theme::Role;
use crate::wording::values;
use crate::workspace::{Pair, PairField};

/// The question before two records become one.
const SURE: &str = "twins-sure";

/// The page.
pub struct Merging {
    stays: RecordId,
    gives_way: RecordId,
    pair: Option<Box<Pair>>,
    /// Fields of which the other record's value is taken.
    taken: BTreeSet<Tag>,
    state: ListState,
    asked: Option<Ticket>,
    writing: Option<Ticket>,
}

impl Merging {
    pub fn new(stays: RecordId, gives_way: RecordId) -> Self {
        Self {
            stays,
            gives_way,
            pair: None,
            taken: BTreeSet::new(),
            state: ListState::default(),
            asked: None,
            writing: None,
        }
    }

    fn ask(&mut self, cx: &mut Cx) {
        let (stays, gives_way) = (self.stays, self.gives_way);
        self.asked = Some(cx.request(Request::Pair { stays, gives_way }));
    }

    fn fields(&self) -> &[PairField] {
        self.pair.as_ref().map_or(&[], |pair| &pair.fields)
    }

    /// The other's value of the selected field, or its own again.
    fn take(&mut self) {
        let at = self.state.selected();
        let Some(tag) = self.fields().get(at).filter(|field| field.differs()).map(|field| field.tag) else { return };
        if !self.taken.remove(&tag) {
            self.taken.insert(tag);
        }
    }

    fn swap(&mut self, cx: &mut Cx) {
        std::mem::swap(&mut self.stays, &mut self.gives_way);
        self.taken.clear();
        self.ask(cx);
    }

    fn titles(&self, cx: &Cx) -> Option<(String, String)> {
        let pair = self.pair.as_ref()?;
        let title = |record| {
            let title = cx.desk.title_of(&cx.words, record);
            if is_veiled(cx, pair.kind) { cx.veiled(&title) } else { title }
        };
        Some((title(&pair.stays.1), title(&pair.gives_way.1)))
    }

    fn act(&mut self, action: Action, cx: &mut Cx) -> Took {
        match action {
            Action::Take => self.take(),
            Action::Swap => self.swap(cx),
            Action::Open | Action::Merge => {
                let Some((stays, gives_way)) = self.titles(cx) else { return Took::Yes };
                let question = t!(cx.words, "confirm-merge", stays = stays, gives_way = gives_way);
                cx.push(Confirm::new(SURE, self.title(cx), question));
            }
            Action::Apart => {
                cx.request(Request::KeepApart { one: self.stays, other: self.gives_way });
                cx.close();
            }
            Action::Back => cx.close(),
            action => return self.state.update(action, self.fields().len()),
        }
        Took::Yes
    }

    fn replied(&mut self, ticket: Ticket, reply: &Reply, cx: &mut Cx) -> Took {
        let (asked, writing) = (self.asked == Some(ticket), self.writing == Some(ticket));
        match reply {
            Reply::Pair(pair) if asked => {
                (self.stays, self.gives_way) = (pair.stays.0, pair.gives_way.0);
                self.pair = Some(pair.clone());
                self.state.keep(None, self.fields().len());
            }
            Reply::Saved { .. } if writing => cx.close(),
            Reply::Refused(faults) if writing => editing::say_refused(faults, cx),
            // Why stands in the status bar; there is nothing to choose from.
            Reply::Failed(_) if asked => cx.close(),
            _ => return Took::No,
        }
        Took::Yes
    }

    fn cells(&self, cx: &Cx, index: usize) -> Option<Row> {
        let pair = self.pair.as_ref()?;
        let field = pair.fields.get(index)?;
        let take = self.taken.contains(&field.tag);
        let label_role = if field.differs() { Role::Text } else { Role::Muted };
        Some(vec![
            Line::styled(cx.words.tag(pair.kind, field.tag), cx.style(label_role)),
            side(cx, pair, field, field.kept.as_ref(), field.kept.is_some() && !take),
            side(cx, pair, field, field.other.as_ref(), field.kept.is_none() || take),
        ])
    }
}

/// One side's value, marked where it is what the record will hold.
fn side(cx: &Cx, pair: &Pair, field: &PairField, value: Option<&Value>, chosen: bool) -> Line<'static> {
    let Some(value) = value else { return Line::default() };
    let spec = pair.kind.field_by_tag(field.tag);
    let name = |id: RecordId| cx.desk.title(&cx.words, &id);
    let said = values::value(&cx.words, spec, value, &name).replace('\n', " ");
    let said = if is_veiled(cx, pair.kind) { cx.veiled(&said) } else { said };
    let (sign, role) = match (chosen, field.differs()) {
        (true, true) => (cx.theme.glyphs.done, Role::Accent),
        (true, false) => (cx.theme.glyphs.done, Role::Text),
        (false, _) => (" ", Role::Muted),
    };
    Line::from(vec![Span::styled(format!("{sign} "), cx.style(role)), Span::styled(said, cx.style(role))])
}

impl Layer for Merging {
    fn context(&self) -> Context {
        Context::Twins
    }

    fn title(&self, cx: &Cx) -> String {
        t!(cx.words, "twins-merging")
    }

    fn hints(&self, _: &Cx) -> Vec<Action> {
        vec![Action::Merge, Action::Take, Action::Swap, Action::Apart, Action::Back]
    }

    fn update(&mut self, input: Input<'_>, cx: &mut Cx) -> Took {
        match input {
            Input::Action(action) => return self.act(action, cx),
            Input::Shown if self.asked.is_none() => self.ask(cx),
            Input::DeskChanged if self.writing.is_none() => self.ask(cx),
            Input::Answer(SURE, Answer::Yes) => {
                let take = self.taken.iter().copied().collect();
                let ticket = cx.request(Request::Merge { stays: self.stays, gives_way: self.gives_way, take });
                cx.effect(Effect::Hold(ticket));
                self.writing = Some(ticket);
            }
            Input::Reply(ticket, reply) => return self.replied(ticket, reply, cx),
            _ => return Took::No,
        }
        Took::Yes
    }

    fn render(&self, cx: &Cx, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let (stays, gives_way) = self.titles(cx).unwrap_or_default();
        let words = &cx.words;
        let head = match &self.pair {
            Some(pair) => format!("{} {} {}", self.title(cx), cx.theme.glyphs.separator, words.kind(pair.kind)),
            None => self.title(cx),
        };
        let head = text::ellipsis(&head, area.width, cx.theme.glyphs.more);
        buf.set_string(area.x, area.y, head, cx.style(Role::Title));
        let gap = if area.height > 16 { 2 } else { 1 };
        let body = Rect { y: area.y + gap, height: area.height.saturating_sub(gap), ..area };
        // All three at 40 columns too: without one of them there is nothing to compare.
        let columns = [
            Column::fixed(t!(words, "column-field"), if area.width < 70 { 8 } else { 22 }),
            Column::fill(t!(words, "twins-stays", title = stays), 10),
            Column::fill(t!(words, "twins-gives-way", title = gives_way), 10),
        ];
        let row = |index: usize| self.cells(cx, index);
        let (len, state, empty) = (self.fields().len(), &self.state, Empty::default());
        Table { cx, columns: &columns, len, row: &row, state, focused: true, empty: &empty }.render(body, buf);
        None
    }
}
