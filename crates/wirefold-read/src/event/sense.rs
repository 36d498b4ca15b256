//! What the encoder says that a word tells: a type of event, or none.
//!
//! A lexicon knows that "attack" may tell an assault. Whether it does in this sentence, or a criticism, or nothing at
//! all, the encoder's head for words has learnt from sentences of news that somebody read, beside what the lexicon
//! says of the word (`data/event/senses.tsv`, learnt together with the head).

use super::{
    arguments::Sides, lexicon::lexicon, ontology::shift, pair::Root, status::Standing, trigger::Trigger,
};
use std::sync::LazyLock;
use wirefold_report::EventType;

/// The types, and last that nothing is told.
const SENSES: usize = EventType::ALL.len() + 1;
const NOTHING: usize = EventType::ALL.len();
/// So many times as probable as what the lexicon says another type must be to overrule it.
const OVERRULES: f64 = 2.0;

/// How much speaks for what a word may tell, in natural logarithms: each type in its order, and none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sense {
    /// Index of the sentence.
    pub sentence: usize,
    /// The word.
    pub word: usize,
    scores: [f32; SENSES],
}

/// How probable it is that a word tells each type, or nothing; together they are certain.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Meant([f64; SENSES]);

impl Sense {
    /// From the encoder's figures in the order of its labels; nothing where these are no types of PLOVER.
    #[must_use]
    pub fn new(sentence: usize, labels: &[&str], sense: &wirefold_encoder::Sense) -> Option<Self> {
        let names = EventType::ALL.iter().map(|kind| kind.name()).chain(["NONE"]);
        let mut scores = [0.0; SENSES];
        for (score, name) in scores.iter_mut().zip(names) {
            *score = *sense.scores.get(labels.iter().position(|&label| label == name)?)?;
        }
        Some(Self { sentence, word: sense.word, scores })
    }

    /// With what the lexicon says that the word tells.
    pub(crate) fn told(&self, kind: EventType) -> Meant {
        let told = &TOLD[place(kind)];
        let mut odds = [0.0; SENSES];
        for ((odds, score), told) in odds.iter_mut().zip(self.scores).zip(told) {
            *odds = f64::from(score) + told;
        }
        let most = odds.iter().copied().fold(f64::MIN, f64::max);
        let mut shares = odds.map(|odds| (odds - most).exp());
        let all: f64 = shares.iter().sum();
        shares.iter_mut().for_each(|share| *share /= all);
        Meant(shares)
    }
}

impl Meant {
    pub(crate) fn of(&self, kind: EventType) -> f64 {
        self.0[place(kind)]
    }

    /// How probable it is that nothing is told.
    pub(crate) fn nothing(&self) -> f64 {
        self.0[NOTHING]
    }

    /// How probable it is that what the word tells counts as `kind` with that standing.
    pub(in crate::event) fn counting_as(&self, kind: EventType, standing: Standing) -> f64 {
        let counts = |told: EventType| shift(told, None, standing).0 == kind;
        EventType::ALL.iter().filter(|&&told| counts(told)).map(|&told| self.of(told)).sum()
    }

    /// The type that is told rather than `kind`, if it is much likelier, and likelier than none. Of those who yield,
    /// readers seldom agree whether in word or in deed: they count as one.
    fn rather(&self, kind: EventType) -> Option<EventType> {
        let share = |root: Root| -> f64 {
            EventType::ALL.iter().filter(|&&kind| Root::of(kind) == root).map(|&kind| self.of(kind)).sum()
        };
        let (own, likelier) = (Root::of(kind), |a: Root, b: Root| if share(b) > share(a) { b } else { a });
        let best = Root::all().filter(|&root| root != own).reduce(likelier)?;
        if share(best) <= OVERRULES * share(own) || share(best) <= self.nothing() {
            return None;
        }
        let told = EventType::ALL.iter().copied().filter(|&kind| Root::of(kind) == best);
        told.reduce(|a, b| if self.of(b) > self.of(a) { b } else { a })
    }
}

/// The type that a word tells rather than that of its entry, where the encoder knows better. Where another word of the
/// sentence tells what the encoder hears, it may be that one that it hears ("*sanctioned* for its offensive").
pub(super) fn heard(
    all: &[Sense],
    sentence: usize,
    trigger: &Trigger,
    triggers: &[Trigger],
) -> Option<EventType> {
    let kind = trigger.frame.kind;
    let heard = of_word(all, sentence, trigger.word)?.told(kind).rather(kind)?;
    let besides = |t: &Trigger| t.word != trigger.word && Root::of(t.frame.kind) == Root::of(heard);
    (!triggers.iter().any(besides)).then_some(heard)
}

/// Whether two sides make an event of that type: help and sanctions fall on somebody, and only violence and arrests are
/// told where nobody is known to have done them.
pub(super) fn is_whole(kind: EventType, sides: &Sides) -> bool {
    use EventType::{Aid, Assault, Coerce, Cooperate, Sanction};
    let falls = !matches!(kind, Aid | Cooperate | Sanction) || !sides.recipients.is_empty();
    falls && (matches!(kind, Assault | Coerce) || !sides.actors.is_empty())
}

