//! Quotation marks, matched.
//!
//! Reports mix curly, straight and angle marks, use the same sign for apostrophes
//! and single quotation marks, forget to close, and open a long quotation again
//! at each paragraph. The spans found here are the outermost quotations of a
//! block; quotations inside them are not told apart.

use wirefold_report::Span;

use crate::window::Stretch;

/// A stretch in quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Quoted {
    /// With its marks.
    pub outer: Span,
    /// Without them, and without white space at its ends.
    pub inner: Span,
    /// Whether its closing mark was found; if not, it ends with the block or
    /// before the next quotation.
    pub closed: bool,
}

/// The quotations of one block, in order, not overlapping, none empty.
#[must_use]
pub fn quoted(text: &str, block: Span) -> Vec<Quoted> {
    match_marks(text, block).0
}

/// Quotations over several blocks, such as the body of a report: each is the list
/// of its parts, one a block. A quotation that is left open goes on where the next
/// block opens one again or closes one that it did not open.
#[must_use]
pub fn quotations(text: &str, blocks: &[Span]) -> Vec<Vec<Quoted>> {
    let mut all: Vec<Vec<Quoted>> = Vec::new();
    let mut open = false;
    for &block in blocks {
        let (mut parts, stray) = match_marks(text, block);
        let first = parts.first().map_or(block.end, |part| part.outer.start);
        let rest =
            stray.filter(|close| open && close.end <= first).and_then(|close| continued(text, block, close));
        match rest {
            Some(rest) => parts.insert(0, rest),
            None => open &= parts.first().is_some_and(|part| part.outer.start == block.start),
        }
        let goes_on = open;
        open = parts.last().is_some_and(|part| !part.closed && part.outer.end == block.end);
        for (i, part) in parts.into_iter().enumerate() {
            match all.last_mut() {
                Some(last) if i == 0 && goes_on => last.push(part),
                _ => all.push(vec![part]),
            }
        }
    }
    all
}

/// From the start of a block to a closing mark that nothing in it opened.
fn continued(text: &str, block: Span, close: Span) -> Option<Quoted> {
    let outer = Span::new(block.start as usize, close.end as usize);
    let inner = trimmed(text, block.start as usize, close.start as usize);
    (!inner.is_empty()).then_some(Quoted { outer, inner, closed: true })
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Curly,
    Low,
    Angle,
    Straight,
    Ticks,
    Single,
    StraightSingle,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Turn {
    Opens,
    Closes,
    /// The context does not tell: it closes if one is open.
    Either,
}

struct Mark {
    sort: Sort,
    turn: Turn,
    start: usize,
    end: usize,
}

struct Opened {
    sort: Sort,
    start: usize,
    end: usize,
    /// Where the first quotation inside it was opened.
    inside: Option<usize>,
}

/// An apostrophe far behind a single opening mark does not close it.
const LONGEST_SINGLE: usize = 600;

/// The quotations, and the first closing mark that has no opening one.
fn match_marks(text: &str, block: Span) -> (Vec<Quoted>, Option<Span>) {
    let mut stack: Vec<Opened> = Vec::new();
    let mut found: Vec<Quoted> = Vec::new();
    let mut stray = None;
    for mark in Marks::new(text, block) {
        match partner(&stack, &mark) {
            Some(depth) => {
                let opened = stack.swap_remove(depth);
                stack.truncate(depth);
                found.extend(between(text, &opened, mark.start, mark.end, true));
            }
            None if mark.turn == Turn::Closes => {
                let double = !matches!(mark.sort, Sort::Single | Sort::StraightSingle);
                if double && stack.is_empty() && stray.is_none() {
                    stray = Some(Span::new(mark.start, mark.end));
                }
            }
            None => {
                if let Some(outer) = stack.last_mut() {
                    outer.inside.get_or_insert(mark.start);
                }
                stack.push(Opened { sort: mark.sort, start: mark.start, end: mark.end, inside: None });
            }
        }
    }
    // What is left open ends before the next one, or with the block.
    for opened in &stack {
        let single = matches!(opened.sort, Sort::Single | Sort::StraightSingle);
        let end = opened.inside.unwrap_or(block.end as usize);
        found.extend(between(text, opened, end, end, false).filter(|_| !single));
    }
    (outermost(found), stray)
}

/// Position on the stack of the mark that this one closes.
fn partner(stack: &[Opened], mark: &Mark) -> Option<usize> {
    if mark.turn == Turn::Opens {
        return None;
    }
    let single = matches!(mark.sort, Sort::Single | Sort::StraightSingle);
    let last = stack.last()?;
    if single {
        let near = mark.start - last.start <= LONGEST_SINGLE;
        return (near && last.sort == mark.sort).then(|| stack.len() - 1);
    }
    // Only a few can be open in good text; unmatched ones must not cost time.
    let recent = stack.iter().enumerate().rev().take(8);
    recent.into_iter().find(|(_, opened)| pairs(opened.sort, mark.sort)).map(|(depth, _)| depth)
}

/// Some writers open with one sort and close with another.
fn pairs(open: Sort, close: Sort) -> bool {
    use Sort::{Curly, Low, Straight, Ticks};
    open == close
        || matches!(
            (open, close),
            (Low | Ticks, Curly) | (Curly | Ticks, Straight) | (Straight, Curly) | (Straight | Curly, Ticks)
        )
}

fn between(text: &str, opened: &Opened, inner_end: usize, end: usize, closed: bool) -> Option<Quoted> {
    let inner = trimmed(text, opened.end, inner_end);
    let end = if closed { end } else { inner.end as usize };
    (!inner.is_empty()).then(|| Quoted { outer: Span::new(opened.start, end), inner, closed })
}

fn trimmed(text: &str, start: usize, end: usize) -> Span {
    let inside = &text[start..end];
    let core = inside.trim_start();
    let from = start + (inside.len() - core.len());
    Span::new(from, from + core.trim_end().len())
}

fn outermost(mut found: Vec<Quoted>) -> Vec<Quoted> {
    found.sort_by_key(|q| (q.outer.start, std::cmp::Reverse(q.outer.end)));
    let mut end = 0;
    found.retain(|q| {
        let outside = q.outer.start >= end;
        end = if outside { q.outer.end } else { end };
        outside
    });
    found
}

/// The marks of a block, apostrophes left out.
struct Marks<'t> {
    text: &'t str,
    at: usize,
    end: usize,
    before: Option<char>,
}

