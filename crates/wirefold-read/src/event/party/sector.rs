//! The sector of a party that its own words tell: of "Turkish police" COP, of "three villagers" CVL.

use super::words_in;
use crate::{
    Context,
    entity::lexicon::{longest, sector_of_noun},
    event::{pair::head, sentence::Laid},
};
use std::{
    collections::{BTreeMap, HashMap},
    sync::LazyLock,
};
use wirefold_report::{Event, Party};

/// Gives the parties that are no mentions of somebody known the sector of their noun. `read` holds the sentences.
pub(in crate::event) fn tell(context: &Context<'_>, read: &BTreeMap<usize, Laid<'_>>, events: &mut [Event]) {
    for event in events {
        let Some(laid) = read.get(&event.sentence) else { continue };
        for party in event.actors.iter_mut().chain(&mut event.recipients) {
            if !is_mention(context, party) {
                party.sector = of(laid, party).map(|own| beside(context, party, own));
            }
        }
    }
}

/// Envoys and officials of a body of many countries serve no government.
fn beside(context: &Context<'_>, party: &Party, own: &'static str) -> &'static str {
    let whose = party.entity.and_then(|id| context.entities.get(id.0)?.sector.as_deref());
    if own == "GOV" && whose == Some("IGO") { "IGO" } else { own }
}

/// Whether a party's words are, all of them, a mention of somebody.
fn is_mention(context: &Context<'_>, party: &Party) -> bool {
    let from = context.mentions.partition_point(|m| m.span.start < party.span.start);
    context.mentions[from..]
        .iter()
        .take_while(|m| m.span.start == party.span.start)
        .any(|m| m.span == party.span)
}

fn of(laid: &Laid<'_>, party: &Party) -> Option<&'static str> {
    let tree = &laid.tree;
    let noun = head(tree, &[party.span])?;
    let words = words_in(tree, party.span).take_while(|&w| w <= noun);
    let words: Vec<String> = words.map(|w| tree.lemma(w).to_lowercase()).collect();
    let (_, sector) = longest(&words, |noun| listed(noun).or_else(|| sector_of_noun(noun)))?;
    Some(sector).filter(|sector| *sector != "-")
}

fn listed(noun: &str) -> Option<&'static str> {
    static SECTORS: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
        let lines = include_str!("../../../data/event/sectors.tsv").lines().filter(|l| !l.starts_with('#'));
        lines.map(|line| line.split_once('\t').expect("a noun and its sector")).collect()
    });
    SECTORS.get(noun).copied()
}
