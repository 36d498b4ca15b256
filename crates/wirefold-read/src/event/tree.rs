//! A sentence's tree, indexed for asking questions in constant time.

use super::lexicon::lexicon;
use crate::{entity::lexicon::person, judged::Judgement};
use wirefold_report::{Sentence, Span, Upos, Word};

/// How far chains of governors are followed; real ones are shorter.
pub(super) const CLIMB: usize = 24;

/// A tree with its children listed and its lemmas in lower case.
pub(super) struct Tree<'a> {
    pub(super) sentence: &'a Sentence,
    text: &'a str,
    first: Vec<usize>,
    kids: Vec<usize>,
    lemmas: Vec<String>,
    /// How many words a dateline takes before the first sentence.
    pub(super) dateline: usize,
}

impl<'a> Tree<'a> {
    pub(super) fn new(text: &'a str, sentence: &'a Sentence) -> Self {
        let n = sentence.words.len();
        let mut first = vec![0; n + 1];
        let heads =
            || sentence.words.iter().enumerate().filter_map(|(i, w)| Some((i, w.head.filter(|&h| h < n)?)));
        for (_, head) in heads() {
            first[head + 1] += 1;
        }
        for i in 0..n {
            first[i + 1] += first[i];
        }
        let mut next = first.clone();
        let mut kids = vec![0; first[n]];
        for (i, head) in heads() {
            kids[next[head]] = i;
            next[head] += 1;
        }
        let lemmas = (0..n).map(|i| lemma(text, sentence, i)).collect();
        let dateline = dateline(text, sentence);
        Self { sentence, text, first, kids, lemmas, dateline }
    }

