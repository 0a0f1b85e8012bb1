//! The whole window: tabs above, status and hints below, the layers between.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::app::App;
use super::hints::HintBar;
use super::layer::{Layer, Place};
use super::popup;
use super::screen::Screen;
use super::status::StatusLine;
use super::text;
use super::theme::Role;
use super::tour::Panel;

/// From this height a blank line parts the tabs from the page.
const AIRY: u16 = 30;
/// From this height the status and the hints have a line each.
const TWO_LINES: u16 = 16;

impl App {
    /// Draws what is visible, and puts the cursor where the focus is.
    pub fn draw(&self, frame: &mut Frame<'_>) {
        let area = frame.area();
        let cursor = self.render(area, frame.buffer_mut());
        if let Some(position) = cursor {
            frame.set_cursor_position(position);
        }
    }

    pub(super) fn render(&self, area: Rect, buf: &mut Buffer) -> Option<Position> {
        self.cx.drawn.clear(area);
        if area.width < 4 || area.height < 4 {
            return None;
        }
        buf.set_style(area, self.cx.theme.ground());
        let feet = if area.height >= TWO_LINES { 2 } else { 1 };
        let head = Rect { height: 1, ..area };
        let air = u16::from(area.height >= AIRY);
        let body = Rect { y: area.y + 1 + air, height: area.height - 1 - air - feet, ..area };
        let foot = Rect { y: body.bottom(), height: feet, ..area };
        let layers = if self.cover.is_empty() { self.stack() } else { &self.cover };
        self.head(head, layers, buf);
        let cursor = self.body(body, layers, buf);
        if let Some(top) = layers.last().filter(|_| self.cover.is_empty()) {
            Panel { cx: &self.cx, tour: self.tour, context: top.context() }.render(body, cursor, buf);
        }
        self.foot(foot, buf);
        cursor
    }

    /// From the topmost page up: what it hides is not drawn.
    fn body(&self, body: Rect, layers: &[Box<dyn Layer>], buf: &mut Buffer) -> Option<Position> {
        let first = layers.iter().rposition(|layer| layer.place(&self.cx) == Place::Page).unwrap_or(0);
        let mut cursor = None;
        for layer in layers.iter().skip(first) {
            self.cx.drawn.forget_layer();
            cursor = match layer.place(&self.cx) {
                Place::Page => {
                    let margin = u16::from(body.width >= 60);
                    let inner = Rect { x: body.x + margin, width: body.width - 2 * margin, ..body };
                    layer.render(&self.cx, inner, buf)
                }
                Place::Popup { width, height } => {
                    let title = layer.title(&self.cx);
                    let width = width.min(body.width.saturating_sub(popup::SIDES));
                    let height = layer.popup_height(&self.cx, width, height);
                    let inner = popup::frame(&self.cx, &title, (width, height), body, buf);
                    layer.render(&self.cx, inner, buf)
                }
            };
        }
        // Where nothing is typed, on the selected line: screen readers follow it.
        cursor.or_else(|| self.cx.drawn.focus())
    }

    fn head(&self, area: Rect, layers: &[Box<dyn Layer>], buf: &mut Buffer) {
        let bar = self.cx.style(Role::Bar);
        buf.set_style(area, bar);
        let name = crate::t!(self.cx.words, "app-name");
        let tabs = self.tabs(area.width);
        if self.cover.is_empty() && tabs.width() <= usize::from(area.width) {
            buf.set_line(area.x, area.y, &tabs, area.width);
            let mut x = area.x;
            for (screen, tab) in Screen::ALL.iter().zip(&tabs.spans) {
                let width = text::width(&tab.content);
                self.cx.drawn.action(Rect { x, width, ..area }, screen.action());
                x += width;
            }
            let free = usize::from(area.width) - tabs.width();
            if free > name.len() + 2 {
                let x = area.right() - text::width(&name) - 1;
                buf.set_string(x, area.y, &name, bar.patch(self.cx.style(Role::Muted)));
            }
            return;
        }
        let title = layers.iter().rev().find(|layer| layer.place(&self.cx) == Place::Page);
        let title = title.map_or_else(|| name.clone(), |layer| layer.title(&self.cx));
        let count = format!("{}/{} ", self.current.digit(), Screen::ALL.len());
        let room = area.width.saturating_sub(text::width(&count) + 2);
        let title = text::ellipsis(&title, room, self.cx.theme.glyphs.more);
        buf.set_string(area.x, area.y, format!(" {title} "), self.cx.style(Role::Tab));
        if self.cover.is_empty() {
            buf.set_string(area.right() - text::width(&count), area.y, &count, bar);
        }
    }

