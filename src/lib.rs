//! The pipeline of planfeed: a plan of events, dates still uncertain, becomes calendar feeds that
//! behave right in every client.
//!
//! The program `planfeed` is what most people want. This library is what the program is built of.
//! It is public for the tests, and for programs that embed the pipeline. It reads no clock and no
//! environment, and it prints nothing. It is unstable: any version before 1.0 may change any of it.
//!
//! The whole pipeline, from definitions to the bytes of a feed:
//!
//! ```
//! use planfeed::{check, history, publication, source};
//!
//! let file = |name: &str, text: &str| source::readable(name, text.into()).unwrap();
//! let files = vec![
//!     file("plan.yaml", "plan: { title: Season, domain: example.org, revision: 2017-05-01 }"),
//!     file("games.yaml", "events: [{ id: final, title: Final, when: Last week of July 2017 TBC }]"),
//! ];
//! let (source, findings) = source::load(files, Some(0)); // authored
//! let (plan, diagnostics) = check::check(&source, findings); // meant
//! assert!(diagnostics.is_empty());
//! let ledger = history::Ledger::none();
//! let publication = publication::Publication::of(&plan.unwrap(), &ledger); // published
//!
//! let all = &publication.files()[0];
//! let bytes = String::from_utf8(publication.bytes(all)).unwrap();
//! assert!(bytes.contains("SUMMARY:[TBC] Final\r\n"));
//! assert!(bytes.contains("DTSTART;VALUE=DATE:20170725\r\nDTEND;VALUE=DATE:20170801\r\n"));
//! ```

pub mod agenda;
pub mod check;
pub mod compare;
pub mod diagnostic;
pub mod error;
pub mod feed;
pub mod history;
pub mod ical;
pub mod language;
pub mod phrase;
pub mod plan;
pub mod publication;
#[cfg(feature = "serve")]
pub mod serve;
pub mod site;
pub mod source;
