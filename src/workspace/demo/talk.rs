//! Contacts, exchanges, follow-ups, notes and duties: what coordinators have said, heard and promised.

use chrono::{Datelike, NaiveDate, Weekday};

use super::Plan;
use super::dice::{Dice, after, worked, working};
use super::ground::{Ground, Host, Site};
use super::staff::Post;
use crate::model::reference::communes;
use crate::model::{
    AnyRecord, AnyRef, Band, Contact, Decimal, Duty, Exchange, ExchangeKind, Followup, Note, PositionState, RecordId,
    Ref, Refs, Role,
};

/// Exchanges lie in the last ten months.
const EXCHANGES_SINCE: i64 = 300;

/// Centres that share the out-of-hours shifts.
const ON_DUTY: usize = 12;

pub(super) fn records(plan: &Plan, ground: &Ground, posts: &[Post], to: &mut Vec<(RecordId, AnyRecord)>) {
    let mut talk = Talk { plan, dice: Dice::new(plan.seed, "talk"), contacts: 0, made: Vec::new() };
    for host in &ground.hosts {
        let contacts = talk.contacts(host);
        let site = ground.sites.iter().find(|site| site.host == Some(host.id));
        for at in 0..talk.dice.between(3, 6) {
            talk.exchange(Some(host), site, &contacts, at == 0);
        }
    }
    for site in ground.sites.iter().filter(|site| site.host.is_none()) {
        talk.exchange(None, Some(site), &[], site.extra);
    }
    talk.followups(ground);
    for site in &ground.sites {
        talk.note(site);
    }
    talk.duties(ground, posts);
    to.append(&mut talk.made);
}

struct Talk<'a> {
    plan: &'a Plan,
    dice: Dice,
    contacts: u32,
    made: Vec<(RecordId, AnyRecord)>,
}

