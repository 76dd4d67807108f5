import { type Cancellation, delayNextTick, OperationCancelled } from 'langium';
import type { Steps } from '../base/steps.ts';

/** For so long, work goes on without looking whether somebody asks something. */
const SLICE_MS = 4;

/** Does work step by step, and answers whoever asks in between. */
export async function inSlices<T>(steps: Steps<T>, token?: Cancellation.CancellationToken): Promise<T> {
    let since = performance.now();
    for (let step = steps.next(); ; step = steps.next()) {
        if (step.done) return step.value;
        if (performance.now() - since < SLICE_MS) continue;
        await delayNextTick();
        if (token?.isCancellationRequested) throw OperationCancelled;
        since = performance.now();
    }
}
