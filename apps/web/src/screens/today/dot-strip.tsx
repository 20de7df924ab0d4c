import { useSignal } from "@preact/signals";
import { addDays, type CalendarDate, type DatedForecast, dotsFromForecast } from "@tidetable/diary";
import type { JSX } from "preact";
import { useId, useRef } from "preact/hooks";
import { useApp } from "../../app-context.ts";
import { Say } from "../../strings/say.tsx";
import { StripDrawing } from "./strip-drawing.tsx";
import { dotsStartedBy, layOutStrip } from "./strip-layout.ts";
import { StripTable } from "./strip-table.tsx";

/** Twenty dots over the days to come, one in twenty each, and a threshold that counts them. */
export function DotStrip({ forecast }: { readonly forecast: DatedForecast }): JSX.Element {
  const { words } = useApp();
  const layout = layOutStrip(dotsFromForecast(forecast), forecast.today);
  const moved = useSignal<CalendarDate | null>(null);
  const showsTable = useSignal(false);
  const strip = useRef<HTMLDivElement>(null);
  const titleId = useId();

  const days = layout.columns * layout.daysPerColumn;
  const last = addDays(layout.first, days - 1);
  const within = (date: CalendarDate): CalendarDate =>
    date < layout.first ? layout.first : date > last ? last : date;
  const threshold = within(moved.value ?? forecast.nextStart.mostLikely);
  const isRightToLeft = words.direction === "rtl";
  const reading = {
    date: words.date(threshold, "weekday-day"),
    count: dotsStartedBy(layout.dots, threshold),
  };
  const moveBy = (days: number) => {
    moved.value = within(addDays(threshold, days));
  };

  const moveTo = (event: PointerEvent) => {
    const box = strip.current!.getBoundingClientRect();
    const share = (event.clientX - box.left) / box.width;
    const day = Math.floor((isRightToLeft ? 1 - share : share) * days);
    moved.value = within(addDays(layout.first, Math.max(0, Math.min(days - 1, day))));
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const days = daysByKey(event.key, isRightToLeft);
    if (days === null) return;
    event.preventDefault();
    moveBy(days);
  };

  return (
    <section class="strip-section" aria-labelledby={titleId}>
      <div class="strip-head">
        <h2 id={titleId}>
          <Say id="strip-title" />
        </h2>
        <button
          type="button"
          class="link"
          aria-expanded={showsTable.value}
          onClick={() => {
            showsTable.value = !showsTable.value;
          }}
        >
          <Say id={showsTable.value ? "table-hide" : "table-show"} />
        </button>
      </div>
      <div
        class="strip"
        ref={strip}
        onPointerDown={(event) => {
          strip.current!.setPointerCapture(event.pointerId);
          moveTo(event);
        }}
        onPointerMove={(event) => {
          if (strip.current!.hasPointerCapture(event.pointerId)) moveTo(event);
        }}
      >
        <StripDrawing layout={layout} threshold={threshold} today={forecast.today} />
      </div>
      <div class="strip-reading">
        <button type="button" class="step" aria-label={words.say("strip-earlier")} onClick={() => moveBy(-1)}>
          <span class="minus" />
        </button>
        <div
          class="strip-slider"
          role="slider"
          tabIndex={0}
          aria-label={words.say("strip-slider")}
          aria-valuemin={0}
          aria-valuemax={20}
          aria-valuenow={reading.count}
          aria-valuetext={words.say("strip-read", reading)}
          onKeyDown={onKeyDown}
        >
          <Say id="strip-read" values={reading} />
        </div>
        <button type="button" class="step" aria-label={words.say("strip-later")} onClick={() => moveBy(1)}>
          <span class="plus" />
        </button>
      </div>
      {layout.daysPerColumn > 1 && (
        <p class="aside">
          <Say id="strip-columns" values={{ days: layout.daysPerColumn }} />
        </p>
      )}
      {showsTable.value && <StripTable forecast={forecast} />}
    </section>
  );
}

/** Days a key moves the threshold by; null for a key that does not. Source: ARIA slider pattern. */
function daysByKey(key: string, isRightToLeft: boolean): number | null {
  switch (key) {
    case "ArrowRight":
      return isRightToLeft ? -1 : 1;
    case "ArrowLeft":
      return isRightToLeft ? 1 : -1;
    case "ArrowUp":
      return 1;
    case "ArrowDown":
      return -1;
    case "PageUp":
      return 7;
    case "PageDown":
      return -7;
    case "Home":
      return -1000;
    case "End":
      return 1000;
    default:
      return null;
  }
}
