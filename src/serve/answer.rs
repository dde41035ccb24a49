//! A request → its answer; pure.

use std::borrow::Cow;

use bytes::Bytes;
use headers::{HeaderMapExt, IfModifiedSince, IfNoneMatch};
use http_body_util::Full;
use hyper::header::{
    ACCEPT_ENCODING, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
    ACCESS_CONTROL_MAX_AGE, ALLOW, HeaderMap, HeaderValue, IF_NONE_MATCH,
};
use hyper::{Method, Response, StatusCode};
use percent_encoding::percent_decode_str;

use super::answers::{Answers, Resource, common, generated};
use super::not_found;

/// The path that tells monitors whether the server lives.
pub(super) const HEALTH: &str = "/healthz";

const METHODS: HeaderValue = HeaderValue::from_static("GET, HEAD, OPTIONS");

/// Answers a request; `path` as it was sent, without its query.
pub fn answer(
    answers: &Answers,
    method: &Method,
    path: &str,
    headers: &HeaderMap,
) -> Response<Full<Bytes>> {
    let mut response = match *method {
        Method::GET | Method::HEAD => got(answers, path, headers),
        Method::OPTIONS => preflight(),
        _ => not_allowed(),
    };
    if *method == Method::HEAD {
        *response.body_mut() = Full::default();
    }
    response
}

fn got(answers: &Answers, path: &str, headers: &HeaderMap) -> Response<Full<Bytes>> {
    let path = meant(path);
    match answers.at(&path) {
        Some(resource) => resource.answer(headers),
        None if path == HEALTH => text(StatusCode::OK, "ok", "no-store"),
        None => not_found::answer(answers, &path),
    }
}

impl Resource {
    fn answer(&self, headers: &HeaderMap) -> Response<Full<Bytes>> {
        let gzip = self.gzip.as_ref().filter(|_| takes_gzip(headers));
        let variant = gzip.unwrap_or(&self.plain);
        // Tags, where they are sent, decide alone (RFC 9110 §13.2.2).
        let is_unchanged = if headers.contains_key(IF_NONE_MATCH) {
            let tags = headers.typed_get::<IfNoneMatch>();
            tags.is_some_and(|tags| !tags.precondition_passes(&variant.etag))
        } else {
            let since = headers.typed_get::<IfModifiedSince>();
            since.is_some_and(|since| !since.is_modified(self.modified))
        };
        if is_unchanged {
            let mut response = Response::new(Full::default());
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            *response.headers_mut() = variant.unchanged.clone();
            return response;
        }
        let mut response = Response::new(Full::new(variant.body.clone()));
        *response.headers_mut() = variant.whole.clone();
        response
    }
}

/// Decodes a path, with each run of slashes as one. What is not text is not a path of ours.
fn meant(path: &str) -> Cow<'_, str> {
    let Ok(mut path) = percent_decode_str(path).decode_utf8() else {
        return Cow::Borrowed("");
    };
    while path.contains("//") {
        path = Cow::Owned(path.replace("//", "/"));
    }
    path
}

/// Whether packed bytes are understood (RFC 9110 §12.5.3).
fn takes_gzip(headers: &HeaderMap) -> bool {
    let (mut gzip, mut any) = (None, None);
    let values = headers.get_all(ACCEPT_ENCODING).iter();
    let values = values.filter_map(|value| value.to_str().ok());
    for item in values.flat_map(|value| value.split(',')) {
        let mut parts = item.split(';').map(str::trim);
        let name = parts.next().unwrap_or_default();
        let weight = parts.find_map(|part| part.strip_prefix("q=").or(part.strip_prefix("Q=")));
        let is_taken =
            weight.is_none_or(|weight| weight.parse::<f32>().is_ok_and(|weight| weight > 0.0));
        match name {
            "*" => any = Some(is_taken),
            name if name.eq_ignore_ascii_case("gzip") => gzip = Some(is_taken),
            _ => {}
        }
    }
    gzip.or(any).unwrap_or(false)
}

/// Answers what a browser asks before a page elsewhere may send validators.
fn preflight() -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::default());
    *response.status_mut() = StatusCode::NO_CONTENT;
    *response.headers_mut() = common();
    response.headers_mut().extend([
        (ALLOW, METHODS),
        (ACCESS_CONTROL_ALLOW_METHODS, METHODS),
        (
            ACCESS_CONTROL_ALLOW_HEADERS,
            HeaderValue::from_static("If-None-Match, If-Modified-Since"),
        ),
        (ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("86400")),
    ]);
    response
}

fn not_allowed() -> Response<Full<Bytes>> {
    let words = "feeds are only read: GET, HEAD and OPTIONS\n";
    let mut response = text(StatusCode::METHOD_NOT_ALLOWED, words, "no-cache");
    response.headers_mut().insert(ALLOW, METHODS);
    response
}

fn text(status: StatusCode, text: &'static str, cache: &'static str) -> Response<Full<Bytes>> {
    let body = Bytes::from_static(text.as_bytes());
    generated(status, "text/plain; charset=utf-8", body, cache)
}
