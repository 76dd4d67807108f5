import type { Rational } from '../../base/rational.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { Program } from '../../model/program.ts';
import type { Person, Test, TestLine, TestStep } from '../../model/test.ts';
import type { Value } from '../../model/value.ts';
import { runSteps } from '../testing/steps.ts';
import { memberZone } from '../zone.ts';

/** Somebody to whom something happens, several times over; plain enough to be made simpler piece by piece. */
export interface Trial {
    readonly tiers: readonly { readonly ladder: string; readonly tier: string }[];
    readonly facts: ReadonlyMap<string, Value>;
    readonly joined: number | undefined;
    readonly balances: Person['balances'];
    readonly contracts: readonly string[];
    /** The kind of event, unless nothing happens but the passing of time. */
    readonly event: string | undefined;
    readonly day: number;
    readonly minute: number | undefined;
    /** The same so often before, each `gap` days earlier. */
    readonly before: number;
    readonly gap: number;
    readonly fields: ReadonlyMap<string, Value>;
    /** What the event closes happened the day before, with these fields. */
    readonly opens: string | undefined;
    readonly opening: ReadonlyMap<string, Value>;
    readonly lines: readonly Line[];
    readonly redeems: string | undefined;
    /** Waited for so many days afterwards. */
    readonly waits: number;
    /** A friend is looked at as well: who acts was brought by `FRIEND`. */
    readonly hasFriend: boolean;
}

export interface Line {
    readonly sku: string | undefined;
    readonly quantity: Rational;
    readonly price: Rational;
    readonly fields: ReadonlyMap<string, Value>;
}

export const ACTOR = 'ann';
export const FRIEND = 'ben';

export interface Played {
    /** Of everybody, in the order in which they happened. */
    readonly outcomes: readonly Outcome[];
    /** Local day of an outcome. */
    readonly dayOf: (outcome: Outcome) => number;
}

/** Undefined where the trial cannot be. */
export function play(trial: Trial, program: Program): Played | undefined {
    const outcomes: Outcome[] = [];
    const test = testOf(trial, program, [nothing(trial, program)]);
    const { error } = runSteps(program, test, { take: outcome => void outcomes.push(outcome), close: () => {} });
    if (error !== undefined) return undefined;
    const zones = new Map(test.people.map(person => [person.name, memberZone(program, person)]));
    return { outcomes, dayOf: ({ member, at }) => zones.get(member)?.dayAt(at) ?? trial.day };
}

/** Whatever it expects, it waits for. */
const nothing = ({ day, waits }: Trial, { span }: Program): TestStep => ({
    kind: 'expect',
    span,
    text: '',
    at: { day: day + waits, minute: undefined },
    who: ACTOR,
    not: true,
    expectation: { kind: 'gets message', message: '', times: undefined },
});

/** The trial as a test of the program, with what is expected of it. */
export function testOf(trial: Trial, program: Program, expected: readonly TestStep[]): Test {
    const { span } = program;
    return {
        ...{ name: 'trial', title: 'trial', doc: '', span },
        people: peopleOf(trial, program),
        steps: [...stepsOf(trial, program), ...expected],
        prices: [],
    };
}

export const daysOf = ({ day, before, gap }: Trial): readonly number[] =>
    Array.from({ length: before + 1 }, (_, index) => day - (before - index) * gap);

type EventStep = Extract<TestStep, { kind: 'event' }>;

function stepsOf(trial: Trial, program: Program): readonly EventStep[] {
    const { event } = trial;
    if (event === undefined) return [];
    const days = daysOf(trial);
    const plain = { kind: 'event', span: program.span, text: '', who: ACTOR, ...NEITHER } as const;
    const happening = days.map((day, index) => ({
        ...plain,
        at: { day, minute: trial.minute },
        event,
        fields: trial.fields,
        lines: event === 'purchase' ? trial.lines.map(toTestLine) : [],
        redeems: trial.redeems !== undefined && index === days.length - 1 ? [{ reward: trial.redeems, times: 1 }] : [],
    }));
    if (trial.opens === undefined) return happening;
    const at = { day: dayBefore(trial), minute: undefined };
    return [{ ...plain, at, event: trial.opens, fields: trial.opening, lines: [], redeems: [] }, ...happening];
}

const NEITHER = { order: undefined, ofOrder: undefined };

export const dayBefore = (trial: Trial): number => (daysOf(trial)[0] ?? trial.day) - 1;

const toTestLine = ({ sku, quantity, price, fields }: Line): TestLine => ({ sku, quantity, price, fields });

function peopleOf(trial: Trial, { span }: Program): readonly Person[] {
    const nobody = { span, fields: new Map(), joined: undefined, tiers: [], contracts: [], balances: [] };
    const actor = {
        ...nobody,
        name: ACTOR,
        fields: trial.facts,
        joined: trial.joined,
        tiers: trial.tiers,
        balances: trial.balances,
        contracts: trial.contracts.map(contract => ({ contract, from: daysOf(trial)[0] ?? trial.day })),
        referrer: trial.hasFriend ? FRIEND : undefined,
    };
    return trial.hasFriend ? [{ ...nobody, name: FRIEND, referrer: undefined }, actor] : [actor];
}
