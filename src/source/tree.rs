//! A YAML document as a tree in which every value knows its place.

use std::ops::Range;

use indexmap::IndexMap;
use saphyr_parser::{Event, Parser, ScalarStyle, Span};

use super::place::Unlocated;
use super::{Pointer, Step, Within};
use crate::diagnostic::{Code, Finding};

/// The most lists and mappings within each other.
const DEEPEST: usize = 32;

/// A value and its characters in the file.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub kind: NodeKind,
    pub at: Range<usize>,
}

#[derive(Clone, Debug)]
pub(super) enum NodeKind {
    /// A text, and whether it is written without quotes.
    Scalar(String, bool),
    /// A value that is not there.
    Nothing,
    List(Vec<Node>),
    Mapping(Entries),
}

/// The values of a mapping by key, each with the characters of its key.
pub(super) type Entries = IndexMap<String, (Range<usize>, Node)>;

impl Default for Node {
    /// Returns the value of an empty document: a mapping without keys.
    fn default() -> Self {
        let kind = NodeKind::Mapping(Entries::new());
        Self { kind, at: 0..0 }
    }
}

impl Node {
    /// Returns the value one step in, and the characters of its key.
    pub(crate) fn child(&self, step: &Step) -> Option<(Option<Range<usize>>, &Self)> {
        match (&self.kind, step) {
            (NodeKind::List(items), Step::Index(i)) => items.get(*i).map(|item| (None, item)),
            (NodeKind::Mapping(entries), Step::Key(key)) => entries
                .get(&**key)
                .map(|(at, value)| (Some(at.clone()), value)),
            _ => None,
        }
    }

    /// Returns the text of a scalar.
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.kind {
            NodeKind::Scalar(text, _) => Some(text),
            NodeKind::List(_) | NodeKind::Mapping(_) | NodeKind::Nothing => None,
        }
    }

    /// Returns the characters to show: a text's own, else those of the first key or item.
    pub(crate) fn head(&self) -> Range<usize> {
        match &self.kind {
            NodeKind::Scalar(..) | NodeKind::Nothing => self.at.clone(),
            NodeKind::List(items) => items.first().map_or_else(|| self.at.clone(), Self::head),
            NodeKind::Mapping(entries) => entries
                .first()
                .map_or_else(|| self.at.clone(), |(_, (at, _))| at.clone()),
        }
    }
}

/// Returns the tree of a text with LF line ends; none for an empty document, or where the text is
/// not YAML.
pub(super) fn parse(file: usize, text: &str, findings: &mut Unlocated) -> Option<Node> {
    let bytes = text.char_indices().map(|(byte, _)| byte).collect();
    let mut builder = Builder {
        file,
        text,
        bytes,
        findings,
        stack: Vec::new(),
        root: None,
        documents: 0,
    };
    let mut parser = Parser::new_from_str(text);
    while let Some(event) = parser.next_event() {
        match event {
            Ok((Event::StreamEnd, _)) => break,
            Ok((event, span)) => {
                if !builder.add(event, &span) {
                    return None;
                }
            }
            Err(error) => {
                let at = error.marker().index();
                let code = match error.info().contains("unknown anchor") {
                    true => Code::YamlFeature,
                    false => Code::YamlSyntax,
                };
                builder.report(code, error.info(), at..at + 1);
                return None;
            }
        }
    }
    let is_value = |root: &Node| !matches!(root.kind, NodeKind::Nothing);
    builder.root.filter(is_value)
}

/// A key that waits for its value, and its characters.
type WaitingKey = (String, Range<usize>);

struct Builder<'a> {
    file: usize,
    text: &'a str,
    /// The byte of each character.
    bytes: Vec<usize>,
    findings: &'a mut Unlocated,
    /// Lists and mappings that are open, each mapping with the key that waits for its value.
    stack: Vec<(Node, Option<WaitingKey>)>,
    root: Option<Node>,
    documents: usize,
}

