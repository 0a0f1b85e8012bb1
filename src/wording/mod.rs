//! What the model's things are called, in French and English: kinds, fields, choices, records, values, faults, forecasts.
//!
//! The labels are methods of [`crate::i18n::Words`], beside those that look messages up.

mod fault;
mod forecast;
pub mod labels;
pub mod machine;
pub mod overview;
pub mod pace;
pub mod title;
pub mod values;
