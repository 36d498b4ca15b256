//! Words with the name of who said them behind a dash: “…” — NAME; and posts, which
//! carry the writer's handle as well.

use super::speaker::Speakers;
use wirefold_report::{EntityKind, Mention, Sentence, Span};

/// Dashes that stand before a signature.
const DASHES: [&str; 4] = ["—", "―", "–", "--"];
/// How far a handle may stand behind the name.
const HANDLE_REACH: usize = 12;

/// The name behind a dash that follows right after a place in the text.
pub(super) fn signature<'a>(text: &str, speakers: &Speakers<'a>, end: u32) -> Option<&'a Mention> {
    let rest = &text[end as usize..];
    let dashed = rest.trim_start();
    let gap = rest.len() - dashed.len();
    const WIDEST: usize = 4;
    let dash = DASHES.iter().find(|dash| gap <= WIDEST && dashed.starts_with(**dash))?;
    let name = dashed[dash.len()..].trim_start();
    let signs = |kind| matches!(kind, EntityKind::Person | EntityKind::Organization);
    speakers.named_at(text.len() - name.len()).filter(|m| signs(m.kind))
}

/// Posts on social media, a paragraph each: the words and the name of the writer.
pub(super) fn posts<'a>(
    text: &str,
    sentences: &[Sentence],
    speakers: &Speakers<'a>,
) -> Vec<(usize, Span, &'a Mention)> {
    let paragraphs = sentences.chunk_by(|a, b| a.block == b.block);
    let mut first = 0;
    let mut found = Vec::new();
    for paragraph in paragraphs {
        let span = paragraph.iter().map(|s| s.span).reduce(Span::cover).unwrap_or_default();
        found.extend(post(text, span, speakers).map(|(words, writer)| (first, words, writer)));
        first += paragraph.len();
    }
    found
}

fn post<'a>(text: &str, paragraph: Span, speakers: &Speakers<'a>) -> Option<(Span, &'a Mention)> {
    let body = paragraph.of(text);
    let dash = DASHES.iter().filter_map(|dash| body.rfind(dash)).max()?;
    let words = body[..dash].trim_end();
    let writer = signature(text, speakers, paragraph.start + u32::try_from(words.len()).ok()?)?;
    let behind = &text[writer.span.end as usize..paragraph.end.max(writer.span.end) as usize];
    let handle = behind.find('@').is_some_and(|at| at <= HANDLE_REACH);
    let said = Span { start: paragraph.start, end: paragraph.start + u32::try_from(words.len()).ok()? };
    (handle && words.contains(char::is_alphabetic)).then_some((said, writer))
}
