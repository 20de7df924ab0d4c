/** Runs `work` when the screen has shown what changed until now; in a hidden tab, which paints nothing, soon. */
export function afterPaint(work: () => void): void {
  if (document.hidden) setTimeout(work);
  else requestAnimationFrame(() => setTimeout(work));
}
