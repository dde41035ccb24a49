//! Places: where in the text each value of a definition file is written.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use super::reading::MeantAs;
use super::tree::NodeKind;
use super::{SourceFile, lines, tree};
use crate::diagnostic::{Code, Finding, Help, Location};

/// A step into a value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// The step to the value of that key.
    Key(Cow<'static, str>),
    /// The step to that item of a list.
    Index(usize),
}

impl From<&'static str> for Step {
    fn from(key: &'static str) -> Self {
        Self::Key(Cow::Borrowed(key))
    }
}

impl From<String> for Step {
    fn from(key: String) -> Self {
        Self::Key(Cow::Owned(key))
    }
}

impl From<usize> for Step {
    fn from(index: usize) -> Self {
        Self::Index(index)
    }
}

/// A value in a definition file, or something within it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pointer {
    /// The index of the file.
    pub file: usize,
    /// The steps from the top of the file to the value.
    pub path: Vec<Step>,
    /// The part of the value that is meant.
    pub within: Within,
}

/// The part of a value that is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Within {
    /// The value.
    Value,
    /// The key before it.
    Key,
    /// Characters of a text value, end exclusive.
    Characters(Range<usize>),
    /// Characters of the file itself, end exclusive: for what is not a value.
    Text(Range<usize>),
}

impl Pointer {
    /// Returns a pointer to the top of a file.
    pub(crate) fn file(file: usize) -> Self {
        Self {
            file,
            path: Vec::new(),
            within: Within::Value,
        }
    }

    /// Returns a pointer to characters of a file.
    pub(crate) fn text(file: usize, characters: Range<usize>) -> Self {
        Self::file(file).within(Within::Text(characters))
    }

    /// Returns a pointer some steps into the value.
    pub(crate) fn steps(&self, steps: &[Step]) -> Self {
        let path = [&self.path[..], steps].concat();
        let (file, within) = (self.file, Within::Value);
        Self { file, path, within }
    }

    /// Returns a pointer one step into the value.
    pub(crate) fn step(&self, step: impl Into<Step>) -> Self {
        let mut path = Vec::with_capacity(self.path.len() + 1);
        path.extend_from_slice(&self.path);
        path.push(step.into());
        Self {
            file: self.file,
            path,
            within: Within::Value,
        }
    }

    /// Returns the index of the event that the value is in, if it is in an event file.
    pub(crate) fn event(&self) -> Option<usize> {
        match &self.path[..] {
            [Step::Key(key), Step::Index(index), ..] if key == "events" => Some(*index),
            _ => None,
        }
    }

    /// Returns a pointer to something within the same value.
    pub(crate) fn within(self, within: Within) -> Self {
        Self { within, ..self }
    }
}

/// Findings whose locations are not looked up yet.
pub(super) type Unlocated = Vec<Finding<Pointer>>;

/// The most characters of a message: names in it may be of any length.
const LONGEST_MESSAGE: usize = 400;

/// Gives findings their locations; each file that has one is read into a tree once.
///
/// A file that only the fast path can read has no places; what is in the way is reported too.
pub(super) fn locate(
    files: &[SourceFile],
    readings: &[Vec<(Vec<Step>, MeantAs)>],
    findings: Unlocated,
) -> Vec<Finding> {
    let mut maps: BTreeMap<usize, FileMap<'_>> = BTreeMap::new();
    let mut located: Vec<Finding> = Vec::with_capacity(findings.len());
    let mut unread = Vec::new();
    for finding in findings {
        for pointer in finding.places() {
            if let Some(file) = files.get(pointer.file) {
                let map = maps.entry(pointer.file);
                map.or_insert_with(|| {
                    let mut map = FileMap::new(pointer.file, file, &mut unread);
                    map.read_as(readings.get(pointer.file).map_or(&[], Vec::as_slice));
                    map
                });
            }
        }
        located.push(finding.located(&maps));
    }
    for finding in unread {
        let new = finding.located(&maps);
        if !located
            .iter()
            .any(|old| (old.code, &old.at) == (new.code, &new.at))
        {
            located.push(new);
        }
    }
    located
}

