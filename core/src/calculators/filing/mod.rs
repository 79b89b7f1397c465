//! What files for registries and lists have in common: addresses, networks, links.

mod address;
mod link;
mod network;

pub(super) use address::Address;
pub(super) use link::Link;
pub(super) use network::{CHOICES, NetworkName};
