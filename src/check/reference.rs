//! References of events and feeds to the phases, categories and venues of plan.yaml.

use super::cursor::Cursor;
use super::text::{self, Text};
use crate::diagnostic::{Code, Help, suggestion};
use crate::plan::{Category, Key, Phase};
use crate::source::Keyed;

/// An entry of plan.yaml that has a title.
pub(super) trait Titled {
    /// Returns the title.
    fn title(&self) -> &str;
}

impl Titled for Phase {
    fn title(&self) -> &str {
        &self.title
    }
}

impl Titled for Category {
    fn title(&self) -> &str {
        &self.title
    }
}

/// Reports a text that names no entry of a section; each entry is given by its key and its title.
pub(super) fn report_unknown(name: &Text<'_>, known: &[(&str, &str)], section: &PlanSection) {
    let word = section.word;
    let key_of = |name: &str| {
        let plain = text::plain(name);
        let mended = text::mended_key(name);
        let is_meant = |(key, title): &&(&str, &str)| {
            text::plain(title) == plain
                || mended
                    .as_ref()
                    .is_some_and(|mended| mended.as_str() == *key)
        };
        known.iter().find(is_meant).map(|(key, _)| *key)
    };
    let parts = name.split([',', ';', '/', '+', '&']).map(str::trim);
    let parts: Option<Vec<&str>> = parts.map(key_of).collect();
    let keys = known.iter().map(|(key, _)| *key);
    let help = match (key_of(name), parts.filter(|parts| parts.len() > 1)) {
        (Some(key), _) => Help::did_you_mean(key),
        (None, Some(parts)) if section.is_list => {
            format!("write them as a list: `[{}]`", parts.join(", ")).into()
        }
        (None, Some(parts)) => {
            format!("an event has one {word}: write `{}`", parts.join("` or `")).into()
        }
        (None, None) if known.is_empty() => {
            let key = text::mended_key(name);
            let key = key.map_or_else(|| word.to_owned(), |key| key.to_string());
            let (section, title) = (section.key, name.trim());
            format!("plan.yaml has no {section}: add `{section}: {{ {key}: {title:?} }}` to it")
                .into()
        }
        (None, None) => suggestion(name, keys).unwrap_or_else(|| {
            format!(
                "add it to `{}` in plan.yaml, or write a {word} that is there",
                section.key
            )
            .into()
        }),
    };
    name.report(section.code, format!("unknown {word} `{name}`"), help);
}

/// A section of plan.yaml that events and feeds refer to.
pub(super) struct PlanSection {
    /// Its key in plan.yaml.
    pub key: &'static str,
    /// The word for an entry in messages.
    pub word: &'static str,
    /// The rule that a reference to no entry breaks.
    pub code: Code,
    /// Whether an event can have several of its entries.
    is_list: bool,
}

pub(super) const PHASES: PlanSection = PlanSection {
    key: "phases",
    word: "phase",
    code: Code::UnknownPhase,
    is_list: false,
};
pub(super) const CATEGORIES: PlanSection = PlanSection {
    key: "categories",
    word: "category",
    code: Code::UnknownCategory,
    is_list: true,
};
pub(super) const VENUES: PlanSection = PlanSection {
    key: "venues",
    word: "venue",
    code: Code::UnknownVenue,
    is_list: false,
};

/// Returns the keys in a list, and reports those of no entry. An entry that could not be read is
/// there all the same.
pub(super) fn keys_of<T>(
    list: Cursor<'_, Vec<String>>,
    entries: &Cursor<'_, Keyed<T>>,
    title: fn(&T) -> &str,
    section: &PlanSection,
) -> Vec<Key> {
    let mut keys = Vec::new();
    for name in list.items() {
        if !entries.step(name.to_string(), &()).is_unread() {
            let known = entries.0.iter();
            let known: Vec<(&str, &str)> =
                known.map(|(key, of)| (key.as_str(), title(of))).collect();
            match known.iter().any(|(key, _)| *key == name.as_str()) {
                true => keys.extend(Key::new(&name)),
                false if text::is_given(&name) => report_unknown(&name, &known, section),
                false => {}
            }
        }
    }
    keys
}
