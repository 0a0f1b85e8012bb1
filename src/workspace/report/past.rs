//! The reports of the last imports, kept on this laptop.

use super::{PastImport, Report};
use crate::log::{decode, encode};
use crate::store::Entry;
use crate::workspace::{Imported, Workspace, WorkspaceError};

/// Bytes of one report that is kept.
const MOST_BYTES: usize = 16 * 1024;
/// Reports that are kept.
const MOST_KEPT: usize = 50;

impl Report {
    /// Drops lines until it takes no more room than a report that is kept may.
    fn fit(&mut self) {
        while encode(self).len() > MOST_BYTES && !self.lines.is_empty() {
            let kept = self.lines.len() / 2;
            self.more += (self.lines.len() - kept) as u64;
            self.lines.truncate(kept);
        }
    }
}

/// What only this laptop knows: the last reports, by their number.
const PAST: &str = "import-report/";

impl Workspace {
    /// The reports of the last imports, newest first. Those of a later version that cannot be read are left out.
    ///
    /// # Errors
    /// [`WorkspaceError::Store`].
    pub fn past_imports(&self) -> Result<Vec<PastImport>, WorkspaceError> {
        let kept = self.locals(PAST)?;
        Ok(kept.iter().rev().filter_map(|(_, bytes)| decode(bytes).ok()).collect())
    }

    /// Keeps the report of an import that brought something, and forgets those that are too many.
    pub(in crate::workspace) fn keep_report(&mut self, imported: &Imported) -> Result<(), WorkspaceError> {
        let Some(sender) = imported.sender.filter(|_| imported.report.new > 0) else { return Ok(()) };
        let (number, made) = (imported.number, imported.made);
        let mut past = PastImport { taken: self.now(), sender, number, made, report: imported.report.clone() };
        past.report.fit();
        let kept = self.locals(PAST)?;
        let last = kept.last().and_then(|(key, _)| key.strip_prefix(PAST)?.parse::<u64>().ok());
        let key = format!("{PAST}{:012}", last.unwrap_or_default() + 1);
        let too_many = (kept.len() + 1).saturating_sub(MOST_KEPT);
        let forgotten = kept.into_iter().take(too_many).map(|(key, _)| Entry::Local { key, value: None });
        let entries = forgotten.chain([Entry::Local { key, value: Some(encode(&past)) }]).collect();
        self.store.append(entries)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Kind, RecordId};
    use crate::workspace::report::{What, line};

    #[test]
    fn a_report_takes_no_more_room_than_it_may() {
        let reason = Some("é".repeat(300));
        let line = |n: u8| {
            let record = RecordId::from_bytes([n; 16]);
            crate::workspace::ReportLine { reason: reason.clone(), ..line(What::StageBlocked, Kind::Stage, record) }
        };
        let mut report = Report { lines: (0..200).map(line).collect(), more: 7, ..Report::default() };
        report.fit();
        assert!(encode(&report).len() <= MOST_BYTES && !report.lines.is_empty());
        assert_eq!(report.lines.len() as u64 + report.more, 207);
        assert_eq!(report.lines[0], line(0), "the most pressing stay");
    }
}
