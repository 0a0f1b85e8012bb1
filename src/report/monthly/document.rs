//! The activity of a period in words.

use super::{ActivityReport, Count, Group, Line, Place};
use crate::i18n::Words;
use crate::i18n::format::date_short;
use crate::model::forecast::Length;
use crate::model::reference::{fold, sources, stages};
use crate::model::staffing::{Headcount, headcount};
use crate::model::{Centre, CentreStatus, Decimal, Indicator, Kind, PartialDate, Position, RecordId, Role, StageKey};
use crate::report::Length as PeriodLength;
use crate::report::document::{Cell, Column, Document, Fact, Section, Table};
use crate::t;
use crate::wording::title::{centre_name, figure_label};
use crate::wording::values;
use crate::workspace::{Desk, TARGET};

/// The document of a period.
pub fn document(report: &ActivityReport, desk: &Desk, words: &Words) -> Document {
    let paper = Paper { report, desk, words };
    let (key, title) = match report.period.length() {
        PeriodLength::Year => ("year", t!(words, "yearly-title")),
        _ => ("month", t!(words, "monthly-title")),
    };
    let mut remarks = vec![t!(words, "monthly-withheld")];
    remarks.extend(report.cleared.then(|| t!(words, "weekly-cleared")));
    Document {
        key,
        lang: words.lang,
        title,
        period: Some(report.period),
        of: Some(paper.place(report.of)),
        made_on: report.made_on,
        remarks,
        facts: paper.facts(),
        sections: vec![
            paper.visits(),
            paper.lists(),
            paper.staff(),
            paper.openings(),
            paper.stages(),
            paper.progress(),
        ],
    }
}

struct Paper<'a> {
    report: &'a ActivityReport,
    desk: &'a Desk,
    words: &'a Words,
}

