/** Styles that every view adopts: box model, focus ring, buttons, chips, tables, and what only screen readers hear. */
import { css, unsafeCSS } from "lit";

export const sharedStyles = css`
  *, *::before, *::after { box-sizing: border-box; }
  :host { font-variant-numeric: tabular-nums; }
  :host([hidden]), [hidden] { display: none !important; }
  h1, h2, h3, p, ul, ol, dl, dd, figure { margin: 0; padding: 0; }
  ul, ol { list-style: none; }
  h2 { font-size: var(--tl-large); font-weight: var(--tl-bold); line-height: var(--tl-leading); }
  h3 { font-size: var(--tl-body); font-weight: var(--tl-bold); line-height: var(--tl-leading); }
  :focus-visible { outline: 2px solid var(--tl-accent-mark); outline-offset: 1px; border-radius: var(--tl-radius); }
  .together { white-space: nowrap; }
  .muted { color: var(--tl-text-muted); }
  .mono { font-family: var(--tl-mono); font-size: var(--tl-small); }
  .number { text-align: right; font-family: var(--tl-mono); font-size: var(--tl-small); white-space: nowrap; }

  button { font: inherit; color: inherit; }
  .button {
    display: inline-flex; align-items: center; justify-content: center; gap: 6px; min-height: 28px; padding: 0 var(--tl-3);
    border: 1px solid var(--tl-line-strong); border-radius: var(--tl-radius); background: var(--tl-raised);
    white-space: nowrap; cursor: pointer;
  }
  .button:hover { background: var(--tl-hover); border-color: var(--tl-text-muted); }
  .button.primary { background: var(--tl-accent); border-color: var(--tl-accent); color: var(--tl-on-accent); font-weight: var(--tl-bold); }
  .button.primary:hover { filter: brightness(1.08); }
  .button.quiet { border-color: transparent; background: none; padding: 0 var(--tl-2); }
  .button.quiet:hover { background: var(--tl-hover); }
  .button[disabled] { opacity: .5; cursor: default; }
  .link { border: 0; padding: 0; background: none; color: var(--tl-accent); cursor: pointer; text-align: left; text-decoration: underline; text-decoration-color: transparent; text-underline-offset: 2px; }
  .link:hover { text-decoration-color: currentColor; }
  kbd {
    display: inline-block; min-width: 18px; padding: 0 5px; border: 1px solid var(--tl-line-strong); border-bottom-width: 2px;
    border-radius: var(--tl-radius); background: var(--tl-raised); font: 11px / 16px var(--tl-mono); text-align: center;
  }

  .hear {
    position: absolute; width: 1px; height: 1px; margin: -1px; padding: 0; overflow: hidden; clip-path: inset(50%);
    white-space: nowrap; border: 0;
  }
  svg.icon { display: block; width: 16px; height: 16px; flex: none; fill: none; stroke: currentColor; stroke-width: 1.5; stroke-linecap: round; stroke-linejoin: round; }

  .empty { padding: var(--tl-5) var(--tl-4); max-width: 64ch; color: var(--tl-text-muted); }
  .empty h2 { margin-bottom: var(--tl-1); color: var(--tl-text); }
  .empty .button { margin-top: var(--tl-3); }
  .empty .button:not(.primary) { color: var(--tl-text); }

  .letter {
    display: inline-block; width: 16px; height: 16px; border-radius: 3px; flex: none;
    font: 600 11px / 16px var(--tl-mono); text-align: center; color: var(--tl-surface); background: var(--tl-level-none);
  }
  .tag { display: inline-block; flex: none; padding: 0 5px; border: 1px solid var(--tl-line-strong); border-radius: 3px; font: 11px / 16px var(--tl-font); color: var(--tl-text-muted); white-space: nowrap; }
  .tag.new { border-color: var(--tl-accent-mark); color: var(--tl-accent); }
  .swatch { display: inline-block; width: 8px; height: 12px; border-radius: 1px; flex: none; }
  ${levelRules()}

  @media (prefers-contrast: more) {
    [aria-pressed="true"], [aria-current="page"], [aria-current="true"], [aria-selected="true"] { outline: 2px solid var(--tl-text); outline-offset: -2px; }
  }
  @media (forced-colors: active) {
    /* what only a colour says keeps it; what is chosen has a frame instead of a tint */
    .swatch, .letter, .spark, svg rect { forced-color-adjust: none; }
    [aria-pressed="true"], [aria-current="page"], [aria-current="true"], [aria-selected="true"] { outline: 2px solid Highlight; outline-offset: -2px; }
    .chip { border-color: ButtonText; }
    .badge, .many { border: 1px solid; color: CanvasText !important; }
  }
  @media (prefers-reduced-motion: reduce) { *, *::before, *::after { animation: none !important; transition: none !important; } }
`;

function levelRules() {
  const names = ["trace", "debug", "info", "notice", "warn", "error", "fatal", "none"];
  return unsafeCSS(
    names
      .map(
        (name) => `
      .swatch.${name} { background: var(--tl-level-${name}); }
      .spark.${name} { fill: var(--tl-level-${name}); }
      .letter.${name} { background: color-mix(in oklab, var(--tl-ink-${name}) 14%, transparent); color: var(--tl-ink-${name}); }
      .ink-${name} { color: var(--tl-ink-${name}); }`,
      )
      .join(""),
  );
}
