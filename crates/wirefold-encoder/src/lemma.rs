//! Lemmas as edit scripts over the folded form: `CASE|CUT|TAIL`.
//!
//! Folding spells curly quotes and dashes as ASCII and lower-cases. The script cuts CUT characters from the end
//! of the folded form and puts TAIL in their place. CASE says what becomes of capitals: `l` none, `k` those of
//! the form are kept, `t` the first letter is raised, `u` all are.

/// Applies a script to a form. A script that doesn't fit (it cuts more than there is, or is no script) leaves
/// the form folded.
///
/// ```
/// use wirefold_encoder::lemma;
/// assert_eq!(lemma::apply("l|3|y", "Cities"), "city");
/// assert_eq!(lemma::apply("k|0|", "Kyiv"), "Kyiv");
/// assert_eq!(lemma::apply("l|2|ot", "n’t"), "not");
/// ```
#[must_use]
pub fn apply(script: &str, form: &str) -> String {
    let folded = folded(form);
    let Some((case, cut, tail)) = parse(script) else { return folded };
    let Some(kept) = folded.chars().count().checked_sub(cut) else { return folded };
    let stem: String = match case {
        "k" => form.chars().flat_map(fold).take(kept).collect(),
        _ => folded.chars().take(kept).collect(),
    };
    let lemma = stem + tail;
    match case {
        "t" => raise_first(&lemma),
        "u" => lemma.to_uppercase(),
        _ => lemma,
    }
}

/// How many scripts [`choose`] looks at, and how far below the best one in score.
const CANDIDATES: usize = 5;
const MARGIN: f32 = 4.0;

/// The lemma of the script with the best score, preferring known words.
///
/// The encoder sees most words as one piece and so can't see their spelling: it mixes up `announc` and `announce`.
/// Where the best script makes a word (letters only) that is neither the form itself nor known, the next ones
/// are asked. An inflected form ([`is_inflected`]) is no lemma where another word is among them.
#[must_use]
pub fn choose(
    scores: &[f32],
    scripts: &[String],
    form: &str,
    inflected: bool,
    known: impl Fn(&str) -> bool,
) -> String {
    let folded = folded(form);
    let Some(top) = highest(scores, &[]) else { return folded };
    let best = apply(&scripts[top], form);
    let is_known = |lemma: &str| known(&self::folded(lemma));
    let is_form = |lemma: &str| self::folded(lemma) == folded;
    let unchanged = is_form(&best);
    if unchanged && !inflected || !best.chars().all(char::is_alphabetic) || !unchanged && is_known(&best) {
        return best;
    }
    let mut asked = vec![top];
    while asked.len() < CANDIDATES {
        let Some(next) = highest(scores, &asked).filter(|&next| scores[next] > scores[top] - MARGIN) else {
            break;
        };
        let lemma = apply(&scripts[next], form);
        if is_known(&lemma) && !(inflected && is_form(&lemma)) {
            return lemma;
        }
        asked.push(next);
    }
    best
}

/// Whether a form must have lost its ending in the lemma: a past or `-ing` form of a verb, by its tag in the Penn
/// Treebank, that is long enough to be no word such as "shed" or "bring".
#[must_use]
pub fn is_inflected(form: &str, tag: &str) -> bool {
    let ending = match tag {
        "VBD" | "VBN" => "ed",
        "VBG" => "ing",
        _ => return false,
    };
    form.len() >= 6 && form.ends_with(ending)
}

/// The place of the highest score, the first of equal ones, but for some places.
fn highest(scores: &[f32], but: &[usize]) -> Option<usize> {
    let mut top = None;
    for (at, &score) in scores.iter().enumerate() {
        if top.is_none_or(|top: usize| score > scores[top]) && !but.contains(&at) {
            top = Some(at);
        }
    }
    top
}

/// ASCII punctuation, lower case.
fn folded(form: &str) -> String {
    form.chars().flat_map(fold).map(lower).collect()
}

fn parse(script: &str) -> Option<(&str, usize, &str)> {
    let mut fields = script.splitn(3, '|');
    Some((fields.next()?, fields.next()?.parse().ok()?, fields.next()?))
}

/// The ASCII spelling of typographic punctuation.
fn fold(c: char) -> impl Iterator<Item = char> {
    let (spelt, times) = match c {
        '’' | '‘' | 'ʼ' => ('\'', 1),
        '“' | '”' => ('"', 1),
        '–' | '—' => ('-', 1),
        '…' => ('.', 3),
        other => (other, 1),
    };
    std::iter::repeat_n(spelt, times)
}

/// Lower case where that is one character, so that places in form and folded form agree.
fn lower(c: char) -> char {
    let mut low = c.to_lowercase();
    match (low.next(), low.next()) {
        (Some(single), None) => single,
        _ => c,
    }
}

fn raise_first(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::{apply, choose, is_inflected};

    #[test]
    fn case_follows_the_script() {
        assert_eq!(apply("l|0|", "NATO"), "nato");
        assert_eq!(apply("k|1|", "Olympics"), "Olympic");
        assert_eq!(apply("t|0|", "MOSCOW"), "Moscow");
        assert_eq!(apply("u|0|", "i"), "I");
        assert_eq!(apply("k|0|", "O’Brien"), "O'Brien");
    }

    #[test]
    fn known_words_come_first() {
        let scripts = ["l|2|", "l|1|", "l|0|", "l|3|.m."].map(String::from);
        let known = |word: &str| word == "announce";
        let chosen = |scores: &[f32], form| choose(scores, &scripts, form, false, known);
        assert_eq!(chosen(&[3.0, 2.0, 1.0, 0.0], "announced"), "announce");
        assert_eq!(chosen(&[9.0, 2.0, 1.0, 0.0], "announced"), "announc", "too far below");
        assert_eq!(chosen(&[3.0, 2.0, 1.0, 0.0], "frobbed"), "frobb", "none is known");
        assert_eq!(chosen(&[1.0, 2.0, 3.0, 0.0], "frobbed"), "frobbed", "the form itself");
        assert_eq!(chosen(&[], "Frobbed"), "frobbed");
    }

    #[test]
    fn an_inflected_form_is_no_lemma_where_another_is_known() {
        let scripts = ["l|0|", "l|2|", "l|1|"].map(String::from);
        let chosen = |form, tag, known: &str| {
            choose(&[3.0, 2.0, 1.0], &scripts, form, is_inflected(form, tag), |word| word == known)
        };
        assert_eq!(chosen("announced", "VBN", "announce"), "announce");
        assert_eq!(chosen("announced", "JJ", "announce"), "announced");
        assert_eq!(chosen("frobbed", "VBN", "announce"), "frobbed", "nothing better is known");
        assert_eq!(chosen("shed", "VBN", "she"), "shed");
    }

    #[test]
    fn a_script_that_does_not_fit_leaves_the_folded_form() {
        for script in ["l|9|be", "nonsense", "", "l|x|y"] {
            assert_eq!(apply(script, "Is"), "is", "{script}");
        }
        assert_eq!(apply("l|0|", "…"), "...");
    }
}
