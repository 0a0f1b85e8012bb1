//! « Synchro »: the team and what has reached whom, bundles out and in, cards.

mod clear;
mod flow;
mod handover;
mod imports;
mod ledger;
mod report;
mod team;
#[cfg(test)]
mod tests;
mod trust;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use self::clear::Clear;
use self::flow::{Doing, Flow};
use self::handover::Handover;
use self::imports::ImportsPage;
use self::ledger::DevicePage;
use self::report::Report;
use self::team::Mate;
use self::trust::Trust;
use super::dashboard::{backup_said, not_handed_in};
use crate::i18n::{Tell, Told};
use crate::sync::Audience;
use crate::t;
use crate::tui::action::Action;
use crate::tui::context::Context;
use crate::tui::cx::{Cx, Effect, Tone};
use crate::tui::layer::{Answer, Input, Layer, Took};
use crate::tui::list::ListState;
use crate::tui::request::{Reply, Request, Ticket};
use crate::tui::screen::Screen;
use crate::tui::session::{self, Place};
use crate::tui::table::{Column, Empty, Table};
use crate::tui::text;
use crate::tui::theme::Role;
use crate::workspace::{Ledger, Life};

/// For so long a life that began is shown here; `status` has them all: 30 days, in milliseconds.
const LIFE_SHOWN: i64 = 30 * 24 * 3_600 * 1_000;

/// The screen.
pub fn screen(cx: &mut Cx) -> Box<dyn Layer> {
    let mut synchro = Synchro::default();
    synchro.refresh(cx);
    Box::new(synchro)
}

#[derive(Default)]
struct Synchro {
    mates: Vec<Mate>,
    team: ListState,
    ledger: Ledger,
    ledger_asked: Option<Ticket>,
    /// Divergences of the store.
    conflicts: usize,
    conflicts_asked: Option<Ticket>,
    flow: Flow,
    clear: Clear,
    trust: Trust,
    handover: Handover,
    report: Option<Report>,
}

impl Synchro {
    fn refresh(&mut self, cx: &Cx) {
        self.mates = team::mates(cx, &self.ledger);
        self.team.keep(None, self.mates.len());
    }

    fn ask(&mut self, cx: &mut Cx) {
        if cx.desk.roster.is_some() {
            self.ledger_asked = Some(cx.request(Request::Ledger));
        }
        self.conflicts_asked = Some(cx.request(Request::Divergences));
    }

    /// A laptop that waits to join can write its card and import, nothing else.
    fn waits(cx: &Cx) -> bool {
        cx.desk.team.is_none()
    }

    fn replied(&mut self, ticket: Ticket, reply: &Reply, cx: &mut Cx) -> Took {
        match reply {
            Reply::Ledger(ledger) if self.ledger_asked == Some(ticket) => self.ledger = ledger.clone(),
            Reply::Divergences(all) if self.conflicts_asked == Some(ticket) => self.conflicts = all.len(),
            reply if self.handover.replied(ticket, reply, cx) => {}
            reply => {
                let flow = self.flow.replied(ticket, reply, cx);
                let flow = flow.or_else(|| self.trust.replied(ticket, reply, cx));
                match flow.or_else(|| self.clear.replied(ticket, reply, cx)) {
                    Some(report) => {
                        self.report = report.or(self.report.take());
                        // A bundle that was refused may have shown what is missing.
                        self.ask(cx);
                    }
                    None => return Took::No,
                }
            }
        }
        self.refresh(cx);
        Took::Yes
    }

