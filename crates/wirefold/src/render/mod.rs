//! The record for people: a digest for the terminal, Markdown, one HTML page.

mod columns;
mod compare;
mod diff;
mod digest;
mod html;
mod markdown;
mod origins;
mod page;
mod rows;
pub(crate) mod view;
pub(crate) mod voices;
mod wordings;

pub use compare::side_by_side;
pub use digest::digest;
pub use html::{comparison_html, html};
pub use markdown::markdown;

/// How the digest looks.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// Whether to use ANSI colours.
    pub color: bool,
    /// Columns of a line.
    pub width: usize,
    /// Whether to show the evidence under every line.
    pub evidence: bool,
}
