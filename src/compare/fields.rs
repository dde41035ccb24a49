//! The fields of an event that changed, and what kind of change each is.

use std::cmp::{Ordering, Reverse};
use std::collections::BTreeSet;

use chrono::NaiveDateTime;

use super::change::marker_kind;
use super::field::Rank;
use super::occurrence::{Override, Span, Told};
use super::one_occurrence::{OneOccurrence, overridden_on_either};
use super::subject::Subject;
use super::{ChangeKind, ChangedOccurrence, Field, Name, anyones, dates, places, stretches};
use crate::history::KeyAndTitle;
use crate::language::Language;
use crate::phrase::{Grammar, marked, marker_of};
use crate::plan::{Hours, Stated, When};

/// The most occurrences that are listed; for more, only the number is reported.
const MOST_OCCURRENCES: usize = 10;

/// Returns every field that changed, and the kind of the whole change: by whether and when the
/// event is if that changed, else by where, else by the rest. If several kinds fit, it is the
/// first. None if nothing changed.
pub(super) fn fields(
    old: &Subject,
    new: &Subject,
    language: &Language,
    grammar: &Grammar,
) -> Option<(ChangeKind, Vec<Field>)> {
    let changes = Vec::new();
    let mut found = Comparison { old, new, changes };
    if let (Some(was), Some(is)) = (&old.shown, &new.shown) {
        found.changes = anyones::changes(was, is, grammar);
        return found.finish();
    }
    found.date();
    if old.stretches.is_empty() && new.stretches.is_empty() {
        found.values(grammar);
    } else {
        found.stretches(language, grammar);
    }
    found.occurrences(language);
    found.group(Name::Category, |side| &side.categories);
    found.group(Name::Phase, |side| std::slice::from_ref(&side.phase));
    found.printed();
    found.other_properties();
    if found.changes.is_empty() {
        found.last_resort();
    }
    found.finish()
}

/// Orders changes, the most important last: one that only words something otherwise does not hide
/// the rest.
fn importance((kind, field): &&(ChangeKind, Field)) -> (bool, Rank, Reverse<ChangeKind>) {
    let is_news = *kind != ChangeKind::OtherText;
    (is_news, field.name.rank(), Reverse(*kind))
}

/// A change of a value, with its kind.
pub(super) type FoundChange = (ChangeKind, Field);

/// Two versions of an event, and the changes found so far.
pub(super) struct Comparison<'a> {
    pub old: &'a Subject,
    pub new: &'a Subject,
    pub changes: Vec<(ChangeKind, Field)>,
}

impl<'a> Comparison<'a> {
    /// Returns the kind of the whole change, and the fields in their order; none if nothing changed.
    fn finish(self) -> Option<(ChangeKind, Vec<Field>)> {
        let kind = self.changes.iter().max_by_key(importance)?.0;
        let mut fields: Vec<Field> = self.changes.into_iter().map(|(_, field)| field).collect();
        fields.sort_by(|one, other| one.name.cmp(&other.name));
        Some((kind, fields))
    }

    /// Adds a change of a value.
    pub(super) fn push(
        &mut self,
        kind: ChangeKind,
        name: Name,
        value: impl Fn(&Subject) -> Option<String>,
    ) {
        self.push_words(kind, name, [self.old, self.new].map(value));
    }

    fn push_words(&mut self, kind: ChangeKind, name: Name, values: [Option<String>; 2]) {
        self.changes.push((kind, Field::new(name, values)));
    }

    /// Adds a change of a value if both sides differ.
    pub(super) fn compare(
        &mut self,
        kind: ChangeKind,
        name: Name,
        of: impl Fn(&Subject) -> Option<String>,
    ) {
        if of(self.old) != of(self.new) {
            self.push(kind, name, of);
        }
    }

    /// Compares what stretches may differ in.
    fn values(&mut self, grammar: &Grammar) {
        self.hours();
        self.venue();
        self.zone();
        self.title(grammar);
        self.status();
        self.online();
        self.compare(ChangeKind::OtherText, Name::Contact, |side| {
            side.contact.clone()
        });
        self.compare(ChangeKind::OtherText, Name::Description, |side| {
            side.text.clone()
        });
    }

