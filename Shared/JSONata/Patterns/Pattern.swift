import MeshCore

/// A regular expression with the meaning that JavaScript gives it (ECMA-262, section 22.2), over UTF-16 units.
///
/// It is a small machine of its own because the meaning is its own: captures are forgotten with each repetition, places
/// are counted in units, and a hostile pattern must end by the bounds of the evaluation and not by patience.
final class Pattern: Sendable {
    struct Flags: OptionSet, Sendable {
        let rawValue: UInt8

        static let ignoresCase = Flags(rawValue: 1)
        static let isMultiline = Flags(rawValue: 2)
    }

    let source: String
    let flags: Flags
    let program: PatternProgram

    init(_ source: String, flags: Flags, at position: Int) throws(JSONataError) {
        self.source = source
        self.flags = flags
        do throws(PatternFailure) {
            var parser = PatternParser(source, flags)
            let tree = try parser.tree()
            program = try PatternCompiler.program(of: tree, groupCount: parser.groupCount, flags)
        } catch {
            throw JSONataError("S0303", at: position, inserts: ["reason": .string(error.reason)])
        }
    }

    /// The first match from a place on; nil when there is none.
    func firstMatch(in units: [UInt16], from start: Int, _ run: Evaluation) throws(JSONataError) -> PatternMatch? {
        var matcher = PatternMatcher(program, units, run)
        return try matcher.firstMatch(from: start)
    }
}
