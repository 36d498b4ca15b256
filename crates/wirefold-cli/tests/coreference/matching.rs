//! Which mention of the program is which mention of the gold standard.
//!
//! Two mentions are one if each has the other's head word within its span (the
//! "minimum string" matching of MUC-7, both ways): the program finds its heads in
//! trees of its own, and "New York" has one head here and the other there. Where
//! several fit, the same head word comes first, then the smallest difference of
//! the spans, then the text's order; each is used once. Under [`Heads::Same`]
//! only mentions with the same head word match.

use super::gum;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// How strictly heads are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Heads {
    Mutual,
    Same,
}

/// A mention of the program: where it stands, its head, and of whom it speaks. One
/// that speaks of two ("they" after two names) speaks of that pair.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) span: (usize, usize),
    pub(crate) head: (usize, usize),
    pub(crate) of: BTreeSet<String>,
}

/// All mentions in a line of the output contract, in order.
pub(crate) fn found(line: &Value) -> Vec<Found> {
    let mut all: BTreeMap<(usize, usize), Found> = BTreeMap::new();
    let mut add = |mention: &Value, of: String| {
        let span = span(mention);
        let head = if mention["head"].is_null() { span } else { self::span(&mention["head"]) };
        all.entry(span).or_insert_with(|| Found { span, head, of: BTreeSet::new() }).of.insert(of);
    };
    for mention in ["mentions", "references"].iter().flat_map(|&field| list(&line[field])) {
        add(mention, mention["entity"].as_str().expect("a mention is of an entity").to_owned());
    }
    for (i, chain) in list(&line["unnamed"]).enumerate() {
        list(&chain["references"]).for_each(|mention| add(mention, format!("unnamed {i}")));
    }
    all.into_values().collect()
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn span(value: &Value) -> (usize, usize) {
    let field = |name: &str| {
        let number = value[name].as_u64().and_then(|n| usize::try_from(n).ok());
        number.unwrap_or_else(|| panic!("a span has {name}: {value}"))
    };
    (field("start"), field("end"))
}

/// For each mention of the program the index of the gold mention that it is.
pub(crate) fn matched(found: &[Found], gold: &[gum::Mention], heads: Heads) -> BTreeMap<usize, usize> {
    let within = |a: (usize, usize), b: (usize, usize)| b.0 <= a.0 && a.1 <= b.1;
    let mut pairs = Vec::new();
    for (i, mention) in found.iter().enumerate() {
        for (j, wanted) in gold.iter().enumerate() {
            let same = mention.head == wanted.head.span;
            let mutual = within(mention.head, wanted.span) && within(wanted.head.span, mention.span);
            if same || heads == Heads::Mutual && mutual {
                let apart = mention.span.0.abs_diff(wanted.span.0) + mention.span.1.abs_diff(wanted.span.1);
                pairs.push((!same, apart, i, j));
            }
        }
    }
    pairs.sort_unstable();
    let (mut matched, mut used) = (BTreeMap::new(), BTreeSet::new());
    for (_, _, i, j) in pairs {
        if !matched.contains_key(&i) && used.insert(j) {
            matched.insert(i, j);
        }
    }
    matched
}