    fn act(&mut self, action: Action, cx: &mut Cx) -> Took {
        match action {
            Action::Back if self.flow.running() => cx.effect(Effect::CancelJobs),
            Action::Export | Action::Import | Action::Inspect | Action::Card | Action::Admit | Action::Backup
                if self.flow.running() =>
            {
                cx.say(Tone::Plain, t!(cx.words, "sync-busy"));
            }
            Action::Export | Action::Admit | Action::Backup | Action::ClearOld if Self::waits(cx) => {
                cx.say(Tone::Bad, t!(cx.words, "sync-waits-only"))
            }
            Action::Admit if !cx.desk.is_steward() => cx.say(Tone::Bad, t!(cx.words, "sync-steward-only")),
            Action::Export => self.flow.export(cx),
            Action::Import => self.flow.look_around(Doing::Import { look: false }, cx),
            Action::Inspect => self.flow.look_around(Doing::Import { look: true }, cx),
            Action::Card => self.flow.look_around(Doing::WriteCard, cx),
            Action::Backup => self.flow.look_around(Doing::Backup, cx),
            Action::Admit => self.flow.look_around(Doing::Admit, cx),
            Action::HandOver => {
                if let Some(mate) = self.mates.get(self.team.selected()) {
                    self.handover.begin(mate, &self.mates, cx);
                }
            }
            Action::Revoke => {
                if let Some(mate) = self.mates.get(self.team.selected()) {
                    self.trust.revoke(mate, cx);
                }
            }
            Action::Recover => self.trust.recover(cx),
            Action::Rekey if Self::waits(cx) => cx.say(Tone::Bad, t!(cx.words, "sync-waits-only")),
            Action::Rekey => self.trust.rekey(cx),
            Action::ClearOld => self.clear.ask(cx),
            Action::Open => self.open(cx),
            Action::Imports => cx.push(ImportsPage::default()),
            Action::Details => {
                if let Some(mate) = self.mates.get(self.team.selected()) {
                    cx.push(DevicePage::new(mate.clone(), self.ledger.clone()));
                }
            }
            action => return self.team.update(action, self.mates.len()),
        }
        Took::Yes
    }

    /// The laptop of the selected line, if a bundle can be made for it.
    fn mate_to_hand_to(&self, cx: &Cx) -> Option<&Mate> {
        let others = |mate: &&Mate| cx.desk.me != Some(mate.device) && !mate.revoked;
        self.mates.get(self.team.selected()).filter(others)
    }

    /// A laptop gets a bundle of its own.
    fn open(&mut self, cx: &mut Cx) {
        if let (Some(mate), false) = (self.mate_to_hand_to(cx), self.flow.running()) {
            let audience = Audience::Devices(vec![mate.device]);
            self.flow.export_for(audience, false, cx);
        }
    }

    fn answered(&mut self, tag: &'static str, answer: &Answer, cx: &mut Cx) {
        let other = self.trust.answered(tag, answer, cx) || self.handover.answered(tag, answer, cx);
        if !other && !self.clear.answered(tag, answer, cx) {
            self.flow.answered(tag, answer, cx);
        }
    }

