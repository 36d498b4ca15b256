//! Text with paragraphs, from a tree.

use dom_query::{NodeData, NodeRef};

/// Elements that stand on lines of their own.
pub(crate) const BLOCKS: [&str; 36] = [
    "address",
    "article",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "li",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "thead",
    "tr",
    "ul",
];

/// Elements whose content is not the report's text.
pub(crate) const HIDDEN: [&str; 34] = [
    "amp-ad",
    "amp-consent",
    "amp-embed",
    "amp-list",
    "amp-sidebar",
    "amp-user-notification",
    "aside",
    "audio",
    "button",
    "canvas",
    "datalist",
    "embed",
    "figcaption",
    "figure",
    "head",
    "iframe",
    "input",
    "math",
    "menu",
    "nav",
    "noscript",
    "object",
    "picture",
    "rp",
    "script",
    "select",
    "source",
    "style",
    "svg",
    "template",
    "textarea",
    "title",
    "track",
    "video",
];

/// Text of everything under the node: blocks become paragraphs parted by an empty
/// line, `<br>` a line end, white space runs a space; hidden elements are left out.
///
/// Iterative: no page is too deep for it.
pub(crate) fn text_of(root: NodeRef<'_>) -> String {
    let mut text = Builder::default();
    let mut stack = vec![Step::Enter(root)];
    while let Some(step) = stack.pop() {
        match step {
            Step::Leave => text.paragraph(),
            Step::LeaveLines => text.end_lines(),
            Step::Enter(node) => match enter(&node, &mut text) {
                Inside::Skip => {}
                inside => {
                    match inside {
                        Inside::Block => stack.push(Step::Leave),
                        Inside::Lines => stack.push(Step::LeaveLines),
                        Inside::Skip | Inside::Inline => {}
                    }
                    stack.extend(node.children_it(true).map(Step::Enter));
                }
            },
        }
    }
    text.finish()
}

enum Step<'a> {
    Enter(NodeRef<'a>),
    Leave,
    LeaveLines,
}

#[derive(PartialEq)]
enum Inside {
    Skip,
    Inline,
    Block,
    /// Its line ends part lines.
    Lines,
}

fn enter(node: &NodeRef<'_>, text: &mut Builder) -> Inside {
    node.query_or(Inside::Skip, |tree_node| match &tree_node.data {
        NodeData::Text { contents } => {
            text.push(contents);
            Inside::Skip
        }
        NodeData::Document | NodeData::Fragment => Inside::Inline,
        NodeData::Element(element) => {
            let name: &str = &element.name.local;
            let attribute = |wanted: &str| element.attrs.iter().find(|a| &*a.name.local == wanted);
            if HIDDEN.contains(&name) || attribute("hidden").is_some() {
                text.paragraph_if(BLOCKS.contains(&name) || matches!(name, "aside" | "figure" | "nav"));
                Inside::Skip
            } else if name == "br" {
                text.line();
                Inside::Skip
            } else if matches!(name, "td" | "th") {
                text.push(" ");
                Inside::Inline
            } else if name == "pre" {
                text.begin_lines();
                Inside::Lines
            } else if BLOCKS.contains(&name) {
                text.paragraph();
                Inside::Block
            } else {
                Inside::Inline
            }
        }
        _ => Inside::Skip,
    })
}

/// Collects text, folding white space.
#[derive(Debug, Default)]
pub(crate) struct Builder {
    text: String,
    gap: Gap,
    /// How many elements are open whose line ends part lines.
    lines: usize,
    /// White space that the last such line began with, and this one so far.
    indents: (usize, usize),
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    #[default]
    Nothing,
    Space,
    Line,
    Paragraph,
}

impl Builder {
    /// Adds text; its white space, no-break spaces included, becomes single spaces. Where lines are kept, an empty
    /// one ends a paragraph, and so does one that is indented further than the one before: agencies wrap text so.
    pub(crate) fn push(&mut self, text: &str) {
        if self.lines == 0 {
            return self.push_words(text);
        }
        for (at, line) in text.split('\n').enumerate() {
            if at > 0 {
                self.line();
                self.indents = (self.indents.1, 0);
            }
            self.push_line(line);
        }
    }

    fn push_line(&mut self, line: &str) {
        const FURTHER: usize = 2;
        if !line.trim().is_empty() {
            if self.gap >= Gap::Line {
                self.indents.1 = line.len() - line.trim_start().len();
                self.paragraph_if(self.indents.1 >= self.indents.0 + FURTHER);
            }
            self.push_words(line);
        }
    }

    /// From here on line ends part lines, as in `<pre>`.
    pub(crate) fn begin_lines(&mut self) {
        self.paragraph();
        self.lines += 1;
        self.indents = (0, 0);
    }

    /// Line ends are white space again.
    pub(crate) fn end_lines(&mut self) {
        self.paragraph();
        self.lines = self.lines.saturating_sub(1);
    }

    fn push_words(&mut self, text: &str) {
        let mut words = text.split(|c: char| c.is_whitespace());
        if let Some(first) = words.next() {
            self.word(first);
        }
        for word in words {
            self.gap = self.gap.max(Gap::Space);
            self.word(word);
        }
    }

    fn word(&mut self, word: &str) {
        if word.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str(match self.gap {
                Gap::Nothing => "",
                Gap::Space => " ",
                Gap::Line => "\n",
                Gap::Paragraph => "\n\n",
            });
        }
        self.gap = Gap::Nothing;
        self.text.push_str(word);
    }

    /// Ends the line; two in a row end the paragraph.
    pub(crate) fn line(&mut self) {
        self.gap = if self.gap >= Gap::Line { Gap::Paragraph } else { Gap::Line };
    }

    /// Ends the paragraph.
    pub(crate) fn paragraph(&mut self) {
        self.gap = Gap::Paragraph;
    }

    fn paragraph_if(&mut self, block: bool) {
        if block {
            self.paragraph();
        }
    }

    /// The text, without white space around it.
    pub(crate) fn finish(self) -> String {
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::text_of;
    use dom_query::Document;

    #[test]
    fn paragraphs_lines_and_cells() {
        let cases = [
            ("<p>One\n  two.</p><p>Three&nbsp;four.</p>", "One two.\n\nThree four."),
            ("<div>a<div>b</div>c</div>", "a\n\nb\n\nc"),
            ("x<br>y<br><br>z", "x\ny\n\nz"),
            ("<b>bo</b>ld <i> it</i>", "bold it"),
            ("<table><tr><td>1<td>2<tr><td>3</table>", "1 2\n\n3"),
            ("<ul><li>one<li>two</ul>after", "one\n\ntwo\n\nafter"),
            ("a<figure><img><figcaption>Cap</figcaption></figure>b<p hidden>no</p>", "a\n\nb"),
            (
                "<pre>One\ntwo  2\n\nthree\n   four\nfive</pre>six\nseven",
                "One\ntwo 2\n\nthree\n\nfour\nfive\n\nsix seven",
            ),
            ("<pre>a <b>b\nc</b> d\r\ne</pre>", "a b\nc d\ne"),
            ("<script>x</script><p>Only</p><style>y</style>", "Only"),
            ("", ""),
        ];
        for (html, expected) in cases {
            assert_eq!(text_of(Document::from(html).root()), expected, "{html}");
        }
    }
}
