//! A publication over HTTP, answered from memory.
//!
//! A published folder is [`read`] into memory whole or not at all, each of its files becomes
//! prepared [`Answers`], and a [`Server`] gives them. A request looks up a path, compares
//! validators and shares the bytes: it opens no file, copies no body, and its work does not grow
//! with the plan.

mod answer;
mod answers;
mod log;
mod not_found;
mod published;
mod server;

pub use answer::answer;
pub use answers::{Answers, Live};
pub use log::Log;
pub use published::{FileKind, Published, ServedFile, paths, read};
pub use server::{Limits, Server, listen};
