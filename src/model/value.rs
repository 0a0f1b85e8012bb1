//! What a field can hold, and how it is written in the log.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{BadDate, CommuneCode, DeptCode, EpciCode, Kind, LocalTime, PartialDate, RecordId};

/// One value of one field, in the form that the log keeps.
///
/// It is self-describing, so that a field that this version does not declare can still be shown, exported and relayed.
/// The order of the variants is part of the log format: add at the end, never reorder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Value {
    Text(String),
    Int(i64),
    Decimal(Decimal),
    Money(Cents),
    Bool(bool),
    Date(#[serde(with = "super::date::days")] NaiveDate),
    PartialDate(PartialDate),
    LocalTime(LocalTime),
    Choice(String),
    Ref(RecordId),
    Refs(Vec<RecordId>),
    Commune(CommuneCode),
    Communes(Vec<CommuneCode>),
    Epci(EpciCode),
    Departement(DeptCode),
    Departements(Vec<DeptCode>),
    Dates(Vec<Day>),
}

/// A day within a list of days.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Day(#[serde(with = "super::date::days")] pub NaiveDate);

/// The bytes are not a value that this version can read; they are kept as they are.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("unreadable value")]
pub struct UnreadableValue;

/// Longest encoded value that is read, in bytes.
pub const MAX_VALUE_BYTES: usize = 64 * 1024;

impl Value {
    /// The log's bytes of this value (bincode 2, standard configuration).
    pub fn to_bytes(&self) -> Vec<u8> {
        bincode::serde::encode_to_vec(self, bincode::config::standard()).unwrap_or_default()
    }

    /// # Errors
    /// [`UnreadableValue`] for bytes of a later version, damaged bytes or trailing bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, UnreadableValue> {
        let config = bincode::config::standard().with_limit::<MAX_VALUE_BYTES>();
        match bincode::serde::decode_from_slice(bytes, config) {
            Ok((value, used)) if used == bytes.len() => Ok(value),
            _ => Err(UnreadableValue),
        }
    }
}

/// A decimal number with three places, kept as thousandths: kilometres, full-time equivalents.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
pub struct Decimal(i64);

impl Decimal {
    pub const fn from_thousandths(thousandths: i64) -> Self {
        Self(thousandths)
    }

    pub const fn thousandths(self) -> i64 {
        self.0
    }

    pub fn to_f64(self) -> f64 {
        self.0 as f64 / 1000.0
    }
}

impl fmt::Display for Decimal {
    /// With a point and without trailing zeros: `12.5`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_fixed(f, self.0, 3, true)
    }
}

/// The text is not a number, or has more decimal places than the field keeps.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("not a valid number")]
pub struct BadNumber;

impl FromStr for Decimal {
    type Err = BadNumber;

    fn from_str(text: &str) -> Result<Self, BadNumber> {
        parse_fixed(text, 3).map(Self)
    }
}

/// An amount in euro cents.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
pub struct Cents(pub i64);

impl fmt::Display for Cents {
    /// Euros with a point and two places: `1234.50`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_fixed(f, self.0, 2, false)
    }
}

impl FromStr for Cents {
    type Err = BadNumber;

    fn from_str(text: &str) -> Result<Self, BadNumber> {
        parse_fixed(text.trim().trim_end_matches('€'), 2).map(Self)
    }
}

fn write_fixed(f: &mut fmt::Formatter<'_>, scaled: i64, places: u32, trim: bool) -> fmt::Result {
    let unit = 10_u64.pow(places);
    let magnitude = scaled.unsigned_abs();
    let sign = if scaled < 0 { "-" } else { "" };
    let width = usize::try_from(places).unwrap_or_default();
    let fraction = format!("{:0width$}", magnitude % unit);
    let shown = if trim { fraction.trim_end_matches('0') } else { &fraction };
    let text = if shown.is_empty() {
        format!("{sign}{}", magnitude / unit)
    } else {
        format!("{sign}{}.{shown}", magnitude / unit)
    };
    f.pad(&text)
}

