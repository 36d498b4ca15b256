//! One pass over a block: runs, addresses and marks to tokens.

use super::chunk::{self, Chunk};
use super::token::{Kind, Token};
use super::{address, clitic, compound, lists, number, plain, run, stop};
use std::ops::Range;

/// A longer word is cut, so that what reads it is never given more at once.
const LONGEST_WORD: usize = 400;
/// So many like marks in a row are a line drawn across the page.
const SHORTEST_RULE: usize = 5;

/// The tokens of a block.
pub(super) fn lex(text: &str, block: Range<usize>) -> Vec<Token> {
    let mut lexer = Lexer::new(text, &block);
    let mut chunk = Chunk::default();
    let mut at = block.start;
    while at < block.end {
        let rest = &text[at..block.end];
        let space = chunk::space(rest);
        let plain = if space == 0 { lexer.plain(rest) } else { 0 };
        if space > 0 {
            lexer.gap = true;
            at += space;
        } else if plain > 0 {
            lexer.letters(at, at + plain);
            at += plain;
        } else {
            if at >= chunk.end {
                chunk = Chunk::of(text, at, block.end);
            }
            at = lexer.one(at, chunk, block.end);
        }
    }
    lexer.tokens
}

struct Lexer<'t> {
    text: &'t str,
    tokens: Vec<Token>,
    /// White space (or the start) stands before the next token.
    gap: bool,
    /// A straight double quotation mark is open.
    open: bool,
    /// What faces begin with.
    faces: &'static [bool; 256],
    addresses: address::Finder,
}

impl<'t> Lexer<'t> {
    fn new(text: &'t str, block: &Range<usize>) -> Self {
        let tokens = Vec::with_capacity(block.len() / 5 + 1);
        Self {
            text,
            tokens,
            gap: true,
            open: false,
            faces: lists::emoticon_firsts(),
            addresses: address::Finder::default(),
        }
    }

    /// Length of the plain word that `rest` begins with.
    fn plain(&self, rest: &str) -> usize {
        let rest = rest.as_bytes();
        if self.faces[usize::from(rest[0])] { 0 } else { plain::length(rest) }
    }

    /// A plain word; some are two that are written as one.
    fn letters(&mut self, start: usize, end: usize) {
        let cut = clitic::unmarked_cut(&self.text[start..end]).map_or(start, |cut| start + cut);
        if cut > start {
            self.piece(start, cut);
        }
        self.push(cut, end, Kind::Word);
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.text[at..].chars().next()
    }

    fn push(&mut self, start: usize, end: usize, kind: Kind) {
        let mut from = start;
        while end - from > LONGEST_WORD {
            let cut = self.text.floor_char_boundary(from + LONGEST_WORD);
            self.add(from, cut, kind);
            from = cut;
        }
        self.add(from, end, kind);
    }

    fn add(&mut self, start: usize, end: usize, kind: Kind) {
        self.tokens.push(Token { start, end, gap: self.gap, kind });
        self.gap = false;
    }

    /// One run, address or mark at `at`; returns where the next begins.
    fn one(&mut self, at: usize, chunk: Chunk, block_end: usize) -> usize {
        let rest = &self.text[at..chunk.end];
        if chunk.may_hold_address(at)
            && let Some(length) = self.addresses.length(rest, at)
        {
            self.push(at, at + length, Kind::Word);
            return at + length;
        }
        if self.faces[usize::from(rest.as_bytes()[0])]
            && let Some(length) = lists::emoticon(rest)
        {
            self.push(at, at + length, Kind::Emoticon);
            return at + length;
        }
        let length = run::length(rest);
        if length > 0 { self.run(at, at + length, chunk.end, block_end) } else { self.mark(at, chunk.end) }
    }

    fn run(&mut self, start: usize, end: usize, chunk_end: usize, block_end: usize) -> usize {
        if let Some(sign) = currency_prefix(&self.text[start..chunk_end], end - start) {
            self.push(start, end + sign, Kind::Word);
            return end + sign;
        }
        let mut last = start;
        for (from, to, sign) in compound::pieces(&self.text[start..end]) {
            if sign {
                self.push(start + from, start + to, Kind::Mark);
            } else if from < to {
                last = start + from;
                self.piece(last, start + to);
            }
        }
        match self.stop_kind(last, end, chunk_end, block_end) {
            Some(kind) => {
                let word = self.tokens.last_mut().expect("a run holds a word");
                word.end = end + 1;
                word.kind = kind;
                end + 1
            }
            None => end,
        }
    }

    /// What the last word, begun at `start`, becomes with the full stop at `end`.
    fn stop_kind(&self, start: usize, end: usize, chunk_end: usize, block_end: usize) -> Option<Kind> {
        let rest = self.text[end..chunk_end].strip_prefix('.')?;
        let text = self.text;
        let word = &text[start..end];
        let rest_of_block = &text[end + 1..block_end];
        let candidate = stop::Candidate { text, tokens: &self.tokens, word, rest: rest_of_block };
        if rest.starts_with('.') { None } else { candidate.kind() }
    }

