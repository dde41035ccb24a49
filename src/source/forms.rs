//! The form that a value has, shown with what the author wrote.

use super::keys::plain;
use super::tree::{Node, NodeKind};
use super::written::{a_day, from_to, geo, headline, inline, quoted, repeat, slug, whole_number};
use super::{Pointer, Step};
use crate::diagnostic::{Code, Finding, Help};

/// Keys whose value is one text.
const TEXTS: [&str; 22] = [
    "title",
    "when",
    "dates",
    "room",
    "description",
    "contact",
    "status",
    "phase",
    "online",
    "id",
    "uid",
    "name",
    "address",
    "country",
    "timezone",
    "domain",
    "revision",
    "url",
    "color",
    "language",
    "until",
    "every",
];

/// Returns the finding of a value of another kind than its key asks for.
pub(super) fn wrong_type(
    root: &Node,
    at: &Pointer,
    path: &[Step],
    message: &str,
) -> Finding<Pointer> {
    let key = at
        .path
        .iter()
        .chain(path)
        .rev()
        .find_map(|step| match step {
            Step::Key(key) => Some(&**key),
            Step::Index(_) => None,
        });
    let cut = path.iter().rposition(|step| matches!(step, Step::Key(_)));
    let (of_key, of_fault) = (cut.map_or(0, |last| last + 1), path.len());
    let value = root.value(&path[..of_key]);
    let is_item = at
        .path
        .last()
        .is_some_and(|step| matches!(step, Step::Index(_)));
    let help = match (key, value) {
        (Some("events"), Some(item)) if is_item && path.is_empty() => event_of(item),
        (Some(key), Some(value)) => form(key, value),
        _ => None,
    };
    let help = help.map_or_else(
        || "write a value of that kind".into(),
        |(text, replacement)| Help {
            text,
            replacement: replacement.filter(|_| of_key == of_fault),
        },
    );
    Finding::new(Code::WrongType, message, help)
}

/// Returns the finding of a key that is missing, with a value to write.
pub(super) fn missing(root: &Node, path: &[Step], name: &str) -> Finding<Pointer> {
    let outer = root.value(&path[..path.len().saturating_sub(1)]);
    let text = |key: &str| {
        let entries = match &outer?.kind {
            NodeKind::Mapping(entries) => entries,
            _ => return None,
        };
        entries.get(key).and_then(|(_, value)| value.text())
    };
    let of = path.iter().rev().nth(1).and_then(|step| match step {
        Step::Key(key) => Some(&**key),
        Step::Index(_) => None,
    });
    let value = match name {
        "id" => text("title")
            .map(slug)
            .unwrap_or_else(|| "spring-meeting".to_owned()),
        "title" | "name" => {
            let own = text("id").or(of.filter(|of| *of != "where" && *of != "plan"));
            own.map_or_else(|| "Spring meeting".to_owned(), headline)
        }
        "when" => "9 July 2026".to_owned(),
        "every" => "week".to_owned(),
        "url" => "https://www.example.org/".to_owned(),
        "domain" => "example.org".to_owned(),
        "revision" => "2026-01-31".to_owned(),
        "plan" => {
            "{ title: Spring meetings, domain: example.org, revision: 2026-01-31 }".to_owned()
        }
        _ => String::new(),
    };
    let is_derived = name == "id" && text("title").is_some();
    let help = match is_derived || value.is_empty() {
        true => format!("add `{}`", format!("{name}: {value}").trim_end()),
        false => format!("add `{name}`, such as `{name}: {value}`"),
    };
    Finding::new(Code::MissingKey, format!("`{name}` is missing"), help)
}

/// Returns how a value is written that an unknown key gives in another form than the key asks
/// for that is meant; none where the form is right.
pub(super) fn fitting(key: &str, value: &Node, is_of_event: bool) -> Option<String> {
    match (key, &value.kind) {
        (_, NodeKind::Nothing | NodeKind::Bare) | ("links", NodeKind::List(_)) => None,
        ("links", _) => inline(value).map(|link| format!("[{link}]")),
        ("repeat", NodeKind::Scalar(text, _)) => repeat(text),
        ("geo", NodeKind::List(items)) if items.len() == 2 => None,
        ("geo", _) => geo(value),
        (key, NodeKind::List(_) | NodeKind::Mapping(_))
            if TEXTS.contains(&key) || key == "hours" && !is_of_event =>
        {
            one_text(key, value)
        }
        _ => None,
    }
}

