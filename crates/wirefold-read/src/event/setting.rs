//! When and where an event took place, and who says so.

use super::{
    arguments::Sides,
    lexicon::lexicon,
    party::{Parties, words_in},
    status::infinitive,
    tree::Tree,
    trigger::Trigger,
};
use crate::Context;
use jiff::civil::Date;
use wirefold_gazetteer::country_named;
use wirefold_report::{
    EntityId, EntityKind, Event, EventType, Mention, Party, Place, Quote, QuoteKind, Span, Status,
    TimeExpression, TimeKind,
};

/// A time of the sentence with the clause that it belongs to.
pub(super) struct Moment {
    value: String,
    /// Its topmost word.
    top: usize,
    /// The first predicate above it.
    above: Option<usize>,
    /// The predicate that it belongs to.
    predicate: Option<usize>,
}

/// The days, months and years that a sentence names.
pub(super) fn moments(context: &Context<'_>, quotes: &Quoted<'_>, tree: &Tree<'_>) -> Vec<Moment> {
    let moment = |time: &TimeExpression| {
        let value = calendar(time).or_else(|| is_unknown_day(time).then(String::new))?;
        let top = top_of(tree, time.span)?;
        let top = participle_before(tree, top, &value).unwrap_or(top);
        let above = std::iter::once(top).chain(tree.ancestors(top)).find(|&w| is_predicate(tree, w));
        let predicate = above.map(|w| quotes.within(tree, time.span, w));
        Some(Moment { value, top, above, predicate })
    };
    times_in(context, tree.sentence.span).filter_map(moment).collect()
}

/// The participle right before a month, a year or the time since which something is, wherever the tree hangs that: "sent the
/// tanks *pledged* in January", "arrested a man *wanted* since Monday".
fn participle_before(tree: &Tree<'_>, time: usize, value: &str) -> Option<usize> {
    let opens = tree.kids(time).filter(|&k| tree.relation(k) == "case" && k < time).min()?;
    let vague = value.len() < DAY || tree.lemma(opens) == "since";
    let before = opens.checked_sub(1).filter(|_| vague)?;
    let near = std::iter::once(before).chain(tree.ancestors(before)).take(NESTED_PLACES);
    let mut phrase = near.take_while(|&w| w <= before && tree.head(time) != Some(w));
    phrase.find(|&w| tree.deprel(w) == "acl" && tree.xpos(w) == "VBN")
}

impl Moment {
    /// How far it stands from a trigger, if it belongs to one of the words of its clause.
    fn distance(&self, tree: &Tree<'_>, clause: &[usize]) -> Option<usize> {
        let trigger = *clause.first()?;
        if self.is_of_another(tree, clause) {
            return None;
        }
        let path = std::iter::once(self.top).chain(tree.ancestors(self.top));
        if path.take_while(|&w| Some(w) != self.above).any(|w| w == trigger) {
            return Some(0);
        }
        clause.iter().position(|&w| Some(w) == self.predicate)
    }
}

impl Moment {
    /// The day that it names, if it stands in a stretch.
    pub(super) fn day_within(&self, tree: &Tree<'_>, stretch: Span) -> Option<&str> {
        let names_day = self.value.len() >= DAY && stretch.contains(tree.span(self.top));
        names_day.then_some(self.value.as_str())
    }

    /// Whether it is the time of something else that is but spoken of: "the meddling in the *2016* election", "condemned
    /// *Saturday's* attack". When something was said "in a *Wednesday* interview" is told.
    fn is_of_another(&self, tree: &Tree<'_>, clause: &[usize]) -> bool {
        if self.value.len() < DAY && is_of_the_offence(tree, self.top, clause) {
            return true;
        }
        let Some(noun) = timed(tree, self.top) else { return false };
        for word in std::iter::once(noun).chain(tree.ancestors(noun)).take(NESTED_PLACES) {
            let during = tree.preposition(word).is_none_or(|p| lexicon().is_small("during", p));
            let beside = matches!(tree.relation(word), "obl" | "nmod");
            // Whoever "withdrew from the 2015 deal" did so later.
            if clause.contains(&word) && (clause.first() == Some(&word) || during || !beside) {
                return false;
            }
            if !beside || !during {
                return true;
            }
        }
        true
    }
}

/// The noun before which a time stands: "the 2016 *election*", "Saturday's *attack*".
fn timed(tree: &Tree<'_>, time: usize) -> Option<usize> {
    let before = matches!(tree.relation(time), "amod" | "compound" | "nummod" | "nmod");
    tree.head(time)
        .filter(|&noun| before && time < noun && tree.preposition(time).is_none() && tree.is_nominal(noun))
}