impl Paper<'_> {
    fn place(&self, place: Place) -> Cell {
        match place {
            Place::Region => Cell::text(t!(self.words, "place-region")),
            Place::Centre(Some(id)) => self.centre(id),
            Place::Epci(Some(code)) => {
                let name =
                    crate::model::reference::epci(code).map_or_else(|| code.to_string(), |epci| epci.name.clone());
                Cell::Place { code: code.to_string(), name }
            }
            Place::Departement(Some(code)) => Cell::Place { code: code.to_string(), name: values::departement(code) },
            Place::Centre(None) | Place::Epci(None) | Place::Departement(None) => {
                Cell::text(t!(self.words, "place-unknown"))
            }
        }
    }

    fn centre(&self, id: RecordId) -> Cell {
        let name = self.desk.get::<Centre>(&id).map(centre_name);
        Cell::Record { id, name: name.unwrap_or_else(|| id.short()) }
    }

    fn line(&self, place: Place) -> Option<&Line> {
        self.report.lines.get(&place)
    }

    fn count(line: &Line, count: Count) -> Cell {
        if line.withheld.contains(&count) { Cell::Withheld } else { Cell::Whole(count.of(line)) }
    }

    /// What is measured of the visits done; left out with them.
    fn measure(line: &Line, cell: Cell) -> Cell {
        if line.withheld.contains(&Count::Done) { Cell::Withheld } else { cell }
    }

    /// This period against the one a year before, in percent.
    fn trend(line: &Line) -> Cell {
        let shown = [Count::Done, Count::Before].iter().all(|count| !line.withheld.contains(count));
        match (line.activity.done(), line.before) {
            _ if !shown => Cell::Withheld,
            (_, 0) => Cell::Empty,
            (done, before) => Cell::Trend((done - before) * 100 / before),
        }
    }

    fn median(line: &Line) -> Cell {
        Self::measure(line, line.activity.median().map_or(Cell::Empty, Cell::Minutes))
    }

    fn facts(&self) -> Vec<Fact> {
        let words = self.words;
        let fact = |key, label, value| Fact { key, label, value };
        let whole = |n: usize| Cell::Whole(i64::try_from(n).unwrap_or(i64::MAX));
        let none = Line::default();
        let line = self.line(self.report.of).unwrap_or(&none);
        let open: Vec<Place> = self.open_centres().map(|id| Place::Centre(Some(id))).collect();
        let departements: std::collections::BTreeSet<_> = self
            .open_centres()
            .filter_map(|id| self.desk.get::<Centre>(&id)?.commune)
            .map(|commune| commune.departement())
            .collect();
        vec![
            fact("visits_done", t!(words, "fact-visits-done"), Self::count(line, Count::Done)),
            fact("trend_percent", t!(words, "activity-trend"), Self::trend(line)),
            fact("median_minutes", t!(words, "activity-median"), Self::median(line)),
            fact("km", t!(words, "fact-km"), Self::measure(line, Cell::Decimal(line.activity.distance()))),
            fact("open_centres", t!(words, "fact-open-centres"), whole(open.len())),
            fact("departements_covered", t!(words, "fact-departements"), whole(departements.len())),
            fact("professionals", t!(words, "fact-professionals"), whole(self.headcount().professionals())),
        ]
    }

    /// The centres that are open now, of what the report is about.
    fn open_centres(&self) -> impl Iterator<Item = RecordId> {
        let open = self.desk.all::<Centre>().filter(|(_, one)| one.status == Some(CentreStatus::Open));
        open.map(|(id, _)| id).filter(|id| self.report.holds(Place::Centre(Some(*id)), self.desk))
    }

    fn visits(&self) -> Section {
        let words = self.words;
        let mut section = Section::new("visits", words.kind_plural(Kind::Visit));
        for level in Level::ALL {
            let counts = [Count::NotDone, Count::Unscheduled, Count::Regulated, Count::TreatedHere];
            let mut columns = vec![
                Column::new(level.key(), level.label(words)),
                Column::new("done", Count::Done.label(words)),
                Column::new("done_year_before", Count::Before.label(words)),
                Column::new("trend_percent", t!(words, "activity-trend")),
            ];
            columns.extend(counts.map(|count| Column::new(count.key(), count.label(words))));
            columns.push(Column::new("median_minutes", t!(words, "activity-median")));
            columns.push(Column::new("km", t!(words, "fact-km")));
            let row = |place: Place, line: &Line| {
                let mut row = vec![self.place(place)];
                row.extend([Count::Done, Count::Before].map(|count| Self::count(line, count)));
                row.push(Self::trend(line));
                row.extend(counts.map(|count| Self::count(line, count)));
                row.push(Self::median(line));
                row.push(Self::measure(line, Cell::Decimal(line.activity.distance())));
                row
            };
            let table = Table::new(level.visits_key(), level.caption(words), columns);
            section.tables.push(self.filled(table, level, &row));
        }
        section
    }

    /// Visits done by reason, role, band and age, at every level.
    fn lists(&self) -> Section {
        let words = self.words;
        let mut section = Section::new("visits_by_list", t!(words, "monthly-lists"));
        for group in Group::LISTS {
            let unknown = self.report.lines.values().any(|line| Count::Rest(group).of(line) != 0);
            let shown = |count: &Count| unknown || !matches!(count, Count::Rest(_));
            let counts: Vec<Count> = group.counts().into_iter().filter(shown).collect();
            for level in Level::ALL {
                let mut columns = vec![Column::new(level.key(), level.label(words))];
                columns.extend(counts.iter().map(|count| Column::new(count.key(), count.label(words))));
                let row = |place: Place, line: &Line| {
                    let cells = counts.iter().map(|count| Self::count(line, *count));
                    std::iter::once(self.place(place)).chain(cells).collect()
                };
                let caption = t!(words, "monthly-by", what = list_label(group, words), place = level.label(words));
                let table = Table::new(list_key(group, level), caption, columns);
                section.tables.push(self.filled(table, level, &row));
            }
        }
        section
    }

    /// The rows of a level by name, and what they are part of.
    fn filled(&self, mut table: Table, level: Level, row: &dyn Fn(Place, &Line) -> Vec<Cell>) -> Table {
        let lines = self.report.lines.iter().filter(|(place, _)| level.has(**place));
        let lines = lines.filter(|(place, _)| self.report.holds(**place, self.desk));
        table.rows = lines.map(|(place, line)| row(*place, line)).collect();
        table.rows.sort_by_cached_key(|row| row.first().map(|cell| fold(&cell.shown(self.words))));
        let whole = Some(self.report.of).filter(|of| !level.has(*of) && !matches!(of, Place::Centre(_)));
        table.total = whole.and_then(|of| Some(row(of, self.line(of)?)));
        table.or_else_saying(self.words.phrase(Kind::Visit, "none"))
    }

    fn positions(&self) -> impl Iterator<Item = &Position> {
        let all = self.desk.all::<Position>().map(|(_, position)| position);
        all.filter(|one| self.report.holds(Place::Centre(one.centre.map(|centre| centre.0)), self.desk))
    }

    fn headcount(&self) -> Headcount {
        headcount(self.positions())
    }

    fn staff(&self) -> Section {
        let words = self.words;
        let columns = vec![
            Column::new("role", t!(words, "column-role-held")),
            Column::new("filled", t!(words, "staff-filled")),
            Column::new("filled_fte", t!(words, "staff-filled-fte")),
            Column::new("signed", t!(words, "staff-signed")),
            Column::new("needed", t!(words, "staff-needed")),
            Column::new("needed_fte", t!(words, "staff-needed-fte")),
        ];
        let whole = |n: usize| Cell::Whole(i64::try_from(n).unwrap_or(i64::MAX));
        let mut table = Table::new("positions_by_role", t!(words, "staff-by-role"), columns);
        for count in self.headcount().roles {
            let role = Cell::Choice { key: count.role.key(), label: words.choice(Role::LIST, count.role.key()) };
            let (filled, needed) = (Cell::Decimal(count.filled_fte), Cell::Decimal(count.needed_fte));
            table.rows.push(vec![role, whole(count.filled), filled, whole(count.signed), whole(count.needed), needed]);
        }
        let said = t!(words, "monthly-as-of", date = date_short(self.report.made_on));
        Section::new("positions", words.kind_plural(Kind::Position)).saying(said).with(table)
    }

    /// Target against actual opening: of the centres that opened in the period, and of those to come.
    fn openings(&self) -> Section {
        let words = self.words;
        let columns = vec![
            Column::new("centre", words.kind(Kind::Centre)),
            Column::new("first_target", t!(words, "opening-first-target")),
            Column::new("target", t!(words, "opening-target")),
            Column::new("opened", t!(words, "opening-opened")),
            Column::new("forecast", t!(words, "opening-forecast")),
            Column::new("slip_days", t!(words, "column-slip")),
        ];
        let title = t!(words, "monthly-openings");
        let mut table = Table::new("openings", title.clone(), columns).or_else_saying(t!(words, "monthly-no-openings"));
        let today = self.report.made_on;
        let forecasts = self.desk.forecasts(today);
        let date = |date: Option<PartialDate>| date.map_or(Cell::Empty, Cell::Date);
        let opened = |centre: &Centre| centre.opened.is_some_and(|on| self.report.period.meets(on));
        let told = |one: &Centre| one.status == Some(CentreStatus::Preparing) || opened(one);
        let mut rows: Vec<(Option<PartialDate>, Vec<Cell>)> = Vec::new();
        for (id, centre) in self.desk.all::<Centre>().filter(|(_, centre)| told(centre)) {
            if !self.report.holds(Place::Centre(Some(id)), self.desk) {
                continue;
            }
            let forecast = forecasts.get(&id).map(|forecast| PartialDate::Day(forecast.opening));
            let slip = self.desk.pipeline(&id, today).and_then(|pipeline| pipeline.slip_days);
            rows.push((
                centre.opened.or(centre.target_opening).or(forecast),
                vec![
                    self.centre(id),
                    date(centre.first_target),
                    date(centre.target_opening),
                    date(centre.opened),
                    date(forecast),
                    slip.map_or(Cell::Empty, Cell::Slip),
                ],
            ));
        }
        rows.sort_by_key(|(on, _)| (on.is_none(), *on));
        table.rows = rows.into_iter().map(|(_, row)| row).collect();
        Section::new("openings", title).with(table)
    }

    fn stages(&self) -> Section {
        let words = self.words;
        let columns = vec![
            Column::new("stage", words.kind(Kind::Stage)),
            Column::new("median_days", t!(words, "stage-median")),
            Column::new("first_quartile_days", t!(words, "stage-low")),
            Column::new("third_quartile_days", t!(words, "stage-high")),
            Column::new("centres", t!(words, "stage-centres")),
        ];
        let title = t!(words, "monthly-stages");
        let mut table =
            Table::new("days_per_stage", title.clone(), columns).or_else_saying(t!(words, "monthly-no-stages"));
        let durations = self.desk.durations(self.report.made_on);
        let own = stages().iter().map(|stage| (stage.key, durations.of(stage.key))).filter(|(_, days)| days.is_own());
        let row = |(key, days): (StageKey, Length)| {
            let centres = i64::try_from(days.n).unwrap_or(i64::MAX);
            let figures = [days.days, days.low, days.high, centres].map(Cell::Whole);
            let stage = Cell::Choice { key: key.key(), label: words.choice_of(key) };
            std::iter::once(stage).chain(figures).collect()
        };
        table.rows = own.map(row).collect();
        Section::new("stages", title).with(table)
    }

    /// The published figures beside the team's own, each with its date and source. They are of different days and ways
    /// of counting: nothing is added up.
    fn progress(&self) -> Section {
        let words = self.words;
        let columns = vec![
            Column::new("figure", t!(words, "progress-figure")),
            Column::new("value", t!(words, "column-value")),
            Column::new("as_of", t!(words, "column-date")),
            Column::new("source", t!(words, "progress-source")),
        ];
        let title = t!(words, "monthly-progress");
        let mut table = Table::new("progress", title.clone(), columns);
        let whole = |n: usize| Cell::Whole(i64::try_from(n).unwrap_or(i64::MAX));
        let team = t!(words, "progress-team");
        let own = |label: String, value| {
            vec![Cell::text(label), value, Cell::Day(self.report.made_on), Cell::text(team.clone())]
        };
        let all = headcount(self.desk.all::<Position>().map(|(_, position)| position));
        let open = self.desk.all::<Centre>().filter(|(_, one)| one.status == Some(CentreStatus::Open)).count();
        table.rows.push(own(t!(words, "fact-professionals"), whole(all.professionals())));
        table.rows.push(own(t!(words, "fact-open-centres"), whole(open)));
        table.rows.extend(self.desk.latest_figures().into_iter().map(|(key, one)| self.published(key, one)));
        let said = t!(words, "progress-said", target = TARGET.to_string());
        Section::new("progress", title).saying(said).with(table)
    }

    fn published(&self, key: &str, one: &Indicator) -> Vec<Cell> {
        let words = self.words;
        let value = one.value.map_or(Cell::Empty, |value: Decimal| match one.qualifier {
            Some(qualifier) if qualifier != crate::model::Qualifier::Exact => Cell::text(t!(
                words,
                "progress-qualified",
                qualifier = words.choice_of(qualifier),
                value = values::decimal(words.lang, value)
            )),
            _ => Cell::Decimal(value),
        });
        let source = one.source.as_deref().unwrap_or_default();
        let named = sources().iter().find(|known| known.key == source).map(|known| known.title.clone());
        vec![
            Cell::text(figure_label(key, words)),
            value,
            one.as_of.map_or(Cell::Empty, Cell::Date),
            Cell::text(named.unwrap_or_else(|| source.to_owned())),
        ]
    }
}

