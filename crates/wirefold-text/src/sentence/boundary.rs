//! Where sentences end.

use crate::word::{Kind, Token, lists};

/// One past the last token of each sentence.
pub(super) fn ends(text: &str, tokens: &[Token]) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut state = State { text, tokens, start: 0, brackets: Vec::new() };
    let mut i = 0;
    while i < tokens.len() {
        state.follow(i);
        i += 1;
        let Some(last) = state.end_behind(i - 1) else { continue };
        while i < last {
            state.follow(i);
            i += 1;
        }
        if last < tokens.len() {
            ends.push(last);
            state.begin(last);
        }
    }
    if !tokens.is_empty() {
        ends.push(tokens.len());
    }
    ends
}

struct State<'a> {
    text: &'a str,
    tokens: &'a [Token],
    /// First token of the sentence.
    start: usize,
    /// Positions of open brackets in the sentence.
    brackets: Vec<usize>,
}

/// A bracket that is not closed within so many tokens never will be.
const LONGEST_BRACKET: usize = 60;

/// No good text closes more than this at once.
const MOST_CLOSERS: usize = 12;

impl State<'_> {
    fn begin(&mut self, start: usize) {
        self.start = start;
        self.brackets.clear();
    }

    fn follow(&mut self, i: usize) {
        match self.tokens[i].kind {
            Kind::Open => self.brackets.push(i),
            Kind::Close => {
                self.brackets.pop();
            }
            _ => {}
        }
    }

    /// One past the last token of the sentence, if it ends with the token `i`
    /// and the closing marks behind it.
    fn end_behind(&self, i: usize) -> Option<usize> {
        let token = &self.tokens[i];
        let ends = match token.kind {
            Kind::Stop | Kind::Question | Kind::Ellipsis | Kind::Abbreviation | Kind::Emoticon => true,
            Kind::Rule => return (i + 1 < self.tokens.len()).then_some(i + 1),
            _ if self.tokens.get(i + 1).is_some_and(|next| next.kind == Kind::Rule) => return Some(i + 1),
            Kind::Mark => matches!(token.of(self.text), "***"),
            _ => false,
        };
        if !ends || self.is_bracketed(i) {
            return None;
        }
        let last = self.closers(i + 1);
        let closed = last > i + 1;
        let next = self.tokens.get(last)?;
        self.may_begin(i, closed, last, next).then_some(last)
    }

    /// Inside brackets that the sentence opened on its way, nothing ends, but
    /// their end may be the sentence's.
    fn is_bracketed(&self, i: usize) -> bool {
        let Some(&open) = self.brackets.last() else { return false };
        let closes_next = self.tokens.get(i + 1).is_some_and(|t| t.kind == Kind::Close);
        if self.tokens[i].kind == Kind::Ellipsis && closes_next && i == open + 1 {
            return true;
        }
        let sentence = closes_next && matches!(self.tokens[i].kind, Kind::Stop | Kind::Question);
        i - open < LONGEST_BRACKET && open > self.start && !sentence
    }

    /// Skips the closing marks, note numbers and faces that belong to what ends
    /// before `at`.
    fn closers(&self, mut at: usize) -> usize {
        let most = at + MOST_CLOSERS;
        while let Some(token) = self.tokens.get(at).filter(|_| at < most) {
            let alone = token.gap && self.tokens.get(at + 1).is_some_and(|t| !t.gap);
            at += match token.kind {
                Kind::Close | Kind::CloseQuote if !alone => 1,
                Kind::Emoticon => 1,
                Kind::Open if self.is_note(at) => 3,
                _ => break,
            };
        }
        at
    }

    /// "[6]", "[…]".
    fn is_note(&self, at: usize) -> bool {
        let Some([open, note, close]) = self.tokens.get(at..at + 3) else { return false };
        let number = note.of(self.text).bytes().all(|b| b.is_ascii_digit());
        open.of(self.text) == "[" && close.kind == Kind::Close && (number || note.kind == Kind::Ellipsis)
    }

    fn may_begin(&self, i: usize, closed: bool, at: usize, next: &Token) -> bool {
        let kind = self.tokens[i].kind;
        let form = next.of(self.text);
        let first = next.first(self.text);
        if self.is_enumerator(i) {
            return false;
        }
        match next.kind {
            Kind::Stop | Kind::Question | Kind::Ellipsis | Kind::Close | Kind::CloseQuote => return false,
            Kind::Mark => return self.mark_begins(kind, form) || self.picture_begins(kind, at),
            Kind::Bullet => return kind != Kind::Abbreviation,
            Kind::OpenQuote | Kind::Open => return kind != Kind::Abbreviation && self.opened_begins(at),
            _ => {}
        }
        if first.is_lowercase() {
            return match kind {
                Kind::Stop => !closed && self.small_begins(i, next),
                Kind::Question => !closed && next.gap && self.small_follows(i, at),
                _ => false,
            };
        }
        match kind {
            Kind::Abbreviation => (closed || first.is_uppercase()) && self.starts_after_abbreviation(i, at),
            Kind::Question if closed => !self.is_attribution(at),
            _ => true,
        }
    }

    /// "1." before the text of an item.
    fn is_enumerator(&self, i: usize) -> bool {
        i == self.start + 1
            && self.tokens[i].kind == Kind::Stop
            && is_item_number(self.tokens[self.start].of(self.text))
    }

    fn mark_begins(&self, kind: Kind, form: &str) -> bool {
        kind != Kind::Abbreviation
            && matches!(form, "***" | "**" | "<" | "<<" | "|" | "$" | "£" | "€" | "#" | "+")
    }

    /// "… he said. 🚨 Police …": a picture apart from what it follows, and before a capital.
    fn picture_begins(&self, kind: Kind, at: usize) -> bool {
        const MOST: usize = 12;
        let picture = |t: &&Token| matches!(t.first(self.text), '\u{200d}' | '\u{fe0f}' | '\u{2600}'..='\u{27bf}' | '\u{1f000}'..='\u{1faff}');
        let pictures = self.tokens[at..].iter().take(MOST).take_while(picture).count();
        let word = self.tokens.get(at + pictures).filter(|t| t.gap && t.kind == Kind::Word);
        kind != Kind::Abbreviation
            && pictures > 0
            && self.tokens[at].gap
            && word.is_some_and(|t| t.first(self.text).is_uppercase())
    }

    /// Whether the quotation or bracket that opens at `at` begins a sentence.
    fn opened_begins(&self, at: usize) -> bool {
        let inside =
            self.tokens[at..].iter().take(4).find(|t| !matches!(t.kind, Kind::Open | Kind::OpenQuote));
        inside.is_some_and(|t| !t.first(self.text).is_lowercase())
    }

    /// A small letter begins a sentence only where the stop is surely no
    /// abbreviation's and white space follows.
    fn small_begins(&self, i: usize, next: &Token) -> bool {
        let Some(before) = i.checked_sub(1).map(|b| self.tokens[b]) else { return false };
        let form = before.of(self.text);
        let plain = form.chars().count() >= 3 && form.chars().all(char::is_lowercase);
        let vowel = form.contains(['a', 'e', 'i', 'o', 'u', 'y']);
        let brand = next.of(self.text).chars().nth(1).is_some_and(char::is_uppercase);
        next.gap && ((plain && vowel && before.kind == Kind::Word) || brand)
    }

    /// "Is it? nobody knows": but not "Yahoo! shares", not "Why? he asked".
    fn small_follows(&self, i: usize, at: usize) -> bool {
        let name = i.checked_sub(1).is_some_and(|b| self.tokens[b].first(self.text).is_uppercase());
        let shout = self.tokens[i].of(self.text).contains('!');
        let said = self.tokens[at..].iter().take(3).any(|t| lists::is_speech(t.of(self.text)));
        !(said || name && shout)
    }

    fn starts_after_abbreviation(&self, i: usize, at: usize) -> bool {
        let next = self.tokens[at].of(self.text);
        // "the U.S. The", "at 9 a.m. The"; but "the U.S. Senate".
        let clock = matches!(self.tokens[i].of(self.text), "a.m." | "p.m." | "etc." | "A.M." | "P.M.");
        lists::is_starter(next) || (clock && !self.is_zone_or_day(at))
    }

    /// "9 a.m. EST", "9 a.m. Lisbon time", "9 a.m. Monday", "9 a.m. Jan. 5".
    fn is_zone_or_day(&self, at: usize) -> bool {
        let form = self.tokens[at].of(self.text);
        let shouted = form.len() <= 4 && form.chars().all(char::is_uppercase);
        let day = form.ends_with("day") || form.ends_with("days");
        let mut behind = self.tokens[at + 1..].iter().take(2).map(|t| t.of(self.text));
        let zone = behind.any(|word| word.eq_ignore_ascii_case("time"));
        let american = matches!(form, "Eastern" | "Pacific" | "Central" | "Mountain");
        shouted || day || zone || american || lists::abbreviation(form.trim_end_matches('.')).is_some()
    }

    /// `"Is it?" Smith asked`: a name of up to five words, then a speech verb.
    fn is_attribution(&self, at: usize) -> bool {
        for (names, token) in self.tokens[at..].iter().take(6).enumerate() {
            let form = token.of(self.text);
            if names > 0 && lists::is_speech(form) {
                return true;
            }
            if !token.first(self.text).is_uppercase()
                && !matches!(form, "de" | "van" | "von" | "al" | "bin" | "-")
            {
                return false;
            }
        }
        false
    }
}

fn is_item_number(form: &str) -> bool {
    form.len() <= 3 && form.bytes().all(|b| b.is_ascii_digit())
        || form.len() == 1 && form.chars().all(char::is_alphabetic) && form != "I"
        || matches!(form, "ii" | "iii" | "iv" | "II" | "III" | "IV" | "VI" | "VII")
}
