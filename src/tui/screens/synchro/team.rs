//! The team: each laptop, who uses it, when it was last heard of, what it lacks.

use ratatui::text::Line;

use super::report;
use crate::i18n::format;
use crate::log::{DeviceId, Standing};
use crate::model::{Device, DeviceRole, LocalTime, RevokeReason};
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
    pub revoked: bool,
    /// Nothing of this laptop, of one revoked, and before the ledger is read.
    line: Option<LedgerLine>,
}

/// This laptop, then the head office, then the others by name; those revoked last.
pub fn mates(cx: &Cx, ledger: &Ledger) -> Vec<Mate> {
    let Some(roster) = &cx.desk.roster else { return Vec::new() };
    let mate = |(id, standing): (&DeviceId, &Standing)| {
        let (me, line) = (cx.desk.me == Some(*id), ledger.line(id).cloned());
        Mate { device: *id, me, steward: standing.steward, revoked: standing.revoked.is_some(), line }
    };
    let mut all: Vec<Mate> = roster.devices.iter().map(mate).collect();
    all.sort_by_key(|mate| (mate.revoked, !mate.me, !mate.steward, report::name(cx, mate.device), mate.device));
    all
}

fn revoked_why(cx: &Cx, mate: &Mate) -> Option<RevokeReason> {
    RevokeReason::from_key(&cx.desk.get::<Device>(&mate.device.record())?.revoked_reason.as_ref()?.0)
}

/// The role of a laptop, or why it has none any more, in words.
pub fn role_of(cx: &Cx, mate: &Mate) -> String {
    if mate.revoked {
        let reason = revoked_why(cx, mate).map(|why| cx.words.choice(RevokeReason::LIST, why.key()));
        return reason.unwrap_or_else(|| t!(cx.words, "device-revoked"));
    }
    let role = if mate.steward { DeviceRole::Steward } else { DeviceRole::Field };
    cx.words.choice(DeviceRole::LIST, role.key())
}

/// The cells of a line: holder, code, role, sector, heard, handed in, lacks, owes.
pub fn cells(cx: &Cx, mate: &Mate) -> table::Row {
    let words = &cx.words;
    let device = cx.desk.get::<Device>(&mate.device.record());
    let name = report::name(cx, mate.device);
    let name = match mate {
        Mate { me: true, .. } => t!(words, "device-me", name = name),
        Mate { revoked: true, .. } => t!(words, "device-out", name = name),
        _ => name,
    };
    let code = device.and_then(|device| device.code.clone()).unwrap_or_default();
    let role = match mate.revoked.then(|| revoked_why(cx, mate)) {
        None => Role::Text,
        // Its holder goes on under other keys: nothing to worry about.
        Some(Some(RevokeReason::Keys)) => Role::Muted,
        Some(_) => Role::Late,
    };
    let sector = device.and_then(|device| device.sector.clone()).unwrap_or_default();
    let sector = sector.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    vec![
        Line::styled(name, cx.style(role)),
        Line::styled(code, cx.style(Role::Muted)),
        Line::styled(role_of(cx, mate), cx.style(role)),
        Line::styled(sector, cx.style(Role::Muted)),
        heard(cx, mate),
        handed_in(cx, mate),
        lacks(cx, mate),
        owes(cx, mate),
    ]
}

fn heard(cx: &Cx, mate: &Mate) -> Line<'static> {
    if mate.me || mate.revoked {
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
        _ if mate.me || mate.revoked => Line::default(),
        Some(time) => Line::raw(format::date_short(time.date())),
        None => Line::styled(t!(cx.words, "sync-never"), cx.style(Role::Muted)),
    }
}

fn lacks(cx: &Cx, mate: &Mate) -> Line<'static> {
    match mate.line.as_ref().map_or(0, |line| line.lacks.edits) {
        _ if mate.me || mate.revoked => Line::default(),
        0 => Line::styled(cx.theme.glyphs.done, cx.style(Role::Done)),
        n => Line::styled(cx.words.figure(n), cx.style(Role::Soon)),
    }
}

/// Its edits that are known to exist and are not here.
fn owes(cx: &Cx, mate: &Mate) -> Line<'static> {
    match mate.line.as_ref().map_or(0, |line| line.owes) {
        0 => Line::default(),
        n => Line::styled(cx.words.figure(n), cx.style(Role::Blocked)),
    }
}
