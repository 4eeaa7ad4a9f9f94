//! The `claims` parameter: what a client asks of a token beside its scopes, and whether that is enough for Graph.

use serde_json::Value;

use super::aadsts::Refusal;

/// What a token was asked to hold.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Claims(Value);

impl Claims {
    /// The claims of a form's parameter, which may be left out.
    pub fn parse(parameter: Option<&str>) -> Result<Self, Refusal> {
        let Some(text) = parameter else { return Ok(Claims::default()) };
        match serde_json::from_str(text) {
            Ok(claims @ Value::Object(_)) => Ok(Claims(claims)),
            _ => Err(Refusal::new("invalid_request", 9_000_410, "Malformed JSON.")),
        }
    }

    /// Whether the client says that it understands challenges (`cp1`). To others Graph never sends one.
    pub fn hear_challenges(&self) -> bool {
        let capabilities = self.0["access_token"]["xms_cc"]["values"].as_array();
        capabilities.is_some_and(|values| values.iter().any(|value| value == "cp1"))
    }

    /// Whether all that a challenge asks for was asked for.
    pub fn meet(&self, challenge: &str) -> bool {
        serde_json::from_str(challenge).is_ok_and(|wanted| holds(&self.0, &wanted))
    }
}

/// Whether one value has every member of another.
fn holds(value: &Value, wanted: &Value) -> bool {
    match wanted {
        Value::Object(members) => members.iter().all(|(name, wanted)| holds(&value[name.as_str()], wanted)),
        wanted => value == wanted,
    }
}
