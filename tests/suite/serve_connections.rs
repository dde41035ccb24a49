//! Connections that are slow, many or broken off, and what is logged.

use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::{Duration, SystemTime};

use planfeed::serve::{Answers, FileKind, Limits, Live, Log, Server, listen};
use tokio::sync::mpsc;

use crate::serve_answers::{file, published};
use crate::support::{LONG, connect};

struct Running {
    address: SocketAddr,
    stop: mpsc::Sender<()>,
    log: Arc<Log>,
    thread: JoinHandle<bool>,
}

fn running(limits: Limits) -> Running {
    let mut published = published();
    published.files.push(file(
        "import/large.ics",
        FileKind::Feed,
        &"X:large\r\n".repeat(1 << 20),
    ));
    let live = Arc::new(Live::new(Answers::of(
        &published,
        SystemTime::UNIX_EPOCH,
        None,
    )));
    let log = Arc::new(Log::default());
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime");
    let listener = runtime
        .block_on(async { listen(([127, 0, 0, 1], 0).into()) })
        .expect("a port");
    let address = listener.local_addr().expect("an address");
    let (stop, stopped) = mpsc::channel(2);
    let server = Server {
        live,
        log: Arc::clone(&log),
        limits,
        clock: || SystemTime::UNIX_EPOCH,
        note: |_| {},
    };
    let thread = thread::spawn(move || runtime.block_on(server.run(listener, stopped)));
    Running {
        address,
        stop,
        log,
        thread,
    }
}

/// Returns the answer to bytes after which nothing more is sent.
fn ask(address: SocketAddr, request: &[u8]) -> String {
    let mut stream = connect(address);
    stream.write_all(request).expect("it is sent");
    stream
        .shutdown(std::net::Shutdown::Write)
        .expect("a half-closed connection");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("an answer");
    String::from_utf8(answer).expect("text")
}

fn is_open(stream: &mut TcpStream) -> bool {
    stream.set_nonblocking(true).expect("a stream");
    match stream.read(&mut [0; 1024]) {
        Ok(0) => false,
        Ok(_) => true,
        Err(error) => error.kind() == ErrorKind::WouldBlock,
    }
}

#[test]
fn requests_may_be_sent_at_once_and_who_stops_sending_is_still_answered() {
    let server = running(Limits::default());
    let requests = "GET /all.ics?x=1 HTTP/1.1\r\nHost: x\r\n\r\nHEAD /category/games.ics HTTP/1.1\r\nHost: x\r\n\r\n\
        GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n";
    let answers = ask(server.address, requests.as_bytes());
    assert_eq!(
        answers.matches("HTTP/1.1 200 OK\r\n").count(),
        3,
        "{answers}"
    );
    assert_eq!(answers.matches("BEGIN:VCALENDAR").count(), 1);
    assert!(answers.ends_with("\r\n\r\nok"), "{answers}");
    let large = ask(
        server.address,
        b"GET /import/large.ics HTTP/1.1\r\nHost: x\r\n\r\n",
    );
    assert_eq!(
        large.split_once("\r\n\r\n").expect("a body").1.len(),
        9 << 20
    );
    let unchanged = ask(
        server.address,
        b"GET /all.ics HTTP/1.1\r\nHost: x\r\nIf-None-Match: *\r\n\r\n",
    );
    assert!(
        unchanged.starts_with("HTTP/1.1 304") && !unchanged.contains("content-length"),
        "{unchanged}"
    );
    assert!(unchanged.ends_with("\r\n\r\n"), "{unchanged}");
}

