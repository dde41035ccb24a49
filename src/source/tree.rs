//! A YAML document as a tree in which every value knows its place.

use std::ops::Range;

use indexmap::IndexMap;
use saphyr_parser::{Event, Parser, ScalarStyle, Span};

use super::{Finding, Part, Pointer, Step};
use crate::diagnostic::Code;

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
    /// A text, and whether it stands without quotes.
    Scalar(String, bool),
    /// A value that is not there.
    Nothing,
    List(Vec<Node>),
    Mapping(Entries),
}

/// The values of a mapping by key, each with the characters of its key.
pub(super) type Entries = IndexMap<String, (Range<usize>, Node)>;

/// A key that waits for its value.
struct Key {
    text: String,
    at: Range<usize>,
}

impl Node {
    /// The value one step in, and the characters of its key.
    pub fn child(&self, step: &Step) -> Option<(Option<Range<usize>>, &Self)> {
        match (&self.kind, step) {
            (NodeKind::List(items), Step::Index(i)) => items.get(*i).map(|item| (None, item)),
            (NodeKind::Mapping(entries), Step::Key(key)) => entries
                .get(key)
                .map(|(at, value)| (Some(at.clone()), value)),
            _ => None,
        }
    }

    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            NodeKind::Scalar(text, _) => Some(text),
            NodeKind::List(_) | NodeKind::Mapping(_) | NodeKind::Nothing => None,
        }
    }

    /// The characters to show: a text's own, else those of the first key or item.
    pub fn head(&self) -> Range<usize> {
        match &self.kind {
            NodeKind::Scalar(..) | NodeKind::Nothing => self.at.clone(),
            NodeKind::List(items) => items.first().map_or_else(|| self.at.clone(), Self::head),
            NodeKind::Mapping(entries) => entries
                .first()
                .map_or_else(|| self.at.clone(), |(_, (at, _))| at.clone()),
        }
    }
}

/// The tree of a text with LF line ends; none for an empty document, or where the text is no YAML.
pub(super) fn parse(file: usize, text: &str, findings: &mut Vec<Finding>) -> Option<Node> {
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
                let code = if error.info().contains("unknown anchor") {
                    Code::YamlFeature
                } else {
                    Code::YamlSyntax
                };
                builder.report(code, error.info().to_owned(), at..at + 1);
                return None;
            }
        }
    }
    builder.root
}