    /// Compares an event that is cut into stretches.
    fn stretches(&mut self, language: &Language, grammar: &Grammar) {
        let Self { old, new, .. } = *self;
        if old.recurs != new.recurs {
            let kind = self.hours_kind();
            self.push(kind, Name::Hours, |side| side.recurs.clone());
        }
        let told = [old, new].map(Subject::date_marker);
        let changes = stretches::changes(old, new, language, |old, new| {
            let changes = Vec::new();
            let mut piece = Comparison { old, new, changes };
            piece.values(grammar);
            if [old, new].map(Subject::date_marker) != told {
                piece.date_marker(language);
            }
            piece.changes
        });
        self.changes.extend(changes);
    }

    /// Whether a change of one of these fields was found.
    pub(super) fn has(&self, names: &[Name]) -> bool {
        let mut found = self.changes.iter();
        found.any(|(_, field)| names.contains(&field.name))
    }

    /// Whether both sides have the same occurrences, by whatever clocks.
    fn has_same_occurrences(&self) -> bool {
        self.old.occurrences.keys().eq(self.new.occurrences.keys())
    }

    fn date(&mut self) {
        let Self { old, new, .. } = *self;
        let kind = match (&old.when, &new.when) {
            (Some(was), Some(is)) if self.has_new_date() => match dates::kind(was, is) {
                // The old date did not hold any more, and so it can't be less settled.
                Some(kind) if kind != ChangeKind::FirmedUp => Some(ChangeKind::Moved),
                kind => kind,
            },
            (Some(was), Some(is)) => dates::kind(was, is),
            (None, None) => None,
            (Some(_), None) | (None, Some(_)) => Some(ChangeKind::Moved),
        };
        let Some(kind) = kind else {
            // The placeholder of a long span moves once the span has begun.
            return self.compare(ChangeKind::OtherText, Name::ShownOn, |side| {
                side.shown_on.clone()
            });
        };
        // A series of days may be the same as these days.
        let is_same =
            old.has_certain_hours() && new.has_certain_hours() && old.held() == new.held();
        let kind = if is_same { ChangeKind::OtherText } else { kind };
        self.push_date(kind);
    }

    fn push_date(&mut self, kind: ChangeKind) {
        let sides = [self.old, self.new];
        let values = sides.map(|side| side.when.as_ref().map(When::to_string));
        let words = sides.map(|side| side.date.clone());
        let field = Field::new(Name::Date, values).in_words(words);
        self.changes.push((kind, field));
    }

    /// Whether a postponed event has a date again, and on other days.
    fn has_new_date(&self) -> bool {
        let [was, is] = [self.old, self.new].map(|side| side.when.as_ref().map(When::dates));
        let is_on_again = !self.new.status.is_called_off();
        self.old.status == Stated::Postponed && is_on_again && was != is
    }

    /// Compares how dates of the same meaning are printed.
    fn printed(&mut self) {
        if self.old.printed != self.new.printed && !self.has(&[Name::Date]) {
            self.push(ChangeKind::OtherText, Name::Date, |side| {
                side.printed.clone().or(side.date.clone())
            });
        }
    }

    fn hours(&mut self) {
        let kind = match (self.old.is_timed, self.new.is_timed) {
            (false, true) => ChangeKind::FirmedUp,
            (true, false) => ChangeKind::Loosened,
            (true, true) | (false, false) => self.hours_kind(),
        };
        if self.old.hours != self.new.hours {
            let sides = [self.old, self.new];
            let field = Field::new(Name::Hours, sides.map(|side| side.hours.clone()));
            self.changes.push((kind, field));
        }
    }

    /// Returns the kind of a change of hours that both sides have, or that neither has.
    fn hours_kind(&self) -> ChangeKind {
        let (was, is) = (self.old.held(), self.new.held());
        let [old, new] = [self.old, self.new].map(|side| side.sessions.as_ref());
        let [lacked, lacks] = [old, new].map(|hours| hours.map_or(0, Hours::ends_lacking));
        match lacked.cmp(&lacks) {
            Ordering::Greater if starts(&was) == starts(&is) => ChangeKind::FirmedUp,
            Ordering::Less if starts(&was) == starts(&is) => ChangeKind::Loosened,
            _ if was == is && is_other_clock_time(old, new) => ChangeKind::Moved,
            // They are in other words or by other clocks, or their marker is another.
            _ if was == is => marker_kind(old.and_then(Hours::marker), new.and_then(Hours::marker)),
            // They are shown for another duration.
            Ordering::Equal if lacks > 0 && starts(&was) == starts(&is) => ChangeKind::OtherText,
            _ if is.is_subset(&was) => ChangeKind::Narrowed,
            _ if is.is_superset(&was) => ChangeKind::Widened,
            _ => ChangeKind::Moved,
        }
    }

