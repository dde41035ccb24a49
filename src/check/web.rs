//! Addresses and host names that are not in their form, and what is meant by them.

use crate::plan::{Domain, Url};

/// Names of schemes that were meant to be a known one.
const SCHEMES: [(&str, &str); 4] = [
    ("webcal", "https"),
    ("webcals", "https"),
    ("https", "https"),
    ("http", "http"),
];

/// The address that is meant by a text, and the title that stands beside it.
pub(super) struct MeantLink {
    /// The title, if there is one.
    pub title: Option<String>,
    /// A valid address.
    pub url: String,
}

/// Returns the link that is meant by a text: an address without its scheme, a link of Markdown.
pub(super) fn meant_link(text: &str) -> Option<MeantLink> {
    let text = text.trim();
    let inner = text
        .strip_prefix('<')
        .and_then(|text| text.strip_suffix('>'));
    let text = inner.unwrap_or(text);
    if let Some(url) = meant_url(text) {
        return Some(MeantLink { title: None, url });
    }
    let of_markdown = text.strip_prefix('[').and_then(|text| {
        let (title, url) = text.split_once("](")?;
        Some((title, url.strip_suffix(')')?))
    });
    let (title, url) = of_markdown.or_else(|| {
        let at = text.find("http").or_else(|| text.find("www."))?;
        let (title, url) = text.split_at(at);
        Some((
            title.trim_end_matches([' ', ':', '-', '–', '(']),
            url.trim_end_matches(')'),
        ))
    })?;
    let title = Some(title.trim().to_owned()).filter(|title| !title.is_empty());
    let url = meant_url(url)?;
    Some(MeantLink { title, url })
}

/// Returns the address that is meant by a text without spaces around words.
pub(super) fn meant_url(text: &str) -> Option<String> {
    if Url::new(text).is_some() {
        return Some(text.to_owned());
    }
    if let Some((name, host)) = text.split_once('@')
        && !name.contains(['/', ':', ' '])
        && host.contains('.')
    {
        return valid(format!("mailto:{text}"));
    }
    let slashes = text.find('/').filter(|at| {
        let scheme = &text[..*at];
        !scheme.contains('.') && scheme.chars().all(|c| c.is_ascii_alphabetic() || c == ':')
    });
    let (scheme, rest) = match slashes {
        Some(at) => (
            scheme_called(text[..at].trim_end_matches(':'))?,
            text[at..].trim_start_matches(['/', ':']),
        ),
        None => ("https", text),
    };
    let host = rest.split(['/', '?', '#']).next()?;
    let host = host.split(':').next()?;
    let is_host = host.contains('.') && Domain::new(&host.to_lowercase()).is_some();
    let is_letters = |label: &str| label.chars().all(|c| c.is_ascii_alphabetic());
    let is_host = is_host && host.rsplit('.').next().is_some_and(is_letters);
    let rest = rest.replace(' ', "%20");
    is_host.then(|| valid(format!("{scheme}://{rest}")))?
}

fn scheme_called(name: &str) -> Option<&'static str> {
    let name = name.to_lowercase();
    let near = SCHEMES.iter().find(|(known, _)| *known == name);
    let near = near.or_else(|| {
        let mut near = SCHEMES.iter();
        near.find(|(known, _)| strsim::damerau_levenshtein(known, &name) <= 1)
    });
    near.map(|(_, scheme)| *scheme)
}

fn valid(url: String) -> Option<String> {
    Url::new(&url).map(|_| url)
}

/// Returns the host name that is meant by an address, or by one in other letters.
pub(super) fn meant_domain(text: &str) -> Option<String> {
    let given = text;
    let text = text.trim().to_lowercase();
    let rest = text
        .split_once("//")
        .map_or(text.as_str(), |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next()?;
    let host = host.rsplit('@').next()?;
    let host = host.split(':').next()?;
    let host = host.trim_end_matches('.').replace(['_', ' '], "-");
    let is_meant = host.contains('.') && host != given;
    (is_meant && Domain::new(&host).is_some()).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_link_that_is_meant() {
        let cases = [
            ("www.x.org/a", Some("https://www.x.org/a")),
            ("x.org", Some("https://x.org")),
            ("clerk@x.org", Some("mailto:clerk@x.org")),
            ("https:/www.x.org/a", Some("https://www.x.org/a")),
            ("https//www.x.org/a", Some("https://www.x.org/a")),
            ("htps://www.x.org/a", Some("https://www.x.org/a")),
            ("webcal://x.org/a/", Some("https://x.org/a/")),
            ("x.org/a b", Some("https://x.org/a%20b")),
            ("<https://x.org>", Some("https://x.org")),
            ("see the agenda", None),
            ("p. 12", None),
            ("10.30", None),
        ];
        for (text, url) in cases {
            let found = meant_link(text).map(|link| link.url);
            assert_eq!(found.as_deref(), url, "{text}");
        }
        for text in [
            "[Agenda](https://x.org/a)",
            "Agenda: https://x.org/a",
            "Agenda (www.x.org/a)",
        ] {
            let found = meant_link(text).expect("a link");
            assert_eq!(found.title.as_deref(), Some("Agenda"), "{text}");
            assert!(found.url.ends_with("x.org/a"), "{text}");
        }
    }

    #[test]
    fn finds_the_host_that_is_meant() {
        let cases = [
            ("https://x.org/path", Some("x.org")),
            ("www.X.org/", Some("www.x.org")),
            ("me@x.org", Some("x.org")),
            ("my_calendar.x.org", Some("my-calendar.x.org")),
            ("http://x.org:8080/", Some("x.org")),
            ("x", None),
        ];
        for (text, host) in cases {
            assert_eq!(meant_domain(text).as_deref(), host, "{text}");
        }
    }
}
