//! The lines of « À faire »: what is due, the visits planned, what diverges, what is not handed in.

use chrono::NaiveDate;
use ratatui::text::{Line, Span};

use crate::i18n::{Tell, format};
use crate::model::{Kind, LocalTime, PartialDate, RecordId};
use crate::store::views::VisitRow;
use crate::t;
use crate::tui::cx::Cx;
use crate::tui::screen::Screen;
use crate::tui::screens::shared::due;
use crate::tui::table;
use crate::tui::theme::Role;
use crate::wording::values;
use crate::workspace::{Agenda, BackupMark, Due, Unsent, WEEK};

/// What a line is about.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    Due(Due),
    Visit(Box<VisitRow>),
    /// How many fields have two values.
    Divergences(usize),
    Unsent(Unsent),
    /// A backup is due.
    Backup(BackupMark),
    /// This laptop's clock may be wrong: what, in words.
    Clock(String),
}

/// One line.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub what: What,
    pub date: Option<PartialDate>,
    pub late: bool,
}

impl Row {
    /// What it is the line of, to find it again after a change.
    pub fn id(&self) -> Option<RecordId> {
        match &self.what {
            What::Due(due) => Some(due.id),
            What::Visit(row) => Some(row.id),
            What::Divergences(_) | What::Unsent(_) | What::Backup(_) | What::Clock(_) => None,
        }
    }

    /// The centre or member that it is about.
    pub fn about(&self) -> Option<RecordId> {
        match &self.what {
            What::Due(due) => due.about,
            What::Visit(row) => row.visit.centre.map(|centre| centre.0),
            What::Divergences(_) | What::Unsent(_) | What::Backup(_) | What::Clock(_) => None,
        }
    }

    /// Where `open` leads, and to which record there.
    pub fn goes_to(&self, cx: &Cx) -> (Screen, Option<RecordId>) {
        match &self.what {
            What::Visit(row) => (Screen::Visits, Some(row.id)),
            What::Divergences(_) | What::Unsent(_) | What::Backup(_) | What::Clock(_) => (Screen::Synchro, None),
            What::Due(due) => {
                let (screen, id) = due::goes_to(cx, due);
                (screen, Some(id))
            }
        }
    }

    /// Late things first, then what diverges, then by date; what waits to be handed in last, unless it waits too long.
    fn rank(&self) -> (u8, Option<PartialDate>) {
        let rank = match &self.what {
            _ if self.late => 0,
            What::Divergences(_) => 1,
            What::Unsent(_) | What::Backup(_) | What::Clock(_) => 3,
            _ => 2,
        };
        (rank, self.date)
    }
}

/// Everything that needs someone, in the order in which it is shown.
pub fn gather(agenda: &Agenda, visits: &[VisitRow], divergences: usize, unsent: Unsent, today: NaiveDate) -> Vec<Row> {
    let due = agenda.due.iter().map(|due| Row { what: What::Due(due.clone()), date: due.date, late: due.late });
    let visit = |row: &VisitRow| {
        let day = row.visit.start.map(|at| at.date());
        let late = day.is_some_and(|day| day < today);
        Row { what: What::Visit(Box::new(row.clone())), date: day.map(PartialDate::Day), late }
    };
    let mut rows: Vec<Row> = due.chain(visits.iter().map(visit)).collect();
    if divergences > 0 {
        rows.push(Row { what: What::Divergences(divergences), date: None, late: false });
    }
    if unsent.edits > 0 {
        let day = unsent.oldest.and_then(LocalTime::in_france_at).map(|at| at.date());
        let long = i64::try_from(WEEK).unwrap_or_default();
        let late = day.is_some_and(|day| (today - day).num_days() > long);
        rows.push(Row { what: What::Unsent(unsent), date: day.map(PartialDate::Day), late });
    }
    rows.sort_by_key(Row::rank);
    rows
}

/// The line of a backup that is due: the last of all, since nothing is lost yet.
pub fn backup(cx: &Cx) -> Option<Row> {
    let mark = cx.desk.backup;
    let day = mark.last.and_then(LocalTime::in_france_at).map(|at| at.date());
    let row = Row { what: What::Backup(mark), date: day.map(PartialDate::Day), late: false };
    mark.is_due(cx.now.wall_millis).then_some(row)
}

