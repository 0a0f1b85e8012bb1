use super::*;
use crate::model::{Kind, VisitStatus};

fn resolve(id: RecordId) -> Option<String> {
    (id == RecordId::fixture("centre", "ceret")).then(|| "Céret".to_owned())
}

fn fr() -> Words {
    Words::new(Lang::Fr)
}

fn en() -> Words {
    Words::new(Lang::En)
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn shown(words: &Words, kind: Kind, field: &str, value: Value) -> String {
    super::value(words, kind.field(field), &value, &resolve)
}

#[test]
fn numbers_are_grouped_as_each_language_does() {
    for (number, french, english) in [
        ("0", "0", "0"),
        ("999", "999", "999"),
        ("1234.5", "1\u{a0}234,5", "1,234.5"),
        ("-1234567.25", "-1\u{a0}234\u{a0}567,25", "-1,234,567.25"),
    ] {
        let number: Decimal = number.parse().unwrap();
        assert_eq!(decimal(Lang::Fr, number), french);
        assert_eq!(decimal(Lang::En, number), english);
    }
    assert_eq!(whole(Lang::Fr, i64::MIN), "-9\u{a0}223\u{a0}372\u{a0}036\u{a0}854\u{a0}775\u{a0}808");
}

#[test]
fn amounts_units_and_shares() {
    assert_eq!(money(&fr(), Cents(19_500_000)), "195\u{a0}000\u{a0}€");
    assert_eq!(money(&fr(), Cents(123_450)), "1\u{a0}234,50\u{a0}€");
    assert_eq!(money(&en(), Cents(123_450)), "€1,234.50");
    assert_eq!(km(&fr(), "12,5".parse().unwrap()), "12,5\u{a0}km");
    assert_eq!(population(&fr(), 7_729), "7\u{a0}729\u{a0}hab.");
    assert_eq!(percent(&fr(), 125, 200), "63\u{a0}%");
    assert_eq!(percent(&en(), 0, 0), "0%");
    assert_eq!(shown(&en(), Kind::Position, "fte", Value::Decimal("0.5".parse().unwrap())), "0.5\u{a0}FTE");
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
fn partial_dates_keep_their_precision() {
    for (iso, long, short) in [
        ("2027", "2027", "2027"),
        ("2027-03", "mars 2027", "03/2027"),
        ("2027-03-15", "lun. 15 mars 2027", "15/03/2027"),
    ] {
        let date: PartialDate = iso.parse().unwrap();
        assert_eq!(partial_date(&fr(), date), long);
        assert_eq!(partial_date_short(date), short);
    }
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
fn values_are_shown_by_their_declaration() {
    let visit = |field, value| shown(&fr(), Kind::Visit, field, value);
    assert_eq!(visit("status", Value::Choice(VisitStatus::Done.key().into())), "Réalisée");
    assert_eq!(visit("minutes", Value::Int(75)), "1\u{a0}h\u{a0}15");
    assert_eq!(visit("unscheduled", Value::Bool(true)), "Oui");
    assert_eq!(visit("commune", Value::Commune("66049".parse().unwrap())), "Céret");
    assert_eq!(visit("commune", Value::Commune("75056".parse().unwrap())), "75056");
    assert_eq!(visit("centre", Value::Ref(RecordId::fixture("centre", "ceret"))), "Céret");
    let at = Value::LocalTime("2026-11-23T14:30+01:00".parse().unwrap());
    assert_eq!(visit("start", at), "lun. 23 nov. 2026, 14:30");
    let sector = Value::Departements(vec!["09".parse().unwrap(), "75".parse().unwrap()]);
    assert_eq!(shown(&fr(), Kind::Device, "sector", sector), "Ariège, 75");
    assert_eq!(shown(&fr(), Kind::Project, "year", Value::Int(2026)), "2026");
}

#[test]
fn a_value_of_a_later_version_shows_without_its_declaration() {
    assert_eq!(value(&fr(), None, &Value::Choice("new_key".into()), &resolve), "new_key");
    assert_eq!(value(&fr(), None, &Value::Int(2_500), &resolve), "2\u{a0}500");
}
