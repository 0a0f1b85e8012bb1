//! « Postes »: who is in post, who is looked for, since when, and what to do next.

mod acts;
mod look;
mod page;
mod rows;
#[cfg(test)]
mod tests;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use acts::Acts;
pub use look::in_words;
use look::{checks, state, title, words_days};
use page::PositionPage;
use rows::{Choice, Filter, Row, label};

use serde::{Deserialize, Serialize};

use crate::model::staffing::headcount;
use crate::model::{Candidacy, Centre, Kind, Position, PositionState, RecordId, Ref, Role as Job};
use crate::t;
use crate::tui::action::Action;
use crate::tui::context::Context;
use crate::tui::cx::Cx;
use crate::tui::finder::Finder;
use crate::tui::layer::{Answer, Input, Layer, Took};
use crate::tui::list::ListState;
use crate::tui::screens::centres::fitted;
use crate::tui::screens::shared::diverging;
use crate::tui::screens::shared::listing::{self, Lines, Listing};
use crate::tui::screens::shared::overview::OverviewPage;
use crate::tui::session::{self, Place};
use crate::tui::sort::Sort;
use crate::tui::table::{self, Column, Empty, Table};
use crate::tui::text;
use crate::tui::theme::Role;
use crate::wording::values;

/// The columns that begin with the largest: days open, candidacies, checks that are missing.
const COUNTS: [usize; 3] = [4, 5, 6];
/// Professionals that the Région wants in post.
const GOAL: i64 = 200;

pub fn screen(cx: &mut Cx) -> Box<dyn Layer> {
    let mut screen = Positions::default();
    screen.load(cx);
    Box::new(screen)
}

/// What is found again at the next start.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Left {
    filter: Filter,
    sort: Sort,
    place: Place,
}

/// The list.
#[derive(Default)]
pub struct Positions {
    rows: Vec<Row>,
    filter: Filter,
    state: ListState,
    acts: Acts,
    menu: Vec<Choice>,
    listing: Listing,
}

impl Lines for Positions {
    fn kind(&self) -> Kind {
        Kind::Position
    }

    fn ids(&self) -> Vec<RecordId> {
        self.rows.iter().map(|row| row.id).collect()
    }

    fn parts(&mut self) -> (&mut Listing, &mut ListState) {
        (&mut self.listing, &mut self.state)
    }

    fn columns(&self, cx: &Cx) -> Vec<Column> {
        columns(cx)
    }

    fn selected_row(&self, cx: &Cx) -> Option<table::Row> {
        self.cells(cx, self.state.selected(), u16::MAX)
    }

    fn largest_first(&self, column: usize) -> bool {
        COUNTS.contains(&column)
    }

    fn refresh(&mut self, cx: &Cx) {
        self.load(cx);
    }
}

impl Positions {
    fn load(&mut self, cx: &Cx) {
        let selected = self.selected().map(|row| row.id);
        let mut rows: Vec<Row> = listed(cx, &self.filter).collect();
        self.listing.sort.sort(&mut rows, |row| &row.keys, |row| (row.position.role, row.id));
        self.rows = rows;
        self.listing.marked.keep(|id| cx.desk.get::<Position>(id).is_some());
        let at = selected.and_then(|id| self.rows.iter().position(|row| row.id == id));
        self.state.keep(at, self.rows.len());
    }

    fn selected(&self) -> Option<&Row> {
        self.rows.get(self.state.selected())
    }

    /// Another screen leads to a position, or to a candidacy for one.
    fn find(&mut self, record: RecordId, cx: &mut Cx) -> Took {
        let of = cx.desk.get::<Candidacy>(&record).and_then(|one| one.position).map(|position| position.0);
        let id = of.unwrap_or(record);
        if cx.desk.get::<Position>(&id).is_none() {
            return Took::No;
        }
        if !self.rows.iter().any(|row| row.id == id) {
            self.filter = Filter::default();
            self.load(cx);
        }
        let at = self.rows.iter().position(|row| row.id == id);
        self.state.keep(at, self.rows.len());
        if of.is_some() || at.is_none() {
            cx.push(PositionPage::new(id));
        }
        Took::Yes
    }

