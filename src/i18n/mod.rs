//! French and English messages (Fluent), and how numbers and dates are written in each. It knows nothing of the model.

pub mod format;
#[cfg(test)]
mod tests;
mod told;

use std::collections::HashMap;
use std::sync::Arc;

use i18n_embed::LanguageLoader;
use i18n_embed::fluent::{FluentLanguageLoader, fluent_language_loader};
use i18n_embed::unic_langid::LanguageIdentifier;
use rust_embed::RustEmbed;

/// A value for a message's variable.
pub use fluent_bundle::FluentValue as Argument;
pub use i18n_embed::fluent::FluentLanguageLoader as Loader;
pub use i18n_embed_fl::fl as fluent;
pub use told::{Tell, Told};

#[derive(RustEmbed)]
#[folder = "src/i18n"]
#[include = "*.ftl"]
struct Assets;

/// A language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    #[default]
    Fr,
    En,
}

impl Lang {
    pub const ALL: [Self; 2] = [Self::Fr, Self::En];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Fr => "fr",
            Self::En => "en",
        }
    }

    /// As its speakers call it.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::Fr => "français",
            Self::En => "English",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lang| code.starts_with(lang.code()))
    }
}

/// The messages of one language. Cheap to clone.
#[derive(Clone)]
pub struct Words {
    pub lang: Lang,
    loader: Arc<FluentLanguageLoader>,
}

impl Words {
    pub fn new(lang: Lang) -> Self {
        let loader = fluent_language_loader!();
        let wanted: Vec<LanguageIdentifier> = lang.code().parse().into_iter().collect();
        // The files are embedded and parsed by a test: what could fail here fails there first.
        let _ = loader.load_languages(&Assets, &wanted);
        loader.set_use_isolating(false);
        Self { lang, loader: Arc::new(loader) }
    }

    /// A whole number for people: `1 234`.
    pub fn figure(&self, number: impl TryInto<i64>) -> String {
        format::whole(self.lang, number.try_into().unwrap_or(i64::MAX))
    }

    /// For [`t!`](crate::t), which checks the message id at compile time.
    pub fn loader(&self) -> &FluentLanguageLoader {
        &self.loader
    }

    /// A message looked up at run time: labels of kinds, fields and choices, faults. Where a name comes from data.
    pub fn look_up(&self, id: &str) -> Option<String> {
        self.loader.has(id).then(|| self.loader.get(id))
    }

    /// Like [`Words::look_up`], with named values for the message's variables.
    pub fn look_up_with(&self, id: &str, values: &[(&'static str, String)]) -> Option<String> {
        let args: HashMap<&str, String> = values.iter().map(|(name, value)| (*name, value.clone())).collect();
        self.loader.has(id).then(|| self.loader.get_args(id, args))
    }

    /// An attribute of a message: `visit.new`, whole phrases that are never assembled.
    pub fn attribute(&self, id: &str, attribute: &str) -> Option<String> {
        self.loader.has_attr(id, attribute).then(|| self.loader.get_attr(id, attribute))
    }

    /// Like [`Words::attribute`], with named values for its variables.
    pub fn attribute_with(&self, id: &str, attribute: &str, args: &[(&'static str, Argument<'_>)]) -> Option<String> {
        let args = args.iter().map(|(name, value)| (*name, value.clone())).collect();
        self.loader.has_attr(id, attribute).then(|| self.loader.get_attr_args_concrete(id, attribute, args))
    }
}

/// `t!(words, "message-id", name = value)`: a message, its id and variables checked at compile time.
#[macro_export]
macro_rules! t {
    ($words:expr, $($rest:tt)*) => {
        $crate::i18n::fluent!($words.loader(), $($rest)*)
    };
}