/// "Sentenced for the murder of a man *in 1997*": the year of what somebody is judged for, which stands behind it.
fn is_of_the_offence(tree: &Tree<'_>, time: usize, clause: &[usize]) -> bool {
    let told = |w: usize| tree.xpos(w) == "VBG" || lexicon().nouns.contains_key(tree.lemma(w));
    // "Convicted of murder in 2010": the year of the sentence, for nothing more is told of the deed.
    let struck =
        |w: usize| tree.kids(w).any(|k| tree.relation(k) == "obj" || tree.preposition(k) == Some("of"));
    let deed = |w: usize| told(w) && tree.conjuncts(w).into_iter().any(struck);
    let offence = |k: usize| {
        let led = tree.preposition(k).is_some_and(|p| lexicon().is_small("charged", p));
        k < time
            && led
            && !clause.contains(&k)
            && tree.below(k, NESTED_OFFENCE).into_iter().any(|w| w < time && deed(w))
    };
    clause
        .iter()
        .any(|&verb| tree.kids(verb).any(|k| matches!(tree.relation(k), "obl" | "advcl") && offence(k)))
}

/// The date that governs the trigger.
pub(super) fn date(moments: &[Moment], tree: &Tree<'_>, trigger: &Trigger) -> Option<String> {
    let clause = clause(tree, trigger);
    let mut best: Option<(usize, &str)> = None;
    for moment in moments {
        let Some(distance) = moment.distance(tree, &clause) else { continue };
        let value = moment.value.as_str();
        if best.is_none_or(|(d, v)| (distance, v.len() < value.len()) < (d, false)) {
            best = Some((distance, value));
        }
    }
    best.map(|(_, value)| value.to_owned()).filter(|value| !value.is_empty())
}

/// Whether a time is a day that nothing ties to the calendar ("on Monday" in a report without a date): no other time of the
/// sentence stands for it.
fn is_unknown_day(time: &TimeExpression) -> bool {
    time.kind == TimeKind::Date && time.value.starts_with("XXXX-WXX-")
}

/// "He called for talks on Tuesday", told the day before: what has happened did not do so on a day ahead
/// of the report, which is that of what was called for.
pub(super) fn forget_days_ahead(context: &Context<'_>, events: &mut [Event]) {
    let is_ahead = |day: &str, at: Span| {
        let today = context.days.at(at).or(context.date);
        today.is_some_and(|today| day.parse::<Date>().is_ok_and(|day| day > today))
    };
    // "Is hosting until Wednesday" goes on.
    let is_over = |e: &Event| e.status == Status::Happened && !e.trigger.of(context.text).ends_with("ing");
    for event in events.iter_mut().filter(|e| is_over(e)) {
        let at = event.trigger;
        event.date = event.date.take().filter(|day| !is_ahead(day, at));
    }
}

/// The time expressions of a stretch, in order.
fn times_in<'a>(context: &Context<'a>, within: Span) -> impl Iterator<Item = &'a TimeExpression> + use<'a> {
    let from = context.times.partition_point(|t| t.span.end <= within.start);
    context.times[from..].iter().take_while(move |t| t.span.start < within.end)
}

/// Whether a stretch names a day, month or year.
pub(super) fn is_dated(context: &Context<'_>, within: Span) -> bool {
    times_in(context, within).any(|time| calendar(time).is_some())
}

/// The calendar part of a value ("2023-10-17" of "2023-10-17T09:30").
fn calendar(time: &TimeExpression) -> Option<String> {
    let value = time.value.split('T').next().unwrap_or_default();
    let dated = value.len() >= 4 && value.bytes().take(4).all(|b| b.is_ascii_digit());
    (dated && matches!(time.kind, TimeKind::Date | TimeKind::Time)).then(|| value.to_owned())
}

/// The word of a stretch on which the others hang.
pub(super) fn top_of(tree: &Tree<'_>, span: Span) -> Option<usize> {
    words_in(tree, span).find(|&w| tree.head(w).is_none_or(|h| !span.contains(tree.span(h))))
}

fn is_predicate(tree: &Tree<'_>, word: usize) -> bool {
    tree.is_verb(word) || tree.kid(word, "cop").is_some()
}

