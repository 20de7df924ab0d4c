import { describeStore } from "./contract.ts";
import { sqlitePlace } from "./sqlite-place.ts";

describeStore("SQLite", sqlitePlace);
