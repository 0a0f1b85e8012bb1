//! « Centres »: every centre against the six stages of its way to the opening.

mod acts;
mod board;
mod cards;
mod facts;
mod look;
mod page;
mod rows;
#[cfg(test)]
mod tests;
mod timeline;
mod what_if;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;
use serde::{Deserialize, Serialize};

pub use acts::{Acts, Target};
use cards::Cards;
pub use look::{fitted, slip, stage_cell, stage_sign, status, step_sign};
pub use page::CentrePage;
use rows::{Facet, Filter, Only, Order, Row};
use timeline::{Picture, Timeline};
use what_if::Supposing;

use crate::model::forecast::Durations;
use crate::model::{Centre, CentreStatus, DeptCode, Kind, RecordId, StageKey};
use crate::t;
use crate::tui::action::Action;
use crate::tui::context::Context;
use crate::tui::cx::Cx;
use crate::tui::finder::Finder;
use crate::tui::layer::{Answer, Input, Layer, Took};
use crate::tui::list::ListState;
use crate::tui::marks::Marks;
use crate::tui::screens::shared::bulk::Bulk;
use crate::tui::screens::shared::copying::Copying;
use crate::tui::screens::shared::diverging;
use crate::tui::screens::shared::exporting::Exporting;
use crate::tui::session::{self, Place};
use crate::tui::table::{self, Column, Empty, Table};
use crate::tui::text;
use crate::tui::theme::Role;
use crate::wording::values;

/// From this width the status has a column of its own.
const WIDE: u16 = 98;

pub fn screen(cx: &mut Cx) -> Box<dyn Layer> {
    let mut screen = Centres::default();
    screen.refresh(cx);
    Box::new(screen)
}

/// The list.
#[derive(Default)]
pub struct Centres {
    rows: Vec<Row>,
    /// In preparation, late, blocked, among all that could be listed.
    counts: (usize, usize, usize),
    filter: Filter,
    order: Order,
    state: ListState,
    /// The stage that the cursor is on, in the table and in the timeline.
    stage: Option<StageKey>,
    acts: Acts,
    view: View,
    cards: Cards,
    timeline: Timeline,
    supposing: Supposing,
    durations: Durations,
    /// What the lines of the open menu stand for.
    menu: Vec<Choice>,
    marked: Marks<RecordId>,
    bulk: Bulk,
    exporting: Exporting,
}

/// How the centres are looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
enum View {
    #[default]
    Table,
    /// Cards in columns.
    Board,
    /// Bars over the quarters.
    Timeline,
}

impl View {
    const fn next(self) -> Self {
        match self {
            Self::Table => Self::Board,
            Self::Board => Self::Timeline,
            Self::Timeline => Self::Table,
        }
    }
}

/// What is found again at the next start.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Left {
    filter: Filter,
    order: Order,
    view: View,
    stage: Option<StageKey>,
    place: Place,
}

/// A line of the « filter by » menus.
#[derive(Clone, Copy, PartialEq)]
enum Choice {
    Everything,
    Only(Only),
    Stage(StageKey),
    Status(CentreStatus),
    Departement(DeptCode),
    /// The menu of the départements.
    Departements,
}

impl Centres {
    fn refresh(&mut self, cx: &Cx) {
        let selected = self.selected().map(|row| row.id);
        let mine = |centre: &Centre| cx.everyone || cx.desk.is_steward() || cx.desk.centre_is_mine(centre);
        let all = cx.desk.all::<Centre>().filter(|(_, centre)| mine(centre));
        self.durations = cx.desk.durations(cx.today());
        self.supposing.refresh(&self.durations, cx);
        let mut rows: Vec<Row> = all.filter_map(|(id, centre)| Row::of(id, centre, &self.durations, cx)).collect();
        let count = |keep: &dyn Fn(&Row) -> bool| rows.iter().filter(|row| keep(row)).count();
        self.counts = (count(&Row::preparing), count(&Row::late), count(&Row::blocked));
        rows.retain(|row| self.filter.keeps(row));
        self.order.sort(&mut rows);
        self.rows = rows;
        self.keep(selected);
    }

    fn keep(&mut self, selected: Option<RecordId>) {
        let at = selected.and_then(|id| self.rows.iter().position(|row| row.id == id));
        self.state.keep(at, self.rows.len());
    }

    fn selected(&self) -> Option<&Row> {
        self.rows.get(self.state.selected())
    }

    fn target(&self) -> Option<Target> {
        // the board's cursor stands on no stage
        let stage = self.stage.filter(|_| self.view != View::Board);
        Some(Target { centre: self.selected()?.id, stage, item: None })
    }

