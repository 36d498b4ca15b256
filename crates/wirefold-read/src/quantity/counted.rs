//! What a number counts or measures.
//!
//! With a tree: the noun that the number modifies ("some 130 countries"), what
//! follows it with "of" ("60% of workers"), or the subject of what is measured
//! ("shares rose 6.5%"). Without one: the nearest words that can be it.

use super::number::{Number, Scan, is_small};
use crate::scan::{Gap, Shape};
use wirefold_report::{Sentence, Span, Upos};

/// How far around a number dependents are looked for, in words.
const REACH: usize = 40;

/// The words that name what is counted or measured.
pub(super) fn counted(scan: &Scan<'_>, sentence: &Sentence, number: &Number, measured: bool) -> Option<Span> {
    let from = Span::new(number.from, scan.tokens[number.end - 1].end);
    let parsed = sentence.words.iter().take(REACH).any(|w| w.head.is_some());
    if parsed {
        Tree { sentence, scan }.counted(from, number, measured)
    } else {
        by_words(scan, sentence, number, measured)
    }
}

struct Tree<'a> {
    sentence: &'a Sentence,
    scan: &'a Scan<'a>,
}

impl Tree<'_> {
    fn counted(&self, span: Span, number: &Number, measured: bool) -> Option<Span> {
        let words = &self.sentence.words;
        let first = words.partition_point(|w| w.span.end <= span.start);
        let last = words.partition_point(|w| w.span.start < span.end);
        let inside = |i: usize| (first..last).contains(&i);
        let top = (first..last).find(|&i| words[i].head.is_none_or(|h| !inside(h)))?;
        if let Some(of) =
            self.of_child(top, last).or_else(|| (first..last).find_map(|i| self.of_child(i, last)))
        {
            return Some(self.phrase(of, last));
        }
        let head = words[top].head;
        match words[top].relation() {
            _ if head.is_none() => self.subject(top),
            // A measure beside another ("8 miles (13 kilometres)") is of the same thing.
            "appos" | "nummod" | "dep" | "conj" | "list" | "parataxis"
                if measured && head.is_some_and(|h| self.is_measure(h)) =>
            {
                let other = head?;
                self.by_role(other, words[other].relation())
            }
            "nummod" | "compound" | "amod" | "det" | "advmod" if head.is_some_and(|h| self.is_noun(h)) => {
                head.map(|h| self.phrase(h, last))
            }
            _ if !measured && !number.share && self.is_noun(top) && last > first && !self.is_figure(top) => {
                Some(self.phrase(top, last))
            }
            relation => self.by_role(top, relation),
        }
    }

    fn is_noun(&self, i: usize) -> bool {
        matches!(self.sentence.words[i].upos, Upos::Noun | Upos::Propn | Upos::X | Upos::Adj | Upos::Pron)
    }

    /// Whether a word stands for a measured amount: "%", "miles" with its number.
    fn is_measure(&self, i: usize) -> bool {
        let word = &self.sentence.words[i];
        matches!(word.upos, Upos::Num | Upos::Sym)
            || super::unit::is_unit(&self.form(i))
                && self.near(i).any(|k| self.sentence.words[k].relation() == "nummod")
    }

    fn is_figure(&self, i: usize) -> bool {
        self.sentence.words[i].upos == Upos::Num
    }

    fn near(&self, head: usize) -> impl Iterator<Item = usize> + '_ {
        let words = &self.sentence.words;
        let range = head.saturating_sub(REACH)..(head + REACH).min(words.len());
        range.filter(move |&i| words[i].head == Some(head))
    }

    fn form(&self, i: usize) -> String {
        self.sentence.words[i].span.of(self.scan.text).to_lowercase()
    }

    /// The "of" phrase under `i`: "60% of workers".
    fn of_child(&self, i: usize, after: usize) -> Option<usize> {
        self.near(i).find(|&k| {
            k >= after
                && self.sentence.words[k].relation() == "nmod"
                && self.near(k).any(|c| self.sentence.words[c].relation() == "case" && self.form(c) == "of")
        })
    }

    /// What is measured, by what the number does in its clause.
    fn by_role(&self, top: usize, relation: &str) -> Option<Span> {
        let words = &self.sentence.words;
        let Some(head) = words[top].head else { return self.subject(top) };
        match relation {
            "appos" | "nmod" | "conj" if self.is_measure(head) && head != top && head < top => {
                self.by_role(head, words[head].relation())
            }
            "nmod" | "appos" | "acl" if self.is_noun(head) => Some(self.phrase(head, usize::MAX)),
            "conj" | "parataxis" | "list"
                if !matches!(words[head].upos, Upos::Verb | Upos::Aux) && !self.is_noun(head) =>
            {
                self.by_role(head, words[head].relation())
            }
            _ => self.subject(if matches!(words[head].upos, Upos::Verb | Upos::Aux) { head } else { top }),
        }
    }

    /// The subject of the clause at `i`, or of the one above it that it shares.
    fn subject(&self, i: usize) -> Option<Span> {
        let words = &self.sentence.words;
        let mut at = i;
        for _ in 0..6 {
            if let Some(subject) = self.near(at).find(|&k| words[k].relation() == "nsubj") {
                let pronoun = words[subject].upos == Upos::Pron;
                return if pronoun { self.object(at, i) } else { Some(self.phrase(subject, usize::MAX)) };
            }
            // A participle or infinitive on a noun says it of that noun.
            let above = words[at].head?;
            let says = words[at].relation() == "acl" || self.is_noun(at) && words[at].relation() == "nmod";
            // What is measured is no measure itself: "fell 0.4 per cent to 13,176".
            if says && !self.is_measure(above) {
                return Some(self.phrase(above, usize::MAX));
            }
            at = above;
        }
        None
    }

    /// What is done to, where a pronoun does it: "it took a 51% stake", "I paid $9 for a roof".
    fn object(&self, verb: usize, top: usize) -> Option<Span> {
        let words = &self.sentence.words;
        let thing = |k: &usize| *k != top && self.is_noun(*k) && !self.is_measure(*k);
        let with = |k: usize, case: &str| {
            self.near(k).any(|c| words[c].relation() == "case" && self.form(c) == case)
        };
        let object = self.near(verb).filter(thing).find(|&k| words[k].relation() == "obj");
        let target =
            || self.near(verb).filter(thing).find(|&k| words[k].relation() == "obl" && with(k, "for"));
        object.or_else(target).map(|k| self.phrase(k, usize::MAX))
    }

    /// A noun with the words that go with it, without its number, clauses and
    /// determiners: "industrial workers in Ghana" stops before "who".
    fn phrase(&self, head: usize, after: usize) -> Span {
        let words = &self.sentence.words;
        let (mut low, mut high) = (head, head);
        let keep = |i: usize| {
            matches!(words[i].relation(), "amod" | "compound" | "flat" | "nmod" | "goeswith" | "fixed")
        };
        for k in (head.saturating_sub(8)..head).rev() {
            let part = words[k].head.is_some_and(|h| h > k && h <= head);
            if !part
                || !keep(k)
                || words[k].deprel == "nmod:poss"
                || after != usize::MAX && k < after && after <= head
            {
                break;
            }
            low = k;
        }
        while let Some(next) =
            words.get(high + 1).filter(|w| w.head.is_some_and(|h| (low..=high).contains(&h)))
        {
            if !matches!(next.relation(), "flat" | "compound" | "goeswith" | "fixed") {
                break;
            }
            high += 1;
        }
        words[low].span.cover(words[high].span)
    }
}

