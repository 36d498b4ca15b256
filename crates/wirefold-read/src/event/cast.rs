//! Who acts, and who is acted upon, in what a word tells: what the encoder has learnt of it, and the way through the tree.
//!
//! The entry of a word says where its parties stand in a tree; trees are wrong at times, and sentences put parties where no
//! entry looks for them. The encoder's head for casts has learnt from sentences of news in which somebody read who did it to
//! whom, and beside it what the way from the word to a party adds (`data/event/casts.tsv`, learnt together with the head).
//! Where it is much surer of another party that one counts.

use super::{
    arguments::{Sides, is_undergone, teller},
    lexicon::lexicon,
    pair::head,
    party::{Parties, words_in},
    tree::Tree,
    trigger::{Trigger, WIDE, obliques, verb_trigger},
};
use crate::Context;
use std::{collections::HashMap, sync::LazyLock};
use wirefold_report::{EventType, Party, Upos};

/// So many times as probable as a side that the rules found another one must be to take its place.
const OVERRULES: f64 = 8.0;
/// Longer ways through a tree are all alike.
const LONGEST_WAY: usize = 4;
/// How far away a party is, in steps of so many words, and how many steps are told apart.
const STEP: i32 = 4;
const STEPS: i32 = 4;
const FAR: &str = "far";

/// What the encoder says of the parties of what the words of a sentence tell.
#[derive(Clone, Debug, PartialEq)]
pub struct Casts {
    /// Index of the sentence.
    pub sentence: usize,
    /// What is said of its words.
    pub casts: wirefold_encoder::Casts,
}

/// A side of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Actor,
    Recipient,
}

/// How probable it is that each word of a sentence names who is on either side of an event, or that none does.
pub(super) struct Likely {
    /// Whether it is a meeting: who visits whom and who is host, entries know and grammar does not.
    meets: bool,
    words: Vec<(usize, [f64; 2])>,
    nobody: [f64; 2],
    /// Words that name nobody who is acted upon.
    barred: Vec<usize>,
}

/// Whether the encoder is asked whether a word names a party.
pub(crate) fn may_act(word: &wirefold_encoder::Word) -> bool {
    matches!(&*word.upos, "NOUN" | "PROPN" | "PRON")
}

/// What encoder and tree together say of the parties of a trigger; `None` where nobody asked.
pub(super) fn likely(
    context: &Context<'_>,
    sentence: usize,
    tree: &Tree<'_>,
    trigger: &Trigger,
) -> Option<Likely> {
    let all = context.casts;
    let at = all.binary_search_by_key(&sentence, |of| of.sentence).ok()?;
    let (cast, parties) = all[at].casts.of(trigger.word)?;
    let barred = barred(tree, trigger);
    let others = parties.filter(|&(word, _)| word != trigger.word && word < tree.len());
    let scored = others.map(|(word, scores)| {
        let way = way_weights(tree, trigger, word);
        (word, [0, 1].map(|role| f64::from(scores[role]) + way[role]))
    });
    let meets = trigger.frame.kind == EventType::Consult;
    Some(Likely { meets, barred, ..Likely::of(scored.collect(), cast.nobody.map(f64::from)) })
}

