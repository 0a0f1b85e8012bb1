//! From what a face asks to ops in the journal, and back again.

use std::collections::BTreeMap;

use super::edit::{Edit, RecordEdit};
use super::surroundings::Surroundings;
use super::undo::{FieldUndo, Undo, UndoRecord, held, presence};
use super::{Refusal, Workspace, WorkspaceError, complete};
use crate::log::{Body, Channel, DeviceId, Existence, FeedId, FieldEdit, Op, OpId, Payload, Segment, Tip};
use crate::model::rules::{Fault, Severity, check};
use crate::model::{AnyRecord, EXISTENCE, FIRST_TRUST_TAG, Kind, MERGED_INTO, Note, RecordId, Tag, Value, followed};
use crate::store::Entry;
use crate::store::views::{State, StoredRecord};

/// What an edit did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Committed {
    /// UTC milliseconds at which it was safe on the disk; `None` if there was nothing to save.
    pub saved_at: Option<i64>,
    pub records: Vec<(Kind, RecordId)>,
    /// What the person should know, but need not change.
    pub warnings: Vec<(RecordId, Fault)>,
    /// Fields that an undo left alone, because they were changed since.
    pub kept: Vec<(Kind, RecordId, Tag)>,
}

/// On whose word something is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// The person's: rules apply, and trust fields are refused.
    Person,
    /// A device command's, which has checked the trust fields that it writes.
    DeviceCommand,
}

/// The edits of one record, ready to be written on its channel.
pub(super) struct Draft {
    id: RecordId,
    channel: Channel,
    /// One op, or several that know nothing of each other: a field that they set apart diverges.
    ops: Vec<Vec<FieldEdit>>,
    undo: UndoRecord,
    /// The pseudonym of a visit.
    pub patient: Option<String>,
}

impl Draft {
    pub fn new(undo: UndoRecord, channel: Channel, ops: Vec<Vec<FieldEdit>>, patient: Option<String>) -> Self {
        Self { id: undo.id, channel, ops, undo, patient }
    }
}

impl Workspace {
    /// Checks, completes and saves an action. On return it is safe on the disk.
    ///
    /// # Errors
    /// [`WorkspaceError::Refused`] with every fault on its field, and nothing written; or what the disk said.
    pub fn commit(&mut self, edit: Edit) -> Result<Committed, WorkspaceError> {
        self.commit_as(edit, Word::Person)
    }

    pub(super) fn commit_as(&mut self, edit: Edit, word: Word) -> Result<Committed, WorkspaceError> {
        self.desk.team.ok_or(WorkspaceError::NoTeam)?;
        let mut drafts = Vec::new();
        let mut done = Committed::default();
        let mut refusals = Vec::new();
        let merged = self.led(merge(edit.records))?;
        let pending: Vec<_> =
            merged.iter().filter(|one| one.here).map(|one| self.preview(one)).collect::<Result<_, _>>()?;
        for record in merged {
            let (draft, faults) = self.draft(&record, word, &pending)?;
            for fault in faults {
                match fault.severity {
                    Severity::Refused => refusals.push(Refusal { record: record.id, kind: record.kind, fault }),
                    Severity::Warning => done.warnings.push((record.id, fault)),
                }
            }
            if let Some(draft) = draft {
                done.records.push((record.kind, record.id));
                drafts.push(draft);
            }
        }
        if !refusals.is_empty() {
            return Err(WorkspaceError::Refused(refusals));
        }
        if let Some(undo) = self.write(edit.label, None, drafts)? {
            self.undo.push(undo);
            self.redo.clear();
            done.saved_at = self.desk.saved_at;
        }
        Ok(done)
    }

    /// What a record would be after an edit, for rules that look at several records of one action.
    fn preview(&self, edit: &RecordEdit) -> Result<(RecordId, AnyRecord), WorkspaceError> {
        let stored = self.store.views().record(edit.kind.number(), &edit.id)?;
        let mut after = stored.and_then(|stored| stored.typed()).unwrap_or_else(|| AnyRecord::empty(edit.kind));
        for change in edit.changes.iter().filter(|change| change.tag != MERGED_INTO) {
            after.set(change.tag, change.value.clone())?;
        }
        Ok((edit.id, after))
    }

