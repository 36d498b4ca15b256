//! Texts that tell one underlying text in words of their own.
//!
//! Whoever reworks a text keeps some passage of it. Whoever translates it once more, or turns each of its sentences, keeps
//! none, but tells sentence by sentence what it tells, with its names and figures. Two reports that know nothing of one
//! another have names, roles and a few statements in common, too: both sides of a clash, what was awaited and how it came
//! out, one meeting of a bank and the next. So where no passage stands word for word in both texts, most of both must
//! say the same, it must be more than a brief item, on days that are near, and with the same names and figures.

use wirefold_report::Report;

use crate::align::Aligned;
use crate::body::Body;
use crate::copies;
use crate::decide::{Evidence, words_in};
use crate::mould;
use crate::passage::Run;

/// A passage that tells where a text comes from is so long: offices with their names, and set phrases, are shorter.
const PASSAGE: usize = 10;
/// So many of its words are not quoted: two reports of one speech quote the same sentence.
const OWN: usize = 5;
/// Without such a passage this much of both texts must say the same …
const MOST: f64 = 0.6;
/// … in so many words: two brief items on one event have little else to say.
const FEWEST_WORDS: f64 = 40.0;

/// Two reports laid side by side, as far as it matters here.
pub(crate) struct Pair<'p> {
    pub(crate) a: (&'p Report, &'p Body),
    pub(crate) b: (&'p Report, &'p Body),
    pub(crate) runs: &'p [Run],
    pub(crate) aligned: &'p [Aligned],
}

impl Pair<'_> {
    /// Whether nothing shows that one text underlies both, for all that they have in common.
    pub(crate) fn are_two(&self, evidence: &Evidence) -> bool {
        !self.runs.iter().any(|run| self.is_passage(run)) && !self.is_reworded(evidence)
    }

    fn is_passage(&self, run: &Run) -> bool {
        let own =
            || words_in(&[*run]).filter(|&(i, j)| !self.a.1.whose[i].is_others(self.b.1.whose[j])).count();
        run.words >= PASSAGE && own() >= OWN
    }

    fn is_reworded(&self, evidence: &Evidence) -> bool {
        let (shares, own) = (evidence.aligned, evidence.own);
        let words = (shares.0 * own.0 as f64).min(shares.1 * own.1 as f64);
        (shares.0 * shares.1).sqrt() >= MOST
            && words >= FEWEST_WORDS
            && !copies::are_weeks_apart(self.a.0, self.b.0)
            && !self.has_other_names()
    }

    /// Whether other names and figures stand in the sentences that say the same.
    fn has_other_names(&self) -> bool {
        let sentences =
            self.aligned.iter().map(|pair| (self.a.1.words_of(pair.a), self.b.1.words_of(pair.b)));
        let sides = [self.a, self.b].map(|(report, body)| (report.text.as_str(), body.tokens.as_slice()));
        mould::is_filled_anew(sides[0], sides[1], &sentences.collect::<Vec<_>>())
    }
}

#[cfg(test)]
mod tests {
    use wirefold_report::{Published, RelationKind, Report};

    /// Whether two texts of these days are told to share their underlying text.
    fn related(texts: [&str; 2], days: [&str; 2]) -> bool {
        let report = |at: usize| {
            let date = days[at].parse().expect("a date");
            let published = Some(Published { date, instant: None, source: days[at].to_owned() });
            Report { published, ..Report::new(at.to_string(), texts[at]) }
        };
        let kind = crate::judge(&[report(0), report(1)], &[(0, 1)])[0].kind;
        assert_ne!(kind, Some(RelationKind::Copy));
        kind.is_some()
    }

    const DAY: [&str; 2] = ["2031-03-04", "2031-03-04"];

    const FERRY: &str = "The ferry Astrid ran aground on a reef off Kalmar early on Tuesday with 214 passengers aboard.\n\
        Nobody was hurt, said harbour master Greta Holm, who watched from the pier as boats took the passengers ashore.\n\
        Captain Jonas Ek told the newspaper Barometern that fog had hidden the lights of the harbour of Kalmar.\n\
        Four tugs from Karlskrona will try to pull the Astrid off the reef at high water on Wednesday.\n\
        The shipping company Sundlinjen bought the 31-year-old ferry from a Danish owner last autumn.";

    #[test]
    fn a_text_translated_twice_is_one_text() {
        let again = "Early Tuesday, with 214 passengers aboard, the Astrid, a ferry, ran onto a reef off Kalmar.\n\
            According to harbour master Greta Holm, who watched boats take passengers ashore from the pier, nobody was hurt.\n\
            Fog hid the lights of Kalmar's harbour, Captain Jonas Ek told Barometern, a newspaper.\n\
            On Wednesday, at high water, four tugs from Karlskrona are to try to pull Astrid off its reef.\n\
            Last autumn, shipping company Sundlinjen bought the ferry, which is 31 years old, from its Danish owner.";
        assert!(related([FERRY, again], DAY));
        assert!(!related([FERRY, again], [DAY[0], "2031-06-11"]), "three months later");
        let other = again.replace("214", "96").replace("Kalmar", "Visby").replace("Greta Holm", "Sven Rask");
        let other = other.replace("Jonas Ek", "Per Lind").replace("31", "12").replace("Karlskrona", "Ystad");
        assert!(!related([FERRY, &other], DAY), "another ferry, another captain");
    }

    #[test]
    fn what_was_awaited_and_how_it_came_out_are_two_reports() {
        let awaited = "Voters in Osmark began to vote on Sunday on whether to leave the Western League.\n\
            Premier Ida Brandt has asked for a no in the vote.";
        let done = "Osmark will leave the Western League, the electoral office said on Monday after the vote on Sunday.\n\
            Premier Ida Brandt resigned after the no failed.";
        assert!(!related([awaited, done], ["2031-03-02", "2031-03-03"]));
    }

    #[test]
    fn two_meetings_of_one_bank_are_two_reports() {
        let kept = "The central bank of Osmark left its key rate at 5.25 percent on Wednesday, as expected.\n\
            Governor Elin Moe said prices were still rising too fast.\nAnalysts expect a cut in autumn.";
        let cut = "The central bank of Osmark lowered its key rate to 4.75 percent on Wednesday, to general surprise.\n\
            Governor Elin Moe said prices were hardly rising.\nAnalysts expect two more cuts.";
        assert!(!related([kept, cut], ["2031-03-05", "2031-06-04"]));
        assert!(!related([kept, cut], DAY));
    }

    #[test]
    fn a_passage_tells_of_one_text_however_much_is_added() {
        let reworked = "Tugs are on their way from Karlskrona to the reef off Kalmar where the ferry Astrid lies.\n\
            Nobody was hurt, said harbour master Greta Holm, who watched from the pier.\nThe weather is fine.\n\
            Fog had hidden the lights of the harbour, Captain Jonas Ek told Barometern.";
        assert!(related([FERRY, reworked], DAY));
        let quote = "“We saw the lights of the harbour go out one after the other and then she struck,” ";
        let [one, other] = [
            "The ferry Astrid ran onto a reef off Kalmar on Tuesday in thick fog.\nTugs are expected on Wednesday.\n\
             The passenger Ulla Berg, a baker, was on deck with her sister.\n",
            "In thick fog the Astrid, a ferry, struck a reef off Kalmar on Tuesday.\nNobody was hurt.\n\
             Ulla Berg, who owns a bakery, stood on deck with a sister at the time.\n",
        ];
        assert!(!related([&format!("{one}{quote}she said."), &format!("{other}{quote}Berg told us.")], DAY));
    }
}
