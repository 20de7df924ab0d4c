import type { JSX } from "preact";

/** Words that two people read to each other. They are English in every language: both screens must show the same. */
export function FourWords({ words }: { readonly words: readonly string[] }): JSX.Element {
  return (
    <p class="headline four-words" lang="en" translate={false}>
      {words.map((word) => (
        <span key={word}>{word} </span>
      ))}
    </p>
  );
}
