//! What the keys do on the agenda: move about the days, plan, tick, move a date.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::filter::{Filter, Sort};
use super::lines::{Entry, View};
use super::{Agenda, month};
use crate::i18n::format;
use crate::model::entry::Looking;
use crate::model::{AnyRecord, Duty, Followup, Kind, Ref};
use crate::t;
use crate::tui::action::Action;
use crate::tui::cx::Cx;
use crate::tui::finder::Finder;
use crate::tui::layer::{Answer, Took};
use crate::tui::panes::Pane;
use crate::tui::popup::Menu;
use crate::tui::request::Request;
use crate::tui::screen::Screen;
use crate::tui::screens::records::scope;
use crate::tui::screens::shared::editing::Editing;
use crate::tui::screens::shared::overview::OverviewPage;
use crate::tui::screens::shared::{due, talk};
use crate::tui::text;
use crate::workspace::RoundOrder;

const NEW: &str = "agenda-new";
const KINDS: &str = "agenda-kinds";

/// The out-of-hours roster, of my sector or of everyone's.
fn roster(cx: &mut Cx) -> Took {
    let shown = |cx: &Cx| {
        let cards = cx.desk.cards(Kind::Duty).filter(|card| scope::shown(cx, card));
        cards.map(|card| card.id).collect()
    };
    OverviewPage::open(Kind::Duty, Vec::new(), shown, cx)
}

impl Agenda {
    pub(super) fn act(&mut self, action: Action, cx: &mut Cx) -> Took {
        (self.week.sought, self.single.sought) = (None, None);
        if self.pane.update(action) == Took::Yes {
            return Took::Yes;
        }
        let about = self.selected().and_then(Entry::about);
        match action {
            Action::Filter => self.offer_kinds(cx),
            Action::ClearFilter => {
                if !self.filter.clear_last() {
                    return Took::No;
                }
                self.reload(cx);
            }
            Action::Legend => cx.push(month::legend(cx)),
            Action::Today => self.go(cx.today(), cx),
            Action::Overview => return roster(cx),
            Action::WeekOrDay => self.view = Some(if self.view() == View::Week { View::Day } else { View::Week }),
            Action::RoundOrder => {
                let other = if self.order == RoundOrder::ByTime { RoundOrder::ByNearest } else { RoundOrder::ByTime };
                self.order = other;
                self.lay_out(cx);
            }
            Action::Back if self.pane == Pane::Second => self.pane = Pane::First,
            Action::Back if self.view.is_some() => self.view = None,
            Action::PlanVisit if cx.masked => cx.say(crate::tui::cx::Tone::Plain, t!(cx.words, "visits-masked")),
            Action::PlanVisit => self.telling.plan(Some(self.day), cx),
            Action::New => {
                let lines = [Kind::Followup, Kind::Duty].map(|kind| cx.words.phrase(kind, "new"));
                let lines = std::iter::once(t!(cx.words, "visits-plan")).chain(lines).collect();
                cx.push(Menu::new(NEW, format::date_medium(&cx.words, self.day), lines));
            }
            Action::LogExchange => talk::log_exchange(about, cx),
            Action::FollowUp => talk::follow_up(about, cx),
            action if self.pane == Pane::Second => return self.in_month(action, cx),
            action => return self.in_list(action, cx),
        }
        Took::Yes
    }

    /// Everything, or some kinds alone; those that are shown are ticked.
    fn offer_kinds(&self, cx: &mut Cx) {
        let sign = |sort| if self.filter.has(sort) { cx.theme.glyphs.done } else { " " };
        let kinds = Sort::ALL.map(|sort| format!("{} {}", sign(sort), sort.label(cx)));
        let all = format!("  {}", t!(cx.words, "filter-everything"));
        let title = text::sentence(&Action::Filter.label(&cx.words));
        cx.push(Finder::new(KINDS, title, std::iter::once(all).chain(kinds).collect()));
    }

    fn choose_kind(&mut self, at: usize, cx: &mut Cx) {
        match at.checked_sub(1).and_then(|at| Sort::ALL.get(at)) {
            Some(sort) => self.filter.toggle(*sort),
            None => self.filter = Filter::default(),
        }
        self.reload(cx);
    }

