//! `build --revision`: a job that builds by date, without an edit.

use crate::support::{Workspace, assert_same};

const PLAN: &str = "plan: { title: Plan, domain: plan.example.org, revision: 2026-01-01, \
    keep_cancelled: 30 }\ncategories: { talks: Talks, walks: Walks }\n";

const TALK: &str = "- { id: talk, title: Talk, when: 5 May 2026, category: talks }\n";
const WALK: &str = "- { id: walk, title: Walk, when: Q2 2026, category: walks }\n";

fn plan() -> Workspace {
    let folder = Workspace::new();
    folder.write("events/plan.yaml", PLAN);
    with(&folder, &[TALK, WALK]);
    folder
}

fn with(folder: &Workspace, events: &[&str]) {
    folder.write("events/all.yaml", format!("events:\n{}", events.concat()));
}

fn revision(folder: &Workspace) -> String {
    let manifest: serde_json::Value =
        serde_json::from_str(&folder.read("feeds/index.json")).expect("JSON");
    manifest["revision"].as_str().expect("a day").to_owned()
}

#[test]
fn it_replaces_that_of_the_plan() {
    let folder = plan();
    folder.build("--revision 2026-02-01");
    assert_eq!(revision(&folder), "2026-02-01");
    let all = folder.read("feeds/all.ics");
    assert!(all.contains("LAST-MODIFIED:20260201T000000Z") && !all.contains("20260101"));
    // The same bytes as if it had been edited.
    let edited = plan();
    edited.edit("events/plan.yaml", |text| {
        text.replace("2026-01-01", "2026-02-01")
    });
    edited.build("");
    assert_same(&folder.files("feeds"), &edited.files("feeds"));
}

#[test]
fn a_date_that_is_over_is_seen_on_that_day() {
    let folder = plan();
    let build = folder.planfeed("build --revision 2026-07-01").exits(0);
    build.reports("still-open");
    let by_date = plan();
    let build = by_date.planfeed("build --revision 2026-06-01").exits(0);
    assert!(!build.stderr.contains("still-open"), "{build:?}");
}

#[test]
fn what_changes_no_entry_stays_as_it_was_published() {
    let folder = plan();
    folder.build("--revision 2026-02-01");
    let before = folder.files("feeds");
    let stays = "no entry changed; the publication of 2026-02-01 stays\n";
    assert_eq!(folder.build("--revision 2026-03-01"), stays);
    assert_same(&folder.files("feeds"), &before);
    // Elsewhere, it is written as it was.
    folder.build("--revision 2026-03-01 --previous feeds --out site");
    assert_same(&folder.files("site"), &before);
    // A title is no entry: it is published, and the revision stays.
    folder.edit("events/plan.yaml", |text| {
        text.replace("title: Plan", "title: Our plan")
    });
    let printed = folder.build("--revision 2026-03-01");
    assert!(
        printed.ends_with("no entry changed; the revision stays 2026-02-01\n"),
        "{printed}"
    );
    assert!(folder.read("feeds/all.ics").contains("Our plan"));
    assert_eq!(revision(&folder), "2026-02-01");
    assert_eq!(folder.build("--revision 2026-03-01"), stays);
    // An entry that changes moves the revision.
    with(&folder, &[&TALK.replace("5 May", "6 May"), WALK]);
    folder.build("--revision 2026-03-02");
    assert_eq!(revision(&folder), "2026-03-02");
}

#[test]
fn notices_run_out_by_date() {
    let folder = plan();
    folder.build("--revision 2026-02-01");
    // The talk is removed, and the feed of its category ends.
    folder.edit("events/plan.yaml", |text| {
        text.replace("talks: Talks, ", "")
    });
    with(&folder, &[WALK]);
    folder.build("--revision 2026-02-10");
    assert!(
        folder
            .read("feeds/all.ics")
            .contains("SUMMARY:CANCELLED: Talk")
    );
    let stays = "no entry changed; the publication of 2026-02-10 stays\n";
    assert_eq!(folder.build("--revision 2026-03-11"), stays);
    folder.build("--revision 2026-03-13");
    assert_eq!(revision(&folder), "2026-03-13");
    assert!(!folder.read("feeds/all.ics").contains("Talk"));
    assert!(!folder.has("feeds/category/talks.ics"));
}

#[test]
fn a_span_that_began_moves_its_placeholder() {
    let folder = plan();
    folder.build("--revision 2026-02-01");
    // A quarter is shown on its first day, and once that is past on its last.
    folder.build("--revision 2026-04-02");
    assert_eq!(revision(&folder), "2026-04-02");
    assert!(
        folder
            .read("feeds/all.ics")
            .contains("DTSTART;VALUE=DATE:20260630")
    );
}

#[test]
fn findings_name_the_flag_and_not_the_plan() {
    let folder = plan();
    folder.build("--revision 2026-02-01");
    let before = folder.files("feeds");
    let older = folder.planfeed("build --revision 2026-01-31").exits(1);
    assert!(!older.stderr.contains("plan.yaml"), "{older:?}");
    older.reports("--revision 2026-01-31: the last publication is of 2026-02-01, this is older");
    assert_same(&folder.files("feeds"), &before);
    with(&folder, &[TALK]);
    let same = folder.planfeed("build --revision 2026-02-01").exits(0);
    same.reports("--revision 2026-02-01: 2026-02-01 was published already");
    for day in ["2026-2-1", "tomorrow", "01/02/2026", ""] {
        let build = folder
            .planfeed(&format!("build --revision \"{day}\""))
            .exits(2);
        build.reports("write a day as year-month-day, such as 2026-12-01, or `today`");
    }
}

#[test]
fn today_is_a_day() {
    let folder = plan();
    folder.build("--revision today");
    let today = revision(&folder);
    assert!(today.as_str() > "2026-01-01", "{today}");
    let again = folder.build("--revision today");
    assert!(again.contains("no event changed") || again.contains("no entry changed"));
}