    fn piece(&mut self, start: usize, end: usize) {
        let word = &self.text[start..end];
        let mut cuts = clitic::cuts(word);
        if cuts.is_empty() {
            cuts.extend(number::unit_cut(word));
        }
        let mut from = start;
        for cut in cuts {
            self.push(from, start + cut, Kind::Word);
            from = start + cut;
        }
        self.push(from, end, Kind::Word);
    }

    fn mark(&mut self, at: usize, end: usize) -> usize {
        let rest = &self.text[at..end];
        let first = self.char_at(at).expect("a chunk holds whole characters");
        if let Some(length) = apostrophe_word(rest) {
            self.push(at, at + length, Kind::Word);
            return at + length;
        }
        let length = mark_length(rest, first);
        let kind = self.mark_kind(first, at, at + length, end);
        self.push(at, at + length, kind);
        at + length
    }

    fn mark_kind(&mut self, first: char, start: usize, end: usize, chunk_end: usize) -> Kind {
        let length = end - start;
        match first {
            '.' if length == 1 => Kind::Stop,
            '.' | '…' => Kind::Ellipsis,
            '?' | '!' | '؟' | '‽' => Kind::Question,
            '。' | '।' => Kind::Stop,
            '(' | '[' | '{' => Kind::Open,
            ')' | ']' | '}' => Kind::Close,
            '“' | '«' | '„' | '‘' | '‚' | '`' | '‹' => Kind::OpenQuote,
            '”' | '»' | '’' | '›' => Kind::CloseQuote,
            '"' | '\'' | '＂' => self.straight(first, end, chunk_end),
            '_' | '=' | '-' | '*' | '~' | '#' if length >= SHORTEST_RULE => Kind::Rule,
            '•' | '●' | '▪' | '■' | '◦' | '‣' | '·' | '*' => Kind::Bullet,
            _ => Kind::Mark,
        }
    }

    /// Tells an opening straight mark from a closing one by the white space
    /// around it, and where that says nothing, by turns.
    fn straight(&mut self, first: char, end: usize, chunk_end: usize) -> Kind {
        let before =
            self.gap || self.tokens.last().is_some_and(|t| matches!(t.kind, Kind::Open | Kind::OpenQuote));
        let after = end == chunk_end;
        let opens = match (before, after) {
            (true, false) => true,
            (false, true) => false,
            (true, true) => first == '"' && !self.open,
            (false, false) => {
                let dash =
                    self.tokens.last().is_some_and(|t| matches!(t.of(self.text), "—" | "--" | "–" | "-"));
                dash && !self.open
            }
        };
        if first == '"' {
            self.open = opens;
        }
        if opens { Kind::OpenQuote } else { Kind::CloseQuote }
    }
}

/// "US$": letters that belong to the currency sign behind them.
fn currency_prefix(rest: &str, run: usize) -> Option<usize> {
    const LETTERS: [&str; 10] = ["US", "A", "AU", "C", "CA", "HK", "NZ", "S", "R", "NT"];
    (rest[run..].starts_with('$') && LETTERS.contains(&&rest[..run])).then_some(1)
}

/// "'90s", "'em", "'s" standing alone.
fn apostrophe_word(rest: &str) -> Option<usize> {
    const WORDS: [&str; 14] =
        ["s", "m", "d", "re", "ve", "ll", "t", "em", "til", "tis", "twas", "cause", "bout", "n"];
    let tail = rest.strip_prefix(['\'', '’', '‘'])?;
    let mark = rest.len() - tail.len();
    let end = tail.find(|c: char| !c.is_alphanumeric()).unwrap_or(tail.len());
    let word = &tail[..end];
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let year = digits == 2 && matches!(&word[2..], "" | "s");
    let listed = word.len() <= 5 && WORDS.contains(&word.to_lowercase().as_str());
    // "'s" with an opening mark would be the start of a quotation of one letter.
    (year || (listed && (word.len() > 2 || !rest.starts_with('‘')))).then_some(mark + end)
}

/// Length in bytes of the mark that `rest` begins with: like marks stand together.
fn mark_length(rest: &str, first: char) -> usize {
    let same = |set: &[char]| rest.find(|c: char| !set.contains(&c)).unwrap_or(rest.len());
    match first {
        '.' | '…' => same(&['.', '…']),
        '?' | '!' => same(&['?', '!']),
        '-' | '*' | '=' | '~' | '_' | '<' | '>' | '+' | '#' | '|' | '$' => same(&[first]),
        '\'' | '`' if rest[1..].starts_with(first) => 2,
        // Other signs, such as "███" or "■■".
        _ if !first.is_ascii() && !is_paired(first) => same(&[first]),
        _ => first.len_utf8(),
    }
}

/// Quotation marks and dashes stand alone even next to their like.
fn is_paired(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{201f}' | '«' | '»' | '‹' | '›' | '€' | '£' | '。' | '、' | '，')
}
