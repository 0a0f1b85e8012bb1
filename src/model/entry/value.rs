//! Any field's text, read as a value of the field's type.

use unicode_normalization::UnicodeNormalization;

use super::{BadEntry, Looking, day, day_time, minutes, partial, yes_no};
use crate::model::reference::{Ambiguity, communes, departement, departements, epci, epcis, fold};
use crate::model::{
    Cents, CommuneCode, Day, Decimal, DeptCode, EpciCode, FieldSpec, FieldType, Kind, LocalTime, RecordId, Value,
};

/// A record by id or by an unambiguous name; the kind is `None` where any will do. Its refusals are
/// `entry-record-unknown` and `entry-record-several` (`$text`, `$choices`).
pub type Resolve<'a> = &'a dyn Fn(Option<Kind>, &str) -> Result<RecordId, BadEntry>;

/// What reading an entry needs to know from outside.
pub struct EntryContext<'a> {
    /// The wall clock: today, and now.
    pub now: LocalTime,
    pub looking: Looking,
    pub resolve: Resolve<'a>,
    /// A closed list's choice by its label: the list's key and the text, to the choice's key.
    pub labels: &'a dyn Fn(&'static str, &str) -> Option<String>,
}

/// Reads a field's text. An empty text empties the field.
///
/// # Errors
/// [`BadEntry`], for the field that it was typed in.
pub fn value(spec: &FieldSpec, text: &str, ctx: &EntryContext) -> Result<Option<Value>, BadEntry> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let today = ctx.now.date();
    let resolve = |kind: Option<Kind>, text: &str| match text.parse() {
        Ok(id) => Ok(id),
        Err(_) => (ctx.resolve)(kind, text),
    };
    let read = match spec.ty {
        FieldType::Text => Value::Text(clean(text, false)),
        FieldType::LongText(_) => Value::Text(clean(text, true)),
        FieldType::Int if spec.unit == Some("min") => Value::Int(minutes(text)?),
        FieldType::Int => Value::Int(integer(text, spec.unit)?),
        FieldType::Decimal => Value::Decimal(decimal(text, spec.unit)?),
        FieldType::Money => Value::Money(money(text)?),
        FieldType::Bool => Value::Bool(yes_no(text)?),
        FieldType::Date => Value::Date(day(text, today, ctx.looking)?),
        FieldType::PartialDate => Value::PartialDate(partial(text, today, ctx.looking)?),
        FieldType::LocalTime => Value::LocalTime(day_time(text, ctx.now.wall(), ctx.looking)?),
        FieldType::Choice(list, keys) => Value::Choice(choice(list, keys, text, ctx)?),
        FieldType::Ref(kind) => Value::Ref(resolve(Some(kind), text)?),
        FieldType::AnyRef => Value::Ref(resolve(None, text)?),
        FieldType::Refs(kind) => {
            Value::Refs(items(text).map(|item| resolve(Some(kind), item)).collect::<Result<_, _>>()?)
        }
        FieldType::Commune => Value::Commune(commune(text)?),
        FieldType::Communes => Value::Communes(items(text).map(commune).collect::<Result<_, _>>()?),
        FieldType::Epci => Value::Epci(read_epci(text)?),
        FieldType::Departement => Value::Departement(read_departement(text)?),
        FieldType::Departements => Value::Departements(items(text).map(read_departement).collect::<Result<_, _>>()?),
        FieldType::Dates => {
            let days = items(text).map(|item| day(item, today, ctx.looking).map(Day));
            Value::Dates(days.collect::<Result<_, _>>()?)
        }
    };
    Ok(Some(read))
}

/// The items of a list: `;`, `|` or lines between them or, where there are none of these, commas.
fn items(text: &str) -> impl Iterator<Item = &str> {
    const STRONG: [char; 3] = [';', '|', '\n'];
    let strong = text.contains(STRONG);
    let split = move |c: char| if strong { STRONG.contains(&c) } else { c == ',' };
    text.split(split).map(str::trim).filter(|item| !item.is_empty())
}

