//! Rules for single values: texts, keys, days, links, colours, places.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::countries::{country_called, is_country};
use super::cursor::Cursor;
use super::day::DayForms;
use super::passcode::{check_link, check_text};
use super::venue::marked_name;
use super::web::{MeantLink, meant_domain, meant_link, meant_url};
use super::zone::zone;
use crate::diagnostic::{Code, Help, nearest, suggestion};
use crate::language;
use crate::phrase::{Grammar, Weeks};
use crate::plan::{Color, Domain, FolderUrl, Key, Link, NotAFolder, Place, Room, Url};
use crate::source::{LinkEntry, VenueEntry};

/// The most characters of a title.
const LONGEST_TITLE: usize = 1000;
/// The most characters of a name.
const LONGEST_NAME: usize = 300;
/// The most characters of a description.
const LONGEST_DESCRIPTION: usize = 32_000;

/// The word that takes away a venue, a room, a contact or an online meeting that a file or a series
/// gives.
pub(super) const NONE: &str = "none";

/// An authored text.
pub(super) type Text<'a> = Cursor<'a, String>;

/// Returns a title, trimmed: one line, not empty, at most 1,000 characters.
pub(super) fn title(text: &Text<'_>) -> String {
    one_line(text, LONGEST_TITLE)
}

fn one_line(text: &Text<'_>, longest: usize) -> String {
    let breaks = ['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}'];
    if text.trim().contains(breaks) {
        let help = "write it in one line; `>` folds lines";
        text.report(Code::LineBreak, "this holds a line break", help);
    }
    within_length(text, longest)
}

/// Returns a description, trimmed: not empty, at most 32,000 characters.
pub(super) fn description(text: &Text<'_>) -> String {
    check_text(text);
    within_length(text, LONGEST_DESCRIPTION)
}

fn within_length(text: &Text<'_>, longest: usize) -> String {
    is_given(text);
    let length = text.chars().count();
    if length > longest {
        let help = format!("at most {longest} fit; put the rest elsewhere or behind a link");
        text.report(Code::TooLong, format!("this has {length} characters"), help);
    }
    let is_control = |c: &char| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{85}');
    if let Some(c) = text.chars().find(is_control) {
        let message = format!("this holds a control character, U+{:04X}", u32::from(c));
        text.report(Code::ControlCharacter, message, "remove it");
    }
    text.trim().to_owned()
}

/// Whether a value has a text; reports one that has none.
pub(super) fn is_given(text: &Text<'_>) -> bool {
    let is_given = !text.trim().is_empty();
    if !is_given {
        let help = "give one, or leave the key out";
        text.report(Code::EmptyValue, "this has no value", help);
    }
    is_given
}

/// Returns a value that was read from a text, and reports a text that is given but wrong. `help`
/// says what to write instead.
fn valid<T>(
    text: &Text<'_>,
    value: Option<T>,
    code: Code,
    message: impl Into<String>,
    help: impl FnOnce() -> Help,
) -> Option<T> {
    if value.is_none() && is_given(text) {
        text.report(code, message, help());
    }
    value
}

/// Returns a key or an id.
pub(super) fn key(text: &Text<'_>) -> Option<Key> {
    let message = format!("`{text}` is not a valid key");
    valid(text, Key::new(text), Code::BadKey, message, || {
        let form = "write lower-case letters, digits and hyphens, at most 100 of them";
        // An id stands before the domain in its UID.
        match mended_key(text.split('@').next().unwrap_or(text)) {
            Some(mended) => Help {
                text: format!("{form}, such as `{mended}`"),
                replacement: Some(mended.to_string()),
            },
            None => form.into(),
        }
    })
}

/// Returns a text without accents and capitals, and with single spaces: how names are compared.
pub(super) fn plain(text: &str) -> String {
    let plain = text.nfkd().filter(|c| !is_combining_mark(*c));
    let plain: String = plain.flat_map(char::to_lowercase).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the key that a text would be without accents, capitals and signs.
pub(super) fn mended_key(text: &str) -> Option<Key> {
    let plain = plain(text);
    let words = plain.split(|c: char| !c.is_ascii_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    Key::new(&words.join("-"))
}

/// Returns a text if it is one of the known names.
pub(super) fn one_of<'a>(
    text: &Text<'_>,
    known: impl IntoIterator<Item = &'a str> + Clone,
    code: Code,
    what: &str,
) -> Option<&'a str> {
    let found = known
        .clone()
        .into_iter()
        .find(|name| *name == text.as_str());
    let message = format!("unknown {what} `{text}`");
    valid(text, found, code, message, || {
        suggestion(text, known).unwrap_or_else(|| {
            format!("add it to plan.yaml, or write a {what} that is there").into()
        })
    })
}

