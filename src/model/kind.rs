//! Every kind of record, and a record of any of them.

use super::*;

macro_rules! kinds {
    ($( $name:ident = $number:literal, $one:literal, $many:literal; )*) => {
        /// A kind of record. Numbers are for ever.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u16)]
        pub enum Kind { $( $name = $number, )* }

        impl Kind {
            pub const ALL: &'static [Self] = &[ $( Self::$name ),* ];

            pub const fn number(self) -> u16 {
                self as u16
            }

            pub const fn from_number(number: u16) -> Option<Self> {
                match number { $( $number => Some(Self::$name), )* _ => None }
            }

            /// The singular name on the command line, which is also the start of the kind's message ids.
            pub const fn key(self) -> &'static str {
                match self { $( Self::$name => $one, )* }
            }

            /// The plural name on the command line.
            pub const fn plural(self) -> &'static str {
                match self { $( Self::$name => $many, )* }
            }

            /// By singular or plural name.
            pub fn from_key(key: &str) -> Option<Self> {
                match key { $( $one | $many => Some(Self::$name), )* _ => None }
            }

            pub const fn fields(self) -> &'static [FieldSpec] {
                match self { $( Self::$name => $name::FIELDS, )* }
            }

            pub fn field(self, key: &str) -> Option<&'static FieldSpec> {
                self.fields().iter().find(|spec| spec.key == key)
            }

            pub fn field_by_tag(self, tag: Tag) -> Option<&'static FieldSpec> {
                self.fields().iter().find(|spec| spec.tag == tag)
            }
        }

        /// A record of any declared kind.
        #[derive(Clone, Debug, PartialEq)]
        pub enum AnyRecord { $( $name($name), )* }

        impl AnyRecord {
            pub fn empty(kind: Kind) -> Self {
                match kind { $( Kind::$name => Self::$name($name::default()), )* }
            }

            pub fn kind(&self) -> Kind {
                match self { $( Self::$name(_) => Kind::$name, )* }
            }

            pub fn get(&self, tag: Tag) -> Option<Value> {
                match self { $( Self::$name(record) => record.get(tag), )* }
            }

            /// # Errors
            /// [`WrongType`]; the record is left as it was.
            pub fn set(&mut self, tag: Tag, value: Option<Value>) -> Result<(), WrongType> {
                match self { $( Self::$name(record) => record.set(tag, value), )* }
            }
        }

        $(
            impl From<$name> for AnyRecord {
                fn from(record: $name) -> Self {
                    Self::$name(record)
                }
            }

            impl OfKind for $name {
                fn of(any: &AnyRecord) -> Option<&Self> {
                    match any {
                        AnyRecord::$name(record) => Some(record),
                        _ => None,
                    }
                }
            }
        )*
    };
}

/// A record type, seen through [`AnyRecord`].
pub trait OfKind: Record + Into<AnyRecord> {
    fn of(any: &AnyRecord) -> Option<&Self>;
}

kinds! {
    Member = 1, "member", "members";
    Centre = 2, "centre", "centres";
    Contact = 3, "contact", "contacts";
    Exchange = 4, "exchange", "exchanges";
    Followup = 5, "followup", "followups";
    Stage = 6, "stage", "stages";
    Step = 7, "step", "steps";
    Position = 8, "position", "positions";
    Candidacy = 9, "candidacy", "candidacies";
    Visit = 10, "visit", "visits";
    Duty = 11, "duty", "duties";
    Indicator = 12, "indicator", "indicators";
    Project = 13, "project", "projects";
    Milestone = 14, "milestone", "milestones";
    Note = 15, "note", "notes";
    Device = 16, "device", "devices";
    Setting = 17, "setting", "settings";
    Erasure = 18, "erasure", "erasures";
    Circulation = 19, "circulation", "circulations";
}

impl AnyRecord {
    /// The records that it refers to, in the order of its fields.
    pub fn refs(&self) -> Vec<RecordId> {
        let values = self.kind().fields().iter().filter_map(|spec| self.get(spec.tag));
        let refs = values.map(|value| match value {
            Value::Ref(id) => vec![id],
            Value::Refs(ids) => ids,
            _ => Vec::new(),
        });
        refs.flatten().collect()
    }

    /// The edits that lead from `before` (or from nothing) to this record.
    pub fn changes_since(&self, before: Option<&Self>) -> Vec<Change> {
        self.kind()
            .fields()
            .iter()
            .filter_map(|spec| {
                let value = self.get(spec.tag);
                (value != before.and_then(|b| b.get(spec.tag))).then_some(Change { tag: spec.tag, value })
            })
            .collect()
    }
}

/// Whether one record of a kind (by number) can give way to another. Kinds of later versions can: this version need not
/// know what they are. Not those of which the id follows from what they are about: two of them are one already.
pub const fn can_give_way(kind: u16) -> bool {
    !matches!(Kind::from_number(kind), Some(Kind::Stage | Kind::Step | Kind::Device | Kind::Setting | Kind::Erasure))
}