/// Words that name nobody to whom it is done, however much the encoder hears them: those of a clause that is denied
/// ("denied that *his cabinet* knew"), of what is asked for ("asked for *troops* to be sent", "demanded *his* release"), and whoever tells what is
/// looked into ("investigating *his* claims"), whom a complaint is filed with, what is talked about ("met to discuss *Kenya*"),
/// and what was done besides.
fn barred(tree: &Tree<'_>, trigger: &Trigger) -> Vec<usize> {
    // "The ministry's *investigation* means that Chad …": what it means is told of others.
    let Some(verb) = trigger.verb else {
        let above = tree.head(trigger.word).filter(|_| tree.relation(trigger.word) == "nsubj");
        let meant = above.and_then(|above| tree.completion(above));
        return meant.map_or_else(Vec::new, |clause| tree.below(clause, WIDE));
    };
    let denies = lexicon().is_status("denial", tree.lemma(verb));
    let denied = tree.kids(verb).filter(|&k| denies && matches!(tree.relation(k), "ccomp" | "xcomp"));
    let asks = trigger.frame.kind == EventType::Request;
    // "Demanded Chad's release *of* somebody" is asked of Chad.
    let given = |w: usize| tree.owner(w).is_some() && obliques(tree, w, "of").next().is_some();
    let sake =
        |w: usize| is_undergone(tree, w) || lexicon().is_party("for-their-sake", tree.lemma(w)) && !given(w);
    let wanted = obliques(tree, verb, "for").chain(tree.kid(verb, "obj")).filter(|&w| asks && sake(w));
    // "Was shot after dragging *an officer*": what was done before or after, was done to others.
    let joins = |k: usize| matches!(tree.lemma(k), "after" | "before" | "while");
    let apart = |k: &usize| tree.relation(*k) == "advcl" && tree.kids(*k).any(|m| m < *k && joins(m));
    let around = |k: usize| k == verb || tree.ancestors(verb).any(|w| w == k);
    let other = (0..tree.len()).filter(|&k| apart(&k) && !around(k));
    let discussed =
        |verb: usize| tree.kid(verb, "obj").filter(|_| lexicon().is_status("discussing", tree.lemma(verb)));
    let topic = [Some(verb), tree.complement(verb)].into_iter().flatten().filter_map(discussed);
    // "Demanded that *counsels* be heard".
    let heard = tree.completion(verb).filter(|&clause| asks && tree.passive(clause));
    let heard = heard.and_then(|clause| tree.own_subject(clause));
    let files = trigger.frame.kind == EventType::Accuse && trigger.noun.is_some();
    let sites = [Some(verb), trigger.noun].into_iter().flatten().filter(|_| files);
    let told = sites.flat_map(|site| ["with", "to"].into_iter().flat_map(move |p| obliques(tree, site, p)));
    // "An investigation into the *shooting* of Ruiz": who was shot is not looked into.
    let looks_into = trigger.frame.mode == Some("investigate");
    let sites = trigger.sites().chain(tree.kid(verb, "obj")).filter(|_| looks_into);
    let matters =
        sites.flat_map(|site| obliques(tree, site, "into").chain(tree.kid(site, "obj")).collect::<Vec<_>>());
    let fates = matters.filter(|&w| lexicon().is_party("fate", tree.lemma(w)));
    // "Condemned the *killing* of two nuns": nor are those blamed whom what is blamed befell.
    let blamed = tree.patient(verb).filter(|_| trigger.frame.kind == EventType::Accuse);
    let blamed = blamed.filter(|&w| lexicon().befalls(tree.lemma(w)));
    let struck = blamed.into_iter().flat_map(|w| obliques(tree, w, "of").collect::<Vec<_>>());
    // "*In Lima*, she voiced support for the plan": where that was.
    let opens = |k: &usize| tree.own_subject(verb).is_some_and(|subject| *k < subject);
    let scene = ["in", "at", "from"]
        .into_iter()
        .flat_map(|p| obliques(tree, verb, p).collect::<Vec<_>>())
        .filter(opens);
    // "Warned that *Chad* would strike Kenya": Chad is whom the general speaks for.
    let clause = tree.completion(verb).filter(|_| trigger.frame.kind == EventType::Threaten);
    let strikes = |clause: &usize| {
        let deed = verb_trigger(tree, *clause).filter(|deed| deed.frame.kind.quad() == 4);
        deed.is_some() && tree.patient(*clause).is_some() && !tree.passive(*clause)
    };
    let striker = clause.filter(strikes).and_then(|clause| tree.own_subject(clause));
    // "Released 24 hostages, *including* 13 Kenyans", "held three, two *of them* Kenyans": some of those.
    let people = tree.patient(verb).is_some_and(|o| lexicon().is_party("actor", tree.lemma(o)));
    let among =
        (0..tree.len()).filter(|&w| people && tree.has_kid(w, "case", &["include", "including", "among"]));
    let number = |w: &usize| tree.relation(*w) == "appos" && tree.upos(*w) == Upos::Num;
    let of_them = (0..tree.len()).filter(number).flat_map(|number| {
        let beside = tree.head(number).into_iter().flat_map(move |whole| tree.kids(whole));
        beside.filter(move |&k| k > number).chain(tree.kids(number))
    });
    denied
        .chain(among)
        .chain(of_them)
        .chain(struck)
        .chain(scene)
        .chain(striker)
        .chain(fates)
        .chain(wanted)
        .chain(told)
        .chain(heard)
        .chain(teller(tree, trigger))
        .chain(topic)
        .chain(other)
        .flat_map(|top| tree.below(top, WIDE))
        .collect()
}

