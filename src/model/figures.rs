//! Published facts: each figure with its date and its source, never merged with another.

use super::*;

choices! {
    pub enum Qualifier: "qualifier" { Exact = "exact", Over = "over", Nearly = "nearly", About = "about", }

    pub enum IndicatorKind: "indicator-kind" {
        Measure = "measure",
        Target = "target",
        Context = "context",
        Training = "training",
        Condition = "condition",
    }

    pub enum ProjectKind: "project-kind" {
        HealthHouse = "health_house",
        HealthCentre = "health_centre",
        Hospital = "hospital",
        SpecialistPosts = "specialist_posts",
        Training = "training",
        StudentHousing = "student_housing",
        EmergencyDepartment = "emergency_department",
        IndustryContract = "industry_contract",
        /// An envelope, which may pay for projects that have their own record.
        Programme = "programme",
        /// A published total of several projects.
        Total = "total",
    }
}

record! {
    /// One published figure.
    pub struct Indicator: Kind::Indicator = 12 {
        1: key: String, required;
        2: kind: IndicatorKind, required;
        3: value: Decimal;
        /// What the source says where it is not a number.
        4: text: String;
        5: qualifier: Qualifier;
        6: as_of: PartialDate, required;
        7: as_of_inferred: bool;
        8: source: String, required;
        9: period: String;
        /// When a target is due, in the source's words.
        10: due: String;
        11: note: LongText<500>;
        12: url: String;
    }
}

record! {
    /// A project that the Région supports beside the GIP's own centres.
    pub struct Project: Kind::Project = 13 {
        1: name: String, required;
        2: kind: ProjectKind, required;
        3: commune: CommuneCode;
        4: communes: Vec<CommuneCode>;
        5: year: i64;
        6: amount: Cents, unit = "€";
        7: amount_qualifier: Qualifier;
        8: count: i64;
        9: source: String, required;
        10: as_of: PartialDate, required;
        11: note: LongText<500>;
        /// What a published total is of.
        12: total_of: ProjectKind;
    }
}

record! {
    /// One date of the service's calendar.
    pub struct Milestone: Kind::Milestone = 14 {
        1: label: String, required;
        2: date: PartialDate, required;
        3: end: PartialDate;
        4: topic: String;
        5: centre: Ref<Centre>;
        6: communes: Vec<CommuneCode>;
        7: label_en: String;
        /// How far the date can be trusted, in the source's word, where it is not the date's own precision.
        8: precision: String;
        9: source: String;
        10: as_of: PartialDate;
    }
}
