//! Calculators as trees of elements: the form, the sentence, the picture, the table.
//!
//! A widget is drawn once, here, as a tree ([`node::Node`]), and written twice: as HTML when a
//! page is built ([`html`]), and as live elements in the browser. What stands in the page before
//! a calculator wakes and what stands there after are therefore the same, to the pixel.
//!
//! May import: `yb_core`.
#![forbid(unsafe_code)]

pub mod calculator;
pub mod card;
pub mod chart;
pub mod html;
pub mod node;
pub mod reference;

pub use calculator::{Options, Widget, answered, picture, unanswered, widget};
pub use node::{Element, Node, el};