impl Likely {
    /// From how much speaks for each, in natural logarithms.
    fn of(mut words: Vec<(usize, [f64; 2])>, mut nobody: [f64; 2]) -> Self {
        for role in 0..2 {
            let most = words.iter().map(|(_, scores)| scores[role]).fold(nobody[role], f64::max);
            let scores = || words.iter().map(|(_, scores)| scores[role]);
            let all: f64 = scores().chain([nobody[role]]).map(|score| (score - most).exp()).sum();
            let share = |score: f64| (score - most).exp() / all;
            nobody[role] = share(nobody[role]);
            words.iter_mut().for_each(|(_, scores)| scores[role] = share(scores[role]));
        }
        Self { meets: false, words, nobody, barred: Vec::new() }
    }

    /// How probable it is that a side is who is on it; `None` where the encoder was not asked about its words.
    pub(super) fn share(
        &self,
        context: &Context<'_>,
        tree: &Tree<'_>,
        role: Role,
        side: &[Party],
    ) -> Option<f64> {
        if side.is_empty() {
            return Some(self.nobody[role as usize]);
        }
        let own = words_of(context, tree, side);
        let named = self.words.iter().filter(|(word, _)| own.contains(word));
        named.map(|(_, shares)| shares[role as usize]).reduce(|a, b| a + b)
    }

    /// Puts the likeliest party in the place of a side that is much less likely; who is acted upon also in the place of
    /// nobody. Who acts where the rules find nobody, the encoder knows no better than they. Nobody does it to themselves.
    pub(super) fn mend(&self, parties: &Parties<'_>, context: &Context<'_>, sides: &mut Sides) {
        if !sides.actors.is_empty() && sides.actors == sides.recipients {
            return;
        }
        let known = !sides.actors.is_empty();
        let actors = self.rather(parties, context, Role::Actor, &sides.actors).filter(|_| known);
        let recipients = self.rather(parties, context, Role::Recipient, &sides.recipients);
        let own = |a: &Party, b: &Party| parties.same(a, b) || parties.is_own(a, b) || parties.is_own(b, a);
        let apart = |a: &[Party], b: &[Party]| a.iter().all(|p| b.iter().all(|q| !own(p, q)));
        let (told, whom) = (sides.actors.clone(), sides.recipients.clone());
        let both = actors.clone().zip(recipients.clone());
        let both = both.filter(|(a, b)| !self.meets || apart(a, &whom) && apart(&told, b));
        let ways = [both, actors.map(|found| (found, whom)), recipients.map(|found| (told, found))];
        if let Some((actors, recipients)) = ways.into_iter().flatten().find(|(a, b)| apart(a, b)) {
            *sides = Sides { actors, recipients };
        }
    }

    fn rather(
        &self,
        parties: &Parties<'_>,
        context: &Context<'_>,
        role: Role,
        side: &[Party],
    ) -> Option<Vec<Party>> {
        let tree = parties.tree;
        let least = OVERRULES * self.share(context, tree, role, side)?;
        let own = words_of(context, tree, side);
        let bars = |word: &usize| role == Role::Recipient && self.barred.contains(word);
        let others = self.words.iter().filter(|(word, _)| !own.contains(word) && !bars(word));
        let others = others.map(|&(word, shares)| (word, shares[role as usize]));
        let (word, share) = others.reduce(|a, b| if b.1 > a.1 { b } else { a })?;
        if share <= least || share <= self.nobody[role as usize] {
            return None;
        }
        Some(parties.direct(word)).filter(|found| !found.is_empty())
    }
}

/// The words of a sentence that name a side: those of its parties, of other names of theirs, and of those who are spoken of
/// as theirs ("the *ministers* of Kenya").
fn words_of(context: &Context<'_>, tree: &Tree<'_>, side: &[Party]) -> Vec<usize> {
    let within = tree.sentence.span;
    let from = context.mentions.partition_point(|m| m.span.end <= within.start);
    let mentions = || context.mentions[from..].iter().take_while(|m| m.span.start < within.end);
    let theirs = mentions().filter(|m| side.iter().any(|p| p.entity == Some(m.entity))).map(|m| m.span);
    let spans = side.iter().map(|party| party.span).chain(theirs);
    let mut words: Vec<usize> = spans.flat_map(|span| words_in(tree, span)).collect();
    let named = |word: usize| mentions().any(|m| m.named && m.span.overlaps(tree.span(word)));
    let below = |word: usize| matches!(tree.relation(word), "nmod" | "compound" | "amod" | "flat");
    let serves = |word: usize| lexicon().is_party("actor", tree.lemma(word)) && !named(word);
    for word in side.iter().filter_map(|party| head(tree, &[party.span])) {
        let path = std::iter::once(word).chain(tree.ancestors(word));
        words.extend(path.take_while(|&w| below(w)).filter_map(|w| tree.head(w)).take_while(|&w| serves(w)));
    }
    words
}

