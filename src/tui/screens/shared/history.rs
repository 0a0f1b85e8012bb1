//! Who changed what in a record, when: the newest first.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use crate::model::{Kind, LocalTime, RecordId};
use crate::t;
use crate::tui::action::Action;
use crate::tui::context::Context;
use crate::tui::cx::Cx;
use crate::tui::facts::Facts;
use crate::tui::layer::{Input, Layer, Took};
use crate::tui::list::ListState;
use crate::tui::request::{Reply, Request, Ticket};
use crate::tui::screens::shared::records;
use crate::tui::text;
use crate::tui::theme::Role;
use crate::wording::values;
use crate::workspace::HistoryLine;

/// The history of one record.
pub struct HistoryPage {
    kind: Kind,
    record: RecordId,
    title: String,
    asked: Option<Ticket>,
    lines: Option<Vec<HistoryLine>>,
    state: ListState,
}

impl HistoryPage {
    pub fn new(kind: Kind, record: RecordId, title: impl Into<String>) -> Self {
        Self { kind, record, title: title.into(), asked: None, lines: None, state: ListState::default() }
    }

    fn facts(&self, cx: &Cx) -> Facts {
        let mut facts = Facts::default();
        let Some(lines) = &self.lines else { return facts };
        let name = |id: RecordId| Some(records::name(cx, id));
        for line in lines.iter().rev() {
            let when =
                LocalTime::in_france_at(line.time).map(|at| values::date_time(&cx.words, at)).unwrap_or_default();
            let author = cx.desk.device_name(&cx.words, line.author);
            facts.heading(format!("{when} {} {author}", cx.theme.glyphs.separator));
            if line.suspect {
                facts.line(Line::styled(t!(cx.words, "history-suspect"), cx.style(Role::Warning)));
            }
            if line.record != self.record {
                let merged = t!(cx.words, "history-merged", id = line.record.short());
                facts.line(Line::styled(merged, cx.style(Role::Muted)));
            }
            match line.here {
                Some(true) => _ = facts.line(Line::raw(t!(cx.words, "history-created"))),
                Some(false) => _ = facts.line(Line::styled(t!(cx.words, "history-deleted"), cx.style(Role::Late))),
                None => {}
            }
            if line.erased {
                facts.line(Line::styled(t!(cx.words, "history-erased"), cx.style(Role::Muted)));
            }
            for (tag, value) in &line.changes {
                let (spec, label) = (self.kind.field_by_tag(*tag), cx.words.tag(self.kind, *tag));
                let shown = match value {
                    Some(value) => Span::raw(values::value(&cx.words, spec, value, &name)),
                    None => Span::styled(t!(cx.words, "history-emptied"), cx.style(Role::Muted)),
                };
                facts.pair(label, shown);
            }
        }
        facts
    }
}

impl Layer for HistoryPage {
    fn context(&self) -> Context {
        Context::Page
    }

    fn title(&self, cx: &Cx) -> String {
        t!(cx.words, "history-of", what = self.title.as_str())
    }

    fn update(&mut self, input: Input<'_>, cx: &mut Cx) -> Took {
        match input {
            Input::Shown | Input::DeskChanged => {
                self.asked = Some(cx.request(Request::History { kind: self.kind, record: self.record }));
                Took::Yes
            }
            Input::Reply(ticket, Reply::History(lines)) if self.asked == Some(ticket) => {
                self.lines = Some(lines.clone());
                Took::Yes
            }
            Input::Reply(ticket, _) if self.asked == Some(ticket) => {
                self.lines = Some(Vec::new());
                Took::Yes
            }
            Input::Action(Action::Back | Action::History) => {
                cx.close();
                Took::Yes
            }
            // The width of the page is not known here; its lines are at least as many as these.
            Input::Action(action) => self.state.scroll(action, self.facts(cx).laid_out(cx, 76).len()),
            _ => Took::No,
        }
    }

    fn render(&self, cx: &Cx, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let title = text::ellipsis(&self.title(cx), area.width, cx.theme.glyphs.more);
        buf.set_string(area.x, area.y, title, cx.style(Role::Title));
        let body = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
        match &self.lines {
            None => buf.set_string(body.x, body.y, cx.theme.glyphs.more, cx.style(Role::Muted)),
            Some(lines) if lines.is_empty() => {
                buf.set_string(body.x, body.y, t!(cx.words, "history-none"), cx.style(Role::Muted));
            }
            Some(_) => self.facts(cx).render(cx, body, &self.state, buf),
        }
        None
    }
}
