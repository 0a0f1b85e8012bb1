//! A health centre and its opening pipeline.

use super::*;

choices! {
    pub enum CentreKind: "centre-kind" {
        Creation = "creation",
        Perennisation = "perennisation",
        Transformation = "transformation",
        Antenne = "antenne",
    }

    pub enum CentreStatus: "centre-status" {
        Preparing = "preparing",
        Open = "open",
        Suspended = "suspended",
        Closed = "closed",
        Abandoned = "abandoned",
    }

    /// The stages of `fixtures/stages.toml`, in display order.
    pub enum StageKey: "stage" {
        Ami = "ami",
        Adhesion = "adhesion",
        Locaux = "locaux",
        Recrutement = "recrutement",
        Autorisation = "autorisation",
        Ouverture = "ouverture",
    }

    pub enum StageState: "stage-state" {
        NotStarted = "not_started",
        UnderWay = "under_way",
        Blocked = "blocked",
        Done = "done",
    }

    pub enum StepState: "step-state" { Open = "open", Done = "done", NotApplicable = "not_applicable", }
}

record! {
    /// A health centre, from first idea to open doors.
    pub struct Centre: Kind::Centre = 2 {
        1: name: String, required;
        /// Known at the latest when the doors open: a territory may prepare a centre before it has chosen where.
        2: commune: CommuneCode;
        3: host: Ref<Member>;
        4: target_opening: PartialDate;
        5: kind: CentreKind;
        6: status: CentreStatus, required;
        /// The actual opening date: setting it is opening.
        7: opened: PartialDate;
        /// Why it was opened while a gate was open.
        8: opened_despite: LongText<500>;
        /// The first target that was ever set: what slips are counted from.
        9: first_target: PartialDate;
        10: suspended_on: NaiveDate;
        11: closed_on: NaiveDate;
        12: abandoned_on: NaiveDate;
        /// The centre that an antenne belongs to.
        13: parent: Ref<Centre>;
        14: owner: Ref<Device>;
        15: premises: String;
        16: note: LongText<2000>;
        17: source: String;
        18: as_of: PartialDate;
        19: url: String;
    }
}

/// The field that another one follows: where both diverge the person chooses once, for the one that is followed.
pub fn followed(kind: u16, tag: Tag) -> Option<Tag> {
    let tags = |key: &str| Kind::Centre.field(key).map(|spec| spec.tag);
    (kind == Kind::Centre.number() && Some(tag) == tags("first_target")).then(|| tags("target_opening")).flatten()
}

record! {
    /// One stage of a pipeline. AMI and joining have the host member as subject, the others the centre.
    pub struct Stage: Kind::Stage = 6 {
        1: subject: AnyRef, required;
        2: stage: StageKey, required;
        3: state: StageState, required;
        4: blocked_reason: LongText<500>;
        5: planned_start: NaiveDate;
        6: planned_end: NaiveDate;
        7: actual_start: NaiveDate;
        8: actual_end: NaiveDate;
        9: owner: Ref<Device>;
    }
}

record! {
    /// One item of a stage's checklist; written only once something is known of it.
    pub struct Step: Kind::Step = 7 {
        1: subject: AnyRef, required;
        2: stage: StageKey, required;
        /// The item's key in `fixtures/stages.toml`, or the id of a step that a person added.
        3: item: String, required;
        /// The words of an added step.
        4: label: String;
        5: state: StepState, required;
        6: done_on: NaiveDate;
        7: done_by: Ref<Device>;
        /// Why it does not apply.
        8: reason: LongText<500>;
        9: due: NaiveDate;
        10: owner: Ref<Device>;
        11: note: LongText<500>;
    }
}
