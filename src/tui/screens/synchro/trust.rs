//! The questions before the team changes: who is revoked and why, what is accepted then; the recovery card.

use super::report::{self, Report};
use super::team::Mate;
use crate::log::DeviceId;
use crate::model::RevokeReason;
use crate::sync::{ROWS, is_recovery_row};
use crate::t;
use crate::tui::cx::{Cx, Effect, Tone};
use crate::tui::layer::{Answer, Layer};
use crate::tui::popup::{Confirm, Menu, Prompt};
use crate::tui::request::{Passphrase, Reply, Request, Ticket};
use crate::tui::screen::Screen;

const REASON: &str = "sync-reason";
const REVOKE: &str = "sync-revoke";
const ACCEPT: &str = "sync-accept";
const ROW: &str = "sync-recover-row";
const RECOVER: &str = "sync-recover";
const REKEY: &str = "sync-rekey";

/// What is being asked for.
#[derive(Clone, Debug, PartialEq)]
enum Doing {
    Revoke(DeviceId, RevokeReason),
    Accept(DeviceId),
    /// The rows of the recovery card typed so far.
    Recover(Vec<Passphrase>),
    Rekey,
}

/// Where the questions stand. A popup left by Escape leaves them there, and nothing is done.
#[derive(Default)]
pub struct Trust {
    doing: Option<Doing>,
    asked: Option<Ticket>,
    /// The laptop had no team when the recovery card was taken out.
    fresh: bool,
    /// Shown once this screen is: a reply may come while another is.
    question: Option<Box<dyn Layer>>,
}

impl Trust {
    /// Revokes the laptop of a line; of one that was revoked, asks whether to accept what is held.
    pub fn revoke(&mut self, mate: &Mate, cx: &mut Cx) {
        if !cx.desk.is_steward() {
            return cx.say(Tone::Bad, t!(cx.words, "sync-steward-revokes"));
        }
        if mate.revoked {
            self.doing = Some(Doing::Accept(mate.device));
            return self.ask(false, cx);
        }
        if cx.desk.me == Some(mate.device) && cx.desk.is_only_steward() {
            return cx.say(Tone::Bad, t!(cx.words, "revoke-last"));
        }
        self.doing = Some(Doing::Revoke(mate.device, RevokeReason::Lost));
        let lines =
            RevokeReason::GIVEN.iter().map(|reason| cx.words.choice(RevokeReason::LIST, reason.key())).collect();
        cx.push(Menu::new(REASON, t!(cx.words, "sync-why"), lines));
    }

    /// Asks for the recovery card, a row at a time.
    pub fn recover(&mut self, cx: &mut Cx) {
        self.fresh = cx.desk.team.is_none();
        self.doing = Some(Doing::Recover(Vec::new()));
        self.ask_row(1, cx);
    }

    pub fn rekey(&mut self, cx: &mut Cx) {
        self.doing = Some(Doing::Rekey);
        let (title, question) = (t!(cx.words, "sync-rekey"), t!(cx.words, "confirm-rekey"));
        cx.push(Confirm::new(REKEY, title, question).dangerous());
    }

    fn ask_row(&self, row: usize, cx: &mut Cx) {
        let title = t!(cx.words, "sync-recover-row", row = row.to_string());
        let echo = move |text: &str, cx: &Cx| match is_recovery_row(row, text) {
            true => Ok(t!(cx.words, "sync-row-right")),
            false if text.trim().is_empty() => Err(String::new()),
            false => Err(t!(cx.words, "recovery-row-mistyped", row = row.to_string())),
        };
        cx.push(Prompt::new(ROW, title, "").saying(t!(cx.words, "sync-recover-says")).echo(echo));
    }

    fn row_typed(&mut self, text: &str, cx: &mut Cx) {
        let Some(Doing::Recover(rows)) = &mut self.doing else { return };
        let row = rows.len() + 1;
        let digits = text.trim().strip_prefix(&format!("{row}:")).unwrap_or(text.trim());
        rows.push(Passphrase::new(format!("{row}: {digits}\n")));
        if row < ROWS {
            return self.ask_row(row + 1, cx);
        }
        let (title, question) = (t!(cx.words, "sync-recover"), t!(cx.words, "confirm-recover"));
        cx.push(Confirm::new(RECOVER, title, question).dangerous());
    }

    /// Whether the answer was to one of these questions.
    pub fn answered(&mut self, tag: &'static str, answer: &Answer, cx: &mut Cx) -> bool {
        match (tag, answer) {
            (REASON, Answer::Picked(at)) => {
                if let (Some(Doing::Revoke(_, reason)), Some(picked)) = (&mut self.doing, RevokeReason::GIVEN.get(*at))
                {
                    *reason = *picked;
                    self.ask(false, cx);
                }
            }
            (ROW, Answer::Text(text)) => self.row_typed(text, cx),
            (REVOKE | ACCEPT | RECOVER | REKEY, Answer::Yes) => self.ask(true, cx),
            (REVOKE | ACCEPT | RECOVER | REKEY, _) => {}
            _ => return false,
        }
        true
    }

    fn ask(&mut self, confirmed: bool, cx: &mut Cx) {
        let request = match &self.doing {
            Some(Doing::Revoke(device, reason)) => Request::Revoke { device: *device, reason: *reason, confirmed },
            Some(Doing::Accept(device)) => Request::AcceptHeld { device: *device, confirmed },
            Some(Doing::Recover(rows)) => {
                Request::Recover { rows: Passphrase::new(rows.iter().map(Passphrase::expose).collect()) }
            }
            Some(Doing::Rekey) => Request::Rekey,
            None => return,
        };
        self.asked = Some(cx.request(request));
    }

    /// Pushes the question that waits, if there is one.
    pub fn shown(&mut self, cx: &mut Cx) {
        if let Some(question) = self.question.take() {
            cx.effect(Effect::Push(question));
        }
    }

    /// The answer to the last request, and what there is to report; `None` for an answer to something else.
    pub fn replied(&mut self, ticket: Ticket, reply: &Reply, cx: &mut Cx) -> Option<Option<Report>> {
        self.asked.take_if(|asked| *asked == ticket)?;
        Some(match reply {
            Reply::Accepted(accepted) => {
                let (name, said) = (report::name(cx, accepted.device), accepted.said(&cx.words));
                let words = cx.words.clone();
                let confirm = match self.doing {
                    Some(Doing::Accept(_)) => {
                        let question = t!(words, "confirm-accept", name = name, accepted = said);
                        Confirm::new(ACCEPT, t!(words, "sync-accept"), question)
                    }
                    _ => {
                        let question = t!(words, "confirm-revoke", name = name, accepted = said);
                        Confirm::new(REVOKE, t!(words, "sync-revoke"), question)
                    }
                };
                self.question = Some(Box::new(confirm.dangerous()));
                cx.go(Screen::Synchro);
                None
            }
            Reply::Saved { what, .. } => {
                let next = match self.doing.take() {
                    Some(Doing::Recover(_)) if self.fresh => t!(cx.words, "recovered-fresh-next"),
                    Some(Doing::Recover(_)) => t!(cx.words, "recovered-next"),
                    Some(Doing::Rekey) => t!(cx.words, "rekeyed-next"),
                    _ => t!(cx.words, "revoked-next"),
                };
                Some(Report { tone: Tone::Good, title: what.clone().unwrap_or_default(), lines: vec![next] })
            }
            Reply::Failed(why) => Some(report::failed(cx, why)),
            _ => None,
        })
    }
}
