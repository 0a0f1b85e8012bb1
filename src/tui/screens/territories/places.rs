//! Where members and centres are on the map, and whom a territory counts.

use std::collections::BTreeSet;

use crate::model::reference::{Exactness, LonLat, communes, epci};
use crate::model::{Centre, CommuneCode, DeptCode, Member, MemberKind, MemberStatus};
use crate::tui::cx::Cx;

/// The communes for which a member of the local college stands; none for the others.
pub fn communes_of(member: &Member) -> BTreeSet<CommuneCode> {
    if !matches!(member.kind, Some(MemberKind::Commune | MemberKind::Intercommunal)) {
        return BTreeSet::new();
    }
    let of_epci = member.epci.filter(|_| member.kind == Some(MemberKind::Intercommunal));
    let of_epci = of_epci.into_iter().flat_map(|code| communes().of_epci(code)).map(|commune| commune.code);
    let own = member.commune.into_iter().chain(member.represents.iter().flatten().copied());
    own.chain(of_epci).collect()
}

/// The known points of a member's communes; where none is known, the middle of its EPCI or of its département.
pub fn points_of(member: &Member) -> Vec<LonLat> {
    let all = communes_of(member);
    let known: Vec<LonLat> = all.iter().filter_map(|code| communes().get(*code)?.point).collect();
    if !known.is_empty() || all.is_empty() {
        return known;
    }
    middle(member).map(|(at, _)| at).into_iter().collect()
}

/// Where to write a member's name: its own commune, else the middle of its EPCI, else of its département.
pub fn middle(member: &Member) -> Option<(LonLat, Exactness)> {
    let commune = member.commune.and_then(|code| communes().place(code)).map(|place| (place.at, place.exactness));
    let of_epci = || Some((communes().middle_of_epci(member.epci?)?, Exactness::Epci));
    let of_departement = || {
        let code = *member.lies_in().first()?;
        Some((communes().middle_of_departement(code)?, Exactness::Departement))
    };
    commune.or_else(of_epci).or_else(of_departement)
}

/// Where a centre is: its commune, else its host's place.
pub fn centre_place(cx: &Cx, centre: &Centre) -> Option<(LonLat, Exactness)> {
    let commune = centre.commune.and_then(|code| communes().place(code)).map(|place| (place.at, place.exactness));
    let host = || {
        let member = centre.host.and_then(|host| cx.desk.get::<Member>(&host.0))?;
        let (at, exactness) = middle(member)?;
        // The host's own commune is not the centre's.
        Some((at, if exactness == Exactness::Commune { Exactness::Epci } else { exactness }))
    };
    let departement =
        || Some((communes().middle_of_departement(cx.desk.departement_of(centre)?)?, Exactness::Departement));
    commune.or_else(host).or_else(departement)
}

/// Inhabitants of a member's territory by INSEE's municipal populations; `None` for a body that has no territory.
pub fn population(member: &Member) -> Option<u32> {
    match member.kind? {
        MemberKind::Region => Some(population_of(None)),
        MemberKind::Departement => member.lies_in().first().map(|code| population_of(Some(*code))),
        MemberKind::Intercommunal => member.epci.and_then(epci).map(|epci| epci.population),
        MemberKind::Commune => {
            let all = communes_of(member);
            (!all.is_empty()).then(|| inhabitants(&all))
        }
        _ => None,
    }
}

/// Of a département, or of the region.
pub fn population_of(code: Option<DeptCode>) -> u32 {
    let of = |commune: &&crate::model::reference::Commune| code.is_none_or(|code| commune.departement() == code);
    communes().all().iter().filter(of).map(|commune| commune.population).sum()
}

/// Inhabitants of the communes that member communes and EPCI stand for, each counted once.
pub fn covered(cx: &Cx, code: Option<DeptCode>) -> u32 {
    let members = cx.desk.all::<Member>().filter(|(_, member)| member.status == Some(MemberStatus::Member));
    let all: BTreeSet<CommuneCode> = members
        .flat_map(|(_, member)| communes_of(member))
        .filter(|commune| code.is_none_or(|code| commune.departement() == code))
        .collect();
    inhabitants(&all)
}

fn inhabitants(all: &BTreeSet<CommuneCode>) -> u32 {
    all.iter().filter_map(|code| communes().get(*code)).map(|commune| commune.population).sum()
}
