//! What an unknown key means where it stands, and what to write instead.

use std::ops::Range;

use super::forms;
use super::keys::{is_one_of, is_without_key, meant, plain, same, spelt_like};
use super::tree::{Entries, Node, NodeKind};
use super::written::{from_to, inline};
use super::{Pointer, Step};
use crate::diagnostic::{Code, Finding, Help};

/// What an unknown key means.
pub(super) enum Meaning {
    /// The key that is meant, and as which it is read.
    Key(&'static str, Help),
    /// The key that is meant, though its value has another form; and keys that go with it.
    Instead(&'static str, Help, Vec<String>),
    /// The key of the mapping in which these keys are read.
    Into(&'static str, Help, Vec<String>),
    /// The key whose value a comma cuts off, what is reported of that, and the rest of the value.
    CutOff(String, (Finding<Pointer>, Range<usize>), Vec<String>),
    /// No key; and keys that go with it.
    None(Help, Vec<String>),
}

/// Words for the first and for the last day of something, and for a day and its hours.
const STARTS: &str = "start starts begin begins from startdate datestart startsat startson dtstart \
                      datedebut datededebut debut du inicio desde fechainicio starttime du heuredebut";
const ENDS: &str = "end ends to until till finish enddate dateend endsat endson dtend datefin \
                    datedefin fin au hasta fechafin endtime through heurefin";
pub(super) const LATITUDES: &str = "lat latitude latitud";
pub(super) const LONGITUDES: &str = "lon lng long longitude longitud";
pub(super) const STREETS: &str = "street rue calle streetaddress line1 road numero";
pub(super) const TOWNS: &str =
    "city town ville ciudad zip postcode postalcode npa codepostal place line2 lieu";

/// Returns what an unknown key of a mapping means, at the steps to the mapping.
pub(super) fn meaning(
    entries: &Entries,
    name: &str,
    known: &[&'static str],
    outer: &[Step],
) -> Meaning {
    let Some((_, value)) = entries.get(name) else {
        return Meaning::None("take it out".into(), Vec::new());
    };
    let place = UnknownKey {
        entries,
        name,
        value,
        known,
        outer,
    };
    let meaning = place.cut_off();
    let meaning = meaning.or_else(|| Some(place.read_as(same(name, known)?)));
    meaning
        .or_else(|| place.pair())
        .or_else(|| place.said_otherwise())
        .or_else(|| place.of_another_mapping())
        .or_else(|| Some(place.read_as(place.fitting()?)))
        .or_else(|| {
            is_without_key(name).then(|| Meaning::None(place.without_key().into(), Vec::new()))
        })
        .or_else(|| Some(place.read_as(spelt_like(name, known)?)))
        .unwrap_or_else(|| Meaning::None(place.all_keys(), Vec::new()))
}

/// An unknown key where it stands.
pub(super) struct UnknownKey<'a> {
    pub entries: &'a Entries,
    pub name: &'a str,
    pub value: &'a Node,
    pub known: &'a [&'static str],
    pub outer: &'a [Step],
}

impl UnknownKey<'_> {
    pub(crate) fn has(&self, key: &str) -> bool {
        self.known.contains(&key)
    }

    pub(crate) fn is_event(&self) -> bool {
        self.has("id") && self.has("when")
    }

    pub(crate) fn is_event_file(&self) -> bool {
        self.has("events")
    }

    pub(crate) fn is_plan_file(&self) -> bool {
        self.has("phases")
    }

    pub(crate) fn text(&self) -> &str {
        self.value.text().unwrap_or_default()
    }

    /// Returns the keys of the mapping that are one of these words, in the order of the file.
    pub(crate) fn written(&self, words: &str) -> Vec<String> {
        let keys = self.entries.keys();
        keys.filter(|key| !self.known.contains(&key.as_str()) && is_one_of(&plain(key), words))
            .cloned()
            .collect()
    }

    /// The key in braces that a comma made of the end of the value before it.
    fn cut_off(&self) -> Option<Meaning> {
        if !matches!(self.value.kind, NodeKind::Bare) {
            return None;
        }
        let at = self.entries.get_index_of(self.name)?;
        let (before, (_, value)) = self.entries.get_index(at.checked_sub(1)?)?;
        let NodeKind::Scalar(text, true) = &value.kind else {
            return None;
        };
        let rest = self.entries.iter().skip(at);
        let rest = rest.take_while(|(key, (_, value))| {
            matches!(value.kind, NodeKind::Bare) && !self.known.contains(&key.as_str())
        });
        let (mut keys, mut end) = (Vec::new(), value.at.end);
        for (key, (at, _)) in rest {
            keys.push(key.clone());
            end = at.end;
        }
        let whole = format!("\"{text}, {}\"", keys.join(", "));
        let message = format!("the comma ends the value `{text}` within `{{ }}`");
        let help = Help {
            text: format!("quote the whole value: `{before}: {whole}`"),
            replacement: (!whole[1..whole.len() - 1].contains(['"', '\\'])).then_some(whole),
        };
        let finding = Finding::new(Code::YamlSyntax, message, help);
        Some(Meaning::CutOff(
            before.clone(),
            (finding, value.at.start..end),
            keys,
        ))
    }

    /// The key is meant as that one, if that is not there too.
    fn read_as(&self, key: &'static str) -> Meaning {
        if self.entries.contains_key(key) {
            let help = match key {
                "description" | "address" | "contact" => {
                    format!("it means `{key}`, which is there too: add the text to that")
                }
                "links" => format!(
                    "it means `links`, which is there too: add {} to the list",
                    inline(self.value).map_or_else(|| "it".into(), |link| format!("`{link}`"))
                ),
                _ => format!("it means `{key}`, which is there too: keep one of the two"),
            };
            return Meaning::None(help.into(), Vec::new());
        }
        let written = forms::fitting(key, self.value, self.is_event());
        match written {
            Some(form) if key == "links" => {
                Meaning::Key(key, format!("did you mean `links: {form}`?").into())
            }
            Some(form) => {
                let help = format!("write `{key}: {form}`");
                Meaning::Instead(key, help.into(), Vec::new())
            }
            None => Meaning::Key(key, Help::did_you_mean(key)),
        }
    }

    /// Returns the key that the word means, if the value may be one of that key.
    fn fitting(&self) -> Option<&'static str> {
        let fits = self.known.iter().copied().filter(|key| self.may_be(key));
        meant(self.name, &fits.collect::<Vec<_>>())
    }