    /// The tabs, each in a cell of its own; where those are too many for the width, parted by one blank.
    fn tabs(&self, width: u16) -> Line<'static> {
        let text = |screen: &Screen| format!("{} {}", screen.digit(), screen.tab(&self.cx.words));
        let style = |screen: &Screen| self.cx.style(if *screen == self.current { Role::Tab } else { Role::Bar });
        let airy = Screen::ALL.iter().map(|screen| Span::styled(format!(" {} ", text(screen)), style(screen)));
        let airy = Line::from_iter(airy);
        if airy.width() <= usize::from(width) {
            return airy;
        }
        let blank = |before: Option<&Screen>, after: Option<&Screen>| {
            let current = [before, after].into_iter().flatten().find(|screen| **screen == self.current);
            Span::styled(" ", current.map_or_else(|| self.cx.style(Role::Bar), style))
        };
        let mut spans = vec![blank(None, Screen::ALL.first())];
        for (n, screen) in Screen::ALL.iter().enumerate() {
            spans.push(Span::styled(text(screen), style(screen)));
            spans.push(blank(Some(screen), Screen::ALL.get(n + 1)));
        }
        Line::from(spans)
    }

    /// In the middle of a sequence: what can follow, above the status line, all of it. Under a rule that names the keys
    /// pressed, where there is room for one.
    fn which_key(&self, foot: Rect, buf: &mut Buffer) {
        let Some(top) = self.top().filter(|_| !self.pending.is_empty()) else { return };
        let words = &self.cx.words;
        let next = self.cx.keymap.continuations(top.context(), &self.pending);
        let entries: Vec<(String, String)> =
            next.iter().map(|(key, action)| (key.label(words), action.label(words))).collect();
        let widest = entries.iter().map(|(key, label)| text::width(key) + text::width(label) + 4).max().unwrap_or(0);
        let count = u16::try_from(entries.len()).unwrap_or(0);
        let most = foot.y.saturating_sub(1).max(1);
        let columns = (foot.width / widest.max(1)).clamp(1, 3).max(count.div_ceil(most));
        let rows = count.div_ceil(columns).min(most);
        let ruled = u16::from(rows < most);
        let panel = Rect { y: foot.y - rows - ruled, height: rows + ruled, ..foot };
        self.cx.theme.blank(panel, buf);
        if ruled > 0 {
            let rule = self.cx.theme.glyphs.horizontal.repeat(usize::from(panel.width));
            buf.set_string(panel.x, panel.y, rule, self.cx.style(Role::Line));
            let pressed = format!(" {} ", super::keymap::label(&self.pending, words));
            buf.set_string(panel.x + 1, panel.y, pressed, self.cx.style(Role::Title));
        }
        let list = Rect { y: panel.y + ruled, height: rows, ..panel };
        buf.set_style(list, self.cx.style(Role::Bar));
        let width = foot.width / columns;
        for ((key, label), place) in entries.iter().zip(0_u16..) {
            let (column, row) = (place / rows.max(1), place % rows.max(1));
            let (x, y) = (list.x + 1 + column * width, list.y + row);
            let line =
                Line::from(vec![Span::styled(format!("{key} "), self.cx.style(Role::Key)), Span::raw(label.clone())]);
            let line = text::ellipsis_line(&line, width.saturating_sub(2), self.cx.theme.glyphs.more);
            buf.set_line(x, y, &line, width);
        }
    }

    fn foot(&self, area: Rect, buf: &mut Buffer) {
        self.which_key(area, buf);
        let covered = !self.cover.is_empty();
        let locked = self.locked.is_some();
        let status = StatusLine { status: &self.status, cx: &self.cx, covered, locked };
        let inner = Rect { x: area.x + 1, width: area.width.saturating_sub(2), height: 1, ..area };
        let Some(top) = self.top() else { return };
        let hints = top.hints(&self.cx);
        let hints = HintBar { cx: &self.cx, context: top.context(), hints: &hints, pending: &self.pending, covered };
        if area.height > 1 {
            status.render(inner, buf);
            hints.render(Rect { y: area.y + 1, ..inner }, buf);
        } else if status.quiet() || !self.pending.is_empty() {
            hints.render(inner, buf);
        } else {
            status.render(inner, buf);
        }
    }
}
