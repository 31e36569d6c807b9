/** Ways in which keys move what is shown of time while they are held. */
export type SteerWay = "in" | "out" | "earlier" | "later";
