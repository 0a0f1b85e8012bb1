//! What if a stage came later, or sooner: moved in thought, shown at once, then kept as planned dates or dropped.

use std::collections::{BTreeMap, BTreeSet};

use ratatui::text::{Line, Span};

use crate::i18n::format;
use crate::model::forecast::{Durations, Forecast, Planned, WhatIf};
use crate::model::pipeline::Pipeline;
use crate::model::{Centre, CentreStatus, RecordId, StageKey};
use crate::t;
use crate::tui::cx::{Cx, Tone};
use crate::tui::layer::Took;
use crate::tui::request::{Edit, Reply, Request, Ticket};
use crate::tui::screens::shared::editing::say_refused;
use crate::tui::theme::Role;
use crate::wording::title::centre_name;

/// Stages moved in thought, and what would come of it.
#[derive(Default)]
pub struct Supposing {
    /// Days, by the record of the stage: a stage of a host moves for each of its centres.
    moves: BTreeMap<RecordId, i64>,
    centres: BTreeMap<RecordId, Supposed>,
    saving: Option<Ticket>,
}

/// A centre as it would be.
#[derive(Clone, Debug, PartialEq)]
pub struct Supposed {
    name: String,
    /// As it stands, and as it would be.
    before: Pipeline,
    pub pipeline: Pipeline,
    opened: Forecast,
    pub forecast: Forecast,
    planned: Vec<Planned>,
}

impl Supposed {
    fn of(
        moves: &BTreeMap<RecordId, i64>,
        id: RecordId,
        centre: &Centre,
        durations: &Durations,
        cx: &Cx,
    ) -> Option<Self> {
        let before = cx.desk.pipeline(&id, cx.today())?;
        let mut what_if = WhatIf::default();
        for stage in &before.stages {
            let days = stage.id.and_then(|id| moves.get(&id));
            what_if.shift(stage.key, days.copied().unwrap_or_default());
        }
        if what_if.is_empty() {
            return None;
        }
        let pipeline = what_if.applied(&before, durations, cx.today());
        Some(Self {
            name: centre_name(centre),
            opened: Forecast::of(&before, durations, cx.today()),
            forecast: Forecast::of(&pipeline, durations, cx.today()),
            planned: what_if.planned(&before, &pipeline),
            pipeline,
            before,
        })
    }

    /// How much later it would open, in days.
    fn days(&self) -> i64 {
        (self.forecast.opening - self.opened.opening).num_days()
    }
}

impl Supposing {
    pub fn is_empty(&self) -> bool {
        self.moves.is_empty()
    }

    pub fn of(&self, centre: &RecordId) -> Option<&Supposed> {
        self.centres.get(centre)
    }

    /// Works out again what would come of the moves: the records changed.
    pub fn refresh(&mut self, durations: &Durations, cx: &Cx) {
        self.centres = Self::worked_out(&self.moves, durations, cx);
    }

    fn worked_out(moves: &BTreeMap<RecordId, i64>, durations: &Durations, cx: &Cx) -> BTreeMap<RecordId, Supposed> {
        if moves.is_empty() {
            return BTreeMap::new();
        }
        let preparing = cx.desk.all::<Centre>().filter(|(_, one)| one.status == Some(CentreStatus::Preparing));
        preparing.filter_map(|(id, one)| Some((id, Supposed::of(moves, id, one, durations, cx)?))).collect()
    }

