//! Around the centres: the line above them, what blocks the selected one below, and what an empty list says.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::list::columns;
use super::rows::FIRST;
use super::{Centres, facts};
use crate::model::Kind;
use crate::t;
use crate::tui::action::Action;
use crate::tui::context::Context;
use crate::tui::cx::Cx;
use crate::tui::table::Empty;
use crate::tui::text;
use crate::tui::theme::Role;

impl Centres {
    /// How many there are, and what is kept of them.
    pub(super) fn head(&self, cx: &Cx) -> Line<'static> {
        let (preparing, late, blocked) = self.counts;
        let glyphs = &cx.theme.glyphs;
        let muted = cx.style(Role::Muted);
        let gap = || Span::styled(format!(" {} ", glyphs.separator), muted);
        let mut spans = vec![Span::raw(cx.words.count(Kind::Centre, self.rows.len()))];
        spans.extend(self.listing.marked.said(cx));
        let sort = self.listing.sort;
        if let Some(column) = columns(cx, u16::MAX).get(sort.column).filter(|_| sort != FIRST) {
            spans.extend([gap(), self.listing.sorted(column.title(), cx)]);
        }
        let filters = self.filter.words(cx);
        if !filters.is_empty() {
            let clear = cx.keymap.key_label(Action::ClearFilter, Context::Centres, &cx.words);
            let said = t!(cx.words, "filter-shown", n = filters.len(), what = filters.join(", "), key = clear);
            spans.extend([gap(), Span::styled(said, cx.style(Role::Accent))]);
            return Line::from(spans);
        }
        spans.extend([gap(), Span::raw(t!(cx.words, "centres-preparing", n = preparing))]);
        if late > 0 {
            let said = format!("{} {}", glyphs.late, t!(cx.words, "centres-late", n = late));
            spans.extend([gap(), Span::styled(said, cx.style(Role::Late))]);
        }
        if blocked > 0 {
            let said = format!("{} {}", glyphs.blocked, t!(cx.words, "centres-blocked", n = blocked));
            spans.extend([gap(), Span::styled(said, cx.style(Role::Blocked))]);
        }
        Line::from(spans)
    }

    /// Below the table: what blocks the opening of the selected centre.
    pub(super) fn below(&self, cx: &Cx, area: Rect, buf: &mut Buffer) {
        let Some(row) = self.selected() else { return };
        for x in area.x..area.right() {
            buf.set_string(x, area.y, cx.theme.glyphs.horizontal, cx.style(Role::Line));
        }
        let mut lines = facts::summary(row, cx);
        let room = usize::from(area.height.saturating_sub(1));
        if room < 3 && lines.len() > room {
            // The selected line has the name already.
            lines.remove(0);
        }
        let (shown, rest) = if lines.len() > room { (room.saturating_sub(1), true) } else { (lines.len(), false) };
        for (line, y) in lines.iter().take(shown).zip(area.y + 1..) {
            buf.set_line(area.x + 1, y, &text::ellipsis_line(line, area.width - 1, cx.theme.glyphs.more), area.width);
        }
        if rest {
            let n = lines.len() - shown;
            let line = Line::styled(t!(cx.words, "and-more", n = n), cx.style(Role::Muted));
            buf.set_line(area.x + 1, area.bottom() - 1, &line, area.width - 1);
        }
    }

    pub(super) fn empty(&self, cx: &Cx) -> Empty {
        let key = |action| cx.keymap.key_label(action, Context::Centres, &cx.words);
        if self.filter.is_empty() {
            let press = t!(cx.words, "centres-empty", new = key(Action::New), everyone = key(Action::Everyone));
            return Empty::new(cx.words.phrase(Kind::Centre, "none"), press);
        }
        let press = t!(cx.words, "filter-empty", clear = key(Action::ClearFilter));
        Empty::new(t!(cx.words, "filter-nothing"), press)
    }
}
