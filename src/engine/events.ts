import type { Instant } from '../base/zone.ts';
import type { Occurrence } from '../model/occurrence.ts';
import { releaseBy } from './awaited.ts';
import { cancelRedemption } from './cancel.ts';
import { pay } from './contracts/billing.ts';
import { endEarly, sign } from './contracts/signing.ts';
import { isDuring } from './during.ts';
import { earningOf, type Result } from './earn/earning.ts';
import { post } from './earn/post.ts';
import { send } from './earn/send.ts';
import { allHold } from './evaluate.ts';
import { touchByEvent } from './expiry.ts';
import { withFurtherTaxes } from './further-taxes.ts';
import { applyGroupEvent, lookAtOthers } from './groups.ts';
import { lookAfterEvent } from './invariants.ts';
import { reinstateBy } from './lapse.ts';
import type { Grant } from './limits.ts';
import { NOW } from './log.ts';
import { takeIn } from './metrics.ts';
import { fireOnEvent } from './occasions.ts';
import { priceEvent } from './price-event.ts';
import { beginPurchase, noteCounts, type PricedPurchase, settleRewards } from './purchases.ts';
import { scheduleRebates } from './rebates.ts';
import { becomeReferred, isFirstKept, tellFriend, tellOfReturn, tellReferrer } from './referrals.ts';
import { applyReturn, findReturned, type Returned } from './returns.ts';
import { grantAlone, settle } from './rewards.ts';
import { nextSerial, type Running } from './running.ts';
import type { EventFacts, Given } from './state.ts';
import { enterTier, lookAtTiers, lowerAfterReturn } from './tiers.ts';
import { sendPoints } from './transfers.ts';
import { rescheduleAnnual, scheduleTriggers } from './trigger-calendar.ts';
import { scopeOf, type View } from './view.ts';
import { loadSold, payFromWallets, topUp } from './wallets.ts';
import { affordable } from './wishes.ts';

/** An event in its five steps: prices, earning, metrics, tiers, triggers. */
export function applyEvent(running: Running, given: Occurrence, late: boolean): void {
    const occurrence = withFurtherTaxes(given, running.program);
    const { at, id, event, order } = occurrence;
    const started = begin(running, occurrence);
    const returned = event === 'return' ? findReturned(running, occurrence) : undefined;
    running.emit(at, id, {
        kind: 'event',
        event,
        late,
        orphan: returned?.isOrphan ?? false,
        order: returned?.order ?? order,
    });
    const begun = running.book.pricedEvents.has(event)
        ? { ...started, fields: priceEvent(running, occurrence, viewScope(running, started)) }
        : started;
    const bought =
        event === 'purchase' ? beginPurchase(running, occurrence, begun, viewScope(running, begun)) : undefined;
    const facts = bought?.facts ?? withFields(begun, returned);

    const result = earningOf(running, {
        facts,
        goods: bought?.record.goods ?? [],
        payment: bought?.record,
        before: bought?.record.before,
        isAgain: false,
        verdict: running.explain ? sayEarning(running, at, id) : undefined,
        onUnknown: (rule, what) => running.emit(at, id, { kind: 'unknown', rule, what }),
    });
    if (bought !== undefined) settlePurchase(running, bought);
    if (event === 'topped_up') topUp(running, facts);
    if (event === 'redemption') redeemAlone(running, occurrence, facts);
    if (event === 'redemption_cancelled') cancelRedemption(running, occurrence, facts);
    postEarning(running, facts, bought, result);

    const wasKept = isFirstKept(running);
    if (returned !== undefined) applyReturn(running, returned, facts);
    takeIn(running, facts, bought?.record.goods ?? [], viewScope(running, facts));
    note(running, facts);
    reinstateBy(running, event, at, id);
    touchByEvent(running, event, at);
    releaseBy(running, facts);
    postMilestones(running, facts, bought, result);

    const now = Math.max(at, running.state.clock ?? at);
    if (event === 'tier_given') giveTier(running, facts, now);
    if (event === 'group_joined' || event === 'group_left') applyGroupEvent(running, facts);
    if (event === 'points_sent') sendPoints(running, facts);
    becomeReferred(running, facts);
    applyContractEvent(running, facts);
    if (event === 'return') lowerAfterReturn(running, now, id);
    lookAtTiers(running, now, id);
    lookAtOthers(running, now);

    if (bought !== undefined) bought.record.tiersAfter = running.state.tierNames;
    fireOnEvent(running, facts);
    lookAfterEvent(running, facts, bought?.record.goods ?? []);
    tellFriend(running, facts);
    tellReferrer(running, facts);
    if (returned !== undefined) tellOfReturn(running, facts, wasKept);
}

/** Points on rewards, money from wallets, and money for wallets. */
function settlePurchase(running: Running, bought: PricedPurchase): void {
    settleRewards(running, bought);
    payFromWallets(running, bought.record);
    loadSold(running, bought.record);
}

function applyContractEvent(running: Running, facts: EventFacts): void {
    const contract = facts.fields.get('contract');
    if (facts.event === 'contract_signed' && typeof contract === 'string') sign(running, contract, facts.at, facts.id);
    if (facts.event === 'contract_ended') endEarly(running, facts);
    if (facts.event === 'payment') pay(running, facts);
}

/** What is known of an event before its prices. */
function begin(running: Running, { at, id, event, fields }: Occurrence): EventFacts {
    const { state } = running;
    const first = !state.events.has(event);
    const closed = close(running, event, fields);
    if (event === 'enrolment' && state.joined === undefined) join(running, at);
    return { id, event, at, serial: nextSerial(running), first, fields, closed, order: undefined };
}

