app-name = Maillage

### kinds, fields, choices

kind-member = Membre
    .plural = Membres
    .new = Nouveau membre
    .edit = Modifier le membre
    .delete = Supprimer le membre
    .saved = Membre enregistré
    .deleted = Membre supprimé
    .none = Aucun membre
    .count = { $n ->
        [one] { $shown } membre
       *[other] { $shown } membres
    }
kind-centre = Centre
    .plural = Centres
    .new = Nouveau centre
    .edit = Modifier le centre
    .delete = Supprimer le centre
    .saved = Centre enregistré
    .deleted = Centre supprimé
    .none = Aucun centre
    .count = { $n ->
        [one] { $shown } centre
       *[other] { $shown } centres
    }
kind-contact = Contact
    .plural = Contacts
    .new = Nouveau contact
    .edit = Modifier le contact
    .delete = Supprimer le contact
    .saved = Contact enregistré
    .deleted = Contact supprimé
    .none = Aucun contact
    .count = { $n ->
        [one] { $shown } contact
       *[other] { $shown } contacts
    }
kind-exchange = Échange
    .plural = Échanges
    .new = Nouvel échange
    .edit = Modifier l’échange
    .delete = Supprimer l’échange
    .saved = Échange enregistré
    .deleted = Échange supprimé
    .none = Aucun échange
    .count = { $n ->
        [one] { $shown } échange
       *[other] { $shown } échanges
    }
kind-followup = Relance
    .plural = Relances
    .new = Nouvelle relance
    .edit = Modifier la relance
    .delete = Supprimer la relance
    .saved = Relance enregistrée
    .deleted = Relance supprimée
    .none = Aucune relance
    .count = { $n ->
        [one] { $shown } relance
       *[other] { $shown } relances
    }
kind-stage = Étape
    .plural = Étapes
    .new = Nouvelle étape
    .edit = Modifier l’étape
    .delete = Supprimer l’étape
    .saved = Étape enregistrée
    .deleted = Étape supprimée
    .none = Aucune étape
    .count = { $n ->
        [one] { $shown } étape
       *[other] { $shown } étapes
    }
kind-step = Tâche
    .plural = Tâches
    .new = Nouvelle tâche
    .edit = Modifier la tâche
    .delete = Supprimer la tâche
    .saved = Tâche enregistrée
    .deleted = Tâche supprimée
    .none = Aucune tâche
    .count = { $n ->
        [one] { $shown } tâche
       *[other] { $shown } tâches
    }
kind-position = Poste
    .plural = Postes
    .new = Nouveau poste
    .edit = Modifier le poste
    .delete = Supprimer le poste
    .saved = Poste enregistré
    .deleted = Poste supprimé
    .none = Aucun poste
    .count = { $n ->
        [one] { $shown } poste
       *[other] { $shown } postes
    }
kind-candidacy = Candidature
    .plural = Candidatures
    .new = Nouvelle candidature
    .edit = Modifier la candidature
    .delete = Supprimer la candidature
    .saved = Candidature enregistrée
    .deleted = Candidature supprimée
    .none = Aucune candidature
    .count = { $n ->
        [one] { $shown } candidature
       *[other] { $shown } candidatures
    }
kind-circulation = Diffusion
    .plural = Diffusions
    .new = Nouvelle diffusion d’offre
    .edit = Modifier la diffusion
    .delete = Supprimer la diffusion
    .saved = Diffusion enregistrée
    .deleted = Diffusion supprimée
    .none = Aucune offre diffusée
    .count = { $n ->
        [one] { $shown } diffusion
       *[other] { $shown } diffusions
    }
kind-visit = Visite
    .plural = Visites
    .new = Nouvelle visite
    .edit = Modifier la visite
    .delete = Supprimer la visite
    .saved = Visite enregistrée
    .deleted = Visite supprimée
    .none = Aucune visite
    .count = { $n ->
        [one] { $shown } visite
       *[other] { $shown } visites
    }
kind-duty = Garde
    .plural = Gardes
    .new = Nouvelle garde
    .edit = Modifier la garde
    .delete = Supprimer la garde
    .saved = Garde enregistrée
    .deleted = Garde supprimée
    .none = Aucune garde
    .count = { $n ->
        [one] { $shown } garde
       *[other] { $shown } gardes
    }
kind-indicator = Indicateur
    .plural = Indicateurs
    .new = Nouvel indicateur
    .edit = Modifier l’indicateur
    .delete = Supprimer l’indicateur
    .saved = Indicateur enregistré
    .deleted = Indicateur supprimé
    .none = Aucun indicateur
    .count = { $n ->
        [one] { $shown } indicateur
       *[other] { $shown } indicateurs
    }
kind-project = Projet
    .plural = Projets
    .new = Nouveau projet
    .edit = Modifier le projet
    .delete = Supprimer le projet
    .saved = Projet enregistré
    .deleted = Projet supprimé
    .none = Aucun projet
    .count = { $n ->
        [one] { $shown } projet
       *[other] { $shown } projets
    }
kind-milestone = Jalon
    .plural = Jalons
    .new = Nouveau jalon
    .edit = Modifier le jalon
    .delete = Supprimer le jalon
    .saved = Jalon enregistré
    .deleted = Jalon supprimé
    .none = Aucun jalon
    .count = { $n ->
        [one] { $shown } jalon
       *[other] { $shown } jalons
    }
kind-note = Note
    .plural = Notes
    .new = Nouvelle note
    .edit = Modifier la note
    .delete = Supprimer la note
    .saved = Note enregistrée
    .deleted = Note supprimée
    .none = Aucune note
    .count = { $n ->
        [one] { $shown } note
       *[other] { $shown } notes
    }
kind-device = Appareil
    .plural = Appareils
    .new = Nouvel appareil
    .edit = Modifier l’appareil
    .delete = Supprimer l’appareil
    .saved = Appareil enregistré
    .deleted = Appareil supprimé
    .none = Aucun appareil
    .count = { $n ->
        [one] { $shown } appareil
       *[other] { $shown } appareils
    }
kind-erasure = Effacement
    .plural = Effacements
    .new = Nouvel effacement
    .edit = Modifier l’effacement
    .delete = Supprimer l’effacement
    .saved = Effacé
    .deleted = Effacement supprimé
    .none = Rien n’a été effacé
    .count = { $n ->
        [one] { $shown } effacement
       *[other] { $shown } effacements
    }
kind-setting = Réglage de l’équipe
    .plural = Réglages de l’équipe
    .new = Nouveau réglage
    .edit = Modifier les réglages de l’équipe
    .delete = Supprimer le réglage
    .saved = Réglages enregistrés
    .deleted = Réglage supprimé
    .none = Aucun réglage
    .count = { $n ->
        [one] { $shown } réglage
       *[other] { $shown } réglages
    }

field-member-name = Nom
field-member-acronym = Sigle
field-member-kind = Nature
field-member-college = Collège
field-member-status = Statut
field-member-joined = Adhésion
field-member-left = Départ
field-member-departements = Départements
field-member-epci = EPCI (SIREN)
field-member-commune = Commune
field-member-represents = Représente aussi
    .hint = les communes pour lesquelles il parle, en plus de la sienne
field-member-signatory = Signataire
field-member-signatory_role = Fonction du sign.
field-member-owner = Suivi par
field-member-note = Note
field-member-source = Source
field-member-as_of = En date du
field-member-url = Page web

field-centre-name = Nom
field-centre-commune = Commune
field-centre-host = Membre d’accueil
field-centre-target_opening = Ouverture visée
    .hint = jour, mois ou année : 15/03/2027, 03/2027 ou 2027
field-centre-kind = Type d’ouverture
field-centre-status = Statut
field-centre-opened = Ouvert le
    .hint = donner la date, c’est ouvrir le centre
field-centre-opened_despite = Ouvert malgré
field-centre-first_target = Premier objectif
field-centre-suspended_on = Suspendu le
field-centre-closed_on = Fermé le
field-centre-abandoned_on = Abandonné le
field-centre-parent = Centre principal
    .hint = pour une antenne
field-centre-owner = Suivi par
field-centre-premises = Locaux
field-centre-note = Note
field-centre-source = Source
field-centre-as_of = En date du
field-centre-url = Page web

field-contact-member = Membre
field-contact-function = Fonction
field-contact-name = Nom
field-contact-work_phone = Tél. professionnel
field-contact-work_email = E-mail prof.
field-contact-note = Note
    .hint = coordonnées professionnelles seulement

field-exchange-kind = Nature
field-exchange-date = Date
    .hint = hier, lundi, 15/11…
field-exchange-member = Membre
field-exchange-centre = Centre
field-exchange-contacts = Contacts
field-exchange-summary = Résumé
field-exchange-km = Kilomètres
field-exchange-by = Par

field-followup-what = À faire
field-followup-due = Échéance
    .hint = demain, lundi, +7, 15/12…
field-followup-owner = Chargé
field-followup-about = Au sujet de
field-followup-done = Fait
field-followup-done_on = Fait le

field-stage-subject = Dossier
field-stage-stage = Étape
field-stage-state = État
field-stage-blocked_reason = Motif du blocage
field-stage-planned_start = Début prévu
field-stage-planned_end = Fin prévue
field-stage-actual_start = Début réel
field-stage-actual_end = Fin réelle
field-stage-owner = Suivi par

field-step-subject = Dossier
field-step-stage = Étape
field-step-item = Tâche
field-step-label = Libellé
field-step-state = État
field-step-done_on = Fait le
field-step-done_by = Fait par
field-step-reason = Motif
    .hint = pourquoi elle est sans objet
field-step-due = Échéance
field-step-owner = Chargé
field-step-note = Note

field-position-centre = Centre
field-position-role = Métier
field-position-fte = Temps de travail
    .hint = en équivalent temps plein : 1 ou 0,5
field-position-contract = Contrat
field-position-state = État
field-position-need_on = Besoin ouvert le
field-position-offer_on = Offre publiée le
field-position-application_on = Candidature le
field-position-interview_on = Entretien le
field-position-proposal_on = Proposition le
field-position-signed_on = Contrat signé le
field-position-started_on = Prise de poste le
field-position-absent_from = Absence du
field-position-absent_until = Absence jusqu’au
field-position-left_on = Départ le
field-position-reopened_on = Rouvert le
field-position-ordre_rpps = Ordre et RPPS
    .hint = inscription et numéro vérifiés
field-position-cps = Carte CPS
field-position-contrat_transmis_ordre = Contrat à l’Ordre
    .hint = transmis au conseil départemental
field-position-owner = Suivi par
field-position-note = Note
field-position-label = Intitulé

field-candidacy-position = Poste
field-candidacy-reference = Référence
    .hint = jamais un nom
field-candidacy-state = État
field-candidacy-received = Reçue le
field-candidacy-decided = Décidée le
field-candidacy-reason = Motif
field-candidacy-cause = Cause
    .hint = si elle est retirée ou refusée

field-circulation-position = Poste
field-circulation-network = Réseau partenaire
    .hint = un membre du collège 4
field-circulation-sent = Envoyée le
field-circulation-answered = Répondu le
field-circulation-answers = Candidats
    .hint = combien elle en a amené
field-circulation-note = Note

field-visit-centre = Centre
field-visit-role = Métier
field-visit-commune = Commune
    .hint = département et début du nom : 66 ceret
field-visit-patient = Patient
    .hint = pseudonyme CODE-NNNN, jamais un nom
field-visit-start = Début
    .hint = hier 14h30, lundi 9h, 15/11 8h…
field-visit-requested_by = Demandée par
field-visit-unscheduled = Non programmée
field-visit-reason = Motif
field-visit-status = État
field-visit-minutes = Durée
    .hint = de 1 à 480 minutes
field-visit-km = Distance
    .hint = aller simple ; vide, elle est estimée
field-visit-regulated = Régulée
field-visit-band = Tranche horaire
    .hint = calculée d’après le début
field-visit-note = Note
    .hint = 200 caractères, ni nom ni diagnostic
field-visit-age_band = Tranche d’âge
field-visit-place = Lieu
field-visit-treating_doctor = Médecin traitant
field-visit-band_reason = Motif tranche
    .hint = pourquoi une autre tranche que celle calculée
field-visit-terrain = Terrain
field-visit-km_estimated = Distance estimée
field-visit-agent = Code agent
    .hint = code interne, jamais un nom

field-duty-date = Date
field-duty-band = Tranche horaire
field-duty-centre = Centre
field-duty-position = Poste
field-duty-sector = Secteur
field-duty-note = Note

field-indicator-key = Indicateur
field-indicator-kind = Nature
field-indicator-value = Valeur
field-indicator-text = En toutes lettres
field-indicator-qualifier = Précision
field-indicator-as_of = En date du
field-indicator-as_of_inferred = Date déduite
field-indicator-source = Source
field-indicator-period = Période
field-indicator-due = Échéance
field-indicator-note = Note
field-indicator-url = Page web

field-project-name = Nom
field-project-kind = Nature
field-project-commune = Commune
field-project-communes = Communes
field-project-year = Année
field-project-amount = Montant
field-project-amount_qualifier = Précision
field-project-count = Nombre
field-project-source = Source
field-project-as_of = En date du
field-project-note = Note
field-project-total_of = Total de

field-milestone-label = Libellé
field-milestone-date = Date
field-milestone-end = Fin
field-milestone-topic = Thème
field-milestone-centre = Centre
field-milestone-communes = Communes
field-milestone-label_en = Libellé anglais
field-milestone-precision = Fiabilité
field-milestone-source = Source
field-milestone-as_of = En date du

field-note-about = Au sujet de
field-note-date = Date
field-note-text = Texte

field-device-holder = Titulaire
field-device-sector = Secteur
    .hint = ses départements : 09, 31
field-device-code = Code
    .hint = début de ses pseudonymes
field-device-role = Rôle
field-device-signing_key = Clé de signature
field-device-sealing_key = Clé de scellement
field-device-reads_visits_of = Lit les visites de
field-device-revoked = Révocation
field-device-revoked_reason = Motif
field-device-successor = Remplacé par
field-device-proof = Preuve

field-erasure-records = Fiches effacées
field-erasure-reason = Motif

field-setting-bridge_days = Jours de pont
field-setting-keep_visits_days = Conservation (j)
    .hint = dates données par l’ARS

centre-kind-creation = Création
centre-kind-perennisation = Pérennisation
centre-kind-transformation = Transformation
centre-kind-antenne = Antenne

centre-status-preparing = En préparation
centre-status-open = Ouvert
centre-status-suspended = Suspendu
centre-status-closed = Fermé
centre-status-abandoned = Abandonné

stage-state-not_started = À venir
stage-state-under_way = En cours
stage-state-blocked = Bloquée
stage-state-done = Terminée

step-state-open = À faire
step-state-done = Faite
step-state-not_applicable = Sans objet

exchange-kind-call = Appel
exchange-kind-meeting = Réunion
exchange-kind-mail = Courrier
exchange-kind-site_visit = Visite de site

qualifier-exact = Exactement
qualifier-over = Plus de
qualifier-nearly = Près de
qualifier-about = Environ

indicator-kind-measure = Constat
indicator-kind-target = Objectif
indicator-kind-context = Contexte
indicator-kind-training = Formation
indicator-kind-condition = Conditions d’exercice

project-kind-health_house = Maison de santé
project-kind-health_centre = Centre de santé
project-kind-hospital = Hôpital
project-kind-specialist_posts = Postes de spécialistes
project-kind-training = Formation
project-kind-student_housing = Logement étudiant
project-kind-emergency_department = Urgences
project-kind-industry_contract = Contrat de filière
project-kind-programme = Programme
project-kind-total = Total publié

college-1 = 1 · Région
college-2 = 2 · Départements
college-3 = 3 · Communes et EPCI
college-4 = 4 · Partenaires

member-kind-region = Région
member-kind-departement = Département
member-kind-intercommunal = EPCI
member-kind-commune = Commune
member-kind-university = Université
member-kind-association = Association
member-kind-federation = Fédération
member-kind-other = Autre

member-status-prospect = Prospect
member-status-applied = Candidat à l’AMI
member-status-member = Membre
member-status-left = Parti

role-doctor = Médecin
role-midwife = Sage-femme
role-nurse = Infirmier
role-advanced_nurse = IPA
role-secretary = Secrétaire médical
role-assistant = Assistant médical

contract-permanent = CDI
contract-fixed_term = CDD
contract-secondment = Mise à disposition
contract-sessional = Vacations

position-state-besoin_ouvert = Besoin ouvert
position-state-offre_publiee = Offre publiée
position-state-candidature = Candidature
position-state-entretien = Entretien
position-state-proposition = Proposition
position-state-contrat_signe = Contrat signé
position-state-prise_de_poste = En poste
position-state-absence = Absence
position-state-depart = Départ

candidacy-state-received = Reçue
candidacy-state-interview = Entretien
candidacy-state-offered = Poste proposé
candidacy-state-accepted = Acceptée
candidacy-state-withdrawn = Retirée
candidacy-state-refused = Refusée
exit-cause-distance = Distance
exit-cause-housing = Logement
exit-cause-family = Famille
exit-cause-pay = Rémunération
exit-cause-hours = Temps de travail
exit-cause-other_post = Autre poste
exit-cause-profile = Profil
exit-cause-no_answer = Sans réponse
exit-cause-other = Autre

device-role-field = Terrain
device-role-steward = Siège

revoke-reason-lost = Perdu
revoke-reason-stolen = Volé
revoke-reason-left = Titulaire parti
revoke-reason-keys = Clés changées

visit-role-doctor = Médecin
visit-role-midwife = Sage-femme
visit-role-nurse = Infirmier
visit-role-advanced_nurse = IPA

requested-by-patient = Patient ou entourage
requested-by-secretariat = Secrétariat
requested-by-dispatch = Régulation (SAS, 15)
requested-by-care_home = EHPAD
requested-by-nurse = Infirmier
requested-by-planned = Programmée

reason-chronic = Suivi chronique
reason-acute = Soin aigu
reason-renewal = Renouvellement
reason-palliative = Soins palliatifs
reason-discharge = Sortie d’hôpital
reason-certificate = Certificat, administratif
reason-prevention = Prévention, vaccination
reason-perinatal = Périnatal
reason-other = Autre

visit-status-planned = Planifiée
visit-status-done = Réalisée
visit-status-cancelled = Annulée
visit-status-absent = Patient absent
visit-status-postponed = Reportée

band-jour = Jour
band-soiree = Soirée
band-nuit_profonde = Nuit profonde
band-dimanche_ferie = Dimanche ou férié
band-samedi_apm = Samedi après-midi
band-pont = Pont
roster-fault-twice = Deux gardes à la fois
roster-fault-double = Garde en double
roster-fault-not_there = Pas en poste

age-band-0-5 = 0 à 5 ans
age-band-6-17 = 6 à 17 ans
age-band-18-64 = 18 à 64 ans
age-band-65-79 = 65 à 79 ans
age-band-80plus = 80 ans et plus

