//! Jobs to fill in a centre, from need to start date.

use super::*;

choices! {
    pub enum Role: "role" {
        Doctor = "doctor",
        Midwife = "midwife",
        Nurse = "nurse",
        AdvancedNurse = "advanced_nurse",
        Secretary = "secretary",
        Assistant = "assistant",
    }

    pub enum Contract: "contract" {
        Permanent = "permanent",
        FixedTerm = "fixed_term",
        Secondment = "secondment",
        Sessional = "sessional",
    }

    /// `per_post` of `fixtures/stages.toml`.
    pub enum PositionState: "position-state" {
        Need = "besoin_ouvert",
        Offer = "offre_publiee",
        Application = "candidature",
        Interview = "entretien",
        Proposal = "proposition",
        Signed = "contrat_signe",
        InPost = "prise_de_poste",
        Absent = "absence",
        Departed = "depart",
    }

    pub enum CandidacyState: "candidacy-state" {
        Received = "received",
        Interview = "interview",
        Offered = "offered",
        Accepted = "accepted",
        Withdrawn = "withdrawn",
        Refused = "refused",
    }

    /// Why a candidacy came to nothing. A closed list: what can be counted without reading what was written of someone.
    pub enum ExitCause: "exit-cause" {
        Distance = "distance",
        Housing = "housing",
        Family = "family",
        Pay = "pay",
        Hours = "hours",
        OtherPost = "other_post",
        Profile = "profile",
        NoAnswer = "no_answer",
        Other = "other",
    }
}

record! {
    /// One job to fill in a centre.
    pub struct Position: Kind::Position = 8 {
        1: centre: Ref<Centre>, required;
        2: role: Role, required;
        3: fte: Decimal, required, unit = "ETP";
        4: contract: Contract;
        5: state: PositionState, required;
        6: need_on: NaiveDate;
        7: offer_on: NaiveDate;
        8: application_on: NaiveDate;
        9: interview_on: NaiveDate;
        10: proposal_on: NaiveDate;
        11: signed_on: NaiveDate;
        12: started_on: NaiveDate;
        13: absent_from: NaiveDate;
        14: absent_until: NaiveDate;
        15: left_on: NaiveDate;
        16: reopened_on: NaiveDate;
        /// Registered with the departmental council, RPPS number checked.
        17: ordre_rpps: bool;
        18: cps: bool;
        19: contrat_transmis_ordre: bool;
        20: owner: Ref<Device>;
        21: note: LongText<500>;
        22: label: String;
    }
}

record! {
    /// An application for a position: a reference, never a name.
    pub struct Candidacy: Kind::Candidacy = 9 {
        1: position: Ref<Position>, required;
        2: reference: String, required;
        3: state: CandidacyState, required;
        4: received: NaiveDate;
        5: decided: NaiveDate;
        6: reason: LongText<500>;
        7: cause: ExitCause;
    }
}

record! {
    /// An offer sent round a partner network of college 4, and what came back.
    pub struct Circulation: Kind::Circulation = 19 {
        1: position: Ref<Position>, required;
        2: network: Ref<Member>, required;
        3: sent: NaiveDate, required;
        4: answered: NaiveDate;
        /// Candidates that it brought.
        5: answers: i64;
        6: note: LongText<500>;
    }
}
