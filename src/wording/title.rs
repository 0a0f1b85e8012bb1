//! A record in a few words: lists, tree lines, references, the window's head.

use super::values;
use crate::i18n::{Lang, Words, format};
use crate::model::reference::{Commune, communes, stage, step};
use crate::model::{
    AnyRecord, Band, Centre, Duty, Exchange, ExchangeKind, Indicator, Milestone, Position, RecordId, Role, Step, Visit,
};
use crate::t;

/// How a title finds the records that it names; `None` where one is not here.
pub type Lookup<'a> = &'a dyn Fn(RecordId) -> Option<AnyRecord>;

/// What the names of the GIP's centres begin with; among centres it says nothing.
const CENTRE_PREFIXES: [&str; 3] =
    ["Centre de santé de Ma Région — ", "Centre de santé — ", "Centre de santé de Ma Région - "];

/// Characters of a note that stand for it.
const NOTE_LENGTH: usize = 40;

/// A short title; the kind's name for a record that says nothing of itself yet.
pub fn title(record: &AnyRecord, words: &Words, lookup: Lookup) -> String {
    let found = match record {
        AnyRecord::Member(member) => member.name.clone(),
        AnyRecord::Centre(centre) => Some(centre_name(centre)),
        AnyRecord::Contact(contact) => both(contact.name.clone(), contact.function.clone()),
        AnyRecord::Exchange(exchange) => Some(of_exchange(exchange, words, lookup)),
        AnyRecord::Followup(followup) => followup.what.clone(),
        AnyRecord::Stage(record) => {
            let label = record.stage.and_then(stage).map(|stage| stage.label(words.lang).to_owned());
            both(label, record.subject.and_then(|subject| named(subject.0, words, lookup)))
        }
        AnyRecord::Step(step) => Some(step_label(step, words.lang)),
        AnyRecord::Position(position) => Some(of_position(position, words, lookup)),
        AnyRecord::Candidacy(candidacy) => {
            both(candidacy.reference.clone(), candidacy.position.and_then(|position| named(position.0, words, lookup)))
        }
        AnyRecord::Circulation(one) => both(
            one.network.and_then(|network| named(network.0, words, lookup)),
            one.position.and_then(|position| named(position.0, words, lookup)),
        ),
        AnyRecord::Visit(visit) => Some(of_visit(visit)),
        AnyRecord::Duty(duty) => Some(of_duty(duty, words, lookup)),
        AnyRecord::Indicator(indicator) => indicator.key.as_deref().map(|key| of_figure(indicator, key, words)),
        AnyRecord::Project(project) => project.name.clone(),
        AnyRecord::Milestone(milestone) => Some(milestone_label(milestone, words.lang)),
        AnyRecord::Note(note) => note.text.as_ref().map(|text| beginning(&text.0)),
        AnyRecord::Device(device) => both(device.holder.clone(), device.code.clone()),
        AnyRecord::Erasure(erasure) => erasure.reason.as_ref().map(|reason| beginning(&reason.0)),
        AnyRecord::Setting(_) => None,
    };
    found.filter(|title| !title.trim().is_empty()).unwrap_or_else(|| words.kind(record.kind()))
}

/// A centre's name without what all names begin with.
pub fn centre_name(centre: &Centre) -> String {
    let name = centre.name.as_deref().unwrap_or_default();
    let short = CENTRE_PREFIXES.iter().find_map(|prefix| name.strip_prefix(prefix));
    short.unwrap_or(name).to_owned()
}

/// A step's words: the checklist's, or those of whoever added it.
pub fn step_label(record: &Step, lang: Lang) -> String {
    let item = record.item.as_deref().unwrap_or_default();
    let outlined = record.stage.and_then(|key| step(key, item)).map(|outline| outline.label(lang).to_owned());
    outlined.or_else(|| record.label.clone()).unwrap_or_default()
}

pub fn milestone_label(milestone: &Milestone, lang: Lang) -> String {
    let english = milestone.label_en.as_ref().filter(|_| lang == Lang::En);
    english.or(milestone.label.as_ref()).cloned().unwrap_or_default()
}

/// What a figure is of, by its key: « Centres ouverts ». A key that no message names shows its own words.
pub fn figure_label(key: &str, words: &Words) -> String {
    words.look_up(&format!("figure-{key}")).unwrap_or_else(|| key.replace('_', " "))
}

/// What a milestone is about, by its key.
pub fn topic_label(key: &str, words: &Words) -> String {
    words.look_up(&format!("topic-{key}")).unwrap_or_else(|| key.replace('_', " "))
}

fn named(id: RecordId, words: &Words, lookup: Lookup) -> Option<String> {
    // One step only: titles of what a title names are not looked into, so that no circle of references turns for ever.
    lookup(id).map(|record| title(&record, words, &|_| None))
}

fn both(first: Option<String>, second: Option<String>) -> Option<String> {
    match (first, second) {
        (Some(first), Some(second)) if !second.is_empty() => Some(format!("{first}, {second}")),
        (first, second) => first.or(second),
    }
}

fn beginning(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    let start: String = line.chars().take(NOTE_LENGTH).collect();
    if start.len() < text.trim_end().len() { format!("{}…", start.trim_end()) } else { start }
}