impl Finding<Pointer> {
    /// Returns all places that the finding is about.
    pub(crate) fn places(&self) -> impl Iterator<Item = &Pointer> {
        self.at.iter().chain(self.related.iter().map(|(at, _)| at))
    }

    fn located(self, maps: &BTreeMap<usize, FileMap<'_>>) -> Finding {
        let locate = |pointer: Pointer| Some(maps.get(&pointer.file)?.locate(&pointer));
        let written = |(pointer, text): (&Pointer, String)| {
            maps.get(&pointer.file)?.written(self.code, pointer, text)
        };
        let related = self.related.into_iter();
        Finding {
            code: self.code,
            message: shortened(self.message),
            help: Help {
                text: shortened(self.help.text),
                replacement: self
                    .at
                    .as_ref()
                    .zip(self.help.replacement)
                    .and_then(written),
            },
            at: self.at.and_then(locate),
            related: related
                .filter_map(|(at, what)| Some((locate(at)?, what)))
                .collect(),
        }
    }
}

fn shortened(text: String) -> String {
    match text.char_indices().nth(LONGEST_MESSAGE) {
        Some((byte, _)) => format!("{}…", &text[..byte]),
        None => text,
    }
}

/// A file's tree, and the byte at which each of its characters and lines begins.
struct FileMap<'a> {
    file: &'a SourceFile,
    root: Option<tree::Node>,
    /// The tree as it is written, if it was read otherwise.
    written: Option<tree::Node>,
    /// The byte of each character on disk, CRLF counted as one, and the end.
    bytes: Vec<usize>,
    /// The character that begins each line.
    line_starts: Vec<usize>,
}

impl<'a> FileMap<'a> {
    fn new(index: usize, file: &'a SourceFile, unread: &mut Unlocated) -> Self {
        let text = lines(&file.text);
        let mut findings = Vec::new();
        let root = tree::parse(index, &text, &mut findings);
        unread.extend(
            findings
                .into_iter()
                .filter(|finding| finding.code == Code::YamlSyntax),
        );
        let (mut bytes, mut line_starts) = (Vec::with_capacity(file.text.len() + 1), vec![0]);
        let mut previous = ' ';
        for (byte, c) in file.text.char_indices() {
            if (previous, c) == ('\r', '\n') {
                previous = c;
                continue;
            }
            bytes.push(byte);
            if c == '\n' || c == '\r' {
                line_starts.push(bytes.len());
            }
            previous = c;
        }
        bytes.push(file.text.len());
        Self {
            file,
            root,
            written: None,
            bytes,
            line_starts,
        }
    }

    /// Reads the tree as the file was read, so that its values are at the same steps.
    fn read_as(&mut self, readings: &[(Vec<Step>, MeantAs)]) {
        if !readings.is_empty() {
            self.written.clone_from(&self.root);
        }
        for (path, reading) in readings {
            if let Some(root) = &mut self.root {
                root.read_as(path, reading);
            }
        }
    }

    fn locate(&self, pointer: &Pointer) -> Location {
        let characters = match &pointer.within {
            Within::Text(characters) => characters.clone(),
            Within::Value | Within::Key | Within::Characters(_) => self.of_value(pointer),
        };
        let last = self.bytes.len() - 1;
        let (start, end) = (characters.start.min(last), characters.end.min(last));
        let end = end.max(start);
        let [(line, column), (end_line, end_column)] = [start, end].map(|at| self.line(at));
        Location {
            file: self.file.name.clone(),
            line,
            column,
            end_line,
            end_column,
            bytes: self.bytes[start]..self.bytes[end],
        }
    }

