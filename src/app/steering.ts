/** Hands keys that move the time line while they are held to the time line, as long as there is one on screen. */
import type { SteerWay } from "../model/steering.ts";

/** Who draws what is moved. */
export interface Steered {
  press(way: SteerWay): void;
  lift(way: SteerWay): void;
}

export class Steering {
  private steered: Steered | null = null;

  take(steered: Steered): void {
    this.steered = steered;
  }

  /** The time line is not on screen any more; another one may be. */
  leave(steered: Steered): void {
    if (this.steered === steered) this.steered = null;
  }

  press(way: SteerWay): void {
    this.steered?.press(way);
  }

  lift(way: SteerWay): void {
    this.steered?.lift(way);
  }
}
