app-name = Maillage

### kinds, fields, choices

kind-member = Member
    .plural = Members
    .new = New member
    .edit = Edit the member
    .delete = Delete the member
    .saved = Member saved
    .deleted = Member deleted
    .none = No members
    .count = { $n ->
        [one] { $shown } member
       *[other] { $shown } members
    }
kind-centre = Centre
    .plural = Centres
    .new = New centre
    .edit = Edit the centre
    .delete = Delete the centre
    .saved = Centre saved
    .deleted = Centre deleted
    .none = No centres
    .count = { $n ->
        [one] { $shown } centre
       *[other] { $shown } centres
    }
kind-contact = Contact
    .plural = Contacts
    .new = New contact
    .edit = Edit the contact
    .delete = Delete the contact
    .saved = Contact saved
    .deleted = Contact deleted
    .none = No contacts
    .count = { $n ->
        [one] { $shown } contact
       *[other] { $shown } contacts
    }
kind-exchange = Exchange
    .plural = Exchanges
    .new = New exchange
    .edit = Edit the exchange
    .delete = Delete the exchange
    .saved = Exchange saved
    .deleted = Exchange deleted
    .none = No exchanges
    .count = { $n ->
        [one] { $shown } exchange
       *[other] { $shown } exchanges
    }
kind-followup = Follow-up
    .plural = Follow-ups
    .new = New follow-up
    .edit = Edit the follow-up
    .delete = Delete the follow-up
    .saved = Follow-up saved
    .deleted = Follow-up deleted
    .none = No follow-ups
    .count = { $n ->
        [one] { $shown } follow-up
       *[other] { $shown } follow-ups
    }
kind-stage = Stage
    .plural = Stages
    .new = New stage
    .edit = Edit the stage
    .delete = Delete the stage
    .saved = Stage saved
    .deleted = Stage deleted
    .none = No stages
    .count = { $n ->
        [one] { $shown } stage
       *[other] { $shown } stages
    }
kind-step = Step
    .plural = Steps
    .new = New step
    .edit = Edit the step
    .delete = Delete the step
    .saved = Step saved
    .deleted = Step deleted
    .none = No steps
    .count = { $n ->
        [one] { $shown } step
       *[other] { $shown } steps
    }
kind-position = Position
    .plural = Positions
    .new = New position
    .edit = Edit the position
    .delete = Delete the position
    .saved = Position saved
    .deleted = Position deleted
    .none = No positions
    .count = { $n ->
        [one] { $shown } position
       *[other] { $shown } positions
    }
kind-candidacy = Application
    .plural = Applications
    .new = New application
    .edit = Edit the application
    .delete = Delete the application
    .saved = Application saved
    .deleted = Application deleted
    .none = No applications
    .count = { $n ->
        [one] { $shown } application
       *[other] { $shown } applications
    }
kind-circulation = Offer round
    .plural = Offer rounds
    .new = New offer round
    .edit = Edit the offer round
    .delete = Delete the offer round
    .saved = Offer round saved
    .deleted = Offer round deleted
    .none = No offer was sent round
    .count = { $n ->
        [one] { $shown } offer round
       *[other] { $shown } offer rounds
    }
kind-visit = Visit
    .plural = Visits
    .new = New visit
    .edit = Edit the visit
    .delete = Delete the visit
    .saved = Visit saved
    .deleted = Visit deleted
    .none = No visits
    .count = { $n ->
        [one] { $shown } visit
       *[other] { $shown } visits
    }
kind-duty = Duty
    .plural = Duties
    .new = New duty
    .edit = Edit the duty
    .delete = Delete the duty
    .saved = Duty saved
    .deleted = Duty deleted
    .none = No duties
    .count = { $n ->
        [one] { $shown } duty
       *[other] { $shown } duties
    }
kind-indicator = Indicator
    .plural = Indicators
    .new = New indicator
    .edit = Edit the indicator
    .delete = Delete the indicator
    .saved = Indicator saved
    .deleted = Indicator deleted
    .none = No indicators
    .count = { $n ->
        [one] { $shown } indicator
       *[other] { $shown } indicators
    }
kind-project = Project
    .plural = Projects
    .new = New project
    .edit = Edit the project
    .delete = Delete the project
    .saved = Project saved
    .deleted = Project deleted
    .none = No projects
    .count = { $n ->
        [one] { $shown } project
       *[other] { $shown } projects
    }
kind-milestone = Milestone
    .plural = Milestones
    .new = New milestone
    .edit = Edit the milestone
    .delete = Delete the milestone
    .saved = Milestone saved
    .deleted = Milestone deleted
    .none = No milestones
    .count = { $n ->
        [one] { $shown } milestone
       *[other] { $shown } milestones
    }
kind-note = Note
    .plural = Notes
    .new = New note
    .edit = Edit the note
    .delete = Delete the note
    .saved = Note saved
    .deleted = Note deleted
    .none = No notes
    .count = { $n ->
        [one] { $shown } note
       *[other] { $shown } notes
    }
kind-device = Device
    .plural = Devices
    .new = New device
    .edit = Edit the device
    .delete = Delete the device
    .saved = Device saved
    .deleted = Device deleted
    .none = No devices
    .count = { $n ->
        [one] { $shown } device
       *[other] { $shown } devices
    }
kind-erasure = Erasure
    .plural = Erasures
    .new = New erasure
    .edit = Edit the erasure
    .delete = Delete the erasure
    .saved = Erased
    .deleted = Erasure deleted
    .none = Nothing was erased
    .count = { $n ->
        [one] { $shown } erasure
       *[other] { $shown } erasures
    }
kind-setting = Team setting
    .plural = Team settings
    .new = New setting
    .edit = Edit the team settings
    .delete = Delete the setting
    .saved = Settings saved
    .deleted = Setting deleted
    .none = No settings
    .count = { $n ->
        [one] { $shown } setting
       *[other] { $shown } settings
    }

field-member-name = Name
field-member-acronym = Acronym
field-member-kind = Nature
field-member-college = College
field-member-status = Status
field-member-joined = Joined
field-member-left = Left
field-member-departements = Départements
field-member-epci = EPCI (SIREN)
field-member-commune = Commune
field-member-represents = Also represents
    .hint = the communes that it speaks for, beside its own
field-member-signatory = Signatory
field-member-signatory_role = Signatory’s role
field-member-owner = Followed by
field-member-note = Note
field-member-source = Source
field-member-as_of = As of
field-member-url = Web page

field-centre-name = Name
field-centre-commune = Commune
field-centre-host = Host member
field-centre-target_opening = Target opening
    .hint = day, month or year: 15/03/2027, 03/2027 or 2027
field-centre-kind = Kind of opening
field-centre-status = Status
field-centre-opened = Opened on
    .hint = giving the date opens the centre
field-centre-opened_despite = Opened despite
field-centre-first_target = First target
field-centre-suspended_on = Suspended on
field-centre-closed_on = Closed on
field-centre-abandoned_on = Abandoned on
field-centre-parent = Main centre
    .hint = for an antenne
field-centre-owner = Followed by
field-centre-premises = Premises
field-centre-note = Note
field-centre-source = Source
field-centre-as_of = As of
field-centre-url = Web page

field-contact-member = Member
field-contact-function = Function
field-contact-name = Name
field-contact-work_phone = Work phone
field-contact-work_email = Work e-mail
field-contact-note = Note
    .hint = work details only

field-exchange-kind = Nature
field-exchange-date = Date
    .hint = yesterday, monday, 15/11…
field-exchange-member = Member
field-exchange-centre = Centre
field-exchange-contacts = Contacts
field-exchange-summary = Summary
field-exchange-km = Kilometres
field-exchange-by = By

field-followup-what = To do
field-followup-due = Due
    .hint = tomorrow, monday, +7, 15/12…
field-followup-owner = In charge
field-followup-about = About
field-followup-done = Done
field-followup-done_on = Done on

field-stage-subject = File
field-stage-stage = Stage
field-stage-state = State
field-stage-blocked_reason = Blocked because
field-stage-planned_start = Planned start
field-stage-planned_end = Planned end
field-stage-actual_start = Actual start
field-stage-actual_end = Actual end
field-stage-owner = Followed by

field-step-subject = File
field-step-stage = Stage
field-step-item = Step
field-step-label = Label
field-step-state = State
field-step-done_on = Done on
field-step-done_by = Done by
field-step-reason = Reason
    .hint = why it does not apply
field-step-due = Due
field-step-owner = In charge
field-step-note = Note

field-position-centre = Centre
field-position-role = Role
field-position-fte = Working time
    .hint = in full-time equivalents: 1 or 0.5
field-position-contract = Contract
field-position-state = State
field-position-need_on = Need opened on
field-position-offer_on = Offer published
field-position-application_on = Application on
field-position-interview_on = Interview on
field-position-proposal_on = Proposal on
field-position-signed_on = Signed on
field-position-started_on = Started on
field-position-absent_from = Absent from
field-position-absent_until = Absent until
field-position-left_on = Left on
field-position-reopened_on = Reopened on
field-position-ordre_rpps = Council and RPPS
    .hint = registration and number checked
field-position-cps = CPS card
field-position-contrat_transmis_ordre = Contract sent
    .hint = to the departmental council
field-position-owner = Followed by
field-position-note = Note
field-position-label = Title

field-candidacy-position = Position
field-candidacy-reference = Reference
    .hint = never a name
field-candidacy-state = State
field-candidacy-received = Received on
field-candidacy-decided = Decided on
field-candidacy-reason = Reason
field-candidacy-cause = Cause
    .hint = if it is withdrawn or refused

field-circulation-position = Position
field-circulation-network = Partner network
    .hint = a member of college 4
field-circulation-sent = Sent on
field-circulation-answered = Answered on
field-circulation-answers = Applicants
    .hint = how many it brought
field-circulation-note = Note

field-visit-centre = Centre
field-visit-role = Role
field-visit-commune = Commune
    .hint = département and start of the name: 66 ceret
field-visit-patient = Patient
    .hint = pseudonym CODE-NNNN, never a name
field-visit-start = Start
    .hint = yesterday 14:30, monday 9:00, 15/11 8:00…
field-visit-requested_by = Requested by
field-visit-unscheduled = Unscheduled
field-visit-reason = Reason
field-visit-status = Status
field-visit-minutes = Duration
    .hint = from 1 to 480 minutes
field-visit-km = Distance
    .hint = one way; estimated when empty
field-visit-regulated = Regulated
field-visit-band = Time band
    .hint = computed from the start
field-visit-note = Note
    .hint = 200 characters, no name, no diagnosis
field-visit-age_band = Age band
field-visit-place = Place
field-visit-treating_doctor = Treating doctor
field-visit-band_reason = Band reason
    .hint = why a band other than the computed one
field-visit-terrain = Terrain
field-visit-km_estimated = Estimated distance
field-visit-agent = Agent code
    .hint = internal code, never a name

field-duty-date = Date
field-duty-band = Time band
field-duty-centre = Centre
field-duty-position = Position
field-duty-sector = Sector
field-duty-note = Note

field-indicator-key = Indicator
field-indicator-kind = Nature
field-indicator-value = Value
field-indicator-text = In words
field-indicator-qualifier = Precision
field-indicator-as_of = As of
field-indicator-as_of_inferred = Inferred date
field-indicator-source = Source
field-indicator-period = Period
field-indicator-due = Due
field-indicator-note = Note
field-indicator-url = Web page

field-project-name = Name
field-project-kind = Nature
field-project-commune = Commune
field-project-communes = Communes
field-project-year = Year
field-project-amount = Amount
field-project-amount_qualifier = Precision
field-project-count = Number
field-project-source = Source
field-project-as_of = As of
field-project-note = Note
field-project-total_of = Total of

field-milestone-label = Label
field-milestone-date = Date
field-milestone-end = End
field-milestone-topic = Topic
field-milestone-centre = Centre
field-milestone-communes = Communes
field-milestone-label_en = English label
field-milestone-precision = Reliability
field-milestone-source = Source
field-milestone-as_of = As of

field-note-about = About
field-note-date = Date
field-note-text = Text

field-device-holder = Holder
field-device-sector = Sector
    .hint = their départements: 09, 31
field-device-code = Code
    .hint = start of its pseudonyms
field-device-role = Role
field-device-signing_key = Signing key
field-device-sealing_key = Sealing key
field-device-reads_visits_of = Reads visits of
field-device-revoked = Revocation
field-device-revoked_reason = Reason
field-device-successor = Replaced by
field-device-proof = Proof

field-erasure-records = Records erased
field-erasure-reason = Reason

field-setting-bridge_days = Bridge days
field-setting-keep_visits_days = Keep visits (days)
    .hint = dates given by the ARS

centre-kind-creation = New centre
centre-kind-perennisation = Takeover
centre-kind-transformation = Conversion
centre-kind-antenne = Branch

centre-status-preparing = In preparation
centre-status-open = Open
centre-status-suspended = Suspended
centre-status-closed = Closed
centre-status-abandoned = Abandoned

stage-state-not_started = Not started
stage-state-under_way = Under way
stage-state-blocked = Blocked
stage-state-done = Done

step-state-open = To do
step-state-done = Done
step-state-not_applicable = Not applicable

exchange-kind-call = Call
exchange-kind-meeting = Meeting
exchange-kind-mail = Mail
exchange-kind-site_visit = Site visit

qualifier-exact = Exactly
qualifier-over = Over
qualifier-nearly = Nearly
qualifier-about = About

indicator-kind-measure = Measure
indicator-kind-target = Target
indicator-kind-context = Context
indicator-kind-training = Training
indicator-kind-condition = Working conditions

project-kind-health_house = Health house
project-kind-health_centre = Health centre
project-kind-hospital = Hospital
project-kind-specialist_posts = Specialist posts
project-kind-training = Training
project-kind-student_housing = Student housing
project-kind-emergency_department = Emergency dept
project-kind-industry_contract = Industry contract
project-kind-programme = Programme
project-kind-total = Published total

college-1 = 1 · Region
college-2 = 2 · Départements
college-3 = 3 · Communes and EPCIs
college-4 = 4 · Partners

member-kind-region = Region
member-kind-departement = Département
member-kind-intercommunal = EPCI
member-kind-commune = Commune
member-kind-university = University
member-kind-association = Association
member-kind-federation = Federation
member-kind-other = Other

member-status-prospect = Prospect
member-status-applied = Applied to the call
member-status-member = Member
member-status-left = Left

role-doctor = Doctor
role-midwife = Midwife
role-nurse = Nurse
role-advanced_nurse = Advanced nurse
role-secretary = Medical secretary
role-assistant = Medical assistant

contract-permanent = Permanent
contract-fixed_term = Fixed-term
contract-secondment = Secondment
contract-sessional = Sessional

position-state-besoin_ouvert = Need opened
position-state-offre_publiee = Offer published
position-state-candidature = Application
position-state-entretien = Interview
position-state-proposition = Proposal
position-state-contrat_signe = Contract signed
position-state-prise_de_poste = In post
position-state-absence = Absent
position-state-depart = Left

candidacy-state-received = Received
candidacy-state-interview = Interview
candidacy-state-offered = Post offered
candidacy-state-accepted = Accepted
candidacy-state-withdrawn = Withdrawn
candidacy-state-refused = Refused
exit-cause-distance = Distance
exit-cause-housing = Housing
exit-cause-family = Family
exit-cause-pay = Pay
exit-cause-hours = Working hours
exit-cause-other_post = Another post
exit-cause-profile = Profile
exit-cause-no_answer = No answer
exit-cause-other = Other

device-role-field = Field
device-role-steward = Head office

revoke-reason-lost = Lost
revoke-reason-stolen = Stolen
revoke-reason-left = Holder left
revoke-reason-keys = Keys changed

