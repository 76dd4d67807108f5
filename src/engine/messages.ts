import { Rational } from '../base/rational.ts';
import type { Instant, Zone } from '../base/zone.ts';
import { FREE_MESSAGING, type MessageLimit, type Quiet } from '../model/message.ts';
import type { Effect } from '../model/outcome.ts';
import type { Action, Trigger } from '../model/trigger.ts';
import { PHASES, schedule } from './due.ts';
import { use, usedBefore } from './limits.ts';
import { NOW } from './log.ts';
import { takeInAccount } from './metrics.ts';
import { startAt } from './moments.ts';
import { MESSAGES_SENT } from './rulebook.ts';
import { declared, nextSerial, type Running } from './running.ts';
import type { Scope } from './scope.ts';

type Message = Extract<Action, { kind: 'send' | 'ask' }>;

/** What of a trigger's messages can go out at an instant. */
export interface Post {
    /** By number of the action: what becomes of the message. */
    readonly effects: ReadonlyMap<number, Effect>;
    /** Numbers of the messages that wait, and until when. */
    readonly held: readonly number[];
    readonly until: Instant | undefined;
    /** Of nothing but messages none can be sent, now or later. */
    readonly refused: 'suppressed' | 'capped' | undefined;
    /** Channels of the messages that go out now. */
    readonly sent: readonly (readonly string[])[];
}

/** Looks at consent first, then at quiet hours, then at the program's limits. Nothing is counted yet. */
export function planPost(
    running: Running,
    trigger: Trigger,
    scope: Scope,
    at: Instant,
    messages: readonly number[],
    mayWait: boolean,
): Post {
    const { quiet, limited } = trigger.messaging ?? FREE_MESSAGING;
    const until = mayWait && quiet !== undefined ? endOfQuiet(quiet, at, running.place.zone) : undefined;
    const effects = new Map<number, Effect>();
    const sent: (readonly string[])[] = [];
    const held: number[] = [];
    for (const index of messages) {
        const action = trigger.actions[index];
        if (action?.kind !== 'send' && action?.kind !== 'ask') continue;
        const consented = consentedOf(action, trigger, scope);
        if (consented.length === 0) effects.set(index, withheld(action, 'consent'));
        else if (until !== undefined) {
            effects.set(index, { kind: 'held', message: action.message, until });
            held.push(index);
        } else {
            const channels = limited ? withinLimits(running, consented, sent, at) : consented;
            if (channels.length > 0) sent.push(channels);
            effects.set(index, channels.length > 0 ? said(action, channels) : withheld(action, 'limit'));
        }
    }
    return { effects, held, until, sent, refused: refusalOf(trigger, effects) };
}

/** Numbers of a trigger's messages among its actions. */
export function messagesOf({ actions }: Trigger): number[] {
    return actions.flatMap(({ kind }, index) => (kind === 'send' || kind === 'ask' ? [index] : []));
}

export const onlySends = ({ actions }: Trigger): boolean =>
    actions.every(({ kind }) => kind === 'send' || kind === 'ask');

/** Counts what has gone out against the program's limits. */
export function countPost(
    running: Running,
    { messaging = FREE_MESSAGING }: Trigger,
    { sent }: Post,
    at: Instant,
): void {
    takeInAccount(running, MESSAGES_SENT, sent.length, at);
    if (!messaging.limited || sent.length === 0) return;
    const serial = nextSerial(running);
    for (const [index, { limit, channel }] of limitsOf(running).entries()) {
        use(running, MESSAGES, index, limit, Rational.of(countIn(sent, channel)), at, serial);
    }
}

export function scheduleDelivery(
    running: Running,
    trigger: Trigger,
    { held, until }: Post,
    cause: string | undefined,
    isWhole: boolean,
): void {
    if (until === undefined || held.length === 0) return;
    const { index } = declared(running.book.triggers, trigger.name);
    const task = { kind: 'deliver', trigger: trigger.name, cause, messages: held, isWhole } as const;
    schedule(running.state.due, { at: until, phase: PHASES.trigger, order: index, task });
}

export function whyRefused({ messaging = FREE_MESSAGING }: Trigger, refused: 'suppressed' | 'capped'): string {
    if (refused === 'capped') return 'the limit on messages is used up';
    return `member.${messaging.consent ?? 'consent'} has no channel of its messages`;
}

/** No rule is called so: keys of these limits do not meet those of a rule. */
const MESSAGES = 'program/messages';

const limitsOf = ({ program }: Running): readonly MessageLimit[] => program.messageLimits ?? [];

const countIn = (sent: Post['sent'], channel: string | undefined): number =>
    sent.filter(channels => channel === undefined || channels.includes(channel)).length;

function consentedOf({ channels }: Message, { messaging = FREE_MESSAGING }: Trigger, scope: Scope): readonly string[] {
    const { consent } = messaging;
    if (consent === undefined) return channels;
    const given = scope.memberField(consent);
    if (given === undefined) scope.onUnknown?.(`member.${consent}`);
    return given instanceof Set ? channels.filter(channel => given.has(channel)) : [];
}

/** A limit over all channels stops a message, a limit on one channel takes this channel from it. */
function withinLimits(
    running: Running,
    channels: readonly string[],
    sent: Post['sent'],
    at: Instant,
): readonly string[] {
    const used = usedBefore(running, at, NOW, undefined);
    let left = channels;
    for (const [index, { limit, channel }] of limitsOf(running).entries()) {
        if (channel !== undefined && !left.includes(channel)) continue;
        const before = used(MESSAGES, limit, index).add(Rational.of(countIn(sent, channel)));
        if (before.add(Rational.ONE).le(limit.amount)) continue;
        left = channel === undefined ? [] : left.filter(each => each !== channel);
    }
    return left;
}

function refusalOf(trigger: Trigger, effects: Post['effects']): Post['refused'] {
    const all = [...effects.values()];
    if (all.length === 0 || !onlySends(trigger)) return undefined;
    if (!all.every(({ kind }) => kind === 'withheld')) return undefined;
    return all.some(effect => effect.kind === 'withheld' && effect.why === 'limit') ? 'capped' : 'suppressed';
}

const withheld = ({ message }: Message, why: 'consent' | 'limit'): Effect => ({ kind: 'withheld', message, why });

const said = ({ kind, message }: Message, channels: readonly string[]): Effect => ({ kind, message, channels });

/** When the quiet hours that this instant lies in are over. */
function endOfQuiet({ start, end }: Quiet, at: Instant, zone: Zone): Instant | undefined {
    const [day, minute] = [zone.dayAt(at), zone.minuteOfDay(at)];
    const wraps = start > end;
    if (minute >= start && (wraps || minute < end)) return startAt(wraps ? day + 1 : day, end, zone);
    return wraps && minute < end ? startAt(day, end, zone) : undefined;
}