/// The trigger, its verb, and the verbs whose time is also its own.
fn clause(tree: &Tree<'_>, trigger: &Trigger) -> Vec<usize> {
    let mut all: Vec<usize> = [trigger.word].into_iter().chain(trigger.verb).chain(trigger.noun).collect();
    let mut at = trigger.verb.unwrap_or(trigger.word);
    for _ in 0..3 {
        let Some(head) = tree.head(at) else { break };
        let shared = match tree.relation(at) {
            "xcomp" => true,
            "conj" => tree.own_subject(at).is_none(),
            "advcl" => tree.xpos(at) == "VBG" && tree.kid(at, "mark").is_none() || infinitive(tree, at),
            "nsubj" | "obj" => trigger.is_nominal() && at == trigger.word && tree.is_verb(head),
            _ => false,
        };
        if !shared {
            break;
        }
        all.push(head);
        at = head;
    }
    all
}

/// The place that a locative phrase names: on the words that tell the event or its day or, of deeds and meetings, on those
/// to whom it was done and then on those who did it ("a bomb killed two soldiers in …").
pub(super) fn place(
    context: &Context<'_>,
    moments: &[Moment],
    parties: &Parties<'_>,
    trigger: &Trigger,
    sides: &Sides,
) -> Option<Place> {
    let tree = parties.tree;
    // "On 3 May in Oslo": the place may hang on the day.
    let clause = clause(tree, trigger);
    let days = moments.iter().filter(|m| m.distance(tree, &clause).is_some()).map(|m| m.top);
    let beside = trigger.verb.filter(|_| takes_place(trigger.frame.kind));
    let beside = beside.map(|verb| [tree.patient(verb), tree.agent(verb)]);
    let sites = trigger.sites().chain(days).chain(beside.into_iter().flatten().flatten());
    let told = sites.into_iter().find_map(|site| located(context, parties, site, NESTED_PLACES));
    let told = told.or_else(|| at_the_struck(context, parties, trigger)).map(|place| nearer(context, place));
    // Where two strike each other is neither's land for that.
    let struck = sides.recipients.iter().filter(|_| sides.actors != sides.recipients);
    told.or_else(|| struck.into_iter().find_map(|party| scene(context, parties, trigger.frame.kind, party)))
}

/// Where what violence fell on stands: "a strike on a camp *in Goma*", "the bombing of a church *in Lima*".
fn at_the_struck(context: &Context<'_>, parties: &Parties<'_>, trigger: &Trigger) -> Option<Place> {
    let tree = parties.tree;
    let noun = trigger.noun.filter(|_| trigger.frame.kind == EventType::Assault)?;
    let struck =
        tree.kids(noun).filter(|&k| matches!(tree.preposition(k), Some("on" | "of" | "against" | "at")));
    struck.into_iter().find_map(|site| located(context, parties, site, 1))
}

/// "In *Lagos* in Nigeria", "on *Kharkiv*, in Ukraine": of a place and its country the place.
fn nearer(context: &Context<'_>, told: Place) -> Place {
    let before =
        context.mentions[..context.mentions.partition_point(|m| m.span.start < told.span.start)].last();
    let within = before.filter(|m| m.named && m.kind == EntityKind::Place).and_then(|m| {
        let entity = context.entities.get(m.entity.0)?;
        let between = context.text.get(m.span.end as usize..told.span.start as usize)?;
        let joined = matches!(between, " in " | ", in " | ", ");
        let country = country_named(told.span.of(context.text));
        let lies = country.is_some_and(|country| entity.country.as_deref() == Some(country.code));
        (joined && lies).then(|| Place {
            span: m.span,
            country: entity.country.clone(),
            whereabouts: entity.whereabouts.clone(),
        })
    });
    within.unwrap_or(told)
}

/// The place of a deed that a stretch tells: that of a locative phrase in it, or on which the deed falls.
pub(super) fn place_within(
    context: &Context<'_>,
    parties: &Parties<'_>,
    stretch: Span,
    (kind, struck): (EventType, &Party),
) -> Option<Place> {
    let told = words_in(parties.tree, stretch).find_map(|site| located(context, parties, site, 1));
    told.or_else(|| scene(context, parties, kind, struck))
}

/// The place on which a deed falls ("seized the *town*", "bombed *Lima*"): it happens there. What is done to a country happens
/// there where it is violence, and may be done from afar else.
fn scene(context: &Context<'_>, parties: &Parties<'_>, kind: EventType, struck: &Party) -> Option<Place> {
    let there = matches!(
        kind,
        EventType::Assault | EventType::Mobilize | EventType::Aid | EventType::Retreat | EventType::Protest
    );
    let entity = struck.entity.and_then(|id| context.entities.get(id.0))?;
    let from = context.mentions.partition_point(|m| m.span.start < struck.span.start);
    let within = context.mentions[from..].iter().take_while(|m| m.span.start < struck.span.end);
    let last = |m: &&Mention| m.named && m.span.end == struck.span.end && Some(m.entity) == struck.entity;
    let mention = within.into_iter().find(last)?;
    let place = mention.kind == EntityKind::Place && entity.kind == EntityKind::Place;
    let fits = there && place && (kind == EventType::Assault || !parties.is_state(struck));
    fits.then(|| Place {
        span: mention.span,
        country: entity.country.clone(),
        whereabouts: entity.whereabouts.clone(),
    })
}