/// `,` and `.` are both decimal signs; spaces of any width group digits.
fn parse_fixed(text: &str, places: usize) -> Result<i64, BadNumber> {
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).map(|c| if c == ',' { '.' } else { c }).collect();
    let (negative, digits) = match compact.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, compact.as_str()),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let plain = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if (whole.is_empty() && fraction.is_empty()) || !plain(whole) || !plain(fraction) || fraction.len() > places {
        return Err(BadNumber);
    }
    let scaled: i64 = format!("{whole}{fraction:0<places$}").parse().map_err(|_| BadNumber)?;
    Ok(if negative { -scaled } else { scaled })
}

/// A longer text, of at most `N` characters.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct LongText<const N: usize>(pub String);

impl<const N: usize> From<&str> for LongText<N> {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

/// A reference to a record of kind `T`.
pub struct Ref<T>(pub RecordId, PhantomData<fn() -> T>);

impl<T> Ref<T> {
    pub const fn new(id: RecordId) -> Self {
        Self(id, PhantomData)
    }
}

impl<T> Clone for Ref<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Ref<T> {}

impl<T> PartialEq for Ref<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<T> Eq for Ref<T> {}

impl<T> fmt::Debug for Ref<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// References to records of kind `T`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refs<T>(pub Vec<Ref<T>>);

/// A reference to a record of any kind.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AnyRef(pub RecordId);

/// What a field is declared to hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FieldType {
    Text,
    /// Limit in characters.
    LongText(usize),
    Int,
    Decimal,
    Money,
    Bool,
    Date,
    PartialDate,
    LocalTime,
    /// The stable keys of the closed list, in display order, behind the list's own key.
    Choice(&'static str, &'static [&'static str]),
    Ref(Kind),
    AnyRef,
    Refs(Kind),
    Commune,
    Communes,
    Epci,
    Departement,
    Departements,
    Dates,
}

impl FieldType {
    /// The stable name of the type, as `maillage fields` prints it.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::LongText(_) => "long_text",
            Self::Int => "integer",
            Self::Decimal => "decimal",
            Self::Money => "money",
            Self::Bool => "boolean",
            Self::Date => "date",
            Self::PartialDate => "partial_date",
            Self::LocalTime => "local_time",
            Self::Choice(..) => "choice",
            Self::Ref(_) | Self::AnyRef => "reference",
            Self::Refs(_) => "references",
            Self::Commune => "commune",
            Self::Communes => "communes",
            Self::Epci => "epci",
            Self::Departement => "departement",
            Self::Departements => "departements",
            Self::Dates => "dates",
        }
    }
}

/// A Rust type that a record's field can have.
pub trait FieldValue: Sized {
    const TYPE: FieldType;

    fn to_value(&self) -> Value;

    /// `None` where the value is of another type.
    fn from_value(value: &Value) -> Option<Self>;
}

macro_rules! field_value {
    ($ty:ty, $declared:expr, $variant:ident) => {
        impl FieldValue for $ty {
            const TYPE: FieldType = $declared;

            fn to_value(&self) -> Value {
                Value::$variant(self.clone())
            }

            fn from_value(value: &Value) -> Option<Self> {
                match value {
                    Value::$variant(inner) => Some(inner.clone()),
                    _ => None,
                }
            }
        }
    };
}

field_value!(String, FieldType::Text, Text);
field_value!(i64, FieldType::Int, Int);
field_value!(Decimal, FieldType::Decimal, Decimal);
field_value!(Cents, FieldType::Money, Money);
field_value!(bool, FieldType::Bool, Bool);
field_value!(NaiveDate, FieldType::Date, Date);
field_value!(PartialDate, FieldType::PartialDate, PartialDate);
field_value!(LocalTime, FieldType::LocalTime, LocalTime);
field_value!(CommuneCode, FieldType::Commune, Commune);
field_value!(Vec<CommuneCode>, FieldType::Communes, Communes);
field_value!(EpciCode, FieldType::Epci, Epci);
field_value!(DeptCode, FieldType::Departement, Departement);
field_value!(Vec<DeptCode>, FieldType::Departements, Departements);

