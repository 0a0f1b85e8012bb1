//! What is known of one member.

use std::cmp::Reverse;

use ratatui::text::{Line, Span};

use super::nodes::{centre_mark, member_mark};
use super::places::{centre_place, communes_of, middle, population};
use crate::i18n::format;
use crate::model::reference::{self, Exactness};
use crate::model::{
    Centre, Contact, Exchange, Followup, Kind, LongText, Member, MemberKind, Note, PartialDate, Record, RecordId,
};
use crate::t;
use crate::tui::context::Context;
use crate::tui::cx::Cx;
use crate::tui::facts::Facts;
use crate::tui::screens::shared::diverging;
use crate::tui::screens::shared::records::{choice, name};
use crate::tui::screens::shared::since::since_my_last_exchange;
use crate::tui::theme::Role;
use crate::wording::values;

/// Communes named in the detail.
const NAMED: usize = 12;
/// Lines of one list in the detail.
const LISTED: usize = 8;

/// The page of a member.
pub struct Dossier<'a> {
    cx: &'a Cx,
    id: RecordId,
    member: &'a Member,
}

impl<'a> Dossier<'a> {
    pub fn of(cx: &'a Cx, id: RecordId) -> Option<Self> {
        Some(Self { cx, id, member: cx.desk.get::<Member>(&id)? })
    }

    pub fn facts(&self) -> Facts {
        let mut facts = Facts::default();
        facts.heading(self.member.name.clone().unwrap_or_default());
        if let Some(notice) = diverging::notice(self.cx, self.id, Context::Territories) {
            facts.wrapped(notice);
        }
        self.identity(&mut facts);
        self.news(&mut facts);
        self.contacts(&mut facts);
        self.followups(&mut facts);
        self.centres(&mut facts);
        self.exchanges(&mut facts);
        self.notes(&mut facts);
        self.territory(&mut facts);
        self.origin(&mut facts);
        facts
    }

    /// What a person may open from the page, in its order: contacts, follow-ups, centres, exchanges, notes.
    pub fn records(&self) -> Vec<RecordId> {
        let contacts = self.cx.desk.about::<Contact>(&self.id).map(|(id, _)| id);
        let own = contacts.collect::<Vec<_>>().into_iter();
        own.chain(self.all_followups().into_iter().map(|(id, _)| id))
            .chain(self.cx.desk.about::<Centre>(&self.id).map(|(id, _)| id))
            .chain(self.all_exchanges().into_iter().map(|(id, _)| id))
            .chain(self.all_notes().into_iter().map(|(id, _)| id))
            .collect()
    }

    fn field(&self, key: &str) -> String {
        label::<Member>(self.cx, key)
    }

    fn identity(&self, facts: &mut Facts) {
        let (cx, member) = (self.cx, self.member);
        if let Some(college) = member.college {
            facts.pair(self.field("college"), choice(&cx.words, college));
        }
        if let Some(kind) = member.kind {
            facts.pair(self.field("kind"), choice(&cx.words, kind));
        }
        if let Some(status) = member.status {
            let (sign, role) = member_mark(cx, Some(status));
            let label = choice(&cx.words, status);
            facts.pair(self.field("status"), Line::styled(format!("{sign} {label}"), cx.style(role)));
        }
        let date = |date: Option<PartialDate>| date.map(|date| values::partial_date(&cx.words, date));
        facts.pair_if(self.field("joined"), date(member.joined));
        facts.pair_if(self.field("left"), date(member.left));
        let signatory = member.signatory.clone().map(|name| match &member.signatory_role {
            Some(role) => format!("{name}, {role}"),
            None => name,
        });
        facts.pair_if(self.field("signatory"), signatory);
        facts.pair_if(self.field("owner"), member.owner.map(|owner| name(cx, owner.0)));
        if let Some(inhabitants) = population(member) {
            let shown = format::population(&cx.words, i64::from(inhabitants));
            facts.pair(t!(cx.words, "territories-population"), t!(cx.words, "territories-insee", population = shown));
        }
        facts.pair_if(self.field("note"), member.note.as_ref().map(|note| cx.veiled(&note.0)));
    }

