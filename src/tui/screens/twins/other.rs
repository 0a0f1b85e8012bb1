//! « Fusionner avec… »: the other record, found by a few letters; for a visit, those of the same days.

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Merging, is_veiled};
use crate::model::{AnyRecord, Kind, RecordId, Value, can_give_way};
use crate::store::views::{Edge, VisitRow};
use crate::t;
use crate::tui::action::Action;
use crate::tui::context::Context;
use crate::tui::cx::{Cx, Tone};
use crate::tui::form::{Completer, Suggestion};
use crate::tui::layer::{Input, Layer, Place, Took};
use crate::tui::line_edit::LineEdit;
use crate::tui::list::ListState;
use crate::tui::palette::fuzzy;
use crate::tui::request::{Reply, Request, Ticket, VisitFilter};
use crate::tui::screens::shared::records::Records;
use crate::tui::table::select;
use crate::tui::text;
use crate::tui::theme::Role;

/// Records offered at once.
const OFFERED: usize = 50;

/// Asks which record this one is merged with. It stays, the other gives way, unless they are swapped then.
pub fn with(kind: Kind, id: RecordId, visit: Option<&VisitRow>, cx: &mut Cx) {
    if !can_give_way(kind.number()) {
        return cx.say(Tone::Plain, t!(cx.words, "merge-never", kinds = cx.words.kind_plural(kind)));
    }
    if is_veiled(cx, kind) {
        return cx.say(Tone::Plain, t!(cx.words, "twins-masked"));
    }
    let near = visit.map(|row| cx.request(near(row)));
    cx.push(Other { kind, id, near, found: Vec::new(), edit: LineEdit::default(), state: ListState::default() });
}

/// The visits of the same person, from the day before to the day after.
fn near(row: &VisitRow) -> Request {
    let day = row.visit.start.map(|start| start.date());
    let filter = VisitFilter {
        from: day.and_then(|day| NaiveDate::pred_opt(&day)),
        to: day.and_then(|day| NaiveDate::succ_opt(&day)),
        owner: Some(row.owner),
        ..VisitFilter::default()
    };
    Request::LoadVisits { filter, edge: Edge::Newest, count: OFFERED }
}

struct Other {
    kind: Kind,
    id: RecordId,
    /// The question for the visits nearby.
    near: Option<Ticket>,
    found: Vec<Suggestion>,
    edit: LineEdit,
    state: ListState,
}

impl Other {
    fn offered(&self, cx: &Cx) -> Vec<Suggestion> {
        let text = self.edit.text();
        let mut all = match self.kind {
            Kind::Visit => fuzzy(&text, self.found.iter().map(|one| (one.clone(), one.label.clone()))),
            kind => Records::of(cx).records(Some(kind), &text, OFFERED),
        };
        all.retain(|one| one.value != Value::Ref(self.id));
        all
    }
}

impl Layer for Other {
    fn context(&self) -> Context {
        Context::Palette
    }

    fn title(&self, cx: &Cx) -> String {
        t!(cx.words, "twins-with")
    }

    fn place(&self, _: &Cx) -> Place {
        Place::Popup { width: 60, height: 14 }
    }

    fn update(&mut self, input: Input<'_>, cx: &mut Cx) -> Took {
        match input {
            Input::Action(Action::Accept) => {
                if let Some(Value::Ref(other)) =
                    self.offered(cx).get(self.state.selected()).map(|one| one.value.clone())
                {
                    cx.close();
                    cx.push(Merging::new(self.id, other));
                }
            }
            Input::Action(Action::Cancel) => cx.close(),
            Input::Action(action @ (Action::Up | Action::Down | Action::PageUp | Action::PageDown)) => {
                return self.state.update(action, self.offered(cx).len());
            }
            Input::Reply(ticket, Reply::Visits(page)) if self.near == Some(ticket) => {
                let title = |row: &VisitRow| cx.desk.title_of(&cx.words, &AnyRecord::from(row.visit.clone()));
                self.found = page.rows.iter().map(|row| Suggestion::new(Value::Ref(row.id), title(row))).collect();
            }
            Input::Reply(..) | Input::DeskChanged | Input::Shown => return Took::No,
            input => {
                self.state.select(0, 1);
                return self.edit.update(&input);
            }
        }
        Took::Yes
    }

    fn render(&self, cx: &Cx, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let cursor = self.edit.render(cx, Rect { height: 1, ..area }, false, true, buf);
        let list = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
        let offered = self.offered(cx);
        if offered.is_empty() && list.height > 0 {
            buf.set_string(list.x, list.y, t!(cx.words, "twins-no-other"), cx.style(Role::Muted));
        }
        for (index, y) in self.state.window(list.height, offered.len()).zip(list.y..) {
            let Some(one) = offered.get(index) else { break };
            let said = if one.detail.is_empty() { one.label.clone() } else { format!("{}  {}", one.label, one.detail) };
            let said = text::ellipsis(&said, list.width.saturating_sub(2), cx.theme.glyphs.more);
            buf.set_string(list.x + 2, y, said, cx.style(Role::Text));
            if index == self.state.selected() {
                select(cx, Rect { y, height: 1, width: list.width + 1, ..list }, true, buf);
            }
        }
        Some(cursor)
    }
}
