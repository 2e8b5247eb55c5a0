/// A regular expression as it is run.
struct PatternProgram: Sendable {
    var instructions: [PatternInstruction] = []
    var sets: [CodePointSet] = []
    /// How many instructions split the way.
    var markCount = 0
    var registerCount = 0
    /// Whether a match can only begin at the start of the text.
    var isAnchored = false
    /// Whether the outcome of an instruction depends on more than the place: then nothing that failed is remembered.
    var hasBackreferences = false
}
