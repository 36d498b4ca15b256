//! Related reports, found as they come.
//!
//! Reports are added in order of publication and numbered in that order. Each is compared with the
//! earlier ones that the index proposes, so that adding them one at a time, in parts or all at once comes to
//! the same. The index holds some hundred numbers a report and no text: texts may lie on disk.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use wirefold_report::{Published, Relation, Report};
use wirefold_text::normal::{Packed, Token};

use crate::body::Body;
use crate::candidates::{Candidate, Index, Sketch};
use crate::common;
use crate::decide;
use crate::inset;
use crate::lineage::{self, Lineage};
use crate::near::{self, Worded};
use crate::passage::{self, Places};
use crate::rest;
use crate::words::Reader;

/// Reports taken at a time: enough to keep every thread at work, few enough to bound memory.
const CHUNK: usize = 512;

/// What a pair has in runs of equal words, added to what it has in features, is this at least in 98 of 100
/// pairs that turned out to share their text.
const WORTH_ALIGNING: f64 = 0.21;

/// The same with the weight of all words that both have.
const LEAST_COMMON: f64 = 0.27;

/// The words of reports, by number.
pub(crate) type Words = FxHashMap<usize, Vec<Token>>;

/// Reports prepared for comparison, by number.
pub(crate) type Bodies<'s> = FxHashMap<usize, (Cow<'s, Report>, Body)>;

/// Where the texts of numbered reports lie.
pub trait Shelf: Sync {
    /// The report of a number. It must stay the same for as long as the number is in use.
    fn report(&self, number: usize) -> Cow<'_, Report>;
}

impl Shelf for [&Report] {
    fn report(&self, number: usize) -> Cow<'_, Report> {
        Cow::Borrowed(self[number])
    }
}

/// What a report shares with those added before it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shared {
    /// All relations to earlier reports, ordered; the report itself is `b`.
    pub relations: Vec<Relation>,
    /// What it took from them.
    pub lineage: Lineage,
}

/// Finds the reports that share their text.
#[derive(Default)]
pub struct Copies {
    index: Index,
    reader: Reader,
    added: usize,
}

/// The words of a report, the same in less room, and what stands for it in the index.
struct Read {
    tokens: Vec<Token>,
    packed: Option<Packed>,
    sketch: Sketch,
}

/// Reports of consecutive numbers, and what the index proposes for each.
struct Proposed {
    /// The number of the first.
    first: usize,
    /// Their words.
    fresh: Vec<Vec<Token>>,
    candidates: Vec<Vec<Candidate>>,
}

impl Copies {
    /// How many reports were added.
    #[must_use]
    pub fn len(&self) -> usize {
        self.added
    }

