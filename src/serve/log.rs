//! The log of requests: lines of the Combined Log Format, kept until somebody writes them.

use std::net::IpAddr;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use chrono::{DateTime, Utc};
use hyper::header::{HeaderMap, HeaderName, REFERER, USER_AGENT};
use hyper::{Method, StatusCode, Uri, Version};

/// The most bytes of lines that wait. Lines that come after that are counted, not kept.
const MOST_WAITING: usize = 4 << 20;

/// A request and how it was answered.
pub(crate) struct LoggedRequest<'a> {
    /// The address that asked.
    pub peer: IpAddr,
    /// The time of the answer.
    pub time: SystemTime,
    /// Its first line; none if that was not understood.
    pub line: Option<(&'a Method, &'a Uri, Version)>,
    /// The status of the answer.
    pub status: StatusCode,
    /// The number of bytes of the body.
    pub size: u64,
    /// The headers that came with it.
    pub headers: &'a HeaderMap,
}

/// The log: lines from those who answer, who never wait, to the one who writes, who may be slow.
#[derive(Default)]
pub struct Log {
    waiting: Mutex<Waiting>,
    news: Condvar,
}

#[derive(Default)]
struct Waiting {
    lines: Vec<u8>,
    dropped: u64,
    is_closed: bool,
    /// The last second that was written, since 1970 in UTC.
    second: i64,
    /// The text of that second.
    stamp: String,
}

impl Log {
    /// Adds a line.
    pub(crate) fn record(&self, request: &LoggedRequest<'_>) {
        let mut waiting = self.lock();
        if waiting.lines.len() >= MOST_WAITING {
            waiting.dropped += 1;
            return;
        }
        let was_empty = waiting.lines.is_empty();
        waiting.add(request);
        drop(waiting);
        if was_empty {
            self.news.notify_one();
        }
    }

    /// Waits for lines and puts them into `lines`, in place of what is there; says how many were
    /// not kept before these. None when nothing will come any more.
    pub fn next(&self, lines: &mut Vec<u8>) -> Option<u64> {
        lines.clear();
        let mut waiting = self.lock();
        while waiting.lines.is_empty() && !waiting.is_closed {
            waiting = self
                .news
                .wait(waiting)
                .unwrap_or_else(PoisonError::into_inner);
        }
        // The buffers change places, so that neither is made anew.
        std::mem::swap(&mut waiting.lines, lines);
        (!lines.is_empty()).then(|| std::mem::take(&mut waiting.dropped))
    }

    /// Ends the log: what is in it is still given.
    pub fn close(&self) {
        self.lock().is_closed = true;
        self.news.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Waiting {
    fn add(&mut self, request: &LoggedRequest<'_>) {
        let time = DateTime::<Utc>::from(request.time);
        if time.timestamp() != self.second || self.stamp.is_empty() {
            self.stamp = time.format("%d/%b/%Y:%H:%M:%S +0000").to_string();
            self.second = time.timestamp();
        }
        let lines = &mut self.lines;
        let start = format!("{} - - [{}] \"", request.peer, self.stamp);
        lines.extend(start.as_bytes());
        match request.line {
            Some((method, uri, version)) => {
                escape(method.as_str().as_bytes(), lines);
                lines.push(b' ');
                let path = uri.path_and_query().map_or("*", |path| path.as_str());
                escape(path.as_bytes(), lines);
                lines.extend(format!(" {version:?}").as_bytes());
            }
            None => lines.push(b'-'),
        }
        let size = match request.size {
            0 => "-".to_owned(),
            size => size.to_string(),
        };
        lines.extend(format!("\" {} {size}", request.status.as_u16()).as_bytes());
        for name in [REFERER, USER_AGENT] {
            quote(request.headers, &name, lines);
        }
        lines.push(b'\n');
    }
}

fn quote(headers: &HeaderMap, name: &HeaderName, lines: &mut Vec<u8>) {
    lines.extend(b" \"");
    let value = headers.get(name).map(|value| value.as_bytes());
    escape(value.unwrap_or(b"-"), lines);
    lines.push(b'"');
}

/// Writes quotes, backslashes and all that is not printable ASCII as `\xHH`: no header can end a
/// field or a line, or reach a terminal.
fn escape(text: &[u8], lines: &mut Vec<u8>) {
    for byte in text {
        match byte {
            b'"' | b'\\' | 0..=0x1f | 0x7f.. => {
                lines.extend(format!("\\x{byte:02X}").as_bytes());
            }
            _ => lines.push(*byte),
        }
    }
}