    /// Another screen leads to a centre, or to something of one.
    fn find(&mut self, record: RecordId, cx: &mut Cx) -> Took {
        let Some(page) = CentrePage::of_record(record, cx) else { return Took::No };
        if !self.rows.iter().any(|row| row.id == page.centre()) {
            self.filter = Filter::default();
            self.refresh(cx);
        }
        self.keep(Some(page.centre()));
        cx.push(page);
        Took::Yes
    }

    fn action(&mut self, action: Action, cx: &mut Cx) -> Took {
        match action {
            Action::NextView => self.view = self.view.next(),
            Action::KeepMoves => self.supposing.keep(cx),
            Action::DropMoves => self.supposing.drop_all(cx),
            Action::Back if self.view == View::Timeline && !self.supposing.is_empty() => self.supposing.drop_all(cx),
            action if self.view == View::Timeline && self.in_time(action, cx) == Took::Yes => {}
            Action::CardBack | Action::CardForward => {
                let Some(row) = self.rows.get(self.state.selected()) else { return Took::No };
                self.cards.shift(row, action == Action::CardForward, &mut self.acts, cx);
            }
            action if self.view == View::Board && board::moved(&self.rows, self.state.selected(), action).is_some() => {
                let to = board::moved(&self.rows, self.state.selected(), action).unwrap_or_default();
                self.state.select(to, self.rows.len());
            }
            Action::Left | Action::Right => self.stage = turned(self.stage, action == Action::Right),
            Action::New => Acts::new_centre(cx),
            Action::Open => {
                if let Some(target) = self.target() {
                    cx.push(CentrePage::new(target.centre, target.stage, cx));
                }
            }
            Action::Filter => self.open_menu(cx),
            Action::ClearFilter => {
                self.filter.clear_last();
                self.refresh(cx);
            }
            Action::Mark | Action::MarkAll => {
                let keys: Vec<RecordId> = self.rows.iter().map(|row| row.id).collect();
                return self.marked.update(action, &keys, &mut self.state);
            }
            Action::Edit if !self.marked.is_empty() => self.bulk.edit(Kind::Centre, self.marked.iter().collect(), cx),
            Action::Copy => {
                let (columns, row) = (self.columns(cx, WIDE), self.cells(cx, self.state.selected(), u16::MAX, true));
                let Some(copying) = row.map(|row| Copying::new(&columns, &row, cx)) else { return Took::No };
                cx.push(copying);
            }
            Action::ExportCsv => {
                let ids = self.rows.iter().map(|row| row.id).collect();
                self.exporting.records(Kind::Centre, ids, cx);
            }
            Action::Owner => {
                let marked: Vec<RecordId> = self.marked.iter().collect();
                let ids =
                    if marked.is_empty() { self.selected().map(|row| row.id).into_iter().collect() } else { marked };
                return self.bulk.owner(Kind::Centre, ids, cx);
            }
            Action::SortNext => {
                self.order = self.order.next();
                self.refresh(cx);
                let order = cx.words.look_up(&format!("centres-by-{}", self.order.key())).unwrap_or_default();
                cx.say(crate::tui::cx::Tone::Plain, order);
            }
            action => {
                if self.state.update(action, self.rows.len()) == Took::Yes {
                    return Took::Yes;
                }
                return match self.target() {
                    Some(target) => self.acts.act(action, &target, cx),
                    None => Took::No,
                };
            }
        }
        Took::Yes
    }

    fn in_time(&mut self, action: Action, cx: &mut Cx) -> Took {
        let target = self.rows.get(self.state.selected()).map(|row| (row, self.stage));
        self.timeline.update(action, target, &mut self.supposing, &self.durations, cx)
    }

    fn open_menu(&mut self, cx: &mut Cx) {
        let only = [Only::Late, Only::Blocked, Only::Ready].map(Choice::Only);
        let stages = StageKey::ALL.iter().copied().map(Choice::Stage);
        let statuses = CentreStatus::ALL.iter().copied().map(Choice::Status);
        let start = [Choice::Everything].into_iter().chain(only).chain([Choice::Departements]);
        self.menu = start.chain(statuses).chain(stages).collect();
        self.show_menu(cx);
    }

    fn show_menu(&self, cx: &mut Cx) {
        let lines = self.menu.iter().map(|choice| label(*choice, cx)).collect();
        let title = text::sentence(&Action::Filter.label(&cx.words));
        cx.push(Finder::new("filter-by", title, lines).or_text());
    }

