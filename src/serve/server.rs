//! The server: how connections are taken, answered, limited and ended.

use std::convert::Infallible;
use std::future::ready;
use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http_body_util::Full;
use hyper::body::{Body, Incoming};
use hyper::header::{CONNECTION, HeaderMap, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, watch};
use tokio_io_timeout::TimeoutStream;

use super::answer::{HEALTH, answer};
use super::answers::Live;
use super::log::{Log, LoggedRequest};

/// Limits of what one peer may take of the server.
#[derive(Clone, Debug)]
pub struct Limits {
    /// The most bytes of a request's line and headers. There may be a hundred headers.
    pub head: usize,
    /// The time that a request's line and headers may take, and that a connection may be idle.
    pub head_time: Duration,
    /// The time for which a peer may take none of the bytes that it asked for.
    pub stall: Duration,
    /// Connections at once; further ones wait in the system's queue.
    pub connections: u32,
    /// The time for which the server, when it stops, waits for those that are being answered.
    pub stop: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            head: 16 << 10,
            head_time: Duration::from_secs(30),
            stall: Duration::from_secs(60),
            connections: 1000,
            stop: Duration::from_secs(25),
        }
    }
}

/// The time to wait when the system has no more connections to give.
const PAUSE: Duration = Duration::from_millis(200);

/// The most connections that the system keeps for the server until they are taken. The 128 of the
/// standard library are fewer than a burst of calendars, and whoever finds no room tries again only
/// after a second.
const QUEUE: u32 = 1024;

/// Listens at an address.
///
/// # Panics
///
/// Outside a tokio runtime.
///
/// # Errors
///
/// An address that another program has, or that is not one of this machine.
pub fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() {
        TcpSocket::new_v4()
    } else {
        TcpSocket::new_v6()
    }?;
    // Without it nobody could listen there for a while after a server ended. On Windows it means
    // something else.
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(QUEUE)
}

/// Answers requests.
pub struct Server {
    /// The answers that are given.
    pub live: Arc<Live>,
    /// The log of requests.
    pub log: Arc<Log>,
    /// Limits of what one peer may take.
    pub limits: Limits,
    /// The clock.
    pub clock: fn() -> SystemTime,
    /// Reports what is wrong, such as too many open files.
    pub note: fn(&str),
}

/// The state that the connections of a server share.
struct Connections {
    server: Server,
    /// Whether there is no room for another connection.
    is_full: AtomicBool,
}

impl Server {
    /// Answers until `stops` has a message, then waits for those that are being answered, until
    /// there is another message or their time is over. Returns whether all were answered.
    pub async fn run(self, listener: TcpListener, mut stops: mpsc::Receiver<()>) -> bool {
        let limits = self.limits.clone();
        let room = Arc::new(Semaphore::new(limits.connections as usize));
        let connections = Arc::new(Connections {
            server: self,
            is_full: AtomicBool::new(false),
        });
        let (stopping, stopped) = watch::channel(false);
        loop {
            let (place, taken) = tokio::select! {
                _ = stops.recv() => break,
                next = connections.next(&listener, &room) => next,
            };
            match taken {
                Ok((stream, peer)) => {
                    let connections = Arc::clone(&connections);
                    tokio::spawn(connections.connection(stream, peer, stopped.clone(), place));
                }
                Err(error) if is_of_the_peer(&error) => {}
                Err(error) => {
                    (connections.server.note)(&format!("no connection can be taken: {error}"));
                    tokio::time::sleep(PAUSE).await;
                }
            }
        }
        drop(listener);
        // Nobody may be connected.
        let _ = stopping.send(true);
        tokio::select! {
            all = room.acquire_many(limits.connections) => all.is_ok(),
            () = tokio::time::sleep(limits.stop) => false,
            Some(()) = stops.recv() => false,
        }
    }
}

type Taken = (
    Option<OwnedSemaphorePermit>,
    io::Result<(TcpStream, SocketAddr)>,
);

impl Connections {
    /// Waits for room, and then for the next connection.
    async fn next(&self, listener: &TcpListener, room: &Arc<Semaphore>) -> Taken {
        let place = match Arc::clone(room).try_acquire_owned() {
            Ok(place) => Some(place),
            Err(_) => {
                self.is_full.store(true, Ordering::Relaxed);
                // The semaphore is never closed.
                let place = Arc::clone(room).acquire_owned().await.ok();
                self.is_full.store(false, Ordering::Relaxed);
                place
            }
        };
        (place, listener.accept().await)
    }

    async fn connection(
        self: Arc<Self>,
        stream: TcpStream,
        peer: SocketAddr,
        mut stopped: watch::Receiver<bool>,
        _place: Option<OwnedSemaphorePermit>,
    ) {
        let limits = &self.server.limits;
        // An answer is written whole: waiting for more to send only delays it.
        let _ = stream.set_nodelay(true);
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(limits.stall));
        let service =
            service_fn(|request| ready(Ok::<_, Infallible>(self.respond(peer, &request))));
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(limits.head_time)
            .max_header_size(limits.head)
            .max_buf_size(limits.head.max(8 << 10))
            .half_close(true)
            .serve_connection(TokioIo::new(Box::pin(stream)), service);
        let mut connection = pin!(connection);
        let ended = tokio::select! {
            ended = connection.as_mut() => ended,
            // It changes once; the sender lives until then.
            _ = stopped.changed() => {
                connection.as_mut().graceful_shutdown();
                connection.await
            }
        };
        if let Err(error) = ended {
            self.log_error(peer, &error);
        }
    }

    fn respond(&self, peer: SocketAddr, request: &Request<Incoming>) -> Response<Full<Bytes>> {
        let uri = request.uri();
        let mut response = answer(
            &self.server.live.now(),
            request.method(),
            uri.path(),
            request.headers(),
        );
        if self.is_full.load(Ordering::Relaxed) {
            response
                .headers_mut()
                .insert(CONNECTION, HeaderValue::from_static("close"));
        }
        if uri.path() != HEALTH {
            self.server.log.record(&LoggedRequest {
                peer: peer.ip(),
                time: (self.server.clock)(),
                line: Some((request.method(), uri, request.version())),
                status: response.status(),
                size: response.body().size_hint().exact().unwrap_or(0),
                headers: request.headers(),
            });
        }
        response
    }

    /// Logs a request that hyper answered by itself, since it was not understood.
    fn log_error(&self, peer: SocketAddr, error: &hyper::Error) {
        let status = if error.is_parse_too_large() {
            StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE
        } else if error.is_parse() {
            StatusCode::BAD_REQUEST
        } else {
            return;
        };
        self.server.log.record(&LoggedRequest {
            peer: peer.ip(),
            time: (self.server.clock)(),
            line: None,
            status,
            size: 0,
            headers: &HeaderMap::new(),
        });
    }
}

/// Whether a connection could not be taken because the peer has already gone.
fn is_of_the_peer(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionReset, Interrupted};
    matches!(
        error.kind(),
        ConnectionAborted | ConnectionReset | Interrupted
    )
}
