//! What two texts have in common beside the passages that both have word for word.
//!
//! A newsletter's invitation, a list of links, the frame of a daily column stand word for word in reports that
//! have nothing else to do with one another. Reports that share their underlying text share more than their
//! equal passages: names and phrases of the same story in the words between.

use wirefold_text::normal::Token;

use crate::common;
use crate::near;
use crate::passage::Run;

/// Where less than this of either text is left beside the passages, the passages are what it consists of …
const SOME: f64 = 0.25;
/// … and with less than this left in common the rests have nothing to do with one another.
const NOTHING: f64 = 0.015;
/// Where so much of both texts is left, more is asked for.
const MUCH: f64 = 0.4;
/// What large rests must have in common at least …
const LEAST: f64 = 0.035;
/// … and where the texts have less than this in passages, so much more for each part that is missing: chosen on
/// pairs that were judged by hand.
const FEW_PASSAGES: f64 = 0.2;
const MORE: f64 = 0.25;

/// A frame, as what an outlet says of itself below each of its reports, has no more words than this.
const LONGEST_FRAME: usize = 200;
/// A short report above it has so many words at least …
const FEWEST_OWN: usize = 12;
/// … of which less than this are another's in the same frame, by the weight of the words of both.
const FEW_WORDS: f64 = 0.06;

/// Words of an unbroken passage that tells of a matter: frames and invitations are shorter, or longer ones broken.
const TELLING: usize = 40;
/// Where the reports are of two houses, such a passage is no frame of either's own. It opens a report, if no more words
/// than those of a title and a dateline stand before it.
const OPENING: usize = 8;
/// A passage is unbroken with no more words than this changed in one place.
const GAP: usize = 3;

/// Whether a passage tells what a report is about, which has no other words for it then: it opens the report, or is
/// most of it.
fn tells(runs: &[Run], is_most: bool) -> bool {
    let opens = |passage: &near::Passage| passage.a.start.min(passage.b.start) <= OPENING;
    near::joined(runs, GAP).iter().any(|passage| passage.words >= TELLING && (is_most || opens(passage)))
}

/// What is known of who published two reports, and when.
pub(crate) trait Houses {
    /// Whether they are of two outlets.
    fn are_two(&self) -> bool;

    /// Whether they may stand in one frame: they are of one outlet, or of two weeks if nothing is known of outlets.
    fn may_have_one_frame(&self) -> bool;
}

/// Whether both texts begin with words of their own, more than those of a title and a dateline.
fn begin_anew(runs: &[Run]) -> bool {
    runs.iter().all(|run| run.a.min(run.b) > OPENING)
}

/// Whether the passages are all that two texts have in common, though both consist of more. Asked of pairs that the
/// index proposed, among which such pairs are many; who gives a pair to be judged has chosen it, and some given pairs
/// of one text have no more than that in common.
pub(crate) fn is_unrelated(
    a: &[Token],
    b: &[Token],
    runs: &[Run],
    verbatim: f64,
    houses: &impl Houses,
) -> bool {
    // Runs do not overlap in the first text.
    let in_runs: usize = runs.iter().map(|run| run.words).sum();
    let part = |rest: usize, all: &[Token]| rest as f64 / all.len().max(1) as f64;
    let left_a = part(a.len() - in_runs, a);
    let may_be_frame = || in_runs <= LONGEST_FRAME && begin_anew(runs);
    if left_a < SOME && !may_be_frame() {
        return false;
    }
    let rest_b = rest(b, runs.iter().map(|run| (run.b, run.words)));
    let rest_a = || rest(a, runs.iter().map(|run| (run.a, run.words)));
    let left = left_a.min(part(rest_b.len(), b));
    if left < SOME {
        return a.len() - in_runs >= FEWEST_OWN
            && rest_b.len() >= FEWEST_OWN
            && may_be_frame()
            && houses.may_have_one_frame()
            && common::share(&common::words(&rest_a()), &common::words(&rest_b)) < FEW_WORDS;
    }
    if tells(runs, left < MUCH) && houses.are_two() {
        return false;
    }
    let rest_a = rest_a();
    let asked = if left < MUCH { NOTHING } else { LEAST + MORE * (FEW_PASSAGES - verbatim).max(0.0) };
    common::share(&common::pairs(&rest_a), &common::pairs(&rest_b)) < asked
}

