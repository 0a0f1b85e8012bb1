//! Old visits off this laptop: what would go is counted, then asked.

use super::report::{self, Report};
use crate::t;
use crate::tui::cx::{Cx, Effect, Tone};
use crate::tui::layer::{Answer, Layer};
use crate::tui::popup::Confirm;
use crate::tui::request::{Reply, Request, Ticket};
use crate::tui::screen::Screen;
use crate::tui::text;
use crate::workspace::{Clearable, Retention};

const CLEAR: &str = "sync-clear";

/// Where the question stands. A popup left by Escape leaves it there, and nothing is done.
#[derive(Default)]
pub struct Clear {
    asked: Option<Ticket>,
    /// Shown once this screen is: a reply may come while another is.
    question: Option<Box<dyn Layer>>,
}

impl Clear {
    pub fn ask(&mut self, cx: &mut Cx) {
        self.asked = Some(cx.request(Request::Clear { confirmed: false }));
    }

    /// Whether the answer was to this question.
    pub fn answered(&mut self, tag: &'static str, answer: &Answer, cx: &mut Cx) -> bool {
        if let (CLEAR, Answer::Yes) = (tag, answer) {
            cx.say(Tone::Plain, t!(cx.words, "clear-under-way"));
            self.asked = Some(cx.request(Request::Clear { confirmed: true }));
        }
        tag == CLEAR
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
            Reply::Clearable(Retention::Off) => {
                Some(nothing(cx, t!(cx.words, "clear-off"), t!(cx.words, "sync-clear-off-next")))
            }
            Reply::Clearable(Retention::Steward) => {
                Some(nothing(cx, t!(cx.words, "clear-steward"), t!(cx.words, "clear-steward-next")))
            }
            Reply::Clearable(Retention::On(clearable)) if clearable.is_empty() => {
                Some(report(cx, Tone::Plain, clearable.announced(&cx.words)))
            }
            Reply::Clearable(Retention::On(clearable)) => {
                self.confirm(clearable, cx);
                None
            }
            Reply::Cleared { cleared, .. } => {
                cx.say(Tone::Good, t!(cx.words, "done-cleared"));
                Some(report(cx, Tone::Good, cleared.done(&cx.words)))
            }
            Reply::Failed(why) => Some(report::failed(cx, why)),
            _ => None,
        })
    }

    fn confirm(&mut self, clearable: &Clearable, cx: &mut Cx) {
        let words = &cx.words;
        let lines: Vec<String> = std::iter::once(clearable.question(words)).chain(clearable.details(words)).collect();
        let confirm = Confirm::new(CLEAR, t!(words, "sync-clear"), lines.join("\n"));
        self.question = Some(Box::new(confirm.dangerous()));
        cx.go(Screen::Synchro);
    }
}

fn report(cx: &Cx, tone: Tone, lines: Vec<String>) -> Report {
    Report { tone, title: t!(cx.words, "sync-clear"), lines }
}

fn nothing(cx: &Cx, what: String, next: String) -> Report {
    report(cx, Tone::Plain, vec![text::sentence(&what), text::sentence(&next)])
}
