//! The occurrences of an event on both sides, in pairs.

use std::collections::{BTreeMap, VecDeque};

use chrono::TimeDelta;

use super::shown::{ShownEvent, ShownOccurrence};

/// The days within which a meeting that is gone and one that is new are the same, moved.
const MOVED_WITHIN: TimeDelta = TimeDelta::days(7);
/// An occurrence on both sides, or on one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair<'a> {
    pub old: Option<&'a ShownOccurrence>,
    pub new: Option<&'a ShownOccurrence>,
}

impl<'a> Pair<'a> {
    /// Returns the occurrence as it was, or as it is if it is new.
    pub(super) fn either(self) -> &'a ShownOccurrence {
        self.old.or(self.new).expect("a pair has a side")
    }
}

/// Pairs the occurrences of both sides, in order of time. Also returns whether not one of them is
/// where it was.
pub(super) fn paired<'a>(old: &'a ShownEvent, new: &'a ShownEvent) -> (Vec<Pair<'a>>, bool) {
    let mut pairing = Pairing::new(old, new);
    pairing.pair_by(|one| (one.span.clone(), one.facts.clone()));
    pairing.pair_by(|one| one.span.clone());
    pairing.pair_by(|one| one.planned.clone());
    pairing.pair_by(|one| (one.days.first(), one.days.last()));
    pairing.pair_by(|one| one.days.first());
    let has_pairs = !pairing.pairs.is_empty();
    let is_moved_whole = !has_pairs && (!pairing.old.is_empty() || !pairing.new.is_empty());
    pairing.pair_rest(is_moved_whole);
    // The days of a single event are told as its date.
    let is_single = old.is_single() && new.is_single() && has_other_days(&pairing.pairs);
    (pairing.finish(), is_moved_whole || is_single)
}

/// Whether an occurrence is on other days than it was, and not only by another clock.
fn has_other_days(pairs: &[Pair<'_>]) -> bool {
    pairs.iter().any(|pair| match (pair.old, pair.new) {
        (Some(old), Some(new)) => old.span != new.span && old.days != new.days,
        _ => false,
    })
}

/// Occurrences that are being paired.
struct Pairing<'a> {
    old: VecDeque<&'a ShownOccurrence>,
    new: VecDeque<&'a ShownOccurrence>,
    pairs: Vec<Pair<'a>>,
}

impl<'a> Pairing<'a> {
    fn new(old: &'a ShownEvent, new: &'a ShownEvent) -> Self {
        let [old, new] = [old, new].map(|side| side.occurrences.iter().collect());
        let pairs = Vec::new();
        Self { old, new, pairs }
    }

    /// Pairs those that are alike in something, in their order.
    fn pair_by<K: Ord>(&mut self, key: impl Fn(&ShownOccurrence) -> K) {
        let mut by_key: BTreeMap<K, VecDeque<usize>> = BTreeMap::new();
        for (n, one) in self.new.iter().enumerate() {
            by_key.entry(key(one)).or_default().push_back(n);
        }
        let mut taken = vec![false; self.new.len()];
        let mut left = VecDeque::new();
        for old in std::mem::take(&mut self.old) {
            match by_key.get_mut(&key(old)).and_then(VecDeque::pop_front) {
                Some(n) => {
                    taken[n] = true;
                    self.pairs.push(Pair {
                        old: Some(old),
                        new: Some(self.new[n]),
                    });
                }
                None => left.push_back(old),
            }
        }
        self.old = left;
        let mut taken = taken.into_iter();
        self.new.retain(|_| taken.next() == Some(false));
    }

    /// Pairs what is left if that is the whole, or meetings that moved by a few days.
    fn pair_rest(&mut self, is_whole: bool) {
        if !is_whole && self.old.len() != self.new.len() {
            return;
        }
        let n = self.old.len().min(self.new.len());
        let rest: Vec<_> = self.old.drain(..n).zip(self.new.drain(..n)).collect();
        for (old, new) in rest {
            let moved_by = new.span[0].clock() - old.span[0].clock();
            let is_same = old.facts.title == new.facts.title && moved_by.abs() <= MOVED_WITHIN;
            if is_whole || is_same {
                let (old, new) = (Some(old), Some(new));
                self.pairs.push(Pair { old, new });
            } else {
                self.old.push_back(old);
                self.new.push_back(new);
            }
        }
    }

    fn finish(mut self) -> Vec<Pair<'a>> {
        let gone = self.old.into_iter();
        self.pairs.extend(gone.map(|old| Pair {
            old: Some(old),
            new: None,
        }));
        let come = self.new.into_iter();
        self.pairs.extend(come.map(|new| Pair {
            old: None,
            new: Some(new),
        }));
        self.pairs.sort_by_key(|pair| pair.either().span[0].clock());
        self.pairs
    }
}
