//! The events of one sentence.

use super::{
    arguments::{Sides, sides},
    bystander::{is_but_where, is_own_body},
    cast,
    content::content,
    enough::told,
    gapped,
    lexicon::{Slot, lexicon},
    means,
    merge::{absorb, merge},
    ontology::{shift, threatened},
    pair::{self, Root},
    party::{Parties, States, same},
    plain::{is_handed_over, is_massed, moves_out, stops_work},
    private::is_private,
    purpose::is_protest,
    sense, setting,
    status::{self, Standing},
    supposed::{is_custom, is_mere_power},
    toll::{Toll, is_harm, toll},
    tree::Tree,
    trigger::{Trigger, WIDE, triggers, verb_trigger},
    unknown, victims,
};
use crate::Context;
use wirefold_report::{EntityKind, Event, EventType, Party, Sentence, Status};

/// How sure encoder and lexicon together must be to overrule the lexicon: the encoder was taught on sentences that tell
/// one event, and takes the loudest one of a longer sentence for that of any two parties.
const OVERRULED: f64 = 0.8;
/// A "sentence" of more words is a table or a broken text, and not read.
const LONGEST: usize = 1500;

/// A sentence as its events are read from it, and judged by.
pub(super) struct Laid<'a> {
    pub(super) tree: Tree<'a>,
    pub(super) triggers: Vec<Trigger>,
}

impl<'a> Laid<'a> {
    /// `None` of what is no sentence.
    pub(super) fn out(context: &Context<'a>, sentence: &'a Sentence) -> Option<Self> {
        if sentence.words.len() > LONGEST {
            return None;
        }
        let tree = Tree::new(context.text, sentence);
        if tree.is_run_together() {
            return None;
        }
        let triggers = triggers(&tree);
        Some(Self { tree, triggers })
    }
}

/// Reads the events of a sentence. The second list holds events of which the
/// sentence names only the recipient: somebody else may name who did it.
pub(super) fn read(
    context: &Context<'_>,
    quotes: &setting::Quoted<'_>,
    states: &States,
    index: usize,
    Laid { tree, triggers }: &Laid<'_>,
) -> (Vec<Event>, Vec<Event>) {
    let parties = Parties::new(context, tree, states);
    let mut content = content(tree, triggers);
    let moments = setting::moments(context, quotes, tree);
    let reader = Reader { context, tree, triggers, parties: &parties, quotes, moments, index };
    let duties = reader.duties(&mut content);
    let told = triggers.iter().filter(|t| !content[t.word]);
    let events = told.filter_map(|trigger| Some((trigger, reader.event(trigger)?))).collect();
    let mut whole = reader.outcomes(events);
    unknown::gather(&mut whole, |e| reader.is_on_a_place(e), |a, b| reader.are_told_together(a, b));
    let partial = whole.extract_if(.., |event| event.actors.is_empty()).collect();
    whole.extend(duties);
    reader.avenge(&mut whole);
    reader.demand(&mut whole);
    let apart = |event| gapped::split(context, &parties, &reader.moments, triggers, event);
    (merge(whole).into_iter().flat_map(apart).collect(), partial)
}

/// Type, mode and status.
type What<'m> = (EventType, Option<&'m str>, Status);

pub(super) struct Reader<'a> {
    pub(super) context: &'a Context<'a>,
    pub(super) tree: &'a Tree<'a>,
    pub(super) triggers: &'a [Trigger],
    pub(super) parties: &'a Parties<'a>,
    pub(super) quotes: &'a setting::Quoted<'a>,
    pub(super) moments: Vec<setting::Moment>,
    pub(super) index: usize,
}

