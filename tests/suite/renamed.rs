//! Which new events `renamed-event` takes for events that are missing, and which not.

use planfeed::check::{Effect, after};
use planfeed::diagnostic::Code;
use planfeed::history::Ledger;

use crate::support::{checked, feed_of_all, plan};

const PLAN: &str = "plan: { title: Plan, domain: example.org, revision: 2026-01-01, timezone: Europe/Vienna }\n\
    categories: { talks: Talks, walks: Walks }\n\
    venues: { hall: Town hall, barn: Old barn }\n\
    phases: { p1: One, p2: Two }\n";

/// The defaults of every event.
const ALIKE: [&str; 4] = ["when: 5 May", "category: talks", "where: hall", "phase: p1"];

/// Events before and after; `id | title`, then what differs from the defaults; `;` between two.
const RENAMED: [(&str, &str); 14] = [
    // Only the id is another.
    ("walk | Walk", "long-walk | Walk"),
    ("walk | Walk", "long-walk | Walk | when: 6 May"),
    (
        "s1 | Sitting | when: 5 May; s2 | Sitting | when: 6 May",
        "a | Sitting | when: 5 May; b | Sitting | when: 6 May",
    ),
    // The id and the title.
    (
        "maps | Talk on old maps",
        "maps-talk | A talk on maps and charts",
    ),
    (
        "council | Council meeting",
        "council-public | Public council meeting",
    ),
    (
        "board | Meeting of the advisory board",
        "advisory | Advisory board: annual meeting",
    ),
    (
        "budget | Budget hearing",
        "hearing | Hearing on the budget | phase: p2",
    ),
    (
        "gala | Summer gala dinner",
        "dinner | Summer gala dinner and dance",
    ),
    (
        "s3 | Session 3: trade in goods",
        "session-3 | Session 3: trade in goods and services",
    ),
    (
        "week | Festival week opening | when: 5-8 May",
        "open | Festival week opening day | when: 5-8 May",
    ),
    (
        "vague | Budget hearing | when: May TBC",
        "open | Public budget hearing | when: May TBC",
    ),
    (
        "hours | Budget hearing | hours: 10:00-12:00",
        "open | Public budget hearing | hours: 10:00-12:00",
    ),
    (
        "place | Budget hearing | where: { name: Inn }",
        "open | Public budget hearing | where: { name: Inn }",
    ),
    (
        "fair | La feria del libro antiguo | when: 5 May",
        "libro | Feria del libro antiguo y nuevo",
    ),
];

const NOT_RENAMED: [(&str, &str); 16] = [
    // Replaced by another event.
    ("maps | Talk on old maps", "stars | Talk on the stars"),
    ("birds | Bird walk", "river | River walk"),
    ("gala | Gala dinner", "quiz | Pub quiz"),
    // Two events of one day and one venue.
    ("open | Opening ceremony", "close | Closing ceremony"),
    (
        "am | Morning session on trade",
        "pm | Afternoon session on trade",
    ),
    ("a | Workshop on gardens A", "b | Workshop on gardens B"),
    (
        "first | First meeting of members",
        "second | Second meeting of members",
    ),
    (
        "one | Training day for helpers | hours: 10:00-12:00",
        "two | Training day for new helpers | hours: 14:00-16:00",
    ),
    // A series in which numbers move on.
    (
        "s3 | Session 3: trade in goods",
        "s4 | Session 4: trade in goods",
    ),
    ("iv | Round table on trade IV", "v | Round table on trade V"),
    // Elsewhere, on another day, of another kind.
    (
        "budget | Budget hearing",
        "open | Public budget hearing | where: barn",
    ),
    (
        "budget | Budget hearing",
        "open | Public budget hearing | when: 6 May",
    ),
    (
        "budget | Budget hearing",
        "open | Public budget hearing | category: walks",
    ),
    (
        "budget | Budget hearing | when: TBC",
        "open | Public budget hearing | when: TBC",
    ),
    // It could be either.
    (
        "budget | Budget hearing",
        "open | Public budget hearing; closed | Closed budget hearing",
    ),
    // It is still there.
    (
        "budget | Budget hearing",
        "budget | Budget hearing; open | Public budget hearing",
    ),
];

fn definitions(events: &str) -> String {
    let mut yaml = "year: 2026\nevents:\n".to_owned();
    for event in events.split("; ") {
        let mut parts = event.split(" | ");
        let (id, title) = (parts.next().expect("an id"), parts.next().expect("a title"));
        let own: Vec<&str> = parts.collect();
        let mut all = own.clone();
        all.extend(ALIKE.iter().filter(|default| {
            let key = default.split(':').next().expect("a key");
            !own.iter().any(|own| own.split(':').next() == Some(key))
        }));
        yaml += &format!("  - {{ id: {id}, title: '{title}', {} }}\n", all.join(", "));
    }
    yaml
}

/// Returns the helps of the findings.
fn found(old: &str, new: &str) -> Vec<String> {
    let last = feed_of_all(&plan(PLAN, &definitions(old)), &Ledger::none());
    let ledger = Ledger::read(&last, None, None).expect("a ledger");
    let (source, plan, findings) = checked(PLAN, &definitions(new));
    let plan = plan.unwrap_or_else(|| panic!("{new}: {findings:#?}"));
    let findings = after(&source, &plan, &ledger, &Effect::default());
    let renamed = findings
        .into_iter()
        .filter(|finding| finding.code == Code::RenamedEvent);
    renamed.map(|finding| finding.help.text).collect()
}

#[test]
fn an_event_under_another_id_is_found() {
    for (old, new) in RENAMED {
        let found = found(old, new);
        let ids = old
            .split("; ")
            .map(|event| event.split(" | ").next().expect("an id"));
        let uids: Vec<String> = ids
            .map(|id| format!("add `uid: {id}@example.org`"))
            .collect();
        assert_eq!(found.len(), uids.len(), "{old} → {new}: {found:?}");
        for uid in uids {
            assert!(
                found.iter().any(|help| help.contains(&uid)),
                "{old} → {new}: {found:?}"
            );
        }
    }
}

#[test]
fn another_event_is_no_renamed_one() {
    for (old, new) in NOT_RENAMED {
        let found = found(old, new);
        assert!(found.is_empty(), "{old} → {new}: {found:?}");
    }
}