visit-role-doctor = Doctor
visit-role-midwife = Midwife
visit-role-nurse = Nurse
visit-role-advanced_nurse = Advanced nurse

requested-by-patient = Patient or family
requested-by-secretariat = Secretariat
requested-by-dispatch = Dispatch (SAS, 15)
requested-by-care_home = Care home
requested-by-nurse = Nurse
requested-by-planned = Planned

reason-chronic = Chronic follow-up
reason-acute = Acute care
reason-renewal = Renewal
reason-palliative = Palliative care
reason-discharge = Hospital discharge
reason-certificate = Certificate, paperwork
reason-prevention = Prevention, vaccination
reason-perinatal = Perinatal
reason-other = Other

visit-status-planned = Planned
visit-status-done = Done
visit-status-cancelled = Cancelled
visit-status-absent = Patient absent
visit-status-postponed = Postponed

band-jour = Day
band-soiree = Evening
band-nuit_profonde = Deep night
band-dimanche_ferie = Sunday or holiday
band-samedi_apm = Saturday afternoon
band-pont = Bridge day
roster-fault-twice = Two shifts at a time
roster-fault-double = Shift kept twice
roster-fault-not_there = Not in post

age-band-0-5 = 0 to 5
age-band-6-17 = 6 to 17
age-band-18-64 = 18 to 64
age-band-65-79 = 65 to 79
age-band-80plus = 80 and over

place-home = Home
place-care_home = Care home
place-residence = Assisted living
place-other = Other

treating-doctor-centre = At the centre
treating-doctor-other = Elsewhere
treating-doctor-none = None

terrain-plain = Lowland
terrain-mountain = Mountain

yes = Yes
no = No


### faults (model rules)

## Public holidays
holiday-new-year = New Year’s Day
holiday-easter-monday = Easter Monday
holiday-labour-day = Labour Day
holiday-victory-1945 = Victory in Europe Day
holiday-ascension = Ascension Day
holiday-whit-monday = Whit Monday
holiday-national-day = Bastille Day
holiday-assumption = Assumption
holiday-all-saints = All Saints’ Day
holiday-armistice-1918 = Armistice Day
holiday-christmas = Christmas Day

## What cannot be read
entry-date = “{ $text }” is not a date. Try 15/11, monday, yesterday, +2 or 2026-11-15.
entry-no-such-day = There is no such day as “{ $text }”.
entry-weekday-mismatch = In “{ $text }”, the weekday and the date do not agree.
entry-partial-date = “{ $text }” is not a date. Try 15/03/2027, march 2027 or 2027.
entry-time = “{ $text }” is not a time. Try 14:30 or 9.
entry-time-missing = The time is missing after “{ $text }”. Try “{ $text } 14:30”.
entry-day-time = “{ $text }” is not a day and a time. Try yesterday 14:30.
entry-skipped-hour = “{ $text }” does not exist or is out of the calendar: summer time skips from 2:00 to 3:00.
entry-minutes = “{ $text }” is not a duration. Try 45 or 1h15.
entry-yes-no = “{ $text }” is neither yes nor no.
entry-integer = “{ $text }” is not a whole number.
entry-number = “{ $text }” is not a number with at most three decimal places.
entry-money = “{ $text }” is not an amount in euros.
entry-choice = “{ $text }” is not on the list: { $choices }.
entry-commune-unknown = No commune of the region answers to “{ $text }”.
entry-commune-several = Several communes answer to “{ $text }”: { $choices }.
entry-epci = “{ $text }” does not name one intercommunal body: give its SIREN number.
entry-departement = “{ $text }” is not a département of the region.
entry-record-unknown = No record answers to “{ $text }”.
entry-record-several = Several records answer to “{ $text }”: { $choices }.

## What blocks an opening, what to do next for a position
blocker-stage = { $stage }: blocked. { $reason }
blocker-gate = { $stage }: “{ $step }” is still to be done
blocker-no-doctor = Recruitment: no doctor under contract
blocker-doctors-unchecked =
    { $n ->
        [one] Recruitment: council and RPPS to be checked for one doctor under contract
       *[other] Recruitment: council and RPPS to be checked for { $n } doctors under contract
    }
next-publish = Publish the offer
next-find-applicants = Find applicants
next-interview = Hold the interview
next-propose = Make a proposal
next-sign = Have the contract signed
next-check-ordre = Check council and RPPS
next-send-contract = Send the contract to the council
next-order-cps = Order the CPS card
next-start = Prepare the start
next-replace = Plan the replacement or the return
next-reopen = Reopen the need or close the position

# The forecast opening of a centre in preparation.
forecast = Forecast opening
forecast-by-plan = from the planned dates
forecast-by-team = from the team’s own durations (medians, n = { $n } centres)
forecast-by-defaults = from durations that this notebook assumes: three open centres do not tell them yet
forecast-by-mixed = from the team’s own durations and, where they lack, those that this notebook assumes
forecast-between = between { $from } and { $to } (quartiles of the team’s)
forecast-held-by = what ends last: { $stages }
forecast-blocked = if what is blocked is freed today

# The centres as cards, one column for each place on the way.
board-ami = Call (AMI)
board-adhesion = Joining
board-preparing = In preparation
board-ready = Ready to open
board-open = Open
board-aside = Set aside
board-forecast = forecast { $date }
board-move = { $centre } → { $column }
board-edit-stage = { $stage }: { $state }
board-edit-status = Status: { $status }
board-gates = Before “{ $column }”, still to be done
board-all-closed = This centre is ready: open a step again on its page first.
board-has-opened = Its doors have opened: it does not go back into preparation.
board-steps-done = Every step of “{ $stage }” is done: open one of them again first.

# The centres in time, by quarter; a stage moved to see.
timeline-quarter = Q{ $n }
timeline-planned = planned { $from } to { $to }
timeline-began = begun { $date }
timeline-ended = over { $date }
timeline-ahead = by the forecast { $from } to { $to }
timeline-legend-done = done
timeline-legend-ahead = to come
timeline-legend-slip = slip
timeline-legend-planned = planned
timeline-legend-target = target
timeline-legend-forecast = forecast
timeline-legend-opened = open
timeline-legend-today = today
what-if = What if… { $centre } opens { $now } instead of { $was }
what-if-short = What if… opens { $now }
what-if-others = { $n ->
    [one] and { $n } other centre
   *[other] and { $n } other centres
}
what-if-dropped = What-if dropped: nothing is changed
what-if-over = “{ $stage }” is over: it does not move any more.
what-if-no-sooner = “{ $stage }” cannot come sooner: today, or what comes before it, stands in the way.
what-if-preparing = Only the stages of a centre in preparation move.

## Faults, each on its field
fault-required = To be filled in.
fault-too-long = Too long: { $length } characters, { $most } at most.
fault-negative = A negative number makes no sense here.
fault-commune-unknown = This commune is not in Occitanie.
fault-epci-unknown = This intercommunal body has no commune in Occitanie.
fault-departement-unknown = This is not one of the region’s thirteen départements.
fault-date-range = This date is out of the calendar.
fault-record-unknown = The record referred to does not exist here.
fault-record-kind = The record referred to is of another kind.
fault-refers-to-itself = A record cannot refer to itself.
fault-in-future = This date is yet to come.
fault-dates-order = This date is before the one that should precede it.
fault-reason-required = Say why.
fault-before-service = The service did not exist on that date: check the year.
fault-done-in-future = A visit yet to come cannot be done already: check the date or the status.
fault-planned-in-past = This planned visit is already past.
fault-too-far = More than two years ahead: check the year.
fault-band-differs = By its start, the band is “{ $band }”. To keep another one, say why.
fault-minutes-required = A visit that was done has a duration.
fault-minutes-range = A visit lasts from 1 to 480 minutes.
fault-km-required = A visit that was done has a distance.
fault-km-far = More than 150 km: is it one way?
fault-km-range = More than 2,000 km: check the distance.
fault-patient-form = A short reference without spaces and with a digit, such as CODE-0042. Never a name or a social-security number.
fault-agent-form = A short code without spaces. Never a name.
fault-planned-unscheduled = Requested as planned care, but marked as unscheduled.
fault-centre-not-open = This centre is not open yet.
fault-twin = A record like it is here already: { $name } ({ $id }).
fault-twin-visit = A visit like it is here already: { $start } ({ $id }).
fault-duty-band = A duty is outside ordinary daytime.
fault-duty-where = Give the centre or the sector.
fault-private-nir = This looks like a social-security number: it must not be here.
fault-private-phone = This looks like a phone number: it must not be here.
fault-private-email = This looks like an e-mail address: it must not be here.
fault-private-street = This looks like an address: the commune is enough.
fault-private-birth = This looks like a birth date: the age band is enough.
fault-private-name = This looks like a name: the reference is enough.
fault-status-date = This status needs its date.
fault-antenne-parent = Which centre is it an antenne of?
fault-opened-preparing = A centre that has opened is no longer in preparation.
fault-opening-date = The opening date is what opens a centre: give it.
fault-gates-open = The opening still waits for: { $gates }. To open all the same, say why.
fault-stage-subject = AMI and joining are the member’s, the other stages the centre’s.
fault-ended-not-done = There is an end date, but it is not marked as done.
fault-step-derived = This step follows from the positions: it is not ticked by hand.
fault-step-label = Give the added step a label.
fault-fte-range = A position counts more than 0 and at most 1 FTE.
fault-state-in-future = The state is reached, but its date is yet to come.
fault-reference-form = A short reference without spaces and with a digit. Never a name.
fault-cause-of-exit = A cause is noted once the application is withdrawn or refused.
fault-network-college = An offer goes round the partners' networks: choose a member of college 4.
fault-territory-missing = Without this code the member is not on the map.
fault-url-form = A web address starts with https://.
fault-email-form = This is not an e-mail address.
fault-email-personal = This address looks personal: only work details are kept.
fault-phone-form = This is not a phone number.
fault-member-or-centre = Give the member or the centre.
fault-device-code = “{ $text }” will not do: from 2 to 8 capital letters or digits.
fault-note-channel = A note that the whole team reads does not become one about a visit, nor the other way round: write a new one.
fault-erasure-patient = Leave the pseudonym out: the reason travels through the whole team.
fault-value-or-text = Give the value, or what the source says.
fault-year-range = Check the year.
fault-total-of = This field says what a published total is the total of: nothing else has it, and it is never "Published total".
fault-keep-days = Keep them for { $days } days at least.

## Titles, published figures, calendar
title-dated = { $what } of { $date }
title-as-of = { $what } ({ $date })
figure-members = Members of the GIP
figure-centres_open = Centres open
figure-departements_covered = Départements covered
figure-doctors_recruited = Doctors recruited
figure-doctors = Doctors
figure-professionals = Health professionals
figure-professionals_all_trades = Professionals, all trades
figure-additional_professionals = Additional professionals
figure-secretaries = Secretaries
figure-secretaries_and_medical_assistants = Secretaries and medical assistants
figure-general_practitioners = General practitioners
figure-midwives = Midwives
figure-consultations = Consultations
figure-patients_treated = Patients treated
figure-patients_with_treating_doctor = Patients with a treating doctor
figure-home_visits = Home visits
figure-annual_cost_eur = Annual cost (€)
figure-average_opening_cost_eur = Average cost of an opening (€)
figure-share_of_resources_from_subsidies_and_acts = Share of resources from subsidies and acts
figure-centres_per_year = Centres a year
figure-centres_opened_in_year = Centres opened in the year
figure-access_time_minutes = Access time (minutes)
figure-weekly_hours = Hours a week
figure-contract = Contract
figure-net_monthly_pay_eur = Net monthly pay (€)
figure-support = Support for professionals
figure-duties = Duties
figure-population_in_medical_desert_share = Share of the population in a medical desert
figure-population_in_medical_desert = Population in a medical desert
figure-people_without_treating_doctor = People without a treating doctor
figure-people_giving_up_care_per_year = People giving up care each year
figure-share_having_given_up_care = Share having given up care
figure-gp_appointment_delay_days_in_some_areas = Appointment delay in some areas (days)
figure-private_gp_admin_hours_per_week = Administrative hours a week of a private GP
figure-lycees_with_health_option = Lycées with the health option
figure-lycees_with_health_option_added = Lycées added to the health option
figure-new_training_sites_since_2019 = New training sites since 2019
figure-learners = Learners
figure-learners_with_grant = Learners with a grant
figure-new_places_per_year = New places a year
topic-politique = Pledge
topic-prefiguration = Pilot phase
topic-ami = Call for interest
topic-concertation = Consultation
topic-assemblee_generale = General assembly
topic-ouverture = Opening
topic-perennisation = Made permanent
topic-presentation = Presentation
topic-ouverture_hopital = Hospital
topic-formation = Training
topic-bilan = Review
precision-early-month = early in the month
precision-end-of-year = end of the year
precision-early-year = early in the year
precision-season = season


### report: what leaves for people

service-name = Ma santé, Ma Région · Région Occitanie
made-on = Made on { $date }
period-week = { $week }, { $from } to { $to } { $year }
withheld = n/d
total = Total
column-date = Date
column-after = After
column-with = With
column-about = About
column-summary = Summary
column-state = State
column-blocker = What stands in the way
activity-done = Done
activity-not-done = Not done
activity-time = Time
activity-by-centre = Visits by centre
activity-by-reason = Visits done, by reason
activity-by-band = Visits done, by band
activity-by-departement = Visits by département
activity-by-epci = Visits by EPCI
activity-before = A year before
activity-trend = Trend
activity-unscheduled = Unscheduled
activity-regulated = Regulated
activity-treated-here = Treating doctor here
activity-unknown = Not said
activity-median = Median length
fact-open-centres = Open centres
fact-departements = Départements covered
fact-professionals = Professionals in post
monthly-title = Activity of the month
yearly-title = Activity of the year
monthly-withheld = “n/d”: not disclosed. A count of 1 to 10, or one from which such a count could be worked out, is left out.
monthly-lists = Visits done, in detail
monthly-by = { $what }, by { $place }
monthly-as-of = As of { $date }
monthly-openings = Openings: aimed at, forecast, done
monthly-no-openings = No opening in the period, nor to come
monthly-stages = How long stages take, in days
monthly-no-stages = Too few centres have opened to say how long stages take
monthly-progress = Where the service stands
place-region = Region
place-unknown = Place unknown
level-departement = Département
level-epci = EPCI
list-reason = Visits by reason
list-role = Visits by role
list-band = Visits by band
list-age = Visits by the patient’s age
column-role-held = Role
staff-by-role = Positions by role
staff-filled = Filled
staff-filled-fte = Filled (FTE)
staff-signed = Contracts signed
staff-needed = Wanted
staff-needed-fte = Wanted (FTE)
opening-first-target = First target
opening-target = Target
opening-opened = Opened
opening-forecast = Forecast
stage-median = Median
stage-low = 1st quartile
stage-high = 3rd quartile
stage-centres = Centres
progress-figure = Figure
progress-source = Source
progress-team = The team’s count
progress-said = Target: { $target } health professionals. Published figures and the team’s own are of other days and counted in other ways: they do not add up.
progress-qualified = { $qualifier } { $value }
weekly-comment = Comment
weekly-handed-in = Handed in on { $date }
weekly-not-handed-in = This week is not handed in yet
weekly-hand-ins = Weekly reports handed in
weekly-awaited = awaited
report-not-shown = An xlsx workbook does not show on a terminal
report-not-shown-next = Add “--to FILE.xlsx”
report-place-next = Name a centre, a département (name or code) or an EPCI (name or SIREN)
fact-visits-done = Visits done
fact-time = Time on visits
fact-km = Km (one way)
fact-steps = Steps done
fact-moves = Dates moved
fact-planned = Visits planned next
weekly-title = Weekly report
weekly-cleared = Old visits were taken off this laptop: the sums below do not count them.
weekly-no-steps = No step was done this week
weekly-no-moves = No date was moved this week
weekly-no-positions = No position moved on this week
weekly-blockers = What stands in the way
weekly-no-blockers = Nothing is blocked
weekly-next = The week after
weekly-nothing-next = Nothing stands on the week after
weekly-planned = { $status }: { $visits }
report-period-unread = { $text } is no period of this report
report-period-unread-next = Write { $example }, for example
report-written = Report written: { $path }
report-on-drive = The file goes to { $drive }, unsealed: a lost drive tells what it says. Write it all the same?
report-under-way = Reading visits

