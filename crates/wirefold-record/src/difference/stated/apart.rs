//! What tells two numbers of one noun apart: of which sort of things each is, what became of these, and when.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::super::{
    comparable::is_long_ago,
    number::{Counted, stems},
    time::times_in,
};
use crate::{
    story::{SentenceId, Story},
    token::Token,
    tree::{Tree, relation},
    when::Days,
};
use wirefold_report::{TimeKind, Upos};

/// Which way something went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// Jobs were *created*.
    Gained,
    /// Jobs were *lost*.
    Lost,
}

/// Which way what is counted went, by the verb it hangs on, or else by the one that hangs on it ("jobs *lost*").
pub(super) fn way(tree: Tree<'_, '_>, things: &Token<'_>, verb: Option<&Token<'_>>) -> Option<Way> {
    static GAINED: LazyLock<BTreeSet<u64>> = LazyLock::new(|| stems(include_str!("gained.txt")));
    static LOST: LazyLock<BTreeSet<u64>> = LazyLock::new(|| stems(include_str!("lost.txt")));
    let of = |word: &Token<'_>| match word.term {
        term if LOST.contains(&term) => Some(Way::Lost),
        term if GAINED.contains(&term) => Some(Way::Gained),
        _ => None,
    };
    let below = tree.kids(things).filter(|kid| relation(kid) == "acl").find_map(of);
    below.or_else(|| verb.and_then(of))
}

/// Stems of the nouns before a noun that say of which sort the things are: "*harbour* employees".
pub(super) fn sort(tree: Tree<'_, '_>, things: &Token<'_>) -> BTreeSet<u64> {
    let says = |kid: &Token<'_>| relation(kid) == "compound" && kid.word.upos == Upos::Noun;
    tree.kids(things).filter(|kid| says(kid)).map(|kid| kid.term).collect()
}

/// Whether a number is the whole of which only some are spoken of: "most of the 140 delegates".
pub(super) fn is_whole(counted: &Counted<'_, '_>) -> bool {
    static SOME: LazyLock<BTreeSet<u64>> = LazyLock::new(|| stems(include_str!("some_of.txt")));
    let before = counted.sentence.partition_point(|t| t.span().start < counted.quantity.span.start);
    let loose = |t: &&Token<'_>| matches!(t.word.upos, Upos::Det | Upos::Adj | Upos::Adv);
    let mut words = counted.sentence[..before].iter().rev().skip_while(loose);
    words.next().is_some_and(|t| t.form == "of") && words.next().is_some_and(|t| SOME.contains(&t.term))
}

/// Whether the clause of a number says that it is of a time long ago: "in the storm of 2019 the peak *had* gusts of 60 mph".
pub(super) fn is_of_long_ago(story: &Story<'_>, id: SentenceId, tree: Tree<'_, '_>, top: &Token<'_>) -> bool {
    let verb = tree.verb_above(top).map(|verb| verb.index);
    let dated = times_in(story, id).iter().filter(|time| time.kind == TimeKind::Date);
    let own = dated.filter(|time| {
        let date = tree.top_of(time.span).filter(|date| date.index != top.index);
        date.is_some_and(|date| tree.verb_above(date).map(|verb| verb.index) == verb)
    });
    let days: Vec<Days> = own.filter_map(|time| Days::of(&time.value)).collect();
    !days.is_empty() && days.iter().all(|&day| is_long_ago(story, id.report, day))
}