impl Talk<'_> {
    fn made(&mut self, on: NaiveDate, record: impl Into<AnyRecord>) -> RecordId {
        let id = self.dice.id(on);
        self.made.push((id, record.into()));
        id
    }

    /// One or two people to reach, whose names, numbers and addresses belong to nobody.
    fn contacts(&mut self, host: &Host) -> Vec<RecordId> {
        let functions = [self.dice.text(&FIRST_FUNCTIONS), self.dice.text(&OTHER_FUNCTIONS)];
        let count = if self.dice.chance(600) { 2 } else { 1 };
        let mut all = Vec::new();
        for function in functions.into_iter().take(count) {
            self.contacts += 1;
            let number = self.contacts;
            let contact = Contact {
                member: Some(Ref::new(host.id)),
                function: Some(function.to_owned()),
                name: Some(format!("Exemple Contact {number}")),
                work_phone: Some(format!("05 00 00 {:02} {:02}", number / 100 % 100, number % 100)),
                work_email: Some(format!("contact{number}@example.org")),
                note: self.dice.chance(300).then(|| self.dice.text(&CONTACT_NOTES).into()),
            };
            let on = after(self.plan.today, -EXCHANGES_SINCE - 10);
            all.push(self.made(on, contact));
        }
        all
    }

    fn exchange(&mut self, host: Option<&Host>, site: Option<&Site>, contacts: &[RecordId], recent: bool) {
        let days = if recent { self.dice.between(1, 12) } else { self.dice.between(13, EXCHANGES_SINCE) };
        let date = worked(after(self.plan.today, -days));
        let kind = self.dice.mostly(
            ExchangeKind::Call,
            &[(220, ExchangeKind::Meeting), (220, ExchangeKind::Mail), (160, ExchangeKind::SiteVisit)],
        );
        let open = site.is_some_and(|site| site.is_open(date));
        let summary = self.dice.text(match (kind, open) {
            (ExchangeKind::Call, true) => &CALLS_OPEN,
            (ExchangeKind::Call, false) => &CALLS,
            (ExchangeKind::Meeting, _) => &MEETINGS,
            (ExchangeKind::Mail, _) => &MAILS,
            (ExchangeKind::SiteVisit, true) => &SITE_VISITS_OPEN,
            (ExchangeKind::SiteVisit, false) => &SITE_VISITS,
        });
        let travelled = matches!(kind, ExchangeKind::Meeting | ExchangeKind::SiteVisit);
        let about_centre = site.filter(|_| host.is_none() || self.dice.chance(600));
        let met: Vec<_> = contacts.iter().copied().filter(|_| self.dice.chance(700)).map(Ref::new).collect();
        let exchange = Exchange {
            kind: Some(kind),
            date: Some(date),
            member: host.map(|host| Ref::new(host.id)),
            centre: about_centre.map(|site| Ref::new(site.id)),
            contacts: (!met.is_empty()).then_some(Refs(met)),
            summary: Some(summary.into()),
            km: travelled.then(|| Decimal::from_thousandths(self.dice.between(12, 95) * 1000)),
            by: Some(Ref::new(self.plan.me)),
        };
        self.made(date, exchange);
    }

    /// What was promised: one late, some within the week, some later, many done.
    fn followups(&mut self, ground: &Ground) {
        let subjects: Vec<RecordId> = ground
            .hosts
            .iter()
            .map(|host| host.id)
            .chain(ground.sites.iter().filter(|site| !site.extra).map(|site| site.id))
            .collect();
        for due in [-5, 0, 1, 2, 4, 6, 10, 13, 19, 27, 34] {
            self.followup(&subjects, due, false);
        }
        for _ in 0..subjects.len() {
            let due = -self.dice.between(6, 250);
            self.followup(&subjects, due, true);
        }
    }

    fn followup(&mut self, subjects: &[RecordId], due: i64, done: bool) {
        let Some(about) = self.dice.pick(subjects).copied() else { return };
        let today = self.plan.today;
        let day = after(today, due);
        let due = if due == 0 {
            day
        } else if due < 0 {
            worked(day)
        } else {
            working(day)
        };
        let done_on = done.then(|| worked(after(due, self.dice.between(-4, 3))).min(today));
        let promised = after(due.min(today), -12);
        let followup = Followup {
            what: Some(self.dice.text(&PROMISES).to_owned()),
            due: Some(due),
            owner: Some(Ref::new(self.plan.me)),
            about: Some(AnyRef(about)),
            done: Some(done),
            done_on,
        };
        self.made(promised, followup);
    }

    fn note(&mut self, site: &Site) {
        if !self.dice.chance(400) {
            return;
        }
        let date = worked(after(self.plan.today, -self.dice.between(3, 200)));
        let text = Some(self.dice.text(&NOTES).into());
        self.made(date, Note { about: Some(AnyRef(site.id)), date: Some(date), text });
    }

    /// Out-of-hours shifts of the weekends around today, in turn among the open centres.
    fn duties(&mut self, ground: &Ground, posts: &[Post]) {
        let today = self.plan.today;
        let open: Vec<&Site> = ground.sites.iter().filter(|site| site.is_open(today)).take(ON_DUTY).collect();
        let shifts = (-56..=35).map(|days| after(today, days)).filter_map(|day| Some((day, shift(day.weekday())?)));
        for ((date, band), site) in shifts.zip(open.iter().cycle()) {
            let doctor = |post: &&Post| {
                post.centre == site.id && post.role == Role::Doctor && post.state == PositionState::InPost
            };
            let duty = Duty {
                date: Some(date),
                band: Some(band),
                centre: Some(Ref::new(site.id)),
                position: posts.iter().find(doctor).map(|post| Ref::new(post.id)),
                sector: communes().get(site.commune).map(|commune| commune.departement()),
                note: self.dice.chance(120).then(|| "Échange de garde convenu.".into()),
            };
            let planned = after(date.min(today), -20);
            self.made(planned, duty);
        }
    }
}

