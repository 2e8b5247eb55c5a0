/// What a set's sums over a time come to, each value once: kept so that they need not be read and added up day by day when an instance starts.
struct StandingSums: Sendable {
    let set: String
    /// Of what they are: with the generation and the set, it says all that they depend on.
    let scope: String
    /// As ``RollupBytes`` writes groups.
    let bytes: [UInt8]
}
