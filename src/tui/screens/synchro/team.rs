//! The team: each laptop, who uses it, when it was last heard of, what it lacks.

use std::collections::BTreeMap;

use ratatui::text::Line;

use super::report;
use crate::i18n::format;
use crate::log::DeviceId;
use crate::model::{Device, DeviceRole, LocalTime};
use crate::t;
use crate::tui::cx::Cx;
use crate::tui::table;
use crate::tui::theme::Role;
use crate::workspace::{LedgerLine, Unsent};

/// Silent for longer than this, a laptop is left out of bundles for all.
const SILENT_DAYS: i64 = 90;

/// One laptop of the team.
#[derive(Clone, Debug, PartialEq)]
pub struct Mate {
    pub device: DeviceId,
    me: bool,
    steward: bool,
    heard: Option<i64>,
    lacks: Unsent,
}

/// Everyone who was not revoked: this laptop, then the head office, then the others by name.
pub fn mates(cx: &Cx, ledger: &[LedgerLine]) -> Vec<Mate> {
    let Some(roster) = &cx.desk.roster else { return Vec::new() };
    let lines: BTreeMap<DeviceId, &LedgerLine> = ledger.iter().map(|line| (line.device, line)).collect();
    let mate = |id: &DeviceId, steward: bool| {
        let line = lines.get(id);
        Mate {
            device: *id,
            me: cx.desk.me == Some(*id),
            steward,
            heard: line.and_then(|line| line.heard),
            lacks: line.map(|line| line.lacks).unwrap_or_default(),
        }
    };
    let mut all: Vec<Mate> = roster.live().map(|(id, standing)| mate(id, standing.steward)).collect();
    all.sort_by_key(|mate| (!mate.me, !mate.steward, report::name(cx, mate.device), mate.device));
    all
}

/// The cells of a line: holder, code, role, sector, heard, lacks.
pub fn cells(cx: &Cx, mate: &Mate) -> table::Row {
    let words = &cx.words;
    let device = cx.desk.get::<Device>(&mate.device.record());
    let name = report::name(cx, mate.device);
    let name = if mate.me { t!(words, "device-me", name = name) } else { name };
    let code = device.and_then(|device| device.code.clone()).unwrap_or_default();
    let role = if mate.steward { DeviceRole::Steward } else { DeviceRole::Field };
    let sector = device.and_then(|device| device.sector.clone()).unwrap_or_default();
    let sector = sector.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    vec![
        Line::raw(name),
        Line::styled(code, cx.style(Role::Muted)),
        Line::raw(words.choice(DeviceRole::LIST, role.key())),
        Line::styled(sector, cx.style(Role::Muted)),
        heard(cx, mate),
        lacks(cx, mate),
    ]
}

fn heard(cx: &Cx, mate: &Mate) -> Line<'static> {
    if mate.me {
        return Line::default();
    }
    match mate.heard.and_then(LocalTime::in_france_at) {
        Some(time) => {
            let long = (cx.today() - time.date()).num_days() > SILENT_DAYS;
            let role = if long { Role::Late } else { Role::Text };
            Line::styled(format::date_short(time.date()), cx.style(role))
        }
        None => Line::styled(t!(cx.words, "sync-never"), cx.style(Role::Muted)),
    }
}

fn lacks(cx: &Cx, mate: &Mate) -> Line<'static> {
    match mate.lacks.edits {
        _ if mate.me => Line::default(),
        0 => Line::styled(cx.theme.glyphs.done, cx.style(Role::Done)),
        n => Line::styled(report::figure(cx, n), cx.style(Role::Soon)),
    }
}
