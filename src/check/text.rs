//! Rules for single values: texts, keys, days, links, colours, zones.

use chrono::NaiveDate;
use chrono_tz::{TZ_VARIANTS, Tz};
use strsim::damerau_levenshtein;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::diagnostic::{Code, nearest, suggestion};
use crate::plan::{Color, Key, Link, Place, line};
use crate::source::{Finding, LinkEntry, Part, Pointer, VenueEntry};

/// The most characters of a title.
const LONGEST_TITLE: usize = 1000;
/// The most characters of a name.
const LONGEST_NAME: usize = 300;
/// The most characters of a description.
const LONGEST_DESCRIPTION: usize = 32_000;
/// The most characters of a link.
const LONGEST_URL: usize = 2000;

type Findings = Vec<Finding>;

/// A title: one line, not empty, at most 1,000 characters.
pub(super) fn title(text: &str, at: &Pointer, findings: &mut Findings) {
    one_line(text, LONGEST_TITLE, at, findings);
}

/// A name: one line, not empty, at most 300 characters.
pub(super) fn name(text: &str, at: &Pointer, findings: &mut Findings) {
    one_line(text, LONGEST_NAME, at, findings);
}

fn one_line(text: &str, longest: usize, at: &Pointer, findings: &mut Findings) {
    let breaks = ['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}'];
    if text.trim().contains(breaks) {
        let finding = Finding::new(Code::LineBreak, "this holds a line break", at.clone());
        findings.push(finding.help("write it in one line; `>` folds lines"));
    }
    text_value(text, longest, at, findings);
}

/// A description: not empty, at most 32,000 characters.
pub(super) fn description(text: &str, at: &Pointer, findings: &mut Findings) {
    text_value(text, LONGEST_DESCRIPTION, at, findings);
}

fn text_value(text: &str, longest: usize, at: &Pointer, findings: &mut Findings) {
    not_empty(text, at, findings);
    let length = text.chars().count();
    if length > longest {
        let message = format!("this has {length} characters");
        let help = format!("at most {longest} fit; put the rest elsewhere or behind a link");
        findings.push(Finding::new(Code::TooLong, message, at.clone()).help(help));
    }
    let is_control = |c: &char| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{85}');
    if let Some(c) = text.chars().find(is_control) {
        let message = format!("this holds a control character, U+{:04X}", u32::from(c));
        findings.push(Finding::new(Code::ControlCharacter, message, at.clone()).help("remove it"));
    }
}

/// Reports a value without text.
pub(super) fn not_empty(text: &str, at: &Pointer, findings: &mut Findings) -> bool {
    let empty = text.trim().is_empty();
    if empty {
        let finding = Finding::new(Code::EmptyValue, "this has no value", at.clone());
        findings.push(finding.help("give one, or leave the key out"));
    }
    !empty
}

/// A key or an id.
pub(super) fn key(text: &str, at: &Pointer, findings: &mut Findings) -> Option<Key> {
    let key = Key::new(text);
    if key.is_none() && not_empty(text, at, findings) {
        let plain = text.nfkd().filter(|c| !is_combining_mark(*c));
        let plain: String = plain.flat_map(char::to_lowercase).collect();
        let parts = plain.split(|c: char| !c.is_ascii_alphanumeric());
        let mended: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
        let mended = mended.join("-");
        let finding = Finding::new(Code::BadKey, format!("`{text}` is no key"), at.clone());
        let form = "lower-case letters, digits and hyphens, at most 100 of them";
        let help = match Key::new(&mended) {
            Some(mended) => format!("write {form}, such as `{mended}`"),
            None => format!("write {form}"),
        };
        findings.push(finding.help(help));
    }
    key
}

/// One of the known names, or a finding with the nearest.
pub(super) fn one_of<'a>(
    text: &str,
    known: impl IntoIterator<Item = &'a str>,
    code: Code,
    what: &str,
    at: &Pointer,
    findings: &mut Findings,
) -> Option<&'a str> {
    let known: Vec<&str> = known.into_iter().collect();
    let found = known.iter().copied().find(|name| *name == text);
    if found.is_none() && not_empty(text, at, findings) {
        let finding = Finding::new(code, format!("there is no {what} `{text}`"), at.clone());
        let help = suggestion(text, known.iter().copied())
            .unwrap_or_else(|| format!("add it to plan.yaml, or write a {what} that is there"));
        findings.push(finding.help(help));
    }
    found
}

