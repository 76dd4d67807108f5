import { formatInstant } from '../../base/zone.ts';
import type { TestsDocument } from '../../model/documents/tests.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { Test } from '../../model/test.ts';
import type { Stage } from './stage.ts';

type Expected = TestsDocument['tests'][number]['expectations'][number];
type Breach = Extract<Outcome, { kind: 'breach' }>;

/** An invariant that is broken fails the test, unless the test expects just that of this person. */
export function breaches(test: Test, { program, actor }: Stage): Expected[] {
    return test.people.flatMap(({ name }) => {
        const { outcomes, zone } = actor(name);
        return (program.invariants ?? []).flatMap((invariant): Expected[] => {
            const broken = outcomes.filter(each => each.kind === 'breach' && each.invariant === invariant.name);
            if (broken.length === 0 || expectsIt(test, name, invariant.name)) return [];
            const why = (broken as Breach[]) // filtered by kind
                .map(({ at, why }) => `${formatInstant(at, zone)} ${why}`);
            return [
                {
                    line: test.span.line + 1,
                    text: `invariant ${invariant.name}`,
                    status: 'failed',
                    expected: invariant.always.map(({ text }) => text).join(' and '),
                    actual: `${invariant.name} is broken for ${name}`,
                    why,
                },
            ];
        });
    });
}

function expectsIt({ steps }: Test, who: string, invariant: string): boolean {
    return steps.some(
        step =>
            step.kind === 'expect' &&
            step.who === who &&
            step.expectation.kind === 'breaks' &&
            step.expectation.invariant === invariant,
    );
}
