//! Values that stand side by side, in words: wherever a record or a field that diverges is shown.

use std::sync::Arc;

use ratatui::text::{Line, Span};

use super::records;
use crate::log::DeviceId;
use crate::model::{EXISTENCE, Kind, LocalTime, RecordId, Tag, Value};
use crate::t;
use crate::tui::action::Action;
use crate::tui::context::Context;
use crate::tui::cx::Cx;
use crate::tui::screens::divergences::Divergences;
use crate::tui::screens::records::scope;
use crate::tui::theme::Role;
use crate::wording::values;
use crate::workspace::{Card, Divergence, LiveChoice};

/// A line marked at its beginning where its record diverges.
pub fn marked(cx: &Cx, diverges: bool, line: Line<'static>) -> Line<'static> {
    if !diverges {
        return line;
    }
    let mark = Span::styled(format!("{} ", cx.theme.glyphs.diverging), cx.style(Role::Warning));
    Line::from_iter(std::iter::once(mark).chain(line.spans.into_iter().map(|span| {
        let style = line.style.patch(span.style);
        span.style(style)
    })))
}

/// Whether a small record diverges.
pub fn diverges(cx: &Cx, id: RecordId) -> bool {
    cx.desk.card(&id).is_some_and(|card| !card.diverging.is_empty())
}

/// A record and what refers to it, as far as it diverges: a centre with its steps, a member with its contacts.
pub fn around(cx: &Cx, id: RecordId) -> Vec<&Arc<Card>> {
    let cards = cx.desk.card(&id).into_iter().chain(cx.desk.referring(&id));
    cards.filter(|card| !card.diverging.is_empty()).collect()
}

/// What a page says above its facts: which fields diverge, and the key that leads to the choice.
pub fn notice(cx: &Cx, id: RecordId, context: Context) -> Option<Line<'static>> {
    let fields = |card: &Arc<Card>| {
        let name = |tag: &Tag| field(cx, card.kind(), *tag);
        card.diverging.iter().map(name).collect::<Vec<_>>()
    };
    let mut fields: Vec<String> = around(cx, id).into_iter().flat_map(fields).collect();
    fields.dedup();
    let key = cx.keymap.key_label(Action::Resolve, context, &cx.words);
    let said = t!(cx.words, "diverging-notice", fields = fields.join(", "), key = key);
    let sign = Span::styled(format!("{} ", cx.theme.glyphs.diverging), cx.style(Role::Warning));
    (!fields.is_empty()).then(|| Line::from(vec![sign, Span::styled(said, cx.style(Role::Warning))]))
}

/// Opens the choices about a record and what refers to it.
pub fn resolve(id: RecordId, cx: &mut Cx) {
    let all: Vec<RecordId> = around(cx, id).into_iter().map(|card| card.id).chain([id]).collect();
    cx.push(Divergences::of(all));
}

pub fn field(cx: &Cx, kind: Kind, tag: Tag) -> String {
    match tag {
        EXISTENCE => t!(cx.words, "diverging-existence"),
        tag => cx.words.tag(kind, tag),
    }
}

/// A value of a divergence; veiled where its record is.
pub fn value(cx: &Cx, one: &Divergence, choice: &LiveChoice) -> String {
    let words = &cx.words;
    let said = match &choice.value {
        Some(Value::Bool(false)) if one.tag == EXISTENCE => t!(words, "conflict-deleted"),
        Some(_) if one.tag == EXISTENCE && choice.edited.is_empty() => t!(words, "conflict-here"),
        Some(_) if one.tag == EXISTENCE => {
            let fields = choice.edited.iter().map(|tag| field(cx, one.kind, *tag)).collect::<Vec<_>>().join(", ");
            t!(words, "diverging-edited", fields = fields)
        }
        Some(value) => values::value(words, one.kind.field_by_tag(one.tag), value, &|id| Some(records::name(cx, id))),
        None => t!(words, "diverging-empty"),
    };
    if veiled(cx, one) { cx.veiled(&said) } else { said }
}

pub fn veiled(cx: &Cx, one: &Divergence) -> bool {
    scope::veiled_by_id(cx, &one.record)
}

/// Who wrote something.
pub fn who(cx: &Cx, device: DeviceId) -> String {
    cx.desk.device_name(&cx.words, device)
}

/// « Marie, 23/11/2026 14:30 ».
pub fn by(cx: &Cx, choice: &LiveChoice) -> String {
    let time = LocalTime::in_france_at(choice.time).map(values::date_time_short).unwrap_or_default();
    t!(cx.words, "diverging-by", author = who(cx, choice.author), time = time)
}

/// A value, who wrote it, and when.
pub fn said(cx: &Cx, one: &Divergence, choice: &LiveChoice) -> String {
    t!(cx.words, "diverging-said", value = value(cx, one, choice), by = by(cx, choice))
}
