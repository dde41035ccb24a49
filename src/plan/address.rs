//! Addresses: the domain of UIDs, links, and the folder in which feeds are published.

use std::fmt;
use std::net::IpAddr;
use std::ops::Deref;

use super::Key;

/// A host name (RFC 1123 §2.1) in lower case: the right half of every UID.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Domain(String);

impl Domain {
    /// The most octets of a domain: with an id, it makes a UID.
    const LONGEST: usize = 90;

    /// Returns the domain, if the text is one.
    pub(crate) fn new(text: &str) -> Option<Self> {
        // A number or a truth value is a text to YAML only by its place.
        let is_other = matches!(text, "true" | "false") || text.parse::<u64>().is_ok();
        let is_domain = text.len() <= Self::LONGEST && text.split('.').all(is_label);
        (is_domain && !is_other).then(|| Self(text.to_owned()))
    }

    /// Whether nobody can own it: it is for examples, for tests or for a local network.
    pub(crate) fn is_placeholder(&self) -> bool {
        is_placeholder(self)
    }
}

/// Whether a host name is one that nobody can own (RFC 2606, RFC 6761, RFC 6762).
fn is_placeholder(host: &str) -> bool {
    let mut labels = host.rsplit('.');
    matches!(
        (labels.next(), labels.next()),
        (
            Some("example" | "invalid" | "local" | "localhost" | "test"),
            _
        ) | (Some("com" | "net" | "org"), Some("example"))
    )
}

/// Whether a text can be a part of a domain, between its dots: it has the characters of a key.
fn is_label(text: &str) -> bool {
    text.len() <= 63 && !text.ends_with('-') && Key::new(text).is_some()
}

/// An address that a calendar can open: http, https or mailto.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Url(String);

impl Url {
    /// The most octets of an address.
    pub(crate) const LONGEST: usize = 2000;

    /// Returns the address, if the text is one.
    pub(crate) fn new(text: &str) -> Option<Self> {
        let is_known = match (without_scheme(text), after(text, "mailto:")) {
            (Some(rest), _) => !rest.is_empty() && !rest.starts_with(['/', '?', '#']),
            (None, Some(mailbox)) => mailbox
                .split_once('@')
                .is_some_and(|(name, host)| !name.is_empty() && !host.is_empty()),
            (None, None) => false,
        };
        let is_clean = !text.contains(|c: char| {
            c.is_whitespace() || c.is_control() || matches!(c, '"' | '<' | '>' | '\\' | '`')
        });
        (is_known && is_clean && text.len() <= Self::LONGEST).then(|| Self(text.to_owned()))
    }
}

impl Url {
    /// Whether a browser opens it: http or https.
    pub(crate) fn is_web(&self) -> bool {
        without_scheme(self).is_some()
    }
}

/// Returns the rest of an address after `https://` or `http://`.
fn without_scheme(url: &str) -> Option<&str> {
    after(url, "https://").or_else(|| after(url, "http://"))
}

/// Returns the rest of a text after a scheme, which is written in any case (RFC 3986 §3.1).
fn after<'a>(text: &'a str, scheme: &str) -> Option<&'a str> {
    let (start, rest) = text.split_at_checked(scheme.len())?;
    start.eq_ignore_ascii_case(scheme).then_some(rest)
}

/// The address of the folder in which feeds are published: http or https, with a slash at its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FolderUrl(String);

/// Why feeds can't be published at an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotAFolder {
    /// It is neither http nor https.
    NotWeb,
    /// It has a query or a fragment, which no path can follow.
    Query,
    /// It holds a name or a password.
    Credentials,
    /// It has letters outside ASCII, which calendars encode in different ways.
    NotAscii,
    /// It is the address of a file.
    File,
}

impl FolderUrl {
    /// Returns the address with a slash at its end.
    ///
    /// # Errors
    ///
    /// The first reason why feeds can't be published there.
    pub(crate) fn new(url: Url) -> Result<Self, NotAFolder> {
        let rest = without_scheme(&url).ok_or(NotAFolder::NotWeb)?;
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        let path = path.to_ascii_lowercase();
        if rest.contains(['?', '#']) {
            Err(NotAFolder::Query)
        } else if host.contains('@') {
            Err(NotAFolder::Credentials)
        } else if !url.is_ascii() {
            Err(NotAFolder::NotAscii)
        } else if path.ends_with(".html") || path.ends_with(".ics") {
            Err(NotAFolder::File)
        } else {
            Ok(Self(format!("{}/", url.trim_end_matches('/'))))
        }
    }

    /// Returns the host in lower case, without a port.
    pub(crate) fn host(&self) -> String {
        let rest = without_scheme(&self.0).unwrap_or(&self.0);
        let host = rest.split('/').next().unwrap_or(rest);
        let host = match host.rsplit_once(':') {
            Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
            _ => host,
        };
        host.trim_end_matches('.').to_ascii_lowercase()
    }

    /// Whether it is at an address that everybody may reach: its host is neither a placeholder, nor
    /// a name or a number of a local network.
    pub(crate) fn is_public(&self) -> bool {
        let host = self.host();
        let number = host.trim_start_matches('[').trim_end_matches(']');
        match number.parse() {
            Ok(IpAddr::V4(number)) => !(number.is_loopback() || number.is_private()),
            Ok(IpAddr::V6(number)) => !(number.is_loopback() || number.is_unique_local()),
            Err(_) => host.contains('.') && !is_placeholder(&host),
        }
    }
}

/// Implements the traits of a text that was checked.
macro_rules! is_text {
    ($($address:ty),*) => {$(
        impl Deref for $address {
            type Target = str;

            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $address {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}
is_text!(Domain, Url, FolderUrl);
