//! Clocks that are wrong: it is said, and nothing hangs on them.

use super::backup::{everything, go_on};
use super::*;
use crate::model::Value;
use crate::sync::Audience;

const DAY: i64 = 24 * 3_600 * 1_000;
/// As [`clock`] begins.
const NOW: i64 = 1_795_424_400_000;

fn at(time: i64) -> Clock {
    Arc::new(move || time)
}

impl Laptop {
    fn doubt(&self) -> Option<ClockDoubt> {
        self.workspace.clock_doubt().unwrap()
    }

    fn set_clock(&mut self, time: i64) {
        self.workspace.clock = at(time);
    }
}

fn two() -> (Laptop, Laptop, RecordId) {
    let mut siege = Laptop::founder();
    let mut marie = Laptop::waiting("Exemple Un", "EXA", 2);
    let centre = siege.centre();
    let marie_id = siege.admits(&marie);
    siege.hands_to(&Audience::Devices(vec![marie_id]), &mut marie);
    (siege, marie, centre)
}

#[test]
fn a_clock_is_held_against_the_program_its_own_edits_and_the_words_of_others() {
    let (mut siege, mut marie, centre) = two();
    assert_eq!((siege.doubt(), marie.doubt()), (None, None));
    siege.set_clock(0);
    assert_eq!(siege.doubt(), Some(ClockDoubt::BeforeProgram { now: 0 }));
    siege.set_clock(NOW - DAY + 3_600_000);
    assert_eq!(siege.doubt(), None, "a day is borne");
    siege.set_clock(NOW - 3 * DAY);
    assert!(matches!(siege.doubt(), Some(ClockDoubt::BeforeOwn { last, .. }) if last >= NOW), "{:?}", siege.doubt());

    marie.set_clock(NOW - 3 * DAY);
    let said = Some("Siège".to_owned());
    assert!(matches!(marie.doubt(), Some(ClockDoubt::BeforeOthers { holder, .. }) if holder == said));
    marie.set_clock(NOW + 3 * 365 * DAY);
    assert!(matches!(marie.doubt(), Some(ClockDoubt::YearsAhead { .. })));
    assert_eq!(marie.workspace.desk().clock, None, "said at an open, an import, an edit");
    marie.visit(centre, "2026-11-20T10:15");
    assert_eq!(marie.doubt(), None, "its own edit is from then");
    marie.set_clock(NOW + DAY);
    assert!(matches!(marie.doubt(), Some(ClockDoubt::BeforeOwn { .. })));
    // Once the clock is right, the next edit ends the doubt, although one from the future stays.
    marie.workspace.clock = at(NOW + DAY);
    marie.visit(centre, "2026-11-21T10:15");
    assert_eq!(marie.doubt(), None);
    assert_eq!(marie.workspace.desk().clock, None);
}

#[test]
fn every_doubt_is_said_in_both_languages() {
    use crate::i18n::{Lang, Tell, Words};
    let doubts = [
        ClockDoubt::BeforeProgram { now: i64::MIN },
        ClockDoubt::BeforeOwn { now: 0, last: i64::MAX },
        ClockDoubt::BeforeOthers { now: NOW, last: NOW, holder: Some("Siège".into()) },
        ClockDoubt::BeforeOthers { now: NOW, last: NOW, holder: None },
        ClockDoubt::YearsAhead { now: NOW, last: NOW },
    ];
    for words in Lang::ALL.map(Words::new) {
        for doubt in &doubts {
            let told = doubt.told(&words);
            assert!(!told.what.is_empty() && told.next.is_some() && !told.what.ends_with('.'), "{}", told.what);
        }
    }
}

#[test]
fn merging_does_not_ask_the_clock() {
    // The same edits under clocks far apart: who knew of whom decides, not the dates.
    let outcome = |siege_clock: i64, marie_clock: i64| {
        let (mut siege, mut marie, centre) = two();
        let tag = Kind::Centre.field("premises").unwrap().tag;
        let set = |laptop: &mut Laptop, text: &str| {
            let edit = Edit::new("x").set(centre, Kind::Centre, vec![(tag, Some(Value::Text(text.into())))]);
            laptop.workspace.commit(edit).unwrap();
        };
        siege.set_clock(siege_clock);
        marie.set_clock(marie_clock);
        set(&mut siege, "un");
        siege.hands_to(&Audience::Team, &mut marie);
        set(&mut marie, "deux");
        marie.hands_to(&Audience::Stewards, &mut siege);
        let premises = |laptop: &Laptop| laptop.workspace.desk().get::<Centre>(&centre).unwrap().premises.clone();
        assert_eq!(premises(&siege), premises(&marie));
        (premises(&siege), siege.workspace.all_divergences().unwrap().len())
    };
    let expected = (Some("deux".into()), 0);
    for (siege, marie) in [(NOW, NOW), (NOW, 0), (0, NOW), (NOW, i64::MAX), (i64::MAX, i64::MIN), (i64::MIN, i64::MAX)]
    {
        assert_eq!(outcome(siege, marie), expected, "{siege} {marie}");
    }
}

#[test]
fn dates_from_the_future_are_suspect_and_the_ends_of_time_break_nothing() {
    for end in [i64::MAX, i64::MIN, 8_210_266_876_799_999, -8_334_601_228_800_000] {
        let (mut siege, mut marie, centre) = two();
        marie.set_clock(end);
        let tag = Kind::Centre.field("premises").unwrap().tag;
        let edit = Edit::new("x").set(centre, Kind::Centre, vec![(tag, Some(Value::Text("Mairie".into())))]);
        marie.workspace.commit(edit).unwrap();
        let stick = tempfile::tempdir().unwrap();
        let done = marie.workspace.export(&Audience::Stewards, stick.path(), false, &mut go_on).unwrap();
        assert!(siege.takes(&done.path) > 0);
        let lines = siege.workspace.history(Kind::Centre, &centre).unwrap();
        assert_eq!(lines.iter().map(|line| line.suspect).collect::<Vec<_>>(), [false, true], "{end}");
        assert!(siege.workspace.ledger().is_ok());
        assert!(siege.doubt().is_some() == (end > 0), "{end}: {:?}", siege.doubt());
        assert_eq!(siege.workspace.check(|_, _| {}).unwrap().findings, []);
        siege.hands_to(&Audience::Team, &mut marie);
        let folder = tempfile::tempdir().unwrap();
        siege.workspace.backup(folder.path(), &mut go_on).unwrap();
        let all = everything(&siege.workspace);
        let siege = siege.reopened();
        assert_eq!(everything(&siege.workspace), all);
    }
}
