import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { isLive } from "../../sharing/grants.ts";
import { useSharing } from "../../sharing/use-sharing.ts";
import { Say } from "../../strings/say.tsx";
import { NewDeviceNotice } from "../devices/new-device-notice.tsx";
import { EndedLine } from "./ended-line.tsx";
import { FeedsSection } from "./feeds-section.tsx";
import { FilesSection } from "./files-section.tsx";
import { MoreAboutSharing } from "./more-about-sharing.tsx";
import { PastReaders } from "./past-readers.tsx";
import { ReaderCard } from "./reader-card.tsx";
import { SeeingDevices } from "./seeing-devices.tsx";
import { StopAll } from "./stop-all.tsx";

/** Everybody and everything that can see something, and how to stop it. */
export function PeopleScreen(): JSX.Element {
  const { place, navigation } = useApp();
  const sharing = useSharing();
  const grants = sharing?.grants.value ?? null;
  const readers = (grants ?? []).filter(isLive);
  const feeds = sharing?.feeds.value.length ?? 0;
  const devices = place.vault.value?.view.value.devices.length ?? 1;
  return (
    <div class="more people">
      <header class="screen-head">
        <h1 tabIndex={-1}>
          <Say id="people-title" />
        </h1>
        <span class="aside">
          <Say id="people-count" values={{ readers: readers.length, devices }} />
        </span>
      </header>
      <NewDeviceNotice />
      {sharing && <StopAll sharing={sharing} readers={readers.length + feeds} />}
      {sharing && grants && (
        <section class="sheet-section">
          <p class="headline">
            {feeds > 0 ? (
              <Say id="people-headline-feeds" values={{ readers: readers.length, feeds }} />
            ) : (
              <Say id="people-headline" values={{ readers: readers.length }} />
            )}
          </p>
          <EndedLine sharing={sharing} />
          {readers.map((grant) => (
            <ReaderCard key={grant.id} sharing={sharing} grant={grant} />
          ))}
          <button type="button" class="main-button" onClick={() => navigation.openPerson(null)}>
            <Say id="people-share" />
          </button>
          <p class="aside">
            <Say id="people-share-how" />
          </p>
          <button type="button" class="link" onClick={() => navigation.go("safety")}>
            <Say id="people-worried" />
          </button>
        </section>
      )}
      {sharing && <FeedsSection sharing={sharing} />}
      <SeeingDevices />
      <FilesSection />
      <MoreAboutSharing />
      {sharing && <PastReaders sharing={sharing} />}
    </div>
  );
}
