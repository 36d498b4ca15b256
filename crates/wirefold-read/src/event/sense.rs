//! What the encoder says that a word tells: a type of event, or none, and whether it happened.
//!
//! A lexicon knows that "attack" may tell an assault. Whether it does in this sentence, or a criticism, or nothing at
//! all, the encoder's head for words has learnt from sentences of news that somebody read, beside what the lexicon
//! says of the word (`data/event/senses.tsv`, learnt together with the head).

use super::{
    arguments::Sides,
    lexicon::lexicon,
    ontology::shift,
    pair::Root,
    status::{self, Standing},
    tree::Tree,
    trigger::Trigger,
};
use std::sync::LazyLock;
use wirefold_report::{EventType, Status};

/// The types, and last that nothing is told.
const SENSES: usize = EventType::ALL.len() + 1;
const NOTHING: usize = EventType::ALL.len();
/// What may be told of an event: whether it is a fact.
const STATUSES: [(Status, &str); 4] = [
    (Status::Happened, "HAPPENED"),
    (Status::Future, "FUTURE"),
    (Status::Hypothetical, "HYPOTHETICAL"),
    (Status::Denied, "DENIED"),
];
/// So many times as probable as what lexicon or grammar say another type or status must be to overrule it.
const OVERRULES: f64 = 2.0;
/// How much what a word tells counts beside what is said of the two sides, and how probable anything is at least.
const BESIDE: f64 = 0.2;
const LEAST: f64 = 0.02;

/// How much speaks for what a word may tell, in natural logarithms: each type in its order, none, and each status.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sense {
    /// Index of the sentence.
    pub sentence: usize,
    /// The word.
    pub word: usize,
    scores: [f32; SENSES],
    statuses: [f32; STATUSES.len()],
}

/// How probable it is that a word tells each type, or nothing; together they are certain.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Meant([f64; SENSES]);

impl Sense {
    /// From the encoder's figures in the order of its labels; nothing where these are no types of PLOVER.
    #[must_use]
    pub fn new(sentence: usize, labels: &[&str], sense: &wirefold_encoder::Sense) -> Option<Self> {
        let names = EventType::ALL.iter().map(|kind| kind.name()).chain(["NONE"]);
        let score = |name: &str| sense.scores.get(labels.iter().position(|&label| label == name)?).copied();
        let (mut scores, mut statuses) = ([0.0; SENSES], [0.0; STATUSES.len()]);
        for (to, name) in scores.iter_mut().zip(names) {
            *to = score(name)?;
        }
        for (to, (_, name)) in statuses.iter_mut().zip(STATUSES) {
            *to = score(name)?;
        }
        Some(Self { sentence, word: sense.word, scores, statuses })
    }

    /// How probable each status is, with what the grammar says of it.
    fn standing(&self, status: Status) -> [f64; STATUSES.len()] {
        certain(self.statuses, &TABLES.statuses[place_of_status(status)])
    }

    /// How probable it is that an event has the status that the grammar gives it, which is told as `shown`.
    pub(in crate::event) fn stands(&self, grammar: Status, shown: Status) -> f64 {
        self.standing(grammar)[place_of_status(shown)]
    }