impl<'t> Marks<'t> {
    fn new(text: &'t str, block: Span) -> Self {
        Self { text, at: block.start as usize, end: block.end as usize, before: None }
    }

    /// Passes over what is surely no mark: ASCII but for the three signs that may be one.
    fn skip_plain(&mut self) {
        let bytes = &self.text.as_bytes()[..self.end];
        while self.at < self.end {
            let stretch = Stretch::at(bytes, self.at);
            let marks = stretch.others() | stretch.any_of([b'"', b'\'', b'`']);
            let plain = (marks.trailing_zeros() as usize).min(self.end - self.at);
            if let Some(last) = bytes[self.at..self.at + plain].last() {
                self.before = Some(char::from(*last));
            }
            self.at += plain;
            if marks != 0 {
                break;
            }
        }
    }
}

impl Iterator for Marks<'_> {
    type Item = Mark;

    fn next(&mut self) -> Option<Mark> {
        while self.at < self.end {
            self.skip_plain();
            let start = self.at;
            let rest = &self.text[start..self.end];
            let c = rest.chars().next()?;
            let ticks = rest.starts_with("``") || rest.starts_with("''");
            let length = if ticks { 2 } else { c.len_utf8() };
            let (before, after) = (self.before, rest[length..].chars().next());
            self.at += length;
            self.before = Some(c);
            let told = if ticks {
                Some((Sort::Ticks, if c == '`' { Turn::Opens } else { Turn::Either }))
            } else {
                tell(c, before, after, &rest[length..])
            };
            if let Some((sort, turn)) = told {
                return Some(Mark { sort, turn, start, end: self.at });
            }
        }
        None
    }
}

fn is_lead(c: Option<char>) -> bool {
    c.is_none_or(|c| {
        c.is_whitespace()
            || matches!(c, '(' | '[' | '{' | '—' | '–' | '-' | '/' | ':' | '“' | '«' | '"' | '‘')
    })
}

fn is_tail(c: Option<char>) -> bool {
    c.is_none_or(|c| {
        !c.is_alphanumeric() && !matches!(c, '(' | '[' | '“' | '«' | '$' | '£' | '€' | '#' | '@')
    })
}

