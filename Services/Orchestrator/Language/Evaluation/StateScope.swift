import JSONata
import MeshCore

/// What the expressions of a state can see.
struct StateScope: Sendable {
    /// `$` of paths, and `$states.input`.
    var input: JSONValue
    /// `$states.result`.
    var result: JSONValue?
    /// `$states.errorOutput`.
    var errorOutput: JSONValue?
    /// `$$`, and `$states.context`; null when nothing in the state reads it.
    var context: JSONValue
    var variables: [String: JSONValue]
    /// From where random values come; nil when nothing in the state asks for any.
    var seed: UInt64?
    var now: Timestamp

    /// What paths see, with another value under `$`.
    func paths(_ input: JSONValue) -> PathScope {
        PathScope(
            input: input, context: context, variables: variables,
            entropy: seed.map(Entropy.init(seed:)) ?? Self.noEntropy)
    }

    /// What JSONata sees.
    var bindings: [String: JSONValue] {
        var states: JSONObject = ["input": input]
        if case .object = context { states["context"] = context }
        states["result"] = result
        states["errorOutput"] = errorOutput
        var bindings = variables
        bindings["states"] = .object(states)
        return bindings
    }

    /// The time and the randomness of JSONata's functions.
    var environment: JSONataEnvironment {
        guard let seed else { return JSONataEnvironment(now: now, randomness: { 0 }) }
        let words = RandomWords(seed: seed)
        return JSONataEnvironment(now: now, randomness: { words.next() })
    }

    private static let noEntropy = Entropy(seed: 0)
}
