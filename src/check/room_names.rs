//! Names of rooms that are nearly the same: one of the two is often a slip.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::clashes::venue_of;
use super::rules::ById;
use super::text::plain;
use crate::diagnostic::Code;
use crate::plan::{Event, Plan};

/// The fewest letters of a word in which one letter too many, or two exchanged, are a slip.
const SHORTEST_WORD: usize = 4;
/// The fewest letters of a word in which one replaced letter is a slip.
const SHORTEST_REPLACED: usize = 6;
/// The most characters of a name that is compared.
const LONGEST_NAME: usize = 100;

/// Reports names of rooms of one venue that are nearly the same.
pub(super) fn check_room_names(plan: &Plan, by_id: &ById<'_>) {
    for rooms in rooms_by_venue(&plan.events).into_values() {
        let rooms: Vec<NamedRoom<'_>> = rooms.into_values().collect();
        for (rare, usual) in near_pairs(&rooms) {
            report(&rooms[rare], &rooms[usual], by_id);
        }
    }
}

/// A name of a room.
struct NamedRoom<'a> {
    /// The name as it is written first.
    written: &'a str,
    /// The words of the name as it is compared.
    words: Vec<String>,
    /// The event that has it first.
    event: &'a Event,
    /// The place of that event in the plan.
    order: usize,
    /// How many events have it.
    count: usize,
}

impl NamedRoom<'_> {
    /// Returns how usual its name is: of two that as many events have, the first in the plan.
    fn usage(&self) -> (usize, Reverse<usize>) {
        (self.count, Reverse(self.order))
    }
}

/// Returns the rooms of each venue by their names as they are compared.
fn rooms_by_venue(events: &[Event]) -> BTreeMap<String, BTreeMap<String, NamedRoom<'_>>> {
    let mut venues: BTreeMap<String, BTreeMap<String, NamedRoom<'_>>> = BTreeMap::new();
    for (order, event) in events.iter().enumerate() {
        let room = event.room.as_ref().and_then(|room| room.name.as_deref());
        let (Some(written), Some(venue)) = (room, venue_of(event)) else {
            continue;
        };
        let name = plain(written);
        if name.chars().count() > LONGEST_NAME {
            continue;
        }
        let rooms = venues.entry(venue).or_default();
        let words = words(&name);
        let count = 0;
        let room = rooms.entry(name).or_insert(NamedRoom {
            written,
            words,
            event,
            order,
            count,
        });
        room.count += 1;
    }
    venues
}

fn words(name: &str) -> Vec<String> {
    let words = name.split(|c: char| !c.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

/// Returns pairs of rooms whose names are nearly the same, the rarer first. Each is compared with
/// the most usual of those that share a key with it.
fn near_pairs(rooms: &[NamedRoom<'_>]) -> BTreeSet<(usize, usize)> {
    let mut keyed: Vec<(String, usize)> = Vec::new();
    for (index, room) in rooms.iter().enumerate() {
        keyed.extend(keys(&room.words).into_iter().map(|key| (key, index)));
    }
    keyed.sort_unstable();
    let mut pairs = BTreeSet::new();
    for alike in keyed.chunk_by(|one, other| one.0 == other.0) {
        let indexes = alike.iter().map(|(_, index)| *index);
        let usual = indexes.clone().max_by_key(|index| rooms[*index].usage());
        let usual = usual.expect("a chunk is not empty");
        let others = indexes.filter(|index| is_near(&rooms[*index].words, &rooms[usual].words));
        pairs.extend(others.map(|index| (index, usual)));
    }
    pairs.retain(|(rare, usual)| rare != usual);
    pairs
}

/// Returns the keys of a name. Two names that are nearly the same have one in common: the name
/// without spaces, or the name with one letter of a word taken out.
fn keys(words: &[String]) -> Vec<String> {
    let mut keys = vec![joined(words)];
    for (nth, word) in words.iter().enumerate().filter(|(_, word)| is_worded(word)) {
        let around = |middle: &str| {
            let (before, after) = (words[..nth].join(" "), words[nth + 1..].join(" "));
            format!("{before} [{middle}] {after}")
        };
        keys.push(around(word));
        for (at, letter) in word.char_indices() {
            keys.push(around(
                &[&word[..at], &word[at + letter.len_utf8()..]].concat(),
            ));
        }
    }
    keys
}

/// Joins words without spaces, but for one between two numbers.
fn joined(words: &[String]) -> String {
    let mut text = String::new();
    for word in words {
        if text.ends_with(|c: char| c.is_ascii_digit())
            && word.starts_with(|c: char| c.is_ascii_digit())
        {
            text.push(' ');
        }
        text.push_str(word);
    }
    text
}

/// Whether a word is neither a number nor a short sign such as `b` or `vii`.
fn is_worded(word: &str) -> bool {
    let is_roman = word.chars().all(|c| matches!(c, 'i' | 'v' | 'x'));
    word.chars().count() + 1 >= SHORTEST_WORD && word.chars().all(char::is_alphabetic) && !is_roman
}

/// Whether names differ in spaces only, or in a slip within one word.
fn is_near(one: &[String], other: &[String]) -> bool {
    if joined(one) == joined(other) {
        return true;
    }
    let pairs = one.iter().zip(other);
    let differing: Vec<(&String, &String)> = pairs.filter(|(one, other)| one != other).collect();
    one.len() == other.len() && matches!(differing[..], [(one, other)] if is_slip(one, other))
}

/// Whether one word is the other with a slip: a letter too many, two exchanged, or, in a longer
/// word, one replaced. Words with different first letters are different words.
fn is_slip(one: &str, other: &str) -> bool {
    let (mut letters, mut others): (Vec<char>, Vec<char>) =
        (one.chars().collect(), other.chars().collect());
    if !is_worded(one) || !is_worded(other) || letters[0] != others[0] {
        return false;
    }
    let longest = letters.len().max(others.len());
    let is_as_long = letters.len() == others.len();
    letters.sort_unstable();
    others.sort_unstable();
    let is_replaced = is_as_long && letters != others;
    let shortest = if is_replaced {
        SHORTEST_REPLACED
    } else {
        SHORTEST_WORD
    };
    longest >= shortest && strsim::damerau_levenshtein(one, other) <= 1
}

fn report(rare: &NamedRoom<'_>, usual: &NamedRoom<'_>, by_id: &ById<'_>) {
    let entry = by_id[rare.event.id.as_str()];
    let usual_entry = by_id[usual.event.id.as_str()];
    let message = format!(
        "`{}` is nearly the name of another room there, `{}`",
        rare.written, usual.written
    );
    let help = format!(
        "write `{}` if that is meant; if these are two rooms, add `accept: similar-rooms`",
        usual.written
    );
    let finding = at!(entry.room).finding(Code::SimilarRooms, message, help);
    let usual = at!(usual_entry.room).pointer;
    entry.findings.add(finding.related(usual, "the other name"));
}
