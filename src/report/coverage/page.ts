import { plural } from '../../base/text.ts';
import type { CoverageDocument, CoveragePlace } from '../../model/documents/coverage.ts';
import { percent } from '../figures.ts';
import {
    type Block,
    type Highlight,
    left,
    type Page,
    paragraph,
    type Row,
    right,
    row,
    type Section,
    tableBlock,
} from '../layout/page.ts';
import { missing, placeOf, sayMissing, sayOutcomes, sayShare, watchers } from './say.ts';

/** What was reached, what was not, and by whom. */
export function coveragePage(document: CoverageDocument): Page {
    const { programs, summary } = document;
    return {
        title: `Coverage of ${programs.map(({ title }) => title).join(', ')}`,
        subtitle: subtitleOf(document),
        highlights: [
            minimumHighlight(document),
            highlight('Rules', 'that did something', summary.rules),
            highlight('Branches', 'conditions true and false', summary.branches),
            highlight('Boundaries', 'below, at and above thresholds', summary.boundaries),
        ].filter(each => each !== undefined),
        sections: coverageSections(document),
        sortable: true,
    };
}

export function coverageSections(document: CoverageDocument): Section[] {
    return [summarySection(document), missingSection(document), wholeSection(document), testSection(document)].filter(
        section => section !== undefined,
    );
}

function subtitleOf(document: CoverageDocument): string {
    const since = document.changedSince === undefined ? '' : `, of what has changed since ${document.changedSince}`;
    return `Reached by ${watchers(document)}${since}`;
}

function highlight(label: string, note: string, share: CoverageDocument['summary']['all']): Highlight {
    return { label, value: percent(share.share), note: `${note}: ${share.reached} of ${share.all}`, mood: 'neutral' };
}

function minimumHighlight({ minimum, summary }: CoverageDocument): Highlight | undefined {
    if (minimum === undefined) return undefined;
    const isMet = minimum.status === 'met';
    return {
        label: 'Coverage',
        value: percent(summary.all.share),
        note: `${isMet ? 'enough' : 'too little'}: at least ${percent(minimum.share)} is asked for`,
        mood: isMet ? 'good' : 'bad',
    };
}

function summarySection({ summary, of }: CoverageDocument): Section {
    const rows = [
        row('Rules', sayShare(summary.rules)),
        row('Branches', sayShare(summary.branches)),
        row('Boundaries', sayShare(summary.boundaries)),
        { ...row('All', sayShare(summary.all)), strong: true },
    ];
    const columns = [left(''), right(of === 'tests' ? 'Reached by tests' : 'Reached by members')];
    return { id: 'coverage', heading: 'Coverage', blocks: [tableBlock({ caption: 'Coverage', columns, rows })] };
}

/** What is said of one text on one line is said together. */
const keyOf = ({ file, line, of, text }: CoveragePlace): string => `${file}:${line} ${of} ${text}`;

function missingRow(same: readonly CoveragePlace[], document: CoverageDocument): Row {
    const [first] = same;
    if (first === undefined) return row();
    const what = first.kind === 'rule' ? '' : first.text;
    return row(lineOf(first, document), placeOf(first), what, same.map(sayMissing).join(', '));
}

/** The file is named where there are several. */
const lineOf = ({ file, line }: CoveragePlace, { places }: CoverageDocument): string =>
    places.every(place => place.file === file) ? String(line) : `${file}:${line}`;

/** One line a place, as one would go through them. */
function missingSection(document: CoverageDocument): Section {
    const places = document.places
        .filter(place => missing(place).length > 0)
        .toSorted((a, b) => (a.file === b.file ? a.line - b.line : 0));
    const who = document.of === 'tests' ? 'no test' : 'no member';
    const blocks: Block[] =
        places.length === 0
            ? [paragraph(`There is nothing that ${who} reaches.`)]
            : [
                  tableBlock({
                      caption: `What ${who} reaches`,
                      columns: [left('Line'), left('Of'), left('What'), left('Not reached')],
                      rows: [...Map.groupBy(places, keyOf).values()].map(same => missingRow(same, document)),
                  }),
              ];
    return { id: 'not-reached', heading: `What ${who} reaches`, blocks };
}

function wholeSection(document: CoverageDocument): Section {
    const byName = document.of === 'tests';
    const columns = [left('Of'), left('What'), left(byName ? 'Tests' : 'Share of members'), left('Line')];
    const rows = document.places.map(place =>
        row(placeOf(place), whatOf(place), sayOutcomes(place, document), lineOf(place, document)),
    );
    const heading = byName ? 'How many tests reach what' : 'Which share of members reaches what';
    return {
        id: 'all-places',
        heading,
        blocks: [tableBlock({ caption: heading, columns, rows })],
        detail: byName,
    };
}

const whatOf = ({ kind, text, ofKind, of }: CoveragePlace): string => {
    if (kind === 'boundary') return `the threshold in ${text}`;
    if (kind === 'branch') return text;
    if (ofKind === 'tier') return 'is reached';
    return text === of ? 'applies' : text;
};

function testSection({ tests = [], places }: CoverageDocument): Section | undefined {
    if (tests.length === 0) return undefined;
    const only = (name: string): string =>
        places
            .filter(({ outcomes }) => outcomes.some(({ by = [] }) => by.length === 1 && by[0] === name))
            .map(place => (place.kind === 'rule' ? place.of : place.text))
            .filter((text, index, all) => all.indexOf(text) === index)
            .slice(0, SHOWN)
            .join('; ');
    const columns = [left('Test'), right('Reaches'), right('Alone'), left('What only this test reaches')];
    const rows = tests.map(test => row(test.name, String(test.reached), String(test.alone), only(test.name)));
    return {
        id: 'tests',
        heading: 'Test by test',
        blocks: [
            paragraph(
                `${plural(tests.length, 'test')}; a test that reaches nothing alone may still say what is expected.`,
            ),
            tableBlock({ caption: 'Test by test', columns, rows }),
        ],
        detail: true,
    };
}

const SHOWN = 4;
