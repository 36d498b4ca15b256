//! Speech that goes beyond the clause in which it is attributed.

use super::{
    lexicon,
    marks::{Marks, Part},
    signed,
    speaker::Speakers,
};
use crate::entity::tree::Tree;
use std::collections::HashMap;
use wirefold_report::{EntityId, Quote, QuoteKind, Sentence, Span, Upos};

/// A quote on the way: one without content is a cue that waits for a quotation.
#[derive(Debug)]
pub(super) struct Told {
    pub(super) quote: Quote,
    /// The sentence of its cue.
    pub(super) sentence: usize,
    /// Whether its cue reports speech.
    pub(super) speech: bool,
    /// Whether it gives words as said, though no marks stand around them.
    pub(super) verbatim: bool,
}

/// A content span that reaches into a quotation takes in all of it, unless the
/// cue stands inside.
pub(super) fn over_quotation(marks: &Marks, content: &mut Vec<Span>, cue: &[Span]) {
    for span in content.iter_mut() {
        let outers = marks.touching(*span).map(|(_, part)| part.outer);
        let whole = outers.filter(|outer| !cue.iter().any(|c| c.overlaps(*outer))).fold(*span, Span::cover);
        *span = whole;
    }
    content.sort_unstable();
    let mut joined: Vec<Span> = Vec::with_capacity(content.len());
    for &span in content.iter() {
        match joined.last_mut().filter(|last| last.end >= span.start) {
            Some(last) => *last = last.cover(span),
            None => joined.push(span),
        }
    }
    *content = joined;
}

/// A report in which quotations look for who said them.
pub(super) struct Page<'a> {
    pub(super) text: &'a str,
    pub(super) sentences: &'a [Sentence],
    pub(super) trees: &'a [Tree<'a>],
    pub(super) marks: &'a Marks,
    pub(super) speakers: &'a Speakers<'a>,
}

