//! plan.yaml: the plan, and the phases, categories, venues and feeds that its events refer to.

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;
use chrono_tz::Tz;
use indexmap::IndexMap;

use super::cursor::{Cursor, Unread};
use super::date::{marked_place, phase_dates};
use super::day::DayForms;
use super::duration::duration;
use super::reference::{CATEGORIES, PHASES, PlanSection, Titled, VENUES, keys_of, report_unknown};
use super::text::{self, Text};
use super::zone::zone;
use crate::diagnostic::Code;
use crate::language::{self, ENGLISH, Language};
use crate::phrase::{Context, DateOrder, Grammar};
use crate::plan::{
    CancelledForm, Category, Color, DateRange, Domain, Event, FeedDefinition, FolderUrl, Key,
    Phase, Plan, Selection, Uid, Venue,
};
use crate::source::{CategoryEntry, Keyed, PhaseEntry, PlanFile, Pointer, SelectEntry};

/// Names that feeds by rule can't have: they are folders or files of their own.
const RESERVED: [&str; 5] = ["all", "import", "category", "phase", "event"];
/// Days that a cancelled notice stays, unless the plan says otherwise.
const KEEP_CANCELLED: u32 = 90;
/// Days of the longest uncertain span that is shown whole, unless the plan says otherwise.
const LONGEST_SPAN: u32 = 31;

/// The context in which events are read: the plan's language, and the phases, categories and venues
/// that events name.
pub(super) struct PlanContext<'a> {
    pub grammar: Grammar,
    /// What every date is read with, beside the year.
    pub dates: Context,
    pub domain: Option<Domain>,
    pub timezone: Option<Tz>,
    /// How long sessions are shown whose end is not given, if the plan says it.
    pub duration: Option<TimeDelta>,
    /// Whether all time zones of plan.yaml could be read.
    pub are_zones_known: bool,
    pub phases: IndexMap<Key, Phase>,
    /// Phases whose days are given, but could not be read.
    pub phases_without_days: BTreeSet<Key>,
    pub categories: IndexMap<Key, Category>,
    pub venues: IndexMap<Key, Venue>,
    /// The keys of the venues by name, as names are compared.
    pub venues_by_name: BTreeMap<String, Vec<Key>>,
    pub language: &'static Language,
    file: Pointer,
    unread: &'a Unread,
    /// Keys of entries that are not valid, each with its section.
    bad_keys: Vec<(&'static str, String)>,
    /// The sections that plan.yaml has, with an entry or more.
    sections: BTreeSet<&'static str>,
    /// Whether plan.yaml has a section of a name that is not known, which may be one of them.
    has_unknown_section: bool,
}

impl<'a> PlanContext<'a> {
    /// Reads what plan.yaml says for all events.
    pub(crate) fn read(file: &Cursor<'a, PlanFile>, unread: &'a Unread) -> Self {
        let plan = at!(file.plan);
        let language = at!(plan.language).given();
        let language = language.and_then(|code| known_language(&code));
        let language = language.unwrap_or(&ENGLISH);
        let grammar = Grammar::new(language);
        let order = at!(plan.date_order).given();
        let order = order.and_then(|order| date_order(&order));
        let mut dates = Context {
            order,
            revision: plan.revision.parse().ok(),
            ..Context::default()
        };
        dates.weeks = at!(plan.weeks)
            .given()
            .map(|text| text::weeks(&text, DayForms::new(&grammar, dates)));
        let (mut timezone, mut venues) = (None, IndexMap::new());
        let zones = file.findings.if_sound(|| {
            let name = at!(plan.timezone).given();
            timezone = name.and_then(|name| zone(&name));
            venues = read_venues(file, &grammar);
        });
        let phases = keyed(at!(file.phases), |phase| Phase {
            title: text::title(&at!(phase.title)),
            days: phase_days(phase, &grammar, dates),
        });
        let without_days = at!(file.phases).entries().filter(|(name, phase)| {
            let is_read = Key::new(name)
                .and_then(|key| phases.get(&key)?.days)
                .is_some();
            !is_read && (phase.dates.is_some() || phase.has_unread_within())
        });
        let without_days = without_days.filter_map(|(name, _)| Key::new(&name));
        Self {
            phases_without_days: without_days.collect(),
            domain: text::domain(&at!(plan.domain)),
            timezone,
            duration: at!(plan.duration).given().and_then(|text| duration(&text)),
            are_zones_known: zones.is_some() && !file.is_unread(),
            phases,
            categories: keyed(at!(file.categories), category),
            venues_by_name: by_name(&venues),
            venues,
            grammar,
            dates,
            language,
            file: file.pointer.clone(),
            unread,
            bad_keys: bad_keys(file),
            sections: sections(file),
            has_unknown_section: unread.has_other_key(&file.pointer, &SECTIONS),
        }
    }