/// Whether the encoder is asked about a word: a verb, or what may be a noun or adjective of the lexicon's.
pub(crate) fn may_tell(word: &wirefold_encoder::Word) -> bool {
    match word.upos {
        "VERB" => true,
        "NOUN" | "ADJ" | "PROPN" => lexicon().tells(&word.lemma.to_lowercase()),
        _ => false,
    }
}

/// What was said of a word of a sentence; all is in the order of sentences and words.
pub(crate) fn of_word(all: &[Sense], sentence: usize, word: usize) -> Option<&Sense> {
    all.binary_search_by_key(&(sentence, word), |sense| (sense.sentence, sense.word)).ok().map(|at| &all[at])
}

fn place(kind: EventType) -> usize {
    EventType::ALL.iter().position(|&known| known == kind).expect("every type is listed")
}

/// What the lexicon's word for each type adds.
static TOLD: LazyLock<Vec<[f64; SENSES]>> = LazyLock::new(|| {
    let lines: Vec<&str> =
        include_str!("../../data/event/senses.tsv").lines().filter(|l| !l.starts_with('#')).collect();
    let row = |kind: &EventType| {
        let told = lines.iter().find_map(|line| line.strip_prefix(kind.name())?.strip_prefix('\t'));
        let mut row = [0.0; SENSES];
        let values = told.expect("every type has a line").split('\t');
        row.iter_mut().zip(values).for_each(|(to, value)| *to = value.parse().expect("weights are numbers"));
        row
    };
    EventType::ALL.iter().map(row).collect()
});

#[cfg(test)]
mod tests {
    use super::{NOTHING, SENSES, Sense, TOLD, is_whole, of_word, place};
    use crate::event::{arguments::Sides, status::Standing};
    use wirefold_report::{EventType, Status};

    fn sense(scores: &[(EventType, f32)]) -> Sense {
        let mut all = [0.0; SENSES];
        scores.iter().for_each(|&(kind, score)| all[place(kind)] = score);
        Sense { sentence: 0, word: 0, scores: all }
    }

    #[test]
    fn every_type_speaks_most_for_itself() {
        for (at, row) in TOLD.iter().enumerate() {
            let most = (0..SENSES).max_by(|&a, &b| row[a].total_cmp(&row[b]));
            assert_eq!(most, Some(at), "{row:?}");
        }
    }

    #[test]
    fn the_encoder_overrules_the_lexicon_only_where_it_is_sure() {
        let unsure = sense(&[]).told(EventType::Assault);
        assert_eq!(unsure.rather(EventType::Assault), None);
        let sure = sense(&[(EventType::Accuse, 12.0)]).told(EventType::Assault);
        assert_eq!(sure.rather(EventType::Assault), Some(EventType::Accuse));
        assert!(sure.of(EventType::Accuse) > 0.9 && sure.nothing() < 0.1);
        let mut idle = sense(&[(EventType::Accuse, 8.0)]);
        idle.scores[NOTHING] = 12.0;
        assert_eq!(
            idle.told(EventType::Assault).rather(EventType::Assault),
            None,
            "likelier that nothing is told"
        );
    }

    #[test]
    fn those_who_yield_in_word_and_deed_count_together() {
        let both = sense(&[(EventType::Concede, 6.0), (EventType::Retreat, 6.0), (EventType::Agree, 6.2)]);
        assert_eq!(both.told(EventType::Concede).rather(EventType::Concede), None);
        let yields = both.told(EventType::Assault).rather(EventType::Assault);
        assert!(matches!(yields, Some(EventType::Concede | EventType::Retreat)), "{yields:?}");
    }

    #[test]
    fn a_type_that_needs_a_side_is_not_heard_without_it() {
        let nobody = Sides { actors: Vec::new(), recipients: Vec::new() };
        assert!(!is_whole(EventType::Sanction, &nobody) && !is_whole(EventType::Accuse, &nobody));
        assert!(is_whole(EventType::Assault, &nobody));
    }

    #[test]
    fn labels_that_are_no_types_tell_nothing() {
        let given = wirefold_encoder::Sense { word: 0, scores: vec![0.0; 3] };
        assert_eq!(Sense::new(0, &["AGREE", "CONSULT", "NONE"], &given), None);
    }

    #[test]
    fn what_lies_ahead_counts_as_another_type() {
        let meant = sense(&[(EventType::Consult, 12.0)]).told(EventType::Consult);
        let standing = |status, unwilling| Standing { status, unwilling };
        assert!(meant.counting_as(EventType::Agree, standing(Status::Future, false)) > 0.9);
        assert!(meant.counting_as(EventType::Agree, standing(Status::Happened, false)) < 0.1);
        assert!(meant.counting_as(EventType::Reject, standing(Status::Denied, true)) > 0.9);
    }

    #[test]
    fn words_are_found_by_their_numbers() {
        let at = |sentence, word| Sense { sentence, word, ..sense(&[]) };
        let all = [at(0, 3), at(1, 1), at(1, 4)];
        assert_eq!(of_word(&all, 1, 4), Some(&all[2]));
        assert_eq!(of_word(&all, 1, 2), None);
    }
}
