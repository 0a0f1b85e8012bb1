//! The weekly report in words.

use super::{Move, WeekReport};
use crate::i18n::Words;
use crate::i18n::format::date_short;
use crate::log::DeviceId;
use crate::model::reference::fold;
use crate::model::{Band, Exchange, ExchangeKind, Kind, LocalTime, PositionState, Reason, RecordId, Step, VisitStatus};
use crate::report::Period;
use crate::report::activity::{Activity, Counts, total};
use crate::report::document::{Cell, Column, Document, Fact, Section, Table};
use crate::t;
use crate::wording::title::step_label;
use crate::workspace::{Desk, Due, DueWhat, HandedIn};

/// The document of a week.
pub fn document(report: &WeekReport, desk: &Desk, words: &Words) -> Document {
    let of = report.holder.map(|holder| Cell::Record { id: holder.record(), name: desk.device_name(words, holder) });
    let period = Period::Week(report.week);
    let paper = Paper { report, desk, words };
    Document {
        key: "week",
        lang: words.lang,
        title: t!(words, "weekly-title"),
        period: Some(period),
        of,
        made_on: report.made_on,
        remarks: report.cleared.then(|| t!(words, "weekly-cleared")).into_iter().collect(),
        facts: paper.facts(),
        sections: vec![
            paper.handed_in(),
            paper.visits(),
            paper.exchanges(),
            paper.steps(),
            paper.moves(),
            paper.positions(),
            paper.blockers(),
            paper.next(),
        ],
    }
}

struct Paper<'a> {
    report: &'a WeekReport,
    desk: &'a Desk,
    words: &'a Words,
}