/// An ISO 8601 day.
pub(super) fn day(text: &str, at: &Pointer, findings: &mut Findings) -> Option<NaiveDate> {
    let day = line::day(text);
    if day.is_none() && not_empty(text, at, findings) {
        let message = format!("`{text}` is not a day such as `2017-09-20`");
        let help = "write year, month and day in figures, and one that the calendar has";
        findings.push(Finding::new(Code::BadDay, message, at.clone()).help(help));
    }
    day
}

/// A time zone of the tz database.
pub(super) fn zone(text: &str, at: &Pointer, findings: &mut Findings) -> Option<Tz> {
    let zone = text.parse::<Tz>().ok();
    if zone.is_none() && not_empty(text, at, findings) {
        let message = format!("there is no time zone `{text}`");
        let finding = Finding::new(Code::UnknownZone, message, at.clone());
        let help = match nearest_zone(text) {
            Some(name) => format!("did you mean `{name}`?"),
            None => "write an area and a city, such as `Europe/Zurich`".to_owned(),
        };
        findings.push(finding.help(help));
    }
    zone
}

/// The zone with the nearest name, or the one whose city has that name.
fn nearest_zone(text: &str) -> Option<&'static str> {
    let names = || TZ_VARIANTS.iter().map(|zone| zone.name());
    let city = |name: &str| {
        name.rsplit('/')
            .next()
            .unwrap_or(name)
            .trim()
            .replace(' ', "_")
    };
    let of_city = names().find(|name| city(name).eq_ignore_ascii_case(&city(text)));
    // Two letters apart at most: another city is worse than none.
    of_city.or_else(|| nearest(text, names()).filter(|name| damerau_levenshtein(name, text) <= 2))
}

/// A link that a calendar can open.
pub(super) fn url(text: &str, at: &Pointer, findings: &mut Findings) -> bool {
    let rest = |scheme: &str| {
        let start = text.get(..scheme.len());
        let is_there = start.is_some_and(|start| start.eq_ignore_ascii_case(scheme));
        is_there.then(|| &text[scheme.len()..])
    };
    let is_clean = !text.contains(|c: char| {
        c.is_whitespace() || c.is_control() || matches!(c, '"' | '<' | '>' | '\\' | '`')
    });
    let has_host = |rest: &str| !rest.is_empty() && !rest.starts_with(['/', '?', '#']);
    let is_mailbox = |(name, host): (&str, &str)| !name.is_empty() && !host.is_empty();
    let mailbox = rest("mailto:").and_then(|to| to.split_once('@'));
    let web = rest("https://").or_else(|| rest("http://"));
    let known = web.is_some_and(has_host) || mailbox.is_some_and(is_mailbox);
    let good = known && is_clean && text.len() <= LONGEST_URL;
    if !good && not_empty(text, at, findings) {
        let message = match text.len() {
            ..=LONGEST_URL => format!("`{text}` is no link for a calendar"),
            length => format!("this link has {length} characters, more than {LONGEST_URL}"),
        };
        let help =
            "write a whole address that begins with https://, http:// or mailto:, spaces as %20";
        findings.push(Finding::new(Code::BadUrl, message, at.clone()).help(help));
    }
    good
}

/// Where feeds are published: the address of a folder, http or https, to which paths can be added.
pub(super) fn web_address(text: &str, at: &Pointer, findings: &mut Findings) {
    if !url(text, at, findings) {
        return;
    }
    let lower = text.to_ascii_lowercase();
    let web = lower
        .strip_prefix("https://")
        .or(lower.strip_prefix("http://"));
    let place = web.unwrap_or_default();
    let (host, path) = place.split_once('/').unwrap_or((place, ""));
    let (message, help) = if place.is_empty() {
        let help = "write an address that begins with https:// or http://";
        ("feeds can't be published there", help)
    } else if text.contains(['?', '#']) {
        let help = "write the address of the folder in which the feeds will be";
        ("the paths of feeds can't follow `?` or `#`", help)
    } else if host.contains('@') {
        let message = "a name or a password in it would be published with every feed";
        (message, "take it out")
    } else if !text.is_ascii() {
        let help = "write the host as xn--..., and others as in `%C3%A9`";
        ("calendars pass such letters on each in its own way", help)
    } else if path.ends_with(".html") || path.ends_with(".ics") {
        let help = "write that of the folder in which the feeds will be";
        ("this is the address of a file", help)
    } else {
        return;
    };
    let message = format!("`{text}`: {message}");
    findings.push(Finding::new(Code::BadUrl, message, at.clone()).help(help));
}

