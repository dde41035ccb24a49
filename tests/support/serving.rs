//! `planfeed serve`, running beside a test.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use super::Workspace;

/// Time after which a test no longer waits.
pub(crate) const LONG: Duration = Duration::from_secs(30);

/// A server that runs; it ends with the test.
pub(crate) struct Serving {
    pub(crate) address: SocketAddr,
    program: Program,
    stderr_lines: Receiver<String>,
}

/// A running program, which is killed when this is dropped.
struct Program(Child);

impl Workspace {
    /// Starts `planfeed serve` on a free port.
    pub(crate) fn serve(&self, more: &str) -> Serving {
        let mut child = self
            .command(&format!("serve --listen 127.0.0.1:0 {more}"))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        let stderr = BufReader::new(child.stderr.take().expect("its errors"));
        let program = Program(child);
        let (sender, stderr_lines) = channel();
        thread::spawn(move || {
            let mut lines = stderr.lines().map_while(Result::ok);
            lines.try_for_each(|line| sender.send(line))
        });
        let line = wait_for(&stderr_lines, "serving ");
        let (_, address) = line.split_once("http://").expect("an address");
        Serving {
            address: address.trim_end_matches('/').parse().expect("an address"),
            program,
            stderr_lines,
        }
    }
}

impl Serving {
    /// Waits for a line on standard error with these words.
    #[track_caller]
    pub(crate) fn wait_for(&self, words: &str) -> String {
        wait_for(&self.stderr_lines, words)
    }

    /// Returns the status, tag and body of an answer.
    pub(crate) fn get(&self, path: &str) -> (u16, String, Vec<u8>) {
        get(self.address, path)
    }

    /// Sends a signal, such as `-TERM`.
    pub(crate) fn signal(&self, signal: &str) {
        let mut kill = Command::new("kill");
        kill.args([signal, &self.program.0.id().to_string()]);
        assert!(kill.status().expect("it is sent").success());
    }

    /// Waits for the end, and returns the exit code.
    pub(crate) fn exit(mut self) -> i32 {
        self.program.0.wait().expect("it ends").code().unwrap_or(-1)
    }
}

#[track_caller]
fn wait_for(lines: &Receiver<String>, words: &str) -> String {
    loop {
        match lines.recv_timeout(LONG) {
            Ok(line) if line.contains(words) => return line,
            Ok(_) => {}
            Err(_) => panic!("`{words}` was never reported"),
        }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Opens a connection that waits no longer than [`LONG`].
pub(crate) fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).expect("a connection");
    stream.set_read_timeout(Some(LONG)).expect("a limit");
    stream
}

/// Returns the status, tag and body of an answer.
pub(crate) fn get(address: SocketAddr, path: &str) -> (u16, String, Vec<u8>) {
    let mut stream = connect(address);
    let request = format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).expect("it is sent");
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).expect("an answer");
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n");
    let body = bytes.split_off(end.expect("a head") + 4);
    let head = String::from_utf8(bytes).expect("a head");
    let tag = head.lines().find_map(|line| line.strip_prefix("etag: "));
    let tag = tag.unwrap_or_default().trim_matches('"').to_owned();
    (head[9..12].parse().expect("a status"), tag, body)
}
