/** A part of the player that is always there. */
export function find<Found extends HTMLElement | SVGElement = HTMLElement>(
  root: ShadowRoot,
  selector: string,
): Found {
  const found = root.querySelector<Found>(selector);
  if (found === null) throw new Error(`the trace player has no ${selector}`);
  return found;
}
