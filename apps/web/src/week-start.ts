/**
 * The first day of the week by region where it is not Monday, for browsers that cannot tell.
 *
 * Source: CLDR 48, supplemental/weekData, firstDay; 5 is Friday, 6 Saturday, 7 Sunday.
 */
const firstDayByRegion: ReadonlyMap<string, number> = new Map(
  Object.entries({
    5: "MV",
    6: "AF BH DJ DZ EG IQ IR JO KW LY OM QA SD SY",
    7: "AG AS BD BR BS BT BW BZ CA CO DM DO ET GT GU HK HN ID IL IN IS JM JP KE KH KR LA MH MM MO MT MX MZ NI NP PA PE PH PK PR PT PY SA SG SV TH TT TW UM US VE VI WS YE ZA ZW",
  }).flatMap(([day, regions]) => regions.split(" ").map((region) => [region, Number(day)])),
);

interface WeekInfo {
  readonly firstDay: number;
}

interface LocaleWithWeekInfo extends Intl.Locale {
  /** The form of the standard, and the one that browsers had before it. */
  getWeekInfo?(): WeekInfo;
  readonly weekInfo?: WeekInfo;
}

/** The day a reader's week starts with, by ISO 8601: 1 is Monday, 7 is Sunday. */
export function firstWeekday(tag: string): number {
  const locale: LocaleWithWeekInfo = new Intl.Locale(tag);
  return (locale.getWeekInfo?.() ?? locale.weekInfo)?.firstDay ?? firstWeekdayByRegion(tag);
}

/** As `firstWeekday`, from the table alone. */
export function firstWeekdayByRegion(tag: string): number {
  return firstDayByRegion.get(new Intl.Locale(tag).maximize().region ?? "") ?? 1;
}
