//! A visit like another: the one selected, or a model kept of those that come often.

use super::start::Like;
use crate::model::Visit;
use crate::model::privacy;
use crate::store::views::VisitRow;
use crate::t;
use crate::tui::cx::{Cx, Tone};
use crate::tui::layer::Answer;
use crate::tui::popup::{Menu, Prompt};
use crate::tui::request::{Reply, Request, Ticket};
use crate::workspace::TEMPLATE_NAME;

const AGAIN: &str = "visits-again";
const NAME: &str = "visits-model-name";
const FORGET: &str = "visits-model-forget";

/// What a line of the menu stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Choice {
    Like(Like),
    Model(usize),
    Keep,
    Forget,
}

/// What was chosen, for the log to open the form of.
pub enum Chosen {
    Like(Box<VisitRow>, Like),
    Model(String, Box<Visit>),
    /// Nothing more to do.
    Done,
}

/// The models of this laptop.
#[derive(Default)]
pub struct Models {
    all: Vec<(String, Visit)>,
    asked: Option<Ticket>,
    /// The visit of which the menu was opened, and its lines.
    about: Option<VisitRow>,
    choices: Vec<Choice>,
    /// Said once the store has answered.
    done: Option<String>,
}

impl Models {
    /// Asks for them.
    pub fn load(&mut self, cx: &mut Cx) {
        self.asked = Some(cx.request(Request::Templates));
    }

    /// Opens the menu; `false` where there is nothing to begin from.
    pub fn offer(&mut self, row: Option<VisitRow>, cx: &mut Cx) -> bool {
        let likes = Like::ALL.into_iter().map(Choice::Like).filter(|_| row.is_some());
        let models = (0..self.all.len()).map(Choice::Model);
        let keep = row.is_some().then_some(Choice::Keep);
        let forget = (!self.all.is_empty()).then_some(Choice::Forget);
        self.choices = likes.chain(models).chain(keep).chain(forget).collect();
        self.about = row;
        if self.choices.is_empty() {
            return false;
        }
        let lines = self.choices.iter().map(|choice| self.label(*choice, cx)).collect();
        cx.push(Menu::new(AGAIN, t!(cx.words, "visits-again"), lines));
        true
    }

    fn name(&self, index: usize) -> String {
        self.all.get(index).map(|(name, _)| name.clone()).unwrap_or_default()
    }

    fn label(&self, choice: Choice, cx: &Cx) -> String {
        match choice {
            Choice::Like(like) => like.label(cx),
            Choice::Model(index) => t!(cx.words, "visits-model", name = self.name(index)),
            Choice::Keep => t!(cx.words, "visits-model-keep"),
            Choice::Forget => t!(cx.words, "visits-model-forget"),
        }
    }

    /// What the answer of one of these popups asks for.
    pub fn answered(&mut self, tag: &'static str, answer: &Answer, cx: &mut Cx) -> Option<Chosen> {
        match (tag, answer) {
            (AGAIN, Answer::Picked(line)) => {
                return self.choices.get(*line).copied().and_then(|one| self.chose(one, cx));
            }
            (NAME, Answer::Text(name)) => {
                let name = name.trim().to_owned();
                let visit = self.about.take().map(|row| Box::new(row.visit));
                self.write(name.clone(), visit, t!(cx.words, "visits-model-kept", name = name), cx);
            }
            (FORGET, Answer::Picked(line)) => {
                let name = self.name(*line);
                self.write(name.clone(), None, t!(cx.words, "visits-model-forgotten", name = name), cx);
            }
            _ => return None,
        }
        Some(Chosen::Done)
    }

    fn chose(&mut self, choice: Choice, cx: &mut Cx) -> Option<Chosen> {
        match choice {
            Choice::Like(like) => return Some(Chosen::Like(Box::new(self.about.take()?), like)),
            Choice::Model(index) => {
                let (name, visit) = self.all.get(index)?.clone();
                return Some(Chosen::Model(name, Box::new(visit)));
            }
            Choice::Keep => {
                let prompt = Prompt::new(NAME, t!(cx.words, "visits-model-name"), "");
                cx.push(prompt.saying(t!(cx.words, "visits-model-holds")).echo(named));
            }
            Choice::Forget => {
                let names = self.all.iter().map(|(name, _)| name.clone()).collect();
                cx.push(Menu::new(FORGET, t!(cx.words, "visits-model-forget"), names));
            }
        }
        Some(Chosen::Done)
    }

    fn write(&mut self, name: String, visit: Option<Box<Visit>>, done: String, cx: &mut Cx) {
        self.asked = Some(cx.request(Request::Template { name, visit }));
        self.done = Some(done);
    }

    /// Whether the reply was for these.
    pub fn replied(&mut self, ticket: Ticket, reply: &Reply, cx: &mut Cx) -> bool {
        if self.asked.take_if(|asked| *asked == ticket).is_none() {
            return false;
        }
        let done = self.done.take();
        if let Reply::Templates(all) = reply {
            self.all.clone_from(all);
            if let Some(done) = done {
                cx.say(Tone::Good, done);
            }
        }
        true
    }
}

/// A name that says nothing of a person, and is short enough to be read in a menu.
fn named(text: &str, cx: &Cx) -> Result<String, String> {
    let name = text.trim();
    if name.is_empty() {
        return Err(t!(cx.words, "form-required"));
    }
    if name.chars().count() > TEMPLATE_NAME {
        return Err(t!(cx.words, "visits-model-long", most = TEMPLATE_NAME));
    }
    let told = |finding: &privacy::Finding| cx.words.look_up(finding.message()).unwrap_or_default();
    let found = privacy::findings(name);
    match found.iter().find(|finding| finding.is_refused()) {
        Some(refused) => Err(told(refused)),
        None => Ok(found.first().map(told).unwrap_or_default()),
    }
}
