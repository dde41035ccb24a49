//! Bad input never panics, hangs or is passed over.

use std::fmt::Write as _;

use planfeed::diagnostic::{Code, Finding};
use planfeed::history::Ledger;
use planfeed::publication::Publication;
use planfeed::source::readable;
use proptest::prelude::*;

use crate::support::{checked, plan};

const PLAN: &str = "plan: { title: T, domain: example.org, revision: 2017-01-01 }\n";

fn diagnostics(events: &str) -> Vec<Finding> {
    checked(PLAN, events).2
}

/// Returns whether definitions break a rule.
fn breaks(code: Code, plan: &str, events: &str) -> bool {
    let (_, _, diagnostics) = checked(plan, events);
    diagnostics.iter().any(|diagnostic| diagnostic.code == code)
}

#[test]
fn bombs_are_refused_before_they_go_off() {
    let brackets = format!("events: {}", "[".repeat(100_000));
    let mappings = format!("events: {}", "{a: ".repeat(100_000));
    let dashes = format!("events:\n{}x", "- ".repeat(100_000));
    let aliases = "a: &a [x, x, x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\nevents: [*c, *c]\n";
    for (text, code) in [
        (&brackets[..], Code::TooDeep),
        (&mappings, Code::TooDeep),
        (&dashes, Code::TooDeep),
        (aliases, Code::YamlFeature),
    ] {
        assert!(breaks(code, PLAN, text), "{text:.40}");
    }
}

#[test]
fn a_plan_for_everybody_has_a_domain_of_its_own() {
    let refused = |domain: &str, url: &str| {
        let plan = PLAN.replace("example.org", domain);
        let plan = format!("{plan}publish: {{ url: \"{url}\" }}\n");
        let events = "events: [{ id: a, title: A, when: 5 May 2017 }]";
        breaks(Code::PlaceholderDomain, &plan, events)
    };
    let placeholders = [
        "example.org",
        "example.com",
        "cal.example.net",
        "example",
        "plans.example",
        "localhost",
        "cal.localhost",
        "my-machine.local",
        "a.test",
        "x.invalid",
    ];
    let public = [
        "https://cal.un.org/feeds",
        "http://UN.org:8080",
        "https://192.0.2.7/",
    ];
    let not_public = [
        "http://localhost:8080/",
        "http://127.0.0.1:8080/",
        "http://192.168.2.2/",
        "http://[::1]:8080/",
        "http://feeds:8080/",
        "https://calendar.example.org/",
        "https://Calendar.EXAMPLE.org./",
        "https://plans.test/x",
    ];
    for domain in placeholders {
        for url in public {
            assert!(refused(domain, url), "{domain} {url}");
        }
        for url in not_public {
            assert!(!refused(domain, url), "{domain} {url}");
        }
    }
    for domain in [
        "un.org",
        "examples.org",
        "example.ch",
        "local.un.org",
        "test.com",
    ] {
        for url in public.into_iter().chain(not_public) {
            assert!(!refused(domain, url), "{domain} {url}");
        }
    }
}

#[test]
fn feeds_are_published_at_the_plain_address_of_a_folder() {
    let refused = |url: &str| {
        let plan = format!("{PLAN}publish: {{ url: \"{url}\" }}\n");
        let events = "events: [{ id: a, title: A, when: 5 May 2017 }]";
        breaks(Code::BadUrl, &plan, events)
    };
    for url in [
        "https://x.example/cal",
        "http://localhost:8080/",
        "https://xn--mnchen-3ya.example/%C3%BC/",
        "HTTPS://X.example",
    ] {
        assert!(!refused(url), "{url}");
    }
    for url in [
        "mailto:a@x.example",
        "https://x.example/f?a=b",
        "https://x.example/f#frag",
        "https://user:secret@x.example/f",
        "https://münchen.example/f",
        "https://x.example/ü",
        "https://x.example/f/index.html",
        "https://x.example/f/all.ics",
    ] {
        assert!(refused(url), "{url}");
    }
}

