//! The parties of a trigger: its frame's slots, filled from the tree.

use super::{
    affected::{affected, refused},
    beside::{addressees, companions},
    doer::{doer_or_deed, doers, is_deed, undergoer},
    lexicon::{Frame, Slot, lexicon},
    mishap, pair,
    party::Parties,
    status::infinitive,
    together::{
        brought_together, counterpart, go_between, is_met, on_each_other, told_beside, told_of_others,
    },
    toll::is_harm,
    tree::Tree,
    trigger::{Trigger, WIDE, obliques},
    unknown::is_means,
};
use wirefold_report::{EventType, Party, Upos};

/// Who acts on whom.
#[derive(Clone, Debug, Default)]
pub(super) struct Sides {
    pub(super) actors: Vec<Party>,
    pub(super) recipients: Vec<Party>,
}

/// Prepositions that may name a recipient which the frame does not expect.
pub(super) const STRAY: [&str; 9] = ["against", "to", "into", "with", "on", "from", "for", "in", "over"];

/// Fills the slots of a trigger's frame.
pub(super) fn sides(parties: &Parties<'_>, trigger: &Trigger) -> Sides {
    if let Some(both) = told_of_others(parties, trigger) {
        return Sides { actors: both.clone(), recipients: both };
    }
    if let Some(brought) = brought_together(parties, trigger) {
        return brought;
    }
    let frame = trigger.frame;
    let mut actors = carrier(parties, trigger);
    if actors.is_empty() {
        actors = go_between(parties, trigger);
    }
    if actors.is_empty() {
        actors = first(parties, trigger, &frame.actor, false, &[]);
    }
    if actors.is_empty() && by_the_state(trigger) {
        actors = first(parties, trigger, &[Slot::Preposition("in"), Slot::Preposition("from")], false, &[]);
        // Towns and banks arrest nobody, but a region's courts convict, and a party may expel somebody.
        let arrest = frame.mode == Some("arrest");
        actors.retain(|party| if arrest { parties.is_country(party) } else { parties.is_body_named(party) });
    }
    if actors.is_empty() && frame.mutual {
        actors = counterpart(parties, trigger);
    }
    if actors.is_empty() && is_met(parties, trigger) {
        actors = told_beside(parties, trigger);
    }
    let mut recipients = recipients(parties, trigger, &actors);
    if frame.mutual {
        let unnamed = recipients.iter().all(|p| p.entity.is_none());
        let met = is_met(parties, trigger);
        if actors.len() > 1 && unnamed && !met {
            recipients.clone_from(&actors);
        } else if actors.is_empty() && recipients.len() > 1 && !met {
            actors.clone_from(&recipients);
        }
    }
    let meet = frame.kind == EventType::Consult && meets_alone(parties.tree, trigger);
    let each_other = actors.len() > 1 && on_each_other(parties, trigger)
        || frame.mutual
            && actors.len() == 1
            && !is_met(parties, trigger)
            && are_several(parties.tree, &actors[0], meet);
    if recipients.is_empty() && each_other {
        recipients.clone_from(&actors);
    }
    actors.retain(|party| !parties.are_those(party));
    Sides { actors, recipients }
}

/// Whether those who meet stand with the verb, and nothing that they meet ("their *targets*"): of "met them *to discuss* Chad"
/// they do not.
fn meets_alone(tree: &Tree<'_>, trigger: &Trigger) -> bool {
    let alone = |verb: usize| tree.kid(verb, "obj").is_none() || trigger.noun.is_some();
    trigger.verb.is_some_and(|verb| tree.own_subject(verb).is_some() && alone(verb))
}

/// "The *two sides* met", "*ministers* of the league met": several who do it with one another, and are not named.
fn are_several(tree: &Tree<'_>, party: &Party, meet: bool) -> bool {
    let counts = |k: usize| tree.relation(k) == "nummod" || tree.lemma(k) == "both";
    pair::head(tree, &[party.span]).is_some_and(|w| {
        let known = tree.lemma(w) == "side" || meet && lexicon().is_party("official", tree.lemma(w));
        matches!(tree.xpos(w), "NNS" | "NNPS") && (known || tree.kids(w).any(counts))
    })
}

