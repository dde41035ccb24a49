//! `planfeed serve`: feeds over HTTP.

mod watch;

use std::io;
use std::net::{SocketAddr, ToSocketAddrs};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, SystemTime};

use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::mpsc;

use super::build::{self, Built, build};
use super::report::counted;
use super::terminal::shown;
use super::{CommandError, CommandResult, Exit, Terminal, definitions};
use planfeed::error::Error;
use planfeed::language::Language;
use planfeed::publication::{ALL, MANIFEST};
use planfeed::serve::{self, Answers, Limits, Live, Log, Published, Server};
use planfeed::source::PLAN_FILE;
use watch::{Stamps, Wake, Watch, stamps};

/// The time that lines of the log wait for others, so that many are written at once.
const GATHER: Duration = Duration::from_millis(20);

/// The time in which the last lines must be written when the program ends.
const LAST_LINES: Duration = Duration::from_secs(1);

/// Answers calendars over HTTP
#[derive(clap::Args)]
#[command(
    after_help = "Requests are logged on standard output (Combined Log Format), all else on \
    standard error.\n\
    SIGTERM or SIGINT stops the server when all open requests are answered; a second signal stops \
    it at once.\n\
    Example: planfeed serve events --watch"
)]
pub(super) struct Args {
    /// The folder of definitions, which is built first; or a folder of feeds, which is served as it
    /// is
    #[arg(default_value = "events", value_name = "EVENTS | FEEDS")]
    folder: PathBuf,
    /// The address and port to answer on; port 0 is any that is free
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDRESS")]
    listen: String,
    /// The folder of feeds to which definitions are built
    #[arg(long, default_value = "feeds")]
    out: PathBuf,
    /// Rebuild when a file in the folder changes; if an edit has errors, keep serving the last good
    /// publication
    #[arg(long)]
    watch: bool,
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> CommandResult {
    let origin = ServedFrom::of(args)?;
    // Requests that come from now on are answered when the build is done.
    let runtime = Builder::new_multi_thread().enable_all().build()?;
    let listener = listen(&args.listen, &runtime)?;
    let watched = args.watch.then(|| Watch::new(&origin, terminal));
    let Some(good) = origin.load(None, terminal)? else {
        terminal.error("nothing was written");
        return Ok(Exit::Errors);
    };
    let live = Arc::new(Live::new(Answers::of(&good.published, now(), None)));
    let log = Arc::new(Log::default());
    let written = write_log(Arc::clone(&log));
    let done = thread::scope(|scope| {
        let watched = watched.map(|(watch, end)| {
            let live = &live;
            scope.spawn(move || watch.follow(good, live));
            end
        });
        let done = answer(runtime, listener, origin.feeds(), &live, &log, terminal);
        if let Some(end) = watched {
            // The watcher may have ended.
            let _ = end.send(Wake::End);
        }
        done
    });
    log.close();
    // A reader that has stopped must not block the exit.
    let _ = written.recv_timeout(LAST_LINES);
    done
}

/// Answers requests until a signal stops the program.
fn answer(
    runtime: Runtime,
    listener: TcpListener,
    feeds: &Path,
    live: &Arc<Live>,
    log: &Arc<Log>,
    terminal: &Terminal,
) -> CommandResult {
    let server = Server {
        live: Arc::clone(live),
        log: Arc::clone(log),
        limits: Limits::default(),
        clock: now,
        note: |text| Terminal::new().error(text),
    };
    let is_finished = runtime.block_on(async {
        let signals = signals()?;
        let (files, address) = (live.now().files, listener.local_addr()?);
        let (files, folder) = (counted(files, "file"), shown(feeds));
        terminal.note(&format!(
            "serving {files} of {folder} on http://{address}/\n"
        ));
        Ok::<_, io::Error>(server.run(listener, signals).await)
    })?;
    if !is_finished {
        terminal.note("some requests were not answered completely\n");
    }
    runtime.shutdown_background();
    Ok(Exit::Done)
}

/// Returns a channel that receives each signal to stop.
fn signals() -> io::Result<mpsc::Receiver<()>> {
    let (sender, receiver) = mpsc::channel(2);
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let (mut terminated, mut interrupted) = (
            signal(SignalKind::terminate())?,
            signal(SignalKind::interrupt())?,
        );
        tokio::spawn(async move {
            loop {
                tokio::select! { _ = terminated.recv() => {}, _ = interrupted.recv() => {} }
                let _ = sender.send(()).await;
            }
        });
    }
    #[cfg(not(unix))]
    tokio::spawn(async move {
        while tokio::signal::ctrl_c().await.is_ok() {
            let _ = sender.send(()).await;
        }
    });
    Ok(receiver)
}

/// Writes the log in a thread of its own; the channel that it returns hangs up once all is written.
fn write_log(log: Arc<Log>) -> std::sync::mpsc::Receiver<()> {
    let (done, written) = std::sync::mpsc::channel();
    thread::spawn(move || {
        let (terminal, mut lines, _done) = (Terminal::new(), Vec::new(), done);
        while let Some(dropped) = log.next(&mut lines) {
            // If nobody reads the log, there is nowhere to report that.
            let _ = terminal.print(&String::from_utf8_lossy(&lines));
            if dropped > 0 {
                let lines = counted(usize::try_from(dropped).unwrap_or(usize::MAX), "line");
                terminal.error(&format!(
                    "{lines} of the log were dropped: they came faster than they could be written"
                ));
            }
            thread::sleep(GATHER);
        }
    });
    written
}

