//! The ground of the demonstration: the centres that the facts name, and those made up beside them.

use chrono::NaiveDate;

use super::Plan;
use super::dice::{Dice, after, worked, working};
use super::pipelines::{PLANNED, SCENARIOS, Scenario};
use crate::model::reference::{Commune, communes, departements, founding};
use crate::model::{
    AnyRecord, Centre, CentreKind, CentreStatus, College, CommuneCode, Member, MemberKind, MemberStatus, PartialDate,
    RecordId, Ref,
};

/// Why a made-up centre is open although no step of its pipeline is recorded.
const OPENED_BEFORE: &str = "Démonstration : ouverture antérieure au suivi.";

/// One visit in 5,000 calls for a centre: a million visits, 200 centres.
const VISITS_PER_CENTRE: usize = 5_000;
const MOST_CENTRES: usize = 200;

/// A centre, real or made up.
#[derive(Clone, Debug)]
pub(super) struct Site {
    pub id: RecordId,
    pub commune: CommuneCode,
    pub host: Option<RecordId>,
    /// Its first day open.
    pub opened: Option<NaiveDate>,
    /// That day is known, not its month alone.
    pub to_the_day: bool,
    /// Its last day open, where it closed or was suspended.
    pub shut: Option<NaiveDate>,
    /// The way to its opening, where that is being told.
    pub scenario: Option<&'static Scenario>,
    /// One of many that only a large demonstration has.
    pub extra: bool,
}

impl Site {
    pub fn is_open(&self, day: NaiveDate) -> bool {
        self.opened.is_some_and(|opened| opened <= day) && self.shut.is_none_or(|shut| day < shut)
    }
}

/// A member that there is something to talk about with.
#[derive(Clone, Debug)]
pub(super) struct Host {
    pub id: RecordId,
    /// AMI and joining are under way.
    pub joining: Option<&'static Scenario>,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Ground {
    pub sites: Vec<Site>,
    pub hosts: Vec<Host>,
    /// The members and centres that are made up.
    pub records: Vec<(RecordId, AnyRecord)>,
}

impl Ground {
    pub fn of(plan: &Plan) -> Self {
        let mut ground = Self::default();
        let mut dice = Dice::new(plan.seed, "ground");
        let facts = founding::facts();
        ground.take_facts(&facts);
        ground.prepare_centres(&facts, plan, &mut dice);
        ground.found_members(plan, &mut dice);
        ground.open_more(plan, &mut dice);
        ground
    }

    fn take_facts(&mut self, facts: &[(RecordId, AnyRecord)]) {
        let mut planned = PLANNED.iter().cycle();
        for (id, fact) in facts {
            match fact {
                AnyRecord::Centre(centre) => {
                    let scenario = (centre.status == Some(CentreStatus::Preparing)).then(|| planned.next()).flatten();
                    self.sites.extend(known_site(*id, centre, scenario));
                }
                AnyRecord::Member(member) if member.college == Some(College::Local) || seat(member).is_some() => {
                    self.hosts.push(Host { id: *id, joining: None });
                }
                _ => {}
            }
        }
    }

    /// A centre in preparation for each founding territory without one, each with a story of its own.
    fn prepare_centres(&mut self, facts: &[(RecordId, AnyRecord)], plan: &Plan, dice: &mut Dice) {
        let mut scenarios = SCENARIOS.iter();
        for (id, fact) in facts {
            let AnyRecord::Member(member) = fact else { continue };
            let Some(commune) = seat(member).and_then(|code| communes().get(code)) else { continue };
            if self.has_centre(*id, commune) {
                continue;
            }
            let Some(scenario) = scenarios.next() else { return };
            self.add_centre(Some(*id), commune, scenario, plan, dice);
        }
    }

    fn has_centre(&self, member: RecordId, seat: &Commune) -> bool {
        self.sites.iter().any(|site| site.host == Some(member) || site.commune == seat.code)
    }

    /// Two members that are not there yet, in départements that the facts leave blank.
    fn found_members(&mut self, plan: &Plan, dice: &mut Dice) {
        for (code, scenario) in [("32256", &super::pipelines::APPLYING), ("48092", &super::pipelines::JOINING)] {
            let Some(commune) = code.parse().ok().and_then(|code| communes().get(code)) else { continue };
            let id = dice.id(worked(after(plan.today, -200)));
            let member = Member {
                name: Some(format!("Commune fictive — {}", commune.name)),
                kind: Some(MemberKind::Commune),
                college: Some(College::Local),
                status: Some(MemberStatus::Applied),
                departements: Some(vec![commune.departement()]),
                commune: Some(commune.code),
                owner: Some(Ref::new(plan.me)),
                note: Some("Membre inventé pour la démonstration.".into()),
                ..Member::default()
            };
            self.records.push((id, member.into()));
            self.hosts.push(Host { id, joining: Some(scenario) });
            self.add_centre(Some(id), commune, scenario, plan, dice);
        }
    }

