/// A regular expression that is ready to be run.
struct PatternProgram: Sendable {
    var instructions: [PatternInstruction]
    var sets: [PatternSet]
    var groupCount: Int
    var registerCount: Int
    var flags: Pattern.Flags
    /// The units with which a match can begin; nil when any can.
    var first: PatternSet?
    /// Whether a match can begin only where the text does.
    var isAnchored: Bool
}
