//! Cursors over authored values: each knows the place of its value, and collects findings on it.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::fmt;
use std::ops::{Deref, Range};

use crate::diagnostic::{Code, Finding, Help, Severity, has_error};
use crate::source::{Keyed, OneOrMany, Pointer, Step, Within};

/// The values that could not be read. They are reported already, so nothing more is said of them.
#[derive(Default)]
pub(super) struct Unread(BTreeSet<(usize, Vec<Step>)>);

impl Unread {
    /// Returns the values that these findings are about.
    pub(crate) fn new(found: &[Finding<Pointer>]) -> Self {
        let pointers = found.iter().filter_map(|finding| finding.at.as_ref());
        let values = pointers.filter(|at| !matches!(at.within, Within::Text(_)));
        Self(values.map(|at| (at.file, at.path.clone())).collect())
    }

    /// Adds a whole file.
    pub(crate) fn add_file(&mut self, file: usize) {
        self.0.insert((file, Vec::new()));
    }

    /// Whether a value could not be read, or lies within one that could not.
    pub(crate) fn covers(&self, at: &Pointer) -> bool {
        if self.0.is_empty() {
            return false;
        }
        let mut outer = (at.file, at.path.clone());
        while !self.0.contains(&outer) {
            if outer.1.pop().is_none() {
                return false;
            }
        }
        true
    }

    /// Whether a key of a mapping could not be read that is not among these.
    pub(crate) fn has_other_key(&self, at: &Pointer, known: &[&str]) -> bool {
        let within = self.0.range((at.file, at.path.clone())..);
        let within =
            within.take_while(|(file, path)| *file == at.file && path.starts_with(&at.path));
        let mut keys = within.filter_map(|(_, path)| match &path[at.path.len()..] {
            [Step::Key(key)] => Some(key),
            _ => None,
        });
        keys.any(|key| !known.contains(&&**key))
    }

    /// Whether something within a value could not be read.
    fn has_within(&self, at: &Pointer) -> bool {
        let mut from = self.0.range((at.file, at.path.clone())..);
        from.next()
            .is_some_and(|(file, path)| *file == at.file && path.starts_with(&at.path))
    }
}

/// The findings so far.
pub(super) struct Findings<'a> {
    unread: &'a Unread,
    list: RefCell<Vec<Finding<Pointer>>>,
    /// The number of errors so far, with those that are not reported again.
    errors: Cell<usize>,
}

impl<'a> Findings<'a> {
    /// Returns an empty list. What is `unread` is not reported again.
    pub(crate) fn new(unread: &'a Unread) -> Self {
        Self {
            unread,
            list: RefCell::default(),
            errors: Cell::new(0),
        }
    }

    /// Adds a finding, unless it is about a value that could not be read, or not in full.
    pub(crate) fn add(&self, finding: Finding<Pointer>) {
        if finding.severity() == Severity::Error {
            self.count_error();
        }
        let is_unread = finding.at.as_ref().is_some_and(|at| {
            self.unread.covers(at) || at.within == Within::Value && self.unread.has_within(at)
        });
        if !is_unread {
            self.list.borrow_mut().push(finding);
        }
    }

    /// Adds findings.
    pub(crate) fn extend(&self, findings: impl IntoIterator<Item = Finding<Pointer>>) {
        for finding in findings {
            self.add(finding);
        }
    }

    /// Reads an event. Findings on what its file says for all events name the event as well.
    pub(crate) fn of_event<R>(&self, event: &Pointer, read: impl FnOnce() -> R) -> R {
        let before = self.list.borrow().len();
        let value = read();
        for finding in &mut self.list.borrow_mut()[before..] {
            if finding.at.as_ref().is_some_and(|at| at.event().is_none()) {
                let of_event = (event.clone(), "for this event".to_owned());
                finding.related.push(of_event);
            }
        }
        value
    }

    /// Counts an error that is reported already.
    pub(crate) fn count_error(&self) {
        self.errors.set(self.errors.get() + 1);
    }

    /// Returns what `read` gives if it meets no error.
    pub(crate) fn if_sound<R>(&self, read: impl FnOnce() -> R) -> Option<R> {
        let before = self.errors.get();
        let value = read();
        (self.errors.get() == before).then_some(value)
    }

    /// Whether any finding is an error.
    pub(crate) fn has_error(&self) -> bool {
        has_error(&self.list.borrow())
    }

    /// Returns all findings.
    pub(crate) fn into_vec(self) -> Vec<Finding<Pointer>> {
        self.list.into_inner()
    }
}

