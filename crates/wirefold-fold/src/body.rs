//! A report prepared for comparison.

use std::ops::Range;

use wirefold_report::{Report, Span};
use wirefold_text::normal::{Token, TokenKind};
use wirefold_text::split;

use crate::align::Weights;
use crate::borrowed;

/// The words of a report's body: no title, heading, by-line or furniture.
#[derive(Clone, Debug, Default)]
pub(crate) struct Body {
    /// The words, in order.
    pub(crate) tokens: Vec<Token>,
    /// The sentences.
    pub(crate) sentences: Vec<Span>,
    /// Which words each sentence holds.
    words: Vec<Range<usize>>,
    /// Whose each word is.
    pub(crate) whose: Vec<Whose>,
    /// For each sentence the weight of its own words.
    pub(crate) weights: Vec<f64>,
}

impl Body {
    /// The body of a report of these words.
    pub(crate) fn of(report: &Report, tokens: &[Token]) -> Self {
        let text = report.text.as_str();
        let mut body = Self::default();
        let mut left = tokens;
        for sentence in split(report.title.as_deref(), text).sentences {
            let span = sentence.span;
            let start = left.partition_point(|token| token.span().start < span.start);
            let end = left.partition_point(|token| token.span().end <= span.end);
            let (inside, rest) = (left.get(start..end).unwrap_or_default(), &left[end.max(start)..]);
            let first = body.tokens.len();
            body.tokens.extend(inside);
            body.words.push(first..body.tokens.len());
            body.sentences.push(span);
            left = rest;
        }
        body.whose = whose(&body.tokens, text);
        body.weights = body.words.iter().map(|words| body.own_weight(words.clone())).collect();
        body
    }

    fn own_weight(&self, words: Range<usize>) -> f64 {
        let own = words.filter(|word| self.whose[*word].may_be_own());
        own.map(|word| Weights::general().of(&self.tokens[word])).sum()
    }

    /// Whether a sentence begins in what the report announces.
    pub(crate) fn is_announced(&self, sentence: usize) -> bool {
        self.whose.get(self.words[sentence].start) == Some(&Whose::Announced)
    }

    /// Which words a sentence holds.
    pub(crate) fn words_of(&self, sentence: usize) -> Range<usize> {
        self.words[sentence].clone()
    }

    /// The words of each sentence.
    pub(crate) fn sentence_tokens(&self) -> Vec<&[Token]> {
        self.words.iter().map(|words| &self.tokens[words.clone()]).collect()
    }

    /// The words of a sentence that are its own, ordered by term.
    pub(crate) fn own_of(&self, sentence: usize) -> Vec<Token> {
        let own = self.words[sentence].clone().filter(|word| self.whose[*word].may_be_own());
        let mut tokens: Vec<Token> = own.map(|word| self.tokens[word]).collect();
        tokens.sort_unstable_by_key(|token| token.term);
        tokens
    }

    /// How many words are its own.
    pub(crate) fn own_words(&self) -> usize {
        own(&self.whose)
    }

    /// The sentence that holds a word.
    pub(crate) fn sentence_of(&self, word: usize) -> usize {
        self.words.partition_point(|words| words.end <= word)
    }

    /// From the first to the last of some words.
    pub(crate) fn span(&self, words: Range<usize>) -> Span {
        self.tokens[words.start].span().cover(self.tokens[words.end - 1].span())
    }
}

/// Whose a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Whose {
    /// The report's.
    Own,
    /// It stands below a line that ends with a colon: a statement is announced so, and so is another report's text.
    Announced,
    /// It is quoted, stands in a caption, a post.
    Others,
    /// It stands in a list, which says nothing in anybody's words.
    Nobodys,
}

impl Whose {
    /// Whether two reports that share a word both have it from others: what both announce is a statement, what one of
    /// them announces and the other tells was taken from the other.
    pub(crate) fn is_others(self, there: Self) -> bool {
        !(self.may_be_own() && there.may_be_own()) || self.is_announced(there)
    }

    fn may_be_own(self) -> bool {
        matches!(self, Self::Own | Self::Announced)
    }

    /// Whether both announce it.
    pub(crate) fn is_announced(self, there: Self) -> bool {
        self == Self::Announced && there == Self::Announced
    }
}

/// How many words are not somebody else's.
pub(crate) fn own(whose: &[Whose]) -> usize {
    whose.iter().filter(|whose| whose.may_be_own()).count()
}

/// Words looked at together to tell a list from prose.
const WINDOW: usize = 24;
/// Prose has more function words than this in any window; lists of names have next to none.
const LIST: usize = 3;
/// A text in English has more function words than this by all its words, if it isn't all lists.
const ENGLISH: f64 = 0.15;

