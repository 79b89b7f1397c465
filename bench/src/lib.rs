//! What both programs here ask of the engine: the same pools, the same amounts. See the README.

mod scenario;
#[path = "../../core/tests/support/vectors.rs"]
#[expect(dead_code, reason = "the tests read the recorded calls too")]
mod vectors;

pub use scenario::Scenario;
