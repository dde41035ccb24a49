//! Feeds that have ended: the one entry of each, which says so. They are published for as long
//! as the plan keeps notices, by its revision.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveDateTime};
use icalendar::{Component as _, Event as Component};

use super::dtstart::Shown;
use super::feeds::{Feed, Holder};
use super::notice::is_kept;
use super::summary::cut;
use super::vevent::{add_stamp, add_transparency};
use crate::history::{ALL, Ledger, Stamp, days_since_1970};
use crate::ical;
use crate::language::{Language, fill};
use crate::phrase::date;
use crate::plan::{DateRange, Plan};

/// A feed that has ended.
#[derive(Debug)]
pub(crate) struct EndedFeed {
    /// The feed, at the path where it was.
    pub feed: Feed,
    /// The revision since which it holds nothing.
    pub since: NaiveDate,
    /// When it ended, in UTC.
    pub modified: NaiveDateTime,
}

/// Returns the feeds that the last publication had, that are not among those `open`, and that must
/// still say that they have ended. A file to import, which nobody is subscribed to, is removed at
/// once.
pub(crate) fn ended_feeds(plan: &Plan, ledger: &Ledger, open: &BTreeSet<&str>) -> Vec<EndedFeed> {
    let mut ended = Vec::new();
    for last in &ledger.feeds {
        let since = last.closed.unwrap_or(plan.revision);
        let is_import = last.path.starts_with("import/");
        if open.contains(&*last.path) || is_import || !is_kept(plan, since) {
            continue;
        }
        let feed = Feed::new(last.path.clone(), last.title.clone(), Holder::Nothing);
        let modified = match (last.closed, last.modified) {
            (Some(_), Some(modified)) => modified.naive_utc(),
            _ => ledger.stamp(plan.revision),
        };
        ended.push(EndedFeed {
            feed,
            since,
            modified,
        });
    }
    ended
}

impl EndedFeed {
    /// Renders the entry that says so, on the day of the revision. Its UID is the path of the feed,
    /// which no event can have.
    pub(crate) fn entry(&self, plan: &Plan, language: &Language) -> Vec<u8> {
        let written = &language.written;
        let Self {
            feed,
            since,
            modified,
        } = self;
        let title = fill(written.feed_ended, &[("feed", &feed.title)]);
        let day = date(*since, language);
        let mut text = fill(written.feed_ended_text, &[("date", &day)]);
        let all = plan.publish_url.as_ref().map(|url| format!("{url}{ALL}"));
        if let Some(url) = all.or_else(|| Some(plan.url.as_ref()?.to_string())) {
            text += "\n\n";
            text += &fill(written.all_events, &[("url", &url)]);
        }
        // A feed may end, come back and end again.
        let sequence = days_since_1970(*since);
        let mut event = Component::with_uid(&format!("{}@{}", feed.path, plan.domain));
        add_stamp(
            &mut event,
            Stamp {
                created: *modified,
                modified: *modified,
                sequence,
            },
        );
        add_transparency(&mut event);
        event.add_property("SUMMARY", cut(&title).0);
        event.add_property("DESCRIPTION", text);
        event.add_property("STATUS", "CONFIRMED");
        Shown::Days(DateRange::day(*since)).add_to(&mut event);
        let mut bytes = Vec::new();
        ical::event(&event, &mut bytes);
        bytes
    }
}