    fn action(&mut self, action: Action, cx: &mut Cx) -> Took {
        if listing::act(self, action, cx) == Took::Yes {
            return Took::Yes;
        }
        match action {
            Action::New => {
                let centre: Option<Ref<Centre>> = self.selected().and_then(|row| row.position.centre);
                Acts::new_position(centre, cx);
            }
            Action::Open => {
                if let Some(row) = self.selected() {
                    cx.push(PositionPage::new(row.id));
                }
            }
            Action::Overview => return self.overview(cx),
            Action::Filter => self.open_menu(cx),
            Action::ClearFilter => {
                self.filter.clear_last();
                self.load(cx);
            }
            action => {
                if self.state.update(action, self.rows.len()) == Took::Yes {
                    return Took::Yes;
                }
                return match self.selected().map(|row| row.id) {
                    Some(id) => self.acts.act(action, id, cx),
                    None => Took::No,
                };
            }
        }
        Took::Yes
    }

    /// The recruitments that are listed; those that will be, while it is open.
    fn overview(&self, cx: &mut Cx) -> Took {
        let filter = self.filter.clone();
        let narrowed = filter.words(cx);
        OverviewPage::open(Kind::Position, narrowed, move |cx| listed(cx, &filter).map(|row| row.id).collect(), cx)
    }

    fn open_menu(&mut self, cx: &mut Cx) {
        let centre = self.selected().and_then(|row| row.position.centre).map(|centre| Choice::Centre(centre.0));
        let start = [Choice::Everything, Choice::ToFill].into_iter().chain(centre);
        let roles = Job::ALL.iter().copied().map(Choice::Role);
        self.menu = start.chain(roles).chain(PositionState::ALL.iter().copied().map(Choice::State)).collect();
        let lines = self.menu.iter().map(|choice| label(*choice, cx)).collect();
        cx.push(Finder::new("filter-by", text::sentence(&Action::Filter.label(&cx.words)), lines).or_text());
    }

    fn chosen(&mut self, at: usize, cx: &Cx) {
        let Some(choice) = self.menu.get(at).copied() else { return };
        self.filter.set(choice);
        self.load(cx);
    }

    /// The whole service against its goal; then what is listed, filled against needed by role.
    fn head(&self, cx: &Cx) -> [Line<'static>; 2] {
        let (words, muted) = (&cx.words, cx.style(Role::Muted));
        let gap = || Span::styled(format!(" {} ", cx.theme.glyphs.separator), muted);
        let everyone = headcount(cx.desk.all::<Position>().map(|(_, position)| position));
        let n = i64::try_from(everyone.professionals()).unwrap_or(i64::MAX);
        let mut first = vec![Span::raw(t!(words, "positions-goal", n = n, goal = GOAL))];
        if self.filter != Filter::default() {
            let clear = cx.keymap.key_label(Action::ClearFilter, Context::Positions, words);
            let parts = self.filter.words(cx);
            let said = t!(words, "filter-shown", n = parts.len(), what = parts.join(", "), key = clear);
            first.extend([gap(), Span::styled(said, cx.style(Role::Accent))]);
        }
        first.extend(self.listing.marked.said(cx));
        let sort = self.listing.sort;
        if let Some(column) = columns(cx).get(sort.column).filter(|_| sort != Sort::default()) {
            first.extend([gap(), self.listing.sorted(column.title(), cx)]);
        }
        let listed = headcount(self.rows.iter().map(|row| &row.position));
        let (filled, needed) = (listed.filled(), listed.needed());
        let mut second = vec![Span::raw(t!(words, "positions-filled", filled = filled, needed = needed))];
        for count in listed.roles.iter().filter(|count| count.needed > 0) {
            let role = if count.filled == count.needed { Role::Done } else { Role::Text };
            second.extend([
                gap(),
                Span::styled(format!("{} ", words.choice_of(count.role)), muted),
                Span::styled(format!("{}/{}", count.filled, count.needed), cx.style(role)),
            ]);
        }
        [Line::from(first), Line::from(second)]
    }

