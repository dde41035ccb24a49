//! What the server answers to requests, without a network.

use std::time::{Duration, SystemTime};

use hyper::body::Body;
use hyper::header::{HeaderMap, HeaderName, HeaderValue};
use hyper::{Method, Response};
use planfeed::language::FRENCH;
use planfeed::serve::{Answers, FileKind, Published, ServedFile, answer};

const DAY: Duration = Duration::from_secs(86_400);

/// Returns 2026-06-01, 00:00:00.5 in UTC.
fn written() -> SystemTime {
    SystemTime::UNIX_EPOCH + 20_605 * DAY + Duration::from_millis(500)
}

pub(crate) fn file(path: &str, kind: FileKind, text: &str) -> ServedFile {
    ServedFile {
        title: format!("<{path}>"),
        ..ServedFile::new(path, kind, text.to_owned(), written())
    }
}

const CALENDAR: &str = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n";

pub(crate) fn published() -> Published {
    let page = format!("<main><!--notice--></main>{}", "<p>row</p>".repeat(100));
    let feed = |path| {
        file(
            path,
            FileKind::Feed,
            &format!(
                "BEGIN:VCALENDAR\r\nNAME:{path}\r\n{}",
                "X:1\r\n".repeat(100)
            ),
        )
    };
    let files = vec![
        feed("all.ics"),
        feed("category/games.ics"),
        file("event/final.2.ics", FileKind::Event, CALENDAR),
        file(
            "index.json",
            FileKind::Manifest,
            &format!("{{{}}}", " ".repeat(500)),
        ),
        file(
            "changes.atom",
            FileKind::Changes,
            &format!("<feed>{}</feed>", " ".repeat(500)),
        ),
        file("index.html", FileKind::Page, &page),
    ];
    Published { files }
}

type Answer = Response<http_body_util::Full<bytes::Bytes>>;

