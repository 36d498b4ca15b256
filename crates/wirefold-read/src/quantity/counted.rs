//! The noun that a number counts: "some 130 countries", "hundreds of small farms".

use super::tree::{Place, Tree};
use wirefold_report::{Span, Upos};

/// What is counted.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Noun {
    /// Its words in the text, without the number.
    pub(super) span: Span,
    /// Its name in the singular: "country", "small farm", "Liverpool fan".
    pub(super) name: String,
    /// The word of the tree whose place in the sentence is that of the count.
    pub(super) anchor: usize,
    /// The noun itself.
    pub(super) head: usize,
    /// The number before said it: "40 houses and 12".
    pub(super) lent: bool,
}

impl Noun {
    /// What is counted where no tree was read.
    pub(super) fn plain(text: &str, span: Span) -> Self {
        Self { span, name: span.of(text).to_lowercase(), anchor: 0, head: 0, lent: false }
    }
}

impl Tree<'_> {
    /// The noun that the number at `place` counts.
    pub(super) fn counted(&self, place: Place) -> Option<Noun> {
        let noun = self.modified(place).or_else(|| self.following(place)).or_else(|| self.or_two(place));
        let (head, anchor) = match noun {
            Some(head) => (head, head),
            None => (self.of_phrase(place)?, place.top),
        };
        if self.upos(head) == Upos::Pron || is_times(&self.lower(head)) {
            return None;
        }
        let low = if head < place.first { head } else { self.first_modifier(head, place.end) };
        let span = self.words[low].span.cover(self.words[head].span);
        Some(Noun { span, name: self.name(low, head), anchor, head, lent: false })
    }

    /// The noun behind the number that the number modifies.
    fn modified(&self, place: Place) -> Option<usize> {
        let modifies = |i: &usize| {
            matches!(self.relation(*i), "nummod" | "compound" | "amod" | "det" | "advmod")
                && self.head(*i).is_some_and(|h| h >= place.end && self.is_noun(h) && !self.is_numeric(h))
        };
        let number = (place.first..place.end).find(modifies)?;
        self.head(number).map(|head| self.noun_of(head, false))
    }

    /// The noun of a phrase that begins right behind the number, where the tree
    /// hangs the number elsewhere: "as many as 14 first-team players".
    fn following(&self, place: Place) -> Option<usize> {
        let next = (place.end..self.words.len()).find(|&k| !self.is_numeric(k))?;
        if !matches!(self.upos(next), Upos::Noun | Upos::Adj | Upos::Verb) || next > place.end + 2 {
            return None;
        }
        let head = self.noun_of(next, true);
        let plural = self.words[head].features.contains("Number=Plur");
        let near = head < next + 5 && (next..head).all(|k| self.form(k) != ",");
        (self.upos(head) == Upos::Noun && near && (plural || head == next && head == place.end))
            .then_some(head)
    }

    /// The noun that a modifier goes with: "digital" to "sales" in "digital and
    /// physical sales"; from a noun on only with `compounds`.
    fn noun_of(&self, from: usize, compounds: bool) -> usize {
        let mut at = from;
        for _ in 0..4 {
            let hyphen = self.words.get(at + 1).is_some() && self.form(at + 1) == "-" && self.glued(at + 1);
            let goes = match self.relation(at) {
                "amod" => self.upos(at) != Upos::Noun,
                "compound" | "flat" => compounds || hyphen || self.upos(at) != Upos::Noun,
                _ => false,
            };
            let Some(above) = self.head(at).filter(|&h| goes && h > at && self.names(h)) else { break };
            at = above;
        }
        at
    }

    /// "a pick or two": the noun in front.
    fn or_two(&self, place: Place) -> Option<usize> {
        let noun = place.first.checked_sub(2)?;
        let two = self.lower(place.first) == "two" && self.lower(place.first - 1) == "or";
        let one = self
            .kids(noun)
            .any(|k| self.relation(k) == "det" && matches!(self.lower(k).as_str(), "a" | "an" | "another"));
        (two && one && self.names(noun)).then_some(noun)
    }

    fn of_phrase(&self, place: Place) -> Option<usize> {
        (place.first..place.end).find_map(|i| self.phrase_with(i, "of", place.end))
    }

    /// The first of the words before `head` that name the kind of thing with it.
    fn first_modifier(&self, head: usize, after: usize) -> usize {
        let mut low = head;
        while low > after {
            let k = low - 1;
            let hyphen = self.form(k) == "-" && self.glued(k) && self.glued(k + 1) && k > after;
            let participle = self.upos(k) == Upos::Verb && self.glued(k);
            let capital = |i: usize| self.form(i).starts_with(char::is_uppercase);
            let model = self.upos(k) == Upos::Num && (capital(k + 1) || k > after && capital(k - 1));
            let hedged = k > after && self.upos(k - 1) == Upos::Adv;
            let kind = model
                || matches!(self.upos(k), Upos::Noun | Upos::Propn | Upos::X)
                || self.upos(k) == Upos::Adj && !hedged;
            if self.is_numeric(k) || !(hyphen || participle || kind) || self.is_vague_here(k) {
                break;
            }
            low = k;
        }
        low
    }

    /// "other" says nothing of the kind, "first" in "first-team" does.
    fn is_vague_here(&self, i: usize) -> bool {
        is_vague(&self.lower(i)) && self.form(i + 1) != "-"
    }

    fn name(&self, low: usize, head: usize) -> String {
        let mut name = String::new();
        for i in low..head {
            if i > low && !self.glued(i) {
                name.push(' ');
            }
            let proper = matches!(self.upos(i), Upos::Propn | Upos::X | Upos::Num);
            name += &if proper { self.form(i).to_owned() } else { self.lower(i) };
        }
        if head > low && !self.glued(head) {
            name.push(' ');
        }
        name + &singular(self.form(head), &self.words[head].lemma)
    }
}