/// For each word whose it is.
pub(crate) fn whose(tokens: &[Token], text: &str) -> Vec<Whose> {
    let borrowed = borrowed::stretches(text);
    let mut found = vec![Whose::Own; tokens.len()];
    for (spans, whose) in [(borrowed.announced, Whose::Announced), (borrowed.others, Whose::Others)] {
        for span in spans {
            let start = tokens.partition_point(|token| token.span().start < span.start);
            let end = start + tokens[start..].partition_point(|token| token.span().end <= span.end);
            found[start..end].fill(whose);
        }
    }
    let binds = binding(tokens);
    // Where the words begin that stand behind each function word, and those behind the text's start and end.
    let mut behind = vec![0; tokens.len() + 2];
    let mut held = 1;
    for (at, token) in tokens.iter().enumerate() {
        behind[held] = at + 1;
        held += usize::from(binds(token));
    }
    behind[held] = tokens.len() + 1;
    let mut fill = |from: usize, next: usize| {
        if next - from > WINDOW {
            found[from..next - 1].fill(Whose::Nobodys);
        }
    };
    match held {
        0..=LIST => fill(0, tokens.len() + 1),
        _ => behind[..=held].array_windows::<{ LIST + 2 }>().for_each(|run| fill(run[0], run[LIST + 1])),
    }
    found
}

/// Which words bind others to prose. The function words of English are known; in any other language those count that
/// are not written with a capital, of which lists of names have next to none either.
fn binding(tokens: &[Token]) -> fn(&Token) -> bool {
    let known = tokens.iter().filter(|token| !token.is_content()).count();
    if known as f64 > ENGLISH * tokens.len() as f64 {
        return |token| !token.is_content();
    }
    |token| !token.is_content() || token.kind() == TokenKind::Content && !token.is_capital()
}

#[cfg(test)]
mod tests {
    use super::{Whose, whose};
    use wirefold_text::normal::Normaliser;

    #[test]
    fn lists_are_nobodys_own_words() {
        let list = "Albania, Andorra, Austria, Belgium, Bulgaria, Croatia, Cyprus, Denmark, Estonia, Finland, France, \
            Germany, Greece, Hungary, Iceland, Ireland, Italy, Latvia, Lithuania, Luxembourg, Malta, Monaco, Norway, \
            Poland, Portugal, Romania, Serbia, Spain, Sweden, Turkey";
        let prose = "The council said that it would sell the ferry to a cooperative of its neighbours, who mean to \
            repair the roof of the old terminal before the storms come in from the west and the north.";
        let shares = [list, prose].map(|text| {
            let whose = whose(&Normaliser::default().tokens(text), text);
            whose.iter().filter(|whose| **whose == Whose::Nobodys).count() as f64 / whose.len() as f64
        });
        assert_eq!(shares, [1.0, 0.0]);
    }

    #[test]
    fn prose_is_told_from_lists_in_any_language() {
        for text in [
            "Der Gemeinderat von Elmsee hat am Montag beschlossen, die alte Fähre an eine Genossenschaft der Nachbarn zu \
             verkaufen, die das Dach des Anlegers noch vor den Herbststürmen ausbessern will.",
            "Le conseil municipal a décidé lundi de vendre le vieux bac à une coopérative de riverains, qui compte réparer \
             le toit de la gare maritime avant les tempêtes venues de l'ouest et du nord.",
            "El ayuntamiento decidió el lunes vender el viejo transbordador a una cooperativa de vecinos, que piensa reparar \
             el tejado de la terminal antes de que lleguen las tormentas del oeste y del norte.",
            "Kaupunginvaltuusto päätti maanantaina myydä vanhan lautan naapurien osuuskunnalle, joka aikoo korjata \
             terminaalin katon ennen kuin lännestä ja pohjoisesta tulevat myrskyt saapuvat kaupunkiin syksyllä.",
        ] {
            let whose = whose(&Normaliser::default().tokens(text), text);
            assert!(whose.iter().all(|whose| *whose == Whose::Own), "{text}");
        }
        let names = "Anna Berg, Émile Caron, Hans Dietl, Åsa Ek, Fritz Grün, Jörg Hahn, Ines Jung, Kai Lutz, Mia Noll, Olaf \
            Pohl, Rita Sax, Timo Uhl, Vera Wirth";
        let whose = whose(&Normaliser::default().tokens(names), names);
        assert!(whose.iter().all(|whose| *whose == Whose::Nobodys));
    }
}
