//! Clashes: two events in one room at overlapping hours.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDateTime;

use super::rules::ById;
use super::text::plain;
use crate::diagnostic::Code;
use crate::plan::{Event, Key, LocalSession, Plan, Stated, Venue};

/// The most pairs of events whose clashes are reported: more are one mistake.
const MOST_PAIRS: usize = 1000;

/// Reports events that take one room at overlapping hours. Those of the indexes `again` are given
/// twice, and left out.
pub(super) fn check_clashes(plan: &Plan, again: &BTreeSet<usize>, by_id: &ById<'_>) {
    let mut clashes = Clashes::default();
    for users in in_one_place(&plan.events, again).values() {
        clashes.find(&meetings(users));
    }
    clashes.report(&plan.events, by_id);
}

/// Whether an event is to take place, as far as the plan says.
pub(super) fn takes_place(event: &Event) -> bool {
    match event.stated() {
        Stated::Confirmed | Stated::Tentative => true,
        Stated::Cancelled | Stated::Postponed => false,
    }
}

/// A venue and a room in it, by the names that are compared. Without a room, it is the whole venue.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct OnePlace {
    venue: String,
    room: Option<String>,
}

/// An event or an override, with the index of the event.
type User<'a> = (usize, &'a Event);

/// Returns the events in each place that can hold one event at a time: each room, and each venue
/// with an address in which no event names a room. A venue without an address may be a whole city.
fn in_one_place<'a>(
    events: &'a [Event],
    again: &BTreeSet<usize>,
) -> BTreeMap<OnePlace, Vec<User<'a>>> {
    let mut users: BTreeMap<OnePlace, Vec<User<'a>>> = BTreeMap::new();
    let events = events.iter().enumerate();
    for (index, event) in events.filter(|(index, _)| !again.contains(index)) {
        for form in event.versions() {
            if let Some(place) = one_place(form) {
                users.entry(place).or_default().push((index, form));
            }
        }
    }
    let roomed: Vec<OnePlace> = users
        .keys()
        .filter(|place| place.room.is_some())
        .cloned()
        .collect();
    let mut venues: Vec<&str> = roomed.iter().map(|place| place.venue.as_str()).collect();
    venues.dedup();
    users.retain(|place, users| {
        let has_rooms = venues.binary_search(&place.venue.as_str()).is_ok();
        place.room.is_some() || !has_rooms && users.iter().any(|(_, form)| has_address(form))
    });
    users
}

/// Returns the room of an event, or its venue if no room is named. None if one of them has a
/// marker, or neither is given.
fn one_place(form: &Event) -> Option<OnePlace> {
    let venue = venue_of(form)?;
    let room = match &form.room {
        Some(room) if room.marker.is_some() => return None,
        Some(room) => room.name.as_deref().map(plain),
        None => None,
    };
    (room.is_some() || !venue.is_empty()).then_some(OnePlace { venue, room })
}

/// Returns what tells the venue of an event from others, empty where none is given. None where it
/// has a marker.
pub(super) fn venue_of(form: &Event) -> Option<String> {
    match &form.venue {
        Some(venue) if venue.marker.is_some() => None,
        Some(venue) => Some(place_of(venue)),
        None => Some(String::new()),
    }
}

fn has_address(form: &Event) -> bool {
    let place = form.venue.as_ref().and_then(|venue| venue.place.as_ref());
    place.is_some_and(|place| place.address.is_some())
}

/// Returns what tells a venue from others: its key, or the name of a place that is written out.
pub(super) fn place_of(venue: &Venue) -> String {
    match (&venue.key, &venue.place) {
        (Some(key), _) => format!("key {key}"),
        (None, Some(place)) => format!("name {}", plain(&place.name)),
        (None, None) => String::new(),
    }
}

/// A session in a place, from one instant to another.
#[derive(Clone, Copy)]
struct Meeting<'a> {
    /// In UTC.
    start: NaiveDateTime,
    /// In UTC.
    end: NaiveDateTime,
    /// The index of its event.
    event: usize,
    /// The event, or the override that it is of.
    form: &'a Event,
    session: LocalSession,
}