    /// Returns the line and the column of a character, both from 1.
    fn line(&self, at: usize) -> (usize, usize) {
        let line = self.line_starts.partition_point(|first| *first <= at);
        let line = line.max(1);
        (line, at - self.line_starts[line - 1] + 1)
    }

    /// Returns how a text is written in the place of a pointer, with quotes where it needs them.
    /// None where the file has not just what was read there, such as in a text of several lines.
    fn written(&self, code: Code, pointer: &Pointer, text: String) -> Option<String> {
        if matches!(pointer.within, Within::Text(_)) {
            return Some(text);
        }
        let node = self.root.as_ref()?.value(&pointer.path)?;
        if code == Code::WrongType {
            // The help gives another kind of value as YAML.
            let is_whole = node.is_flow || matches!(node.kind, NodeKind::Scalar(_, true));
            return is_whole.then_some(text);
        }
        let (was, is_plain) = match (&pointer.within, pointer.path.last()?, &node.kind) {
            (Within::Key, Step::Key(key), _) => (&**key, true),
            (Within::Value, _, NodeKind::Scalar(was, is_plain)) => (was.as_str(), *is_plain),
            (Within::Characters(at), _, NodeKind::Scalar(was, is_plain)) => {
                let bytes = |at| {
                    was.char_indices()
                        .map(|(byte, _)| byte)
                        .chain([was.len()])
                        .nth(at)
                };
                (was.get(bytes(at.start)?..bytes(at.end)?)?, *is_plain)
            }
            _ => return None,
        };
        let is_exact = self.file.text[self.locate(pointer).bytes] == *was;
        let needs_quotes = is_plain && !is_plain_text(&text);
        let is_whole = pointer.within == Within::Value;
        match (text.contains(['"', '\'', '\\', '\n']), needs_quotes) {
            _ if !is_exact => None,
            (true, _) => None,
            (false, false) => Some(text),
            (false, true) => is_whole.then(|| format!("\"{text}\"")),
        }
    }

    /// The characters of a value, or of the nearest value around it that there is.
    fn of_value(&self, pointer: &Pointer) -> Range<usize> {
        let is_in = |root: &&tree::Node| {
            let mut steps = pointer.path.iter();
            let found = steps.try_fold(*root, |node, step| Some(node.child(step)?.1));
            found.is_some()
        };
        // What is there as it is written is meant so.
        let written = self.written.as_ref().filter(is_in);
        let Some(mut node) = written.or(self.root.as_ref()) else {
            return 0..0;
        };
        let mut key = None;
        for step in &pointer.path {
            match node.child(step) {
                Some((at, child)) => (key, node) = (at, child),
                None => return key.unwrap_or_else(|| node.head()),
            }
        }
        match &pointer.within {
            Within::Key => key.unwrap_or_else(|| node.head()),
            Within::Characters(within) => self.characters(node, within),
            Within::Value | Within::Text(_) => node.head(),
        }
    }

    /// Characters of a text value, if the file has the text as it is; else the whole value.
    fn characters(&self, node: &tree::Node, within: &Range<usize>) -> Range<usize> {
        let (Some(text), at) = (node.text(), node.head()) else {
            return node.head();
        };
        let source =
            &self.file.text[self.bytes[at.start]..self.bytes[at.end.min(self.bytes.len() - 1)]];
        let first = text.lines().next().unwrap_or_default();
        let Some(byte) = source
            .find(first)
            .filter(|_| within.end <= text.chars().count() && !text.contains('\n'))
        else {
            return at;
        };
        let start = at.start + source[..byte].chars().count();
        start + within.start..start + within.end
    }
}

/// Whether a text is a plain scalar wherever it stands (YAML 1.2.2 §7.3.3).
fn is_plain_text(text: &str) -> bool {
    let begins_plain = text.starts_with(|c: char| c.is_alphanumeric());
    begins_plain && !text.contains([':', '#', ',', '[', ']', '{', '}']) && text.trim() == text
}
