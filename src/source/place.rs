//! Findings about values, and where in the text each value stands.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{SourceFile, lines, tree};
use crate::diagnostic::{Code, Diagnostic, Place};

/// A step into a value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// To the value of that key.
    Key(String),
    /// To that item of a list.
    Index(usize),
}

/// A value in a definition file, or a part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pointer {
    /// The index of the file; none if it is about no file.
    pub file: Option<usize>,
    /// From the top of the file to the value.
    pub path: Vec<Step>,
    /// Which part of it.
    pub part: Part,
}

/// A part of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// The value.
    Value,
    /// The key before it.
    Key,
    /// Characters of a text value, end exclusive.
    Characters(Range<usize>),
    /// Characters of the file itself, end exclusive: for what is no value.
    Text(Range<usize>),
}

impl Pointer {
    /// About no file.
    pub fn none() -> Self {
        Self {
            file: None,
            path: Vec::new(),
            part: Part::Value,
        }
    }

    /// The top of a file.
    pub fn file(file: usize) -> Self {
        Self {
            file: Some(file),
            path: Vec::new(),
            part: Part::Value,
        }
    }

    /// Characters of a file.
    pub fn text(file: usize, characters: Range<usize>) -> Self {
        Self {
            file: Some(file),
            path: Vec::new(),
            part: Part::Text(characters),
        }
    }

    /// Into the value of a key.
    pub fn key(&self, key: &str) -> Self {
        self.step(Step::Key(key.to_owned()))
    }

    /// Into an item of a list.
    pub fn index(&self, index: usize) -> Self {
        self.step(Step::Index(index))
    }

    fn step(&self, step: Step) -> Self {
        let path = self.path.iter().cloned().chain([step]).collect();
        Self {
            file: self.file,
            path,
            part: Part::Value,
        }
    }

    /// That part of the same value.
    pub fn part(&self, part: Part) -> Self {
        Self {
            part,
            ..self.clone()
        }
    }
}

/// Something wrong with a value; its place in the text is looked up only when it is reported.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule that is broken.
    pub code: Code,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// The value.
    pub at: Pointer,
    /// Other values that it is about, each with what stands there.
    pub related: Vec<(Pointer, String)>,
}

impl Finding {
    /// At that value.
    pub fn new(code: Code, message: impl Into<String>, at: Pointer) -> Self {
        Self {
            code,
            message: message.into(),
            help: None,
            at,
            related: Vec::new(),
        }
    }

    /// With what to do about it.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// And about another value too.
    pub fn related(mut self, at: Pointer, what: impl Into<String>) -> Self {
        self.related.push((at, what.into()));
        self
    }
}

/// The most characters of a message: names in it may be of any length.
const LONGEST_MESSAGE: usize = 400;

/// The findings as diagnostics; each file that has one is read into a tree once.
///
/// A file that only the fast path can read has no places; what is in the way is reported too.
pub(super) fn locate(files: &[SourceFile], findings: Vec<Finding>) -> Vec<Diagnostic> {
    let mut maps: BTreeMap<usize, FileMap<'_>> = BTreeMap::new();
    let mut unread = Vec::new();
    let mut place = |pointer: &Pointer| {
        let index = pointer.file?;
        let file = files.get(index)?;
        let map = maps
            .entry(index)
            .or_insert_with(|| FileMap::new(index, file, &mut unread));
        Some(map.place(pointer))
    };
    let mut diagnostic = |finding: Finding| Diagnostic {
        place: place(&finding.at),
        related: finding
            .related
            .into_iter()
            .filter_map(|(at, what)| Some((place(&at)?, what)))
            .collect(),
        code: finding.code,
        message: shortened(finding.message),
        help: finding.help.map(shortened),
    };
    let mut diagnostics: Vec<Diagnostic> = findings.into_iter().map(&mut diagnostic).collect();
    let known = |diagnostics: &[Diagnostic], new: &Diagnostic| {
        diagnostics
            .iter()
            .any(|old| (old.code, &old.place) == (new.code, &new.place))
    };
    for finding in std::mem::take(&mut unread) {
        let index = finding.at.file.unwrap_or_default();
        let mut new = Diagnostic::new(finding.code, finding.message);
        new.help = finding.help;
        new.place = maps.get(&index).map(|map| map.place(&finding.at));
        if !known(&diagnostics, &new) {
            diagnostics.push(new);
        }
    }
    diagnostics
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
    /// The byte of each character on disk, CRLF counted as one, and the end.
    bytes: Vec<usize>,
    /// The character that begins each line.
    line_starts: Vec<usize>,
}

impl<'a> FileMap<'a> {
    fn new(index: usize, file: &'a SourceFile, unread: &mut Vec<Finding>) -> Self {
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
            bytes,
            line_starts,
        }
    }

    fn place(&self, pointer: &Pointer) -> Place {
        let characters = match &pointer.part {
            Part::Text(characters) => characters.clone(),
            Part::Value | Part::Key | Part::Characters(_) => self.of_value(pointer),
        };
        let last = self.bytes.len() - 1;
        let (start, end) = (characters.start.min(last), characters.end.min(last));
        let line = self
            .line_starts
            .partition_point(|first| *first <= start)
            .max(1);
        Place {
            file: self.file.name.clone(),
            line,
            column: start - self.line_starts[line - 1] + 1,
            bytes: self.bytes[start]..self.bytes[end.max(start)],
        }
    }

    /// The characters of a value, or of the nearest value around it that there is.
    fn of_value(&self, pointer: &Pointer) -> Range<usize> {
        let Some(mut node) = self.root.as_ref() else {
            return 0..0;
        };
        let mut key = None;
        for step in &pointer.path {
            match node.child(step) {
                Some((at, child)) => (key, node) = (at, child),
                None => return key.unwrap_or_else(|| node.head()),
            }
        }
        match &pointer.part {
            Part::Key => key.unwrap_or_else(|| node.head()),
            Part::Characters(within) => self.within(node, within),
            Part::Value | Part::Text(_) => node.head(),
        }
    }

    /// Characters of a text value, if the text stands in the file as it is; else the whole value.
    fn within(&self, node: &tree::Node, within: &Range<usize>) -> Range<usize> {
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
