//! What several test files share; each uses a part of it.
#![allow(
    dead_code,
    reason = "each test file is a crate of its own and uses a part"
)]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot read its file has failed"
)]

pub(crate) mod calculator;
#[allow(unreachable_pub, reason = "the fuzz targets reach them")]
pub(crate) mod generations;
#[allow(unreachable_pub, reason = "the fuzz targets reach them")]
pub(crate) mod laws;
pub(crate) mod pools;
#[allow(unreachable_pub, reason = "the fuzz targets reach them")]
pub(crate) mod random;
#[allow(unreachable_pub, reason = "the fuzz targets reach them")]
pub(crate) mod steps;
pub(crate) mod vectors;
