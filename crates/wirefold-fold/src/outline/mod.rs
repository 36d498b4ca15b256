//! What a story is called and what it says in short: sentences that stand in its reports, never invented ones.
//!
//! A sentence is central if its words are those that many sentences of many reports have (SumBasic; Nenkova and
//! Vanderwende 2005). Copies have no say: what an agency wrote once does not become central by being printed often.
//! Of what is as central, the earliest counts, but for figures that a later report tells anew.

mod outdated;
mod standing;

pub use outdated::Outdated;
pub use standing::{Standing, standing};
pub use wirefold_text::live::{Entry, entries};

use std::cmp::Reverse;

use rustc_hash::FxHashMap;
use wirefold_report::{Report, Span};
use wirefold_text::normal::Normaliser;
use wirefold_text::{Split, one_line, split};

use crate::align::Weights;

/// Sentences that make up a summary.
const SENTENCES: usize = 3;
/// Sentences of a report that are looked at: what matters it says early on.
const LOOKED_AT: usize = 12;
/// Sentences of fewer or more words than this make no summary.
const WORDS: std::ops::RangeInclusive<usize> = 7..=50;
/// A word that the summary has said counts for this much.
const SAID: f64 = 0.15;
/// Each sentence that stands before it in its report makes one count for less.
const LATER: f64 = 0.04;
/// Reports of a large story that are looked at, the earliest ones.
const REPORTS: usize = 60;
/// A sentence that stands for a title is cut to about this many characters.
const LONGEST: usize = 180;

/// A sentence of a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    /// Index of the report.
    pub report: usize,
    /// Where it stands there.
    pub span: Span,
}

/// What a story is called and what it says in short.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// The report after whose title the story is called; `None` where no report has a title.
    pub title: Option<usize>,
    /// The most central sentences, in order.
    pub summary: Vec<Told>,
}

impl Outline {
    /// What the story is called: the title; where no report has one, the first sentence of the summary, else the
    /// first of all, cut short. `None` where there is no sentence. `reports` are those of the outline.
    #[must_use]
    pub fn heading(&self, reports: &[&Report]) -> Option<String> {
        let title = self.title.and_then(|at| reports[at].title.clone());
        let central = || self.summary.first().map(|told| told.span.of(&reports[told.report].text).to_owned());
        let first = || reports.iter().find_map(|report| first_sentence(report));
        title
            .map(|title| one_line(standing::unmarked(&title)))
            .or_else(|| Some(cut(&one_line(&central().or_else(first)?))))
    }
}

fn first_sentence(report: &Report) -> Option<String> {
    let layout = split(report.title.as_deref(), &report.text);
    layout.sentences.first().map(|sentence| sentence.span.of(&report.text).to_owned())
}

fn cut(line: &str) -> String {
    if line.chars().count() <= LONGEST {
        return line.to_owned();
    }
    let short: String = line.chars().take(LONGEST).collect();
    let end = short.rfind([',', ';']).filter(|at| *at > LONGEST / 3).or_else(|| short.rfind(' '));
    format!("{} …", &short[..end.unwrap_or(short.len())])
}

/// A sentence or a title and its words.
struct Candidate {
    report: usize,
    /// Its place among the sentences of the report.
    place: usize,
    /// Its place in what is told, among the sentences of all reports.
    order: usize,
    span: Span,
    words: Vec<(u64, f64)>,
}

/// The outline of a story whose reports come in order of publication. `is_silent` says which of them have no say: they
/// took their text from another one, or a later version stands for them.
#[must_use]
pub fn of(reports: &[&Report], is_silent: &[bool], outdated: &[Outdated]) -> Outline {
    let mut normaliser = Normaliser::default();
    let own: Vec<usize> = (0..reports.len()).filter(|&i| !is_silent[i]).take(REPORTS).collect();
    let told = if own.is_empty() { (0..reports.len().min(REPORTS)).collect() } else { own };
    let mut sentences: Vec<Candidate> =
        told.iter().flat_map(|&report| sentences(report, reports[report], &mut normaliser)).collect();
    let titles: Vec<Candidate> =
        told.iter().filter_map(|&report| title(report, reports[report], &mut normaliser)).collect();
    outdated::put_in_order(&mut sentences, outdated);
    let mut spread: FxHashMap<u64, f64> = FxHashMap::default();
    for (term, _) in sentences.iter().chain(&titles).flat_map(|candidate| &candidate.words) {
        *spread.entry(*term).or_default() += 1.0;
    }
    let figures = outdated::figures(reports, outdated, &mut normaliser);
    let (current, of_old): (Vec<&Candidate>, Vec<&Candidate>) =
        titles.iter().partition(|title| !title.words.iter().any(|(term, _)| figures.contains(term)));
    let titles = if current.is_empty() { of_old } else { current };
    let title = best(&titles, &spread).map(|at| titles[at].report);
    let sentences: Vec<&Candidate> =
        sentences.iter().filter(|sentence| !sentence.is_outdated(&sentences, outdated)).collect();
    Outline { title, summary: summary(&sentences, spread) }
}

