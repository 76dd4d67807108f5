import type { Instant } from '../base/zone.ts';
import type { Journey } from '../model/journey.ts';
import type { Effect, TriggerResult } from '../model/outcome.ts';
import type { Trigger } from '../model/trigger.ts';
import type { Task } from './due.ts';
import { enterJourney, reasonNotToEnter } from './journeys.ts';
import { countPost, messagesOf, onlySends, planPost, scheduleDelivery, whyRefused } from './messages.ts';
import type { Running } from './running.ts';
import { silent } from './scope.ts';
import {
    countFiring,
    effectOf,
    giveAll,
    isHeldOut,
    type Occasion,
    reasonNotTo,
    reasonTo,
    scopeFor,
} from './trigger-actions.ts';
import { beginWatch } from './watch.ts';

/** Whether it has done something that metrics and tiers must be looked at again for. */
export function fire(running: Running, trigger: Trigger, occasion: Occasion): boolean {
    const { at, cause } = occasion;
    const scope = scopeFor(running, trigger, occasion);
    const whyNot = reasonNotTo(running, trigger, scope, at) ?? reasonNotToEnter(running, trigger, occasion);
    if (trigger.journey !== undefined) return enter(running, trigger, trigger.journey, occasion, whyNot);
    const post = whyNot === undefined ? planPost(running, trigger, scope, at, messagesOf(trigger), true) : undefined;
    const refused = post?.refused && whyRefused(trigger, post.refused);
    if (running.explain) {
        const why = whyNot ?? refused ?? reasonTo(running, trigger, scope);
        const applied = whyNot === undefined && refused === undefined;
        running.emit(at, cause, { kind: 'verdict', step: 'trigger', rule: trigger.name, applied, why });
    }
    if (post === undefined) return false;
    const say = (result: TriggerResult, actions: readonly Effect[]): void =>
        running.emit(at, cause, { kind: 'trigger', trigger: trigger.name, result, actions });
    if (post.refused !== undefined) {
        say(post.refused, [...post.effects.values()]);
        return false;
    }
    countFiring(running, trigger, scope, at);
    if (isHeldOut(running, trigger)) {
        say('held out', []);
        beginWatch(running, trigger, 'held out', at);
        return false;
    }
    countPost(running, trigger, post, at);
    const isWhole = onlySends(trigger);
    scheduleDelivery(running, trigger, post, cause, isWhole && post.sent.length === 0);
    if (isWhole && post.sent.length === 0) {
        say('held', [...post.effects.values()]);
        return false;
    }
    const given = giveAll(running, trigger, occasion, scope);
    const actions = trigger.actions.flatMap((action, index) => {
        const gift = given.find(each => each.action === index);
        return effectOf(running, trigger, action, post.effects.get(index), occasion, gift?.left ?? 0n, scope) ?? [];
    });
    say('fired', actions);
    beginWatch(running, trigger, 'fired', at);
    return given.length > 0;
}

function enter(
    running: Running,
    trigger: Trigger,
    journey: Journey,
    occasion: Occasion,
    whyNot: string | undefined,
): boolean {
    if (running.explain) {
        const why = whyNot ?? reasonTo(running, trigger, scopeFor(running, trigger, occasion));
        const verdict = {
            kind: 'verdict',
            step: 'trigger',
            rule: trigger.name,
            applied: whyNot === undefined,
        } as const;
        running.emit(occasion.at, occasion.cause, { ...verdict, why });
    }
    if (whyNot !== undefined) return false;
    countFiring(running, trigger, scopeFor(running, trigger, occasion), occasion.at);
    return enterJourney(running, trigger, journey, occasion);
}

/** Whether it would fire on an occasion, as far as its conditions, its time and its limits go. */
export function canFire(running: Running, trigger: Trigger, occasion: Occasion): boolean {
    return reasonNotTo(running, trigger, silent(scopeFor(running, trigger, occasion)), occasion.at) === undefined;
}

/** The end of the quiet hours: what they held is sent, where consent and limits still let it. */
export function deliver(
    running: Running,
    trigger: Trigger,
    task: Extract<Task, { kind: 'deliver' }>,
    at: Instant,
): void {
    const { cause, messages, isWhole } = task;
    const scope = scopeFor(running, trigger, { at, cause, facts: undefined, expiringOn: undefined });
    const post = planPost(running, trigger, scope, at, messages, false);
    countPost(running, trigger, post, at);
    const actions = [...post.effects.values()];
    const isCapped = actions.some(action => action.kind === 'withheld' && action.why === 'limit');
    const refused = isCapped ? 'capped' : 'suppressed';
    if (post.sent.length === 0 && running.explain) {
        const why = whyRefused(trigger, refused);
        running.emit(at, cause, { kind: 'verdict', step: 'trigger', rule: trigger.name, applied: false, why });
    }
    const result = post.sent.length === 0 ? refused : isWhole ? 'fired' : 'sent';
    running.emit(at, cause, { kind: 'trigger', trigger: trigger.name, result, actions });
    if (result === 'fired') beginWatch(running, trigger, 'fired', at);
}
