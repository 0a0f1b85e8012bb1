//! Setting a filter: what it is by, then among what.

use super::Log;
use super::filter::{Facet, Period, centre_name};
use crate::model::reference::{Ambiguity, communes, fold};
use crate::model::{Band, Centre, CommuneCode, RecordId, VisitRole, VisitStatus};
use crate::t;
use crate::tui::action::Action;
use crate::tui::cx::{Cx, Tone};
use crate::tui::finder::Finder;
use crate::tui::layer::{Answer, Took};
use crate::tui::popup::{Menu, Prompt};
use crate::wording::values;

const BY: &str = "visits-by";
const CENTRE: &str = "visits-centre";
const COMMUNE: &str = "visits-commune";
const WHICH_COMMUNE: &str = "visits-which-commune";
const PERIOD: &str = "visits-period";
const DATES: &str = "visits-dates";
const STATUS: &str = "visits-status";
const BAND: &str = "visits-band";
const ROLE: &str = "visits-role";
const TEXT: &str = "visits-text";

/// What the last menu offered.
#[derive(Default)]
pub struct Offered {
    centres: Vec<RecordId>,
    communes: Vec<CommuneCode>,
}

/// A menu whose first line clears the filter.
fn menu(tag: &'static str, title: String, lines: impl Iterator<Item = String>, at: Option<usize>, cx: &mut Cx) {
    let all = t!(cx.words, "visits-filter-none");
    let lines = std::iter::once(all).chain(lines).collect();
    cx.push(Finder::new(tag, title, lines).at(at.map_or(0, |at| at + 1)));
}

/// The choice of a line of such a menu.
fn picked<T: Copy>(line: usize, all: &[T]) -> Option<T> {
    line.checked_sub(1).and_then(|line| all.get(line)).copied()
}

fn at<T: PartialEq>(value: Option<&T>, all: &[T]) -> Option<usize> {
    value.and_then(|value| all.iter().position(|one| one == value))
}

impl Log {
    pub(super) fn choose(&mut self, action: Action, cx: &mut Cx) -> Took {
        match action {
            Action::Filter => self.choose_facet(cx),
            Action::Period => self.choose_by(Facet::Period, cx),
            Action::ClearFilter if self.filter.clear_last() => self.reopen(cx),
            Action::ClearFilter => cx.say(Tone::Plain, t!(cx.words, "visits-no-filter")),
            _ => return Took::No,
        }
        Took::Yes
    }

    fn choose_facet(&mut self, cx: &mut Cx) {
        let line = |facet: &Facet| {
            let name = facet.label(&cx.words);
            match self.filter.said(*facet, cx) {
                Some(value) => t!(cx.words, "visits-filter", name = name, value = value),
                None => name,
            }
        };
        let lines = Facet::ALL.iter().map(line).collect();
        cx.push(Finder::new(BY, t!(cx.words, "visits-filter-by"), lines).or_text());
    }

    fn choose_by(&mut self, facet: Facet, cx: &mut Cx) {
        let title = facet.label(&cx.words);
        let words = cx.words.clone();
        match facet {
            Facet::Centre => self.choose_centre(title, cx),
            Facet::Commune => {
                let text = self.filter.commune.map(values::commune).unwrap_or_default();
                cx.push(Prompt::new(COMMUNE, title, &text));
            }
            Facet::Period => {
                let lines = Period::NAMED.map(|period| period.label(&words)).into_iter();
                let lines = lines.chain(std::iter::once(t!(words, "visits-dates")));
                let named = at(self.filter.period.as_ref(), &Period::NAMED);
                menu(PERIOD, title, lines, named, cx);
            }
            Facet::Status => {
                let lines = VisitStatus::ALL.iter().map(|status| words.choice(VisitStatus::LIST, status.key()));
                menu(STATUS, title, lines, at(self.filter.status.as_ref(), VisitStatus::ALL), cx);
            }
            Facet::Band => {
                let lines = Band::ALL.iter().map(|band| words.choice(Band::LIST, band.key()));
                menu(BAND, title, lines, at(self.filter.band.as_ref(), Band::ALL), cx);
            }
            Facet::Role => {
                let lines = VisitRole::ALL.iter().map(|role| words.choice(VisitRole::LIST, role.key()));
                menu(ROLE, title, lines, at(self.filter.role.as_ref(), VisitRole::ALL), cx);
            }
            Facet::Text => {
                let text = self.filter.text.clone().unwrap_or_default();
                cx.push(Prompt::new(TEXT, t!(words, "visits-search"), &text));
            }
        }
    }

