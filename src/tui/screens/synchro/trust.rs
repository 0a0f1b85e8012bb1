//! The questions before the team changes: who is revoked and why, what is accepted then.

use super::report::{self, Report};
use super::team::Mate;
use crate::log::DeviceId;
use crate::model::RevokeReason;
use crate::t;
use crate::tui::cx::{Cx, Effect, Tone};
use crate::tui::layer::{Answer, Layer};
use crate::tui::popup::{Confirm, Menu};
use crate::tui::request::{Reply, Request, Ticket};
use crate::tui::screen::Screen;

const REASON: &str = "sync-reason";
const REVOKE: &str = "sync-revoke";
const ACCEPT: &str = "sync-accept";

/// What is being asked for.
#[derive(Clone, Debug, PartialEq)]
enum Doing {
    Revoke(DeviceId, RevokeReason),
    Accept(DeviceId),
}

/// Where the questions stand. A popup left by Escape leaves them there, and nothing is done.
#[derive(Default)]
pub struct Trust {
    doing: Option<Doing>,
    asked: Option<Ticket>,
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
        self.doing = Some(Doing::Revoke(mate.device, RevokeReason::Lost));
        let lines = RevokeReason::ALL.iter().map(|reason| cx.words.choice(RevokeReason::LIST, reason.key())).collect();
        cx.push(Menu::new(REASON, t!(cx.words, "sync-why"), lines));
    }

    /// Whether the answer was to one of these questions.
    pub fn answered(&mut self, tag: &'static str, answer: &Answer, cx: &mut Cx) -> bool {
        match (tag, answer) {
            (REASON, Answer::Picked(at)) => {
                if let (Some(Doing::Revoke(_, reason)), Some(picked)) = (&mut self.doing, RevokeReason::ALL.get(*at)) {
                    *reason = *picked;
                    self.ask(false, cx);
                }
            }
            (REVOKE | ACCEPT, Answer::Yes) => self.ask(true, cx),
            (REVOKE | ACCEPT, _) => {}
            _ => return false,
        }
        true
    }

    fn ask(&mut self, confirmed: bool, cx: &mut Cx) {
        let request = match self.doing {
            Some(Doing::Revoke(device, reason)) => Request::Revoke { device, reason, confirmed },
            Some(Doing::Accept(device)) => Request::AcceptHeld { device, confirmed },
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
            Reply::Saved { what, .. } => Some(Report {
                tone: Tone::Good,
                title: what.clone().unwrap_or_default(),
                lines: vec![t!(cx.words, "revoked-next")],
            }),
            Reply::Failed(why) => Some(report::failed(cx, why)),
            _ => None,
        })
    }
}
