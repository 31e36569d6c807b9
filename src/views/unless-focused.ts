/**
 * Lit directive for `.value` of an input: as `live`, but an answer that comes late does not write over what somebody is
 * about to type. What was to be shown meanwhile is shown when
 * the input is left.
 */
import { noChange } from "lit";
import { Directive, directive, type PartInfo, PartType, type PropertyPart } from "lit/directive.js";
import { setCommittedValue } from "lit/directive-helpers.js";

class UnlessFocused extends Directive {
  private shown = "";
  private input: HTMLInputElement | null = null;

  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.PROPERTY || part.name !== "value") throw new Error("unlessFocused is for .value alone");
  }

  override render(value: string): unknown {
    return value;
  }

  override update(part: PropertyPart, [value]: [string]): unknown {
    if (this.input === null) {
      this.input = part.element as HTMLInputElement;
      this.input.addEventListener("blur", this.leave);
    }
    this.shown = value;
    if (this.input.matches(":focus") || this.input.value === value) return noChange;
    setCommittedValue(part);
    return value;
  }

  private readonly leave = (): void => {
    if (this.input !== null) this.input.value = this.shown;
  };
}

export const unlessFocused = directive(UnlessFocused);
