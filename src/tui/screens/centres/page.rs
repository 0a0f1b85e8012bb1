//! One centre: its stages and their checklists beside what is known of it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::acts::{Acts, Target};
use super::rows::Row;
use super::what_if::Supposing;
use super::{facts, legend, look};
use crate::i18n::format;
use crate::model::forecast::Durations;
use crate::model::pipeline::{Pipeline, StageView, StepView};
use crate::model::{Centre, Device, RecordId, StageKey, StageState, StepState};
use crate::t;
use crate::tui::action::Action;
use crate::tui::context::Context;
use crate::tui::cx::Cx;
use crate::tui::layer::{Input, Layer, Took};
use crate::tui::list::ListState;
use crate::tui::panes::Pane;
use crate::tui::screens::shared::diverging;
use crate::tui::screens::shared::talk::Place;
use crate::tui::table::Empty;
use crate::tui::text;
use crate::tui::theme::Role;
use crate::tui::tree::{Node, Tree, TreeState};
use crate::wording::values;

/// A stage, or one of its steps by its item.
type Key = (StageKey, Option<String>);

/// Below the panes: what is known of the selected line.
const ABOUT: u16 = 2;
/// Of the width, for the checklists.
const SHARE: u16 = 56;
/// One press moves a stage by a week.
const STEP: i64 = 7;

/// A centre, opened.
pub struct CentrePage {
    id: RecordId,
    row: Option<Row>,
    nodes: Vec<Node<Key>>,
    tree: TreeState<Key>,
    pane: Pane,
    facts: ListState,
    acts: Acts,
    supposing: Supposing,
    durations: Durations,
}

impl CentrePage {
    /// Opens a centre at the given stage, or where the work is: its first late step, else the first to be done.
    pub fn new(id: RecordId, stage: Option<StageKey>, cx: &Cx) -> Self {
        let mut page = Self {
            id,
            row: None,
            nodes: Vec::new(),
            tree: TreeState::default(),
            pane: Pane::First,
            facts: ListState::default(),
            acts: Acts::default(),
            supposing: Supposing::default(),
            durations: Durations::default(),
        };
        page.refresh(cx);
        let Some(pipeline) = page.row.as_ref().map(|row| row.pipeline.clone()) else { return page };
        for view in pipeline.stages.iter().filter(|view| view.state == StageState::Done && Some(view.key) != stage) {
            page.tree.fold((view.key, None));
        }
        if let Some(key) = entry(&pipeline, stage) {
            page.tree.select(key, &page.nodes);
        }
        page
    }

    /// Opens the centre that a record belongs to, at that record where it is a stage or a step.
    pub fn of_record(record: RecordId, cx: &Cx) -> Option<Self> {
        let place = Place::of(cx, record);
        let of_host = || cx.desk.about::<Centre>(&place.member?).map(|(id, _)| id).next();
        let mut page = Self::new(place.centre.or_else(of_host)?, None, cx);
        let found = page.row.iter().flat_map(|row| &row.pipeline.stages).find_map(|stage| {
            let step = stage.steps.iter().find(|step| step.id == Some(record));
            let here = stage.id == Some(record) || step.is_some();
            here.then(|| (stage.key, step.map(|step| step.item.clone())))
        });
        if let Some(key) = found {
            page.tree.select(key, &page.nodes);
        }
        Some(page)
    }

    pub const fn centre(&self) -> RecordId {
        self.id
    }

    fn refresh(&mut self, cx: &Cx) {
        self.durations = cx.desk.durations(cx.today());
        self.row = cx.desk.get::<Centre>(&self.id).and_then(|centre| Row::of(self.id, centre, &self.durations, cx));
        self.supposing.refresh(&self.durations, cx);
        let stages = self.row.iter().flat_map(|row| &row.pipeline.stages);
        self.nodes = stages.flat_map(|stage| nodes(stage, cx)).collect();
    }

    fn target(&self) -> Target {
        let selected = self.tree.selected(&self.nodes);
        let stage = selected.map(|(stage, _)| *stage);
        let item = selected.and_then(|(_, item)| item.clone());
        Target { centre: self.id, stage, item }
    }

