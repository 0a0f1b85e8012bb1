//! What is wrong with a field, in words.

use crate::i18n::Words;
use crate::model::reference::{stage, step};
use crate::model::rules::Fault;
use crate::model::{Band, StageKey};

impl Fault {
    /// The fault, in the user's language.
    pub fn words(&self, words: &Words) -> String {
        let named: Vec<_> = self.args.iter().map(|(name, value)| (*name, named_value(name, value, words))).collect();
        words.look_up_with(self.code, &named).unwrap_or_else(|| self.code.to_owned())
    }
}

fn named_value(name: &str, value: &str, words: &Words) -> String {
    let gate = |key: &str| {
        let (stage_key, item) = key.split_once('.')?;
        let key = StageKey::from_key(stage_key)?;
        Some(format!("{} / {}", stage(key)?.label(words.lang), step(key, item)?.label(words.lang)))
    };
    match name {
        "band" => words.choice(Band::LIST, value),
        "gates" => {
            value.split(',').map(|key| gate(key).unwrap_or_else(|| key.to_owned())).collect::<Vec<_>>().join(", ")
        }
        _ => value.to_owned(),
    }
}
