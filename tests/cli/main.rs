//! The command line by its contract, as a whole program: a store, a language and a home of its own for each test.

mod backups;
mod bundles;
mod claims;
mod clear;
mod common;
mod described;
mod erasure;
mod handover;
mod merging;
mod records;
mod reports;
mod secrets;
mod stores;
mod traces;
mod trust;