/// What only a state does: "was arrested in Chad" names who did it.
fn by_the_state(trigger: &Trigger) -> bool {
    matches!(trigger.frame.mode, Some("arrest" | "convict" | "deport" | "expel")) && !trigger.is_nominal()
}

fn recipients(parties: &Parties<'_>, trigger: &Trigger, actors: &[Party]) -> Vec<Party> {
    let frame = trigger.frame;
    let loose = !frame.strict && takes_anything(frame) || harms(parties, trigger);
    // Where two sides agree on something is but where.
    let met = |slot: &Slot| !(frame.mutual && actors.len() > 1 && *slot == Slot::Preposition("in"));
    let slots: Vec<&Slot> = frame.recipient.iter().filter(|slot| met(slot)).collect();
    let mut found = first(parties, trigger, slots, loose, actors);
    if let Some(owner) =
        trigger.noun.filter(|_| frame.undergone && found.is_empty()).and_then(|noun| undergoer(parties, noun))
    {
        found = parties.of(owner, false);
    }
    if !frame.strict && !trigger.is_nominal() {
        let nameless = found.iter().all(|p| p.entity.is_none());
        let falls_on_a_place = matches!(frame.kind, EventType::Assault | EventType::Coerce | EventType::Aid);
        let complete = frame.mutual && actors.len() > 1;
        if found.is_empty() && !complete && !strikes_somebody_unnamed(parties, trigger) {
            // Where two sides meet says nothing of whom one meets, nor where something is said or filed to whom; "sought
            // tariffs against Chad" asks nothing of Chad.
            let apart = |p: &&str| {
                if frame.mutual {
                    matches!(*p, "with" | "to" | "against")
                } else if frame.kind == EventType::Request {
                    let theirs = *p == "of" && is_for_their_sake(parties.tree, trigger);
                    !theirs && !matches!(*p, "in" | "against" | "for")
                } else if frame.kind == EventType::Assault && trigger.frame.mode.is_some() {
                    // "Rockets fired from Chad" fall elsewhere.
                    *p != "from"
                } else if frame.kind == EventType::Accuse && trigger.noun.is_some() {
                    // Who gets a complaint is not blamed in it.
                    !matches!(*p, "in" | "with" | "to")
                } else {
                    *p != "in" || falls_on_a_place || frame.kind == EventType::Sanction
                }
            };
            let stray: Vec<Slot> = STRAY.iter().copied().filter(apart).map(Slot::Preposition).collect();
            found = addressees(parties, trigger);
            if found.is_empty() {
                found = first(parties, trigger, &stray, false, actors);
            }
        } else if !found.is_empty() && nameless && falls_on_a_place {
            // "Killed ten people in Oslo": they are Oslo's.
            let there =
                scenes(parties, trigger).into_iter().filter(|p| !actors.iter().any(|a| parties.same(a, p)));
            let whose = there.into_iter().find(|p| parties.is_body_named(p)).and_then(|p| p.entity);
            found.iter_mut().for_each(|party| party.entity = whose);
        }
    }
    found
}

/// "Urged the *arming* of teachers": it is asked for them, and not of them.
fn is_for_their_sake(tree: &Tree<'_>, trigger: &Trigger) -> bool {
    let object = trigger.verb.and_then(|verb| tree.kid(verb, "obj"));
    object.is_some_and(|o| lexicon().is_party("for-their-sake", tree.lemma(o)))
}

/// Where people were struck: "killed ten people in *Oslo*"; of a deed, where that was: "were killed in a strike on *Oslo*".
fn scenes(parties: &Parties<'_>, trigger: &Trigger) -> Vec<Party> {
    let tree = parties.tree;
    let of_deed = |deed: usize| {
        let there = ["on", "in", "at", "near"].into_iter().flat_map(move |p| obliques(tree, deed, p));
        there.flat_map(|w| parties.of(w, false)).collect::<Vec<_>>()
    };
    let within = behind(parties, trigger, "in").into_iter();
    within.flat_map(|w| if is_means(tree, w) { of_deed(w) } else { parties.of(w, false) }).collect()
}

