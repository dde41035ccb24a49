//! Feeds that hold no events any more: an empty answer wipes calendars, so for a while they say
//! that they have ended.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate, NaiveDateTime};
use icalendar::{Component, Event as Vevent, Property};

use super::feeds::Feed;
use super::notice::is_kept;
use crate::history::{ALL, Ledger, date_time};
use crate::ical;
use crate::language::{Language, fill};
use crate::phrase::date;
use crate::plan::Plan;

/// A feed that has ended.
#[derive(Debug)]
pub struct Closed {
    /// Where it was.
    pub feed: Feed,
    /// The revision since which it holds nothing.
    pub since: NaiveDate,
    /// When it ended, in UTC.
    pub modified: NaiveDateTime,
}

/// The feeds that the last publication had, that are not among those `open`, and that still have to
/// say so. A file to import, which nobody is subscribed to, goes at once.
pub fn closed(plan: &Plan, ledger: &Ledger, open: &BTreeSet<&str>) -> Vec<Closed> {
    let absent = ledger
        .feeds()
        .iter()
        .filter(|feed| !open.contains(&*feed.path) && !feed.path.starts_with("import/"));
    let closed = absent.map(|feed| Closed {
        feed: Feed::closed(feed.path.clone(), feed.title.clone()),
        since: feed.closed.unwrap_or(plan.revision),
        modified: match (feed.closed, feed.modified) {
            (Some(_), Some(modified)) => modified.naive_utc(),
            _ => ledger.stamp(plan.revision),
        },
    });
    closed
        .filter(|closed| is_kept(plan, closed.since))
        .collect()
}

impl Closed {
    /// The entry which says so, on the day of the revision. Its UID is the feed's path, which no
    /// event's can be.
    pub fn entry(&self, plan: &Plan, language: &Language) -> Vec<u8> {
        let written = &language.written;
        let day = |day: NaiveDate| day.format("%Y%m%d").to_string();
        let text = fill(
            written.feed_ended_text,
            &[("date", &date(self.since, language))],
        );
        let all = plan
            .publish_url
            .as_ref()
            .map(|url| format!("{url}{ALL}"))
            .or_else(|| plan.url.clone());
        let all = all
            .map(|url| format!("\n\n{}", fill(written.all_events, &[("url", &url)])))
            .unwrap_or_default();
        let stamp = date_time(self.modified);
        let mut event = Vevent::with_uid(&format!("{}@{}", self.feed.path, plan.domain));
        let values = [
            ("DTSTAMP", stamp.clone()),
            ("CREATED", stamp.clone()),
            ("LAST-MODIFIED", stamp),
            // A feed may end, come back and end again.
            (
                "SEQUENCE",
                (self.since - NaiveDate::default())
                    .num_days()
                    .max(0)
                    .to_string(),
            ),
            (
                "SUMMARY",
                super::describe::cut(&fill(written.feed_ended, &[("feed", &self.feed.title)])).0,
            ),
            ("DESCRIPTION", text + &all),
            ("STATUS", "CONFIRMED".to_owned()),
            ("TRANSP", "TRANSPARENT".to_owned()),
            ("X-MICROSOFT-CDO-BUSYSTATUS", "FREE".to_owned()),
        ];
        for (name, value) in values {
            event.append_property(Property::new(name, value));
        }
        for (name, value) in [
            ("DTSTART", self.since),
            ("DTEND", self.since + Days::new(1)),
        ] {
            let mut property = Property::new(name, day(value));
            property.add_parameter("VALUE", "DATE");
            event.append_property(property);
        }
        let mut bytes = Vec::new();
        ical::event(&event, &mut bytes);
        bytes
    }
}
