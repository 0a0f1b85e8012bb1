//! What must not be written about a home visit: names, numbers and places by which a person could be found.
//!
//! Visit data stay personal data even under a pseudonym (GDPR, art. 9; `process.md` §5), and most communes of the region
//! are small: what looks like an identity is refused or, where it may be something else, pointed out.

mod digits;
mod names;

/// Something in a text that looks like a person's identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Finding {
    /// NIR, with its key or without.
    SocialSecurity,
    Phone,
    Email,
    Street,
    BirthDate,
    /// Two capitalised words, or one behind a title. It may also be a medicine or a farm: it only warns.
    Name,
}

impl Finding {
    pub const ALL: [Self; 6] =
        [Self::SocialSecurity, Self::Phone, Self::Email, Self::Street, Self::BirthDate, Self::Name];

    /// The message that says why.
    pub const fn message(self) -> &'static str {
        match self {
            Self::SocialSecurity => "fault-private-nir",
            Self::Phone => "fault-private-phone",
            Self::Email => "fault-private-email",
            Self::Street => "fault-private-street",
            Self::BirthDate => "fault-private-birth",
            Self::Name => "fault-private-name",
        }
    }

    /// Refused, or only pointed out.
    pub const fn is_refused(self) -> bool {
        !matches!(self, Self::Name)
    }
}

/// What a text gives away, each thing once.
pub fn findings(text: &str) -> Vec<Finding> {
    let found = [
        (Finding::SocialSecurity, digits::social_security(text)),
        (Finding::Phone, digits::phone(text)),
        (Finding::Email, has_email(text)),
        (Finding::Street, names::street(text)),
        (Finding::BirthDate, digits::birth_date(text)),
        (Finding::Name, names::name(text)),
    ];
    found.into_iter().filter(|(_, there)| *there).map(|(finding, _)| finding).collect()
}

fn has_email(text: &str) -> bool {
    text.split(|c: char| c.is_whitespace() || "<>(),;:«»\"".contains(c)).any(is_email)
}

/// `someone@somewhere.fr`: the form only.
pub fn is_email(word: &str) -> bool {
    let word = word.trim_end_matches('.');
    let Some((local, domain)) = word.split_once('@') else { return false };
    let plain = |part: &str| part.chars().all(|c| c.is_alphanumeric() || "._-+'".contains(c));
    let dotted = domain.split_once('.').is_some_and(|(host, end)| !host.is_empty() && end.chars().count() >= 2);
    !local.is_empty() && dotted && plain(local) && plain(domain) && !domain.ends_with('.')
}

/// A short reference without spaces and with a digit, such as `COUS-0042`: what has no digit may be a name.
pub fn is_reference(text: &str) -> bool {
    let length = text.chars().count();
    let plain = text.chars().all(|c| c.is_ascii_alphanumeric() || "-_./".contains(c));
    (2..=20).contains(&length) && plain && text.bytes().any(|b| b.is_ascii_digit()) && findings(text).is_empty()
}

