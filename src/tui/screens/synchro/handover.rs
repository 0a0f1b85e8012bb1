//! The handover of a territory: to whom, which sector, what it would do, line by line, and the question.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use super::report;
use super::team::Mate;
use crate::log::DeviceId;
use crate::model::{AnyRecord, DeptCode, Device, Kind};
use crate::t;
use crate::tui::action::Action;
use crate::tui::context::Context;
use crate::tui::cx::{Cx, Effect, Tone};
use crate::tui::facts::Facts;
use crate::tui::layer::{Answer, Input, Layer, Took};
use crate::tui::list::ListState;
use crate::tui::popup::{Confirm, Menu, Prompt};
use crate::tui::request::{Reply, Request, Ticket};
use crate::tui::screens::records::scope;
use crate::tui::screens::shared::editing;
use crate::tui::screens::start::{sector_of, sector_text};
use crate::tui::text;
use crate::tui::theme::Role;
use crate::wording::values;
use crate::workspace::HandoverPlan;

const TO: &str = "sync-handover-to";
const SECTOR: &str = "sync-handover-sector";
const SURE: &str = "sync-handover-sure";

/// Where the questions stand.
#[derive(Default)]
pub struct Handover {
    from: Option<DeviceId>,
    successors: Vec<DeviceId>,
    to: Option<DeviceId>,
    asked: Option<Ticket>,
}

impl Handover {
    /// The territory of the laptop of a line; of a revoked one too.
    pub fn begin(&mut self, mate: &Mate, mates: &[Mate], cx: &mut Cx) {
        if !cx.desk.is_steward() {
            return cx.say(Tone::Bad, t!(cx.words, "sync-steward-hands-over"));
        }
        self.from = Some(mate.device);
        self.successors =
            mates.iter().filter(|one| one.device != mate.device && !one.revoked).map(|one| one.device).collect();
        if self.successors.is_empty() {
            return cx.say(Tone::Plain, t!(cx.words, "handover-nobody"));
        }
        let lines = self.successors.iter().map(|device| report::name(cx, *device)).collect();
        cx.push(Menu::new(TO, t!(cx.words, "handover-to", name = report::name(cx, mate.device)), lines));
    }

    /// Whether the answer was to one of these questions.
    pub fn answered(&mut self, tag: &'static str, answer: &Answer, cx: &mut Cx) -> bool {
        match (tag, answer) {
            (TO, Answer::Picked(at)) => {
                self.to = self.successors.get(*at).copied();
                let sector = self.from.and_then(|from| cx.desk.get::<Device>(&from.record())?.sector.clone());
                let prompt =
                    Prompt::new(SECTOR, t!(cx.words, "handover-sector"), &sector_text(&sector.unwrap_or_default()));
                cx.push(prompt.saying(t!(cx.words, "handover-sector-hint")).echo(echo));
            }
            (SECTOR, Answer::Text(text)) => {
                let (Some(from), Some(to), Ok(sector)) = (self.from, self.to, sector_of(text)) else { return true };
                let ticket = cx.request(Request::PlanHandover { from, to, sector });
                cx.effect(Effect::Hold(ticket));
                self.asked = Some(ticket);
            }
            (TO | SECTOR, _) => {}
            _ => return false,
        }
        true
    }

    /// Shows the plan that was asked for. Whether the answer was for this.
    pub fn replied(&mut self, ticket: Ticket, reply: &Reply, cx: &mut Cx) -> bool {
        if self.asked.take_if(|asked| *asked == ticket).is_none() {
            return false;
        }
        if let Reply::Handover(plan) = reply {
            if plan.is_empty() {
                cx.say(Tone::Plain, t!(cx.words, "handover-nothing", name = report::name(cx, plan.from)));
            } else {
                cx.push(HandoverPage { plan: (**plan).clone(), writing: None, state: ListState::default() });
            }
        }
        true
    }
}

/// The départements understood, by name.
fn echo(text: &str, cx: &Cx) -> Result<String, String> {
    match sector_of(text) {
        Ok(sector) if sector.is_empty() => Ok(t!(cx.words, "handover-everything")),
        Ok(sector) => Ok(names(&sector)),
        Err(part) => Err(t!(cx.words, "start-sector-unknown", text = part)),
    }
}

