//! What a report is about, as counted features.
//!
//! A feature is a word, a number (in digits or not), a name (a word that the report writes with a capital inside a
//! sentence, or one that general English does not know and the report never writes without), the root of a name of the
//! title or the lead, or a pair of their neighbouring words. How often it stands in the title, the lead and the rest is
//! kept apart: what a report is about it says early on.

use rustc_hash::{FxHashMap, FxHashSet};
use wirefold_report::Report;
use wirefold_text::normal::{Normaliser, Token, TokenKind};
use wirefold_text::one_line;
use wirefold_text::shingle;

use super::form::Form;
use super::frame::Frame;
use super::frequency;
use super::happening::Happening;
use super::sentence::Sentences;
use super::slot::Slots;
use super::weekday::Weekdays;
use super::years::Years;

/// Characters of the text in which a day is looked for, and those that say it most shortly.
const EARLY: usize = 900;
const CORE: usize = 170;
/// Content words that make up the lead.
const LEAD_WORDS: usize = 100;
/// Content words of the lead that say who did what to whom, where and when: its first sentence or two.
const OPENING_WORDS: usize = 30;
/// Content words of the lead that say it most shortly.
const CORE_WORDS: usize = 13;
/// Content words that are read at all.
const MOST_WORDS: usize = 1_000;
/// Bytes that are read at all.
const MOST_BYTES: usize = 20_000;
/// Features of the rest that are kept, the heaviest ones.
const REST_KEPT: usize = 100;
/// Titles of which a larger part than this is capitalised tell no names.
const TITLE_CASE: f64 = 0.6;

/// What kind of feature it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Word,
    Number,
    Name,
    Pair,
    /// The first letters of a name, so that a country is found in what belongs to it.
    Root,
}

/// A feature of a report and how often it stands where.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Feature {
    /// Equal for equal features.
    pub(crate) key: u32,
    pub(crate) kind: Kind,
    /// Times in the title, the lead and the rest.
    pub(crate) title: u8,
    pub(crate) lead: u8,
    pub(crate) rest: u8,
    /// Whether it stands in the title or in the opening of the lead.
    pub(crate) opening: bool,
    /// Whether it stands in the title or in what the lead begins with.
    pub(crate) core: bool,
    /// Whether it is called as a place where something is, in the title or early in the text.
    pub(crate) place: bool,
    /// The first sentences of the text that it stands in, a bit for each.
    pub(crate) sentences: u16,
    /// How many in a million words of general English.
    pub(crate) per_million: f32,
}

/// What is read off a report.
pub(crate) struct Outline {
    pub(crate) profile: Profile,
    pub(crate) traits: Traits,
}

/// What is known of a report besides its features.
pub(crate) struct Traits {
    /// The days of the week that it speaks of early on.
    pub(crate) weekdays: Weekdays,
    /// Those that it begins with.
    pub(crate) core_days: Weekdays,
    /// Names and numbers beside certain words, early on.
    pub(crate) slots: Slots,
    /// How it begins, word by word.
    pub(crate) frame: Frame,
    /// What it says of its own kind.
    pub(crate) form: Form,
    /// What kind of thing happened.
    pub(crate) happening: Happening,
    /// Whether it looks back.
    pub(crate) years: Years,
    /// Its first sentences: how many they are,
    pub(crate) sentences: usize,
    /// and the shares that have words in common with others, and headings of their own.
    pub(crate) connected: f32,
    pub(crate) headed: f32,
}

impl Traits {
    /// The same of a report of this day.
    pub(crate) fn published(self, day: Option<i32>) -> Self {
        let (weekdays, core_days) = (self.weekdays.published(day), self.core_days.published(day));
        Self { weekdays, core_days, years: self.years.published(day), ..self }
    }
}

/// The features of a report, ordered by key.
pub(crate) type Profile = Vec<Feature>;

impl Feature {
    /// Weighed count: the title four times, the lead twice.
    pub(crate) fn times(&self) -> usize {
        4 * usize::from(self.title) + 2 * usize::from(self.lead) + usize::from(self.rest)
    }
}

/// The part of a report that a word stands in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Title,
    Lead,
    Rest,
}

