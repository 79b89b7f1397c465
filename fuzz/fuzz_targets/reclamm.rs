#![no_main]
use libfuzzer_sys::fuzz_target;
use yb_fuzz::{Kind, pool};

fuzz_target!(|bytes: &[u8]| {
    pool(Kind::Reclamm, bytes);
});
