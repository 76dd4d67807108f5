import type { CoverageDocument, CoveragePlace } from '../../model/documents/coverage.ts';
import { xml } from '../escape.ts';
import { hitsByLine } from './lcov.ts';

/** Cobertura XML, as build servers read it: a class for each file; conditions and thresholds are branches of their lines. */
export function coverageCobertura({ places }: CoverageDocument): string {
    const files = [...Map.groupBy(places, ({ file }) => file)];
    const lines = files.flatMap(([, found]) => [...hitsByLine(found).values()]);
    const [hit, all] = [lines.filter(hits => hits > 0).length, lines.length];
    const branches = branchesOf(places);
    const counts = `lines-covered="${hit}" lines-valid="${all}" branches-covered="${branches.reached}" branches-valid="${branches.all}"`;
    const rates = `line-rate="${rate(hit, all)}" branch-rate="${rate(branches.reached, branches.all)}"`;
    return `<?xml version="1.0" encoding="UTF-8"?>
<coverage ${rates} ${counts} complexity="0" version="1" timestamp="0">
<sources><source>.</source></sources>
<packages>
<package name="loyalty" ${rates} complexity="0">
<classes>
${files.map(([file, found]) => classOf(file, found)).join('\n')}
</classes>
</package>
</packages>
</coverage>
`;
}

function classOf(file: string, places: readonly CoveragePlace[]): string {
    const lines = hitsByLine(places);
    const branches = branchesOf(places);
    const hit = [...lines.values()].filter(hits => hits > 0).length;
    const body = [...lines].map(([line, hits]) => lineOf(line, hits, places));
    return `<class name="${xml(file)}" filename="${xml(file)}" line-rate="${rate(hit, lines.size)}" branch-rate="${rate(branches.reached, branches.all)}" complexity="0">
<methods/>
<lines>
${body.join('\n')}
</lines>
</class>`;
}

function lineOf(line: number, hits: number, places: readonly CoveragePlace[]): string {
    const { reached, all } = branchesOf(places.filter(place => place.line === line));
    if (all === 0) return `<line number="${line}" hits="${hits}" branch="false"/>`;
    const share = Math.floor((100 * reached) / all);
    return `<line number="${line}" hits="${hits}" branch="true" condition-coverage="${share}% (${reached}/${all})"/>`;
}

function branchesOf(places: readonly CoveragePlace[]): { readonly reached: number; readonly all: number } {
    const outcomes = places.flatMap(({ kind, outcomes }) => (kind === 'rule' ? [] : outcomes));
    return { reached: outcomes.filter(({ reached }) => reached > 0).length, all: outcomes.length };
}

const rate = (part: number, all: number): string => (all === 0 ? '1' : (part / all).toFixed(4));
