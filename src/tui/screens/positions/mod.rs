//! « Postes »: who is in post, who is looked for, since when, and what to do next.

mod acts;
mod page;
#[cfg(test)]
mod tests;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use acts::Acts;
use page::PositionPage;

use serde::{Deserialize, Serialize};

use crate::i18n::format;
use crate::model::reference::fold;
use crate::model::staffing::headcount;
use crate::model::{Candidacy, Centre, Kind, Position, PositionState, RecordId, Ref, Role as Job};
use crate::t;
use crate::tui::action::Action;
use crate::tui::context::Context;
use crate::tui::cx::Cx;
use crate::tui::filters::SetOrder;
use crate::tui::finder::Finder;
use crate::tui::layer::{Answer, Input, Layer, Took};
use crate::tui::list::ListState;
use crate::tui::marks::Marks;
use crate::tui::screens::centres::fitted;
use crate::tui::screens::shared::bulk::Bulk;
use crate::tui::screens::shared::copying::Copying;
use crate::tui::screens::shared::diverging;
use crate::tui::screens::shared::exporting::Exporting;
use crate::tui::session::{self, Place};
use crate::tui::sort::{Sort, SortKey};
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
    screen.refresh(cx);
    Box::new(screen)
}

/// One position of the list.
#[derive(Clone, Debug)]
struct Row {
    id: RecordId,
    position: Position,
    centre: String,
    candidacies: usize,
    /// What each column is sorted by.
    keys: Vec<SortKey>,
}

impl Row {
    fn new(id: RecordId, position: &Position, cx: &Cx) -> Self {
        let centre = position.centre.and_then(|centre| cx.desk.get::<Centre>(&centre.0));
        let centre = centre.map(crate::wording::title::centre_name).unwrap_or_default();
        let candidacies = cx.desk.about::<Candidacy>(&id).count();
        let number = |n: Option<i64>| n.map_or(SortKey::Empty, SortKey::Number);
        let place = |n: usize| i64::try_from(n).ok();
        let next = position.next_action().and_then(|id| cx.words.look_up(id));
        let keys = vec![
            SortKey::Text(fold(&centre)),
            number(position.role.and_then(|role| place(Job::ALL.iter().position(|one| *one == role)?))),
            number(position.fte.map(|fte| fte.thousandths())),
            number(position.state.and_then(|state| place(PositionState::ALL.iter().position(|one| *one == state)?))),
            number(position.days_open(cx.today())),
            number(place(candidacies).filter(|n| *n > 0)),
            number(place(position.checks_missing().len())),
            next.map_or(SortKey::Empty, |next| SortKey::Text(fold(&next))),
        ];
        Self { id, position: position.clone(), centre, candidacies, keys }
    }

    fn state(&self) -> PositionState {
        self.position.state.unwrap_or(PositionState::Need)
    }

    fn to_fill(&self) -> bool {
        !self.state().is_filled() && self.state() != PositionState::Departed
    }
}

/// What is found again at the next start.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Left {
    filter: Filter,
    sort: Sort,
    place: Place,
}

/// Which positions are kept. Everything that is set must hold.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Filter {
    text: String,
    to_fill: bool,
    state: Option<PositionState>,
    role: Option<Job>,
    centre: Option<RecordId>,
    order: SetOrder<Facet>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Facet {
    Text,
    ToFill,
    State,
    Role,
    Centre,
}

impl Filter {
    fn set_text(&mut self, text: String) {
        self.text = text;
        self.order.touch(Facet::Text, !self.text.is_empty());
    }

    fn set(&mut self, choice: Choice) {
        let facet = match choice {
            Choice::Everything => return *self = Self::default(),
            Choice::ToFill => {
                self.to_fill = true;
                Facet::ToFill
            }
            Choice::Centre(id) => {
                self.centre = Some(id);
                Facet::Centre
            }
            Choice::Role(role) => {
                self.role = Some(role);
                Facet::Role
            }
            Choice::State(state) => {
                self.state = Some(state);
                Facet::State
            }
        };
        self.order.touch(facet, true);
    }

