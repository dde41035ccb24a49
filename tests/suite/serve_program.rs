//! `planfeed serve` as an operator meets it.

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use planfeed::history::digest;
use tempfile::TempDir;

use crate::program::files;
use crate::serve_connections::{LONG, connect};

/// A server that runs; it ends with the test.
struct Serving {
    child: Child,
    address: SocketAddr,
    said: Receiver<String>,
}

impl Serving {
    fn start(folder: &Path, arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_planfeed"))
            .args(["serve", "--listen", "127.0.0.1:0"])
            .args(arguments)
            .current_dir(folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        let lines = BufReader::new(child.stderr.take().expect("its errors")).lines();
        let (sender, said) = channel();
        thread::spawn(move || {
            lines
                .map_while(Result::ok)
                .try_for_each(|line| sender.send(line))
        });
        let unknown = SocketAddr::from(([127, 0, 0, 1], 0));
        let mut serving = Self {
            child,
            address: unknown,
            said,
        };
        let line = serving.wait_for("serving ");
        let address = line
            .split_once("http://")
            .expect("an address")
            .1
            .trim_end_matches('/');
        serving.address = address.parse().expect("an address");
        serving
    }

    /// The next line on standard error with these words.
    fn wait_for(&self, words: &str) -> String {
        loop {
            let line = self
                .said
                .recv_timeout(LONG)
                .unwrap_or_else(|_| panic!("it never says `{words}`"));
            if line.contains(words) {
                return line;
            }
        }
    }

    fn get(&self, path: &str) -> (u16, String, Vec<u8>) {
        get(self.address, path)
    }

    fn tell(&self, signal: &str) {
        let status = Command::new("kill")
            .args([signal, &self.child.id().to_string()])
            .status();
        assert!(status.expect("it is told").success());
    }

    fn exit(mut self) -> i32 {
        self.child.wait().expect("it ends").code().unwrap_or(-1)
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Status, tag and body.
fn get(address: SocketAddr, path: &str) -> (u16, String, Vec<u8>) {
    let mut stream = connect(address);
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    )
    .expect("it is sent");
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).expect("an answer");
    let end = bytes
        .windows(4)
        .position(|window| window == b"\r\n\r\n")
        .expect("a head");
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let tag = head
        .lines()
        .find_map(|line| line.strip_prefix("etag: "))
        .unwrap_or_default()
        .trim_matches('"')
        .to_owned();
    (
        head[9..12].parse().expect("a status"),
        tag,
        bytes.split_off(end + 4),
    )
}

fn small_plan() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let status = Command::new(env!("CARGO_BIN_EXE_planfeed"))
        .arg("init")
        .current_dir(folder.path())
        .output();
    assert!(status.expect("it runs").status.success());
    folder
}

fn add(folder: &Path, n: usize, when: &str) {
    let text = format!("events: [{{ id: added-{n}, title: Added {n}, when: {when} }}]\n");
    // Beside and renamed, as editors do.
    let (beside, path) = (folder.join("added.tmp"), folder.join("events/added.yaml"));
    fs::write(&beside, text)
        .and_then(|()| fs::rename(beside, path))
        .expect("a file");
}

/// A published folder with one feed.
fn publish(folder: &Path, text: &str) {
    let digest = digest([text.as_bytes()]);
    let manifest = serde_json::json!({ "title": "T", "revision": "2026-01-01", "feeds": [{ "path": "all.ics", "sha256": digest }] });
    fs::write(folder.join("all.ics"), text).expect("a file");
    fs::write(folder.join("index.json"), manifest.to_string()).expect("a file");
}

fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_planfeed"))
        .arg("serve")
        .args(arguments)
        .current_dir(folder)
        .output();
    let output = output.expect("it runs");
    (
        output.status.code(),
        String::from_utf8_lossy(&output.stderr).into_owned(),
    )
}