### dates, numbers, bands

weekday-1 = Monday
    .short = Mon
weekday-2 = Tuesday
    .short = Tue
weekday-3 = Wednesday
    .short = Wed
weekday-4 = Thursday
    .short = Thu
weekday-5 = Friday
    .short = Fri
weekday-6 = Saturday
    .short = Sat
weekday-7 = Sunday
    .short = Sun
month-1 = January
    .short = Jan
month-2 = February
    .short = Feb
month-3 = March
    .short = Mar
month-4 = April
    .short = Apr
month-5 = May
    .short = May
month-6 = June
    .short = Jun
month-7 = July
    .short = Jul
month-8 = August
    .short = Aug
month-9 = September
    .short = Sep
month-10 = October
    .short = Oct
month-11 = November
    .short = Nov
month-12 = December
    .short = Dec
date-long = { $weekday } { $day } { $month } { $year }
date-day-month = { $day } { $month }
date-month = { $month } { $year }
date-and-time = { $date }, { $time }
week-of-year = week { $week }
day-today = today
day-yesterday = yesterday
day-tomorrow = tomorrow
days-ago = { $n ->
        [one] { $shown } day ago
       *[other] { $shown } days ago
    }
days-ahead = { $n ->
        [one] in { $shown } day
       *[other] in { $shown } days
    }
days-late = { $n ->
        [one] { $shown } day late
       *[other] { $shown } days late
    }
days-count = { $n ->
        [one] { $shown } day
       *[other] { $shown } days
    }
amount-euros = €{ $amount }
percent = { $number }%
population = pop. { $number }
number-with-unit = { $number } { $unit }
unit-fte = FTE


### store and recovery

store-in-use = the store { $folder } is open in another window or program
store-in-use-next = close it, then try again
store-missing = there is no store in this folder
store-missing-next = “maillage init --name YOUR-NAME” makes one; “maillage demo” shows one
store-exists = there is a store in this folder already
store-exists-next = choose another folder with --store
file-there = { $path } is there already
file-there-next = Give another name, or put that file elsewhere.
restore-over = there is a notebook in { $folder } already: nothing was touched
restore-over-next = restore into another folder (--store), or rename this one first
store-no-folder = the system names no folder for data
store-no-folder-next = name one with --store
passphrase-needed = this store opens with a passphrase
passphrase-needed-next = run the command in a terminal, or give --passphrase-file
passphrase-wrong = the passphrase is wrong
passphrase-wrong-next = check capitals and the keyboard layout, then try again
vault-damaged = the file of keys (vault) is damaged
vault-damaged-next = restore a backup; without one, ask the team for a bundle and begin a new store
vault-version = the file of keys (vault) has version { $version }, which this program does not know
newer-program-next = install a later version of maillage
newer-program-which-next = install maillage { $program } or later, then try again
newer-program-than-next = install a version of maillage later than { $mine } (the head office knows which), then try again
no-random = the system gives no random numbers ({ $reason })
no-random-next = restart the computer, then try again
disk-full = the disk is full: { $path } could not be written
disk-full-next = free some space, then try again; what was saved still is
disk-denied = { $path } cannot be written or read: access denied
disk-denied-next = check who owns the folder, and whether it is read-only
disk-gone = { $path } is not there
disk-gone-next = check the path, and that the stick is plugged in
disk-failed = the disk refuses { $path } ({ $reason })
disk-failed-next = try again; if it happens again, copy the folder elsewhere and have the disk checked
journal-missing = there is no journal in { $folder }
journal-wrong-key = no file of the journal opens with the key of this store
journal-later-program = this notebook was used with a later version of maillage, which this one cannot read
journal-damaged = file { $file } of the journal is damaged
journal-damaged-next = “maillage check” says what is missing; a full bundle of the team will bring it back
journal-not-as-written = what was read back is not what was written: nothing was kept
journal-full = the journal is full
journal-full-next = make a backup and begin a new store
edit-too-large = this edit is too large ({ $bytes } bytes)
edit-too-large-next = cut it into several
notice-torn = the last write had been cut short before it was saved: { $bytes } bytes removed
notice-unreadable = file { $file } of the journal cannot be read
notice-missing = file { $file } of the journal is no longer there
notice-index = the list of the journal’s files was made again
notice-lost-next = import a full bundle of the team: it will bring back what is missing
notice-views = the query index was made again from the journal: nothing is lost
notice-rolled-back = this store had gone back to an older state: import a bundle of the team to find what followed
views-unreadable = the query index could not be read ({ $reason })
views-unreadable-next = start maillage again: it will be made again from the journal, nothing is lost


### sync and bundles

bundle-none = this file is not a bundle of maillage
bundle-none-next = choose a file that ends in .maillage
bundle-is-backup = this file is a backup, not a bundle
bundle-is-backup-next = a backup is restored (maillage restore), in a folder without a notebook
backup-none = this file is not a backup of maillage
backup-none-next = choose a file that ends in .sauvegarde
backup-is-bundle = this file is a bundle, not a backup
backup-is-bundle-next = a bundle is imported (maillage import)
bundle-too-new = this file is of format { $format }, later than this program
bundle-not-for-us = this bundle is sealed for other devices
bundle-not-for-us-next = ask its author for a bundle made for you
bundle-damaged = this bundle is damaged or incomplete: nothing of it was taken
bundle-damaged-next = copy it to the stick again, or ask for another one
bundle-bad-signature = a signature in this bundle is wrong: nothing of it was taken
bundle-other-team = this bundle is of another team (fingerprint { $fingerprint })
bundle-other-team-next = check where the file comes from
bundle-unknown-sender = no admission of the author of this bundle (device { $device }) is known here
bundle-unknown-sender-next = ask the head office whether it was admitted, and import a bundle of the head office first
bundle-put-back-next = this store was put back to an earlier state, this bundle shows it: ask the head office for a full bundle (--full)
bundle-not-admitted = this bundle was made before this device was admitted
bundle-not-admitted-next = give your card (maillage device card) to the head office, then ask for a new bundle
bundle-hollow = this bundle carries edits without content that no known erasure explains: nothing of it was taken
bundle-hollow-next = ask its author for a full bundle (--full); if that is refused too, tell the head office
bundle-only-gaps = nothing could be taken: { $n ->
        [one] one feed follows edits that are not here
       *[other] { $n } feeds follow edits that are not here
    }