    /// Returns the whole plan; none where its domain or its revision is wrong.
    pub(crate) fn plan(self, file: &Cursor<'_, PlanFile>, events: Vec<Event>) -> Option<Plan> {
        let plan = at!(file.plan);
        let title = text::title(&at!(plan.title));
        let description = at!(plan.description).given();
        let url = at!(plan.url).given().and_then(|url| text::url(&url));
        let color = at!(plan.color)
            .given()
            .and_then(|color| text::color(&color));
        let keep_cancelled = at!(plan.keep_cancelled).given();
        let keep_cancelled = keep_cancelled.map(|days| text::within(&days, 0..=3660));
        let placeholder = at!(plan.placeholder).given();
        let longest_span = placeholder.and_then(|entry| at!(entry.longest_span).given());
        let longest_span = longest_span.map(|days| text::within(&days, 1..=366));
        let withdrawn = at!(plan.withdrawn).items();
        let withdrawn = withdrawn.filter_map(|name| withdrawn_name(&name)).collect();
        let publish = at!(file.publish).given();
        let publish_url = publish.as_ref().and_then(|publish| {
            let address = at!(publish.url).given()?;
            let url = text::folder_url(&address)?;
            check_owned(&at!(plan.domain), self.domain.as_ref()?, &address, &url);
            Some(url)
        });
        let cancelled_form = publish.as_ref().and_then(|publish| {
            let form = at!(publish.cancelled).given()?;
            cancelled_form(&form)
        });
        let feeds = feeds(file);
        let revision = DayForms::new(&self.grammar, self.dates).day(&at!(plan.revision))?;
        Some(Plan {
            title,
            domain: self.domain?,
            description: description.map(|text| text::title(&text)),
            url,
            color,
            revision,
            timezone: self.timezone,
            language: self.language,
            longest_span: longest_span.unwrap_or(LONGEST_SPAN).into(),
            keep_cancelled: keep_cancelled.unwrap_or(KEEP_CANCELLED),
            withdrawn,
            publish_url,
            cancelled_form: cancelled_form.unwrap_or_default(),
            phases: self.phases,
            categories: self.categories,
            venues: self.venues,
            feeds,
            events,
        })
    }

    /// Whether plan.yaml could not be read.
    pub(crate) fn is_unread(&self) -> bool {
        self.unread.covers(&self.file)
    }

    /// Returns the key of a phase or a category, or reports that there is none.
    pub(crate) fn reference<T: Titled>(
        &self,
        name: &Text<'_>,
        known: &IndexMap<Key, T>,
        section: &PlanSection,
    ) -> Option<Key> {
        let key = Key::new(name).filter(|key| known.contains_key(key));
        if key.is_none() && self.is_entry_unread(section, name) {
            name.findings.count_error();
        } else if key.is_none() && text::is_given(name) {
            let titles = known
                .iter()
                .map(|(key, entry)| (key.as_str(), entry.title()));
            report_unknown(name, &titles.collect::<Vec<_>>(), section);
        }
        key
    }