    fn venue(&mut self) {
        let Self { old, new, .. } = *self;
        // A venue with the same key only has another name.
        let is_same_place = old.venue_key.is_some() && old.venue_key == new.venue_key;
        let [mut was, is] = [old, new].map(|side| side.whereabouts.clone());
        if is_same_place
            && places::place_kind(was.place.as_deref(), is.place.as_deref()) == ChangeKind::Moved
        {
            was.place.clone_from(&is.place);
        }
        let kind = places::kind(&was, &is);
        self.compare(kind, Name::Venue, |side| side.venue.clone());
    }

    fn online(&mut self) {
        let kind = match (&self.old.online, &self.new.online) {
            (Some(_), Some(_)) => ChangeKind::Moved,
            (None, _) => ChangeKind::Widened,
            (Some(_), None) => ChangeKind::Narrowed,
        };
        self.compare(kind, Name::Online, |side| side.online.clone());
    }

    fn zone(&mut self) {
        let is_timed = self.old.is_timed && self.new.is_timed;
        let is_reported = self.has(&[Name::Date, Name::Hours]);
        let is_moved = is_timed && !self.has_same_occurrences() && !is_reported;
        // The zone of another place is not news, unless the hours are by its clocks.
        if is_moved || !self.has(&[Name::Venue]) {
            let kind = match is_moved {
                true => ChangeKind::Moved,
                false => ChangeKind::OtherText,
            };
            self.compare(kind, Name::TimeZone, |side| side.zone.clone());
        }
    }

    fn occurrences(&mut self, language: &Language) {
        let Self { old, new, .. } = *self;
        for overrides in overridden_on_either(old, new) {
            self.overridden(overrides, language);
        }
        let is_reported = self.has(&[Name::Date, Name::Hours, Name::Occurrence]);
        if is_reported || old.is_inexact() || new.is_inexact() || old.zone != new.zone {
            return;
        }
        let (gone, come) = (only_in(old, new), only_in(new, old));
        if gone.len() + come.len() > MOST_OCCURRENCES {
            return self.push(ChangeKind::Moved, Name::Occurrence, |side| {
                Some(side.occurrences.len().to_string())
            });
        }
        let (fewer, more) = match (gone.is_empty(), come.is_empty()) {
            (false, false) => (ChangeKind::Moved, ChangeKind::Moved),
            _ => (ChangeKind::Narrowed, ChangeKind::Widened),
        };
        for Told { words, iso } in gone {
            self.push_occurrence(fewer, [Some(words), None], [Some(iso), None]);
        }
        for Told { words, iso } in come {
            self.push_occurrence(more, [None, Some(words)], [None, Some(iso)]);
        }
    }

    fn push_occurrence(
        &mut self,
        kind: ChangeKind,
        words: [Option<String>; 2],
        [old, new]: [Option<String>; 2],
    ) {
        let mut field = Field::new(Name::Occurrence, words);
        let words = None;
        field.occurrences = Some(vec![ChangedOccurrence { words, old, new }]);
        self.changes.push((kind, field));
    }

    /// Compares an occurrence that is overridden on one side or on both.
    fn overridden(&mut self, [was, is]: [Option<&Override>; 2], language: &Language) {
        let Some(either) = was.or(is) else {
            return;
        };
        // A change of its planned hours is one of the series.
        if let (Some(was), Some(is)) = (was, is)
            && (was.is_held, was.moved_to, &was.words) == (is.is_held, is.moved_to, &is.words)
        {
            return;
        }
        let was = OneOccurrence::of(self.old, was, either);
        let is = OneOccurrence::of(self.new, is, either);
        if !was.says_the_same(&is) {
            let kind = was.kind(&is);
            let mut field = Field::new(Name::Occurrence, [&was, &is].map(|of| of.words.clone()));
            let mut occurrence = ChangedOccurrence {
                words: None,
                old: was.at.clone(),
                new: is.at.clone(),
            };
            if let (Some(planned), true) = (&was.planned, was.planned == is.planned) {
                let as_planned = language.written.in_stretch.as_planned;
                occurrence.words = Some(planned.clone());
                let is = is.differing.unwrap_or_else(|| as_planned.to_owned());
                field.words = [was.differing, Some(is)];
            }
            field.occurrences = Some(vec![occurrence]);
            self.changes.push((kind, field));
        }
    }