/// So long is a value that names a day.
const DAY: usize = "2024-05-17".len();

/// How many words of what somebody is judged for are looked at.
const NESTED_OFFENCE: usize = 16;

/// How deep "at a market in the north of …" is followed.
const NESTED_PLACES: usize = 3;

/// Deeds and meetings take place where those who take part are.
fn takes_place(kind: EventType) -> bool {
    matches!(kind.quad(), 2 | 4) || kind == EventType::Consult
}

/// The place that a locative phrase on a word names, or one on what that phrase names.
fn located(context: &Context<'_>, parties: &Parties<'_>, site: usize, depth: usize) -> Option<Place> {
    let tree = parties.tree;
    let locative = |k: &usize| {
        matches!(
            tree.preposition(*k),
            Some("in" | "at" | "near" | "outside" | "inside" | "across" | "through")
        )
    };
    let named = |kid: usize| {
        let mention = parties.mention(kid).filter(|m| m.kind == EntityKind::Place)?;
        let entity = context.entities.get(mention.entity.0)?;
        let whereabouts = entity.whereabouts.clone();
        Some(Place { span: mention.span, country: entity.country.clone(), whereabouts })
    };
    // "In the province *of Nangarhar*".
    let of = |kid: usize| {
        let region = lexicon().is_party("place", tree.lemma(kid));
        let mut names = tree.kids(kid).filter(|&k| region && tree.preposition(k) == Some("of"));
        names.find_map(named)
    };
    let deeper = |kid: usize| {
        let unnamed = depth > 1 && parties.mention(kid).is_none();
        unnamed.then(|| of(kid).or_else(|| located(context, parties, kid, depth - 1))).flatten()
    };
    tree.kids(site).filter(locative).find_map(|kid| named(kid).or_else(|| deeper(kid)))
}

/// Who says what the trigger tells, where the report does not say it itself:
/// the speaker of the narrowest quote around it.
pub(super) fn according_to(quotes: &Quoted<'_>, tree: &Tree<'_>, trigger: &Trigger) -> Option<EntityId> {
    let word = tree.span(trigger.word);
    quotes.around(word).min_by_key(|(span, _)| span.len()).and_then(|(_, quote)| quote.speaker)
}

/// Quoted stretches, to be looked up by what they cover.
pub(super) struct Quoted<'a> {
    stretches: Vec<(Span, &'a Quote)>,
}

impl<'a> Quoted<'a> {
    pub(super) fn new(quotes: &'a [Quote]) -> Self {
        let mut stretches: Vec<_> =
            quotes.iter().flat_map(|q| q.content.iter().map(move |&s| (s, q))).collect();
        stretches.sort_by_key(|(span, _)| (span.start, span.end));
        Self { stretches }
    }

    /// The predicate inside a quotation to which a time in it belongs, where the
    /// tree hangs it on the words that quote: the topmost one.
    fn within(&self, tree: &Tree<'_>, time: Span, owner: usize) -> usize {
        // A report's own words keep to the tree.
        let cited = self.around(time).filter(|(_, quote)| quote.kind != QuoteKind::Indirect);
        let stretches = cited.map(|(span, _)| span);
        let Some(quoted) = stretches.filter(|s| !s.contains(tree.span(owner))).max_by_key(|s| s.len()) else {
            return owner;
        };
        let outside =
            |w: usize| tree.ancestors(w).all(|a| !(quoted.contains(tree.span(a)) && is_predicate(tree, a)));
        let top = words_in(tree, quoted).find(|&w| is_predicate(tree, w) && outside(w));
        top.unwrap_or(owner)
    }

    /// Stretches that cover a word; of many that nest only the innermost.
    pub(super) fn around(&self, word: Span) -> impl Iterator<Item = (Span, &'a Quote)> + '_ {
        const NESTED: usize = 32;
        let end = self.stretches.partition_point(|(span, _)| span.start <= word.start);
        self.stretches[..end].iter().rev().take(NESTED).copied().filter(move |(span, _)| span.contains(word))
    }
}