    /// Whether an entry of plan.yaml could not be read, so that it may be what an event refers to:
    /// the entry itself, one with a key that is not valid, or a whole section by another name.
    pub(crate) fn is_entry_unread(&self, section: &PlanSection, key: &str) -> bool {
        let entry = self.file.step(section.key).step(key.to_owned());
        let meant = text::mended_key(key);
        let is_meant = |name: &String| name == key || text::mended_key(name) == meant;
        self.unread.covers(&entry)
            || self
                .bad_keys
                .iter()
                .any(|(of, name)| *of == section.key && is_meant(name))
            || !self.sections.contains(section.key) && self.has_unknown_section
    }
}

fn known_language(code: &Text<'_>) -> Option<&'static Language> {
    let known = language::ALL.iter().map(|language| language.code);
    let code = text::one_of(code, known, Code::UnknownLanguage, "language")?;
    language::by_code(code)
}

fn date_order(order: &Text<'_>) -> Option<DateOrder> {
    let order = text::one_of(order, ["dmy", "mdy"], Code::UnknownOrder, "order")?;
    Some(if order == "dmy" {
        DateOrder::Dmy
    } else {
        DateOrder::Mdy
    })
}

fn cancelled_form(form: &Text<'_>) -> Option<CancelledForm> {
    let known = CancelledForm::ALL.map(CancelledForm::word);
    let word = text::one_of(
        form,
        known,
        Code::UnknownCancelledForm,
        "form of cancelled events",
    )?;
    CancelledForm::ALL
        .into_iter()
        .find(|form| form.word() == word)
}

/// Reports a domain that nobody can own, if the plan is published for everybody.
fn check_owned(domain: &Text<'_>, read: &Domain, address: &Text<'_>, url: &FolderUrl) {
    if !read.is_placeholder() || !url.is_public() {
        return;
    }
    let message = format!("`{domain}` is a placeholder, but the plan is published at `{url}`");
    let is_name = |host: &Domain| host.contains(|c: char| c.is_ascii_lowercase());
    let host = Domain::new(&url.host()).filter(is_name);
    let such_as = host.map(|host| format!(", such as `{host}` if that is yours"));
    let help = format!(
        "write a host name of your own{}: once published, it never changes",
        such_as.unwrap_or_default()
    );
    let finding = domain.finding(Code::PlaceholderDomain, message, help);
    let address = address.pointer.clone();
    domain
        .findings
        .add(finding.related(address, "published here"));
}

/// Returns an id, or the UID of an event that had one of its own.
fn withdrawn_name(name: &Text<'_>) -> Option<String> {
    match Uid::new(name) {
        Some(uid) if name.contains('@') => Some(uid.as_str().to_owned()),
        _ => text::key(name).map(|key| key.as_str().to_owned()),
    }
}

/// The keys of plan.yaml.
const SECTIONS: [&str; 6] = ["plan", "phases", "categories", "venues", "feeds", "publish"];

/// Returns the keys of entries that are not valid, each with its section.
fn bad_keys(file: &PlanFile) -> Vec<(&'static str, String)> {
    let phases = file.phases.0.keys().map(|key| (PHASES.key, key));
    let categories = file.categories.0.keys().map(|key| (CATEGORIES.key, key));
    let venues = file.venues.0.keys().map(|key| (VENUES.key, key));
    let all = phases.chain(categories).chain(venues);
    let bad = all.filter(|(_, key)| Key::new(key).is_none());
    bad.map(|(section, key)| (section, key.clone())).collect()
}

/// Returns the sections that plan.yaml has, with an entry or more.
fn sections(file: &PlanFile) -> BTreeSet<&'static str> {
    let phases = (!file.phases.0.is_empty()).then_some(PHASES.key);
    let categories = (!file.categories.0.is_empty()).then_some(CATEGORIES.key);
    let venues = (!file.venues.0.is_empty()).then_some(VENUES.key);
    [phases, categories, venues].into_iter().flatten().collect()
}