fn tell(c: char, before: Option<char>, after: Option<char>, rest: &str) -> Option<(Sort, Turn)> {
    let told = match c {
        // Closes a low one; opens otherwise, unless it can only close.
        '“' if before.is_some_and(|b| !is_lead(Some(b))) && is_tail(after) => (Sort::Curly, Turn::Either),
        '“' | '‟' => (Sort::Curly, Turn::Opens),
        '”' => (Sort::Curly, Turn::Closes),
        '„' => (Sort::Low, Turn::Opens),
        '«' => (Sort::Angle, Turn::Opens),
        '»' => (Sort::Angle, Turn::Closes),
        '"' | '＂' => (Sort::Straight, straight(before, after)),
        '‘' if is_lead(before) && !is_clipped(rest) => (Sort::Single, Turn::Opens),
        '’' if closes_single(before, after) => (Sort::Single, Turn::Closes),
        '\'' if is_lead(before) && after.is_some_and(char::is_alphanumeric) && !is_clipped(rest) => {
            (Sort::StraightSingle, Turn::Opens)
        }
        '\'' if closes_single(before, after) => (Sort::StraightSingle, Turn::Closes),
        _ => return None,
    };
    Some(told)
}

fn straight(before: Option<char>, after: Option<char>) -> Turn {
    let apart = after.is_none_or(char::is_whitespace);
    match (is_lead(before), is_tail(after)) {
        (true, false) => Turn::Opens,
        // "… “ word": a mark at a line's start opens, whatever stands behind it.
        (true, true) if before.is_none() => Turn::Opens,
        (true, true) if !apart => Turn::Opens,
        (false, true) => Turn::Closes,
        _ => Turn::Either,
    }
}

/// A plural's apostrophe looks the same; it closes only what a single mark opened.
fn closes_single(before: Option<char>, after: Option<char>) -> bool {
    before.is_some_and(|b| !b.is_whitespace() || after.is_none_or(char::is_whitespace)) && is_tail(after)
}

/// "’90s", "’em", "’tis": the mark stands for letters left out.
fn is_clipped(rest: &str) -> bool {
    const WORDS: [&str; 10] = ["em", "tis", "twas", "til", "cause", "n", "s", "re", "ve", "ll"];
    let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
    let word = &rest[..end];
    let year = word.len() >= 2 && word.bytes().take(2).all(|b| b.is_ascii_digit()) && word.len() <= 3;
    year || (word.len() <= 5 && WORDS.contains(&word.to_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use super::{quotations, quoted};
    use wirefold_report::Span;

    fn check(text: &str, want: &[&str]) {
        let found = quoted(text, Span::new(0, text.len()));
        let got: Vec<&str> = found.iter().map(|q| q.inner.of(text)).collect();
        assert_eq!(got, want, "{text}");
    }

    #[test]
    fn marks_are_matched() {
        check("He called it “a long road,” then left.", &["a long road,"]);
        check("“One,” she said. “Two.”", &["One,", "Two."]);
        check("\"One,\" she said, \"and 'two' too.\"", &["One,", "and 'two' too."]);
        check("“She said ‘never again’ twice,” he said.", &["She said ‘never again’ twice,"]);
        check("The ministers’ ‘open door’ isn’t open.", &["open door"]);
        check("It 's `` all set '' , she said .", &["all set"]);
        check("« Tout va bien », he said.", &["Tout va bien"]);
        check("He “ wo n’t ” go .", &["wo n’t"]);
        check("`` We go , ” he said . “ And then ? ''", &["We go ,", "And then ?"]);
        check("the „alte“ town", &["alte"]);
        check("rock ’n’ roll in the ’90s isn’t the boys’ thing", &[]);
        check("don't, can't, the Joneses' dog", &[]);
    }

    #[test]
    fn what_is_left_open_ends_somewhere() {
        check("“We go on. “We must,” he said.", &["We go on.", "We must,"]);
        check("He said: “We go on", &["We go on"]);
        check("Nothing opens” here.", &[]);
        check("“”", &[]);
        check("“ ", &[]);
    }

    #[test]
    fn paragraphs_that_open_again_are_one_quotation() {
        let text = "“First part.\n“Second part,” he said. “Third.”\n“Fourth and\nlast” it was.";
        let mut start = 0;
        let blocks: Vec<Span> = text
            .split('\n')
            .map(|line| {
                let span = Span::new(start, start + line.len());
                start += line.len() + 1;
                span
            })
            .collect();
        let all = quotations(text, &blocks);
        let got: Vec<Vec<&str>> = all.iter().map(|q| q.iter().map(|p| p.inner.of(text)).collect()).collect();
        assert_eq!(got, [vec!["First part.", "Second part,"], vec!["Third."], vec!["Fourth and", "last"]]);
    }
}
