//! Paragraphs, headings and the rest: what each block of a report is.

mod byline;
mod furniture;
mod heading;
mod paragraph;
mod pattern;
mod shape;
mod title;

pub(crate) use paragraph::paragraphs;

use crate::{Block, BlockKind};
use shape::Shape;
use title::Titles;

/// Text has begun where a block ends as a sentence does and has so many words.
const FEWEST_OF_TEXT: usize = 6;
/// So many headings in a row are no headings but a page's menu.
const MENU: usize = 4;

/// The blocks of a text, in order, each with its kind.
pub(crate) fn blocks(title: Option<&str>, text: &str) -> Vec<Block> {
    let spans = paragraphs(text);
    let shapes: Vec<Option<Shape<'_>>> = spans.iter().map(|span| Shape::of(span.of(text))).collect();
    let kinds = kinds(title, &shapes);
    spans.into_iter().zip(kinds).map(|(span, kind)| Block { span, kind }).collect()
}

fn is_text(shape: Option<&Shape<'_>>) -> bool {
    shape.is_none_or(|s| s.words.len() >= FEWEST_OF_TEXT && s.is_closed())
}

fn kinds(title: Option<&str>, shapes: &[Option<Shape<'_>>]) -> Vec<BlockKind> {
    // A line that is all there is, is what the report says.
    if !shapes.iter().any(|shape| is_text(shape.as_ref())) {
        return vec![BlockKind::Body; shapes.len()];
    }
    let mut titles = Titles::new(title);
    let mut before = true;
    let mut kinds = Vec::with_capacity(shapes.len());
    for shape in shapes {
        let kind = shape.as_ref().map_or(BlockKind::Body, |shape| kind(shape, &mut titles, before));
        before &= kind != BlockKind::Body;
        kinds.push(kind);
    }
    tell_menus(&mut kinds);
    kinds
}

fn kind(shape: &Shape<'_>, titles: &mut Titles, before: bool) -> BlockKind {
    if byline::is_byline(shape) {
        BlockKind::Byline
    } else if furniture::is_furniture(shape) {
        BlockKind::Furniture
    } else if titles.claim(shape, before) {
        BlockKind::Title
    } else if heading::is_heading(shape) {
        BlockKind::Heading
    } else {
        BlockKind::Body
    }
}

fn tell_menus(kinds: &mut [BlockKind]) {
    for run in kinds.chunk_by_mut(|a, b| a == b) {
        if run[0] == BlockKind::Heading && run.len() >= MENU {
            run.fill(BlockKind::Furniture);
        }
    }
}
