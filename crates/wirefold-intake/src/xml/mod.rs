//! XML documents of news: feeds (RSS, Atom), NewsML-G2 and NITF.

mod element;
mod feed;
mod markup;
mod newsml;
mod nitf;

use roxmltree::{Document, ParsingOptions};
use wirefold_report::Report;

use element::local;

/// Most nodes of a document: a feed of 10,000 entries has a tenth of it.
const NODES: u32 = 4_000_000;

/// A document's reports, each with its name in the document and what is wrong where it can't be read.
pub(crate) type Items = Vec<(String, Result<Report, String>)>;

/// Reads a document; `name` is used for what has no id of its own.
pub(crate) fn read(name: &str, text: &str) -> Result<Items, String> {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    let sound;
    let document = match parse(text) {
        Ok(document) => document,
        Err(error) => {
            sound = markup::mended(text);
            parse(&sound).map_err(|_| format!("not well-formed XML: {error}"))?
        }
    };
    let root = document.root_element();
    let items = match local(root).to_ascii_lowercase().as_str() {
        "rss" | "rdf" | "feed" => feed::items(name, root),
        "newsitem" | "newsmessage" => newsml::items(name, root),
        "nitf" => vec![(name.to_owned(), nitf::report(name, root))],
        other => {
            return Err(format!(
                "an XML document that begins with <{other}>: of XML this version reads RSS, Atom, NewsML-G2 and NITF"
            ));
        }
    };
    if items.is_empty() { Err("no item in this document".to_owned()) } else { Ok(items) }
}

fn parse(text: &str) -> Result<Document<'_>, roxmltree::Error> {
    let options = ParsingOptions { allow_dtd: true, nodes_limit: NODES, ..ParsingOptions::default() };
    Document::parse_with_options(text, options)
}