    fn in_month(&mut self, action: Action, cx: &mut Cx) -> Took {
        let months = |day: NaiveDate, ahead: bool| {
            let month = Months::new(1);
            if ahead { day.checked_add_months(month) } else { day.checked_sub_months(month) }
        };
        let first = self.day.with_day(1);
        let to = match action {
            Action::Left => self.day.pred_opt(),
            Action::Right => self.day.succ_opt(),
            Action::Up => self.day.checked_sub_days(Days::new(7)),
            Action::Down => self.day.checked_add_days(Days::new(7)),
            Action::PageUp => months(self.day, false),
            Action::PageDown => months(self.day, true),
            Action::Home => first,
            Action::End => first.and_then(|first| months(first, true)).and_then(|next| next.pred_opt()),
            Action::Open => {
                self.pane = Pane::First;
                return Took::Yes;
            }
            _ => return Took::No,
        };
        if let Some(day) = to {
            self.go(day, cx);
        }
        Took::Yes
    }

    fn in_list(&mut self, action: Action, cx: &mut Cx) -> Took {
        let far = if self.view() == View::Week { 7 } else { 1 };
        match (action, self.selected().cloned()) {
            (Action::Left, _) => self.step(-far, cx),
            (Action::Right, _) => self.step(far, cx),
            (Action::Open, Some(Entry::Day(_))) => self.view = Some(View::Day),
            (Action::Open, Some(Entry::Visit(turn))) => cx.show(Screen::Visits, turn.row.id),
            (Action::Open, Some(Entry::Due(due))) => {
                let (screen, id) = due::goes_to(cx, &due);
                cx.show(screen, id);
            }
            (Action::Tick | Action::SetDue | Action::Edit, Some(Entry::Visit(_))) if cx.masked => {
                cx.say(crate::tui::cx::Tone::Plain, t!(cx.words, "visits-masked"));
            }
            (Action::Tick, Some(Entry::Visit(turn))) => self.telling.mark_done(&turn.row, cx),
            (Action::SetDue | Action::Edit, Some(Entry::Visit(turn))) => self.telling.edit(&turn.row, cx),
            (Action::Tick, Some(Entry::Due(due))) => match due::tick(cx, &due) {
                Some(edit) => self.asked.edit = Some(cx.request(Request::Commit(edit))),
                None => talk::edit(due.id, cx),
            },
            (Action::SetDue, Some(Entry::Due(due))) => due::change_date(&due, cx),
            (Action::Edit, Some(Entry::Due(due))) => talk::edit(due.id, cx),
            (action, _) => return self.walk(action, cx),
        }
        Took::Yes
    }

    /// Moves; the day is that of the line.
    fn walk(&mut self, action: Action, cx: &mut Cx) -> Took {
        let view = self.view();
        let listing = if view == View::Week { &mut self.week } else { &mut self.single };
        if listing.walk(action) == Took::No {
            return Took::No;
        }
        let day = listing.selected().and_then(Entry::day).filter(|day| view == View::Week && *day != self.day);
        if let Some(day) = day {
            self.go(day, cx);
        }
        Took::Yes
    }

    pub(super) fn answered(&mut self, tag: &'static str, answer: &Answer, cx: &mut Cx) -> Took {
        if self.telling.answered(tag, answer, cx) == Took::Yes || talk::answered(tag, answer, cx) == Took::Yes {
            return Took::Yes;
        }
        match (tag, answer) {
            (KINDS, Answer::Picked(at)) => self.choose_kind(*at, cx),
            (NEW, Answer::Picked(0)) => return self.act(Action::PlanVisit, cx),
            (NEW, Answer::Picked(1)) => {
                let owner = cx.desk.me.map(|me| Ref::new(me.record()));
                let followup = Followup { due: Some(self.day), owner, ..Followup::default() };
                self.create("done-followup", followup, &["what", "due", "owner", "about"], cx);
            }
            (NEW, Answer::Picked(_)) => {
                let duty = Duty { date: Some(self.day), ..Duty::default() };
                self.create("done-saved", duty, &["date", "band", "centre", "position", "sector", "note"], cx);
            }
            _ => return Took::No,
        }
        Took::Yes
    }

    fn create(&self, done: &'static str, start: impl Into<AnyRecord>, fields: &[&str], cx: &mut Cx) {
        let start = start.into();
        let title = cx.words.phrase(start.kind(), "new");
        Editing::new(done, cx.new_id(), start).open(title, fields, Looking::Forward, cx);
    }
}
