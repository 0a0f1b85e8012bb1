//! The centres as a table.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::{Centres, look};
use crate::model::{Kind, StageKey};
use crate::t;
use crate::tui::cx::Cx;
use crate::tui::screens::shared::diverging;
use crate::tui::table::{self, Column, Table};
use crate::tui::theme::Role;
use crate::wording::values;

/// From this width the status has a column of its own.
const WIDE: u16 = 98;

/// The columns in a window of this width. In a narrow one the status goes first, then the slip, then the stages, the last of
/// them first; then the target.
pub fn columns(cx: &Cx, width: u16) -> Vec<Column> {
    let words = &cx.words;
    let mut columns = vec![
        Column::fill(words.kind(Kind::Centre), 12).keep(120),
        Column::fixed(t!(words, "column-target"), 11).keep(110),
        Column::fixed(t!(words, "column-slip"), 6).right().keep(60),
    ];
    let short = |key: StageKey| words.look_up(&format!("stage-short-{}", key.key())).unwrap_or_default();
    columns.extend(StageKey::ALL.iter().map(|key| Column::fixed(short(*key), look::stage_width(*key)).keep(100)));
    if width >= WIDE {
        let label = Kind::Centre.field("status").map(|spec| words.field(Kind::Centre, spec));
        columns.push(Column::fixed(label.unwrap_or_default(), 16).keep(50));
    }
    columns
}

impl Centres {
    /// The cells of a line; `wide`: with the status, which is the last column.
    pub(super) fn cells(&self, cx: &Cx, index: usize, name_width: u16, wide: bool) -> Option<table::Row> {
        let row = self.rows.get(index)?;
        let name = look::fitted(&row.short, name_width).to_owned();
        let name = if index == self.state.selected() { name } else { cx.veiled(&name) };
        let late = row.preparing() && row.pipeline.late;
        let date = row.date.map(values::partial_date_short).unwrap_or_default();
        let date = match (late, row.preparing()) {
            (true, _) => Line::styled(format!("{date}{}", cx.theme.glyphs.late), cx.style(Role::Late)),
            (false, true) => Line::raw(date),
            (false, false) => Line::styled(date, cx.style(Role::Muted)),
        };
        let name = diverging::marked(cx, !diverging::around(cx, row.id).is_empty(), Line::raw(name));
        let mut cells = vec![name, date, look::slip(row.pipeline.slip_days, cx)];
        let quiet = !row.preparing();
        cells.extend(row.pipeline.stages.iter().map(|stage| match quiet {
            true => Line::styled(look::stage_sign(stage, cx).0, cx.style(Role::Muted)),
            false => look::stage_cell(stage, cx),
        }));
        if wide {
            cells.push(look::status(row.status, cx));
        }
        Some(cells)
    }

    /// The cell under the cursor, where one stage is chosen.
    fn mark_stage(&self, cx: &Cx, columns: &[Column], area: Rect, buf: &mut Buffer) {
        let Some(wanted) = self.stage.and_then(|stage| StageKey::ALL.iter().position(|key| *key == stage)) else {
            return;
        };
        let mut x = area.x + 2;
        for (index, width) in table::layout(columns, area.width.saturating_sub(4)) {
            if index == wanted + 3 {
                buf.set_style(Rect { x, y: area.y, width, height: 1 }, cx.style(Role::Match));
            }
            x += width + table::GAP;
        }
    }

    /// Draws it.
    pub(super) fn table(&self, cx: &Cx, area: Rect, buf: &mut Buffer) {
        let columns = columns(cx, area.width);
        let empty = self.empty(cx);
        let name_width = table::layout(&columns, area.width.saturating_sub(4)).first().map_or(0, |(_, width)| *width);
        Table {
            cx,
            columns: &columns,
            len: self.rows.len(),
            row: &|index| self.cells(cx, index, name_width, area.width >= WIDE),
            state: &self.state,
            focused: true,
            empty: &empty,
        }
        .render(area, buf);
        self.mark_stage(cx, &columns, area, buf);
        self.listing.marked.draw(cx, area, &self.state, |index| self.rows.get(index).map(|row| row.id), buf);
    }
}
