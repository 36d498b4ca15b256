//! Who writes texts that others print.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, Anchored, Input, MatchKind, StartKind};
use rustc_hash::FxHashMap;
use wirefold_report::Span;
use wirefold_text::window::capital_starts;

use super::words::{EDITION, words};

static LISTED: LazyLock<Agencies> = LazyLock::new(Agencies::listed);

/// What a mention of a name in the running text proves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Its house style names it in the text: "told NAME".
    Wire,
    /// Others cite it; only a credit proves that it wrote the text.
    Cited,
    /// It prints its own texts and those of others alike.
    Outlet,
}

#[derive(Clone, Debug)]
struct Name {
    written: String,
    entry: usize,
    /// Also a common word or abbreviation.
    ambiguous: bool,
}

impl Name {
    fn of(listed: &str, entry: usize) -> Self {
        let written = listed.trim_end_matches('*');
        Self { written: written.to_owned(), entry, ambiguous: written != listed }
    }
}

#[derive(Clone, Debug)]
struct Entry {
    short: String,
    kind: Kind,
    /// The number of the report from which on it counts.
    since: usize,
}

/// Names begin with capitals, but for "dpa".
const SMALL: [u8; 1] = *b"d";

/// A list of names, and a way to find them in a text.
#[derive(Clone, Debug)]
pub(crate) struct Agencies {
    entries: Vec<Entry>,
    /// Every name, as written, and whose it is.
    names: Vec<Name>,
    /// The places of names in that list, by their letters whatever their case.
    by_letters: FxHashMap<String, Vec<usize>>,
    /// Bytes of the longest name, as written.
    longest: usize,
    domains: FxHashMap<String, usize>,
    openings: Openings,
    finder: AhoCorasick,
}

/// A name in a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Named<'a> {
    pub(crate) short: &'a str,
    pub(crate) kind: Kind,
    /// The number of the report from which on the name counts.
    pub(crate) since: usize,
    pub(crate) span: Span,
}

