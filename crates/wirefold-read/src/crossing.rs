//! Adverbials that were hung across the words that quote.
//!
//! "Police killed two, the ministry said *on Wednesday*" tells when the ministry spoke. Written English has next to no
//! adverbial that crosses the verb its own verb hangs on, unless a comma sets it off ("he would go, he said, to Oslo").

use wirefold_report::{Upos, Word};

/// Hangs an adverbial that stands behind the verb above its own verb on that one.
pub(crate) fn settle(words: &mut [Word]) {
    for at in 0..words.len() {
        if let Some(verb) = crossed(words, at) {
            words[at].head = Some(verb);
        }
    }
}

/// The verb that stands between an adverbial and the word it hangs on, and above that.
fn crossed(words: &[Word], at: usize) -> Option<usize> {
    let relation = words[at].deprel.split(':').next()?;
    let head = words[at].head.filter(|&head| head < at && matches!(relation, "obl" | "advmod"))?;
    let above = std::iter::successors(words[head].head, |&w| words[w].head).take(words.len());
    let verb = above.into_iter().find(|&w| head < w && w < at)?;
    let apart = words[verb..at].iter().any(|word| word.upos == Upos::Punct);
    (words[verb].upos == Upos::Verb && !apart).then_some(verb)
}

#[cfg(test)]
mod tests {
    use super::settle;
    use wirefold_report::{Span, Upos, Word};

    /// Words told as "form/UPOS/head/relation", heads from 1.
    fn words(told: &str) -> Vec<Word> {
        let word = |told: &str| {
            let parts: Vec<&str> = told.split('/').collect();
            let head: usize = parts[2].parse().expect("a head");
            Word {
                span: Span::default(),
                lemma: parts[0].into(),
                upos: Upos::from_name(parts[1]).expect("a part of speech"),
                xpos: "".into(),
                features: "".into(),
                head: head.checked_sub(1),
                deprel: parts[3].into(),
            }
        };
        told.split(' ').map(word).collect()
    }

    fn head_of_last(told: &str) -> Option<usize> {
        let mut words = words(told);
        settle(&mut words);
        words.last().and_then(|word| word.head)
    }

    #[test]
    fn what_stands_behind_who_spoke_tells_when() {
        let said = "They/PRON/2/nsubj left/VERB/5/ccomp ,/PUNCT/2/punct she/PRON/5/nsubj said/VERB/0/root Monday/PROPN/2/obl";
        assert_eq!(head_of_last(said), Some(4));
    }

    #[test]
    fn what_a_comma_sets_off_stays_where_it_is() {
        let said = "They/PRON/2/nsubj left/VERB/4/ccomp she/PRON/4/nsubj said/VERB/0/root ,/PUNCT/4/punct Monday/PROPN/2/obl";
        assert_eq!(head_of_last(said), Some(1));
        let told = "She/PRON/2/nsubj said/VERB/0/root they/PRON/4/nsubj left/VERB/2/ccomp Monday/PROPN/4/obl";
        assert_eq!(head_of_last(told), Some(3));
    }
}
