//! What is inside, sealed so that age and zstd have nothing to say against it.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use maillage::sync::{Identity, fuzz};

static IDENTITY: LazyLock<Identity> =
    LazyLock::new(|| include_str!("../../golden/head.identity").trim().parse().expect("an identity"));

fuzz_target!(|bytes: &[u8]| fuzz::sections(bytes, &IDENTITY));
