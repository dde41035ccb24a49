//! The answers to each path, prepared when a publication is read.

use std::collections::BTreeMap;
use std::io::Write;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use headers::{ETag, HeaderMapExt, LastModified};
use http_body_util::Full;
use hyper::header::{
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, CACHE_CONTROL, CONTENT_DISPOSITION,
    CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, ETAG, HeaderMap, HeaderValue, LAST_MODIFIED,
    VARY, X_CONTENT_TYPE_OPTIONS,
};
use hyper::{Response, StatusCode};

use super::published::{FileKind, Published, ServedFile};
use crate::history::digest;
use crate::publication::PAGE;

/// The type of calendars.
const CALENDAR: &str = "text/calendar; charset=utf-8";

/// The rules for robots: Google fetches only feeds that they allow.
const ROBOTS: &str = "User-agent: *\nAllow: /\n";

/// The answers to every path of a publication.
pub struct Answers {
    by_path: BTreeMap<String, Resource>,
    /// The path and title of each feed, in order.
    pub(super) feeds: Vec<(String, String)>,
    /// The number of files of the publication.
    pub files: usize,
}

/// The answers to one path.
pub(super) struct Resource {
    /// The digest of its bytes.
    sha256: String,
    pub plain: Variant,
    pub gzip: Option<Variant>,
    /// The time of the last change in whole seconds, never after it was read.
    pub modified: SystemTime,
}

/// One form of a file, with the headers of both answers that it can have.
pub(super) struct Variant {
    pub body: Bytes,
    pub etag: ETag,
    pub whole: HeaderMap,
    pub unchanged: HeaderMap,
}

impl Answers {
    /// Prepares the answers; `before` are those that were given up to now.
    ///
    /// A file that has other bytes than before is modified now, whatever the disk says: a time that
    /// went back would keep clients from the new bytes.
    pub fn of(published: &Published, now: SystemTime, before: Option<&Self>) -> Self {
        let mut by_path = BTreeMap::new();
        let robots = ServedFile::new("robots.txt", FileKind::Robots, ROBOTS, now);
        for file in published.files.iter().chain([&robots]) {
            let path = format!("/{}", file.path);
            let modified = match before.and_then(|before| before.by_path.get(&path)) {
                Some(old) if old.sha256 == file.sha256 => old.modified,
                // Two versions within a second have two times.
                Some(old) => now.max(old.modified + Duration::from_secs(1)),
                None => file.modified.min(now),
            };
            by_path.insert(path, Resource::of(file, whole_seconds(modified)));
        }
        let files = published.files.iter();
        let feeds = files.filter(|file| file.kind == FileKind::Feed);
        Self {
            by_path,
            feeds: feeds
                .map(|file| (file.path.clone(), file.title.clone()))
                .collect(),
            files: published.files.len(),
        }
    }

    /// Returns the answers to a path, decoded and with single slashes.
    pub(super) fn at(&self, path: &str) -> Option<&Resource> {
        match path {
            "/" => self.by_path.get(&*format!("/{PAGE}")),
            path => self.by_path.get(path),
        }
    }

    /// Whether there is a page.
    pub(super) fn has_page(&self) -> bool {
        self.at("/").is_some()
    }
}

impl Resource {
    fn of(file: &ServedFile, modified: SystemTime) -> Self {
        let (content_type, is_packed) = match file.kind {
            FileKind::Feed | FileKind::Event => (CALENDAR, false),
            FileKind::Robots => ("text/plain; charset=utf-8", false),
            FileKind::Page => ("text/html; charset=utf-8", true),
            FileKind::Manifest => ("application/json", true),
            FileKind::Changes => ("application/atom+xml; charset=utf-8", true),
        };
        let mut headers = common();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        headers.typed_insert(LastModified::from(modified));
        // What a proxy packs breaks in Outlook.
        let cache = if content_type == CALENDAR {
            "public, max-age=300, no-transform"
        } else {
            "public, max-age=300"
        };
        headers.insert(CACHE_CONTROL, HeaderValue::from_static(cache));
        if content_type == CALENDAR {
            let name = file.path.rsplit('/').next().unwrap_or_default();
            let inline = HeaderValue::try_from(format!("inline; filename=\"{name}\""));
            headers.extend(inline.ok().map(|inline| (CONTENT_DISPOSITION, inline)));
        }
        if is_packed {
            headers.insert(VARY, HeaderValue::from_static("Accept-Encoding"));
        }
        let mut gzipped = None;
        if is_packed && let Some(packed) = gzip(&file.bytes) {
            let mut headers = headers.clone();
            headers.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            let sha256 = digest([&*packed]);
            gzipped = Some(Variant::of(packed.into(), &sha256, headers));
        }
        Self {
            sha256: file.sha256.clone(),
            plain: Variant::of(file.bytes.clone(), &file.sha256, headers),
            gzip: gzipped,
            modified,
        }
    }
}

impl Variant {
    fn of(body: Bytes, sha256: &str, mut whole: HeaderMap) -> Self {
        // A digest in quotes is a tag.
        let etag: ETag = format!("\"{sha256}\"")
            .parse()
            .expect("a digest has no quotes");
        whole.typed_insert(etag.clone());
        whole.insert(CONTENT_LENGTH, HeaderValue::from(body.len()));
        let mut unchanged = common();
        for name in [ETAG, CACHE_CONTROL, VARY, LAST_MODIFIED] {
            unchanged.extend(whole.get(&name).map(|value| (name, value.clone())));
        }
        Self {
            body,
            etag,
            whole,
            unchanged,
        }
    }
}

/// Returns the headers of every answer.
pub(super) fn common() -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(
        ACCESS_CONTROL_EXPOSE_HEADERS,
        HeaderValue::from_static("Content-Disposition, Content-Length, ETag"),
    );
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers
}

/// Packs bytes, if that makes them fewer.
fn gzip(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    let written = encoder.write_all(bytes).and_then(|()| encoder.finish());
    let packed = written.expect("memory takes every byte");
    (packed.len() < bytes.len()).then_some(packed)
}

fn whole_seconds(time: SystemTime) -> SystemTime {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    UNIX_EPOCH + Duration::from_secs(since.as_secs())
}

/// The answers that are given now. Others replace them at once; whoever is being answered keeps the
/// old ones.
pub struct Live(RwLock<Arc<Answers>>);

impl Live {
    /// Takes the first answers.
    pub fn new(answers: Answers) -> Self {
        Self(RwLock::new(Arc::new(answers)))
    }

    /// Returns the answers that are given now.
    pub fn now(&self) -> Arc<Answers> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Gives other answers from now on.
    pub fn replace(&self, answers: Answers) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(answers);
    }
}

/// Returns an answer that comes from no file.
pub(super) fn generated(
    status: StatusCode,
    content_type: &'static str,
    body: Bytes,
    cache: &'static str,
) -> Response<Full<Bytes>> {
    let mut headers = common();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(CONTENT_LENGTH, HeaderValue::from(body.len()));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(cache));
    let mut response = Response::new(Full::new(body));
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}