/// Adjectives that say which or how many, not what kind.
fn is_vague(word: &str) -> bool {
    matches!(
        word,
        "other"
            | "more"
            | "additional"
            | "further"
            | "extra"
            | "such"
            | "same"
            | "own"
            | "last"
            | "past"
            | "first"
            | "next"
            | "previous"
            | "total"
            | "straight"
            | "consecutive"
            | "separate"
    )
}

/// "three times": a factor counts nothing.
pub(super) fn is_times(word: &str) -> bool {
    matches!(word, "times" | "time")
}

/// The singular of a noun: the dictionary form, with what a reader gets wrong
/// put right ("bosses" → "boss", "fishermen" → "fisherman").
fn singular(form: &str, lemma: &str) -> String {
    let lower = form.to_lowercase();
    if lower == "people" {
        return lower;
    }
    if let Some(stem) = lower.strip_suffix("men") {
        return format!("{stem}man");
    }
    for sound in ["sses", "xes", "ches", "shes", "zzes"] {
        if lower.ends_with(sound) && lower != "headaches" && lower != "axes" {
            return lower[..lower.len() - 2].to_owned();
        }
    }
    let stem = form.strip_suffix('s').unwrap_or(form);
    let shouted = stem.len() > 1 && stem.chars().all(char::is_uppercase);
    if shouted { stem.to_owned() } else { lemma.to_lowercase() }
}

#[cfg(test)]
mod tests {
    use super::singular;

    #[test]
    fn names_are_in_the_singular() {
        for (form, lemma, expected) in [
            ("countries", "country", "country"),
            ("Bosses", "bosse", "boss"),
            ("fishermen", "fishermen", "fisherman"),
            ("people", "person", "people"),
            ("SUVs", "SUVs", "SUV"),
            ("MPs", "mp", "MP"),
        ] {
            assert_eq!(singular(form, lemma), expected, "{form}");
        }
    }
}