fn names(sector: &[DeptCode]) -> String {
    let name = |code: &DeptCode| format!("{} ({code})", values::departement(*code));
    sector.iter().map(name).collect::<Vec<_>>().join(", ")
}

/// What a handover would do.
struct HandoverPage {
    plan: HandoverPlan,
    writing: Option<Ticket>,
    state: ListState,
}

impl HandoverPage {
    fn what(&self, cx: &Cx) -> String {
        let counts = self.plan.counts().into_iter().map(|(kind, n)| cx.words.count(kind, n));
        counts.collect::<Vec<_>>().join(", ")
    }

    fn facts(&self, cx: &Cx) -> Facts {
        let mut facts = Facts::default();
        for line in self.plan.notices(&cx.words) {
            facts.wrapped(Line::from(vec![Span::raw(""), Span::styled(line, cx.style(Role::Muted))]));
        }
        let mut last = None;
        for (kind, id) in &self.plan.records {
            if last != Some(*kind) {
                facts.heading(cx.words.kind_plural(*kind));
                last = Some(*kind);
            }
            facts.line(Line::raw(format!("  {}", scope::name(cx, *id))));
        }
        if !self.plan.visits.is_empty() {
            facts.heading(cx.words.kind_plural(Kind::Visit));
        }
        for row in &self.plan.visits {
            let title = cx.desk.title_of(&cx.words, &AnyRecord::Visit(row.visit.clone()));
            facts.line(Line::raw(format!("  {}", cx.veiled(&title))));
        }
        facts
    }
}

impl Layer for HandoverPage {
    fn context(&self) -> Context {
        Context::Page
    }

    fn title(&self, cx: &Cx) -> String {
        let (from, to) = (report::name(cx, self.plan.from), report::name(cx, self.plan.to));
        t!(cx.words, "handover-title", from = from, to = to)
    }

    fn hints(&self, _: &Cx) -> Vec<Action> {
        vec![Action::Open, Action::Down, Action::Back]
    }

    fn update(&mut self, input: Input<'_>, cx: &mut Cx) -> Took {
        match input {
            Input::Action(Action::Open) => {
                let (from, to) = (report::name(cx, self.plan.from), report::name(cx, self.plan.to));
                let question = t!(cx.words, "confirm-handover", what = self.what(cx), from = from, to = to);
                cx.push(Confirm::new(SURE, self.title(cx), question).dangerous());
            }
            Input::Answer(SURE, Answer::Yes) => {
                let ticket = cx.request(Request::HandOver(Box::new(self.plan.clone())));
                cx.effect(Effect::Hold(ticket));
                self.writing = Some(ticket);
            }
            Input::Action(Action::Back) => cx.close(),
            // The width of the page is not known here; its lines are at least as many as these.
            Input::Action(action) => return self.state.scroll(action, self.facts(cx).laid_out(cx, 76).len()),
            Input::Reply(ticket, reply) => return editing::closes_when_saved(&mut self.writing, ticket, reply, cx),
            _ => return Took::No,
        }
        Took::Yes
    }

    fn render(&self, cx: &Cx, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let title = text::ellipsis(&self.title(cx), area.width, cx.theme.glyphs.more);
        buf.set_string(area.x, area.y, title, cx.style(Role::Title));
        let key = cx.keymap.key_label(Action::Open, Context::Page, &cx.words);
        let said = t!(cx.words, "handover-press", key = key, what = self.what(cx));
        let said = text::wrap(&said, area.width);
        let mut y = area.y + 1;
        for line in said.iter().take(usize::from(area.height / 3)) {
            buf.set_string(area.x, y, line, cx.style(Role::Soon));
            y += 1;
        }
        y += u16::from(area.height > 14);
        let body = Rect { y, height: area.bottom().saturating_sub(y), ..area };
        self.facts(cx).render(cx, body, &self.state, buf);
        None
    }
}

#[cfg(test)]
mod tests;
