//! The grammar of time expressions, as functions over tokens.
//!
//! Each rule looks at one place of the text and says what stands there; the
//! longest reading wins. Rules look ahead a bounded number of tokens, so reading
//! is linear in the text. Their examples are executed: `tests/cases/times.tsv` and `news_times.md`.

mod beside;
mod calendar;
mod clock;
mod duration;
mod range;
mod recurring;
mod relative;
mod spoken;

use super::lexicon::{self, Lex, Unit};
use super::meaning::{From, Meaning, Stated};
use crate::scan::{Gap, Shape, Token};
use wirefold_report::TimeMod;

/// What a rule read: tokens `start..end`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Match {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) meaning: Meaning,
    pub(super) modifier: Option<TimeMod>,
}

impl Match {
    fn new(start: usize, end: usize, meaning: Meaning) -> Self {
        Self { start, end, meaning, modifier: None }
    }

    fn with(mut self, modifier: TimeMod) -> Self {
        self.modifier = Some(modifier);
        self
    }
}

/// The tokens of a passage.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    tokens: &'a [Token<'a>],
}

/// The longest time expression that begins at token `i`.
pub(super) fn read(tokens: &[Token<'_>], i: usize) -> Option<Match> {
    let reader = Reader { tokens };
    if !reader.may_begin(i) {
        return None;
    }
    reader.modified(i).or_else(|| reader.plain(i))
}

/// The end of a name that begins at token `i` and only looks like a time: "USA
/// Today", "60 Minutes". Its first and last words are written as names are.
pub(super) fn title(tokens: &[Token<'_>], i: usize) -> Option<usize> {
    const LONGEST: usize = 5;
    let named = |t: &Token<'_>| t.capital() || t.shape == Shape::Number;
    if !named(tokens.get(i)?) {
        return None;
    }
    let mut name = String::new();
    let mut best = None;
    for (k, token) in tokens.iter().enumerate().skip(i).take(LONGEST) {
        if k > i {
            name.push(' ');
        }
        name.push_str(&token.lower);
        if k > i && named(token) && lexicon::title(&name) {
            best = Some(k + 1);
        }
    }
    best
}

type Rule<'a> = fn(&Reader<'a>, usize) -> Option<Match>;

impl<'a> Reader<'a> {
    const RULES: [Rule<'a>; 34] = [
        Self::iso,
        Self::slashed,
        Self::dated,
        Self::day_in_range,
        Self::weekday_with_day,
        Self::around_holiday,
        Self::parts_of_days,
        Self::division,
        Self::season,
        Self::holiday,
        Self::decade,
        Self::century,
        Self::lone_year,
        Self::deictic,
        Self::stepped,
        Self::neighbour,
        Self::beside,
        Self::counted_from,
        Self::nth_of,
        Self::year_first,
        Self::numbered_year,
        Self::year_end,
        Self::weekday_alone,
        Self::shifted,
        Self::duration,
        Self::hyphenated,
        Self::recurring,
        Self::clock,
        Self::hour_of_range,
        Self::hour_then_part,
        Self::part_then_hour,
        Self::middle_of_day,
        Self::part_of_day,
        Self::reference,
    ];

    /// The longest reading at `i` without a modifier.
    fn plain(&self, i: usize) -> Option<Match> {
        let mut best: Option<Match> = None;
        for rule in Self::RULES {
            if let Some(found) = rule(self, i).filter(|m| best.as_ref().is_none_or(|b| m.end > b.end)) {
                best = Some(found);
            }
        }
        best
    }

    /// A word that may begin an expression, so that most of a text costs one look-up.
    fn may_begin(&self, i: usize) -> bool {
        let Some(token) = self.tokens.get(i) else { return false };
        let word = token.lower.as_str();
        token.shape == Shape::Number
            || lexicon::opener(word)
            || lexicon::lookup(word).is_some()
            || lexicon::step(word).is_some()
            || self.cardinal(i).is_some()
            || crate::scan::ordinal(self.tokens, i).is_some()
            || self.decade(i).is_some()
            || token.capital() && self.holiday(i).is_some()
    }

    /// The word at `i` in lower case; empty beyond the passage.
    fn word(&self, i: usize) -> &'a str {
        self.token(i).map_or("", |token| &token.lower)
    }

    /// The token at `i`, within the passage.
    fn token(&self, i: usize) -> Option<&'a Token<'a>> {
        self.tokens.get(i)
    }

    /// The word before the token at `i`; empty at the beginning of a passage.
    fn before(&self, i: usize) -> &'a str {
        i.checked_sub(1).filter(|_| i < self.tokens.len()).map_or("", |before| self.word(before))
    }

    /// Whether the token at `i` follows the one before without a space.
    fn glued(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|t| t.gap == Gap::None)
    }

    fn lex(&self, i: usize) -> Option<Lex> {
        lexicon::lookup(self.word(i))
    }

    fn digits(&self, i: usize) -> Option<u32> {
        self.token(i)?.digits()
    }

    fn cardinal(&self, i: usize) -> Option<crate::scan::Numeral> {
        crate::scan::cardinal(self.tokens, i)
    }

    /// Skips one word if it is among `words`.
    fn skip(&self, i: usize, words: &[&str]) -> usize {
        i + usize::from(words.contains(&self.word(i)))
    }

    /// Whether the words from `i` on are those of `phrase`; the place after them.
    fn phrase(&self, i: usize, phrase: &str) -> Option<usize> {
        let mut at = i;
        for word in phrase.split(' ') {
            if self.word(at) != word {
                return None;
            }
            at += 1;
        }
        Some(at)
    }

    /// The first of `phrases` at `i`, with what it stands for.
    fn any_phrase<T: Copy>(&self, i: usize, phrases: &[(&str, T)]) -> Option<(T, usize)> {
        phrases.iter().find_map(|&(phrase, value)| Some((value, self.phrase(i, phrase)?)))
    }

    /// An expression with a modifier before it: "early March", "mid-1996",
    /// "the end of last month", "shortly before 9:30".
    fn modified(&self, i: usize) -> Option<Match> {
        self.edge_of(i).or_else(|| self.near_clock(i)).or_else(|| self.bounded_duration(i))
    }

    /// "early", "late", "mid-", "the end of" before something on the calendar.
    fn edge_of(&self, i: usize) -> Option<Match> {
        const EDGES: &[(&str, Option<TimeMod>)] = &[
            ("early in", Some(TimeMod::Start)),
            ("earlier in", Some(TimeMod::Start)),
            ("late in", Some(TimeMod::End)),
            ("later in", Some(TimeMod::End)),
            ("early on", Some(TimeMod::Start)),
            ("late on", Some(TimeMod::End)),
            ("early", Some(TimeMod::Start)),
            ("late", Some(TimeMod::End)),
            ("earlier", None),
            ("later", None),
            ("mid -", Some(TimeMod::Mid)),
            ("mid", Some(TimeMod::Mid)),
            ("beginning of", Some(TimeMod::Start)),
            ("start of", Some(TimeMod::Start)),
            ("middle of", Some(TimeMod::Mid)),
            ("end of", Some(TimeMod::End)),
            ("end", Some(TimeMod::End)),
        ];
        let from = self.skip(i, &["the"]);
        let (modifier, at) = self.any_phrase(from, EDGES)?;
        let at = self.skip(at, &["-"]);
        let mut inner = self.plain(at).filter(|m| m.meaning.on_calendar()).or_else(|| self.the_period(at))?;
        if !inner.meaning.on_calendar() {
            return None;
        }
        // The article of "the late-November trip" is the noun's.
        let finer = match inner.meaning {
            Meaning::Step { unit, .. } => unit <= Unit::Week,
            Meaning::Weekday { .. } => true,
            _ => false,
        };
        // "Earlier Friday", "later this week": an hour of the day, a day of the week.
        let at_some_time = matches!(self.word(from), "earlier" | "later");
        if at_some_time && finer && !matches!(self.word(inner.start), "the" | "that") {
            return None;
        }
        let attribute = matches!(&inner.meaning, Meaning::Stated(Stated { month: Some(_), .. }));
        inner.start = if attribute && self.word(from + 1) != "of" { from } else { i };
        inner.modifier = modifier.or(inner.modifier);
        Some(inner)
    }

    /// "the year" after "the end of", "later in".
    fn the_period(&self, i: usize) -> Option<Match> {
        let at = self.skip(i, &["the"]);
        let Some(Lex::Unit { unit, plural: false }) = self.lex(at) else { return None };
        let period = (at > i || self.before(at) == "of") && unit >= Unit::Day && unit != Unit::Weekend;
        let meaning = Meaning::Step { unit, by: 0, from: From::Report, part: None };
        period.then(|| Match::new(i, at + 1, meaning))
    }
}

impl Meaning {
    /// Whether this is a stretch of the calendar that has a beginning and an end.
    fn on_calendar(&self) -> bool {
        matches!(self, Self::Stated(_) | Self::Weekday { .. } | Self::Step { .. })
    }
}