/// "*He* was shot in the embassy's garden": whom it struck is told, if not who that is.
fn strikes_somebody_unnamed(parties: &Parties<'_>, trigger: &Trigger) -> bool {
    let struck = trigger.verb.and_then(|verb| parties.tree.patient(verb));
    matches!(trigger.frame.kind, EventType::Assault | EventType::Coerce)
        && struck.is_some_and(|word| parties.tree.xpos(word) == "PRP")
}

/// Whether a verb says that people were hurt, so that whatever word stands for them stands for people.
fn harms(parties: &Parties<'_>, trigger: &Trigger) -> bool {
    let tree = parties.tree;
    let counted =
        |w: usize| tree.kid(w, "nummod").is_some() && tree.upos(w) == Upos::Noun || tree.upos(w) == Upos::Num;
    let bodily = |verb: usize| is_harm(tree.lemma(verb)) || trigger.frame.mode == Some("abduct");
    trigger.frame.kind == EventType::Assault
        && trigger.verb.is_some_and(|verb| bodily(verb) && tree.patient(verb).is_some_and(counted))
}

/// Deeds that may fall on things as well as on parties. What a crowd speaks up against is its cause.
fn takes_anything(frame: &Frame) -> bool {
    use EventType::{Accuse, Coerce, Protest, Reject, Retreat, Sanction, Support, Threaten};
    let speaks_up = matches!(frame.mode, Some("demo" | "strike" | "hunger" | "riot"));
    !speaks_up
        && matches!(frame.kind, Accuse | Coerce | Protest | Reject | Retreat | Sanction | Support | Threaten)
}

/// Slots in which a thing may stand for whoever is behind it.
fn may_be_a_thing(slot: &Slot) -> bool {
    matches!(slot, Slot::Object | Slot::Preposition("on" | "into" | "against" | "over" | "at" | "of"))
}

/// The subject of the light verb that carries an event noun. Whoever brokers a truce has no part in it.
fn carrier(parties: &Parties<'_>, trigger: &Trigger) -> Vec<Party> {
    let between = |verb: &usize| {
        let mediates = lexicon().is_light("mediates", parties.tree.lemma(*verb));
        mediates && trigger.frame.mutual && !is_met(parties, trigger)
    };
    let verb = trigger.verb.filter(|verb| trigger.carried && !between(verb));
    verb.and_then(|v| parties.tree.agent(v)).map_or_else(Vec::new, |s| parties.of(s, false))
}