impl Reader<'_> {
    fn event(&self, trigger: &Trigger) -> Option<Event> {
        let mut sides = sides(self.parties, trigger);
        if trigger.frame.kind == EventType::Assault
            && (sides.recipients.is_empty() || self.is_scene(&sides.recipients))
        {
            victims::find(self.parties, trigger, &mut sides);
        }
        if sides.actors.is_empty() && trigger.frame.kind == EventType::Assault {
            sides.actors = unknown::doers_around(self.parties, trigger, &sides.recipients);
        }
        let open = sides.actors.is_empty() && trigger.frame.kind == EventType::Assault;
        if open {
            sides.actors = unknown::held_for(self.parties, trigger, &sides.recipients);
        }
        let held = open && !sides.actors.is_empty();
        // "Drew criticism from the unions": the entry turns the sides round, which the encoder does not hear.
        let turned = trigger.frame.recipient == [Slot::Subject];
        if let Some(likely) = cast::likely(self.context, self.index, self.tree, trigger).filter(|_| !turned) {
            likely.mend(self.parties, self.context, &mut sides);
        }
        let actors = std::mem::take(&mut sides.actors);
        sides.recipients.retain(|party| !is_but_where(self.parties, trigger, party, &actors));
        let defends = trigger.frame.kind == EventType::Support && !trigger.is_nominal();
        if defends
            && !sides.recipients.is_empty()
            && sides.recipients.iter().all(|p| is_own_body(self.parties, p, &actors))
        {
            return None;
        }
        sides.actors = actors;
        if sides.actors.is_empty() && trigger.is_nominal() && self.is_scene(&sides.recipients) {
            return None;
        }
        let standing = status::of(self.tree, trigger);
        let standing = sense::stood(self.context.senses, self.index, self.tree, trigger, standing);
        let crowd = self.is_crowd(&sides.actors);
        if !told(self.tree, trigger, &sides, standing.status, crowd)
            || trigger
                .verb
                .is_some_and(|verb| is_mere_power(self.tree, verb) || is_custom(self.tree, verb, &sides))
            || is_private(self.context.entities, self.parties, trigger, &sides)
        {
            return None;
        }
        let (kind, mode, status) = if is_protest(self.tree, trigger, &sides, crowd) {
            shift(EventType::Protest, Some("demo"), standing)
        } else if self.is_note(trigger, &sides) {
            shift(EventType::Accuse, Some("disapprove"), standing)
        } else {
            // Who promises harm threatens, whatever the word for promising tells.
            let undertaken = self.undertaken(trigger);
            let heard = sense::heard(self.context.senses, self.index, trigger, self.triggers)
                .filter(|&kind| undertaken.0 == trigger.frame.kind && sense::is_whole(kind, &sides))
                .filter(|_| !is_handed_over(trigger) && !is_massed(self.tree, trigger) && !held);
            let (kind, mode) = heard.map_or(undertaken, |kind| (kind, None));
            let told = shift(kind, mode, standing);
            // What they are held for is heard beside how they are.
            if held { told } else { self.weighed(trigger, &sides, standing, told) }
        };
        let mode = means::mode(self.tree, trigger).filter(|_| kind == EventType::Assault).or(mode);
        let from_above = mode == Some("explosives") && means::is_from_the_air(self.parties, trigger, &sides);
        let mode = if from_above { Some("aerial") } else { mode };
        let toll =
            if kind == EventType::Assault { toll(self.context, self.tree, trigger) } else { Toll::default() };
        Some(self.record(trigger, sides, (kind, mode, status), toll))
    }

    /// "Kenya protested to Chad": a state that protests blames.
    fn is_note(&self, trigger: &Trigger, sides: &Sides) -> bool {
        let protests = trigger.frame.kind == EventType::Protest && trigger.frame.mode == Some("demo");
        protests
            && !sides.actors.is_empty()
            && !self.is_crowd(&sides.actors)
            && sides.actors.iter().all(|party| self.parties.is_state(party))
    }

    /// What the lexicon tells of two sides, held against what the encoder says of them: where they differ, the likelier
    /// of the two counts.
    fn weighed<'m>(&self, trigger: &Trigger, sides: &Sides, standing: Standing, told: What<'m>) -> What<'m> {
        // Who was sanctioned or raped was, whatever else the sentence tells; words of blame and praise are also used to demand.
        let plain = lexicon().is_status("plain", self.tree.lemma(trigger.word));
        let bodily = told.0 == EventType::Assault && trigger.verb == Some(trigger.word);
        if plain && (bodily || told.0 == EventType::Sanction && told.1 == Some("discontinue"))
            || self.is_told_to_act(trigger)
            || is_handed_over(trigger)
            || is_massed(self.tree, trigger)
            || moves_out(self.tree, trigger)
        {
            return told;
        }
        let judged = pair::of_sentence(self.context.pairs, self.index);
        let Some(shares) = pair::between(judged, self.tree, &sides.actors, &sides.recipients) else {
            return told;
        };
        let root = Root::of(told.0);
        let heard = sense::of_word(self.context.senses, self.index, trigger.word);
        let heard = heard.map(|sense| sense.told(trigger.frame.kind));
        let beside = |root| heard.as_ref().map_or(1.0, |heard| heard.speaks_for(root, standing));
        let (likelier, sure) = pair::weigh_beside(&shares, Some(root), beside);
        if likelier != root && sure >= OVERRULED && !self.is_told_besides(trigger, sides, likelier) {
            pair::settle(self.tree, likelier, trigger.verb, standing)
        } else {
            told
        }
    }

    /// "Called on Kenya to investigate": what somebody is to do is asked for, and not done, whatever it is.
    fn is_told_to_act(&self, trigger: &Trigger) -> bool {
        let asked = |verb: usize| {
            self.tree.completion(verb).is_some_and(|clause| status::infinitive(self.tree, clause))
        };
        trigger.frame.kind == EventType::Request
            && !trigger.frame.required.is_empty()
            && trigger.verb.is_some_and(asked)
    }

    /// Whether a verb beside this one tells such a deed, done to somebody else ("praised the rebels and called on
    /// Kenya"): the encoder may mean that one.
    fn is_told_besides(&self, trigger: &Trigger, own: &Sides, root: Root) -> bool {
        let tree = self.tree;
        let joined = |a: usize, b: usize| tree.relation(a) == "conj" && tree.head(a) == Some(b);
        let beside = |t: &&Trigger| match (t.verb, trigger.verb) {
            (Some(a), Some(b)) => joined(a, b) || joined(b, a),
            _ => false,
        };
        let other = |t: &&Trigger| beside(t) && Root::of(t.frame.kind) == root;
        self.triggers.iter().filter(other).any(|t| {
            let struck = sides(self.parties, t).recipients;
            let apart = |p: &Party| own.recipients.iter().all(|q| !same(p, q));
            !struck.is_empty() && struck.iter().all(apart)
        })
    }

    /// Whoever promises harm threatens, and threatens with what is promised.
    fn undertaken(&self, trigger: &Trigger) -> (EventType, Option<&'static str>) {
        let frame = trigger.frame;
        let promises = matches!(frame.kind, EventType::Agree | EventType::Threaten);
        let promised = trigger
            .verb
            .filter(|_| promises && frame.mode.is_none() && frame.recipient.contains(&Slot::Clause))
            .and_then(|verb| self.tree.completion(verb))
            .and_then(|clause| verb_trigger(self.tree, clause));
        match promised {
            // "Threatened to *strike*": to stop work.
            Some(inner) if inner.verb.is_some_and(|verb| stops_work(self.tree, verb)) => {
                (EventType::Threaten, None)
            }
            Some(inner) if inner.frame.kind.quad() == 4 => {
                (EventType::Threaten, threatened(inner.frame.kind, inner.frame.mode))
            }
            // "Vowed that it is ready to attack".
            Some(inner) if inner.word > trigger.word && inner.frame.recipient.contains(&Slot::Clause) => {
                match self.undertaken(&inner) {
                    threat @ (EventType::Threaten, _) => threat,
                    _ => (frame.kind, frame.mode),
                }
            }
            _ => (frame.kind, frame.mode),
        }
    }

    pub(super) fn record(
        &self,
        trigger: &Trigger,
        sides: Sides,
        (kind, mode, status): (EventType, Option<&str>, Status),
        toll: Toll,
    ) -> Event {
        let place = setting::place(self.context, &self.moments, self.parties, trigger, &sides);
        Event {
            kind,
            mode: mode.map(str::to_owned),
            contexts: self.contexts(trigger),
            trigger: self.tree.span(trigger.word),
            confidence: 0.0,
            actors: sides.actors,
            recipients: sides.recipients,
            date: setting::date(&self.moments, self.tree, trigger),
            place,
            status,
            according_to: setting::according_to(self.quotes, self.tree, trigger),
            killed: toll.killed,
            injured: toll.injured,
            sentence: self.index,
        }
    }

    /// Joins what violence led to with the deed itself: "shelled the town,
    /// killing 12", "the strike killed 12".
    fn outcomes(&self, events: Vec<(&Trigger, Event)>) -> Vec<Event> {
        let mut deeds: Vec<(Vec<usize>, Event)> = Vec::new();
        for (trigger, event) in events {
            let words = || [Some(trigger.word), trigger.verb].into_iter().flatten();
            let deed = deeds.iter_mut().find(|(deed, told)| {
                told.kind == EventType::Assault
                    && event.kind == told.kind
                    && (self.leads_to(deed, trigger) || self.is_means(deed, trigger))
            });
            match deed {
                Some((deed, old)) => {
                    deed.extend(words());
                    let mut event = event;
                    if self.is_scene(&event.recipients) && !old.recipients.is_empty() {
                        event.recipients.clear();
                    }
                    // Whoever strikes a camp means the camp.
                    let harmed = old.actors.is_empty() && event.killed.or(event.injured).is_some();
                    let spot = harmed && victims::is_spot(self.tree, deed[0], &old.recipients);
                    let there = spot || self.is_scene(&old.recipients);
                    if !event.recipients.is_empty() && there {
                        old.recipients.clear();
                    }
                    self.place_struck(old, &mut event);
                    absorb(old, event);
                }
                None => deeds.push((words().collect(), event)),
            }
        }
        deeds.into_iter().map(|(_, event)| event).collect()
    }

    /// "Killed ten in a raid on Chad": those ten were struck, who are Chad's.
    fn place_struck(&self, old: &mut Event, deed: &mut Event) {
        let counted =
            old.killed.or(old.injured).is_some() && old.recipients.iter().all(|p| p.entity.is_none());
        let [struck] = deed.recipients.as_slice() else { return };
        let land = struck.entity.filter(|e| {
            self.context.entities.get(e.0).is_some_and(|entity| entity.kind != EntityKind::Person)
        });
        if counted && !old.recipients.is_empty() && deed.actors != deed.recipients && land.is_some() {
            old.recipients.iter_mut().for_each(|party| party.entity = land);
            deed.recipients.clear();
        }
    }

    /// Whether a side names nothing but where it happened: those who were hurt there say more.
    fn is_scene(&self, side: &[Party]) -> bool {
        let place = |p: &Party| self.context.entities.get(p.entity?.0).map(|e| e.kind == EntityKind::Place);
        let within = |p: &Party| pair::head(self.tree, &[p.span]).and_then(|w| self.tree.preposition(w));
        let scene =
            |p: &Party| place(p) == Some(true) && matches!(within(p), Some("in" | "at" | "near" | "outside"));
        !side.is_empty() && side.iter().all(scene)
    }

    /// Whether some actor is neither a single person nor a place.
    fn is_crowd(&self, actors: &[Party]) -> bool {
        let lone = |p: &Party| {
            let known = p.entity.and_then(|e| self.context.entities.get(e.0));
            let word = pair::head(self.tree, &[p.span]);
            let named = word.and_then(|w| self.parties.mention(w)).is_some_and(|m| m.span == p.span);
            named && known.is_some_and(|e| matches!(e.kind, EntityKind::Person | EntityKind::Place))
        };
        actors.iter().any(|p| !lone(p))
    }

    /// Whether an event falls on nobody, or on nothing but places.
    fn is_on_a_place(&self, event: &Event) -> bool {
        let place = |p: &Party| p.entity.and_then(|e| self.context.entities.get(e.0));
        event.recipients.iter().all(|p| place(p).is_some_and(|e| e.kind == EntityKind::Place))
    }

    /// "Kenya declared war on rebels after they massacred 40 people": whoever strikes back was struck, and the nameless
    /// victims are theirs.
    fn avenge(&self, events: &mut [Event]) {
        let at = |event: &Event| self.tree.word_at(event.trigger);
        for struck in 0..events.len() {
            let deed = &events[struck];
            let nameless = !deed.recipients.is_empty() && deed.recipients.iter().all(|p| p.entity.is_none());
            if deed.kind != EventType::Assault || !nameless {
                continue;
            }
            let answers = |answer: &&Event| {
                let hostile = answer.kind.quad() >= 3
                    && answer.recipients.iter().any(|p| deed.actors.iter().any(|q| same(p, q)));
                hostile && at(deed).zip(at(answer)).is_some_and(|(deed, answer)| self.follows(deed, answer))
            };
            let avenger = events.iter().find(answers).and_then(|answer| answer.actors.first());
            let entity = avenger.filter(|p| self.parties.is_body_named(p)).and_then(|p| p.entity);
            events[struck].recipients.iter_mut().for_each(|p| p.entity = entity);
        }
    }

    /// "Marched to the *embassy* to condemn Kenya": one protest, and against whomever its words are.
    fn demand(&self, events: &mut Vec<Event>) {
        let protests = |event: &Event| event.kind == EventType::Protest;
        let at = |event: &Event| self.tree.word_at(event.trigger);
        let mut told = 0;
        while told < events.len() {
            let above = |march: &Event| {
                let words = at(&events[told]).zip(at(march));
                let aim = words.is_some_and(|(aim, march)| self.tree.ancestors(aim).any(|w| w == march));
                let meet = march.actors.iter().any(|a| events[told].actors.iter().any(|b| same(a, b)));
                protests(march) && aim && meet
            };
            match events.iter().position(above).filter(|_| protests(&events[told])) {
                Some(march) => {
                    let voiced = events.remove(told);
                    let march = &mut events[march - usize::from(march > told)];
                    if !voiced.recipients.is_empty() {
                        march.recipients.clone_from(&voiced.recipients);
                    }
                    absorb(march, voiced);
                }
                None => told += 1,
            }
        }
    }

    /// Whether one of two events is told below the other or both are joined, and neither comes after the other.
    fn are_told_together(&self, one: &Event, other: &Event) -> bool {
        let tree = self.tree;
        let at = |event: &Event| tree.word_at(event.trigger);
        let Some((a, b)) = at(one).zip(at(other)) else { return false };
        let below = |low: usize, high: usize| tree.ancestors(low).any(|w| w == high);
        let joined = tree.head(a) == tree.head(b) && [a, b].iter().any(|&w| tree.relation(w) == "conj");
        (below(a, b) || below(b, a) || joined) && !self.follows(a, b) && !self.follows(b, a)
    }

    /// Whether what one word tells stands in a clause behind the other that "after", "since" or "because" opens.
    fn follows(&self, cause: usize, answer: usize) -> bool {
        let tree = self.tree;
        let path = || std::iter::once(cause).chain(tree.ancestors(cause));
        let Some(clause) = path().find(|&w| tree.head(w) == Some(answer)) else { return false };
        let first = tree.below(clause, WIDE).into_iter().min();
        first.is_some_and(|w| matches!(tree.lemma(w), "after" | "since" | "because"))
    }

    fn leads_to(&self, deed: &[usize], outcome: &Trigger) -> bool {
        let tree = self.tree;
        let is_deed = |w: usize| deed.contains(&w);
        let Some(verb) = outcome.verb else { return false };
        let by_it = tree.own_subject(verb).is_some_and(|s| is_deed(tree.antecedent(s)));
        let hangs = match tree.relation(verb) {
            // "Stormed a village, *kidnapping* three": two things.
            "advcl" => tree.xpos(verb) == "VBG" && outcome.frame.mode != Some("abduct"),
            "conj" => is_harm(tree.lemma(verb)) && tree.own_subject(verb).is_none(),
            _ => false,
        };
        by_it || hangs && tree.head(verb).is_some_and(is_deed)
    }

    /// Whether a noun only says how the harm was done: "was killed *in an air raid*", "killed by a *strike*".
    fn is_means(&self, harm: &[usize], deed: &Trigger) -> bool {
        let tree = self.tree;
        let how = matches!(tree.preposition(deed.word), Some("in" | "by" | "during" | "with"));
        deed.is_nominal()
            && tree.relation(deed.word) == "obl"
            && how
            && tree.head(deed.word).is_some_and(|verb| harm.contains(&verb) && is_harm(tree.lemma(verb)))
    }

    fn contexts(&self, trigger: &Trigger) -> Vec<String> {
        let top = trigger.verb.unwrap_or(trigger.word);
        let mut all: Vec<String> = self
            .tree
            .below(top, 60)
            .into_iter()
            .flat_map(|w| lexicon().contexts(self.tree.lemma(w)))
            .map(|&c| c.to_owned())
            .collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}