    fn draft(
        &self,
        edit: &RecordEdit,
        word: Word,
        pending: &[(RecordId, AnyRecord)],
    ) -> Result<(Option<Draft>, Vec<Fault>), WorkspaceError> {
        if self.is_erased(&edit.id) {
            return Err(WorkspaceError::Erased(edit.id));
        }
        if edit.kind == Kind::Erasure {
            return Err(WorkspaceError::OnlyByErasing);
        }
        let stored = self.store.views().record(edit.kind.number(), &edit.id)?;
        let here_before = stored.as_ref().is_some_and(|stored| stored.here());
        if !edit.here && !here_before {
            return Err(WorkspaceError::NotFound(edit.id));
        }
        let before = stored.as_ref().and_then(|stored| stored.typed());
        let state = stored.as_ref().map_or_else(State::default, |stored| stored.state.clone());
        let find_visit = |id| self.visit(&id).ok().flatten().map(|row| row.visit.into());
        let around = Surroundings { desk: &self.desk, now: self.local_now(), pending, find_visit: &find_visit };
        let mut after = before.clone().unwrap_or_else(|| AnyRecord::empty(edit.kind));
        for change in &edit.changes {
            if edit.kind == Kind::Device && change.tag >= FIRST_TRUST_TAG && word != Word::DeviceCommand {
                return Err(WorkspaceError::TrustField);
            }
            match change.tag {
                MERGED_INTO => self.check_link(edit.kind, &edit.id, change.value.as_ref())?,
                tag => after.set(tag, change.value.clone())?,
            }
        }
        follow(&mut after, &state, edit);
        if edit.kind == Kind::Device && !self.desk.is_steward() {
            return Err(WorkspaceError::StewardsOnly);
        }
        // What a record lacks does not keep it from giving way.
        let faults = if edit.here && !edit.only_links() {
            let known = before.as_ref().filter(|_| here_before);
            complete::complete(&mut after, known, &around);
            let mut faults = check(edit.id, &after, known, &around);
            faults.extend(self.twin_fault(edit.id, &after, known)?);
            faults
        } else {
            Vec::new()
        };
        let channel = match &stored {
            Some(stored) => stored.channel,
            None => self.channel_of(&after, edit.visit_of)?,
        };
        let mut faults = faults;
        faults.extend(self.moved_note(edit, &after, stored.as_ref())?);
        let mut edits = vec![state.existence_edit(Existence { kind: edit.kind.number(), here: edit.here })];
        let mut fields = Vec::new();
        // A deleted record that comes back keeps nothing of what it was.
        let base = if here_before { before.as_ref() } else { None };
        let diverging = state.diverging();
        let chosen = |tag: Tag| edit.changes.iter().any(|change| change.tag == tag);
        let resolves = |tag: Tag| {
            diverging.contains(&tag) && (chosen(tag) || followed(edit.kind.number(), tag).is_some_and(chosen))
        };
        let mut set = |tag: Tag, value: Option<&Value>| {
            let after = value.map(Value::to_bytes);
            fields.push(FieldUndo { tag, before: held(&state, tag), after: vec![after.clone()] });
            edits.push(state.edit(tag, after));
        };
        for spec in edit.kind.fields() {
            let value = after.get(spec.tag);
            if value != base.and_then(|base| base.get(spec.tag)) || resolves(spec.tag) {
                set(spec.tag, value.as_ref());
            }
        }
        let link = state.merged_into().map(Value::Ref);
        match edit.changes.iter().find(|change| change.tag == MERGED_INTO) {
            Some(change) if change.value != link || resolves(MERGED_INTO) => set(MERGED_INTO, change.value.as_ref()),
            None if !here_before && link.is_some() => set(MERGED_INTO, None),
            _ => {}
        }
        let changes_existence = edit.here != here_before || diverging.contains(&EXISTENCE);
        let changes = changes_existence || edits.len() > 1;
        let here = (presence(&state), vec![edit.here]);
        let undo = UndoRecord { kind: edit.kind.number(), id: edit.id, here, fields };
        let draft = Draft::new(undo, channel, vec![edits], patient_of(&after));
        Ok((changes.then_some(draft), faults))
    }

    /// A record's channel is fixed: a note that everyone has cannot become one about a visit, nor the other way round.
    fn moved_note(
        &self,
        edit: &RecordEdit,
        after: &AnyRecord,
        stored: Option<&StoredRecord>,
    ) -> Result<Option<Fault>, WorkspaceError> {
        let Some(tag) = Kind::Note.field("about").map(|spec| spec.tag) else { return Ok(None) };
        let turned = edit.kind == Kind::Note && edit.here && edit.changes.iter().any(|change| change.tag == tag);
        let Some(stored) = stored.filter(|_| turned) else { return Ok(None) };
        let moved = self.channel_of(after, edit.visit_of)? != stored.channel;
        let (code, severity) = ("fault-note-channel", Severity::Refused);
        Ok(moved.then_some(Fault { tag, code, args: Vec::new(), severity }))
    }

    /// The channel of a new record. `visit_of`: whose visits it is to be among, where that is not this laptop's own.
    fn channel_of(&self, record: &AnyRecord, visit_of: Option<DeviceId>) -> Result<Channel, WorkspaceError> {
        if let (AnyRecord::Visit(_) | AnyRecord::Note(_), Some(owner)) = (record, visit_of) {
            let channel = Channel::Visits(owner);
            let feed = FeedId { device: self.me(), incarnation: self.store.incarnation(), channel };
            let may = self.desk.roster.as_ref().is_some_and(|roster| roster.limit(&feed) > 0);
            return if may { Ok(channel) } else { Err(WorkspaceError::StewardsOnly) };
        }
        Ok(match record {
            AnyRecord::Visit(_) => Channel::Visits(self.me()),
            AnyRecord::Device(_) => Channel::Team,
            // what is said of a visit stays on its channel, which its absence does not tell any more
            AnyRecord::Note(Note { about: Some(about), .. }) if self.store.views().cleared().holds(&about.0) => {
                return Err(WorkspaceError::NotFound(about.0));
            }
            // It would be gone before anyone reads it, or travel to the whole team.
            AnyRecord::Note(Note { about: Some(about), .. }) if self.is_erased(&about.0) => {
                return Err(WorkspaceError::Erased(about.0));
            }
            AnyRecord::Note(Note { about: Some(about), .. }) => match self.store.views().visit(&about.0)? {
                Some(visit) => visit.channel,
                None => self.desk.card(&about.0).map_or(Channel::Common, |card| match card.channel {
                    Channel::Team => Channel::Common,
                    channel => channel,
                }),
            },
            _ => Channel::Common,
        })
    }

