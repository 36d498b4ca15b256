//! The tense in which a sentence tells what a time expression dates.
//!
//! With a tree the governing verb decides; without one (headings, text that was
//! not parsed) the nearest word that looks like a finite verb.

use super::lexicon::{self, Led};
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
    if dates_what_is_done(text, sentence, last) {
        return Tense::Past;
    }
    let within = quoted(text, sentence, first).unwrap_or(0..sentence.words.len());
    let parsed =
        sentence.words[first].head.is_some() || sentence.words.iter().take(REACH).any(|w| w.head.is_some());
    let governing = || Tree { text, sentence }.governing(first, last, &within);
    if let Some(found) = parsed.then(governing).flatten() {
        return found;
    }
    nearest(text, sentence, first, last, &within)
}

/// "They will appeal Wednesday's ruling", "the Oct. 23 killing": whether the noun behind
/// the expression is of what nobody plans, so that it has come about.
fn dates_what_is_done(text: &str, sentence: &Sentence, after: usize) -> bool {
    let word = |i: usize| sentence.words.get(i).map(|w| w.span.of(text).to_lowercase()).unwrap_or_default();
    let owned = matches!(word(after).as_str(), "'s" | "’s");
    let noun = after + usize::from(owned);
    let done = |i: usize| lexicon::leads(Led::Done, &word(i));
    done(noun) || owned && done(noun + 1)
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
    const AHEAD: [&str; 5] = ["as soon as", "as early as", "ahead of", "effective", "payable"];
    let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    match word {
        // "Until Thursday, they had not met": in front, the tense decides.
        "until" | "till" | "through" => Lead::Until,
        "by" | "By" => Lead::By,
        "since" | "Since" => Lead::Since,
        "to" => Lead::To,
        _ if before.ends_with(['-', '–', '—']) => Lead::To,
        _ if AHEAD.iter().any(|phrase| before.ends_with(phrase)) => Lead::Ahead,
        _ => Lead::Other,
    }
}

/// Words that make what they govern lie ahead.
const PLANNED: [&str; 9] =
    ["expected", "scheduled", "due", "set", "slated", "planned", "likely", "supposed", "poised"];

/// Verbs in whose present or progress a plan is spoken of.
const PLANNING: [&str; 5] = ["planning", "plans", "plan", "intends", "intend"];

/// Words for bidding somebody to come: without a tree, the date beside them may be that of the bidding or of the coming.
const BIDDING: [&str; 3] = ["invited", "invites", "invite"];

pub(super) struct Tree<'a> {
    pub(super) text: &'a str,
    pub(super) sentence: &'a Sentence,
}

