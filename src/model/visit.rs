//! Home visits and out-of-hours duties. Health data: pseudonyms only.

use super::*;

choices! {
    /// Who visits: a role of [`Role`] that makes home visits.
    pub enum VisitRole: "visit-role" {
        Doctor = "doctor",
        Midwife = "midwife",
        Nurse = "nurse",
        AdvancedNurse = "advanced_nurse",
    }

    pub enum RequestedBy: "requested-by" {
        Patient = "patient",
        Secretariat = "secretariat",
        /// SAS / 15.
        Dispatch = "dispatch",
        /// EHPAD.
        CareHome = "care_home",
        Nurse = "nurse",
        Planned = "planned",
    }

    pub enum Reason: "reason" {
        Chronic = "chronic",
        Acute = "acute",
        Renewal = "renewal",
        Palliative = "palliative",
        Discharge = "discharge",
        Certificate = "certificate",
        Prevention = "prevention",
        Perinatal = "perinatal",
        Other = "other",
    }

    pub enum VisitStatus: "visit-status" {
        Planned = "planned",
        Done = "done",
        Cancelled = "cancelled",
        Absent = "absent",
        Postponed = "postponed",
    }

    /// Out-of-hours bands, from CSP R. 6315-1 (`process.md` §4).
    pub enum Band: "band" {
        Day = "jour",
        Evening = "soiree",
        DeepNight = "nuit_profonde",
        SundayHoliday = "dimanche_ferie",
        SaturdayAfternoon = "samedi_apm",
        Bridge = "pont",
    }

    pub enum AgeBand: "age-band" {
        UpTo5 = "0-5",
        UpTo17 = "6-17",
        UpTo64 = "18-64",
        UpTo79 = "65-79",
        From80 = "80+",
    }

    pub enum Place: "place" { Home = "home", CareHome = "care_home", Residence = "residence", Other = "other", }

    pub enum TreatingDoctor: "treating-doctor" { Centre = "centre", Other = "other", None = "none", }

    pub enum Terrain: "terrain" { Plain = "plain", Mountain = "mountain", }
}

record! {
    /// One home visit, planned or done.
    pub struct Visit: Kind::Visit = 10 {
        1: centre: Ref<Centre>, required;
        2: role: VisitRole, required;
        3: commune: CommuneCode, required;
        /// A pseudonym, `CODE-NNNN`: never a name.
        4: patient: String, required;
        5: start: LocalTime, required;
        6: requested_by: RequestedBy, required;
        7: unscheduled: bool, required;
        8: reason: Reason, required;
        9: status: VisitStatus, required;
        10: minutes: i64, unit = "min";
        /// One way.
        11: km: Decimal, unit = "km";
        12: regulated: bool;
        /// Computed from `start`, unless `band_reason` says why it is another.
        13: band: Band;
        14: note: LongText<200>;
        15: age_band: AgeBand;
        16: place: Place;
        17: treating_doctor: TreatingDoctor;
        18: band_reason: LongText<200>;
        19: terrain: Terrain;
        /// `km` was estimated from the communes' points.
        20: km_estimated: bool;
        /// Internal code of the professional: no name.
        21: agent: String;
    }
}

record! {
    /// An out-of-hours shift.
    pub struct Duty: Kind::Duty = 11 {
        1: date: NaiveDate, required;
        2: band: Band, required;
        3: centre: Ref<Centre>;
        4: position: Ref<Position>;
        5: sector: DeptCode;
        6: note: LongText<500>;
    }
}
