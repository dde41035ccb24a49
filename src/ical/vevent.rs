//! A VEVENT that is read: what its properties say.

use std::borrow::Cow;

use icalendar::{Component, Event, Property};

use super::content_line::{ContentLine, unescape};
use super::date_time::Moment;
use super::properties::{EVENT, ValueType, own};
use super::rule::Rrule;

/// A VEVENT's own properties, without those of components within it, such as alarms.
#[derive(Clone, Debug)]
pub struct Vevent {
    /// The properties, in order.
    pub lines: Vec<ContentLine>,
}

impl Vevent {
    /// Reads the bytes of one.
    pub fn read(bytes: &[u8]) -> Self {
        let component = super::Component::read(bytes);
        let lines = component.unwrap_or_default().lines;
        Self { lines }
    }

    /// Returns the event as an object to be changed and written again: its standard properties, as
    /// far as planfeed writes them.
    pub(crate) fn to_standard_event(&self) -> Event {
        let standard = self.lines.iter();
        to_event(standard.filter(|line| !line.name.starts_with(own::PREFIX)))
    }

    /// Returns the event as an object to be changed and written again: the properties that planfeed
    /// writes.
    pub(crate) fn to_event(&self) -> Event {
        to_event(self.lines.iter())
    }

    /// Returns the first property of that name.
    pub(crate) fn line(&self, name: &str) -> Option<&ContentLine> {
        self.named(name).next()
    }

    pub(super) fn named(&self, name: &str) -> impl Iterator<Item = &ContentLine> {
        self.lines.iter().filter(move |line| line.name == name)
    }

    /// Returns the value of the first property of that name, still escaped.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.line(name).map(|line| line.value.as_str())
    }

    /// Returns its recurrence rules; none for one that can't be read.
    pub(crate) fn rules(&self) -> impl Iterator<Item = Option<Rrule>> {
        self.named("RRULE").map(|line| Rrule::read(&line.value))
    }

    /// Returns the first value of the first property of that name as a day or a time.
    pub(crate) fn moment(&self, name: &str) -> Option<Moment> {
        self.line(name).and_then(Moment::of)
    }

    /// Returns every value of all properties of that name as a day or a time.
    pub(crate) fn moments(&self, name: &str) -> impl Iterator<Item = Moment> {
        self.named(name).flat_map(Moment::all)
    }

    /// Returns the values of all properties of that name, as TEXT.
    pub(crate) fn texts(&self, name: &str) -> impl Iterator<Item = Cow<'_, str>> {
        self.named(name).map(|line| unescape(&line.value))
    }

    /// Returns every item of all properties of that name, lists of TEXT (RFC 5545 §3.1.1).
    pub(crate) fn items(&self, name: &str) -> impl Iterator<Item = Cow<'_, str>> {
        self.named(name).flat_map(|line| items(&line.value))
    }

    /// Returns the value of the first property of that name, as TEXT; none if that is empty.
    pub fn text(&self, name: &str) -> Option<Cow<'_, str>> {
        let text = unescape(self.value(name)?);
        (!text.trim().is_empty()).then_some(text)
    }
}

/// Returns the items of a list of TEXT, unescaped: they are between commas that are not escaped.
fn items(list: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let mut is_escaped = false;
    let mut is_end = move |c: char| {
        let is_literal = std::mem::take(&mut is_escaped);
        is_escaped = c == '\\' && !is_literal;
        c == ',' && !is_literal
    };
    let items: Vec<&str> = list.split(move |c: char| is_end(c)).collect();
    items.into_iter().map(unescape)
}

fn to_event<'a>(lines: impl Iterator<Item = &'a ContentLine>) -> Event {
    let mut event = Event::new();
    for line in lines {
        let Some(known) = EVENT.iter().find(|known| known.name == line.name) else {
            continue;
        };
        let value = match known.value {
            ValueType::Text => unescape(&line.value),
            ValueType::Other => Cow::Borrowed(&*line.value),
            ValueType::Texts => {
                for item in items(&line.value) {
                    event.add_multi_property(known.name, &item);
                }
                continue;
            }
        };
        let mut property = Property::new(known.name, value);
        for (name, value) in &line.parameters {
            property.add_parameter(name, value);
        }
        match known.repeats {
            true => event.append_multi_property(property),
            false => event.append_property(property),
        };
    }
    event
}
