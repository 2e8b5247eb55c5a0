package import MeshCore

/// What the paths of a state may read: its input, the context object, and the variables.
package struct PathScope: Sendable {
    /// What `$` stands for; the result of the task in a `ResultSelector`.
    package var input: JSONValue
    /// What `$$` stands for.
    package var context: JSONValue
    /// What `$name` stands for, by name without the dollar sign.
    package var variables: [String: JSONValue]
    /// Where `States.UUID` and `States.MathRandom` draw from.
    package var entropy: Entropy

    package init(input: JSONValue, context: JSONValue, variables: [String: JSONValue] = [:], entropy: Entropy) {
        self.input = input
        self.context = context
        self.variables = variables
        self.entropy = entropy
    }
}
