//! What an author wrote, written in the form that a key asks for.

use super::keys::plain;
use super::tree::{Node, NodeKind};

/// Returns a first and a last day, or time, as one text.
pub(super) fn from_to(from: &str, to: &str, key: &str) -> String {
    if key == "hours" {
        return format!("{from}-{to}");
    }
    match (from.split_once([' ', 'T']), to.split_once([' ', 'T'])) {
        (Some((day, begins)), Some((same, ends))) if day == same && begins.contains(':') => {
            format!("{day}, {begins}-{ends}")
        }
        _ => format!("{from} – {to}"),
    }
}

/// Returns a value on one line, as YAML; none for what is longer than a line.
pub(super) fn inline(value: &Node) -> Option<String> {
    let text = match &value.kind {
        NodeKind::Scalar(text, _) if text.contains('\n') => return None,
        NodeKind::Scalar(text, _) => quoted(text),
        NodeKind::List(items) => {
            let items: Vec<String> = items.iter().map(inline).collect::<Option<_>>()?;
            format!("[{}]", items.join(", "))
        }
        NodeKind::Mapping(entries) => {
            let entry = |(key, (_, value)): (&String, &(_, Node))| {
                Some(format!("{key}: {}", inline(value)?))
            };
            let entries: Vec<String> = entries.iter().map(entry).collect::<Option<_>>()?;
            format!("{{ {} }}", entries.join(", "))
        }
        NodeKind::Nothing | NodeKind::Bare => return None,
    };
    (text.chars().count() < 120).then_some(text)
}

/// Returns latitude and longitude in degrees, where a value has them in another form.
pub(super) fn geo(value: &Node) -> Option<String> {
    let texts: Vec<&str> = match &value.kind {
        NodeKind::Scalar(text, _) => vec![text],
        NodeKind::List(items) => items.iter().map(Node::text).collect::<Option<_>>()?,
        // A comma for the point is another entry in braces: half of a number is none.
        NodeKind::Mapping(entries) if entries.values().any(|(_, value)| value.text().is_none()) => {
            return None;
        }
        NodeKind::Mapping(entries) => {
            let like = |letters: &str| {
                let mut entries = entries.iter();
                let found = entries.find(|(key, _)| plain(key).starts_with(letters));
                found.and_then(|(_, (_, value))| value.text())
            };
            vec![like("la")?, like("lo").or_else(|| like("ln"))?]
        }
        _ => return None,
    };
    let numbers: Vec<String> = texts.iter().flat_map(|text| degrees(text)).collect();
    match &numbers[..] {
        [lat, lon] => Some(format!("[{lat}, {lon}]")),
        // A comma for the point makes four numbers of two.
        [lat, decimals, lon, of_lon] if !decimals.contains('.') && !of_lon.contains('.') => {
            Some(format!("[{lat}.{decimals}, {lon}.{of_lon}]"))
        }
        _ => None,
    }
}

/// Returns the numbers of a text, negative where it says south or west.
pub(super) fn degrees(text: &str) -> Vec<String> {
    let mut numbers = Vec::new();
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-');
    let mut rest = text;
    while let Some(start) = rest.find(is_part) {
        rest = &rest[start..];
        let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        let (number, behind) = rest.split_at(end);
        let letter = behind.trim_start_matches(['°', ' ']).chars().next();
        let is_negative = matches!(letter, Some('S' | 'W' | 'O')) && !number.starts_with('-');
        if number.contains(|c: char| c.is_ascii_digit()) {
            numbers.push(format!("{}{number}", if is_negative { "-" } else { "" }));
        }
        rest = behind;
    }
    numbers
}

