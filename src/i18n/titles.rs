//! What a record is called wherever it is named: in lists, in references, in the history.

use super::{Lang, Words, format};
use crate::model::{AnyRecord, FieldType, FieldValue, Milestone, RecordId, Step, Value, reference};

/// Longest part of a free text that serves as a name, in characters.
const LONGEST: usize = 60;

impl Words {
    /// A record's name. What it refers to is named by `resolve`. A record without what names it shows its kind.
    pub fn title(&self, record: &AnyRecord, resolve: &dyn Fn(RecordId) -> Option<String>) -> String {
        let about = |id: Option<RecordId>| id.and_then(resolve);
        let parts = match record {
            AnyRecord::Member(member) => vec![member.name.clone()],
            AnyRecord::Centre(centre) => vec![centre.name.clone()],
            AnyRecord::Contact(contact) => vec![contact.name.clone(), contact.function.clone()],
            AnyRecord::Exchange(exchange) => vec![
                exchange.kind.map(|kind| self.choice_of(kind)),
                exchange.date.map(format::date_short),
                about(exchange.centre.map(|centre| centre.0).or(exchange.member.map(|member| member.0))),
            ],
            AnyRecord::Followup(followup) => vec![followup.what.clone()],
            AnyRecord::Stage(stage) => {
                vec![stage.stage.map(|stage| self.choice_of(stage)), about(stage.subject.map(|subject| subject.0))]
            }
            AnyRecord::Step(step) => vec![self.step_label(step), about(step.subject.map(|subject| subject.0))],
            AnyRecord::Position(position) => vec![
                position.label.clone().or_else(|| position.role.map(|role| self.choice_of(role))),
                about(position.centre.map(|centre| centre.0)),
            ],
            AnyRecord::Candidacy(candidacy) => {
                vec![candidacy.reference.clone(), about(candidacy.position.map(|position| position.0))]
            }
            AnyRecord::Visit(visit) => vec![visit.patient.clone(), visit.start.map(format::date_time_short)],
            AnyRecord::Duty(duty) => {
                vec![duty.date.map(format::date_short), duty.band.map(|band| self.choice_of(band))]
            }
            AnyRecord::Indicator(indicator) => {
                vec![indicator.key.clone(), indicator.as_of.map(format::partial_date_short)]
            }
            AnyRecord::Project(project) => vec![project.name.clone()],
            AnyRecord::Milestone(milestone) => vec![self.milestone_label(milestone)],
            AnyRecord::Note(note) => vec![note.text.as_ref().map(|text| text.0.clone())],
            AnyRecord::Device(device) => vec![device.holder.clone()],
            AnyRecord::Setting(_) => Vec::new(),
        };
        let known: Vec<String> = parts.into_iter().flatten().map(|part| first_words(&part)).collect();
        if known.is_empty() { self.kind(record.kind()) } else { known.join(" · ") }
    }

    /// A step's own words, or those of its item in the pipeline.
    pub fn step_label(&self, step: &Step) -> Option<String> {
        let outline = || reference::step(step.stage?, step.item.as_deref()?);
        step.label.clone().or_else(|| outline().map(|item| item.label(self.lang).to_owned()))
    }

    fn milestone_label(&self, milestone: &Milestone) -> Option<String> {
        let english = milestone.label_en.clone().filter(|_| self.lang == Lang::En);
        english.or_else(|| milestone.label.clone())
    }

    /// The label of a choice of a closed list, typed.
    pub fn choice_of<C: FieldValue>(&self, choice: C) -> String {
        match (C::TYPE, choice.to_value()) {
            (FieldType::Choice(list, _), Value::Choice(key)) => self.choice(list, &key),
            _ => String::new(),
        }
    }
}

/// The first line, cut to a readable length.
fn first_words(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default().trim();
    if line.chars().count() <= LONGEST {
        return line.to_owned();
    }
    let kept: String = line.chars().take(LONGEST - 1).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        AnyRef, Centre, Exchange, ExchangeKind, Kind, Note, Position, Ref, Role, StageKey, StepState, Visit,
    };

    fn centre() -> RecordId {
        RecordId::fixture("centre", "ceret")
    }

    fn title(record: impl Into<AnyRecord>) -> String {
        let resolve = |id: RecordId| (id == centre()).then(|| "Céret".to_owned());
        Words::new(Lang::Fr).title(&record.into(), &resolve)
    }

    #[test]
    fn records_are_called_by_what_names_them() {
        assert_eq!(title(Centre { name: Some("Céret".into()), ..Centre::default() }), "Céret");
        let position = Position { role: Some(Role::Midwife), centre: Some(Ref::new(centre())), ..Position::default() };
        assert_eq!(title(position), "Sage-femme · Céret");
        let step = Step {
            subject: Some(AnyRef(centre())),
            stage: Some(StageKey::Locaux),
            item: Some("site".into()),
            state: Some(StepState::Open),
            ..Step::default()
        };
        assert_eq!(title(step), "Site retenu (définitif ou provisoire) · Céret");
        let call = Exchange {
            kind: Some(ExchangeKind::Call),
            date: "2026-11-23".parse().ok(),
            centre: Some(Ref::new(centre())),
            ..Exchange::default()
        };
        assert_eq!(title(call), "Appel · 23/11/2026 · Céret");
        let visit =
            Visit { patient: Some("CA-0001".into()), start: "2026-11-23T14:30+01:00".parse().ok(), ..Visit::default() };
        assert_eq!(title(visit), "CA-0001 · 23/11/2026 14:30");
    }

    #[test]
    fn a_long_text_gives_its_first_words() {
        let text = format!("{}\nsecond line", "mot ".repeat(40));
        let short = title(Note { text: Some(text.as_str().into()), ..Note::default() });
        assert!(short.ends_with('…') && short.chars().count() <= LONGEST, "{short}");
    }

    #[test]
    fn every_kind_has_a_name_even_when_empty() {
        for &kind in Kind::ALL {
            assert_eq!(title(AnyRecord::empty(kind)), Words::new(Lang::Fr).kind(kind));
        }
    }
}
