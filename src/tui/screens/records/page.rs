//! One record of any kind: every field, what diverges, what hangs on it.

use std::cell::Cell;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Span;

use crate::model::{EXISTENCE, FIRST_TRUST_TAG, FieldSpec, Kind, LocalTime, RecordId, Tag};
use crate::t;
use crate::tui::action::Action;
use crate::tui::context::Context;
use crate::tui::cx::{Cx, Effect};
use crate::tui::facts::Facts;
use crate::tui::layer::{Answer, Input, Layer, Took};
use crate::tui::list::ListState;
use crate::tui::popup::Menu;
use crate::tui::request::{Edit, Reply, Request, Ticket};
use crate::tui::screens::shared::erasing::Erasing;
use crate::tui::screens::shared::{diverging, talk};
use crate::tui::text;
use crate::tui::theme::Role;
use crate::wording::values;
use crate::workspace::{Card, Divergence};

use super::{acts, columns, scope};

const GO: &str = "records-go";
/// A key of a device is known by its beginning.
const KEY_LENGTH: u16 = 24;

/// The page of one record.
pub struct RecordPage {
    id: RecordId,
    divergences: Vec<Divergence>,
    asked: Option<Ticket>,
    writing: Option<Ticket>,
    /// Closed once the deletion is on the disk.
    deleting: bool,
    erasing: Erasing,
    state: ListState,
    /// As last drawn.
    width: Cell<u16>,
}

impl RecordPage {
    pub fn new(id: RecordId) -> Self {
        Self {
            id,
            divergences: Vec::new(),
            asked: None,
            writing: None,
            deleting: false,
            erasing: Erasing::default(),
            state: ListState::default(),
            width: Cell::new(76),
        }
    }

    fn ask(&mut self, cx: &mut Cx) {
        let diverges = cx.desk.card(&self.id).is_some_and(|card| !card.diverging.is_empty());
        if diverges {
            self.asked = Some(cx.request(Request::Divergences));
        } else {
            self.divergences.clear();
        }
    }

    fn write(&mut self, request: Request, cx: &mut Cx) {
        let ticket = cx.request(request);
        cx.effect(Effect::Hold(ticket));
        self.writing = Some(ticket);
    }

    fn answered(&mut self, tag: &'static str, answer: &Answer, cx: &mut Cx) -> Took {
        match (tag, answer) {
            (GO, Answer::Picked(at)) => {
                if let Some(id) = linked(cx, self.id).get(*at) {
                    cx.push(Self::new(*id));
                }
            }
            (acts::DELETE, Answer::Yes) => {
                let Some(kind) = cx.desk.card(&self.id).map(|card| card.kind()) else { return Took::No };
                self.deleting = true;
                self.write(Request::Commit(Edit::new("done-deleted").delete(self.id, kind)), cx);
            }
            _ if self.erasing.answered(tag, answer, cx) == Took::Yes => {}
            _ => return talk::answered(tag, answer, cx),
        }
        Took::Yes
    }

    fn replied(&mut self, ticket: Ticket, reply: &Reply, cx: &mut Cx) -> Took {
        if let Some(erased) = self.erasing.replied(ticket, reply, cx) {
            if erased {
                cx.close();
            }
            return Took::Yes;
        }
        if self.asked.take_if(|asked| *asked == ticket).is_some() {
            if let Reply::Divergences(all) = reply {
                self.divergences = all.iter().filter(|one| one.record == self.id).cloned().collect();
            }
            return Took::Yes;
        }
        if self.writing.take_if(|asked| *asked == ticket).is_none() {
            return Took::No;
        }
        let deleting = std::mem::take(&mut self.deleting);
        match reply {
            Reply::Saved { .. } if deleting => cx.close(),
            Reply::Refused(refused) => acts::say_refused(refused, cx),
            _ => {}
        }
        Took::Yes
    }

    fn go(&self, cx: &mut Cx) -> Took {
        let ids = linked(cx, self.id);
        let line = |id: &RecordId| {
            let kind = cx.desk.card(id).map(|card| cx.words.kind(card.kind())).unwrap_or_default();
            format!("{kind} {} {}", cx.theme.glyphs.separator, scope::name(cx, *id))
        };
        let lines: Vec<String> = ids.iter().map(line).collect();
        if lines.is_empty() {
            return Took::No;
        }
        cx.push(Menu::new(GO, t!(cx.words, "records-go"), lines));
        Took::Yes
    }
}

impl Layer for RecordPage {
    fn context(&self) -> Context {
        Context::Records
    }

    fn title(&self, cx: &Cx) -> String {
        match cx.desk.card(&self.id) {
            Some(card) => {
                t!(cx.words, "records-page", kind = cx.words.kind(card.kind()), name = scope::name(cx, self.id))
            }
            None => t!(cx.words, "records-gone"),
        }
    }

    fn record(&self) -> Option<RecordId> {
        Some(self.id)
    }

    fn hints(&self, cx: &Cx) -> Vec<Action> {
        let diverges = cx.desk.card(&self.id).is_some_and(|card| !card.diverging.is_empty());
        let resolve = diverges.then_some(Action::Resolve);
        resolve.into_iter().chain([Action::Edit, Action::Open, Action::History, Action::Note, Action::Back]).collect()
    }

