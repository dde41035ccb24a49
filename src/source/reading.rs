//! What is written otherwise than it is meant, and is read as it is meant.

use super::Step;
use super::tree::{Entries, Node, NodeKind};

/// How the value at some steps into a file is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum MeantAs {
    /// Its key is read as that one.
    Key(&'static str),
    /// It is read as a list of itself.
    List,
    /// It is read as the value of that key.
    Under(&'static str),
    /// These keys of it are read in the mapping of that key.
    Into(&'static str, Vec<String>),
    /// A text is read with the keys behind it, which a comma cuts off.
    Joined(Vec<String>),
}

impl Node {
    /// Reads the value at some steps as it is meant; in silence if there is none.
    pub(crate) fn read_as(&mut self, path: &[Step], reading: &MeantAs) {
        let last = match (reading, path) {
            (MeantAs::Key(_) | MeantAs::Joined(_), [outer @ .., Step::Key(last)]) => {
                let Some(Self {
                    kind: NodeKind::Mapping(entries),
                    ..
                }) = self.value_mut(outer)
                else {
                    return;
                };
                return entries.read_as(last, reading);
            }
            _ => self.value_mut(path),
        };
        let Some(node) = last else { return };
        match reading {
            MeantAs::List => {
                let at = node.at.clone();
                let item = std::mem::take(node);
                *node = Self::new(NodeKind::List(vec![item]), at);
            }
            MeantAs::Under(key) => {
                let at = node.at.clone();
                let value = std::mem::take(node);
                let entries = Entries::from([((*key).to_owned(), (at.clone(), value))]);
                *node = Self::new(NodeKind::Mapping(entries), at);
            }
            MeantAs::Into(key, keys) => node.move_into(key, keys),
            MeantAs::Key(_) | MeantAs::Joined(_) => {}
        }
    }

    /// Returns the value at some steps.
    pub(crate) fn value_mut(&mut self, path: &[Step]) -> Option<&mut Self> {
        path.iter()
            .try_fold(self, |node, step| match (&mut node.kind, step) {
                (NodeKind::List(items), Step::Index(i)) => items.get_mut(*i),
                (NodeKind::Mapping(entries), Step::Key(key)) => {
                    entries.get_mut(&**key).map(|(_, value)| value)
                }
                _ => None,
            })
    }

    fn move_into(&mut self, key: &'static str, keys: &[String]) {
        let NodeKind::Mapping(entries) = &mut self.kind else {
            return;
        };
        let moved: Vec<_> = keys
            .iter()
            .filter_map(|key| entries.shift_remove_entry(key))
            .collect();
        let Some((_, (at, _))) = moved.first() else {
            return;
        };
        let place = (
            at.clone(),
            Self {
                at: at.clone(),
                ..Self::default()
            },
        );
        let (_, inner) = entries.entry(key.to_owned()).or_insert(place);
        if let NodeKind::Mapping(inner) = &mut inner.kind {
            inner.extend(moved);
        }
    }
}

/// Readings of a mapping's entry.
trait ReadAs {
    fn read_as(&mut self, key: &str, reading: &MeantAs);
}

impl ReadAs for Entries {
    fn read_as(&mut self, key: &str, reading: &MeantAs) {
        match reading {
            MeantAs::Key(meant) => {
                // Of two keys that mean the same, the first is read.
                if let Some((i, _, entry)) = self.shift_remove_full(key)
                    && !self.contains_key(*meant)
                {
                    self.shift_insert(i, (*meant).to_owned(), entry);
                }
            }
            MeantAs::Joined(rest) => {
                let cut_off: Vec<_> = rest
                    .iter()
                    .filter_map(|key| self.shift_remove(key))
                    .collect();
                let last = cut_off.last().map(|(at, _)| at.end);
                if let (Some((_, value)), Some(end)) = (self.get_mut(key), last)
                    && let NodeKind::Scalar(text, _) = &mut value.kind
                {
                    *text = format!("{text}, {}", rest.join(", "));
                    value.at.end = end;
                }
            }
            MeantAs::List | MeantAs::Under(_) | MeantAs::Into(..) => {}
        }
    }
}