impl Agencies {
    /// The agencies that wirefold knows by name.
    pub(crate) fn known() -> &'static Self {
        &LISTED
    }

    fn listed() -> Self {
        let (mut entries, mut names, mut domains) = (Vec::new(), Vec::new(), FxHashMap::default());
        for line in include_str!("../../data/agencies.tsv").lines().filter(|line| !line.starts_with('#')) {
            let mut columns = line.split('\t');
            let (Some(short), Some(kind)) = (columns.next(), columns.next()) else { continue };
            let entry = entries.len();
            let kind = match kind {
                "wire" => Kind::Wire,
                "cited" => Kind::Cited,
                _ => Kind::Outlet,
            };
            entries.push(Entry { short: short.trim_end_matches('*').to_owned(), kind, since: 0 });
            let others = columns.next().unwrap_or_default().split('|').filter(|name| !name.is_empty());
            names.extend(std::iter::once(short).chain(others).map(|name| Name::of(name, entry)));
            let places = columns.next().unwrap_or_default().split('|').filter(|domain| !domain.is_empty());
            domains.extend(places.map(|domain| (domain.to_owned(), entry)));
        }
        Self::build(entries, names, domains)
    }

    fn build(entries: Vec<Entry>, names: Vec<Name>, domains: FxHashMap<String, usize>) -> Self {
        let finder = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::LeftmostLongest)
            .kind(Some(AhoCorasickKind::DFA))
            .start_kind(StartKind::Anchored)
            .build(names.iter().map(|name| &name.written))
            .expect("a few hundred short names make a small automaton");
        let openings = Openings::of(names.iter().map(|name| name.written.as_bytes()));
        let longest = names.iter().map(|name| name.written.len()).max().unwrap_or_default();
        let mut by_letters: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for (at, name) in names.iter().enumerate() {
            by_letters.entry(name.written.to_lowercase()).or_default().push(at);
        }
        Self { entries, names, by_letters, longest, domains, openings, finder }
    }

    /// These and others that datelines taught, each with the number of the report from which on it counts.
    pub(crate) fn with<'n>(&self, learnt: impl Iterator<Item = (&'n str, usize)>) -> Self {
        let (mut entries, mut names) = (self.entries.clone(), self.names.clone());
        for (name, since) in learnt {
            names.push(Name { written: name.to_owned(), entry: entries.len(), ambiguous: false });
            entries.push(Entry { short: name.to_owned(), kind: Kind::Wire, since });
        }
        Self::build(entries, names, self.domains.clone())
    }

    /// All names in a text, in order.
    pub(crate) fn find<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Named<'a>> + 'a {
        let bytes = text.as_bytes();
        // Told fast, since hardly any word is a name.
        let may_be = move |at: &usize| self.openings.may_begin(&bytes[*at..]);
        let mut free = 0;
        capital_starts(bytes, SMALL).filter(may_be).filter_map(move |at| {
            let (named, end) = if at < free { None } else { self.at(text, at) }?;
            free = end;
            Some(named)
        })
    }

    /// The name that begins here, and where it ends.
    fn at<'a>(&'a self, text: &'a str, start: usize) -> Option<(Named<'a>, usize)> {
        if !text.is_char_boundary(start) || !begins_word(&text[..start]) {
            return None;
        }
        let found = self.finder.find(Input::new(text).range(start..).anchored(Anchored::Yes))?;
        let name = &self.names[found.pattern().as_usize()];
        let span = Span::new(found.start(), found.end());
        let meant =
            !name.ambiguous && ends_word(&text[found.end()..]) && is_spelt(&name.written, span.of(text));
        meant.then(|| (self.named(name.entry, span), found.end()))
    }

    fn named(&self, entry: usize, span: Span) -> Named<'_> {
        let Entry { short, kind, since } = &self.entries[entry];
        Named { short, kind: *kind, since: *since, span }
    }

    /// The short name of the one of exactly that name.
    pub(crate) fn named_exactly(&self, name: &str) -> Option<&str> {
        self.entry(name).map(|entry| self.entries[entry].short.as_str())
    }

    /// The short names of all that a text names, if it names nothing else: "AFP", "AFP, dpa", "AFP/Reuters".
    pub(crate) fn all_of(&self, names: &str) -> Vec<&str> {
        if let Some(name) = self.named_exactly(names) {
            return vec![name];
        }
        let parts = names.split([',', '/', ';', '&']).flat_map(|part| part.split(" and "));
        let all: Option<Vec<&str>> = parts.map(|part| self.named_exactly(part)).collect();
        all.unwrap_or_default()
    }

    pub(super) fn entry(&self, name: &str) -> Option<usize> {
        let name = name.trim();
        // Whole paragraphs are asked for as well. Small letters have a third of a capital's bytes at least.
        if name.len() > 3 * self.longest {
            return None;
        }
        let mut known = self.by_letters.get(&name.to_lowercase())?.iter().map(|&at| &self.names[at]);
        known.find(|known| is_spelt(&known.written, name)).map(|known| known.entry)
    }

    /// The short name of the one of that name, whatever its case; a common word must be written as it is.
    pub(super) fn named_in_any_case(&self, name: &str) -> Option<&str> {
        let known =
            self.names.iter().find(|known| !known.ambiguous && known.written.eq_ignore_ascii_case(name));
        known.map(|known| self.entries[known.entry].short.as_str())
    }

    /// "Reuters UK", "AP News": the one of a name that is followed by an edition's.
    pub(super) fn entry_without_edition(&self, outlet: &str) -> Option<usize> {
        let is_edition = |rest: &str| words(rest).all(|word| EDITION.has(word));
        let of = |known: &Name| {
            let rest = outlet.strip_prefix(known.written.as_str())?;
            (!known.ambiguous && rest.starts_with(' ') && is_edition(rest)).then_some(known.entry)
        };
        self.names.iter().find_map(of)
    }

    pub(super) fn domain(&self, domain: &str) -> Option<usize> {
        self.domains.get(domain).copied()
    }

    pub(super) fn short(&self, entry: usize) -> (&str, Kind) {
        (&self.entries[entry].short, self.entries[entry].kind)
    }
}

