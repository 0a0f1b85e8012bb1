//! Which members show: mine or everyone's, of a college, a département, a status, of a name.

use serde::{Deserialize, Serialize};

use crate::model::reference::{communes, departements, epci, fold};
use crate::model::{College, DeptCode, Member, MemberStatus, RecordId};
use crate::t;
use crate::tui::cx::Cx;
use crate::tui::filters::SetOrder;
use crate::tui::screens::shared::records::choice;
use crate::wording::values;

/// What a person asked to see.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Filter {
    pub text: String,
    pub college: Option<College>,
    pub departement: Option<DeptCode>,
    pub status: Option<MemberStatus>,
    order: SetOrder<Facet>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Facet {
    Text,
    By(By),
}

/// What can be filtered by, in the order of the menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum By {
    College,
    Departement,
    Status,
}

impl By {
    pub const ALL: [Self; 3] = [Self::College, Self::Departement, Self::Status];

    pub fn label(self, cx: &Cx) -> String {
        match self {
            Self::College => t!(cx.words, "territories-by-college"),
            Self::Departement => t!(cx.words, "territories-by-departement"),
            Self::Status => t!(cx.words, "territories-by-status"),
        }
    }

    /// What there is to choose from, after « all ».
    pub fn choices(self, cx: &Cx) -> Vec<String> {
        let all = std::iter::once(t!(cx.words, "territories-all"));
        let choices: Vec<String> = match self {
            Self::College => College::ALL.iter().map(|one| choice(&cx.words, *one)).collect(),
            Self::Departement => departements().iter().map(|one| format!("{} {}", one.code, one.name)).collect(),
            Self::Status => MemberStatus::ALL.iter().map(|one| choice(&cx.words, *one)).collect(),
        };
        all.chain(choices).collect()
    }
}

impl Filter {
    /// Sets what [`By::choices`] offers under this number; 0 is « all ».
    pub fn choose(&mut self, by: By, picked: usize) {
        let at = picked.checked_sub(1);
        match by {
            By::College => self.college = at.and_then(|at| College::ALL.get(at)).copied(),
            By::Departement => self.departement = at.and_then(|at| departements().get(at)).map(|one| one.code),
            By::Status => self.status = at.and_then(|at| MemberStatus::ALL.get(at)).copied(),
        }
        self.order.touch(Facet::By(by), at.is_some());
    }

    pub fn set_text(&mut self, text: &str) {
        text.trim().clone_into(&mut self.text);
        self.order.touch(Facet::Text, !self.text.is_empty());
    }

    pub fn clear_last(&mut self) {
        match self.order.take_last() {
            Some(Facet::Text) => self.text.clear(),
            Some(Facet::By(By::College)) => self.college = None,
            Some(Facet::By(By::Departement)) => self.departement = None,
            Some(Facet::By(By::Status)) => self.status = None,
            None => {}
        }
    }

    pub fn takes(&self, member: &Member) -> bool {
        let of = |code: &DeptCode| member.lies_in().contains(code);
        self.college.is_none_or(|college| member.college == Some(college))
            && self.status.is_none_or(|status| member.status == Some(status))
            && self.departement.as_ref().is_none_or(of)
            && self.names(member)
    }

    fn names(&self, member: &Member) -> bool {
        let wanted = fold(&self.text);
        let names = [&member.name, &member.acronym, &member.signatory].into_iter().flatten();
        let own = member.commune.into_iter().chain(member.represents.iter().flatten().copied());
        let places = own.filter_map(|code| communes().get(code)).map(|commune| &commune.name);
        let bodies = member.epci.and_then(epci).map(|epci| &epci.name);
        wanted.is_empty() || names.chain(places).chain(bodies).any(|name| fold(name).contains(&wanted))
    }

    /// What is filtered by, in words, the last one set last; `None` if nothing is.
    pub fn words(&self, cx: &Cx) -> Option<String> {
        let said = |facet: Facet| match facet {
            Facet::Text => Some(t!(cx.words, "territories-named", text = self.text.as_str())),
            Facet::By(By::College) => self.college.map(|college| choice(&cx.words, college)),
            Facet::By(By::Departement) => self.departement.map(values::departement),
            Facet::By(By::Status) => self.status.map(|status| choice(&cx.words, status)),
        };
        let parts: Vec<String> = self.order.iter().filter_map(said).collect();
        (!parts.is_empty()).then(|| parts.join(&format!(" {} ", cx.theme.glyphs.separator)))
    }
}

/// The members that show, by name.
pub fn shown<'a>(cx: &'a Cx, filter: &Filter) -> Vec<(RecordId, &'a Member)> {
    let all = cx.shows_everyone();
    let mine = |(id, member): &(RecordId, &Member)| all || cx.desk.member_is_mine(id, member);
    let mut members: Vec<_> = cx.desk.all::<Member>().filter(mine).filter(|(_, member)| filter.takes(member)).collect();
    members.sort_by_cached_key(|(id, member)| (fold(member.name.as_deref().unwrap_or_default()), *id));
    members
}
