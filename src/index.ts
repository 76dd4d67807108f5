/*
 * For those who embed the language. To let members live by a program: `loadProgram`, `openMembers` (docs/embedding.md).
 * To check, simulate and compare: text in, findings and programs out; programs over members, documents out.
 */

export type { DiagnosticEntry } from './diagnostics/entry.ts';
export type { Edit, Finding, Fix, Severity } from './diagnostics/finding.ts';
export * from './embed/index.ts';
export { createEngine, type Engine } from './engine/engine.ts';
export type { TimeLine } from './engine/time-line.ts';
export { type Formatted, formatText } from './format/format.ts';
export { entries as diagnosticEntries } from './language/checks/index.ts';
export { type Compilation, type CompileOptions, compile, type SourceText } from './language/compile.ts';
export type { ComparisonDocument } from './model/documents/comparison.ts';
export type { FindingsDocument } from './model/documents/findings.ts';
export type { SimulationDocument } from './model/documents/simulation.ts';
export type { StoryDocument } from './model/documents/story.ts';
export type { TestsDocument } from './model/documents/tests.ts';
export type { Member, Occurrence } from './model/occurrence.ts';
export type { Outcome } from './model/outcome.ts';
export type { Program } from './model/program.ts';
export { formats } from './report/formats.ts';
export {
    type ComparedVersion,
    type ComparisonRequest,
    type ComparisonResult,
    compare,
} from './simulate/compare/compare.ts';
export { type SimulationRequest, type SimulationResult, simulate } from './simulate/simulate.ts';
export type { MemberEvents, Source, SourceFigures } from './simulate/source.ts';
export { type StoryRequest, tellStory } from './simulate/story.ts';
export { runTests, type TestRun } from './simulate/tests.ts';
