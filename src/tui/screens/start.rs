//! First start: a new notebook or one from a backup; who are you, your sector, found or join a team, a passphrase. One question at a time.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;
use ratatui::widgets::{Paragraph, Widget};

use super::restore::Restoring;
use crate::i18n::Lang;
use crate::model::reference::{departements, fold};
use crate::model::{DeptCode, LocalTime};
use crate::store::vault::missing_strength;
use crate::sync::is_code;
use crate::t;
use crate::tui::action::Action;
use crate::tui::context::Context;
use crate::tui::cx::{Cx, Effect};
use crate::tui::facts::Facts;
use crate::tui::layer::{Answer, Input, Layer, Took};
use crate::tui::list::ListState;
use crate::tui::popup::{Menu, Prompt};
use crate::tui::request::{Newcomer, Passphrase, Reply, Request, Ticket};
use crate::tui::text;
use crate::tui::theme::Role;
use crate::wording::values;
use crate::workspace::Restored;

/// The questions, in the order in which they are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Question {
    Language,
    Origin,
    Holder,
    Sector,
    Code,
    Team,
    Passphrase,
    Again,
}

impl Question {
    const ALL: [Self; 8] = [
        Self::Language,
        Self::Origin,
        Self::Holder,
        Self::Sector,
        Self::Code,
        Self::Team,
        Self::Passphrase,
        Self::Again,
    ];

    /// From 1; the passphrase is one question, however often it is typed.
    const fn number(self) -> usize {
        match self {
            Self::Again => Self::Passphrase as usize + 1,
            one => one as usize + 1,
        }
    }

    fn before(self) -> Self {
        let at = Self::ALL.iter().position(|one| *one == self).unwrap_or_default();
        Self::ALL.get(at.saturating_sub(1)).copied().unwrap_or(Self::Language)
    }
}

/// Where the first start is.
enum Stage {
    Asking(Question),
    Working(Ticket),
    /// The team is founded: its recovery card is shown once.
    Card(Passphrase),
    /// Waiting to join: what to do next.
    Waiting,
    Restoring(Restoring),
    /// From a backup: what came back, and what to do next.
    Restored(String),
}

/// The first start.
pub struct Start {
    stage: Stage,
    holder: String,
    sector: Vec<DeptCode>,
    code: String,
    joins: bool,
    /// It joins with the recovery card.
    recovers: bool,
    passphrase: Option<String>,
    /// The first question was asked; a question left by Escape is taken up again on purpose only.
    begun: bool,
}

const TAG: &str = "start";
/// Below this height the boxes take all the room there is.
const LOW: u16 = 14;

impl Default for Start {
    fn default() -> Self {
        let (holder, code) = (String::new(), String::new());
        let stage = Stage::Asking(Question::Language);
        Self { stage, holder, sector: Vec::new(), code, joins: false, recovers: false, passphrase: None, begun: false }
    }
}

impl Drop for Start {
    fn drop(&mut self) {
        self.forget_passphrase();
    }
}

impl Start {
    fn forget_passphrase(&mut self) {
        if let Some(mut text) = self.passphrase.take() {
            zeroize::Zeroize::zeroize(&mut text);
        }
    }

    fn ask(&mut self, question: Question, cx: &mut Cx) {
        let words = &cx.words;
        let said = match question {
            Question::Holder => t!(words, "start-holder-why"),
            Question::Sector => t!(words, "start-sector-why"),
            Question::Code => t!(words, "start-code-why"),
            Question::Passphrase => {
                [t!(words, "start-passphrase-why"), format!("{}.", text::sentence(&t!(words, "passphrase-rule")))]
                    .join("\n")
            }
            Question::Language | Question::Origin | Question::Team | Question::Again => String::new(),
        };
        self.ask_saying(question, said, cx);
    }

