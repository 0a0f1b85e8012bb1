//! A row of a list, to be copied whole or one cell of it. The terminal never says whether it did: the text stands here too,
//! to be selected.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

use crate::t;
use crate::tui::action::Action;
use crate::tui::context::Context;
use crate::tui::cx::{Cx, Effect, Tone};
use crate::tui::layer::{Input, Layer, Place, Took};
use crate::tui::list::ListState;
use crate::tui::table::{Column, Row, select};
use crate::tui::text;
use crate::tui::theme::Role;

/// What can be copied: each with its label, the whole row first.
pub struct Copying {
    lines: Vec<(String, String)>,
    state: ListState,
}

const WIDTH: u16 = 70;

impl Copying {
    /// Of a row as it shows: what is veiled is copied so.
    pub fn new(columns: &[Column], row: &Row, cx: &Cx) -> Self {
        let cells = columns.iter().zip(row).map(|(column, cell)| (column.title().to_owned(), plain(cell)));
        let cells: Vec<(String, String)> = cells.filter(|(_, cell)| !cell.is_empty()).collect();
        let whole = cells.iter().map(|(_, cell)| cell.as_str()).collect::<Vec<_>>().join("\t");
        let lines = std::iter::once((t!(cx.words, "copy-row"), whole)).chain(cells).collect();
        Self { lines, state: ListState::default() }
    }

    fn label_width(&self) -> u16 {
        self.lines.iter().map(|(label, _)| text::width(label)).max().unwrap_or(0).min(18)
    }
}

/// The words of a cell.
fn plain(cell: &Line<'_>) -> String {
    cell.spans.iter().map(|span| span.content.as_ref()).collect::<String>().trim().to_owned()
}

impl Layer for Copying {
    fn context(&self) -> Context {
        Context::Menu
    }

    fn title(&self, cx: &Cx) -> String {
        text::sentence(&Action::Copy.label(&cx.words))
    }

    fn place(&self, cx: &Cx) -> Place {
        let said = text::wrap(&t!(cx.words, "copy-hint"), WIDTH).len();
        Place::Popup { width: WIDTH, height: u16::try_from(self.lines.len() + said + 1).unwrap_or(u16::MAX) }
    }

    fn update(&mut self, input: Input<'_>, cx: &mut Cx) -> Took {
        match input {
            Input::Action(Action::Open) => {
                let Some((label, said)) = self.lines.get(self.state.selected()) else { return Took::No };
                cx.effect(Effect::Copy(said.clone()));
                cx.say(Tone::Plain, t!(cx.words, "copied", what = label.as_str()));
            }
            Input::Action(Action::Back) => cx.close(),
            Input::Action(action) => return self.state.update(action, self.lines.len()),
            _ => return Took::No,
        }
        Took::Yes
    }

    fn render(&self, cx: &Cx, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let more = cx.theme.glyphs.more;
        let said = text::wrap(&t!(cx.words, "copy-hint"), area.width);
        let below = u16::try_from(said.len() + 1).unwrap_or(u16::MAX).min(area.height / 2);
        let list = Rect { height: area.height - below, ..area };
        let label_width = self.label_width();
        for (index, y) in self.state.window(list.height, self.lines.len()).zip(list.y..) {
            let Some((label, cell)) = self.lines.get(index) else { break };
            let cell = cell.replace('\t', "  ");
            let (x, room) = (list.x + label_width + 4, list.width.saturating_sub(label_width + 4));
            buf.set_string(list.x + 2, y, text::ellipsis(label, label_width, more), cx.style(Role::Label));
            buf.set_string(x, y, text::ellipsis(&cell, room, more), cx.style(Role::Text));
            if index == self.state.selected() {
                select(cx, Rect { y, height: 1, width: list.width + 1, ..list }, true, buf);
            }
        }
        for (line, y) in said.iter().zip(area.bottom() - below + 1..area.bottom()) {
            buf.set_string(area.x, y, line, cx.style(Role::Muted));
        }
        None
    }
}