/// The line of a clock that may be wrong: the first of all, since every date that is noted hangs on it.
pub fn clock(cx: &Cx) -> Option<Row> {
    let said = cx.desk.clock.as_ref()?.told(&cx.words).what;
    Some(Row { what: What::Clock(said), date: None, late: false })
}

/// « Aucune sauvegarde depuis le 12 novembre ».
pub fn backup_said(cx: &Cx, mark: BackupMark) -> String {
    match mark.last.and_then(LocalTime::in_france_at) {
        Some(last) => t!(cx.words, "dash-backup-old", date = format::day_month(&cx.words, last.date())),
        None => t!(cx.words, "dash-backup-none"),
    }
}

/// The cells of a line: sign, date, kind, what, where, when.
pub fn cells(cx: &Cx, row: &Row) -> table::Row {
    let (role, sign) = look(cx, row);
    let date = row.date.map_or_else(String::new, values::partial_date_short);
    let muted = |text: String| Line::styled(text, cx.style(Role::Muted));
    vec![
        Line::from(Span::styled(sign, cx.style(role))),
        Line::styled(date, cx.style(if role == Role::Late || role == Role::Soon { role } else { Role::Text })),
        muted(kind(cx, row)),
        Line::raw(said(cx, row)),
        Line::raw(place(cx, row)),
        Line::styled(when(cx, row), cx.style(if row.late { Role::Late } else { Role::Muted })),
    ]
}

fn look(cx: &Cx, row: &Row) -> (Role, &'static str) {
    let glyphs = &cx.theme.glyphs;
    let today = cx.today();
    let near = row.date.is_some_and(|date| date.first_day() <= today);
    match &row.what {
        What::Due(due) => due::look(cx, due),
        _ if row.late => (Role::Late, glyphs.late),
        What::Divergences(_) => (Role::Blocked, glyphs.blocked),
        What::Unsent(_) => (Role::UnderWay, glyphs.under_way),
        What::Backup(_) => (Role::Soon, glyphs.late),
        What::Clock(_) => (Role::Warning, glyphs.late),
        _ if near => (Role::Soon, glyphs.dot),
        What::Visit(_) => (Role::Text, glyphs.ring),
    }
}

fn kind(cx: &Cx, row: &Row) -> String {
    let words = &cx.words;
    match &row.what {
        What::Due(due) => due.what.label(words),
        What::Visit(_) => words.kind(Kind::Visit),
        What::Divergences(_) => t!(words, "dash-divergence"),
        What::Unsent(_) => Screen::Synchro.title(words),
        What::Backup(_) => t!(words, "dash-backup"),
        What::Clock(_) => t!(words, "dash-clock"),
    }
}

fn said(cx: &Cx, row: &Row) -> String {
    let words = &cx.words;
    match &row.what {
        What::Due(due) => due::said(cx, due),
        What::Visit(row) => {
            let visit = &row.visit;
            let time = visit.start.map(|start| format::time(start.wall().time()));
            let commune = visit.commune.map(values::commune);
            let parts = [time, visit.patient.clone(), commune].into_iter().flatten().collect::<Vec<_>>();
            cx.veiled(&parts.join(" "))
        }
        What::Divergences(count) => t!(words, "dash-divergences", n = count),
        What::Unsent(unsent) => not_handed_in(cx, *unsent),
        What::Backup(mark) => backup_said(cx, *mark),
        What::Clock(said) => said.clone(),
    }
}

/// « 37 modifications pas encore au siège, la plus ancienne du 12 novembre ».
pub fn not_handed_in(cx: &Cx, unsent: Unsent) -> String {
    let day = unsent.oldest.and_then(LocalTime::in_france_at).map(|at| at.date());
    let shown = cx.words.figure(unsent.edits);
    match day {
        Some(day) => {
            t!(cx.words, "dash-unsent", n = unsent.edits, shown = shown, date = format::day_month(&cx.words, day))
        }
        None => t!(cx.words, "dash-unsent-undated", n = unsent.edits, shown = shown),
    }
}

fn place(cx: &Cx, row: &Row) -> String {
    due::place(cx, row.about().filter(|about| Some(*about) != row.id()))
}

fn when(cx: &Cx, row: &Row) -> String {
    let day = match row.date {
        Some(PartialDate::Day(day)) => Some(day),
        Some(date) if row.late => Some(date.last_day()),
        _ => None,
    };
    day.map_or_else(String::new, |day| format::relative_day(&cx.words, day, cx.today()))
}
