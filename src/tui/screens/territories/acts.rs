//! What the keys do on the territories: move about, filter, write what was said, make and change members.

use super::filter::By;
use super::member::Dossier;
use super::nodes::Key;
use super::{Pane, Territories, map};
use crate::model::{Centre, Kind, Member, MemberKind, MemberStatus, RecordId};
use crate::t;
use crate::tui::action::Action;
use crate::tui::cx::Cx;
use crate::tui::finder::Finder;
use crate::tui::form::{Form, FormLayer, FormOutcome};
use crate::tui::layer::{Answer, Took};
use crate::tui::list::ListState;
use crate::tui::popup::{Confirm, Menu};
use crate::tui::request::{Edit, Request};
use crate::tui::screen::Screen;
use crate::tui::screens::shared::records::{Records, name};
use crate::tui::screens::shared::{HistoryPage, diverging, talk};
use crate::tui::screens::twins;

const BY: &str = "territories-by";
const CHOOSE: &str = "territories-choose";
const NEW: &str = "territories-new";
const OPEN: &str = "territories-open";
const DELETE: &str = "territories-delete";
const MEMBER: &str = "territories-member";

impl Territories {
    pub(super) fn act(&mut self, action: Action, cx: &mut Cx) -> Took {
        match action {
            Action::NextPane => self.pane = self.pane.next(1),
            Action::PreviousPane => self.pane = self.pane.next(2),
            Action::Back if self.pane == Pane::Map && self.zoomed => self.zoomed = false,
            Action::Back if self.pane != Pane::Tree => self.pane = Pane::Tree,
            Action::Open if self.pane == Pane::Map && !self.zoomed && self.selected(cx) != Key::Region => {
                self.zoomed = true;
            }
            Action::Filter => {
                let lines = By::ALL.iter().map(|by| by.label(cx)).collect();
                cx.push(Finder::new(BY, t!(cx.words, "territories-filter-by"), lines).or_text());
            }
            Action::ClearFilter => self.filter.clear_last(),
            Action::New => self.new_record(cx),
            Action::Legend => cx.push(self.legend(cx)),
            _ => return self.act_on_member(action, cx),
        }
        Took::Yes
    }

    fn act_on_member(&mut self, action: Action, cx: &mut Cx) -> Took {
        let member = self.member(cx);
        match (action, member) {
            (Action::LogExchange, _) => talk::log_exchange(member, cx),
            (Action::FollowUp, _) => talk::follow_up(member, cx),
            (Action::Note, Some(id)) => talk::note(id, cx),
            (Action::Edit, Some(id)) => talk::edit(id, cx),
            (Action::Resolve, Some(id)) => diverging::resolve(id, cx),
            (Action::Merge, Some(id)) => twins::with(Kind::Member, id, None, cx),
            (Action::History, Some(id)) => cx.push(HistoryPage::new(Kind::Member, id, name(cx, id))),
            (Action::Delete, Some(id)) => {
                let question = t!(cx.words, "territories-delete", name = name(cx, id));
                cx.push(Confirm::new(DELETE, cx.words.phrase(Kind::Member, "delete"), question).dangerous());
            }
            (Action::Details | Action::Open, _) if self.pane != Pane::Detail => self.pane = Pane::Detail,
            (Action::Open, Some(id)) => self.offer_records(id, cx),
            (
                Action::Note | Action::Edit | Action::Delete | Action::Merge | Action::History | Action::Resolve,
                None,
            ) => {
                cx.say(crate::tui::cx::Tone::Plain, t!(cx.words, "territories-choose-a-member"));
            }
            (action, _) => return self.walk(action, cx),
        }
        Took::Yes
    }

