/// A regular expression as it is written.
indirect enum PatternTree {
    case unit(UInt16)
    case any
    case set(PatternSet)
    case sequence([PatternTree])
    case alternatives([PatternTree])
    case capture(PatternTree, index: Int)
    /// - `groups`: the captures within, which each repetition forgets.
    case repeated(PatternTree, least: Int, most: Int, isGreedy: Bool, groups: Range<Int>)
    case start
    case end
    case wordBoundary(isNegated: Bool)
    case reference(Int)
    case look(PatternTree, isAhead: Bool, isNegated: Bool)
}