impl Tree<'_> {
    /// Climbs from the expression's top word to the predicate above it: its tense,
    /// which may lie open; `None` where no predicate is found.
    fn governing(&self, first: usize, last: usize, within: &Range<usize>) -> Option<Tense> {
        let words = &self.sentence.words;
        let inside = |i: usize| (first..last).contains(&i);
        let top = (first..last).find(|&i| words[i].head.is_none_or(|h| !inside(h))).unwrap_or(first);
        let mut at = words[top].head;
        let mut went_along = false;
        for step in 0..12 {
            let i = at.filter(|i| within.contains(i))?;
            let Some(tense) = self.predicate(i) else {
                went_along |= self.went_along(i);
                at = words[i].head;
                continue;
            };
            let spoken_of = || self.spoken_of(i, first, top).filter(|_| !self.attribute(top));
            if let Some(spoken_of) =
                Some(tense).filter(|tense| *tense == Tense::Present).and_then(|_| spoken_of())
            {
                return Some(spoken_of);
            }
            let asked = || self.asked(i, first, words[top].head).filter(|_| !self.attribute(top));
            if let Some(asked) = Some(tense).filter(|tense| *tense == Tense::Past).and_then(|_| asked()) {
                return Some(asked);
            }
            let ahead = matches!(tense, Tense::Future | Tense::Infinitive);
            let dates_noun = step > 0 && self.attribute(top);
            return Some(match tense {
                Tense::Infinitive if self.came_about(i) => Tense::Past,
                Tense::Infinitive if self.is_purpose(i) => Tense::Asked,
                // "A march planned for Sunday was called off": mostly ahead.
                Tense::Future if self.of_a_past_clause(i) => Tense::Infinitive,
                // What dates a noun of a past sentence ("a cut in September was
                // announced") may lie on either side.
                Tense::Past if step > 0 && !went_along => Tense::Unknown,
                Tense::Past if self.is_told_as_going_on(i) => Tense::Unknown,
                _ if ahead && self.dropped(i) => Tense::Past,
                // "It follows Tuesday's statement."
                Tense::Present if dates_noun => Tense::Unknown,
                // "On Friday, they planned to pay": they did so on Friday.
                Tense::Future if i > last && words[i].xpos == "VBD" => Tense::Past,
                // "to buy it under a June agreement": made before, or after.
                _ if ahead && dates_noun && self.infinitive(i) => Tense::Unknown,
                _ => tense,
            });
        }
        None
    }

    /// Whether the word stands before the noun that it dates.
    fn attribute(&self, top: usize) -> bool {
        matches!(self.sentence.words[top].deprel.as_ref(), "compound" | "amod" | "nmod:poss")
    }

    /// Whether "to" marks the verb.
    fn infinitive(&self, i: usize) -> bool {
        self.near_children(i).any(|k| self.sentence.words[k].relation() == "mark" && self.lower(k) == "to")
    }

    pub(super) fn lower(&self, i: usize) -> String {
        self.sentence.words[i].span.of(self.text).to_lowercase()
    }

    pub(super) fn near_children(&self, head: usize) -> impl Iterator<Item = usize> + '_ {
        let words = &self.sentence.words;
        let range = head.saturating_sub(REACH)..(head + REACH).min(words.len());
        range.filter(move |&i| words[i].head == Some(head))
    }

    /// The tense of the predicate at `i`, if it is one that has any.
    pub(super) fn predicate(&self, i: usize) -> Option<Tense> {
        let word = &self.sentence.words[i];
        let helpers: Vec<usize> = self
            .near_children(i)
            .filter(|&k| matches!(self.sentence.words[k].relation(), "aux" | "cop" | "mark"))
            .collect();
        let verb = matches!(word.upos, Upos::Verb | Upos::Aux);
        if !verb && !helpers.iter().any(|&k| self.sentence.words[k].relation() == "cop") {
            return None;
        }
        let alone = || if self.is_past_as_well(i) { Some(Tense::Past) } else { bare(&word.xpos) };
        self.helped(i, &helpers).or_else(alone)
    }

    /// "When they beat United on Sunday": a form of the present and of the past, which beside a date is of the past.
    fn is_past_as_well(&self, i: usize) -> bool {
        const FORMS: [&str; 17] = [
            "beat", "bet", "bid", "burst", "cast", "cost", "cut", "hit", "hurt", "let", "put", "quit", "set",
            "shut", "split", "spread", "thrust",
        ];
        self.sentence.words[i].xpos == "VBP" && FORMS.contains(&self.lower(i).as_str())
    }

    /// "is expected in December", "are planning to": a word that speaks of what is
    /// ahead; "set aside" does not.
    pub(super) fn is_planned(&self, i: usize) -> bool {
        let word = self.lower(i);
        let aside = word == "set" && !matches!(self.next(i).as_str(), "for" | "to");
        PLANNED.contains(&word.as_str()) && !aside || PLANNING.contains(&word.as_str())
    }

    /// The word after `i`, in lower case.
    fn next(&self, i: usize) -> String {
        if i + 1 < self.sentence.words.len() { self.lower(i + 1) } else { String::new() }
    }

    /// "had been scheduled to expire": the plan is over.
    fn dropped(&self, i: usize) -> bool {
        let head = self.sentence.words[i].head.filter(|_| self.infinitive(i));
        head.is_some_and(|h| self.is_planned(h) && self.near_children(h).any(|k| self.lower(k) == "had"))
    }

    /// "was unable to meet", "made it difficult to meet": the word above the
    /// infinitive tells how it went.
    fn came_about(&self, i: usize) -> bool {
        let words = &self.sentence.words;
        let Some(above) = words[i].head.filter(|&h| lexicon::leads(Led::Able, &self.lower(h))) else {
            return false;
        };
        let clause = self.predicate(above).or_else(|| self.predicate(words[above].head?));
        clause == Some(Tense::Past)
    }

    /// Whether a participle hangs on the subject of a clause of the past.
    fn of_a_past_clause(&self, i: usize) -> bool {
        let words = &self.sentence.words;
        let noun = words[i].head.filter(|_| words[i].relation() == "acl");
        let verb = noun.filter(|&n| words[n].relation() == "nsubj").and_then(|n| words[n].head);
        verb.and_then(|v| self.predicate(v)) == Some(Tense::Past)
    }

    /// "They could not", "neither could".
    fn denied(&self, i: usize) -> bool {
        const NONE: [&str; 9] = ["not", "n't", "n’t", "never", "neither", "nor", "nobody", "none", "no"];
        let none = |k: usize| NONE.contains(&self.lower(k).as_str());
        self.near_children(i).any(|k| {
            let subject = self.sentence.words[k].relation() == "nsubj";
            none(k) || subject && self.near_children(k).any(none)
        })
    }

    /// Whether the word above the infinitive speaks of a plan.
    fn below_a_plan(&self, i: usize) -> bool {
        self.sentence.words[i].head.is_some_and(|h| self.is_planned(h))
    }

    /// What auxiliaries, copula and "to" say.
    fn helped(&self, i: usize, helpers: &[usize]) -> Option<Tense> {
        let words: Vec<String> = helpers.iter().map(|&k| self.lower(k)).collect();
        let any = |set: &[&str]| words.iter().any(|w| set.contains(&w.as_str()));
        let past = any(&["was", "were", "had", "been"]);
        if self.is_planned(i) && (!past || self.sentence.words[i].xpos == "VBG") {
            return Some(Tense::Future);
        }
        // "was planned for March": seen from now it may be over or not.
        if self.is_planned(i) {
            return Some(Tense::Unknown);
        }
        let modal = any(&["may", "might", "can", "could", "should", "must"]);
        if modal {
            let unable = any(&["could"]) && self.denied(i);
            return Some(if unable || any(&["have", "'ve"]) { Tense::Past } else { Tense::Future });
        }
        if any(&["will", "'ll", "’ll", "shall", "wo", "would", "'d", "’d"]) {
            return Some(Tense::Future);
        }
        if any(&["to"]) {
            let is_to = any(&["is", "are", "'s", "’s", "'re", "’re"]);
            return Some(if is_to || self.below_a_plan(i) { Tense::Future } else { Tense::Infinitive });
        }
        if any(&["was", "were", "had", "did", "has", "have", "been", "'ve", "’ve"]) {
            return Some(Tense::Past);
        }
        any(&["is", "are", "am", "'s", "’s", "'re", "’re", "do", "does", "be"]).then_some(Tense::Present)
    }
}

