//! Who is in the team, and what the team agreed on.

use super::*;

choices! {
    pub enum DeviceRole: "device-role" {
        Field = "field",
        /// « Siège »: admits and revokes others, receives every visit.
        Steward = "steward",
    }
}

choices! {
    /// Why a laptop's keys count no longer. A closed list: what is written here travels to everyone, for ever.
    pub enum RevokeReason: "revoke-reason" {
        Lost = "lost",
        Stolen = "stolen",
        /// Its holder has left.
        Left = "left",
        /// Its keys were changed: another device has taken over from it.
        Keys = "keys",
    }
}

impl RevokeReason {
    /// Those that a steward gives.
    pub const GIVEN: &'static [Self] = &[Self::Lost, Self::Stolen, Self::Left];
}

/// The longest text of the field that keeps a cut, in bytes.
pub const LONGEST_CUT: usize = 20_000;

record! {
    /// One laptop, and the person who uses it. Fields from 10 on are trust: written by `device` commands alone.
    pub struct Device: Kind::Device = 16 {
        1: holder: String, required;
        /// « Mes dossiers ».
        2: sector: Vec<DeptCode>;
        /// The start of this device's pseudonyms.
        3: code: String, required;
        10: role: DeviceRole;
        /// Ed25519 public key, hexadecimal.
        11: signing_key: String;
        /// age X25519 recipient.
        12: sealing_key: String;
        /// Devices whose visits it may read beside its own.
        13: reads_visits_of: Refs<Device>;
        /// The last edits accepted from a revoked device, one a feed (`log::trust` reads it).
        14: revoked: LongText<LONGEST_CUT>;
        /// A key of [`RevokeReason`].
        15: revoked_reason: LongText<500>;
        /// The device that takes over from this one after a change of keys.
        16: successor: Ref<Device>;
        /// The word of a device that takes over from another, by its own key: hexadecimal.
        17: proof: String;
    }
}

/// The first tag of [`Device`] that only stewards write, by the device commands.
pub const FIRST_TRUST_TAG: Tag = 10;

record! {
    /// Records of which the content is gone for good on every laptop that this reaches. Final: written by stewards, by
    /// the command that erases and nothing else; `log::erasure` reads it.
    pub struct Erasure: Kind::Erasure = 18 {
        /// Visits, and notes.
        1: records: Refs<Visit>;
        2: reason: LongText<500>;
    }
}

record! {
    /// What the team agreed on. One record, its id derived.
    pub struct Setting: Kind::Setting = 17 {
        /// Bridge days given by the ARS (« ponts »), on which the out-of-hours service runs.
        1: bridge_days: Vec<NaiveDate>;
        /// Days after which visits that the head office holds may be cleared from a field laptop; empty: never.
        2: keep_visits_days: i64;
    }
}

impl Setting {
    /// The fewest days that visits are kept on a field laptop: a month's corrections stay within reach.
    pub const FEWEST_DAYS: i64 = 30;

    /// The id of the team's one record of settings.
    pub fn id() -> RecordId {
        RecordId::derived(&["setting"])
    }
}