/// Returns the sessions whose ends are given, by their start.
fn meetings<'a>(users: &[User<'a>]) -> Vec<Meeting<'a>> {
    let mut meetings = Vec::new();
    // An event that is alone in its place has no clash, so its meetings need not be expanded.
    if users.iter().all(|(event, _)| *event == users[0].0) {
        return meetings;
    }
    for (event, form) in users.iter().filter(|(_, form)| takes_place(form)) {
        let sessions = form.usual_sessions().into_iter();
        let known = sessions.filter(|on| on.session.is_end_given());
        meetings.extend(known.map(|session| Meeting {
            start: session.start().utc(),
            end: session.end().utc(),
            event: *event,
            form,
            session,
        }));
    }
    meetings.sort_by_key(|meeting| (meeting.start, meeting.event));
    meetings
}

/// The clashes of all events, by the indexes of both.
#[derive(Default)]
struct Clashes<'a> {
    pairs: BTreeMap<(usize, usize), Clash<'a>>,
    /// Whether there are more than are kept.
    is_cut: bool,
}

/// The first clash of two events, and how many they have.
struct Clash<'a> {
    /// The meeting of the event that is given first, and that of the other.
    first: [Meeting<'a>; 2],
    count: usize,
}

impl<'a> Clashes<'a> {
    /// Finds the clashes in one place.
    fn find(&mut self, meetings: &[Meeting<'a>]) {
        let mut going_on: Vec<Meeting<'a>> = Vec::new();
        for meeting in meetings {
            going_on.retain(|other| other.end > meeting.start);
            for other in &going_on {
                if other.event != meeting.event {
                    self.add(*other, *meeting);
                }
            }
            if self.is_cut {
                return;
            }
            going_on.push(*meeting);
        }
    }

    fn add(&mut self, one: Meeting<'a>, other: Meeting<'a>) {
        let first = match one.event < other.event {
            true => [one, other],
            false => [other, one],
        };
        let pair = (first[0].event, first[1].event);
        if self.pairs.len() == MOST_PAIRS && !self.pairs.contains_key(&pair) {
            self.is_cut = true;
            return;
        }
        let clash = self.pairs.entry(pair);
        clash.or_insert(Clash { first, count: 0 }).count += 1;
    }

    fn report(&self, events: &[Event], by_id: &ById<'_>) {
        let last = self.pairs.keys().next_back();
        for (pair, clash) in &self.pairs {
            let (first, event) = pair;
            let (first, event) = (&events[*first], &events[*event]);
            let (first_entry, entry) = (by_id[first.id.as_str()], by_id[event.id.as_str()]);
            let more = match self.is_cut && Some(pair) == last {
                true => "; there are more",
                false => "",
            };
            let help = format!(
                "correct the hours or the place of one of them; if both are right, add \
                        `accept: room-clash` to one{more}"
            );
            let message = clash.message(&first.id);
            let finding = at!(entry.when).finding(Code::RoomClash, message, help);
            let first = at!(first_entry.when).pointer;
            entry
                .findings
                .add(finding.related(first, "the other event"));
        }
    }
}

impl Clash<'_> {
    fn message(&self, other: &Key) -> String {
        let [first, second] = self.first;
        let (day, hours) = (second.session.day, second.session.session);
        let other_hours = match first.session.day == day {
            true => first.session.session.to_string(),
            false => format!("{} {}", first.session.day, first.session.session),
        };
        let more = match self.count - 1 {
            0 => String::new(),
            1 => "; and once more".to_owned(),
            n => format!("; and {n} times more"),
        };
        format!(
            "`{other}` is in `{}` at the same time: on {day}, {hours} and {other_hours}{more}",
            shown_place(second.form)
        )
    }
}

/// Returns the name of the room of an event, else that of its venue.
fn shown_place(form: &Event) -> &str {
    let room = form.room.as_ref().and_then(|room| room.name.as_deref());
    let place = form.venue.as_ref().and_then(|venue| venue.place.as_ref());
    room.or(place.map(|place| &*place.name)).unwrap_or_default()
}