#[test]
fn what_can_not_be_served_is_said_at_once() {
    let folder = small_plan();
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    let at = |arguments: &[&str], code, words: &str| {
        let (ended, said) = run(folder.path(), arguments);
        assert!(
            ended == Some(code) && said.contains(words),
            "{arguments:?}: {ended:?} {said}"
        );
    };
    at(&["--listen", &address], 2, "another program listens there");
    at(&["--listen", "8080"], 2, "such as --listen 127.0.0.1:8080");
    at(&["nowhere"], 2, "is no folder");
    fs::create_dir(folder.path().join("empty")).expect("a folder");
    at(&["empty"], 2, "has neither plan.yaml nor index.json");
    at(
        &["--listen", "127.0.0.1:0", "--out", "events/feeds"],
        2,
        "is within the definitions",
    );
    let feeds = folder.path().join("published");
    fs::create_dir(&feeds).expect("a folder");
    publish(&feeds, "BEGIN:VCALENDAR\r\n");
    fs::write(feeds.join("all.ics"), "BEGIN:VCALENDAR\n").expect("a file");
    at(
        &["published", "--listen", "127.0.0.1:0"],
        2,
        "all.ics has other line ends",
    );
    fs::write(feeds.join("all.ics"), "BEGIN:VCALENDAR\r\nX").expect("a file");
    at(
        &["published", "--listen", "127.0.0.1:0"],
        2,
        "all.ics is not the file that the list of feeds is about",
    );
    fs::remove_file(feeds.join("index.json")).expect("it goes");
    at(
        &["published", "--listen", "127.0.0.1:0"],
        2,
        "has no index.json",
    );
    fs::write(
        folder.path().join("events/wrong.yaml"),
        "events: [{ id: x, title: X, when: 31 April 2026 }]",
    )
    .expect("a file");
    at(&["--listen", "127.0.0.1:0"], 1, "nothing was written");
}

#[test]
fn a_list_of_feeds_names_no_file_of_others() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("secret"), "secret").expect("a file");
    publish(folder.path(), "BEGIN:VCALENDAR\r\n");
    let list = fs::read_to_string(folder.path().join("index.json")).expect("a file");
    fs::write(
        folder.path().join("index.json"),
        list.replace("all.ics", "../secret"),
    )
    .expect("a file");
    let (ended, said) = run(folder.path(), &[".", "--listen", "127.0.0.1:0"]);
    assert!(
        ended == Some(2) && said.contains("`../secret`, which is not a feed"),
        "{said}"
    );
}

#[test]
fn a_published_folder_is_served_as_it_is_and_followed_when_it_is_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    let (first, second) = ("BEGIN:VCALENDAR\r\nX:1\r\n", "BEGIN:VCALENDAR\r\nX:2\r\n");
    publish(folder.path(), first);
    fs::write(folder.path().join("notes.txt"), "mine").expect("a file");
    let before = files(folder.path());
    let serving = Serving::start(folder.path(), &[".", "--watch"]);
    assert_eq!(
        serving.get("/all.ics"),
        (200, digest([first.as_bytes()]), first.as_bytes().to_vec())
    );
    assert_eq!(
        (
            serving.get("/notes.txt").0,
            serving.get("/.planfeed.lock").0
        ),
        (404, 404)
    );
    assert_eq!(files(folder.path()), before);
    fs::write(folder.path().join("all.ics"), second).expect("a file");
    serving.wait_for("the last good publication stays");
    assert_eq!(serving.get("/all.ics").2, first.as_bytes());
    publish(folder.path(), second);
    serving.wait_for("now serving");
    assert_eq!(
        serving.get("/all.ics"),
        (200, digest([second.as_bytes()]), second.as_bytes().to_vec())
    );
    // A folder that goes and comes back.
    fs::remove_file(folder.path().join("index.json")).expect("it goes");
    serving.wait_for("the last good publication stays");
    publish(folder.path(), first);
    serving.wait_for("now serving");
    assert_eq!(serving.get("/all.ics").2, first.as_bytes());
}

