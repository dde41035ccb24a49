//! What tests share: definitions as text, files and folders, and a folder in which the program runs.

#![allow(
    dead_code,
    unused_imports,
    reason = "each of the two test programs uses a part"
)]

mod definitions;
mod files;
#[cfg(feature = "serve")]
mod serving;
mod workspace;

pub(crate) use definitions::{checked, feed_of_all, plan};
pub(crate) use files::{
    Files, assert_same, blessed, copy, difference, files, is_blessing, paths, root,
};
#[cfg(feature = "serve")]
pub(crate) use serving::{LONG, Serving, connect, get};
pub(crate) use workspace::{Ran, Workspace};
