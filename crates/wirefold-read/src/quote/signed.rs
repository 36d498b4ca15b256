//! Words with the name of who said them behind a dash: “…” — NAME; and posts, which
//! carry the writer's handle as well.

use super::speaker::Speakers;
use wirefold_report::{EntityKind, Mention, Sentence, Span};

/// Dashes that stand before a signature.
const DASHES: [&str; 4] = ["—", "―", "–", "--"];
/// How many words of a title may stand before the name.
const MOST_TITLES: usize = 3;
/// How far a handle may stand behind the name.
const HANDLE_REACH: usize = 12;

/// The name behind a dash that follows right after a place in the text, or without one
/// at the end of its paragraph.
pub(super) fn signature<'a>(text: &str, speakers: &Speakers<'a>, end: u32) -> Option<&'a Mention> {
    dashed(text, speakers, end).or_else(|| closing(text, speakers, end))
}

/// “…” NAME, OUTLET: nothing else stands in the paragraph behind the words.
fn closing<'a>(text: &str, speakers: &Speakers<'a>, end: u32) -> Option<&'a Mention> {
    let line = short_rest(text, end)?;
    let signer = speakers.named_at(line.start as usize)?;
    let behind = text.get(signer.span.end as usize..line.end as usize)?.trim_start();
    (signs(signer.kind) && (behind.is_empty() || behind.starts_with(','))).then_some(signer)
}

/// Whether the rest of the paragraph behind a quotation is a name and what it belongs
/// to: whoever it is, the words are not those of who spoke before.
pub(super) fn is_signed(text: &str, end: u32) -> bool {
    let small = ["of", "the", "for", "and", "in", ","];
    let named = |word: &str| small.contains(&word) || word.starts_with(char::is_uppercase);
    short_rest(text, end).is_some_and(|line| line.of(text).split_whitespace().all(named))
}

/// The rest of a paragraph that is too short for a sentence and does not end as one, if
/// there is any.
fn short_rest(text: &str, end: u32) -> Option<Span> {
    const LONGEST: usize = 60;
    const WIDEST: usize = LONGEST + 10;
    let behind = &text[end as usize..];
    let near = &behind[..behind.ceil_char_boundary(WIDEST.min(behind.len()))];
    let rest = near
        .split_once('\n')
        .map(|(rest, _)| rest)
        .or_else(|| (near.len() == behind.len()).then_some(near))?;
    let line = rest.trim();
    let start = end as usize + rest.len() - rest.trim_start().len();
    (line.starts_with(char::is_uppercase) && line.len() <= LONGEST && !line.ends_with(['.', '?', '!', ':']))
        .then(|| Span::new(start, start + line.len()))
}

fn signs(kind: EntityKind) -> bool {
    matches!(kind, EntityKind::Person | EntityKind::Organization)
}

fn dashed<'a>(text: &str, speakers: &Speakers<'a>, end: u32) -> Option<&'a Mention> {
    let rest = &text[end as usize..];
    let dashed = rest.trim_start();
    let gap = rest.len() - dashed.len();
    const WIDEST: usize = 4;
    let dash = DASHES.iter().find(|dash| gap <= WIDEST && dashed.starts_with(**dash))?;
    let name = dashed[dash.len()..].trim_start();
    let start = text.len() - name.len();
    // A title may stand before the name.
    let capital = |word: &&str| word.starts_with(char::is_uppercase);
    let titles = name.split(' ').take_while(capital).take(MOST_TITLES).scan(start, |at, word| {
        *at += word.len() + 1;
        Some(*at)
    });
    std::iter::once(start).chain(titles).find_map(|at| speakers.named_at(at)).filter(|m| signs(m.kind))
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
