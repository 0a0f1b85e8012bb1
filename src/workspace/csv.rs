//! Files that leave in the clear: what a list shows (RFC 4180, in the form of `list --format csv`), and reports.

use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::Path;

use super::{VisitFilter, Workspace, WorkspaceError};
use crate::model::{AnyRecord, FieldSpec, Kind, RecordId};
use crate::store::views::Edge;
use crate::sync::ExportError;
use crate::sync::file::{FileError, write_file};
use crate::wording::machine;

/// Visits read at a time.
const WINDOW: usize = 2_000;
/// What says who, or may: left out of visits unless it is asked for.
const PERSONAL: [&str; 3] = ["patient", "note", "band_reason"];

impl Workspace {
    /// Writes records of one kind, in this order; answers how many. A file that is there is left.
    ///
    /// # Errors
    /// [`WorkspaceError::FileThere`], [`WorkspaceError::File`].
    pub fn write_records_csv(&self, kind: Kind, ids: &[RecordId], to: &Path) -> Result<u64, WorkspaceError> {
        let fields: Vec<&FieldSpec> = kind.fields().iter().collect();
        self.write_csv(to, &fields, |rows| {
            for card in ids.iter().filter_map(|id| self.desk.card(id)) {
                rows.write(&card.id, &card.record)?;
            }
            Ok(())
        })
    }

    /// Writes the visits of a filter, newest first, a window at a time; pseudonyms and free texts only if they are asked
    /// for. `told` hears how many are written.
    ///
    /// # Errors
    /// [`WorkspaceError::FileThere`], [`WorkspaceError::File`], [`WorkspaceError::Store`]; [`ExportError::Stopped`] in
    /// [`WorkspaceError::Export`] where `told` says so.
    pub fn write_visits_csv(
        &self,
        filter: &VisitFilter,
        personal: bool,
        to: &Path,
        told: &mut dyn FnMut(u64) -> ControlFlow<()>,
    ) -> Result<u64, WorkspaceError> {
        let kept = |spec: &&FieldSpec| personal || !PERSONAL.contains(&spec.key);
        let fields: Vec<&FieldSpec> = Kind::Visit.fields().iter().filter(kept).collect();
        let mut failed = None;
        let written = self.write_csv(to, &fields, |rows| {
            let mut edge = Edge::Newest;
            loop {
                let page = self.visits(filter, edge, WINDOW).map_err(|error| {
                    failed = Some(error);
                    ExportError::Stopped
                })?;
                for row in &page.rows {
                    rows.write(&row.id, &row.visit.clone().into())?;
                }
                if told(rows.count).is_break() {
                    return Err(ExportError::Stopped);
                }
                match page.rows.last().filter(|_| page.more) {
                    Some(last) => edge = Edge::Below(last.cursor()),
                    None => return Ok(()),
                }
            }
        });
        match (failed, written) {
            (Some(error), _) => Err(error),
            (None, Err(WorkspaceError::File(FileError::Export(stopped)))) => Err(WorkspaceError::Export(stopped)),
            (None, written) => written,
        }
    }

    /// Writes a file that people read, whole or not at all. A file that is there is left.
    ///
    /// # Errors
    /// [`WorkspaceError::FileThere`], [`WorkspaceError::File`].
    pub fn write_plain_file(&self, to: &Path, bytes: &[u8]) -> Result<(), WorkspaceError> {
        not_there(to)?;
        write_file(self.store.disk(), to, |out| Ok(out.write_all(bytes)?))?;
        Ok(())
    }

    fn write_csv(
        &self,
        to: &Path,
        fields: &[&FieldSpec],
        each: impl FnOnce(&mut Rows<'_>) -> Result<(), ExportError>,
    ) -> Result<u64, WorkspaceError> {
        not_there(to)?;
        let (_, count) = write_file(self.store.disk(), to, |out| {
            let mut rows = Rows::new(out, fields)?;
            each(&mut rows)?;
            rows.end()
        })?;
        Ok(count)
    }
}

fn not_there(to: &Path) -> Result<(), WorkspaceError> {
    if to.exists() { Err(WorkspaceError::FileThere(to.to_owned())) } else { Ok(()) }
}

/// A file under way: a header, then a line a record.
struct Rows<'a> {
    csv: csv::Writer<&'a mut dyn Write>,
    fields: &'a [&'a FieldSpec],
    count: u64,
}

impl<'a> Rows<'a> {
    fn new(out: &'a mut dyn Write, fields: &'a [&'a FieldSpec]) -> Result<Self, ExportError> {
        let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
        csv.write_record(std::iter::once("id").chain(fields.iter().map(|spec| spec.key))).map_err(io::Error::from)?;
        Ok(Self { csv, fields, count: 0 })
    }

    fn write(&mut self, id: &RecordId, record: &AnyRecord) -> Result<(), ExportError> {
        let cell = |spec: &&FieldSpec| record.get(spec.tag).map(|value| machine::cell(machine::json(&value)));
        let cells = self.fields.iter().map(|spec| cell(spec).unwrap_or_default());
        self.csv.write_record(std::iter::once(id.to_string()).chain(cells)).map_err(io::Error::from)?;
        self.count += 1;
        Ok(())
    }

    fn end(mut self) -> Result<u64, ExportError> {
        self.csv.flush()?;
        Ok(self.count)
    }
}