fn listen(address: &str, runtime: &Runtime) -> Result<TcpListener, CommandError> {
    let _within = runtime.enter();
    address
        .to_socket_addrs()
        .and_then(listen_on_any)
        .map_err(|error| {
            let help = match error.kind() {
                io::ErrorKind::AddrInUse => {
                    "another program listens there; name another port with --listen"
                }
                io::ErrorKind::PermissionDenied => {
                    "ports below 1024 are kept for the system; name another with --listen"
                }
                _ => "name an address of this machine and a port, such as --listen 127.0.0.1:8080",
            };
            format!("can't listen on {address}: {error}\n  {help}").into()
        })
}

fn listen_on_any(addresses: impl Iterator<Item = SocketAddr>) -> io::Result<TcpListener> {
    let mut listener = Err(io::ErrorKind::AddrNotAvailable.into());
    for address in addresses {
        listener = listener.or_else(|_| serve::listen(address));
    }
    listener
}

/// The origin of what is served.
enum ServedFrom {
    /// Definitions, which are built.
    Definitions(build::Args),
    /// A published folder, which is never written.
    Feeds(PathBuf),
}

/// A publication that is served, and the definitions it was made of.
struct GoodPublication {
    published: Published,
    /// The plan's language; none if only feeds are served.
    language: Option<&'static Language>,
    /// The stamps of the definitions.
    sources: Stamps,
    /// The stamps of the published files.
    stamps: Stamps,
}

impl ServedFrom {
    fn of(args: &Args) -> Result<Self, Error> {
        let folder = &args.folder;
        let has = |name: &str| folder.join(name).is_file();
        if has(PLAN_FILE) || has("plan.yml") {
            return Ok(Self::Definitions(build::Args {
                events: folder.clone(),
                out: args.out.clone(),
                previous: None,
                revision: None,
                accept_removals: false,
            }));
        }
        if has(ALL) || has(MANIFEST) {
            return Ok(Self::Feeds(folder.clone()));
        }
        let fault = if folder.is_dir() {
            format!("has neither {PLAN_FILE} nor {MANIFEST}")
        } else {
            "is not a folder".to_owned()
        };
        let help = "name a folder of definitions or one of feeds, or make one with `planfeed init`";
        Err(Error::unusable(folder, format!("{fault}; {help}")))
    }

    /// Returns the folder of feeds.
    fn feeds(&self) -> &Path {
        match self {
            Self::Definitions(args) => &args.out,
            Self::Feeds(folder) => folder,
        }
    }

    /// Returns the folders in which something may change.
    fn folders(&self) -> Vec<PathBuf> {
        let folders = match self {
            Self::Definitions(args) => vec![&args.events, &args.out],
            Self::Feeds(folder) => vec![folder],
        };
        let absolute = |folder| std::path::absolute(folder).ok();
        folders.into_iter().filter_map(absolute).collect()
    }

    /// Returns the stamps of the definitions.
    fn sources(&self) -> Stamps {
        match self {
            Self::Definitions(args) => stamps(&args.events, definitions::files(&args.events)),
            Self::Feeds(_) => Stamps::new(),
        }
    }

    /// Returns the stamps of the files that change with each publication, whoever makes it.
    fn published(&self) -> Stamps {
        match self {
            Self::Definitions(args) => stamps(&args.out, [MANIFEST]),
            Self::Feeds(folder) => stamps(folder, serve::paths(folder)),
        }
    }

    /// Builds if there are definitions, and reads what is published; returns none if definitions
    /// have errors.
    fn load(
        &self,
        before: Option<&GoodPublication>,
        terminal: &Terminal,
    ) -> Result<Option<GoodPublication>, CommandError> {
        let sources = self.sources();
        let mut built = None;
        if let Self::Definitions(args) = self {
            if before.is_some() && !args.out.join(ALL).is_file() {
                // A build without it would begin every event anew.
                let help = "restore it, or build with `planfeed build --previous`";
                let fault = format!("no longer has {ALL}: {help}");
                return Err(Error::unusable(&args.out, fault).into());
            }
            if before.is_some_and(|before| before.sources == sources) {
                // If this built over it, two publishers would undo each other for ever.
                let help = "that is served until the definitions change";
                let out = shown(&args.out);
                terminal.note(&format!("somebody else has published to {out}: {help}\n"));
            } else {
                built = build(args, terminal)?;
                if built.is_none() {
                    return Ok(None);
                }
            }
        }
        let stamps = self.published();
        let published = serve::read(self.feeds())?;
        // The folder is locked until here, so that nobody else's publication is read for this one.
        let language = built.map(|Built { plan, summary, .. }| {
            terminal.note(&summary);
            plan.language
        });
        let language = language.or(before.and_then(|before| before.language));
        Ok(Some(GoodPublication {
            published,
            language,
            sources,
            stamps,
        }))
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "log lines and changed files have a time"
)]
fn now() -> SystemTime {
    SystemTime::now()
}