fn of_exchange(exchange: &Exchange, words: &Words, lookup: Lookup) -> String {
    let with = exchange.centre.map(|centre| centre.0).or(exchange.member.map(|member| member.0));
    let kind = exchange.kind.map(|kind| words.choice(ExchangeKind::LIST, kind.key()));
    let dated = match (kind, exchange.date) {
        (Some(kind), Some(day)) => Some(t!(words, "title-dated", what = kind, date = format::date_short(day))),
        (kind, day) => kind.or(day.map(format::date_short)),
    };
    both(dated, with.and_then(|id| named(id, words, lookup))).unwrap_or_default()
}

fn of_position(position: &Position, words: &Words, lookup: Lookup) -> String {
    let role = position.role.map(|role| words.choice(Role::LIST, role.key()));
    let label = position.label.clone().filter(|label| !label.trim().is_empty());
    let centre = position.centre.and_then(|centre| named(centre.0, words, lookup));
    both(label.or(role), centre).unwrap_or_default()
}

fn of_visit(visit: &Visit) -> String {
    let start = visit.start.map(values::date_time_short);
    let commune = visit.commune.and_then(|code| communes().get(code)).map(Commune::label);
    both(both(visit.patient.clone(), start), commune).unwrap_or_default()
}

fn of_duty(duty: &Duty, words: &Words, lookup: Lookup) -> String {
    let band = duty.band.map(|band| words.choice(Band::LIST, band.key()));
    let dated = both(band, duty.date.map(format::date_short));
    both(dated, duty.centre.and_then(|centre| named(centre.0, words, lookup))).unwrap_or_default()
}

fn of_figure(indicator: &Indicator, key: &str, words: &Words) -> String {
    let label = figure_label(key, words);
    match indicator.as_of {
        Some(date) => t!(words, "title-as-of", what = label, date = values::partial_date_short(date)),
        None => label,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::reference::founding;
    use crate::model::{Kind, OfKind, PositionState, Ref, StageKey};

    fn words() -> Words {
        Words::new(Lang::Fr)
    }

    #[test]
    fn every_fact_and_every_empty_record_has_a_title() {
        let facts = founding::facts();
        let lookup = |id| facts.iter().find(|(known, _)| *known == id).map(|(_, record)| record.clone());
        for words in Lang::ALL.map(Words::new) {
            for (_, record) in &facts {
                let said = title(record, &words, &lookup);
                assert!(!said.is_empty() && !said.contains('_'), "{said}");
            }
            for kind in Kind::ALL {
                assert_eq!(title(&AnyRecord::empty(*kind), &words, &lookup), words.kind(*kind));
            }
        }
    }

    #[test]
    fn every_published_figure_and_topic_has_a_label() {
        let missing: Vec<_> = founding::facts()
            .iter()
            .flat_map(|(_, record)| {
                let figure = Indicator::of(record).and_then(|one| one.key.as_ref()).map(|key| format!("figure-{key}"));
                let topic = Milestone::of(record).and_then(|one| one.topic.as_ref()).map(|key| format!("topic-{key}"));
                let precision =
                    Milestone::of(record).and_then(|one| one.precision.as_ref()).map(|key| format!("precision-{key}"));
                [figure, topic, precision]
            })
            .flatten()
            .filter(|id| Lang::ALL.map(Words::new).iter().any(|words| words.look_up(id).is_none()))
            .collect();
        assert_eq!(missing, Vec::<String>::new());
    }

    #[test]
    fn a_centre_is_named_by_what_tells_it_apart() {
        let centre = |name: &str| Centre { name: Some(name.into()), ..Centre::default() };
        assert_eq!(centre_name(&centre("Centre de santé de Ma Région — Millas")), "Millas");
        assert_eq!(centre_name(&centre("Centre de santé — CC Neste (à l’étude)")), "CC Neste (à l’étude)");
        assert_eq!(centre_name(&centre("La Maison")), "La Maison");
    }

    #[test]
    fn titles_name_what_they_refer_to() {
        let millas = RecordId::fixture("centre", "millas");
        let lookup = |id| (id == millas).then(|| Centre { name: Some("Millas".into()), ..Centre::default() }.into());
        let position = Position {
            centre: Some(Ref::new(millas)),
            role: Some(Role::Doctor),
            state: Some(PositionState::Need),
            ..Position::default()
        };
        let said = title(&position.into(), &words(), &lookup);
        assert!(said.ends_with(", Millas") && said.len() > 10, "{said}");
        let visit = Visit {
            patient: Some("COUS-0042".into()),
            start: Some("2026-11-20T14:30".parse().unwrap()),
            commune: Some("09070".parse().unwrap()),
            ..Visit::default()
        };
        assert!(title(&visit.into(), &words(), &lookup).ends_with("Les Cabannes (09)"));
    }

    #[test]
    fn a_step_speaks_the_language_or_says_what_was_added() {
        let outlined = Step { stage: Some(StageKey::Locaux), item: Some("reseau".into()), ..Step::default() };
        assert_eq!(step_label(&outlined, Lang::En), "Internet and phone");
        let added = Step {
            stage: Some(StageKey::Locaux),
            item: Some("0199".into()),
            label: Some("Enseigne".into()),
            ..Step::default()
        };
        assert_eq!(step_label(&added, Lang::En), "Enseigne");
    }

    #[test]
    fn long_notes_are_cut() {
        assert_eq!(beginning("court"), "court");
        assert!(beginning(&"é".repeat(60)).ends_with('…'));
        assert_eq!(beginning("deux\nlignes"), "deux…");
    }
}
