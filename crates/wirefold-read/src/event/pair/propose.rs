//! Which pairs of parties are worth asking the encoder about.

use crate::event::lexicon::lexicon;
use wirefold_encoder::{Parties, Reading, Word};

/// Parties of a sentence that are looked at: of lists and tables the first.
const MOST_PARTIES: usize = 10;
/// Pairs that are asked about, those nearest in the tree.
const MOST_PAIRS: usize = 12;
/// How far a party in the place of the other side seems to be: the subject of an active verb is seldom acted upon.
const ODD_PLACE: usize = 3;
/// Longer ways through a tree are all alike.
const FAR: usize = 12;
/// Words behind a title among which the name stands that it opens.
const NEAR: usize = 4;
const ACTING: [&str; 4] = ["person", "organization", "place", "group"];

/// The pairs of a sentence that has just been read.
pub(crate) fn propose(reading: &Reading) -> Vec<Parties> {
    let words = &reading.words;
    let parties = parties(reading);
    let mut pairs: Vec<(usize, usize, usize)> = Vec::new();
    for (i, a) in parties.iter().enumerate() {
        for (j, b) in parties.iter().enumerate().filter(|&(j, _)| j != i) {
            let (actor, recipient) = (&words[a.head], &words[b.head]);
            let odd = usize::from(matches!(&*actor.relation, "obj" | "iobj" | "nsubj:pass"))
                + usize::from(matches!(&*recipient.relation, "nsubj" | "obl:agent"));
            pairs.push((distance(words, a.head, b.head) + ODD_PLACE * odd, i, j));
        }
    }
    pairs.sort_unstable();
    pairs.truncate(MOST_PAIRS);
    let asked = |&(_, i, j): &(usize, usize, usize)| Parties {
        actor: parties[i].words.clone(),
        recipient: parties[j].words.clone(),
    };
    pairs.iter().map(asked).collect()
}

/// The word of some on which the others hang; `None` for no words.
pub(crate) fn top(words: &[usize], head: impl Fn(usize) -> Option<usize>) -> Option<usize> {
    let outside = |&&word: &&usize| head(word).is_none_or(|head| !words.contains(&head));
    words.iter().find(outside).or(words.first()).copied()
}

struct Candidate {
    head: usize,
    words: Vec<usize>,
}

/// Names of who can act, words for people and bodies, and pronouns.
fn parties(reading: &Reading) -> Vec<Candidate> {
    let words = &reading.words;
    let mut named = vec![None; words.len()];
    for (i, mention) in reading.mentions.iter().enumerate().filter(|(_, m)| ACTING.contains(&m.kind)) {
        named[mention.words.clone()].fill(Some(i));
    }
    let mut found: Vec<Candidate> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        if found.len() == MOST_PARTIES {
            break;
        }
        let own: Vec<usize> = match named[at] {
            Some(mention) => reading.mentions[mention].words.clone().collect(),
            None => vec![at],
        };
        let lemma = word.lemma.to_lowercase();
        // Of "chair Ana Ruiz" the name is the party.
        let titles =
            |kid: usize| words[kid].head == at + 1 && words[kid].relation == "flat" && named[kid].is_some();
        let described = match &*word.upos {
            "NOUN" if (at + 1..words.len()).take(NEAR).any(titles) => false,
            "NOUN" => lexicon().is_party("actor", &lemma) || lexicon().is_party("part", &lemma),
            "PRON" => lexicon().is_party("pronoun", &lemma),
            _ => false,
        };
        let heads = top(&own, |w| words[w].head.checked_sub(1)) == Some(at);
        let part = !described && named[at].is_none() || found.iter().any(|c| c.words.contains(&at));
        if heads && !part {
            found.push(Candidate { head: at, words: whole(words, at, own) });
        }
    }
    found
}

/// A party's words with what stands before its head and belongs to it.
fn whole(words: &[Word], head: usize, own: Vec<usize>) -> Vec<usize> {
    let part = |w: &Word| {
        w.head == head + 1
            && matches!(
                &*w.relation,
                "det" | "amod" | "compound" | "nummod" | "flat" | "nmod:poss" | "nmod:desc"
            )
    };
    let parts = words.iter().enumerate().filter(|(_, w)| part(w)).map(|(i, _)| i);
    let mut all: Vec<usize> = own.into_iter().chain(parts).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Steps between two words of the tree.
fn distance(words: &[Word], a: usize, b: usize) -> usize {
    let path = |word: usize| std::iter::successors(Some(word), |&w| words[w].head.checked_sub(1)).take(FAR);
    let up: Vec<usize> = path(a).collect();
    let met = path(b).enumerate().find_map(|(down, w)| Some(down + up.iter().position(|&u| u == w)?));
    met.unwrap_or(2 * FAR)
}

#[cfg(test)]
mod tests {
    use super::{distance, propose, top};
    use wirefold_encoder::{Mention, Reading, Word};
    use wirefold_report::Label;

    fn word(lemma: &str, upos: &str, head: usize, relation: &str) -> Word {
        let [upos, xpos, features, relation] = [upos, "NN", "_", relation].map(Label::from);
        Word { upos, xpos, features, lemma: lemma.into(), head, relation }
    }

    fn reading() -> Reading {
        let words = vec![
            word("Turkish", "ADJ", 2, "amod"),
            word("police", "NOUN", 3, "nsubj"),
            word("hold", "VERB", 0, "root"),
            word("Ana", "PROPN", 3, "obj"),
            word("Ruiz", "PROPN", 4, "flat"),
            word("table", "NOUN", 3, "obl"),
        ];
        let mentions = vec![Mention { words: 3..5, kind: "person" }];
        Reading { words, mentions, ..Reading::default() }
    }

    #[test]
    fn names_and_words_for_people_are_paired_the_likelier_way_first() {
        let pairs = propose(&reading());
        let shown: Vec<_> = pairs.iter().map(|p| (p.actor.clone(), p.recipient.clone())).collect();
        assert_eq!(shown, [(vec![0, 1], vec![3, 4]), (vec![3, 4], vec![0, 1])]);
    }

    #[test]
    fn ways_are_counted_through_the_tree() {
        let words = reading().words;
        assert_eq!((distance(&words, 0, 4), distance(&words, 3, 3)), (4, 0));
        assert_eq!(top(&[3, 4], |w| words[w].head.checked_sub(1)), Some(3));
    }
}
