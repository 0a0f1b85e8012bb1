//! What the last imports did: the list of reports, and one of them, of which each line leads to its record.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;
use ratatui::widgets::Widget;

use super::report;
use crate::i18n::format;
use crate::model::{Kind, LocalTime};
use crate::t;
use crate::tui::action::Action;
use crate::tui::context::Context;
use crate::tui::cx::Cx;
use crate::tui::layer::{Input, Layer, Took};
use crate::tui::list::ListState;
use crate::tui::request::{Reply, Request, Ticket};
use crate::tui::screen::Screen;
use crate::tui::table::{Column, Empty, Row, Table};
use crate::tui::text;
use crate::tui::theme::Role;
use crate::workspace::{PastImport, ReportLine, What};

/// The reports that are kept, newest first.
#[derive(Default)]
pub struct ImportsPage {
    all: Vec<PastImport>,
    asked: Option<Ticket>,
    state: ListState,
}

impl ImportsPage {
    fn row(&self, cx: &Cx, index: usize) -> Option<Row> {
        let past = self.all.get(index)?;
        let taken = LocalTime::in_france_at(past.taken).map(|at| format::date_short(at.date())).unwrap_or_default();
        let lines = past.report.lines.len() as u64 + past.report.more;
        let worth = if lines > 0 { Role::Soon } else { Role::Muted };
        Some(vec![
            Line::raw(taken),
            Line::raw(report::name(cx, past.sender)),
            Line::styled(past.number.to_string(), cx.style(Role::Muted)),
            Line::raw(cx.words.figure(past.report.new)),
            Line::styled(cx.words.figure(lines), cx.style(worth)),
        ])
    }
}

impl Layer for ImportsPage {
    fn context(&self) -> Context {
        Context::List
    }

    fn title(&self, cx: &Cx) -> String {
        t!(cx.words, "imports-title")
    }

    fn hints(&self, _: &Cx) -> Vec<Action> {
        vec![Action::Open, Action::Back]
    }

    fn update(&mut self, input: Input<'_>, cx: &mut Cx) -> Took {
        match input {
            Input::Shown => self.asked = Some(cx.request(Request::PastImports)),
            Input::Reply(ticket, Reply::PastImports(all)) if self.asked == Some(ticket) => {
                self.all.clone_from(all);
                self.state.keep(None, self.all.len());
            }
            Input::Action(Action::Open) => {
                if let Some(past) = self.all.get(self.state.selected()) {
                    cx.push(ReportPage { past: past.clone(), state: ListState::default() });
                }
            }
            Input::Action(Action::Back) => cx.close(),
            Input::Action(action) => return self.state.update(action, self.all.len()),
            _ => return Took::No,
        }
        Took::Yes
    }

    fn render(&self, cx: &Cx, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let words = &cx.words;
        let title = text::ellipsis(&self.title(cx), area.width, cx.theme.glyphs.more);
        buf.set_string(area.x, area.y, title, cx.style(Role::Title));
        let columns = [
            Column::fixed(t!(words, "imports-taken"), 10).keep(110),
            Column::fill(t!(words, "imports-sender"), 12).keep(120),
            Column::fixed(t!(words, "column-number"), 5).right().keep(50),
            Column::fixed(t!(words, "imports-new"), 10).right().keep(90),
            Column::fixed(t!(words, "imports-lines"), 9).right().keep(100),
        ];
        let key = cx.keymap.key_label(Action::Import, Context::Synchro, words);
        let empty = Empty::new(t!(words, "imports-none"), t!(words, "imports-none-press", key = key));
        let row = |index: usize| self.row(cx, index);
        let (len, state) = (self.all.len(), &self.state);
        let body = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
        Table { cx, columns: &columns, len, row: &row, state, focused: true, empty: &empty }.render(body, buf);
        None
    }
}

/// One report.
struct ReportPage {
    past: PastImport,
    state: ListState,
}