impl Page<'_> {
    /// Gives the quotations that no cue of their own sentence takes to who speaks
    /// around them; whole utterances stay without a speaker where nobody does.
    pub(super) fn spread(&self, mut told: Vec<Told>) -> Vec<Told> {
        self.give_to_speech(&mut told);
        told.sort_by_key(|t| last_end(&t.quote));
        let taken = Taken::of(&told);
        let (found, mut next, mut latest) = (told.len(), 0, None);
        // The quote that holds each quotation.
        let mut holders: Vec<(Part, Option<usize>)> = Vec::new();
        for part in self.marks.all().map(|(_, part)| *part) {
            while next < found && last_end(&told[next].quote) <= part.outer.start {
                let said = self.quotes(&told[next].quote) || told[next].quote.speaker.is_some();
                latest = Some(next).filter(|_| said).or(latest);
                next += 1;
            }
            let holder = taken.by(part.outer).or_else(|| {
                let placed = self.place(part, latest, &taken, &mut told);
                latest = placed.filter(|&h| told[h].quote.speaker.is_some()).or(latest);
                placed
            });
            holders.push((part, holder));
        }
        say_backwards(&holders, &mut told);
        told.extend(self.posts());
        told.retain(|t| !t.quote.content.is_empty());
        told
    }

    /// A quotation that two words of one sentence claim belongs to the one that reports
    /// speech, with all other quotations of the other ("X said, pointing at Y, “…”").
    fn give_to_speech(&self, told: &mut Vec<Told>) {
        const NEAR: usize = 4;
        let quoted = |c: &Span| self.marks.around(*c).is_some();
        for i in 0..told.len() {
            let (one, near) = (&told[i], i.saturating_sub(NEAR)..told.len().min(i + NEAR + 1));
            let own = &one.quote.content;
            if one.speech || own.is_empty() || !own.iter().all(quoted) {
                continue;
            }
            let shares = |other: &Told| {
                let same = other.sentence == one.sentence && other.speech;
                same && other.quote.content.iter().any(|c| own.contains(c))
            };
            if let Some(owner) = near.into_iter().find(|&j| shares(&told[j])) {
                let moved = std::mem::take(&mut told[i].quote.content);
                let content = &mut told[owner].quote.content;
                content.extend(moved);
                content.sort_unstable();
                content.dedup();
            }
        }
        told.retain(|t| t.speech || !t.quote.content.is_empty());
    }

    fn posts(&self) -> impl Iterator<Item = Told> {
        let posts = signed::posts(self.text, self.sentences, self.speakers).into_iter();
        posts.filter(|(_, words, _)| self.marks.touching(*words).next().is_none()).map(
            |(sentence, words, writer)| {
                let quote = unattributed(words, Some(writer.entity));
                let quote = Quote { source: vec![writer.span], ..quote };
                Told { quote, sentence, speech: true, verbatim: true }
            },
        )
    }

    /// Whether words in quotation marks are among what is told.
    fn quotes(&self, quote: &Quote) -> bool {
        quote.content.iter().any(|&span| self.marks.touching(span).next().is_some())
    }

    /// Finds the quote that a quotation belongs to, or makes one of it.
    fn place(&self, part: Part, latest: Option<usize>, taken: &Taken, told: &mut Vec<Told>) -> Option<usize> {
        let at = self.sentence_at(part.outer)?;
        let last = self.sentence_at(Span { start: part.outer.end - 1, end: part.outer.end })?;
        let alone = self.is_alone(at, last, part);
        let speech = is_speech(self.text, self.sentences[at].span, &part);
        let speaks = alone || speech && self.has_clause(at, last, part);
        let own = || self.interrupted(part, taken.in_sentence(at), told);
        let following = || self.tail(part, last, taken, told);
        let own = speaks.then(|| own().or_else(following));
        if let Some(own) = own.flatten() {
            told[own].quote.content.push(part.outer);
            told[own].quote.content.sort_unstable();
            return Some(own);
        }
        let opens = self.is_blank(self.sentences[at].span.start, part.outer.start);
        let signature =
            signed::signature(self.text, self.speakers, part.outer.end).filter(|_| speaks || opens);
        let signed = signature.is_some() || opens && signed::is_signed(self.text, part.outer.end);
        let colon = self.before_colon(at, part).filter(|_| !signed && (alone || speaks));
        let goes_on = latest.filter(|_| !signed && colon.is_none() && (alone || opens && speaks));
        if let Some(before) = goes_on.and_then(|before| self.go_on(at, part, alone, before, told)) {
            return Some(before);
        }
        let told_of = || (alone && opens && !signed).then(|| self.told_of_before(at, part)).flatten();
        let speaker = signature.map(|m| m.entity).or(colon).or_else(told_of);
        (speaker.is_some() || self.is_utterance(at, last, part, alone, speaks)).then(|| {
            let quote = unattributed(part.outer, speaker);
            let quote = Quote { source: signature.map(|m| m.span).into_iter().collect(), ..quote };
            told.push(Told { quote, sentence: at, speech: true, verbatim: true });
            told.len() - 1
        })
    }

    /// Gives a quotation without cue to who spoke last: in the same paragraph as a
    /// further part of that quote, in the next one as a quote of its own. Returns the
    /// number of the quote that now holds it.
    fn go_on(
        &self,
        at: usize,
        part: Part,
        alone: bool,
        before: usize,
        told: &mut Vec<Told>,
    ) -> Option<usize> {
        let (end, speaker) = (last_end(&told[before].quote), told[before].quote.speaker);
        let home = self.sentence_at(Span { start: end - 1, end })?;
        let (block, other) = (self.sentences[home].block, self.sentences[at].block);
        let next = at <= home + 1;
        if alone && next && block == other && self.quotes(&told[before].quote) {
            told[before].quote.content.push(part.outer);
            return Some(before);
        }
        let near = block + 2 >= other;
        let person = speaker.is_some_and(|id| self.speakers.is_person(id) && !self.names(part, id));
        let own = block == other || alone && next && person || self.quotes(&told[before].quote);
        let next = next || block == other && alone && self.nobody_between(home, at, speaker);
        // Somebody without a name goes on speaking too: the words that call them tell who.
        let source = told[before].quote.source.clone();
        let unnamed = speaker.is_none() && self.quotes(&told[before].quote) && !source.is_empty();
        let same = near && own && (part.continues || next && (speaker.is_some() || unnamed));
        same.then(|| {
            let quote = unattributed(part.outer, speaker);
            let quote = Quote { source: if unnamed { source } else { Vec::new() }, ..quote };
            told.push(Told { quote, sentence: at, speech: true, verbatim: true });
            told.len() - 1
        })
    }

    /// “…,” X said, turning round, “…”: the cue before it in the same sentence takes it.
    fn interrupted(&self, part: Part, near: &[usize], told: &[Told]) -> Option<usize> {
        near.iter().copied().rfind(|&i| {
            let quote = &told[i].quote;
            let cued = quote.cue.last().is_some_and(|cue| cue.end <= part.outer.start);
            let before = |c: &Span| c.end <= part.outer.start && self.marks.touching(*c).next().is_some();
            told[i].speech && cued && quote.content.iter().any(before)
        })
    }

    /// “…!” X shouted: the cue that follows it, though a sentence seems to end between.
    fn tail(&self, part: Part, last: usize, taken: &Taken, told: &[Told]) -> Option<usize> {
        let block = |s: usize| self.sentences.get(s).map(|s| s.block);
        let next = Some(last + 1).filter(|&next| block(next) == block(last));
        let near = [Some(last), next].into_iter().flatten().flat_map(|s| taken.in_sentence(s));
        near.copied().find(|&i| {
            let quote = &told[i].quote;
            let first = quote.cue.iter().chain(&quote.source).map(|s| s.start).min();
            let follows = first.is_some_and(|f| f >= part.outer.end && self.is_blank(part.outer.end, f));
            told[i].speech && quote.content.is_empty() && follows
        })
    }

    /// Whether a quotation that nobody owns is somebody's saying all the same: a
    /// sentence of its own or a clause of some length, not a word set apart.
    fn is_utterance(&self, at: usize, last: usize, part: Part, alone: bool, speaks: bool) -> bool {
        const FEWEST: usize = 5;
        let words = part.inner.of(self.text).split_whitespace().filter(|w| w.contains(char::is_alphabetic));
        let finite = self.has_clause(at, last, part);
        let whole = alone || part.inner.of(self.text).starts_with(char::is_uppercase);
        speaks && whole && (finite || alone) && words.count() >= if finite { FEWEST } else { FEWEST + 3 }
    }

    /// Whether a verb with its subject stands in the quotation, or it is a command.
    fn has_clause(&self, at: usize, last: usize, part: Part) -> bool {
        (at..=last).any(|s| {
            let tree = &self.trees[s];
            let inside = |w: usize| part.outer.contains(tree.words[w].span);
            (0..tree.words.len()).filter(|&w| inside(w)).any(|w| {
                let xpos = tree.words[w].xpos.as_ref();
                let verb = match tree.words[w].upos {
                    Upos::Aux => tree.head(w).unwrap_or(w),
                    _ => w,
                };
                let subject = tree.child(verb, &["nsubj", "csubj", "expl"]).is_some_and(inside);
                let finite = matches!(xpos, "VBZ" | "VBD" | "VBP" | "MD") && subject;
                finite || xpos == "VB" && tree.head(w).is_none() && tree.child(w, &["nsubj"]).is_none()
            })
        })
    }

    fn sentence_at(&self, span: Span) -> Option<usize> {
        self.sentences.partition_point(|s| s.span.start <= span.start).checked_sub(1)
    }

    /// Whether the sentences say nothing outside of the quotation.
    fn is_alone(&self, first: usize, last: usize, part: Part) -> bool {
        self.is_blank(self.sentences[first].span.start, part.outer.start)
            && self.is_blank(part.outer.end, self.sentences[last].span.end)
    }

    pub(super) fn is_blank(&self, start: u32, end: u32) -> bool {
        start >= end || !Span { start, end }.of(self.text).contains(char::is_alphanumeric)
    }
}