    /// Whether none was added.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.added == 0
    }

    /// Adds the reports that come next, those numbered from [`len`](Self::len) up to `end`, and tells of each
    /// what it shares with earlier ones. `progress` is told how many were added so far.
    ///
    /// # Panics
    /// If the lists of its index come to 2^30 pieces of 16 bytes: tens of millions of reports.
    pub fn add<S: Shelf + ?Sized>(
        &mut self,
        shelf: &S,
        end: usize,
        progress: &mut dyn FnMut(usize),
    ) -> Vec<Shared> {
        let mut told = Vec::with_capacity(end.saturating_sub(self.added));
        let mut read = self.read(shelf, self.next(end));
        let mut proposed: Option<Proposed> = None;
        while !read.is_empty() || proposed.is_some() {
            let first = self.added;
            let (fresh, sketches): (Vec<Vec<Token>>, Vec<Sketch>) = self.take(read).unzip();
            let mut index = std::mem::take(&mut self.index);
            // Reports go into the index one after the other: meanwhile those before are judged and the next are read.
            let propose = || sketches.iter().map(|sketch| index.add(sketch)).collect::<Vec<_>>();
            let judge = || proposed.take().map_or_else(Vec::new, |proposed| self.judge(shelf, proposed));
            let read_next = || self.read(shelf, self.next(end));
            let (candidates, (judged, coming)) = rayon::join(propose, || rayon::join(judge, read_next));
            self.index = index;
            told.extend(judged);
            progress(first);
            proposed = (!fresh.is_empty()).then_some(Proposed { first, fresh, candidates });
            read = coming;
        }
        told
    }

    /// Adds reports of which it was told before what they share: those of a saved index.
    pub fn restore<S: Shelf + ?Sized>(&mut self, shelf: &S, end: usize, progress: &mut dyn FnMut(usize)) {
        while self.added < end {
            let chunk = self.read(shelf, self.next(end));
            let sketches: Vec<Sketch> = self.take(chunk).map(|(_, sketch)| sketch).collect();
            sketches.iter().for_each(|sketch| drop(self.index.add(sketch)));
            progress(self.added);
        }
    }

    /// The numbers taken next.
    fn next(&self, end: usize) -> Range<usize> {
        self.added..end.min(self.added + CHUNK)
    }

    fn read<S: Shelf + ?Sized>(&self, shelf: &S, numbers: Range<usize>) -> Vec<Read> {
        let one = |number: usize| {
            let tokens = self.reader.read(&shelf.report(number));
            Read { packed: Packed::of(&tokens), sketch: Sketch::of(&tokens), tokens }
        };
        numbers.into_par_iter().map(one).collect()
    }

    /// Numbers what was read, and holds its words.
    fn take(&mut self, read: Vec<Read>) -> impl Iterator<Item = (Vec<Token>, Sketch)> {
        self.added += read.len();
        read.into_iter().map(|Read { tokens, packed, sketch }| {
            self.reader.hold(packed);
            (tokens, sketch)
        })
    }

    /// Judges what was proposed.
    fn judge<S: Shelf + ?Sized>(&self, shelf: &S, proposed: Proposed) -> Vec<Shared> {
        let Proposed { first, fresh, candidates } = proposed;
        let mut words: Words = (first..).zip(fresh).collect();
        let proposed = candidates.iter().flatten().map(|candidate| candidate.report);
        words.extend(self.reader.words(shelf, proposed.filter(|a| *a < first).collect()));
        let look = |(i, list): (usize, &Vec<Candidate>)| look_at_all(shelf, &words, list, first + i);
        let seen: Vec<Seen> = candidates.par_iter().enumerate().flat_map_iter(look).collect();
        let judged = align(shelf, &words, seen);
        by_report(judged, first..first + candidates.len(), &words)
    }
}

/// What a first look at a pair shows.
enum Seen {
    /// They share too little to share their text.
    Nothing,
    /// They are nearly the same, and this is what they share.
    Near(Relation),
    /// Their sentences must be compared.
    Alike((usize, usize)),
}

/// Looks at a report beside all those that were proposed for it.
fn look_at_all<S: Shelf + ?Sized>(
    shelf: &S,
    words: &Words,
    candidates: &[Candidate],
    report: usize,
) -> Vec<Seen> {
    if candidates.is_empty() {
        return Vec::new();
    }
    let places = Places::of(&words[&report]);
    let look = |candidate: &Candidate| {
        look_at(shelf, words, (candidate.report, report), &places, Some(f64::from(candidate.share)))
    };
    candidates.iter().map(look).collect()
}

/// `places` are those of the second. `share` is what the index says of a pair that it proposed; one that was asked
/// for is looked at whatever it may be.
fn look_at<S: Shelf + ?Sized>(
    shelf: &S,
    words: &Words,
    pair: (usize, usize),
    places: &Places,
    share: Option<f64>,
) -> Seen {
    let (a, b) = (&words[&pair.0], &words[&pair.1]);
    let runs = passage::runs_in(a, b, places);
    let verbatim = passage::share(&runs, a, b);
    let reports = || (shelf.report(pair.0), shelf.report(pair.1));
    // Told first what costs least.
    let is_unrelated = |share: f64| {
        verbatim + share < WORTH_ALIGNING
            || rest::is_unrelated(a, b, &runs, verbatim, &Pair(&reports))
            || inset::is_all(a, b, &runs, || {
                let (a, b) = reports();
                are_weeks_apart(&a, &b)
            })
    };
    if share.is_some_and(is_unrelated) {
        return Seen::Nothing;
    }
    if near::is_near(a, b, verbatim) {
        let (report_a, report_b) = reports();
        let texts = (Worded { report: &report_a, tokens: a }, Worded { report: &report_b, tokens: b });
        return Seen::Near(near::relation(pair, texts, &runs));
    }
    // Aligned sentences hardly explain more than the words that both have.
    let common = || common::share(&common::words(a), &common::words(b));
    if share.is_some() && verbatim + common() < LEAST_COMMON { Seen::Nothing } else { Seen::Alike(pair) }
}

