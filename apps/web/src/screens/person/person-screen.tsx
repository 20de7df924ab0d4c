import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { ScreenHead } from "../../controls/screen-head.tsx";
import { useSharing } from "../../sharing/use-sharing.ts";
import { Say } from "../../strings/say.tsx";
import { BeginForSharing } from "./begin-for-sharing.tsx";
import { NewPerson } from "./new-person.tsx";
import { OnePerson } from "./one-person.tsx";

/** One person: what is shared and what is seen of it; or the way to share with somebody new. */
export function PersonScreen(): JSX.Element {
  const { navigation, place } = useApp();
  const sharing = useSharing();
  const id = navigation.grant.value;
  const grant = sharing?.grants.value?.find((one) => one.id === id);
  return (
    <div class="more person">
      <ScreenHead>{grant ? <bdi>{grant.nickname}</bdi> : <Say id="person-title-new" />}</ScreenHead>
      {place.vault.value === null ? (
        <BeginForSharing />
      ) : sharing === null || sharing.grants.value === null ? null : id === null ? (
        <NewPerson sharing={sharing} />
      ) : grant ? (
        <OnePerson key={grant.id} sharing={sharing} grant={grant} />
      ) : (
        <p>
          <Say id="person-gone" />
        </p>
      )}
    </div>
  );
}
