//! Reports that came out of one mould.
//!
//! The weather of two towns, the quakes of two weeks, the matches of two evenings are told in the same words by whoever
//! fills in a form: only names, figures and days differ. Whoever copies a text keeps nearly all of these; whoever brings
//! it up to date changes some. So names and figures in what two texts share are counted that both have, and those that
//! stand in one another's place.

use std::ops::Range;

use wirefold_text::normal::{Token, TokenKind};

use crate::align::Weights;
use crate::near;
use crate::passage::Run;

/// Runs with no more words than this between them are one passage.
const GAP: usize = 12;
/// A report that came out of a mould has no more words than these of its own before it.
const HEAD: usize = 24;
/// Fewer names and figures than this in place of one another prove nothing.
const FEWEST: usize = 3;
/// Of the names and figures of a mould no more than this are in both texts.
const MOST_IN_BOTH: f64 = 0.65;
/// What ends a sentence, or opens one.
const OPENING: [char; 9] = ['.', '!', '?', ':', '\n', '"', '“', '„', '«'];

/// A text and its words.
type Side<'t> = (&'t str, &'t [Token]);

/// Words of the one text and those of the other that stand for them.
type Stretches = (Range<usize>, Range<usize>);

/// Whether a mould is all that two texts share.
pub(crate) fn is_all(a: Side<'_>, b: Side<'_>, runs: &[Run]) -> bool {
    let passages = passages(runs);
    let may_differ = |tokens: &[Token],
                      side: fn(&near::Passage) -> &Range<usize>,
                      start: fn(&Run) -> usize| {
        outside(tokens, passages.iter().map(side), runs.iter().map(|run| start(run)..start(run) + run.words))
    };
    // A name of which a word stands in a run is in both.
    if may_differ(a.1, |passage| &passage.a, |run| run.a) < FEWEST
        || may_differ(b.1, |passage| &passage.b, |run| run.b) < FEWEST
    {
        return false;
    }
    let pairs: Vec<Stretches> =
        passages.iter().map(|passage| (passage.a.clone(), passage.b.clone())).collect();
    is_filled_anew(a, b, &pairs)
}

/// Whether in stretches of two texts that say the same other names and figures stand in the place of many.
pub(crate) fn is_filled_anew(a: Side<'_>, b: Side<'_>, stretches: &[Stretches]) -> bool {
    let (in_both, changed) = counts(a, b, stretches);
    changed >= FEWEST && in_both as f64 <= MOST_IN_BOTH * (in_both + changed) as f64
}

/// The passages that two texts share.
fn passages(runs: &[Run]) -> Vec<near::Passage> {
    let mut passages = near::joined(runs, GAP);
    // A report begins with what is its own even where it came out of a mould.
    if let Some(first) = passages.first_mut().filter(|first| first.a.start.max(first.b.start) <= HEAD) {
        (first.a.start, first.b.start) = (0, 0);
    }
    passages
}

/// How many words of names and figures stand in some stretches of a text, but in none of the runs.
fn outside<'p>(
    tokens: &[Token],
    stretches: impl Iterator<Item = &'p Range<usize>>,
    runs: impl Iterator<Item = Range<usize>>,
) -> usize {
    let mut shared = vec![false; tokens.len()];
    runs.for_each(|run| shared[run].fill(true));
    { stretches }.flat_map(Clone::clone).filter(|&at| !shared[at] && is_named(&tokens[at])).count()
}

/// How many names and figures of the stretches are in both, and how many stand in place of one another.
fn counts(a: Side<'_>, b: Side<'_>, stretches: &[Stretches]) -> (usize, usize) {
    let told = |(text, tokens): Side<'_>, range: fn(&Stretches) -> &Range<usize>| {
        let mut found = Named::default();
        stretches.iter().for_each(|pair| found.take(text, tokens, range(pair).clone()));
        found.sorted()
    };
    let (a, b) = (told(a, |pair| &pair.0), told(b, |pair| &pair.1));
    let (missing_a, missing_b) = (a.missing(&b), b.missing(&a));
    (a.names.len() - missing_a, missing_a.min(missing_b))
}

/// The names, figures and days of some stretches of words, each once.
#[derive(Default)]
struct Named {
    /// The terms of one after the other.
    terms: Vec<u64>,
    names: Vec<Range<usize>>,
    /// All terms, in order.
    all: Vec<u64>,
}