/// Returns a link that a calendar can open.
pub(super) fn url(text: &Text<'_>) -> Option<Url> {
    let message = match text.len() {
        ..=Url::LONGEST => format!("`{text}` is not a valid link"),
        length => format!(
            "this link has {length} characters, more than {}",
            Url::LONGEST
        ),
    };
    let url = valid(
        text,
        Url::new(text),
        Code::BadUrl,
        message,
        || match meant_link(text) {
            Some(MeantLink { title: None, url }) => Help::write(url),
            Some(MeantLink { title, url }) => format!(
                "write `{{ title: {}, url: {url} }}`",
                title.unwrap_or_default()
            )
            .into(),
            None => "write a whole address that begins with https://, http:// or mailto:, spaces \
                     as %20"
                .into(),
        },
    )?;
    check_link(text);
    Some(url)
}

/// Returns what `read` gives of a text, or none within where it is the word that takes a default
/// away; none where it is wrong.
pub(super) fn unless_none<T>(
    text: &Text<'_>,
    read: impl FnOnce(&Text<'_>) -> Option<T>,
) -> Option<Option<T>> {
    match text.trim() {
        NONE => Some(None),
        _ => read(text).map(Some),
    }
}

/// Returns the address of an online meeting, which a browser opens.
pub(super) fn online(text: &Text<'_>) -> Option<Url> {
    let help = "write the address that people open, which begins with https:// or http://; a \
                telephone number belongs to `contact`, other words to `description`; `none` takes \
                that of the file or the series away";
    let url = Url::new(text).filter(Url::is_web);
    let message = format!("`{text}` is not the address of an online meeting");
    let url = valid(text, url, Code::BadUrl, message, || {
        let meant = meant_url(text.trim()).filter(|url| url.starts_with("http"));
        meant.map_or_else(|| help.into(), Help::write)
    })?;
    check_link(text);
    Some(url)
}

/// Returns whom to ask, trimmed: one line, not empty, at most 300 characters.
pub(super) fn contact(text: &Text<'_>) -> String {
    one_line(text, LONGEST_NAME)
}

/// Returns the room that a text names, with its marker or without; none if it is empty.
pub(super) fn room(text: &Text<'_>, grammar: &Grammar) -> Option<Room> {
    let name = one_line(text, LONGEST_NAME);
    let (marker, name) = marked_name(&text.with(&name), grammar);
    let name = (!name.is_empty()).then_some(name);
    (name.is_some() || marker.is_some()).then_some(Room { name, marker })
}

/// Returns the address of the folder in which feeds are published.
pub(super) fn folder_url(text: &Text<'_>) -> Option<FolderUrl> {
    let (message, help) = match FolderUrl::new(url(text)?) {
        Ok(url) => return Some(url),
        Err(NotAFolder::NotWeb) => (
            "feeds can't be published there",
            "write an address that begins with https:// or http://",
        ),
        Err(NotAFolder::Query) => (
            "the paths of feeds can't follow `?` or `#`",
            "write the address of the folder in which the feeds will be",
        ),
        Err(NotAFolder::Credentials) => (
            "a name or a password in it would be published with every feed",
            "take it out",
        ),
        Err(NotAFolder::NotAscii) => (
            "it has letters outside ASCII, which calendars encode in different ways",
            "write the host as xn--..., and other letters as in `%C3%A9`",
        ),
        Err(NotAFolder::File) => (
            "this is the address of a file",
            "write that of the folder in which the feeds will be",
        ),
    };
    let folder = text
        .split(['?', '#'])
        .next()
        .and_then(|text| text.rsplit_once('/'));
    let folder = folder.map(|(folder, _)| format!("{folder}/"));
    let is_folder =
        |folder: &String| Url::new(folder).is_some_and(|url| FolderUrl::new(url).is_ok());
    let help = match folder.filter(is_folder) {
        Some(folder) => Help::write(folder),
        None => help.into(),
    };
    text.report(Code::BadUrl, format!("`{text}`: {message}"), help);
    None
}

/// Returns a colour, `#rrggbb` or a CSS name.
pub(super) fn color(text: &Text<'_>) -> Option<Color> {
    let message = format!("`{text}` is not a valid colour");
    valid(text, Color::new(text), Code::BadColor, message, || {
        if let Some(hex) = meant_color(text) {
            return Help {
                text: format!("did you mean `\"{hex}\"`?"),
                replacement: Some(hex),
            };
        }
        let name = language::value_of(text, plain, |language| language.colors);
        match name.or_else(|| nearest(text, Color::names())) {
            Some(name) => Help::did_you_mean(name),
            None => "write `#rrggbb` in quotes, or a CSS name such as `steelblue`".into(),
        }
    })
}

/// Returns the colour that is meant by another form of CSS, such as `rgb(255, 127, 14)` or `#c00`,
/// as `#rrggbb`.
fn meant_color(text: &str) -> Option<String> {
    let is_color = text.contains(|c: char| c.is_ascii_digit() || matches!(c, '#' | '('));
    let color = csscolorparser::parse(text.trim())
        .ok()
        .filter(|_| is_color)?;
    let [red, green, blue, _] = color.to_rgba8();
    let hex = format!("#{red:02x}{green:02x}{blue:02x}");
    Color::new(&hex).map(|_| hex)
}

/// Returns a host name.
pub(super) fn domain(text: &Text<'_>) -> Option<Domain> {
    let message = format!("`{text}` is not a valid host name");
    valid(text, Domain::new(text), Code::BadDomain, message, || {
        if let Some(host) = meant_domain(text) {
            return Help::write(host);
        }
        "write one in lower case, at most 90 characters, without https:// or a path, such as \
         `example.org`"
            .into()
    })
}

/// Returns a place.
pub(super) fn place(entry: &Cursor<'_, VenueEntry>) -> Place {
    if let Some(country) = at!(entry.country).given()
        && !is_country(&country)
        && is_given(&country)
    {
        let message = format!("`{country}` is not a country code of ISO 3166");
        let help = match country_called(&country) {
            Some(code) => Help::write(code),
            None => "write the two capital letters of the country, such as `CH`".into(),
        };
        country.report(Code::BadCountry, message, help);
    }
    if let Some([latitude, longitude]) = entry.geo
        && !is_on_earth(latitude, longitude)
    {
        let message = format!("[{latitude}, {longitude}] is nowhere on earth");
        let help = if is_on_earth(longitude, latitude) {
            format!("latitude comes first: [{longitude}, {latitude}]?")
        } else {
            "write latitude -90 to 90, longitude -180 to 180".to_owned()
        };
        at!(entry.geo).report(Code::BadGeo, message, help);
    }
    Place {
        name: one_line(&at!(entry.name), LONGEST_NAME),
        address: at!(entry.address)
            .given()
            .map(|address| one_line(&address, LONGEST_NAME)),
        country: entry.country.clone(),
        timezone: at!(entry.timezone).given().and_then(|name| zone(&name)),
        geo: entry.geo,
    }
}

fn is_on_earth(latitude: f64, longitude: f64) -> bool {
    (-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude)
}

/// Returns links; one whose address can't be opened is left out.
pub(super) fn links(entries: Cursor<'_, Vec<LinkEntry>>) -> Vec<Link> {
    let mut links = Vec::new();
    for entry in entries.items() {
        let url = url(&at!(entry.url));
        let title = at!(entry.title).given().map(|text| title(&text));
        links.extend(url.map(|url| Link { title, url }));
    }
    links
}

/// Returns how weeks are numbered. Of a text that does not say it, only that is reported.
pub(super) fn weeks(text: &Text<'_>, forms: DayForms<'_>) -> Weeks {
    let message = format!("`{text}` does not say how weeks are numbered");
    let weeks = valid(text, Weeks::named(text), Code::BadWeeks, message, || {
        forms.meant_day(text).map_or_else(
            || "write `iso`, or the day on which week 1 begins, such as `2025-01-13`".into(),
            |day| Help::write(day.to_string()),
        )
    });
    weeks.unwrap_or(Weeks::Iso)
}

/// Returns a number, and reports one outside its limits.
pub(super) fn within<T: PartialOrd + std::fmt::Display + Copy>(
    number: &Cursor<'_, T>,
    limits: std::ops::RangeInclusive<T>,
) -> T {
    if !limits.contains(number) {
        let help = format!("write {} to {}", limits.start(), limits.end());
        number.report(Code::OutOfRange, format!("{number} is out of range"), help);
    }
    **number
}
