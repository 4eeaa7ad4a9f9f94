//! Calendars and events.
