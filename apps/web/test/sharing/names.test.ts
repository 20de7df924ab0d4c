import { describe, expect, test } from "vitest";
import {
  eventFrom,
  eventName,
  feedIdFrom,
  feedNames,
  grantIdFrom,
  grantNames,
  isSharingName,
} from "../../src/sharing/names.ts";

describe("records about sharing", () => {
  test("are told apart from the diary's, whatever they are about", () => {
    const sharing = [
      ...Object.values(grantNames("abc")),
      ...Object.values(feedNames("abc")),
      "share-care",
      eventName("dev", 1),
      "check-in",
      "reminders",
    ];
    expect(sharing.filter((name) => !isSharingName(name))).toEqual([]);
    const diary = ["day/2027-03-04", "birth-year", "event/2027-01-01/pause", "issued/2027-03-04", "sharing"];
    expect(diary.filter(isSharingName)).toEqual([]);
  });

  test("name one grant each, and one event of one device", () => {
    expect(grantIdFrom(grantNames("abc").grant)).toBe("abc");
    expect(Object.values(grantNames("abc")).map(grantIdFrom).filter(Boolean)).toEqual(["abc"]);
    expect(Object.values(feedNames("abc")).map(feedIdFrom)).toEqual(["abc", null, null]);
    expect(eventFrom(eventName("a-b_c", 12))).toEqual({ device: "a-b_c", number: 12 });
    for (const name of ["share-event/a/0", "share-event/a/b/1", "share-event/a", "share/a"])
      expect(eventFrom(name), name).toBe(null);
  });
});
