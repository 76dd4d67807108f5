import type { Instant } from '../base/zone.ts';
import type { Journey, JourneyStep } from '../model/journey.ts';
import type { Effect, JourneyOutcome } from '../model/outcome.ts';
import type { Trigger } from '../model/trigger.ts';
import { PHASES, schedule, type Task } from './due.ts';
import { holds } from './evaluate.ts';
import { explain } from './explain.ts';
import { countPost, planPost, scheduleDelivery } from './messages.ts';
import { endOfValidity, fallsDueAt } from './moments.ts';
import { declared, nextSerial, type Running } from './running.ts';
import { type Scope, silent } from './scope.ts';
import { spentBetween } from './spending.ts';
import type { EventFacts, JourneyState } from './state.ts';
import { effectOf, giveAll, isHeldOut, type Occasion, scopeFor } from './trigger-actions.ts';

/** Why somebody does not come into a journey on an occasion that is one else. */
export function reasonNotToEnter(running: Running, trigger: Trigger, occasion: Occasion): string | undefined {
    const { journey, name } = trigger;
    if (journey === undefined) return undefined;
    if (running.state.journeys.has(name) && !journey.startsOver) return 'the member is in it already';
    if (journey.aim === undefined) return undefined;
    const scope = silent(scopeFor(running, trigger, { ...occasion, entered: occasion.at }));
    return holds(journey.aim.condition, scope, running.program) ? 'its aim is met already' : undefined;
}

/** Whether its first steps gave something. */
export function enterJourney(running: Running, trigger: Trigger, journey: Journey, occasion: Occasion): boolean {
    const { state, place } = running;
    const { at, cause, facts } = occasion;
    const before = state.journeys.get(trigger.name);
    if (before !== undefined) leave(running, trigger, before, 'started over', at, cause);
    const group = isHeldOut(running, trigger) ? 'held out' : 'in';
    const member: JourneyState = { run: nextSerial(running), entered: at, cause, facts, group, step: 0 };
    state.journeys.set(trigger.name, member);
    say(running, trigger, member, { change: 'entered', at, cause });
    if (journey.aim?.within !== undefined) {
        const end = endOfValidity(at, journey.aim.within, place.zone);
        put(running, trigger, end, { kind: 'journey', trigger: trigger.name, run: member.run, step: undefined });
    }
    return goOn(running, trigger, journey, member, at, cause);
}

/** A wait is over, or the time of the whole journey is. */
export function applyJourneyTask(
    running: Running,
    trigger: Trigger,
    { run, step }: Extract<Task, { kind: 'journey' }>,
    at: Instant,
): boolean {
    const member = running.state.journeys.get(trigger.name);
    const { journey } = trigger;
    if (journey === undefined || member?.run !== run) return false;
    if (step === undefined) {
        if (!isOver(running, trigger, journey, member, at, undefined))
            leave(running, trigger, member, 'finished', at, undefined);
        return false;
    }
    if (member.step !== step) return false;
    member.step++;
    return goOn(running, trigger, journey, member, at, undefined);
}

/** After an event: who has met the aim leaves; who waited for the event goes on. */
export function lookAtJourneys(running: Running, facts: EventFacts, at: Instant): boolean {
    let hasGiven = false;
    for (const [name, member] of [...running.state.journeys]) {
        const { trigger } = declared(running.book.triggers, name);
        const { journey } = trigger;
        if (journey === undefined || isOver(running, trigger, journey, member, at, facts.id)) continue;
        const step = journey.steps[member.step];
        // What has led into the journey is not what it waits for.
        if (step?.kind !== 'wait' || step.event !== facts.event || facts.serial < member.run) continue;
        member.step++;
        hasGiven = goOn(running, trigger, journey, member, at, facts.id) || hasGiven;
    }
    return hasGiven;
}

/** Steps up to the next wait, or to the end. Whether something was given. */
function goOn(
    running: Running,
    trigger: Trigger,
    journey: Journey,
    member: JourneyState,
    at: Instant,
    cause: string | undefined,
): boolean {
    let hasGiven = false;
    const isIn = (): boolean => running.state.journeys.get(trigger.name) === member;
    if (member.step > 0 && isOver(running, trigger, journey, member, at, cause)) return false;
    for (let step = journey.steps[member.step]; step !== undefined && isIn(); step = journey.steps[member.step]) {
        if (step.kind === 'wait') {
            wait(running, trigger, member, step, at);
            return hasGiven;
        }
        if (step.kind === 'act') hasGiven = act(running, trigger, journey, member, at, cause) || hasGiven;
        else if (step.kind === 'look') look(running, trigger, member, step, at, cause);
        else if (step.kind === 'go') member.step = step.to;
        else leave(running, trigger, member, 'stopped', at, cause);
    }
    // With a time of its own the aim is watched until that is over.
    if (isIn() && journey.aim?.within === undefined) leave(running, trigger, member, 'finished', at, cause);
    return hasGiven;
}

