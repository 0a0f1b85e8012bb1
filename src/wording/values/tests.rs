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

fn shown(words: &Words, kind: Kind, field: &str, value: Value) -> String {
    super::value(words, kind.field(field), &value, &resolve)
}

#[test]
fn amounts_and_units() {
    assert_eq!(money(&fr(), Cents(19_500_000)), "195\u{a0}000\u{a0}€");
    assert_eq!(money(&fr(), Cents(123_450)), "1\u{a0}234,50\u{a0}€");
    assert_eq!(money(&en(), Cents(123_450)), "€1,234.50");
    assert_eq!(decimal(Lang::Fr, "1234.5".parse().unwrap()), "1\u{a0}234,5");
    assert_eq!(km(&fr(), "12,5".parse().unwrap()), "12,5\u{a0}km");
    assert_eq!(shown(&en(), Kind::Position, "fte", Value::Decimal("0.5".parse().unwrap())), "0.5\u{a0}FTE");
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
