//! An event as its entries describe it, whoever wrote them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, NaiveDateTime};

use super::occurrence::{Override, Span, Told, all_occurrences, override_of, shown};
use super::places::Whereabouts;
use super::shown::{ShownEvent, ShownOccurrence};
use super::stretches::{Stretches, hours_of_stretches};
use super::{Change, ChangeKind, Field, HELD, Name};
use crate::history::{KeyAndTitle, Record, STATUSES, WORDED, is_override, main};
use crate::ical::{Vevent, unescape};
use crate::language::{ENGLISH, Language};
use crate::phrase::{
    Grammar, date_with_weekday, day_hours, days_with_weekdays, hours_on, link as link_words, place,
    repeat, words_with_weekdays,
};
use crate::plan::{Hours, Marker, Repeat, Stated, When, zone_label};

/// An event, as its entries describe it.
#[derive(Clone, Default)]
pub(super) struct Subject {
    /// Whether its entries say that it is no longer in the plan.
    pub is_notice: bool,
    pub title: String,
    /// Whether its days are exact and nothing has a marker, if planfeed wrote the entries.
    pub is_certain: bool,
    pub when: Option<When>,
    /// The date in words.
    pub date: Option<String>,
    /// The date as the plan prints it, where the entries have that.
    pub printed: Option<String>,
    /// The days on which an uncertain date is shown, in words.
    pub shown_on: Option<String>,
    /// Its hours and how it recurs, in words.
    pub hours: Option<String>,
    /// How it recurs as a whole, in words, if planfeed wrote the entries.
    pub recurs: Option<String>,
    /// Its repeat, if planfeed wrote the entries.
    pub repeat: Option<Repeat>,
    /// The stretches of a series that is cut, by the days with which the later ones begin.
    pub stretches: Stretches,
    /// Whether it has hours.
    pub is_timed: bool,
    /// The hours that planfeed wrote.
    pub sessions: Option<Hours>,
    pub zone: Option<String>,
    /// Every occurrence that is not overridden, with its words.
    pub occurrences: BTreeMap<Span, Told>,
    /// Overrides, by the start that each replaces.
    pub overrides: BTreeMap<NaiveDateTime, Override>,
    /// Where it is, in words.
    pub venue: Option<String>,
    /// The place without the room, and the room.
    pub whereabouts: Whereabouts,
    /// The key of its venue among the plan's.
    pub venue_key: Option<String>,
    pub status: Stated,
    pub categories: Vec<KeyAndTitle>,
    pub phase: KeyAndTitle,
    pub contact: Option<String>,
    pub online: Option<String>,
    pub text: Option<String>,
    /// What a calendar shows of it, if not both sides are planfeed's.
    pub shown: Option<ShownEvent>,
    /// The values of every property by name, entry by entry; from planfeed's SUMMARY and
    /// DESCRIPTION, only the author's words.
    pub properties: Vec<BTreeMap<String, Vec<String>>>,
}

impl Subject {
    /// Reads an event from entries that planfeed wrote in that language, each with its record; none
    /// without entries.
    pub(crate) fn ours(
        vevents: &[Vevent],
        records: &[Record],
        language: &Language,
        grammar: &Grammar,
    ) -> Option<Self> {
        if records.iter().all(|record| record.onwards.is_none()) {
            return Self::of_stretch(vevents, records, language, grammar);
        }
        let mut entries: BTreeMap<Option<NaiveDate>, (Vec<Vevent>, Vec<Record>)> = BTreeMap::new();
        for (vevent, record) in vevents.iter().zip(records) {
            let (vevents, records) = entries.entry(record.onwards).or_default();
            vevents.push(vevent.clone());
            records.push(record.clone());
        }
        let mut stretches = Stretches::new();
        for (from, (vevents, records)) in entries {
            let subject = Self::of_stretch(&vevents, &records, language, grammar)?;
            stretches.insert(from, subject);
        }
        Some(Self::joined(stretches, language))
    }

    /// Returns an event with those stretches, at least one.
    fn joined(stretches: Stretches, language: &Language) -> Self {
        let mut all = stretches.values();
        let mut whole = all.next().cloned().unwrap_or_default();
        for later in all {
            whole.occurrences.extend(later.occurrences.clone());
            whole.overrides.extend(later.overrides.clone());
            whole.properties.extend(later.properties.clone());
        }
        let is_off = |of: &&Self| of.status.is_called_off();
        let are_all_off = stretches.values().all(|of| is_off(&of));
        let held = stretches.values().filter(|of| are_all_off || !is_off(of));
        let repeats = held.filter_map(|of| of.repeat.as_ref());
        whole.recurs = recurrence(repeats, &whole.overrides, language);
        whole.hours = joined(hours_of_stretches(&stretches, language).chain(whole.recurs.clone()));
        whole.stretches = stretches;
        whole
    }

