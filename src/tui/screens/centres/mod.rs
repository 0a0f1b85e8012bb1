//! « Centres »: every centre against the six stages of its way to the opening.

mod acts;
mod board;
mod cards;
mod draw;
mod facts;
mod filter;
mod legend;
mod list;
mod look;
mod page;
mod rows;
#[cfg(test)]
mod tests;
mod timeline;
mod what_if;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use serde::{Deserialize, Serialize};

pub use acts::{Acts, Target};
use cards::Cards;
use filter::{Choice, Filter, Only, label};
use list::columns;
pub use look::{fitted, slip, stage_cell, stage_sign, status, step_sign};
pub use page::CentrePage;
use rows::{FIRST, Row, SLIP};
use timeline::{Picture, Stretch, Timeline};
use what_if::Supposing;

use crate::model::forecast::Durations;
use crate::model::{Centre, CentreStatus, Kind, RecordId, StageKey};
use crate::tui::action::Action;
use crate::tui::context::Context;
use crate::tui::cx::Cx;
use crate::tui::finder::Finder;
use crate::tui::layer::{Answer, Input, Layer, Took};
use crate::tui::list::ListState;
use crate::tui::screens::shared::listing::{self, Lines, Listing};
use crate::tui::session::{self, Place};
use crate::tui::sort::Sort;
use crate::tui::table::{self, Column};
use crate::tui::text;

pub fn screen(cx: &mut Cx) -> Box<dyn Layer> {
    let mut screen = Centres::default();
    screen.listing.sort = FIRST;
    screen.load(cx);
    Box::new(screen)
}

/// The list.
#[derive(Default)]
pub struct Centres {
    rows: Vec<Row>,
    /// In preparation, late, blocked, among all that could be listed.
    counts: (usize, usize, usize),
    filter: Filter,
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
    listing: Listing,
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
    /// As at first, where another version left another order.
    sort: Option<Sort>,
    view: View,
    stage: Option<StageKey>,
    span: Stretch,
    place: Place,
}

impl Centres {
    fn load(&mut self, cx: &Cx) {
        let selected = self.selected().map(|row| row.id);
        let mine = |centre: &Centre| cx.everyone || cx.desk.is_steward() || cx.desk.centre_is_mine(centre);
        let all = cx.desk.all::<Centre>().filter(|(_, centre)| mine(centre));
        self.durations = cx.desk.durations(cx.today());
        self.supposing.refresh(&self.durations, cx);
        let mut rows: Vec<Row> = all.filter_map(|(id, centre)| Row::of(id, centre, &self.durations, cx)).collect();
        let count = |keep: &dyn Fn(&Row) -> bool| rows.iter().filter(|row| keep(row)).count();
        self.counts = (count(&Row::preparing), count(&Row::late), count(&Row::blocked));
        rows.retain(|row| self.filter.keeps(row));
        self.listing.sort.sort(&mut rows, |row| &row.keys, |row| row.id);
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
            self.load(cx);
        }
        self.keep(Some(page.centre()));
        cx.push(page);
        Took::Yes
    }

    fn action(&mut self, action: Action, cx: &mut Cx) -> Took {
        match action {
            Action::NextView => self.view = self.view.next(),
            Action::Legend => cx.push(self.view.legend(cx)),
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
                self.load(cx);
            }
            action if action != Action::Delete && listing::act(self, action, cx) == Took::Yes => {}
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
            Some(Choice::Departements) => {
                let all = crate::model::reference::departements().iter().map(|one| Choice::Departement(one.code));
                self.menu = all.collect();
                return self.show_menu(cx);
            }
            Some(choice) => self.filter.set(choice),
        }
        self.load(cx);
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

impl Lines for Centres {
    fn kind(&self) -> Kind {
        Kind::Centre
    }

    fn ids(&self) -> Vec<RecordId> {
        self.rows.iter().map(|row| row.id).collect()
    }

    fn parts(&mut self) -> (&mut Listing, &mut ListState) {
        (&mut self.listing, &mut self.state)
    }

    fn columns(&self, cx: &Cx) -> Vec<Column> {
        columns(cx, u16::MAX)
    }

    fn selected_row(&self, cx: &Cx) -> Option<table::Row> {
        self.cells(cx, self.state.selected(), u16::MAX, true)
    }

    fn largest_first(&self, column: usize) -> bool {
        column == SLIP
    }

    fn refresh(&mut self, cx: &Cx) {
        self.load(cx);
    }
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
        self.listing.marked.hints(usual).into_iter().filter(|action| *action != Action::Delete).collect()
    }

    fn left(&self) -> Option<String> {
        let (filter, sort, view, stage) = (self.filter.clone(), Some(self.listing.sort), self.view, self.stage);
        let place = Place::of(&self.state, self.selected().map(|row| row.id));
        session::written(&Left { filter, sort, view, stage, span: self.timeline.left(), place })
    }

    fn take_up(&mut self, left: &str, cx: &mut Cx) {
        let left: Left = session::read(left);
        (self.filter, self.view, self.stage) = (left.filter, left.view, left.stage);
        self.listing.sort = left.sort.unwrap_or(FIRST);
        self.timeline.take_up(left.span);
        self.load(cx);
        left.place.take_up(&mut self.state, self.rows.iter().map(|row| row.id));
    }

    fn update(&mut self, input: Input<'_>, cx: &mut Cx) -> Took {
        match input {
            Input::Action(action) => return self.action(action, cx),
            Input::Pointed(row) if row == self.state.selected() => return self.action(Action::Open, cx),
            Input::Pointed(row) => self.state.select(row, self.rows.len()),
            Input::Answer("filter-by", Answer::Text(text)) => {
                self.filter.set_text(text);
                self.load(cx);
            }
            Input::Answer("filter-by", Answer::Picked(at)) => self.chosen(at, cx),
            Input::Answer(tag, answer) => {
                if self.cards.answer(tag, &answer, &mut self.acts, cx) == Took::No
                    && self.listing.answered(tag, &answer, cx) == Took::No
                {
                    return self.acts.answer(tag, &answer, cx);
                }
            }
            Input::Reply(ticket, reply) if self.supposing.replied(ticket, reply, cx) == Took::Yes => {}
            Input::Reply(ticket, reply) if self.listing.replied(ticket, reply, cx) == Took::Yes => {}
            Input::Reply(ticket, reply) => return self.acts.reply(ticket, reply, cx),
            Input::DeskChanged | Input::Shown => self.load(cx),
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