/// NFC, without control characters; line ends are kept where the field has lines.
fn clean(text: &str, lines: bool) -> String {
    let text = text.replace("\r\n", "\n").replace('\t', " ");
    text.nfc().map(|c| if c == '\n' && !lines { ' ' } else { c }).filter(|c| *c == '\n' || !c.is_control()).collect()
}

/// The number's text, without its unit.
fn bare<'a>(text: &'a str, unit: Option<&str>) -> &'a str {
    unit.and_then(|unit| text.strip_suffix(unit)).unwrap_or(text).trim()
}

fn integer(text: &str, unit: Option<&str>) -> Result<i64, BadEntry> {
    let compact: String = bare(text, unit).chars().filter(|c| !c.is_whitespace()).collect();
    compact.parse().map_err(|_| BadEntry::new("entry-integer", text))
}

fn decimal(text: &str, unit: Option<&str>) -> Result<Decimal, BadEntry> {
    bare(text, unit).parse().map_err(|_| BadEntry::new("entry-number", text))
}

fn money(text: &str) -> Result<Cents, BadEntry> {
    text.parse().map_err(|_| BadEntry::new("entry-money", text))
}

fn choice(
    list: &'static str,
    keys: &'static [&'static str],
    text: &str,
    ctx: &EntryContext,
) -> Result<String, BadEntry> {
    let by_key = keys.iter().find(|key| key.eq_ignore_ascii_case(text)).map(|key| (*key).to_owned());
    let by_label = || (ctx.labels)(list, text).filter(|key| keys.contains(&key.as_str()));
    by_key.or_else(by_label).ok_or_else(|| BadEntry::new("entry-choice", text).with("choices", keys.join(", ")))
}

fn commune(text: &str) -> Result<CommuneCode, BadEntry> {
    communes().unambiguous(text).map_err(|ambiguity| match ambiguity {
        Ambiguity::Unknown => BadEntry::new("entry-commune-unknown", text),
        Ambiguity::Several(codes) => {
            let labels: Vec<_> = codes.iter().filter_map(|code| Some(communes().get(*code)?.label())).collect();
            BadEntry::new("entry-commune-several", text).with("choices", labels.join(", "))
        }
    })
}

/// By SIREN, by name or by the only name that holds the text.
fn read_epci(text: &str) -> Result<EpciCode, BadEntry> {
    if let Some(known) = text.parse().ok().and_then(epci) {
        return Ok(known.code);
    }
    let wanted = fold(text);
    let mut holding = epcis().iter().filter(|epci| fold(&epci.name).contains(&wanted));
    let whole = epcis().iter().find(|epci| fold(&epci.name) == wanted);
    match (whole, holding.next(), holding.next()) {
        (Some(one), ..) | (None, Some(one), None) => Ok(one.code),
        _ => Err(BadEntry::new("entry-epci", text)),
    }
}