/// What the way from the word that tells to a party adds for either side.
fn way_weights(tree: &Tree<'_>, trigger: &Trigger, party: usize) -> [f64; 2] {
    let mut sum = [0.0; 2];
    for sign in signs(tree, trigger, party) {
        if let Some(weights) = WEIGHTS.get(sign.as_str()) {
            sum.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += weight);
        }
    }
    sum
}

/// The signs of a party as the word sees it, by their names in `casts.tsv`.
fn signs(tree: &Tree<'_>, trigger: &Trigger, party: usize) -> [String; 6] {
    let word = trigger.word;
    let way = way(tree, word, party);
    let last = way.rsplit(['^', '>']).next().unwrap_or_default();
    let behind = matches!(last.split(':').next(), Some("obl" | "nmod"));
    let case = tree.kids(party).filter(|_| behind).find(|&k| tree.relation(k) == "case");
    let case = case.map(|k| tree.sentence.words[k].lemma.to_lowercase()).unwrap_or_default();
    let part = |w: usize| tree.upos(w).name();
    let (at, told) = (i32::try_from(party).unwrap_or(i32::MAX), i32::try_from(word).unwrap_or(i32::MAX));
    let steps = (at.saturating_sub(told)).div_euclid(STEP).clamp(-STEPS, STEPS);
    let side = if party < word { '<' } else { '>' };
    [
        format!("{way}|{case}"),
        format!("{way}/{}", trigger.frame.kind.name()),
        format!("{way}~{}{}", part(word), part(party)),
        format!("d{steps}"),
        format!("{}{side}", part(party)),
        way,
    ]
}

/// The relations from a word up to what it shares with another, and from there down to that.
fn way(tree: &Tree<'_>, from: usize, to: usize) -> String {
    let up = |word: usize| std::iter::once(word).chain(tree.ancestors(word));
    let Some(shared) = up(from).find(|&w| up(to).any(|v| v == w)) else { return FAR.into() };
    let rising: Vec<&str> = up(from).take_while(|&w| w != shared).map(|w| tree.deprel(w)).collect();
    let mut falling: Vec<&str> = up(to).take_while(|&w| w != shared).map(|w| tree.deprel(w)).collect();
    if rising.len() + falling.len() > LONGEST_WAY {
        return FAR.into();
    }
    falling.reverse();
    format!("{}^{}", rising.join("<"), falling.join(">"))
}

/// What each sign adds for who acts and for who is acted upon, in natural logarithms.
static WEIGHTS: LazyLock<HashMap<&'static str, [f64; 2]>> = LazyLock::new(|| {
    let lines = include_str!("../../data/event/casts.tsv").lines().filter(|line| !line.starts_with('#'));
    let row = |line: &'static str| {
        let mut fields = line.split('\t');
        let sign = fields.next().expect("a sign comes first");
        let mut weight = || fields.next().and_then(|w| w.parse().ok()).expect("two weights follow");
        (sign, [weight(), weight()])
    };
    lines.map(row).collect()
});

#[cfg(test)]
mod tests {
    use super::{Likely, Role, WEIGHTS, likely, signs, way};
    use crate::{
        Context,
        event::{Casts, arguments, cast::Parties, party, sentence::Laid, tests::ask_of},
    };

    const RAID: &str = "Kenya Kenya PROPN NNP 2 nsubj\ncondemned condemn VERB VBD 0 root\nthe the DET DT 4 det\n\
                        raid raid NOUN NN 2 obj\nby by ADP IN 6 case\nGhana Ghana PROPN NNP 4 nmod\n\
                        on on ADP IN 8 case\nMonday Monday PROPN NNP 2 obl";