/// A quotation that goes on over paragraphs is named after who is named at its end.
fn say_backwards(holders: &[(Part, Option<usize>)], told: &mut [Told]) {
    for pair in holders.windows(2).rev() {
        let [(_, Some(one)), (part, Some(next))] = *pair else { continue };
        let (first, second) = (&told[one].quote, &told[next].quote);
        if part.continues && first.speaker.is_none() && first.source.is_empty() {
            told[one].quote.speaker = second.speaker;
        }
    }
}

fn unattributed(words: Span, speaker: Option<EntityId>) -> Quote {
    Quote { kind: QuoteKind::Direct, content: vec![words], cue: Vec::new(), source: Vec::new(), speaker }
}

/// Which quotes hold what, as they were found.
struct Taken {
    /// Contents with the number of their quote, by start.
    contents: Vec<(Span, usize)>,
    by_sentence: HashMap<usize, Vec<usize>>,
}

impl Taken {
    fn of(told: &[Told]) -> Self {
        let spans = |(i, t): (usize, &Told)| t.quote.content.iter().map(move |&c| (c, i)).collect::<Vec<_>>();
        let mut contents: Vec<(Span, usize)> = told.iter().enumerate().flat_map(spans).collect();
        contents.sort_unstable();
        let mut by_sentence: HashMap<usize, Vec<usize>> = HashMap::new();
        for (i, told) in told.iter().enumerate() {
            by_sentence.entry(told.sentence).or_default().push(i);
        }
        Self { contents, by_sentence }
    }

