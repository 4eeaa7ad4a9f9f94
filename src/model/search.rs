//! What it means for a meeting to be found by words: the one rule of `search` and of every filter by text.

use crate::model::agenda::Meeting;
use crate::model::event::{Event, Person};

/// Separates the fields of a meeting, so that no words are found across two of them.
const BETWEEN_FIELDS: char = '\n';

/// What is looked for: words, each of which has to be found, whatever its case. A `"quoted phrase"` is one of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Needle(Vec<String>);

impl Needle {
    /// What this text looks for. A quote that is never closed reaches to the end; a text without words finds everything.
    pub fn new(text: &str) -> Self {
        // What stands between an odd and an even quote is a phrase.
        let parts = text.split('"').enumerate().flat_map(|(place, part)| {
            if place % 2 == 1 { vec![simple(part)] } else { part.split_whitespace().map(simple).collect() }
        });
        Self(parts.filter(|words| !words.is_empty()).collect())
    }

    /// Whether every word is somewhere in the meeting, be it in another copy than the one that is shown: its subject, place,
    /// organizer, attendees, categories and text, as far as they were asked for
    /// ([`Fields::Wide`](crate::model::event::Fields::Wide)).
    pub fn finds(&self, meeting: &Meeting) -> bool {
        let text: String = meeting.copies.iter().map(|copy| haystack(copy)).collect();
        self.0.iter().all(|words| text.contains(words))
    }
}

/// The text as it is compared: in lower case, and with one space between its words.
fn simple(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Everything that is looked through in one copy.
fn haystack(event: &Event) -> String {
    let person = |person: &Person| [simple_of(person.name.as_ref()), simple_of(person.email.as_ref())];
    let own = [simple(&event.subject), simple_of(event.location.as_ref()), simple_of(event.body.as_ref())];
    let people = event.organizer.iter().chain(event.attendees.iter().map(|attendee| &attendee.person)).flat_map(person);
    let categories = event.categories.iter().map(|category| simple(category));
    own.into_iter().chain(people).chain(categories).flat_map(|field| [field, BETWEEN_FIELDS.to_string()]).collect()
}

fn simple_of(text: Option<&String>) -> String {
    text.map(|text| simple(text)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::event::{Attendee, samples::event};
    use proptest::prelude::*;

    fn person(name: &str, email: &str) -> Person {
        Person { name: Some(name.to_owned()), email: Some(email.to_owned()) }
    }

    /// A meeting that says something in every field.
    fn review() -> Meeting {
        let event = Event {
            subject: "Architecture  review".to_owned(),
            location: Some("Room 4".to_owned()),
            organizer: Some(person("Bob Jansen", "bob@xebia.com")),
            attendees: vec![Attendee { person: person("Zoë", "zoe@fabrikam.example"), ..Attendee::default() }],
            categories: vec!["Team".to_owned()],
            body: Some("Agenda: the new\ningestion path".to_owned()),
            ..event("xebia", "1")
        };
        let other = Event { subject: "設計レビュー".to_owned(), ..event.clone() };
        Meeting::of(vec![event, other]).unwrap()
    }

    fn finds(text: &str) -> bool {
        Needle::new(text).finds(&review())
    }

    #[test]
    fn every_field_of_every_copy_is_looked_through_whatever_the_case() {
        for text in
            ["ARCHITECTURE", "room", "jansen", "Bob@Xebia.com", "ZOË", "fabrikam", "team", "ingestion", "レビュー", ""]
        {
            assert!(finds(text), "{text}");
        }
        assert!(!finds("budget"));
    }

    #[test]
    fn every_word_has_to_be_found_in_whichever_field() {
        assert!(finds("bob architecture 4"));
        assert!(!finds("bob budget"));
    }

    #[test]
    fn a_phrase_in_quotes_is_found_as_it_stands_within_one_field() {
        assert!(finds("\"architecture review\"") && finds("\"new ingestion\" bob") && finds("\"review"));
        assert!(!finds("\"review architecture\"") && !finds("\"review room\""));
    }

    proptest! {
        #[test]
        fn what_is_part_of_a_subject_is_found(subject in "[a-zA-Zé会\" ]{0,12}", at in 0usize..12, length in 0usize..12) {
            let part: String = subject.chars().skip(at).take(length).filter(|c| *c != '"').collect();
            let event = Event { subject: subject.replace('"', ""), ..event("xebia", "1") };
            let meeting = Meeting::of(vec![event]).unwrap();
            prop_assert!(Needle::new(&part).finds(&meeting));
        }
    }
}
