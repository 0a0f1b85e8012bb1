//! The body of a section of ops, and the chain over them.
#![no_main]

use libfuzzer_sys::fuzz_target;
use maillage::sync::fuzz;

fuzz_target!(|bytes: &[u8]| fuzz::chunk(bytes));