/// Short names must be written as they are; longer ones may stand in capitals.
fn is_spelt(name: &str, written: &str) -> bool {
    let abbreviation = || name.len() <= 5 || !name.contains(char::is_lowercase);
    let in_capitals = || !written.contains(char::is_lowercase) && name.to_uppercase() == written;
    let capitalised = || written.starts_with(char::is_uppercase) && name.eq_ignore_ascii_case(written);
    name == written || (capitalised() || in_capitals()) && !abbreviation()
}

/// Bytes by which nearly all that is no name is told from names.
const OPENING: usize = 4;

/// What names begin with, told by a look into two small tables.
#[derive(Clone, Debug)]
struct Openings {
    /// For each hash of the first bytes, one a bit, whether a name of so many bytes or more has it.
    long: Box<[u64; (1 << HASH_BITS) / BITS]>,
    /// The same for the first byte of shorter names.
    short: Box<[bool; 256]>,
}

/// A large batch may have taught thousands of names.
const HASH_BITS: u32 = 16;
const BITS: usize = u64::BITS as usize;

impl Openings {
    fn of<'n>(names: impl Iterator<Item = &'n [u8]>) -> Self {
        let mut openings = Self { long: Box::new([0; _]), short: Box::new([false; 256]) };
        for name in names {
            match (name.first_chunk(), name.first()) {
                (Some(opening), _) => {
                    let hash = hash(*opening);
                    openings.long[hash / BITS] |= 1 << (hash % BITS);
                }
                (None, Some(first)) => {
                    openings.short[usize::from(first.to_ascii_lowercase())] = true;
                    openings.short[usize::from(first.to_ascii_uppercase())] = true;
                }
                (None, None) => {}
            }
        }
        openings
    }

    /// Whether a name may begin where these bytes do.
    #[inline]
    fn may_begin(&self, bytes: &[u8]) -> bool {
        let Some(opening) = bytes.first_chunk::<OPENING>() else { return true };
        let ends = || opening[1..].iter().any(|byte| !IN_WORD[usize::from(*byte)]);
        let hash = hash(*opening);
        self.long[hash / BITS] >> (hash % BITS) & 1 == 1 || self.short[usize::from(opening[0])] && ends()
    }
}

/// A hash of some bytes, whatever the case of letters of ASCII.
#[inline]
fn hash(opening: [u8; OPENING]) -> usize {
    // Other bytes may fall together by this, which costs no more than a closer look.
    let lower = u32::from_le_bytes(opening) | 0x2020_2020;
    (lower.wrapping_mul(0x9E37_79B1) >> (32 - HASH_BITS)) as usize
}

/// The bytes of ASCII behind which no name begins.
static IN_WORD: [bool; 256] = {
    let mut bytes = [false; 256];
    let mut byte = 0;
    while byte < 0x80 {
        bytes[byte] = (byte as u8).is_ascii_alphanumeric() || byte as u8 == b'-';
        byte += 1;
    }
    bytes
};

fn begins_word(before: &str) -> bool {
    !before.ends_with(|c: char| c.is_alphanumeric() || c == '-')
}

fn ends_word(after: &str) -> bool {
    !after.starts_with(|c: char| c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::{Agencies, SMALL};

    #[test]
    fn names_begin_with_capitals_but_for_few() {
        let begins = |byte: u8| byte.is_ascii_uppercase() || !byte.is_ascii() || SMALL.contains(&byte);
        let begin = |name: &super::Name| name.written.bytes().next().is_some_and(begins);
        assert!(Agencies::known().names.iter().all(begin));
    }

    #[test]
    fn a_paragraph_is_no_name() {
        let agencies = Agencies::known();
        assert_eq!(agencies.named_exactly(" reuters "), None);
        assert_eq!(agencies.named_exactly(" Reuters "), Some("Reuters"));
        assert_eq!(agencies.named_exactly(&"Reuters ".repeat(100)), None);
    }
}
