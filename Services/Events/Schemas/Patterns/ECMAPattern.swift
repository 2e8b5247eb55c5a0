/// A regular expression with the meaning of ECMA-262, section 22.2, as `pattern` has it: over code points, and anywhere in the
/// text where it is not anchored.
///
/// It is run by trying and going back, but no split of the way is tried twice at one place, so the time is linear in the text
/// times the pattern; only backreferences need more, and end by the bound on steps.
struct ECMAPattern: Sendable {
    let source: String
    private let program: PatternProgram

    /// Reads a pattern.
    ///
    /// - Throws: ``PatternError`` when it is malformed or too large.
    init(_ source: String) throws(PatternError) {
        self.source = source
        var parser = PatternParser(source)
        let tree = try parser.tree()
        program = try PatternCompiler.program(
            of: tree, groupCount: parser.groupCount, hasBackreferences: parser.hasBackreferences)
    }

    /// Whether it occurs in a text.
    ///
    /// - Parameter stepsLeft: How many steps may be made; receives how many are left.
    /// - Throws: ``SchemaLimitError/steps`` when they do not suffice.
    func matches(_ text: String, stepsLeft: inout Int) throws(SchemaLimitError) -> Bool {
        var matcher = PatternMatcher(program, Array(text.utf8), steps: stepsLeft)
        defer { stepsLeft = max(matcher.stepsLeft, 0) }
        return try matcher.search()
    }
}