/// Reads entries by key; those with a bad key are left out.
fn keyed<'a, T, U>(
    entries: Cursor<'a, Keyed<T>>,
    read: impl Fn(&Cursor<'a, T>) -> U,
) -> IndexMap<Key, U> {
    let mut all = IndexMap::new();
    for (name, entry) in entries.entries() {
        let (key, value) = (text::key(&name), read(&entry));
        all.extend(key.map(|key| (key, value)));
    }
    all
}

fn category(entry: &Cursor<'_, CategoryEntry>) -> Category {
    let title = at!(entry.title);
    if entry.color.is_none() && (Color::new(&title).is_some() || title.starts_with('#')) {
        let message = format!("`{title}` is a colour, and stands as the title of this category");
        let help = format!(
            "write `{{ title: Training, color: {:?} }}` with the title that is meant; a title that \
             is the name of a colour begins with a capital letter",
            title.as_str()
        );
        title.report(Code::BadColor, message, help);
    }
    Category {
        title: text::title(&title),
        color: at!(entry.color)
            .given()
            .and_then(|color| text::color(&color)),
    }
}

fn phase_days(
    phase: &Cursor<'_, PhaseEntry>,
    grammar: &Grammar,
    context: Context,
) -> Option<DateRange> {
    let printed = at!(phase.dates).given()?;
    let span = phase_dates(&printed, grammar, context)?.span();
    if span.is_none() {
        let help = "write its days or months, or leave `dates` out";
        printed.report(Code::BadDate, "a phase's dates can't be open", help);
    }
    span
}

fn read_venues(file: &Cursor<'_, PlanFile>, grammar: &Grammar) -> IndexMap<Key, Venue> {
    let mut venues = keyed(at!(file.venues), |entry| marked_place(entry, grammar));
    for (key, venue) in &mut venues {
        venue.key = Some(key.clone());
    }
    venues
}

fn by_name(venues: &IndexMap<Key, Venue>) -> BTreeMap<String, Vec<Key>> {
    let mut by_name: BTreeMap<String, Vec<Key>> = BTreeMap::new();
    for (key, venue) in venues {
        let place = venue
            .place
            .as_ref()
            .expect("each of the plan's venues has a name");
        let keys = by_name.entry(text::plain(&place.name));
        keys.or_default().push(key.clone());
    }
    by_name
}

fn feeds(file: &Cursor<'_, PlanFile>) -> Vec<FeedDefinition> {
    let mut feeds = Vec::new();
    for (name, feed) in at!(file.feeds).entries() {
        if RESERVED.contains(&name.as_str()) {
            let message = format!("a feed can't be called `{name}`");
            let help = "choose another key; it is the feed's file name";
            name.report(Code::ReservedKey, message, help);
        }
        let title = text::title(&at!(feed.title));
        let select = selection(&at!(feed.select), file);
        feeds.extend(text::key(&name).map(|key| FeedDefinition { key, title, select }));
    }
    feeds
}

fn selection(select: &Cursor<'_, SelectEntry>, file: &Cursor<'_, PlanFile>) -> Selection {
    let certainty = at!(select.certainty).items();
    Selection {
        category: keys_of(
            at!(select.category),
            &at!(file.categories),
            |of| &of.title,
            &CATEGORIES,
        ),
        phase: keys_of(
            at!(select.phase),
            &at!(file.phases),
            |of| &of.title,
            &PHASES,
        ),
        venue: keys_of(at!(select.venue), &at!(file.venues), |of| &of.name, &VENUES),
        certain: certainty.filter_map(|word| is_certain(&word)).collect(),
    }
}

fn is_certain(word: &Text<'_>) -> Option<bool> {
    let known = ["certain", "uncertain"];
    let word = text::one_of(word, known, Code::UnknownCertainty, "certainty")?;
    Some(word == "certain")
}
