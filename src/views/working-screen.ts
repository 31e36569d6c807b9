/**
 * The elements of the screen once there is something to look at: time line, views, inspector, status bar. The frame
 * loads this module when files or an analysis are opened, as the first screen needs none of it.
 */
import "./alerts-view.ts";
import "./compare-view.ts";
import "./inspector-panel.ts";
import "./library-view.ts";
import "./lines-view.ts";
import "./overview-view.ts";
import "./reading-view.ts";
import "./selection-chips.ts";
import "./status-bar.ts";
import "./templates-view.ts";
import "./time-line.ts";