/// What is read off a report.
pub(crate) fn of(report: &Report, normaliser: &mut Normaliser) -> Outline {
    let title = report.title.as_deref().unwrap_or_else(|| opening(&report.text));
    let text = beginning(&report.text);
    let (title_words, words) = (normaliser.tokens(title), normaliser.tokens(text));
    let (mut slots, mut places) = (Slots::default(), Vec::new());
    let cased = !is_title_case(&title_words);
    slots.add(title, &title_words, cased, |place| places.push(place));
    slots.add(text, &words, true, |place| places.push(place));
    let days = |characters: usize| Weekdays::of(&title_words, text, &words, characters);
    let (weekdays, core_days) = (days(EARLY), days(CORE));
    let (form, happening) = (Form::of(&title_words, &words), Happening::of(&title_words, &words));
    let years = Years::of([(title, &title_words), (text, &words)]);
    let (title_words, body) = (content(title_words, usize::MAX), content(words, MOST_WORDS));
    let lead = &body[..body.len().min(LEAD_WORDS)];
    let sentences = Sentences::of(text, &body);
    let profile = counted([title, text], &title_words, &body, &sentences, &places);
    let own_title = if report.title.is_some() { &title_words[..] } else { &[] };
    let frame = Frame::of(own_title, lead, &profile);
    let (connected, headed, sentences) = (sentences.connected(&body), sentences.headed(), sentences.count());
    let traits =
        Traits { weekdays, core_days, slots, frame, form, happening, years, sentences, connected, headed };
    Outline { profile, traits }
}

/// The features of a title and a text, given their content words and what is called as a place.
fn counted(
    [title, text]: [&str; 2],
    title_words: &[Token],
    body: &[Token],
    sentences: &Sentences,
    places: &[u64],
) -> Profile {
    let mut counts = Counts::default();
    counts.add(title, title_words, Part::Title, !is_title_case(title_words), |_| 0);
    let (lead, rest) = body.split_at(body.len().min(LEAD_WORDS));
    counts.add(text, lead, Part::Lead, true, |word| sentences.bit(word));
    counts.add(text, rest, Part::Rest, true, |word| sentences.bit(LEAD_WORDS + word));
    let beginning = |words: usize| title_words.iter().chain(lead.iter().take(words));
    counts.mark(beginning(OPENING_WORDS), |feature| feature.opening = true);
    counts.mark(beginning(CORE_WORDS), |feature| feature.core = true);
    counts.locate(places);
    counts.profile()
}

/// Words told of those that reports share.
const SPELLED: usize = 6;

/// How a report spells these features, the first ones; a word that stands in a pair is not told again.
pub(crate) fn spelled(report: &Report, keys: &[u32]) -> Vec<String> {
    let mut normaliser = Normaliser::default();
    let title = report.title.as_deref().unwrap_or_default();
    let mut spelling: FxHashMap<u32, String> = FxHashMap::default();
    for text in [beginning(&report.text), title] {
        let words = content(normaliser.tokens(text), MOST_WORDS);
        for pair in words.windows(2) {
            let both = pair[0].span().cover(pair[1].span()).of(text);
            spelling.insert(key(shingle::hash([pair[0].term, pair[1].term])), both.to_owned());
        }
        spelling.extend(words.iter().map(|word| (key(word.term), word.span().of(text).to_owned())));
    }
    let mut told: Vec<String> = Vec::new();
    for word in keys.iter().filter_map(|key| spelling.get(key)) {
        if told.len() < SPELLED && !told.iter().any(|one| one.contains(word.as_str())) {
            told.push(one_line(word));
        }
    }
    told
}

/// What stands in for the title of a report that has none: its first line or, if that is long, what its first
/// sentence begins with.
fn opening(text: &str) -> &str {
    const LONGEST: usize = 160;
    let line = text.trim_start().lines().next().unwrap_or_default();
    let end = line
        .char_indices()
        .find(|(at, c)| *at > LONGEST && c.is_whitespace())
        .map_or(line.len(), |(at, _)| at);
    &line[..end]
}

fn content(mut tokens: Vec<Token>, most: usize) -> Vec<Token> {
    tokens.retain(Token::is_content);
    tokens.truncate(most);
    tokens
}

fn is_title_case(words: &[Token]) -> bool {
    let words = words.iter().filter(|word| word.is_content());
    let capitals = words.clone().filter(|word| word.is_capital()).count();
    capitals as f64 > TITLE_CASE * words.count() as f64
}

/// As much of a text as is read.
fn beginning(text: &str) -> &str {
    let end = (MOST_BYTES..text.len()).find(|at| text.is_char_boundary(*at));
    &text[..end.unwrap_or(text.len()).min(text.len())]
}

#[derive(Default)]
struct Counts {
    features: FxHashMap<u64, Feature>,
    /// Words that general English hardly knows, written with a capital where a sentence begins.
    perhaps_names: FxHashSet<u64>,
    /// Words written without a capital.
    lower: FxHashSet<u64>,
}

