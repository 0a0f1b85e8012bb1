//! How a position looks, wherever it is shown.

use ratatui::text::{Line, Span};

use super::acts;
use crate::i18n::format;
use crate::model::{Position, PositionState, Role as Job};
use crate::t;
use crate::tui::cx::Cx;
use crate::tui::theme::Role;
use crate::wording::values;

/// Red from three months on: a need that long is a matter for the head office.
const LONG_OPEN: i64 = 90;

/// Days, and a sign where they are many.
pub fn words_days(days: i64, cx: &Cx) -> Line<'static> {
    let shown = t!(cx.words, "days-short", days = cx.words.figure(days));
    if days < LONG_OPEN {
        return Line::raw(shown);
    }
    Line::styled(format!("{} {shown}", cx.theme.glyphs.late), cx.style(Role::Late))
}

/// The state with its sign.
pub fn state(position: &Position, cx: &Cx) -> Line<'static> {
    let glyphs = &cx.theme.glyphs;
    let state = position.state.unwrap_or(PositionState::Need);
    let (sign, role) = match state {
        PositionState::InPost => (glyphs.dot, Role::Done),
        PositionState::Signed => (glyphs.done, Role::Done),
        PositionState::Absent => (glyphs.ring, Role::Soon),
        PositionState::Departed => (glyphs.not_applicable, Role::Muted),
        PositionState::Need => (glyphs.open, Role::Text),
        _ => (glyphs.under_way, Role::UnderWay),
    };
    Line::styled(format!("{sign} {}", cx.words.choice_of(state)), cx.style(role))
}

/// `√√□`: council and RPPS, contract sent, CPS; only once they matter.
pub fn checks(position: &Position, cx: &Cx) -> Line<'static> {
    let matters =
        position.role.is_some_and(Job::is_professional) && position.state.is_some_and(PositionState::under_contract);
    if !matters {
        return Line::default();
    }
    let missing = position.checks_missing();
    let spans = acts::CHECKS.iter().map(|key| match missing.contains(key) {
        true => Span::styled(cx.theme.glyphs.open, cx.style(Role::Soon)),
        false => Span::styled(cx.theme.glyphs.done, cx.style(Role::Done)),
    });
    Line::from_iter(spans)
}

/// A position in one line, for pages about its centre.
pub fn in_words(position: &Position, cx: &Cx) -> Line<'static> {
    let role = position.role.map(|role| cx.words.choice_of(role)).unwrap_or_default();
    let fte = position.fte.map(|fte| format::with_unit(&cx.words, &values::decimal(cx.words.lang, fte), "ETP"));
    let mut spans = state(position, cx);
    let style = spans.style;
    let mut line: Vec<Span<'static>> = spans.spans.drain(..).map(|span| span.patch_style(style)).collect();
    line.insert(0, Span::raw(format!("{role:<19}")));
    line.extend(fte.map(|fte| Span::styled(format!("  {fte}"), cx.style(Role::Muted))));
    if let Some(days) = position.days_open(cx.today()) {
        line.push(Span::styled(format!("  {}", t!(cx.words, "days-short", days = days)), cx.style(Role::Muted)));
    }
    Line::from(line)
}

/// « Médecin, Céret ».
pub fn title(position: &Position, cx: &Cx) -> String {
    let lookup = |id| cx.desk.card(&id).map(|card| card.record.clone());
    crate::wording::title::title(&position.clone().into(), &cx.words, &lookup)
}