impl Named {
    /// Takes what one stretch of words names: the terms of words that follow one another.
    fn take(&mut self, text: &str, tokens: &[Token], range: Range<usize>) {
        let mut last = None;
        for at in range.clone().filter(|&at| is_named(&tokens[at])) {
            let opens = opens(text, tokens, at);
            let follows = at > range.start && last == Some(at - 1) && !opens;
            if !follows && opens && !is_name(tokens, at, range.end) {
                continue;
            }
            let from = self.terms.len();
            self.terms.push(tokens[at].term);
            match self.names.last_mut().filter(|_| follows) {
                Some(name) => name.end += 1,
                None => self.names.push(from..from + 1),
            }
            last = Some(at);
        }
    }

    fn sorted(mut self) -> Self {
        let terms = &self.terms;
        self.names.sort_unstable_by(|x, y| terms[x.clone()].cmp(&terms[y.clone()]));
        self.names.dedup_by(|x, y| terms[x.clone()] == terms[y.clone()]);
        self.all.clone_from(&self.terms);
        self.all.sort_unstable();
        self
    }

    /// How many of its names have no term in the other.
    fn missing(&self, other: &Self) -> usize {
        let is_there = |term: &u64| other.all.binary_search(term).is_ok();
        self.names.iter().filter(|name| !self.terms[(*name).clone()].iter().any(is_there)).count()
    }
}

/// Whether a word may be of a name, a figure or a day.
fn is_named(token: &Token) -> bool {
    token.kind() == TokenKind::Number || token.is_content() && token.is_capital()
}

/// Whether a word with which a sentence opens is a name all the same: the next is one, or English doesn't know it.
fn is_name(tokens: &[Token], at: usize, end: usize) -> bool {
    let is_followed = || at + 1 < end && is_named(&tokens[at + 1]);
    tokens[at].kind() == TokenKind::Number || Weights::general().of(&tokens[at]) >= 1.0 || is_followed()
}

/// Whether a sentence opens with a word.
fn opens(text: &str, tokens: &[Token], at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return true };
    let between = text.get(tokens[before].span().end as usize..tokens[at].span().start as usize);
    // Nearly always it is a space.
    between.is_none_or(|between| between != " " && between.contains(OPENING))
}

#[cfg(test)]
mod tests {
    use super::{counts, is_all, passages};
    use crate::passage;
    use wirefold_text::normal::Normaliser;

    fn told(texts: [&str; 2]) -> ((usize, usize), bool) {
        let mut normaliser = Normaliser::default();
        let tokens = texts.map(|text| normaliser.tokens(text));
        let (a, b) = ((texts[0], tokens[0].as_slice()), (texts[1], tokens[1].as_slice()));
        let runs = passage::runs(a.1, b.1);
        let stretches: Vec<_> = passages(&runs).into_iter().map(|passage| (passage.a, passage.b)).collect();
        (counts(a, b, &stretches), is_all(a, b, &runs))
    }

    /// The tide at a harbour, as a form tells it.
    fn tide(harbour: &str, day: &str, times: [&str; 2], height: &str) -> String {
        format!(
            "High water at {harbour} is expected by the harbour office for {} on {day} and is going to reach a height of \
             {height} metres, as the office said. Low water follows in the afternoon at {}. People are asked to \
             keep away from the flats and to heed the signs.",
            times[0], times[1]
        )
    }

    #[test]
    fn two_fillings_of_a_form_are_told_apart() {
        let (one, other) = (
            tide("Sluys", "Monday", ["6.12", "12.31"], "3.4"),
            tide("Wemmel", "Friday", ["9.40", "3.55"], "2.9"),
        );
        assert_eq!(told([&one, &other]), ((0, 5), true));
        assert_eq!(told([&one, &one]), ((5, 0), false));
    }

    #[test]
    fn a_report_brought_up_to_date_keeps_most_names() {
        let report = |dead: &str, hurt: &str, day: &str| {
            format!(
                "A coach with pupils from Wemmel left the road near Sluys on {day} and killed {dead} people, the governor of \
                 the province, Ada Blom, said in Terneuzen. Another {hurt} were taken to hospitals in Ghent and Bruges."
            )
        };
        let ((in_both, changed), is_mould) =
            told([&report("3", "17", "Monday"), &report("5", "21", "Tuesday")]);
        assert_eq!((in_both, changed, is_mould), (6, 3, false));
    }
}