    fn territory(&self, facts: &mut Facts) {
        let (cx, member) = (self.cx, self.member);
        facts.heading(t!(cx.words, "territories-territory"));
        let epci = member.epci.and_then(reference::epci).map(|epci| epci.name.clone());
        facts.pair_if(t!(cx.words, "territories-epci"), epci);
        facts.pair_if(self.field("commune"), member.commune.map(values::commune));
        let departements = member.lies_in();
        if !departements.is_empty() {
            let names: Vec<String> = departements.into_iter().map(values::departement).collect();
            facts.pair(self.field("departements"), names.join(", "));
        }
        let represents: Vec<String> = member.represents.iter().flatten().map(|code| values::commune(*code)).collect();
        if !represents.is_empty() {
            facts.pair(self.field("represents"), represents.join(", "));
        }
        let communes = communes_of(member);
        if communes.len() > 1 && member.kind == Some(MemberKind::Intercommunal) {
            let mut largest: Vec<_> = communes.iter().filter_map(|code| reference::communes().get(*code)).collect();
            largest.sort_by_key(|commune| Reverse(commune.population));
            let names: Vec<String> = largest.iter().take(NAMED).map(|commune| commune.label()).collect();
            let count = cx.words.figure(communes.len());
            let more = if largest.len() > NAMED { format!(", {}", cx.theme.glyphs.more) } else { String::new() };
            let said = t!(cx.words, "territories-communes", count = count, names = names.join(", "));
            facts.pair(t!(cx.words, "territories-its-communes"), format!("{said}{more}"));
        }
        for role in member.college.and_then(reference::college).iter().flat_map(|one| one.roles(cx.words.lang)) {
            facts.pair(t!(cx.words, "territories-roles"), role.clone());
        }
        if let (false, Some((_, exactness))) = (communes.is_empty(), middle(member))
            && member.commune.is_some()
        {
            facts.pair_if(t!(cx.words, "territories-on-map"), stand_in(cx, exactness));
        }
    }

    fn news(&self, facts: &mut Facts) {
        let (cx, since) = (self.cx, since_my_last_exchange(&self.cx.desk, &self.id));
        let Some((_, date)) = since.exchange else { return };
        let when = format::relative_day(&cx.words, date, cx.today());
        facts.heading(t!(cx.words, "territories-since", when = when));
        if since.changed.is_empty() {
            facts.line(Line::styled(t!(cx.words, "territories-since-nothing"), cx.style(Role::Muted)));
        }
        for card in since.changed.iter().take(LISTED) {
            let day = crate::model::LocalTime::in_france_at(card.updated).map(|at| format::date_short(at.date()));
            let said = format!("{} {} {}", cx.words.kind(card.kind()), cx.theme.glyphs.separator, name(cx, card.id));
            facts.pair(day.unwrap_or_default(), cx.veiled(&said));
        }
        self.rest(facts, since.changed.len());
    }

    fn centres(&self, facts: &mut Facts) {
        let cx = self.cx;
        let centres: Vec<_> = cx.desk.about::<Centre>(&self.id).collect();
        if centres.is_empty() {
            return;
        }
        facts.heading(cx.words.count(Kind::Centre, centres.len()));
        for (id, centre) in centres {
            facts.line(centre_line(cx, id, centre));
            let exactness = centre_place(cx, centre).and_then(|(_, exactness)| stand_in(cx, exactness));
            if let Some(said) = exactness {
                facts.line(Line::styled(format!("  {said}"), cx.style(Role::Muted)));
            }
        }
    }

    fn contacts(&self, facts: &mut Facts) {
        let cx = self.cx;
        facts.heading(cx.words.kind_plural(Kind::Contact));
        let contacts: Vec<_> = cx.desk.about::<Contact>(&self.id).collect();
        if contacts.is_empty() {
            facts.line(Line::styled(cx.words.phrase(Kind::Contact, "none"), cx.style(Role::Muted)));
        }
        for (_, contact) in contacts.iter().take(LISTED) {
            let name = contact.name.clone().unwrap_or_default();
            let parts = [&contact.function, &contact.work_phone, &contact.work_email];
            let parts: Vec<String> = parts.into_iter().flatten().cloned().collect();
            facts.pair(cx.veiled(&name), cx.veiled(&parts.join(&self.separator())));
        }
        self.rest(facts, contacts.len());
    }

    fn followups(&self, facts: &mut Facts) {
        let cx = self.cx;
        let open = self.all_followups();
        if open.is_empty() {
            return;
        }
        facts.heading(t!(cx.words, "territories-followups"));
        for (_, followup) in open.iter().take(LISTED) {
            let due = followup.due.map(format::date_short).unwrap_or_default();
            let late = followup.due.is_some_and(|due| due < cx.today());
            let role = if late { Role::Late } else { Role::Text };
            let sign = if late { cx.theme.glyphs.late } else { cx.theme.glyphs.open };
            let what = followup.what.clone().unwrap_or_default();
            let owner = followup.owner.map(|owner| format!("{}{}", self.separator(), name(cx, owner.0)));
            let said = format!("{sign} {}{}", cx.veiled(&what), owner.unwrap_or_default());
            facts.pair(due, Line::styled(said, cx.style(role)));
        }
        self.rest(facts, open.len());
    }

    fn exchanges(&self, facts: &mut Facts) {
        let cx = self.cx;
        let all = self.all_exchanges();
        facts.heading(cx.words.kind_plural(Kind::Exchange));
        if all.is_empty() {
            facts.line(Line::styled(cx.words.phrase(Kind::Exchange, "none"), cx.style(Role::Muted)));
        }
        for (_, exchange) in all.iter().take(LISTED) {
            let kind = exchange.kind.map(|kind| choice(&cx.words, kind)).unwrap_or_default();
            let by = exchange.by.map(|by| format!(" ({})", name(cx, by.0))).unwrap_or_default();
            let said = format!("{kind}{by}{}{}", self.separator(), cx.veiled(first_line(&exchange.summary)));
            facts.pair(exchange.date.map(format::date_short).unwrap_or_default(), said);
        }
        self.rest(facts, all.len());
    }

