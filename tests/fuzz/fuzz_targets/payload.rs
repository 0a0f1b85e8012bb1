//! The payload of an op: edits, values, and the record that they make.
#![no_main]

use libfuzzer_sys::fuzz_target;
use maillage::sync::fuzz;

fuzz_target!(|bytes: &[u8]| fuzz::payload(bytes));