/// The tense of a verb form that stands alone.
fn bare(xpos: &str) -> Option<Tense> {
    match xpos {
        "VBD" | "VBN" => Some(Tense::Past),
        "VBZ" | "VBP" => Some(Tense::Present),
        _ => None,
    }
}

/// The nearest word that looks finite: first backwards, then forwards.
fn nearest(text: &str, sentence: &Sentence, first: usize, last: usize, within: &Range<usize>) -> Tense {
    let words = &sentence.words;
    let lower = |i: usize| words[i].span.of(text).to_lowercase();
    let before = |i: usize| i.checked_sub(1).map_or_else(String::new, lower);
    let after = |i: usize| if i + 1 < words.len() { lower(i + 1) } else { String::new() };
    let back = (first.saturating_sub(REACH).max(within.start)..first).rev();
    let ahead = last..(last + REACH).min(within.end);
    for i in back.chain(ahead) {
        let word = lower(i);
        match word.as_str() {
            "will" | "'ll" | "’ll" | "shall" | "would" => return Tense::Future,
            "to" if i + 1 < words.len() && i < first && infinitive(&lower(i + 1)) => {
                return Tense::Infinitive;
            }
            "is" | "are" | "am" | "has" | "have" => {
                return if matches!(word.as_str(), "has" | "have") { Tense::Past } else { Tense::Present };
            }
            // "A record set on May 6" was no plan.
            "set" if !matches!(after(i).as_str(), "for" | "to") => return Tense::Past,
            _ if PLANNED.contains(&word.as_str()) => return planned_by(&before(i)),
            _ if BIDDING.contains(&word.as_str()) => return Tense::Unknown,
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
    lexicon::leads(Led::Infinitive, word)
}

fn past(word: &str) -> bool {
    const NOT_PAST: [&str; 9] =
        ["united", "need", "indeed", "hundred", "speed", "bed", "red", "feed", "exceed"];
    PAST_FORMS.contains(word) || word.len() > 4 && word.ends_with("ed") && !NOT_PAST.contains(&word)
}

#[cfg(test)]
pub(super) mod tests {
    use super::{Tense, tense};
    use crate::entity::fixture::conllu;
    use wirefold_report::Span;

    /// Executes sentences that each say which tense an expression of theirs has: "# tense Past = Monday".
    pub(in crate::time) fn executed(cases: &str) {
        for source in cases.split("\n\n") {
            let case = conllu(source);
            let line = source.trim_start().strip_prefix("# tense ").and_then(|rest| rest.lines().next());
            let (expected, expression) =
                line.and_then(|line| line.split_once(" = ")).expect("a tense and an expression");
            let start = case.text.find(expression).expect("the expression stands in the text");
            let found = tense(&case.text, &case.sentences[0], Span::new(start, start + expression.len()));
            assert_eq!(format!("{found:?}"), expected, "{}", case.text);
        }
    }

    fn check(source: &str, expression: &str, expected: Tense) {
        let case = conllu(source);
        let start = case.text.find(expression).expect("the expression stands in the text");
        let span = Span::new(start, start + expression.len());
        assert_eq!(tense(&case.text, &case.sentences[0], span), expected, "{}", case.text);
    }

    #[test]
    fn what_went_wrong_or_was_called_off_lies_behind() {
        let cases = include_str!("cases/tense.conllu");
        let (planned, impossible) = cases.split_once("\n\n").expect("two sentences");
        check(planned, "Monday", Tense::Infinitive);
        check(impossible, "summer", Tense::Past);
    }

    #[test]
    fn forms_of_two_tenses_are_of_the_past() {
        let rows = |verb: &str| {
            format!(
                "# text = They {verb} United on Sunday\n\
                 1\tThey\tthey\tPRON\tPRP\t2\tnsubj\n2\t{verb}\t{verb}\tVERB\tVBP\t0\troot\n\
                 3\tUnited\tUnited\tPROPN\tNNP\t2\tobj\n4\ton\ton\tADP\tIN\t5\tcase\n\
                 5\tSunday\tSunday\tPROPN\tNNP\t2\tobl\n"
            )
        };
        check(&rows("beat"), "Sunday", Tense::Past);
        check(&rows("meet"), "Sunday", Tense::Present);
    }
}