bundle-only-gaps-next = import the earlier bundles first; “maillage status” and Sync say what is missing and whom to ask
bundle-unread = the file could not be read ({ $reason })
bundle-unread-next = check the path and the stick, then try again
file-is-folder = { $path } is a folder
file-is-folder-next = give the file itself, or all of them: FOLDER/*.maillage
job-stopped = stopped: nothing has changed
store-unreadable = the store could not be read ({ $reason })
store-unreadable-next = run “maillage check” to know what is damaged
no-team = this store has no team yet
no-team-next = import the bundle that the head office made after admitting your card
export-not-in-team = the device { $device } is not, or no longer, of the team
export-not-in-team-next = “maillage device list” shows the team
export-nobody = there is nobody to make this bundle for
export-nobody-next = admit a device first (maillage device admit), or choose other recipients with --for
export-too-many = there are too many recipients for one bundle
export-too-many-next = name fewer with --for
export-bad-key = the key of the device { $device } cannot be used
export-bad-key-next = ask for a new card
export-broken-chain = a run of edits of this store is incomplete
export-unwritten = the bundle could not be written ({ $reason })
export-unwritten-next = check the stick and the space left, then try again; nothing was counted as handed in
drive-full = there is not enough space left on { $path }
drive-full-next = free some space or take another stick; no incomplete file was left
drive-read-only = { $path } is read-only
drive-read-only-next = unlock the stick or choose another folder
drive-not-as-written = what was read back from { $path } is not what was written
drive-not-as-written-next = take another stick: this one cannot be trusted
stewards-only = only the head office may do this
stewards-only-next = ask someone at the head office
admit-already-listed = the device { $device } is in the team’s list already
admit-already-listed-next = “maillage device list” shows the team
admit-code-taken = the code of this card is already that of the device { $device }
admit-code-taken-next = ask for a card with another code
admit-bad-code = the code must have 2 to 8 capitals or digits
admit-bad-code-next = try initials, such as CR or CR2
revoke-above = device { $device } was admitted nearer to the root than this one
revoke-above-next = a head office device of its rank can do it, or the recovery card
revoke-last = this is the last head office device: if it revoked itself, nobody could admit anyone
revoke-last-next = first admit a second head office device (maillage device admit CARD --steward)
revoke-already = device { $device } is revoked already
revoke-already-next = “maillage device accept” moves what is accepted of it
revoke-took-over = device { $device } has changed its keys and counts no longer; device { $heir } goes on in its place
revoke-took-over-next = to revoke that laptop, revoke { $heir } (maillage device revoke { $heir })
revoke-too-many = device { $device } has written in too many feeds for one revocation
accept-not-revoked = device { $device } is not revoked: all it writes counts
accept-not-mine = device { $device } was revoked by another head office device of its rank, which alone can go back on it
card-none = this file is not a card
card-none-next = choose a file that ends in .carte
card-too-new = this card has format { $format }, later than this program
card-line = the line “{ $line }” of the card is missing or unreadable
card-bad-signature = the card was changed on the way: its signature is wrong
card-damaged-next = ask for a new copy of the card
recovery-row-missing = row { $row } of the recovery card is missing
recovery-row-mistyped = row { $row } of the recovery card was copied wrongly
recovery-row-next = read that row on the printed card again
recovery-other-team = this recovery card is that of another team
recovery-other-team-next = take the card that was printed when this team was founded
import-new = { $n ->
        [0] Nothing new
        [one] { $shown } new edit
       *[other] { $shown } new edits
    }
import-known = { $n ->
        [one] { $shown } edit already known
       *[other] { $shown } edits already known
    }
import-of-author = { $n ->
        [one] { $name }: { $shown } new edit
       *[other] { $name }: { $shown } new edits
    }
import-held-unknown = { $n ->
        [one] { $name }: { $shown } edit held, as nobody has admitted the device yet
       *[other] { $name }: { $shown } edits held, as nobody has admitted the device yet
    }
import-held-revoked = { $n ->
        [one] { $name }: { $shown } edit held, made after the device was revoked
       *[other] { $name }: { $shown } edits held, made after the device was revoked
    }
import-held-not-allowed = { $n ->
        [one] { $name }: { $shown } edit held, as the device may not write there
       *[other] { $name }: { $shown } edits held, as the device may not write there
    }
import-left = { $n ->
        [one] { $name }: { $shown } edit left on the bundle, for too many of that device are held already; it will come again with a later bundle
       *[other] { $name }: { $shown } edits left on the bundle, for too many of that device are held already; they will come again with a later bundle
    }
import-gap = { $name }: edits { $from } to { $to } are missing; ask { $name } or the head office for a full bundle (--full)
import-dropped-visits = visits of { $name } left out: this device may not read them
import-dropped = records left out: this device may not read them
import-cloned = { $name }: the device was copied and both copies were used; everything is kept and merged
gap = { $n ->
        [one] { $name }: edit { $from } is missing.
       *[other] { $name }: edits { $from } to { $to } are missing.
    }
gap-visits = { $n ->
        [one] { $name }: edit { $from } of the visits of { $owner } is missing.
       *[other] { $name }: edits { $from } to { $to } of the visits of { $owner } are missing.
    }
gap-branch = { $name }: a copy of the device was used, and what it wrote is missing, up to edit { $to }.
gap-ask = Ask { $who } for a bundle made after { $since }.
gap-ask-or = Ask { $who } (or { $others }) for a bundle made after { $since }.
gap-ask-anyone = Ask the head office for a full bundle (--full).
gap-anew-due = { $n ->
        [0] No laptop is known to have what is missing, and nothing follows it: there is nothing to do.
        [one] No laptop is known that fills this and can be sent what comes after it: the next bundle says again what { $shown } edit after it says, unless one that is taken in first brings it.
       *[other] No laptop is known that fills this and can be sent what comes after it: the next bundle says again what { $shown } edits after it say, unless one that is taken in first brings it.
    }
gap-anew-done = No laptop is known that fills this and can be sent what comes after it. What came after it was written anew on { $date }: there is nothing left to do.
held-unknown = { $n ->
        [one] { $name }: edit { $from } waits, because nobody has admitted the device yet. Ask the head office to admit it, then for a bundle.
       *[other] { $name }: edits { $from } to { $to } wait, because nobody has admitted the device yet. Ask the head office to admit it, then for a bundle.
    }
held-revoked = { $n ->
        [one] { $name }: edit { $from } does not count, because it follows the revocation of the device. Only the head office can change that.
       *[other] { $name }: edits { $from } to { $to } do not count, because they follow the revocation of the device. Only the head office can change that.
    }
held-not-allowed = { $n ->
        [one] { $name }: edit { $from } waits, because the device may not write it. Ask the head office for a later bundle.
       *[other] { $name }: edits { $from } to { $to } wait, because the device may not write them. Ask the head office for a later bundle.
    }


### workspace: actions, undo labels

done-added = Record added
done-changed = Record changed
done-several-changed = Records changed
done-several-deleted = Records deleted
done-deleted = Record deleted
done-erased = Erased for good
done-resolved = Conflict resolved
done-merged = Records merged
done-unmerged = Records parted
merge-itself = a record is not merged with itself
merge-kinds = these records are not of the same kind
merge-kinds-next = only two records of one kind are merged: two centres, two visits…
merge-channels = these records are not of the same notebook
merge-channels-next = two visits are merged when they are of the same coordinator; delete one or the other
merge-never = { $kinds }: nothing is merged there
merge-not-merged = this record is not merged into another
merge-not-merged-next = “maillage show RECORD --history” names the records that were merged into it
done-settled = Conflicts resolved
done-handed-over = Territory handed over
done-handed-in = Week handed in
done-facts = Published facts loaded
done-admitted = Device admitted
done-revoked = Device revoked
done-accepted = Edits accepted
edit-refused = { $n ->
        [one] one value is refused: nothing was saved
       *[other] { $n } values are refused: nothing was saved
    }
record-not-found = no record answers to “{ $text }”
record-not-found-next = “maillage list” shows the records and their ids
erase-nothing = nothing to erase
erase-would = would be erased: { $counts }
erase-under-way = Erasing
erase-done = erased for good: { $counts }
erase-not-purged = the journal could not be written anew: the content is no longer shown or handed on, and will be taken off the disk at the next occasion (free space, a disk in good order)
only-by-erasing = an erasure is not written, edited or deleted like a record
only-by-erasing-next = see “maillage erase --help”
not-erasable = the record { $text } cannot be erased: only a visit or a note is erased for good
not-erasable-next = “maillage delete” deletes it, which hides it and does not rewrite its history
erased-record = the record { $text } was erased for good
erased-record-next = nothing can be written in it any more; create another one if need be
trust-field = this field is written by the device commands alone
trust-field-next = see “maillage device --help”
no-successor = the territory cannot go to this device
no-successor-next = choose another device of the team that is not revoked
plan-changed = the records have changed since the handover was shown: nothing was done
plan-changed-next = read again what would be handed over, then confirm
action-too-large = this action is too large
value-of-wrong-type = the value is not of the field’s type
fingerprint-refused = the team’s fingerprint was not confirmed: nothing was imported
fingerprint-refused-next = call the head office and compare the fingerprint aloud
done-saved = Saved
nothing-to-undo = Nothing to undo in this session; “See what I did” has what is older
nothing-to-redo = Nothing to redo
undone = Undone: { $what }
undone-in-part = Undone: { $what }; { $n ->
        [one] a field changed since stays as it is: { $fields }
       *[other] { $n } fields changed since stay as they are: { $fields }
    }
undone-nothing = Nothing to undo: { $what }; { $n ->
        [one] changed since: { $fields }
       *[other] changed since: { $fields }
    }
undone-more = and { $n } more
redone = Redone: { $what }
card-is-written = Card written to { $path }: hand it to the head office


### command line

terminal-dumb = this terminal ({ $term }) shows lines of text only: here is the dashboard
terminal-dumb-next = for the application, open another terminal, or say which one it is: TERM=xterm maillage
terminal-failed = the terminal does not answer: { $reason }

error-line = error: { $what }
output-unwritten = the result could not be written ({ $reason })
output-unwritten-next = free some space or choose another file, then try again

usage-unknown-argument = there is no option “{ $argument }” here
usage-unknown-command = there is no command “{ $command }”
usage-missing = { $arguments } is missing
usage-missing-command = a command is missing
usage-no-value = the value of { $argument } is missing
usage-bad-value = “{ $value }” does not suit { $argument }
usage-conflict = { $argument } and { $other } do not go together
usage-value-count = { $argument } has the wrong number of values
usage-not-understood = the command line was not understood
usage-did-you-mean = did you mean “{ $suggestion }”?
usage-possible-values = possible values: { $values }
usage-see-help = “{ $command }” explains the command


fields-name = Name
fields-label = Label
fields-type = Type
fields-required = Required
fields-unit = Unit or kind
fields-choices = Keys

data-refused = some values are refused: nothing was saved
not-an-assignment = “{ $argument }” is not of the form field=value
no-such-field = “{ $field }” is no field of this kind of record ({ $kind })
see-fields = “maillage fields { $kind }” describes the fields and their keys
filter-refused = the filter “{ $filter }” cannot be understood
file-unreadable = the file { $file } could not be read ({ $reason })
no-such-device = no device of the team answers to “{ $name }”
several-devices = several devices answer to “{ $name }”: { $devices }
no-such-value = there is no such value in conflict
no-such-value-next = “maillage list conflicts” shows the conflicts and the numbers of their values
no-conflicts = No conflicts
no-duplicates = No duplicate
settled = { $n ->
        [one] One conflict resolved.
       *[other] { $n } conflicts resolved.
    }
settled-left = { $n ->
        [one] One conflict is left: none of its values will do, or only the head office may resolve it.
       *[other] { $n } conflicts are left: none of their values will do, or only the head office may resolve them.
    }
conflict-here = here
conflict-deleted = deleted
field-existence = Existence
field-merged-into = Merged into

confirm-prompt = { $question } (yes/no)
confirm-handover = Hand over { $what }, from { $from } to { $to }?
confirm-settle = { $left ->
        [0] { $n ->
            [one] Resolve one conflict? The other value stays in the record’s history.
           *[other] Resolve { $n } conflicts at once? The other values stay in the records’ history.
        }
       *[other] Resolve { $n } conflicts at once, and leave { $left }? The other values stay in the records’ history.
    }
confirm-needed = an answer is needed: { $question }
confirm-needed-next = answer beforehand with --yes, or run the command in a terminal
confirm-refused = given up: nothing has changed
confirm-erase = Erase for good, on every laptop of the team: { $counts }. It cannot be undone. Go on?
confirm-delete = Delete “{ $title }”?
confirm-merge = Merge “{ $gives_way }” into “{ $stays }”?
merge-differs = { $field }: { $value } (not { $other })
twins-apart = These two records are no longer proposed as duplicates on this laptop.
twins-title = Duplicates
twins-merging = Merge two records
twins-with = Merge with…
twins-no-other = No other record
twins-none-press = Two records about the same thing are merged here, or by { $merge } on one of them; { $back } goes back.
twins-masked = The screen is masked.
twins-stays = Stays: { $title }
twins-gives-way = Gives way: { $title }
confirm-fingerprint = The team’s fingerprint is { $fingerprint }. Is it the one that the head office reads to you?
confirm-admit = Admit { $holder }, whose card has the fingerprint { $fingerprint }?

passphrase-prompt = Passphrase:{" "}
passphrase-new-prompt = New passphrase:{" "}
passphrase-again-prompt = Once more:{" "}
passphrase-not-read = the passphrase could not be read ({ $reason })
passphrase-differs = the two passphrases differ: nothing was done
passphrase-weak = this passphrase is too weak: nothing was done
passphrase-rule = 12 characters with small letters, capitals, digits and signs are needed, or 14 of three of these sorts, or 7 different words of 3 letters or more
passphrase-new-missing = a new passphrase is needed
passphrase-new-missing-next = run the command in a terminal, or give --new FILE
passphrase-changed = The passphrase is changed: the former one opens this notebook no more.
passphrase-changed-next = A backup made before opens as it did on its day: make a new one, and destroy the old ones.
no-passphrase-warning = Beware: without a passphrase, whoever takes this computer reads everything. For trials only.
init-passphrase-missing = a passphrase is needed to protect the store
init-passphrase-missing-next = run the command in a terminal, or give --passphrase-file (or --no-passphrase for a trial)
init-done = Store made in { $folder }.
init-found-next = The team is founded. “maillage device admit” admits a colleague; “maillage” opens the store.
init-join-next = Give your card to the head office (maillage device card --to FILE), then import the bundle that it makes for you.
recovery-card-intro = Recovery card of the team: print it and lock it away, it is kept nowhere else.
recovery-card-outro = Whoever has it can found the team again: do not leave it in a file.

card-fingerprint = Fingerprint of the card, to be read aloud to the head office: { $fingerprint }
admitted = { $holder } is of the team. Make a bundle for them (maillage export --for "{ $holder }").
accepted-none = nothing of this device is accepted
accepted-edits = { $n ->
        [one] { $shown } edit accepted, of { $last }
       *[other] { $shown } edits accepted, the last of { $last }
    }
accepted-held = { $n ->
        [one] { $shown } edit stays held
       *[other] { $shown } edits stay held
    }
accepted-and-held = { $accepted }; { $held }
confirm-revoke = Revoke the device of { $name }? As of now: { $accepted }. What it signs from here on will be held and named, and later bundles will not be readable by it.
revoked-said = The device of { $name } is revoked: { $accepted }.
revoked-next = Everyone learns it from your next bundle. Honest edits still on their way can be accepted later (maillage device accept, or “revoke” on its line in Sync).
confirm-accept = Move what is accepted of the revoked device of { $name }? Then: { $accepted }.
accepted-said = Revoked device of { $name }: { $accepted }.
confirm-rekey = Change the keys of this device? What the old ones sign from here on will be held, and later bundles will not be readable by them. The code and the visits stay.
rekeyed = The keys are changed.
rekeyed-next = Make a bundle for the head office and the whole team: everyone learns it on import, and until then still seals for the old keys. If someone else changes them too, neither their keys nor yours count until the head office admits your card.
confirm-recover = Make this device a head office device, in the name of the team’s root? It will receive every visit, admit and revoke.
confirm-recover-card = Make the device of { $holder }, whose card has the fingerprint { $fingerprint }, a head office device, in the name of the team’s root?
recovered = This device is of the head office.
recovered-card = The device of { $holder } is of the head office.
recovered-next = Revoke the lost device (maillage device revoke, or “revoke” in Sync), admit a second head office device, then make a bundle for the whole team: everyone will hand you their visits.
recovered-fresh-next = Admit the card of one colleague (maillage device admit, or “admit” in Sync), make them a bundle and import theirs: it brings the whole team.
recover-row-prompt = Recovery card, row { $row }:{" "}
recover-rows-missing = the rows of the recovery card are needed
recover-rows-missing-next = give --rows-file, or run the command in a terminal
device-me = { $name } (this device)
device-out = { $name } (revoked)
team-root = Recovery card
device-revoked = Revoked
device-revoked-why = Revoked ({ $why })
device-disputed = Keys disputed

column-id = Id
column-kind = Kind
column-title = Record
column-field = Field
column-number = No.
column-value = Value
column-author = Author
column-time = Date
column-before = Before
column-stays = Stays
column-gives-way = Gives way
column-holder = Holder
column-code = Code
column-role = Role
column-reads = Also reads
column-records = Records
column-applied = Applied by
column-waiting = Not yet
column-revoked-before = Revoked before
column-left-over = Notes left over
column-heard = Heard on
column-lacks = Lacks
column-handed-in = Handed in
column-made-for = Bundle of
column-owes = Missing

show-conflict = Conflict on “{ $field }”:
show-conflict-value = { $number }. { $value } ({ $author }, { $time })
show-conflict-before = before: { $value }
show-created = created
show-suspect = { $time } (suspect date: the clock was wrong)
show-deleted = deleted
show-erased = content erased by the head office
show-applied = Applied by: { $devices }
show-waiting = Not yet: { $devices }
show-revoked-before = Revoked before they applied it, their disks may still have it: { $devices }

csv-refused = { $bad ->
        [one] one value of { $file } is refused, in { $total } lines: nothing was saved
       *[other] { $bad } values of { $file } are refused, in { $total } lines: nothing was saved
    }
csv-refused-next = correct the file, or leave the bad lines out with --skip-bad
csv-bad-line = line { $line }, { $field }: { $reason }
csv-more-faults = … and { $n } more
csv-dry-run = Trial: { $good } lines of { $total } would be added, nothing was saved.
csv-added = { $good } lines of { $total } added.

export-under-way = Writing the bundle
export-done = { $n ->
        [one] { $shown } edit, for { $recipients }.
       *[other] { $shown } edits, for { $recipients }.
    }
export-anew = { $n ->
        [one] What came after a damaged part of this notebook is said again in this bundle ({ $shown } edit).
       *[other] What came after a damaged part of this notebook is said again in this bundle ({ $shown } edits).
    }
export-silent = Not heard of for 90 days, left out: { $devices }. Make a full bundle for them (--full).
export-safe = Read back and verified: you may remove the stick.
export-safe-in-part = Read back and verified where it was written. Elsewhere the bundle did not arrive:
backup-anew = { $n ->
        [one] What came after a damaged part of this notebook was written anew, and the backup holds it ({ $shown } edit).
       *[other] What came after a damaged part of this notebook was written anew, and the backup holds it ({ $shown } edits).
    }
backup-under-way = Writing the backup
backup-done = { $n ->
        [one] Full backup: { $shown } edit, the keys, the drafts.
       *[other] Full backup: { $shown } edits, the keys, the drafts.
    }
backup-passphrase = It opens with today’s passphrase, and nobody opens it without. Keep the stick in a safe place.
backup-unprotected = This notebook has no passphrase: whoever has this file reads all that is in it.
restore-under-way = Reading the backup
restore-done = { $n ->
        [one] Notebook restored as of { $made }: { $shown } edit.
       *[other] Notebook restored as of { $made }: { $shown } edits.
    }
restore-next = First make a bundle for the head office, then import the one that it gives you back: what you had handed in since will return. Your pseudonyms go on from { $patient }, so that none is used twice. Do not use this notebook on the former laptop any more.
restore-office-next = This is the head office’s only laptop: ask each laptop of the team for a bundle and import it, what you had given them will return; then make one for them. Your pseudonyms go on from { $patient }, so that none is used twice. Do not use this notebook on the former laptop any more, and name a second head office device.
import-under-way = Reading the bundle
clock-before-program = The clock of this laptop says { $now }, before this program was made
clock-before-own = The clock of this laptop says { $now }, but you noted something on it on { $last }
clock-before-one = The clock of this laptop says { $now }, that of { $holder } said { $last } already: one of the two is wrong
clock-before-others = The clock of this laptop says { $now }, those of the others said { $last } already
clock-years-ahead = The clock of this laptop says { $now }, years after the last that was heard ({ $last })
clock-next = check the date in the settings of the computer; nothing is lost, but what you note bears that date
import-from = Bundle of { $sender }, made on { $time }
import-dry-run = Trial: nothing was taken
import-joined = Team joined, fingerprint { $fingerprint }
import-own-came-back = Edits that this notebook once made came back
import-newer-program = This bundle comes from maillage { $theirs }, yours is { $mine }: what it does not know is kept and passed on, not shown. Install the later version.
life-restored = This notebook was restored from a backup (noted on { $date })
life-restored-next = Make a bundle for the head office, then import its own: what you had handed in returns. Nothing counts twice.
life-office-next = Import a recent bundle of each laptop of the team: what you had given them returns with what they have noted. Nothing counts twice. Then make a bundle for the whole team.
life-rolled-back = The disk of this notebook was put back to an earlier state (noted on { $date })
life-damaged = Part of this notebook can no longer be read (noted on { $date })
life-damaged-next = The rest is kept. Make a bundle for the head office, then import its own: what you had handed in returns.
life-returned = This notebook had been put back to an earlier state (noted on { $date })
life-returned-next = What you had handed in since is back, or will be with a next bundle of the head office. Nothing counts twice.
life-copied = Two laptops use, or have used, the keys of this notebook (noted on { $date })
life-copied-next = All that both have noted is kept and merged. Keep one of them; the other must begin a new notebook, admitted by the head office. Read the visits of those days again: two patients may bear the same pseudonym there.
life-copied-office-next = All that both have noted is kept and merged. Keep one of them; the other must begin a new notebook, which you admit. Read the visits of those days again: two patients may bear the same pseudonym there.
import-conflicts = { $n ->
        [one] { $shown } record in conflict: see “maillage list conflicts”
       *[other] { $shown } records in conflict: see “maillage list conflicts”
    }
report-not-detailed = More than { $most } edits: only their authors are counted
report-author = { $name }: { $kinds }
report-records = { $count } ({ $parts })
report-created = { $n ->
        [one] { $shown } added
       *[other] { $shown } added
    }
report-changed = { $n ->
        [one] { $shown } changed
       *[other] { $shown } changed
    }
report-deleted = { $n ->
        [one] { $shown } deleted
       *[other] { $shown } deleted
    }
report-apart = { $record }: the same record was written in two places that not the same people read; what more of them read is shown, the rest is kept
report-left-over = { $record }: about a visit that was erased; the head office erases it too
report-left-over-office = { $record }: about a visit that was erased, and came after the erasure; erase it too (“maillage erase --left-over” erases all of them)
report-diverges = { $record }: two values for “{ $field }”
report-diverges-from = { $record }: two values for “{ $field }”, { $was } until now
report-opening = { $record }: “{ $field }” goes from { $was } to { $now }
report-stage-blocked = { $record }: blocked ({ $reason }), { $was } until now
report-gate-open = { $centre }: “{ $record }” is to be done again and holds up the opening, { $was } becomes { $now }
report-no-doctor = { $centre }: no doctor any more, which holds up the opening
report-doctor-unchecked = { $centre }: a doctor whose registration is not checked holds up the opening
report-position-new = New position: { $record }, { $now }
report-position-closed = Position closed: { $record }, { $was } until now
report-more = { $n ->
        [one] … and { $shown } more line
       *[other] … and { $shown } more lines
    }
imports-line = { $sender }, bundle no. { $number } made on { $made }, taken in on { $taken }
imports-none = No import has brought anything yet
import-duplicates = { $n ->
        [one] { $shown } possible duplicate: see “maillage list duplicates”
       *[other] { $shown } possible duplicates: see “maillage list duplicates”
    }
inspect-from = Bundle no. { $number } of { $sender }, made on { $time }
inspect-for = Recipients: { $recipients }
inspect-team = Team: { $fingerprint }
inspect-ops = { $n ->
        [one] { $shown } edit, of which { $new } are new at most
       *[other] { $shown } edits, of which { $new } are new at most
    }

clear-question = { $n ->
        [one] Take { $shown } visit, { $period }, off this laptop? It goes on counting, and head office keeps it.
       *[other] Take { $shown } visits, { $period }, off this laptop? They go on counting, and head office keeps them.
    }
clear-would = { $n ->
        [one] { $shown } visit, { $period }, would be taken off this laptop; head office keeps it
       *[other] { $shown } visits, { $period }, would be taken off this laptop; head office keeps them
    }
clear-done = { $n ->
        [one] { $shown } visit, { $period }, taken off this laptop; head office keeps it
       *[other] { $shown } visits, { $period }, taken off this laptop; head office keeps them
    }
clear-day = of { $day }
clear-days = { $first } to { $last }
clear-before = before { $before }
clear-notes = { $n ->
        [one] with { $shown } note
       *[other] with { $shown } notes
    }
clear-deleted = { $n ->
        [one] with { $shown } visit deleted before
       *[other] with { $shown } visits deleted before
    }
clear-waiting = { $n ->
        [one] { $shown } visit as old stays: two laptops of head office, or one and its backup, have not confirmed it, or it is in conflict
       *[other] { $shown } visits as old stay: two laptops of head office, or one and its backup, have not confirmed them, or they are in conflict
    }
clear-none = Nothing to take off this laptop from before { $before }
clear-under-way = Taking old visits off
done-cleared = Old visits taken off
sync-clear = Old visits
sync-clear-off-next = team settings, among the records (6): “Keep visits (days)”
clear-off = the team keeps all visits on its laptops
clear-off-next = to take them off after a year: maillage add setting keep_visits_days=365
clear-steward = this is a laptop of head office: it keeps all visits
clear-steward-next = visits are taken off field laptops
cleared-visits = { $n ->
        [one] { $shown } visit from before { $before } taken off this laptop; head office has it
       *[other] { $shown } visits from before { $before } taken off this laptop; head office has them
    }

status-store = Store: { $folder }
status-team = Team: { $fingerprint }
status-unprotected = Without a passphrase: for trials only
status-conflicts = { $n ->
        [one] One conflict to resolve
       *[other] { $n } conflicts to resolve
    }
status-all-sent = Everything is handed in at the head office
status-all-have = Every laptop of the team has all that you have noted
status-behind = { $n ->
        [one] { $devices } does not have all your edits yet: make them a bundle
       *[other] { $devices } do not have all your edits yet: make a bundle for the team
    }
status-behind-many = { $shown } laptops do not have all your edits yet: make a bundle for the team
status-backup = Last backup: { $time }
status-backup-old = Last backup: { $time }, more than 30 days ago; “maillage backup” makes one
status-backup-none = No backup of this notebook; “maillage backup --to STICK” makes one
status-unsent = { $n ->
        [one] { $shown } edit not handed in at the head office, of { $since }
       *[other] { $shown } edits not handed in at the head office, since { $since }
    }

dashboard-title = Dashboard · { $date }
dashboard-demo = DEMONSTRATION: pipelines, positions, contacts and visits are made up
dashboard-centres = Centres: { $open } open, { $preparing } in preparation
dashboard-progress = Health professionals in post, the team’s count: { $filled } (doctors { $doctors }) · target { $target } · { $needed } positions in all
dashboard-visits = Visits planned within 7 days: { $shown }
dashboard-nothing-due = Nothing due this week
dashboard-due = To do
dashboard-more = … and { $n } more
dashboard-figures = Published figures
dashboard-figure = { $label }: { $value } ({ $date }, source { $source })
due-opening = Opening
due-blocked = Blocked
fault-line = { $field }: { $reason }
show-change = { $field }: { $value }
demo-holder = Demonstration
demo-under-way = Preparing the demonstration
no-passphrase-demo = A sample store, without a passphrase: put nothing real in it.
check-under-way = Reading the journal
check-read = Read: { $frames } frames, { $ops } edits in { $feeds } feeds, { $signatures } signatures
check-whole = Everything is whole, and the index agrees with the journal
check-damaged = file { $file } of the journal: damaged from byte { $from } to byte { $to }
check-lost-before = file { $file } of the journal: part of it was lost before it was written anew
check-chain = the chain of edits of { $device } is broken
check-signature = a signature of { $device } is wrong
check-views = the query index does not agree with the journal
check-damage = { $n ->
        [one] one damage found
       *[other] { $n } damages found
    }
check-repair-next = “maillage check --repair” makes the index anew from the journal, nothing is lost
keys-refused = these keys cannot be used


### command line help

help-usage = Usage:
help-commands = Commands
help-examples = Examples:
    { $examples }
help-arg-help = Prints this help
help-arg-version = Prints the version
help-arg-store = Data folder (else MAILLAGE_STORE, else the account’s own)
help-arg-passphrase_file = File whose first line is the passphrase
help-arg-lang = Language (else MAILLAGE_LANG, else the system’s, else French)
help-arg-keymap = Keymap: azerty, bepo, vim, or a file
help-arg-theme = Colours: for a dark ground (dark), a light one (light), high contrast (contrast), none (mono)
help-arg-ascii = ASCII signs only
help-arg-quiet = Writes results and errors only
help-arg-format = Form of the result
help-arg-kind = Kind of record

help-maillage = Offline field notebook of the coordinators of “Ma santé, Ma Région”
    .examples =
        {"  "}maillage demo
        {"  "}maillage list centres --format json
help-fields = Describes the fields of a kind of record, with the keys and labels of its lists
    .examples =
        {"  "}maillage fields visit
        {"  "}maillage fields member --format json
help-completions = Writes what a shell needs to complete the commands
    .shell = Shell
    .examples =
        {"  "}maillage completions bash > /usr/share/bash-completion/completions/maillage
help-man = Writes the manual page (troff)
    .examples =
        {"  "}maillage man > maillage.1
help-arg-yes = Answers the question with yes beforehand
help-arg-id = Id (whole or short) or name of a record
help-arg-fields = Fields and values; an empty value empties the field
help-arg-file = File .maillage
help-init = Makes a store: founds a team, or waits to join one
    .name = Holder: the name of who uses this computer
    .code = Start of its pseudonyms, 2 to 8 capitals or digits (else the initials)
    .sector = Their départements, by number or name
    .join = Waits to be admitted to a team instead of founding one
    .no_passphrase = Without protection, for a trial only
    .empty = Without the published facts (members, centres, figures)
    .examples =
        {"  "}maillage init --name "Camille Roux" --sector 09,31
        {"  "}maillage init --name "Camille Roux" --join --passphrase-file phrase.txt
help-list = Lists records
    .what = Kind of record, in the plural, conflicts, or duplicates
    .filters = Condition on a field; a date may be a month or a year (repeatable)
    .limit = At most so many lines
    .by = An overview instead of the records; a word that is none says which there are
    .examples =
        {"  "}maillage list centres --where status=preparing
        {"  "}maillage list visits --where start=2026-11 --where status=done --format csv
        {"  "}maillage list projects --by departement
        {"  "}maillage list conflicts
help-show = Shows a record, its conflicts and its history
    .history = Adds who changed what, and when
    .examples =
        {"  "}maillage show Céret --history
        {"  "}maillage show 5c1b7a90 --format json
help-set = Changes a record, and writes its id
    .examples =
        {"  "}maillage set Céret target_opening=2027-03 note="Works under way"
        {"  "}maillage set 5c1b7a90 minutes=
help-add = Adds a record, or all those of a CSV file, and writes their ids
    .from = CSV file whose first line names the fields
    .dry_run = Checks without saving anything
    .skip_bad = Saves the good lines and tells the others
    .examples =
        {"  "}maillage add followup what="Call the town hall" due=monday about=Céret
        {"  "}maillage add visits --from visits.csv --dry-run
help-delete = Deletes a record, after a question
    .examples =
        {"  "}maillage delete 5c1b7a90
        {"  "}maillage delete 5c1b7a90 --yes
help-erase = Erases visits and notes for good, on every laptop (head office)
    .ids = Visit or note
    .patient = Every visit of this pseudonym, which does not travel
    .left_over = Every note about an erased visit that came after the erasure
    .reason = Reason, which the whole team will read
    .dry_run = Says what would be erased, and erases nothing
    .examples =
        {"  "}maillage erase 5c1b7a90
        {"  "}maillage erase --patient EXA-0012 --dry-run
        {"  "}maillage erase --left-over
        {"  "}maillage erase --patient EXA-0012 --reason "right to erasure" --yes
        {"  "}maillage list erasures
help-resolve = Ends a conflict with one of its values or another one, or several at once
    .field = Field in conflict (existence for a deletion)
    .number = Number of the value, as “list conflicts” shows them
    .value = Another value
    .all = Every conflict, or every one of the record, at once
    .keep = Which value is kept: the latest, mine, the others’, or a holder’s
    .examples =
        {"  "}maillage resolve Céret target_opening 2
        {"  "}maillage resolve Céret target_opening --value 2027-03
        {"  "}maillage resolve --all --keep latest
help-merge = Makes one record of two that are about the same thing
    .stays = The record that stays: id or name
    .gives_way = The one that gives way; it fills what is empty in the other
    .take = Fields of which the second one’s value wins
    .apart = They are two things: no longer propose them as duplicates on this laptop
    .examples =
        {"  "}maillage merge Céret 5c1b7a90
        {"  "}maillage merge Céret 5c1b7a90 --take name,premises --yes
        {"  "}maillage merge Céret 5c1b7a90 --apart
help-unmerge = Parts a record from the one that it was merged into
    .examples =
        {"  "}maillage unmerge 5c1b7a90
help-export = Writes a sealed bundle for the head office, the team or some devices
    .audience = siege, team, or holders (else: siege, or team for the head office)
    .to = File or folder (else the current folder); repeatable, for several sticks
    .full = Everything, not only what has not arrived yet
    .examples =
        {"  "}maillage export --to /media/stick
        {"  "}maillage export --for "Camille Roux" --full
help-import = Verifies bundles and takes what they bring
    .files = Files .maillage
    .dry_run = Says what the bundles would bring, and takes nothing
    .examples =
        {"  "}maillage import /media/stick/CR-siege-2026-11-23-4.maillage
        {"  "}maillage import bundle.maillage --dry-run --format json
help-inspect = Says who a bundle is from, for whom, and what it holds
    .examples =
        {"  "}maillage inspect bundle.maillage
help-device = The team and its devices
    .examples =
        {"  "}maillage device card --to camille.carte
        {"  "}maillage device list
help-device-card = Writes the card of this device, to be given to the head office
    .to = File (else the output)
    .examples =
        {"  "}maillage device card --to camille.carte
help-device-admit = Admits the device of a card to the team, once the fingerprints are compared
    .card = File .carte
    .steward = As a device of the head office
    .visits_of = Holder whose visits it may read (repeatable)
    .examples =
        {"  "}maillage device admit camille.carte
        {"  "}maillage device admit office.carte --steward
help-device-revoke = Revokes a device that was lost, stolen, or whose holder has left
    .name = Holder, code or id
    .reason = Why
    .examples =
        {"  "}maillage device revoke "Camille Roux" --reason stolen
        {"  "}maillage device revoke CR --reason left --yes
help-device-accept = Accepts edits of a revoked device that were still on their way: all of them, or up to a day
    .name = Holder, code or id
    .up_to = Last day accepted, by that device’s clock; what follows stays held
    .examples =
        {"  "}maillage device accept CR
        {"  "}maillage device accept CR --up-to 2026-11-12 --yes
help-device-hand-over = Hands over one holder’s territory to another: open steps, follow-ups, centres, visits to come
    .from = Who hands over
    .to = Who takes over
    .sector = Départements handed over, by number or name (otherwise all that is in their name)
    .dry_run = Shows what would be handed over and changes nothing
    .examples =
        {"  "}maillage device hand-over "Camille Roux" "Paul Exemple" --sector 09,31 --dry-run
        {"  "}maillage device hand-over CR PE --yes
help-device-recover = With the recovery card, makes this device, or that of a card, a head office device
    .rows_file = File of the recovery card’s rows (asked for otherwise)
    .card = Card of the device that joins the head office, instead of this one
    .revoke = Device that the root revokes at the same time, beyond reply (repeatable)
    .reason = Why it is revoked
    .examples =
        {"  "}maillage device recover
        {"  "}maillage device recover --card office.carte --revoke "Former office" --reason stolen
help-device-rekey = Changes the keys of this device, if others may have copied them
    .examples =
        {"  "}maillage device rekey
        {"  "}maillage device rekey --yes
help-device-list = Shows the team’s devices and what each has not received yet
    .examples =
        {"  "}maillage device list --format json
help-backup = Writes a full sealed copy of this notebook in one file
    .to = Folder or file (the current folder otherwise)
    .examples =
        {"  "}maillage backup --to /media/stick
help-restore = Makes a notebook from a backup, where there is none
    .file = A .sauvegarde file
    .examples =
        {"  "}maillage restore /media/stick/cr-2026-11-23-4.sauvegarde
        {"  "}maillage restore copy.sauvegarde --store /tmp/trial --passphrase-file phrase.txt
help-clear = Takes the old visits that head office keeps off this laptop, where the team says so
    .dry_run = Says what would go, and takes nothing
    .examples =
        {"  "}maillage add setting keep_visits_days=365
        {"  "}maillage clear --dry-run
        {"  "}maillage clear --yes
help-report = Writes a report for those who do not read the notebook
    .examples =
        {"  "}maillage report week --to week.html
help-report-week = A holder’s week: what was done, what stands in the way, what comes next
    .of = Holder (else this laptop’s own; “team”: everyone)
    .period = Week, such as 2026-W47 (else today’s)
    .format = Form (else by the file’s name, html where it says nothing; without a file: a text)
    .to = File (else the output); a file that exists is left
    .comment = Hands the week in, with this word (or changes it)
    .examples =
        {"  "}maillage report week --comment "Lease signed, a doctor in sight"
        {"  "}maillage report week
        {"  "}maillage report week --of "Camille Roux" --period 2026-W47 --to week.html
        {"  "}maillage report week --of team --format csv > week.csv
help-report-month = The activity of a month, by centre, département and EPCI; small counts are left out
    .of = Centre, département or EPCI (else the whole region)
    .period = Month, such as 2026-11 (else today’s)
    .format = Form (else by the file’s name, html where it says nothing; without a file: a text)
    .to = File (else the output); a file that exists is left
    .examples =
        {"  "}maillage report month --period 2026-10 --to october.html
        {"  "}maillage report month --of 09 --to ariege.xlsx
help-report-year = The activity of a year, in the same form
    .of = Centre, département or EPCI (else the whole region)
    .period = Year, such as 2026 (else today’s)
    .format = Form (else by the file’s name, html where it says nothing; without a file: a text)
    .to = File (else the output); a file that exists is left
    .examples =
        {"  "}maillage report year --period 2026 --to year.xlsx
help-passphrase = Changes the passphrase that protects this notebook, or gives it one
    .new = File whose first line is the new passphrase (typed twice otherwise)
    .examples =
        {"  "}maillage passphrase
        {"  "}maillage passphrase --passphrase-file former.txt --new next.txt
help-status = Says what this store holds and what has reached whom
    .imports = Shows what the last imports did instead
    .examples =
        {"  "}maillage status
        {"  "}maillage status --format json
        {"  "}maillage status --imports
help-demo = Opens a sample store, thrown away at the end (kept with --store)
    .visits = Number of made-up visits [300]
    .seed = Seed: the same gives the same data [1]
    .prepare_only = Prepares the store, writes its folder and ends
    .examples =
        {"  "}maillage demo
        {"  "}maillage demo --visits 200000 --store /tmp/large --prepare-only
help-check = Reads everything again (frames, chains, signatures, index) and says what is damaged
    .repair = Makes the index anew from the journal if it does not agree with it
    .examples =
        {"  "}maillage check
        {"  "}maillage check --repair --format json
help-keys = Writes the cheat sheet of the application’s keys
    .examples =
        {"  "}maillage keys
        {"  "}maillage keys --keymap vim
        {"  "}maillage keys --format html > keys.html


### tui: actions

action-palette = commands
action-help = help
action-glossary = what words mean
action-tour = guided tour
action-news = what is new
action-undo = undo
action-redo = redo
action-lock = lock
action-mask = hide what is sensitive
action-quit = quit
action-suspend = suspend the program
action-language = français
action-settings = settings
action-redraw = redraw the screen
action-everyone = mine / everyone’s
action-next-pane = next pane
action-previous-pane = previous pane
action-go-dashboard = go to the dashboard
action-go-territories = go to territories
action-go-centres = go to centres
action-go-positions = go to positions
action-go-visits = go to visits
action-go-records = go to other records
action-go-synchro = go to sync
action-go-agenda = go to the agenda
action-go-conflicts = go to the conflicts
action-search = search everywhere
action-come-back = come back from a jump
action-duplicates = go to the duplicates
action-deeds = see what I did
action-export = export a bundle
action-import = import a bundle
action-up = up
action-down = down
action-page-up = previous page
action-page-down = next page
action-home = start
action-end = end
action-open = open
action-back = back
action-left = left
action-right = right
action-collapse = fold
action-expand = unfold
action-expand-all = unfold all
action-filter = filter
action-clear-filter = show all
action-sort-next = sort
action-sort-reverse = reverse the order
action-details = details
action-history = history
action-overview = overview
action-new = add
action-edit = edit
action-delete = delete
action-again = again like this one
action-note = note
action-resolve = settle a conflict
action-owner = assign to…
action-erase = erase for good
action-merge = merge
action-take = take the other value
action-swap = swap
action-apart = not a duplicate
action-tick = tick
action-not-applicable = not applicable
action-block = block
action-move-target = target date
action-set-due = due date
action-add-step = add a step
action-set-opened = opening date
action-change-state = change the state
action-add-position = add a position
action-next-view = table, board or timeline
action-card-back = card back
action-card-forward = card forward
action-zoom-in = nearer
action-zoom-out = farther
action-pan-back = quarters before
action-pan-forward = quarters after
action-stage-earlier = stage earlier
action-stage-later = stage later
action-keep-moves = keep these dates
action-drop-moves = drop the what-if
action-log-exchange = log an exchange
action-follow-up = follow-up
action-advance = next state
action-add-candidacy = add a candidacy
action-circulate = send the offer round
action-toggle-check = check
action-mark-done = mark as done
action-plan-visit = plan
action-legend = what the signs mean
action-today = today
action-week-or-day = week or day
action-round-order = by time or nearest next
action-period = period
action-copy = copy
action-export-csv = export the list (CSV)
action-mark = mark
action-mark-all = mark all
action-settle = resolve the marked ones
action-inspect = inspect a bundle
action-imports = reports of imports
action-card = card of this device
action-backup = back this notebook up
action-clear-old = take old visits off
action-add-key = add a key
action-reset-keys = back to the usual keys
action-admit = admit a device
action-revoke = revoke a device
action-hand-over = hand over a territory
action-rekey = change the keys of this device
action-recover = use the recovery card
action-save = save
action-save-next = save and next
action-complete = suggest
action-accept = accept
action-cancel = close
action-field-next = next field
action-field-previous = previous field
action-yes = yes
action-no = no
action-char-left = one character left
action-char-right = one character right
action-word-left = one word left
action-word-right = one word right
action-line-start = start of line
action-line-end = end of line
action-delete-back = delete before
action-delete-forward = delete after
action-delete-word = delete the word
action-delete-to-start = delete to the start
action-delete-to-end = delete to the end
action-new-line = new line
context-edits = Records
context-steps = Stages and steps
context-talk = Exchanges
context-tree = Tree
context-grid = Grid
context-list = Lists
context-moves = Moving
context-global = Anywhere
context-everywhere = Anywhere, even while typing
context-page = Page
context-dashboard = Dashboard
context-territories = Territories
context-map = Map
context-centres = Centres
context-board = Centres as cards
context-timeline = Centres in time
context-centre = A centre
context-positions = Positions
context-visits = Visits
context-agenda = Agenda
context-records = Other records
context-synchro = Sync
context-keys = Keys
context-divergences = Conflicts
context-twins = Duplicates
context-field = Choices
context-form = Form
context-text = Typing
context-long-text = Long text
context-popup = Question
context-menu = Choice
context-prompt = Typing
context-palette = Commands
context-lock = Lock
key-up = ↑
key-down = ↓
key-left = ←
key-right = →
key-home = Home
key-end = End
key-page-up = PgUp
key-page-down = PgDn
key-enter = Enter
key-esc = Esc
key-tab = Tab
key-shift-tab = Shift+Tab
key-backspace = Backspace
key-delete = Del
key-insert = Ins
key-space = Space
key-with-ctrl = Ctrl+{ $key }
key-with-shift = Shift+{ $key }
keymap-fault = { $file }, line { $line }: { $what }
keymap-unreadable = unreadable ({ $what })
keymap-unknown-context = there is no section “{ $what }”
keymap-unknown-action = there is no action “{ $what }”
keymap-not-here = “{ $what }” means nothing in section “{ $other }”
keymap-bad-key = “{ $what }” is not a key
keymap-forbidden = { $what }: terminals keep this key for themselves, choose another
keymap-typed = in “{ $other }”, “{ $what }” is typed as text: use Ctrl or a function key
keymap-reserved = “{ $what }” is kept for screens
keymap-taken = { $what } already means “{ $other }” here
keymap-hidden = { $what } cannot be typed: “{ $other }” answers first
keymap-covered = “{ $what }” has no key left in “{ $other }”
keymap-altgr = “{ $what }” can be reached with AltGr only
keymap-unknown-base = no keymap “{ $what }” to build on: { $other }

settings-language = Language
settings-theme = Colours
settings-signs = Signs
settings-signs-usual = usual
settings-signs-ascii = ASCII only
settings-mouse = Mouse
settings-mouse-off = no
settings-mouse-on = yes (Shift to select)
settings-keyboard = Keyboard
settings-keys = Change keys…
settings-hint = Enter: the next choice, kept from then on
theme-auto = the terminal’s
theme-dark = for a dark ground
theme-light = for a light ground
theme-contrast = high contrast
theme-mono = none

keys-title = Keys ({ $keymap })
keys-intro = Enter: another key for this action. Yours are written in keymap.toml, in the configuration folder.
keys-filtered = “{ $filter }”: { $n ->
    [0] nothing
    [1] 1 line
   *[other] { $n } lines
}. Esc shows them all.
keys-none = No key matches
keys-column-keys = Keys
keys-column-action = Action
keys-column-where = Where

learn-press = Press the key that you want, or several one after the other.
learn-forbidden = Terminals keep this key for themselves.
learn-same = It is its key already.
learn-taken = It does “{ $action }” here.
learn-prefix = Other keys can follow this one: type on.
learn-free = Free here.
learn-hint = Enter keeps, Backspace takes one back, Esc gives up.
rebound = keys changed
rebind-nowhere = the system names no configuration folder in which to write your keys
preferences-unreadable = { $file } cannot be read ({ $why }): usual settings
preferences-unreadable-next = Mend { $file } or delete it.


### tui: frame, forms, lists

screen-dashboard = Dashboard
    .tab = Board
screen-territories = Territories
screen-centres = Centres
screen-positions = Positions
screen-visits = Visits
screen-records = Other records
    .tab = Records
screen-synchro = Sync
screen-agenda = Agenda
status-demo = Demonstration
status-masked = Hidden
status-everyone = Everyone’s
status-mine = Mine
status-writing = saving …
status-saved = saved { $time }
open-under-way = The views are made anew
job-count = { $done } done
job-share = { $percent }%
job-rate = { $rate } a s
job-rate-kilobytes = { $rate } kB a s
job-left-seconds = { $n } s left
job-left-minutes = { $n } min left
job-stop = Ctrl-C stops it
ctrl-c-does-not-quit = Ctrl+C does not quit: Esc goes back, q quits.
lock-needs-a-passphrase = Nothing to lock: this notebook has no passphrase.
cannot-suspend = The program cannot be suspended here.
panic = maillage { $version } stopped on a fault of its own, at { $place }.
panic-next = What was “saved” is on the disk: start it again. If this comes back, hand on the line above; it says nothing of your records.
search-what = Members, centres, communes, contacts, positions, notes, exchanges: by their name or their words. Visits: by their pseudonym or their note.
search-none = Nothing like it
search-commune = Commune
search-hits = { $n ->
    [one] { $n } found
   *[other] { $n } found
}
search-reading = { $read } visits read…
search-all-read = all visits read ({ $read })
search-most = the { $n } newest visits
search-masked = masked screen: neither visits nor contacts
nowhere-to-come-back = No jump to come back from
commune-about = commune { $code }, { $people } inhabitants
commune-distance = distance
commune-nothing = No member and no centre known
palette-none = No command of that name
palette-elsewhere = { $action }: not here, but under “{ $place }”
palette-place = under “{ $place }”
form-required = To be filled in
confirm-by-key = { $yes } for yes, { $no } for no
form-discard = Give up what was typed?
form-diverging = { $mark } two values were written; to change the field is to choose
form-draft-kept = Draft kept: you will be offered it again.
layer-erased = A record that was open has just been erased for good: it is closed, and nothing that was being typed in it is kept.
form-resume-sure = This form was left half typed. Take it up? Otherwise it is dropped.
form-hint-date = Date: yesterday, monday, 15/11, +2
form-hint-partial-date = Date: 15/11/2026, november 2026 or 2026
form-hint-local-time = Date and time: yesterday 14:30, monday 9h, 15/11 18:00, or the time alone
form-hint-choice = ← → or Space to change, a few letters to search
form-hint-commune = A few letters, a code: ceret, 66 ceret, 66400
form-hint-reference = A few letters of the name
form-hint-several = Several answers: put semicolons between them
form-hint-long-text = Enter begins a new line, Tab goes to the next field


### tui: first start, lock, quit

start-title = First start
start-welcome = Welcome to maillage, the field notebook of « Ma santé, Ma Région ». A few questions, then the notebook is ready. { $back } goes back to the one before; a question left is taken up by { $open }, and { $quit } quits.
start-at = First start: { $n } of { $of }
start-holder-why = This name signs your edits: your colleagues see it beside what you write.
start-sector-why = Your records will come first; those of others stay one key away.
start-code-why = EXA gives the pseudonyms EXA-0001, EXA-0002… Every laptop has its own.
start-passphrase-why = It seals this notebook: nobody opens it without it, nor do you.
start-origin = This notebook
start-origin-new = A new notebook
start-origin-restore = Restore a backup
restore-which = Which backup?
restore-path = .sauvegarde file
restore-no-drive-path = No backup found on a stick: which file?
restore-passphrase = Passphrase of this notebook
restore-how = The notebook comes back from a .sauvegarde file, with the passphrase that it had on that day. Enter to choose the file, Esc to go back.
restore-working = The notebook is read and verified…
restore-go-on = Enter to open the notebook.
start-holder = Your name, or your post's
start-holder-label = Holder
start-holder-empty = A name is needed: it signs your edits.
start-sector = Your départements (09, 31…); empty: all
start-sector-label = Sector
start-sector-unknown = “{ $text }” is not a département of Occitanie.
start-code = Code of your pseudonyms (2 to 8 letters)
start-code-label = Code
start-code-bad = The code is made of 2 to 8 capital letters or digits, without accents.
start-team = Team
start-team-found = Found a team (head office)
start-team-join = Join a team
start-team-recover = Take over a team with its recovery card
start-passphrase = Passphrase (7 words, for example)
start-passphrase-again = The same once more
start-passphrase-differs = The two are not the same.
start-passphrase-weak = This one is not enough: { $rule }.
start-working = Making the notebook…
start-recovery = The team is founded. This is the recovery card: the team's root key. Copy or print it now, and lock it away: it is kept nowhere else. Enter when done.
start-waiting = The notebook is made. Now join the team: in Sync, write your card to a stick, hand it to the head office, then import the bundle that it gives you. Enter to go to Sync.
start-recover-waiting = The notebook is made. What is left is to take over the team: in Sync, { $key } asks for the recovery card. Enter to go to Sync.
tour-title = Guided tour
tour-at = Guided tour { $n }/{ $of }
tour-offer = First time here? The guided tour shows what matters in five minutes; leave it whenever you like.
tour-begin = begin it
tour-leave = leave the tour
tour-ends = That is all. From synchro leaves the bundle for the head office; everywhere else, help is with you. Safe travels.
tour-dashboard = This is what waits for you: late tasks, follow-ups, positions, openings. The territories first.
tour-territories = The members of the GIP by département; in the other pane, the map. Open a line.
tour-territory = All that is known of a territory is read like this, line by line. Now the centres.
tour-centres = Each centre, from the call for interest to its open doors. Open one.
tour-centre = Its stages and their steps, what blocks, when it will open. Close the page: you are back where you were.
tour-visits = Now the home visits.
tour-log = The log of visits, the newest on top. Begin one: nothing will be saved.
tour-form = Type as people talk: yesterday 2pm, 66 ceret. Try it in a field, then go on to the next.
tour-understood = At the right, what the notebook understood. Close: what was begun stays as a draft.
tour-search = A name, a commune, a pseudonym: everything is found from anywhere.
tour-found = Type a few letters, accents or not: Enter leads there, and back. Close.
tour-palette = Forgot a key? Commands are found by their name.
tour-commands = Each shows its key: one learns it in passing. Close.
tour-help = And help says of each place what can be done there.
tour-words = Its other pane says what words mean: AMI, PDSA, ARS… Close.
tour-synchro = The last stop: handing your work in to the head office.
unlock-title = Notebook locked
unlock-passphrase = Passphrase
unlock-how = Enter to give the passphrase, q to quit.
unlock-wait = Too many failed attempts: { $seconds } s more before the next.
unlock-opening = Opening…
quit-title = Quit
quit-unsent = { $n ->
    [one] One edit has not reached the head office (of { $oldest }).
   *[other] { $n } edits have not reached the head office (the oldest of { $oldest }).
 }
quit-leave = Quit
quit-hand-in = Go to Sync
quit-stay = Stay


### tui: dashboard

dash-own = in post on { $date }, the team’s own count
dash-published = published, { $date } ({ $source })
dash-of-target = { $n } / { $target }
dash-summary = { $open ->
        [one] { $open } centre open
       *[other] { $open } centres open
    }, { $preparing } being prepared
dash-centres = Centres
dash-column-date = Date
dash-column-kind = Kind
dash-column-what = To do
dash-column-where = Where
dash-column-when = When
dash-divergence = Conflict
dash-backup = Backup
dash-backup-old = Last backup of { $date }
dash-backup-none = No backup of this notebook
dash-clock = Clock
dash-divergences = { $n ->
        [one] One conflict to settle
       *[other] { $n } conflicts to settle
    }
dash-unsent = { $n ->
        [one] { $shown } edit not yet at head office, from { $date }
       *[other] { $shown } edits not yet at head office, the oldest from { $date }
    }
dash-unsent-undated = { $n ->
        [one] { $shown } edit not yet at head office
       *[other] { $shown } edits not yet at head office
    }
dash-blocked = { $stage }: { $reason }
dash-nothing-press = { $exchange } logs an exchange, { $followup } plans a follow-up, { $everyone } shows everyone’s records
done-dash-step = Step ticked
done-dash-followup = Follow-up done
done-dash-due = Due date changed
done-dash-target = Target date changed


### tui: territories

done-exchange = Exchange saved
done-followup = Follow-up saved
done-note = Note saved
done-contact = Contact saved
done-member = Member saved
talk-next = What next? The next follow-up (Esc: none)

legend-title = The signs
legend-stage = stage: { $state }
legend-step = task: { $state }
legend-steps-done = tasks done, of all those of the stage
legend-gauge = tasks done of a stage: premises, recruitment, file
legend-late = later than planned
legend-diverging = conflict: two values, to be settled
legend-centre = centre: { $state }
legend-member = member: { $state }
legend-folded = folded

map-member-commune = commune of a member
map-vague = { $n ->
        [one] In the middle of its territory, for want of a known place: { $names }
       *[other] In the middle of their territory, for want of a known place ({ $n }): { $names }
    }
map-chosen = selected member, or place looked for
map-departement = selected département
map-no-point = The exact place of this commune is not known.
map-project = supported project
territories-region = Occitanie
territories-all = All
territories-by-college = College
territories-by-departement = Département
territories-by-status = Status
territories-named = “{ $text }”
territories-filter-by = Filter by
territories-new = What do you want to add?
territories-open = Open
territories-choose-a-member = Choose a member first.
territories-none-press = { $new } to add one, { $clear } to lift the filter, { $everyone } to see everyone’s
territories-delete = Delete { $name }? It can be brought back.
territories-territory = Territory
territories-roles = Undertakes to
territories-epci = EPCI
territories-its-communes = Communes
territories-communes = { $count }, among them { $names }
territories-population = Population
territories-insee = { $population } (INSEE 2023)
territories-on-map = On the map
territories-at-epci = placed in the middle of its EPCI, for want of better
territories-at-departement = placed in the middle of its département, for want of better
territories-covered = Covered
territories-covered-by = { $population }, { $share }: member communes and EPCI, without département and region (INSEE 2023)
territories-since = Since my last exchange ({ $when })
territories-since-nothing = nothing has changed
territories-followups = Follow-ups to do
territories-more = { $n ->
    [one] and { $n } more
   *[other] and { $n } more
}


### tui: centres

column-target = Target
column-slip = Slip
stage-short-ami = Call
stage-short-adhesion = Join
stage-short-locaux = Prem.
stage-short-recrutement = Recr.
stage-short-autorisation = ARS
stage-short-ouverture = Open
slip-days = { $days } d
slip-since-first = { $days } d since the first target
centre-slip = Slip
centres-preparing = { $n } in preparation
centres-late = { $n } late
centres-blocked = { $n ->
    [one] { $n } blocked
   *[other] { $n } blocked
}
centres-empty = { $new } creates a centre, { $everyone } shows those of other sectors.
centre-blockers = What blocks the opening
centre-positions = Positions: { $filled } filled of { $needed }
centre-target = aimed at { $date }
centre-progress = { $done }/{ $total } steps
centre-gone = This centre was deleted.
nothing-blocks = Nothing blocks the opening
and-more = … and { $n } more
quoted = “{ $text }”
filter-shown = Filter: { $what } ({ $key } { $n ->
        [one] removes it
       *[other] removes the last one
    })
filter-contains = contains “{ $text }”
marked = { $n ->
        [one] { $n } marked
       *[other] { $n } marked
    }
bulk-delete-sure = { $n ->
        [one] Delete the marked record? It can be brought back.
       *[other] Delete the { $n } marked records? They can be brought back at once.
    }
bulk-nothing = Nothing of these records is changed several at a time
bulk-emptied = (empty)
bulk-done = { $what }: { $records } ({ $undo } undoes it)
bulk-refused = Nothing was changed. { $title }: { $why }
copy-row = The row
copy-hint = The terminal never says whether it copied: the text can be selected here too, with the mouse.
copied = Asked of the clipboard: { $what }
copy-never-visits = A visit never goes to the clipboard
csv-visits = Export the visits in the clear
csv-without = Without pseudonyms and notes (recommended)
csv-with = With pseudonyms and notes
csv-with-sure = Whoever opens this file reads the pseudonyms and the notes. Write it so?
csv-where = The path of the file. A file that is there is left.
csv-drive-sure = “{ $drive }” is removable: whoever finds it reads these visits. Write them there in the clear?
csv-written = { $n ->
        [one] { $n } line written
       *[other] { $n } lines written
    }: { $path }
filter-everything = Show everything
filter-late = Late
filter-blocked = Blocked
filter-ready = Ready to open
filter-at-stage = Under way: { $stage }
filter-departements = A département…
filter-nothing = Nothing matches the filter
filter-empty = { $clear } clears the filter.
no-date = No date
step-derived = Follows from the centre’s positions: not ticked by hand
step-auto = from positions
step-gate = { $mark } the opening waits for it
step-due = due { $when }
step-done-by = { $date }, by { $who }
stage-presumed = Done, no details
stage-presumed-why = Nothing is recorded, but what came after shows that the stage is over
stage-of-host = The host member’s stage, shared by all its centres
stage-without-host = Name the centre’s host member first: this stage is theirs.
choose-a-step = Choose a step first.
choose-a-stage = Choose a stage first (← →).
ask-not-applicable = Not applicable, why? { $step }
ask-blocked = { $stage }: what is blocking?
ask-due = Due date: { $what }
ask-new-step = New step: { $stage }
ask-target = Target date
ask-target-now = Target date (now: { $date })
ask-opened = Opened to the public on
ask-despite = Open all the same?
ask-despite-how = To open anyway, write why: the reason is kept.
opened-in-future = An opening is recorded when the day has come: for the future, move the target date.
move-preparing-open = Open to the public…
move-preparing-abandoned = Abandon the project…
move-open-suspended = Suspend…
move-open-closed = Close…
move-suspended-open = Reopen
move-suspended-closed = Close…
move-closed-open = Reopen
move-abandoned-preparing = Resume the project
done-centre = Centre saved
done-step = Step saved
done-stage = Stage saved
done-step-ticked = Step ticked
done-step-reopened = Step to be done again
done-step-not-applicable = Step not applicable
done-step-added = Step added
done-due = Due date saved
done-target = Target date saved
done-card = Card moved
done-what-if = Planned dates saved
done-opened = Opening saved
done-status = Centre status saved


### tui: positions

column-fte = FTE
column-days-open = Open
column-candidacies = Cand.
column-checks = Checks
column-next = What next
days-short = { $days } d
positions-goal = { $n ->
    [one] { $n } professional in post, for a goal of { $goal }
   *[other] { $n } professionals in post, for a goal of { $goal }
}
positions-filled = { $filled } filled of { $needed }
positions-empty = { $new } creates a position, { $everyone } shows those of other sectors.
filter-to-fill = To be filled
position-back = Back
position-reopen = Reopen the need
position-checks = Checks
position-dates = Dates
position-gone = This position was deleted.
no-checks = No checks for this role
ask-delete-position = Delete this position? It can be brought back.
ask-delete-candidacy = Delete this candidacy? It can be brought back.
candidacies-empty = { $new } adds one: a reference, never a name.
done-position = Position saved
done-position-state = Position state saved
done-position-check = Check saved
done-position-deleted = Position deleted
done-candidacy = Candidacy saved
done-candidacy-deleted = Candidacy deleted
done-circulation = Offer round saved
circulation-sent = { $network }, sent on { $date }
circulation-waiting = { $sent }, no answer
circulation-answered = { $sent }, answered on { $date }: { $n ->
    [one] { $n } applicant
   *[other] { $n } applicants
}


### tui: visits

visits-column-when = Start
visits-column-commune = Commune
visits-column-patient = Patient
visits-column-role = Role
visits-column-reason = Reason
visits-column-status = Status
visits-column-minutes = min
visits-column-km = km
visits-column-band = Hours
visits-column-centre = Centre
visits-too-many-to-sort = More than { $most } visits: filter first, or stay by date
visits-state-planned = planned
visits-state-to-tell = to log
visits-state-done = done
visits-state-cancelled = cancelled
visits-state-absent = absent
visits-state-postponed = postponed
visits-band-day = day
visits-band-evening = evening
visits-band-night = night
visits-band-sunday = sun/hol
visits-band-saturday = sat. pm
visits-band-bridge = bridge
visits-by-centre = Centre
visits-by-commune = Commune
visits-by-period = Period
visits-by-status = Status
visits-by-band = Band
visits-by-role = Role
visits-by-text = Text
visits-filter-by = Filter by
visits-filter-none = All
visits-filter = { $name }: { $value }
visits-search = Search a patient, a note
visits-this-week = this week
visits-this-month = this month
visits-last-month = last month
visits-this-year = this year
visits-last-year = last year
visits-between = { $from } to { $to }
visits-dates = Between two dates…
visits-dates-hint = Period: 15/11 - 30/11, october 2026, 2025
visits-dates-unread = Period not understood. For example: 15/11 - 30/11, october 2026, 2025
visits-commune-unknown = No commune of that name in Occitanie
visits-no-filter = No filter to clear
visits-all = All visits
visits-mine = My visits
visits-totals = { $visits }, { $time }, { $km }
visits-none-press = { $key } to log one, { $plan } to plan one
visits-none-filtered = No visit with these filters
visits-none-filtered-press = { $key } clears the last filter
visits-draft-waits = A visit half typed is waiting: { $key } to take it up
visits-resume = Visit half typed
visits-again = Again like this one
visits-again-today = today, same patient
visits-again-yesterday = yesterday, same patient
visits-again-today-other = today, another patient
visits-again-yesterday-other = yesterday, another patient
visits-model = model: { $name }
visits-model-keep = keep this one as a model…
visits-model-forget = forget a model…
visits-model-name = Name of the model
visits-model-holds = A model keeps the centre, the role, the commune, the reason, the duration; never the patient, the date or the note.
visits-model-long = { $most } characters at most.
visits-model-kept = Model kept: { $name }
visits-model-forgotten = Model forgotten: { $name }
visits-of-model = New visit, after “{ $name }”
visits-plan = Plan a visit
visits-mark-done = Visit done
visits-not-planned = This visit is not a planned one
visits-delete-sure = Delete this visit? It can be brought back.
erase-title = Erase for good
erase-this-note = This note
erase-left-over = Every note about erased visits
erase-this-visit = This visit
erase-all-of-patient = Every visit of { $patient }
erase-sure = Erase from every laptop of the team: { $counts }. Nothing can bring them back: neither “undo” nor an old bundle. Backups made before are not touched.
erase-stewards-only = Only the head office erases for good.
erase-visits-and-notes = Only a visit or a note is erased for good.
visits-masked = Screen masked: visits are not shown
visits-optional = Optional
visits-folded = Tab after the note: age, place, treating doctor, dispatch, terrain, band of your own
visits-km-estimated = about { $km }, estimated
visits-band-why = Say why it is not the computed band
visits-owner = Holder
visits-divergences = Conflicts
visits-emptied = empty
visits-history = History
visits-history-created = created
history-merged = Merged record { $id }
visits-history-deleted = deleted
visits-history-erased = content erased
done-visit-logged = Visit saved
done-visit-changed = Visit changed
done-visit-deleted = Visit deleted


### tui: agenda

agenda-week = { $week } · { $from } to { $to } { $year }
agenda-visits = { $n ->
        [0] no visit
        [one] one visit
       *[other] { $n } visits
    }
agenda-things = { $n ->
        [one] one thing to do
       *[other] { $n } things to do
    }
agenda-to-do = To do
agenda-duty = On duty, { $band }
agenda-by-time = in order of time
agenda-by-nearest = nearest next
agenda-straight = { $km } as the crow flies
agenda-more-than = > { $km }
agenda-unknown-km = ? km
agenda-hour = { $hour } h
agenda-from-to-hours = { $from }:00 to { $to }:00
agenda-out-of-hours = out of hours { $ranges }
agenda-out-all-day = out of hours all day
agenda-legend-planned = planned visit
agenda-legend-to-do = to do
agenda-legend-duty = on duty
agenda-legend-late = late
agenda-legend-out = out of hours
agenda-legend-visit = visit: { $state }
agenda-legend-opening = opening of a centre
agenda-legend-milestone = date of the service
agenda-legend-today = to do today
agenda-openings = Openings
agenda-rest-of-week = { $n ->
        [one] one more visit; { $open } on the day shows it
       *[other] { $n } more visits; { $open } on the day shows them
    }
agenda-rest-of-day = { $n ->
        [one] one more visit; the visits screen shows it
       *[other] { $n } more visits; the visits screen shows them
    }
agenda-none = Nothing on this day
agenda-none-press = { $plan } plans a visit, { $new } a follow-up or a shift


### tui: other records

records-kind = Records
records-count = Count
records-changed = Changed
records-updated = Last changed
records-linked = What refers to it
records-page = { $kind } · { $name }
records-gone = This record is no longer here.
records-of = { $shown } of { $all }
records-sorted = { $field }
records-quoted = “{ $text }”
records-show = Show
records-all = All
records-diverging = Conflicts
records-diverges = conflict
records-no-divergence = No conflict in this record.
records-go = Go to
records-nothing-found = No record answers to the filter
records-press-clear = { $key }: show all
records-press-new = { $key }: add one
records-stays = This record cannot be deleted.
records-devices-are-admitted = A device is added by admitting its card, on the Sync screen.
records-devices-by-stewards = Only the head office changes the record of a device.
records-erasures = An erasure is made from a visit or a note, and is not edited.

overview-title = { $kind }: overview
overview-none = These records have no overview.
overview-empty = Nothing to count.
overview-no-table = There is no view "{ $table }" of: { $kind }
overview-kinds = these records have some: { $kinds }
overview-project-kind = By nature
    .note = A sum counts only projects with a record and an amount of their own, each once; published totals and envelopes are not added.
overview-project-departement = By département
    .note = No département: several, or a place that was not published.
overview-project-year = By year
    .note = No year: the source does not give it.
overview-project-published = Published totals and envelopes, side by side
    .note = They overlap and contradict each other: each has its date and source, none is added.
overview-project-contradictory = Projects with amounts that contradict each other
    .note = Every source is shown, and none of these amounts is counted above.
overview-column-kind = Nature
overview-column-departement = Département
overview-column-year = Year
overview-column-projects = Projects
overview-column-count = Number
overview-column-amount_qualifier = Precision
overview-column-amount = Amount
overview-column-not_added = Not counted
overview-column-sources = Sources
overview-column-name = Name
overview-column-total_of = Total of
overview-position-goal = Towards the 200
    .note = Expected: the positions open today, at the pace of the table "By state"; neither departures nor positions yet to be created.
overview-position-role = By trade
    .note = People in post today, in 6 and 12 months, at the end of 2028. Nobody starts before the expected opening of their centre.
overview-position-departement = By département
    .note = Doctors, midwives and nurses only: those that the goal counts.
overview-position-open = Positions to fill, the oldest first
overview-position-state = By state
    .note = Days from each state to the first day in post: median of the team's own positions once 3 tell, else assumed, with no published source.
overview-position-networks = Offers sent round the partner networks
overview-position-exits = Why applications come to nothing
overview-column-goal = Goal
overview-column-due = Due
overview-column-in_post = In post
overview-column-by_goal = End of 2028
overview-column-missing = Missing
overview-column-a_month = A month
overview-column-role = Trade
overview-column-needed = Positions
overview-column-signed = Signed
overview-column-in_six_months = 6 months
overview-column-in_twelve_months = 12 months
overview-column-position = Position
overview-column-state = State
overview-column-days_open = Days open
overview-column-asked = Rounds
overview-column-candidacies = Applications
overview-column-start = Starts
overview-column-positions = Positions
overview-column-days_to_start = Days left
overview-column-told_by = Told by
overview-column-network = Network
overview-column-sent = Sent
overview-column-waiting = No answer
overview-column-answers = Applicants
overview-column-last = Latest
overview-column-cause = Cause
overview-column-withdrawn = Withdrawn
overview-column-refused = Refused
overview-duty-week = By week and sector
    .note = Eight weeks, this one included. A hole is a band that the sector usually keeps, and nobody has.
overview-duty-hole = Holes, and who can be asked
    .note = Doctors of the sector, there that day, with no shift the day before or after; the least charged first.
overview-duty-fault = To look at again
overview-duty-day = Bridge days and holidays of the next twelve months
    .note = Bridge days are those that the team noted in its settings (record Settings).
overview-duty-professional = Shifts of this year, by professional and band
overview-column-date = Date
overview-column-band = Band
overview-column-sector = Sector
overview-column-holiday = Holiday
overview-column-week = Week of
overview-column-shifts = Shifts
overview-column-holes = Holes
overview-column-faults = To look at
overview-column-askable = Who to ask
overview-column-fault = Why
overview-column-who = Who
overview-column-bridge = Bridge
overview-column-professional = Professional
overview-column-nuit_profonde = Night
overview-column-soiree = Evening
overview-column-samedi_apm = Saturday
overview-column-dimanche_ferie = Sun. hol.
overview-column-pont = Bridge
overview-column-total = Total
history-of = History: { $what }
history-none = No history here
history-created = Record created
history-suspect = Suspect date: the clock of that device was wrong
history-deleted = Record deleted
history-erased = Content erased by the head office
history-emptied = emptied

### tui: divergences

diverging-title = Conflicts
diverging-values = Values
diverging-of = { $field }: { $record }
diverging-by = { $author }, { $time }
diverging-latest = { $by }: the latest, shown everywhere meanwhile
diverging-said = { $value } ({ $by })
diverging-before = Before ({ $by })
diverging-edited = changed ({ $fields })
diverging-existence = Deletion
diverging-keep-record = Keep the record, { $value }
diverging-drop-record = Delete it
diverging-empty = empty
diverging-other = Another value…
diverging-notice = Two values: { $fields }. { $key } to choose.
diverging-mark-first = Mark first what is to be resolved at once.
diverging-keep = { $n ->
        [one] Of the marked one, keep…
       *[other] Of the { $n } marked, keep…
    }
diverging-keep-latest = The latest value
diverging-keep-mine = Mine
diverging-keep-theirs = The others’ latest
diverging-keep-of = What { $author } wrote
diverging-settles = { $keep }: { $n } of { $all }
diverging-masked = Screen masked: this record does not show
diverging-not-here = This is not resolved here: it is for the head office, or for a later version.
diverging-none-press = When two people change the same field without knowing it, both values are resolved here. { $synchro } goes to Synchro, where an import brings them; { $back } goes back.


### tui: what was done here

deeds-title = What I did
deeds-day = Day
deeds-when = Time
deeds-what = Action
deeds-state = State
deeds-records = { $n ->
        [one] { $title }
       *[other] { $title } and { $more } more
    }
deeds-whole = stands
deeds-part = changed in part
deeds-not = changed since
deeds-undone = undone { $when }
deeds-for-good-short = for good
deeds-created = new record
deeds-deleted = deletion
deeds-nothing-left = Nothing of it is left here: erased, or taken off this laptop.
deeds-masked = Screen masked: this action is not shown
deeds-is-undone = It is undone. { $key } does it again.
deeds-is-not-undone = It is not undone. { $key } undoes it.
deeds-has-changed = All of it was changed since: there is nothing to undo.
deeds-for-good = Who is in the team, and what is erased, is not undone by a key.
deeds-no-record = This record is no longer here.
deeds-none = Nothing was done on this laptop yet
deeds-none-press = Each visit, each step that is saved will come here, and is undone by { $undo }. { $visits } goes to the visits; { $back } goes back.

### handover of a territory

handover-to = Hand over { $name }’s territory to whom?
handover-sector = Which départements?
handover-sector-hint = By number or name. Nothing written: all that is in their name.
handover-everything = All that is in their name
handover-title = Handover from { $from } to { $to }
handover-press = { $key } hands over: { $what }
handover-nothing = Nothing is to be handed over: { $name } has no open work and no visit to come there.
handover-nobody = Nobody else in the team can take it.
handover-whole-region = the whole region
handover-sectors = Sectors afterwards: { $from } for who hands over, { $to } for who takes over
handover-visits = Visits to come are planned anew for who takes over, and marked postponed for who hands over.
handover-left = { $n ->
        [one] One visit planned for a day that is past stays: only its holder knows whether it took place.
       *[other] { $n } visits planned for days that are past stay: only their holder knows whether they took place.
    }
handover-dry-run = Trial: nothing was handed over.
sync-steward-hands-over = Only the head office hands over a territory.

### tui: synchro

sync-team = Team
sync-for-whom = A bundle for whom?
sync-for-siege = Head office: common records and visits
sync-nobody = Nobody else is in the team yet: { $admit } admits a device; { $backup } backs this notebook up
sync-for-team = The whole team: common records
sync-where = Where to write it?
sync-drive = { $name }: { $free } MB free ({ $folder })
sync-other-folder = Another folder…
sync-all-drives = All these sticks at once ({ $n })
sync-other-file = Another file…
sync-which-bundle = Which bundle?
sync-which-card = Which card?
sync-offer = { $sender }, { $made }: { $n ->
        [0] nothing new
        [one] { $shown } new edit at most
       *[other] { $shown } new edits at most
    }
sync-no-drive-path = No stick found: into which folder?
sync-no-bundle-path = No bundle found: which file or folder?
sync-folder-path = Folder
sync-bundle-path = .maillage file, or its folder
sync-card-path = .carte file, or its folder
sync-fingerprint = Compare the fingerprint
sync-exported = Bundle written
sync-backed-up = Backup written
sync-silent = Not heard of for 90 days, left out: { $devices }
sync-silent-question = Not heard of for 90 days, left out: { $devices }. Make them a full bundle?
sync-imported = Bundle imported
sync-would-bring = What the bundle brings
sync-report-more = { $n ->
        [one] … and { $shown } more line ({ $key }: the whole report)
       *[other] … and { $shown } more lines ({ $key }: the whole report)
    }
imports-title = What the last imports did
imports-of = Import of a bundle from { $sender }
imports-taken = Taken on
imports-sender = Bundle from
imports-new = New
imports-lines = To see
imports-what = To see, with what was shown before
imports-nothing = Nothing of note: no conflict, no date moved, nothing blocked
imports-none-press = Every import that brings something leaves its report here. { $key } imports a bundle, from Sync.
sync-take-question = Import it?
sync-failed = Nothing has changed
sync-admit = Admit a device
sync-card-question =
    Holder of the card: { $holder }
    Fingerprint: { $fingerprint }
    Is it the one that the holder reads to you aloud?
sync-as = Admit it as
sync-as-field = A field device
sync-as-steward = A head-office device: it admits others and receives every visit
sync-admitted = Device admitted
sync-admitted-next = The device is in the team. It needs a bundle to join.
sync-bundle-for-them = It needs a bundle to join the team. Make it now?
sync-never = never
sync-missing = { $n ->
        [one] One edit is missing ({ $key }: whom to ask)
       *[other] { $shown } edits are missing ({ $key }: whom to ask)
    }
sync-held = { $n ->
        [one] One edit waits and does not count ({ $key }: why)
       *[other] { $shown } edits wait and do not count ({ $key }: why)
    }
sync-waits-here = What is missing or waits here
sync-waits-nothing = Nothing is missing
sync-bundle = no. { $number }, made on { $made }
sync-bundle-taken = no. { $number }, made on { $made }, taken in on { $taken }
sync-last-heard = Last heard of
sync-last-in = Last bundle in
sync-last-out = Last bundle out
sync-lacks = Not received yet
sync-lacks-nothing = Nothing, it has it all
sync-edits-since = { $n ->
        [one] { $shown } edit, of { $date }
       *[other] { $shown } edits, the oldest of { $date }
    }
sync-is-silent = Not heard of for 90 days: bundles no longer reckon with what it lacks, make it a full one.
sync-column-sector = Sector
sync-conflicts-there = { $n ->
        [one] One conflict to resolve ({ $key })
       *[other] { $n } conflicts to resolve ({ $key })
    }
sync-busy = A bundle is under way: Esc stops it.
sync-escape-stops = Esc stops it
sync-waits = This computer is in no team yet.
sync-waits-card = { $key } writes your card to a stick or a folder.
sync-waits-hand = Hand the card to the head office, and read its fingerprint aloud. They give you a bundle.
sync-waits-import = { $key } imports that bundle: compare the team’s fingerprint with the one that the head office reads to you.
sync-waits-recover = { $key }: if no head office is left, the recovery card makes this computer the head office of the team.
sync-waits-only = Without a team, you can only write your card, import a bundle, or take the recovery card.
sync-steward-only = Only the head office admits a device.
sync-why = Why?
sync-revoke = Revoke a device
sync-accept = Revoked device
sync-steward-revokes = Only the head office revokes a device.
sync-rekey = Change the keys
sync-recover = Recovery card
sync-recover-row = Recovery card, row { $row } of 4
sync-recover-says = Copy the printed row. Spaces and dashes do not matter.
sync-row-right = Row right


### tui: help

help-keys-tab = Keys
help-words-tab = Words
help-other = { $key }: { $what }
word-source = Source: { $source }
word-ami = AMI
    .means = Call for expressions of interest: a commune or a group of communes says there that it wants a health centre. The first was opened in October 2021.
    .source = Région Occitanie, press kit of 17 June 2022
word-gip = GIP
    .means = Public interest grouping: the public body in which the Région and the member territories run the service together.
    .source = Act no. 2011-525 of 17 May 2011, articles 98 and following
word-college = College
    .means = The members of the GIP sit in four colleges: the Région, the départements, the communes and their groups, the partners.
    .source = Région Occitanie, press kit of 17 June 2022
word-member = Member
    .means = A body that joined the GIP: région, département, group of communes, commune or partner. Its territory is what it covers.
word-epci = EPCI
    .means = A group of communes with powers of its own: communauté de communes, d’agglomération or urbaine, or métropole. Its SIREN number names it.
    .source = Code général des collectivités territoriales
word-insee = INSEE code
    .means = The official code of a commune, five characters of which the first two are the département. Communes share names: the code is unique.
    .source = Code officiel géographique, INSEE
word-qpv = QPV
    .means = Priority district of urban policy: a district named by decree, after the income of those who live there.
    .source = Act no. 2014-173 of 21 February 2014, article 5
word-centre = Health centre
    .means = A local care structure whose professionals are employees. Here, from the first idea to open doors.
    .source = Code de la santé publique, L. 6323-1 and following
word-antenne = Antenne
    .means = A place of care attached to a main centre: the same rules apply as for a centre.
    .source = Decree no. 2018-143 of 27 February 2018
word-msp = MSP
    .means = Multi-professional health house: professionals who practise together around a health project, mostly self-employed. It is not a health centre.
    .source = Code de la santé publique, L. 6323-3
word-project = Health project
    .means = What the centre will do, written by the body that runs it: aims, activities, professionals, organisation, cooperation, access, public health.
    .source = Code de la santé publique, L. 6323-1-10
word-undertaking = Compliance undertaking
    .means = The body that runs the centre hands it to the ARS before the opening, with the health project and the operating rules.
    .source = Code de la santé publique, L. 6323-1-11
word-receipt = ARS receipt
    .means = It is the authorisation to treat insured patients, and carries the FINESS numbers. A document missing from the file delays it.
    .source = Code de la santé publique, D. 6323-9
word-ars = ARS
    .means = Regional health agency: it takes in the centre’s file, gives the receipt, and organises out-of-hours care in the region.
    .source = Code de la santé publique, L. 1431-2
word-cpam = CPAM
    .means = Local health insurance fund: it pays for care. The centre joins by the national agreement of health centres.
    .source = National agreement of 8 July 2015, then of 28 August 2025
word-finess = FINESS
    .means = The national register of establishments: one number for the legal body, one for the centre. Without them nothing can be billed.
    .source = Code de la santé publique, D. 6323-9
word-erp = ERP
    .means = Premises open to the public. A centre is generally of the 5th category, type U: accessibility, fire safety, public accessibility register.
    .source = Order of 25 June 1980 and building code
word-gate = Gate
    .means = A task without which the centre does not open: done, or not applicable with its reason. One can open in spite of it, saying why.
word-stage = Stage, step
    .means = A stage of the way to the opening, and the steps to tick there. Premises, recruitment and the ARS file go on at the same time.
word-ordre = Ordre
    .means = The professional body: a doctor must be on the list of the council of the département, which is also sent the contract.
    .source = Code de la santé publique, L. 4112-1 and L. 4113-9
word-rpps = RPPS
    .means = Shared register of health professionals: a carer’s national number, the same for life.
word-cps = CPS card
    .means = Health professional’s card: it signs the claims. One is needed for each place of practice.
word-ipa = IPA
    .means = Advanced practice nurse: with a further degree, follows patients and renews treatments.
    .source = Code de la santé publique, L. 4301-1
word-fte = FTE
    .means = Full-time equivalent: 1 for 35 hours a week, 0.5 for half of it.
word-dasri = DASRI
    .means = Care waste with a risk of infection: it leaves by a way of its own, under a removal contract.
    .source = Code de la santé publique, R. 1335-1 and following
word-ins = INS
    .means = National health identity: the clinical software has to handle it. This notebook holds none.
    .source = Code de la santé publique, L. 1111-8-1
word-pdsa = PDSA
    .means = Out-of-hours care: every night from 20:00 to 08:00, Sundays and public holidays from 08:00 to 20:00 and, where the ARS says so, Saturday afternoons and bridge days.
    .source = Code de la santé publique, R. 6315-1
word-bridge = Bridge day
    .means = A day between a holiday and a weekend that the ARS counts as out of hours. Its dates are given in the team’s settings.
    .source = Code de la santé publique, R. 6315-1
word-dispatch = Dispatch
    .means = The doctor of the 15 or of the SAS (access to care service) who decides on the phone whether a visit is needed.
    .source = Code de la santé publique, L. 6311-3
word-ehpad = EHPAD
    .means = Care home for dependent elderly people: its staff may ask for a visit.
    .source = Code de l’action sociale et des familles
word-treating = Treating doctor
    .means = The doctor whom an insured person names to the insurance fund, and who coordinates care.
    .source = Code de la sécurité sociale, L. 162-5-3
word-patient = Pseudonym
    .means = What a patient is called here: a code and a number. Who it is stands in the clinical software alone, never in this notebook.
word-visit = Visit
    .means = A home visit, planned or done. Yours are read by the head office and by you alone.
word-exchange = Exchange, follow-up
    .means = A call, a meeting, a mail or a site visit; and what is to be done next, by when, by whom.
word-holder = Holder, sector
    .means = The person who uses a device, and the départements that are theirs: “my records”.
word-device = Device
    .means = The notebook of one laptop, with its own keys.
word-steward = Head office
    .means = A device that admits and revokes others, and that receives every visit.
word-bundle = Bundle
    .means = The sealed file that carries edits from one device to others, on a USB stick. Only those it is for can open it.
word-conflict = Conflict
    .means = Two values of one field, written without knowledge of each other. Both are kept until someone chooses.
word-twins = Duplicate
    .means = Two records for one thing. Merged, one stands for both, with the history of each.
word-card = Card, fingerprint
    .means = The file that introduces a device to the head office; and the few words that sum it up, to be compared aloud.
word-recovery = Recovery card
    .means = The team’s root key, printed once. It makes a head office again when there is none: keep it locked away.
word-backup = Backup
    .means = A full sealed copy of the notebook, in one file. With the passphrase it makes it again on another laptop.

### tui: what changed

news-title = What is new
