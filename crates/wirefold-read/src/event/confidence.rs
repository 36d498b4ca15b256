//! How probable it is that type, actor and recipient of an event are all right.
//!
//! Signs that a finished event shows in its sentence are weighed by a logistic regression. Its weights
//! (`data/event/confidence.tsv`) were learnt on events judged by reading; the file says how.

use super::{
    lexicon::lexicon,
    pair::{self, Root, head},
    tree::Tree,
    trigger::{Trigger, triggers},
};
use crate::Context;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};
use wirefold_report::{EntityKind, Event, EventType, Party, Sentence, Status, Upos};

/// The signs that an event shows, by their names in `confidence.tsv`, each with how strongly it shows them.
pub type Signs = BTreeMap<&'static str, f64>;

/// How far logarithms of odds are told apart.
const ODDS: f64 = 4.0;
/// Words below a deed that are searched for who is armed.
const AROUND: usize = 60;

/// Gives each event of a report its confidence. `events` are in the order of the sentences.
pub(super) fn judge(context: &Context<'_>, events: &mut [Event]) {
    let all: Vec<f64> = signs(context, events).iter().map(probable).collect();
    for (event, confidence) in events.iter_mut().zip(all) {
        event.confidence = confidence;
    }
}

/// The signs of each of a report's events, which are in the order of the sentences.
#[must_use]
pub fn signs(context: &Context<'_>, events: &[Event]) -> Vec<Signs> {
    let mut all = Vec::with_capacity(events.len());
    for told in events.chunk_by(|a, b| a.sentence == b.sentence) {
        let sentence = &context.sentences[told[0].sentence];
        let judged = Judge::new(context, sentence);
        all.extend(told.iter().map(|event| judged.signs(event)));
    }
    all
}

static WEIGHTS: LazyLock<Signs> = LazyLock::new(|| {
    let lines = include_str!("../../data/event/confidence.tsv").lines().filter(|l| !l.starts_with('#'));
    let weight = |line: &'static str| {
        let (name, weight) = line.split_once('\t').expect("a sign and its weight");
        (name, weight.trim().parse().expect("weights are numbers"))
    };
    lines.map(weight).collect()
});

/// The probability that the weights give to signs, in hundredths.
fn probable(signs: &Signs) -> f64 {
    let weight = |name: &str| WEIGHTS.get(name).copied().unwrap_or(0.0);
    let odds: f64 = signs.iter().map(|(name, value)| weight(name) * value).sum();
    let share = 1.0 / (1.0 + (-odds).exp());
    (share.clamp(0.01, 0.99) * 100.0).round() / 100.0
}

/// What is asked of one sentence.
struct Judge<'a> {
    context: &'a Context<'a>,
    tree: Tree<'a>,
    triggers: Vec<Trigger>,
    armed: bool,
}

impl<'a> Judge<'a> {
    fn new(context: &'a Context<'a>, sentence: &'a Sentence) -> Self {
        let tree = Tree::new(context.text, sentence);
        let triggers = triggers(&tree);
        let armed = (0..tree.len()).take(AROUND * 4).any(|w| lexicon().is_party("armed", tree.lemma(w)));
        Self { context, tree, triggers, armed }
    }