/// How fine a table is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Level {
    Departement,
    Epci,
    Centre,
}

impl Level {
    const ALL: [Self; 3] = [Self::Departement, Self::Epci, Self::Centre];

    const fn has(self, place: Place) -> bool {
        matches!(
            (self, place),
            (Self::Departement, Place::Departement(_))
                | (Self::Epci, Place::Epci(_))
                | (Self::Centre, Place::Centre(_))
        )
    }

    const fn key(self) -> &'static str {
        match self {
            Self::Departement => "departement",
            Self::Epci => "epci",
            Self::Centre => "centre",
        }
    }

    const fn visits_key(self) -> &'static str {
        match self {
            Self::Departement => "visits_by_departement",
            Self::Epci => "visits_by_epci",
            Self::Centre => "visits_by_centre",
        }
    }

    fn label(self, words: &Words) -> String {
        match self {
            Self::Departement => t!(words, "level-departement"),
            Self::Epci => t!(words, "level-epci"),
            Self::Centre => words.kind(Kind::Centre),
        }
    }

    fn caption(self, words: &Words) -> String {
        match self {
            Self::Departement => t!(words, "activity-by-departement"),
            Self::Epci => t!(words, "activity-by-epci"),
            Self::Centre => t!(words, "activity-by-centre"),
        }
    }
}

const fn list_key(group: Group, level: Level) -> &'static str {
    match (group, level) {
        (Group::Role, Level::Departement) => "roles_by_departement",
        (Group::Role, Level::Epci) => "roles_by_epci",
        (Group::Role, Level::Centre) => "roles_by_centre",
        (Group::Band, Level::Departement) => "bands_by_departement",
        (Group::Band, Level::Epci) => "bands_by_epci",
        (Group::Band, Level::Centre) => "bands_by_centre",
        (Group::Age, Level::Departement) => "ages_by_departement",
        (Group::Age, Level::Epci) => "ages_by_epci",
        (Group::Age, Level::Centre) => "ages_by_centre",
        (_, Level::Departement) => "reasons_by_departement",
        (_, Level::Epci) => "reasons_by_epci",
        (_, Level::Centre) => "reasons_by_centre",
    }
}

fn list_label(group: Group, words: &Words) -> String {
    match group {
        Group::Role => t!(words, "list-role"),
        Group::Band => t!(words, "list-band"),
        Group::Age => t!(words, "list-age"),
        _ => t!(words, "list-reason"),
    }
}