    /// Reads an event, or a stretch of it, from its entries.
    fn of_stretch(
        vevents: &[Vevent],
        records: &[Record],
        language: &Language,
        grammar: &Grammar,
    ) -> Option<Self> {
        let main = main(vevents)?;
        let at = vevents.iter().position(|one| std::ptr::eq(one, main))?;
        let mut subject = Self::of_record(&records[at], main, language);
        subject.is_certain = records[at].is_certain(grammar);
        subject.add_occurrences(vevents, main, language);
        subject.repeat = records[at].repeat();
        subject.recurs = recurrence(&subject.repeat, &subject.overrides, language);
        let times = subject.times(language);
        subject.hours = joined(times.into_iter().chain(subject.recurs.clone()));
        for (vevent, record) in vevents.iter().zip(records) {
            let is_kept = |name: &str| !WORDED.contains(&name) && !STATUSES.contains(&name);
            let mut properties = properties(vevent, is_kept);
            let texts = record.text.iter().cloned().collect();
            properties.insert("SUMMARY".to_owned(), vec![record.title.clone()]);
            properties.insert("DESCRIPTION".to_owned(), texts);
            subject.properties.push(properties);
        }
        Some(subject)
    }

    /// Reads an event as anyone's calendar shows it; none without entries.
    pub(crate) fn anyones(shown: ShownEvent) -> Option<Self> {
        let facts = shown.facts.clone()?;
        let when = shown.when();
        let hours = shown.occurrences.first().and_then(ShownOccurrence::hours);
        Some(Self {
            title: facts.title.clone(),
            date: when
                .as_ref()
                .map(|when| words_with_weekdays(when, &ENGLISH)),
            when,
            hours: joined(hours.into_iter().chain(shown.recurrence.clone())),
            venue: facts.values.get(&Name::Venue).cloned(),
            status: facts.status,
            shown: Some(shown),
            ..Self::default()
        })
    }

    fn add_occurrences(&mut self, vevents: &[Vevent], main: &Vevent, language: &Language) {
        for vevent in vevents {
            let differing = match is_usual(vevent, main) {
                true => None,
                false => override_of(vevent, main, language),
            };
            match differing {
                Some((planned, differing)) => drop(self.overrides.insert(planned, differing)),
                None => self.occurrences.extend(all_occurrences(vevent, language)),
            }
        }
        if self.title.is_empty() {
            self.title = main.text("UID").unwrap_or_default().into_owned();
        }
    }

    /// Returns the values of a property in any of its entries: most are the same in all.
    pub(crate) fn values(&self, name: &str) -> BTreeSet<&str> {
        let values = self.properties.iter().filter_map(|entry| entry.get(name));
        values.flatten().map(String::as_str).collect()
    }

    /// Reads an entry that planfeed wrote.
    fn of_record(record: &Record, main: &Vevent, language: &Language) -> Self {
        let shown_on = shown(main).filter(|_| !record.when.is_exact());
        let shown_on = shown_on.map(|shown| match record.within {
            Some(within) => format!(
                "{} ({})",
                days_with_weekdays(shown, language),
                days_with_weekdays(within, language)
            ),
            None => days_with_weekdays(shown, language),
        });
        Self {
            is_notice: record.removed.is_some(),
            title: record.title.clone(),
            when: Some(record.when.clone()),
            date: Some(words_with_weekdays(&record.when, language)),
            printed: record.printed.clone(),
            shown_on,
            is_timed: record.hours.as_ref().is_some_and(Hours::is_timed),
            sessions: record.hours.clone(),
            zone: record.zone.map(|zone| zone_label(zone).to_owned()),
            venue: place(record.location.as_deref(), record.room.as_ref(), language),
            whereabouts: Whereabouts::new(record.location.as_deref(), record.room.clone()),
            venue_key: record.venue.clone(),
            status: record.status,
            categories: record.categories.clone(),
            contact: record.contact.clone(),
            online: record.online.clone(),
            phase: record.phase.clone(),
            text: text(record, language),
            ..Self::default()
        }
    }

    /// Returns its hours in words, without how it recurs, if planfeed wrote the entries.
    pub(crate) fn times(&self, language: &Language) -> Option<String> {
        let hours = self.sessions.as_ref()?;
        let each = hours.each.iter().map(|each| day_hours(each, language));
        joined(each.chain(hours_on(hours, language, date_with_weekday)))
    }

    /// Whether it has hours, on days that are certain.
    pub(crate) fn has_certain_hours(&self) -> bool {
        self.is_timed && self.when.as_ref().is_some_and(When::is_certain)
    }

    /// Whether it has a date that is not exact.
    pub(crate) fn is_inexact(&self) -> bool {
        self.when.as_ref().is_some_and(|when| !when.is_exact())
    }

    /// Whether its status follows from its date and title.
    pub(crate) fn has_implied_status(&self) -> bool {
        self.is_certain == (self.status == Stated::Confirmed)
    }

    /// Returns the marker on its date.
    pub(crate) fn date_marker(&self) -> Option<Marker> {
        self.when.as_ref()?.marker()
    }

    /// Whether one of its occurrences, overridden or not, is planned to begin at that instant.
    pub(crate) fn has_occurrence_at(&self, start: NaiveDateTime) -> bool {
        self.occurrences.keys().any(|span| span.start == start)
    }