    fn add_centre(
        &mut self,
        host: Option<RecordId>,
        commune: &Commune,
        scenario: &'static Scenario,
        plan: &Plan,
        dice: &mut Dice,
    ) {
        let today = plan.today;
        let name = format!("Centre fictif — {}", commune.name);
        let id = dice.id(worked(after(today, -190)));
        let ended = |status| (scenario.status == status).then(|| worked(after(today, -scenario.ended_days_ago)));
        let opened = (scenario.status == CentreStatus::Suspended).then(|| working(after(today, scenario.target)));
        let (first, target) = scenario.targets(today).unzip();
        let centre = Centre {
            name: Some(name),
            commune: Some(commune.code),
            host: host.map(Ref::new),
            target_opening: target,
            first_target: first,
            kind: Some(scenario.kind),
            status: Some(scenario.status),
            opened: opened.map(PartialDate::Day),
            opened_despite: opened.map(|_| OPENED_BEFORE.into()),
            suspended_on: ended(CentreStatus::Suspended),
            abandoned_on: ended(CentreStatus::Abandoned),
            parent: self.parent(scenario.kind, commune),
            owner: Some(Ref::new(plan.me)),
            premises: Some(scenario.premises.to_owned()),
            note: Some(scenario.note.into()),
            ..Centre::default()
        };
        let shut = centre.suspended_on;
        self.records.push((id, centre.into()));
        let scenario = Some(scenario);
        let to_the_day = opened.is_some();
        self.sites.push(Site { id, commune: commune.code, host, opened, to_the_day, shut, scenario, extra: false });
    }

    /// An antenne belongs to the nearest open centre.
    fn parent(&self, kind: CentreKind, commune: &Commune) -> Option<Ref<Centre>> {
        let apart = |site: &Site| communes().distance_km(site.commune, commune.code).unwrap_or(f64::MAX);
        let open = self.sites.iter().filter(|site| site.opened.is_some() && site.shut.is_none());
        let nearest = open.min_by(|a, b| apart(a).total_cmp(&apart(b)));
        nearest.filter(|_| kind == CentreKind::Antenne).map(|site| Ref::new(site.id))
    }

    /// Open centres for a large demonstration, in the most populous communes of each département in turn.
    fn open_more(&mut self, plan: &Plan, dice: &mut Dice) {
        let wanted = (plan.visits / VISITS_PER_CENTRE).min(MOST_CENTRES);
        let mut lists: Vec<Vec<&Commune>> = departements()
            .iter()
            .map(|departement| {
                let free = |commune: &&Commune| self.sites.iter().all(|site| site.commune != commune.code);
                let here = communes().all().iter().filter(|commune| commune.departement() == departement.code);
                let mut list: Vec<_> = here.filter(|commune| commune.point.is_some()).filter(free).collect();
                list.sort_by_key(|commune| commune.population);
                list
            })
            .collect();
        while self.sites.len() < wanted && lists.iter().any(|list| !list.is_empty()) {
            for list in &mut lists {
                if self.sites.len() < wanted
                    && let Some(commune) = list.pop()
                {
                    self.open_extra(commune, plan, dice);
                }
            }
        }
    }

    fn open_extra(&mut self, commune: &Commune, plan: &Plan, dice: &mut Dice) {
        let since = dice.between(400, 1_800);
        let opened = worked(after(plan.today, -dice.mostly(since, &[(250, 1_830)])));
        let name = format!("Centre fictif — {}", commune.name);
        let id = dice.id(after(opened, -300));
        let centre = Centre {
            name: Some(name),
            commune: Some(commune.code),
            kind: Some(CentreKind::Creation),
            status: Some(CentreStatus::Open),
            opened: Some(PartialDate::Day(opened)),
            opened_despite: Some(OPENED_BEFORE.into()),
            owner: Some(Ref::new(plan.me)),
            note: Some("Centre inventé pour la démonstration.".into()),
            ..Centre::default()
        };
        self.records.push((id, centre.into()));
        let (commune, opened) = (commune.code, Some(opened));
        let site = Site { id, commune, host: None, opened, to_the_day: true, shut: None, scenario: None, extra: true };
        self.sites.push(site);
    }
}

/// A centre that the facts name, unless they do not say where it is.
fn known_site(id: RecordId, centre: &Centre, scenario: Option<&'static Scenario>) -> Option<Site> {
    let opening = centre.opened.map(|opened| opened.last_day());
    Some(Site {
        id,
        commune: centre.commune?,
        host: centre.host.map(|host| host.0),
        opened: opening.filter(|_| centre.status == Some(CentreStatus::Open)),
        to_the_day: matches!(centre.opened, Some(PartialDate::Day(_))),
        shut: None,
        scenario,
        extra: false,
    })
}

/// Where a local body has its seat: the commune itself, or the most populous of an intercommunal body.
fn seat(member: &Member) -> Option<CommuneCode> {
    match member.kind? {
        MemberKind::Commune => member.commune,
        MemberKind::Intercommunal => {
            communes().of_epci(member.epci?).max_by_key(|commune| commune.population).map(|commune| commune.code)
        }
        _ => None,
    }
}