    /// `undoes`: the action that this one takes back.
    pub(super) fn write(
        &mut self,
        label: &str,
        undoes: Option<OpId>,
        drafts: Vec<Draft>,
    ) -> Result<Option<Undo>, WorkspaceError> {
        let now = self.now();
        let mut entries = vec![Entry::Action { label: label.to_owned() }];
        entries.extend(undoes.map(Entry::Undoes));
        let mut first = None;
        let mut records = Vec::new();
        let mut by_channel: BTreeMap<Channel, Vec<Draft>> = BTreeMap::new();
        for draft in drafts {
            by_channel.entry(draft.channel).or_default().push(draft);
        }
        entries.extend(self.patient_counter(by_channel.values().flatten())?);
        for (channel, drafts) in by_channel {
            let segment = self.segment(channel, now, &drafts)?;
            let tips = segment.tips().map_err(|_| WorkspaceError::TooLarge)?;
            first = first.or(tips.first().map(|tip| OpId::of_hash(&tip.hash)));
            records.extend(drafts.into_iter().map(|draft| draft.undo));
            entries.push(Entry::Ops(segment));
        }
        let Some(id) = first else { return Ok(None) };
        let changes = self.store.append(entries)?;
        std::sync::Arc::make_mut(&mut self.desk).saved_at = Some(now);
        self.refresh(&changes)?;
        if self.desk.clock.is_some() {
            self.doubt_the_clock()?;
        }
        Ok(Some(Undo { id, label: label.to_owned(), records }))
    }

    /// This laptop's own feed of a channel, in the incarnation of today, and where it ends.
    pub(super) fn own_feed(&self, channel: Channel) -> (FeedId, Tip) {
        let feed = FeedId { device: self.me(), incarnation: self.store.incarnation(), channel };
        let held = self.store.views().feed(&feed);
        (feed, held.and_then(|held| held.tips.last().copied()).unwrap_or(Tip::START))
    }

    /// Ops that follow my own feed of a channel.
    fn segment(&mut self, channel: Channel, now: i64, drafts: &[Draft]) -> Result<Segment, WorkspaceError> {
        let (feed, follows) = self.own_feed(channel);
        let mut ops = Vec::with_capacity(drafts.len());
        for draft in drafts {
            // Of values that stand side by side again, the last is the one that was shown: the latest.
            for (edits, later) in draft.ops.iter().zip(0..) {
                let payload = Payload { salt: self.store.random_bytes()?, edits: edits.clone() };
                ops.push(Op { time: now + later, record: draft.id, body: Body::Payload(payload.to_bytes()) });
            }
        }
        Ok(Segment { feed, follows, ops })
    }
}

fn patient_of(record: &AnyRecord) -> Option<String> {
    match record {
        AnyRecord::Visit(visit) => visit.patient.clone(),
        _ => None,
    }
}

/// Several edits of one record in one action are one.
fn merge(edits: Vec<RecordEdit>) -> Vec<RecordEdit> {
    let mut merged: Vec<RecordEdit> = Vec::new();
    for edit in edits {
        match merged.iter_mut().find(|held| held.id == edit.id && held.kind == edit.kind) {
            Some(held) => {
                held.here = edit.here;
                held.visit_of = edit.visit_of.or(held.visit_of);
                held.changes.retain(|change| edit.changes.iter().all(|newer| newer.tag != change.tag));
                held.changes.extend(edit.changes);
            }
            None => merged.push(edit),
        }
    }
    merged
}

/// A field that diverges beside the one that it follows is ended with it: by the value chosen there, if it has that too.
fn follow(after: &mut AnyRecord, state: &State, edit: &RecordEdit) {
    let chosen = |tag: Tag| edit.changes.iter().any(|change| change.tag == tag);
    for tag in state.diverging().into_iter().filter(|tag| !chosen(*tag)) {
        let Some(leader) = followed(edit.kind.number(), tag).filter(|leader| chosen(*leader)) else { continue };
        let value = after.get(leader);
        let bytes = value.as_ref().map(Value::to_bytes);
        let has = state.registers.get(&tag).is_some_and(|register| register.live.iter().any(|one| one.value == bytes));
        if has {
            // Both are of one type.
            let _ = after.set(tag, value);
        }
    }
}
