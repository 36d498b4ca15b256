//! How probable it is that type, actor and recipient of an event are all right.
//!
//! Signs that a finished event shows in its sentence are weighed by a logistic regression. Its weights
//! (`data/event/confidence.tsv`) were learnt on events judged by reading; the file says how.

use super::{
    arguments::Sides,
    cast::{self, Role},
    lexicon::{Slot, lexicon},
    ontology::shift,
    pair::{self, Root, head},
    purpose::is_protest,
    sense,
    sentence::Laid,
    setting::Quoted,
    status::{self, Standing},
    tree::Tree,
    trigger::Trigger,
};
use crate::Context;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};
use wirefold_report::{EntityKind, Event, EventType, Party, QuoteKind, Status, Upos};

/// The signs that an event shows, by their names in `confidence.tsv`, each with how strongly it shows them.
pub type Signs = BTreeMap<&'static str, f64>;

/// What an event shows for learning what it is worth.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shown {
    /// The type that the lexicon says its word tells; none for an event that no entry told.
    pub told: Option<EventType>,
    /// What the grammar says of whether that happened; none of a refusal.
    pub stands: Option<Status>,
    /// Its signs.
    pub signs: Signs,
}

/// How far logarithms of odds are told apart.
const ODDS: f64 = 4.0;
/// Words from an event to a party that is far from it.
const FAR: usize = 12;
/// A sentence of more words is long.
const LONG: usize = 40;
/// Words below a deed that are searched for who is armed.
const AROUND: usize = 60;

/// Gives each event of a report its confidence. `read` holds the sentences that tell them, by their numbers.
pub(super) fn judge(context: &Context<'_>, read: &BTreeMap<usize, Laid<'_>>, events: &mut [Event]) {
    let quotes = Quoted::new(context.quotes);
    for told in events.chunk_by_mut(|a, b| a.sentence == b.sentence) {
        let Some(laid) = read.get(&told[0].sentence) else { continue };
        let judged = Judge::new(context, &quotes, laid);
        for event in told {
            event.confidence = probable(&judged.signs(event));
        }
    }
}