    /// Asks, with a line above the answer: the rule, or what was wrong with the last answer.
    fn ask_saying(&mut self, question: Question, said: String, cx: &mut Cx) {
        self.stage = Stage::Asking(question);
        let words = cx.words.clone();
        let prompt = |title: String, text: &str| Prompt::new(TAG, title, text).saying(said.clone());
        match question {
            Question::Language => {
                let lines = vec!["Français".to_owned(), "English".to_owned()];
                cx.push(Menu::new(TAG, "Langue / Language", lines).at(usize::from(words.lang == Lang::En)));
            }
            Question::Origin => {
                let lines = vec![t!(words, "start-origin-new"), t!(words, "start-origin-restore")];
                cx.push(Menu::new(TAG, t!(words, "start-origin"), lines));
            }
            Question::Holder => cx.push(prompt(t!(words, "start-holder"), &self.holder)),
            Question::Sector => cx.push(prompt(t!(words, "start-sector"), &sector_text(&self.sector))),
            Question::Code => cx.push(prompt(t!(words, "start-code"), &self.code)),
            Question::Team => {
                let found = t!(words, "start-team-found");
                let lines = vec![found, t!(words, "start-team-join"), t!(words, "start-team-recover")];
                let at = usize::from(self.joins) + usize::from(self.recovers);
                cx.push(Menu::new(TAG, t!(words, "start-team"), lines).at(at));
            }
            Question::Passphrase => cx.push(prompt(t!(words, "start-passphrase"), "").hidden()),
            Question::Again => cx.push(prompt(t!(words, "start-passphrase-again"), "").hidden()),
        }
    }

    fn answered(&mut self, question: Question, answer: Answer, cx: &mut Cx) {
        match (question, answer) {
            (Question::Language, Answer::Picked(n)) => {
                cx.effect(Effect::Language(if n == 1 { Lang::En } else { Lang::Fr }));
                self.stage = Stage::Asking(Question::Origin);
            }
            (Question::Origin, Answer::Picked(0)) => self.ask(Question::Holder, cx),
            (Question::Origin, Answer::Picked(_)) => {
                let mut restoring = Restoring::default();
                restoring.begin(cx);
                self.stage = Stage::Restoring(restoring);
            }
            (Question::Holder, Answer::Text(text)) => {
                let name = text.trim().to_owned();
                if name.is_empty() {
                    return self.again(Question::Holder, t!(cx.words, "start-holder-empty"), cx);
                }
                self.code = initials(&name);
                self.holder = name;
                self.ask(Question::Sector, cx);
            }
            (Question::Sector, Answer::Text(text)) => match sector_of(&text) {
                Ok(sector) => {
                    self.sector = sector;
                    self.ask(Question::Code, cx);
                }
                Err(part) => self.again(Question::Sector, t!(cx.words, "start-sector-unknown", text = part), cx),
            },
            (Question::Code, Answer::Text(text)) => {
                self.code = text.trim().to_uppercase();
                if is_code(&self.code) {
                    self.ask(Question::Team, cx);
                } else {
                    self.again(Question::Code, t!(cx.words, "start-code-bad"), cx);
                }
            }
            (Question::Team, Answer::Picked(n)) => {
                (self.joins, self.recovers) = (n >= 1, n == 2);
                self.ask(Question::Passphrase, cx);
            }
            (Question::Passphrase, Answer::Text(text)) => match missing_strength(&text) {
                Some(_) => {
                    let why = t!(cx.words, "start-passphrase-weak", rule = t!(cx.words, "passphrase-rule"));
                    self.again(Question::Passphrase, why, cx);
                }
                None => {
                    self.passphrase = Some(text);
                    self.ask(Question::Again, cx);
                }
            },
            (Question::Again, Answer::Text(text)) => {
                if self.passphrase.as_deref() == Some(text.as_str()) {
                    self.go(cx);
                } else {
                    self.forget_passphrase();
                    self.again(Question::Passphrase, t!(cx.words, "start-passphrase-differs"), cx);
                }
            }
            _ => {}
        }
    }

    fn again(&mut self, question: Question, why: String, cx: &mut Cx) {
        self.ask_saying(question, why, cx);
    }

    fn go(&mut self, cx: &mut Cx) {
        let newcomer = Newcomer {
            holder: self.holder.clone(),
            sector: self.sector.clone(),
            code: self.code.clone(),
            passphrase: self.passphrase.take().map(Passphrase::new),
        };
        let request = if self.joins { Request::Join(newcomer) } else { Request::Found(newcomer) };
        self.stage = Stage::Working(cx.request(request));
    }

