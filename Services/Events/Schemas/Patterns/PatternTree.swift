/// A regular expression as it is read.
indirect enum PatternTree: Hashable, Sendable {
    case set(CodePointSet)
    case sequence([PatternTree])
    case alternatives([PatternTree])
    case capture(PatternTree, Int)
    case repeated(PatternTree, least: Int, most: Int?)
    case start
    case end
    case wordBoundary(isNegated: Bool)
    /// What a group has captured, once more.
    case backreference(Int)
    case look(PatternTree, isAhead: Bool, isNegated: Bool)
}
