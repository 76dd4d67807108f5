import type { Points } from '../../model/points.ts';
import type { Ladder, Tier } from '../../model/tiers.ts';
import { type Checks, each, empty, fine, unless } from './checks.ts';

export const POINTS: Checks<Points> = {
    name: fine,
    title: fine,
    doc: fine,
    span: fine,
    decimals: fine,
    worth: fine,
    use: fine,
    round: fine,
    roundEach: fine,
    pending: fine,
    pendingUntil: (until, { name }) =>
        unless(until === undefined, `'${name}' that wait for a day or an event are not compiled`),
    expiry: ({ kind }, { name }) => unless(kind !== 'inactive', `the inactivity of '${name}' is not compiled`),
    expiryIf: (list, { name }) => empty(`lives of '${name}' that hang on conditions`)(list),
    limits: (list, { name }) => empty(`limits of all '${name}'`)(list),
    balanceAtMost: (most, { name }) => unless(most === undefined, `the ceiling of '${name}' is not compiled`),
    spend: (order, { name }) => unless(order !== 'newest', `'${name}' that are spent newest first are not compiled`),
    spendThose: (those, { name }) => unless(those === undefined, `which '${name}' go first or last is not compiled`),
    onReturn: (how, { name }) => unless(how !== 'pro rata', `that a return takes '${name}' pro rata is not compiled`),
    debt: fine,
    restoredFor: fine,
    reinstated: (by, { name }) => unless(by === undefined, `'${name}' that come back are not compiled`),
    lostOnLeaving: (tiers, { name }) => empty(`tiers that '${name}' hang on`)(tiers),
    sparedIn: (tiers, { name }) => empty(`tiers that '${name}' hang on`)(tiers),
    pool: (pool, { name }) => unless(pool === undefined, `'${name}' that members share are not compiled`),
    transfer: fine,
};

export const TIER: Checks<Tier> = {
    name: fine,
    title: fine,
    doc: fine,
    span: fine,
    rank: fine,
    from: fine,
    ranking: (ranking, { name }) => unless(ranking === undefined, `the ranking of '${name}' is not compiled`),
    when: fine,
    keptWhen: (kept, { name }) => unless(kept === undefined, `'${name}' is kept by less, which is not compiled`),
    entry: (entry, { name }) => unless(entry !== 'fee', `'${name}' is paid for, which is not compiled`),
    fee: fine,
    forever: fine,
    colour: fine,
};

export const LADDER: Checks<Ladder> = {
    name: fine,
    title: fine,
    doc: fine,
    span: fine,
    isStages: (is, { name }) => unless(is !== true, `the stages '${name}' are not compiled`),
    qualifyBy: fine,
    upgrade: fine,
    review: fine,
    downgrade: (to, { name }) => unless(to !== 'to lowest', `'${name}' falls to the lowest, which is not compiled`),
    grace: (grace, { name }) =>
        unless(grace === undefined || isOfDays(grace.unit), `the grace of '${name}' in ${grace?.unit} is not compiled`),
    keep: (keep, { name }) => unless(keep === undefined, `'${name}' keeps tiers, which is not compiled`),
    guarantee: (guarantee, { name }) =>
        unless(guarantee === undefined, `'${name}' guarantees tiers, which is not compiled`),
    crossing: (crossing, { name }) =>
        unless(crossing === 'old tier', `what crosses a threshold of '${name}' is not compiled`),
    onReturn: fine,
    surplusAtMost: fine,
    surplus: (surplus, { name }) => unless(surplus === 'dropped', `the surplus of '${name}' is not compiled`),
    tiers: each(TIER),
};

export const isOfDays = (unit: string): boolean => unit !== 'hours' && unit !== 'minutes';
