import type { Instant, Zone } from '../../base/zone.ts';
import type { Announcement } from '../../model/announcement.ts';
import type { ListPrice } from '../../model/contract.ts';
import type { TestsDocument } from '../../model/documents/tests.ts';
import type { Occurrence } from '../../model/occurrence.ts';
import type { Program } from '../../model/program.ts';
import type { Moment, Test, TestStep } from '../../model/test.ts';
import type { Watch } from '../coverage/coverage.ts';
import { memberZone, programZone } from '../zone.ts';
import { breaches } from './breaches.ts';
import { expectationResult } from './expectations.ts';
import { PriceBook, signing, toOccurrence } from './occurrences.ts';
import { openStage } from './stage.ts';

type Expected = TestsDocument['tests'][number]['expectations'][number];

export interface StepsResult {
    readonly expectations: readonly Expected[];
    /** Why the test can't be run to its end. */
    readonly error: string | undefined;
}

/** Steps happen in the order of their dates, then as written; expectations look at what has happened up to them. */
export function runSteps(program: Program, test: Test, watch?: Watch): StepsResult {
    const steps = inOrder(program, test);
    const signings = signingsOf(program, test);
    const begins = beginning(program, test, steps, signings);
    const announced = announcements(program, test);
    const stage = openStage(program, test.people, begins, { prices: listPrices(program, test), announced, watch });
    const prices = new PriceBook(new Set(test.prices.map(({ sku }) => sku)));
    const expectations: Expected[] = [];
    for (const { step, at, known, number } of steps) {
        for (const signing of takeUpTo(signings, known)) stage.apply(signing, undefined);
        stage.advance(known);
        if (step.kind === 'expect') {
            expectations.push(expectationResult(step, at, stage));
            continue;
        }
        const occurrence = toOccurrence(step, { at, number, prices, program });
        if (typeof occurrence === 'string') return { expectations, error: occurrence };
        stage.apply(occurrence, step.order);
    }
    stage.finish(steps.at(-1)?.known ?? 0);
    return { expectations: [...expectations, ...breaches(test, stage)], error: undefined };
}

function beginning(
    program: Program,
    test: Test,
    [first]: readonly Placed[],
    [signing]: readonly Occurrence[],
): Instant {
    const begins = first === undefined ? 0 : dayStart(program, test, first.step, first.at);
    return signing === undefined ? begins : Math.min(begins, signing.at);
}

/** Contracts that people sign at the start of a day, in the order of time. */
function signingsOf(program: Program, test: Test): Occurrence[] {
    const signings = test.people.flatMap(({ name, contracts }) => {
        const zone = zoneOfPerson(program, test, name);
        return contracts.map(({ contract, from }) => signing(name, contract, zone.startOfDay(from)));
    });
    return signings.toSorted((a, b) => a.at - b.at);
}

/** What of a list sorted by time has happened up to a moment; it is taken from the list. */
function takeUpTo(occurrences: Occurrence[], at: Instant): Occurrence[] {
    const later = occurrences.findIndex(each => each.at > at);
    return occurrences.splice(0, later < 0 ? occurrences.length : later);
}

/** A price without an hour holds from the start of its day. */
function listPrices(program: Program, { prices }: Test): ListPrice[] {
    const zone = programZone(program);
    return prices.map(({ at: { day, minute }, sku, price }) => {
        return { sku, price, from: minute === undefined ? zone.startOfDay(day) : zone.toInstant(day, minute) };
    });
}

/** So does what happens for everybody. */
function announcements(program: Program, test: Test): Announcement[] {
    const zone = programZone(program);
    return (test.announcements ?? []).map(({ at: { day, minute }, event, fields }) => {
        return { event, fields, at: minute === undefined ? zone.startOfDay(day) : zone.toInstant(day, minute) };
    });
}

const NOON = 12 * 60;

interface Placed {
    readonly step: TestStep;
    readonly at: Instant;
    /** When it becomes known: what comes late is applied then. */
    readonly known: Instant;
    /** Position as written. */
    readonly number: number;
}

function inOrder(program: Program, test: Test): Placed[] {
    let last: Instant = 0;
    const placed = test.steps.map((step, number): Placed => {
        const zone = zoneOfPerson(program, test, step.who);
        const at = step.at === undefined ? last : instantOf(step.at, step.kind, zone);
        const isLate = step.kind === 'event' && step.known !== undefined;
        last = isLate ? zone.toInstant(step.known, NOON) : at;
        return { step, at, known: last, number };
    });
    return placed.toSorted((a, b) => a.known - b.known || a.number - b.number);
}

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
