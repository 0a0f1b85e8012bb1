//! What the signs of a picture mean: below it as far as there is room, and all of them in a box by a key.

use std::cell::Cell;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use super::action::Action;
use super::context::Context;
use super::cx::Cx;
use super::layer::{Input, Layer, Place, Took};
use super::list::ListState;
use super::table::scroll_bar;
use super::text;
use super::theme::Role;
use crate::t;

/// The widest that the box is, inside.
const WIDEST: u16 = 58;
/// Between two entries of a line.
const GAP: u16 = 2;

/// One sign, or a few that stand together, and what it means.
#[derive(Clone, Debug)]
pub struct Entry {
    signs: Vec<(&'static str, Role)>,
    said: String,
}

impl Entry {
    pub fn new(sign: &'static str, role: Role, said: impl Into<String>) -> Self {
        Self::of(vec![(sign, role)], said)
    }

    pub fn of(signs: Vec<(&'static str, Role)>, said: impl Into<String>) -> Self {
        Self { signs, said: said.into() }
    }

    fn signs_width(&self) -> u16 {
        self.signs.iter().map(|(sign, _)| text::width(sign)).sum()
    }

    fn width(&self) -> u16 {
        self.signs_width() + 1 + text::width(&self.said)
    }

    fn spans(&self, cx: &Cx) -> impl Iterator<Item = Span<'static>> {
        self.signs.iter().map(|(sign, role)| Span::styled(*sign, cx.style(*role)))
    }
}

/// The entries in lines of this width, each whole; in no more than `most` lines. Where they are too many, the last line ends
/// with the key that shows them all.
pub fn flow(cx: &Cx, entries: &[Entry], width: u16, most: usize, context: Context) -> Vec<Line<'static>> {
    let whole = fill(cx, entries, |_| width);
    if whole.len() <= most {
        return whole;
    }
    let key = cx.keymap.key_label(Action::Legend, context, &cx.words);
    let rest = format!("{} {key}", cx.theme.glyphs.more).trim_end().to_owned();
    let short = width.saturating_sub(text::width(&rest) + GAP);
    let mut lines = fill(cx, entries, |nth| if nth + 1 == most { short } else { width });
    lines.truncate(most);
    if let Some(line) = lines.last_mut() {
        line.spans.push(Span::styled(format!("{}{rest}", gap()), cx.style(Role::Key)));
    }
    lines
}

fn fill(cx: &Cx, entries: &[Entry], room: impl Fn(usize) -> u16) -> Vec<Line<'static>> {
    let mut lines: Vec<Line<'static>> = vec![Line::default()];
    for entry in entries {
        let nth = lines.len() - 1;
        let used = lines.last().map_or(0, Line::width);
        if used > 0 && used + usize::from(GAP + entry.width()) > usize::from(room(nth)) {
            lines.push(Line::default());
        }
        if let Some(line) = lines.last_mut() {
            if !line.spans.is_empty() {
                line.spans.push(Span::raw(gap()));
            }
            line.spans.extend(entry.spans(cx));
            line.spans.push(Span::styled(format!(" {}", entry.said), cx.style(Role::Muted)));
        }
    }
    lines
}

fn gap() -> String {
    " ".repeat(usize::from(GAP))
}

/// The box: a line for each entry, and below them what else there is to know.
pub struct Legend {
    entries: Vec<Entry>,
    notes: Vec<String>,
    state: ListState,
    /// As last drawn.
    lines: Cell<usize>,
}

impl Legend {
    pub fn new(entries: Vec<Entry>) -> Self {
        Self { entries, notes: Vec::new(), state: ListState::default(), lines: Cell::new(0) }
    }

    /// Said below the signs, each a paragraph.
    pub fn notes(self, notes: Vec<String>) -> Self {
        Self { notes, ..self }
    }

    /// Between the signs and what they mean.
    fn column(&self) -> u16 {
        self.entries.iter().map(Entry::signs_width).max().unwrap_or(1) + GAP
    }

