//! The rows of a recovery card, as they are typed.
#![no_main]

use libfuzzer_sys::fuzz_target;
use maillage::sync::fuzz;

fuzz_target!(|bytes: &[u8]| fuzz::recovery(bytes));