/// Returns the help with the form of a key's value, and the value in that form where it is exact.
fn form(key: &str, value: &Node) -> Option<(String, Option<String>)> {
    let written = |form: String| Some((format!("write `{key}: {form}`"), Some(form)));
    let shown = |form: String| Some((format!("write `{key}: {form}`"), None));
    match (key, &value.kind) {
        ("links", NodeKind::List(items)) => shown(format!("[{}]", link(items.first()?)?)),
        ("links", _) => written(format!("[{}]", link(value)?)),
        (
            "withdrawn" | "phase" | "venue" | "certainty" | "category" | "on" | "except" | "accept",
            NodeKind::Scalar(text, _),
        ) => written(format!("[{}]", quoted(text))),
        ("geo", _) => match geo(value) {
            Some(form) => written(form),
            None => Some((
                "write latitude and longitude, such as `geo: [51.3155, 0.8894]`".to_owned(),
                None,
            )),
        },
        ("repeat", NodeKind::Scalar(text, _)) => match repeat(text) {
            Some(form) => shown(form),
            None => Some((
                "write how often, on which days and until when, such as `repeat: { every: 2 weeks, \
                 on: tuesday, until: 2026-12-15 }` or `repeat: { every: month, on: second tuesday, \
                 count: 10 }`"
                    .to_owned(),
                None,
            )),
        },
        ("repeat", NodeKind::List(_)) => Some((
            format!(
                "write the days in `when`: `when: {}`",
                one_text("when", value)?
            ),
            None,
        )),
        ("count" | "keep_cancelled" | "longest_span", NodeKind::Scalar(text, _)) => {
            match whole_number(text) {
                Some(number) => written(number),
                None => Some((format!("write a whole number, such as `{key}: 10`"), None)),
            }
        }
        ("placeholder", NodeKind::Scalar(text, _)) => {
            written(format!("{{ longest_span: {} }}", whole_number(text)?))
        }
        ("publish", NodeKind::Scalar(text, _)) => written(format!("{{ url: {text} }}")),
        ("select", NodeKind::Scalar(text, _)) => written(format!("{{ category: [{text}] }}")),
        ("select", NodeKind::List(_)) => written(format!("{{ category: {} }}", inline(value)?)),
        ("instances", NodeKind::List(items)) => {
            let day = items
                .first()
                .and_then(a_day)
                .unwrap_or_else(|| "2026-07-16".to_owned());
            shown(format!("{{ {day}: {{ status: cancelled }} }}"))
        }
        ("description", NodeKind::List(_)) => Some((
            "write `description: |`, and its lines below without dashes".to_owned(),
            None,
        )),
        ("where", NodeKind::List(items)) => {
            let (first, venue) = (items.first()?.text()?, "an event has one venue");
            Some((format!("{venue}: `where: {first}`"), Some(first.to_owned())))
        }
        ("online", NodeKind::List(items)) => {
            let first = items.first()?.text()?;
            Some((
                format!("write one address, `online: {first}`, and others in `links`"),
                None,
            ))
        }
        ("plan" | "phases" | "categories" | "venues" | "feeds" | "events", _) => {
            Some((form_of_section(key, value)?, None))
        }
        (key, NodeKind::List(_) | NodeKind::Mapping(_)) => written(one_text(key, value)?),
        (_, NodeKind::Scalar(text, _)) => instance(key, text),
        (_, NodeKind::Nothing | NodeKind::Bare) => None,
    }
}

/// Returns what to write for a section of plan.yaml, or a list of events, of the wrong kind.
fn form_of_section(key: &str, value: &Node) -> Option<String> {
    match (key, &value.kind) {
        ("plan", NodeKind::List(_)) => {
            Some("write its keys without the dash, one below the other".to_owned())
        }
        ("events", NodeKind::Mapping(entries)) => {
            let (first, (_, value)) = entries.first()?;
            let first = match (first.as_str(), value.text()) {
                (key, Some(text)) => format!("{key}: {text}"),
                (id, None) => format!("id: {id}"),
            };
            Some(format!("begin each event with a dash: `- {first}`"))
        }
        ("phases" | "categories" | "venues" | "feeds", NodeKind::List(items)) => {
            let entry = keyed(items.first()?, key)?;
            Some(format!(
                "give each a key in the place of the dash: `{entry}`"
            ))
        }
        _ => None,
    }
}

