//! What several test files share; each uses a part of it.
#![allow(
    dead_code,
    reason = "each test file is a crate of its own and uses a part"
)]

pub(crate) mod pools;
pub(crate) mod vectors;