    fn update(&mut self, input: Input<'_>, cx: &mut Cx) -> Took {
        match input {
            Input::Find(id) if id == self.id => {}
            Input::Shown | Input::DeskChanged => self.ask(cx),
            Input::Reply(ticket, reply) => return self.replied(ticket, reply, cx),
            Input::Answer(tag, answer) => return self.answered(tag, &answer, cx),
            Input::Action(Action::Open | Action::Details) => return self.go(cx),
            Input::Action(Action::Erase) => {
                let Some(kind) = cx.desk.card(&self.id).map(|card| card.kind()) else { return Took::No };
                self.erasing.record(kind, self.id, cx);
            }
            Input::Action(Action::Back) => cx.close(),
            Input::Action(action) => {
                let lines = facts(cx, self.id, &self.divergences).laid_out(cx, self.width.get()).len();
                return match self.state.scroll(action, lines) {
                    Took::Yes => Took::Yes,
                    Took::No => acts::on(action, self.id, cx),
                };
            }
            _ => return Took::No,
        }
        Took::Yes
    }

    fn render(&self, cx: &Cx, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let title = text::ellipsis(&self.title(cx), area.width, cx.theme.glyphs.more);
        buf.set_string(area.x, area.y, title, cx.style(Role::Title));
        let gap = if area.height > 14 { 2 } else { 1 };
        let body = Rect { y: area.y + gap, height: area.height.saturating_sub(gap), ..area };
        self.width.set(body.width);
        facts(cx, self.id, &self.divergences).render(cx, body, &self.state, buf);
        None
    }
}

/// All that is known of a record. `divergences`: those of it that are known, with their values.
pub fn facts(cx: &Cx, id: RecordId, divergences: &[Divergence]) -> Facts {
    let mut facts = Facts::default();
    let Some(card) = cx.desk.card(&id) else { return facts };
    if card.diverging.contains(&EXISTENCE) {
        side_by_side(cx, &mut facts, card, EXISTENCE, divergences);
    }
    for spec in card.kind().fields() {
        if card.diverging.contains(&spec.tag) {
            side_by_side(cx, &mut facts, card, spec.tag, divergences);
        } else if let Some(value) = columns::value(cx, &card.record, spec) {
            facts.pair(cx.words.field(card.kind(), spec), guarded(cx, card, spec, value));
        }
    }
    if let Some(at) = LocalTime::in_france_at(card.updated).filter(|_| card.updated > 0) {
        let at = Span::styled(values::date_time(&cx.words, at), cx.style(Role::Muted));
        facts.pair(t!(cx.words, "records-updated"), at);
    }
    let mut referring: Vec<(Kind, String)> =
        cx.desk.referring(&id).map(|card| (card.kind(), scope::name(cx, card.id))).collect();
    referring.sort();
    if !referring.is_empty() {
        facts.heading(t!(cx.words, "records-linked"));
    }
    let mut last = None;
    for (kind, name) in referring {
        let label = if last == Some(kind) { String::new() } else { cx.words.kind_plural(kind) };
        last = Some(kind);
        facts.pair(label, name);
    }
    facts
}

/// A value, veiled where it has to be; of a machine's key the beginning.
fn guarded(cx: &Cx, card: &Card, spec: &FieldSpec, value: String) -> String {
    if scope::veiled(cx, card) {
        return cx.veiled(&value);
    }
    let machine = card.kind() == Kind::Device && spec.tag > FIRST_TRUST_TAG;
    if machine { text::ellipsis(&value, KEY_LENGTH, cx.theme.glyphs.more) } else { value }
}

/// A field with two live values: all of them, marked, with who wrote each and when.
fn side_by_side(cx: &Cx, facts: &mut Facts, card: &Card, tag: Tag, known: &[Divergence]) {
    let style = cx.style(Role::Warning);
    let label = diverging::field(cx, card.kind(), tag);
    let Some(one) = known.iter().find(|one| one.tag == tag) else {
        let text = format!("{} {}", cx.theme.glyphs.diverging, t!(cx.words, "records-diverges"));
        facts.pair(label, Span::styled(text, style));
        return;
    };
    for (index, choice) in one.choices.iter().enumerate() {
        let label = if index == 0 { label.clone() } else { String::new() };
        let text = format!("{} {}", cx.theme.glyphs.diverging, diverging::said(cx, one, choice));
        facts.pair(label, Span::styled(text, style));
    }
}

/// What a record refers to, then what refers to it.
fn linked(cx: &Cx, id: RecordId) -> Vec<RecordId> {
    let Some(card) = cx.desk.card(&id) else { return Vec::new() };
    let mut ids: Vec<RecordId> = card.record.refs();
    ids.retain(|id| cx.desk.card(id).is_some());
    let mut referring: Vec<_> =
        cx.desk.referring(&id).map(|card| (card.kind(), scope::name(cx, card.id), card.id)).collect();
    referring.sort();
    for (_, _, id) in referring {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}