    /// For asking who is judged for what.
    pub(super) fn judgement(&self) -> Judgement<'a> {
        Judgement { text: self.text, words: &self.sentence.words }
    }

    pub(super) fn len(&self) -> usize {
        self.sentence.words.len()
    }

    pub(super) fn kids(&self, i: usize) -> impl Iterator<Item = usize> + '_ {
        self.kids[self.first[i]..self.first[i + 1]].iter().copied()
    }

    pub(super) fn lemma(&self, i: usize) -> &str {
        &self.lemmas[i]
    }

    pub(super) fn form(&self, i: usize) -> &'a str {
        self.sentence.words[i].span.of(self.text)
    }

    pub(super) fn span(&self, i: usize) -> Span {
        self.sentence.words[i].span
    }

    /// The word that is just that span.
    pub(super) fn word_at(&self, span: Span) -> Option<usize> {
        let at = self.sentence.words.partition_point(|w| w.span.start < span.start);
        self.sentence.words.get(at).filter(|w| w.span == span).map(|_| at)
    }

    pub(super) fn upos(&self, i: usize) -> Upos {
        self.sentence.words[i].upos
    }

    pub(super) fn xpos(&self, i: usize) -> &str {
        &self.sentence.words[i].xpos
    }

    pub(super) fn head(&self, i: usize) -> Option<usize> {
        self.sentence.words[i].head.filter(|&h| h < self.len() && h != i)
    }

    pub(super) fn deprel(&self, i: usize) -> &str {
        &self.sentence.words[i].deprel
    }

    pub(super) fn relation(&self, i: usize) -> &str {
        self.sentence.words[i].relation()
    }

    /// The first child with that relation, subtypes included.
    pub(super) fn kid(&self, i: usize, relation: &str) -> Option<usize> {
        self.kids(i).find(|&k| self.relation(k) == relation)
    }

    pub(super) fn is_nominal(&self, i: usize) -> bool {
        matches!(self.upos(i), Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::Sym)
            || matches!(self.upos(i), Upos::Det | Upos::Adj | Upos::X)
                && matches!(self.relation(i), "nsubj" | "obj" | "iobj" | "obl" | "nmod")
    }

    pub(super) fn is_verb(&self, i: usize) -> bool {
        self.upos(i) == Upos::Verb
    }

    /// The governors of a word from the nearest up.
    pub(super) fn ancestors(&self, i: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.head(i), |&h| self.head(h)).take(CLIMB)
    }

    /// The preposition before a nominal ("because" of "because of").
    ///
    /// A tree may hang it on the name's first part or on the title before it.
    pub(super) fn preposition(&self, i: usize) -> Option<&str> {
        let own = |w: usize| {
            self.kids(w).find(|&k| {
                self.relation(k) == "case" && self.xpos(k) != "POS" && k < w && !self.opens_day(k, w)
            })
        };
        let before = |k: &usize| *k < i && matches!(self.deprel(*k), "nmod:desc" | "compound" | "flat");
        // "with Chief of Staff Ana Ruiz": the parser may hang "with" on the name behind the title.
        let behind = |k: &usize| *k > i && matches!(self.relation(*k), "appos" | "flat");
        let leads = |w: usize| own(w).filter(|&k| k < i);
        own(i)
            .or_else(|| self.kids(i).filter(before).find_map(own))
            .or_else(|| self.kids(i).filter(behind).find_map(leads))
            .map(|k| self.lemma(k))
    }

    /// Whether a word says how much there is of something.
    pub(super) fn is_amount(&self, word: usize) -> bool {
        lexicon().is_party("amount", self.lemma(word))
    }

    /// Whether a preposition that hangs on `word` belongs to a day before it
    /// ("receives until Friday delegates from …").
    fn opens_day(&self, preposition: usize, word: usize) -> bool {
        let next = preposition + 1;
        next < word && self.head(next) != Some(word) && lexicon().is_party("calendar", self.lemma(next))
    }

    /// Whether a child with that relation has one of these lemmas.
    pub(super) fn has_kid(&self, i: usize, relation: &str, lemmas: &[&str]) -> bool {
        self.kids(i).any(|k| self.relation(k) == relation && lemmas.contains(&self.lemma(k)))
    }

    /// From a nominal's first determiner or modifier to its last name part:
    /// without clauses, appositions, conjuncts or prepositional phrases.
    pub(super) fn core(&self, i: usize) -> Span {
        let (mut from, mut to) = (i, i);
        let mut open = vec![(i, true)];
        while let Some((word, top)) = open.pop() {
            for kid in self.kids(word) {
                let inside = match self.relation(kid) {
                    "amod" => !self.is_outcome(word, kid),
                    "det" | "compound" | "nummod" | "flat" | "fixed" | "goeswith" => true,
                    // "Even by some": what stands before the preposition does not belong to the name.
                    "advmod" => {
                        self.lemma(kid) != "not"
                            && !(kid..word).any(|w| self.relation(w) == "case" && self.head(w) == Some(word))
                    }
                    "nmod" if matches!(self.deprel(kid), "nmod:poss" | "nmod:desc") => true,
                    "nmod" => kid < word && self.preposition(kid).is_none(),
                    // "Among a half dozen women": how many they are opens no phrase of its own.
                    "case" => !top && !matches!(self.relation(word), "advmod" | "nummod"),
                    "punct" | "conj" | "cc" => !top,
                    _ => false,
                };
                if inside && kid.abs_diff(i) < 40 {
                    from = from.min(kid);
                    to = to.max(kid);
                    open.push((kid, false));
                }
            }
        }
        // "And" joins it to what stands before.
        let from = (from..i).find(|&w| self.relation(w) != "cc").unwrap_or(i);
        self.span(from).cover(self.span(to))
    }

    /// Whether an adjective before the number of a noun says what became of it: "shot *dead* three men".
    fn is_outcome(&self, noun: usize, adjective: usize) -> bool {
        let opens = |k: usize| k > adjective && matches!(self.relation(k), "det" | "nummod");
        lexicon().is_status("outcome", self.lemma(adjective)) && self.kids(noun).any(opens)
    }

    /// Whether a conjunction opens a clause; "of" before "Kenyans being killed" opens none of its own.
    pub(super) fn opens_clause(&self, word: usize) -> bool {
        self.relation(word) == "mark" && self.lemma(word) != "of"
    }

    /// A nominal and those coordinated with it, or with the name that follows it.
    pub(super) fn conjuncts(&self, i: usize) -> Vec<usize> {
        let mut all = vec![i];
        let mut at = 0;
        while at < all.len() && all.len() < 200 {
            let word = all[at];
            // "The president of Chad Ali Adoum and the president of …": the list may hang on the name behind a title.
            let named = |k: usize| match self.deprel(k) {
                "appos" => true,
                // "Called the envoy after Ali Adoum …": a clause that opens between says something else.
                "nmod" | "flat" => {
                    k > word && self.preposition(k).is_none() && !(word..k).any(|w| self.opens_clause(w))
                }
                _ => false,
            };
            all.extend(self.second_object(word));
            // "Ruiz and President *Ali Adoum*": the tree may hang the second title on the first name.
            let titles = self.kids(word).filter(|&k| k > word && self.deprel(k) == "nmod:desc");
            all.extend(titles.flat_map(|k| self.kids(k)).filter(|&k| self.is_name_added(k)));
            let names = self.kids(word).filter(|&k| named(k) && self.upos(k) == Upos::Propn);
            for site in std::iter::once(word).chain(names.collect::<Vec<_>>()) {
                all.extend(self.kids(site).filter(|&k| {
                    self.is_listed(site, k)
                        || self.is_name_added(k)
                        || self.is_in_a_row(site, k)
                        || self.relation(k) == "conj"
                            && !self.has_kid(k, "cc", &["rather", "instead"])
                            && !self.is_elsewhere(word, k)
                            && !self.is_of_apposition(word, k)
                }));
            }
            at += 1;
        }
        all.sort_unstable();
        all.dedup();
        all.retain(|&w| w == i || !self.is_said_of(i, w));
        all
    }

    /// Whether what is joined to a name by "and" says what somebody is, as the words between two commas do: "Ana Ruiz, a
    /// Chilean and the *woman* who led the strike, met …".
    fn is_said_of(&self, name: usize, conjunct: usize) -> bool {
        let after = |w: usize| self.below(w, CLIMB * 2).into_iter().max().map_or(w, |last| last.max(w)) + 1;
        let comma = |w: usize| w < self.len() && self.form(w) == ",";
        let names =
            |w: &usize| matches!(self.relation(*w), "flat" | "compound") || self.deprel(*w) == "nmod:desc";
        let last = self.kids(name).filter(names).filter(|&k| k > name).max().unwrap_or(name);
        let between = |k: usize| last + 1 < k && k < conjunct && self.relation(k) == "appos";
        // "Ruiz, Paz, and the minister, Ali Adoum, met": the last of a list has a comma before "and", or a name of its own.
        let listed = |k: usize| {
            matches!(self.relation(k), "appos" | "flat") || self.relation(k) == "cc" && k > 0 && comma(k - 1)
        };
        self.upos(name) == Upos::Propn
            && self.xpos(conjunct) == "NN"
            && self.relation(conjunct) == "conj"
            && self.kid(conjunct, "cc").is_some()
            && person(self.lemma(conjunct)).is_some()
            && comma(last + 1)
            && comma(after(conjunct))
            && !self.kids(conjunct).any(listed)
            && self.kids(name).any(between)
    }

    /// Whether the tree hangs on a name what is joined to an apposition of it: in "Ana Ruiz, a neighbour and *friend* of …"
    /// a noun without an article shares that of the noun before.
    fn is_of_apposition(&self, first: usize, conjunct: usize) -> bool {
        let opens = |k: usize| {
            matches!(self.relation(k), "det" | "nummod" | "appos" | "flat") || self.deprel(k) == "nmod:poss"
        };
        let apposed = |k: usize| {
            (first..conjunct).contains(&k)
                && self.relation(k) == "appos"
                && self.upos(k) == Upos::Noun
                && self.kid(k, "det").is_some()
        };
        self.upos(first) == Upos::Propn
            && self.xpos(conjunct) == "NN"
            && person(self.lemma(conjunct)).is_some()
            && !self
                .kids(conjunct)
                .any(|k| opens(k) || self.relation(k) == "cc" && k > 0 && self.form(k - 1) == ",")
            && self.kids(first).any(apposed)
    }

    /// Whether a conjunct has a preposition of its own that is another than the first's: "met *with* the envoy, once at a
    /// fair and again *in* his office"; or one like that of a phrase between, to which it is joined: "members *on* the
    /// committee and *on* the board".
    fn is_elsewhere(&self, first: usize, conjunct: usize) -> bool {
        let own =
            |w: usize| self.kids(w).find(|&k| self.relation(k) == "case" && self.xpos(k) == "IN" && k < w);
        let Some(after) = own(conjunct).map(|k| self.lemma(k)) else { return false };
        match own(first) {
            Some(before) => self.lemma(before) != after,
            None => {
                matches!(after, "on" | "in" | "at")
                    && self.kids(first).any(|k| {
                        (first..conjunct).contains(&k)
                            && self.relation(k) == "nmod"
                            && self.preposition(k) == Some(after)
                    })
            }
        }
    }

    /// Whether several members of a list were taken for appositions: "Ana Ruiz, a *nurse*, a *lobbyist* and two guards".
    pub(super) fn is_in_a_row(&self, first: usize, word: usize) -> bool {
        let one = |k: usize| {
            k > first
                && self.deprel(k) == "appos"
                && self.upos(k) == Upos::Noun
                && self.has_kid(k, "det", &["a", "an"])
                && (person(self.lemma(k)).is_some() || lexicon().is_party("actor", self.lemma(k)))
        };
        let row = self.kids(first).filter(|&k| one(k)).count();
        // "A soldier, a farmer and a critic" may be one.
        let many = |k: usize| matches!(self.xpos(k), "NNS" | "NNPS");
        let last =
            |k: usize| k > word && self.relation(k) == "conj" && self.kid(k, "cc").is_some() && many(k);
        one(word) && row > 1 && self.kids(first).any(last)
    }

    /// Whether a name that "and" opens was taken for an apposition: "met the president Ali Adoum and the chairman *Ana* Ruiz".
    fn is_name_added(&self, word: usize) -> bool {
        let joined = |w: usize| self.has_kid(w, "cc", &["and"]);
        let titled = || self.kids(word).any(|k| k < word && self.deprel(k) == "nmod:desc" && joined(k));
        self.deprel(word) == "appos" && self.upos(word) == Upos::Propn && (joined(word) || titled())
    }

    /// "Struck US and Iraqi *forces*": a second object that "and" joins to the first, though the tree hangs both on the verb.
    fn second_object(&self, first: usize) -> Option<usize> {
        let verb =
            self.head(first).filter(|_| self.deprel(first) == "obj" && self.upos(first) == Upos::Propn)?;
        let second = self.kids(verb).find(|&k| k > first && self.deprel(k) == "obj")?;
        let joined = self.lemma(first + 1) == "and";
        let between = (first + 2..second).all(|w| self.ancestors(w).any(|above| above == second));
        (joined && between).then_some(second)
    }

    /// Whether a list's member was taken for an apposition: "a Chadian soldier, a Kenyan *soldier* and two guards".
    fn is_listed(&self, first: usize, word: usize) -> bool {
        let joined = |k: usize| k > word && self.relation(k) == "conj" && self.kid(k, "cc").is_some();
        let kind = |w: usize| self.kid(w, "amod").map(|k| self.lemma(k));
        let differ = kind(first).zip(kind(word)).is_some_and(|(a, b)| a != b);
        self.deprel(word) == "appos"
            && self.upos(word) == Upos::Noun
            && self.lemma(word) == self.lemma(first)
            && differ
            && self.kids(first).any(joined)
    }

    /// Whether markup that stood between texts was lost in the sentence, so that links and titles run into it: a word begins
    /// with one that stands shortly before and goes on with a capital or a number ("Ana Ruiz Ana María RuizPoll: …"), or
    /// strokes part titles.
    pub(super) fn is_run_together(&self) -> bool {
        const NEAR: usize = 8;
        let glued = |at: usize| {
            let before =
                (at.saturating_sub(NEAR)..at).map(|w| self.form(w)).filter(|form| form.chars().count() > 3);
            let mut rests = before.filter_map(|form| self.form(at).strip_prefix(form));
            rests.any(|rest| rest.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()))
        };
        (0..self.len()).any(glued) || (0..self.len()).filter(|&w| self.form(w) == "|").count() > 1
    }

    /// The words of a subtree, at most `limit` of them, governors first.
    pub(super) fn below(&self, top: usize, limit: usize) -> Vec<usize> {
        let mut all = vec![top];
        let mut at = 0;
        while at < all.len() && all.len() < limit {
            let word = all[at];
            all.extend(self.kids(word).filter(|&k| k != top));
            at += 1;
        }
        all.truncate(limit);
        all
    }
}

