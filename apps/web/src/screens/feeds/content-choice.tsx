import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { ChoiceButtons } from "../../controls/choice-buttons.tsx";
import { type FeedContent, feedParts } from "../../feeds/stored-feed.ts";
import { Say } from "../../strings/say.tsx";
import { Toggle } from "../day/toggle.tsx";

interface ContentChoiceProps {
  readonly content: FeedContent;
  readonly onChange: (content: FeedContent) => void;
}

/** Days ahead that are offered; the middle one is proposed. */
const horizons = [30, 60, 90] as const;
const styles = ["neutral", "plain"] as const;

/** What goes into a calendar that others may see: as little as there is, unless more is chosen. */
export function ContentChoice({ content, onChange }: ContentChoiceProps): JSX.Element {
  const { words } = useApp();
  const { what, titles, horizonDays } = content;
  return (
    <>
      {feedParts.map((part) => (
        <Toggle
          key={part}
          isOn={what.includes(part)}
          onToggle={(isOn) => {
            const next = feedParts.filter((one) => (one === part ? isOn : what.includes(one)));
            onChange({ ...content, what: next });
          }}
        >
          <Say id="feeds-part" values={{ part }} />
        </Toggle>
      ))}
      <ChoiceButtons
        label={words.say("feeds-titles")}
        className="choice-row"
        choices={styles.map((value) => ({ value, name: words.say("feeds-titles-name", { titles: value }) }))}
        value={titles}
        onPick={(picked = titles) => onChange({ ...content, titles: picked })}
      />
      <p class="aside">
        <Say id="feeds-titles-how" values={{ titles }} />
      </p>
      <ChoiceButtons
        label={words.say("feeds-ahead")}
        className="choice-row"
        choices={horizons.map((value) => ({ value, name: words.say("feeds-days", { days: value }) }))}
        value={horizonDays}
        onPick={(picked = horizonDays) => onChange({ ...content, horizonDays: picked })}
      />
    </>
  );
}
