import { type CalendarDate, type Face, type Sentence, sentencesOnFace } from "@tidetable/diary";
import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { DateText, SaySentence } from "../../strings/say.tsx";
import { StripDrawing } from "../today/strip-drawing.tsx";
import { layOutStrip } from "../today/strip-layout.ts";
import { addSharingWords } from "./sharing-words.ts";

interface FaceCardProps {
  readonly face: Face;
  /** The day that the face is of. */
  readonly day: CalendarDate;
}

/** What is said here in another way: the name stands over the card, whatever its face is, and dates stand in one line. */
const elsewhere: readonly string[] = ["card-by", "card-past-start"];
/** Her own voice, larger than what was worked out. */
const leading: readonly string[] = ["card-heads-up", "card-heads-up-own", "card-told"];

/**
 * What somebody is shown of somebody else: the face and nothing beside it, no time and no reason.
 *
 * One component for the reader's screen and for the owner's preview of it, so that neither can show what the other does not.
 */
export function FaceCard({ face, day }: FaceCardProps): JSX.Element {
  addSharingWords(useApp().words);
  const said = sentencesOnFace(face, day).filter(({ id }) => !elsewhere.includes(id));
  return (
    <div class="face-card">
      {said.map((sentence, at) => (
        <FaceLine key={at} face={face} day={day} sentence={sentence} />
      ))}
    </div>
  );
}

function FaceLine({ face, day, sentence }: FaceCardProps & { readonly sentence: Sentence }): JSX.Element {
  const line = (
    <p class={leading.includes(sentence.id) ? "face-leading" : undefined}>
      <SaySentence sentence={sentence} />
    </p>
  );
  if (face.kind === "card" && sentence.id === "card-past-starts") {
    return (
      <div>
        {line}
        <PastStarts starts={face.pastStarts} />
      </div>
    );
  }
  if (face.kind === "card" && sentence.id === "card-next-dots" && face.nextStart?.kind === "distribution") {
    const { dots } = face.nextStart;
    return (
      <div>
        {line}
        <StripDrawing layout={layOutStrip(dots, day)} threshold={dots[17]!} today={day} />
      </div>
    );
  }
  return line;
}

const PastStarts = ({ starts }: { readonly starts: readonly CalendarDate[] }): JSX.Element => (
  <ul class="face-starts">
    {starts.map((date) => (
      <li key={date}>
        <DateText date={date} style="brief-year" />
      </li>
    ))}
  </ul>
);