/// What each of a report's events shows; they are in the order of the sentences.
#[must_use]
pub fn shown(context: &Context<'_>, events: &[Event]) -> Vec<Shown> {
    let quotes = Quoted::new(context.quotes);
    let mut all = Vec::with_capacity(events.len());
    for told in events.chunk_by(|a, b| a.sentence == b.sentence) {
        match Laid::out(context, &context.sentences[told[0].sentence]) {
            Some(laid) => {
                let judged = Judge::new(context, &quotes, &laid);
                all.extend(told.iter().map(|event| judged.shown(event)));
            }
            None => all.extend(told.iter().map(|_| Shown::default())),
        }
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

/// The logarithm of the odds of a share.
fn odds(share: f64) -> f64 {
    let share = share.clamp(1e-3, 1.0 - 1e-3);
    (share / (1.0 - share)).ln().clamp(-ODDS, ODDS)
}

/// What is asked of one sentence.
struct Judge<'a> {
    context: &'a Context<'a>,
    quotes: &'a Quoted<'a>,
    tree: &'a Tree<'a>,
    triggers: &'a [Trigger],
    armed: bool,
}

impl<'a> Judge<'a> {
    fn new(context: &'a Context<'a>, quotes: &'a Quoted<'a>, Laid { tree, triggers }: &'a Laid<'a>) -> Self {
        let armed = (0..tree.len()).take(AROUND * 4).any(|w| lexicon().is_party("armed", tree.lemma(w)));
        Self { context, quotes, tree, triggers, armed }
    }

    fn shown(&self, event: &Event) -> Shown {
        let trigger = self.trigger(event);
        Shown {
            told: trigger.map(|trigger| trigger.frame.kind),
            stands: trigger
                .map(|trigger| status::of(self.tree, trigger))
                .filter(|told| !told.unwilling)
                .map(|told| told.status),
            signs: self.signs(event),
        }
    }

    /// What the lexicon says of the word that tells an event.
    fn trigger(&self, event: &Event) -> Option<&Trigger> {
        self.triggers.iter().find(|t| self.tree.span(t.word) == event.trigger)
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
            Status::Hypothetical => show("hypothetical", true),
            Status::Denied => show("denied", true),
        }
        show("unarmed", event.kind == EventType::Assault && !self.is_forceful(event));
        show("toll", event.killed.is_some() || event.injured.is_some());
        show("opinion", self.is_generality());
        show("quoted", self.is_quoted(event));
        self.of_trigger(event, &mut show);
        self.of_parties(event, &mut show);
        self.of_clause(event, &mut show);
        self.of_encoder(event, &mut signs);
        self.of_sense(event, &mut signs);
        self.of_cast(event, &mut signs);
        signs
    }

    /// What the clause says that the event is told in: whether it hangs on a noun ("a plan to *sue*", "the man *accused* of
    /// it"; a relative clause has a verb and tense of its own), and whether it is told in the present, as habits are.
    fn of_clause(&self, event: &Event, show: &mut impl FnMut(&'static str, bool)) {
        let Some(word) = self.tree.word_at(event.trigger) else { return };
        show("adnominal", self.tree.deprel(word) == "acl");
        show("present", self.tree.xpos(word) == "VBZ");
    }

    /// What the word that tells the event says.
    fn of_trigger(&self, event: &Event, show: &mut impl FnMut(&'static str, bool)) {
        let Some(trigger) = self.trigger(event) else {
            show("implied", true);
            return;
        };
        // What a crowd says is a protest by a rule of its own.
        let sides = || Sides { actors: event.actors.clone(), recipients: event.recipients.clone() };
        let own = Root::of(trigger.frame.kind) == Root::of(event.kind)
            || event.kind == EventType::Protest && is_protest(self.tree, trigger, &sides(), true);
        let heard = sense::heard(self.context.senses, event.sentence, trigger, self.triggers);
        let counts =
            |kind: EventType| shift(kind, None, Standing { status: event.status, unwilling: false }).0;
        let other_sense = !own && heard.is_some_and(|kind| counts(kind) == event.kind);
        show("other_sense", other_sense);
        show("shifted", !own && !other_sense && event.status == Status::Future);
        show("overruled", !own && !other_sense && event.status != Status::Future);
        show("nominal", trigger.is_nominal());
        // With the object or preposition that its entry asks for, a word of many senses has but one.
        let particular = trigger.verb.is_some()
            && !trigger.carried
            && (trigger.noun.is_some() || !trigger.frame.required.is_empty());
        let lemma = self.tree.lemma(trigger.word);
        show("particular", particular);
        show("plain", lexicon().is_status("plain", lemma));
        show("loose", !particular && lexicon().is_status("loose", lemma));
        show("carried", trigger.carried);
        show("long", self.tree.len() > LONG);
    }

    fn of_parties(&self, event: &Event, show: &mut impl FnMut(&'static str, bool)) {
        use EventType::{Agree, Concede, Consult, Mobilize, Protest, Reject, Request};
        let named = |side: &[Party]| side.iter().any(|party| self.names(party));
        // Troops and crowds move, people resign and words are said that are meant for nobody in particular; a deed falls on
        // somebody.
        let one = matches!(event.kind, Concede | Mobilize | Protest | Reject | Request)
            || event.mode.as_deref() == Some("resign");
        let word = self.own_words(event).first().copied();
        let verbal = word.is_some_and(|w| self.tree.is_verb(w));
        let nobody = event.actors.is_empty();
        show(if verbal { "nobody_does" } else { "nobody_did" }, nobody);
        show("actor_inside", self.all(&event.actors, |w| self.is_inside(w, event)));
        show("actor_vague", self.all(&event.actors, |w| self.is_vague(w)));
        show("actor_pronoun", self.all(&event.actors, |w| self.tree.upos(w) == Upos::Pron));
        show("actor_far", self.all(&event.actors, |w| self.is_far(w, event)));
        show("actor_subject", self.all(&event.actors, |w| self.is_subject_of(w, event)));
        if event.recipients.is_empty() {
            show(if one { "alone" } else { "recipient_missing" }, true);
            return;
        }
        let nameless = !named(&event.recipients);
        let thing = nameless && self.all(&event.recipients, |w| self.is_thing(w));
        show("recipient_nameless", nameless && !thing);
        show("recipient_thing", thing);
        show("recipient_pronoun", self.all(&event.recipients, |w| self.tree.upos(w) == Upos::Pron));
        show("recipient_far", self.all(&event.recipients, |w| self.is_far(w, event)));
        show("recipient_object", self.all(&event.recipients, |w| self.is_object_of(w, event)));
        show("press", matches!(event.kind, Agree | Consult) && self.is_press(event));
        let own = self.own_words(event);
        let own = |w: usize| own.contains(&w);
        // Those who act on each other stand together, wherever that is.
        let each_other = event.actors == event.recipients;
        let passes = |such: fn(&Tree<'a>, usize) -> bool| {
            !each_other
                && self.all(&event.recipients, |w| !self.is_object_of(w, event) && self.passes(w, own, such))
        };
        show("recipient_below", passes(Tree::is_nominal));
        show("recipient_in_clause", passes(Tree::is_verb));
        show("recipient_in", self.all(&event.recipients, |w| self.is_where(w)));
        show("recipient_owner", self.all(&event.recipients, |w| self.tree.deprel(w) == "nmod:poss"));
        show("recipient_stray", !each_other && self.all(&event.recipients, |w| self.is_stray(w, event)));
        let (ours, theirs) = (self.countries(&event.actors), self.countries(&event.recipients));
        let known = !ours.is_empty() && !theirs.is_empty();
        let all = ours.union(&theirs).count();
        show("abroad", known && all > 1);
        show("at_home", known && all == 1);
    }

    /// The words that tell an event: the trigger, the noun that belongs to it, and what carries it.
    fn own_words(&self, event: &Event) -> Vec<usize> {
        let tree = self.tree;
        let Some(word) = tree.word_at(event.trigger) else { return Vec::new() };
        let noun = self.triggers.iter().find(|t| t.word == word).and_then(|t| t.noun);
        let carrier = tree.head(word).filter(|_| matches!(tree.relation(word), "obj" | "nsubj"));
        [Some(word), noun, carrier].into_iter().flatten().collect()
    }

    /// Whether a party is the subject of a word that tells the event, or the agent of a passive.
    fn is_subject_of(&self, party: usize, event: &Event) -> bool {
        let (tree, own) = (self.tree, self.own_words(event));
        let above = tree.head(party).filter(|head| own.contains(head));
        above.is_some_and(|verb| tree.deprel(party) == "nsubj" || tree.by_agent(verb) == Some(party))
    }

    /// Whether a party is the object of a word that tells the event, also as the subject of a passive or whom a relative
    /// clause speaks of ("Chad, which was sanctioned"), or stands behind its preposition.
    fn is_object_of(&self, party: usize, event: &Event) -> bool {
        let (tree, own) = (self.tree, self.own_words(event));
        let patient = |verb: usize| tree.passive(verb) && tree.subject(verb) == Some(party);
        let below = tree.head(party).is_some_and(|head| own.contains(&head));
        below && matches!(tree.relation(party), "obj" | "obl" | "nmod" | "iobj")
            || own.iter().any(|&verb| tree.is_verb(verb) && patient(verb))
    }

    /// What the encoder says of the two sides.
    fn of_encoder(&self, event: &Event, signs: &mut Signs) {
        let judged = pair::of_sentence(self.context.pairs, event.sentence);
        let Some(shares) = pair::between(judged, self.tree, &event.actors, &event.recipients) else {
            signs.insert("unasked", 1.0);
            return;
        };
        let root = Root::of(event.kind);
        signs.insert("odds", odds(shares.of(root)));
        let best = Root::all().reduce(|a, b| if shares.of(b) > shares.of(a) { b } else { a });
        if best == Some(root) {
            signs.insert("agreed", 1.0);
        } else if best.is_some_and(|best| best.quad() == root.quad()) {
            signs.insert("quad_agreed", 1.0);
        }
    }

    /// What the encoder says that the word tells.
    fn of_sense(&self, event: &Event, signs: &mut Signs) {
        let Some(trigger) = self.trigger(event) else { return };
        if let Some(sense) = sense::of_word(self.context.senses, event.sentence, trigger.word) {
            let kind = trigger.frame.kind;
            // Whoever declined to meet rejects, and the word tells of a meeting.
            let declined = Standing { status: Status::Denied, unwilling: true };
            let refused = event.kind == EventType::Reject && shift(kind, None, declined).0 == event.kind;
            let meant = sense.told(kind);
            let standing =
                if refused { declined } else { Standing { status: event.status, unwilling: false } };
            signs.insert("sense", odds(meant.counting_as(event.kind, standing)));
            signs.insert("no_sense", odds(meant.nothing()));
            let told = status::of(self.tree, trigger);
            if !told.unwilling {
                signs.insert("stands", odds(sense.stands(told.status, event.status)));
            }
        }
    }

    /// What the encoder says of who is on the sides.
    fn of_cast(&self, event: &Event, signs: &mut Signs) {
        let likely =
            self.trigger(event).and_then(|t| cast::likely(self.context, event.sentence, self.tree, t));
        let Some(likely) = likely else { return };
        let share = |role, side: &[Party]| likely.share(self.context, self.tree, role, side);
        let way = |acts, bears| [share(acts, &event.actors), share(bears, &event.recipients)];
        let told = way(Role::Actor, Role::Recipient);
        // The guest acts on the host (PLOVER), and readers take either for the one who does it.
        let turned = way(Role::Recipient, Role::Actor);
        let both = |shares: [Option<f64>; 2]| shares.into_iter().flatten().product::<f64>();
        let meets = matches!(event.kind, EventType::Agree | EventType::Consult);
        let shares = if meets && both(turned) > both(told) { turned } else { told };
        for (name, share) in ["actor_share", "recipient_share"].into_iter().zip(shares) {
            signs.extend(share.map(|share| (name, odds(share))));
        }
    }

    /// Whether every party of a side that stands in the sentence is such.
    fn all(&self, side: &[Party], such: impl Fn(usize) -> bool) -> bool {
        let mut heads = side.iter().filter_map(|party| head(self.tree, &[party.span])).peekable();
        heads.peek().is_some() && heads.all(such)
    }

    fn names(&self, party: &Party) -> bool {
        party.entity.and_then(|e| self.context.entities.get(e.0)).is_some()
    }

    fn countries(&self, side: &[Party]) -> BTreeSet<&str> {
        side.iter().filter_map(|p| self.context.entities.get(p.entity?.0)?.country.as_deref()).collect()
    }

    /// Whether many words stand between a party and the word that tells the event.
    fn is_far(&self, word: usize, event: &Event) -> bool {
        self.tree.word_at(event.trigger).is_some_and(|told| told.abs_diff(word) > FAR)
    }

    /// Whether a party stands behind a preposition that the entry of the trigger does not ask for.
    fn is_stray(&self, word: usize, event: &Event) -> bool {
        let told = self.trigger(event);
        let asked = |p: &str| {
            told.is_some_and(|t| {
                t.frame.recipient.iter().any(|slot| matches!(slot, Slot::Preposition(q) if *q == p))
            })
        };
        self.tree.preposition(word).is_some_and(|p| !asked(p))
    }

    /// Whether the event is told in somebody's own words.
    fn is_quoted(&self, event: &Event) -> bool {
        self.quotes.around(event.trigger).any(|(_, quote)| quote.kind == QuoteKind::Direct)
    }

    /// A name or adjective that stands inside somebody else's ("a *Treasury* clerk"), and not before the word that tells the
    /// event ("*Kenyan* raids") or what it was done with ("*Kenyan* rockets").
    fn is_inside(&self, word: usize, event: &Event) -> bool {
        let tree = self.tree;
        let inside = matches!(tree.relation(word), "amod" | "compound") || tree.deprel(word) == "nmod:desc";
        let with = |head: usize| lexicon().is_party("weapon", tree.lemma(head));
        inside && tree.head(word).is_none_or(|head| !self.own_words(event).contains(&head) && !with(head))
    }

    /// What stands behind "in" or "at" says where something was done, as often as to whom.
    fn is_where(&self, word: usize) -> bool {
        self.tree.has_kid(word, "case", &["in", "at", "inside", "within"])
    }

    /// Whether the way from a party up to the word that tells the event leads over another such word.
    fn passes(
        &self,
        party: usize,
        own: impl Fn(usize) -> bool,
        such: impl Fn(&Tree<'a>, usize) -> bool,
    ) -> bool {
        let tree = self.tree;
        let listed = |w: usize| tree.relation(w) == "conj";
        let first =
            std::iter::once(party).chain(tree.ancestors(party)).find(|&w| !listed(w)).unwrap_or(party);
        let above = tree.ancestors(first);
        let met = tree.ancestors(first).any(&own);
        let mut between = above.take_while(|&w| !own(w)).take(if met { usize::MAX } else { 1 });
        between.any(|w| such(tree, w))
    }

    /// Who talks to the press or to an audience confers with nobody.
    fn is_press(&self, event: &Event) -> bool {
        let mut told = event.actors.iter().chain(&event.recipients);
        let known = |p: &Party| self.context.entities.get(p.entity?.0)?.sector.as_deref();
        let mut words =
            event.actors.iter().chain(&event.recipients).filter_map(|p| head(self.tree, &[p.span]));
        told.any(|p| known(p) == Some("JRN"))
            || words.any(|w| {
                let told = |class| lexicon().is_party(class, self.tree.lemma(w));
                told("press") || told("audience")
            })
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
        let tree = self.tree;
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
        for doubt in [
            "recipient_missing",
            "recipient_thing",
            "unarmed",
            "loose",
            "hypothetical",
            "overruled",
            "present",
        ] {
            assert!(
                WEIGHTS[doubt] < 0.0 && with(&[("odds", 3.0), ("agreed", 1.0), (doubt, 1.0)]) < plain,
                "{doubt}"
            );
        }
    }
}
