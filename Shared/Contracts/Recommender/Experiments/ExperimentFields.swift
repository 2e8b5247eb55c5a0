import MeshCore

/// The schemas of members that several messages of experiments share, each with its limits.
package enum ExperimentFields {
    /// The most experiments that there are.
    package static let mostExperiments = 200
    /// The most variants of an experiment, and arms of a slot.
    static let most = 10

    static let name = JSONSchema.string(1...64, pattern: "^[a-z0-9][a-z0-9-]*$", description: "Chosen by who plans it.")
    static let list = JSONSchema.string(1...32, description: "A list that is blended.").example("popular")
    static let chance = JSONSchema.number(0...1)
    static let figure = JSONSchema.number()
}
