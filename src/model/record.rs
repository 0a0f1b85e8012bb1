//! The declaration of a record: one macro, one table of fields, plain functions over that table.

use thiserror::Error;

use super::{FieldType, Kind, Value};

/// The number of a field within its kind. Zero is the record's existence; tags are for ever.
pub type Tag = u16;

/// Tag of every record's existence (here or deleted); declared by no record.
pub const EXISTENCE: Tag = 0;

/// Tag of the reference to the record that stays, where this one is the same thing; declared by no record.
pub const MERGED_INTO: Tag = Tag::MAX;

/// One declared field.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FieldSpec {
    pub tag: Tag,
    /// The stable English snake_case name: JSON, CSV, the command line and message ids.
    pub key: &'static str,
    pub ty: FieldType,
    pub required: bool,
    /// The unit of a number, as printed.
    pub unit: Option<&'static str>,
}

impl FieldSpec {
    pub const fn new(tag: Tag, key: &'static str, ty: FieldType) -> Self {
        Self { tag, key, ty, required: false, unit: None }
    }

    pub const fn required(self) -> Self {
        Self { required: true, ..self }
    }

    pub const fn unit(self, unit: &'static str) -> Self {
        Self { unit: Some(unit), ..self }
    }
}

/// A value was given to a field of another type, or to a tag that the kind does not declare.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("the value is not of the type of field {0}")]
pub struct WrongType(pub Tag);

/// What [`record!`] emits for each kind.
pub trait Record: Default + Clone + PartialEq {
    const KIND: Kind;
    const FIELDS: &'static [FieldSpec];

    fn get(&self, tag: Tag) -> Option<Value>;

    /// `None` empties the field.
    ///
    /// # Errors
    /// [`WrongType`]; the record is left as it was.
    fn set(&mut self, tag: Tag, value: Option<Value>) -> Result<(), WrongType>;
}

/// One field's change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub tag: Tag,
    /// `None` empties the field.
    pub value: Option<Value>,
}

/// Declares a record: the typed struct, its table of fields, and get and set by tag.
///
/// Every field is optional in the struct, because a merge may bring a record of which some fields have not arrived;
/// `required` is for the rules.
macro_rules! record {
    (
        $(#[$meta:meta])*
        pub struct $name:ident: Kind::$kind:ident = $number:literal {
            $( $(#[$fmeta:meta])* $tag:literal: $field:ident: $ty:ty $(, $attr:ident $(= $arg:literal)?)*; )*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $name {
            $( $(#[$fmeta])* pub $field: Option<$ty>, )*
        }

        const _: () = assert!($crate::model::Kind::$kind as u16 == $number, "the kind's number is for ever");

        impl $crate::model::Record for $name {
            const KIND: $crate::model::Kind = $crate::model::Kind::$kind;
            const FIELDS: &'static [$crate::model::FieldSpec] = &[
                $( $crate::model::FieldSpec::new($tag, stringify!($field), <$ty as $crate::model::FieldValue>::TYPE)
                    $( .$attr($($arg)?) )* ),*
            ];

            fn get(&self, tag: $crate::model::Tag) -> Option<$crate::model::Value> {
                match tag {
                    $( $tag => self.$field.as_ref().map($crate::model::FieldValue::to_value), )*
                    _ => None,
                }
            }

            fn set(
                &mut self,
                tag: $crate::model::Tag,
                value: Option<$crate::model::Value>,
            ) -> Result<(), $crate::model::WrongType> {
                let wrong = $crate::model::WrongType(tag);
                match tag {
                    $( $tag => {
                        self.$field = match value {
                            None => None,
                            Some(value) => Some(<$ty as $crate::model::FieldValue>::from_value(&value).ok_or(wrong)?),
                        };
                        Ok(())
                    } )*
                    _ => Err(wrong),
                }
            }
        }
    };
}
pub(crate) use record;

/// Declares a closed list: the enum and the stable key of each choice. Labels are messages, `LIST-key`.
macro_rules! choices {
    ($( $(#[$meta:meta])* pub enum $name:ident: $list:literal { $( $(#[$vmeta:meta])* $variant:ident = $key:literal, )* } )*) => { $(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $( $(#[$vmeta])* $variant, )* }

        impl $name {
            /// The list's own key, which its labels' message ids start with.
            pub const LIST: &'static str = $list;
            pub const KEYS: &'static [&'static str] = &[ $( $key ),* ];
            pub const ALL: &'static [Self] = &[ $( Self::$variant ),* ];

            /// The stable key: in the log, in JSON, on the command line.
            pub const fn key(self) -> &'static str {
                match self { $( Self::$variant => $key, )* }
            }

            pub fn from_key(key: &str) -> Option<Self> {
                match key { $( $key => Some(Self::$variant), )* _ => None }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.key())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let key = String::deserialize(from)?;
                Self::from_key(&key).ok_or_else(|| serde::de::Error::custom("no choice of this list"))
            }
        }

        impl $crate::model::FieldValue for $name {
            const TYPE: $crate::model::FieldType = $crate::model::FieldType::Choice(Self::LIST, Self::KEYS);

            fn to_value(&self) -> $crate::model::Value {
                $crate::model::Value::Choice(self.key().to_owned())
            }

            fn from_value(value: &$crate::model::Value) -> Option<Self> {
                match value {
                    $crate::model::Value::Choice(key) => Self::from_key(key),
                    _ => None,
                }
            }
        }
    )* };
}
pub(crate) use choices;
