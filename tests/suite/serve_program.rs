//! `planfeed serve` as an operator meets it.

use std::collections::BTreeSet;
use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use planfeed::history::digest;

use crate::support::{Serving, Workspace, assert_same, connect, get};

const CALENDAR: &str = "BEGIN:VCALENDAR\r\n";

impl Workspace {
    /// Adds an event to the definitions, or edits it: beside and renamed, as editors do.
    fn add(&self, n: usize, when: &str) {
        let event = format!("events: [{{ id: added-{n}, title: Added {n}, when: {when} }}]\n");
        self.write("added.tmp", event)
            .rename("added.tmp", "events/added.yaml");
    }

    /// Writes a published folder with one feed.
    fn publish(&self, folder: &str, text: &str) {
        let digest = digest([text.as_bytes()]);
        let manifest = serde_json::json!({ "title": "T", "revision": "2026-01-01", "feeds": [{ "path": "all.ics", "sha256": digest }] });
        self.write(&format!("{folder}/all.ics"), text)
            .write(&format!("{folder}/index.json"), manifest.to_string());
    }

    /// Asserts that nothing is served, with that exit code and these words.
    #[track_caller]
    fn refuses_to_serve(&self, more: &str, code: i32, words: &str) {
        let serve = self.planfeed(&format!("serve --listen 127.0.0.1:0 {more}"));
        serve.exits(code).reports(words);
    }
}

#[test]
fn what_can_not_be_served_is_said_at_once() {
    let folder = Workspace::init();
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address");
    for (listen, words) in [
        (&*address.to_string(), "another program listens there"),
        ("8080", "such as --listen 127.0.0.1:8080"),
    ] {
        let serve = folder.planfeed(&format!("serve --listen {listen}"));
        serve.exits(2).reports(words);
    }
    folder.refuses_to_serve("nowhere", 2, "is not a folder");
    fs::create_dir(folder.path("empty")).expect("a folder");
    folder.refuses_to_serve("empty", 2, "has neither plan.yaml nor index.json");
    folder.refuses_to_serve("--out events/feeds", 2, "is within the definitions");
    folder.publish("published", CALENDAR);
    folder.write("published/all.ics", "BEGIN:VCALENDAR\n");
    folder.refuses_to_serve("published", 2, "all.ics has other line ends");
    folder.write("published/all.ics", "BEGIN:VCALENDAR\r\nX");
    let other = "all.ics is not the file that the list of feeds is about";
    folder.refuses_to_serve("published", 2, other);
    folder.remove("published/index.json");
    folder.refuses_to_serve("published", 2, "has no index.json");
    let wrong = "events: [{ id: x, title: X, when: 31 April 2026 }]";
    folder.write("events/wrong.yaml", wrong);
    folder.refuses_to_serve("", 1, "nothing was written");
}

#[test]
fn a_list_of_feeds_names_no_file_of_others() {
    let folder = Workspace::new();
    folder.write("secret", "secret");
    folder.publish("feeds", CALENDAR);
    folder.edit("feeds/index.json", |list| {
        list.replace("all.ics", "../secret")
    });
    folder.refuses_to_serve("feeds", 2, "`../secret`, which is not a feed");
}

#[test]
fn a_published_folder_is_served_as_it_is_and_followed_when_it_is_whole() {
    let folder = Workspace::new();
    let (first, second) = ("BEGIN:VCALENDAR\r\nX:1\r\n", "BEGIN:VCALENDAR\r\nX:2\r\n");
    folder.publish("feeds", first);
    folder.write("feeds/notes.txt", "mine");
    let before = folder.files("feeds");
    let serving = folder.serve("feeds --watch");
    let served = |text: &str| {
        let digest = digest([text.as_bytes()]);
        (200, digest, text.as_bytes().to_vec())
    };
    assert_eq!(serving.get("/all.ics"), served(first));
    for path in ["/notes.txt", "/.planfeed.lock"] {
        assert_eq!(serving.get(path).0, 404, "{path}");
    }
    assert_same(&folder.files("feeds"), &before);
    assert!(!folder.has("feeds/.planfeed.lock"));
    folder.write("feeds/all.ics", second);
    serving.wait_for("the last good publication stays");
    assert_eq!(serving.get("/all.ics"), served(first));
    folder.publish("feeds", second);
    serving.wait_for("now serving");
    assert_eq!(serving.get("/all.ics"), served(second));
    // A folder that is removed and comes back.
    folder.remove("feeds/index.json");
    serving.wait_for("the last good publication stays");
    folder.publish("feeds", first);
    serving.wait_for("now serving");
    assert_eq!(serving.get("/all.ics"), served(first));
}