    fn cells(&self, cx: &Cx, index: usize, width: u16) -> Option<table::Row> {
        let row = self.rows.get(index)?;
        let words = &cx.words;
        let position = &row.position;
        let centre = fitted(&row.centre, width);
        let centre = if index == self.state.selected() { centre.to_owned() } else { cx.veiled(centre) };
        let days = position.days_open(cx.today()).map(|days| words_days(days, cx)).unwrap_or_default();
        let next = position.next_action().and_then(|id| words.look_up(id)).unwrap_or_default();
        let candidacies = if row.candidacies > 0 { row.candidacies.to_string() } else { String::new() };
        Some(vec![
            diverging::marked(cx, !diverging::around(cx, row.id).is_empty(), Line::raw(centre)),
            Line::raw(position.role.map(|role| words.choice_of(role)).unwrap_or_default()),
            Line::raw(position.fte.map(|fte| values::decimal(words.lang, fte)).unwrap_or_default()),
            state(position, cx),
            days,
            Line::raw(candidacies),
            checks(position, cx),
            Line::raw(next),
        ])
    }

    /// The selected position: what is to be done, and the checks that are missing.
    fn below(row: &Row, cx: &Cx) -> Line<'static> {
        let position = &row.position;
        let next = position.next_action().and_then(|id| cx.words.look_up(id));
        let matters = position.state.is_some_and(PositionState::under_contract);
        let missing = position.checks_missing().into_iter().filter(|_| matters).filter_map(|key| {
            let spec = Kind::Position.field(key)?;
            Some(format!("{} {}", cx.theme.glyphs.open, cx.words.field(Kind::Position, spec)))
        });
        let mut spans = vec![Span::styled(title(position, cx), cx.style(Role::Title))];
        let parts = next.into_iter().chain(missing);
        spans.extend(parts.map(|said| Span::raw(format!(" {} {said}", cx.theme.glyphs.separator))));
        Line::from(spans)
    }

    fn empty(&self, cx: &Cx) -> Empty {
        let key = |action| cx.keymap.key_label(action, Context::Positions, &cx.words);
        if self.filter == Filter::default() {
            let press = t!(cx.words, "positions-empty", new = key(Action::New), everyone = key(Action::Everyone));
            return Empty::new(cx.words.phrase(Kind::Position, "none"), press);
        }
        Empty::new(t!(cx.words, "filter-nothing"), t!(cx.words, "filter-empty", clear = key(Action::ClearFilter)))
    }
}

/// The positions that show, in no order.
fn listed<'a>(cx: &'a Cx, filter: &'a Filter) -> impl Iterator<Item = Row> + 'a {
    let all = cx.desk.all::<Position>().filter_map(|(id, position)| {
        let centre = position.centre.and_then(|centre| cx.desk.get::<Centre>(&centre.0));
        let mine = cx.everyone || cx.desk.is_steward() || centre.is_some_and(|one| cx.desk.centre_is_mine(one));
        mine.then(|| Row::new(id, position, cx))
    });
    all.filter(|row| filter.keeps(row))
}

fn columns(cx: &Cx) -> Vec<Column> {
    let words = &cx.words;
    let field = |key: &str| Kind::Position.field(key).map(|spec| words.field(Kind::Position, spec)).unwrap_or_default();
    vec![
        Column::fill(field("centre"), 12).keep(120),
        Column::fixed(field("role"), 18).keep(110),
        Column::fixed(t!(words, "column-fte"), 4).right().keep(60),
        Column::fixed(field("state"), 17).keep(115),
        Column::fixed(t!(words, "column-days-open"), 7).right().keep(105),
        Column::fixed(t!(words, "column-candidacies"), 5).right().keep(70),
        Column::fixed(t!(words, "column-checks"), 7).keep(50),
        Column::fill(t!(words, "column-next"), 22).keep(40),
    ]
}

