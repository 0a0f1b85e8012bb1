//! What the records of a list add up to: the tables of an overview, one below the other.

use std::cell::Cell;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use crate::model::{FieldSpec, FieldType, Kind, RecordId};
use crate::t;
use crate::tui::action::Action;
use crate::tui::context::Context;
use crate::tui::cx::{Cx, Tone};
use crate::tui::layer::{Input, Layer, Took};
use crate::tui::list::ListState;
use crate::tui::screens::records::scope;
use crate::tui::table::{self, Column, GAP};
use crate::tui::text;
use crate::tui::theme::Role;
use crate::wording::{overview, values};
use crate::workspace::{OverviewCell, OverviewTable, overview_keys};

/// Which records it is of, whenever they change.
type Records = Box<dyn Fn(&Cx) -> Vec<RecordId>>;

pub struct OverviewPage {
    kind: Kind,
    /// What narrows the list, in words.
    narrowed: Vec<String>,
    records: Records,
    tables: Vec<OverviewTable>,
    state: ListState,
    /// As last drawn.
    width: Cell<u16>,
}

impl OverviewPage {
    /// Opens the overview of a list's records. Of a kind that has none, this is said.
    pub fn open(
        kind: Kind,
        narrowed: Vec<String>,
        records: impl Fn(&Cx) -> Vec<RecordId> + 'static,
        cx: &mut Cx,
    ) -> Took {
        if overview_keys(kind).is_empty() {
            cx.say(Tone::Plain, t!(cx.words, "overview-none"));
            return Took::Yes;
        }
        let (state, width) = (ListState::default(), Cell::new(76));
        let mut page = Self { kind, narrowed, records: Box::new(records), tables: Vec::new(), state, width };
        page.load(cx);
        cx.push(page);
        Took::Yes
    }

    fn load(&mut self, cx: &Cx) {
        self.tables = cx.desk.overview(self.kind, &(self.records)(cx), cx.today());
    }

    fn lines(&self, cx: &Cx, width: u16) -> Vec<Line<'static>> {
        let filled = self.tables.iter().filter(|table| !table.rows.is_empty());
        let mut lines: Vec<Line<'static>> = Vec::new();
        for table in filled {
            if !lines.is_empty() {
                lines.push(Line::default());
            }
            let (title, note) = overview::titled(&cx.words, self.kind, table.key);
            lines.push(Line::styled(title, cx.style(Role::Title)));
            let note = note.map(|note| text::wrap(&note, width)).unwrap_or_default();
            lines.extend(note.into_iter().map(|line| Line::styled(line, cx.style(Role::Muted))));
            lines.extend(rows(cx, table, width));
        }
        if lines.is_empty() {
            lines.push(Line::styled(cx.words.phrase(self.kind, "none"), cx.style(Role::Muted)));
        }
        lines
    }
}

/// The head and the rows of a table, as far as its columns have room. Where its figures come from stands beside them, or on a
/// line of its own below each.
fn rows(cx: &Cx, table: &OverviewTable, width: u16) -> Vec<Line<'static>> {
    let cells: Vec<Vec<String>> = table
        .rows
        .iter()
        .map(|row| named(table.columns.iter().zip(row).map(|(spec, cell)| shown(cx, spec, cell)).collect(), cx))
        .collect();
    let columns = columns(cx, table, &cells);
    let whole = table::layout(&columns, width).len() == columns.len();
    let sources = table.columns.iter().position(|spec| spec.key == SOURCES).filter(|_| !whole);
    let layout = match sources {
        Some(at) => table::layout(columns.get(..at).unwrap_or_default(), width),
        None => table::layout(&columns, width),
    };
    let line = |cells: &[String], role: Role| {
        let cell = |(at, room): &(usize, u16)| {
            let said = text::ellipsis(cells.get(*at).map_or("", String::as_str), *room, cx.theme.glyphs.more);
            let number = table.columns.get(*at).is_some_and(is_number);
            if number { text::right(&said, *room) } else { text::left(&said, *room) }
        };
        let said: Vec<String> = layout.iter().map(cell).collect();
        Line::from(Span::styled(said.join(&" ".repeat(usize::from(GAP))).trim_end().to_owned(), cx.style(role)))
    };
    let below = |row: &Vec<String>| {
        let said = sources.and_then(|at| row.get(at)).map(|said| text::wrap(said, width.saturating_sub(GAP)));
        let indent = " ".repeat(usize::from(GAP));
        let muted = move |said: String| Line::styled(format!("{indent}{said}"), cx.style(Role::Muted));
        said.unwrap_or_default().into_iter().filter(|said| !said.is_empty()).map(muted)
    };
    let head: Vec<String> = columns.iter().map(|column| column.title().to_owned()).collect();
    let body = cells.iter().flat_map(|row| std::iter::once(line(row, Role::Text)).chain(below(row)));
    std::iter::once(line(&head, Role::Label)).chain(body).collect()
}