#[cfg(unix)]
#[test]
fn edits_are_served_while_others_ask_and_a_broken_one_is_not() {
    let folder = Workspace::init();
    let serving = folder.serve("--watch");
    let (address, is_over) = (serving.address, AtomicBool::new(false));
    let mut valid = BTreeSet::from([serving.get("/all.ics").1]);
    let seen = thread::scope(|scope| {
        let ask = || {
            let mut seen = BTreeSet::new();
            while !is_over.load(Ordering::Relaxed) {
                let (status, tag, body) = get(address, "/all.ics");
                assert_eq!((status, &tag), (200, &digest([&*body])));
                seen.insert(tag);
            }
            seen
        };
        let askers = [scope.spawn(ask), scope.spawn(ask)];
        for n in 0..4 {
            folder.add(n, "5 May 2027");
            serving.wait_for("now serving");
            assert!(
                valid.insert(serving.get("/all.ics").1),
                "an edit changes the feed"
            );
        }
        is_over.store(true, Ordering::Relaxed);
        askers
            .into_iter()
            .flat_map(|asker| asker.join().expect("every answer is whole"))
            .collect::<BTreeSet<String>>()
    });
    assert!(
        seen.is_subset(&valid) && seen.len() > 1,
        "{seen:?} {valid:?}"
    );
    let good = serving.get("/all.ics");
    folder.add(9, "31 April 2027");
    serving.wait_for("error[");
    serving.wait_for("the last good publication stays");
    assert_eq!(serving.get("/all.ics"), good);
    let has_notice =
        || String::from_utf8_lossy(&serving.get("/").2).contains("role=\"status\">The newest edit");
    assert!(has_notice());
    folder.add(9, "30 April 2027");
    serving.wait_for("now serving");
    assert!(!has_notice());
    let last = serving.get("/all.ics");
    assert_ne!(last, good);
    serving.signal("-TERM");
    assert_eq!(serving.exit(), 0);
    let again = folder.serve("");
    assert_eq!(again.get("/all.ics"), last, "a restart loses no stamp");
}

/// Number of bytes of an answer that are read before the server is stopped.
#[cfg(unix)]
const START: usize = 1000;

/// Returns a server that was sent a signal and takes no new connection, and a connection on which it
/// is sending a large feed.
#[cfg(unix)]
fn stopped_while_answering(large: &str, signal: &str) -> (Workspace, Serving, TcpStream) {
    let folder = Workspace::new();
    folder.publish("feeds", large);
    let serving = folder.serve("feeds");
    let mut stream = connect(serving.address);
    stream
        .write_all(b"GET /all.ics HTTP/1.1\r\nHost: x\r\n\r\n")
        .expect("it is sent");
    stream.read_exact(&mut [0; START]).expect("a start");
    serving.signal(signal);
    let is_closed = || {
        thread::sleep(std::time::Duration::from_millis(50));
        TcpStream::connect(serving.address).is_err()
    };
    assert!((0..400).any(|_| is_closed()), "it takes somebody new");
    (folder, serving, stream)
}

#[test]
fn what_somebody_else_publishes_is_served_and_not_undone() {
    let folder = Workspace::init();
    let serving = folder.serve("--watch");
    let own = serving.get("/all.ics").1;
    // The same plan with another event, built by hand.
    folder.copy("events", "others").write(
        "others/more.yaml",
        "events: [{ id: more, title: More, when: 5 May 2027 }]",
    );
    folder.build("others");
    serving.wait_for("somebody else has published");
    serving.wait_for("now serving");
    let (_, tag, theirs) = serving.get("/all.ics");
    assert_eq!(theirs, folder.read("feeds/all.ics").as_bytes());
    assert_ne!(tag, own);
    // The next edit is built over it.
    folder.add(1, "6 May 2027");
    serving.wait_for("now serving");
    assert!(String::from_utf8_lossy(&serving.get("/all.ics").2).contains("SUMMARY:Added 1"));
}

#[test]
fn a_page_that_is_not_whole_is_not_served() {
    let folder = Workspace::init();
    drop(folder.serve(""));
    for page in ["index.html", "changes.atom"] {
        let path = format!("feeds/{page}");
        let whole = folder.read(&path);
        folder.write(&path, "");
        folder.refuses_to_serve("feeds", 2, page);
        folder.write(&path, whole);
    }
}

#[cfg(unix)]
#[test]
fn who_does_not_read_the_log_keeps_nobody_from_ending() {
    let folder = Workspace::new();
    folder.publish("feeds", CALENDAR);
    let serving = folder.serve("feeds");
    // More lines than a pipe holds.
    for _ in 0..2000 {
        serving.get("/all.ics");
    }
    serving.signal("-TERM");
    assert_eq!(serving.exit(), 0);
}

#[cfg(unix)]
#[test]
fn who_is_being_answered_is_answered_to_the_end() {
    let large = "X:large\r\n".repeat(3 << 20);
    let (_folder, serving, mut stream) = stopped_while_answering(&large, "-TERM");
    let mut rest = Vec::new();
    stream.read_to_end(&mut rest).expect("the rest");
    assert!(rest.ends_with(&large.as_bytes()[START..]) && START + rest.len() > large.len());
    assert_eq!(serving.exit(), 0);
}

#[cfg(unix)]
#[test]
fn a_second_signal_ends_at_once() {
    let (_folder, serving, _stream) =
        stopped_while_answering(&"X:large\r\n".repeat(3 << 20), "-INT");
    serving.signal("-INT");
    serving.wait_for("some requests were not answered completely");
    assert_eq!(serving.exit(), 0);
}
