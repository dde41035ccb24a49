//! Components of a calendar (RFC 5545 §3.6), read: their properties, and the components within.

use super::content_line::{ContentLine, raw_lines};

/// The deepest level on which a component is kept by itself; what is deeper is part of the one on
/// this level. RFC 5545 and RFC 9073 need four.
const DEEPEST: usize = 16;

/// A component, anyone's: VEVENT, VTIMEZONE, VALARM or any other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Component {
    /// Its name in capitals.
    pub name: String,
    /// Its own properties, in order.
    pub lines: Vec<ContentLine>,
    /// The components within, in order.
    pub components: Vec<Component>,
}

impl Component {
    /// Reads the first component in bytes; none if there is none. One that does not end has all
    /// that follows.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let mut open: Vec<Self> = Vec::new();
        let mut deeper = 0_usize;
        for raw in raw_lines(bytes) {
            let line = raw.read();
            match line.name.as_str() {
                "BEGIN" if open.len() == DEEPEST => deeper += 1,
                "BEGIN" => open.push(Self {
                    name: component_name(&line.value),
                    ..Self::default()
                }),
                "END" if deeper > 0 => deeper -= 1,
                "END" => {
                    let ended = open.pop()?;
                    match open.last_mut() {
                        Some(outer) => outer.components.push(ended),
                        None => return Some(ended),
                    }
                }
                _ => {
                    if let Some(inner) = open.last_mut() {
                        inner.lines.push(line);
                    }
                }
            }
        }
        open.into_iter().rev().reduce(|inner, mut outer| {
            outer.components.push(inner);
            outer
        })
    }

    /// Returns the first property of that name.
    pub(crate) fn line(&self, name: &str) -> Option<&ContentLine> {
        self.lines.iter().find(|line| line.name == name)
    }

    /// Returns the value of the first property of that name, still escaped.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        self.line(name).map(|line| line.value.as_str())
    }
}

/// Returns the name of a component as BEGIN and END give it, in capitals.
pub(super) fn component_name(value: &str) -> String {
    value.trim().to_ascii_uppercase()
}
