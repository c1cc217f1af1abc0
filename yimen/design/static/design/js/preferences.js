// The preference cookie, as yimen/design/preferences.py writes it: a closed list of settings in a fixed order.
const COOKIE = "yimen_prefs";
const SETTINGS = ["entrance", "text", "contrast", "mode", "guide", "read"];
const YEAR = 365 * 24 * 3600; // seconds

// What was chosen: a Map of setting and value.
export function chosen() {
  const cookie = document.cookie.split("; ").find((part) => part.startsWith(`${COOKIE}=`)) ?? "";
  const parts = cookie.slice(COOKIE.length + 1).split(".").map((part) => part.split(":"));
  return new Map(parts.filter(([name, value]) => SETTINGS.includes(name) && value));
}

// Keeps the choices; without any, the cookie goes.
export function keep(choices) {
  const value = SETTINGS.filter((name) => choices.get(name)).map((name) => `${name}:${choices.get(name)}`).join(".");
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `${COOKIE}=${value}; path=/; max-age=${value ? YEAR : 0}; samesite=lax${secure}`;
}
