//! « Autres fiches »: every kind of record but visits, as table, page and form from its declaration.

mod acts;
mod columns;
mod filter;
mod page;
pub mod scope;
mod sheet;

#[cfg(test)]
mod tests;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;
use ratatui::widgets::Widget;
use serde::{Deserialize, Serialize};

use crate::model::{Kind, LocalTime};
use crate::t;
use crate::tui::action::Action;
use crate::tui::context::Context;
use crate::tui::cx::Cx;
use crate::tui::layer::{Answer, Input, Layer, Took};
use crate::tui::list::ListState;
use crate::tui::screen::Screen;
use crate::tui::screens::shared::talk;
use crate::tui::session;
use crate::tui::table::{Column, Empty, Table};
use crate::tui::theme::Role;

use crate::wording::values;

pub use page::RecordPage;
use sheet::{Left, Open, Sheet};

/// In the order of the service: places, what is said, the work, the figures, the team.
const KINDS: [Kind; 18] = [
    Kind::Member,
    Kind::Contact,
    Kind::Exchange,
    Kind::Followup,
    Kind::Note,
    Kind::Centre,
    Kind::Stage,
    Kind::Step,
    Kind::Position,
    Kind::Candidacy,
    Kind::Circulation,
    Kind::Duty,
    Kind::Project,
    Kind::Milestone,
    Kind::Indicator,
    Kind::Device,
    Kind::Erasure,
    Kind::Setting,
];

/// The list of kinds, with how many records each has.
pub fn screen(cx: &mut Cx) -> Box<dyn Layer> {
    let mut kinds = Kinds { rows: Vec::new(), state: ListState::default(), left: Left::default() };
    kinds.load(cx);
    Box::new(kinds)
}

struct Kinds {
    rows: Vec<KindRow>,
    state: ListState,
    left: Left,
}

/// What is found again at the next start.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Kept {
    kind: u16,
    open: Option<Open>,
}

struct KindRow {
    kind: Kind,
    count: usize,
    diverging: usize,
    /// UTC milliseconds of the latest change.
    updated: Option<i64>,
}

impl Kinds {
    fn load(&mut self, cx: &Cx) {
        let row = |kind: Kind| {
            let cards: Vec<_> = cx.desk.cards(kind).filter(|card| scope::shown(cx, card)).collect();
            KindRow {
                kind,
                count: cards.len(),
                diverging: cards.iter().filter(|card| !card.diverging.is_empty()).count(),
                updated: cards.iter().map(|card| card.updated).max(),
            }
        };
        self.rows = KINDS.into_iter().map(row).collect();
    }

    fn selected(&self) -> Option<Kind> {
        self.rows.get(self.state.selected()).map(|row| row.kind)
    }
}

impl Layer for Kinds {
    fn context(&self) -> Context {
        Context::Records
    }

    fn title(&self, cx: &Cx) -> String {
        Screen::Records.title(&cx.words)
    }

    fn hints(&self, _: &Cx) -> Vec<Action> {
        vec![Action::Open, Action::New]
    }

    fn left(&self) -> Option<String> {
        let kind = self.selected().map(Kind::number).unwrap_or_default();
        session::written(&Kept { kind, open: self.left.borrow().open.clone() })
    }

    fn take_up(&mut self, left: &str, cx: &mut Cx) {
        let kept: Kept = session::read(left);
        let at = self.rows.iter().position(|row| row.kind.number() == kept.kind);
        self.state.keep(at, self.rows.len());
        if let Some(sheet) = kept.open.as_ref().and_then(|open| Sheet::open(open, &self.left, cx)) {
            cx.push(sheet);
        }
    }

    fn update(&mut self, input: Input<'_>, cx: &mut Cx) -> Took {
        match input {
            Input::Shown | Input::DeskChanged => self.load(cx),
            // The table that is open, if one is, hears of it after this.
            Input::Leaving => self.left.borrow_mut().open = None,
            Input::Find(id) if cx.desk.card(&id).is_some() => cx.push(RecordPage::new(id)),
            Input::Answer(tag, answer @ Answer::Form(_)) => return talk::answered(tag, &answer, cx),
            Input::Action(Action::Open | Action::Details) => match self.selected() {
                Some(kind) => {
                    let sheet = Sheet::new(kind, &self.left, cx);
                    cx.push(sheet);
                }
                None => return Took::No,
            },
            Input::Action(Action::New) => match self.selected() {
                Some(kind) => acts::create(kind, cx),
                None => return Took::No,
            },
            Input::Action(action) => return self.state.update(action, self.rows.len()),
            _ => return Took::No,
        }
        Took::Yes
    }

    fn render(&self, cx: &Cx, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let words = &cx.words;
        let columns = [
            Column::fill(t!(words, "records-kind"), 16).keep(110),
            Column::fixed(t!(words, "records-count"), 8).right(),
            Column::fixed(t!(words, "records-diverging"), 13).right().keep(90),
            Column::fixed(t!(words, "records-changed"), 16).keep(80),
        ];
        let row = |index: usize| {
            let row = self.rows.get(index)?;
            let changed =
                row.updated.filter(|at| *at > 0).and_then(LocalTime::in_france_at).map(values::date_time_short);
            let none = row.count == 0;
            let count = if none { cx.style(Role::Muted) } else { cx.style(Role::Text) };
            let diverging = match row.diverging {
                0 => Line::default(),
                n => {
                    Line::styled(format!("{} {}", cx.theme.glyphs.diverging, words.figure(n)), cx.style(Role::Warning))
                }
            };
            Some(vec![
                Line::styled(words.kind_plural(row.kind), count),
                Line::styled(words.figure(row.count), count),
                diverging,
                Line::styled(changed.unwrap_or_default(), cx.style(Role::Muted)),
            ])
        };
        let width = area.width.min(WIDEST);
        let (len, state, empty) = (self.rows.len(), &self.state, &Empty::default());
        Table { cx, columns: &columns, len, row: &row, state, focused: true, empty }
            .render(Rect { width, ..area }, buf);
        None
    }
}

/// Wider, the counts stand too far from their names.
const WIDEST: u16 = 76;