    fn action(&mut self, action: Action, cx: &mut Cx) -> Took {
        if self.pane.update(action) == Took::Yes {
            return Took::Yes;
        }
        match action {
            Action::StageEarlier | Action::StageLater => {
                let days = if action == Action::StageLater { STEP } else { -STEP };
                self.supposing.shift(self.id, self.target().stage, days, &self.durations, cx);
            }
            Action::KeepMoves => self.supposing.keep(cx),
            Action::DropMoves => self.supposing.drop_all(cx),
            Action::Back if !self.supposing.is_empty() => self.supposing.drop_all(cx),
            Action::Back => cx.close(),
            Action::Legend => cx.push(legend::of_page(cx)),
            Action::Open if self.pane == Pane::First => {
                let target = self.target();
                self.acts.details(&target, cx);
            }
            action if self.pane == Pane::Second => {
                let len = self.facts_len(cx);
                if self.facts.scroll(action, len) == Took::No {
                    return self.acts.act(action, &self.target(), cx);
                }
            }
            action => {
                if self.tree.update(action, &self.nodes) == Took::No {
                    return self.acts.act(action, &self.target(), cx);
                }
            }
        }
        Took::Yes
    }

    fn facts_len(&self, cx: &Cx) -> usize {
        self.about(cx).map_or(0, |facts| facts.laid_out(cx, 38).len())
    }

    fn about(&self, cx: &Cx) -> Option<crate::tui::facts::Facts> {
        let centre = cx.desk.get::<Centre>(&self.id)?;
        let row = self.row.as_ref()?;
        let Some(supposed) = self.supposing.of(&self.id) else { return Some(facts::page(self.id, centre, row, cx)) };
        let row = Row { forecast: Some(supposed.forecast.clone()), ..row.clone() };
        Some(facts::page(self.id, centre, &row, cx))
    }

    /// Name, date and slip.
    fn head(&self, row: &Row, cx: &Cx) -> Line<'static> {
        let gap = format!(" {} ", cx.theme.glyphs.separator);
        let mut spans = vec![Span::styled(row.short.clone(), cx.style(Role::Title)), Span::raw(gap.clone())];
        let status = look::status(row.status, cx);
        spans.extend(status.spans.into_iter().map(|span| span.patch_style(status.style)));
        let date = row.date.map(|date| values::partial_date(&cx.words, date));
        if let (Some(date), true) = (&date, row.preparing()) {
            let role = if row.pipeline.late { Role::Late } else { Role::Text };
            let said = t!(cx.words, "centre-target", date = date.as_str());
            spans.extend([Span::raw(gap.clone()), Span::styled(said, cx.style(role))]);
        }
        let slip = look::slip(row.pipeline.slip_days, cx);
        if slip.width() > 0 {
            spans.push(Span::raw(" "));
            spans.extend(slip.spans.into_iter().map(|span| span.patch_style(slip.style)));
        }
        let (done, total) = row.pipeline.progress();
        let said = t!(cx.words, "centre-progress", done = done, total = total);
        spans.extend([Span::raw(gap), Span::styled(said, cx.style(Role::Muted))]);
        Line::from(spans)
    }

    fn render_about(&self, cx: &Cx, area: Rect, buf: &mut Buffer) {
        let Some(row) = &self.row else { return };
        let Some((stage, item)) = self.tree.selected(&self.nodes) else { return };
        let Some(view) = row.pipeline.stage(*stage) else { return };
        let said = match item.as_ref().and_then(|item| view.steps.iter().find(|step| step.item == *item)) {
            Some(step) => step_words(step, cx),
            None => stage_words(view, cx),
        };
        let lines = text::wrap(&said.join(&format!(" {} ", cx.theme.glyphs.separator)), area.width.saturating_sub(2));
        for (line, y) in lines.iter().take(usize::from(ABOUT)).zip(area.y..) {
            buf.set_string(area.x + 1, y, line, cx.style(Role::Muted));
        }
    }
}

