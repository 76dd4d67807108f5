/** Work in steps: between two of them, who does it may turn to something else, or leave it. */
export type Steps<T> = Generator<void, T, void>;

/** All of it, without a pause. */
export function atOnce<T>(steps: Steps<T>): T {
    let step = steps.next();
    while (!step.done) step = steps.next();
    return step.value;
}