/** The oldest open case, or the one that the event names by its field `of`. */
function close(running: Running, event: string, fields: Occurrence['fields']): EventFacts | undefined {
    const closes = running.book.closes.get(event);
    if (closes === undefined) return undefined;
    const { cases } = running.state;
    const isOpen = ({ facts }: { facts: EventFacts }): boolean => facts.event === closes;
    const named = cases.findIndex(open => isOpen(open) && open.facts.id === fields.get('of'));
    const index = named >= 0 ? named : cases.findIndex(isOpen);
    return index < 0 ? undefined : cases.splice(index, 1)[0]?.facts;
}

/** Who enrols without a known date of joining joins now. */
function join(running: Running, at: Instant): void {
    running.state.joined = running.place.zone.dayAt(at);
    scheduleTriggers(running, at);
    if (running.state.begun) scheduleRebates(running, at, ({ period }) => period === 'membership year');
}

function withFields(facts: EventFacts, returned: Returned | undefined): EventFacts {
    return returned === undefined ? facts : { ...facts, fields: new Map([...facts.fields, ...returned.fields]) };
}

function viewScope(running: Running, facts: EventFacts): ReturnType<typeof scopeOf> {
    const terms = { before: undefined, supposed: undefined, expiringOn: undefined };
    const onUnknown = (what: string): void =>
        running.emit(facts.at, facts.id, { kind: 'unknown', rule: facts.event, what });
    const view: View = { at: facts.at, asOf: NOW, facts, onUnknown, ...terms };
    return scopeOf(running, view);
}

function postEarning(running: Running, facts: EventFacts, bought: PricedPurchase | undefined, result: Result): void {
    if (bought !== undefined) noteCounts(running, bought.record, result);
    for (const [key, counter] of result.counters) running.state.counts.set(key, counter);
    keepGiven(bought, giveAll(running, result.earned, facts, 'earn'));
}

function postMilestones(running: Running, facts: EventFacts, bought: PricedPurchase | undefined, result: Result): void {
    const { at } = facts;
    for (const [key, count] of result.marks) {
        const marks = running.state.marks.get(key) ?? [];
        running.state.marks.set(key, marks);
        marks.push({ at, serial: nextSerial(running), count });
    }
    keepGiven(bought, giveAll(running, result.milestones, facts, 'milestone'));
}

function giveAll(running: Running, grants: readonly Grant[], facts: EventFacts, step: Given['step']): Given[] {
    if (grants.length === 0) return [];
    const { at, id } = facts;
    const own = grants.filter(({ give }) => give.to === 'member');
    return [...post(running, own, { at, id, step }), ...send(running, grants, { at, id, step }, facts)];
}

function keepGiven(bought: PricedPurchase | undefined, given: readonly Given[]): void {
    bought?.record.given.push(...given);
}

/** Remembers that it happened, for `first`, for silence and for how long ago it was. */
function note({ state, book }: Running, facts: EventFacts): void {
    const known = state.events.get(facts.event) ?? [];
    state.events.set(facts.event, known);
    let position = known.length;
    while (position > 0 && (known[position - 1]?.at ?? facts.at) > facts.at) position--;
    known.splice(position, 0, { at: facts.at, serial: facts.serial });
    if (book.opens.has(facts.event)) state.cases.push({ facts });
}

/** Rewards that are had without an order. */
function redeemAlone(running: Running, { redeems, at, id, order: name }: Occurrence, facts: EventFacts): void {
    const scope = viewScope(running, facts);
    for (const wish of affordable(running, redeems, { at, scope, fields: facts.fields })) {
        const { reward } = wish;
        const isTime = isDuring(reward.during, at, running.place.zone, running.observer);
        const isOpen = isTime && allHold(reward.when, scope, running.program);
        const granting = grantAlone(wish, isOpen ? undefined : 'its conditions do not hold');
        const settled = settle(running, wish, granting, at, id);
        if (settled === undefined) continue;
        running.state.redeemed ??= [];
        const limited = reward.limits.some(({ each }) => each !== undefined) ? { fields: facts.fields } : {};
        const { granted: times } = granting;
        running.state.redeemed.push({ id, name, at, reward: reward.name, times, ...limited, ...settled });
    }
}

/** `tier_given` names a tier and, where several ladders have one of that name, the ladder. */
function giveTier(running: Running, { fields, id }: EventFacts, at: Instant): void {
    const [tier, ladderName, until] = [fields.get('tier'), fields.get('ladder'), fields.get('until')];
    const ladder = running.program.ladders.find(({ name, tiers }) => {
        return (ladderName === undefined || ladderName === name) && tiers.some(each => each.name === tier);
    });
    const found = ladder?.tiers.find(({ name }) => name === tier);
    if (ladder === undefined || found === undefined) return;
    const end = typeof until === 'number' ? running.place.zone.startOfDay(until + 1) : undefined;
    enterTier(running, ladder, found.rank, found.entry === 'fee' ? 'fee' : 'given', at, id, end);
}

function sayEarning(
    running: Running,
    at: Instant,
    cause: string,
): (rule: string, applied: boolean, why: string) => void {
    return (rule, applied, why) => running.emit(at, cause, { kind: 'verdict', step: 'earn', rule, applied, why });
}

/** The member's data has changed: dates that return are those of the new data from here on. */
export function changeMember(
    running: Running,
    fields: ReadonlyMap<string, EventFacts['fields'] extends ReadonlyMap<string, infer V> ? V : never>,
    at: Instant,
): void {
    running.state.fields = new Map([...running.state.fields, ...fields]);
    rescheduleAnnual(running, at);
}