    fn title(&mut self, grammar: &Grammar) {
        let kind = title_kind(&self.old.title, &self.new.title, grammar);
        self.compare(kind, Name::Title, |side| Some(side.title.clone()));
    }

    /// Compares the status. One that follows from date and title is not reported beside them.
    fn status(&mut self) {
        let Self { old, new, .. } = *self;
        let kind = match (old.status, new.status) {
            // The new date is the news.
            (Stated::Postponed, Stated::Confirmed | Stated::Tentative) if self.has_new_date() => {
                ChangeKind::FirmedUp
            }
            (Stated::Confirmed | Stated::Tentative, Stated::Confirmed | Stated::Tentative)
                if old.has_implied_status() && new.has_implied_status() =>
            {
                return;
            }
            (was, is) => status_kind(was, is),
        };
        self.compare(kind, Name::Status, |side| {
            Some(side.status.word().to_owned())
        });
    }

    /// Compares the markers on the date of a stretch, which only shows in its status.
    fn date_marker(&mut self, language: &Language) {
        let written = &language.written;
        let [was, is] = [self.old, self.new].map(Subject::date_marker);
        if was == is || self.has(&[Name::Status]) {
            return;
        }
        self.push(marker_kind(was, is), Name::Status, |side| {
            Some(match side.date_marker() {
                Some(marker) => marked(written.page.date_marker, marker),
                None => written.in_stretch.date_confirmed.to_owned(),
            })
        });
    }

    /// Compares the categories or the phase: another key is another one, another title a new name.
    fn group(&mut self, name: Name, group: impl Fn(&Subject) -> &[KeyAndTitle]) {
        let (old, new) = (group(self.old), group(self.new));
        if old == new {
            return;
        }
        let keys = |of: &[KeyAndTitle]| Vec::from_iter(of.iter().map(|one| one.key.clone()));
        let titles = |of: &[KeyAndTitle]| Vec::from_iter(of.iter().map(|one| one.title.clone()));
        let kind = match keys(old) == keys(new) {
            true => ChangeKind::OtherText,
            false => ChangeKind::Recategorised,
        };
        // Two of the same title differ by their keys.
        let has_title = titles(old) != titles(new);
        self.push(kind, name, |side| {
            let words = group(side).iter().filter_map(|KeyAndTitle { key, title }| {
                let title = title.as_deref().filter(|_| has_title);
                title.or(key.as_deref())
            });
            let words: Vec<&str> = words.collect();
            (!words.is_empty()).then(|| words.join(", "))
        });
    }
}

/// Returns the kind of a change of status.
pub(super) fn status_kind(old: Stated, new: Stated) -> ChangeKind {
    match (old, new) {
        (_, Stated::Cancelled) => ChangeKind::Cancelled,
        (_, Stated::Postponed) => ChangeKind::Postponed,
        (Stated::Cancelled | Stated::Postponed, _) => ChangeKind::Restored,
        (_, Stated::Confirmed) => ChangeKind::FirmedUp,
        (_, Stated::Tentative) => ChangeKind::Loosened,
    }
}

/// Returns the kind of a change of title.
pub(super) fn title_kind(old: &str, new: &str, grammar: &Grammar) -> ChangeKind {
    let [(was, old), (is, new)] = [old, new].map(|title| match marker_of(grammar, title) {
        Some(marked) => (Some(marked.marker), marked.rest.to_owned()),
        None => (None, title.to_owned()),
    });
    match (was, is) {
        _ if old == new => marker_kind(was, is),
        (_, None) if old.is_empty() => ChangeKind::FirmedUp,
        _ => ChangeKind::Renamed,
    }
}

/// Returns the occurrences that only one side has.
fn only_in(side: &Subject, other: &Subject) -> Vec<Told> {
    let own = side.occurrences.iter();
    let only = own.filter(|(span, _)| !other.occurrences.contains_key(span));
    only.map(|(_, told)| told.clone()).collect()
}

/// Returns the instants at which occurrences begin, in order.
fn starts(held: &BTreeSet<&Span>) -> Vec<NaiveDateTime> {
    held.iter().map(|span| span.start).collect()
}

/// Whether hours on days that are not exact begin at other times, by the same clocks.
fn is_other_clock_time(old: Option<&Hours>, new: Option<&Hours>) -> bool {
    match (old, new) {
        (Some(old), Some(new)) => old.zone == new.zone && old.starts() != new.starts(),
        _ => false,
    }
}