    /// Returns the stretch of it that has a day.
    pub(crate) fn stretch_on(&self, day: NaiveDate) -> &Self {
        let own = self.stretches.range(..=Some(day)).next_back();
        own.map_or(self, |(_, stretch)| stretch)
    }

    /// Returns its occurrences, without those whose override is cancelled or postponed.
    pub(crate) fn held(&self) -> BTreeSet<&Span> {
        let called_off = self.overrides.values().filter(|one| !one.is_held);
        let called_off: BTreeSet<NaiveDateTime> = called_off.map(|one| one.at).collect();
        let all = self.occurrences.keys();
        all.filter(|span| !called_off.contains(&span.start))
            .collect()
    }

    /// Returns its title, and its days, by which it is known under another UID.
    pub(crate) fn title_and_days(&self) -> (String, String) {
        let occurrences = self.shown.iter().flat_map(|shown| &shown.occurrences);
        let mut days: Vec<String> = occurrences.map(|one| one.days.to_string()).collect();
        days.extend(self.when.as_ref().map(When::to_string));
        (self.title.clone(), days.join(","))
    }

    /// Returns a change of it.
    pub(crate) fn change(
        self,
        uid: String,
        kind: ChangeKind,
        was_held: bool,
        fields: Vec<Field>,
    ) -> Change {
        let single = self
            .shown
            .as_ref()
            .filter(|shown| shown.occurrences.len() == 1);
        let date = single.map(|shown| shown.occurrences[0].words());
        Change {
            uid,
            old_uid: None,
            kind,
            about: [date.or(self.date), self.venue],
            title: self.title,
            was_held,
            fields,
        }
    }

    /// Returns the fields of an event that the other side does not have: when and where it is or
    /// was, and whether it was held, or is cancelled or postponed.
    pub(crate) fn introduction(&self, kind: ChangeKind, was_held: bool) -> Vec<Field> {
        let is_new = kind != ChangeKind::Removed;
        let has_status = was_held || is_new && self.status.is_called_off();
        let status = has_status.then(|| self.status.word().to_owned());
        let held = was_held.then(|| HELD.to_owned());
        let date = self.when.as_ref().map(When::to_string);
        // Each with the other side, and in words.
        let fields = [
            (Name::Status, [status.clone(), held], status),
            (Name::Date, [date, None], self.date.clone()),
            (Name::Hours, [self.hours.clone(), None], self.hours.clone()),
            (Name::Venue, [self.venue.clone(), None], self.venue.clone()),
        ];
        let known = fields.into_iter().filter(|(_, [own, _], _)| own.is_some());
        let field = known.map(|(name, [own, then], words)| {
            let values = [[own, then.clone()], [words, then]];
            let [values, words] = values.map(|[own, then]| match is_new {
                true => [then, own],
                false => [own, then],
            });
            Field::new(name, values).in_words(words)
        });
        field.collect()
    }
}

/// Returns the values of the properties with such names, by name.
fn properties(vevent: &Vevent, is_kept: impl Fn(&str) -> bool) -> BTreeMap<String, Vec<String>> {
    let mut properties: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in vevent.lines.iter().filter(|line| is_kept(&line.name)) {
        let values = properties.entry(line.name.clone()).or_default();
        values.push(unescape(&line.value).into_owned());
    }
    properties
}

/// Whether an entry describes the event as a rule, and not one occurrence; the main entry always
/// does.
fn is_usual(vevent: &Vevent, main: &Vevent) -> bool {
    std::ptr::eq(vevent, main) || !is_override(vevent)
}

/// Returns sentences as one text; none if there are none.
pub(super) fn joined(sentences: impl IntoIterator<Item = String>) -> Option<String> {
    let sentences = Vec::from_iter(sentences);
    (!sentences.is_empty()).then(|| sentences.join("; "))
}

/// Returns how an event recurs, in words: by the rule of its first stretch.
fn recurrence<'r>(
    stretches: impl IntoIterator<Item = &'r Repeat>,
    overrides: &BTreeMap<NaiveDateTime, Override>,
    language: &Language,
) -> Option<String> {
    let mut stretches = stretches.into_iter();
    let mut whole = stretches.next()?.clone();
    for later in stretches {
        whole.occurrences.extend(&later.occurrences);
        whole.except.extend(&later.except);
    }
    let mut days = Vec::new();
    for day in whole.held() {
        match overrides.range(NaiveDateTime::from(day)..).next() {
            Some((planned, own)) if planned.date() == day => {
                let moved_to = own.moved_to.map_or(day, |time| time.date());
                days.extend(own.is_held.then_some(moved_to));
            }
            Some(_) | None => days.push(day),
        }
    }
    days.sort_unstable();
    joined(repeat(&whole, &days, language, date_with_weekday))
}

/// Returns the author's text and links.
fn text(record: &Record, language: &Language) -> Option<String> {
    let links = record.links.iter().map(|link| link_words(link, language));
    let links = Vec::from_iter(links).join("\n");
    let mut paragraphs: Vec<String> = record.text.iter().cloned().chain([links]).collect();
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    (!paragraphs.is_empty()).then(|| paragraphs.join("\n\n"))
}