#[test]
fn heads_that_are_too_large_or_no_heads_are_refused_and_the_server_lives() {
    let server = running(Limits::default());
    let long = format!("GET /{} HTTP/1.1\r\nHost: x\r\n\r\n", "x".repeat(20 << 10));
    let header = format!(
        "GET / HTTP/1.1\r\nHost: x\r\nX: {}\r\n\r\n",
        "x".repeat(20 << 10)
    );
    let many = format!("GET / HTTP/1.1\r\n{}\r\n", "X: x\r\n".repeat(101));
    for (request, statuses) in [
        (&*long, &["431", "414"][..]),
        (&header, &["431"]),
        (&many, &["431"]),
        ("GET / HTTP/1.1\r\nno header\r\n\r\n", &["400"]),
        ("\0\0\0\0\r\n\r\n", &["400"]),
        ("GET /\r\n\r\n", &["400"]),
    ] {
        let mut stream = connect(server.address);
        let mut answer = Vec::new();
        // What it does not read makes the system end the connection, maybe before the answer is
        // read.
        let _ = stream.write_all(request.as_bytes());
        let _ = stream.read_to_end(&mut answer);
        let answer = String::from_utf8_lossy(&answer);
        let is_refused = statuses
            .iter()
            .any(|status| answer.starts_with(&format!("HTTP/1.1 {status} ")));
        assert!(
            is_refused || request.len() > 16 << 10 && answer.is_empty(),
            "{answer}"
        );
        assert!(
            ask(server.address, b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
                .starts_with("HTTP/1.1 200")
        );
    }
}

#[test]
fn slow_clients_keep_nobody_waiting_and_are_let_go() {
    let server = running(Limits {
        head_time: Duration::from_secs(5),
        ..Limits::default()
    });
    let mut slow: Vec<TcpStream> = (0..200).map(|_| connect(server.address)).collect();
    for stream in &mut slow {
        stream
            .write_all(b"GET /all.ics HTTP/1.1\r\nX: ")
            .expect("a start");
    }
    assert!(
        ask(server.address, b"GET /all.ics HTTP/1.1\r\nHost: x\r\n\r\n")
            .starts_with("HTTP/1.1 200")
    );
    assert!(
        slow.iter_mut().all(is_open),
        "somebody was let go too early"
    );
    for _ in 0..300 {
        slow.retain_mut(|stream| is_open(stream) && stream.write_all(b"x").is_ok());
        if slow.is_empty() {
            return;
        }
        thread::sleep(Duration::from_millis(100));
    }
    panic!("{} are still connected", slow.len());
}

#[test]
fn who_takes_nothing_is_let_go() {
    let server = running(Limits {
        stall: Duration::from_millis(200),
        ..Limits::default()
    });
    let mut stream = connect(server.address);
    stream
        .write_all(b"GET /import/large.ics HTTP/1.1\r\nHost: x\r\n\r\n")
        .expect("it is sent");
    // The log has the answer at once; the stop is done when the connection is over.
    let mut lines = Vec::new();
    server.log.next(&mut lines);
    server.stop.blocking_send(()).expect("it listens");
    assert!(server.thread.join().expect("it ends"));
    drop(stream);
}

#[test]
fn when_there_is_no_room_the_next_waits_until_somebody_leaves() {
    let server = running(Limits {
        connections: 2,
        ..Limits::default()
    });
    let (mut first, mut second, mut third) = (
        connect(server.address),
        connect(server.address),
        connect(server.address),
    );
    first
        .write_all(b"GET /healthz HTTP/1.1\r\n")
        .expect("half a request");
    second
        .write_all(b"GET /healthz HTTP/1.1\r\n")
        .expect("half a request");
    third
        .write_all(b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        .expect("a request");
    third
        .set_read_timeout(Some(Duration::from_millis(300)))
        .expect("a limit");
    let mut answer = String::new();
    third
        .read_to_string(&mut answer)
        .expect_err("there is no room");
    // Whoever is answered now is asked to close the connection.
    first.write_all(b"Host: x\r\n\r\n").expect("the other half");
    first
        .read_to_string(&mut answer)
        .expect("an answer, and the end");
    assert!(answer.contains("connection: close\r\n"), "{answer}");
    third.set_read_timeout(Some(LONG)).expect("a limit");
    third.read_to_string(&mut answer).expect("an answer");
    assert!(answer.ends_with("ok"), "{answer}");
    drop(second);
}

#[test]
fn each_request_is_a_line_that_nobody_can_break() {
    let server = running(Limits::default());
    let hostile = b"GET /all.ics?x HTTP/1.1\r\nHost: x\r\nUser-Agent: a\"b\\c\td\xff\r\nReferer: https://example.org/\r\n\r\n";
    ask(server.address, hostile);
    ask(server.address, b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
    ask(server.address, b"HEAD /none HTTP/1.0\r\n\r\n");
    server.stop.blocking_send(()).expect("it listens");
    assert!(server.thread.join().expect("it ends"));
    server.log.close();
    let mut lines = Vec::new();
    assert_eq!(server.log.next(&mut lines), Some(0));
    let size = published().files[0].bytes.len();
    let expected = format!(
        "127.0.0.1 - - [01/Jan/1970:00:00:00 +0000] \"GET /all.ics?x HTTP/1.1\" 200 {size} \"https://example.org/\" \
        \"a\\x22b\\x5Cc\\x09d\\xFF\"\n\
        127.0.0.1 - - [01/Jan/1970:00:00:00 +0000] \"HEAD /none HTTP/1.0\" 404 - \"-\" \"-\"\n"
    );
    assert_eq!(String::from_utf8(lines).expect("text"), expected);
    assert_eq!(server.log.next(&mut Vec::new()), None);
}