    fn clear_last(&mut self) {
        match self.order.take_last() {
            Some(Facet::Text) => self.text.clear(),
            Some(Facet::ToFill) => self.to_fill = false,
            Some(Facet::State) => self.state = None,
            Some(Facet::Role) => self.role = None,
            Some(Facet::Centre) => self.centre = None,
            None => {}
        }
    }

    /// In words, in the order in which they were set.
    fn words(&self, cx: &Cx) -> Vec<String> {
        let said = |facet: Facet| match facet {
            Facet::Text => Some(t!(cx.words, "quoted", text = self.text.as_str())),
            Facet::ToFill => Some(label(Choice::ToFill, cx)),
            Facet::State => self.state.map(|state| label(Choice::State(state), cx)),
            Facet::Role => self.role.map(|role| label(Choice::Role(role), cx)),
            Facet::Centre => self.centre.map(|id| label(Choice::Centre(id), cx)),
        };
        self.order.iter().filter_map(said).collect()
    }

    fn keeps(&self, row: &Row) -> bool {
        let wanted = fold(&self.text);
        let label = row.position.label.as_deref().unwrap_or_default();
        (wanted.is_empty() || fold(&row.centre).contains(&wanted) || fold(label).contains(&wanted))
            && (!self.to_fill || row.to_fill())
            && self.state.is_none_or(|state| row.state() == state)
            && self.role.is_none_or(|role| row.position.role == Some(role))
            && self.centre.is_none_or(|id| row.position.centre.is_some_and(|centre| centre.0 == id))
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Choice {
    Everything,
    ToFill,
    /// The centre of the selected line.
    Centre(RecordId),
    Role(Job),
    State(PositionState),
}

/// The list.
#[derive(Default)]
pub struct Positions {
    rows: Vec<Row>,
    filter: Filter,
    sort: Sort,
    state: ListState,
    acts: Acts,
    menu: Vec<Choice>,
    marked: Marks<RecordId>,
    bulk: Bulk,
    exporting: Exporting,
}

impl Positions {
    fn refresh(&mut self, cx: &Cx) {
        let selected = self.selected().map(|row| row.id);
        let all = cx.desk.all::<Position>().filter_map(|(id, position)| {
            let centre = position.centre.and_then(|centre| cx.desk.get::<Centre>(&centre.0));
            let mine = cx.everyone || cx.desk.is_steward() || centre.is_some_and(|one| cx.desk.centre_is_mine(one));
            mine.then(|| Row::new(id, position, cx))
        });
        let mut rows: Vec<Row> = all.filter(|row| self.filter.keeps(row)).collect();
        self.sort.sort(&mut rows, |row| &row.keys, |row| (row.position.role, row.id));
        self.rows = rows;
        self.marked.keep(|id| cx.desk.get::<Position>(id).is_some());
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
            self.refresh(cx);
        }
        let at = self.rows.iter().position(|row| row.id == id);
        self.state.keep(at, self.rows.len());
        if of.is_some() || at.is_none() {
            cx.push(PositionPage::new(id));
        }
        Took::Yes
    }

    fn action(&mut self, action: Action, cx: &mut Cx) -> Took {
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
            Action::Filter => self.open_menu(cx),
            Action::ClearFilter => {
                self.filter.clear_last();
                self.refresh(cx);
            }
            Action::Mark | Action::MarkAll => {
                let keys: Vec<RecordId> = self.rows.iter().map(|row| row.id).collect();
                return self.marked.update(action, &keys, &mut self.state);
            }
            Action::Edit if !self.marked.is_empty() => self.bulk.edit(Kind::Position, self.marked.iter().collect(), cx),
            Action::Delete if !self.marked.is_empty() => {
                self.bulk.delete(Kind::Position, self.marked.iter().collect(), cx);
            }
            Action::Owner => {
                let marked: Vec<RecordId> = self.marked.iter().collect();
                let ids =
                    if marked.is_empty() { self.selected().map(|row| row.id).into_iter().collect() } else { marked };
                return self.bulk.owner(Kind::Position, ids, cx);
            }
            Action::SortNext | Action::SortReverse => {
                let columns = Self::columns(cx);
                self.sort.update(action, columns.len(), |column| COUNTS.contains(&column));
                self.refresh(cx);
            }
            Action::Copy => {
                let row = self.cells(cx, self.state.selected(), u16::MAX);
                let Some(copying) = row.map(|row| Copying::new(&Self::columns(cx), &row, cx)) else { return Took::No };
                cx.push(copying);
            }
            Action::ExportCsv => {
                let ids = self.rows.iter().map(|row| row.id).collect();
                self.exporting.records(Kind::Position, ids, cx);
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
        self.refresh(cx);
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
        first.extend(self.marked.said(cx));
        if let Some(column) = Self::columns(cx).get(self.sort.column).filter(|_| self.sort != Sort::default()) {
            let arrow = if self.sort.reverse { cx.theme.glyphs.down } else { cx.theme.glyphs.up };
            let by = t!(words, "records-sorted", field = column.title());
            first.extend([gap(), Span::styled(format!("{by} {arrow}"), muted)]);
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

    fn columns(cx: &Cx) -> Vec<Column> {
        let words = &cx.words;
        let field =
            |key: &str| Kind::Position.field(key).map(|spec| words.field(Kind::Position, spec)).unwrap_or_default();
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

fn label(choice: Choice, cx: &Cx) -> String {
    match choice {
        Choice::Everything => t!(cx.words, "filter-everything"),
        Choice::ToFill => t!(cx.words, "filter-to-fill"),
        Choice::Centre(id) => cx.desk.get::<Centre>(&id).map(crate::wording::title::centre_name).unwrap_or_default(),
        Choice::Role(role) => cx.words.choice_of(role),
        Choice::State(state) => cx.words.choice_of(state),
    }
}

/// Red from three months on: a need that long is a matter for the head office.
const LONG_OPEN: i64 = 90;

fn words_days(days: i64, cx: &Cx) -> Line<'static> {
    let shown = t!(cx.words, "days-short", days = format::whole(cx.words.lang, days));
    if days < LONG_OPEN {
        return Line::raw(shown);
    }
    Line::styled(format!("{} {shown}", cx.theme.glyphs.late), cx.style(Role::Late))
}

/// The state with its sign.
fn state(position: &Position, cx: &Cx) -> Line<'static> {
    let glyphs = &cx.theme.glyphs;
    let state = position.state.unwrap_or(PositionState::Need);
    let (sign, role) = match state {
        PositionState::InPost => (glyphs.dot, Role::Done),
        PositionState::Signed => (glyphs.done, Role::Done),
        PositionState::Absent => (glyphs.ring, Role::Soon),
        PositionState::Departed => (glyphs.not_applicable, Role::Muted),
        PositionState::Need => (glyphs.open, Role::Text),
        _ => (glyphs.under_way, Role::UnderWay),
    };
    Line::styled(format!("{sign} {}", cx.words.choice_of(state)), cx.style(role))
}

/// `√√□`: council and RPPS, contract sent, CPS; only once they matter.
fn checks(position: &Position, cx: &Cx) -> Line<'static> {
    let matters =
        position.role.is_some_and(Job::is_professional) && position.state.is_some_and(PositionState::under_contract);
    if !matters {
        return Line::default();
    }
    let missing = position.checks_missing();
    let spans = acts::CHECKS.iter().map(|key| match missing.contains(key) {
        true => Span::styled(cx.theme.glyphs.open, cx.style(Role::Soon)),
        false => Span::styled(cx.theme.glyphs.done, cx.style(Role::Done)),
    });
    Line::from_iter(spans)
}

/// A position in one line, for pages about its centre.
pub fn in_words(position: &Position, cx: &Cx) -> Line<'static> {
    let role = position.role.map(|role| cx.words.choice_of(role)).unwrap_or_default();
    let fte = position.fte.map(|fte| format::with_unit(&cx.words, &values::decimal(cx.words.lang, fte), "ETP"));
    let mut spans = state(position, cx);
    let style = spans.style;
    let mut line: Vec<Span<'static>> = spans.spans.drain(..).map(|span| span.patch_style(style)).collect();
    line.insert(0, Span::raw(format!("{role:<19}")));
    line.extend(fte.map(|fte| Span::styled(format!("  {fte}"), cx.style(Role::Muted))));
    if let Some(days) = position.days_open(cx.today()) {
        line.push(Span::styled(format!("  {}", t!(cx.words, "days-short", days = days)), cx.style(Role::Muted)));
    }
    Line::from(line)
}

/// « Médecin, Céret ».
fn title(position: &Position, cx: &Cx) -> String {
    let lookup = |id| cx.desk.card(&id).map(|card| card.record.clone());
    crate::wording::title::title(&position.clone().into(), &cx.words, &lookup)
}

impl Layer for Positions {
    fn context(&self) -> Context {
        Context::Positions
    }

    fn title(&self, cx: &Cx) -> String {
        crate::tui::screen::Screen::Positions.title(&cx.words)
    }

    fn hints(&self, _: &Cx) -> Vec<Action> {
        self.marked.hints(vec![
            Action::Advance,
            Action::ToggleCheck,
            Action::AddCandidacy,
            Action::Open,
            Action::New,
            Action::Filter,
        ])
    }

    fn left(&self) -> Option<String> {
        let place = Place::of(&self.state, self.selected().map(|row| row.id));
        session::written(&Left { filter: self.filter.clone(), sort: self.sort, place })
    }

    fn take_up(&mut self, left: &str, cx: &mut Cx) {
        let left: Left = session::read(left);
        (self.filter, self.sort) = (left.filter, left.sort);
        self.refresh(cx);
        left.place.take_up(&mut self.state, self.rows.iter().map(|row| row.id));
    }

    fn update(&mut self, input: Input<'_>, cx: &mut Cx) -> Took {
        match input {
            Input::Action(action) => return self.action(action, cx),
            Input::Answer("filter-by", Answer::Text(text)) => {
                self.filter.set_text(text);
                self.refresh(cx);
            }
            Input::Answer("filter-by", Answer::Picked(at)) => self.chosen(at, cx),
            Input::Answer(tag, answer) => {
                if self.bulk.answered(tag, &answer, cx) == Took::No
                    && self.exporting.answered(tag, &answer, cx) == Took::No
                {
                    return self.acts.answer(tag, &answer, cx);
                }
            }
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

    fn render(&self, cx: &Cx, area: Rect, buf: &mut Buffer) -> Option<ratatui::layout::Position> {
        let heads = if area.height >= 10 { 2 } else { 1 };
        for (line, y) in self.head(cx).iter().take(heads).zip(area.y..) {
            let line = text::ellipsis_line(line, area.width.saturating_sub(1), cx.theme.glyphs.more);
            buf.set_line(area.x + 1, y, &line, area.width.saturating_sub(1));
        }
        let top = u16::try_from(heads).unwrap_or(1) + u16::from(area.height >= 14);
        let next = u16::from(area.height >= 10) * 2;
        let table = Rect { y: area.y + top, height: area.height.saturating_sub(top + next), ..area };
        let (columns, empty) = (Self::columns(cx), self.empty(cx));
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
        self.marked.draw(cx, table, &self.state, |index| self.rows.get(index).map(|row| row.id), buf);
        if let (Some(row), true) = (self.selected(), next > 0) {
            let line = text::ellipsis_line(&Self::below(row, cx), area.width.saturating_sub(1), cx.theme.glyphs.more);
            buf.set_line(area.x + 1, area.bottom() - 1, &line, area.width.saturating_sub(1));
        }
        None
    }
}