place-home = Domicile
place-care_home = EHPAD
place-residence = Résidence autonomie
place-other = Autre

treating-doctor-centre = Au centre
treating-doctor-other = Ailleurs
treating-doctor-none = Aucun

terrain-plain = Plaine
terrain-mountain = Montagne

yes = Oui
no = Non


### faults (model rules)

## Public holidays
holiday-new-year = Jour de l’an
holiday-easter-monday = Lundi de Pâques
holiday-labour-day = Fête du Travail
holiday-victory-1945 = Victoire 1945
holiday-ascension = Ascension
holiday-whit-monday = Lundi de Pentecôte
holiday-national-day = Fête nationale
holiday-assumption = Assomption
holiday-all-saints = Toussaint
holiday-armistice-1918 = Armistice 1918
holiday-christmas = Noël

## What cannot be read
entry-date = « { $text } » n’est pas une date. Essayez 15/11, lundi, hier, +2 ou 2026-11-15.
entry-no-such-day = Le jour « { $text } » n’existe pas.
entry-weekday-mismatch = Dans « { $text } », le jour de la semaine et la date ne vont pas ensemble.
entry-partial-date = « { $text } » n’est pas une date. Essayez 15/03/2027, mars 2027 ou 2027.
entry-time = « { $text } » n’est pas une heure. Essayez 14h30 ou 9.
entry-time-missing = Il manque l’heure après « { $text } ». Essayez « { $text } 14h30 ».
entry-day-time = « { $text } » n’est pas un jour et une heure. Essayez hier 14h30.
entry-skipped-hour = « { $text } » n’existe pas ou est hors du calendrier : l’heure d’été saute de 2 h à 3 h.
entry-minutes = « { $text } » n’est pas une durée. Essayez 45 ou 1h15.
entry-yes-no = « { $text } » n’est ni oui ni non.
entry-integer = « { $text } » n’est pas un nombre entier.
entry-number = « { $text } » n’est pas un nombre à trois décimales au plus.
entry-money = « { $text } » n’est pas un montant en euros.
entry-choice = « { $text } » n’est pas dans la liste : { $choices }.
entry-commune-unknown = Aucune commune de la région ne répond à « { $text } ».
entry-commune-several = Plusieurs communes répondent à « { $text } » : { $choices }.
entry-epci = « { $text } » ne désigne pas une seule intercommunalité : donnez son numéro SIREN.
entry-departement = « { $text } » n’est pas un département de la région.
entry-record-unknown = Aucune fiche ne répond à « { $text } ».
entry-record-several = Plusieurs fiches répondent à « { $text } » : { $choices }.

## What blocks an opening, what to do next for a position
blocker-stage = { $stage } : bloqué. { $reason }
blocker-gate = { $stage } : « { $step } » reste à faire
blocker-no-doctor = Recrutement : aucun médecin sous contrat
blocker-doctors-unchecked =
    { $n ->
        [one] Recrutement : Ordre et RPPS à vérifier pour un médecin sous contrat
       *[other] Recrutement : Ordre et RPPS à vérifier pour { $n } médecins sous contrat
    }
next-publish = Publier l’offre
next-find-applicants = Trouver des candidatures
next-interview = Mener l’entretien
next-propose = Faire une proposition
next-sign = Faire signer le contrat
next-check-ordre = Vérifier Ordre et RPPS
next-send-contract = Transmettre le contrat à l’Ordre
next-order-cps = Demander la carte CPS
next-start = Préparer la prise de poste
next-replace = Prévoir le remplacement ou le retour
next-reopen = Rouvrir le besoin ou clore le poste

# La prévision d'ouverture d'un centre en préparation.
forecast = Prévision d’ouverture
forecast-by-plan = d’après les dates prévues
forecast-by-team = d’après les durées de l’équipe (médianes, n = { $n } centres)
forecast-by-defaults = d’après des durées que ce carnet suppose : trois centres ouverts ne les disent pas encore
forecast-by-mixed = d’après les durées de l’équipe et, à défaut, celles que ce carnet suppose
forecast-between = entre le { $from } et le { $to } (quartiles de l’équipe)
forecast-held-by = ce qui finit en dernier : { $stages }
forecast-blocked = si ce qui est bloqué se débloque aujourd’hui

# Les centres en fiches, une colonne par étape de la route.
board-ami = AMI
board-adhesion = Adhésion
board-preparing = En préparation
board-ready = Prêt à ouvrir
board-open = Ouvert
board-aside = Mis de côté
board-forecast = prévision { $date }
board-move = { $centre } → { $column }
board-edit-stage = { $stage } : { $state }
board-edit-status = Statut : { $status }
board-gates = Avant « { $column } », il reste
board-all-closed = Ce centre est prêt : rouvrez d’abord une tâche sur sa page.
board-has-opened = Ses portes ont ouvert : il ne revient pas en préparation.
board-steps-done = Toutes les tâches de « { $stage } » sont faites : rouvrez-en d’abord une.

# Les centres dans le temps, par trimestre ; une étape déplacée pour voir.
timeline-quarter = T{ $n }
timeline-planned = prévu du { $from } au { $to }
timeline-began = commencé le { $date }
timeline-ended = fini le { $date }
timeline-ahead = selon la prévision du { $from } au { $to }
timeline-legend-done = fait
timeline-legend-ahead = à venir
timeline-legend-slip = écart
timeline-legend-planned = prévu
timeline-legend-target = visée
timeline-legend-forecast = prévision
timeline-legend-opened = ouvert
timeline-legend-today = aujourd’hui
what-if = Si… { $centre } ouvre le { $now } au lieu du { $was }
what-if-short = Si… ouvre le { $now }
what-if-others = { $n ->
    [one] et { $n } autre centre
   *[other] et { $n } autres centres
}
what-if-dropped = Hypothèse abandonnée : rien n’est changé
what-if-over = « { $stage } » est fini : cela ne se déplace plus.
what-if-no-sooner = « { $stage } » ne peut être plus tôt : le jour même, ou ce qui précède, l’en empêche.
what-if-preparing = Seules les étapes d’un centre en préparation se déplacent.

## Faults, each on its field
fault-required = À remplir.
fault-too-long = Trop long : { $length } caractères pour { $most } au plus.
fault-negative = Un nombre négatif n’a pas de sens ici.
fault-commune-unknown = Cette commune n’est pas en Occitanie.
fault-epci-unknown = Cette intercommunalité n’a pas de commune en Occitanie.
fault-departement-unknown = Ce département n’est pas un des treize de la région.
fault-date-range = Cette date est hors du calendrier.
fault-record-unknown = La fiche désignée n’existe pas ici.
fault-record-kind = La fiche désignée n’est pas de la bonne sorte.
fault-refers-to-itself = Une fiche ne peut se désigner elle-même.
fault-in-future = Cette date est à venir.
fault-dates-order = Cette date précède celle qui devait venir avant.
fault-reason-required = Dites pourquoi.
fault-before-service = Le service n’existait pas à cette date : vérifiez l’année.
fault-done-in-future = Une visite à venir ne peut être déjà faite : vérifiez la date ou le statut.
fault-planned-in-past = Cette visite planifiée est déjà passée.
fault-too-far = Plus de deux ans d’avance : vérifiez l’année.
fault-band-differs = D’après le début, la plage est « { $band } ». Pour en retenir une autre, dites pourquoi.
fault-minutes-required = Une visite réalisée a une durée.
fault-minutes-range = Une visite dure de 1 à 480 minutes.
fault-km-required = Une visite réalisée a une distance.
fault-km-far = Plus de 150 km : est-ce bien l’aller simple ?
fault-km-range = Plus de 2 000 km : vérifiez la distance.
fault-patient-form = Une référence courte, sans espace et avec un chiffre, comme CODE-0042. Jamais un nom ni un numéro de sécurité sociale.
fault-agent-form = Un code court, sans espace. Jamais un nom.
fault-planned-unscheduled = Demandée par programmation, mais marquée comme soin non programmé.
fault-centre-not-open = Ce centre n’est pas encore ouvert.
fault-twin = Une fiche semblable existe déjà : { $name } ({ $id }).
fault-twin-visit = Une visite semblable existe déjà : { $start } ({ $id }).
fault-duty-band = Une garde se tient hors de la journée ordinaire.
fault-duty-where = Donnez le centre ou le secteur.
fault-private-nir = Cela ressemble à un numéro de sécurité sociale : il ne doit pas figurer ici.
fault-private-phone = Cela ressemble à un numéro de téléphone : il ne doit pas figurer ici.
fault-private-email = Cela ressemble à une adresse électronique : elle ne doit pas figurer ici.
fault-private-street = Cela ressemble à une adresse : la commune suffit.
fault-private-birth = Cela ressemble à une date de naissance : la tranche d’âge suffit.
fault-private-name = Cela ressemble à un nom : la référence suffit.
fault-status-date = Ce statut veut sa date.
fault-antenne-parent = De quel centre est-ce l’antenne ?
fault-opened-preparing = Un centre qui a ouvert n’est plus en préparation.
fault-opening-date = C’est la date d’ouverture qui ouvre un centre : donnez-la.
fault-gates-open = L’ouverture attend encore : { $gates }. Pour ouvrir malgré tout, dites pourquoi.
fault-stage-subject = AMI et adhésion sont celles du membre, les autres étapes celles du centre.
fault-ended-not-done = Une date de fin, mais ce n’est pas marqué comme fait.
fault-step-derived = Cette tâche suit les postes : elle ne se coche pas à la main.
fault-step-label = Donnez un libellé à la tâche ajoutée.
fault-fte-range = Un poste compte plus de 0 et au plus 1 ETP.
fault-state-in-future = L’état est atteint, mais sa date est à venir.
fault-reference-form = Une référence courte, sans espace et avec un chiffre. Jamais un nom.
fault-cause-of-exit = Une cause se note quand la candidature est retirée ou refusée.
fault-network-college = Une offre circule dans les réseaux des partenaires : choisissez un membre du collège 4.
fault-territory-missing = Sans ce code, le membre n’apparaît pas sur la carte.
fault-url-form = Une adresse web commence par https://.
fault-email-form = Ce n’est pas une adresse électronique.
fault-email-personal = Cette adresse semble personnelle : seules les coordonnées professionnelles sont gardées.
fault-phone-form = Ce n’est pas un numéro de téléphone.
fault-member-or-centre = Donnez le membre ou le centre.
fault-device-code = « { $text } » ne convient pas : de 2 à 8 lettres capitales ou chiffres.
fault-note-channel = Une note que toute l’équipe lit ne devient pas une note sur une visite, ni l’inverse : écrivez-en une nouvelle.
fault-erasure-patient = N’écrivez pas le pseudonyme : le motif voyage dans toute l’équipe.
fault-value-or-text = Donnez la valeur, ou ce que dit la source.
fault-year-range = Vérifiez l’année.
fault-total-of = Ce champ dit de quelle nature un total publié est le total : lui seul l’a, et jamais « Total publié ».
fault-keep-days = Gardez-les au moins { $days } jours.

## Titles, published figures, calendar
title-dated = { $what } du { $date }
title-as-of = { $what } ({ $date })
figure-members = Membres du GIP
figure-centres_open = Centres ouverts
figure-departements_covered = Départements couverts
figure-doctors_recruited = Médecins recrutés
figure-doctors = Médecins
figure-professionals = Professionnels de santé
figure-professionals_all_trades = Professionnels, tous métiers
figure-additional_professionals = Professionnels de plus
figure-secretaries = Secrétaires
figure-secretaries_and_medical_assistants = Secrétaires et assistants médicaux
figure-general_practitioners = Médecins généralistes
figure-midwives = Sages-femmes
figure-consultations = Consultations
figure-patients_treated = Patients soignés
figure-patients_with_treating_doctor = Patients suivis en médecin traitant
figure-home_visits = Visites à domicile
figure-annual_cost_eur = Coût annuel (€)
figure-average_opening_cost_eur = Coût moyen d’une ouverture (€)
figure-share_of_resources_from_subsidies_and_acts = Part des ressources venant des subventions et des actes
figure-centres_per_year = Centres par an
figure-centres_opened_in_year = Centres ouverts dans l’année
figure-access_time_minutes = Temps d’accès (minutes)
figure-weekly_hours = Heures par semaine
figure-contract = Contrat
figure-net_monthly_pay_eur = Salaire net mensuel (€)
figure-support = Appui aux soignants
figure-duties = Missions
figure-population_in_medical_desert_share = Part de la population en désert médical
figure-population_in_medical_desert = Population en désert médical
figure-people_without_treating_doctor = Personnes sans médecin traitant
figure-people_giving_up_care_per_year = Renoncements aux soins par an
figure-share_having_given_up_care = Part ayant renoncé à des soins
figure-gp_appointment_delay_days_in_some_areas = Délai de rendez-vous dans certains secteurs (jours)
figure-private_gp_admin_hours_per_week = Heures administratives par semaine d’un généraliste libéral
figure-lycees_with_health_option = Lycées avec l’option santé
figure-lycees_with_health_option_added = Lycées ajoutés à l’option santé
figure-new_training_sites_since_2019 = Nouveaux sites de formation depuis 2019
figure-learners = Personnes en formation
figure-learners_with_grant = Boursiers en formation
figure-new_places_per_year = Nouvelles places par an
topic-politique = Engagement
topic-prefiguration = Préfiguration
topic-ami = Appel à manifestation d’intérêt
topic-concertation = Concertation
topic-assemblee_generale = Assemblée générale
topic-ouverture = Ouverture
topic-perennisation = Pérennisation
topic-presentation = Présentation
topic-ouverture_hopital = Hôpital
topic-formation = Formation
topic-bilan = Bilan
precision-early-month = début du mois
precision-end-of-year = fin d’année
precision-early-year = début d’année
precision-season = saison


### report: what leaves for people

service-name = Ma santé, Ma Région · Région Occitanie
made-on = Établi le { $date }
period-week = { $week }, du { $from } au { $to } { $year }
withheld = s.s.
total = Total
column-date = Date
column-after = Après
column-with = Avec
column-about = Au sujet de
column-summary = Résumé
column-state = État
column-blocker = Ce qui bloque
activity-done = Réalisées
activity-not-done = Non réalisées
activity-time = Temps
activity-by-centre = Visites par centre
activity-by-reason = Visites réalisées, par motif
activity-by-band = Visites réalisées, par tranche horaire
activity-by-departement = Visites par département
activity-by-epci = Visites par EPCI
activity-before = Un an avant
activity-trend = Évolution
activity-unscheduled = Non programmées
activity-regulated = Régulées
activity-treated-here = Médecin traitant au centre
activity-unknown = Non précisé
activity-median = Durée médiane
fact-open-centres = Centres ouverts
fact-departements = Départements couverts
fact-professionals = Professionnels en poste
monthly-title = Activité du mois
yearly-title = Activité de l’année
monthly-withheld = « s.s. » : secret statistique. Un effectif de 1 à 10, ou qui permettrait d’en retrouver un, n’est pas donné.
monthly-lists = Visites réalisées, en détail
monthly-by = { $what }, par { $place }
monthly-as-of = Au { $date }
monthly-openings = Ouvertures : visées, prévues, faites
monthly-no-openings = Aucune ouverture dans la période, ni à venir
monthly-stages = Durée des étapes, en jours
monthly-no-stages = Trop peu de centres ont ouvert pour dire ce que durent les étapes
monthly-progress = Où en est le service
place-region = Région
place-unknown = Lieu inconnu
level-departement = Département
level-epci = EPCI
list-reason = Visites par motif
list-role = Visites par métier
list-band = Visites par tranche horaire
list-age = Visites par âge du patient
column-role-held = Métier
staff-by-role = Postes par métier
staff-filled = Pourvus
staff-filled-fte = Pourvus (ETP)
staff-signed = Contrats signés
staff-needed = Prévus
staff-needed-fte = Prévus (ETP)
opening-first-target = Première date visée
opening-target = Date visée
opening-opened = Ouvert le
opening-forecast = Prévision
stage-median = Médiane
stage-low = 1er quartile
stage-high = 3e quartile
stage-centres = Centres
progress-figure = Chiffre
progress-source = Source
progress-team = Compte de l’équipe
progress-said = Objectif : { $target } professionnels de santé. Les chiffres publiés et ceux de l’équipe ne sont ni du même jour ni comptés de la même façon : ils ne s’additionnent pas.
progress-qualified = { $qualifier } { $value }
weekly-comment = Commentaire
weekly-handed-in = Remis le { $date }
weekly-not-handed-in = Cette semaine n’est pas encore remise
weekly-hand-ins = Comptes rendus remis
weekly-awaited = attendu
report-not-shown = Un classeur xlsx ne s’affiche pas dans un terminal
report-not-shown-next = Ajoutez « --to FICHIER.xlsx »
report-place-next = Nommez un centre, un département (nom ou code) ou un EPCI (nom ou SIREN)
fact-visits-done = Visites réalisées
fact-time = Temps de visite
fact-km = Km (aller)
fact-steps = Tâches terminées
fact-moves = Dates déplacées
fact-planned = Visites planifiées ensuite
weekly-title = Compte rendu de la semaine
weekly-cleared = Des visites anciennes ont été retirées de ce portable : les sommes ci-dessous ne les comptent pas.
weekly-no-steps = Aucune tâche terminée cette semaine
weekly-no-moves = Aucune date déplacée cette semaine
weekly-no-positions = Aucun poste n’a avancé cette semaine
weekly-blockers = Ce qui bloque
weekly-no-blockers = Rien n’est bloqué
weekly-next = La semaine suivante
weekly-nothing-next = Rien d’inscrit pour la semaine suivante
weekly-planned = { $status } : { $visits }
report-period-unread = { $text } n’est pas une période de ce compte rendu
report-period-unread-next = Écrivez par exemple { $example }
report-written = Compte rendu écrit : { $path }
report-on-drive = Le fichier va sur { $drive }, en clair : un lecteur perdu livre ce qu’il dit. L’écrire quand même ?
report-under-way = Lecture des visites

### dates, numbers, bands

weekday-1 = lundi
    .short = lun.
weekday-2 = mardi
    .short = mar.
weekday-3 = mercredi
    .short = mer.
weekday-4 = jeudi
    .short = jeu.
weekday-5 = vendredi
    .short = ven.
weekday-6 = samedi
    .short = sam.
weekday-7 = dimanche
    .short = dim.
month-1 = janvier
    .short = janv.
month-2 = février
    .short = févr.
month-3 = mars
    .short = mars
month-4 = avril
    .short = avr.
month-5 = mai
    .short = mai
month-6 = juin
    .short = juin
month-7 = juillet
    .short = juil.
month-8 = août
    .short = août
month-9 = septembre
    .short = sept.
month-10 = octobre
    .short = oct.
month-11 = novembre
    .short = nov.
month-12 = décembre
    .short = déc.
date-long = { $weekday } { $day ->
        [1] 1er
       *[other] { $day }
    } { $month } { $year }
