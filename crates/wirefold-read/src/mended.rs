//! Trees mended where the parser takes what news writes for something else.

use wirefold_report::{Upos, Word};

/// So many words up a tree, or beside a word, are looked at: what is mended stands near, and a "sentence" may be a whole table.
const NEAR: usize = 24;

/// Mends the tree of a sentence.
pub(crate) fn mend(words: &mut [Word]) {
    for at in 0..words.len() {
        if let Some(verb) = crossed(words, at) {
            words[at].head = Some(verb);
        }
        if let Some(guest) = guest(words, at) {
            describe(words, at, guest);
        }
    }
}

/// The verb that stands between an adverbial and the word it hangs on, and above that: "Police killed two, the ministry said *on
/// Wednesday*" tells when the ministry spoke. Written English has next to no adverbial that crosses the verb its own verb hangs
/// on, unless a comma sets it off ("he would go, he said, to Oslo").
fn crossed(words: &[Word], at: usize) -> Option<usize> {
    let relation = words[at].deprel.split(':').next()?;
    let head = words[at].head.filter(|&head| head < at && matches!(relation, "obl" | "advmod"))?;
    let above = std::iter::successors(words[head].head, |&w| words[w].head).take(NEAR);
    let verb = above.into_iter().find(|&w| head < w && w < at && at - w < NEAR)?;
    let apart = words[verb..at].iter().any(|word| word.upos == Upos::Punct);
    (words[verb].upos == Upos::Verb && !apart).then_some(verb)
}

/// Verbs that say that two met.
const MEETING: [&str; 7] = ["meet", "receive", "host", "welcome", "greet", "confer", "talk"];

/// Whom "visiting" describes behind a verb of meeting: "met with *visiting* Prime Minister *Ana Ruiz*" tells of a guest, and of
/// no other visit.
fn guest(words: &[Word], at: usize) -> Option<usize> {
    let visiting = &words[at];
    let verb =
        visiting.head.filter(|&verb| verb < at && &*visiting.lemma == "visit" && &*visiting.xpos == "VBG")?;
    let title =
        words.get(at + 1).is_some_and(|next| matches!(next.upos, Upos::Adj | Upos::Noun | Upos::Propn));
    let guest = (at + 1..words.len().min(at + NEAR))
        .find(|&w| words[w].head == Some(at) && &*words[w].deprel == "obj")?;
    (title && words[guest].upos == Upos::Propn && MEETING.contains(&&*words[verb].lemma)).then_some(guest)
}

/// Makes a participle the attribute of its object, which takes the participle's place.
fn describe(words: &mut [Word], participle: usize, guest: usize) {
    let verb = words[participle].head;
    let led = words.iter().take(participle).any(|w| w.head == Some(participle) && &*w.deprel == "case");
    for word in words.iter_mut().filter(|word| word.head == Some(participle)) {
        word.head = if &*word.deprel == "case" { Some(guest) } else { verb };
    }
    (words[guest].head, words[guest].deprel) = (verb, if led { "obl" } else { "obj" }.into());
    let participle = &mut words[participle];
    (participle.head, participle.deprel, participle.upos) = (Some(guest), "amod".into(), Upos::Adj);
    participle.lemma = "visiting".into();
}

#[cfg(test)]
mod tests {
    use super::mend;
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
        mend(&mut words);
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

    #[test]
    fn a_visiting_guest_visits_nobody_else() {
        let told = "Xi/PROPN/2/nsubj meet/VERB/0/root with/ADP/4/case visit/VERB/2/advcl French/ADJ/6/amod Macron/PROPN/4/obj Monday/PROPN/4/obl";
        let mut all = words(told);
        all[3].xpos = "VBG".into();
        mend(&mut all);
        let hangs: Vec<_> = all[2..].iter().map(|word| (word.head, &*word.deprel)).collect();
        let expected =
            [(Some(5), "case"), (Some(5), "amod"), (Some(5), "amod"), (Some(1), "obl"), (Some(1), "obl")];
        assert_eq!(hangs, expected);
    }

    #[test]
    fn whoever_goes_visiting_visits() {
        let told = "He/PRON/2/nsubj die/VERB/0/root visit/VERB/2/advcl French/ADJ/5/amod Macron/PROPN/3/obj";
        let mut all = words(told);
        all[2].xpos = "VBG".into();
        let before = all.clone();
        mend(&mut all);
        assert_eq!(all, before);
    }
}
