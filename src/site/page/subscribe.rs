//! The feeds that people can subscribe to or download, and the links with which calendars are
//! opened.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::feed::{Feed, Holder, Shelf};
use crate::language::{PageWords, fill};
use crate::plan::{Event, Plan};

/// Calendars and the links that open them, where `{url}`, `{webcal}` and `{name}` are to be filled
/// in, percent-encoded. None of them is documented by its vendor; docs/clients.md says what is
/// known of them. Google takes https for an e-mail address, the others find nothing at webcal.
pub(super) const CALENDARS: [(&str, &str); 3] = [
    (
        "Google",
        "https://calendar.google.com/calendar/r?cid={webcal}",
    ),
    (
        "Outlook.com",
        "https://outlook.live.com/calendar/0/addfromweb?url={url}&name={name}",
    ),
    (
        "Microsoft 365",
        "https://outlook.office.com/calendar/0/addfromweb?url={url}&name={name}",
    ),
];

/// Feeds of one kind.
pub(super) struct OfferGroup<'a> {
    pub heading: &'a str,
    pub offers: Vec<Offer<'a>>,
}

/// A feed that people can subscribe to.
pub(super) struct Offer<'a> {
    pub title: &'a str,
    /// The name that calendars give it.
    pub name: &'a str,
    pub path: &'a str,
    /// The number of events of the plan that it holds; none if it has ended.
    pub events: Option<usize>,
    /// The file to import once, for a phase.
    pub import: Option<&'a str>,
    /// Its address; none if it has ended, or if the plan does not say where the feeds will be.
    url: Option<String>,
}

/// Returns every feed, by kind; those that have ended last.
pub(super) fn offers<'a>(
    plan: &'a Plan,
    feeds: &'a [Feed],
    words: &'a PageWords,
) -> Vec<OfferGroup<'a>> {
    let shelf = Shelf::of(&plan.events, Event::groups);
    let headings = [
        words.whole_plan,
        words.by_category,
        words.by_phase,
        words.by_choice,
        words.ended,
    ];
    let mut groups = Vec::from(headings.map(|heading| OfferGroup {
        heading,
        offers: Vec::new(),
    }));
    for feed in feeds.iter().filter(|feed| !feed.import) {
        let (heading, title) = match &feed.holds {
            Holder::All => (words.whole_plan, None),
            Holder::Category(key) => {
                let category = plan.categories.get(key);
                (words.by_category, category.map(|category| &category.title))
            }
            Holder::Phase(key) => {
                let phase = plan.phases.get(key);
                (words.by_phase, phase.map(|phase| &phase.title))
            }
            Holder::Rule(_) => (words.by_choice, None),
            Holder::Nothing => (words.ended, None),
        };
        let events = Some(shelf.held(feed).len()).filter(|held| *held > 0);
        let url = plan.publish_url.as_ref().filter(|_| events.is_some());
        let offer = Offer {
            title: title.unwrap_or(&feed.title),
            name: &feed.title,
            path: &feed.path,
            events,
            import: import_of(feed, feeds),
            url: url.map(|url| format!("{url}{}", feed.path)),
        };
        // A feed without events is only kept for its notices.
        let heading = events.map_or(words.ended, |_| heading);
        let mut groups = groups.iter_mut();
        let group = groups.find(|group| group.heading == heading);
        group.expect("every heading is listed").offers.push(offer);
    }
    groups.retain(|group| !group.offers.is_empty());
    groups
}

/// Returns the path of the file to import that has the events of a phase's feed.
fn import_of<'a>(feed: &Feed, feeds: &'a [Feed]) -> Option<&'a str> {
    let Holder::Phase(key) = &feed.holds else {
        return None;
    };
    let mut imports = feeds.iter().filter(|other| other.import);
    let import = imports.find(|other| matches!(&other.holds, Holder::Phase(of) if of == key));
    import.map(|import| import.path.as_str())
}

impl OfferGroup<'_> {
    /// Whether some of its feeds have a file to import.
    pub(crate) fn has_import(&self) -> bool {
        self.offers.iter().any(|offer| offer.import.is_some())
    }
}

impl Offer<'_> {
    /// Returns its address, if that is known.
    pub(crate) fn url(&self) -> Option<&str> {
        self.url.as_deref()
    }

    /// Returns the address that the reader's own calendar takes.
    pub(crate) fn webcal(&self) -> Option<String> {
        self.url().map(webcal)
    }

    /// Fills in the link that opens a calendar, one of [`CALENDARS`].
    pub(crate) fn link(&self, form: &str) -> Option<String> {
        let url = self.url()?;
        let [url, webcal, name] = [url, &webcal(url), self.name]
            .map(|text| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string());
        let values = [("url", &*url), ("webcal", &webcal), ("name", &name)];
        Some(fill(form, &values))
    }
}

fn webcal(url: &str) -> String {
    let rest = url.split_once("://").map(|(_, rest)| rest);
    rest.map_or(url.to_owned(), |rest| format!("webcal://{rest}"))
}