    fn chosen(&mut self, at: usize, cx: &mut Cx) {
        match self.menu.get(at).copied() {
            None => return,
            Some(Choice::Everything) => self.filter = Filter::default(),
            Some(Choice::Only(only)) => {
                self.filter.only = Some(only);
                self.filter.touch(Facet::Only);
            }
            Some(Choice::Stage(stage)) => {
                self.filter.stage = Some(stage);
                self.filter.touch(Facet::Stage);
            }
            Some(Choice::Status(status)) => {
                self.filter.status = Some(status);
                self.filter.touch(Facet::Status);
            }
            Some(Choice::Departement(code)) => {
                self.filter.departement = Some(code);
                self.filter.touch(Facet::Departement);
            }
            Some(Choice::Departements) => {
                let all = crate::model::reference::departements().iter().map(|one| Choice::Departement(one.code));
                self.menu = all.collect();
                return self.show_menu(cx);
            }
        }
        self.refresh(cx);
    }

    /// What the filter keeps, in words, in the order in which it was set.
    fn filter_words(&self, cx: &Cx) -> Vec<String> {
        let filter = &self.filter;
        let said = |facet: Facet| match facet {
            Facet::Text => Some(t!(cx.words, "quoted", text = filter.text.as_str())),
            Facet::Only => filter.only.map(|only| label(Choice::Only(only), cx)),
            Facet::Stage => filter.stage.map(|stage| label(Choice::Stage(stage), cx)),
            Facet::Status => filter.status.map(|status| label(Choice::Status(status), cx)),
            Facet::Departement => filter.departement.map(|code| label(Choice::Departement(code), cx)),
        };
        filter.facets().filter_map(said).collect()
    }

    /// How many there are, and what is kept of them.
    fn head(&self, cx: &Cx) -> Line<'static> {
        let (preparing, late, blocked) = self.counts;
        let glyphs = &cx.theme.glyphs;
        let muted = cx.style(Role::Muted);
        let gap = || Span::styled(format!(" {} ", glyphs.separator), muted);
        let mut spans = vec![Span::raw(cx.words.count(Kind::Centre, self.rows.len()))];
        spans.extend(self.marked.said(cx));
        let filters = self.filter_words(cx);
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

