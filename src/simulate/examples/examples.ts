import type { Clause, TermsDocument, TermsSection } from '../../model/documents/terms.ts';
import type { Program } from '../../model/program.ts';
import type { Test } from '../../model/test.ts';
import { runTests } from '../tests.ts';
import { purchaseTable } from './purchases.ts';
import { sayPerson, sayStep } from './say-steps.ts';

/** Worked examples for the terms: what a purchase brings, and the tests of the program, of which only those are told that hold. */
export function workedExamples(program: Program, audience: TermsDocument['audience']): TermsSection[] {
    const table = purchaseTable(program);
    const { tests } = runTests(program);
    const holding = new Set(
        tests.filter(({ status }) => status === 'passed').map(({ name, line }) => `${line} ${name}`),
    );
    const told =
        audience === 'colleagues' ? program.tests : program.tests.filter(test => concernsCustomers(test, program));
    const clauses = told
        .filter(({ title, span }) => holding.has(`${span.line + 1} ${title}`))
        .map(test => exampleOf(test, program));
    if (table === undefined && clauses.length === 0) return [];
    return [{ id: 'examples', heading: 'Examples', clauses, tables: table === undefined ? [] : [table] }];
}

const exampleOf = ({ title, people, steps }: Test, program: Program): Clause => ({
    title: `${title.charAt(0).toUpperCase()}${title.slice(1)}`,
    sentences: [],
    items: [...people.flatMap(person => sayPerson(person, program)), ...steps.map(step => sayStep(step, program))],
});

/** What goods cost us, and what only colleagues hear of, is no example for customers. */
function concernsCustomers({ steps }: Test, { triggers }: Program): boolean {
    return steps.every(step => {
        if (/\bcost\b/.test(step.text)) return false;
        if (step.kind !== 'expect') return true;
        const { expectation } = step;
        if (expectation.kind === 'breaks' || expectation.kind === 'gets message') return false;
        if (expectation.kind !== 'gets') return true;
        const actions = triggers.find(({ name }) => name === expectation.trigger)?.actions ?? [];
        return actions.some(({ kind }) => kind === 'give' || kind === 'offer' || kind === 'move' || kind === 'take');
    });
}