date-day-month = { $day ->
        [1] 1er
       *[other] { $day }
    } { $month }
date-month = { $month } { $year }
date-and-time = { $date }, { $time }
week-of-year = semaine { $week }
day-today = aujourd’hui
day-yesterday = hier
day-tomorrow = demain
days-ago = { $n ->
        [one] il y a { $shown } jour
       *[other] il y a { $shown } jours
    }
days-ahead = { $n ->
        [one] dans { $shown } jour
       *[other] dans { $shown } jours
    }
days-late = { $n ->
        [one] { $shown } jour de retard
       *[other] { $shown } jours de retard
    }
days-count = { $n ->
        [one] { $shown } jour
       *[other] { $shown } jours
    }
amount-euros = { $amount } €
percent = { $number } %
population = { $number } hab.
number-with-unit = { $number } { $unit }
unit-fte = ETP


### store and recovery

store-in-use = le carnet { $folder } est ouvert dans une autre fenêtre ou un autre programme
store-in-use-next = fermez-la, puis recommencez
store-missing = il n’y a pas de carnet dans ce dossier
store-missing-next = « maillage init --name VOTRE-NOM » en crée un ; « maillage demo » en montre un d’exemple
store-exists = il y a déjà un carnet dans ce dossier
store-exists-next = choisissez un autre dossier avec --store
file-there = { $path } existe déjà
file-there-next = Donnez un autre nom, ou rangez ce fichier ailleurs.
restore-over = il y a déjà un carnet dans { $folder } : rien n’a été touché
restore-over-next = restaurez dans un autre dossier (--store), ou renommez d’abord celui-ci
store-no-folder = le système n’indique pas de dossier pour les données
store-no-folder-next = indiquez-en un avec --store
passphrase-needed = ce carnet s’ouvre avec une phrase de passe
passphrase-needed-next = lancez la commande dans un terminal, ou donnez --passphrase-file
passphrase-wrong = la phrase de passe n’est pas la bonne
passphrase-wrong-next = vérifiez la majuscule et la disposition du clavier, puis recommencez
vault-damaged = le fichier des clés (vault) est abîmé
vault-damaged-next = restaurez une sauvegarde ; sans elle, demandez un paquet à l’équipe et recommencez un carnet
vault-version = le fichier des clés (vault) est de la version { $version }, inconnue de ce programme
newer-program-next = installez une version plus récente de maillage
newer-program-which-next = installez maillage { $program } ou une version plus récente, puis recommencez
newer-program-than-next = installez une version de maillage plus récente que { $mine } (le siège sait laquelle), puis recommencez
no-random = le système ne donne pas de nombres aléatoires ({ $reason })
no-random-next = redémarrez l’ordinateur, puis recommencez
disk-full = le disque est plein : { $path } n’a pas pu être écrit
disk-full-next = libérez de la place, puis recommencez ; ce qui était enregistré l’est toujours
disk-denied = { $path } ne peut pas être écrit ou lu : accès refusé
disk-denied-next = vérifiez à qui est le dossier et s’il est en lecture seule
disk-gone = { $path } n’est pas là
disk-gone-next = vérifiez le chemin, et que la clé est bien branchée
disk-failed = le disque refuse { $path } ({ $reason })
disk-failed-next = recommencez ; si cela se répète, copiez le dossier ailleurs et faites vérifier le disque
journal-missing = il n’y a pas de journal dans { $folder }
journal-wrong-key = aucun fichier du journal ne s’ouvre avec la clé de ce carnet
journal-later-program = ce carnet a servi avec une version plus récente de maillage, que celle-ci ne sait pas lire
journal-damaged = le fichier { $file } du journal est abîmé
journal-damaged-next = « maillage check » dit ce qui manque ; un paquet complet de l’équipe le ramènera
journal-not-as-written = ce qui a été relu n’est pas ce qui a été écrit : rien n’a été gardé
journal-full = le journal est plein
journal-full-next = faites une sauvegarde et recommencez un carnet
edit-too-large = cette modification est trop grande ({ $bytes } octets)
edit-too-large-next = coupez-la en plusieurs
notice-torn = la dernière écriture avait été interrompue avant d’être enregistrée : { $bytes } octets retirés
notice-unreadable = le fichier { $file } du journal est illisible
notice-missing = le fichier { $file } du journal n’est plus là
notice-index = la liste des fichiers du journal a été refaite
notice-lost-next = importez un paquet complet de l’équipe : il ramènera ce qui manque
notice-views = l’index de recherche a été refait à partir du journal : rien n’est perdu
notice-rolled-back = ce carnet était revenu à un état plus ancien : importez un paquet de l’équipe pour retrouver la suite
views-unreadable = l’index de recherche n’a pas pu être lu ({ $reason })
views-unreadable-next = relancez maillage : il sera refait à partir du journal, rien n’est perdu


### sync and bundles

bundle-none = ce fichier n’est pas un paquet de maillage
bundle-none-next = choisissez un fichier en .maillage
bundle-is-backup = ce fichier est une sauvegarde, pas un paquet
bundle-is-backup-next = une sauvegarde se restaure (maillage restore), dans un dossier sans carnet
backup-none = ce fichier n’est pas une sauvegarde de maillage
backup-none-next = choisissez un fichier en .sauvegarde
backup-is-bundle = ce fichier est un paquet, pas une sauvegarde
backup-is-bundle-next = un paquet s’importe (maillage import)
bundle-too-new = ce fichier est du format { $format }, plus récent que ce programme
bundle-not-for-us = ce paquet est scellé pour d’autres appareils
bundle-not-for-us-next = demandez à son auteur un paquet fait pour vous
bundle-damaged = ce paquet est abîmé ou incomplet : rien n’en a été pris
bundle-damaged-next = copiez-le de nouveau sur la clé, ou demandez-en un autre
bundle-bad-signature = une signature de ce paquet est fausse : rien n’en a été pris
bundle-other-team = ce paquet est d’une autre équipe (empreinte { $fingerprint })
bundle-other-team-next = vérifiez d’où vient le fichier
bundle-unknown-sender = aucune admission de l’auteur de ce paquet (appareil { $device }) n’est connue ici
bundle-unknown-sender-next = demandez au siège s’il l’a admis, et importez d’abord un paquet du siège
bundle-put-back-next = ce carnet a été remis à un état antérieur, ce paquet le montre : demandez au siège un paquet complet (--full)
bundle-not-admitted = ce paquet a été fait avant que cet appareil ne soit admis
bundle-not-admitted-next = donnez votre carte (maillage device card) au siège, puis demandez-lui un nouveau paquet
bundle-hollow = ce paquet porte des modifications sans contenu qu’aucun effacement connu n’explique : rien n’en a été pris
bundle-hollow-next = demandez à son auteur un paquet complet (--full) ; s’il est refusé aussi, prévenez le siège
bundle-only-gaps = rien n’a pu être pris : { $n ->
        [one] un fil suit des modifications absentes ici
       *[other] { $n } fils suivent des modifications absentes ici
    }