impl Layer for Positions {
    fn context(&self) -> Context {
        Context::Positions
    }

    fn title(&self, cx: &Cx) -> String {
        crate::tui::screen::Screen::Positions.title(&cx.words)
    }

    fn hints(&self, _: &Cx) -> Vec<Action> {
        self.listing.marked.hints(vec![
            Action::Advance,
            Action::ToggleCheck,
            Action::AddCandidacy,
            Action::Overview,
            Action::Open,
            Action::New,
            Action::Filter,
        ])
    }

    fn left(&self) -> Option<String> {
        let place = Place::of(&self.state, self.selected().map(|row| row.id));
        session::written(&Left { filter: self.filter.clone(), sort: self.listing.sort, place })
    }

    fn take_up(&mut self, left: &str, cx: &mut Cx) {
        let left: Left = session::read(left);
        (self.filter, self.listing.sort) = (left.filter, left.sort);
        self.load(cx);
        left.place.take_up(&mut self.state, self.rows.iter().map(|row| row.id));
    }

    fn update(&mut self, input: Input<'_>, cx: &mut Cx) -> Took {
        match input {
            Input::Action(action) => return self.action(action, cx),
            Input::Answer("filter-by", Answer::Text(text)) => {
                self.filter.set_text(text);
                self.load(cx);
            }
            Input::Answer("filter-by", Answer::Picked(at)) => self.chosen(at, cx),
            Input::Answer(tag, answer) => {
                if self.listing.answered(tag, &answer, cx) == Took::No {
                    return self.acts.answer(tag, &answer, cx);
                }
            }
            Input::Reply(ticket, reply) => {
                if self.listing.replied(ticket, reply, cx) == Took::No {
                    return self.acts.reply(ticket, reply, cx);
                }
            }
            Input::DeskChanged | Input::Shown => self.load(cx),
            Input::Find(record) => return self.find(record, cx),
            _ => return Took::No,
        }
        Took::Yes
    }

    fn render(&self, cx: &Cx, area: Rect, buf: &mut Buffer) -> Option<ratatui::layout::Position> {
        let heads = if area.height >= 10 { 2 } else { 1 };
        for (line, y) in self.head(cx).iter().take(heads).zip(area.y..) {
            let line = text::ellipsis_line(line, area.width.saturating_sub(1), cx.theme.glyphs.more);
            buf.set_line(area.x + 1, y, &line, area.width.saturating_sub(1));
        }
        let top = u16::try_from(heads).unwrap_or(1) + u16::from(area.height >= 14);
        let next = u16::from(area.height >= 10) * 2;
        let table = Rect { y: area.y + top, height: area.height.saturating_sub(top + next), ..area };
        let (columns, empty) = (columns(cx), self.empty(cx));
        let width = table::layout(&columns, area.width.saturating_sub(4)).first().map_or(0, |(_, width)| *width);
        Table {
            cx,
            columns: &columns,
            len: self.rows.len(),
            row: &|index| self.cells(cx, index, width),
            state: &self.state,
            focused: true,
            empty: &empty,
        }
        .render(table, buf);
        self.listing.marked.draw(cx, table, &self.state, |index| self.rows.get(index).map(|row| row.id), buf);
        if let (Some(row), true) = (self.selected(), next > 0) {
            let line = text::ellipsis_line(&Self::below(row, cx), area.width.saturating_sub(1), cx.theme.glyphs.more);
            buf.set_line(area.x + 1, area.bottom() - 1, &line, area.width.saturating_sub(1));
        }
        None
    }
}
