//! No sentence that planfeed writes is ever read back: whatever the words are, a revision changes
//! the same, and other words alone change nothing.

use std::collections::BTreeMap;

use planfeed::check::{Effect, after};
use planfeed::compare::{ChangeSet, Side, compare};
use planfeed::history::Ledger;
use planfeed::ical::Vevent;
use planfeed::language::{self, ALL, Language, Written};
use planfeed::plan::Plan;
use planfeed::publication::Publication;
use planfeed::source::Source;
use serde_json::Value;

use crate::support::checked;
use crate::vevents;

const BEFORE: &str = "
  - { id: moved, title: Moved, when: 5 May, category: talks, where: geneva, hours: 10:00-12:00 }
  - { id: settled, title: Settled, when: July TBA, category: talks, where: TBA }
  - { id: vague, title: Vague (TBC), when: Second half of 2026, where: geneva TBC }
  - { id: open, title: Open, when: TBC, phase: spring }
  - { id: deadline, title: Deadline, when: by 31 May, category: talks }
  - { id: cancelled, title: Cancelled later, when: 6-8 May, where: ny }
  - { id: restored, title: Takes place again, when: 9 May, status: cancelled }
  - { id: doubtful, title: Doubtful, when: 10 May, status: tentative }
  - { id: removed, title: 'Removed, and its title is long: LONG', when: 11 June, category: walks }
  - { id: marked, title: Removed (TBC), when: last week of June, where: geneva TBC }
  - { id: held, title: Was held, when: 10 January, category: walks }
  - { id: renamed, title: Old title, when: 12 May, phase: autumn }
  - { id: regrouped, title: Regrouped, when: 13 May, category: talks, phase: spring }
  - { id: text, title: Text, when: 14 May, description: \"Hours: none.\\n\\nWhen: ask.\" }
  - { id: links, title: Links, when: 15 May, links: [ { title: Programme, url: 'https://a.org/' }, { url: 'https://b.org/' } ] }
  - { id: days, title: Days, when: '3, 5 and 9 May', hours: { each: 10:00-12:00, 2026-05-05: '9:00-10:00, 11:00-12:00' } }
  - { id: night, title: Night, when: May TBC, hours: 22:00-04:00, where: ny }
  - { id: weekly, title: Weekly, when: 5 May, where: geneva, hours: '10:00-12:00, 14:00-15:00',
      repeat: { every: week, count: 8, except: [2026-05-19], instances: {
        2026-05-12: { when: 13 May }, 2026-05-26: { when: 20 June }, 2026-06-02: { status: cancelled },
        2026-06-09: { title: 'Weekly, with guests', description: Guests. } } } }
  - { id: monthly, title: Monthly, when: 5 May, repeat: { every: month, on: [5, last friday], until: 2026-08-31 } }
  - { id: utc, title: In Fez, when: 5 January, where: fez, hours: 10:00-12:00, repeat: { every: week, count: 20 } }
  - { id: gone-series, title: Gone series, when: 20 January, where: geneva, hours: 10:00-12:00,
      repeat: { every: week, count: 20, instances: { 2026-02-24: { when: 25 February } } } }
  - { id: same, title: Same, when: Last week of July, phase: autumn, where: { name: Hall } }
";

const AFTER: &str = "
  - { id: moved, title: Moved, when: 6 May, category: talks, where: geneva, hours: 11:00-12:00 }
  - { id: settled, title: Settled, when: 7-8 July, category: talks, where: geneva }
  - { id: vague, title: Vague, when: October, where: geneva }
  - { id: open, title: Open, when: June, phase: spring }
  - { id: deadline, title: Deadline, when: by 15 May, category: talks }
  - { id: cancelled, title: Cancelled later, when: 6-8 May, where: ny, status: cancelled }
  - { id: restored, title: Takes place again, when: 9 May }
  - { id: doubtful, title: Doubtful, when: 10 May }
  - { id: renamed, title: New title, when: 12 May, phase: autumn }
  - { id: regrouped, title: Regrouped, when: 13 May, category: walks, phase: autumn }
  - { id: text, title: Text, when: 14 May, description: \"Hours: many.\\n\\nWhen: ask.\" }
  - { id: links, title: Links, when: 15 May, links: [ { title: Agenda, url: 'https://a.org/' }, { url: 'https://c.org/' } ] }
  - { id: days, title: Days, when: '3, 5 and 10 May', hours: { each: 10:00-12:00, 2026-05-05: 9:00-10:00 } }
  - { id: night, title: Night, when: May TBC, hours: 21:00-04:00, where: ny }
  - { id: weekly, title: Weekly, when: 5 May, where: geneva, hours: '10:00-12:00, 14:00-15:00',
      repeat: { every: week, count: 9, except: [2026-06-16], instances: {
        2026-05-12: { when: 14 May }, 2026-05-26: { status: cancelled },
        2026-06-09: { title: 'Weekly, with guests', description: Other guests. } } } }
  - { id: monthly, title: Monthly, when: 5 May, repeat: { every: month, on: [5, last monday], until: 2026-08-31 } }
  - { id: utc, title: In Fez, when: 5 January, where: fez, hours: 10:00-13:00, repeat: { every: week, count: 20 } }
  - { id: same, title: Same, when: Last week of July, phase: autumn, where: { name: Hall } }
  - { id: new, title: New, when: 1 August TBC, category: walks }
";

/// Checks definitions of a revision in a language.
fn definitions(events: &str, revision: &str, language: &str) -> (Source, Plan) {
    let plan = format!(
        "plan: {{ title: Plan, domain: example.org, revision: {revision}, timezone: Europe/Vienna, \
         language: {language}, url: 'https://example.org/' }}\n\
         phases: {{ spring: {{ title: 'Spring: talks', dates: 2026-03/2026-06 }}, autumn: {{ title: Autumn }} }}\n\
         categories: {{ talks: {{ title: Talks, color: teal }}, walks: {{ title: Walks }} }}\n\
         venues: {{ geneva: {{ name: Geneva, timezone: Europe/Zurich, geo: [46.2, 6.1] }}, \
         ny: {{ name: New York, timezone: America/New_York }}, \
         fez: {{ name: Fez, timezone: Africa/Casablanca }} }}\n\
         feeds: {{ sure: {{ title: Sure, select: {{ certainty: [certain] }} }} }}\n"
    );
    let events = events.replace("LONG", &"words and words ".repeat(20));
    let events = format!("year: 2026\nevents:{events}");
    let (source, plan, diagnostics) = checked(&plan, &events);
    (source, plan.unwrap_or_else(|| panic!("{diagnostics:#?}")))
}

/// Returns the language with every written sentence replaced.
fn worded(language: &Language, word: &dyn Fn(&str) -> String) -> &'static Language {
    fn replace(value: &mut Value, word: &dyn Fn(&str) -> String) {
        match value {
            Value::String(text) => *text = word(text),
            Value::Array(values) => values.iter_mut().for_each(|value| replace(value, word)),
            Value::Object(values) => values.values_mut().for_each(|value| replace(value, word)),
            Value::Null | Value::Bool(_) | Value::Number(_) => panic!("sentences are texts"),
        }
    }
    let mut value = serde_json::to_value(&language.written).expect("data");
    replace(&mut value, word);
    let text: &'static str = Box::leak(value.to_string().into_boxed_str());
    let written: Written = serde_json::from_str(text).expect("the same fields");
    Box::leak(Box::new(Language {
        written,
        ..*language
    }))
}

fn effect<'p>(publication: &'p Publication, ledger: &Ledger) -> Effect<'p> {
    Effect {
        is_changed: publication.is_changed(),
        ended: publication.ended(ledger),
    }
}