    fn columns(&self, cx: &Cx, width: u16) -> Vec<Column> {
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

    fn cells(&self, cx: &Cx, index: usize, name_width: u16, wide: bool) -> Option<table::Row> {
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

    /// Below the table: what blocks the opening of the selected centre.
    fn below(&self, cx: &Cx, area: Rect, buf: &mut Buffer) {
        let Some(row) = self.selected() else { return };
        for x in area.x..area.right() {
            buf.set_string(x, area.y, cx.theme.glyphs.horizontal, cx.style(Role::Line));
        }
        let lines = facts::summary(row, cx);
        let room = usize::from(area.height.saturating_sub(1));
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
}

fn label(choice: Choice, cx: &Cx) -> String {
    let words = &cx.words;
    match choice {
        Choice::Everything => t!(words, "filter-everything"),
        Choice::Only(Only::Late) => t!(words, "filter-late"),
        Choice::Only(Only::Blocked) => t!(words, "filter-blocked"),
        Choice::Only(Only::Ready) => t!(words, "filter-ready"),
        Choice::Stage(key) => t!(words, "filter-at-stage", stage = words.choice_of(key)),
        Choice::Status(status) => words.choice_of(status),
        Choice::Departement(code) => values::departement(code),
        Choice::Departements => t!(words, "filter-departements"),
    }
}

/// The next or the previous stage column; before the first and after the last, none.
fn turned(stage: Option<StageKey>, forward: bool) -> Option<StageKey> {
    let len = StageKey::ALL.len();
    let at = stage.and_then(|stage| StageKey::ALL.iter().position(|key| *key == stage));
    let to = match (at, forward) {
        (None, true) => 0,
        (None, false) => len - 1,
        (Some(at), true) => at + 1,
        (Some(at), false) => at.checked_sub(1)?,
    };
    StageKey::ALL.get(to).copied()
}

impl Layer for Centres {
    fn context(&self) -> Context {
        match self.view {
            View::Table => Context::Centres,
            View::Board => Context::Board,
            View::Timeline => Context::Timeline,
        }
    }

    fn title(&self, cx: &Cx) -> String {
        crate::tui::screen::Screen::Centres.title(&cx.words)
    }

    fn hints(&self, _: &Cx) -> Vec<Action> {
        use Action::{CardBack, CardForward, DropMoves, KeepMoves, MoveTarget, NextView, Open};
        use Action::{StageEarlier, StageLater, ZoomIn, ZoomOut};
        match self.view {
            View::Table => {}
            View::Board => return vec![Open, CardForward, CardBack, NextView, MoveTarget],
            View::Timeline if self.supposing.is_empty() => {
                return vec![StageLater, StageEarlier, ZoomIn, ZoomOut, Open, NextView];
            }
            View::Timeline => return vec![KeepMoves, DropMoves, StageLater, StageEarlier],
        }
        let usual =
            vec![Action::Open, Action::MoveTarget, Action::Block, Action::Filter, Action::New, Action::NextView];
        // A centre is set aside, never deleted, from here.
        self.marked.hints(usual).into_iter().filter(|action| *action != Action::Delete).collect()
    }

    fn left(&self) -> Option<String> {
        let (filter, order, view, stage) = (self.filter.clone(), self.order, self.view, self.stage);
        let place = Place::of(&self.state, self.selected().map(|row| row.id));
        session::written(&Left { filter, order, view, stage, place })
    }

    fn take_up(&mut self, left: &str, cx: &mut Cx) {
        let left: Left = session::read(left);
        (self.filter, self.order, self.view, self.stage) = (left.filter, left.order, left.view, left.stage);
        self.refresh(cx);
        left.place.take_up(&mut self.state, self.rows.iter().map(|row| row.id));
    }

    fn update(&mut self, input: Input<'_>, cx: &mut Cx) -> Took {
        match input {
            Input::Action(action) => return self.action(action, cx),
            Input::Answer("filter-by", Answer::Text(text)) => {
                self.filter.text = text;
                self.filter.touch(Facet::Text);
                self.refresh(cx);
            }
            Input::Answer("filter-by", Answer::Picked(at)) => self.chosen(at, cx),
            Input::Answer(tag, answer) => {
                if self.cards.answer(tag, &answer, &mut self.acts, cx) == Took::No
                    && self.bulk.answered(tag, &answer, cx) == Took::No
                    && self.exporting.answered(tag, &answer, cx) == Took::No
                {
                    return self.acts.answer(tag, &answer, cx);
                }
            }
            Input::Reply(ticket, reply) if self.supposing.replied(ticket, reply, cx) == Took::Yes => {}
            Input::Reply(ticket, reply) if self.exporting.replied(ticket, reply, cx) == Took::Yes => {}
            Input::Reply(ticket, reply) => match self.bulk.replied(ticket, reply, cx) {
                Some(true) => self.marked.clear(),
                Some(false) => {}
                None => return self.acts.reply(ticket, reply, cx),
            },
            Input::DeskChanged | Input::Shown => self.refresh(cx),
            Input::Find(record) => return self.find(record, cx),
            _ => return Took::No,
        }
        Took::Yes
    }

    fn render(&self, cx: &Cx, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let supposed = self.supposing.said(self.selected().map(|row| row.id), area.width, cx);
        let head = supposed.filter(|_| self.view == View::Timeline).unwrap_or_else(|| self.head(cx));
        let head = text::ellipsis_line(&head, area.width.saturating_sub(1), cx.theme.glyphs.more);
        buf.set_line(area.x + 1, area.y, &head, area.width.saturating_sub(1));
        let below = match (self.view, area.height) {
            (View::Timeline, _) => 0,
            (_, 16..) => 6,
            (View::Table, 8..) => 3,
            // a card needs its lines more
            _ => 0,
        };
        let top = u16::from(area.height >= 14) + 1;
        let height = area.height.saturating_sub(top + below);
        let body = Rect { y: area.y + top, height, ..area };
        match self.view {
            View::Board if !self.rows.is_empty() => board::draw(cx, &self.rows, self.state.selected(), body, buf),
            View::Timeline if !self.rows.is_empty() => {
                let (timeline, supposing) = (&self.timeline, &self.supposing);
                let (rows, state, stage) = (&self.rows, &self.state, self.stage);
                Picture { cx, timeline, rows, state, stage, supposing }.draw(body, buf);
            }
            _ => self.table(cx, body, buf),
        }
        if below > 0 {
            self.below(cx, Rect { y: area.bottom() - below, height: below, ..area }, buf);
        }
        None
    }
}

impl Centres {
    fn table(&self, cx: &Cx, area: Rect, buf: &mut Buffer) {
        let columns = self.columns(cx, area.width);
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
        self.marked.draw(cx, area, &self.state, |index| self.rows.get(index).map(|row| row.id), buf);
    }

    fn empty(&self, cx: &Cx) -> Empty {
        let key = |action| cx.keymap.key_label(action, Context::Centres, &cx.words);
        if self.filter.is_empty() {
            let press = t!(cx.words, "centres-empty", new = key(Action::New), everyone = key(Action::Everyone));
            return Empty::new(cx.words.phrase(Kind::Centre, "none"), press);
        }
        let press = t!(cx.words, "filter-empty", clear = key(Action::ClearFilter));
        Empty::new(t!(cx.words, "filter-nothing"), press)
    }
}
