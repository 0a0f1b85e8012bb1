//! What can be done to a centre and its pipeline, from the list and from the centre's own page.

use crate::i18n::format;
use crate::model::entry::Looking;
use crate::model::pipeline::{Pipeline, StageView, StepView};
use crate::model::{
    AnyRef, Centre, CentreKind, CentreStatus, Decimal, Kind, PartialDate, Position, PositionState, RecordId, Ref,
    Stage, StageKey, StageState, Step, StepState,
};
use crate::t;
use crate::tui::action::Action;
use crate::tui::cx::{Cx, Tone};
use crate::tui::layer::{Answer, Took};
use crate::tui::popup::{Menu, Prompt};
use crate::tui::request::{Edit, Refused, Reply, Request, Ticket};
use crate::tui::screens::shared::HistoryPage;
use crate::tui::screens::shared::dates::{day_prompt, partial_prompt, read_day, read_partial};
use crate::tui::screens::shared::diverging;
use crate::tui::screens::shared::editing::{Editing, SAVED, long_text, say_refused};
use crate::tui::screens::shared::talk;
use crate::tui::screens::twins;
use crate::wording::values;

const CENTRE_FIELDS: [&str; 10] =
    ["name", "kind", "commune", "host", "target_opening", "parent", "premises", "owner", "url", "note"];
const POSITION_FIELDS: [&str; 7] = ["centre", "role", "fte", "contract", "label", "need_on", "note"];
const STEP_FIELDS: [&str; 3] = ["due", "owner", "note"];
const STAGE_FIELDS: [&str; 5] = ["planned_start", "planned_end", "actual_start", "actual_end", "owner"];

/// What an action is about: a centre and, if one is selected, a stage or one of its steps.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    pub centre: RecordId,
    pub stage: Option<StageKey>,
    pub item: Option<String>,
}

/// Actions under way: what was asked about, and what is being saved.
#[derive(Default)]
pub struct Acts {
    target: Option<Target>,
    /// The status that a date is being asked for.
    status: Option<CentreStatus>,
    saving: Option<Ticket>,
    /// The opening that was refused, or may be, while a gate is open.
    opening: Option<PartialDate>,
}

impl Acts {
    /// Carries out an action on its target, or asks what it needs.
    pub fn act(&mut self, action: Action, target: &Target, cx: &mut Cx) -> Took {
        self.target = Some(target.clone());
        let Some(centre) = cx.desk.get::<Centre>(&target.centre).cloned() else { return Took::No };
        match action {
            Action::Tick => self.tick(target, cx),
            Action::NotApplicable => self.not_applicable(target, cx),
            Action::Block => self.block(target, cx),
            Action::SetDue => set_due(target, cx),
            Action::AddStep => add_step(target, cx),
            Action::MoveTarget => move_target(&centre, cx),
            Action::SetOpened => set_opened(&centre, cx),
            Action::ChangeState => change_state(&centre, cx),
            Action::Edit => {
                let editing = Editing::known("done-centre", target.centre, centre);
                editing.open(cx.words.phrase(Kind::Centre, "edit"), &CENTRE_FIELDS, Looking::Forward, cx);
            }
            Action::AddPosition => Self::add_position(target, cx),
            Action::LogExchange => talk::log_exchange(Some(target.centre), cx),
            Action::FollowUp => talk::follow_up(Some(target.centre), cx),
            Action::Note => talk::note(target.centre, cx),
            Action::Resolve => diverging::resolve(target.centre, cx),
            Action::Merge => twins::with(Kind::Centre, target.centre, None, cx),
            Action::History => {
                let (kind, id, title) = history_of(target, &centre, cx);
                cx.push(HistoryPage::new(kind, id, title));
            }
            _ => return Took::No,
        }
        Took::Yes
    }

    /// A form on a new centre.
    pub fn new_centre(cx: &mut Cx) {
        let owner = cx.desk.me.map(|me| Ref::new(me.record()));
        let status = Some(CentreStatus::Preparing);
        let start = Centre { kind: Some(CentreKind::Creation), status, owner, ..Centre::default() };
        let editing = Editing::new("done-centre", cx.new_id(), start);
        editing.open(cx.words.phrase(Kind::Centre, "new"), &CENTRE_FIELDS, Looking::Forward, cx);
    }

