// Roles that the ARIA patterns give to elements which by nature have another.

/** A table whose cells one moves between with the arrow keys. Source: ARIA Authoring Practices, date grid. */
export const gridRole = { role: "grid" } as const;

/**
 * One choice of a radio group. Not a native radio button, which picks while arrows pass over it and is not
 * cleared by a second tap: here picking saves.
 */
export const radioRole = (isChecked: boolean) => ({ role: "radio", "aria-checked": isChecked }) as const;
