import { posix, win32 } from "node:path";

/**
 * Where programs of this system keep what is theirs: $XDG_DATA_HOME or ~/.local/share (XDG Base Directory 0.8),
 * ~/Library/Application Support on macOS, %LOCALAPPDATA% on Windows. Absolute.
 */
export function defaultDataFolder(
  platform: string,
  env: Readonly<Record<string, string | undefined>>,
  home: string,
): string {
  switch (platform) {
    case "win32":
      return win32.join(env.LOCALAPPDATA || win32.join(home, "AppData", "Local"), "Tidetable");
    case "darwin":
      return posix.join(home, "Library", "Application Support", "Tidetable");
    default: {
      const given = env.XDG_DATA_HOME;
      // A relative one is to be ignored, the specification says.
      const base = given?.startsWith("/") ? given : posix.join(home, ".local", "share");
      return posix.join(base, "tidetable");
    }
  }
}
