use super::*;

fn fr() -> Words {
    Words::new(Lang::Fr)
}

fn en() -> Words {
    Words::new(Lang::En)
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn numbers_are_grouped_as_each_language_does() {
    for (number, french, english) in [
        ("0", "0", "0"),
        ("999", "999", "999"),
        ("1234.5", "1\u{a0}234,5", "1,234.5"),
        ("-1234567.25", "-1\u{a0}234\u{a0}567,25", "-1,234,567.25"),
    ] {
        assert_eq!(grouped(Lang::Fr, number), french);
        assert_eq!(grouped(Lang::En, number), english);
    }
    assert_eq!(whole(Lang::Fr, i64::MIN), "-9\u{a0}223\u{a0}372\u{a0}036\u{a0}854\u{a0}775\u{a0}808");
}

#[test]
fn units_and_shares() {
    assert_eq!(with_unit(&en(), "0.5", "ETP"), "0.5\u{a0}FTE");
    assert_eq!(population(&fr(), 7_729), "7\u{a0}729\u{a0}hab.");
    assert_eq!(percent(&fr(), 125, 200), "63\u{a0}%");
    assert_eq!(percent(&en(), 0, 0), "0%");
}

#[test]
fn durations_are_told_in_hours_and_minutes() {
    assert_eq!(duration(45), "45\u{a0}min");
    assert_eq!(duration(75), "1\u{a0}h\u{a0}15");
    assert_eq!(duration(65), "1\u{a0}h\u{a0}05");
    assert_eq!(duration(480), "8\u{a0}h");
}

#[test]
fn dates_at_every_length() {
    let monday = day("2026-11-23");
    assert_eq!(date_long(&fr(), monday), "lundi 23 novembre 2026");
    assert_eq!(date_long(&en(), monday), "Monday 23 November 2026");
    assert_eq!(date_medium(&fr(), monday), "lun. 23 nov. 2026");
    assert_eq!(date_short(monday), "23/11/2026");
    assert_eq!(date_long(&fr(), day("2026-06-01")), "lundi 1er juin 2026");
    assert_eq!(day_month(&fr(), day("2026-08-01")), "1er août");
    assert_eq!(week(&fr(), monday), "semaine 48");
}

#[test]
fn days_are_told_from_today() {
    let today = day("2026-11-22");
    for (iso, french, english) in [
        ("2026-11-22", "aujourd’hui", "today"),
        ("2026-11-21", "hier", "yesterday"),
        ("2026-11-23", "demain", "tomorrow"),
        ("2026-11-25", "dans 3 jours", "in 3 days"),
        ("2026-11-10", "il y a 12 jours", "12 days ago"),
    ] {
        assert_eq!(relative_day(&fr(), day(iso), today), french);
        assert_eq!(relative_day(&en(), day(iso), today), english);
    }
    assert_eq!(days_late(&fr(), 1), "1 jour de retard");
    assert_eq!(days(&en(), 2), "2 days");
}

#[test]
fn a_label_in_a_sentence_keeps_its_acronyms() {
    let said = ["Candidat à l’AMI", "IPA", "Évaluation", "", "A"].map(mid_sentence);
    assert_eq!(said, ["candidat à l’AMI", "IPA", "évaluation", "", "a"]);
}
