//! `planfeed serve`: feeds over HTTP.

mod watch;

use std::io;
use std::net::ToSocketAddrs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, SystemTime};

use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::mpsc;

use super::build::{Built, build};
use super::report::counted;
use super::terminal::visible;
use super::{Exit, Terminal, Trouble, definitions};
use planfeed::language::Language;
use planfeed::publication::{ALL, MANIFEST};
use planfeed::serve::{self, Answers, Limits, Live, Log, Published, Server};
use planfeed::source::PLAN_FILE;
use watch::{Stamps, Wake, Watch, stamps};

/// How long lines of the log may wait for others, so that many are written at once.
const GATHER: Duration = Duration::from_millis(20);

/// How long the last lines may take to be written when the program ends.
const LAST_LINES: Duration = Duration::from_secs(1);

/// Answers calendars over HTTP
#[derive(clap::Args)]
#[command(
    after_help = "Requests are logged on standard output (Combined Log Format), all else on standard error.\n\
    SIGTERM and SIGINT end it once everybody who is being answered has been; a second one at once.\n\
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
    /// Follow what changes in the folder; an edit with errors leaves the last good publication
    /// where it is
    #[arg(long)]
    watch: bool,
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> Result<Exit, Trouble> {
    let origin = Origin::of(args)?;
    // Whoever asks from now on is answered when all is built.
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
            // Nobody may be following any more.
            let _ = end.send(Wake::End);
        }
        done
    });
    log.close();
    // Who does not read the log keeps nobody from ending.
    let _ = written.recv_timeout(LAST_LINES);
    done
}

/// Answers until the program is told to stop.
fn answer(
    runtime: Runtime,
    listener: TcpListener,
    feeds: &Path,
    live: &Arc<Live>,
    log: &Arc<Log>,
    terminal: &Terminal,
) -> Result<Exit, Trouble> {
    let note = |text: &str| Terminal::new().error(text);
    let server = Server {
        live: Arc::clone(live),
        log: Arc::clone(log),
        limits: Limits::default(),
        clock: now,
        note,
    };
    let is_finished = runtime.block_on(async {
        let told = signals()?;
        let (files, address) = (live.now().files, listener.local_addr()?);
        let folder = visible(&feeds.to_string_lossy());
        terminal.note(&format!(
            "serving {} of {folder} on http://{address}/\n",
            counted(files, "file")
        ));
        Ok::<_, io::Error>(server.run(listener, told).await)
    })?;
    if !is_finished {
        terminal.note("not everybody was answered to the end\n");
    }
    runtime.shutdown_background();
    Ok(Exit::Done)
}

/// Each time that the program is told to stop.
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

/// Writes the log in a thread of its own; what is given hangs up once all of it is written.
fn write_log(log: Arc<Log>) -> std::sync::mpsc::Receiver<()> {
    let (done, written) = std::sync::mpsc::channel();
    thread::spawn(move || {
        let (terminal, mut lines, _done) = (Terminal::new(), Vec::new(), done);
        while let Some(dropped) = log.next(&mut lines) {
            // Nobody is left to tell if nobody reads the log.
            let _ = terminal.print(&String::from_utf8_lossy(&lines));
            if dropped > 0 {
                let lines = counted(usize::try_from(dropped).unwrap_or(usize::MAX), "line");
                terminal.error(&format!("{lines} of the log came too fast to be written"));
            }
            thread::sleep(GATHER);
        }
    });
    written
}

fn listen(address: &str, runtime: &Runtime) -> Result<TcpListener, Trouble> {
    let _within = runtime.enter();
    let first = |addresses: std::vec::IntoIter<_>| {
        let none = Err(io::ErrorKind::AddrNotAvailable.into());
        addresses.fold(none, |found, address| {
            found.or_else(|_| serve::listen(address))
        })
    };
    address.to_socket_addrs().and_then(first).map_err(|error| {
        let help = match error.kind() {
            io::ErrorKind::AddrInUse => {
                "another program listens there; name another port with --listen"
            }
            io::ErrorKind::PermissionDenied => {
                "ports below 1024 are kept for the system; name another with --listen"
            }
            _ => "name an address of this machine and a port, such as --listen 127.0.0.1:8080",
        };
        Trouble(format!("can't listen on {address}: {error}\n  {help}"))
    })
}

