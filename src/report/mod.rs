//! What leaves for people: the figures of a period, the document that they make, and the document in each format.
//!
//! Figures are plain data worked out from the workspace ([`activity`], [`week`], [`monthly`]); a [`Document`] is their form for
//! readers, in words; formats are functions of a document and know nothing of what it is about. A new report is a new
//! document.

pub mod activity;
mod csv;
mod document;
mod format;
mod html;
mod json;
pub mod monthly;
mod period;
mod text;
pub mod week;
mod withheld;
mod xlsx;

pub use document::{Cell, Column, Document, Fact, Section, Table};
pub use format::{Format, plain};
pub use period::{Length, Period};
pub use text::{LineKind, TextLine, lines};
