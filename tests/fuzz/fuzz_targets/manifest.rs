//! The body of the first section: who sends what to whom.
#![no_main]

use libfuzzer_sys::fuzz_target;
use maillage::sync::fuzz;

fuzz_target!(|bytes: &[u8]| fuzz::manifest(bytes));