    /// The quote whose content covers most of the quotation.
    fn by(&self, outer: Span) -> Option<usize> {
        const OVERLAPPING: usize = 16;
        let after = self.contents.partition_point(|(t, _)| t.start < outer.end);
        let near = &self.contents[after.saturating_sub(OVERLAPPING)..after];
        let most = |t: Span| t.intersection(outer).is_some_and(|i| 2 * i.len() >= outer.len());
        near.iter().find(|(t, _)| most(*t)).map(|&(_, quote)| quote)
    }

    /// The quotes whose cue stands in a sentence.
    fn in_sentence(&self, sentence: usize) -> &[usize] {
        self.by_sentence.get(&sentence).map_or(&[], Vec::as_slice)
    }
}

fn last_end(quote: &Quote) -> u32 {
    quote.content.iter().chain(&quote.cue).chain(&quote.source).map(|s| s.end).max().unwrap_or(0)
}

/// Words of the longest title of a work that is taken for one.
const LONGEST_NAME: usize = 40;

/// Whether a quotation inside a sentence gives somebody's words rather than a name.
pub(super) fn is_speech(text: &str, sentence: Span, part: &Part) -> bool {
    // Marks that nothing closes hold the whole report, and each of its sentences asks. No name is that long.
    let words = || part.inner.of(text).split_whitespace().take(LONGEST_NAME + 1);
    let capital = |w: &str| w.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric());
    let title = words().count() <= LONGEST_NAME && words().filter(|w| w.len() > 3 || capital(w)).all(capital);
    let before = Span { start: sentence.start.min(part.outer.start), end: part.outer.start }.of(text);
    let last = before.split_whitespace().next_back().unwrap_or_default().to_lowercase();
    words().nth(1).is_some() && !title && !lexicon::names(last.trim_matches(|c: char| !c.is_alphanumeric()))
}