/// Where the work is.
fn entry(pipeline: &Pipeline, stage: Option<StageKey>) -> Option<Key> {
    let open = |step: &&StepView| step.is_open() && !step.derived && step.id.is_some();
    if let Some(key) = stage {
        let view = pipeline.stage(key)?;
        return Some((key, view.steps.iter().find(open).map(|step| step.item.clone())));
    }
    let all = || pipeline.stages.iter().filter(|view| !view.presumed && view.state != StageState::Done);
    let late = all().find_map(|view| Some((view.key, view.steps.iter().find(|step| step.late && open(step))?)));
    let first = || all().find_map(|view| Some((view.key, view.steps.iter().find(open)?)));
    late.or_else(first).map(|(key, step)| (key, Some(step.item.clone())))
}

fn nodes(stage: &StageView, cx: &Cx) -> Vec<Node<Key>> {
    let (sign, role) = look::stage_sign(stage, cx);
    let style = cx.style(role);
    let mut line = vec![
        Span::styled(format!("{sign} "), style),
        Span::styled(cx.words.choice_of(stage.key), cx.style(Role::Title)),
    ];
    let state = if stage.presumed { t!(cx.words, "stage-presumed") } else { cx.words.choice_of(stage.state) };
    line.push(Span::styled(format!("  {state}"), style));
    let progress = if stage.presumed { String::new() } else { format!("{}/{}", stage.done, stage.total) };
    let mut aside = vec![Span::styled(progress, cx.style(Role::Muted))];
    if stage.late {
        aside.insert(0, Span::styled(format!("{} ", cx.theme.glyphs.late), cx.style(Role::Late)));
    }
    let diverges = stage.id.is_some_and(|id| diverging::diverges(cx, id));
    let line = diverging::marked(cx, diverges, Line::from(line));
    let head = Node { key: (stage.key, None), depth: 0, line, aside: apart(Line::from(aside)) };
    std::iter::once(head).chain(stage.steps.iter().map(|step| step_node(stage.key, step, cx))).collect()
}

fn step_node(stage: StageKey, step: &StepView, cx: &Cx) -> Node<Key> {
    let glyphs = &cx.theme.glyphs;
    let (sign, role) = look::step_sign(step, cx);
    let over = !step.is_open();
    let text_role = if over { Role::Muted } else { Role::Text };
    // Before the words, so that the mark is never cut off with them.
    let gate = if step.gate && step.is_open() { glyphs.up } else { " " };
    let line = vec![
        Span::styled(sign, cx.style(role)),
        Span::styled(format!("{gate} "), cx.style(Role::Soon)),
        Span::styled(step.label(cx.words.lang).to_owned(), cx.style(text_role)),
    ];
    let aside = match (step.state, step.due, step.done_on) {
        (StepState::Done, _, Some(day)) => Line::styled(format::date_short(day), cx.style(Role::Muted)),
        (StepState::Open, Some(due), _) if step.late => {
            Line::styled(format!("{} {}", glyphs.late, format::date_short(due)), cx.style(Role::Late))
        }
        (StepState::Open, Some(due), _) => Line::raw(format::date_short(due)),
        _ if step.derived => Line::styled(t!(cx.words, "step-auto"), cx.style(Role::Muted)),
        _ => Line::default(),
    };
    let diverges = step.id.is_some_and(|id| diverging::diverges(cx, id));
    let line = diverging::marked(cx, diverges, Line::from(line));
    Node { key: (stage, Some(step.item.clone())), depth: 1, line, aside: apart(aside) }
}