    fn walk(&mut self, action: Action, cx: &Cx) -> Took {
        match self.pane {
            Pane::Tree => {
                let nodes = self.nodes(cx);
                let before = self.tree.selected(&nodes).copied();
                let took = self.tree.update(action, &nodes);
                if self.tree.selected(&nodes).copied() != before {
                    self.detail = ListState::default();
                }
                took
            }
            Pane::Map => {
                let from = match self.selected(cx) {
                    Key::Departement(code) => Some(code),
                    Key::Member(id) => cx.desk.get::<Member>(&id).and_then(|member| member.lies_in().first().copied()),
                    Key::Region => None,
                };
                match action {
                    Action::Left | Action::Right | Action::Up | Action::Down => {
                        if let Some(code) = map::towards(from, action) {
                            self.select(Key::Departement(code), cx);
                        }
                    }
                    Action::Home => {
                        self.zoomed = false;
                        self.select(Key::Region, cx);
                    }
                    _ => return Took::No,
                }
                Took::Yes
            }
            Pane::Detail => self.detail.scroll(action, self.lines.get()),
        }
    }

    fn new_record(&mut self, cx: &mut Cx) {
        match self.member(cx) {
            None => self.new_member(cx),
            Some(_) => {
                let lines = [Kind::Contact, Kind::Member].map(|kind| cx.words.phrase(kind, "new")).to_vec();
                cx.push(Menu::new(NEW, t!(cx.words, "territories-new"), lines));
            }
        }
    }

    fn new_member(&self, cx: &mut Cx) {
        let departement = match self.selected(cx) {
            Key::Departement(code) => Some(vec![code]),
            _ => None,
        };
        // What was begun in one département is not offered in another.
        let about: String = departement.iter().flatten().map(|code| format!(" {code}")).collect();
        let preset = Member {
            kind: Some(MemberKind::Intercommunal),
            status: Some(MemberStatus::Prospect),
            departements: departement,
            ..Member::default()
        };
        let form = Form::of_kind(Kind::Member, Records::of(cx)).filled(&preset.into(), cx);
        let id = cx.new_id();
        let commit = move |outcome: &FormOutcome, _: &mut Cx| {
            Edit::new("done-member").put(id, None, &outcome.record(Kind::Member, None))
        };
        cx.push(
            FormLayer::new(MEMBER, cx.words.phrase(Kind::Member, "new"), form)
                .draft(format!("member{about}"))
                .commit(commit),
        );
    }

    /// The contacts, follow-ups, centres, exchanges and notes of a member, to open one.
    fn offer_records(&mut self, id: RecordId, cx: &mut Cx) {
        self.offered = Dossier::of(cx, id).map(|dossier| dossier.records()).unwrap_or_default();
        let line = |id: &RecordId| {
            let kind = cx.desk.card(id).map(|card| cx.words.kind(card.kind())).unwrap_or_default();
            format!("{kind} {} {}", cx.theme.glyphs.separator, cx.veiled(&name(cx, *id)))
        };
        let lines: Vec<String> = self.offered.iter().map(line).collect();
        if !lines.is_empty() {
            cx.push(Menu::new(OPEN, t!(cx.words, "territories-open"), lines));
        }
    }

    pub(super) fn answered(&mut self, tag: &'static str, answer: Answer, cx: &mut Cx) {
        if talk::answered(tag, &answer, cx) == Took::Yes {
            return;
        }
        match (tag, answer) {
            (BY, Answer::Text(text)) => self.filter.set_text(&text),
            (BY, Answer::Picked(at)) => {
                self.by = By::ALL.get(at).copied().unwrap_or(By::College);
                cx.push(Finder::new(CHOOSE, self.by.label(cx), self.by.choices(cx)));
            }
            (CHOOSE, Answer::Picked(at)) => self.filter.choose(self.by, at),
            (NEW, Answer::Picked(0)) => {
                if let Some(id) = self.member(cx) {
                    talk::contact(id, cx);
                }
            }
            (NEW, Answer::Picked(_)) => self.new_member(cx),
            (OPEN, Answer::Picked(at)) => {
                if let Some(id) = self.offered.get(at).copied() {
                    match cx.desk.get::<Centre>(&id) {
                        Some(_) => cx.show(Screen::Centres, id),
                        None => talk::edit(id, cx),
                    }
                }
            }
            (DELETE, Answer::Yes) => {
                if let Some(id) = self.member(cx) {
                    cx.request(Request::Commit(Edit::new("done-deleted").delete(id, Kind::Member)));
                }
            }
            _ => {}
        }
    }
}
