//! The answer to a path where nothing is: a list of feeds, the one that may have been meant first.

use askama::Template;
use bytes::Bytes;
use http_body_util::Full;
use hyper::header::{CONTENT_SECURITY_POLICY, HeaderValue};
use hyper::{Response, StatusCode};

use super::answers::{Answers, generated};
use crate::site;

/// The most feeds that are compared and shown, so that a request's work does not grow with the
/// plan.
const MOST_FEEDS: usize = 50;
/// The most characters of a path that are compared and shown.
const LONGEST_PATH: usize = 100;

#[derive(Template)]
#[template(
    ext = "html",
    source = r#"<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Not found</title></head>
<body>
<h1>There is nothing at <bdi>{{ path }}</bdi></h1>
{% if has_page %}<p>See <a href="/">the plan</a>, or subscribe to one of its calendars:</p>{% else %}<p>These are the calendars:</p>{% endif %}
<ul>
{% for (path, title) in feeds %}<li><a href="/{{ path }}">{{ title }}</a> (/{{ path }})</li>
{% endfor %}</ul>
</body>
</html>
"#
)]
struct NotFoundPage<'a> {
    path: &'a str,
    has_page: bool,
    feeds: Vec<&'a (String, String)>,
}

/// Answers 404, and where to go instead.
pub(super) fn answer(answers: &Answers, path: &str) -> Response<Full<Bytes>> {
    let path: String = path.chars().take(LONGEST_PATH).collect();
    let feeds = answers.feeds.iter();
    // Nobody subscribes to what is imported once.
    let feeds = feeds.filter(|(path, _)| !path.starts_with("import/"));
    let mut feeds: Vec<_> = feeds.take(MOST_FEEDS).collect();
    let asked = path.trim_start_matches('/');
    feeds.sort_by_cached_key(|(known, _)| strsim::damerau_levenshtein(asked, known));
    let page = site::render(&NotFoundPage {
        path: &path,
        has_page: answers.has_page(),
        feeds,
    });
    let html = "text/html; charset=utf-8";
    let mut response = generated(StatusCode::NOT_FOUND, html, page.into(), "no-cache");
    let policy = HeaderValue::from_static(
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    response
        .headers_mut()
        .insert(CONTENT_SECURITY_POLICY, policy);
    response
}