/// An authored value, its place, and the list for its findings.
pub(super) struct Cursor<'a, T> {
    /// The value.
    pub value: &'a T,
    /// Its place.
    pub pointer: Pointer,
    pub findings: &'a Findings<'a>,
}

impl<T> Clone for Cursor<'_, T> {
    fn clone(&self) -> Self {
        self.with(self.value)
    }
}

impl<T> Deref for Cursor<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.value
    }
}

impl<T: fmt::Display> fmt::Display for Cursor<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

impl<'a, T> Cursor<'a, T> {
    /// Returns a cursor at the top of a file.
    pub(crate) fn top(file: usize, value: &'a T, findings: &'a Findings<'a>) -> Self {
        Self {
            value,
            pointer: Pointer::file(file),
            findings,
        }
    }

    /// Returns a cursor one step into the value.
    pub(crate) fn step<U>(&self, step: impl Into<Step>, value: &'a U) -> Cursor<'a, U> {
        Cursor {
            value,
            pointer: self.pointer.step(step),
            findings: self.findings,
        }
    }

    /// Returns a cursor at the same place with another value.
    pub(crate) fn with<U>(&self, value: &'a U) -> Cursor<'a, U> {
        Cursor {
            value,
            pointer: self.pointer.clone(),
            findings: self.findings,
        }
    }

    fn within(&self, within: Within) -> Self {
        Self {
            pointer: self.pointer.clone().within(within),
            ..self.clone()
        }
    }

    /// Returns a cursor at the key of the value.
    pub(crate) fn on_key(&self) -> Self {
        self.within(Within::Key)
    }

    /// Returns a cursor at some characters of a text; the end is exclusive.
    pub(crate) fn on_characters(&self, characters: Range<usize>) -> Self {
        self.within(Within::Characters(characters))
    }

    /// Returns a finding about the value.
    pub(crate) fn finding(
        &self,
        code: Code,
        message: impl Into<String>,
        help: impl Into<Help>,
    ) -> Finding<Pointer> {
        Finding::new(code, message, help).at(self.pointer.clone())
    }

    /// Reports a finding about the value.
    pub(crate) fn report(&self, code: Code, message: impl Into<String>, help: impl Into<Help>) {
        self.findings.add(self.finding(code, message, help));
    }

    /// Whether the value could not be read, or lies within one that could not.
    pub(crate) fn is_unread(&self) -> bool {
        self.findings.unread.covers(&self.pointer)
    }

    /// Whether something within the value could not be read.
    pub(crate) fn has_unread_within(&self) -> bool {
        self.findings.unread.has_within(&self.pointer)
    }
}

impl<'a, T> Cursor<'a, Option<T>> {
    /// Returns the value if it is given. One that could not be read counts as an error.
    pub(crate) fn given(&self) -> Option<Cursor<'a, T>> {
        if self.value.is_none() && self.is_unread() {
            self.findings.count_error();
        }
        Some(self.with(self.value.as_ref()?))
    }
}

impl<'a, T> Cursor<'a, Vec<T>> {
    /// Returns the items of a list.
    pub(crate) fn items(self) -> impl Iterator<Item = Cursor<'a, T>> {
        let items = self.value.iter().enumerate();
        items.map(move |(i, item)| self.step(i, item))
    }
}

impl<'a> Cursor<'a, OneOrMany> {
    /// Returns each text.
    pub(crate) fn texts(&self) -> Vec<Cursor<'a, String>> {
        match self.value {
            OneOrMany::One(text) => vec![self.with(text)],
            OneOrMany::Many(list) => self.with(list).items().collect(),
        }
    }
}

impl<'a, T> Cursor<'a, Keyed<T>> {
    /// Returns the key and the value of each entry.
    pub(crate) fn entries(self) -> impl Iterator<Item = (Cursor<'a, String>, Cursor<'a, T>)> {
        self.value.0.iter().map(move |(key, value)| {
            let entry = self.step(key.clone(), value);
            (entry.with(key).on_key(), entry)
        })
    }
}

/// Returns a cursor at a key of a mapping, by the field that holds its value: `at!(event.title)`.
macro_rules! at {
    ($cursor:ident.$field:ident) => {
        $cursor.step(stringify!($field), &$cursor.value.$field)
    };
    ($cursor:ident.$field:ident as $key:literal) => {
        $cursor.step($key, &$cursor.value.$field)
    };
}