    /// What the encoder would say of the word 1: so much for Kenya, the raid and Ghana, and for nobody.
    fn cast(scores: [[f32; 2]; 3], nobody: [f32; 2]) -> Casts {
        let told = vec![wirefold_encoder::Cast { word: 1, scores: scores.to_vec(), first: 0, nobody }];
        Casts { sentence: 0, casts: wirefold_encoder::Casts { parties: vec![0, 3, 5], told } }
    }

    /// Who is on the sides of the condemnation, by their words, before and after they are mended.
    fn mended(casts: &[Casts]) -> [[String; 2]; 2] {
        ask_of(RAID, |context| {
            let context = &Context { casts, ..*context };
            let laid = Laid::out(context, &context.sentences[0]).expect("it is a sentence");
            let states = party::states(context.entities);
            let parties = Parties::new(context, &laid.tree, &states);
            let trigger = laid.triggers.iter().find(|t| t.word == 1).expect("it tells an event");
            let mut sides = arguments::sides(&parties, trigger);
            let shown = |sides: &arguments::Sides| {
                [&sides.actors, &sides.recipients].map(|side| {
                    let words: Vec<&str> = side.iter().map(|party| party.span.of(context.text)).collect();
                    words.join(" + ")
                })
            };
            let before = shown(&sides);
            if let Some(likely) = likely(context, 0, &laid.tree, trigger) {
                likely.mend(&parties, context, &mut sides);
            }
            [before, shown(&sides)]
        })
    }

    #[test]
    fn a_much_likelier_party_takes_the_place_of_another() {
        let both = |sides: [&str; 2]| sides.map(str::to_owned);
        let [rules, unasked] = mended(&[]);
        assert_eq!((&rules, &unasked), (&both(["Kenya", "Ghana"]), &rules));
        let mend = |scores, nobody| mended(&[cast(scores, nobody)])[1].clone();
        assert_eq!(mend([[29.0, 0.0], [0.0, 0.0], [0.0, 29.0]], [0.0; 2]), rules, "the encoder agrees");
        assert_eq!(mend([[0.0, 29.0], [0.0, 0.0], [29.0, 0.0]], [0.0; 2]), both(["Ghana", "Kenya"]));
        assert_eq!(
            mend([[29.0, 0.0], [0.0, 0.0], [29.0, 29.0]], [0.0; 2]),
            rules,
            "as likely is not likelier"
        );
        assert_eq!(
            mend([[0.0, 0.0], [0.0, 0.0], [29.0, 29.0]], [0.0; 2]),
            rules,
            "nobody does it to themselves"
        );
        assert_eq!(
            mend([[0.0, 0.0]; 3], [29.0; 2]),
            rules,
            "the rules' party stays where the encoder knows of none"
        );
    }

    #[test]
    fn shares_sum_to_one() {
        let found = Likely::of(vec![(0, [1.0, 2.0]), (3, [0.5, -4.0])], [0.0, 3.0]);
        for role in [Role::Actor, Role::Recipient] {
            let named: f64 = found.words.iter().map(|(_, shares)| shares[role as usize]).sum();
            assert!((named + found.nobody[role as usize] - 1.0).abs() < 1e-9);
        }
    }

    #[test]
    fn the_way_to_a_party_is_told_by_its_relations() {
        ask_of(RAID, |context| {
            let laid = Laid::out(context, &context.sentences[0]).expect("it is a sentence");
            assert_eq!(way(&laid.tree, 1, 0), "^nsubj");
            assert_eq!(way(&laid.tree, 1, 5), "^obj>nmod");
            assert_eq!(way(&laid.tree, 5, 1), "nmod<obj^");
            let trigger = laid.triggers.iter().find(|t| t.word == 1).expect("it tells an event");
            let told = signs(&laid.tree, trigger, 5);
            assert_eq!(told[..4], ["^obj>nmod|by", "^obj>nmod/ACCUSE", "^obj>nmod~VERBPROPN", "d1"]);
            assert_eq!(told[4..], ["PROPN>", "^obj>nmod"]);
        });
    }

    #[test]
    fn subjects_act_and_objects_are_acted_upon() {
        let weight = |sign: &str| WEIGHTS.get(sign).copied().unwrap_or_default();
        let ([subject, _], [_, object]) = (weight("^nsubj"), weight("^obj"));
        assert!(subject > 0.0 && object > 0.0, "{subject} {object}");
    }
}
