//! Rows and columns over a window of a list that may be a million lines long.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::cx::Cx;
use super::list::ListState;
use super::text;
use super::theme::Role;

/// Between two columns.
pub const GAP: u16 = 2;

/// How wide a column is, in cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    Fixed(u16),
    /// At least this, and a share of what is left.
    Fill(u16),
}

/// A column: its head, its width, and when it gives way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    title: String,
    width: Width,
    right: bool,
    /// In a narrow window the smallest goes first; the first column declared, among equals, stays longest.
    keep: u8,
}

impl Column {
    pub fn new(title: impl Into<String>, width: Width) -> Self {
        Self { title: title.into(), width, right: false, keep: 100 }
    }

    pub fn fixed(title: impl Into<String>, width: u16) -> Self {
        Self::new(title, Width::Fixed(width))
    }

    pub fn fill(title: impl Into<String>, least: u16) -> Self {
        Self::new(title, Width::Fill(least))
    }

    /// Numbers: aligned at the right.
    pub fn right(self) -> Self {
        Self { right: true, ..self }
    }

    /// How long it stays when the window narrows: 100 unless said.
    pub fn keep(self, keep: u8) -> Self {
        Self { keep, ..self }
    }

    pub fn title(&self) -> &str {
        &self.title
    }

    const fn least(&self) -> u16 {
        match self.width {
            Width::Fixed(width) | Width::Fill(width) => width,
        }
    }
}

/// The columns shown in `room` cells, by number, each with its width.
pub fn layout(columns: &[Column], room: u16) -> Vec<(usize, u16)> {
    let mut shown: Vec<usize> = (0..columns.len()).collect();
    let of = |index: &usize| columns.get(*index);
    let needed = |shown: &[usize]| {
        let widths: u16 = shown.iter().filter_map(of).map(Column::least).sum();
        widths + GAP * u16::try_from(shown.len().saturating_sub(1)).unwrap_or(0)
    };
    while shown.len() > 1 && needed(&shown) > room {
        let keep = |index: &usize| of(index).map_or(0, |column| column.keep);
        let least = shown.iter().map(keep).min();
        let Some(at) = shown.iter().rposition(|index| Some(keep(index)) == least) else { break };
        shown.remove(at);
    }
    let spare = room.saturating_sub(needed(&shown));
    let fills: Vec<usize> =
        shown.iter().copied().filter(|i| matches!(of(i).map(|c| c.width), Some(Width::Fill(_)))).collect();
    let count = u16::try_from(fills.len()).unwrap_or(1).max(1);
    let share = |index: usize| match fills.iter().position(|fill| *fill == index) {
        Some(nth) => spare / count + u16::from(u16::try_from(nth).unwrap_or(0) < spare % count),
        None => 0,
    };
    shown.iter().filter_map(|i| Some((*i, (of(i)?.least() + share(*i)).min(room)))).collect()
}

/// What the list says when it is empty: the state, and what to press.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Empty {
    pub what: String,
    pub press: String,
}

impl Empty {
    pub fn new(what: impl Into<String>, press: impl Into<String>) -> Self {
        Self { what: what.into(), press: press.into() }
    }

    /// In the upper middle of the area.
    pub fn render(&self, cx: &Cx, area: Rect, buf: &mut Buffer) {
        let lines = [(&self.what, Role::Text), (&self.press, Role::Muted)];
        let top = area.y + area.height / 4;
        let mut y = top;
        for (line, role) in lines {
            for piece in text::wrap(line, area.width) {
                if y < area.bottom() {
                    let x = area.x + area.width.saturating_sub(text::width(&piece)) / 2;
                    buf.set_string(x, y, piece, cx.style(role));
                }
                y += 1;
            }
        }
    }
}

/// The cells of a row, one for each column declared.
pub type Row = Vec<Line<'static>>;

/// A table as drawn. Asks `row` for the visible rows only; `None` is a row that is still on its way.
pub struct Table<'a> {
    pub cx: &'a Cx,
    pub columns: &'a [Column],
    pub len: usize,
    pub row: &'a dyn Fn(usize) -> Option<Row>,
    pub state: &'a ListState,
    /// This pane has the keys.
    pub focused: bool,
    pub empty: &'a Empty,
}