    /// A form on what is selected: the step's or the stage's own dates.
    pub fn details(&mut self, target: &Target, cx: &mut Cx) {
        self.target = Some(target.clone());
        let Some((stage, step)) = found(target, cx) else { return };
        if let Some(step) = step {
            let Some(id) = step.id else { return no_host(cx) };
            let title = step.label(cx.words.lang).to_owned();
            let editing = match cx.desk.get::<Step>(&id) {
                Some(record) => Editing::known("done-step", id, record.clone()),
                None => Editing::foreseen("done-step", id, new_step(&stage, &step.item)),
            };
            return editing.open(title, &STEP_FIELDS, Looking::Forward, cx);
        }
        let Some(id) = stage.id else { return no_host(cx) };
        let editing = match cx.desk.get::<Stage>(&id) {
            Some(record) => Editing::known("done-stage", id, record.clone()),
            None => Editing::foreseen("done-stage", id, stage.new_record()),
        };
        editing.open(cx.words.choice_of(stage.key), &STAGE_FIELDS, Looking::Forward, cx);
    }

    fn add_position(target: &Target, cx: &mut Cx) {
        let start = Position {
            centre: Some(Ref::new(target.centre)),
            fte: Some(Decimal::from_thousandths(1000)),
            state: Some(PositionState::Need),
            need_on: Some(cx.today()),
            ..Position::default()
        };
        let editing = Editing::new("done-position", cx.new_id(), start);
        editing.open(cx.words.phrase(Kind::Position, "new"), &POSITION_FIELDS, Looking::Back, cx);
    }

    pub(super) fn commit(&mut self, edit: Edit, cx: &mut Cx) {
        if !edit.is_empty() {
            self.saving = Some(cx.request(Request::Commit(edit)));
        }
    }

    /// A step: done or to do again. A stage: over or under way again.
    fn tick(&mut self, target: &Target, cx: &mut Cx) {
        let Some((stage, step)) = found(target, cx) else { return };
        let Some(step) = step else { return self.tick_stage(&stage, cx) };
        if step.derived {
            return cx.say(Tone::Plain, t!(cx.words, "step-derived"));
        }
        let (state, done) = match step.state {
            StepState::Open => (StepState::Done, "done-step-ticked"),
            StepState::Done | StepState::NotApplicable => (StepState::Open, "done-step-reopened"),
        };
        self.save_step(&stage, &step, done, cx, |record| {
            record.state = Some(state);
            record.reason = None;
        });
    }

    fn tick_stage(&mut self, stage: &StageView, cx: &mut Cx) {
        let done = stage.recorded && stage.state == StageState::Done;
        let state = if done { StageState::UnderWay } else { StageState::Done };
        self.save_stage(stage, cx, |record| {
            record.state = Some(state);
            record.blocked_reason = None;
            if done {
                record.actual_end = None;
            }
        });
    }

    fn not_applicable(&mut self, target: &Target, cx: &mut Cx) {
        match found(target, cx) {
            Some((stage, Some(step))) if step.state == StepState::NotApplicable => {
                self.save_step(&stage, &step, "done-step-reopened", cx, |record| {
                    record.state = Some(StepState::Open);
                    record.reason = None;
                });
            }
            Some((_, Some(step))) => {
                let title = t!(cx.words, "ask-not-applicable", step = step.label(cx.words.lang));
                cx.push(Prompt::new("not-applicable", title, "").required());
            }
            _ => cx.say(Tone::Plain, t!(cx.words, "choose-a-step")),
        }
    }

    fn block(&mut self, target: &Target, cx: &mut Cx) {
        let Some((stage, _)) = found(target, cx) else {
            return cx.say(Tone::Plain, t!(cx.words, "choose-a-stage"));
        };
        if stage.state == StageState::Blocked {
            return self.save_stage(&stage, cx, |record| {
                record.state = Some(StageState::UnderWay);
                record.blocked_reason = None;
            });
        }
        let title = t!(cx.words, "ask-blocked", stage = cx.words.choice_of(stage.key));
        cx.push(Prompt::new("blocked", title, "").required());
    }

