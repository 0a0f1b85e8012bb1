//! The team: each laptop, who uses it, when it was last heard of, what it lacks.

use ratatui::text::Line;

use super::report;
use crate::i18n::format;
use crate::log::DeviceId;
use crate::model::{Device, DeviceRole, LocalTime};
use crate::t;
use crate::tui::cx::Cx;
use crate::tui::table;
use crate::tui::theme::Role;
use crate::workspace::{Ledger, LedgerLine};

/// One laptop of the team.
#[derive(Clone, Debug, PartialEq)]
pub struct Mate {
    pub device: DeviceId,
    pub me: bool,
    steward: bool,
    /// Nothing of this laptop, and before the ledger is read.
    line: Option<LedgerLine>,
}

/// Everyone who was not revoked: this laptop, then the head office, then the others by name.
pub fn mates(cx: &Cx, ledger: &Ledger) -> Vec<Mate> {
    let Some(roster) = &cx.desk.roster else { return Vec::new() };
    let mate = |id: &DeviceId, steward: bool| {
        let (me, line) = (cx.desk.me == Some(*id), ledger.line(id).cloned());
        Mate { device: *id, me, steward, line }
    };
    let mut all: Vec<Mate> = roster.live().map(|(id, standing)| mate(id, standing.steward)).collect();
    all.sort_by_key(|mate| (!mate.me, !mate.steward, report::name(cx, mate.device), mate.device));
    all
}

/// The role of a laptop, in words.
pub fn role_of(cx: &Cx, mate: &Mate) -> String {
    let role = if mate.steward { DeviceRole::Steward } else { DeviceRole::Field };
    cx.words.choice(DeviceRole::LIST, role.key())
}

/// The cells of a line: holder, code, role, sector, heard, handed in, lacks, owes.
pub fn cells(cx: &Cx, mate: &Mate) -> table::Row {
    let words = &cx.words;
    let device = cx.desk.get::<Device>(&mate.device.record());
    let name = report::name(cx, mate.device);
    let name = if mate.me { t!(words, "device-me", name = name) } else { name };
    let code = device.and_then(|device| device.code.clone()).unwrap_or_default();
    let sector = device.and_then(|device| device.sector.clone()).unwrap_or_default();
    let sector = sector.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    vec![
        Line::raw(name),
        Line::styled(code, cx.style(Role::Muted)),
        Line::raw(role_of(cx, mate)),
        Line::styled(sector, cx.style(Role::Muted)),
        heard(cx, mate),
        handed_in(cx, mate),
        lacks(cx, mate),
        owes(cx, mate),
    ]
}

fn heard(cx: &Cx, mate: &Mate) -> Line<'static> {
    if mate.me {
        return Line::default();
    }
    let line = mate.line.as_ref();
    match line.and_then(|line| line.heard).and_then(|heard| LocalTime::in_france_at(heard.made)) {
        Some(time) => {
            let role = if line.is_some_and(|line| line.silent) { Role::Late } else { Role::Text };
            Line::styled(format::date_short(time.date()), cx.style(role))
        }
        None => Line::styled(t!(cx.words, "sync-never"), cx.style(Role::Muted)),
    }
}

/// When its latest bundle was taken in here.
fn handed_in(cx: &Cx, mate: &Mate) -> Line<'static> {
    let taken = mate.line.as_ref().and_then(|line| line.last_in).and_then(|(_, at)| LocalTime::in_france_at(at));
    match taken {
        _ if mate.me => Line::default(),
        Some(time) => Line::raw(format::date_short(time.date())),
        None => Line::styled(t!(cx.words, "sync-never"), cx.style(Role::Muted)),
    }
}

fn lacks(cx: &Cx, mate: &Mate) -> Line<'static> {
    match mate.line.as_ref().map_or(0, |line| line.lacks.edits) {
        _ if mate.me => Line::default(),
        0 => Line::styled(cx.theme.glyphs.done, cx.style(Role::Done)),
        n => Line::styled(report::figure(cx, n), cx.style(Role::Soon)),
    }
}

/// Its edits that are known to exist and are not here.
fn owes(cx: &Cx, mate: &Mate) -> Line<'static> {
    match mate.line.as_ref().map_or(0, |line| line.owes) {
        0 => Line::default(),
        n => Line::styled(report::figure(cx, n), cx.style(Role::Blocked)),
    }
}