impl ReportPage {
    /// What stands above the lines.
    fn head(&self, cx: &Cx, width: u16) -> Vec<String> {
        let past = &self.past;
        let (number, made) = (past.number.to_string(), report::moment(cx, past.made));
        let taken = report::moment(cx, past.taken);
        let mut said = vec![t!(cx.words, "sync-bundle-taken", number = number, made = made, taken = taken)];
        said.extend(past.report.counts(&cx.words, &|device| report::name(cx, *device)));
        if past.report.more > 0 {
            let shown = cx.words.figure(past.report.more);
            said.push(t!(cx.words, "report-more", n = past.report.more, shown = shown));
        }
        said.iter().flat_map(|line| text::wrap(line, width)).collect()
    }

    fn row(&self, cx: &Cx, index: usize) -> Option<Row> {
        let line = self.past.report.lines.get(index)?;
        let role = match line.what {
            What::Diverges | What::StageBlocked | What::GateOpen | What::NoDoctor => Role::Blocked,
            What::OpeningMoved | What::DoctorUnchecked | What::LeftOver | What::Apart => Role::Soon,
            What::PositionNew | What::PositionClosed => Role::Text,
        };
        Some(vec![Line::styled(line.told(&cx.words, &cx.desk), cx.style(role))])
    }

    /// All of the selected line, which the list may have cut.
    fn foot(&self, cx: &Cx, width: u16) -> Vec<String> {
        let line = self.past.report.lines.get(self.state.selected());
        line.map(|line| text::wrap(&line.told(&cx.words, &cx.desk), width)).unwrap_or_default()
    }
}

/// Goes to the record that a line is about.
fn go(line: &ReportLine, cx: &mut Cx) {
    match (Kind::from_number(line.kind).map_or(Screen::Records, Screen::home), line.centre) {
        (Screen::Records, Some(centre)) => cx.show(Screen::Centres, centre),
        (screen, _) => cx.show(screen, line.record),
    }
}

impl Layer for ReportPage {
    fn context(&self) -> Context {
        Context::List
    }

    fn title(&self, cx: &Cx) -> String {
        t!(cx.words, "imports-of", sender = report::name(cx, self.past.sender))
    }

    fn hints(&self, _: &Cx) -> Vec<Action> {
        vec![Action::Open, Action::Back]
    }

    fn update(&mut self, input: Input<'_>, cx: &mut Cx) -> Took {
        match input {
            Input::Action(Action::Open) => {
                if let Some(line) = self.past.report.lines.get(self.state.selected()) {
                    go(line, cx);
                }
            }
            Input::Action(Action::Back) => cx.close(),
            Input::Action(action) => return self.state.update(action, self.past.report.lines.len()),
            _ => return Took::No,
        }
        Took::Yes
    }

    fn render(&self, cx: &Cx, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let title = text::ellipsis(&self.title(cx), area.width, cx.theme.glyphs.more);
        buf.set_string(area.x, area.y, title, cx.style(Role::Title));
        let mut y = area.y + 1;
        let mut head = self.head(cx, area.width);
        // Where there is no line to look at, what was counted has the room.
        let room = if self.past.report.lines.is_empty() { area.height.saturating_sub(6) } else { area.height / 3 };
        if head.len() > usize::from(room) {
            head.truncate(usize::from(room.saturating_sub(1)));
            head.push(cx.theme.glyphs.more.to_owned());
        }
        for line in head {
            buf.set_string(area.x, y, line, cx.style(Role::Muted));
            y += 1;
        }
        let foot = self.foot(cx, area.width);
        let tall = u16::try_from(foot.len()).unwrap_or(0).min(area.height / 4);
        let height = area.bottom().saturating_sub(y + 1 + tall);
        let columns = [Column::fill(t!(cx.words, "imports-what"), 20)];
        let empty = Empty::new(t!(cx.words, "imports-nothing"), String::new());
        let row = |index: usize| self.row(cx, index);
        let (len, state) = (self.past.report.lines.len(), &self.state);
        let body = Rect { y: y + 1, height, ..area };
        Table { cx, columns: &columns, len, row: &row, state, focused: true, empty: &empty }.render(body, buf);
        for (line, y) in foot.into_iter().zip(body.bottom()..area.bottom()) {
            buf.set_string(area.x, y, line, cx.style(Role::Text));
        }
        None
    }
}