/// An instance that is a text: what it says.
fn instance(key: &str, text: &str) -> Option<(String, Option<String>)> {
    let is_day = key.len() >= 10 && key.as_bytes()[4] == b'-';
    if !is_day {
        return None;
    }
    let word = plain(text);
    if ["cancelled", "canceled", "annule", "cancelado"].contains(&word.as_str()) {
        let form = "{ status: cancelled }".to_owned();
        return Some((format!("write `{key}: {form}`"), Some(form)));
    }
    let day = text.rsplit_once(" to ").map(|(_, day)| day);
    let help = match day.filter(|day| day.contains(|c: char| c.is_ascii_digit())) {
        Some(day) => format!("write `{key}: {{ when: {day} }}`"),
        None => format!(
            "write what is different, such as `{key}: {{ room: Room 2 }}` or `{{ status: cancelled }}`"
        ),
    };
    Some((help, None))
}

/// An event that is a text.
fn event_of(item: &Node) -> Option<(String, Option<String>)> {
    let text = item.text()?;
    let id = slug(text);
    let help = format!(
        "write `- {{ id: {id}, title: {}, when: ... }}`, with the date of the event",
        quoted(text)
    );
    Some((help, None))
}

/// Returns a list or a mapping as the one text that its key asks for.
fn one_text(key: &str, value: &Node) -> Option<String> {
    let texts: Vec<&str> = match &value.kind {
        NodeKind::List(items) => items.iter().map(Node::text).collect::<Option<_>>()?,
        NodeKind::Mapping(entries) => {
            let text = |word: &str| {
                let entry = entries.iter().find(|(key, _)| plain(key) == word)?;
                entry.1.1.text()
            };
            let both = [
                ("start", "end"),
                ("from", "to"),
                ("from", "until"),
                ("start", "until"),
            ]
            .into_iter()
            .find_map(|(from, to)| Some((text(from)?, text(to)?)));
            if let (Some((from, to)), "when" | "dates" | "hours") = (both, key) {
                return Some(from_to(from, to, key));
            }
            if let ("online" | "url", Some(url)) = (key, text("url")) {
                return Some(url.to_owned());
            }
            if let ("contact", Some(name), Some(email)) = (key, text("name"), text("email")) {
                return Some(format!("{name}, {email}"));
            }
            if entries.keys().all(|key| key.len() == 2) {
                return Some(quoted(entries.first()?.1.1.text()?));
            }
            entries
                .values()
                .map(|(_, value)| value.text())
                .collect::<Option<_>>()?
        }
        _ => return None,
    };
    let one = texts.first().copied()?;
    match key {
        "status" | "phase" | "id" => Some(one.to_owned()),
        "room" if texts.len() > 1 => Some(format!(
            "{} and {}",
            texts[..texts.len() - 1].join(", "),
            texts.last()?
        )),
        _ => Some(texts.join(", ")),
    }
}

/// Returns a link as an item of a list: an address, or a title and an address.
fn link(value: &Node) -> Option<String> {
    if let NodeKind::Mapping(entries) = &value.kind
        && !entries.contains_key("url")
        && let Some((title, (_, url))) = entries.first()
    {
        let (title, url) = match (title.contains('.'), url.text()?) {
            (true, text) => (text, format!("https://{title}")),
            (false, url) => (title.as_str(), url.to_owned()),
        };
        return Some(format!("{{ title: {title}, url: {url} }}"));
    }
    inline(value)
}

/// Returns an item of a list as an entry with a key.
fn keyed(item: &Node, section: &str) -> Option<String> {
    let title = if section == "venues" { "name" } else { "title" };
    match &item.kind {
        NodeKind::Scalar(text, _) => Some(format!("{}: {}", slug(text), headline(text))),
        NodeKind::Mapping(entries) => {
            let text = |words: [&str; 3]| {
                let mut entries = entries.iter();
                let found = entries.find(|(key, _)| words.contains(&plain(key).as_str()));
                found.and_then(|(_, (_, value))| value.text())
            };
            let name = text(["title", "name", "nom"]);
            let id = text(["id", "key", "slug"]).or(name);
            match (id, name) {
                (Some(id), Some(name)) => {
                    Some(format!("{}: {{ {title}: {} }}", slug(id), quoted(name)))
                }
                (Some(id), None) => Some(format!("{}: {}", slug(id), headline(id))),
                (None, _) => {
                    let (key, (_, value)) = entries.first()?;
                    Some(format!("{}: {}", slug(key), inline(value)?))
                }
            }
        }
        _ => None,
    }
}