/// The most central sentences, in order; each says something new.
fn summary(sentences: &[&Candidate], mut spread: FxHashMap<u64, f64>) -> Vec<Told> {
    let mut chosen: Vec<usize> = Vec::new();
    while chosen.len() < SENTENCES.min(sentences.len()) {
        let Some(next) = best(sentences, &spread) else { break };
        if chosen.contains(&next) {
            break;
        }
        chosen.push(next);
        for (term, _) in &sentences[next].words {
            spread.entry(*term).and_modify(|count| *count *= SAID);
        }
    }
    chosen.sort_unstable_by_key(|&at| (sentences[at].order, at));
    chosen.into_iter().map(|at| Told { report: sentences[at].report, span: sentences[at].span }).collect()
}

/// The most central of the candidates, the earliest of equals.
fn best(candidates: &[&Candidate], spread: &FxHashMap<u64, f64>) -> Option<usize> {
    let central = |candidate: &Candidate| {
        let sum: f64 = candidate.words.iter().map(|(term, weight)| weight * (1.0 + spread[term]).ln()).sum();
        let length = (candidate.words.len() as f64 + 6.0).sqrt();
        sum / length * (1.0 - LATER * candidate.place as f64)
    };
    (0..candidates.len()).max_by(|&x, &y| {
        central(candidates[x]).total_cmp(&central(candidates[y])).then(Reverse(x).cmp(&Reverse(y)))
    })
}

fn sentences(report: usize, from: &Report, normaliser: &mut Normaliser) -> Vec<Candidate> {
    let layout = split(from.title.as_deref(), &from.text);
    let is_fit = |s: &Split| WORDS.contains(&s.words.len()) && !standing::is_note(s.span.of(&from.text));
    let fit = layout.sentences.iter().take(LOOKED_AT).enumerate().filter(|(_, s)| is_fit(s));
    fit.map(|(place, sentence)| candidate(report, place, &from.text, sentence.span, normaliser)).collect()
}

fn title(report: usize, from: &Report, normaliser: &mut Normaliser) -> Option<Candidate> {
    let title = from.title.as_deref().filter(|title| !title.trim().is_empty())?;
    Some(candidate(report, 0, title, Span::new(0, title.len()), normaliser))
}

/// Each content word once, with its weight.
fn candidate(report: usize, place: usize, text: &str, span: Span, normaliser: &mut Normaliser) -> Candidate {
    let tokens = normaliser.tokens_in(text, span);
    let content = tokens.iter().filter(|token| token.is_content());
    let mut words: Vec<(u64, f64)> =
        content.map(|token| (token.term, Weights::general().of(token))).collect();
    words.sort_unstable_by_key(|(term, _)| *term);
    words.dedup_by_key(|(term, _)| *term);
    Candidate { report, place, order: 0, span, words }
}

#[cfg(test)]
mod tests {
    use super::of;
    use wirefold_report::Report;

    fn report(title: &str, text: &str) -> Report {
        Report { title: Some(title.to_owned()), ..Report::new(title, text) }
    }

    #[test]
    fn the_title_and_the_summary_are_what_most_reports_tell() {
        let reports = [
            report(
                "Our diary of the week",
                "The editor of these pages spent a pleasant week among her books and letters in the country house.",
            ),
            report(
                "Ferry Astrid aground off Kalmar",
                "The ferry Astrid ran aground off Kalmar on Tuesday with ninety lorries aboard. A choir sang on deck.",
            ),
            report(
                "Tugs free ferry off Kalmar",
                "Tugs from Karlskrona pulled the ferry Astrid free, a day after she ran aground off Kalmar.",
            ),
        ];
        let outline = of(&reports.iter().collect::<Vec<_>>(), &[false; 3], &[]);
        assert_eq!(outline.title, Some(1));
        let first =
            outline.summary.iter().find(|told| told.report == 1).expect("the ferry is what it is about");
        assert!(first.span.of(&reports[1].text).starts_with("The ferry Astrid ran aground"));
    }

    #[test]
    fn copies_have_no_say() {
        let choir = "The choir of the ferry Astrid sang on deck for the ninety drivers until the tugs came.";
        let reports = [
            report(
                "Astrid aground",
                "The ferry Astrid ran aground off Kalmar on Tuesday, the coast guard said.",
            ),
            report("A choir sings", choir),
            report("A choir sings on deck", choir),
            report("The choir that sings", choir),
            report(
                "Aground",
                "The coast guard said that the ferry Astrid ran aground off Kalmar in thick fog.",
            ),
        ];
        let outline = of(&reports.iter().collect::<Vec<_>>(), &[false, false, true, true, false], &[]);
        assert_eq!(outline.title, Some(0));
        assert!(of(&[], &[], &[]).summary.is_empty());
    }
}