impl Paper<'_> {
    fn record(&self, id: RecordId) -> Cell {
        Cell::Record { id, name: self.desk.title(self.words, &id).unwrap_or_else(|| id.short()) }
    }

    fn about(&self, id: Option<RecordId>) -> Cell {
        id.map_or(Cell::Empty, |id| self.record(id))
    }

    /// The holder's word on the week; of the team, who handed theirs in.
    fn handed_in(&self) -> Section {
        let words = self.words;
        let on = |word: &HandedIn| LocalTime::in_france_at(word.at).map(|at| at.date());
        if let (Some(_), [(_, word)]) = (self.report.holder, self.report.handed_in.as_slice()) {
            let section = Section::new("comment", t!(words, "weekly-comment"));
            return match word {
                Some(word) => {
                    let date = on(word).map(date_short).unwrap_or_default();
                    section.saying(word.comment.as_str()).saying(t!(words, "weekly-handed-in", date = date))
                }
                None => section.saying(t!(words, "weekly-not-handed-in")),
            };
        }
        let columns = vec![
            Column::new("holder", t!(words, "column-holder")),
            Column::new("handed_in", t!(words, "column-handed-in")),
            Column::new("comment", t!(words, "weekly-comment")),
        ];
        let title = t!(words, "weekly-hand-ins");
        let mut table = Table::new("handed_in", title.clone(), columns);
        let row = |(holder, word): &(DeviceId, Option<HandedIn>)| {
            let name = self.desk.device_name(words, *holder);
            let date = word.as_ref().and_then(on).map_or(Cell::text(t!(words, "weekly-awaited")), Cell::Day);
            let comment = word.as_ref().map_or(Cell::Empty, |word| Cell::text(word.comment.as_str()));
            vec![Cell::Record { id: holder.record(), name }, date, comment]
        };
        table.rows = self.report.handed_in.iter().map(row).collect();
        Section::new("handed_in", title).with(table)
    }

    fn facts(&self) -> Vec<Fact> {
        let words = self.words;
        let all = total(self.report.by_centre.values());
        let whole = |n: usize| Cell::Whole(i64::try_from(n).unwrap_or(i64::MAX));
        let fact = |key, label, value| Fact { key, label, value };
        vec![
            fact("visits_done", t!(words, "fact-visits-done"), Cell::Whole(all.done())),
            fact("minutes", t!(words, "fact-time"), Cell::Minutes(all.minutes)),
            fact("km", t!(words, "fact-km"), Cell::Decimal(all.distance())),
            fact("exchanges", words.kind_plural(Kind::Exchange), whole(self.report.exchanges.len())),
            fact("steps_done", t!(words, "fact-steps"), whole(self.report.steps.len())),
            fact("dates_moved", t!(words, "fact-moves"), whole(self.report.moves.len())),
            fact("planned_next_week", t!(words, "fact-planned"), whole(self.report.planned)),
        ]
    }

    fn visits(&self) -> Section {
        let words = self.words;
        let all = total(self.report.by_centre.values());
        let columns = vec![
            Column::new("centre", words.kind(Kind::Centre)),
            Column::new("done", t!(words, "activity-done")),
            Column::new("not_done", t!(words, "activity-not-done")),
            Column::new("minutes", t!(words, "activity-time")),
            Column::new("km", t!(words, "fact-km")),
        ];
        let row = |first: Cell, sums: &Activity| {
            let [done, not_done] = [sums.done(), sums.not_done()].map(Cell::Whole);
            vec![first, done, not_done, Cell::Minutes(sums.minutes), Cell::Decimal(sums.distance())]
        };
        let mut table = Table::new("visits_by_centre", t!(words, "activity-by-centre"), columns)
            .or_else_saying(words.phrase(Kind::Visit, "none"));
        let seen = self.report.by_centre.iter().filter(|(_, sums)| sums.done() + sums.not_done() > 0);
        table.rows = seen.map(|(centre, sums)| row(self.about(*centre), sums)).collect();
        table.rows.sort_by_cached_key(|row| row.first().map(|cell| fold(&cell.shown(words))));
        table.total = (table.rows.len() > 1).then(|| row(Cell::text(t!(words, "total")), &all));
        let mut section = Section::new("visits", words.kind_plural(Kind::Visit)).with(table);
        if all.done() > 0 {
            let reason = |reason: &Reason| Cell::Choice { key: reason.key(), label: words.choice_of(*reason) };
            let band = |band: &Band| Cell::Choice { key: band.key(), label: words.choice_of(*band) };
            section = section
                .with(self.counted("visits_by_reason", t!(words, "activity-by-reason"), "reason", &all.reason, reason))
                .with(self.counted("visits_by_band", t!(words, "activity-by-band"), "band", &all.band, band));
        }
        section
    }

    /// The choices of a list that occur, with how many visits.
    fn counted<C>(
        &self,
        key: &'static str,
        caption: String,
        first: &'static str,
        counts: &Counts<C>,
        cell: impl Fn(&C) -> Cell,
    ) -> Table {
        let label = Kind::Visit.field(first).map(|spec| self.words.field(Kind::Visit, spec)).unwrap_or_default();
        let columns = vec![Column::new(first, label), Column::new("done", t!(self.words, "activity-done"))];
        let mut table = Table::new(key, caption, columns);
        table.rows = counts.iter().map(|(choice, n)| vec![cell(choice), Cell::Whole(*n)]).collect();
        table
    }

    fn exchanges(&self) -> Section {
        let words = self.words;
        let columns = vec![
            Column::new("date", t!(words, "column-date")),
            Column::new("kind", t!(words, "column-kind")),
            Column::new("with", t!(words, "column-with")),
            Column::new("summary", t!(words, "column-summary")),
        ];
        let title = words.kind_plural(Kind::Exchange);
        let mut table =
            Table::new("exchanges", title.clone(), columns).or_else_saying(words.phrase(Kind::Exchange, "none"));
        let exchanges = self.report.exchanges.iter().filter_map(|id| self.desk.get::<Exchange>(id));
        table.rows = exchanges
            .map(|one| {
                let kind =
                    one.kind.map(|kind: ExchangeKind| Cell::Choice { key: kind.key(), label: words.choice_of(kind) });
                let with = one.centre.map(|centre| centre.0).or(one.member.map(|member| member.0));
                let summary = one.summary.as_ref().map(|text| text.0.as_str()).unwrap_or_default();
                let date = one.date.map_or(Cell::Empty, Cell::Day);
                vec![date, kind.unwrap_or(Cell::Empty), self.about(with), Cell::text(summary)]
            })
            .collect();
        Section::new("exchanges", title).with(table)
    }

    fn steps(&self) -> Section {
        let words = self.words;
        let columns = vec![
            Column::new("date", t!(words, "column-date")),
            Column::new("about", t!(words, "column-about")),
            Column::new("stage", words.kind(Kind::Stage)),
            Column::new("step", words.kind(Kind::Step)),
        ];
        let title = t!(words, "fact-steps");
        let mut table = Table::new("steps", title.clone(), columns).or_else_saying(t!(words, "weekly-no-steps"));
        table.rows =
            self.report.steps.iter().filter_map(|id| self.desk.get::<Step>(id)).map(|step| self.step(step)).collect();
        Section::new("steps", title).with(table)
    }

    fn step(&self, step: &Step) -> Vec<Cell> {
        let stage = step.stage.map(|stage| Cell::Choice { key: stage.key(), label: self.words.choice_of(stage) });
        vec![
            step.done_on.map_or(Cell::Empty, Cell::Day),
            self.about(step.subject.map(|subject| subject.0)),
            stage.unwrap_or(Cell::Empty),
            Cell::text(step_label(step, self.words.lang)),
        ]
    }

    fn moves(&self) -> Section {
        let words = self.words;
        let columns = vec![
            Column::new("record", t!(words, "column-title")),
            Column::new("field", t!(words, "column-field")),
            Column::new("was", t!(words, "column-before")),
            Column::new("now", t!(words, "column-after")),
            Column::new("slip", t!(words, "column-slip")),
        ];
        let title = t!(words, "fact-moves");
        let mut table = Table::new("dates_moved", title.clone(), columns).or_else_saying(t!(words, "weekly-no-moves"));
        table.rows = self.report.moves.iter().map(|one| self.moved(one)).collect();
        Section::new("dates_moved", title).with(table)
    }

    fn moved(&self, one: &Move) -> Vec<Cell> {
        let field = one.kind.field_by_tag(one.tag);
        let label = field.map(|spec| Cell::Choice { key: spec.key, label: self.words.field(one.kind, spec) });
        vec![
            self.record(one.id),
            label.unwrap_or(Cell::Empty),
            Cell::Date(one.was),
            one.now.map_or(Cell::Empty, Cell::Date),
            one.slip().map_or(Cell::Empty, Cell::Slip),
        ]
    }

    fn positions(&self) -> Section {
        let words = self.words;
        let columns = vec![
            Column::new("date", t!(words, "column-date")),
            Column::new("position", words.kind(Kind::Position)),
            Column::new("state", t!(words, "column-state")),
        ];
        let title = words.kind_plural(Kind::Position);
        let mut table =
            Table::new("positions", title.clone(), columns).or_else_saying(t!(words, "weekly-no-positions"));
        let state = |state: PositionState| Cell::Choice { key: state.key(), label: words.choice_of(state) };
        let reached = self.report.positions.iter();
        table.rows = reached.map(|one| vec![Cell::Day(one.on), self.record(one.position), state(one.state)]).collect();
        Section::new("positions", title).with(table)
    }

    fn blockers(&self) -> Section {
        let words = self.words;
        let columns =
            vec![Column::new("centre", words.kind(Kind::Centre)), Column::new("blocker", t!(words, "column-blocker"))];
        let title = t!(words, "weekly-blockers");
        let mut table = Table::new("blockers", title.clone(), columns).or_else_saying(t!(words, "weekly-no-blockers"));
        let each = self.report.blockers.iter().flat_map(|(centre, all)| all.iter().map(move |one| (*centre, one)));
        table.rows = each.map(|(centre, one)| vec![self.record(centre), Cell::text(one.words(words))]).collect();
        Section::new("blockers", title).with(table)
    }

    fn next(&self) -> Section {
        let words = self.words;
        let columns = vec![
            Column::new("date", t!(words, "column-date")),
            Column::new("kind", t!(words, "column-kind")),
            Column::new("record", t!(words, "column-title")),
            Column::new("about", t!(words, "column-about")),
        ];
        let title = t!(words, "weekly-next");
        let mut table =
            Table::new("next_week", title.clone(), columns).or_else_saying(t!(words, "weekly-nothing-next"));
        table.rows = self.report.next.iter().map(|due| self.due(due)).collect();
        let section = Section::new("next_week", title);
        let section = match self.report.planned {
            0 => section,
            n => {
                let status = words.choice_of(VisitStatus::Planned);
                section.saying(t!(words, "weekly-planned", status = status, visits = words.count(Kind::Visit, n)))
            }
        };
        section.with(table)
    }

    fn due(&self, due: &Due) -> Vec<Cell> {
        let about = due.about.filter(|about| *about != due.id);
        vec![
            due.day().map_or(Cell::Empty, Cell::Day),
            Cell::Choice { key: key_of(due.what), label: due.what.label(self.words) },
            self.record(due.id),
            self.about(about),
        ]
    }
}

const fn key_of(what: DueWhat) -> &'static str {
    match what {
        DueWhat::Opening => "opening",
        DueWhat::Blocked => "blocked",
        DueWhat::Step => "step",
        DueWhat::Followup => "followup",
        DueWhat::Duty => "duty",
        DueWhat::Milestone => "milestone",
    }
}
