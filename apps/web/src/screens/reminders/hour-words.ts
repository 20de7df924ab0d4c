/** An hour of the day, 0 to 23, as a reader of this language writes it. */
export const hourWords = (locale: string, hour: number): string =>
  new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit", timeZone: "UTC" }).format(
    hour * 3_600_000,
  );
