//! What the service is made of: records and rules. Pure: no disk, no clock, no randomness.

pub mod calendar;
mod centre;
mod codes;
mod date;
pub mod entry;
mod exchange;
mod figures;
pub mod forecast;
mod id;
mod kind;
mod member;
pub mod pipeline;
mod position;
pub mod privacy;
pub mod projects;
mod record;
pub mod recruitment;
pub mod reference;
pub mod roster;
pub mod rounds;
pub mod rules;
pub mod staffing;
mod team;
mod value;
mod visit;

use chrono::NaiveDate;

pub use centre::*;
pub use codes::{BadCode, CommuneCode, DeptCode, EpciCode};
pub use date::{BadDate, LocalTime, PartialDate};
pub use exchange::*;
pub use figures::*;
pub use id::RecordId;
pub use kind::{AnyRecord, Kind, OfKind, can_give_way};
pub use member::*;
pub use position::*;
pub use record::{Change, EXISTENCE, FieldSpec, MERGED_INTO, Record, Tag, WrongType};
use record::{choices, record};
pub use team::*;
pub use value::*;
pub use visit::*;
