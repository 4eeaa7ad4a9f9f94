//! Faults in words: that what is written can be read, and that slips are told.

use super::*;
use std::time::Duration;

fn read(words: &str) -> Result<Fault, Misspelt> {
    super::read(words, &World::of_the_cast())
}

#[test]
fn every_fault_is_written_as_it_is_read() {
    let world = World::of_the_cast();
    for kind in KINDS {
        let fault = read(kind.name).unwrap();
        let written = written(&fault, &world);
        assert!(written == kind.name || written.starts_with(&format!("{}=", kind.name)), "{written}");
        assert_eq!(read(&written), Ok(fault), "{written}");
    }
    for words in [
        "throttle=30:marimer:2x",
        "slow=500ms:graph:xebia",
        "outage=504:view:once",
        "refresh-refused=50173:xebia.com",
        "declined:consumers",
        "reset:refresh:bob@xebia.com",
    ] {
        assert_eq!(written(&read(words).unwrap(), &world), words);
    }
}

#[test]
fn an_account_is_its_person_and_before_the_sign_in_its_tenant() {
    let fault = read("throttle:personal").unwrap();
    assert_eq!((fault.user.as_deref(), fault.tenant), (Some("alice@outlook.com"), None));
    let fault = read("declined:personal").unwrap();
    assert_eq!((fault.user, fault.tenant.as_deref()), (None, Some(PERSONAL.id)));
}

#[test]
fn slips_are_told_with_what_may_have_been_meant() {
    let meant = |words| read(words).unwrap_err().meant;
    assert_eq!(meant("throtle:marimer:once").as_deref(), Some("throttle:marimer:once"));
    assert_eq!(meant("throttle:marmer").as_deref(), Some("throttle:marimer"));
    assert_eq!(meant("slow=1s:veiw").as_deref(), Some("slow=1s:view"));
    assert_eq!(meant("throtle:marmer").as_deref(), Some("throttle:marimer"));
    assert_eq!(meant("catastrophe"), None);
    assert_eq!(meant("throttle:catastrophe"), None);
    for (words, why) in [
        ("", "no fault"),
        ("reset=3", "takes no value"),
        ("outage=500", "503 or 504"),
        ("slow=5", "50ms"),
        ("slow=20m", "10m"),
        ("throttle=soon", "a number"),
        ("throttle:0x", "`0x`"),
        ("throttle:", "``"),
        ("sign-in-refused=many", "AADSTS"),
    ] {
        let message = read(words).unwrap_err().message;
        assert!(message.contains(why), "{words}: {message}");
    }
}

#[test]
fn durations_have_a_unit() {
    assert_eq!(duration("50ms"), Ok(Duration::from_millis(50)));
    assert_eq!(duration("2s"), Ok(Duration::from_secs(2)));
    assert_eq!(duration("0ms"), Ok(Duration::ZERO));
    for bad in ["", "50", "ms", "-1s", "1h", "11m", "99999999999999999999s", "1.5s"] {
        assert!(duration(bad).is_err(), "{bad}");
    }
}
