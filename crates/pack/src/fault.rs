//! Faults of a pack: what, where, and what to do next.

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use crate::{File, text::Span};

/// Something in a pack that cannot stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The path of the chapter.
    pub path: String,
    /// Where in it.
    pub span: Span,
    /// What is wrong.
    pub what: String,
    /// What to do; empty when the fault says it all.
    pub help: String,
}

impl Fault {
    pub(crate) fn new(path: &str, span: Span, what: impl Into<String>, help: impl Into<String>) -> Fault {
        Fault { path: path.to_owned(), span, what: what.into(), help: help.into() }
    }

    /// `lancashire/1-pathway.md:71:25`
    pub fn place(&self) -> String {
        format!("{}:{}:{}", self.path, self.span.line, self.span.column)
    }
}

/// The faults as a person reads them, each with its line.
pub fn render(faults: &[Fault], files: &[File<'_>]) -> String {
    let renderer = Renderer::plain();
    let mut rendered = String::new();
    for fault in faults {
        let text = files.iter().find(|file| file.path == fault.path).map_or("", |file| file.text);
        let range = fault.span.bytes_in(text);
        let snippet =
            Snippet::source(text).path(&fault.path).line_start(1).annotation(AnnotationKind::Primary.span(range));
        let mut group = Level::ERROR.primary_title(&fault.what).element(snippet);
        if !fault.help.is_empty() {
            group = group.element(Level::HELP.message(&fault.help));
        }
        rendered.push_str(&renderer.render(&[group]).to_string());
        rendered.push_str("\n\n");
    }
    rendered
}