    /// Whether the value may be one of a key, as far as that tells two meanings of a word apart.
    fn may_be(&self, key: &str) -> bool {
        let Some(text) = self.value.text() else {
            return true;
        };
        let begins_with_figure =
            text.starts_with(|c: char| c.is_ascii_digit() || c == '-' || c == '+');
        match key {
            "links" | "online" | "url" => {
                text.contains("://") || text.starts_with("www.") || text.starts_with("mailto:")
            }
            "geo" => begins_with_figure,
            "phase" => !begins_with_figure,
            "hours" => text.contains(|c: char| c.is_ascii_digit()) || !self.is_event(),
            "when" => {
                !is_one_of(
                    &plain(self.name),
                    "start from begin day days dia dias jour jours on",
                ) || text.contains(|c: char| c.is_ascii_digit())
            }
            _ => true,
        }
    }

    /// Two keys that are one: a start and an end, a latitude and a longitude, a street and a town.
    fn pair(&self) -> Option<Meaning> {
        let both = |first: &str, second: &str| {
            let (first, second) = (self.written(first), self.written(second));
            let is_one = first.iter().chain(&second).any(|key| key == self.name);
            (is_one && !first.is_empty() && !second.is_empty()).then_some((first, second))
        };
        if self.has("geo")
            && let Some((lat, lon)) = both(LATITUDES, LONGITUDES)
        {
            let form = format!("[{}, {}]", self.value_of(&lat[0]), self.value_of(&lon[0]));
            return Some(self.instead("geo", &form, [lat, lon].concat()));
        }
        if self.has("address")
            && let Some((street, town)) = both(STREETS, TOWNS)
        {
            let keys = self.in_order([street, town].concat());
            let values: Vec<String> = keys.iter().map(|key| self.value_of(key)).collect();
            return Some(self.instead("address", &values.join(", "), keys));
        }
        let (start, end) = both(STARTS, ENDS)?;
        let (from, to) = (self.value_of(&start[0]), self.value_of(&end[0]));
        if !(has_figure(&from) && has_figure(&to)) {
            return None;
        }
        let is_time = |text: &str| !text.contains(' ') && text.contains(':') || is_short_time(text);
        let keys = [start, end].concat();
        let key = match () {
            () if self.has("hours") && is_time(&from) && is_time(&to) => "hours",
            () if self.has("when") => "when",
            () if self.has("dates") => "dates",
            () => return None,
        };
        Some(self.instead(key, &from_to(&from, &to, key), keys))
    }

    fn in_order(&self, mut keys: Vec<String>) -> Vec<String> {
        keys.sort_by_key(|key| self.entries.get_index_of(key));
        keys
    }

    pub(crate) fn value_of(&self, key: &str) -> String {
        let value = self.entries.get(key).map(|(_, value)| value);
        value.and_then(Node::text).unwrap_or_default().to_owned()
    }

    /// These keys are written as one, with that value.
    fn instead(&self, key: &'static str, form: &str, keys: Vec<String>) -> Meaning {
        let help = format!("write {} as one: `{key}: {form}`", both_of(&keys));
        let others = keys
            .into_iter()
            .filter(|other| other != self.name)
            .collect();
        if self.entries.contains_key(key) {
            return Meaning::None(help.into(), others);
        }
        Meaning::Instead(key, help.into(), others)
    }

    fn without_key(&self) -> &'static str {
        match self.has("description") {
            true => "there is no such key: put it into `description`, or take it out",
            false => "there is no such key: take it out",
        }
    }

    fn all_keys(&self) -> Help {
        match self.known {
            [] => "take it out".into(),
            [only] => format!("expected `{only}`").into(),
            known if known.len() > 8 && self.has("description") => {
                let most = [
                    "title", "when", "where", "hours", "category", "links", "contact",
                ];
                let short = most.iter().filter(|key| known.contains(key));
                let short: Vec<String> = short.map(|key| format!("`{key}`")).collect();
                let others = known.iter().filter(|key| !most.contains(key));
                let others: Vec<String> = others.map(|key| format!("`{key}`")).collect();
                format!(
                    "put it into `description`, or under another key: {}; or {}",
                    short.join(", "),
                    others.join(", ")
                )
                .into()
            }
            known => format!("expected one of `{}`", known.join("`, `")).into(),
        }
    }
}

/// Returns names in a row: `a`, `b` and `c`.
pub(super) fn both_of(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => names.concat(),
    }
}

pub(super) fn has_figure(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit())
}

/// Whether a text is a time of day without a colon: `7pm`, `19h`, `19h30`.
fn is_short_time(text: &str) -> bool {
    let text = text.to_lowercase();
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < text.len()
        && (matches!(rest.trim(), "am" | "pm" | "a.m." | "p.m." | "h" | "noon")
            || rest.starts_with('h') && rest[1..].chars().all(|c| c.is_ascii_digit()))
}