    fn notes(&self, facts: &mut Facts) {
        let cx = self.cx;
        let all = self.all_notes();
        if all.is_empty() {
            return;
        }
        facts.heading(cx.words.kind_plural(Kind::Note));
        for (_, note) in all.iter().take(LISTED) {
            facts.pair(note.date.map(format::date_short).unwrap_or_default(), cx.veiled(first_line(&note.text)));
        }
        self.rest(facts, all.len());
    }

    fn origin(&self, facts: &mut Facts) {
        let (cx, member) = (self.cx, self.member);
        if member.source.is_none() && member.url.is_none() {
            return;
        }
        facts.heading(self.field("source"));
        let source = member.source.as_deref().map(|key| match reference::source(key) {
            Some(source) => format!("{}, {}", source.publisher, source.title),
            None => key.to_owned(),
        });
        facts.pair_if(self.field("source"), source);
        facts.pair_if(self.field("as_of"), member.as_of.map(|date| values::partial_date(&cx.words, date)));
        facts.pair_if(self.field("url"), member.url.clone());
    }

    /// Says how many lines of a list are not shown.
    fn rest(&self, facts: &mut Facts, count: usize) {
        if let Some(more) = count.checked_sub(LISTED).filter(|more| *more > 0) {
            let said = t!(self.cx.words, "territories-more", n = more);
            facts.line(Line::styled(said, self.cx.style(Role::Muted)));
        }
    }

    fn separator(&self) -> String {
        format!(" {} ", self.cx.theme.glyphs.separator)
    }

    /// Of the member and of its centres, the newest first.
    fn all_exchanges(&self) -> Vec<(RecordId, &Exchange)> {
        let mut all: Vec<(RecordId, &Exchange)> = self
            .subjects()
            .iter()
            .flat_map(|subject| self.cx.desk.about::<Exchange>(subject).collect::<Vec<_>>())
            .collect();
        all.sort_by_key(|(id, exchange)| Reverse((exchange.date, *id)));
        all.dedup_by_key(|(id, _)| *id);
        all
    }

    /// Those not done, of the member and of its centres, the most urgent first.
    fn all_followups(&self) -> Vec<(RecordId, &Followup)> {
        let about = |subject: &RecordId| self.cx.desk.about::<Followup>(subject).collect::<Vec<_>>();
        let mut all: Vec<(RecordId, &Followup)> = self.subjects().iter().flat_map(about).collect();
        all.retain(|(_, followup)| followup.done != Some(true));
        all.sort_by_key(|(id, followup)| (followup.due, *id));
        all
    }

    fn all_notes(&self) -> Vec<(RecordId, &Note)> {
        let about = |subject: &RecordId| self.cx.desk.about::<Note>(subject).collect::<Vec<_>>();
        let mut all: Vec<(RecordId, &Note)> = self.subjects().iter().flat_map(about).collect();
        all.sort_by_key(|(id, note)| Reverse((note.date, *id)));
        all
    }

    fn subjects(&self) -> Vec<RecordId> {
        std::iter::once(self.id).chain(self.cx.desk.about::<Centre>(&self.id).map(|(id, _)| id)).collect()
    }
}

/// A centre in one line: its state, its name, when.
pub fn centre_line(cx: &Cx, id: RecordId, centre: &Centre) -> Line<'static> {
    let (sign, role) = centre_mark(cx, centre.status);
    let status = centre.status.map(|status| choice(&cx.words, status)).unwrap_or_default();
    let date = centre.opened.or(centre.target_opening).map(|date| values::partial_date(&cx.words, date));
    let said = date.map_or_else(String::new, |date| format!(", {date}"));
    Line::from(vec![
        Span::styled(format!("{sign} "), cx.style(role)),
        Span::raw(name(cx, id)),
        Span::styled(format!("  {status}{said}"), cx.style(Role::Muted)),
    ])
}

/// That a place on the map is a stand-in, and for what.
fn stand_in(cx: &Cx, exactness: Exactness) -> Option<String> {
    match exactness {
        Exactness::Commune => None,
        Exactness::Epci => Some(t!(cx.words, "territories-at-epci")),
        Exactness::Departement => Some(t!(cx.words, "territories-at-departement")),
    }
}

fn first_line<const N: usize>(text: &Option<LongText<N>>) -> &str {
    text.as_ref().and_then(|text| text.0.lines().next()).unwrap_or_default()
}

fn label<T: Record>(cx: &Cx, key: &str) -> String {
    T::FIELDS.iter().find(|spec| spec.key == key).map(|spec| cx.words.field(T::KIND, spec)).unwrap_or_default()
}