/// By number or by name.
fn read_departement(text: &str) -> Result<DeptCode, BadEntry> {
    let by_code = text.parse().ok().and_then(departement);
    let wanted = fold(text);
    let by_name = || departements().iter().find(|one| fold(&one.name) == wanted);
    by_code.or_else(by_name).map(|one| one.code).ok_or_else(|| BadEntry::new("entry-departement", text))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::i18n::{Lang, Words};

    fn read(kind: Kind, field: &str, text: &str) -> Result<Option<Value>, BadEntry> {
        let resolve = |kind: Option<Kind>, text: &str| match (kind, text) {
            (Some(Kind::Centre), "Millas") => Ok(RecordId::from_bytes([1; 16])),
            _ => Err(BadEntry::new("entry-record-unknown", text)),
        };
        let labels = |list: &'static str, text: &str| {
            (list == "visit-status" && fold(text) == "realisee").then(|| "done".to_owned())
        };
        let now = "2026-11-22T15:02+01:00".parse().unwrap();
        let ctx = EntryContext { now, looking: Looking::Back, resolve: &resolve, labels: &labels };
        value(kind.field(field).unwrap(), text, &ctx)
    }

    fn visit(field: &str, text: &str) -> Result<Option<Value>, &'static str> {
        read(Kind::Visit, field, text).map_err(|error| error.message)
    }

    #[test]
    fn each_type_reads_its_own_forms() {
        assert_eq!(visit("minutes", "1h15"), Ok(Some(Value::Int(75))));
        assert_eq!(visit("km", "12,5 km"), Ok(Some(Value::Decimal(Decimal::from_thousandths(12_500)))));
        assert_eq!(visit("status", "done"), Ok(Some(Value::Choice("done".into()))));
        assert_eq!(visit("status", "Réalisée"), Ok(Some(Value::Choice("done".into()))));
        assert_eq!(visit("status", "faite"), Err("entry-choice"));
        assert_eq!(visit("commune", "66 ceret"), Ok(Some(Value::Commune("66049".parse().unwrap()))));
        assert_eq!(visit("commune", "les cabannes"), Err("entry-commune-several"));
        assert_eq!(visit("centre", "Millas"), Ok(Some(Value::Ref(RecordId::from_bytes([1; 16])))));
        assert_eq!(visit("centre", "Nulle part"), Err("entry-record-unknown"));
        let id = RecordId::from_bytes([7; 16]);
        assert_eq!(visit("centre", &id.to_string()), Ok(Some(Value::Ref(id))));
        assert_eq!(visit("unscheduled", "oui"), Ok(Some(Value::Bool(true))));
        assert_eq!(visit("note", "  "), Ok(None));
        assert_eq!(visit("start", "hier 14h30"), Ok(Some(Value::LocalTime("2026-11-21T14:30".parse().unwrap()))));
    }

    #[test]
    fn lists_take_semicolons_or_commas() {
        let sector = read(Kind::Device, "sector", "09, Lot ,66").unwrap();
        let codes = ["09", "46", "66"].map(|code| code.parse().unwrap());
        assert_eq!(sector, Some(Value::Departements(codes.to_vec())));
        let days = read(Kind::Setting, "bridge_days", "15/05/2026; 2026-07-13").unwrap().unwrap();
        assert!(matches!(days, Value::Dates(days) if days.len() == 2));
    }

    #[test]
    fn codes_and_names_both_lead_to_an_epci() {
        let couserans = Ok(Some(Value::Epci("200067940".parse().unwrap())));
        assert_eq!(read(Kind::Member, "epci", "200067940"), couserans);
        assert_eq!(read(Kind::Member, "epci", "couserans"), couserans);
        assert_eq!(read(Kind::Member, "epci", "pyrenees").unwrap_err().message, "entry-epci");
    }

    #[test]
    fn text_is_composed_and_free_of_control_characters() {
        let note = read(Kind::Exchange, "summary", "Ce\u{301}ret\r\nsuite\u{7}").unwrap();
        assert_eq!(note, Some(Value::Text("Céret\nsuite".into())));
        let name = read(Kind::Member, "name", "a\nb").unwrap();
        assert_eq!(name, Some(Value::Text("a b".into())));
    }

    #[test]
    fn every_refusal_has_its_words() {
        for words in Lang::ALL.map(Words::new) {
            for message in [
                "entry-date",
                "entry-no-such-day",
                "entry-weekday-mismatch",
                "entry-partial-date",
                "entry-time",
                "entry-time-missing",
                "entry-day-time",
                "entry-skipped-hour",
                "entry-minutes",
                "entry-yes-no",
                "entry-integer",
                "entry-number",
                "entry-money",
                "entry-choice",
                "entry-commune-unknown",
                "entry-commune-several",
                "entry-epci",
                "entry-departement",
                "entry-record-unknown",
                "entry-record-several",
            ] {
                let said = BadEntry::new(message, "<typed>").with("choices", "<choices>").words(&words);
                assert!(said.contains("<typed>"), "{message}: {said}");
            }
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_any_field_panic(text in any::<String>(), which in any::<prop::sample::Index>()) {
            let specs: Vec<_> = Kind::ALL.iter().flat_map(|kind| kind.fields().iter().map(|spec| (*kind, spec.key))).collect();
            let (kind, field) = specs[which.index(specs.len())];
            let _ = read(kind, field, &text);
        }
    }
}