    fn save_step(
        &mut self,
        stage: &StageView,
        step: &StepView,
        done: &'static str,
        cx: &mut Cx,
        change: impl FnOnce(&mut Step),
    ) {
        let Some(id) = step.id else { return no_host(cx) };
        let before = cx.desk.get::<Step>(&id).cloned();
        let mut after = before.clone().unwrap_or_else(|| new_step(stage, &step.item));
        change(&mut after);
        let edit = match before {
            Some(before) => Edit::new(done).update(id, &before, after),
            None => Edit::new(done).create(id, after),
        };
        self.commit(edit, cx);
    }

    fn save_stage(&mut self, stage: &StageView, cx: &mut Cx, change: impl FnOnce(&mut Stage)) {
        if stage.id.is_none() {
            return no_host(cx);
        }
        let edit = cx.desk.change_stage(Edit::new("done-stage"), stage, change);
        self.commit(edit, cx);
    }

    fn save_centre(&mut self, done: &'static str, cx: &mut Cx, change: impl FnOnce(&mut Centre)) {
        let Some(id) = self.target.as_ref().map(|target| target.centre) else { return };
        let Some(before) = cx.desk.get::<Centre>(&id).cloned() else { return };
        let mut after = before.clone();
        change(&mut after);
        self.commit(Edit::new(done).update(id, &before, after), cx);
    }

    /// The answers of the popups and forms that the actions opened.
    pub fn answer(&mut self, tag: &'static str, answer: &Answer, cx: &mut Cx) -> Took {
        if tag == SAVED || talk::answered(tag, answer, cx) == Took::Yes {
            return Took::Yes;
        }
        let Some(target) = self.target.clone() else { return Took::No };
        match (tag, answer) {
            ("not-applicable", Answer::Text(reason)) => {
                let Some((stage, Some(step))) = found(&target, cx) else { return Took::Yes };
                self.save_step(&stage, &step, "done-step-not-applicable", cx, |record| {
                    record.state = Some(StepState::NotApplicable);
                    record.reason = long_text(reason);
                });
            }
            ("blocked", Answer::Text(reason)) => {
                let Some((stage, _)) = found(&target, cx) else { return Took::Yes };
                self.save_stage(&stage, cx, |record| {
                    record.state = Some(StageState::Blocked);
                    record.blocked_reason = long_text(reason);
                });
            }
            ("due", Answer::Text(text)) => self.due(&target, text, cx),
            ("new-step", Answer::Text(label)) => self.new_step(&target, label, cx),
            ("target", Answer::Text(text)) => {
                if let Ok(date) = read_partial(text, Looking::Forward, cx) {
                    self.save_centre("done-target", cx, |centre| centre.target_opening = date);
                }
            }
            ("opened", Answer::Text(text)) => {
                if let Ok(Some(date)) = read_partial(text, Looking::Back, cx) {
                    self.open_doors(date, None, cx);
                }
            }
            ("despite", Answer::Text(reason)) => {
                if let Some(date) = self.opening.take() {
                    self.open_doors(date, Some(reason), cx);
                }
            }
            ("state", Answer::Picked(at)) => self.state_picked(*at, &target, cx),
            ("state-date", Answer::Text(text)) => self.state_dated(text, cx),
            _ => return Took::No,
        }
        Took::Yes
    }

    fn due(&mut self, target: &Target, text: &str, cx: &mut Cx) {
        let Ok(day) = read_day(text, Looking::Forward, cx) else { return };
        match found(target, cx) {
            Some((stage, Some(step))) => self.save_step(&stage, &step, "done-due", cx, |record| record.due = day),
            Some((stage, None)) => self.save_stage(&stage, cx, |record| record.planned_end = day),
            None => {}
        }
    }

