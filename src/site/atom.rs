//! `changes.atom`: an entry for each publication that changed something (RFC 4287).

use atom_syndication::{
    Content, Entry, Feed, FixedDateTime, Generator, Link, Person, Text, WriteConfig,
};
use chrono::NaiveDateTime;

use super::changes::{html, is_plain};
use crate::compare::ChangeSet;
use crate::history::Ledger;
use crate::language::{Language, fill};
use crate::phrase::date;
use crate::plan::Plan;

/// Renders the feed of changes after the last publication; without news it stays as it was.
/// `changes` is none if there was no last publication.
pub(crate) fn atom(
    plan: &Plan,
    language: &Language,
    ledger: &Ledger,
    changes: Option<&ChangeSet>,
) -> String {
    let is_news = changes.is_none_or(|changes| !changes.is_empty());
    let last = ledger.changes.as_deref();
    let unmoved = ledger.last.filter(|_| !is_news);
    let stamp = unmoved.unwrap_or_else(|| ledger.stamp(plan.revision));
    let mut old: Option<Feed> = last.and_then(|text| text.parse().ok());
    let mut is_as_published = true;
    if let (Some(feed), Some(published)) = (&mut old, ledger.last) {
        // A build that was killed before it was done may have left an entry.
        let entries = feed.entries.len();
        feed.entries
            .retain(|entry| entry.updated <= time(published));
        is_as_published = feed.entries.len() == entries;
    }
    if let Some(last) = last.filter(|_| !is_news && is_as_published) {
        return last.to_owned();
    }
    let mut feed = head(plan, language, stamp, old.as_ref());
    feed.entries = old.map(|feed| feed.entries).unwrap_or_default();
    if is_news {
        let entry = entry(plan, language, ledger, stamp, changes);
        feed.entries.retain(|other| other.id != entry.id);
        feed.entries.insert(0, entry);
    }
    if let Some(newest) = feed.entries.first() {
        feed.updated = newest.updated;
    }
    let config = WriteConfig {
        write_document_declaration: true,
        indent_size: Some(1),
    };
    let text = feed.write_with_config(Vec::new(), config);
    let text = String::from_utf8(text.expect("memory takes every byte"));
    text.expect("XML is UTF-8").trim_end().to_owned() + "\n"
}

/// Returns the title and the HTML of the newest entry of a feed of changes; none if planfeed did
/// not write that.
pub(super) fn newest(changes: &str) -> Option<(String, String)> {
    let feed: Feed = changes.parse().ok()?;
    let entry = feed.entries.into_iter().next()?;
    let html = entry.content?.value.filter(|html| is_plain(html))?;
    Some((entry.title.value, html))
}

/// Returns the feed without its entries. Its id is that of the first publication, and stays.
fn head(plan: &Plan, language: &Language, stamp: NaiveDateTime, old: Option<&Feed>) -> Feed {
    let kind = "application/atom+xml";
    let own = plan.publish_url.as_ref();
    let own = own.map(|url| link(&format!("{url}changes.atom"), "self", Some(kind)));
    let page = plan
        .url
        .as_ref()
        .map(|url| link(url, "alternate", Some("text/html")));
    let title = fill(language.written.revised.feed, &[("plan", &plan.title)]);
    Feed {
        title: Text::plain(title),
        subtitle: plan.description.clone().map(Text::plain),
        id: match old {
            Some(old) => old.id.clone(),
            None => format!("tag:{},{}:changes", plan.domain, stamp.date()),
        },
        updated: time(stamp),
        authors: vec![Person {
            name: plan.title.clone(),
            ..Person::default()
        }],
        generator: Some(Generator {
            value: "planfeed".to_owned(),
            ..Generator::default()
        }),
        links: own.into_iter().chain(page).collect(),
        lang: Some(language.code.to_owned()),
        ..Feed::default()
    }
}

fn link(url: &str, rel: &str, kind: Option<&str>) -> Link {
    Link {
        href: url.to_owned(),
        rel: rel.to_owned(),
        mime_type: kind.map(str::to_owned),
        ..Link::default()
    }
}

fn entry(
    plan: &Plan,
    language: &Language,
    ledger: &Ledger,
    stamp: NaiveDateTime,
    changes: Option<&ChangeSet>,
) -> Entry {
    let revised = &language.written.revised;
    let text = match changes {
        None => {
            let n = plan.events.len().to_string();
            let sentence = match ledger.is_lost {
                true => revised.events,
                false => revised.first_publication,
            };
            format!("<p>{}</p>\n", fill(sentence, &[("n", &n)]))
        }
        Some(changes) => html(changes, language),
    };
    let day = date(plan.revision, language);
    let page = plan.url.as_ref().map(|url| link(url, "alternate", None));
    let (since, at) = (stamp.date(), stamp.format("%Y%m%dT%H%M%SZ"));
    Entry {
        title: Text::plain(fill(revised.revision, &[("date", &day)])),
        id: format!("tag:{},{since}:changes/{at}", plan.domain),
        updated: time(stamp),
        content: Some(Content {
            value: Some(text),
            content_type: Some("html".to_owned()),
            ..Content::default()
        }),
        links: page.into_iter().collect(),
        ..Entry::default()
    }
}

fn time(stamp: NaiveDateTime) -> FixedDateTime {
    stamp.and_utc().into()
}