struct Builder<'a> {
    file: usize,
    text: &'a str,
    /// The byte of each character.
    bytes: Vec<usize>,
    findings: &'a mut Vec<Finding>,
    /// Lists and mappings that are open, each mapping with the key that waits for its value.
    stack: Vec<(Node, Option<Key>)>,
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
                    self.report(
                        Code::SeveralDocuments,
                        "a second document begins here".to_owned(),
                        at,
                    );
                    return false;
                }
            }
            Event::Alias(_) => {
                self.report(
                    Code::YamlFeature,
                    "there are no aliases in definitions".to_owned(),
                    at.clone(),
                );
                // Its value is not known, but it is there.
                self.close(Node {
                    kind: NodeKind::Scalar(String::new(), true),
                    at,
                });
            }
            Event::Scalar(text, style, anchor, tag) => {
                self.refuse_features(anchor, tag.is_some(), &at);
                self.warn_if_cut(&text, style, &at);
                let at = self.without_indicator(style, at);
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
                return self.open(Node {
                    kind: NodeKind::List(Vec::new()),
                    at,
                });
            }
            Event::MappingStart(anchor, tag) => {
                self.refuse_features(anchor, tag.is_some(), &at);
                return self.open(Node {
                    kind: NodeKind::Mapping(Entries::new()),
                    at,
                });
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

    fn open(&mut self, node: Node) -> bool {
        if self.stack.len() == DEEPEST {
            self.report(
                Code::TooDeep,
                format!("this is nested more than {DEEPEST} deep"),
                node.at,
            );
            return false;
        }
        self.stack.push((node, None));
        true
    }

    /// Puts a finished value where it belongs.
    fn close(&mut self, node: Node) {
        let Some((parent, waiting)) = self.stack.last_mut() else {
            self.root = Some(node);
            return;
        };
        match (&mut parent.kind, waiting.take()) {
            (NodeKind::List(items), _) => {
                let nothing = matches!(node.kind, NodeKind::Nothing)
                    .then_some((Step::Index(items.len()), node.at.end));
                items.push(node);
                nothing
                    .into_iter()
                    .for_each(|(step, end)| self.report_nothing(step, Part::Value, end));
            }
            (NodeKind::Mapping(entries), Some(key)) => {
                if let Some((first, _)) = entries.get(&key.text) {
                    let (first, message) =
                        (first.clone(), format!("`{}` stands here twice", key.text));
                    let finding = Finding::new(
                        Code::DuplicateKey,
                        message,
                        Pointer::text(self.file, key.at),
                    );
                    let finding = finding.help("keep one of the two");
                    self.findings
                        .push(finding.related(Pointer::text(self.file, first), "first given here"));
                } else {
                    let is_nothing = matches!(node.kind, NodeKind::Nothing);
                    let nothing = is_nothing.then(|| (Step::Key(key.text.clone()), node.at.end));
                    entries.insert(key.text, (key.at, node));
                    nothing
                        .into_iter()
                        .for_each(|(step, end)| self.report_nothing(step, Part::Key, end));
                }
            }
            (NodeKind::Mapping(_), None) => match node.kind {
                NodeKind::Scalar(text, _) => *waiting = Some(Key { text, at: node.at }),
                NodeKind::List(_) | NodeKind::Mapping(_) | NodeKind::Nothing => {
                    *waiting = Some(Key {
                        text: String::new(),
                        at: node.at.clone(),
                    });
                    self.report(Code::WrongType, "a key is a text".to_owned(), node.at);
                }
            },
            (NodeKind::Scalar(..) | NodeKind::Nothing, _) => {}
        }
        if let Some((_, Some(key))) = self.stack.last()
            && key.text == "<<"
        {
            let at = key.at.clone();
            self.report(
                Code::YamlFeature,
                "there are no merge keys in definitions".to_owned(),
                at,
            );
        }
    }

    /// A key or an item without a value, in the innermost list or mapping; `end` is where the value
    /// would be.
    fn report_nothing(&mut self, step: Step, part: Part, end: usize) {
        let outer = self
            .stack
            .iter()
            .take(self.stack.len() - 1)
            .map(|(node, waiting)| match (&node.kind, waiting) {
                (NodeKind::List(items), _) => Step::Index(items.len()),
                (_, key) => Step::Key(key.as_ref().map(|key| key.text.clone()).unwrap_or_default()),
            });
        let at = Pointer {
            file: Some(self.file),
            path: outer.chain([step]).collect(),
            part,
        };
        let rest = self.bytes.get(end).map_or("", |byte| &self.text[*byte..]);
        let is_comment = rest
            .trim_start_matches([':', '-', ' ', '\t'])
            .starts_with('#');
        let help = if is_comment {
            "`#` begins a comment here: quote the value"
        } else {
            "give one, or leave the key out"
        };
        self.findings
            .push(Finding::new(Code::EmptyValue, "this has no value", at).help(help));
    }

    fn refuse_features(&mut self, anchor: usize, tagged: bool, at: &Range<usize>) {
        let feature = match (anchor, tagged) {
            (0, false) => return,
            (0, true) => "tags",
            _ => "anchors",
        };
        self.report(
            Code::YamlFeature,
            format!("there are no {feature} in definitions"),
            at.clone(),
        );
    }

    /// A plain value behind which ` #` goes on without a space lost its end to a comment.
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
        let comment = comment.split('\n').next().unwrap_or_default().trim_end();
        let message = format!("`{comment}` is a comment to YAML, so it is no part of the value");
        let finding = Finding::new(
            Code::CutByComment,
            message,
            Pointer::text(self.file, at.clone()),
        );
        self.findings.push(
            finding.help("quote the value if this belongs to it; a comment has a space after `#`"),
        );
    }

    /// A quoted text begins behind its quote.
    fn without_indicator(&self, style: ScalarStyle, at: Range<usize>) -> Range<usize> {
        let quoted = matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted);
        if quoted && at.len() >= 2 {
            at.start + 1..at.end - 1
        } else {
            at
        }
    }

    fn report(&mut self, code: Code, message: String, at: Range<usize>) {
        let help = match code {
            Code::YamlFeature => Some(
                "write the value itself; defaults at the top of an event file spare repetition",
            ),
            Code::SeveralDocuments => Some("put it into a file of its own"),
            Code::TooDeep => {
                Some("no definition needs more: look for a bracket that is not closed")
            }
            Code::YamlSyntax => Some(help_with_syntax(&message)),
            _ => None,
        };
        let finding = Finding::new(code, message, Pointer::text(self.file, at));
        self.findings.push(if let Some(help) = help {
            finding.help(help)
        } else {
            finding
        });
    }
}

/// What most often is behind a fault of YAML.
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
