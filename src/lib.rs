//! `maillage`: the offline field notebook of the coordinators of « Ma santé, Ma Région ».
//!
//! The house, top floor first. A room may use the rooms below it, never those above.
//!
//! - `cli`, `tui`: the faces, two ways in; neither knows the other
//! - `report`: what leaves for people
//! - `workspace`: the one door: edits, undo, queries, conflicts, sync. Faces talk to nothing else
//! - `sync`: between laptops: bundle format, export, import, trust, drives
//! - `store`: on this laptop: vault (keys), journal (truth), views (sled), recovery
//! - `log`: who changed what, knowing what: op, feed, chain, frontier, register. No domain, no disk
//! - `wording`: what the model's things are called: kinds, fields, choices, records, values, faults
//! - `model`: what the service is made of: records and rules. Pure
//! - `i18n`: French and English messages, and how numbers and dates are written

#![forbid(unsafe_code)]
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

pub mod cli;
pub mod i18n;
pub mod log;
pub mod model;
pub mod report;
pub mod store;
pub mod sync;
pub mod tui;
pub mod wording;
pub mod workspace;
