import { expect, test } from "vitest";
import { defaultDataFolder } from "../src/default-data-folder.ts";

test.each([
  ["linux", {}, "/home/me", "/home/me/.local/share/tidetable"],
  ["linux", { XDG_DATA_HOME: "/data" }, "/home/me", "/data/tidetable"],
  ["linux", { XDG_DATA_HOME: "relative" }, "/home/me", "/home/me/.local/share/tidetable"],
  ["linux", { XDG_DATA_HOME: "" }, "/home/me", "/home/me/.local/share/tidetable"],
  ["freebsd", {}, "/home/me", "/home/me/.local/share/tidetable"],
  ["darwin", { XDG_DATA_HOME: "/data" }, "/Users/me", "/Users/me/Library/Application Support/Tidetable"],
  ["win32", { LOCALAPPDATA: "D:\\Local" }, "C:\\Users\\me", "D:\\Local\\Tidetable"],
  ["win32", {}, "C:\\Users\\me", "C:\\Users\\me\\AppData\\Local\\Tidetable"],
])("on %s with %j and home %s, data lie in %s", (platform, env, home, folder) => {
  expect(defaultDataFolder(platform, env, home)).toBe(folder);
});