/// Returns each language in two other wordings: another sentence for each, and one letter for all.
fn wordings() -> Vec<(&'static str, &'static Language)> {
    let placeholders = |text: &str| -> String {
        let names = text
            .split('{')
            .skip(1)
            .filter_map(|rest| rest.split('}').next());
        names.map(|name| format!(" {{{name}}}")).collect()
    };
    let sentence = |text: &str| format!("§{}§{} – so it is", text.len(), placeholders(text));
    let letter = |_: &str| "x".to_owned();
    let worded = |language: &&'static Language| {
        [worded(language, &sentence), worded(language, &letter)]
            .map(|worded| (language.code, worded))
    };
    ALL.iter().flat_map(worded).collect()
}

/// The three published files that the next build reads, and the number of events of each feed.
struct Published {
    all: Vec<u8>,
    index: Vec<u8>,
    changes: Vec<u8>,
    feeds: Vec<(String, usize)>,
}

impl Published {
    fn of(publication: &Publication) -> Self {
        let file = |path: &str| {
            let file = publication.files().iter().find(|file| file.path == path);
            publication.bytes(file.expect("a file"))
        };
        let feeds = publication.files().iter();
        Self {
            all: file("all.ics"),
            index: file("index.json"),
            changes: file("changes.atom"),
            feeds: feeds
                .filter_map(|file| Some((file.path.clone(), file.events?)))
                .collect(),
        }
    }

    fn ledger(&self) -> Ledger {
        Ledger::read(&self.all, Some(&self.index), Some(&self.changes)).expect("a ledger")
    }

