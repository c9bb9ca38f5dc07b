//! The whole pipeline through its public face: what good pictures become, and what bad ones are told.

mod golden;
mod hostile;
mod memory;
mod renditions;
mod scene;
