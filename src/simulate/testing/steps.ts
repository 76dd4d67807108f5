import type { Instant, Zone } from '../../base/zone.ts';
import type { TestsDocument } from '../../model/documents/tests.ts';
import type { Program } from '../../model/program.ts';
import type { Moment, Test, TestStep } from '../../model/test.ts';
import { memberZone, programZone } from '../zone.ts';
import { expectationResult } from './expectations.ts';
import { PriceBook, toOccurrence } from './occurrences.ts';
import { openStage } from './stage.ts';

type Expected = TestsDocument['tests'][number]['expectations'][number];

export interface StepsResult {
    readonly expectations: readonly Expected[];
    /** Why the test can't be run to its end. */
    readonly error: string | undefined;
}

/** Steps happen in the order of their dates, then as written; expectations look at what has happened up to them. */
export function runSteps(program: Program, test: Test): StepsResult {
    const steps = inOrder(program, test);
    const [first] = steps;
    const stage = openStage(
        program,
        test.people,
        first === undefined ? 0 : dayStart(program, test, first.step, first.at),
    );
    const prices = new PriceBook();
    const expectations: Expected[] = [];
    for (const { step, at, number } of steps) {
        stage.advance(at);
        if (step.kind === 'expect') {
            expectations.push(expectationResult(step, at, stage));
            continue;
        }
        const occurrence = toOccurrence(step, { at, number, prices, program });
        if (typeof occurrence === 'string') return { expectations, error: occurrence };
        stage.apply(occurrence, step.order);
    }
    return { expectations, error: undefined };
}

interface Placed {
    readonly step: TestStep;
    readonly at: Instant;
    /** Position as written. */
    readonly number: number;
}

function inOrder(program: Program, test: Test): Placed[] {
    let last: Instant = 0;
    const placed = test.steps.map((step, number): Placed => {
        last = step.at === undefined ? last : instantOf(step.at, step.kind, zoneOfPerson(program, test, step.who));
        return { step, at: last, number };
    });
    return placed.toSorted((a, b) => a.at - b.at || a.number - b.number);
}

const NOON = 12 * 60;

/** An event without an hour happens at noon; an expectation without one looks at the end of its day. */
function instantOf({ day, minute }: Moment, kind: TestStep['kind'], zone: Zone): Instant {
    if (minute !== undefined) return zone.toInstant(day, minute);
    return kind === 'event' ? zone.toInstant(day, NOON) : zone.startOfDay(day + 1) - 1;
}

function dayStart(program: Program, test: Test, { who }: TestStep, at: Instant): Instant {
    const zone = zoneOfPerson(program, test, who);
    return zone.startOfDay(zone.dayAt(at));
}

function zoneOfPerson(program: Program, { people }: Test, who: string): Zone {
    const person = people.find(({ name }) => name === who);
    return person === undefined ? programZone(program) : memberZone(program, person);
}