    fn new_step(&mut self, target: &Target, label: &str, cx: &mut Cx) {
        let Some((stage, _)) = found(target, cx) else { return };
        let id = cx.new_id();
        let step = Step { label: Some(label.trim().to_owned()), ..new_step(&stage, &id.to_string()) };
        self.commit(Edit::new("done-step-added").create(id, step), cx);
    }

    fn open_doors(&mut self, date: PartialDate, despite: Option<&str>, cx: &mut Cx) {
        self.opening = Some(date);
        let reason = despite.and_then(long_text);
        self.save_centre("done-opened", cx, |centre| {
            centre.opened = Some(date);
            if centre.status == Some(CentreStatus::Preparing) {
                centre.status = Some(CentreStatus::Open);
            }
            if reason.is_some() {
                centre.opened_despite = reason;
            }
        });
    }

    fn state_picked(&mut self, at: usize, target: &Target, cx: &mut Cx) {
        let Some(centre) = cx.desk.get::<Centre>(&target.centre).cloned() else { return };
        let Some(status) = moves(centre.status).get(at).copied() else { return };
        if status == CentreStatus::Open && centre.opened.is_none() {
            return set_opened(&centre, cx);
        }
        self.status = Some(status);
        let dated = matches!(status, CentreStatus::Suspended | CentreStatus::Closed | CentreStatus::Abandoned);
        if dated {
            let today = format::date_short(cx.today());
            cx.push(day_prompt("state-date", cx.words.choice_of(status), &today, Looking::Back, false));
        } else {
            self.state_dated("", cx);
        }
    }

    fn state_dated(&mut self, text: &str, cx: &mut Cx) {
        let (Some(status), Ok(day)) = (self.status.take(), read_day(text, Looking::Back, cx)) else { return };
        self.save_centre("done-status", cx, |centre| {
            centre.status = Some(status);
            match status {
                CentreStatus::Suspended => centre.suspended_on = day,
                CentreStatus::Closed => centre.closed_on = day,
                CentreStatus::Abandoned => centre.abandoned_on = day,
                CentreStatus::Preparing | CentreStatus::Open => {}
            }
        });
    }

    /// What came of a commit of mine. A refused opening asks why it should be one all the same.
    pub fn reply(&mut self, ticket: Ticket, reply: &Reply, cx: &mut Cx) -> Took {
        if self.saving != Some(ticket) {
            return Took::No;
        }
        self.saving = None;
        match reply {
            Reply::Refused(refused) if self.opening.is_some() && only_gates(refused, cx) => {
                let said = refused.first().map(|one| one.said.clone()).unwrap_or_default();
                let said = format!("{said}\n{}", t!(cx.words, "ask-despite-how"));
                cx.push(Prompt::new("despite", t!(cx.words, "ask-despite"), "").saying(said).required());
            }
            Reply::Refused(refused) => {
                self.opening = None;
                say_refused(refused, cx);
            }
            _ => self.opening = None,
        }
        Took::Yes
    }
}

/// The gates alone stand in the way: the date itself is not refused.
fn only_gates(refused: &[Refused], cx: &Cx) -> bool {
    let opened = Kind::Centre.field("opened").map(|spec| spec.tag);
    refused.iter().all(|one| one.kind == Kind::Centre && Some(one.tag) == opened)
        && refused.iter().any(|one| {
            let pipeline: Option<Pipeline> = cx.desk.pipeline(&one.record, cx.today());
            pipeline.is_some_and(|pipeline| !pipeline.gates_open.is_empty())
        })
}

/// The stage of a target and, if it names one, the step, as they stand.
pub fn found(target: &Target, cx: &Cx) -> Option<(StageView, Option<StepView>)> {
    let pipeline = cx.desk.pipeline(&target.centre, cx.today())?;
    let stage = pipeline.stage(target.stage?)?.clone();
    let step = target.item.as_ref().and_then(|item| stage.steps.iter().find(|step| step.item == *item)).cloned();
    Some((stage, step))
}

fn new_step(stage: &StageView, item: &str) -> Step {
    Step {
        subject: stage.subject.map(AnyRef),
        stage: Some(stage.key),
        item: Some(item.to_owned()),
        state: Some(StepState::Open),
        ..Step::default()
    }
}

