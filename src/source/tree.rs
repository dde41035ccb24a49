//! A YAML document as a tree in which every value knows its place.

use std::ops::Range;

use indexmap::IndexMap;
use saphyr_parser::{Event, Parser, ScalarStyle, Span};

use super::place::Unlocated;
use super::{Pointer, Step, Within, syntax};
use crate::diagnostic::{Code, Finding};

/// The most lists and mappings within each other.
const DEEPEST: usize = 32;

/// A value and its characters in the file.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub kind: NodeKind,
    pub at: Range<usize>,
    /// Whether it is a list or a mapping in brackets, which `at` has all of.
    pub is_flow: bool,
}

#[derive(Clone, Debug)]
pub(super) enum NodeKind {
    /// A text, and whether it is written without quotes.
    Scalar(String, bool),
    /// A value that is not there.
    Nothing,
    /// The value of a key in braces that has no colon.
    Bare,
    List(Vec<Node>),
    Mapping(Entries),
}

/// The values of a mapping by key, each with the characters of its key.
pub(super) type Entries = IndexMap<String, (Range<usize>, Node)>;

impl Default for Node {
    /// Returns the value of an empty document: a mapping without keys.
    fn default() -> Self {
        Self::new(NodeKind::Mapping(Entries::new()), 0..0)
    }
}

impl Node {
    /// Returns a value, not in brackets.
    pub(crate) fn new(kind: NodeKind, at: Range<usize>) -> Self {
        let is_flow = false;
        Self { kind, at, is_flow }
    }

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

    /// Returns the value at some steps.
    pub(crate) fn value(&self, path: &[Step]) -> Option<&Self> {
        path.iter()
            .try_fold(self, |node, step| node.child(step).map(|(_, child)| child))
    }

    /// Returns the text of a scalar.
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.kind {
            NodeKind::Scalar(text, _) => Some(text),
            NodeKind::List(_) | NodeKind::Mapping(_) | NodeKind::Nothing | NodeKind::Bare => None,
        }
    }

    /// Returns the characters to show: those of a text, or between brackets; else those of the
    /// first key or item.
    pub(crate) fn head(&self) -> Range<usize> {
        match &self.kind {
            _ if self.is_flow => self.at.clone(),
            NodeKind::Scalar(..) | NodeKind::Nothing | NodeKind::Bare => self.at.clone(),
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
                // Where the text is not YAML, nobody can say what has no value.
                builder
                    .findings
                    .retain(|finding| finding.code != Code::EmptyValue);
                let at = error.marker().index();
                builder.report_fault(at, error.info().contains("unknown anchor"));
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
                self.close(Node::new(kind, at));
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
                self.close(Node::new(kind, at));
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
                if let Some((mut node, _)) = self.stack.pop() {
                    let begins = self
                        .bytes
                        .get(node.at.start)
                        .map(|byte| &self.text[*byte..]);
                    node.is_flow = begins.is_some_and(|text| text.starts_with(['[', '{']));
                    if node.is_flow {
                        node.at.end = at.end;
                    }
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
        self.stack.push((Node::new(kind, at), None));
        true
    }

    /// Puts a finished value where it belongs.
    fn close(&mut self, mut node: Node) {
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
                let behind = self
                    .bytes
                    .get(at.end)
                    .map_or("", |byte| &self.text[*byte..]);
                let behind = behind.trim_start_matches(['"', '\'', ' ', '\n']);
                if is_nothing && behind.starts_with([',', '}']) {
                    node.kind = NodeKind::Bare;
                }
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
            (NodeKind::Scalar(..) | NodeKind::Nothing | NodeKind::Bare, _) => {}
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
        let after = comment;
        let comment = comment.lines().next().unwrap_or_default().trim_end();
        let message = format!("`{comment}` is a comment to YAML, so it is not part of the value");
        let start = self.bytes.get(at.start).copied().unwrap_or(end);
        let whole = format!(
            "{}{comment}",
            &self.text[start..self.text.len() - after.len()]
        );
        let help = match whole.contains(['"', '\\', '\n']) {
            true => {
                "quote the value if this belongs to it; a comment has a space after `#`".to_owned()
            }
            false => format!(
                "write `\"{whole}\"` if this belongs to the value; a comment has a space after `#`"
            ),
        };
        let finding = Finding::new(Code::CutByComment, message, help);
        self.findings
            .push(finding.at(Pointer::text(self.file, at.clone())));
    }

    /// Reports that the text is no YAML. `at` is where the parser gave up.
    fn report_fault(&mut self, at: usize, is_alias: bool) {
        let fault = match syntax::first_fault(self.text, at) {
            Some(fault) => Finding::new(Code::YamlSyntax, fault.message, fault.help)
                .at(Pointer::text(self.file, fault.at)),
            None if is_alias => {
                let message = "aliases can't be used in definitions";
                return self.report(Code::YamlFeature, message, at..at + 1);
            }
            None => {
                let message = "this can't be read as YAML from here on";
                let help = "look at this line and the one before: a colon, a bracket, a quote or \
                            the indentation";
                let at = Pointer::text(self.file, at..at + 1);
                Finding::new(Code::YamlSyntax, message, help).at(at)
            }
        };
        self.findings.push(fault);
    }

    fn report(&mut self, code: Code, message: impl Into<String>, at: Range<usize>) {
        let message = message.into();
        let help = match code {
            Code::YamlFeature => {
                "write the value itself, in quotes if it is a text that begins so; defaults at the \
                 top of an event file spare repetition"
            }
            Code::SeveralDocuments => "put it into a file of its own",
            Code::TooDeep => "no definition needs more: look for a bracket that is not closed",
            _ => "write a text before the colon",
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