const fn shift(day: Weekday) -> Option<Band> {
    match day {
        Weekday::Fri => Some(Band::Evening),
        Weekday::Sat => Some(Band::SaturdayAfternoon),
        Weekday::Sun => Some(Band::SundayHoliday),
        _ => None,
    }
}

const FIRST_FUNCTIONS: [&str; 4] =
    ["secrétaire de mairie", "directrice générale des services", "adjoint à la santé", "chargé de mission santé"];

const OTHER_FUNCTIONS: [&str; 4] =
    ["services techniques", "responsable des bâtiments", "coordination du contrat local de santé", "accueil"];

const CONTACT_NOTES: [&str; 3] =
    ["Joignable le matin.", "Absente le mercredi.", "Préfère le courriel pour les pièces écrites."];

const CALLS: [&str; 6] = [
    "Point sur les locaux : le plan est prêt, le devis arrive la semaine prochaine.",
    "La mairie demande le modèle de convention de mise à disposition.",
    "Le conseil se réunit le mois prochain, la délibération est à l’ordre du jour.",
    "Question sur la participation financière : renvoi vers la note de la Région.",
    "Le raccordement à la fibre est annoncé, date à confirmer.",
    "Un logement de fonction est possible pour le médecin, photos à venir.",
];

const CALLS_OPEN: [&str; 5] = [
    "Le centre tourne bien, délai de rendez-vous de quatre jours.",
    "Demande d’une seconde ligne téléphonique pour le secrétariat.",
    "Les habitants demandent des créneaux le samedi matin.",
    "Le chauffage de la salle d’attente a été réparé.",
    "Le planning de l’été est bouclé, aucun jour de fermeture.",
];

const MEETINGS: [&str; 5] = [
    "Réunion avec les élus et les professionnels du territoire : accueil favorable, calendrier partagé.",
    "Présentation du projet de santé ; trois points à préciser avant l’envoi à l’ARS.",
    "Comité de suivi : bilan du trimestre, objectifs de recrutement revus.",
    "Rencontre avec la pharmacie et les infirmiers libéraux : coopération à formaliser.",
    "Point avec le service bâtiments : réception des travaux en deux temps.",
];

const MAILS: [&str; 4] = [
    "Envoi de la convention pour signature.",
    "Reçu l’attestation d’assurance et le plan d’accès.",
    "Envoi de l’offre d’emploi aux réseaux du collège 4.",
    "Reçu la délibération visée par la préfecture.",
];

const SITE_VISITS: [&str; 4] = [
    "Visite du local : trois bureaux, salle d’attente à repeindre, accès de plain-pied.",
    "Visite de chantier : cloisons posées, électricité en cours.",
    "Relevé des prises réseau avec l’installateur : deux à ajouter.",
    "Accessibilité vérifiée : rampe conforme, sanitaires à adapter.",
];

const SITE_VISITS_OPEN: [&str; 3] = [
    "Tour du centre avec l’équipe : équipement complet, bonne entente.",
    "Visite annuelle : registre d’accessibilité à jour.",
    "Essai du nouveau matériel : tensiomètres et lecteur de cartes en service.",
];

const PROMISES: [&str; 9] = [
    "Rappeler la mairie au sujet de la convention",
    "Envoyer le modèle de délibération",
    "Relancer le devis des travaux",
    "Confirmer la date de visite du local",
    "Transmettre le projet de santé relu",
    "Demander la date du prochain conseil",
    "Publier l’offre de secrétariat",
    "Vérifier la livraison du matériel",
    "Préparer l’affiche des horaires",
];

const NOTES: [&str; 6] = [
    "Bon accueil des associations locales.",
    "Stationnement difficile les jours de marché.",
    "La pharmacie voisine propose un point relais.",
    "Prévoir une signalétique depuis la route principale.",
    "Réseau mobile faible dans la salle du fond.",
    "Le club de randonnée offre de distribuer l’information.",
];