/// AMI and joining are the host's: without one there is nothing to write them on.
fn no_host(cx: &mut Cx) {
    cx.say(Tone::Plain, t!(cx.words, "stage-without-host"));
}

fn set_due(target: &Target, cx: &mut Cx) {
    let (label, due) = match found(target, cx) {
        Some((_, Some(step))) => (step.label(cx.words.lang).to_owned(), step.due),
        Some((stage, None)) => (cx.words.choice_of(stage.key), stage.planned_end),
        None => return cx.say(Tone::Plain, t!(cx.words, "choose-a-step")),
    };
    let text = due.map(format::date_short).unwrap_or_default();
    cx.push(day_prompt("due", t!(cx.words, "ask-due", what = label), &text, Looking::Forward, true));
}

fn add_step(target: &Target, cx: &mut Cx) {
    match found(target, cx) {
        Some((stage, _)) if stage.subject.is_none() => no_host(cx),
        Some((stage, _)) => {
            let title = t!(cx.words, "ask-new-step", stage = cx.words.choice_of(stage.key));
            cx.push(Prompt::new("new-step", title, "").required());
        }
        None => cx.say(Tone::Plain, t!(cx.words, "choose-a-stage")),
    }
}

fn move_target(centre: &Centre, cx: &mut Cx) {
    let first = centre.first_target.or(centre.target_opening);
    let more = move |date: Option<PartialDate>, cx: &Cx| {
        let days = date.zip(first).map(|(date, first)| date.days_since(&first)).filter(|days| *days != 0);
        Ok(days.map(|days| t!(cx.words, "slip-since-first", days = format!("{days:+}"))))
    };
    let title = match centre.target_opening {
        Some(date) => t!(cx.words, "ask-target-now", date = values::partial_date(&cx.words, date)),
        None => t!(cx.words, "ask-target"),
    };
    cx.push(partial_prompt("target", title, "", Looking::Forward, more));
}

fn set_opened(centre: &Centre, cx: &mut Cx) {
    let today = cx.today();
    let more = move |date: Option<PartialDate>, cx: &Cx| match date {
        None => Err(t!(cx.words, "form-required")),
        Some(date) if date.first_day() > today => Err(t!(cx.words, "opened-in-future")),
        Some(_) => Ok(None),
    };
    let text = centre.opened.map_or_else(|| format::date_short(today), values::partial_date_short);
    cx.push(partial_prompt("opened", t!(cx.words, "ask-opened"), &text, Looking::Back, more));
}

/// The states that a centre can go on to.
fn moves(status: Option<CentreStatus>) -> &'static [CentreStatus] {
    use CentreStatus::{Abandoned, Closed, Open, Preparing, Suspended};
    match status.unwrap_or(Preparing) {
        Preparing => &[Open, Abandoned],
        Open => &[Suspended, Closed],
        Suspended => &[Open, Closed],
        Closed => &[Open],
        Abandoned => &[Preparing],
    }
}

fn change_state(centre: &Centre, cx: &mut Cx) {
    let line = |to: &CentreStatus| {
        let from = centre.status.unwrap_or(CentreStatus::Preparing).key();
        cx.words.look_up(&format!("move-{from}-{}", to.key())).unwrap_or_else(|| cx.words.choice_of(*to))
    };
    let lines = moves(centre.status).iter().map(line).collect();
    cx.push(Menu::new("state", crate::wording::title::centre_name(centre), lines));
}

fn history_of(target: &Target, centre: &Centre, cx: &Cx) -> (Kind, RecordId, String) {
    match found(target, cx) {
        Some((_, Some(step))) if step.recorded => {
            (Kind::Step, step.id.unwrap_or(target.centre), step.label(cx.words.lang).to_owned())
        }
        Some((stage, None)) if stage.recorded => {
            (Kind::Stage, stage.id.unwrap_or(target.centre), cx.words.choice_of(stage.key))
        }
        _ => (Kind::Centre, target.centre, crate::wording::title::centre_name(centre)),
    }
}