#[test]
fn ten_thousand_errors_all_come_at_once() {
    let mut text = "events:\n".to_owned();
    for i in 0..10_000 {
        let _ = writeln!(
            text,
            "  - {{ id: e{i}, title: T, when: someday, color: red }}"
        );
    }
    let found = diagnostics(&text);
    for code in [Code::UnknownKey, Code::BadDate] {
        assert_eq!(
            found
                .iter()
                .filter(|diagnostic| diagnostic.code == code)
                .count(),
            10_000,
            "{code}"
        );
    }
}

#[test]
fn a_file_over_the_limit_is_refused() {
    let text = format!("events: []\n#{}", "x".repeat(64 << 20));
    assert!(breaks(Code::FileTooLarge, PLAN, &text));
}

#[test]
fn a_feed_too_large_for_google_is_a_warning() {
    let mut text = "year: 2017\nevents:\n".to_owned();
    for i in 0..1001 {
        let _ = writeln!(text, "  - {{ id: e{i}, title: T, when: 5 May }}");
    }
    let large = |text: &str| {
        let publication = Publication::of(&plan(PLAN, text), &Ledger::none());
        let findings = publication.check();
        findings.iter().map(|found| found.code).collect::<Vec<_>>()
    };
    assert_eq!(large(&text), [Code::LargeFeed, Code::LeftOutCopies]);
    assert_eq!(large(&text.replace("5 May", "May")), [Code::LargeFeed]);
    assert_eq!(
        large("year: 2017\nevents: [{ id: e, title: T, when: 5 May }]"),
        []
    );
}

/// Each entry names every exceptional day, and in UTC an event may have a thousand entries.
#[test]
fn more_exceptional_days_than_a_year_has_are_refused() {
    let listed = |count: usize, one: fn(chrono::NaiveDate) -> String| {
        let days = chrono::NaiveDate::from_ymd_opt(1970, 6, 1)
            .expect("a day")
            .iter_days();
        days.take(count).map(one).collect::<Vec<_>>().join(", ")
    };
    for (count, refused) in [(366, false), (367, true)] {
        let hours = listed(count, |day| format!("{day}: 10:00-12:00"));
        let except = listed(count, |day| day.to_string());
        let events = format!(
            "where: {{ name: Here, timezone: Europe/Zurich }}\nevents:\n  \
             - {{ id: a, title: T, when: 1970-06-01/1972-06-01, hours: {{ each: 9:00-10:00, {hours} }} }}\n  \
             - {{ id: b, title: T, when: 1970-06-01, repeat: {{ every: day, count: 1000, except: [{except}] }} }}\n"
        );
        let codes: Vec<Code> = diagnostics(&events)
            .iter()
            .map(|diagnostic| diagnostic.code)
            .collect();
        assert_eq!(codes.contains(&Code::BadHours), refused, "{codes:?}");
        assert_eq!(codes.contains(&Code::BadRepeat), refused, "{codes:?}");
    }
}

#[test]
fn a_megabyte_in_one_line_is_a_value_too_long() {
    let text = format!(
        "events: [{{ id: e, title: {}, when: 5 May 2017 }}]",
        "x".repeat(1 << 20)
    );
    assert!(breaks(Code::TooLong, PLAN, &text));
}

proptest! {
    #[test]
    fn no_bytes_are_too_much(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = readable("events.yaml", bytes);
    }

    #[test]
    fn no_text_is_too_much(text in any::<String>()) {
        let _ = diagnostics(&text);
    }

    #[test]
    fn no_yaml_is_too_much(parts in prop::collection::vec(prop::sample::select(vec![
        "events:", "\n", "  ", "- ", "id: a", "title:", " x", "when: 5 May", "{", "}", "[", "]", ",", ": ", "&a", "*a", "!!str", "|", ">", "\"", "'", "#", "?",
        "<<:", "---", "...", "%YAML 1.2", "\t", "\u{feff}", "where: {name: x}", "hours: 10:00", "\r", "é", "\\u0007", "2017", "~", "null", "links: [{url: x}]",
    ]), 0..40)) {
        let _ = diagnostics(&parts.concat());
    }
}
