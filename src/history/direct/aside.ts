/** What is read directly is what needs no question: everything else is read row by row, which gives reasons. */
export class StepAside extends Error {}

export function stepAside(why: string): never {
    throw new StepAside(why);
}