/// Returns a repeat that is a text, `weekly` or an RRULE, as a mapping; none if it says more than
/// that. Where it does not say how long it goes on, `count` is an example.
pub(super) fn repeat(text: &str) -> Option<String> {
    let upper = text.to_uppercase();
    let part = |name: &str| {
        let rest = upper.split_once(name)?.1;
        rest.split([';', ' ']).next()
    };
    let is_rule = upper.contains("FREQ=");
    if upper.contains(";BY") || upper.contains(":BY") || !is_rule && text.contains(' ') {
        return None;
    }
    let unit = unit(part("FREQ=").unwrap_or(text))?;
    let every = match part("INTERVAL=") {
        Some(n) if n != "1" => format!("{n} {unit}s"),
        _ => unit.to_owned(),
    };
    let until = part("UNTIL=").and_then(|day| {
        Some(format!(
            "{}-{}-{}",
            day.get(..4)?,
            day.get(4..6)?,
            day.get(6..8)?
        ))
    });
    let until = until.or_else(|| day_in(text));
    Some(match (part("COUNT="), until) {
        (Some(count), _) => format!("{{ every: {every}, count: {count} }}"),
        (None, Some(day)) => format!("{{ every: {every}, until: {day} }}"),
        (None, None) => format!("{{ every: {every}, count: 10 }}"),
    })
}

/// Returns how often a word says that something recurs.
pub(super) fn unit(text: &str) -> Option<&'static str> {
    let text = plain(text);
    let words = [
        ("day", ["dai", "daily", "day", "jour", "diari"]),
        ("month", ["month", "mensu", "mois", "mes", "monat"]),
        ("year", ["year", "annu", "an", "annee", "ano"]),
        ("week", ["week", "hebdo", "semaine", "semana", "woche"]),
    ];
    let has = |words: &[&str]| {
        words
            .iter()
            .any(|word| text.contains(word) && word.len() > 2)
    };
    words
        .into_iter()
        .find(|(_, words)| has(words))
        .map(|(unit, _)| unit)
}

/// Returns the day in a text that is written as year-month-day.
pub(super) fn day_in(text: &str) -> Option<String> {
    let is_day = |word: &&str| {
        let figures = word.chars().filter(char::is_ascii_digit).count();
        word.len() == 10 && figures == 8 && word.matches('-').count() == 2
    };
    let mut words = text.split(|c: char| !c.is_ascii_digit() && c != '-');
    words.find(is_day).map(str::to_owned)
}

/// Returns the day of an item of a list of instances.
pub(super) fn a_day(item: &Node) -> Option<String> {
    match &item.kind {
        NodeKind::Scalar(text, _) => day_in(text),
        NodeKind::Mapping(entries) => entries
            .iter()
            .find_map(|(key, (_, value))| day_in(key).or_else(|| day_in(value.text()?))),
        _ => None,
    }
}

/// Returns the whole number that a text begins with or says in a word.
pub(super) fn whole_number(text: &str) -> Option<String> {
    const WORDS: [&str; 13] = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve",
    ];
    let text = text.trim().to_lowercase();
    let figures: String = text
        .trim_start_matches('+')
        .chars()
        .take_while(char::is_ascii_digit)
        .collect();
    if !figures.is_empty() {
        return Some(figures);
    }
    let mut words = text.split_whitespace();
    let number = words.find_map(|word| WORDS.iter().position(|number| *number == word));
    let of_days = if text.contains("week") { 7 } else { 1 };
    number.map(|number| (number * of_days).to_string())
}

/// Returns an id made of a text.
pub(super) fn slug(text: &str) -> String {
    let text: String = text.split_whitespace().collect::<Vec<_>>().join("-");
    let text: String = text
        .split('-')
        .map(plain)
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join("-");
    let text: String = text
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || c == '-' {
                c
            } else {
                ' '
            }
        })
        .collect();
    let text = text.replace(' ', "");
    let end = text
        .char_indices()
        .nth(60)
        .map_or(text.len(), |(byte, _)| byte);
    match text[..end].trim_matches('-') {
        "" => "spring-meeting".to_owned(),
        slug => slug.to_owned(),
    }
}

/// Returns a title made of an id.
pub(super) fn headline(id: &str) -> String {
    let words = id.replace(['-', '_'], " ");
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

/// Returns a text as YAML, in quotes where it needs them within brackets.
pub(super) fn quoted(text: &str) -> String {
    let begins_plain = text.starts_with(|c: char| c.is_alphanumeric());
    let is_plain = begins_plain
        && !text.contains([',', '[', ']', '{', '}', '"'])
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.ends_with(':');
    match is_plain {
        true => text.to_owned(),
        false => format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")),
    }
}
