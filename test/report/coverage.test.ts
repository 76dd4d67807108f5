import { expect, it } from 'vitest';
import { coverageFormats } from '../../src/report/coverage/formats.ts';
import { plainSurroundings } from '../../src/report/format.ts';
import { sampleCoverage } from './support/coverage.ts';
import { HOSTILE, hostileCoverage } from './support/hostile.ts';
import { elementsOf } from './support/markup.ts';

const names = Object.keys(coverageFormats) as (keyof typeof coverageFormats)[];

it.each(names)('is readable as %s', async name => {
    const text = coverageFormats[name].render(sampleCoverage, plainSurroundings);
    await expect(text).toMatchFileSnapshot(`golden/coverage.${name}.txt`);
});

it.each(HOSTILE.map(text => [text]))('keeps its shape when names say %j', text => {
    const hostile = hostileCoverage(text);
    const shape = (markup: string) =>
        elementsOf(markup.replace(/<sources>.*<\/sources>/, '')).map(({ name, attributes }) => [
            name,
            ...attributes.keys(),
        ]);
    for (const format of ['html', 'cobertura'] as const) {
        const [bad, good] = [hostile, sampleCoverage].map(each =>
            coverageFormats[format].render(each, plainSurroundings),
        );
        expect(shape(bad ?? '')).toEqual(shape(good ?? ''));
    }
    const kinds = (lcov: string) => lcov.split(/[\r\n]/).map(line => /^(\w+):|^end_of_record$|^$/.exec(line)?.[1]);
    expect(kinds(coverageFormats.lcov.render(hostile))).toEqual(kinds(coverageFormats.lcov.render(sampleCoverage)));
    const lines = (markdown: string) => markdown.split('\n').map(line => line.match(/(?<!\\)\|/g)?.length ?? 0);
    expect(lines(coverageFormats.markdown.render(hostile))).toEqual(
        lines(coverageFormats.markdown.render(sampleCoverage)),
    );
});