    /// Moves a stage of a centre by some days, or says why it stays.
    pub fn shift(&mut self, centre: RecordId, stage: Option<StageKey>, days: i64, durations: &Durations, cx: &mut Cx) {
        let Some(key) = stage else { return cx.say(Tone::Plain, t!(cx.words, "choose-a-stage")) };
        let preparing = cx.desk.get::<Centre>(&centre).is_some_and(|one| one.status == Some(CentreStatus::Preparing));
        let now = self.of(&centre).map(|one| one.pipeline.clone()).or_else(|| cx.desk.pipeline(&centre, cx.today()));
        let Some(now) = now.filter(|_| preparing) else {
            return cx.say(Tone::Plain, t!(cx.words, "what-if-preparing"));
        };
        let Some(id) = now.stage(key).and_then(|stage| stage.id) else {
            return cx.say(Tone::Plain, t!(cx.words, "stage-without-host"));
        };
        let before = Forecast::of(&now, durations, cx.today());
        if before.span(key).is_none_or(|span| !span.can_move()) {
            return cx.say(Tone::Plain, t!(cx.words, "what-if-over", stage = cx.words.choice_of(key)));
        }
        let mut moves = self.moves.clone();
        let sum = moves.entry(id).or_default();
        *sum = sum.saturating_add(days);
        moves.retain(|_, days| *days != 0);
        let centres = Self::worked_out(&moves, durations, cx);
        let when =
            |forecast: Option<&Forecast>| forecast.and_then(|one| one.span(key)).map(|span| (span.start, span.end));
        if centres.contains_key(&centre) && when(centres.get(&centre).map(|one| &one.forecast)) == when(Some(&before)) {
            return cx.say(Tone::Plain, t!(cx.words, "what-if-no-sooner", stage = cx.words.choice_of(key)));
        }
        (self.moves, self.centres) = (moves, centres);
    }

    /// Writes the planned dates, all as one action.
    pub fn keep(&mut self, cx: &mut Cx) {
        let mut written = BTreeSet::new();
        let mut edit = Edit::new("done-what-if");
        for one in self.centres.values() {
            let stage_id = |planned: &&Planned| one.before.stage(planned.stage).and_then(|stage| stage.id);
            let fresh: Vec<Planned> =
                one.planned.iter().filter(|one| stage_id(one).is_some_and(|id| written.insert(id))).copied().collect();
            edit = cx.desk.plan_stages(edit, &one.before, &fresh);
        }
        if edit.is_empty() {
            return self.drop_all(cx);
        }
        self.saving = Some(cx.request(Request::Commit(edit)));
    }

    pub fn drop_all(&mut self, cx: &mut Cx) {
        if !self.is_empty() {
            cx.say(Tone::Plain, t!(cx.words, "what-if-dropped"));
        }
        self.moves.clear();
        self.centres.clear();
    }

    /// What came of keeping it.
    pub fn replied(&mut self, ticket: Ticket, reply: &Reply, cx: &mut Cx) -> Took {
        if self.saving.take_if(|asked| *asked == ticket).is_none() {
            return Took::No;
        }
        match reply {
            Reply::Saved { .. } => {
                self.moves.clear();
                self.centres.clear();
            }
            Reply::Refused(refused) => say_refused(refused, cx),
            _ => {}
        }
        Took::Yes
    }

    /// In words: of this centre where it would move, else of the first that would.
    pub fn said(&self, centre: Option<RecordId>, width: u16, cx: &Cx) -> Option<Line<'static>> {
        let one = centre.and_then(|id| self.centres.get(&id)).or_else(|| self.centres.values().next())?;
        let days = one.days();
        let role = if days > 0 { Role::Late } else { Role::Done };
        let shift = t!(cx.words, "slip-days", days = format!("{days:+}"));
        let (now, was) = (format::date_short(one.forecast.opening), format::date_short(one.opened.opening));
        let words = if width < 60 {
            t!(cx.words, "what-if-short", now = now.as_str())
        } else {
            t!(cx.words, "what-if", centre = one.name.as_str(), now = now.as_str(), was = was.as_str())
        };
        let mut spans = vec![Span::styled(words, cx.style(Role::Accent)), Span::raw(" ")];
        spans.push(Span::styled(shift, cx.style(if days == 0 { Role::Muted } else { role })));
        let others = self.centres.len().saturating_sub(1);
        if others > 0 {
            let said = t!(cx.words, "what-if-others", n = others);
            spans.push(Span::styled(format!(" {} {said}", cx.theme.glyphs.separator), cx.style(Role::Muted)));
        }
        Some(Line::from(spans))
    }
}