/// The next pseudonym of a device: `CODE-NNNN`, one above the highest that is used with this code.
pub fn next_patient<'a>(code: &str, used: impl Iterator<Item = &'a str>) -> String {
    let number = |patient: &str| -> Option<u32> {
        let (prefix, number) = patient.rsplit_once('-')?;
        if prefix.eq_ignore_ascii_case(code) { number.parse().ok() } else { None }
    };
    let highest = used.filter_map(number).max().unwrap_or_default();
    format!("{code}-{:04}", highest.saturating_add(1))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn each_thing_is_found_in_the_forms_that_people_write() {
        for (text, finding) in [
            ("NIR 2 55 08 14 168 025 38", Finding::SocialSecurity),
            ("2550814168025", Finding::SocialSecurity),
            ("sécu 255081416802538.", Finding::SocialSecurity),
            ("1 84 12 2A 451 089 46", Finding::SocialSecurity),
            ("1.84.12.76.451.089", Finding::SocialSecurity),
            ("rappeler au 06 12 34 56 78", Finding::Phone),
            ("0612345678", Finding::Phone),
            ("06.12.34.56.78", Finding::Phone),
            ("tél:05-61-00-00-00", Finding::Phone),
            ("+33 6 12 34 56 78", Finding::Phone),
            ("+33 (0)6 12 34 56 78", Finding::Phone),
            ("0033612345678", Finding::Phone),
            ("écrire à jean.dupont@example.org.", Finding::Email),
            ("<a@b.fr>", Finding::Email),
            ("12 rue de la Paix", Finding::Street),
            ("12, rue Neuve", Finding::Street),
            ("3 bis avenue Foch", Finding::Street),
            ("au 4bis, chemin du Moulin", Finding::Street),
            ("15 place de la Mairie", Finding::Street),
            ("habite rue Victor Hugo", Finding::Street),
            ("habite avenue du Général", Finding::Street),
            ("au 2 place de l’église", Finding::Street),
            ("20 route du moulin", Finding::Street),
            ("né le 3 mars", Finding::BirthDate),
            ("Née en 1948", Finding::BirthDate),
            ("DDN 12/03/1948", Finding::BirthDate),
            ("12/03/1948", Finding::BirthDate),
            ("12.03.48", Finding::BirthDate),
            ("12 mars 1948", Finding::BirthDate),
            ("1948-03-12", Finding::BirthDate),
        ] {
            assert_eq!(findings(text).first(), Some(&finding), "{text}: {:?}", findings(text));
        }
    }

    #[test]
    fn what_looks_like_a_name_is_pointed_out() {
        for text in [
            "vu avec Jean Dupont",
            "Mme Dupont va mieux",
            "M. Durand absent",
            "mme durand absente",
            "chez Dupont",
            "Patient Martinez revu",
            "appeler le Dr Lefort",
            "Marie DUPONT",
            "DUPONT Marie",
            "voir Marie-Claire Durand",
            "Monsieur Lacaze",
        ] {
            assert_eq!(findings(text), [Finding::Name], "{text}");
        }
    }

    #[test]
    fn ordinary_notes_pass() {
        for text in [
            "",
            "Pansement refait, revoir lundi.",
            "Visite à Céret. Route enneigée.",
            "Relais avec l'EHPAD",
            "12 route enneigée, chemin boueux",
            "Passage à Sainte-Croix-Volvestre puis Les Cabannes",
            "Vu le 12/11/2026 à 14h30, durée 45 min, 12 km",
            "Tension 120/80, poids 72 kg",
            "revoir le 05/11/2026 14 h",
            "2 places de parking, 3 cours de gym",
            "SAMU prévenu (15), SAS 116117",
            "Il ne le prend pas",
            "3 visites en 2 jours, 1 200 m de dénivelé",
            "Patient absent. Message laissé.",
            "Madame est fatiguée",
            "Appel du 15 : pas de départ",
            "Dossier Centre de santé de Millas",
        ] {
            assert_eq!(findings(text), [], "{text}");
        }
    }

    #[test]
    fn a_patient_is_a_short_reference_with_a_digit() {
        for good in ["COUS-0042", "AB12", "66/17", "p1"] {
            assert!(is_reference(good), "{good}");
        }
        for bad in [
            "",
            "7",
            "Dupont",
            "M Dupont",
            "COUS 0042",
            "0612345678",
            "2550814168025",
            "a@b.fr1",
            "é12",
            &"1".repeat(21),
        ] {
            assert!(!is_reference(bad), "{bad}");
        }
    }

    #[test]
    fn the_next_pseudonym_follows_the_highest_of_its_own_code() {
        assert_eq!(next_patient("COUS", [].into_iter()), "COUS-0001");
        let used = ["COUS-0007", "cous-0009", "AUTRE-0100", "COUS-x", "libre"];
        assert_eq!(next_patient("COUS", used.into_iter()), "COUS-0010");
        assert_eq!(next_patient("A", ["A-9999"].into_iter()), "A-10000");
        assert!(is_reference(&next_patient("A", ["A-4294967295"].into_iter())));
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in any::<String>(), digits in "[-0-9 ./()+AB@rué]{0,40}") {
            let _ = (findings(&text), findings(&digits), is_reference(&text));
        }

        #[test]
        fn a_valid_nir_is_found_however_it_is_spaced(
            sex in 1..=2_u64, year in 0..100_u64, month in 1..=12_u64, rest in 0..99_999_999_u64, spaced in any::<bool>()
        ) {
            let body = sex * 1_000_000_000_000 + year * 10_000_000_000 + month * 100_000_000 + rest;
            let nir = format!("{body}{:02}", 97 - body % 97);
            let text = if spaced {
                let (a, b, c, d) = (&nir[..1], &nir[1..5], &nir[5..13], &nir[13..]);
                format!("n° {a} {b} {c} {d}, à vérifier")
            } else {
                format!("n° {nir}, à vérifier")
            };
            prop_assert!(findings(&text).contains(&Finding::SocialSecurity), "{}", text);
        }
    }
}
