//! What is known of one thing: labels in a column, values beside, headings between.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::cx::Cx;
use super::list::ListState;
use super::text;
use super::theme::Role;

/// A page of facts, built line by line, scrolled by a [`ListState`].
#[derive(Clone, Debug, Default)]
pub struct Facts {
    lines: Vec<Fact>,
}

#[derive(Clone, Debug)]
enum Fact {
    Heading(String),
    Pair(String, Line<'static>),
    Free(Line<'static>),
    Wrapped(Line<'static>),
    Blank,
}

impl Facts {
    /// A heading, with a blank line before it.
    pub fn heading(&mut self, title: impl Into<String>) -> &mut Self {
        if !self.lines.is_empty() {
            self.lines.push(Fact::Blank);
        }
        self.lines.push(Fact::Heading(title.into()));
        self
    }

    /// A label and its value. A line break in the value goes on below it.
    pub fn pair(&mut self, label: impl Into<String>, value: impl Into<Line<'static>>) -> &mut Self {
        self.lines.push(Fact::Pair(label.into(), value.into()));
        self
    }

    /// The same, if there is a value.
    pub fn pair_if(&mut self, label: impl Into<String>, value: Option<String>) -> &mut Self {
        if let Some(value) = value {
            // A span keeps its line breaks, a line does not.
            self.pair(label, Span::raw(value));
        }
        self
    }

    /// A line over the whole width.
    pub fn line(&mut self, line: impl Into<Line<'static>>) -> &mut Self {
        self.lines.push(Fact::Free(line.into()));
        self
    }

    /// A line over the whole width that goes on below, behind its first span (a sign), when it is too long.
    pub fn wrapped(&mut self, line: impl Into<Line<'static>>) -> &mut Self {
        self.lines.push(Fact::Wrapped(line.into()));
        self
    }

    /// The lines as drawn in `columns`: values too long go on below, in their own column.
    pub fn laid_out(&self, cx: &Cx, columns: u16) -> Vec<Line<'static>> {
        let labels = self.lines.iter().filter_map(|fact| match fact {
            Fact::Pair(label, _) => Some(text::width(label)),
            _ => None,
        });
        let label_width = labels.max().unwrap_or(0).min(columns * 2 / 5);
        self.lines.iter().flat_map(|fact| lay(cx, fact, label_width, columns)).collect()
    }

    /// Draws the part that the state's window shows.
    pub fn render(&self, cx: &Cx, area: Rect, state: &ListState, buf: &mut Buffer) {
        let lines = self.laid_out(cx, area.width);
        for (index, y) in state.window(area.height, lines.len()).zip(area.y..) {
            if let Some(line) = lines.get(index) {
                buf.set_line(area.x, y, &text::ellipsis_line(line, area.width, cx.theme.glyphs.more), area.width);
            }
        }
    }
}

fn lay(cx: &Cx, fact: &Fact, label_width: u16, columns: u16) -> Vec<Line<'static>> {
    match fact {
        Fact::Heading(title) => vec![Line::styled(title.clone(), cx.style(Role::Title))],
        Fact::Blank => vec![Line::default()],
        Fact::Free(line) => vec![line.clone()],
        Fact::Wrapped(line) => wrapped(line, columns),
        Fact::Pair(label, value) => {
            let label = text::ellipsis(label, label_width, cx.theme.glyphs.more);
            let pad = usize::from(label_width.saturating_sub(text::width(&label)) + 2);
            let label = Span::styled(format!("{label}{}", " ".repeat(pad)), cx.style(Role::Label));
            let room = columns.saturating_sub(label_width + 2);
            let plain: String = value.spans.iter().map(|span| span.content.as_ref()).collect();
            if value.width() <= usize::from(room) && !plain.contains('\n') {
                let styled = |span: &Span<'static>| Span::styled(span.content.clone(), value.style.patch(span.style));
                return vec![Line::from_iter(std::iter::once(label).chain(value.spans.iter().map(styled)))];
            }
            let style = value.style.patch(value.spans.first().map(|span| span.style).unwrap_or_default());
            let blank = Span::raw(" ".repeat(usize::from(label_width + 2)));
            let first = std::iter::once(label).chain(std::iter::repeat(blank));
            text::wrap(&plain, room)
                .into_iter()
                .zip(first)
                .map(|(line, start)| Line::from(vec![start, Span::styled(line, style)]))
                .collect()
        }
    }
}

fn wrapped(line: &Line<'static>, columns: u16) -> Vec<Line<'static>> {
    let (Some((sign, rest)), true) = (line.spans.split_first(), line.width() > usize::from(columns)) else {
        return vec![line.clone()];
    };
    let indent = text::width(&sign.content);
    let style = rest.first().map(|span| span.style).unwrap_or_default();
    let said: String = rest.iter().map(|span| span.content.as_ref()).collect();
    let blank = Span::raw(" ".repeat(usize::from(indent)));
    let starts = std::iter::once(sign.clone()).chain(std::iter::repeat(blank));
    let lines = text::wrap(&said, columns.saturating_sub(indent)).into_iter().zip(starts);
    lines.map(|(line, start)| Line::from(vec![start, Span::styled(line, style)])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;
    use crate::tui::testing::cx;
    use crate::tui::theme::Depth;

    #[test]
    fn values_are_aligned_and_go_on_in_their_own_column() {
        let mut facts = Facts::default();
        facts.heading("Couserans").pair("Rôle", "porteur").pair("Signataire", "un nom assez long pour deux lignes");
        let lines: Vec<String> =
            facts.laid_out(&cx(Lang::Fr, Depth::Mono), 32).iter().map(ToString::to_string).collect();
        assert_eq!(
            lines,
            ["Couserans", "Rôle        porteur", "Signataire  un nom assez long", "            pour deux lignes"]
        );
    }
}
