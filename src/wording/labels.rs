//! The words for what the model declares: kinds, fields and the choices of closed lists.

use crate::i18n::{Argument, Words, format};
use crate::model::reference::{self, fold};
use crate::model::{EXISTENCE, FieldSpec, FieldType, FieldValue, Kind, MERGED_INTO, StageKey, Tag, Value};
use crate::t;

/// The message id of a choice's label. Fluent ids know no `+`, which the key `80+` has.
pub fn choice_id(list: &str, key: &str) -> String {
    format!("{list}-{}", key.replace('+', "plus"))
}

/// The keys of a closed list, by the list's own key.
pub fn choices_of(list: &str) -> Option<&'static [&'static str]> {
    Kind::ALL.iter().flat_map(|kind| kind.fields()).find_map(|spec| match spec.ty {
        FieldType::Choice(name, keys) if name == list => Some(keys),
        _ => None,
    })
}

impl Words {
    /// « Visite ».
    pub fn kind(&self, kind: Kind) -> String {
        self.look_up(&kind_id(kind)).unwrap_or_else(|| kind.key().to_owned())
    }

    /// « Visites ».
    pub fn kind_plural(&self, kind: Kind) -> String {
        self.phrase(kind, "plural")
    }

    /// A whole phrase about a kind: `new`, `edit`, `delete`, `saved`, `deleted`, `none`, `plural`.
    pub fn phrase(&self, kind: Kind, phrase: &str) -> String {
        self.attribute(&kind_id(kind), phrase).unwrap_or_else(|| self.kind(kind))
    }

    /// « 1 234 visites », « 1 visite ».
    pub fn count(&self, kind: Kind, n: usize) -> String {
        let n = i64::try_from(n).unwrap_or(i64::MAX);
        let shown = format::whole(self.lang, n);
        self.attribute_with(&kind_id(kind), "count", &[("n", Argument::from(n)), ("shown", Argument::from(shown))])
            .unwrap_or_else(|| self.kind(kind))
    }

    /// A field's short label, as forms and column heads show it.
    pub fn field(&self, kind: Kind, spec: &FieldSpec) -> String {
        self.look_up(&field_id(kind, spec)).unwrap_or_else(|| spec.key.to_owned())
    }

    /// The label of a field by its tag; a field of a later version has its number only.
    pub fn tag(&self, kind: Kind, tag: Tag) -> String {
        match (kind.field_by_tag(tag), tag) {
            (Some(spec), _) => self.field(kind, spec),
            (None, EXISTENCE) => t!(self, "field-existence"),
            (None, MERGED_INTO) => t!(self, "field-merged-into"),
            (None, tag) => format!("#{tag}"),
        }
    }

    /// What to know before filling a field in, where there is something.
    pub fn field_hint(&self, kind: Kind, spec: &FieldSpec) -> Option<String> {
        self.attribute(&field_id(kind, spec), "hint")
    }

    /// The label of a choice; the key itself where it is of a later version. Stages are named by their fixture.
    pub fn choice(&self, list: &str, key: &str) -> String {
        let stage = StageKey::from_key(key).filter(|_| list == StageKey::LIST).and_then(reference::stage);
        let label = match stage {
            Some(stage) => Some(stage.label(self.lang).to_owned()),
            None => self.look_up(&choice_id(list, key)),
        };
        label.unwrap_or_else(|| key.to_owned())
    }

    /// The label of a choice, typed.
    pub fn choice_of<C: FieldValue>(&self, choice: C) -> String {
        match (C::TYPE, choice.to_value()) {
            (FieldType::Choice(list, _), Value::Choice(key)) => self.choice(list, &key),
            _ => String::new(),
        }
    }

    /// The key of the choice that `text` names, by its key or its label, whatever the case and the accents.
    pub fn choice_from_label(&self, list: &str, text: &str) -> Option<&'static str> {
        let wanted = fold(text);
        let named = |key: &&&'static str| fold(&self.choice(list, key)) == wanted;
        let keys = choices_of(list)?;
        keys.iter().find(|key| **key == text).or_else(|| keys.iter().find(named)).copied()
    }
}