/// Two reports, taken from the shelf only where somebody asks about them.
struct Pair<'f, F>(&'f F);

impl<'s, F: Fn() -> (Cow<'s, Report>, Cow<'s, Report>)> rest::Houses for Pair<'_, F> {
    fn are_two(&self) -> bool {
        have_one_outlet(&(self.0)()) == Some(false)
    }

    fn may_have_one_frame(&self) -> bool {
        let reports = (self.0)();
        have_one_outlet(&reports).unwrap_or_else(|| are_weeks_apart(&reports.0, &reports.1))
    }
}

/// Whether two reports are of one outlet, where both outlets are known.
fn have_one_outlet((a, b): &(Cow<'_, Report>, Cow<'_, Report>)) -> Option<bool> {
    Some(a.outlet.as_ref()? == b.outlet.as_ref()?)
}

/// A text is carried for so many days; it is background what two reports have in common that are further apart.
const CARRIED: i32 = 7;

/// Whether they are known to be of two weeks.
pub(crate) fn are_weeks_apart(a: &Report, b: &Report) -> bool {
    let dates = a.published.as_ref().zip(b.published.as_ref());
    let days = |(a, b): (&Published, &Published)| (a.date - b.date).get_days().abs();
    dates.is_some_and(|dates| days(dates) > CARRIED)
}

/// Compares the sentences of those pairs that need it; what was seen of the others stays as it is.
fn align<S: Shelf + ?Sized>(shelf: &S, words: &Words, seen: Vec<Seen>) -> Vec<Relation> {
    let alike = seen.iter().filter_map(|seen| if let Seen::Alike(pair) = seen { Some(*pair) } else { None });
    let bodies = bodies(shelf, words, &alike.collect::<Vec<_>>());
    let judged = |seen| match seen {
        Seen::Nothing => None,
        Seen::Near(relation) => Some(relation),
        Seen::Alike(pair) => Some(decide::relation(pair, &bodies)),
    };
    seen.into_par_iter().filter_map(judged).collect()
}

/// What is related, by the later report; pairs come in its order.
fn by_report(judged: Vec<Relation>, fresh: Range<usize>, words: &Words) -> Vec<Shared> {
    let mut related = judged.into_iter().filter(|relation| relation.kind.is_some()).peekable();
    let shared = |b: usize| {
        let mut relations: Vec<Relation> =
            std::iter::from_fn(|| related.next_if(|relation| relation.b == b)).collect();
        relations.sort_unstable_by_key(|relation| relation.a);
        let lineage = lineage::of(&words[&b], &relations);
        Shared { relations, lineage }
    };
    fresh.map(shared).collect()
}

/// The bodies of all reports of the pairs.
fn bodies<'s, S: Shelf + ?Sized>(shelf: &'s S, words: &Words, pairs: &[(usize, usize)]) -> Bodies<'s> {
    let needed: BTreeSet<usize> = pairs.iter().flat_map(|&(a, b)| [a, b]).collect();
    let needed: Vec<usize> = needed.into_iter().collect();
    let body = |number: usize| {
        let report = shelf.report(number);
        let body = Body::of(&report, &words[&number]);
        (number, (report, body))
    };
    needed.into_par_iter().map(body).collect()
}

/// Judges given pairs, in their order.
pub(crate) fn judge(reports: &[&Report], pairs: &[(usize, usize)]) -> Vec<Relation> {
    let needed = pairs.iter().flat_map(|&(a, b)| [a, b]).collect();
    let words = Reader::default().words(reports, needed);
    let look = |&pair: &(usize, usize)| look_at(reports, &words, pair, &Places::of(&words[&pair.1]), None);
    let seen = pairs.par_iter().map(look).collect();
    align(reports, &words, seen)
}

#[cfg(test)]
mod tests {
    use super::{Copies, Shared};
    use wirefold_report::{Published, Relation, Report};

