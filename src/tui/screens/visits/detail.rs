//! One visit, whole: every field, the values that stand side by side, who changed what and when.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

use crate::model::{AnyRecord, FieldSpec, FieldType, Kind, LocalTime, RecordId, Tag, Value};
use crate::store::views::VisitRow;
use crate::t;
use crate::tui::action::Action;
use crate::tui::context::Context;
use crate::tui::cx::Cx;
use crate::tui::facts::Facts;
use crate::tui::layer::{Input, Layer, Took};
use crate::tui::list::ListState;
use crate::tui::request::{Reply, Request, Ticket};
use crate::tui::screens::divergences::Divergences;
use crate::tui::screens::shared::diverging;
use crate::tui::theme::Role;
use crate::wording::values;
use crate::workspace::{Divergence, HistoryLine};

/// A visit's page.
pub struct Detail {
    row: VisitRow,
    history: Vec<HistoryLine>,
    divergences: Vec<Divergence>,
    asked: [Option<Ticket>; 3],
    state: ListState,
}

impl Detail {
    pub fn new(row: VisitRow, cx: &mut Cx) -> Self {
        let mut detail =
            Self { row, history: Vec::new(), divergences: Vec::new(), asked: [None; 3], state: ListState::default() };
        detail.ask(cx);
        detail
    }

    fn ask(&mut self, cx: &mut Cx) {
        let record = self.row.id;
        self.asked = [
            Some(cx.request(Request::Visit(record))),
            Some(cx.request(Request::History { kind: Kind::Visit, record })),
            self.row.diverges.then(|| cx.request(Request::Divergences)),
        ];
    }

    fn reply(&mut self, ticket: Ticket, reply: &Reply) -> Took {
        if !self.asked.contains(&Some(ticket)) {
            return Took::No;
        }
        match reply {
            Reply::Visit(Some(row)) => self.row = (**row).clone(),
            Reply::History(lines) => self.history = lines.clone(),
            Reply::Divergences(all) => {
                self.divergences = all.iter().filter(|one| one.record == self.row.id).cloned().collect();
            }
            _ => return Took::No,
        }
        Took::Yes
    }

    fn facts(&self, cx: &Cx) -> Facts {
        let mut facts = Facts::default();
        let record = AnyRecord::from(self.row.visit.clone());
        for spec in Kind::Visit.fields() {
            if let Some(value) = record.get(spec.tag) {
                facts.pair(cx.words.field(Kind::Visit, spec), shown(cx, spec.tag, Some(&value)));
            }
        }
        facts.pair(t!(cx.words, "visits-owner"), diverging::who(cx, self.row.owner));
        if !self.divergences.is_empty() {
            facts.heading(t!(cx.words, "visits-divergences"));
        }
        for one in &self.divergences {
            for choice in &one.choices {
                let said = format!("{} {}", cx.theme.glyphs.diverging, diverging::said(cx, one, choice));
                facts.pair(diverging::field(cx, Kind::Visit, one.tag), Line::styled(said, cx.style(Role::Warning)));
            }
        }
        facts.heading(t!(cx.words, "visits-history"));
        for line in self.history.iter().rev() {
            facts.pair(at(cx, line.time), self.told(cx, line));
        }
        facts
    }

    /// One op: who, and what.
    fn told(&self, cx: &Cx, line: &HistoryLine) -> String {
        let who = diverging::who(cx, line.author);
        let what = match line.here {
            _ if line.erased => t!(cx.words, "visits-history-erased"),
            Some(true) => t!(cx.words, "visits-history-created"),
            Some(false) => t!(cx.words, "visits-history-deleted"),
            None => {
                let changes = line.changes.iter();
                let change = |(tag, value): &(Tag, Option<Value>)| {
                    t!(
                        cx.words,
                        "visits-filter",
                        name = diverging::field(cx, Kind::Visit, *tag),
                        value = shown(cx, *tag, value.as_ref())
                    )
                };
                changes.map(change).collect::<Vec<_>>().join(", ")
            }
        };
        let said = t!(cx.words, "visits-filter", name = who, value = what);
        if line.record == self.row.id {
            return said;
        }
        format!("{said} ({})", t!(cx.words, "history-merged", id = line.record.short()))
    }
}

fn spec(tag: Tag) -> Option<&'static FieldSpec> {
    Kind::Visit.fields().iter().find(|spec| spec.tag == tag)
}

/// A value; veiled where it tells who or where, while the screen is masked.
fn shown(cx: &Cx, tag: Tag, value: Option<&Value>) -> String {
    let Some(value) = value else { return t!(cx.words, "visits-emptied") };
    let spec = spec(tag);
    let name = |id: RecordId| cx.desk.title(&cx.words, &id);
    let said = values::value(&cx.words, spec, value, &name);
    let open = matches!(spec.map(|spec| spec.ty), Some(FieldType::Choice(..) | FieldType::Bool | FieldType::Ref(_)));
    if open { said } else { cx.veiled(&said) }
}

fn at(cx: &Cx, millis: i64) -> String {
    LocalTime::in_france_at(millis).map(|at| values::date_time(&cx.words, at)).unwrap_or_default()
}

impl Layer for Detail {
    fn context(&self) -> Context {
        Context::Visits
    }

    fn title(&self, cx: &Cx) -> String {
        cx.words.kind(Kind::Visit)
    }

    fn hints(&self, _: &Cx) -> Vec<Action> {
        let mut hints = vec![Action::Back, Action::Up, Action::Down];
        if !self.divergences.is_empty() {
            hints.insert(0, Action::Resolve);
        }
        hints
    }

    fn gone(&self, cx: &Cx) -> bool {
        cx.desk.is_erased(&self.row.id)
    }

    fn update(&mut self, input: Input<'_>, cx: &mut Cx) -> Took {
        match input {
            Input::Action(Action::Resolve) => cx.push(Divergences::of([self.row.id])),
            Input::Action(action) => return self.state.scroll(action, usize::from(u16::MAX)),
            Input::Reply(ticket, reply) => return self.reply(ticket, reply),
            Input::DeskChanged => self.ask(cx),
            _ => return Took::No,
        }
        Took::Yes
    }

    fn render(&self, cx: &Cx, area: Rect, buf: &mut Buffer) -> Option<Position> {
        self.facts(cx).render(cx, area, &self.state, buf);
        None
    }
}
