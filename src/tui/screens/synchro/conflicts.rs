//! What diverges: its lines, and the choice that ends one.

use std::collections::BTreeMap;

use ratatui::text::Line;

use super::report;
use crate::model::{AnyRecord, EXISTENCE, Kind, RecordId, Tag, Value};
use crate::t;
use crate::tui::cx::Cx;
use crate::tui::request::{Reply, Request, Ticket};
use crate::tui::table;
use crate::tui::theme::Role;
use crate::wording::values;
use crate::workspace::{Divergence, LiveChoice};

/// Visits of which the title is asked for, at most.
const TITLES: usize = 40;

/// Every divergence of the store.
#[derive(Default)]
pub struct Conflicts {
    pub all: Vec<Divergence>,
    asked: Option<Ticket>,
    resolving: Option<Ticket>,
    /// Visits are not on the desk: their titles come one by one.
    titles: BTreeMap<RecordId, String>,
    title_tickets: BTreeMap<Ticket, RecordId>,
}

impl Conflicts {
    pub fn ask(&mut self, cx: &mut Cx) {
        self.asked = Some(cx.request(Request::Divergences));
    }

    /// Whether the answer was for these.
    pub fn replied(&mut self, ticket: Ticket, reply: &Reply, cx: &mut Cx) -> bool {
        match reply {
            Reply::Divergences(all) if self.asked == Some(ticket) => {
                self.all = all.clone();
                self.ask_titles(cx);
            }
            Reply::Visit(found) => {
                let Some(id) = self.title_tickets.remove(&ticket) else { return false };
                let title = |row: &crate::store::views::VisitRow| {
                    cx.desk.title_of(&cx.words, &AnyRecord::Visit(row.visit.clone()))
                };
                self.titles.extend(found.as_deref().map(|row| (id, title(row))));
            }
            Reply::Refused(faults) if self.resolving == Some(ticket) => {
                let said: Vec<&str> = faults.iter().map(|fault| fault.said.as_str()).collect();
                cx.say(crate::tui::cx::Tone::Bad, said.join(" "));
            }
            _ => return false,
        }
        true
    }

    fn ask_titles(&mut self, cx: &mut Cx) {
        let visits = self.all.iter().filter(|one| one.kind == Kind::Visit && !self.titles.contains_key(&one.record));
        let ids: Vec<RecordId> = visits.map(|one| one.record).take(TITLES).collect();
        self.title_tickets = ids.into_iter().map(|id| (cx.request(Request::Visit(id)), id)).collect();
    }

    pub fn title(&self, cx: &Cx, one: &Divergence) -> String {
        let known = self.titles.get(&one.record).cloned().map(|title| cx.veiled(&title));
        let title = known.or_else(|| cx.desk.title(&cx.words, &one.record));
        title.unwrap_or_else(|| format!("{} {}", cx.words.kind(one.kind), one.record.short()))
    }

    /// The cells of a line: record, field, values.
    pub fn cells(&self, cx: &Cx, index: usize) -> Option<table::Row> {
        let one = self.all.get(index)?;
        let shown: Vec<String> = one.choices.iter().map(|choice| value(cx, one.kind, one.tag, choice)).collect();
        let shown = if one.kind == Kind::Visit { cx.veiled(&shown.join(" / ")) } else { shown.join(" / ") };
        Some(vec![
            Line::raw(self.title(cx, one)),
            Line::styled(field(cx, one.kind, one.tag), cx.style(Role::Muted)),
            Line::styled(shown, cx.style(Role::Blocked)),
        ])
    }

    /// The values of a divergence, each with who set it and when.
    pub fn choices(cx: &Cx, one: &Divergence) -> Vec<String> {
        let line = |choice: &LiveChoice| {
            t!(
                cx.words,
                "sync-choice",
                value = value(cx, one.kind, one.tag, choice),
                author = report::name(cx, choice.author),
                time = report::moment(cx, choice.time)
            )
        };
        one.choices.iter().map(line).collect()
    }

    pub fn resolve(&mut self, one: &Divergence, choice: usize, cx: &mut Cx) {
        let Some(choice) = one.choices.get(choice) else { return };
        let Divergence { kind, record, tag, .. } = *one;
        self.resolving = Some(cx.request(Request::Resolve { kind, record, tag, value: choice.value.clone() }));
    }
}

pub fn field(cx: &Cx, kind: Kind, tag: Tag) -> String {
    let spec = kind.fields().iter().find(|spec| spec.tag == tag);
    match spec {
        Some(spec) => cx.words.field(kind, spec),
        None => t!(cx.words, "field-existence"),
    }
}

fn value(cx: &Cx, kind: Kind, tag: Tag, choice: &LiveChoice) -> String {
    let words = &cx.words;
    match &choice.value {
        Some(Value::Bool(false)) if tag == EXISTENCE => t!(words, "conflict-deleted"),
        Some(_) if tag == EXISTENCE => t!(words, "conflict-here"),
        Some(value) => {
            let spec = kind.fields().iter().find(|spec| spec.tag == tag);
            values::value(words, spec, value, &|id| cx.desk.title(words, &id))
        }
        None => t!(words, "sync-empty-value"),
    }
}