/// The last column of a table whose figures come from somewhere.
const SOURCES: &str = "sources";

fn columns(cx: &Cx, table: &OverviewTable, cells: &[Vec<String>]) -> Vec<Column> {
    let column = |(at, spec): (usize, &FieldSpec)| {
        let title = overview::column(&cx.words, spec);
        let widest = cells.iter().filter_map(|row| row.get(at)).map(|cell| text::width(cell)).max().unwrap_or(0);
        let widest = if spec.key == SOURCES { widest } else { widest.min(WIDEST) };
        let column = Column::fixed(title.clone(), widest.max(text::width(&title))).keep(keep(at, spec));
        if is_number(spec) { column.right() } else { column }
    };
    table.columns.iter().enumerate().map(column).collect()
}

/// Wider, a column leaves its neighbours no room.
const WIDEST: u16 = 44;

fn keep(at: usize, spec: &FieldSpec) -> u8 {
    match (at, spec.ty) {
        (0, _) => 110,
        (_, FieldType::Money) => 105,
        (_, FieldType::Text) => 50,
        (at, _) => 100 - u8::try_from(at).unwrap_or(50),
    }
}

const fn is_number(spec: &FieldSpec) -> bool {
    matches!(spec.ty, FieldType::Int | FieldType::Decimal | FieldType::Money)
}

/// What a row is of stands at its head, even where it is not known.
fn named(mut cells: Vec<String>, cx: &Cx) -> Vec<String> {
    if let Some(first) = cells.first_mut().filter(|first| first.is_empty()) {
        (if cx.theme.glyphs.ascii { "-" } else { "–" }).clone_into(first);
    }
    cells
}

fn shown(cx: &Cx, spec: &FieldSpec, cell: &OverviewCell) -> String {
    match cell {
        OverviewCell::Empty => String::new(),
        OverviewCell::Value(value) => values::cell(&cx.words, Some(spec), value, &|id| Some(scope::name(cx, id))),
        OverviewCell::Cited(all) => all.iter().map(overview::cited).collect::<Vec<_>>().join(", "),
    }
}

impl Layer for OverviewPage {
    fn context(&self) -> Context {
        Context::Page
    }

    fn title(&self, cx: &Cx) -> String {
        t!(cx.words, "overview-title", kind = cx.words.kind_plural(self.kind))
    }

    fn update(&mut self, input: Input<'_>, cx: &mut Cx) -> Took {
        match input {
            Input::Shown | Input::DeskChanged => self.load(cx),
            Input::Action(Action::Back) => cx.close(),
            Input::Action(action) => return self.state.scroll(action, self.lines(cx, self.width.get()).len()),
            _ => return Took::No,
        }
        Took::Yes
    }

    fn render(&self, cx: &Cx, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let mut head = vec![Span::styled(self.title(cx), cx.style(Role::Title))];
        for filter in &self.narrowed {
            head.push(Span::styled(format!("  {} {filter}", cx.theme.glyphs.separator), cx.style(Role::Accent)));
        }
        let head = text::ellipsis_line(&Line::from(head), area.width, cx.theme.glyphs.more);
        buf.set_line(area.x, area.y, &head, area.width);
        let gap = if area.height > 14 { 2 } else { 1 };
        let body = Rect { y: area.y + gap, height: area.height.saturating_sub(gap), ..area };
        self.width.set(body.width.saturating_sub(2));
        let lines = self.lines(cx, self.width.get());
        let window = self.state.window(body.height, lines.len());
        for (index, y) in window.clone().zip(body.y..) {
            if let Some(line) = lines.get(index) {
                buf.set_line(body.x, y, line, body.width);
            }
        }
        table::scroll_bar(cx, body, &window, lines.len(), buf);
        None
    }
}
