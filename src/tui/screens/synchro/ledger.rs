//! What has reached whom: one device's page, and what is missing or waits here.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use super::report;
use super::team::{Mate, role_of};
use crate::i18n::format;
use crate::log::DeviceId;
use crate::model::{Device, LocalTime};
use crate::t;
use crate::tui::action::Action;
use crate::tui::context::Context;
use crate::tui::cx::Cx;
use crate::tui::facts::Facts;
use crate::tui::layer::{Input, Layer, Took};
use crate::tui::list::ListState;
use crate::tui::text;
use crate::tui::theme::Role;
use crate::workspace::{Bundled, Ledger, Unsent};

/// What is missing here and what waits, a line each, of one device or of all.
pub fn waits(cx: &Cx, ledger: &Ledger, of: Option<&DeviceId>) -> Vec<String> {
    ledger.waits(&cx.words, of, &|device| report::name(cx, *device))
}

/// The same in one line, for the head of the screen.
pub fn head(cx: &Cx, ledger: &Ledger) -> Vec<Line<'static>> {
    let missing: u64 = ledger.gaps.iter().map(|gap| gap.ops()).sum();
    let held: u64 = ledger.held.iter().map(|held| held.ops()).sum();
    let key = cx.keymap.key_label(Action::Details, Context::Synchro, &cx.words);
    let mut lines = Vec::new();
    if missing > 0 {
        let shown = cx.words.figure(missing);
        let said = t!(cx.words, "sync-missing", n = missing, shown = shown, key = key.as_str());
        lines.push(Line::styled(format!("{} {said}", cx.theme.glyphs.blocked), cx.style(Role::Blocked)));
    }
    if held > 0 {
        let said = t!(cx.words, "sync-held", n = held, shown = cx.words.figure(held), key = key);
        lines.push(Line::styled(format!("{} {said}", cx.theme.glyphs.under_way), cx.style(Role::Soon)));
    }
    lines
}

/// « 37 modifications, la plus ancienne du 12 novembre ».
fn edits_since(cx: &Cx, unsent: Unsent) -> String {
    let day = unsent.oldest.and_then(LocalTime::in_france_at).map(|at| format::day_month(&cx.words, at.date()));
    let shown = cx.words.figure(unsent.edits);
    t!(cx.words, "sync-edits-since", n = unsent.edits, shown = shown, date = day.unwrap_or_default())
}

/// What is known of one device; of this one: all that is missing or waits.
pub struct DevicePage {
    mate: Mate,
    ledger: Ledger,
    state: ListState,
}

impl DevicePage {
    pub fn new(mate: Mate, ledger: Ledger) -> Self {
        Self { mate, ledger, state: ListState::default() }
    }

    fn facts(&self, cx: &Cx) -> Facts {
        let words = &cx.words;
        let mut facts = Facts::default();
        let device = cx.desk.get::<Device>(&self.mate.device.record());
        facts.pair_if(t!(words, "column-code"), device.and_then(|device| device.code.clone()));
        facts.pair(t!(words, "column-role"), role_of(cx, &self.mate));
        if !self.mate.me {
            self.traffic(cx, &mut facts);
        }
        let of = (!self.mate.me).then_some(&self.mate.device);
        let waits = waits(cx, &self.ledger, of);
        facts.heading(t!(words, "sync-waits-here"));
        if waits.is_empty() {
            facts.line(Line::styled(t!(words, "sync-waits-nothing"), cx.style(Role::Done)));
        }
        for line in waits {
            facts.wrapped(Line::from(vec![Span::raw(format!("{} ", cx.theme.glyphs.blocked)), Span::raw(line)]));
        }
        facts
    }

    fn traffic(&self, cx: &Cx, facts: &mut Facts) {
        let words = &cx.words;
        let line = self.ledger.line(&self.mate.device);
        let bundle = |bundled: Bundled| {
            t!(words, "sync-bundle", number = bundled.number.to_string(), made = report::moment(cx, bundled.made))
        };
        let never = || t!(words, "sync-never");
        let heard = line.and_then(|line| line.heard).map_or_else(never, bundle);
        facts.pair(t!(words, "sync-last-heard"), Span::raw(heard));
        let taken = line.and_then(|line| line.last_in).map(|(bundled, at)| {
            let (number, made) = (bundled.number.to_string(), report::moment(cx, bundled.made));
            t!(words, "sync-bundle-taken", number = number, made = made, taken = report::moment(cx, at))
        });
        facts.pair(t!(words, "sync-last-in"), Span::raw(taken.unwrap_or_else(never)));
        let made = line.and_then(|line| line.last_out).map_or_else(never, bundle);
        facts.pair(t!(words, "sync-last-out"), Span::raw(made));
        let lacks = line.map(|line| line.lacks).unwrap_or_default();
        let lacks = match lacks.edits {
            0 => Span::styled(t!(words, "sync-lacks-nothing"), cx.style(Role::Done)),
            _ => Span::styled(edits_since(cx, lacks), cx.style(Role::Soon)),
        };
        facts.pair(t!(words, "sync-lacks"), lacks);
        if line.is_some_and(|line| line.silent) {
            facts.wrapped(Line::from(vec![
                Span::raw(format!("{} ", cx.theme.glyphs.blocked)),
                Span::styled(t!(words, "sync-is-silent"), cx.style(Role::Late)),
            ]));
        }
    }
}

impl Layer for DevicePage {
    fn context(&self) -> Context {
        Context::Page
    }

    fn title(&self, cx: &Cx) -> String {
        report::name(cx, self.mate.device)
    }

    fn update(&mut self, input: Input<'_>, cx: &mut Cx) -> Took {
        match input {
            Input::Action(Action::Back | Action::Details) => {
                cx.close();
                Took::Yes
            }
            // The width of the page is not known here; its lines are at least as many as these.
            Input::Action(action) => self.state.scroll(action, self.facts(cx).laid_out(cx, 38).len()),
            _ => Took::No,
        }
    }

    fn render(&self, cx: &Cx, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let title = text::ellipsis(&self.title(cx), area.width, cx.theme.glyphs.more);
        buf.set_string(area.x, area.y, title, cx.style(Role::Title));
        let body = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
        self.facts(cx).render(cx, body, &self.state, buf);
        None
    }
}
