import type { LookAhead, Plan } from "@tidetable/diary";
import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { Say } from "../../strings/say.tsx";
import { SavedPlan } from "./saved-plan.tsx";

interface SavedPlansProps {
  readonly ahead: LookAhead | null;
  readonly onMove: (plan: Plan) => void;
}

/** Plans that were kept, soonest first; those that are over come last, until they are removed. */
export function SavedPlans({ ahead, onMove }: SavedPlansProps): JSX.Element | null {
  const { session, today } = useApp();
  const plans = session.diary.value.plans ?? [];
  if (plans.length === 0) return null;
  const rank = (plan: Plan): string => `${plan.last < today.value ? 1 : 0}${plan.first}`;
  return (
    <section class="plan-saved">
      <h2>
        <Say id="planner-saved" />
      </h2>
      <ul class="plan-rows">
        {plans
          .toSorted((one, other) => (rank(one) < rank(other) ? -1 : 1))
          .map((plan) => (
            <SavedPlan key={plan.id} plan={plan} ahead={ahead} onMove={() => onMove(plan)} />
          ))}
      </ul>
    </section>
  );
}