    fn replied(&mut self, reply: &Reply, cx: &mut Cx) {
        cx.lockable = true;
        match reply {
            Reply::Founded { recovery_card, .. } => self.stage = Stage::Card(recovery_card.clone()),
            Reply::Unlocked { .. } => self.stage = Stage::Waiting,
            _ => self.stage = Stage::Asking(Question::Holder),
        }
    }

    fn restored(&mut self, restored: &Restored, cx: &mut Cx) {
        let words = &cx.words;
        let made = LocalTime::in_france_at(restored.made).map(|time| values::date_time(words, time));
        let shown = words.figure(restored.ops);
        let done = t!(words, "restore-done", n = restored.ops, shown = shown, made = made.unwrap_or_default());
        let next = restored.next(words);
        self.stage = Stage::Restored(format!("{done}\n\n{next}"));
        cx.lockable = !cx.desk.unprotected;
    }

    fn facts(&self, cx: &Cx) -> Facts {
        let words = &cx.words;
        let mut facts = Facts::default();
        facts.pair_if(t!(words, "start-holder-label"), Some(self.holder.clone()).filter(|text| !text.is_empty()));
        facts.pair_if(t!(words, "start-sector-label"), Some(sector_text(&self.sector)).filter(|text| !text.is_empty()));
        let asked_code = !matches!(
            self.stage,
            Stage::Asking(Question::Language | Question::Origin | Question::Holder | Question::Sector)
        );
        facts.pair_if(
            t!(words, "start-code-label"),
            Some(self.code.clone()).filter(|code| asked_code && !code.is_empty()),
        );
        facts
    }
}

impl Layer for Start {
    fn context(&self) -> Context {
        Context::Page
    }

    fn title(&self, cx: &Cx) -> String {
        match &self.stage {
            Stage::Asking(question) => t!(cx.words, "start-at", n = question.number(), of = Question::Again.number()),
            _ => t!(cx.words, "start-title"),
        }
    }

    fn hints(&self, _: &Cx) -> Vec<Action> {
        match self.stage {
            Stage::Asking(_) | Stage::Restoring(_) => vec![Action::Open, Action::Back, Action::Quit],
            Stage::Working(_) => Vec::new(),
            _ => vec![Action::Open, Action::Quit],
        }
    }

    fn update(&mut self, input: Input<'_>, cx: &mut Cx) -> Took {
        if let Stage::Restoring(restoring) = &mut self.stage {
            match &input {
                Input::Answer(tag, answer) if restoring.answered(tag, answer, cx) => return Took::Yes,
                Input::Reply(ticket, reply) => {
                    if let Some(restored) = restoring.replied(*ticket, reply, cx) {
                        self.restored(&restored, cx);
                    }
                    return Took::Yes;
                }
                Input::Action(Action::Open) if !restoring.working => {
                    restoring.begin(cx);
                    return Took::Yes;
                }
                _ => {}
            }
        }
        match (input, &self.stage) {
            (Input::Shown, Stage::Asking(question)) if !self.begun => {
                self.begun = true;
                self.ask(*question, cx);
            }
            (Input::Answer(TAG, answer), Stage::Asking(question)) => self.answered(*question, answer, cx),
            (Input::Reply(ticket, reply), Stage::Working(asked)) if ticket == *asked => self.replied(reply, cx),
            // A language was chosen: the next question is asked in it.
            (Input::DeskChanged, Stage::Asking(Question::Origin)) => self.ask(Question::Origin, cx),
            (Input::Action(Action::Open), Stage::Asking(question)) => self.ask(*question, cx),
            (Input::Action(Action::Back), Stage::Asking(question)) => self.ask(question.before(), cx),
            (Input::Action(Action::Back), Stage::Restoring(restoring)) if !restoring.working => {
                self.ask(Question::Origin, cx);
            }
            (Input::Action(Action::Open), Stage::Card(_) | Stage::Waiting | Stage::Restored(_)) => {
                cx.close();
                cx.effect(Effect::OfferTour);
                if self.joins {
                    cx.go(crate::tui::screen::Screen::Synchro);
                }
            }
            (Input::Action(Action::Quit | Action::Language | Action::Help | Action::Redraw | Action::Suspend), _) => {
                return Took::No;
            }
            (Input::Action(_), _) => {}
            _ => return Took::No,
        }
        Took::Yes
    }