impl Builder<'_> {
    /// Takes an event in; false if the rest is not worth reading.
    fn add(&mut self, event: Event<'_>, span: &Span) -> bool {
        let at = span.start.index()..span.end.index();
        match event {
            Event::DocumentStart(_) => {
                self.documents += 1;
                if self.documents > 1 {
                    self.report(Code::SeveralDocuments, "a second document begins here", at);
                    return false;
                }
            }
            Event::Alias(_) => {
                let message = "aliases can't be used in definitions";
                self.report(Code::YamlFeature, message, at.clone());
                // Its value is not known, but it is there.
                let kind = NodeKind::Scalar(String::new(), true);
                self.close(Node { kind, at });
            }
            Event::Scalar(text, style, anchor, tag) => {
                self.refuse_features(anchor, tag.is_some(), &at);
                self.warn_if_cut(&text, style, &at);
                let at = without_quotes(style, at);
                let plain = style == ScalarStyle::Plain;
                let is_nothing = plain && matches!(&*text, "" | "~" | "null" | "Null" | "NULL");
                let kind = if is_nothing {
                    NodeKind::Nothing
                } else {
                    NodeKind::Scalar(text.into_owned(), plain)
                };
                self.close(Node { kind, at });
            }
            Event::SequenceStart(anchor, tag) => {
                self.refuse_features(anchor, tag.is_some(), &at);
                return self.open(NodeKind::List(Vec::new()), at);
            }
            Event::MappingStart(anchor, tag) => {
                self.refuse_features(anchor, tag.is_some(), &at);
                return self.open(NodeKind::Mapping(Entries::new()), at);
            }
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some((node, _)) = self.stack.pop() {
                    self.close(node);
                }
            }
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
        }
        true
    }

    fn open(&mut self, kind: NodeKind, at: Range<usize>) -> bool {
        if self.stack.len() == DEEPEST {
            let message = format!("this is nested more than {DEEPEST} deep");
            self.report(Code::TooDeep, message, at);
            return false;
        }
        self.stack.push((Node { kind, at }, None));
        true
    }

    /// Puts a finished value where it belongs.
    fn close(&mut self, node: Node) {
        let Some((parent, waiting)) = self.stack.last_mut() else {
            self.root = Some(node);
            return;
        };
        let (is_nothing, end) = (matches!(node.kind, NodeKind::Nothing), node.at.end);
        match (&mut parent.kind, waiting.take()) {
            (NodeKind::List(items), _) => {
                items.push(node);
                let step = Step::Index(items.len() - 1);
                if is_nothing {
                    self.report_nothing(step, Within::Value, end);
                }
            }
            (NodeKind::Mapping(entries), Some((key, at))) => {
                if let Some((first, _)) = entries.get(&key) {
                    let first = Pointer::text(self.file, first.clone());
                    let message = format!("the key `{key}` is written twice");
                    let finding = Finding::new(Code::DuplicateKey, message, "keep one of the two")
                        .at(Pointer::text(self.file, at))
                        .related(first, "first given here");
                    self.findings.push(finding);
                    return;
                }
                entries.insert(key.clone(), (at, node));
                if is_nothing {
                    self.report_nothing(Step::from(key), Within::Key, end);
                }
            }
            (NodeKind::Mapping(_), None) => {
                let at = node.at.clone();
                *waiting = Some((node.text().unwrap_or_default().to_owned(), node.at.clone()));
                match node.text() {
                    None => self.report(Code::WrongType, "a key is a text", at),
                    Some("<<") => {
                        let message = "merge keys can't be used in definitions";
                        self.report(Code::YamlFeature, message, at);
                    }
                    Some(_) => {}
                }
            }
            (NodeKind::Scalar(..) | NodeKind::Nothing, _) => {}
        }
    }

    /// Reports a key or an item without a value, in the innermost list or mapping; `end` is where
    /// the value would be.
    fn report_nothing(&mut self, step: Step, within: Within, end: usize) {
        let outer = &self.stack[..self.stack.len() - 1];
        let mut at = Pointer::file(self.file);
        for (node, waiting) in outer {
            at = match (&node.kind, waiting) {
                (NodeKind::List(items), _) => at.step(items.len()),
                (_, Some((key, _))) => at.step(key.clone()),
                (_, None) => at.step(""),
            };
        }
        let rest = self.bytes.get(end).map_or("", |byte| &self.text[*byte..]);
        let rest = rest.trim_start_matches([':', '-', ' ', '\t']);
        let help = if rest.starts_with('#') {
            "`#` begins a comment here: quote the value"
        } else {
            "give one, or leave the key out"
        };
        let finding = Finding::new(Code::EmptyValue, "this has no value", help);
        self.findings.push(finding.at(at.step(step).within(within)));
    }

    fn refuse_features(&mut self, anchor: usize, tagged: bool, at: &Range<usize>) {
        let feature = match (anchor, tagged) {
            (0, false) => return,
            (0, true) => "tags",
            _ => "anchors",
        };
        let message = format!("{feature} can't be used in definitions");
        self.report(Code::YamlFeature, message, at.clone());
    }

    /// Reports a plain value that lost its end to a comment, which has no space behind its `#`.
    fn warn_if_cut(&mut self, text: &str, style: ScalarStyle, at: &Range<usize>) {
        if style != ScalarStyle::Plain || text.is_empty() {
            return;
        }
        let end = self.bytes.get(at.end).copied().unwrap_or(self.text.len());
        let comment = self.text[end..].trim_start_matches([' ', '\t']);
        let is_apart = self.text.len() - end > comment.len();
        if !is_apart
            || !comment.starts_with('#')
            || comment[1..].starts_with([' ', '#', '!', '\n'])
            || comment.len() == 1
        {
            return;
        }
        let comment = comment.lines().next().unwrap_or_default().trim_end();
        let message = format!("`{comment}` is a comment to YAML, so it is not part of the value");
        let help = "quote the value if this belongs to it; a comment has a space after `#`";
        let finding = Finding::new(Code::CutByComment, message, help);
        self.findings
            .push(finding.at(Pointer::text(self.file, at.clone())));
    }

    fn report(&mut self, code: Code, message: impl Into<String>, at: Range<usize>) {
        let message = message.into();
        let help = match code {
            Code::YamlFeature => {
                "write the value itself; defaults at the top of an event file spare repetition"
            }
            Code::SeveralDocuments => "put it into a file of its own",
            Code::TooDeep => "no definition needs more: look for a bracket that is not closed",
            _ => help_with_syntax(&message),
        };
        let at = Pointer::text(self.file, at);
        self.findings.push(Finding::new(code, message, help).at(at));
    }
}

/// The characters of a quoted text within its quotes; of any other, all.
fn without_quotes(style: ScalarStyle, at: Range<usize>) -> Range<usize> {
    let is_quoted = matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted);
    if is_quoted && at.len() >= 2 {
        at.start + 1..at.end - 1
    } else {
        at
    }
}

/// Returns a help for the most frequent faults of YAML.
fn help_with_syntax(message: &str) -> &'static str {
    if message.contains("mapping values are not allowed") {
        "a value that holds `: ` is written in quotes"
    } else if message.contains("quoted") || message.contains("escape") {
        "look for a quote that is not closed; in double quotes, a backslash is written `\\\\`"
    } else if message.contains("tab") {
        "indent with spaces"
    } else {
        "look at this line and the one before: a colon, a bracket, a quote or the indentation"
    }
}