/// Without a tree: "of" and what follows, the noun that follows, or what stands
/// at the beginning of the clause.
fn by_words(scan: &Scan<'_>, sentence: &Sentence, number: &Number, measured: bool) -> Option<Span> {
    let end = number.end;
    if scan.word(end) == "of" {
        return chunk(scan, end + 1, sentence);
    }
    if !measured || scan.counts(end) && scan.tokens[end].gap == Gap::Space {
        let noun = chunk(scan, end, sentence);
        if !measured || noun.is_some() {
            return noun;
        }
    }
    opening(scan, sentence, number)
}

/// Words from token `i` on that can be one name of things.
fn chunk(scan: &Scan<'_>, i: usize, sentence: &Sentence) -> Option<Span> {
    let mut at = i;
    while matches!(
        scan.word(at),
        "the" | "a" | "an" | "its" | "their" | "his" | "her" | "all" | "these" | "those"
    ) {
        at += 1;
    }
    let start = at;
    while let Some(token) = scan.tokens.get(at) {
        let fits =
            token.shape == Shape::Word && !is_small(&token.lower) && token.end <= sentence.span.end as usize
                || at > start && token.lower == "-" && scan.glued(at) && scan.glued(at + 1);
        if !fits || token.gap == Gap::Break || at - start >= 4 {
            break;
        }
        at += 1;
        if scan.tokens[at - 1].lower.ends_with('s')
            && at > start
            && !scan.tokens[at - 1].lower.ends_with("ss")
        {
            break;
        }
    }
    (at > start).then(|| Span::new(scan.tokens[start].start, scan.tokens[at - 1].end))
}

/// The first words of the sentence, up to the first that can be no name.
fn opening(scan: &Scan<'_>, sentence: &Sentence, number: &Number) -> Option<Span> {
    let start = scan.tokens.partition_point(|t| t.start < sentence.span.start as usize);
    let mut at = start;
    while at < number.start && matches!(scan.word(at), "the" | "a" | "an" | "its" | "\"")
        || at == start && is_small(&scan.tokens[at].lower)
    {
        at += 1;
    }
    let first = at;
    while at < number.start && at - first < 4 {
        let token = &scan.tokens[at];
        if token.shape != Shape::Word || is_small(&token.lower) {
            break;
        }
        at += 1;
    }
    (at > first).then(|| Span::new(scan.tokens[first].start, scan.tokens[at - 1].end))
}