impl Table<'_> {
    fn cells(&self, layout: &[(usize, u16)], row: &[Line<'static>], area: Rect, base: Role, buf: &mut Buffer) {
        let mut x = area.x + 2;
        for (index, width) in layout {
            let (Some(cell), Some(column)) = (row.get(*index), self.columns.get(*index)) else { continue };
            let cell = text::ellipsis_line(cell, *width, self.cx.theme.glyphs.more);
            let used = u16::try_from(cell.width()).unwrap_or(*width);
            let shift = if column.right { width.saturating_sub(used) } else { 0 };
            let style = self.cx.style(base);
            buf.set_style(Rect { x, width: *width, height: 1, ..area }, style);
            buf.set_line(x + shift, area.y, &cell, used);
            x += width + GAP;
        }
    }

    fn head(&self, layout: &[(usize, u16)], area: Rect, buf: &mut Buffer) {
        let titles: Row = self.columns.iter().map(|column| Line::raw(column.title.clone())).collect();
        self.cells(layout, &titles, area, Role::Label, buf);
    }
}

impl Widget for &Table<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        if area.height < 2 || area.width < 6 {
            return;
        }
        let layout = layout(self.columns, area.width - 4);
        self.head(&layout, Rect { height: 1, ..area }, buf);
        let body = Rect { y: area.y + 1, height: area.height - 1, ..area };
        if self.len == 0 {
            return self.empty.render(self.cx, body, buf);
        }
        let window = self.state.window(body.height, self.len);
        for (index, y) in window.clone().zip(body.y..) {
            let line = Rect { y, height: 1, ..body };
            match (self.row)(index) {
                Some(row) => self.cells(&layout, &row, line, Role::Text, buf),
                None => buf.set_string(line.x + 2, y, self.cx.theme.glyphs.more, self.cx.style(Role::Muted)),
            }
            if index == self.state.selected() {
                select(self.cx, line, self.focused, buf);
            }
        }
        if self.focused {
            self.cx.drawn.lines(body);
        }
        scroll_bar(self.cx, body, &window, self.len, buf);
    }
}

/// At the right edge, where the window stands in a list of `len` lines.
pub fn scroll_bar(cx: &Cx, area: Rect, window: &std::ops::Range<usize>, len: usize, buf: &mut Buffer) {
    let height = usize::from(area.height);
    if len <= height || height == 0 {
        return;
    }
    let thumb = (height * height / len).max(1);
    let at = window.start * (height - thumb) / (len - height).max(1);
    for (line, y) in (0..height).zip(area.y..) {
        let inside = (at..at + thumb).contains(&line);
        let glyph = if inside { cx.theme.glyphs.thumb } else { cx.theme.glyphs.track };
        buf.set_string(area.right() - 1, y, glyph, cx.style(Role::Line));
    }
}

/// Lays the selection bar over a line that is drawn, leaving the last column to the scroll bar.
pub fn select(cx: &Cx, line: Rect, focused: bool, buf: &mut Buffer) {
    let bar = Rect { width: line.width.saturating_sub(1), ..line };
    let role = if focused { Role::Selected } else { Role::SelectedIdle };
    buf.set_style(bar, cx.style(role));
    buf.set_string(line.x, line.y, cx.theme.glyphs.selected, cx.style(role));
    if focused {
        cx.drawn.selected(line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns() -> Vec<Column> {
        vec![
            Column::fill("commune", 10),
            Column::fixed("date", 10).keep(90),
            Column::fixed("km", 5).right().keep(10),
            Column::fixed("min", 5).right().keep(10),
        ]
    }

    #[test]
    fn columns_give_way_in_their_stated_order() {
        let shown = |room| layout(&columns(), room).into_iter().map(|(index, _)| index).collect::<Vec<_>>();
        assert_eq!(shown(36), [0, 1, 2, 3]);
        assert_eq!(shown(35), [0, 1, 2]);
        assert_eq!(shown(28), [0, 1]);
        assert_eq!(shown(12), [0]);
        assert_eq!(layout(&columns(), 5), [(0, 5)], "the last one is cut, never dropped");
    }

    #[test]
    fn what_is_left_goes_to_the_columns_that_fill() {
        assert_eq!(layout(&columns(), 50), [(0, 24), (1, 10), (2, 5), (3, 5)]);
        let two = [Column::fill("a", 5), Column::fill("b", 5)];
        assert_eq!(layout(&two, 15), [(0, 7), (1, 6)]);
    }
}
