//! What people can subscribe to or download, and the links with which calendars are opened.

use std::collections::BTreeMap;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::feed::{Feed, Holder};
use crate::language::{PageWords, fill};
use crate::plan::{Grouping, Key, Plan};

/// Feeds of one kind.
pub(super) struct Group<'a> {
    pub heading: &'a str,
    pub offers: Vec<Offer<'a>>,
}

/// One feed.
pub(super) struct Offer<'a> {
    pub title: &'a str,
    /// What a calendar calls it.
    pub name: &'a str,
    pub path: &'a str,
    /// How many events of the plan it holds; none if it has ended.
    pub events: Option<usize>,
    /// The file of a phase that is imported once.
    pub import: Option<&'a str>,
    /// Its address; none if it is not known where the feeds will be.
    pub url: Option<String>,
    pub links: Vec<Link>,
}

/// How a calendar is opened.
pub(super) struct Link {
    pub title: &'static str,
    /// See [`FORMS`].
    pub form: &'static str,
    /// The form filled in; none if the address is not known.
    pub href: Option<String>,
}

/// Calendars and their links, with `{url}`, `{webcal}` and `{name}`, percent-encoded, where these
/// stand. None of them is documented by its vendor; docs/clients.md says what is known of them.
/// Google takes https for an e-mail address, the others find nothing at webcal.
const FORMS: [(&str, &str); 3] = [
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

/// Every feed, by kind; those that have ended last.
pub(super) fn offers<'a>(
    plan: &'a Plan,
    feeds: &'a [Feed],
    words: &'a PageWords,
) -> Vec<Group<'a>> {
    let numbers = Numbers::of(plan);
    let headings = [
        words.whole_plan,
        words.by_category,
        words.by_phase,
        words.by_choice,
        words.ended,
    ];
    let group = |heading: &'a str| {
        let of_kind = feeds
            .iter()
            .filter(|feed| !feed.import && self::heading(feed, &numbers, words) == heading);
        Group {
            heading,
            offers: of_kind
                .map(|feed| offer(plan, feed, feeds, &numbers))
                .collect(),
        }
    };
    headings
        .into_iter()
        .map(group)
        .filter(|group| !group.offers.is_empty())
        .collect()
}

fn heading<'a>(feed: &Feed, numbers: &Numbers<'_>, words: &'a PageWords) -> &'a str {
    match &feed.holds {
        // It is kept for its notices alone.
        _ if numbers.held(feed) == 0 => words.ended,
        Holder::All => words.whole_plan,
        Holder::Category(_) => words.by_category,
        Holder::Phase(_) => words.by_phase,
        Holder::Rule(_) => words.by_choice,
        Holder::Nothing => words.ended,
    }
}

/// How many events each category and each phase has.
struct Numbers<'a> {
    plan: &'a Plan,
    categories: BTreeMap<&'a Key, usize>,
    phases: BTreeMap<&'a Key, usize>,
}

impl<'a> Numbers<'a> {
    fn of(plan: &'a Plan) -> Self {
        let mut numbers = Self {
            plan,
            categories: BTreeMap::new(),
            phases: BTreeMap::new(),
        };
        for event in &plan.events {
            let Grouping {
                category, phase, ..
            } = event.groups();
            category
                .into_iter()
                .for_each(|key| *numbers.categories.entry(key).or_default() += 1);
            phase
                .into_iter()
                .for_each(|key| *numbers.phases.entry(key).or_default() += 1);
        }
        numbers
    }

    /// How many events a feed holds; one that is kept for its notices alone has none.
    fn held(&self, feed: &Feed) -> usize {
        match &feed.holds {
            Holder::All => self.plan.events.len(),
            Holder::Category(key) => self.categories.get(key).copied().unwrap_or(0),
            Holder::Phase(key) => self.phases.get(key).copied().unwrap_or(0),
            Holder::Rule(_) => self
                .plan
                .events
                .iter()
                .filter(|event| feed.holds(event.groups()))
                .count(),
            Holder::Nothing => 0,
        }
    }
}

fn offer<'a>(
    plan: &'a Plan,
    feed: &'a Feed,
    feeds: &'a [Feed],
    numbers: &Numbers<'_>,
) -> Offer<'a> {
    let (title, import) = match &feed.holds {
        Holder::All | Holder::Rule(_) | Holder::Nothing => (feed.title.as_str(), None),
        Holder::Category(key) => (
            plan.categories
                .get(key)
                .map_or(&*feed.title, |category| &category.title),
            None,
        ),
        Holder::Phase(key) => {
            let is_import = |other: &&Feed| {
                other.import && matches!(&other.holds, Holder::Phase(of) if of == key)
            };
            let import = feeds
                .iter()
                .find(is_import)
                .map(|import| import.path.as_str());
            (
                plan.phases
                    .get(key)
                    .map_or(&*feed.title, |phase| &phase.title),
                import,
            )
        }
    };
    let held = numbers.held(feed);
    let is_open = held > 0;
    let url = plan
        .publish_url
        .as_ref()
        .filter(|_| is_open)
        .map(|url| format!("{url}{}", feed.path));
    let link = |(title, form)| Link {
        title,
        form,
        href: url.as_deref().map(|url| href(form, url, &feed.title)),
    };
    let links = if is_open {
        FORMS.into_iter().map(link).collect()
    } else {
        Vec::new()
    };
    let events = is_open.then_some(held);
    Offer {
        title,
        name: &feed.title,
        path: &feed.path,
        events,
        import,
        url,
        links,
    }
}

impl Group<'_> {
    /// Whether some of it can be imported once.
    pub(crate) fn has_import(&self) -> bool {
        self.offers.iter().any(|offer| offer.import.is_some())
    }
}

impl Offer<'_> {
    /// The address that the machine's own calendar takes.
    pub(crate) fn webcal(&self) -> Option<String> {
        self.url.as_deref().map(webcal)
    }
}

fn webcal(url: &str) -> String {
    url.split_once("://")
        .map_or_else(|| url.to_owned(), |(_, rest)| format!("webcal://{rest}"))
}

fn href(form: &str, url: &str, name: &str) -> String {
    let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    fill(
        form,
        &[
            ("url", &encoded(url)),
            ("webcal", &encoded(&webcal(url))),
            ("name", &encoded(name)),
        ],
    )
}