    /// Those of the selected visit first, then mine, by name.
    fn choose_centre(&mut self, title: String, cx: &mut Cx) {
        let here = self.window.selected().and_then(|row| row.visit.centre).map(|centre| centre.0);
        let mut all: Vec<(bool, bool, String, RecordId)> = cx
            .desk
            .all::<Centre>()
            .map(|(id, centre)| {
                let name = centre.name.clone().unwrap_or_default();
                (Some(id) != here, !cx.desk.centre_is_mine(centre), fold(&name), id)
            })
            .collect();
        all.sort();
        self.offered.centres = all.into_iter().map(|(.., id)| id).collect();
        let names: Vec<String> = self.offered.centres.iter().map(|id| centre_name(cx, *id)).collect();
        let set = at(self.filter.centre.as_ref(), &self.offered.centres);
        menu(CENTRE, title, names.into_iter(), set.or(here.map(|_| 0)), cx);
    }

    pub(super) fn chosen(&mut self, tag: &'static str, answer: Answer, cx: &mut Cx) -> Took {
        match answer {
            Answer::Picked(line) => self.chose_line(tag, line, cx),
            Answer::Text(text) => self.chose_text(tag, text.trim(), cx),
            _ => Took::No,
        }
    }

    fn chose_line(&mut self, tag: &'static str, line: usize, cx: &mut Cx) -> Took {
        let facet = match tag {
            BY => {
                if let Some(facet) = Facet::ALL.get(line) {
                    self.choose_by(*facet, cx);
                }
                return Took::Yes;
            }
            PERIOD if line == Period::NAMED.len() + 1 => {
                let text = match self.filter.period {
                    Some(period @ Period::Between(..)) => period.label(&cx.words),
                    _ => String::new(),
                };
                cx.push(Prompt::new(DATES, t!(cx.words, "visits-dates-hint"), &text));
                return Took::Yes;
            }
            PERIOD => {
                self.filter.period = picked(line, &Period::NAMED);
                Facet::Period
            }
            CENTRE => {
                self.filter.centre = picked(line, &self.offered.centres);
                Facet::Centre
            }
            WHICH_COMMUNE => {
                self.filter.commune = self.offered.communes.get(line).copied();
                Facet::Commune
            }
            STATUS => {
                self.filter.status = picked(line, VisitStatus::ALL);
                Facet::Status
            }
            BAND => {
                self.filter.band = picked(line, Band::ALL);
                Facet::Band
            }
            ROLE => {
                self.filter.role = picked(line, VisitRole::ALL);
                Facet::Role
            }
            _ => return Took::No,
        };
        self.set(facet, cx);
        Took::Yes
    }

    fn chose_text(&mut self, tag: &'static str, text: &str, cx: &mut Cx) -> Took {
        match tag {
            BY | TEXT => {
                self.filter.text = (!text.is_empty()).then(|| text.to_owned());
                self.set(Facet::Text, cx);
            }
            COMMUNE => self.chose_commune(text, cx),
            DATES => match Period::read(text, cx.today()) {
                Some(period) => {
                    self.filter.period = Some(period);
                    self.set(Facet::Period, cx);
                }
                None => cx.say(Tone::Bad, t!(cx.words, "visits-dates-unread")),
            },
            _ => return Took::No,
        }
        Took::Yes
    }

    fn chose_commune(&mut self, text: &str, cx: &mut Cx) {
        if text.is_empty() {
            self.filter.commune = None;
            return self.set(Facet::Commune, cx);
        }
        match communes().unambiguous(text) {
            Ok(code) => {
                self.filter.commune = Some(code);
                self.set(Facet::Commune, cx);
            }
            Err(Ambiguity::Several(codes)) => {
                let line = |code: &CommuneCode| {
                    format!("{} ({})", values::commune(*code), values::departement(code.departement()))
                };
                let lines = codes.iter().map(line).collect();
                self.offered.communes = codes;
                cx.push(Menu::new(WHICH_COMMUNE, Facet::Commune.label(&cx.words), lines));
            }
            Err(Ambiguity::Unknown) => cx.say(Tone::Bad, t!(cx.words, "visits-commune-unknown")),
        }
    }

    fn set(&mut self, facet: Facet, cx: &mut Cx) {
        self.filter.touch(facet);
        self.reopen(cx);
    }
}