    fn lines(&self, cx: &Cx, width: u16) -> Vec<Line<'static>> {
        let column = self.column();
        let blank = |width: u16| Span::raw(" ".repeat(usize::from(width)));
        let mut lines = Vec::new();
        for entry in &self.entries {
            let said = text::wrap(&entry.said, width.saturating_sub(column));
            for (nth, part) in said.into_iter().enumerate() {
                let mut spans: Vec<Span<'static>> = if nth == 0 { entry.spans(cx).collect() } else { Vec::new() };
                let used = if nth == 0 { entry.signs_width() } else { 0 };
                spans.extend([blank(column.saturating_sub(used)), Span::raw(part)]);
                lines.push(Line::from(spans));
            }
        }
        for note in &self.notes {
            lines.push(Line::default());
            lines.extend(text::wrap(note, width).into_iter().map(|part| Line::styled(part, cx.style(Role::Muted))));
        }
        lines
    }

    fn height(&self, cx: &Cx, width: u16) -> u16 {
        u16::try_from(self.lines(cx, width).len()).unwrap_or(u16::MAX)
    }

    fn width(&self) -> u16 {
        let widest = self.entries.iter().map(|entry| text::width(&entry.said)).max().unwrap_or(0) + self.column();
        if self.notes.is_empty() { widest.min(WIDEST) } else { WIDEST }
    }
}

impl Layer for Legend {
    fn context(&self) -> Context {
        Context::Page
    }

    fn passing(&self) -> bool {
        true
    }

    fn title(&self, cx: &Cx) -> String {
        t!(cx.words, "legend-title")
    }

    fn place(&self, cx: &Cx) -> Place {
        let width = self.width();
        Place::Popup { width, height: self.height(cx, width) }
    }

    fn popup_height(&self, cx: &Cx, width: u16, _: u16) -> u16 {
        self.height(cx, width)
    }

    fn hints(&self, _: &Cx) -> Vec<Action> {
        vec![Action::Back]
    }

    fn update(&mut self, input: Input<'_>, cx: &mut Cx) -> Took {
        match input {
            Input::Action(Action::Back | Action::Open) => cx.close(),
            Input::Action(action) => return self.state.scroll(action, self.lines.get()),
            _ => return Took::No,
        }
        Took::Yes
    }

    fn render(&self, cx: &Cx, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let lines = self.lines(cx, area.width);
        self.lines.set(lines.len());
        let window = self.state.window(area.height, lines.len());
        for (line, y) in lines.iter().skip(window.start).zip(area.y..area.bottom()) {
            buf.set_line(area.x, y, &text::ellipsis_line(line, area.width, cx.theme.glyphs.more), area.width);
        }
        scroll_bar(cx, Rect { width: area.width + 1, ..area }, &window, lines.len(), buf);
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;
    use crate::tui::testing::cx;
    use crate::tui::theme::Depth;

    #[test]
    fn what_does_not_fit_is_led_to_by_a_key_and_no_entry_is_cut() {
        let cx = cx(Lang::Fr, Depth::Mono);
        let said = ["un", "deux mots", "trois"].map(|said| Entry::new("*", Role::Text, said));
        let drawn = |width, most| -> Vec<String> {
            let lines = flow(&cx, &said, width, most, Context::Map);
            lines.iter().map(|line| line.spans.iter().map(|span| span.content.as_ref()).collect()).collect()
        };
        assert_eq!(drawn(26, 1), ["* un  * deux mots  * trois"]);
        assert_eq!(drawn(25, 1), ["* un  * deux mots  … ="]);
        assert_eq!(drawn(17, 2), ["* un  * deux mots", "* trois"]);
        assert_eq!(drawn(17, 1), ["* un  … ="]);
        assert_eq!(drawn(17, 0), Vec::<String>::new());
    }
}