/// The words outside of the runs.
fn rest(tokens: &[Token], runs: impl Iterator<Item = (usize, usize)>) -> Vec<Token> {
    let mut free = vec![true; tokens.len()];
    for (start, words) in runs {
        free[start..start + words].fill(false);
    }
    tokens.iter().zip(free).filter(|(_, free)| *free).map(|(token, _)| *token).collect()
}

#[cfg(test)]
mod tests {
    use super::{Houses, is_unrelated};
    use crate::passage;
    use wirefold_text::normal::Normaliser;

    const INVITATION: &str = "Sign up for our morning letter and have the news of the coast in your inbox before \
        breakfast, with a picture by one of our readers and a puzzle. ";
    const FERRY: &str = "The ferry Astrid ran aground off Kalmar with ninety lorries aboard. Captain Ulla Berg said the \
        rudder had failed. Tugs from Karlskrona pulled the ship free.";

    fn unrelated(a: &str, b: &str) -> bool {
        let mut normaliser = Normaliser::default();
        let (a, b) = (normaliser.tokens(a), normaliser.tokens(b));
        let runs = passage::runs(&a, &b);
        is_unrelated(&a, &b, &runs, passage::share(&runs, &a, &b), &Of::Two)
    }

    /// Whose two reports are.
    #[derive(Clone, Copy, PartialEq)]
    enum Of {
        One,
        Two,
    }

    impl Houses for Of {
        fn are_two(&self) -> bool {
            *self == Self::Two
        }

        fn may_have_one_frame(&self) -> bool {
            *self == Self::One
        }
    }

    #[test]
    fn what_an_outlet_says_of_itself_below_short_reports_relates_nothing() {
        let frame = INVITATION.repeat(3).replace("coast", "hills") + INVITATION;
        let in_frame = |one: &str, other: &str, frame: &str, houses: Of| {
            let mut normaliser = Normaliser::default();
            let tokens = |text: &str, n: &mut Normaliser| n.tokens(&format!("{text} {frame}"));
            let (a, b) = (tokens(one, &mut normaliser), tokens(other, &mut normaliser));
            let runs = passage::runs(&a, &b);
            is_unrelated(&a, &b, &runs, passage::share(&runs, &a, &b), &houses)
        };
        let unrelated = |one: &str, other: &str, houses: Of| in_frame(one, other, &frame, houses);
        let ferry =
            "The ferry Astrid ran aground off Kalmar on Monday with ninety lorries and their drivers aboard.";
        let bakers =
            "Bakers in Ghent will close their shops for a day to protest against the price of flour.";
        let freed =
            "Tugs freed the ferry Astrid, which had run aground off Kalmar with ninety lorries, a day later.";
        assert!(unrelated(ferry, bakers, Of::One));
        assert!(!unrelated(ferry, bakers, Of::Two), "a text that two outlets carry");
        assert!(!unrelated(ferry, freed, Of::One), "brought up to date");
        assert!(!in_frame(ferry, bakers, &frame.repeat(3), Of::One), "a long text with another beginning");
    }

    #[test]
    fn an_invitation_in_common_relates_nothing() {
        let bakers = "Bakers in Ghent will close their shops for a day to protest against the price of flour. Guild \
            master Joris Maes expects four hundred shops to take part.";
        assert!(unrelated(&format!("{INVITATION}{FERRY}"), &format!("{bakers} {INVITATION}")));
    }

    #[test]
    fn a_text_reworded_around_its_passages_is_related() {
        let again = "Captain Ulla Berg blamed the rudder after her ferry Astrid, ninety lorries aboard, went aground near \
            Kalmar; tugs from Karlskrona came at dawn.";
        assert!(!unrelated(&format!("{INVITATION}{FERRY}"), &format!("{again} {INVITATION}")));
        assert!(!unrelated(FERRY, &format!("{FERRY} {INVITATION}")), "nothing is left of the first");
    }
}
