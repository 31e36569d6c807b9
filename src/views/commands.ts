/** All commands with a key: those of the application, and one a view. Keys, help and palette are made of this table. */
import { APP_COMMANDS, type KeyCommand } from "../app/keyboard.ts";
import { VIEWS } from "./view-registry.ts";

export const COMMANDS: readonly KeyCommand[] = [
  ...VIEWS.map(
    ({ name, label, key, purpose }): KeyCommand => ({
      key,
      label,
      purpose,
      group: "Views",
      ofResult: true,
      run: (app) => app.selecting.view(name),
    }),
  ),
  ...APP_COMMANDS,
];