pub(super) fn first<'s>(
    parties: &Parties<'_>,
    trigger: &Trigger,
    slots: impl IntoIterator<Item = &'s Slot>,
    any: bool,
    not: &[Party],
) -> Vec<Party> {
    for slot in slots {
        let mut found = fill(parties, trigger, slot, false);
        // "Called on *all patriots* to come": whoever that is.
        let any = any || trigger.frame.kind == EventType::Request && *slot == Slot::Preposition("on");
        // "Captured five others": the noun that the entry asks for is whom it struck.
        let themed = *slot == Slot::Object && trigger.noun.is_some() && trigger.frame.mode != Some("abduct");
        if found.is_empty() && any && !themed && may_be_a_thing(slot) {
            found = fill(parties, trigger, slot, true);
        }
        found.retain(|party| !not.iter().any(|n| parties.same(n, party) || parties.is_own(n, party)));
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

pub(super) fn fill(parties: &Parties<'_>, trigger: &Trigger, slot: &Slot, any: bool) -> Vec<Party> {
    let tree = parties.tree;
    let kind = trigger.frame.kind;
    let meets = kind == EventType::Consult;
    let asked = kind == EventType::Request && matches!(*slot, Slot::Object | Slot::Preposition("for"));
    let judged =
        matches!(kind, EventType::Accuse | EventType::Support | EventType::Reject) && *slot == Slot::Object;
    let itself = |w: usize| any.then(|| Party::new(tree.core(w), None)).into_iter().collect();
    let read = |w: usize| match () {
        () if meets => parties.direct(w),
        // What somebody resigns as is a post.
        () if *slot == Slot::Preposition("as") => parties.whose(w),
        () if asked => asked_of(parties, w),
        // "Welcomed the minister's *resignation*": not the minister.
        () if judged && kind == EventType::Support && lexicon().is_party("downfall", tree.lemma(w)) => {
            itself(w)
        }
        () if judged && is_deed(tree, w) => doer_or_deed(parties, w, any),
        // Whose death is looked into did not cause it.
        () if trigger.frame.mode == Some("investigate") && lexicon().is_party("fate", tree.lemma(w)) => {
            vec![Party::new(tree.core(w), None)]
        }
        // "Defended US *ties* with Chad": Chad.
        () if judged
            && lexicon().is_party("bond", tree.lemma(w))
            && obliques(tree, w, "with").next().is_some() =>
        {
            obliques(tree, w, "with").flat_map(|other| parties.of(other, false)).collect()
        }
        // "Defended the Lima measure": it, and no town.
        () if judged && parties.is_called_by_a_place(w) => itself(w),
        // "Bombed barracks, *launch sites* and a town".
        () if kind == EventType::Assault && *slot == Slot::Object => {
            let somebody = !any && !parties.of(w, false).is_empty();
            parties.of(w, any || somebody && tree.conjuncts(w).len() > 1)
        }
        () => parties.of(w, any),
    };
    let all = |word: Option<usize>| word.map_or_else(Vec::new, read);
    match *slot {
        Slot::Subject => trigger.verb.map_or_else(Vec::new, |v| {
            let found = agents(parties, trigger, v);
            match found.is_empty() {
                true => found,
                false => found.into_iter().chain(companions(parties, v)).collect(),
            }
        }),
        Slot::Object => {
            let patient = trigger.verb.and_then(|verb| tree.patient(verb));
            all(patient.filter(|_| teller(tree, trigger).is_none()))
        }
        Slot::Indirect => all(trigger.verb.and_then(|v| tree.kid(v, "iobj"))),
        Slot::Preposition(p) => {
            // Whoever protests in a country may mean its government; in a town that is but where.
            let meant = |found: &Vec<Party>| {
                kind != EventType::Protest || p != "in" || found.iter().all(|party| parties.is_country(party))
            };
            // One leaves a base, and yields to whoever wanted that.
            let unnamed = |w: usize| parties.of(w, false).iter().all(|party| party.entity.is_none());
            let leaves = kind == EventType::Retreat && p == "from";
            let left = |w: usize| leaves && parties.is_mere_place(w) && unnamed(w);
            // "*In Lima*, she voiced support": where that was, unless it falls on a place.
            let speaks = matches!(kind.quad(), 1 | 3) && p == "in";
            let subject = trigger.verb.filter(|_| speaks).and_then(|verb| tree.own_subject(verb));
            let staged = |w: &usize| {
                left(*w)
                    || p == "on" && lexicon().is_party("stage", parties.tree.lemma(*w))
                    || subject.is_some_and(|subject| *w < subject)
            };
            let found = behind(parties, trigger, p).into_iter().filter(|w| !staged(w)).map(read);
            found.filter(meant).find(|found| !found.is_empty()).unwrap_or_default()
        }
        Slot::Possessor => {
            let mut found = trigger.noun.map_or_else(Vec::new, |noun| doers(parties, noun));
            if meets {
                found.retain(|party| !parties.is_venue(party));
            }
            found
        }
        Slot::ClauseSubject => {
            // "That the families be moved" is not asked of the families.
            let clause = trigger.verb.and_then(|v| tree.completion(v)).filter(|&c| !tree.passive(c));
            all(clause.and_then(|c| tree.own_subject(c)))
        }
        Slot::Clause => {
            let clause = trigger.verb.and_then(|v| tree.completion(v));
            let whom = |c| if kind == EventType::Reject { refused(parties, c) } else { affected(parties, c) };
            clause.map_or_else(Vec::new, whom)
        }
    }
}

/// Who tells what is looked into, and is not looked into themselves: "investigating the *actor's* claims".
pub(super) fn teller(tree: &Tree<'_>, trigger: &Trigger) -> Option<usize> {
    let told = trigger.verb.and_then(|verb| tree.patient(verb))?;
    let investigates = trigger.frame.mode == Some("investigate");
    tree.owner(told).filter(|_| investigates && lexicon().is_party("account", tree.lemma(told)))
}

/// Who should do what is asked for. "The protection of civilians" is not asked of the civilians.
fn asked_of(parties: &Parties<'_>, word: usize) -> Vec<Party> {
    let tree = parties.tree;
    if is_undergone(tree, word) {
        return Vec::new();
    }
    let of = obliques(tree, word, "of").next();
    if let Some(owner) = tree.owner(word).filter(|_| of.is_some()) {
        return parties.of(owner, false);
    }
    if lexicon().is_party("for-their-sake", tree.lemma(word)) {
        return obliques(tree, word, "by")
            .map(|w| parties.of(w, false))
            .find(|p| !p.is_empty())
            .unwrap_or_default();
    }
    if parties.stands_for_somebody(word) {
        return if is_wanted(parties, word) { Vec::new() } else { parties.of(word, false) };
    }
    // "A delay in the vote on the judge" is asked of nobody, "Kenya's withdrawal" of Kenya.
    let joint = lexicon().is_party("joint", tree.lemma(word)).then_some("between");
    let whose = ["by", "of", "from"]
        .into_iter()
        .chain(joint)
        .flat_map(|p| obliques(tree, word, p).collect::<Vec<_>>());
    std::iter::once(doers(parties, word))
        .chain(whose.map(|w| parties.direct(w)))
        .find(|found| !found.is_empty())
        .unwrap_or_default()
}

/// "Called for *a new government*", "pushed for *witnesses*": who is not yet there is wanted, and not asked.
fn is_wanted(parties: &Parties<'_>, word: usize) -> bool {
    let tree = parties.tree;
    let above = tree.head(word).filter(|_| tree.preposition(word) == Some("for"));
    let acts = |site: usize| tree.kids(site).any(|k| k > word && infinitive(tree, k));
    // "Requested *the funds*".
    let got = tree.head(word).filter(|&verb| {
        tree.relation(word) == "obj" && matches!(tree.lemma(verb), "demand" | "request" | "solicit")
    });
    if got
        .is_some_and(|verb| parties.naming(word).is_none() && tree.completion(verb).is_none() && !acts(verb))
    {
        return true;
    }
    let any = tree.has_kid(word, "det", &["a", "an", "another"])
        || tree.xpos(word) == "NNS" && tree.kid(word, "det").is_none() && tree.owner(word).is_none();
    let unnamed = parties.naming(word).is_none() && parties.nations(word).is_empty();
    above.is_some_and(|site| any && unnamed && !acts(site) && !acts(word))
}

/// "For scores to be settled", wherever the tree hangs the clause.
pub(super) fn is_undergone(tree: &Tree<'_>, word: usize) -> bool {
    let above = tree.head(word).filter(|_| tree.preposition(word) == Some("for"));
    [Some(word), above].into_iter().flatten().flat_map(|site| tree.kids(site)).any(|k| {
        k > word
            && matches!(tree.relation(k), "acl" | "advcl")
            && infinitive(tree, k)
            && tree.passive(k)
            && tree.own_subject(k).is_none()
    })
}

/// Nominals behind a preposition on any of the trigger's words, or on a
/// participle that hangs on its noun ("sanctions imposed on").
fn behind(parties: &Parties<'_>, trigger: &Trigger, preposition: &str) -> Vec<usize> {
    let tree = parties.tree;
    let mut sites: Vec<usize> = trigger.sites().collect();
    let noun = trigger.noun.or_else(|| trigger.verb.and_then(|v| tree.kid(v, "obj")));
    for noun in noun.filter(|_| !trigger.is_nominal()).map_or_else(Vec::new, |n| tree.conjuncts(n)) {
        sites.push(noun);
        sites.extend(tree.kids(noun).filter(|&k| tree.relation(k) == "acl" && tree.xpos(k) == "VBN"));
    }
    if preposition == "between" {
        return between(tree, trigger, &sites);
    }
    sites.into_iter().flat_map(|site| obliques(tree, site, preposition).collect::<Vec<_>>()).collect()
}

/// "Between" phrases: those on the trigger's words, or anywhere below a trigger
/// that must have one ("brokered a deal to restore relations between").
fn between(tree: &Tree<'_>, trigger: &Trigger, sites: &[usize]) -> Vec<usize> {
    let slot = Slot::Preposition("between");
    let anywhere = trigger.frame.required.iter().any(|side| side.contains(&slot));
    let top = trigger.verb.unwrap_or(trigger.word);
    let below = tree.below(top, WIDE);
    // The preposition may hang on any part of the phrase.
    let opened = |w: usize| tree.has_kid(w, "case", &["between"]);
    let phrases = below.into_iter().filter(|&w| opened(w)).map(|part| whole(tree, part));
    let mut found: Vec<usize> =
        phrases.filter(|&w| anywhere || tree.head(w).is_some_and(|h| sites.contains(&h))).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// The nominal that a preposition opens, where the tree hangs the preposition on
/// a part of it ("between the president *of* …").
fn whole(tree: &Tree<'_>, part: usize) -> usize {
    let opens = tree.kids(part).find(|&k| tree.relation(k) == "case").unwrap_or(part);
    let inside = |&w: &usize| w > opens && tree.is_nominal(w);
    tree.ancestors(part).take_while(inside).last().unwrap_or(part)
}

/// Who does what a verb says. Behind "a statement condemning …" stands whoever
/// made the statement.
fn agents(parties: &Parties<'_>, trigger: &Trigger, verb: usize) -> Vec<Party> {
    let tree = parties.tree;
    let Some(agent) = tree.agent(verb).filter(|&w| may_act(parties, trigger, w)) else { return Vec::new() };
    let mut found = parties.behind(agent);
    // "It is Kenya that asks for it and Chad that refuses": whom the noun is joined to behind the clause does something else.
    let pronoun = tree.own_subject(verb).filter(|&s| tree.antecedent(s) == agent && s > agent);
    if let Some(pronoun) = pronoun {
        found.retain(|party| party.span.start < tree.span(pronoun).start);
        // "The ministry and the House, *which has* opened …": only the House has.
        let one = std::iter::once(verb).chain(tree.kids(verb).filter(|&k| tree.relation(k) == "aux"));
        let singular = tree.lemma(pronoun) == "which" && one.into_iter().any(|w| tree.xpos(w) == "VBZ");
        if let Some(last) = found.iter().map(|party| party.span.start).max().filter(|_| singular) {
            found.retain(|party| party.span.start == last);
        }
    }
    if !found.is_empty() || tree.relation(verb) != "acl" || tree.head(verb) != Some(agent) {
        return found;
    }
    let is = |class, word| lexicon().is_status(class, tree.lemma(word));
    let undone = |above| is("paper", agent) && is("undoing", above);
    let made = |above: &usize| tree.relation(agent) == "obj" && !undone(*above);
    let maker = tree.head(agent).filter(made).and_then(|above| tree.agent(above));
    maker.map_or(found, |word| parties.behind(word))
}

/// Mere places do not act, what is no party harms nobody, and only officials' journeys are politics.
fn may_act(parties: &Parties<'_>, trigger: &Trigger, word: usize) -> bool {
    let speaks = matches!(
        trigger.frame.kind,
        EventType::Accuse | EventType::Request | EventType::Support | EventType::Threaten
    );
    !(speaks && lexicon().is_party("outcome", parties.tree.lemma(word)))
        && (!parties.is_mere_place(word) || mishap::is_armed_craft(parties.tree, trigger, word))
        && mishap::may_harm(parties, trigger, word)
        && (!trigger.frame.official || parties.is_official(parties.tree.antecedent(word)))
}