    /// Returns CREATED, LAST-MODIFIED, SEQUENCE and X-PLANFEED-REMOVED of every entry.
    fn stamps(&self) -> BTreeMap<(String, String), [String; 4]> {
        let entry = |range: std::ops::Range<usize>| {
            let vevent = Vevent::read(&self.all[range]);
            let value = |name: &str| vevent.value(name).unwrap_or_default().to_owned();
            let stamps = ["CREATED", "LAST-MODIFIED", "SEQUENCE", "X-PLANFEED-REMOVED"];
            ((value("UID"), value("RECURRENCE-ID")), stamps.map(value))
        };
        vevents(&self.all).into_iter().map(entry).collect()
    }
}

#[test]
fn a_revision_changes_the_same_whatever_the_words_are() {
    for (code, worded) in wordings() {
        let (_, before) = definitions(BEFORE, "2026-02-02", code);
        let (_, after) = definitions(AFTER, "2026-03-02", code);
        let own = language::by_code(code).expect("a language");
        let revise = |first: &'static Language, then: &'static Language| {
            let old = Published::of(&Publication::in_language(&before, first, &Ledger::none()));
            let new = Publication::in_language(&after, then, &old.ledger());
            (old, Published::of(&new), new.changes().cloned())
        };
        let (old, new, changes) = revise(own, own);
        let read = |old: &Published, new: &Published| {
            compare(&Side::read(&old.all), &Side::read(&new.all))
        };
        let expected = read(&old, &new);
        assert!(expected.changes.len() >= 21, "{expected:#?}");
        assert_eq!(changes.as_ref(), Some(&expected));

        let (others_old, others_new, others_changes) = revise(worded, worded);
        similar_asserts::assert_eq!(read(&others_old, &others_new), expected);
        assert_eq!(others_changes, changes);
        similar_asserts::assert_eq!(others_new.stamps(), new.stamps());
        assert_eq!(others_new.feeds, new.feeds);

        // From one wording to another, in the same revision.
        let (mixed_old, mixed_new, mixed_changes) = revise(own, worded);
        similar_asserts::assert_eq!(read(&mixed_old, &mixed_new), expected);
        assert_eq!(mixed_changes, changes);
        assert_eq!(mixed_new.feeds, new.feeds);
    }
}

#[test]
fn other_words_alone_frighten_nobody() {
    for (code, worded) in wordings() {
        let (_, before) = definitions(BEFORE, "2026-02-02", code);
        let (_, revised) = definitions(AFTER, "2026-03-02", code);
        let first = Published::of(&Publication::of(&before, &Ledger::none()));
        let second = Published::of(&Publication::of(&revised, &first.ledger()));
        // Under the same revision, and under a later one.
        for (events, revision, old) in [
            (BEFORE, "2026-02-02", &first),
            (BEFORE, "2026-02-03", &first),
            (AFTER, "2026-03-02", &second),
            (AFTER, "2026-03-03", &second),
        ] {
            let (source, plan) = definitions(events, revision, code);
            rewords(&source, &plan, worded, old);
        }
    }
}

/// Publishes the same plan in other words, and asserts that nothing has changed.
fn rewords(source: &Source, plan: &Plan, worded: &'static Language, old: &Published) {
    let ledger = old.ledger();
    let publication = Publication::in_language(plan, worded, &ledger);
    let new = Published::of(&publication);
    assert!(!publication.is_changed());
    let changes = publication.changes().map(ChangeSet::is_empty);
    assert_eq!(changes, Some(true));
    assert_eq!(new.changes, old.changes, "nothing is reported");
    assert!(after(source, plan, &ledger, &effect(&publication, &ledger)).is_empty());
    assert!(compare(&Side::read(&old.all), &Side::read(&new.all)).is_empty());
    let (was, is) = (old.stamps(), new.stamps());
    assert!(was.keys().eq(is.keys()));
    for (entry, now) in is {
        let [created, modified, sequence, removed] = &was[&entry];
        if !removed.is_empty() {
            assert_eq!(now, was[&entry], "{entry:?} is a notice, and stays");
            continue;
        }
        let sequence: u32 = sequence.parse().expect("a number");
        let second = modified.replace("00Z", "01Z");
        let later = [
            created.clone(),
            second,
            (sequence + 1).to_string(),
            String::new(),
        ];
        assert_eq!(now, later, "{entry:?}");
    }
    let again = Publication::in_language(plan, worded, &new.ledger());
    assert_eq!(
        Published::of(&again).all,
        new.all,
        "a rebuild changes nothing"
    );
}