/// A colour, `#rrggbb` or a CSS name.
pub(super) fn color(text: &str, at: &Pointer, findings: &mut Findings) -> Option<Color> {
    let is_plain = text.starts_with('#') && text.len() == 7
        || csscolorparser::NAMED_COLORS.get(text.into()).is_some();
    let color = csscolorparser::parse(text).ok();
    let color = color.filter(|color| is_plain && color.a >= 1.0);
    if color.is_none() && not_empty(text, at, findings) {
        let names = csscolorparser::NAMED_COLORS.keys();
        let names: Vec<String> = names.map(|name| name.to_string()).collect();
        let finding = Finding::new(Code::BadColor, format!("`{text}` is no colour"), at.clone());
        let help = match nearest(text, names.iter().map(String::as_str)) {
            Some(name) => format!("did you mean `{name}`?"),
            None if text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) => {
                format!("did you mean `\"#{text}\"`?")
            }
            None => "write `#rrggbb` in quotes, or a CSS name such as `steelblue`".to_owned(),
        };
        findings.push(finding.help(help));
    }
    let [red, green, blue, _] = color?.to_rgba8();
    let rgb = [red, green, blue];
    Some(Color { rgb })
}

/// A host name.
pub(super) fn domain(text: &str, at: &Pointer, findings: &mut Findings) {
    let is_label = |label: &str| {
        let is_allowed =
            |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let is_inside = !label.starts_with('-') && !label.ends_with('-');
        (1..=63).contains(&label.len()) && label.bytes().all(is_allowed) && is_inside
    };
    if !(text.len() <= 90 && text.split('.').all(is_label)) && not_empty(text, at, findings) {
        let message = format!("`{text}` is no host name");
        let help = "write one in lower case, at most 90 characters, without https:// or a path, \
                    such as `example.org`";
        findings.push(Finding::new(Code::BadDomain, message, at.clone()).help(help));
    }
}

/// A place.
pub(super) fn place(entry: &VenueEntry, at: &Pointer, findings: &mut Findings) -> Place {
    name(&entry.name, &at.key("name"), findings);
    if let Some(country) = &entry.country
        && !(country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_uppercase()))
    {
        let message = format!("`{country}` is no country code");
        let finding = Finding::new(Code::BadCountry, message, at.key("country"));
        findings.push(finding.help("write two capital letters, such as `CH`"));
    }
    if let Some([latitude, longitude]) = entry.geo
        && !((-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude))
    {
        let message = format!("[{latitude}, {longitude}] is nowhere on earth");
        let finding = Finding::new(Code::BadGeo, message, at.key("geo"));
        let swapped = (-90.0..=90.0).contains(&longitude) && (-180.0..=180.0).contains(&latitude);
        let help = if swapped {
            format!("latitude stands first: [{longitude}, {latitude}]?")
        } else {
            "write latitude -90 to 90, longitude -180 to 180".to_owned()
        };
        findings.push(finding.help(help));
    }
    Place {
        name: entry.name.trim().to_owned(),
        country: entry.country.clone(),
        timezone: entry
            .timezone
            .as_ref()
            .and_then(|zone_name| zone(zone_name, &at.key("timezone"), findings)),
        geo: entry.geo,
    }
}

/// Links.
pub(super) fn links(entries: &[LinkEntry], at: &Pointer, findings: &mut Findings) -> Vec<Link> {
    let link = |(i, entry): (usize, &LinkEntry)| {
        let at = at.index(i);
        url(&entry.url, &at.key("url"), findings);
        if let Some(text) = &entry.title {
            title(text, &at.key("title"), findings);
        }
        Link {
            title: entry.title.as_ref().map(|title| title.trim().to_owned()),
            url: entry.url.clone(),
        }
    };
    entries.iter().enumerate().map(link).collect()
}

/// The key of an entry, where its spelling stands.
pub(super) fn entry_key(text: &str, at: &Pointer, findings: &mut Findings) -> Option<Key> {
    key(text, &at.key(text).part(Part::Key), findings)
}

/// A number within its limits.
pub(super) fn within<T: PartialOrd + std::fmt::Display + Copy>(
    value: T,
    limits: std::ops::RangeInclusive<T>,
    at: &Pointer,
    findings: &mut Findings,
) {
    if !limits.contains(&value) {
        let message = format!("{value} is out of range");
        let help = format!("write {} to {}", limits.start(), limits.end());
        findings.push(Finding::new(Code::OutOfRange, message, at.clone()).help(help));
    }
}