/// A word's lemma as the lexicon spells it; a hyphenated compound ("cease-fire"
/// in three words) counts as one word where the lexicon has it.
fn lemma(text: &str, sentence: &Sentence, i: usize) -> String {
    let word = &sentence.words[i];
    let own = lexicon().lemma(word.span.of(text), &word.lemma, word.upos == Upos::Verb);
    let hyphened = i >= 2
        && sentence.words[i - 1].span.of(text) == "-"
        && sentence.words[i - 2].span.end == sentence.words[i - 1].span.start;
    if hyphened {
        let joined = format!("{}-{own}", sentence.words[i - 2].span.of(text).to_lowercase());
        if lexicon().knows(&joined) {
            return joined;
        }
    }
    own
}

/// How many words "LAGOS, May 17 (XYZ) --", "ROME:" or "Oslo, Norway -" take
/// before a sentence.
fn dateline(text: &str, sentence: &Sentence) -> usize {
    let words = &sentence.words;
    let form = |i: usize| words[i].span.of(text);
    let spaced = |i: usize| words[i].span.start > words[i - 1].span.end;
    let ends = |i: usize| match form(i) {
        "--" | "—" | ":" => true,
        "-" | "–" => spaced(i),
        ")" => i > 3 && form(i - 2) == "(" && (3..i).any(|k| form(k).parse::<u8>().is_ok()),
        _ => false,
    };
    let Some(end) = (1..words.len().min(16)).find(|&i| ends(i)) else { return 0 };
    let placed = |i: usize| {
        matches!(words[i].upos, Upos::Propn | Upos::Punct | Upos::Num)
            || form(i).chars().all(char::is_uppercase)
    };
    if (0..end).all(placed) && !opens_aside(words, text, end) { end + 1 } else { 0 }
}

/// Whether a dash opens what is said by the way, and another ends it: "Chad -- a member of the union -- asked …".
fn opens_aside(words: &[Word], text: &str, dash: usize) -> bool {
    const LONGEST: usize = 16;
    let form = |i: usize| words[i].span.of(text);
    let within = dash + 1..words.len().min(dash + LONGEST);
    let Some(end) = within.clone().find(|&i| form(i) == form(dash)) else { return false };
    let goes_on = words.get(end + 1).is_some_and(|w| matches!(w.upos, Upos::Verb | Upos::Aux | Upos::Adv));
    let clause = (dash + 1..end).any(|i| matches!(words[i].upos, Upos::Verb | Upos::Aux));
    form(dash) != ":" && goes_on && !clause
}
