//! Who joined the GIP: a territory or a body, and the people to reach there.

use super::*;

choices! {
    /// The four colleges of the GIP.
    pub enum College: "college" { Region = "1", Departement = "2", Local = "3", Partner = "4", }

    pub enum MemberKind: "member-kind" {
        Region = "region",
        Departement = "departement",
        Intercommunal = "intercommunal",
        Commune = "commune",
        University = "university",
        Association = "association",
        Federation = "federation",
        Other = "other",
    }

    pub enum MemberStatus: "member-status" {
        Prospect = "prospect",
        /// Applied to the call for interest (AMI).
        Applied = "applied",
        Member = "member",
        Left = "left",
    }
}

record! {
    /// A body that joined the GIP, or may: région, département, EPCI, commune, partner structure.
    pub struct Member: Kind::Member = 1 {
        1: name: String, required;
        2: acronym: String;
        3: kind: MemberKind, required;
        4: college: College;
        5: status: MemberStatus, required;
        6: joined: PartialDate;
        7: left: PartialDate;
        8: departements: Vec<DeptCode>;
        9: epci: EpciCode;
        10: commune: CommuneCode;
        /// The communes that it speaks for, beside its own: Villesèque-des-Corbières stands for a group.
        11: represents: Vec<CommuneCode>;
        12: signatory: String;
        13: signatory_role: String;
        /// The device whose holder follows it.
        14: owner: Ref<Device>;
        15: note: LongText<2000>;
        16: source: String;
        17: as_of: PartialDate;
        18: url: String;
    }
}

impl Member {
    /// Its départements: its own, else that of its commune or of its EPCI.
    pub fn lies_in(&self) -> Vec<DeptCode> {
        let declared = self.departements.clone().filter(|all| !all.is_empty());
        declared
            .or_else(|| self.commune.map(|commune| vec![commune.departement()]))
            .or_else(|| self.epci.and_then(reference::epci).map(|epci| epci.departements.clone()))
            .unwrap_or_default()
    }
}

record! {
    /// A person to reach at a member's: work details only.
    pub struct Contact: Kind::Contact = 3 {
        1: member: Ref<Member>, required;
        2: function: String, required;
        3: name: String, required;
        4: work_phone: String;
        5: work_email: String;
        6: note: LongText<500>;
    }
}
