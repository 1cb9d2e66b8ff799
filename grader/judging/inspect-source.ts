import { InstallationProblem } from '../command-line/problem.ts';
import type { Inspection, InspectionRequest } from '../inspection/inspection.ts';

/** The compiler behind the inspection takes long to load, so it is only loaded when it is needed. */
export async function inspectSource(request: InspectionRequest): Promise<Inspection> {
  const { inspect } = await import('../inspection/inspect.ts');
  const { InspectionFailure } = await import('../inspection/compiler.ts');
  try {
    return await inspect(request);
  } catch (error) {
    if (error instanceof InspectionFailure) {
      throw new InstallationProblem(error.message, { cause: error.cause });
    }
    throw error;
  }
}
