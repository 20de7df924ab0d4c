import type { Diary } from "@tidetable/diary";
import type { Values } from "../vault/stored-names.ts";

/** Settings that hold what somebody shares with this device begin with this; the grant's id follows. Never in the vault. */
export const sharedPrefix = "shared/";

/** The names of settings that hold what others share with this device, oldest grant first. */
export const sharedNamesIn = (settings: Values): readonly string[] =>
  [...settings.keys()].filter((name) => name.startsWith(sharedPrefix)).sort();

/** Whether somebody shares something with the person here, and she keeps no diary in this app. */
export const isReaderOnly = (diary: Diary, settings: Values): boolean =>
  diary.entryByDate.size === 0 && sharedNamesIn(settings).length > 0;
