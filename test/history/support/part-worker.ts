import { parentPort, workerData } from 'node:worker_threads';
import { type HistoryShare, openPart } from '../../../src/history/share.ts';
import type { MemberRange } from '../../../src/history/stream.ts';
import { type SourceSketch, sketchDataset, sketchProgram } from './program.ts';
import { sayMember, sayOccurrence } from './story.ts';

/** Posted by the test. */
const { sources, share, part } = workerData as {
    readonly sources: readonly (readonly [string, SourceSketch])[];
    readonly share: HistoryShare;
    readonly part: MemberRange;
};

const lines: string[] = [];
const opened = await openPart({ program: sketchProgram(), dataset: sketchDataset(...sources).dataset, share, part });
for await (const { member, occurrences } of opened.members()) {
    lines.push(sayMember(member), ...occurrences.map(occurrence => sayOccurrence(occurrence, 'UTC')));
}
await opened.close();
parentPort?.postMessage(lines);
