//! The tense in which a sentence tells what a time expression dates.
//!
//! With a tree the governing verb decides; without one (headings, text that was
//! not parsed) the nearest word that looks like a finite verb.

use super::meaning::{Lead, Tense};
use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;
use wirefold_report::{Sentence, Span, Upos};

/// How far a governing verb's auxiliaries are looked for, in words. Keeps a
/// sentence of a hundred thousand words linear.
const REACH: usize = 40;

static PAST_FORMS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let source = include_str!("../../data/time/past_forms.txt");
    source.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).collect()
});

/// The tense at `span`.
pub(super) fn tense(text: &str, sentence: &Sentence, span: Span) -> Tense {
    let first = sentence.words.partition_point(|w| w.span.end <= span.start);
    let last = sentence.words.partition_point(|w| w.span.start < span.end);
    if first >= last {
        return Tense::Unknown;
    }
    let within = quoted(text, sentence, first).unwrap_or(0..sentence.words.len());
    let parsed =
        sentence.words[first].head.is_some() || sentence.words.iter().take(REACH).any(|w| w.head.is_some());
    if parsed {
        let found = Tree { text, sentence }.governing(first, last, &within);
        if found != Tense::Unknown {
            return found;
        }
    }
    nearest(text, sentence, first, last, &within)
}

/// The words inside the quotation marks around word `at`. What stands in a quote
/// is governed there, whatever the parser ties to the verb of speech outside.
fn quoted(text: &str, sentence: &Sentence, at: usize) -> Option<Range<usize>> {
    let words = &sentence.words;
    let mark = |i: usize| words[i].span.of(text);
    let low = at.saturating_sub(2 * REACH);
    let open = (low..at).rev().find(|&i| matches!(mark(i), "“" | "”" | "\"" | "``" | "''"))?;
    let straight = mark(open) == "\"" && (low..=open).filter(|&i| mark(i) == "\"").count() % 2 == 1;
    if !straight && !matches!(mark(open), "“" | "``") {
        return None;
    }
    let high = (at + 2 * REACH).min(words.len());
    let close = (at..high).find(|&i| matches!(mark(i), "”" | "\"" | "''")).unwrap_or(high);
    Some(open + 1..close)
}

/// The word before the expression, where it points somewhere.
pub(super) fn lead(text: &str, span: Span) -> Lead {
    let before = text[..span.start as usize].trim_end();
    let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("").to_lowercase();
    match word.as_str() {
        "until" | "till" | "through" => Lead::Until,
        "by" => Lead::By,
        "since" => Lead::Since,
        _ => Lead::Other,
    }
}

/// Words that make what they govern lie ahead.
const PLANNED: [&str; 9] =
    ["expected", "scheduled", "due", "set", "slated", "planned", "likely", "supposed", "poised"];

struct Tree<'a> {
    text: &'a str,
    sentence: &'a Sentence,
}