fn kind_id(kind: Kind) -> String {
    format!("kind-{}", kind.key())
}

fn field_id(kind: Kind, spec: &FieldSpec) -> String {
    format!("field-{}-{}", kind.key(), spec.key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;
    use crate::model::Visit;

    const PHRASES: [&str; 7] = ["plural", "new", "edit", "delete", "saved", "deleted", "none"];

    #[test]
    fn every_kind_field_and_choice_has_its_words_in_both_languages() {
        for lang in Lang::ALL {
            let words = Words::new(lang);
            let has = |id: &str| assert!(words.look_up(id).is_some_and(|label| !label.is_empty()), "{lang:?} {id}");
            for &kind in Kind::ALL {
                has(&kind_id(kind));
                for phrase in PHRASES {
                    assert!(words.attribute(&kind_id(kind), phrase).is_some(), "{lang:?} {kind:?}.{phrase}");
                }
                for spec in kind.fields() {
                    has(&field_id(kind, spec));
                    if let FieldType::Choice(list, keys) = spec.ty {
                        keys.iter().for_each(|key| assert_ne!(words.choice(list, key), *key, "{lang:?} {list}"));
                    }
                }
            }
        }
    }

    #[test]
    fn field_labels_fit_the_forms_of_a_narrow_terminal() {
        for lang in Lang::ALL {
            let words = Words::new(lang);
            for &kind in Kind::ALL {
                for spec in kind.fields() {
                    let label = words.field(kind, spec);
                    assert!(label.chars().count() <= 18, "{label}");
                }
            }
        }
    }

    #[test]
    fn counts_follow_the_plural_rules_of_the_language() {
        let (fr, en) = (Words::new(Lang::Fr), Words::new(Lang::En));
        assert_eq!(fr.count(Kind::Visit, 0), "0 visite");
        assert_eq!(fr.count(Kind::Visit, 1_234), "1\u{a0}234 visites");
        assert_eq!(en.count(Kind::Visit, 0), "0 visits");
        assert_eq!(en.count(Kind::Visit, 1), "1 visit");
        assert_eq!(fr.phrase(Kind::Exchange, "new"), "Nouvel échange");
    }

    #[test]
    fn a_choice_of_a_later_version_shows_its_key() {
        let words = Words::new(Lang::Fr);
        assert_eq!(words.choice("age-band", "80+"), "80 ans et plus");
        assert_eq!(words.choice("reason", "teleport"), "teleport");
        assert_eq!(choices_of("age-band").unwrap().last(), Some(&"80+"));
        assert_eq!(choices_of("nothing"), None);
        assert_eq!(words.choice("stage", "locaux"), "Locaux");
        let hint = words.field_hint(Kind::Visit, Kind::Visit.field("patient").unwrap());
        assert_eq!(hint.as_deref(), Some("pseudonyme CODE-NNNN, jamais un nom"));
        assert_eq!(words.field_hint(Kind::Visit, &<Visit as crate::model::Record>::FIELDS[0]), None);
    }

    #[test]
    fn a_choice_is_found_by_key_or_label() {
        let words = Words::new(Lang::Fr);
        assert_eq!(words.choice_from_label("visit-status", "realisee"), Some("done"));
        assert_eq!(words.choice_from_label("visit-status", "done"), Some("done"));
        assert_eq!(words.choice_from_label("stage", "ADHÉSION AU GIP"), Some("adhesion"));
        assert_eq!(words.choice_from_label("visit-status", "rêvée"), None);
        assert_eq!(words.choice_from_label("nothing", "done"), None);
    }

    #[test]
    fn no_two_choices_of_a_list_have_one_label() {
        for words in Lang::ALL.map(Words::new) {
            for spec in Kind::ALL.iter().flat_map(|kind| kind.fields()) {
                let FieldType::Choice(list, keys) = spec.ty else { continue };
                let labels: std::collections::BTreeSet<_> =
                    keys.iter().map(|key| fold(&words.choice(list, key))).collect();
                assert_eq!(labels.len(), keys.len(), "{list}");
            }
        }
    }
}
