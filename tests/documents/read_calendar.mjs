// Reads a calendar file from standard input as Thunderbird does and writes what it understood as JSON.
// node read_calendar.mjs <path of ical.js>
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { default: ICAL } = await import(pathToFileURL(process.argv[2]));
const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
const entries = calendar.getAllSubcomponents("vevent").map((component) => {
  const event = new ICAL.Event(component, { strictExceptions: true });
  return {
    uid: event.uid,
    sequence: event.sequence,
    summary: event.summary,
    description: event.description,
    location: event.location,
    start_at: event.startDate.toJSDate().toISOString(),
    end_at: event.endDate.toJSDate().toISOString(),
    changed_at: component.getFirstPropertyValue("dtstamp").toJSDate().toISOString(),
    status: component.getFirstPropertyValue("status"),
    visibility: component.getFirstPropertyValue("class"),
    organiser: component.getFirstPropertyValue("organizer"),
    organiser_name: component.getFirstProperty("organizer")?.getParameter("cn") ?? null,
  };
});
console.log(JSON.stringify({ method: calendar.getFirstPropertyValue("method"), entries }));
