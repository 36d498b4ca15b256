//! What one report states and the other only reports as likely or alleged.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::{Known, two};
use crate::{
    align::Knot,
    story::{SentenceId, Story},
    token::Token,
};
use wirefold_report::{Difference, DifferenceKind, DifferenceStatus, Evidence};

static HEDGES: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| {
    let lines = include_str!("hedges.txt").lines();
    lines.filter(|l| !l.starts_with('#')).flat_map(str::split_whitespace).collect()
});

/// Sentences must be at least this alike for a missing hedge to mean something.
const ALIKE: f64 = 0.6;

pub(super) fn find(known: &Known<'_, '_>, knot: &Knot, found: &mut Vec<Difference>) {
    if knot.similarity < ALIKE {
        return;
    }
    let (a, b) = (hedges(known.story, &knot.a), hedges(known.story, &knot.b));
    let (hedged, plain) = match (a.first(), b.first()) {
        (Some(hedge), None) => (hedge, &knot.b),
        (None, Some(hedge)) => (hedge, &knot.a),
        _ => return,
    };
    if plain.iter().any(|&id| is_attributed(known.story, id)) {
        return;
    }
    found.extend(plain.iter().find_map(|&id| difference(known.story, hedged, id)));
}

fn hedges<'s, 'a>(story: &'s Story<'a>, ids: &[SentenceId]) -> Vec<(SentenceId, &'s Token<'a>)> {
    let mut found = Vec::new();
    for &id in ids {
        let telling = &story.tellings[id.report];
        let is_hedge = |t: &&Token<'_>| HEDGES.contains(t.lemma.as_str()) || HEDGES.contains(t.form.as_str());
        let own = story.tokens(id).iter().filter(is_hedge).filter(|t| !telling.is_quoted(t.span()));
        found.extend(own.map(|t| (id, t)));
    }
    found
}

/// Whether the report leaves the sentence to somebody else's word.
fn is_attributed(story: &Story<'_>, id: SentenceId) -> bool {
    story.tellings[id.report].has_cue(story.sentence(id).span)
}

fn difference(story: &Story<'_>, hedged: &(SentenceId, &Token<'_>), plain: SentenceId) -> Option<Difference> {
    let (id, hedge) = *hedged;
    // "It is said that it seemed so": "said" is not what is doubted.
    let clause = matches!(
        hedge.word.relation(),
        "ccomp" | "xcomp" | "csubj" | "conj" | "parataxis" | "advcl" | "acl" | "obl" | "nsubj" | "obj"
    );
    let governor = hedge.word.head.filter(|_| !clause);
    let governor = governor.and_then(|h| story.tokens(id).iter().find(|t| t.index == h));
    // What seems so, not who it seems to or when.
    let doubted = |t: &&Token<'_>| matches!(t.word.relation(), "xcomp" | "ccomp" | "csubj" | "obj" | "acl");
    let below = story
        .tokens(id)
        .iter()
        .filter(|t| t.word.head == Some(hedge.index) && t.is_content())
        .filter(doubted);
    let hedged_word = governor.into_iter().chain(below).find_map(|word| {
        let same = story.tokens(plain).iter().find(|t| t.lemma == word.lemma && t.is_content())?;
        Some((word, same))
    });
    let (word, same) = hedged_word?;
    let (a, b) = (
        Evidence { report: id.report, span: hedge.span().cover(word.span()) },
        Evidence { report: plain.report, span: same.span() },
    );
    if a.span.len() > 80 {
        return None;
    }
    let (x, y) = (story.text(a), story.text(b));
    let explanation = format!("One report hedges (“{x}”) what the other states (“{y}”).");
    let items = [(a, x.to_owned()), (b, y.to_owned())];
    Some(two(DifferenceKind::Hedging, DifferenceStatus::Compatible, items, explanation))
}