/// A cell between the line and what stands at its right.
fn apart(mut aside: Line<'static>) -> Line<'static> {
    if aside.width() > 0 {
        aside.spans.insert(0, Span::raw(" "));
    }
    aside
}

fn step_words(step: &StepView, cx: &Cx) -> Vec<String> {
    let words = &cx.words;
    let mut said = vec![words.choice_of(step.state)];
    if step.gate && step.is_open() {
        said.push(t!(words, "step-gate", mark = cx.theme.glyphs.up));
    }
    if step.derived {
        said.push(t!(words, "step-derived"));
    }
    if step.is_open()
        && let Some(due) = step.due
    {
        said.push(t!(words, "step-due", when = format::relative_day(words, due, cx.today())));
    }
    let by = step.done_by.and_then(|by| cx.desk.get::<Device>(&by)).and_then(|device| device.holder.clone());
    if let (Some(day), StepState::Done) = (step.done_on, step.state) {
        let day = format::date_medium(words, day);
        said.push(by.map_or(day.clone(), |by| t!(words, "step-done-by", date = day, who = by)));
    }
    said.extend(step.reason.clone());
    said.extend(step.note.clone());
    said
}

fn stage_words(stage: &StageView, cx: &Cx) -> Vec<String> {
    let words = &cx.words;
    let mut said = vec![words.choice_of(stage.state)];
    said.extend(stage.blocked_reason.clone());
    if stage.presumed {
        said.push(t!(words, "stage-presumed-why"));
    }
    if stage.subject.is_none() {
        said.push(t!(words, "stage-without-host"));
    } else if stage.key.of_host() {
        said.push(t!(words, "stage-of-host"));
    }
    if let (Some(end), true) = (stage.planned_end, stage.state != StageState::Done) {
        said.push(t!(words, "step-due", when = format::relative_day(words, end, cx.today())));
    }
    said.extend(stage.actual_end.map(|day| format::date_medium(words, day)));
    said
}

impl Layer for CentrePage {
    fn context(&self) -> Context {
        Context::Centre
    }

    fn title(&self, _: &Cx) -> String {
        self.row.as_ref().map(|row| row.short.clone()).unwrap_or_default()
    }

    fn record(&self) -> Option<RecordId> {
        Some(self.centre())
    }

    fn hints(&self, _: &Cx) -> Vec<Action> {
        if !self.supposing.is_empty() {
            return vec![Action::KeepMoves, Action::DropMoves, Action::StageLater, Action::StageEarlier];
        }
        use Action::{Block, Edit, LogExchange, MoveTarget, NextPane, NotApplicable, SetDue, Tick};
        vec![Tick, NotApplicable, SetDue, Block, MoveTarget, NextPane, LogExchange, Edit]
    }

    fn update(&mut self, input: Input<'_>, cx: &mut Cx) -> Took {
        match input {
            Input::Action(action) => return self.action(action, cx),
            Input::Answer(tag, answer) => return self.acts.answer(tag, &answer, cx),
            Input::Reply(ticket, reply) if self.supposing.replied(ticket, reply, cx) == Took::Yes => {}
            Input::Reply(ticket, reply) => return self.acts.reply(ticket, reply, cx),
            Input::DeskChanged | Input::Shown => self.refresh(cx),
            Input::Find(record) => match Self::of_record(record, cx) {
                Some(page) => *self = page,
                None => return Took::No,
            },
            _ => return Took::No,
        }
        Took::Yes
    }

    fn render(&self, cx: &Cx, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let Some(row) = &self.row else {
            Empty::new(t!(cx.words, "centre-gone"), String::new()).render(cx, area, buf);
            return None;
        };
        let supposed = self.supposing.said(Some(self.id), area.width, cx);
        let head = supposed.unwrap_or_else(|| self.head(row, cx));
        let head = text::ellipsis_line(&head, area.width.saturating_sub(1), cx.theme.glyphs.more);
        buf.set_line(area.x + 1, area.y, &head, area.width.saturating_sub(1));
        let top = if area.height >= 14 { 2 } else { 1 };
        let about = if area.height >= 10 { ABOUT + 1 } else { 0 };
        let body = Rect { y: area.y + top, height: area.height.saturating_sub(top + about), ..area };
        let (first, second) = self.pane.split(cx, body, SHARE, buf);
        if let Some(area) = first {
            let empty = Empty::default();
            let focused = self.pane == Pane::First;
            Tree { cx, nodes: &self.nodes, state: &self.tree, focused, empty: &empty }.render(area, buf);
        }
        if let (Some(area), Some(facts)) = (second, self.about(cx)) {
            facts.render(cx, area, &self.facts, buf);
        }
        if about > 0 {
            self.render_about(cx, Rect { y: area.bottom() - ABOUT, height: ABOUT, ..area }, buf);
        }
        None
    }
}