bundle-only-gaps-next = importez d’abord les paquets précédents ; « maillage status » et Synchro disent ce qui manque et à qui le demander
bundle-unread = le fichier n’a pas pu être lu ({ $reason })
bundle-unread-next = vérifiez le chemin et la clé, puis recommencez
file-is-folder = { $path } est un dossier
file-is-folder-next = donnez le fichier lui-même, ou tous : DOSSIER/*.maillage
job-stopped = arrêté : rien n’a changé
store-unreadable = le carnet n’a pas pu être lu ({ $reason })
store-unreadable-next = lancez « maillage check » pour savoir ce qui est abîmé
no-team = ce carnet n’a pas encore d’équipe
no-team-next = importez le paquet que le siège a fait après avoir admis votre carte
export-not-in-team = l’appareil { $device } n’est pas, ou plus, de l’équipe
export-not-in-team-next = « maillage device list » montre l’équipe
export-nobody = il n’y a personne à qui destiner ce paquet
export-nobody-next = admettez d’abord un appareil (maillage device admit), ou choisissez d’autres destinataires avec --for
export-too-many = il y a trop de destinataires pour un seul paquet
export-too-many-next = nommez-en moins avec --for
export-bad-key = la clé de l’appareil { $device } est inutilisable
export-bad-key-next = demandez-lui une nouvelle carte
export-broken-chain = une suite de modifications de ce carnet est incomplète
export-unwritten = le paquet n’a pas pu être écrit ({ $reason })
export-unwritten-next = vérifiez la clé et la place qui reste, puis recommencez ; rien n’a été compté comme remis
drive-full = il n’y a plus assez de place sur { $path }
drive-full-next = libérez de la place ou prenez une autre clé ; aucun fichier incomplet n’est resté
drive-read-only = { $path } est en lecture seule
drive-read-only-next = déverrouillez la clé ou choisissez un autre dossier
drive-not-as-written = ce qui a été relu sur { $path } n’est pas ce qui a été écrit
drive-not-as-written-next = prenez une autre clé : celle-ci n’est pas fiable
stewards-only = seul le siège peut le faire
stewards-only-next = demandez à quelqu’un du siège
admit-already-listed = l’appareil { $device } est déjà dans la liste de l’équipe
admit-already-listed-next = « maillage device list » montre l’équipe
admit-code-taken = le code de cette carte est déjà celui de l’appareil { $device }
admit-code-taken-next = demandez une carte avec un autre code
admit-bad-code = le code doit compter de 2 à 8 capitales ou chiffres
admit-bad-code-next = essayez avec des initiales, comme CR ou CR2
revoke-above = l’appareil { $device } a été admis plus près de la racine que celui-ci
revoke-above-next = un appareil du siège de son rang peut le faire, ou la carte de secours
revoke-last = cet appareil est le dernier du siège : s’il se révoquait, personne n’admettrait plus personne
revoke-last-next = admettez d’abord un second appareil du siège (maillage device admit CARTE --steward)
revoke-already = l’appareil { $device } est déjà révoqué
revoke-already-next = « maillage device accept » déplace ce qui est accepté de lui
revoke-took-over = l’appareil { $device } a changé de clés et ne compte plus ; l’appareil { $heir } continue à sa place
revoke-took-over-next = pour révoquer cet ordinateur, révoquez { $heir } (maillage device revoke { $heir })
revoke-too-many = l’appareil { $device } a écrit dans trop de fils pour une seule révocation
accept-not-revoked = l’appareil { $device } n’est pas révoqué : tout ce qu’il écrit compte
accept-not-mine = l’appareil { $device } a été révoqué par un autre siège de son rang, qui seul peut y revenir
card-none = ce fichier n’est pas une carte
card-none-next = choisissez un fichier en .carte
card-too-new = cette carte est du format { $format }, plus récent que ce programme
card-line = la ligne « { $line } » de la carte manque ou est illisible
card-bad-signature = la carte a été modifiée en route : sa signature est fausse
card-damaged-next = demandez une nouvelle copie de la carte
recovery-row-missing = il manque la ligne { $row } de la carte de secours
recovery-row-mistyped = la ligne { $row } de la carte de secours est mal recopiée
recovery-row-next = relisez cette ligne sur la carte imprimée
recovery-other-team = cette carte de secours est celle d’une autre équipe
recovery-other-team-next = prenez la carte imprimée quand cette équipe a été fondée
import-new = { $n ->
        [0] Rien de nouveau
        [one] { $shown } nouvelle modification
       *[other] { $shown } nouvelles modifications
    }
import-known = { $n ->
        [one] { $shown } modification déjà connue
       *[other] { $shown } modifications déjà connues
    }
import-of-author = { $n ->
        [one] { $name } : { $shown } nouvelle modification
       *[other] { $name } : { $shown } nouvelles modifications
    }
import-held-unknown = { $n ->
        [one] { $name } : { $shown } modification mise en attente, car personne n’a encore admis l’appareil
       *[other] { $name } : { $shown } modifications mises en attente, car personne n’a encore admis l’appareil
    }
import-held-revoked = { $n ->
        [one] { $name } : { $shown } modification mise en attente, car postérieure à la révocation de l’appareil
       *[other] { $name } : { $shown } modifications mises en attente, car postérieures à la révocation de l’appareil
    }
import-held-not-allowed = { $n ->
        [one] { $name } : { $shown } modification mise en attente, car l’appareil n’a pas le droit de l’écrire
       *[other] { $name } : { $shown } modifications mises en attente, car l’appareil n’a pas le droit de les écrire
    }
import-left = { $n ->
        [one] { $name } : { $shown } modification laissée sur le paquet, car trop de cet appareil sont déjà en attente ; elle reviendra avec un prochain paquet
       *[other] { $name } : { $shown } modifications laissées sur le paquet, car trop de cet appareil sont déjà en attente ; elles reviendront avec un prochain paquet
    }
import-gap = { $name } : il manque les modifications { $from } à { $to } ; demandez à { $name } ou au siège un paquet complet (--full)
import-dropped-visits = visites de { $name } laissées de côté : cet appareil ne peut pas les lire
import-dropped = fiches laissées de côté : cet appareil ne peut pas les lire
import-cloned = { $name } : l’appareil a été copié et les deux copies ont servi ; tout est gardé et réuni
gap = { $n ->
        [one] { $name } : il manque la modification { $from }.
       *[other] { $name } : il manque les modifications { $from } à { $to }.
    }
gap-visits = { $n ->
        [one] { $name } : il manque la modification { $from } des visites de { $owner }.
       *[other] { $name } : il manque les modifications { $from } à { $to } des visites de { $owner }.
    }
gap-branch = { $name } : une copie de l’appareil a servi, et il manque ce qu’elle a écrit, jusqu’à la modification { $to }.
gap-ask = Demandez à { $who } un paquet fait après le { $since }.
gap-ask-or = Demandez à { $who } (ou à { $others }) un paquet fait après le { $since }.
gap-ask-anyone = Demandez au siège un paquet complet (--full).
gap-anew-due = { $n ->
        [0] Aucun appareil connu n’a ce qui manque, et rien de lisible ne suit : il n’y a rien à faire.
        [one] Aucun appareil connu ne peut à la fois rendre ce qui manque et recevoir la suite : le prochain paquet redit ce que dit { $shown } modification qui suit, sauf si un paquet importé d’ici là l’apporte.
       *[other] Aucun appareil connu ne peut à la fois rendre ce qui manque et recevoir la suite : le prochain paquet redit ce que disent { $shown } modifications qui suivent, sauf si un paquet importé d’ici là l’apporte.
    }
gap-anew-done = Aucun appareil connu ne peut à la fois rendre ce qui manque et recevoir la suite. Ce qui suivait a été écrit à nouveau le { $date } : il n’y a plus rien à faire.
held-unknown = { $n ->
        [one] { $name } : la modification { $from } attend, car personne n’a encore admis l’appareil. Demandez au siège de l’admettre, puis un paquet.
       *[other] { $name } : les modifications { $from } à { $to } attendent, car personne n’a encore admis l’appareil. Demandez au siège de l’admettre, puis un paquet.
    }
held-revoked = { $n ->
        [one] { $name } : la modification { $from } ne compte pas, car elle suit la révocation de l’appareil. Le siège seul peut revenir dessus.
       *[other] { $name } : les modifications { $from } à { $to } ne comptent pas, car elles suivent la révocation de l’appareil. Le siège seul peut revenir dessus.
    }
held-not-allowed = { $n ->
        [one] { $name } : la modification { $from } attend, car l’appareil n’a pas le droit de l’écrire. Demandez au siège un paquet plus récent.
       *[other] { $name } : les modifications { $from } à { $to } attendent, car l’appareil n’a pas le droit de les écrire. Demandez au siège un paquet plus récent.
    }


### workspace: actions, undo labels

done-added = Fiche ajoutée
done-changed = Fiche modifiée
done-several-changed = Fiches modifiées
done-several-deleted = Fiches supprimées
done-deleted = Fiche supprimée
done-erased = Effacé pour de bon
done-resolved = Divergence tranchée
done-merged = Fiches fusionnées
done-unmerged = Fiches séparées
merge-itself = une fiche ne se fusionne pas avec elle-même
merge-kinds = ces fiches ne sont pas de même nature
merge-kinds-next = seules deux fiches de même nature se fusionnent : deux centres, deux visites…
merge-channels = ces fiches n’appartiennent pas au même carnet
merge-channels-next = deux visites se fusionnent quand elles sont du même coordinateur ; supprimez l’une ou l’autre
merge-never = { $kinds } : rien ne s’y fusionne
merge-not-merged = cette fiche n’est pas fusionnée dans une autre
merge-not-merged-next = « maillage show FICHE --history » nomme les fiches qui y ont été fusionnées
done-settled = Divergences tranchées
done-handed-over = Territoire remis
done-handed-in = Semaine remise
done-facts = Faits publiés chargés
done-admitted = Appareil admis
done-revoked = Appareil révoqué
done-accepted = Modifications acceptées
edit-refused = { $n ->
        [one] une valeur est refusée : rien n’a été enregistré
       *[other] { $n } valeurs sont refusées : rien n’a été enregistré
    }
record-not-found = aucune fiche ne répond à « { $text } »
record-not-found-next = « maillage list » montre les fiches et leurs identifiants
erase-nothing = rien à effacer
erase-would = serait effacé : { $counts }
erase-under-way = Effacement
erase-done = effacé pour de bon : { $counts }
erase-not-purged = le journal n’a pas pu être réécrit : le contenu n’est plus montré ni transmis, et sera retiré du disque à la prochaine occasion (place libre, disque en bon état)
only-by-erasing = un effacement ne s’écrit, ne se modifie ni ne se supprime comme une fiche
only-by-erasing-next = voyez « maillage erase --help »
not-erasable = la fiche { $text } ne s’efface pas : seules une visite et une note s’effacent pour de bon
not-erasable-next = « maillage delete » la supprime, ce qui la masque sans réécrire son histoire
erased-record = la fiche { $text } a été effacée pour de bon
erased-record-next = rien ne peut plus y être écrit ; créez-en une autre s’il le faut
trust-field = ce champ est écrit par les commandes de l’appareil seulement
trust-field-next = voyez « maillage device --help »
no-successor = le territoire ne peut pas aller à cet appareil
no-successor-next = choisissez un autre appareil de l’équipe, non révoqué
plan-changed = les fiches ont changé depuis que la remise a été montrée : rien n’a été fait
plan-changed-next = relisez ce qui serait remis, puis confirmez
action-too-large = cette action est trop grande
value-of-wrong-type = la valeur n’est pas du type du champ
fingerprint-refused = l’empreinte de l’équipe n’a pas été confirmée : rien n’a été importé
fingerprint-refused-next = appelez le siège et comparez l’empreinte à voix haute
done-saved = Enregistré
nothing-to-undo = Rien à annuler dans cette session ; « Voir ce que j’ai fait » a ce qui date d’avant
nothing-to-redo = Rien à rétablir
undone = Annulé : { $what }
undone-in-part = Annulé : { $what } ; { $n ->
        [one] un champ changé depuis reste tel quel : { $fields }
       *[other] { $n } champs changés depuis restent tels quels : { $fields }
    }
undone-nothing = Rien à annuler : { $what } ; { $n ->
        [one] changé depuis : { $fields }
       *[other] changés depuis : { $fields }
    }
undone-more = et { $n } de plus
redone = Rétabli : { $what }
card-is-written = Carte écrite dans { $path } : à remettre au siège


### command line

terminal-dumb = ce terminal ({ $term }) ne sait afficher que des lignes de texte : voici le tableau de bord
terminal-dumb-next = pour l’application, ouvrez un autre terminal, ou dites lequel c’est : TERM=xterm maillage
terminal-failed = le terminal ne répond pas : { $reason }

error-line = erreur : { $what }
output-unwritten = le résultat n’a pas pu être écrit ({ $reason })
output-unwritten-next = libérez de la place ou choisissez un autre fichier, puis recommencez

usage-unknown-argument = l’option « { $argument } » n’existe pas ici
usage-unknown-command = la commande « { $command } » n’existe pas
usage-missing = il manque { $arguments }
usage-missing-command = il manque une commande
usage-no-value = il manque la valeur de { $argument }
usage-bad-value = « { $value } » ne convient pas à { $argument }
usage-conflict = { $argument } et { $other } ne vont pas ensemble
usage-value-count = { $argument } n’a pas le bon nombre de valeurs
usage-not-understood = la ligne de commande n’est pas comprise
usage-did-you-mean = vouliez-vous dire « { $suggestion } » ?
usage-possible-values = valeurs possibles : { $values }
usage-see-help = « { $command } » explique la commande


fields-name = Nom
fields-label = Libellé
fields-type = Type
fields-required = Obligatoire
fields-unit = Unité ou fiche
fields-choices = Clés

data-refused = des valeurs sont refusées : rien n’a été enregistré
not-an-assignment = « { $argument } » n’est pas de la forme champ=valeur
no-such-field = « { $field } » n’est pas un champ de ce type de fiche ({ $kind })
see-fields = « maillage fields { $kind } » décrit les champs et leurs clés
filter-refused = le filtre « { $filter } » ne peut pas être compris
file-unreadable = le fichier { $file } n’a pas pu être lu ({ $reason })
no-such-device = aucun appareil de l’équipe ne répond à « { $name } »
several-devices = plusieurs appareils répondent à « { $name } » : { $devices }
no-such-value = il n’y a pas de telle valeur en divergence
no-such-value-next = « maillage list conflicts » montre les divergences et le numéro des valeurs
no-conflicts = Aucune divergence
no-duplicates = Aucun doublon
settled = { $n ->
        [one] Une divergence tranchée.
       *[other] { $n } divergences tranchées.
    }
settled-left = { $n ->
        [one] Une divergence reste : aucune de ses valeurs ne convient, ou le siège seul peut la trancher.
       *[other] { $n } divergences restent : aucune de leurs valeurs ne convient, ou le siège seul peut les trancher.
    }
conflict-here = présente
conflict-deleted = supprimée
field-existence = Existence
field-merged-into = Fusionnée dans

confirm-prompt = { $question } (oui/non)
confirm-handover = Remettre { $what }, de { $from } à { $to } ?
confirm-settle = { $left ->
        [0] { $n ->
            [one] Trancher une divergence ? L’autre valeur reste dans l’histoire de la fiche.
           *[other] Trancher { $n } divergences d’un coup ? Les autres valeurs restent dans l’histoire des fiches.
        }
       *[other] Trancher { $n } divergences d’un coup, en laisser { $left } ? Les autres valeurs restent dans l’histoire des fiches.
    }
confirm-needed = il faut une réponse : { $question }
confirm-needed-next = répondez d’avance avec --yes, ou lancez la commande dans un terminal
confirm-refused = abandonné : rien n’a changé
confirm-erase = Effacer pour de bon, sur tous les portables de l’équipe : { $counts }. Cela ne s’annule pas. Continuer ?
confirm-delete = Supprimer « { $title } » ?
confirm-merge = Fusionner « { $gives_way } » dans « { $stays } » ?
merge-differs = { $field } : { $value } (et non { $other })
twins-apart = Ces deux fiches ne seront plus proposées comme doublons sur ce portable.
twins-title = Doublons
twins-merging = Fusionner deux fiches
twins-with = Fusionner avec…
twins-no-other = Aucune autre fiche
twins-none-press = Deux fiches qui parlent de la même chose se fusionnent ici, ou par { $merge } sur l’une des deux ; { $back } revient.
twins-masked = L’écran est masqué.
twins-stays = Reste : { $title }
twins-gives-way = Cède : { $title }
confirm-fingerprint = L’équipe a pour empreinte { $fingerprint }. Est-ce bien celle que le siège vous lit ?
confirm-admit = Admettre { $holder }, dont la carte a pour empreinte { $fingerprint } ?

passphrase-prompt = Phrase de passe :{" "}
passphrase-new-prompt = Nouvelle phrase de passe :{" "}
passphrase-again-prompt = Encore une fois :{" "}
passphrase-not-read = la phrase de passe n’a pas pu être lue ({ $reason })
passphrase-differs = les deux phrases de passe diffèrent : rien n’a été fait
passphrase-weak = cette phrase de passe est trop faible : rien n’a été fait
passphrase-rule = il faut 12 caractères avec minuscules, majuscules, chiffres et signes, ou 14 de trois de ces sortes, ou 7 mots différents de 3 lettres ou plus
passphrase-new-missing = il faut une nouvelle phrase de passe
passphrase-new-missing-next = lancez la commande dans un terminal, ou donnez --new FICHIER
passphrase-changed = La phrase de passe est changée : l’ancienne n’ouvre plus ce carnet.
passphrase-changed-next = Une sauvegarde faite avant s’ouvre comme au jour où elle a été faite : faites-en une nouvelle et détruisez les anciennes.
no-passphrase-warning = Attention : sans phrase de passe, quiconque prend cet ordinateur lit tout. À réserver aux essais.
init-passphrase-missing = il faut une phrase de passe pour protéger le carnet
init-passphrase-missing-next = lancez la commande dans un terminal, ou donnez --passphrase-file (ou --no-passphrase pour un essai)
init-done = Carnet créé dans { $folder }.
init-found-next = L’équipe est fondée. « maillage device admit » admet un collègue ; « maillage » ouvre le carnet.
init-join-next = Donnez votre carte au siège (maillage device card --to FICHIER), puis importez le paquet qu’il vous fera.
recovery-card-intro = Carte de secours de l’équipe : imprimez-la et enfermez-la, elle n’est gardée nulle part ailleurs.
recovery-card-outro = Qui la possède peut refonder l’équipe : ne la laissez pas dans un fichier.

card-fingerprint = Empreinte de la carte, à lire à voix haute au siège : { $fingerprint }
admitted = { $holder } est de l’équipe. Faites-lui un paquet (maillage export --for "{ $holder }").
accepted-none = rien de cet appareil n’est accepté
accepted-edits = { $n ->
        [one] { $shown } modification acceptée, du { $last }
       *[other] { $shown } modifications acceptées, la dernière du { $last }
    }
accepted-held = { $n ->
        [one] { $shown } modification reste en attente
       *[other] { $shown } modifications restent en attente
    }
accepted-and-held = { $accepted } ; { $held }
confirm-revoke = Révoquer l’appareil de { $name } ? À ce jour : { $accepted }. Ce qu’il signera ensuite sera mis en attente et nommé, et les prochains paquets lui seront illisibles.
revoked-said = L’appareil de { $name } est révoqué : { $accepted }.
revoked-next = Chacun l’apprend par votre prochain paquet. Des modifications honnêtes encore en route s’accepteront plus tard (maillage device accept, ou « révoquer » sur sa ligne dans Synchro).
confirm-accept = Déplacer ce qui est accepté de l’appareil révoqué de { $name } ? Alors : { $accepted }.
accepted-said = Appareil révoqué de { $name } : { $accepted }.
confirm-rekey = Changer les clés de cet appareil ? Ce que les anciennes signeront ensuite sera mis en attente, et les prochains paquets leur seront illisibles. Le code et les visites restent.
rekeyed = Les clés sont changées.
rekeyed-next = Faites un paquet au siège et à toute l’équipe : chacun l’apprend en l’important, et d’ici là scelle encore pour les anciennes clés. Si quelqu’un d’autre les change aussi, ni ses clés ni les vôtres ne comptent avant que le siège n’admette votre carte.
confirm-recover = Faire de cet appareil un appareil du siège, au nom de la racine de l’équipe ? Il recevra toutes les visites, admettra et révoquera.
confirm-recover-card = Faire de l’appareil de { $holder }, dont la carte a pour empreinte { $fingerprint }, un appareil du siège, au nom de la racine de l’équipe ?
recovered = Cet appareil est du siège.
recovered-card = L’appareil de { $holder } est du siège.
recovered-next = Révoquez l’appareil perdu (maillage device revoke, ou « révoquer » dans Synchro), admettez un second siège, puis faites un paquet à toute l’équipe : chacun vous remettra ses visites.
recovered-fresh-next = Admettez la carte d’un collègue (maillage device admit, ou « admettre » dans Synchro), faites-lui un paquet et importez le sien : il vous fait connaître toute l’équipe.
recover-row-prompt = Carte de secours, ligne { $row } :{" "}
recover-rows-missing = il faut les lignes de la carte de secours
recover-rows-missing-next = donnez --rows-file, ou lancez la commande dans un terminal
device-me = { $name } (cet appareil)
device-out = { $name } (révoqué)
team-root = Carte de secours
device-revoked = Révoqué
device-revoked-why = Révoqué ({ $why })
device-disputed = Clés contestées

column-id = Id.
column-kind = Type
column-title = Fiche
column-field = Champ
column-number = N°
column-value = Valeur
column-author = Auteur
column-time = Date
column-before = Avant
column-stays = Reste
column-gives-way = Cède la place
column-holder = Titulaire
column-code = Code
column-role = Rôle
column-reads = Lit aussi
column-records = Fiches
column-applied = Appliqué par
column-waiting = Pas encore
column-revoked-before = Révoqués avant
column-left-over = Notes restées
column-heard = Vu le
column-lacks = Non reçues
column-handed-in = Remis le
column-made-for = Paquet du
column-owes = Manquent

show-conflict = Divergence sur « { $field } » :
show-conflict-value = { $number }. { $value } ({ $author }, { $time })
show-conflict-before = avant : { $value }
show-created = créée
show-suspect = { $time } (date suspecte : l’horloge était fausse)
show-deleted = supprimée
show-erased = contenu effacé par le siège
show-applied = Appliqué par : { $devices }
show-waiting = Pas encore : { $devices }
show-revoked-before = Révoqués avant de l’avoir appliqué, leur disque peut encore l’avoir : { $devices }

csv-refused = { $bad ->
        [one] une valeur de { $file } est refusée, sur { $total } lignes : rien n’a été enregistré
       *[other] { $bad } valeurs de { $file } sont refusées, sur { $total } lignes : rien n’a été enregistré
    }
csv-refused-next = corrigez le fichier, ou écartez les lignes fautives avec --skip-bad
csv-bad-line = ligne { $line }, { $field } : { $reason }
csv-more-faults = … et { $n } autres
csv-dry-run = Essai : { $good } lignes sur { $total } seraient ajoutées, rien n’a été enregistré.
csv-added = { $good } lignes ajoutées sur { $total }.

export-under-way = Écriture du paquet
export-done = { $n ->
        [one] { $shown } modification, pour { $recipients }.
       *[other] { $shown } modifications, pour { $recipients }.
    }
export-anew = { $n ->
        [one] Ce qui suivait une partie abîmée du carnet est redit dans ce paquet ({ $shown } modification).
       *[other] Ce qui suivait une partie abîmée du carnet est redit dans ce paquet ({ $shown } modifications).
    }
export-silent = Sans nouvelles depuis 90 jours, laissés de côté : { $devices }. Faites-leur un paquet complet (--full).
export-safe = Relu et vérifié : vous pouvez retirer la clé.
export-safe-in-part = Relu et vérifié là où il est écrit. Ailleurs, le paquet n’est pas arrivé :
backup-anew = { $n ->
        [one] Ce qui suivait une partie abîmée du carnet a été écrit à nouveau, et la sauvegarde le contient ({ $shown } modification).
       *[other] Ce qui suivait une partie abîmée du carnet a été écrit à nouveau, et la sauvegarde le contient ({ $shown } modifications).
    }
backup-under-way = Écriture de la sauvegarde
backup-done = { $n ->
        [one] Sauvegarde complète : { $shown } modification, les clés, les brouillons.
       *[other] Sauvegarde complète : { $shown } modifications, les clés, les brouillons.
    }
backup-passphrase = Elle s’ouvre avec la phrase de passe d’aujourd’hui, et sans elle personne ne l’ouvre. Gardez la clé en lieu sûr.
backup-unprotected = Ce carnet n’a pas de phrase de passe : qui a ce fichier lit tout ce qu’il contient.
restore-under-way = Lecture de la sauvegarde
restore-done = { $n ->
        [one] Carnet restauré tel qu’au { $made } : { $shown } modification.
       *[other] Carnet restauré tel qu’au { $made } : { $shown } modifications.
    }
restore-next = Faites d’abord un paquet pour le siège, puis importez celui qu’il vous rend : ce que vous aviez remis depuis reviendra. Vos pseudonymes reprennent à { $patient }, pour qu’aucun ne serve deux fois. N’utilisez plus l’ancien portable avec ce carnet.
restore-office-next = C’est le seul portable du siège : demandez un paquet à chaque portable de l’équipe et importez-le, ce que vous leur aviez donné reviendra ; puis faites-leur en un. Vos pseudonymes reprennent à { $patient }, pour qu’aucun ne serve deux fois. N’utilisez plus l’ancien portable avec ce carnet, et nommez un second siège.
import-under-way = Lecture du paquet
clock-before-program = L’horloge de ce portable dit le { $now }, avant que ce programme n’existe
clock-before-own = L’horloge de ce portable dit le { $now }, mais vous y avez noté le { $last }
clock-before-one = L’horloge de ce portable dit le { $now }, celle de { $holder } disait déjà le { $last } : l’une des deux est fausse
clock-before-others = L’horloge de ce portable dit le { $now }, celles des autres disaient déjà le { $last }
clock-years-ahead = L’horloge de ce portable dit le { $now }, des années après la dernière nouvelle ({ $last })
clock-next = vérifiez la date dans les réglages de l’ordinateur ; rien n’est perdu, mais ce que vous notez porte cette date
import-from = Paquet de { $sender }, fait le { $time }
import-dry-run = Essai : rien n’a été pris
import-joined = Équipe rejointe, empreinte { $fingerprint }
import-own-came-back = Des modifications faites autrefois sur ce carnet sont revenues
import-newer-program = Ce paquet vient de maillage { $theirs }, le vôtre est { $mine } : ce qu’il ne connaît pas est gardé et transmis sans être montré. Installez la version plus récente.
life-restored = Ce carnet a été restauré d’une sauvegarde (noté le { $date })
life-restored-next = Faites un paquet pour le siège, puis importez le sien : ce que vous aviez remis revient. Rien n’est compté deux fois.
life-office-next = Importez un paquet récent de chaque portable de l’équipe : ce que vous leur aviez donné revient avec ce qu’ils ont noté. Rien n’est compté deux fois. Puis faites un paquet pour toute l’équipe.
life-rolled-back = Le disque de ce carnet a été remis à un état ancien (noté le { $date })
life-damaged = Une partie de ce carnet ne peut plus être lue (noté le { $date })
life-damaged-next = Le reste est gardé. Faites un paquet pour le siège, puis importez le sien : ce que vous aviez remis revient.
life-returned = Ce carnet avait été remis à un état ancien (noté le { $date })
life-returned-next = Ce que vous aviez remis depuis est revenu, ou reviendra avec un prochain paquet du siège. Rien n’est compté deux fois.
life-copied = Deux portables se servent, ou se sont servis, des clés de ce carnet (noté le { $date })
life-copied-next = Tout ce que les deux ont noté est gardé et réuni. N’en gardez qu’un ; l’autre doit repartir d’un carnet neuf, admis par le siège. Relisez les visites de ces jours : deux patients peuvent y porter le même pseudonyme.
life-copied-office-next = Tout ce que les deux ont noté est gardé et réuni. N’en gardez qu’un ; l’autre doit repartir d’un carnet neuf, que vous admettez. Relisez les visites de ces jours : deux patients peuvent y porter le même pseudonyme.
import-conflicts = { $n ->
        [one] { $shown } fiche en divergence : voyez « maillage list conflicts »
       *[other] { $shown } fiches en divergence : voyez « maillage list conflicts »
    }
report-not-detailed = Plus de { $most } modifications : seuls leurs auteurs sont comptés
report-author = { $name } : { $kinds }
report-records = { $count } ({ $parts })
report-created = { $n ->
        [one] { $shown } ajout
       *[other] { $shown } ajouts
    }
report-changed = { $n ->
        [one] { $shown } changement
       *[other] { $shown } changements
    }
report-deleted = { $n ->
        [one] { $shown } suppression
       *[other] { $shown } suppressions
    }
report-apart = { $record } : la même fiche a été écrite à deux endroits que tous ne lisent pas ; ce que le plus grand nombre lit est affiché, le reste est gardé
report-left-over = { $record } : porte sur une visite effacée ; le siège l’effacera aussi
report-left-over-office = { $record } : porte sur une visite effacée, et arrive après l’effacement ; effacez-la aussi (« maillage erase --left-over » les efface toutes)
report-diverges = { $record } : deux valeurs pour « { $field } »
report-diverges-from = { $record } : deux valeurs pour « { $field } », jusqu’ici { $was }
report-opening = { $record } : « { $field } » passe de { $was } à { $now }
report-stage-blocked = { $record } : bloqué ({ $reason }), jusqu’ici { $was }
report-gate-open = { $centre } : « { $record } » est à refaire et retient l’ouverture, { $was } devient { $now }
report-no-doctor = { $centre } : plus de médecin, ce qui retient l’ouverture
report-doctor-unchecked = { $centre } : un médecin sans inscription vérifiée retient l’ouverture
report-position-new = Nouveau poste : { $record }, { $now }
report-position-closed = Poste fermé : { $record }, jusqu’ici { $was }
report-more = { $n ->
        [one] … et { $shown } autre ligne
       *[other] … et { $shown } autres lignes
    }
imports-line = { $sender }, paquet n° { $number } fait le { $made }, pris le { $taken }
imports-none = Aucun import n’a rien apporté encore
import-duplicates = { $n ->
        [one] { $shown } doublon possible : voyez « maillage list duplicates »
       *[other] { $shown } doublons possibles : voyez « maillage list duplicates »
    }
inspect-from = Paquet n° { $number } de { $sender }, fait le { $time }
inspect-for = Destinataires : { $recipients }
inspect-team = Équipe : { $fingerprint }
inspect-ops = { $n ->
        [one] { $shown } modification, dont { $new } nouvelles au plus
       *[other] { $shown } modifications, dont { $new } nouvelles au plus
    }

clear-question = { $n ->
        [one] Retirer de ce portable { $shown } visite, { $period } ? Elle compte toujours, et le siège la garde.
       *[other] Retirer de ce portable { $shown } visites, { $period } ? Elles comptent toujours, et le siège les garde.
    }
clear-would = { $n ->
        [one] { $shown } visite, { $period }, serait retirée de ce portable ; le siège la garde
       *[other] { $shown } visites, { $period }, seraient retirées de ce portable ; le siège les garde
    }
clear-done = { $n ->
        [one] { $shown } visite, { $period }, retirée de ce portable ; le siège la garde
       *[other] { $shown } visites, { $period }, retirées de ce portable ; le siège les garde
    }
clear-day = du { $day }
clear-days = du { $first } au { $last }
clear-before = d’avant le { $before }
clear-notes = { $n ->
        [one] avec { $shown } note
       *[other] avec { $shown } notes
    }
clear-deleted = { $n ->
        [one] avec { $shown } visite déjà supprimée
       *[other] avec { $shown } visites déjà supprimées
    }
clear-waiting = { $n ->
        [one] { $shown } visite aussi ancienne reste : deux portables du siège, ou un seul et sa sauvegarde, n’ont pas confirmé l’avoir, ou elle diverge
       *[other] { $shown } visites aussi anciennes restent : deux portables du siège, ou un seul et sa sauvegarde, n’ont pas confirmé les avoir, ou elles divergent
    }
clear-none = Rien à retirer de ce portable d’avant le { $before }
clear-under-way = Retrait des visites anciennes
done-cleared = Visites anciennes retirées
sync-clear = Visites anciennes
sync-clear-off-next = réglage de l’équipe, dans les fiches (6) : « Conservation (j) »
clear-off = l’équipe garde toutes les visites sur les portables
clear-off-next = pour les retirer au bout d’un an : maillage add setting keep_visits_days=365
clear-steward = ce portable est du siège : il garde toutes les visites
clear-steward-next = les visites se retirent des portables de terrain
cleared-visits = { $n ->
        [one] { $shown } visite d’avant le { $before } retirée de ce portable ; le siège l’a
       *[other] { $shown } visites d’avant le { $before } retirées de ce portable ; le siège les a
    }

status-store = Carnet : { $folder }
status-team = Équipe : { $fingerprint }
status-unprotected = Sans phrase de passe : à réserver aux essais
status-conflicts = { $n ->
        [one] Une divergence à trancher
       *[other] { $n } divergences à trancher
    }
status-all-sent = Tout est remis au siège
status-all-have = Chaque portable de l’équipe a tout ce que vous avez noté
status-behind = { $n ->
        [one] { $devices } n’a pas encore toutes vos modifications : faites-lui un paquet
       *[other] { $devices } n’ont pas encore toutes vos modifications : faites un paquet pour l’équipe
    }
status-behind-many = { $shown } portables n’ont pas encore toutes vos modifications : faites un paquet pour l’équipe
status-backup = Dernière sauvegarde : { $time }
status-backup-old = Dernière sauvegarde : { $time }, il y a plus de 30 jours ; « maillage backup » en fait une
status-backup-none = Aucune sauvegarde de ce carnet ; « maillage backup --to CLÉ » en fait une
status-unsent = { $n ->
        [one] { $shown } modification non remise au siège, du { $since }
       *[other] { $shown } modifications non remises au siège, depuis le { $since }
    }

dashboard-title = Tableau de bord · { $date }
dashboard-demo = DÉMONSTRATION : pipelines, postes, contacts et visites sont inventés
dashboard-centres = Centres : { $open } ouverts, { $preparing } en préparation
dashboard-progress = Professionnels de santé en poste, compte de l’équipe : { $filled } (dont médecins { $doctors }) · objectif { $target } · { $needed } postes au total
dashboard-visits = Visites planifiées dans les 7 jours : { $shown }
dashboard-nothing-due = Rien à faire cette semaine
dashboard-due = À faire
dashboard-more = … et { $n } autres
dashboard-figures = Chiffres publiés
dashboard-figure = { $label } : { $value } ({ $date }, source { $source })
due-opening = Ouverture
due-blocked = Blocage
fault-line = { $field } : { $reason }
show-change = { $field } : { $value }
demo-holder = Démonstration
demo-under-way = Préparation de la démonstration
no-passphrase-demo = Carnet d’exemple, sans phrase de passe : n’y mettez rien de réel.
check-under-way = Lecture du journal
check-read = Lus : { $frames } trames, { $ops } modifications dans { $feeds } fils, { $signatures } signatures
check-whole = Tout est entier, et l’index répond au journal
check-damaged = fichier { $file } du journal : abîmé de l’octet { $from } à l’octet { $to }
check-lost-before = fichier { $file } du journal : une partie en était perdue avant qu’il soit réécrit
check-chain = la suite des modifications de { $device } est rompue
check-signature = une signature de { $device } est fausse
check-views = l’index de recherche ne répond pas au journal
check-damage = { $n ->
        [one] un dommage trouvé
       *[other] { $n } dommages trouvés
    }
check-repair-next = « maillage check --repair » refait l’index à partir du journal, rien n’est perdu
keys-refused = ces touches ne peuvent pas servir


### command line help

help-usage = Utilisation :
help-commands = Commandes
help-examples = Exemples :
    { $examples }
help-arg-help = Affiche cette aide
help-arg-version = Affiche la version
help-arg-store = Dossier des données (sinon MAILLAGE_STORE, sinon celui du compte)
help-arg-passphrase_file = Fichier dont la première ligne est la phrase de passe
help-arg-lang = Langue (sinon MAILLAGE_LANG, sinon celle du système, sinon le français)
help-arg-keymap = Disposition des touches : azerty, bepo, vim, ou un fichier
help-arg-theme = Couleurs : pour un fond sombre (dark), clair (light), contrastées (contrast), aucune (mono)
help-arg-ascii = Signes ASCII seulement
help-arg-quiet = N’écrit que les résultats et les erreurs
help-arg-format = Forme du résultat
help-arg-kind = Type de fiche

help-maillage = Carnet de terrain hors ligne des coordinateurs de « Ma santé, Ma Région »
    .examples =
        {"  "}maillage demo
        {"  "}maillage list centres --format json
help-fields = Décrit les champs d’un type de fiche, avec les clés et libellés des listes
    .examples =
        {"  "}maillage fields visit
        {"  "}maillage fields member --format json
help-completions = Écrit de quoi compléter les commandes dans un shell
    .shell = Shell
    .examples =
        {"  "}maillage completions bash > /usr/share/bash-completion/completions/maillage
help-man = Écrit la page de manuel (troff)
    .examples =
        {"  "}maillage man > maillage.1
help-arg-yes = Répond oui d’avance à la question
help-arg-id = Identifiant (entier ou court) ou nom d’une fiche
help-arg-fields = Champs et valeurs ; une valeur vide efface le champ
help-arg-file = Fichier .maillage
help-init = Crée un carnet : fonde une équipe, ou attend d’en rejoindre une
    .name = Titulaire : prénom et nom de qui se sert de cet ordinateur
    .code = Début de ses pseudonymes, de 2 à 8 capitales ou chiffres (sinon ses initiales)
    .sector = Ses départements, par numéro ou nom
    .join = Attend d’être admis dans une équipe au lieu d’en fonder une
    .no_passphrase = Sans protection, pour un essai seulement
    .empty = Sans les faits publiés (membres, centres, chiffres)
    .examples =
        {"  "}maillage init --name "Camille Roux" --sector 09,31
        {"  "}maillage init --name "Camille Roux" --join --passphrase-file phrase.txt
help-list = Liste des fiches
    .what = Type de fiche, au pluriel, conflicts pour les divergences, duplicates pour les doublons
    .filters = Condition sur un champ ; une date peut être un mois ou une année (répétable)
    .limit = Nombre de lignes au plus
    .by = Une vue d’ensemble au lieu des fiches ; un mot inconnu dit lesquelles il y a
    .examples =
        {"  "}maillage list centres --where status=preparing
        {"  "}maillage list visits --where start=2026-11 --where status=done --format csv
        {"  "}maillage list projects --by departement
        {"  "}maillage list conflicts
help-show = Montre une fiche, ses divergences et son histoire
    .history = Ajoute qui a changé quoi, et quand
    .examples =
        {"  "}maillage show Céret --history
        {"  "}maillage show 5c1b7a90 --format json
help-set = Modifie une fiche, et écrit son identifiant
    .examples =
        {"  "}maillage set Céret target_opening=2027-03 note="Travaux en cours"
        {"  "}maillage set 5c1b7a90 minutes=
help-add = Ajoute une fiche, ou toutes celles d’un fichier CSV, et écrit leurs identifiants
    .from = Fichier CSV dont la première ligne nomme les champs
    .dry_run = Vérifie sans rien enregistrer
    .skip_bad = Enregistre les bonnes lignes et signale les autres
    .examples =
        {"  "}maillage add followup what="Rappeler la mairie" due=lundi about=Céret
        {"  "}maillage add visits --from visites.csv --dry-run
help-delete = Supprime une fiche, après question
    .examples =
        {"  "}maillage delete 5c1b7a90
        {"  "}maillage delete 5c1b7a90 --yes
help-erase = Efface pour de bon des visites et des notes, sur tous les portables (siège)
    .ids = Visite ou note
    .patient = Toutes les visites de ce pseudonyme, qui ne voyage pas
    .left_over = Toutes les notes sur des visites effacées, arrivées après l’effacement
    .reason = Motif, que toute l’équipe lira
    .dry_run = Dit ce qui serait effacé, sans rien effacer
    .examples =
        {"  "}maillage erase 5c1b7a90
        {"  "}maillage erase --patient EXA-0012 --dry-run
        {"  "}maillage erase --left-over
        {"  "}maillage erase --patient EXA-0012 --reason "droit à l’effacement" --yes
        {"  "}maillage list erasures
help-resolve = Tranche une divergence par l’une de ses valeurs ou une autre, ou plusieurs d’un coup
    .field = Champ en divergence (existence pour une suppression)
    .number = Numéro de la valeur, comme « list conflicts » les montre
    .value = Une autre valeur
    .all = Toutes les divergences, ou toutes celles de la fiche, d’un coup
    .keep = La valeur gardée : la plus récente, la mienne, celle des autres, ou celle d’un titulaire
    .examples =
        {"  "}maillage resolve Céret target_opening 2
        {"  "}maillage resolve Céret target_opening --value 2027-03
        {"  "}maillage resolve --all --keep latest
help-merge = Fait une seule fiche de deux qui parlent de la même chose
    .stays = La fiche qui reste : identifiant ou nom
    .gives_way = Celle qui cède la place ; elle remplit ce qui est vide dans l’autre
    .take = Champs dont la valeur de la seconde l’emporte
    .apart = Ce sont deux choses : ne plus les proposer comme doublons sur ce portable
    .examples =
        {"  "}maillage merge Céret 5c1b7a90
        {"  "}maillage merge Céret 5c1b7a90 --take name,premises --yes
        {"  "}maillage merge Céret 5c1b7a90 --apart
help-unmerge = Sépare une fiche de celle où elle a été fusionnée
    .examples =
        {"  "}maillage unmerge 5c1b7a90
help-export = Écrit un paquet scellé pour le siège, l’équipe ou des appareils
    .audience = siege, team, ou des titulaires (sinon : siege, ou team pour le siège)
    .to = Fichier ou dossier (sinon le dossier courant) ; répétable, pour plusieurs clés
    .full = Tout, et pas seulement ce qui n’est pas encore arrivé
    .examples =
        {"  "}maillage export --to /media/cle
        {"  "}maillage export --for "Camille Roux" --full
help-import = Vérifie des paquets et prend ce qu’ils apportent
    .files = Fichiers .maillage
    .dry_run = Dit ce que les paquets apporteraient, sans rien prendre
    .examples =
        {"  "}maillage import /media/cle/CR-siege-2026-11-23-4.maillage
        {"  "}maillage import paquet.maillage --dry-run --format json
help-inspect = Dit de qui vient un paquet, pour qui, et ce qu’il contient
    .examples =
        {"  "}maillage inspect paquet.maillage
help-device = L’équipe et ses appareils
    .examples =
        {"  "}maillage device card --to camille.carte
        {"  "}maillage device list
help-device-card = Écrit la carte de cet appareil, à donner au siège
    .to = Fichier (sinon la sortie)
    .examples =
        {"  "}maillage device card --to camille.carte
help-device-admit = Admet dans l’équipe l’appareil d’une carte, après comparaison des empreintes
    .card = Fichier .carte
    .steward = Comme appareil du siège
    .visits_of = Titulaire dont il peut lire les visites (répétable)
    .examples =
        {"  "}maillage device admit camille.carte
        {"  "}maillage device admit secretariat.carte --steward
help-device-revoke = Révoque un appareil perdu, volé, ou dont le titulaire est parti
    .name = Titulaire, code ou identifiant
    .reason = Pourquoi
    .examples =
        {"  "}maillage device revoke "Camille Roux" --reason stolen
        {"  "}maillage device revoke CR --reason left --yes
help-device-accept = Accepte des modifications d’un appareil révoqué qui étaient encore en route : toutes, ou jusqu’à un jour
    .name = Titulaire, code ou identifiant
    .up_to = Dernier jour accepté, par l’horloge de cet appareil ; ce qui suit reste en attente
    .examples =
        {"  "}maillage device accept CR
        {"  "}maillage device accept CR --up-to 2026-11-12 --yes
help-device-hand-over = Remet le territoire d’un titulaire à un autre : tâches ouvertes, relances, centres, visites à venir
    .from = Qui remet
    .to = Qui reçoit
    .sector = Départements remis, par numéro ou nom (sinon tout ce qui est à son nom)
    .dry_run = Montre ce qui serait remis sans rien changer
    .examples =
        {"  "}maillage device hand-over "Camille Roux" "Paul Exemple" --sector 09,31 --dry-run
        {"  "}maillage device hand-over CR PE --yes
help-device-recover = Avec la carte de secours, fait de cet appareil, ou de celui d’une carte, un appareil du siège
    .rows_file = Fichier des lignes de la carte de secours (sinon elles sont demandées)
    .card = Carte de l’appareil qui devient siège, au lieu de celui-ci
    .revoke = Appareil que la racine révoque en même temps, sans réplique possible (répétable)
    .reason = Pourquoi il est révoqué
    .examples =
        {"  "}maillage device recover
        {"  "}maillage device recover --card siege.carte --revoke "Ancien siège" --reason stolen
help-device-rekey = Change les clés de cet appareil, si d’autres ont pu les copier
    .examples =
        {"  "}maillage device rekey
        {"  "}maillage device rekey --yes
help-device-list = Montre les appareils de l’équipe et ce que chacun n’a pas encore reçu
    .examples =
        {"  "}maillage device list --format json
help-backup = Écrit une copie complète et scellée de ce carnet en un seul fichier
    .to = Dossier ou fichier (sinon le dossier courant)
    .examples =
        {"  "}maillage backup --to /media/cle
help-restore = Refait un carnet à partir d’une sauvegarde, là où il n’y en a pas
    .file = Fichier .sauvegarde
    .examples =
        {"  "}maillage restore /media/cle/cr-2026-11-23-4.sauvegarde
        {"  "}maillage restore copie.sauvegarde --store /tmp/essai --passphrase-file phrase.txt
help-clear = Retire de ce portable les visites anciennes que le siège garde, si l’équipe l’a décidé
    .dry_run = Dit ce qui serait retiré, sans rien retirer
    .examples =
        {"  "}maillage add setting keep_visits_days=365
        {"  "}maillage clear --dry-run
        {"  "}maillage clear --yes
help-report = Écrit un compte rendu pour ceux qui ne lisent pas le carnet
    .examples =
        {"  "}maillage report week --to semaine.html
help-report-week = La semaine d’un titulaire : ce qui a été fait, ce qui bloque, ce qui vient
    .of = Titulaire (sinon celui de ce portable ; « équipe » : tout le monde)
    .period = Semaine, comme 2026-W47 (sinon celle d’aujourd’hui)
    .format = Forme (sinon d’après le nom du fichier, html s’il ne dit rien ; sans fichier : un texte)
    .to = Fichier (sinon la sortie) ; un fichier qui existe est laissé
    .comment = Remet la semaine, avec ce mot (ou le change)
    .examples =
        {"  "}maillage report week --comment "Bail signé, médecin en vue"
        {"  "}maillage report week
        {"  "}maillage report week --of "Camille Roux" --period 2026-W47 --to semaine.html
        {"  "}maillage report week --of équipe --format csv > semaine.csv
help-report-month = L’activité d’un mois, par centre, département et EPCI ; les petits effectifs ne sont pas donnés
    .of = Centre, département ou EPCI (sinon toute la région)
    .period = Mois, comme 2026-11 (sinon celui d’aujourd’hui)
    .format = Forme (sinon d’après le nom du fichier, html s’il ne dit rien ; sans fichier : un texte)
    .to = Fichier (sinon la sortie) ; un fichier qui existe est laissé
    .examples =
        {"  "}maillage report month --period 2026-10 --to octobre.html
        {"  "}maillage report month --of 09 --to ariege.xlsx
help-report-year = L’activité d’une année, sous la même forme
    .of = Centre, département ou EPCI (sinon toute la région)
    .period = Année, comme 2026 (sinon celle d’aujourd’hui)
    .format = Forme (sinon d’après le nom du fichier, html s’il ne dit rien ; sans fichier : un texte)
    .to = Fichier (sinon la sortie) ; un fichier qui existe est laissé
    .examples =
        {"  "}maillage report year --period 2026 --to annee.xlsx
help-passphrase = Change la phrase de passe qui protège ce carnet, ou lui en donne une
    .new = Fichier dont la première ligne est la nouvelle phrase de passe (sinon elle est tapée deux fois)
    .examples =
        {"  "}maillage passphrase
        {"  "}maillage passphrase --passphrase-file ancienne.txt --new nouvelle.txt
help-status = Dit ce que contient ce carnet et ce qui est arrivé chez qui
    .imports = Montre plutôt ce que les derniers imports ont fait
    .examples =
        {"  "}maillage status
        {"  "}maillage status --format json
        {"  "}maillage status --imports
help-demo = Ouvre un carnet d’exemple, jeté à la fin (gardé avec --store)
    .visits = Nombre de visites inventées [300]
    .seed = Graine : la même donne les mêmes données [1]
    .prepare_only = Prépare le carnet, écrit son dossier et s’arrête
    .examples =
        {"  "}maillage demo
        {"  "}maillage demo --visits 200000 --store /tmp/grand --prepare-only
help-check = Relit tout (trames, suites, signatures, index) et dit ce qui est abîmé
    .repair = Refait l’index à partir du journal s’il ne lui répond pas
    .examples =
        {"  "}maillage check
        {"  "}maillage check --repair --format json
help-keys = Écrit l’aide-mémoire des touches de l’application
    .examples =
        {"  "}maillage keys
        {"  "}maillage keys --keymap vim
        {"  "}maillage keys --format html > touches.html


### tui: actions

action-palette = commandes
action-help = aide
action-glossary = le sens des mots
action-tour = visite guidée
action-news = nouveautés
action-undo = annuler
action-redo = rétablir
action-lock = verrouiller
action-mask = masquer ce qui est sensible
action-quit = quitter
action-suspend = suspendre le programme
action-language = English
action-settings = réglages
action-redraw = redessiner l’écran
action-everyone = les miens / tous
action-next-pane = volet suivant
action-previous-pane = volet précédent
action-go-dashboard = aller au tableau de bord
action-go-territories = aller aux territoires
action-go-centres = aller aux centres
action-go-positions = aller aux postes
action-go-visits = aller aux visites
action-go-records = aller aux autres fiches
action-go-synchro = aller à la synchro
action-go-agenda = aller à l’agenda
action-go-conflicts = aller aux divergences
action-search = chercher partout
action-come-back = revenir d’où l’on vient
action-duplicates = aller aux doublons
action-deeds = voir ce que j’ai fait
action-export = exporter un paquet
action-import = importer un paquet
action-up = haut
action-down = bas
action-page-up = page précédente
action-page-down = page suivante
action-home = début
action-end = fin
action-open = ouvrir
action-back = retour
action-left = gauche
action-right = droite
action-collapse = replier
action-expand = déplier
action-expand-all = tout déplier
action-filter = filtrer
action-clear-filter = tout montrer
action-sort-next = trier
action-sort-reverse = inverser le tri
action-details = détails
action-history = historique
action-overview = vue d’ensemble
action-new = ajouter
action-edit = modifier
action-delete = supprimer
action-again = refaire pareil
action-note = noter
action-resolve = trancher une divergence
action-owner = confier à…
action-erase = effacer pour de bon
action-merge = fusionner
action-take = prendre l’autre valeur
action-swap = intervertir
action-apart = pas un doublon
action-tick = cocher
action-not-applicable = sans objet
action-block = bloquer
action-move-target = date visée
action-set-due = échéance
action-add-step = ajouter une tâche
action-set-opened = date d’ouverture
action-change-state = changer l’état
action-add-position = ajouter un poste
action-next-view = tableau, fiches ou frise
action-card-back = reculer la fiche
action-card-forward = avancer la fiche
action-zoom-in = plus près
action-zoom-out = plus loin
action-pan-back = trimestres d’avant
action-pan-forward = trimestres d’après
action-stage-earlier = étape plus tôt
action-stage-later = étape plus tard
action-keep-moves = garder ces dates
action-drop-moves = abandonner l’hypothèse
action-log-exchange = noter un échange
action-follow-up = relance
action-advance = étape suivante
action-add-candidacy = ajouter une candidature
action-circulate = diffuser l’offre
action-toggle-check = vérifier
action-mark-done = marquer réalisée
action-plan-visit = planifier
action-legend = ce que disent les signes
action-today = aujourd’hui
action-week-or-day = semaine ou jour
action-round-order = par heure ou au plus près
action-period = période
action-copy = copier
action-export-csv = exporter la liste (CSV)
action-mark = marquer
action-mark-all = tout marquer
action-settle = trancher les marquées
action-inspect = examiner un paquet
action-imports = comptes rendus des imports
action-card = carte de cet appareil
action-backup = sauvegarder ce carnet
action-clear-old = retirer les visites anciennes
action-add-key = ajouter une touche
action-reset-keys = rendre les touches d’origine
action-admit = admettre un appareil
action-revoke = révoquer un appareil
action-hand-over = remettre un territoire
action-rekey = changer les clés de cet appareil
action-recover = utiliser la carte de secours
action-save = enregistrer
action-save-next = enregistrer et suivante
action-complete = proposer
action-accept = valider
action-cancel = fermer
action-field-next = champ suivant
action-field-previous = champ précédent
action-yes = oui
action-no = non
action-char-left = un caractère à gauche
action-char-right = un caractère à droite
action-word-left = un mot à gauche
action-word-right = un mot à droite
action-line-start = début de ligne
action-line-end = fin de ligne
action-delete-back = effacer avant
action-delete-forward = effacer après
action-delete-word = effacer le mot
action-delete-to-start = effacer jusqu’au début
action-delete-to-end = effacer jusqu’à la fin
action-new-line = aller à la ligne
context-edits = Fiches
context-steps = Étapes et tâches
context-talk = Échanges
context-tree = Arbre
context-grid = Grille
context-list = Listes
context-moves = Se déplacer
context-global = Partout
context-everywhere = Partout, même en tapant
context-page = Page
context-dashboard = Tableau de bord
context-territories = Territoires
context-map = Carte
context-centres = Centres
context-board = Centres en fiches
context-timeline = Centres dans le temps
context-centre = Un centre
context-positions = Postes
context-visits = Visites
context-agenda = Agenda
context-records = Autres fiches
context-synchro = Synchro
context-keys = Touches
context-divergences = Divergences
context-twins = Doublons
context-field = Choix
context-form = Formulaire
context-text = Saisie
context-long-text = Texte long
context-popup = Question
context-menu = Choix
context-prompt = Saisie
context-palette = Commandes
context-lock = Verrouillage
key-up = ↑
key-down = ↓
key-left = ←
key-right = →
key-home = Début
key-end = Fin
key-page-up = PgPréc
key-page-down = PgSuiv
key-enter = Entrée
key-esc = Échap
key-tab = Tab
key-shift-tab = Maj+Tab
key-backspace = Retour arr.
key-delete = Suppr
key-insert = Inser
key-space = Espace
key-with-ctrl = Ctrl+{ $key }
key-with-shift = Maj+{ $key }
keymap-fault = { $file }, ligne { $line } : { $what }
keymap-unreadable = illisible ({ $what })
keymap-unknown-context = pas de section « { $what } »
keymap-unknown-action = pas d’action « { $what } »
keymap-not-here = « { $what } » n’a pas de sens dans la section « { $other } »
keymap-bad-key = « { $what } » n’est pas une touche
keymap-forbidden = { $what } : les terminaux gardent cette touche pour eux, choisissez-en une autre
keymap-typed = dans « { $other } », « { $what } » se tape comme du texte : prenez Ctrl ou une touche F
keymap-reserved = « { $what } » est réservée aux écrans
keymap-taken = { $what } sert déjà à « { $other } » ici
keymap-hidden = { $what } ne peut pas être tapé : « { $other } » répond avant
keymap-covered = « { $what } » n’a plus de touche dans « { $other } »
keymap-altgr = « { $what } » ne s’atteint qu’avec AltGr
keymap-unknown-base = pas de disposition « { $what } » sur laquelle bâtir : { $other }

settings-language = Langue
settings-theme = Couleurs
settings-signs = Signes
settings-signs-usual = usuels
settings-signs-ascii = ASCII seul
settings-mouse = Souris
settings-mouse-off = non
settings-mouse-on = oui (Maj pour sélectionner)
settings-keyboard = Clavier
settings-keys = Changer des touches…
settings-hint = Entrée : le choix suivant, gardé ensuite
theme-auto = celles du terminal
theme-dark = pour un fond sombre
theme-light = pour un fond clair
theme-contrast = contrastées
theme-mono = aucune

keys-title = Touches ({ $keymap })
keys-intro = Entrée : une autre touche pour cette action. Les vôtres sont écrites dans keymap.toml, dans le dossier de configuration.
keys-filtered = « { $filter } » : { $n ->
    [0] rien
    [1] 1 ligne
   *[other] { $n } lignes
}. Échap les montre toutes.
keys-none = Aucune touche ne correspond
keys-column-keys = Touches
keys-column-action = Action
keys-column-where = Où

learn-press = Appuyez sur la touche voulue, ou sur plusieurs l’une après l’autre.
learn-forbidden = Les terminaux gardent cette touche pour eux.
learn-same = C’est déjà sa touche.
learn-taken = Sert à « { $action } » ici.
learn-prefix = D’autres touches peuvent suivre celle-ci : tapez la suite.
learn-free = Libre ici.
learn-hint = Entrée garde, Retour arrière efface, Échap renonce.
rebound = touches changées
rebind-nowhere = le système ne nomme pas de dossier de configuration où écrire vos touches
preferences-unreadable = { $file } est illisible ({ $why }) : réglages habituels
preferences-unreadable-next = Corrigez { $file } ou supprimez-le.


### tui: frame, forms, lists

screen-dashboard = Tableau de bord
    .tab = Bord
screen-territories = Territoires
screen-centres = Centres
screen-positions = Postes
screen-visits = Visites
screen-records = Autres fiches
    .tab = Fiches
screen-synchro = Synchro
screen-agenda = Agenda
status-demo = Démonstration
status-masked = Masqué
status-everyone = Tous
status-mine = Mes dossiers
status-writing = en cours …
status-saved = enregistré { $time }
open-under-way = Les vues se font de nouveau
job-count = { $done } faits
job-share = { $percent } %
job-rate = { $rate } par s
job-rate-kilobytes = { $rate } ko par s
job-left-seconds = encore { $n } s
job-left-minutes = encore { $n } min
job-stop = Ctrl-C arrête
ctrl-c-does-not-quit = Ctrl+C ne quitte pas : Échap revient en arrière, q quitte.
lock-needs-a-passphrase = Rien à verrouiller : ce carnet n’a pas de phrase de passe.
cannot-suspend = On ne peut pas suspendre le programme ici.
panic = maillage { $version } s’est arrêté sur une erreur qui est la sienne, à { $place }.
panic-next = Ce qui était « enregistré » est sur le disque : relancez-le. Si cela revient, transmettez la ligne ci-dessus ; elle ne dit rien de vos fiches.
search-what = Membres, centres, communes, contacts, postes, notes, échanges : par leur nom ou leurs mots. Visites : par leur pseudonyme ou leur note.
search-none = Rien de tel
search-commune = Commune
search-hits = { $n ->
    [one] { $n } trouvé
   *[other] { $n } trouvés
}
search-reading = { $read } visites lues…
search-all-read = toutes les visites lues ({ $read })
search-most = les { $n } visites les plus récentes
search-masked = écran masqué : ni visites, ni contacts
nowhere-to-come-back = On ne vient d’aucun saut
commune-about = commune { $code }, { $people } habitants
commune-distance = distance
commune-nothing = Ni membre ni centre connu
palette-none = Aucune commande de ce nom
palette-elsewhere = { $action } : pas ici, mais sous « { $place } »
palette-place = sous « { $place } »
form-required = À remplir
confirm-by-key = { $yes } pour oui, { $no } pour non
form-discard = Abandonner ce qui est tapé ?
form-diverging = { $mark } deux valeurs ont été écrites ; changer le champ tranche
form-draft-kept = Brouillon gardé : il vous sera proposé à nouveau.
layer-erased = Une fiche ouverte vient d’être effacée pour de bon : elle est fermée, et rien de ce qu’on y tapait n’est gardé.
form-resume-sure = Cette fiche a été laissée en cours de saisie. La reprendre ? Sinon elle est effacée.
form-hint-date = Date : hier, lundi, 15/11, +2
form-hint-partial-date = Date : 15/11/2026, novembre 2026 ou 2026
form-hint-local-time = Date et heure : hier 14h30, lundi 9h, 15/11 18:00, ou l’heure seule
form-hint-choice = ← → ou Espace pour changer, quelques lettres pour chercher
form-hint-commune = Quelques lettres, un code : ceret, 66 ceret, 66400
form-hint-reference = Quelques lettres du nom
form-hint-several = Plusieurs réponses : séparez-les par des points-virgules
form-hint-long-text = Entrée va à la ligne, Tab passe au champ suivant


### tui: first start, lock, quit

start-title = Première mise en route
start-welcome = Bienvenue dans maillage, le carnet de terrain de « Ma santé, Ma Région ». Quelques questions, puis le carnet est prêt. { $back } revient à la précédente ; une question laissée, { $open } la reprend et { $quit } quitte.
start-at = Première mise en route : { $n } sur { $of }
start-holder-why = Ce nom signe vos modifications : vos collègues le verront à côté de ce que vous écrivez.
start-sector-why = Vos dossiers viendront en premier ; ceux des autres restent à une touche.
start-code-why = EXA donnera les pseudonymes EXA-0001, EXA-0002… Chaque portable a le sien.
start-passphrase-why = Elle scelle ce carnet : personne ne l’ouvre sans elle, vous non plus.
start-origin = Ce carnet
start-origin-new = Un nouveau carnet
start-origin-restore = Restaurer une sauvegarde
restore-which = Quelle sauvegarde ?
restore-path = Fichier .sauvegarde
restore-no-drive-path = Aucune sauvegarde trouvée sur une clé : quel fichier ?
restore-passphrase = Phrase de passe de ce carnet
restore-how = Le carnet revient d’un fichier .sauvegarde, avec la phrase de passe qu’il avait ce jour-là. Entrée pour choisir le fichier, Échap pour revenir.
restore-working = Le carnet est relu et vérifié…
restore-go-on = Entrée pour ouvrir le carnet.
start-holder = Votre nom ou celui du poste
start-holder-label = Titulaire
start-holder-empty = Un nom est nécessaire : il signe vos modifications.
start-sector = Vos départements (09, 31…) ; vide : tous
start-sector-label = Secteur
start-sector-unknown = « { $text } » n’est pas un département d’Occitanie.
start-code = Code de vos pseudonymes (2 à 8 lettres)
start-code-label = Code
start-code-bad = Le code est fait de 2 à 8 lettres capitales ou chiffres, sans accent.
start-team = Équipe
start-team-found = Fonder une équipe (siège)
start-team-join = Rejoindre une équipe
start-team-recover = Reprendre une équipe avec sa carte de secours
start-passphrase = Phrase de passe (7 mots, par exemple)
start-passphrase-again = La même, encore une fois
start-passphrase-differs = Les deux ne sont pas les mêmes.
start-passphrase-weak = Celle-ci ne suffit pas : { $rule }.
start-working = Création du carnet…
start-recovery = L’équipe est fondée. Voici la carte de secours : la clé racine de l’équipe. Recopiez-la ou imprimez-la maintenant, et mettez-la sous clé : elle n’est gardée nulle part ailleurs. Entrée quand c’est fait.
start-waiting = Le carnet est créé. Reste à rejoindre l’équipe : dans Synchro, écrivez votre carte sur une clé, remettez-la au siège, puis importez le paquet qu’il vous rend. Entrée pour aller à Synchro.
start-recover-waiting = Le carnet est créé. Reste à reprendre l’équipe : dans Synchro, { $key } demande la carte de secours. Entrée pour aller à Synchro.
tour-title = Visite guidée
tour-at = Visite guidée { $n }/{ $of }
tour-offer = Première fois ici ? La visite guidée montre l’essentiel en cinq minutes, et se quitte quand on veut.
tour-begin = la commencer
tour-leave = quitter la visite
tour-ends = C’est tout. De la synchro part le paquet pour le siège ; partout ailleurs, l’aide vous suit. Bonne route.
tour-dashboard = Voici ce qui vous attend : tâches en retard, relances, postes, ouvertures. Les territoires d’abord.
tour-territories = Les membres du GIP, par département ; dans l’autre volet, la carte. Ouvrez une ligne.
tour-territory = Tout ce qu’on sait d’un territoire se lit ainsi, de ligne en ligne. Passons aux centres.
tour-centres = Chaque centre, de l’AMI à ses portes ouvertes. Ouvrez-en un.
tour-centre = Ses étapes et leurs tâches, ce qui bloque, quand il ouvrira. Refermez la page : vous revenez où vous étiez.
tour-visits = Au tour des visites à domicile.
tour-log = Le journal des visites, la plus récente en haut. Commencez-en une : rien ne sera enregistré.
tour-form = On écrit comme on parle : hier 14h30, 66 ceret. Essayez dans un champ, puis passez au suivant.
tour-understood = À droite, ce que le carnet a compris. Fermez : ce qui est commencé reste en brouillon.
tour-search = Un nom, une commune, un pseudonyme : tout se cherche de partout.
tour-found = Tapez quelques lettres, accents ou non : Entrée y mène, et l’on en revient. Refermez.
tour-palette = Une touche oubliée ? Les commandes se cherchent par leur nom.
tour-commands = Chacune montre sa touche : on l’apprend en passant. Refermez.
tour-help = Et l’aide dit, de chaque endroit, ce qu’on peut y faire.
tour-words = Son autre volet dit le sens des mots : AMI, PDSA, ARS… Refermez.
tour-synchro = Dernière étape : remettre son travail au siège.
unlock-title = Carnet verrouillé
unlock-passphrase = Phrase de passe
unlock-how = Entrée pour donner la phrase de passe, q pour quitter.
unlock-wait = Trop d’essais manqués : encore { $seconds } s avant le prochain.
unlock-opening = Ouverture…
quit-title = Quitter
quit-unsent = { $n ->
    [one] Une modification n’est pas encore au siège (du { $oldest }).
   *[other] { $n } modifications ne sont pas encore au siège (la plus ancienne du { $oldest }).
 }
quit-leave = Quitter
quit-hand-in = Aller à Synchro
quit-stay = Rester


### tui: dashboard

dash-own = en poste au { $date }, compte de l’équipe
dash-published = publié, { $date } ({ $source })
dash-of-target = { $n } / { $target }
dash-summary = { $open ->
        [one] { $open } centre ouvert
       *[other] { $open } centres ouverts
    }, { $preparing } en préparation
dash-centres = Centres
dash-column-date = Date
dash-column-kind = Type
dash-column-what = À faire
dash-column-where = Où
dash-column-when = Quand
dash-divergence = Divergence
dash-backup = Sauvegarde
dash-backup-old = Dernière sauvegarde du { $date }
dash-backup-none = Aucune sauvegarde de ce carnet
dash-clock = Horloge
dash-divergences = { $n ->
        [one] Une divergence à trancher
       *[other] { $n } divergences à trancher
    }
dash-unsent = { $n ->
        [one] { $shown } modification pas encore au siège, du { $date }
       *[other] { $shown } modifications pas encore au siège, la plus ancienne du { $date }
    }
dash-unsent-undated = { $n ->
        [one] { $shown } modification pas encore au siège
       *[other] { $shown } modifications pas encore au siège
    }
dash-blocked = { $stage } : { $reason }
dash-nothing-press = { $exchange } note un échange, { $followup } prévoit une relance, { $everyone } montre les dossiers de tous
done-dash-step = Tâche cochée
done-dash-followup = Relance faite
done-dash-due = Échéance changée
done-dash-target = Date visée changée


### tui: territories

done-exchange = Échange enregistré
done-followup = Relance enregistrée
done-note = Note enregistrée
done-contact = Contact enregistré
done-member = Membre enregistré
talk-next = Et ensuite ? La prochaine relance (Échap : aucune)

legend-title = Les signes
legend-stage = étape : { $state }
legend-step = tâche : { $state }
legend-steps-done = tâches faites, sur toutes celles de l’étape
legend-gauge = tâches faites d’une étape : locaux, recrutement, dossier
legend-late = en retard sur la date prévue
legend-diverging = divergence : deux valeurs, à trancher
legend-centre = centre : { $state }
legend-member = membre : { $state }
legend-folded = replié

map-member-commune = commune d’un membre
map-vague = { $n ->
        [one] Au milieu de son territoire, faute de lieu connu : { $names }
       *[other] Au milieu de leur territoire, faute de lieu connu ({ $n }) : { $names }
    }
map-chosen = membre choisi, ou lieu cherché
map-departement = département choisi
map-no-point = Le lieu exact de cette commune n’est pas connu.
map-project = projet soutenu
territories-region = Occitanie
territories-all = Tous
territories-by-college = Collège
territories-by-departement = Département
territories-by-status = Statut
territories-named = « { $text } »
territories-filter-by = Filtrer par
territories-new = Que voulez-vous ajouter ?
territories-open = Ouvrir
territories-choose-a-member = Choisissez d’abord un membre.
territories-none-press = { $new } pour en ajouter un, { $clear } pour lever le filtre, { $everyone } pour voir tous les dossiers
territories-delete = Supprimer { $name } ? Cette fiche pourra être rétablie.
territories-territory = Territoire
territories-roles = Engagement
territories-epci = EPCI
territories-its-communes = Communes
territories-communes = { $count }, dont { $names }
territories-population = Population
territories-insee = { $population } (INSEE 2023)
territories-on-map = Sur la carte
territories-at-epci = placé au milieu de son EPCI, faute de mieux
territories-at-departement = placé au milieu de son département, faute de mieux
territories-covered = Couverte
territories-covered-by = { $population }, { $share } : communes et EPCI membres, sans le Département ni la Région (INSEE 2023)
territories-since = Depuis mon dernier échange ({ $when })
territories-since-nothing = rien n’a changé
territories-followups = Relances à faire
territories-more = { $n ->
    [one] et { $n } autre
   *[other] et { $n } autres
}


### tui: centres

column-target = Visée
column-slip = Écart
stage-short-ami = AMI
stage-short-adhesion = Adh.
stage-short-locaux = Loc.
stage-short-recrutement = Recr.
stage-short-autorisation = ARS
stage-short-ouverture = Ouv.
slip-days = { $days } j
slip-since-first = { $days } j depuis le premier objectif
centre-slip = Écart
centres-preparing = { $n } en préparation
centres-late = { $n } en retard
centres-blocked = { $n ->
    [one] { $n } bloqué
   *[other] { $n } bloqués
}
centres-empty = { $new } crée un centre, { $everyone } montre ceux des autres secteurs.
centre-blockers = Ce qui bloque l’ouverture
centre-positions = Postes : { $filled } pourvus sur { $needed }
centre-target = visé { $date }
centre-progress = { $done }/{ $total } tâches
centre-gone = Ce centre a été supprimé.
nothing-blocks = Rien ne bloque l’ouverture
and-more = … et { $n } de plus
quoted = « { $text } »
filter-shown = Filtre : { $what } ({ $key } { $n ->
        [one] l’enlève
       *[other] enlève le dernier
    })
filter-contains = contient « { $text } »
marked = { $n ->
        [one] { $n } marqué
       *[other] { $n } marqués
    }
bulk-delete-sure = { $n ->
        [one] Supprimer la fiche marquée ? Elle pourra être rétablie.
       *[other] Supprimer les { $n } fiches marquées ? Elles pourront être rétablies d’un coup.
    }
bulk-nothing = Rien de ces fiches ne se change à plusieurs
bulk-emptied = (vide)
bulk-done = { $what } : { $records } ({ $undo } annule)
bulk-refused = Rien n’est changé. { $title } : { $why }
copy-row = La ligne
copy-hint = Le terminal ne dit jamais s’il a copié : le texte se sélectionne aussi ici, à la souris.
copied = Demandé au presse-papiers : { $what }
copy-never-visits = Une visite ne va jamais dans le presse-papiers
csv-visits = Exporter les visites en clair
csv-without = Sans pseudonymes ni notes (conseillé)
csv-with = Avec pseudonymes et notes
csv-with-sure = Quiconque ouvre ce fichier lira les pseudonymes et les notes. L’écrire ainsi ?
csv-where = Le chemin du fichier. Un fichier qui existe est laissé.
csv-drive-sure = « { $drive } » est amovible : quiconque trouve cette clé lira ces visites. Les y écrire en clair ?
csv-written = { $n ->
        [one] { $n } ligne écrite
       *[other] { $n } lignes écrites
    } : { $path }
filter-everything = Tout montrer
filter-late = En retard
filter-blocked = Bloqués
filter-ready = Prêts à ouvrir
filter-at-stage = En cours : { $stage }
filter-departements = Un département…
filter-nothing = Rien ne correspond au filtre
filter-empty = { $clear } enlève le filtre.
no-date = Sans date
step-derived = Suit des postes du centre : ne se coche pas à la main
step-auto = suit les postes
step-gate = { $mark } l’ouverture l’attend
step-due = échéance { $when }
step-done-by = { $date }, par { $who }
stage-presumed = Terminée, sans détail
stage-presumed-why = Rien n’est noté, mais la suite montre que l’étape est passée
stage-of-host = Étape du membre d’accueil, commune à tous ses centres
stage-without-host = Indiquez d’abord le membre d’accueil du centre : cette étape est la sienne.
choose-a-step = Choisissez d’abord une tâche.
choose-a-stage = Choisissez d’abord une étape (← →).
ask-not-applicable = Sans objet, pourquoi ? { $step }
ask-blocked = { $stage } : qu’est-ce qui bloque ?
ask-due = Échéance : { $what }
ask-new-step = Nouvelle tâche : { $stage }
ask-target = Date visée
ask-target-now = Date visée (aujourd’hui : { $date })
ask-opened = Ouvert au public le
ask-despite = Ouvrir malgré tout ?
ask-despite-how = Pour ouvrir quand même, écrivez pourquoi : le motif est gardé.
opened-in-future = Une ouverture se note le jour venu : pour l’avenir, changez la date visée.
move-preparing-open = Ouvrir au public…
move-preparing-abandoned = Abandonner le projet…
move-open-suspended = Suspendre…
move-open-closed = Fermer…
move-suspended-open = Rouvrir
move-suspended-closed = Fermer…
move-closed-open = Rouvrir
move-abandoned-preparing = Reprendre le projet
done-centre = Centre enregistré
done-step = Tâche enregistrée
done-stage = Étape enregistrée
done-step-ticked = Tâche cochée
done-step-reopened = Tâche à refaire
done-step-not-applicable = Tâche sans objet
done-step-added = Tâche ajoutée
done-due = Échéance enregistrée
done-target = Date visée enregistrée
done-card = Fiche déplacée
done-what-if = Dates prévues enregistrées
done-opened = Ouverture enregistrée
done-status = Statut du centre enregistré


### tui: positions

column-fte = ETP
column-days-open = Ouvert
column-candidacies = Cand.
column-checks = Vérif.
column-next = À faire ensuite
days-short = { $days } j
positions-goal = { $n ->
    [one] { $n } professionnel en poste pour un objectif de { $goal }
   *[other] { $n } professionnels en poste pour un objectif de { $goal }
}
positions-filled = { $filled } pourvus sur { $needed }
positions-empty = { $new } crée un poste, { $everyone } montre ceux des autres secteurs.
filter-to-fill = À pourvoir
position-back = De retour
position-reopen = Rouvrir le besoin
position-checks = Vérifications
position-dates = Dates
position-gone = Ce poste a été supprimé.
no-checks = Pas de vérification pour ce métier
ask-delete-position = Supprimer ce poste ? Il pourra être rétabli.
ask-delete-candidacy = Supprimer cette candidature ? Elle pourra être rétablie.
candidacies-empty = { $new } en ajoute une : une référence, jamais un nom.
done-position = Poste enregistré
done-position-state = État du poste enregistré
done-position-check = Vérification enregistrée
done-position-deleted = Poste supprimé
done-candidacy = Candidature enregistrée
done-candidacy-deleted = Candidature supprimée
done-circulation = Diffusion enregistrée
circulation-sent = { $network }, envoyée le { $date }
circulation-waiting = { $sent }, sans réponse
circulation-answered = { $sent }, réponse le { $date } : { $n ->
    [0] aucun candidat
    [one] { $n } candidat
   *[other] { $n } candidats
}


### tui: visits

visits-column-when = Début
visits-column-commune = Commune
visits-column-patient = Patient
visits-column-role = Métier
visits-column-reason = Motif
visits-column-status = État
visits-column-minutes = min
visits-column-km = km
visits-column-band = PDSA
visits-column-centre = Centre
visits-too-many-to-sort = Plus de { $most } visites : filtrez d’abord, ou restez par date
visits-state-planned = planifiée
visits-state-to-tell = à saisir
visits-state-done = réalisée
visits-state-cancelled = annulée
visits-state-absent = absent
visits-state-postponed = reportée
visits-band-day = journée
visits-band-evening = soirée
visits-band-night = nuit
visits-band-sunday = dim/fér
visits-band-saturday = sam. apm
visits-band-bridge = pont
visits-by-centre = Centre
visits-by-commune = Commune
visits-by-period = Période
visits-by-status = État
visits-by-band = Tranche horaire
visits-by-role = Métier
visits-by-text = Texte
visits-filter-by = Filtrer par
visits-filter-none = Tous
visits-filter = { $name } : { $value }
visits-search = Chercher un patient, une note
visits-this-week = cette semaine
visits-this-month = ce mois-ci
visits-last-month = le mois dernier
visits-this-year = cette année
visits-last-year = l’année dernière
visits-between = du { $from } au { $to }
visits-dates = Entre deux dates…
visits-dates-hint = Période : 15/11 - 30/11, octobre 2026, 2025
visits-dates-unread = Période non comprise. Par exemple : 15/11 - 30/11, octobre 2026, 2025
visits-commune-unknown = Aucune commune de ce nom en Occitanie
visits-no-filter = Aucun filtre à effacer
visits-all = Toutes les visites
visits-mine = Mes visites
visits-totals = { $visits }, { $time }, { $km }
visits-none-press = { $key } pour en saisir une, { $plan } pour en planifier une
visits-none-filtered = Aucune visite avec ces filtres
visits-none-filtered-press = { $key } efface le dernier filtre
visits-draft-waits = Une visite commencée attend : { $key } pour la reprendre
visits-resume = Visite commencée
visits-again = Encore une comme celle-ci
visits-again-today = aujourd’hui, même patient
visits-again-yesterday = hier, même patient
visits-again-today-other = aujourd’hui, autre patient
visits-again-yesterday-other = hier, autre patient
visits-model = modèle : { $name }
visits-model-keep = garder celle-ci comme modèle…
visits-model-forget = oublier un modèle…
visits-model-name = Nom du modèle
visits-model-holds = Un modèle garde le centre, le métier, la commune, le motif, la durée ; jamais le patient, la date ni la note.
visits-model-long = { $most } caractères au plus.
visits-model-kept = Modèle gardé : { $name }
visits-model-forgotten = Modèle oublié : { $name }
visits-of-model = Nouvelle visite, d’après « { $name } »
visits-plan = Planifier une visite
visits-mark-done = Visite réalisée
visits-not-planned = Cette visite n’est pas planifiée
visits-delete-sure = Supprimer cette visite ? Elle pourra être rétablie.
erase-title = Effacer pour de bon
erase-this-note = Cette note
erase-left-over = Toutes les notes sur des visites effacées
erase-this-visit = Cette visite
erase-all-of-patient = Toutes les visites de { $patient }
erase-sure = Effacer de tous les portables de l’équipe : { $counts }. Rien ne pourra les rétablir : ni « annuler », ni un ancien paquet. Les sauvegardes faites avant ne sont pas touchées.
erase-stewards-only = Seul le siège efface pour de bon.
erase-visits-and-notes = Seules une visite et une note s’effacent pour de bon.
visits-masked = Écran masqué : les visites ne s’affichent pas
visits-optional = Facultatif
visits-folded = Tab après la note : âge, lieu, médecin traitant, régulation, terrain, tranche forcée
visits-km-estimated = environ { $km }, estimés
visits-band-why = Dites pourquoi ce n’est pas la tranche calculée
visits-owner = Titulaire
visits-divergences = Divergences
visits-emptied = vide
visits-history = Historique
visits-history-created = création
history-merged = Fiche fusionnée { $id }
visits-history-deleted = suppression
visits-history-erased = contenu effacé
done-visit-logged = Visite enregistrée
done-visit-changed = Visite modifiée
done-visit-deleted = Visite supprimée


### tui: agenda

agenda-week = { $week } · du { $from } au { $to } { $year }
agenda-visits = { $n ->
        [0] aucune visite
        [one] une visite
       *[other] { $n } visites
    }
agenda-things = { $n ->
        [one] une chose à faire
       *[other] { $n } choses à faire
    }
agenda-to-do = À faire
agenda-duty = Garde, { $band }
agenda-by-time = dans l’ordre des heures
agenda-by-nearest = au plus près
agenda-straight = { $km } à vol d’oiseau
agenda-more-than = > { $km }
agenda-unknown-km = ? km
agenda-hour = { $hour } h
agenda-from-to-hours = de { $from } h à { $to } h
agenda-out-of-hours = permanence des soins { $ranges }
agenda-out-all-day = permanence des soins toute la journée
agenda-legend-planned = visite planifiée
agenda-legend-to-do = à faire
agenda-legend-duty = garde
agenda-legend-late = en retard
agenda-legend-out = permanence des soins
agenda-legend-visit = visite : { $state }
agenda-legend-opening = ouverture d’un centre
agenda-legend-milestone = date du service
agenda-legend-today = à faire aujourd’hui
agenda-openings = Ouvertures
agenda-rest-of-week = { $n ->
        [one] une autre visite ; { $open } sur le jour la montre
       *[other] { $n } autres visites ; { $open } sur le jour les montre
    }
agenda-rest-of-day = { $n ->
        [one] une autre visite ; l’écran des visites la montre
       *[other] { $n } autres visites ; l’écran des visites les montre
    }
agenda-none = Rien ce jour
agenda-none-press = { $plan } planifie une visite, { $new } une relance ou une garde


### tui: other records

records-kind = Fiches
records-count = Nombre
records-changed = Modifiée
records-updated = Dernière modif.
records-linked = Ce qui s’y rapporte
records-page = { $kind } · { $name }
records-gone = Cette fiche n’est plus là.
records-of = { $shown } sur { $all }
records-sorted = { $field }
records-quoted = « { $text } »
records-show = Montrer
records-all = Toutes
records-diverging = Divergences
records-diverges = divergence
records-no-divergence = Aucune divergence sur cette fiche.
records-go = Aller à
records-nothing-found = Aucune fiche ne répond au filtre
records-press-clear = { $key } : tout montrer
records-press-new = { $key } : en créer une
records-stays = Cette fiche ne se supprime pas.
records-devices-are-admitted = Un appareil s’ajoute en admettant sa carte, sur l’écran Synchro.
records-devices-by-stewards = Seul le siège modifie la fiche d’un appareil.
records-erasures = Un effacement se fait depuis une visite ou une note, et ne se modifie pas.

overview-title = { $kind } : vue d’ensemble
overview-none = Ces fiches n’ont pas de vue d’ensemble.
overview-empty = Rien à compter.
overview-no-table = Il n’y a pas de vue « { $table } » pour : { $kind }
overview-kinds = ces fiches en ont : { $kinds }
overview-project-kind = Par nature
    .note = Une somme ne compte que les projets qui ont leur fiche et leur montant, chacun une fois ; totaux publiés et enveloppes ne s’y ajoutent pas.
overview-project-departement = Par département
    .note = Sans département : plusieurs, ou lieu non publié.
overview-project-year = Par année
    .note = Sans année : la source ne la donne pas.
overview-project-published = Totaux publiés et enveloppes, côte à côte
    .note = Ils se recoupent et se contredisent : chacun a sa date et sa source, aucun n’est ajouté.
overview-project-contradictory = Projets dont les montants se contredisent
    .note = Chaque source est montrée, aucun de ces montants n’est compté plus haut.
overview-column-kind = Nature
overview-column-departement = Département
overview-column-year = Année
overview-column-projects = Projets
overview-column-count = Nombre
overview-column-amount_qualifier = Précision
overview-column-amount = Montant
overview-column-not_added = Non comptés
overview-column-sources = Sources
overview-column-name = Nom
overview-column-total_of = Total de
overview-position-goal = Vers les 200
    .note = Prévu : postes ouverts aujourd’hui, au rythme du tableau « Par état » ; ni départs ni postes à créer.
overview-position-role = Par métier
    .note = Personnes en poste aujourd’hui, dans 6 et 12 mois, fin 2028. Nul ne commence avant l’ouverture prévue de son centre.
overview-position-departement = Par département
    .note = Médecins, sages-femmes et infirmiers seulement : ceux que l’objectif compte.
overview-position-open = Postes à pourvoir, les plus anciens d’abord
overview-position-state = Par état
    .note = Jours de chaque état à la prise de poste : médiane des postes de l’équipe s’ils sont 3 à le dire, sinon supposés, sans source publiée.
overview-position-networks = Offres diffusées aux réseaux partenaires
overview-position-exits = Pourquoi des candidatures n’aboutissent pas
overview-column-goal = Objectif
overview-column-due = Pour le
overview-column-in_post = En poste
overview-column-by_goal = Fin 2028
overview-column-missing = Manque
overview-column-a_month = Par mois
overview-column-role = Métier
overview-column-needed = Postes
overview-column-signed = Signés
overview-column-in_six_months = 6 mois
overview-column-in_twelve_months = 12 mois
overview-column-position = Poste
overview-column-state = État
overview-column-days_open = Jours ouverts
overview-column-asked = Diffusions
overview-column-candidacies = Candidatures
overview-column-start = Prise de poste
overview-column-positions = Postes
overview-column-days_to_start = Jours restants
overview-column-told_by = Dits par
overview-column-network = Réseau
overview-column-sent = Envoyées
overview-column-waiting = Sans réponse
overview-column-answers = Candidats
overview-column-last = La dernière
overview-column-cause = Cause
overview-column-withdrawn = Retirées
overview-column-refused = Refusées
overview-duty-week = Par semaine et secteur
    .note = Huit semaines, celle-ci comprise. Un trou est une tranche que le secteur tient d’habitude, et que personne n’a.
overview-duty-hole = Trous, et qui l’on peut demander
    .note = Des médecins du secteur, présents ce jour-là, sans garde la veille ni le lendemain ; les moins chargés d’abord.
overview-duty-fault = À revoir
overview-duty-day = Ponts et jours fériés des douze mois
    .note = Les ponts sont ceux que l’équipe a notés dans ses réglages communs (fiche Réglages).
overview-duty-professional = Gardes de l’année, par professionnel et tranche
overview-column-date = Date
overview-column-band = Tranche
overview-column-sector = Secteur
overview-column-holiday = Jour férié
overview-column-week = Semaine du
overview-column-shifts = Gardes
overview-column-holes = Trous
overview-column-faults = À revoir
overview-column-askable = Qui demander
overview-column-fault = Pourquoi
overview-column-who = Qui
overview-column-bridge = Pont
overview-column-professional = Professionnel
overview-column-nuit_profonde = Nuit
overview-column-soiree = Soirée
overview-column-samedi_apm = Samedi
overview-column-dimanche_ferie = Dim. férié
overview-column-pont = Pont
overview-column-total = Total
history-of = Historique : { $what }
history-none = Aucun historique ici
history-created = Fiche créée
history-suspect = Date suspecte : l’horloge de cet appareil était fausse
history-deleted = Fiche supprimée
history-erased = Contenu effacé par le siège
history-emptied = vidé

### tui: divergences

diverging-title = Divergences
diverging-values = Valeurs
diverging-of = { $field } : { $record }
diverging-by = { $author }, { $time }
diverging-latest = { $by } : la plus récente, montrée partout en attendant
diverging-said = { $value } ({ $by })
diverging-before = Avant ({ $by })
diverging-edited = modifiée ({ $fields })
diverging-existence = Suppression
diverging-keep-record = Garder la fiche, { $value }
diverging-drop-record = La supprimer
diverging-empty = vide
diverging-other = Une autre valeur…
diverging-notice = Deux valeurs : { $fields }. { $key } pour trancher.
diverging-mark-first = Marquez d’abord ce qui se tranche d’un coup.
diverging-keep = { $n ->
        [one] Pour celle qui est marquée, garder…
       *[other] Pour les { $n } marquées, garder…
    }
diverging-keep-latest = La valeur la plus récente
diverging-keep-mine = La mienne
diverging-keep-theirs = La plus récente des autres
diverging-keep-of = Celle écrite par { $author }
diverging-settles = { $keep } : { $n } sur { $all }
diverging-masked = Écran masqué : cette fiche ne s’affiche pas
diverging-not-here = Cela ne se tranche pas ici : c’est l’affaire du siège ou d’une version plus récente.
diverging-none-press = Quand deux personnes changent le même champ sans le savoir, les deux valeurs se tranchent ici. { $synchro } va à Synchro, où un import les apporte ; { $back } revient.


### tui: what was done here

deeds-title = Ce que j’ai fait
deeds-day = Jour
deeds-when = Heure
deeds-what = Action
deeds-state = État
deeds-records = { $n ->
        [one] { $title }
       *[other] { $title } et { $more } de plus
    }
deeds-whole = tient
deeds-part = changé en partie
deeds-not = changé depuis
deeds-undone = annulé { $when }
deeds-for-good-short = définitif
deeds-created = nouvelle fiche
deeds-deleted = suppression
deeds-nothing-left = Il n’en reste rien ici : effacé, ou retiré de ce portable.
deeds-masked = Écran masqué : cette action ne s’affiche pas
deeds-is-undone = C’est annulé. { $key } rétablit.
deeds-is-not-undone = Ce n’est pas annulé. { $key } annule.
deeds-has-changed = Tout a été changé depuis : il n’y a rien à annuler.
deeds-for-good = Qui est dans l’équipe, et ce qui est effacé, ne s’annule pas par une touche.
deeds-no-record = Cette fiche n’est plus là.
deeds-none = Rien n’a encore été fait sur ce portable
deeds-none-press = Chaque visite, chaque tâche enregistrée viendra ici, et s’annulera par { $undo }. { $visits } va aux visites ; { $back } revient.

### handover of a territory

handover-to = Remettre le territoire de { $name } à qui ?
handover-sector = Quels départements ?
handover-sector-hint = Par numéro ou nom. Rien d’écrit : tout ce qui est à son nom.
handover-everything = Tout ce qui est à son nom
handover-title = { $from } remet son territoire à { $to }
handover-press = { $key } remet : { $what }
handover-nothing = Rien n’est à remettre : { $name } n’a là ni dossier ouvert ni visite à venir.
handover-nobody = Personne d’autre dans l’équipe ne peut le prendre.
handover-whole-region = toute la région
handover-sectors = Secteurs ensuite : { $from } pour qui remet, { $to } pour qui reçoit
handover-visits = Les visites à venir seront replanifiées chez qui les reçoit, et marquées reportées chez qui les remet.
handover-left = { $n ->
        [one] Une visite planifiée à une date passée reste : seul son titulaire sait si elle a eu lieu.
       *[other] { $n } visites planifiées à une date passée restent : seul leur titulaire sait si elles ont eu lieu.
    }
handover-dry-run = Essai : rien n’a été remis.
sync-steward-hands-over = Seul le siège remet un territoire.

### tui: synchro

sync-team = Équipe
sync-for-whom = Un paquet pour qui ?
sync-for-siege = Le siège : fiches communes et visites
sync-nobody = Personne d’autre dans l’équipe pour l’instant : { $admit } admet un appareil ; { $backup } sauvegarde ce carnet
sync-for-team = Toute l’équipe : fiches communes
sync-where = Où l’écrire ?
sync-drive = { $name } : { $free } Mo libres ({ $folder })
sync-other-folder = Un autre dossier…
sync-all-drives = Toutes ces clés à la fois ({ $n })
sync-other-file = Un autre fichier…
sync-which-bundle = Quel paquet ?
sync-which-card = Quelle carte ?
sync-offer = { $sender }, { $made } : { $n ->
        [0] rien de nouveau
        [one] { $shown } nouvelle modification au plus
       *[other] { $shown } nouvelles modifications au plus
    }
sync-no-drive-path = Aucune clé trouvée : dans quel dossier ?
sync-no-bundle-path = Aucun paquet trouvé : quel fichier ou dossier ?
sync-folder-path = Dossier
sync-bundle-path = Fichier .maillage, ou son dossier
sync-card-path = Fichier .carte, ou son dossier
sync-fingerprint = Comparer l’empreinte
sync-exported = Paquet écrit
sync-backed-up = Sauvegarde écrite
sync-silent = Sans nouvelles depuis 90 jours, laissés de côté : { $devices }
sync-silent-question = Sans nouvelles depuis 90 jours, laissés de côté : { $devices }. Leur faire un paquet complet ?
sync-imported = Paquet importé
sync-would-bring = Ce que le paquet apporte
sync-report-more = { $n ->
        [one] … et { $shown } autre ligne ({ $key } : tout le compte rendu)
       *[other] … et { $shown } autres lignes ({ $key } : tout le compte rendu)
    }
imports-title = Ce que les derniers imports ont fait
imports-of = Import d’un paquet de { $sender }
imports-taken = Pris le
imports-sender = Paquet de
imports-new = Nouvelles
imports-lines = À voir
imports-what = À voir, avec ce qui était affiché avant
imports-nothing = Rien de particulier : ni divergence, ni date déplacée, ni blocage
imports-none-press = Chaque import qui apporte quelque chose laisse ici son compte rendu. { $key } importe un paquet, depuis Synchro.
sync-take-question = L’importer ?
sync-failed = Rien n’a changé
sync-admit = Admettre un appareil
sync-card-question =
    Titulaire de la carte : { $holder }
    Empreinte : { $fingerprint }
    Est-ce bien celle que le titulaire vous lit à voix haute ?
sync-as = L’admettre comme
sync-as-field = Appareil de terrain
sync-as-steward = Appareil du siège : il admet, et reçoit toutes les visites
sync-admitted = Appareil admis
sync-admitted-next = L’appareil est de l’équipe. Il lui faut un paquet pour la rejoindre.
sync-bundle-for-them = Il lui faut un paquet pour rejoindre l’équipe. Le faire maintenant ?
sync-never = jamais
sync-missing = { $n ->
        [one] Il manque une modification ({ $key } : à qui la demander)
       *[other] Il manque { $shown } modifications ({ $key } : à qui les demander)
    }
sync-held = { $n ->
        [one] Une modification attend sans compter ({ $key } : pourquoi)
       *[other] { $shown } modifications attendent sans compter ({ $key } : pourquoi)
    }
sync-waits-here = Ce qui manque ou attend ici
sync-waits-nothing = Rien ne manque
sync-bundle = n° { $number }, fait le { $made }
sync-bundle-taken = n° { $number }, fait le { $made }, pris le { $taken }
sync-last-heard = Dernières nouvelles
sync-last-in = Dernier paquet reçu
sync-last-out = Dernier paquet fait
sync-lacks = Pas encore reçu
sync-lacks-nothing = Rien, il a tout
sync-edits-since = { $n ->
        [one] { $shown } modification, du { $date }
       *[other] { $shown } modifications, la plus ancienne du { $date }
    }
sync-is-silent = Sans nouvelles depuis 90 jours : les paquets ne comptent plus avec ce qui lui manque, faites-lui un paquet complet.
sync-column-sector = Secteur
sync-conflicts-there = { $n ->
        [one] Une divergence à trancher ({ $key })
       *[other] { $n } divergences à trancher ({ $key })
    }
sync-busy = Un paquet est en cours : Échap l’arrête.
sync-escape-stops = Échap arrête
sync-waits = Cet ordinateur n’est encore d’aucune équipe.
sync-waits-card = { $key } écrit votre carte sur une clé ou dans un dossier.
sync-waits-hand = Remettez la carte au siège, et lisez-lui son empreinte à voix haute. Il vous rend un paquet.
sync-waits-import = { $key } importe ce paquet : comparez l’empreinte de l’équipe avec celle que le siège vous lit.
sync-waits-recover = { $key } : s’il n’y a plus de siège, la carte de secours fait de cet ordinateur le siège de l’équipe.
sync-waits-only = Sans équipe, on ne peut qu’écrire sa carte, importer un paquet, ou prendre la carte de secours.
sync-steward-only = Seul le siège admet un appareil.
sync-why = Pourquoi ?
sync-revoke = Révoquer un appareil
sync-accept = Appareil révoqué
sync-steward-revokes = Seul le siège révoque un appareil.
sync-rekey = Changer les clés
sync-recover = Carte de secours
sync-recover-row = Carte de secours, ligne { $row } sur 4
sync-recover-says = Recopiez la ligne imprimée. Les espaces et les tirets ne comptent pas.
sync-row-right = Ligne juste


### tui: help

help-keys-tab = Touches
help-words-tab = Mots
help-other = { $key } : { $what }
word-source = Source : { $source }
word-ami = AMI
    .means = Appel à manifestation d’intérêt : une commune ou une intercommunalité y dit qu’elle veut un centre de santé. Le premier a été lancé en octobre 2021.
    .source = Dossier de presse de la Région Occitanie, 17 juin 2022
word-gip = GIP
    .means = Groupement d’intérêt public : la personne morale de droit public dans laquelle la Région et les territoires membres portent le service ensemble.
    .source = Loi n° 2011-525 du 17 mai 2011, articles 98 et suivants
word-college = Collège
    .means = Les membres du GIP siègent en quatre collèges : la Région, les départements, les communes et intercommunalités, les partenaires.
    .source = Dossier de presse de la Région Occitanie, 17 juin 2022
word-member = Membre
    .means = Un organisme qui a rejoint le GIP : région, département, intercommunalité, commune ou partenaire. Son territoire est celui qu’il couvre.
word-epci = EPCI
    .means = Établissement public de coopération intercommunale : une communauté de communes, d’agglomération ou urbaine, ou une métropole. Son numéro SIREN le désigne.
    .source = Code général des collectivités territoriales
word-insee = Code INSEE
    .means = Le code officiel d’une commune, cinq caractères dont les deux premiers sont le département. Des communes portent le même nom : le code, lui, est unique.
    .source = Code officiel géographique, INSEE
word-qpv = QPV
    .means = Quartier prioritaire de la politique de la ville : un quartier retenu par décret, d’après le revenu de ses habitants.
    .source = Loi n° 2014-173 du 21 février 2014, article 5
word-centre = Centre de santé
    .means = Une structure de soins de proximité, dont les professionnels sont salariés. Ici, du premier projet aux portes ouvertes.
    .source = Code de la santé publique, L. 6323-1 et suivants
word-antenne = Antenne
    .means = Un lieu de soins rattaché à un centre principal : les mêmes règles que pour un centre s’y appliquent.
    .source = Décret n° 2018-143 du 27 février 2018
word-msp = MSP
    .means = Maison de santé pluriprofessionnelle : des professionnels qui exercent ensemble autour d’un projet de santé, libéraux le plus souvent. Ce n’est pas un centre de santé.
    .source = Code de la santé publique, L. 6323-3
word-project = Projet de santé
    .means = Ce que le centre fera, écrit par son gestionnaire : objectifs, activités, professionnels, organisation, coopérations, accès, santé publique.
    .source = Code de la santé publique, L. 6323-1-10
word-undertaking = Engagement de conformité
    .means = Le gestionnaire le remet à l’ARS avant l’ouverture, avec le projet de santé et le règlement de fonctionnement.
    .source = Code de la santé publique, L. 6323-1-11
word-receipt = Récépissé de l’ARS
    .means = Il vaut autorisation de soigner des assurés et porte les numéros FINESS. Une pièce qui manque au dossier le retarde.
    .source = Code de la santé publique, D. 6323-9
word-ars = ARS
    .means = Agence régionale de santé : elle reçoit le dossier du centre, délivre le récépissé et organise la permanence des soins de la région.
    .source = Code de la santé publique, L. 1431-2
word-cpam = CPAM
    .means = Caisse primaire d’assurance maladie : elle rembourse les soins. Le centre la rejoint par l’accord national des centres de santé.
    .source = Accord national du 8 juillet 2015, puis du 28 août 2025
word-finess = FINESS
    .means = Le fichier national des établissements : un numéro pour la personne morale, un pour le centre. Sans eux, rien ne se facture.
    .source = Code de la santé publique, D. 6323-9
word-erp = ERP
    .means = Établissement recevant du public. Un centre est en général de 5e catégorie, type U : accessibilité, sécurité incendie, registre public d’accessibilité.
    .source = Arrêté du 25 juin 1980 et code de la construction
word-gate = Verrou
    .means = Une tâche sans laquelle le centre n’ouvre pas : faite, ou sans objet avec son motif. On peut ouvrir malgré elle, en disant pourquoi.
word-stage = Étape, tâche
    .means = Une étape de la route vers l’ouverture, et les tâches à y cocher. Locaux, recrutement et dossier ARS avancent en même temps.
word-ordre = Ordre
    .means = L’ordre professionnel : un médecin doit être inscrit au conseil de son département, qui reçoit aussi son contrat.
    .source = Code de la santé publique, L. 4112-1 et L. 4113-9
word-rpps = RPPS
    .means = Répertoire partagé des professionnels de santé : le numéro national d’un soignant, le même toute sa vie.
word-cps = Carte CPS
    .means = Carte de professionnel de santé : elle signe les feuilles de soins. Il en faut une par lieu d’exercice.
word-ipa = IPA
    .means = Infirmier en pratique avancée : avec un diplôme de plus, il suit des patients et renouvelle des traitements.
    .source = Code de la santé publique, L. 4301-1
word-fte = ETP
    .means = Équivalent temps plein : 1 pour 35 heures par semaine, 0,5 pour un mi-temps.
word-dasri = DASRI
    .means = Déchets d’activités de soins à risques infectieux : ils partent par une filière à part, avec un contrat d’enlèvement.
    .source = Code de la santé publique, R. 1335-1 et suivants
word-ins = INS
    .means = Identité nationale de santé : le logiciel de soins doit la gérer. Ce carnet n’en contient aucune.
    .source = Code de la santé publique, L. 1111-8-1
word-pdsa = PDSA
    .means = Permanence des soins ambulatoires : chaque nuit de 20 h à 8 h, les dimanches et jours fériés de 8 h à 20 h, et, là où l’ARS le prévoit, le samedi après-midi et les ponts.
    .source = Code de la santé publique, R. 6315-1
word-bridge = Pont
    .means = Un jour entre un férié et un week-end que l’ARS fait entrer dans la PDSA. Ses dates se donnent dans les réglages de l’équipe.
    .source = Code de la santé publique, R. 6315-1
word-dispatch = Régulation
    .means = Le médecin du 15 ou du SAS (service d’accès aux soins) qui décide, au téléphone, si une visite est utile.
    .source = Code de la santé publique, L. 6311-3
word-ehpad = EHPAD
    .means = Établissement d’hébergement pour personnes âgées dépendantes : une visite peut y être demandée par l’équipe soignante.
    .source = Code de l’action sociale et des familles
word-treating = Médecin traitant
    .means = Le médecin que l’assuré déclare à sa caisse et qui coordonne ses soins.
    .source = Code de la sécurité sociale, L. 162-5-3
word-patient = Pseudonyme
    .means = La référence d’un patient ici : un code et un numéro. Qui c’est n’est écrit que dans le logiciel de soins, jamais dans ce carnet.
word-visit = Visite
    .means = Une visite à domicile, planifiée ou réalisée. Les vôtres ne sont lues que par le siège et par vous.
word-exchange = Échange, relance
    .means = Un appel, une réunion, un courrier ou une visite de site ; et ce qu’il faut faire ensuite, pour quand, par qui.
word-holder = Titulaire, secteur
    .means = La personne qui se sert d’un appareil, et les départements qui sont les siens : « mes dossiers ».
word-device = Appareil
    .means = Le carnet d’un portable, avec ses propres clés.
word-steward = Siège
    .means = Un appareil qui admet et révoque les autres, et qui reçoit toutes les visites.
word-bundle = Paquet
    .means = Le fichier scellé qui porte les modifications d’un appareil aux autres, sur une clé USB. Seuls ceux à qui il est destiné peuvent l’ouvrir.
word-conflict = Divergence
    .means = Deux valeurs d’un même champ, écrites sans se connaître. Les deux sont gardées jusqu’à ce que quelqu’un tranche.
word-twins = Doublon
    .means = Deux fiches pour une même chose. Fusionnées, l’une tient lieu des deux, avec l’histoire de chacune.
word-card = Carte, empreinte
    .means = Le fichier qui présente un appareil au siège ; et les quelques mots qui le résument, à comparer de vive voix.
word-recovery = Carte de secours
    .means = La clé racine de l’équipe, imprimée une seule fois. Elle refait un siège quand il n’y en a plus : à garder sous clé.
word-backup = Sauvegarde
    .means = Une copie complète et scellée du carnet, en un fichier. Avec la phrase de passe, elle le refait sur un autre portable.

### tui: what changed

news-title = Nouveautés
