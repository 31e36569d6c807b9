/**
 * The elements around the views once there is something to look at: time line, inspector, status bar. The frame loads
 * this module when files or an analysis are opened, as the first screen needs none of it; views come one by one.
 */
import "./inspector-panel.ts";
import "./reading-view.ts";
import "./selection-chips.ts";
import "./status-bar.ts";
import "./time-line.ts";