    /// With what the lexicon says that the word tells.
    pub(crate) fn told(&self, kind: EventType) -> Meant {
        Meant(certain(self.scores, &TABLES.types[place(kind)]))
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

    /// How much it speaks for a type between two sides, beside what is said of these: as a factor.
    pub(in crate::event) fn speaks_for(&self, root: Root, standing: Standing) -> f64 {
        let counts = |told: EventType| Root::of(shift(told, None, standing).0) == root;
        let told =
            EventType::ALL.iter().filter(|&&told| counts(told)).map(|&told| self.of(told)).sum::<f64>();
        (told + LEAST).powf(BESIDE)
    }

    fn share(&self, root: Root) -> f64 {
        EventType::ALL.iter().filter(|&&kind| Root::of(kind) == root).map(|&kind| self.of(kind)).sum()
    }

    /// The type that is told rather than `kind`, if it is much likelier, and likelier than none. Of those who yield,
    /// readers seldom agree whether in word or in deed: they count as one.
    fn rather(&self, kind: EventType) -> Option<EventType> {
        let likelier = |a: Root, b: Root| if self.share(b) > self.share(a) { b } else { a };
        let own = Root::of(kind);
        let best = Root::all().filter(|&root| root != own).reduce(likelier)?;
        if self.share(best) <= OVERRULES * self.share(own) || self.share(best) <= self.nothing() {
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
    match &*word.upos {
        "VERB" => true,
        "NOUN" | "ADJ" | "PROPN" => lexicon().tells(&word.lemma.to_lowercase()),
        _ => false,
    }
}

/// What the grammar says of whether an event happened, or what the encoder says of a verb where that is much likelier. A
/// refusal is heard in its words, and of nouns the encoder has only seen such as the grammar took for facts.
pub(super) fn stood(
    all: &[Sense],
    sentence: usize,
    tree: &Tree<'_>,
    trigger: &Trigger,
    told: Standing,
) -> Standing {
    let settled = |verb: usize| status::is_settled(tree, verb);
    let asked = !told.unwilling && !trigger.verb.is_none_or(settled);
    let Some(sense) = of_word(all, sentence, trigger.word).filter(|_| asked) else { return told };
    let (shares, own) = (sense.standing(told.status), place_of_status(told.status));
    let best = (0..shares.len()).fold(own, |a, b| if shares[b] > shares[a] { b } else { a });
    match shares[best] > OVERRULES * shares[own] {
        true => Standing { status: STATUSES[best].0, ..told },
        false => told,
    }
}

/// What was said of a word of a sentence; all is in the order of sentences and words.
pub(crate) fn of_word(all: &[Sense], sentence: usize, word: usize) -> Option<&Sense> {
    all.binary_search_by_key(&(sentence, word), |sense| (sense.sentence, sense.word)).ok().map(|at| &all[at])
}

fn place(kind: EventType) -> usize {
    EventType::ALL.iter().position(|&known| known == kind).expect("every type is listed")
}

fn place_of_status(status: Status) -> usize {
    STATUSES.iter().position(|&(known, _)| known == status).expect("every status is listed")
}

/// Scores and what is added to each, in natural logarithms, as shares that sum to one.
fn certain<const N: usize>(scores: [f32; N], added: &[f64; N]) -> [f64; N] {
    let mut shares = [0.0; N];
    for ((share, score), added) in shares.iter_mut().zip(scores).zip(added) {
        *share = f64::from(score) + added;
    }
    let most = shares.iter().copied().fold(f64::MIN, f64::max);
    shares.iter_mut().for_each(|share| *share = (*share - most).exp());
    let all: f64 = shares.iter().sum();
    shares.map(|share| share / all)
}

/// What the lexicon's word for each type adds to each sense, and what the grammar's word for each status to each.
struct Tables {
    types: Vec<[f64; SENSES]>,
    statuses: Vec<[f64; STATUSES.len()]>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| Tables {
    types: EventType::ALL.iter().map(|kind| row(kind.name())).collect(),
    statuses: STATUSES.iter().map(|(_, name)| row(name)).collect(),
});

/// A row of `senses.tsv`.
fn row<const N: usize>(name: &str) -> [f64; N] {
    let mut lines = include_str!("../../data/event/senses.tsv").lines();
    let told = lines.find_map(|line| line.strip_prefix(name)?.strip_prefix('\t'));
    let values = told.expect("every type and status has a line").split('\t');
    let row: Vec<f64> = values.map(|value| value.parse().expect("weights are numbers")).collect();
    row.try_into().expect("a weight for each")
}

#[cfg(test)]
mod tests {
    use super::{NOTHING, SENSES, STATUSES, Sense, TABLES, is_whole, of_word, place, place_of_status, stood};
    use crate::event::{arguments::Sides, sentence::Laid, status::Standing, tests::ask_of};
    use wirefold_report::{EventType, Status};

    fn sense(scores: &[(EventType, f32)]) -> Sense {
        let mut all = [0.0; SENSES];
        scores.iter().for_each(|&(kind, score)| all[place(kind)] = score);
        Sense { sentence: 0, word: 0, scores: all, statuses: [0.0; STATUSES.len()] }
    }

    #[test]
    fn every_type_speaks_most_for_itself() {
        for (at, row) in TABLES.types.iter().enumerate() {
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
    fn the_encoder_is_heard_on_whether_it_happened() {
        // What speaks for a status whatever the grammar says is learnt into each row: nothing says it as the grammar's own word.
        let rows = &TABLES.statuses;
        for (at, (_, name)) in STATUSES.iter().enumerate() {
            let most = (0..STATUSES.len()).max_by(|&a, &b| rows[a][at].total_cmp(&rows[b][at]));
            assert_eq!(most, Some(at), "{name}: {rows:?}");
        }
        let mut heard = sense(&[]);
        assert!(heard.stands(Status::Denied, Status::Denied) > 0.5, "the grammar's word counts");
        heard.statuses[place_of_status(Status::Hypothetical)] = 12.0;
        assert!(heard.stands(Status::Happened, Status::Hypothetical) > 0.9);
        assert!(heard.stands(Status::Happened, Status::Happened) < 0.1);
    }

    #[test]
    fn the_encoder_overrules_the_grammar_of_verbs_that_refuse_nothing() {
        let block = "Kenyan kenyan ADJ JJ 2 amod\nraids raid NOUN NNS 3 nsubj\nbombed bomb VERB VBD 0 root\n\
                     Ghana Ghana PROPN NNP 3 obj";
        ask_of(block, |context| {
            let laid = Laid::out(context, &context.sentences[0]).expect("it is a sentence");
            let heard = |word: usize, said: f32, unwilling: bool| {
                let trigger = laid.triggers.iter().find(|t| t.word == word).expect("it tells an event");
                let mut sense = Sense { word, ..sense(&[]) };
                sense.statuses[place_of_status(Status::Hypothetical)] = said;
                stood(&[sense], 0, &laid.tree, trigger, Standing { status: Status::Denied, unwilling }).status
            };
            assert_eq!(heard(2, 12.0, false), Status::Hypothetical);
            assert_eq!(heard(2, 0.0, false), Status::Denied, "not much likelier");
            assert_eq!(heard(2, 12.0, true), Status::Denied, "a refusal");
            assert_eq!(heard(1, 12.0, false), Status::Denied, "a noun");
        });
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