    /// What stands above the team.
    fn head(&self, cx: &Cx, width: u16) -> Vec<Line<'static>> {
        let words = &cx.words;
        let mut lines = Vec::new();
        if let Some(team) = cx.desk.team {
            let fingerprint = Span::styled(team.fingerprint(), cx.style(Role::Accent));
            let label = Span::styled(format!("{}  ", t!(words, "sync-team")), cx.style(Role::Title));
            lines.push(Line::from(vec![label, fingerprint]));
        }
        let glyphs = &cx.theme.glyphs;
        if cx.desk.unsent.edits > 0 {
            let said = format!("{} {}", glyphs.under_way, not_handed_in(cx, cx.desk.unsent));
            lines.push(Line::styled(said, cx.style(Role::Soon)));
        } else if cx.desk.team.is_some() && !cx.desk.is_steward() {
            let said = format!("{} {}", glyphs.done, t!(words, "status-all-sent"));
            lines.push(Line::styled(said, cx.style(Role::Done)));
        }
        if let Some(said) = self.ledger.behind(words, &cx.desk, &|device| report::name(cx, *device)) {
            let lacking = self.ledger.lines.iter().any(|line| line.lacks.edits > 0);
            let sign = if lacking { (glyphs.under_way, Role::Soon) } else { (glyphs.done, Role::Done) };
            lines.extend(told(cx, sign, Told::new(said), width));
        }
        lines.extend(ledger::head(cx, &self.ledger));
        if self.conflicts > 0 {
            let key = cx.keymap.key_label(Action::GoConflicts, Context::Synchro, words);
            let said = t!(words, "sync-conflicts-there", n = self.conflicts, key = key);
            lines.push(Line::styled(format!("{} {said}", glyphs.diverging), cx.style(Role::Warning)));
        }
        if let Some(doubt) = &cx.desk.clock {
            lines.extend(told(cx, (glyphs.late, Role::Warning), doubt.told(words), width));
        }
        if let Some(life) = recent_life(cx) {
            lines.extend(told(cx, (glyphs.blocked, Role::Blocked), life.told(words, &cx.desk), width));
        }
        if let Some(cleared) = cx.desk.cleared {
            lines.push(Line::styled(cleared.line(words), cx.style(Role::Muted)));
        }
        if let Some(said) = backup_due(cx) {
            lines.push(Line::styled(format!("{} {said}", glyphs.late), cx.style(Role::Soon)));
        }
        if let Some(said) = self.flow.said(cx) {
            let said = format!("{} {said}{} {}", glyphs.under_way, glyphs.more, t!(words, "sync-escape-stops"));
            lines.push(Line::styled(said, cx.style(Role::UnderWay)));
        }
        lines
    }

    fn report(&self, cx: &Cx, area: Rect, buf: &mut Buffer) {
        let Some(report) = &self.report else { return };
        let title = Line::styled(report.title.clone(), cx.style(report.tone.role()).patch(cx.style(Role::Title)));
        let lines = report.lines.iter().flat_map(|line| text::wrap(line, area.width.saturating_sub(2)));
        let lines = lines.map(|line| Line::raw(format!("  {line}")));
        let mut lines: Vec<Line> = std::iter::once(title).chain(lines).collect();
        // What finds no room is not left out in silence.
        if lines.len() > usize::from(area.height) {
            lines.truncate(usize::from(area.height.saturating_sub(1)));
            lines.push(Line::styled(format!("  {}", cx.theme.glyphs.more), cx.style(Role::Muted)));
        }
        for (line, y) in lines.iter().zip(area.y..area.bottom()) {
            let line = text::ellipsis_line(line, area.width, cx.theme.glyphs.more);
            buf.set_line(area.x, y, &line, area.width);
        }
    }

    /// The team, then what the last import or export did.
    fn team(&self, cx: &Cx, area: Rect, buf: &mut Buffer) {
        let words = &cx.words;
        // The head office wants to know first who handed in, when.
        let steward = cx.desk.is_steward();
        let columns = [
            Column::fill(t!(words, "column-holder"), 17).keep(120),
            Column::fixed(t!(words, "column-code"), 8).keep(60),
            Column::fixed(t!(words, "column-role"), 11).keep(90),
            Column::fill(t!(words, "sync-column-sector"), 8).keep(50),
            Column::fixed(t!(words, "column-heard"), 10).keep(100),
            Column::fixed(t!(words, "column-handed-in"), 10).keep(if steward { 95 } else { 55 }),
            Column::fixed(t!(words, "column-lacks"), 10).right().keep(110),
            Column::fixed(t!(words, "column-owes"), 8).right().keep(105),
        ];
        let reported = self.report.as_ref().map_or(0, |report| {
            let wrapped = |line: &String| text::wrap(line, area.width.saturating_sub(2)).len();
            u16::try_from(report.lines.iter().map(wrapped).sum::<usize>()).unwrap_or(u16::MAX).saturating_add(2)
        });
        let wanted = u16::try_from(self.mates.len()).unwrap_or(u16::MAX).saturating_add(1);
        let height = wanted.min(area.height.saturating_sub(reported)).max(3).min(area.height);
        let row = |index: usize| self.mates.get(index).map(|mate| team::cells(cx, mate));
        let (len, state, empty) = (self.mates.len(), &self.team, &Empty::default());
        Table { cx, columns: &columns, len, row: &row, state, focused: true, empty }
            .render(Rect { height, ..area }, buf);
        let y = area.y + height + 1;
        self.report(cx, Rect { y, height: area.bottom().saturating_sub(y), ..area }, buf);
    }

    /// What to do while this laptop belongs to no team.
    fn waiting(&self, cx: &Cx, area: Rect, buf: &mut Buffer) {
        let words = &cx.words;
        let key = |action| cx.keymap.key_label(action, Context::Synchro, words);
        let steps = [
            t!(words, "sync-waits-card", key = key(Action::Card)),
            t!(words, "sync-waits-hand"),
            t!(words, "sync-waits-import", key = key(Action::Import)),
        ];
        let mut lines = vec![Line::styled(t!(words, "sync-waits"), cx.style(Role::Title)), Line::default()];
        for (step, n) in steps.iter().zip(1..) {
            let wrapped = text::wrap(step, area.width.saturating_sub(3));
            let marks = std::iter::once(format!("{n}. ")).chain(std::iter::repeat("   ".to_owned()));
            lines.extend(wrapped.into_iter().zip(marks).map(|(line, mark)| Line::raw(format!("{mark}{line}"))));
        }
        let recovery = t!(words, "sync-waits-recover", key = key(Action::Recover));
        lines.push(Line::default());
        lines.extend(
            text::wrap(&recovery, area.width).into_iter().map(|line| Line::styled(line, cx.style(Role::Muted))),
        );
        if let Some(said) = self.flow.said(cx) {
            lines.push(Line::styled(said, cx.style(Role::UnderWay)));
        }
        let mut y = area.y;
        for line in lines.iter().take(usize::from(area.height)) {
            let line = text::ellipsis_line(line, area.width, cx.theme.glyphs.more);
            buf.set_line(area.x, y, &line, area.width);
            y += 1;
        }
        let y = (y + 1).min(area.bottom());
        self.report(cx, Rect { y, height: area.bottom() - y, ..area }, buf);
    }
}