/// Where what is served comes from.
enum Origin {
    /// Definitions, and the folder to which they are built.
    Definitions { events: PathBuf, out: PathBuf },
    /// A published folder, which is never written.
    Feeds(PathBuf),
}

/// What was published, and by whose definitions.
struct Good {
    published: Published,
    /// The plan's language; none where there are only feeds.
    language: Option<&'static Language>,
    /// What it was made of.
    sources: Stamps,
    /// The published files as it left them.
    stamps: Stamps,
}

impl Origin {
    fn of(args: &Args) -> Result<Self, Trouble> {
        let folder = &args.folder;
        let has = |names: [&str; 2]| names.iter().any(|name| folder.join(name).is_file());
        if has([PLAN_FILE, "plan.yml"]) {
            return Ok(Self::Definitions {
                events: folder.clone(),
                out: args.out.clone(),
            });
        }
        if has([ALL, MANIFEST]) {
            return Ok(Self::Feeds(folder.clone()));
        }
        let what = if folder.is_dir() {
            format!("has neither {PLAN_FILE} nor {MANIFEST}")
        } else {
            "is no folder".to_owned()
        };
        Err(Trouble(format!(
            "{} {what}; name a folder of definitions or one of feeds, or make one with `planfeed init`",
            folder.display()
        )))
    }

    /// The folder of feeds.
    fn feeds(&self) -> &Path {
        match self {
            Self::Definitions { out, .. } => out,
            Self::Feeds(folder) => folder,
        }
    }

    /// The folders in which something may change.
    fn folders(&self) -> Vec<PathBuf> {
        let folders = match self {
            Self::Definitions { events, out } => vec![events, out],
            Self::Feeds(folder) => vec![folder],
        };
        folders
            .into_iter()
            .filter_map(|folder| std::path::absolute(folder).ok())
            .collect()
    }

    /// The files of which a publication is made.
    fn sources(&self) -> Stamps {
        match self {
            Self::Definitions { events, .. } => stamps(events, definitions::files(events)),
            Self::Feeds(_) => Stamps::new(),
        }
    }

    /// Those that tell of a publication, whoever made it.
    fn published(&self) -> Stamps {
        match self {
            Self::Definitions { out, .. } => stamps(out, [MANIFEST]),
            Self::Feeds(folder) => stamps(folder, serve::paths(folder)),
        }
    }

    /// Builds if there are definitions, and reads what is published; none where definitions have
    /// errors.
    fn load(&self, before: Option<&Good>, terminal: &Terminal) -> Result<Option<Good>, Trouble> {
        let sources = self.sources();
        let built = match self {
            Self::Definitions { out, .. } if before.is_some() && !out.join(ALL).is_file() => {
                // A build without it would begin every event anew.
                let out = out.display();
                return Err(Trouble(format!(
                    "{ALL} is gone from {out}: restore it, or build with `planfeed build --previous`"
                )));
            }
            // To build over it would only make two who publish undo each other for ever.
            Self::Definitions { out, .. }
                if before.is_some_and(|before| before.sources == sources) =>
            {
                terminal.note(&format!(
                    "somebody else has published to {}: that is served until the definitions change\n",
                    visible(&out.to_string_lossy())
                ));
                None
            }
            Self::Definitions { events, out } => match build(events, out, None, false, terminal)? {
                None => return Ok(None),
                Some(built) => Some(built),
            },
            Self::Feeds(_) => None,
        };
        let stamps = self.published();
        let published = serve::read(self.feeds())?;
        // The folder is locked until here: nobody else's publication is taken for this one.
        let language = built.map(|Built { plan, summary, .. }| {
            terminal.note(&summary);
            plan.language
        });
        let language = language.or(before.and_then(|before| before.language));
        Ok(Some(Good {
            published,
            language,
            sources,
            stamps,
        }))
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "what is said of requests, and of files that change, has a time"
)]
fn now() -> SystemTime {
    SystemTime::now()
}
