//! A report in words.

use super::{KindCount, MOST_DETAILED, Report, ReportLine, What};
use crate::i18n::Words;
use crate::log::DeviceId;
use crate::model::{EXISTENCE, Kind, RecordId, Value};
use crate::t;
use crate::wording::values;
use crate::workspace::Desk;

impl Report {
    /// A line for each author with the kinds of what is new, then one for each kind of record. `name`: what a device is
    /// called here.
    pub fn counts(&self, words: &Words, name: &dyn Fn(&DeviceId) -> String) -> Vec<String> {
        let mut lines = Vec::new();
        if self.new > MOST_DETAILED {
            lines.push(t!(words, "report-not-detailed", most = words.figure(MOST_DETAILED)));
        }
        // Where there is one author, the records say it.
        let counted = self.authors.iter().filter(|author| !author.kinds.is_empty()).filter(|_| self.authors.len() > 1);
        for author in counted {
            let kinds = author.kinds.iter().filter_map(|(kind, n)| Some((Kind::from_number(*kind)?, *n)));
            let kinds = kinds.map(|(kind, n)| format!("{} {}", words.kind_plural(kind), words.figure(n)));
            let kinds = kinds.collect::<Vec<_>>().join(", ");
            lines.push(t!(words, "report-author", name = name(&author.device), kinds = kinds));
        }
        lines.extend(self.records.iter().filter_map(|count| count.line(words)));
        lines
    }

    /// Each line, in words; then how many there was no room for.
    pub fn told(&self, words: &Words, desk: &Desk) -> Vec<String> {
        let mut lines: Vec<String> = self.lines.iter().map(|line| line.told(words, desk)).collect();
        if self.more > 0 {
            lines.push(t!(words, "report-more", n = self.more, shown = words.figure(self.more)));
        }
        lines
    }
}

impl KindCount {
    /// « 12 visites (8 ajouts, 4 changements) »; nothing for a kind of a later version.
    fn line(&self, words: &Words) -> Option<String> {
        let kind = Kind::from_number(self.kind)?;
        let all = self.created + self.changed + self.deleted;
        let part = |n: u64, said: String| (n > 0).then_some(said);
        let parts = [
            part(self.created, t!(words, "report-created", n = self.created, shown = words.figure(self.created))),
            part(self.changed, t!(words, "report-changed", n = self.changed, shown = words.figure(self.changed))),
            part(self.deleted, t!(words, "report-deleted", n = self.deleted, shown = words.figure(self.deleted))),
        ];
        let parts = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
        let count = words.count(kind, usize::try_from(all).unwrap_or(usize::MAX));
        Some(t!(words, "report-records", count = count, parts = parts))
    }
}

impl ReportLine {
    /// What it says, with the former value.
    pub fn told(&self, words: &Words, desk: &Desk) -> String {
        let record = self.title(words, desk, &self.record);
        let of = self.title(words, desk, &self.centre.unwrap_or(self.record));
        let value = |value: &Option<Value>| self.value(words, desk, value.as_ref());
        let (was, now) = (value(&self.was), value(&self.now));
        match self.what {
            What::Diverges => {
                let field = self.field(words);
                match &self.was {
                    Some(_) => t!(words, "report-diverges-from", record = record, field = field, was = was),
                    None => t!(words, "report-diverges", record = record, field = field),
                }
            }
            What::OpeningMoved => {
                t!(words, "report-opening", record = record, field = self.field(words), was = was, now = now)
            }
            What::StageBlocked => {
                let reason = self.reason.clone().unwrap_or_default();
                t!(words, "report-stage-blocked", record = record, was = was, reason = reason)
            }
            What::GateOpen => t!(words, "report-gate-open", centre = of, record = record, was = was, now = now),
            What::NoDoctor => t!(words, "report-no-doctor", centre = of),
            What::DoctorUnchecked => t!(words, "report-doctor-unchecked", centre = of),
            What::PositionNew => t!(words, "report-position-new", record = record, now = now),
            What::LeftOver if desk.is_steward() => t!(words, "report-left-over-office", record = record),
            What::LeftOver => t!(words, "report-left-over", record = record),
            What::Apart => t!(words, "report-apart", record = record),
            What::PositionClosed => t!(words, "report-position-closed", record = record, was = was),
        }
    }

    fn title(&self, words: &Words, desk: &Desk, id: &RecordId) -> String {
        let kind = || Kind::from_number(self.kind).map(|kind| words.kind(kind)).unwrap_or_default();
        desk.title(words, id).unwrap_or_else(|| format!("{} {}", kind(), id.short()))
    }

    fn field(&self, words: &Words) -> String {
        let kind = Kind::from_number(self.kind);
        let spec = kind.and_then(|kind| Some((kind, kind.field_by_tag(self.tag)?)));
        match spec {
            Some((kind, spec)) if self.tag != EXISTENCE => words.field(kind, spec),
            _ => t!(words, "field-existence"),
        }
    }

    fn value(&self, words: &Words, desk: &Desk, value: Option<&Value>) -> String {
        let spec = Kind::from_number(self.kind).and_then(|kind| kind.field_by_tag(self.tag));
        match value {
            Some(value) => values::value(words, spec, value, &|id| desk.title(words, &id)),
            None => t!(words, "diverging-empty"),
        }
    }
}