#[cfg(unix)]
#[test]
fn edits_are_served_while_others_ask_and_a_broken_one_is_not() {
    let folder = small_plan();
    let serving = Serving::start(folder.path(), &["--watch"]);
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
            add(folder.path(), n, "5 May 2027");
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
    add(folder.path(), 9, "31 April 2027");
    serving.wait_for("error[");
    serving.wait_for("the last good publication stays");
    assert_eq!(serving.get("/all.ics"), good);
    let has_notice =
        || String::from_utf8_lossy(&serving.get("/").2).contains("role=\"status\">The newest edit");
    assert!(has_notice());
    add(folder.path(), 9, "30 April 2027");
    serving.wait_for("now serving");
    assert!(!has_notice());
    let last = serving.get("/all.ics");
    assert_ne!(last, good);
    serving.tell("-TERM");
    assert_eq!(serving.exit(), 0);
    let again = Serving::start(folder.path(), &[]);
    assert_eq!(again.get("/all.ics"), last, "a restart loses no stamp");
}

/// How much of an answer is read before the server is told to stop.
#[cfg(unix)]
const START: usize = 1000;

/// A server that was told to stop and takes nobody new, and one whom it answers with a large feed.
#[cfg(unix)]
fn stopped_while_answering(large: &str, signal: &str) -> (tempfile::TempDir, Serving, TcpStream) {
    let folder = tempfile::tempdir().expect("a folder");
    publish(folder.path(), large);
    let serving = Serving::start(folder.path(), &["."]);
    let mut stream = connect(serving.address);
    stream
        .write_all(b"GET /all.ics HTTP/1.1\r\nHost: x\r\n\r\n")
        .expect("it is sent");
    stream.read_exact(&mut [0; START]).expect("a start");
    serving.tell(signal);
    let is_closed = || {
        thread::sleep(std::time::Duration::from_millis(50));
        TcpStream::connect(serving.address).is_err()
    };
    assert!((0..400).any(|_| is_closed()), "it takes somebody new");
    (folder, serving, stream)
}

#[test]
fn what_somebody_else_publishes_is_served_and_not_undone() {
    let folder = small_plan();
    let serving = Serving::start(folder.path(), &["--watch"]);
    let own = serving.get("/all.ics").1;
    // The same plan with another event, built by hand.
    for (path, bytes) in files(&folder.path().join("events")) {
        let target = folder.path().join("others").join(path);
        fs::create_dir_all(target.parent().expect("a folder")).expect("a folder");
        fs::write(target, bytes).expect("a copy");
    }
    fs::write(
        folder.path().join("others/more.yaml"),
        "events: [{ id: more, title: More, when: 5 May 2027 }]",
    )
    .expect("a file");
    let built = Command::new(env!("CARGO_BIN_EXE_planfeed"))
        .args(["build", "others"])
        .current_dir(folder.path())
        .output();
    assert!(built.expect("it runs").status.success());
    serving.wait_for("somebody else has published");
    serving.wait_for("now serving");
    let theirs = fs::read(folder.path().join("feeds/all.ics")).expect("a feed");
    assert_eq!(serving.get("/all.ics").2, theirs);
    assert_ne!(serving.get("/all.ics").1, own);
    // The next edit is built over it.
    add(folder.path(), 1, "6 May 2027");
    serving.wait_for("now serving");
    assert!(String::from_utf8_lossy(&serving.get("/all.ics").2).contains("SUMMARY:Added 1"));
}

#[test]
fn a_page_that_is_not_whole_is_not_served() {
    let folder = small_plan();
    drop(Serving::start(folder.path(), &[]));
    for page in ["index.html", "changes.atom"] {
        let path = folder.path().join("feeds").join(page);
        let whole = fs::read(&path).expect("a page");
        fs::write(&path, "").expect("a file");
        let (ended, said) = run(folder.path(), &["feeds", "--listen", "127.0.0.1:0"]);
        assert!(ended == Some(2) && said.contains(page), "{said}");
        fs::write(&path, whole).expect("a file");
    }
}

#[cfg(unix)]
#[test]
fn who_does_not_read_the_log_keeps_nobody_from_ending() {
    let folder = tempfile::tempdir().expect("a folder");
    publish(folder.path(), "BEGIN:VCALENDAR\r\n");
    let serving = Serving::start(folder.path(), &["."]);
    // More lines than a pipe holds.
    for _ in 0..2000 {
        serving.get("/all.ics");
    }
    serving.tell("-TERM");
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
    serving.tell("-INT");
    serving.wait_for("not everybody was answered");
    assert_eq!(serving.exit(), 0);
}