fn ask(method: &Method, path: &str, headers: &[(&'static str, &str)]) -> Answer {
    let answers = Answers::of(&published(), written() + DAY, None);
    let header = |(name, value): &(&'static str, &str)| {
        (
            HeaderName::from_static(name),
            HeaderValue::from_str(value).expect("a value"),
        )
    };
    answer(
        &answers,
        method,
        path,
        &headers.iter().map(header).collect::<HeaderMap>(),
    )
}

fn get(path: &str, headers: &[(&'static str, &str)]) -> Answer {
    ask(&Method::GET, path, headers)
}

fn said<'a>(answer: &'a Answer, name: &str) -> &'a str {
    answer
        .headers()
        .get(name)
        .map_or("", |value| value.to_str().expect("text"))
}

fn size(answer: &Answer) -> u64 {
    answer.body().size_hint().exact().expect("a size")
}

#[test]
fn each_kind_of_file_has_its_headers() {
    for (path, content_type, cache, disposition) in [
        (
            "/all.ics",
            "text/calendar; charset=utf-8",
            "public, max-age=300, no-transform",
            "inline; filename=\"all.ics\"",
        ),
        (
            "/category/games.ics",
            "text/calendar; charset=utf-8",
            "public, max-age=300, no-transform",
            "inline; filename=\"games.ics\"",
        ),
        (
            "/event/final.2.ics",
            "text/calendar; charset=utf-8",
            "public, max-age=300, no-transform",
            "inline; filename=\"final.2.ics\"",
        ),
        ("/", "text/html; charset=utf-8", "public, max-age=300", ""),
        (
            "/index.html",
            "text/html; charset=utf-8",
            "public, max-age=300",
            "",
        ),
        ("/index.json", "application/json", "public, max-age=300", ""),
        (
            "/changes.atom",
            "application/atom+xml; charset=utf-8",
            "public, max-age=300",
            "",
        ),
        (
            "/robots.txt",
            "text/plain; charset=utf-8",
            "public, max-age=300",
            "",
        ),
        ("/healthz", "text/plain; charset=utf-8", "no-store", ""),
    ] {
        let answer = get(path, &[]);
        assert_eq!(answer.status(), 200, "{path}");
        assert_eq!(said(&answer, "content-type"), content_type, "{path}");
        assert_eq!(said(&answer, "cache-control"), cache, "{path}");
        assert_eq!(said(&answer, "content-disposition"), disposition, "{path}");
        assert_eq!(said(&answer, "access-control-allow-origin"), "*", "{path}");
        assert!(
            said(&answer, "access-control-expose-headers").contains("ETag"),
            "{path}"
        );
        assert_eq!(said(&answer, "x-content-type-options"), "nosniff", "{path}");
        assert_eq!(
            said(&answer, "content-length"),
            size(&answer).to_string(),
            "{path}"
        );
        let head = ask(&Method::HEAD, path, &[]);
        assert_eq!(
            (head.status(), head.headers(), size(&head)),
            (answer.status(), answer.headers(), 0),
            "{path}"
        );
    }
    let answer = get("/all.ics", &[]);
    assert_eq!(
        said(&answer, "etag"),
        format!("\"{}\"", published().files[0].sha256)
    );
    assert_eq!(
        said(&answer, "last-modified"),
        "Mon, 01 Jun 2026 00:00:00 GMT"
    );
}

#[test]
fn conditions_hold_in_every_combination() {
    let tag = said(&get("/all.ics", &[]), "etag").to_owned();
    let tags = [
        (None, None),
        (Some(tag.clone()), Some(true)),
        (Some(format!("W/{tag}")), Some(true)),
        (Some(format!("\"a\", {tag},\"b\"")), Some(true)),
        (Some("*".to_owned()), Some(true)),
        (Some("\"other\"".to_owned()), Some(false)),
        (Some(tag.trim_matches('"').to_owned()), Some(false)),
        (Some(String::new()), Some(false)),
    ];
    let dates = [
        (None, false),
        (Some("Mon, 01 Jun 2026 00:00:00 GMT"), true),
        (Some("Monday, 01-Jun-26 00:00:00 GMT"), true),
        (Some("Tue, 02 Jun 2099 00:00:00 GMT"), true),
        (Some("Sun, 31 May 2026 23:59:59 GMT"), false),
        (Some("yesterday"), false),
        (Some(""), false),
    ];
    for method in [Method::GET, Method::HEAD] {
        for ((sent, by_tag), (since, by_date)) in tags
            .iter()
            .flat_map(|tag| dates.iter().map(move |date| (tag, date)))
        {
            let sent = sent.iter().map(|tags| ("if-none-match", &**tags));
            let headers: Vec<_> = sent
                .chain(since.map(|since| ("if-modified-since", since)))
                .collect();
            let answer = ask(&method, "/all.ics", &headers);
            let is_unchanged = by_tag.unwrap_or(*by_date);
            assert_eq!(
                answer.status(),
                if is_unchanged { 304 } else { 200 },
                "{method} {headers:?}"
            );
            for name in [
                "etag",
                "cache-control",
                "last-modified",
                "access-control-allow-origin",
            ] {
                assert!(!said(&answer, name).is_empty(), "{headers:?}: {name}");
            }
            assert_eq!(said(&answer, "content-type").is_empty(), is_unchanged);
            assert_eq!(size(&answer) == 0, is_unchanged || method == Method::HEAD);
        }
    }
}

#[test]
fn pages_are_packed_for_those_who_take_it_and_feeds_never() {
    for (sent, is_packed) in [
        ("gzip", true),
        ("gzip, deflate, br", true),
        ("br;q=1.0, gzip;q=0.8, *;q=0.1", true),
        ("*", true),
        ("GZIP", true),
        ("gzip;q=0", false),
        ("gzip; q=0.000", false),
        ("*;q=0", false),
        ("gzip;q=0, *", false),
        ("*;q=0, gzip", true),
        ("gzip;q=much", false),
        ("identity", false),
        ("", false),
    ] {
        for path in ["/", "/index.json", "/changes.atom"] {
            let (plain, answer) = (get(path, &[]), get(path, &[("accept-encoding", sent)]));
            assert_eq!(
                said(&answer, "content-encoding") == "gzip",
                is_packed,
                "{path} {sent}"
            );
            assert_eq!(
                said(&answer, "etag") != said(&plain, "etag"),
                is_packed,
                "{path} {sent}"
            );
            assert_eq!(size(&answer) < size(&plain), is_packed);
            assert_eq!(
                (said(&answer, "vary"), said(&plain, "vary")),
                ("Accept-Encoding", "Accept-Encoding")
            );
            let again = get(
                path,
                &[
                    ("accept-encoding", sent),
                    ("if-none-match", said(&answer, "etag")),
                ],
            );
            assert_eq!(
                (again.status().as_u16(), said(&again, "vary")),
                (304, "Accept-Encoding")
            );
        }
        let feed = get("/all.ics", &[("accept-encoding", sent)]);
        assert_eq!(
            (said(&feed, "content-encoding"), said(&feed, "vary")),
            ("", "")
        );
    }
}

#[test]
fn other_methods_are_told_what_there_is() {
    let preflight = ask(
        &Method::OPTIONS,
        "/all.ics",
        &[("origin", "https://example.org")],
    );
    assert_eq!(preflight.status(), 204);
    assert_eq!(
        said(&preflight, "access-control-allow-methods"),
        "GET, HEAD, OPTIONS"
    );
    assert_eq!(
        said(&preflight, "access-control-allow-headers"),
        "If-None-Match, If-Modified-Since"
    );
    for method in ["POST", "PUT", "DELETE", "PROPFIND", "REPORT", "TRACE"] {
        let refused = ask(
            &Method::from_bytes(method.as_bytes()).expect("a method"),
            "/all.ics",
            &[],
        );
        assert_eq!(
            (refused.status().as_u16(), said(&refused, "allow")),
            (405, "GET, HEAD, OPTIONS"),
            "{method}"
        );
    }
}

#[test]
fn a_path_is_looked_up_and_nothing_else() {
    for path in [
        "/all.ics",
        "//all.ics",
        "/%61ll.ics",
        "/category%2Fgames.ics",
        "/category///games.ics",
        "//",
    ] {
        assert_eq!(get(path, &[]).status(), 200, "{path}");
    }
    for path in [
        "/../all.ics",
        "/category/../all.ics",
        "/%2e%2e/Cargo.toml",
        "/..%2fCargo.toml",
        "/category\\games.ics",
        "/%5c..%5call.ics",
        "/all.ics%00",
        "/%00",
        "/%ff",
        "/%",
        "/.planfeed.lock",
        "/all.ics/",
        "/ALL.ics",
        "",
        "*",
    ] {
        assert_eq!(get(path, &[]).status(), 404, "{path}");
    }
}

#[test]
fn who_finds_nothing_is_shown_what_there_is() {
    let answer = get("/category/gamse.ics%22%3E%3Cscript%3E", &[]);
    assert_eq!(
        (answer.status().as_u16(), said(&answer, "cache-control")),
        (404, "no-cache")
    );
    assert!(said(&answer, "content-security-policy").starts_with("default-src 'none'"));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .expect("a runtime");
    let body = runtime
        .block_on(http_body_util::BodyExt::collect(answer.into_body()))
        .expect("a body")
        .to_bytes();
    let page = String::from_utf8(body.to_vec()).expect("text");
    assert!(
        !page.contains("<script>") && page.contains("href=\"/\""),
        "{page}"
    );
    let (nearest, other) = (page.find("/category/games.ics\""), page.find("/all.ics\""));
    assert!(
        nearest.expect("the nearest") < other.expect("the other"),
        "{page}"
    );
}

#[test]
fn what_changes_is_modified_now_and_what_does_not_keeps_its_time() {
    let first = Answers::of(&published(), written() + DAY, None);
    let mut next = published().with_notice(&FRENCH);
    for file in &mut next.files {
        file.modified = written() - DAY;
    }
    let second = Answers::of(&next, written() + 2 * DAY, Some(&first));
    let modified = |answers: &Answers, path: &str| {
        said(
            &answer(answers, &Method::HEAD, path, &HeaderMap::new()),
            "last-modified",
        )
        .to_owned()
    };
    assert_eq!(modified(&second, "/all.ics"), modified(&first, "/all.ics"));
    assert_eq!(modified(&second, "/"), "Wed, 03 Jun 2026 00:00:00 GMT");
    let page = String::from_utf8(next.files[5].bytes.to_vec()).expect("text");
    let notice = "<main><p class=\"notice\" role=\"status\">La dernière modification";
    assert!(
        page.starts_with(notice) && next.files[4].bytes == published().files[4].bytes,
        "{page}"
    );
    let third = Answers::of(&published(), written() + 2 * DAY, Some(&second));
    assert_eq!(
        modified(&third, "/"),
        "Wed, 03 Jun 2026 00:00:01 GMT",
        "two versions within a second have two times"
    );
    let future = Answers::of(&published(), written() - DAY, None);
    assert_eq!(
        modified(&future, "/all.ics"),
        "Sun, 31 May 2026 00:00:00 GMT"
    );
}