impl Tree<'_> {
    /// Climbs from the expression's top word to the predicate above it.
    fn governing(&self, first: usize, last: usize, within: &Range<usize>) -> Tense {
        let words = &self.sentence.words;
        let inside = |i: usize| (first..last).contains(&i);
        let top = (first..last).find(|&i| words[i].head.is_none_or(|h| !inside(h))).unwrap_or(first);
        let mut at = words[top].head;
        for _ in 0..12 {
            let Some(i) = at.filter(|i| within.contains(i)) else { return Tense::Unknown };
            let found = self.predicate(i);
            if found != Tense::Unknown {
                return found;
            }
            at = words[i].head;
        }
        Tense::Unknown
    }

    fn lower(&self, i: usize) -> String {
        self.sentence.words[i].span.of(self.text).to_lowercase()
    }

    fn near_children(&self, head: usize) -> impl Iterator<Item = usize> + '_ {
        let words = &self.sentence.words;
        let range = head.saturating_sub(REACH)..(head + REACH).min(words.len());
        range.filter(move |&i| words[i].head == Some(head))
    }

    /// The tense of the predicate at `i`, if it is one.
    fn predicate(&self, i: usize) -> Tense {
        let word = &self.sentence.words[i];
        let helpers: Vec<usize> = self
            .near_children(i)
            .filter(|&k| matches!(self.sentence.words[k].relation(), "aux" | "cop" | "mark"))
            .collect();
        let verb = matches!(word.upos, Upos::Verb | Upos::Aux);
        if !verb && !helpers.iter().any(|&k| self.sentence.words[k].relation() == "cop") {
            return Tense::Unknown;
        }
        self.helped(i, &helpers).unwrap_or_else(|| bare(&word.xpos))
    }

    /// "is expected in December": a word that speaks of what is ahead.
    fn planned(&self, i: usize) -> bool {
        PLANNED.contains(&self.lower(i).as_str())
    }

    /// What auxiliaries, copula and "to" say.
    fn helped(&self, i: usize, helpers: &[usize]) -> Option<Tense> {
        let words: Vec<String> = helpers.iter().map(|&k| self.lower(k)).collect();
        let any = |set: &[&str]| words.iter().any(|w| set.contains(&w.as_str()));
        if self.planned(i) && !any(&["was", "were", "had"]) {
            return Some(Tense::Future);
        }
        if any(&["will", "'ll", "’ll", "shall", "wo", "would", "'d", "’d", "to"]) {
            return Some(Tense::Future);
        }
        if any(&["was", "were", "had", "did", "has", "have", "been", "'ve", "’ve"]) {
            return Some(Tense::Past);
        }
        any(&["is", "are", "am", "'s", "’s", "'re", "’re", "do", "does", "be"]).then_some(Tense::Present)
    }
}

/// The tense of a verb form that stands alone.
fn bare(xpos: &str) -> Tense {
    match xpos {
        "VBD" | "VBN" => Tense::Past,
        "VBZ" | "VBP" => Tense::Present,
        _ => Tense::Unknown,
    }
}

/// The nearest word that looks finite: first backwards, then forwards.
fn nearest(text: &str, sentence: &Sentence, first: usize, last: usize, within: &Range<usize>) -> Tense {
    let words = &sentence.words;
    let lower = |i: usize| words[i].span.of(text).to_lowercase();
    let before = |i: usize| i.checked_sub(1).map_or_else(String::new, lower);
    let back = (first.saturating_sub(REACH).max(within.start)..first).rev();
    let ahead = last..(last + REACH).min(within.end);
    for i in back.chain(ahead) {
        let word = lower(i);
        match word.as_str() {
            "will" | "'ll" | "’ll" | "shall" | "would" => return Tense::Future,
            "to" if i + 1 < words.len() && i < first && infinitive(&lower(i + 1)) => return Tense::Future,
            "is" | "are" | "am" | "has" | "have" => {
                return if matches!(word.as_str(), "has" | "have") { Tense::Past } else { Tense::Present };
            }
            _ if PLANNED.contains(&word.as_str()) => return planned_by(&before(i)),
            _ if past(&word) => match before(i).as_str() {
                "be" => {}
                "is" | "are" | "being" => return Tense::Present,
                _ => return Tense::Past,
            },
            _ => {}
        }
    }
    Tense::Unknown
}

/// "was due" looks back on a plan; "is due", "due" look ahead.
fn planned_by(before: &str) -> Tense {
    if matches!(before, "was" | "were" | "been") { Tense::Past } else { Tense::Future }
}

/// "to meet": a word after "to" that is no determiner, number or name.
fn infinitive(word: &str) -> bool {
    const VERBS: [&str; 26] = [
        "be", "meet", "vote", "begin", "start", "end", "visit", "hold", "take", "make", "discuss", "leave",
        "return", "travel", "expire", "close", "open", "arrive", "attend", "report", "speak", "go", "come",
        "pay", "release", "announce",
    ];
    VERBS.contains(&word)
}

fn past(word: &str) -> bool {
    const NOT_PAST: [&str; 9] =
        ["united", "need", "indeed", "hundred", "speed", "bed", "red", "feed", "exceed"];
    PAST_FORMS.contains(word) || word.len() > 4 && word.ends_with("ed") && !NOT_PAST.contains(&word)
}
