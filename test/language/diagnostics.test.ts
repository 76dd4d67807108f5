import { describe, expect, test } from 'vitest';
import { entries } from '../../src/language/checks/index.ts';
import { applyFix, complete, findingsIn, unmark } from './support/marked.ts';

const verbs = { error: /\b(must|Unknown|Did you mean)\b/, warning: /\bshould\b/, info: /\bcan\b/ };

describe.each(entries.map(entry => [entry.code, entry] as const))('%s', (_, entry) => {
    test('is reported exactly where the bad example is marked', async () => {
        const { text, ranges } = unmark(complete(entry.bad));
        const reported = (await findingsIn(text)).filter(each => each.code === entry.code);
        expect(reported.map(each => ({ start: each.span.start, end: each.span.end }))).toEqual(ranges);
    });

    test('is silent about the good example, which has no error at all', async () => {
        const findings = await findingsIn(complete(entry.good));
        expect(
            findings.filter(each => each.code === entry.code || each.severity === 'error').map(each => each.message),
        ).toEqual([]);
    });

    test('speaks with the verb of its severity', async () => {
        const reported = (await findingsIn(unmark(complete(entry.bad)).text)).filter(each => each.code === entry.code);
        for (const finding of reported) expect(finding.message).toMatch(verbs[finding.severity]);
        for (const finding of reported) expect(finding.severity).toBe(entry.severity);
    });

    test.runIf(entry.fixable)('has a fix that makes it go away', async () => {
        const { text } = unmark(complete(entry.bad));
        const finding = (await findingsIn(text)).find(each => each.code === entry.code);
        const mended = finding ? applyFix(text, finding) : text;
        expect(mended).not.toBe(text);
        expect((await findingsIn(mended)).filter(each => each.severity === 'error').map(each => each.message)).toEqual(
            [],
        );
        expect((await findingsIn(mended)).filter(each => each.code === entry.code)).toEqual([]);
    });
});

test('at least six of ten findings that have one right answer have a fix', () => {
    const one = entries.filter(each => each.severalAnswers === undefined);
    expect(entries.filter(each => each.fixable && each.severalAnswers !== undefined)).toEqual([]);
    expect(one.filter(each => each.fixable).length / one.length).toBeGreaterThanOrEqual(0.6);
    expect(one.filter(each => !each.fixable).map(each => each.code)).toEqual([]);
});

test('every code is one entry', () => {
    const codes = entries.map(entry => entry.code);
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
});
