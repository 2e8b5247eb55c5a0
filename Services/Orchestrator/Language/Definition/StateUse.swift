import MeshCore

/// What the expressions of a state ask for beside their input.
///
/// It is looked for in the state's texts, so a text that only looks like it counts too: then something is made that nobody
/// reads, and nothing else changes.
struct StateUse {
    private(set) var context = false
    private(set) var randomness = false

    init(of state: JSONValue) {
        guard case .object(let members) = state else { return }
        for (name, value) in members where !Self.nested.contains(name) { look(at: value) }
    }

    /// The states inside have a use of their own.
    private static let nested: Set<String> = ["Branches", "ItemProcessor", "Iterator"]

    private mutating func look(at value: JSONValue) {
        switch value {
        case .null, .bool, .int, .double: break
        case .string(let text): look(at: text)
        case .array(let elements): for element in elements { look(at: element) }
        case .object(let object): for (_, value) in object { look(at: value) }
        }
    }

    private mutating func look(at text: String) {
        if text.contains("$$") || text.contains("context") { context = true }
        // `$states` as a whole, or a member of it that is not named.
        for place in text.ranges(of: "$states") {
            let rest = text[place.upperBound...]
            if ![".input", ".result", ".errorOutput"].contains(where: rest.hasPrefix) { context = true }
        }
        randomness =
            randomness
            || ["States.UUID", "States.MathRandom", "$uuid", "$random", "$shuffle"].contains { text.contains($0) }
    }
}
