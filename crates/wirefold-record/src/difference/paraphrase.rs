//! Words that one report quotes and the other tells in its own.

use crate::{
    changes::changes,
    story::{SentenceId, Story},
    token::Token,
};
use wirefold_report::{Evidence, Span};

/// Shorter quotes say too little, longer ones are never told word for word.
const LENGTHS: std::ops::RangeInclusive<usize> = 2..=12;
/// Words that the other report may use more than the quote has.
const LONGER: usize = 4;

/// Where the sentences of another report tell what the quoted `words` say, in
/// other words and without quotation marks.
pub(super) fn of(story: &Story<'_>, words: &[&Token<'_>], ids: &[SentenceId]) -> Option<Evidence> {
    if !LENGTHS.contains(&words.len()) {
        return None;
    }
    ids.iter().find_map(|&id| {
        let telling = &story.tellings[id.report];
        let tokens = story.tokens(id);
        let meant = |t: &Token<'_>| t.is_content() && words.iter().any(|w| w.is_content() && w.akin(t));
        let at: Vec<usize> = (0..tokens.len()).filter(|&i| meant(&tokens[i])).collect();
        let (first, last) = whole(words, tokens, (*at.first()?, *at.last()?));
        let told: Vec<&Token<'_>> = tokens[first..=last].iter().collect();
        let content = words.iter().filter(|t| t.is_content()).count();
        let span: Span = told[0].span().cover(told[told.len() - 1].span());
        let enough = at.len() >= 2 && at.len() * 2 > content && told.len() <= words.len() + LONGER;
        let unquoted = !told.iter().any(|t| telling.is_quoted(t.span()));
        let reworded = changes(words, &told, |a, b| a.same(b)).iter().any(|change| {
            let changed = words[change.a.clone()].iter().chain(&told[change.b.clone()]);
            changed.clone().any(|t| t.is_content()) && !change.a.is_empty() && !change.b.is_empty()
        });
        (enough && unquoted && reworded).then_some(Evidence { report: id.report, span })
    })
}

/// The stretch of `tokens` from the first to the last word that the quote has,
/// too, with one more content word where the quote begins or ends otherwise.
fn whole(words: &[&Token<'_>], tokens: &[Token<'_>], (first, last): (usize, usize)) -> (usize, usize) {
    const REACH: usize = 2;
    let content: Vec<&&Token<'_>> = words.iter().filter(|t| t.is_content()).collect();
    let told = |word: Option<&&&Token<'_>>| {
        word.is_none_or(|w| tokens[first..=last].iter().any(|t| t.is_content() && w.akin(t)))
    };
    let before = (first.saturating_sub(REACH)..first).rev().find(|&i| tokens[i].is_content());
    let after = (last + 1..tokens.len().min(last + 1 + REACH)).find(|&i| tokens[i].is_content());
    (
        before.filter(|_| !told(content.first())).unwrap_or(first),
        after.filter(|_| !told(content.last())).unwrap_or(last),
    )
}