impl Counts {
    fn add(&mut self, text: &str, words: &[Token], part: Part, cased: bool, sentence: impl Fn(usize) -> u16) {
        for (at, word) in words.iter().enumerate() {
            let digits = frequency::in_digits(word.term);
            let term = digits.unwrap_or(word.term);
            let kind = match word.kind() {
                _ if digits.is_some() => Kind::Number,
                TokenKind::Number => Kind::Number,
                _ if cased && word.is_capital() && !begins_sentence(text, word.span().start as usize) => {
                    Kind::Name
                }
                _ => Kind::Word,
            };
            let per_million = frequency::per_million(term);
            self.count(term, kind, part, per_million).sentences |= sentence(at);
            if kind == Kind::Name
                && part != Part::Rest
                && let Some(root) = frequency::root(word.span().of(text))
            {
                self.count(root, Kind::Root, part, frequency::root_per_million(root));
            }
            if !word.is_capital() {
                self.lower.insert(word.term);
            } else if kind == Kind::Word && per_million <= UNKNOWN {
                self.perhaps_names.insert(word.term);
            }
        }
        if part != Part::Rest {
            for pair in words.windows(2) {
                self.count(shingle::hash([pair[0].term, pair[1].term]), Kind::Pair, part, PAIR_PER_MILLION);
            }
        }
    }

    /// Marks these words.
    fn mark<'w>(&mut self, words: impl Iterator<Item = &'w Token>, mark: impl Fn(&mut Feature)) {
        for word in words {
            let term = frequency::in_digits(word.term).unwrap_or(word.term);
            if let Some(feature) = self.features.get_mut(&term) {
                mark(feature);
            }
        }
    }

    /// Marks what is called as a place.
    fn locate(&mut self, places: &[u64]) {
        for place in places {
            if let Some(feature) = self.features.get_mut(place) {
                feature.place = true;
            }
        }
    }

    fn count(&mut self, term: u64, kind: Kind, part: Part, per_million: f32) -> &mut Feature {
        let none = Feature {
            key: key(term),
            kind,
            title: 0,
            lead: 0,
            rest: 0,
            opening: false,
            core: false,
            place: false,
            sentences: 0,
            per_million,
        };
        let feature = self.features.entry(term).or_insert(none);
        if kind == Kind::Name {
            feature.kind = kind;
        }
        let times = match part {
            Part::Title => &mut feature.title,
            Part::Lead => &mut feature.lead,
            Part::Rest => &mut feature.rest,
        };
        *times = times.saturating_add(1);
        feature
    }

    /// All of the title and the lead, and of the rest what is most telling.
    fn profile(mut self) -> Profile {
        for term in self.perhaps_names.difference(&self.lower) {
            if let Some(feature) = self.features.get_mut(term) {
                feature.kind = Kind::Name;
            }
        }
        let (mut kept, mut rest): (Profile, Profile) =
            self.features.into_values().partition(|feature| feature.title > 0 || feature.lead > 0);
        let weight =
            |feature: &Feature| (1.0 + f32::from(feature.rest).ln()) * (1e5 / feature.per_million).ln();
        rest.sort_unstable_by(|x, y| weight(y).total_cmp(&weight(x)).then(x.key.cmp(&y.key)));
        rest.truncate(REST_KEPT);
        kept.append(&mut rest);
        kept.sort_unstable_by_key(|feature| feature.key);
        kept.dedup_by_key(|feature| feature.key);
        kept
    }
}

/// What kind a word of a report with this profile is.
pub(crate) fn kind_of(profile: &Profile, term: u64) -> Kind {
    let key = key(frequency::in_digits(term).unwrap_or(term));
    let found = profile.binary_search_by_key(&key, |feature| feature.key);
    found.map_or(Kind::Word, |at| profile[at].kind)
}

/// Half of a hash is enough to tell the features in sight apart.
fn key(term: u64) -> u32 {
    (term >> 32) as u32
}

/// Words that are no more frequent than this are hardly known in general English.
const UNKNOWN: f32 = 1.0;
/// A pair of neighbouring words is as frequent as this.
const PAIR_PER_MILLION: f32 = 1.25;

/// Whether a word that begins here begins a sentence, a heading or a line.
fn begins_sentence(text: &str, start: usize) -> bool {
    let before = text[..start].trim_end_matches([' ', '"', '“', '‘', '\'', '(', '[']);
    before.is_empty()
        || before.ends_with(['.', '!', '?', ':', ';', '\n', '\r', '|', '”', '—', '–', '-', '•', '…'])
}