impl FieldValue for Vec<NaiveDate> {
    const TYPE: FieldType = FieldType::Dates;

    fn to_value(&self) -> Value {
        Value::Dates(self.iter().copied().map(Day).collect())
    }

    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Dates(days) => Some(days.iter().map(|day| day.0).collect()),
            _ => None,
        }
    }
}

impl<const N: usize> FieldValue for LongText<N> {
    const TYPE: FieldType = FieldType::LongText(N);

    fn to_value(&self) -> Value {
        Value::Text(self.0.clone())
    }

    fn from_value(value: &Value) -> Option<Self> {
        String::from_value(value).map(Self)
    }
}

impl<T: super::Record> FieldValue for Ref<T> {
    const TYPE: FieldType = FieldType::Ref(T::KIND);

    fn to_value(&self) -> Value {
        Value::Ref(self.0)
    }

    fn from_value(value: &Value) -> Option<Self> {
        AnyRef::from_value(value).map(|any| Self::new(any.0))
    }
}

impl FieldValue for AnyRef {
    const TYPE: FieldType = FieldType::AnyRef;

    fn to_value(&self) -> Value {
        Value::Ref(self.0)
    }

    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Ref(id) => Some(Self(*id)),
            _ => None,
        }
    }
}

impl<T: super::Record> FieldValue for Refs<T> {
    const TYPE: FieldType = FieldType::Refs(T::KIND);

    fn to_value(&self) -> Value {
        Value::Refs(self.0.iter().map(|one| one.0).collect())
    }

    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Refs(ids) => Some(Self(ids.iter().copied().map(Ref::new).collect())),
            _ => None,
        }
    }
}

impl From<BadDate> for UnreadableValue {
    fn from(_: BadDate) -> Self {
        Self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_take_a_comma_or_a_point_and_grouped_digits() {
        assert_eq!("1 234,5".parse::<Decimal>().unwrap(), Decimal::from_thousandths(1_234_500));
        assert_eq!("1\u{a0}234.5".parse::<Decimal>().unwrap().to_string(), "1234.5");
        assert_eq!("-0,25".parse::<Decimal>().unwrap().to_string(), "-0.25");
        assert_eq!("195000 €".parse::<Cents>().unwrap().to_string(), "195000.00");
        for bad in ["", ".", "1.2345", "1,2,3", "0x10", "--1", "douze", "99999999999999999999"] {
            assert_eq!(bad.parse::<Decimal>(), Err(BadNumber), "{bad}");
        }
    }

    #[test]
    fn the_bytes_of_each_variant_are_the_format() {
        let golden: &[(Value, &[u8])] = &[
            (Value::Text("Céret".into()), &[0, 6, b'C', 0xc3, 0xa9, b'r', b'e', b't']),
            (Value::Int(-3), &[1, 5]),
            (Value::Decimal(Decimal::from_thousandths(500)), &[2, 251, 0xe8, 0x03]),
            (Value::Bool(true), &[4, 1]),
            (Value::Date(NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()), &[5, 252, 0xce, 0x94, 0x16, 0x00]),
            (Value::LocalTime("2026-11-23T14:30+01:00".parse().unwrap()), &[7, 252, 204, 53, 145, 3, 120]),
            (Value::Choice("done".into()), &[8, 4, b'd', b'o', b'n', b'e']),
            (Value::Commune("09070".parse().unwrap()), &[11, 5, b'0', b'9', b'0', b'7', b'0']),
        ];
        for (value, bytes) in golden {
            assert_eq!(&value.to_bytes(), bytes, "{value:?}");
            assert_eq!(&Value::from_bytes(bytes).unwrap(), value);
        }
    }

    #[test]
    fn foreign_bytes_are_refused_without_panic() {
        for bad in [&[][..], &[250], &[0, 251, 255, 255], &[1, 5, 0], &[11, 1, b'x'], &[6, 0, 0xff]] {
            assert_eq!(Value::from_bytes(bad), Err(UnreadableValue), "{bad:?}");
        }
    }
}