    /// Forty texts of made-up words, of which every third is told again, cut and altered.
    fn reports() -> Vec<Report> {
        const SYLLABLES: [&str; 8] = ["bar", "lon", "tis", "mek", "duv", "ran", "gol", "pes"];
        let word = |n: usize| {
            let mixed = (n as u32).wrapping_mul(0x9E37_79B1) as usize;
            [8, 12, 16, 20].map(|shift| SYLLABLES[mixed >> shift & 7]).concat()
        };
        let sentence = |n: usize| (0..12).map(|k| word(n * 12 + k)).collect::<Vec<_>>().join(" of ") + ".";
        let told = |i: usize| (0..3).map(|k| sentence(i * 3 + k)).collect::<Vec<_>>().join(" The next day ");
        let again = |i: usize| told(i).replacen("bar", "bart", 3).replacen(" duv", " never duv", 2);
        (0..40).map(|i| Report::new(i.to_string(), if i % 3 == 2 { again(i - 2) } else { told(i) })).collect()
    }

    fn added(parts: &[usize]) -> Vec<Shared> {
        let reports = reports();
        let shelf: Vec<&Report> = reports.iter().collect();
        let mut copies = Copies::default();
        parts.iter().flat_map(|&end| copies.add(shelf.as_slice(), end, &mut |_| {})).collect()
    }

    #[test]
    fn reports_come_to_the_same_in_whatever_parts_they_are_added() {
        let at_once = added(&[40]);
        assert_eq!(added(&[1, 2, 3, 17, 17, 40]), at_once);
        assert_eq!(added(&(1..=40).collect::<Vec<_>>()), at_once);
        let related: Vec<(usize, usize)> = at_once
            .iter()
            .flat_map(|shared| &shared.relations)
            .map(|Relation { a, b, .. }| (*a, *b))
            .collect();
        assert_eq!(related, (0..38).step_by(3).map(|i| (i, i + 2)).collect::<Vec<_>>());
        assert!(at_once[2].lineage.own_share < 0.4 && at_once[1].lineage.copy_of.is_none());
    }

    /// Whether two reports are related of which both have `shared` in the middle or at the start.
    fn are_related(texts: &[String; 2], outlets: [&str; 2], dates: [&str; 2]) -> bool {
        let report = |at: usize| {
            let mut report = Report::new(at.to_string(), texts[at].clone());
            report.outlet = Some(outlets[at].to_owned());
            let date = dates[at].parse().expect("a date");
            report.published = Some(Published { date, instant: None, source: dates[at].to_owned() });
            report
        };
        let reports = [report(0), report(1)];
        let shelf: Vec<&Report> = reports.iter().collect();
        let told = Copies::default().add(shelf.as_slice(), 2, &mut |_| {});
        !told[1].relations.is_empty()
    }

    /// So many made-up words, each between two function words.
    fn words(from: usize, count: usize) -> String {
        (from..from + count).map(|i| format!("the w{i} of")).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_beginning_of_a_report_of_another_house_is_taken_from_it() {
        let texts = || {
            [
                format!("{}. {}.", words(0, 30), words(100, 40)),
                format!("{}. {}.", words(0, 30), words(200, 40)),
            ]
        };
        let day = ["2024-03-04", "2024-03-04"];
        assert!(are_related(&texts(), ["Harbour News", "Echo"], day));
        assert!(!are_related(&texts(), ["Harbour News", "Harbour News"], day), "a frame of the house's own");
    }

    #[test]
    fn what_reports_of_two_weeks_have_in_common_further_down_is_background() {
        let texts = || [1_000, 2_000].map(|own| format!("{}. {}.", words(own, 20), words(0, 40)));
        let houses = ["Harbour News", "Echo"];
        assert!(are_related(&texts(), houses, ["2024-03-04", "2024-03-05"]), "one text with two beginnings");
        assert!(!are_related(&texts(), houses, ["2024-03-04", "2024-03-25"]));
    }

    #[test]
    fn a_restored_index_goes_on_where_it_was() {
        let reports = reports();
        let shelf: Vec<&Report> = reports.iter().collect();
        let mut copies = Copies::default();
        copies.restore(shelf.as_slice(), 23, &mut |_| {});
        assert_eq!(copies.add(shelf.as_slice(), 40, &mut |_| {}), added(&[40])[23..]);
    }

    #[test]
    fn what_stands_below_all_reports_of_an_outlet_relates_none_of_them() {
        let texts = [words(1_000, 5), words(2_000, 5)].map(|own| format!("{own}. {}", words(0, 40)));
        let (day, later) = ("2024-05-02", "2024-05-20");
        assert!(!are_related(&texts, ["Gull", "Gull"], [day, day]));
        assert!(are_related(&texts, ["Gull", "Heron"], [day, later]), "a text that two outlets carry");
    }
}