    fn render(&self, cx: &Cx, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let words = &cx.words;
        let (text, rows) = match &self.stage {
            Stage::Asking(_) => {
                let key = |action| cx.keymap.key_label(action, Context::Page, words);
                let (open, back, quit) = (key(Action::Open), key(Action::Back), key(Action::Quit));
                (t!(words, "start-welcome", open = open, back = back, quit = quit), None)
            }
            Stage::Working(_) => (t!(words, "start-working"), None),
            Stage::Card(card) => (t!(words, "start-recovery"), Some(card.expose().to_owned())),
            Stage::Waiting if self.recovers => {
                let key = cx.keymap.key_label(Action::Recover, Context::Synchro, words);
                (t!(words, "start-recover-waiting", key = key), None)
            }
            Stage::Waiting => (t!(words, "start-waiting"), None),
            Stage::Restoring(restoring) => (restoring.said(words), None),
            Stage::Restored(said) => (format!("{said}\n\n{}", t!(words, "restore-go-on")), None),
        };
        let body = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
        let wrapped = text.lines().flat_map(|line| match line {
            "" => vec![String::new()],
            line => text::wrap(line, body.width),
        });
        let lines: Vec<Line> = wrapped.map(Line::raw).collect();
        let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).min(body.height);
        Paragraph::new(lines).style(cx.style(Role::Text)).render(Rect { height, ..body }, buf);
        let below = Rect { y: body.y + height + 1, height: body.height.saturating_sub(height + 1), ..body };
        if let Some(rows) = rows {
            let lines: Vec<Line> =
                rows.lines().map(|row| Line::styled(row.to_owned(), cx.style(Role::Title))).collect();
            Paragraph::new(lines).render(below, buf);
        } else {
            self.facts(cx).render(cx, beneath_questions(below, &self.facts(cx), cx), &ListState::default(), buf);
        }
        None
    }
}

/// At the bottom, where no box lies over it; a low window has no such room.
fn beneath_questions(area: Rect, facts: &Facts, cx: &Cx) -> Rect {
    let lines = u16::try_from(facts.laid_out(cx, area.width).len()).unwrap_or(u16::MAX);
    let height = if area.height < LOW { 0 } else { lines.min(area.height) };
    Rect { y: area.bottom() - height, height, ..area }
}

/// `09, 31`: by number or name, separated by commas or spaces; empty for everything.
///
/// # Errors
/// The part that is no département.
pub fn sector_of(text: &str) -> Result<Vec<DeptCode>, String> {
    let mut sector = Vec::new();
    let named = |part: &str| {
        let wanted = fold(part);
        let number = format!("{part:0>2}");
        departements().iter().find(|one| one.code.as_str() == number || fold(&one.name) == wanted).map(|one| one.code)
    };
    for part in text.split([',', ';']).map(str::trim).filter(|part| !part.is_empty()) {
        match named(part) {
            Some(code) => sector.push(code),
            // Numbers may stand side by side; names hold spaces.
            None => {
                for code in part.split_whitespace() {
                    sector.push(named(code).ok_or_else(|| part.to_owned())?);
                }
            }
        }
    }
    sector.sort_unstable();
    sector.dedup();
    Ok(sector)
}

/// The same text back.
pub fn sector_text(sector: &[DeptCode]) -> String {
    sector.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// The first letters of a name's words: a code to start from.
fn initials(name: &str) -> String {
    let letters = fold(name).split_whitespace().filter_map(|word| word.chars().next()).collect::<String>();
    let letters: String = letters.to_uppercase().chars().filter(char::is_ascii_alphanumeric).take(8).collect();
    if letters.len() < 2 { format!("{letters}AA").chars().take(2).collect() } else { letters }
}

#[cfg(test)]
mod tests;