/// What happened to this store of late.
fn recent_life(cx: &Cx) -> Option<&Life> {
    cx.desk.lives.last().filter(|life| cx.now.wall_millis.saturating_sub(life.noticed) < LIFE_SHOWN)
}

/// What is not as it should be after its sign, then what to do, in as many lines as they need.
fn told(cx: &Cx, (sign, role): (&str, Role), told: Told, width: u16) -> Vec<Line<'static>> {
    let wrapped = |text: &str| text::wrap(text, width.saturating_sub(2));
    let signs = std::iter::once(sign).chain(std::iter::repeat(" "));
    let what = wrapped(&told.what).into_iter().zip(signs);
    let what = what.map(|(line, sign)| Line::styled(format!("{sign} {line}"), cx.style(role)));
    let next = told.next.iter().flat_map(|next| wrapped(next)).map(|line| Line::raw(format!("  {line}")));
    what.chain(next).collect()
}

/// That a backup is due, and the key that makes one.
fn backup_due(cx: &Cx) -> Option<String> {
    let mark = cx.desk.backup;
    if !mark.is_due(cx.now.wall_millis) {
        return None;
    }
    let key = cx.keymap.key_label(Action::Backup, Context::Synchro, &cx.words);
    Some(format!("{} {} {key}", backup_said(cx, mark), cx.theme.glyphs.separator))
}

impl Layer for Synchro {
    fn context(&self) -> Context {
        Context::Synchro
    }

    fn title(&self, cx: &Cx) -> String {
        Screen::Synchro.title(&cx.words)
    }

    fn hints(&self, cx: &Cx) -> Vec<Action> {
        if Self::waits(cx) {
            return vec![Action::Card, Action::Import, Action::Recover];
        }
        let mut hints = vec![Action::Export, Action::Import];
        hints.extend(cx.desk.is_steward().then_some(Action::Admit));
        hints.extend((self.conflicts > 0).then_some(Action::GoConflicts));
        hints.push(Action::Details);
        // A bundle of its own, for the laptop of the selected line.
        hints.extend(self.mate_to_hand_to(cx).map(|_| Action::Open));
        hints.extend([Action::Inspect, Action::Imports, Action::Card, Action::Backup]);
        hints.extend(cx.desk.is_steward().then_some(Action::Revoke));
        hints.extend(cx.desk.is_steward().then_some(Action::HandOver));
        hints
    }

    fn left(&self) -> Option<String> {
        let selected = self.mates.get(self.team.selected()).map(|mate| mate.device.record());
        session::written(&Place::of(&self.team, selected))
    }

    fn take_up(&mut self, left: &str, _: &mut Cx) {
        let place: Place = session::read(left);
        place.take_up(&mut self.team, self.mates.iter().map(|mate| mate.device.record()));
    }

    fn update(&mut self, input: Input<'_>, cx: &mut Cx) -> Took {
        match input {
            Input::Shown => {
                self.ask(cx);
                self.flow.shown(cx);
                self.trust.shown(cx);
                self.clear.shown(cx);
            }
            Input::DeskChanged => {
                self.refresh(cx);
                self.ask(cx);
            }
            Input::Reply(ticket, reply) => return self.replied(ticket, reply, cx),
            Input::Answer(tag, answer) => self.answered(tag, &answer, cx),
            Input::Action(action) => return self.act(action, cx),
            _ => return Took::No,
        }
        Took::Yes
    }

    fn render(&self, cx: &Cx, area: Rect, buf: &mut Buffer) -> Option<Position> {
        if Self::waits(cx) {
            self.waiting(cx, area, buf);
            return None;
        }
        let head = self.head(cx, area.width);
        let mut y = area.y;
        for line in head.iter().take(usize::from(area.height / 2)) {
            buf.set_line(area.x, y, &text::ellipsis_line(line, area.width, cx.theme.glyphs.more), area.width);
            y += 1;
        }
        y += u16::from(area.height > 12);
        let body = Rect { y, height: area.bottom().saturating_sub(y), ..area };
        self.team(cx, body, buf);
        None
    }
}
