/// `properties`, `patternProperties` and `additionalProperties` of one schema, which share a walk over an object's members.
struct MemberRules: Sendable {
    var named: [String: MemberRule] = [:]
    var patterns: [PatternRule] = []
    /// The schema of members that neither a name nor a pattern takes.
    var additional: Int?
}