    fn signs(&self, event: &Event) -> Signs {
        let mut signs = Signs::from([("always", 1.0), (event.kind.name(), 1.0)]);
        let mut show = |name: &'static str, shows: bool| {
            if shows {
                signs.insert(name, 1.0);
            }
        };
        match event.status {
            Status::Happened => {}
            Status::Future => show("future", true),
            Status::Hypothetical | Status::Denied => show("untold", true),
        }
        show("unarmed", event.kind == EventType::Assault && !self.is_forceful(event));
        show("toll", event.killed.is_some() || event.injured.is_some());
        show("opinion", self.is_generality());
        self.of_trigger(event, &mut show);
        self.of_parties(event, &mut show);
        self.of_encoder(event, &mut signs);
        signs
    }

    /// What the word that tells the event says.
    fn of_trigger(&self, event: &Event, show: &mut impl FnMut(&'static str, bool)) {
        let told = |t: &&Trigger| self.tree.span(t.word) == event.trigger;
        let Some(trigger) = self.triggers.iter().find(told) else {
            show("implied", true);
            return;
        };
        let own = Root::of(trigger.frame.kind) == Root::of(event.kind);
        show("shifted", !own && event.status == Status::Future);
        show("overruled", !own && event.status != Status::Future);
        show("nominal", trigger.is_nominal());
        // With the object or preposition that its entry asks for, a word of many senses has but one.
        let particular = trigger.verb.is_some()
            && !trigger.carried
            && (trigger.noun.is_some() || !trigger.frame.required.is_empty());
        let lemma = self.tree.lemma(trigger.word);
        show("particular", particular);
        show("strict", trigger.frame.strict);
        show("plain", lexicon().is_status("plain", lemma));
        show("loose", !particular && lexicon().is_status("loose", lemma));
        show("access", event.mode.as_deref() == Some("access"));
        show("carried", trigger.carried);
    }

    fn of_parties(&self, event: &Event, show: &mut impl FnMut(&'static str, bool)) {
        use EventType::{Coerce, Mobilize, Protest, Retreat};
        let named = |side: &[Party]| side.iter().any(|party| self.names(party));
        let one = matches!(event.kind, Coerce | Mobilize | Protest | Retreat);
        show("actor_nameless", !named(&event.actors));
        show("actor_inside", self.all(&event.actors, |w| self.is_inside(w)));
        show("actor_pronoun", self.all(&event.actors, |w| self.tree.upos(w) == Upos::Pron));
        show("actor_vague", self.all(&event.actors, |w| self.is_vague(w)));
        if event.recipients.is_empty() {
            show(if one { "alone" } else { "recipient_missing" }, true);
            return;
        }
        let nameless = !named(&event.recipients);
        let thing = nameless && self.all(&event.recipients, |w| self.is_thing(w));
        show("recipient_nameless", nameless && !thing);
        show("recipient_thing", thing);
        show("recipient_pronoun", self.all(&event.recipients, |w| self.tree.upos(w) == Upos::Pron));
        show("recipient_vague", self.all(&event.recipients, |w| self.is_vague(w)));
        show("recipient_inside", self.all(&event.recipients, |w| self.is_inside(w)));
        show("press", event.kind == EventType::Consult && self.is_press(event));
        let trigger = (0..self.tree.len()).find(|&w| self.tree.span(w) == event.trigger);
        let carrier = trigger.filter(|&t| matches!(self.tree.relation(t), "obj" | "nsubj"));
        let carrier = carrier.and_then(|t| self.tree.head(t));
        let own = |w: usize| Some(w) == trigger || Some(w) == carrier;
        show("recipient_below", self.all(&event.recipients, |w| self.passes(w, own, Tree::is_nominal)));
        show("recipient_in_clause", self.all(&event.recipients, |w| self.passes(w, own, Tree::is_verb)));
        show("recipient_owner", self.all(&event.recipients, |w| self.tree.deprel(w) == "nmod:poss"));
        let (ours, theirs) = (self.countries(&event.actors), self.countries(&event.recipients));
        let known = !ours.is_empty() && !theirs.is_empty();
        let all = ours.union(&theirs).count();
        show("abroad", known && all > 1);
        show("at_home", known && all == 1);
    }

    /// What the encoder says of the two sides.
    fn of_encoder(&self, event: &Event, signs: &mut Signs) {
        let judged = pair::of_sentence(self.context.pairs, event.sentence);
        let Some(shares) = pair::between(judged, &self.tree, &event.actors, &event.recipients) else {
            signs.insert("unasked", 1.0);
            return;
        };
        let root = Root::of(event.kind);
        let own = shares.of(root).clamp(1e-3, 1.0 - 1e-3);
        signs.insert("odds", (own / (1.0 - own)).ln().clamp(-ODDS, ODDS));
        let best = Root::all().reduce(|a, b| if shares.of(b) > shares.of(a) { b } else { a });
        if best == Some(root) {
            signs.insert("agreed", 1.0);
        } else if best.is_some_and(|best| best.quad() == root.quad()) {
            signs.insert("quad_agreed", 1.0);
        }
    }

    /// Whether every party of a side that stands in the sentence is such.
    fn all(&self, side: &[Party], such: impl Fn(usize) -> bool) -> bool {
        let mut heads = side.iter().filter_map(|party| head(&self.tree, &[party.span])).peekable();
        heads.peek().is_some() && heads.all(such)
    }

    fn names(&self, party: &Party) -> bool {
        party.entity.and_then(|e| self.context.entities.get(e.0)).is_some()
    }

    fn countries(&self, side: &[Party]) -> BTreeSet<&str> {
        side.iter().filter_map(|p| self.context.entities.get(p.entity?.0)?.country.as_deref()).collect()
    }

    /// A name or adjective that stands inside somebody else's ("a *Treasury* clerk").
    fn is_inside(&self, word: usize) -> bool {
        matches!(self.tree.relation(word), "amod" | "compound") || self.tree.deprel(word) == "nmod:desc"
    }

    /// Whether the way from a party up to the word that tells the event leads over another such word.
    fn passes(
        &self,
        party: usize,
        own: impl Fn(usize) -> bool,
        such: impl Fn(&Tree<'a>, usize) -> bool,
    ) -> bool {
        let tree = &self.tree;
        let listed = |w: usize| tree.relation(w) == "conj";
        let first =
            std::iter::once(party).chain(tree.ancestors(party)).find(|&w| !listed(w)).unwrap_or(party);
        let above = tree.ancestors(first);
        let met = tree.ancestors(first).any(&own);
        let mut between = above.take_while(|&w| !own(w)).take(if met { usize::MAX } else { 1 });
        between.any(|w| such(tree, w))
    }

    /// Who talks to the press confers with nobody.
    fn is_press(&self, event: &Event) -> bool {
        let mut told = event.actors.iter().chain(&event.recipients);
        let known = |p: &Party| self.context.entities.get(p.entity?.0)?.sector.as_deref();
        let mut words =
            event.actors.iter().chain(&event.recipients).filter_map(|p| head(&self.tree, &[p.span]));
        told.any(|p| known(p) == Some("JRN"))
            || words.any(|w| lexicon().is_party("press", self.tree.lemma(w)))
    }

    /// Neither a name nor a word for people, bodies or places.
    fn is_thing(&self, word: usize) -> bool {
        let lemma = self.tree.lemma(word);
        let party =
            ["actor", "part", "place", "pronoun"].iter().any(|class| lexicon().is_party(class, lemma));
        !party && self.tree.upos(word) != Upos::Propn
    }

    /// "Some", "many", "people": nobody in particular.
    fn is_vague(&self, word: usize) -> bool {
        lexicon().is_party("vague", self.tree.lemma(word))
    }

    /// Whether weapons or armed people are spoken of, or one state or people stands against another: else to "attack",
    /// "beat" and "destroy" are things that politicians and teams do with words.
    fn is_forceful(&self, event: &Event) -> bool {
        let peoples = |side: &[Party]| {
            let mut known = side.iter().filter_map(|p| self.context.entities.get(p.entity?.0));
            known.any(|e| e.country.is_some() && e.kind != EntityKind::Person)
        };
        self.armed || event.killed.is_some() || peoples(&event.actors) && peoples(&event.recipients)
    }

    /// "Governments often reject …": told of no one time.
    fn is_generality(&self) -> bool {
        let tree = &self.tree;
        (0..tree.len())
            .any(|w| tree.relation(w) == "advmod" && lexicon().is_status("generality", tree.lemma(w)))
    }
}

#[cfg(test)]
mod tests {
    use super::{Signs, WEIGHTS, probable};

    #[test]
    fn what_the_encoder_agrees_with_is_likelier() {
        let with = |signs: &[(&'static str, f64)]| {
            let all: Signs = signs.iter().copied().chain([("always", 1.0), ("CONSULT", 1.0)]).collect();
            probable(&all)
        };
        let plain = with(&[("odds", 3.0), ("agreed", 1.0)]);
        assert!(plain > with(&[("odds", -3.0)]), "the encoder's word counts");
        for doubt in ["recipient_missing", "recipient_thing", "unarmed", "loose", "untold"] {
            assert!(
                WEIGHTS[doubt] < 0.0 && with(&[("odds", 3.0), ("agreed", 1.0), (doubt, 1.0)]) < plain,
                "{doubt}"
            );
        }
    }
}
