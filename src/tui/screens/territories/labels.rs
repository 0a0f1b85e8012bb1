//! Names and signs over the map, none over another.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};

use crate::tui::text;

/// What is written on the map so far, and on what.
pub struct Labels {
    pub taken: Vec<Rect>,
    pub area: Rect,
    /// The land behind the letters, cell by cell; nothing where the map is drawn in lines.
    pub paper: Vec<Option<Color>>,
    /// The selected land, and the ink that is read on it.
    pub selected: Style,
}

impl Labels {
    /// A sign on its place, over anything.
    pub fn stamp(&mut self, cell: Option<(u16, u16)>, sign: &str, style: Style, buf: &mut Buffer) {
        if let Some((x, y)) = cell {
            self.put(Rect { x, y, width: 1, height: 1 }, sign, style, buf);
        }
    }

    /// A name at the right of its place, or at its left; `false` where neither is free.
    pub fn beside(&mut self, cell: Option<(u16, u16)>, said: &str, style: Style, buf: &mut Buffer) -> bool {
        let Some((x, y)) = cell else { return false };
        let width = text::width(said);
        let places = [Some(x + 2), x.checked_sub(width + 1)];
        let free = |x: &u16| self.free(Rect { x: x.saturating_sub(1), y, width: width + 2, height: 1 });
        let Some(x) = places.into_iter().flatten().find(free) else { return false };
        self.name(Rect { x, y, width, height: 1 }, said, style, buf);
        true
    }

    /// A label on its place, else a line or two above or below.
    pub fn near(&mut self, cell: Option<(u16, u16)>, said: &str, style: Style, buf: &mut Buffer) {
        let Some((x, y)) = cell else { return };
        let x = x.saturating_sub(text::width(said) / 2).max(self.area.x);
        let rect = |y: u16| Rect { x, y, width: text::width(said), height: 1 };
        let lines = [Some(y), Some(y + 1), y.checked_sub(1), Some(y + 2)];
        if let Some(y) = lines.into_iter().flatten().find(|y| self.free(rect(*y))) {
            self.name(rect(y), said, style, buf);
        }
    }

    /// Writes letters: on the selected land in the ink for it.
    fn name(&mut self, rect: Rect, said: &str, style: Style, buf: &mut Buffer) {
        self.put(rect, said, style, buf);
        let (Some(ground), Some(ink)) = (self.selected.bg, self.selected.fg) else { return };
        for x in rect.x..rect.right() {
            if let Some(cell) = buf.cell_mut((x, rect.y)).filter(|cell| cell.bg == ground) {
                cell.set_fg(ink);
            }
        }
    }

    /// Writes, its land's colour behind the letters: a border there would make them hard to read.
    fn put(&mut self, rect: Rect, said: &str, style: Style, buf: &mut Buffer) {
        self.taken.push(rect);
        buf.set_string(rect.x, rect.y, said, style);
        let row = usize::from(rect.y.saturating_sub(self.area.y)) * usize::from(self.area.width);
        for x in rect.x..rect.right() {
            let place = row + usize::from(x.saturating_sub(self.area.x));
            if let (Some(paper), Some(cell)) = (self.paper.get(place), buf.cell_mut((x, rect.y))) {
                // What was painted there would be the letters' colour too.
                cell.set_bg(paper.unwrap_or(Color::Reset)).set_fg(style.fg.unwrap_or(Color::Reset));
            }
        }
    }

    fn free(&self, rect: Rect) -> bool {
        let inside = rect.intersection(self.area) == rect;
        inside && !self.taken.iter().any(|taken| taken.intersects(rect))
    }
}