type Step<Kind extends JourneyStep['kind']> = Extract<JourneyStep, { kind: Kind }>;

function wait(running: Running, trigger: Trigger, member: JourneyState, step: Step<'wait'>, at: Instant): void {
    const until = fallsDueAt(at, step.duration, trigger.atMinute, running.place.zone);
    put(running, trigger, until, { kind: 'journey', trigger: trigger.name, run: member.run, step: member.step });
}

function look(
    running: Running,
    trigger: Trigger,
    member: JourneyState,
    { condition, otherwise }: Step<'look'>,
    at: Instant,
    cause: string | undefined,
): void {
    const scope = scopeOf(running, trigger, member, at);
    const held = holds(condition, scope, running.program);
    if (running.explain) {
        const why = explain(condition, silent(scope), running.program);
        running.emit(at, cause, { kind: 'verdict', step: 'trigger', rule: trigger.name, applied: held, why });
    }
    say(running, trigger, member, { change: 'step', at, cause, steps: [member.step], held });
    member.step = held ? member.step + 1 : otherwise;
}

/** All that is done before the next wait or look; messages of one moment are one post. */
function act(
    running: Running,
    trigger: Trigger,
    { steps }: Journey,
    member: JourneyState,
    at: Instant,
    cause: string | undefined,
): boolean {
    const first = member.step;
    const numbers: number[] = [];
    for (let step = steps[member.step]; step?.kind === 'act'; step = steps[++member.step]) numbers.push(step.action);
    const taken = numbers.map((_, index) => first + index);
    if (member.group === 'held out') {
        say(running, trigger, member, { change: 'step', at, cause, steps: taken });
        return false;
    }
    const scope = scopeOf(running, trigger, member, at);
    const messages = numbers.filter(number => ['send', 'ask'].includes(trigger.actions[number]?.kind ?? ''));
    const post = planPost(running, trigger, scope, at, messages, true);
    countPost(running, trigger, post, at);
    scheduleDelivery(running, trigger, post, cause, false);
    const occasion = occasionOf(member, at);
    const given = giveAll(running, trigger, occasion, scope, number => numbers.includes(number));
    const actions = numbers.flatMap((number): readonly Effect[] => {
        const action = trigger.actions[number];
        const left = given.find(each => each.action === number)?.left ?? 0n;
        const effect = action && effectOf(running, trigger, action, post.effects.get(number), occasion, left, scope);
        return effect === undefined ? [] : [effect];
    });
    say(running, trigger, member, { change: 'step', at, cause, steps: taken, actions });
    return given.length > 0;
}

/** Whether the aim is met, or it is to stop: then the member has left. */
function isOver(
    running: Running,
    trigger: Trigger,
    { aim, stops }: Journey,
    member: JourneyState,
    at: Instant,
    cause: string | undefined,
): boolean {
    const scope = silent(scopeOf(running, trigger, member, at));
    const isMet = aim !== undefined && holds(aim.condition, scope, running.program);
    if (!isMet && !stops.some(condition => holds(condition, scope, running.program))) return false;
    leave(running, trigger, member, isMet ? 'aim met' : 'stopped', at, cause);
    return true;
}

/** Messages that wait for the end of the quiet hours are not sent to those who have left. */
function leave(
    running: Running,
    trigger: Trigger,
    member: JourneyState,
    change: JourneyOutcome['change'],
    at: Instant,
    cause: string | undefined,
): void {
    const { due, journeys } = running.state;
    const isMeant = (task: Task): boolean =>
        (task.kind === 'journey' || (task.kind === 'deliver' && change !== 'finished')) &&
        task.trigger === trigger.name;
    const left = due.filter(({ task }) => !isMeant(task));
    due.splice(0, due.length, ...left);
    journeys.delete(trigger.name);
    say(running, trigger, member, { change, at, cause, spent: spentBetween(running, member.entered, at + 1) });
}

function occasionOf({ cause, facts, entered }: JourneyState, at: Instant): Occasion {
    return { at, cause, facts, expiringOn: undefined, entered };
}

const scopeOf = (running: Running, trigger: Trigger, member: JourneyState, at: Instant): Scope =>
    scopeFor(running, trigger, occasionOf(member, at));

interface Said extends Pick<JourneyOutcome, 'change' | 'held'> {
    readonly at: Instant;
    readonly cause: string | undefined;
    readonly steps?: readonly number[];
    readonly actions?: readonly Effect[];
    readonly spent?: bigint;
}

function say(running: Running, trigger: Trigger, { group }: JourneyState, said: Said): void {
    const { at, cause, change, held, steps = [], actions = [], spent = 0n } = said;
    const known = held === undefined ? {} : { held };
    running.emit(at, cause, { kind: 'journey', journey: trigger.name, group, change, steps, spent, ...known, actions });
}

function put({ state, book }: Running, { name }: Trigger, at: Instant, task: Task): void {
    schedule(state.due, { at, phase: PHASES.trigger, order: declared(book.triggers, name).index, task });
}
