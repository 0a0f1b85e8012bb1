//! Whatever way the sticks go, everyone who may know a thing comes to know it.

use proptest::prelude::*;

use super::laptop::*;
use crate::log::Channel;
use crate::model::DeviceRole;
use crate::sync::*;

#[derive(Clone, Copy, Debug)]
enum Step {
    /// Who edits; whether it is a visit.
    Edit(usize, bool),
    /// Who writes a bundle, for what audience.
    Export(usize, usize),
    /// Who imports which of the bundles made so far, if it is for it.
    Import(usize, usize),
    /// A day or forty go by for one of them.
    Wait(usize, u8),
    /// A laptop's store is copied to another machine, which edits too, and hands its edits to the first.
    Clone(usize),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => (0_usize..4, any::<bool>()).prop_map(|(who, visit)| Step::Edit(who, visit)),
        3 => (0_usize..4, 0_usize..6).prop_map(|(who, whom)| Step::Export(who, whom)),
        5 => (0_usize..4, 0_usize..64).prop_map(|(who, which)| Step::Import(who, which)),
        1 => (0_usize..4, 1_u8..40).prop_map(|(who, days)| Step::Wait(who, days)),
        1 => (0_usize..4).prop_map(Step::Clone),
    ];
    prop::collection::vec(step, 1..40)
}

pub(super) fn four() -> Vec<Laptop> {
    let mut head = Laptop::founder(1);
    let others: Vec<Laptop> = (2..=4).map(Laptop::new).collect();
    head.admit(&others[0], DeviceRole::Field, &[]);
    head.admit(&others[1], DeviceRole::Field, &[]);
    head.admit(&others[2], DeviceRole::Steward, &[]);
    let bundle = head.export(&Audience::Team);
    let mut all = vec![head];
    all.extend(others);
    all[1..].iter_mut().for_each(|laptop| drop(laptop.import(&bundle).unwrap()));
    all
}

fn audience(laptops: &[Laptop], whom: usize) -> Audience {
    match whom {
        4 => Audience::Stewards,
        5 => Audience::Team,
        one => only(&laptops[one]),
    }
}

fn take(laptops: &mut [Laptop], bundles: &mut Vec<Vec<u8>>, step: Step) {
    match step {
        Step::Edit(who, visit) => {
            let laptop = &mut laptops[who];
            let channel = if visit { laptop.own_visits() } else { Channel::Common };
            laptop.edits(channel, 1);
        }
        Step::Export(who, whom) => {
            let audience = audience(laptops, whom);
            bundles.push(laptops[who].export(&audience));
        }
        Step::Import(who, which) => {
            let Some(bundle) = bundles.get(which % bundles.len().max(1)) else { return };
            match laptops[who].import(bundle) {
                Ok(_) | Err(ImportError::Refused(Refused::NotForUs | Refused::OnlyGaps(_))) => {}
                Err(other) => panic!("{other:?}"),
            }
        }
        Step::Wait(who, days) => laptops[who].now += i64::from(days) * DAY,
        Step::Clone(who) => {
            let mut twin = laptops[who].clone();
            laptops[who].edits(Channel::Common, 1);
            twin.now += 1;
            twin.edits(Channel::Common, 2);
            bundles.push(twin.export(&Audience::Team));
            // The one that stays learns of it, and takes a new incarnation, as the store does.
            let own = twin.export(&only(&twin));
            laptops[who].import(&own).unwrap();
            laptops[who].incarnation += 1_000;
        }
    }
}

/// Everyone meets everyone, twice, with full bundles for the last who were silent.
pub(super) fn meet(laptops: &mut [Laptop]) {
    for _ in 0..2 {
        for from in 0..laptops.len() {
            for to in (0..laptops.len()).filter(|to| *to != from) {
                let audience = only(&laptops[to]);
                let bundle = laptops[from].try_export(&audience, false).unwrap();
                laptops[to].import(&bundle).unwrap();
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn any_sequence_of_exports_and_imports_converges(steps in steps()) {
        let mut laptops = four();
        let mut bundles = Vec::new();
        for step in steps {
            take(&mut laptops, &mut bundles, step);
        }
        meet(&mut laptops);
        let common = laptops[0].archive.op_ids(&Channel::Common);
        for laptop in &laptops {
            prop_assert_eq!(&laptop.archive.op_ids(&Channel::Common), &common);
            prop_assert_eq!(laptop.roster(), laptops[0].roster());
        }
        for owner in &laptops {
            let visits = owner.own_visits();
            let own = owner.archive.op_ids(&visits);
            for reader in &laptops {
                let held = reader.archive.op_ids(&visits);
                if reader.roster().may_read(&reader.id(), &visits) {
                    prop_assert_eq!(&held, &own);
                } else {
                    prop_assert!(held.is_empty());
                }
            }
        }
        // Everyone knows that everyone knows: nothing is left to send.
        for laptop in &laptops {
            let planned = plan(&laptop.archive, &Audience::Team, false, laptop.now).unwrap();
            prop_assert_eq!(planned.ops(), 0);
        }
    }
}
