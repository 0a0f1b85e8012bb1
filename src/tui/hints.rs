//! The line at the bottom: what the keys do here, from the table and the live keymap.
//!
//! In this order, as far as whole entries fit: what the layer says helps most, then search, undo, « mine / everyone », quit. Help
//! keeps its place at the right.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::action::Action::{self, *};
use super::context::Context;
use super::cx::Cx;
use super::key::Key;
use super::text;
use super::theme::Role;

/// What helps most in a context, when a layer does not say better.
pub const fn usual(context: Context) -> &'static [Action] {
    match context {
        Context::Field | Context::Text | Context::LongText | Context::Form => {
            &[Save, SaveNext, FieldNext, Complete, Cancel]
        }
        Context::Popup => &[Yes, No, Cancel],
        Context::Menu => &[Open, Back],
        Context::Prompt | Context::Palette => &[Accept, Cancel],
        Context::Lock => &[Accept, Quit],
        Context::Page | Context::Moves => &[Up, Down, PageDown, Back],
        Context::Synchro => &[Export, Import, Inspect, Card],
        Context::Visits => &[New, Again, Edit, MarkDone, Filter],
        Context::Agenda => &[PlanVisit, Tick, WeekOrDay, RoundOrder, Today],
        Context::Positions => &[Open, New, Edit, Advance, Filter],
        Context::Dashboard => &[Open, Tick, LogExchange, Everyone],
        Context::Territories | Context::Map => &[Open, LogExchange, Filter, NextPane],
        Context::Centres => &[Open, New, Filter, SortNext],
        Context::Board => &[Open, CardForward, CardBack, NextView],
        Context::Timeline => &[StageLater, StageEarlier, ZoomIn, ZoomOut, Open, NextView],
        Context::Centre => &[Tick, Block, MoveTarget, NotApplicable, LogExchange, Back],
        Context::Records => &[Open, New, Edit, Filter],
        Context::Tree => &[Open, Expand, Collapse, Filter],
        _ => &[Open, Filter, Back],
    }
}

/// The hints of a layer, or what can follow the keys pressed so far.
pub struct HintBar<'a> {
    pub cx: &'a Cx,
    pub context: Context,
    pub hints: &'a [Action],
    pub pending: &'a [Key],
    /// What lies below is out of reach: a lock, the first start.
    pub covered: bool,
}

impl HintBar<'_> {
    fn entries(&self) -> Vec<(Action, String, String)> {
        let words = &self.cx.words;
        if !self.pending.is_empty() {
            return Vec::new();
        }
        let global = self.context.chain().contains(&Context::Global);
        let tail: &[Action] = match (global, self.covered) {
            (false, _) => &[],
            (true, false) => &[Search, Undo, Everyone, Quit],
            (true, true) => &[Quit],
        };
        let mut seen = Vec::new();
        for &action in self.hints.iter().chain(tail) {
            let key = self.cx.keymap.key_label(action, self.context, words);
            if !key.is_empty() && !seen.iter().any(|(_, known, _)| *known == key) {
                seen.push((action, key, action.label(words)));
            }
        }
        seen
    }
}

impl Widget for &HintBar<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let words = &self.cx.words;
        let (key_style, word_style) = (self.cx.style(Role::Key), self.cx.style(Role::Muted));
        let help = self.cx.keymap.key_label(Help, self.context, words);
        let label = if help.is_empty() { String::new() } else { format!(" {}", Help.label(words)) };
        let last = Line::from(vec![Span::styled(help, key_style), Span::styled(label, word_style)]);
        let last_width = u16::try_from(last.width()).unwrap_or(0);
        let mut spans = Vec::new();
        let mut room = area.width.saturating_sub(last_width + 2);
        if !self.pending.is_empty() {
            let more = self.cx.theme.glyphs.more;
            let pressed = format!("{} {more} ", super::keymap::label(self.pending, words));
            room = room.saturating_sub(text::width(&pressed));
            spans.push(Span::styled(pressed, self.cx.style(Role::Accent)));
        }
        for (action, key, label) in self.entries() {
            let wide = text::width(&key) + text::width(&label) + 3;
            if wide > room {
                break;
            }
            let x = area.x + u16::try_from(Line::from(spans.clone()).width()).unwrap_or(area.width);
            self.cx.drawn.action(Rect { x, width: wide - 1, height: 1, ..area }, action);
            room -= wide;
            spans.push(Span::styled(key, key_style));
            spans.push(Span::styled(format!(" {label}  "), word_style));
        }
        buf.set_line(area.x, area.y, &Line::from(spans), area.width);
        let right = area.right().saturating_sub(last_width);
        buf.set_line(right.max(area.x), area.y, &last, last_width.min(area.width));
        self.cx.drawn.action(Rect { x: right.max(area.x), width: last_width, height: 1, ..area }, Help);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;
    use crate::tui::keymap::Keymap;
    use crate::tui::testing::{cx, text as drawn};
    use crate::tui::theme::Depth;

    #[test]
    fn entries_are_whole_at_any_width_and_in_their_order() {
        for (lang, keymap) in Lang::ALL.into_iter().flat_map(|lang| Keymap::NAMES.iter().map(move |name| (lang, *name)))
        {
            let mut cx = cx(lang, Depth::Mono);
            cx.keymap = std::sync::Arc::new(Keymap::named(keymap).unwrap());
            for (&context, width) in
                Context::LAYERS.iter().flat_map(|context| (14..=130).map(move |width| (context, width)))
            {
                let bar = HintBar { cx: &cx, context, hints: usual(context), pending: &[], covered: false };
                let mut buf = Buffer::empty(Rect::new(0, 0, width, 1));
                bar.render(buf.area, &mut buf);
                let drawn = drawn(&buf);
                let key = cx.keymap.key_label(Help, context, &cx.words);
                let help = if key.is_empty() { key } else { format!("{key} {}", Help.label(&cx.words)) };
                let mut rest =
                    drawn.trim().strip_suffix(&help).unwrap_or_else(|| panic!("{context:?} {width}: {drawn}"));
                for (_, key, label) in bar.entries() {
                    let entry = format!("{key} {label}");
                    match rest.strip_prefix(&entry) {
                        Some(more) => rest = more.trim_start(),
                        None => break,
                    }
                }
                assert_eq!(rest, "", "{context:?} at {width} in {}: {drawn}", lang.code());
            }
        }
    }
}
